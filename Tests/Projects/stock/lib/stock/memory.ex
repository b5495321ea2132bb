defmodule Stock.Memory do
  @behaviour Stock.Backend
  require Logger
  defstruct items: [], capacity: 0

  @impl true
  def init(opts), do: {:ok, %__MODULE__{capacity: opts[:capacity]}}
  @impl true
  def put(%__MODULE__{items: items, capacity: capacity}, _) when length(items) >= capacity, do: {:error, :full}
  def put(%__MODULE__{} = memory, item) do
    Logger.debug("put #{item}")
    {:ok, %{memory | items: [item | memory.items]}}
  end
  @impl true
  def items(%{items: items}), do: Enum.reverse(items)
end
