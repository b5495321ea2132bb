defmodule Web do
  use Application
  @external_resource "priv/routes.txt"
  @routes (for line <- File.stream!("priv/routes.txt"), [verb, path] = String.split(line), do: {verb, path})
  for {verb, path} <- @routes do
    def route(unquote(verb), unquote(path)), do: {:ok, unquote(String.replace(path, "/", "_"))}
  end
  def route(_, _), do: :error
  def routes, do: @routes
  def start(_, _), do: Supervisor.start_link([Web.Router], strategy: :one_for_one)
  def unused(a), do: Web.Missing.x()
end
