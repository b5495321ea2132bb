# A segment that cannot be built is told by its place in the source, whatever constants stand before it.
failure = fn build ->
  try do
    build.()
  rescue
    error -> IO.puts(Exception.message(error))
  end
end

x = -1
failure.(fn -> <<x::utf8>> end)
failure.(fn -> <<256::8, "é"::utf8, x::utf8>> end)
failure.(fn -> <<"abc", x::utf8>> end)
failure.(fn -> <<1, 2, 3, "x", x::binary>> end)
failure.(fn -> <<1, 2, x::16, 3, 4, x::bytes>> end)
failure.(fn -> <<1::16, 2::3, x::float-16, "r"::utf16, x::bytes>> end)
