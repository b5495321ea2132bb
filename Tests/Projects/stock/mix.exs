defmodule Stock.MixProject do
  use Mix.Project

  @version "1.2.0"

  def project do
    [
      app: :stock,
      version: @version,
      elixir: "~> 1.15",
      elixirc_paths: elixirc_paths(Mix.env()),
      start_permanent: Mix.env() == :prod,
      aliases: aliases(),
      deps: deps()
    ]
  end

  def application do
    [extra_applications: [:logger], mod: {Stock.Application, []}, env: [unit: :kg]]
  end

  defp elixirc_paths(:test), do: ["lib", "test/support"]
  defp elixirc_paths(_), do: ["lib"]

  defp deps, do: []

  defp aliases do
    [check: ["compile --force --warnings-as-errors", "stock.count --all"]]
  end
end
