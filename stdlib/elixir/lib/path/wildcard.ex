# Finds the files that a pattern matches, by walking the directories that it can lead to.

defmodule Path.Wildcard do
  @moduledoc false

  # A pattern is split into the parts of its path, and each part compiled to a list of
  #
  #     text                 itself
  #     :any, :rest          one character, any number of characters
  #     {:set, ranges}       one of some characters
  #     {:either, patterns}  one of some patterns
  #
  # A part without anything special is not looked up in its directory but only asked for.

  @doc """
  The paths that match a pattern, sorted.
  """
  def expand(pattern, match_dot?) do
    {base, parts} =
      case Path.split(pattern) do
        ["/" | parts] -> {"/", parts}
        parts -> {"", Enum.drop_while(parts, &(&1 == "."))}
      end

    if parts == [] do
      if base == "/", do: ["/"], else: []
    else
      base |> walk(Enum.map(parts, &compile/1), match_dot?) |> Enum.sort() |> Enum.dedup()
    end
  end

  defp walk(base, [{:literal, name}], _match_dot?) do
    path = join(base, name)
    if exists?(path), do: [path], else: []
  end

  defp walk(base, [{:literal, name} | rest], match_dot?),
    do: walk(join(base, name), rest, match_dot?)

  defp walk(base, [:directories | rest], match_dot?) do
    below =
      for name <- names(base, match_dot?),
          path = join(base, name),
          directory?(path),
          found <- walk(path, [:directories | rest], match_dot?),
          do: found

    # Behind nothing it means: everything, at any depth.
    case rest do
      [] -> for(name <- names(base, match_dot?), do: join(base, name)) ++ below
      rest -> walk(base, rest, match_dot?) ++ below
    end
  end

  defp walk(base, [part | rest], match_dot?) do
    for name <- names(base, match_dot?),
        match(part, name),
        path = join(base, name),
        found <- if(rest == [], do: [path], else: walk(path, rest, match_dot?)),
        do: found
  end

  defp names(base, dots?) do
    case File.ls(if(base == "", do: ".", else: base)) do
      {:ok, names} -> if dots?, do: names, else: Enum.reject(names, &String.starts_with?(&1, "."))
      {:error, _reason} -> []
    end
  end

  defp join("", name), do: name
  defp join("/", name), do: "/" <> name
  defp join(base, name), do: base <> "/" <> name

  defp exists?(path), do: match?({:ok, _stat}, File.lstat(path))

  # Links are not followed: they may lead back.
  defp directory?(path), do: match?({:ok, %{type: :directory}}, File.lstat(path))

  ## Patterns

  defp compile("**"), do: :directories

  defp compile(part) do
    {pattern, "", _terminated_by} = parse(part, "", [], :part)

    case pattern do
      [name] when is_binary(name) -> {:literal, name}
      pattern -> pattern
    end
  end

  # `text` is literal text that is being collected; within braces a comma or the closing one ends the pattern.
  defp parse("", text, done, :part), do: {finish(text, done), "", :end}
  defp parse("", _text, _done, :braces), do: :erlang.error({:badpattern, :missing_delimiter})
  defp parse("," <> rest, text, done, :braces), do: {finish(text, done), rest, :comma}
  defp parse("}" <> rest, text, done, :braces), do: {finish(text, done), rest, :close}

  defp parse(<<?\\, char::utf8, rest::binary>>, text, done, within),
    do: parse(rest, <<text::binary, char::utf8>>, done, within)

  defp parse("?" <> rest, text, done, within),
    do: parse(rest, "", [:any | add(text, done)], within)

  defp parse("*" <> rest, text, done, within),
    do: parse(rest, "", [:rest | add(text, done)], within)

  defp parse("[" <> rest, text, done, within) do
    case set(rest, []) do
      {ranges, rest} -> parse(rest, "", [{:set, ranges} | add(text, done)], within)
      :error -> parse(rest, text <> "[", done, within)
    end
  end

  defp parse("{" <> rest, text, done, within) do
    {patterns, rest} = either(rest, [])
    parse(rest, "", [{:either, patterns} | add(text, done)], within)
  end

  defp parse(<<char::utf8, rest::binary>>, text, done, within),
    do: parse(rest, <<text::binary, char::utf8>>, done, within)

  defp parse(<<byte, rest::binary>>, text, done, within),
    do: parse(rest, <<text::binary, byte>>, done, within)

  defp either(rest, patterns) do
    case parse(rest, "", [], :braces) do
      {pattern, rest, :comma} -> either(rest, [pattern | patterns])
      {pattern, rest, :close} -> {:lists.reverse([pattern | patterns]), rest}
    end
  end

  defp set("]" <> rest, [_ | _] = ranges), do: {ranges, rest}

  defp set(<<first::utf8, ?-, last::utf8, rest::binary>>, ranges) when last != ?],
    do: set(rest, [{first, last} | ranges])

  defp set(<<char::utf8, rest::binary>>, ranges), do: set(rest, [{char, char} | ranges])
  defp set(_rest, _ranges), do: :error

  defp add("", done), do: done
  defp add(text, done), do: [text | done]

  defp finish(text, done), do: text |> add(done) |> :lists.reverse()

  ## Matching

  defp match([], name), do: name == ""
  defp match([:rest], _name), do: true

  defp match([:rest | pattern] = whole, name) do
    match(pattern, name) or (name != "" and match(whole, drop_char(name)))
  end

  defp match([:any | pattern], name), do: name != "" and match(pattern, drop_char(name))

  defp match([{:set, ranges} | pattern], <<char::utf8, rest::binary>>) do
    Enum.any?(ranges, fn {first, last} -> char in first..last//1 end) and match(pattern, rest)
  end

  defp match([{:set, _ranges} | _pattern], _name), do: false

  defp match([{:either, patterns} | rest], name),
    do: Enum.any?(patterns, &match(&1 ++ rest, name))

  defp match([text | pattern], name) do
    size = byte_size(text)

    case name do
      <<^text::binary-size(^size), rest::binary>> -> match(pattern, rest)
      _other -> false
    end
  end

  defp drop_char(<<_::utf8, rest::binary>>), do: rest
  defp drop_char(<<_, rest::binary>>), do: rest
end
