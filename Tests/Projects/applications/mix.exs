defmodule Shop.MixProject do
  use Mix.Project

  def project, do: [app: :shop, version: "0.1.0", deps: [{:words, path: "vendor/words"}]]
  def application, do: [extra_applications: [:logger, :eex, mix: :optional]]
end
