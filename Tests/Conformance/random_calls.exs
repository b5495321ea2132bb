# Calls with random arguments: what programs beside this file print of them is compared.
defmodule RandomCalls do
  def run(rows, n, seed) do
    for {name, fun, gens} <- rows do
      :rand.seed(:exsss, seed + :erlang.phash2(name))
      for i <- 1..n do
        args = for g <- gens, do: g.()
        out =
          try do
            {:ok, apply(fun, args)}
          rescue
            e -> {:raised, e.__struct__, Exception.message(e)}
          catch
            k, r -> {k, r}
          end
        IO.puts("#{name} #{i} #{inspect(args, limit: :infinity, printable_limit: :infinity, custom_options: [sort_maps: true])} -> #{inspect(out, limit: :infinity, printable_limit: :infinity, custom_options: [sort_maps: true])}")
      end
    end
  end
  def pick(list), do: Enum.at(list, :rand.uniform(length(list)) - 1)
  def int(a, b), do: a + :rand.uniform(b - a + 1) - 1
end
