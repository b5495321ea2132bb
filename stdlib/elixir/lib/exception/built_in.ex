# The exceptions of the language itself, and what errors of the machine become. Those about missing functions and about
# source code have files of their own.

defmodule RuntimeError do
  @moduledoc """
  Raised by `raise/1` with nothing but a message.
  """

  defexception message: "runtime error"
end

defmodule ArgumentError do
  @moduledoc """
  Raised for an argument that a function cannot take.

  The machine raises it as `:badarg`; the message then tells which argument is wrong and why.
  """

  defexception message: "argument error"
end

defmodule ArithmeticError do
  @moduledoc """
  Raised when an operation on numbers is given something else, or has no result.
  """

  defexception message: "bad argument in arithmetic expression"

  @unary [:+, :-]
  @binary [:+, :-, :*, :/]
  @functions [:div, :rem]
  @bitwise [:band, :bor, :bxor, :bsl, :bsr]

  @impl true
  def blame(%{message: message} = exception, [{:erlang, name, args, _location} | _] = stacktrace)
      when is_list(args) do
    case expression(name, args) do
      nil -> {exception, stacktrace}
      expression -> {%{exception | message: message <> ": " <> expression}, stacktrace}
    end
  end

  def blame(exception, stacktrace), do: {exception, stacktrace}

  defp expression(name, [operand]) when name in @unary, do: "#{name}(#{inspect(operand)})"

  defp expression(name, [left, right]) when name in @binary,
    do: "#{inspect(left)} #{name} #{inspect(right)}"

  defp expression(name, [left, right]) when name in @functions,
    do: "#{name}(#{inspect(left)}, #{inspect(right)})"

  defp expression(name, [left, right]) when name in @bitwise,
    do: "Bitwise.#{name}(#{inspect(left)}, #{inspect(right)})"

  defp expression(:bnot, [operand]), do: "Bitwise.bnot(#{inspect(operand)})"
  defp expression(_name, _args), do: nil
end

defmodule SystemLimitError do
  @moduledoc """
  Raised when a limit of the machine is reached, such as the size of an integer.
  """

  defexception message: "a system limit has been reached"
end

defmodule MatchError do
  @moduledoc """
  Raised when the value on the right of `=` does not match the pattern on the left.
  """

  defexception [:term]

  @impl true
  def message(exception),
    do: "no match of right hand side value:" <> Exception.format_term(exception.term)
end

defmodule CaseClauseError do
  @moduledoc """
  Raised when no clause of a `case` matches.
  """

  defexception [:term]

  @impl true
  def message(exception), do: "no case clause matching:" <> Exception.format_term(exception.term)
end

defmodule WithClauseError do
  @moduledoc """
  Raised when no clause in the `else` of a `with` matches.
  """

  defexception [:term]

  @impl true
  def message(exception), do: "no with clause matching:" <> Exception.format_term(exception.term)
end

defmodule TryClauseError do
  @moduledoc """
  Raised when no clause in the `else` of a `try` matches.
  """

  defexception [:term]

  @impl true
  def message(exception), do: "no try clause matching:" <> Exception.format_term(exception.term)
end

defmodule CondClauseError do
  @moduledoc """
  Raised when no condition of a `cond` holds.
  """

  defexception []

  @impl true
  def message(_exception), do: "no cond clause evaluated to a truthy value"
end

defmodule BadMapError do
  @moduledoc """
  Raised when something other than a map stands where a map must.
  """

  defexception [:term]

  @impl true
  def message(exception), do: "expected a map, got:" <> Exception.format_term(exception.term)
end

defmodule BadBooleanError do
  @moduledoc """
  Raised when `and`, `or` or `not` is given something other than a boolean.
  """

  defexception [:term, :operator]

  @impl true
  def message(exception) do
    "expected a boolean on left-side of \"#{exception.operator}\", got:" <>
      Exception.format_term(exception.term)
  end
end

defmodule BadFunctionError do
  @moduledoc """
  Raised when something other than a function is called.
  """

  defexception [:term]

  @impl true
  def message(%{term: term}) when is_function(term) do
    "function #{inspect(term)} is invalid, likely because it points to an old version of the code"
  end

  def message(exception), do: "expected a function, got: #{inspect(exception.term)}"
end

