defmodule Util.MixProject do
  use Mix.Project

  def project, do: [app: :util, version: "1.0.0", deps: deps()]

  defp deps, do: []
end
