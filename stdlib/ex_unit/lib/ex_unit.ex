# The test library's own module: what a suite is, how it is configured, started and run.

defmodule ExUnit do
  @moduledoc """
  Tests.

      # sum_test.exs
      ExUnit.start()

      defmodule SumTest do
        use ExUnit.Case, async: true

        test "adds" do
          assert Enum.sum([1, 2]) == 3
        end
      end

  `vial sum_test.exs` defines the module and, at the end of the script, runs its tests; the exit status is 2 if one of them fails. In a
  project, `test/test_helper.exs` calls `ExUnit.start/1`, and `vial test` runs the files `test/**/*_test.exs`.

  `ExUnit.Case` describes how tests are written, `ExUnit.Callbacks` what runs before and after them, `ExUnit.Assertions` what they
  assert, `ExUnit.DocTest` how the examples of documentation are tested, `ExUnit.Formatter` how results are shown.

  ## Tests in parallel

  A test module with `async: true` runs at the same time as others; the tests of a module run one after another. See `:max_cases`.

  ## Seeds

  Modules and tests run in an order that the seed decides; `seed: 0` means the order of definition.
  """

  @typedoc "A test that ends in an error: what was raised, thrown or exited with, and where."
  @type failed :: [{Exception.kind(), reason :: term, Exception.stacktrace()}]

  @typedoc "How a test has ended; `nil` for one that has passed or has not been run."
  @type state ::
          nil
          | {:excluded, binary}
          | {:failed, failed}
          | {:invalid, module}
          | {:skipped, binary}

  @typedoc "How many tests of a suite there were, and how many of them failed, were skipped, excluded."
  @type suite_result :: %{
          excluded: non_neg_integer,
          failures: non_neg_integer,
          skipped: non_neg_integer,
          total: non_neg_integer
        }

  @type test_id :: {module, name :: atom}

  @typedoc "The options of `configure/1`."
  @type configure_opts :: [
          assert_receive_timeout: timeout,
          autorun: boolean,
          capture_log: boolean | keyword,
          colors: keyword,
          dry_run: boolean,
          exclude: keyword,
          exit_status: non_neg_integer,
          failures_manifest_path: String.t(),
          formatters: [module],
          include: keyword,
          max_cases: pos_integer,
          max_failures: pos_integer | :infinity,
          only_test_ids: [test_id],
          rand_algorithm: atom,
          refute_receive_timeout: timeout,
          repeat_until_failure: non_neg_integer,
          seed: non_neg_integer,
          slowest: non_neg_integer,
          slowest_modules: non_neg_integer,
          stacktrace_depth: non_neg_integer,
          timeout: timeout,
          trace: boolean
        ]

  defmodule Test do
    @moduledoc """
    A test, as formatters are told of it.

    `name` is the function's, `description` what failures show; `time` are the microseconds it took, `logs` what it logged if that
    was captured, `tags` its context before the setups, `parameters` those of its module.
    """
    defstruct [
      :name,
      :description,
      :case,
      :module,
      :state,
      time: 0,
      tags: %{},
      logs: "",
      parameters: %{}
    ]

    @type t :: %__MODULE__{
            name: atom,
            description: String.t(),
            case: module,
            module: module,
            state: ExUnit.state(),
            time: non_neg_integer,
            tags: map,
            logs: String.t(),
            parameters: map
          }
  end

  defmodule TestModule do
    @moduledoc """
    A module of tests, as formatters are told of it.
    """
    defstruct [:file, :name, :setup_all?, :state, parameters: %{}, tags: %{}, tests: []]

    @type t :: %__MODULE__{
            file: binary,
            name: module,
            setup_all?: boolean,
            state: ExUnit.state(),
            parameters: map,
            tags: map,
            tests: [ExUnit.Test.t()]
          }
  end

  defmodule TestCase do
    @moduledoc false
    defstruct [:name, :state, tests: []]
  end

  use Application

  # What the application's specification has beyond names and versions.
  @doc false
  def __application__ do
    [
      mod: {ExUnit, []},
      registered: [ExUnit.CaptureServer, ExUnit.Server, ExUnit.Supervisor],
      env: [
        assert_receive_timeout: 600,
        autorun: true,
        capture_log: false,
        colors: [],
        dry_run: false,
        exclude: [],
        exit_status: 2,
        formatters: [ExUnit.CLIFormatter],
        include: [],
        max_failures: :infinity,
        rand_algorithm: :exsss,
        refute_receive_timeout: 100,
        repeat_until_failure: 0,
        slowest: 0,
        slowest_modules: 0,
        stacktrace_depth: 20,
        timeout: 60_000,
        trace: false,
        after_suite: []
      ]
    ]
  end

  @doc false
  @impl true
  def start(_type, []) do
    children = [ExUnit.Server, ExUnit.CaptureServer]
    Supervisor.start_link(children, strategy: :one_for_one, name: ExUnit.Supervisor)
  end

  @doc """
  Starts the test library, and runs the suite when the script ends unless `autorun: false` is given.

  Takes the options of `configure/1`.
  """
  @spec start(configure_opts) :: :ok
  def start(options \\ []) do
    {:ok, _} = Application.ensure_all_started(:ex_unit)
    configure(options)

    if Application.fetch_env!(:ex_unit, :autorun) do
      Application.put_env(:ex_unit, :autorun, false)

      System.at_exit(fn
        0 -> run_at_exit()
        _ -> :ok
      end)
    end

    :ok
  end

  # Hooks that the suite itself registers still run; the status is set by one that comes after them.
  defp run_at_exit do
    load_us = ExUnit.Server.modules_loaded(false)
    options = settled_configuration()
    %{failures: failures} = ExUnit.Runner.run(options, load_us)

    if failures > 0 do
      System.at_exit(fn _ -> exit({:shutdown, Keyword.fetch!(options, :exit_status)}) end)
    end
  end

  @doc """
  Configures the suite.

  ## Options

    * `:assert_receive_timeout` – the milliseconds that `assert_receive` waits, 600 by default
    * `:autorun` – whether a script runs its tests at its end, `true` by default
    * `:capture_log` – whether logs are captured and shown for failed tests alone; or a keyword list with the `:level` to capture
    * `:colors` – a keyword list: `:enabled`, and the ANSI sequences of `:success`, `:invalid`, `:skipped`, `:failure`, `:error_info`,
      `:extra_info`, `:location_info`, `:test_info`, `:test_module_info`, `:stacktrace_info`, `:diff_delete`,
      `:diff_delete_whitespace`, `:diff_insert`, `:diff_insert_whitespace`, `:blame_diff`
    * `:dry_run` – whether tests are only listed
    * `:exclude`, `:include` – which tags are run, see `ExUnit.Case`; what is included wins
    * `:exit_status` – the exit status of a failed suite, 2 by default
    * `:failures_manifest_path` – where the failed tests are kept, for `vial test --failed`
    * `:formatters` – the modules that show the results, `[ExUnit.CLIFormatter]` by default
    * `:max_cases` – how many modules run at the same time, twice the number of schedulers by default
    * `:max_failures` – after how many failures the run ends, `:infinity` by default
    * `:only_test_ids` – the tests to be run
    * `:rand_algorithm` – the algorithm for the order of tests, `:exsss` by default
    * `:refute_receive_timeout` – the milliseconds that `refute_receive` waits, 100 by default
    * `:repeat_until_failure` – how often the suite is repeated as long as it passes
    * `:seed` – the seed of the order and of `:rand` in tests
    * `:slowest`, `:slowest_modules` – how many of the slowest tests or modules are shown
    * `:stacktrace_depth` – how many entries of a stacktrace are kept, 20 by default
    * `:timeout` – the milliseconds that a test may take, 60000 by default
    * `:trace` – whether each test is shown by name; then tests run one at a time, without a timeout

  Any other option is passed to formatters.

  ## Examples

      iex> ExUnit.configure(stacktrace_depth: 20)
      :ok

  """
  @spec configure(configure_opts) :: :ok
  def configure(options) do
    Enum.each(options, fn {key, value} -> Application.put_env(:ex_unit, key, value) end)
  end

  @doc """
  The options of `configure/1` as they are.

  ## Examples

      iex> Keyword.fetch!(ExUnit.configuration(), :exit_status)
      2

  """
  @spec configuration() :: keyword
  def configuration do
    options = Application.get_all_env(:ex_unit)

    if options[:trace] || options[:slowest] > 0 || options[:slowest_modules] > 0,
      do: Keyword.merge(options, trace: true, max_cases: 1),
      else: Keyword.put_new(options, :max_cases, System.schedulers_online() * 2)
  end

  # What a run has chosen holds from then on.
  defp settled_configuration do
    options = Keyword.put_new_lazy(configuration(), :seed, fn -> :rand.uniform(1_000_000) - 1 end)
    options |> Keyword.take([:max_cases, :seed, :trace]) |> configure()
    options
  end

  @doc """
  The plural of a word in the texts of formatters.

  ## Examples

      iex> ExUnit.plural_rule("test")
      "tests"

  """
  @spec plural_rule(binary) :: binary
  def plural_rule(word) when is_binary(word) do
    Application.get_env(:ex_unit, :plural_rules, %{}) |> Map.get(word, "#{word}s")
  end

  @doc """
  Sets the plural of a word.

  ## Examples

      iex> ExUnit.plural_rule("mouse", "mice")
      :ok
      iex> ExUnit.plural_rule("mouse")
      "mice"

  """
  @spec plural_rule(binary, binary) :: :ok
  def plural_rule(word, plural) when is_binary(word) and is_binary(plural) do
    rules = Application.get_env(:ex_unit, :plural_rules, %{})
    configure(plural_rules: Map.put(rules, word, plural))
  end

  @doc """
  Runs the tests of the modules that have been loaded, and of `additional_modules`, which may have been run before.
  """
  @spec run([module | {module, ExUnit.Server.configuration()}]) :: suite_result
  def run(additional_modules \\ []) do
    for module <- additional_modules do
      case module do
        {module, config} -> ExUnit.Server.add_module(module, config)
        module -> ExUnit.Server.add_module(module, test_configuration(module))
      end
    end

    ExUnit.Server.modules_loaded(additional_modules != [])
    ExUnit.Runner.run(settled_configuration(), nil)
  end

  defp test_configuration(module) do
    if Code.ensure_loaded?(module) and function_exported?(module, :__ex_unit__, 1) do
      module.__ex_unit__(:config)
    else
      raise ArgumentError, "#{inspect(module)} is not a ExUnit.Case module"
    end
  end

  @doc """
  Begins to run asynchronous modules as they are loaded; `await_run/1` waits for the rest.
  """
  @doc since: "1.12.0"
  @spec async_run() :: Task.t()
  def async_run do
    Task.async(fn -> ExUnit.Runner.run(settled_configuration(), nil) end)
  end

  @doc """
  Waits for the run that `async_run/0` has begun, after all modules have been loaded.
  """
  @doc since: "1.12.0"
  @spec await_run(Task.t()) :: suite_result
  def await_run(task) do
    ExUnit.Server.modules_loaded(false)
    Task.await(task, :infinity)
  end

  @doc """
  Registers a function that is called with the result of the suite when it has ended, before those registered earlier.
  """
  @doc since: "1.8.0"
  @spec after_suite((suite_result -> any)) :: :ok
  def after_suite(function) when is_function(function, 1) do
    callbacks = Application.get_env(:ex_unit, :after_suite, [])
    configure(after_suite: [function | callbacks])
  end

  @doc """
  The supervisor of the processes that the running test has started with `ExUnit.Callbacks.start_supervised/2`.

  Returns `:error` outside of a test. Starting children of it by oneself is possible, unlike stopping it.
  """
  @doc since: "1.11.0"
  @spec fetch_test_supervisor() :: {:ok, pid} | :error
  def fetch_test_supervisor do
    case ExUnit.OnExitHandler.get_supervisor(self()) do
      {:ok, nil} -> {:ok, ExUnit.Callbacks.start_test_supervisor()}
      {:ok, supervisor} -> {:ok, supervisor}
      :error -> :error
    end
  end
end
