# Reads the arguments of commands. How a shell splits a line into arguments is here as well, what commands do is not.

defmodule OptionParser do
  @moduledoc """
  Reads options out of the arguments of a command, and writes them.

  What options there are is said by `:strict`, a keyword list of names and types; with `:switches` in its place others are
  allowed too, as far as atoms of their names exist, and have values if one follows them. In argument lists words are
  separated by hyphens (`--source-path`), in keyword lists by underscores (`:source_path`).

  ## Types

    * `:boolean` – `--debug` is `true`, `--no-debug` is `false`
    * `:count` – how often the option is given
    * `:integer`, `:float`, `:string` – the option has a value: `--limit 3`, `--limit=3`
    * `:regex` – the value is a regular expression

  `:keep`, alone or as in `[:integer, :keep]`, allows an option more than once.

  ## Aliases

  `aliases: [d: :debug]` makes `-d` stand for `--debug`. Several can be written as one: `-dv`. A digit behind an alias
  begins its value: `-l3`.

  Everything behind `--` is an argument.
  """

  @type argv :: [String.t()]
  @type parsed :: keyword
  @type errors :: [{String.t(), String.t() | nil}]

  @type options :: [
          switches: keyword,
          strict: keyword,
          aliases: keyword,
          allow_nonexistent_atoms: boolean,
          return_separator: boolean
        ]

  defmodule ParseError do
    @moduledoc """
    Raised by `OptionParser.parse!/2` for options that are unknown or have wrong values.
    """

    defexception [:message]
  end

  @types [:boolean, :count, :integer, :float, :string, :regex, :keep]
  @threshold 0.8

  @doc """
  Reads options from arguments, and returns these, what is left of the arguments, and what was wrong.

  With `return_separator: true` the separator `--` is part of what is left.

  ## Examples

      iex> OptionParser.parse(["--debug", "file", "--limit", "3"], strict: [debug: :boolean, limit: :integer])
      {[debug: true, limit: 3], ["file"], []}
      iex> OptionParser.parse(["--limit", "x", "--unknown"], strict: [limit: :integer])
      {[], [], [{"--limit", "x"}, {"--unknown", nil}]}

  """
  @spec parse(argv, options) :: {parsed, argv, errors}
  def parse(argv, opts \\ []) when is_list(argv) and is_list(opts),
    do: run(argv, config(opts), [], [], [], true)

  @doc """
  Reads options as `parse/2` does; raises `OptionParser.ParseError` if something is wrong.

  ## Examples

      iex> OptionParser.parse!(["--limit", "3"], strict: [limit: :integer])
      {[limit: 3], []}

  """
  @spec parse!(argv, options) :: {parsed, argv}
  def parse!(argv, opts \\ []) when is_list(argv) and is_list(opts) do
    case parse(argv, opts) do
      {parsed, args, []} -> {parsed, args}
      {_parsed, _args, errors} -> raise ParseError, error_message(errors, opts)
    end
  end

  @doc """
  Reads options as `parse/2` does, up to the first argument that is none.

  ## Examples

      iex> OptionParser.parse_head(["--debug", "run", "--fast"], strict: [debug: :boolean])
      {[debug: true], ["run", "--fast"], []}

  """
  @spec parse_head(argv, options) :: {parsed, argv, errors}
  def parse_head(argv, opts \\ []) when is_list(argv) and is_list(opts),
    do: run(argv, config(opts), [], [], [], false)

  @doc """
  Reads options as `parse_head/2` does; raises `OptionParser.ParseError` if something is wrong.
  """
  @spec parse_head!(argv, options) :: {parsed, argv}
  def parse_head!(argv, opts \\ []) when is_list(argv) and is_list(opts) do
    case parse_head(argv, opts) do
      {parsed, args, []} -> {parsed, args}
      {_parsed, _args, errors} -> raise ParseError, error_message(errors, opts)
    end
  end

  defp run(argv, config, opts, args, invalid, all?) do
    case next_option(argv, config) do
      {:ok, option, value, rest} ->
        run(rest, config, store(opts, option, value, type(config, option)), args, invalid, all?)

      {:invalid, option, value, rest} ->
        run(rest, config, opts, args, [{option, value} | invalid], all?)

      {:undefined, option, _value, rest} ->
        invalid = if config.strict?, do: [{option, nil} | invalid], else: invalid
        run(rest, config, opts, args, invalid, all?)

      {:error, ["--" | rest]} ->
        rest = if config.return_separator?, do: ["--" | rest], else: rest
        {:lists.reverse(opts), :lists.reverse(args, rest), :lists.reverse(invalid)}

      {:error, [arg | rest]} when all? ->
        run(rest, config, opts, [arg | args], invalid, all?)

      {:error, rest} ->
        {:lists.reverse(opts), :lists.reverse(args, rest), :lists.reverse(invalid)}
    end
  end

  defp store(opts, option, value, types) do
    cond do
      :count in types -> Keyword.update(opts, option, value, &(&1 + value))
      :keep in types -> [{option, value} | opts]
      true -> [{option, value} | Keyword.delete(opts, option)]
    end
  end

  @doc """
  Reads one option.

    * `{:ok, option, value, rest}` – the option is there
    * `{:invalid, option, value, rest}` – its value is wrong, or missing
    * `{:undefined, option, value, rest}` – there is no such option
    * `{:error, rest}` – the first argument is no option

  ## Examples

      iex> OptionParser.next(["--limit", "3", "x"], strict: [limit: :integer])
      {:ok, :limit, 3, ["x"]}
      iex> OptionParser.next(["x"], strict: [])
      {:error, ["x"]}

  """
  @spec next(argv, options) ::
          {:ok, key :: atom, value :: term, argv}
          | {:invalid, String.t(), String.t() | nil, argv}
          | {:undefined, String.t(), String.t() | nil, argv}
          | {:error, argv}
  def next(argv, opts \\ []) when is_list(argv) and is_list(opts),
    do: next_option(argv, config(opts))

  # `{:error, _}` for what is no option: nothing, a single hyphen, the separator, a negative number, or other text.
  defp next_option([], _config), do: {:error, []}
  defp next_option(["--" | _] = argv, _config), do: {:error, argv}
  defp next_option(["-" | _] = argv, _config), do: {:error, argv}

  defp next_option(["--" <> text | rest], config) do
    {name, value} = cut_value(text)
    long_option("--" <> name, name, value, rest, config)
  end

  defp next_option([<<?-, digit, _::binary>> | _] = argv, _config) when digit in ?0..?9,
    do: {:error, argv}

  defp next_option(["-" <> text | rest], config) do
    {name, value} = cut_value(text)
    short_option(name, value, rest, config)
  end

  defp next_option(argv, _config), do: {:error, argv}

  defp cut_value(text) do
    case :binary.split(text, "=") do
      [name, value] -> {name, value}
      [name] -> {name, nil}
    end
  end

  defp long_option(original, name, value, rest, config) do
    case tag(name, config) do
      {:default, option} -> with_value(original, option, value, rest, config)
      {:negated, option} when value == nil -> {:ok, option, false, rest}
      {:negated, _option} -> {:invalid, original, value, rest}
      :unknown -> {:undefined, original, value, rest}
      :no_such_atom -> undefined(original, value, rest)
    end
  end

  defp short_option(<<_, _, _::binary>> = name, value, rest, config) do
    case alias_of(name, config) do
      nil ->
        letters(name, value, rest, config)

      option ->
        IO.warn("multi-letter aliases are deprecated, got: #{inspect(String.to_atom(name))}")
        with_value("-" <> name, option, value, rest, config)
    end
  end

  defp short_option(name, value, rest, config), do: letters(name, value, rest, config)

  defp letters(name, value, rest, config) do
    case String.next_codepoint(name) do
      {letter, ""} ->
        case alias_of(letter, config) do
          nil -> undefined("-" <> letter, value, rest)
          option -> with_value("-" <> letter, option, value, rest, config)
        end

      # The value follows directly: -l3.
      {letter, <<digit, _::binary>> = digits} when digit in ?0..?9 and value == nil ->
        short_option(letter, digits, rest, config)

      {letter, letters} ->
        next_option(["-" <> letter | expand_letters(letters, value)] ++ rest, config)

      nil ->
        {:undefined, "-", value, rest}
    end
  end

  # The value belongs to the last of several aliases.
  defp expand_letters(letters, value) do
    case letters |> String.codepoints() |> Enum.map(&("-" <> &1)) do
      letters when value == nil -> letters
      letters -> List.update_at(letters, -1, &(&1 <> "=" <> value))
    end
  end

  # What nobody can have meant takes along what may be its value.
  defp undefined(original, nil, [value | rest]) do
    if value?(value),
      do: {:undefined, original, value, rest},
      else: {:undefined, original, true, [value | rest]}
  end

  defp undefined(original, nil, []), do: {:undefined, original, true, []}
  defp undefined(original, value, rest), do: {:undefined, original, value, rest}

  defp with_value(original, option, value, rest, config) do
    types = type(config, option)

    cond do
      types == [] -> dynamic_value(option, value, rest)
      :boolean in types or :count in types -> flag_value(original, option, types, value, rest)
      value != nil -> typed_value(original, option, types, value, rest)
      true -> following_value(original, option, types, rest)
    end
  end

  defp dynamic_value(option, nil, [value | rest]),
    do:
      if(value?(value), do: {:ok, option, value, rest}, else: {:ok, option, true, [value | rest]})

  defp dynamic_value(option, nil, []), do: {:ok, option, true, []}
  defp dynamic_value(option, value, rest), do: {:ok, option, value, rest}

  defp flag_value(original, option, types, value, rest) do
    case {:boolean in types, value} do
      {true, value} when value in [nil, "true"] -> {:ok, option, true, rest}
      {true, "false"} -> {:ok, option, false, rest}
      {false, nil} -> {:ok, option, 1, rest}
      {_type, value} -> {:invalid, original, value, rest}
    end
  end

  defp following_value(original, option, types, [value | rest]) do
    if value?(value),
      do: typed_value(original, option, types, value, rest),
      else: {:invalid, original, nil, [value | rest]}
  end

  defp following_value(original, _option, _types, []), do: {:invalid, original, nil, []}

  defp typed_value(original, option, types, value, rest) do
    case cast(value, types) do
      {:ok, cast} -> {:ok, option, cast, rest}
      :error -> {:invalid, original, value, rest}
    end
  end

  defp cast(value, types) do
    cond do
      :integer in types -> whole(Integer.parse(value))
      :float in types -> whole(Float.parse(value))
      :regex in types -> regex(value)
      true -> {:ok, value}
    end
  end

  defp whole({number, ""}), do: {:ok, number}
  defp whole(_other), do: :error

  defp regex(value) do
    with {:error, _reason} <- Regex.compile(value, "u"), do: :error
  end

  # Whether an argument can be the value of an option: options cannot, negative numbers can.
  defp value?("-"), do: true
  defp value?(<<?-, digit, _::binary>>) when digit in ?0..?9, do: true
  defp value?("-" <> _), do: false
  defp value?(_arg), do: true

  ## What options there are

  defp config(opts) do
    {switches, strict?} =
      case {opts[:switches], opts[:strict]} do
        {nil, nil} ->
          IO.warn("not passing the :switches or :strict option to OptionParser is deprecated")
          {[], false}

        {switches, nil} ->
          {switches, false}

        {nil, strict} ->
          {strict, true}

        {_switches, _strict} ->
          raise ArgumentError, ":switches and :strict cannot be given together"
      end

    %{
      switches: for({option, types} <- switches, into: %{}, do: {option, check_types(types)}),
      strict?: strict?,
      aliases: Map.new(Keyword.get(opts, :aliases, [])),
      new_atoms?: Keyword.get(opts, :allow_nonexistent_atoms, false),
      return_separator?: Keyword.get(opts, :return_separator, false)
    }
  end

  defp check_types(types) do
    types = List.wrap(types)

    case types -- @types do
      [] ->
        types

      others ->
        raise ArgumentError,
              "invalid switch types/modifiers: " <> Enum.map_join(others, ", ", &inspect/1)
    end
  end

  defp type(config, option), do: Map.get(config.switches, option, [])

  defp alias_of(letter, config) do
    with option when option != nil <- existing_atom(letter), do: config.aliases[option]
  end

  # What the name of a long option stands for.
  defp tag("no-" <> rest = name, config) do
    option = to_option(rest, config)

    if option != nil and :boolean in type(config, option),
      do: {:negated, option},
      else: default_tag(name, config)
  end

  defp tag(name, config), do: default_tag(name, config)

  defp default_tag(name, config) do
    cond do
      not valid_name?(name) -> :unknown
      option = to_option(name, config) -> known_tag(option, config)
      true -> :no_such_atom
    end
  end

  defp known_tag(option, config) do
    if config.strict? and not is_map_key(config.switches, option),
      do: :unknown,
      else: {:default, option}
  end

  defp to_option(name, config) do
    name = String.replace(name, "-", "_")
    if config.new_atoms?, do: String.to_atom(name), else: existing_atom(name)
  end

  defp valid_name?(name), do: name != "" and :binary.match(name, "_") == :nomatch

  defp existing_atom(name) do
    String.to_existing_atom(name)
  rescue
    ArgumentError -> nil
  end

  ## Errors

  defp error_message(errors, opts) do
    switches = Keyword.get(opts, :switches) || Keyword.get(opts, :strict) || []
    aliases = Keyword.get(opts, :aliases, [])
    lines = Enum.map_join(errors, "\n", &error_line(&1, switches, aliases))

    count =
      if length(errors) == 1, do: "1 error found!\n", else: "#{length(errors)} errors found!\n"

    count <> lines <> supported(switches, aliases)
  end

  defp error_line({option, value}, switches, aliases) do
    case {known_types(option, switches, aliases), value} do
      {nil, _value} -> "#{option} : Unknown option#{similar(option, switches)}"
      {[:keep], nil} -> "#{option} : Missing argument of type keep"
      {types, nil} -> "#{option} : Missing argument of type #{type_name(types)}"
      {types, value} -> "#{option} : #{mismatch(types, value)}"
    end
  end

  defp mismatch(types, value) do
    with true <- :regex in types,
         {:error, {reason, position}} <- Regex.compile(value, "u") do
      "Invalid regular expression #{inspect(value)}: #{reason} at position #{position}"
    else
      _ -> "Expected type #{type_name(types)}, got #{inspect(value)}"
    end
  end

  defp known_types("--" <> name, switches, _aliases) do
    case types_of(name, switches) do
      # A flag that is negated and has a value has no type of its own.
      nil -> if negated?(name, switches), do: []
      types -> types
    end
  end

  defp known_types("-" <> letter, switches, aliases) do
    Enum.find_value(aliases, fn {name, option} ->
      if Atom.to_string(name) == letter, do: List.wrap(switches[option])
    end)
  end

  defp negated?("no-" <> name, switches), do: :boolean in List.wrap(types_of(name, switches))
  defp negated?(_name, _switches), do: false

  defp types_of(name, switches) do
    Enum.find_value(switches, fn {option, types} ->
      if dashed(option) == name, do: List.wrap(types)
    end)
  end

  defp type_name(types) do
    case types -- [:keep] do
      [] when types == [] -> ""
      [] -> "string"
      [type | _rest] -> Atom.to_string(type)
    end
  end

  defp similar("--" <> name, switches) do
    candidates =
      for {option, _types} <- switches,
          do: {String.jaro_distance(name, dashed(option)), dashed(option)}

    case Enum.max(candidates, fn -> {0.0, ""} end) do
      {distance, option} when distance > @threshold -> ". Did you mean --#{option}?"
      _none -> ""
    end
  end

  defp similar(_short, _switches), do: ""

  defp supported([], _aliases), do: ""

  defp supported(switches, aliases) do
    lines =
      for {option, types} <- Enum.sort(switches) do
        types = List.wrap(types)

        [
          "\n  --",
          dashed(option),
          placeholder(option, types),
          alias_list(option, aliases),
          repeat(types)
        ]
      end

    IO.iodata_to_binary(["\n\nSupported options:" | lines])
  end

  defp placeholder(option, types) do
    cond do
      :boolean not in types -> " " <> String.upcase(type_name(types))
      match?("no-" <> _, dashed(option)) -> ""
      true -> ", --no-" <> dashed(option)
    end
  end

  defp alias_list(option, aliases) do
    case Enum.sort(for {name, ^option} <- aliases, do: "-#{name}") do
      [] -> ""
      names -> " (alias: " <> Enum.join(names, ", ") <> ")"
    end
  end

  defp repeat(types), do: if(:keep in types, do: " (may be given more than once)", else: "")

  defp dashed(option), do: option |> Atom.to_string() |> String.replace("_", "-")

  ## Writing

  @doc """
  Writes options as arguments. `nil` leaves an option out.

  With `switches: [name: :count]` the number of times is written as that many options.

  ## Examples

      iex> OptionParser.to_argv(source_path: "lib", debug: true, color: false)
      ["--source-path", "lib", "--debug", "--no-color"]
      iex> OptionParser.to_argv([verbose: 2], switches: [verbose: :count])
      ["--verbose", "--verbose"]

  """
  @spec to_argv(Enumerable.t(), options) :: argv
  def to_argv(enum, options \\ []) do
    switches = Keyword.get(options, :switches, [])
    Enum.flat_map(enum, &option_to_argv(&1, switches))
  end

  defp option_to_argv({_option, nil}, _switches), do: []
  defp option_to_argv({option, true}, _switches), do: ["--" <> dashed(option)]
  defp option_to_argv({option, false}, _switches), do: ["--no-" <> dashed(option)]

  defp option_to_argv({option, value}, switches) do
    if switches[option] == :count,
      do: List.duplicate("--" <> dashed(option), value),
      else: ["--" <> dashed(option), to_string(value)]
  end

  @doc ~S"""
  Splits a line into arguments as a shell does: at spaces, but not within quotes or behind backslashes.

  ## Examples

      iex> OptionParser.split("foo \"bar baz\" 'x y' a\\ b")
      ["foo", "bar baz", "x y", "a b"]

  """
  @spec split(String.t()) :: argv
  def split(string) when is_binary(string),
    do: string |> String.trim_leading(" ") |> split("", [], nil)

  # `quote` is the one that has been opened.
  defp split("", "", args, nil), do: :lists.reverse(args)
  defp split("", arg, args, nil), do: :lists.reverse([arg | args])

  defp split("", _arg, _args, quote) do
    raise "argv string did not terminate properly, a #{<<quote>>} was opened but never closed"
  end

  defp split(<<?\\, quote, rest::binary>>, arg, args, nil) when quote in [?", ?'],
    do: split(rest, <<arg::binary, quote>>, args, nil)

  defp split(<<quote, rest::binary>>, arg, args, nil) when quote in [?", ?'],
    do: split(rest, arg, args, quote)

  defp split(<<quote, rest::binary>>, arg, args, quote), do: split(rest, arg, args, nil)

  defp split(<<?\\, quote, rest::binary>>, arg, args, quote),
    do: split(rest, <<arg::binary, quote>>, args, quote)

  defp split(<<"\\ ", rest::binary>>, arg, args, nil),
    do: split(rest, <<arg::binary, ?\s>>, args, nil)

  defp split(<<?\s, rest::binary>>, arg, args, nil),
    do: rest |> String.trim_leading(" ") |> split("", [arg | args], nil)

  defp split(<<byte, rest::binary>>, arg, args, quote),
    do: split(rest, <<arg::binary, byte>>, args, quote)
end
