x = 1
defmodule x do
end
