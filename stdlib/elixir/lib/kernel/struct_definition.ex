# What `defstruct`, `defexception` and `destructure` expand to, and how a struct's fields are checked.

defmodule Kernel.StructDefinition do
  @moduledoc false

  @doc "The expansion of `defstruct`."
  def expand(fields, env) do
    Kernel.Definition.check_module_scope(env, :defstruct, 1)
    Kernel.Definition.check_no_function_scope(env, :defstruct, 1)

    quote bind_quoted: [fields: fields] do
      {struct, derive, escaped, argument, body} =
        Kernel.StructDefinition.define(fields, __MODULE__, __ENV__)

      @doc false
      def __struct__(), do: unquote(escaped)

      @doc false
      def __struct__(unquote(argument)), do: unquote(body)

      case derive do
        [] -> :ok
        _ -> Protocol.__derive__(derive, __MODULE__, __ENV__)
      end

      struct
    end
  end

  @doc "Records a struct in the module and builds the bodies of its functions."
  def define(fields, module, env) do
    {set, bag} = :prim_module.tables(module)

    case :ets.lookup(set, :__struct__) do
      [] ->
        :ok

      _ ->
        raise ArgumentError,
              "defstruct has already been called for " <>
                inspect(module) <> ", defstruct can only be called once per module"
    end

    pairs = normalise(fields)
    warn_duplicates(pairs, [], env)
    struct = :maps.put(:__struct__, module, :maps.from_list(pairs))
    enforced = enforced_keys(set, pairs)
    escaped = {:%{}, [], [{:__struct__, module} | escaped_defaults(pairs, struct, [])]}
    body = constructor(escaped, enforced, module)
    derive = for {_, value} <- :ets.lookup(bag, {:accumulate, :derive}), do: value
    :ets.delete(bag, {:accumulate, :derive})

    :ets.insert(set, [
      {:__struct__, struct, nil},
      {{:struct, :fields}, field_infos(pairs, struct, enforced, []), nil}
    ])

    {struct, derive, escaped, fields_variable(), body}
  end

  defp normalise(fields) when is_list(fields), do: for(field <- fields, do: pair(field))

  defp normalise(other) do
    raise ArgumentError, "struct fields definition must be list, got: " <> inspect(other)
  end

  defp pair(name) when is_atom(name), do: {name, nil}
  defp pair({name, _} = pair) when is_atom(name), do: pair

  defp pair(other) do
    raise ArgumentError, "struct field names must be atoms, got: " <> inspect(other)
  end

  defp warn_duplicates([{name, _} | rest], seen, env) do
    if :lists.member(name, seen) do
      IO.warn("duplicate key " <> inspect(name) <> " found in struct", env)
    end

    warn_duplicates(rest, [name | seen], env)
  end

  defp warn_duplicates([], _, _), do: :ok

  defp enforced_keys(set, pairs) do
    keys =
      case :ets.lookup(set, :enforce_keys) do
        [{_, keys, _}] when is_list(keys) -> keys
        [{_, nil, _}] -> []
        [{_, key, _}] -> [key]
        [] -> []
      end

    case for(key <- keys, not is_atom(key), do: key) do
      [] ->
        :ok

      [key | _] ->
        raise ArgumentError, "keys given to @enforce_keys must be atoms, got: " <> inspect(key)
    end

    :ets.insert(set, {:enforce_keys, keys, nil})
    missing = for key <- keys, not :lists.keymember(key, 1, pairs), do: key

    if missing != [] do
      raise ArgumentError,
            "@enforce_keys required keys (" <>
              inspect(missing) <> ") that are not defined in defstruct: " <> inspect(pairs)
    end

    keys
  end

  defp escaped_defaults([{name, _} | rest], struct, seen) do
    if :lists.member(name, seen) do
      escaped_defaults(rest, struct, seen)
    else
      default = :maps.get(name, struct)
      [{name, escaped_default(name, default)} | escaped_defaults(rest, struct, [name | seen])]
    end
  end

  defp escaped_defaults([], _, _), do: []

  defp escaped_default(name, default) do
    try do
      Macro.escape(default)
    rescue
      error in [ArgumentError] ->
        raise ArgumentError,
              "invalid default value for struct field " <>
                :erlang.atom_to_binary(name) <> ", " <> error.message
    end
  end

  defp field_infos([{name, _} | rest], struct, enforced, seen) do
    if :lists.member(name, seen) do
      field_infos(rest, struct, enforced, seen)
    else
      info = %{
        field: name,
        default: :maps.get(name, struct),
        required: :lists.member(name, enforced)
      }

      [info | field_infos(rest, struct, enforced, [name | seen])]
    end
  end

  defp field_infos([], _, _, _), do: []

  defp constructor(escaped, [], _) do
    quote(do: Kernel.StructDefinition.fill(unquote(fields_variable()), unquote(escaped)))
  end

  defp constructor(escaped, enforced, module) do
    quote do
      Kernel.StructDefinition.fill(
        unquote(fields_variable()),
        unquote(escaped),
        unquote(enforced),
        unquote(module)
      )
    end
  end

  defp fields_variable, do: {:fields, [], __MODULE__}

  @doc "Puts the fields into the struct; each must be one of its keys."
  def fill(fields, struct) when is_list(fields), do: fill_list(fields, struct)
  def fill(fields, struct), do: Enum.reduce(fields, struct, &put/2)

  @doc "As `fill/2`, where some fields must be given."
  def fill(fields, struct, enforced, module) do
    filled = fill(fields, struct)

    case missing(enforced, fields) do
      [] ->
        filled

      missing ->
        raise ArgumentError,
              "the following keys must also be given when building struct " <>
                inspect(module) <> ": " <> inspect(missing)
    end
  end

  defp fill_list([{key, value} | rest], struct), do: fill_list(rest, put({key, value}, struct))
  defp fill_list([], struct), do: struct

  # Raises KeyError, as updating a map does.
  defp put({key, value}, struct) do
    case struct do
      %{^key => _} -> :maps.update(key, value, struct)
      _ -> raise KeyError, key: key
    end
  end

  defp missing(enforced, fields) do
    given = for {key, _} <- fields, do: key
    for key <- enforced, not :lists.member(key, given), do: key
  end

  @doc """
  What `module.__struct__(fields)` will return, for a module that is being compiled; in a pattern no field is enforced.
  """
  def build(module, fields, pattern?) do
    {set, _} = :prim_module.tables(module)
    [{_, struct, _}] = :ets.lookup(set, :__struct__)

    case :ets.lookup(set, :enforce_keys) do
      [{_, [_ | _] = enforced, _}] when not pattern? -> fill(fields, struct, enforced, module)
      _ -> fill(fields, struct)
    end
  end

  @doc "The expansion of `defexception`."
  def expand_exception(fields, env) do
    Kernel.Definition.check_module_scope(env, :defexception, 1)
    Kernel.Definition.check_no_function_scope(env, :defexception, 1)

    quote bind_quoted: [fields: fields] do
      @behaviour Exception
      struct = defstruct([__exception__: true] ++ fields)

      if :maps.is_key(:message, struct) do
        @impl true
        def message(exception) do
          exception.message
        end

        defoverridable message: 1

        @impl true
        def exception(message) when is_binary(message) do
          exception(message: message)
        end
      end

      @impl true
      def exception(args) when is_list(args) do
        Kernel.struct!(__MODULE__, args)
      end

      defoverridable exception: 1
    end
  end

  @doc "The list with exactly `count` elements: cut, or padded with `nil`."
  def destructure(list, count) when is_list(list), do: padded(list, count)
  def destructure(nil, count), do: padded([], count)

  defp padded(_, 0), do: []
  defp padded([], count), do: [nil | padded([], count - 1)]
  defp padded([element | rest], count), do: [element | padded(rest, count - 1)]
end
