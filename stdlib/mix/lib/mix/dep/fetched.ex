# What has been fetched since it was compiled last: marks in the build folders of all environments.

defmodule Mix.Dep.Fetched do
  @moduledoc false

  @mark "compile.fetch"

  @doc "Remembers that a dependency has been fetched: what was compiled of it before is of no use."
  def mark(opts) do
    for folder <- [opts[:build] | builds(opts)],
        mix = Path.join(folder, ".mix"),
        File.dir?(mix) do
      File.touch!(Path.join(mix, @mark))
    end

    :ok
  end

  # The dependency's folders of the other environments.
  defp builds(opts) do
    if System.get_env("MIX_BUILD_PATH") do
      []
    else
      build = opts[:build]
      root = build |> Path.dirname() |> Path.dirname() |> Path.dirname()
      Path.wildcard(Path.join([root, "*", "lib", Path.basename(build)]))
    end
  end

  @doc """
  Whether a dependency must be compiled anew: it never has been, it has been fetched since, or another version of the language
  has compiled it.
  """
  def stale?(opts) do
    mix = Path.join(opts[:build], ".mix")

    File.exists?(Path.join(mix, @mark)) or
      File.read(Path.join(mix, "compile.version")) != {:ok, version()}
  end

  @doc "Remembers that a dependency has been compiled."
  def compiled(opts) do
    mix = Path.join(opts[:build], ".mix")
    File.mkdir_p!(mix)
    File.rm(Path.join(mix, @mark))
    file = Path.join(mix, "compile.version")
    if File.read(file) != {:ok, version()}, do: File.write!(file, version())
    :ok
  end

  defp version, do: "#{System.version()} #{:prim_code.version()}"
end
