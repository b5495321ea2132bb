# Supervisors: processes that start children, restart those that fail, and end them in order. Specifications are checked
# by `:supervisor_spec`; how children start and end is `:supervisor_children`'s; reports are `:supervisor_report`'s.

defmodule :supervisor do
  @moduledoc """
  Erlang's supervisor. `Supervisor` documents what supervisors do; here is Erlang's interface.
  """

  @behaviour :gen_server

  @type sup_name :: {:local, atom} | {:global, term} | {:via, module, term}
  @type sup_ref :: pid | atom | {atom, node} | {:global, term} | {:via, module, term}
  @type child :: :undefined | pid
  @type child_id :: term
  @type child_spec :: map | tuple
  @type startchild_ret :: {:ok, child} | {:ok, child, term} | {:error, term}

  @callback init(term) :: {:ok, {map | {atom, integer, integer}, [child_spec]}} | :ignore

  @doc "Starts a supervisor whose module's `init/1` tells its flags and children."
  @spec start_link(module, term) :: {:ok, pid} | :ignore | {:error, term}
  def start_link(module, argument),
    do: :gen_server.start_link(:supervisor, {:self, module, argument}, [])

  @doc "Starts a supervisor under a name."
  @spec start_link(sup_name, module, term) :: {:ok, pid} | :ignore | {:error, term}
  def start_link(name, module, argument),
    do: :gen_server.start_link(name, :supervisor, {name, module, argument}, [])

  @doc """
  Starts a child of a specification. With the strategy `:simple_one_for_one`, it is given arguments instead, which are
  appended to those of the specification.
  """
  @spec start_child(sup_ref, child_spec | [term]) :: startchild_ret
  def start_child(supervisor, specification), do: call(supervisor, {:start_child, specification})

  @doc "Starts a child that has been terminated."
  @spec restart_child(sup_ref, child_id) :: startchild_ret
  def restart_child(supervisor, id), do: call(supervisor, {:restart_child, id})

  @doc "Forgets a child that does not run."
  @spec delete_child(sup_ref, child_id) :: :ok | {:error, term}
  def delete_child(supervisor, id), do: call(supervisor, {:delete_child, id})

  @doc "Ends a child. Its specification is kept unless it is temporary."
  @spec terminate_child(sup_ref, pid | child_id) :: :ok | {:error, term}
  def terminate_child(supervisor, id), do: call(supervisor, {:terminate_child, id})

  @doc "The specification of a child, complete."
  @spec get_childspec(sup_ref, pid | child_id) :: {:ok, map} | {:error, :not_found}
  def get_childspec(supervisor, id), do: call(supervisor, {:get_childspec, id})

  @doc "All children as `{id, pid | :restarting | :undefined, type, modules}`, the last one first."
  @spec which_children(sup_ref) :: [
          {child_id | :undefined, child | :restarting, :worker | :supervisor, :dynamic | [module]}
        ]
  def which_children(supervisor), do: call(supervisor, :which_children)

  @doc "One child, as `which_children/1` shows it."
  @spec which_child(sup_ref, pid | child_id) :: {:ok, tuple} | {:error, :not_found}
  def which_child(supervisor, id), do: call(supervisor, {:which_child, id})

  @doc "How many children there are, how many of them run, and of which type they are."
  @spec count_children(sup_ref) :: [{:specs | :active | :supervisors | :workers, non_neg_integer}]
  def count_children(supervisor), do: call(supervisor, :count_children)

  @doc "Stops a supervisor."
  @spec stop(sup_ref) :: :ok
  def stop(supervisor), do: :gen_server.stop(supervisor)

  @doc "Stops a supervisor and waits until it is gone."
  @spec stop(sup_ref, term, timeout) :: :ok
  def stop(supervisor, reason, timeout), do: :gen_server.stop(supervisor, reason, timeout)

  defp call(supervisor, request), do: :gen_server.call(supervisor, request, :infinity)

  @doc "Checks child specifications."
  @spec check_childspecs([child_spec]) :: :ok | {:error, term}
  def check_childspecs(specifications), do: check_childspecs(specifications, :undefined)

  @doc "Checks child specifications for a supervisor with the given `:auto_shutdown`."
  @spec check_childspecs([child_spec], :undefined | :never | :any_significant | :all_significant) ::
          :ok | {:error, term}
  def check_childspecs(specifications, auto_shutdown) when is_list(specifications) do
    case :supervisor_spec.children(specifications, auto_shutdown) do
      {:ok, _} -> :ok
      {:error, _} = error -> error
    end
  end

  def check_childspecs(other, _auto_shutdown), do: {:error, {:badarg, other}}

  ## The server. Its state:
  #
  #   name, module, argument    what it is
  #   strategy, intensity, period, auto_shutdown    its flags
  #   children    by id; `order` has the ids, the last started first, and `pids` the id by pid
  #   dynamics    the strategy :simple_one_for_one: by pid, the arguments of the child
  #   restarts, restart_count    the times of restarts within the period, the last first

  @doc false
  def init({name, module, argument}) do
    :erlang.process_flag(:trap_exit, true)

    case module.init(argument) do
      {:ok, {flags, specifications}} -> begin(name, module, argument, flags, specifications)
      :ignore -> :ignore
      other -> {:stop, {:bad_return, {module, :init, other}}}
    end
  end

  defp begin(name, module, argument, flags, specifications) do
    case :supervisor_spec.flags(flags) do
      {:ok, flags} ->
        state = %{
          name: if(name == :self, do: {self(), module}, else: name),
          module: module,
          argument: argument,
          strategy: flags.strategy,
          intensity: flags.intensity,
          period: flags.period,
          auto_shutdown: flags.auto_shutdown,
          children: %{},
          order: [],
          pids: %{},
          dynamics: %{},
          restarts: [],
          restart_count: 0
        }

        if state.strategy == :simple_one_for_one,
          do: init_dynamic(state, specifications),
          else: init_children(state, specifications)

      {:error, what} ->
        {:stop, {:supervisor_data, what}}
    end
  end

  defp init_children(state, specifications) do
    case :supervisor_spec.children(specifications, state.auto_shutdown) do
      {:ok, children} -> children |> :supervisor_children.start_all(state) |> started()
      {:error, what} -> {:stop, {:start_spec, what}}
    end
  end

  defp started({:ok, state}), do: {:ok, state}

  defp started({:error, child, reason, state}) do
    :supervisor_children.terminate_all(state)
    {:stop, {:shutdown, {:failed_to_start_child, child.id, reason}}}
  end

  # The one child is a pattern for all that will be started.
  defp init_dynamic(state, [specification]) do
    case :supervisor_spec.child(specification, state.auto_shutdown) do
      {:ok, child} -> {:ok, %{state | children: %{child.id => child}, order: [child.id]}}
      {:error, what} -> {:stop, {:start_spec, what}}
    end
  end

  defp init_dynamic(_state, other), do: {:stop, {:bad_start_spec, other}}

  defp pattern(%{children: children, order: [id]}), do: :erlang.map_get(id, children)

  @doc false
  def handle_call({:start_child, arguments}, _from, %{strategy: :simple_one_for_one} = state) do
    %{start: {module, function, fixed}} = child = pattern(state)
    all = fixed ++ arguments

    case :supervisor_children.start(%{child | start: {module, function, all}}, state.name) do
      {:ok, :undefined} -> {:reply, {:ok, :undefined}, state}
      {:ok, pid} -> {:reply, {:ok, pid}, add_dynamic(pid, child, all, state)}
      {:ok, pid, info} -> {:reply, {:ok, pid, info}, add_dynamic(pid, child, all, state)}
      {:error, reason} -> {:reply, {:error, reason}, state}
    end
  end

  def handle_call({:start_child, specification}, _from, state) do
    case :supervisor_spec.child(specification, state.auto_shutdown) do
      {:ok, child} -> start_new(child, state)
      {:error, what} -> {:reply, {:error, what}, state}
    end
  end

  def handle_call({request, _id}, _from, %{strategy: :simple_one_for_one} = state)
      when request == :restart_child or request == :delete_child,
      do: {:reply, {:error, :simple_one_for_one}, state}

  def handle_call({:restart_child, id}, _from, state) do
    case state.children do
      %{^id => %{pid: :undefined} = child} ->
        case :supervisor_children.start(child, state.name) do
          {:ok, pid} -> {:reply, {:ok, pid}, put_pid(child, pid, state)}
          {:ok, pid, info} -> {:reply, {:ok, pid, info}, put_pid(child, pid, state)}
          {:error, reason} -> {:reply, {:error, reason}, state}
        end

      %{^id => %{pid: {:restarting, _}}} ->
        {:reply, {:error, :restarting}, state}

      %{^id => _child} ->
        {:reply, {:error, :running}, state}

      %{} ->
        {:reply, {:error, :not_found}, state}
    end
  end

  def handle_call({:delete_child, id}, _from, state) do
    case state.children do
      %{^id => %{pid: :undefined} = child} -> {:reply, :ok, remove(child, state)}
      %{^id => %{pid: {:restarting, _}}} -> {:reply, {:error, :restarting}, state}
      %{^id => _child} -> {:reply, {:error, :running}, state}
      %{} -> {:reply, {:error, :not_found}, state}
    end
  end

  def handle_call({:terminate_child, id}, _from, %{strategy: :simple_one_for_one} = state) do
    case state.dynamics do
      %{^id => _} ->
        :supervisor_children.terminate(%{pattern(state) | pid: dynamic_pid(id)}, state.name)
        {:reply, :ok, %{state | dynamics: :maps.remove(id, state.dynamics)}}

      %{} ->
        {:reply, ended_or(id, :ok), state}
    end
  end

  def handle_call({:terminate_child, id}, _from, state) do
    case find(id, state) do
      {:ok, child} ->
        :supervisor_children.terminate(child, state.name)

        state =
          if child.restart == :temporary,
            do: remove(child, state),
            else: put_pid(child, :undefined, state)

        {:reply, :ok, state}

      :error ->
        {:reply, {:error, :not_found}, state}
    end
  end

  def handle_call({:get_childspec, id}, _from, %{strategy: :simple_one_for_one} = state) do
    specification = {:ok, :supervisor_spec.specification(pattern(state))}

    if is_map_key(state.dynamics, id) or is_map_key(state.children, id),
      do: {:reply, specification, state},
      else: {:reply, ended_or(id, specification), state}
  end

  def handle_call({:get_childspec, id}, _from, state) do
    case find(id, state) do
      {:ok, child} -> {:reply, {:ok, :supervisor_spec.specification(child)}, state}
      :error -> {:reply, {:error, :not_found}, state}
    end
  end

  def handle_call(:which_children, _from, %{strategy: :simple_one_for_one} = state) do
    %{type: type, modules: modules} = pattern(state)

    {:reply, :lists.map(&{:undefined, shown_pid(&1), type, modules}, :maps.keys(state.dynamics)),
     state}
  end

  def handle_call(:which_children, _from, state),
    do: {:reply, :lists.map(&shown(:erlang.map_get(&1, state.children)), state.order), state}

  def handle_call({:which_child, id}, _from, %{strategy: :simple_one_for_one} = state) do
    if is_map_key(state.dynamics, id) do
      %{type: type, modules: modules} = pattern(state)
      {:reply, {:ok, {:undefined, shown_pid(id), type, modules}}, state}
    else
      {:reply, ended_or(id, {:error, :not_found}), state}
    end
  end

  def handle_call({:which_child, id}, _from, state) do
    case find(id, state) do
      {:ok, child} -> {:reply, {:ok, shown(child)}, state}
      :error -> {:reply, {:error, :not_found}, state}
    end
  end

  def handle_call(:count_children, _from, %{strategy: :simple_one_for_one} = state) do
    count = map_size(state.dynamics)
    active = length(:lists.filter(&is_pid/1, :maps.keys(state.dynamics)))

    {supervisors, workers} =
      if pattern(state).type == :supervisor, do: {count, 0}, else: {0, count}

    {:reply, [specs: 1, active: active, supervisors: supervisors, workers: workers], state}
  end

  def handle_call(:count_children, _from, state) do
    children = :maps.values(state.children)
    active = length(:lists.filter(&is_pid(&1.pid), children))
    supervisors = length(:lists.filter(&(&1.type == :supervisor), children))
    specs = length(children)

    {:reply,
     [specs: specs, active: active, supervisors: supervisors, workers: specs - supervisors],
     state}
  end

  defp shown(child), do: {child.id, shown_pid(child.pid), child.type, child.modules}

  defp shown_pid({:restarting, _}), do: :restarting
  defp shown_pid(pid), do: pid

  defp dynamic_pid(pid) when is_pid(pid), do: pid
  defp dynamic_pid(_), do: :undefined

  # A child by id or pid.
  defp find(id, %{children: children}) when is_map_key(children, id),
    do: {:ok, :erlang.map_get(id, children)}

  defp find(_id, _state), do: :error

  # What a question about no dynamic child of a supervisor of many alike is answered: such a child may have ended just now.
  defp ended_or(id, _answer) when not is_pid(id), do: {:error, :simple_one_for_one}

  defp ended_or(pid, answer),
    do: if(:erlang.is_process_alive(pid), do: {:error, :not_found}, else: answer)

  defp start_new(%{id: id} = child, state) do
    case state.children do
      %{^id => %{pid: pid}} when is_pid(pid) ->
        {:reply, {:error, {:already_started, pid}}, state}

      %{^id => _} ->
        {:reply, {:error, :already_present}, state}

      %{} ->
        case :supervisor_children.start(child, state.name) do
          {:ok, :undefined} when child.restart == :temporary ->
            {:reply, {:ok, :undefined}, state}

          {:ok, pid} ->
            {:reply, {:ok, pid}, :supervisor_children.add(child, pid, state)}

          {:ok, pid, info} ->
            {:reply, {:ok, pid, info}, :supervisor_children.add(child, pid, state)}

          {:error, reason} ->
            {:reply, {:error, {reason, :supervisor_spec.record(child)}}, state}
        end
    end
  end

  # The arguments of what is never restarted need not be kept.
  defp add_dynamic(pid, child, arguments, state) do
    kept = if child.restart == :temporary, do: :undefined, else: arguments
    %{state | dynamics: :maps.put(pid, kept, state.dynamics)}
  end

  defp put_pid(child, pid, state), do: :supervisor_children.put_pid(child, pid, state)
  defp remove(child, state), do: :supervisor_children.remove(child, state)

  @doc false
  def handle_cast({:try_again_restart, {:dynamic, reference}}, state) do
    key = {:restarting, reference}

    case state.dynamics do
      %{^key => arguments} ->
        %{start: {module, function, _}} = child = pattern(state)
        restart(%{child | pid: key, start: {module, function, arguments}}, state)

      %{} ->
        {:noreply, state}
    end
  end

  # It may have been terminated or deleted in the meantime.
  def handle_cast({:try_again_restart, id}, state) do
    case state.children do
      %{^id => %{pid: {:restarting, _}} = child} -> restart(child, state)
      %{} -> {:noreply, state}
    end
  end

  @doc false
  def handle_info({:EXIT, pid, reason}, %{strategy: :simple_one_for_one} = state) do
    case state.dynamics do
      %{^pid => arguments} ->
        %{start: {module, function, _}} = child = pattern(state)
        ended(%{child | pid: pid, start: {module, function, arguments}}, reason, state)

      %{} ->
        {:noreply, state}
    end
  end

  def handle_info({:EXIT, pid, reason}, state) do
    case state.pids do
      %{^pid => id} -> ended(:erlang.map_get(id, state.children), reason, state)
      %{} -> {:noreply, state}
    end
  end

  def handle_info(message, state) do
    :logger.log(:error, ~c"Supervisor received unexpected message: ~tp~n", [message], %{
      domain: [:otp],
      error_logger: %{tag: :error}
    })

    {:noreply, state}
  end

  @doc false
  def terminate(_reason, %{strategy: :simple_one_for_one} = state),
    do: :supervisor_children.terminate_dynamic(pattern(state), state)

  def terminate(_reason, state), do: :supervisor_children.terminate_all(state)

  @doc false
  def code_change(_old_version, state, _extra) do
    case state.module.init(state.argument) do
      {:ok, {flags, specifications}} ->
        with {:ok, flags} <- :supervisor_spec.flags(flags),
             {:ok, children} <- :supervisor_spec.children(specifications, flags.auto_shutdown) do
          flags = :maps.with([:strategy, :intensity, :period, :auto_shutdown], flags)
          {:ok, children |> :supervisor_children.update(:maps.merge(state, flags))}
        end

      :ignore ->
        {:ok, state}

      other ->
        {:error, other}
    end
  end

  ## What follows from the end of a child

  defp ended(%{restart: :permanent} = child, reason, state) do
    :supervisor_report.error(state.name, :child_terminated, reason, child)
    restart(child, state)
  end

  defp ended(child, reason, state) do
    cond do
      reason == :normal or reason == :shutdown or
          (tuple_size_2?(reason) and :erlang.element(1, reason) == :shutdown) ->
        child |> gone(state) |> auto_shutdown(child)

      child.restart == :transient ->
        :supervisor_report.error(state.name, :child_terminated, reason, child)
        restart(child, state)

      true ->
        :supervisor_report.error(state.name, :child_terminated, reason, child)
        child |> gone(state) |> auto_shutdown(child)
    end
  end

  defp tuple_size_2?(term), do: is_tuple(term) and tuple_size(term) == 2

  defp gone(child, %{strategy: :simple_one_for_one} = state),
    do: %{state | dynamics: :maps.remove(child.pid, state.dynamics)}

  defp gone(%{restart: :temporary} = child, state), do: remove(child, state)
  defp gone(child, state), do: put_pid(child, :undefined, state)

  defp auto_shutdown(%{auto_shutdown: :any_significant} = state, %{significant: true}),
    do: {:stop, :shutdown, state}

  defp auto_shutdown(%{auto_shutdown: :all_significant} = state, %{significant: true}) do
    others? = :lists.any(&(&1.significant and is_pid(&1.pid)), :maps.values(state.children))
    if others?, do: {:noreply, state}, else: {:stop, :shutdown, state}
  end

  defp auto_shutdown(state, _child), do: {:noreply, state}

  ## Restarts

  defp restart(child, state) do
    case count_restart(state) do
      {:ok, state} ->
        state.strategy |> restart(child, state) |> restarted(child)

      {:exceeded, state} ->
        :supervisor_report.error(state.name, :shutdown, :reached_max_restart_intensity, child)
        {:stop, :shutdown, give_up(child, state)}
    end
  end

  defp give_up(child, %{strategy: :simple_one_for_one} = state), do: gone(child, state)
  defp give_up(child, state), do: put_pid(child, :undefined, state)

  # What could not be restarted is tried again, as a restart of its own; messages that have come are handled before.
  defp restarted({:ok, state}, _child), do: {:noreply, state}

  defp restarted({:try_again, id, state}, _child) do
    :gen_server.cast(self(), {:try_again_restart, id})
    {:noreply, state}
  end

  defp restart(:simple_one_for_one, child, state) do
    %{start: {_, _, arguments}} = child
    dynamics = :maps.remove(child.pid, state.dynamics)

    case :supervisor_children.start(%{child | pid: :undefined}, state.name) do
      {:ok, :undefined} ->
        {:ok, %{state | dynamics: dynamics}}

      {:ok, pid} ->
        {:ok, %{state | dynamics: :maps.put(pid, arguments, dynamics)}}

      {:ok, pid, _info} ->
        {:ok, %{state | dynamics: :maps.put(pid, arguments, dynamics)}}

      {:error, reason} ->
        reference = restarting_pid(child.pid)

        :supervisor_report.error(state.name, :start_error, reason, %{
          child
          | pid: {:restarting, reference}
        })

        dynamics = :maps.put({:restarting, reference}, arguments, dynamics)
        {:try_again, {:dynamic, reference}, %{state | dynamics: dynamics}}
    end
  end

  defp restart(:one_for_one, child, state) do
    case :supervisor_children.start(child, state.name) do
      {:ok, pid} ->
        {:ok, put_pid(child, pid, state)}

      {:ok, pid, _info} ->
        {:ok, put_pid(child, pid, state)}

      {:error, reason} ->
        failed = {:restarting, restarting_pid(child.pid)}
        :supervisor_report.error(state.name, :start_error, reason, %{child | pid: failed})
        {:try_again, child.id, put_pid(child, failed, state)}
    end
  end

  defp restart(:rest_for_one, child, state) do
    # The last started come first in the order.
    {younger, [_id | older]} = :lists.splitwith(&(&1 != child.id), state.order)
    restart_several(younger ++ [child.id], older, child, state)
  end

  defp restart(:one_for_all, child, state), do: restart_several(state.order, [], child, state)

  defp restart_several(ids, older, child, state) do
    state = put_pid(child, :undefined, state)
    {children, state} = :supervisor_children.terminate_some(ids, state)

    case :supervisor_children.start_all(:lists.reverse(children), %{state | order: older}) do
      {:ok, state} ->
        {:ok, state}

      {:error, failed, _reason, state} ->
        {:try_again, failed.id, put_pid(failed, {:restarting, restarting_pid(child.pid)}, state)}
    end
  end

  defp restarting_pid({:restarting, pid}), do: pid
  defp restarting_pid(pid), do: pid

  # Times are looked at only if there have been as many restarts as are allowed.
  defp count_restart(%{restarts: restarts, restart_count: count, intensity: intensity} = state) do
    now = :erlang.monotonic_time(:millisecond)

    if count < intensity do
      {:ok, %{state | restarts: [now | restarts], restart_count: count + 1}}
    else
      oldest = now - state.period * 1000
      restarts = [now | :lists.takewhile(&(&1 > oldest), restarts)]
      count = length(restarts)
      state = %{state | restarts: restarts, restart_count: count}
      if count <= intensity, do: {:ok, state}, else: {:exceeded, state}
    end
  end

  @doc false
  def format_log(report), do: :supervisor_report.format(report)

  @doc false
  def format_log(report, configuration), do: :supervisor_report.text(report, configuration)
end