defmodule BadArityError do
  @moduledoc """
  Raised when an anonymous function is called with too few or too many arguments.
  """

  defexception [:function, :args]

  @impl true
  def message(%{function: function, args: args}) do
    {:arity, arity} = Function.info(function, :arity)
    "#{inspect(function)} with arity #{arity} called with #{arguments(length(args), args)}"
  end

  defp arguments(0, _args), do: "no arguments"
  defp arguments(1, args), do: "1 argument (#{list(args)})"
  defp arguments(count, args), do: "#{count} arguments (#{list(args)})"

  defp list(args), do: Enum.map_join(args, ", ", &inspect/1)
end

defmodule KeyError do
  @moduledoc """
  Raised when a key is not there.

  The fields `key` and `term` tell which, and where it was looked for.
  """

  defexception [:key, :term, :message]

  @threshold 0.77
  @max_suggestions 5

  @impl true
  def message(%{message: nil, key: key, term: term}), do: text(key, term)
  def message(%{message: message}), do: message

  defp text(key, nil), do: "key #{inspect(key)} not found"

  defp text(key, term) when is_atom(term) and is_atom(key) do
    "key #{inspect(key)} not found in: #{inspect(term)} (if instead you want to invoke " <>
      "#{inspect(term)}.#{key}(), make sure to add parentheses after the function name)"
  end

  defp text(key, term), do: "key #{inspect(key)} not found in:" <> Exception.format_term(term)

  @impl true
  def blame(%{message: message} = exception, stacktrace) when is_binary(message),
    do: {exception, stacktrace}

  def blame(%{key: key, term: term} = exception, stacktrace) do
    {%{exception | message: text(key, term) <> hint(key, term)}, stacktrace}
  end

  defp hint(key, %_{} = struct), do: hint(key, Map.from_struct(struct))

  defp hint(key, map) when is_atom(key) and is_map(map), do: hint_among(key, Map.keys(map))

  defp hint(key, [_ | _] = list) when is_atom(key) do
    if Keyword.keyword?(list), do: hint_among(key, Keyword.keys(list)), else: ""
  end

  defp hint(_key, _term), do: ""

  defp hint_among(key, keys) do
    key = Atom.to_string(key)

    similar =
      for known <- keys,
          is_atom(known),
          distance = String.jaro_distance(key, Atom.to_string(known)),
          distance > @threshold,
          do: {distance, known}

    case similar |> Enum.sort_by(&elem(&1, 0), :desc) |> Enum.take(@max_suggestions) do
      [] -> ""
      similar -> did_you_mean(for {_distance, known} <- similar, do: known)
    end
  end

  defp did_you_mean(keys) do
    lines = for key <- Enum.sort(keys), do: ["\n    * ", inspect(key)]
    IO.iodata_to_binary(["\nDid you mean:\n", lines, ?\n])
  end
end

