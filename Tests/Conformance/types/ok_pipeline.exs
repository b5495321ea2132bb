defmodule Orders do
  @tax %{"us" => 0.07, "eu" => 0.2}

  defmodule Item do
    defstruct name: nil, price: 0, qty: 1
  end

  def parse(lines) do
    lines
    |> Stream.map(&String.trim/1)
    |> Stream.reject(&(&1 == "" or String.starts_with?(&1, "#")))
    |> Enum.map(&parse_line/1)
    |> Enum.split_with(&match?({:ok, _}, &1))
    |> then(fn {ok, bad} -> {Enum.map(ok, &elem(&1, 1)), length(bad)} end)
  end

  defp parse_line(line) do
    with [name, price | rest] <- String.split(line, ","),
         {price, ""} <- Float.parse(price),
         {:ok, qty} <- qty(rest) do
      {:ok, %Item{name: name, price: price, qty: qty}}
    else
      :error -> {:error, :number}
      {_, garbage} when is_binary(garbage) -> {:error, {:garbage, garbage}}
      {:error, _} = err -> err
      parts when is_list(parts) -> {:error, {:fields, length(parts)}}
    end
  end

  defp qty([]), do: {:ok, 1}

  defp qty([s]) do
    case Integer.parse(s) do
      {n, _} when n > 0 -> {:ok, n}
      {n, _} -> {:error, {:qty, n}}
      :error -> {:error, :qty}
    end
  end

  defp qty([_, _ | _]), do: {:error, :too_many}

  def total(items, country \\ nil) do
    sum = items |> Enum.map(&(&1.price * &1.qty)) |> Enum.sum()
    rate = Map.get(@tax, country, 0)
    Float.round(sum * (1 + rate), 2)
  end

  def by_name(items) do
    for %Item{name: n, qty: q} <- items, q > 0, reduce: %{} do
      acc -> Map.update(acc, n, q, &(&1 + q))
    end
  end

  def report(items) do
    rows =
      items
      |> by_name()
      |> Enum.sort(fn {_, a}, {_, b} -> a >= b end)
      |> Enum.with_index(1)

    for {{name, q}, i} <- rows do
      "#{i}. #{String.pad_trailing(name, 6)} x#{q}"
    end
  end
end

{items, bad} = Orders.parse(["a,1.5,2", "# c", "b,2.0", "x", "c,z", "a,1.0,3", "d,1.0,0"])
IO.inspect({Orders.total(items), Orders.total(items, "eu"), bad})
Enum.each(Orders.report(items), &IO.puts/1)
