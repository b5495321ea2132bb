defmodule Defaults do
  def greet(name, greeting \\ "Hello", opts \\ []) do
    sep = Keyword.get(opts, :sep, ", ")
    text = greeting <> sep <> name
    if opts[:shout], do: String.upcase(text) <> "!", else: text
  end

  def range(a, b \\ nil, step \\ 1)
  def range(n, nil, step), do: range(0, n, step)
  def range(a, b, step) when a < b, do: Enum.take_every(a..(b - 1), step)
  def range(_, _, _), do: []

  def fetch(source, key, default \\ :raise)
  def fetch(m, k, :raise) when is_map(m), do: Map.fetch!(m, k)
  def fetch(m, k, d) when is_map(m), do: Map.get(m, k, d)
  def fetch(l, k, d) when is_list(l) and is_integer(k), do: Enum.at(l, k, d)
  def fetch(l, k, d) when is_list(l), do: Keyword.get(l, k, d)
  def fetch(t, i, _) when is_tuple(t) and i < tuple_size(t), do: elem(t, i)
  def fetch(f, k, _) when is_function(f, 1), do: f.(k)
  def fetch(_, _, d), do: d

  def retry(fun, n \\ 3, acc \\ [])
  def retry(_fun, 0, acc), do: {:error, Enum.reverse(acc)}

  def retry(fun, n, acc) do
    case fun.(n) do
      {:ok, _} = ok -> ok
      :ok -> {:ok, nil}
      {:error, reason} -> retry(fun, n - 1, [reason | acc])
      other when other in [nil, false] -> retry(fun, n - 1, acc)
    end
  end

  def flat(x, depth \\ :infinity)
  def flat(l, 0), do: l
  def flat([], _), do: []
  def flat([h | t], d) when is_list(h), do: flat(h, dec(d)) ++ flat(t, d)
  def flat([h | t], d), do: [h | flat(t, d)]

  defp dec(:infinity), do: :infinity
  defp dec(n), do: n - 1
end

IO.puts(Defaults.greet("Bob"))
IO.puts(Defaults.greet("Bob", "Hi", sep: " ", shout: true))
IO.inspect({Defaults.range(5), Defaults.range(1, 10, 3), Defaults.fetch([a: 1], :a), Defaults.fetch({1, 2}, 1)})
IO.inspect(Defaults.retry(fn n -> if n > 1, do: {:error, n}, else: {:ok, n} end))
IO.inspect(Defaults.flat([1, [2, [3, [4]]]], 1))
