# What `i/1` says of a value.

defprotocol IEx.Info do
  @moduledoc """
  What `IEx.Helpers.i/1` says of a value.
  """

  @doc """
  Returns pairs of a title and a text.
  """
  @fallback_to_any true
  @spec info(t) :: [{String.t(), String.t()}]
  def info(term)
end

defimpl IEx.Info, for: Tuple do
  def info(_tuple), do: [{"Data type", "Tuple"}, {"Reference modules", "Tuple"}]
end

defimpl IEx.Info, for: Integer do
  def info(_integer), do: [{"Data type", "Integer"}, {"Reference modules", "Integer"}]
end

defimpl IEx.Info, for: Float do
  def info(_float), do: [{"Data type", "Float"}, {"Reference modules", "Float"}]
end

defimpl IEx.Info, for: Map do
  def info(_map), do: [{"Data type", "Map"}, {"Reference modules", "Map"}]
end

defimpl IEx.Info, for: Atom do
  def info(atom) do
    if Code.ensure_loaded?(atom), do: module(atom), else: atom(atom)
  end

  defp atom(atom) do
    notes =
      if Atom.to_string(atom) =~ ~r/\AElixir\.[A-Z]/,
        do: [{"Description", "No module has this name, or it cannot be loaded."}, raw(atom)],
        else: []

    [{"Data type", "Atom"}] ++ notes ++ [{"Reference modules", "Atom"}]
  end

  defp module(module) do
    file = :code.which(module)
    source = module.module_info(:compile)[:source]

    [
      {"Data type", "Atom"},
      {"Module bytecode",
       if(is_list(file) and file != [],
         do: Path.relative_to_cwd(to_string(file)),
         else: inspect(file)
       )},
      {"Source",
       if(source, do: source |> to_string() |> Path.relative_to_cwd(), else: "unknown")},
      {"Version", inspect(module.module_info(:attributes)[:vsn])},
      {"Description",
       "Use h(#{inspect(module)}) to access its documentation.\nCall #{inspect(module)}.module_info() to access metadata."},
      raw(module)
      | protocol(module)
    ] ++ [{"Reference modules", "Module, Atom"}]
  end

  defp raw(atom), do: {"Raw representation", ":" <> inspect(Atom.to_string(atom))}

  defp protocol(module) do
    if function_exported?(module, :__protocol__, 1) do
      [{"Protocol", "This module is a protocol. Its implementations are modules below its name."}]
    else
      []
    end
  end
end

defimpl IEx.Info, for: List do
  def info(list) do
    {descriptions, references} =
      cond do
        list == [] ->
          {[], "List"}

        List.improper?(list) ->
          {[
             {"Description",
              "This list is improper: it ends in something that is not the empty list."}
           ], "List"}

        List.ascii_printable?(list) ->
          {charlist(list), "List"}

        Keyword.keyword?(list) ->
          {[{"Description", keyword()}], "Keyword, List"}

        true ->
          {[], "List"}
      end

    [{"Data type", "List"}] ++ descriptions ++ [{"Reference modules", references}]
  end

  defp charlist(list) do
    [
      {"Description",
       "The integers of this list are all printable ASCII characters: it is shown as a charlist,\nwith the sigil ~c."},
      {"Raw representation", inspect(list, charlists: :as_lists)}
    ]
  end

  defp keyword,
    do: "This is a \"keyword list\": its elements are pairs whose first element is an atom."
end

defimpl IEx.Info, for: BitString do
  def info(bits) when is_binary(bits) do
    [
      {"Data type", "BitString"},
      {"Byte size", Integer.to_string(byte_size(bits))},
      {"Description", description(bits)},
      {"Raw representation", inspect(bits, binaries: :as_binaries)},
      {"Reference modules", if(String.printable?(bits), do: "String, :binary", else: ":binary")}
    ]
  end

  def info(bits) do
    [
      {"Data type", "BitString"},
      {"Bits size", Integer.to_string(bit_size(bits))},
      {"Description", "This is a bitstring: its bits are not a whole number of bytes."}
    ]
  end

  defp description(bits) do
    cond do
      bits == "" ->
        "This is the empty binary, shown as \"\"."

      String.printable?(bits) ->
        "This is a string: a binary of UTF-8, all of whose code points can be printed."

      String.valid?(bits) ->
        "This is a string of UTF-8, some of whose code points cannot be printed."

      true ->
        "This is a binary: bytes that are not UTF-8."
    end
  end
end

defimpl IEx.Info, for: PID do
  def info(pid) do
    living = if node(pid) == node() and Process.alive?(pid), do: living(pid), else: []

    [{"Data type", "PID"}, {"Alive", inspect(living != [])}] ++
      living ++
      [
        {"Description", "Use Process.info/1 to get more info about this process"},
        {"Reference modules", "Process, Node"}
      ]
  end

  defp living(pid) do
    info = Process.info(pid, [:registered_name, :links, :message_queue_len]) || []

    [
      {"Name",
       if(info[:registered_name] in [nil, []],
         do: "not registered",
         else: inspect(info[:registered_name])
       )},
      {"Links",
       if(info[:links] in [nil, []],
         do: "none",
         else: Enum.map_join(info[:links], ", ", &inspect/1)
       )},
      {"Message queue length", inspect(info[:message_queue_len])}
    ]
  end
end

defimpl IEx.Info, for: Port do
  def info(port) do
    [
      {"Data type", "Port"},
      {"Open", inspect(Port.info(port) != nil)},
      {"Reference modules", "Port"}
    ]
  end
end

defimpl IEx.Info, for: Reference do
  def info(_reference), do: [{"Data type", "Reference"}]
end

defimpl IEx.Info, for: Function do
  def info(fun) do
    info = Function.info(fun)

    case info[:type] do
      :external ->
        [
          {"Data type", "Function"},
          {"Type", "external"},
          {"Arity", inspect(info[:arity])},
          {"Description",
           "This function is the one of that name in a module: #{Exception.format_mfa(info[:module], info[:name], info[:arity])}."}
        ]

      :local ->
        [
          {"Data type", "Function"},
          {"Type", "local"},
          {"Arity", inspect(info[:arity])},
          {"Description", "This is an anonymous function."}
        ]
    end
  end
end

defimpl IEx.Info, for: Any do
  def info(%module{} = struct) do
    sigil =
      if module in [Date, Time, NaiveDateTime, DateTime, Regex],
        do: [{"Raw representation", inspect(struct, structs: false)}],
        else: []

    [
      {"Data type", inspect(module)},
      {"Description", "This is a struct: a map with the key __struct__."}
    ] ++
      sigil ++ [{"Reference modules", inspect(module) <> ", Map"}]
  end
end
