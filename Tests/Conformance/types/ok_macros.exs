defmodule Dsl do
  defmacro __using__(opts) do
    quote do
      import Dsl, only: [rule: 2, field: 2]
      Module.register_attribute(__MODULE__, :rules, accumulate: true)
      Module.register_attribute(__MODULE__, :fields, accumulate: true)
      @prefix unquote(opts[:prefix] || "")
      @before_compile Dsl
    end
  end

  defmacro rule(name, do: body) do
    quote do
      @rules unquote(name)
      def unquote(name)(var!(x)), do: unquote(body)
    end
  end

  defmacro field(name, default) do
    quote bind_quoted: [name: name, default: default] do
      @fields {name, default}
      def get(unquote(name), map), do: Map.get(map, unquote(name), unquote(Macro.escape(default)))
    end
  end

  defmacro __before_compile__(env) do
    rules = Module.get_attribute(env.module, :rules)
    fields = Module.get_attribute(env.module, :fields)

    quote do
      def rules, do: unquote(Enum.sort(rules))
      def defaults, do: Map.new(unquote(fields))
      def prefix, do: @prefix
      def check(x), do: Enum.all?(rules(), &apply(__MODULE__, &1, [x]))
      def get(_, _), do: nil
    end
  end

  defmacro unless_nil(x, do: body) do
    quote do
      case unquote(x) do
        nil -> nil
        _ -> unquote(body)
      end
    end
  end
end

defmodule Person do
  use Dsl, prefix: "p_"
  require Dsl
  field :name, "anon"
  field :age, 0
  rule(:named, do: is_binary(x.name) and x.name != "")
  rule(:adult, do: x.age >= 18)

  def label(p), do: Dsl.unless_nil(p.name, do: @prefix <> p.name)
  def birthday(p), do: update_in(p.age, &(&1 + 1))
  def nested(p), do: put_in(p, [Access.key(:opts, %{}), :x], 1)
end

IO.inspect(Person.check(%{name: "a", age: 20}))
IO.inspect({Person.label(%{name: "z"}), Person.defaults(), Person.get(:name, %{}), Person.birthday(%{age: 1})})
