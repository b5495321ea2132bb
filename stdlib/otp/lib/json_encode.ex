# Terms as JSON, for `:json` and `JSON`.

defmodule :json_encode do
  @moduledoc false

  defguardp is_plain(byte) when byte >= 0x20 and byte < 0x80 and byte != ?" and byte != ?\\

  @doc "Any term that JSON can say."
  def value(atom, encoder) when is_atom(atom), do: atom(atom, encoder)
  def value(binary, _encoder) when is_binary(binary), do: binary(binary)
  def value(integer, _encoder) when is_integer(integer), do: :erlang.integer_to_binary(integer)
  def value(float, _encoder) when is_float(float), do: :erlang.float_to_binary(float, [:short])
  def value(list, encoder) when is_list(list), do: list(list, encoder)
  def value(map, encoder) when is_map(map), do: map(map, encoder)
  def value(other, _encoder), do: :erlang.error({:unsupported_type, other})

  @doc "An atom."
  def atom(:null, _encoder), do: "null"
  def atom(true, _encoder), do: "true"
  def atom(false, _encoder), do: "false"
  def atom(other, encoder), do: encoder.(:erlang.atom_to_binary(other), encoder)

  @doc "A list as an array."
  def list([], _encoder), do: "[]"
  def list([first | rest], encoder), do: [?[, encoder.(first, encoder) | elements(rest, encoder)]

  defp elements([], _encoder), do: [?]]

  defp elements([element | rest], encoder),
    do: [?,, encoder.(element, encoder) | elements(rest, encoder)]

  @doc "A map as an object."
  def map(map, encoder) when is_map(map),
    do: map |> :maps.to_list() |> key_value_list(encoder)

  @doc "A map as an object, if its keys differ as text."
  def map_checked(map, encoder) when is_map(map),
    do: map |> :maps.to_list() |> key_value_list_checked(encoder)

  @doc "A list of keys and values as an object, if the keys differ as text."
  def key_value_list_checked(list, encoder) do
    check_keys(list)
    key_value_list(list, encoder)
  end

  @doc "Raises if two keys are the same text."
  def check_keys(list) do
    List.foldl(list, %{}, fn {key, _value}, seen ->
      text = key |> key() |> :erlang.iolist_to_binary()
      if is_map_key(seen, text), do: :erlang.error({:duplicate_key, key})
      Map.put(seen, text, true)
    end)

    :ok
  end

  @doc "A list of keys and values as an object."
  def key_value_list([], _encoder), do: "{}"

  def key_value_list([{key, value} | rest], encoder),
    do: [?{, key(key), ?:, encoder.(value, encoder) | members(rest, encoder)]

  defp members([], _encoder), do: [?}]

  defp members([{key, value} | rest], encoder),
    do: [?,, key(key), ?:, encoder.(value, encoder) | members(rest, encoder)]

  @doc "A key: always a string."
  def key(key) when is_binary(key), do: binary(key)
  def key(key) when is_atom(key), do: key |> :erlang.atom_to_binary() |> binary()
  def key(key) when is_integer(key), do: [?", :erlang.integer_to_binary(key), ?"]
  def key(key) when is_float(key), do: [?", :erlang.float_to_binary(key, [:short]), ?"]
  def key(key), do: :erlang.error({:invalid_key, key})

  @doc "A string. What needs no escapes is taken as it is."
  def binary(binary) when is_binary(binary), do: run(binary, binary, 0, [?"], false)

  @doc "A string of ASCII."
  def binary_escape_all(binary) when is_binary(binary), do: run(binary, binary, 0, [?"], true)

  # `size` bytes from `from` on are to be taken as they are; `done` is what stands before them.
  defp run(<<byte, rest::binary>>, from, size, done, all?) when is_plain(byte),
    do: run(rest, from, size + 1, done, all?)

  defp run("", from, size, [?"], _all?) when byte_size(from) == size, do: [?", from, ?"]
  defp run("", from, size, done, _all?), do: [done, taken(from, size), ?"]

  defp run(<<byte, rest::binary>>, from, size, done, all?) when byte < 0x80,
    do: run(rest, rest, 0, [done, taken(from, size) | escape(byte)], all?)

  defp run(<<char::utf8, rest::binary>>, from, size, done, true),
    do: run(rest, rest, 0, [done, taken(from, size) | escape_wide(char)], true)

  defp run(<<char::utf8, rest::binary>>, from, size, done, false),
    do: run(rest, from, size + utf8_size(char), done, false)

  defp run(rest, _from, _size, _done, _all?), do: bad_text(rest)

  defp taken(from, size), do: :erlang.binary_part(from, 0, size)

  defp utf8_size(char) when char < 0x800, do: 2
  defp utf8_size(char) when char < 0x10000, do: 3
  defp utf8_size(_char), do: 4

  defp escape(?"), do: "\\\""
  defp escape(?\\), do: "\\\\"
  defp escape(?\n), do: "\\n"
  defp escape(?\t), do: "\\t"
  defp escape(?\r), do: "\\r"
  defp escape(?\b), do: "\\b"
  defp escape(?\f), do: "\\f"
  defp escape(0x7F), do: <<0x7F>>
  defp escape(byte), do: unit(byte)

  defp escape_wide(char) when char < 0x10000, do: unit(char)

  defp escape_wide(char) do
    char = char - 0x10000
    unit(0xD800 + div(char, 0x400)) <> unit(0xDC00 + rem(char, 0x400))
  end

  defp unit(unit),
    do: "\\u" <> (unit |> :erlang.integer_to_binary(16) |> String.pad_leading(4, "0"))

  # An end within a character is told from bytes that are none.
  defp bad_text(<<byte, rest::binary>>) do
    expected =
      cond do
        byte in 0xC2..0xDF -> 1
        byte in 0xE0..0xEF -> 2
        byte in 0xF0..0xF4 -> 3
        true -> 0
      end

    if expected > byte_size(rest) and all_continuations?(rest),
      do: :erlang.error(:unexpected_end),
      else: :erlang.error({:invalid_byte, byte})
  end

  defp all_continuations?(<<byte, rest::binary>>) when byte in 0x80..0xBF,
    do: all_continuations?(rest)

  defp all_continuations?(rest), do: rest == ""
end

defmodule :json_format do
  @moduledoc false
  # Terms as JSON in lines, for `:json.format/1`. The state holds the `level` of indentation, the column `col`, and the options.

  @doc "Any term that JSON can say."
  def value([], _formatter, _state), do: "[]"
  def value(list, formatter, state) when is_list(list), do: elements(list, formatter, state)
  def value(map, _formatter, _state) when map == %{}, do: "{}"

  def value(map, formatter, state) when is_map(map),
    do: map |> :maps.to_list() |> members(formatter, state)

  def value(atom, formatter, state) when is_atom(atom),
    do: :json_encode.atom(atom, fn text, _ -> formatter.(text, formatter, state) end)

  def value(other, _formatter, _state),
    do: :json_encode.value(other, &:json_encode.value/2)

  # Values of one line each fill lines; if there are others, each has lines of its own.
  defp elements(list, formatter, %{level: level, col: col} = state) do
    inner = %{state | level: level + 1, col: width(state) + state.indent}
    shown = formatted(list, formatter, inner)

    if Enum.any?(shown, &String.contains?(&1, "\n")) do
      break = break(inner)
      [?[, break, Enum.intersperse(shown, [?,, break]), break(state), ?]]
    else
      [?[ | fill(shown, col + 1, inner)]
    end
  end

  # The elements of what need not be a proper list.
  defp formatted([element | rest], formatter, state),
    do: [
      IO.iodata_to_binary(formatter.(element, formatter, state))
      | formatted(rest, formatter, state)
    ]

  defp formatted([], _formatter, _state), do: []

  defp fill([last], _col, _state), do: [last, ?]]

  defp fill([element | rest], col, state) do
    col = col + String.length(element) + 1

    if col > state.max,
      do: [element, ?,, break(state) | fill(rest, width(state), state)],
      else: [element, ?, | fill(rest, col, state)]
  end

  @doc "Keys and values. A single simple value stays on one line."
  def members([{key, value}], formatter, state)
      when is_binary(value) or is_atom(value) or is_number(value) do
    ["{ ", :json_encode.key(key), ": ", formatter.(value, formatter, state), " }"]
  end

  def members([], _formatter, _state), do: "{}"

  def members(list, formatter, %{level: level} = state) do
    inner = %{state | level: level + 1}
    break = break(inner)

    shown =
      Enum.map(list, fn {key, value} ->
        key = :json_encode.key(key)
        col = width(inner) + IO.iodata_length(key) + 2
        [key, ": ", formatter.(value, formatter, %{inner | col: col})]
      end)

    [?{, break, Enum.intersperse(shown, [?,, break]), break(state), ?}]
  end

  defp width(%{level: level, indent: indent}), do: level * indent
  defp break(state), do: [?\n | String.duplicate(" ", width(state))]
end
