# Macros with hygiene, code that defines code, structs, protocols and attributes.
defmodule Enumerate do
  defmacro __using__(opts) do
    quote bind_quoted: [values: Keyword.fetch!(opts, :values)] do
      Module.register_attribute(__MODULE__, :seen, accumulate: true)
      @values values
      def values, do: @values

      for {v, i} <- Enum.with_index(values) do
        @seen v
        def index(unquote(v)), do: unquote(i)
        def unquote(:"#{v}?")(x), do: x == unquote(v)
      end

      def seen, do: Enum.reverse(@seen)
      def index(_), do: :error
    end
  end
end

defmodule Colour do
  use Enumerate, values: [:red, :green, :blue]
end

IO.inspect({Colour.values(), Colour.index(:green), Colour.index(:pink), Colour.red?(:red), Colour.blue?(:red), Colour.seen()})

defmodule Swap do
  defmacro swap(a, b) do
    quote do
      tmp = unquote(a)
      unquote(a) = unquote(b)
      unquote(b) = tmp
      {unquote(a), unquote(b)}
    end
  end

  defmacro trace(expr) do
    text = Macro.to_string(expr)
    quote do: IO.puts(unquote(text) <> " = " <> inspect(unquote(expr)))
  end
end

defmodule UseSwap do
  require Swap
  def run(x, y) do
    tmp = :mine
    {Swap.swap(x, y), tmp}
  end

  def traced do
    Swap.trace(Enum.sum([1, 2, 3]) * 2)
    Swap.trace(if true, do: :yes, else: :no)
  end
end

IO.inspect(UseSwap.run(1, 2))
UseSwap.traced()

defmodule Account do
  @enforce_keys [:owner]
  defstruct [:owner, balance: 0, history: []]

  def deposit(%__MODULE__{balance: b} = a, n) when n > 0, do: %{a | balance: b + n, history: [{:in, n} | a.history]}

  defimpl String.Chars do
    def to_string(a), do: "#{a.owner}: #{a.balance}"
  end
end

a = struct!(Account, owner: "Ann") |> Account.deposit(5) |> Account.deposit(7)
IO.inspect(a)
IO.puts("#{a}")
IO.inspect(try do struct!(Account, nope: 1) rescue e -> e.__struct__ end)
IO.inspect(Map.from_struct(a) |> Map.keys())
