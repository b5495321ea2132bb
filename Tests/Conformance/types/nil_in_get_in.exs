defmodule GI do
  def a do
    u = nil
    get_in(u.name)
  end
  def b do
    u = %{name: nil}
    get_in(u.name.first)
  end
  def c(u) when is_nil(u), do: get_in(u.a.b)
end
IO.inspect {GI.a(), GI.b(), GI.c(nil)}
