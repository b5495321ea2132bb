defmodule Failing.MixProject do
  use Mix.Project
  def project, do: [app: :failing, version: "0.1.0"]
end
