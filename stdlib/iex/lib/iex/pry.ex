# Stopping in the middle of a program, to look at its variables in the shell: `IEx.pry/0` in the source, breakpoints from outside.
# How a function gets its stops is `IEx.Pry.Instrumenter`; how the shell changes over to the process that stops is `IEx.Server`.

defmodule IEx.Pry do
  @moduledoc """
  Stops a process and gives its variables to the shell.

  `IEx.pry/0` and `IEx.break!/2` are the usual way to these functions.
  """

  alias IEx.Pry.Instrumenter

  @typedoc "The number of a breakpoint."
  @type id :: integer

  @typedoc "A breakpoint: its number, module, function, and how often it will stop."
  @type break :: {id, module, {function :: atom, arity}, pending :: non_neg_integer}

  @typedoc "Why there can be no breakpoint."
  @type break_error ::
          :missing_debug_info
          | :no_beam_file
          | :non_elixir_module
          | :outdated_debug_info
          | :recompilation_failed
          | :unknown_function_arity

  @doc """
  Stops the calling process in the shell, with those variables, until `continue` or `next`.

  Returns `{:error, :no_iex}` if there is no shell, and `{:error, :refused}` if its user does not want it.
  """
  @spec pry(keyword, Macro.Env.t()) :: :ok | {:error, :refused | :no_iex}
  def pry(binding, %Macro.Env{} = env) do
    _ = Process.delete({__MODULE__, :next})
    place = place(env)

    case IEx.Server.take_over(self(), place, snippet(env.file, env.line, 3)) do
      {:ok, server} ->
        IEx.Evaluator.pry(server, binding, env)

      {:error, :no_iex} = error ->
        IO.puts(:stdio, "Cannot pry #{inspect(self())} at #{place}. Is an IEx shell running?")
        error

      error ->
        error
    end
  end

  defp place(env) do
    position = "#{Path.relative_to_cwd(env.file)}:#{env.line}"

    case env do
      %{module: nil} ->
        position

      %{function: nil} ->
        "#{inspect(env.module)} (#{position})"

      %{function: {name, arity}} ->
        "#{Exception.format_mfa(env.module, name, arity)} (#{position})"
    end
  end

  @doc """
  Shows where the process has stopped, with some lines around.
  """
  @spec whereami(Macro.Env.t(), non_neg_integer) :: :ok
  def whereami(env, radius) do
    IO.puts(IEx.color(:eval_info, "Location: #{Path.relative_to_cwd(env.file)}:#{env.line}"))

    case snippet(env.file, env.line, radius) do
      "" -> IO.puts("Could not extract source snippet. Location is not available.\n")
      snippet -> IO.puts("\n" <> snippet)
    end

    with {name, arity} <- env.function do
      entry = {env.module, name, arity, [file: Path.relative_to_cwd(env.file), line: env.line]}
      IO.puts("    " <> Exception.format_stacktrace_entry(entry) <> "\n")
    end

    :ok
  end

  # The lines around one, with their numbers; nothing if there is no such file.
  defp snippet(file, line, radius) do
    with true <- File.regular?(file), {:ok, text} <- File.read(file) do
      first = max(line - radius, 1)

      text
      |> String.split(["\r\n", "\n"])
      |> Enum.with_index(1)
      |> Enum.slice((first - 1)..(line + radius - 1)//1)
      |> Enum.map_join(fn {text, number} ->
        String.pad_leading(Integer.to_string(number), 5) <> ": " <> text <> "\n"
      end)
    else
      _ -> ""
    end
  end

  ## Breakpoints

  @doc """
  Sets a breakpoint, which stops `breaks` times.

  The module is compiled anew from its source, with a stop before each expression of the function's body.
  """
  @spec break(module, atom, arity, non_neg_integer) :: {:ok, id} | {:error, break_error}
  def break(module, function, arity, breaks \\ 1) do
    add(module, {function, arity}, fn _arguments -> true end, breaks)
  end

  @doc """
  As `break/4`; raises if there can be no breakpoint.
  """
  @spec break!(module, atom, arity, non_neg_integer) :: id
  def break!(module, function, arity, breaks \\ 1) do
    bang(break(module, function, arity, breaks), module, function, arity)
  end

  @doc false
  # The breakpoint of a pattern: `condition` says of a list of arguments whether they match it.
  def break_if!(module, function, arity, condition, breaks) do
    bang(add(module, {function, arity}, condition, breaks), module, function, arity)
  end

  defp bang({:ok, id}, _module, _function, _arity), do: id

  defp bang({:error, reason}, module, function, arity) do
    why =
      case reason do
        :no_beam_file -> "could not find .beam file for #{inspect(module)}"
        :missing_debug_info -> "could not find the source file of #{inspect(module)}"
        :non_elixir_module -> "module #{inspect(module)} was not written in Elixir"
        :recompilation_failed -> "the module could not be compiled with its breakpoints"
        _ -> "unknown function/macro #{Exception.format_mfa(module, function, arity)}"
      end

    raise "could not set breakpoint, " <> why
  end

  defp add(module, function, condition, stops) do
    with :ok <- known(module),
         known = breaks_of(module),
         functions = Enum.uniq([function | Enum.map(known, & &1.function)]),
         :ok <- Instrumenter.instrument(module, functions) do
      {:ok,
       Agent.get_and_update(table(), fn breaks ->
         same = Enum.find(breaks, &(&1.module == module and &1.function == function))
         id = if same, do: same.id, else: Enum.reduce(breaks, 0, &max(&1.id, &2)) + 1

         new = %{
           id: id,
           module: module,
           function: function,
           condition: condition,
           pending: stops
         }

         {id, [new | List.delete(breaks, same)]}
       end)}
    end
  end

  defp known(module) do
    cond do
      not Code.ensure_loaded?(module) -> {:error, :no_beam_file}
      not function_exported?(module, :__info__, 1) -> {:error, :non_elixir_module}
      true -> :ok
    end
  end

  @doc """
  The breakpoints, in the order of their numbers.
  """
  @spec breaks() :: [break]
  def breaks do
    for break <- all(), do: {break.id, break.module, break.function, break.pending}
  end

  @doc """
  Lets a breakpoint stop no more.
  """
  @spec reset_break(id) :: :ok | :not_found
  def reset_break(id), do: reset(&(&1.id == id))

  @doc """
  Lets the breakpoint of a function stop no more.
  """
  @spec reset_break(module, atom, arity) :: :ok | :not_found
  def reset_break(module, function, arity),
    do: reset(&(&1.module == module and &1.function == {function, arity}))

  defp reset(wanted?) do
    Agent.get_and_update(table(), fn breaks ->
      if Enum.any?(breaks, wanted?),
        do: {:ok, Enum.map(breaks, &if(wanted?.(&1), do: %{&1 | pending: 0}, else: &1))},
        else: {:not_found, breaks}
    end)
  end

  @doc """
  Removes all breakpoints, and the stops from their modules.
  """
  @spec remove_breaks() :: :ok
  def remove_breaks do
    for module <- all() |> Enum.map(& &1.module) |> Enum.uniq(), do: remove_breaks(module)
    :ok
  end

  @doc """
  Removes the breakpoints of a module.
  """
  @spec remove_breaks(module) :: :ok | {:error, break_error}
  def remove_breaks(module) do
    if breaks_of(module) == [] do
      with :ok <- known(module), do: :ok
    else
      Agent.update(table(), fn breaks -> Enum.reject(breaks, &(&1.module == module)) end)
      Instrumenter.instrument(module, [])
    end
  end

  defp all, do: table() |> Agent.get(& &1) |> Enum.sort_by(& &1.id)
  defp breaks_of(module), do: Enum.filter(all(), &(&1.module == module))

  # The table lives as long as the machine.
  defp table do
    with nil <- Process.whereis(__MODULE__) do
      case Agent.start(fn -> [] end, name: __MODULE__) do
        {:ok, table} -> table
        {:error, {:already_started, table}} -> table
      end
    end
  end

  @doc false
  # Called before the first expression of a function with breakpoints.
  def __enter__(module, function, arguments) do
    Agent.get_and_update(table(), fn breaks ->
      with %{pending: pending} = break when pending > 0 <-
             Enum.find(breaks, &(&1.module == module and &1.function == function)),
           true <- break.condition.(arguments) do
        {true, [%{break | pending: pending - 1} | List.delete(breaks, break)]}
      else
        _ -> {false, breaks}
      end
    end)
  end

  @doc false
  # Called before each of the other expressions: the user steps through this function.
  def stepping?(module, function), do: Process.get({__MODULE__, :next}) == {module, function}

  @doc false
  def step(env), do: Process.put({__MODULE__, :next}, {env.module, env.function})
end
