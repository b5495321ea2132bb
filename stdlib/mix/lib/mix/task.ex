# Tasks: the modules that are called by name, which run once unless asked again, and the aliases that stand for them.

defmodule Mix.Task do
  @moduledoc """
  A task is a module `Mix.Tasks.NAME` with a function `c:run/1`, which the command `mix name` calls with its arguments.

      defmodule Mix.Tasks.Shop.Stock do
        @shortdoc "Lists what is in stock"

        @moduledoc \"\"\"
        Lists what is in stock.

            $ mix shop.stock [--low]
        \"\"\"

        use Mix.Task

        @impl true
        def run(arguments) do
          Mix.shell().info(inspect(arguments))
        end
      end

  A task without `@shortdoc` is not listed by `mix help`.

  ## Attributes

    * `@shortdoc` - what the task does, in a few words
    * `@requirements` - tasks to be run first, with their arguments: `["app.start"]` for those that need the application,
      `["app.config"]` for those that need its code and configuration
    * `@recursive` - whether an umbrella runs it in each of its applications

  ## Running once

  `run/2` runs a task the first time only, so that several others may ask for `compile`. `reenable/1` lets it run again, and
  `rerun/2` does both.
  """

  @typedoc "A task's name: what follows `mix` on the command line."
  @type task_name :: String.t() | atom
  @typedoc "A task's module."
  @type task_module :: atom

  @doc "Runs the task with the arguments of its command."
  @callback run(command_line_args :: [binary]) :: any

  @doc false
  defmacro __using__(_) do
    quote do
      Enum.each(
        Mix.Task.supported_attributes(),
        &Module.register_attribute(__MODULE__, &1, persist: true)
      )

      @behaviour Mix.Task
    end
  end

  @doc false
  def supported_attributes, do: [:shortdoc, :recursive, :preferred_cli_env, :requirements]

  ## What there is

  @doc """
  Loads all tasks that can be found along the code path, and returns their modules.
  """
  @spec load_all() :: [task_module]
  def load_all do
    load_tasks(:code.get_path()) ++ built_in()
  end

  @doc """
  Loads the tasks whose files lie in these folders, and returns their modules.
  """
  @spec load_tasks([List.Chars.t()]) :: [task_module]
  def load_tasks(dirs) do
    modules =
      for dir <- dirs,
          file <- files_of(dir),
          module = module_of(file),
          do: module

    Enum.filter(Enum.uniq(modules), &task?/1)
  end

  defp files_of(dir) do
    case File.ls(to_string(dir)) do
      {:ok, files} -> files
      {:error, _} -> []
    end
  end

  defp module_of("Elixir.Mix.Tasks." <> _ = file) do
    if Path.extname(file) == ".beam", do: file |> Path.rootname() |> String.to_atom()
  end

  defp module_of(_), do: nil

  # The tasks that come with the tool lie in no folder.
  defp built_in do
    for module <- :prim_code.available_modules(),
        match?("Elixir.Mix.Tasks." <> _, Atom.to_string(module)),
        task?(module),
        do: module
  end

  @doc """
  Returns the modules of all tasks that are loaded.
  """
  @spec all_modules() :: [task_module]
  def all_modules do
    for {module, _} <- :code.all_loaded(),
        match?("Elixir.Mix.Tasks." <> _, Atom.to_string(module)),
        task?(module),
        do: module
  end

  @doc """
  Tells whether a module is a task.
  """
  @spec task?(task_module) :: boolean
  def task?(module) when is_atom(module) do
    match?("Elixir.Mix.Tasks." <> _, Atom.to_string(module)) and Code.ensure_loaded?(module) and
      function_exported?(module, :run, 1)
  end

  @doc """
  Tells whether the project has an alias of that name.
  """
  @spec alias?(task_name) :: boolean
  def alias?(task) when is_binary(task), do: Keyword.has_key?(aliases(), String.to_atom(task))
  def alias?(task) when is_atom(task), do: Keyword.has_key?(aliases(), task)

  defp aliases, do: Mix.Project.config()[:aliases] || []

  @doc """
  Returns the name of a task's module.

      iex> Mix.Task.task_name(Mix.Tasks.Deps.Get)
      "deps.get"

  """
  @spec task_name(task_module) :: task_name
  def task_name(module) when is_atom(module) do
    "Elixir.Mix.Tasks." <> name = Atom.to_string(module)
    name |> String.split(".") |> Enum.map_join(".", &Macro.underscore/1)
  end

  @doc """
  Returns the module of a task, or `nil` if there is none.
  """
  @spec get(task_name) :: task_module | nil
  def get(task) do
    case find(task) do
      {:ok, module} -> module
      {:error, _} -> nil
    end
  end

  @doc """
  Returns the module of a task; raises `Mix.NoTaskError` if there is none, and `Mix.InvalidTaskError` if it is no task.
  """
  @spec get!(task_name) :: task_module
  def get!(task) do
    case find(task) do
      {:ok, module} -> module
      {:error, :invalid} -> raise Mix.InvalidTaskError, task: task
      {:error, {:misnamed, module, expected}} -> raise_misnamed(task, module, expected)
      {:error, :not_found} -> raise Mix.NoTaskError, task: task
    end
  end

  defp raise_misnamed(task, module, expected) do
    Mix.raise(
      "The task #{inspect(to_string(task))} could not be found because the module is named " <>
        "#{inspect(module)} instead of #{inspect(expected)} as expected. Please rename it and try again"
    )
  end

  defp find(task) do
    case module_named(task) do
      {:ok, module} ->
        cond do
          not Code.ensure_loaded?(module) -> misnamed(task, module)
          function_exported?(module, :run, 1) -> {:ok, module}
          true -> {:error, :invalid}
        end

      :error ->
        {:error, :not_found}
    end
  end

  defp module_named(task) do
    parts = task |> to_string() |> String.split(".")

    if Enum.all?(parts, &(&1 =~ ~r/^[a-zA-Z_][a-zA-Z0-9_]*$/)) do
      {:ok, Module.concat([Mix.Tasks | Enum.map(parts, &camelized/1)])}
    else
      :error
    end
  end

  defp camelized(part) do
    part |> String.split("_") |> Enum.map_join(&capitalized/1)
  end

  defp capitalized(<<first, rest::binary>>) when first in ?a..?z, do: <<first - 32>> <> rest
  defp capitalized(text), do: text

  # A module whose name has the words of the task, written otherwise.
  defp misnamed(task, expected) do
    name = to_string(task)

    case Enum.find(load_tasks(:code.get_path()), &(task_name(&1) == name)) do
      nil -> {:error, :not_found}
      module -> {:error, {:misnamed, module, expected}}
    end
  end

  ## What tasks say of themselves

  @doc """
  Returns the documentation of a task: its text, `nil` if there is none, or `false` if it is hidden.
  """
  @spec moduledoc(task_module) :: String.t() | nil | false
  def moduledoc(module) when is_atom(module) do
    case Code.fetch_docs(module) do
      {:docs_v1, _, _, _, %{"en" => text}, _, _} -> text
      {:docs_v1, _, _, _, :hidden, _, _} -> false
      _ -> nil
    end
  end

  @doc """
  Returns what a task does in a few words, or `nil`.
  """
  @spec shortdoc(task_module) :: String.t() | nil
  def shortdoc(module) when is_atom(module) do
    case attribute(module, :shortdoc) do
      [text] when is_binary(text) -> text
      _ -> nil
    end
  end

  @doc """
  Tells whether an umbrella runs the task in each of its applications.
  """
  @spec recursive(task_module) :: boolean
  def recursive(module) when is_atom(module) do
    match?([true], attribute(module, :recursive))
  end

  @doc """
  Returns the tasks that must have run before.
  """
  @doc since: "1.11.0"
  @spec requirements(task_module) :: [String.t()]
  def requirements(module) when is_atom(module) do
    attribute(module, :requirements) || []
  end

  @doc """
  Returns the environment that a task prefers.
  """
  @doc deprecated: "Configure the environment in your mix.exs"
  @spec preferred_cli_env(task_name) :: atom | nil
  def preferred_cli_env(task) when is_atom(task) or is_binary(task) do
    case get(task) do
      nil ->
        nil

      module ->
        case attribute(module, :preferred_cli_env) do
          [env] -> env
          _ -> nil
        end
    end
  end

  defp attribute(module, name) do
    Code.ensure_loaded(module)

    case List.keyfind(module.__info__(:attributes), name, 0) do
      {^name, value} -> value
      nil -> nil
    end
  end

  @doc """
  Tells whether an umbrella's applications are being visited.
  """
  @doc since: "1.8.0"
  @spec recursing?() :: boolean
  def recursing?, do: Mix.ProjectStack.recursing() != nil

  ## Running

  @doc """
  Runs a task, or the alias of that name, unless it has run before: then the result is `:noop`.

  A task that is not there yet may be one of the project's own: the project is compiled, and the task looked for again.
  """
  @spec run(task_name, [any]) :: any
  def run(task, args \\ [])
  def run(task, args) when is_atom(task), do: run(Atom.to_string(task), args)

  def run(task, args) when is_binary(task) do
    project = Mix.Project.get()

    case Keyword.fetch(aliases(), String.to_atom(task)) do
      {:ok, steps} ->
        if first_run?({:alias, task, project}),
          do: run_alias(List.wrap(steps), args, project, task, :ok),
          else: :noop

      :error ->
        run_unless_ran(project, task, args)
    end
  end

  defp run_unless_ran(project, task, args) do
    if first_run?({:task, task, project}), do: run_task(project, task, args), else: :noop
  end

  defp first_run?(key) do
    case Mix.State.fetch({:ran, key}) do
      {:ok, _} ->
        false

      :error ->
        Mix.State.put({:ran, key}, true)
        true
    end
  end

  defp run_task(project, task, args) do
    if Mix.debug?() do
      announced(Enum.join([task | args], " "), project, fn -> proceed(project, task, args) end)
    else
      proceed(project, task, args)
    end
  end

  @doc false
  def announced(command, project, fun) do
    place = if project, do: " (inside #{inspect(project)})", else: ""
    Mix.shell().info("-> Running mix #{command}#{place}")
    {microseconds, result} = :timer.tc(fun)
    [task | _] = String.split(command, " ", parts: 2)
    Mix.shell().info("<- Ran mix #{task} in #{div(microseconds, 1000)}ms")
    result
  end

  defp proceed(project, task, args) do
    module = find_or_compile(project, task)

    if recursive(module) and Mix.Project.umbrella?() and not recursing?() do
      Mix.ProjectStack.recur(fn ->
        run_in_apps_of_umbrella(task, args)
      end)
    else
      Mix.State.put({:ran, {:task, task, project}}, true)
      run_requirements(module)
      call(module, task, args)
    end
  end

  # What the command's arguments lack is told in the tool's words.
  defp call(module, task, args) do
    module.run(args)
  rescue
    error in OptionParser.ParseError ->
      Mix.raise("Could not invoke task #{inspect(task)}: " <> Exception.message(error))
  end

  # A task of the project is there when the project and its dependencies have been compiled.
  defp find_or_compile(nil, task), do: get!(task)

  defp find_or_compile(_, task) do
    get(task) || compiled_task(task)
  end

  defp compiled_task(task) do
    run("deps.loadpaths", [])
    get(task) || (run("compile", []) && get!(task))
  end

  defp run_requirements(module) do
    Enum.each(requirements(module), fn requirement ->
      [task | args] = OptionParser.split(requirement)
      run(task, args)
    end)
  end

  # What others need comes first.
  defp apps_in_order do
    paths = Mix.Project.apps_paths() || %{}
    for app <- Mix.Project.deps_apps(), path = paths[app], do: {app, path}
  end

  defp run_in_apps_of_umbrella(task, args) do
    results =
      for {app, path} <- apps_in_order() do
        Mix.Project.in_project(app, path, fn _ -> run(task, args) end)
      end

    Mix.State.delete({:ran, {:task, task, Mix.Project.get()}})
    results
  end

  # An alias that names itself means the task. What is written behind the alias goes to that, or else to the last step.
  defp run_alias([step | rest], args, project, name, _) when is_binary(step) do
    case OptionParser.split(step) do
      [^name | own] ->
        run_alias(rest, [], project, name, run_unless_ran(project, name, own ++ args))

      [task | own] ->
        run_alias(rest, args, project, name, run(task, given(own, args, rest)))
    end
  end

  defp run_alias([step | rest], args, project, name, _) when is_function(step, 1) do
    run_alias(rest, args, project, name, step.(given([], args, rest)))
  end

  defp run_alias([], _, project, name, result) do
    Mix.State.put({:ran, {:alias, name, project}}, true)
    result
  end

  defp run_alias([other | _], _, _, _, _) do
    Mix.raise(
      "Invalid Mix alias format, aliases can be either a string (representing a Mix task " <>
        "with arguments) or a function that takes one argument (a list of alias arguments), got: " <>
        inspect(other)
    )
  end

  defp given(own, args, []), do: own ++ args
  defp given(own, _, _), do: own

  @doc """
  Lets a task run again, and an alias of that name.
  """
  @spec reenable(task_name) :: :ok
  def reenable(task) when is_atom(task), do: reenable(Atom.to_string(task))

  def reenable(task) when is_binary(task) do
    project = Mix.Project.get()
    Mix.State.delete({:ran, {:task, task, project}})
    Mix.State.delete({:ran, {:alias, task, project}})

    if (module = get(task)) && recursive(module) && Mix.Project.umbrella?() do
      for {app, path} <- Mix.Project.apps_paths() || %{} do
        Mix.Project.in_project(app, path, fn name ->
          Mix.State.delete({:ran, {:task, task, name}})
          Mix.State.delete({:ran, {:alias, task, name}})
        end)
      end
    end

    :ok
  end

  @doc """
  Runs a task whether or not it has run before.
  """
  @spec rerun(task_name, [any]) :: any
  def rerun(task, args \\ []) do
    reenable(task)
    run(task, args)
  end

  @doc """
  Runs a task in the named applications of an umbrella.
  """
  @doc since: "1.14.0"
  @spec run_in_apps(task_name, [atom], [any]) :: any
  def run_in_apps(task, apps, args \\ []) do
    umbrella = Mix.Project.apps_paths()

    if umbrella == nil do
      Mix.raise(
        "Could not run #{inspect(task)} with the --app option because this is not an umbrella project"
      )
    end

    Mix.ProjectStack.recur(fn ->
      for app <- apps do
        case umbrella do
          %{^app => path} ->
            Mix.Project.in_project(app, path, fn _ -> run(task, args) end)

          _ ->
            Mix.raise(
              "Could not run #{inspect(task)} in application #{app} because there is no such application in the umbrella"
            )
        end
      end
    end)
  end

  @doc """
  Forgets which tasks have run.
  """
  @spec clear() :: :ok
  def clear, do: Mix.State.delete_all(:ran)
end
