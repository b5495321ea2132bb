defmodule Slug.MixProject do
  use Mix.Project

  def project, do: [app: :slug, version: "1.0.0", deps: deps()]

  defp deps, do: []
end
