# `mix app.tree`: applications and those that they start.

defmodule Mix.Tasks.App.Tree do
  @shortdoc "Prints the application tree"

  @moduledoc """
  Prints the applications that the project starts, and those that they start themselves, as a tree; or those of one application.

      $ mix app.tree
      $ mix app.tree logger

  An application that has been printed with what is below it is only named when it comes again.

  ## Options

    * `--exclude NAME` - leaves an application out; may be given more than once. `kernel`, `stdlib` and `compiler` always are
    * `--format pretty|plain|dot` - draws with characters of Unicode, or of ASCII, or writes a file for Graphviz
    * `--output FILE` - that file, `app_tree.dot` by default; `-` is standard output
  """

  use Mix.Task

  alias Mix.Tasks.Deps.Tree

  @recursive true

  @excluded [:kernel, :stdlib, :compiler]

  @impl true
  def run(args) do
    Mix.Task.run("compile", [])

    {opts, names} =
      OptionParser.parse!(args, strict: [exclude: :keep, format: :string, output: :string])

    excluded = @excluded ++ for({:exclude, name} <- opts, do: String.to_atom(name))
    app = named(names)
    signs = if opts[:format] != "dot", do: Tree.signs(opts[:format])

    case load(app) do
      :ok when signs == nil ->
        draw(app, edges(app, excluded), opts[:output] || "app_tree.dot")

      :ok ->
        Mix.shell().info(Atom.to_string(app))
        print(children(app, excluded), excluded, "", signs, MapSet.new([app]))
        :ok

      :error ->
        Mix.raise("could not find application #{app}")
    end
  end

  defp named([name | _]), do: String.to_atom(name)

  defp named([]) do
    Mix.Project.config()[:app] ||
      Mix.raise("no application given and none found in mix.exs file")
  end

  defp load(app) do
    case Application.load(app) do
      :ok -> :ok
      {:error, {:already_loaded, ^app}} -> :ok
      {:error, _} -> :error
    end
  end

  # The applications below one, with what is said of them. One that is not there has none.
  defp children(app, excluded) do
    load(app)
    optional = List.wrap(Application.spec(app, :optional_applications))

    started =
      for child <- List.wrap(Application.spec(app, :applications)) do
        {child, if(child in optional, do: "(optional)")}
      end

    included =
      for child <- List.wrap(Application.spec(app, :included_applications)),
          do: {child, "(included)"}

    (started ++ included)
    |> Enum.reject(fn {child, _} -> child in excluded end)
    |> Enum.sort()
  end

  defp print([], _, _, _, seen), do: seen

  defp print([{app, note} | rest], excluded, indentation, {middle, last, line} = signs, seen) do
    sign = if rest == [], do: last, else: middle

    Mix.shell().info([
      indentation,
      sign,
      Atom.to_string(app),
      if(note, do: [?\s, note], else: [])
    ])

    seen =
      if app in seen do
        seen
      else
        below = indentation <> if(rest == [], do: "    ", else: line)
        print(children(app, excluded), excluded, below, signs, MapSet.put(seen, app))
      end

    print(rest, excluded, indentation, signs, seen)
  end

  defp edges(app, excluded) do
    {edges, _} = edges(app, excluded, MapSet.new([app]))
    edges
  end

  defp edges(app, excluded, seen) do
    Enum.flat_map_reduce(children(app, excluded), seen, fn {child, note}, seen ->
      edge = {Atom.to_string(app), Atom.to_string(child), note}

      if child in seen do
        {[edge], seen}
      else
        {below, seen} = edges(child, excluded, MapSet.put(seen, child))
        {[edge | below], seen}
      end
    end)
  end

  defp draw(app, edges, file),
    do: Tree.draw("application tree", Atom.to_string(app), edges, file, "   ")
end
