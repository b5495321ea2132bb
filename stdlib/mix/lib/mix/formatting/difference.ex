# What formatting would change, for the eyes: lines with their numbers before and after, and a few around them.

defmodule Mix.Formatting.Difference do
  @moduledoc false

  @around 2

  @doc """
  Shows the lines of two texts that differ, with their numbers in both. `:color` tells whether what goes is red and what comes
  green, with the characters that differ marked.
  """
  def format(before, later, options \\ []) do
    old = String.split(before, "\n")
    new = String.split(later, "\n")
    width = max(digits(length(old)), digits(length(new)))
    state = %{width: width, color: Keyword.get(options, :color, false), old: 1, new: 1}

    old
    |> List.myers_difference(new)
    |> place()
    |> Enum.map_reduce(state, &part/2)
    |> elem(0)
    |> IO.iodata_to_binary()
  end

  defp digits(number), do: number |> Integer.to_string() |> String.length()

  # Equal lines are shown next to changes only: how many depends on where they stand.
  defp place(eq: _), do: []
  defp place([{:eq, lines} | rest]), do: [{:first, lines} | middle(rest)]
  defp place(parts), do: middle(parts)

  # The end of the last line is no line.
  defp middle(eq: [""]), do: []
  defp middle(eq: lines), do: [{:last, lines}]
  defp middle([{:eq, lines} | rest]), do: [{:between, lines} | middle(rest)]
  defp middle([{:del, old}, {:ins, new} | rest]), do: [{:change, old, new} | middle(rest)]
  defp middle([part | rest]), do: [part | middle(rest)]
  defp middle([]), do: []

  defp part({:first, lines}, state), do: equal(lines, 0, @around, state)
  defp part({:last, lines}, state), do: equal(lines, @around, 0, state)
  defp part({:between, lines}, state), do: equal(lines, @around, @around, state)
  defp part({:del, lines}, state), do: Enum.map_reduce(lines, state, &deleted/2)
  defp part({:ins, lines}, state), do: Enum.map_reduce(lines, state, &inserted/2)

  # A line that has become another one is compared with it by characters.
  defp part({:change, [old], [new]}, %{color: true} = state) do
    pieces = String.myers_difference(old, new)
    {gone, state} = deleted(marked(pieces, :del, :red_background), state)
    {come, state} = inserted(marked(pieces, :ins, :green_background), state)
    {[gone, come], state}
  end

  defp part({:change, old, new}, state) do
    {gone, state} = part({:del, old}, state)
    {come, state} = part({:ins, new}, state)
    {[gone, come], state}
  end

  defp equal(lines, first, last, state) do
    skipped = length(lines) - first - last

    if skipped <= 0 do
      Enum.map_reduce(lines, state, &kept/2)
    else
      {head, state} = lines |> Enum.take(first) |> Enum.map_reduce(state, &kept/2)
      state = %{state | old: state.old + skipped, new: state.new + skipped}
      {tail, state} = lines |> Enum.take(-last) |> Enum.map_reduce(state, &kept/2)
      {[head, gap(state), tail], state}
    end
  end

  defp gap(%{width: width}), do: [String.duplicate(" ", width * 2 + 3), "|\n"]

  defp kept(line, state) do
    text = [number(state.old, state), " ", number(state.new, state), "  |", visible(line), ?\n]
    {text, %{state | old: state.old + 1, new: state.new + 1}}
  end

  defp deleted(line, state) do
    text = [number(state.old, state), " ", blank(state), changed(" -", line, :red, state)]
    {text, %{state | old: state.old + 1}}
  end

  defp inserted(line, state) do
    text = [blank(state), " ", number(state.new, state), changed(" +", line, :green, state)]
    {text, %{state | new: state.new + 1}}
  end

  defp number(number, state), do: number |> Integer.to_string() |> String.pad_leading(state.width)
  defp blank(state), do: String.duplicate(" ", state.width)

  defp changed(sign, line, color, %{color: true}) do
    IO.ANSI.format([color, sign, :reset, "|", color, visible(line), :reset, ?\n], true)
  end

  defp changed(sign, line, _, _), do: [sign, "|", visible(line), ?\n]

  # Line ends of other systems are to be seen.
  defp visible(line) when is_binary(line), do: String.replace(line, "\r", "↵")
  defp visible(pieces), do: pieces

  defp marked(pieces, kind, background) do
    for {part, text} <- pieces, part in [:eq, kind] do
      case part do
        :eq -> visible(text)
        _ -> [background, visible(text), :default_background]
      end
    end
  end
end
