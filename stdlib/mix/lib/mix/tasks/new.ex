# `mix new`: the files of a project that does nothing yet.

defmodule Mix.Tasks.New do
  @shortdoc "Creates a new Elixir project"

  @moduledoc """
  Creates a project in a folder, which is made unless it is there.

      $ mix new PATH [--app APP] [--module MODULE] [--sup] [--umbrella]

  The application has the folder's name, its first module the same name in camel case. In the folder of an umbrella's
  applications the new project shares the umbrella's build, dependencies and configuration.

  ## Options

    * `--app` - the application's name
    * `--module` - the name of its first module
    * `--sup` - with a supervision tree, which the application starts
    * `--umbrella` - a project that is made of several applications

  ## Examples

      $ mix new shop
      $ mix new web_shop --app shop --module Emporium --sup
  """

  use Mix.Task

  import Mix.Generator

  @switches [app: :string, module: :string, sup: :boolean, umbrella: :boolean]

  # Applications that come with the language: another one of that name could not be started beside them.
  @reserved ~w(elixir eex ex_unit iex logger mix asn1 common_test compiler crypto debugger dialyzer diameter edoc eldap
    erl_interface erts et eunit ftp inets jinterface kernel megaco mnesia observer odbc os_mon parsetools public_key reltool
    runtime_tools sasl snmp ssh ssl stdlib syntax_tools tftp tools vial wx xmerl)

  @impl true
  def run(args) do
    {options, args} = OptionParser.parse!(args, strict: @switches)

    case args do
      [] ->
        Mix.raise(
          "Expected PATH to be given. Use \"mix new PATH\" or run \"mix help new\" for more information"
        )

      [path | _] ->
        create(path, options)
    end
  end

  defp create(path, options) do
    app = options[:app] || Path.basename(Path.expand(path))
    check_application_name(app, !options[:app])
    module = options[:module] || Macro.camelize(app)
    check_module_name(module)
    check_module_is_free(module)

    if path != "." do
      check_folder(path)
      File.mkdir_p!(path)
    end

    File.cd!(path, fn ->
      if options[:umbrella],
        do: generate_umbrella(app, module, path),
        else: generate(app, module, path, options)
    end)
  end

  ## A project of one application

  defp generate(app, module, path, options) do
    umbrella? = in_umbrella?()
    supervised? = !!options[:sup]

    assigns = [
      app: app,
      module: module,
      version: language_version(),
      supervised: supervised?,
      in_umbrella: umbrella?
    ]

    file = Macro.underscore(module)
    create_file("README.md", readme_template(assigns))
    create_file(".formatter.exs", formatter_text())
    create_file(".gitignore", gitignore_template(assigns))
    create_file("mix.exs", project_template(assigns))

    create_directory("lib")
    create_file("lib/#{file}.ex", module_template(assigns))
    if supervised?, do: create_file("lib/#{file}/application.ex", application_template(assigns))

    create_directory("test")
    create_file("test/test_helper.exs", test_helper_text())
    create_file("test/#{file}_test.exs", test_template(assigns))

    Mix.shell().info([
      "\nYour Mix project was created successfully.\n",
      "You can use \"mix\" to compile it, test it, and more:\n\n",
      change_folder(path),
      "    mix test\n\n",
      "Run \"mix help\" for more commands."
    ])
  end

  defp change_folder("."), do: ""
  defp change_folder(path), do: "    cd #{path}\n"

  # The oldest release of the language that is of the same kind.
  defp language_version do
    %Version{major: major, minor: minor} = Version.parse!(System.version())
    "#{major}.#{minor}"
  end

  # An umbrella's applications lie in one folder of it, which its configuration names.
  defp in_umbrella? do
    apps = Path.dirname(File.cwd!())

    Mix.ProjectStack.on_clean_slate(fn ->
      Mix.Project.in_project(:umbrella_check, Path.dirname(apps), fn _ ->
        path = Mix.Project.config()[:apps_path]
        path != nil and Path.expand(path) == apps
      end)
    end)
  rescue
    _ -> false
  end

  ## A project of several applications

  defp generate_umbrella(app, module, path) do
    assigns = [app: nil, module: module]
    create_file("README.md", readme_template(assigns))
    create_file(".formatter.exs", formatter_umbrella_text())
    create_file(".gitignore", gitignore_template(assigns))
    create_file("mix.exs", project_umbrella_template(assigns))
    create_directory("apps")
    create_directory("config")
    create_file("config/config.exs", config_text())

    Mix.shell().info([
      "\nYour umbrella project was created successfully.\n",
      "Inside your project, you will find an apps/ directory\n",
      "where you can create and host many apps:\n\n",
      change_folder(path),
      "    cd apps\n",
      "    mix new my_app\n\n",
      "Commands like \"mix compile\" and \"mix test\" when executed\n",
      "in the umbrella project root will automatically run\n",
      "for each application in the apps/ directory."
    ])

    app
  end

  ## What names may be

  defp check_application_name(name, inferred?) do
    cond do
      name in @reserved ->
        Mix.raise(
          "Cannot use application name #{inspect(name)} because it is already used by Erlang/OTP or Elixir" <>
            hint(inferred?)
        )

      name =~ ~r/\A[a-z][a-z0-9_]*\z/ ->
        :ok

      true ->
        Mix.raise(
          "Application name must start with a lowercase ASCII letter, followed by lowercase ASCII letters, " <>
            "numbers, or underscores, got: #{inspect(name)}" <> hint(inferred?)
        )
    end
  end

  defp hint(true) do
    ". The application name is inferred from the path, if you'd like to " <>
      "explicitly name the application then use the \"--app APP\" option"
  end

  defp hint(false), do: ""

  defp check_module_name(name) do
    if name =~ ~r/\A[A-Z]\w*(\.[A-Z]\w*)*\z/ do
      :ok
    else
      Mix.raise(
        "Module name must be a valid Elixir alias (for example: Foo.Bar), got: #{inspect(name)}"
      )
    end
  end

  defp check_module_is_free(name) do
    if Code.ensure_loaded?(Module.concat(Elixir, name)) do
      Mix.raise("Module name #{name} is already taken, please choose another name")
    end
  end

  defp check_folder(path) do
    question =
      "The directory #{inspect(path)} already exists. Are you sure you want to continue?"

    if File.dir?(path) and not Mix.shell().yes?(question) do
      Mix.raise("Please select another directory for installation")
    end
  end

  ## The files

  embed_template(:readme, """
  # <%= @module %>

  **TODO: Add description**
  <%= if @app do %>
  ## Installation

  If [available in Hex](https://hex.pm/docs/publish), the package can be installed
  by adding `<%= @app %>` to your list of dependencies in `mix.exs`:

  ```elixir
  def deps do
    [
      {:<%= @app %>, "~> 0.1.0"}
    ]
  end
  ```

  Documentation can be generated with [ExDoc](https://github.com/elixir-lang/ex_doc)
  and published on [HexDocs](https://hexdocs.pm). Once published, the docs can
  be found at <https://hexdocs.pm/<%= @app %>>.
  <% end %>
  """)

  embed_text(:formatter, """
  # Used by "mix format"
  [
    inputs: ["{mix,.formatter}.exs", "{config,lib,test}/**/*.{ex,exs}"]
  ]
  """)

  embed_text(:formatter_umbrella, """
  # Used by "mix format"
  [
    inputs: ["mix.exs", "config/*.exs"],
    subdirectories: ["apps/*"]
  ]
  """)

  embed_template(:gitignore, """
  # The directory Mix will write compiled artifacts to.
  /_build/

  # If you run "mix test --cover", coverage assets end up here.
  /cover/

  # The directory Mix downloads your dependencies sources to.
  /deps/

  # Where third-party dependencies like ExDoc output generated docs.
  /doc/

  # Temporary files, for example, from tests.
  /tmp/

  # If the VM crashes, it generates a dump, let's ignore it too.
  erl_crash.dump

  # Also ignore archive artifacts (built via "mix archive.build").
  *.ez
  <%= if @app do %>
  # Ignore package tarball (built via "mix hex.build").
  <%= @app %>-*.tar
  <% end %>
  """)

  embed_template(:project, """
  defmodule <%= @module %>.MixProject do
    use Mix.Project

    def project do
      [
        app: :<%= @app %>,
        version: "0.1.0",
  <%= if @in_umbrella do %>      build_path: "../../_build",
        config_path: "../../config/config.exs",
        deps_path: "../../deps",
        lockfile: "../../mix.lock",
  <% end %>      elixir: "~> <%= @version %>",
        start_permanent: Mix.env() == :prod,
        deps: deps()
      ]
    end

    # Run "mix help compile.app" to learn about applications.
    def application do
      [
        extra_applications: [:logger]<%= if @supervised do %>,
        mod: {<%= @module %>.Application, []}<% end %>
      ]
    end

    # Run "mix help deps" to learn about dependencies.
    defp deps do
      [
        # {:dep_from_hexpm, "~> 0.3.0"},
        # {:dep_from_git, git: "https://github.com/elixir-lang/my_dep.git", tag: "0.1.0"}<%= if @in_umbrella do %>,
        # {:sibling_app_in_umbrella, in_umbrella: true}<% end %>
      ]
    end
  end
  """)

  embed_template(:project_umbrella, """
  defmodule <%= @module %>.MixProject do
    use Mix.Project

    def project do
      [
        apps_path: "apps",
        version: "0.1.0",
        start_permanent: Mix.env() == :prod,
        deps: deps()
      ]
    end

    # Dependencies listed here are available only for this
    # project and cannot be accessed from applications inside
    # the apps folder.
    #
    # Run "mix help deps" for examples and options.
    defp deps do
      []
    end
  end
  """)

  embed_template(:module, ~S'''
  defmodule <%= @module %> do
    @moduledoc """
    Documentation for `<%= @module %>`.
    """

    @doc """
    Hello world.

    ## Examples

        iex> <%= @module %>.hello()
        :world

    """
    def hello do
      :world
    end
  end
  ''')

  embed_template(:application, """
  defmodule <%= @module %>.Application do
    # See https://hexdocs.pm/elixir/Application.html
    # for more information on OTP Applications
    @moduledoc false

    use Application

    @impl true
    def start(_type, _args) do
      children = [
        # Starts a worker by calling: <%= @module %>.Worker.start_link(arg)
        # {<%= @module %>.Worker, arg}
      ]

      # See https://hexdocs.pm/elixir/Supervisor.html
      # for other strategies and supported options
      opts = [strategy: :one_for_one, name: <%= @module %>.Supervisor]
      Supervisor.start_link(children, opts)
    end
  end
  """)

  embed_text(:test_helper, """
  ExUnit.start()
  """)

  embed_template(:test, """
  defmodule <%= @module %>Test do
    use ExUnit.Case
    doctest <%= @module %>

    test "greets the world" do
      assert <%= @module %>.hello() == :world
    end
  end
  """)

  embed_text(:config, ~S"""
  # This file is responsible for configuring your umbrella
  # and **all applications** and their dependencies with the
  # help of the Config module.
  #
  # Note that all applications in your umbrella share the
  # same configuration and dependencies, which is why they
  # all use the same configuration file. If you want different
  # configurations or dependencies per app, it is best to
  # move said applications out of the umbrella.
  import Config

  # Sample configuration:
  #
  #     config :logger, :default_handler,
  #       level: :info
  #
  #     config :logger, :default_formatter,
  #       format: "$date $time [$level] $metadata$message\n",
  #       metadata: [:user_id]
  #
  """)
end
