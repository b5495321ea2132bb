# What `raise` and `reraise` raise when that is known only at run time.

defmodule Kernel.Raising do
  @moduledoc false

  @doc "The exception for the argument of `raise/1`."
  def exception(message) when is_binary(message), do: RuntimeError.exception(message)
  def exception(module) when is_atom(module), do: module.exception([])

  def exception(%{__struct__: module, __exception__: true} = exception) when is_atom(module) do
    exception
  end

  def exception(other) do
    ArgumentError.exception(
      "raise/1 and reraise/2 expect a module name, string or exception " <>
        "as the first argument, got: " <> inspect(other)
    )
  end
end
