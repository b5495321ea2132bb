# What `:erlang.system_monitor/0,1,2` do; the machine's part is the collector's (Sources/Machine/Processes/SystemMonitor.swift).

defmodule :erl_system_monitor do
  @moduledoc false

  @key {:erlang, :system_monitor}

  # In the order in which they are shown.
  @options [
    :busy_dist_port,
    :busy_port,
    :large_heap,
    :long_schedule,
    :long_gc,
    :long_message_queue
  ]

  @doc """
  `{pid, options}` of the process that is told, or `:undefined`.
  """
  @spec get() :: {pid, list} | :undefined
  def get do
    case :persistent_term.get(@key, :undefined) do
      {pid, _options} = settings ->
        if :erlang.is_process_alive(pid), do: settings, else: :undefined

      :undefined ->
        :undefined
    end
  end

  @doc """
  Sets who is told of what, and returns what was set before; `:error` if an option is none.
  """
  @spec set(pid | :undefined, list) :: {pid, list} | :undefined | :error
  def set(pid, options) when is_pid(pid) and is_list(options) do
    case read(options, []) do
      {:ok, []} -> put(:undefined, [])
      {:ok, options} -> put(pid, options)
      :error -> :error
    end
  end

  # As in OTP, whoever is no process ends it.
  def set(_nobody, options) when is_list(options), do: put(:undefined, [])
  def set(_pid, _options), do: :error

  defp put(pid, options) do
    before = get()
    large_heap = :proplists.get_value(:large_heap, options, nil)
    :prim_trace.set_system_monitor(pid, large_heap, :proplists.get_value(:long_gc, options, nil))

    if pid == :undefined,
      do: :persistent_term.erase(@key),
      else: :persistent_term.put(@key, {pid, options})

    before
  end

  defp read([], taken) do
    {:ok, for(name <- @options, option <- :proplists.lookup_all(name, taken), do: shown(option))}
  end

  defp read([option | options], taken) do
    if valid?(option),
      do: read(options, [option | :proplists.delete(name(option), taken)]),
      else: :error
  end

  defp read(_improper, _taken), do: :error

  defp shown({name, true}), do: name
  defp shown(option), do: option

  defp name(option) when is_tuple(option), do: :erlang.element(1, option)
  defp name(option), do: option

  defp valid?(option) when option in [:busy_port, :busy_dist_port], do: true

  defp valid?({name, limit}) when name in [:large_heap, :long_gc, :long_schedule],
    do: is_integer(limit) and limit >= 0

  defp valid?({:long_message_queue, {low, high}}),
    do: is_integer(low) and is_integer(high) and low >= 0 and high > low

  defp valid?(_other), do: false
end
