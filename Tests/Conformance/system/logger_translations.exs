# What Logger.Translator makes of the reports of servers, supervisors, processes and applications.
t0 = fn min, level, kind, msg -> 
  case (try do Logger.Translator.translate(min, level, kind, msg) rescue e -> {:raise, e} end) do
    {:ok, d, m} -> IO.puts(Regex.replace(~r/#PID<[\d.]+>|#Reference<[\d.]+>/, "#{inspect elem(msg,0)} #{min} ==> #{inspect Enum.sort(Keyword.drop(Enum.to_list(m), [:crash_reason])), limit: :infinity}\n#{inspect m[:crash_reason]}\n" <> IO.chardata_to_string(d) <> "<<<", "ID"))
    {:ok, d} -> IO.puts(Regex.replace(~r/#PID<[\d.]+>|#Reference<[\d.]+>/, "#{inspect elem(msg,0)} #{min} ==> nometa\n" <> IO.chardata_to_string(d)<> "<<<", "ID"))
    {:raise, _} -> :ok
    x -> IO.puts("#{inspect elem(msg,0)} #{min} ==> #{inspect x}")
  end
  end
tl = fn min, map -> t0.(min, :error, :report, {:logger, map}) end
tr = fn label, rep -> t0.(:debug, :error, :report, {label, rep}); t0.(:info, :error, :report, {label, rep}) end
p = self()
r2 = {%RuntimeError{message: "oops"}, [{M, :f, 1, [file: ~c"m.ex", line: 3]}]}
tl.(:debug, %{label: {:gen_server, :no_handle_info}, module: M, message: :hey})
tl.(:debug, %{label: {:gen_server, :no_handle_info}, module: M, message: :hey, name: Foo})
for min <- [:debug, :info], pl <- [:undefined, "lab"], nm <- [Foo, p], h <- [M, {M, :id}] do
tl.(min, %{label: {:gen_event, :terminate}, handler: h, name: nm, last_message: :lm, state: :st, reason: {:EXIT, r2}, process_label: pl})
end
tl.(:debug, %{label: {:gen_event, :terminate}, handler: M, name: Foo, last_message: :lm, state: :st, reason: r2, process_label: :undefined})
tl.(:debug, %{label: {:gen_event, :terminate}, handler: M, name: Foo, last_message: :lm, state: :st, reason: :normal, process_label: :undefined})
tl.(:debug, %{label: {:gen_event, :terminate}, handler: M, name: Foo, last_message: :lm, state: :st, reason: {:bad_return, 1}, process_label: :undefined})
tl.(:debug, %{label: {:gen_event, :terminate}, handler: M, name: Foo, last_message: :lm, state: :st, reason: {:EXIT, {:undef, [{M, :handle_event, [1, 2], []}]}}, process_label: :undefined})
tl.(:debug, %{label: {:gen_event, :no_handle_info}, module: M, message: :hey})
for min <- [:debug, :info] do
tl.(min, %{label: {:gen_statem, :terminate}, name: Foo, queue: [{:cast, :x}, {{:call, {p, make_ref()}}, :y}], postponed: [{:info, :z}], modules: [M], callback_mode: :state_functions, state_enter: true, state: {:s, %{d: 1}}, timeouts: {1, [{{:timeout, :a}, :b}]}, log: [], reason: {:error, elem(r2,0), elem(r2,1)}, client_info: {p, {p, [{M, :f, 1, []}]}}, process_label: :undefined})
tl.(min, %{label: {:gen_statem, :terminate}, name: p, queue: [], postponed: [], modules: [M, N], callback_mode: :handle_event_function, state_enter: false, state: {:s, %{d: 1}}, timeouts: {0, []}, log: [1], reason: {:exit, :foo, []}, client_info: :undefined, process_label: "la"})
tl.(min, %{label: {:gen_statem, :terminate}, name: p, queue: [{:cast, :x}], postponed: [], modules: [M, N], callback_mode: :handle_event_function, state_enter: false, state: {:s, %{d: 1}}, timeouts: {0, []}, log: [1], reason: {:error, :badarith, [{M, :f, 1, []}]}, client_info: {p, :dead}, process_label: "la"})
end
tr.({:supervisor, :start_error}, supervisor: {:local, Sup}, errorContext: :start_error, reason: r2, offender: [pid: :undefined, id: :a, mfargs: {M, :f, [1]}, restart_type: :permanent, significant: false, shutdown: 5000, child_type: :worker])
tr.({:supervisor, :child_terminated}, supervisor: {p, Sup}, errorContext: :child_terminated, reason: :foo, offender: [pid: p, id: :a, mfargs: {M, :f, [1]}, restart_type: :permanent, significant: false, shutdown: 5000, child_type: :worker])
tr.({:supervisor, :child_terminated}, supervisor: {:via, R, :x}, errorContext: :child_terminated, reason: {:undef, [{M, :f, [], []}]}, offender: [pid: p, name: M, mfargs: {M, :f, [1]}, restart_type: :temporary, significant: true, shutdown: :brutal_kill, child_type: :supervisor])
tr.({:supervisor, :shutdown}, supervisor: {:global, Sup}, errorContext: :shutdown, reason: :reached_max_restart_intensity, offender: [pid: p, id: :a, mfargs: {M, :f, :undefined}, restart_type: :permanent, shutdown: 5000, child_type: :worker])
tr.({:supervisor, :shutdown_error}, supervisor: {p, Sup}, errorContext: :shutdown_error, reason: :killed, offender: [nb_children: 3, id: :a, mfargs: {M, :f, [1, 2]}, restart_type: :permanent, shutdown: 5000, child_type: :worker])
tr.({:supervisor, :foo}, supervisor: {p, Sup}, errorContext: :shutdown_error, reason: :killed, offender: [1])
tr.({:supervisor, :progress}, supervisor: {:local, Sup}, started: [pid: p, id: :a, mfargs: {M, :f, [1]}, restart_type: :permanent, shutdown: 5000, child_type: :worker])
tr.({:supervisor, :progress}, supervisor: {p, Sup}, started: [pid: p, name: :a, mfa: {M, :f, [1]}, restart_type: :permanent, shutdown: 5000, child_type: :worker])
tr.({:application_controller, :progress}, application: :foo, started_at: :nonode@nohost)
tr.({:application_controller, :exit}, application: :foo, exited: :stopped, type: :temporary)
tr.({:application_controller, :exit}, application: :foo, exited: {:bad_return, {{M, :start, [:normal, []]}, {:EXIT, r2}}}, type: :temporary)
tr.({:application_controller, :exit}, application: :foo, exited: {:shutdown, {M, :start, [:normal, []]}}, type: :permanent)
tr.({:application_controller, :exit}, application: :foo, exited: {{:shutdown, {:failed_to_start_child, :a, r2}}, {M, :start, [:normal, []]}}, type: :permanent)
tr.({:proc_lib, :crash}, [[initial_call: {M, :init, [:a1]}, pid: p, registered_name: [], error_info: {:error, elem(r2,0), elem(r2,1)}, ancestors: [Foo, p], message_queue_len: 2, messages: [:a, :b], links: [p], dictionary: [a: 1], trap_exit: false, status: :running, heap_size: 233, stack_size: 29, reductions: 300], []])
tr.({:proc_lib, :crash}, [[initial_call: {M, :init, [:a1, :a2]}, pid: p, registered_name: Name, error_info: {:exit, :foo, []}, process_label: "lab", ancestors: [], message_queue_len: 0, messages: [], links: [], dictionary: [], trap_exit: true, status: :running, heap_size: 233, stack_size: 29, reductions: 300], [neighbour: [pid: p, registered_name: :n, initial_call: {M, :x, []}, current_function: {M, :g, 1}, ancestors: [], message_queue_len: 0, links: [], trap_exit: false, status: :waiting, heap_size: 1, stack_size: 1, reductions: 1, current_stacktrace: [{M, :g, 1, []}]]]])
for f <- [{~c"Error in process ~p with exit value:~n~p~n", [p, {:x, [{M,:f,1,[]}]}]}, {~c"Error in process ~p on node ~p with exit value:~n~p~n", [p, node(), {:x, [{M,:f,1,[]}]}]}, {~c"Error in process ~p with exit value:~n~p~n", [p, :foo]}, {"Error in process " <> "~p with exit value:~n~p~n", [p, {:x, [{M,:f,1,[]}]}]}] do t0.(:debug, :error, :format, f) end
