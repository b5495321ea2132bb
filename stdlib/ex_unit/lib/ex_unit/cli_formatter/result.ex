# The last lines of a run: how many tests of which type passed, failed, were left out.

defmodule ExUnit.CLIFormatter.Result do
  @moduledoc false

  alias ExUnit.CLIFormatter.Colors

  @type t :: %{
          passed: %{atom => non_neg_integer},
          failed: %{atom => non_neg_integer},
          invalid: non_neg_integer,
          skipped: non_neg_integer,
          excluded: non_neg_integer
        }

  @spec new() :: t
  def new, do: %{passed: %{}, failed: %{}, invalid: 0, skipped: 0, excluded: 0}

  @spec count(t, ExUnit.Test.t()) :: t
  def count(result, %{state: nil} = test), do: count_type(result, :passed, test)
  def count(result, %{state: {:failed, _}} = test), do: count_type(result, :failed, test)
  def count(result, %{state: {kind, _}}), do: Map.update!(result, kind, &(&1 + 1))

  @doc "Counts a test as failed that has been counted as passed."
  @spec fail(t, ExUnit.Test.t()) :: t
  def fail(result, test) do
    type = test.tags.test_type
    count_type(%{result | passed: Map.update!(result.passed, type, &(&1 - 1))}, :failed, test)
  end

  defp count_type(result, outcome, test) do
    %{result | outcome => Map.update(result[outcome], test.tags.test_type, 1, &(&1 + 1))}
  end

  @doc "Whether there were tests, of which none was chosen."
  @spec all_excluded?(t) :: boolean
  def all_excluded?(result) do
    result.excluded > 0 and run(result) == 0 and result.invalid == 0 and result.skipped == 0
  end

  @spec format(t, Colors.t()) :: IO.chardata()
  def format(result, colors) do
    failed = sum(result.failed)

    parts = [
      {result.invalid, "invalid", nil},
      {result.skipped, "skipped", :skipped},
      {result.excluded, "excluded", nil}
    ]

    left_out =
      for {count, name, color} when count > 0 <- parts do
        [
          ", ",
          if(color, do: Colors.paint("#{count} #{name}", color, colors), else: "#{count} #{name}")
        ]
      end

    line = ["\nResult: ", run_summary(result, failed, colors), left_out]
    if failed == 0, do: line, else: [line, ?\n, failed_summary(result, colors)]
  end

  defp run_summary(result, failed, colors) do
    total = run(result)
    passed = sum(result.passed)

    cond do
      total == 0 ->
        "0 tests"

      failed == 0 ->
        Colors.paint("#{passed} passed" <> types(result), :success, colors)

      true ->
        "#{passed}/#{total} passed" <> types(result)
    end
  end

  # The types are told apart if there are several.
  defp types(result) do
    counts = Map.merge(result.passed, result.failed, fn _, passed, failed -> passed + failed end)

    if map_size(counts) > 1 do
      shown =
        for {type, total} <- Enum.sort(counts) do
          passed = Map.get(result.passed, type, 0)
          count = if sum(result.failed) > 0, do: "#{passed}/#{total}", else: "#{total}"
          "#{count} #{plural(type, total)}"
        end

      " (" <> Enum.join(shown, ", ") <> ")"
    else
      ""
    end
  end

  defp failed_summary(result, colors) do
    counts = for {type, count} <- Enum.sort(result.failed), do: "#{count} #{plural(type, count)}"
    Colors.paint("Failed: " <> Enum.join(counts, ", "), :failure, colors)
  end

  defp plural(type, 1), do: Atom.to_string(type)
  defp plural(type, _), do: type |> Atom.to_string() |> ExUnit.plural_rule()

  defp run(result), do: sum(result.passed) + sum(result.failed)
  defp sum(counts), do: counts |> Map.values() |> Enum.sum()
end
