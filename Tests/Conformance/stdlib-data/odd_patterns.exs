# Patterns, options and lists that are none: which function sees it first.

show = fn label, fun ->
  result =
    try do
      fun.()
    rescue
      error in FunctionClauseError -> error.__struct__
      error -> {error.__struct__, Exception.message(error)}
    end

  IO.puts("#{label} #{inspect(result, width: 1000)}")
end

for pattern <- [{}, 5, [5], [""], ["A" | 5], ["A"], "A", []],
    options <- [[parts: 1], [parts: 3, trim: true], [parts: 0], [trim: 5], [trim: nil]] do
  show.("split #{inspect({pattern, options})}", fn -> String.split("aAAb", pattern, options) end)
end

for pattern <- ["", ["b" | 2], [1, ""], ["", 1], [<<1::3>>], ["b", ""], 5], string <- ["", "a"] do
  show.("contains #{inspect({string, pattern})}", fn -> String.contains?(string, pattern) end)
  show.("ends #{inspect({string, pattern})}", fn -> String.ends_with?(string, List.wrap(pattern)) end)
  show.("starts #{inspect({string, pattern})}", fn -> String.starts_with?(string, List.wrap(pattern)) end)
end

for options <- [[1 | 2], [padding: 5], [padding: false]], text <- ["YQ==", "YQ"] do
  show.("valid64 #{inspect({text, options})}", fn -> Base.valid64?(text, options) end)
  show.("decode64 #{inspect({text, options})}", fn -> Base.decode64(text, options) end)
  show.("encode32 #{inspect({text, options})}", fn -> Base.encode32(text, options) end)
end

calls = [
  take: [5], take: [1], slice: [0..5], slice: [1, 5], split: [-1], count_until: [5],
  count_until: [2], reverse_slice: [0, 2], concat: [MapSet.new([1])], concat: [[3]], reduce: [&+/2],
  at: [7], drop: [7], zip: [[1, 2, 3]]
]

for {name, arguments} <- calls, list <- [[1 | 2], [1, 2 | 3]] do
  shown = Enum.reject(arguments, &is_function/1)
  show.("#{name} #{inspect({list, shown})}", fn -> apply(Enum, name, [list | arguments]) end)
end

# Names whose first letter is a capital need no composed form.
for name <- ["Ae\u0301_a", "ae\u0301_a", "I\u0307x", "\u212Aa", "\uFB01a", "日e\u0301"] do
  show.("atom", fn -> {inspect(String.to_atom(name)), inspect([{String.to_atom(name), 1}])} end)
end

show.("list", fn -> List.to_string([~c"ab", %{~c"ab" => ~c"cd"}]) end)
