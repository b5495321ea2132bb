defmodule Stack do
  @moduledoc false
  use GenServer

  defstruct items: [], max: 10, dropped: 0

  def start_link(opts \\ []) do
    GenServer.start_link(__MODULE__, opts, name: opts[:name] || __MODULE__)
  end

  def push(pid, item), do: GenServer.cast(pid, {:push, item})
  def pop(pid), do: GenServer.call(pid, :pop)
  def size(pid), do: GenServer.call(pid, :size, 5_000)

  @impl true
  def init(opts) do
    max = Keyword.get(opts, :max, 10)
    {:ok, %__MODULE__{max: max}}
  end

  @impl true
  def handle_call(:pop, _from, %__MODULE__{items: []} = state) do
    {:reply, {:error, :empty}, state}
  end

  def handle_call(:pop, _from, %__MODULE__{items: [h | t]} = state) do
    {:reply, {:ok, h}, %{state | items: t}}
  end

  def handle_call(:size, _from, state) do
    {:reply, length(state.items), state}
  end

  @impl true
  def handle_cast({:push, _item}, %{items: items, max: max} = state) when length(items) >= max do
    {:noreply, %{state | dropped: state.dropped + 1}}
  end

  def handle_cast({:push, item}, state) do
    {:noreply, Map.update!(state, :items, &[item | &1])}
  end

  @impl true
  def handle_info(:clear, %__MODULE__{} = state), do: {:noreply, %__MODULE__{state | items: []}}
  def handle_info(_msg, state), do: {:noreply, state}
end
