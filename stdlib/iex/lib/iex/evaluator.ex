# The process that evaluates: `self()` of a session. It keeps variables, environment and the values of before, and shows values
# and errors. When it dies, all that dies with it.

defmodule IEx.Evaluator do
  @moduledoc false

  @doc """
  Evaluates what the server sends. `kept` is what an evaluator that was interrupted left: `{binding, env, history}`.
  """
  def start(server, options, kept) do
    state = initial(server, options, kept)
    state = if kept, do: state, else: load_dot_iex(state, options)
    send(server, {:ready, self()})
    loop(state)
  end

  @doc """
  Evaluates what the server sends in a process that has stopped, with its variables, until the user lets it go on.
  """
  def pry(server, binding, env) do
    outer = for key <- [:iex_server, :iex_history, :iex_whereami], do: {key, Process.get(key)}
    own? = Process.get(:iex_server) == server
    Process.put(:iex_whereami, env)
    unless own?, do: Process.put(:iex_history, IEx.History.init())

    inside = Code.env_for_eval(file: env.file, line: env.line)
    inside = Map.merge(inside, Map.take(env, [:aliases, :requires, :functions, :macros]))
    helpers = quote(do: import(IEx.Helpers, warn: false))
    {_, binding, inside} = Code.eval_quoted_with_env(helpers, binding, inside)
    :continue = server |> new_state(binding, inside) |> loop()

    for {key, value} <- outer,
        do: if(value, do: Process.put(key, value), else: Process.delete(key))

    unless own?, do: send(server, {:continued, self()})
    :ok
  end

  defp initial(server, _options, {binding, env, history}) do
    Process.put(:iex_history, history)
    new_state(server, binding, env)
  end

  defp initial(server, options, nil) do
    Process.put(:iex_history, IEx.History.init())
    env = options[:env] || Code.env_for_eval(file: "iex", line: 1)
    binding = options[:binding] || []
    helpers = quote(do: import(IEx.Helpers, warn: false))
    {_, binding, env} = Code.eval_quoted_with_env(helpers, binding, env)
    new_state(server, binding, env)
  end

  defp new_state(server, binding, env) do
    Process.put(:iex_server, server)
    %{server: server, binding: binding, env: env, kept: nil}
  end

  defp loop(state) do
    receive do
      {:eval, server, quoted, counter} when server == state.server ->
        {counter, state} = evaluate(quoted, counter, state)

        if Process.delete(:iex_continue) do
          :continue
        else
          state = keep(state)
          send(server, {:evaluated, self(), counter})
          loop(state)
        end

      {:fields_from_env, from, reference, fields} ->
        send(from, {reference, Map.take(state.env, fields)})
        loop(state)

      {:value_from_binding, from, reference, name} ->
        send(from, {reference, Keyword.fetch(state.binding, name)})
        loop(state)

      {:names_from_binding, from, reference} ->
        send(from, {reference, for({name, _} when is_atom(name) <- state.binding, do: name)})
        loop(state)
    end
  end

  # An evaluation that is interrupted costs its process: the server then starts another with what it kept last.
  defp keep(state) do
    kept = {state.binding, state.env, Process.get(:iex_history)}

    if IEx.CLI.terminal?() and kept !== state.kept do
      send(state.server, {:kept, self(), kept})
      %{state | kept: kept}
    else
      state
    end
  end

  ## The dot file

  defp load_dot_iex(state, options) do
    case options[:dot_iex] || IEx.Config.get(:dot_iex) || dot_iex() do
      none when none in [nil, ""] -> state
      path -> evaluate_file(path, state)
    end
  end

  defp dot_iex do
    Enum.find([".iex.exs", Path.join(System.user_home() || "/", ".iex.exs")], &File.regular?/1)
  end

  defp evaluate_file(path, state) do
    path = Path.expand(path)
    env = %{state.env | file: path, line: 1}
    quoted = path |> File.read!() |> Code.string_to_quoted!(file: path)
    {_, binding, env} = Code.eval_quoted_with_env(quoted, state.binding, env)
    %{state | binding: binding, env: %{env | file: "iex", line: 1}}
  catch
    kind, error ->
      IO.puts(:stderr, "Error while evaluating: #{path}")
      print_error(kind, error, __STACKTRACE__)
      System.halt(1)
  end

  ## Expressions

  defp evaluate(quoted, counter, state) do
    variables = for {name, _} when is_atom(name) <- state.binding, do: name
    quoted = IEx.Parser.call_names(quoted, variables, state.env)

    {value, binding, env} =
      Code.eval_quoted_with_env(quoted, state.binding, %{state.env | line: counter})

    show(value)
    history = IEx.History.append(Process.get(:iex_history), value, IEx.Config.get(:history_size))
    Process.put(:iex_history, history)
    # A stop in between has evaluated in another file.
    {counter + 1, %{state | binding: binding, env: %{env | file: state.env.file, line: 1}}}
  catch
    kind, error ->
      print_error(kind, error, __STACKTRACE__)
      {{:failed, counter}, state}
  end

  defp show(value) do
    unless value == IEx.dont_display_result() do
      IO.puts(IEx.color(:eval_result, inspect(value, IEx.inspect_opts())))
    end
  end

  ## Errors

  @doc "Shows what went wrong, without the frames of the shell itself."
  def print_error(
        :error,
        %CompileError{file: "iex", description: "cannot compile file (errors have been logged)"},
        _stacktrace
      ) do
    banner = "** (CompileError) cannot compile code (errors have been logged)"
    IO.puts([IEx.color(:eval_error, banner), ?\n])
  end

  def print_error(kind, error, stacktrace) do
    error = Exception.normalize(kind, error, stacktrace)
    {blamed, stacktrace} = Exception.blame(kind, error, stacktrace)
    IO.write([banner(kind, error, blamed, stacktrace), ?\n | trace(own_frames(stacktrace))])
  end

  defp banner(kind, error, %FunctionClauseError{} = blamed, stacktrace) do
    banner = Exception.format_banner(kind, error, stacktrace)

    blame = FunctionClauseError.blamed(blamed, &inspect(&1, IEx.inspect_opts()), &mark/1)
    [IEx.color(:eval_error, banner), "    ", String.replace(blame, "\n", "\n    ")]
  end

  defp banner(kind, _error, blamed, stacktrace),
    do: IEx.color(:eval_error, Exception.format_banner(kind, blamed, stacktrace))

  defp mark(text),
    do: if(IEx.Config.colors?(), do: IEx.color(:blame_diff, text), else: "-" <> text <> "-")

  defp trace([]), do: []

  defp trace(frames) do
    lines = for frame <- frames, do: ["    ", Exception.format_stacktrace_entry(frame), ?\n]
    [IEx.color(:stack_info, IO.chardata_to_string(lines))]
  end

  defp own_frames(stacktrace) do
    stacktrace
    |> Enum.reverse()
    |> Enum.drop_while(fn {module, _, _, _} -> module not in [IEx.Evaluator, IEx.Server] end)
    |> case do
      [] -> Enum.reverse(stacktrace)
      frames -> frames
    end
    |> Enum.drop_while(fn {module, _, _, _} -> internal?(module) end)
    |> Enum.reverse()
    |> Enum.reject(fn {module, _, _, _} ->
      module in [:prim_code, :prim_compile, :prim_module, Module.Checker]
    end)
  end

  defp internal?(module),
    do: module in [IEx.Evaluator, IEx.Server, IEx.Parser, Code, :prim_code, :prim_compile]
end
