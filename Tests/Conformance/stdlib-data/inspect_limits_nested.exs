# The limit of inspect goes on from the elements of what is nested to what comes behind it.

defmodule A do defstruct a: 1, b: [1,2,3], c: 3 end
defmodule B do @derive {Inspect, only: [:a, :b]}; defstruct a: 1, b: [1,2,3], c: 3 end
defmodule C do @derive {Inspect, except: [:a]}; defstruct a: 1, b: [1,2,3], c: 3 end
defmodule O do @derive {Inspect, optional: [:a]}; defstruct a: 1, b: [1,2,3], c: 3 end
defmodule E do defexception [:message, :x] end
vals = [MapSet.new([1,2,3]), MapSet.new([[1,2],[3,4]]), struct(A), struct(B), struct(C), struct(O), struct(O, a: 5), struct(E, message: "m", x: [1,2]), 1..3, ~D[2020-01-01], Date.range(~D[2024-02-28], ~D[2024-03-01]), %URI{path: "/a"}, Version.parse!("1.2.3"), ~r/a/, Stream.map([1,2,3], & &1), Stream.map([[1,2,3]], & &1) |> Stream.filter(& &1), %{a: 1, b: [1,2]}, [1,2,3], [a: 1, b: 2], {1,2,3}, "abc", ~c"abc", <<1,2,3>>, <<1,2,3::7>>, &Enum.map/2, %{__struct__: :x, a: [1,2]}, %{__struct__: A, z: 1}, %ArgumentError{message: "x"}, %KeyError{key: 1, term: [1,2]}, Duration.new!(hour: 1), %{%{a: 1} => %{b: 2}}, [[1, [2, [3]]]], [1 | 2], [1,2|3]]
for v <- vals, l <- [0, 2, 3, 5, 7] do
 r = fn x -> Regex.replace(~r/#Function<[^>]*>/, inspect(x, limit: l, custom_options: [sort_maps: true]), "#F") end
 IO.puts("#{l} #{r.({[], v, %{a: 1}, 5})}")
 IO.puts("#{l} #{r.([v, v, 7, 8, 9, 10, 11])}")
 IO.puts("#{l} #{r.(%{v => v, 2 => 3})}")
 IO.puts("#{l} #{r.(v)}")
end
for o <- [[limit: 20], [limit: 3], [charlists: :as_charlists], []], v <- [{MapSet.new([~c"abc"]), ~c"abc"}, [MapSet.new([~c"abc"]), ~c"abc", ~c"d"], %{MapSet.new([~c"abc"]) => ~c"abc"}], do: IO.puts(inspect(v, o))
