# Which parentheses around operands stay, go and come.
ops =
  ~w(| -- --- ++ +++ <> .. and && &&& or || ||| == != === !== =~ < > <= >= in |> <<< >>> <<~ ~>> <~ ~> <~> <|> ^^^ + - * / ** = <- \\ :: when)

show = fn source ->
  formatted =
    try do
      source |> Code.format_string!() |> IO.iodata_to_binary()
    rescue
      error -> "E " <> hd(String.split(Exception.message(error), "\n"))
    end

  IO.puts([source, "   =>   ", formatted])
end

for a <- ops, b <- ops do
  for s <- ["(x #{a} y) #{b} z", "x #{a} (y #{b} z)"] do
    show.(s)
  end
end

for a <- ops ++ ["not in"] do
  for s <- [
        "!(x #{a} y)",
        "not (x #{a} y)",
        "-(x #{a} y)",
        "&(&1 #{a} y)",
        "^(x #{a} y)",
        "@(x #{a} y)",
        "(x #{a} y).z",
        "(x #{a} y).(z)",
        "(x #{a} y)[z]",
        "%{(x #{a} y) => z}",
        "%{(x #{a} y) | z: 1}",
        "(!x) #{a} y",
        "x #{a} !y",
        "(not x) #{a} y",
        "x #{a} not y",
        "(-x) #{a} y",
        "x #{a} (-y)",
        "(&x) #{a} y",
        "x #{a} &y",
        "x #{a} & &1",
        "(@x) #{a} y",
        "x #{a} @y",
        "x #{a} (y not in z)",
        "(x not in y) #{a} z",
        "x #{a} (a..b//c)",
        "(a..b//c) #{a} x",
        "x #{a} fn -> y end",
        "fn -> y end #{a} x",
        "(x #{a} y)..b//c",
        "a..(x #{a} y)//c",
        "%(x #{a} y){}",
        "x #{a} (^y)",
        "^x #{a} y",
        "(x; y) #{a} z",
        "z #{a} (x; y)",
        "z #{a} (x -> y)",
        "&(x #{a} y)",
        "<<x #{a} y>>",
        "<<(x #{a} y)::8>>",
        "<<x::(8 #{a} y)>>",
        "[x #{a} y]",
        "{x #{a} y}",
        "[a: x #{a} y]",
        "x #{a} ..",
        "(..) #{a} x",
        "x #{a} (...)",
        "(...) #{a} x",
        "x #{a} (a, b)",
        "fn x #{a} y -> z end",
        "z = x #{a} y",
        "x #{a} y when z",
        "@z x #{a} y",
        "@z(x #{a} y)",
        "foo(x #{a} y)",
        "raise x #{a} y",
        "raise (x #{a} y), z"
      ] do
    show.(s)
  end
end
