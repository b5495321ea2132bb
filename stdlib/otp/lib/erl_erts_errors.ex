# Explains errors of the functions that are built into the machine: which argument is wrong, and why. The machine says
# only that one is; what could be wrong is looked at here, after the fact.

defmodule :erl_erts_errors do
  @moduledoc false

  import :argument_check, only: [check: 2, explain: 2]

  # What fits a machine word.
  @word {:up_to, 0xFFFFFFFF}

  @doc """
  Explains an error, given the stack trace that begins with the call: a map of texts by position, or with `:general` and
  `:reason`.
  """
  def format_error(reason, [{module, function, args, info} | _stacktrace]) when is_list(args) do
    cause = info |> Keyword.get(:error_info, %{}) |> Map.get(:cause, :none)

    case reason do
      :badarg -> badarg(module, function, args, cause)
      :system_limit -> system_limit(module, function, args)
      _other -> %{}
    end
  end

  def format_error(_reason, _stacktrace), do: %{}

  @doc """
  Explains why a binary could not be built. The cause is `{segment, type, error, value}`.
  """
  def format_bs_fail(_reason, [{_module, _function, _args, info} | _stacktrace]) do
    %{cause: {segment, type, error, value}} = Keyword.fetch!(info, :error_info)

    %{
      reason: "construction of binary failed",
      general: "segment #{segment} of type '#{type}': #{segment_error(type, error, value)}"
    }
  end

  defp segment_error(:binary, :type, value), do: "expected a binary but got: #{inspect(value)}"

  defp segment_error(type, :type, value) when type in [:utf8, :utf16, :utf32] do
    "expected a non-negative integer encodable as #{type} but got: #{inspect(value)}"
  end

  defp segment_error(:float, :type, value),
    do: "expected a float or an integer but got: #{inspect(value)}"

  defp segment_error(type, :type, value),
    do: "expected #{article(type)} but got: #{inspect(value)}"

  defp segment_error(_type, :size, value) when is_integer(value) and value >= 0,
    do: "the size #{value} is too large"

  defp segment_error(_type, :size, value),
    do: "expected a non-negative integer as size but got: #{inspect(value)}"

  defp segment_error(_type, :short, value),
    do: "the value #{inspect(value)} is shorter than the size of the segment"

  defp segment_error(_type, :unit, value),
    do: "the size of the value #{inspect(value)} is not a multiple of the unit for the segment"

  defp segment_error(_type, :no_float, value),
    do: "the value #{inspect(value)} is outside the range expressible as a float"

  defp segment_error(:float, :invalid, value),
    do: "expected one of the supported sizes 16, 32, or 64 but got: #{inspect(value)}"

  defp segment_error(_type, :invalid, value), do: "the value #{inspect(value)} is not a valid one"

  defp article(:integer), do: "an integer"
  defp article(type), do: "a #{type}"

  ## Calls

  defp badarg(:erlang, function, args, cause) do
    case checks(function, args) do
      nil ->
        state(function, args, cause)

      checks ->
        case explain(checks, args) do
          texts when texts == %{} -> state(function, args, cause)
          texts -> texts
        end
    end
  end

  defp badarg(module, function, args, _cause) when module in [:atomics, :counters],
    do: explain(atomics_checks(function, args), args)

  defp badarg(:persistent_term, :get, [_key], _cause),
    do: %{1 => "no persistent term stored with this key"}

  defp badarg(_module, _function, _args, _cause), do: %{}

  defp system_limit(:erlang, :make_tuple, _args), do: %{1 => "out of range"}
  defp system_limit(_module, _function, _args), do: %{}

  # What each argument must be; what a function may also find wrong comes from `state/3`.
  defp checks(:abs, [_]), do: [:number]
  defp checks(function, [_]) when function in [:adler32, :crc32], do: [:iodata]
  defp checks(function, [_, _]) when function in [:adler32, :crc32], do: [@word, :iodata]

  defp checks(function, [_, _, _]) when function in [:adler32_combine, :crc32_combine],
    do: [@word, @word, :non_negative]

  defp checks(:alias, [_]), do: [:options]
  defp checks(:append_element, [_, _]), do: [:tuple]
  defp checks(:apply, [_, _, _]), do: [:atom, :atom, :proper_list]
  defp checks(:atom_to_binary, [_]), do: [:atom]

  defp checks(:atom_to_binary, [_, encoding]) when encoding in [:latin1, :utf8, :unicode],
    do: [:atom, :any]

  defp checks(:atom_to_binary, [atom, _]),
    do: [if(is_atom(atom), do: :any, else: :atom), {:wrong, "is an invalid encoding option"}]

  defp checks(:atom_to_list, [_]), do: [:atom]

  defp checks(:binary_part, [_, {from, size}])
       when is_integer(from) and from < 0 and is_integer(size),
       do: [:binary, {:wrong, "out of range"}]

  defp checks(:binary_part, [_, _]), do: [:binary, :range]
  defp checks(:binary_part, [_, _, _]), do: [:binary, :non_negative, :integer]
  defp checks(:binary_to_atom, [_ | _]), do: [:binary, :atom_encoding]
  defp checks(:binary_to_existing_atom, [_ | _]), do: [:binary, :atom_encoding]
  defp checks(:binary_to_float, [_]), do: [:binary]
  defp checks(:binary_to_integer, [_ | _]), do: [:binary, :base]
  defp checks(:binary_to_list, [_]), do: [:binary]
  defp checks(:binary_to_list, [_, _, _]), do: [:binary, :positive, :positive]
  defp checks(:binary_to_term, [_]), do: [:binary]

  defp checks(:binary_to_term, [_, _]),
    do: [:binary, {:first, [:proper_list, {:among, [:safe, :used]}]}]

  defp checks(:bit_size, [_]), do: [:bitstring]
  defp checks(:bitstring_to_list, [_]), do: [:bitstring]
  defp checks(:bump_reductions, [_]), do: [:positive]
  defp checks(:byte_size, [_]), do: [:bitstring]
  defp checks(:cancel_timer, [_ | _]), do: [:reference, :options]
  defp checks(:ceil, [_]), do: [:number]
  defp checks(:convert_time_unit, [_, _, _]), do: [:integer, :time_unit, :time_unit]

  # Options are read for a type, so that those of none are wrong, too.
  defp checks(:decode_packet, [type, bytes, _]) do
    cond do
      :packet_decoder.type?(type) ->
        [:any, :binary, :options]

      is_binary(bytes) ->
        options = {:first, [:proper_list, {:wrong, "invalid option in list"}]}
        [{:wrong, "invalid packet type"}, :binary, options]

      true ->
        [{:wrong, "invalid packet type"}, :binary, :proper_list]
    end
  end

  defp checks(:delete_element, [_, tuple]), do: [position(tuple, 0), :tuple]
  defp checks(:demonitor, [_ | _]), do: [:reference, :options]
  defp checks(:element, [_, tuple]), do: [position(tuple, 0), :tuple]
  defp checks(:float, [_]), do: [:number]
  defp checks(:float_to_binary, [_ | _]), do: [:float, :options]
  defp checks(:float_to_list, [_ | _]), do: [:float, :options]
  defp checks(:floor, [_]), do: [:number]
  defp checks(:external_size, [_, _]), do: [:any, :options]
  defp checks(:fun_info, [_]), do: [:fun]
  defp checks(:fun_info, [_, _]), do: [:fun, "invalid item"]
  defp checks(:fun_to_list, [_]), do: [:fun]
  defp checks(:function_exported, [_, _, _]), do: [:atom, :atom, :non_negative]
  defp checks(:garbage_collect, [_ | _]), do: [:pid, :options]
  defp checks(:group_leader, [_, _]), do: [:pid, :pid]
  defp checks(:hd, [_]), do: [:nonempty_list]
  defp checks(:hibernate, [_, _, _]), do: [:atom, :atom, :proper_list]
  defp checks(:insert_element, [_, tuple, _]), do: [position(tuple, 1), :tuple]
  defp checks(:integer_to_binary, [_ | _]), do: [:integer, :base]
  defp checks(:integer_to_list, [_ | _]), do: [:integer, :base]
  defp checks(:iolist_size, [_]), do: [:iodata]
  defp checks(:iolist_to_binary, [_]), do: [:iodata]
  defp checks(:iolist_to_iovec, [_]), do: [:iodata]
  defp checks(:is_function, [_, _]), do: [:any, :non_negative]
  defp checks(:is_integer, [_, _, _]), do: [{:wrong, "not an integer"}]
  # Erlang names the tag of `is_record/2` as the first argument.
  defp checks(:is_record, [_, tag]),
    do: [if(is_atom(tag), do: :any, else: {:wrong, "not an atom"}), :any]

  defp checks(:is_record, [_, _, _]),
    do: [:any, :atom, :integer]

  defp checks(:match_spec_test, [_, _, _]),
    do: [:any, :any, {:wrong, "invalid type for match spec"}]

  defp checks(:length, [_]), do: ["not a list"]
  defp checks(:link, [_]), do: ["not a pid or a port"]
  defp checks(:list_to_binary, [_]), do: ["not an iolist term"]
  defp checks(:list_to_bitstring, [_]), do: ["not a bitstring list"]
  defp checks(:list_to_float, [list]), do: [plain_list(list)]
  defp checks(:list_to_integer, [list]), do: [plain_list(list)]
  defp checks(:list_to_integer, [_, _]), do: [:proper_list, :base]
  defp checks(:list_to_pid, [list]), do: [plain_list(list)]
  defp checks(:list_to_port, [list]), do: [plain_list(list)]
  defp checks(:list_to_ref, [list]), do: [plain_list(list)]
  defp checks(:list_to_tuple, [_]), do: ["not a list"]
  defp checks(:list_to_atom, [_]), do: [:proper_list]
  defp checks(:list_to_existing_atom, [_]), do: [:proper_list]
  defp checks(:make_fun, [_, _, _]), do: [:atom, :atom, :non_negative]
  defp checks(:make_tuple, [_, _]), do: ["out of range"]
  defp checks(:make_tuple, [_, _, _]), do: [{:up_to, 0xFFFFFF}, :any, :options]
  defp checks(:localtime_to_universaltime, [time | _]), do: [time(time, "local"), :daylight]
  defp checks(:universaltime_to_localtime, [time]), do: [time(time, "universal")]
  defp checks(:md5, [_]), do: [:iodata]
  defp checks(:md5_update, [_, _]), do: [{:first, [:binary, :md5_context]}, :iodata]
  defp checks(:md5_final, [_]), do: [{:first, [:binary, :md5_context]}]
  defp checks(:monotonic_time, [_]), do: ["invalid time unit"]
  defp checks(:node, [_]), do: ["not a pid"]
  defp checks(:phash2, [_, _]), do: [:any, :positive]
  defp checks(:pid_to_list, [_]), do: [:pid]
  defp checks(function, [_]) when function in [:check_old_code, :purge_module], do: [:atom]
  defp checks(:delete_module, [_]), do: ["not an atom"]
  defp checks(:load_module, [_, _]), do: [:atom, :binary]

  defp checks(:port_control, [_, operation, _]) when not is_integer(operation) or operation < 0,
    do: [:any, "out of range"]

  defp checks(:port_control, [_, _, _]), do: [:any, :any, :iodata]
  defp checks(:system_monitor, [_, _]), do: [:any, "invalid system monitor option"]
  defp checks(:port_close, [_]), do: [:port]
  defp checks(:port_to_list, [_]), do: [:port]
  defp checks(:process_info, [_]), do: [:pid]
  defp checks(:process_info, [_, _]), do: [:pid, "invalid item or item list"]
  defp checks(:read_timer, [_ | _]), do: [:reference, :options]
  defp checks(:ref_to_list, [_]), do: [:reference]
  defp checks(:register, [_, _]), do: [:atom, :pid_or_port]
  defp checks(:round, [_]), do: [:number]
  defp checks(:send_after, [_, _, _ | _]), do: [:non_negative, :process_or_name, :any, :options]
  defp checks(:setelement, [_, tuple, _]), do: [position(tuple, 0), :tuple]
  defp checks(:size, [_]), do: ["not tuple or binary"]
  defp checks(spawn, [_]) when spawn in [:spawn, :spawn_link, :spawn_monitor], do: [:fun]

  defp checks(spawn, [_, _, _]) when spawn in [:spawn, :spawn_link, :spawn_monitor],
    do: [:atom, :atom, :proper_list]

  defp checks(:spawn_opt, [_, _]), do: [:fun, {:first, [:proper_list, "invalid spawn option"]}]

  defp checks(:spawn_opt, [_, _, _, _]),
    do: [:atom, :atom, :proper_list, {:first, [:proper_list, "invalid spawn option"]}]

  defp checks(:split_binary, [binary, _]) when is_binary(binary),
    do: [:binary, {:up_to, byte_size(binary)}]

  defp checks(:split_binary, [_, _]), do: [:binary, :non_negative]
  defp checks(:start_timer, [_, _, _ | _]), do: [:non_negative, :process_or_name, :any, :options]
  defp checks(:statistics, [_]), do: ["invalid statistics item"]
  defp checks(:system_flag, [_, _]), do: ["invalid system flag"]
  defp checks(:system_info, [_]), do: ["invalid system info item"]
  defp checks(:system_time, [_]), do: ["invalid time unit"]
  defp checks(:term_to_binary, [_, _]), do: [:any, :options]
  defp checks(:time_offset, [_]), do: ["invalid time unit"]
  defp checks(:tl, [_]), do: [:nonempty_list]
  defp checks(:trunc, [_]), do: [:number]
  defp checks(:tuple_size, [_]), do: [:tuple]
  defp checks(:tuple_to_list, [_]), do: [:tuple]
  defp checks(:unalias, [_]), do: [:reference]
  defp checks(:unique_integer, [_]), do: [{:first, [:proper_list, "invalid modifier"]}]
  defp checks(:resume_process, [_]), do: [:pid]
  defp checks(:suspend_process, [_ | _]), do: [:pid]
  defp checks(:unlink, [_]), do: ["not a pid"]
  defp checks(:whereis, [_]), do: [:atom]
  defp checks(_function, _args), do: nil

  # What looks like a time is wrong only if nothing else is.
  defp time({{_, _, _}, {_, _, _}}, kind), do: "not a valid #{kind} time"
  defp time(_other, kind), do: {:wrong, "not a valid #{kind} time"}

  # A position within a tuple, or so many behind it.
  defp position(tuple, _beyond) when not is_tuple(tuple), do: :positive

  defp position(tuple, beyond),
    do: {:first, [:integer, :positive, {:up_to, tuple_size(tuple) + beyond}]}

  # Where no difference is made between what is no list and what is none to its end.
  defp plain_list(list), do: if(check(:proper_list, list), do: "not a list", else: :any)

  ## What is wrong though each argument is of its type

  defp state(function, [_ | _], _cause)
       when function in [:binary_to_integer, :list_to_integer],
       do: %{1 => "not a textual representation of an integer"}

  defp state(function, [_], _cause) when function in [:binary_to_float, :list_to_float],
    do: %{1 => "not a textual representation of a float"}

  defp state(:list_to_pid, [_], _cause), do: %{1 => "not a textual representation of a pid"}
  defp state(:list_to_port, [_], _cause), do: %{1 => "not a textual representation of a port"}
  defp state(:list_to_ref, [_], _cause), do: %{1 => "not a textual representation of a reference"}

  defp state(:binary_to_existing_atom, [name | _], _cause) do
    if String.valid?(name),
      do: %{1 => "not an already existing atom"},
      else: %{1 => "invalid UTF8 encoding"}
  end

  # An integer that no float can hold counts as none.
  defp state(:float, [_integer], _cause), do: %{1 => "not a number"}

  defp state(:binary_to_atom, [_ | _], _cause), do: %{1 => "invalid UTF8 encoding"}

  defp state(function, [chars], _cause)
       when function in [:list_to_atom, :list_to_existing_atom] do
    if function == :list_to_existing_atom and Enum.all?(chars, &(&1 in 0..0x10FFFF)),
      do: %{1 => "not an already existing atom"},
      else: %{1 => "not a list of characters"}
  end

  defp state(:binary_to_term, [_], _cause),
    do: %{1 => "invalid external representation of a term"}

  defp state(:binary_to_term, [_, options], _cause) do
    cond do
      :safe in options -> %{1 => "invalid or unsafe external representation of a term"}
      true -> %{1 => "invalid external representation of a term"}
    end
  end

  # A range that begins behind the end stays unexplained in Erlang.
  defp state(:binary_part, [binary, {from, _size}], _cause) do
    if from <= byte_size(binary), do: %{2 => "out of range"}, else: %{}
  end

  defp state(:binary_part, [binary, from, _size], _cause) do
    if from < 0 or from > byte_size(binary),
      do: %{2 => "out of range"},
      else: %{3 => "out of range"}
  end

  defp state(:binary_to_list, [binary, from, to], _cause) do
    if from > to do
      %{2 => "start position greater than stop position"}
    else
      for {at, position} <- [{2, from}, {3, to}],
          position > byte_size(binary),
          into: %{},
          do: {at, "out of range"}
    end
  end

  defp state(:monitor, [type, item | _rest], _cause) do
    cond do
      type not in [:process, :port, :time_offset] -> %{1 => "invalid monitor type"}
      type == :process and not process?(item) -> %{2 => "not a pid"}
      type == :port and not is_port(item) -> %{2 => "not a port"}
      true -> %{3 => "invalid option in list"}
    end
  end

  defp state(:process_flag, [flag, _value], _cause) do
    flags = [
      :async_dist,
      :error_handler,
      :fullsweep_after,
      :max_heap_size,
      :message_queue_data,
      :min_bin_vheap_size,
      :min_heap_size,
      :priority,
      :save_calls,
      :sensitive,
      :trap_exit
    ]

    if flag in flags,
      do: %{2 => "invalid value for this process flag"},
      else: %{1 => "invalid process flag"}
  end

  defp state(:register, [:undefined, _item], _cause),
    do: %{1 => "'undefined' is not a valid name"}

  defp state(:register, [name, item], _cause) do
    cond do
      :erlang.whereis(name) != :undefined -> %{1 => "name is in use"}
      is_pid(item) and not :erlang.is_process_alive(item) -> %{2 => "dead process"}
      true -> %{2 => "this process or port already has a name"}
    end
  end

  defp state(:unregister, [_name], _cause), do: %{1 => "not a pid"}

  defp state(:send, [to, _message, options], _cause) do
    cond do
      not destination?(to) -> %{1 => "invalid destination"}
      not is_list(options) -> %{3 => "not a list"}
      true -> %{3 => "invalid option in list"}
    end
  end

  defp state(function, [_ | _], _cause) when function in [:send, :!, :exit],
    do: %{1 => "invalid destination"}

  defp state(:memory, [_], _cause), do: %{1 => "invalid memory type option"}

  defp state(:suspend_process, [pid | _options], _cause) do
    cond do
      pid == self() -> %{1 => "the pid refers to the current process"}
      :erlang.is_process_alive(pid) -> %{2 => "invalid option in list"}
      true -> %{1 => "the pid does not refer to an existing process"}
    end
  end

  defp state(:resume_process, [_pid], _cause),
    do: %{1 => "process is not suspended or is not alive"}

  defp state(:is_process_alive, [_], _cause), do: %{1 => "not a pid"}
  defp state(:send_nosuspend, [_ | _], _cause), do: %{1 => "invalid destination"}

  defp state(:group_leader, [leader, pid], _cause) do
    cond do
      check(:pid, leader) -> %{1 => "not a pid"}
      text = check(:pid, pid) -> %{2 => text}
      true -> %{}
    end
  end

  defp state(_function, _args, _cause), do: %{}

  defp process?(pid) when is_pid(pid) or is_atom(pid), do: true
  defp process?({name, node}), do: is_atom(name) and node == :erlang.node()
  defp process?(_other), do: false

  defp destination?(name) when is_atom(name), do: :erlang.whereis(name) != :undefined
  defp destination?({name, node}), do: is_atom(name) and is_atom(node)
  defp destination?(to), do: is_pid(to) or is_reference(to) or is_port(to)

  ## Atomics and counters

  defp atomics_checks(:new, [_, _]), do: [:positive, :options]

  defp atomics_checks(_function, [reference, index | _values]) do
    if is_reference(reference) or
         match?({_kind, reference} when is_reference(reference), reference),
       do: [:any, {:first, [:integer, "out of range"]}, :integer, :integer],
       else: [
         "invalid atomics reference",
         if(is_integer(index), do: :any, else: :integer),
         :integer,
         :integer
       ]
  end

  defp atomics_checks(_function, _args), do: ["invalid atomics reference"]
end
