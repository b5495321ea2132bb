# Understands the actions that a state machine's callbacks return: what they do at once is done here, the rest is told.

defmodule :gen_statem_actions do
  @moduledoc false

  @doc """
  Reads actions, of an event (`:state`) or of entering a state (`:enter`): `{:ok, effects}`, or
  `{:error, kind, reason, stack}`. Replies are sent, in order.
  """
  def parse(actions, machine, where) do
    effects = %{
      postpone: false,
      hibernate: false,
      events: [],
      timeouts: [],
      modules: machine.modules,
      debug: machine.debug
    }

    case read(actions, effects, machine, where) do
      {:ok, effects} ->
        {:ok,
         %{
           effects
           | events: :lists.reverse(effects.events),
             timeouts: :lists.reverse(effects.timeouts)
         }}

      {:bad, action} ->
        {:error, :error, {bad(where), action}, []}
    end
  end

  defp bad(:state), do: :bad_action_from_state_function
  defp bad(:enter), do: :bad_state_enter_action_from_state_function

  defp read([action | actions], effects, machine, where) do
    case act(action, effects, machine, where) do
      :bad -> {:bad, action}
      effects -> read(actions, effects, machine, where)
    end
  end

  defp read([], effects, _machine, _where), do: {:ok, effects}

  @doc """
  Sends the replies that are left to a machine that stops: `{:ok, machine}`, or `{:error, reason}`.
  """
  def replies([{:reply, from, reply} = action | replies], machine) do
    if from?(from),
      do: replies(replies, %{machine | debug: reply(from, reply, machine.debug, machine)}),
      else: {:error, {:bad_reply_action_from_state_function, action}}
  end

  def replies([other | _], _machine), do: {:error, {:bad_reply_action_from_state_function, other}}
  def replies([], machine), do: {:ok, machine}

  defp reply(from, reply, debug, machine) do
    :gen.reply(from, reply)

    if debug == [],
      do: [],
      else:
        :sys.handle_debug(
          debug,
          &:gen_statem_report.print_event/3,
          machine.name,
          {:out, reply, from}
        )
  end

  defp from?({pid, _tag}), do: is_pid(pid)
  defp from?(_other), do: false

  # Each action in turn; `:bad` if it is none.
  defp act({:reply, from, reply}, effects, machine, _where) do
    if from?(from),
      do: %{effects | debug: reply(from, reply, effects.debug, machine)},
      else: :bad
  end

  defp act(:hibernate, effects, _machine, _where), do: %{effects | hibernate: true}

  defp act({:hibernate, hibernate?}, effects, _machine, _where) when is_boolean(hibernate?),
    do: %{effects | hibernate: hibernate?}

  defp act(:postpone, effects, _machine, :state), do: %{effects | postpone: true}

  defp act({:postpone, postpone?}, effects, _machine, :state) when is_boolean(postpone?),
    do: %{effects | postpone: postpone?}

  defp act({:next_event, type, content}, effects, _machine, :state) do
    if event_type?(type), do: %{effects | events: [{type, content} | effects.events]}, else: :bad
  end

  defp act({:change_callback_module, module}, effects, _machine, _where) when is_atom(module),
    do: %{effects | modules: [module | tl(effects.modules)]}

  defp act({:push_callback_module, module}, effects, _machine, _where) when is_atom(module),
    do: %{effects | modules: [module | effects.modules]}

  defp act(:pop_callback_module, %{modules: [_, _ | _] = modules} = effects, _machine, _where),
    do: %{effects | modules: tl(modules)}

  # A time alone is an event timeout whose content is the time.
  defp act(time, effects, _machine, _where) when time == :infinity or is_integer(time),
    do: timeout(:timeout, time, time, [], effects)

  defp act({type, :cancel}, effects, _machine, _where),
    do: if_timeout(type, effects, {type, :cancel})

  defp act({:timeout, time}, effects, _machine, _where),
    do: timeout(:timeout, time, time, [], effects)

  defp act({type, :update, content}, effects, _machine, _where),
    do: if_timeout(type, effects, {type, :update, content})

  defp act({type, time, content}, effects, _machine, _where),
    do: timeout(type, time, content, [], effects)

  defp act({type, time, content, options}, effects, _machine, _where),
    do: timeout(type, time, content, options, effects)

  defp act(_other, _effects, _machine, _where), do: :bad

  defp if_timeout(type, effects, action) do
    if timeout_type?(type), do: %{effects | timeouts: [action | effects.timeouts]}, else: :bad
  end

  defp timeout(type, time, content, options, effects) do
    options = List.wrap(options)

    absolute? = :lists.keyfind(:abs, 1, options) == {:abs, true}

    cond do
      not timeout_type?(type) -> :bad
      not :lists.all(&option?/1, options) -> :bad
      time != :infinity and not is_integer(time) -> :bad
      is_integer(time) and time < 0 and not absolute? -> :bad
      true -> %{effects | timeouts: [{type, time, content, [abs: absolute?]} | effects.timeouts]}
    end
  end

  defp option?({:abs, absolute?}), do: is_boolean(absolute?)
  defp option?(_other), do: false

  defp timeout_type?(type) when type in [:timeout, :state_timeout], do: true
  defp timeout_type?({:timeout, _name}), do: true
  defp timeout_type?(_other), do: false

  defp event_type?({:call, from}), do: from?(from)
  defp event_type?(type) when type in [:cast, :info, :internal], do: true
  defp event_type?(type), do: timeout_type?(type)
end
