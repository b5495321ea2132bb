defmodule Small1 do
  def run(args) do
    count = args |> Enum.count()
    "count: " <> count
  end
end
