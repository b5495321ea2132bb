# Erlang's base64.
e = fn f, args -> IO.puts "#{f} #{inspect args}: #{inspect(try do apply(:base64, f, args) rescue x -> :raised end)}" end
for x <- ["", "a", "ab", "abc", ~c"abcd", <<251, 255, 0>>], f <- [:encode, :encode_to_string], do: (e.(f, [x]); e.(f, [x, %{mode: :urlsafe}]); e.(f, [x, %{padding: false}]))
for x <- ["YQ==", "YQ", "YWI=", "YW I=\n", "-_8A", "+/8A", "YQ=", "Y", "####", ~c"YWJj", "YWJj#", "a===", "YWJjZA=="], f <- [:decode, :mime_decode, :decode_to_string], do: (e.(f, [x]); e.(f, [x, %{mode: :urlsafe}]); e.(f, [x, %{padding: false}]))
