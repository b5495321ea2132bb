# The process that compiles one file among others, and stays to check its modules when all are there.

defmodule Kernel.ParallelCompiler.Worker do
  @moduledoc false

  alias Kernel.ParallelCompiler

  @doc "Starts to compile a file; its events go to `parent`."
  def start(parent, file, mode) do
    spawn_monitor(fn -> run(parent, file, mode) end)
  end

  defp run(parent, file, mode) do
    :erlang.put(:elixir_compiler_info, {parent, file})
    :erlang.put(:elixir_code_diagnostics, {[], {:sent_to, parent}})
    :erlang.put(:"$compile_env", [])
    :erlang.process_flag(:error_handler, Kernel.ErrorHandler)

    try do
      Module.Checker.hold(fn -> execute(mode, file) end)
    catch
      kind, reason ->
        failure = {kind, reason, prune(__STACKTRACE__)}
        send(parent, {ParallelCompiler, {:failed, self(), file, failure}})
        Process.sleep(:infinity)
    else
      {_, unchecked} ->
        unchecked =
          for module <- unchecked,
              do: Map.put(module, :calls, Module.Checker.Calls.collect(module))

        info = %{
          calls: for(module <- unchecked, call <- module.calls, do: call),
          references: references(),
          diagnostics: diagnostics(),
          compile_env: Enum.uniq(:erlang.get(:"$compile_env"))
        }

        send(parent, {ParallelCompiler, {:finished, self(), info}})
        wait(unchecked)
    end
  end

  defp execute(:require, file), do: Code.require_file(file)
  defp execute(_, file), do: Code.compile_file(file)

  # Compile-time, export and run-time references, which :prim_compile leaves here.
  defp references do
    case :erlang.get(:"$file_references") do
      {_, _, _} = references -> references
      :undefined -> {[], [], []}
    end
  end

  defp diagnostics do
    {found, _} = :erlang.put(:elixir_code_diagnostics, {[], true})
    Enum.reverse(found)
  end

  defp wait(unchecked) do
    receive do
      {:check, caller, reference} ->
        Module.Checker.check_all(unchecked)
        errors = Module.Checker.Structs.errors()
        Enum.each(errors, &Code.print_diagnostic/1)
        send(caller, {reference, {diagnostics(), errors}})
        wait([])
    end
  end

  @doc "Lets a worker that has finished check its modules, and returns what it found: warnings and errors."
  def check(pid) do
    reference = Process.monitor(pid)
    send(pid, {:check, self(), reference})

    receive do
      {^reference, found} ->
        Process.demonitor(reference, [:flush])
        found

      {:DOWN, ^reference, _, _, reason} ->
        exit(reason)
    end
  end

  @doc "Ends a worker."
  def stop(pid) do
    reference = Process.monitor(pid)
    Process.exit(pid, :kill)

    receive do
      {:DOWN, ^reference, _, _, _} -> :ok
    end

    receive do
      {:DOWN, _, :process, ^pid, _} -> :ok
    after
      0 -> :ok
    end
  end

  @doc "The line that a process is at in its file, or 0."
  def line(pid, file) do
    case Process.info(pid, :current_stacktrace) do
      {:current_stacktrace, stack} -> line_of(stack, file)
      nil -> 0
    end
  end

  defp line_of(stack, file) do
    relative = Path.relative_to_cwd(file)

    Enum.find_value(stack, 0, fn {_, _, _, location} ->
      named = location[:file]
      if named != nil and to_string(named) in [relative, file], do: location[:line]
    end)
  end

  @doc "Says that a file does not compile, and why."
  def print_failure(file, kind, reason, stack) do
    IO.write(:stderr, [
      "\n== Compilation error in file ",
      Path.relative_to_cwd(file),
      " ==\n",
      text(kind, reason, stack)
    ])
  end

  @doc "The same as a diagnostic."
  def failure(file, kind, reason, stack) do
    position =
      case reason do
        %{line: line, column: column} when is_integer(line) and is_integer(column) ->
          {line, column}

        %{line: line} when is_integer(line) ->
          line

        _ ->
          line_of(stack, file)
      end

    file
    |> diagnostic(position, text(kind, reason, stack), stack)
    |> Map.put(:details, {kind, reason})
  end

  @doc "An error at a place of a file."
  def diagnostic(file, position, message, stack) do
    %{
      file: file,
      source: file,
      position: position,
      span: nil,
      message: message,
      severity: :error,
      stacktrace: stack
    }
  end

  defp text(kind, reason, stack) do
    {reason, stack} = Exception.blame(kind, reason, stack)
    Exception.format_banner(kind, reason, stack) <> "\n" <> Exception.format_stacktrace(stack)
  end

  # What lies below the file is the compiler's business; a module's body stands for its file.
  defp prune(stack) do
    module? =
      Enum.any?(stack, fn {module, name, _, _} ->
        module == Kernel.ModuleDefinition or name == :__MODULE__
      end)

    stack
    |> Enum.reject(fn {module, name, _, _} ->
      module in [:prim_code, :prim_compile, :prim_module, Kernel.ModuleDefinition] or
        (module? and name == :__FILE__)
    end)
    |> Enum.reverse()
    |> Enum.drop_while(fn {module, _, _, _} -> module in [__MODULE__, Code, Module.Checker] end)
    |> Enum.reverse()
  end
end
