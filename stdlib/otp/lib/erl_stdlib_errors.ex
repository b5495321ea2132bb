# Explains errors of the library's functions whose core is built into the machine: `:binary`, `:ets`, `:io`, `:lists`,
# `:maps`, `:math`, `:os`, `:re` and `:unicode`. What can be wrong with an argument is said by `:argument_check`.

defmodule :erl_stdlib_errors do
  @moduledoc false

  import :argument_check, only: [check: 2, explain: 2]

  @no_table "the table identifier does not refer to an existing ETS table"
  @no_access "the table identifier refers to an ETS table with insufficient access rights"
  @no_key "not a key that exists in the table"

  @doc """
  Explains an error, given the stack trace that begins with the call: a map of texts by position, or with `:general`.
  """
  def format_error(reason, [{module, function, args, info} | _] = stacktrace)
      when is_list(args) do
    cause = info |> Keyword.get(:error_info, %{}) |> Map.get(:cause, :none)

    case module do
      :binary -> binary(function, args)
      :ets -> ets(function, args, cause)
      :io -> io(function, args, cause)
      :lists -> lists(function, args)
      :maps -> maps(function, args)
      :math -> explain(List.duplicate(:number, length(args)), args)
      :os -> os(function, args)
      :re -> re(function, args, cause)
      :unicode -> unicode(function, args)
      _built_in -> :erl_erts_errors.format_error(reason, stacktrace)
    end
  end

  def format_error(_reason, _stacktrace), do: %{}

  ## Binaries

  defp binary(function, args) do
    case explain(binary_checks(function, args), args) do
      texts when texts == %{} -> binary_state(function, args)
      texts -> texts
    end
  end

  defp binary_checks(:at, [_, _]), do: [:bytes, :non_negative]
  defp binary_checks(:bin_to_list, [_]), do: [:bytes]
  defp binary_checks(:bin_to_list, [_, _]), do: [:bytes, :range]
  defp binary_checks(:bin_to_list, [_, _, _]), do: [:bytes, :non_negative, :integer]
  defp binary_checks(:compile_pattern, [_]), do: ["not a valid pattern"]
  defp binary_checks(:copy, [_ | _]), do: [:bytes, :non_negative]
  defp binary_checks(:decode_hex, [_]), do: [:bytes]
  defp binary_checks(:decode_unsigned, [_ | _]), do: [:bytes, :endianness]
  defp binary_checks(:encode_hex, [_ | _]), do: [:bytes, :letter_case]
  defp binary_checks(:encode_unsigned, [_ | _]), do: [:non_negative, :endianness]
  defp binary_checks(:first, [_]), do: [:bytes]
  defp binary_checks(:join, [_, separator]) when not is_binary(separator), do: [:any, :bytes]
  defp binary_checks(:join, [_, _]), do: [:proper_list, :any]
  defp binary_checks(:last, [_]), do: [:bytes]
  defp binary_checks(:list_to_bin, [_]), do: ["not an iodata term"]

  defp binary_checks(function, [_])
       when function in [:longest_common_prefix, :longest_common_suffix],
       do: ["not a flat list of binaries"]

  defp binary_checks(function, [_, _ | _]) when function in [:match, :matches, :split],
    do: [:bytes, :pattern]

  # Options are not looked at as long as there is nothing to put in.
  defp binary_checks(:replace, [_, _, replacement | _]) do
    options = if check(:replacement, replacement), do: :any, else: :replace_options
    [:bytes, :pattern, :replacement, options]
  end

  defp binary_checks(:part, [_, _]), do: [:bytes, :range]
  defp binary_checks(:part, [_, _, _]), do: [:bytes, :non_negative, :integer]
  defp binary_checks(:referenced_byte_size, [_]), do: [:binary]
  defp binary_checks(_function, _args), do: []

  defp binary_state(:decode_hex, [binary]) do
    if rem(byte_size(binary), 2) == 1,
      do: %{1 => "must contain an even number of bytes"},
      else: %{1 => "must only contain hex digits 0-9, A-F, and a-f"}
  end

  defp binary_state(:join, [_list, _separator]), do: %{1 => "not a list of binaries"}

  defp binary_state(:first, [""]), do: %{1 => "a zero-sized binary is not allowed"}
  defp binary_state(:last, [""]), do: %{1 => "a zero-sized binary is not allowed"}

  defp binary_state(function, [_subject, _pattern, options])
       when function in [:match, :matches] do
    case options do
      [{:scope, {from, size}}] when is_integer(from) and is_integer(size) ->
        %{3 => "specified part is not wholly inside binary"}

      _other ->
        %{3 => "invalid options"}
    end
  end

  defp binary_state(:split, [_subject, _pattern, _options]), do: %{3 => "invalid options"}
  defp binary_state(:replace, [_, _, _ | _]), do: %{4 => "invalid options"}
  defp binary_state(:bin_to_list, [_, {_, _}]), do: %{2 => "out of range"}

  defp binary_state(:part, [_, {_, _}]), do: %{2 => "out of range"}

  defp binary_state(function, [binary, from, _size]) when function in [:bin_to_list, :part] do
    if from < 0 or from > byte_size(binary),
      do: %{2 => "out of range"},
      else: %{3 => "out of range"}
  end

  defp binary_state(_function, _args), do: %{}

  ## Tables

  defp ets(:new, [name, options], _cause) do
    cond do
      not is_atom(name) ->
        %{1 => "not an atom"}

      text = check(:proper_list, options) ->
        %{2 => text}

      :named_table in options and :ets.whereis(name) != :undefined ->
        %{1 => "table name already exists"}

      true ->
        %{2 => "invalid options"}
    end
  end

  defp ets(:whereis, [_name], _cause), do: %{1 => "invalid table name (must be an atom)"}

  defp ets(function, [_continuation], _cause)
       when function in [:select, :select_reverse, :match, :match_object],
       do: %{1 => "invalid continuation"}

  defp ets(function, [table | args], cause) do
    cond do
      not (is_atom(table) or is_reference(table)) -> %{1 => "not an atom or a table identifier"}
      cause in [:id, :none] and :ets.info(table, :id) == :undefined -> %{1 => @no_table}
      cause == :access or (cause == :none and no_access?(function, table)) -> %{1 => @no_access}
      true -> ets_state(function, table, args, cause)
    end
  end

  defp no_access?(function, table) do
    owner? = :ets.info(table, :owner) == self()

    case :ets.info(table, :protection) do
      :public -> false
      :protected -> not owner? and writes?(function)
      :private -> not owner?
    end
  end

  @readers [
             :lookup,
             :lookup_element,
             :member,
             :match,
             :match_object,
             :select,
             :select_count,
             :select_reverse
           ] ++
             [
               :first,
               :last,
               :next,
               :prev,
               :tab2list,
               :foldl,
               :foldr,
               :slot,
               :info,
               :first_lookup,
               :next_lookup
             ]

  defp writes?(function), do: function not in @readers

  defp ets_state(function, _table, [objects], _cause) when function in [:insert, :insert_new] do
    cond do
      objects == {} -> %{2 => "is an empty tuple"}
      is_tuple(objects) -> %{2 => "the object does not have a key at the position of the table"}
      is_list(objects) -> %{2 => "not a non-empty tuple or a list of non-empty tuples"}
      true -> %{2 => "not a tuple"}
    end
  end

  defp ets_state(function, table, [key, position | _default], _cause)
       when function == :lookup_element do
    cond do
      text = check(:positive, position) -> %{3 => text}
      not :ets.member(table, key) -> %{2 => @no_key}
      true -> %{3 => "position is greater than the size of the object"}
    end
  end

  defp ets_state(:update_counter, table, [key, operation | default], _cause) do
    cond do
      not set?(table) -> %{1 => "not a table of type set or ordered_set"}
      default == [] and not :ets.member(table, key) -> %{2 => @no_key}
      text = counter_error(operation, table, key) -> %{3 => text}
      true -> %{4 => "not a tuple that is long enough for the operation"}
    end
  end

  defp ets_state(:update_element, table, [key, element | _default], _cause) do
    cond do
      not set?(table) -> %{3 => "out of range"}
      text = element_error(element, table, key) -> %{3 => text}
      true -> %{}
    end
  end

  defp ets_state(function, table, [key], _cause)
       when function in [:next, :prev, :next_lookup, :prev_lookup] do
    if :ets.member(table, key), do: %{}, else: %{2 => @no_key}
  end

  defp ets_state(function, _table, [_spec | limit], _cause)
       when function in [:select, :select_reverse, :select_count, :select_delete, :select_replace] do
    case limit do
      [limit] when not is_integer(limit) or limit < 1 -> %{3 => check(:positive, limit)}
      _valid -> %{2 => "not a valid match specification"}
    end
  end

  defp ets_state(function, _table, [_pattern, limit], _cause)
       when function in [:match, :match_object],
       do: %{3 => check(:positive, limit) || "out of range"}

  defp ets_state(:rename, _table, [name], _cause) do
    if is_atom(name),
      do: %{2 => "table name already exists"},
      else: %{2 => "invalid table name (must be an atom)"}
  end

  defp ets_state(:give_away, table, [pid, _data], _cause) do
    cond do
      text = check(:pid, pid) -> %{2 => text}
      pid == :ets.info(table, :owner) -> %{2 => "the process is already the owner of the table"}
      true -> %{2 => "the process is not alive"}
    end
  end

  defp ets_state(:setopts, _table, [_options], _cause), do: %{2 => "invalid options"}
  defp ets_state(:safe_fixtable, _table, [fix], _cause), do: explain([:any, :boolean], [nil, fix])
  defp ets_state(_function, _table, _args, _cause), do: %{}

  defp set?(table), do: :ets.info(table, :type) in [:set, :ordered_set]

  defp counter_error(operations, table, key) when is_list(operations),
    do: Enum.find_value(operations, &counter_error(&1, table, key))

  defp counter_error(increment, table, key) when is_integer(increment),
    do: counter_error({:ets.info(table, :keypos) + 1, increment}, table, key)

  defp counter_error({position, increment}, table, key)
       when is_integer(position) and is_integer(increment) do
    position_error(position, table, key) || value_error(position, table, key)
  end

  defp counter_error({position, increment, threshold, value}, table, key)
       when is_integer(threshold) and is_integer(value),
       do: counter_error({position, increment}, table, key)

  defp counter_error(_operation, _table, _key), do: "not a valid update operation"

  defp element_error(elements, table, key) when is_list(elements),
    do: Enum.find_value(elements, &element_error(&1, table, key))

  defp element_error({position, _value}, table, key) when is_integer(position),
    do: position_error(position, table, key)

  defp element_error(_element, _table, _key), do: "not a valid update operation"

  defp position_error(position, table, key) do
    cond do
      position == :ets.info(table, :keypos) -> "the position is the same as the key position"
      position < 1 -> "the position in the update operation is out of range"
      beyond?(position, table, key) -> "the position in the update operation is out of range"
      true -> nil
    end
  end

  defp beyond?(position, table, key) do
    case :ets.lookup(table, key) do
      [object] -> position > tuple_size(object)
      [] -> false
    end
  end

  defp value_error(position, table, key) do
    case :ets.lookup(table, key) do
      [object] when not is_integer(elem(object, position - 1)) ->
        "the value in the given position, in the object, is not an integer"

      _object ->
        nil
    end
  end

  ## The others

  defp lists(function, [_, _, _] = args) when function in [:keyfind, :keymember, :keysearch],
    do: explain([:any, :positive, :proper_list], args)

  defp lists(:member, [_, _] = args), do: explain([:any, :proper_list], args)
  defp lists(:reverse, [_, _] = args), do: explain([:proper_list], args)

  # The first element that has nothing at the position is what is wrong.
  defp lists(function, [position, list]) when function in [:keysort, :ukeysort] do
    if is_tuple(without_element(list, position)),
      do: %{1 => "out of range"},
      else: %{2 => "not a tuple"}
  end

  defp lists(:seq, [_, _] = args), do: explain([:integer, :integer], args)

  defp lists(:seq, [from, to, step] = args) do
    case explain([:integer, :integer, :integer], args) do
      texts when texts != %{} -> texts
      _none when step == 0 and from == to -> %{}
      _none when from > to -> %{3 => "not a negative increment"}
      _none -> %{3 => "not a positive increment"}
    end
  end

  defp lists(:reverse, _args), do: %{1 => "not a list"}
  defp lists(_function, _args), do: %{}

  defp without_element([tuple | rest], position)
       when is_tuple(tuple) and tuple_size(tuple) >= position,
       do: without_element(rest, position)

  defp without_element([other | _rest], _position), do: other
  defp without_element(_tail, _position), do: nil

  defp maps(function, [_, _] = args) when function in [:filter, :map, :filtermap, :foreach],
    do: explain([{:fun, 2}], args)

  defp maps(:fold, args), do: explain([{:fun, 3}], args)
  defp maps(:from_keys, args), do: explain([:proper_list], args)
  defp maps(:from_list, args), do: explain([:proper_list], args)
  defp maps(:groups_from_list, [_, _] = args), do: explain([{:fun, 1}, :proper_list], args)
  defp maps(:groups_from_list, args), do: explain([{:fun, 1}, {:fun, 1}, :proper_list], args)
  defp maps(:intersect_with, args), do: explain([{:fun, 3}], args)
  defp maps(:iterator, [_, _]), do: %{2 => "not a valid iterator order"}
  defp maps(:merge_with, args), do: explain([{:fun, 3}], args)
  defp maps(:next, _args), do: %{1 => "not a valid iterator"}
  defp maps(:to_list, _args), do: %{1 => "not a map or an iterator"}
  defp maps(:update_with, args), do: explain([:any, {:fun, 1}], args)

  defp maps(function, args) when function in [:with, :without],
    do: explain([{:first, [:list]}], args)

  defp maps(_function, _args), do: %{}

  defp os(function, args) when function in [:system_time, :perf_counter],
    do: explain([:time_unit], args)

  defp os(function, [name | _] = args) when function in [:getenv, :putenv, :unsetenv] do
    case explain([:proper_list, :proper_list], args) do
      texts when texts != %{} ->
        texts

      _none ->
        if ?= in name,
          do: %{1 => "\"=\" characters is not allowed in environment variable names"},
          else: %{1 => "not a list of characters"}
    end
  end

  defp os(_function, _args), do: %{}

  defp unicode(_function, [_ | encodings] = args) do
    explain([:chardata | List.duplicate(:encoding, length(encodings))], args)
  end

  defp re(:compile, [regexp | options], _cause) do
    if text = check(:iodata, regexp),
      do: %{1 => text},
      else: %{(length(options) + 1) => "invalid options"}
  end

  defp re(_function, [_subject, _regexp | _rest], {:regexp, message, offset}) do
    %{
      2 => [
        "could not parse regular expression\n",
        message,
        " on character ",
        Integer.to_string(offset)
      ]
    }
  end

  defp re(function, [subject, regexp | rest], _cause) do
    options = if function == :replace, do: 4, else: 3

    cond do
      text = check(:iodata, subject) ->
        %{1 => text}

      not regexp?(regexp) ->
        %{2 => "neither an iodata term nor a compiled regular expression"}

      function == :replace and not replacement?(hd(rest)) ->
        %{3 => "not a valid replacement"}

      length(rest) + 2 == options and options_wrong?(List.last(rest)) ->
        %{options => "invalid options"}

      true ->
        %{}
    end
  end

  defp re(_function, _args, _cause), do: %{}

  defp regexp?({:re_pattern, _, _, _, _}), do: true
  defp regexp?(regexp), do: check(:iodata, regexp) == nil

  defp replacement?(replacement),
    do: is_function(replacement, 2) or check(:iodata, replacement) == nil

  # Options with a value of their own were read before anything else could fail.
  defp options_wrong?(options) do
    known = [:anchored, :global, :notbol, :noteol, :notempty, :notempty_atstart, :report_errors]

    known =
      known ++ [:unicode, :caseless, :multiline, :dotall, :extended, :ungreedy, :firstline, :ucp]

    not is_list(options) or Enum.any?(options, &(is_atom(&1) and &1 not in known))
  end

  defp io(function, args, _cause) when function in [:format, :fwrite] do
    {format, values} =
      case args do
        [format] -> {1, {format, []}}
        [format, values] -> {1, {format, values}}
        [_device, format, values] -> {2, {format, values}}
      end

    explain_format(values, format)
  end

  defp io(_function, _args, {:device, reason}) when reason not in [:arguments, :put_chars],
    do: %{1 => [:file.format_error(reason), " (", :erlang.atom_to_binary(reason), ")"]}

  defp io(_function, [device | _], _cause) when is_atom(device) do
    if :erlang.whereis(device) == :undefined and device != :standard_io,
      do: %{1 => "the device does not exist"},
      else: %{}
  end

  defp io(_function, _args, _cause), do: %{}

  defp explain_format({format, values}, position) do
    if is_list(values),
      do: :io_lib.explain_format(format, values, position),
      else: %{(position + 1) => "not a list"}
  end
end
