# How atoms and names are written in source: whether they need quotes, and with what escapes.

defmodule Code.Identifier do
  @moduledoc false

  @doc "The associativity and binding strength of a binary operator, or `:error`."
  def binary_op(name) do
    case :prim_code.operator(name, :binary) do
      false -> :error
      found -> found
    end
  end

  @doc "The associativity and binding strength of a unary operator, or `:error`."
  def unary_op(name) do
    case :prim_code.operator(name, :unary) do
      false -> :error
      found -> found
    end
  end

  @doc "How an atom is written: as an `:alias`, `:identifier`, `:unquoted` atom, or `:quoted`."
  def classify(atom) do
    cond do
      atom in [:%, :%{}, :{}, :<<>>, :..., :.., :., :..//, :->] -> :unquoted
      atom in [:"::", :"//", :"not in"] -> :quoted
      unary_op(atom) != :error or binary_op(atom) != :error -> :unquoted
      alias?(:erlang.atom_to_binary(atom)) -> :alias
      true -> classify_name(:erlang.atom_to_binary(atom))
    end
  end

  defp classify_name(name) do
    case :prim_code.identifier(name) do
      :identifier -> :identifier
      :none -> :quoted
      _ -> :unquoted
    end
  end

  defp alias?("Elixir"), do: true

  defp alias?(<<"Elixir.", rest::binary>>) do
    Enum.all?(:binary.split(rest, ".", [:global]), fn part ->
      :prim_code.identifier(part) == :alias
    end)
  end

  defp alias?(_), do: false

  @doc "An atom as it is written: as a literal, as a key of a keyword list, or as a name after a dot."
  def inspect(:literal, atom, opts) do
    case classify(atom) do
      :alias -> alias_text(:erlang.atom_to_binary(atom))
      :quoted -> ":" <> quoted(atom, opts)
      _ when atom in [nil, true, false] -> :erlang.atom_to_binary(atom)
      _ -> ":" <> :erlang.atom_to_binary(atom)
    end
  end

  def inspect(:key, atom, opts) do
    case classify(atom) do
      kind when kind in [:alias, :quoted] -> quoted(atom, opts) <> ":"
      _ -> :erlang.atom_to_binary(atom) <> ":"
    end
  end

  def inspect(:remote_call, atom, opts) do
    cond do
      atom in [:"::", :"not in"] and atom == :"::" -> "::"
      classify(atom) == :identifier -> :erlang.atom_to_binary(atom)
      atom in [:.., :..//, :., :..., :->, :%, :%{}, :{}, :<<>>] -> quoted(atom, opts)
      unary_op(atom) != :error or binary_op(atom) != :error -> remote_operator(atom, opts)
      true -> quoted(atom, opts)
    end
  end

  defp remote_operator(:"not in", opts), do: quoted(:"not in", opts)
  defp remote_operator(:"//", opts), do: quoted(:"//", opts)
  defp remote_operator(atom, _), do: :erlang.atom_to_binary(atom)

  defp alias_text("Elixir"), do: "Elixir"
  defp alias_text(<<"Elixir.", rest::binary>>), do: rest

  defp quoted(atom, opts) do
    text = :erlang.atom_to_binary(atom)

    case :lists.keyfind(:escape, 1, opts) do
      {:escape, escape} -> escape.(text, ?")
      false -> "\"" <> escape(text, ?") <> "\""
    end
  end

  @doc "The text with what cannot stand between such quotes escaped."
  def escape(text, quote) do
    {escaped, _} = escape(text, quote, :infinity)
    :erlang.iolist_to_binary(escaped)
  end

  @doc "As `escape/2`, of at most so many characters; the escaped text and the rest."
  def escape(text, quote, limit), do: escape(text, quote, limit, [])

  defp escape(rest, _, 0, acc), do: {:lists.reverse(["..." | acc]), rest}
  defp escape("", _, _, acc), do: {:lists.reverse(acc), ""}

  defp escape(<<?#, ?{, rest::binary>>, quote, limit, acc) do
    escape(rest, quote, decrement(limit), ["\\\#{" | acc])
  end

  defp escape(<<char::utf8, rest::binary>>, quote, limit, acc) do
    escape(rest, quote, decrement(limit), [escaped(char, quote) | acc])
  end

  defp escape(<<byte, rest::binary>>, quote, limit, acc) do
    escape(rest, quote, decrement(limit), ["\\x" <> hex(byte, 2) | acc])
  end

  defp decrement(:infinity), do: :infinity
  defp decrement(limit), do: limit - 1

  defp escaped(quote, quote), do: <<?\\, quote>>
  defp escaped(?\\, _), do: "\\\\"
  defp escaped(?\a, _), do: "\\a"
  defp escaped(?\b, _), do: "\\b"
  defp escaped(?\d, _), do: "\\d"
  defp escaped(?\e, _), do: "\\e"
  defp escaped(?\f, _), do: "\\f"
  defp escaped(?\n, _), do: "\\n"
  defp escaped(?\r, _), do: "\\r"
  defp escaped(?\t, _), do: "\\t"
  defp escaped(?\v, _), do: "\\v"
  defp escaped(0, _), do: "\\0"

  defp escaped(char, _) do
    if printable?(char), do: <<char::utf8>>, else: escaped_code(char)
  end

  defp printable?(char) do
    char in 0x20..0x7E or
      (char in 0xA0..0xD7FF and char != 0x2028 and char != 0x2029 and char not in 0x202A..0x202E and
         char not in 0x2066..0x2069) or char in 0xE000..0xFFFD or char in 0x10000..0x10FFFF
  end

  defp escaped_code(char) when char < 0x100, do: "\\x" <> hex(char, 2)
  defp escaped_code(char) when char < 0x10000, do: "\\u" <> hex(char, 4)
  defp escaped_code(char), do: "\\u{" <> hex(char, 6) <> "}"

  defp hex(number, width) do
    digits = Integer.to_string(number, 16)
    String.duplicate("0", max(width - byte_size(digits), 0)) <> digits
  end

  @doc "Resolves escapes as `fun` says; see `Macro.unescape_string/2`."
  def unescape(string, fun), do: unescape(string, fun, "")

  defp unescape(<<?\\, ?x, rest::binary>>, fun, acc) do
    if fun.(:hex), do: unescape_hex(rest, fun, acc), else: unescape(rest, fun, acc <> "\\x")
  end

  defp unescape(<<?\\, ?u, rest::binary>>, fun, acc) do
    if fun.(:unicode),
      do: unescape_unicode(rest, fun, acc),
      else: unescape(rest, fun, acc <> "\\u")
  end

  defp unescape(<<?\\, ?\n, rest::binary>>, fun, acc) do
    if fun.(:newline), do: unescape(rest, fun, acc), else: unescape(rest, fun, acc <> "\\\n")
  end

  defp unescape(<<?\\, ?\r, ?\n, rest::binary>>, fun, acc) do
    if fun.(:newline), do: unescape(rest, fun, acc), else: unescape(rest, fun, acc <> "\\\r\n")
  end

  defp unescape(<<?\\, char, rest::binary>>, fun, acc) do
    case fun.(char) do
      false -> unescape(rest, fun, <<acc::binary, ?\\, char>>)
      replacement -> unescape(rest, fun, <<acc::binary, replacement>>)
    end
  end

  defp unescape(<<char, rest::binary>>, fun, acc), do: unescape(rest, fun, <<acc::binary, char>>)
  defp unescape("", _, acc), do: acc

  defp unescape_hex(<<first, second, rest::binary>>, fun, acc) do
    case hex_value(<<first, second>>) do
      {:ok, byte} -> unescape(rest, fun, <<acc::binary, byte>>)
      :error -> bad_hex()
    end
  end

  defp unescape_hex(_, _, _), do: bad_hex()

  defp bad_hex do
    raise ArgumentError,
          "invalid hex escape character, expected \\xHH where H is a hexadecimal digit"
  end

  defp unescape_unicode(<<?{, rest::binary>>, fun, acc) do
    with [digits, rest] <- :binary.split(rest, "}"),
         true <- byte_size(digits) in 1..6,
         {:ok, code} <- hex_value(digits) do
      unescape(rest, fun, append_code(acc, code, digits))
    else
      _ -> bad_unicode()
    end
  end

  defp unescape_unicode(<<digits::binary-size(4), rest::binary>>, fun, acc) do
    case hex_value(digits) do
      {:ok, code} -> unescape(rest, fun, append_code(acc, code, digits))
      :error -> bad_unicode()
    end
  end

  defp unescape_unicode(_, _, _), do: bad_unicode()

  defp bad_unicode do
    raise ArgumentError,
          "invalid Unicode escape character, expected \\uHHHH or \\u{H*} where H is a hexadecimal digit"
  end

  defp append_code(acc, code, _) when code in 0..0xD7FF or code in 0xE000..0x10FFFF do
    <<acc::binary, code::utf8>>
  end

  defp append_code(_, _, digits) do
    raise ArgumentError, "invalid or reserved Unicode code point \\u{#{digits}}"
  end

  defp hex_value(digits) do
    case Integer.parse(digits, 16) do
      {value, ""} when value >= 0 -> {:ok, value}
      _ -> :error
    end
  end
end
