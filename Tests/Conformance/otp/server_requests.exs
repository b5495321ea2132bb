# requests
Logger.configure(level: :none)
c = fn f -> try do f.() catch k, e -> {k, e} end end
defmodule W do
  use GenServer
  def init(x), do: {:ok, x}
  def handle_call({:sleep, n, r}, from, s) do
    spawn(fn -> Process.sleep(n); GenServer.reply(from, r) end)
    {:noreply, s}
  end
  def handle_call(:crash, _, s), do: {:stop, :crashed, s}
  def handle_call(x, _, s), do: {:reply, {x, s}, s}
end
{:ok, p} = GenServer.start(W, :st, name: :w)
r = :gen_server.send_request(p, :hi)
IO.inspect (case :gen_server.receive_response(r, 100) do {:error, {e, p}} when is_pid(p) -> {:error, {e, :pid}}; o -> o end)
r = :gen_server.send_request(:w, :hi)
IO.inspect :gen_server.wait_response(r, 100)
r = :gen_server.send_request(:w, {:sleep, 50, :late})
IO.inspect :gen_server.wait_response(r, 5)
IO.inspect :gen_server.wait_response(r, 500)
r = :gen_server.send_request(:w, {:sleep, 30, :late})
IO.inspect :gen_server.receive_response(r, 5)
Process.sleep(60)
IO.inspect Process.info(self(), :messages) |> elem(1) |> Enum.map(&elem(&1, 0))
r = :gen_server.send_request(:w, 1)
m = receive do m -> m end
IO.inspect :gen_server.check_response(:foo, r)
IO.inspect :gen_server.check_response(m, r)
r = :gen_server.send_request(:nobody, 1)
IO.inspect (case :gen_server.receive_response(r, 100) do {:error, {e, p}} when is_pid(p) -> {:error, {e, :pid}}; o -> o end)
IO.inspect (case :gen_server.receive_response(r, 100) do {:error, {e, p}} when is_pid(p) -> {:error, {e, :pid}}; o -> o end)
r = :gen_server.send_request({:nobody, node()}, 1)
IO.inspect :gen_server.receive_response(r, 100)
{:ok, q} = GenServer.start(W, :st)
r = :gen_server.send_request(q, :crash)
IO.inspect (case :gen_server.receive_response(r, 100) do {:error, {e, p}} when is_pid(p) -> {:error, {e, :pid}}; o -> o end)
col = :gen_server.reqids_new()
IO.inspect :gen_server.reqids_size(col)
IO.inspect :gen_server.receive_response(col, 10, true)
IO.inspect :gen_server.wait_response(col, 10, true)
IO.inspect :gen_server.check_response(:x, col, true)
col = :gen_server.send_request(p, {:sleep, 60, :c}, :label_c, col)
col = :gen_server.send_request(p, {:sleep, 1, :a}, :label_a, col)
col = :gen_server.send_request(p, {:sleep, 30, :b}, :label_b, col)
IO.inspect :gen_server.reqids_size(col)
IO.inspect Enum.map(:gen_server.reqids_to_list(col), &elem(&1, 1)) |> Enum.sort
{resp, l, col} = :gen_server.receive_response(col, 100, true)
IO.inspect {resp, l}
IO.inspect :gen_server.reqids_size(col)
{resp, l, col} = :gen_server.wait_response(col, {:abs, :erlang.monotonic_time(:millisecond) + 100}, false)
IO.inspect {resp, l}
IO.inspect :gen_server.reqids_size(col)
IO.inspect :gen_server.receive_response(col, 0, true)
Process.sleep(50)
IO.inspect Process.info(self(), :messages) |> elem(1) |> Enum.map(&elem(&1, 0))
r = :gen_server.send_request(p, 1)
col = :gen_server.reqids_add(r, :lab, :gen_server.reqids_new())
IO.inspect c.(fn -> :gen_server.reqids_add(r, :lab, col) end)
m = receive do {_, {1, :st}} = m -> m end
{x, y, z} = :gen_server.check_response(m, col, true)
IO.inspect {x, y, z == %{}}
IO.inspect c.(fn -> :gen_server.check_response(:foo, col, true) end)
IO.inspect GenServer.multi_call(:w, :hi)
IO.inspect GenServer.multi_call([node()], :w, :hi)
IO.inspect GenServer.multi_call([node(), :foo@bar], :w, :hi, 100)
IO.inspect GenServer.multi_call([node()], :nobody, :hi, 100)
IO.inspect GenServer.multi_call([node()], :w, {:sleep, 100, 1}, 10)
IO.inspect GenServer.abcast(:w, :hi)
IO.inspect GenServer.abcast([:foo@bar], :w, :hi)
IO.inspect :gen_server.start_monitor(W, 1, []) |> elem(0)
IO.inspect :gen_server.start_monitor({:local, :w}, W, 1, []) |> elem(0)
IO.inspect (case :gen_server.start_monitor({:local, :w}, W, 1, []) do {:error, {r, p}} when is_pid(p) -> r end)
defmodule Stopper do
  def init(x), do: x
end
IO.inspect :gen_server.start_monitor(Stopper, {:stop, :a}, [])
IO.inspect :gen_server.start_monitor(Stopper, :ignore, [])
IO.inspect Process.info(self(), :messages) |> elem(1) |> Enum.map(&elem(&1, 0))
IO.inspect c.(fn -> :gen_server.start({:foo, 1}, W, 1, []) end)
IO.inspect c.(fn -> :gen_server.start(W, 1, timeout: 100, spawn_opt: [priority: :high], debug: [:foo]) end) |> elem(0)
defmodule Loop do
  use GenServer
  def go(name) do
    if name, do: Process.register(self(), name)
    :proc_lib.init_ack({:ok, self()})
    if name, do: :gen_server.enter_loop(__MODULE__, [], :looped, {:local, name}, {:continue, :c}), else: :gen_server.enter_loop(__MODULE__, [], :looped)
  end
  def init(_), do: :never
  def handle_continue(:c, s), do: {:noreply, {s, :continued}}
  def handle_call(:get, _, s), do: {:reply, s, s}
end
{:ok, l} = :proc_lib.start_link(Loop, :go, [nil])
IO.inspect GenServer.call(l, :get)
{:ok, l} = :proc_lib.start_link(Loop, :go, [:lo])
IO.inspect GenServer.call(:lo, :get)
Process.flag(:trap_exit, true)
p = spawn_link(fn -> :gen_server.enter_loop(Loop, [], 1) end)
receive do {:EXIT, ^p, r} -> IO.inspect r end
p = :proc_lib.spawn_link(fn -> :gen_server.enter_loop(Loop, [], 1, {:local, :notreg}) end)
receive do {:EXIT, ^p, r} -> IO.inspect r end
p = :proc_lib.spawn_link(fn -> :gen_server.enter_loop(Loop, [], 1, :badaction) end)
receive do {:EXIT, ^p, r} -> IO.inspect (if is_tuple(r), do: elem(r, 0), else: r) end
