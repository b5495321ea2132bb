# `mix deps.tree`: dependencies and what those depend on.

defmodule Mix.Tasks.Deps.Tree do
  @shortdoc "Prints the dependency tree"

  @moduledoc """
  Prints the dependencies as a tree: of the project, or of one of them.

      $ mix deps.tree
      $ mix deps.tree money

  ## Options

    * `--only ENV` - the dependencies of one environment; all by default
    * `--exclude NAME` - leaves a dependency out; may be given more than once
    * `--format pretty|plain` - draws with characters of Unicode, or of ASCII
  """

  use Mix.Task

  @recursive true

  @impl true
  def run(args) do
    Mix.Project.get!()

    {opts, names, _} =
      OptionParser.parse(args, switches: [only: :string, exclude: :keep, format: :string])

    excluded = for {:exclude, name} <- opts, do: name
    deps = Mix.Dep.load(if(opts[:only], do: String.to_atom(opts[:only]), else: :any))
    deps = Enum.reject(deps, &(Atom.to_string(&1.app) in excluded))
    signs = signs(opts[:format] || pretty())

    case names do
      [] ->
        Mix.shell().info(Atom.to_string(Mix.Project.config()[:app] || :umbrella))
        own = for entry <- Mix.Project.config()[:deps] || [], do: elem(entry, 0)
        top = for app <- own, dep = Enum.find(deps, &(&1.app == app and &1.top_level)), do: dep
        print(top, deps, "", signs)

      [name | _] ->
        case Enum.find(deps, &(Atom.to_string(&1.app) == name)) do
          nil ->
            Mix.raise("could not find dependency #{name}")

          dep ->
            Mix.shell().info(text(dep))
            print(children(dep, deps), deps, "", signs)
        end
    end

    :ok
  end

  defp pretty, do: if(match?({:win32, _}, :os.type()), do: "plain", else: "pretty")

  defp signs("pretty"), do: {"├── ", "└── ", "│   "}
  defp signs("plain"), do: {"|-- ", "`-- ", "|   "}

  defp signs(other),
    do: Mix.raise("Unsupported format #{inspect(other)}: expected pretty or plain")

  defp print([], _, _, _), do: :ok

  defp print([dep | rest], deps, indentation, {middle, last, line} = signs) do
    Mix.shell().info([indentation, if(rest == [], do: last, else: middle), text(dep)])
    below = indentation <> if(rest == [], do: "    ", else: line)
    print(children(dep, deps), deps, below, signs)
    print(rest, deps, indentation, signs)
  end

  # As the dependency itself names them, below it all that is known of them.
  defp children(dep, deps) do
    for child <- dep.deps, known = Enum.find(deps, &(&1.app == child.app)) do
      %{child | deps: known.deps}
    end
  end

  defp text(%{app: app, requirement: requirement, scm: scm, opts: opts}) do
    requirement =
      case requirement do
        nil -> ""
        %Regex{} -> " " <> inspect(requirement)
        text -> " " <> text
      end

    override = if opts[:override], do: " *override*", else: ""
    "#{app}#{requirement} (#{scm.format(opts)})#{override}"
  end
end
