# The environment of a place in the code, as `__ENV__` and `__CALLER__` show it, and questions to it.

defmodule Macro.Env do
  @moduledoc """
  The compile-time environment of a place in the code.

  `__ENV__` is the environment where it stands, `__CALLER__` inside a macro the one of the call. Its public fields:

    * `:module`, `:function`, `:file`, `:line` - where the place is; `:function` is a name and arity, or `nil`
    * `:context` - `nil`, `:guard` or `:match`
    * `:aliases`, `:requires`, `:functions`, `:macros` - what the directives before have brought
    * `:context_modules` - the modules defined in this context
    * `:versioned_vars` - the variables in scope
    * `:tracers`, `:lexical_tracker`, `:macro_aliases` - for the compiler

  """

  @typedoc "A name and an arity."
  @type name_arity :: {atom, arity}
  @type file :: binary
  @type line :: non_neg_integer
  @type variable :: {atom, atom | term}
  @type context :: :match | :guard | nil
  @type context_modules :: [module]

  @typep aliases :: [{module, module}]
  @typep functions :: [{module, [name_arity]}]
  @typep macros :: [{module, [name_arity]}]

  @type define_alias_opts :: [as: atom, infer_from_args: boolean, trace: boolean, warn: boolean]
  @type define_import_opts :: [
          only: :functions | :macros | [name_arity],
          except: [name_arity],
          emit_warnings: boolean,
          trace: boolean,
          info_callback: (atom -> [name_arity])
        ]
  @type define_require_opts :: [as: atom, trace: boolean]
  @type expand_alias_opts :: [trace: boolean]
  @type expand_import_opts :: [allow_locals: boolean, check_deprecations: boolean, trace: boolean]
  @type expand_require_opts :: [check_deprecations: boolean, trace: boolean]

  @type t :: %{
          __struct__: __MODULE__,
          aliases: aliases,
          context: context,
          context_modules: context_modules,
          file: file,
          function: name_arity | nil,
          functions: functions,
          lexical_tracker: pid | nil,
          line: line,
          macro_aliases: aliases,
          macros: macros,
          module: module,
          requires: [module],
          tracers: [module],
          versioned_vars: %{optional(variable) => non_neg_integer}
        }

  defstruct aliases: [],
            context: nil,
            context_modules: [],
            file: "nofile",
            function: nil,
            functions: [],
            lexical_tracker: nil,
            line: 0,
            macro_aliases: [],
            macros: [],
            module: nil,
            requires: [],
            tracers: [],
            versioned_vars: %{}

  @doc since: "1.7.0"
  @doc """
  Returns the variables in scope, each with its context.
  """
  @spec vars(t) :: [variable]
  def vars(env)

  def vars(%{__struct__: Macro.Env, versioned_vars: vars}) do
    Map.keys(vars)
  end

  @doc since: "1.7.0"
  @doc """
  Tells whether a variable, given with its context, is in scope.

      iex> x = 1
      iex> _ = x
      iex> Macro.Env.has_var?(__ENV__, {:x, nil})
      true

  """
  @spec has_var?(t, variable) :: boolean
  def has_var?(env, variable)

  def has_var?(%{__struct__: Macro.Env, versioned_vars: vars}, variable) do
    Map.has_key?(vars, variable)
  end

  @doc """
  Returns the file and line as a keyword list.
  """
  @spec location(t) :: keyword
  def location(env)

  def location(%{__struct__: Macro.Env, file: file, line: line}) do
    [file: file, line: line]
  end

  @doc since: "1.14.0"
  @doc "Removes from the environment what only the compilation in progress can use."
  @spec prune_compile_info(t) :: t
  def prune_compile_info(env) do
    %{env | lexical_tracker: nil, tracers: []}
  end

  @doc since: "1.13.0"
  @doc "Adds a tracer in front of the others."
  @spec prepend_tracer(t, module) :: t
  def prepend_tracer(env, tracer) do
    %{env | tracers: [tracer | env.tracers]}
  end

  @doc since: "1.13.0"
  @doc """
  Returns the modules that a name and arity is imported from, each with `:function` or `:macro`.

      iex> Macro.Env.lookup_import(__ENV__, {:is_nil, 1})
      [macro: Kernel]

  """
  @spec lookup_import(t, name_arity) :: [{:function | :macro, module}]
  def lookup_import(
        %{__struct__: Macro.Env, functions: functions, macros: macros},
        {name, arity} = pair
      )
      when is_atom(name) and is_integer(arity) do
    imported(functions, :function, pair) ++ imported(macros, :macro, pair)
  end

  defp imported(list, kind, pair) do
    for {module, pairs} <- list, :lists.member(pair, pairs), do: {kind, module}
  end

  @doc since: "1.13.0"
  @doc """
  Returns the module that an alias of one part stands for, `:error` where it stands for itself.

      iex> alias Foo.Bar, as: Baz
      iex> Baz
      iex> Macro.Env.fetch_alias(__ENV__, :Baz)
      {:ok, Foo.Bar}
      iex> Macro.Env.fetch_alias(__ENV__, :Other)
      :error

  """
  @spec fetch_alias(t, atom) :: {:ok, module} | :error
  def fetch_alias(%{__struct__: Macro.Env, aliases: aliases}, atom) when is_atom(atom),
    do: Keyword.fetch(aliases, :"Elixir.#{atom}")

  @doc since: "1.13.0"
  @doc """
  As `fetch_alias/2`, for an alias that a macro has made: with the macro's counter.

      iex> Macro.Env.fetch_macro_alias(__ENV__, :Baz)
      :error

  """
  @spec fetch_macro_alias(t, atom) :: {:ok, {term, module}} | :error
  def fetch_macro_alias(%{__struct__: Macro.Env, macro_aliases: aliases}, atom)
      when is_atom(atom),
      do: Keyword.fetch(aliases, :"Elixir.#{atom}")

  @doc since: "1.15.0"
  @doc """
  Returns the names that stand for a module, its aliases, as they are written.

      iex> alias Foo.Bar, as: Baz
      iex> Baz
      iex> Macro.Env.lookup_alias_as(__ENV__, Foo.Bar)
      [Elixir.Baz]

  """
  @spec lookup_alias_as(t, atom) :: [atom]
  def lookup_alias_as(%{__struct__: Macro.Env, aliases: aliases}, atom) when is_atom(atom) do
    for {name, ^atom} <- aliases, do: name
  end

  @doc since: "1.13.0"
  @doc """
  Tells whether a module has been required.

      iex> Macro.Env.required?(__ENV__, Kernel)
      true

  """
  @spec required?(t, module) :: boolean
  def required?(%{__struct__: Macro.Env, requires: requires}, module) when is_atom(module) do
    :lists.member(module, requires)
  end

  @doc "Returns the environment as that of a pattern."
  @spec to_match(t) :: t
  def to_match(%{__struct__: Macro.Env} = env) do
    %{env | context: :match}
  end

  @doc since: "1.17.0"
  @doc "Returns the environment as that of a guard."
  @spec to_guard(t) :: t
  def to_guard(%{__struct__: Macro.Env} = env) do
    %{env | context: :guard}
  end

  @doc "Tells whether the place is inside a guard."
  @spec in_guard?(t) :: boolean
  def in_guard?(env)
  def in_guard?(%{__struct__: Macro.Env, context: context}), do: context == :guard

  @doc "Tells whether the place is inside a pattern."
  @spec in_match?(t) :: boolean
  def in_match?(env)
  def in_match?(%{__struct__: Macro.Env, context: context}), do: context == :match

  @doc "Returns the place as a stack trace of one entry."
  @spec stacktrace(t) :: list
  def stacktrace(%{__struct__: Macro.Env} = env) do
    location = [file: relative_to_cwd(env.file), line: env.line]

    case {env.module, env.function} do
      {nil, _} -> [{:elixir_compiler, :__FILE__, 1, location}]
      {module, nil} -> [{module, :__MODULE__, 0, location}]
      {module, {name, arity}} -> [{module, name, arity, location}]
    end
  end

  defp relative_to_cwd(file) do
    String.to_charlist(Path.relative_to_cwd(file))
  end

  ## Definitions and expansions, for tools that walk code

  @doc since: "1.17.0"
  @doc "Adds an alias to the environment, as `alias/2` does."
  @spec define_alias(t, Macro.metadata(), module, define_alias_opts) ::
          {:ok, t} | {:error, String.t()}
  def define_alias(env, meta, module, opts \\ [])
      when is_list(meta) and is_atom(module) and is_list(opts) do
    :prim_code.env_define(:alias, meta, module, Keyword.drop(opts, [:trace]), env)
  end

  @doc since: "1.17.0"
  @doc "Adds a required module to the environment, as `require/2` does."
  @spec define_require(t, Macro.metadata(), module, define_require_opts) ::
          {:ok, t} | {:error, String.t()}
  def define_require(env, meta, module, opts \\ [])
      when is_list(meta) and is_atom(module) and is_list(opts) do
    :prim_code.env_define(:require, meta, module, Keyword.drop(opts, [:trace]), env)
  end

  @doc since: "1.17.0"
  @doc "Adds imports to the environment, as `import/2` does."
  @spec define_import(t, Macro.metadata(), module, define_import_opts) ::
          {:ok, t} | {:error, String.t()}
  def define_import(env, meta, module, opts \\ [])
      when is_list(meta) and is_atom(module) and is_list(opts) do
    :prim_code.env_define(
      :import,
      meta,
      module,
      Keyword.drop(opts, [:trace, :emit_warnings, :info_callback]),
      env
    )
  end

  @doc since: "1.17.0"
  @doc """
  Expands the parts of an alias: `{:alias, module}`, or `:error` if there is no such alias.
  """
  @spec expand_alias(t, keyword, [atom, ...], expand_alias_opts) :: {:alias, atom} | :error
  def expand_alias(env, meta, list, opts \\ [])
      when is_list(meta) and is_list(list) and is_list(opts) do
    case {list, :prim_code.expand({:__aliases__, meta, list}, env)} do
      {[:"Elixir" | _], _} ->
        :error

      {_, module} when is_atom(module) ->
        if module == Module.concat(list), do: :error, else: {:alias, module}

      {_, _} ->
        :error
    end
  end

  @doc since: "1.17.0"
  @doc """
  Looks an imported name up: `{:macro, module, expander}`, `{:function, module, name}`, or `{:error, reason}`.
  """
  @spec expand_import(t, keyword, atom, arity, expand_import_opts) ::
          {:macro, module, (Macro.metadata(), args :: [Macro.t()] -> Macro.t())}
          | {:function, module, atom}
          | {:error, :not_found | {:conflict, module} | {:ambiguous, [module]}}
  def expand_import(env, meta, name, arity, opts \\ [])
      when is_list(meta) and is_atom(name) and is_integer(arity) and is_list(opts) do
    case lookup_import(env, {name, arity}) do
      _ when env.module != nil and env.function != nil and opts == [local: true] ->
        {:error, :not_found}

      [] ->
        {:error, :not_found}

      [{:function, module}] ->
        {:function, module, name}

      [{:macro, module}] ->
        {:macro, module, expander(module, name, env)}

      several ->
        {:error, {:ambiguous, for({_, module} <- several, do: module)}}
    end
  end

  @doc since: "1.17.0"
  @doc """
  Looks the macro of a required module up: `{:macro, module, expander}`, or `:error`.
  """
  @spec expand_require(t, keyword, module, atom, arity, expand_require_opts) ::
          {:macro, module, (Macro.metadata(), args :: [Macro.t()] -> Macro.t())} | :error
  def expand_require(env, meta, module, name, arity, opts \\ [])
      when is_list(meta) and is_atom(module) and is_atom(name) and is_integer(arity) and
             is_list(opts) do
    required? = required?(env, module) or Keyword.get(meta, :required, false)

    if required? and match?({:module, _}, Code.ensure_loaded(module)) and
         macro_exported?(module, name, arity) do
      {:macro, module, expander(module, name, env)}
    else
      :error
    end
  end

  # Expands a call of the macro with other arguments and metadata.
  defp expander(module, name, env) do
    fn meta, args ->
      line = Keyword.get(meta, :line, env.line)
      call = {{:., meta, [module, name]}, meta, args}
      env = %{env | line: line, requires: [module | env.requires]}
      {expanded, _} = :prim_code.expand_once(call, env)
      expanded
    end
  end
end
