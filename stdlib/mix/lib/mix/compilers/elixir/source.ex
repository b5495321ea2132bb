# A file of source as the manifest keeps it: what it was, what it refers to, what was said of it.

defmodule Mix.Compilers.Elixir.Source do
  @moduledoc false

  defstruct [
    :size,
    :time,
    :digest,
    compile: [],
    exports: [],
    runtime: [],
    outside: %{compile: [], exports: [], runtime: []},
    env: [],
    resources: [],
    modules: [],
    recompile: [],
    calls: [],
    warnings: []
  ]

  @doc "A file that has just been compiled; `started` is when that began."
  def new(file, {compile, exports, runtime}, modules, warnings, info, started) do
    {size, time, digest} = fingerprint(file, started)

    resources =
      for resource <- Enum.uniq(Enum.flat_map(modules, &resources/1)) do
        {resource, fingerprint(resource, started)}
      end

    %__MODULE__{
      size: size,
      time: time,
      digest: digest,
      compile: compile,
      exports: exports -- compile,
      runtime: runtime,
      env: info.compile_env,
      resources: resources,
      modules: modules,
      calls: info.calls,
      recompile: Enum.filter(modules, &function_exported?(&1, :__mix_recompile__?, 0)),
      warnings: warnings
    }
  end

  defp resources(module) do
    for {:external_resource, paths} <- module.__info__(:attributes), path <- paths, do: path
  end

  # A file that was written in the second when it was compiled, or later, may change again without getting another time: it is
  # looked into the next time.
  defp fingerprint(file, started) do
    case File.stat(file, time: :posix) do
      {:ok, %{size: size, mtime: time}} ->
        {size, if(time < started - 1, do: time, else: :recent), digest(file)}

      {:error, _} ->
        {:missing, :missing, :missing}
    end
  end

  defp digest(file) do
    case File.read(file) do
      {:ok, text} -> :erlang.md5(text)
      {:error, reason} -> reason
    end
  end

  @doc "Whether a file is as it was; `{:touched, source}` if only its time is another one."
  def status(file, source) do
    own = compare(file, {source.size, source.time, source.digest})

    others =
      for {resource, fingerprint} <- source.resources,
          do: {resource, compare(resource, fingerprint)}

    cond do
      own == :changed or Enum.any?(others, &(elem(&1, 1) == :changed)) -> :changed
      Enum.any?(source.env, &env_changed?/1) -> :changed
      Enum.any?(source.recompile, &wants_recompile?/1) -> :changed
      own == :same and Enum.all?(others, &(elem(&1, 1) == :same)) -> :same
      true -> {:touched, touched(source, own, others)}
    end
  end

  defp compare(file, {size, time, digest}) do
    case File.stat(file, time: :posix) do
      {:ok, %{size: ^size, mtime: ^time}} ->
        :same

      {:ok, %{size: ^size, mtime: now}} ->
        if digest(file) == digest, do: {:touched, now}, else: :changed

      {:ok, _} ->
        :changed

      {:error, _} ->
        if size == :missing, do: :same, else: :changed
    end
  end

  defp touched(source, own, others) do
    resources =
      for {{resource, {size, time, digest}}, {_, status}} <- Enum.zip(source.resources, others) do
        {resource, {size, settled(status, time), digest}}
      end

    %{source | time: settled(own, source.time), resources: resources}
  end

  defp settled(:same, time), do: time

  defp settled({:touched, now}, _) do
    if now < System.os_time(:second) - 1, do: now, else: :recent
  end

  # What `Application.compile_env/3` gave, and gives now.
  defp env_changed?({app, path, value}), do: Application.fetch_compiled_env(app, path) != value

  defp wants_recompile?(module) do
    Code.ensure_loaded?(module) and function_exported?(module, :__mix_recompile__?, 0) and
      module.__mix_recompile__?()
  end

  @doc """
  The files to compile because of `changed` ones and of modules that are other ones or gone: those whose compilation ran code of these
  modules, or of modules that call those at run time.
  """
  def dependents(changed, modules, sources) do
    grow(changed, MapSet.new(modules), Map.drop(sources, changed), %{})
  end

  # `passed`: files that are not compiled, but whose code behaves differently.
  defp grow(changed, stale, rest, passed) do
    {hit, rest} = Map.split_with(rest, fn {_, source} -> any?(source.compile, stale) end)

    {hit_passed, passed} =
      Map.split_with(passed, fn {_, source} -> any?(source.compile, stale) end)

    {moved, rest} =
      Map.split_with(rest, fn {_, source} ->
        any?(source.runtime, stale) or any?(source.exports, stale)
      end)

    hit = Map.merge(hit, hit_passed)

    if hit == %{} and moved == %{} do
      changed
    else
      more = for {_, source} <- Map.merge(hit, moved), module <- source.modules, do: module

      grow(
        changed ++ Enum.sort(Map.keys(hit)),
        MapSet.union(stale, MapSet.new(more)),
        rest,
        Map.merge(passed, moved)
      )
    end
  end

  defp any?(modules, stale), do: Enum.any?(modules, &MapSet.member?(stale, &1))

  @doc """
  Checks the calls of files that have not been compiled where they call modules that are other ones now.
  """
  def recheck(sources, []), do: sources

  def recheck(sources, changed) do
    changed = MapSet.new(changed)

    Map.new(sources, fn {file, source} ->
      if Enum.any?(source.calls, fn %{target: {module, _, _}} -> module in changed end) do
        kept = Enum.reject(source.warnings, &of_call?(&1, source.calls))
        {file, %{source | warnings: kept ++ Module.Checker.recheck(source.calls)}}
      else
        {file, source}
      end
    end)
  end

  # What was said of a call has its place, and begins with what it calls.
  defp of_call?(warning, calls) do
    Enum.any?(calls, fn %{target: {module, name, arity}, position: position} ->
      position == warning.position and
        String.starts_with?(warning.message, Exception.format_mfa(module, name, arity))
    end)
  end

  @doc """
  Puts references to modules that are neither the project's nor its dependencies' aside, where they do not count when it is decided what
  must be compiled; forgets calls of the library.
  """
  def only_known(sources, modules, deps) do
    known? = fn module -> is_map_key(modules, module) or is_map_key(deps, module) end
    library = MapSet.new(:prim_code.available_modules())

    Map.new(sources, fn {file, source} ->
      {source, outside} =
        Enum.reduce([:compile, :exports, :runtime], {source, %{}}, fn kind, {source, outside} ->
          all = Map.fetch!(source, kind) ++ Map.fetch!(source.outside, kind)
          {known, others} = Enum.split_with(all, known?)
          {Map.put(source, kind, known), Map.put(outside, kind, others)}
        end)

      calls = Enum.reject(source.calls, fn %{target: {module, _, _}} -> module in library end)
      {file, %{source | outside: outside, calls: calls}}
    end)
  end
end
