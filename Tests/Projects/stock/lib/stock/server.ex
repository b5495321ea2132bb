defmodule Stock.Server do
  use GenServer
  @backend Application.compile_env!(:stock, :backend)

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)
  def add(item), do: GenServer.call(__MODULE__, {:add, item})
  def all, do: GenServer.call(__MODULE__, :all)

  @impl true
  def init(opts), do: @backend.init(opts)

  @impl true
  def handle_call({:add, item}, _from, state) do
    case @backend.put(state, item) do
      {:ok, state} -> {:reply, :ok, state}
      {:error, reason} -> {:reply, {:error, reason}, state}
    end
  end

  def handle_call(:all, _from, state), do: {:reply, @backend.items(state), state}
end
