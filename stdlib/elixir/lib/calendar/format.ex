# The formatting of Calendar.strftime/3. The table of directives is in its documentation.

defmodule Calendar.Format do
  @moduledoc false

  @months {"January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"}
  @days {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

  @preferences [
    preferred_date: "%Y-%m-%d",
    preferred_time: "%H:%M:%S",
    preferred_datetime: "%Y-%m-%d %H:%M:%S"
  ]
  @names [
    :am_pm_names,
    :month_names,
    :abbreviated_month_names,
    :day_of_week_names,
    :abbreviated_day_of_week_names
  ]

  @doc "The text of `value` after the pattern."
  @spec format(map, String.t(), keyword) :: String.t()
  def format(value, pattern, options) do
    Enum.each(options, fn {key, _} ->
      if not Keyword.has_key?(@preferences, key) and key not in @names do
        raise ArgumentError, "unknown option #{inspect(key)} given to Calendar.strftime/3"
      end
    end)

    text(pattern, value, options, [], "")
  end

  # `outer` holds the preferences in whose pattern this one stands.
  defp text("%" <> rest, value, options, outer, text) do
    {pad, width, directive, rest} = directive(rest, nil, nil)

    piece =
      case directive do
        ?c -> preferred(:preferred_datetime, value, options, outer, pad, width)
        ?x -> preferred(:preferred_date, value, options, outer, pad, width)
        ?X -> preferred(:preferred_time, value, options, outer, pad, width)
        _ -> field(directive, value, options, pad, width)
      end

    text(rest, value, options, outer, text <> piece)
  end

  defp text(<<byte, rest::binary>>, value, options, outer, text) do
    text(rest, value, options, outer, <<text::binary, byte>>)
  end

  defp text("", _value, _options, _outer, text), do: text

  defp preferred(preference, value, options, outer, pad, width) do
    if preference in outer do
      raise ArgumentError, "tried to format #{preference} within another #{preference} format"
    end

    pattern = Keyword.get(options, preference, @preferences[preference])
    text = text(pattern, value, options, [preference | outer], "")
    # The width is one of the pattern's pieces, not of characters.
    pad(text, pad || "0", (width || 0) - pieces(pattern, 0) + String.length(text))
  end

  defp pieces("", count), do: count

  defp pieces("%" <> rest, count) do
    {_pad, _width, _directive, rest} = directive(rest, nil, nil)
    pieces(rest, count + 1)
  end

  defp pieces(<<_::utf8, rest::binary>>, count), do: pieces(rest, count + 1)

  # What stands between the percent sign and the letter: one of `-`, `_` and `0`, and digits.
  defp directive("-" <> rest, nil, width), do: directive(rest, "", width)
  defp directive("_" <> rest, nil, width), do: directive(rest, " ", width)
  defp directive("0" <> rest, nil, nil), do: directive(rest, "0", nil)

  defp directive(<<digit, rest::binary>>, pad, width) when digit in ?0..?9 do
    directive(rest, pad, (width || 0) * 10 + digit - ?0)
  end

  defp directive(rest, pad, width) do
    case rest do
      <<letter::utf8, rest::binary>> -> {pad, width, letter, rest}
      _ -> invalid("")
    end
  end

  defp invalid(directive), do: raise(ArgumentError, "invalid strftime format: %#{directive}")

  defp field(?%, _value, _options, pad, width), do: pad("%", pad || "0", width || 0)

  defp field(?Y, value, _options, pad, width), do: number(value.year, pad, width, 4)

  # Here the sign of a year counts as a digit.
  defp field(?y, value, _options, pad, width),
    do: value.year |> rem(100) |> Integer.to_string() |> pad(pad || "0", width || 2)

  defp field(?m, value, _options, pad, width), do: number(value.month, pad, width, 2)
  defp field(?d, value, _options, pad, width), do: number(value.day, pad, width, 2)
  defp field(?H, value, _options, pad, width), do: number(value.hour, pad, width, 2)
  defp field(?M, value, _options, pad, width), do: number(value.minute, pad, width, 2)
  defp field(?S, value, _options, pad, width), do: number(value.second, pad, width, 2)

  defp field(?I, value, _options, pad, width),
    do: number(rem(value.hour + 11, 12) + 1, pad, width, 2)

  defp field(?j, value, _options, pad, width),
    do: number(Date.day_of_year(value), pad, width, 3)

  defp field(?q, value, _options, pad, width),
    do: number(Date.quarter_of_year(value), pad, width, 1)

  defp field(?u, value, _options, pad, width),
    do: number(Date.day_of_week(value), pad, width, 1)

  # All digits that count, whatever the width.
  defp field(?f, value, _options, _pad, _width) do
    {microseconds, precision} = value.microsecond

    microseconds
    |> Integer.to_string()
    |> String.pad_leading(6, "0")
    |> binary_part(0, max(precision, 1))
  end

  defp field(?s, value, _options, _pad, _width) do
    seconds =
      case value do
        %{utc_offset: _, std_offset: _} -> DateTime.to_unix(value)
        _ -> value |> DateTime.from_naive!("Etc/UTC") |> DateTime.to_unix()
      end

    Integer.to_string(seconds)
  end

  defp field(?z, %{utc_offset: utc_offset, std_offset: std_offset}, _options, pad, width) do
    offset = utc_offset + std_offset
    minutes = div(abs(offset), 60)
    sign = if offset < 0, do: "-", else: "+"
    digits = Integer.to_string(div(minutes, 60) * 100 + rem(minutes, 60))
    sign <> pad(digits, pad || "0", width || 4)
  end

  defp field(?z, _value, _options, _pad, _width), do: ""
  defp field(?Z, %{zone_abbr: name}, _options, pad, width), do: name(name, pad, width)
  defp field(?Z, _value, _options, pad, width), do: name("", pad, width)

  defp field(?p, value, options, pad, width),
    do: value |> half_of_day(options) |> String.upcase() |> name(pad, width)

  defp field(?P, value, options, pad, width),
    do: value |> half_of_day(options) |> name(pad, width)

  defp field(?A, value, options, pad, width) do
    day = Date.day_of_week(value)
    chosen(options, :day_of_week_names, day, value, &elem(@days, &1 - 1)) |> name(pad, width)
  end

  defp field(?a, value, options, pad, width) do
    short = &binary_part(elem(@days, &1 - 1), 0, 3)
    day = Date.day_of_week(value)
    chosen(options, :abbreviated_day_of_week_names, day, value, short) |> name(pad, width)
  end

  defp field(?B, value, options, pad, width) do
    long = &elem(@months, &1 - 1)
    chosen(options, :month_names, value.month, value, long) |> name(pad, width)
  end

  defp field(?b, value, options, pad, width) do
    short = &binary_part(elem(@months, &1 - 1), 0, 3)
    chosen(options, :abbreviated_month_names, value.month, value, short) |> name(pad, width)
  end

  defp field(directive, _value, _options, _pad, _width), do: invalid(<<directive::utf8>>)

  defp half_of_day(value, options) do
    half = if value.hour < 12, do: :am, else: :pm
    chosen(options, :am_pm_names, half, value, &Atom.to_string/1)
  end

  # The name that a function among the options gives, or else the default.
  defp chosen(options, key, argument, value, default) do
    case Keyword.get(options, key, default) do
      names when is_function(names, 1) ->
        names.(argument)

      names when is_function(names, 2) ->
        names.(argument, value)

      other ->
        raise ArgumentError, "formatter functions must be of arity 1 or 2, got: #{inspect(other)}"
    end
  end

  defp name(name, pad, width), do: pad(name, pad || " ", width || 0)

  defp number(number, pad, width, default) when number < 0,
    do: "-" <> number(-number, pad, width, default)

  defp number(number, pad, width, default),
    do: pad(Integer.to_string(number), pad || "0", width || default)

  defp pad(text, "", _width), do: text
  defp pad(text, pad, width), do: String.pad_leading(text, width, pad)
end
