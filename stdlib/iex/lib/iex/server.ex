# The conversation: reads lines until they are an expression, gives it to the evaluator, and starts another evaluator when one
# dies. Reading is a process's business of its own (a death is reported while the user thinks), evaluating too.

defmodule IEx.Server do
  @moduledoc """
  The process that holds the conversation of a shell.
  """

  @typedoc "The prompt's first word, what happens at the end of input, and what the evaluator starts with."
  @type run_opts :: [
          prefix: String.t(),
          on_eof: :stop_evaluator | :halt,
          env: Macro.Env.t(),
          binding: keyword,
          dot_iex: String.t() | nil
        ]

  # `parser_state` is what the expression before was, see `IEx.Parser`.
  defstruct parser_state: :value,
            counter: 1,
            prefix: "iex",
            on_eof: :stop_evaluator,
            evaluator_options: [],
            expand_fun: nil,
            # Whether the evaluator is a process of the program that has stopped.
            stopped?: false

  @doc """
  Holds a conversation in the calling process, until the input ends.

    * `:prefix` - the first word of the prompt, `"iex"` by default
    * `:on_eof` - `:halt` ends the machine at the end of input, `:stop_evaluator` (the default) returns
    * `:env` and `:binding` - the environment and the variables to begin with
    * `:dot_iex` - a file to evaluate first; an empty text for none
  """
  @spec run(run_opts) :: :ok
  def run(options) when is_list(options) do
    {:ok, _} = Application.ensure_all_started(:iex)
    Application.put_env(:iex, :started, true)
    Application.put_env(:iex, :server, self())

    state = %IEx.Server{
      prefix: Keyword.get(options, :prefix, "iex"),
      on_eof: Keyword.get(options, :on_eof, :stop_evaluator),
      evaluator_options: Keyword.take(options, [:env, :binding, :dot_iex]),
      expand_fun: &IEx.Autocomplete.expand/1
    }

    server = self()
    Process.put(:iex_server, server)
    reader = spawn_link(fn -> read_loop(server) end)
    Process.put(:iex_reader, reader)
    show_header()
    converse(state, nil)
    Application.delete_env(:iex, :server)
    Process.unlink(reader)
    Process.exit(reader, :kill)
    :ok
  end

  @doc """
  Asks the shell to change over to a process that has stopped at a place; `snippet` is shown.

  Returns the server that will send it what to evaluate.
  """
  @spec take_over(pid, String.t(), String.t()) :: {:ok, pid} | {:error, :no_iex | :refused}
  def take_over(process, place, snippet) do
    case Application.get_env(:iex, :server) do
      nil ->
        {:error, :no_iex}

      server ->
        monitor = Process.monitor(server)
        send(server, {:take_over, process, monitor, place, snippet})

        receive do
          {^monitor, :ok} -> Process.demonitor(monitor, [:flush]) && {:ok, server}
          {^monitor, :refused} -> Process.demonitor(monitor, [:flush]) && {:error, :refused}
          {:DOWN, ^monitor, _, _, _} -> {:error, :no_iex}
        end
    end
  end

  defp show_header do
    IO.puts(
      "Interactive Elixir (#{System.version()}) - press Ctrl+C to exit (type h() ENTER for help)"
    )
  end

  # One evaluator's life. `kept` is what the one before left behind when it was interrupted.
  defp converse(state, kept) do
    server = self()
    options = state.evaluator_options

    {evaluator, monitor} =
      spawn_monitor(fn -> IEx.Evaluator.start(server, options, kept) end)

    # Completion, which runs in the process that edits lines, asks it for variables.
    Application.put_env(:iex, :evaluator, evaluator)
    :io.setopts(expand_fun: state.expand_fun)

    receive do
      {:ready, ^evaluator} -> loop(state, "", evaluator, monitor)
      {:DOWN, ^monitor, _, _, reason} -> died(state, evaluator, reason)
    end
  end

  # `code`: the lines of an expression that has not come to its end.
  defp loop(state, code, evaluator, monitor) do
    ask_line(prompt(state, code))
    await_line(state, code, evaluator, monitor)
  end

  defp await_line(state, code, evaluator, monitor) do
    receive do
      {:line, line} ->
        took(line, state, code, evaluator, monitor)

      {:DOWN, ^monitor, _, _, reason} ->
        # The reader goes on with the line that it asked for.
        Process.put(:iex_asked, true)
        died(state, evaluator, reason)

      {:respawn, ^evaluator} ->
        respawn(state, evaluator, monitor)

      {:take_over, process, reference, place, snippet} ->
        # The line that has been asked for is the answer.
        IO.puts("")
        ask_to_pry(process, place, snippet)
        IO.write("Allow? [Yn] ")
        state = answer_to_pry(state, process, reference)
        loop(state, code, evaluator, monitor)

      {:kept, ^evaluator, kept} ->
        Process.put(:iex_kept, kept)
        await_line(state, code, evaluator, monitor)

      {:continued, ^evaluator} ->
        Process.put(:iex_asked, true)
        {:continued, state.counter}

      _stray ->
        await_line(state, code, evaluator, monitor)
    end
  end

  defp took(line, state, code, evaluator, monitor) when is_binary(line) do
    case IEx.Parser.parse(code <> line, line, state.counter, state.parser_state) do
      {:ok, quoted, text} ->
        remember(text)
        evaluate(%{state | parser_state: IEx.Parser.kind(quoted)}, quoted, evaluator, monitor)

      :incomplete ->
        loop(state, code <> line, evaluator, monitor)

      {:error, text, error} ->
        remember(text)
        IEx.Evaluator.print_error(:error, error, [])
        loop(%{state | parser_state: :failed}, "", evaluator, monitor)
    end
  end

  defp took({:error, :interrupted}, state, _code, evaluator, monitor),
    do: loop(state, "", evaluator, monitor)

  defp took(_eof_or_error, state, code, evaluator, monitor) do
    with true <- String.trim(code) != "",
         {:error, error} <- IEx.Parser.parse_last(code, state.counter) do
      IEx.Evaluator.print_error(:error, error, [])
    end

    case state.on_eof do
      :halt -> System.halt(0)
      :stop_evaluator -> stop(evaluator, monitor)
    end
  end

  defp evaluate(state, quoted, evaluator, monitor) do
    send(evaluator, {:eval, self(), quoted, state.counter})
    await_value(state, evaluator, monitor)
  end

  defp await_value(state, evaluator, monitor) do
    receive do
      {:evaluated, ^evaluator, {:failed, counter}} ->
        state = %{state | counter: max(counter, state.counter), parser_state: :failed}
        loop(state, "", evaluator, monitor)

      {:evaluated, ^evaluator, counter} ->
        loop(%{state | counter: max(counter, state.counter)}, "", evaluator, monitor)

      {:take_over, ^evaluator, reference, place, snippet} ->
        IO.puts(IEx.color(:eval_interrupt, stopped("Break reached: " <> place, snippet)))
        send(evaluator, {reference, :ok})
        loop(%{state | counter: state.counter + 1}, "", evaluator, monitor)

      {:take_over, process, reference, place, snippet} ->
        ask_to_pry(process, place, snippet)
        ask_line("Allow? [Yn] ")
        state |> answer_to_pry(process, reference) |> await_value(evaluator, monitor)

      {:continued, ^evaluator} ->
        {:continued, state.counter}

      {:kept, ^evaluator, kept} ->
        Process.put(:iex_kept, kept)
        await_value(state, evaluator, monitor)

      {:respawn, ^evaluator} ->
        respawn(state, evaluator, monitor)

      :interrupt ->
        Process.demonitor(monitor, [:flush])
        Process.exit(evaluator, :kill)

        IO.puts(
          IEx.color(
            :eval_interrupt,
            "** interrupted; the shell's process is a new one, its variables are kept"
          )
        )

        converse(state, Process.get(:iex_kept))

      {:DOWN, ^monitor, _, _, reason} ->
        died(state, evaluator, reason)
    end
  end

  ## Processes that have stopped

  defp ask_to_pry(process, place, snippet) do
    text = stopped("Request to pry #{inspect(process)} at #{place}", snippet)
    IO.puts(IEx.color(:eval_interrupt, text))
  end

  defp stopped(text, ""), do: text
  defp stopped(text, snippet), do: text <> "\n\n" <> snippet

  # Talks to the process, if the user wants that, until it goes on or dies.
  defp answer_to_pry(state, process, reference) do
    line =
      receive do
        {:line, line} -> line
      end

    if is_binary(line) and String.trim(line) in ["", "y", "Y", "yes", "Yes", "YES"] do
      IO.puts("")
      show_header()
      monitor = Process.monitor(process)
      send(process, {reference, :ok})

      case loop(%{state | stopped?: true, parser_state: :value}, "", process, monitor) do
        {:continued, counter} ->
          Process.demonitor(monitor, [:flush])
          %{state | counter: counter}

        :ok ->
          state
      end
    else
      send(process, {reference, :refused})
      state
    end
  end

  defp stop(evaluator, monitor) do
    Process.demonitor(monitor, [:flush])
    Process.exit(evaluator, :kill)
    :ok
  end

  defp respawn(state, evaluator, monitor) do
    stop(evaluator, monitor)
    IO.puts("")
    show_header()
    converse(%{state | counter: state.counter + 1}, nil)
  end

  defp died(%{stopped?: true} = state, process, _reason) do
    IO.puts(IEx.color(:eval_interrupt, "#{inspect(process)} has ended"))
    {:continued, state.counter}
  end

  defp died(state, evaluator, reason) do
    text = reason |> without_session_frames() |> Exception.format_exit()
    banner = "** (EXIT from #{inspect(evaluator)}) shell process exited with reason: " <> text
    IO.puts([IEx.color(:eval_error, banner), ?\n])
    show_header()
    Process.delete(:iex_kept)
    converse(%{state | parser_state: :value}, nil)
  end

  # What was typed here is on the screen.
  defp without_session_frames({error, [frame | _] = stacktrace}) when is_tuple(frame),
    do: {error, Enum.reject(stacktrace, &session_frame?/1)}

  defp without_session_frames(reason), do: reason

  defp session_frame?({_module, _function, _arity, location}), do: location[:file] == ~c"iex"
  defp session_frame?(_other), do: false

  ## Lines

  defp ask_line(prompt) do
    case Process.delete(:iex_asked) do
      true -> IO.write(prompt_text(prompt))
      nil -> send(Process.get(:iex_reader), {:read, prompt})
    end
  end

  # A prompt that stands in no line editor is printed again after the report of a death.
  defp prompt_text(prompt), do: if(IEx.CLI.terminal?(), do: "", else: prompt)

  defp read_loop(server) do
    receive do
      {:read, prompt} ->
        send(server, {:line, :io.get_line(prompt)})
        read_loop(server)
    end
  end

  defp remember(text) do
    if IEx.CLI.terminal?() and String.trim(text) != "" do
      :prim_tty.remember(String.trim_trailing(text, "\n"))
    end
  end

  defp prompt(state, "") do
    {setting, prefix} =
      if node() != :nonode@nohost,
        do: {:alive_prompt, state.prefix},
        else: {:default_prompt, state.prefix}

    prompt_with(setting, prefix, state.counter)
  end

  # Without a terminal nothing tells that an expression goes on.
  defp prompt(state, _code) do
    if IEx.CLI.terminal?(),
      do: prompt_with(:default_prompt, "...", state.counter),
      else: prompt(state, "")
  end

  defp prompt_with(setting, prefix, counter) do
    IEx.Config.get(setting)
    |> String.replace("%counter", Integer.to_string(counter))
    |> String.replace("%prefix", prefix)
    |> String.replace("%node", Atom.to_string(node()))
    |> Kernel.<>(" ")
  end
end
