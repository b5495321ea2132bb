# EEx templates, INI/CSV/TOML parsers, diff, Huffman, string and regex work.
require EEx
defmodule Page do
  require EEx
  EEx.function_from_string(:def, :list, """
  <ul>
  <%= for {item, i} <- Enum.with_index(items, 1) do %>
    <li class="<%= if rem(i, 2) == 0, do: "even", else: "odd" %>"><%= i %>. <%= String.capitalize(item) %></li>
  <% end %>
  </ul>
  """, [:items], trim: true)

  EEx.function_from_string(:defp, :row, "<%= a %>|<%= b %><%# hidden %><%% raw %>", [:a, :b])
  def table(rows), do: Enum.map_join(rows, "\n", fn {a, b} -> row(a, b) end)
end

IO.puts(Page.list(~w(apple pear plum)))
IO.puts(Page.table(a: 1, b: 2))
IO.puts(EEx.eval_string("Hello <%= @name %>, you have <%= length(@todo) %> <%= if length(@todo) == 1 do %>thing<% else %>things<% end %>.", assigns: [name: "Zoë", todo: [1, 2]]))
IO.puts(EEx.eval_string("<%= case x do %>\n<% {:ok, v} -> %>ok <%= v %><% :error -> %>bad<% end %>", x: {:ok, 5}))

for bad <- ["<%= if true do %> x", "<% end %>", "<%= 1 + %>", "a <%= foo"] do
  try do
    EEx.eval_string(bad)
  rescue
    e -> IO.puts("#{inspect(e.__struct__)}: #{Exception.message(e)}")
  end
end

