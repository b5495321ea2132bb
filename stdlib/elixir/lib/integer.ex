# Functions for integers; the arithmetic operators are in kernel.ex, bit operations in bitwise.ex.

defmodule Integer do
  @moduledoc """
  Functions for integers, which are exact and of any size.

      iex> 7 + 2 ** 64
      18446744073709551623
      iex> {0x1F, 0b101, 0o17, 1_000_000, ?a}
      {31, 5, 15, 1_000_000, 97}
  """

  import Bitwise

  @doc """
  Returns `true` if `term` is an odd integer. Allowed in guards.

      iex> require Integer
      iex> Integer.is_odd(5)
      true
      iex> Integer.is_odd(-2)
      false
  """
  defguard is_odd(integer) when is_integer(integer) and band(integer, 1) == 1

  @doc """
  Returns `true` if `term` is an even integer. Allowed in guards.

      iex> require Integer
      iex> Integer.is_even(10)
      true
      iex> Integer.is_even(5)
      false
  """
  defguard is_even(integer) when is_integer(integer) and band(integer, 1) == 0

  @doc """
  Returns the number of bits that are set.

  Raises `ArithmeticError` for negative numbers, which have endlessly many.

      iex> Integer.popcount(0b1011)
      3
      iex> Integer.popcount(0)
      0
  """
  @doc since: "1.20.0"
  @spec popcount(non_neg_integer) :: non_neg_integer
  def popcount(integer) when is_integer(integer) and integer >= 0 do
    count_bits(:binary.encode_unsigned(integer), 0)
  end

  def popcount(integer) when is_integer(integer), do: :erlang.error(:badarith)

  # Neighbours are added in ever larger fields of the word, up to bytes; what a number
  # leaves when divided by 255 is the sum of its bytes.
  defp count_bits(<<word::56, rest::binary>>, count) do
    word = word - (word >>> 1 &&& 0x55555555555555)
    word = (word &&& 0x33333333333333) + (word >>> 2 &&& 0x33333333333333)
    word = word + (word >>> 4) &&& 0x0F0F0F0F0F0F0F
    count_bits(rest, count + rem(word, 255))
  end

  defp count_bits(<<byte, rest::binary>>, count), do: count_bits(rest, count + byte_bits(byte, 0))
  defp count_bits(<<>>, count), do: count

  defp byte_bits(0, count), do: count
  defp byte_bits(byte, count), do: byte_bits(byte &&& byte - 1, count + 1)

  @doc """
  Raises `base` to the power of `exponent`, exactly.

  Raises `ArithmeticError` for a negative exponent.

      iex> Integer.pow(2, 100)
      1267650600228229401496703205376
      iex> Integer.pow(0, 0)
      1
      iex> Integer.pow(2, -1)
      ** (ArithmeticError) bad argument in arithmetic expression
  """
  @doc since: "1.12.0"
  @spec pow(integer, non_neg_integer) :: integer
  def pow(base, exponent) when is_integer(base) and is_integer(exponent) do
    if exponent < 0, do: :erlang.error(:badarith), else: pow(base, exponent, 1)
  end

  defp pow(_base, 0, acc), do: acc
  defp pow(base, 1, acc), do: base * acc

  defp pow(base, exponent, acc) when (exponent &&& 1) == 0,
    do: pow(base * base, exponent >>> 1, acc)

  defp pow(base, exponent, acc), do: pow(base * base, exponent >>> 1, base * acc)

  @doc """
  Returns the remainder of a division rounded down: it has the sign of the divisor.

      iex> Integer.mod(5, 2)
      1
      iex> Integer.mod(-5, 2)
      1
      iex> Integer.mod(5, -2)
      -1
  """
  @doc since: "1.4.0"
  @spec mod(integer, neg_integer | pos_integer) :: integer
  def mod(dividend, divisor) do
    remainder = rem(dividend, divisor)

    if remainder * divisor < 0, do: remainder + divisor, else: remainder
  end

  @doc """
  Divides, rounding down.

  `div/2` rounds towards zero instead.

      iex> Integer.floor_div(5, 2)
      2
      iex> Integer.floor_div(-5, 2)
      -3
  """
  @doc since: "1.4.0"
  @spec floor_div(integer, neg_integer | pos_integer) :: integer
  def floor_div(dividend, divisor) do
    quotient = div(dividend, divisor)

    if rem(dividend, divisor) * divisor < 0, do: quotient - 1, else: quotient
  end

  @doc """
  Divides, rounding up.

      iex> Integer.ceil_div(5, 2)
      3
      iex> Integer.ceil_div(-5, 2)
      -2
  """
  @doc since: "1.20.0"
  @spec ceil_div(integer, neg_integer | pos_integer) :: integer
  def ceil_div(dividend, divisor) do
    remainder = rem(dividend, divisor)
    quotient = div(dividend, divisor)

    if remainder * divisor > 0, do: quotient + 1, else: quotient
  end

  @doc """
  Returns the digits in the given base; those of a negative number are negative.

      iex> Integer.digits(123)
      [1, 2, 3]
      iex> Integer.digits(170, 2)
      [1, 0, 1, 0, 1, 0, 1, 0]
      iex> Integer.digits(-170)
      [-1, -7, 0]
  """
  @spec digits(integer, pos_integer) :: [integer, ...]
  def digits(integer, base \\ 10)
      when is_integer(integer) and is_integer(base) and base >= 2 do
    digits(integer, base, [])
  end

  defp digits(integer, base, acc) when abs(integer) < base, do: [integer | acc]

  defp digits(integer, base, acc),
    do: digits(div(integer, base), base, [rem(integer, base) | acc])

  @doc """
  Returns the integer that has these digits in the given base.

  Raises `ArgumentError` for a digit that the base does not have.

      iex> Integer.undigits([1, 2, 3])
      123
      iex> Integer.undigits([1, 4], 16)
      20
      iex> Integer.undigits([])
      0
  """
  @spec undigits([integer], pos_integer) :: integer
  def undigits(digits, base \\ 10) when is_list(digits) and is_integer(base) and base >= 2 do
    undigits(digits, base, 0)
  end

  defp undigits([], _base, acc), do: acc

  defp undigits([digit | rest], base, acc)
       when is_integer(digit) and digit < base and digit > -base do
    undigits(rest, base, acc * base + digit)
  end

  defp undigits([digit | _], base, _acc) when is_integer(digit) do
    raise ArgumentError, "invalid digit #{digit} in base #{base}"
  end

  @doc """
  Reads an integer from the front of a string; returns it with what follows.

  The base may be 2 to 36, and letters count in either case. Returns `:error` if the string
  does not begin with an integer.

      iex> Integer.parse("34")
      {34, ""}
      iex> Integer.parse("34.5 apples")
      {34, ".5 apples"}
      iex> Integer.parse("-f4!", 16)
      {-244, "!"}
      iex> Integer.parse("three")
      :error
  """
  @spec parse(binary, 2..36) :: {integer, remainder_of_binary :: binary} | :error
  def parse(binary, base \\ 10)

  def parse(_binary, base) when base not in 2..36 do
    raise ArgumentError, "invalid base #{inspect(base)}"
  end

  def parse(binary, base) when is_binary(binary) do
    case binary do
      <<?-, rest::binary>> -> parse_unsigned(rest, base, -1)
      <<?+, rest::binary>> -> parse_unsigned(rest, base, 1)
      _ -> parse_unsigned(binary, base, 1)
    end
  end

  # All digits are converted at once, which is faster than one by one for long numbers.
  defp parse_unsigned(binary, base, sign) do
    case count_digits(binary, base, 0) do
      0 ->
        :error

      count ->
        <<digits::binary-size(^count), rest::binary>> = binary
        {sign * :erlang.binary_to_integer(digits, base), rest}
    end
  end

  defp count_digits(<<char, rest::binary>>, base, count) do
    if digit_value(char) < base, do: count_digits(rest, base, count + 1), else: count
  end

  defp count_digits(<<>>, _base, count), do: count

  defp digit_value(char) when char in ?0..?9, do: char - ?0
  defp digit_value(char) when char in ?A..?Z, do: char - ?A + 10
  defp digit_value(char) when char in ?a..?z, do: char - ?a + 10
  defp digit_value(_char), do: 36

  @doc """
  Converts an integer to a string in the given base (2 to 36), with capital letters.

      iex> Integer.to_string(123)
      "123"
      iex> Integer.to_string(-255, 16)
      "-FF"
  """
  @spec to_string(integer, 2..36) :: String.t()
  def to_string(integer, base \\ 10), do: :erlang.integer_to_binary(integer, base)

  @doc """
  Converts an integer to a charlist in the given base (2 to 36).

      iex> Integer.to_charlist(123)
      ~c"123"
      iex> Integer.to_charlist(-255, 16)
      ~c"-FF"
  """
  @spec to_charlist(integer, 2..36) :: charlist
  def to_charlist(integer, base \\ 10), do: :erlang.integer_to_list(integer, base)

  @doc """
  Returns the greatest common divisor, which is never negative.

      iex> Integer.gcd(8, -12)
      4
      iex> Integer.gcd(0, 3)
      3
      iex> Integer.gcd(0, 0)
      0
  """
  @doc since: "1.5.0"
  @spec gcd(integer, integer) :: non_neg_integer
  def gcd(integer1, integer2) when is_integer(integer1) and is_integer(integer2) do
    euclid(abs(integer1), abs(integer2))
  end

  defp euclid(integer1, 0), do: integer1
  defp euclid(integer1, integer2), do: euclid(integer2, rem(integer1, integer2))

  @doc """
  Returns `{gcd, m, n}` such that `gcd` is `m * a + n * b`.

      iex> Integer.extended_gcd(240, 46)
      {2, -9, 47}
      iex> Integer.extended_gcd(0, 0)
      {0, 0, 0}
  """
  @doc since: "1.12.0"
  @spec extended_gcd(integer, integer) :: {non_neg_integer, integer, integer}
  def extended_gcd(0, 0), do: {0, 0, 0}
  def extended_gcd(0, b), do: {abs(b), 0, sign(b)}
  def extended_gcd(a, 0), do: {abs(a), sign(a), 0}

  def extended_gcd(a, b) when is_integer(a) and is_integer(b) do
    extended_gcd(b, a, 0, 1, 1, 0)
  end

  defp extended_gcd(0, gcd, _, _, m, n) when gcd < 0, do: {-gcd, -m, -n}
  defp extended_gcd(0, gcd, _, _, m, n), do: {gcd, m, n}

  defp extended_gcd(b, a, m1, n1, m0, n0) do
    quotient = div(a, b)

    extended_gcd(
      a - quotient * b,
      b,
      m0 - quotient * m1,
      n0 - quotient * n1,
      m1,
      n1
    )
  end

  defp sign(number) when number < 0, do: -1
  defp sign(_number), do: 1

  @doc false
  @deprecated "Use Integer.to_charlist/1 instead"
  def to_char_list(integer), do: :erlang.integer_to_list(integer)

  @doc false
  @deprecated "Use Integer.to_charlist/2 instead"
  def to_char_list(integer, base), do: :erlang.integer_to_list(integer, base)
end
