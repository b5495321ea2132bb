# The server behind an agent.

defmodule Agent.Server do
  @moduledoc false

  use GenServer

  @impl true
  def init(fun) do
    Process.put(:"$initial_call", initial_call(fun))
    {:ok, run(fun, [])}
  end

  @impl true
  def handle_call({:get, fun}, _from, state), do: {:reply, run(fun, [state]), state}

  def handle_call({:update, fun}, _from, state), do: {:reply, :ok, run(fun, [state])}

  def handle_call({:get_and_update, fun}, _from, state) do
    case run(fun, [state]) do
      {reply, state} -> {:reply, reply, state}
      other -> {:stop, {:bad_return_value, other}, state}
    end
  end

  def handle_call(message, from, state), do: super(message, from, state)

  @impl true
  def handle_cast({:cast, fun}, state), do: {:noreply, run(fun, [state])}
  def handle_cast(message, state), do: super(message, state)

  @impl true
  def handle_info(_message, state), do: {:noreply, state}

  @impl true
  def code_change(_old, state, fun), do: {:ok, run(fun, [state])}

  # What began the process, for crash reports: the function that made the state.
  defp initial_call({module, fun, arguments}), do: {module, fun, length(arguments)}

  defp initial_call(fun) when is_function(fun, 0) do
    {:module, module} = Function.info(fun, :module)
    {:name, name} = Function.info(fun, :name)
    {module, name, 0}
  end

  defp run({module, fun, arguments}, extra), do: apply(module, fun, extra ++ arguments)
  defp run(fun, extra), do: apply(fun, extra)
end
