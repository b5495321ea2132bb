# Which test modules wait to be run. Modules come as they are loaded; asynchronous ones are taken before all have come.

defmodule ExUnit.Server do
  @moduledoc false

  use GenServer

  @typedoc "What a test module says of how it is to be run."
  @type configuration :: %{async: boolean, group: term, parameterize: [map] | nil}

  @typedoc "A module with one of its parameters."
  @type entry :: {module, parameters :: map}

  @name __MODULE__
  @timeout :infinity

  @spec start_link(term) :: GenServer.on_start()
  def start_link(_), do: GenServer.start_link(__MODULE__, :ok, name: @name)

  @doc "Adds a module; `:already_running` if the synchronous modules have been taken."
  @spec add_module(module, configuration) :: :ok | :already_running
  def add_module(module, configuration) do
    GenServer.call(@name, {:add, module, configuration}, @timeout)
  end

  @doc """
  Says that all modules have been loaded, and returns how many microseconds that took.

  If `unique?`, modules that were added twice are run once.
  """
  @spec modules_loaded(boolean) :: non_neg_integer
  def modules_loaded(unique?), do: GenServer.call(@name, {:modules_loaded, unique?}, @timeout)

  @doc "Takes up to `count` groups of asynchronous modules; waits for one, and returns `nil` when no more will come."
  @spec take_async_modules(pos_integer) :: [{group :: term, [entry]}] | nil
  def take_async_modules(count), do: GenServer.call(@name, {:take_async, count}, @timeout)

  @doc "Takes all other modules."
  @spec take_sync_modules() :: [entry]
  def take_sync_modules, do: GenServer.call(@name, :take_sync, @timeout)

  @doc "Puts back the modules of a run, for another one."
  @spec restore_modules([{group :: term, [entry]}], [entry]) :: :ok
  def restore_modules(async, sync), do: GenServer.call(@name, {:restore, async, sync}, @timeout)

  ## Server

  @impl true
  def init(:ok) do
    ExUnit.OnExitHandler.create()
    {:ok, empty(System.monotonic_time())}
  end

  # `async` are groups, the last one first; a module without a group is one by itself. `loaded` is a time while modules are loaded.
  defp empty(loaded), do: %{async: [], sync: [], loaded: loaded, waiting: nil}

  @impl true
  def handle_call({:add, _, _}, _from, %{loaded: :done} = state) do
    {:reply, :already_running, state}
  end

  def handle_call({:add, module, configuration}, _from, state) do
    entries = for parameters <- configuration.parameterize || [%{}], do: {module, parameters}

    state =
      cond do
        not configuration.async -> %{state | sync: Enum.reverse(entries, state.sync)}
        configuration.group == nil -> add_async(state, entries)
        true -> add_to_group(state, configuration.group, entries)
      end

    {:reply, :ok, reply_waiting(state)}
  end

  def handle_call({:modules_loaded, unique?}, _from, %{loaded: loaded} = state)
      when is_integer(loaded) do
    state =
      if unique?,
        do: %{state | sync: Enum.uniq(state.sync), async: Enum.uniq(state.async)},
        else: state

    duration = System.convert_time_unit(System.monotonic_time() - loaded, :native, :microsecond)
    {:reply, duration, reply_waiting(%{state | loaded: :done})}
  end

  def handle_call({:modules_loaded, _}, _from, state), do: {:reply, 0, state}

  def handle_call({:take_async, count}, from, %{waiting: nil} = state) do
    {:noreply, reply_waiting(%{state | waiting: {from, count}})}
  end

  def handle_call(:take_sync, _from, state) do
    {:reply, Enum.reverse(state.sync), empty(System.monotonic_time())}
  end

  def handle_call({:restore, async, sync}, _from, _state) do
    {:reply, :ok,
     %{async: Enum.reverse(async), sync: Enum.reverse(sync), loaded: :done, waiting: nil}}
  end

  defp add_async(state, entries) do
    groups = for entry <- entries, do: {nil, [entry]}
    %{state | async: Enum.reverse(groups, state.async)}
  end

  # Entries of a group are kept in order.
  defp add_to_group(state, group, entries) do
    case List.keyfind(state.async, {:group, group}, 0) do
      nil ->
        %{state | async: [{{:group, group}, entries} | state.async]}

      {key, known} ->
        %{state | async: List.keyreplace(state.async, key, 0, {key, known ++ entries})}
    end
  end

  defp reply_waiting(%{waiting: nil} = state), do: state

  defp reply_waiting(%{waiting: {from, _}, async: [], loaded: :done} = state) do
    GenServer.reply(from, nil)
    %{state | waiting: nil}
  end

  defp reply_waiting(%{async: []} = state), do: state

  defp reply_waiting(%{waiting: {from, count}} = state) do
    {taken, kept} = state.async |> Enum.reverse() |> Enum.split(count)
    GenServer.reply(from, for({group, entries} <- taken, do: {group_name(group), entries}))
    %{state | async: Enum.reverse(kept), waiting: nil}
  end

  defp group_name({:group, name}), do: name
  defp group_name(nil), do: nil
end
