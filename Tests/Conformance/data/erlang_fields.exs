# Fields of io_lib:fread and io_lib:format.
for f <- [~c"~3d", ~c"~2d", ~c"~1d", ~c"~3u", ~c"~3f", ~c"~5f", ~c"~3s", ~c"~3a", ~c"~3c", ~c"~3#", ~c"~3-", ~c"~3l", ~c"~3x",~c"~d~s", ~c"~3d~s",~c"~3d~3d", ~c"~*d", ~c"~3~", ~c"~3t", ~c"~5ts"], t <- [~c"12 ab", ~c"1.5", ~c"12", ~c"123456", ~c"  12", ~c" 12ab", ~c"1", ~c"", ~c"   ", ~c"-12", ~c"+1 2", ~c"-1.5e3 x", ~c"abc def", ~c"ab", ~c"1a2", ~c"~", ~c"\t\n12", ~c"12\n", ~c"16#ff", ~c"1.5e", ~c"1.50 x"] do
  IO.inspect({f, t, try do :io_lib.fread(f, t) rescue e -> e.__struct__ catch k, v -> {k, v} end}, charlists: :as_charlists, width: 200)
end
for {f, t} <- [{~c"~c", ~c"\n"}, {~c"~1c", ~c"\n"}, {~c"~c", ~c" "}, {~c"~16u", ~c"ff"}, {~c"~16u", ~c"1f"}, {~c"~2u", ~c"101"}, {~c"~u", ~c" 12"}, {~c"~u", ~c"12a"}, {~c"~ts", ~c""}, {~c"~*3ts", ~c""}, {~c"~*3ts", ~c"abcd"}, {~c"~3ts", [1000, 1001, 1002]}, {~c"~3s", [1000, 1001, 1002]}, {~c"~3c", [1000, 1001, 1002]}, {~c"~3tc", [1000, 1001, 1002]}, {~c"~s", [1000]}, {~c"~", ~c""}, {~c"~", ~c"a"}, {~c"~q", ~c""}, {~c"~q", ~c"a"}, {~c"a", ~c""}, {~c" ", ~c""}, {~c"~a", ~c"  "}, {~c"~s", ~c" \n"}, {~c"~s", ~c""}, {~c"~f", ~c" 1.5e3x"}, {~c"~f", ~c"1.5ex"}, {~c"~f", ~c"1.x"}, {~c"~f", ~c"+1.5e-3"}, {~c"~6f", ~c"1.5e10"}, {~c"~6f", ~c" 1.5e2"}, {~c"~6f", ~c"1.5e1 "}, {~c"~4f", ~c"1.5e1"}, {~c"~d", ~c"1_000"}, {~c"~#", ~c" 16#ff z"}, {~c"~5#", ~c"16#ff z"},{~c"~5#", ~c"16#fff"}, {~c"~#", ~c"99#1"}, {~c"~#", ~c"16#"}, {~c"~#", ~c"16#zz"}, {~c"~3-~d", ~c"-12"}, {~c"~-~d", ~c" 12"}, {~c"~*-~d", ~c"-12"}, {~c"~s ~d", ~c"ab 12"}, {~c"~2s~2s", ~c"a b c"}, {~c"~2d:~2d", ~c"12:34"}, {~c"~4a", ~c" a b "}, {~c"~0d", ~c"12"}, {~c"~3u", ~c"12 "}, {~c"~10u", ~c" 12"}, {~c"~10u", ~c"129"}, {~c"~8u", ~c"19"}, {~c"~36u", ~c"zz"}, {~c"~1u", ~c"1"}, {~c"~37u", ~c"1"}, {~c"~*l~d", ~c"12"},{~c"~d~l", ~c"  12"}, {~c"~3l", ~c"a"}, {~c"~a~l~s~l", ~c"  ab cd"}, {~c"~-~l", ~c"+1"}, {~c"~2c~l", ~c"abc"}, {~c"~3s~l", ~c" ab c"}, {~c"~#~l", ~c" 16#ff"}, {~c"~f~l", ~c" 1.5"}, {~c"~3d~l", ~c" 12"}] do
  IO.inspect({f, t, try do :io_lib.fread(f, t) rescue e -> e.__struct__ catch k, v -> {k, v} end}, charlists: :as_charlists, width: 200)
end
for c <- ~c"wspcbBfegWPxX+#~in", w <- ["", "1", "2", "5", "8", "-8"], pr <- ["", ".0", ".1", ".2", ".3", ".5", ".9"], pad <- if(pr == "", do: [""], else: ["", ".*", "._"]) do
  {tag, args} = case c do
    ?w -> {nil, [:abcd]}
    ?s -> {nil, ["abcd"]}
    ?p -> {nil, [:abcd]}
    ?c -> {nil, [?c]}
    c when c in ~c"bB+#" -> {nil, [1234]}
    c when c in ~c"feg" -> {nil, [12.5]}
    c when c in ~c"WP" -> {nil, [[:a,:b,[:c]], 3]}
    c when c in ~c"xX" -> {nil, [123, ~c"0x"]}
    ?i -> {nil, [1]}
    _ -> {nil, []}
  end
  args = if pad == ".*", do: [?*|args], else: args
  f = String.to_charlist("~" <> w <> pr <> pad <> <<c>>)
  IO.puts(inspect({f, try do :io_lib.format(f, args) |> List.to_string rescue e -> {e.__struct__, Exception.message(e)} end}, charlists: :as_charlists, width: 200))
  _ = tag
end
