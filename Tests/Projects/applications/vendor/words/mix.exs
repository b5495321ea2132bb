defmodule Words.MixProject do
  use Mix.Project
  def project, do: [app: :words, version: "1.2.3", deps: []]
  def application, do: [extra_applications: [:crypto, :logger], included_applications: [:eex], optional_applications: [:foo]]
end
