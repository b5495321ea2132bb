# What stands before the cursor of somebody who is typing: code that is not whole cannot be parsed, so the last line is read
# backwards.

defmodule Code.Fragment do
  @moduledoc """
  Code that is being typed: what stands before a cursor.

  The functions are for completion and its like. They look at names and operators, not at what these mean.
  """

  @typedoc "A position: line and column, from 1."
  @type position :: {line :: pos_integer, column :: pos_integer}

  @typedoc "Options of `cursor_context/2` and its like."
  @type cursor_opts :: []

  @typedoc "Options of `container_cursor_to_quoted/2`: those of `Code.string_to_quoted/2`."
  @type container_cursor_to_quoted_opts :: [
          file: binary,
          line: pos_integer,
          column: pos_integer,
          columns: boolean,
          token_metadata: boolean,
          literal_encoder: (term, Macro.metadata() -> term)
        ]

  @operator_chars ~c"+-*/<>=!&|^~.:\\"
  @openers ~c"([{,;"
  @closers ~c")]}\"'`"
  # What looks like an operator and stands before an expression.
  @separators [~c"->", ~c"<<", ~c"=>"]
  @operators ~w(+ - * / ++ -- ** <> <|> .. ... // = == === != !== < > <= >= && || ! &&& ||| <<< >>> ~>> <<~ ~> <~ <~> |> | ^ ^^^) ++
               ~w(~~~ & @ :: <- \\\\ =~ +++ ---)

  @doc """
  Returns what the text before a cursor ends in.

    * `:expr` - an expression can begin here
    * `{:alias, name}`, or `{:alias, inside, name}` behind something that is no alias
    * `{:dot, inside, name}`, `{:dot_call, inside, name}`, `{:dot_arity, inside, name}` - a name behind a dot, with an opening
      parenthesis or blank behind it, or with a slash
    * `{:local_or_var, name}`, `{:local_call, name}`, `{:local_arity, name}` - the same for a name that stands alone
    * `{:anonymous_call, inside}` - a call `fun.(`
    * `{:operator, name}`, `{:operator_call, name}`, `{:operator_arity, name}`
    * `{:module_attribute, name}`, `{:struct, name}`, `{:sigil, name}`, `{:unquoted_atom, name}`, `{:capture_arg, text}`
    * `:none` - nothing of these, within a text for example

  What is inside is `{:var, name}`, `{:alias, name}`, `{:module_attribute, name}`, `{:unquoted_atom, name}`,
  `{:dot, inside, name}` or `:expr`. Names are charlists.

      iex> Code.Fragment.cursor_context("Enum.ma")
      {:dot, {:alias, ~c"Enum"}, ~c"ma"}

      iex> Code.Fragment.cursor_context("box = %{si")
      {:local_or_var, ~c"si"}

      iex> Code.Fragment.cursor_context("String.length(")
      {:dot_call, {:alias, ~c"String"}, ~c"length"}

  """
  @doc since: "1.13.0"
  @spec cursor_context(List.Chars.t(), keyword) :: tuple | :expr | :none
  def cursor_context(fragment, opts \\ [])

  def cursor_context(fragment, opts) when is_binary(fragment) and is_list(opts) do
    fragment
    |> String.split(["\r\n", "\n"])
    |> List.last()
    |> without_blanks_around_dots()
    |> String.to_charlist()
    |> Enum.reverse()
    |> context()
  end

  def cursor_context(fragment, opts) when is_list(opts),
    do: fragment |> to_charlist() |> List.to_string() |> cursor_context(opts)

  @doc """
  Splits a text into its lines, each with the line break that ends it.

      iex> Code.Fragment.lines("foo\\nbar\\r\\nbaz")
      ["foo\\n", "bar\\r\\n", "baz"]

  """
  @doc since: "1.19.0"
  @spec lines(String.t()) :: [String.t()]
  def lines(text) when is_binary(text) do
    case :binary.match(text, "\n") do
      {start, 1} ->
        size = start + 1
        <<line::binary-size(^size), rest::binary>> = text
        [line | lines(rest)]

      :nomatch ->
        [text]
    end
  end

  @doc """
  Parses what stands before a cursor, with a call `__cursor__()` in the place of what is being typed.

  What is open is closed behind the cursor, so that the result has every expression that the cursor is in. A function
  `fn` without its arrow, a text that has not ended and a comment give way to the cursor as words do.

      iex> {:ok, quoted} = Code.Fragment.container_cursor_to_quoted("max(some_value, another_val")
      iex> Macro.to_string(quoted)
      "max(some_value, __cursor__())"

      iex> {:ok, quoted} = Code.Fragment.container_cursor_to_quoted("for x <- [1, {foo")
      iex> Macro.to_string(quoted)
      "for x <- [1, {__cursor__()}]"

  Options are those of `Code.string_to_quoted/2`.
  """
  @doc since: "1.13.0"
  @spec container_cursor_to_quoted(List.Chars.t(), container_cursor_to_quoted_opts) ::
          {:ok, Macro.t()} | {:error, {keyword, binary | {binary, binary}, binary}}
  def container_cursor_to_quoted(fragment, opts \\ []) do
    text =
      if is_binary(fragment), do: fragment, else: fragment |> to_charlist() |> List.to_string()

    with {:error, reason} <- container(text, false, opts) do
      case container(text, true, opts) do
        {:ok, quoted} -> {:ok, Macro.prewalk(quoted, &without_pair/1)}
        {:error, _} -> {:error, reason}
      end
    end
  end

  defp container(text, keyword?, opts),
    do: text |> Code.Fragment.Container.complete(keyword?) |> Code.string_to_quoted(opts)

  # Behind pairs only a pair can be parsed: the cursor came in as the value of one.
  defp without_pair({:__cursor__, {:__cursor__, _, []} = cursor}), do: cursor
  defp without_pair(other), do: other

  # `Foo . bar` is `Foo.bar`.
  defp without_blanks_around_dots(text),
    do: Regex.replace(~r/(?<=[\w?!)\]}"'])[ \t]*(?<!\.)\.(?!\.)[ \t]*/u, text, ".")

  defp context(reversed) do
    case drop_blanks(reversed) do
      {[], _blanks} -> :expr
      {[?( | _] = rest, 0} -> ending(rest)
      {rest, 0} -> rest |> ending() |> typed_behind(rest)
      {[?# | _rest], _blanks} -> :none
      {rest, _blanks} -> before_blank(ending(rest), rest)
    end
  end

  # What is typed behind an expression can only be an operator, or a keyword that goes on with a block.
  defp typed_behind({:local_or_var, name} = context, reversed) do
    case reversed |> Enum.drop(length(name)) |> drop_blanks() do
      {[_ | _] = rest, blanks} when blanks > 0 ->
        if expression_end?(ending(rest), rest),
          do: {:block_keyword_or_binary_operator, name},
          else: context

      _ ->
        context
    end
  end

  defp typed_behind(context, _reversed), do: context

  # A blank behind a name makes it a call without parentheses.
  defp before_blank({:local_or_var, name} = context, rest) do
    if expression_end?(context, rest),
      do: {:block_keyword_or_binary_operator, []},
      else: word_before_blank(name)
  end

  defp before_blank({:dot, inside, name}, _rest) when name != [], do: {:dot_call, inside, name}
  defp before_blank({:operator, name}, _rest), do: {:operator_call, name}
  defp before_blank({:module_attribute, [_ | _]}, _rest), do: :none
  defp before_blank(:none, [_letter, ?? | _rest]), do: :none

  defp before_blank(context, rest) do
    if expression_end?(context, rest), do: {:block_keyword_or_binary_operator, []}, else: :expr
  end

  defp expression_end?({:local_or_var, word}, _rest), do: word in [~c"true", ~c"false", ~c"nil"]
  defp expression_end?({:alias, _name}, _rest), do: true
  defp expression_end?({:unquoted_atom, [_ | _]}, _rest), do: true
  defp expression_end?({:capture_arg, _name}, _rest), do: true
  defp expression_end?(:none, [char | _rest]), do: char in ~c")]}\"'" or char in ?0..?9
  defp expression_end?(_context, _rest), do: false

  defp word_before_blank(word) when word in [~c"and", ~c"or", ~c"in", ~c"not", ~c"when"],
    do: {:operator_call, word}

  defp word_before_blank(word), do: {:local_call, word}

  def ending([?(, ?. | rest]), do: rest |> inside() |> anonymous_call()
  def ending([?( | rest]), do: rest |> drop_blanks() |> elem(0) |> ending() |> call()

  # What the expressions around a cursor have at their ends, read backwards.
  @doc false
  def ending([?/, ?/ | _rest]), do: {:operator_arity, ~c"/"}
  def ending([?>, ?> | rest]) when rest == [] or hd(rest) != ?>, do: :none

  def ending([?/ | rest] = all) do
    case rest |> drop_blanks() |> elem(0) |> ending() do
      {:local_or_var, name} -> {:local_arity, name}
      {:dot, inside, name} when name != [] -> {:dot_arity, inside, name}
      {:operator, name} when rest != [] -> {:operator_arity, name}
      {:sigil, _letters} -> :none
      _other -> operator(all)
    end
  end

  def ending([char | _rest]) when char in @openers, do: :expr
  def ending([char | _rest]) when char in @closers, do: :none
  def ending([?@ | _rest]), do: {:module_attribute, []}
  def ending([?% | _rest]), do: {:struct, []}
  def ending([?~]), do: {:sigil, []}
  def ending([?~, char | _rest]) when char not in @operator_chars, do: {:sigil, []}
  def ending([?:]), do: {:unquoted_atom, []}
  def ending([?:, char | _rest]) when char != ?:, do: {:unquoted_atom, []}
  def ending([?., ?. | _rest] = all), do: operator(all)

  def ending([?. | rest]) do
    case inside(rest) do
      :none -> :none
      {:struct, name} -> {:struct, {:dot, {:alias, name}, []}}
      inside -> {:dot, inside, []}
    end
  end

  # `foo!` is a name.
  def ending([?!, char | _rest] = all)
      when char in ?a..?z or char in ?A..?Z or char in ?0..?9 or char == ?_ or char > 127 do
    {name, rest} = name(all)
    named(name, rest)
  end

  def ending([char | _rest] = all) when char in @operator_chars do
    case dotted_operator(all) do
      {name, rest} -> {:dot, inside(rest), name}
      nil -> operator(all)
    end
  end

  def ending(all) do
    case name(all) do
      {[], _rest} -> :none
      {name, rest} -> named(name, rest)
    end
  end

  defp call({:local_or_var, name}), do: {:local_call, name}
  defp call({:dot, inside, name}) when name != [], do: {:dot_call, inside, name}
  defp call({:operator, name}), do: {:operator_call, name}
  defp call(_other), do: :none

  defp anonymous_call({kind, _} = inside) when kind in [:var, :module_attribute],
    do: {:anonymous_call, inside}

  defp anonymous_call(_inside), do: :none

  ## Operators

  defp operator(reversed) do
    {chars, _rest} = Enum.split_while(reversed, &(&1 in @operator_chars))
    name = Enum.reverse(chars)

    cond do
      name in @separators -> :expr
      List.to_string(name) in @operators -> {:operator, name}
      true -> :none
    end
  end

  # `Kernel.+`
  defp dotted_operator(reversed) do
    {chars, rest} = Enum.split_while(reversed, &(&1 in @operator_chars))

    case Enum.reverse(chars) do
      [?. | [char | _] = name] when char != ?. -> if rest != [], do: {name, rest}
      _other -> nil
    end
  end

  ## Names

  defp named(name, rest) do
    cond do
      digits?(name) -> number(name, rest)
      alias?(name) -> aliased(name, rest)
      not lower?(name) -> :none
      true -> lower(name, rest)
    end
  end

  defp number(name, [?& | _rest]), do: {:capture_arg, [?& | name]}
  defp number(_name, _rest), do: :none

  defp lower(name, [?., ?. | _rest]), do: {:local_or_var, name}

  defp lower(name, [?. | rest]) do
    case inside(rest) do
      :none -> :none
      {:struct, struct} -> {:dot, {:alias, struct}, name}
      inside -> {:dot, inside, name}
    end
  end

  defp lower(name, [?:, ?: | _rest]), do: {:local_or_var, name}
  defp lower(name, [?: | _rest]), do: {:unquoted_atom, name}
  defp lower(name, [?@ | _rest]), do: {:module_attribute, name}
  defp lower(name, [?% | _rest]), do: {:struct, {:local_or_var, name}}
  defp lower([_letter], [?? | _rest]), do: :none
  defp lower([_letter] = name, [?~ | _rest]), do: {:sigil, name}
  defp lower(name, _rest), do: {:local_or_var, name}

  defp aliased(name, rest) do
    case alias_parts(name, rest) do
      {name, [?% | _rest]} -> {:struct, name}
      {name, [?~ | _rest]} -> if(?. in name, do: {:alias, name}, else: {:sigil, name})
      {name, [?. | rest]} -> alias_inside(inside(rest), name)
      {name, _rest} -> {:alias, name}
    end
  end

  defp alias_inside({:var, inside}, name), do: {:alias, {:local_or_var, inside}, name}
  defp alias_inside({:module_attribute, _} = inside, name), do: {:alias, inside, name}
  defp alias_inside(_other, _name), do: :none

  # `Foo.Bar` is one name.
  defp alias_parts(name, [?. | rest] = all) do
    case name(rest) do
      {[_ | _] = parent, before} ->
        if alias?(parent), do: alias_parts(parent ++ [?. | name], before), else: {name, all}

      _other ->
        {name, all}
    end
  end

  defp alias_parts(name, rest), do: {name, rest}

  # What stands before a dot.
  defp inside(reversed) do
    case name(reversed) do
      {[], []} -> :none
      {[], [char | _rest]} -> if(char in ~c")\"'", do: :expr, else: :none)
      {name, rest} -> inside(name, rest)
    end
  end

  defp inside(name, rest) do
    cond do
      digits?(name) -> :none
      alias?(name) -> inside_alias(name, rest)
      not lower?(name) -> :none
      true -> inside_lower(name, rest)
    end
  end

  defp inside_alias(name, rest) do
    case aliased(name, rest) do
      {:sigil, name} -> {:alias, name}
      other -> other
    end
  end

  defp inside_lower(name, [?., ?. | _rest]), do: {:var, name}
  defp inside_lower(name, [?. | rest]), do: {:dot, inside(rest), name}
  defp inside_lower(name, [?:, ?: | _rest]), do: {:var, name}
  defp inside_lower(name, [?: | _rest]), do: {:unquoted_atom, name}
  defp inside_lower(name, [?@ | _rest]), do: {:module_attribute, name}
  defp inside_lower(name, _rest), do: {:var, name}

  defp name([mark | rest]) when mark in ~c"?!" do
    case Enum.split_while(rest, &name_char?/1) do
      {[], _rest} -> {[], [mark | rest]}
      {chars, rest} -> {Enum.reverse([mark | chars]), rest}
    end
  end

  defp name(reversed) do
    {chars, rest} = Enum.split_while(reversed, &name_char?/1)
    {Enum.reverse(chars), rest}
  end

  @doc false
  def name_char?(char) when char in ?a..?z or char in ?A..?Z or char in ?0..?9 or char == ?_,
    do: true

  def name_char?(char), do: char > 127 and <<char::utf8>> =~ ~r/[\p{L}\p{N}\p{M}]/u

  defp digits?(name), do: hd(name) in ?0..?9
  defp alias?([first | rest]), do: first in ?A..?Z and Enum.all?(rest, &(&1 < 128))

  defp lower?([first | _rest]),
    do:
      first in ?a..?z or first == ?_ or
        (first > 127 and <<first::utf8>> =~ ~r/[\p{Ll}\p{Lo}\p{Lm}]/u)

  defp drop_blanks(reversed) do
    {blanks, rest} = Enum.split_while(reversed, &(&1 in ~c" \t"))
    {rest, length(blanks)}
  end

  @doc """
  Returns what stands around a position, with where it begins and ends; `:none` if nothing that `cursor_context/2` knows.

      iex> Code.Fragment.surround_context("Enum.map(list)", {1, 7})
      %{begin: {1, 1}, context: {:dot, {:alias, ~c"Enum"}, ~c"map"}, end: {1, 9}}

  """
  @doc since: "1.13.0"
  @spec surround_context(List.Chars.t(), position, keyword) ::
          %{begin: position, end: position, context: tuple | :none} | :none
  def surround_context(fragment, position, opts \\ [])

  def surround_context(fragment, {line, column}, opts)
      when is_binary(fragment) and is_list(opts) do
    text =
      fragment |> String.split(["\r\n", "\n"]) |> Enum.at(line - 1, "") |> String.to_charlist()

    with {context, start, finish} <- Code.Fragment.Surround.at(text, column - 1) do
      %{context: context, begin: {line, start + 1}, end: {line, finish + 1}}
    end
  end

  def surround_context(fragment, position, opts),
    do: fragment |> to_charlist() |> List.to_string() |> surround_context(position, opts)
end
