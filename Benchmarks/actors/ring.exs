# A token goes around a ring of processes.
defmodule Bench do
  @processes 500
  @rounds 400

  def run do
    parent = self()
    first = Enum.reduce(2..@processes, self(), fn _, next -> spawn(fn -> member(next) end) end)
    send(first, @processes * @rounds)
    close(first, parent)
  end

  defp close(next, parent) do
    receive do
      n when n <= 0 ->
        send(next, :stop)
        receive do: (:stop -> {:done, is_pid(parent)})

      n ->
        send(next, n - 1)
        close(next, parent)
    end
  end

  defp member(next) do
    receive do
      :stop ->
        send(next, :stop)

      n ->
        send(next, n - 1)
        member(next)
    end
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
