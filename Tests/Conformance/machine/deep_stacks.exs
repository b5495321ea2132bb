# stress: 20
# Collections while a stack is deep: frames that come and go around the part that a collection has seen already.
defmodule Deep do
  # Each level keeps a fresh term and uses it on the way back.
  def pairs(0), do: []
  def pairs(n) do
    kept = {n, [n | "level"]}
    rest = pairs(n - 1)
    [kept | rest]
  end

  # Goes down and up again and again around several depths.
  def waves(0, _), do: 0
  def waves(n, width) do
    kept = [n]
    below = if rem(n, width) == 0, do: wave(width), else: 0
    hd(kept) + below + waves(n - 1, width)
  end

  defp wave(0), do: 1
  defp wave(n) do
    kept = {n}
    result = wave(n - 1)
    elem(kept, 0) + result
  end

  # Raises at the bottom; caught at some level far above, which goes on downwards.
  def raising(0), do: throw({:bottom, make_list(50)})
  def raising(n) do
    kept = make_list(3)
    length(kept) + raising(n - 1)
  end

  def catching(0), do: 0
  def catching(n) do
    kept = make_list(rem(n, 7))
    sum = try do
      raising(400)
    catch
      {:bottom, list} -> length(list)
    end
    sum + length(kept) + catching(n - 1)
  end

  # A handler at each level; the exception passes all of them.
  def passing(0), do: raise("bottom")
  def passing(n) do
    kept = {:level, n}
    try do
      passing(n - 1)
    rescue
      e -> reraise(e, __STACKTRACE__)
    after
      send(self(), kept)
    end
  end

  # Asks about itself, and collects, deep below.
  def asking(0) do
    :erlang.garbage_collect()
    {:current_stacktrace, trace} = Process.info(self(), :current_stacktrace)
    length(trace)
  end
  def asking(n) do
    kept = make_list(2)
    asking(n - 1) + length(kept)
  end

  # Receives messages on the way down, and compares them on the way up.
  def receiving(0), do: 0
  def receiving(n) do
    send(self(), {:number, n, make_list(4)})
    message = receive do {:number, ^n, _} = message -> message end
    below = receiving(n - 1)
    {:number, ^n, [4, 3, 2, 1]} = message
    below + 1
  end

  # Binaries that live in frames only.
  def binaries(0), do: 0
  def binaries(n) do
    kept = String.duplicate("x", 70 + rem(n, 10))
    below = binaries(n - 1)
    below + byte_size(kept)
  end

  def make_list(0), do: []
  def make_list(n), do: [n | make_list(n - 1)]
end

list = Deep.pairs(20_000)
IO.inspect({length(list), hd(list), List.last(list), Enum.sum(for {n, [n | "level"]} <- list, do: n)})
IO.inspect(Deep.waves(3000, 300))
IO.inspect(Deep.waves(3000, 30))
IO.inspect(Deep.catching(800))
try do
  Deep.passing(2000)
rescue
  e -> IO.inspect({e, length(__STACKTRACE__)})
end
IO.inspect(length(for _ <- 1..2000, do: (receive do {:level, n} -> n end)))
IO.inspect(Deep.asking(5000) > 10_000)
IO.inspect(Deep.receiving(3000))
IO.inspect(Deep.binaries(5000))

# The same in processes that others collect.
parent = self()
pid = spawn_link(fn ->
  send(parent, {:result, Deep.waves(20_000, 500), length(Deep.pairs(20_000))})
end)
collect = fn collect ->
  receive do
    {:result, _, _} = result -> result
  after
    0 ->
      :erlang.garbage_collect(pid)
      collect.(collect)
  end
end
IO.inspect(collect.(collect))
