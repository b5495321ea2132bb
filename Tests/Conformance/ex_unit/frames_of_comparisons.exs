# In whose frame a comparison fails: with equal sides in the one where it stands, else in `ExUnit.Assertions`.
ExUnit.start(autorun: false)

defmodule Frames do
  import ExUnit.Assertions

  def all(x) do
    for fun <- [
          fn -> assert x < 1 end,
          fn -> assert x > 1 end,
          fn -> assert x != 1 end,
          fn -> assert x !== 1 end,
          fn -> refute x == 1 end,
          fn -> refute x === 1 end,
          fn -> refute x <= 1 end,
          fn -> refute x >= 1 end,
          fn -> assert x == 2 end,
          fn -> assert x > 3 end,
          fn -> assert x in [2, 3] end,
          fn -> assert x == 1 end,
          fn -> refute x == 2 end
        ] do
      try do
        fun.()
      rescue
        error in ExUnit.AssertionError ->
          [{module, _, _, _} | _] = __STACKTRACE__
          {module, error.message, error.left, error.right}
      end
    end
  end
end

for result <- Frames.all(1), do: IO.inspect(result)
