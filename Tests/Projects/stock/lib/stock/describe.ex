defprotocol Stock.Describe do
  @doc "Describes"
  @fallback_to_any true
  def describe(value)
end

defimpl Stock.Describe, for: Any do
  def describe(value), do: inspect(value)
end

defimpl Stock.Describe, for: [Stock.Item, Stock.Events.Added] do
  def describe(%{name: name}), do: "item #{name}"
end

defimpl Stock.Describe, for: List do
  def describe(list), do: Enum.map_join(list, ", ", &Stock.Describe.describe/1)
end
