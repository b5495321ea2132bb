# The projects that are open, the current one on top: a dependency's lies on that which needs it, an application's on its
# umbrella's.

defmodule Mix.ProjectStack do
  @moduledoc false

  @doc """
  Puts a project on top; the error says that it lies there already. The outermost one's name is not written before others have
  been.
  """
  def push(module, config, file) do
    update(fn stack ->
      case Enum.find(stack, &(&1.name == module and module != nil)) do
        nil ->
          project = %{
            name: module,
            config: Keyword.merge(config, state(:post_config, [])),
            file: file,
            announced?: stack == [],
            recursing?: false,
            config_files: [file | peek_config_files(config)]
          }

          {:ok, [project | stack]}

        %{file: other} ->
          {{:error, other}, stack}
      end
    end)
    |> tap(fn _ -> Mix.State.put(:post_config, []) end)
  end

  defp peek_config_files(_), do: []

  @doc "Takes the topmost project away, and returns it."
  def pop do
    update(fn
      [project | stack] -> {project, stack}
      [] -> {nil, []}
    end)
  end

  @doc "The topmost project, or nil."
  def peek, do: List.first(stack())

  @doc "The topmost project's module, configuration and file, or nil."
  def project do
    case peek() do
      nil -> nil
      project -> project.name
    end
  end

  @doc "What the next project that is opened has in its configuration besides its own."
  def post_config(config) do
    Mix.State.update(:post_config, [], &Keyword.merge(&1, config))
  end

  @doc "Changes the configuration of the topmost project."
  def merge_config(config) do
    update(fn
      [project | stack] ->
        {:ok, [%{project | config: Keyword.merge(project.config, config)} | stack]}

      [] ->
        {:ok, []}
    end)
  end

  @doc "Adds a file that the topmost project's configuration was read from."
  def loaded_config(files) do
    update(fn
      [project | stack] ->
        {:ok, [%{project | config_files: project.config_files ++ files} | stack]}

      [] ->
        {:ok, []}
    end)
  end

  @doc """
  The name to write before what comes next: that of the current project if it is not the outermost one or another has
  written since, and has not been written yet.
  """
  def printable_app_name do
    case stack() do
      [%{announced?: true} | _] ->
        nil

      [%{config: config} = project | rest] ->
        put([%{project | announced?: true} | Enum.map(rest, &%{&1 | announced?: false})])
        config[:app]

      [] ->
        nil
    end
  end

  @doc "Runs the function while the topmost project counts as an umbrella whose applications are being visited."
  def recur(fun) do
    mark(true)

    try do
      fun.()
    after
      mark(false)
    end
  end

  defp mark(recursing?) do
    update(fn
      [project | stack] -> {:ok, [%{project | recursing?: recursing?} | stack]}
      [] -> {:ok, []}
    end)
  end

  @doc "The module of the umbrella whose applications are being visited, or nil."
  def recursing do
    Enum.find_value(stack(), fn project -> project.recursing? && project.name end)
  end

  @doc "Runs the function with the umbrella on top that is being visited."
  def on_recursing_root(fun) do
    {above, below} = Enum.split_while(stack(), &(not &1.recursing?))
    put(below)

    try do
      mark(false)
      fun.()
    after
      mark(true)
      put(above ++ stack())
    end
  end

  @doc "Runs the function with the stack empty, and puts it back."
  def on_clean_slate(fun) do
    saved = stack()
    put([])

    try do
      fun.()
    after
      put(saved)
    end
  end

  @doc "The file of the umbrella that the topmost project belongs to, or nil."
  def parent_umbrella_project_file do
    case stack() do
      [_ | rest] -> Enum.find_value(rest, &(&1.config[:apps_path] && &1.file))
      [] -> nil
    end
  end

  defp stack, do: state(:projects, [])
  defp put(stack), do: Mix.State.put(:projects, stack)
  defp state(key, default), do: Mix.State.get(key, default)

  defp update(fun) do
    {result, stack} = fun.(stack())
    put(stack)
    result
  end
end
