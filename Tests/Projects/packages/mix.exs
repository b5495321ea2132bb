defmodule Letters.MixProject do
  use Mix.Project

  def project, do: [app: :letters, version: "0.1.0", deps: deps()]
  def application, do: [extra_applications: [:logger]]

  defp deps do
    [
      {:words, "~> 1.2"},
      {:manual, "~> 0.3", only: :dev, runtime: false}
    ]
  end
end
