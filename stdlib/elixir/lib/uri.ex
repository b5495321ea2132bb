# Uniform resource identifiers (RFC 3986), and the encoding of web forms. Nothing here opens a connection.

defmodule URI do
  @moduledoc """
  Takes URIs apart, puts them together, and escapes what is in them.

  `new/1` checks that the text is a URI; `parse/1` takes apart whatever it is given. The parts are the fields of the
  struct; those that are absent are `nil`.
  """

  import Kernel, except: [to_string: 1]

  @derive {Inspect, optional: [:authority]}
  defstruct [:scheme, :authority, :userinfo, :host, :port, :path, :query, :fragment]

  @typedoc "The field is deprecated: `host`, `port` and `userinfo` say the same."
  @opaque authority :: nil | binary

  @type t :: %__MODULE__{
          scheme: nil | binary,
          authority: authority,
          userinfo: nil | binary,
          host: nil | binary,
          port: nil | :inet.port_number(),
          path: nil | binary,
          query: nil | binary,
          fragment: nil | binary
        }

  defmodule Error do
    @moduledoc """
    Raised for text that is no URI.
    """

    defexception [:action, :reason, :part]

    @impl true
    def message(%Error{action: action, reason: reason, part: part}),
      do: "cannot #{action} due to reason #{reason}: #{inspect(part)}"
  end

  @default_ports %{
    "ftp" => 21,
    "sftp" => 22,
    "tftp" => 69,
    "http" => 80,
    "https" => 443,
    "ldap" => 389,
    "ws" => 80,
    "wss" => 443
  }

  @doc """
  The default port of a scheme, or `nil`.

  ## Examples

      iex> URI.default_port("https")
      443
      iex> URI.default_port("ponzi")
      nil

  """
  @spec default_port(binary) :: nil | non_neg_integer
  def default_port(scheme) when is_binary(scheme),
    do: :persistent_term.get({URI, :port, scheme}, @default_ports[scheme])

  @doc """
  Sets the default port of a scheme, for the whole runtime.
  """
  @spec default_port(binary, non_neg_integer) :: :ok
  def default_port(scheme, port)
      when is_binary(scheme) and is_integer(port) and port >= 0,
      do: :persistent_term.put({URI, :port, scheme}, port)

  ## Queries

  @doc """
  Encodes pairs of keys and values as the query of a URI.

  With `:www_form`, the default, a space becomes a plus sign, with `:rfc3986` it becomes `%20`.

  ## Examples

      iex> URI.encode_query(name: "Ann Lee", "a&b": 1)
      "name=Ann+Lee&a%26b=1"
      iex> URI.encode_query([name: "Ann Lee"], :rfc3986)
      "name=Ann%20Lee"

  """
  @spec encode_query(Enumerable.t(), :rfc3986 | :www_form) :: binary
  def encode_query(enumerable, encoding \\ :www_form) when encoding in [:rfc3986, :www_form],
    do: Enum.map_join(enumerable, "&", &encode_pair(&1, encoding))

  defp encode_pair({key, _value}, _encoding) when is_list(key),
    do: raise(ArgumentError, "encode_query/2 keys cannot be lists, got: #{inspect(key)}")

  defp encode_pair({_key, value}, _encoding) when is_list(value),
    do: raise(ArgumentError, "encode_query/2 values cannot be lists, got: #{inspect(value)}")

  defp encode_pair({key, value}, :rfc3986) do
    encode(Kernel.to_string(key), &char_unreserved?/1) <>
      "=" <> encode(Kernel.to_string(value), &char_unreserved?/1)
  end

  defp encode_pair({key, value}, :www_form),
    do: encode_www_form(Kernel.to_string(key)) <> "=" <> encode_www_form(Kernel.to_string(value))

  @doc """
  Decodes a query into a map, or into one that is given.

  ## Examples

      iex> URI.decode_query("foo=1&bar=2+3")
      %{"foo" => "1", "bar" => "2 3"}
      iex> URI.decode_query("foo=1", %{"bar" => "2"})
      %{"foo" => "1", "bar" => "2"}

  """
  @spec decode_query(binary, %{optional(binary) => binary}, :rfc3986 | :www_form) :: %{
          optional(binary) => binary
        }
  def decode_query(query, map \\ %{}, encoding \\ :www_form)
      when is_binary(query) and is_map(map) and encoding in [:rfc3986, :www_form],
      do: decode_into(query, map, encoding)

  defp decode_into(query, map, encoding) do
    case next_pair(query, encoding) do
      nil -> map
      {{key, value}, rest} -> decode_into(rest, Map.put(map, key, value), encoding)
    end
  end

  @doc """
  A query as a stream of pairs, which keeps repeated keys.

  ## Examples

      iex> URI.query_decoder("a=1&a=2") |> Enum.to_list()
      [{"a", "1"}, {"a", "2"}]

  """
  @spec query_decoder(binary, :rfc3986 | :www_form) :: Enumerable.t()
  def query_decoder(query, encoding \\ :www_form)
      when is_binary(query) and encoding in [:rfc3986, :www_form],
      do: Stream.unfold(query, &next_pair(&1, encoding))

  defp next_pair("", _encoding), do: nil

  defp next_pair(query, encoding) do
    {pair, rest} =
      case :binary.split(query, "&") do
        [pair, rest] -> {pair, rest}
        [pair] -> {pair, ""}
      end

    {key, value} =
      case :binary.split(pair, "=") do
        [key, value] -> {key, value}
        [key] -> {key, ""}
      end

    {{decode_with(key, encoding), decode_with(value, encoding)}, rest}
  end

  defp decode_with(text, :www_form), do: decode_www_form(text)
  defp decode_with(text, :rfc3986), do: decode(text)

  ## Escapes

  @doc """
  Whether a character has a meaning in the syntax of URIs.

  ## Examples

      iex> URI.char_reserved?(?/)
      true

  """
  @spec char_reserved?(byte) :: boolean
  def char_reserved?(character), do: character in ~c":/?#[]@!$&'()*+,;="

  @doc """
  Whether a character has no meaning in the syntax of URIs: a letter, a digit, or one of `-._~`.

  ## Examples

      iex> URI.char_unreserved?(?_)
      true

  """
  @spec char_unreserved?(byte) :: boolean
  def char_unreserved?(character) do
    character in ?0..?9 or character in ?a..?z or character in ?A..?Z or character in ~c"~_-."
  end

  @doc """
  Whether a character may stand in a URI as it is.

  ## Examples

      iex> URI.char_unescaped?(?{)
      false

  """
  @spec char_unescaped?(byte) :: boolean
  def char_unescaped?(character), do: char_reserved?(character) or char_unreserved?(character)

  @doc """
  Escapes all bytes of a string for which a function does not return a true value.

  By default those that may not stand in a URI are escaped. To escape a part of a URI, pass `&URI.char_unreserved?/1`.

  ## Examples

      iex> URI.encode("ftp://s-ite.tld/?value=put it+й")
      "ftp://s-ite.tld/?value=put%20it+%D0%B9"
      iex> URI.encode("a/b", &URI.char_unreserved?/1)
      "a%2Fb"

  """
  @spec encode(binary, (byte -> as_boolean(term))) :: binary
  def encode(string, predicate \\ &char_unescaped?/1)
      when is_binary(string) and is_function(predicate, 1) do
    for <<byte <- string>>, into: "", do: escape(byte, predicate.(byte))
  end

  defp escape(byte, keep) when keep in [false, nil],
    do: <<?%, digit(div(byte, 16)), digit(rem(byte, 16))>>

  defp escape(byte, _keep), do: <<byte>>

  defp digit(value) when value < 10, do: ?0 + value
  defp digit(value), do: ?A + value - 10

  @doc """
  Escapes a string for a web form: as `encode/2` does with a part, but with a plus sign for a space.

  ## Examples

      iex> URI.encode_www_form("put: it+й")
      "put%3A+it%2B%D0%B9"

  """
  @spec encode_www_form(binary) :: binary
  def encode_www_form(string) when is_binary(string) do
    for <<byte <- string>>, into: "" do
      if byte == ?\s, do: "+", else: escape(byte, char_unreserved?(byte))
    end
  end

  @doc """
  Replaces escapes by the bytes that they stand for. What is no escape stays as it is.

  ## Examples

      iex> URI.decode("https%3A%2F%2Felixir-lang.org")
      "https://elixir-lang.org"

  """
  @spec decode(binary) :: binary
  def decode(uri) when is_binary(uri), do: unescape(uri, "", false)

  @doc """
  Replaces escapes as `decode/1`, and plus signs by spaces.

  ## Examples

      iex> URI.decode_www_form("%3Call+in%2F")
      "<all in/"

  """
  @spec decode_www_form(binary) :: binary
  def decode_www_form(string) when is_binary(string), do: unescape(string, "", true)

  defp unescape(<<?%, high, low, rest::binary>>, done, plus?) do
    case {value(high), value(low)} do
      {high, low} when is_integer(high) and is_integer(low) ->
        unescape(rest, <<done::binary, high * 16 + low>>, plus?)

      _no_escape ->
        unescape(<<high, low, rest::binary>>, <<done::binary, ?%>>, plus?)
    end
  end

  defp unescape(<<?+, rest::binary>>, done, true), do: unescape(rest, <<done::binary, ?\s>>, true)

  defp unescape(<<byte, rest::binary>>, done, plus?),
    do: unescape(rest, <<done::binary, byte>>, plus?)

  defp unescape("", done, _plus?), do: done

  defp value(char) when char in ?0..?9, do: char - ?0
  defp value(char) when char in ?a..?f, do: char - ?a + 10
  defp value(char) when char in ?A..?F, do: char - ?A + 10
  defp value(_char), do: nil

  ## Taking apart

  @doc """
  Takes a URI apart after checking it: `{:ok, uri}`, or `{:error, part}` with the part that is wrong.

  ## Examples

      iex> URI.new("https://elixir-lang.org/")
      {:ok, %URI{scheme: "https", host: "elixir-lang.org", port: 443, path: "/"}}
      iex> URI.new("/invalid_greater_than_in_path/>")
      {:error, ">"}

  """
  @doc since: "1.13.0"
  @spec new(t | String.t()) :: {:ok, t} | {:error, String.t()}
  def new(%URI{} = uri), do: {:ok, uri}

  def new(string) when is_binary(string) do
    {string, fragment} = cut(string, "#")
    {string, query} = cut(string, "?")

    with {:ok, scheme, rest} <- checked_scheme(string),
         {:ok, authority, path} <- checked_authority(rest),
         :ok <- check(path, ~c"/:@"),
         :ok <- check(query || "", ~c"/?:@"),
         :ok <- check(fragment || "", ~c"/?:@") do
      uri = %URI{scheme: scheme, path: presence(path), query: query, fragment: fragment}
      {:ok, with_authority(uri, authority)}
    end
  end

  @doc """
  Takes a URI apart after checking it; raises `URI.Error` if it is none.

  ## Examples

      iex> URI.new!("https://elixir-lang.org/").host
      "elixir-lang.org"

  """
  @doc since: "1.13.0"
  @spec new!(t | String.t()) :: t
  def new!(%URI{} = uri), do: uri

  def new!(string) when is_binary(string) do
    case new(string) do
      {:ok, uri} -> uri
      {:error, part} -> raise Error, action: :parse, reason: :invalid_uri, part: part
    end
  end

  defp with_authority(%URI{} = uri, nil),
    do: %{uri | port: uri.scheme && default_port(uri.scheme)}

  defp with_authority(%URI{} = uri, {userinfo, host, port}),
    do: %{
      uri
      | userinfo: userinfo,
        host: host,
        port: port || (uri.scheme && default_port(uri.scheme))
    }

  defp checked_scheme(string) do
    case split_scheme(string) do
      {nil, rest} ->
        [segment | _rest] = :binary.split(rest, "/")
        if :binary.match(segment, ":") == :nomatch, do: {:ok, nil, rest}, else: {:error, ":"}

      {scheme, rest} ->
        {:ok, scheme, rest}
    end
  end

  defp checked_authority("//" <> rest) do
    {authority, path} = split_at(rest, "/")

    {userinfo, host_port} =
      case :binary.split(authority, "@") do
        [userinfo, host_port] -> {userinfo, host_port}
        [host_port] -> {nil, host_port}
      end

    with :ok <- check(userinfo || "", ~c":"),
         {:ok, host, port} <- checked_host(host_port),
         {:ok, port} <- checked_port(port),
         do: {:ok, {userinfo, host, port}, path}
  end

  defp checked_authority(rest), do: {:ok, nil, rest}

  defp checked_host("[" <> rest) do
    with [address, port] <- :binary.split(rest, "]"),
         true <- address?(address),
         {"", port} <- cut(port, ":") do
      {:ok, address, port}
    else
      _invalid -> {:error, ""}
    end
  end

  defp checked_host(host_port) do
    {host, port} = cut(host_port, ":")
    with :ok <- check(host, []), do: {:ok, host, port}
  end

  defp address?(<<char, rest::binary>>)
       when char in ?0..?9 or char in ?a..?f or char in ?A..?F or char in [?:, ?.],
       do: address?(rest)

  defp address?(rest), do: rest == ""

  defp checked_port(port) when port in [nil, ""], do: {:ok, nil}

  defp checked_port(port) do
    case first_outside(port, &(&1 in ?0..?9)) do
      nil ->
        if byte_size(port) <= 5, do: {:ok, String.to_integer(port)}, else: {:error, port}

      char ->
        {:error, char}
    end
  end

  # Whether there are no characters but those that stand for themselves anywhere, and some others.
  defp check(text, others) do
    case first_outside(text, &(char_unreserved?(&1) or &1 in ~c"%!$&'()*+,;=" or &1 in others)) do
      nil -> :ok
      char -> {:error, char}
    end
  end

  defp first_outside("", _allowed?), do: nil

  defp first_outside(text, allowed?) do
    {char, rest} = String.next_codepoint(text)
    <<byte, _::binary>> = char
    if byte < 128 and allowed?.(byte), do: first_outside(rest, allowed?), else: char
  end

  @doc """
  Takes a URI apart without checking it.

  ## Examples

      iex> URI.parse("https://elixir-lang.org/docs?x#y").query
      "x"

  """
  @spec parse(t | binary) :: t
  def parse(%URI{} = uri), do: uri

  def parse(string) when is_binary(string) do
    {string, fragment} = cut(string, "#")
    {string, query} = cut(string, "?")
    {scheme, rest} = split_scheme(string)
    uri = %URI{scheme: scheme, query: query, fragment: fragment}

    case rest do
      "//" <> rest ->
        {authority, path} = split_at(rest, "/")
        uri = with_authority(uri, parse_authority(authority))
        %{uri | authority: authority, path: presence(path)}

      path ->
        with_authority(%{uri | path: presence(path)}, nil)
    end
  end

  defp parse_authority(authority) do
    {userinfo, host_port} =
      case authority |> String.split("@") |> Enum.split(-1) do
        {[], [host_port]} -> {nil, host_port}
        {userinfo, [host_port]} -> {presence(Enum.join(userinfo, "@")), host_port}
      end

    {host, port} =
      case :binary.split(host_port, "]") do
        ["[" <> address, rest] -> {address, rest |> cut(":") |> elem(1)}
        _name -> cut(host_port, ":")
      end

    # Without a name there is no host, unless there is nothing at all.
    host =
      if host != "" or authority == "",
        do: host |> String.trim_leading("[") |> String.trim_trailing("]")

    {userinfo, host, leading_number(port || "")}
  end

  defp leading_number(text) do
    case Integer.parse(text) do
      {number, _rest} when number >= 0 -> number
      _none -> nil
    end
  end

  # A scheme is a letter, and then letters, digits and `+-.`, up to a colon.
  defp split_scheme(<<first, _::binary>> = string) when first in ?a..?z or first in ?A..?Z do
    with [scheme, rest] <- :binary.split(string, ":"),
         true <- scheme_rest?(scheme) do
      {String.downcase(scheme, :ascii), rest}
    else
      _no_scheme -> {nil, string}
    end
  end

  defp split_scheme(string), do: {nil, string}

  defp scheme_rest?(<<char, rest::binary>>)
       when char in ?a..?z or char in ?A..?Z or char in ?0..?9 or char in [?+, ?-, ?.],
       do: scheme_rest?(rest)

  defp scheme_rest?(rest), do: rest == ""

  defp cut(string, separator) do
    case :binary.split(string, separator) do
      [string, rest] -> {string, rest}
      [string] -> {string, nil}
    end
  end

  # As `cut/2`, but the separator stays with the rest.
  defp split_at(string, separator) do
    case :binary.match(string, separator) do
      {at, _size} -> {binary_part(string, 0, at), binary_part(string, at, byte_size(string) - at)}
      :nomatch -> {string, ""}
    end
  end

  defp presence(""), do: nil
  defp presence(text), do: text

  ## Putting together

  @doc """
  The text of a URI. The port is left out if it is the scheme's default.

  ## Examples

      iex> URI.to_string(%URI{scheme: "http", host: "foo.com", port: 80, path: "/a"})
      "http://foo.com/a"

  """
  @spec to_string(t) :: binary
  defdelegate to_string(uri), to: String.Chars.URI

  @doc """
  Resolves a reference as seen from a base, which must be absolute, as RFC 3986 says in its section 5.2.

  ## Examples

      iex> URI.merge("http://foo.com/a/b", "../c") |> URI.to_string()
      "http://foo.com/c"
      iex> URI.merge("http://foo.com", "//bar.com/d") |> URI.to_string()
      "http://bar.com/d"

  """
  @spec merge(t | binary, t | binary) :: t
  def merge(uri, rel)
  def merge(uri, rel) when is_binary(uri), do: merge(parse(uri), rel)
  def merge(uri, rel) when is_binary(rel), do: merge(uri, parse(rel))

  def merge(%URI{scheme: nil}, _rel),
    do: raise(ArgumentError, "you must merge onto an absolute URI")

  def merge(%URI{}, %URI{scheme: scheme} = rel) when scheme != nil,
    do: %{rel | path: remove_dots(rel.path)}

  def merge(%URI{} = base, %URI{host: host} = rel) when host != nil,
    do: %{rel | scheme: base.scheme, path: remove_dots(rel.path)}

  def merge(%URI{} = base, %URI{path: nil} = rel),
    do: %{base | query: rel.query || base.query, fragment: rel.fragment}

  def merge(%URI{} = base, %URI{path: "/" <> _} = rel),
    do: %{base | path: remove_dots(rel.path), query: rel.query, fragment: rel.fragment}

  def merge(%URI{} = base, %URI{} = rel) do
    path = merge_paths(base, rel.path)
    %{base | path: remove_dots(path), query: rel.query, fragment: rel.fragment}
  end

  defp merge_paths(%URI{host: host, path: nil}, path) when host != nil, do: "/" <> path
  defp merge_paths(%URI{path: nil}, path), do: path

  # All of the base up to its last slash.
  defp merge_paths(%URI{path: base}, path) do
    case base |> String.split("/") |> Enum.drop(-1) do
      [] -> path
      segments -> Enum.join(segments, "/") <> "/" <> path
    end
  end

  defp remove_dots(nil), do: nil

  defp remove_dots(path) do
    absolute? = String.starts_with?(path, "/")
    segments = path |> String.split("/") |> remove_dots([])
    path = Enum.join(segments, "/")
    if absolute? and not String.starts_with?(path, "/"), do: "/" <> path, else: path
  end

  # A dot at the end leaves its slash behind.
  defp remove_dots(["."], done), do: :lists.reverse(["" | done])
  defp remove_dots([".."], done), do: :lists.reverse(["" | drop_segment(done)])
  defp remove_dots(["." | rest], done), do: remove_dots(rest, done)
  defp remove_dots([".." | rest], done), do: remove_dots(rest, drop_segment(done))
  defp remove_dots([segment | rest], done), do: remove_dots(rest, [segment | done])
  defp remove_dots([], done), do: :lists.reverse(done)

  defp drop_segment([""]), do: [""]
  defp drop_segment([]), do: []
  defp drop_segment([_segment | done]), do: done

  @doc """
  Appends to the query of a URI.

  ## Examples

      iex> URI.append_query(URI.parse("http://example.com/?x=1"), "y=2") |> URI.to_string()
      "http://example.com/?x=1&y=2"

  """
  @doc since: "1.14.0"
  @spec append_query(t, binary) :: t
  def append_query(%URI{query: query} = uri, to_append)
      when is_binary(to_append) and query in [nil, ""],
      do: %{uri | query: to_append}

  def append_query(%URI{query: query} = uri, to_append) when is_binary(to_append) do
    if String.ends_with?(query, "&"),
      do: %{uri | query: query <> to_append},
      else: %{uri | query: query <> "&" <> to_append}
  end

  @doc """
  Appends to the path of a URI. What is appended must begin with a slash.

  ## Examples

      iex> URI.append_path(URI.parse("http://example.com/foo/?x=1"), "/bar") |> URI.to_string()
      "http://example.com/foo/bar?x=1"

  """
  @doc since: "1.15.0"
  @spec append_path(t, String.t()) :: t
  def append_path(%URI{}, "//" <> _ = path),
    do: raise(ArgumentError, ~s|path cannot start with "//", got: #{inspect(path)}|)

  def append_path(%URI{path: path} = uri, "/" <> rest = all) do
    cond do
      path == nil -> %{uri | path: all}
      String.ends_with?(path, "/") -> %{uri | path: path <> rest}
      true -> %{uri | path: path <> all}
    end
  end

  def append_path(%URI{}, path) when is_binary(path),
    do: raise(ArgumentError, ~s|path must start with "/", got: #{inspect(path)}|)
end

defimpl String.Chars, for: URI do
  def to_string(%{host: host, path: path} = uri)
      when host != nil and is_binary(path) and path != "" and binary_part(path, 0, 1) != "/" do
    raise ArgumentError,
          ":path in URI must be empty or an absolute path if URL has a :host, got: #{inspect(uri)}"
  end

  def to_string(%{scheme: scheme, port: port, path: path, query: query, fragment: fragment} = uri) do
    # The default port goes without saying.
    uri = if scheme && URI.default_port(scheme) == port, do: %{uri | port: nil}, else: uri

    IO.iodata_to_binary([
      if(scheme, do: [scheme, ":"], else: []),
      case authority(uri) do
        nil -> []
        authority -> ["//" | authority]
      end,
      path || [],
      if(query, do: ["?" | query], else: []),
      if(fragment, do: ["#" | fragment], else: [])
    ])
  end

  defp authority(%{host: nil, authority: authority}), do: authority

  defp authority(%{host: host, userinfo: userinfo, port: port}) do
    [
      if(userinfo, do: [userinfo, "@"], else: []),
      if(String.contains?(host, ":"), do: ["[", host, "]"], else: host),
      if(port, do: [":" | Integer.to_string(port)], else: [])
    ]
  end
end
