# Modules that compiled code names as values, as `[Shop.Worker]` does: the compiler counts calls, macros, structs and directives only.
#
# The file of a module is a directory of sections (Sources/Bytecode/Encoding.swift). Three of them have the atoms of the code, by itself,
# within its constants and before its calls (`apply/3` becomes one), as the size of the text and the text.

defmodule Mix.Xref.Named do
  @moduledoc false

  @sections [2, 3, 4]

  @doc "Those of the modules that the code of a compiled module names."
  def of(binary, modules) do
    names = Map.new(modules, fn module -> {written(module), module} end)

    for section <- if(names == %{}, do: [], else: sections(binary)),
        {at, size} <- :binary.matches(section, Map.keys(names)),
        uniq: true,
        do: Map.fetch!(names, binary_part(section, at, size))
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
