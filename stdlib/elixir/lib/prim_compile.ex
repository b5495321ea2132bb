# The compiler's part that runs in the process: the loop around a compile job, the calls that a job ends with, and what quotes
# need at run time. It compiles first, before Kernel and without macros: only functions, special forms and :erlang's own.

defmodule :prim_compile do
  @moduledoc "The compiler's driver: steps a compile job and makes the calls that it asks for."

  # Takes the steps of a job. What the job calls is called here, so that macros and module bodies are ordinary calls of this
  # process; `roots` keeps the values alive that the job's trees name.
  def run(job, roots), do: loop(job, :start, roots)

  defp loop(job, message, roots) do
    case :prim_code.job_step(job, message, roots) do
      {:call, module, function, arguments, new_roots} ->
        loop(job, call(module, function, arguments), new_roots)

      {:done, value} ->
        value

      {:tail, module, function, arguments} ->
        :erlang.apply(module, function, arguments)

      {:raise, class, reason, stack} ->
        :erlang.raise(class, reason, stack)
    end
  end

  defp call(module, function, arguments) do
    try do
      {:value, :erlang.apply(module, function, arguments)}
    catch
      class, reason -> {:raised, class, reason, __STACKTRACE__}
    end
  end

  # The code of an expression: a function of the values from outside that gives the value and the variables afterwards.
  def evaluate(module, function, values, names, env) do
    {value, new_values} = :erlang.apply(module, function, [values])
    :prim_code.end_of_evaluation(values)
    {value, binding(names, new_values), env}
  end

  defp binding([{name, nil} | names], [value | values]),
    do: [{name, value} | binding(names, values)]

  defp binding([key | names], [value | values]), do: [{key, value} | binding(names, values)]
  defp binding([], []), do: []

  # The code of a file or of a module's body.
  def evaluate_body(module, function, values, env) do
    {value} = :erlang.apply(module, function, [values])
    {value, env}
  end

  # The code of a file whose directives are watched.
  def evaluate_file(module, function, values, env, directives) do
    try do
      :erlang.apply(module, function, [values])
    catch
      class, reason ->
        stack = __STACKTRACE__
        :prim_code.end_directives(directives, false)
        :erlang.raise(class, reason, stack)
    else
      {value} ->
        :erlang.put(:"$file_references", :prim_code.references(directives))
        :prim_code.end_directives(directives, true)
        {value, env}
    end
  end

  # `defmodule` while there is no Kernel to define it.
  def define(name, body, env) do
    case :prim_module.open_builder(name, env) do
      {:error, file, line} ->
        raise_compile_error(file, line, "a module is being defined twice", [])

      body_env ->
        try do
          {value, end_env} = :prim_module.eval_body(name, body, [], body_env)
          binary = :prim_module.close(name, end_env, %{})
          {:module, name, binary, value}
        catch
          class, reason ->
            stack = __STACKTRACE__
            :prim_module.close_builder(name)
            :erlang.raise(class, reason, stack)
        else
          result ->
            :prim_module.close_builder(name)
            result
        end
    end
  end

  # Below macros the stack trace is theirs: what expands them is of no interest.
  def raise_compile_error(file, line, description, frames) do
    exception = %{
      __struct__: CompileError,
      __exception__: true,
      file: file,
      line: line(line),
      description: description
    }

    case frames do
      [] -> :erlang.error(exception)
      _ -> :erlang.raise(:error, exception, frames)
    end
  end

  defp line(nil), do: 0
  defp line(line), do: line

  # What a macro raised, with the expansion in the place of the macro's function and all below it.
  def raise_expanding(class, reason, stack, [{module, name, arity, _} | _] = frames) do
    function =
      {:erlang.binary_to_atom(<<"MACRO-", :erlang.atom_to_binary(name)::binary>>),
       :erlang.+(arity, 1)}

    :erlang.raise(class, reason, above(stack, function, name, module, frames))
  end

  defp above(
         [{found, name, arity, _} = entry | entries],
         {function, count} = macro,
         struct,
         module,
         frames
       ) do
    case :erlang.orelse(
           :erlang.andalso(:erlang."=:="(name, function), :erlang."=:="(count(arity), count)),
           :erlang.orelse(:erlang."=:="(name, :__struct__), :erlang."=:="(found, :prim_compile))
         ) do
      true -> frames
      false -> [entry | above(entries, macro, struct, module, frames)]
    end
  end

  defp above([{_, _, _} = entry | entries], macro, struct, module, frames),
    do: [entry | above(entries, macro, struct, module, frames)]

  defp above([], _, _, _, frames), do: frames

  # Where no clause matched, the arguments stand in the place of their number.
  defp count(arguments) when :erlang.is_list(arguments), do: :erlang.length(arguments)
  defp count(arity), do: arity

  # Compiles the files of the library in order: `[{path, bare?}]`.
  def boot(files) do
    boot_files(files)
    :erlang.halt(0)
  end

  defp boot_files([{path, bare} | files]) do
    try do
      :prim_code.compile_boot_file(path, bare)
    catch
      class, reason ->
        :prim_code.display({path, class, reason, __STACKTRACE__})
        :erlang.halt(1)
    end

    boot_files(files)
  end

  defp boot_files([]), do: :ok

  # Makes a report known: to whoever collects diagnostics in this process, and on standard error. A compiler of several files gets
  # those of its workers; it prints errors when it ends.
  def report(diagnostic, text) do
    case :erlang.get(:elixir_code_diagnostics) do
      {_, {:sent_to, compiler}} ->
        :erlang.send(compiler, {Kernel.ParallelCompiler, {:reported, diagnostic, text}})

        case :erlang.map_get(:severity, diagnostic) do
          :error -> :ok
          _ -> write(text)
        end

      {diagnostics, log} ->
        :erlang.put(:elixir_code_diagnostics, {[diagnostic | diagnostics], log})

        case log do
          true -> write(text)
          _ -> :ok
        end

      _ ->
        write(text)
    end
  end

  def report_all([{diagnostic, text} | reports], result) do
    report(diagnostic, text)
    report_all(reports, result)
  end

  def report_all([], result), do: result

  defp write(text) do
    case :prim_code.load_module(:io) do
      true -> :io.put_chars(:standard_error, text)
      false -> :prim_code.write_error(text)
    end

    :ok
  end

  # Loads a module that a directive or a struct names.
  def ensure_compiled(module) do
    case :erlang.function_exported(Kernel.ModuleLoading, :ensure_compiled, 1) do
      true ->
        Kernel.ModuleLoading.ensure_compiled(module)

      false ->
        case :erlang.function_exported(:code, :ensure_loaded, 1) do
          true -> is_loaded(:code.ensure_loaded(module))
          false -> false
        end
    end
  end

  defp is_loaded({:module, _}), do: true
  defp is_loaded(_), do: false

  # Where files compile together, structs in patterns are checked when all are there (Module.Checker.Structs).
  def check_struct_later(module, keys, place) do
    case :erlang.get(:elixir_compiler_info) do
      :undefined ->
        false

      _ ->
        case :erlang.get(:"$structs_to_check") do
          :undefined -> :erlang.put(:"$structs_to_check", [{module, keys, place}])
          uses -> :erlang.put(:"$structs_to_check", [{module, keys, place} | uses])
        end

        true
    end
  end

  # Whether a value may stand in a quoted expression.
  def valid_in_source(value) when :erlang.is_pid(value), do: true

  def valid_in_source(value) when :erlang.is_function(value) do
    case :erlang.fun_info(value, :type) do
      {:type, :external} -> true
      _ -> false
    end
  end

  def valid_in_source(_), do: false

  # `module.name`, where the module is only known now.
  def call_without_parentheses(module, name) do
    case :erlang.function_exported(IO, :warn, 2) do
      true ->
        shown = <<inspect(module)::binary, ".", :erlang.atom_to_binary(name)::binary, "()">>

        IO.warn(
          <<"using map.field notation (without parentheses) to invoke function ", shown::binary,
            " is deprecated, you must add parentheses instead: remote.function()">>,
          callers()
        )

      false ->
        :ok
    end

    :erlang.apply(module, name, [])
  end

  # `map.name()`.
  def field_with_parentheses(map, name) do
    shown = :erlang.atom_to_binary(name)

    IO.warn(
      <<"using module.function() notation (with parentheses) to fetch map field ",
        inspect(name)::binary, " is deprecated, you must remove the parentheses: map.",
        shown::binary>>,
      callers()
    )

    :maps.get(name, map)
  end

  defp callers() do
    {:current_stacktrace, [_callers, _caller | stack]} =
      :erlang.process_info(:erlang.self(), :current_stacktrace)

    stack
  end

  def inspect(value) do
    case :erlang.function_exported(Kernel, :inspect, 1) do
      true -> Kernel.inspect(value)
      false -> "a value"
    end
  end
