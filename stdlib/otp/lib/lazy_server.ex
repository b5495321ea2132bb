# A server that the first process which asks it starts, so that a script that never does has one process less. What it serves is its
# owner's business (timer.ex, global.ex).

defmodule :vial_lazy_server do
  @moduledoc """
  Servers with a name that are started when somebody asks them.

  A server gets `{request, from, tag}` and answers with `{tag, reply}`. Its group leader is that of the system, so it outlives
  the applications of those who ask.
  """

  @type serve :: (ready :: (-> term) -> no_return)

  @doc """
  Asks the server of that name, and starts it with `serve` if there is none.

  `serve` runs in the server's process, behind the registration of its name, and calls its argument when it is ready for requests.
  Exits with the server's reason if it ends meanwhile.
  """
  @spec ask(atom, serve, term) :: term
  def ask(name, serve, request) do
    server = server(name, serve)
    monitor = Process.monitor(server)
    :erlang.send(server, {request, self(), monitor})

    receive do
      {^monitor, reply} ->
        Process.demonitor(monitor, [:flush])
        reply

      {:DOWN, ^monitor, _, _, reason} ->
        exit(reason)
    end
  end

  @doc "The server of that name, started with `serve` if there is none."
  @spec server(atom, serve) :: pid
  def server(name, serve) do
    case Process.whereis(name) do
      nil -> start(name, serve)
      pid -> pid
    end
  end

  defp start(name, serve) do
    starter = self()
    {pid, monitor} = spawn_monitor(fn -> init(name, serve, starter) end)

    receive do
      {^pid, :ready} ->
        Process.demonitor(monitor, [:flush])
        pid

      # Another one was quicker.
      {:DOWN, ^monitor, _, _, _} ->
        server(name, serve)
    end
  end

  defp init(name, serve, starter) do
    if taken?(name) do
      :ok
    else
      Process.group_leader(self(), Process.whereis(:user))
      serve.(fn -> :erlang.send(starter, {self(), :ready}) end)
    end
  end

  defp taken?(name) do
    Process.register(self(), name)
    false
  rescue
    ArgumentError -> true
  end
end
