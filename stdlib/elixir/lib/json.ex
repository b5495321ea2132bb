# JSON: the module, and the protocol that says how terms are encoded. Texts are read and written by `:json`.

defprotocol JSON.Encoder do
  @moduledoc """
  How terms become JSON.

  Structs have to say so: by deriving the protocol, with the fields that are for everybody's eyes,

      defmodule User do
        @derive {JSON.Encoder, only: [:id, :name]}
        defstruct [:id, :name, :password]
      end

  or `except:` those that are not, or by an implementation of their own. For structs of others,
  `Protocol.derive(JSON.Encoder, Theirs, only: [:name])` does it. Fields come in the order of `:only`, or of the struct.
  """

  @undefined_impl_description """
  the protocol must be explicitly implemented.

  If you have a struct, you can derive the implementation specifying which fields should be encoded to JSON:

      @derive {JSON.Encoder, only: [....]}
      defstruct ...

  It is also possible to encode all fields, although this should be used carefully to avoid accidentally leaking private information when new fields are added:

      @derive JSON.Encoder
      defstruct ...

  Finally, if you don't own the struct you want to encode to JSON, you may use Protocol.derive/3 placed outside of any module:

      Protocol.derive(JSON.Encoder, NameOfTheStruct, only: [...])
      Protocol.derive(JSON.Encoder, NameOfTheStruct)\
  """

  @impl true
  defmacro __deriving__(module, options) do
    fields =
      for %{field: field} <- Macro.struct_info!(module, __CALLER__),
          field != :__exception__,
          do: field

    fields = JSON.derived_fields(fields, options)
    variables = for field <- fields, do: {field, Macro.var(field, __MODULE__)}
    encoder = quote(do: encoder)

    quote do
      defimpl JSON.Encoder, for: unquote(module) do
        def encode(%{unquote_splicing(variables)}, unquote(encoder)),
          do: unquote(JSON.derived_object(variables, encoder))
      end
    end
  end

  @doc """
  Returns the JSON of a term as iodata. `encoder` is to be called, with itself as second argument, for the terms within.
  """
  @spec encode(t, JSON.encoder()) :: iodata
  def encode(term, encoder)
end

defmodule JSON.DecodeError do
  @moduledoc """
  Raised for a text that is no JSON. `offset` is the byte that it is noticed at, `data` the text.
  """

  defexception [:message, :offset, :data]
end

