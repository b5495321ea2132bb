# Takes one packet off the front of received bytes: what `:erlang.decode_packet/3` and sockets in packet modes do.

defmodule :packet_decoder do
  @moduledoc false

  @methods %{
    "OPTIONS" => :OPTIONS,
    "GET" => :GET,
    "HEAD" => :HEAD,
    "POST" => :POST,
    "PUT" => :PUT,
    "DELETE" => :DELETE,
    "TRACE" => :TRACE
  }

  # The headers that have a number, in its order.
  @headers [
    :"Cache-Control",
    :Connection,
    :Date,
    :Pragma,
    :"Transfer-Encoding",
    :Upgrade,
    :Via,
    :Accept,
    :"Accept-Charset",
    :"Accept-Encoding",
    :"Accept-Language",
    :Authorization,
    :From,
    :Host,
    :"If-Modified-Since",
    :"If-Match",
    :"If-None-Match",
    :"If-Range",
    :"If-Unmodified-Since",
    :"Max-Forwards",
    :"Proxy-Authorization",
    :Range,
    :Referer,
    :"User-Agent",
    :Age,
    :Location,
    :"Proxy-Authenticate",
    :Public,
    :"Retry-After",
    :Server,
    :Vary,
    :Warning,
    :"Www-Authenticate",
    :Allow,
    :"Content-Base",
    :"Content-Encoding",
    :"Content-Language",
    :"Content-Length",
    :"Content-Location",
    :"Content-Md5",
    :"Content-Range",
    :"Content-Type",
    :Etag,
    :Expires,
    :"Last-Modified",
    :"Accept-Ranges",
    :"Set-Cookie",
    :"Set-Cookie2",
    :"X-Forwarded-For",
    :Cookie,
    :"Keep-Alive",
    :"Proxy-Connection"
  ]

  @numbered Map.new(Enum.with_index(@headers, 1), fn {name, number} ->
              {Atom.to_string(name), {number, name}}
            end)

  # Headers of more characters are left as they are written.
  @longest_header 50

  @types [
    :raw,
    0,
    1,
    2,
    4,
    :asn1,
    :cdr,
    :sunrm,
    :fcgi,
    :tpkt,
    :line,
    :ssl_tls,
    :http,
    :http_bin,
    :httph,
    :httph_bin
  ]

  @doc "Whether that is a packet type."
  def type?(type), do: type in @types

  @doc "The options as a map, or `:error`."
  def options(options, type),
    do: read(options, type, %{packet_size: 0, line_length: 0, line_delimiter: ?\n})

  defp read([{name, size} | rest], type, read)
       when name in [:packet_size, :line_length] and is_integer(size) and size in 0..0xFFFFFFFF,
       do: read(rest, type, %{read | name => size})

  defp read([{:line_delimiter, byte} | rest], :line, read) when byte in 0..255,
    do: read(rest, :line, %{read | line_delimiter: byte})

  defp read([], _type, read), do: read
  defp read(_other, _type, _read), do: :error

  @doc """
  `{:ok, packet, rest}`, `{:more, how many bytes there must be | :undefined}` or `{:error, :invalid}`.
  """
  def decode(type, bytes, options)

  def decode(type, "", _options) when type in [:raw, 0], do: {:more, :undefined}
  def decode(type, bytes, _options) when type in [:raw, 0], do: {:ok, bytes, ""}
  def decode(1, <<size, _::binary>> = bytes, options), do: body(bytes, 1, size, options)
  def decode(2, <<size::16, _::binary>> = bytes, options), do: body(bytes, 2, size, options)

  def decode(4, <<1::1, _::bitstring>> = bytes, _options) when byte_size(bytes) >= 4,
    do: invalid()

  def decode(4, <<size::32, _::binary>> = bytes, options), do: body(bytes, 4, size, options)
  def decode(type, _bytes, _options) when type in [1, 2, 4], do: {:more, :undefined}

  def decode(:sunrm, <<_last::1, size::31, _::binary>> = bytes, options),
    do: whole(bytes, 4, size, options)

  def decode(
        :cdr,
        <<"GIOP", _version::16, _::7, 0::1, _type, size::32-big, _::binary>> = bytes,
        options
      ),
      do: whole(bytes, 12, size, options)

  def decode(
        :cdr,
        <<"GIOP", _version::16, _::7, 1::1, _type, size::32-little, _::binary>> = bytes,
        options
      ),
      do: whole(bytes, 12, size, options)

  def decode(:cdr, bytes, _options) when byte_size(bytes) >= 12, do: invalid()

  def decode(:fcgi, <<1, _type, _request::16, size::16, padding, _, _::binary>> = bytes, options) do
    # The padding belongs to no packet.
    with {:ok, packet, rest} <- whole(bytes, 8, size + padding, options),
         do: {:ok, binary_part(packet, 0, 8 + size), rest}
  end

  def decode(:fcgi, bytes, _options) when byte_size(bytes) >= 8, do: invalid()

  def decode(:tpkt, <<3, _, size::16, _::binary>> = bytes, options) when size >= 4,
    do: whole(bytes, 4, size - 4, options)

  def decode(:tpkt, bytes, _options) when byte_size(bytes) >= 4, do: invalid()

  def decode(:asn1, <<_::3, 31::5, rest::binary>> = bytes, options),
    do: long_tag(rest, bytes, options)

  def decode(:asn1, <<_tag, rest::binary>> = bytes, options),
    do: asn1_length(rest, bytes, 1, options)

  def decode(:ssl_tls, <<type, major, minor, size::16, _::binary>> = bytes, options) do
    with {:ok, data, rest} <- body(bytes, 5, size, options),
         do: {:ok, {:ssl_tls, [], type, {major, minor}, data}, rest}
  end

  def decode(:line, bytes, options), do: line(bytes, options)

  def decode(type, bytes, options) when type in [:http, :http_bin] do
    with {:ok, line, rest} <- whole_line(bytes, options),
         do: {:ok, start_line(line, text(type)), rest}
  end

  def decode(type, bytes, options) when type in [:httph, :httph_bin] do
    with {:ok, line, rest} <- header_line(bytes, options),
         do: {:ok, header(line, text(type)), rest}
  end

  def decode(_type, _bytes, _options), do: {:more, :undefined}

  defp invalid, do: {:error, :invalid}

  # The packet without the header in front of it.
  defp body(bytes, header, size, options) do
    with {:ok, packet, rest} <- whole(bytes, header, size, options),
         do: {:ok, binary_part(packet, header, size), rest}
  end

  defp whole(_bytes, _header, size, %{packet_size: limit}) when limit > 0 and size > limit,
    do: invalid()

  defp whole(bytes, header, size, _options) do
    case bytes do
      <<packet::binary-size(^header + ^size), rest::binary>> -> {:ok, packet, rest}
      _less -> {:more, header + size}
    end
  end

  ## ASN.1: a tag of one or more bytes, and a length that may be written in up to four more

  defp long_tag(<<1::1, _::7, rest::binary>>, bytes, options), do: long_tag(rest, bytes, options)

  defp long_tag(<<_::8, rest::binary>>, bytes, options),
    do: asn1_length(rest, bytes, byte_size(bytes) - byte_size(rest), options)

  defp long_tag("", _bytes, _options), do: {:more, :undefined}

  defp asn1_length(<<0::1, size::7, _::binary>>, bytes, tag, options),
    do: whole(bytes, tag + 1, size, options)

  defp asn1_length(<<1::1, count::7, _::binary>>, _bytes, _tag, _options) when count > 4,
    do: invalid()

  defp asn1_length(<<1::1, count::7, size::size(count)-unit(8), _::binary>>, bytes, tag, options),
    do: whole(bytes, tag + 1 + count, size, options)

  defp asn1_length(_less, _bytes, _tag, _options), do: {:more, :undefined}

  ## Lines

  defp line(bytes, %{line_length: most} = options) do
    case line_size(bytes, options) do
      size when is_integer(size) and (most == 0 or size <= most) -> whole(bytes, 0, size, options)
      :none when most == 0 or byte_size(bytes) < most -> unfinished(bytes, options)
      _longer -> whole(bytes, 0, most, options)
    end
  end

  # Lines of HTTP are not cut.
  defp whole_line(bytes, %{line_length: most} = options) do
    case line_size(bytes, options) do
      size when is_integer(size) and (most == 0 or size <= most) -> whole(bytes, 0, size, options)
      :none when most == 0 or byte_size(bytes) < most -> unfinished(bytes, options)
      _longer -> invalid()
    end
  end

  defp line_size(bytes, %{line_delimiter: delimiter}) do
    case :binary.match(bytes, <<delimiter>>) do
      {position, 1} -> position + 1
      :nomatch -> :none
    end
  end

  defp unfinished(bytes, %{packet_size: limit}) when limit > 0 and byte_size(bytes) > limit,
    do: invalid()

  defp unfinished(_bytes, _options), do: {:more, :undefined}

  # A header goes on in lines that begin with white space; what comes behind it must be seen.
  defp header_line(bytes, options) do
    case whole_line(bytes, options) do
      {:ok, line, rest} when line in ["\r\n", "\n"] ->
        {:ok, line, rest}

      {:ok, _line, ""} ->
        {:more, :undefined}

      {:ok, line, <<byte, _::binary>> = rest} when byte in ~c" \t" ->
        continued(line, rest, options)

      other ->
        other
    end
  end

  defp continued(line, rest, options) do
    with {:ok, more, rest} <- header_line(rest, options), do: {:ok, line <> more, rest}
  end

  ## HTTP

  defp text(type) when type in [:http, :httph], do: &:erlang.binary_to_list/1
  defp text(_binary), do: & &1

  defp start_line("HTTP/" <> rest = line, text) do
    with {version, rest} <- version(rest),
         {status, rest} <- Integer.parse(skip(rest)) do
      {:http_response, version, status, text.(without_end(skip(rest)))}
    else
      _ -> {:http_error, text.(line)}
    end
  end

  defp start_line(line, text) do
    with {method, rest} when method != "" <- word(without_end(line)),
         true <- token?(method) and not String.contains?(method, ":"),
         {uri, rest} when uri != "" <- word(skip(rest)),
         {version, uri} <- target(skip(rest), uri, text) do
      {:http_request, Map.get_lazy(@methods, method, fn -> text.(method) end), uri, version}
    else
      _ -> {:http_error, text.(line)}
    end
  end

  # HTTP 0.9 names no version, and its resources are paths.
  defp target("", uri, text), do: {{0, 9}, {:abs_path, text.(uri)}}

  defp target("HTTP/" <> rest, uri, text) do
    with {version, ""} <- version(rest), do: {version, uri(uri, text)}
  end

  defp target(_other, _uri, _text), do: :error

  defp version(text) do
    with {major, "." <> rest} <- digits(text),
         {minor, rest} <- digits(rest) do
      {{major, minor}, skip(rest)}
    else
      _ -> :error
    end
  end

  defp digits(<<digit, _::binary>> = text) when digit in ?0..?9, do: Integer.parse(text)
  defp digits(_other), do: :error

  defp uri("*", _text), do: :*
  defp uri("/" <> _ = path, text), do: {:abs_path, text.(path)}
  defp uri("http://" <> rest, text), do: absolute_uri(:http, rest, text)
  defp uri("https://" <> rest, text), do: absolute_uri(:https, rest, text)

  defp uri(uri, text) do
    case :binary.split(uri, ":") do
      [scheme, rest] -> {:scheme, text.(scheme), text.(rest)}
      [uri] -> text.(uri)
    end
  end

  defp absolute_uri(scheme, rest, text) do
    {authority, path} =
      case :binary.match(rest, "/") do
        {position, 1} -> String.split_at(rest, position)
        :nomatch -> {rest, "/"}
      end

    {host, port} = host_and_port(authority)
    {:absoluteURI, scheme, text.(host), port, text.(path)}
  end

  # Colons within brackets belong to the host.
  defp host_and_port(authority) do
    case Regex.run(~r/\A(\[[^\]]*\]|[^:]*)(?::(.*))?\z/s, authority) do
      [_, host, port] ->
        case Integer.parse(port) do
          {number, ""} -> {host, number}
          _ -> {host, :undefined}
        end

      [_, host] ->
        {host, :undefined}

      nil ->
        {authority, :undefined}
    end
  end

  defp header(line, _text) when line in ["\r\n", "\n"], do: :http_eoh

  defp header(line, text) do
    case :binary.split(line, ":") do
      [name, value] ->
        if token?(name) do
          {number, field} = field(name, text)
          {:http_header, number, field, text.(name), text.(value |> skip() |> without_end())}
        else
          {:http_error, text.(line)}
        end

      [_line] ->
        {:http_error, text.(line)}
    end
  end

  defp field(name, text) do
    written = if byte_size(name) > @longest_header, do: name, else: titlecase(name)

    case @numbered do
      %{^written => numbered} -> numbered
      _ -> {0, text.(written)}
    end
  end

  defp titlecase(name) do
    name
    |> :binary.split("-", [:global])
    |> Enum.map_join("-", &String.capitalize(&1, :ascii))
  end

  defp token?(name), do: not (name =~ ~r/[\x00-\x20\x7F()<>@,;\\"\/\[\]?={}]/)

  defp word(text) do
    case :binary.match(text, [" ", "\t"]) do
      {position, 1} ->
        {binary_part(text, 0, position), binary_part(text, position, byte_size(text) - position)}

      :nomatch ->
        {text, ""}
    end
  end

  defp skip(<<byte, rest::binary>>) when byte in ~c" \t", do: skip(rest)
  defp skip(text), do: text

  defp without_end(line) do
    size = byte_size(line)

    case line do
      <<text::binary-size(^size - 2), "\r\n">> -> text
      <<text::binary-size(^size - 1), "\n">> -> text
      text -> text
    end
  end
end
