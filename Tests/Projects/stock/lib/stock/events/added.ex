defmodule Stock.Events.Added do
  use Stock.Event, fields: [:name, :at]
end
