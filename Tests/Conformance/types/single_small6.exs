defmodule Small6 do
  def double(x) when is_integer(x), do: x * 2
  def main, do: IO.puts(double("4"))
end
