# The colours of the terminal's formatter.

defmodule ExUnit.CLIFormatter.Colors do
  @moduledoc false

  @type t :: keyword

  @doc "The colours, enabled if the terminal has some."
  @spec new(keyword) :: t
  def new(options) do
    Keyword.merge(defaults(), options[:colors] || [])
  end

  defp defaults do
    [
      enabled: IO.ANSI.enabled?(),
      success: :green,
      invalid: :yellow,
      skipped: :yellow,
      failure: :red,
      error_info: :red,
      extra_info: :cyan,
      location_info: [:bright, :black],
      diff_delete: :red,
      diff_delete_whitespace: IO.ANSI.color_background(2, 0, 0),
      diff_insert: :green,
      diff_insert_whitespace: IO.ANSI.color_background(0, 2, 0)
    ]
  end

  @doc "A text in the colour of that name, after a `prefix` that is not coloured."
  @spec paint(String.t(), atom, t, String.t()) :: IO.chardata()
  def paint(text, name, colors, prefix \\ "") do
    case {colors[:enabled], colors[name]} do
      {true, color} when color != nil ->
        [prefix | IO.ANSI.format_fragment([color, text, :reset], true)]

      _ ->
        [prefix | text]
    end
  end

  @doc "Decorates what `ExUnit.Formatter` asks for."
  def format(:diff_enabled?, _, colors), do: colors[:enabled]

  def format(key, document, colors)
      when key in [:diff_delete, :diff_delete_whitespace, :diff_insert, :diff_insert_whitespace] do
    if colors[:enabled] && colors[key] do
      sequence = [colors[key]] |> IO.ANSI.format_fragment(true) |> IO.iodata_to_binary()
      sign = fn text -> {:doc_string, text, 0} end
      Inspect.Algebra.concat([sign.(sequence), document, sign.(IO.ANSI.reset())])
    else
      document
    end
  end

  def format(:blame_diff, text, colors) do
    if colors[:enabled],
      do: IO.iodata_to_binary(paint(text, :failure, colors)),
      else: "-" <> text <> "-"
  end

  def format(:parameters_info, parameters, _), do: parameters

  def format(key, text, colors), do: IO.iodata_to_binary(paint(text, key, colors))
end
