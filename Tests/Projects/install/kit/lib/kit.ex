defmodule Kit do
  def version, do: "2.0.0"
end
