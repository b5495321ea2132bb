defmodule Calc do
  @ops [:+, :-, :*, :/]

  def eval(str) when is_binary(str) do
    with {:ok, tokens} <- tokenize(str, []),
         {:ok, ast, []} <- expr(tokens) do
      {:ok, run(ast)}
    else
      {:ok, _ast, [tok | _]} -> {:error, {:unexpected, tok}}
      {:error, _} = err -> err
    end
  end

  defp tokenize(<<c, rest::binary>>, acc) when c in ~c" \n\t", do: tokenize(rest, acc)

  defp tokenize(<<c, _::binary>> = s, acc) when c in ?0..?9 do
    {n, rest} = Integer.parse(s)
    tokenize(rest, [{:num, n} | acc])
  end

  defp tokenize("(" <> rest, acc), do: tokenize(rest, [:lparen | acc])
  defp tokenize(")" <> rest, acc), do: tokenize(rest, [:rparen | acc])

  defp tokenize(<<c::utf8, rest::binary>>, acc) do
    op = String.to_atom(<<c::utf8>>)
    if op in @ops, do: tokenize(rest, [{:op, op} | acc]), else: {:error, {:bad_char, c}}
  end

  defp tokenize("", acc), do: {:ok, Enum.reverse(acc)}

  defp expr(tokens) do
    case term(tokens) do
      {:ok, left, rest} -> expr_rest(left, rest)
      {:error, _} = e -> e
    end
  end

  defp expr_rest(left, [{:op, op} | rest]) when op in [:+, :-] do
    with {:ok, right, rest} <- term(rest), do: expr_rest({op, left, right}, rest)
  end

  defp expr_rest(left, rest), do: {:ok, left, rest}

  defp term(tokens) do
    with {:ok, left, rest} <- factor(tokens), do: term_rest(left, rest)
  end

  defp term_rest(left, [{:op, op} | rest]) when op in [:*, :/] do
    with {:ok, right, rest} <- factor(rest), do: term_rest({op, left, right}, rest)
  end

  defp term_rest(left, rest), do: {:ok, left, rest}

  defp factor([{:num, n} | rest]), do: {:ok, n, rest}

  defp factor([:lparen | rest]) do
    case expr(rest) do
      {:ok, e, [:rparen | rest]} -> {:ok, e, rest}
      {:ok, _, _} -> {:error, :unclosed}
      other -> other
    end
  end

  defp factor([]), do: {:error, :eof}
  defp factor([tok | _]), do: {:error, {:unexpected, tok}}

  defp run(n) when is_integer(n), do: n
  defp run({:+, a, b}), do: run(a) + run(b)
  defp run({:-, a, b}), do: run(a) - run(b)
  defp run({:*, a, b}), do: run(a) * run(b)
  defp run({:/, a, b}), do: run(a) / run(b)
end

IO.inspect(Calc.eval("1 + 2 * (3 - 1)"))
IO.inspect(Calc.eval("1 + ("))
