defmodule Events do
  @type event :: {:user, atom(), map()} | {:tick, integer()} | :stop

  def handle(event, state \\ %{count: 0, users: %{}, last: nil})
  def handle(:stop, state), do: {:stop, state}
  def handle({:tick, n}, state) when n < 0, do: {:error, {:negative, n}, state}
  def handle({:tick, n}, %{count: c} = state), do: {:ok, %{state | count: c + n, last: n}}

  def handle({:user, action, %{id: id} = data}, state) do
    users =
      case {action, state.users} do
        {:add, users} -> Map.put(users, id, data)
        {:del, users} -> Map.delete(users, id)
        {:rename, %{^id => user} = users} -> %{users | id => Map.merge(user, data)}
        {_, users} -> users
      end

    {:ok, %{state | users: users, last: action}}
  end

  def run(events, state) do
    result =
      Enum.reduce(events, {[], state}, fn ev, {errs, st} ->
        case handle(ev, st) do
          {:ok, st} -> {errs, st}
          {:error, e, st} -> {[e | errs], st}
          {:stop, st} -> {errs, st}
        end
      end)

    with {[], st} <- result do
      {:ok, st}
    else
      {errs, _} when is_list(errs) -> {:error, length(errs)}
    end
  end

  def label(%{last: nil}), do: "none"
  def label(%{last: n}) when is_integer(n), do: "tick " <> Integer.to_string(n)
  def label(%{last: a}) when is_atom(a), do: "user " <> Atom.to_string(a)

  def names(%{users: users}) do
    users |> Map.values() |> Enum.map(& &1[:name]) |> Enum.filter(& &1) |> Enum.join(", ")
  end
end

{:ok, s} = Events.handle({:user, :add, %{id: 1, name: "ann"}})
{:ok, s} = Events.handle({:tick, 2}, s)
IO.puts(Events.label(s) <> " " <> Events.names(s))
IO.inspect(Events.run([{:tick, 1}, {:tick, -1}, :stop], s))
