# What happens when code that runs while files compile together calls a function that does not exist (yet).

defmodule Kernel.ErrorHandler do
  @moduledoc false

  @doc "Waits for the module if another file defines it, and calls the function."
  def undefined_function(module, function, args) do
    Kernel.ModuleLoading.ensure_compiled(module)

    if :erlang.function_exported(module, function, length(args)) do
      apply(module, function, args)
    else
      raise_undefined(module, function, args)
    end
  end

  @doc "As `undefined_function/3`, for functions as values."
  def undefined_lambda(module, fun, args) do
    Kernel.ModuleLoading.ensure_compiled(module)
    :error_handler.undefined_lambda(module, fun, args)
  end

  # The frame of the call itself stands on top, as if nobody had looked.
  defp raise_undefined(module, function, args) do
    {:current_stacktrace, stack} = Process.info(self(), :current_stacktrace)

    callers =
      Enum.drop_while(stack, fn {module, _, _, _} -> module in [Process, __MODULE__] end)

    :erlang.raise(:error, :undef, [{module, function, args, []} | callers])
  end
end
