# The command: what `vial` and `elixir` do with their arguments. The REPL, the test runner and the task runner have commands
# of their own (IEx.CLI, Mix.CLI), which this one calls.

defmodule :vial_cli do
  @moduledoc false

  @doc "Runs the command with its arguments and ends the machine."
  def main(arguments), do: main(arguments, "vial")

  @doc "As `main/1`, for a command called by that name."
  def main(arguments, name) do
    :erlang.group_leader(:user.start(), self())
    :standard_error.start()

    case Path.basename(name) do
      "iex" -> IEx.CLI.main(arguments)
      "mix" -> run_mix(arguments)
      "elixirc" -> Kernel.CompileCommand.main(arguments)
      "elixir" -> run(parse(arguments), false)
      _ -> run_vial(arguments)
    end
  end

  defp run_vial(["repl" | arguments]), do: IEx.CLI.main(arguments)
  defp run_vial(["mix" | arguments]), do: run_mix(arguments)

  defp run_vial([]) do
    if :prim_tty.isatty(:stdin) == true,
      do: IEx.CLI.main([]),
      else: run(%{parse(["-"]) | commands: [:standard_input_or_task]}, true)
  end

  defp run_vial(arguments), do: run(parse(arguments), true)

  defp run_mix(arguments) do
    System.argv(arguments)
    run_protected(fn -> Mix.CLI.main(arguments) end, true)
  end

  @doc "Runs what the options ask for, and then what is to follow in the same process: the shell's beginning."
  def run_before(arguments, fun) do
    config = parse(arguments)
    System.argv(config.arguments)

    run_protected(
      fn ->
        Enum.each(config.commands, &execute(&1, config, true))
        fun.()
      end,
      true
    )
  end

  defp parse(arguments),
    do: parse(arguments, %{commands: [], halt: true, arguments: [], errors: [], allow: nil})

  # Options end with the file to be run, or with `--`; what follows is for the program.
  defp parse(["--" | rest], config), do: %{config | arguments: rest}

  defp parse([option, expression | rest], config) when option in ["-e", "--eval"] do
    parse(rest, add(config, {:eval, expression}))
  end

  defp parse(["-r", pattern | rest], config), do: parse(rest, add(config, {:require, pattern}))
  defp parse(["-pr", pattern | rest], config), do: parse(rest, add(config, {:parallel, pattern}))

  defp parse(["-S", script | rest], config),
    do: %{add(config, {:script, script}) | arguments: rest}

  defp parse(["-pa", path | rest], config), do: parse(rest, add(config, {:prepend_path, path}))
  defp parse(["-pz", path | rest], config), do: parse(rest, add(config, {:append_path, path}))
  defp parse(["--no-halt" | rest], config), do: parse(rest, %{config | halt: false})

  defp parse([option | rest], config) when option in ["--color", "--no-color"] do
    Application.put_env(:elixir, :ansi_enabled, option == "--color")
    parse(rest, config)
  end

  defp parse([option, _ | rest], config)
       when option in [
              "--erl",
              "--cookie",
              "--sname",
              "--name",
              "--logger-otp-reports",
              "--logger-sasl-reports"
            ] do
    parse(rest, config)
  end

  defp parse(["--hidden" | rest], config), do: parse(rest, config)

  # What a program may do, if not everything.
  defp parse(["--deny-all" | rest], config), do: parse(rest, allow(config, []))

  defp parse(["--allow-" <> name | rest] = arguments, config) do
    {name, paths} =
      case String.split(name, "=", parts: 2) do
        [name] -> {name, true}
        [name, paths] -> {name, String.split(paths, ",", trim: true)}
      end

    case {name, paths} do
      {name, paths} when name in ["read", "write"] ->
        parse(rest, allow(config, [{String.to_existing_atom(name), paths}]))

      {"net", true} ->
        parse(rest, allow(config, [:network]))

      {"env", true} ->
        parse(rest, allow(config, [:environment]))

      {"run", true} ->
        parse(rest, allow(config, [:run]))

      _unknown ->
        fail("#{hd(arguments)} : Unknown option")
    end
  end

  defp parse(["--disassemble", file | rest], config) do
    parse(rest, add(config, {:disassemble, file}))
  end

  defp parse([option | _], config) when option in ["-v", "--version"], do: add(config, :version)
  defp parse(["--short-version" | _], config), do: add(config, :short_version)
  defp parse([option | _], config) when option in ["-h", "--help"], do: add(config, :help)

  defp parse(["-" | rest], %{commands: []} = config) do
    %{add(config, :standard_input) | arguments: rest}
  end

  defp parse([first | rest] = arguments, config) do
    if Enum.any?(config.commands, &match?({:eval, _}, &1)) do
      %{config | arguments: arguments}
    else
      %{add(config, {:file, first}) | arguments: rest}
    end
  end

  defp parse([], config), do: config

  defp add(config, command), do: %{config | commands: config.commands ++ [command]}

  # Paths of several options add up.
  defp allow(config, more) do
    allow =
      Enum.reduce(more, config.allow || [], fn
        {name, paths}, allow when is_list(paths) ->
          Keyword.update(allow, name, paths, &if(&1 == true, do: true, else: &1 ++ paths))

        {name, true}, allow ->
          Keyword.put(allow, name, true)

        name, allow ->
          Keyword.put(allow, name, true)
      end)

    %{config | allow: allow}
  end

  defp run(%{commands: []}, _) do
    IO.write(help())
    halt(1)
  end

  defp run(config, tasks?) do
    System.argv(config.arguments)
    config = if config.allow, do: found(config), else: config
    run = fn -> Enum.each(config.commands, &execute(&1, config, tasks?)) end
    run_protected(run, config.halt, config.allow)
  end

  # The program's own files are found before it is confined, which it may read.
  defp found(config) do
    commands =
      Enum.flat_map(config.commands, fn
        {kind, pattern} when kind in [:require, :parallel] ->
          for file <- matching_files(pattern), do: {:file, file}

        command ->
          [command]
      end)

    files = for {:file, file} <- commands, do: file
    %{allow(config, read: files) | commands: commands}
  end

  # The program runs in a process of its own, whose end is the end of the command.
  defp run_protected(fun, halt?, allow \\ nil) do
    parent = self()
    reference = make_ref()
    :erl_signal_handler.start()

    run = fn ->
      status =
        try do
          fun.()
          0
        catch
          :exit, reason when reason in [:normal, :shutdown] -> 0
          :exit, {:shutdown, status} when is_integer(status) -> status
          :exit, {:shutdown, _} -> 0
          kind, reason -> report(kind, reason, __STACKTRACE__)
        end

      # What a confined program has asked for at its end is done where it is confined.
      if allow do
        status = if status != 0 or halt?, do: at_exit(status), else: status
        flush_reports()
        send(parent, {reference, status})
        if status == 0 and not halt?, do: Process.sleep(:infinity)
      else
        send(parent, {reference, status})
      end
    end

    {pid, monitor} =
      if allow,
        do: Process.confine(run, allow: [:code, :halt | allow], grant: [parent], monitor: true),
        else: spawn_monitor(run)

    status =
      receive do
        {^reference, status} ->
          Process.demonitor(monitor, [:flush])
          status

        {:DOWN, ^monitor, _, _, reason} ->
          if allow, do: confined_ended(pid, reason), else: ended(pid, reason)
      end

    if status != 0 or halt?, do: halt(at_exit(status)), else: Process.sleep(:infinity)
  end

  # A struct would be printed by code of the program.
  defp confined_ended(_, reason) when reason in [:normal, :shutdown], do: 0

  defp confined_ended(pid, reason) do
    text = inspect(reason, structs: false)
    print_error(["** (EXIT from ", inspect(pid), ") ", text, ?\n])
    1
  end

  defp ended(_, reason) when reason in [:normal, :shutdown], do: 0
  defp ended(_, {:shutdown, status}) when is_integer(status), do: status
  defp ended(_, {:shutdown, _}), do: 0

  defp ended(pid, reason) do
    print_error([Exception.format_banner({:EXIT, pid}, reason, []), ?\n])
    1
  end

  # The hooks of `System.at_exit/1`, the last one first. They may add others, and change the status by an exit.
  defp at_exit(status) do
    case System.take_at_exit() do
      [] -> status
      hooks -> hooks |> Enum.reduce(status, &call_hook/2) |> at_exit()
    end
  end

  defp call_hook(hook, status) do
    hook.(status)
    status
  catch
    :exit, {:shutdown, new_status} when is_integer(new_status) ->
      new_status

    kind, reason ->
      report(kind, reason, __STACKTRACE__)
  end

  # What has been reported about processes is logged before the end.
  defp halt(status) do
    flush_reports()
    System.halt(status)
  end

  defp flush_reports, do: if(Process.whereis(:logger_proxy), do: :logger_proxy.flush())

  defp report(kind, reason, stacktrace) do
    {reason, stacktrace} = Exception.blame(kind, reason, stacktrace)
    stacktrace = stacktrace |> own_frames(reason) |> without_line(reason)
    banner = banner(kind, reason, stacktrace)
    print_error([banner, ?\n, Exception.format_stacktrace(stacktrace)])
    1
  end

  # What is known of the clauses of a function stands below the banner, indented as the stack trace is.
  defp banner(:error, %FunctionClauseError{args: [_ | _]} = error, _) do
    mark = fn
      text, true -> "+" <> text <> "+"
      text, false -> "-" <> text <> "-"
    end

    blamed = FunctionClauseError.blamed(error, &inspect(&1, pretty: true), mark)

    "** (FunctionClauseError) " <>
      FunctionClauseError.banner(error) <> "    " <> String.replace(blamed, "\n", "\n    ")
  end

  defp banner(:error, %FunctionClauseError{args: nil} = error, _),
    do: "** (FunctionClauseError) " <> FunctionClauseError.banner(error) <> "    "

  defp banner(kind, reason, stacktrace), do: Exception.format_banner(kind, reason, stacktrace)

  defp print_error(text), do: :io.put_chars(:standard_error, text)

  # What is below the program's first frame is the command's own business, and so is what is below the body of a module.
  defp own_frames(stacktrace, reason) do
    stacktrace
    |> Enum.reject(fn {module, _, _, _} ->
      module in [:prim_code, :prim_compile, :prim_module, Kernel.Definition]
    end)
    |> within_modules(is_struct(reason, CompileError))
    |> Enum.reverse()
    |> Enum.drop_while(fn
      {module, _, _, _} ->
        module in [:vial_cli, Code, Enum, :lists, :prim_compile, :timer, Module.Checker] or
          module in [Mix.CLI, Mix.Task, Mix.Tasks.Run]

      _ ->
        true
    end)
    |> Enum.reverse()
  end

  defp within_modules(stacktrace, compiled?) do
    case Enum.split_while(stacktrace, &(elem(&1, 0) != Kernel.ModuleDefinition)) do
      {all, []} ->
        all

      {[], [_ | below]} when not compiled? ->
        below

      {[], _} ->
        []

      {above, [_ | below]} ->
        above ++ (below |> Enum.filter(&module_body?/1) |> within_modules(true))
    end
  end

  defp module_body?({module, function, _, _}),
    do: function == :__MODULE__ or module == Kernel.ModuleDefinition

  # Of a function that has no clause for its arguments, the line is of no interest, unless it is an application's: all of its
  # clauses stand above.
  defp without_line(
         [{module, function, arity, location} | frames],
         %FunctionClauseError{module: module, function: function, args: [_ | _]}
       ),
       do: [{module, function, arity, kept_location(module, location)} | frames]

  defp without_line(stacktrace, _), do: stacktrace

  defp kept_location(module, location) do
    if Application.get_application(module), do: location, else: []
  end

  defp execute({:eval, expression}, _, _) do
    Code.eval_string(expression, [])
  end

  defp execute({:require, pattern}, _, _) do
    case matching_files(pattern) do
      [] -> fail("-r : No files matched pattern #{pattern}")
      files -> Enum.each(files, &Code.require_file/1)
    end
  end

  defp execute({:parallel, pattern}, _, _) do
    case matching_files(pattern) do
      [] -> fail("-pr : No files matched pattern #{pattern}")
      files -> Kernel.ParallelCompiler.require(files)
    end
  end

  defp execute({:script, script}, config, _) do
    case {script, System.find_executable(script)} do
      {"mix", _} -> Mix.CLI.main(config.arguments)
      {_, nil} -> fail("-S : Could not find executable #{script}")
      {_, file} -> Code.require_file(file)
    end
  end

  defp execute({:prepend_path, path}, _, _),
    do: Enum.each(matching_paths(path), &Code.prepend_path/1)

  defp execute({:append_path, path}, _, _),
    do: Enum.each(matching_paths(path), &Code.append_path/1)

  defp execute(:standard_input, _, _) do
    text = IO.read(:stdio, :eof)
    Code.compile_string(if(text == :eof, do: "", else: text), "stdin")
  end

  # Nothing is written to the command: within a project that asks for its default task.
  defp execute(:standard_input_or_task, _, _) do
    case IO.read(:stdio, :eof) do
      text when is_binary(text) and text != "" -> Code.compile_string(text, "stdin")
      _ -> if File.regular?("mix.exs"), do: run_task([])
    end
  end

  defp execute({:file, file}, config, tasks?) do
    cond do
      File.regular?(file) -> run_script(file, config)
      tasks? and task?(file) -> run_task([file | config.arguments])
      true -> fail("No file named #{file}")
    end
  end

  defp execute({:disassemble, file}, _, _) do
    for {module, _} <- Code.compile_file(file), do: IO.write(:prim_code.disassemble(module))
  end

  defp execute(:version, _, _) do
    IO.puts("Vial #{:prim_code.version()} (Elixir #{System.version()})")
  end

  defp execute(:short_version, _, _), do: IO.puts(System.version())
  defp execute(:help, _, _), do: IO.write(help())

  # A confined program leaves nothing behind.
  defp run_script(file, config) do
    if config.allow == nil, do: :prim_code.cache_script(Path.expand(file))
    Code.require_file(file)
  end

  # The task runner knows its own tasks and those of the project.
  defp task?(name) do
    name =~ ~r/^[a-z][A-Za-z0-9_.-]*$/ and Path.extname(name) not in [".ex", ".exs"]
  end

  defp run_task(arguments) do
    System.argv(arguments)
    Mix.CLI.main(arguments)
  end

  defp matching_files(pattern),
    do: pattern |> Path.expand() |> Path.wildcard() |> Enum.filter(&File.regular?/1)

  defp matching_paths(pattern), do: pattern |> Path.expand() |> Path.wildcard()

  defp fail(message) do
    IO.puts(:stderr, message)
    exit({:shutdown, 1})
  end

  defp help do
    """
    Usage: vial [OPTIONS] FILE [ARGUMENTS]
           vial COMMAND [ARGUMENTS]

      -e EXPR, --eval EXPR   evaluates an expression (*)
      -r FILE                runs the files that match the pattern (*)
      -pr FILE               the same, in parallel (*)
      -S SCRIPT              runs a script found in $PATH
      -pa PATH, -pz PATH     looks for compiled modules in PATH, first or last (*)
      --no-halt              goes on after the program has ended
      --deny-all             lets the program do nothing outside but print; --allow-read[=PATH,…],
                             --allow-write[=PATH,…], --allow-env, --allow-run and --allow-net do so
                             for all but what they name
      --color, --no-color    turns colours on or off
      --disassemble FILE     shows the bytecode of the file's modules
      -v, --version          shows the version; --short-version that of the language alone
      -h, --help             shows this
      -                      runs standard input

    Options marked (*) may be given more than once. What follows FILE or -- is for the program.

    Commands: repl, test, new, run, compile, format, help, and every other task of the task runner.
    Without arguments on a terminal: the REPL.
    """
  end
end
