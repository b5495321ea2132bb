# What Logger.Translator makes of the end of servers and tasks.
t = fn min, level, kind, {lab, mp} -> 
  msg = if elem(lab,0) == :gen_server, do: {:logger, Map.put(mp, :label, lab)}, else: {lab, mp}
  case Logger.Translator.translate(min, level, kind, msg) do
    {:ok, d, m} -> IO.puts(Regex.replace(~r/#PID<[\d.]+>|#Reference<[\d.]+>/, "#{inspect elem(msg,0)} #{min} ==> #{inspect Enum.sort(Keyword.drop(Enum.to_list(m), [:crash_reason])), limit: :infinity}\n#{inspect m[:crash_reason]}\n" <> IO.chardata_to_string(d) <> "<<<", "ID"))
    {:ok, d} -> IO.puts(Regex.replace(~r/#PID<[\d.]+>|#Reference<[\d.]+>/, "#{inspect elem(msg,0)} #{min} ==> nometa\n" <> IO.chardata_to_string(d)<> "<<<", "ID"))
    x -> IO.puts("#{inspect elem(msg,0)} #{min} ==> #{inspect x}")
  end
  end
p = self()
_dead = spawn(fn -> :ok end); Process.sleep(10)
r1 = {:badarith, [{M, :f, 1, [file: ~c"m.ex", line: 3]}]}
r2 = {%RuntimeError{message: "oops"}, [{M, :f, 1, [file: ~c"m.ex", line: 3]}]}
for min <- [:debug, :info], r <- [r1, r2, :foo, {:foo, :bar}, {:nocatch, :x}, {{:nocatch, :x}, []}] do
t.(min, :error, :report, {{:gen_server, :terminate}, %{name: Foo, last_message: {:"$gen_cast", :x}, state: %{a: 1}, log: [], reason: r, client_info: :undefined, process_label: :undefined}})
end
for ci <- [:undefined, {p, :dead}, {p, {p, [{M, :f, 1, []}]}}, {p, {:foo, []}}, {p, {:foo, [{M, :f, 1, []}]}}, {p, :remote}, :odd], lm <- [{:"$gen_call", {p, [:alias | make_ref()]}, :hi}, {:"$gen_call", {p, make_ref()}, :hi}, {:EXIT, p, :x}] do
t.(:debug, :error, :report, {{:gen_server, :terminate}, %{name: p, last_message: lm, state: %{a: 1}, log: [], reason: r2, client_info: ci, process_label: :undefined}})
t.(:info, :error, :report, {{:gen_server, :terminate}, %{name: p, last_message: lm, state: %{a: 1}, log: [], reason: r2, client_info: ci, process_label: {:my, "label"}}})
end
t.(:debug, :error, :report, {{:gen_server, :terminate}, %{name: {:global, :x}, last_message: :m, state: %{a: 1}, log: [1, 2], reason: r2, client_info: {p, :dead}, process_label: "lab"}})
t.(:debug, :error, :report, {{:gen_server, :terminate}, %{name: {:via, Registry, {A, :b}}, last_message: :m, state: %{a: 1}, log: [1, 2], reason: r2, client_info: {p, :dead}}})
t.(:debug, :error, :report, {{:gen_server, :no_handle_info}, %{module: M, message: :hey}})
t.(:debug, :error, :report, {{:gen_server, :no_handle_info}, %{module: M, message: :hey, name: Foo}})
t.(:debug, :error, :report, {{Task.Supervisor, :terminating}, %{args: [1], function: &M.f/1, name: p, reason: r2, process_label: :undefined, starter: p}})
t.(:debug, :error, :report, {{Task.Supervisor, :terminating}, %{args: [1], function: {M, :f}, name: Foo, reason: {:undef, [{M, :f, [1], []}]}, process_label: :lab, starter: p}})
t.(:debug, :error, :report, {{Task.Supervisor, :terminating}, %{args: [1], function: &M.f/1, name: p, reason: {{:nocatch, 1}, []}, starter: Foo}})
t.(:debug, :error, :report, {{Task.Supervisor, :terminating}, %{args: [1], function: &M.f/1, name: p, reason: :exitreason, starter: p}})
t.(:debug, :error, :report, {{Task.Supervisor, :terminating}, %{args: [1], function: &M.f/1, name: p, reason: {:exitreason, 1}, starter: p}})
