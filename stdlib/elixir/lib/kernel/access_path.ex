# What `get_in`, `put_in`, `update_in`, `pop_in` and `get_and_update_in` expand to for a path that is written as code.

defmodule Kernel.AccessPath do
  @moduledoc false

  @doc "The expansion of `get_in(path)`."
  def get(path, _) do
    {first, steps} = unnest(path, "get_in/1")
    nest_get(steps, first)
  end

  # A field of nil is nil, and so is all that is behind it; `Access` sees to that itself.
  defp nest_get([], value), do: value

  defp nest_get([{:access, key} | rest], value) do
    nest_get(rest, quote(do: Access.get(unquote(value), unquote(key))))
  end

  defp nest_get([{:map, key} | rest], value) do
    quote generated: true do
      case unquote(value) do
        %{unquote(key) => x} -> unquote(nest_get(rest, quote(do: x)))
        nil -> nil
        x -> :erlang.error({:badkey, unquote(key), x})
      end
    end
  end

  @doc "The expansion of `put_in(path, value)`."
  def put(path, value, _) do
    case unnest(path, "put_in/2") do
      {first, steps} -> nest_update(steps, first, quote(do: fn _ -> unquote(value) end))
    end
  end

  @doc "The expansion of `update_in(path, fun)`."
  def update(path, fun, _) do
    {first, steps} = unnest(path, "update_in/2")
    nest_update(steps, first, fun)
  end

  # Of fields alone: each update is a map update, which insists on the key.
  defp nest_update([step | rest], value, fun) do
    inner =
      case rest do
        [] -> fun
        _ -> quote(do: fn x -> unquote(nest_update(rest, quote(do: x), fun)) end)
      end

    case step do
      {:map, key} ->
        quote do
          Map.update!(unquote(value), unquote(key), unquote(inner))
        end

      {:access, key} ->
        quote do
          :erlang.element(
            2,
            Access.get_and_update(unquote(value), unquote(key), fn value ->
              {nil, unquote(inner).(value)}
            end)
          )
        end
    end
  end

  @doc "The expansion of `get_and_update_in(path, fun)`."
  def get_and_update(path, fun, _) do
    {first, steps} = unnest(path, "get_and_update_in/2")
    nest_get_and_update(steps, first, fun)
  end

  defp nest_get_and_update([step | rest], value, fun) do
    inner =
      case rest do
        [] -> fun
        _ -> quote(do: fn x -> unquote(nest_get_and_update(rest, quote(do: x), fun)) end)
      end

    case step do
      {:map, key} ->
        quote(do: Map.get_and_update!(unquote(value), unquote(key), unquote(inner)))

      {:access, key} ->
        quote(do: Access.get_and_update(unquote(value), unquote(key), unquote(inner)))
    end
  end

  @doc "The expansion of `pop_in(path)`."
  def pop(path, _) do
    {first, steps} = unnest(path, "pop_in/1")

    case :lists.reverse(steps) do
      [{:map, key} | _] ->
        raise ArgumentError,
              "cannot use pop_in when the last segment is a map/struct field. " <>
                "This would effectively remove the field #{inspect(key)} from the map/struct"

      _ ->
        nest_pop(steps, first)
    end
  end

  defp nest_pop([{:access, key}], value) do
    quote do
      case unquote(value) do
        nil -> {nil, nil}
        x -> Access.pop(x, unquote(key))
      end
    end
  end

  defp nest_pop(steps, value) do
    nest_get_and_update(:lists.droplast(steps), value, pop_last(:lists.last(steps)))
  end

  defp pop_last({:access, key}) do
    quote do
      fn
        nil -> :pop
        x -> Access.pop(x, unquote(key))
      end
    end
  end

  # The expression that a path starts with, and its steps in order.
  defp unnest(path, kind) do
    case unnest(path, [], kind) do
      {_, []} -> no_step(path, kind)
      {first, steps} -> {first, steps}
    end
  end

  defp unnest({{:., _, [Access, :get]}, _, [value, key]}, steps, kind) do
    unnest(value, [{:access, key} | steps], kind)
  end

  defp unnest({{:., _, [value, key]}, meta, []} = call, steps, kind)
       when is_tuple(value) and is_atom(key) and elem(value, 0) not in [:__aliases__, :__MODULE__] do
    case :lists.keyfind(:no_parens, 1, meta) do
      {:no_parens, true} -> unnest(value, [{:map, key} | steps], kind)
      _ -> {call, steps}
    end
  end

  defp unnest(first, steps, _), do: {first, steps}

  defp no_step(path, kind) do
    raise ArgumentError,
          "expected expression given to #{kind} to access at least one element, got: " <>
            Macro.to_string(path)
  end
end
