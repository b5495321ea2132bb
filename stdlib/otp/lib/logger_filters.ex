# Filters that OTP brings along for handlers and for the logger itself.

defmodule :logger_filters do
  @moduledoc """
  Filters for `:logger`: by domain, by level, and for reports of progress.

  Each takes an event and an argument, and returns the event (log it), `:stop` (do not) or `:ignore` (let others decide).
  """

  @doc """
  Logs or stops events whose domain compares to one in a given way: `:super` and `:sub` for those above and below it,
  `:equal`, `:not_equal`, and `:undefined` for events without a domain.

      iex> event = %{level: :info, msg: {:string, "hi"}, meta: %{domain: [:otp, :sasl]}}
      iex> :logger_filters.domain(event, {:stop, :sub, [:otp]})
      :stop
      iex> :logger_filters.domain(event, {:stop, :equal, [:otp]})
      :ignore

  """
  @spec domain(:logger.log_event(), {:log | :stop, atom, [atom]}) :: :logger.filter_return()
  def domain(%{meta: meta} = event, {action, compare, domain})
      when action in [:log, :stop] and
             compare in [:super, :sub, :equal, :not_equal, :undefined] and is_list(domain) do
    matches? =
      case {compare, meta} do
        {:undefined, %{domain: _}} -> false
        {:undefined, _} -> true
        {:super, %{domain: own}} -> :lists.prefix(own, domain)
        {:sub, %{domain: own}} -> :lists.prefix(domain, own)
        {:equal, %{domain: own}} -> own == domain
        {:not_equal, %{domain: own}} -> own != domain
        {:not_equal, _} -> true
        _no_domain -> false
      end

    act(event, action, matches?)
  end

  def domain(event, argument), do: :erlang.error(:badarg, [event, argument])

  @doc """
  Logs or stops events whose level compares to one in a given way: `:lt`, `:lteq`, `:eq`, `:neq`, `:gteq` or `:gt`.

      iex> event = %{level: :info, msg: {:string, "hi"}, meta: %{}}
      iex> :logger_filters.level(event, {:stop, :lt, :notice})
      :stop

  """
  @spec level(:logger.log_event(), {:log | :stop, atom, :logger.level()}) ::
          :logger.filter_return()
  def level(%{level: own} = event, {action, compare, level})
      when action in [:log, :stop] and compare in [:lt, :lteq, :eq, :neq, :gteq, :gt] do
    order = :logger.compare_levels(own, level)

    matches? =
      case compare do
        :lt -> order == :lt
        :lteq -> order != :gt
        :eq -> order == :eq
        :neq -> order != :eq
        :gteq -> order != :lt
        :gt -> order == :gt
      end

    act(event, action, matches?)
  end

  def level(event, argument), do: :erlang.error(:badarg, [event, argument])

  @doc "Logs or stops supervisors' reports of progress."
  @spec progress(:logger.log_event(), :log | :stop) :: :logger.filter_return()
  def progress(event, action) when action in [:log, :stop] do
    progress? = match?(%{msg: {:report, %{label: {_, :progress}}}}, event)
    act(event, action, progress?)
  end

  def progress(event, action), do: :erlang.error(:badarg, [event, action])

  @doc "Logs or stops events of processes whose group leader is on another node."
  @spec remote_gl(:logger.log_event(), :log | :stop) :: :logger.filter_return()
  def remote_gl(event, action) when action in [:log, :stop] do
    remote? =
      case event do
        %{meta: %{gl: leader}} when is_pid(leader) -> :erlang.node(leader) != :erlang.node()
        _local -> false
      end

    act(event, action, remote?)
  end

  def remote_gl(event, action), do: :erlang.error(:badarg, [event, action])

  defp act(_event, _action, false), do: :ignore
  defp act(event, :log, true), do: event
  defp act(_event, :stop, true), do: :stop
end
