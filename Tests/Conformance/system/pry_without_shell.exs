# Without a shell a process that wants to stop says so and goes on.
ExUnit.start(autorun: false)

defmodule Stops do
  def at_once(x) do
    require IEx
    y = x + 1
    IO.inspect(IEx.pry())
    y
  end
end

said = ExUnit.CaptureIO.capture_io(fn -> IO.inspect(Stops.at_once(1)) end)
IO.puts(String.replace(said, inspect(self()), "the process"))
IO.inspect(IEx.started?())
