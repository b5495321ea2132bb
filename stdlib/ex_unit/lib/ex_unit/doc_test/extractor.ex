# Finds the examples of documentation: prompts, expressions, and what is expected of them.

defmodule ExUnit.DocTest.Extractor do
  @moduledoc false

  @typedoc "One expression: its text, what is expected, its first line, and the text of both as they stand in the documentation."
  @type expression :: {code :: String.t(), expected, line :: pos_integer, formatted :: String.t()}

  @type expected ::
          :none
          | {:value, String.t()}
          | {:inspect, String.t()}
          | {:error, module_name :: String.t(), message :: String.t()}

  @doc """
  The tests of a text: lists of expressions, each list a test. An empty line before a fresh prompt begins a new test.
  """
  @spec extract(String.t(), pos_integer, String.t()) :: [[expression]]
  def extract(text, first_line, file) do
    text
    |> String.split(["\r\n", "\n"])
    |> Enum.with_index(first_line)
    |> fenced(false)
    |> tests(nil, [], [], file)
  end

  # Fences of code blocks end what is expected, as an empty line does.
  defp fenced([], _), do: []

  defp fenced([{text, line} | rest], _) do
    if String.starts_with?(String.trim_leading(text), ["```", "~~~"]),
      do: [{"", line} | fenced(rest, false)],
      else: [{text, line} | fenced(rest, false)]
  end

  # `current` is the expression that is being read: {indentation, code lines, expected lines, line}; `test` the expressions
  # before it, the last one first.
  defp tests([], current, test, tests, file) do
    tests |> finish_test(finish(current, test, file)) |> Enum.reverse()
  end

  defp tests([{text, line} | rest], current, test, tests, file) do
    case prompt(text) do
      {:iex, indentation, code} ->
        {test, tests} =
          if separated?(current),
            do: {[], finish_test(tests, finish(current, test, file))},
            else: {finish(current, test, file), tests}

        tests(rest, {indentation, [code], [], line, :code}, test, tests, file)

      {:continuation, indentation, code} when current != nil and elem(current, 4) == :code ->
        _ = indentation
        {indentation, codes, [], start, :code} = current
        tests(rest, {indentation, [code | codes], [], start, :code}, test, tests, file)

      _ ->
        tests(rest, expect(current, text, line, file), test, tests, file)
    end
  end

  defp separated?({_, _, _, _, :separated}), do: true
  defp separated?(_), do: false

  defp prompt(text) do
    case Regex.run(~r/^(\s*)(iex|\.\.\.)(\(\d+\))?>(?: (.*)|)$/s, text) do
      [_, indentation, "iex" | rest] ->
        {:iex, indentation, List.last([""] ++ code(rest))}

      [_, indentation, "..." | rest] ->
        {:continuation, indentation, List.last([""] ++ code(rest))}

      nil ->
        nil
    end
  end

  defp code([_number, code]), do: [code]
  defp code(_), do: [""]

  # A line that is no prompt: an empty one ends what is expected.
  defp expect(nil, _, _, _), do: nil

  defp expect({indentation, codes, expected, start, mode}, text, line, file) do
    cond do
      String.trim(text) == "" and mode in [:code, :expected] ->
        {indentation, codes, expected, start, :separated}

      mode == :separated ->
        {indentation, codes, expected, start, :separated}

      String.starts_with?(text, indentation) ->
        {indentation, codes, [strip(text, indentation) | expected], start, :expected}

      true ->
        raise ExUnit.DocTest.Error,
          message:
            "[#{Path.relative_to_cwd(file)}:#{line}] indentation level mismatch on doctest line: #{inspect(text)}"
    end
  end

  defp strip(text, indentation),
    do: binary_part(text, byte_size(indentation), byte_size(text) - byte_size(indentation))

  defp finish(nil, test, _), do: test

  defp finish({indentation, codes, expected, line, _}, test, _) do
    code = codes |> Enum.reverse() |> Enum.join("\n")
    expected = Enum.reverse(expected)
    [{code, expected(expected), line, formatted(indentation, code, expected)} | test]
  end

  defp finish_test(tests, []), do: tests
  defp finish_test(tests, test), do: [Enum.reverse(test) | tests]

  defp expected([]), do: :none

  defp expected(["** (" <> _ | _] = lines) do
    [_, module, message] = Regex.run(~r/\A\*\* \(([^)]*)\) ?(.*)\z/s, Enum.join(lines, "\n"))
    {:error, module, message}
  end

  defp expected(["#" <> rest | _] = lines) do
    text = Enum.join(lines, "\n")
    if rest =~ ~r/^[A-Z][\w.]*</, do: {:inspect, text}, else: {:value, text}
  end

  defp expected(lines), do: {:value, Enum.join(lines, "\n")}

  defp formatted(_, code, expected) do
    [first | rest] = String.split(code, "\n")
    Enum.join(["iex> " <> first] ++ Enum.map(rest, &("...> " <> &1)) ++ expected, "\n")
  end
end
