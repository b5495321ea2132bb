defmodule Stock.Application do
  use Application
  @impl true
  def start(_type, _args) do
    children = [
      {Registry, keys: :unique, name: Stock.Registry},
      {Stock.Server, Application.fetch_env!(:stock, Stock.Server)},
      {DynamicSupervisor, name: Stock.Dynamic}
    ]
    Supervisor.start_link(children, strategy: :one_for_one, name: Stock.Supervisor)
  end
end
