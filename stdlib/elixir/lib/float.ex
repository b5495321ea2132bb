# Functions for floats; `round/1`, `trunc/1` and their like are in kernel.ex.

defmodule Float do
  @moduledoc """
  Functions for floats: IEEE 754 numbers of double precision.

  A float is a binary fraction, so that most decimal fractions are only approximated:

      iex> 0.1 + 0.2
      0.30000000000000004

  Floats are printed as the shortest decimal that reads back as the same number. Infinities
  and not-a-number do not exist: operations that would give one raise `ArithmeticError`. The
  functions that round to decimals work on the exact value of the float:

      iex> Float.round(5.5675, 3)
      5.567

  because `5.5675` is a little less than that.
  """

  import Kernel, except: [round: 1, floor: 1, ceil: 1]
  import Bitwise

  @typedoc "A number of decimals."
  @type precision_range :: 0..15

  @doc """
  Returns the largest float.

      iex> Float.max_finite()
      1.7976931348623157e308
  """
  @spec max_finite() :: float
  def max_finite, do: 1.7976931348623157e308

  @doc """
  Returns the smallest float, the negative of the largest.

      iex> Float.min_finite()
      -1.7976931348623157e308
  """
  @spec min_finite() :: float
  def min_finite, do: -max_finite()

  @doc """
  Raises a float to a power.

      iex> Float.pow(2.0, 0.5)
      1.4142135623730951
  """
  @doc since: "1.12.0"
  @spec pow(float, number) :: float
  def pow(base, exponent) when is_float(base) and is_number(exponent) do
    :math.pow(base, exponent)
  end

  @doc """
  Reads a float from the front of a string; returns it with what follows.

  Accepts integers as well. Returns `:error` if the string does not begin with a number, or
  if that is too large.

      iex> Float.parse("34")
      {34.0, ""}
      iex> Float.parse("56.5xyz")
      {56.5, "xyz"}
      iex> Float.parse("2.5e-1.")
      {0.25, "."}
      iex> Float.parse("pi")
      :error
  """
  @spec parse(binary) :: {float, binary} | :error
  def parse("-" <> binary), do: parse_unsigned(binary) |> negate()
  def parse("+" <> binary), do: parse_unsigned(binary)
  def parse(binary), do: parse_unsigned(binary)

  defp negate({number, rest}), do: {-number, rest}
  defp negate(:error), do: :error

  defp parse_unsigned(<<digit, _::binary>> = binary) when digit in ?0..?9 do
    whole = count_digits(binary, 0)
    {decimals, rest} = parse_decimals(binary, whole)
    {exponent, rest} = parse_exponent(rest)
    digits = :erlang.binary_part(binary, 0, whole)

    try do
      {:erlang.binary_to_float(<<digits::binary, decimals::binary, exponent::binary>>), rest}
    rescue
      ArgumentError -> :error
    end
  end

  defp parse_unsigned(binary) when is_binary(binary), do: :error

  defp parse_decimals(binary, whole) do
    <<_::binary-size(^whole), rest::binary>> = binary

    case rest do
      <<?., digit, _::binary>> when digit in ?0..?9 ->
        <<?., after_point::binary>> = rest
        count = count_digits(after_point, 0)
        <<digits::binary-size(^count), rest::binary>> = after_point
        {"." <> digits, rest}

      _ ->
        {".0", rest}
    end
  end

  defp parse_exponent(<<e, sign, digit, _::binary>> = binary)
       when e in ~c"eE" and sign in ~c"+-" and digit in ?0..?9 do
    split_exponent(binary, 2)
  end

  defp parse_exponent(<<e, digit, _::binary>> = binary) when e in ~c"eE" and digit in ?0..?9 do
    split_exponent(binary, 1)
  end

  defp parse_exponent(binary), do: {"", binary}

  defp split_exponent(binary, prefix) do
    <<_::binary-size(^prefix), digits::binary>> = binary
    size = prefix + count_digits(digits, 0)
    <<exponent::binary-size(^size), rest::binary>> = binary
    {exponent, rest}
  end

  defp count_digits(<<digit, rest::binary>>, count) when digit in ?0..?9 do
    count_digits(rest, count + 1)
  end

  defp count_digits(_binary, count), do: count

  @doc """
  Rounds down to a number of decimals, 0 to 15.

      iex> Float.floor(34.25)
      34.0
      iex> Float.floor(-56.5)
      -57.0
      iex> Float.floor(34.259, 2)
      34.25
  """
  @spec floor(float, precision_range) :: float
  def floor(number, precision \\ 0)

  def floor(number, precision) when is_float(number) and precision in 0..15 do
    round_decimals(number, precision, :floor)
  end

  def floor(number, precision) when is_float(number), do: raise_precision(precision)

  @doc """
  Rounds up to a number of decimals, 0 to 15.

      iex> Float.ceil(34.25)
      35.0
      iex> Float.ceil(-56.5)
      -56.0
      iex> Float.ceil(34.251, 2)
      34.26
      iex> Float.ceil(-0.01)
      -0.0
  """
  @spec ceil(float, precision_range) :: float
  def ceil(number, precision \\ 0)

  def ceil(number, precision) when is_float(number) and precision in 0..15 do
    round_decimals(number, precision, :ceil)
  end

  def ceil(number, precision) when is_float(number), do: raise_precision(precision)

  @doc """
  Rounds to a number of decimals, 0 to 15; halves are rounded away from zero.

      iex> Float.round(12.5)
      13.0
      iex> Float.round(5.5674, 3)
      5.567
      iex> Float.round(-5.5, 0)
      -6.0
      iex> Float.round(5.015, 2)
      5.01
  """
  @spec round(float, precision_range) :: float
  def round(number, precision \\ 0)

  def round(number, precision) when is_float(number) and precision in 0..15 do
    round_decimals(number, precision, :half_away)
  end

  def round(number, precision) when is_float(number), do: raise_precision(precision)

  # The one integer that is taken for a float.
  def round(0, 0), do: 0

  defp raise_precision(precision) do
    raise ArgumentError, "precision #{precision} is out of valid range of 0..15"
  end

  # From here on all floats are integers.
  @no_fraction 4_503_599_627_370_496.0

  defp round_decimals(number, _precision, _mode)
       when number >= @no_fraction or number <= -@no_fraction do
    number
  end

  defp round_decimals(number, precision, mode) do
    <<sign::1, _::63>> = <<number::float>>
    {numerator, denominator} = ratio(abs(number))
    scaled = numerator * Integer.pow(10, precision)
    whole = div(scaled, denominator)
    remainder = rem(scaled, denominator)

    away? =
      case mode do
        :half_away -> 2 * remainder >= denominator
        :floor -> sign == 1 and remainder > 0
        :ceil -> sign == 0 and remainder > 0
      end

    magnitude = decimal_to_float(if(away?, do: whole + 1, else: whole), precision)
    if sign == 1, do: -magnitude, else: magnitude
  end

  # The decimal is written out and read, since reading finds the nearest float.
  defp decimal_to_float(integer, 0), do: integer * 1.0

  defp decimal_to_float(integer, precision) do
    digits = :erlang.integer_to_binary(integer)
    missing = precision + 1 - byte_size(digits)
    digits = if missing > 0, do: :binary.copy("0", missing) <> digits, else: digits
    whole = byte_size(digits) - precision
    <<whole::binary-size(^whole), decimals::binary>> = digits
    :erlang.binary_to_float(<<whole::binary, ?., decimals::binary>>)
  end

  @doc """
  Returns the float exactly, as a pair of integers in lowest terms.

      iex> Float.ratio(3.14)
      {7070651414971679, 2251799813685248}
      iex> Float.ratio(-0.75)
      {-3, 4}
      iex> Float.ratio(0.0)
      {0, 1}
  """
  @doc since: "1.4.0"
  @spec ratio(float) :: {integer, pos_integer}
  def ratio(float)

  def ratio(float) when is_float(float) and float == 0.0, do: {0, 1}

  def ratio(float) when is_float(float) do
    <<sign::1, exponent::11, fraction::52>> = <<float::float>>

    # Subnormal numbers lack the leading one, and their exponent is that of the smallest others.
    {mantissa, exponent} =
      if exponent == 0,
        do: {fraction, -1074},
        else: {fraction + 0x10000000000000, exponent - 1075}

    mantissa = if sign == 1, do: -mantissa, else: mantissa
    reduce(mantissa, exponent)
  end

  defp reduce(mantissa, exponent) when exponent >= 0, do: {mantissa <<< exponent, 1}

  defp reduce(mantissa, exponent) when (mantissa &&& 1) == 0,
    do: reduce(mantissa >>> 1, exponent + 1)

  defp reduce(mantissa, exponent), do: {mantissa, 1 <<< -exponent}

  @doc """
  Converts a float to the shortest charlist that reads back as the same number.

      iex> Float.to_charlist(7.0)
      ~c"7.0"
  """
  @spec to_charlist(float) :: charlist
  def to_charlist(float), do: :erlang.float_to_list(float, [:short])

  @doc """
  Converts a float to the shortest string that reads back as the same number.

      iex> Float.to_string(7.0)
      "7.0"
      iex> Float.to_string(1.0e-30)
      "1.0e-30"
  """
  @spec to_string(float) :: String.t()
  def to_string(float), do: :erlang.float_to_binary(float, [:short])

  @doc false
  @deprecated "Use Float.to_charlist/1 instead"
  def to_char_list(float), do: :erlang.float_to_list(float, [:short])

  @doc false
  @deprecated "Use :erlang.float_to_list/2 instead"
  def to_char_list(float, options), do: :erlang.float_to_list(float, options)

  @doc false
  @deprecated "Use :erlang.float_to_binary/2 instead"
  def to_string(float, options), do: :erlang.float_to_binary(float, options)
end
