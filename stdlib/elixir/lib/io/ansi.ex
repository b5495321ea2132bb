# Escape sequences of terminals: colors, styles and the cursor. Not the drawing of documentation (`IO.ANSI.Docs`).

defmodule IO.ANSI do
  @moduledoc """
  Colors, styles and cursor movements for terminals that know ANSI escape sequences.

  Each sequence is a function that returns it as a string; `format/2` replaces their names within chardata, and leaves
  them out where standard output is no such terminal.

  ## Examples

      iex> IO.ANSI.format(["Hello, ", :red, :bright, "world!"], true) |> IO.iodata_to_binary()
      "Hello, \\e[31m\\e[1mworld!\\e[0m"

  """

  @typedoc "The name of a sequence, such as `:red`."
  @type ansicode :: atom

  @typedoc "Chardata in which names of sequences stand for these."
  @type ansilist ::
          maybe_improper_list(char | ansicode | binary | ansilist, binary | ansicode | [])
  @type ansidata :: ansilist | ansicode | binary

  # Each is a name, the number or numbers that it stands for, and what it does.
  @sequences [
    {:reset, 0, "Resets all attributes."},
    {:bright, 1, "Bright (increased intensity) or bold."},
    {:faint, 2, "Faint (decreased intensity)."},
    {:italic, 3, "Italic."},
    {:underline, 4, "Underlined."},
    {:blink_slow, 5, "Blinks slowly."},
    {:blink_rapid, 6, "Blinks rapidly."},
    {:inverse, 7, "Foreground and background exchanged."},
    {:reverse, 7, "Foreground and background exchanged."},
    {:conceal, 8, "Not shown."},
    {:crossed_out, 9, "Crossed out."},
    {:primary_font, 10, "The primary font."},
    {:font_1, 11, "The first alternative font."},
    {:font_2, 12, "The second alternative font."},
    {:font_3, 13, "The third alternative font."},
    {:font_4, 14, "The fourth alternative font."},
    {:font_5, 15, "The fifth alternative font."},
    {:font_6, 16, "The sixth alternative font."},
    {:font_7, 17, "The seventh alternative font."},
    {:font_8, 18, "The eighth alternative font."},
    {:font_9, 19, "The ninth alternative font."},
    {:normal, 22, "Normal intensity."},
    {:not_italic, 23, "Not italic."},
    {:no_underline, 24, "Not underlined."},
    {:blink_off, 25, "Does not blink."},
    {:inverse_off, 27, "Foreground and background as they were."},
    {:reverse_off, 27, "Foreground and background as they were."},
    {:reveal, 28, "Shown again."},
    {:not_crossed_out, 29, "Not crossed out."},
    {:framed, 51, "Framed."},
    {:encircled, 52, "Encircled."},
    {:overlined, 53, "Overlined."},
    {:not_framed_encircled, 54, "Neither framed nor encircled."},
    {:not_overlined, 55, "Not overlined."}
  ]

  @colors [:black, :red, :green, :yellow, :blue, :magenta, :cyan, :white]

  for {name, code, text} <- @sequences do
    @doc text
    @spec unquote(name)() :: String.t()
    def unquote(name)(), do: unquote("\e[#{code}m")

    defp sequence(unquote(name)), do: unquote("\e[#{code}m")
  end

  for {color, index} <- Enum.with_index(@colors) do
    @doc "Sets the foreground color to #{color}."
    @spec unquote(color)() :: String.t()
    def unquote(color)(), do: unquote("\e[#{30 + index}m")
    defp sequence(unquote(color)), do: unquote("\e[#{30 + index}m")

    light = :"light_#{color}"
    @doc "Sets the foreground color to light #{color}."
    @spec unquote(light)() :: String.t()
    def unquote(light)(), do: unquote("\e[#{90 + index}m")
    defp sequence(unquote(light)), do: unquote("\e[#{90 + index}m")

    background = :"#{color}_background"
    @doc "Sets the background color to #{color}."
    @spec unquote(background)() :: String.t()
    def unquote(background)(), do: unquote("\e[#{40 + index}m")
    defp sequence(unquote(background)), do: unquote("\e[#{40 + index}m")

    light_background = :"light_#{color}_background"
    @doc "Sets the background color to light #{color}."
    @spec unquote(light_background)() :: String.t()
    def unquote(light_background)(), do: unquote("\e[#{100 + index}m")
    defp sequence(unquote(light_background)), do: unquote("\e[#{100 + index}m")
  end

  @screen [
    {:default_color, "\e[39m", "Sets the foreground color to the terminal's own."},
    {:default_background, "\e[49m", "Sets the background color to the terminal's own."},
    {:home, "\e[H", "Moves the cursor to the upper left corner."},
    {:clear, "\e[2J", "Clears the screen."},
    {:clear_line, "\e[2K", "Clears the line."}
  ]

  for {name, text, doc} <- @screen do
    @doc doc
    @spec unquote(name)() :: String.t()
    def unquote(name)(), do: unquote(text)
    defp sequence(unquote(name)), do: unquote(text)
  end

  # Movements that have a default are sequences too.
  for {name, text} <- [
        cursor_up: "\e[1A",
        cursor_down: "\e[1B",
        cursor_right: "\e[1C",
        cursor_left: "\e[1D"
      ] do
    defp sequence(unquote(name)), do: unquote(text)
  end

  defp sequence(other) do
    raise ArgumentError, "invalid ANSI sequence specification: #{inspect(other)}"
  end

  @doc """
  Whether standard output is a terminal that knows ANSI sequences.

  The configuration `:ansi_enabled` of the application `:elixir` decides if it is set.
  """
  @spec enabled?() :: boolean
  def enabled? do
    case :application.get_env(:elixir, :ansi_enabled) do
      {:ok, enabled?} -> enabled?
      :undefined -> match?({:ok, _columns}, :io.columns(:user))
    end
  end

  @doc """
  The colors of syntax in the option `:syntax_colors` of `Inspect.Opts`.

  They are those of the configuration `:ansi_syntax_colors` of the application `:elixir`.
  """
  @doc since: "1.14.0"
  @spec syntax_colors() :: Keyword.t(ansidata)
  def syntax_colors do
    case :application.get_env(:elixir, :ansi_syntax_colors) do
      {:ok, colors} -> colors
      :undefined -> default_syntax_colors()
    end
  end

  defp default_syntax_colors do
    [
      atom: :cyan,
      binary: :default_color,
      boolean: :magenta,
      charlist: :yellow,
      list: :default_color,
      map: :default_color,
      nil: :magenta,
      number: :yellow,
      string: :green,
      tuple: :default_color,
      variable: :light_cyan,
      call: :default_color,
      operator: :default_color
    ]
  end

  @doc """
  Sets the foreground color to one of the 256 of the palette.

  ## Examples

      iex> IO.ANSI.color(208)
      "\\e[38;5;208m"

  """
  @spec color(0..255) :: String.t()
  def color(code) when code in 0..255, do: "\e[38;5;#{code}m"

  @doc """
  Sets the foreground color to red, green and blue, each from 0 to 5.

  ## Examples

      iex> IO.ANSI.color(5, 2, 0)
      "\\e[38;5;208m"

  """
  @spec color(0..5, 0..5, 0..5) :: String.t()
  def color(r, g, b) when r in 0..5 and g in 0..5 and b in 0..5,
    do: color(16 + 36 * r + 6 * g + b)

  @doc """
  Sets the background color to one of the 256 of the palette.
  """
  @spec color_background(0..255) :: String.t()
  def color_background(code) when code in 0..255, do: "\e[48;5;#{code}m"

  @doc """
  Sets the background color to red, green and blue, each from 0 to 5.
  """
  @spec color_background(0..5, 0..5, 0..5) :: String.t()
  def color_background(r, g, b) when r in 0..5 and g in 0..5 and b in 0..5,
    do: color_background(16 + 36 * r + 6 * g + b)

  @doc """
  Moves the cursor to a line and a column, both counted from 1.
  """
  @spec cursor(non_neg_integer, non_neg_integer) :: String.t()
  def cursor(line, column)
      when is_integer(line) and line >= 0 and is_integer(column) and column >= 0,
      do: "\e[#{line};#{column}H"

  @doc """
  Moves the cursor up by so many lines.
  """
  @spec cursor_up(pos_integer) :: String.t()
  def cursor_up(lines \\ 1) when is_integer(lines) and lines >= 1, do: "\e[#{lines}A"

  @doc """
  Moves the cursor down by so many lines.
  """
  @spec cursor_down(pos_integer) :: String.t()
  def cursor_down(lines \\ 1) when is_integer(lines) and lines >= 1, do: "\e[#{lines}B"

  @doc """
  Moves the cursor to the right by so many columns.
  """
  @spec cursor_right(pos_integer) :: String.t()
  def cursor_right(columns \\ 1) when is_integer(columns) and columns >= 1, do: "\e[#{columns}C"

  @doc """
  Moves the cursor to the left by so many columns.
  """
  @spec cursor_left(pos_integer) :: String.t()
  def cursor_left(columns \\ 1) when is_integer(columns) and columns >= 1, do: "\e[#{columns}D"

  @doc """
  Replaces names of sequences by the sequences, and resets all attributes at the end if there was one.

  Without `emit?`, which is `enabled?/0` by default, the names are left out.

  ## Examples

      iex> IO.ANSI.format([:green, "ok"], true) |> IO.iodata_to_binary()
      "\\e[32mok\\e[0m"
      iex> IO.ANSI.format([:green, "ok"], false) |> IO.iodata_to_binary()
      "ok"

  """
  @spec format(ansidata, boolean) :: IO.chardata()
  def format(ansidata, emit? \\ enabled?()) when is_boolean(emit?) do
    case replace(ansidata, [], [], emit?, false) do
      {done, true} -> [done | "\e[0m"]
      {done, false} -> done
    end
  end

  @doc """
  Replaces names of sequences as `format/2`, without the reset at the end.

  ## Examples

      iex> IO.ANSI.format_fragment([:green, "ok"], true) |> IO.iodata_to_binary()
      "\\e[32mok"

  """
  @spec format_fragment(ansidata, boolean) :: IO.chardata()
  def format_fragment(ansidata, emit? \\ enabled?()) when is_boolean(emit?) do
    {done, _any?} = replace(ansidata, [], [], emit?, false)
    done
  end

  # `rest` is a stack of what comes behind.
  defp replace([head | tail], rest, done, emit?, any?),
    do: replace(head, [tail | rest], done, emit?, any?)

  defp replace([], [next | rest], done, emit?, any?), do: replace(next, rest, done, emit?, any?)
  defp replace([], [], done, _emit?, any?), do: {done, any?}

  defp replace(name, rest, done, emit?, any?) when is_atom(name) do
    sequence = sequence(name)

    if emit?,
      do: replace([], rest, [done | sequence], emit?, true),
      else: replace([], rest, done, emit?, any?)
  end

  defp replace(term, rest, done, emit?, any?),
    do: replace([], rest, [done, term], emit?, any?)
end
