defmodule Dsl.Tree do
  defstruct [:left, :right, :value]
  def new(list), do: Enum.reduce(list, nil, &insert/2)
  def insert(v, nil), do: %__MODULE__{value: v}
  def insert(v, %__MODULE__{value: w} = t) when v < w, do: %{t | left: insert(v, t.left)}
  def insert(v, t), do: %{t | right: insert(v, t.right)}
  def to_list(nil), do: []
  def to_list(%__MODULE__{} = t), do: to_list(t.left) ++ [t.value] ++ to_list(t.right)
  defimpl Enumerable do
    def count(_), do: {:error, __MODULE__}
    def member?(_, _), do: {:error, __MODULE__}
    def slice(_), do: {:error, __MODULE__}
    def reduce(t, acc, f), do: Enumerable.List.reduce(Dsl.Tree.to_list(t), acc, f)
  end
  defimpl Kit.Size do
    def size(t), do: Enum.count(t)
  end
end
