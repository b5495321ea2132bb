# The file that tells what has been compiled from what.

defmodule Mix.Compilers.Elixir.Manifest do
  @moduledoc false

  @version 3

  defstruct version: @version, key: nil, sources: %{}, modules: %{}, deps: %{}

  @doc "Reads a manifest; one that is not there, or of another version, is empty."
  def read(path) do
    with {:ok, binary} <- File.read(path),
         %__MODULE__{version: @version} = manifest <- decode(binary) do
      manifest
    else
      _ -> %__MODULE__{}
    end
  end

  defp decode(binary) do
    :erlang.binary_to_term(binary)
  rescue
    ArgumentError -> :error
  end

  @doc "Writes a manifest."
  def write(path, manifest) do
    File.mkdir_p!(Path.dirname(path))
    File.write!(path, :erlang.term_to_binary(manifest))
  end

  @doc "Writes a manifest unless it is as it was."
  def write_if(_, same, same), do: :ok
  def write_if(path, _, manifest), do: write(path, manifest)

  @doc """
  What is to be known of a module: where it comes from, digests of what others may depend on, and what it has to do with
  protocols.
  """
  def facts(module, binary, source) do
    %{
      source: source,
      exports: :erlang.phash2(exports(module)),
      code: :erlang.md5(binary),
      protocol: if(function_exported?(module, :__protocol__, 1), do: :protocol),
      impl:
        if(function_exported?(module, :__impl__, 1),
          do: {module.__impl__(:protocol), module.__impl__(:for)}
        )
    }
  end

  defp exports(module) do
    if function_exported?(module, :__info__, 1) do
      struct = if function_exported?(module, :__struct__, 0), do: module.__struct__()
      {module.__info__(:functions), module.__info__(:macros), struct}
    else
      module.module_info(:exports)
    end
  end

  @doc "The modules of all dependencies, as their manifests tell."
  def of_dependencies do
    for dep <- Mix.Dep.cached(),
        {module, facts} <- read(Path.join([dep.opts[:build], ".mix", "compile.elixir"])).modules,
        into: %{},
        do: {module, facts}
  end
end
