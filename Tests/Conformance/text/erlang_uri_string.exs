# Erlang's uri_string: parsing, composing, normal forms, references, queries.
s = fn l, v -> v = if is_map(v), do: {:map, v |> Map.to_list() |> Enum.sort()}, else: v; IO.puts("#{l}: #{inspect(v, limit: :infinity)}") end
e = fn f, args -> s.("#{f} #{inspect(Enum.map(args, fn m when is_map(m) -> Enum.sort(Map.to_list(m)); x -> x end))}", try do apply(:uri_string, f, args) rescue x -> {x.__struct__, Exception.message(x)} catch k, r -> {k, r} end) end
for u <- ["", "foo://example.com:8042/over/there?name=ferret#nose", "http://user:pw@host/p", "mailto:John.Doe@example.com", "urn:a:b", "//host/x", "/a/b?c", "?q", "#f", "http://[::1]:80/x", "http://host:/", "http://h:99999/", "a b", "http://ex ample/", "%41", "%zz", "http://é.com/ü", "HTTP://Ex%2dAMPLE.com:80/a/./b/../c", "file:///etc/passwd", ~c"http://a/b", "1a:b", "http://a?b#c#d"] do
  e.(:parse, [u]); e.(:normalize, [u]); e.(:percent_decode, [u])
  e.(:normalize, [u, [:return_map]])
end
for m <- [%{scheme: "http", host: "a", path: "/b"}, %{path: "a"}, %{host: "h", path: ""}, %{scheme: "http", host: "h", port: 8080, path: "/x y", query: "a=b c", fragment: "f", userinfo: "u:p"}, %{scheme: ~c"http", host: ~c"h", path: ~c"/"}, %{}, %{scheme: "http", path: "a"}, %{host: "h", path: "a"}, %{path: "//a"}, %{scheme: "1", path: "a"}, %{userinfo: "a", path: ""}], do: e.(:recompose, [m])
for {r, b} <- [{"g", "http://a/b/c/d;p?q"}, {"../g", "http://a/b/c/d;p?q"}, {"?y", "http://a/b/c/d;p?q"}, {"#s", "http://a/b/c/d;p?q"}, {"//g", "http://a/b/c/d;p?q"}, {"", "http://a/b/c/d;p?q"}, {"/../g", "http://a/b/c/d;p?q"}, {"g:h", "http://a/b/c/d;p?q"}, {"../../../g", "http://a/b/c/d;p?q"}, {"g", "a/b"}, {"g", "http://a"}, {~c"g", "http://a/b"}], do: (e.(:resolve, [r, b]); e.(:resolve, [r, b, [:return_map]]))
for q <- [[{"a", "b"}, {"c d", "é&="}], [{"a", true}], [{~c"a", ~c"b"}], [], [{"a", "1"}, {"b", true}], [{"*-._~!", "x"}], [{:a, "b"}]], do: (e.(:compose_query, [q]); e.(:compose_query, [q, [encoding: :latin1]]))
for q <- ["a=b&c+d=%C3%A9", "a&b=", "", "a=b;c=d", "a=%zz", "a=b=c", ~c"a=b", "&&", "a=1&a=2", "=x", "%", "é=1"], do: e.(:dissect_query, [q])
for x <- ["a b/é?~", ~c"a b", "", "%41+"], do: (e.(:quote, [x]); e.(:quote, [x, ~c"/ "]); e.(:unquote, [x]))
e.(:unquote, ["a%20b%C3%A9"]); e.(:unquote, ["%zz"]); e.(:transcode, ["foo%F6bar", [in_encoding: :latin1]])
s.("allowed", :uri_string.allowed_characters() |> Keyword.keys())
s.("allowed", :uri_string.allowed_characters()[:host])
e.(:percent_decode, [%{path: "%41", host: "%42"}]); e.(:percent_decode, [~c"%41"])
