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

defmodule IEx.Info.Raw do
  @moduledoc false

  @doc "A struct as it is written with the names of its fields, in the order in which they were defined."
  def struct(%module{} = value) do
    fields =
      for %{field: field} <- module.__info__(:struct),
          do: "#{field}: #{inspect(Map.fetch!(value, field))}"

    "%#{inspect(module)}{" <> Enum.join(fields, ", ") <> "}"
  end
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

  defp atom(:"do not show this result in output" = atom) do
    description =
      "This atom is returned by IEx when a function that should not print its\n" <>
        "return value on screen is executed."

    ^atom = IEx.dont_display_result()
    [{"Data type", "Atom"}, {"Description", description}, {"Reference modules", "Atom"}]
  end

  defp atom(atom) do
    raw = if inspect(atom) =~ ~r/\A[A-Z]/, do: [raw(atom)], else: []
    [{"Data type", "Atom"}] ++ raw ++ [{"Reference modules", "Atom"}]
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
       if(source, do: source |> to_string() |> Path.relative_to_cwd(), else: "no value found")},
      {"Version", inspect(module.module_info(:attributes)[:vsn])},
      {"Description",
       documentation(module) <> "Call #{inspect(module)}.module_info() to access metadata."}
    ] ++ protocol(module) ++ [raw(module), {"Reference modules", "Module, Atom"}]
  end

  defp documentation(module) do
    case Code.fetch_docs(module) do
      {:error, _} -> ""
      _docs -> "Use h(#{inspect(module)}) to access its documentation.\n"
    end
  end

  defp raw(atom), do: {"Raw representation", ":" <> inspect(Atom.to_string(atom))}

  defp protocol(module) do
    if function_exported?(module, :__protocol__, 1) do
      [{"Protocol", implementations(module, module.__protocol__(:impls))}]
    else
      []
    end
  end

  defp implementations(_module, {:consolidated, implementations}) when implementations != [] do
    "This module is a protocol. These data structures implement it:\n  " <>
      Enum.map_join(implementations, ", ", &inspect/1)
  end

  defp implementations(module, _not_consolidated) do
    implementations =
      for {name, _file, true} <- :code.all_available(),
          Enum.take(name, length(~c"#{module}.")) == ~c"#{module}.",
          implementation = List.to_atom(name),
          function_exported?(implementation, :__impl__, 1),
          do: inspect(implementation.__impl__(:for))

    "This module is a protocol. These data structures implement it:\n  " <>
      Enum.join(implementations, ", ")
  end
end

defimpl IEx.Info, for: List do
  def info(list) do
    {descriptions, references} =
      cond do
        list == [] ->
          {[], "List"}

        List.improper?(list) ->
          {[{"Description", improper()}], "List"}

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
       String.trim_trailing("""
       This is a list of integers that is printed using the `~c` sigil syntax,
       defined by the `Kernel.sigil_c/2` macro, because all the integers in it
       represent printable ASCII characters. Conventionally, a list of Unicode
       code points is known as a charlist and a list of ASCII characters is a
       subset of it.
       """)},
      {"Raw representation", inspect(list, charlists: :as_lists)}
    ]
  end

  defp improper do
    String.trim_trailing("""
    This is what is referred to as an "improper list". An improper list is a
    list whose last tail is not an empty list. For example: [1, 2, 3] is a
    proper list, as it is equivalent to [1, 2, 3 | []], as opposed to
    [1, 2 | 3] which is an improper list since its last tail is 3.
    """)
  end

  defp keyword do
    String.trim_trailing("""
    This is what is referred to as a "keyword list". A keyword list is a list
    of two-element tuples where the first element of each tuple is an atom.
    """)
  end
end

defimpl IEx.Info, for: BitString do
  def info(bits) when is_binary(bits) do
    {description, raw, references} =
      cond do
        String.printable?(bits) ->
          {printable(), [{"Raw representation", inspect(bits, binaries: :as_binaries)}],
           "String, :binary"}

        String.valid?(bits) ->
          {not_printable(bits), [], "String, :binary"}

        true ->
          {not_a_string(bits), [], ":binary"}
      end

    [
      {"Data type", "BitString"},
      {"Byte size", Integer.to_string(byte_size(bits))},
      {"Description", description}
    ] ++ raw ++ [{"Reference modules", references}]
  end

  def info(bits) do
    [
      {"Data type", "BitString"},
      {"Bits size", Integer.to_string(bit_size(bits))},
      {"Description",
       "This is a bitstring. It's a chunk of bits that are not divisible by 8\n" <>
         "(the number of bytes isn't whole)."}
    ]
  end

  defp printable do
    "This is a string: a UTF-8 encoded binary. It's printed surrounded by\n" <>
      "\"double quotes\" because all UTF-8 encoded code points in it are printable."
  end

  defp not_printable(bits) do
    first = bits |> String.codepoints() |> Enum.find(&(not String.printable?(&1)))

    String.trim_trailing("""
    This is a string: a UTF-8 encoded binary. It's printed with the `<<>>`
    syntax (as opposed to double quotes) because it contains non-printable
    UTF-8 encoded code points (the first non-printable code point being
    `#{inspect(first, binaries: :as_binaries)}`).
    """)
  end

  defp not_a_string(bits) do
    String.trim_trailing("""
    This is a binary: a collection of bytes. It's printed with the `<<>>`
    syntax (as opposed to double quotes) because it is not a UTF-8 encoded
    binary (the first invalid byte being `#{inspect(first_invalid(bits))}`)
    """)
  end

  defp first_invalid(<<_::utf8, rest::binary>>), do: first_invalid(rest)
  defp first_invalid(<<byte, _::binary>>), do: <<byte>>
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
          {"Arity", inspect(info[:arity])}
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

# Those that have a sigil, and ranges, say how they are written.
for {module, sigil, what, references} <- [
      {Date, "D", "a date", "Date, Calendar, Map"},
      {Time, "T", "a time", "Time, Calendar, Map"},
      {NaiveDateTime, "N", "a \"naive\" datetime (that is, a datetime without a time zone)",
       "NaiveDateTime, Calendar, Map"},
      {DateTime, "U", "a datetime", "DateTime, Calendar, Map"},
      {Regex, "r", "a regular expression", "Regex, :re"}
    ] do
  defimpl IEx.Info, for: module do
    @module module
    @references references
    @description """
                 This is a struct representing #{what}. It is commonly
                 represented using the `~#{sigil}` sigil syntax, that is
                 defined in the `Kernel.sigil_#{sigil}/2` macro.
                 """
                 |> String.trim_trailing()

    def info(value) do
      [
        {"Data type", inspect(@module)},
        {"Description", @description},
        {"Raw representation", IEx.Info.Raw.struct(value)},
        {"Reference modules", @references}
      ]
    end
  end
end

defimpl IEx.Info, for: Range do
  def info(range) do
    description = """
    This is a struct representing a range of numbers. It is commonly
    defined using the `first..last//step` syntax. The step is not
    required and defaults to `1`.
    """

    [
      {"Data type", "Range"},
      {"Description", String.trim_trailing(description)},
      {"Raw representation", IEx.Info.Raw.struct(range)},
      {"Reference modules", "Range"}
    ]
  end
end

defimpl IEx.Info, for: Any do
  def info(%module{}) do
    [
      {"Data type", inspect(module)},
      {"Description", "This is a struct. Structs are maps with a __struct__ key."},
      {"Reference modules", inspect(module) <> ", Map"}
    ]
  end
end
