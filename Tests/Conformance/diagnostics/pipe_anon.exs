x = 1 |> fn x -> x end
