defmodule Deriving.MixProject do
  use Mix.Project
  def project, do: [app: :deriving, version: "0.1.0"]
end
