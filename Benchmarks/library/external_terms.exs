# term_to_binary and back, of many small things and of large ones.
defmodule Bench do
  def run do
    term =
      for n <- 1..20_000,
          do: %{
            id: n,
            name: "name #{n}",
            tags: [:a, :b, {n, n * 1.5}],
            big: n * 1_000_000_007 * 1_000_000_009
          }

    binary = :erlang.term_to_binary(term)
    same = :erlang.binary_to_term(binary)

    small =
      Enum.reduce(1..50_000, 0, fn n, sum ->
        sum + byte_size(:erlang.term_to_binary({:message, n, "text", [n, n]}))
      end)

    {byte_size(binary), same == term, small, :erlang.phash2(term)}
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
