# Protocols: functions that choose their implementation by the kind of their first argument. The macros `defprotocol`
# and `defimpl` of Kernel expand to what is here.

defmodule Protocol do
  @moduledoc ~S"""
  Protocols: polymorphism on the first argument, open to kinds of data that come later.

      defprotocol Size do
        @doc "How much there is of it."
        def size(data)
      end

      defimpl Size, for: Map do
        def size(map), do: map_size(map)
      end

      defimpl Size, for: [BitString, Tuple] do
        def size(data) when is_tuple(data), do: tuple_size(data)
        def size(data), do: byte_size(data)
      end

  `Size.size(%{a: 1})` calls the implementation for maps, the module `Size.Map`. Implementations may be for any struct,
  and for `Tuple`, `Atom`, `List`, `BitString`, `Integer`, `Float`, `Function`, `PID`, `Map`, `Port`, `Reference` and
  `Any`. A struct without one raises `Protocol.UndefinedError`, even if there is one for maps.

  ## Any

  An implementation for `Any` serves structs that derive the protocol:

      defmodule User do
        @derive Size
        defstruct [:name]
      end

  and, if the protocol says `@fallback_to_any true`, every kind that has none of its own.

  A protocol that defines a macro `__deriving__/2` decides itself what deriving means: it gets the module and the options
  of `@derive {Size, options}` and returns the code of an implementation.

  ## What a protocol knows

  `__protocol__/1` answers `:module`, `:functions`, `:consolidated?` and `:impls`; `impl_for/1` returns the module
  that implements the protocol for a value, or `nil`; `impl_for!/1` raises instead.
  """

  @typedoc "What a protocol tells about itself."
  @callback __protocol__(:consolidated?) :: boolean
  @callback __protocol__(:functions) :: [{atom, arity}]
  @callback __protocol__(:impls) :: {:consolidated, [module]} | :not_consolidated
  @callback __protocol__(:module) :: module

  @doc "Returns the module that implements the protocol for a term, or `nil`."
  @callback impl_for(term) :: module | nil

  @doc "Returns the module that implements the protocol for a term, or raises `Protocol.UndefinedError`."
  @callback impl_for!(term) :: module

  @doc "The code of the implementation for a struct's module that derives the protocol."
  @macrocallback __deriving__(module, term) :: Macro.t()

  @optional_callbacks __deriving__: 2

  @builtin [
    is_tuple: Tuple,
    is_atom: Atom,
    is_list: List,
    is_map: Map,
    is_bitstring: BitString,
    is_integer: Integer,
    is_float: Float,
    is_function: Function,
    is_pid: PID,
    is_port: Port,
    is_reference: Reference
  ]

  @doc false
  def __builtin__, do: @builtin

  @doc false
  # The expansion of `defprotocol`.
  def __protocol__(name, do: block) do
    quote do
      defmodule unquote(name) do
        @before_compile Protocol
        @behaviour Protocol
        Module.put_attribute(__MODULE__, :__functions__, [])

        # In here `def` declares a function of the protocol.
        import Kernel, except: [def: 1, def: 2]
        import Protocol, only: [def: 1]

        unquote(block)
      end
    end
  end

  @doc false
  # `def name(term, …)` inside of a protocol.
  defmacro def(signature)

  defmacro def({name, _, args}) when args == [] or is_atom(args) do
    _ = name
    raise ArgumentError, "protocol functions expect at least one argument"
  end

  defmacro def({name, _, args} = signature) when is_atom(name) and is_list(args) do
    arity = length(args)
    [first | others] = Macro.generate_arguments(arity, __MODULE__)
    call_args = [first | others]
    type_args = [quote(do: t) | for(_ <- others, do: quote(do: term))]
    defaults? = :lists.keymember(:\\, 1, for({_, _, _} = arg <- args, do: arg))

    quote generated: true do
      Protocol.__declare__(__MODULE__, unquote(name), unquote(arity), unquote(defaults?), __ENV__)

      Kernel.def(unquote(signature))

      Kernel.def unquote(name)(unquote_splicing(call_args)) do
        impl_for!(unquote(first)).unquote(name)(unquote_splicing(call_args))
      end

      Module.spec_to_callback(__MODULE__, {unquote(name), unquote(arity)}) ||
        @callback unquote(name)(unquote_splicing(type_args)) :: term
    end
  end

  defmacro def(_) do
    raise ArgumentError, "invalid arguments for def inside defprotocol"
  end

  @doc false
  def __declare__(module, name, arity, defaults?, env) do
    if defaults? do
      IO.warn("default arguments in protocol definitions is deprecated", env)
    end

    functions = Module.get_attribute(module, :__functions__)
    Module.put_attribute(module, :__functions__, [{name, arity} | functions])
  end

  @doc false
  defmacro __before_compile__(env) do
    functions = :lists.usort(Module.get_attribute(env.module, :__functions__))
    check_definitions(functions, env)

    fallback = Module.get_attribute(env.module, :fallback_to_any, false)
    any = if fallback, do: Module.concat(env.module, Any)
    description = Module.get_attribute(env.module, :undefined_impl_description, "")

    type =
      if not Module.defines_type?(env.module, {:t, 0}) do
        quote do
          @typedoc "All the types that implement this protocol."
          @type t :: term
        end
      end

    quote generated: true, line: env.line do
      unquote(type)
      unquote(builtin_clauses(env.module, any))

      @doc false
      @impl true
      Kernel.def impl_for!(data) do
        case impl_for(data) do
          nil ->
            raise Protocol.UndefinedError,
              protocol: __MODULE__,
              value: data,
              description: unquote(description)

          implementation ->
            implementation
        end
      end

      @doc false
      @impl true
      Kernel.def(__protocol__(:module), do: __MODULE__)
      Kernel.def(__protocol__(:functions), do: unquote(functions))
      Kernel.def(__protocol__(:consolidated?), do: false)
      Kernel.def(__protocol__(:impls), do: :not_consolidated)

      Module.register_attribute(__MODULE__, :__protocol__, persist: true)

      Module.put_attribute(__MODULE__, :__protocol__,
        fallback_to_any: unquote(fallback),
        undefined_impl_description: unquote(description)
      )
    end
  end

  # Structs first, then the kinds of terms; what has no implementation falls to Any or to nobody.
  defp builtin_clauses(protocol, any) do
    kinds =
      for {guard, kind} <- @builtin do
        quote do
          Kernel.def impl_for(data) when :erlang.unquote(guard)(data) do
            Protocol.__implementation__(unquote(Module.concat(protocol, kind)), unquote(any))
          end
        end
      end

    quote do
      @doc false
      @impl true
      Kernel.def impl_for(%{__struct__: struct}) when :erlang.is_atom(struct) do
        Protocol.__implementation__(Protocol.__concat__(__MODULE__, struct), unquote(any))
      end

      unquote_splicing(kinds)
    end
  end

  @doc false
  # The module if it is an implementation, else the one for Any if that is wanted and there.
  def __implementation__(target, any) do
    cond do
      implemented?(target) -> target
      any != nil and implemented?(any) -> any
      true -> nil
    end
  end

  defp implemented?(target) do
    :erlang.function_exported(target, :__impl__, 1) or
      (match?({:module, _}, Code.ensure_compiled(target)) and
         :erlang.function_exported(target, :__impl__, 1))
  end

  defp check_definitions(functions, env) do
    env = %{env | line: defined_line(env)}

    if functions == [] do
      IO.warn("protocols must define at least one function, but none was defined", env)
    end

    others =
      for {name, _} = definition <- Module.definitions_in(env.module),
          name != :__deriving__,
          not :lists.member(definition, functions),
          public?(definition, env),
          do: definition

    if others != [] do
      IO.warn(
        "protocols can only define functions without implementation via def/1, found: " <>
          Enum.map_join(Enum.sort(others), ", ", fn {name, arity} -> "#{name}/#{arity}" end),
        env
      )
    end

    {specified, _} = Kernel.Typespec.callbacks(env.module)

    for {name, arity} = callback <- specified,
        not :lists.member(callback, functions),
        not macro?(:erlang.atom_to_binary(name)) do
      IO.warn(
        "cannot define @callback #{name}/#{arity} inside protocol, use def/1 to outline your protocol definition",
        env
      )
    end
  end

  defp macro?(<<"MACRO-", _::binary>>), do: true
  defp macro?(_), do: false

  defp defined_line(env) do
    {_, line} = Module.get_attribute(env.module, :defined_at)
    line
  end

  defp public?(definition, env) do
    Module.defines?(env.module, definition, :def) or
      Module.defines?(env.module, definition, :defmacro)
  end

  @doc false
  # The expansion of `defimpl`.
  def __impl__(protocol, opts, do_block, env) do
    opts = opts ++ do_block

    target =
      case :lists.keyfind(:for, 1, opts) do
        {:for, target} ->
          target

        false ->
          env.module ||
            raise(ArgumentError, "defimpl/3 expects a :for option when declared outside a module")
      end

    block =
      case for({key, _} = option <- opts, key != :for, do: option) do
        [] ->
          raise ArgumentError, "defimpl expects a do-end block"

        [do: block] ->
          block

        other ->
          raise ArgumentError, "unknown options given to defimpl, got: #{Macro.to_string(other)}"
      end

    case expanded_target(target, env) do
      targets when is_list(targets) ->
        {:__block__, [], for(target <- targets, do: implementation(protocol, target, block))}

      target ->
        implementation(protocol, target, block)
    end
  end

  # Naming the struct makes no compile-time dependency.
  defp expanded_target(targets, env) when is_list(targets) do
    for target <- targets, do: expanded_target(target, env)
  end

  defp expanded_target(target, env) do
    Macro.expand(target, %{env | function: {:__info__, 1}})
  end

  defp implementation(protocol, target, block) do
    quote do
      protocol = unquote(protocol)
      for = unquote(target)
      name = Protocol.__concat__(protocol, for)
      Protocol.assert_protocol!(protocol)
      Protocol.__warn_unavailable__(for, __ENV__)

      defmodule name do
        @behaviour protocol
        Module.put_attribute(__MODULE__, :protocol, protocol)
        Module.put_attribute(__MODULE__, :for, for)

        Module.register_attribute(__MODULE__, :__impl__, persist: true)
        Module.put_attribute(__MODULE__, :__impl__, protocol: protocol, for: for)

        @doc false
        def __impl__(:for), do: unquote({:unquote, [], [quote(do: for)]})
        def __impl__(:target), do: __MODULE__
        def __impl__(:protocol), do: unquote({:unquote, [], [quote(do: protocol)]})

        unquote(block)
      end
    end
  end

  @doc false
  # A protocol may be implemented for what is built in, and for modules; of others the name is likely wrong.
  def __warn_unavailable__(target, env) do
    if not built_in?(target) and not :prim_module.open?(target) and not :prim_code.booting?() and
         Kernel.ModuleLoading.ensure_compiled(target, :target) == false do
      name = inspect(target)

      IO.warn(
        "you are implementing a protocol for #{name} but said module is not available. " <>
          "Make sure the module name is correct. If #{name} is an optional dependency, " <>
          "please wrap the protocol implementation in a Code.ensure_loaded?(#{name}) check",
        env
      )
    end
  end

  defp built_in?(target) do
    target in [
      Any,
      Atom,
      BitString,
      Float,
      Function,
      Integer,
      List,
      Map,
      PID,
      Port,
      Reference,
      Tuple
    ] or
      not is_atom(target)
  end

  @doc false
  # The module that implements a protocol for a target.
  def __concat__(protocol, target) when is_atom(protocol) and is_atom(target) do
    :erlang.binary_to_atom(
      :erlang.atom_to_binary(protocol) <> "." <> without_prefix(:erlang.atom_to_binary(target))
    )
  end

  defp without_prefix(<<"Elixir.", name::binary>>), do: name
  defp without_prefix(name), do: name

  @doc """
  Implements a protocol for a struct of another module, as `@derive` does for one's own.

      require Protocol
      Protocol.derive(Size, User, options)

  """
  defmacro derive(protocol, module, options \\ []) do
    quote do
      Protocol.__derive__([{unquote(protocol), unquote(options)}], unquote(module), __ENV__)
    end
  end

  @doc false
  # The values of `@derive`, in the order in which they were given.
  def __derive__(derives, target, env) when is_atom(target) do
    for derive <- flattened(derives) do
      case derive do
        protocol when is_atom(protocol) ->
          derive(protocol, target, [], env)

        {protocol, options} when is_atom(protocol) ->
          derive(protocol, target, options, env)

        other ->
          raise ArgumentError, "invalid value for @derive: #{inspect(other)}"
      end
    end

    :ok
  end

  defp flattened([list | rest]) when is_list(list), do: flattened(list) ++ flattened(rest)
  defp flattened([derive | rest]), do: [derive | flattened(rest)]
  defp flattened([]), do: []

  defp derive(protocol, target, options, env) do
    extra = ", cannot derive #{inspect(protocol)} for #{inspect(target)}"
    assert_protocol!(protocol, extra)

    quoted =
      if macro_exported?(protocol, :__deriving__, 2) do
        apply(protocol, :"MACRO-__deriving__", [env, target, options])
      else
        derive_any(protocol, target, options, env, extra)
      end

    :prim_code.eval_quoted(quoted, [], env, [])
  end

  defp derive_any(protocol, target, options, env, extra) do
    any = __concat__(protocol, Any)

    case Code.ensure_compiled(any) do
      {:module, _} ->
        :ok

      {:error, reason} ->
        raise ArgumentError,
              "could not load module #{inspect(any)} due to reason #{inspect(reason)}" <> extra
    end

    if macro_exported?(any, :__deriving__, 3) do
      apply(any, :"MACRO-__deriving__", [env, target, struct_of(target, env), options])
    else
      delegation_to_any(protocol, target, any)
    end
  end

  defp struct_of(target, env) do
    if target == env.module do
      Module.get_attribute(target, :__struct__)
    else
      target.__struct__()
    end
  end

  defp delegation_to_any(protocol, target, any) do
    functions =
      for {name, arity} <- protocol.__protocol__(:functions) do
        args = Macro.generate_arguments(arity, __MODULE__)

        quote do
          def unquote(name)(unquote_splicing(args)) do
            unquote(any).unquote(name)(unquote_splicing(args))
          end
        end
      end

    quote do
      defimpl unquote(protocol), for: unquote(target) do
        (unquote_splicing(functions))
      end
    end
  end

  @doc """
  Checks that a module is a protocol; raises `ArgumentError` if not.
  """
  @spec assert_protocol!(module) :: :ok
  def assert_protocol!(module) do
    assert_protocol!(module, "")
  end

  defp assert_protocol!(module, extra) do
    case Code.ensure_compiled(module) do
      {:module, ^module} ->
        :ok

      {:error, reason} ->
        raise ArgumentError,
              "could not load module #{inspect(module)} due to reason #{inspect(reason)}" <> extra
    end

    if function_exported?(module, :__protocol__, 1) do
      :ok
    else
      raise ArgumentError, "#{inspect(module)} is not a protocol" <> extra
    end
  end

  @doc """
  Checks that a protocol is implemented for a module or kind; raises `ArgumentError` if not.
  """
  @spec assert_impl!(module, module) :: :ok
  def assert_impl!(protocol, base) do
    assert_protocol!(protocol, "")
    implementation = __concat__(protocol, base)

    case Code.ensure_compiled(implementation) do
      {:module, _} ->
        :ok

      {:error, reason} ->
        raise ArgumentError,
              "could not load module #{inspect(implementation)} due to reason #{inspect(reason)}"
    end

    if not function_exported?(implementation, :__impl__, 1) do
      raise ArgumentError, "#{inspect(implementation)} is not an implementation of a protocol"
    end

    if implementation.__impl__(:protocol) != protocol do
      raise ArgumentError,
            "expected #{inspect(implementation)} to be an implementation of #{inspect(protocol)}, " <>
              "got: #{inspect(implementation.__impl__(:protocol))}"
    end

    :ok
  end

  @doc """
  Tells whether a protocol has been closed: the set of its implementations is known.
  """
  @spec consolidated?(module) :: boolean
  def consolidated?(protocol) do
    protocol.__protocol__(:consolidated?)
  end

  @doc """
  Closes a protocol: returns the binary of a module that knows exactly these implementations, given by what they are for. Calls of
  its functions are faster then, and implementations that come later are not found.
  """
  @spec consolidate(module, [module]) :: {:ok, binary} | {:error, :not_a_protocol}
  def consolidate(protocol, types) when is_atom(protocol),
    do: Protocol.Consolidation.consolidate(protocol, types)

  @doc """
  Returns the protocols whose modules lie in these folders.
  """
  @spec extract_protocols([charlist | String.t()]) :: [atom]
  def extract_protocols(paths), do: Protocol.Consolidation.protocols(paths)

  @doc """
  Returns what a protocol is implemented for by modules that lie in these folders.
  """
  @spec extract_impls(module, [charlist | String.t()]) :: [atom]
  def extract_impls(protocol, paths) when is_atom(protocol),
    do: Protocol.Consolidation.implementations(protocol, paths)
end
