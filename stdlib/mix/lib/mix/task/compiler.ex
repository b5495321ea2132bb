# What compilers are: tasks `compile.NAME` that return a status and what there is to say.

defmodule Mix.Task.Compiler do
  @moduledoc """
  A compiler: a task `Mix.Tasks.Compile.NAME` that `mix compile` runs if the project's `:compilers` name it.

      defmodule Mix.Tasks.Compile.Words do
        use Mix.Task.Compiler

        @impl true
        def run(_arguments) do
          {:ok, []}
        end
      end

  `run` returns `{status, diagnostics}`: `:ok` if something was compiled, `:noop` if there was nothing to do, `:error` if it failed.
  """

  defmodule Diagnostic do
    @moduledoc """
    Something a compiler has to say of a file.
    """

    @typedoc "How bad it is."
    @type severity :: :error | :warning | :information | :hint

    @typedoc "What is said, and of what."
    @type t :: %__MODULE__{
            file: Path.t() | nil,
            source: Path.t() | nil,
            severity: severity,
            message: iodata,
            position: Code.position(),
            compiler_name: String.t(),
            span: {pos_integer, pos_integer} | nil,
            details: term,
            stacktrace: Exception.stacktrace()
          }

    @enforce_keys [:file, :severity, :message, :position, :compiler_name]
    defstruct [
      :file,
      :source,
      :severity,
      :message,
      :position,
      :compiler_name,
      span: nil,
      details: nil,
      stacktrace: []
    ]
  end

  @typedoc "What a compiler did."
  @type status :: :ok | :noop | :error

  @doc "Compiles."
  @callback run([binary]) :: {status, [Diagnostic.t()]}

  @doc "The files that tell what has been compiled."
  @callback manifests() :: [Path.t()]

  @doc "Removes what has been compiled."
  @callback clean() :: any

  @doc "What was said when the files that have not changed were compiled."
  @callback diagnostics() :: [Diagnostic.t()]

  @optional_callbacks clean: 0, manifests: 0, diagnostics: 0

  @doc false
  defmacro __using__(_) do
    quote do
      Enum.each(
        Mix.Task.supported_attributes(),
        &Module.register_attribute(__MODULE__, &1, persist: true)
      )

      @behaviour Mix.Task.Compiler
    end
  end

  @doc """
  Returns the names of the project's compilers.
  """
  @spec compilers(keyword) :: [atom]
  def compilers(config \\ Mix.Project.config()), do: config[:compilers] || Mix.compilers()

  @doc """
  Runs compilers in order until one fails; returns the whole status and all that was said.
  """
  @doc since: "1.19.0"
  @spec run([atom], [String.t()]) :: {status, [Diagnostic.t()]}
  def run(compilers, args), do: run(compilers, args, :noop, [])

  defp run([compiler | rest], args, status, said) do
    {result, diagnostics} = own(compiler, args)
    {result, diagnostics} = after_hooks(compiler, {result, diagnostics})
    said = said ++ diagnostics

    case result do
      :error -> {:error, said}
      :ok -> run(rest, args, :ok, said)
      :noop -> run(rest, args, status, said)
    end
  end

  defp run([], _, status, said), do: {status, said}

  defp own(compiler, args) do
    case Mix.Task.run("compile.#{compiler}", args) do
      {status, diagnostics} when status in [:ok, :noop, :error] and is_list(diagnostics) ->
        {status, diagnostics}

      status when status in [:ok, :noop, :error] ->
        {status, []}

      _ ->
        {:noop, []}
    end
  end

  @doc """
  Runs the function with the result of a compiler when it has run; what it returns is the compiler's result.
  """
  @doc since: "1.10.0"
  @spec after_compiler(atom, ({status, [Diagnostic.t()]} -> {status, [Diagnostic.t()]})) :: :ok
  def after_compiler(name, fun) when is_atom(name) and is_function(fun, 1) do
    Mix.State.update({:after_compiler, name}, [], &[fun | &1])
  end

  defp after_hooks(compiler, result) do
    {:after_compiler, compiler}
    |> Mix.State.get([])
    |> Enum.reverse()
    |> Enum.reduce(result, fn fun, result -> fun.(result) end)
  end

  @doc """
  Returns the manifests of compilers.
  """
  @spec manifests([atom]) :: [Path.t()]
  def manifests(compilers \\ compilers()) do
    Enum.flat_map(compilers, fn compiler ->
      module = Mix.Task.get("compile.#{compiler}")
      if module && function_exported?(module, :manifests, 0), do: module.manifests(), else: []
    end)
  end

  @doc """
  Returns what compilers said of files that have not changed since.
  """
  @spec diagnostics([atom]) :: [Diagnostic.t()]
  def diagnostics(compilers \\ compilers()) do
    Enum.flat_map(compilers, fn compiler ->
      module = Mix.Task.get("compile.#{compiler}")
      if module && function_exported?(module, :diagnostics, 0), do: module.diagnostics(), else: []
    end)
  end

  @doc """
  Lets `mix compile` and its compilers run again.
  """
  @doc since: "1.19.0"
  @spec reenable([atom]) :: :ok
  def reenable(compilers \\ compilers()) do
    Mix.Task.reenable("loadpaths")
    Mix.Task.reenable("deps.loadpaths")
    Mix.Task.reenable("compile")
    Mix.Task.reenable("compile.all")
    for compiler <- compilers, do: Mix.Task.reenable("compile.#{compiler}")
    :ok
  end
end
