# Binaries grow by appending, interpolation and joining.
defmodule Bench do
  def run do
    text = build(200_000, "")
    joined = 1..50_000 |> Enum.map(&"item #{&1}") |> Enum.join(", ")
    {byte_size(text), byte_size(joined), joined |> String.split(", ") |> length()}
  end

  defp build(0, acc), do: acc
  defp build(n, acc), do: build(n - 1, <<acc::binary, "line ", Integer.to_string(n)::binary, ?\n>>)
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
