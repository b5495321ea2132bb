# The assertions of tests, for `import`. How a failure is shown is the business of `ExUnit.Formatter` and `ExUnit.Diff`; how a
# pattern is taken apart that of `ExUnit.Assertions.Pattern`.

defmodule ExUnit.Assertions do
  @moduledoc """
  The assertions of tests.

  `use ExUnit.Case` imports them. `assert/1` and `refute/1` are macros that look at the expression they are given: a failure shows the
  code, the values of both sides of a comparison, the arguments of a call, and what in a pattern did not match:

      assert is_binary(value)
      assert length(list) == 3
      assert {:ok, user} = fetch_user(id)
      refute String.contains?(text, "password")

  The other assertions wait for messages (`assert_receive/3`), expect exceptions (`assert_raise/2`), exits and throws
  (`catch_exit/1`), or allow for rounding (`assert_in_delta/4`).
  """

  alias ExUnit.Assertions.Pattern

  @operators [:==, :<, :>, :<=, :>=, :===, :=~, :!==, :!=, :in]

  @doc """
  Asserts that an expression is neither `false` nor `nil`, and returns its value.

  With `=` it asserts that the right side matches the pattern, whose variables are bound afterwards.

  ## Examples

      iex> assert 1 + 1 == 2
      true
      iex> assert {:ok, value} = Map.fetch(%{a: 1}, :a)
      iex> value
      1
      iex> assert Enum.all?([1, 2], &is_binary/1)
      ** (ExUnit.AssertionError)
      ...

  """
  defmacro assert({:=, meta, [left, right]} = assertion) do
    code = code(:assert, meta, assertion)
    {left, right} = nested_match(left, right)
    left = Pattern.expand(left, __CALLER__)
    variables = Pattern.variables(left)
    pins = Pattern.pins(left, Macro.Env.vars(__CALLER__))
    right_value = Macro.unique_var(:right, __MODULE__)
    expr = Macro.unique_var(:expr, __MODULE__)

    truthy =
      quote generated: true do
        if unquote(right_value) do
          :ok
        else
          raise ExUnit.AssertionError,
            expr: unquote(expr),
            message: "Expected truthy, got #{inspect(unquote(right_value))}"
        end

        {unquote_splicing(Enum.map(variables, &generated/1))}
      end

    failure =
      quote do
        left = unquote(Macro.escape(left))

        raise ExUnit.AssertionError,
          left: left,
          right: unquote(right_value),
          expr: unquote(expr),
          message: "match (=) failed" <> ExUnit.Assertions.__pins__(unquote(pins)),
          context: {:match, unquote(pins)}
      end

    clauses = clause(left, truthy) ++ clause(quote(do: _), failure)

    quote do
      unquote(right_value) = unquote(right)
      unquote(expr) = unquote(code)
      {unquote_splicing(variables)} = unquote({:case, [], [right_value, [do: clauses]]})
      unquote(right_value)
    end
  end

  defmacro assert({:match?, meta, [pattern, expression]} = assertion) do
    code = code(:assert, meta, assertion)
    match?(pattern, expression, code, :assert, __CALLER__)
  end

  defmacro assert(assertion), do: translate(:assert, assertion, __CALLER__)

  @doc """
  Asserts that a value is neither `false` nor `nil`; the failure says `message`.

  In place of the message, a keyword list gives the fields of the `ExUnit.AssertionError`.

  ## Examples

      iex> assert 1 in [1, 2], "1 is missing"
      true

  """
  @spec assert(as_boolean(term), String.t() | keyword) :: true
  def assert(value, message) when is_binary(message), do: assert(value, message: message)

  def assert(value, fields) when is_list(fields) do
    unless value, do: raise(ExUnit.AssertionError, fields)
    true
  end

  @doc """
  Asserts that an expression is `false` or `nil`, and returns its value.

  ## Examples

      iex> refute 1 > 2
      false
      iex> refute List.first([])
      nil

  """
  defmacro refute({:match?, meta, [pattern, expression]} = assertion) do
    code = code(:refute, meta, assertion)
    match?(pattern, expression, code, :refute, __CALLER__)
  end

  defmacro refute(assertion), do: translate(:refute, assertion, __CALLER__)

  @doc """
  Asserts that a value is `false` or `nil`; the failure says `message`, see `assert/2`.

  ## Examples

      iex> refute 1 in [2], "1 is there"
      false

  """
  @spec refute(as_boolean(term), String.t() | keyword) :: false
  def refute(value, message), do: not assert(!value, message)

  ## How an expression is asserted

  # In `a = b = value` the pattern is `a = b`.
  defp nested_match(left, {:=, meta, [pattern, right]}) do
    nested_match({:=, meta, [left, pattern]}, right)
  end

  defp nested_match(left, right), do: {left, right}

  defp match?(pattern, expression, code, kind, caller) do
    pattern = Pattern.expand(pattern, caller)
    pins = Pattern.pins(pattern, Macro.Env.vars(caller))
    outcome = if kind == :assert, do: "failed", else: "succeeded, but should have failed"
    message = "match (match?) #{outcome}"

    quote do
      right = unquote(expression)
      left = unquote(Macro.escape(pattern))

      ExUnit.Assertions.unquote(kind)(match?(unquote(pattern), right),
        right: right,
        left: left,
        expr: unquote(code),
        message: unquote(message) <> ExUnit.Assertions.__pins__(unquote(pins)),
        context: {:match, unquote(pins)}
      )
    end
  end

  defp translate(kind, {operator, meta, [_, _]} = assertion, _) when operator in @operators do
    comparison(kind, operator, assertion, code(kind, meta, assertion))
  end

  defp translate(kind, assertion, caller) do
    {arguments, expression} = arguments(assertion, caller)
    value = Macro.unique_var(:value, __MODULE__)
    code = code(kind, [], assertion)
    check(kind, quote(do: unquote(value) = unquote(expression)), value, code, arguments)
  end

  defp check(:refute, bound, value, code, arguments) do
    quote generated: true do
      if unquote(bound) do
        raise ExUnit.AssertionError,
          args: unquote(arguments_or_none(arguments)),
          expr: unquote(code),
          message: "Expected false or nil, got #{inspect(unquote(value))}"
      else
        unquote(value)
      end
    end
  end

  defp check(:assert, bound, value, code, arguments) do
    quote generated: true do
      if unquote(bound) do
        unquote(value)
      else
        raise ExUnit.AssertionError,
          args: unquote(arguments_or_none(arguments)),
          expr: unquote(code),
          message: "Expected truthy, got #{inspect(unquote(value))}"
      end
    end
  end

  defp arguments_or_none([]), do: ExUnit.AssertionError.no_value()
  defp arguments_or_none(arguments), do: arguments

  defp comparison(:assert, operator, assertion, code) do
    {assignments, call, fields} = compared(operator, assertion, code, "Assertion")
    {:__block__, [], assignments ++ asserted(call, fields, operator in [:!=, :!==, :<, :>])}
  end

  defp comparison(:refute, operator, assertion, code) do
    {assignments, call, fields} = compared(operator, assertion, code, "Refute")
    call = quote do: not unquote(call)
    refuted = assignments ++ asserted(call, fields, operator in [:==, :===, :=~, :<=, :>=])
    quote generated: true, do: !unquote({:__block__, [], refuted})
  end

  # The sides bound to variables, the comparison of these, and what a failure tells.
  defp compared(operator, {operator, meta, [left, right]}, code, subject) do
    sides = [
      left: Macro.unique_var(:left, __MODULE__),
      right: Macro.unique_var(:right, __MODULE__)
    ]

    assignments = [
      quote(do: unquote(sides[:left]) = unquote(left)),
      quote(do: unquote(sides[:right]) = unquote(right))
    ]

    context = if operator in [:===, :!==], do: :===, else: :==
    message = "#{subject} with #{operator} failed"

    {assignments, {operator, meta, Keyword.values(sides)},
     sides ++ [expr: code, message: message, context: context]}
  end

  defp asserted(call, fields, false) do
    [quote(do: ExUnit.Assertions.assert(unquote(call), unquote(fields)))]
  end

  # A comparison that equal values fail; it fails in the frame of the caller.
  defp asserted(call, fields, true) do
    expr = Macro.unique_var(:expr, __MODULE__)
    message = Macro.unique_var(:message, __MODULE__)
    unequal = Keyword.merge(fields, expr: expr, message: message)

    [
      quote(do: unquote(expr) = unquote(fields[:expr])),
      quote(do: unquote(message) = unquote(fields[:message])),
      quote do
        if ExUnit.Assertions.__equal__?(unquote(fields[:left]), unquote(fields[:right])) do
          raise ExUnit.AssertionError,
            left: unquote(fields[:left]),
            expr: unquote(expr),
            message: unquote(message) <> ", both sides are exactly equal"
        else
          ExUnit.Assertions.assert(unquote(call), unquote(unequal))
        end
      end
    ]
  end

  # The comparison that is asserted may be of values of which the compiler knows that they differ: it is not to know here.
  @doc false
  def __equal__?(left, right), do: left === right

  # The arguments of a call to a function are shown, unless all of them can be read in the code.
  defp arguments({function, meta, [_ | _] = arguments} = call, caller) do
    expanded = Macro.expand_once(call, caller)

    if shown_arguments?(function, arguments) and expanded == call do
      variables = Macro.generate_unique_arguments(length(arguments), __MODULE__)

      {variables,
       quote do
         {unquote_splicing(variables)} = {unquote_splicing(arguments)}
         unquote({function, meta, variables})
       end}
    else
      {[], expanded}
    end
  end

  defp arguments(expression, caller), do: {[], Macro.expand_once(expression, caller)}

  defp shown_arguments?(name, arguments) do
    arity = length(arguments)

    not (is_atom(name) and (Macro.special_form?(name, arity) or Macro.operator?(name, arity))) and
      not Enum.all?(arguments, &Macro.quoted_literal?/1)
  end

  defp code(kind, meta, assertion) do
    Macro.escape({kind, Keyword.take(meta, [:line]), [assertion]}, prune_metadata: true)
  end

  defp clause(pattern, body), do: [{:->, [generated: true], [[pattern], body]}]

  defp generated({name, meta, context}), do: {name, [generated: true] ++ meta, context}

  ## Messages

  @doc """
  Asserts that a message that matches the pattern has come or comes within `timeout` milliseconds.

  The timeout is that of `assert_receive_timeout` unless it is given, see `ExUnit.configure/1`. Variables of the pattern are bound
  afterwards; the message is returned. The pattern may have a guard.

  ## Examples

      iex> send(self(), {:greeting, "hello"})
      iex> assert_receive {:greeting, text}
      iex> text
      "hello"

  """
  defmacro assert_receive(pattern, timeout \\ nil, failure_message \\ nil) do
    receive_message(:assert_receive, pattern, timeout, failure_message, __CALLER__)
  end

  @doc """
  Asserts that a message that matches the pattern is in the mailbox, see `assert_receive/3`.

  ## Examples

      iex> send(self(), :hello)
      iex> assert_received :hello
      :hello

  """
  defmacro assert_received(pattern, failure_message \\ nil) do
    receive_message(:assert_received, pattern, 0, failure_message, __CALLER__)
  end

  defp receive_message(kind, pattern, timeout, failure_message, caller) do
    code = code(kind, [], pattern)
    timeout = timeout_expression(timeout, :assert_receive_timeout)
    pattern = Pattern.expand(pattern, caller)
    variables = Pattern.variables(pattern)
    pins = Pattern.pins(pattern, Macro.Env.vars(caller))
    received = Macro.unique_var(:received, __MODULE__)
    time = Macro.unique_var(:timeout, __MODULE__)
    bound = {received, {:{}, [], Enum.map(variables, &generated/1)}}

    received_pattern =
      case pattern do
        {:when, meta, [left, guard]} ->
          {:when, meta, [quote(do: unquote(left) = unquote(received)), guard]}

        left ->
          quote(do: unquote(left) = unquote(received))
      end

    # A message that comes between the timeout and the look into the mailbox is found by this function.
    found =
      quote(
        do:
          (
            _ = unquote(Enum.map(variables, &generated/1))
            true
          )
      )

    finder = {:fn, [generated: true], clause(pattern, found) ++ clause(quote(do: _), false)}

    on_failure =
      if failure_message do
        quote do: ExUnit.Assertions.flunk(unquote(failure_message))
      else
        quote do
          ExUnit.Assertions.__timeout__(
            unquote(Macro.escape(pattern)),
            unquote(code),
            unquote(time),
            unquote(pins),
            unquote(finder)
          )
        end
      end

    message =
      {:receive, [],
       [
         [
           do: clause(received_pattern, bound),
           after: clause(time, on_failure)
         ]
       ]}

    quote do
      unquote(time) = unquote(timeout)
      {unquote(received), {unquote_splicing(variables)}} = unquote(message)
      unquote(received)
    end
  end

  defp timeout_expression(timeout, _) when is_integer(timeout) and timeout >= 0, do: timeout

  defp timeout_expression(timeout, key) do
    quote do: ExUnit.Assertions.__timeout__(unquote(timeout), unquote(key))
  end

  @doc false
  def __timeout__(timeout, _) when is_integer(timeout) and timeout >= 0, do: timeout
  def __timeout__(nil, key), do: Application.fetch_env!(:ex_unit, key)

  def __timeout__(timeout, _) do
    raise ArgumentError, "timeout must be a non-negative integer, got: #{inspect(timeout)}"
  end

  @shown_messages 10

  @doc false
  def __timeout__(pattern, code, timeout, pins, matches?) do
    {:messages, messages} = Process.info(self(), :messages)

    if Enum.any?(messages, matches?) do
      flunk("""
      Found message matching #{pattern |> written() |> Macro.to_string()} after #{timeout}ms.

      This means the message was delivered too close to the timeout value, you may want to either:

        1. Give an increased timeout to `assert_receive`
        2. Increase the default timeout to all `assert_receive` in your
           test_helper.exs by setting ExUnit.configure(assert_receive_timeout: ...)
      """)
    end

    raise ExUnit.AssertionError,
      left: pattern,
      expr: code,
      message:
        "Assertion failed, no matching message after #{timeout}ms" <>
          __pins__(pins) <> mailbox_message(length(messages)),
      context: {:mailbox, pins, Enum.take(messages, -@shown_messages)}
  end

  defp written(pattern) do
    Macro.prewalk(pattern, fn
      {_, meta, _} = node when is_list(meta) -> Keyword.get(meta, :original, node)
      node -> node
    end)
  end

  defp mailbox_message(0), do: "\nThe process mailbox is empty."

  defp mailbox_message(length) do
    noun = if length == 1, do: "message", else: "messages"
    "\nShowing #{min(length, @shown_messages)} of #{length} #{noun} in the mailbox"
  end

  @doc false
  def __pins__([]), do: ""

  def __pins__(pins) do
    "\nThe following variables were pinned:" <>
      for {{name, _}, value} <- Enum.sort(pins),
          into: "",
          do: "\n  #{name} = #{inspect(value)}"
  end

  @doc """
  Asserts that no message that matches the pattern comes within `timeout` milliseconds.

  The timeout is that of `refute_receive_timeout` unless it is given, see `ExUnit.configure/1`. It is waited in full.

  ## Examples

      iex> refute_receive :bye, 1
      false

  """
  defmacro refute_receive(pattern, timeout \\ nil, failure_message \\ nil) do
    refute_message(pattern, timeout_expression(timeout, :refute_receive_timeout), failure_message)
  end

  @doc """
  Asserts that no message that matches the pattern is in the mailbox.

  ## Examples

      iex> refute_received :bye
      false

  """
  defmacro refute_received(pattern, failure_message \\ nil) do
    refute_message(pattern, 0, failure_message)
  end

  defp refute_message(pattern, timeout, failure_message) do
    received = Macro.unique_var(:received, __MODULE__)

    message =
      failure_message ||
        quote do
          "Unexpectedly received message #{inspect(unquote(received))} " <>
            "(which matched #{unquote(Macro.to_string(pattern))})"
        end

    quote do
      receive do
        unquote(pattern) = unquote(received) -> ExUnit.Assertions.flunk(unquote(message))
      after
        unquote(timeout) -> false
      end
    end
  end

  ## Exceptions

  @doc """
  Asserts that a function raises an exception with this message, and returns the exception.

  The message is a string, or a regular expression that it matches.

  ## Examples

      iex> error = assert_raise ArithmeticError, "bad argument in arithmetic expression", fn -> 1 / 0 end
      iex> error.__struct__
      ArithmeticError
      iex> assert_raise KeyError, ~r/:b not found/, fn -> Map.fetch!(%{a: 1}, :b) end
      iex> :ok
      :ok

  """
  @spec assert_raise(module, String.t() | Regex.t(), (-> any)) :: Exception.t()
  def assert_raise(exception, message, function) when is_function(function) do
    error = assert_raise(exception, function)
    actual = Exception.message(error)

    matches? =
      cond do
        is_binary(message) -> actual == message
        is_struct(message, Regex) -> actual =~ message
      end

    unless matches? do
      flunk(
        "Wrong message for #{inspect(exception)}\n" <>
          "expected:\n  #{inspect(message)}\n" <>
          "actual:\n" <> "  #{inspect(actual)}"
      )
    end

    error
  end

  @doc """
  Asserts that a function raises an exception, and returns it.

  ## Examples

      iex> assert_raise RuntimeError, fn -> raise "no" end
      %RuntimeError{message: "no"}

  """
  @spec assert_raise(module, (-> any)) :: Exception.t()
  def assert_raise(exception, function) when is_function(function) do
    try do
      function.()
    rescue
      error ->
        check_raised(exception, error, __STACKTRACE__)
    else
      _ -> flunk("Expected exception #{inspect(exception)} but nothing was raised")
    end
  end

  defp check_raised(exception, %{__struct__: exception} = error, _) do
    check_error_message(exception, error)
    error
  end

  defp check_raised(_, %ExUnit.AssertionError{} = error, stacktrace) do
    reraise(error, stacktrace)
  end

  defp check_raised(exception, %{__struct__: other} = error, stacktrace) do
    reraise ExUnit.AssertionError,
            [
              message:
                "Expected exception #{inspect(exception)} but got #{inspect(other)} (#{Exception.message(error)})"
            ],
            stacktrace
  end

  # An exception whose message cannot be made would fail where it is shown, far from the cause.
  defp check_error_message(module, error) do
    module.message(error)
  catch
    kind, reason ->
      text = Exception.format(kind, reason, __STACKTRACE__)

      flunk(
        "Got exception #{inspect(module)} but it failed to produce a message with:\n\n" <> text
      )
  end

  @doc """
  Asserts that an expression exits, and returns the reason.

  ## Examples

      iex> catch_exit(exit(:normal))
      :normal

  """
  defmacro catch_exit(expression), do: catching(:exit, expression)

  @doc """
  Asserts that an expression throws, and returns what it throws.

  ## Examples

      iex> catch_throw(throw(:ball))
      :ball

  """
  defmacro catch_throw(expression), do: catching(:throw, expression)

  @doc """
  Asserts that an expression raises, and returns the error as it is: an Erlang error is not made an exception.

  ## Examples

      iex> catch_error(:erlang.error(:badarith))
      :badarith
      iex> catch_error(raise "no")
      %RuntimeError{message: "no"}

  """
  defmacro catch_error(expression), do: catching(:error, expression)

  defp catching(kind, expression) do
    quote do
      try do
        unquote(expression)
      catch
        unquote(kind), caught -> caught
      else
        _ -> ExUnit.Assertions.flunk("Expected to catch #{unquote(kind)}, got nothing")
      end
    end
  end

  ## Numbers

  @doc """
  Asserts that two numbers differ by at most `delta`.

  ## Examples

      iex> assert_in_delta 1.1, 1.5, 0.5
      true
      iex> assert_in_delta 10, 15, 2
      ** (ExUnit.AssertionError)
      ...

  """
  @spec assert_in_delta(number, number, number, String.t() | nil) :: true
  def assert_in_delta(value1, value2, delta, message \\ nil)

  def assert_in_delta(_, _, delta, _) when delta < 0 do
    raise ArgumentError, "delta must always be a positive number, got: #{inspect(delta)}"
  end

  def assert_in_delta(value1, value2, delta, message) do
    difference = abs(value1 - value2)

    message =
      message ||
        "Expected the difference between #{inspect(value1)} and " <>
          "#{inspect(value2)} (#{inspect(difference)}) to be less than or equal to #{inspect(delta)}"

    assert difference <= delta, message
  end

  @doc """
  Asserts that two numbers differ by `delta` or more.

  ## Examples

      iex> refute_in_delta 1.1, 1.5, 0.2
      false

  """
  @spec refute_in_delta(number, number, number, String.t() | nil) :: false
  def refute_in_delta(value1, value2, delta, message \\ nil) do
    difference = abs(value1 - value2)

    message =
      message ||
        "Expected the difference between #{inspect(value1)} and " <>
          "#{inspect(value2)} (#{inspect(difference)}) to be more than #{inspect(delta)}"

    refute difference < delta, message
  end

  @doc """
  Fails with a message.

  ## Examples

      iex> flunk("this must not happen")
      ** (ExUnit.AssertionError)
      ...

  """
  @spec flunk(String.t()) :: no_return
  def flunk(message \\ "Flunked!") when is_binary(message) do
    assert false, message: message
  end
end
