defmodule Door do
  @states [:open, :closed, :locked]

  defguardp is_state(s) when s in @states
  defguard is_code(c) when is_integer(c) and c >= 0 and c < 10_000

  def new(opts \\ %{}), do: Map.merge(%{state: :closed, code: nil, tries: 0, log: []}, opts)

  def event(%{state: s} = door, ev) when is_state(s) do
    case {s, ev} do
      {:closed, :open} -> to(door, :open)
      {:open, :close} -> to(door, :closed)
      {:closed, {:lock, code}} when is_code(code) -> door |> Map.put(:code, code) |> to(:locked)
      {:locked, {:unlock, code}} -> unlock(door, code)
      {_, :reset} -> {:ok, new(%{log: door.log})}
      {state, other} -> {:error, "cannot #{inspect(other)} when #{state}"}
    end
  end

  defp unlock(%{code: code} = door, code), do: door |> Map.merge(%{code: nil, tries: 0}) |> to(:closed)
  defp unlock(%{tries: t}, _) when t >= 3, do: {:error, :blocked}
  defp unlock(door, _), do: {:ok, %{door | tries: door.tries + 1}}

  defp to(%{log: log, state: old} = door, new) when is_state(new) do
    {:ok, %{door | state: new, log: [{old, new} | log]}}
  end

  def run(door, events) do
    Enum.reduce_while(events, {:ok, door}, fn ev, {:ok, d} ->
      case event(d, ev) do
        {:ok, _} = ok -> {:cont, ok}
        {:error, _} = err -> {:halt, err}
      end
    end)
  end

  def history(%{log: log}) do
    for {from, to} <- Enum.reverse(log), from != to, do: "#{from}->#{to}"
  end
end

with {:ok, d} <- Door.run(Door.new(), [:open, :close, {:lock, 12}, {:unlock, 1}, {:unlock, 12}]) do
  IO.inspect({d.state, d.tries, Door.history(d)})
end

IO.inspect(Door.run(Door.new(), [{:unlock, 1}]))
