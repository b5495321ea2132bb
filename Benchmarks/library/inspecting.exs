# inspect of large terms, plain and pretty.
defmodule Bench do
  def run do
    term =
      for n <- 1..4_000,
          do: %{
            id: n,
            name: "name #{n}",
            tags: [:a, :b, {n, n * 1.5}],
            nested: [key: n, other: ["x", ~c"y"]]
          }

    {byte_size(inspect(term, limit: :infinity)),
     byte_size(inspect(term, limit: :infinity, pretty: true, width: 80)),
     byte_size(inspect(Enum.to_list(1..60_000), limit: :infinity, charlists: :as_lists)),
     byte_size(inspect(String.duplicate("aé\n", 40_000), printable_limit: :infinity))}
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
