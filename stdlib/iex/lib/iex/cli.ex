# The command `vial repl`, `iex`: its options are those of scripts, after which the conversation begins.

defmodule IEx.CLI do
  @moduledoc false

  @doc "Runs what the arguments ask for, then the shell. The machine ends with the conversation."
  def main(arguments) do
    {dot_iex, arguments} = dot_iex(arguments, [])
    if terminal_wanted?(), do: open_terminal()

    :vial_cli.run_before(arguments, fn ->
      server = self()
      if terminal?(), do: spawn_link(fn -> await_interrupts(server) end)
      IEx.Server.run([on_eof: :halt] ++ if(dot_iex, do: [dot_iex: dot_iex], else: []))
    end)
  end

  defp dot_iex(["--dot-iex", path | rest], seen), do: {path, Enum.reverse(seen, rest)}
  defp dot_iex(["--dot-iex=" <> path | rest], seen), do: {path, Enum.reverse(seen, rest)}
  defp dot_iex(["--" | _] = rest, seen), do: {nil, Enum.reverse(seen, rest)}
  defp dot_iex([argument | rest], seen), do: dot_iex(rest, [argument | seen])
  defp dot_iex([], seen), do: {nil, Enum.reverse(seen)}

  @doc "Whether lines are typed in the line editor."
  def terminal?, do: :persistent_term.get({IEx, :terminal}, false)

  # A terminal that cannot move its cursor is a pipe that somebody types into.
  defp terminal_wanted? do
    :prim_tty.isatty(:stdin) and :prim_tty.isatty(:stdout) and
      System.get_env("TERM", "dumb") not in ["dumb", ""]
  end

  defp open_terminal do
    :user.open_terminal(history_path())
    :persistent_term.put({IEx, :terminal}, true)
    Application.put_env(:elixir, :ansi_enabled, System.get_env("NO_COLOR", "") == "")
  end

  defp history_path do
    with home when is_binary(home) <- System.user_home(),
         directory =
           Path.join(System.get_env("XDG_STATE_HOME") || Path.join(home, ".local/state"), "vial"),
         :ok <- File.mkdir_p(directory) do
      Path.join(directory, "history")
    else
      _no_place -> ""
    end
  end

  # Ctrl-C gives up the line that is typed, or what is being evaluated.
  defp await_interrupts(server) do
    :erl_signal_handler.forward(:sigint, self())
    interrupt(server)
  end

  defp interrupt(server) do
    receive do
      {:signal, :sigint} ->
        unless :prim_tty.cancel(), do: send(server, :interrupt)
        interrupt(server)
    end
  end
end
