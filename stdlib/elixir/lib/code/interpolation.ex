# The name under which libraries that write sigils of their own reach what unescapes strings.

defmodule :elixir_interpolation do
  @moduledoc false

  def unescape_string(string), do: Macro.unescape_string(string)

  def unescape_string(string, map), do: Macro.unescape_string(string, map)
end
