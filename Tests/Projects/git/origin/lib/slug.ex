defmodule Slug do
  def version, do: "1.0.0"
end
