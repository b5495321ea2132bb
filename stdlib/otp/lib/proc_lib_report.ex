# What `:proc_lib` says of a process that crashed: the report that goes to the logger, and how it reads.

defmodule :proc_lib_report do
  @moduledoc false

  # How many linked processes are described, too.
  @most_neighbours 15

  @doc """
  Hands the crash of the calling process to the logger.
  """
  def crash(class, reason, stacktrace) do
    report = [own_information(class, reason, stacktrace), neighbours()]

    :logger.log(
      :error,
      %{label: {:proc_lib, :crash}, report: report},
      %{
        domain: [:otp, :sasl],
        report_cb: &:proc_lib.report_cb/2,
        logger_formatter: %{title: ~c"CRASH REPORT"},
        error_logger: %{tag: :error_report, type: :crash_report}
      }
    )
  end

  defp own_information(class, reason, stacktrace) do
    dictionary = :erlang.get()

    [
      initial_call: initial_call(),
      pid: self(),
      registered_name: registered_name(self()),
      process_label: :proc_lib.get_label(self()),
      error_info: {class, reason, stacktrace},
      ancestors: ancestors(dictionary),
      message_queue_len: information(self(), :message_queue_len),
      messages: information(self(), :messages),
      links: information(self(), :links),
      dictionary: own_entries(dictionary),
      trap_exit: information(self(), :trap_exit),
      status: information(self(), :status),
      heap_size: information(self(), :heap_size),
      stack_size: information(self(), :stack_size),
      reductions: information(self(), :reductions)
    ]
  end

  defp initial_call do
    case :proc_lib.initial_call(self()) do
      false -> {:undefined, :undefined, []}
      call -> call
    end
  end

  defp registered_name(pid) do
    case :erlang.process_info(pid, :registered_name) do
      {_, name} -> name
      _ -> []
    end
  end

  defp information(pid, item) do
    case :erlang.process_info(pid, item) do
      {_, value} -> value
      _ -> :undefined
    end
  end

  defp ancestors(dictionary) do
    case :lists.keyfind(:"$ancestors", 1, dictionary) do
      {_, ancestors} -> ancestors
      _ -> []
    end
  end

  # What the process has put there itself.
  defp own_entries(dictionary) do
    :lists.filter(
      fn
        {key, _} -> key not in [:"$ancestors", :"$initial_call", :"$process_label"]
        _ -> true
      end,
      dictionary
    )
  end

  ## Neighbours: the processes that go down, too, as they are linked and do not trap exits

  defp neighbours do
    {:links, links} = :erlang.process_info(self(), :links)

    links
    |> :lists.reverse()
    |> find([self()], [], 0)
    |> Enum.map(&{:neighbour, neighbour(&1)})
    |> Enum.reject(&(&1 == {:neighbour, :gone}))
  end

  defp find([], _seen, found, _count), do: :lists.reverse(found)
  defp find(_rest, _seen, found, count) when count >= @most_neighbours, do: :lists.reverse(found)

  defp find([pid | rest], seen, found, count) do
    if is_pid(pid) and node(pid) == node() and not :lists.member(pid, seen) and follows?(pid) do
      case :erlang.process_info(pid, :links) do
        {:links, links} -> find(rest ++ links, [pid | seen], [pid | found], count + 1)
        :undefined -> find(rest, [pid | seen], found, count)
      end
    else
      find(rest, [pid | seen], found, count)
    end
  end

  defp follows?(pid) do
    case :erlang.process_info(pid, [:trap_exit, {:dictionary, :"$ancestors"}]) do
      [{:trap_exit, false}, {_, ancestors}] when is_list(ancestors) -> true
      _ -> false
    end
  end

  defp neighbour(pid) do
    items = [
      :registered_name,
      :dictionary,
      :current_function,
      :message_queue_len,
      :messages,
      :links,
      :trap_exit,
      :status,
      :heap_size,
      :stack_size,
      :reductions,
      :current_stacktrace
    ]

    case :erlang.process_info(pid, items) do
      :undefined ->
        :gone

      information ->
        value = fn key -> :erlang.element(2, :lists.keyfind(key, 1, information)) end
        dictionary = value.(:dictionary)

        call =
          case :lists.keyfind(:"$initial_call", 1, dictionary) do
            {_, {module, function, arity}} -> {module, function, :proc_lib.placeholders(arity)}
            _ -> {:undefined, :undefined, []}
          end

        [
          pid: pid,
          registered_name: value.(:registered_name),
          process_label: label(dictionary),
          initial_call: call,
          current_function: value.(:current_function),
          ancestors: ancestors(dictionary),
          message_queue_len: value.(:message_queue_len),
          links: value.(:links),
          trap_exit: value.(:trap_exit),
          status: value.(:status),
          heap_size: value.(:heap_size),
          stack_size: value.(:stack_size),
          reductions: value.(:reductions),
          current_stacktrace: value.(:current_stacktrace)
        ]
    end
  end

  defp label(dictionary) do
    case :lists.keyfind(:"$process_label", 1, dictionary) do
      {_, label} -> label
      _ -> :undefined
    end
  end

  ## Text

  @doc """
  The text of a report event, for the logger's formatter: `configuration` has `:depth`, `:chars_limit` and `:single_line`.
  """
  def text(%{label: {:proc_lib, :crash}, report: report}, configuration) do
    depth = :maps.get(:depth, configuration, :unlimited)
    text = format(report, depth)

    case :maps.get(:chars_limit, configuration, :unlimited) do
      limit when is_integer(limit) and limit >= 0 -> :lists.sublist(text, limit)
      _ -> text
    end
  end

  @doc """
  The text of a report: what the process was, its crash, its neighbours.
  """
  def format([own, neighbours], depth) do
    :lists.flatten([
      ~c"  crasher:\n",
      Enum.map(own, &line(&1, ~c"    ", depth)),
      ~c"  neighbours:\n",
      Enum.map(neighbours, fn {:neighbour, entries} ->
        [~c"    neighbour:\n", Enum.map(entries, &line(&1, ~c"      ", depth))]
      end)
    ])
  end

  defp line({:initial_call, {module, function, arguments}}, indent, depth) do
    [
      indent,
      ~c"initial call: ",
      print(module, depth),
      ?:,
      print(function, depth),
      ?/,
      :erlang.integer_to_list(length(arguments)),
      ?\n
    ]
  end

  defp line({:error_info, {class, reason, stacktrace}}, indent, depth) do
    [
      [print_behind(indent ++ ~c"exception " ++ kind(class) ++ ~c": ", reason, depth), ?\n],
      Enum.map(Enum.with_index(stacktrace), fn {entry, position} ->
        [indent, if(position == 0, do: ~c"  in function  ", else: ~c"  in call from ")] ++
          [place(entry, depth), ?\n]
      end)
    ]
  end

  defp line({:process_label, :undefined}, _indent, _depth), do: []
  defp line({:current_stacktrace, _}, _indent, _depth), do: []

  defp line({key, value}, indent, depth),
    do: [indent, :erlang.atom_to_list(key), ~c": ", print(value, depth), ?\n]

  # Further lines of a term stand below its first one, so it is formatted along with what is in front of it.
  defp print_behind(text, term, :unlimited), do: :io_lib.format(text ++ ~c"~tp", [term])
  defp print_behind(text, term, depth), do: :io_lib.format(text ++ ~c"~tP", [term, depth])

  defp kind(:error), do: ~c"error"
  defp kind(:exit), do: ~c"exit"
  defp kind(:throw), do: ~c"throw"

  # An entry of a stack trace: {module, function, arity or arguments, location}.
  defp place({module, function, arguments, location}, depth) do
    arity = if is_list(arguments), do: length(arguments), else: arguments

    [
      print(module, depth),
      ?:,
      print(function, depth),
      ?/,
      :erlang.integer_to_list(arity),
      case {:lists.keyfind(:file, 1, location), :lists.keyfind(:line, 1, location)} do
        {{_, file}, {_, line}} -> [~c" (", file, ?:, :erlang.integer_to_list(line), ?)]
        _ -> []
      end
    ]
  end

  defp place(entry, depth), do: print(entry, depth)

  defp print(term, :unlimited), do: :io_lib.format(~c"~tp", [term])
  defp print(term, depth), do: :io_lib.format(~c"~tP", [term, depth])
end
