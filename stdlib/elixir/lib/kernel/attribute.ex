# What `@` expands to: reads and writes of the attributes of the module being compiled. The attributes themselves are
# kept by `Module`.

defmodule Kernel.Attribute do
  @moduledoc false

  @doc "The expansion of `@expr`."
  def expand({:__aliases__, _, _}, _) do
    raise ArgumentError, "module attributes set via @ cannot start with an uppercase letter"
  end

  def expand({name, meta, args}, env) when is_atom(name) do
    if env.module == nil do
      raise ArgumentError, "cannot invoke @/1 outside module"
    end

    line =
      case :lists.keyfind(:line, 1, meta) do
        {:line, line} -> line
        false -> env.line
      end

    access(args, name, line, env, :lists.keymember(:context, 1, meta))
  end

  def expand(other, _) do
    raise ArgumentError,
          "expected 0 or 1 argument for module attribute, got: @" <> Macro.to_string(other)
  end

  defp access([value], name, line, env, quoted?) do
    case env do
      %{function: nil} -> write(name, value, line, env, quoted?)
      _ -> raise ArgumentError, "cannot set attribute @#{name} inside function/macro"
    end
  end

  defp access(args, name, line, env, _) when is_atom(args), do: read(name, line, env)

  defp access([], name, line, env, _) do
    IO.warn(
      "the @#{name}() notation (with parentheses) is deprecated, please use @#{name} (without parentheses) instead",
      %{env | line: line}
    )

    read(name, line, env)
  end

  defp access(args, name, _, _, _) do
    raise ArgumentError, "expected 0 or 1 argument for @#{name}, got: #{length(args)}"
  end

  defp write(name, value, line, env, _)
       when name in [:type, :typep, :opaque, :nominal, :spec, :callback, :macrocallback] do
    quote do
      Kernel.Typespec.store(
        unquote(env.module),
        unquote(name),
        :prim_code.escape(unquote(value)),
        unquote(line),
        :prim_code.env_key()
      )
    end
  end

  defp write(:behavior, _, _, _, _) do
    raise ArgumentError, "@behavior attribute is not supported, please use @behaviour instead"
  end

  # What a macro sets it may set in vain: without a line nobody is told, nor with the negative one that documentation has.
  defp write(name, value, line, env, quoted?) do
    line =
      cond do
        not quoted? -> line
        :lists.member(name, [:doc, :moduledoc, :typedoc]) -> -line
        true -> nil
      end

    quote do
      Module.__put_attribute__(unquote(env.module), unquote(name), unquote(value), unquote(line))
    end
  end

  # In a function the value at this point of the module body is what the function will see.
  defp read(name, line, env) do
    case env.function do
      nil ->
        quote do
          Module.__get_attribute__(
            unquote(env.module),
            unquote(name),
            unquote(line),
            :prim_code.env_key()
          )
        end

      _ ->
        value = Module.__get_attribute__(env.module, name, line, env)

        try do
          Macro.escape(value)
        rescue
          error in [ArgumentError] ->
            raise ArgumentError,
                  "cannot inject attribute @#{name} into function/macro because " <> error.message
        end
    end
  end
end
