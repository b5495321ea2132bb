# A character may be split between the binaries of character data: its parts are joined.

t = fn l, f ->
  IO.puts(
    l <>
      " " <>
      inspect(
        try do
          f.()
        rescue
          e -> {e.__struct__, String.slice(Exception.message(e), 0, 90)}
        catch
          k, r -> {k, r}
        end, printable_limit: 200, width: 1000)
  )
end

for l <- [
      [<<0xE6>>, <<0x97, 0xA5>>],
      [<<0xE6>>, <<0x97>>, <<0xA5>>],
      [<<0xE6>>, [<<0x97>>], <<0xA5>>],
      [<<0xE6>>, "", [], <<0x97, 0xA5, 98>>],
      [<<0xE6>> | <<0x97, 0xA5, 98>>],
      [[<<0xE6>>], [[<<0x97, 0xA5, 98>>]]],
      [<<0xE6, 0x97>>],
      [97, <<0xE6, 0x97>>, []],
      [<<0xE6>>, 98],
      [<<0xE6>>, "x"],
      [<<0xE6>>, "x", "y"],
      [<<0xE6>>, ["x", "y"], "z"]
    ] do
  t.("List.to_string #{inspect(l)}", fn -> List.to_string(l) end)
  t.("chars #{inspect(l)}", fn -> :unicode.characters_to_list(l) end)
  t.("bin #{inspect(l)}", fn -> :unicode.characters_to_binary(l) end)
  t.("IO.chardata #{inspect(l)}", fn -> IO.chardata_to_string(l) end)
end
