# Failures of doctests as formatters show them.
defmodule Shown do
  use GenServer
  def init(_), do: {:ok, 1}

  def handle_cast({:test_finished, %{state: {:failed, failures}} = test}, n) do
    text = ExUnit.Formatter.format_test_failure(test, failures, n, 80, fn _, text -> text end)
    IO.puts(String.replace(text, ~r/\S*doctest_failures.exs:\d+/, "doctest_failures.exs"))
    {:noreply, n + 1}
  end

  def handle_cast({:test_finished, test}, n), do: (IO.puts("passed #{test.name}"); {:noreply, n})
  def handle_cast(_, n), do: {:noreply, n}
end

ExUnit.start(seed: 0, formatters: [Shown], exit_status: 0)
defmodule CompileHelper do
  def compile(code) do
    dir = "/tmp/vial_doctest_failures"
    File.rm_rf!(dir); File.mkdir_p!(dir)
    f = Path.join(dir, "mods.ex")
    File.write!(f, code)
    Code.put_compiler_option(:docs, true)
    mods = for {m, bin} <- Code.compile_file(f) do
      File.write!(Path.join(dir, "#{m}.beam"), bin)
      m
    end
    Code.prepend_path(dir)
    for m <- mods do :code.purge(m); :code.delete(m) end
    mods
  end
end
CompileHelper.compile(~S'''
defmodule Doc.Stack do
  @moduledoc """
  A stack.

      iex> s = Doc.Stack.new()
      iex> Doc.Stack.push(s, 1)
      [1]

  Second:

      iex> Doc.Stack.push([], :wrong)
      [:right]
  """
  @doc """
  New.

      iex> Doc.Stack.new()
      []
  """
  def new, do: []
  @doc """
  Push.

      iex> Doc.Stack.push([], 1)
      [1]

      iex> Doc.Stack.push([], 2)
      [3]

      iex> [1]
      ...> |> Doc.Stack.push(2)
      ...> |> Doc.Stack.push(3)
      [3, 2, 1]

  With prompts:

      iex(1)> a = 1
      1
      iex(2)> a + 1
      2
      iex(3)> a +
      ...(3)>   2
      4

  """
  def push(s, x), do: [x | s]
  @doc """
  Pops.

      iex> Doc.Stack.pop([])
      ** (ArgumentError) empty stack

      iex> Doc.Stack.pop([])
      ** (ArgumentError) wrong message

      iex> Doc.Stack.pop([])
      ** (RuntimeError) empty stack

      iex> Doc.Stack.pop([1])
      ** (RuntimeError) empty stack

      iex> Doc.Stack.pop([:ok])
      {:ok, []}

      iex> Doc.Stack.pop(:raise)
      :foo
  """
  def pop([]), do: raise(ArgumentError, "empty stack")
  def pop([h | t]), do: {h, t}
  @doc """
  Multi-line exception:

      iex> Doc.Stack.multi()
      ** (RuntimeError) line one
      line two
  """
  def multi, do: raise "line one\nline two"
  @doc """
  Opaque:

      iex> MapSet.new([1])
      MapSet.new([1])
      iex> self() |> is_pid
      true
  """
  def opaque, do: 1
  @doc ~S"""
  Strings:

      iex> "a\nb"
      "a\nb"

      iex> "hello " <>
      ...> "world"
      "hello world"

      iex> ~s(x "y" z)
      ~s(x "y" z)

      iex> {:ok, %{a: a}} = {:ok, %{a: 1}}
      iex> a
      1

      iex> Enum.map [1, 2], fn x ->
      ...>   x * 2
      ...> end
      [
        2,
        4
      ]

      iex> a = 5
      ...> b = 6
      ...> a * b
      31

      iex> raise "boom"
  """
  def strings, do: 1
  @doc """
  No tests.
  """
  def none, do: 1
  @doc """
  Syntax error:

      iex> 1 +
      2

      iex> {1, 2}
      {1, 3}
  """
  def bad(_, _), do: 1
  @doc """
  Fenced:

  ```elixir
  iex> 1 + 1
  3
  ```

  ```
  iex> 1 + 1
  2
  ```
  """
  defmacro fenced(x), do: x
end
''')
defmodule C1Test do
  use ExUnit.Case
  doctest Doc.Stack
end
defmodule C2Test do
  use ExUnit.Case, async: false
  doctest Doc.Stack, only: [push: 2, new: 0], tags: [:slow]
end
defmodule C3Test do
  use ExUnit.Case, async: false
  doctest Doc.Stack, except: [:moduledoc, new: 0, push: 2, pop: 1, bad: 2, strings: 0, opaque: 0], import: true
end
