defmodule M do
  import List, only: :foo
end
