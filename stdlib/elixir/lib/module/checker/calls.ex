# The calls of other modules in the expanded code of a module: whether there is such a function, and whether it is deprecated.

defmodule Module.Checker.Calls do
  @moduledoc false

  @typedoc "A call of another module's function: `{module, name, arity}`, where it stands, and in whose code."
  @type call :: %{
          target: mfa,
          file: String.t(),
          position: non_neg_integer | {pos_integer, pos_integer},
          owner: {atom, {atom, arity} | nil},
          local?: boolean,
          rank: non_neg_integer
        }

  @doc "What is to be said of a module's calls, in the order of its code."
  @spec warnings(map) :: [Module.Checker.warning()]
  def warnings(module), do: module |> collect() |> check()

  @doc "A module's calls, but for those that nothing is to be said of whatever they call, in the order of its code."
  @spec collect(map) :: [call]
  def collect(%{calls: calls}), do: calls

  def collect(module) do
    silent = silent(module.compile)
    # The module may be gone or another when the calls are checked.
    own = for {definition, :def} <- module.kinds, into: %{}, do: {definition, true}

    for {definition, {_kind, _meta, clauses}, file} <- module.definitions,
        {_meta, _arguments, guards, body} <- clauses,
        {{called, name, arity} = target, meta} <- calls([guards, body]),
        called != :erlang and meta[:generated] != true,
        called != module.name or not is_map_key(own, {name, arity}),
        not silent?(called, name, arity, silent) do
      owner = {module.name, definition}

      %{
        target: target,
        file: file(meta, file),
        position: position(meta),
        owner: owner,
        local?: meta[:context_module] == true,
        rank: if(meta[:no_parens] == true, do: 1000, else: 0)
      }
    end
  end

  @doc "What is to be said of calls now."
  @spec check([call]) :: [Module.Checker.warning()]
  def check(calls) do
    for %{owner: {own, _}} = call <- calls, message = message(call.target, own, call.local?) do
      call |> Map.drop([:target, :local?]) |> Map.put(:message, message)
    end
  end

  # `@compile {:no_warn_undefined, …}`: modules and functions that nothing is said of.
  defp silent(options) do
    option =
      case Code.get_compiler_option(:no_warn_undefined) do
        :all -> [:all]
        list -> List.wrap(list)
      end

    for {:no_warn_undefined, value} <- options, name <- List.wrap(value), into: option, do: name
  end

  defp file(meta, file) do
    case meta[:keep] do
      {kept, _line} -> Path.expand(kept)
      nil -> file
    end
  end

  defp position(meta) do
    line =
      case meta[:keep] do
        {_file, line} -> line
        nil -> Keyword.get(meta, :line, 0)
      end

    case meta[:column] do
      nil -> line
      column -> {line, column}
    end
  end

  # `{{module, name, arity}, meta}` of the calls and captures in a tree, left to right.
  defp calls(tree), do: tree |> calls([]) |> Enum.reverse()

  defp calls({:&, _, [{:/, _, [{{:., _, [module, name]}, meta, []}, arity]}]}, found)
       when is_atom(module) and is_atom(name) and is_integer(arity),
       do: [{{module, name, arity}, meta} | found]

  defp calls({{:., _, [module, name]}, meta, arguments}, found)
       when is_atom(module) and is_atom(name) and is_list(arguments),
       do: calls(arguments, [{{module, name, length(arguments)}, meta} | found])

  defp calls({form, _, arguments}, found), do: calls(arguments, calls(form, found))
  defp calls({left, right}, found), do: calls(right, calls(left, found))
  defp calls([head | tail], found), do: calls(tail, calls(head, found))
  defp calls(_other, found), do: found

  # A module that is defined in the same body may come into being later.
  defp message({module, name, arity}, own, local?) do
    cond do
      module == own and own_function?(own, name, arity) -> nil
      not Code.ensure_loaded?(module) -> if not local?, do: undefined_module(module, name, arity)
      not exported?(module, name, arity) -> undefined_function(module, name, arity)
      true -> deprecated(module, name, arity)
    end
  end

  defp silent?(module, name, arity, silent) do
    silent != [] and
      (:all in silent or module in silent or {module, name, arity} in silent)
  end

  defp own_function?(module, name, arity), do: function_exported?(module, name, arity)

  defp exported?(module, name, arity) do
    function_exported?(module, name, arity) or
      (name == :__info__ and arity == 1) or
      (name == :module_info and arity in [0, 1])
  end

  defp undefined_module(module, name, arity) do
    "#{Exception.format_mfa(module, name, arity)} is undefined (module #{inspect(module)} is not available " <>
      "or is yet to be defined)" <> hint(module, name, arity, :"module could not be loaded")
  end

  defp undefined_function(module, name, arity) do
    "#{Exception.format_mfa(module, name, arity)} is undefined or private" <>
      hint(module, name, arity, :"function not exported")
  end

  # The exception knows what may have been meant.
  defp hint(nil, _, _, _), do: ""

  defp hint(module, name, arity, reason) do
    UndefinedFunctionError.hint(%{module: module, function: name, arity: arity, reason: reason})
  end

  defp deprecated(module, name, arity) do
    with true <- function_exported?(module, :__info__, 1),
         {_, reason} <- List.keyfind(module.__info__(:deprecated), {name, arity}, 0) do
      "#{Exception.format_mfa(module, name, arity)} is deprecated. #{reason}"
    else
      _ -> nil
    end
  end
end
