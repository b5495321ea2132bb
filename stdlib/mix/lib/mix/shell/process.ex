# The shell of tests: everything is a message to the process that runs the task.

defmodule Mix.Shell.Process do
  @moduledoc """
  The shell that sends what tasks write to the process that runs them.

      Mix.shell(Mix.Shell.Process)
      Mix.Task.run("water", ["roses"])
      assert_received {:mix_shell, :info, ["watered roses"]}

  Questions are answered from the mailbox: `{:mix_shell_input, :prompt, "text"}` and `{:mix_shell_input, :yes?, true}` must be
  there before the task asks. Each question is sent as well: `{:mix_shell, :prompt, [message]}`.
  """

  @behaviour Mix.Shell

  @doc """
  Hands all messages of this shell in the mailbox to the function, in order.
  """
  @spec flush((term -> term)) :: :done
  def flush(callback \\ fn message -> message end) do
    receive do
      {:mix_shell, _, _} = message ->
        callback.(message)
        flush(callback)
    after
      0 -> :done
    end
  end

  @doc "Sends the name of the current application if it has not been sent yet."
  @impl true
  def print_app do
    if name = Mix.Shell.printable_app_name(), do: tell(:info, "==> #{name}")
  end

  @doc "Runs a command of the system, sends its output as `{:mix_shell, :run, [text]}`, and returns its status."
  @impl true
  def cmd(command, opts \\ []) do
    print_app? = Keyword.get(opts, :print_app, true)

    Mix.Shell.cmd(command, opts, fn text ->
      if print_app?, do: print_app()
      tell(:run, text)
    end)
  end

  @doc "Sends `{:mix_shell, :info, [message]}`."
  @impl true
  def info(message) do
    print_app()
    tell(:info, plain(message))
  end

  @doc "Sends `{:mix_shell, :error, [message]}`."
  @impl true
  def error(message) do
    print_app()
    tell(:error, plain(message))
  end

  @doc "Sends the question and returns the answer in the mailbox; raises if there is none."
  @impl true
  def prompt(message) do
    print_app()
    tell(:prompt, message)

    receive do
      {:mix_shell_input, :prompt, answer} -> answer
    after
      0 -> raise "no shell process input given for prompt/1"
    end
  end

  @doc "Sends the question and returns the answer in the mailbox; raises if there is none."
  @impl true
  def yes?(message, _options \\ []) do
    print_app()
    tell(:yes?, message)

    receive do
      {:mix_shell_input, :yes?, answer} -> answer
    after
      0 -> raise "no shell process input given for yes?/2"
    end
  end

  defp tell(kind, message), do: send(self(), {:mix_shell, kind, [message]})

  defp plain(message) do
    message |> IO.ANSI.format(IO.ANSI.enabled?()) |> IO.iodata_to_binary()
  end
end
