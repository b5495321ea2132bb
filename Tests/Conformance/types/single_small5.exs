defmodule Small5 do
  def get(map) do
    with {:ok, value} <- Map.get(map, :key) do
      value
    else
      :error -> nil
    end
  end

  def total(items) do
    items
    |> Enum.map(fn {_, price} -> price end)
    |> Enum.sum()
    |> String.to_integer()
  end
end
