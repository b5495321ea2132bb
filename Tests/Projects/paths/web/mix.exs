defmodule Web.MixProject do
  use Mix.Project
  def project, do: [app: :web, version: "0.0.1", elixirc_options: [warnings_as_errors: Mix.env() == :prod], deps: deps()]
  def application, do: [mod: {Web, []}, extra_applications: [:logger, :crypto], registered: [Web.Router]]
  defp deps, do: [{:dsl, path: "../dsl"}, {:kit, "~> 2.0", path: "../kit", override: true}, {:tool, path: "../tool", only: :test}]
end
