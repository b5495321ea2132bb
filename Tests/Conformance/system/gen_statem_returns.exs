# Each return value and action of a state machine, the wrong ones too.
Logger.configure(level: :none)
Process.flag(:trap_exit, true)
defmodule S do
  @behaviour :gen_statem
  def callback_mode, do: Process.get(:cm) || :handle_event_function
  def init({:cm, cm, r}), do: (Process.put(:cm, cm); r)
  def init({:raise, x}), do: raise x
  def init({:throw, x}), do: throw x
  def init({:exit, x}), do: exit x
  def init(x), do: x
  def handle_event(t, {:ret, r}, s, _d) do
    IO.inspect({t |> show, s}); r
  end
  def handle_event({:call, f}, :st, s, d), do: {:keep_state_and_data, {:reply, f, {s, d}}}
  def handle_event(:enter, old, s, %{enter: r}), do: (IO.inspect({:enter, old, s}); r)
  def handle_event(:enter, old, s, _), do: (IO.inspect({:enter, old, s}); :keep_state_and_data)
  def handle_event(t, c, s, d), do: (IO.inspect({show(t), c, s, d}); :keep_state_and_data)
  def terminate(r, s, d), do: IO.inspect({:terminate, strip(r), s, d})
  def strip({r, st}) when is_list(st), do: {r, :stack}
  def strip(r), do: r
  def show({:call, _}), do: :call
  def show(x), do: x
  def a(t, {:ret, r}, _), do: (IO.inspect({:a, show(t)}); r)
  def a(t, c, d), do: (IO.inspect({:a, show(t), c, d}); :keep_state_and_data)
end
strip = fn {:error, {r, [{_,_,_,_}|_]}} -> {:error, {r, :stack}}; x when is_tuple(x) -> (case x do {:ok, p} when is_pid(p) -> :okpid; x -> x end); x -> x end
flush = fn f -> receive do {:EXIT, p, r} when is_pid(p) -> IO.inspect({:EXIT, S.strip(r)}); f.(f); m -> IO.inspect({:msg, m}); f.(f) after 20 -> :ok end end
for {i, index} <- Enum.with_index([{:ok, :a, 1}, {:ok, :a, 1, []}, {:ok, :a, 1, :foo}, {:ok, :a, 1, [:postpone]}, {:ok, :a, 1, [{:next_event, :internal, :x}]}, {:ok, :a, 1, [{:reply, {self(), :t}, :r}]}, {:ok, :a, 1, 10}, {:ok, :a, 1, {:state_timeout, 5, :x}},  :ignore, {:stop, :r}, {:error, :r}, {:stop, :normal}, :foo, {:raise, "x"}, {:throw, :foo}, {:throw, {:ok, :a, 1}}, {:exit, :r}, {:cm, :foo, {:ok, :a, 1}}, {:cm, [:state_functions, :state_enter], {:ok, :a, 1}},{:cm, [:handle_event_function, :state_enter], {:ok, :a, %{enter: :foo}}}, {:cm, [:handle_event_function, :state_enter], {:ok, :a, %{enter: {:next_state, :b, 1}}}}, {:cm, [:handle_event_function, :state_enter], {:ok, :a, %{enter: {:keep_state_and_data, :postpone}}}}, {:cm, [:handle_event_function, :state_enter], {:ok, :a, %{enter: {:keep_state_and_data, {:next_event, :internal, :x}}}}},{:cm, [:handle_event_function, :state_enter], {:ok, :a, %{enter: {:keep_state, 2, {:state_timeout, 1, :x}}}}}, {:cm, [:state_functions], {:ok, "a", 1}}, {:cm, [:state_functions], {:ok, :nofun, 1}}]) do
  IO.puts("== #{index}")
  started = strip.(:gen_statem.start_link(S, i, []))
  Process.sleep(5)
  IO.inspect(started)
  flush.(flush)
end
for {r, index} <- Enum.with_index([:foo, {:keep_state, 2, :bad}, {:keep_state, 2, [{:bad, 1}]}, {:next_state, :b, 3}, {:keep_state, 3}, :stop, {:stop, :r}, {:stop, :normal, 5}, {:stop, {:shutdown, 1}}, {:stop_and_reply, :normal, [{:reply, {self(), :tag}, :rr}]}, {:stop_and_reply, :r, {:reply, {self(), :tag}, :rr}, 7}, {:stop_and_reply, :r, :bad}, {:keep_state_and_data, [{:reply, {self(), :tag}, 1}, {:reply, {self(), :tag}, 2}]}, {:keep_state_and_data, [{:next_event, :internal, 1}, {:next_event, :cast, 2}, {:next_event, {:call, {self(), :x}}, 2}, {:next_event, {:timeout, :x}, 2}, {:next_event, :state_timeout, 3}, {:next_event, :info, 4}]}, {:keep_state_and_data, {:next_event, :bad, 1}}, {:keep_state_and_data, {:next_event, :enter, 1}}, {:keep_state_and_data, {:timeout, -1, :x}}, {:keep_state_and_data, {:timeout, :foo, :x}}, {:keep_state_and_data, [{:timeout, 0, :t0}, {:state_timeout, 0, :s0}, {{:timeout, :n}, 0, :g0}]}, {:keep_state_and_data, [{:timeout, 5, :t0}, {:state_timeout, 10, :s0}, {{:timeout, :n}, 15, :g0}]}, {:keep_state_and_data, [{:timeout, 0, :only}]}, {:keep_state_and_data, 3}, {:keep_state_and_data, [{:state_timeout, 5, :s0}, {:state_timeout, :update, :s1}, {{:timeout, :u}, :update, :im}]}, {:keep_state_and_data, [{:state_timeout, 5, :s0}, {:state_timeout, :cancel}]}, {:keep_state_and_data, [{:state_timeout, 5, :s0}, {:state_timeout, :infinity, :x}]}, {:next_state, :b, 2, [{:state_timeout, 5, :s0}]}, {:next_state, :b, 2, [:hibernate]}, {:repeat_state, 4}, :repeat_state_and_data, {:repeat_state_and_data, {:reply, {self(), :tag}, 3}}, {:keep_state_and_data, {:change_callback_module, Nope}}, {:keep_state_and_data, :pop_callback_module}, {:keep_state_and_data, {:state_timeout, {:abs, 1}, :x}}, {:keep_state_and_data, {:state_timeout, 1, :x, [{:abs, false}]}}, {:keep_state_and_data, {:state_timeout, 1, :x, [{:foo, false}]}}, {:keep_state_and_data, {:state_timeout, System.monotonic_time(:millisecond) + 5, :x, {:abs, true}}}]) do
  IO.puts("== #{index}")
  {:ok, p} = :gen_statem.start_link(S, {:ok, :a, 1}, [])
  :gen_statem.cast(p, {:ret, r})
  flush.(flush)
  if Process.alive?(p), do: IO.inspect(:gen_statem.call(p, :st))
  flush.(flush)
end
