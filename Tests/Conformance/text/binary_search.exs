# Searching and splitting binaries against a search that is written plainly: short and long, at every place, at every bit.
defmodule Plain do
  def first(subject, pattern), do: first(subject, pattern, 0)

  defp first(subject, pattern, at) when at + byte_size(pattern) > byte_size(subject), do: :nomatch

  defp first(subject, pattern, at) do
    if binary_part(subject, at, byte_size(pattern)) == pattern,
      do: {at, byte_size(pattern)},
      else: first(subject, pattern, at + 1)
  end
end

:rand.seed(:exsss, {1, 2, 3})

random = fn size, letters ->
  for _ <- 1..size//1, into: "", do: <<Enum.random(letters)>>
end

wrong =
  for letters <- [~c"ab", ~c"abcdefgh", [0, 1, 127, 128, 129, 255], Enum.to_list(0..255)],
      size <- 0..40,
      count <- 1..12,
      subject = random.(size, letters),
      pattern = random.(count, letters),
      :binary.match(subject, pattern) != Plain.first(subject, pattern) do
    {subject, pattern}
  end

IO.inspect(wrong, label: "wrong")

# The pattern is there, at every place of texts of every length.
lost =
  for size <- 1..40, at <- 0..(size - 1), count <- 1..9, at + count <= size do
    pattern = binary_part("xyzxyzxyz", 0, count)
    subject = String.duplicate("a", at) <> pattern <> String.duplicate("a", size - at - count)
    :binary.match(subject, pattern) == {at, count} and String.contains?(subject, pattern)
  end

IO.inspect(Enum.all?(lost), label: "found")

# Not at the start of a byte.
<<_::3, shifted::binary-size(20), _::5>> = <<0::3, "the needle is in here"::binary, 0::5>> |> binary_part(0, 21)
<<_::5, needle::binary-size(6), _::3>> = <<0::5, "needle"::binary, 0::3>>
IO.inspect({:binary.match(shifted, needle), :binary.split(shifted, needle)})

IO.inspect(:binary.matches("abababa", "aba"))
IO.inspect(:binary.matches("aXbXXc", "X", scope: {2, 4}))
IO.inspect(:binary.match("aXbXXc", "X", scope: {6, -3}))
IO.inspect(:binary.split("a, b,, c", ",", [:global]))
IO.inspect(:binary.split("a, b,, c,,", ",", [:global, :trim]))
IO.inspect(:binary.split(",,a,,b", ",", [:global, :trim_all]))
IO.inspect(String.split("one  two three", " "))
IO.inspect(String.split("one--two-three", "--", parts: 2))
IO.inspect(String.split("a-b+c", ["-", "+"]))
IO.inspect({String.contains?("", ""), String.contains?("x", ""), String.contains?("", "x")})

for {subject, pattern} <- [{"a", ""}, {"a", :x}, {:x, "a"}, {"a", <<1::3>>}, {<<1::3>>, "a"}, {"a", []}, {"a", ["b", ""]}] do
  IO.inspect(
    try do
      apply(:binary, :match, [subject, pattern])
    rescue
      error -> error.__struct__
    end
  )
end
