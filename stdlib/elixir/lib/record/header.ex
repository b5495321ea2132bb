# Reads record declarations from Erlang header files. It knows no more of Erlang than these
# need: comments, definitions without arguments, and terms as defaults.

defmodule Record.Header do
  @moduledoc false

  @doc """
  Returns the records of a file with their fields and defaults, in order.

  Raises if the file cannot be read; declarations that it does not understand are left out.
  """
  def read(path) do
    case File.read(path) do
      {:ok, text} -> text |> tokens([]) |> forms([]) |> records(%{}, [])
      {:error, _} = error -> raise "error parsing file #{path}, got: #{inspect(error)}"
    end
  end

  ## Tokens: atoms, numbers and strings as {kind, value}, all else as the text itself

  defp tokens("", acc), do: Enum.reverse(acc)
  defp tokens("%" <> rest, acc), do: rest |> skip_line() |> tokens(acc)

  defp tokens(<<space, rest::binary>>, acc) when space in ~c"\s\t\r\n", do: tokens(rest, acc)

  defp tokens("<<\"" <> rest, acc) do
    {text, rest} = quoted(rest, ?", "")

    case String.trim_leading(rest) do
      ">>" <> rest -> tokens(rest, [{:value, text} | acc])
      rest -> tokens(rest, [:unknown | acc])
    end
  end

  defp tokens("\"" <> rest, acc) do
    {text, rest} = quoted(rest, ?", "")
    tokens(rest, [{:value, String.to_charlist(text)} | acc])
  end

  defp tokens("'" <> rest, acc) do
    {text, rest} = quoted(rest, ?', "")
    tokens(rest, [{:atom, String.to_atom(text)} | acc])
  end

  defp tokens("$" <> <<char::utf8, rest::binary>>, acc), do: tokens(rest, [{:value, char} | acc])
  defp tokens("::" <> rest, acc), do: tokens(rest, ["::" | acc])
  defp tokens("=>" <> rest, acc), do: tokens(rest, ["=>" | acc])

  defp tokens(<<digit, _::binary>> = text, acc) when digit in ?0..?9 do
    {whole, rest} = Integer.parse(text)

    case rest do
      "." <> <<digit, _::binary>> when digit in ?0..?9 ->
        {number, rest} = Float.parse(text)
        tokens(rest, [{:value, number} | acc])

      "#" <> <<_, _::binary>> when whole in 2..36 ->
        "#" <> digits = rest
        {number, rest} = Integer.parse(digits, whole)
        tokens(rest, [{:value, number} | acc])

      _ ->
        tokens(rest, [{:value, whole} | acc])
    end
  end

  defp tokens(<<char, _::binary>> = text, acc)
       when char in ?a..?z or char in ?A..?Z or char == ?_ do
    {name, rest} = word(text, "")

    if char in ?a..?z,
      do: tokens(rest, [{:atom, String.to_atom(name)} | acc]),
      else: tokens(rest, [{:variable, name} | acc])
  end

  # A point that ends a form has white space behind it.
  defp tokens("." <> rest, acc) do
    if rest == "" or String.starts_with?(rest, [" ", "\t", "\r", "\n", "%"]),
      do: tokens(rest, [:stop | acc]),
      else: tokens(rest, ["." | acc])
  end

  defp tokens(<<char::utf8, rest::binary>>, acc), do: tokens(rest, [<<char::utf8>> | acc])
  defp tokens(<<_, rest::binary>>, acc), do: tokens(rest, [:unknown | acc])

  defp skip_line("\n" <> rest), do: rest
  defp skip_line(<<_, rest::binary>>), do: skip_line(rest)
  defp skip_line(""), do: ""

  defp word(<<char, rest::binary>>, acc)
       when char in ?a..?z or char in ?A..?Z or char in ?0..?9 or char in ~c"_@" do
    word(rest, <<acc::binary, char>>)
  end

  defp word(rest, acc), do: {acc, rest}

  @escapes %{
    ?n => ?\n,
    ?t => ?\t,
    ?r => ?\r,
    ?s => ?\s,
    ?e => ?\e,
    ?b => ?\b,
    ?f => ?\f,
    ?v => ?\v,
    ?0 => 0
  }

  defp quoted(<<?\\, char::utf8, rest::binary>>, mark, acc) do
    quoted(rest, mark, <<acc::binary, Map.get(@escapes, char, char)::utf8>>)
  end

  defp quoted(<<mark, rest::binary>>, mark, acc), do: {acc, rest}

  defp quoted(<<char::utf8, rest::binary>>, mark, acc) do
    quoted(rest, mark, <<acc::binary, char::utf8>>)
  end

  defp quoted(_rest, _mark, acc), do: {acc, ""}

  defp forms([], acc), do: Enum.reverse(acc)

  defp forms(tokens, acc) do
    {form, rest} = Enum.split_while(tokens, &(&1 != :stop))
    forms(Enum.drop(rest, 1), [form | acc])
  end

  ## Forms

  defp records([], _macros, acc), do: Enum.reverse(acc)

  defp records([["-", {:atom, :define}, "(", {_, name}, "," | rest] | forms], macros, acc) do
    case term(rest, macros) do
      {:ok, value, [")"]} -> records(forms, Map.put(macros, to_string(name), value), acc)
      _ -> records(forms, macros, acc)
    end
  end

  defp records(
         [["-", {:atom, :record}, "(", {:atom, name}, ",", "{" | rest] | forms],
         macros,
         acc
       ) do
    case fields(rest, macros, []) do
      {:ok, fields} -> records(forms, macros, [{name, fields} | acc])
      :error -> records(forms, macros, acc)
    end
  end

  defp records([_other | forms], macros, acc), do: records(forms, macros, acc)

  defp fields(["}", ")"], _macros, acc), do: {:ok, Enum.reverse(acc)}
  defp fields(["," | rest], macros, acc), do: fields(rest, macros, acc)

  defp fields([{:atom, field}, "=" | rest], macros, acc) do
    case term(rest, macros) do
      {:ok, value, rest} -> rest |> skip_type(0) |> fields(macros, [{field, value} | acc])
      :error -> :error
    end
  end

  defp fields([{:atom, field} | rest], macros, acc) do
    rest |> skip_type(0) |> fields(macros, [{field, :undefined} | acc])
  end

  defp fields(_other, _macros, _acc), do: :error

  # A type ends where a comma or a closing bracket is not one of its own.
  defp skip_type([token | _] = rest, 0) when token in [",", "}"], do: rest

  defp skip_type([token | rest], depth) when token in ["(", "{", "["],
    do: skip_type(rest, depth + 1)

  defp skip_type([token | rest], depth) when token in [")", "}", "]"],
    do: skip_type(rest, depth - 1)

  defp skip_type([_token | rest], depth), do: skip_type(rest, depth)
  defp skip_type([], _depth), do: []

  ## Terms

  defp term([{:value, value} | rest], _macros), do: {:ok, value, rest}
  defp term([{:atom, atom} | rest], _macros), do: {:ok, atom, rest}

  defp term(["-", {:value, number} | rest], _macros) when is_number(number) do
    {:ok, -number, rest}
  end

  defp term(["?", {_, name} | rest], macros) do
    case macros do
      %{^name => value} ->
        {:ok, value, rest}

      %{} ->
        if is_atom(name),
          do: term(["?", {:variable, to_string(name)} | rest], macros),
          else: :error
    end
  end

  defp term(["[" | rest], macros), do: terms(rest, "]", macros, [], & &1)
  defp term(["{" | rest], macros), do: terms(rest, "}", macros, [], &List.to_tuple/1)
  defp term(["#", "{" | rest], macros), do: terms(rest, "}", macros, [], &Map.new/1)
  defp term(["<", "<", ">", ">" | rest], _macros), do: {:ok, "", rest}
  defp term(_other, _macros), do: :error

  defp terms([close | rest], close, _macros, acc, build) do
    {:ok, build.(Enum.reverse(acc)), rest}
  end

  defp terms(["," | rest], close, macros, acc, build), do: terms(rest, close, macros, acc, build)

  defp terms(tokens, close, macros, acc, build) do
    with {:ok, key, ["=>" | rest]} <- term(tokens, macros),
         {:ok, value, rest} <- term(rest, macros) do
      terms(rest, close, macros, [{key, value} | acc], build)
    else
      {:ok, value, rest} -> terms(rest, close, macros, [value | acc], build)
      :error -> :error
    end
  end
end
