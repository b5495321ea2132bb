# A tour of the language in one page: data, patterns, pipes, closures, modules, protocols, macros, processes.

defmodule Shape do
  @moduledoc "Shapes with an area."
  defstruct [:kind, :size]

  @doc "The area; pattern matching picks the clause."
  def area(%Shape{kind: :square, size: s}), do: s * s
  def area(%Shape{kind: :disc, size: r}), do: Float.round(3.141592653589793 * r * r, 2)
end

defprotocol Describe do
  @doc "One line about a value."
  def describe(value)
end

defimpl Describe, for: Integer do
  def describe(n), do: "the integer #{n}"
end

defimpl Describe, for: Shape do
  def describe(shape), do: "a #{shape.kind} of area #{Shape.area(shape)}"
end

defmodule Unless do
  @doc "A control structure of our own: macros work on the program's tree."
  defmacro if_not(condition, do: block) do
    quote do
      if !unquote(condition), do: unquote(block)
    end
  end
end

defmodule Arithmetic do
  import Unless

  def check do
    if_not 1 > 2 do
      IO.puts("one is not greater than two")
    end
  end
end

defmodule Counter do
  @doc "A process that keeps a number: state lives in the arguments of a loop."
  def loop(n) do
    receive do
      {:add, k} ->
        loop(n + k)

      {:get, from} ->
        send(from, {:count, n})
        loop(n)

      :stop ->
        :ok
    end
  end
end

IO.puts("== data and pipes")

1..10
|> Enum.map(&(&1 * &1))
|> Enum.filter(&(rem(&1, 2) == 0))
|> IO.inspect(label: "even squares")

IO.inspect(%{name: "Vial", since: 2026, tags: [:actors, :immutable]})
IO.inspect("grüße" |> String.upcase() |> String.graphemes())
IO.inspect(Integer.pow(2, 200), label: "2^200")

IO.puts("== patterns")
[first | _] = [1, 2, 3]
{:ok, %{port: port}} = {:ok, %{host: "localhost", port: 4000}}
<<magic::16, rest::binary>> = <<0xCAFE::16, "payload">>
IO.inspect({first, port, magic, rest})

for shape <- [struct(Shape, kind: :square, size: 3), struct(Shape, kind: :disc, size: 1.5)],
    do: IO.puts(Describe.describe(shape))

IO.puts(Describe.describe(42))

IO.puts("== macros")
Arithmetic.check()

IO.puts("== errors")

try do
  raise ArgumentError, "something specific"
rescue
  error in ArgumentError -> IO.puts("rescued: #{Exception.message(error)}")
after
  IO.puts("and cleaned up")
end

IO.puts("== processes")
counter = spawn(Counter, :loop, [0])
for k <- 1..100, do: send(counter, {:add, k})
send(counter, {:get, self()})

receive do
  {:count, n} -> IO.puts("the counter says #{n}")
after
  1000 -> IO.puts("no answer")
end

{pid, ref} = spawn_monitor(fn -> exit(:crashed_alone) end)

receive do
  {:DOWN, ^ref, :process, ^pid, reason} ->
    IO.puts("a process ended: #{inspect(reason)}, and we did not")
end

parent = self()
for n <- 1..5, do: spawn(fn -> send(parent, {:square, n * n}) end)

squares =
  for _ <- 1..5 do
    receive do
      {:square, square} -> square
    end
  end

IO.inspect(Enum.sort(squares), label: "from five processes")
