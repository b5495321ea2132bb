# Formats the texts of a file that lie between lines of dashes, and says where formatting once more changes something.
defmodule RoundTrip do
  def run(program, width) do
    (Path.rootname(program) <> ".txt")
    |> File.read!()
    |> String.split("-----\n")
    |> Enum.each(fn source ->
      IO.puts(formatted(source, width))
      IO.puts("-----")
    end)
  end

  defp formatted(source, width) do
    with {:ok, formatted} <- format(source, width) do
      case format(formatted, width) do
        {:ok, ^formatted} -> formatted
        {:ok, again} -> [formatted, "\nagain:\n", again]
        error -> [formatted, "\nagain: ", error]
      end
    end
  end

  defp format(source, width) do
    {:ok, source |> Code.format_string!(line_length: width) |> IO.iodata_to_binary()}
  rescue
    error -> inspect(error.__struct__)
  end
end
