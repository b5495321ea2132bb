# Which applications are loaded and which run. The specifications and the environment live in a table that everybody reads; who
# starts and stops is serialised by one process, which the first change starts: a program without applications has none.

defmodule :application_controller do
  @moduledoc false

  @table :ac_tab

  # The applications of the library itself, which have no files: what they need, who starts them and knows their environment,
  # and what runs from the beginning.
  @built_in [
    kernel: {~c"ERTS  CXC 138 10", ~c"11.0.4", []},
    stdlib: {~c"ERTS  CXC 138 10", ~c"8.1", [:kernel]},
    compiler: {~c"ERTS  CXC 138 10", ~c"10.0.6", [:kernel, :stdlib]},
    crypto: {~c"CRYPTO", ~c"5.9", [:kernel, :stdlib]},
    elixir: {~c"elixir", :elixir, [:kernel, :stdlib, :compiler]},
    logger: {~c"logger", :elixir, [:kernel, :stdlib, :elixir]},
    eex: {~c"eex", :elixir, [:kernel, :stdlib, :elixir]},
    ex_unit: {~c"ex_unit", :elixir, [:kernel, :stdlib, :elixir], ExUnit},
    iex: {~c"iex", :elixir, [:kernel, :stdlib, :elixir]},
    mix: {~c"mix", :elixir, [:kernel, :stdlib, :elixir]},
    sasl: {~c"SASL  CXC 138 11", ~c"4.4", [:kernel, :stdlib]},
    runtime_tools: {~c"RUNTIME_TOOLS", ~c"2.4", [:kernel, :stdlib]},
    tools: {~c"DEVTOOLS  CXC 138 16", ~c"4.2", [:kernel, :stdlib]},
    syntax_tools: {~c"Syntax tools", ~c"4.0.2", [:kernel, :stdlib]}
  ]

  @running [:logger, :elixir, :compiler, :stdlib, :kernel]

  ## The table: {{:env, app, key}, value}, {{:spec, app}, keyword}, {{:running, app}, master, type}

  @doc "The value of a key in an application's environment: `{:ok, value}` or `:undefined`."
  def get_env(app, key) do
    case lookup({:env, app, key}) do
      [{_key, value}] -> {:ok, value}
      [] -> :undefined
    end
  end

  def set_env(app, key, value) do
    table()
    :ets.insert(@table, {{:env, app, key}, value})
    :ok
  end

  def unset_env(app, key) do
    if table?(), do: :ets.delete(@table, {:env, app, key})
    :ok
  end

  def get_all_env(app) do
    for [key, value] <- match({{:env, app, :"$1"}, :"$2"}), do: {key, value}
  end

  def get_spec(app) do
    case lookup({:spec, app}) do
      [{_key, spec}] -> {:ok, spec}
      [] when app in @running -> {:ok, built_in(app)}
      [] -> :undefined
    end
  end

  def loaded do
    own = for app <- @running, lookup({:spec, app}) == [], do: description(app, built_in(app))
    loaded = for [app, spec] <- match({{:spec, :"$1"}, :"$2"}), do: description(app, spec)
    loaded ++ own
  end

  def running do
    own = for app <- @running, do: description(app, built_in(app))

    started =
      for [app, number, _master] <- match({{:running, :"$1"}, :"$2", :"$3", :_}),
          do: {number, app}

    for(
      {_number, app} <- started |> :lists.sort() |> :lists.reverse(),
      do: description(app, spec(app))
    ) ++ own
  end

  defp spec(app) do
    {:ok, spec} = get_spec(app)
    spec
  end

  def running?(app), do: app in @running or lookup({:running, app}) != []

  def master(app) do
    case lookup({:running, app}) do
      [{_key, _number, master, _type}] -> master
      [] -> :undefined
    end
  end

  # The process above an application's tree; `:undefined` without one.
  def get_master(app) do
    case master(app) do
      :none -> :undefined
      master -> master
    end
  end

  @doc "What is loaded, being started, running, and what waits for a permission."
  def info do
    {starting, waiting} = call(:info)
    started = for [app, type] <- match({{:running, :"$1"}, :_, :_, :"$2"}), do: {app, type}

    [
      loaded: loaded(),
      loading: [],
      started: started ++ for(app <- @running, do: {app, :temporary}),
      start_p_false: waiting,
      running: for({app, _type} <- started, do: {app, get_master(app)}),
      starting: starting
    ]
  end

  @doc "The application whose group leader this is."
  def by_master(pid) do
    case match({{:running, :"$1"}, :_, pid, :_}) do
      [[app]] -> {:ok, app}
      [] -> :undefined
    end
  end

  @doc "The application that a module belongs to."
  def by_module(module) do
    loaded = for [app, spec] <- match({{:spec, :"$1"}, :"$2"}), module in spec[:modules], do: app

    case loaded do
      [app | _] -> {:ok, app}
      [] -> if :code.which(module) == :preloaded, do: library(module), else: :undefined
    end
  end

  # Modules of the machine itself are of no application.
  @machine ~w(erlang erts_internal init atomics counters persistent_term zlib erl_tracer)a

  defp library(module) when module in @machine, do: :undefined
  defp library(module), do: {:ok, application(module)}

  defp application(module) do
    case :erlang.atom_to_binary(module) do
      "Elixir.Mix" <> _ ->
        :mix

      "Elixir.ExUnit" <> _ ->
        :ex_unit

      "Elixir.IEx" <> _ ->
        :iex

      "Elixir.EEx" <> _ ->
        :eex

      "Elixir.Logger" <> _ ->
        :logger

      "Elixir." <> _ ->
        :elixir

      "elixir" <> _ ->
        :elixir

      "crypto" ->
        :crypto

      name
      when name in ~w(application code file global group_leader logger os rpc erpc user net_kernel gen_tcp) ->
        :kernel

      _other ->
        :stdlib
    end
  end

  defp description(app, spec), do: {app, spec[:description], spec[:vsn]}

  defp table?, do: :ets.whereis(@table) != :undefined
  defp lookup(key), do: if(table?(), do: :ets.lookup(@table, key), else: [])
  defp match(pattern), do: if(table?(), do: :ets.match(@table, pattern), else: [])

  # The controller owns the table.
  defp table, do: if(not table?(), do: controller())

  ## The controller

  defp controller do
    case :erlang.whereis(:application_controller) do
      :undefined -> start_controller()
      pid -> pid
    end
  end

  defp start_controller do
    starter = self()

    {pid, monitor} =
      :erlang.spawn_opt(fn -> init(starter) end, [:monitor])

    receive do
      {^pid, :ready} ->
        :erlang.demonitor(monitor, [:flush])
        pid

      # Another one was quicker.
      {:DOWN, ^monitor, _, _, _} ->
        controller()
    end
  end

  defp init(starter) do
    :erlang.register(:application_controller, self())
    :erlang.process_flag(:trap_exit, true)
    :erlang.group_leader(:erlang.whereis(:user), self())
    :ets.new(@table, [:named_table, :public, read_concurrency: true])
    :erlang.send(starter, {self(), :ready})
    loop(%{starting: %{}, forbidden: %{}, count: 0})
  catch
    # The name was taken meanwhile.
    :error, :badarg -> :erlang.exit(:normal)
  end

  @doc "Asks the controller, and waits as long as it takes."
  def call(request) do
    pid = controller()
    monitor = :erlang.monitor(:process, pid)
    :erlang.send(pid, {:call, request, self(), monitor})

    receive do
      {^monitor, reply} ->
        :erlang.demonitor(monitor, [:flush])
        reply

      {:DOWN, ^monitor, _, _, reason} ->
        :erlang.exit(reason)
    end
  end

  defp loop(state) do
    receive do
      {:call, request, from, tag} ->
        handle(request, {from, tag}, state) |> loop()

      {:started, master, result} ->
        started(master, result, state) |> loop()

      {:EXIT, pid, reason} ->
        ended(pid, reason, state) |> loop()

      _stray ->
        loop(state)
    end
  end

  defp reply({from, tag}, reply), do: :erlang.send(from, {tag, reply})

  defp handle({:load, spec}, from, state) do
    reply(from, load(spec))
    state
  end

  defp handle({:unload, app}, from, state) do
    cond do
      running?(app) -> reply(from, {:error, {:running, app}})
      lookup({:spec, app}) == [] -> reply(from, {:error, {:not_loaded, app}})
      true -> reply(from, unload(app))
    end

    state
  end

  defp handle({:start, app, type}, from, state) do
    with :ok <- loaded_or_load(app),
         false <- running?(app) and {:error, {:already_started, app}},
         {:ok, spec} <- get_spec(app),
         :ok <- needs(app, spec) do
      if is_map_key(state.forbidden, app) do
        reply(from, :ok)
        put_in(state.forbidden[app], type)
      else
        start(app, type, spec, from, state)
      end
    else
      error ->
        reply(from, error)
        state
    end
  end

  defp handle({:stop, app}, from, state) do
    case lookup({:running, app}) do
      [{_key, _number, master, type}] ->
        stop(app, master)
        report_exit(app, :stopped, type)
        reply(from, :ok)

      [] ->
        reply(from, {:error, {:not_started, app}})
    end

    state
  end

  # A forbidden application remembers how it would run: `nil` is not at all.
  defp handle({:permit, app, permitted}, from, state) do
    case {get_spec(app), state.forbidden, lookup({:running, app})} do
      {:undefined, _forbidden, _running} ->
        reply(from, {:error, {:not_loaded, app}})
        state

      {_spec, %{^app => nil}, _running} when permitted ->
        reply(from, :ok)
        %{state | forbidden: Map.delete(state.forbidden, app)}

      {{:ok, spec}, %{^app => type}, _running} when permitted ->
        start(app, type, spec, from, %{state | forbidden: Map.delete(state.forbidden, app)})

      {_spec, forbidden, [{_key, _number, master, type}]} when not permitted ->
        stop(app, master)
        report_exit(app, :stopped, type)
        reply(from, :ok)
        %{state | forbidden: Map.put(forbidden, app, type)}

      {_spec, forbidden, _running} ->
        reply(from, :ok)
        if permitted, do: state, else: %{state | forbidden: Map.put_new(forbidden, app, nil)}
    end
  end

  defp handle(:stop_all, from, state) do
    started =
      for [app, number, master] <- match({{:running, :"$1"}, :"$2", :"$3", :_}),
          do: {number, app, master}

    for {_number, app, master} <- :lists.reverse(:lists.sort(started)), do: stop(app, master)
    reply(from, :ok)
    state
  end

  defp handle(:info, from, state) do
    starting = for {_master, {app, type, _number, _from}} <- state.starting, do: {app, type}
    waiting = for {app, type} <- state.forbidden, type != nil, do: {app, type}
    reply(from, {starting, waiting})
    state
  end

  defp loaded_or_load(app) do
    case load(app) do
      {:error, {:already_loaded, _app}} -> :ok
      other -> other
    end
  end

  defp needs(_app, spec) do
    optional = spec[:optional_applications]

    missing =
      :lists.filter(
        fn other -> not running?(other) and not (other in optional and not findable?(other)) end,
        spec[:applications]
      )

    case missing do
      [] -> :ok
      [other | _] -> {:error, {:not_started, other}}
    end
  end

  defp findable?(app), do: loaded_or_load(app) == :ok

  ## Loading

  defp load(app) when is_atom(app) do
    cond do
      lookup({:spec, app}) != [] or app in @running ->
        {:error, {:already_loaded, app}}

      Keyword.has_key?(@built_in, app) ->
        keep(app, built_in(app))

      true ->
        read(app)
    end
  end

  defp load({:application, app, properties} = given) when is_atom(app) and is_list(properties) do
    if lookup({:spec, app}) != [],
      do: {:error, {:already_loaded, given}},
      else: keep(app, complete(properties))
  end

  defp load({:application, app, properties}) when is_atom(app),
    do: {:error, {:invalid_options, properties}}

  defp load(other), do: {:error, {:bad_application, other}}

  defp read(app) do
    file = :erlang.atom_to_list(app) ++ ~c".app"

    case :code.where_is_file(file) do
      :non_existing ->
        {:error, {~c"no such file or directory", file}}

      path ->
        case :file.consult(path) do
          {:ok, [{:application, ^app, properties}]} -> keep(app, complete(properties))
          {:ok, other} -> {:error, {:bad_application, other}}
          {:error, reason} -> {:error, {:file.format_error(reason), file}}
        end
    end
  end

  # What was set before an application was loaded wins over its file.
  defp keep(app, spec) do
    table()

    for {key, value} <- spec[:env], lookup({:env, app, key}) == [] do
      :ets.insert(@table, {{:env, app, key}, value})
    end

    :ets.insert(@table, {{:spec, app}, spec})

    :lists.foldl(
      fn included, :ok -> loaded_or_load(included) end,
      :ok,
      spec[:included_applications]
    )
  end

  defp unload(app) do
    :ets.delete(@table, {:spec, app})
    :ets.match_delete(@table, {{:env, app, :_}, :_})
    :ok
  end

  defp complete(properties) do
    get = fn key, default -> :proplists.get_value(key, properties, default) end

    [
      description: get.(:description, []),
      id: get.(:id, []),
      vsn: get.(:vsn, []),
      modules: get.(:modules, []),
      maxP: get.(:maxP, :infinity),
      maxT: get.(:maxT, :infinity),
      registered: get.(:registered, []),
      included_applications: get.(:included_applications, []),
      optional_applications: get.(:optional_applications, []),
      applications: get.(:applications, []),
      mod: get.(:mod, []),
      start_phases: get.(:start_phases, :undefined),
      env: get.(:env, [])
    ]
  end

  defp built_in(app) do
    {description, version, applications, more} =
      case Keyword.fetch!(@built_in, app) do
        {description, version, applications} ->
          {description, version, applications, []}

        {description, version, applications, module} ->
          {description, version, applications, module.__application__()}
      end

    version = if version == :elixir, do: String.to_charlist(System.version()), else: version
    complete([description: description, vsn: version, applications: applications] ++ more)
  end

  ## Starting

  defp start(app, type, spec, from, state) do
    number = state.count + 1
    state = %{state | count: number}

    case spec[:mod] do
      none when none in [[], :undefined] ->
        :ets.insert(@table, {{:running, app}, number, :none, type})
        :application_master.report_start(app)
        reply(from, :ok)
        state

      {module, arguments} ->
        master = :application_master.start_link(app, module, arguments, spec[:start_phases])
        %{state | starting: Map.put(state.starting, master, {app, type, number, from})}
    end
  end

  defp started(master, result, state) do
    {{app, type, number, from}, starting} = Map.pop!(state.starting, master)

    case result do
      :ok ->
        :ets.insert(@table, {{:running, app}, number, master, type})
        :application_master.report_start(app)
        reply(from, :ok)

      {:error, reason} ->
        reply(from, {:error, reason})
        report_exit(app, reason, type)
    end

    %{state | starting: starting}
  end

  defp stop(app, master) do
    if is_pid(master) do
      :application_master.stop(master)

      receive do
        {:EXIT, ^master, _reason} -> :ok
      end
    end

    :ets.delete(@table, {:running, app})
  end

  # An application whose supervisor ends has ended; a permanent one takes the machine with it.
  defp ended(pid, reason, state) do
    case match({{:running, :"$1"}, :_, pid, :"$2"}) do
      [[app, type]] ->
        :ets.delete(@table, {:running, app})
        report_exit(app, reason, type)

        if type == :permanent or (type == :transient and reason != :normal),
          do: halt_with(app, reason, type)

      [] ->
        :ok
    end

    state
  end

  defp halt_with(app, reason, type) do
    text =
      "Runtime terminating during boot: application #{app} (#{type}) ended with " <>
        inspect(reason)

    :io.put_chars(:standard_error, [text, ?\n])
    :erlang.halt(1)
  end

  defp report_exit(app, reason, type) do
    :application_master.report(app, reason, type)
  end

  @doc "Stops everything that was started, the last first and without a word: the machine's orderly end."
  def stop_all, do: if(table?(), do: call(:stop_all), else: :ok)
end
