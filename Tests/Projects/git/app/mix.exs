defmodule Blog.MixProject do
  use Mix.Project

  def project, do: [app: :blog, version: "0.1.0", deps: deps()]

  defp deps, do: slug(System.get_env("SLUG", "tag")) ++ [{:here, "~> 2.0", path: "../here"}]

  defp slug("none"), do: []
  defp slug("tag"), do: [{:slug, git: repository("origin"), tag: "v1"}]
  defp slug("branch"), do: [{:slug, git: repository("origin"), branch: "trunk"}]
  defp slug("main"), do: [{:slug, git: repository("origin")}]
  defp slug("test"), do: [{:slug, git: repository("origin"), only: :test}]
  defp slug("two"), do: [{:slug, "~> 2.0", git: repository("origin"), tag: "v1"}]
  defp slug("user"), do: [{:user, git: repository("user")}]
  defp slug("other"), do: [{:user, git: repository("user")}, {:slug, git: repository("other")}]
  defp slug("override"), do: [{:user, git: repository("user")}, {:slug, git: repository("other"), override: true}]

  defp repository(name), do: "file://" <> Path.expand("../#{name}", __DIR__)
end