defmodule ErlangError do
  @moduledoc """
  Raised for an error term that no other exception stands for.

  The field `original` holds it.
  """

  defexception [:original, :reason]

  @impl true
  def message(%{original: original, reason: nil}), do: "Erlang error: #{inspect(original)}"

  def message(%{original: original, reason: reason}),
    do: "Erlang error: #{inspect(original)}#{reason}"

  @doc false
  # The exception that stands for an error term.
  def normalize(reason, stacktrace)

  def normalize(
        :badarg,
        [{:erlang, :apply, [module, function, args], _location} | _]
      )
      when not is_atom(module) do
    message =
      if is_atom(function) and args == [] do
        "you attempted to apply a function named #{inspect(function)} on #{inspect(module)}. " <>
          "If you are using Kernel.apply/3, make sure the module is an atom. " <>
          "If you are using the dot syntax, such as module.function(), " <>
          "make sure the left-hand side of the dot is an atom representing a module"
      else
        "you attempted to apply a function on #{inspect(module)}. " <>
          "Modules (the first argument of apply) must always be an atom"
      end

    %ArgumentError{message: message}
  end

  def normalize(:badarg, stacktrace) do
    case error_info(:badarg, stacktrace, "errors were found at the given arguments") do
      {:ok, reason, details} -> %ArgumentError{message: reason <> details}
      :error -> %ArgumentError{}
    end
  end

  def normalize(:badarith, _stacktrace), do: %ArithmeticError{}

  def normalize(:system_limit, stacktrace) do
    default = "a system limit has been reached due to errors at the given arguments"

    case error_info(:system_limit, stacktrace, default) do
      {:ok, reason, details} -> %SystemLimitError{message: reason <> details}
      :error -> %SystemLimitError{}
    end
  end

  def normalize(:cond_clause, _stacktrace), do: %CondClauseError{}

  def normalize({:badarity, {function, args}}, _stacktrace) when is_function(function),
    do: %BadArityError{function: function, args: args}

  def normalize({:badfun, term}, _stacktrace), do: %BadFunctionError{term: term}
  def normalize({:badmatch, term}, _stacktrace), do: %MatchError{term: term}
  def normalize({:badmap, term}, _stacktrace), do: %BadMapError{term: term}

  def normalize({:badbool, operator, term}, _stacktrace),
    do: %BadBooleanError{operator: operator, term: term}

  def normalize({:badkey, key}, stacktrace) do
    term =
      case stacktrace do
        [{:maps, name, [_key, map], _location} | _] when name in [:get, :remove] -> map
        [{:maps, :update, [_key, _value, map], _location} | _] -> map
        [{:erlang, :map_get, [_key, map], _location} | _] -> map
        _other -> nil
      end

    %KeyError{key: key, term: term}
  end

  def normalize({:badkey, key, map}, _stacktrace) do
    if is_map(map) do
      %KeyError{key: key, term: map}
    else
      # The dot was meant for a map.
      message =
        "key #{inspect(key)} not found in: #{inspect(map)}\n\n" <>
          "If you are using the dot syntax, such as map.field, make sure the left-hand side of the dot is a map"

      %KeyError{key: key, term: map, message: message}
    end
  end

  def normalize({:case_clause, term}, _stacktrace), do: %CaseClauseError{term: term}
  def normalize({:else_clause, term}, _stacktrace), do: %WithClauseError{term: term}
  def normalize({:try_clause, term}, _stacktrace), do: %TryClauseError{term: term}

  def normalize(:undef, stacktrace) do
    {module, function, arity} = called(stacktrace)
    %UndefinedFunctionError{module: module, function: function, arity: arity}
  end

  def normalize(:function_clause, stacktrace) do
    {module, function, arity} = called(stacktrace)
    %FunctionClauseError{module: module, function: function, arity: arity}
  end

  def normalize({:badarg, payload}, _stacktrace),
    do: %ArgumentError{message: "argument error: #{inspect(payload)}"}

  def normalize(other, stacktrace) do
    case error_info(other, stacktrace, "") do
      {:ok, _reason, details} -> %ErlangError{original: other, reason: details}
      :error -> %ErlangError{original: other}
    end
  end

  defp called([{module, function, args, _location} | _]) when is_list(args),
    do: {module, function, length(args)}

  defp called([{module, function, arity, _location} | _]), do: {module, function, arity}
  defp called(_stacktrace), do: {nil, nil, nil}

  # Who raised an error may say in the trace which module explains it: its `format_error/2` is given the error and the
  # trace, and returns a map of explanations by position of the argument, or `:general` and `:reason`.
  defp error_info(error, [{module, _function, args, options} | _] = stacktrace, default)
       when is_list(options) do
    with %{} = info <- Keyword.get(options, :error_info),
         %{} = explained <-
           explain(
             Map.get(info, :module, module),
             Map.get(info, :function, :format_error),
             error,
             stacktrace
           ) do
      arity = if is_list(args), do: length(args), else: args
      details(explained, arity, default)
    else
      _none -> :error
    end
  end

  defp error_info(_error, _stacktrace, _default), do: :error

  defp explain(module, function, error, stacktrace) do
    apply(module, function, [error, stacktrace])
  catch
    # Caught as it is: to rescue it would be to explain it.
    _kind, _not_explained -> :error
  end

  defp details(%{reason: reason, general: general}, _arity, _default),
    do: {:ok, IO.chardata_to_string(reason), ": " <> IO.chardata_to_string(general)}

  defp details(explained, arity, default) do
    lines =
      for position <- Enum.to_list(1..arity//1), text = explained[position] do
        ["\n  * ", ordinal(position), " argument: ", text]
      end

    case {lines, explained} do
      {[], %{general: general}} -> {:ok, default, ": " <> IO.chardata_to_string(general)}
      {[], _none} -> :error
      {lines, _explained} -> {:ok, default, IO.chardata_to_string([":\n", lines, "\n"])}
    end
  end

  defp ordinal(1), do: "1st"
  defp ordinal(2), do: "2nd"
  defp ordinal(3), do: "3rd"
  defp ordinal(position), do: "#{position}th"
end

defmodule Protocol.UndefinedError do
  @moduledoc """
  Raised when a protocol is not implemented for a value.
  """

  defexception [:protocol, :value, description: ""]

  @impl true
  def message(%{protocol: protocol, value: value, description: description}) do
    "protocol #{inspect(protocol)} not implemented for " <>
      type(value) <>
      describe(description) <>
      implemented(protocol) <> "\n\nGot value:" <> Exception.format_term(value)
  end

  # Which types there are is known only once a protocol is consolidated.
  defp implemented(protocol) do
    case protocol.__protocol__(:impls) do
      {:consolidated, []} ->
        ". There are no implementations for this protocol."

      {:consolidated, types} ->
        ". This protocol is implemented for: " <> Enum.map_join(types, ", ", &inspect/1)

      :not_consolidated ->
        ""
    end
  end

  defp describe(""), do: ""
  defp describe(description), do: ", " <> description

  defp type(%module{}), do: inspect(module) <> " (a struct)"
  defp type(value) when is_atom(value), do: "Atom"
  defp type(value) when is_bitstring(value), do: "BitString"
  defp type(value) when is_float(value), do: "Float"
  defp type(value) when is_function(value), do: "Function"
  defp type(value) when is_integer(value), do: "Integer"
  defp type(value) when is_list(value), do: "List"
  defp type(value) when is_map(value), do: "Map"
  defp type(value) when is_pid(value), do: "PID"
  defp type(value) when is_port(value), do: "Port"
  defp type(value) when is_reference(value), do: "Reference"
  defp type(value) when is_tuple(value), do: "Tuple"
end

defmodule UnicodeConversionError do
  @moduledoc """
  Raised when chardata is not well-formed.

  The field `encoded` holds what could be converted.
  """

  defexception [:encoded, :message]

  @impl true
  def exception(options) do
    rest = Keyword.fetch!(options, :rest)
    kind = Keyword.fetch!(options, :kind)
    encoded = Keyword.fetch!(options, :encoded)
    %UnicodeConversionError{encoded: encoded, message: "#{kind} #{detail(rest)}"}
  end

  defp detail(rest) when is_binary(rest), do: "encoding starting at #{inspect(rest)}"
  defp detail([char | _rest]) when is_integer(char), do: "code point #{char}"
  defp detail([first | _rest]), do: detail(first)
end

defmodule Enum.EmptyError do
  @moduledoc """
  Raised when something is wanted of an enumerable that has no elements.
  """

  defexception message: "empty error"
end

defmodule Enum.OutOfBoundsError do
  @moduledoc """
  Raised when an enumerable has no element at a position.
  """

  defexception [:enumerable, :index, :message]

  @impl true
  def message(%{message: nil, index: index, enumerable: enumerable}),
    do: message(index, enumerable)

  def message(%{message: message}), do: message

  @doc """
  What is told of a position that an enumerable does not have; `nil` for what is not known.

      iex> Enum.OutOfBoundsError.message(3, [1, 2])
      "out of bounds error at position 3 when traversing enumerable [1, 2]"

      iex> Enum.OutOfBoundsError.message(nil, nil)
      "out of bounds error"
  """
  @spec message(integer | nil, Enumerable.t() | nil) :: String.t()
  def message(index, enumerable) do
    position = if index, do: " at position #{index}", else: ""
    place = if enumerable, do: " when traversing enumerable #{inspect(enumerable)}", else: ""
    "out of bounds error" <> position <> place
  end
end

defmodule MissingApplicationsError do
  @moduledoc """
  Raised when code is run that needs applications which are not there.
  """

  @type t :: %__MODULE__{
          apps: [{Application.app(), Version.requirement()}, ...],
          description: String.t()
        }

  defexception apps: [], description: "missing applications found"

  @impl true
  def message(%{apps: apps, description: description}) do
    dependencies =
      Enum.map_join(apps, ",\n  ", fn {app, requirement} -> ~s({:#{app}, "#{requirement}"}) end)

    """
    #{description}

    To address this, include these applications as your dependencies:

      #{dependencies}\
    """
  end
end

defmodule JSON.DecodeError do
  @moduledoc """
  Raised when text is no valid JSON.

  The field `offset` tells where in `data`, in bytes.
  """

  defexception [:message, :offset, :data]
end
