# Code that is being typed, made whole: what is typed at the cursor gives way to `__cursor__()`, and everything open is closed.
# It reads no more of the language than brackets, blocks, texts and words.

defmodule Code.Fragment.Container do
  @moduledoc false

  # What is last read: where it begins and ends, what it is, and the token in front of it. A `:name` may call something, a
  # `:term` is a whole value.
  @none {0, 0, :none, nil}

  @doc "The text with a cursor and closed; with `keyword?` the cursor is the value of a last pair."
  @spec complete(String.t(), boolean) :: String.t()
  def complete(text, keyword?) do
    {last, stack} = scan(text, 0, text, @none, [])
    size = byte_size(text)
    {cut, blank} = if ended?(last, text), do: {size, ""}, else: cut(last, size)
    {cut, stack} = without_heads(cut, stack)
    cursor = if keyword?, do: "__cursor__: __cursor__()", else: "__cursor__()"
    binary_part(text, 0, cut) <> blank <> cursor <> Enum.map_join(stack, &closing/1)
  end

  # A new line begins something new.
  defp ended?({_start, finish, kind, _}, text) when kind in [:term, :name],
    do: :binary.match(text, "\n", scope: {finish, byte_size(text) - finish}) != :nomatch

  defp ended?(_last, _text), do: false

  # What is typed gives way, and so does the value that stands there, however long. A name with a blank behind it calls
  # something, an operator stays.
  defp cut({_start, _finish, :term, _} = term, _size), do: without(term)
  defp cut({_start, _finish, :dot, _} = dot, _size), do: without(dot)
  defp cut({_start, size, :name, {_, _, :dot, _} = dot}, size), do: without(dot)
  defp cut({_start, size, :name, {_, _, :term, _} = term}, size), do: without(term)
  defp cut({start, size, :name, {percent, start, :percent, _}}, size), do: {percent, ""}
  defp cut({start, size, kind, _}, size) when kind in [:name, :key], do: {start, ""}

  defp cut({_start, _finish, :comment, {_, finish, _, _} = last}, _size) when last != @none,
    do: cut(last, finish)

  defp cut({start, _finish, :comment, _}, _size), do: {start, ""}

  defp cut({start, size, :colon, {_, _, :term, _} = term}, size) when start < size,
    do: without(term)

  defp cut({start, size, :colon, _}, size), do: {start, ""}
  defp cut({start, _finish, :percent, _}, _size), do: {start, ""}
  defp cut({start, _finish, :open, _}, _size), do: {start, ""}
  defp cut({_start, size, kind, _}, size) when kind in [:block, :operator], do: {size, " "}
  defp cut(_last, size), do: {size, ""}

  # Where a value starts, with what it is a part of; a name in front of a dot becomes a call.
  defp without({start, _finish, :dot, before}) do
    case before do
      {_, _, :term, _} -> without(before)
      {_, _, :name, _} -> {start, " "}
      _ -> {start, ""}
    end
  end

  defp without({start, _finish, :term, before}) do
    case before do
      {_, _, :dot, _} -> without(before)
      {_, _, :term, _} -> without(before)
      {percent, ^start, :percent, {_, _, :term, _} = term} when percent < start -> without(term)
      {percent, ^start, :percent, _} -> {percent, ""}
      {capture, ^start, :capture, _} -> {capture, ""}
      _ -> {start, ""}
    end
  end

  # A function whose head is not whole gives way altogether.
  defp without_heads(cut, stack) do
    case Enum.find_index(stack, &match?({:fn, _start, false}, &1)) do
      nil ->
        {cut, stack}

      index ->
        {:fn, start, false} = Enum.at(stack, index)
        without_heads(min(start, cut), Enum.drop(stack, index + 1))
    end
  end

  defp closing({:bracket, close, _start, _before}), do: close
  defp closing({:interpolation, quote, _start}) when byte_size(quote) == 3, do: "}\n" <> quote
  defp closing({:interpolation, quote, _start}), do: "}" <> quote
  defp closing(:do), do: " end"
  defp closing({:fn, _start, true}), do: " end"

  defp scan("", _at, _text, last, stack), do: {last, stack}

  defp scan(<<char, rest::binary>>, at, text, last, stack) when char in ~c" \t\r\n",
    do: scan(rest, at + 1, text, last, stack)

  defp scan("#" <> rest, at, text, last, stack) do
    case :binary.match(rest, "\n") do
      {length, 1} ->
        scan(
          binary_part(rest, length, byte_size(rest) - length),
          at + 1 + length,
          text,
          last,
          stack
        )

      :nomatch ->
        {{at, byte_size(text), :comment, last}, stack}
    end
  end

  defp scan(<<?~, letter, _::binary>> = rest, at, text, last, stack)
       when letter in ?a..?z or letter in ?A..?Z,
       do: sigil(rest, at, text, last, stack)

  defp scan(<<quotes::binary-size(3), rest::binary>>, at, text, last, stack)
       when quotes in ["\"\"\"", "'''"],
       do: quoted(rest, at + 3, at, quotes, text, last, stack)

  defp scan(<<quote::binary-size(1), rest::binary>>, at, text, last, stack)
       when quote in ["\"", "'"],
       do: quoted(rest, at + 1, at, quote, text, last, stack)

  defp scan(<<?:, quote::binary-size(1), rest::binary>>, at, text, last, stack)
       when quote in ["\"", "'"],
       do: quoted(rest, at + 2, at, quote, text, last, stack)

  defp scan(<<??, ?\\, char::utf8, rest::binary>>, at, text, last, stack),
    do: word(rest, at, at + 2 + byte_size(<<char::utf8>>), text, last, stack)

  defp scan(<<??, char::utf8, rest::binary>>, at, text, last, stack),
    do: word(rest, at, at + 1 + byte_size(<<char::utf8>>), text, last, stack)

  defp scan("->" <> rest, at, text, last, stack) do
    stack =
      case stack do
        [{:fn, start, false} | outer] -> [{:fn, start, true} | outer]
        _ -> stack
      end

    scan(rest, at + 2, text, {at, at + 2, :operator, last}, stack)
  end

  defp scan("<<" <> rest, at, text, last, stack),
    do: open(rest, at, 2, ">>", text, last, stack)

  defp scan("(" <> rest, at, text, last, stack), do: open(rest, at, 1, ")", text, last, stack)
  defp scan("[" <> rest, at, text, last, stack), do: open(rest, at, 1, "]", text, last, stack)
  defp scan("{" <> rest, at, text, last, stack), do: open(rest, at, 1, "}", text, last, stack)

  defp scan("}" <> rest, at, text, _last, [{:interpolation, quote, start} | stack]),
    do: quoted(rest, at + 1, start, quote, text, @none, stack)

  defp scan(">>" <> rest, at, text, _last, [{:bracket, ">>", start, before} | stack]),
    do: scan(rest, at + 2, text, {start, at + 2, :term, before}, stack)

  defp scan(<<close::binary-size(1), rest::binary>>, at, text, _last, [
         {:bracket, close, start, before} | stack
       ]),
       do: scan(rest, at + 1, text, {start, at + 1, :term, before}, stack)

  defp scan("..." <> rest, at, text, last, stack),
    do: scan(rest, at + 3, text, {at, at + 3, :operator, last}, stack)

  defp scan(".." <> rest, at, text, last, stack),
    do: scan(rest, at + 2, text, {at, at + 2, :operator, last}, stack)

  defp scan("~", at, text, last, stack),
    do: {{at, byte_size(text), :open, last}, stack}

  defp scan("." <> rest, at, text, last, stack),
    do: scan(rest, at + 1, text, {at, at + 1, :dot, last}, stack)

  defp scan(<<?&, digit, _::binary>> = rest, at, text, last, stack) when digit in ?0..?9 do
    <<?&, rest::binary>> = rest
    scan(rest, at + 1, text, {at, at + 1, :capture, last}, stack)
  end

  defp scan("%" <> rest, at, text, last, stack),
    do: scan(rest, at + 1, text, {at, at + 1, :percent, last}, stack)

  defp scan("::" <> rest, at, text, last, stack),
    do: scan(rest, at + 2, text, {at, at + 2, :operator, last}, stack)

  defp scan(<<?:, rest::binary>>, at, text, last, stack) do
    case name_length(rest) do
      0 -> scan(rest, at + 1, text, {at, at + 1, :colon, last}, stack)
      length -> skip(rest, length, at, at + 1, text, last, stack)
    end
  end

  defp scan(rest, at, text, last, stack) do
    case name_length(rest) do
      0 -> operator(rest, at, text, last, stack)
      length -> named(rest, length, at, text, last, stack)
    end
  end

  defp operator(<<char::utf8, rest::binary>>, at, text, last, stack) do
    size = byte_size(<<char::utf8>>)
    scan(rest, at + size, text, {at, at + size, :operator, last}, stack)
  end

  defp operator(<<_byte, rest::binary>>, at, text, last, stack),
    do: scan(rest, at + 1, text, {at, at + 1, :operator, last}, stack)

  defp named(rest, length, at, text, last, stack) do
    <<name::binary-size(^length), after_name::binary>> = rest
    finish = at + length
    field? = match?({_, ^at, :dot, _}, last)

    case {name, after_name, stack} do
      {_, ":", _} ->
        scan("", finish + 1, text, {at, finish + 1, :key, last}, stack)

      {_, <<?:, next, _::binary>>, _} when next in ~c" \t\n" ->
        <<_, after_key::binary>> = after_name
        scan(after_key, finish + 1, text, {at, finish + 1, :operator, last}, stack)

      {"do", _, _} when not field? ->
        scan(after_name, finish, text, {at, finish, :block, last}, [:do | stack])

      {"fn", _, _} when not field? ->
        scan(after_name, finish, text, {at, finish, :block, last}, [{:fn, at, false} | stack])

      {"end", _, [{:fn, start, true} | outer]} when not field? ->
        scan(after_name, finish, text, {start, finish, :term, nil}, outer)

      {"end", _, [top | outer]} when not field? and (top == :do or elem(top, 0) == :fn) ->
        scan(after_name, finish, text, {at, finish, :block, last}, outer)

      {word, _, _} when word in ~w(end else rescue catch after and or not in when) ->
        scan(after_name, finish, text, {at, finish, :block, last}, stack)

      _ ->
        scan(after_name, finish, text, {at, finish, kind(name), last}, stack)
    end
  end

  defp kind(name) when name in ["true", "false", "nil"], do: :term
  defp kind(<<first, _::binary>>) when first in ?A..?Z or first in ?0..?9, do: :term
  defp kind(_name), do: :name

  defp skip(rest, length, start, at, text, last, stack) do
    <<_::binary-size(^length), after_name::binary>> = rest
    word(after_name, start, at + length, text, last, stack)
  end

  defp word(rest, start, finish, text, last, stack),
    do: scan(rest, finish, text, {start, finish, :term, last}, stack)

  # A bracket that follows a word at once belongs to it.
  defp open(rest, at, size, close, text, last, stack) do
    {start, before} =
      case last do
        {start, ^at, kind, before} when kind in [:name, :term, :percent] -> {start, before}
        _ -> {at, last}
      end

    last = {at, at + size, :opener, last}
    scan(rest, at + size, text, last, [{:bracket, close, start, before} | stack])
  end

  defp sigil(<<?~, rest::binary>>, at, text, last, stack) do
    length = name_length(rest)
    <<letters::binary-size(^length), rest::binary>> = rest
    at_text = at + 1 + length

    case rest do
      <<quotes::binary-size(3), rest::binary>> when quotes in ["\"\"\"", "'''"] ->
        sigil_text(rest, at_text + 3, at, quotes, letters, text, last, stack)

      <<quote::binary-size(1), rest::binary>> ->
        sigil_text(rest, at_text + 1, at, closing_quote(quote), letters, text, last, stack)

      "" ->
        {{at, byte_size(text), :open, last}, stack}
    end
  end

  defp closing_quote("("), do: ")"
  defp closing_quote("["), do: "]"
  defp closing_quote("{"), do: "}"
  defp closing_quote("<"), do: ">"
  defp closing_quote(quote), do: quote

  # Only lowercase sigils know interpolation.
  defp sigil_text(rest, at, start, quote, <<letter, _::binary>>, text, last, stack)
       when letter in ?a..?z,
       do: quoted(rest, at, start, quote, text, last, stack)

  defp sigil_text(rest, at, start, quote, _letters, text, last, stack) do
    case :binary.match(rest, quote) do
      {length, size} ->
        skipped = length + size
        <<_::binary-size(^skipped), rest::binary>> = rest
        word(rest, start, at + skipped, text, last, stack)

      :nomatch ->
        {{start, byte_size(text), :open, last}, stack}
    end
  end

  defp quoted("", _at, start, _quote, text, last, stack),
    do: {{start, byte_size(text), :open, last}, stack}

  defp quoted(<<?\\, _escaped, rest::binary>>, at, start, quote, text, last, stack),
    do: quoted(rest, at + 2, start, quote, text, last, stack)

  defp quoted("\#{" <> rest, at, start, quote, text, _last, stack),
    do: scan(rest, at + 2, text, @none, [{:interpolation, quote, start} | stack])

  defp quoted(rest, at, start, quote, text, last, stack) do
    size = byte_size(quote)

    case rest do
      <<^quote::binary-size(^size), rest::binary>> ->
        word(rest, start, at + size, text, last, stack)

      <<_, rest::binary>> ->
        quoted(rest, at + 1, start, quote, text, last, stack)
    end
  end

  # The length in bytes of the word that a text begins with.
  defp name_length(text), do: name_length(text, 0)

  defp name_length(<<char, rest::binary>>, length)
       when char in ?a..?z or char in ?A..?Z or char in ?0..?9 or char == ?_ or char > 127,
       do: name_length(rest, length + 1)

  defp name_length(<<char, _::binary>>, length) when char in ~c"?!" and length > 0, do: length + 1
  defp name_length(_rest, length), do: length
end
