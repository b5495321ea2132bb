# Structs whose fields are not those they were defined with are shown as maps, whatever implements Inspect for them; an
# implementation that raises is told of, and does not meet itself in the trace.
defmodule Temperature do
  defstruct [:degrees]

  defimpl Inspect do
    def inspect(%{degrees: degrees}, _options) when is_integer(degrees), do: "#{degrees} °C"
  end
end

defmodule Hidden do
  @derive {Inspect, only: []}
  defstruct [:secret]
end

whole = struct(Temperature, degrees: 5)
IO.inspect(whole)
IO.inspect([whole, Map.delete(whole, :degrees), struct(Hidden)])
IO.inspect(Map.delete(struct(Hidden), :secret))
IO.inspect(%{__struct__: :nowhere})
IO.inspect(%{__struct__: MapSet})
IO.inspect(%{__struct__: Range})
IO.inspect(%{__struct__: 5})
IO.inspect(whole, structs: false)

text = inspect(struct(Temperature, degrees: :warm))
IO.puts(text |> String.split("\n") |> Enum.take(5) |> Enum.join("\n"))
IO.inspect(Process.get(:inspect_trap))

try do
  inspect(struct(Temperature, degrees: nil), safe: false)
rescue
  error -> IO.inspect({error.__struct__, error.exception_module})
end

IO.puts(inspect(whole))
