defmodule Here.MixProject do
  use Mix.Project

  def project, do: [app: :here, version: "2.0.0", deps: deps()]

  defp deps, do: []
end
