# Working with quoted expressions: building, escaping, walking, expanding, taking apart. Printing them is the formatter's
# (code/formatter.ex); the environment of a macro call is macro/env.ex.

defmodule Macro do
  @moduledoc ~S"""
  Functions for macros, which work with quoted expressions.

  Code is data: `quote do: sum(1, 2)` is the tuple `{:sum, [], [1, 2]}`. A quoted expression is one of

    * a literal that stands for itself: an atom, number, string, list of quoted expressions, or pair of them;
    * a call `{name, metadata, arguments}`, where the name is an atom or, for a remote call, a quoted expression;
    * a variable `{name, metadata, context}`, where the context is an atom.

  A macro receives its arguments in this form and returns the expression that takes the place of its call:

      defmodule Control do
        defmacro until(condition, do: block) do
          quote do
            unless unquote(condition), do: unquote(block)
          end
        end
      end

  Functions here walk such trees (`prewalk/2`, `postwalk/2`, `traverse/4`), turn values into them (`escape/2`),
  expand them (`expand/2`) and show them as source (`to_string/1`).
  """

  @typedoc "A quoted expression."
  @type t :: input

  @typedoc "What is accepted as a quoted expression."
  @type input ::
          input_expr
          | {input, input}
          | [input]
          | atom
          | number
          | binary

  @typep input_expr :: {input_expr | atom, metadata, atom | [input]}

  @typedoc "What a macro may return: a quoted expression, which may contain values that have no syntax."
  @type output ::
          output_expr
          | {output, output}
          | [output]
          | atom
          | number
          | binary
          | captured_remote_function
          | pid

  @typep output_expr :: {output_expr | atom, metadata, atom | [output]}

  @typedoc "The metadata of a quoted expression."
  @type metadata :: keyword

  @typedoc "A function in the form `&Module.name/arity`."
  @type captured_remote_function :: fun

  @typedoc "Options of `escape/2`."
  @type escape_opts :: [unquote: boolean, prune_metadata: boolean, generated: boolean]

  @typedoc "Options of `inspect_atom/3`."
  @type inspect_atom_opts :: [escape: (binary, char -> binary)]

  ## Building

  @doc """
  Makes a variable of a context, which decides what it is the same as.

      iex> Macro.var(:x, nil)
      {:x, [], nil}

  """
  @spec var(var, context) :: {var, [], context} when var: atom, context: atom
  def var(var, context) when is_atom(var) and is_atom(context) do
    {var, [], context}
  end

  @doc since: "1.11.3"
  @doc "Makes a variable that is unlike every other one, even of the same name and context."
  @spec unique_var(var, context) :: {var, [counter: integer], context}
        when var: atom, context: atom
  def unique_var(var, context) when is_atom(var) and is_atom(context) do
    {var, [counter: :erlang.unique_integer()], context}
  end

  @doc since: "1.5.0"
  @doc """
  Makes the variables `arg1`, `arg2` … of a context.

      iex> Macro.generate_arguments(2, __MODULE__)
      [{:arg1, [], __MODULE__}, {:arg2, [], __MODULE__}]

  """
  @spec generate_arguments(0, context :: atom) :: []
  @spec generate_arguments(pos_integer, context) :: [{atom, [], context}, ...] when context: atom
  def generate_arguments(amount, context), do: generate_arguments(amount, context, &var/2)

  @doc since: "1.11.3"
  @doc "As `generate_arguments/2`, with variables that are unlike every other one."
  @spec generate_unique_arguments(0, context :: atom) :: []
  @spec generate_unique_arguments(pos_integer, context) :: [
          {atom, [counter: integer], context},
          ...
        ]
        when context: atom
  def generate_unique_arguments(amount, context) do
    generate_arguments(amount, context, &unique_var/2)
  end

  defp generate_arguments(0, context, _) when is_atom(context), do: []

  defp generate_arguments(amount, context, fun)
       when is_integer(amount) and amount > 0 and is_atom(context) do
    arguments(1, amount, context, fun)
  end

  defp arguments(index, amount, _, _) when index > amount, do: []

  defp arguments(index, amount, context, fun) do
    name = :erlang.binary_to_atom("arg" <> :erlang.integer_to_binary(index))
    [fun.(name, context) | arguments(index + 1, amount, context, fun)]
  end

  @doc """
  Applies a function to the metadata of a node; anything else stays as it is.

      iex> Macro.update_meta({:x, [line: 1], nil}, &Keyword.delete(&1, :line))
      {:x, [], nil}

  """
  @spec update_meta(t, (keyword -> keyword)) :: t
  def update_meta(quoted, fun)

  def update_meta({left, meta, right}, fun) when is_list(meta) do
    {left, fun.(meta), right}
  end

  def update_meta(other, _) do
    other
  end

  @doc """
  Turns a value into a quoted expression that evaluates to it.

      iex> Macro.escape({:a, 1, [2]})
      {:{}, [], [:a, 1, [2]]}

  ## Options

    * `:unquote` - calls of `unquote` and `unquote_splicing` inside the value, which is a quoted expression then, take
      effect; `false` by default
    * `:prune_metadata` - metadata of the nodes inside is dropped except what affects the meaning
    * `:generated` - the nodes that are made are marked as generated

  """
  @spec escape(term, escape_opts) :: t
  def escape(expr, opts \\ []) do
    unquote? = option(opts, :unquote)
    prune? = option(opts, :prune_metadata)
    meta = if option(opts, :generated), do: [generated: true], else: []

    if unquote? and not prune? do
      :prim_code.escape_term(expr, true)
    else
      escape_term(expr, meta, prune?)
    end
  end

  defp option(opts, key) do
    case :lists.keyfind(key, 1, opts) do
      {_, value} -> value
      false -> false
    end
  end

  defp escape_term({name, node_meta, args}, meta, true) when is_list(node_meta) do
    kept = for {key, _} = entry <- node_meta, key in [:no_parens, :line, :delimiter], do: entry
    {:{}, meta, escape_term([name, kept, args], meta, true)}
  end

  defp escape_term({left, right}, meta, prune?) do
    {escape_term(left, meta, prune?), escape_term(right, meta, prune?)}
  end

  defp escape_term(tuple, meta, prune?) when is_tuple(tuple) do
    {:{}, meta, escape_term(:erlang.tuple_to_list(tuple), meta, prune?)}
  end

  # A struct that holds what cannot be escaped brings an expression for itself.
  defp escape_term(%{__struct__: module} = struct, meta, prune?) when is_atom(module) do
    if function_exported?(module, :__escape__, 1) do
      module.__escape__(struct)
    else
      escape_pairs(struct, meta, prune?)
    end
  end

  defp escape_term(map, meta, prune?) when is_map(map) do
    escape_pairs(map, meta, prune?)
  end

  defp escape_term([head | tail], meta, prune?) do
    case escape_tail(tail, meta, prune?) do
      {:improper, tail} -> [{:|, meta, [escape_term(head, meta, prune?), tail]}]
      tail -> [escape_term(head, meta, prune?) | tail]
    end
  end

  defp escape_term(bits, meta, _) when is_bitstring(bits) and not is_binary(bits) do
    size = :erlang.rem(:erlang.bit_size(bits), 8)
    <<leading::size(^size), rest::bits>> = bits

    {:<<>>, meta,
     [
       {:"::", meta, [leading, {:size, meta, [size]}]},
       {:"::", meta, [rest, {:binary, meta, nil}]}
     ]}
  end

  defp escape_term(fun, meta, _) when is_function(fun) do
    case {:erlang.fun_info(fun, :env), :erlang.fun_info(fun, :type)} do
      {{:env, []}, {:type, :external}} ->
        {:module, module} = :erlang.fun_info(fun, :module)
        {:name, name} = :erlang.fun_info(fun, :name)
        {:arity, arity} = :erlang.fun_info(fun, :arity)

        {:&, meta,
         [{:/, meta, [{{:., meta, [module, name]}, [{:no_parens, true} | meta], []}, arity]}]}

      _ ->
        cannot_escape(fun)
    end
  end

  defp escape_term(other, _, _)
       when is_atom(other) or is_number(other) or is_binary(other) or is_pid(other) or other == [] do
    other
  end

  defp escape_term(other, _, _), do: cannot_escape(other)

  defp escape_tail(tail, meta, prune?) when is_list(tail), do: escape_term(tail, meta, prune?)
  defp escape_tail(tail, meta, prune?), do: {:improper, escape_term(tail, meta, prune?)}

  defp escape_pairs(map, meta, prune?) do
    pairs =
      for {key, value} <- :maps.to_list(map) do
        {escape_term(key, meta, prune?), escape_term(value, meta, prune?)}
      end

    {:%{}, meta, pairs}
  end

  defp cannot_escape(term) do
    raise ArgumentError,
          "cannot escape " <>
            inspect(term) <>
            ". The supported values are: lists, tuples, maps, atoms, numbers, bitstrings, " <>
            "PIDs and remote functions in the format &Mod.fun/arity"
  end

  ## Pipelines

  @doc """
  Breaks a pipeline into its steps, each with the position at which the one before goes in.

      iex> Macro.unpipe(quote do: 1 |> f() |> g(2))
      [{1, 0}, {{:f, [], []}, 0}, {{:g, [], [2]}, 0}]

  """
  @spec unpipe(t) :: [t]
  def unpipe(expr) do
    :lists.reverse(unpipe(expr, []))
  end

  defp unpipe({:|>, _, [left, right]}, acc) do
    unpipe(right, unpipe(left, acc))
  end

  defp unpipe(other, acc) do
    [{other, 0} | acc]
  end

  @doc """
  Puts an expression into a call as its argument at `position`.

      iex> Macro.pipe(1, quote(do: f(2)), 0)
      {:f, [], [1, 2]}

  """
  @spec pipe(t, t, integer) :: t
  def pipe(expr, call_args, position)

  def pipe(expr, {:&, _, _} = call, _), do: bad_pipe(expr, call)

  def pipe(expr, {name, _, _} = call, _)
      when name in [:__aliases__, :%{}, :<<>>, :{}, :->] do
    bad_pipe(expr, call)
  end

  def pipe(expr, {:fn, _, _}, _) do
    raise ArgumentError,
          "cannot pipe " <>
            Macro.to_string(expr) <>
            " into an anonymous function without calling the function; use Kernel.then/2 " <>
            "instead or define the anonymous function as a regular private function"
  end

  def pipe(_, {operator, _, [operand]} = call, _) when operator in [:+, :-] do
    raise ArgumentError,
          "piping into a unary operator is not supported, please use the qualified name: Kernel." <>
            :erlang.atom_to_binary(operator) <>
            "(" <> Macro.to_string(operand) <> "), instead of " <> Macro.to_string(call)
  end

  def pipe(expr, {{:., _, [Access, :get]}, _, [first, second]} = call, _) do
    if from_brackets?(call) do
      raise ArgumentError,
            "wrong operator precedence when piping into bracket-based access\n\n Instead of:\n\n     " <>
              Macro.to_string(expr) <>
              " |> " <>
              Macro.to_string(call) <>
              "\n\n You should write:\n\n     (" <>
              Macro.to_string({:|>, [], [expr, first]}) <>
              ")[" <> Macro.to_string(second) <> "]\n"
    else
      {elem(call, 0), elem(call, 1), [expr, first, second]}
    end
  end

  def pipe(expr, {{_, _, _} = remote, meta, args}, position) when is_list(args) do
    {remote, meta, inserted(args, position, expr)}
  end

  def pipe(expr, {name, meta, context}, 0) when is_atom(name) and is_atom(context) do
    {name, meta, [expr]}
  end

  def pipe(expr, {name, meta, args} = call, position) when is_atom(name) and is_list(args) do
    cond do
      operator_of?(name, args, 1) and not (name in [:+, :-] and args == []) ->
        only_take(expr, call, name, "one argument")

      operator_of?(name, args, 2) ->
        only_take(expr, call, name, "two arguments")

      true ->
        {name, meta, inserted(args, position, expr)}
    end
  end

  def pipe(expr, other, _), do: bad_pipe(expr, other)

  defp from_brackets?({{:., meta, _}, call_meta, _}) do
    :lists.keymember(:from_brackets, 1, meta) or :lists.keymember(:from_brackets, 1, call_meta)
  end

  # `foo |> +1` and the like name an operator where a call is expected.
  defp operator_of?(name, args, 1), do: operator?(name, 1) and length(args) in [1, 2]
  defp operator_of?(name, args, 2), do: operator?(name, 2) and length(args) in [0, 2]

  defp only_take(expr, call, name, count) do
    raise ArgumentError,
          "cannot pipe " <>
            Macro.to_string(expr) <>
            " into " <>
            Macro.to_string(call) <>
            ", the :" <> :erlang.atom_to_binary(name) <> " operator can only take " <> count
  end

  defp bad_pipe(expr, other) do
    raise ArgumentError,
          "cannot pipe " <>
            Macro.to_string(expr) <>
            " into " <>
            Macro.to_string(other) <>
            ", can only pipe into local calls foo(), remote calls Foo.bar() or " <>
            "anonymous function calls foo.()"
  end

  defp inserted(args, 0, expr), do: [expr | args]

  defp inserted([arg | rest], position, expr) when position > 0,
    do: [arg | inserted(rest, position - 1, expr)]

  defp inserted(args, position, expr), do: List.insert_at(args, position, expr)

  ## Walking

  @doc """
  Walks a quoted expression depth first, with a function before and one after the children of each node.

  Both take the node and an accumulator and return what takes their place.
  """
  @spec traverse(t, any, (t, any -> {t, any}), (t, any -> {t, any})) :: {t, any}
  def traverse(ast, acc, pre, post) when is_function(pre, 2) and is_function(post, 2) do
    {ast, acc} = pre.(ast, acc)
    traverse_children(ast, acc, pre, post)
  end

  defp traverse_children({form, meta, args}, acc, pre, post) when is_atom(form) do
    {args, acc} = traverse_args(args, acc, pre, post)
    post.({form, meta, args}, acc)
  end

  defp traverse_children({form, meta, args}, acc, pre, post) do
    {form, acc} = pre.(form, acc)
    {form, acc} = traverse_children(form, acc, pre, post)
    {args, acc} = traverse_args(args, acc, pre, post)
    post.({form, meta, args}, acc)
  end

  defp traverse_children({left, right}, acc, pre, post) do
    {left, acc} = pre.(left, acc)
    {left, acc} = traverse_children(left, acc, pre, post)
    {right, acc} = pre.(right, acc)
    {right, acc} = traverse_children(right, acc, pre, post)
    post.({left, right}, acc)
  end

  defp traverse_children(list, acc, pre, post) when is_list(list) do
    {list, acc} = traverse_args(list, acc, pre, post)
    post.(list, acc)
  end

  defp traverse_children(other, acc, _, post) do
    post.(other, acc)
  end

  defp traverse_args([head | tail], acc, pre, post) do
    {head, acc} = pre.(head, acc)
    {head, acc} = traverse_children(head, acc, pre, post)
    {tail, acc} = traverse_args(tail, acc, pre, post)
    {[head | tail], acc}
  end

  defp traverse_args(other, acc, _, _), do: {other, acc}

  @doc """
  Applies a function to each node, parents first.

      iex> Macro.prewalk(quote(do: 1 + 2), fn
      ...>   x when is_integer(x) -> x * 10
      ...>   other -> other
      ...> end) |> Macro.to_string()
      "10 + 20"

  """
  @spec prewalk(t, (t -> t)) :: t
  def prewalk(ast, fun) when is_function(fun, 1) do
    :erlang.element(1, prewalk(ast, nil, fn node, nil -> {fun.(node), nil} end))
  end

  @doc "As `prewalk/2`, with an accumulator."
  @spec prewalk(t, any, (t, any -> {t, any})) :: {t, any}
  def prewalk(ast, acc, fun) when is_function(fun, 2) do
    traverse(ast, acc, fun, fn node, acc -> {node, acc} end)
  end

  @doc """
  Applies a function to each node, children first.

      iex> Macro.postwalk(quote(do: x + 1), fn
      ...>   {:x, meta, context} -> {:y, meta, context}
      ...>   other -> other
      ...> end) |> Macro.to_string()
      "y + 1"

  """
  @spec postwalk(t, (t -> t)) :: t
  def postwalk(ast, fun) when is_function(fun, 1) do
    :erlang.element(1, postwalk(ast, nil, fn node, nil -> {fun.(node), nil} end))
  end

  @doc "As `postwalk/2`, with an accumulator."
  @spec postwalk(t, any, (t, any -> {t, any})) :: {t, any}
  def postwalk(ast, acc, fun) when is_function(fun, 2) do
    traverse(ast, acc, fn node, acc -> {node, acc} end, fun)
  end

  @doc since: "1.13.0"
  @doc """
  Returns the nodes of a quoted expression as an enumerable, parents first.

      iex> Enum.to_list(Macro.prewalker(quote(do: f(1))))
      [{:f, [], [1]}, 1]

  """
  @spec prewalker(t) :: Enumerable.t()
  def prewalker(ast) do
    Stream.unfold([ast], fn
      [] -> nil
      [node | rest] -> {node, children(node) ++ rest}
    end)
  end

  @doc since: "1.13.0"
  @doc """
  Returns the nodes of a quoted expression as an enumerable, children first.

      iex> Enum.to_list(Macro.postwalker(quote(do: f(1))))
      [1, {:f, [], [1]}]

  """
  @spec postwalker(t) :: Enumerable.t()
  def postwalker(ast) do
    Stream.unfold([{:open, ast}], &next_in_postorder/1)
  end

  defp next_in_postorder([]), do: nil
  defp next_in_postorder([{:done, node} | rest]), do: {node, rest}

  defp next_in_postorder([{:open, node} | rest]) do
    opened = for child <- children(node), do: {:open, child}
    next_in_postorder(opened ++ [{:done, node} | rest])
  end

  defp children({form, _, args}) when is_atom(form) and is_list(args), do: args
  defp children({form, _, args}) when not is_atom(form) and is_list(args), do: [form | args]
  defp children({form, _, _}) when not is_atom(form), do: [form]
  defp children({left, right}), do: [left, right]
  defp children(list) when is_list(list), do: list
  defp children(_), do: []

  @doc since: "1.14.0"
  @doc """
  Returns the nodes from the first one for which the function is truthy up to the root, or `nil`.

      iex> Macro.path(quote(do: [f(1)]), &(&1 == 1))
      [1, {:f, [], [1]}, [{:f, [], [1]}]]

  """
  @spec path(t, (t -> as_boolean(term))) :: [t, ...] | nil
  def path(ast, fun) when is_function(fun, 1) do
    path(ast, [], fun)
  end

  defp path(node, above, fun) do
    if fun.(node), do: [node | above], else: path_in(children(node), [node | above], fun)
  end

  defp path_in([child | rest], above, fun) do
    path(child, above, fun) || path_in(rest, above, fun)
  end

  defp path_in([], _, _), do: nil

  ## Expansion

  @doc """
  Expands a macro call, alias or pseudo variable in an environment, again and again until nothing changes.

  It expands the node itself, not what is inside of it.
  """
  @spec expand(input, Macro.Env.t()) :: output
  def expand(ast, env) do
    :prim_code.expand(ast, env)
  end

  @doc "As `expand/2`, one step only."
  @spec expand_once(input, Macro.Env.t()) :: output
  def expand_once(ast, env) do
    {expanded, _} = :prim_code.expand_once(ast, env)
    expanded
  end

  @doc since: "1.14.1"
  @doc """
  Expands all aliases in a literal: lists, tuples, maps, structs and what is in them; calls stay as they are.
  """
  @spec expand_literals(input, Macro.Env.t()) :: output
  def expand_literals(ast, env) do
    {ast, :ok} = expand_literals(ast, :ok, fn node, :ok -> {expand(node, env), :ok} end)
    ast
  end

  @doc since: "1.14.1"
  @doc "As `expand_literals/2`, where the function expands the aliases and threads an accumulator."
  @spec expand_literals(t, acc, (t, acc -> {t, acc})) :: {t, acc} when acc: term
  def expand_literals(ast, acc, fun)

  def expand_literals({:__aliases__, meta, args}, acc, fun) do
    {args, acc} = expand_literals(args, acc, fun)

    if literals_only?(args) do
      fun.({:__aliases__, meta, args}, acc)
    else
      {{:__aliases__, meta, args}, acc}
    end
  end

  def expand_literals({:__MODULE__, _, context} = node, acc, fun) when is_atom(context) do
    fun.(node, acc)
  end

  def expand_literals({:%, meta, [left, right]}, acc, fun) do
    {left, acc} = expand_literals(left, acc, fun)
    {right, acc} = expand_literals(right, acc, fun)
    {{:%, meta, [left, right]}, acc}
  end

  def expand_literals({name, meta, args}, acc, fun) when name in [:{}, :%{}] and is_list(args) do
    {args, acc} = expand_literals(args, acc, fun)
    {{name, meta, args}, acc}
  end

  def expand_literals({left, right}, acc, fun) do
    {left, acc} = expand_literals(left, acc, fun)
    {right, acc} = expand_literals(right, acc, fun)
    {{left, right}, acc}
  end

  def expand_literals([head | tail], acc, fun) do
    {head, acc} = expand_literals(head, acc, fun)
    {tail, acc} = expand_literals(tail, acc, fun)
    {[head | tail], acc}
  end

  def expand_literals(other, acc, _), do: {other, acc}

  defp literals_only?([part | rest]) when is_atom(part), do: literals_only?(rest)
  defp literals_only?([]), do: true
  defp literals_only?(_), do: false

  @doc since: "1.16.0"
  @doc """
  Calls a function while compiling and records it as a dependency of the code that is compiled.
  """
  @spec compile_apply(module, atom, [term], Macro.Env.t()) :: term
  def compile_apply(module, fun, args, env) do
    for tracer <- env.tracers do
      tracer.trace({:remote_function, [], module, fun, length(args)}, env)
    end

    apply(module, fun, args)
  end

  @doc since: "1.18.0"
  @doc """
  Returns the fields of a struct as maps with the keys `:field`, `:default` and `:required`.

  Raises `ArgumentError` if the module has no struct.
  """
  @spec struct_info!(module, Macro.Env.t()) :: [%{field: atom, default: term, required: boolean}]
  def struct_info!(module, env) when is_atom(module) do
    info =
      if module == env.module do
        Module.get_attribute(module, {:struct, :fields})
      else
        case Code.ensure_compiled(module) do
          {:module, _} ->
            function_exported?(module, :__info__, 1) && module.__info__(:struct)

          {:error, _} ->
            nil
        end
      end

    cond do
      info -> info
      module == env.module -> no_struct_yet(module)
      true -> no_struct(module)
    end
  end

  defp no_struct_yet(module) do
    raise ArgumentError,
          "cannot access struct " <>
            inspect(module) <>
            ", the struct was not yet defined or the struct is being accessed in the same context that defines it"
  end

  defp no_struct(module) do
    name = inspect(module)

    raise ArgumentError,
          name <>
            ".__struct__/1 is undefined, cannot expand struct " <>
            name <>
            ". Make sure the struct name is correct. If the struct name exists and is correct " <>
            "but it still cannot be found, you likely have cyclic module usage in your code"
  end

  @doc false
  def struct!(module, env) when is_atom(module) do
    struct_info!(module, env)

    if module == env.module,
      do: Module.get_attribute(module, :__struct__),
      else: module.__struct__()
  end

  ## Looking at expressions

  @doc """
  Takes a call apart into its name and arguments; `:error` if it is none.

      iex> Macro.decompose_call(quote(do: f(1)))
      {:f, [1]}
      iex> Macro.decompose_call(quote(do: A.f(1)))
      {{:__aliases__, [alias: false], [:A]}, :f, [1]}

  """
  @spec decompose_call(t) :: {atom, [t]} | {t, atom, [t]} | :error
  def decompose_call(ast)

  def decompose_call({:{}, _, args}) when is_list(args), do: :error

  def decompose_call({{:., _, [remote, function]}, _, args})
      when is_tuple(remote) or is_atom(remote) do
    {remote, function, args}
  end

  def decompose_call({name, _, args}) when is_atom(name) and is_atom(args), do: {name, []}
  def decompose_call({name, _, args}) when is_atom(name) and is_list(args), do: {name, args}
  def decompose_call(_), do: :error

  @doc """
  Checks that a term is a quoted expression: `:ok`, or `{:error, part}` with the first part that is none.

      iex> Macro.validate({:two_element, :tuple})
      :ok
      iex> Macro.validate({:three, :element, :tuple})
      {:error, {:three, :element, :tuple}}

  """
  @spec validate(term) :: :ok | {:error, term}
  def validate(expr) do
    first_invalid(expr) || :ok
  end

  defp first_invalid({left, right}), do: first_invalid(left) || first_invalid(right)

  defp first_invalid({form, meta, args})
       when is_list(meta) and (is_atom(args) or is_list(args)) do
    first_invalid(form) || (is_list(args) && first_invalid(args)) || nil
  end

  defp first_invalid(list) when is_list(list), do: first_invalid_in(list)

  defp first_invalid(other)
       when is_atom(other) or is_number(other) or is_binary(other) or is_pid(other) do
    nil
  end

  defp first_invalid(fun) when is_function(fun) do
    if :erlang.fun_info(fun, :type) == {:type, :external}, do: nil, else: {:error, fun}
  end

  defp first_invalid(other), do: {:error, other}

  defp first_invalid_in([head | tail]) when is_list(tail) do
    first_invalid(head) || first_invalid_in(tail)
  end

  defp first_invalid_in([head | tail]), do: first_invalid(head) || first_invalid(tail)
  defp first_invalid_in([]), do: nil

  @doc since: "1.7.0"
  @doc """
  Tells whether a quoted expression is a literal: nothing in it has to be run or looked up.

      iex> Macro.quoted_literal?(quote(do: {:ok, [1, "two"]}))
      true
      iex> Macro.quoted_literal?(quote(do: f(1)))
      false

  """
  @spec quoted_literal?(t) :: boolean
  def quoted_literal?(term)

  def quoted_literal?({:__aliases__, _, args}), do: quoted_literal?(args)

  def quoted_literal?({:%, _, [left, right]}) do
    quoted_literal?(left) and quoted_literal?(right)
  end

  def quoted_literal?({:%{}, _, args}), do: quoted_literal?(args)
  def quoted_literal?({:{}, _, args}), do: quoted_literal?(args)
  def quoted_literal?({:<<>>, _, segments}), do: literal_segments?(segments)
  def quoted_literal?({:__MODULE__, _, context}) when is_atom(context), do: true
  def quoted_literal?({left, right}), do: quoted_literal?(left) and quoted_literal?(right)
  def quoted_literal?([head | tail]), do: quoted_literal?(head) and quoted_literal?(tail)

  def quoted_literal?(term) do
    is_atom(term) or is_number(term) or is_binary(term) or is_function(term) or term == []
  end

  defp literal_segments?([{:"::", _, [value, _]} | rest]) do
    quoted_literal?(value) and literal_segments?(rest)
  end

  defp literal_segments?([value | rest]), do: quoted_literal?(value) and literal_segments?(rest)
  defp literal_segments?([]), do: true

  @doc since: "1.7.0"
  @doc """
  Tells whether the name is a special form of that arity.

      iex> Macro.special_form?(:case, 2)
      true

  """
  @spec special_form?(name :: atom, arity) :: boolean
  def special_form?(name, arity) when is_atom(name) and is_integer(arity) do
    name in [:%{}, :<<>>, :{}, :__aliases__, :__block__, :for, :with] or
      :lists.member({name, arity}, [
        {:%, 2},
        {:&, 1},
        {:., 2},
        {:"::", 2},
        {:=, 2},
        {:^, 1},
        {:__CALLER__, 0},
        {:__DIR__, 0},
        {:__ENV__, 0},
        {:__MODULE__, 0},
        {:__STACKTRACE__, 0},
        {:__cursor__, 1},
        {:alias, 1},
        {:alias, 2},
        {:case, 2},
        {:cond, 1},
        {:fn, 1},
        {:import, 1},
        {:import, 2},
        {:quote, 1},
        {:quote, 2},
        {:receive, 1},
        {:require, 1},
        {:require, 2},
        {:super, 1},
        {:try, 1},
        {:unquote, 1},
        {:unquote_splicing, 1}
      ])
  end

  @doc since: "1.7.0"
  @doc """
  Tells whether the name is an operator of that arity.

      iex> Macro.operator?(:not, 1)
      true
      iex> Macro.operator?(:in, 2)
      true

  """
  @spec operator?(name :: atom, arity) :: boolean
  def operator?(name, arity)

  def operator?(:..//, 3), do: true
  def operator?(:.., 0), do: true
  def operator?(:..., 0), do: true

  def operator?(name, 2) when is_atom(name), do: :prim_code.operator(name, :binary) != false
  def operator?(name, 1) when is_atom(name), do: :prim_code.operator(name, :unary) != false
  def operator?(name, arity) when is_atom(name) and is_integer(arity), do: false

  ## Names

  @doc """
  Turns text with underscores and slashes into the form of a module name.

      iex> Macro.camelize("foo_bar/baz")
      "FooBar.Baz"

  It is for names in code, not for other text.
  """
  @spec camelize(String.t()) :: String.t()
  def camelize(string)

  def camelize(""), do: ""
  def camelize(<<?_, rest::binary>>), do: camelize(rest)
  def camelize(<<char, rest::binary>>), do: <<upper(char)>> <> camelize_rest(rest)

  defp camelize_rest(<<?_, ?_, rest::binary>>), do: camelize_rest(<<?_, rest::binary>>)

  defp camelize_rest(<<?_, char, rest::binary>>) when char >= ?a and char <= ?z do
    <<upper(char)>> <> camelize_rest(rest)
  end

  defp camelize_rest(<<?_, char, rest::binary>>) when char >= ?0 and char <= ?9 do
    <<char>> <> camelize_rest(rest)
  end

  defp camelize_rest(<<?_>>), do: ""
  defp camelize_rest(<<?/, rest::binary>>), do: "." <> camelize(rest)
  defp camelize_rest(<<char, rest::binary>>), do: <<char>> <> camelize_rest(rest)
  defp camelize_rest(""), do: ""

  @doc """
  Turns a module name into text with underscores and slashes.

      iex> Macro.underscore("FooBar.Baz")
      "foo_bar/baz"
      iex> Macro.underscore(SAPExample)
      "sap_example"

  """
  @spec underscore(module | atom | String.t()) :: String.t()
  def underscore(atom_or_string)

  def underscore(atom) when is_atom(atom) do
    case :erlang.atom_to_binary(atom) do
      <<"Elixir.", rest::binary>> -> underscore(rest)
      other -> underscore(other)
    end
  end

  def underscore(<<char, rest::binary>>), do: <<lower(char)>> <> underscore_rest(rest, char)
  def underscore(""), do: ""

  # A capital starts a word unless it follows a capital; the last capital before a small letter starts one too.
  defp underscore_rest(<<char, next, rest::binary>>, _)
       when char >= ?A and char <= ?Z and not (next >= ?A and next <= ?Z) and
              not (next >= ?0 and next <= ?9) and next != ?. and next != ?_ do
    <<?_, lower(char), next>> <> underscore_rest(rest, next)
  end

  defp underscore_rest(<<char, rest::binary>>, previous)
       when char >= ?A and char <= ?Z and not (previous >= ?A and previous <= ?Z) and
              previous != ?_ do
    <<?_, lower(char)>> <> underscore_rest(rest, char)
  end

  defp underscore_rest(<<?., rest::binary>>, _), do: "/" <> underscore(rest)

  defp underscore_rest(<<char, rest::binary>>, _),
    do: <<lower(char)>> <> underscore_rest(rest, char)

  defp underscore_rest("", _), do: ""

  defp upper(char) when char >= ?a and char <= ?z, do: char - 32
  defp upper(char), do: char

  defp lower(char) when char >= ?A and char <= ?Z, do: char + 32
  defp lower(char), do: char

  @doc since: "1.14.0"
  @doc """
  Tells how an atom is written.

    * `:alias` - as an alias, `Foo.Bar`
    * `:identifier` - as a name of a variable or function, `foo`
    * `:unquoted` - as an atom without quotes that is neither, `:+`
    * `:quoted` - with quotes, `:"foo bar"`

  """
  @spec classify_atom(atom) :: :alias | :identifier | :quoted | :unquoted
  def classify_atom(atom) when is_atom(atom) do
    Code.Identifier.classify(atom)
  end

  @doc since: "1.14.0"
  @doc """
  Shows an atom as it is written in source: as a `:literal`, a `:key` of a keyword list, or the name in a `:remote_call`.

      iex> Macro.inspect_atom(:literal, :"foo bar")
      ":\\"foo bar\\""
      iex> Macro.inspect_atom(:key, :foo)
      "foo:"

  """
  @spec inspect_atom(:literal | :key | :remote_call, atom, inspect_atom_opts) :: binary
  def inspect_atom(source_format, atom, opts \\ []) when is_atom(atom) do
    Code.Identifier.inspect(source_format, atom, opts)
  end

  @doc """
  Replaces the escapes in a string as they are in a string literal.

      iex> Macro.unescape_string("a\\\\nb")
      "a\\nb"

  """
  @spec unescape_string(String.t()) :: String.t()
  def unescape_string(string) do
    :prim_code.unescape(string)
  end

  # The text pieces of an interpolation with their escapes replaced.
  @doc false
  @deprecated "Traverse over the arguments using Enum.map/2 instead"
  def unescape_tokens(tokens) do
    for token <- tokens, do: if(is_binary(token), do: unescape_string(token), else: token)
  end

  @doc false
  @deprecated "Traverse over the arguments using Enum.map/2 instead"
  def unescape_tokens(tokens, fun) do
    for token <- tokens, do: if(is_binary(token), do: unescape_string(token, fun), else: token)
  end

  @doc """
  Replaces the escapes in a string as the function says.

  It is called with the character after a backslash and returns the character to put, or `false` to leave it alone;
  with `:newline`, `:unicode` and `:hex` it says whether these are escapes.
  """
  @spec unescape_string(String.t(), (non_neg_integer -> non_neg_integer | false)) :: String.t()
  def unescape_string(string, fun) when is_function(fun, 1) do
    Code.Identifier.unescape(string, fun)
  end

  ## Source

  @doc """
  Shows a quoted expression as source code.

      iex> Macro.to_string(quote(do: a + b))
      "a + b"

  """
  @spec to_string(t) :: String.t()
  def to_string(tree) do
    doc = Inspect.Algebra.format(Code.quoted_to_algebra(tree), 98)
    :erlang.iolist_to_binary(doc)
  end

  @doc false
  @deprecated "Use Macro.to_string/1 instead"
  def to_string(tree, fun) do
    fun.(tree, Macro.to_string(tree))
  end

  @doc false
  # The expansion of `Kernel.dbg/2`: whatever is configured to debug with.
  def __dbg__(code, options, env) do
    {module, fun, args} = Application.get_env(:elixir, :dbg_callback, {Macro, :dbg, []})
    compile_apply(module, fun, [code, options, env | args], env)
  end

  @doc since: "1.14.0"
  @doc "The default callback of `Kernel.dbg/2`: code that prints what it debugs."
  @spec dbg(t, t, Macro.Env.t()) :: t
  def dbg(code, options, env) do
    Kernel.Debugging.expand(code, options, env)
  end

  @doc false
  @deprecated "Use Macro.expand_literals/2 instead"
  def expand_literal(ast, env), do: expand_literals(ast, env)
end
