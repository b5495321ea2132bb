defmodule Small4 do
  def find(users, id) do
    user = Enum.find(users, fn u -> u.id == id end)
    if user == nil, do: user.name, else: user.name
  end
end
