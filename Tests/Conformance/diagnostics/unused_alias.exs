defmodule M do
  alias Enum.Foo
  alias String, as: S
  alias List.{Chars, Other}
  def f, do: Chars
end
