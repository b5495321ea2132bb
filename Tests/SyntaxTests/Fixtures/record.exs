# Records what Elixir says of the texts beside it; run it here with Elixir 1.20: `elixir record.exs`.
folder = __DIR__
print = &inspect(&1, limit: :infinity, printable_limit: :infinity, width: :infinity)
tokens = [columns: true, token_metadata: true, emit_warnings: false]

lines =
  for options <- [[emit_warnings: false], tokens] do
    {:ok, tree} = Code.string_to_quoted(File.read!(Path.join(folder, "devious.exs")), options)
    print.(tree)
  end

File.write!(Path.join(folder, "devious.recorded"), Enum.join(lines, "\n") <> "\n")

lines =
  for text <- String.split(File.read!(Path.join(folder, "failures.txt")), "\n----\n") do
    {:error, error} = Code.string_to_quoted(text, tokens)

    message =
      try do
        Code.string_to_quoted!(text, tokens)
      rescue
        exception -> "** (#{inspect(exception.__struct__)}) " <> Exception.message(exception)
      end

    print.({error, message})
  end

File.write!(Path.join(folder, "failures.recorded"), Enum.join(lines, "\n") <> "\n")
