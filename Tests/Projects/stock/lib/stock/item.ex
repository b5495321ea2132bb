defmodule Stock.Item do
  @enforce_keys [:name]
  @derive {Inspect, only: [:name, :count]}
  defstruct [:name, count: 0, price: 0]
  @type t :: %__MODULE__{name: String.t(), count: non_neg_integer, price: number}
  def new(name, opts \\ []), do: struct!(__MODULE__, [name: name] ++ opts)
  def worth(%__MODULE__{count: count, price: price}), do: count * price

  defimpl String.Chars do
    def to_string(item), do: "<#{item.name}>"
  end
end
