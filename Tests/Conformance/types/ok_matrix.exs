defmodule Matrix do
  def new(rows, cols, f \\ fn _, _ -> 0 end)
  def new(0, _, _), do: []
  def new(rows, cols, f) when rows > 0, do: for(r <- 0..(rows - 1), do: for(c <- 0..(cols - 1), do: f.(r, c)))

  def identity(n), do: new(n, n, fn
    i, i -> 1
    _, _ -> 0
  end)

  def transpose([]), do: []
  def transpose([[] | _]), do: []
  def transpose(rows), do: [Enum.map(rows, &hd/1) | transpose(Enum.map(rows, &tl/1))]

  def mul(a, b) do
    bt = transpose(b)
    for row <- a, do: for(col <- bt, do: dot(row, col))
  end

  def dot(xs, ys), do: Enum.zip_reduce(xs, ys, 0, fn x, y, acc -> acc + x * y end)

  def pow(m, 0), do: identity(length(m))
  def pow(m, n) when rem(n, 2) == 0, do: pow(mul(m, m), div(n, 2))
  def pow(m, n), do: mul(m, pow(m, n - 1))

  def at(m, {r, c}), do: m |> Enum.at(r) |> Enum.at(c)

  def map(m, f) when is_function(f, 1), do: Enum.map(m, fn row -> Enum.map(row, f) end)

  def det([[a]]), do: a
  def det([[a, b], [c, d]]), do: a * d - b * c

  def det([first | rest]) do
    first
    |> Enum.with_index()
    |> Enum.reduce(0, fn {x, i}, acc ->
      minor = Enum.map(rest, &List.delete_at(&1, i))
      sign = if rem(i, 2) == 0, do: 1, else: -1
      acc + sign * x * det(minor)
    end)
  end

  def to_string(m) do
    Enum.map_join(m, "\n", fn row -> Enum.map_join(row, " ", &Kernel.to_string/1) end)
  end
end

IO.puts(Matrix.to_string(Matrix.pow([[1, 1], [1, 0]], 10)))
IO.inspect(Matrix.det([[2, 0, 1], [1, 3, 2], [1, 1, 4]]))