defmodule Ini do
  def parse(text) do
    text
    |> String.split(~r/\R/)
    |> Enum.with_index(1)
    |> Enum.reduce_while({%{}, nil}, fn {line, n}, {map, section} ->
      case String.trim(line) do
        "" -> {:cont, {map, section}}
        <<c, _::binary>> when c in [?;, ?#] -> {:cont, {map, section}}
        "[" <> rest ->
          case String.split(rest, "]", parts: 2) do
            [name, ""] -> {:cont, {Map.put_new(map, name, %{}), name}}
            _ -> {:halt, {:error, n, line}}
          end
        line ->
          case Regex.run(~r/^([\w.]+)\s*[=:]\s*(?:"([^"]*)"|(.*?))\s*(?:;.*)?$/, line, capture: :all_but_first) do
            [key, quoted] -> {:cont, {put_in(map, [Access.key(section, %{}), key], quoted), section}}
            [key, "", value] -> {:cont, {put_in(map, [Access.key(section, %{}), key], value(value)), section}}
            nil -> {:halt, {:error, n, line}}
          end
      end
    end)
    |> case do
      {:error, n, line} -> {:error, "line #{n}: #{inspect(line)}"}
      {map, _} -> {:ok, map}
    end
  end

  defp value(v) when v in ~w(true yes on), do: true
  defp value(v) when v in ~w(false no off), do: false
  defp value(v) do
    with {_, :error} <- {v, integer(v)}, {_, :error} <- {v, float(v)}, do: v
  end
  defp integer(v), do: (case Integer.parse(v) do {n, ""} -> n; _ -> :error end)
  defp float(v), do: (case Float.parse(v) do {n, ""} -> n; _ -> :error end)
end

IO.inspect(Ini.parse("""
; comment
[server]
host = localhost
port: 8080
debug = yes
ratio=0.75
[paths]
home = "/home/me; really"   ; trailing
data.dir = /var/lib
"""))
IO.inspect(Ini.parse("[a]\r\nx\r\n"))

defmodule Csv do
  def parse(text), do: row(text, [], [], [])
  defp row("", [], [], rows), do: Enum.reverse(rows)
  defp row(text, field, fields, rows), do: field(text, field, fields, rows)
  defp field(<<?", rest::binary>>, [], fields, rows), do: quoted(rest, [], fields, rows)
  defp field(<<",", rest::binary>>, acc, fields, rows), do: field(rest, [], [done(acc) | fields], rows)
  defp field(<<"\r\n", rest::binary>>, acc, fields, rows), do: finish(rest, acc, fields, rows)
  defp field(<<"\n", rest::binary>>, acc, fields, rows), do: finish(rest, acc, fields, rows)
  defp field("", acc, fields, rows), do: finish("", acc, fields, rows)
  defp field(<<c::utf8, rest::binary>>, acc, fields, rows), do: field(rest, [acc, c], fields, rows)
  defp quoted(<<"\"\"", rest::binary>>, acc, fields, rows), do: quoted(rest, [acc, ?"], fields, rows)
  defp quoted(<<"\"", rest::binary>>, acc, fields, rows), do: field(rest, [acc, ""], fields, rows)
  defp quoted(<<c::utf8, rest::binary>>, acc, fields, rows), do: quoted(rest, [acc, c], fields, rows)
  defp quoted("", _, _, _), do: raise(ArgumentError, "unterminated quote")
  defp finish(rest, acc, fields, rows), do: row(rest, [], [], [Enum.reverse([done(acc) | fields]) | rows])
  defp done(acc), do: :unicode.characters_to_binary(acc)
  def dump(rows), do: rows |> Enum.map(fn r -> [r |> Enum.map(&escape/1) |> Enum.intersperse(?,), "\r\n"] end) |> IO.iodata_to_binary()
  defp escape(v) do
    s = to_string(v)
    if s =~ ~r/[",\r\n]/, do: [?", String.replace(s, "\"", "\"\""), ?"], else: s
  end
end

rows = Csv.parse("name,note,n\nAnn,\"said \"\"hi\"\", then left\",1\r\n\"Ö, B\",,\"2\n3\"\n")
IO.inspect(rows)
IO.inspect(Csv.dump(rows) |> Csv.parse() == rows)
[header | data] = rows
IO.inspect(Enum.map(data, &(Enum.zip(header, &1) |> Map.new())))

defmodule Huffman do
  def codes(text) do
    text
    |> String.graphemes()
    |> Enum.frequencies()
    |> Enum.map(fn {g, n} -> {n, g} end)
    |> Enum.sort()
    |> build()
    |> walk(<<>>)
    |> Map.new()
  end
  defp build([{_, tree}]), do: tree
  defp build([{a, l}, {b, r} | rest]), do: build(insert({a + b, {l, r}}, rest))
  defp insert({n, _} = x, [{m, _} = y | rest]) when n > m, do: [y | insert(x, rest)]
  defp insert(x, rest), do: [x | rest]
  defp walk({l, r}, bits), do: walk(l, <<bits::bitstring, 0::1>>) ++ walk(r, <<bits::bitstring, 1::1>>)
  defp walk(g, bits), do: [{g, bits}]
  def encode(text, codes), do: for(g <- String.graphemes(text), into: <<>>, do: codes[g])
  def decode(bits, codes), do: decode(bits, Map.new(codes, fn {g, b} -> {b, g} end), <<>>, [])
  defp decode(<<>>, _, <<>>, acc), do: acc |> Enum.reverse() |> Enum.join()
  defp decode(<<b::1, rest::bitstring>>, map, prefix, acc) do
    prefix = <<prefix::bitstring, b::1>>
    case map do
      %{^prefix => g} -> decode(rest, map, <<>>, [g | acc])
      _ -> decode(rest, map, prefix, acc)
    end
  end
end

text = "she sells sea shells by the sea shore — déjà vu 👍🏽"
codes = Huffman.codes(text)
bits = Huffman.encode(text, codes)
IO.inspect({bit_size(bits), byte_size(text) * 8, Huffman.decode(bits, codes) == text})
IO.inspect(codes |> Enum.sort_by(fn {g, b} -> {bit_size(b), g} end) |> Enum.take(6))
IO.inspect(bits, limit: 8)

defmodule Diff do
  def lines(a, b) do
    List.myers_difference(String.split(a, "\n"), String.split(b, "\n"))
    |> Enum.flat_map(fn
      {:eq, ls} -> Enum.map(ls, &"  #{&1}")
      {:del, ls} -> Enum.map(ls, &"- #{&1}")
      {:ins, ls} -> Enum.map(ls, &"+ #{&1}")
    end)
    |> Enum.join("\n")
  end
end
IO.puts(Diff.lines("one\ntwo\nthree\nfour", "one\n2\nthree\nfour\nfive"))
IO.inspect(String.myers_difference("the quick brown fox", "the quack brawn fix"))
IO.inspect(String.jaro_distance("martha", "marhta") |> Float.round(4))

# Regex
log = """
2024-01-15T10:00:00Z INFO  [web] GET /index.html 200 15ms
2024-01-15T10:00:01Z ERROR [db] timeout after 3000ms
2024-01-15T10:00:02Z WARN  [web] GET /missing 404 2ms
garbage
"""
regex = ~r/^(?<time>\S+)\s+(?<level>[A-Z]+)\s+\[(?<source>\w+)\]\s+(?<text>.*)$/m
for line <- String.split(log, "\n", trim: true), do: IO.inspect(Regex.named_captures(regex, line))
IO.inspect(Regex.scan(~r/(\d+)ms/, log, capture: :all_but_first) |> List.flatten() |> Enum.map(&String.to_integer/1) |> Enum.sum())
IO.puts(Regex.replace(~r/(\w+)@(\w+)\.com/, "ann@example.com, bob@test.com", fn _, user, host -> "#{String.upcase(user)} at #{host}" end))
IO.inspect(Regex.split(~r/\s*([,;])\s*/, "a , b;c ;d", include_captures: true))
IO.inspect(Regex.run(~r/(?<y>\d{4})-(?<m>\d\d)/, "on 2024-05", return: :index))
IO.inspect(Regex.names(regex))
IO.inspect(String.split("CamelCaseStringHTTP", ~r/(?<=[a-z])(?=[A-Z])/))
IO.inspect(Regex.replace(~r/(?<w>\p{Lu}\p{Ll}+)/u, "Ähre und Öl", "<\\g{1}>"))
IO.inspect(Regex.scan(~r/\p{L}+/u, "naïve café 東京 x1"))
IO.inspect("a-b_c d" |> String.split(["-", "_", " "]))
IO.inspect(Macro.camelize("foo_bar/baz") <> Macro.underscore("FooBar.BazQUX"))
IO.inspect(for <<c::utf8 <- "héé">>, do: c)
IO.inspect(String.normalize("é", :nfd) |> String.codepoints() |> length())
IO.inspect(["ß" |> String.upcase(), "İ" |> String.downcase() |> byte_size(), String.capitalize("élan ÉLAN"), String.reverse("añb👨‍👩‍👧c")])
IO.inspect(~w(b A a B ä) |> Enum.sort_by(&String.downcase/1))
IO.inspect(String.pad_leading("7", 3, ["0", "x"]) <> String.pad_trailing("ab", 7, "-="))
IO.inspect(Inspect.Algebra.format(Inspect.Algebra.group(Inspect.Algebra.glue("hello", "world")), 5) |> IO.iodata_to_binary())
IO.puts(:io_lib.format("~-10s|~5.2f|~4..0B|~p|~w|~c~n", ["abc", 3.14159, 42, [a: "x"], ~c"hi", ?z]))
IO.puts(:io_lib.format("~*c ~8.16.0B ~.2e ~ts ~+B~n", [5, ?*, 48879, 12345.678, "ünï", -10]))
