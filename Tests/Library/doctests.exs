# The examples in the docs of the library are its tests: each module's doctests, and a count of what has none.

ExUnit.start()

modules = [
  Access,
  Atom,
  Base,
  Bitwise,
  Collectable,
  Enum,
  Float,
  Function,
  Inspect.Algebra,
  Integer,
  Keyword,
  List,
  Map,
  MapSet,
  Range,
  Record,
  Stream,
  String,
  Tuple,
  :array,
  :binary,
  :dict,
  :digraph,
  :digraph_utils,
  :erlang,
  :gb_sets,
  :gb_trees,
  :io_lib,
  :lists,
  :maps,
  :orddict,
  :ordsets,
  :proplists,
  :queue,
  :rand,
  :sets
]

for module <- modules do
  name =
    Module.concat([
      "Doctests",
      inspect(module) |> String.replace(":", "Erlang_") |> String.replace(".", "_")
    ])

  defmodule name do
    use ExUnit.Case, async: true
    doctest module, import: module in [Bitwise, Inspect.Algebra]
  end
end

defmodule DocumentationTest do
  use ExUnit.Case, async: true

  # How many public functions have no example. The number may only fall.
  @without_example 255

  @modules modules

  defp functions(module) do
    {:docs_v1, _, _, _, _, _, entries} = Code.fetch_docs(module)

    for {{kind, name, arity}, _, _, doc, _} <- entries,
        kind in [:function, :macro],
        doc != :hidden,
        do: {{module, name, arity}, doc}
  end

  test "each public function has a doc" do
    assert [] == for(module <- @modules, {function, :none} <- functions(module), do: function)
  end

  test "functions without an example become fewer" do
    without =
      for module <- @modules,
          {function, %{"en" => doc}} <- functions(module),
          not String.contains?(doc, "iex>"),
          do: function

    assert length(without) == @without_example
  end
end
