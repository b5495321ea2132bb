defmodule :"Elixir.foo bar" do
end
