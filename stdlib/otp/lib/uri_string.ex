# Erlang's `uri_string`: URIs after RFC 3986, and queries of forms.

defmodule :uri_string do
  @moduledoc """
  URIs after RFC 3986, as maps and as text, and queries of forms.

  Text is a binary or a charlist, and so is what is returned. A map has the keys `scheme`, `userinfo`, `host`, `port`, `path`, `query`
  and `fragment`, of which only `path` must be there. What is no URI gives `{error, reason, culprit}`.
  """

  @type uri_string :: iodata
  @type uri_map :: %{
          optional(:scheme) => :unicode.chardata(),
          optional(:userinfo) => :unicode.chardata(),
          optional(:host) => :unicode.chardata(),
          optional(:port) => non_neg_integer | :undefined,
          optional(:query) => :unicode.chardata(),
          optional(:fragment) => :unicode.chardata(),
          path: :unicode.chardata()
        }
  @type error :: {:error, atom, term}
  @type query :: [{:unicode.chardata(), :unicode.chardata() | true}]

  @unreserved ~c"-._~"
  @sub_delimiters ~c"!$&'()*+,;="
  @default_ports %{
    "ftp" => 21,
    "http" => 80,
    "https" => 443,
    "sftp" => 22,
    "ssh" => 22,
    "tftp" => 69
  }

  defguardp is_alphanumeric(char) when char in ?a..?z or char in ?A..?Z or char in ?0..?9

  ## Parsing

  @doc """
  Parses a URI.

      iex> :uri_string.parse("http://host:8080/path?q#f")
      %{scheme: "http", host: "host", port: 8080, path: "/path", query: "q", fragment: "f"}
      iex> :uri_string.parse("a b")
      {:error, :invalid_uri, ~c" "}
  """
  @spec parse(uri_string) :: uri_map | error
  def parse(uri) do
    uri |> to_text() |> parse_text() |> kind(uri)
  catch
    {:error, _, _} = error -> error
  end

  defp parse_text(uri) do
    {uri, fragment} = cut(uri, "#")
    {uri, query} = cut(uri, "?")
    {scheme, rest} = scheme(uri)

    {authority, path} =
      case rest do
        "//" <> rest -> authority(rest)
        path -> {%{}, path}
      end

    check(path, ~c":@/%")
    query && check(query, ~c":@/?%")
    fragment && check(fragment, ~c":@/?%")

    # Without a scheme, a colon in the first part would be one.
    if scheme == nil and authority == %{} and path |> cut("/") |> elem(0) |> String.contains?(":"),
      do: throw({:error, :invalid_uri, ~c":"})

    authority
    |> Map.put(:path, path)
    |> put(:scheme, scheme)
    |> put(:query, query)
    |> put(:fragment, fragment)
  end

  defp cut(text, separator) do
    case :binary.split(text, separator) do
      [text, rest] -> {text, rest}
      [text] -> {text, nil}
    end
  end

  defp put(map, _key, nil), do: map
  defp put(map, key, value), do: Map.put(map, key, value)

  defp scheme(<<first, _::binary>> = uri) when first in ?a..?z or first in ?A..?Z do
    with [scheme, rest] <- :binary.split(uri, ":"),
         true <- all?(scheme, &(is_alphanumeric(&1) or &1 in ~c"+-.")) do
      {scheme, rest}
    else
      _none -> {nil, uri}
    end
  end

  defp scheme(uri), do: {nil, uri}

  defp authority(text) do
    {authority, path} =
      case :binary.match(text, "/") do
        {at, 1} -> {binary_part(text, 0, at), binary_part(text, at, byte_size(text) - at)}
        :nomatch -> {text, ""}
      end

    {userinfo, host} =
      case :binary.split(authority, "@") do
        [userinfo, host] -> {userinfo, host}
        [host] -> {nil, host}
      end

    userinfo && check(userinfo, ~c":%")
    {host, port} = host(host)
    {%{host: host} |> put(:userinfo, userinfo) |> put(:port, port), path}
  end

  defp host("[" <> rest) do
    case cut(rest, "]") do
      {_host, nil} ->
        throw({:error, :invalid_uri, ~c"["})

      {host, port} ->
        if not all?(host, &(is_alphanumeric(&1) or &1 in ~c":.")),
          do: throw({:error, :invalid_uri, ~c"["})

        {host, port(port)}
    end
  end

  defp host(text) do
    {host, port} = cut(text, ":")
    check(host, ~c"%")
    {host, port && port(":" <> port)}
  end

  defp port(""), do: nil
  defp port(":"), do: :undefined

  defp port(":" <> digits) do
    case Integer.parse(digits) do
      {port, ""} when port >= 0 -> port
      _ -> throw({:error, :invalid_uri, ~c":"})
    end
  end

  defp port(other), do: throw({:error, :invalid_uri, first_char(other)})

  defp first_char(<<char::utf8, _::binary>>), do: [char]

  # Everything in a part must be unreserved, a delimiter, or among what this part allows besides.
  defp check(text, more) do
    for <<char::utf8 <- text>>, not allowed?(char, more) do
      throw({:error, :invalid_uri, [char]})
    end
  end

  defp allowed?(char, more),
    do: is_alphanumeric(char) or char in @unreserved or char in @sub_delimiters or char in more

  defp all?(text, fun), do: for(<<char <- text>>, do: fun.(char)) |> Enum.all?()

  ## Composing

  @doc """
  Makes the text of a map. What is not allowed in a part is encoded.

      iex> :uri_string.recompose(%{scheme: "http", host: "host", path: "/a b"})
      "http://host/a%20b"
  """
  @spec recompose(uri_map) :: uri_string | error
  def recompose(%{path: path} = map) do
    parts =
      Map.new(map, fn {key, value} -> {key, if(key == :port, do: value, else: to_text(value))} end)

    parts |> recomposed() |> kind(path)
  end

  def recompose(map), do: {:error, :invalid_map, map}

  defp recomposed(map) do
    authority? = is_map_key(map, :host) or is_map_key(map, :userinfo)
    path = encode(map.path, ~c":@/%")

    path =
      if authority? and path != "" and not String.starts_with?(path, "/"),
        do: "/" <> path,
        else: path

    IO.iodata_to_binary([
      with_part(map, :scheme, &[&1, ":"]),
      if(authority?, do: "//", else: ""),
      with_part(map, :userinfo, &encode(&1, ~c":%")),
      if(authority? and is_map_key(map, :userinfo) and is_map_key(map, :host), do: "@", else: ""),
      with_part(map, :host, &written_host/1),
      with_part(map, :port, fn
        :undefined -> ":"
        port -> [":", Integer.to_string(port)]
      end),
      path,
      with_part(map, :query, &["?", encode(&1, ~c":@/?%")]),
      with_part(map, :fragment, &["#", encode(&1, ~c":@/?%")])
    ])
  end

  defp with_part(map, key, fun) do
    case map do
      %{^key => value} -> fun.(value)
      _ -> ""
    end
  end

  defp written_host(host),
    do: if(String.contains?(host, ":"), do: ["[", host, "]"], else: encode(host, ~c"%"))

  defp encode(text, more) do
    for <<byte <- text>>, into: "" do
      if byte < 128 and allowed?(byte, more), do: <<byte>>, else: percent(byte)
    end
  end

  defp percent(byte), do: "%" <> (byte |> Integer.to_string(16) |> String.pad_leading(2, "0"))

  ## Normal forms and references

  @doc """
  Brings a URI into normal form: letters of scheme and host are small, ports that go without saying and parts `.` and `..` are
  dropped, and what need not be encoded is not.

      iex> :uri_string.normalize("HTTP://HOST:80/a/./b/../%63")
      "http://host/a/c"
  """
  @spec normalize(uri_string | uri_map) :: uri_string | error
  def normalize(uri), do: normalize(uri, [])

  @doc "Brings a URI into normal form; with `return_map`, as a map."
  @spec normalize(uri_string | uri_map, [:return_map]) :: uri_string | uri_map | error
  def normalize(uri, options) do
    with %{} = map <- if(is_map(uri), do: uri, else: parse(uri)) do
      map = normal(map)
      if :return_map in options, do: map, else: recompose(map)
    end
  catch
    {:error, _, _} = error -> error
  end

  defp normal(%{path: path} = map) do
    map =
      Map.new(map, fn
        {:port, port} ->
          {:port, port}

        {key, value} when key in [:scheme, :host] ->
          {key, value |> to_text() |> simple() |> String.downcase()}

        {key, value} ->
          {key, value |> to_text() |> simple()}
      end)

    map = %{map | path: if(is_map_key(map, :scheme), do: without_dots(map.path), else: map.path)}
    map = if map.path == "" and default_path?(map), do: %{map | path: "/"}, else: map

    map =
      if map[:port] in [:undefined, Map.get(@default_ports, map[:scheme])],
        do: Map.delete(map, :port),
        else: map

    kind(map, path)
  end

  defp default_path?(map), do: is_map_key(@default_ports, map[:scheme]) and is_map_key(map, :host)

  # Decodes what need not be encoded, and writes the rest with capital letters.
  defp simple(<<?%, high, low, rest::binary>> = text) do
    byte = hex!(high, low, text)

    if is_alphanumeric(byte) or byte in @unreserved,
      do: <<byte, simple(rest)::binary>>,
      else: percent(byte) <> simple(rest)
  end

  defp simple("%" <> _ = text), do: throw({:error, :invalid_percent_encoding, text})
  defp simple(<<byte, rest::binary>>), do: <<byte, simple(rest)::binary>>
  defp simple(""), do: ""

  defp hex!(high, low, text) do
    case Integer.parse(<<high, low>>, 16) do
      {byte, ""} when high not in ~c"+-" -> byte
      _ -> throw({:error, :invalid_percent_encoding, binary_part(text, 0, 3)})
    end
  end

  defp without_dots(path) do
    parts = String.split(path, "/")
    last = List.last(parts)

    kept =
      Enum.reduce(parts, [], fn
        ".", kept -> kept
        "..", [""] -> [""]
        "..", [] -> []
        "..", [_ | kept] -> kept
        part, kept -> [part | kept]
      end)

    kept = if last in [".", ".."], do: ["" | kept], else: kept

    case {path, kept |> Enum.reverse() |> Enum.join("/")} do
      {"/" <> _, "/" <> _ = path} -> path
      {"/" <> _, path} -> "/" <> path
      {_, path} -> path
    end
  end

  @doc """
  Resolves a reference that stands in a document with a URI.

      iex> :uri_string.resolve("../c", "http://host/a/b/d")
      "http://host/a/c"
  """
  @spec resolve(uri_string | uri_map, uri_string | uri_map) :: uri_string | error
  def resolve(reference, base), do: resolve(reference, base, [])

  @doc "Resolves a reference; with `return_map`, to a map."
  @spec resolve(uri_string | uri_map, uri_string | uri_map, [:return_map]) ::
          uri_string | uri_map | error
  def resolve(reference, base, options) do
    with %{} = reference <- if(is_map(reference), do: reference, else: parse(reference)),
         %{} = base <- if(is_map(base), do: base, else: parse(base)),
         %{} = resolved <- resolved(reference, base) do
      if :return_map in options, do: resolved, else: recompose(resolved)
    end
  end

  defp resolved(%{scheme: _} = reference, _base), do: dotless(reference)

  defp resolved(%{host: _} = reference, %{scheme: scheme}),
    do: reference |> Map.put(:scheme, scheme) |> dotless()

  defp resolved(%{path: path} = reference, %{scheme: _} = base) do
    target = Map.take(base, [:scheme, :host, :port, :userinfo])
    target = Map.merge(target, Map.take(reference, [:fragment]))

    if to_text(path) == "" do
      query = Map.merge(Map.take(base, [:query]), Map.take(reference, [:query]))
      target |> Map.merge(query) |> Map.put(:path, base.path)
    else
      merged = path |> to_text() |> merged(base)

      target
      |> Map.merge(Map.take(reference, [:query]))
      |> Map.put(:path, merged |> without_dots() |> kind(path))
    end
  end

  defp resolved(_reference, _base), do: {:error, :invalid_scheme, []}

  defp dotless(%{path: path} = map),
    do: %{map | path: path |> to_text() |> without_dots() |> kind(path)}

  defp merged("/" <> _ = path, _base), do: path

  defp merged(path, %{path: base} = map) do
    case base |> to_text() |> String.split("/") |> Enum.drop(-1) do
      [] -> if is_map_key(map, :host), do: "/" <> path, else: path
      parts -> Enum.join(parts, "/") <> "/" <> path
    end
  end

  @doc """
  Converts the percent-encoded bytes of a text from one encoding to another: options `in_encoding` and `out_encoding`.

      iex> :uri_string.transcode("caf%E9", in_encoding: :latin1)
      "caf%C3%A9"
  """
  @spec transcode(uri_string, [{:in_encoding | :out_encoding, :unicode.encoding()}]) ::
          uri_string | error
  def transcode(uri, options) do
    from = Keyword.get(options, :in_encoding, :utf8)
    to = Keyword.get(options, :out_encoding, :utf8)

    uri |> to_text() |> transcoded("", from, to, uri) |> kind(uri)
  catch
    {:error, _, _} = error -> error
  end

  defp transcoded(text, encoded, from, to, uri) do
    case text do
      <<?%, high, low, rest::binary>> ->
        transcoded(rest, <<encoded::binary, hex!(high, low, text)>>, from, to, uri)

      <<char::utf8, rest::binary>> ->
        recoded(encoded, from, to, uri) <> <<char::utf8>> <> transcoded(rest, "", from, to, uri)

      "" ->
        recoded(encoded, from, to, uri)
    end
  end

  defp recoded("", _from, _to, _uri), do: ""

  defp recoded(bytes, from, to, uri) do
    case :unicode.characters_to_binary(bytes, from, to) do
      bytes when is_binary(bytes) -> for(<<byte <- bytes>>, into: "", do: percent(byte))
      _ -> throw({:error, :invalid_input, uri})
    end
  end

  ## Percent encoding

  @doc """
  Decodes the percent-encoded parts of a URI.

      iex> :uri_string.percent_decode("%C3%A9")
      "é"
  """
  @spec percent_decode(uri_string | uri_map) :: uri_string | uri_map | error
  def percent_decode(map) when is_map(map) do
    Map.new(map, fn
      {:port, port} -> {:port, port}
      {key, value} -> {key, percent_decode(value)}
    end)
  end

  def percent_decode(text), do: unquoted(text)

  @doc """
  Encodes all but unreserved characters.

      iex> :uri_string.quote("SomeId/04")
      "SomeId%2F04"
  """
  @spec quote(:unicode.chardata()) :: :unicode.chardata()
  def quote(text), do: :uri_string.quote(text, [])

  @doc """
  Encodes all but unreserved characters and those of a list.

      iex> :uri_string.quote("SomeId/04", ~c"/")
      "SomeId/04"
  """
  @spec quote(:unicode.chardata(), charlist) :: :unicode.chardata()
  def quote(text, safe), do: text |> to_text() |> quoted(safe) |> kind(text)

  defp quoted(text, safe) do
    for <<byte <- text>>, into: "" do
      if is_alphanumeric(byte) or byte in @unreserved or byte in safe,
        do: <<byte>>,
        else: percent(byte)
    end
  end

  @doc """
  Decodes what `quote/1` encodes.
  """
  @spec unquote(:unquote)(:unicode.chardata()) :: :unicode.chardata()
  def unquote(:unquote)(text), do: unquoted(text)

  defp unquoted(text), do: text |> to_text() |> decoded("") |> kind(text)

  defp decoded(<<?%, high, low, rest::binary>> = text, done),
    do: decoded(rest, <<done::binary, hex!(high, low, text)>>)

  defp decoded("%" <> _ = text, _done), do: throw({:error, :invalid_percent_encoding, text})
  defp decoded(<<byte, rest::binary>>, done), do: decoded(rest, <<done::binary, byte>>)
  defp decoded("", done), do: done

  @doc """
  Returns which characters are allowed where.
  """
  @spec allowed_characters() :: keyword(charlist)
  def allowed_characters do
    [
      scheme: chars(~c"+-."),
      userinfo: chars(@unreserved ++ @sub_delimiters ++ ~c"%:"),
      host: chars(@unreserved ++ @sub_delimiters ++ ~c":"),
      ipv4: ~c".0123456789",
      ipv6: ~c".0123456789:ABCDEFabcdef",
      regname: chars(@unreserved ++ @sub_delimiters ++ ~c"%"),
      path: chars(@unreserved ++ @sub_delimiters ++ ~c"%/:@"),
      query: chars(@unreserved ++ @sub_delimiters ++ ~c"%/:?@"),
      fragment: chars(@unreserved ++ @sub_delimiters ++ ~c"%/:?@"),
      reserved: Enum.sort(@sub_delimiters ++ ~c":/?#[]@"),
      unreserved: chars(@unreserved)
    ]
  end

  defp chars(more),
    do: Enum.sort(Enum.to_list(?0..?9) ++ Enum.to_list(?A..?Z) ++ Enum.to_list(?a..?z) ++ more)

  ## Queries of forms

  @doc """
  Makes a query of keys and values, as forms of HTML do.

      iex> :uri_string.compose_query([{"a b", "1"}, {"c", true}])
      "a+b=1&c"
  """
  @spec compose_query(query) :: uri_string | error
  def compose_query(pairs), do: compose_query(pairs, [])

  @doc "Makes a query, in the option `encoding`."
  @spec compose_query(query, [{:encoding, atom}]) :: uri_string | error
  def compose_query([], _options), do: []

  def compose_query([{first, _} | _] = pairs, options) do
    encoding = Keyword.get(options, :encoding, :utf8)

    pairs
    |> Enum.map_join("&", fn
      {key, true} -> form_text(key, encoding)
      {key, value} -> form_text(key, encoding) <> "=" <> form_text(value, encoding)
    end)
    |> kind(first)
  catch
    {:error, _, _} = error -> error
  end

  defp form_text(text, encoding) when is_binary(text) or is_list(text) do
    bytes = text |> to_text() |> :unicode.characters_to_binary(:utf8, encoding)

    for <<byte <- bytes>>, into: "" do
      cond do
        is_alphanumeric(byte) or byte in ~c"*-._" -> <<byte>>
        byte == ?\s -> "+"
        true -> percent(byte)
      end
    end
  end

  defp form_text(other, _encoding), do: throw({:error, :invalid_input, other})

  @doc """
  Takes a query of forms apart.

      iex> :uri_string.dissect_query("a+b=1&c")
      [{"a b", "1"}, {"c", true}]
  """
  @spec dissect_query(uri_string) :: query | error
  def dissect_query(query) do
    case to_text(query) do
      "" -> []
      text -> text |> String.split("&") |> Enum.map(&pair(&1, query))
    end
  catch
    {:error, _, _} = error -> error
  end

  defp pair(text, query) do
    case cut(text, "=") do
      {key, nil} -> {value(key, query), true}
      {key, value} -> {value(key, query), value(value, query)}
    end
  end

  defp value(text, query) do
    text |> String.replace("+", " ") |> form_decoded("") |> kind(query)
  end

  # A percent sign that nothing follows stands for itself.
  defp form_decoded(<<?%, high, low, rest::binary>> = text, done) do
    case Integer.parse(<<high, low>>, 16) do
      {byte, ""} when high not in ~c"+-" -> form_decoded(rest, <<done::binary, byte>>)
      _ -> throw({:error, :invalid_percent_encoding, String.to_charlist(text)})
    end
  end

  defp form_decoded(<<byte, rest::binary>>, done), do: form_decoded(rest, <<done::binary, byte>>)
  defp form_decoded("", done), do: done

  ## Kinds of text

  defp to_text(text) when is_binary(text), do: text

  defp to_text(text) when is_list(text) do
    case :unicode.characters_to_binary(text) do
      binary when is_binary(binary) -> binary
      _no_text -> throw({:error, :invalid_utf8, text})
    end
  end

  # Gives what was made of a text its kind.
  defp kind(result, text) when is_list(text), do: charlists(result)
  defp kind(result, _text), do: result

  defp charlists(text) when is_binary(text), do: String.to_charlist(text)

  defp charlists(map) when is_map(map),
    do: Map.new(map, fn {key, value} -> {key, charlists(value)} end)

  defp charlists(other), do: other
end
