defmodule M do
  @type foo(x) :: y
end
