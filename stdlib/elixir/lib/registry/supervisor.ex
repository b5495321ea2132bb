# The process that a registry is: it owns the registry's table and supervises the partitions.

defmodule Registry.Supervisor do
  @moduledoc false
  use Supervisor

  def start_link(kind, registry, partitions, entries, compressed) do
    argument = {kind, registry, partitions, entries, compressed}
    Supervisor.start_link(__MODULE__, argument, name: registry)
  end

  @impl true
  def init({kind, registry, partitions, entries, compressed}) do
    ^registry = :ets.new(registry, [:set, :public, :named_table, read_concurrency: true])
    true = :ets.insert(registry, entries)

    children =
      for partition <- 0..(partitions - 1)//1 do
        key_partition = Module.concat(registry, "KeyPartition#{partition}")
        pid_partition = Module.concat(registry, "PIDPartition#{partition}")

        argument =
          {kind, registry, partition, partitions, pid_partition, key_partition, compressed}

        %{
          id: pid_partition,
          start: {Registry.Partition, :start_link, [pid_partition, argument]}
        }
      end

    Supervisor.init(children, strategy: :one_for_all)
  end
end