end

# What the natives of :prim_module leave to the language: the attribute tables of open modules.
defmodule :prim_module do
  # `{:ok, environment of the body}`, or where the module is open already.
  def open(name, env) do
    case :prim_module.open_builder(name, env) do
      {:error, file, line} ->
        {:error, file, line}

      body_env ->
        warn_of_redefinition(name, body_env)
        {set, bag} = :prim_module.table_names(name)
        :ets.new(set, [:set, :public, :named_table])
        :ets.new(bag, [:duplicate_bag, :public, :named_table])
        {:ok, body_env}
    end
  end

  # The library is compiled over itself; elsewhere a second definition of a module deserves a word.
  defp warn_of_redefinition(name, env) do
    case :erlang.andalso(:erlang.not(:prim_code.booting?()), :prim_module.loaded?(name)) do
      true ->
        case Code.get_compiler_option(:ignore_module_conflict) do
          true ->
            :ok

          _ ->
            :prim_code.warn(
              <<"redefining module ", :prim_compile.inspect(name)::binary, " (current version ",
                origin(name)::binary, ")">>,
              :maps.get(:file, env),
              :maps.get(:line, env),
              [{name, :__MODULE__, 0, []}]
            )
        end

      false ->
        :ok
    end
  end

  defp origin(name) do
    case :code.which(name) do
      [_ | _] = path -> <<"loaded from ", :unicode.characters_to_binary(path)::binary>>
      _ -> "defined in memory"
    end
  end

  def tables(name) do
    case :prim_module.open?(name) do
      true ->
        :prim_module.table_names(name)

      false ->
        :erlang.error(:badarg)
    end
  end

  def discard(name) do
    {set, bag} = :prim_module.table_names(name)
    delete(set)
    delete(bag)
    :prim_module.close_builder(name)
    :ok
  end

  defp delete(table) do
    case :ets.whereis(table) do
      :undefined -> :ok
      _ -> :ets.delete(table)
    end
  end

  # Whether `defstruct` has run in an open module.
  def has_struct(name) do
    {set, _} = :prim_module.table_names(name)

    case :ets.whereis(set) do
      :undefined -> false
      _ -> :ets.member(set, :__struct__)
    end
  end
