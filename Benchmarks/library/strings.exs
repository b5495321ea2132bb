# Texts: splitting, joining, replacing, case, graphemes, formatting.
defmodule Bench do
  def run do
    text =
      String.duplicate("The quick brown fox jumps over the lazy dog. Größe, naïve café! ", 600)

    Enum.reduce(1..4, 0, fn _, sum ->
      words = String.split(text)

      sum + length(words) + byte_size(Enum.join(words, "-")) +
        byte_size(String.replace(text, "fox", "cat")) + byte_size(String.upcase(text)) +
        String.length(text) + length(String.graphemes(text)) + byte_size(String.reverse(text)) +
        map_size(Enum.frequencies(words)) +
        byte_size(Enum.map_join(1..5_000, ",", &Integer.to_string/1)) +
        length(String.split(text, ". ")) + byte_size(String.trim(text)) +
        Enum.reduce(1..5_000, 0, fn n, acc -> acc + byte_size("#{n}: #{n * 1.5}") end)
    end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
