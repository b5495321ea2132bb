# The project tool: what its tasks and other programs ask of it. The command is Mix.CLI, projects are Mix.Project's, tasks are
# Mix.Task's.

defmodule Mix do
  @moduledoc """
  Creates, compiles, tests and runs projects.

  A project is a folder with a file `mix.exs`, which defines a module that uses `Mix.Project`:

      defmodule Shop.MixProject do
        use Mix.Project

        def project do
          [app: :shop, version: "0.1.0", deps: deps()]
        end

        def application do
          [extra_applications: [:logger]]
        end

        defp deps, do: []
      end

  Work is done by tasks (`Mix.Task`), which are called by name from the command line: `mix compile`, `mix test`.

  ## Environments

  A project is compiled for an environment: `:dev` by default, `:test` when tests run, `:prod` where it is in earnest. The
  variable `MIX_ENV` chooses another one. `mix.exs` and the files of `config/` may ask for it (`Mix.env/0`); the program itself
  should not, for the tool need not be there when it runs.

  ## Aliases

  A project gives names to tasks with arguments, to several tasks, and to functions:

      def project do
        [aliases: [fresh: ["clean", "compile --force"], hello: fn arguments -> IO.inspect(arguments) end], …]
      end

  ## Environment variables

    * `MIX_ENV` - the environment
    * `MIX_TARGET` - the target, `host` by default
    * `MIX_EXS` - the project's file, `mix.exs` by default
    * `MIX_BUILD_PATH`, `MIX_BUILD_ROOT` - where compiled files go
    * `MIX_DEPS_PATH` - where dependencies lie
    * `MIX_HOME`, `MIX_ARCHIVES` - where the tool keeps what it installs
    * `MIX_DEBUG` - tells of each task that runs
    * `MIX_QUIET` - writes no more than needed
  """

  @typedoc "Options of `install/2`."
  @type install_opts :: keyword

  @doc false
  def start, do: Mix.State.start()

  @doc """
  Returns the environment.
  """
  @spec env() :: atom
  def env, do: Mix.State.get(:env, :dev)

  @doc """
  Changes the environment. Whatever has been compiled or configured for another one stays as it is.
  """
  @spec env(atom) :: :ok
  def env(env) when is_atom(env), do: Mix.State.put(:env, env)

  @doc """
  Returns the target: `:host` unless `MIX_TARGET` says otherwise.
  """
  @spec target() :: atom
  def target, do: Mix.State.get(:target, :host)

  @doc """
  Changes the target.
  """
  @spec target(atom) :: :ok
  def target(target) when is_atom(target), do: Mix.State.put(:target, target)

  @doc """
  Returns the shell that tasks write to and read from: `Mix.Shell.IO` unless changed.
  """
  @spec shell() :: module
  def shell, do: Mix.State.get(:shell, Mix.Shell.IO)

  @doc """
  Changes the shell. Tests set `Mix.Shell.Process`, which sends what is written as messages.
  """
  @spec shell(module) :: :ok
  def shell(shell), do: Mix.State.put(:shell, shell)

  @doc """
  Tells whether each task that runs is told of.
  """
  @spec debug?() :: boolean
  def debug?, do: Mix.State.get(:debug, false)

  @doc """
  Turns debugging on or off.
  """
  @spec debug(boolean) :: :ok
  def debug(debug) when is_boolean(debug), do: Mix.State.put(:debug, debug)

  @doc """
  Raises an error of the tool: the command shows the message alone and ends with status 1.
  """
  @spec raise(binary) :: no_return
  def raise(message) when is_binary(message) do
    Kernel.raise(Mix.Error, mix: 1, message: message)
  end

  @doc """
  As `raise/1`, with the `:exit_status` of the command.
  """
  @doc since: "1.12.3"
  @spec raise(binary, exit_status: non_neg_integer) :: no_return
  def raise(message, opts) when is_binary(message) and is_list(opts) do
    status = Keyword.get(opts, :exit_status, 1)

    if not (is_integer(status) and status >= 0) do
      Kernel.raise(
        ArgumentError,
        "expected :exit_status to be a non-negative integer, got: #{inspect(status)}"
      )
    end

    Kernel.raise(Mix.Error, mix: status, message: message)
  end

  @doc """
  Returns the compilers of a project that names none.
  """
  @spec compilers() :: [atom]
  def compilers, do: [:erlang, :elixir, :app]

  @doc """
  Returns the folder that keeps `:archives` or `:escripts`.
  """
  @doc since: "1.10.0"
  @spec path_for(:archives | :escripts) :: String.t()
  def path_for(:archives) do
    System.get_env("MIX_ARCHIVES") || Path.join(home(), "archives")
  end

  def path_for(:escripts), do: Path.join(home(), "escripts")

  @doc false
  def home do
    System.get_env("MIX_HOME") || Path.expand("~/.mix")
  end

  @doc """
  Fetches, compiles and starts dependencies of a script: it needs no project.

      Mix.install([
        {:money, path: "../money"},
        {:slug, git: "https://example.org/slug.git", tag: "v1.0.0"}
      ])

  They are compiled once, below the folder that `MIX_INSTALL_DIR` names, or else the user's cache (`XDG_CACHE_HOME`); other scripts with
  the same dependencies use them, too. Another call in the same machine must name the same dependencies, and does nothing then.

  ## Options

    * `:force` - fetches and compiles them anew; so does the variable `MIX_INSTALL_FORCE=1`
    * `:verbose` - tells the folder
    * `:elixir` - which versions of the language the script works with
    * `:config` - configuration of the dependencies, by application; it is there when they are compiled
    * `:runtime_config` - likewise, once they are compiled
    * `:config_path` - a configuration file (that beside it named `runtime.exs` is read, too), or the dependency whose file it is
    * `:lockfile` - a lock file, or the dependency whose file it is
    * `:system_env` - variables of the environment to set
    * `:consolidate_protocols` - whether protocols are made to know their implementations; `true` by default
    * `:start_applications` - whether they are started; `true` by default
  """
  @doc since: "1.12.0"
  @spec install([atom | {atom, binary} | {atom, keyword} | {atom, binary, keyword}], install_opts) ::
          :ok
  def install(deps, opts \\ []) when is_list(deps) and is_list(opts),
    do: Mix.Install.run(deps, opts)

  @doc """
  Tells whether `install/2` has installed dependencies.
  """
  @doc since: "1.12.3"
  @spec installed?() :: boolean
  def installed?, do: Mix.State.get(:installed) != nil

  @doc """
  Returns the folder of what `install/2` has installed, or `nil`.
  """
  @doc since: "1.16.2"
  @spec install_project_dir() :: Path.t() | nil
  def install_project_dir, do: Mix.Install.folder()

  @doc """
  Makes sure that an application that comes with the language can be used, or raises.
  """
  @doc since: "1.15.0"
  @spec ensure_application!(atom) :: :ok
  def ensure_application!(app) when is_atom(app) do
    case Application.load(app) do
      :ok ->
        :ok

      {:error, {:already_loaded, ^app}} ->
        :ok

      {:error, _} ->
        Mix.raise("The application #{inspect(app)} could not be found")
    end
  end
end
