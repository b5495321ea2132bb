# Calls with random arguments, the same in every run.
Code.require_file("../random_calls.exs", __DIR__)

defmodule Calls do
  import RandomCalls

  def run do
    seg = fn -> pick(["a", "b.ex", "..", ".", "", "c d", "é", "*", "foo.tar.gz", ".hidden", "~", "a/"]) end
    path = fn -> pick(["/", "", "", "./", "../", "~/", "//"]) <> Enum.map_join(1..int(1, 4), pick(["/", "/", "//"]), fn _ -> seg.() end) end
    url = fn -> pick(["http://", "https://", "ftp://", "//", "", "mailto:", "HTTP://", "urn:", "file:///", "ws://"]) <> pick(["", "user@", "u:p@", "u%20:@"]) <> pick(["example.com", "EXAMPLE.com", "[::1]", "127.0.0.1", "", "a b", "ex_ample", "[::1"]) <> pick(["", ":80", ":", ":8080", ":x", ":443"]) <> pick(["", "/", "/a/b", "/a/../b", "a", "/é", "/%20", "/a b", "/?", "/;p"]) <> pick(["", "?", "?a=1", "?a=1&b=2&c", "?q=%zz", "?a+b=c%20d"]) <> pick(["", "#", "#f", "#f?x", "##"]) end
    ver = fn -> pick(["1.0.0", "0.1.2", "1.2.3-rc.1", "1.2.3-rc.1+build", "2.0.0-dev", "1.0", "1", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3+", "1.2.3-0", "1.2.3-01", "1.2.3-alpha.beta", "10.20.30", "", "a.b.c", "1.2.3-rc.10"]) end
    req = fn -> Enum.map_join(1..int(1, 3), pick([" and ", " or ", " "]), fn _ -> pick(["", "> ", ">= ", "< ", "<= ", "~> ", "== ", "!= ", "=> ", ">", "~>", "! "]) <> pick(["1.0.0", "1.2", "1", "0.1", "2.0.0-dev", "1.2.3-rc.1", "a", ""]) end) end
    arg = fn -> pick(["--foo", "--no-foo", "-f", "-fbv", "--bar=1", "--bar", "1", "x", "--", "-b2", "--count", "-c", "--unknown", "-u", "--foo=true", "--baz-qux", "-", "--bar=", "--list", "a,b", "-1", "--float", "1.5", "--Foo", "-cc", "--foo-bar=x"]) end
    argv = fn -> for _ <- 1..int(0, 6)//1, do: arg.() end
    oopts = fn -> pick([[strict: [foo: :boolean, bar: :integer, count: :count, baz_qux: :string, list: [:string, :keep], float: :float], aliases: [f: :foo, b: :bar, c: :count]],
      [switches: [foo: :boolean, bar: :string, list: :keep]], [strict: []], [switches: [bar: :integer], aliases: [f: :foo, b: :bar, v: :verbose]], [], [strict: [foo: :boolean], allow_nonexistent_atoms: true], [switches: [foo: :boolean], return_separator: true], [strict: [bar: [:integer, :keep], foo: :count], aliases: [b: :bar]]]) end
    text = fn -> Enum.map_join(1..int(0, 6)//1, "", fn _ -> pick(["a", "b", "ab", "1", "12", " ", "\n", "é", "日", "foo", "bar", "A", "_", ".", ",", "x=1", "\t", "🎉"]) end) end
    re = fn -> pick([~r/a/, ~r/(a)(b)?/, ~r/\d+/, ~r/(?<x>\w)(?<y>\d)?/, ~r/^\w+$/m, ~r/./s, ~r/[aé]/u, ~r/\s+/, ~r/(?i)A/, ~r/(foo|bar)/, ~r//, ~r/\b/, ~r/a*/, ~r/(?=b)/, ~r/x=(?<v>\d)/, ~r/[^\w]/u, ~r/(a)|(b)/, ~r/\p{L}/u, ~r/a+?b/, ~r/$/m]) end
    rep = fn -> pick(["X", "", "\\0", "\\1", "\\\\", "<\\1\\2>", "\\g{1}", "\\g{x}", "\\9", "a\\"]) end
    _glob = fn -> pick(["*", "**", "*.ex", "?", "[ab]", "{a,b}", "a*", "**/*.exs", ".*", "x"]) end
    uq = fn -> pick(["a=1&b=2", "a", "", "a=%20+x", "a=1&a=2", "=x", "&&", "a=b=c", "%zz=1", "é=ü", "a%3D=b"]) end
    enc = fn -> pick([:www_form, :rfc3986]) end
    rows = [
      {"Path.join", &Path.join/2, [path, path]},
      {"Path.expand", &Path.expand/2, [path, fn -> "/base/dir" end]},
      {"Path.basename", &Path.basename/1, [path]},
      {"Path.dirname", &Path.dirname/1, [path]},
      {"Path.ext", &Path.extname/1, [path]},
      {"Path.root", &Path.rootname/1, [path]},
      {"Path.split", &Path.split/1, [path]},
      {"Path.type", &Path.type/1, [path]},
      {"Path.rel", &Path.relative/1, [path]},
      {"Path.relto!", &Path.relative_to(&1, &2, force: true), [fn -> "/" <> path.() end, fn -> "/" <> path.() end]},
      {"Path.safe", &Path.safe_relative/1, [path]},
      {"Path.abs", fn p -> Path.absname(p, "/x") end, [path]},
      {"URI.parse", &URI.parse/1, [url]},
      {"URI.str", fn u -> u |> URI.parse() |> to_string() end, [url]},
      {"URI.merge", &URI.merge/2, [fn -> "http://h.com/a/b/c?q#f" end, url]},
      {"URI.merge2", &URI.merge/2, [url, url]},
      {"URI.append", fn u, p -> u |> URI.parse() |> URI.append_path(p) end, [url, path]},
      {"URI.appendq", fn u, p -> u |> URI.parse() |> URI.append_query(p) end, [url, uq]},
      {"URI.dq", &URI.decode_query(&1, %{}, &2), [uq, enc]},
      {"URI.qd", fn q, e -> q |> URI.query_decoder(e) |> Enum.to_list() end, [uq, enc]},
      {"URI.enc", &URI.encode/1, [text]},
      {"URI.encwf", &URI.encode_www_form/1, [text]},
      {"URI.eq", &URI.encode_query/2, [fn -> [{text.(), text.()}, {:a, 1}] end, enc]},
      {"URI.dec", &URI.decode/1, [uq]},
      {"Ver.parse", &Version.parse/1, [ver]},
      {"Ver.cmp", &Version.compare/2, [ver, ver]},
      {"Ver.match", &Version.match?/2, [ver, req]},
      {"Ver.matchp", &Version.match?(&1, &2, allow_pre: false), [ver, req]},
      {"Ver.req", fn r -> with {:ok, r} <- Version.parse_requirement(r), do: {inspect(r), to_string(r)} end, [req]},
      {"OP.parse", &OptionParser.parse/2, [argv, oopts]},
      {"OP.head", &OptionParser.parse_head/2, [argv, oopts]},
      {"OP.next", &OptionParser.next/2, [argv, oopts]},
      {"OP.split", &OptionParser.split/1, [fn -> Enum.map_join(1..int(1, 5), "", fn _ -> pick(["a", " ", "\"", "'", "\\", "\\ ", "b c", "\\\"", "é"]) end) end]},
      {"OP.argv", &OptionParser.to_argv/1, [fn -> Enum.take_random([foo: true, bar: false, baz_qux: "x y", n: 1, x: nil, l: "a"], int(0, 6)) end]},
      {"Re.run", &Regex.run/2, [re, text]},
      {"Re.runi", &Regex.run(&1, &2, return: :index), [re, text]},
      {"Re.runo", &Regex.run(&1, &2, offset: &3, capture: &4), [re, text, fn -> int(0, 3) end, fn -> pick([:all, :first, :all_but_first, :none, :all_names, [1], ["x"], [0, 1]]) end]},
      {"Re.scan", &Regex.scan/2, [re, text]},
      {"Re.scanc", &Regex.scan(&1, &2, capture: &3, return: :index), [re, text, fn -> pick([:all, :first, :all_but_first, :all_names]) end]},
      {"Re.named", &Regex.named_captures/2, [re, text]},
      {"Re.replacef", &Regex.replace(&1, &2, fn x -> "[#{x}]" end), [re, text]},
      {"Re.replacef2", &Regex.replace(&1, &2, fn x, y -> "[#{x}:#{y}]" end), [re, text]},
      {"Re.split", &Regex.split/3, [re, text, fn -> Enum.take_random([trim: true, include_captures: true, parts: int(1, 3)], int(0, 3)) end]},
      {"Re.spliton", &Regex.split(&1, &2, on: &3), [re, text, fn -> pick([[1], [:x], :all_but_first, :first, [0, 1]]) end]},
      {"Re.escape", &Regex.escape/1, [text]},
      {"Re.names", &Regex.names/1, [re]},
      {"Str.split", &String.split/3, [text, re, fn -> Enum.take_random([trim: true, include_captures: true, parts: int(1, 3)], int(0, 3)) end]},
      {"Str.match", &String.match?/2, [text, re]},
      {"Re.compile", fn s, o -> with {:ok, r} <- Regex.compile(s, o), do: {inspect(r), Regex.opts(r)} end, [fn -> pick(["(", "a", "[", "a{2", "\\", "(?<n>", "a**", "(?P<x>a)", "\\p{Foo}", "a/b", "é", "x#c"]) end, fn -> pick(["", "i", "u", "xim", "s", "U", "f", "q"]) end]},
    ]
    RandomCalls.run(rows, 14, 11)
  end
end

Calls.run()
