# Structs in patterns of files that compile together: whether there is such a struct, and whether it has these fields. Files do
# not wait for those, so that two structs may match each other.

defmodule Module.Checker.Structs do
  @moduledoc false

  @doc "What is wrong with the structs that `:prim_compile.check_struct_later/3` has noted in this process, as diagnostics."
  def errors do
    case :erlang.erase(:"$structs_to_check") do
      :undefined -> []
      uses -> uses |> Enum.reverse() |> Enum.flat_map(&check/1)
    end
  end

  defp check({module, keys, place}) do
    cond do
      not Code.ensure_loaded?(module) ->
        [
          error(
            "struct #{inspect(module)} is undefined (module #{inspect(module)} is not available or is yet to be defined)",
            place
          )
        ]

      not function_exported?(module, :__struct__, 0) ->
        [
          error(
            "struct #{inspect(module)} is undefined (there is such module but it does not define a struct)",
            place
          )
        ]

      true ->
        fields = module.__struct__()

        for key <- keys, not is_map_key(fields, key) do
          error("unknown key #{inspect(key)} for struct #{inspect(module)}", place)
        end
    end
  end

  defp error(message, [file, line, column, module, function]) do
    {name, arity} = function || {:__MODULE__, 0}
    location = [file: String.to_charlist(Path.relative_to_cwd(file)), line: line, column: column]

    %{
      severity: :error,
      message: message,
      file: file,
      source: file,
      position: if(column > 0, do: {line, column}, else: line),
      span: nil,
      stacktrace: [{module, name, arity, location}]
    }
  end
end
