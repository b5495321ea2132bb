defmodule Json do
  def encode(nil), do: "null"
  def encode(b) when is_boolean(b), do: Atom.to_string(b)
  def encode(a) when is_atom(a), do: encode(Atom.to_string(a))
  def encode(n) when is_integer(n), do: Integer.to_string(n)
  def encode(f) when is_float(f), do: Float.to_string(f)
  def encode(s) when is_binary(s), do: [?", escape(s), ?"] |> IO.iodata_to_binary()
  def encode(l) when is_list(l), do: "[" <> Enum.map_join(l, ",", &encode/1) <> "]"
  def encode(%_{} = struct), do: struct |> Map.from_struct() |> encode()

  def encode(m) when is_map(m) do
    inner = Enum.map_join(m, ",", fn {k, v} -> encode(to_string(k)) <> ":" <> encode(v) end)
    "{" <> inner <> "}"
  end

  defp escape(s), do: for(<<c::utf8 <- s>>, into: "", do: esc(c))
  defp esc(?"), do: "\\\""
  defp esc(?\\), do: "\\\\"
  defp esc(?\n), do: "\\n"
  defp esc(c), do: <<c::utf8>>

  def decode(s) do
    case value(skip(s)) do
      {:ok, v, rest} -> if skip(rest) == "", do: {:ok, v}, else: {:error, :trailing}
      :error -> {:error, :invalid}
    end
  end

  defp skip(<<c, r::binary>>) when c in [?\s, ?\n, ?\t], do: skip(r)
  defp skip(s), do: s

  defp value("null" <> r), do: {:ok, nil, r}
  defp value("true" <> r), do: {:ok, true, r}
  defp value("false" <> r), do: {:ok, false, r}
  defp value("[" <> r), do: array(skip(r), [])
  defp value(<<?", r::binary>>), do: string(r, "")

  defp value(s) do
    case Integer.parse(s) do
      {n, r} -> {:ok, n, r}
      :error -> :error
    end
  end

  defp array("]" <> r, acc), do: {:ok, Enum.reverse(acc), r}

  defp array(s, acc) do
    with {:ok, v, r} <- value(s) do
      case skip(r) do
        "," <> r -> array(skip(r), [v | acc])
        "]" <> _ = r -> array(r, [v | acc])
        _ -> :error
      end
    end
  end

  defp string(<<?", r::binary>>, acc), do: {:ok, acc, r}
  defp string(<<?\\, c, r::binary>>, acc), do: string(r, <<acc::binary, c>>)
  defp string(<<c::utf8, r::binary>>, acc), do: string(r, acc <> <<c::utf8>>)
  defp string("", _), do: :error
end

IO.puts(Json.encode(%{a: [1, 2.5, nil, true], b: "x\"y"}))
IO.inspect(Json.decode("[1, [true, null], \"a\"]"))
