# Erlang's string: text as binaries and charlists, and the older functions.
s = fn l, v -> IO.puts("#{l}: #{inspect(v, limit: :infinity, charlists: :as_lists, binaries: :infer)}") end
e = fn f, args -> s.("#{f} #{inspect args}", try do apply(:string, f, args) rescue x -> {x.__struct__, Exception.message(x)} catch k, r -> {k, r} end) end
for x <- ["", "abc", ~c"abc", "  ab c ", ~c"  ab c ", "ÉÀß", ~c"ÉÀß", "e\u0301x", ~c"e\u0301x", "a\nb\r\n", ~c"a\r\n", "12ab", ~c"-3.5e2x", "+7 ", "x1", "1.5", ~c".5", "ab,cd,,ef", ~c"ab,cd,,ef", "ﬁ", "\t\n x \u00a0", "日本語", "🇩🇪🇫🇷"] do
  for f <- [:is_empty, :length, :to_graphemes, :reverse, :uppercase, :lowercase, :titlecase, :casefold, :trim, :chomp, :to_integer, :to_float, :next_codepoint, :next_grapheme], do: e.(f, [x])
end
for {x, y} <- [{"abcabc", "b"}, {~c"abcabc", ~c"b"}, {"abcabc", ~c"b"}, {"abc", "x"}, {~c"abc", "x"}, {"abc", ""}, {"", "a"}, {"éaéb", "é"}, {~c"éaéb", ~c"éb"}] do
  for f <- [:find, :split, :prefix, :equal], do: e.(f, [x, y])
  for f <- [:find, :split], d <- [:leading, :trailing], do: e.(f, [x, y, d])
  e.(:split, [x, y, :all])
  e.(:replace, [x, y, "-"])
  for d <- [:leading, :trailing, :all], do: e.(:replace, [x, y, "--", d])
end
for {x, y} <- [{"ab cd  ef", ~c" "}, {~c"ab cd  ef", ~c" "}, {"a,b;c", ~c",;"}, {~c"a,b;c,", ~c",;"}, {"foo\r\nbar\n", [[?\r, ?\n], ?\n]}, {"", ~c" "}, {"   ", ~c" "}] do
  e.(:lexemes, [x, y])
  for n <- [0, 1, 2, 9], do: e.(:nth_lexeme, [x, n, y])
end
for x <- ["abc", ~c"abc", "éxy", "", ~c""] do
  for n <- [0, 2, 5], do: (e.(:pad, [x, n]); e.(:slice, [x, n]); for m <- [0, 1, 9], do: e.(:slice, [x, n, m]))
  e.(:slice, [x, 1, :infinity])
  for d <- [:leading, :trailing, :both], do: (e.(:pad, [x, 6, d]); e.(:pad, [x, 6, d, ?*]); e.(:pad, [x, 6, d, ~c"ab"]))
  for d <- [:leading, :trailing, :both], do: (e.(:trim, [x, d]); e.(:trim, [x, d, ~c"ac"]))
  e.(:take, [x, ~c"ab"]); e.(:take, [x, ~c"ab", false]); e.(:take, [x, ~c"c", true]); e.(:take, [x, ~c"bc", false, :trailing]); e.(:take, [x, ~c"a", true, :trailing])
end
e.(:equal, ["É", "é", true]); e.(:equal, ["é", "e\u0301", false, :nfc]); e.(:equal, ["É", "e\u0301", true, :nfd]); e.(:equal, ["abc", ~c"abc"]); e.(:equal, [["a", ~c"b"], "ab"])
e.(:jaro_similarity, ["ditto", "ditto"]); e.(:jaro_similarity, ["foo", "bar"]); e.(:jaro_similarity, ["michelle", "michael"]); e.(:jaro_similarity, [~c"Édouard", ~c"Claude"])
# the old functions, on charlists
for {f, args} <- [len: [~c"abc"], equal: [~c"a", ~c"a"], concat: [~c"a", ~c"b"], chr: [~c"abcb", ?b], rchr: [~c"abcb", ?b], chr: [~c"abc", ?x], str: [~c"abcbc", ~c"bc"], rstr: [~c"abcbc", ~c"bc"], str: [~c"abc", ~c"x"], span: [~c"aab", ~c"a"], cspan: [~c"aab", ~c"b"], substr: [~c"hello", 2], substr: [~c"hello", 2, 3], tokens: [~c"a b,c", ~c" ,"], chars: [?x, 3], chars: [?x, 2, ~c"yz"], copies: [~c"ab", 3], words: [~c"a b  c"], words: [~c"a,b", ?,], sub_word: [~c"a b c", 2], sub_word: [~c"a,b,c", 3, ?,], strip: [~c"  a "], strip: [~c"  a ", :left], strip: [~c"xxaxx", :both, ?x], strip: [~c"xxaxx", :right, ?x], left: [~c"abc", 5], left: [~c"abc", 2], left: [~c"abc", 5, ?.], right: [~c"abc", 5], right: [~c"abc", 2], right: [~c"abc", 5, ?.], centre: [~c"abc", 6], centre: [~c"abc", 2], centre: [~c"abc", 7, ?.], sub_string: [~c"hello", 2], sub_string: [~c"hello", 2, 4], to_upper: [~c"aé"], to_lower: [~c"AÉ"], to_upper: [?a], to_lower: [?A], join: [[~c"a", ~c"b"], ~c", "], join: [[], ~c","]], do: e.(f, args)
e.(:slice, ["abc", -1]); e.(:pad, ["abc", -1]); e.(:trim, ["abc", :foo]); e.(:reverse, [<<255>>]); e.(:length, [<<255>>]); e.(:uppercase, [<<255>>]); e.(:find, ["a", "b", :x]); e.(:to_integer, [""]); e.(:to_integer, [:a])
