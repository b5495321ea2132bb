# Files and devices by lines: ends of both kinds, lines beyond a chunk, no end at the end, what is written in small pieces.
folder = Path.join(System.tmp_dir!(), "lines_#{System.unique_integer([:positive])}_#{System.os_time()}")
File.mkdir_p!(folder)
path = Path.join(folder, "in")

texts = [
  "",
  "\n",
  "one",
  "one\n",
  "one\r\ntwo\nthree\r\n",
  "\r\n\n\r\n",
  "a\rb\n\r",
  "über\nñandú\n",
  String.duplicate("x", 65_535) <> "\n" <> "y\n",
  String.duplicate("x", 65_535) <> "\r\n" <> "y",
  String.duplicate("long ", 40_000) <> "\nshort\n",
  Enum.map_join(1..20_000, &"line #{&1}\n")
]

for text <- texts do
  File.write!(path, text)
  lines = path |> File.stream!() |> Enum.to_list()
  plain = String.replace(text, "\r\n", "\n")

  copy = Path.join(folder, "out")
  path |> File.stream!() |> Stream.into(File.stream!(copy)) |> Stream.run()

  device = path |> File.open!([:read])
  read = device |> IO.binstream(:line) |> Enum.to_list()
  File.close(device)

  IO.inspect(
    {length(lines), Enum.join(lines) == plain, Enum.all?(Enum.drop(lines, -1), &String.ends_with?(&1, "\n")),
     File.read!(copy) == plain, length(read), File.stream!(path, 1000) |> Enum.map(&byte_size/1) |> Enum.sum()}
  )
end

# What has been written is there at once, and in order.
out = Path.join(folder, "now")
{:ok, file} = :file.open(out, [:write, :raw, :binary])

seen =
  for n <- 1..50 do
    :ok = :file.write(file, "#{n},")
    File.read!(out)
  end

IO.inspect(seen == Enum.scan(1..50, "", &(&2 <> "#{&1},")))
:ok = :file.write(file, [])
:ok = :file.write(file, String.duplicate("z", 200_000))
IO.inspect(File.stat!(out).size)
:ok = :file.close(file)
IO.inspect(:file.write(file, "x"))
{:ok, file} = :file.open(out, [:read, :raw, :binary])
IO.inspect(:file.write(file, "x"))
:file.close(file)

# A device that is enumerated in part goes on behind that part.
device = File.open!(Path.join(folder, "part"), [:write, :read, :utf8])
IO.write(device, Enum.map_join(1..6, &"#{&1}\n"))
:file.position(device, :bof)
stream = IO.stream(device, :line)
IO.inspect({Enum.take(stream, 2), Enum.at(stream, 0), Enum.zip(stream, [:a, :b])})
IO.inspect(Enum.to_list(stream))
IO.inspect(Enum.to_list(stream))

File.rm_rf!(folder)
