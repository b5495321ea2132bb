defmodule Mix.Tasks.Stock.Count do
  @shortdoc "Counts the stock"
  @moduledoc "Counts."
  use Mix.Task
  @requirements ["app.start"]
  @impl true
  def run(args) do
    {opts, rest} = OptionParser.parse!(args, strict: [all: :boolean])
    Mix.shell().info("#{length(Stock.all())} items #{inspect(opts)} #{inspect(rest)}")
  end
end
