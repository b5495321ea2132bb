# Erlang's `erl_scan`: text in Erlang's syntax as tokens.

defmodule :erl_scan do
  @moduledoc """
  Text in Erlang's syntax as tokens.

  A token is `{category, annotation}` or `{category, annotation, symbol}`. The annotation is a location, a line or `{line, column}`
  like the one that the text is said to begin at; with the option `text` it is a list that also has the text of the token.
  """

  @type location :: pos_integer | {pos_integer, pos_integer}
  @type annotation :: location | keyword
  @type category :: atom
  @type symbol :: atom | float | integer | charlist
  @type token :: {category, annotation} | {category, annotation, symbol}
  @type error_info :: {location, module, term}

  @reserved [
    :after,
    :and,
    :andalso,
    :band,
    :begin,
    :bnot,
    :bor,
    :bsl,
    :bsr,
    :bxor,
    :case,
    :catch,
    :cond,
    :div,
    :else,
    :end,
    :fun,
    :if,
    :let,
    :maybe,
    :not,
    :of,
    :or,
    :orelse,
    :receive,
    :rem,
    :try,
    :when,
    :xor
  ]

  # Longer ones first.
  @signs ~w(=:= =/= <:- <:= ... << >> <- <= -> -- ++ => =< == := :: || /= >= && ?= .. ( \) [ ] { } , ; : | / > < = - + * # ! ? . @ & ^ \\)c

  defguardp is_lower(char) when char in ?a..?z or (char in 0xDF..0xFF and char != 0xF7)
  defguardp is_upper(char) when char in ?A..?Z or (char in 0xC0..0xDE and char != 0xD7)
  defguardp is_digit(char) when char in ?0..?9

  defguardp is_name(char)
            when is_lower(char) or is_upper(char) or is_digit(char) or char in [?_, ?@]

  defguardp is_blank(char) when char in 0..32 or char in 0x80..0xA0

  @doc "Cuts a text into tokens: `{ok, tokens, location of the end}`."
  @spec string(charlist) :: {:ok, [token], location} | {:error, error_info, location}
  def string(text), do: string(text, 1, [])

  @doc "Cuts a text that begins at a location into tokens."
  @spec string(charlist, location) :: {:ok, [token], location} | {:error, error_info, location}
  def string(text, location), do: string(text, location, [])

  @doc """
  Cuts a text into tokens. Options are `text`, `return_white_spaces`, `return_comments`, `return` for both of these, and
  `{reserved_word_fun, fun}`.

      iex> :erl_scan.string(~c"a = 1.", 1, [])
      {:ok, [{:atom, 1, :a}, {:=, 1}, {:integer, 1, 1}, {:dot, 1}], 1}
  """
  @spec string(charlist, location, atom | [term]) ::
          {:ok, [token], location} | {:error, error_info, location}
  def string(text, location, options) when is_list(text) do
    case scan(text, location, [], options(options), :whole) do
      {:ok, tokens, location, []} -> {:ok, tokens, location}
      {:error, reason, location, _rest} -> {:error, reason, location}
    end
  end

  @doc """
  Cuts text that comes in pieces into the tokens of one form, up to a dot: `{done, result, rest}`, or `{more, continuation}`.
  """
  @spec tokens([] | term, charlist | :eof, location) ::
          {:done, term, charlist | :eof} | {:more, term}
  def tokens(continuation, text, location), do: tokens(continuation, text, location, [])

  @doc "Cuts text that comes in pieces into the tokens of one form, with options."
  @spec tokens([] | term, charlist | :eof, location, atom | [term]) ::
          {:done, term, charlist | :eof} | {:more, term}
  def tokens([], text, location, options),
    do: tokens({[], location, options}, text, location, options)

  def tokens({before, location, options}, :eof, _location, _options) do
    case scan(before, location, [], options(options), :form) do
      {:ok, [], location, []} ->
        {:done, {:eof, location}, :eof}

      {:ok, tokens, location, rest} ->
        {:done, {:ok, tokens, location}, if(rest == [], do: :eof, else: rest)}

      {:error, reason, location, _rest} ->
        {:done, {:error, reason, location}, :eof}
    end
  end

  def tokens({before, location, options}, text, _location, _options) do
    all = before ++ text

    case scan(all, location, [], options(options), :form) do
      {:ok, tokens, ending, rest} ->
        # Without a dot, there is more of it to come.
        if match?([_ | _], tokens) and match?({:dot, _}, List.last(tokens)),
          do: {:done, {:ok, tokens, ending}, rest},
          else: {:more, {all, location, options}}

      {:error, {_, _, {:unterminated, _, _}}, _ending, _rest} ->
        {:more, {all, location, options}}

      {:error, reason, ending, rest} ->
        {:done, {:error, reason, ending}, rest}
    end
  end

  defp options(options) do
    options = List.wrap(options)

    %{
      text: :text in options,
      blanks: :return in options or :return_white_spaces in options,
      comments: :return in options or :return_comments in options,
      reserved:
        Keyword.get(for({_, _} = pair <- options, do: pair), :reserved_word_fun, &reserved_word/1)
    }
  end

  # `extent` is the whole text, or a form, which ends with a dot.
  defp scan([], location, tokens, _options, _extent),
    do: {:ok, :lists.reverse(tokens), location, []}

  defp scan(text, location, tokens, options, extent) do
    case token(text, options) do
      {:skip, kind, read, rest} ->
        tokens =
          if Map.fetch!(options, kind),
            do: [{name(kind), annotation(location, read, options), read} | tokens],
            else: tokens

        scan(rest, forward(location, read), tokens, options, extent)

      {:dot, read, rest} ->
        tokens = [{:dot, annotation(location, [?.], options)} | tokens]
        location = forward(location, read)

        if extent == :form,
          do: {:ok, :lists.reverse(tokens), location, rest},
          else: scan(rest, location, tokens, options, extent)

      {:sign, sign, read, rest} ->
        scan(
          rest,
          forward(location, read),
          [{sign, annotation(location, read, options)} | tokens],
          options,
          extent
        )

      {category, symbol, read, rest} ->
        token = {category, annotation(location, read, options), symbol}
        scan(rest, forward(location, read), [token | tokens], options, extent)

      {:sigil, prefix, {:string, string, read, rest}} ->
        at = annotation(location, [?~ | prefix], options)
        inner = forward(location, [?~ | prefix])
        {suffix, rest} = Enum.split_while(rest, &is_name/1)

        tokens = [
          {:sigil_suffix, annotation(forward(inner, read), suffix, options), suffix},
          {:string, annotation(inner, read, options), string},
          {:sigil_prefix, at, :erlang.list_to_atom(prefix)} | tokens
        ]

        scan(rest, forward(inner, read ++ suffix), tokens, options, extent)

      {:error, reason, read} ->
        {:error, {location, :erl_scan, reason}, forward(location, read),
         Enum.drop(text, length(read))}
    end
  end

  defp name(:blanks), do: :white_space
  defp name(:comments), do: :comment

  defp annotation(location, _text, %{text: false}), do: location
  defp annotation(location, text, _options), do: [text: text, location: location]

  defp forward(location, [?\n | text]), do: location |> next_line() |> forward(text)
  defp forward({line, column}, [_ | text]), do: forward({line, column + 1}, text)
  defp forward(line, [_ | text]), do: forward(line, text)
  defp forward(location, []), do: location

  defp next_line({line, _column}), do: {line + 1, 1}
  defp next_line(line), do: line + 1

  ## Tokens

  defp token([char | _] = text, _options) when is_blank(char) do
    {read, rest} = Enum.split_while(text, &is_blank/1)
    {:skip, :blanks, read, rest}
  end

  defp token([?% | _] = text, _options) do
    {read, rest} = Enum.split_while(text, &(&1 != ?\n))
    {:skip, :comments, read, rest}
  end

  defp token([char | _] = text, options) when is_lower(char) do
    {read, rest} = Enum.split_while(text, &is_name/1)
    atom = :erlang.list_to_atom(read)
    if options.reserved.(atom), do: {:sign, atom, read, rest}, else: {:atom, atom, read, rest}
  end

  defp token([char | _] = text, _options) when is_upper(char) or char == ?_ do
    {read, rest} = Enum.split_while(text, &is_name/1)
    {:var, :erlang.list_to_atom(read), read, rest}
  end

  defp token([char | _] = text, _options) when is_digit(char), do: number(text)

  defp token([?', _ | _] = text, _options) do
    case quoted(tl(text), ?', [], [?']) do
      {:ok, chars, read, rest} ->
        {:atom, chars |> :unicode.characters_to_binary() |> :erlang.binary_to_atom(), read, rest}

      :error ->
        {:error, {:unterminated, :atom, Enum.take(tl(text), 16)}, text}
    end
  end

  defp token([?", ?", ?" | _] = text, _options), do: text_block(text)
  defp token([?" | _] = text, _options), do: string_token(text)

  defp token([?~ | rest], options) do
    {prefix, rest} = Enum.split_while(rest, &is_name/1)

    case rest do
      [?" | _] ->
        case token(rest, options) do
          {:string, _, _, _} = string -> {:sigil, prefix, string}
          error -> error
        end

      _ ->
        {:sign, :"~", [?~], prefix ++ rest}
    end
  end

  defp token([?$, ?\\ | rest] = text, _options) do
    case escape(rest) do
      {:ok, char, read, rest} -> {:char, char, [?$, ?\\ | read], rest}
      :error -> {:error, :char, text}
    end
  end

  defp token([?$, char | rest], _options), do: {:char, char, [?$, char], rest}
  defp token([?$], _options), do: {:error, :char, [?$]}

  defp token([?.], _options), do: {:dot, [?.], []}
  defp token([?., ?% | _] = [_ | rest], _options), do: {:dot, [?.], rest}
  defp token([?., char | rest], _options) when is_blank(char), do: {:dot, [?., char], rest}

  defp token(text, _options) do
    case Enum.find(@signs, &:lists.prefix(&1, text)) do
      nil -> {:error, {:illegal, :character}, Enum.take(text, 1)}
      sign -> {:sign, :erlang.list_to_atom(sign), sign, Enum.drop(text, length(sign))}
    end
  end

  ## Numbers

  # A letter cannot follow at once.
  defp number(text) do
    case number_token(text) do
      {category, _, read, [char | _]} when is_name(char) ->
        {:error, {:illegal, category}, read}

      token ->
        token
    end
  end

  defp number_token(text) do
    with {:ok, whole, rest} <- digits(text, 10) do
      case rest do
        [?., char | _] when is_digit(char) -> float(whole, tl(rest))
        [?# | rest] -> based(integer(whole, 10), whole, rest)
        _ -> {:integer, integer(whole, 10), whole, rest}
      end
    end
  end

  # Digits may have underscores between them.
  defp digits(text, base) do
    {read, rest} = Enum.split_while(text, &digit?(&1, base))

    case rest do
      [?_, char | _] when read != [] ->
        with true <- digit?(char, base),
             {:ok, more, rest} <- digits(tl(rest), base) do
          {:ok, read ++ [?_ | more], rest}
        else
          false -> {:error, {:illegal, :integer}, read}
          {:error, reason, more} -> {:error, reason, read ++ [?_ | more]}
        end

      [?_ | _] ->
        {:error, {:illegal, :integer}, read}

      _ ->
        {:ok, read, rest}
    end
  end

  defp digit?(char, base), do: value(char) < base

  defp float(whole, text) do
    with {:ok, fraction, rest} <- float_digits(text, 10, whole ++ [?.]),
         read = whole ++ [?. | fraction],
         {:ok, exponent, rest} <- exponent(rest, read) do
      to_float(read ++ exponent, rest)
    end
  end

  # What is wrong with the digits is wrong with the number.
  defp float_digits(text, base, read) do
    case digits(text, base) do
      {:error, _reason, digits} -> {:error, {:illegal, :float}, read ++ digits}
      digits -> digits
    end
  end

  defp exponent([letter | text], read) when letter in [?e, ?E] do
    {sign, rest} = Enum.split_while(text, &(&1 in [?+, ?-]))
    {sign, rest} = if length(sign) > 1, do: {[], text}, else: {sign, rest}

    case float_digits(rest, 10, read ++ [letter | sign]) do
      {:ok, [], _rest} -> {:error, {:illegal, :float}, read ++ [letter | sign]}
      {:ok, digits, rest} -> {:ok, [letter | sign] ++ digits, rest}
      error -> error
    end
  end

  defp exponent(rest, _read), do: {:ok, [], rest}

  defp to_float(read, rest) do
    {:float, read |> without_underscores() |> :erlang.list_to_float(), read, rest}
  catch
    :error, :badarg -> {:error, {:illegal, :float}, read}
  end

  defp based(base, whole, _text) when base not in 2..36, do: {:error, {:base, base}, whole}

  defp based(base, whole, text) do
    read = whole ++ [?#]

    case digits(text, base) do
      {:ok, [], _rest} ->
        {:error, {:illegal, :integer}, read}

      {:ok, digits, [?., char | _] = [_ | rest]} ->
        if digit?(char, base),
          do: based_float(base, digits, rest, read ++ digits ++ [?.]),
          else: based_integer(base, digits, [?. | rest], read)

      {:ok, digits, rest} ->
        based_integer(base, digits, rest, read)

      {:error, reason, digits} ->
        {:error, reason, read ++ digits}
    end
  end

  defp based_integer(base, digits, rest, read),
    do: {:integer, integer(digits, base), read ++ digits, rest}

  # Its exponent is one of the base.
  defp based_float(base, digits, text, read) do
    with {:ok, fraction, rest} <- float_digits(text, base, read),
         read = read ++ fraction,
         {:ok, exponent, exponent_read, rest} <- based_exponent(rest, read) do
      whole = integer(digits ++ fraction, base)
      power = exponent - length(without_underscores(fraction))
      read = read ++ exponent_read

      if abs(power) > 1100,
        do: {:error, {:illegal, :float}, read},
        else: {:float, scale(whole, base, power), read, rest}
    end
  end

  defp scale(whole, base, power) when power >= 0,
    do: :erlang.float(whole * Integer.pow(base, power))

  defp scale(whole, base, power), do: whole / Integer.pow(base, -power)

  defp based_exponent([?#, letter | _] = [_ | rest], read) when letter in [?e, ?E] do
    with {:ok, [_ | text] = exponent, rest} <- exponent(rest, read ++ [?#]),
         do: {:ok, integer(text, 10), [?# | exponent], rest}
  end

  defp based_exponent(rest, _read), do: {:ok, 0, [], rest}

  defp value(char) when char in ?0..?9, do: char - ?0
  defp value(char) when char in ?a..?z, do: char - ?a + 10
  defp value(char) when char in ?A..?Z, do: char - ?A + 10
  defp value(_char), do: 36

  defp integer(digits, base), do: digits |> without_underscores() |> :erlang.list_to_integer(base)

  defp without_underscores(digits), do: Enum.reject(digits, &(&1 == ?_))

  ## Text

  defp string_token(text) do
    case quoted(tl(text), ?", [], [?"]) do
      {:ok, chars, read, rest} -> {:string, chars, read, rest}
      :error -> {:error, {:unterminated, :string, Enum.take(tl(text), 16)}, text}
    end
  end

  # What stands before a closing quote: its characters, and what was read of it.
  defp quoted([quote | rest], quote, chars, read),
    do: {:ok, :lists.reverse(chars), :lists.reverse([quote | read]), rest}

  defp quoted([?\\ | rest], quote, chars, read) do
    case escape(rest) do
      {:ok, char, escaped, rest} ->
        quoted(rest, quote, [char | chars], :lists.reverse(escaped, [?\\ | read]))

      :error ->
        :error
    end
  end

  defp quoted([char | rest], quote, chars, read),
    do: quoted(rest, quote, [char | chars], [char | read])

  defp quoted([], _quote, _chars, _read), do: :error

  @escapes %{
    ?b => ?\b,
    ?d => ?\d,
    ?e => ?\e,
    ?f => ?\f,
    ?n => ?\n,
    ?r => ?\r,
    ?s => ?\s,
    ?t => ?\t,
    ?v => ?\v
  }

  defp escape([char | rest]) when is_map_key(@escapes, char),
    do: {:ok, Map.fetch!(@escapes, char), [char], rest}

  defp escape([?x, ?{ | rest]) do
    {digits, rest} = Enum.split_while(rest, &(&1 != ?}))

    if rest == [],
      do: :error,
      else: {:ok, :erlang.list_to_integer(digits, 16), [?x, ?{ | digits] ++ [?}], tl(rest)}
  catch
    :error, :badarg -> :error
  end

  defp escape([?x, high, low | rest]) do
    {:ok, :erlang.list_to_integer([high, low], 16), [?x, high, low], rest}
  catch
    :error, :badarg -> :error
  end

  defp escape([?^, char | rest]) when char in ?@..?_, do: {:ok, char - 64, [?^, char], rest}

  defp escape([char | _] = text) when char in ?0..?7 do
    octal = text |> Enum.take(3) |> Enum.take_while(&(&1 in ?0..?7))
    {:ok, :erlang.list_to_integer(octal, 8), octal, Enum.drop(text, length(octal))}
  end

  defp escape([char | rest]), do: {:ok, char, [char], rest}
  defp escape([]), do: :error

  # A text between lines of quotes, whose last one says how far it is indented.
  defp text_block(text) do
    {quotes, rest} = Enum.split_while(text, &(&1 == ?"))
    {blanks, rest} = Enum.split_while(rest, &(&1 in [?\s, ?\t]))

    case rest do
      [?\n | rest] -> text_block(rest, quotes, [], quotes ++ blanks ++ [?\n])
      _ when length(quotes) == 2 -> {:string, [], quotes, blanks ++ rest}
      _ -> string_token(text)
    end
  end

  defp text_block(rest, quotes, lines, read) do
    {line, rest} = Enum.split_while(rest, &(&1 != ?\n))
    {indent, text} = Enum.split_while(line, &(&1 in [?\s, ?\t]))

    cond do
      :lists.prefix(quotes, text) ->
        behind = Enum.drop(text, length(quotes))

        content =
          lines
          |> Enum.reverse()
          |> Enum.map(&without_prefix(&1, indent))
          |> Enum.intersperse([?\n])

        {:string, :lists.append(content), read ++ indent ++ quotes, behind ++ rest}

      rest == [] ->
        {:error, {:unterminated, :string, Enum.take(quotes, 16)}, read}

      true ->
        text_block(tl(rest), quotes, [line | lines], read ++ line ++ [?\n])
    end
  end

  defp without_prefix(line, indent),
    do: if(:lists.prefix(indent, line), do: Enum.drop(line, length(indent)), else: line)

  ## Questions about tokens

  @doc "Returns `true` for a word that cannot be an atom without quotes."
  @spec reserved_word(atom) :: boolean
  def reserved_word(atom), do: atom in @reserved

  @doc "Returns a text for the reason of an error."
  @spec format_error(term) :: iolist
  def format_error({:unterminated, :string, text}),
    do: ["unterminated string starting with ", :io_lib.write_string(text)]

  def format_error({:unterminated, :atom, text}),
    do: ["unterminated atom starting with ", :io_lib.write_string(text)]

  def format_error({:illegal, what}), do: ["illegal ", :erlang.atom_to_list(what)]
  def format_error({:base, base}), do: ["illegal base '", :erlang.integer_to_list(base), "'"]
  def format_error(:char), do: ~c"char"
  def format_error(other), do: :io_lib.write(other)

  @doc "Returns the category of a token."
  @spec category(token) :: category
  def category(token), do: elem(token, 0)

  @doc "Returns the symbol of a token: its value, or its category."
  @spec symbol(token) :: symbol
  def symbol({category, _annotation}), do: category
  def symbol({_category, _annotation, symbol}), do: symbol

  @doc "Returns the location of a token."
  @spec location(token) :: location
  def location(token) do
    case elem(token, 1) do
      [_ | _] = annotation -> Keyword.fetch!(annotation, :location)
      location -> location
    end
  end

  @doc "Returns the line of a token."
  @spec line(token) :: pos_integer
  def line(token) do
    case location(token) do
      {line, _column} -> line
      line -> line
    end
  end

  @doc "Returns the column of a token, or `undefined`."
  @spec column(token) :: pos_integer | :undefined
  def column(token) do
    case location(token) do
      {_line, column} -> column
      _line -> :undefined
    end
  end

  @doc "Returns the text of a token, or `undefined`."
  @spec text(token) :: charlist | :undefined
  def text(token) do
    case elem(token, 1) do
      [_ | _] = annotation -> Keyword.get(annotation, :text, :undefined)
      _location -> :undefined
    end
  end

  @doc "Returns where the text of a token ends, or `undefined`."
  @spec end_location(token) :: location | :undefined
  def end_location(token) do
    case text(token) do
      :undefined -> :undefined
      text -> forward(location(token), text)
    end
  end
end
