defmodule Kit.MixProject do
  use Mix.Project
  def project, do: [app: :kit, version: "2.0.0", description: "A kit"]
  def application, do: [env: [level: 3]]
end
