defmodule Old do
  @deprecated "use new/0"
  def old, do: 1
  @deprecated "use m2"
  defmacro m, do: 1
end
defmodule D1 do
  Range.range?(1)
  def a, do: Range.range?(1)
  require Old
  Old.old()
  Old.m()
  b = &Range.range?/1
  b.(1)
  c = fn -> Enum.partition([1], & &1) end
  c.()
  use Bitwise
end
Range.range?(1)
apply(Old, :old, [])
Old.old()
if System.get_env("XX"), do: Foo.bar(1)
if System.get_env("XX"), do: String.nope(1)
f = fn -> Enum.partition([1], & &1) end
f.()
g = &Enum.partition/2
g.([1], & &1)
Code.eval_string("Range.range?(1)")
Code.eval_string("Range.range?(1)", [], file: "x.ex", line: 5)
