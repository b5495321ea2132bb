# Operators that lead their lines: which line breaks stay, and where comments go.
File.read!(Path.rootname(__ENV__.file) <> ".txt")
|> String.split("-----\n")
|> Enum.each(fn source ->
  try do
    formatted = source |> Code.format_string!(line_length: 98) |> IO.iodata_to_binary()
    IO.puts(formatted)

    try do
      again = formatted |> Code.format_string!(line_length: 98) |> IO.iodata_to_binary()
      if again != formatted, do: IO.puts(["again:\n", again])
    rescue
      error -> IO.puts("again: #{inspect(error.__struct__)}")
    end
  rescue
    error -> IO.puts(inspect(error.__struct__))
  end

  IO.puts("-----")
end)
