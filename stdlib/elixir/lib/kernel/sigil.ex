# What the sigils of Kernel expand to.

defmodule Kernel.Sigil do
  @moduledoc false

  @doc "The expansion of `~s`."
  def string({:<<>>, _, [piece]}, []) when is_binary(piece) do
    :prim_code.unescape(piece)
  end

  def string({:<<>>, meta, pieces}, []) do
    {:<<>>, meta, unescaped(pieces)}
  end

  @doc "The expansion of `~c`."
  def charlist({:<<>>, _, [piece]}, []) when is_binary(piece) do
    :unicode.characters_to_list(:prim_code.unescape(piece))
  end

  # The pieces of an interpolation, its text unescaped and its values as character data.
  def charlist({:<<>>, _, pieces}, []) do
    parts =
      for piece <- pieces do
        case piece do
          {:"::", _, [{{:., _, _}, _, [value]}, {:binary, _, _}]} -> value
          text when is_binary(text) -> :prim_code.unescape(text)
        end
      end

    quote(do: List.to_charlist(unquote(as_text(parts))))
  end

  defp as_text(parts) do
    for part <- parts do
      case part do
        text when is_binary(text) -> text
        value -> quote(do: String.Chars.to_string(unquote(value)))
      end
    end
  end

  defp unescaped(pieces) do
    for piece <- pieces do
      case piece do
        text when is_binary(text) -> :prim_code.unescape(text)
        other -> other
      end
    end
  end

  @doc "The expansion of `~w`."
  def words({:<<>>, _, [piece]}, modifiers, _) when is_binary(piece) do
    split_words(:prim_code.unescape(piece), modifiers)
  end

  def words({:<<>>, meta, pieces}, modifiers, _) do
    text = {:<<>>, meta, unescaped(pieces)}

    case modifier(modifiers) do
      ?s -> quote(do: String.split(unquote(text)))
      ?a -> quote(do: for(word <- String.split(unquote(text)), do: String.to_atom(word)))
      ?c -> quote(do: for(word <- String.split(unquote(text)), do: String.to_charlist(word)))
    end
  end

  @doc "The words of a literal text."
  def split_words(text, modifiers) do
    modifier = modifier(modifiers)

    for word <- split(text, "", []) do
      case modifier do
        ?s -> word
        ?a -> :erlang.binary_to_atom(word)
        ?c -> :unicode.characters_to_list(word)
      end
    end
  end

  defp modifier([]), do: ?s
  defp modifier([modifier]) when modifier in [?s, ?a, ?c], do: modifier
  defp modifier(_), do: raise(ArgumentError, "modifier must be one of: s, a, c")

  # Words in source code are separated by ASCII blanks.
  defp split(<<char, rest::binary>>, word, words) when char in [?\s, ?\n, ?\t, ?\r, ?\v, ?\f] do
    split(rest, "", completed(word, words))
  end

  defp split(<<char, rest::binary>>, word, words), do: split(rest, word <> <<char>>, words)
  defp split("", word, words), do: :lists.reverse(completed(word, words))

  defp completed("", words), do: words
  defp completed(word, words), do: [word | words]

  @doc "The expansion of `~r`: escapes are the regular expression's own. A literal pattern is compiled here, once."
  def regex({:<<>>, _, [pattern]}, modifiers) when is_binary(pattern) do
    Macro.escape(Regex.compile!(pattern, modifiers_text(modifiers)))
  end

  def regex({:<<>>, _, _} = pattern, modifiers) do
    quote(do: Regex.compile!(unquote(pattern), unquote(modifiers_text(modifiers))))
  end

  defp modifiers_text(modifiers), do: :erlang.list_to_binary(modifiers)

  @doc "The expansion of `~D`, `~T`, `~N` and `~U`."
  def calendar(kind, text, env) do
    {calendar, text} = calendar_and_text(text, env)

    parsed =
      case kind do
        :date -> calendar.parse_date(text)
        :time -> calendar.parse_time(text)
        :naive -> calendar.parse_naive_datetime(text)
        :utc -> calendar.parse_utc_datetime(text)
      end

    case {kind, parsed} do
      {:date, {:ok, {year, month, day}}} ->
        literal(Date, calendar: calendar, year: year, month: month, day: day)

      {:time, {:ok, {hour, minute, second, microsecond}}} ->
        literal(Time,
          calendar: calendar,
          hour: hour,
          minute: minute,
          second: second,
          microsecond: microsecond
        )

      {:naive, {:ok, {year, month, day, hour, minute, second, microsecond}}} ->
        literal(NaiveDateTime,
          calendar: calendar,
          year: year,
          month: month,
          day: day,
          hour: hour,
          minute: minute,
          second: second,
          microsecond: microsecond
        )

      {:utc, {:ok, {year, month, day, hour, minute, second, microsecond}, 0}} ->
        literal(DateTime,
          calendar: calendar,
          year: year,
          month: month,
          day: day,
          hour: hour,
          minute: minute,
          second: second,
          microsecond: microsecond,
          time_zone: "Etc/UTC",
          zone_abbr: "UTC",
          utc_offset: 0,
          std_offset: 0
        )

      {:utc, {:ok, _, _offset}} ->
        cannot_parse(kind, text, calendar, :non_utc_offset)

      {_, {:error, reason}} ->
        cannot_parse(kind, text, calendar, reason)
    end
  end

  defp cannot_parse(kind, text, calendar, reason) do
    raise ArgumentError,
          "cannot parse #{inspect(text)} as #{kind_name(kind)} for #{inspect(calendar)}, " <>
            "reason: #{inspect(reason)}"
  end

  defp literal(module, fields) do
    {:%, [], [module, {:%{}, [], for({key, value} <- fields, do: {key, Macro.escape(value)})}]}
  end

  defp kind_name(:date), do: "Date"
  defp kind_name(:time), do: "Time"
  defp kind_name(:naive), do: "NaiveDateTime"
  defp kind_name(:utc), do: "UTC DateTime"

  # A calendar may be named after the text.
  defp calendar_and_text(text, env) do
    case :lists.reverse(:binary.split(text, " ", [:global])) do
      [<<first, _::binary>> = alias | rest] when first >= ?A and first <= ?Z and rest != [] ->
        parts = for part <- :binary.split(alias, ".", [:global]), do: :erlang.binary_to_atom(part)
        calendar = Macro.expand({:__aliases__, [], parts}, env)
        size = byte_size(text) - byte_size(alias) - 1
        {calendar, binary_part(text, 0, size)}

      _ ->
        {Calendar.ISO, text}
    end
  end
end
