# The host's signals: who waits for them, and what they do if nobody else handles them. The server `:erl_signal_server`, to which
# handlers are added, exists once somebody wants it: a program that traps nothing has one waiting process, for SIGTERM.

defmodule :erl_signal_handler do
  @moduledoc false
  @behaviour :gen_event

  @server :erl_signal_server
  # What happens to signals that are not left to the host: `%{signal => :handle | :ignore | :default}`.
  @modes {__MODULE__, :modes}

  @doc "Waits for SIGTERM from now on, unless the run is one that can be repeated: there the outside has no say."
  def start do
    if :os.getenv(~c"VIAL_SEED") == false, do: listen(:sigterm)
    :ok
  end

  @doc "The server of handlers, started at the first call."
  def server do
    case :erlang.whereis(@server) do
      :undefined ->
        with {:ok, pid} <- :gen_event.start({:local, @server}) do
          :erlang.group_leader(:erlang.whereis(:user), pid)
          :ok = :gen_event.add_handler(pid, __MODULE__, [])
          pid
        else
          {:error, {:already_started, pid}} -> pid
        end

      pid ->
        pid
    end
  end

  @doc "Sends `{:signal, signal}` to a process whenever it arrives."
  def forward(signal, pid) do
    :ok = :gen_event.add_handler(server(), {__MODULE__, pid}, {:forward, signal, pid})
    set(signal, :handle)
  end

  @doc "What is to happen when a signal arrives. The first call for it takes it off the host for good."
  def set(signal, mode) do
    modes = :persistent_term.get(@modes, %{})
    :persistent_term.put(@modes, Map.put(modes, signal, mode))
    if mode != :default, do: signal |> listen() |> until_waiting()
    :ok
  end

  # A signal that arrives at once must find somebody: the host hears of it when the process waits.
  defp until_waiting(pid) when is_pid(pid) do
    case :erlang.process_info(pid, [:current_function, :status]) do
      [current_function: {__MODULE__, :await, 1}, status: :waiting] ->
        :ok

      :undefined ->
        :ok

      _not_yet ->
        receive do
        after
          1 -> until_waiting(pid)
        end
    end
  end

  defp until_waiting(_nobody), do: :ok

  # One process for a signal; any of them may get what has arrived for another. The other signals are not told to programs.
  @told ~w(sighup sigint sigterm sigusr1 sigusr2 sigwinch)a
  defp listen(signal) when signal not in @told, do: :ok

  defp listen(signal) do
    name = :erlang.binary_to_atom("erl_signal_" <> :erlang.atom_to_binary(signal))
    if :erlang.whereis(name) == :undefined, do: :erlang.spawn(fn -> await(signal, name) end)
  end

  defp await(signal, name) do
    :erlang.group_leader(:erlang.whereis(:user), self())
    :erlang.register(name, self())
    await(signal)
  catch
    # Another one was quicker.
    :error, :badarg -> :ok
  end

  defp await(signal) do
    arrived(:prim_signal.await([signal]))
    await(signal)
  end

  defp arrived(signal) do
    mode = Map.get(:persistent_term.get(@modes, %{}), signal, :default)

    cond do
      mode == :ignore -> :ok
      mode == :default and signal != :sigterm -> by_itself(signal)
      :erlang.whereis(@server) != :undefined -> :gen_event.notify(@server, signal)
      true -> handle(signal)
    end
  end

  # What the host does to a program that does not know a signal.
  @numbers %{sighup: 1, sigint: 2, sigusr1: 10, sigusr2: 12}
  defp by_itself(signal) when is_map_key(@numbers, signal),
    do: :erlang.halt(128 + :maps.get(signal, @numbers))

  defp by_itself(_signal), do: :ok

  defp handle(:sigterm) do
    :error_logger.info_msg(~c"SIGTERM received - shutting down~n")
    :init.stop()
  end

  defp handle(:sigusr1), do: :erlang.halt(~c"Received SIGUSR1")
  defp handle(_signal), do: :ok

  @impl true
  def init(state), do: {:ok, state}

  @impl true
  def handle_event(signal, {:forward, signal, pid} = state) do
    :erlang.send(pid, {:signal, signal})
    {:ok, state}
  end

  def handle_event(signal, []) do
    handle(signal)
    {:ok, []}
  end

  def handle_event(_signal, state), do: {:ok, state}

  @impl true
  def handle_call(_request, state), do: {:ok, :ok, state}
end
