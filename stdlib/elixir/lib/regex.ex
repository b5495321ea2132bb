# Regular expressions: what `~r` makes, and what can be done with it. Matching itself is `:re`'s.

defmodule Regex do
  @moduledoc ~S"""
  Regular expressions, in the syntax of Perl as PCRE2 knows it.

  They are written with the sigil `~r`, in which only the delimiter and interpolations have to be escaped, and made from
  strings with `compile/2`. Without the modifier `u` a regular expression works on bytes.

  ## Modifiers

    * `i` (`:caseless`) – case does not matter
    * `m` (`:multiline`) – `^` and `$` match at each line too
    * `s` (`:dotall`) – `.` matches line breaks too
    * `x` (`:extended`) – white space is ignored, and `#` starts a comment
    * `u` (`:unicode`) – the text is UTF-8, and classes such as `\w` are those of Unicode
    * `f` (`:firstline`) – the match must start in the first line
    * `U` (`:ungreedy`) – quantifiers take as little as they can
    * `E` (`:export`) – the compiled form can be moved to other nodes

  ## Captures

  Many functions return groups, as strings or as positions (`return: :index`, in bytes). The option `:capture` says which:

    * `:all` – the match and all groups, but for those at the end that took no part
    * `:first` – the match only
    * `:all_but_first` – the groups only
    * `:none` – nothing
    * `:all_names` – the groups that have names, in alphabetical order of these
    * a list of names and numbers

  Groups that took no part are `""`, or `{-1, 0}`.
  """

  import Kernel, except: [match?: 2]

  defmodule CompileError do
    @moduledoc """
    Raised when a regular expression cannot be compiled.
    """

    defexception message: "regex could not be compiled"
  end

  defstruct re_pattern: nil, source: "", opts: []

  @type t :: %__MODULE__{re_pattern: term, source: binary, opts: [term]}

  @type capture_opts :: [
          capture:
            :all
            | :first
            | :all_but_first
            | :none
            | :all_names
            | [binary | atom | non_neg_integer],
          return: :binary | :index,
          offset: non_neg_integer
        ]

  @type named_captures_opts :: [return: :binary | :index, offset: non_neg_integer]

  @type split_opts :: [
          parts: pos_integer | :infinity,
          trim: boolean,
          on: :all | :first | :all_but_first | :none | :all_names | [binary | atom | integer],
          include_captures: boolean
        ]

  ## Compiling

  @doc """
  Compiles a regular expression. The options are modifiers as a string, or a list of options of `:re.compile/2`.

  ## Examples

      iex> {:ok, regex} = Regex.compile("fo+", "i")
      iex> Regex.match?(regex, "FOO")
      true
      iex> Regex.compile("*foo")
      {:error, {~c"quantifier does not follow a repeatable item", 1}}

  """
  @spec compile(binary, binary | [term]) :: {:ok, t} | {:error, term}
  def compile(source, opts \\ "") when is_binary(source) do
    case options(opts) do
      {:ok, opts} ->
        case :re.compile(source, opts) do
          {:ok, re_pattern} -> {:ok, %Regex{re_pattern: re_pattern, source: source, opts: opts}}
          {:error, _reason} = error -> error
        end

      {:error, rest} ->
        {:error, {:invalid_option, rest}}
    end
  end

  @doc """
  Compiles a regular expression and raises `Regex.CompileError` if it cannot be.

  ## Examples

      iex> Regex.compile!("fo+", [:caseless]) |> Regex.match?("FOO")
      true

  """
  @spec compile!(binary, binary | [term]) :: t
  def compile!(source, opts \\ "") when is_binary(source) do
    case compile(source, opts) do
      {:ok, regex} -> regex
      {:error, {reason, at}} -> raise CompileError, message: "#{reason} at position #{at}"
    end
  end

  defp options(opts) when is_list(opts), do: {:ok, opts}
  defp options(modifiers) when is_binary(modifiers), do: options(modifiers, [])

  defp options(<<?i, rest::binary>>, opts), do: options(rest, [:caseless | opts])
  defp options(<<?m, rest::binary>>, opts), do: options(rest, [:multiline | opts])

  defp options(<<?s, rest::binary>>, opts),
    do: options(rest, [:dotall, {:newline, :anycrlf} | opts])

  defp options(<<?x, rest::binary>>, opts), do: options(rest, [:extended | opts])
  defp options(<<?u, rest::binary>>, opts), do: options(rest, [:unicode, :ucp | opts])
  defp options(<<?f, rest::binary>>, opts), do: options(rest, [:firstline | opts])
  defp options(<<?U, rest::binary>>, opts), do: options(rest, [:ungreedy | opts])
  defp options(<<?E, rest::binary>>, opts), do: options(rest, [:export | opts])
  defp options(<<?r, rest::binary>>, opts), do: options(rest, [:ungreedy | opts])
  defp options("", opts), do: {:ok, opts}
  defp options(rest, _opts), do: {:error, rest}

  @doc """
  Compiles the regular expression of a struct that came from elsewhere. Here there is nothing to do.
  """
  @doc since: "1.4.0"
  @doc deprecated: "It can be removed and it has no effect"
  @spec recompile(t) :: {:ok, t}
  def recompile(%Regex{} = regex), do: {:ok, regex}

  @doc """
  Compiles the regular expression of a struct that came from elsewhere. Here there is nothing to do.
  """
  @doc since: "1.4.0"
  @doc deprecated: "It can be removed and it has no effect"
  @spec recompile!(t) :: t
  def recompile!(%Regex{} = regex), do: regex

  @doc """
  The regular expression of one that was compiled with `:export`, for use on this node.

  ## Examples

      iex> Regex.import(~r/a/E) |> Regex.match?("a")
      true

  """
  @doc since: "1.20.0"
  @spec import(t) :: t
  def import(%Regex{re_pattern: re_pattern, opts: opts} = regex),
    do: %{regex | re_pattern: :re.import(re_pattern), opts: List.delete(opts, :export)}

  @doc """
  The version of the engine and the byte order of the machine.
  """
  @doc since: "1.4.0"
  @doc deprecated: "Use :re.version/0 instead"
  @spec version() :: term
  def version, do: {:re.version(), :erlang.system_info(:endian)}

  ## Parts

  @doc """
  The source of a regular expression.

  ## Examples

      iex> Regex.source(~r/fo+/)
      "fo+"

  """
  @spec source(t) :: String.t()
  def source(%Regex{source: source}), do: source

  @doc """
  The options of a regular expression, as a list.

  ## Examples

      iex> Regex.opts(~r/foo/m)
      [:multiline]

  """
  @spec opts(t) :: [term]
  def opts(%Regex{opts: opts}), do: opts

  @doc """
  The pattern for use with `:re`.
  """
  @spec re_pattern(t) :: term
  def re_pattern(%Regex{re_pattern: re_pattern}), do: re_pattern

  @doc """
  The names of the groups, in alphabetical order.

  ## Examples

      iex> Regex.names(~r/(?<year>\\d+)-(?<month>\\d+)/)
      ["month", "year"]

  """
  @spec names(t) :: [String.t()]
  def names(%Regex{re_pattern: re_pattern}) do
    {:namelist, names} = :re.inspect(re_pattern, :namelist)
    names
  end

  ## Matching

  @doc """
  Whether a regular expression matches a string. `=~` does the same.

  ## Examples

      iex> Regex.match?(~r/fo+/, "foo")
      true
      iex> Regex.match?(~r/fo+/, "bar")
      false

  """
  @spec match?(t, String.t()) :: boolean
  def match?(%Regex{re_pattern: re_pattern}, string) when is_binary(string),
    do: :re.run(string, re_pattern, [{:capture, :none}]) == :match

  @doc """
  The first match in a string, as a list of the match and its groups, or `nil`.

  ## Options

    * `:return` – `:binary`, the default, or `:index`
    * `:capture` – which groups, see the module's documentation; `:all` by default
    * `:offset` – the byte to start at; `0` by default

  ## Examples

      iex> Regex.run(~r/c(d)/, "abcd")
      ["cd", "d"]
      iex> Regex.run(~r/e/, "abcd")
      nil
      iex> Regex.run(~r/c(d)/, "abcd", return: :index)
      [{2, 2}, {3, 1}]

  """
  @spec run(t, binary, capture_opts) :: nil | [binary] | [{integer, integer}]
  def run(regex, string, options \\ [])

  def run(%Regex{re_pattern: re_pattern}, string, options) when is_binary(string) do
    case :re.run(string, re_pattern, run_options(options)) do
      {:match, groups} -> groups
      :match -> []
      :nomatch -> nil
    end
  end

  @doc """
  All matches in a string, each as a list of the match and its groups.

  The options are those of `run/3`.

  ## Examples

      iex> Regex.scan(~r/c(d|e)/, "abcd abce")
      [["cd", "d"], ["ce", "e"]]
      iex> Regex.scan(~r/e/, "abcd")
      []

  """
  @spec scan(t, String.t(), capture_opts) :: [[String.t()]] | [[{integer, integer}]]
  def scan(regex, string, options \\ [])

  def scan(%Regex{re_pattern: re_pattern} = regex, string, options) when is_binary(string) do
    case :re.run(string, re_pattern, [:global | run_options(options)]) do
      {:match, matches} -> if nameless?(regex, options), do: [], else: matches
      :match -> []
      :nomatch -> []
    end
  end

  @doc """
  The groups with names of the first match in a string, as a map, or `nil`.

  ## Examples

      iex> Regex.named_captures(~r/(?<key>\\w+)=(?<value>\\w+)/, "a=b")
      %{"key" => "a", "value" => "b"}
      iex> Regex.named_captures(~r/(?<key>\\w+)=/, "none")
      nil

  """
  @spec named_captures(t, String.t(), named_captures_opts) :: map | nil
  def named_captures(regex, string, options \\ []) when is_binary(string) do
    names = names(regex)

    case run(regex, string, Keyword.put(options, :capture, names)) do
      nil -> nil
      groups -> names |> Enum.zip(groups) |> Map.new()
    end
  end

  defp nameless?(regex, options), do: options[:capture] == :all_names and names(regex) == []

  defp run_options(options) do
    return = Keyword.get(options, :return, :binary)
    capture = Keyword.get(options, :capture, :all)
    offset = Keyword.get(options, :offset, 0)

    case capture do
      :none -> [{:capture, :none}, {:offset, offset}]
      capture -> [{:capture, capture, return}, {:offset, offset}]
    end
  end

  ## Splitting

  @doc ~S"""
  Splits a string where a regular expression matches.

  ## Options

    * `:parts` – at most that many strings are returned; `:infinity` by default
    * `:trim` – empty strings are dropped; `false` by default
    * `:on` – which groups separate, as `:capture` of `run/3` says; `:first`, the whole match, by default
    * `:include_captures` – whether what separates is part of the result; `false` by default

  ## Examples

      iex> Regex.split(~r/-/, "a-b-c")
      ["a", "b", "c"]
      iex> Regex.split(~r/-/, "a-b-c", parts: 2)
      ["a", "b-c"]
      iex> Regex.split(~r//, "abc", trim: true)
      ["a", "b", "c"]
      iex> Regex.split(~r/a(?<second>b)c/, "abc", on: [:second], include_captures: true)
      ["a", "b", "c"]

  """
  @spec split(t, String.t(), split_opts) :: [String.t()]
  def split(regex, string, options \\ [])

  def split(%Regex{}, "", options) do
    if Keyword.get(options, :trim, false), do: [], else: [""]
  end

  def split(%Regex{re_pattern: re_pattern}, string, options)
      when is_binary(string) and is_list(options) do
    on = Keyword.get(options, :on, :first)
    trim? = Keyword.get(options, :trim, false)
    include? = Keyword.get(options, :include_captures, false)

    matches =
      case :re.run(string, re_pattern, [:global, {:capture, on, :index}]) do
        {:match, matches} -> matches
        :match -> []
        :nomatch -> []
      end

    split(matches, string, 0, parts(Keyword.get(options, :parts, :infinity)), trim?, include?)
  end

  defp parts(:infinity), do: :infinity
  defp parts(count) when is_integer(count) and count > 0, do: count

  # `from` is where the part being collected starts.
  defp split(_matches, string, from, _parts, true, _include?) when from == byte_size(string),
    do: []

  defp split(_matches, string, from, 1, _trim?, _include?), do: [rest(string, from)]

  defp split([[{start, _length} | groups] | matches], string, from, parts, trim?, include?)
       when start < from,
       do: split([groups | matches], string, from, parts, trim?, include?)

  # Nothing right behind a match is no separator.
  defp split([[{from, 0} | groups] | matches], string, from, parts, trim?, include?)
       when from > 0,
       do: split([groups | matches], string, from, parts, trim?, include?)

  defp split([[{start, length} | groups] | matches], string, from, parts, trim?, include?) do
    part = binary_part(string, from, start - from)
    separator = binary_part(string, start, length)
    rest = [groups | matches]
    next = start + length

    cond do
      trim? and part == "" and include? ->
        [separator | split(rest, string, next, decrement(parts), trim?, include?)]

      trim? and part == "" ->
        split(rest, string, next, parts, trim?, include?)

      include? ->
        [part, separator | split(rest, string, next, decrement(parts), trim?, include?)]

      true ->
        [part | split(rest, string, next, decrement(parts), trim?, include?)]
    end
  end

  defp split([[] | matches], string, from, parts, trim?, include?),
    do: split(matches, string, from, parts, trim?, include?)

  defp split([], string, from, _parts, _trim?, _include?), do: [rest(string, from)]

  defp decrement(:infinity), do: :infinity
  defp decrement(count), do: count - 1

  defp rest(string, from), do: binary_part(string, from, byte_size(string) - from)

  ## Replacing

  @doc ~S"""
  Replaces what a regular expression matches.

  In a replacement string, `\1` or `\g{1}` stands for the first group, and so on, `\0` for the match, and `\\` for a
  backslash. (In a string literal each backslash has to be doubled.) A function is given the match and as many groups as
  it has further arguments.

  The option `:global` is `false` to replace the first match only.

  ## Examples

      iex> Regex.replace(~r/d/, "abcd", "D")
      "abcD"
      iex> Regex.replace(~r/(b)/, "abcb", "[\\1]")
      "a[b]c[b]"
      iex> Regex.replace(~r/[a-z]/, "a1b2", fn letter -> String.upcase(letter) end)
      "A1B2"
      iex> Regex.replace(~r/b/, "abcb", "x", global: false)
      "axcb"

  """
  @spec replace(t, String.t(), String.t() | (... -> String.t()), global: boolean) :: String.t()
  def replace(regex, string, replacement, options \\ [])

  def replace(regex, string, replacement, options)
      when is_binary(string) and is_binary(replacement) and is_list(options),
      do: replace_with(regex, string, template(replacement), options)

  def replace(regex, string, replacement, options)
      when is_binary(string) and is_function(replacement) and is_list(options) do
    {:arity, arity} = Function.info(replacement, :arity)
    replace_with(regex, string, {replacement, arity}, options)
  end

  defp replace_with(%Regex{re_pattern: re_pattern}, string, replacement, options) do
    global = if Keyword.get(options, :global) == false, do: [], else: [:global]

    case :re.run(string, re_pattern, [{:capture, :all, :index} | global]) do
      :nomatch ->
        string

      {:match, [[_ | _] | _] = matches} ->
        string |> replace_matches(matches, 0, replacement) |> IO.iodata_to_binary()

      {:match, match} ->
        string |> replace_matches([match], 0, replacement) |> IO.iodata_to_binary()
    end
  end

  defp replace_matches(string, [[{start, length} | _] = groups | matches], from, replacement) do
    [
      binary_part(string, from, start - from),
      replacement(replacement, string, groups)
      | replace_matches(string, matches, start + length, replacement)
    ]
  end

  defp replace_matches(string, [], from, _replacement), do: [rest(string, from)]

  defp replacement({fun, arity}, string, groups), do: apply(fun, arguments(string, groups, arity))

  defp replacement(template, string, groups) do
    for piece <- template do
      if is_integer(piece), do: group(string, Enum.at(groups, piece)), else: piece
    end
  end

  defp arguments(_string, _groups, 0), do: []
  defp arguments(string, [], arity), do: ["" | arguments(string, [], arity - 1)]

  defp arguments(string, [group | groups], arity),
    do: [group(string, group) | arguments(string, groups, arity - 1)]

  defp group(_string, nil), do: ""
  defp group(_string, {-1, 0}), do: ""
  defp group(string, {start, length}), do: binary_part(string, start, length)

  # A list of texts and numbers of groups.
  defp template(replacement), do: template(replacement, "", [])

  defp template(<<"\\g{", rest::binary>>, text, done) do
    case digits(rest, "") do
      {digits, <<?}, rest::binary>>} when digits != "" ->
        template(rest, "", [String.to_integer(digits), text | done])

      _no_reference ->
        template(rest, text <> "\\g{", done)
    end
  end

  defp template(<<"\\\\", rest::binary>>, text, done),
    do: template(rest, <<text::binary, ?\\>>, done)

  defp template(<<?\\, digit, _::binary>> = replacement, text, done) when digit in ?0..?9 do
    <<?\\, rest::binary>> = replacement
    {digits, rest} = digits(rest, "")
    template(rest, "", [String.to_integer(digits), text | done])
  end

  defp template(<<byte, rest::binary>>, text, done),
    do: template(rest, <<text::binary, byte>>, done)

  defp template("", text, done), do: :lists.reverse([text | done])

  defp digits(<<digit, rest::binary>>, digits) when digit in ?0..?9,
    do: digits(rest, <<digits::binary, digit>>)

  defp digits(rest, digits), do: {digits, rest}

  ## Sources

  @doc ~S"""
  Escapes a string so that it stands for itself in a regular expression.

  ## Examples

      iex> Regex.escape("1+1=2?")
      "1\\+1=2\\?"

  """
  @spec escape(String.t()) :: String.t()
  def escape(string) when is_binary(string) do
    for <<byte <- string>>, into: "" do
      if byte in ~c"\\^$.|?*+()[]{}-# \t\n\r\v\f", do: <<?\\, byte>>, else: <<byte>>
    end
  end

  @doc ~S"""
  The source of a regular expression with its options, for use within another one.

  Options that cannot be embedded raise `ArgumentError`, unless `:strict` is `false`.

  ## Examples

      iex> Regex.to_embed(~r/foo/i)
      "(?i-msx:foo)"
      iex> name = ~r/[a-z]+/i
      iex> Regex.match?(~r/^#{Regex.to_embed(name)}$/, "Ann")
      true

  """
  @doc since: "1.19.0"
  @spec to_embed(t, strict: boolean) :: String.t()
  def to_embed(%Regex{source: source, opts: opts}, embed_opts \\ []) do
    modifiers = [caseless: ?i, multiline: ?m, dotall: ?s, extended: ?x]
    ignored = [:export, {:newline, :anycrlf}]
    {on, off} = Enum.split_with(modifiers, fn {option, _modifier} -> option in opts end)

    case Enum.reject(opts, &(&1 in ignored or Keyword.has_key?(modifiers, &1))) do
      [_ | _] = others when embed_opts == [] or embed_opts == [strict: true] ->
        raise ArgumentError,
              "regex compiled with options #{inspect(Enum.sort(others))} which cannot be " <>
                "represented as an embedded pattern in this version of PCRE"

      _others ->
        on = for {_option, modifier} <- on, do: modifier
        off = for {_option, modifier} <- off, do: modifier
        off = if off == [], do: [], else: [?- | order(off)]
        # A comment at the end must not swallow the parenthesis.
        close = if :extended in opts, do: "\n)", else: ")"
        IO.iodata_to_binary(["(?", on, off, ?:, source, close])
    end
  end

  # The order in which PCRE documents them.
  defp order(modifiers), do: Enum.sort_by(modifiers, &:string.chr(~c"imsx", &1))

  defimpl Inspect do
    import Inspect.Algebra

    def inspect(%{source: source, opts: opts}, inspect_opts) do
      case modifiers(opts, "") do
        :error ->
          {opts, inspect_opts} = to_doc_with_opts(opts, inspect_opts)

          {concat(["Regex.compile!(", to_doc(source, inspect_opts), ", ", opts, ")"]),
           inspect_opts}

        modifiers ->
          color_doc("~r/" <> escape(source) <> "/" <> modifiers, :regex, inspect_opts)
      end
    end

    # Options stand in reverse order of the modifiers that they come from.
    defp modifiers([:caseless | rest], done), do: modifiers(rest, "i" <> done)
    defp modifiers([:multiline | rest], done), do: modifiers(rest, "m" <> done)

    defp modifiers([:dotall, {:newline, :anycrlf} | rest], done),
      do: modifiers(rest, "s" <> done)

    defp modifiers([:extended | rest], done), do: modifiers(rest, "x" <> done)
    defp modifiers([:unicode, :ucp | rest], done), do: modifiers(rest, "u" <> done)
    defp modifiers([:firstline | rest], done), do: modifiers(rest, "f" <> done)
    defp modifiers([:ungreedy | rest], done), do: modifiers(rest, "U" <> done)
    defp modifiers([:export | rest], done), do: modifiers(rest, "E" <> done)
    defp modifiers([], done), do: done
    defp modifiers(_other, _done), do: :error

    defp escape(source), do: source |> escape([]) |> IO.iodata_to_binary()

    defp escape(<<?\\, char::utf8, rest::binary>>, done),
      do: escape(rest, [done, ?\\, <<char::utf8>>])

    defp escape(<<?/, rest::binary>>, done), do: escape(rest, [done, "\\/"])
    defp escape(<<"\#{", rest::binary>>, done), do: escape(rest, [done, "\\\#{"])
    defp escape(<<?\n, rest::binary>>, done), do: escape(rest, [done, "\\n"])
    defp escape(<<?\t, rest::binary>>, done), do: escape(rest, [done, "\\t"])
    defp escape(<<?\r, rest::binary>>, done), do: escape(rest, [done, "\\r"])
    defp escape(<<?\f, rest::binary>>, done), do: escape(rest, [done, "\\f"])
    defp escape(<<?\v, rest::binary>>, done), do: escape(rest, [done, "\\v"])
    defp escape(<<?\a, rest::binary>>, done), do: escape(rest, [done, "\\a"])

    # What the regular expression engine reads, unlike the escapes of a string.
    defp escape(<<control, rest::binary>>, done) when control < 32 or control == 127,
      do: escape(rest, [done, "\\x", hex(control)])

    defp escape(<<char::utf8, rest::binary>>, done) do
      {escaped, ""} = Code.Identifier.escape(<<char::utf8>>, :none, :infinity)
      escape(rest, [done, if(char < 128, do: <<char>>, else: escaped)])
    end

    defp escape(<<byte, rest::binary>>, done), do: escape(rest, [done, "\\x", hex(byte)])
    defp escape("", done), do: done

    defp hex(byte), do: byte |> Integer.to_string(16) |> String.pad_leading(2, "0")
  end

  @doc false
  @deprecated "Use Kernel.is_struct(term, Regex) or pattern match on %Regex{} instead"
  def regex?(term)
  def regex?(%Regex{}), do: true
  def regex?(_), do: false
end
