# Compares texts: strings, charlists, numbers, and what structs are shown as.

defmodule ExUnit.Diff.Text do
  @moduledoc false

  # Texts that have less in common than this are shown as two different ones: a mark on every other letter helps nobody.
  @similar 0.4

  @type chunks :: [ExUnit.Diff.Node.chunk()]

  @doc "Whether a comparison letter by letter says something."
  @spec similar?(String.t(), String.t()) :: boolean
  def similar?(left, right), do: String.bag_distance(left, right) > @similar

  @doc "The chunks of both texts."
  @spec compare(String.t(), String.t()) :: {chunks, chunks}
  def compare(left, right) do
    if similar?(left, right),
      do: letters(left, right),
      else: {[{:mark, :delete, left}], [{:mark, :insert, right}]}
  end

  @doc "As `compare/2`, for texts of which it is known that they are similar."
  @spec letters(String.t(), String.t()) :: {chunks, chunks}
  def letters(left, right) do
    for {kind, text} <- Enum.reverse(String.myers_difference(left, right)), reduce: {[], []} do
      {left, right} ->
        case kind do
          :eq -> {[text | left], [text | right]}
          :del -> {[{:mark, :delete, text} | left], right}
          :ins -> {left, [{:mark, :insert, text} | right]}
        end
    end
  end

  @doc "A string as it stands between quotes."
  @spec escape(String.t()) :: String.t()
  def escape(string) do
    string |> inspect(binaries: :as_strings, printable_limit: :infinity) |> unquoted()
  end

  defp unquoted(text), do: binary_part(text, 1, byte_size(text) - 2)
end
