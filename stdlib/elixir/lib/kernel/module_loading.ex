# Waiting for modules that other files define, while files are compiled together.

defmodule Kernel.ModuleLoading do
  @moduledoc false

  @doc "Whether a module can be used: it is loaded, or another file that compiles now defines it."
  def ensure_compiled(module) do
    case :code.ensure_loaded(module) do
      {:module, _} ->
        true

      {:error, _} ->
        case :erlang.get(:elixir_compiler_info) do
          {parallel_compiler, _} -> await(module, parallel_compiler)
          _ -> false
        end
    end
  end

  defp await(module, parallel_compiler) do
    reference = make_ref()
    send(parallel_compiler, {:waiting, self(), reference, module})

    receive do
      {^reference, :found} -> match?({:module, _}, :code.ensure_loaded(module))
      {^reference, :not_found} -> false
    end
  end
end
