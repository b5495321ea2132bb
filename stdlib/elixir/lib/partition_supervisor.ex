# Supervisors of several instances of one child, among which keys are distributed.

defmodule PartitionSupervisor do
  @moduledoc """
  A supervisor of several instances of the same child, its partitions.

  Where one process would be a bottleneck, as many as there are schedulers share the work, each for a part of the keys:

      children = [{PartitionSupervisor, child_spec: DynamicSupervisor, name: Sessions}]
      Supervisor.start_link(children, strategy: :one_for_one)

      DynamicSupervisor.start_child(
        {:via, PartitionSupervisor, {Sessions, user.id}},
        {Session, user}
      )

  In `{:via, PartitionSupervisor, {name, key}}` an integer key stands for the partition of its remainder, any other one
  for that of its hash.
  """

  @behaviour Supervisor

  @typedoc "A name of a partition supervisor."
  @typedoc since: "1.14.0"
  @type name :: atom() | {:via, module(), term()}

  @typedoc "The number of a partition, from 0 on."
  @typedoc since: "1.19.0"
  @type partition :: non_neg_integer()

  @typedoc "Options of `start_link/1`."
  @typedoc since: "1.19.0"
  @type start_link_option ::
          {:name, name()}
          | {:child_spec, Supervisor.child_spec() | Supervisor.module_spec()}
          | {:partitions, pos_integer()}
          | {:strategy, Supervisor.strategy()}
          | {:max_restarts, non_neg_integer()}
          | {:max_seconds, non_neg_integer()}
          | {:with_arguments, (args :: [term()], partition() -> updated_args :: [term()])}

  @doc false
  def child_spec(opts) when is_list(opts) do
    id =
      case Keyword.get(opts, :name, PartitionSupervisor) do
        name when is_atom(name) -> name
        {:via, _module, name} -> name
      end

    %{
      id: id,
      start: {PartitionSupervisor, :start_link, [opts]},
      type: :supervisor
    }
  end

  @doc """
  Starts a partition supervisor.

  ## Options

    * `:name` – an atom or `{:via, module, term}`; required
    * `:child_spec` – the child, as `Supervisor` takes it; required. Its id is ignored
    * `:partitions` – how many there are; as many as there are schedulers by default
    * `:with_arguments` – a function of the arguments in the child specification and the number of a partition, which
      returns the arguments of that partition
    * `:strategy`, `:max_restarts`, `:max_seconds` – as for `Supervisor`; the strategy is `:one_for_one` by default

  ## Examples

      iex> {:ok, _} = PartitionSupervisor.start_link(name: Cells, child_spec: {Agent, fn -> 0 end}, partitions: 2)
      iex> Agent.update({:via, PartitionSupervisor, {Cells, 7}}, &(&1 + 1))
      iex> Agent.get({:via, PartitionSupervisor, {Cells, 1}}, & &1)
      1
      iex> PartitionSupervisor.stop(Cells)
      :ok

  """
  @doc since: "1.14.0"
  @spec start_link([start_link_option]) :: Supervisor.on_start()
  def start_link(opts) when is_list(opts) do
    name = opts[:name]

    unless name do
      raise ArgumentError, "the :name option must be given to PartitionSupervisor"
    end

    {child_spec, opts} = Keyword.pop(opts, :child_spec)

    unless child_spec do
      raise ArgumentError, "the :child_spec option must be given to PartitionSupervisor"
    end

    {partitions, opts} = Keyword.pop(opts, :partitions, System.schedulers_online())

    unless is_integer(partitions) and partitions >= 1 do
      raise ArgumentError,
            "the :partitions option must be a positive integer, got: #{inspect(partitions)}"
    end

    {with_arguments, opts} = Keyword.pop(opts, :with_arguments, fn args, _partition -> args end)

    unless is_function(with_arguments, 2) do
      raise ArgumentError,
            "the :with_arguments option must be a function that receives two arguments, " <>
              "the current call arguments and the partition, got: #{inspect(with_arguments)}"
    end

    %{start: {mod, fun, args}} = map = Supervisor.child_spec(child_spec, [])
    modules = map[:modules] || [mod]

    children =
      for partition <- 0..(partitions - 1) do
        args = with_arguments.(args, partition)

        unless is_list(args) do
          raise "the call to the function in :with_arguments must return a list, got: #{inspect(args)}"
        end

        start = {__MODULE__, :start_child, [mod, fun, args, name, partition]}
        Map.merge(map, %{id: partition, start: start, modules: modules})
      end

    {init_opts, start_opts} = Keyword.split(opts, [:strategy, :max_seconds, :max_restarts])
    init_opts = Keyword.put_new(init_opts, :strategy, :one_for_one)
    Supervisor.start_link(__MODULE__, {name, partitions, children, init_opts}, start_opts)
  end

  @doc false
  def start_child(mod, fun, args, name, partition) do
    case apply(mod, fun, args) do
      {:ok, pid} ->
        :ets.insert(table(name), {partition, pid})
        {:ok, pid}

      {:ok, pid, info} ->
        :ets.insert(table(name), {partition, pid})
        {:ok, pid, info}

      other ->
        other
    end
  end

  # The table has {:partitions, current, most} and {partition, pid}. Under a name that is no atom it is found by the
  # dictionary of the supervisor.
  @impl true
  def init({name, partitions, children, init_opts}) do
    table = init_table(name)
    :ets.insert(table, {:partitions, partitions, partitions})
    Supervisor.init(children, init_opts)
  end

  defp init_table(name) when is_atom(name) do
    :ets.new(name, [:set, :named_table, :public, read_concurrency: true])
  end

  defp init_table({:via, _, _}) do
    table = :ets.new(__MODULE__, [:set, :public, read_concurrency: true])
    Process.put(__MODULE__, table)
    table
  end

  defp table(name) when is_atom(name), do: name

  defp table({:via, _, _} = name) do
    case GenServer.whereis(name) do
      nil ->
        exit({:noproc, {__MODULE__, :partitions, [name]}})

      pid when pid == self() ->
        Process.get(__MODULE__)

      pid ->
        case Process.info(pid, {:dictionary, __MODULE__}) do
          {_, table} when table != :undefined -> table
          _ -> exit({:noproc, {__MODULE__, :partitions, [name]}})
        end
    end
  end

  @doc """
  How many partitions there are.
  """
  @doc since: "1.14.0"
  @spec partitions(name()) :: pos_integer()
  def partitions(name) do
    name |> table() |> partitions(name)
  end

  defp partitions(table, name) do
    :ets.lookup_element(table, :partitions, 2)
  rescue
    _ -> exit({:noproc, {__MODULE__, :partitions, [name]}})
  end

  @doc """
  Changes how many of the partitions are in use, up to as many as there were at the start; returns how many were.

  Partitions that are given up are ended; those that come back are started anew. The keys are distributed anew.
  """
  @doc since: "1.18.0"
  @spec resize!(name(), non_neg_integer()) :: non_neg_integer()
  def resize!(name, partitions) when is_integer(partitions) do
    supervisor =
      GenServer.whereis(name) || exit({:noproc, {__MODULE__, :resize!, [name, partitions]}})

    table = table(name)
    [{:partitions, current, most}] = :ets.lookup(table, :partitions)

    cond do
      partitions < 0 or partitions > most ->
        raise ArgumentError,
              "the number of partitions to resize to must be a number between 0 and #{most}, got: #{partitions}"

      partitions > current ->
        for partition <- current..(partitions - 1)//1 do
          case Supervisor.restart_child(supervisor, partition) do
            {:ok, _} ->
              :ok

            {:ok, _, _} ->
              :ok

            {:error, reason} when reason in [:running, :restarting] ->
              :ok

            {:error, reason} ->
              raise "cannot restart partition #{partition} of PartitionSupervisor #{inspect(name)} due to reason: #{inspect(reason)}"
          end
        end

        :ets.insert(table, {:partitions, partitions, most})
        current

      true ->
        :ets.insert(table, {:partitions, partitions, most})

        for partition <- partitions..(current - 1)//1 do
          Supervisor.terminate_child(supervisor, partition)
          :ets.delete(table, partition)
        end

        current
    end
  end

  @doc """
  All partitions as `{number, pid | :restarting | :undefined, type, modules}`.
  """
  @doc since: "1.14.0"
  @spec which_children(name()) :: [
          {integer(), pid | :restarting, :worker | :supervisor, [module()] | :dynamic}
        ]
  def which_children(name) when is_atom(name) or elem(name, 0) == :via do
    Supervisor.which_children(name)
  end

  @doc """
  How many partitions there are (`:specs`), how many of them run (`:active`), and how many are `:supervisors` and
  `:workers`.
  """
  @doc since: "1.14.0"
  @spec count_children(name()) :: %{
          specs: non_neg_integer,
          active: non_neg_integer,
          supervisors: non_neg_integer,
          workers: non_neg_integer
        }
  def count_children(supervisor) when is_atom(supervisor) or elem(supervisor, 0) == :via do
    Supervisor.count_children(supervisor)
  end

  @doc """
  Stops a supervisor with all its partitions and waits until it is gone; see `GenServer.stop/3`.
  """
  @doc since: "1.14.0"
  @spec stop(name(), reason :: term, timeout) :: :ok
  def stop(supervisor, reason \\ :normal, timeout \\ :infinity)
      when is_atom(supervisor) or elem(supervisor, 0) == :via do
    Supervisor.stop(supervisor, reason, timeout)
  end

  ## As a module of names

  @doc false
  def whereis_name({name, key}) when is_atom(name) or elem(name, 0) == :via do
    table = table(name)
    partition = table |> partitions(name) |> partition(key)

    case :ets.lookup(table, partition) do
      [{_, pid}] -> pid
      [] -> :undefined
    end
  end

  defp partition(0, _key), do: nil
  defp partition(partitions, key) when is_integer(key), do: rem(abs(key), partitions)
  defp partition(partitions, key), do: :erlang.phash2(key, partitions)

  @doc false
  def send(name_key, msg) do
    case whereis_name(name_key) do
      :undefined -> exit({:noproc, {__MODULE__, :send, [name_key, msg]}})
      pid -> Kernel.send(pid, msg)
    end
  end

  @doc false
  def register_name(_, _) do
    raise ArgumentError, "{:via, PartitionSupervisor, _} cannot be given on registration"
  end

  @doc false
  def unregister_name(_) do
    raise ArgumentError, "{:via, PartitionSupervisor, _} cannot be given on unregistration"
  end
end
