# Packets of every type taken off received bytes: lengths, lines, HTTP.
e = fn f ->
  r =
    try do
      f.()
    rescue
      x -> {x.__struct__, Exception.message(x)}
    catch
      k, r -> {k, r}
    end

  IO.inspect(r, width: 200, charlists: :as_lists)
end

IO.puts("sizes")

for t <- [
      0,
      :raw,
      1,
      2,
      4,
      :asn1,
      :cdr,
      :sunrm,
      :fcgi,
      :tpkt,
      :line,
      :http,
      :http_bin,
      :httph,
      :httph_bin,
      :ssl_tls,
      :other
    ],
    b <- [
      "",
      <<0>>,
      <<3, 1, 2, 3, 4>>,
      <<0, 2, 5, 6, 7>>,
      <<0, 0, 0, 3, 9, 8, 7, 6>>,
      <<0x30, 3, 1, 2, 3, 4>>,
      <<0x30, 0x82, 0, 2, 7, 7, 9>>,
      "GIOP" <> <<1, 0, 0, 0, 0, 0, 0, 2, 1, 2, 3>>,
      <<0x80, 0, 0, 2, 5, 6, 7>>,
      <<1, 6, 0, 1, 0, 2, 1, 0, 5, 6, 9, 3>>,
      <<3, 0, 0, 6, 1, 2, 3>>,
      <<22, 3, 1, 0, 2, 1, 2, 3>>,
      "abc\ndef",
      "abc\r\ndef"
    ] do
  IO.inspect({t, b})
  e.(fn -> :erlang.decode_packet(t, b, []) end)
end

IO.puts("options")

for t <- [:raw, 2, :line, :http],
    o <- [
      [packet_size: 1],
      [packet_size: 2],
      [packet_size: 100],
      [line_length: 2],
      [line_length: 5],
      [line_delimiter: ?b],
      [:x],
      [{:x, 1}],
      [line_length: -1],
      [line_delimiter: 300],
      :bad,
      [packet_size: 0]
    ],
    b <- [<<0, 2, 5, 6, 7>>, "abc\ndef"] do
  IO.inspect({t, o, b})
  e.(fn -> :erlang.decode_packet(t, b, o) end)
end

IO.puts("http")

reqs = [
  "GET / HTTP/1.1\r\n",
  "GET / HTTP/1.1\nrest",
  "GET /a?b=c#d HTTP/1.0\r\nx",
  "get / HTTP/1.1\r\n",
  "POST http://a.b:8080/p?q HTTP/1.1\r\n",
  "POST http://a.b HTTP/1.1\r\n",
  "POST http://a.b/ HTTP/1.1\r\n",
  "POST https://a.b/x HTTP/1.1\r\n",
  "GET https://a.b:1/x HTTP/1.1\r\n",
  "OPTIONS * HTTP/1.1\r\n",
  "CONNECT a.b:443 HTTP/1.1\r\n",
  "GET sip:a@b HTTP/1.1\r\n",
  "GET foo HTTP/1.1\r\n",
  "GET ftp://x/y HTTP/1.1\r\n",
  "GET /\r\n",
  "GET / \r\n",
  "GET\r\n",
  " GET / HTTP/1.1\r\n",
  "GET  /  HTTP/1.1\r\n",
  "GET / HTTP/1.1 \r\n",
  "GET / HTTP/11\r\n",
  "GET / HTTP/1.\r\n",
  "GET / FOO/1.1\r\n",
  "HTTP/1.1 200 OK\r\n",
  "HTTP/1.1 200\r\n",
  "HTTP/1.1 200 \r\nx",
  "HTTP/1.0 404 Not Found\r\n",
  "HTTP/2 200 OK\r\n",
  "HTTP/1.1 abc OK\r\n",
  "HTTP/1.1 2000 OK\r\n",
  "\r\n",
  "\n",
  "\r\nGET / HTTP/1.1\r\n",
  "PATCH / HTTP/1.1\r\n",
  "DELETE / HTTP/1.1\r\n",
  "HEAD / HTTP/1.1\r\n",
  "PUT / HTTP/1.1\r\n",
  "TRACE / HTTP/1.1\r\n",
  "PROPFIND / HTTP/1.1\r\n",
  "GET / HTTP/1.1",
  "GET http:///x HTTP/1.1\r\n",
  "GET http://[::1]:80/x HTTP/1.1\r\n",
  "GET http://a:b/x HTTP/1.1\r\n",
  "GET //x HTTP/1.1\r\n",
  "a\tb\r\n"
]

for t <- [:http, :http_bin], b <- reqs do
  IO.inspect({t, b})
  e.(fn -> :erlang.decode_packet(t, b, []) end)
end

IO.puts("headers")

hs = [
  "Host: x\r\n",
  "Host: x\r\nA",
  "Host: x\r\n\r\n",
  "host:x\r\nA",
  "HOST:  x y  \r\nA",
  "X-Foo-bar: 1\r\nA",
  "x_foo: 1\r\nA",
  "Content-Length: 5\r\n 6\r\nA",
  "Content-Type: a;\r\n\tb\r\nA",
  "\r\n",
  "\r\nrest",
  "\n",
  "bad\r\nA",
  ": x\r\nA",
  "A b: c\r\nA",
  "Host : c\r\nA",
  "Cookie: a=b\r\nA",
  "set-cookie: a\r\nA",
  "averyveryverylongheadername-that-is-over: 1\r\nA",
  "Host:\r\nA",
  "Host: x\nA",
  "etag: \"x\"\r\nA",
  "www-authenticate: B\r\nA",
  "te: b\r\nA",
  "Host: x\r",
  "1abc: d\r\nA",
  "hOsT-nAmE: q\r\nA",
  "Strict-Transport-Security: 1\r\nA"
]

all =
  ~w(Cache-Control Connection Date Pragma Transfer-Encoding Upgrade Via Accept Accept-Charset Accept-Encoding Accept-Language Authorization From Host If-Modified-Since If-Match If-None-Match If-Range If-Unmodified-Since Max-Forwards Proxy-Authorization Range Referer User-Agent Age Location Proxy-Authenticate Public Retry-After Server Vary Warning Www-Authenticate Allow Content-Base Content-Encoding Content-Language Content-Length Content-Location Content-Md5 Content-Range Content-Type Etag Expires Last-Modified Accept-Ranges Set-Cookie Set-Cookie2 X-Forwarded-For Cookie Keep-Alive Proxy-Connection Origin Expect Trailer Te Refresh Upgrade-Insecure-Requests Sec-Websocket-Key Mime-Version Title Date-X Link Dnt Content-Disposition Expect-Ct X-Powered-By Content-Security-Policy X-Requested-With Forwarded X-Forwarded-Host X-Forwarded-Proto X-Real-Ip Accept-Datetime)

for t <- [:httph, :httph_bin], b <- hs do
  IO.inspect({t, b})
  e.(fn -> :erlang.decode_packet(t, b, []) end)
end

for h <- all,
    do:
      (
        r = :erlang.decode_packet(:httph_bin, h <> ": 1\r\nA", [])
        IO.inspect(r)
      )

for h <- all,
    do:
      (
        r = :erlang.decode_packet(:httph, String.downcase(h) <> ": 1\r\nA", [])
        IO.inspect(r)
      )
