defmodule Kit.MixProject do
  use Mix.Project

  def project, do: [app: :kit, version: "2.0.0", deps: deps()]

  defp deps, do: [{:util, path: "../util"}]
end
