defmodule M do
  @moduledoc :foo
end
