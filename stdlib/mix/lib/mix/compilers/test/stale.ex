# Which test files are stale: they have changed since they last passed, or a module of the project that they use has, or one
# that it uses in turn.

defmodule Mix.Compilers.Test.Stale do
  @moduledoc false

  alias Mix.Xref.Named

  # File => {digest of its text, modules that it names, digest of all modules that these lead to}.
  @type manifest :: %{setup: binary, tests: %{Path.t() => {binary, [module], binary}}}

  @version 1
  @table __MODULE__

  @doc "What was noted when tests passed last; nothing if the helpers or the configuration have changed since."
  @spec read([Path.t()]) :: manifest
  def read(helpers) do
    setup = setup(helpers)

    with {:ok, binary} <- File.read(path()),
         {@version, %{setup: ^setup} = manifest} <- decode(binary) do
      manifest
    else
      _ -> %{setup: setup, tests: %{}}
    end
  end

  defp path, do: Path.join(Mix.Project.manifest_path(), "compile.test_stale")

  defp decode(binary) do
    :erlang.binary_to_term(binary)
  rescue
    ArgumentError -> nil
  end

  defp setup(helpers) do
    files = [Mix.Project.project_file(), Mix.Project.config()[:config_path] | helpers]
    digest(for file <- files, is_binary(file), do: content(file))
  end

  @doc "Those of the files that are stale."
  @spec files(manifest, [Path.t()]) :: [Path.t()]
  def files(manifest, files) do
    graph = graph()

    Enum.reject(files, fn file ->
      case manifest.tests do
        %{^file => {text, modules, used}} ->
          text == digest(content(file)) and used == used(modules, graph)

        _ ->
          false
      end
    end)
  end

  @doc "Begins to note which modules the files name that are compiled from now on."
  @spec trace() :: :ok
  def trace do
    :ets.new(@table, [:named_table, :public, :duplicate_bag, write_concurrency: true])
    tracers = Code.get_compiler_option(:tracers)
    Code.put_compiler_option(:tracers, [__MODULE__ | tracers])
  end

  @doc "Notes a module that a file names."
  @spec trace(tuple | atom, Macro.Env.t()) :: :ok
  def trace({event, _, module}, env) when event == :alias_reference, do: note(module, env)

  def trace({event, _, module, _}, env)
      when event in [:require, :import, :struct_expansion],
      do: note(module, env)

  def trace({event, _, module, _, _}, env)
      when event in [:remote_function, :remote_macro, :imported_function, :imported_macro],
      do: note(module, env)

  def trace(_, _), do: :ok

  defp note(module, env) do
    :ets.insert(@table, {env.file, module})
    :ok
  end

  @doc "Notes that the tests of these files have passed."
  @spec write(manifest, [Path.t()], [Path.t()]) :: :ok
  def write(manifest, _files, passed) do
    graph = graph()

    tests =
      for file <- passed, into: manifest.tests do
        modules =
          for {_, module} <- :ets.lookup(@table, Path.expand(file)), uniq: true, do: module

        modules = Enum.filter(modules, &is_map_key(graph, &1))
        {file, {digest(content(file)), modules, used(modules, graph)}}
      end

    File.mkdir_p!(Path.dirname(path()))
    File.write!(path(), :erlang.term_to_binary({@version, %{manifest | tests: tests}}))
  end

  defp content(file) do
    case File.read(file) do
      {:ok, text} -> text
      {:error, _} -> ""
    end
  end

  defp digest(data), do: :erlang.md5(data)

  ## Modules

  # The compiled modules of the project: module => {digest, modules that its code names}.
  defp graph do
    binaries =
      for file <- Path.wildcard(Path.join(Mix.Project.build_path(), "lib/*/ebin/*.beam")),
          do: {file |> Path.basename(".beam") |> String.to_atom(), content(file)}

    index = binaries |> Enum.map(&elem(&1, 0)) |> Named.index()

    Map.new(binaries, fn {module, binary} ->
      {module, {digest(binary), Named.anywhere(binary, index)}}
    end)
  end

  # One digest of all modules that the given ones lead to.
  defp used(modules, graph) do
    reached = reach(modules, graph, %{})

    digest(
      for module <- Enum.sort(Map.keys(reached)), do: [Atom.to_string(module), reached[module]]
    )
  end

  defp reach([], _, reached), do: reached

  defp reach([module | rest], graph, reached) do
    case graph do
      %{^module => {digest, named}} when not is_map_key(reached, module) ->
        reach(named ++ rest, graph, Map.put(reached, module, digest))

      _ ->
        reach(rest, graph, reached)
    end
  end
end
