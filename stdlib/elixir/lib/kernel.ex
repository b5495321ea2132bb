# The functions and macros every program sees without importing anything. What a macro needs beyond a template
# lives in the modules of the folder `kernel`; the special forms are the expander's.
#
# This file is compiled before anything else exists: it uses special forms, the definition forms and calls of natives,
# never its own macros and operators, except inside `quote`.

defmodule Kernel do
  @moduledoc """
  The functions and macros that every module imports.

  They fall into a few groups:

    * operators (`+/2`, `and/2`, `<>/2`, `|>/2` …) and the checks that may stand in guards;
    * control flow (`if/2`, `raise/2`, `throw/1`, `exit/1`, `tap/2`, `then/2` …);
    * definitions (`defmodule/2`, `def/2`, `defstruct/1`, `defprotocol/2`, `defguard/1` …);
    * access to nested data (`get_in/2`, `put_in/2`, `update_in/2`, `pop_in/1` …);
    * sigils (`sigil_w/2`, `sigil_r/2` …);
    * processes (`spawn/1`, `send/2`, `self/0`).

  A module that wants a name for itself leaves it out with `import Kernel, except: [name: arity]`. What the compiler
  itself provides is described in `Kernel.SpecialForms`.

  ## Truth

  `nil` and `false` are falsy, everything else is truthy. `if/2`, `&&/2`, `||/2` and `!/1` ask for truthiness;
  `and/2`, `or/2` and `not/1` insist on booleans.
  """

  @type access_fun ::
          (:get | :get_and_update, term, (term -> term) -> term | {term, term})

  ## Arithmetic

  @doc guard: true
  @doc """
  Adds two numbers.

      iex> 1 + 2
      3

  """
  @spec integer + integer :: integer
  @spec number + number :: number
  def left + right do
    :erlang.+(left, right)
  end

  @doc guard: true
  @doc """
  Returns the number itself.

      iex> +1
      1

  """
  @spec +number :: number
  def +value do
    :erlang.+(value)
  end

  @doc guard: true
  @doc """
  Subtracts `right` from `left`.

      iex> 1 - 2
      -1

  """
  @spec integer - integer :: integer
  @spec number - number :: number
  def left - right do
    :erlang.-(left, right)
  end

  @doc guard: true
  @doc """
  Negates a number.

      iex> -(1 + 1)
      -2

  """
  @spec -number :: number
  def -value do
    :erlang.-(value)
  end

  @doc guard: true
  @doc """
  Multiplies two numbers.

      iex> 3 * 4
      12

  """
  @spec integer * integer :: integer
  @spec number * number :: number
  def left * right do
    :erlang.*(left, right)
  end

  @doc guard: true
  @doc """
  Divides two numbers; the result is always a float.

      iex> 4 / 2
      2.0

  Raises `ArithmeticError` if `right` is zero. See `div/2` for integers.
  """
  @spec number / number :: float
  def left / right do
    :erlang./(left, right)
  end

  @doc since: "1.13.0"
  @doc """
  Raises `base` to the power of `exponent`.

  The result is an integer if both are integers and the exponent is not negative, else a float.

      iex> 2 ** 10
      1024
      iex> 2 ** -1
      0.5
      iex> 2.0 ** 3
      8.0

  """
  @spec integer ** non_neg_integer :: integer
  @spec integer ** neg_integer :: float
  @spec float ** number :: float
  @spec integer ** float :: float
  def base ** exponent
      when :erlang.andalso(
             :erlang.andalso(:erlang.is_integer(base), :erlang.is_integer(exponent)),
             :erlang.>=(exponent, 0)
           ) do
    integer_power(base, exponent, 1)
  end

  def base ** exponent
      when :erlang.andalso(:erlang.is_number(base), :erlang.is_number(exponent)) do
    :math.pow(base, exponent)
  end

  # By squaring: as many steps as the exponent has bits.
  defp integer_power(_, 0, product), do: product
  defp integer_power(base, 1, product), do: :erlang.*(base, product)

  defp integer_power(base, exponent, product) do
    product =
      case :erlang.band(exponent, 1) do
        1 -> :erlang.*(product, base)
        0 -> product
      end

    integer_power(:erlang.*(base, base), :erlang.bsr(exponent, 1), product)
  end

  @doc guard: true
  @doc """
  Returns the absolute value of a number.

      iex> abs(-3.5)
      3.5

  """
  @spec abs(number) :: number
  def abs(number) do
    :erlang.abs(number)
  end

  @doc guard: true
  @doc """
  Divides integers, truncating toward zero.

      iex> div(5, 2)
      2
      iex> div(-5, 2)
      -2

  Raises `ArithmeticError` if the divisor is zero or an argument is no integer. See `Integer.floor_div/2`.
  """
  @spec div(integer, neg_integer | pos_integer) :: integer
  def div(dividend, divisor) do
    :erlang.div(dividend, divisor)
  end

  @doc guard: true
  @doc """
  Returns the remainder of an integer division; it has the sign of the dividend.

      iex> rem(5, 2)
      1
      iex> rem(-5, 2)
      -1

  """
  @spec rem(integer, neg_integer | pos_integer) :: integer
  def rem(dividend, divisor) do
    :erlang.rem(dividend, divisor)
  end

  @doc since: "1.8.0", guard: true
  @doc """
  Returns the smallest integer that is not below `number`.

      iex> ceil(10.1)
      11
      iex> ceil(-10.1)
      -10

  """
  @spec ceil(number) :: integer
  def ceil(number) do
    :erlang.ceil(number)
  end

  @doc since: "1.8.0", guard: true
  @doc """
  Returns the largest integer that is not above `number`.

      iex> floor(10.9)
      10
      iex> floor(-10.1)
      -11

  """
  @spec floor(number) :: integer
  def floor(number) do
    :erlang.floor(number)
  end

  @doc guard: true
  @doc """
  Rounds to the nearest integer; halves go away from zero.

      iex> round(5.5)
      6
      iex> round(-5.5)
      -6

  """
  @spec round(number) :: integer
  def round(number) do
    :erlang.round(number)
  end

  @doc guard: true
  @doc """
  Returns the integer part of a number.

      iex> trunc(-5.9)
      -5

  """
  @spec trunc(number) :: integer
  def trunc(number) do
    :erlang.trunc(number)
  end

  @doc guard: true
  @doc """
  Returns the greater of two terms, the first if they compare equal.

      iex> max(1, 2)
      2
      iex> max(:a, "a")
      "a"

  Terms of any kind compare; see `Enum.max/3` for structs with an order of their own.
  """
  @spec max(first, second) :: first | second when first: term, second: term
  def max(first, second) do
    :erlang.max(first, second)
  end

  @doc guard: true
  @doc """
  Returns the smaller of two terms, the first if they compare equal.

      iex> min(1, 2)
      1

  """
  @spec min(first, second) :: first | second when first: term, second: term
  def min(first, second) do
    :erlang.min(first, second)
  end

  ## Comparison

  @doc guard: true
  @doc """
  Tells whether two terms are equal; an integer equals the float of its value.

      iex> 1 == 1.0
      true

  """
  @spec term == term :: boolean
  def left == right do
    :erlang.==(left, right)
  end

  @doc guard: true
  @doc """
  Tells whether two terms differ; the opposite of `==/2`.

      iex> 1 != 2
      true

  """
  @spec term != term :: boolean
  def left != right do
    :erlang."/="(left, right)
  end

  @doc guard: true
  @doc """
  Tells whether two terms are the same, numbers included in kind.

      iex> 1 === 1.0
      false

  """
  @spec term === term :: boolean
  def left === right do
    :erlang."=:="(left, right)
  end

  @doc guard: true
  @doc """
  The opposite of `===/2`.

      iex> 1 !== 1.0
      true

  """
  @spec term !== term :: boolean
  def left !== right do
    :erlang."=/="(left, right)
  end

  @doc guard: true
  @doc """
  Tells whether `left` comes before `right` in the order of all terms.

  Kinds are ordered: number, atom, reference, function, port, pid, tuple, map, list, bitstring.

      iex> 1 < :one
      true

  """
  @spec term < term :: boolean
  def left < right do
    :erlang.<(left, right)
  end

  @doc guard: true
  @doc """
  Tells whether `left` comes after `right` in the order of all terms.

      iex> 2 > 1
      true

  """
  @spec term > term :: boolean
  def left > right do
    :erlang.>(left, right)
  end

  @doc guard: true
  @doc """
  Tells whether `left` does not come after `right`.

      iex> 1 <= 1
      true

  """
  @spec term <= term :: boolean
  def left <= right do
    :erlang."=<"(left, right)
  end

  @doc guard: true
  @doc """
  Tells whether `left` does not come before `right`.

      iex> 1 >= 2
      false

  """
  @spec term >= term :: boolean
  def left >= right do
    :erlang.>=(left, right)
  end

  @doc """
  Matches text on the left against a pattern on the right: a regular expression, or a string to be found.

      iex> "abcd" =~ ~r/c(d)/
      true
      iex> "abcd" =~ "bc"
      true
      iex> "abcd" =~ ""
      true

  """
  @spec String.t() =~ (String.t() | Regex.t()) :: boolean
  def left =~ "" when :erlang.is_binary(left), do: true

  def left =~ right when :erlang.andalso(:erlang.is_binary(left), :erlang.is_binary(right)) do
    case :binary.match(left, right) do
      :nomatch -> false
      _ -> true
    end
  end

  def left =~ right when :erlang.is_binary(left) do
    Regex.match?(right, left)
  end

  ## Booleans

  @doc guard: true
  @doc """
  Negates a boolean.

      iex> not false
      true

  Raises `ArgumentError` for anything else; see `!/1`.
  """
  @spec not true :: false
  @spec not false :: true
  def not value do
    :erlang.not(value)
  end

  @doc guard: true
  @doc """
  Boolean "and": `right` is evaluated only if `left` is `true`.

  The left side must be a boolean, the right side may be anything.

      iex> true and :yes
      :yes
      iex> false and raise("never evaluated")
      false

  """
  defmacro left and right do
    quote do
      :erlang.andalso(unquote(left), unquote(right))
    end
  end

  @doc guard: true
  @doc """
  Boolean "or": `right` is evaluated only if `left` is `false`.

  The left side must be a boolean, the right side may be anything.

      iex> true or raise("never evaluated")
      true
      iex> false or 42
      42

  """
  defmacro left or right do
    quote do
      :erlang.orelse(unquote(left), unquote(right))
    end
  end

  @doc """
  Evaluates `right` only if `left` is truthy, and returns the last value that was evaluated.

      iex> [] && "truthy"
      "truthy"
      iex> nil && raise("never evaluated")
      nil

  See `and/2` for guards and strict booleans.
  """
  defmacro left && right do
    type_checked(
      :&&,
      quote do
        case unquote(left) do
          x when unquote(falsy()) -> x
          _ -> unquote(right)
        end
      end
    )
  end

  @doc """
  Evaluates `right` only if `left` is falsy, and returns the last value that was evaluated.

      iex> nil || "default"
      "default"
      iex> 1 || raise("never evaluated")
      1

  See `or/2` for guards and strict booleans.
  """
  defmacro left || right do
    type_checked(
      :||,
      quote do
        case unquote(left) do
          x when unquote(falsy()) -> unquote(right)
          x -> x
        end
      end
    )
  end

  @doc """
  Returns `true` if the value is falsy, else `false`.

      iex> !nil
      true
      iex> !0
      false

  See `not/1` for guards and strict booleans.
  """
  defmacro !value

  defmacro !{:!, _, [value]}, do: conditional(:"!!", value, true, false)
  defmacro !value, do: conditional(:!, value, false, true)

  @doc """
  Evaluates the `do` block if the condition is truthy, else the `else` block.

      iex> if 1 + 1 == 2, do: :right, else: :wrong
      :right
      iex> if nil, do: :never
      nil

  Variables that are bound in a block are not seen outside of it.
  """
  defmacro if(condition, clauses) do
    {positive, negative} = branches(:if, condition, clauses)
    conditional(:if, condition, positive, negative)
  end

  @doc deprecated: "Use if/2 instead"
  @doc """
  Evaluates the `do` block unless the condition is truthy, else the `else` block.

      iex> unless false, do: :done
      :done

  """
  defmacro unless(condition, clauses) do
    {positive, negative} = branches(:unless, condition, clauses)
    conditional(:unless, condition, negative, positive)
  end

  defp branches(_, _, do: positive), do: {positive, nil}
  defp branches(_, _, do: positive, else: negative), do: {positive, negative}
  defp branches(_, _, else: negative, do: positive), do: {positive, negative}

  defp branches(name, _, _) do
    name = :erlang.atom_to_binary(name)

    argument_error(
      <<"invalid or duplicate keys for ", name::binary,
        ", only \"do\" and an optional \"else\" are permitted">>
    )
  end

  # What a truthy value gives, and what nil and false do.
  defp conditional(name, value, positive, negative) do
    form =
      quote do
        case unquote(value) do
          x when unquote(falsy()) -> unquote(negative)
          _ -> unquote(positive)
        end
      end

    {:case, meta, arguments} = type_checked(name, form)
    {:case, [{:optimize_boolean, true} | meta], arguments}
  end

  defp falsy do
    quote generated: true do
      :erlang.orelse(:erlang."=:="(x, false), :erlang."=:="(x, nil))
    end
  end

  # The type checker knows by the name what was written.
  defp type_checked(name, {:case, meta, arguments}) do
    {:case, [{:type_check, {:case, name}} | meta], arguments}
  end

  ## Kinds of terms

  @doc guard: true
  @doc """
  Tells whether the term is an atom; booleans and `nil` are.

      iex> for term <- [:a, nil, Enum, "a"], do: is_atom(term)
      [true, true, true, false]
  """
  @spec is_atom(term) :: boolean
  def is_atom(term) do
    :erlang.is_atom(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a binary: a bitstring of whole bytes.

      iex> {is_binary("a"), is_binary(<<1::3>>), is_binary(~c"a")}
      {true, false, false}
  """
  @spec is_binary(term) :: boolean
  def is_binary(term) do
    :erlang.is_binary(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a bitstring; every binary is one.

      iex> {is_bitstring(<<1::3>>), is_bitstring("a"), is_bitstring(5)}
      {true, true, false}
  """
  @spec is_bitstring(term) :: boolean
  def is_bitstring(term) do
    :erlang.is_bitstring(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is `true` or `false`.

      iex> {is_boolean(false), is_boolean(nil), is_boolean("true")}
      {true, false, false}
  """
  @spec is_boolean(term) :: boolean
  def is_boolean(term) do
    :erlang.is_boolean(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a float.

      iex> {is_float(1.0), is_float(1)}
      {true, false}
  """
  @spec is_float(term) :: boolean
  def is_float(term) do
    :erlang.is_float(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a function.

      iex> {is_function(&hd/1), is_function(:hd)}
      {true, false}
  """
  @spec is_function(term) :: boolean
  def is_function(term) do
    :erlang.is_function(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a function of this arity.

      iex> is_function(&String.length/1, 1)
      true

  """
  @spec is_function(term, non_neg_integer) :: boolean
  def is_function(term, arity) do
    :erlang.is_function(term, arity)
  end

  @doc guard: true
  @doc """
  Tells whether the term is an integer.

      iex> {is_integer(2 ** 100), is_integer(1.0)}
      {true, false}
  """
  @spec is_integer(term) :: boolean
  def is_integer(term) do
    :erlang.is_integer(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a list, proper or not.

      iex> {is_list([]), is_list([1 | 2]), is_list(1..2)}
      {true, true, false}
  """
  @spec is_list(term) :: boolean
  def is_list(term) do
    :erlang.is_list(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a map; structs are maps.

      iex> {is_map(%{}), is_map(1..2), is_map(a: 1)}
      {true, true, false}
  """
  @spec is_map(term) :: boolean
  def is_map(term) do
    :erlang.is_map(term)
  end

  @doc since: "1.10.0", guard: true
  @doc """
  Tells whether the map has the key.

      iex> is_map_key(%{a: nil}, :a)
      true

  Raises `BadMapError` if the first argument is no map.
  """
  @spec is_map_key(map, term) :: boolean
  def is_map_key(map, key) do
    :erlang.is_map_key(key, map)
  end

  @doc guard: true
  @doc """
  Tells whether the term is an integer or a float.

      iex> {is_number(1), is_number(1.0), is_number("1")}
      {true, true, false}
  """
  @spec is_number(term) :: boolean
  def is_number(term) do
    :erlang.is_number(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a process identifier.

      iex> {is_pid(self()), is_pid(make_ref())}
      {true, false}
  """
  @spec is_pid(term) :: boolean
  def is_pid(term) do
    :erlang.is_pid(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a port identifier.

      iex> is_port(self())
      false
  """
  @spec is_port(term) :: boolean
  def is_port(term) do
    :erlang.is_port(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a reference.

      iex> {is_reference(make_ref()), is_reference(self())}
      {true, false}
  """
  @spec is_reference(term) :: boolean
  def is_reference(term) do
    :erlang.is_reference(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is a tuple.

      iex> {is_tuple({}), is_tuple([])}
      {true, false}
  """
  @spec is_tuple(term) :: boolean
  def is_tuple(term) do
    :erlang.is_tuple(term)
  end

  @doc guard: true
  @doc """
  Tells whether the term is `nil`.

      iex> is_nil(1)
      false

  """
  defmacro is_nil(term) do
    {:==, [context: Kernel, imports: [{2, Kernel}]], [term, nil]}
  end

  @doc since: "1.10.0", guard: true
  @doc """
  Tells whether the term is a struct.

      iex> is_struct(URI.parse("/"))
      true
      iex> is_struct(%{})
      false

  """
  defmacro is_struct(term) do
    case __CALLER__ do
      %{context: nil} ->
        quote do
          case unquote(term) do
            %_{} -> true
            _ -> false
          end
        end

      _ ->
        struct_guard(term)
    end
  end

  @doc since: "1.11.0", guard: true
  @doc """
  Tells whether the term is a struct of the module `name`.

      iex> is_struct(URI.parse("/"), URI)
      true
      iex> is_struct(URI.parse("/"), Range)
      false

  """
  defmacro is_struct(term, name) do
    case __CALLER__ do
      %{context: nil} -> named(term, name, quote(do: %{__struct__: ^name}))
      _ -> named_guard(term, name)
    end
  end

  @doc since: "1.17.0", guard: true
  @doc """
  Tells whether the term is a map and no struct.

      iex> is_non_struct_map(%{})
      true
      iex> is_non_struct_map(URI.parse("/"))
      false

  """
  defmacro is_non_struct_map(term) do
    case __CALLER__ do
      %{context: nil} ->
        quote do
          case unquote(term) do
            %_{} -> false
            %{} -> true
            _ -> false
          end
        end

      _ ->
        quote do
          :erlang.andalso(
            :erlang.is_map(unquote(term)),
            :erlang.not(
              :erlang.andalso(
                :erlang.is_map_key(:__struct__, unquote(term)),
                :erlang.is_atom(:erlang.map_get(:__struct__, unquote(term)))
              )
            )
          )
        end
    end
  end

  @doc since: "1.11.0", guard: true
  @doc """
  Tells whether the term is an exception.

      iex> is_exception(%RuntimeError{})
      true

  """
  defmacro is_exception(term) do
    case __CALLER__ do
      %{context: nil} ->
        quote do
          case unquote(term) do
            %_{__exception__: _} -> true
            _ -> false
          end
        end

      _ ->
        exception_guard(struct_guard(term), term)
    end
  end

  @doc since: "1.11.0", guard: true
  @doc """
  Tells whether the term is an exception of the module `name`.

      iex> is_exception(%RuntimeError{}, RuntimeError)
      true

  """
  defmacro is_exception(term, name) do
    case __CALLER__ do
      %{context: nil} -> named(term, name, quote(do: %{__struct__: ^name, __exception__: _}))
      _ -> exception_guard(named_guard(term, name), term)
    end
  end

  defp struct_guard(term) do
    quote do
      :erlang.andalso(
        :erlang.andalso(
          :erlang.is_map(unquote(term)),
          :erlang.is_map_key(:__struct__, unquote(term))
        ),
        :erlang.is_atom(:erlang.map_get(:__struct__, unquote(term)))
      )
    end
  end

  # A name that is no atom is an error; in a guard `:fail`, which no guard can be.
  defp named_guard(term, name) do
    quote do
      :erlang.andalso(
        :erlang.andalso(
          :erlang.andalso(
            :erlang.is_map(unquote(term)),
            :erlang.orelse(:erlang.is_atom(unquote(name)), :fail)
          ),
          :erlang.is_map_key(:__struct__, unquote(term))
        ),
        :erlang.==(:erlang.map_get(:__struct__, unquote(term)), unquote(name))
      )
    end
  end

  defp exception_guard(guard, term) do
    quote do
      :erlang.andalso(unquote(guard), :erlang.is_map_key(:__exception__, unquote(term)))
    end
  end

  # Is the term a map that fits the pattern, in which `^name` is what `name` gives?
  defp named(term, name, pattern) do
    quote generated: true do
      case unquote(name) do
        name when :erlang.is_atom(name) ->
          case unquote(term) do
            unquote(pattern) -> true
            _ -> false
          end

        _ ->
          :erlang.error(ArgumentError.exception([]))
      end
    end
  end

  ## Tuples, lists, maps, binaries

  @doc guard: true
  @doc """
  Returns the element at a position of a tuple, counting from zero.

      iex> elem({:a, :b}, 1)
      :b

  """
  @spec elem(tuple, non_neg_integer) :: term
  def elem(tuple, index) do
    :erlang.element(:erlang.+(index, 1), tuple)
  end

  @doc """
  Returns the tuple with another element at a position, counting from zero.

      iex> put_elem({:a, :b}, 0, :c)
      {:c, :b}

  """
  @spec put_elem(tuple, non_neg_integer, term) :: tuple
  def put_elem(tuple, index, value) do
    :erlang.setelement(:erlang.+(index, 1), tuple, value)
  end

  @doc guard: true
  @doc """
  Returns the number of elements of a tuple.

      iex> tuple_size({:ok, [1, 2]})
      2
  """
  @spec tuple_size(tuple) :: non_neg_integer
  def tuple_size(tuple) do
    :erlang.tuple_size(tuple)
  end

  @doc guard: true
  @doc """
  Returns the first element of a list.

      iex> hd([1, 2])
      1

  Raises `ArgumentError` if the list is empty.
  """
  @spec hd(nonempty_maybe_improper_list(element, term)) :: element when element: term
  def hd(list) do
    :erlang.hd(list)
  end

  @doc guard: true
  @doc """
  Returns all but the first element of a list.

      iex> tl([1, 2])
      [2]

  Raises `ArgumentError` if the list is empty.
  """
  @spec tl(nonempty_maybe_improper_list(element, last)) ::
          maybe_improper_list(element, last) | last
        when element: term, last: term
  def tl(list) do
    :erlang.tl(list)
  end

  @doc guard: true
  @doc """
  Returns the number of elements of a list, which it has to walk.

      iex> length([1, 2, 3])
      3

  """
  @spec length(list) :: non_neg_integer
  def length(list) do
    :erlang.length(list)
  end

  @doc """
  Puts a list in front of a term; the result is proper if the term is a list.

      iex> [1] ++ [2, 3]
      [1, 2, 3]
      iex> [1] ++ 2
      [1 | 2]

  It copies the left side, so long lists should grow at their front.
  """
  @spec [] ++ a :: a when a: term
  @spec nonempty_list ++ term :: maybe_improper_list
  def left ++ right do
    :erlang.++(left, right)
  end

  @doc """
  Removes, for each element on the right, its first occurrence on the left.

      iex> [1, 2, 3, 1] -- [1, 2]
      [3, 1]

  The operator is right associative.
  """
  @spec list -- list :: list
  def left -- right do
    :erlang.--(left, right)
  end

  @doc guard: true
  @doc """
  Returns the number of keys of a map.

      iex> map_size(%{a: 1, b: nil})
      2
  """
  @spec map_size(map) :: non_neg_integer
  def map_size(map) do
    :erlang.map_size(map)
  end

  @doc guard: true
  @doc """
  Returns the size of a bitstring in bits.

      iex> bit_size(<<1::3, "a">>)
      11
  """
  @spec bit_size(bitstring) :: non_neg_integer
  def bit_size(bitstring) do
    :erlang.bit_size(bitstring)
  end

  @doc guard: true
  @doc """
  Returns the size of a bitstring in bytes, rounded up.

      iex> byte_size("é")
      2

  """
  @spec byte_size(bitstring) :: non_neg_integer
  def byte_size(bitstring) do
    :erlang.byte_size(bitstring)
  end

  @doc guard: true
  @doc """
  Returns `size` bytes of a binary from the byte `start` on; a negative size counts backward.

      iex> binary_part("hello", 1, 2)
      "el"
      iex> binary_part("hello", 3, -2)
      "el"

  Raises `ArgumentError` if the part is not inside the binary; see `binary_slice/3`.
  """
  @spec binary_part(binary, non_neg_integer, integer) :: binary
  def binary_part(binary, start, size) do
    :erlang.binary_part(binary, start, size)
  end

  @doc since: "1.14.0"
  @doc """
  Returns the bytes at the positions of a range; negative bounds count from the end.

      iex> binary_slice("elixir", 1..3)
      "lix"
      iex> binary_slice("elixir", -3..-1//1)
      "xir"

  Positions outside of the binary yield nothing.
  """
  @spec binary_slice(binary, Range.t()) :: binary
  def binary_slice(binary, %{__struct__: Range, first: first, last: last, step: step} = range)
      when :erlang.is_binary(binary) do
    case :erlang.>(step, 0) do
      true ->
        total = :erlang.byte_size(binary)
        first = from_end(first, total)
        last = counted_from_end(last, total)

        case :erlang.andalso(:erlang.<(first, total), :erlang."=<"(first, last)) do
          true ->
            size = :erlang.-(:erlang.min(:erlang.+(last, 1), total), first)
            every_byte(:erlang.binary_part(binary, first, size), step)

          false ->
            ""
        end

      false ->
        text = inspect(range, [])

        argument_error(
          <<"binary_slice/2 does not accept ranges with negative steps, got: ", text::binary>>
        )
    end
  end

  defp from_end(position, total), do: :erlang.max(counted_from_end(position, total), 0)

  defp counted_from_end(position, total) when :erlang.<(position, 0),
    do: :erlang.+(position, total)

  defp counted_from_end(position, _), do: position

  defp every_byte(binary, 1), do: binary

  defp every_byte(<<byte, rest::binary>>, step) do
    skipped = :erlang.-(step, 1)

    case rest do
      <<_::size(^skipped)-binary, rest::binary>> -> <<byte, every_byte(rest, step)::binary>>
      _ -> <<byte>>
    end
  end

  defp every_byte("", _), do: ""

  @doc since: "1.14.0"
  @doc """
  Returns up to `size` bytes from the byte `start` on; a negative start counts from the end.

      iex> binary_slice("elixir", 4, 10)
      "ir"
      iex> binary_slice("elixir", -3, 2)
      "xi"

  """
  @spec binary_slice(binary, integer, non_neg_integer) :: binary
  def binary_slice(binary, start, size)
      when :erlang.andalso(
             :erlang.andalso(:erlang.is_binary(binary), :erlang.is_integer(start)),
             :erlang.andalso(:erlang.is_integer(size), :erlang.>=(size, 0))
           ) do
    total = :erlang.byte_size(binary)
    start = from_end(start, total)

    case :erlang.<(start, total) do
      true -> :erlang.binary_part(binary, start, :erlang.min(size, :erlang.-(total, start)))
      false -> ""
    end
  end

  @doc """
  Concatenates binaries; in a match, takes a known prefix off.

      iex> "foo" <> "bar"
      "foobar"
      iex> "foo" <> rest = "foobar"
      iex> rest
      "bar"

  """
  defmacro left <> right do
    segments =
      for part <- concatenated({:<>, [], [left, right]}, __CALLER__, []) do
        {:"::", [], [part, size(part)]}
      end

    {:<<>>, [], segments}
  end

  # A pinned prefix is as long as its value.
  defp size({:^, _, [variable]}) do
    quote do
      binary - size(:erlang.byte_size(unquote(variable)))
    end
  end

  defp size(_), do: {:binary, [], nil}

  # The operands of a chain of `<>` in order.
  defp concatenated({:<>, _, [left, right]}, env, rest) do
    [concatenated_left(left, env) | concatenated(right, env, rest)]
  end

  defp concatenated(last, env, rest) do
    [joinable(last, env) | rest]
  end

  defp concatenated_left(left, env) do
    expanded = :prim_code.expand(left, env)

    case {expanded, env} do
      {{name, _, context}, %{context: :match}}
      when :erlang.andalso(:erlang.is_atom(name), :erlang.is_atom(context)) ->
        text = Macro.to_string(left)

        argument_error(
          <<"cannot perform prefix match because the left operand of <> has unknown size. ",
            "The left operand of <> inside a match should either be a literal binary or ",
            "an existing variable with the pin operator (such as ^some_var). Got: ",
            text::binary>>
        )

      {{:^, _, _}, %{context: :match}} ->
        joinable(left, env)

      _ ->
        joinable(left, env)
    end
  end

  defp joinable(operand, _)
       when :erlang.orelse(:erlang.is_binary(operand), :erlang.is_tuple(operand)) do
    operand
  end

  defp joinable(operand, _) do
    text = Macro.to_string(operand)
    argument_error(<<"expected binary argument in <> operator but got: ", text::binary>>)
  end

  ## Ranges and membership

  @doc since: "1.14.0"
  @doc """
  The range over everything: `0..-1//1`, as slicing functions take it.

      iex> String.slice("hello", ..)
      "hello"

  """
  defmacro (..) do
    range_map(0, -1, 1)
  end

  @doc """
  Makes a range of integers that includes both ends.

      iex> Enum.to_list(1..3)
      [1, 2, 3]

  The step is 1, or -1 when `first` is greater than `last`; say it with `..///3` if the ends are not known.
  """
  defmacro first..last do
    Kernel.Membership.range(first, last, __CALLER__)
  end

  @doc since: "1.12.0"
  @doc """
  Makes a range of integers with a step.

      iex> Enum.to_list(1..6//2)
      [1, 3, 5]
      iex> Enum.to_list(3..1//1)
      []

  """
  defmacro first..last//step do
    Kernel.Membership.range(first, last, step, __CALLER__)
  end

  defp range_map(first, last, step) do
    {:%{}, [], [__struct__: Range, first: first, last: last, step: step]}
  end

  @doc guard: true
  @doc """
  Tells whether `left` is among the elements of `right`.

      iex> 2 in [1, 2, 3]
      true
      iex> :d not in [:a, :b]
      true

  Any `Enumerable` may stand on the right. In guards it must be a literal list or range; then the check is made of
  comparisons.
  """
  defmacro left in right do
    Kernel.Membership.expand(left, right, __CALLER__)
  end

  ## Flow

  @doc """
  Passes the value on the left as the first argument of the call on the right.

      iex> [1, [2], 3] |> List.flatten() |> Enum.map(&(&1 * 2))
      [2, 4, 6]

  """
  defmacro left |> right do
    Macro.pipe(left, right, 0)
  end

  @doc since: "1.12.0"
  @doc """
  Calls the function with the value and returns the value.

      iex> tap(1, fn x -> x + 1 end)
      1

  """
  defmacro tap(value, fun) do
    quote bind_quoted: [fun: fun, value: value] do
      _ = fun.(value)
      value
    end
  end

  @doc since: "1.12.0"
  @doc """
  Calls the function with the value and returns its result.

      iex> 1 |> then(fn x -> x * 2 end)
      2

  """
  defmacro then(value, fun) do
    quote do
      unquote(fun).(unquote(value))
    end
  end

  @doc """
  Tells whether a value matches a pattern, which may have a guard.

      iex> match?({:ok, x} when x > 1, {:ok, 2})
      true

  Variables of the pattern are not seen outside; use `^` to compare with existing ones.
  """
  defmacro match?(pattern, expression) do
    matching = quote do: (unquote(unused_variables(pattern)) -> true)
    others = quote generated: true, do: (_ -> false)

    quote do
      case unquote(expression), do: unquote(:erlang.++(matching, others))
    end
  end

  # The variables of a `match?` pattern serve its guard at most: no warning about those that nobody reads.
  defp unused_variables({:when, meta, [pattern, guard]}) do
    {:when, meta, [pattern, guard]}
  end

  defp unused_variables({name, meta, context})
       when :erlang.andalso(:erlang.is_atom(name), :erlang.is_atom(context)) do
    {name, [{:generated, true} | meta], context}
  end

  defp unused_variables(pattern), do: pattern

  @doc """
  Matches a list against the right side, padding it with `nil` or cutting it to length.

      iex> destructure([a, b, c], [1, 2])
      iex> {a, b, c}
      {1, 2, nil}

  """
  defmacro destructure(left, right) when :erlang.is_list(left) do
    quote do
      unquote(left) =
        Kernel.StructDefinition.destructure(unquote(right), unquote(:erlang.length(left)))
    end
  end

  @doc """
  Raises an exception: `RuntimeError` with this message, the default exception of a module, or the exception given.

      iex> try do
      ...>   raise "no luck"
      ...> rescue
      ...>   error in RuntimeError -> error.message
      ...> end
      "no luck"

  """
  defmacro raise(message) do
    exception = exception(message, __CALLER__)

    quote do
      :erlang.error(unquote(exception), :none, error_info: %{module: Exception})
    end
  end

  @doc """
  Raises the exception that `exception/1` of the module makes of the attributes.

      raise ArgumentError, message: "no such option"
      raise ArgumentError, "no such option"


      iex> raise ArgumentError, message: "no"
      ** (ArgumentError) no
  """
  defmacro raise(exception, attributes) do
    quote do
      :erlang.error(unquote(exception).exception(unquote(attributes)))
    end
  end

  @doc """
  Raises an exception again, with the stack trace given.

      try do
        work()
      rescue
        error -> reraise error, __STACKTRACE__
      end


      iex> try do
      ...>   try do
      ...>     raise "first"
      ...>   rescue
      ...>     _error -> reraise "second", __STACKTRACE__
      ...>   end
      ...> rescue
      ...>   error in RuntimeError -> error.message
      ...> end
      "second"
  """
  defmacro reraise(message, stacktrace) do
    exception = exception(message, __CALLER__)

    quote do
      :erlang.raise(:error, unquote(exception), unquote(stacktrace))
    end
  end

  @doc """
  Raises the exception that the module makes of the attributes, with the stack trace given.

      reraise ArgumentError, [message: "no such option"], __STACKTRACE__


      iex> reraise ArgumentError, [message: "again"], []
      ** (ArgumentError) again
  """
  defmacro reraise(exception, attributes, stacktrace) do
    quote do
      :erlang.raise(
        :error,
        unquote(exception).exception(unquote(attributes)),
        unquote(stacktrace)
      )
    end
  end

  # What `raise/1` raises for its argument: known at compile time for strings and modules.
  defp exception(message, env) do
    case :prim_code.expand(message, env) do
      text when :erlang.is_binary(text) ->
        quote(do: RuntimeError.exception(unquote(text)))

      {:<<>>, _, _} = text ->
        quote(do: RuntimeError.exception(unquote(text)))

      module when :erlang.is_atom(module) ->
        quote(do: unquote(module).exception([]))

      other ->
        quote(do: Kernel.Raising.exception(unquote(other)))
    end
  end

  @doc """
  Throws a value, to be caught by `catch`.

      iex> try do
      ...>   throw(:value)
      ...> catch
      ...>   value -> {:caught, value}
      ...> end
      {:caught, :value}

  """
  @spec throw(term) :: no_return
  def throw(term) do
    :erlang.throw(term)
  end

  @doc """
  Stops the calling process with a reason; `:normal` is no failure.

      iex> try do
      ...>   exit(:gone)
      ...> catch
      ...>   :exit, reason -> reason
      ...> end
      :gone

  """
  @spec exit(term) :: no_return
  def exit(reason) do
    :erlang.exit(reason)
  end

  ## Calls

  @doc """
  Calls the function with a list of arguments.

      iex> apply(fn x, y -> x + y end, [1, 2])
      3

  """
  @spec apply(fun, [any]) :: any
  def apply(fun, args) do
    :erlang.apply(fun, args)
  end

  @doc """
  Calls a function of a module with a list of arguments.

      iex> apply(Enum, :reverse, [[1, 2]])
      [2, 1]

  """
  @spec apply(module, function_name :: atom, [any]) :: any
  def apply(module, function_name, args) do
    :erlang.apply(module, function_name, args)
  end

  @doc """
  Tells whether the module is loaded and has a public function of that name and arity.

      iex> function_exported?(Enum, :map, 2)
      true

  It does not load the module; see `Code.ensure_loaded/1`.
  """
  @spec function_exported?(module, atom, arity) :: boolean
  def function_exported?(module, function, arity) do
    :erlang.function_exported(module, function, arity)
  end

  @doc """
  Tells whether the module is loaded and has a public macro of that name and arity.

      iex> macro_exported?(Kernel, :if, 2)
      true

  """
  @spec macro_exported?(module, atom, arity) :: boolean
  def macro_exported?(module, macro, arity)
      when :erlang.andalso(
             :erlang.andalso(:erlang.is_atom(module), :erlang.is_atom(macro)),
             :erlang.andalso(
               :erlang.is_integer(arity),
               :erlang.andalso(:erlang.>=(arity, 0), :erlang."=<"(arity, 255))
             )
           ) do
    :erlang.andalso(
      :erlang.function_exported(module, :__info__, 1),
      :lists.member({macro, arity}, module.__info__(:macros))
    )
  end

  ## Processes

  @doc guard: true
  @doc """
  Returns the identifier of the calling process.

      iex> send(self(), :to_me)
      :to_me
      iex> receive do: (message -> message)
      :to_me
  """
  @spec self() :: pid
  def self do
    :erlang.self()
  end

  @doc """
  Sends a message to a process, port, registered name or `{name, node}`, and returns the message.

      iex> send(self(), :hello)
      :hello

  """
  @spec send(dest :: Process.dest(), message) :: message when message: any
  def send(dest, message) do
    :erlang.send(dest, message)
  end

  @doc """
  Starts a process that runs the function and ends with it.

      pid = spawn(fn -> IO.puts("in a process") end)

  See `Task` and `GenServer` for processes with a purpose.

      iex> parent = self()
      iex> pid = spawn(fn -> send(parent, {:from, self()}) end)
      iex> receive(do: ({:from, from} -> from == pid))
      true
  """
  @spec spawn((-> any)) :: pid
  def spawn(fun) do
    :erlang.spawn(fun)
  end

  @doc """
  Starts a process that calls a function of a module with a list of arguments.

      iex> pid = spawn(Kernel, :send, [self(), :done])
      iex> {is_pid(pid), receive(do: (message -> message))}
      {true, :done}
  """
  @spec spawn(module, atom, list) :: pid
  def spawn(module, fun, args) do
    :erlang.spawn(module, fun, args)
  end

  @doc """
  Starts a process that is linked to the caller, as `spawn/1`.

      iex> pid = spawn_link(fn -> receive(do: (:stop -> :ok)) end)
      iex> {:links, links} = Process.info(self(), :links)
      iex> {pid in links, send(pid, :stop)}
      {true, :stop}
  """
  @spec spawn_link((-> any)) :: pid
  def spawn_link(fun) do
    :erlang.spawn_link(fun)
  end

  @doc """
  Starts a process that is linked to the caller, as `spawn/3`.

      iex> pid = spawn_link(Process, :sleep, [:infinity])
      iex> {:links, links} = Process.info(self(), :links)
      iex> {pid in links, Process.unlink(pid), Process.exit(pid, :kill)}
      {true, true, true}
  """
  @spec spawn_link(module, atom, list) :: pid
  def spawn_link(module, fun, args) do
    :erlang.spawn_link(module, fun, args)
  end

  @doc """
  Starts a process and monitors it, as `spawn/1`; returns its identifier and the monitor.

      iex> {pid, ref} = spawn_monitor(fn -> exit(:bye) end)
      iex> receive(do: ({:DOWN, ^ref, :process, ^pid, reason} -> reason))
      :bye
  """
  @spec spawn_monitor((-> any)) :: {pid, reference}
  def spawn_monitor(fun) do
    :erlang.spawn_monitor(fun)
  end

  @doc """
  Starts a process and monitors it, as `spawn/3`; returns its identifier and the monitor.

      iex> {_pid, ref} = spawn_monitor(Kernel, :exit, [:bye])
      iex> receive(do: ({:DOWN, ^ref, :process, _pid, reason} -> reason))
      :bye
  """
  @spec spawn_monitor(module, atom, list) :: {pid, reference}
  def spawn_monitor(module, fun, args) do
    :erlang.spawn_monitor(module, fun, args)
  end

  @doc guard: true
  @doc """
  Returns the name of this node, `:nonode@nohost` if it is not distributed.

      iex> node() == node(self())
      true
  """
  @spec node() :: node
  def node do
    :erlang.node()
  end

  @doc guard: true
  @doc """
  Returns the node of a process, port or reference.

      iex> node(make_ref()) == node()
      true
  """
  @spec node(pid | reference | port) :: node
  def node(term) do
    :erlang.node(term)
  end

  @doc """
  Returns a reference that is unlike every other one.

      iex> make_ref() == make_ref()
      false
  """
  @spec make_ref() :: reference
  def make_ref do
    :erlang.make_ref()
  end

  @doc since: "1.17.0"
  @doc """
  Makes a timeout in milliseconds of a number of milliseconds, of units, or of a `Duration`.

      iex> to_timeout(hour: 1, minute: 30)
      5400000
      iex> to_timeout(:infinity)
      :infinity

  Units that have no fixed length, months and years, are refused.
  """
  @spec to_timeout([{unit, non_neg_integer}] | timeout | Duration.t()) :: timeout
        when unit: :week | :day | :hour | :minute | :second | :millisecond
  def to_timeout(duration)

  def to_timeout(:infinity), do: :infinity

  def to_timeout(milliseconds)
      when :erlang.andalso(:erlang.is_integer(milliseconds), :erlang.>=(milliseconds, 0)) do
    milliseconds
  end

  def to_timeout(components) when :erlang.is_list(components) do
    Kernel.Timeout.from_components(components)
  end

  def to_timeout(%{__struct__: Duration} = duration) do
    Kernel.Timeout.from_duration(duration)
  end

  ## Text

  @doc """
  Converts a term to a string through the protocol `String.Chars`.

      iex> to_string(:foo)
      "foo"

  """
  defmacro to_string(term) do
    quote do
      String.Chars.to_string(unquote(term))
    end
  end

  @doc """
  Converts a term to a charlist through the protocol `List.Chars`.

      iex> to_charlist(:foo)
      ~c"foo"

  """
  defmacro to_charlist(term) do
    quote do
      List.Chars.to_charlist(unquote(term))
    end
  end

  @doc false
  @deprecated "Use to_charlist/1 instead"
  defmacro to_char_list(term) do
    quote do
      List.Chars.to_charlist(unquote(term))
    end
  end

  @doc """
  Shows any term as a string, the way it is written in source code where there is such a way.

      iex> inspect(%{a: [1, "two"]})
      "%{a: [1, \\"two\\"]}"

  The options are those of `Inspect.Opts`; `pretty: true` breaks long text into lines.
  """
  @spec inspect(Inspect.t(), keyword) :: String.t()
  def inspect(term, opts \\ []) when :erlang.is_list(opts) do
    opts = Inspect.Opts.new(opts)

    limit =
      case opts.pretty do
        true -> opts.width
        false -> :infinity
      end

    doc = Inspect.Algebra.group(Inspect.Algebra.to_doc(term, opts))
    :erlang.iolist_to_binary(Inspect.Algebra.format(doc, limit))
  end

  @doc since: "1.14.0"
  @doc """
  Prints the code given, what it evaluates to and where it stands; returns its value.

  A pipeline shows the value of each step, `case`, `cond`, `if`, `with` and boolean operators what they decided.
  Without arguments it shows the variables in scope.

      iex> ExUnit.CaptureIO.capture_io(fn -> dbg(1 + 2) end) =~ "1 + 2"
      true
  """
  defmacro dbg(code \\ quote(do: binding()), options \\ []) do
    Macro.__dbg__(code, options, __CALLER__)
  end

  @doc """
  Returns the variables in scope and their values as a keyword list.

      iex> x = 1
      iex> binding()
      [x: 1]

  Hygienic variables of a macro are found under its `context`.
  """
  defmacro binding(context \\ nil) do
    # A macro's caller is a hidden variable of it.
    for {{name, ^context}, _} <- :maps.to_list(__CALLER__.versioned_vars), name != :__CALLER__ do
      {name, {name, [generated: true], context}}
    end
  end

  ## Structs

  @doc """
  Makes a struct of a module, or changes fields of a struct; keys that are no fields are left out.

      iex> struct(URI, path: "/x", other: 1).path
      "/x"

  See `struct!/2`, which refuses them.
  """
  @spec struct(module | struct, Enumerable.t()) :: struct
  def struct(struct, fields \\ []) do
    struct(struct, fields, fn
      {:__struct__, _}, acc ->
        acc

      {key, value}, acc ->
        case acc do
          %{^key => _} -> :maps.update(key, value, acc)
          _ -> acc
        end
    end)
  end

  @doc """
  Makes a struct of a module, or changes fields of a struct.

  Raises `KeyError` for keys that are no fields, and `ArgumentError` where enforced keys are missing.

      iex> struct!(%URI{host: "a"}, host: "b").host
      "b"
      iex> try do struct!(URI, no_such: 1) rescue error in KeyError -> error.key end
      :no_such
  """
  @spec struct!(module | struct, Enumerable.t()) :: struct
  def struct!(struct, fields \\ [])

  def struct!(module, fields) when :erlang.is_atom(module) do
    valid_struct(module.__struct__(fields), module, 1)
  end

  def struct!(%{__struct__: _} = struct, fields) do
    struct(struct, fields, fn
      {:__struct__, _}, acc ->
        acc

      {key, value}, acc ->
        case acc do
          %{^key => _} -> :maps.update(key, value, acc)
          _ -> :erlang.error(KeyError.exception(key: key, term: acc))
        end
    end)
  end

  defp struct(module, [], _) when :erlang.is_atom(module) do
    valid_struct(module.__struct__(), module, 0)
  end

  defp struct(module, fields, fun) when :erlang.is_atom(module) do
    struct(valid_struct(module.__struct__(), module, 0), fields, fun)
  end

  defp struct(%{__struct__: module} = struct, [], _) when :erlang.is_atom(module) do
    struct
  end

  defp struct(%{__struct__: module} = struct, fields, fun) when :erlang.is_atom(module) do
    Enum.reduce(fields, struct, fun)
  end

  defp valid_struct(%{__struct__: module} = struct, module, _), do: struct

  defp valid_struct(%{__struct__: other}, module, arity) when :erlang.is_atom(other) do
    argument_error(
      <<"expected struct name returned by ", inspect(module, [])::binary, ".__struct__/",
        :erlang.integer_to_binary(arity)::binary, " to be ", inspect(module, [])::binary,
        ", got: ", inspect(other, [])::binary>>
    )
  end

  defp valid_struct(other, module, arity) do
    argument_error(
      <<"expected ", inspect(module, [])::binary, ".__struct__/",
        :erlang.integer_to_binary(arity)::binary, " to return a map with a :__struct__ key that ",
        "holds the name of the struct (atom), got: ", inspect(other, [])::binary>>
    )
  end

  ## Nested data

  @doc """
  Follows a path of keys and functions through nested data; `nil` anywhere ends it with `nil`.

      iex> get_in(%{users: %{"ann" => %{age: 27}}}, [:users, "ann", :age])
      27
      iex> get_in(%{}, [:users, "ann"])
      nil

  A function on the path takes `:get`, the data and a function to continue with; see `Access.all/0` and its like.
  """
  @spec get_in(Access.t(), nonempty_list(term)) :: term
  def get_in(data, keys)

  def get_in(nil, [_ | _]), do: nil

  def get_in(data, [fun]) when :erlang.is_function(fun),
    do: fun.(:get, data, fn value -> value end)

  def get_in(data, [fun | rest]) when :erlang.is_function(fun) do
    fun.(:get, data, fn value -> get_in(value, rest) end)
  end

  def get_in(data, [key]), do: Access.get(data, key)
  def get_in(data, [key | rest]), do: get_in(Access.get(data, key), rest)

  @doc since: "1.17.0"
  @doc """
  Follows a path written as code, such as `data.user[:name]`; `nil` anywhere ends it with `nil`.

      iex> data = %{user: nil}
      iex> get_in(data.user.name)
      nil

  """
  defmacro get_in(path) do
    Kernel.AccessPath.get(path, __CALLER__)
  end

  @doc """
  Puts a value at the end of a path of keys and functions.

      iex> put_in(%{users: %{"ann" => 1}}, [:users, "ann"], 2)
      %{users: %{"ann" => 2}}

  """
  @spec put_in(Access.t(), nonempty_list(term), term) :: Access.t()
  def put_in(data, [_ | _] = keys, value) do
    :erlang.element(2, get_and_update_in(data, keys, fn _ -> {nil, value} end))
  end

  @doc """
  Puts a value at a path written as code, such as `data.user[:name]`.

      iex> data = %{user: %{name: "ann"}}
      iex> put_in(data.user[:name], "bob")
      %{user: %{name: "bob"}}

  """
  defmacro put_in(path, value) do
    Kernel.AccessPath.put(path, value, __CALLER__)
  end

  @doc """
  Changes the value at the end of a path of keys and functions with a function.

      iex> update_in(%{users: %{"ann" => 1}}, [:users, "ann"], &(&1 + 1))
      %{users: %{"ann" => 2}}

  """
  @spec update_in(Access.t(), nonempty_list(term), (term -> term)) :: Access.t()
  def update_in(data, [_ | _] = keys, fun) when :erlang.is_function(fun) do
    :erlang.element(2, get_and_update_in(data, keys, fn value -> {nil, fun.(value)} end))
  end

  @doc """
  Changes the value at a path written as code with a function.

      iex> data = %{count: 1}
      iex> update_in(data.count, &(&1 + 1))
      %{count: 2}

  """
  defmacro update_in(path, fun) do
    Kernel.AccessPath.update(path, fun, __CALLER__)
  end

  @doc """
  Takes the value at the end of a path and puts another one there, in one walk.

  The function returns `{taken, new}`, or `:pop` to remove the value.

      iex> get_and_update_in(%{a: %{b: 1}}, [:a, :b], &{&1, &1 + 1})
      {1, %{a: %{b: 2}}}

  """
  @spec get_and_update_in(
          structure,
          keys,
          (term | nil -> {current_value, new_value} | :pop)
        ) :: {current_value, new_structure :: structure}
        when structure: Access.t(),
             keys: nonempty_list(any),
             current_value: Access.value(),
             new_value: Access.value()
  def get_and_update_in(data, keys, fun)

  def get_and_update_in(data, [head], fun) when :erlang.is_function(head, 3) do
    head.(:get_and_update, data, fun)
  end

  def get_and_update_in(data, [head | rest], fun) when :erlang.is_function(head, 3) do
    head.(:get_and_update, data, fn value -> get_and_update_in(value, rest, fun) end)
  end

  def get_and_update_in(data, [head], fun) when :erlang.is_function(fun, 1) do
    Access.get_and_update(data, head, fun)
  end

  def get_and_update_in(data, [head | rest], fun) when :erlang.is_function(fun, 1) do
    Access.get_and_update(data, head, fn value -> get_and_update_in(value, rest, fun) end)
  end

  @doc """
  Takes the value at a path written as code and puts another one there.

      iex> data = %{a: 1}
      iex> get_and_update_in(data.a, &{&1, &1 + 1})
      {1, %{a: 2}}

  """
  defmacro get_and_update_in(path, fun) do
    Kernel.AccessPath.get_and_update(path, fun, __CALLER__)
  end

  @doc """
  Removes the value at the end of a path of keys and functions; returns it and what is left.

      iex> pop_in(%{a: %{b: 1, c: 2}}, [:a, :b])
      {1, %{a: %{c: 2}}}

  """
  @spec pop_in(data, nonempty_list(Access.get_and_update_fun(term, data) | term)) :: {term, data}
        when data: Access.container()
  def pop_in(data, keys)

  def pop_in(nil, [key | _]) do
    text = inspect(key, [])
    argument_error(<<"could not pop key ", text::binary, " on a nil value">>)
  end

  def pop_in(data, [_ | _] = keys), do: pop_in_data(data, keys)

  defp pop_in_data(nil, _), do: :pop

  defp pop_in_data(data, [fun]) when :erlang.is_function(fun) do
    fun.(:get_and_update, data, fn _ -> :pop end)
  end

  defp pop_in_data(data, [fun | rest]) when :erlang.is_function(fun) do
    fun.(:get_and_update, data, fn value -> pop_in_data(value, rest) end)
  end

  defp pop_in_data(data, [key]), do: Access.pop(data, key)

  defp pop_in_data(data, [key | rest]) do
    Access.get_and_update(data, key, fn value -> pop_in_data(value, rest) end)
  end

  @doc """
  Removes the value at a path written as code; returns it and what is left.

      iex> data = %{a: %{b: 1, c: 2}}
      iex> pop_in(data.a[:b])
      {1, %{a: %{c: 2}}}

  """
  defmacro pop_in(path) do
    Kernel.AccessPath.pop(path, __CALLER__)
  end

  ## Definitions

  @doc """
  Reads or sets an attribute of the module being compiled.

      defmodule Greeter do
        @greeting "hello"
        def greet(name), do: "\#{@greeting} \#{name}"
      end

  `@name value` sets it while the module body runs, `@name` reads it; inside a function the value at that point
  becomes a literal. Some attributes have a meaning: see `Module`.

      iex> defmodule KernelExample.Attribute do
      ...>   @limit 5
      ...>   def before, do: @limit
      ...>   @limit 6
      ...>   def behind, do: @limit
      ...> end
      iex> {KernelExample.Attribute.before(), KernelExample.Attribute.behind()}
      {5, 6}
  """
  defmacro @expr do
    Kernel.Attribute.expand(expr, __CALLER__)
  end

  @doc """
  Defines a module.

      defmodule Number do
        def seven, do: 7
      end

  Its body is code that runs while the module is compiled; the result is
  `{:module, name, binary, value_of_the_body}`. A module inside a module gets the outer name in front and an alias.

      iex> {:module, name, _binary, result} =
      ...>   defmodule KernelExample.Empty do
      ...>     :result
      ...>   end
      iex> {name, result, name.__info__(:functions)}
      {KernelExample.Empty, :result, []}
  """
  defmacro defmodule(alias, do_block)

  defmacro defmodule(alias, do: block) do
    Kernel.ModuleDefinition.expand(alias, block, __CALLER__)
  end

  @doc """
  Defines a public function.

      defmodule Math do
        def double(x), do: x * 2
        def sum(a, b \\\\ 0) when is_integer(a), do: a + b
      end

  Clauses of one function stand together and are tried in order. The body may have `rescue`, `catch`, `else` and
  `after` sections. `unquote` inside of a definition is evaluated while the module body runs.

      iex> defmodule KernelExample.Functions do
      ...>   def grow(number, by \\\\ 1), do: number + by
      ...>
      ...>   def fact(0), do: 1
      ...>   def fact(n) when n > 0, do: n * fact(n - 1)
      ...> end
      iex> {KernelExample.Functions.grow(1), KernelExample.Functions.fact(5)}
      {2, 120}
  """
  defmacro def(call, expr \\ nil) do
    Kernel.Definition.expand(:def, call, expr, __CALLER__)
  end

  @doc """
  Defines a private function: only its own module can call it. See `def/2`.

      iex> defmodule KernelExample.Private do
      ...>   def public, do: private() + 1
      ...>   defp private, do: 41
      ...> end
      iex> {KernelExample.Private.public(), function_exported?(KernelExample.Private, :private, 0)}
      {42, false}
  """
  defmacro defp(call, expr \\ nil) do
    Kernel.Definition.expand(:defp, call, expr, __CALLER__)
  end

  @doc """
  Defines a public macro: a function from quoted arguments to a quoted expression, called while its callers compile.

      defmodule Control do
        defmacro always(value) do
          quote do
            unquote(value)
          end
        end
      end


      iex> defmodule KernelExample.Macros do
      ...>   defmacro twice(code), do: quote(do: {unquote(code), unquote(code)})
      ...>   def roll(dice), do: twice(dice.())
      ...> end
      iex> KernelExample.Macros.roll(fn -> send(self(), :rolled) end)
      {:rolled, :rolled}
  """
  defmacro defmacro(call, expr \\ nil) do
    Kernel.Definition.expand(:defmacro, call, expr, __CALLER__)
  end

  @doc """
  Defines a private macro; it must stand before its use. See `defmacro/2`.

      iex> defmodule KernelExample.PrivateMacros do
      ...>   defmacrop double(code), do: quote(do: 2 * unquote(code))
      ...>   def six, do: double(3)
      ...> end
      iex> KernelExample.PrivateMacros.six()
      6
  """
  defmacro defmacrop(call, expr \\ nil) do
    Kernel.Definition.expand(:defmacrop, call, expr, __CALLER__)
  end

  @doc """
  Defines a struct with these fields: a list of names, or names with default values.

      defmodule User do
        @enforce_keys [:name]
        defstruct [:name, age: 0]
      end

      %User{name: "ann"}

  `@enforce_keys` names the fields that must be given; `@derive` the protocols to be implemented for the struct.

      iex> defmodule KernelExample.Point do
      ...>   @enforce_keys [:x]
      ...>   defstruct [:x, y: 0]
      ...> end
      iex> struct!(KernelExample.Point, x: 1).y
      0
      iex> try do
      ...>   struct!(KernelExample.Point, y: 1)
      ...> rescue
      ...>   error -> error.__struct__
      ...> end
      ArgumentError
  """
  defmacro defstruct(fields) do
    Kernel.StructDefinition.expand(fields, __CALLER__)
  end

  @doc """
  Defines an exception: a struct with the behaviour `Exception`.

      defmodule NotFound do
        defexception [:key, message: "not found"]
      end

  With a field `message`, `raise NotFound, "text"` sets it and `message/1` returns it; without, define
  `message/1` yourself. `exception/1` may be defined anew as well.

      iex> defmodule KernelExample.TooLate do
      ...>   defexception [:minutes, message: "too late"]
      ...> end
      iex> error = KernelExample.TooLate.exception(minutes: 5)
      iex> {error.minutes, Exception.message(error)}
      {5, "too late"}
  """
  defmacro defexception(fields) do
    Kernel.StructDefinition.expand_exception(fields, __CALLER__)
  end

  @doc """
  Defines a protocol: functions whose implementation depends on the kind of their first argument.

      defprotocol Size do
        def size(data)
      end

  See `Protocol`.

      iex> defprotocol KernelExample.Size do
      ...>   def size(data)
      ...> end
      iex> defimpl KernelExample.Size, for: Tuple do
      ...>   def size(tuple), do: tuple_size(tuple)
      ...> end
      iex> KernelExample.Size.size({:a, :b})
      2
      iex> KernelExample.Size.impl_for("a")
      nil
  """
  defmacro defprotocol(name, do_block)

  defmacro defprotocol(name, do: block) do
    Protocol.__protocol__(name, do: block)
  end

  @doc """
  Implements a protocol for a kind of data.

      defimpl Size, for: Map do
        def size(map), do: map_size(map)
      end

  `:for` may be left out inside the module of a struct, and may be a list of modules. See `Protocol`.

      iex> defmodule KernelExample.Money do
      ...>   defstruct [:cents]
      ...>
      ...>   defimpl String.Chars do
      ...>     def to_string(money), do: "\#{div(money.cents, 100)}.\#{rem(money.cents, 100)}"
      ...>   end
      ...> end
      iex> to_string(struct(KernelExample.Money, cents: 1234))
      "12.34"
  """
  defmacro defimpl(name, opts, do_block \\ []) do
    Protocol.__impl__(name, opts, do_block, __CALLER__)
  end

  @doc """
  Defines functions that call functions of another module.

      defmodule Facade do
        defdelegate reverse(list), to: Enum
        defdelegate other_name(list), to: Enum, as: :sort
      end


      iex> defmodule KernelExample.Delegate do
      ...>   defdelegate backwards(list), to: Enum, as: :reverse
      ...> end
      iex> KernelExample.Delegate.backwards([1, 2])
      [2, 1]
  """
  defmacro defdelegate(funs, opts) do
    Kernel.Delegation.expand(funs, opts, __CALLER__)
  end

  @doc since: "1.6.0"
  @doc """
  Defines a macro that may be used in guards.

      defmodule Parity do
        defguard is_even(value) when is_integer(value) and rem(value, 2) == 0
      end


      iex> defmodule KernelExample.Guards do
      ...>   defguard is_even(number) when is_integer(number) and rem(number, 2) == 0
      ...>   def half(number) when is_even(number), do: div(number, 2)
      ...>   def half(number), do: number / 2
      ...> end
      iex> {KernelExample.Guards.half(4), KernelExample.Guards.half(3), KernelExample.Guards.half(4.0)}
      {2, 1.5, 2.0}
  """
  defmacro defguard(guard) do
    Kernel.GuardDefinition.expand(:defmacro, guard, __CALLER__)
  end

  @doc since: "1.6.0"
  @doc """
  Defines a private macro that may be used in guards. See `defguard/1`.

      iex> defmodule KernelExample.PrivateGuards do
      ...>   defguardp small(number) when number in 0..9
      ...>   def size(number) when small(number), do: :small
      ...>   def size(_number), do: :large
      ...> end
      iex> {KernelExample.PrivateGuards.size(9), KernelExample.PrivateGuards.size(10)}
      {:small, :large}
  """
  defmacro defguardp(guard) do
    Kernel.GuardDefinition.expand(:defmacrop, guard, __CALLER__)
  end

  @doc """
  Makes definitions overridable: a later one of the same name and arity replaces them, and may call `super`.

      defmodule Default do
        defmacro __using__(_) do
          quote do
            def run, do: :default
            defoverridable run: 0
          end
        end
      end

  A behaviour given instead of the list stands for those of its callbacks that the module defines.

      iex> defmodule KernelExample.Overridable do
      ...>   def name, do: "default"
      ...>   defoverridable name: 0
      ...>   def name, do: super() <> ", and more"
      ...> end
      iex> KernelExample.Overridable.name()
      "default, and more"
  """
  defmacro defoverridable(keywords_or_behaviour) do
    quote do
      Module.make_overridable(__MODULE__, unquote(keywords_or_behaviour))
    end
  end

  @doc """
  Requires a module and calls its macro `__using__/1` with the options.

      use GenServer, restart: :transient


      iex> defmodule KernelExample.Server do
      ...>   use GenServer, restart: :temporary
      ...>   def init(state), do: {:ok, state}
      ...> end
      iex> KernelExample.Server.child_spec(1).restart
      :temporary
  """
  defmacro use(module, opts \\ []) do
    Kernel.Definition.expand_use(module, opts, __CALLER__)
  end

  @doc """
  Inside a quote, an alias that is expanded where the macro is used, not where it is defined.

      iex> alias Inspect.Algebra, as: Doc
      iex> Macro.to_string(quote do: alias!(Doc))
      "alias!(Doc)"
      iex> Doc.empty()
      []
  """
  defmacro alias!(alias) when :erlang.is_atom(alias), do: alias

  defmacro alias!({:__aliases__, meta, args}) do
    {:__aliases__,
     :lists.reverse(
       for({key, _} = entry when :erlang."=/="(key, :alias) <- :lists.reverse(meta), do: entry)
     ), args}
  end

  @doc """
  Inside a quote, a variable of the caller instead of one of the macro.

      quote do
        var!(x) = 1
      end


      iex> defmodule KernelExample.Unhygienic do
      ...>   defmacro set(value), do: quote(do: var!(set_by_macro) = unquote(value))
      ...>
      ...>   def five do
      ...>     set(5)
      ...>     set_by_macro
      ...>   end
      ...> end
      iex> KernelExample.Unhygienic.five()
      5
  """
  defmacro var!(var, context \\ nil)

  defmacro var!({name, meta, context}, wanted)
           when :erlang.andalso(:erlang.is_atom(name), :erlang.is_atom(context)) do
    case :prim_code.expand(wanted, __CALLER__) do
      wanted when :erlang.is_atom(wanted) ->
        {name, for({key, _} = entry when :erlang."=/="(key, :counter) <- meta, do: entry), wanted}

      other ->
        text = Macro.to_string(other)

        argument_error(<<"expected var! context to expand to an atom, got: ", text::binary>>)
    end
  end

  defmacro var!(other, _) do
    text = Macro.to_string(other)
    argument_error(<<"expected a variable to be given to var!, got: ", text::binary>>)
  end

  ## Sigils

  @doc """
  A string; escapes and interpolation work.

      iex> ~s(a "quoted" \#{1 + 1})
      "a \\"quoted\\" 2"

  """
  defmacro sigil_s(term, modifiers) do
    Kernel.Sigil.string(term, modifiers)
  end

  @doc """
  A string without escapes and interpolation.

      iex> ~S(a\\n\#{x})
      "a\\\\n\\\#{x}"

  """
  defmacro sigil_S(term, modifiers)
  defmacro sigil_S({:<<>>, _, [binary]}, []) when :erlang.is_binary(binary), do: binary

  @doc """
  A charlist; escapes and interpolation work.

      iex> ~c(abc)
      [97, 98, 99]

  """
  defmacro sigil_c(term, modifiers) do
    Kernel.Sigil.charlist(term, modifiers)
  end

  @doc """
  A charlist without escapes and interpolation. See `sigil_c/2`.

      iex> ~C(a\#{b}c)
      ~c"a\\\#{b}c"
  """
  defmacro sigil_C(term, modifiers)

  defmacro sigil_C({:<<>>, _, [binary]}, []) when :erlang.is_binary(binary) do
    :unicode.characters_to_list(binary)
  end

  @doc """
  A list of words; escapes and interpolation work.

      iex> ~w(foo bar)
      ["foo", "bar"]
      iex> ~w(foo bar)a
      [:foo, :bar]

  The modifiers are `s` for strings (the default), `a` for atoms and `c` for charlists.
  """
  defmacro sigil_w(term, modifiers) do
    Kernel.Sigil.words(term, modifiers, __CALLER__)
  end

  @doc """
  A list of words without escapes and interpolation. See `sigil_w/2`.

      iex> ~W(a\#{b} c\\n)
      ["a\\\#{b}", "c\\\\n"]
      iex> ~W(a b)a
      [:a, :b]
  """
  defmacro sigil_W(term, modifiers)

  defmacro sigil_W({:<<>>, _, [binary]}, modifiers) when :erlang.is_binary(binary) do
    Kernel.Sigil.split_words(binary, modifiers)
  end

  @doc """
  A regular expression.

      iex> "foo" =~ ~r/^F/i
      true

  The modifiers are those of `Regex`.
  """
  defmacro sigil_r(term, modifiers) do
    Kernel.Sigil.regex(term, modifiers)
  end

  @doc false
  defmacro sigil_R({:<<>>, _, [pattern]} = term, modifiers) when :erlang.is_binary(pattern) do
    IO.warn("~R/.../ is deprecated, use ~r/.../ instead", __CALLER__)
    Kernel.Sigil.regex(term, modifiers)
  end

  @doc """
  A date.

      iex> ~D[2015-01-13].year
      2015

  A calendar other than ISO is named after the date: `~D[7523-1-1 Calendar.Holocene]`.
  """
  defmacro sigil_D(date_string, modifiers)

  defmacro sigil_D({:<<>>, _, [text]}, []) do
    Kernel.Sigil.calendar(:date, text, __CALLER__)
  end

  @doc """
  A time of day.

      iex> ~T[13:00:07].hour
      13

  """
  defmacro sigil_T(time_string, modifiers)

  defmacro sigil_T({:<<>>, _, [text]}, []) do
    Kernel.Sigil.calendar(:time, text, __CALLER__)
  end

  @doc """
  A date and time without a time zone.

      iex> ~N[2015-01-13 13:00:07].minute
      0

  """
  defmacro sigil_N(naive_datetime_string, modifiers)

  defmacro sigil_N({:<<>>, _, [text]}, []) do
    Kernel.Sigil.calendar(:naive, text, __CALLER__)
  end

  @doc since: "1.9.0"
  @doc """
  A date and time in UTC.

      iex> ~U[2015-01-13 13:00:07Z].time_zone
      "Etc/UTC"

  """
  defmacro sigil_U(datetime_string, modifiers)

  defmacro sigil_U({:<<>>, _, [text]}, []) do
    Kernel.Sigil.calendar(:utc, text, __CALLER__)
  end

  defp argument_error(message) do
    :erlang.error(ArgumentError.exception(message))
  end
end
