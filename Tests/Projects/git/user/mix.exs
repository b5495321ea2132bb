defmodule User.MixProject do
  use Mix.Project

  def project, do: [app: :user, version: "0.3.0", deps: deps()]

  defp deps, do: [{:slug, git: "file://" <> Path.expand("../../../origin", __DIR__), tag: "v1"}]
end
