# The module of supervisors that are given their children directly.

defmodule Supervisor.Default do
  @moduledoc false

  @doc false
  def init(args) do
    args
  end
end
