# What :gen_event does with handlers: adding, swapping, owners, crashes, bad returns.
Logger.configure(level: :none)
defmodule H do
  @behaviour :gen_event
  def init({:ret, r}), do: r
  def init({:raise, _}), do: raise "init"
  def init({new, term}), do: (IO.inspect({:swap_init, new, term}); {:ok, {new, []}})
  def init(x), do: {:ok, {x, []}}
  def handle_event({:ret, r}, _), do: r
  def handle_event(:crash, _), do: raise "crash"
  def handle_event(:throw, s), do: throw {:ok, s}
  def handle_event(e, {x, l}), do: {:ok, {x, [e | l]}}
  def handle_call({:ret, r}, _), do: r
  def handle_call(:crash, _), do: raise "crash"
  def handle_call(:get, {x, l} = s), do: {:ok, {x, Enum.reverse(l)}, s}
  def handle_info({:ret, r}, _), do: r
  def handle_info(m, {x, l}), do: {:ok, {x, [{:info, m} | l]}}
  def terminate(a, s) do
    IO.puts(Regex.replace(~r/#PID<[\d.]+>/, inspect({:terminate, strip(a), s}), "PID"))
    {:terminated, strip(a)}
  end
  def strip({:error, {:EXIT, {r, st}}}) when is_list(st), do: {:error, {:EXIT, {r, :stack}}}
  def strip(x), do: x
end
defmodule H2 do
  def init(x), do: (IO.inspect({:h2init, x}); {:ok, x})
  def handle_event(_, s), do: {:ok, s}
  def handle_call(_, s), do: {:ok, :h2, s}
end
strip = fn {:error, {:EXIT, {r, st}}} when is_list(st) -> {:error, {:EXIT, {r, :stack}}}; {:EXIT, {r, st}} when is_list(st) -> {:EXIT, {r, :stack}};  x -> x end
scrub = fn text -> text |> String.replace(~r/#PID<[\d.]+>/, "PID") |> String.replace(~r/#Reference<[\d.]+>/, "REF") end
p = fn l, x -> IO.puts(scrub.("#{l}: #{inspect(strip.(x))}")) end
{:ok, m} = :gen_event.start()
p.("which", :gen_event.which_handlers(m))
p.("add", :gen_event.add_handler(m, H, :a))
p.("add again", :gen_event.add_handler(m, H, :a2))
p.("add id", :gen_event.add_handler(m, {H, 1}, :b))
p.("add err", :gen_event.add_handler(m, {H, 2}, {:ret, {:error, :no}}))
p.("add bad", :gen_event.add_handler(m, {H, 2}, {:ret, :foo}))
p.("add raise", :gen_event.add_handler(m, {H, 2}, {:raise, 1}))
p.("add nomod", case :gen_event.add_handler(m, Nope, {:raise, 1}) do {:EXIT, {r, _}} -> r; x -> x end)
p.("which", :gen_event.which_handlers(m))
p.("notify", :gen_event.notify(m, :e1))
p.("sync", :gen_event.sync_notify(m, :e2))
send(m, :inf)
p.("call", {:gen_event.call(m, H, :get), :gen_event.call(m, {H, 1}, :get), :gen_event.call(m, {H, 9}, :get)})
p.("del", :gen_event.delete_handler(m, {H, 1}, :arg))
p.("del none", :gen_event.delete_handler(m, {H, 1}, :arg))
for e <- [:crash, {:ret, :foo}, {:ret, :remove_handler}, {:ret, {:swap_handler, :a1, :st, {H, :new}, :a2}}, {:ret, {:swap_handler, :a1, :st, H2, :a2}}, :throw, {:ret, {:ok, :x, :hibernate}}] do
  IO.puts("-- event #{inspect e}")
  for h <- :gen_event.which_handlers(m), do: :gen_event.delete_handler(m, h, :cleanup)
  :gen_event.add_sup_handler(m, {H, :s}, :z)
  p.("sync", :gen_event.sync_notify(m, e))
  p.("which", :gen_event.which_handlers(m))
  receive do x -> p.("msg", (case x do {:gen_event_EXIT, h, {:EXIT, {r, s}}} when is_list(s) -> {:gen_event_EXIT, h, {:EXIT, {r, :stack}}}; {a,b,{:swapped, c, pid}} -> {a,b,{:swapped,c,pid == self()}}; x -> x end)) after 10 -> :ok end
end
for e <- [:crash, {:ret, :foo}, {:ret, {:remove_handler, :bye}}, {:ret, {:swap_handler, :rep, :a1, :st, {H, :new}, :a2}}, {:ret, {:ok, :r, :s, :hibernate}}] do
  IO.puts("-- call #{inspect e}")
  for h <- :gen_event.which_handlers(m), do: :gen_event.delete_handler(m, h, :cleanup)
  receive do _ -> :ok after 10 -> :ok end
  :gen_event.add_sup_handler(m, {H, :s}, :z)
  p.("call", :gen_event.call(m, {H, :s}, e))
  p.("which", :gen_event.which_handlers(m))
  receive do x -> p.("msg", (case x do {:gen_event_EXIT, h, {:EXIT, {r, s}}} when is_list(s) -> {:gen_event_EXIT, h, {:EXIT, {r, :stack}}}; {a,b,{:swapped, c, pid}} -> {a,b,{:swapped,c,pid == self()}}; x -> x end)) after 10 -> :ok end
end
for h <- :gen_event.which_handlers(m), do: :gen_event.delete_handler(m, h, :cleanup)
receive do x -> p.("msg", x) after 10 -> :ok end
p.("swap none", :gen_event.swap_handler(m, {H, :a}, {{H, :n}, :b}))
p.("swap", :gen_event.swap_handler(m, {{H, :n}, :a}, {{H, :m}, :b}))
p.("swap sup", :gen_event.swap_sup_handler(m, {{H, :m}, :a}, {H, :b}))
p.("which", :gen_event.which_handlers(m))
p.("state", :sys.get_state(m))
_pid = spawn(fn -> :gen_event.add_sup_handler(m, {H, :owned}, :o); exit(:bye) end)
Process.sleep(20)
p.("which", :gen_event.which_handlers(m))
req = :gen_event.send_request(m, H, :get)
p.("req", :gen_event.receive_response(req, 100))
req = :gen_event.send_request(m, Nope, :get)
p.("req", :gen_event.wait_response(req, 100))
p.("stop", :gen_event.stop(m))
receive do x -> p.("msg", x) after 10 -> :ok end
p.("noproc", try do :gen_event.call(m, H, :x) catch :exit, r -> r end |> then(fn {a, {b, c, [_ | d]}} -> {a,b,c,d}; x -> x end))
p.("noproc", try do :gen_event.sync_notify(m, :x) catch :exit, r -> r end|> then(fn {a, {b, c, [_ | d]}} -> {a,b,c,d}; x -> x end))
p.("noproc", try do :gen_event.which_handlers(m) catch :exit, r -> r end|> then(fn {a, {b, c, [_ | d]}} -> {a,b,c,d}; x -> x end))
p.("notify", :gen_event.notify(m, :x))
{:ok, m} = :gen_event.start({:local, :ev}); p.("name", Process.whereis(:ev) == m)
p.("again", elem(:gen_event.start({:local, :ev}),1) |> elem(0))
Process.flag(:trap_exit, true)
{:ok, m} = :gen_event.start_link()
:gen_event.add_handler(m, H, :k)
Process.exit(m, :boom)
receive do x -> p.("link", elem(x,2)) end
{:ok, m} = :gen_event.start_link()
:gen_event.add_sup_handler(m, H, :k)
p.("stop", :gen_event.stop(m, :shutdown, 1000))
for _ <- 1..2, do: (receive do {:EXIT, _, r} -> p.("exit", r); m -> p.("msg", m) after 100 -> IO.puts("none") end)
