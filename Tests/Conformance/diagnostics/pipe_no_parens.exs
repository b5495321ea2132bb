x = "a" |> String.upcase |> IO.inspect
