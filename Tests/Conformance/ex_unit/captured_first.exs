# A warning that is written before anything else has been is captured like any other.
ExUnit.start(autorun: false)

captured =
  ExUnit.CaptureIO.capture_io(:stderr, fn ->
    Code.eval_string("defmodule First do\n  def f(unused), do: 1\nend")
  end)

IO.puts(captured =~ "variable \"unused\" is unused")
