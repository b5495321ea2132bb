# The functions that every session imports. What they show is put together in `IEx.Introspection` and `IEx.Info`.

defmodule IEx.Helpers do
  @moduledoc """
  What every session can call without a module's name.

  Documentation and values:

    * `h/1` - documentation: `h Enum`, `h Enum.map`, `h Enum.map/2`, `h if`
    * `b/1` - callbacks of a behaviour: `b GenServer`
    * `t/1` - types: `t Enum`, `t Enum.t`
    * `i/0`, `i/1` - what a value is; without an argument, the value before
    * `exports/1` - the functions and macros of a module
    * `source/1` - where a module or function is defined
    * `v/0`, `v/1` - values of before: `v()` the last, `v(3)` the third, `v(-2)` the one before the last

  Code:

    * `c/1`, `c/2` - compiles files
    * `r/1` - compiles the file of a module anew
    * `l/1` - loads a module's file anew
    * `recompile/0` - compiles the project, with `vial repl -S mix`
    * `import_file/1`, `import_file_if_available/1` - evaluates a file as `.iex.exs` is
    * `import_if_available/2`, `use_if_available/2` - `import` and `use` of what may be missing

  Stops:

    * `break!/1`, `break!/2`, `break!/4` - sets a breakpoint, `breaks/0` shows them, `reset_break/1` and `remove_breaks/0` undo them
    * `whereami/0`, `open/0` - where the process has stopped
    * `next/0`, `n/0`, `continue/0` - let it go on

  The system:

    * `flush/0` - shows the messages in the mailbox and takes them out
    * `pwd/0`, `cd/1`, `ls/0`, `ls/1` - the current directory and what is in it
    * `pid/1`, `pid/3`, `ref/1`, `ref/4` - process identifiers and references by their numbers
    * `process_info/1`, `runtime_info/0` - about a process and about the machine
    * `clear/0` - clears the screen
    * `respawn/0` - starts a new process for the shell, without its variables
  """

  import IEx, only: [dont_display_result: 0]

  ## Documentation and values

  @doc """
  Shows what the shell can do.
  """
  def h, do: IEx.Introspection.h(IEx.Helpers)

  @doc """
  Shows the documentation of a module, a function, a macro or all of a name: `h Enum`, `h Enum.map/2`, `h Enum.map`, `h if`.
  """
  defmacro h(term) do
    quote do: IEx.Introspection.h(unquote(IEx.Introspection.decompose(term, __CALLER__)))
  end

  @doc """
  Shows a behaviour's callbacks: `b GenServer`, or one with its documentation: `b GenServer.init`.
  """
  defmacro b(term) do
    quote do: IEx.Introspection.b(unquote(IEx.Introspection.decompose(term, __CALLER__)))
  end

  @doc """
  Shows a module's types: `t Enum`, or one with its documentation: `t Enum.t`.
  """
  defmacro t(term) do
    quote do: IEx.Introspection.t(unquote(IEx.Introspection.decompose(term, __CALLER__)))
  end

  @doc """
  Shows where a module or function is defined.
  """
  defmacro source(term) do
    quote do: IEx.Introspection.source(unquote(IEx.Introspection.decompose(term, __CALLER__)))
  end

  @doc """
  Opens the place where the process has stopped, see `open/1`.
  """
  def open do
    case Process.get(:iex_whereami) do
      nil -> IO.puts(IEx.color(:eval_error, "Pry session is not currently enabled"))
      env -> IEx.Introspection.open({env.file, env.line})
    end

    dont_display_result()
  end

  @doc """
  Opens a module or function in the editor that the variable `ELIXIR_EDITOR` or `EDITOR` names.

  In `ELIXIR_EDITOR`, `__FILE__` and `__LINE__` are replaced; without them `file:line` is the last argument.
  """
  defmacro open(term) do
    quote do: IEx.Introspection.open(unquote(IEx.Introspection.decompose(term, __CALLER__)))
  end

  @doc """
  Shows what a value is; without an argument, the value before.
  """
  def i(term \\ v(-1)) do
    protocols = protocols(term)

    implemented =
      if protocols == [],
        do: [],
        else: [{"Implemented protocols", Enum.map_join(protocols, ", ", &inspect/1)}]

    for {title, text} <-
          [{"Term", inspect(term, IEx.inspect_opts())}] ++ IEx.Info.info(term) ++ implemented do
      IO.puts(IEx.color(:eval_result, title))
      IO.puts(IEx.color(:eval_info, "  " <> String.replace(text, "\n", "\n  ")))
    end

    dont_display_result()
  end

  # A protocol that falls back to Any says little of a value.
  defp protocols(term) do
    found =
      for {module, _file, loaded?} <- :code.all_available(),
          "Elixir." <> _ = name <- [to_string(module)],
          not String.contains?(name, "Any"),
          module = String.to_atom(name),
          loaded? or
            name in [
              "Elixir.Enumerable",
              "Elixir.Collectable",
              "Elixir.Inspect",
              "Elixir.String.Chars",
              "Elixir.List.Chars",
              "Elixir.JSON.Encoder",
              "Elixir.IEx.Info"
            ],
          Code.ensure_loaded?(module),
          function_exported?(module, :__protocol__, 1),
          implementation = module.impl_for(term),
          implementation != nil,
          not String.ends_with?(Atom.to_string(implementation), ".Any") or
            module in [Inspect, IEx.Info],
          uniq: true,
          do: module

    Enum.sort(found)
  end

  @doc """
  Shows the functions and macros of a module.
  """
  def exports(module \\ Kernel) do
    module
    |> IEx.Introspection.exports()
    |> Enum.map(fn {name, arity} -> "#{name}/#{arity}" end)
    |> print_table()

    dont_display_result()
  end

  @doc """
  Returns a value of before: by its number, or counted from the last with a negative one.
  """
  def v(n \\ -1) do
    IEx.History.nth(history(), n)
  end

  defp history, do: Process.get(:iex_history) || IEx.History.init()

  ## Code

  @doc """
  Compiles files and returns their modules. With a directory, the compiled modules are written there; `:in_memory` is the
  default.
  """
  def c(files, path \\ :in_memory) when is_binary(path) or path == :in_memory do
    files = List.wrap(files)
    {found, missing} = Enum.split_with(files, &File.exists?/1)
    if missing != [], do: raise(ArgumentError, "could not find files #{Enum.join(missing, ", ")}")

    modules =
      for file <- found, {module, binary} <- Code.compile_file(file) do
        if path != :in_memory, do: write_module(path, module, binary)
        module
      end

    Enum.sort(modules)
  end

  defp write_module(path, module, binary) do
    File.mkdir_p!(path)
    File.write!(Path.join(path, "#{module}.beam"), binary)
  end

  @doc """
  Compiles the file of a module, or of several, anew.
  """
  def r(module_or_modules) do
    modules = List.wrap(module_or_modules)

    sources = for module <- modules, uniq: true, do: source_file(module)

    {:reloaded,
     sources |> Enum.flat_map(&Code.compile_file/1) |> Enum.map(&elem(&1, 0)) |> Enum.sort()}
  end

  defp source_file(module) do
    unless Code.ensure_loaded?(module),
      do: raise(ArgumentError, "could not load nor find module: #{inspect(module)}")

    source = to_string(module.module_info(:compile)[:source])

    unless File.regular?(source),
      do: raise(ArgumentError, "could not find source (#{source}) for module: #{inspect(module)}")

    source
  end

  @doc """
  Loads a module's compiled file anew.
  """
  def l(module) when is_atom(module) do
    :code.purge(module)
    :code.load_file(module)
  end

  @doc """
  Compiles the project of the directory, where the shell was started with `-S mix`.
  """
  def recompile(options \\ []) do
    if Code.ensure_loaded?(Mix.Project) and Mix.Project.get() != nil do
      if options[:force], do: Mix.Task.run("compile", ["--force"])

      for task <- ["compile", "compile.all", "compile.elixir"], do: Mix.Task.reenable(task)

      case Mix.Task.run("compile") do
        {result, _diagnostics} -> result
        result -> result
      end
    else
      IO.puts(IEx.color(:eval_error, "Mix is not running. Please start IEx with: iex -S mix"))
      :error
    end
  end

  @doc """
  Evaluates a file in the shell's environment: its variables, aliases and imports stay.
  """
  defmacro import_file(path) when is_binary(path), do: file_quoted(path, false)

  @doc """
  As `import_file/1`; does nothing if there is no such file.
  """
  defmacro import_file_if_available(path) when is_binary(path), do: file_quoted(path, true)

  defp file_quoted(path, optional?) do
    path = Path.expand(path)

    if not optional? or File.exists?(path) do
      path |> File.read!() |> Code.string_to_quoted!(file: path)
    end
  end

  @doc """
  Imports a module if there is one.
  """
  defmacro import_if_available(module, options \\ []) do
    if module |> Macro.expand(__CALLER__) |> Code.ensure_loaded?() do
      quote do: import(unquote(module), unquote(options))
    end
  end

  @doc """
  Uses a module if there is one.
  """
  defmacro use_if_available(module, options \\ []) do
    if module |> Macro.expand(__CALLER__) |> Code.ensure_loaded?() do
      quote do: use(unquote(module), unquote(options))
    end
  end

  ## Stops

  @doc """
  Sets a breakpoint, see `IEx.break!/2`.
  """
  defmacro break!(ast, stops \\ 1) do
    quote do
      require IEx
      IEx.break!(unquote(ast), unquote(stops))
    end
  end

  @doc """
  Sets a breakpoint of a function, see `IEx.break!/4`.
  """
  defdelegate break!(module, function, arity, stops \\ 1), to: IEx

  @doc """
  Shows the breakpoints.
  """
  def breaks do
    case IEx.Pry.breaks() do
      [] -> IO.puts(IEx.color(:eval_info, "No breakpoints set"))
      breaks -> breaks |> Enum.map(&break_row/1) |> print_breaks()
    end

    dont_display_result()
  end

  defp break_row({id, module, {function, arity}, pending}),
    do: [
      Integer.to_string(id),
      Exception.format_mfa(module, function, arity),
      Integer.to_string(pending)
    ]

  defp print_breaks(rows) do
    titles = ["ID", "Module.function/arity", "Pending stops"]

    widths =
      for column <- Enum.zip([titles | rows]),
          do: column |> Tuple.to_list() |> Enum.map(&String.length/1) |> Enum.max()

    row = fn texts -> Enum.zip_with(texts, widths, &[?\s, String.pad_trailing(&1, &2), "  "]) end
    rule = for width <- widths, do: [String.duplicate("-", width + 2), ?\s]

    lines =
      for line <- [row.(titles), rule | Enum.map(rows, row)],
          do: [line |> IO.iodata_to_binary() |> String.trim_trailing(), ?\n]

    IO.puts([?\n | lines])
  end

  @doc """
  Lets a breakpoint, told by its number, stop no more.
  """
  defdelegate reset_break(id), to: IEx.Pry

  @doc """
  Lets the breakpoint of a function stop no more.
  """
  defdelegate reset_break(module, function, arity), to: IEx.Pry

  @doc """
  Removes all breakpoints.
  """
  defdelegate remove_breaks(), to: IEx.Pry

  @doc """
  Removes the breakpoints of a module.
  """
  defdelegate remove_breaks(module), to: IEx.Pry

  @doc """
  Shows where the process has stopped, with some lines around.
  """
  def whereami(radius \\ 2) do
    case Process.get(:iex_whereami) do
      nil -> IO.puts(IEx.color(:eval_error, "Pry session is not currently enabled"))
      env -> IEx.Pry.whereami(env, radius)
    end

    dont_display_result()
  end

  @doc """
  Lets the process that has stopped go on.
  """
  def continue do
    if Process.get(:iex_whereami),
      do: Process.put(:iex_continue, true),
      else: IO.puts(IEx.color(:eval_error, "Pry session is not currently enabled"))

    dont_display_result()
  end

  @doc """
  Lets the process that has stopped go on to the next expression of a function with a breakpoint.
  """
  def next do
    if env = Process.get(:iex_whereami), do: IEx.Pry.step(env)
    continue()
  end

  @doc """
  The same as `next/0`.
  """
  def n, do: next()

  ## The system

  @doc """
  Shows the messages that were sent to the shell and takes them out of its mailbox.
  """
  def flush, do: flush(IEx.inspect_opts())

  defp flush(options) do
    receive do
      message ->
        message |> inspect(options) |> IO.puts()
        flush(options)
    after
      0 -> :ok
    end
  end

  @doc """
  Shows the current directory.
  """
  def pwd do
    IO.puts(IEx.color(:eval_info, File.cwd!()))
    dont_display_result()
  end

  @doc """
  Changes the current directory.
  """
  def cd(directory) when is_binary(directory) do
    case directory |> Path.expand() |> File.cd() do
      :ok -> pwd()
      {:error, _reason} -> IO.puts(IEx.color(:eval_error, "No directory #{directory}"))
    end

    dont_display_result()
  end

  @doc """
  Shows what is in a directory, the current one by default.
  """
  def ls(path \\ ".") when is_binary(path) do
    path = Path.expand(path)

    case File.ls(path) do
      {:ok, names} ->
        names |> Enum.sort() |> print_table(&item(Path.join(path, &1), &2))

      {:error, :enoent} ->
        IO.puts(IEx.color(:eval_error, "No such file or directory #{path}"))

      {:error, :enotdir} ->
        IO.puts(IEx.color(:eval_info, path))

      {:error, reason} ->
        IO.puts(IEx.color(:eval_error, "#{:file.format_error(reason)}: #{path}"))
    end

    dont_display_result()
  end

  defp item(path, text) do
    case File.stat(path) do
      {:ok, %{type: :directory}} -> IEx.color(:ls_directory, text)
      {:ok, %{type: :device}} -> IEx.color(:ls_device, text)
      _other -> text
    end
  end

  defp print_table(texts, format \\ fn _text, padded -> padded end)
  defp print_table([], _format), do: :ok

  defp print_table(texts, format) do
    width = texts |> Enum.map(&String.length/1) |> Enum.max() |> Kernel.+(5)

    for row <- Enum.chunk_every(texts, div(79, width) + 1) do
      IO.puts(Enum.map(row, &format.(&1, String.pad_trailing(&1, width))))
    end
  end

  @doc """
  Clears the screen.
  """
  def clear do
    if IO.ANSI.enabled?(),
      do: IO.write([IO.ANSI.home(), IO.ANSI.clear()]),
      else:
        IO.puts("Cannot clear the screen because ANSI escape codes are not enabled on this shell")

    dont_display_result()
  end

  @doc """
  Starts a new process for the shell; variables are gone.
  """
  def respawn do
    if Process.get(:iex_whereami), do: continue(), else: respawn_shell()
  end

  defp respawn_shell do
    send(Process.get(:iex_server), {:respawn, self()})
    Process.sleep(:infinity)
  end

  @doc """
  Returns the process identifier that is written so, as in `pid("0.21.32")`.

      iex> IEx.Helpers.pid("0.21.32") |> is_pid()
      true

  """
  def pid("#PID" <> text), do: :erlang.list_to_pid(~c"" ++ String.to_charlist(text))
  def pid("<" <> _ = text), do: :erlang.list_to_pid(String.to_charlist(text))

  def pid(text) when is_binary(text),
    do: :erlang.list_to_pid(~c"<" ++ String.to_charlist(text) ++ ~c">")

  @doc """
  Returns the process identifier of three numbers.

      iex> IEx.Helpers.pid(0, 21, 32) |> is_pid()
      true

  """
  def pid(x, y, z)
      when is_integer(x) and x >= 0 and is_integer(y) and y >= 0 and is_integer(z) and z >= 0,
      do: pid("#{x}.#{y}.#{z}")

  @doc """
  Returns the reference that is written so, as in `ref("0.1.2.3")`.

      iex> IEx.Helpers.ref("0.1.2.3") |> is_reference()
      true

  """
  def ref("#Ref" <> text), do: :erlang.list_to_ref(~c"#Ref" ++ String.to_charlist(text))

  def ref(text) when is_binary(text),
    do: :erlang.list_to_ref(~c"#Ref<" ++ String.to_charlist(text) ++ ~c">")

  @doc """
  Returns the reference of four numbers.

      iex> IEx.Helpers.ref(0, 1, 2, 3) |> is_reference()
      true

  """
  def ref(w, x, y, z) when is_integer(w) and is_integer(x) and is_integer(y) and is_integer(z),
    do: ref("#{w}.#{x}.#{y}.#{z}")

  @doc """
  Returns the port that is written so, as in `port("0.4")`.

      iex> IEx.Helpers.port("0.4") |> is_port()
      true

  """
  def port("#Port" <> _ = text), do: :erlang.list_to_port(String.to_charlist(text))
  def port(text) when is_binary(text), do: port("#Port<" <> text <> ">")

  @doc """
  Returns the port of two numbers.

      iex> IEx.Helpers.port(0, 4) |> is_port()
      true

  """
  def port(major, minor)
      when is_integer(major) and major >= 0 and is_integer(minor) and minor >= 0,
      do: port("#{major}.#{minor}")

  @doc """
  Shows what is known of a process.
  """
  def process_info(pid) when is_pid(pid) do
    case Process.info(pid) do
      nil ->
        IO.puts(
          IEx.color(
            :eval_error,
            "Failed to get process info. Either the process was not found or is not alive."
          )
        )

      info ->
        heading("Process #{inspect(pid)}", "# ")

        rows(
          "Overview",
          for(
            key <- [
              :initial_call,
              :current_function,
              :registered_name,
              :status,
              :message_queue_len,
              :group_leader,
              :priority,
              :trap_exit,
              :reductions
            ],
            do: {title(key), inspect(info[key])}
          )
        )

        rows(
          "Memory",
          for(
            key <- [:total_heap_size, :heap_size, :stack_size],
            words = info[key],
            do: {title(key), bytes(words * 8)}
          )
        )
    end

    dont_display_result()
  end

  @doc """
  Shows what is known of the machine: versions, memory, limits.
  """
  def runtime_info, do: runtime_info([:system, :memory, :limits])

  @doc """
  As `runtime_info/0` for some topics: `:system`, `:memory`, `:limits`.
  """
  def runtime_info(topics) do
    topics |> List.wrap() |> Enum.each(&topic/1)
    dont_display_result()
  end

  defp topic(:system) do
    rows("System and architecture", [
      {"Elixir version", System.version()},
      {"Vial version", "#{:prim_code.version()}"},
      {"Compiled for", "#{:erlang.system_info(:system_architecture)}"},
      {"Schedulers", inspect(:erlang.system_info(:schedulers))},
      {"Schedulers online", inspect(:erlang.system_info(:schedulers_online))}
    ])
  end

  defp topic(:memory) do
    rows("Memory", for({key, value} <- :erlang.memory(), do: {title(key), bytes(value)}))
  end

  defp topic(:limits) do
    {milliseconds, _} = :erlang.statistics(:wall_clock)

    rows("Statistics / limits", [
      {"Uptime", "#{div(milliseconds, 1000)} seconds"},
      {"Run queue", inspect(:erlang.statistics(:total_run_queue_lengths))},
      usage("Atoms", :atom_count, :atom_limit),
      usage("Processes", :process_count, :process_limit)
    ])
  end

  defp topic(other), do: raise(ArgumentError, "topic #{inspect(other)} is not supported")

  defp usage(title, count, limit) do
    {count, limit} = {:erlang.system_info(count), :erlang.system_info(limit)}
    {title, "#{count} / #{limit} (#{div(count * 100, limit)}% used)"}
  end

  defp heading(text, mark), do: IO.puts([?\n, IEx.color(:doc_title, mark <> text), ?\n])

  defp rows(title, rows) do
    heading(title, "## ")
    for {name, value} <- rows, do: IO.puts([String.pad_trailing(name, 21), value])
    :ok
  end

  defp title(key),
    do:
      key
      |> Atom.to_string()
      |> String.replace("_", " ")
      |> String.capitalize()
      |> String.replace("queue len", "queue length")

  defp bytes(count) when count < 1024, do: "#{count} B"
  defp bytes(count) when count < 1024 * 1024, do: "#{div(count, 1024)} KB"
  defp bytes(count), do: "#{div(count, 1024 * 1024)} MB"
end
