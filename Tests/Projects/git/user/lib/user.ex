defmodule User do
  def version, do: "0.3.0"
end
