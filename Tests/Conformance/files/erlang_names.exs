# Erlang's filename and filelib.
s = fn l, v -> IO.puts("#{l}: #{inspect(v, limit: :infinity)}") end
e = fn l, f -> s.(l, try do f.() rescue x -> {x.__struct__, Exception.message(x)} catch k, r -> {k, r} end) end
names = ["", "/", "a", "/a", "a/", "a/b", "/a/b/", "a//b", "./a", "../a", "a/.", "a.b", "a.b.c", ".bashrc", "a/.b", "a.b/c", "a.", "/.x", "x.y/", "~", "~/a", "a.b/.c.d", "...", "a/b.c/d.e", "é.ü", "..", "."]
for n <- names, f <- [:basename, :dirname, :extension, :rootname, :split, :pathtype, :flatten, :nativename, :absname] do
  e.("#{f} #{inspect n}", fn -> v = apply(:filename, f, [n]); if f == :absname, do: String.replace(v, File.cwd!(), "CWD"), else: v end)
  if f in [:basename, :dirname, :extension, :rootname, :split, :nativename, :flatten], do: e.("#{f} #{inspect n} list", fn -> apply(:filename, f, [String.to_charlist(n)]) end)
end
for n <- ["a.erl", "a.erl.erl", "x/a.erl", ".erl", "aerl", "", "/", "b/"], x <- [".erl", "erl", "a.erl"] do
  e.("basename2 #{inspect {n, x}}", fn -> {:filename.basename(n, x), :filename.basename(String.to_charlist(n), String.to_charlist(x))} end)
  e.("rootname2 #{inspect {n, x}}", fn -> {:filename.rootname(n, x), :filename.rootname(String.to_charlist(n), String.to_charlist(x))} end)
end
for a <- ["", "/", "a", "a/", "/a//", "a/b"], b <- ["", "b", "/b", "b//c", "../b", "b/"] do
  e.("join #{inspect {a, b}}", fn -> {:filename.join(a, b), :filename.join(String.to_charlist(a), String.to_charlist(b)), :filename.join([a, b]), :filename.absname_join(a, b)} end)
  e.("absname2 #{inspect {a, b}}", fn -> {:filename.absname(b, a)} end)
end
e.("join", fn -> :filename.join([]) end)
e.("join", fn -> :filename.join(["a"]) end)
e.("join", fn -> :filename.join(["a", ~c"b", :c]) end)
e.("join", fn -> :filename.join([~c"a", ~c"b/", :c, ~c"//d"]) end)
e.("join", fn -> :filename.join([~c"a", "b"]) end)
e.("join", fn -> :filename.join(:a, :b) end)
e.("join", fn -> :filename.join(1, :b) end)
e.("mixed", fn -> {:filename.basename(:"a/b"), :filename.basename([~c"a/", :b, ?/, ~c"c"]), :filename.extension(:"a.b"), :filename.split(:"a/b"), :filename.dirname(:"a/b"), :filename.rootname(:"a.b")} end)
e.("flatten", fn -> :filename.flatten([~c"a", [:b, [?c]], ~c"d"]) end)
e.("flatten", fn -> :filename.flatten(["a", [:b]]) end)
e.("pathtype", fn -> {:filename.pathtype(~c"/a"), :filename.pathtype(~c"a"), :filename.pathtype(:a)} end)
e.("basedir", fn -> :filename.basedir(:user_cache, "app") |> is_binary end)
for t <- [:user_cache, :user_config, :user_data, :user_log, :site_config, :site_data], a <- ["app", ~c"app"], o <- [%{}, %{version: "1.0"}, %{author: "me"}, %{os: :linux}, %{os: :darwin}] do
  e.("basedir #{t} #{inspect a} #{inspect o}", fn -> :filename.basedir(t, a, o) |> inspect() |> String.replace(System.user_home!(), "HOME") end)
end
e.("safe", fn -> for p <- ["a", "a/b", "../a", "a/../b", "a/../../b", "/a", "", ".", "./a", "a/./b", "a/.."], do: {:filelib.safe_relative_path(p, ""), :filelib.safe_relative_path(String.to_charlist(p), ~c"/tmp")} end)
d = "/tmp/fl_#{System.pid()}"
File.rm_rf!(d)
for p <- ~w(a.ex b.exs sub/c.ex sub/deep/d.ex z1.log z2.log .hid), do: (File.mkdir_p!(Path.dirname(Path.join(d, p))); File.write!(Path.join(d, p), "12345"))
w = fn p -> :filelib.wildcard(String.to_charlist(Path.join(d, p))) |> Enum.map(&String.replace(to_string(&1), d, "D")) end
e.("wildcard", fn -> for p <- ~w(* *.ex **/*.ex z?.log z[12].log {a,b}.* sub/* nope* a.ex nope **), do: w.(p) end)
e.("wildcard2", fn -> :filelib.wildcard(~c"*.ex", String.to_charlist(d)) end)
e.("wildcard2", fn -> :filelib.wildcard(~c"*.ex", d) end)
e.("wildcard bin", fn -> :filelib.wildcard("*.ex", d) end)
e.("is", fn -> {:filelib.is_dir(d), :filelib.is_file(d), :filelib.is_regular(d), :filelib.is_file(d <> "/a.ex"), :filelib.is_regular(d <> "/a.ex"), :filelib.is_dir("/nope")} end)
e.("size", fn -> {:filelib.file_size(d <> "/a.ex"), :filelib.file_size(d <> "/nope"), :filelib.last_modified(d <> "/a.ex") |> tuple_size, :filelib.last_modified("/nope")} end)
e.("ensure", fn -> {:filelib.ensure_dir(d <> "/q/r/f"), File.dir?(d <> "/q/r"), File.exists?(d <> "/q/r/f"), :filelib.ensure_path(d <> "/w/x"), File.dir?(d <> "/w/x"), :filelib.ensure_dir("/"), :filelib.ensure_dir(d <> "/a.ex/b/c")} end)
e.("fold", fn -> :filelib.fold_files(d, ~c"\\.ex$", true, fn f, acc -> [Path.basename(f) | acc] end, []) |> Enum.sort end)
e.("fold", fn -> :filelib.fold_files(String.to_charlist(d), ~c"\\.ex$", false, fn f, acc -> [Path.basename(f) | acc] end, []) |> Enum.sort end)
e.("find", fn -> {:filelib.find_file(~c"a.ex", String.to_charlist(d)) |> elem(0), :filelib.find_file(~c"nope", String.to_charlist(d))} end)
File.rm_rf!(d)
