# Compiles files together: each in a process of its own, which waits when it needs a module that another file defines. This
# process starts them, tells those who wait of modules that have been defined, and finds out when nobody can go on.

defmodule Kernel.ParallelCompiler do
  @moduledoc """
  Compiles and requires files in parallel.

  Files may be given in any order: where one needs a module of another while it compiles (because of `import`, `require`, a
  struct, or a call in the body of a module), it waits for it. Files that wait for each other are a deadlock and do not compile.

  ## Options

    * `:each_file` - called with the path of each file that has been compiled
    * `:each_long_compilation` - called with the path of each file that takes longer than `:long_compilation_threshold` seconds
    * `:each_module` - called with file, module and binary of each module that has been compiled
    * `:each_cycle` - called when the files have been compiled and nothing else has been done; it returns
      `{:compile, files, warnings}` if there is more to compile, or `{:runtime, modules, warnings}`
    * `:return_diagnostics` - whether warnings and errors are returned as maps (`t:Code.diagnostic/1`), which is what everybody should
      want: without it they are tuples
    * `:max_concurrency` - how many files compile at the same time
  """

  alias Kernel.ParallelCompiler.Worker

  @typedoc "What was found while compiling, and what was found when everything was there."
  @type info :: %{
          compile_warnings: [Code.diagnostic(:warning)],
          runtime_warnings: [Code.diagnostic(:warning)]
        }

  @typedoc "A warning without `return_diagnostics: true`."
  @type warning :: {file :: Path.t(), Code.position(), message :: String.t()}

  @typedoc "An error without `return_diagnostics: true`."
  @type error :: {file :: Path.t(), Code.position(), message :: String.t()}

  @typedoc "Options of `compile/2`."
  @type compile_opts :: keyword

  @typedoc "Options of `require/2`."
  @type require_opts :: keyword

  @doc """
  Runs the function in a task that may wait for modules.
  """
  @doc deprecated: "Use pmap/2 instead"
  @spec async((-> term)) :: Task.t()
  def async(fun) when is_function(fun, 0) do
    case :erlang.get(:elixir_compiler_info) do
      :undefined ->
        raise "cannot spawn parallel compiler task because the current file is not being compiled/required"

      _ ->
        Task.async(waiting_fun(fun))
    end
  end

  @doc """
  Maps a collection with a function, in parallel; the function may wait for modules that other files define.
  """
  @doc since: "1.16.0"
  @spec pmap(Enumerable.t(), (term -> result)) :: [result] when result: term
  def pmap(collection, fun) when is_function(fun, 1) do
    case :erlang.get(:elixir_compiler_info) do
      :undefined ->
        raise ArgumentError,
              "cannot spawn parallel compiler task because the current file is not being compiled/required"

      {parent, _} ->
        tasks = for element <- collection, do: Task.async(waiting_fun(fn -> fun.(element) end))
        send(parent, {__MODULE__, {:blocked, self(), length(tasks)}})

        try do
          Task.await_many(tasks, :infinity)
        after
          send(parent, {__MODULE__, {:unblocked, self(), length(tasks)}})
        end
    end
  end

  defp waiting_fun(fun) do
    info = :erlang.get(:elixir_compiler_info)

    fn ->
      :erlang.put(:elixir_compiler_info, info)
      :erlang.process_flag(:error_handler, Kernel.ErrorHandler)
      fun.()
    end
  end

  @doc """
  Compiles files. Returns the modules, and what there is to say.
  """
  @doc since: "1.6.0"
  @spec compile([Path.t()], compile_opts) ::
          {:ok, [module], [warning] | info}
          | {:error, [error] | [Code.diagnostic(:error)], [warning] | info}
  def compile(files, options \\ []) when is_list(options), do: run(files, :compile, options)

  @doc """
  Compiles files and writes the modules into a folder.
  """
  @doc since: "1.6.0"
  @spec compile_to_path([Path.t()], Path.t(), compile_opts) ::
          {:ok, [module], [warning] | info}
          | {:error, [error] | [Code.diagnostic(:error)], [warning] | info}
  def compile_to_path(files, path, options \\ []) when is_binary(path) and is_list(options) do
    run(files, {:compile, path}, options)
  end

  @doc """
  Runs files, scripts for example, that are not to be compiled again.
  """
  @doc since: "1.6.0"
  @spec require([Path.t()], require_opts) ::
          {:ok, [module], [warning] | info}
          | {:error, [error] | [Code.diagnostic(:error)], [warning] | info}
  def require(files, options \\ []) when is_list(options), do: run(files, :require, options)

  defp run(files, mode, options) do
    state = %{
      mode: mode,
      options: options,
      limit: options[:max_concurrency] || max(System.schedulers_online(), 2),
      queue: for(file <- files, do: Path.expand(file)),
      # pid => file, of those that have not come to an end
      running: %{},
      # {pid, reference, module, kind}, first come first
      waiting: [],
      blocked: %{},
      defining: %{},
      binaries: %{},
      finished: [],
      warnings: [],
      errors: []
    }

    result =
      try do
        loop(state)
      after
        flush()
      end

    if options[:return_diagnostics], do: result, else: as_tuples(result)
  end

  defp as_tuples(result) do
    IO.warn(
      "you must pass return_diagnostics: true when invoking Kernel.ParallelCompiler functions"
    )

    tuple = fn diagnostic -> {diagnostic.file, diagnostic.position, diagnostic.message} end

    case result do
      {:ok, modules, info} ->
        {:ok, modules, Enum.map(info.runtime_warnings ++ info.compile_warnings, tuple)}

      {:error, errors, info} ->
        {:error, Enum.map(errors, tuple),
         Enum.map(info.runtime_warnings ++ info.compile_warnings, tuple)}
    end
  end

  ## The loop

  defp loop(state) do
    waiting = length(state.waiting) + map_size(state.blocked)
    active = map_size(state.running) + helpers(state) - waiting

    cond do
      state.queue != [] and active < state.limit -> loop(start(state))
      state.queue == [] and state.running == %{} -> end_of_cycle(state)
      state.queue == [] and active <= 0 and state.waiting != [] -> resolve(state)
      true -> receive_one(state)
    end
  end

  # Tasks that a file has started, and waits for.
  defp helpers(state), do: state.blocked |> Map.values() |> Enum.sum()

  defp start(%{queue: [file | queue]} = state) do
    {pid, _monitor} = Worker.start(self(), file, state.mode)

    if state.options[:each_long_compilation] do
      threshold = state.options[:long_compilation_threshold] || 10
      Process.send_after(self(), {__MODULE__, {:slow, pid}}, threshold * 1000)
    end

    %{state | queue: queue, running: Map.put(state.running, pid, file)}
  end

  defp receive_one(state) do
    receive do
      {__MODULE__, event} ->
        handle(event, state)

      {:DOWN, _monitor, :process, pid, reason} when is_map_key(state.running, pid) ->
        file = state.running[pid]
        Worker.print_failure(file, :exit, reason, [])
        failed(state, [Worker.failure(file, :exit, reason, [])])
    end
  end

  defp handle({:waiting, pid, reference, module, kind}, state) do
    if is_map_key(state.binaries, module) do
      send(pid, {reference, :found})
      loop(state)
    else
      loop(%{state | waiting: state.waiting ++ [{pid, reference, module, kind}]})
    end
  end

  defp handle({:defining, pid, module}, state) do
    loop(%{state | defining: Map.put(state.defining, module, pid)})
  end

  defp handle({:defined, _pid, file, module, binary}, state) do
    if fun = state.options[:each_module], do: fun.(file, module, binary)
    {released, waiting} = Enum.split_with(state.waiting, &(elem(&1, 2) == module))
    for {pid, reference, _, _} <- released, do: send(pid, {reference, :found})

    loop(%{
      state
      | waiting: waiting,
        defining: Map.delete(state.defining, module),
        binaries: Map.put(state.binaries, module, binary)
    })
  end

  defp handle({:blocked, pid, count}, state) do
    loop(%{state | blocked: Map.put(state.blocked, pid, count)})
  end

  defp handle({:unblocked, pid, _}, state) do
    loop(%{state | blocked: Map.delete(state.blocked, pid)})
  end

  defp handle({:slow, pid}, state) do
    case state.running do
      %{^pid => file} -> state.options[:each_long_compilation].(file)
      %{} -> :ok
    end

    loop(state)
  end

  defp handle({:finished, pid, info}, state) do
    {file, running} = Map.pop!(state.running, pid)

    case state.options[:each_file] do
      nil -> :ok
      fun when is_function(fun, 1) -> fun.(file)
      fun when is_function(fun, 2) -> fun.(file, info)
    end

    loop(%{
      state
      | running: running,
        finished: [pid | state.finished],
        warnings: state.warnings ++ info.diagnostics
    })
  end

  defp handle({:reported, %{severity: :error} = diagnostic, text}, state) do
    loop(%{state | errors: [{diagnostic, text} | state.errors]})
  end

  defp handle({:reported, diagnostic, _text}, state) do
    loop(%{state | warnings: state.warnings ++ [diagnostic]})
  end

  defp handle({:failed, _pid, file, {kind, reason, stack}}, state) do
    for {_, text} <- state.errors, do: IO.write(:stderr, text)
    Worker.print_failure(file, kind, reason, stack)
    errors = for {diagnostic, _} <- Enum.reverse(state.errors), do: diagnostic
    failed(state, errors ++ [Worker.failure(file, kind, reason, stack)])
  end

  # Everybody waits. What nobody is about to define will not come; else they wait for each other. Who only wants to know whether the
  # target of an implementation is there goes on first, since others may wait for that implementation.
  defp resolve(state) do
    missing =
      Enum.filter(state.waiting, fn {_, _, module, _} ->
        not is_map_key(state.defining, module)
      end)

    target = fn {_, _, _, kind} -> kind == :target end
    soft = fn {_, _, _, kind} -> kind in [:soft, :target] end

    case Enum.find(missing, target) || Enum.find(missing, soft) || List.first(missing) ||
           Enum.find(state.waiting, soft) do
      nil ->
        deadlock(state)

      {pid, reference, module, _} = waiter ->
        reply = if is_map_key(state.defining, module), do: :deadlock, else: :not_found
        send(pid, {reference, reply})
        loop(%{state | waiting: List.delete(state.waiting, waiter)})
    end
  end

  defp deadlock(state) do
    waits =
      for {pid, _, module, kind} <- state.waiting,
          file = state.running[pid],
          do: {pid, file, module, kind}

    errors =
      for {pid, file, module, kind} <- waits do
        line = Worker.line(pid, file)
        message = "deadlocked waiting on #{kind} #{inspect(module)}"
        place = if line > 0, do: ":#{line}", else: ""

        IO.puts(:stderr, [
          "\n== Compilation error in file ",
          [Path.relative_to_cwd(file), place, " ==\n** (CompileError) ", message, ?\n]
        ])

        Worker.diagnostic(file, line, message, [])
      end

    IO.puts(:stderr, """

    Compilation failed because of a deadlock between files.
    The following files depended on the following modules:
    """)

    width =
      waits
      |> Enum.map(fn {_, file, _, _} -> String.length(Path.relative_to_cwd(file)) end)
      |> Enum.max()

    for {_, file, module, _} <- waits do
      IO.puts(:stderr, [
        "  ",
        String.pad_leading(Path.relative_to_cwd(file), width),
        " => ",
        inspect(module)
      ])
    end

    IO.puts(
      :stderr,
      "\nEnsure there are no compile-time dependencies between those files (such as structs or macros) " <>
        "and that the modules they reference exist and are correctly named\n"
    )

    failed(state, errors)
  end

  # The first failure ends it all.
  defp failed(state, errors) do
    for pid <- Map.keys(state.running) ++ state.finished, do: Worker.stop(pid)
    {:error, errors, %{compile_warnings: state.warnings, runtime_warnings: []}}
  end

  ## The end

  defp end_of_cycle(state) do
    case cycle(state) do
      {:compile, files, warnings} ->
        loop(%{
          state
          | queue: for(file <- files, do: Path.expand(file)),
            warnings: state.warnings ++ warnings
        })

      {:runtime, _modules, warnings} ->
        state = %{state | warnings: state.warnings ++ warnings}

        {found, errors} =
          state.finished |> Enum.reverse() |> Enum.map(&Worker.check/1) |> Enum.unzip()

        for pid <- state.finished, do: Worker.stop(pid)
        info = %{compile_warnings: state.warnings, runtime_warnings: Enum.concat(found)}
        checked(state, Enum.concat(errors), info)
    end
  end

  defp checked(state, [], info) do
    write(state)
    {:ok, state.binaries |> Map.keys() |> Enum.sort(), info}
  end

  defp checked(_, errors, info) do
    IO.puts(:stderr, "== Type checking failed with errors ==")
    {:error, errors, info}
  end

  defp cycle(state) do
    case state.options[:each_cycle] do
      nil ->
        {:runtime, [], []}

      fun ->
        case fun.() do
          {kind, _, _} = next when kind in [:compile, :runtime] -> next
          {:ok, _} -> {:runtime, [], []}
        end
    end
  end

  defp write(%{mode: {:compile, path}, binaries: binaries}) do
    File.mkdir_p!(path)

    for {module, binary} <- binaries do
      File.write!(Path.join(path, Atom.to_string(module) <> ".beam"), binary)
    end
  end

  defp write(_), do: :ok

  defp flush do
    receive do
      {__MODULE__, _} -> flush()
    after
      0 -> :ok
    end
  end

  @doc false
  @deprecated "Use Kernel.ParallelCompiler.compile/2 instead"
  def files(files, options \\ []), do: modules(compile(files, options))

  @doc false
  @deprecated "Use Kernel.ParallelCompiler.compile_to_path/2 instead"
  def files_to_path(files, path, options \\ []),
    do: modules(compile_to_path(files, path, options))

  defp modules({:ok, modules, _warnings}), do: modules
  defp modules({:error, _errors, _warnings}), do: exit({:shutdown, 1})

  @doc false
  @deprecated "Use Code.print_diagnostic/2 instead"
  def print_warning({file, position, message}) do
    Code.print_diagnostic(%{
      severity: :warning,
      file: file,
      source: file,
      position: position,
      message: message,
      stacktrace: [],
      span: nil
    })
  end
end
