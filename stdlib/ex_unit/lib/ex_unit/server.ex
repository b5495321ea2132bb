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

  # `async` are the entries without a group, `groups` the others, both the last one first; those without a group run before the
  # others. `loaded` is a time while modules are loaded.
  defp empty(loaded), do: %{async: [], groups: [], sync: [], loaded: loaded, waiting: nil}

  @impl true
  def handle_call({:add, _, _}, _from, %{loaded: :done} = state) do
    {:reply, :already_running, state}
  end

  def handle_call({:add, module, configuration}, _from, state) do
    entries = for parameters <- configuration.parameterize || [%{}], do: {module, parameters}

    state =
      cond do
        not configuration.async -> %{state | sync: Enum.reverse(entries, state.sync)}
        configuration.group == nil -> %{state | async: Enum.reverse(entries, state.async)}
        true -> add_to_group(state, configuration.group, entries)
      end

    {:reply, :ok, reply_waiting(state)}
  end

  def handle_call({:modules_loaded, unique?}, _from, %{loaded: loaded} = state)
      when is_integer(loaded) do
    state =
      if unique?,
        do: unique(state),
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
     %{
       async: for({nil, [entry]} <- Enum.reverse(async), do: entry),
       groups: for({group, _} = known when group != nil <- Enum.reverse(async), do: known),
       sync: Enum.reverse(sync),
       loaded: :done,
       waiting: nil
     }}
  end

  defp unique(state) do
    %{
      state
      | sync: Enum.uniq(state.sync),
        async: Enum.uniq(state.async),
        groups: for({group, entries} <- state.groups, do: {group, Enum.uniq(entries)})
    }
  end

  # A group begins with the last entry of its first module, and goes on in order.
  defp add_to_group(state, group, entries) do
    case List.keyfind(state.groups, group, 0) do
      nil ->
        %{state | groups: [{group, Enum.reverse(entries)} | state.groups]}

      {^group, known} ->
        %{state | groups: List.keyreplace(state.groups, group, 0, {group, known ++ entries})}
    end
  end

  defp reply_waiting(%{waiting: nil} = state), do: state

  defp reply_waiting(%{waiting: {from, _}, async: [], groups: [], loaded: :done} = state) do
    GenServer.reply(from, nil)
    %{state | waiting: nil}
  end

  # A group is complete when all modules have been loaded.
  defp reply_waiting(%{waiting: {from, count}, async: [], loaded: :done} = state) do
    {taken, kept} = take_first(state.groups, count)
    GenServer.reply(from, taken)
    %{state | groups: kept, waiting: nil}
  end

  defp reply_waiting(%{async: []} = state), do: state

  defp reply_waiting(%{waiting: {from, count}} = state) do
    {taken, kept} = take_first(state.async, count)
    GenServer.reply(from, for(entry <- taken, do: {nil, [entry]}))
    %{state | async: kept, waiting: nil}
  end

  defp take_first(reversed, count) do
    {taken, kept} = reversed |> Enum.reverse() |> Enum.split(count)
    {taken, Enum.reverse(kept)}
  end
end
