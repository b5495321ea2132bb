# What can be wrong with an argument, and how that is said. Which arguments a function takes is said by `:erl_erts_errors`
# and `:erl_stdlib_errors`.

defmodule :argument_check do
  @moduledoc false

  @doc """
  Explains the arguments that do not pass their checks: a map of texts by position.

  A check is a name, `:any`, `{:first, [check]}` for the first that fails of several, or a text: what must be wrong if
  nothing else is.
  """
  def explain(checks, args) do
    failed = failed(checks, args, 1)

    case for {position, text} <- failed, is_binary(text), into: %{}, do: {position, text} do
      certain when certain == %{} ->
        for {position, {:else, text}} <- failed, into: %{}, do: {position, text}

      certain ->
        certain
    end
  end

  defp failed([check | checks], [arg | args], position) do
    case check(check, arg) do
      nil -> failed(checks, args, position + 1)
      text -> [{position, text} | failed(checks, args, position + 1)]
    end
  end

  defp failed(_checks, _args, _position), do: []

  @doc """
  What is wrong with an argument: a text, `{:else, text}` if nothing else is wrong, or `nil`.
  """
  def check(text, _arg) when is_binary(text), do: {:else, text}
  def check({:wrong, text}, _arg), do: text
  def check(:any, _arg), do: nil

  def check({:first, checks}, arg), do: Enum.find_value(checks, &check(&1, arg))

  def check({:fun, arity}, arg) do
    if not is_function(arg, arity), do: "not a fun that takes #{arguments(arity)}"
  end

  def check(:atom, arg), do: if(not is_atom(arg), do: "not an atom")
  def check(:binary, arg), do: if(not is_binary(arg), do: "not a binary")
  def check(:bitstring, arg), do: if(not is_bitstring(arg), do: "not a bitstring")
  def check(:boolean, arg), do: if(not is_boolean(arg), do: "not a boolean value")
  def check(:float, arg), do: if(not is_float(arg), do: "not a float")
  def check(:fun, arg), do: if(not is_function(arg), do: "not a fun")
  def check(:integer, arg), do: if(not is_integer(arg), do: "not an integer")
  def check(:list, arg), do: if(not is_list(arg), do: "not a list")
  def check(:number, arg), do: if(not is_number(arg), do: "not a number")
  def check(:pid, arg), do: if(not is_pid(arg), do: "not a pid")
  def check(:port, arg), do: if(not is_port(arg), do: "not a port")
  def check(:reference, arg), do: if(not is_reference(arg), do: "not a reference")
  def check(:tuple, arg), do: if(not is_tuple(arg), do: "not a tuple")

  # Bytes where bits will not do are named as such by the library.
  def check(:bytes, arg) do
    cond do
      is_binary(arg) -> nil
      is_bitstring(arg) -> "is a bitstring (expected a binary)"
      true -> "not a binary"
    end
  end

  def check(:nonempty_list, arg), do: if(not match?([_ | _], arg), do: "not a nonempty list")

  def check(:proper_list, arg) do
    cond do
      not is_list(arg) -> "not a list"
      not proper?(arg) -> "not a proper list"
      true -> nil
    end
  end

  # A list whose elements were at fault if it is one.
  def check(:options, arg), do: check(:proper_list, arg) || {:else, "invalid option in list"}

  def check({:among, options}, arg),
    do: if(not Enum.all?(arg, &(&1 in options)), do: "invalid option in list")

  def check(:daylight, arg) do
    if arg not in [true, false, :undefined], do: "not 'true', 'false', or 'undefined'"
  end

  def check(:md5_context, arg),
    do: if(byte_size(arg) != byte_size(:erlang.md5_init()), do: "invalid MD5 context")

  def check(:letter_case, arg) do
    if arg not in [:uppercase, :lowercase], do: "not 'uppercase' or 'lowercase'"
  end

  def check(:pattern, arg), do: if(not pattern?(arg), do: "not a valid pattern")

  def check(:replace_options, arg) do
    known? = fn
      :global -> true
      {name, _value} -> name in [:scope, :insert_replaced]
      _other -> false
    end

    if not (is_list(arg) and proper?(arg) and Enum.all?(arg, known?)), do: "invalid options"
  end

  def check(:replacement, arg) do
    if not (is_binary(arg) or is_function(arg, 1)), do: "not a valid replacement"
  end

  def check(:non_negative, arg),
    do: check(:integer, arg) || if(arg < 0, do: "out of range")

  def check(:positive, arg), do: check(:integer, arg) || if(arg < 1, do: "out of range")

  def check({:up_to, max}, arg),
    do: check(:integer, arg) || if(arg < 0 or arg > max, do: "out of range")

  def check(:base, arg),
    do: if(not (is_integer(arg) and arg in 2..36), do: "not an integer in the range 2 through 36")

  def check(:iodata, arg), do: if(not iodata?(arg), do: "not an iodata term")

  def check(:chardata, arg) do
    if not chardata?(arg), do: "not valid character data (an iodata term)"
  end

  def check(:encoding, arg) do
    if not encoding?(arg), do: "not a valid encoding"
  end

  def check(:atom_encoding, arg) do
    if arg not in [:latin1, :utf8, :unicode],
      do: "not one of the atoms: latin1, utf8, or unicode"
  end

  def check(:endianness, arg), do: if(arg not in [:big, :little], do: "must be 'big' or 'little'")

  def check(:time_unit, arg) do
    units = [:second, :millisecond, :microsecond, :nanosecond, :native, :perf_counter]
    if not (arg in units or (is_integer(arg) and arg > 0)), do: "invalid time unit"
  end

  def check(:process_or_name, arg),
    do: if(not (is_pid(arg) or is_atom(arg)), do: "not a pid or an atom")

  def check(:pid_or_port, arg), do: if(not (is_pid(arg) or is_port(arg)), do: "not a pid or port")

  def check(:range, arg) do
    if not match?({from, size} when is_integer(from) and is_integer(size), arg),
      do: "not a valid {Pos,Length} tuple"
  end

  defp arguments(1), do: "one argument"
  defp arguments(2), do: "two arguments"
  defp arguments(3), do: "three arguments"

  defp proper?([_ | rest]), do: proper?(rest)
  defp proper?(rest), do: rest == []

  defp pattern?(pattern) when is_binary(pattern), do: pattern != ""

  defp pattern?([_ | _] = patterns),
    do: proper?(patterns) and Enum.all?(patterns, &(is_binary(&1) and &1 != ""))

  defp pattern?({kind, _compiled}) when kind in [:ac, :bm], do: true
  defp pattern?(_other), do: false

  # Caught as it is: to rescue it would be to explain it.
  defp iodata?(data) do
    is_integer(:erlang.iolist_size(data))
  catch
    :error, :badarg -> false
  end

  defp chardata?(data) when is_binary(data), do: true
  defp chardata?([]), do: true
  defp chardata?([head | tail]), do: (is_integer(head) or chardata?(head)) and chardata?(tail)
  defp chardata?(_data), do: false

  defp encoding?({encoding, endianness}),
    do: encoding in [:utf16, :utf32] and endianness in [:big, :little]

  defp encoding?(encoding), do: encoding in [:latin1, :unicode, :utf8, :utf16, :utf32]
end
