# Erlang's `json`: decoding. The parser keeps its own stack, so that it can stop where the input ends and go on with more.
# Encoding is in json_encode.ex.

defmodule :json do
  @moduledoc """
  JSON: texts of it as terms, and terms as JSON.

  | JSON        | Erlang                    |
  |-------------|---------------------------|
  | numbers     | integers and floats       |
  | booleans    | `true` and `false`        |
  | `null`      | the atom `null`           |
  | strings     | binaries                  |
  | arrays      | lists                     |
  | objects     | maps with binaries as keys |

  `decode/3` may be told what to make of each of them. `decode_start/3` reads a text that comes in pieces. All take time that is
  linear in the text.
  """

  @type from_string_fun :: (binary -> term)
  @type array_start_fun :: (acc :: term -> array_acc :: term)
  @type array_push_fun :: (value :: term, acc :: term -> acc :: term)
  @type array_finish_fun :: (array_acc :: term, old_acc :: term -> {term, acc :: term})
  @type object_start_fun :: (acc :: term -> object_acc :: term)
  @type object_push_fun :: (key :: term, value :: term, acc :: term -> acc :: term)
  @type object_finish_fun :: (object_acc :: term, old_acc :: term -> {term, acc :: term})

  @typedoc "What is made of the parts of a text; for what is left out, the default."
  @type decoders :: %{
          optional(:array_start) => array_start_fun,
          optional(:array_push) => array_push_fun,
          optional(:array_finish) => array_finish_fun,
          optional(:object_start) => object_start_fun,
          optional(:object_push) => object_push_fun,
          optional(:object_finish) => object_finish_fun,
          optional(:float) => from_string_fun,
          optional(:integer) => from_string_fun,
          optional(:string) => from_string_fun,
          optional(:null) => term
        }

  @opaque continuation_state :: tuple

  @type encoder :: (term, encoder -> iodata)
  @type formatter :: (term, encoder :: formatter, state :: map -> iodata)
  @type encode_value :: term
  @type decode_value :: term

  defguardp is_blank(byte) when byte in [?\s, ?\n, ?\t, ?\r]
  defguardp is_digit(byte) when byte in ?0..?9
  defguardp is_plain(byte) when byte >= 0x20 and byte < 0x80 and byte != ?" and byte != ?\\

  ## Decoding

  @doc """
  Decodes a text.

  What is no JSON is an error: `unexpected_end`, `{invalid_byte, byte}` or `{unexpected_sequence, bytes}`.

      iex> :json.decode(~s({"a": [1, 2.5, null]}))
      %{"a" => [1, 2.5, :null]}
  """
  @spec decode(binary) :: decode_value
  def decode(binary) when is_binary(binary) do
    # The state of the parser; see `state/4`.
    state = state(binary, 0, %{}, true)
    {value, _acc, rest} = value(binary, :ok, [], state)

    case skip_blanks(rest) do
      "" -> value
      _more -> fail_at_byte(rest, state)
    end
  end

  @doc """
  Decodes the text at the beginning of a binary: `{value, acc, rest}`.

      iex> :json.decode("[1.50] more", :acc, %{float: &{:float, &1}})
      {[{:float, "1.50"}], :acc, " more"}
  """
  @spec decode(binary, term, decoders) :: {decode_value, acc :: term, binary}
  def decode(binary, acc, decoders) when is_binary(binary) do
    binary |> value(acc, [], state(binary, 0, checked(decoders), true))
  end

  @doc """
  Decodes the beginning of a text: `{continue, state}` if it is not complete, else as `decode/3`.

      iex> {:continue, state} = :json.decode_start("[1, tr", :ok, %{})
      iex> :json.decode_continue("ue]", state)
      {[1, true], :ok, ""}
  """
  @spec decode_start(binary, term, decoders) ::
          {decode_value, acc :: term, binary} | {:continue, continuation_state}
  def decode_start(binary, acc, decoders) when is_binary(binary),
    do: value(binary, acc, [], state(binary, 0, checked(decoders), false))

  @doc """
  Goes on with a text: with more of it, or with the news that there is none (`end_of_input`).
  """
  @spec decode_continue(binary | :end_of_input, continuation_state) ::
          {decode_value, acc :: term, binary} | {:continue, continuation_state}
  def decode_continue(:end_of_input, {phase, kept, offset, acc, stack, decoders}) do
    state = state(kept, offset, decoders, true)
    {value, acc, rest} = resume(phase, kept, acc, stack, state)
    {value, acc, rest}
  end

  def decode_continue(binary, {phase, kept, offset, acc, stack, decoders})
      when is_binary(binary) do
    all = kept <> binary
    resume(phase, all, acc, stack, state(all, offset, decoders, false))
  end

  # What the parser knows all the time: the binary that it reads, how many bytes there were before it, the decoders, and whether
  # there will be no more.
  defp state(binary, offset, decoders, last?), do: {binary, offset, decoders, last?}

  defp checked(decoders) do
    Enum.each(decoders, fn {key, decoder} -> parse_decoder(key, decoder, decoders) end)
    decoders
  end

  defp parse_decoder(key, fun, _decoders)
       when key in [:array_start, :object_start, :float, :integer, :string] and
              is_function(fun, 1),
       do: :ok

  defp parse_decoder(key, fun, _decoders)
       when key in [:array_push, :array_finish, :object_finish] and is_function(fun, 2),
       do: :ok

  defp parse_decoder(:object_push, fun, _decoders) when is_function(fun, 3), do: :ok
  defp parse_decoder(:null, _term, _decoders), do: :ok

  defp skip_blanks(<<byte, rest::binary>>) when is_blank(byte), do: skip_blanks(rest)
  defp skip_blanks(rest), do: rest

  ## Values. `stack` holds for each container around: `{:array, acc}` or `{:object, acc}` with the accumulator outside of it; for an
  ## object whose value is being read also the key.

  defp value(<<byte, rest::binary>>, acc, stack, state) when is_blank(byte),
    do: value(rest, acc, stack, state)

  defp value(<<?", rest::binary>>, acc, stack, state),
    do: string(rest, rest, 0, {:value, acc, stack}, state)

  defp value(<<?{, rest::binary>>, acc, stack, {_, _, decoders, _} = state),
    do: first_key(rest, start(:object_start, acc, decoders), [{:object, acc} | stack], state)

  defp value(<<?[, rest::binary>>, acc, stack, {_, _, decoders, _} = state),
    do: first_element(rest, start(:array_start, acc, decoders), [{:array, acc} | stack], state)

  defp value(<<byte, rest::binary>> = token, acc, stack, state) when byte in ?1..?9,
    do: integer(rest, token, 1, acc, stack, state)

  defp value("0" <> rest = token, acc, stack, state),
    do: integer_end(rest, token, 1, acc, stack, state)

  defp value("-" <> rest = token, acc, stack, state), do: minus(rest, token, acc, stack, state)
  defp value("true" <> rest, acc, stack, state), do: next(rest, true, acc, stack, state)
  defp value("false" <> rest, acc, stack, state), do: next(rest, false, acc, stack, state)

  defp value("null" <> rest, acc, stack, {_, _, decoders, _} = state) do
    null =
      case decoders do
        %{null: null} -> null
        _ -> :null
      end

    next(rest, null, acc, stack, state)
  end

  defp value("", acc, stack, state), do: incomplete(:value, "", acc, stack, state)

  defp value(<<byte, rest::binary>> = token, acc, stack, state) when byte in [?t, ?f, ?n] do
    size = if byte == ?f, do: 4, else: 3

    if byte_size(rest) <= size,
      do: incomplete(:value, token, acc, stack, state),
      else: fail_at_byte(rest, state)
  end

  defp value(rest, _acc, _stack, state), do: fail_at_byte(rest, state)

  defp start(key, acc, decoders) do
    case decoders do
      %{^key => fun} -> fun.(acc)
      _ -> []
    end
  end

  # What follows a value: the end, or more of the container that it is in.
  defp next(rest, value, acc, [], _state), do: {value, acc, rest}

  defp next(rest, value, acc, [{:array, _} | _] = stack, {_, _, decoders, _} = state) do
    acc =
      case decoders do
        %{array_push: push} -> push.(value, acc)
        _ -> [value | acc]
      end

    after_element(rest, acc, stack, state)
  end

  defp next(rest, value, acc, [{:object, key, outer} | stack], {_, _, decoders, _} = state) do
    acc =
      case decoders do
        %{object_push: push} -> push.(key, value, acc)
        _ -> [{key, value} | acc]
      end

    after_member(rest, acc, [{:object, outer} | stack], state)
  end

  ## Arrays

  defp first_element(<<byte, rest::binary>>, acc, stack, state) when is_blank(byte),
    do: first_element(rest, acc, stack, state)

  defp first_element("]" <> rest, acc, stack, state), do: finish_array(rest, acc, stack, state)

  defp first_element("", acc, stack, state),
    do: incomplete(:first_element, "", acc, stack, state)

  defp first_element(rest, acc, stack, state), do: value(rest, acc, stack, state)

  defp after_element("," <> rest, acc, stack, state), do: value(rest, acc, stack, state)
  defp after_element("]" <> rest, acc, stack, state), do: finish_array(rest, acc, stack, state)

  defp after_element(<<byte, rest::binary>>, acc, stack, state) when is_blank(byte),
    do: after_element(rest, acc, stack, state)

  defp after_element("", acc, stack, state),
    do: incomplete(:after_element, "", acc, stack, state)

  defp after_element(rest, _acc, _stack, state), do: fail_at_byte(rest, state)

  defp finish_array(rest, acc, [{:array, outer} | stack], {_, _, decoders, _} = state) do
    case decoders do
      %{array_finish: finish} ->
        {value, outer} = finish.(acc, outer)
        next(rest, value, outer, stack, state)

      _ ->
        next(rest, :lists.reverse(acc), outer, stack, state)
    end
  end

  ## Objects

  defp first_key(<<byte, rest::binary>>, acc, stack, state) when is_blank(byte),
    do: first_key(rest, acc, stack, state)

  defp first_key("}" <> rest, acc, stack, state), do: finish_object(rest, acc, stack, state)
  defp first_key("", acc, stack, state), do: incomplete(:first_key, "", acc, stack, state)
  defp first_key(rest, acc, stack, state), do: key(rest, acc, stack, state)

  defp key(<<?", rest::binary>>, acc, stack, state),
    do: string(rest, rest, 0, {:key, acc, stack}, state)

  defp key(<<byte, rest::binary>>, acc, stack, state) when is_blank(byte),
    do: key(rest, acc, stack, state)

  defp key("", acc, stack, state), do: incomplete(:key, "", acc, stack, state)
  defp key(rest, _acc, _stack, state), do: fail_at_byte(rest, state)

  defp colon(":" <> rest, key, acc, [{:object, outer} | stack], state),
    do: value(rest, acc, [{:object, key, outer} | stack], state)

  defp colon(<<byte, rest::binary>>, key, acc, stack, state) when is_blank(byte),
    do: colon(rest, key, acc, stack, state)

  defp colon("", key, acc, stack, state),
    do: incomplete({:colon, key}, "", acc, stack, state)

  defp colon(rest, _key, _acc, _stack, state), do: fail_at_byte(rest, state)

  defp after_member("," <> rest, acc, stack, state), do: key(rest, acc, stack, state)
  defp after_member("}" <> rest, acc, stack, state), do: finish_object(rest, acc, stack, state)

  defp after_member(<<byte, rest::binary>>, acc, stack, state) when is_blank(byte),
    do: after_member(rest, acc, stack, state)

  defp after_member("", acc, stack, state), do: incomplete(:after_member, "", acc, stack, state)
  defp after_member(rest, _acc, _stack, state), do: fail_at_byte(rest, state)

  # Of members with the same key, the first one read counts.
  defp finish_object(rest, acc, [{:object, outer} | stack], {_, _, decoders, _} = state) do
    case decoders do
      %{object_finish: finish} ->
        {value, outer} = finish.(acc, outer)
        next(rest, value, outer, stack, state)

      _ ->
        next(rest, :maps.from_list(acc), outer, stack, state)
    end
  end

  ## Numbers. `token` begins with the number, of which `size` bytes have been read.

  defp minus("0" <> rest, token, acc, stack, state),
    do: integer_end(rest, token, 2, acc, stack, state)

  defp minus(<<byte, rest::binary>>, token, acc, stack, state) when byte in ?1..?9,
    do: integer(rest, token, 2, acc, stack, state)

  defp minus("", token, acc, stack, state), do: incomplete(:value, token, acc, stack, state)
  defp minus(rest, _token, _acc, _stack, state), do: fail_at_byte(rest, state)

  defp integer(<<byte, rest::binary>>, token, size, acc, stack, state) when is_digit(byte),
    do: integer(rest, token, size + 1, acc, stack, state)

  defp integer(rest, token, size, acc, stack, state),
    do: integer_end(rest, token, size, acc, stack, state)

  defp integer_end("." <> rest, token, size, acc, stack, state),
    do: fraction(rest, token, size + 1, acc, stack, state)

  defp integer_end(<<byte, rest::binary>>, token, size, acc, stack, state)
       when byte in [?e, ?E],
       do: exponent(rest, token, size + 1, size, acc, stack, state)

  # More digits may come.
  defp integer_end("", token, _size, acc, stack, {_, _, _, false} = state),
    do: incomplete(:value, token, acc, stack, state)

  defp integer_end(rest, token, size, acc, stack, {_, _, decoders, _} = state) do
    text = unsigned_zero(binary_part(token, 0, size))

    value =
      case decoders do
        %{integer: integer} -> integer.(text)
        _ -> :erlang.binary_to_integer(text)
      end

    next(rest, value, acc, stack, state)
  end

  defp unsigned_zero("-0"), do: "0"
  defp unsigned_zero(text), do: text

  defp fraction(<<byte, rest::binary>>, token, size, acc, stack, state) when is_digit(byte),
    do: fraction_digits(rest, token, size + 1, acc, stack, state)

  defp fraction("", token, _size, acc, stack, state),
    do: incomplete(:value, token, acc, stack, state)

  defp fraction(rest, _token, _size, _acc, _stack, state), do: fail_at_byte(rest, state)

  defp fraction_digits(<<byte, rest::binary>>, token, size, acc, stack, state)
       when is_digit(byte),
       do: fraction_digits(rest, token, size + 1, acc, stack, state)

  defp fraction_digits(<<byte, rest::binary>>, token, size, acc, stack, state)
       when byte in [?e, ?E],
       do: exponent(rest, token, size + 1, nil, acc, stack, state)

  defp fraction_digits(rest, token, size, acc, stack, state),
    do: float(rest, token, size, nil, acc, stack, state)

  # `whole` is the size of the integer if there is no fraction: floats must have one.
  defp exponent(<<sign, byte, rest::binary>>, token, size, whole, acc, stack, state)
       when sign in [?+, ?-] and is_digit(byte),
       do: exponent_digits(rest, token, size + 2, whole, acc, stack, state)

  defp exponent(<<byte, rest::binary>>, token, size, whole, acc, stack, state)
       when is_digit(byte),
       do: exponent_digits(rest, token, size + 1, whole, acc, stack, state)

  defp exponent(rest, token, _size, _whole, acc, stack, state) when rest in ["", "+", "-"],
    do: incomplete(:value, token, acc, stack, state)

  defp exponent(<<sign, rest::binary>>, _token, _size, _whole, _acc, _stack, state)
       when sign in [?+, ?-],
       do: fail_at_byte(rest, state)

  defp exponent(rest, _token, _size, _whole, _acc, _stack, state), do: fail_at_byte(rest, state)

  defp exponent_digits(<<byte, rest::binary>>, token, size, whole, acc, stack, state)
       when is_digit(byte),
       do: exponent_digits(rest, token, size + 1, whole, acc, stack, state)

  defp exponent_digits(rest, token, size, whole, acc, stack, state),
    do: float(rest, token, size, whole, acc, stack, state)

  defp float("", token, _size, _whole, acc, stack, {_, _, _, false} = state),
    do: incomplete(:value, token, acc, stack, state)

  defp float(rest, token, size, whole, acc, stack, {_, _, decoders, _} = state) do
    text =
      if whole do
        integer = unsigned_zero(binary_part(token, 0, whole))
        integer <> ".0e" <> binary_part(token, whole + 1, size - whole - 1)
      else
        binary_part(token, 0, size)
      end

    value =
      case decoders do
        %{float: float} -> float.(text)
        _ -> to_float(text, token, state)
      end

    next(rest, value, acc, stack, state)
  end

  defp to_float(text, token, state) do
    :erlang.binary_to_float(text)
  catch
    :error, :badarg -> fail({:unexpected_sequence, text}, position(token, state))
  end

  ## Strings. `text` begins behind the quote, and `size` bytes of it have been read; `then` says what the string is for.

  defp string(<<byte, rest::binary>>, text, size, then, state) when is_plain(byte),
    do: string(rest, text, size + 1, then, state)

  defp string(<<?", rest::binary>>, text, size, then, state),
    do: string_end(rest, binary_part(text, 0, size), then, state)

  defp string(<<?\\, _::binary>> = rest, text, size, then, state),
    do: escape(rest, binary_part(text, 0, size), text, then, state)

  defp string(<<char::utf8, rest::binary>>, text, size, then, state) when char >= 0x80,
    do: string(rest, text, size + utf8_size(char), then, state)

  defp string(rest, text, _size, then, state), do: bad_text(rest, text, then, state)

  defp utf8_size(char) when char < 0x800, do: 2
  defp utf8_size(char) when char < 0x10000, do: 3
  defp utf8_size(_char), do: 4

  # A string with escapes is built: `built` is what has been read, `text` is where the string began.
  defp escaped(rest, built, text, then, state), do: run(rest, rest, 0, built, text, then, state)

  defp run(<<byte, rest::binary>>, from, size, built, text, then, state) when is_plain(byte),
    do: run(rest, from, size + 1, built, text, then, state)

  defp run(<<?", rest::binary>>, from, size, built, _text, then, state),
    do: string_end(rest, built <> binary_part(from, 0, size), then, state)

  defp run(<<?\\, _::binary>> = rest, from, size, built, text, then, state),
    do: escape(rest, built <> binary_part(from, 0, size), text, then, state)

  defp run(<<char::utf8, rest::binary>>, from, size, built, text, then, state)
       when char >= 0x80,
       do: run(rest, from, size + utf8_size(char), built, text, then, state)

  defp run(rest, _from, _size, _built, text, then, state),
    do: bad_text(rest, text, then, state)

  for {letter, char} <- [
        {?n, ?\n},
        {?", ?"},
        {?\\, ?\\},
        {?/, ?/},
        {?t, ?\t},
        {?r, ?\r},
        {?b, ?\b},
        {?f, ?\f}
      ] do
    defp escape(<<?\\, unquote(letter), rest::binary>>, built, text, then, state),
      do: escaped(rest, <<built::binary, unquote(char)>>, text, then, state)
  end

  defp escape(<<"\\u", digits::binary-4, rest::binary>> = token, built, text, then, state) do
    case hex(digits) do
      char when char in 0xD800..0xDBFF ->
        surrogate(rest, char, token, built, text, then, state)

      char when is_integer(char) and char not in 0xDC00..0xDFFF ->
        escaped(rest, <<built::binary, char::utf8>>, text, then, state)

      _none ->
        fail({:unexpected_sequence, binary_part(token, 0, 6)}, position(token, state))
    end
  end

  defp escape(rest, _built, text, then, state)
       when rest == "\\" or binary_part(rest, 0, 2) == "\\u",
       do: incomplete_string(text, then, state)

  defp escape(<<?\\, rest::binary>>, _built, _text, _then, state), do: fail_at_byte(rest, state)

  # A character beyond 16 bits is written as two.
  defp surrogate(<<"\\u", digits::binary-4, rest::binary>>, high, token, built, text, then, state) do
    case hex(digits) do
      low when low in 0xDC00..0xDFFF ->
        char = 0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00
        escaped(rest, <<built::binary, char::utf8>>, text, then, state)

      _none ->
        fail({:unexpected_sequence, binary_part(token, 0, 12)}, position(token, state))
    end
  end

  defp surrogate(rest, _high, _token, _built, text, then, state) when byte_size(rest) < 6,
    do: incomplete_string(text, then, state)

  defp surrogate(rest, _high, _token, _built, _text, _then, state), do: fail_at_byte(rest, state)

  defp hex(digits) do
    if for(<<digit <- digits>>, do: digit)
       |> Enum.all?(&(&1 in ?0..?9 or &1 in ?a..?f or &1 in ?A..?F)),
       do: :erlang.binary_to_integer(digits, 16)
  end

  defp string_end(rest, string, {kind, acc, stack}, {_, _, decoders, _} = state) do
    string =
      case decoders do
        %{string: fun} -> fun.(string)
        _ -> string
      end

    if kind == :value,
      do: next(rest, string, acc, stack, state),
      else: colon(rest, string, acc, stack, state)
  end

  # What is no character: the end, a control character, or no UTF-8.
  defp bad_text("", text, then, state), do: incomplete_string(text, then, state)

  defp bad_text(<<first, rest::binary>> = bytes, text, then, state) do
    case continuation(first) do
      :none ->
        fail_at_byte(bytes, state)

      {lowest, highest, more} ->
        case rest do
          "" ->
            incomplete_string(text, then, state)

          <<byte, _::binary>> when byte not in lowest..highest//1 ->
            fail_at_byte(rest, state)

          <<_, rest::binary>> ->
            bad_continuation(rest, more, text, then, state)
        end
    end
  end

  defp bad_continuation(<<byte, rest::binary>>, more, text, then, state)
       when more > 0 and byte in 0x80..0xBF,
       do: bad_continuation(rest, more - 1, text, then, state)

  defp bad_continuation("", _more, text, then, state), do: incomplete_string(text, then, state)
  defp bad_continuation(rest, _more, _text, _then, state), do: fail_at_byte(rest, state)

  # Which second bytes a first byte of UTF-8 allows, and how many follow.
  defp continuation(first) when first in 0xC2..0xDF, do: {0x80, 0xBF, 0}
  defp continuation(0xE0), do: {0xA0, 0xBF, 1}
  defp continuation(0xED), do: {0x80, 0x9F, 1}
  defp continuation(first) when first in 0xE1..0xEF, do: {0x80, 0xBF, 1}
  defp continuation(0xF0), do: {0x90, 0xBF, 2}
  defp continuation(first) when first in 0xF1..0xF3, do: {0x80, 0xBF, 2}
  defp continuation(0xF4), do: {0x80, 0x8F, 2}
  defp continuation(_first), do: :none

  ## Where the input ends

  # A string is read anew from its quote.
  defp incomplete_string(text, {kind, acc, stack}, {binary, _, _, _} = state) do
    at = byte_size(binary) - byte_size(text) - 1
    token = binary_part(binary, at, byte_size(binary) - at)
    incomplete(kind, token, acc, stack, state)
  end

  # `kept` is what must be read again with more behind it.
  defp incomplete(_phase, _kept, _acc, _stack, {binary, offset, _decoders, true}),
    do: fail(:unexpected_end, offset + byte_size(binary))

  defp incomplete(phase, kept, acc, stack, {binary, offset, decoders, false}) do
    offset = offset + byte_size(binary) - byte_size(kept)
    {:continue, {phase, kept, offset, acc, stack, decoders}}
  end

  defp resume(:value, rest, acc, stack, state), do: value(rest, acc, stack, state)
  defp resume(:key, rest, acc, stack, state), do: key(rest, acc, stack, state)
  defp resume(:first_key, rest, acc, stack, state), do: first_key(rest, acc, stack, state)
  defp resume(:first_element, rest, acc, stack, state), do: first_element(rest, acc, stack, state)
  defp resume(:after_element, rest, acc, stack, state), do: after_element(rest, acc, stack, state)
  defp resume(:after_member, rest, acc, stack, state), do: after_member(rest, acc, stack, state)
  defp resume({:colon, key}, rest, acc, stack, state), do: colon(rest, key, acc, stack, state)

  ## Errors

  defp fail_at_byte(<<byte, _::binary>> = rest, state),
    do: fail({:invalid_byte, byte}, position(rest, state))

  defp position(rest, {binary, offset, _decoders, _last?}),
    do: offset + byte_size(binary) - byte_size(rest)

  @spec fail(term, non_neg_integer) :: no_return
  defp fail(reason, position),
    do: :erlang.error(reason, :none, error_info: %{cause: %{position: position}})

  ## Encoding

  @doc """
  Encodes a term. Atoms other than `true`, `false` and `null` are strings.

      iex> :json.encode(%{"a" => [1, :null]}) |> IO.iodata_to_binary()
      ~s({"a":[1,null]})
  """
  @spec encode(encode_value) :: iodata
  def encode(term), do: encode(term, &encode_value/2)

  @doc """
  Encodes a term with a function that is called for each term in it, and is given itself.

      iex> encoder = fn
      ...>   tuple, encode when is_tuple(tuple) -> encode.(Tuple.to_list(tuple), encode)
      ...>   other, encode -> :json.encode_value(other, encode)
      ...> end
      iex> :json.encode({1, {2}}, encoder) |> IO.iodata_to_binary()
      "[1,[2]]"
  """
  @spec encode(term, encoder) :: iodata
  def encode(term, encoder) when is_function(encoder, 2), do: encoder.(term, encoder)

  @doc """
  The encoder that is used by default.
  """
  @spec encode_value(term, encoder) :: iodata
  defdelegate encode_value(term, encoder), to: :json_encode, as: :value

  @doc """
  Encodes an atom: `true`, `false` and `null` as such, others as strings.
  """
  @spec encode_atom(atom, encoder) :: iodata
  defdelegate encode_atom(atom, encoder), to: :json_encode, as: :atom

  @doc """
  Encodes an integer.
  """
  @spec encode_integer(integer) :: iodata
  def encode_integer(integer), do: :erlang.integer_to_binary(integer)

  @doc """
  Encodes a float, with as few digits as it needs.
  """
  @spec encode_float(float) :: iodata
  def encode_float(float), do: :erlang.float_to_binary(float, [:short])

  @doc """
  Encodes a list as an array.
  """
  @spec encode_list([term], encoder) :: iodata
  defdelegate encode_list(list, encoder), to: :json_encode, as: :list

  @doc """
  Encodes a map as an object.
  """
  @spec encode_map(map, encoder) :: iodata
  defdelegate encode_map(map, encoder), to: :json_encode, as: :map

  @doc """
  Encodes a map as an object; two keys that are the same text are an error.
  """
  @spec encode_map_checked(map, encoder) :: iodata
  defdelegate encode_map_checked(map, encoder), to: :json_encode, as: :map_checked

  @doc """
  Encodes a list of keys and values as an object.
  """
  @spec encode_key_value_list([{term, term}], encoder) :: iodata
  defdelegate encode_key_value_list(list, encoder), to: :json_encode, as: :key_value_list

  @doc """
  Encodes a list of keys and values as an object; two keys that are the same text are an error.
  """
  @spec encode_key_value_list_checked([{term, term}], encoder) :: iodata
  defdelegate encode_key_value_list_checked(list, encoder),
    to: :json_encode,
    as: :key_value_list_checked

  @doc """
  Encodes a binary as a string.

      iex> :json.encode_binary("é\\n") |> IO.iodata_to_binary()
      ~S("é\\n")
  """
  @spec encode_binary(binary) :: iodata
  defdelegate encode_binary(binary), to: :json_encode, as: :binary

  @doc """
  Encodes a binary as a string of ASCII.

      iex> :json.encode_binary_escape_all("é") |> IO.iodata_to_binary()
      ~S("\\u00E9")
  """
  @spec encode_binary_escape_all(binary) :: iodata
  defdelegate encode_binary_escape_all(binary), to: :json_encode, as: :binary_escape_all

  ## Encoding for people

  @doc """
  Encodes a term in lines, with a line break at the end.
  """
  @spec format(encode_value) :: iodata
  def format(term), do: format(term, %{})

  @doc """
  Encodes a term in lines, with options or with a function that is called for each term in it.

  Options are `indent` (2 by default) and `max`, the width of lines that arrays of short values are broken to (100).
  """
  @spec format(encode_value, map | formatter) :: iodata
  def format(term, options) when is_map(options), do: format(term, &format_value/3, options)
  def format(term, formatter) when is_function(formatter, 3), do: format(term, formatter, %{})

  @doc """
  Encodes a term in lines, with a function that is called for each term in it, and options.
  """
  @spec format(term, formatter, map) :: iodata
  def format(term, formatter, options) when is_function(formatter, 3) and is_map(options) do
    state = Map.merge(%{level: 0, col: 0, indent: 2, max: 100}, options)
    [formatter.(term, formatter, state), ?\n]
  end

  @doc """
  The formatter that is used by default.
  """
  @spec format_value(term, formatter, map) :: iodata
  defdelegate format_value(term, formatter, state), to: :json_format, as: :value

  @doc """
  Encodes a list of keys and values as an object in lines.
  """
  @spec format_key_value_list([{term, term}], formatter, map) :: iodata
  defdelegate format_key_value_list(list, formatter, state), to: :json_format, as: :members

  @doc """
  Encodes a list of keys and values as an object in lines; two keys that are the same text are an error.
  """
  @spec format_key_value_list_checked([{term, term}], formatter, map) :: iodata
  def format_key_value_list_checked(list, formatter, state) do
    :json_encode.check_keys(list)
    format_key_value_list(list, formatter, state)
  end
end
