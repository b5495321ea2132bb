defmodule KernelArgs do
  def len(name) when is_binary(name), do: length(name)

  def size(list) when is_list(list), do: map_size(list)

  def first({a, _b} = pair) do
    IO.puts(a)
    hd(pair)
  end

  def bits(n) do
    m = n + 1
    byte_size(m)
  end

  def as_atom(name) when is_atom(name), do: String.to_atom(name)

  def to_i(x) when is_integer(x), do: String.to_integer(x)

  def round_it("" <> rest), do: round(rest)

  def absolute, do: abs("12")

  def tuple_sz(m) when is_map(m), do: tuple_size(m)

  def spawn_it(x) when is_list(x), do: send(x, :hi)
end
