defprotocol Area do
  @doc "area of a shape"
  def area(shape)
  def name(shape)
end

defmodule Circle do
  defstruct [:r]
end

defmodule Rect do
  @enforce_keys [:w, :h]
  defstruct [:w, :h, unit: :cm]

  def new(w, h) when is_number(w) and is_number(h), do: %__MODULE__{w: w, h: h}
  def scale(%__MODULE__{w: w, h: h} = r, k), do: %{r | w: w * k, h: h * k}
end

defimpl Area, for: Circle do
  def area(%{r: r}), do: 3.14159 * r * r
  def name(_), do: "circle"
end

defimpl Area, for: Rect do
  def area(%Rect{w: w, h: h}), do: w * h
  def name(%Rect{unit: u}), do: "rect in #{u}"
end

defimpl Area, for: [Integer, Float] do
  def area(n), do: n * n
  def name(_), do: "square"
end

defmodule Shapes do
  def total(shapes) do
    shapes
    |> Enum.map(&Area.area/1)
    |> Enum.sum()
    |> Float.round(2)
  end

  def describe(shape) do
    a = Area.area(shape)
    "#{Area.name(shape)}: #{a}" <> if(a > 10, do: " (big)", else: "")
  end

  def biggest([]), do: nil
  def biggest(shapes), do: Enum.max_by(shapes, &Area.area/1)

  def group(shapes) do
    Enum.group_by(shapes, fn
      %Circle{} -> :round
      %Rect{w: s, h: s} -> :square
      %Rect{} -> :rect
      n when is_number(n) -> :square
    end)
  end
end

defmodule Main do
  def run do
    shapes = [%Circle{r: 1.5}, Rect.new(2, 3), 4]
    IO.inspect(Shapes.total(shapes))
    Enum.each(shapes, &IO.puts(Shapes.describe(&1)))
    IO.inspect(Map.keys(Shapes.group(shapes)))
    Rect.scale(Rect.new(1, 2), 3)
  end
end

Main.run()
