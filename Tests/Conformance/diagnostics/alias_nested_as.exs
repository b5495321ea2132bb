defmodule M do
  alias Enum, as: Foo.Bar
end
