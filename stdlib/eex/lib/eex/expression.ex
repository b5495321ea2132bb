# Tells from the words of the code in a tag whether it begins, goes on with, or ends a block.

defmodule EEx.Expression do
  @moduledoc false

  @doc """
  The kind of the code in a tag.

  It begins a block if its last word is `do`, or an arrow of a `fn` that is still open. It goes on with one if it ends in another
  arrow, or in `else` and its like. It ends one if its first word is `end`.
  """
  @spec kind(String.t()) :: :expr | :start_expr | :middle_expr | :end_expr
  def kind(code) do
    words = words(code, [])
    first = List.last(words)

    case words do
      [last | _] when last in [:else, :after, :catch, :rescue] ->
        :middle_expr

      [:arrow | rest] ->
        if first != :end and :fn in open(rest), do: :start_expr, else: :middle_expr

      [:do | _] ->
        if first == :end, do: :middle_expr, else: :start_expr

      _ when first == :end ->
        :end_expr

      _ ->
        :expr
    end
  end

  # The blocks that are open at the end of words, which come last first.
  defp open(words) do
    List.foldr(words, [], fn
      word, blocks when word in [:fn, :do] -> [word | blocks]
      :end, [_ | blocks] -> blocks
      _word, blocks -> blocks
    end)
  end

  @keywords %{
    "do" => :do,
    "fn" => :fn,
    "end" => :end,
    "else" => :else,
    "after" => :after,
    "catch" => :catch,
    "rescue" => :rescue
  }

  # The words that matter, and `:other` for all else, last first.
  defp words("", words), do: words

  defp words(<<char, rest::binary>>, words) when char in [?\s, ?\t, ?\r, ?\n, ?;],
    do: words(rest, words)

  defp words("#" <> rest, words) do
    case :binary.split(rest, "\n") do
      [_comment, rest] -> words(rest, words)
      [_comment] -> words
    end
  end

  defp words("->" <> rest, words), do: words(rest, [:arrow | words])
  defp words(~S(""") <> rest, words), do: rest |> skip(~S(""")) |> words([:other | words])
  defp words("'''" <> rest, words), do: rest |> skip("'''") |> words([:other | words])
  defp words("\"" <> rest, words), do: rest |> skip("\"") |> words([:other | words])
  defp words("'" <> rest, words), do: rest |> skip("'") |> words([:other | words])
  defp words("?\\" <> <<_::utf8, rest::binary>>, words), do: words(rest, [:other | words])
  defp words("?" <> <<_::utf8, rest::binary>>, words), do: words(rest, [:other | words])
  defp words("~" <> rest, words), do: rest |> sigil() |> words([:other | words])

  # Behind a point or a colon, a keyword is a name.
  defp words(<<char, rest::binary>>, words) when char in [?., ?:, ?@, ?&] do
    {_name, rest} = name(rest, "")
    words(rest, [:other | words])
  end

  defp words(<<char, _::binary>> = code, words)
       when char in ?a..?z or char in ?A..?Z or char == ?_ or char > 127 do
    {name, rest} = name(code, "")
    words(rest, [word(name, rest) | words])
  end

  defp words(<<_::utf8, rest::binary>>, words), do: words(rest, [:other | words])
  defp words(<<_, rest::binary>>, words), do: words(rest, [:other | words])

  # `do:` is a key, not the keyword.
  defp word(name, <<?:, next, _::binary>>) when next != ?: and is_map_key(@keywords, name),
    do: :other

  defp word(name, ":") when is_map_key(@keywords, name), do: :other
  defp word(name, _rest), do: Map.get(@keywords, name, :other)

  defp name(<<char, rest::binary>>, name)
       when char in ?a..?z or char in ?A..?Z or char in ?0..?9 or char == ?_ or char > 127,
       do: name(rest, <<name::binary, char>>)

  defp name(<<char, rest::binary>>, name) when char in [??, ?!] and name != "",
    do: {<<name::binary, char>>, rest}

  defp name(rest, name), do: {name, rest}

  # What follows the end of a text, whose code in braces may hold any words.
  defp skip("", _ending), do: ""
  defp skip("\\" <> <<_::utf8, rest::binary>>, ending), do: skip(rest, ending)
  defp skip("\#{" <> rest, ending), do: rest |> skip_code(0) |> skip(ending)

  defp skip(text, ending) do
    case text do
      <<^ending::binary-size(byte_size(ending)), rest::binary>> -> rest
      <<_::utf8, rest::binary>> -> skip(rest, ending)
      <<_, rest::binary>> -> skip(rest, ending)
    end
  end

  defp skip_code("", _depth), do: ""
  defp skip_code("}" <> rest, 0), do: rest
  defp skip_code("}" <> rest, depth), do: skip_code(rest, depth - 1)
  defp skip_code("{" <> rest, depth), do: skip_code(rest, depth + 1)
  defp skip_code("\"" <> rest, depth), do: rest |> skip("\"") |> skip_code(depth)
  defp skip_code(<<_::utf8, rest::binary>>, depth), do: skip_code(rest, depth)
  defp skip_code(<<_, rest::binary>>, depth), do: skip_code(rest, depth)

  @closing %{?( => ")", ?[ => "]", ?{ => "}", ?< => ">"}

  # A sigil: its name, and text between delimiters.
  defp sigil(code) do
    case name(code, "") do
      {"", rest} ->
        rest

      {_name, ~S(""") <> rest} ->
        skip(rest, ~S("""))

      {_name, "'''" <> rest} ->
        skip(rest, "'''")

      {_name, <<opening, rest::binary>>} ->
        {_modifiers, rest} = rest |> skip(Map.get(@closing, opening, <<opening>>)) |> name("")
        rest

      {_name, ""} ->
        ""
    end
  end
end
