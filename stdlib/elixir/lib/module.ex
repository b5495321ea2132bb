# Names of modules, and modules that are being compiled: their attributes and definitions. How a module is compiled is
# kernel/module_definition.ex.

defmodule Module do
  @moduledoc ~S'''
  Functions on module names and on modules while they are compiled.

  ## Attributes with a meaning

    * `@moduledoc`, `@doc`, `@typedoc` - documentation: a string, `false` to hide, or a keyword list of metadata
    * `@behaviour`, `@impl`, `@callback`, `@macrocallback`, `@optional_callbacks` - behaviours and who implements them
    * `@type`, `@typep`, `@opaque`, `@nominal`, `@spec` - types
    * `@before_compile`, `@after_compile`, `@after_verify`, `@on_definition` - hooks: a module, or `{module, function}`
    * `@deprecated` - the reason why the next definition should not be used
    * `@enforce_keys`, `@derive` - see `defstruct/1`
    * `@compile`, `@dialyzer`, `@external_resource`, `@file`, `@nifs`, `@on_load`, `@vsn` - instructions for the compiler

  Every other attribute belongs to the program. A registered one may accumulate, and may persist in the compiled
  module: see `register_attribute/3`.

  ## Callbacks

  Every module has `__info__/1`, which tells its `:functions`, `:macros`, `:attributes`, `:compile`, `:md5`,
  `:module`, `:struct` and more.
  '''

  @typedoc "The functions and macros of a module, and other facts."
  @type def_kind :: :def | :defp | :defmacro | :defmacrop

  @typedoc "A name and an arity."
  @type definition :: {atom, arity}

  @type create_opts :: [file: String.t(), line: pos_integer] | Macro.Env.t()
  @type get_definition_opts :: [skip_clauses: boolean]

  @callback __info__(:attributes) :: keyword
  @callback __info__(:compile) :: [term]
  @callback __info__(:functions) :: keyword
  @callback __info__(:macros) :: keyword
  @callback __info__(:md5) :: binary
  @callback __info__(:module) :: module
  @callback __info__(:struct) :: list(%{field: atom, default: term, required: boolean}) | nil

  ## Names

  @doc """
  Joins parts into a module name.

      iex> Module.concat([Foo, "Bar"])
      Foo.Bar

  """
  @spec concat([binary | atom]) :: atom
  def concat(list) when is_list(list) do
    :erlang.binary_to_atom("Elixir" <> joined(list), :utf8)
  end

  @doc """
  Joins two parts into a module name.

      iex> Module.concat(Foo, Bar)
      Foo.Bar

  """
  @spec concat(binary | atom, binary | atom) :: atom
  def concat(left, right)
      when (is_binary(left) or is_atom(left)) and (is_binary(right) or is_atom(right)) do
    concat([left, right])
  end

  @doc """
  As `concat/1`, for a name that must already be known as an atom.

      iex> Module.safe_concat([List, "Chars"])
      List.Chars

  Raises `ArgumentError` otherwise.
  """
  @spec safe_concat([binary | atom]) :: atom
  def safe_concat(list) when is_list(list) do
    :erlang.binary_to_existing_atom("Elixir" <> joined(list), :utf8)
  end

  @doc "As `concat/2`, for a name that must already be known as an atom."
  @spec safe_concat(binary | atom, binary | atom) :: atom
  def safe_concat(left, right)
      when (is_binary(left) or is_atom(left)) and (is_binary(right) or is_atom(right)) do
    safe_concat([left, right])
  end

  # A first `Elixir` is what all names begin with.
  defp joined([first | rest]) when first in [Elixir, "Elixir"], do: segments(rest)
  defp joined(list), do: segments(list)

  defp segments([nil | rest]), do: segments(rest)
  defp segments([part | rest]), do: segment(part) <> segments(rest)
  defp segments([]), do: ""

  defp segment(atom) when is_atom(atom), do: segment(:erlang.atom_to_binary(atom))
  defp segment(<<"Elixir.", rest::binary>>), do: "." <> rest
  defp segment(<<".", _::binary>> = part), do: part
  defp segment(part) when is_binary(part), do: "." <> part

  @doc """
  Splits a module name into its parts.

      iex> Module.split(Very.Long.Name)
      ["Very", "Long", "Name"]

  Raises `ArgumentError` for anything that is no alias.
  """
  @spec split(module | String.t()) :: [String.t(), ...]
  def split(module)

  def split(module) when is_atom(module) do
    split(:erlang.atom_to_binary(module), module)
  end

  def split(module) when is_binary(module) do
    split(module, module)
  end

  defp split(<<"Elixir.", name::binary>>, _) when name != "" do
    :binary.split(name, ".", [:global])
  end

  defp split(_, original) do
    raise ArgumentError, "expected an Elixir module, got: " <> inspect(original)
  end

  ## Making modules

  @doc """
  Makes a module with a name and a quoted body, as `defmodule/2` does.

      contents = quote(do: def(world, do: true))
      Module.create(Hello, contents, Macro.Env.location(__ENV__))

  """
  @spec create(module, Macro.t(), Macro.Env.t() | keyword) ::
          {:module, module, binary, term}
  def create(module, quoted, env_or_opts)

  def create(module, quoted, %{__struct__: Macro.Env} = env) do
    create(module, quoted, %{env | function: nil}, [])
  end

  def create(module, quoted, opts) when is_list(opts) do
    if not Keyword.has_key?(opts, :file) do
      raise ArgumentError, "expected :file to be given as option"
    end

    env = Code.env_for_eval(opts)
    create(module, quoted, %{env | line: Keyword.get(opts, :line, env.line)}, [])
  end

  defp create(module, quoted, env, binding) when is_atom(module) do
    Kernel.ModuleDefinition.define(module, quoted, binding, env)
  end

  @doc false
  @deprecated "Use Code.eval_quoted/3 instead"
  def eval_quoted(module_or_env, quoted, binding \\ [], opts \\ [])

  def eval_quoted(%{__struct__: Macro.Env} = env, quoted, binding, opts) do
    Code.eval_quoted(quoted, binding, struct!(env, Keyword.take(opts, [:file, :line])))
  end

  def eval_quoted(module, quoted, binding, opts) when is_atom(module) do
    env = Code.env_for_eval(opts)
    Code.eval_quoted(quoted, binding, %{env | module: module})
  end

  @doc """
  Tells whether a module is being compiled: its attributes and definitions can be read and changed.
  """
  @spec open?(module) :: boolean
  def open?(module) when is_atom(module) do
    :prim_module.open?(module)
  end

  ## Definitions

  @doc """
  Tells whether the module that is being compiled defines a function or macro of that name and arity.
  """
  @spec defines?(module, definition) :: boolean
  def defines?(module, tuple)
      when is_atom(module) and is_tuple(tuple) and tuple_size(tuple) == 2 do
    check_open(module, :defines?, 2)
    :lists.keymember(tuple, 1, :prim_module.definitions(module))
  end

  @doc "As `defines?/2`, for a definition of that kind."
  @spec defines?(module, definition, def_kind) :: boolean
  def defines?(module, tuple, def_kind) when is_atom(module) and is_atom(def_kind) do
    check_open(module, :defines?, 3)
    :lists.keyfind(tuple, 1, :prim_module.definitions(module)) == {tuple, def_kind}
  end

  @doc since: "1.7.0"
  @doc "Tells whether the module that is being compiled defines a type of that name and arity."
  @spec defines_type?(module, definition) :: boolean
  def defines_type?(module, definition) when is_atom(module) do
    check_open(module, :defines_type?, 2)
    {_, bag} = :prim_module.tables(module)

    found =
      for {:typespecs, {kind, ^definition, _, _}} when kind in [:type, :typep, :opaque, :nominal] <-
            :ets.lookup(bag, :typespecs) do
        kind
      end

    found != []
  end

  @doc "Returns the functions and macros that the module being compiled has defined so far."
  @spec definitions_in(module) :: [definition]
  def definitions_in(module) when is_atom(module) do
    check_open(module, :definitions_in, 1)
    for {definition, _} <- :prim_module.definitions(module), do: definition
  end

  @doc "As `definitions_in/1`, for one kind of definition."
  @spec definitions_in(module, def_kind) :: [definition]
  def definitions_in(module, kind)
      when is_atom(module) and kind in [:def, :defp, :defmacro, :defmacrop] do
    check_open(module, :definitions_in, 2)
    for {definition, ^kind} <- :prim_module.definitions(module), do: definition
  end

  @doc since: "1.12.0"
  @doc """
  Returns the kind, metadata and clauses of a definition, or `nil`.

  A clause is `{metadata, arguments, guards, body}`. With `skip_clauses: true` there are none.
  """
  @spec get_definition(module, definition, get_definition_opts) ::
          {:v1, def_kind, meta :: keyword,
           [{meta :: keyword, arguments :: [Macro.t()], guards :: [Macro.t()], Macro.t()}]}
          | nil
  def get_definition(module, {name, arity}, options \\ [])
      when is_atom(module) and is_atom(name) and is_integer(arity) do
    check_open(module, :get_definition, 3)

    case :prim_module.definition(module, {name, arity}) do
      nil ->
        nil

      {kind, meta, clauses} ->
        clauses = if Keyword.get(options, :skip_clauses, false), do: [], else: clauses
        {:v1, kind, meta, clauses}
    end
  end

  @doc since: "1.12.0"
  @doc "Removes a definition from the module being compiled; tells whether there was one."
  @spec delete_definition(module, definition) :: boolean
  def delete_definition(module, {name, arity})
      when is_atom(module) and is_atom(name) and is_integer(arity) do
    check_open(module, :delete_definition, 2)
    :prim_module.delete_definition(module, {name, arity})
  end

  @doc """
  Makes definitions of the module being compiled overridable, as `defoverridable/1` does.
  """
  @spec make_overridable(module, [definition] | module) :: :ok
  def make_overridable(module, tuples)

  def make_overridable(module, tuples) when is_atom(module) and is_list(tuples) do
    check_open(module, :make_overridable, 2)
    defined = :prim_module.definitions(module)

    for tuple <- tuples do
      case tuple do
        {name, arity} when is_atom(name) and is_integer(arity) and arity >= 0 and arity <= 255 ->
          if not :lists.keymember(tuple, 1, defined) do
            raise ArgumentError,
                  "cannot make function #{name}/#{arity} overridable because it was not defined"
          end

        other ->
          raise ArgumentError,
                "each element in tuple list has to be a " <>
                  "{function_name :: atom, arity :: 0..255} tuple, got: #{inspect(other)}"
      end
    end

    :prim_module.make_overridable(module, tuples)
    :ok
  end

  def make_overridable(module, behaviour) when is_atom(module) and is_atom(behaviour) do
    check_open(module, :make_overridable, 2)

    case Module.Behaviour.overridable_callbacks(module, behaviour) do
      {:ok, tuples} ->
        make_overridable(module, tuples)

      {:error, message} ->
        raise ArgumentError, message
    end
  end

  @doc "Tells whether a definition of the module being compiled is overridable."
  @spec overridable?(module, definition) :: boolean
  def overridable?(module, {name, arity} = tuple)
      when is_atom(module) and is_atom(name) and is_integer(arity) do
    :lists.member(tuple, overridables_in(module))
  end

  @doc since: "1.13.0"
  @doc "Returns the overridable definitions of the module being compiled."
  @spec overridables_in(module) :: [definition]
  def overridables_in(module) when is_atom(module) do
    check_open(module, :overridables_in, 1)
    :prim_module.overridables(module)
  end

  @doc since: "1.7.0"
  @doc """
  Makes a `@callback` of the `@spec` of that name and arity; tells whether there was one.
  """
  @spec spec_to_callback(module, definition) :: boolean
  def spec_to_callback(module, {name, arity} = definition)
      when is_atom(module) and is_atom(name) and is_integer(arity) do
    check_open(module, :spec_to_callback, 2)
    Kernel.Typespec.spec_to_callback(module, definition)
  end

  ## Attributes

  @doc """
  Returns the value of an attribute of the module being compiled, or the default.

  An accumulating attribute is a list, the newest value first. `:persisted` attributes of a compiled module are in
  `module.__info__(:attributes)`.
  """
  @spec get_attribute(module, atom, term) :: term
  def get_attribute(module, key, default \\ nil)
      when is_atom(module) and (is_atom(key) or is_tuple(key)) do
    {set, bag} = tables(module, :get_attribute, 2)

    case :ets.lookup(set, key) do
      [{_, _, :accumulate}] ->
        newest_first(bag, key)

      [{_, nil, nil}] when key in [:moduledoc] ->
        default

      [{_, value, line}] ->
        mark_read(set, key, line)
        shown(key, value)

      [] ->
        default
    end
  end

  @doc since: "1.15.0"
  @doc "Returns the last value of an attribute, also of an accumulating one, or the default."
  @spec get_last_attribute(module, atom, term) :: term
  def get_last_attribute(module, key, default \\ nil) when is_atom(module) and is_atom(key) do
    {set, bag} = tables(module, :get_last_attribute, 2)

    case :ets.lookup(set, key) do
      [{_, _, :accumulate}] ->
        case newest_first(bag, key) do
          [last | _] -> last
          [] -> default
        end

      [{_, value, line}] ->
        mark_read(set, key, line)
        shown(key, value)

      [] ->
        default
    end
  end

  @doc since: "1.10.0"
  @doc "Tells whether an attribute has been set or registered in the module being compiled."
  @spec has_attribute?(module, atom) :: boolean
  def has_attribute?(module, key) when is_atom(module) and is_atom(key) do
    {set, _} = tables(module, :has_attribute?, 2)
    :ets.member(set, key)
  end

  @doc since: "1.13.0"
  @doc "Returns the names of the attributes of the module being compiled."
  @spec attributes_in(module) :: [atom]
  def attributes_in(module) when is_atom(module) do
    {set, _} = tables(module, :attributes_in, 1)

    for {name, _, _} when is_atom(name) <- :ets.tab2list(set),
        name not in [:__struct__, :defined_at],
        do: name
  end

  @doc "Sets an attribute of the module being compiled; accumulating ones get one more value."
  @spec put_attribute(module, atom, term) :: :ok
  def put_attribute(module, key, value) when is_atom(module) and is_atom(key) do
    case {key, value} do
      {_, {line, text}} when key in [:doc, :moduledoc, :typedoc] and is_integer(line) ->
        __put_attribute__(module, key, text, line)

      _ when key in [:doc, :moduledoc, :typedoc] ->
        raise ArgumentError,
              "@" <>
                :erlang.atom_to_binary(key) <>
                " is a built-in module attribute for documentation. When set dynamically, it should be {line, doc} " <>
                "(where \"doc\" is either false, nil, a string, or a keyword list), got: " <>
                inspect(value)

      _ ->
        __put_attribute__(module, key, value, nil)
    end
  end

  @doc """
  Removes an attribute of the module being compiled and returns its value; an accumulating one becomes empty.
  """
  @spec delete_attribute(module, atom) :: term
  def delete_attribute(module, key) when is_atom(module) and is_atom(key) do
    {set, bag} = tables(module, :delete_attribute, 2)

    case :ets.lookup(set, key) do
      [{_, _, :accumulate}] ->
        values = newest_first(bag, key)
        :ets.delete(bag, {:accumulate, key})
        values

      [{_, value, _}] ->
        :ets.delete(set, key)
        shown(key, value)

      [] ->
        nil
    end
  end

  @doc """
  Registers an attribute of the module being compiled.

    * `:accumulate` - each `@name value` adds to a list
    * `:persist` - the compiled module keeps the values, see `__info__(:attributes)`

  """
  @spec register_attribute(module, atom, accumulate: boolean, persist: boolean) :: :ok
  def register_attribute(module, attribute, options)
      when is_atom(module) and is_atom(attribute) and is_list(options) do
    {set, bag} = tables(module, :register_attribute, 3)

    if :lists.keyfind(:persist, 1, options) == {:persist, true} do
      :ets.insert(bag, {:persisted, attribute})
    end

    if :lists.keyfind(:accumulate, 1, options) == {:accumulate, true} do
      :ets.insert(set, {attribute, [], :accumulate})
    end

    :ok
  end

  @doc since: "1.12.0"
  @doc """
  Returns the attributes that have a meaning, each with a map that holds its `:doc`.
  """
  @spec reserved_attributes() :: map
  def reserved_attributes do
    Module.ReservedAttributes.all()
  end

  @doc false
  # `@name value` in a module body.
  def __put_attribute__(module, key, value, line) do
    {set, bag} = tables(module, :put_attribute, 3)
    store_attribute(key, value, line, module, set, bag)
  end

  defp store_attribute(key, value, line, module, set, bag)
       when key in [:doc, :moduledoc, :typedoc] do
    store_doc(key, value, line, module, set, bag)
  end

  defp store_attribute(:on_definition, value, _, _, _, bag) do
    accumulate(bag, :on_definition, hook(:on_definition, value, :__on_definition__))
  end

  defp store_attribute(key, value, _, _, _, bag)
       when key in [:before_compile, :after_compile, :after_verify] do
    name = :erlang.binary_to_atom("__" <> :erlang.atom_to_binary(key) <> "__")
    accumulate(bag, key, hook(key, value, name))
  end

  defp store_attribute(:behaviour, value, _, _, _, bag) do
    if not is_atom(value) do
      raise ArgumentError, "@behaviour expects a module, got: " <> inspect(value)
    end

    accumulate(bag, :behaviour, value)
  end

  defp store_attribute(:impl, value, line, _, set, _) do
    if not is_atom(value) do
      raise ArgumentError, "@impl expects a module or a boolean, got: " <> inspect(value)
    end

    :ets.insert(set, {:impl, value, line})
    :ok
  end

  defp store_attribute(:deprecated, value, line, _, set, _) do
    if not (is_binary(value) or value == nil) do
      raise ArgumentError,
            "@deprecated is a built-in module attribute that annotates a definition as deprecated. " <>
              "It should be a string with the reason for the deprecation, got: " <> inspect(value)
    end

    :ets.insert(set, {:deprecated, value, line})
    :ok
  end

  defp store_attribute(:file, value, line, _, set, _) do
    if not (is_binary(value) or (is_tuple(value) and tuple_size(value) == 2)) do
      raise ArgumentError,
            "@file is a built-in module attribute that annotates the file and line the next definition comes from. It should be a string or {string, line} tuple as value, got: " <>
              inspect(value)
    end

    :ets.insert(set, {:file, value, line})
    :ok
  end

  defp store_attribute(:on_load, value, _, _, set, _) do
    case value do
      name when is_atom(name) and name != nil ->
        :ok

      {name, 0} when is_atom(name) ->
        :ok

      _ ->
        raise ArgumentError,
              "@on_load is a built-in module attribute that annotates a function to be invoked when the module is loaded. " <>
                "It should be an atom or an {atom, 0} tuple, got: " <> inspect(value)
    end

    :ets.insert(set, {:on_load, value, nil})
    :ok
  end

  defp store_attribute(:dialyzer, value, _, _, _, bag) do
    for option <- List.wrap(value), not dialyzer_option?(option) do
      raise ArgumentError, "invalid value for @dialyzer attribute: " <> inspect(option)
    end

    accumulate(bag, :dialyzer, value)
  end

  defp store_attribute(:external_resource, value, _, _, _, bag) do
    if not is_binary(value) do
      raise ArgumentError,
            "@external_resource is a built-in module attribute used for specifying file dependencies. It should be a string path to a file, got: " <>
              inspect(value)
    end

    accumulate(bag, :external_resource, value)
  end

  defp store_attribute(key, value, line, _, set, bag) do
    case :ets.lookup(set, key) do
      [{_, _, :accumulate}] ->
        accumulate(bag, key, value)

      _ ->
        :ets.insert(set, {key, value, line})
        :ok
    end
  end

  defp dialyzer_option?({:nowarn_function, functions}), do: named_functions?(functions)

  defp dialyzer_option?({flag, functions}),
    do: dialyzer_flag?(flag) and named_functions?(functions)

  defp dialyzer_option?(flag), do: dialyzer_flag?(flag)

  defp dialyzer_flag?(flag) do
    :lists.member(flag, [
      :error_handling,
      :extra_return,
      :missing_return,
      :no_behaviours,
      :no_contracts,
      :no_extra_return,
      :no_fail_call,
      :no_fun_app,
      :no_improper_lists,
      :no_match,
      :no_missing_calls,
      :no_missing_return,
      :no_opaque,
      :no_return,
      :no_undefined_callbacks,
      :no_underspecs,
      :no_unknown,
      :no_unused,
      :overspecs,
      :race_conditions,
      :specdiffs,
      :underspecs,
      :unknown,
      :unmatched_returns
    ])
  end

  defp named_functions?({name, arity}), do: is_atom(name) and is_integer(arity)

  defp named_functions?(functions),
    do: is_list(functions) and :lists.all(&match?({_, _}, &1), functions)

  defp accumulate(bag, key, value) do
    :ets.insert(bag, {{:accumulate, key}, value})
    :ok
  end

  defp hook(_, {module, fun}, _) when is_atom(module) and is_atom(fun), do: {module, fun}
  defp hook(_, module, name) when is_atom(module), do: {module, name}

  defp hook(key, other, _) do
    raise ArgumentError,
          "@" <>
            :erlang.atom_to_binary(key) <>
            " expects a module or a {module, function_name} tuple, got: " <> inspect(other)
  end

  # Documentation is text with the line it stands at, negative for what a macro sets: that may be set in vain, or set again.
  # Keywords add to the metadata.
  defp store_doc(key, value, line, _, set, _) when is_list(value) do
    key = {key, :meta}

    meta =
      case :ets.lookup(set, key) do
        [{_, meta, _}] -> meta
        [] -> %{}
      end

    check_doc_meta(value)
    :ets.insert(set, {key, :maps.merge(meta, :maps.from_list(value)), line})
    :ok
  end

  defp store_doc(key, value, line, module, set, _)
       when is_binary(value) or value == false or value == nil do
    case :ets.lookup(set, key) do
      [{_, {earlier, _}, _}] when line > 0 and earlier > 0 ->
        warn_at(
          "redefining @" <>
            :erlang.atom_to_binary(key) <>
            " attribute previously set at line " <> :erlang.integer_to_binary(earlier),
          module,
          line
        )

      _ ->
        :ok
    end

    :ets.insert(set, {key, {line, value}, nil})
    :ok
  end

  defp store_doc(key, value, _, _, _, _) do
    raise ArgumentError,
          "@" <>
            :erlang.atom_to_binary(key) <>
            " is a built-in module attribute for documentation. It should be either " <>
            "false, nil, a string, or a keyword list, got: " <> inspect(value)
  end

  defp check_doc_meta([{key, _} | rest]) when is_atom(key), do: check_doc_meta(rest)
  defp check_doc_meta([]), do: :ok

  defp check_doc_meta(other) do
    raise ArgumentError,
          "@doc is a built-in module attribute for documentation. It should be either " <>
            "false, nil, a string, or a keyword list, got: " <> inspect(other)
  end

  @doc false
  # `@name`: a read that warns where there is nothing to be read.
  def __get_attribute__(module, key, line, env) do
    {set, bag} = tables(module, :get_attribute, 2)

    case :ets.lookup(set, key) do
      [{_, _, :accumulate}] ->
        newest_first(bag, key)

      [{_, value, unread}] ->
        mark_read(set, key, unread)
        text(key, value)

      [] ->
        name = :erlang.atom_to_binary(key)

        IO.warn(
          "undefined module attribute @" <>
            name <>
            ", please remove access to @" <> name <> " or explicitly set it before access",
          %{Kernel.Definition.environment(env) | function: nil, line: line}
        )

        nil
    end
  end

  defp mark_read(_, _, nil), do: :ok
  defp mark_read(set, key, _), do: :ets.update_element(set, key, {3, nil})

  defp text(key, {_, text}) when key in [:doc, :moduledoc, :typedoc], do: text
  defp text(_, value), do: value

  defp shown(key, {line, text}) when key in [:doc, :moduledoc, :typedoc], do: {abs(line), text}
  defp shown(_, value), do: value

  defp newest_first(bag, key) do
    values = for {_, value} <- :ets.lookup(bag, {:accumulate, key}), do: value
    :lists.reverse(values)
  end

  defp warn_at(message, module, line) do
    {set, _} = :prim_module.tables(module)
    [{_, {file, _}, _}] = :ets.lookup(set, :defined_at)
    IO.warn(message, module: module, file: file, line: line || 0)
  end

  defp tables(module, name, arity) do
    check_open(module, name, arity)
    :prim_module.tables(module)
  end

  defp check_open(module, name, arity) do
    if not :prim_module.open?(module) do
      raise ArgumentError,
            "could not call Module." <>
              :erlang.atom_to_binary(name) <>
              "/" <>
              :erlang.integer_to_binary(arity) <>
              " because the module " <> inspect(module) <> " is already compiled" <> instead(name)
    end
  end

  # What there is for compiled modules.
  defp instead(name) when name in [:defines?] do
    ". Use Kernel.function_exported?/3 and Kernel.macro_exported?/3 to check for public functions and macros instead"
  end

  defp instead(:definitions_in) do
    ". Use the Module.__info__/1 callback to get public functions and macros instead"
  end

  defp instead(name) when name in [:get_attribute, :get_last_attribute] do
    ". Use the Module.__info__/1 callback or Code.fetch_docs/1 instead"
  end

  defp instead(_), do: ""
end
