# How atoms and text are spelled in source: the one place that knows when quotes and escapes are needed, and how escapes
# resolve. Not the tokenizer.

defmodule Code.Identifier do
  @moduledoc false

  # What reads as an atom behind a colon without quotes though it is no identifier.
  @atom_operators [
    :!,
    :!=,
    :!==,
    :%,
    :%{},
    :&,
    :&&,
    :&&&,
    :*,
    :**,
    :+,
    :++,
    :+++,
    :-,
    :--,
    :---,
    :->,
    :.,
    :..,
    :...,
    :..//,
    :/,
    :<,
    :<-,
    :<<<,
    :<<>>,
    :<<~,
    :<=,
    :<>,
    :<~,
    :<~>,
    :=,
    :==,
    :===,
    :=~,
    :>,
    :>=,
    :>>>,
    :@,
    :\\,
    :^,
    :{},
    :|,
    :|>,
    :||,
    :|||,
    :~>,
    :~>>
  ]

  # What may stand behind the dot of a call without quotes though it is no identifier.
  @call_operators ([:"::", :"^^^", :"~~~", :"<|>"] ++ @atom_operators) --
                    [:%, :%{}, :->, :., :.., :..., :..//, :<<>>, :{}]

  @word_operators [:and, :in, :not, :or, :when]

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

  @doc """
  How an atom reads:

    * `:alias` – as a module's name
    * `:identifier` – as a variable, or a call
    * `:unquoted` – as an atom only
    * `:quoted` – as an atom in quotes only
  """
  @spec classify(atom) :: :alias | :identifier | :unquoted | :quoted
  def classify(atom) when is_atom(atom) do
    cond do
      atom in @atom_operators or atom in @word_operators -> :unquoted
      alias?(Atom.to_string(atom)) -> :alias
      true -> atom |> Atom.to_string() |> classify_name()
    end
  end

  # `Elixir.Elixir.Foo` would not be what it says without its first part.
  defp alias_text("Elixir.Elixir" = name), do: name
  defp alias_text("Elixir.Elixir." <> _ = name), do: name
  defp alias_text("Elixir." <> rest), do: rest
  defp alias_text(name), do: name

  defp alias?("Elixir"), do: true
  defp alias?("Elixir." <> rest), do: alias_segment?(rest)
  defp alias?(_name), do: false

  defp alias_segment?(<<first, rest::binary>>) when first in ?A..?Z, do: alias_rest?(rest)
  defp alias_segment?(_rest), do: false

  defp alias_rest?(<<char, rest::binary>>)
       when char in ?A..?Z or char in ?a..?z or char in ?0..?9 or char == ?_,
       do: alias_rest?(rest)

  defp alias_rest?(<<?., rest::binary>>), do: alias_segment?(rest)
  defp alias_rest?(rest), do: rest == ""

  defp classify_name(<<first, rest::binary>> = name) do
    case ascii_name(rest, :identifier) do
      :unicode -> unicode_name(name)
      :quoted -> :quoted
      _kind when first in ?A..?Z -> :unquoted
      kind when first in ?a..?z or first == ?_ -> kind
      _kind when first >= 0x80 -> unicode_name(name)
      _kind -> :quoted
    end
  end

  defp classify_name(""), do: :quoted

  defp ascii_name(<<char, rest::binary>>, kind)
       when char in ?a..?z or char in ?A..?Z or char in ?0..?9 or char == ?_,
       do: ascii_name(rest, kind)

  defp ascii_name(<<?@, rest::binary>>, _kind), do: ascii_name(rest, :unquoted)
  defp ascii_name(<<>>, kind), do: kind
  defp ascii_name(<<char>>, kind) when char in [??, ?!], do: kind
  defp ascii_name(<<char, _::binary>>, _kind) when char >= 0x80, do: :unicode
  defp ascii_name(_rest, _kind), do: :quoted

  # The lexer knows which other code points, and which mixtures of scripts, a name may have. It reads names of variables as
  # their composed form, so that others need quotes.
  defp unicode_name(name) do
    case :prim_code.identifier(name) do
      :identifier ->
        if :prim_unicode.normalize(name, :nfc) == name, do: :identifier, else: :quoted

      :none ->
        :quoted

      _alias_or_atom ->
        :unquoted
    end
  end

  @doc """
  Spells an atom as it stands in source: by itself (`:literal`), in front of a value in a keyword list (`:key`), or behind
  the dot of a call (`:remote_call`).

  The option `:escape` is a function that makes the text between quotes of a name and its quote.
  """
  @spec inspect(:literal | :key | :remote_call, atom, keyword) :: String.t()
  def inspect(place, atom, opts \\ [])
  def inspect(:literal, nil, _opts), do: "nil"
  def inspect(:literal, true, _opts), do: "true"
  def inspect(:literal, false, _opts), do: "false"

  def inspect(:literal, atom, opts) do
    name = Atom.to_string(atom)

    case classify(atom) do
      :alias -> alias_text(name)
      :quoted -> ":" <> quoted(name, opts)
      _unquoted -> ":" <> name
    end
  end

  def inspect(:key, atom, opts) do
    name = Atom.to_string(atom)

    if classify(atom) in [:identifier, :unquoted],
      do: name <> ":",
      else: quoted(name, opts) <> ":"
  end

  def inspect(:remote_call, atom, opts) do
    name = Atom.to_string(atom)

    if atom in @call_operators or atom in @word_operators or classify(atom) == :identifier,
      do: name,
      else: quoted(name, opts)
  end

  defp quoted(name, opts) do
    case :lists.keyfind(:escape, 1, opts) do
      {:escape, escape} -> escape.(name, ?")
      false -> <<?", escape(name, ?")::binary, ?">>
    end
  end

  @doc """
  Finds the function that an anonymous one stands in, in the name that the compiler gave it: `-name/1-fun-0-`.
  """
  @spec extract_anonymous_fun_parent(atom) :: {String.t(), String.t()} | :error
  def extract_anonymous_fun_parent(atom) when is_atom(atom) do
    with "-" <> rest <- Atom.to_string(atom),
         [trailing | reversed] when reversed != [] <-
           rest |> String.split("/") |> :lists.reverse(),
         [arity, kind | _index] when kind in ["fun", "for", "anonymous"] <-
           String.split(trailing, "-") do
      {reversed |> :lists.reverse() |> Enum.join("/"), arity}
    else
      _other -> :error
    end
  end

  @doc """
  Escapes text for use between two `char`.
  """
  @spec escape(binary, char) :: String.t()
  def escape(text, char) do
    {escaped, ""} = escape(text, char, :infinity)
    :erlang.iolist_to_binary(escaped)
  end

  @doc """
  Escapes at most `limit` code points of a text for use between two `char`.

  Returns the escaped text and what is left. What has no shape of its own is written as a code point, what cannot be shown
  as a number.
  """
  @spec escape(binary, char, non_neg_integer | :infinity) :: {iodata, binary}
  def escape(text, char, limit) when is_binary(text) do
    case plain_size(text, char, limit, 0) do
      size when size == byte_size(text) -> {text, ""}
      _size -> escape(text, char, limit, [])
    end
  end

  # Most text is plain: nothing is copied for as long as it is.
  defp plain_size(_text, _char, 0, size), do: size

  defp plain_size(<<byte, rest::binary>>, char, limit, size)
       when byte in 32..126 and byte != char and byte != ?\\ and byte != ?#,
       do: plain_size(rest, char, less(limit), size + 1)

  defp plain_size(_text, _char, _limit, size), do: size

  defp escape(rest, _char, 0, done), do: {:lists.reverse(done), rest}
  defp escape("", _char, _limit, done), do: {:lists.reverse(done), ""}

  defp escape(<<"\#{", rest::binary>>, char, limit, done),
    do: escape(rest, char, less(limit), ["\\\#{" | done])

  defp escape(<<codepoint::utf8, rest::binary>>, char, limit, done),
    do: escape(rest, char, less(limit), [escape_codepoint(codepoint, char) | done])

  defp escape(<<byte, rest::binary>>, char, limit, done),
    do: escape(rest, char, less(limit), [["\\x", hex(byte, 2)] | done])

  defp less(:infinity), do: :infinity
  defp less(limit), do: limit - 1

  defp escape_codepoint(char, char), do: [?\\, char]
  defp escape_codepoint(?\\, _char), do: "\\\\"
  defp escape_codepoint(codepoint, _char) when codepoint in 32..126, do: codepoint
  defp escape_codepoint(?\0, _char), do: "\\0"
  defp escape_codepoint(?\a, _char), do: "\\a"
  defp escape_codepoint(?\b, _char), do: "\\b"
  defp escape_codepoint(?\d, _char), do: "\\d"
  defp escape_codepoint(?\e, _char), do: "\\e"
  defp escape_codepoint(?\f, _char), do: "\\f"
  defp escape_codepoint(?\n, _char), do: "\\n"
  defp escape_codepoint(?\r, _char), do: "\\r"
  defp escape_codepoint(?\t, _char), do: "\\t"
  defp escape_codepoint(?\v, _char), do: "\\v"

  # Spaces that look like others, joiners, and marks that change the direction of what follows.
  defp escape_codepoint(codepoint, _char)
       when codepoint in [0xA0, 0x34F, 0x61C, 0xFEFF] or codepoint in 0x2000..0x200F or
              codepoint in 0x2028..0x202E or codepoint in 0x205F..0x2064 or
              codepoint in 0x2066..0x2069 or codepoint in 0xFFF9..0xFFFC,
       do: ["\\u", hex(codepoint, 4)]

  defp escape_codepoint(codepoint, _char)
       when codepoint in 0xA1..0xD7FF or codepoint in 0xE000..0xFFFD or
              codepoint in 0x10000..0x10FFFF,
       do: <<codepoint::utf8>>

  defp escape_codepoint(codepoint, _char) when codepoint < 0x100, do: ["\\x", hex(codepoint, 2)]
  defp escape_codepoint(codepoint, _char), do: ["\\x{", hex(codepoint, 1), ?}]

  defp hex(number, digits),
    do: number |> Integer.to_string(16) |> String.pad_leading(digits, "0")

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
