# Encoding of binaries as text: base 16, 32 and 64, as RFC 4648 defines them.

defmodule Base do
  @moduledoc """
  Encoding of binaries as text in base 16, 32 and 64, as defined by
  [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648).

      iex> Base.encode64("foobar")
      "Zm9vYmFy"
      iex> Base.decode64("Zm9vYmFy")
      {:ok, "foobar"}

  | Base         | Bits per character | Characters                      |
  |--------------|--------------------|---------------------------------|
  | 16           | 4                  | `0-9A-F`                        |
  | 32           | 5                  | `A-Z2-7`                        |
  | 32, hex      | 5                  | `0-9A-V`, keeps the sort order  |
  | 64           | 6                  | `A-Za-z0-9+/`                   |
  | 64, URL      | 6                  | `A-Za-z0-9-_`                   |

  Encoded text of base 32 and 64 is filled with `=` up to a multiple of 8 or 4 characters,
  unless `padding: false` is given. Bits of the last character that belong to no byte are
  ignored when decoding.
  """

  @type encode_case :: :upper | :lower
  @type decode_case :: :upper | :lower | :mixed

  upper16 = ~c"0123456789ABCDEF"
  lower16 = ~c"0123456789abcdef"
  upper32 = ~c"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
  lower32 = ~c"abcdefghijklmnopqrstuvwxyz234567"
  upper32hex = ~c"0123456789ABCDEFGHIJKLMNOPQRSTUV"
  lower32hex = ~c"0123456789abcdefghijklmnopqrstuv"
  letters64 = ~c"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

  # From values to characters.
  @upper16 List.to_string(upper16)
  @lower16 List.to_string(lower16)
  @upper32 List.to_string(upper32)
  @lower32 List.to_string(lower32)
  @upper32hex List.to_string(upper32hex)
  @lower32hex List.to_string(lower32hex)
  @standard64 List.to_string(letters64 ++ ~c"+/")
  @url64 List.to_string(letters64 ++ ~c"-_")

  # From characters to values; 255 for those outside the alphabets.
  values = fn alphabets ->
    by_character = for alphabet <- alphabets, pair <- Enum.with_index(alphabet), do: pair

    for character <- 0..255, into: "" do
      case List.keyfind(by_character, character, 0) do
        {_, value} -> <<value>>
        nil -> <<255>>
      end
    end
  end

  @from_upper16 values.([upper16])
  @from_lower16 values.([lower16])
  @from_mixed16 values.([upper16, lower16])
  @from_upper32 values.([upper32])
  @from_lower32 values.([lower32])
  @from_mixed32 values.([upper32, lower32])
  @from_upper32hex values.([upper32hex])
  @from_lower32hex values.([lower32hex])
  @from_mixed32hex values.([upper32hex, lower32hex])
  @from_standard64 values.([letters64 ++ ~c"+/"])
  @from_url64 values.([letters64 ++ ~c"-_"])

  @doc """
  Encodes in base 16; `case: :lower` gives small letters.

      iex> Base.encode16("foobar")
      "666F6F626172"
      iex> Base.encode16(<<255>>, case: :lower)
      "ff"
  """
  @spec encode16(binary, case: encode_case) :: binary
  def encode16(data, opts \\ []) when is_binary(data) do
    alphabet =
      case Keyword.get(opts, :case, :upper) do
        :upper -> @upper16
        :lower -> @lower16
      end

    :prim_base.digits(data, 4, alphabet)
  end

  @doc """
  Decodes base 16; returns `:error` for what is not.

  `case` is one of `:upper`, `:lower` and `:mixed`.

      iex> Base.decode16("666F6F626172")
      {:ok, "foobar"}
      iex> Base.decode16("ff", case: :lower)
      {:ok, <<255>>}
      iex> Base.decode16("F")
      :error
  """
  @spec decode16(binary, case: decode_case) :: {:ok, binary} | :error
  def decode16(string, opts \\ []), do: ok_or_error(fn -> decode16!(string, opts) end)

  @doc """
  Decodes base 16 or raises `ArgumentError`.

      iex> Base.decode16!("666f6F", case: :mixed)
      "foo"
  """
  @spec decode16!(binary, case: decode_case) :: binary
  def decode16!(string, opts \\ []) when is_binary(string) do
    if rem(byte_size(string), 2) != 0 do
      raise ArgumentError,
            "string given to decode has wrong length. An even number of bytes was expected, " <>
              "got: #{byte_size(string)}. Double check your string for unwanted characters or " <>
              "pad it accordingly"
    end

    values =
      case Keyword.get(opts, :case, :upper) do
        :upper -> @from_upper16
        :lower -> @from_lower16
        :mixed -> @from_mixed16
      end

    bytes(string, 4, values)
  end

  @doc """
  Returns `true` for what `decode16/2` would decode.

      iex> Base.valid16?("666F")
      true
      iex> Base.valid16?("xy")
      false
  """
  @doc since: "1.19.0"
  @spec valid16?(binary, case: decode_case) :: boolean
  def valid16?(string, opts \\ [])

  # What has half a byte at its end is wrong whatever the options are.
  def valid16?(string, _opts) when is_binary(string) and rem(byte_size(string), 2) == 1, do: false

  def valid16?(string, opts) when is_binary(string),
    do: valid?(opts, fn -> decode16!(string, opts) end)

  @doc """
  Encodes in base 64; `padding: false` leaves the padding out.

      iex> Base.encode64("foob")
      "Zm9vYg=="
      iex> Base.encode64("foob", padding: false)
      "Zm9vYg"
  """
  @spec encode64(binary, padding: boolean) :: binary
  def encode64(data, opts \\ []) when is_binary(data) do
    encode64(data, @standard64, Keyword.get(opts, :padding, true))
  end

  @doc """
  Encodes in base 64 with the alphabet that is safe in URLs and file names.

      iex> Base.url_encode64(<<255, 127, 254, 252>>)
      "_3_-_A=="
  """
  @spec url_encode64(binary, padding: boolean) :: binary
  def url_encode64(data, opts \\ []) when is_binary(data) do
    encode64(data, @url64, Keyword.get(opts, :padding, true))
  end

  defp encode64(data, alphabet, padding) do
    encoded = :prim_base.digits(data, 6, alphabet)
    pad(encoded, elem({"", "==", "="}, rem(byte_size(data), 3)), padding)
  end

  @doc """
  Decodes base 64; returns `:error` for what is not.

  `ignore: :whitespace` skips white space, `padding: false` accepts text without padding.

      iex> Base.decode64("Zm9vYmFy")
      {:ok, "foobar"}
      iex> Base.decode64("Zm9v Ymé")
      :error
      iex> Base.decode64("Zm9v\\nYg", ignore: :whitespace, padding: false)
      {:ok, "foob"}
  """
  @spec decode64(binary, ignore: :whitespace, padding: boolean) :: {:ok, binary} | :error
  def decode64(string, opts \\ []) when is_binary(string) do
    ok_or_error(fn -> decode64!(string, opts) end)
  end

  @doc """
  Decodes base 64 or raises `ArgumentError`.

      iex> Base.decode64!("Zm9vYmFy")
      "foobar"
  """
  @spec decode64!(binary, ignore: :whitespace, padding: boolean) :: binary
  def decode64!(string, opts \\ []) when is_binary(string) do
    decode64_text(string, @from_standard64, opts)
  end

  @doc """
  Returns `true` for what `decode64/2` would decode.

      iex> Base.valid64?("Zm9vYmFy")
      true
      iex> Base.valid64?("Zm9v*")
      false
  """
  @doc since: "1.19.0"
  @spec valid64?(binary, ignore: :whitespace, padding: boolean) :: boolean
  def valid64?(string, opts \\ []) when is_binary(string) do
    valid?(opts, fn -> decode64!(string, opts) end)
  end

  @doc """
  Decodes base 64 with the URL alphabet; returns `:error` for what is not.

      iex> Base.url_decode64("_3_-_A==")
      {:ok, <<255, 127, 254, 252>>}
  """
  @spec url_decode64(binary, ignore: :whitespace, padding: boolean) :: {:ok, binary} | :error
  def url_decode64(string, opts \\ []) when is_binary(string) do
    ok_or_error(fn -> url_decode64!(string, opts) end)
  end

  @doc """
  Decodes base 64 with the URL alphabet or raises `ArgumentError`.

      iex> Base.url_decode64!("_3_-_A", padding: false)
      <<255, 127, 254, 252>>
  """
  @spec url_decode64!(binary, ignore: :whitespace, padding: boolean) :: binary
  def url_decode64!(string, opts \\ []) when is_binary(string) do
    decode64_text(string, @from_url64, opts)
  end

  @doc """
  Returns `true` for what `url_decode64/2` would decode.

      iex> Base.url_valid64?("_3_-_A==")
      true
  """
  @doc since: "1.19.0"
  @spec url_valid64?(binary, ignore: :whitespace, padding: boolean) :: boolean
  def url_valid64?(string, opts \\ []) when is_binary(string) do
    valid?(opts, fn -> url_decode64!(string, opts) end)
  end

  defp decode64_text(string, values, opts) do
    string = remove_ignored(string, Keyword.get(opts, :ignore))
    padding = Keyword.get(opts, :padding, true)
    {groups, last} = last_group(string)
    groups = bytes(groups, 6, values)

    case rem(byte_size(last), 4) do
      0 -> :ok
      excess when padding != false or excess == 1 -> raise ArgumentError, "incorrect padding"
      _ -> :ok
    end

    groups <> last_bytes64(last, values)
  end

  # Last groups have 2, 3 or 4 characters for 1, 2 or 3 bytes.
  defp last_bytes64(characters, values) do
    case characters do
      <<a, b, ?=, ?=>> ->
        bytes(<<a, b>>, 6, values)

      <<a, b, c, ?=>> ->
        bytes(<<a, b, c>>, 6, values)

      <<_, _, _, _>> ->
        bytes(characters, 6, values)

      <<_, _, _>> ->
        bytes(characters, 6, values)

      <<_, _>> ->
        bytes(characters, 6, values)

      <<>> ->
        <<>>

      <<group::binary-4, rest::binary>> ->
        bytes(group, 6, values) <> last_bytes64(rest, values)
    end
  end

  @doc """
  Encodes in base 32.

  `case: :lower` gives small letters, `padding: false` leaves the padding out.

      iex> Base.encode32("foob")
      "MZXW6YQ="
      iex> Base.encode32("foob", case: :lower, padding: false)
      "mzxw6yq"
  """
  @spec encode32(binary, case: encode_case, padding: boolean) :: binary
  def encode32(data, opts \\ []) when is_binary(data) do
    alphabet =
      case Keyword.get(opts, :case, :upper) do
        :upper -> @upper32
        :lower -> @lower32
      end

    encode32(data, alphabet, Keyword.get(opts, :padding, true))
  end

  @doc """
  Encodes in base 32 with the hex alphabet, which keeps the sort order of the data.

      iex> Base.hex_encode32("foob")
      "CPNMUOG="
  """
  @spec hex_encode32(binary, case: encode_case, padding: boolean) :: binary
  def hex_encode32(data, opts \\ []) when is_binary(data) do
    alphabet =
      case Keyword.get(opts, :case, :upper) do
        :upper -> @upper32hex
        :lower -> @lower32hex
      end

    encode32(data, alphabet, Keyword.get(opts, :padding, true))
  end

  defp encode32(data, alphabet, padding) do
    encoded = :prim_base.digits(data, 5, alphabet)
    pad(encoded, elem({"", "======", "====", "===", "="}, rem(byte_size(data), 5)), padding)
  end

  defp pad(encoded, "", _padding), do: encoded
  defp pad(encoded, padding, true), do: encoded <> padding
  defp pad(encoded, _padding, false), do: encoded

  @doc """
  Decodes base 32; returns `:error` for what is not.

  `case` is one of `:upper`, `:lower` and `:mixed`; `padding: false` accepts text without
  padding.

      iex> Base.decode32("MZXW6YTB")
      {:ok, "fooba"}
      iex> Base.decode32("mzxw6", case: :lower, padding: false)
      {:ok, "foo"}
      iex> Base.decode32("MZXW6")
      :error
  """
  @spec decode32(binary, case: decode_case, padding: boolean) :: {:ok, binary} | :error
  def decode32(string, opts \\ []), do: ok_or_error(fn -> decode32!(string, opts) end)

  @doc """
  Decodes base 32 or raises `ArgumentError`.

      iex> Base.decode32!("MZXW6YTBOI======")
      "foobar"
  """
  @spec decode32!(binary, case: decode_case, padding: boolean) :: binary
  def decode32!(string, opts \\ []) when is_binary(string) do
    values =
      case Keyword.get(opts, :case, :upper) do
        :upper -> @from_upper32
        :lower -> @from_lower32
        :mixed -> @from_mixed32
      end

    decode32(string, values, Keyword.get(opts, :padding, true))
  end

  @doc """
  Returns `true` for what `decode32/2` would decode.

      iex> Base.valid32?("MZXW6YTB")
      true
      iex> Base.valid32?("MZXW6")
      false
  """
  @doc since: "1.19.0"
  @spec valid32?(binary, case: decode_case, padding: boolean) :: boolean
  def valid32?(string, opts \\ []) when is_binary(string) do
    valid?(opts, fn -> decode32!(string, opts) end)
  end

  @doc """
  Decodes base 32 with the hex alphabet; returns `:error` for what is not.

      iex> Base.hex_decode32("CPNMUOG=")
      {:ok, "foob"}
  """
  @spec hex_decode32(binary, case: decode_case, padding: boolean) :: {:ok, binary} | :error
  def hex_decode32(string, opts \\ []), do: ok_or_error(fn -> hex_decode32!(string, opts) end)

  @doc """
  Decodes base 32 with the hex alphabet or raises `ArgumentError`.

      iex> Base.hex_decode32!("CPNMUOG=")
      "foob"
  """
  @spec hex_decode32!(binary, case: decode_case, padding: boolean) :: binary
  def hex_decode32!(string, opts \\ []) when is_binary(string) do
    values =
      case Keyword.get(opts, :case, :upper) do
        :upper -> @from_upper32hex
        :lower -> @from_lower32hex
        :mixed -> @from_mixed32hex
      end

    decode32(string, values, Keyword.get(opts, :padding, true))
  end

  @doc """
  Returns `true` for what `hex_decode32/2` would decode.

      iex> Base.hex_valid32?("CPNMUOG=")
      true
  """
  @doc since: "1.19.0"
  @spec hex_valid32?(binary, case: decode_case, padding: boolean) :: boolean
  def hex_valid32?(string, opts \\ []) when is_binary(string) do
    valid?(opts, fn -> hex_decode32!(string, opts) end)
  end

  defp decode32(string, values, padding) do
    {groups, rest} = last_group(string)
    groups = bytes(groups, 5, values)

    # Last groups have 2, 4, 5 or 7 characters for 1, 2, 3 or 4 bytes.
    last =
      case rest do
        <<group::binary-2, "======">> -> bytes(group, 5, values)
        <<group::binary-4, "====">> -> bytes(group, 5, values)
        <<group::binary-5, "===">> -> bytes(group, 5, values)
        <<group::binary-7, "=">> -> bytes(group, 5, values)
        <<_::binary-8>> -> bytes(rest, 5, values)
        <<_::binary-2>> when not padding -> bytes(rest, 5, values)
        <<_::binary-4>> when not padding -> bytes(rest, 5, values)
        <<_::binary-5>> when not padding -> bytes(rest, 5, values)
        <<_::binary-7>> when not padding -> bytes(rest, 5, values)
        <<>> -> <<>>
        _ -> raise ArgumentError, "incorrect padding"
      end

    groups <> last
  end

  # Groups of 8 characters are whole bytes in base 32 and 64; the last one may have padding.
  defp last_group(string) do
    size = byte_size(string)
    last = if size == 0, do: 0, else: rem(size - 1, 8) + 1
    {binary_part(string, 0, size - last), binary_part(string, size, -last)}
  end

  # The bytes that are whole; what bits are left over are not looked at.
  defp bytes(characters, width, values) do
    case :prim_base.bytes(characters, width, values) do
      bytes when is_binary(bytes) ->
        bytes

      character ->
        raise ArgumentError,
              "non-alphabet character found: " <>
                "#{inspect(<<character>>, binaries: :as_strings)} (byte #{character})"
    end
  end

  defp remove_ignored(string, nil), do: string

  defp remove_ignored(string, :whitespace),
    do: :binary.replace(string, ["\s", "\t", "\r", "\n"], "", [:global])

  defp ok_or_error(decode) do
    {:ok, decode.()}
  rescue
    ArgumentError -> :error
  end

  # Options that cannot be read are an error, not an answer.
  defp valid?(opts, decode) do
    _ = Keyword.get(opts, :padding)
    ok_or_error(decode) != :error
  end
end
