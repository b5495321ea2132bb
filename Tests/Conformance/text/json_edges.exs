# JSON and Erlang's json: what is no JSON and where, decoders, pieces, encoders, lines, and deriving.
s = fn l, v -> IO.puts("#{l}: #{inspect(v, limit: :infinity)}") end
e = fn l, f -> s.(l, try do f.() rescue x -> {x.__struct__, Exception.message(x)} catch k, r -> {k, r} end) end
for d <- ["\"\\ud800x\"", "\"\\ud800\\u0041\"", "\"\\ud800\\udc00\"", "\"\\ud800abcdefgh\"", "\"\\udc00\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\uD83D\\uDE00x\"", "\"\\ud83d\\", "\"\\ud83d\\u", "\"\\ud83d\\ude", "\"\\", "\"\\u", "nulx", "nullnull", "truE", "fals", "1.x", "1ex", "1e+", "1e-x", "-a", "-01", "1.5E+2", "1E3", "-0.0", "-0e1", "1e400", "123456789012345678901234567890", "[1", "[1,", "[,", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1,", "{\"a\":1,}", "{1:2}", "\"\x7f\"", "\"\u00e9\"", <<34, 0xE0, 0x80, 0x80, 34>>, <<34, 0xED, 0xA0, 0x80, 34>>, <<34, 0xF4, 0x90, 0x80, 0x80, 34>>, <<34, 0xC3>>, <<34, 0xC0, 0x80, 34>>, <<34, 0xE2, 0x82, 34>>, <<0xEF, 0xBB, 0xBF, ?1>>, "\f1", "1 \n", "  [ 1 , 2 ]  x", "\"a\" b", "[1]]", "{}}", <<255>>, "\"\\/\\b\\f\"", "\"\\\"", "tr", "t", "[tru", "{\"a\":nul", "[\"a", "-", "0.", "0e", "[0", "[-", "[1.", "[1.5", "\v"] do
  e.("dec #{inspect d}", fn -> {JSON.decode(d), try do :json.decode(d) rescue x -> {x.__struct__, Exception.message(x)} end} end)
end
e.("dec!", fn -> JSON.decode!("\"\\ud800\\u0041\"") end)
e.("dec! bad arg", fn -> JSON.decode!(1) end)
e.("dec bad arg", fn -> JSON.decode(:a) end)
for v <- [%{1.5 => 1}, %{nil => 1}, %{true => 1}, %{~c"ab" => 1}, %{{1} => 1}, %{~D[2020-01-01] => 1}, %{"a\"b" => 1}, %{:"é" => 1}, "\u{10FFFF}", "\x7f", <<0xC3>>, <<0xE2, 0x82>>, <<"a", 255>>, %{"a" => <<255>>}, %{<<255>> => 1}, 1.0, 1.0e-10, 100000000000000000.0, 0.1, -0.0, 123456789.123, 1.0e22, Duration.new!(day: 1), ~D[2020-01-01], 1..2, MapSet.new([1]), %RuntimeError{}, [a: 1], :"a\"b", :nil, Date.range(~D[2020-01-01], ~D[2020-01-02]), Version.parse!("1.0.0"), ~r/a/] do
  e.("enc #{inspect v}", fn -> JSON.encode!(v) end)
end
for v <- [nil, :null, :undefined, true, "a", ~c"ab", [], %{}, %{a: 1}, 1, 1.5, [{:a, 1}], {1, 2}, %{1 => 2}, %{1.5 => 2}, %{"k" => :v}] do
  e.("json enc #{inspect v}", fn -> IO.iodata_to_binary(:json.encode(v)) end)
  e.("json fmt #{inspect v}", fn -> IO.iodata_to_binary(:json.format(v)) end)
end
e.("json enc fn", fn -> IO.iodata_to_binary(:json.encode(%{a: {1, 2}}, fn {a, b}, e -> :json.encode_value([a, b], e); o, e -> :json.encode_value(o, e) end)) end)
e.("helpers", fn -> {:json.encode_atom(:a, &:json.encode_value/2), :json.encode_binary("é\n"), :json.encode_binary_escape_all("é😀\n"), :json.encode_float(1.5), :json.encode_integer(5)} |> Tuple.to_list |> Enum.map(&IO.iodata_to_binary/1) end)
e.("helpers", fn -> {:json.encode_list([1, 2], &:json.encode_value/2), :json.encode_map(%{a: 1}, &:json.encode_value/2), :json.encode_map_checked(%{a: 1}, &:json.encode_value/2), :json.encode_key_value_list([{:a, 1}, {"b", 2}], &:json.encode_value/2), :json.encode_key_value_list_checked([{:a, 1}, {"b", 2}], &:json.encode_value/2)} |> Tuple.to_list |> Enum.map(&IO.iodata_to_binary/1) end)
e.("dup checked", fn -> :json.encode_key_value_list_checked([{:a, 1}, {"a", 2}], &:json.encode_value/2) end)
e.("dup checked", fn -> :json.encode_map_checked(%{:a => 1, "a" => 2}, &:json.encode_value/2) end)
IO.puts :json.format(%{a: [1, [2, 3], %{}, []], b: %{c: "long text here", d: nil}, e: "x"})
IO.puts :json.format([%{"k" => Enum.to_list(1..60)}, Enum.map(1..3, &%{id: &1, name: "name #{&1}"})])
IO.puts :json.format(%{a: [1, %{b: 2}]}, %{indent: 4})
IO.puts :json.format(%{a: [1, %{b: 2}]}, fn v, e, s -> :json.format_value(v, e, s) end)
IO.puts :json.format(%{a: {1, %{b: 2}}}, fn {a, b}, e, s -> e.([a, b], e, s); v, e, s -> :json.format_value(v, e, s) end, %{indent: 1})
IO.puts :json.format([{:a, 1}, {:b, [1, {2}]}], fn [{_, _} | _] = v, e, s -> :json.format_key_value_list(v, e, s); {a}, e, s -> e.([a], e, s);  v, e, s -> :json.format_value(v, e, s) end)
IO.puts :json.format([{:a, 1}, {:b, 2}], fn [{_, _} | _] = v, e, s -> :json.format_key_value_list_checked(v, e, s); v, e, s -> :json.format_value(v, e, s) end)
IO.puts :json.format(Enum.to_list(1..100), %{max: 40, indent: 3})
e.("decode3", fn -> :json.decode("[1,{\"a\":[]}]", [], %{}) end)
e.("decode3", fn -> :json.decode("[1,{\"a\":[true]}] rest", :acc, %{array_start: fn a -> IO.inspect({:as, a}); [] end, array_push: fn v, a -> IO.inspect({:ap, v, a}); [v | a] end, array_finish: fn a, o -> IO.inspect({:af, a, o}); {{:arr, a}, o} end, object_start: fn a -> IO.inspect({:os, a}); [] end, object_push: fn k, v, a -> IO.inspect({:op, k, v, a}); [{k, v} | a] end, object_finish: fn a, o -> IO.inspect({:of, a, o}); {{:obj, a}, o} end, string: &{:s, &1}, integer: &{:i, &1}, float: &{:f, &1}, null: :nul}) end)
e.("float fn", fn -> JSON.decode("[1E3, 1.5e2, -0.5, 1e-2, 0e1]", nil, float: & &1) end)
e.("int fn", fn -> JSON.decode("[-12, 0, -0]", nil, integer: & &1) end)
e.("bad dec", fn -> JSON.decode("1", nil, foo: 1) end)
e.("bad dec", fn -> JSON.decode("1", nil, %{integer: 1}) end)
e.("bad dec", fn -> :json.decode("1", nil, %{foo: 1}) end)
e.("stream", fn ->
  {:continue, s} = :json.decode_start("{\"a\": [1, tr", :acc, %{})
  {:continue, s} = :json.decode_continue("ue, \"x\\u00", s)
  {:continue, s} = :json.decode_continue("e9\", 1", s)
  {:continue, s} = :json.decode_continue("2.", s)
  {:continue, s} = :json.decode_continue("5", s)
  :json.decode_continue("] } tail", s)
end)
e.("stream num", fn -> {:continue, s} = :json.decode_start("12", nil, %{}); :json.decode_continue(:end_of_input, s) end)
e.("stream num", fn -> {:continue, s} = :json.decode_start("12", nil, %{}); {:continue, s} = :json.decode_continue("3", s); :json.decode_continue(:end_of_input, s) end)
e.("stream end", fn -> {:continue, s} = :json.decode_start("[12", nil, %{}); :json.decode_continue(:end_of_input, s) end)
e.("stream whole", fn -> :json.decode_start("[12] x", nil, %{}) end)
e.("stream str", fn -> {:continue, s} = :json.decode_start("\"ab", nil, %{}); {:continue, s} = :json.decode_continue(<<0xC3>>, s);  :json.decode_continue(<<0xA9, ?">>, s) end)
e.("stream empty", fn -> {:continue, s} = :json.decode_start("", nil, %{}); {:continue, s} = :json.decode_continue("  ", s); :json.decode_continue(:end_of_input, s) end)
e.("stream bad", fn -> {:continue, s} = :json.decode_start("[1, ", nil, %{}); :json.decode_continue("x", s) end)
defmodule S do
  @derive {JSON.Encoder, only: [:b]}
  defstruct [:a, :b]
end
e.("derive", fn -> JSON.encode!(struct(S, b: [struct(S, b: 1)])) end)
e.("derive bad", fn -> Code.eval_string("defmodule S2 do\n@derive {JSON.Encoder, only: [:c]}\ndefstruct [:a, :b]\nend") end)
e.("derive bad", fn -> Code.eval_string("defmodule S3 do\n@derive {JSON.Encoder, except: [:c]}\ndefstruct [:a, :b]\nend") end)
e.("derive bad", fn -> Code.eval_string("defmodule S5 do\n@derive {JSON.Encoder, only: :a}\ndefstruct [:a, :b]\nend") end)
defmodule S6 do
  defstruct [:a]
end
e.("undefined", fn -> JSON.encode!(struct(S6)) end)
e.("undefined tuple", fn -> JSON.encode!({1}) end)
e.("undefined deep", fn -> JSON.encode!([%{a: {1}}]) end)
e.("external derive", fn -> require Protocol; Protocol.derive(JSON.Encoder, S6, only: [:a]); JSON.encode!(struct(S6, a: 1)) end)
e.("protocol", fn -> {JSON.Encoder.impl_for(1), JSON.Encoder.impl_for("a"), JSON.Encoder.impl_for(:a), JSON.Encoder.impl_for([]), JSON.Encoder.impl_for(%{}), JSON.Encoder.impl_for({}), JSON.Encoder.impl_for(1.0), JSON.Encoder.impl_for(~D[2020-01-01]), JSON.Encoder.impl_for(~T[00:00:00]), JSON.Encoder.impl_for(Duration.new!([]))} end)
e.("encode_to_iodata", fn -> JSON.encode_to_iodata!(%{a: [1, "b", nil]}) |> IO.iodata_to_binary end)
e.("encoder", fn -> JSON.encode!([1, {:raw, "x"}], fn {:raw, x}, _ -> x; o, e -> JSON.protocol_encode(o, e) end) end)
e.("encode direct", fn -> JSON.Encoder.encode(1, &JSON.protocol_encode/2) |> IO.iodata_to_binary end)
