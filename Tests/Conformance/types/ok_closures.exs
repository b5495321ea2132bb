defmodule Fun do
  def compose(f, g), do: fn x -> g.(f.(x)) end
  def curry(f) when is_function(f, 2), do: fn a -> fn b -> f.(a, b) end end
  def curry(f) when is_function(f, 3), do: fn a -> fn b -> fn c -> f.(a, b, c) end end end

  def pipe(fs) when is_list(fs), do: Enum.reduce(fs, & &1, &compose(&2, &1))

  def memo(f) do
    {:ok, pid} = Agent.start_link(fn -> %{} end)

    fn x ->
      case Agent.get(pid, &Map.fetch(&1, x)) do
        {:ok, v} ->
          v

        :error ->
          v = f.(x)
          Agent.update(pid, &Map.put(&1, x, v))
          v
      end
    end
  end

  def adders, do: for(n <- 1..3, do: {n, &(&1 + n)})

  def apply_all(fs, x) do
    for {n, f} <- fs, into: %{}, do: {n, f.(x)}
  end

  def handler(:up), do: &String.upcase/1
  def handler(:down), do: &String.downcase/1
  def handler({:rep, n}), do: &String.duplicate(&1, n)
  def handler(f) when is_function(f, 1), do: f

  def run(spec, s) when is_binary(s), do: handler(spec).(s)

  def call(mod, fun, args) when is_atom(mod), do: apply(mod, fun, args)
  def call(obj, fun, args) when is_map(obj), do: apply(Map.fetch!(obj, fun), args)

  def maybe(nil, _), do: nil
  def maybe(x, f), do: f.(x)

  def y(f), do: (fn x -> x.(x) end).(fn x -> f.(fn v -> x.(x).(v) end) end)
end

IO.inspect(Fun.compose(&(&1 + 1), &(&1 * 2)).(3))
IO.inspect(Fun.curry(fn a, b -> a <> b end).("x").("y"))
IO.inspect(Fun.apply_all(Fun.adders(), 10))
IO.puts(Fun.run(:up, "abc") <> Fun.run({:rep, 2}, "z"))
IO.inspect(Fun.call(String, :length, ["abc"]))
fact = Fun.y(fn self -> fn 0 -> 1; n -> n * self.(n - 1) end end)
IO.inspect(fact.(5))
