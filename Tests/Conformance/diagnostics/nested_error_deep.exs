defmodule A do
  def f do
    case 1 do
      1 -> [1, 2
      2 -> 3
    end
  end
end
