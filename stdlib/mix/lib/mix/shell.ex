# What a shell of the tool does: tasks write and ask through one, so that programs may listen.

defmodule Mix.Shell do
  @moduledoc """
  How tasks talk to whoever called them.

  `Mix.shell/0` is the one in use: `Mix.Shell.IO` on a terminal, `Mix.Shell.Quiet` where only errors are wanted, and
  `Mix.Shell.Process` in tests.
  """

  defstruct [:callback]

  @typedoc "Options of `cmd/3`."
  @type cmd_opts :: keyword
  @typedoc "Options of commands whose output goes elsewhere."
  @type stream_cmd_opts :: keyword
  @typedoc "Options of `c:yes?/2`."
  @type yes_opts :: [default: :yes | :no]

  @doc "Writes a message."
  @callback info(message :: IO.ANSI.ansidata()) :: term

  @doc "Writes an error."
  @callback error(message :: IO.ANSI.ansidata()) :: term

  @doc "Asks for a line of text."
  @callback prompt(message :: binary) :: binary

  @doc "Asks a question to be answered with yes or no."
  @callback yes?(message :: binary) :: boolean

  @doc "As `c:yes?/1`, with what an empty answer means."
  @callback yes?(message :: binary, options :: yes_opts) :: boolean

  @doc "Runs a command of the system and returns its status."
  @callback cmd(command :: String.t()) :: integer

  @doc "As `c:cmd/1`, with options."
  @callback cmd(command :: String.t(), options :: cmd_opts) :: integer

  @doc "Writes the name of the current application, unless it has been written already."
  @callback print_app() :: term

  @doc """
  Returns the name of the current application, or `nil` if it has been written since the last application was another one.
  """
  @spec printable_app_name() :: atom | nil
  def printable_app_name, do: Mix.ProjectStack.printable_app_name()

  @doc """
  Runs a command of the system, handing its output to the function as it comes, and returns its status.

  ## Options

    * `:cd` - the folder that it runs in
    * `:stderr_to_stdout` - whether its errors are handed over, too; `true` by default
    * `:env` - variables of the environment, as `{name, value}`
    * `:quiet` - whether its output is dropped
    * `:use_stdio` - whether it uses the standard streams of this program directly
  """
  @spec cmd(String.t() | {String.t(), [String.t()]}, cmd_opts, (binary -> term)) ::
          exit_status :: non_neg_integer
  def cmd(command, options \\ [], callback) when is_function(callback, 1) do
    callback = if Keyword.get(options, :quiet, false), do: fn text -> text end, else: callback
    errors? = Keyword.get(options, :stderr_to_stdout, true)

    system_options =
      options
      |> Keyword.take([:cd, :env])
      |> Keyword.merge(into: %Mix.Shell{callback: callback}, stderr_to_stdout: errors?)

    {_, status} =
      case command do
        {program, arguments} -> System.cmd(program, arguments, system_options)
        text when is_binary(text) -> System.shell(text, system_options)
      end

    status
  end

  defimpl Collectable do
    def into(%Mix.Shell{callback: callback} = shell) do
      {shell,
       fn
         shell, {:cont, text} ->
           callback.(text)
           shell

         shell, :done ->
           shell

         _, :halt ->
           :ok
       end}
    end
  end
end
