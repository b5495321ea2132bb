# What the tool knows while it runs: a table that outlives the process which started it.

defmodule Mix.State do
  @moduledoc false

  @table __MODULE__

  @doc "Opens the table; once is enough. The environment and the target come from the system's."
  def start do
    if :ets.whereis(@table) == :undefined do
      parent = self()
      reference = make_ref()
      spawn(fn -> hold(parent, reference) end)

      receive do
        {^reference, :ready} -> :ok
      end
    end

    :ok
  end

  defp hold(parent, reference) do
    :ets.new(@table, [:named_table, :public, :set, read_concurrency: true])
    put(:env, atom("MIX_ENV", :dev))
    put(:target, atom("MIX_TARGET", :host))
    put(:debug, System.get_env("MIX_DEBUG") in ["1", "true"])

    if System.get_env("MIX_QUIET") in ["1", "true"], do: put(:shell, Mix.Shell.Quiet)

    send(parent, {reference, :ready})
    Process.sleep(:infinity)
  end

  defp atom(variable, default) do
    case System.get_env(variable) do
      nil -> default
      "" -> default
      text -> String.to_atom(text)
    end
  end

  def get(key, default \\ nil) do
    case :ets.lookup(table(), key) do
      [{^key, value}] -> value
      [] -> default
    end
  end

  def fetch(key) do
    case :ets.lookup(table(), key) do
      [{^key, value}] -> {:ok, value}
      [] -> :error
    end
  end

  def put(key, value) do
    :ets.insert(table(), {key, value})
    :ok
  end

  def update(key, default, fun) do
    put(key, fun.(get(key, default)))
  end

  def delete(key) do
    :ets.delete(table(), key)
    :ok
  end

  @doc "Deletes whatever is kept under a tuple whose first element is the given one."
  def delete_all(tag) do
    for {key, _} <- :ets.tab2list(table()), is_tuple(key), elem(key, 0) == tag do
      :ets.delete(@table, key)
    end

    :ok
  end

  # Programs that use parts of the tool without its command find it, too.
  defp table do
    if :ets.whereis(@table) == :undefined, do: start()
    @table
  end
end