defmodule JSON do
  @moduledoc ~S"""
  JSON: texts of it as terms, and terms as JSON.

      iex> JSON.decode!(~s({"names": ["Ann", null], "total": 2}))
      %{"names" => ["Ann", nil], "total" => 2}
      iex> JSON.encode!(%{id: 1, tags: ["a", :b]})
      ~s({"id":1,"tags":["a","b"]})

  | JSON            | when decoded                | what is encoded so                                  |
  |-----------------|-----------------------------|-----------------------------------------------------|
  | numbers         | integers and floats         | integers and floats                                 |
  | strings         | strings                     | strings, other atoms, dates, times and durations    |
  | booleans        | `true` and `false`          | `true` and `false`                                  |
  | `null`          | `nil`                       | `nil`                                               |
  | arrays          | lists                       | lists                                               |
  | objects         | maps with strings as keys   | maps, structs that derive `JSON.Encoder`            |

  Keyword lists and tuples are not encoded: make maps or lists of them.
  """

  @typedoc "Why a text is no JSON, and where."
  @type decode_error_reason ::
          {:unexpected_end, non_neg_integer}
          | {:invalid_byte, non_neg_integer, byte}
          | {:unexpected_sequence, non_neg_integer, binary}

  @typedoc "What is made of the parts of a text; see `:json.decode/3`."
  @type decoders :: [
          array_start: :json.array_start_fun(),
          array_push: :json.array_push_fun(),
          array_finish: :json.array_finish_fun(),
          object_start: :json.object_start_fun(),
          object_push: :json.object_push_fun(),
          object_finish: :json.object_finish_fun(),
          float: :json.from_string_fun(),
          integer: :json.from_string_fun(),
          string: :json.from_string_fun(),
          null: term
        ]

  @typedoc "A function that returns the JSON of a term, given itself for the terms within."
  @type encoder :: (term, encoder -> iodata)

  @doc """
  Decodes a text: `{:ok, term}`, or `{:error, reason}`.

  ## Examples

      iex> JSON.decode("[null, 123, true, \\"foo\\"]")
      {:ok, [nil, 123, true, "foo"]}
      iex> JSON.decode("[1,]")
      {:error, {:invalid_byte, 3, 93}}

  """
  @spec decode(binary) :: {:ok, term} | {:error, decode_error_reason}
  def decode(binary) when is_binary(binary) do
    with {decoded, :ok, rest} <- decode(binary, :ok, []) do
      if only_blanks?(rest) do
        {:ok, decoded}
      else
        {:error, {:invalid_byte, byte_size(binary) - byte_size(rest), :binary.first(rest)}}
      end
    end
  end

  defp only_blanks?(<<byte, rest::binary>>) when byte in [?\s, ?\n, ?\t, ?\r],
    do: only_blanks?(rest)

  defp only_blanks?(rest), do: rest == ""

  @doc ~S"""
  Decodes the text at the beginning of a binary as told: `{term, acc, rest}`, or `{:error, reason}`.

  For each container, `array_start` or `object_start` makes an accumulator of the one outside, `array_push` or `object_push`
  adds to it, and `array_finish` or `object_finish` returns the term and the accumulator outside. What is left out is done as by
  `decode/1`.

  ## Examples

      iex> JSON.decode("[1.50] rest", :acc, float: &{:decimal, &1})
      {[{:decimal, "1.50"}], :acc, " rest"}

      iex> JSON.decode(~s({"b": 1, "a": 2}), :acc,
      ...>   object_push: fn key, value, acc -> [{String.to_atom(key), value} | acc] end,
      ...>   object_finish: fn acc, old -> {Enum.reverse(acc), old} end
      ...> )
      {[b: 1, a: 2], :acc, ""}

  """
  @spec decode(binary, term, decoders) ::
          {term, acc :: term, binary} | {:error, decode_error_reason}
  def decode(binary, acc, decoders) when is_binary(binary) and is_list(decoders) do
    decoders = Keyword.put_new(decoders, :null, nil)

    try do
      :json.decode(binary, acc, Map.new(decoders))
    catch
      :error, :unexpected_end ->
        {:error, {:unexpected_end, position(__STACKTRACE__)}}

      :error, {:invalid_byte, byte} ->
        {:error, {:invalid_byte, position(__STACKTRACE__), byte}}

      :error, {:unexpected_sequence, bytes} ->
        {:error, {:unexpected_sequence, position(__STACKTRACE__), bytes}}
    end
  end

  defp position([{_, _, _, info} | _]), do: info[:error_info][:cause][:position] || 0

  @doc """
  Decodes a text; raises `JSON.DecodeError` if it is none.

  ## Examples

      iex> JSON.decode!("[null, 123]")
      [nil, 123]
      iex> JSON.decode!("[1")
      ** (JSON.DecodeError) unexpected end of JSON binary at position (byte offset) 2

  """
  @spec decode!(binary) :: term
  def decode!(binary) when is_binary(binary) do
    case decode(binary) do
      {:ok, decoded} ->
        decoded

      {:error, {:unexpected_end, offset}} ->
        decode_error("unexpected end of JSON binary", binary, offset)

      {:error, {:invalid_byte, offset, byte}} ->
        decode_error("invalid byte #{byte}", binary, offset)

      {:error, {:unexpected_sequence, offset, bytes}} ->
        decode_error("unexpected sequence #{inspect(bytes)}", binary, offset)
    end
  end

  defp decode_error(what, binary, offset) do
    raise JSON.DecodeError,
      message: "#{what} at position (byte offset) #{offset}",
      data: binary,
      offset: offset
  end

  @doc ~S"""
  Encodes a term.

  `encoder` is called for each term, with itself as second argument; it may treat some terms by itself and leave the others to
  `protocol_encode/2`.

  ## Examples

      iex> JSON.encode!([123, "string", %{key: "value"}])
      "[123,\"string\",{\"key\":\"value\"}]"

      iex> encoder = fn
      ...>   tuple, encode when is_tuple(tuple) -> encode.(Tuple.to_list(tuple), encode)
      ...>   other, encode -> JSON.protocol_encode(other, encode)
      ...> end
      iex> JSON.encode!(%{point: {1, 2}}, encoder)
      "{\"point\":[1,2]}"

  """
  @spec encode!(term, encoder) :: binary
  def encode!(term, encoder \\ &protocol_encode/2),
    do: term |> encoder.(encoder) |> IO.iodata_to_binary()

  @doc """
  Encodes a term as iodata, which saves a copy if it is to be written to a file or a socket.

  ## Examples

      iex> JSON.encode_to_iodata!([1, "a"]) |> IO.iodata_to_binary()
      ~s([1,"a"])

  """
  @spec encode_to_iodata!(term, encoder) :: iodata
  def encode_to_iodata!(term, encoder \\ &protocol_encode/2), do: encoder.(term, encoder)

  @doc """
  The encoder that is used by default: built-in types without a detour, others by the protocol `JSON.Encoder`.
  """
  @spec protocol_encode(term, encoder) :: iodata
  def protocol_encode(value, encoder) when is_atom(value) do
    case value do
      nil -> "null"
      true -> "true"
      false -> "false"
      _ -> encoder.(Atom.to_string(value), encoder)
    end
  end

  def protocol_encode(value, _encoder) when is_binary(value), do: :json_encode.binary(value)
  def protocol_encode(value, _encoder) when is_integer(value), do: Integer.to_string(value)
  def protocol_encode(value, _encoder) when is_float(value), do: :json.encode_float(value)
  def protocol_encode(value, encoder) when is_list(value), do: :json_encode.list(value, encoder)

  def protocol_encode(%{} = value, encoder) when not is_map_key(value, :__struct__) do
    case :maps.to_list(value) do
      [] -> "{}"
      [member | members] -> [?{, member(member, encoder) | members(members, encoder)]
    end
  end

  def protocol_encode(value, encoder), do: JSON.Encoder.encode(value, encoder)

  defp members([], _encoder), do: [?}]

  defp members([member | members], encoder),
    do: [?,, member(member, encoder) | members(members, encoder)]

  defp member({key, value}, encoder),
    do: [:json_encode.binary(key(key)), ?: | encoder.(value, encoder)]

  defp key(key) when is_binary(key), do: key
  defp key(key) when is_atom(key), do: Atom.to_string(key)
  defp key(key), do: String.Chars.to_string(key)

  @doc false
  def derived_fields(fields, options) do
    cond do
      only = Keyword.get(options, :only) -> known(only, :only, fields)
      except = Keyword.get(options, :except) -> fields -- known(except, :except, fields)
      true -> fields
    end
  end

  defp known(names, option, fields) do
    if not is_list(names), do: :erlang.error(:badarg)

    case names -- fields do
      [] ->
        names

      unknown ->
        raise ArgumentError,
              "unknown struct fields #{inspect(unknown)} specified in #{inspect(option)}. " <>
                "Expected one of: #{inspect(fields)}"
    end
  end

  # The quoted iodata of an object whose keys are known.
  @doc false
  def derived_object([], encoder), do: quote(do: unquote(encoder) && "{}")

  def derived_object([first | rest], encoder) do
    quoted = [
      derived_member("{", first, encoder) | Enum.map(rest, &derived_member(",", &1, encoder))
    ]

    Enum.concat(quoted) ++ [?}]
  end

  defp derived_member(before, {field, variable}, encoder) do
    key = field |> Atom.to_string() |> :json_encode.binary() |> IO.iodata_to_binary()
    [before <> key <> ":", quote(do: unquote(encoder).(unquote(variable), unquote(encoder)))]
  end
end

defimpl JSON.Encoder, for: [Atom, Integer, Float, List, Map] do
  def encode(value, encoder), do: JSON.protocol_encode(value, encoder)
end

defimpl JSON.Encoder, for: BitString do
  def encode(value, _encoder), do: :json_encode.binary(value)
end

defimpl JSON.Encoder, for: [Date, Time, NaiveDateTime, DateTime, Duration] do
  def encode(value, _encoder), do: [?", @for.to_iso8601(value), ?"]
end
