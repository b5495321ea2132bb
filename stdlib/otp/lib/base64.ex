# Erlang's `base64`, on Elixir's Base.

defmodule :base64 do
  @moduledoc """
  Binaries as text of 64 characters.

  Options are `mode` (`standard` or `urlsafe`) and `padding`. Data is a binary or a list of bytes.
  """

  @type base64_binary :: binary
  @type base64_string :: charlist
  @type options :: %{optional(:padding) => boolean, optional(:mode) => :standard | :urlsafe}

  @doc """
  Encodes data.

      iex> :base64.encode("hello")
      "aGVsbG8="
  """
  @spec encode(binary | charlist) :: base64_binary
  def encode(data), do: encode(data, %{})

  @doc """
  Encodes data with options.

      iex> :base64.encode(<<251, 255>>, %{mode: :urlsafe, padding: false})
      "-_8"
  """
  @spec encode(binary | charlist, options) :: base64_binary
  def encode(data, options) when is_map(options) do
    data = bytes(data)
    padding = Map.get(options, :padding, true)

    case Map.get(options, :mode, :standard) do
      :standard -> Base.encode64(data, padding: padding)
      :urlsafe -> Base.url_encode64(data, padding: padding)
    end
  end

  @doc "Encodes data to a charlist."
  @spec encode_to_string(binary | charlist) :: base64_string
  def encode_to_string(data), do: encode_to_string(data, %{})

  @doc "Encodes data to a charlist, with options."
  @spec encode_to_string(binary | charlist, options) :: base64_string
  def encode_to_string(data, options), do: data |> encode(options) |> :erlang.binary_to_list()

  @doc """
  Decodes text. White space is skipped; anything else that does not belong there is an error.

      iex> :base64.decode("aGVs bG8=")
      "hello"
  """
  @spec decode(binary | charlist) :: binary
  def decode(text), do: decode(text, %{})

  @doc "Decodes text, with options. Without padding, it need not be there."
  @spec decode(binary | charlist, options) :: binary
  def decode(text, options) when is_map(options) do
    text = :binary.replace(bytes(text), ["\s", "\t", "\n", "\r"], "", [:global])

    case decoded(text, options) do
      {:ok, data} -> data
      :error -> failed(text, options)
    end
  end

  defp decoded(text, options) do
    padding = Map.get(options, :padding, true)
    # Where padding is not asked for, some of it does no harm.
    text = if padding, do: text, else: String.trim_trailing(text, "=")

    case Map.get(options, :mode, :standard) do
      :standard -> Base.decode64(text, padding: padding)
      :urlsafe -> Base.url_decode64(text, padding: padding)
    end
  end

  defp failed(text, options) do
    allowed = if options[:mode] == :urlsafe, do: ~c"-_=", else: ~c"+/="

    if for(<<byte <- text>>, do: byte) |> Enum.all?(&(alphanumeric?(&1) or &1 in allowed)),
      do: :erlang.error(:missing_padding),
      else: :erlang.error(:badarg)
  end

  defp alphanumeric?(byte), do: byte in ?A..?Z or byte in ?a..?z or byte in ?0..?9

  @doc "Decodes text to a charlist."
  @spec decode_to_string(binary | charlist) :: charlist
  def decode_to_string(text), do: decode_to_string(text, %{})

  @doc "Decodes text to a charlist, with options."
  @spec decode_to_string(binary | charlist, options) :: charlist
  def decode_to_string(text, options), do: text |> decode(options) |> :erlang.binary_to_list()

  @doc """
  Decodes text, skipping all that does not belong there.

      iex> :base64.mime_decode("aG#VsbG8=")
      "hello"
  """
  @spec mime_decode(binary | charlist) :: binary
  def mime_decode(text), do: mime_decode(text, %{})

  @doc "Decodes text with options, skipping all that does not belong there."
  @spec mime_decode(binary | charlist, options) :: binary
  def mime_decode(text, options) when is_map(options) do
    extra = if options[:mode] == :urlsafe, do: ~c"-_=", else: ~c"+/="

    text =
      for <<byte <- bytes(text)>>, alphanumeric?(byte) or byte in extra, into: "", do: <<byte>>

    # A bit of padding is enough.
    padding = Map.get(options, :padding, true) and not String.ends_with?(text, "=")

    case decoded(text, Map.put(options, :padding, padding)) do
      {:ok, data} -> data
      :error -> :erlang.error(:missing_padding)
    end
  end

  @doc "Decodes text to a charlist, skipping all that does not belong there."
  @spec mime_decode_to_string(binary | charlist) :: charlist
  def mime_decode_to_string(text), do: mime_decode_to_string(text, %{})

  @doc "Decodes text to a charlist with options, skipping all that does not belong there."
  @spec mime_decode_to_string(binary | charlist, options) :: charlist
  def mime_decode_to_string(text, options),
    do: text |> mime_decode(options) |> :erlang.binary_to_list()

  defp bytes(data) when is_binary(data), do: data
  defp bytes(data), do: :erlang.list_to_binary(data)
end
