defmodule Dsl.MixProject do
  use Mix.Project
  def project, do: [app: :dsl, version: "0.1.0", deps: [{:kit, path: "../kit"}]]
  def application, do: [extra_applications: []]
end
