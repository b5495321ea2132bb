# Working with code as text, as quoted expressions and as modules: parsing, evaluating, compiling, loading, docs. The work is
# done by natives (`:prim_code`); the formatter is code/formatter.ex.

defmodule Code do
  @moduledoc ~S"""
  Functions that parse, evaluate, compile, load and format code.

      iex> Code.eval_string("a + b", a: 1, b: 2)
      {3, [b: 2, a: 1]}
      iex> Code.string_to_quoted!("1 + 2")
      {:+, [line: 1], [1, 2]}

  Evaluated code has all the authority of the process that evaluates it: never pass it text from strangers.
  """

  @typedoc "A line; 0 if it is unknown."
  @type line :: non_neg_integer

  @typedoc "Variables and their values; a variable with a context is a pair."
  @type binding :: [{atom | tuple, any}]

  @typedoc "What the compiler reports."
  @type diagnostic(severity) :: %{
          required(:source) => Path.t() | nil,
          required(:file) => Path.t() | nil,
          required(:severity) => severity,
          required(:message) => String.t(),
          required(:position) => position(),
          required(:stacktrace) => Exception.stacktrace(),
          required(:span) => {line, column :: pos_integer} | nil,
          optional(:details) => term,
          optional(any()) => any()
        }

  @typedoc "A line, or a line and a column."
  @type position :: line | {line :: pos_integer, column :: pos_integer}

  @type eval_opt :: {:file, binary} | {:line, pos_integer} | {:module, module}
  @type env_eval_opt :: {:prune_binding, boolean}
  @type format_opt :: {atom, term}
  @type parser_opts :: [{atom, term}]
  @type quoted_to_algebra_opt :: {atom, term}

  @boolean_options [
    :docs,
    :debug_info,
    :ignore_already_consolidated,
    :ignore_module_conflict,
    :relative_paths
  ]

  @list_options [:no_warn_undefined, :tracers, :parser_options, :infer_signatures]

  @available_options @boolean_options ++
                       [
                         :tracers,
                         :parser_options,
                         :on_undefined_variable,
                         :infer_signatures,
                         :no_warn_undefined,
                         :module_definition
                       ]

  ## Parsing

  @doc """
  Parses text: `{:ok, quoted}` or `{:error, {metadata, message, token}}`.

      iex> Code.string_to_quoted("a + b")
      {:ok, {:+, [line: 1], [{:a, [line: 1], nil}, {:b, [line: 1], nil}]}}

  ## Options

    * `:file`, `:line`, `:column` - where the text is said to begin
    * `:columns` - whether metadata tells columns
    * `:token_metadata` - whether metadata tells what a formatter needs
    * `:unescape` - `false` leaves escapes in strings as they are
    * `:literal_encoder` - a function of a literal and its metadata that returns `{:ok, quoted}` or `{:error, reason}`
    * `:static_atoms_encoder` - likewise for atoms that stand in the text; none are made then
    * `:existing_atoms_only` - whether unknown atoms are errors
    * `:emit_warnings` - `false` suppresses warnings

  """
  @spec string_to_quoted(List.Chars.t(), parser_opts) ::
          {:ok, Macro.t()} | {:error, {location :: keyword, binary | {binary, binary}, binary}}
  def string_to_quoted(string, opts \\ []) do
    case parse(string, opts) do
      {:ok, quoted} -> encoded(quoted, opts, &{:ok, &1})
      {:error, _} = error -> error
    end
  end

  @doc """
  As `string_to_quoted/2`, returning the expression or raising `SyntaxError`, `TokenMissingError` or
  `MismatchedDelimiterError`.
  """
  @spec string_to_quoted!(List.Chars.t(), parser_opts) :: Macro.t()
  def string_to_quoted!(string, opts \\ []) do
    quoted = :prim_code.string_to_quoted!(to_string(string), with_defaults(opts))

    case encoded(quoted, opts, &{:ok, &1}) do
      {:ok, quoted} -> quoted
      {:error, error} -> raise_encoding_error(error, opts)
    end
  end

  @doc since: "1.13.0"
  @doc """
  As `string_to_quoted/2`, with the comments of the text: `{:ok, quoted, comments}`.

  A comment is a map with its `:line`, `:column`, `:text`, `:previous_eol_count` and `:next_eol_count`.
  """
  @spec string_to_quoted_with_comments(List.Chars.t(), parser_opts) ::
          {:ok, Macro.t(), [map]} | {:error, {location :: keyword, term, term}}
  def string_to_quoted_with_comments(string, opts \\ []) do
    case parse(string, [comments: true] ++ opts) do
      {:ok, quoted, comments} -> encoded(quoted, opts, &{:ok, &1, comments})
      {:error, _} = error -> error
    end
  end

  @doc since: "1.13.0"
  @doc "As `string_to_quoted_with_comments/2`, returning the pair or raising."
  @spec string_to_quoted_with_comments!(List.Chars.t(), parser_opts) :: {Macro.t(), [map]}
  def string_to_quoted_with_comments!(string, opts \\ []) do
    case string_to_quoted_with_comments(string, opts) do
      {:ok, quoted, comments} ->
        {quoted, comments}

      {:error, _} ->
        # Parses again, for the error as an exception.
        {string_to_quoted!(string, opts), []}
    end
  end

  defp parse(string, opts) do
    :prim_code.string_to_quoted(to_string(string), with_defaults(opts))
  end

  # The defaults of the compiler option stand behind what is given.
  defp with_defaults(opts) do
    case Keyword.fetch(opts, :columns) do
      {:ok, _} -> opts
      :error -> opts ++ [columns: false]
    end
  end

  # The parser marks literals and atoms; the encoders are called here.
  defp encoded(quoted, opts, result) do
    literal = Keyword.get(opts, :literal_encoder)
    atom = Keyword.get(opts, :static_atoms_encoder)

    if literal || atom do
      try do
        result.(encode(quoted, literal, atom))
      catch
        {:"$encoding", meta, reason, token} ->
          location = Keyword.take(meta, [:line, :column])
          {:error, {location, to_string(reason) <> ": ", token}}
      end
    else
      result.(quoted)
    end
  end

  defp encode({:"$literal", meta, value}, literal, atom) do
    encoder_result(literal.(encode(value, literal, atom), meta), meta, "literal")
  end

  defp encode({:"$ended", ending, quoted}, literal, atom) do
    case encode(quoted, literal, atom) do
      {form, meta, args} when is_list(meta) -> {form, [end_of_expression: ending] ++ meta, args}
      other -> other
    end
  end

  defp encode({:"$atom", meta, text}, _, atom) do
    encoder_result(atom.(text, meta), meta, text)
  end

  defp encode({form, meta, args}, literal, atom) do
    {encode(form, literal, atom), meta, encode(args, literal, atom)}
  end

  defp encode({left, right}, literal, atom) do
    {encode(left, literal, atom), encode(right, literal, atom)}
  end

  defp encode([head | tail], literal, atom) do
    [encode(head, literal, atom) | encode(tail, literal, atom)]
  end

  defp encode(other, _, _), do: other

  defp encoder_result({:ok, quoted}, _, _), do: quoted

  defp encoder_result({:error, reason}, meta, token),
    do: throw({:"$encoding", meta, reason, token})

  defp raise_encoding_error({location, message, token}, opts) do
    raise SyntaxError,
      file: Keyword.get(opts, :file, "nofile"),
      line: Keyword.get(location, :line, 1),
      column: Keyword.get(location, :column, 1),
      description: message <> token
  end

  ## Evaluation

  @doc ~S"""
  Evaluates text: the value, and the variables afterwards.

      iex> Code.eval_string("x = a * 2", a: 3)
      {6, [x: 6, a: 3]}

  The last argument is an environment, or options: `:file`, `:line` and `:module` it starts with.
  """
  @spec eval_string(List.Chars.t(), binding, Macro.Env.t() | [eval_opt]) ::
          {term, binding}
  def eval_string(string, binding \\ [], opts \\ [])

  def eval_string(string, binding, %Macro.Env{} = env) do
    eval_text(string, binding, env)
  end

  def eval_string(string, binding, opts) when is_list(opts) do
    eval_text(string, binding, env_for_eval(opts))
  end

  defp eval_text(string, binding, env) do
    quoted = string_to_quoted!(string, file: env.file, line: max(env.line, 1))
    evaluate(quoted, binding, env)
  end

  @doc """
  Evaluates a quoted expression: the value, and the variables afterwards.

      iex> Code.eval_quoted(quote(do: var!(a) + 1), a: 1)
      {2, [a: 1]}

  """
  @spec eval_quoted(Macro.t(), binding, Macro.Env.t() | [eval_opt]) :: {term, binding}
  def eval_quoted(quoted, binding \\ [], env_or_opts \\ []) do
    evaluate(quoted, binding, env_for_eval(env_or_opts))
  end

  defp evaluate(quoted, binding, env) do
    {value, binding, _} =
      Module.Checker.run(fn -> :prim_code.eval_quoted(quoted, binding, env, []) end)

    {value, newest_first(binding)}
  end

  @doc since: "1.14.0"
  @doc """
  Evaluates a quoted expression in an environment: the value, the variables and the environment afterwards.

  With `prune_binding: true` only variables that the expression names are kept.
  """
  @spec eval_quoted_with_env(Macro.t(), binding, Macro.Env.t(), [env_eval_opt]) ::
          {term, binding, Macro.Env.t()}
  def eval_quoted_with_env(quoted, binding, %Macro.Env{} = env, opts \\ [])
      when is_list(binding) do
    {value, after_binding, after_env} =
      Module.Checker.run(fn -> :prim_code.eval_quoted(quoted, binding, env, opts) end)

    if Keyword.get(opts, :prune_binding, false) do
      pruned = pruned(after_binding, binding, quoted)
      {value, newest_first(pruned), prune_vars(after_env, pruned)}
    else
      {value, newest_first(after_binding), after_env}
    end
  end

  defp pruned(after_binding, binding, quoted) do
    names =
      for {name, _, context} <- Macro.prewalker(quoted),
          is_atom(name),
          is_atom(context),
          into: %{} do
        {if(context == nil, do: name, else: {name, context}), true}
      end

    for {key, value} <- after_binding,
        is_map_key(names, key) or not List.keymember?(binding, key, 0) do
      {key, value}
    end
  end

  defp prune_vars(env, binding) do
    vars =
      for {{name, context}, _} = var <- env.versioned_vars,
          bound?(binding, name, context),
          into: %{},
          do: var

    %{env | versioned_vars: vars}
  end

  defp bound?(binding, name, nil), do: List.keymember?(binding, name, 0)
  defp bound?(binding, name, context), do: List.keymember?(binding, {name, context}, 0)

  defp newest_first(binding) do
    Enum.sort(binding, fn {left, _}, {right, _} -> variable(left) >= variable(right) end)
  end

  defp variable({_, _} = variable), do: variable
  defp variable(name), do: {name, nil}

  @doc since: "1.14.0"
  @doc """
  Returns an environment to evaluate code in; it takes an environment or the options of `eval_string/3`.
  """
  @spec env_for_eval(Macro.Env.t() | [eval_opt]) :: Macro.Env.t()
  def env_for_eval(env_or_opts)

  def env_for_eval(%Macro.Env{} = env), do: Macro.Env.prune_compile_info(env)

  def env_for_eval(opts) when is_list(opts) do
    file = Keyword.get(opts, :file, "nofile")
    line = Keyword.get(opts, :line, 1)

    unless is_binary(file) do
      raise ArgumentError, "expected :file to be a string, got: #{inspect(file)}"
    end

    unless is_integer(line) do
      raise ArgumentError, "expected :line to be an integer, got: #{inspect(line)}"
    end

    env = :prim_code.default_env(file, line)
    fields = Keyword.take(opts, [:module, :aliases, :requires, :functions, :macros, :tracers])
    struct!(env, fields)
  end

  ## Files

  @doc """
  Evaluates a file: its value, and the variables afterwards.
  """
  @spec eval_file(binary, nil | binary) :: {term, binding}
  def eval_file(file, relative_to \\ nil) when is_binary(file) do
    {text, file} = read_file(file, relative_to)
    eval_string(text, [], file: file, line: 1)
  end

  @doc """
  Runs a file unless it has been required before: the modules it defined, or `nil` if it has.
  """
  @spec require_file(binary, nil | binary) :: [{module, binary}] | nil
  def require_file(file, relative_to \\ nil) when is_binary(file) do
    {text, file} = read_file(file, relative_to)

    if file in required_files() do
      nil
    else
      put_required([file | required_files()])

      try do
        run_file(text, file)
      catch
        kind, reason ->
          unrequire_files([file])
          :erlang.raise(kind, reason, __STACKTRACE__)
      end
    end
  end

  @doc "Returns the files that have been required."
  @spec required_files() :: [binary]
  def required_files do
    :persistent_term.get({Code, :required_files}, [])
  end

  @doc "Forgets that files have been required."
  @spec unrequire_files([binary]) :: :ok
  def unrequire_files(files) when is_list(files) do
    put_required(required_files() -- files)
  end

  defp put_required(files) do
    :persistent_term.put({Code, :required_files}, files)
  end

  @doc since: "1.7.0"
  @doc "Runs a file and returns the modules it defined, each with its binary."
  @spec compile_file(binary, nil | binary) :: [{module, binary}]
  def compile_file(file, relative_to \\ nil) when is_binary(file) do
    {text, file} = read_file(file, relative_to)
    run_file(text, file)
  end

  @doc "Runs text and returns the modules it defined, each with its binary."
  @spec compile_string(List.Chars.t(), binary) :: [{module, binary}]
  def compile_string(string, file \\ "nofile") when is_binary(file) do
    run_file(to_string(string), file)
  end

  @doc "Runs a quoted expression and returns the modules it defined, each with its binary."
  @spec compile_quoted(Macro.t(), binary) :: [{module, binary}]
  def compile_quoted(quoted, file \\ "nofile") when is_binary(file) do
    run_quoted(quoted, file)
  end

  defp run_file(text, file) do
    run_quoted(string_to_quoted!(text, file: file, columns: true), file)
  end

  defp run_quoted(quoted, file) do
    Module.Checker.run(fn ->
      collect_modules(fn ->
        env = %{:prim_code.default_env(file, 1) | tracers: get_compiler_option(:tracers)}
        :prim_code.compile_file_quoted(quoted, env)
      end)
    end)
  end

  # Kernel.ModuleDefinition adds to the list what it defines in this process.
  defp collect_modules(fun) do
    outer = :erlang.put(:"$compiled_modules", [])

    try do
      fun.()
      Enum.reverse(:erlang.get(:"$compiled_modules"))
    after
      case outer do
        :undefined -> :erlang.erase(:"$compiled_modules")
        list -> :erlang.put(:"$compiled_modules", list)
      end
    end
  end

  defp read_file(file, relative_to) do
    file = if relative_to, do: Path.expand(file, relative_to), else: Path.expand(file)

    case File.read(file) do
      {:ok, text} -> {text, file}
      {:error, reason} -> raise Code.LoadError, file: file, reason: reason
    end
  end

  ## Modules

  @doc """
  Loads a module if it is not: `{:module, module}` or `{:error, reason}`.

      iex> Code.ensure_loaded(Enum)
      {:module, Enum}

  """
  @spec ensure_loaded(module) ::
          {:module, module} | {:error, :embedded | :badfile | :nofile | :on_load_failure}
  def ensure_loaded(module) when is_atom(module) do
    :code.ensure_loaded(module)
  end

  @doc "Tells whether a module is loaded, after trying to load it."
  @spec ensure_loaded?(module) :: boolean
  def ensure_loaded?(module) when is_atom(module) do
    match?({:module, ^module}, ensure_loaded(module))
  end

  @doc since: "1.12.0"
  @doc "Loads a module; raises `ArgumentError` if that fails."
  @spec ensure_loaded!(module) :: module
  def ensure_loaded!(module) do
    loaded!(module, ensure_loaded(module))
  end

  defp loaded!(module, result) do
    case result do
      {:module, ^module} ->
        module

      {:error, reason} ->
        raise ArgumentError,
              "could not load module #{inspect(module)} due to reason #{inspect(reason)}"
    end
  end

  @doc since: "1.15.0"
  @doc "Loads modules: `:ok`, or `{:error, failures}` with the reason of each failure."
  @spec ensure_all_loaded([module]) :: :ok | {:error, [{module, term}]}
  def ensure_all_loaded(modules) when is_list(modules) do
    case for(
           module <- Enum.uniq(modules),
           {:error, reason} <- [ensure_loaded(module)],
           do: {module, reason}
         ) do
      [] -> :ok
      failures -> {:error, failures}
    end
  end

  @doc since: "1.15.0"
  @doc "Loads modules; raises `ArgumentError` if that fails."
  @spec ensure_all_loaded!([module]) :: :ok
  def ensure_all_loaded!(modules) do
    case ensure_all_loaded(modules) do
      :ok ->
        :ok

      {:error, failures} ->
        lines =
          failures
          |> Enum.sort()
          |> Enum.map_join("\n", fn {module, reason} ->
            "  * #{inspect(module)} due to reason #{inspect(reason)}"
          end)

        raise ArgumentError, "could not load the following modules:\n\n" <> lines
    end
  end

  @doc """
  As `ensure_loaded/1`, and while files compile together, waits for the module to be defined.
  """
  @spec ensure_compiled(module) ::
          {:module, module}
          | {:error, :embedded | :badfile | :nofile | :on_load_failure | :unavailable}
  def ensure_compiled(module) when is_atom(module) do
    case :code.ensure_loaded(module) do
      {:module, _} = loaded ->
        loaded

      {:error, _} = error ->
        case Kernel.ModuleLoading.ensure_compiled(module, :soft) do
          true -> {:module, module}
          false -> error
          :deadlock -> {:error, :unavailable}
        end
    end
  end

  @doc since: "1.12.0"
  @doc "As `ensure_compiled/1`; raises `ArgumentError` if that fails."
  @spec ensure_compiled!(module) :: module
  def ensure_compiled!(module) do
    loaded!(module, ensure_compiled(module))
  end

  @doc since: "1.15.0"
  @doc "Tells whether a module is loaded; does not try to load it."
  @spec loaded?(module) :: boolean
  def loaded?(module) do
    :erlang.module_loaded(module)
  end

  @doc since: "1.11.0"
  @doc "Tells whether this process compiles together with others and can wait for their modules."
  @spec can_await_module_compilation?() :: boolean
  def can_await_module_compilation? do
    :erlang.get(:elixir_compiler_info) != :undefined
  end

  @doc since: "1.7.0"
  @doc "Releases what the compiler keeps of modules that it no longer needs."
  @spec purge_compiler_modules() :: {:ok, non_neg_integer}
  def purge_compiler_modules do
    {:ok, 0}
  end

  ## Code paths

  @doc "Adds a directory with compiled modules behind the others; tells whether it exists."
  @spec append_path(Path.t(), cache: boolean) :: boolean
  def append_path(path, opts \\ []) do
    apply(:code, :add_pathz, [charlist(path) | cache(opts)]) == true
  end

  @doc "Adds a directory with compiled modules in front of the others; tells whether it exists."
  @spec prepend_path(Path.t(), cache: boolean) :: boolean
  def prepend_path(path, opts \\ []) do
    apply(:code, :add_patha, [charlist(path) | cache(opts)]) == true
  end

  @doc since: "1.15.0"
  @doc "Adds directories behind the others."
  @spec append_paths([Path.t()], cache: boolean) :: :ok
  def append_paths(paths, opts \\ []) when is_list(paths) do
    apply(:code, :add_pathsz, [Enum.map(paths, &charlist/1) | cache(opts)])
  end

  @doc since: "1.15.0"
  @doc "Adds directories in front of the others."
  @spec prepend_paths([Path.t()], cache: boolean) :: :ok
  def prepend_paths(paths, opts \\ []) when is_list(paths) do
    apply(:code, :add_pathsa, [Enum.map(paths, &charlist/1) | cache(opts)])
  end

  @doc "Removes a directory from those where modules are looked for; tells whether it was there."
  @spec delete_path(Path.t()) :: boolean
  def delete_path(path) do
    case :code.del_path(charlist(path)) do
      result when is_boolean(result) -> result
      {:error, :bad_name} -> false
    end
  end

  @doc since: "1.15.0"
  @doc "Removes directories from those where modules are looked for."
  @spec delete_paths([Path.t()]) :: :ok
  def delete_paths(paths) when is_list(paths) do
    Enum.each(paths, &delete_path/1)
  end

  defp cache(opts) do
    if Keyword.get(opts, :cache, false), do: [:cache], else: []
  end

  defp charlist(path), do: String.to_charlist(Path.expand(path))

  ## Options of the compiler

  @doc "Returns the options of the compiler."
  @spec compiler_options() :: map
  def compiler_options do
    :persistent_term.get({Code, :options}, default_options())
  end

  defp default_options do
    %{
      debug_info: true,
      docs: true,
      ignore_already_consolidated: false,
      ignore_module_conflict: false,
      infer_signatures: [:elixir],
      module_definition: :compiled,
      no_warn_undefined: [],
      on_undefined_variable: :raise,
      parser_options: [columns: true],
      relative_paths: true,
      tracers: []
    }
  end

  @doc "Sets several options of the compiler and returns what they were."
  @spec compiler_options(Enumerable.t({atom, term})) :: %{optional(atom) => term}
  def compiler_options(opts) do
    for {key, value} <- opts, into: %{} do
      previous = get_compiler_option(key)
      put_compiler_option(key, value)
      {key, previous}
    end
  end

  @doc since: "1.10.0"
  @doc """
  Returns the value of an option of the compiler.

      iex> Code.get_compiler_option(:docs)
      true

  """
  @spec get_compiler_option(atom) :: term
  def get_compiler_option(key) when key in @available_options do
    Map.fetch!(compiler_options(), key)
  end

  def get_compiler_option(key), do: unknown_option(key)

  @doc "Returns the names of the options of the compiler."
  @spec available_compiler_options() :: [atom]
  def available_compiler_options do
    @available_options
  end

  @doc since: "1.10.0"
  @doc """
  Sets an option of the compiler.

    * `:docs`, `:debug_info` - whether modules keep their documentation and definitions
    * `:ignore_module_conflict` - whether a module may be defined again without a warning
    * `:ignore_already_consolidated` - whether protocols may be implemented late without a warning
    * `:relative_paths` - whether stack traces show paths from the working directory
    * `:tracers` - modules that are told what the compiler does
    * `:parser_options` - options of `string_to_quoted/2`
    * `:on_undefined_variable` - `:raise` or `:warn`
    * `:no_warn_undefined` - modules and functions not to warn about
    * `:infer_signatures`, `:module_definition` - how the compiler works

  """
  @spec put_compiler_option(atom, term) :: :ok
  def put_compiler_option(key, value) when key in @boolean_options do
    unless is_boolean(value) do
      raise "compiler option #{inspect(key)} should be a boolean, got: #{inspect(value)}"
    end

    store_option(key, value)
  end

  def put_compiler_option(:no_warn_undefined, :all), do: store_option(:no_warn_undefined, :all)

  def put_compiler_option(:infer_signatures, value) when is_boolean(value) do
    store_option(:infer_signatures, value)
  end

  def put_compiler_option(key, value) when key in @list_options do
    unless is_list(value) do
      raise "compiler option #{inspect(key)} should be a list, got: #{inspect(value)}"
    end

    store_option(key, value)
  end

  def put_compiler_option(:on_undefined_variable, value) when value in [:raise, :warn] do
    store_option(:on_undefined_variable, value)
  end

  def put_compiler_option(:module_definition, value) when value in [:compiled, :interpreted] do
    store_option(:module_definition, value)
  end

  def put_compiler_option(key, value) when key in @available_options do
    raise "compiler option #{inspect(key)} has no such value: #{inspect(value)}"
  end

  def put_compiler_option(key, _), do: unknown_option(key)

  defp store_option(key, value) do
    :persistent_term.put({Code, :options}, Map.put(compiler_options(), key, value))
  end

  defp unknown_option(key), do: raise("unknown compiler option: #{inspect(key)}")

  ## Diagnostics

  @doc since: "1.15.0"
  @doc """
  Calls the function and returns its value and what the compiler reported meanwhile in this process.

  With `log: true` the reports are printed as well.
  """
  @spec with_diagnostics([log: boolean], (-> result)) :: {result, [diagnostic(:warning | :error)]}
        when result: term
  def with_diagnostics(opts \\ [], fun) do
    previous = :erlang.put(:elixir_code_diagnostics, {[], Keyword.get(opts, :log, false)})

    try do
      result = fun.()
      {diagnostics, _} = :erlang.get(:elixir_code_diagnostics)
      {result, Enum.reverse(diagnostics)}
    after
      case previous do
        :undefined -> :erlang.erase(:elixir_code_diagnostics)
        _ -> :erlang.put(:elixir_code_diagnostics, previous)
      end
    end
  end

  @doc since: "1.15.0"
  @doc """
  Prints a diagnostic to standard error as the compiler does.

  With `snippet: false` the line it is about is left out.
  """
  @spec print_diagnostic(diagnostic(:warning | :error), snippet: boolean) :: :ok
  def print_diagnostic(diagnostic, opts \\ []) do
    IO.write(:stderr, Code.Diagnostic.text(diagnostic, Keyword.get(opts, :snippet, true)))
  end

  ## Documentation

  @doc since: "1.7.0"
  @doc """
  Returns the documentation of a module, in the format `:docs_v1`, or `{:error, reason}`.
  """
  @spec fetch_docs(module | String.t()) ::
          {:docs_v1, annotation, beam_language, format, module_doc :: doc_content, metadata,
           docs :: [doc_element]}
          | {:error,
             :module_not_found | :chunk_not_found | {:invalid_chunk, binary} | :invalid_beam}
        when annotation: term,
             beam_language: :elixir | :erlang | atom,
             doc_content: %{optional(binary) => binary} | :none | :hidden,
             doc_element:
               {{kind :: atom, function_name :: atom, arity}, annotation, signature, doc_content,
                metadata},
             format: binary,
             signature: [binary],
             metadata: map
  def fetch_docs(module_or_path)

  def fetch_docs(module) when is_atom(module) do
    case ensure_loaded(module) do
      {:module, _} -> Code.Documentation.decode(:prim_code.chunk(module, "Docs"))
      {:error, _} -> {:error, :module_not_found}
    end
  end

  def fetch_docs(path) when is_binary(path) do
    case File.read(path) do
      {:ok, binary} -> Code.Documentation.decode(:prim_code.chunk(binary, "Docs"))
      {:error, _} -> {:error, :module_not_found}
    end
  end

  ## Formatting

  @doc since: "1.6.0"
  @doc """
  Formats text as source code; returns it as iodata.

      iex> Code.format_string!("foo( 1,2 )") |> IO.iodata_to_binary()
      "foo(1, 2)"

  ## Options

    * `:line_length` - the width to aim at, 98 by default
    * `:locals_without_parens` - names and arities of calls that keep no parentheses
    * `:force_do_end_blocks` - whether `do:` keywords become blocks
    * `:normalize_bitstring_modifiers`, `:normalize_charlists_as_sigils` - `true` by default
    * `:sigils` - functions that format sigils
    * `:migrate` and its parts - whether old ways to write are replaced
    * `:file`, `:line` - for errors

  """
  @spec format_string!(binary, [format_opt]) :: iodata
  def format_string!(string, opts \\ []) when is_binary(string) and is_list(opts) do
    line_length = Keyword.get(opts, :line_length, 98)

    to_quoted_opts =
      [
        unescape: false,
        literal_encoder: &{:ok, {:__block__, &2, [&1]}},
        token_metadata: true,
        emit_warnings: false
      ] ++ opts

    {forms, comments} = string_to_quoted_with_comments!(string, to_quoted_opts)
    to_algebra_opts = [comments: comments] ++ opts
    doc = Code.Formatter.to_algebra(forms, to_algebra_opts)
    Inspect.Algebra.format(doc, line_length)
  end

  @doc since: "1.6.0"
  @doc "Formats a file; returns its text as iodata, with a newline at the end."
  @spec format_file!(binary, [format_opt]) :: iodata
  def format_file!(file, opts \\ []) when is_binary(file) and is_list(opts) do
    string = File.read!(file)

    case format_string!(string, [file: file, line: 1] ++ opts) do
      [] -> []
      formatted -> [formatted, ?\n]
    end
  end

  @doc since: "1.13.0"
  @doc """
  Turns a quoted expression into a document of `Inspect.Algebra` that prints as formatted source.

  It takes the options of `format_string!/2`, `:comments`, and `escape: false` where strings are already escaped.
  """
  @spec quoted_to_algebra(Macro.t(), [quoted_to_algebra_opt]) :: Inspect.Algebra.t()
  def quoted_to_algebra(quoted, opts \\ []) do
    quoted
    |> Code.Normalizer.normalize(opts)
    |> Code.Formatter.to_algebra(opts)
  end

  @doc false
  @deprecated "Use Code.Fragment.cursor_context/2 instead"
  def cursor_context(code, options \\ []), do: Code.Fragment.cursor_context(code, options)

  @doc false
  @deprecated "Use Code.ensure_compiled/1 instead (see the proper disclaimers in its docs)"
  def ensure_compiled?(module) when is_atom(module),
    do: match?({:module, ^module}, ensure_compiled(module))

  @doc false
  @deprecated "Code.get_docs/2 always returns nil as its outdated documentation is no longer stored on BEAM files. Use Code.fetch_docs/1 instead"
  def get_docs(_module, _kind), do: nil

  @doc false
  @deprecated "Use Code.require_file/2 or Code.compile_file/2 instead"
  def load_file(file, relative_to \\ nil), do: compile_file(file, relative_to)

  @doc false
  @deprecated "Use Code.required_files/0 instead"
  def loaded_files, do: required_files()

  @doc false
  @deprecated "Use Code.unrequire_files/1 instead"
  def unload_files(files), do: unrequire_files(files)
end
