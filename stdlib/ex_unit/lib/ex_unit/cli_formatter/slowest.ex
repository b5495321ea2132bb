# The slowest tests and modules of a run.

defmodule ExUnit.CLIFormatter.Slowest do
  @moduledoc false

  @spec tests([ExUnit.Test.t()], ExUnit.Formatter.times_us(), pos_integer) :: String.t()
  def tests(tests, times, count) do
    slowest = Enum.sort_by(tests, & &1.time, :desc) |> Enum.take(count)

    entries =
      for test <- slowest do
        "  * #{test.description} (#{inspect(test.module)}) (#{milliseconds(test.time)}) [#{location(test)}]\n"
      end

    heading(count, slowest, times) <> Enum.join(entries)
  end

  @spec modules([ExUnit.Test.t()], ExUnit.Formatter.times_us(), pos_integer) :: String.t()
  def modules(tests, times, count) do
    slowest =
      tests
      |> Enum.group_by(&{&1.module, &1.tags.file})
      |> Enum.map(fn {{module, file}, tests} ->
        %{module: module, file: file, time: tests |> Enum.map(& &1.time) |> Enum.sum()}
      end)
      |> Enum.sort_by(& &1.time, :desc)
      |> Enum.take(count)

    entries =
      for entry <- slowest do
        "#{inspect(entry.module)} (#{milliseconds(entry.time)})\n [#{Path.relative_to_cwd(entry.file)}]\n"
      end

    heading(count, slowest, times) <> Enum.join(entries)
  end

  defp heading(count, slowest, times) do
    spent = slowest |> Enum.map(& &1.time) |> Enum.sum()
    share = if times.run > 0, do: Float.round(spent / times.run * 100, 1), else: 0.0
    "\nTop #{count} slowest (#{seconds(spent)}s), #{share}% of total time:\n\n"
  end

  defp location(test), do: "#{Path.relative_to_cwd(test.tags.file)}:#{test.tags.line}"

  defp milliseconds(microseconds), do: "#{Float.round(microseconds / 1000, 1)}ms"

  defp seconds(microseconds) do
    case div(microseconds, 10_000) do
      hundredths when hundredths < 10 -> "0.0#{hundredths}"
      hundredths -> "#{div(hundredths, 100)}.#{rem(div(hundredths, 10), 10)}"
    end
  end
end
