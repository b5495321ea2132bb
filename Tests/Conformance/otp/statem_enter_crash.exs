# A callback that raises on entering a state: what terminate/3 is given; returns that are not allowed there.
Logger.configure(level: :none)
Process.flag(:trap_exit, true)

defmodule Machine do
  @behaviour :gen_statem
  def callback_mode, do: [:state_functions, :state_enter]
  def init(d), do: {:ok, :a, d}
  def a(:enter, _old, :raise), do: raise("in the first")
  def a(:enter, _old, _d), do: :keep_state_and_data
  def a(:cast, {:go, state}, d), do: {:next_state, state, {d, :new}}
  def a(:cast, :again, d), do: {:repeat_state, {d, :again}}
  def b(:enter, :a, _), do: raise("in b")
  def c(:enter, :a, _), do: {:next_state, :a, 1}
  def d(:enter, :a, _), do: {:stop, :from_enter}
  def e(:enter, :a, _), do: {:stop, :from_enter, :newest}
  def f(:enter, :a, _), do: {:keep_state, :newest, [:postpone]}
  def g(:enter, :a, _), do: {:keep_state, :newest, [{:next_event, :cast, 1}]}
  def h(:enter, :a, _), do: {:keep_state, :newest, [{:state_timeout, 10, :late}]}
  def h(:state_timeout, :late, d), do: raise("after #{inspect(d)}")
  def i(:enter, :a, _), do: exit(:out)
  def terminate(reason, state, data), do: IO.inspect({:terminate, short(reason), state, data})
  def short({reason, stack}) when is_list(stack), do: short(reason)
  def short({tag, value}), do: {tag, value}
  def short(reason), do: reason
end

for event <- [{:go, :b}, {:go, :missing}, {:go, :c}, {:go, :d}, {:go, :e}, {:go, :f}, {:go, :g}, {:go, :h}, {:go, :i}] do
  {:ok, p} = :gen_statem.start_link(Machine, :data, [])
  :gen_statem.cast(p, event)
  receive do {:EXIT, ^p, reason} -> IO.inspect({event, Machine.short(reason)}) end
end

{:ok, p} = :gen_statem.start_link(Machine, :data, [])
:gen_statem.cast(p, :again)
IO.inspect(:sys.get_state(p))