end

# What the code that `quote` expands to calls.
defmodule :prim_quote do
  # A list that was spliced in last.
  def list(list) when :erlang.is_list(list), do: list
  def list(value), do: not_a_list(value)

  # A list that was spliced in before other elements.
  def splice(list, rest) when :erlang.is_list(list), do: :erlang.++(list, rest)
  def splice(value, _rest), do: not_a_list(value)

  # `quote do: unquote_splicing(list)`.
  def misplaced_splicing do
    argument_error(
      <<"unquote_splicing only works inside arguments and block contexts, ",
        "wrap it in parens if you want it to work with one-liners">>
    )
  end

  # `[unquote_splicing(list) | tail]`.
  def splice_tail(meta, list, tail) when :erlang.is_list(list) do
    case :lists.reverse(list) do
      [] -> [tail]
      [last | front] -> :lists.reverse(front, [{:|, meta, [last, tail]}])
    end
  end

  def splice_tail(_meta, value, _tail), do: not_a_list(value)

  defp not_a_list(value) do
    argument_error(
      <<"expected a list with quoted expressions in unquote_splicing/1, got: ",
        :prim_compile.inspect(value)::binary>>
    )
  end

  # `left.unquote(right)` and `left.unquote(right)(arguments)`; nil for the first.
  def dot(meta, left, right, arguments, _context) when :erlang.is_atom(right) do
    case arguments do
      nil -> {{:., meta, [left, right]}, [{:no_parens, true} | meta], []}
      _ -> {{:., meta, [left, right]}, meta, arguments}
    end
  end

  def dot(meta, left, {right, _, context}, arguments, own)
      when :erlang.andalso(:erlang.is_atom(right), :erlang.is_atom(context)),
      do: dot(meta, left, right, arguments, own)

  def dot(meta, left, {:__aliases__, _, parts}, nil, _) when :erlang.is_list(parts) do
    {:__aliases__, meta, [left | parts]}
  end

  def dot(meta, left, {right, _, right_arguments}, nil, _)
      when :erlang.andalso(:erlang.is_atom(right), :erlang.is_list(right_arguments)) do
    {{:., meta, [left, right]}, meta, right_arguments}
  end

  def dot(_meta, _left, value, arguments, _) do
    expected =
      case arguments do
        nil ->
          <<"expected unquote after dot to return an atom, an alias or a quoted call, got: ">>

        _ ->
          <<"expected unquote after dot with args to return an atom or a quoted call, got: ">>
      end

    argument_error(<<expected::binary, to_string(value)::binary>>)
  end

  defp to_string(value) do
    case :erlang.function_exported(Macro, :to_string, 1) do
      true -> Macro.to_string(value)
      false -> :prim_compile.inspect(value)
    end
  end

  defp argument_error(message) do
    :erlang.error(%{__struct__: ArgumentError, __exception__: true, message: message})
  end
end
