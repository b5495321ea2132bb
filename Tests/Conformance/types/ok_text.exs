defmodule Text do
  @stop ~w(a an the of)

  def words(text) do
    text
    |> String.downcase()
    |> String.split(~r/[^\w]+/, trim: true)
    |> Enum.reject(&(&1 in @stop))
  end

  def freq(text), do: text |> words() |> Enum.frequencies()

  def top(text, n \\ 3) do
    text
    |> freq()
    |> Enum.sort_by(fn {w, c} -> {-c, w} end)
    |> Enum.take(n)
    |> Enum.map(fn {w, c} -> w <> ": " <> Integer.to_string(c) end)
    |> Enum.join(", ")
  end

  def caesar(<<>>, _), do: ""
  def caesar(<<c, rest::binary>>, n) when c in ?a..?z, do: <<rem(c - ?a + n, 26) + ?a>> <> caesar(rest, n)
  def caesar(<<c, rest::binary>>, n) when c in ?A..?Z, do: <<rem(c - ?A + n, 26) + ?A, caesar(rest, n)::binary>>
  def caesar(<<c::utf8, rest::binary>>, n), do: <<c::utf8>> <> caesar(rest, n)

  def wrap(text, width) do
    {lines, last} =
      for word <- String.split(text), reduce: {[], ""} do
        {lines, ""} -> {lines, word}
        {lines, cur} ->
          if String.length(cur) + String.length(word) + 1 > width do
            {[cur | lines], word}
          else
            {lines, "#{cur} #{word}"}
          end
      end

    Enum.reverse(if(last == "", do: lines, else: [last | lines]))
  end

  def palindrome?(s) do
    clean = for <<c <- String.downcase(s)>>, c in ?a..?z, into: "", do: <<c>>
    clean == String.reverse(clean)
  end

  def number(s) do
    case Integer.parse(s) do
      {n, ""} -> {:int, n}
      {_, "." <> _} -> float(s)
      {_, rest} -> {:trailing, rest}
      :error -> :nan
    end
  end

  defp float(s) do
    case Float.parse(s) do
      {f, ""} -> {:float, f}
      {f, rest} when is_float(f) -> {:trailing, rest}
      :error -> :nan
    end
  end
end

IO.puts(Text.top("the cat and the dog and the cat"))
IO.puts(Text.caesar("Hello, abc", 3))
IO.inspect(Text.wrap("aaa bbb ccc ddd", 7))
IO.inspect([Text.number("12"), Text.number("1.5"), Text.number("x"), Text.palindrome?("A man, a plan, a canal, Panama")])
