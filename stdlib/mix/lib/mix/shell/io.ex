# The shell on the standard streams.

defmodule Mix.Shell.IO do
  @moduledoc """
  The shell that writes to standard output, errors to standard error, and reads answers from standard input.
  """

  @behaviour Mix.Shell

  @typedoc "Options of `yes?/2`."
  @type yes_opts :: [default: :yes | :no]

  @doc """
  Writes the name of the current application if it has not been written yet.
  """
  @impl true
  def print_app do
    if name = Mix.Shell.printable_app_name(), do: IO.puts("==> #{name}")
  end

  @doc """
  Runs a command of the system and returns its status; its output is written as it comes. See `Mix.Shell.cmd/3`.
  """
  @impl true
  def cmd(command, opts \\ []) do
    print_app? = Keyword.get(opts, :print_app, true)

    Mix.Shell.cmd(command, opts, fn text ->
      if print_app?, do: print_app()
      IO.write(text)
    end)
  end

  @doc """
  Writes a message to standard output.
  """
  @impl true
  def info(message) do
    print_app()
    IO.puts(IO.ANSI.format(message))
  end

  @doc """
  Writes a message in red to standard error.
  """
  @impl true
  def error(message) do
    print_app()
    IO.puts(:stderr, IO.ANSI.format([:red, :bright, message]))
  end

  @doc """
  Writes a message and reads a line.
  """
  @impl true
  def prompt(message) do
    print_app()
    IO.gets(message <> " ")
  end

  @doc """
  Asks a question and waits for an answer of `y`, `yes`, `n` or `no`; an empty one is the option `:default`, `:yes` unless
  given.
  """
  @impl true
  def yes?(message, options \\ []) do
    default = Keyword.get(options, :default, :yes)

    if default not in [:yes, :no] do
      raise ArgumentError,
            "expected :default to be either :yes or :no, got: #{inspect(default)}"
    end

    print_app()
    ask(message, default)
  end

  defp ask(message, default) do
    choices = if default == :yes, do: "[Yn]", else: "[yN]"

    case IO.gets(message <> " " <> choices <> " ") do
      answer when is_binary(answer) ->
        case answer |> String.trim() |> String.downcase() do
          "" -> default == :yes
          yes when yes in ["y", "yes"] -> true
          no when no in ["n", "no"] -> false
          _ -> ask(message, default)
        end

      _ ->
        false
    end
  end
end
