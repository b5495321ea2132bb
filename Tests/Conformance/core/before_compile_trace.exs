# Where an error lies that comes from what a hook returned.
defmodule Hook do
  defmacro choose(:a), do: 1

  defmacro __before_compile__(env) do
    case Module.get_attribute(env.module, :kind) do
      1 -> raise "in the hook"
      2 -> quote(do: raise("in what it returned"))
      3 -> quote(do: def(f(x), do: x + Hook.choose(:b)))
      4 -> quote(do: Hook.choose(:b))
    end
  end
end

for kind <- 1..4 do
  try do
    defmodule Module.concat(Hooked, "M#{kind}") do
      require Hook
      @kind kind
      @before_compile Hook
    end
  rescue
    error ->
      IO.puts(Exception.message(error))

      for {module, name, arity, location} <- __STACKTRACE__, inspect(module) =~ "Hook" do
        arity = if is_list(arity), do: length(arity), else: arity
        IO.inspect({module, name, arity, Path.basename(location[:file] || ""), location[:line]})
      end
  end
end
