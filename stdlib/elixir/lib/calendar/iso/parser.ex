# Reads the texts of ISO 8601: dates, times, offsets and durations. What is valid is for Calendar.ISO to say.

defmodule Calendar.ISO.Parser do
  @moduledoc false

  defguardp is_digits(a, b) when a in ?0..?9 and b in ?0..?9

  defmacrop two(a, b), do: quote(do: (unquote(a) - ?0) * 10 + unquote(b) - ?0)

  @doc "A date, perhaps signed, and what follows it."
  @spec date(binary, :basic | :extended) ::
          {:ok, {integer, integer, integer}, rest :: binary} | :error
  def date("-" <> rest, format), do: unsigned_date(rest, format, -1)
  def date("+" <> rest, format), do: unsigned_date(rest, format, 1)
  def date(text, format), do: unsigned_date(text, format, 1)

  defp unsigned_date(<<a, b, c, d, "-", e, f, "-", g, h, rest::binary>>, :extended, sign)
       when is_digits(a, b) and is_digits(c, d) and is_digits(e, f) and is_digits(g, h),
       do: {:ok, {sign * (two(a, b) * 100 + two(c, d)), two(e, f), two(g, h)}, rest}

  defp unsigned_date(<<a, b, c, d, e, f, g, h, rest::binary>>, :basic, sign)
       when is_digits(a, b) and is_digits(c, d) and is_digits(e, f) and is_digits(g, h),
       do: {:ok, {sign * (two(a, b) * 100 + two(c, d)), two(e, f), two(g, h)}, rest}

  defp unsigned_date(_text, _format, _sign), do: :error

  @doc "A time with its fraction, and what follows it."
  @spec time(binary, :basic | :extended) ::
          {:ok, {integer, integer, integer, {integer, 0..6}}, rest :: binary} | :error
  def time(<<a, b, ":", c, d, ":", e, f, rest::binary>>, :extended)
      when is_digits(a, b) and is_digits(c, d) and is_digits(e, f),
      do: with_fraction(two(a, b), two(c, d), two(e, f), rest)

  def time(<<a, b, c, d, e, f, rest::binary>>, :basic)
      when is_digits(a, b) and is_digits(c, d) and is_digits(e, f),
      do: with_fraction(two(a, b), two(c, d), two(e, f), rest)

  def time(_text, _format), do: :error

  defp with_fraction(hour, minute, second, rest) do
    case fraction(rest) do
      {:ok, microsecond, rest} -> {:ok, {hour, minute, second, microsecond}, rest}
      :error -> :error
    end
  end

  @doc """
  A fraction of a second behind a point or a comma, if there is one. Digits behind the sixth are dropped.
  """
  @spec fraction(binary) :: {:ok, {integer, 0..6}, rest :: binary} | :error
  def fraction(<<separator, digit, rest::binary>>) when separator in [?., ?,] do
    if digit in ?0..?9, do: fraction(rest, digit - ?0, 1), else: :error
  end

  def fraction(<<separator>>) when separator in [?., ?,], do: :error
  def fraction(text), do: {:ok, {0, 0}, text}

  defp fraction(<<digit, rest::binary>>, value, precision) when digit in ?0..?9 do
    if precision < 6,
      do: fraction(rest, value * 10 + digit - ?0, precision + 1),
      else: fraction(rest, value, precision)
  end

  defp fraction(rest, value, precision) do
    {:ok, {value * elem({1_000_000, 100_000, 10_000, 1000, 100, 10, 1}, precision), precision},
     rest}
  end

  @doc """
  The offset that makes up the rest of a text, in seconds; `nil` if nothing is left.

  `-00:00` is none: it would say that the offset is unknown.
  """
  @spec offset(binary) :: {:ok, integer | nil} | :error
  def offset(""), do: {:ok, nil}
  def offset("Z"), do: {:ok, 0}
  def offset("-00:00"), do: :error
  def offset("-0000"), do: :error
  def offset("-00"), do: :error
  def offset("-" <> rest), do: offset(rest, -1)
  def offset("+" <> rest), do: offset(rest, 1)
  def offset(_text), do: :error

  defp offset(<<a, b, ":", c, d>>, sign) when is_digits(a, b) and is_digits(c, d),
    do: offset(two(a, b), two(c, d), sign)

  defp offset(<<a, b, c, d>>, sign) when is_digits(a, b) and is_digits(c, d),
    do: offset(two(a, b), two(c, d), sign)

  defp offset(<<a, b>>, sign) when is_digits(a, b), do: offset(two(a, b), 0, sign)
  defp offset(_text, _sign), do: :error

  defp offset(hours, minutes, sign) when hours < 24 and minutes < 60,
    do: {:ok, sign * (hours * 3600 + minutes * 60)}

  defp offset(_hours, _minutes, _sign), do: :error

  @date_units [{?Y, :year}, {?M, :month}, {?W, :week}, {?D, :day}]
  @time_units [{?H, :hour}, {?M, :minute}, {?S, :second}]

  @doc "A duration, as units with their values, the last unit first."
  @spec duration(binary) :: {:ok, [Duration.unit_pair()]} | {:error, atom}
  def duration("-P" <> rest), do: date_part(rest, @date_units, -1, [])
  def duration("+P" <> rest), do: date_part(rest, @date_units, 1, [])
  def duration("P" <> rest), do: date_part(rest, @date_units, 1, [])
  def duration(_text), do: {:error, :invalid_duration}

  defp date_part("", _units, _sign, []), do: {:error, :invalid_duration}
  defp date_part("", _units, _sign, pairs), do: {:ok, pairs}

  # There must be something behind the `T`.
  defp date_part(<<"T", next, rest::binary>>, _units, sign, pairs),
    do: time_part(<<next, rest::binary>>, @time_units, sign, pairs)

  defp date_part(text, units, sign, pairs) do
    with {:ok, sign_of_value, text} <- sign(text, sign),
         {value, <<letter, rest::binary>>} <- Integer.parse(text),
         {:ok, unit, units} <- unit(letter, units) do
      date_part(rest, units, sign, [{unit, sign_of_value * value} | pairs])
    else
      _ -> {:error, :invalid_date_component}
    end
  end

  defp time_part("", _units, _sign, pairs), do: {:ok, pairs}

  defp time_part(text, units, sign, pairs) do
    with {:ok, sign_of_value, text} <- sign(text, sign),
         {value, text} <- Integer.parse(text),
         {:ok, {fraction, precision}, <<letter, rest::binary>>} <- fraction(text),
         {:ok, unit, units} <- unit(letter, units),
         true <- precision == 0 or unit == :second do
      pairs =
        if precision > 0,
          do: [{:microsecond, {sign_of_value * fraction, precision}} | pairs],
          else: pairs

      time_part(rest, units, sign, add_seconds(unit, sign_of_value * value, pairs))
    else
      _ -> {:error, :invalid_time_component}
    end
  end

  defp add_seconds(:second, value, [{:microsecond, _} = fraction | pairs]),
    do: [{:second, value}, fraction | pairs]

  defp add_seconds(unit, value, pairs), do: [{unit, value} | pairs]

  # A value may be signed in its turn.
  defp sign(<<"-", digit, _::binary>> = text, sign) when digit in ?0..?9,
    do: {:ok, -sign, binary_part(text, 1, byte_size(text) - 1)}

  defp sign(<<"+", digit, _::binary>> = text, sign) when digit in ?0..?9,
    do: {:ok, sign, binary_part(text, 1, byte_size(text) - 1)}

  defp sign(<<digit, _::binary>> = text, sign) when digit in ?0..?9, do: {:ok, sign, text}
  defp sign(_text, _sign), do: :error

  # Each unit once, in this order.
  defp unit(letter, [{letter, unit} | units]), do: {:ok, unit, units}
  defp unit(letter, [_ | units]), do: unit(letter, units)
  defp unit(_letter, []), do: :error
end
