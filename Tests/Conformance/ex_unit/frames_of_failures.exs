# Of what stack traces of failures show the library's assertions are left out, wherever they stand.
ExUnit.start(autorun: false)

defmodule H do
  def raiser, do: (raise "x"; 1)
  def deep(f), do: [f.()]
end

defmodule FramesOfFailuresTest do
  use ExUnit.Case

  test "another exception" do
    H.deep(fn -> assert_raise ArgumentError, fn -> [H.deep(&H.raiser/0)] end end)
    1
  end

  test "another message" do
    H.deep(fn -> assert_raise RuntimeError, "y", fn -> H.raiser() end end)
    1
  end

  test "unequal" do
    H.deep(fn -> assert 1 == Process.get(:x) end)
    1
  end

  test "in the timeout" do
    H.deep(fn -> refute_received(_, H.raiser()) end)
    1
  end

  test "a throw" do
    H.deep(fn -> assert_raise RuntimeError, fn -> throw(1) end end)
    1
  end
end

defmodule Formatter do
  use GenServer
  def init(_), do: {:ok, nil}

  def handle_cast({:test_finished, %{state: {:failed, failures}, name: name}}, state) do
    for {_, _, stack} <- failures, do: IO.inspect({name, for({m, f, a, _} <- stack, do: {m, f, a})})
    {:noreply, state}
  end

  def handle_cast(_, state), do: {:noreply, state}
end

ExUnit.configure(formatters: [Formatter], seed: 0)
ExUnit.run()
