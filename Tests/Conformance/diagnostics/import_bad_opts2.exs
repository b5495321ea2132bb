defmodule M do
  import List, foo: 1
end
