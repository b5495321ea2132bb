# `:io_lib.format` with a limit of characters shortens strings and terms, each by its share.

show = fn format, arguments, limit ->
  text = :io_lib.format(format, arguments, chars_limit: limit) |> IO.chardata_to_string()
  IO.puts("#{format} #{inspect(arguments)} #{limit} #{inspect(text)}")
end

for {format, arguments} <- [
      {~c"~s", ["abcdefghij"]},
      {~c"~s and ~s", ["abcdefghij", "xyz"]},
      {~c"~20s|", ["abcdefghijklmnopqrs"]},
      {~c"~ts", ["日本語日本語"]},
      {~c"~w", [[1, 2, 3, 4, 5, 6]]},
      {~c"~p", [{1, 2, 3, 4, 5, 6}]},
      {~c"~p", ["abcdefghij"]},
      {~c"~p", [~c"abcdefghij"]},
      {~c"~p ~p", [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]},
      {~c"~w", [:abcdefghijklmn]},
      {~c"~w", [123_456_789_012]},
      {~c"~B", [123_456_789]},
      {~c"~.2f", [1.2345]},
      {~c"~a", [:abcdefghi]}
    ],
    limit <- [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 20, 40] do
  if format != ~c"~a", do: show.(format, arguments, limit)
end

# With ~t a binary of UTF-8 is no Latin-1.
for text <- ["abΣ", "é", <<233>>, "日本", <<128>>], format <- [~c"~tp", ~c"~p", ~c"~tw"] do
  IO.puts(
    "#{inspect(text)} #{format} #{:io_lib.format(format, [text]) |> IO.chardata_to_string()}"
  )
end
