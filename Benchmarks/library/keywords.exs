# Keyword lists of twenty entries: get, put, update, merge, pop, validate.
defmodule Bench do
  def run do
    keyword = for n <- 1..20, do: {:"key#{n}", n}

    Enum.reduce(1..20_000, 0, fn n, sum ->
      keyword = Keyword.put(keyword, :key7, n)

      sum + Keyword.get(keyword, :key15) + Keyword.fetch!(keyword, :key7) +
        length(Keyword.delete(keyword, :key3)) +
        length(Keyword.merge(keyword, key1: 1, other: 2)) + elem(Keyword.pop(keyword, :key9), 0) +
        Keyword.update!(keyword, :key2, &(&1 + 1))[:key2] +
        if Keyword.has_key?(keyword, :nope), do: 1, else: 0
    end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
