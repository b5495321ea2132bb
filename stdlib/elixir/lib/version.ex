# Versions and requirements on them, after Semantic Versioning 2.0.

defmodule Version do
  @moduledoc """
  Parses and compares versions, and matches them with requirements.

  A version is `MAJOR.MINOR.PATCH`, with perhaps a pre-release behind a hyphen (`1.0.0-alpha.3`) and build metadata
  behind a plus sign (`1.0.0+20130417`), which does not count in comparisons. A pre-release comes before its release.

  ## Requirements

  A requirement is an operator and a version: `==`, `>`, `>=`, `<`, `<=`, or none for `==`. `~>` allows the last part that
  is given to grow:

  | `~>`      | stands for             |
  |-----------|------------------------|
  | `~> 2.0.0` | `>= 2.0.0 and < 2.1.0` |
  | `~> 2.1.2` | `>= 2.1.2 and < 2.2.0` |
  | `~> 2.1`   | `>= 2.1.0 and < 3.0.0` |

  Requirements are combined by `and` and `or`; `and` binds tighter.
  """

  import Kernel, except: [match?: 2, to_string: 1]

  @enforce_keys [:major, :minor, :patch]
  @derive {Inspect, optional: [:pre, :build]}
  defstruct [:major, :minor, :patch, pre: [], build: nil]

  @type version :: String.t() | t
  @type requirement :: String.t() | Version.Requirement.t()
  @type major :: non_neg_integer
  @type minor :: non_neg_integer
  @type patch :: non_neg_integer
  @type pre :: [String.t() | non_neg_integer]
  @type build :: String.t() | nil
  @type match_opts :: [allow_pre: boolean]

  @type t :: %__MODULE__{major: major, minor: minor, patch: patch, pre: pre, build: build}

  defmodule Requirement do
    @moduledoc """
    A requirement that has been parsed. Its fields are private.
    """

    defstruct [:source, :lexed]

    @opaque t :: %__MODULE__{source: String.t(), lexed: list}

    defimpl String.Chars do
      def to_string(%{source: source}), do: source
    end

    defimpl Inspect do
      def inspect(%{source: source}, opts),
        do:
          Inspect.Algebra.concat([
            "Version.parse_requirement!(",
            Inspect.Algebra.to_doc(source, opts),
            ")"
          ])
    end
  end

  defmodule InvalidRequirementError do
    @moduledoc """
    Raised for text that is no requirement.
    """

    defexception [:requirement]

    @impl true
    def exception(requirement) when is_binary(requirement),
      do: %InvalidRequirementError{requirement: requirement}

    @impl true
    def message(%{requirement: requirement}), do: "invalid requirement: #{inspect(requirement)}"
  end

  defmodule InvalidVersionError do
    @moduledoc """
    Raised for text that is no version.
    """

    defexception [:version]

    @impl true
    def exception(version) when is_binary(version), do: %InvalidVersionError{version: version}

    @impl true
    def message(%{version: version}), do: "invalid version: #{inspect(version)}"
  end

  @doc """
  Whether a version meets a requirement.

  With `allow_pre: false`, pre-releases meet only requirements that name one themselves.

  ## Examples

      iex> Version.match?("2.0.0", "> 1.0.0")
      true
      iex> Version.match?("2.0.0", "~> 1.3")
      false
      iex> Version.match?("1.1.0-dev", "~> 1.0", allow_pre: false)
      false

  """
  @spec match?(version, requirement, match_opts) :: boolean
  def match?(version, requirement, opts \\ [])

  def match?(version, requirement, opts) when is_binary(requirement),
    do: match?(version, parse_requirement!(requirement), opts)

  def match?(version, %Requirement{lexed: alternatives}, opts) do
    version = to_version(version)
    allow_pre? = Keyword.get(opts, :allow_pre, true)

    Enum.any?(alternatives, fn conditions ->
      Enum.all?(conditions, &meets?(version, &1, allow_pre?))
    end)
  end

  # A condition is `{operator, major, minor, patch or nil, pre}`.
  defp meets?(version, {:!=, major, minor, patch, pre}, _allow_pre?),
    do: order(version, {major, minor, patch, pre}) != :eq

  # What is below a release is meant to have pre-releases in it, what is above is not.
  defp meets?(%{pre: [_ | _]}, {operator, _major, _minor, _patch, []}, false)
       when operator in [:>, :>=, :~>],
       do: false

  defp meets?(version, {:~>, major, minor, nil, pre}, _allow_pre?) do
    version.major == major and order(version, {major, minor, 0, pre}) != :lt
  end

  defp meets?(version, {:~>, major, minor, patch, pre}, _allow_pre?) do
    version.major == major and version.minor == minor and
      order(version, {major, minor, patch, pre}) != :lt
  end

  defp meets?(version, {operator, major, minor, patch, pre}, _allow_pre?) do
    case order(version, {major, minor, patch, pre}) do
      :eq -> operator in [:==, :>=, :<=]
      :gt -> operator in [:>, :>=]
      :lt -> operator in [:<, :<=]
    end
  end

  @doc """
  Compares two versions: `:gt`, `:eq` or `:lt`.

  ## Examples

      iex> Version.compare("2.0.1-alpha1", "2.0.0")
      :gt
      iex> Version.compare("1.0.0-beta", "1.0.0")
      :lt
      iex> Version.compare("1.0.0+build0", "1.0.0")
      :eq

  """
  @spec compare(version, version) :: :gt | :eq | :lt
  def compare(version1, version2) do
    version = to_version(version1)
    %Version{major: major, minor: minor, patch: patch, pre: pre} = to_version(version2)
    order(version, {major, minor, patch, pre})
  end

  defp order(version, {major, minor, patch, pre}) do
    own = {version.major, version.minor, version.patch}
    other = {major, minor, patch}

    cond do
      own > other -> :gt
      own < other -> :lt
      version.pre == pre -> :eq
      version.pre == [] -> :gt
      pre == [] -> :lt
      # Numbers come before text, and the shorter of two lists that begin alike before the longer: as terms do.
      version.pre > pre -> :gt
      true -> :lt
    end
  end

  defp to_version(%Version{} = version), do: version

  defp to_version(string) do
    case parse(string) do
      {:ok, version} -> version
      :error -> raise InvalidVersionError, string
    end
  end

  @doc """
  Parses a version.

  ## Examples

      iex> Version.parse("2.0.1-alpha.1")
      {:ok, %Version{major: 2, minor: 0, patch: 1, pre: ["alpha", 1]}}
      iex> Version.parse("2.0-alpha1")
      :error

  """
  @spec parse(String.t()) :: {:ok, t} | :error
  def parse(string) when is_binary(string) do
    case parse_parts(string) do
      {:ok, {major, minor, patch, pre, build}} when patch != nil ->
        {:ok, %Version{major: major, minor: minor, patch: patch, pre: pre, build: build}}

      _other ->
        :error
    end
  end

  @doc """
  Parses a version; raises if it is none.

  ## Examples

      iex> Version.parse!("2.0.1").minor
      0

  """
  @spec parse!(String.t()) :: t
  def parse!(string) when is_binary(string) do
    case parse(string) do
      {:ok, version} -> version
      :error -> raise InvalidVersionError, string
    end
  end

  # `{:ok, {major, minor, patch or nil, pre, build}}`, or `:error`.
  defp parse_parts(string) do
    {string, build} = cut(string, "+")
    {numbers, pre} = cut(string, "-")

    with true <- build == nil or identifiers?(build),
         {:ok, pre} <- parse_pre(pre),
         {:ok, major, minor, patch} <- parse_numbers(String.split(numbers, ".")) do
      {:ok, {major, minor, patch, pre, build}}
    else
      _invalid -> :error
    end
  end

  defp cut(string, separator) do
    case :binary.split(string, separator) do
      [string, rest] -> {string, rest}
      [string] -> {string, nil}
    end
  end

  defp parse_numbers([major, minor]) do
    with major when is_integer(major) <- number(major),
         minor when is_integer(minor) <- number(minor),
         do: {:ok, major, minor, nil}
  end

  defp parse_numbers([major, minor, patch]) do
    with {:ok, major, minor, nil} <- parse_numbers([major, minor]),
         patch when is_integer(patch) <- number(patch),
         do: {:ok, major, minor, patch}
  end

  defp parse_numbers(_other), do: :error

  defp number("0"), do: 0
  defp number(<<first, _::binary>> = digits) when first in ?1..?9, do: digits(digits)
  defp number(_other), do: :error

  # Nobody counts so far; text from outside shall not make us compute with numbers of any size.
  defp digits(text) when byte_size(text) > 14, do: :error
  defp digits(text), do: if(digits?(text), do: String.to_integer(text), else: :error)

  defp digits?(<<digit, rest::binary>>) when digit in ?0..?9, do: digits?(rest)
  defp digits?(rest), do: rest == ""

  defp parse_pre(nil), do: {:ok, []}

  defp parse_pre(pre) do
    if identifiers?(pre) do
      parts =
        for part <- String.split(pre, "."), do: if(digits?(part), do: number(part), else: part)

      if :error in parts, do: :error, else: {:ok, parts}
    else
      :error
    end
  end

  defp identifiers?(text),
    do: text |> String.split(".") |> Enum.all?(&(&1 != "" and identifier?(&1)))

  defp identifier?(<<char, rest::binary>>)
       when char in ?0..?9 or char in ?a..?z or char in ?A..?Z or char == ?-,
       do: identifier?(rest)

  defp identifier?(rest), do: rest == ""

  @doc """
  Parses a requirement.

  ## Examples

      iex> {:ok, requirement} = Version.parse_requirement("~> 2.0")
      iex> Version.match?("2.1.0", requirement)
      true
      iex> Version.parse_requirement("<> 2.0.0")
      :error

  """
  @spec parse_requirement(String.t()) :: {:ok, Requirement.t()} | :error
  def parse_requirement(string) when is_binary(string) do
    with {:ok, tokens} <- string |> lex("", []) |> check_tokens(),
         {:ok, alternatives} <- alternatives(tokens, [], []) do
      {:ok, %Requirement{source: string, lexed: alternatives}}
    end
  end

  @doc """
  Parses a requirement; raises if it is none.
  """
  @doc since: "1.8.0"
  @spec parse_requirement!(String.t()) :: Requirement.t()
  def parse_requirement!(string) when is_binary(string) do
    case parse_requirement(string) do
      {:ok, requirement} -> requirement
      :error -> raise InvalidRequirementError, string
    end
  end

  @doc """
  Prepares a requirement for frequent use. Parsed requirements need no preparation.
  """
  @spec compile_requirement(Requirement.t()) :: Requirement.t()
  def compile_requirement(%Requirement{} = requirement), do: requirement

  @doc """
  The text of a version.

  ## Examples

      iex> Version.to_string(%Version{major: 1, minor: 2, patch: 3, pre: ["rc", 1]})
      "1.2.3-rc.1"

  """
  @doc since: "1.14.0"
  @spec to_string(t) :: String.t()
  def to_string(%Version{major: major, minor: minor, patch: patch, pre: pre, build: build}) do
    pre = if pre == [], do: "", else: "-" <> Enum.map_join(pre, ".", &Kernel.to_string/1)
    build = if build, do: "+" <> build, else: ""
    "#{major}.#{minor}.#{patch}" <> pre <> build
  end

  # Tokens are operators, `:and`, `:or` and text; `word` is text that is being collected.
  defp lex(">=" <> rest, word, tokens), do: lex(rest, "", [:>= | add(word, tokens)])
  defp lex("<=" <> rest, word, tokens), do: lex(rest, "", [:<= | add(word, tokens)])
  defp lex("~>" <> rest, word, tokens), do: lex(rest, "", [:~> | add(word, tokens)])
  defp lex(">" <> rest, word, tokens), do: lex(rest, "", [:> | add(word, tokens)])
  defp lex("<" <> rest, word, tokens), do: lex(rest, "", [:< | add(word, tokens)])
  defp lex("==" <> rest, word, tokens), do: lex(rest, "", [:== | add(word, tokens)])
  defp lex("!=" <> rest, word, tokens), do: lex_not(rest, "!=", word, tokens)
  defp lex("!" <> rest, word, tokens), do: lex_not(rest, "!", word, tokens)
  defp lex(" or " <> rest, word, tokens), do: lex(rest, "", [:or | add(word, tokens)])
  defp lex(" and " <> rest, word, tokens), do: lex(rest, "", [:and | add(word, tokens)])
  defp lex(" " <> rest, word, tokens), do: lex(rest, "", add(word, tokens))

  defp lex(<<char::utf8, rest::binary>>, word, tokens),
    do: lex(rest, <<word::binary, char::utf8>>, tokens)

  defp lex("", word, tokens), do: :lists.reverse(add(word, tokens))
  defp lex(_invalid, _word, _tokens), do: []

  defp lex_not(rest, operator, word, tokens) do
    IO.warn("#{operator} inside Version requirements is deprecated, use ~> or >= instead")
    lex(rest, "", [:!= | add(word, tokens)])
  end

  defp add("", tokens), do: tokens
  defp add(word, tokens), do: [word | tokens]

  defp check_tokens([]), do: :error
  defp check_tokens(tokens), do: {:ok, tokens}

  # A list of alternatives, each a list of conditions that must all hold.
  defp alternatives(tokens, conditions, done) do
    with {:ok, condition, rest} <- condition(tokens) do
      conditions = [condition | conditions]

      case rest do
        [:and | rest] -> alternatives(rest, conditions, done)
        [:or | rest] -> alternatives(rest, [], [:lists.reverse(conditions) | done])
        [] -> {:ok, :lists.reverse([:lists.reverse(conditions) | done])}
        _other -> :error
      end
    end
  end

  defp condition([operator, version | rest])
       when is_atom(operator) and operator not in [:and, :or] and is_binary(version),
       do: condition(operator, version, rest)

  defp condition([version | rest]) when is_binary(version), do: condition(:==, version, rest)
  defp condition(_tokens), do: :error

  defp condition(operator, version, rest) do
    case parse_parts(version) do
      {:ok, {major, minor, patch, pre, _build}} when patch != nil or operator == :~> ->
        {:ok, {operator, major, minor, patch, pre}, rest}

      _invalid ->
        :error
    end
  end
end

defimpl String.Chars, for: Version do
  defdelegate to_string(version), to: Version
end
