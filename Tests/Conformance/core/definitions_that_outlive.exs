# Definitions whose code outlives the code around it.
defmodule Late do
  def make(n),
    do:
      (defmodule Module.concat(Late, "Made#{n}") do
         @n n
         def value, do: @n
         def double, do: value() * 2
       end)

  for i <- 1..3 do
    f = fn ->
      defmodule Module.concat(__MODULE__, "Inner#{i}") do
        def i, do: unquote(i)
      end
    end

    f.()
  end

  Enum.each([a: 1, b: 2], fn {k, v} ->
    def unquote(k)(), do: unquote(v)

    def unquote(:"#{k}_plain")() do
      :plain
    end
  end)

  Module.put_attribute(__MODULE__, :later, 1)

  :persistent_term.put(:later, fn ->
    defmodule Much.Later do
      def hi, do: {:hi, __MODULE__}
    end
  end)
end

IO.inspect(Late.make(7) |> elem(1))
IO.inspect({Late.Made7.value(), Late.Made7.double(), Late.Inner2.i(), Late.a(), Late.b_plain()})
:persistent_term.get(:later).()
IO.inspect(Late.Much.Later.hi())

defmodule Hook do
  def on(_env, kind, name, args, guards, body), do: IO.inspect({kind, name, args, guards, body})
end

defmodule WithHook do
  @on_definition {Hook, :on}
  def one(x) when x > 1, do: x + 1
  def two(x)
  def two(x), do: x
  defp three, do: one(3)
  defmacro m(x), do: quote(do: unquote(x))
  def four, do: three()
end

send(self(), fn ->
  defmodule Sent do
    def s, do: :sent
  end
end)

receive do
  f -> f.()
end

IO.inspect(Sent.s())

Task.async(fn ->
  defmodule Tasked do
    def s, do: :t
  end
end)
|> Task.await()

IO.inspect(Tasked.s())

for x <- [1, 2] do
  defmodule Module.concat(Loop, "L#{x}") do
    def x, do: unquote(x)
  end
end

IO.inspect({Loop.L1.x(), Loop.L2.x()})
