# Loads test files and runs their tests. Tests of asynchronous modules begin while other files are still being compiled.

defmodule Mix.Compilers.Test do
  @moduledoc false

  alias Mix.Compilers.Test.Stale

  @typedoc "How the suite has ended, and whether its files gave rise to warnings; `:noop` if there were none."
  @type result :: :noop | {:ok, ExUnit.suite_result(), warnings? :: boolean}

  @doc "Loads the files and runs their tests."
  @spec require_and_run([Path.t()], keyword) :: result
  def require_and_run([], _), do: :noop

  def require_and_run(files, opts) do
    if opts[:profile_require] do
      {:ok, _} = load(files, opts)
      :noop
    else
      task = ExUnit.async_run()
      warnings? = loaded(files, opts, fn -> Task.shutdown(task, :brutal_kill) end)
      {:ok, ExUnit.await_run(task), warnings?}
    end
  end

  @doc "As `require_and_run/2`, for those of the files that are stale; they stay so if a test fails."
  @spec run_stale([Path.t()], [Path.t()], keyword) :: result
  def run_stale(files, helpers, opts) do
    manifest = Stale.read(helpers)
    stale = Stale.files(manifest, files)

    if stale == [] do
      :noop
    else
      Stale.trace()
      result = require_and_run(stale, opts)

      case result do
        {:ok, %{failures: 0}, _} -> Stale.write(manifest, files, stale)
        _ -> :ok
      end

      result
    end
  end

  # Errors have been told by the compiler.
  defp loaded(files, opts, on_error) do
    case load(files, opts) do
      {:ok, warnings?} ->
        warnings?

      :error ->
        on_error.()
        exit({:shutdown, 1})
    end
  end

  defp load(files, opts) do
    options =
      [return_diagnostics: true]
      |> option(:max_concurrency, opts[:max_requires])
      |> option(:profile, opts[:profile_require] && :time)

    case Kernel.ParallelCompiler.require(files, options) do
      {:ok, _, %{compile_warnings: compile, runtime_warnings: runtime}} ->
        {:ok, compile != [] or runtime != []}

      {:error, _, _} ->
        :error
    end
  end

  defp option(options, _, nil), do: options
  defp option(options, key, value), do: Keyword.put(options, key, value)
end
