defmodule F do
  def f() do
    r = defmodule X do
      defmodule Y do
        raise "boo"
      end
    end
    r
  end
end
F.f
