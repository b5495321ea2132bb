defmodule Dsl do
  use Kit
  rule :double do
    x * 2
  end
  rule :square do
    x * x
  end
  def run(x), do: Enum.reduce(rules(), x, &apply_rule/2)
end
