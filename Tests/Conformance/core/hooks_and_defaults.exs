# What hooks before the end of a module see of functions that may be overridden and were not; aliases in an environment.
defmodule Defaults do
  defmacro __using__(_) do
    quote do
      @before_compile Defaults
      def kept(x), do: {:kept, x}
      def replaced(x), do: {:default, x}
      defmacro made(x), do: x
      defoverridable kept: 1, replaced: 1, made: 1
    end
  end

  defmacro __before_compile__(env) do
    names = Module.definitions_in(env.module) |> Enum.sort()
    public = Module.definitions_in(env.module, :def) |> Enum.sort()
    defined = Module.defines?(env.module, {:kept, 1})
    overridable = Module.overridables_in(env.module) |> Enum.sort()

    quote do
      def names, do: unquote(names)
      def public, do: unquote(public)
      def seen, do: {unquote(defined), unquote(overridable)}
    end
  end
end

defmodule User do
  use Defaults
  def replaced(x), do: {:mine, super(x)}
end

IO.inspect(User.names())
IO.inspect(User.public())
IO.inspect(User.seen())
IO.inspect({User.kept(1), User.replaced(1)})

alias Foo.Bar, as: Baz
IO.inspect(Baz)
IO.inspect(Macro.Env.fetch_alias(__ENV__, :Baz))
IO.inspect(Macro.Env.fetch_alias(__ENV__, :Bar))
IO.inspect(Macro.Env.fetch_macro_alias(__ENV__, :Baz))

for code <- ["quote do: unquote_splicing([1])", "quote do: (unquote_splicing([1, 2]))", "quote do: f(unquote_splicing([1, 2]))"] do
  try do
    {value, _} = Code.eval_string(code)
    IO.inspect(value)
  rescue
    e -> IO.inspect(e)
  end
end
