# Waiting for modules that other files define, while files are compiled together; and telling of those that this one defines.

defmodule Kernel.ModuleLoading do
  @moduledoc false

  @doc """
  Whether a module can be used: it is loaded, or another file that compiles now defines it.

  `kind` says what to do when files wait for each other: `:soft` and `:target` waits get `:deadlock`, others are an error.
  """
  def ensure_compiled(module, kind \\ :module) do
    case :code.ensure_loaded(module) do
      {:module, _} ->
        true

      {:error, _} ->
        case :erlang.get(:elixir_compiler_info) do
          {parallel_compiler, _} -> await(module, parallel_compiler, kind)
          _ -> false
        end
    end
  end

  defp await(module, parallel_compiler, kind) do
    reference = make_ref()

    send(
      parallel_compiler,
      {Kernel.ParallelCompiler, {:waiting, self(), reference, module, kind}}
    )

    receive do
      {^reference, :found} -> match?({:module, _}, :code.ensure_loaded(module))
      {^reference, :not_found} -> false
      {^reference, :deadlock} -> :deadlock
    end
  end

  @doc "Tells that this process begins to define a module."
  def defining(module), do: tell({:defining, self(), module})

  @doc "Tells that a module has been defined and can be used."
  def defined(module, binary) do
    case :erlang.get(:elixir_compiler_info) do
      {_, file} -> tell({:defined, self(), file, module, binary})
      _ -> :ok
    end
  end

  defp tell(event) do
    case :erlang.get(:elixir_compiler_info) do
      {parallel_compiler, _} ->
        send(parallel_compiler, {Kernel.ParallelCompiler, event})
        :ok

      _ ->
        :ok
    end
  end
end
