# Counts the tests of a run, and keeps the failed ones for `--failed`.

defmodule ExUnit.RunnerStats do
  @moduledoc false

  use GenServer
  alias ExUnit.FailuresManifest

  @spec stats(pid) :: ExUnit.suite_result()
  def stats(pid), do: GenServer.call(pid, :stats, :infinity)

  @impl true
  def init(options) do
    path = options[:failures_manifest_path]

    {:ok,
     %{
       total: 0,
       failures: 0,
       skipped: 0,
       excluded: 0,
       path: path,
       manifest: if(path, do: FailuresManifest.new())
     }}
  end

  @impl true
  def handle_call(:stats, _from, state) do
    {:reply, Map.take(state, [:total, :failures, :skipped, :excluded]), state}
  end

  @impl true
  def handle_cast({:test_finished, test}, state) do
    state = %{state | total: state.total + 1}

    state =
      if state.manifest,
        do: update_in(state.manifest, &FailuresManifest.put_test(&1, test)),
        else: state

    case test.state do
      {:skipped, _} ->
        {:noreply, %{state | skipped: state.skipped + 1}}

      {:excluded, _} ->
        {:noreply, %{state | excluded: state.excluded + 1}}

      {failed, _} when failed in [:failed, :invalid] ->
        {:noreply, %{state | failures: state.failures + 1}}

      nil ->
        {:noreply, state}
    end
  end

  def handle_cast({:module_finished, %{state: {:failed, _}} = test_module}, state) do
    passed = Enum.count(test_module.tests, &(&1.state == nil))
    {:noreply, %{state | failures: state.failures + passed}}
  end

  def handle_cast({:suite_finished, _}, %{path: path, manifest: manifest} = state)
      when is_binary(path) do
    path |> FailuresManifest.read() |> Map.merge(manifest) |> FailuresManifest.write!(path)
    {:noreply, state}
  end

  def handle_cast(_, state), do: {:noreply, state}
end
