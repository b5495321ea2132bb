# DSL with accumulate, before_compile, nested quotes
defmodule Router do
  defmacro __using__(opts) do
    quote do
      import Router, only: [get: 2, post: 2, scope: 2]
      Module.register_attribute(__MODULE__, :routes, accumulate: true)
      @prefix unquote(opts[:prefix] || "")
      @scope []
      @before_compile Router
    end
  end
  for verb <- [:get, :post] do
    defmacro unquote(verb)(path, do: block) do
      verb = unquote(verb)
      name = :"handle_#{verb}_#{:erlang.phash2(path)}"
      quote do
        @routes {unquote(verb), Enum.join(Enum.reverse(@scope)) <> unquote(path), unquote(name)}
        def unquote(name)(var!(params)) do
          _ = var!(params)
          unquote(block)
        end
      end
    end
  end
  defmacro scope(path, do: block) do
    quote do
      @scope [unquote(path) | @scope]
      unquote(block)
      @scope tl(@scope)
    end
  end
  defmacro __before_compile__(env) do
    routes = Module.get_attribute(env.module, :routes) |> Enum.reverse()
    clauses = for {verb, path, name} <- routes do
      parts = String.split(path, "/", trim: true)
      {pattern, vars} = Enum.map_reduce(parts, [], fn
        ":" <> var, acc -> v = Macro.var(String.to_atom(var), nil); {v, [{String.to_atom(var), v} | acc]}
        lit, acc -> {lit, acc}
      end)
      quote do
        def dispatch(unquote(verb), unquote(pattern)), do: unquote(name)(Map.new(unquote(Enum.reverse(vars))))
      end
    end
    quote do
      unquote(clauses)
      def dispatch(_, parts), do: {:not_found, @prefix <> "/" <> Enum.join(parts, "/")}
      def routes, do: unquote(Macro.escape(routes |> Enum.map(fn {a, b, _} -> {a, b} end)))
    end
  end
end
defmodule App do
  use Router, prefix: "/api"
  get "/" do
    :root
  end
  scope "/users" do
    get "/:id" do
      {:user, params.id}
    end
    post "/:id/posts/:post" do
      {:post, params[:id], params[:post]}
    end
    scope "/x" do
      get "/deep" do
        :deep
      end
    end
  end
end
IO.inspect App.routes
IO.inspect App.dispatch(:get, [])
IO.inspect App.dispatch(:get, ["users", "5"])
IO.inspect App.dispatch(:post, ["users", "5", "posts", "9"])
IO.inspect App.dispatch(:get, ["users", "x", "deep"])
IO.inspect App.dispatch(:put, ["a", "b"])

defmodule Hooks do
  def on_def(env, kind, name, args, guards, body) do
    IO.puts("def #{kind} #{name}/#{length(args)} in #{inspect env.module} guards #{inspect(guards |> Enum.map(&Macro.to_string/1))} #{body && Macro.to_string(body)}")
  end
  def after_compile(env, bin), do: IO.puts("compiled #{inspect env.module} #{is_binary(bin)}")
  def after_verify(mod), do: IO.puts("verified #{inspect mod}")
  defmacro before(env) do
    IO.inspect(Module.definitions_in(env.module) |> Enum.sort)
    quote do def added, do: unquote(Module.get_attribute(env.module, :foo)) end
  end
end
defmodule Hooked do
  @on_definition {Hooks, :on_def}
  @before_compile {Hooks, :before}
  @after_compile {Hooks, :after_compile}
  @after_verify {Hooks, :after_verify}
  @foo 13
  def a(x, y \\ 2) when x > 1 and y != 3, do: x + y
  defp b(x), do: x
  defmacro c(x), do: (b(x); x)
  def d, do: b(1)
end
IO.inspect Hooked.added

defmodule Over do
  defmacro __using__(_) do
    quote do
      def init(x), do: {:base, x}
      def call(x, y), do: {x, y}
      defoverridable init: 1, call: 2
    end
  end
end
defmodule Over2 do
  defmacro __using__(_) do
    quote do
      use Over
      def init(x), do: {:over2, super(x)}
      defoverridable init: 1
    end
  end
end
defmodule O do
  use Over2
  def init(x) when x > 1, do: {:o, super(x)}
  def init(x), do: {:small, super(x)}
  def call(x, y), do: Enum.map([x], &super(&1, y))
end
IO.inspect {O.init(1), O.init(2), O.call(1, 2)}

defmodule Lazy do
  defmacro delay(expr), do: quote(do: fn -> unquote(expr) end)
  defmacro unless2(c, do: b, else: e), do: quote(do: if(unquote(c), do: unquote(e), else: unquote(b)))
  defmacro my_or(a, b), do: quote(do: (x = unquote(a); if(x, do: x, else: unquote(b))))
  defmacro defgetters(kw) do
    quote bind_quoted: [kw: kw] do
      for {k, v} <- kw do
        def unquote(k)(), do: unquote(Macro.escape(v))
        def unquote(:"#{k}?")(x), do: x == unquote(Macro.escape(v))
      end
    end
  end
  defmacro nested do
    quote do
      defmacro inner(x) do
        y = 10
        quote do: unquote(x) + unquote(y) + unquote(unquote(3))
      end
    end
  end
end
defmodule UseLazy do
  require Lazy
  Lazy.defgetters a: 1, b: {1, %{c: [2]}}
  def t do
    x = false
    Lazy.my_or(x, :second)
  end
end

IO.inspect({UseLazy.a(), UseLazy.b(), UseLazy.t()})
defmodule Main1 do
 def main do
require Lazy
IO.inspect Lazy.delay(1 + 2).()
IO.inspect Lazy.unless2(true, do: 1, else: 2)
ast = quote do
  defmodule Foo do
    @moduledoc false
    def bar(x) when is_integer(x), do: (case x do 1 -> :one; _ -> x |> to_string() end)
    def baz(%{a: [h | t]} = m, <<x::8, rest::binary>>), do: &(&1 + x + h)
    def q, do: for(x <- 1..3, rem(x, 2) == 1, into: %{}, do: {x, "s#{x}"})
    def w, do: (with {:ok, a} <- f(), b = 1, do: a + b, else: (_ -> nil))
    def tr do
      try do
        raise "x"
      rescue
        e in [RuntimeError] -> e
        _ -> 1
      catch
        :exit, r -> r
      else
        x -> x
      after
        :ok
      end
    end
    def r, do: receive(do: (x when x > 1 -> x), after: (100 -> :t))
    def op(a, b), do: not a and b or a in [1] and not (b in [2]) and -a == +b and @x.y[:z] != a.b.(1)
  end
end
IO.puts Macro.to_string(ast)
IO.puts ast |> Code.quoted_to_algebra() |> Inspect.Algebra.format(60) |> IO.iodata_to_binary()

end
end
Main1.main()
