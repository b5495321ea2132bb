defmodule C do
  use C
end
