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

    for {definition, calls} <- module.code_calls,
        {{called, name, arity} = target, file, position, local?, bare?} <- calls,
        not silent?(called, name, arity, silent) do
      %{
        target: target,
        file: if(file, do: Path.expand(file), else: module.file),
        position: position,
        owner: {module.name, definition},
        local?: local?,
        rank: if(bare?, do: 1000, else: 0)
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
