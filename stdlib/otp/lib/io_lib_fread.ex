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

  defp collect([?~ | format], chars, count, values) do
    {suppress?, format} =
      if match?([?* | _], format), do: {true, tl(format)}, else: {false, format}

    {width, format} = number(format)

    {encoding, format} =
      if match?([?t | _], format), do: {:unicode, tl(format)}, else: {:latin1, format}

    case format do
      [control | format] ->
        directive(control, width, encoding, suppress?, format, chars, count, values)

      [] ->
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

  defp number(format) do
    case Enum.split_while(format, &(&1 in ?0..?9)) do
      {[], format} -> {:none, format}
      {digits, format} -> {:erlang.list_to_integer(digits), format}
    end
  end

  defp directive(?l, _width, _encoding, suppress?, format, chars, count, values),
    do: collect(format, chars, count, add(count, values, suppress?))

  defp directive(?~, _width, _encoding, _suppress?, format, [?~ | chars], count, values),
    do: collect(format, chars, count + 1, values)

  defp directive(?c, width, encoding, suppress?, format, chars, count, values) do
    width = if width == :none, do: 1, else: width

    case Enum.split(chars, width) do
      {taken, rest} when length(taken) == width ->
        if encoding == :latin1 and Enum.any?(taken, &(&1 > 255)),
          do: {:error, {:fread, :character}},
          else: collect(format, rest, count + width, add(taken, values, suppress?))

      {_taken, _rest} ->
        more([?~, ?c | format], count, values)
    end
  end

  defp directive(control, width, encoding, suppress?, format, chars, count, values)
       when control in ~c"du-#fsa" do
    rest = if control == ?-, do: chars, else: drop_blanks(chars)
    count = count + length(chars) - length(rest)

    case {rest, take(control, width, rest)} do
      {[], _nothing} ->
        more(restored(control, width, suppress?, format), count, values)

      {_chars, {:ok, value, rest_after}} ->
        read_value(control, value, encoding, suppress?, format, rest, rest_after, count, values)

      {_chars, {:error, reason}} ->
        {:error, {:fread, reason}}
    end
  end

  defp directive(_control, _width, _encoding, _suppress?, _format, _chars, _count, _values),
    do: {:error, {:fread, :format}}

  defp read_value(control, value, encoding, suppress?, format, chars, rest, count, values) do
    if control == ?s and encoding == :latin1 and Enum.any?(value, &(&1 > 255)),
      do: {:error, {:fread, :string}},
      else:
        collect(format, rest, count + length(chars) - length(rest), add(value, values, suppress?))
  end

  defp restored(control, width, suppress?, format) do
    star = if suppress?, do: [?*], else: []
    width = if width == :none, do: [], else: :erlang.integer_to_list(width)
    [?~] ++ star ++ width ++ [control | format]
  end

  defp add(_value, values, true), do: values
  defp add(value, values, false), do: [value | values]

  # A field is up to the next blank, and not longer than its width.
  defp take(?u, :none, chars), do: digits(chars, [], 10, :unsigned)
  defp take(?u, base, chars), do: digits(chars, [], base, :unsigned)
  defp take(?-, _width, [?- | rest]), do: {:ok, -1, rest}
  defp take(?-, _width, [?+ | rest]), do: {:ok, 1, rest}
  defp take(?-, _width, chars), do: {:ok, 1, chars}
  defp take(?d, width, chars), do: chars |> field(width) |> signed_digits(10, :integer)
  defp take(?#, _width, chars), do: based_integer(chars)
  defp take(?f, width, chars), do: chars |> field(width) |> float()

  defp take(?s, width, chars),
    do: with({taken, rest} <- string(chars, width), do: {:ok, taken, rest})

  defp take(?a, width, chars) do
    {taken, rest} = string(chars, width)
    {:ok, :erlang.list_to_atom(taken), rest}
  end

  # The characters that may be read, and those behind the field.
  defp field(chars, :none), do: {chars, []}
  defp field(chars, width), do: Enum.split(chars, width)

  defp signed_digits({[sign | chars], behind}, base, reason) when sign in [?+, ?-] do
    with {:ok, value, rest} <- digits(chars, [], base, reason),
         do: {:ok, if(sign == ?-, do: -value, else: value), rest ++ behind}
  end

  defp signed_digits({chars, behind}, base, reason) do
    with {:ok, value, rest} <- digits(chars, [], base, reason), do: {:ok, value, rest ++ behind}
  end

  defp digits([char | rest], done, base, reason) do
    if digit?(char, base),
      do: digits(rest, [char | done], base, reason),
      else: number_of(done, [char | rest], base, reason)
  end

  defp digits([], done, base, reason), do: number_of(done, [], base, reason)

  defp number_of([], _rest, _base, reason), do: {:error, reason}

  defp number_of(done, rest, base, _reason),
    do: {:ok, :erlang.list_to_integer(:lists.reverse(done), base), rest}

  defp digit?(char, base) when char in ?0..?9, do: char - ?0 < base
  defp digit?(char, base) when char in ?a..?z, do: char - ?a + 10 < base
  defp digit?(char, base) when char in ?A..?Z, do: char - ?A + 10 < base
  defp digit?(_char, _base), do: false

  # 16#ff
  defp based_integer(chars) do
    with {:ok, base, [?# | rest]} when base in 2..36 <- digits(chars, [], 10, :based) do
      digits(rest, [], base, :based)
    else
      _other -> {:error, :based}
    end
  end

  defp float({chars, behind}) do
    text = Enum.take_while(chars, &(&1 in ?0..?9 or &1 in [?+, ?-, ?., ?e, ?E]))

    case text |> List.to_string() |> Float.parse() do
      {value, rest} ->
        used = length(text) - String.length(rest)

        if ?. in Enum.take(text, used),
          do: {:ok, value, Enum.drop(chars, used) ++ behind},
          else: {:error, :float}

      :error ->
        {:error, :float}
    end
  end

  defp string(chars, width) do
    {chars, behind} = field(chars, width)
    {taken, rest} = Enum.split_while(chars, &(&1 not in @blanks))
    {taken, rest ++ behind}
  end

  defp drop_blanks([blank | rest]) when blank in @blanks, do: drop_blanks(rest)
  defp drop_blanks(chars), do: chars
end
