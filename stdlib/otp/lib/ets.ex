# Erlang's `ets` but for what is native: tables, objects, walks and match specifications are the machine's own.

defmodule :ets do
  @moduledoc """
  Tables of tuples that processes share.

  A table holds copies: what is inserted is copied into it, and what is looked up is copied out. It belongs to the process
  that made it and is deleted when that ends, unless it has an heir.
  """

  # The reason that fun2ms/1 exits with, word by word.
  @too_late [:function, :called, :with, :real, :fun, :should, :be, :transformed, :with] ++
              [:parse_transform, :or, :called, :with, :a, :fun, :generated, :in, :the, :shell]

  @typedoc "A table: its name, or the reference that `new/2` gave."
  @type table :: atom | reference

  @doc "Folds the objects of a table, in the order of keys if it has one."
  @spec foldl((tuple, term -> term), term, table) :: term
  def foldl(fun, initial, table) when is_function(fun, 2) do
    fixed(table, fn -> fold(fun, initial, table, :ets.first(table), &:ets.next/2) end)
  end

  @doc "Folds the objects of a table from the end, if it has an order."
  @spec foldr((tuple, term -> term), term, table) :: term
  def foldr(fun, initial, table) when is_function(fun, 2) do
    fixed(table, fn -> fold(fun, initial, table, :ets.last(table), &:ets.prev/2) end)
  end

  defp fold(_fun, result, _table, :"$end_of_table", _step), do: result

  defp fold(fun, result, table, key, step) do
    result = :lists.foldl(fun, result, :ets.lookup(table, key))
    fold(fun, result, table, step.(table, key), step)
  end

  # Objects may come and go while somebody walks the table.
  defp fixed(table, walk) do
    :ets.safe_fixtable(table, true)

    try do
      walk.()
    after
      :ets.safe_fixtable(table, false)
    end
  end

  @doc "Fills a table with what a function reads: `[objects | function]` or `:end_of_input`."
  @spec init_table(table, (:read | :close -> term)) :: true
  def init_table(table, fun) when is_function(fun, 1) do
    :ets.delete_all_objects(table)
    fill(table, fun, fun.(:read))
  end

  defp fill(_table, _fun, :end_of_input), do: true

  defp fill(table, fun, {objects, next}) when is_function(next, 1) do
    :ets.insert(table, objects)
    fill(table, fun, next.(:read))
  end

  defp fill(_table, fun, other) do
    fun.(:close)
    :erlang.error(:badarg, [other])
  end

  @doc "Makes a continuation usable again that was stored outside of the machine; here it needs nothing."
  @spec repair_continuation(term, term) :: term
  def repair_continuation(continuation, _specification), do: continuation

  @doc "Writes a table to a file that `file2tab/1` reads."
  @spec tab2file(table, binary | charlist) :: :ok | {:error, term}
  def tab2file(table, file), do: tab2file(table, file, [])

  @doc "Writes a table to a file; the options of Erlang are accepted."
  @spec tab2file(table, binary | charlist, [term]) :: :ok | {:error, term}
  def tab2file(table, file, options) when is_list(options) do
    information =
      for item <- [:name, :type, :protection, :keypos, :named_table, :size],
          do: {item, :ets.info(table, item)}

    content = :erlang.term_to_binary({:ets_table, 1, information, :ets.tab2list(table)})
    :prim_file.write_file(file, content, 0)
  end

  @doc "Makes a table of a file that `tab2file/2` wrote."
  @spec file2tab(binary | charlist) :: {:ok, table} | {:error, term}
  def file2tab(file), do: file2tab(file, [])

  @doc "Makes a table of a file; the options of Erlang are accepted."
  @spec file2tab(binary | charlist, [term]) :: {:ok, table} | {:error, term}
  def file2tab(file, options) when is_list(options) do
    case read_table(file) do
      {:ok, information, objects} ->
        named = if information[:named_table], do: [:named_table], else: []

        options = [
          information[:type],
          information[:protection],
          {:keypos, information[:keypos]} | named
        ]

        table = :ets.new(information[:name], options)
        :ets.insert(table, objects)
        {:ok, table}

      error ->
        error
    end
  end

  @doc "What a file says of the table in it."
  @spec tabfile_info(binary | charlist) :: {:ok, keyword} | {:error, term}
  def tabfile_info(file) do
    case read_table(file) do
      {:ok, information, _objects} -> {:ok, information ++ [extended_info: [], version: {1, 0}]}
      error -> error
    end
  end

  defp read_table(file) do
    with {:ok, content} <- :prim_file.read_file(file) do
      try do
        :erlang.binary_to_term(content)
      catch
        :error, :badarg -> {:error, :badfile}
      else
        {:ets_table, 1, information, objects} -> {:ok, information, objects}
        _other -> {:error, :badfile}
      end
    end
  end

  @doc "Functions become match specifications where Erlang's compiler sees them; as they run, that is too late."
  @spec fun2ms((tuple -> term)) :: no_return
  def fun2ms(fun) when is_function(fun), do: :erlang.exit({:badarg, {:ets, :fun2ms, @too_late}})

  @doc "Prints what tables there are."
  @spec i() :: :ok
  def i do
    print_row([~c"id", ~c"name", ~c"type", ~c"size", ~c"mem", ~c"owner"])
    :io.put_chars([?\s, :lists.duplicate(76, ?-), ?\n])

    rows =
      for table <- :ets.all(), info = :ets.info(table), info != :undefined do
        for key <- [:id, :name, :type, :size, :memory, :owner],
            do: shown(key, info[key], info)
      end

    :lists.foreach(&print_row/1, :lists.sort(rows))
  end

  defp shown(:id, id, info), do: if(info[:named_table], do: text(info[:name]), else: text(id))

  defp shown(:owner, pid, _info) do
    case :erlang.process_info(pid, :registered_name) do
      {:registered_name, name} -> text(name)
      _none -> :erlang.pid_to_list(pid)
    end
  end

  defp shown(_key, value, _info), do: text(value)

  defp text(term), do: :lists.flatten(:io_lib.format(~c"~tp", [term]))

  defp print_row([id, name, type, size, memory, owner]) do
    :io.format(~c" ~-15ts ~-17ts ~-5ts ~-6ts ~-8ts ~ts~n", [id, name, type, size, memory, owner])
  end

  @doc "Prints the objects of a table, with their numbers."
  @spec i(table) :: :ok
  def i(table) do
    foldl(
      fn object, number ->
        :io.format(~c"<~-4w> ~tp~n", [number, object])
        number + 1
      end,
      1,
      table
    )

    :io.format(~c"EOT~n", [])
  end
end
