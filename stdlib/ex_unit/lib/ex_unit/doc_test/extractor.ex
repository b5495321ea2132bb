# Finds the examples of documentation: prompts, expressions, and what is expected of them.

defmodule ExUnit.DocTest.Extractor do
  @moduledoc false

  @typedoc "An expression: its text, what is expected and in which line, and both as the documentation shows them."
  @type expression :: %{
          code: String.t(),
          line: pos_integer,
          expected: expected,
          expected_line: pos_integer,
          formatted: String.t()
        }

  @type expected ::
          :none
          | {:value, String.t()}
          | {:inspect, String.t()}
          | {:error, module_name :: String.t(), message :: String.t()}

  @typedoc "Expressions that share their variables, and the line of their end."
  @type test :: %{expressions: [expression], line: pos_integer, end_line: pos_integer}

  @doc """
  The tests of a text whose first line has that number: an empty line ends a test, and so does the fence of a code block.
  """
  @spec extract(String.t(), pos_integer, String.t()) :: [test]
  def extract(text, first_line, file) do
    lines = text |> String.split(["\r\n", "\n"]) |> Enum.with_index(first_line)
    search(lines, file, [])
  end

  # Between tests.
  defp search([], _, tests), do: Enum.reverse(tests)

  defp search([{text, line} | rest] = lines, file, tests) do
    if String.starts_with?(String.trim_leading(text), ["iex>", "iex("]) do
      indentation = indentation(text)
      {block, terminator, rest} = block(lines, indentation, :prompt, file, [])

      test = %{
        expressions: expressions(block, file),
        line: line,
        end_line: terminator - 1
      }

      search(rest, file, [test | tests])
    else
      search(rest, file, tests)
    end
  end

  defp indentation(text),
    do: binary_part(text, 0, byte_size(text) - byte_size(String.trim_leading(text)))

  # The lines of a test without their indentation, the number of the line that ends it, and what follows. The line behind a
  # prompt is indented as the prompt is; those of a value that goes on may be indented otherwise.
  defp block([], _, _, _, [{_, line} | _] = block), do: {Enum.reverse(block), line, []}

  defp block([{text, line} | rest], indentation, before, file, block) do
    indented? = String.starts_with?(text, indentation)
    stripped = if indented?, do: drop(text, indentation), else: text

    cond do
      text == "" or stripped == "" or fence?(text) ->
        {Enum.reverse(block), line, rest}

      before == :prompt and (not indented? or indentation(stripped) != "") ->
        mismatch(indentation, text, line, file)

      true ->
        kind = if prompt?("iex", stripped) or prompt?("...", stripped), do: :prompt, else: :value
        block(rest, indentation, kind, file, [{stripped, line} | block])
    end
  end

  defp drop(text, prefix),
    do: binary_part(text, byte_size(prefix), byte_size(text) - byte_size(prefix))

  defp fence?(text), do: String.starts_with?(String.trim_leading(text), ["```", "~~~"])

  defp mismatch(indentation, text, line, file) do
    raise ExUnit.DocTest.Error,
      message:
        "#{file}:#{line}: indentation level mismatch on doctest line: #{inspect(text)}\n\n" <>
          "If you are planning to assert on the result of an `iex>` expression, make sure the result is " <>
          "indented at the same level as `iex>`, which in this case is exactly #{byte_size(indentation)} spaces.\n\n" <>
          "If instead you have an `iex>` expression that spans over multiple lines, please make sure that " <>
          "each line after the first one begins with `...>`.\n"
  end

  ## Expressions

  defp expressions([], _), do: []

  defp expressions([{text, line} | rest], file) do
    code = after_prompt("iex", text, line, file)
    {continued, rest} = continuation(rest, file, [])
    {expected, rest} = Enum.split_while(rest, fn {text, _} -> not prompt?("iex", text) end)

    expected_text = Enum.map_join(expected, "\n", &elem(&1, 0))

    expression = %{
      code: Enum.join([code | continued], "\n"),
      line: line,
      expected: expected(expected_text),
      expected_line: line + 1 + length(continued),
      formatted:
        Enum.join(
          ["iex>" <> code | Enum.map(continued, &("...>" <> &1))] ++
            if(expected == [], do: [], else: [expected_text]),
          "\n"
        )
    }

    [expression | expressions(rest, file)]
  end

  defp continuation([{text, line} | rest] = lines, file, codes) do
    if prompt?("...", text),
      do: continuation(rest, file, [after_prompt("...", text, line, file) | codes]),
      else: {Enum.reverse(codes), lines}
  end

  defp continuation([], _, codes), do: {Enum.reverse(codes), []}

  defp prompt?(name, text), do: String.starts_with?(text, [name <> ">", name <> "("])

  # What stands behind `iex>`, `iex(1)>`, `...>` or `...(1)>`.
  defp after_prompt(name, text, line, file) do
    case drop(text, name) do
      ">" <> code ->
        code

      "(" <> numbered ->
        with [_, rest] <- String.split(numbered, ")", parts: 2),
             ">" <> code <- rest do
          code
        else
          _ ->
            raise ExUnit.DocTest.Error,
              message:
                "#{file}:#{line}: unknown IEx prompt: #{inspect(text)}.\n" <>
                  "Accepted formats are: iex>, iex(1)>, ...>, ...(1)>}"
        end
    end
  end

  defp expected(""), do: :none

  defp expected("** (" <> _ = text) do
    case Regex.run(~r/\A\*\* \(([^)]*)\) ?(.*)\z/s, text) do
      [_, module, message] -> {:error, module, message}
      nil -> {:value, text}
    end
  end

  defp expected("#" <> _ = text) do
    if text =~ ~r/\A#[A-Z][\w.]*</, do: {:inspect, text}, else: {:value, text}
  end

  defp expected(text), do: {:value, text}
end
