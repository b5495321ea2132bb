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
    * `--format pretty|plain|dot` - draws with characters of Unicode, or of ASCII, or writes a file for Graphviz
    * `--output FILE` - that file, `deps_tree.dot` by default; `-` is standard output
  """

  use Mix.Task

  @recursive true

  @impl true
  def run(args) do
    Mix.Project.get!()

    {opts, names, _} =
      OptionParser.parse(args,
        switches: [only: :string, exclude: :keep, format: :string, output: :string]
      )

    excluded = for {:exclude, name} <- opts, do: name
    deps = Mix.Dep.load(if(opts[:only], do: String.to_atom(opts[:only]), else: :any))
    deps = Enum.reject(deps, &(Atom.to_string(&1.app) in excluded))

    if opts[:format] == "dot",
      do: draw(deps, opts[:output] || "deps_tree.dot"),
      else: list(names, deps, opts[:format])

    :ok
  end

  defp draw(deps, file) do
    app = Atom.to_string(Mix.Project.config()[:app] || :umbrella)
    draw("dependency tree", app, edges(app, top(deps), deps), file, "    ")
  end

  @doc false
  # A drawing for Graphviz: from where to where, with a label or none. What the file held before goes beside it.
  def draw(title, root, edges, file, indentation) do
    lines =
      for {from, to, label} <- Enum.uniq(edges) do
        label = if label, do: " [label=#{inspect(label)}]", else: ""
        "  #{inspect(from)} -> #{inspect(to)}#{label}\n"
      end

    text = ["digraph #{inspect(title)} {\n  #{inspect(root)}\n", lines, "}\n"]

    write(text, file, indentation)
  end

  @doc false
  # Writes a drawing, or prints it on `-`.
  def write(text, "-", _), do: IO.write(text)

  def write(text, file, indentation) do
    if File.exists?(file), do: File.rename!(file, file <> ".bak")
    File.write!(file, text)
    Mix.shell().info(how_to_print(file, indentation))
  end

  defp how_to_print(file, indentation) do
    picture = Path.rootname(file) <> ".png"

    "Generated #{inspect(file)}. To generate a PNG:\n\n" <>
      "#{indentation}dot -Tpng #{inspect(file)} -o #{inspect(picture)}\n\n" <>
      "For more options see https://www.graphviz.org/."
  end

  defp edges(from, below, deps) do
    Enum.flat_map(below, fn dep ->
      name = Atom.to_string(dep.app)
      [{from, name, label(dep)} | edges(name, children(dep, deps), deps)]
    end)
  end

  defp label(dep), do: requirement(dep) <> override(dep)

  defp top(deps) do
    own = for entry <- Mix.Project.config()[:deps] || [], do: elem(entry, 0)

    for app <- Enum.sort(own), dep = Enum.find(deps, &(&1.app == app and &1.top_level)), do: dep
  end

  defp list(names, deps, format) do
    signs = signs(format)

    case names do
      [] ->
        Mix.shell().info(Atom.to_string(Mix.Project.config()[:app] || :umbrella))
        print(top(deps), deps, "", signs)

      [name | _] ->
        case Enum.find(deps, &(Atom.to_string(&1.app) == name)) do
          nil ->
            Mix.raise("could not find dependency #{name}")

          dep ->
            Mix.shell().info(text(dep))
            print(children(dep, deps), deps, "", signs)
        end
    end
  end

  @doc false
  # What lines are drawn with: in the middle, at the end, and past what is below.
  def signs(nil), do: signs("pretty")
  def signs("pretty"), do: {"├── ", "└── ", "│   "}
  def signs("plain"), do: {"|-- ", "`-- ", "|   "}

  def signs(other),
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
    for child <- Enum.sort_by(dep.deps, & &1.app),
        known = Enum.find(deps, &(&1.app == child.app)) do
      %{child | deps: known.deps}
    end
  end

  defp text(%{app: app, scm: scm, opts: opts} = dep) do
    requirement = if dep.requirement, do: " " <> requirement(dep), else: ""
    "#{app}#{requirement} (#{scm.format(opts)})#{override(dep)}"
  end

  defp requirement(%{requirement: nil}), do: ""
  defp requirement(%{requirement: %Regex{} = requirement}), do: inspect(requirement)
  defp requirement(%{requirement: requirement}), do: requirement

  defp override(%{opts: opts}), do: if(opts[:override], do: " *override*", else: "")
end
