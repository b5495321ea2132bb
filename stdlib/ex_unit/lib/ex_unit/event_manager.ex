# Tells the formatters of a run what happens. Each is a process of its own; one that crashes is told nothing more.

defmodule ExUnit.EventManager do
  @moduledoc false

  @type t :: [pid]

  @doc "Starts a formatter and returns the manager with it; one that does not start is told nothing."
  @spec add_handler(t, module, keyword) :: {pid | nil, t}
  def add_handler(manager, handler, options) do
    case GenServer.start(handler, options) do
      {:ok, pid} -> {pid, manager ++ [pid]}
      _ -> {nil, manager}
    end
  end

  @doc "Waits until all formatters have handled what they were told, and ends them."
  @spec stop(t) :: :ok
  def stop(manager) do
    for pid <- manager do
      try do
        GenServer.stop(pid, :normal, :infinity)
      catch
        :exit, _ -> :ok
      end
    end

    :ok
  end

  def suite_started(manager, options), do: notify(manager, {:suite_started, options})
  def suite_finished(manager, times_us), do: notify(manager, {:suite_finished, times_us})

  # The deprecated events of cases come first.
  def module_started(manager, test_module) do
    notify(manager, {:case_started, test_case(test_module)})
    notify(manager, {:module_started, test_module})
  end

  def module_finished(manager, test_module) do
    notify(manager, {:case_finished, test_case(test_module)})
    notify(manager, {:module_finished, test_module})
  end

  defp test_case(test_module), do: :maps.put(:__struct__, ExUnit.TestCase, test_module)

  def test_started(manager, test), do: notify(manager, {:test_started, test})
  def test_finished(manager, test), do: notify(manager, {:test_finished, test})
  def max_failures_reached(manager), do: notify(manager, :max_failures_reached)
  def sigquit(manager, current), do: notify(manager, {:sigquit, current})

  defp notify(manager, message), do: Enum.each(manager, &GenServer.cast(&1, message))
end
