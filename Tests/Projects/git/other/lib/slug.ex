defmodule Slug do
  def version, do: "9.0.0"
end
