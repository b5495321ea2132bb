# What runs before and after tests, and the processes that a test starts under supervision.

defmodule ExUnit.Callbacks do
  @moduledoc """
  What runs before and after tests.

  `setup_all/1` runs once before the tests of a module, in the process of the module; `setup/1` before each test, in its process. Both
  run in the order of their definition, those of the module before those of the `describe`. They return what goes into the
  context: a keyword list, a map, either of them in `{:ok, …}`, or `:ok`.

      setup %{user: name} do
        user = create_user(name)
        on_exit(fn -> delete_user(user) end)
        [user: user]
      end

      setup [:connect, :login]

  `on_exit/2` registers what runs when the test has ended, however it has, in another process. Processes that are started with
  `start_supervised/2` have ended before that.
  """

  alias ExUnit.OnExitHandler

  @type child_spec_overrides :: [
          id: term,
          restart: :temporary | :transient | :permanent,
          shutdown: timeout | :brutal_kill,
          type: :worker | :supervisor,
          modules: [module] | :dynamic,
          significant: boolean
        ]

  @doc """
  Defines what runs before each test: a block, the name of a function, a `{module, function}`, or a list of these.

      setup do
        [started_at: System.monotonic_time()]
      end

      setup :connect

  """
  defmacro setup(block_or_functions), do: define(:setup, quote(do: _), block_or_functions)

  @doc """
  As `setup/1`, with a pattern for the context.

      setup %{user: name} do
        [user: create_user(name)]
      end

  """
  defmacro setup(context, block), do: define(:setup, context, block)

  @doc """
  Defines what runs once before the tests of a module, see `setup/1`.

      setup_all do
        [data: File.read!("data.csv")]
      end

  """
  defmacro setup_all(block_or_functions), do: define(:setup_all, quote(do: _), block_or_functions)

  @doc """
  As `setup_all/1`, with a pattern for the context.
  """
  defmacro setup_all(context, block), do: define(:setup_all, context, block)

  defp define(kind, context, [{:do, _} | _] = block) do
    body =
      case block do
        [do: expression] -> expression
        _ -> quote(do: try(unquote(block)))
      end

    quote bind_quoted: [
            kind: kind,
            context: Macro.escape(context, unquote: true),
            body: Macro.escape(body, unquote: true)
          ] do
      name = ExUnit.Callbacks.__name__(__MODULE__, kind)
      defp unquote(name)(unquote(context)), do: unquote(body)
      ExUnit.Callbacks.__add__(__MODULE__, kind, name)
    end
  end

  defp define(kind, _, functions) do
    quote do
      ExUnit.Callbacks.__add__(__MODULE__, unquote(kind), unquote(functions))
    end
  end

  ## Definition

  @doc false
  def __name__(module, kind) do
    check_scope(module, kind)
    number = module |> Module.get_attribute(attribute(kind)) |> length()

    case Module.get_attribute(module, :ex_unit_describe) do
      {_, _, describe} -> :"__ex_unit_#{kind}_#{describe}_#{number}"
      nil -> :"__ex_unit_#{kind}_#{number}"
    end
  end

  @doc false
  def __add__(module, kind, functions) do
    check_scope(module, kind)

    added =
      for function <- List.wrap(functions),
          reduce: Module.get_attribute(module, attribute(kind)) do
        known -> [check_callback(function) | known]
      end

    Module.put_attribute(module, attribute(kind), added)
  end

  defp attribute(:setup), do: :ex_unit_setup
  defp attribute(:setup_all), do: :ex_unit_setup_all

  defp check_scope(module, kind) do
    unless Module.has_attribute?(module, :ex_unit_tests) do
      raise "cannot invoke #{kind}/1-2. Please make sure you have invoked \"use ExUnit.Case\" in the current module"
    end

    if kind == :setup_all and Module.get_attribute(module, :ex_unit_describe) != nil do
      raise "cannot invoke setup_all/1-2 inside describe as setup_all always applies to all tests in a module"
    end
  end

  defp check_callback(name) when is_atom(name) and name not in [nil, true, false], do: name
  defp check_callback({module, name}) when is_atom(module) and is_atom(name), do: {module, name}

  defp check_callback(other) do
    raise ArgumentError,
          "setup/setup_all expect a callback as an atom, a {module, function} tuple or a list of callbacks, got: " <>
            inspect(other)
  end

  # A describe keeps the setups of the module aside, and begins with none of its own.
  @doc false
  def __describe__(module, line, message) do
    if Module.get_attribute(module, :ex_unit_describe) do
      raise "cannot call \"describe\" inside another \"describe\". See the documentation " <>
              "for ExUnit.Case.describe/2 on named setups and how to handle hierarchies"
    end

    used = Module.get_attribute(module, :ex_unit_used_describes)

    cond do
      not is_binary(message) ->
        raise ArgumentError, "describe name must be a string, got: #{inspect(message)}"

      is_map_key(used, message) ->
        raise ArgumentError,
              "describe #{inspect(message)} is already defined in #{inspect(module)}"

      true ->
        :ok
    end

    if Module.get_attribute(module, :describetag) != [] do
      raise "@describetag must be set inside describe/2 blocks"
    end

    module_setups = Module.get_attribute(module, :ex_unit_setup)
    Module.put_attribute(module, :ex_unit_module_setup, module_setups)
    Module.put_attribute(module, :ex_unit_setup, [])
    Module.put_attribute(module, :ex_unit_describe, {line, message, map_size(used)})
  end

  @doc false
  def __describe_end__(%{module: module} = env) do
    {_, message, number} = Module.get_attribute(module, :ex_unit_describe)

    name =
      case Module.get_attribute(module, :ex_unit_setup) do
        [] -> nil
        setups -> define_describe(env, :"__ex_unit_describe_#{number}", setups)
      end

    used = Module.get_attribute(module, :ex_unit_used_describes)
    Module.put_attribute(module, :ex_unit_used_describes, Map.put(used, message, name))

    Module.put_attribute(
      module,
      :ex_unit_setup,
      Module.delete_attribute(module, :ex_unit_module_setup)
    )

    Module.put_attribute(module, :ex_unit_describe, nil)
    Module.delete_attribute(module, :describetag)

    for name <- Module.get_attribute(module, :ex_unit_registered_describe_attributes) do
      Module.delete_attribute(module, name)
    end

    :ok
  end

  defp define_describe(env, name, setups) do
    context = Macro.var(:context, __MODULE__)
    body = chain(env.module, :setup, setups, context)

    Code.eval_quoted(quote(do: defp(unquote(name)(unquote(context)), do: unquote(body))), [], %{
      env
      | line: 0
    })

    name
  end

  # The functions of a test module that run the setups: `__ex_unit__(:setup_all | :setup, context)`.
  @doc false
  def __dispatch__(%{module: module, line: line}) do
    context = Macro.var(:context, __MODULE__)

    setup_all =
      chain(module, :setup_all, Module.get_attribute(module, :ex_unit_setup_all), context)

    setup = chain(module, :setup, Module.get_attribute(module, :ex_unit_setup), context)

    describes =
      for {message, name} when name != nil <-
            Module.get_attribute(module, :ex_unit_used_describes) do
        {:->, [], [[message], {name, [], [context]}]}
      end

    setup =
      if describes == [] do
        setup
      else
        default = {:->, [], [[quote(do: _)], context]}

        quote do
          unquote(context) = unquote(setup)

          unquote(
            {:case, [], [quote(do: unquote(context).describe), [do: describes ++ [default]]]}
          )
        end
      end

    quote line: line do
      def __ex_unit__(:setup_all, unquote(context)), do: unquote(setup_all)
      def __ex_unit__(:setup, unquote(context)), do: unquote(setup)
    end
  end

  defp chain(module, kind, callbacks, context) do
    callbacks
    |> Enum.reverse()
    |> Enum.map(fn callback ->
      call =
        case callback do
          {module, name} -> quote(do: unquote(module).unquote(name)(unquote(context)))
          name -> {name, [], [context]}
        end

      quote do
        unquote(context) =
          ExUnit.Callbacks.__merge__(
            unquote(module),
            unquote(kind),
            unquote(context),
            unquote(call)
          )
      end
    end)
    |> case do
      [] -> context
      steps -> {:__block__, [], steps ++ [context]}
    end
  end

  # What only the library says of a test.
  @reserved [:file, :line, :test, :async, :registered, :describe]

  @doc false
  def __merge__(_, _, context, :ok), do: context

  def __merge__(module, kind, context, {:ok, value}),
    do: merge(module, kind, context, value, {:ok, value})

  def __merge__(module, kind, context, value), do: merge(module, kind, context, value, value)

  defp merge(module, kind, _, %{__struct__: _}, returned),
    do: raise_merge_failed!(module, kind, returned)

  defp merge(module, kind, context, value, returned) when is_list(value),
    do: merge(module, kind, context, Map.new(value), returned)

  defp merge(module, kind, context, value, _) when is_map(value) do
    Map.merge(context, value, fn
      key, old, new when key in @reserved and old != new ->
        raise_merge_reserved!(module, kind, key, new)

      _, _, new ->
        new
    end)
  end

  defp merge(module, kind, _, _, returned),
    do: raise_merge_failed!(module, kind, returned)

  defp raise_merge_reserved!(module, kind, key, value) do
    raise "ExUnit #{kind} callback in #{inspect(module)} is trying to set reserved field #{inspect(key)} to #{inspect(value)}"
  end

  defp raise_merge_failed!(module, kind, returned) do
    raise "expected ExUnit #{kind} callback in #{inspect(module)} to return " <>
            "the atom :ok, a keyword, or a map, got #{inspect(returned)} instead"
  end

  ## While a test runs

  @doc """
  Registers a function that runs when the test has ended; in `setup_all`, when the tests of the module have ended.

  It runs in a process of its own, the last one registered first. One with the same `name` replaces the former.
  """
  @spec on_exit(term, (-> term)) :: :ok
  def on_exit(name_or_ref \\ make_ref(), callback) when is_function(callback, 0) do
    case OnExitHandler.add(self(), name_or_ref, callback) do
      :ok ->
        :ok

      :error ->
        raise ArgumentError, "on_exit/2 callback can only be invoked from the test process"
    end
  end

  @doc """
  Starts a process below the supervisor of the test. It ends with the test, before the `on_exit` callbacks run.

  Takes what `Supervisor.child_spec/2` takes. The process is restarted when it crashes, if its specification says so; unlike one that the
  test links, it does not fail the test.

      {:ok, pid} = start_supervised({Agent, fn -> 0 end})

  """
  @doc since: "1.5.0"
  @spec start_supervised(Supervisor.child_spec() | module | {module, term}, child_spec_overrides) ::
          Supervisor.on_start_child()
  def start_supervised(child_spec_or_module, options \\ []) do
    supervisor = test_supervisor!("start_supervised/2")
    child_spec = Supervisor.child_spec(child_spec_or_module, options)

    Supervisor.start_child(supervisor, child_spec)
  end

  @doc """
  As `start_supervised/2`, but returns the pid, and fails the test if the process does not start.
  """
  @doc since: "1.6.0"
  @spec start_supervised!(Supervisor.child_spec() | module | {module, term}, child_spec_overrides) ::
          pid
  def start_supervised!(child_spec_or_module, options \\ []) do
    case start_supervised(child_spec_or_module, options) do
      {:ok, pid} ->
        pid

      {:ok, pid, _info} ->
        pid

      {:error, reason} ->
        raise "failed to start child with the spec #{inspect(child_spec_or_module)}.\nReason: #{start_supervised_error(reason)}"
    end
  end

  defp start_supervised_error({{:EXIT, reason}, info}) when is_tuple(info),
    do: Exception.format_exit(reason)

  defp start_supervised_error({reason, info}) when is_tuple(info),
    do: Exception.format_exit(reason)

  defp start_supervised_error(reason), do: Exception.format_exit({:start_spec, reason})

  @doc """
  As `start_supervised!/2`, and links the process to the test: its crash fails the test.
  """
  @doc since: "1.14.0"
  @spec start_link_supervised!(
          Supervisor.child_spec() | module | {module, term},
          child_spec_overrides
        ) :: pid
  def start_link_supervised!(child_spec_or_module, options \\ []) do
    pid = start_supervised!(child_spec_or_module, options)
    Process.link(pid)
    pid
  end

  @doc """
  Stops a process of `start_supervised/2` by the id of its specification.
  """
  @doc since: "1.5.0"
  @spec stop_supervised(id :: term) :: :ok | {:error, :not_found}
  def stop_supervised(id) do
    case OnExitHandler.get_supervisor(self()) do
      {:ok, nil} ->
        {:error, :not_found}

      {:ok, supervisor} ->
        with :ok <- unlink_and_terminate(supervisor, id) do
          Supervisor.delete_child(supervisor, id)
        end

      :error ->
        raise ArgumentError, "stop_supervised/1 can only be invoked from the test process"
    end
  end

  # A process that the test is linked to must not take the test with it.
  defp unlink_and_terminate(supervisor, id) do
    pid = for {^id, pid, _, _} when is_pid(pid) <- Supervisor.which_children(supervisor), do: pid
    Enum.each(pid, &Process.unlink/1)
    Supervisor.terminate_child(supervisor, id)
  end

  @doc """
  As `stop_supervised/1`, but fails the test if there is no such process.
  """
  @doc since: "1.10.0"
  @spec stop_supervised!(id :: term) :: :ok
  def stop_supervised!(id) do
    case stop_supervised(id) do
      :ok ->
        :ok

      {:error, :not_found} ->
        raise "could not stop child ID #{inspect(id)} because it was not found"
    end
  end

  defp test_supervisor!(function) do
    case OnExitHandler.get_supervisor(self()) do
      {:ok, nil} -> start_test_supervisor()
      {:ok, supervisor} -> supervisor
      :error -> raise ArgumentError, "#{function} can only be invoked from the test process"
    end
  end

  @doc false
  def start_test_supervisor do
    {:ok, supervisor} =
      Supervisor.start_link([], strategy: :one_for_one, max_restarts: 1_000_000, max_seconds: 1)

    :ok = OnExitHandler.put_supervisor(self(), supervisor)
    supervisor
  end
end
