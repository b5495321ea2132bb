defmodule Words.MixProject do
  use Mix.Project

  def project, do: [app: :words, version: "1.2.3", deps: [{:stream_data, "~> 1.0", only: :test}]]
end
