defmodule St do
  defstruct [:a, :b]
end
defmodule Sup do
  def upd(s), do: %St{s | a: 1}
  def ok(%St{} = s), do: %St{s | a: 1}
  def map(s) when is_map(s), do: %St{s | a: 1}
  def new(s), do: %St{new() | a: s}
  def other(%URI{} = s), do: %St{s | a: 1}
  def new, do: %St{}
  def is(s) when is_struct(s, St), do: %St{s | a: 1}
  def list(l), do: Enum.map(l, fn s -> %St{s | b: 2} end)
  def list2(l), do: Enum.map(l, fn %St{} = s -> %St{s | b: 2} end)
  def call(s), do: %St{foo(s) | b: 1}
  def foo(s), do: s
  def a_used(s) do
    s.a
    %St{s | b: 1}
  end
  def cs(s) do
    case s do
      %St{} -> %St{s | a: 1}
      _ -> s
    end
  end
end
