# The process that changes the logger's configuration, one request after the other. What handlers want to do about a change
# runs in a process of its own, so that a handler that fails or waits takes nothing with it.

defmodule :logger_server do
  @moduledoc false

  @config :logger_config
  @missing_callback :missing_callback

  ## The server's life

  @doc "Starts the server, unless it runs; returns when its table is there."
  def start do
    starter = self()
    {pid, monitor} = :erlang.spawn_opt(fn -> init(starter) end, [:monitor])

    receive do
      {^pid, :ready} ->
        :erlang.demonitor(monitor, [:flush])
        pid

      # Another one was quicker, and its table may not be there yet.
      {:DOWN, ^monitor, _, _, _} ->
        wait_for_table()
    end
  end

  defp wait_for_table do
    case :erlang.whereis(:logger) do
      :undefined ->
        start()

      pid ->
        ask(pid, :ready)
        pid
    end
  end

  defp init(starter) do
    :erlang.register(:logger, self())
    :erlang.process_flag(:trap_exit, true)
    :erlang.group_leader(:erlang.whereis(:user), self())
    :erlang.put(:"$logger_cb_process", true)
    :erlang.put(:"$initial_call", {:logger_server, :init, 1})
    {primary, handlers} = Logger.App.configuration()
    @config.new(Map.merge(default_primary(), primary), default_proxy())
    :lists.foreach(&add_first_handler/1, handlers)
    :erlang.send(starter, {self(), :ready})
    loop(%{})
  catch
    # The name was taken meanwhile.
    :error, :badarg -> :erlang.exit(:normal)
  end

  defp add_first_handler({id, module, config}) do
    with {:error, reason} <- change({:add_handler, id, module, config}) do
      :logger_backend.internal_log(:error, {:add_handler_failed, id, reason})
    end
  end

  # The state: monitors of processes whose handler goes with them.
  defp loop(watched) do
    receive do
      {:call, request, from, tag} ->
        reply = change(request)
        :erlang.send(from, {tag, reply})
        loop(watched)

      {:watch, id, pid} ->
        loop(Map.put(watched, :erlang.monitor(:process, pid), id))

      {:DOWN, monitor, :process, _pid, reason} when is_map_key(watched, monitor) ->
        {id, watched} = Map.pop!(watched, monitor)
        if reason != :shutdown, do: change({:remove_handler, id})
        loop(watched)

      _stray ->
        loop(watched)
    end
  end

  @doc "Asks the server for a change. What a handler does about a change must not ask for another."
  def call(request) do
    @config.table()
    pid = :erlang.whereis(:logger)

    if :erlang.get(:"$logger_cb_process") == true,
      do: {:error, {:attempting_syncronous_call_to_self, request}},
      else: ask(pid, request)
  end

  defp ask(pid, request) do
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

  @doc "Lets the handler be removed when a process of it ends."
  def watch(id, pid), do: :erlang.send(:logger, {:watch, id, pid})

  ## Defaults

  @doc "The primary configuration of a logger that nobody configured."
  def default_primary,
    do: %{level: :notice, filters: [], filter_default: :log, handlers: [], metadata: %{}}

  @doc "The configuration of what reports for the machine, and of a handler's queue."
  def default_proxy do
    %{
      sync_mode_qlen: 500,
      drop_mode_qlen: 1000,
      flush_qlen: 5000,
      burst_limit_enable: false,
      burst_limit_max_count: 500,
      burst_limit_window_time: 1000,
      overload_kill_enable: false,
      overload_kill_qlen: 20000,
      overload_kill_mem_size: 3_000_000,
      overload_kill_restart_after: 5000
    }
  end

  defp default_handler(id, module) do
    filters =
      if id == :default do
        [
          remote_gl: {&:logger_filters.remote_gl/2, :stop},
          domain: {&:logger_filters.domain/2, {:log, :super, [:otp, :sasl]}},
          no_domain: {&:logger_filters.domain/2, {:log, :undefined, []}}
        ]
      else
        []
      end

    %{
      id: id,
      module: module,
      level: :all,
      filters: filters,
      filter_default: if(id == :default, do: :stop, else: :log),
      formatter: {:logger_formatter, %{}}
    }
  end

  ## Changes

  defp change(:ready), do: :ok

  defp change({:add_handler, id, module, config}) do
    with :ok <- check_id(id),
         :ok <- check_handler_config(config),
         :ok <- check_new(id),
         config = Map.merge(default_handler(id, module), config),
         :ok <- check_module(module),
         {:ok, config} <- added(module, config) do
      primary = @config.primary()
      @config.put_handler(id, config)
      @config.put_primary(%{primary | handlers: [id | primary.handlers]})
      :ok
    end
  end

  defp change({:remove_handler, id}) do
    with {:ok, config} <- @config.handler(id) do
      primary = @config.primary()
      @config.put_primary(%{primary | handlers: :lists.delete(id, primary.handlers)})
      _ = callback(config.module, :removing_handler, [config])
      @config.delete_handler(id)
      :ok
    end
  end

  defp change({:set_handler, id, key, value}),
    do: change_handler(id, :set, &Map.put(&1, key, value), %{key => value})

  defp change({:set_handler, id, config}) do
    whole = fn old -> Map.merge(default_handler(id, old.module), config) end
    change_handler(id, :set, whole, config)
  end

  defp change({:update_handler, id, key, value}),
    do: change_handler(id, :update, &Map.put(&1, key, value), %{key => value})

  defp change({:update_handler, id, config}),
    do: change_handler(id, :update, &Map.merge(&1, config), config)

  defp change({:update_formatter, id, config}) do
    with {:ok, old} <- @config.handler(id) do
      {module, formatter} = old.formatter
      formatter = {module, Map.merge(formatter, config)}
      change_handler(id, :update, &%{&1 | formatter: formatter}, %{formatter: formatter})
    end
  end

  defp change({:add_filter, :primary, filter}),
    do: change_primary(fn primary -> added_filter(primary, filter) end)

  defp change({:add_filter, id, filter}) do
    with {:ok, config} <- @config.handler(id),
         {:ok, config} <- added_filter(config, filter) do
      @config.put_handler(id, config)
      :ok
    end
  end

  defp change({:remove_filter, :primary, name}),
    do: change_primary(fn primary -> removed_filter(primary, name) end)

  defp change({:remove_filter, id, name}) do
    with {:ok, config} <- @config.handler(id),
         {:ok, config} <- removed_filter(config, name) do
      @config.put_handler(id, config)
      :ok
    end
  end

  defp change({:set_primary, key, value}), do: change({:update_primary, %{key => value}})

  defp change({:set_primary, config}),
    do: change({:update_primary, Map.merge(Map.delete(default_primary(), :handlers), config)})

  defp change({:update_primary, config}) do
    with :ok <- check_each(config, &check_primary/2),
         do: change_primary(fn primary -> {:ok, Map.merge(primary, config)} end)
  end

  defp change({:set_proxy, config}) do
    defaults = default_proxy()

    with :ok <- check_each(config, &check_proxy(&1, &2, defaults)) do
      @config.put_proxy(Map.merge(defaults, config))
      :ok
    end
  end

  defp change({:update_proxy, config}) do
    old = @config.proxy()

    with :ok <- check_each(config, &check_proxy(&1, &2, old)) do
      @config.put_proxy(Map.merge(old, config))
      :ok
    end
  end

  defp change({:set_module_levels, modules, level}) do
    cond do
      not @config.level?(level) -> {:error, {:invalid_level, level}}
      not is_list(modules) -> {:error, {:not_a_list_of_modules, modules}}
      not :lists.all(&is_atom/1, modules) -> {:error, {:not_a_list_of_modules, modules}}
      true -> :lists.foreach(&@config.put_module_level(&1, level), modules)
    end
  end

  defp change({:unset_module_levels, modules}) when is_list(modules) do
    if :lists.all(&is_atom/1, modules),
      do: :lists.foreach(&@config.delete_module_level/1, modules),
      else: {:error, {:not_a_list_of_modules, modules}}
  end

  defp change({:unset_module_levels, other}), do: {:error, {:not_a_list_of_modules, other}}

  defp change(:unset_module_levels) do
    for {module, _level} <- @config.module_levels(), do: @config.delete_module_level(module)
    :ok
  end

  defp change_primary(fun) do
    with {:ok, primary} <- fun.(@config.primary()) do
      @config.put_primary(primary)
      :ok
    end
  end

  # What is neither the handler's nor may be changed stays as it was.
  defp change_handler(id, kind, fun, wanted) do
    with {:ok, old} <- @config.handler(id),
         :ok <- check_unchanged(old, wanted),
         :ok <- check_handler_config(wanted),
         new = fun.(old),
         {:ok, new} <- changed(old.module, kind, old, new) do
      @config.put_handler(id, new)
      :ok
    end
  end

  defp check_unchanged(old, wanted) do
    case {Map.take(old, [:id, :module]), Map.take(wanted, [:id, :module])} do
      {same, given} when given == %{} or given == same -> :ok
      {kept, given} -> {:error, {:illegal_config_change, kept, Map.merge(kept, given)}}
    end
  end

  ## The callbacks of handlers

  defp added(module, config) do
    case callback(module, :adding_handler, [config]) do
      @missing_callback -> {:ok, config}
      {:ok, config} -> {:ok, config}
      {:error, reason} -> {:error, {:handler_not_added, reason}}
    end
  end

  defp changed(module, kind, old, new) do
    case callback(module, :changing_config, [kind, old, new]) do
      @missing_callback -> {:ok, new}
      {:ok, new} -> {:ok, new}
      {:error, reason} -> {:error, reason}
    end
  end

  defp callback(module, function, arguments) do
    if :erlang.function_exported(module, function, length(arguments)) do
      server = self()

      {_pid, monitor} =
        :erlang.spawn_opt(
          fn ->
            :erlang.put(:"$logger_cb_process", true)
            :erlang.exit({server, outcome(module, function, arguments)})
          end,
          [:monitor]
        )

      receive do
        {:DOWN, ^monitor, _, _, {^server, outcome}} -> outcome
        {:DOWN, ^monitor, _, _, reason} -> {:error, {:callback_crashed, reason}}
      end
    else
      @missing_callback
    end
  end

  defp outcome(module, function, arguments) do
    :erlang.apply(module, function, arguments)
  catch
    kind, reason ->
      {:error, {:callback_crashed, {kind, reason, :lists.sublist(__STACKTRACE__, 5)}}}
  end

  ## Checks

  defp check_id(id) when is_atom(id), do: :ok
  defp check_id(id), do: {:error, {:invalid_id, id}}

  defp check_new(id) do
    case @config.handler(id) do
      {:ok, _config} -> {:error, {:already_exist, id}}
      {:error, _not_found} -> :ok
    end
  end

  defp check_module(module) when is_atom(module) do
    :code.ensure_loaded(module)

    if :erlang.function_exported(module, :log, 2),
      do: :ok,
      else: {:error, {:invalid_handler, {:function_not_exported, {module, :log, 2}}}}
  end

  defp check_module(module), do: {:error, {:invalid_module, module}}

  defp check_handler_config(config) when is_map(config),
    do: check_each(config, &check_handler/2)

  defp check_handler_config(config), do: {:error, {:invalid_config, config}}

  defp check_each(config, check) when is_map(config) do
    :maps.fold(
      fn
        key, value, :ok -> check.(key, value)
        _key, _value, error -> error
      end,
      :ok,
      config
    )
  end

  defp check_each(config, _check), do: {:error, {:invalid_config, config}}

  defp check_handler(:level, level), do: check_level(level)
  defp check_handler(:filters, filters), do: check_filters(filters)
  defp check_handler(:filter_default, default), do: check_filter_default(default)
  defp check_handler(:formatter, formatter), do: check_formatter(formatter)
  defp check_handler(_own, _value), do: :ok

  defp check_primary(:level, level), do: check_level(level)
  defp check_primary(:filters, filters), do: check_filters(filters)
  defp check_primary(:filter_default, default), do: check_filter_default(default)
  defp check_primary(:metadata, metadata) when is_map(metadata), do: :ok
  defp check_primary(:metadata, metadata), do: {:error, {:invalid_metadata, metadata}}
  defp check_primary(key, value), do: {:error, {:invalid_primary_config, {key, value}}}

  defp check_proxy(key, _value, known) when is_map_key(known, key), do: :ok
  defp check_proxy(key, value, _known), do: {:error, {:invalid_olp_config, %{key => value}}}

  defp check_level(level) do
    if @config.level?(level), do: :ok, else: {:error, {:invalid_level, level}}
  end

  defp check_filter_default(default) when default in [:log, :stop], do: :ok
  defp check_filter_default(default), do: {:error, {:invalid_filter_default, default}}

  defp check_filters(filters) when is_list(filters) do
    :lists.foldl(
      fn
        filter, :ok -> check_filter(filter)
        _filter, error -> error
      end,
      :ok,
      filters
    )
  end

  defp check_filters(filters), do: {:error, {:invalid_filters, filters}}

  defp check_filter({name, {fun, _argument}}) when is_atom(name) and is_function(fun, 2), do: :ok
  defp check_filter(filter), do: {:error, {:invalid_filter, filter}}

  defp check_formatter({module, config}) when is_atom(module) do
    :code.ensure_loaded(module)

    if :erlang.function_exported(module, :check_config, 1),
      do: formatter_checked(module, module.check_config(config)),
      else: :ok
  catch
    kind, reason -> {:error, {:callback_crashed, {kind, reason, __STACKTRACE__}}}
  end

  defp check_formatter(formatter), do: {:error, {:invalid_formatter, formatter}}

  defp formatter_checked(_module, :ok), do: :ok
  defp formatter_checked(_module, {:error, reason}), do: {:error, reason}

  defp added_filter(config, {name, _} = filter) do
    with :ok <- check_filter(filter) do
      if :lists.keymember(name, 1, config.filters),
        do: {:error, {:already_exist, name}},
        else: {:ok, %{config | filters: config.filters ++ [filter]}}
    end
  end

  defp removed_filter(config, name) do
    if :lists.keymember(name, 1, config.filters),
      do: {:ok, %{config | filters: :lists.keydelete(name, 1, config.filters)}},
      else: {:error, {:not_found, name}}
  end
end
