# The examples in the docs of the library are its tests: each module's doctests, and none is without.

ExUnit.start()

modules = [
  Access,
  Atom,
  Base,
  Bitwise,
  Collectable,
  Date.Range,
  Enum,
  Enumerable,
  Float,
  Function,
  Inspect,
  Inspect.Algebra,
  Inspect.Opts,
  Integer,
  Kernel,
  Keyword,
  List,
  List.Chars,
  Map,
  MapSet,
  Range,
  Record,
  Stream,
  String,
  String.Chars,
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
  :math,
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

  test "each public function has an example" do
    assert [] ==
             for(
               module <- @modules,
               {function, %{"en" => doc}} <- functions(module),
               not String.contains?(doc, "iex>"),
               do: function
             )
  end

  # What the machine itself implements is documented in the modules of the language, too.
  test "each native function has a doc" do
    for module <- [:binary, :erlang, :lists, :maps, :math] do
      documented = for {{_module, name, arity}, _doc} <- functions(module), do: {name, arity}

      public =
        for {name, arity} <- module.module_info(:exports),
            name not in [:__info__, :module_info, :format_error],
            do: {name, arity}

      assert [] == public -- documented
    end
  end
end
