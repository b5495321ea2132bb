# Reads values out of text by a format: the reverse of `:io_lib_format`.

defmodule :io_lib_fread do
  @moduledoc false

  @blanks [?\s, ?\t, ?\n, ?\r]

  @doc """
  Reads a whole text.
  """
  def read(format, chars), do: collect(format, chars, 0, [])

  @doc """
  Reads text that comes in pieces: lines of input, and at last `:eof`.
  """
  def continue([], chars, format), do: continue({format, [], 0, []}, chars, format)

  def continue({_format, [], _count, _values}, :eof, _format_again), do: {:done, :eof, :eof}

  def continue({_format, pending, _count, _values}, :eof, format) do
    case read(format, Enum.reverse(pending)) do
      {:more, _format, _count, _values} -> {:done, {:error, {:fread, :input}}, :eof}
      {:ok, values, rest} -> {:done, {:ok, values}, rest}
      error -> {:done, error, :eof}
    end
  end

  # What is pending stands in the opposite order. Only whole lines are read: a value may go on in the next piece.
  def continue({_format, pending, _count, _values}, chars, format) do
    case chars |> to_charlist() |> Enum.split_while(&(&1 != ?\n)) do
      {line, []} ->
        {:more, {format, Enum.reverse(line, pending), 0, []}}

      {line, [?\n | rest]} ->
        text = Enum.reverse(line, pending)

        case read(format, Enum.reverse(text)) do
          {:more, _, _, _} when rest == [] -> {:more, {format, [?\n | text], 0, []}}
          {:more, _, _, _} -> continue({format, [?\n | text], 0, []}, rest, format)
          {:ok, values, []} -> {:done, {:ok, values}, rest}
          {:ok, values, left} -> {:done, {:ok, values}, left ++ [?\n | rest]}
          error -> {:done, error, rest}
        end
    end
  end

  # Nothing is asked of the text by `~l`; every other directive waits for some.
  defp collect([?~ | _] = format, chars, count, values) do
    case directive(format) do
      {?l, _field, suppress?, format} ->
        collect(format, chars, count, add(count, values, suppress?))

      _directive when chars == [] ->
        more(format, count, values)

      {control, field, suppress?, format} ->
        read_value(control, field, suppress?, format, chars, count, values)

      :error ->
        {:error, {:fread, :format}}
    end
  end

  defp collect([blank | format], chars, count, values) when blank in @blanks do
    rest = drop_blanks(chars)
    collect(format, rest, count + length(chars) - length(rest), values)
  end

  defp collect([char | format], [char | chars], count, values),
    do: collect(format, chars, count + 1, values)

  defp collect([_char | _format] = format, [], count, values), do: more(format, count, values)
  defp collect([_char | _format], _chars, _count, _values), do: {:error, {:fread, :input}}
  defp collect([], chars, _count, values), do: {:ok, :lists.reverse(values), chars}

  defp more(format, count, values), do: {:more, format, count, values}

  # `~*3ts`: the value is not kept, the field is three characters wide, its text Unicode.
  defp directive([?~ | format]) do
    {suppress?, format} =
      if match?([?* | _], format), do: {true, tl(format)}, else: {false, format}

    {width, format} = width(format)

    {encoding, format} =
      if match?([?t | _], format), do: {:unicode, tl(format)}, else: {:latin1, format}

    case format do
      [control | format] -> {control, {width, encoding}, suppress?, format}
      [] -> :error
    end
  end

  defp width(format) do
    case Enum.split_while(format, &(&1 in ?0..?9)) do
      {[], format} -> {:none, format}
      {digits, format} -> {:erlang.list_to_integer(digits), format}
    end
  end

  defp read_value(?~, _field, _suppress?, format, [?~ | chars], count, values),
    do: collect(format, chars, count + 1, values)

  defp read_value(control, field, suppress?, format, chars, count, values) do
    case take(control, field, chars) do
      {:ok, value, rest} ->
        values = add(value, values, suppress?)
        collect(format, rest, count + length(chars) - length(rest), values)

      {:error, reason} ->
        {:error, {:fread, reason}}
    end
  end

  defp add(_value, values, true), do: values
  defp add(value, values, false), do: [value | values]

  # The width of `~u` is a base.
  defp take(?u, {:none, _encoding}, chars), do: digits(chars, 10, :unsigned)
  defp take(?u, {base, _}, chars) when base in 2..36, do: digits(chars, base, :unsigned)
  defp take(?-, _field, [?- | rest]), do: {:ok, -1, rest}
  defp take(?-, _field, [?+ | rest]), do: {:ok, 1, rest}
  defp take(?-, _field, chars), do: {:ok, 1, chars}
  defp take(?d, field, chars), do: within(chars, field, :integer, &integer/1)
  defp take(?#, field, chars), do: within(chars, field, :based, &based_integer/1)
  defp take(?f, field, chars), do: within(chars, field, :float, &float/1)
  defp take(?s, field, chars), do: text(chars, field, :string)

  defp take(?a, field, chars) do
    with {:ok, text, rest} <- text(chars, field, :atom),
         do: {:ok, :erlang.list_to_atom(text), rest}
  end

  defp take(?c, {width, encoding}, chars) do
    with {:ok, field, rest} <- split(chars, if(width == :none, do: 1, else: width), :character),
         do: encoded(field, rest, encoding, :character)
  end

  defp take(_control, _field, _chars), do: {:error, :format}

  # A number fills a field that has a width, but for blanks before it.
  defp within(chars, {:none, _encoding}, _reason, read), do: chars |> drop_blanks() |> read.()

  defp within(chars, {width, _encoding}, reason, read) do
    with {:ok, field, rest} <- split(chars, width, reason),
         {:ok, value, left} <- field |> drop_blanks() |> read.(),
         do: if(left == [], do: {:ok, value, rest}, else: {:error, reason})
  end

  # A text ends before a blank, in a field of some width at its last character that is none.
  defp text(chars, {:none, encoding}, reason) do
    {text, rest} = chars |> drop_blanks() |> Enum.split_while(&(&1 not in @blanks))
    encoded(text, rest, encoding, reason)
  end

  defp text(chars, {width, encoding}, reason) do
    with {:ok, field, rest} <- split(chars, width, reason) do
      text = field |> drop_blanks() |> :lists.reverse() |> drop_blanks() |> :lists.reverse()
      encoded(text, rest, encoding, reason)
    end
  end

  # So many characters of a line, and what is behind them.
  defp split(chars, width, reason) do
    {field, rest} = Enum.split(chars, width)

    if length(field) == width and ?\n not in field,
      do: {:ok, field, rest},
      else: {:error, reason}
  end

  defp encoded(text, rest, encoding, reason) do
    if encoding == :latin1 and Enum.any?(text, &(&1 > 255)),
      do: {:error, reason},
      else: {:ok, text, rest}
  end

  defp integer([?- | chars]) do
    with {:ok, value, rest} <- digits(chars, 10, :integer), do: {:ok, -value, rest}
  end

  defp integer([?+ | chars]), do: digits(chars, 10, :integer)
  defp integer(chars), do: digits(chars, 10, :integer)

  # Decimal digits belong to a number even if its base has not got them: then it is none.
  defp digits(chars, base, reason) do
    {digits, rest} = Enum.split_while(chars, &(&1 in ?0..?9 or digit(&1) in 10..(base - 1)//1))

    if digits != [] and Enum.all?(digits, &(digit(&1) < base)),
      do: {:ok, :erlang.list_to_integer(digits, base), rest},
      else: {:error, reason}
  end

  defp digit(char) when char in ?0..?9, do: char - ?0
  defp digit(char) when char in ?a..?z, do: char - ?a + 10
  defp digit(char) when char in ?A..?Z, do: char - ?A + 10
  defp digit(_char), do: :none

  # 16#ff
  defp based_integer(chars) do
    with {:ok, base, [?# | rest]} when base in 2..36 <- digits(chars, 10, :based) do
      digits(rest, base, :based)
    else
      _other -> {:error, :based}
    end
  end

  # An exponent that begins is to have digits.
  defp float(chars) do
    {sign, rest} = sign(chars)

    with {[_ | _] = whole, [?. | rest]} <- decimals(rest),
         {[_ | _] = fraction, rest} <- decimals(rest),
         {:ok, exponent, rest} <- exponent(rest) do
      {:ok, :erlang.list_to_float(sign ++ whole ++ [?. | fraction] ++ exponent), rest}
    else
      _other -> {:error, :float}
    end
  end

  defp exponent([char | rest]) when char in [?e, ?E] do
    {sign, rest} = sign(rest)

    with {[_ | _] = digits, rest} <- decimals(rest), do: {:ok, [?e] ++ sign ++ digits, rest}
  end

  defp exponent(rest), do: {:ok, [], rest}

  defp sign([char | rest]) when char in [?+, ?-], do: {[char], rest}
  defp sign(chars), do: {[], chars}

  defp decimals(chars), do: Enum.split_while(chars, &(&1 in ?0..?9))

  defp drop_blanks([blank | rest]) when blank in @blanks, do: drop_blanks(rest)
  defp drop_blanks(chars), do: chars
end
