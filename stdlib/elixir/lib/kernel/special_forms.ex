# The special forms: what the expander knows by itself and what everything else is made of. The macros here are never
# called; they carry the documentation, and names and arities for whoever lists them.

defmodule Kernel.SpecialForms do
  @moduledoc """
  The forms that the compiler knows by itself.

  All other macros come down to these in the end. They cannot be redefined, imported or captured as functions; this
  module documents them and lists what there is. Besides them, the compiler answers the pseudo variables `__ENV__/0`,
  `__MODULE__/0`, `__DIR__/0`, `__CALLER__/0` and `__STACKTRACE__/0`.
  """

  defmacrop error!(args) do
    quote do
      _ = unquote(args)
      raise "special forms are expanded by the compiler and must not be invoked directly"
    end
  end

  @doc """
  Makes a tuple.

  Tuples of two elements stand for themselves in quoted expressions, others are calls of this form:

      iex> quote do: {1, 2}
      {1, 2}

      iex> quote do: {1, 2, 3}
      {:{}, [], [1, 2, 3]}

  """
  defmacro unquote(:{})(args), do: error!([args])

  @doc """
  Makes a map of `key => value` pairs, or updates keys that a map has.

      iex> map = %{:a => 1, "b" => 2}
      iex> %{map | a: 3}
      %{:a => 3, "b" => 2}

  If a key is given twice, the later value counts. In a pattern the keys are literals or pinned variables, and the map
  may have others: `%{}` matches every map.

      iex> key = :size
      iex> %{^key => size} = %{size: 5, color: :red}
      iex> size
      5

  Updating a key that is not there raises `KeyError`.
  """
  defmacro unquote(:%{})(args), do: error!([args])

  @doc """
  Makes, updates or matches a struct.

      iex> %URI{host: "example.com"}.host
      "example.com"

  The fields are checked while the code compiles, so the struct has to be defined before. As a pattern, `%URI{}` matches
  structs of that module alone; `%module{}` matches any struct and binds its module.

      iex> %module{} = URI.parse("/")
      iex> module
      URI

  """
  defmacro unquote(:%)(struct, map), do: error!([struct, map])

  @doc """
  Builds or matches a bitstring.

  The elements are segments `value::type`, where type is a list of specifiers joined by `-`.

  | kind | specifiers |
  |---|---|
  | type | `integer` (the default), `float`, `bits`, `bitstring`, `binary`, `bytes`, `utf8`, `utf16`, `utf32` |
  | size | `size(n)`, or a number or variable alone, counted in units |
  | unit | `unit(1..256)` |
  | sign | `signed`, `unsigned` |
  | bytes | `big`, `little`, `native` |

      iex> <<1, 2::16>>
      <<1, 0, 2>>

      iex> <<length, text::binary-size(length), rest::binary>> = <<2, "abc">>
      iex> {text, rest}
      {"ab", "c"}

  Integers have 8 bits by default, floats 64. In a pattern only the last segment may be a `binary` or `bits` without a
  size. A size may be an expression of variables that are bound already, earlier segments included.
  """
  defmacro unquote(:<<>>)(args), do: error!([args])

  @doc """
  Names a function of a module, or a field of a map; or joins aliases.

      iex> String.length("abc")
      3

      iex> point = %{x: 1}
      iex> point.x
      1

      iex> name = :length
      iex> apply(String, name, ["abc"])
      3

  What stands on the right side is a name, a quoted name such as `String."length"("abc")`, or an alias. Parentheses make it a call;
  without them `point.x` is a field.
  """
  defmacro unquote(:.)(left, right), do: error!([left, right])

  @doc """
  Makes an alias: a shorter name for a module, until the end of the scope.

      alias Registry.Partition            # Partition
      alias Registry.Partition, as: Part  # Part
      alias Registry.{Partition, Supervisor}

  Without `:as` the name is the last part of the module's. `:warn` says whether to warn if the alias is not used.
  """
  defmacro alias(module, opts), do: error!([module, opts])

  @doc """
  Makes the macros of a module known, until the end of the scope.

  Macros are called while the code compiles, so the compiler must know beforehand where they come from. Functions need no
  `require`. `:as` makes an alias on top.

      iex> require Integer
      iex> Integer.is_odd(3)
      true

  """
  defmacro require(module, opts), do: error!([module, opts])

  @doc """
  Makes functions and macros of a module callable without its name, until the end of the scope.

    * `:only` - a list of names with arities, or `:functions`, `:macros` or `:sigils`
    * `:except` - the names with arities that are left out
    * `:warn` - whether to warn if nothing of it is used

  A call that two imports could mean is an error where it is made. Names that begin with an underscore are imported
  only if they are asked for.

      iex> import List, only: [flatten: 1]
      iex> flatten([1, [2]])
      [1, 2]

  """
  defmacro import(module, opts), do: error!([module, opts])

  @doc """
  The environment of this place as a `Macro.Env`.

      iex> is_map(__ENV__) and __ENV__.module == __MODULE__
      true

  """
  defmacro __ENV__, do: error!([])

  @doc "The module that is being defined, or `nil` outside of modules."
  defmacro __MODULE__, do: error!([])

  @doc "The absolute path of the folder that the current file is in."
  defmacro __DIR__, do: error!([])

  @doc "The environment, as a `Macro.Env`, of the place that a macro is called from. Only in macros."
  defmacro __CALLER__, do: error!([])

  @doc """
  The stack trace of the exception that is handled. Only in `rescue` and `catch`.

      iex> try do
      ...>   raise "oops"
      ...> rescue
      ...>   _ -> is_list(__STACKTRACE__)
      ...> end
      true

  """
  defmacro __STACKTRACE__, do: error!([])

  @doc """
  Reads a bound variable within a pattern, instead of binding it anew.

      iex> x = 1
      iex> match?({^x, _}, {1, 2})
      true

      iex> x = 1
      iex> match?({^x, _}, {2, 2})
      false

  Some libraries read it as a mark for values from outside in macros of their own.
  """
  defmacro ^var, do: error!([var])

  @doc """
  Matches the value on the right with the pattern on the left.

      iex> {:ok, value} = {:ok, 13}
      iex> value
      13

  Raises `MatchError` if they do not match.
  """
  defmacro left = right, do: error!([left, right])

  @doc """
  Says the type of a segment of a bitstring, or of something in a type specification.

      iex> <<1::4, 2::4>>
      <<18>>

      @spec double(integer) :: integer

  """
  defmacro left :: right, do: error!([left, right])

  @doc """
  Returns the quoted expression of its block: code as data.

      iex> quote do: sum(1, 2)
      {:sum, [], [1, 2]}

  Within it `unquote/1` and `unquote_splicing/1` put values in.

  ## Hygiene

  Variables of a quote belong to the module in which it stands: a macro cannot bind variables of its caller by accident;
  `Kernel.var!/2` does so on purpose. Aliases and imports mean what they mean where the quote stands; `Kernel.alias!/1` lifts that.

  ## Options

    * `:bind_quoted` - a keyword list of values that become variables of the code, each evaluated once; turns `:unquote` off
    * `:context` - the module to which its variables and imports belong
    * `:file`, `:line` - the place that the code gets
    * `:location` - `:keep` leaves the place of the quote in the code, so that errors point there
    * `:generated` - whether the compiler should mark the code as generated and not warn of it
    * `:unquote` - `false` leaves `unquote` as it stands, to be done later: in definitions that are made in a loop

  """
  defmacro quote(opts, block), do: error!([opts, block])

  @doc """
  Puts a value into a quoted expression.

      iex> value = 13
      iex> quote do: sum(1, unquote(value))
      {:sum, [], [1, 13]}

  In the body of a module it also makes names and arguments of definitions from values.
  """
  defmacro unquote(:unquote)(expr), do: error!([expr])

  @doc """
  Puts the elements of a list into a quoted expression.

      iex> values = [2, 3]
      iex> quote do: sum(1, unquote_splicing(values))
      {:sum, [], [1, 2, 3]}

  """
  defmacro unquote(:unquote_splicing)(expr), do: error!([expr])

  @doc """
  Walks over enumerables and bitstrings and collects what its body gives.

      iex> for x <- [1, 2, 3], rem(x, 2) == 1, do: x * 2
      [2, 6]

      iex> for x <- [1, 2], y <- [:a, :b], do: {x, y}
      [{1, :a}, {1, :b}, {2, :a}, {2, :b}]

      iex> for <<byte <- "ab">>, do: byte
      ~c"ab"

  Values that do not match the pattern of a generator, `pattern <- enumerable`, are left out. Other expressions are filters.

  ## Options

    * `:into` - a `Collectable` to collect into
    * `:uniq` - whether equal results are collected once
    * `:reduce` - a value to begin with; the body is then clauses `accumulator -> accumulator`

      iex> for {key, value} <- [a: 1, b: 2], into: %{}, do: {key, value * 2}
      %{a: 2, b: 4}

      iex> for x <- [1, 2, 3], reduce: 0 do
      ...>   sum -> sum + x
      ...> end
      6

  """
  defmacro for(args), do: error!([args])

  @doc """
  Goes on as long as patterns match.

      iex> options = %{width: 10, height: 15}
      iex> with {:ok, width} <- Map.fetch(options, :width),
      ...>      {:ok, height} <- Map.fetch(options, :height) do
      ...>   {:ok, width * height}
      ...> end
      {:ok, 150}

  What first does not match is the value of the whole, or the subject of the clauses of `else`, if there are any; it raises
  `WithClauseError` if none of them matches. Patterns may have guards, and bare expressions may stand in between.

      iex> with {:ok, width} <- Map.fetch(%{}, :width) do
      ...>   width
      ...> else
      ...>   :error -> :no_width
      ...> end
      :no_width

  """
  defmacro with(args), do: error!([args])

  @doc """
  Makes an anonymous function.

      iex> add = fn a, b -> a + b end
      iex> add.(1, 2)
      3

      iex> sign = fn
      ...>   0 -> :zero
      ...>   n when n > 0 -> :positive
      ...>   _ -> :negative
      ...> end
      iex> sign.(-3)
      :negative

  """
  defmacro unquote(:fn)(clauses), do: error!([clauses])

  @doc """
  A block: expressions one after the other. Its value is the last one's.

      iex> quote do
      ...>   1
      ...>   2
      ...> end
      {:__block__, [], [1, 2]}

  """
  defmacro unquote(:__block__)(args), do: error!([args])

  @doc """
  Captures a function, or makes one of an expression with `&1`, `&2` and so on for the arguments.

      iex> Enum.map(["a", "b"], &String.upcase/1)
      ["A", "B"]

      iex> double = &(&1 * 2)
      iex> double.(5)
      10

  """
  defmacro &expr, do: error!([expr])

  @doc """
  An alias as it is quoted.

      iex> quote do: Foo.Bar
      {:__aliases__, [alias: false], [:Foo, :Bar]}

  """
  defmacro unquote(:__aliases__)(args), do: error!([args])

  @doc """
  Calls the function that an overridable definition has replaced, see `Kernel.defoverridable/1`.
  """
  defmacro super(args), do: error!([args])

  @doc """
  Compares a value with clauses, the first that matches counts.

      iex> case {:ok, 3} do
      ...>   {:ok, n} when n > 2 -> :many
      ...>   {:ok, _} -> :few
      ...>   :error -> :none
      ...> end
      :many

  Raises `CaseClauseError` if none matches. What the clauses bind is not seen outside.
  """
  defmacro case(condition, clauses), do: error!([condition, clauses])

  @doc """
  Runs the first clause whose condition is neither `false` nor `nil`.

      iex> cond do
      ...>   1 > 2 -> :no
      ...>   true -> :otherwise
      ...> end
      :otherwise

  Raises `CondClauseError` if all conditions fail.
  """
  defmacro cond(clauses), do: error!([clauses])

  @doc ~S"""
  Runs code that may raise, throw or exit.

    * `rescue` - clauses for exceptions: `error in [KeyError, ArgumentError]`, `KeyError` or a variable
    * `catch` - clauses for thrown values, or with two patterns for any kind: `:exit, reason`
    * `else` - clauses for the value, if nothing went wrong
    * `after` - runs in any case, its value is not used

      iex> try do
      ...>   raise ArgumentError, "no"
      ...> rescue
      ...>   error in ArgumentError -> "rescued: #{error.message}"
      ...> after
      ...>   :done
      ...> end
      "rescued: no"

      iex> try do
      ...>   throw(:ball)
      ...> catch
      ...>   value -> {:caught, value}
      ...> end
      {:caught, :ball}

  What is bound inside is not seen outside. A call in the body is no tail call.
  """
  defmacro try(args), do: error!([args])

  @doc """
  Waits for a message that matches one of the clauses; others stay in the mailbox.

      iex> send(self(), {:hello, 1})
      iex> receive do
      ...>   {:hello, n} -> n
      ...> after
      ...>   0 -> :nothing
      ...> end
      1

  `after` gives up after so many milliseconds, or never for `:infinity`.
  """
  defmacro receive(args), do: error!([args])

  @doc """
  The place of the cursor in code that is being typed, see `Code.Fragment.container_cursor_to_quoted/2`. It cannot be compiled.
  """
  defmacro unquote(:__cursor__)(args), do: error!([args])
end
