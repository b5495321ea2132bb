# Applications: start phases and their failures, permissions, what is logged of starts, what Logger.configure leaves alone.
Application.stop(:logger)
Application.put_env(:logger, :handle_sasl_reports, true)
Application.put_env(:logger, :default_handler, false)
Application.start(:logger)

# Crash reports of the masters come from other processes, in no order with these.
defmodule Collector do
  def log(%{meta: %{domain: domain}, level: level, msg: {:report, %{label: {from, what}, report: report}}}, _)
      when is_list(report) and from != :proc_lib,
      do: send(:main, {:logged, {from, what, level, domain, report[:application]}})

  def log(_event, _config), do: :ok
end

Process.register(self(), :main)
:ok = :logger.add_handler(:collector, Collector, %{})

logged = fn ->
  receive do
    {:logged, event} -> IO.inspect(event, label: "logged")
  after
    1000 -> IO.puts("nothing logged")
  end
end

defmodule Phased do
  use Application
  def start(:normal, name) do
    IO.inspect({:trap_exit, Process.info(self(), :trap_exit) |> elem(1)})
    Supervisor.start_link([], strategy: :one_for_one, name: name)
  end

  def start_phase(:raise, :normal, _), do: raise("in a phase")
  def start_phase(:exit, :normal, reason), do: exit(reason)
  def start_phase(:throw, :normal, value), do: throw(value)
  def start_phase(:error, :normal, reason), do: {:error, reason}
  def start_phase(phase, :normal, arguments) do
    IO.inspect({:phase, phase, arguments})
    :ok
  end

  def stop(state), do: IO.inspect({:stop, state})
end

load = fn name, phases ->
  properties = [description: ~c"phases", vsn: ~c"1", modules: [Phased], applications: [:kernel, :stdlib], mod: {Phased, name}]
  more = if phases, do: [start_phases: phases], else: []
  :ok = :application.load({:application, name, properties ++ more})
end

load.(:phased, one: 1, two: [2])
IO.inspect(Application.start(:phased))
logged.()
IO.inspect(Application.stop(:phased))
logged.()

for {name, phase} <- [f1: {:exit, :away}, f2: {:throw, :ok}, f3: {:throw, :up}, f4: {:error, :sorry}] do
  load.(name, [phase, {:never, 0}] |> List.delete(if(phase == {:throw, :ok}, do: {:never, 0})))
  result = Application.start(name)
  IO.inspect(result)
  if result != :ok, do: IO.puts(Application.format_error(elem(result, 1)))
  logged.()
end

load.(:f5, raise: 0)
{:error, {:bad_return_value, {call, {:EXIT, {error, stack}}}}} = Application.start(:f5)
IO.inspect({call, error, hd(stack) |> Tuple.delete_at(3)})
logged.()

load.(:permitted, nil)
IO.inspect(:application.permit(:unknown, true))
IO.inspect(:application.permit(:permitted, false))
IO.inspect(Application.start(:permitted))
IO.inspect(Process.whereis(:permitted))
IO.inspect(:application.info() |> Keyword.keys() |> Enum.sort())
IO.inspect(:application.permit(:permitted, true))
IO.inspect({is_pid(Process.whereis(:permitted)), Keyword.get(:application.info()[:started], :permitted)})
{child, module} = :application_controller.get_master(:permitted) |> :application_master.get_child()
IO.inspect({child == Process.whereis(:permitted), module})
IO.inspect(:application.permit(:permitted, false))
IO.inspect(Process.whereis(:permitted))

before = Application.get_all_env(:logger) |> Enum.sort()
IO.inspect(Logger.configure(handle_otp_reports: false, handle_sasl_reports: false, unknown: 1))
IO.inspect(before == Application.get_all_env(:logger) |> Enum.sort())
