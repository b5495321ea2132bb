# Projects: what `mix.exs` defines, where its files go, and what it depends on.

defmodule Mix.Project do
  @moduledoc """
  A project: a module in `mix.exs` with a function `project/0` that returns the configuration.

      defmodule Shop.MixProject do
        use Mix.Project

        def project do
          [app: :shop, version: "1.0.0"]
        end
      end

  ## Configuration

    * `:app` - the application's name
    * `:version` - its version
    * `:elixir` - which versions of the language it works with
    * `:elixirc_paths` - the folders of its source, `["lib"]` by default
    * `:elixirc_options` - options of the compiler, `[warnings_as_errors: true]` for example
    * `:compilers` - the compilers to run; see `mix help compile`
    * `:deps` - the dependencies; see `mix help deps`
    * `:aliases` - names for tasks with arguments, for several tasks, and for functions
    * `:config_path` - the configuration, `"config/config.exs"` by default
    * `:build_path`, `:deps_path`, `:lockfile` - where compiled files, dependencies, and their versions lie
    * `:consolidate_protocols` - whether protocols are made to know their implementations; `true` by default
    * `:start_permanent` - whether the end of the application is the end of the machine
    * `:test_paths`, `:test_load_filters`, `:test_ignore_filters`, … - see `mix help test`

  Two functions beside `project/0` are looked at: `application/0`, what the application needs (`mix help compile.app`), and
  `cli/0`, what the command prefers:

      def cli do
        [default_task: "phx.server", preferred_envs: [docs: :docs]]
      end
  """

  @typedoc "Options of `build_structure/2`."
  @type build_structure_opts :: keyword
  @typedoc "Options of functions that visit dependencies: `:depth` and `:parents`."
  @type deps_traversal_opts :: keyword

  @doc false
  defmacro __using__(_) do
    quote do
      @after_compile Mix.Project
    end
  end

  @doc false
  def __after_compile__(env, _binary), do: push(env.module, env.file)

  @doc false
  def push(module, file \\ "nofile", app \\ nil) when is_atom(module) do
    config =
      [app: app]
      |> Keyword.merge(default_config())
      |> Keyword.merge(if(module, do: module.project(), else: []))
      |> drop_nil_app()

    case Mix.ProjectStack.push(module, config, file) do
      :ok ->
        :ok

      {:error, other} when is_binary(other) ->
        Mix.raise(
          "Trying to load #{inspect(module)} from #{inspect(file)} but another project with " <>
            "the same name was already defined at #{inspect(other)}"
        )
    end
  end

  defp drop_nil_app(config) do
    if config[:app] == nil, do: Keyword.delete(config, :app), else: config
  end

  defp default_config do
    [
      aliases: [],
      build_per_environment: true,
      build_scm: Mix.SCM.Path,
      config_path: "config/config.exs",
      consolidate_protocols: true,
      deps_path: "deps",
      elixirc_paths: ["lib"],
      erlc_paths: ["src"],
      erlc_include_path: "include",
      erlc_options: [],
      lockfile: "mix.lock",
      start_permanent: false
    ]
  end

  @doc false
  def pop, do: Mix.ProjectStack.pop()

  @doc """
  Returns the module of the current project, or `nil`.
  """
  @spec get() :: module | nil
  def get, do: Mix.ProjectStack.project()

  @doc """
  Returns the module of the current project; raises `Mix.NoProjectError` if there is none.
  """
  @spec get!() :: module
  def get!, do: get() || raise(Mix.NoProjectError, [])

  @doc """
  Returns the configuration of the current project, with the defaults; only those where there is no project.
  """
  @spec config() :: keyword
  def config do
    case Mix.ProjectStack.peek() do
      nil -> default_config()
      %{config: config} -> config
    end
  end

  @doc """
  Returns the file of the current project, or `nil`.
  """
  @doc since: "1.13.0"
  @spec project_file() :: binary | nil
  def project_file do
    case Mix.ProjectStack.peek() do
      nil -> nil
      %{file: file} -> file
    end
  end

  @doc """
  Returns the file of the umbrella that the current project was loaded from, or `nil`.
  """
  @doc since: "1.15.0"
  @spec parent_umbrella_project_file() :: binary | nil
  def parent_umbrella_project_file, do: Mix.ProjectStack.parent_umbrella_project_file()

  @doc """
  Returns the files that the project's configuration depends on: whatever is older than one of them is out of date.
  """
  @spec config_files() :: [Path.t()]
  def config_files do
    manifest = Path.join(manifest_path(), "compile.lock")

    case Mix.ProjectStack.peek() do
      nil -> []
      %{config_files: [_ | files]} -> [manifest | files]
      %{config_files: []} -> [manifest]
    end
  end

  @doc """
  Returns when the configuration was changed last, in seconds since 1970.
  """
  @doc since: "1.7.0"
  @spec config_mtime() :: non_neg_integer
  def config_mtime do
    case Mix.ProjectStack.peek() do
      nil ->
        0

      %{config_files: files} ->
        files |> Enum.map(&last_modified/1) |> Enum.max(fn -> 0 end)
    end
  end

  defp last_modified(file) do
    case File.stat(file, time: :posix) do
      {:ok, %{mtime: time}} -> time
      {:error, _} -> 0
    end
  end

  @doc """
  Tells whether a project is an umbrella, a project of projects.
  """
  @spec umbrella?(keyword) :: boolean
  def umbrella?(config \\ config()), do: config[:apps_path] != nil

  @doc """
  Returns the applications of an umbrella with their folders, or `nil` if the project is none.
  """
  @doc since: "1.4.0"
  @spec apps_paths(keyword) :: %{optional(atom) => Path.t()} | nil
  def apps_paths(config \\ config()) do
    if apps_path = config[:apps_path] do
      key = {:apps_paths, get()}

      case Mix.State.fetch(key) do
        {:ok, paths} ->
          paths

        :error ->
          paths = find_apps(config[:apps], apps_path)
          Mix.State.put(key, paths)
          paths
      end
    end
  end

  defp find_apps(nil, apps_path) do
    for file <- Path.wildcard(Path.join(apps_path, "*/mix.exs")), into: %{} do
      folder = Path.dirname(file)
      {folder |> Path.basename() |> String.to_atom(), folder}
    end
  end

  defp find_apps(apps, apps_path) when is_list(apps) do
    Map.new(apps, fn app -> {app, Path.join(apps_path, Atom.to_string(app))} end)
  end

  @doc """
  Runs the function in another project: its folder is the current one, its `mix.exs` loaded. The function gets its module.

  `post_config` is added to its configuration.
  """
  @spec in_project(atom, Path.t(), keyword, (module -> result)) :: result when result: term
  def in_project(app, path, post_config \\ [], fun)

  def in_project(app, ".", post_config, fun) when is_atom(app) do
    module = load_or_complain(app, post_config)

    try do
      fun.(module)
    after
      pop()
    end
  end

  def in_project(app, path, post_config, fun) when is_atom(app) and is_binary(path) do
    File.cd!(path, fn -> in_project(app, ".", post_config, fun) end)
  end

  defp load_or_complain(app, post_config) do
    load_project(app, post_config)
  rescue
    exception ->
      Mix.shell().error("Error while loading project #{inspect(app)} at #{File.cwd!()}")
      reraise exception, __STACKTRACE__
  end

  # A file is loaded once: its module is known by its path from then on.
  defp load_project(app, post_config) do
    Mix.ProjectStack.post_config(post_config)
    file = Path.expand("mix.exs")

    case Mix.State.get({:project_of_file, file}) do
      nil ->
        module =
          if File.regular?(file) do
            before = get()
            load_file(file)
            module = get()

            if module == before do
              Mix.raise(
                "Could not find a Mix.Project in #{Path.relative_to_cwd(file)}, please ensure the file defines one"
              )
            end

            module
          else
            push(nil, file, app)
            nil
          end

        Mix.State.put({:project_of_file, file}, {module, app})
        module

      {module, app} ->
        push(module, file, app)
        module
    end
  end

  @doc false
  # The project of a folder is loaded anew the next time.
  def forget(folder), do: Mix.State.delete({:project_of_file, Path.join(folder, "mix.exs")})

  @doc false
  def load_file(file) do
    old = Code.compiler_options()
    Code.compiler_options(ignore_module_conflict: true)

    try do
      Code.compile_file(file)
    after
      Code.compiler_options(ignore_module_conflict: old.ignore_module_conflict)
    end
  end

  ## Dependencies

  @doc """
  Returns where dependencies lie.
  """
  @spec deps_path(keyword) :: Path.t()
  def deps_path(config \\ config()) do
    dir = System.get_env("MIX_DEPS_PATH") || config[:deps_path]
    Path.expand(dir)
  end

  @doc """
  Returns the names of the applications that the project depends on, in the order in which they are compiled.
  """
  @doc since: "1.11.0"
  @spec deps_apps() :: [atom]
  def deps_apps, do: Enum.map(Mix.Dep.cached(), & &1.app)

  @doc """
  Returns where each dependency comes from: `Mix.SCM.Path` for folders.
  """
  @doc since: "1.10.0"
  @spec deps_scms(deps_traversal_opts) :: %{optional(atom) => Mix.SCM.t()}
  def deps_scms(opts \\ []), do: traverse(opts, & &1.scm)

  @doc """
  Returns the folder of each dependency.

  With `:depth`, only those up to that many steps away; with `:parents`, only what the named ones depend on.
  """
  @spec deps_paths(deps_traversal_opts) :: %{optional(atom) => Path.t()}
  def deps_paths(opts \\ []), do: traverse(opts, & &1.opts[:dest])

  @doc """
  Returns what each dependency depends on.
  """
  @doc since: "1.15.0"
  @spec deps_tree(deps_traversal_opts) :: %{optional(atom) => [atom]}
  def deps_tree(opts \\ []), do: traverse(opts, fn dep -> Enum.map(dep.deps, & &1.app) end)

  defp traverse(opts, fun) do
    deps = Mix.Dep.cached()
    depth = opts[:depth]
    parents = opts[:parents]

    cond do
      depth == nil and parents == nil ->
        Map.new(deps, &{&1.app, fun.(&1)})

      true ->
        names = parents || for(%{top_level: true, app: app} <- deps, do: app)
        Map.new(walk(names, deps, depth || :infinity, %{}), fn {app, dep} -> {app, fun.(dep)} end)
    end
  end

  defp walk(_, _, 0, seen), do: seen

  defp walk(names, deps, depth, seen) do
    found = for dep <- deps, dep.app in names, not is_map_key(seen, dep.app), do: dep
    seen = Enum.reduce(found, seen, &Map.put(&2, &1.app, &1))
    children = for dep <- found, child <- dep.deps, do: child.app
    if children == [], do: seen, else: walk(children, deps, less(depth), seen)
  end

  defp less(:infinity), do: :infinity
  defp less(depth), do: depth - 1

  @doc """
  Forgets what is known about dependencies, because their files have changed.
  """
  @doc since: "1.7.0"
  @spec clear_deps_cache() :: :ok
  def clear_deps_cache, do: Mix.Dep.clear_cached()

  ## Where files go

  @doc """
  Returns the folder of everything that is compiled for the current environment and target.
  """
  @spec build_path(keyword) :: Path.t()
  def build_path(config \\ config()) do
    System.get_env("MIX_BUILD_PATH") || config[:env_path] || env_path(config)
  end

  defp env_path(config) do
    root = System.get_env("MIX_BUILD_ROOT") || config[:build_path] || "_build"

    folder =
      case {config[:build_per_environment], Mix.target()} do
        {true, :host} -> Atom.to_string(Mix.env())
        {true, target} -> "#{target}_#{Mix.env()}"
        {false, :host} -> "shared"
        {false, target} -> "#{target}_shared"
      end

    Path.expand(Path.join(root, folder))
  end

  @doc """
  Returns the folder of the application in `build_path/1`.
  """
  @spec app_path(keyword) :: Path.t()
  def app_path(config \\ config()) do
    cond do
      path = config[:app_path] ->
        path

      app = config[:app] ->
        Path.join([build_path(config), "lib", Atom.to_string(app)])

      config[:apps_path] ->
        raise "trying to access Mix.Project.app_path/1 for an umbrella project but umbrellas have no app"

      true ->
        Mix.raise(
          "Cannot access build without an application name, please ensure you are in a " <>
            "directory with a mix.exs file and it defines an :app name under the project configuration"
        )
    end
  end

  @doc """
  Returns the folder that tells which files were compiled from what.
  """
  @spec manifest_path(keyword) :: Path.t()
  def manifest_path(config \\ config()) do
    folder =
      if config[:apps_path] && !config[:app], do: build_path(config), else: app_path(config)

    Path.join(folder, ".mix")
  end

  @doc """
  Returns the folder of the application's compiled modules.
  """
  @spec compile_path(keyword) :: Path.t()
  def compile_path(config \\ config()), do: Path.join(app_path(config), "ebin")

  @doc """
  Returns the folder of the protocols that know their implementations.
  """
  @spec consolidation_path(keyword) :: Path.t()
  def consolidation_path(config \\ config()) do
    folder =
      if config[:apps_path] && !config[:app], do: build_path(config), else: app_path(config)

    Path.join(folder, "consolidated")
  end

  @doc """
  Returns the folders that are added to the code path.
  """
  @deprecated "Use Mix.Project.compile_path/1 instead"
  @spec load_paths(keyword) :: [Path.t()]
  def load_paths(config \\ config()), do: [compile_path(config)]

  @doc """
  Makes the folders of the current project, and links or copies what its source comes with (`priv`, `include`).
  """
  @spec build_structure(keyword, build_structure_opts) :: :ok
  def build_structure(config \\ config(), opts \\ []) do
    source = opts[:source] || File.cwd!()
    target = app_path(config)
    File.mkdir_p!(Path.join(target, "ebin"))
    link(Path.join(source, "include"), Path.join(target, "include"))
    link(Path.join(source, "priv"), Path.join(target, "priv"))
    :ok
  end

  defp link(source, target) do
    cond do
      not File.exists?(source) ->
        :ok

      match?({:ok, ^source}, File.read_link(target)) or relative_link?(target, source) ->
        :ok

      true ->
        File.rm_rf!(target)
        relative = Path.relative_to(source, Path.dirname(target), force: true)
        if File.ln_s(relative, target) != :ok, do: File.cp_r!(source, target)
        :ok
    end
  end

  defp relative_link?(target, source) do
    case File.read_link(target) do
      {:ok, link} -> Path.expand(link, Path.dirname(target)) == source
      {:error, _} -> false
    end
  end

  @doc """
  Makes the folders of the current project unless they are there.
  """
  @spec ensure_structure(keyword, keyword) :: :ok
  def ensure_structure(config \\ config(), opts \\ []) do
    if File.dir?(app_path(config)), do: :ok, else: build_structure(config, opts)
  end

  @doc """
  Runs the function while no other process of this machine builds into the same folder.
  """
  @spec with_build_lock(keyword, (-> term)) :: term
  def with_build_lock(config \\ config(), fun) when is_function(fun, 0) do
    :global.trans({{__MODULE__, build_path(config)}, self()}, fun, [node()])
  end

  @doc false
  def default_cli(module) do
    if module && function_exported?(module, :cli, 0), do: module.cli(), else: []
  end
end
