# Stack traces name the functions that ran: also those without a frame of their own, and those behind closures in a module.
defmodule Traces do
  def first(x) when x > 1, do: Enum.map([x], fn y -> y + x end)
  def second(x) when x > 1, do: fn y when y > x -> y end
  def third(x) when x > 1, do: x
  def fourth(x), do: hd(x)
  def fifth(x), do: 1 + third(x)
  def sixth(x), do: Enum.sum(for y <- x, do: y * 2)
  def seventh(:a), do: :b
  defp eighth(x) when is_list(x), do: x
  def eighth_of(x), do: [eighth(x)]
  def ninth(x), do: x.field
  def tenth(x), do: {:ok, elem(x, 5)}
end

show = fn name, fun ->
  try do
    fun.()
  catch
    kind, reason ->
      trace =
        for {module, function, arity, _} <- __STACKTRACE__, module in [Traces, :erlang] do
          {module, function, arity}
        end

      lines = for {Traces, _, _, location} <- __STACKTRACE__, do: location[:line]
      IO.inspect({name, kind, reason, trace, lines})
  end
end

show.(:first, fn -> Traces.first(0) end)
show.(:third, fn -> Traces.third(0) end)
show.(:fourth, fn -> Traces.fourth([]) end)
show.(:fifth, fn -> Traces.fifth(0) end)
show.(:seventh, fn -> Traces.seventh(:c) end)
show.(:eighth, fn -> Traces.eighth_of(:c) end)
show.(:ninth, fn -> Traces.ninth(%{}) end)
show.(:tenth, fn -> Traces.tenth({1}) end)
