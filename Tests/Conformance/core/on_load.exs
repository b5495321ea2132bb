# Functions that run when a module is loaded: a module that they refuse is not there.
Logger.configure(level: :none)
defmodule Ok do
  @on_load :init
  def init, do: (:persistent_term.put(:ok_pid, self()); :ok)
  def get, do: 1
end
IO.inspect {Ok.get(), :persistent_term.get(:ok_pid) == self()}
defmodule Err do
  @on_load :init
  def init, do: :error
  def get, do: 1
end
IO.inspect Code.ensure_loaded(Err)
IO.inspect Code.ensure_compiled(Err)
IO.inspect function_exported?(Err, :get, 0)
IO.inspect try(do: Err.get(), rescue: (e -> Exception.message(e)))
{:module, m, bin, _} = defmodule Err2 do
  @on_load :init
  defp init, do: {:error, :bad}
  def get, do: 1
end
IO.inspect {m, is_binary(bin)}
IO.inspect :code.load_binary(Err2, ~c"x", bin)
IO.inspect try(do: Err2.get(), rescue: (e -> Exception.message(e)))
defmodule Raise do
  @on_load :init
  def init, do: raise("bad")
  def get, do: 1
end
IO.inspect try(do: Raise.get(), rescue: (e -> Exception.message(e)))
IO.inspect :code.load_binary(Raise, ~c"x", bin)
defmodule Tab do
  @on_load :init
  @doc false
  def init do
    :persistent_term.put({__MODULE__, :table}, Map.new(1..3, &{&1, &1 * 2}))
  end
  def get(x), do: :persistent_term.get({__MODULE__, :table})[x]
end
IO.inspect Tab.get(2)
{:module, _, bin, _} = defmodule Again do
  @on_load :init
  defp init, do: (IO.puts("init again"); :ok)
end
IO.inspect :code.load_binary(Again, ~c"x", bin)
IO.inspect Again.__info__(:functions)
