# What is told of switches without their argument.
for {arguments, options} <- [
      {["--app"], [strict: [app: :keep]]},
      {["--app", "a", "--app"], [strict: [app: :keep]]},
      {["--n"], [strict: [n: :integer]]},
      {["-n"], [strict: [n: :float], aliases: [n: :n]]},
      {["--name"], [strict: [name: :string]]},
      {["--app", "--n"], [switches: [app: :keep, n: :integer]]}
    ] do
  try do
    IO.inspect(OptionParser.parse!(arguments, options))
  rescue
    error in OptionParser.ParseError -> IO.puts(Exception.message(error))
  end
end
