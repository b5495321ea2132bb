# Modules that compiled code names as values, as `[Shop.Worker]` does: the compiler counts calls, macros, structs and directives only.
#
# The file of a module is a directory of sections (Sources/Bytecode/Encoding.swift). Three of them have the atoms of the code, by itself,
# within its constants and before its calls (`apply/3` becomes one), as the size of the text and the text.

defmodule Mix.Xref.Named do
  @moduledoc false

  @sections [2, 3, 4]

  @typedoc "Modules to look for, as files of modules have their names."
  @type index :: {:binary.cp(), %{binary => module}} | nil

  @doc "What looks for these modules."
  @spec index([module]) :: index
  def index([]), do: nil

  def index(modules) do
    names = Map.new(modules, fn module -> {written(module), module} end)
    {names |> Map.keys() |> :binary.compile_pattern(), names}
  end

  @doc "Those of the modules that the code of a compiled module names."
  @spec in_code(binary, index) :: [module]
  def in_code(binary, index) do
    Enum.uniq(for section <- sections(binary), named <- anywhere(section, index), do: named)
  end

  @doc "Those of the modules that the file of a compiled module names anywhere."
  @spec anywhere(binary, index) :: [module]
  def anywhere(_, nil), do: []

  def anywhere(binary, {pattern, names}) do
    for {at, size} <- :binary.matches(binary, pattern),
        uniq: true,
        do: Map.fetch!(names, binary_part(binary, at, size))
  end

  defp sections(<<"VIALCODE", _::32, count::little-32, rest::binary>> = binary) do
    for <<kind::little-32, offset::little-32,
          size::little-32 <- binary_part(rest, 0, count * 12)>>,
        kind in @sections,
        do: binary_part(binary, offset, size)
  end

  defp sections(_), do: []

  defp written(module) do
    text = Atom.to_string(module)
    <<size(byte_size(text))::binary, text::binary>>
  end

  defp size(size) when size < 128, do: <<size>>
  defp size(size), do: <<1::1, rem(size, 128)::7, size(div(size, 128))::binary>>
end
