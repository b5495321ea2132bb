# What formatters are told, and what tests know of themselves.
defmodule MyFormatter do
  use GenServer
  def init(opts), do: (IO.puts("init #{opts[:seed]} #{opts[:custom]}"); {:ok, 0})
  def handle_cast({:suite_started, opts}, n), do: (IO.puts("suite_started #{inspect(Keyword.take(opts, [:exclude]))}"); {:noreply, n})
  def handle_cast({:suite_finished, %{run: r, async: a, load: l}}, n) do
    IO.puts("finished #{n} #{is_integer(r)} #{inspect(a == nil)} #{is_integer(l)}"); {:noreply, n}
  end
  def handle_cast({:module_started, m}, n), do: (IO.puts("module_started #{inspect(m.name)} #{length(m.tests)} #{inspect(m.state)} #{inspect m.tags} #{m.setup_all?}"); {:noreply, n})
  def handle_cast({:module_finished, m}, n), do: (IO.puts("module_finished #{inspect(m.name)} #{inspect(Enum.map(m.tests, & &1.state |> st))} #{inspect(m.state |> st)}"); {:noreply, n})
  def handle_cast({:test_started, t}, n), do: (IO.puts("test_started #{t.name} #{inspect(t.state)} #{inspect(t.tags |> Map.drop([:file, :registered]) |> Enum.sort)}"); {:noreply, n})
  def handle_cast({:test_finished, t}, n), do: (IO.puts("test_finished #{t.name} #{inspect(t.state |> st)} #{is_integer(t.time)} #{inspect(t.logs)}  #{inspect(t.tags |> Map.drop([:file, :test_pid, :registered]) |> Enum.sort)}"); {:noreply, n + 1})
  def handle_cast(e, n) do
    IO.puts("other #{if is_tuple(e), do: elem(e, 0), else: e}"); {:noreply, n}
  end
  defp st({:failed, list}), do: {:failed, Enum.map(list, fn {k, e, s} -> {k, (if is_exception(e), do: e.__struct__, else: e), length(s)} end)}
  defp st({:invalid, m}), do: {:invalid, m.name, m.state && elem(m.state, 0)}
  defp st(x), do: x
end
ExUnit.start(seed: 0, formatters: [MyFormatter], custom: :yes, exclude: [:slow], max_failures: 4, exit_status: 0)
ExUnit.after_suite(fn r -> IO.inspect(Enum.sort(r), label: "after 1") end)
ExUnit.after_suite(fn r -> IO.inspect(Enum.sort(r), label: "after 2") end)
defmodule F1Test do
  use ExUnit.Case
  @moduletag :mt
  ExUnit.Case.register_attribute(__MODULE__, :fix, accumulate: true)
  ExUnit.Case.register_describe_attribute(__MODULE__, :dfix)
  ExUnit.Case.register_module_attribute(__MODULE__, :mfix)
  @mfix 1
  @fix :a
  @fix :b
  test "reg", ctx do
    assert ctx.registered == %{fix: [:b, :a], dfix: nil, mfix: 1}
    assert ctx.registered == 1
  end
  describe "d" do
    @describetag :dt
    @dfix 2
    @tag :slow
    test "slow", do: :ok
    @tag skip: "why"
    test "skipped", do: :ok
    test "ok", ctx do
      assert ctx.registered.dfix == 2
    end
  end
  test "exit", do: exit(:foo)
  test "throw", do: throw(:foo)
  test "multi" do
    raise ExUnit.MultiError, errors: [{:error, %RuntimeError{message: "a"}, []}, {:error, %ArgumentError{message: "b"}, []}]
  end
  test "after max", do: :ok
end
defmodule F2Test do
  use ExUnit.Case
  setup_all do: raise "x"
  test "a", do: :ok
end
