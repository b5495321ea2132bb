# `mix test`: finds the test files, and hands them to Mix.Compilers.Test; what is left is told by the exit status.

defmodule Mix.Tasks.Test do
  @shortdoc "Runs a project's tests"

  @moduledoc """
  Runs the tests of a project, or of a file outside of one.

      $ mix test
      $ mix test test/cart_test.exs
      $ mix test test/cart_test.exs:12 test/shop_test.exs:30:41
      $ mix test test/web
      $ mix test --only slow

  The project is compiled for the environment `:test` and its application started. Then `test/test_helper.exs` is run, which calls
  `ExUnit.start/1`, and after it the files `test/**/*_test.exs`; tests run as `ExUnit` describes. The exit status is 2 if a test
  fails, and 1 if there is an error outside of tests.

  A line behind a file stands for the test or `describe` that it belongs to.

  Without a project, the files that are named run by themselves: `mix test list_test.exs`. A `test_helper.exs` beside them is run
  first.

  ## Which tests

    * `--only TAG`, `--exclude TAG`, `--include TAG` - tests by their tags: a name (`slow`), or a name and a value (`os:linux`);
      what is included is run even if it is excluded, and `--only` excludes everything else. May be given more than once
    * `--name-pattern REGEX`, `-n` - tests by their names
    * `--failed` - those that failed when they were last run
    * `--stale` - files that have changed since, or use a module that has
    * `--partitions N` - one of N parts of the files, the one that the variable `MIX_TEST_PARTITION` says, from 1 on

  ## How they run

    * `--seed N` - the seed of the order and of random numbers; 0 keeps the order
    * `--trace` - shows each test, and runs them one by one without a timeout
    * `--timeout N` - the milliseconds that a test may take
    * `--max-cases N` - how many modules run at the same time
    * `--max-failures N` - ends the run after so many failures
    * `--max-requires N` - how many files are compiled at the same time
    * `--repeat-until-failure N` - repeats the run as long as it passes, N times at most
    * `--schedules N` - runs the tests under N seeds of the scheduler, and tells the first that fails; see below
    * `--replay SEED` - runs once under the seed of a schedule
    * `--dry-run` - tells which tests would be run
    * `--breakpoints`, `-b` - for `iex -S mix test`: stops where `IEx.pry/0` is called

  ## What they tell

    * `--cover` - which lines of the project were run; see below
    * `--slowest N`, `--slowest-modules N` - the slowest tests or modules
    * `--formatter MODULE` - the module that shows the results; may be given more than once
    * `--color`, `--no-color`
    * `--exit-status N` - the exit status if a test fails, 2 by default
    * `--raise` - failed tests are an error of this command
    * `--warnings-as-errors` - a warning fails the run, too

  ## Before they run

    * `--no-start` - does not start the application
    * `--no-compile`, `--force`, `--all-warnings`, `--no-deps-check`, `--no-archives-check`, `--no-elixir-version-check` - as for
      `mix compile`
    * `--preload-modules` - loads all modules of the project
    * `--profile-require time` - tells how long each file takes to compile, and runs nothing
    * `--listen-on-stdin` - runs again for each line that is written to standard input

  ## Configuration

  In `project/0` of `mix.exs`:

    * `:test_paths` - the folders of tests, `["test"]` by default; each has a `test_helper.exs`
    * `:test_pattern` - which of their files are looked at, `"*.{ex,exs}"` by default
    * `:test_load_filters` - functions, regular expressions or paths that say which of these are tests: by default those that end
      in `_test.exs`
    * `:test_ignore_filters` - likewise, for files that are none; files that neither one names are warned of
    * `:test_coverage` - options of the coverage

  ## Coverage

  With `--cover`, the modules of the project count how often each of their lines is run. A table shows the share of the lines that
  ran at least once, and `cover/` has a page for each module. If the total is below the threshold, the exit status is 3. These
  are the options in `:test_coverage`:

    * `:summary` - `false` for no table, or `[threshold: 90]`
    * `:ignore_modules` - modules, and regular expressions for names, that do not count
    * `:output` - the folder of the pages
    * `:export` - as `--export-coverage NAME`: only writes `cover/NAME.coverdata`, for `mix test.coverage`
    * `:tool` - a module of one's own whose `start(compile_path, options)` returns a function that is called at the end, or `nil`

  ## Schedules

  Concurrent code that passes may have been lucky. `--schedules N` runs the tests N times, each time with another order in which
  processes run, messages of several senders arrive, and timers fire; time is simulated. The first run that fails is shown, with
  the seed of its schedule; `--replay SEED` with the same arguments repeats it exactly.
  """

  use Mix.Task

  alias Mix.Compilers.Test.{Files, Schedules}

  @recursive true

  @switches [
    all_warnings: :boolean,
    archives_check: :boolean,
    breakpoints: :boolean,
    color: :boolean,
    compile: :boolean,
    cover: :boolean,
    deps_check: :boolean,
    dry_run: :boolean,
    elixir_version_check: :boolean,
    exclude: :keep,
    exit_status: :integer,
    export_coverage: :string,
    failed: :boolean,
    force: :boolean,
    formatter: :keep,
    include: :keep,
    listen_on_stdin: :boolean,
    max_cases: :integer,
    max_failures: :integer,
    max_requires: :integer,
    name_pattern: :regex,
    only: :keep,
    partitions: :integer,
    preload_modules: :boolean,
    profile_require: :string,
    raise: :boolean,
    repeat_until_failure: :integer,
    replay: :integer,
    schedules: :integer,
    seed: :integer,
    slowest: :integer,
    slowest_modules: :integer,
    stale: :boolean,
    start: :boolean,
    timeout: :integer,
    trace: :boolean,
    warnings_as_errors: :boolean
  ]

  @impl true
  def run(args) do
    {opts, files} =
      OptionParser.parse!(args, strict: @switches, aliases: [b: :breakpoints, n: :name_pattern])

    if opts[:breakpoints] && !iex?() do
      Mix.shell().error("you must run \"iex -S mix test\" when using -b/--breakpoints")
    end

    cond do
      opts[:schedules] || opts[:replay] -> Schedules.run(opts, args, files)
      Mix.Project.get() == nil and files != [] -> run_outside(opts, files)
      Mix.Task.recursing?() -> run_in_umbrella(opts, files)
      true -> run_in_project(opts, files)
    end
  end

  defp iex?, do: Code.loaded?(IEx) and IEx.started?()

  # In an umbrella, files are given from its root, and each application takes its own.
  defp run_in_umbrella(opts, []), do: run_in_project(opts, [])

  defp run_in_umbrella(opts, files) do
    root = Path.dirname(Mix.Project.parent_umbrella_project_file() || File.cwd!())
    here = File.cwd!() <> "/"

    own =
      for file <- files,
          path = Path.expand(file, root),
          String.starts_with?(path <> "/", here),
          do: Path.relative_to(path, here)

    if own != [], do: run_in_project(opts, own)
  end

  defp run_outside(opts, files) do
    {paths, filters} = ExUnit.Filters.parse_paths(files)

    if Enum.all?(paths, &File.regular?/1) do
      options = exunit_options(opts, filters)
      helpers = paths |> Enum.map(&Path.join(Path.dirname(&1), "test_helper.exs")) |> Enum.uniq()
      start_exunit(opts, options, Enum.filter(helpers, &File.regular?/1))
      Mix.Compilers.Test.require_and_run(Enum.uniq(paths), opts) |> conclude(opts, options, files)
    else
      Mix.Project.get!()
    end
  end

  ## In a project

  defp run_in_project(opts, files) do
    Mix.Project.get!()
    Mix.Task.run("compile", compile_arguments(opts))
    config = Mix.Project.config()
    finish_coverage = if opts[:cover], do: Mix.Coverage.start(config, opts)
    Mix.Task.run("app.start", compile_arguments(opts) ++ start_argument(opts))
    if opts[:preload_modules], do: preload(config)
    Mix.shell().print_app()

    {paths, filters} = ExUnit.Filters.parse_paths(files)
    Files.check_partitions(opts[:partitions])
    test_paths = config[:test_paths] || default_test_paths()
    options = exunit_options(opts, filters)
    helpers = Enum.map(test_paths, &Path.join(&1, "test_helper.exs"))
    manifest = Path.join(Mix.Project.manifest_path(config), ".mix_test_failures")
    {wanted, options} = only_failed(opts, options, manifest)
    start_exunit(opts, Keyword.put(options, :failures_manifest_path, manifest), helpers)

    found = Files.find(paths, test_paths, config)
    chosen = found |> wanted.() |> Files.partition(opts[:partitions])

    result =
      if opts[:stale],
        do: Mix.Compilers.Test.run_stale(chosen, helpers, opts),
        else: Mix.Compilers.Test.require_and_run(chosen, opts)

    if finish_coverage && result != :noop, do: finish_coverage.()
    conclude(result, opts, options, paths)
  end

  defp default_test_paths, do: if(File.dir?("test"), do: ["test"], else: [])

  @compile_options [
    :all_warnings,
    :archives_check,
    :compile,
    :deps_check,
    :elixir_version_check,
    :force,
    :warnings_as_errors
  ]

  defp compile_arguments(opts),
    do: opts |> Keyword.take(@compile_options) |> OptionParser.to_argv()

  defp start_argument(opts), do: if(Keyword.get(opts, :start, true), do: [], else: ["--no-start"])

  defp preload(config) do
    for file <- Path.wildcard(Path.join(Mix.Project.compile_path(config), "*.beam")) do
      file |> Path.basename(".beam") |> String.to_atom() |> Code.ensure_loaded()
    end
  end

  # What to keep of the files that were found, and which of their tests.
  defp only_failed(opts, options, manifest) do
    if opts[:failed] do
      {files, tests} = ExUnit.Filters.failure_info(manifest)

      {fn found -> Enum.filter(found, &(Path.expand(&1) in files)) end,
       Keyword.put(options, :only_test_ids, tests)}
    else
      {fn found -> found end, options}
    end
  end

  ## The options of the test library

  @passed_on [
    :trace,
    :dry_run,
    :max_cases,
    :max_failures,
    :repeat_until_failure,
    :seed,
    :slowest,
    :slowest_modules,
    :timeout,
    :exit_status
  ]

  defp exunit_options(opts, location) do
    opts
    |> Keyword.take(@passed_on)
    |> colors(opts)
    |> formatters(opts)
    |> traced()
    |> filters(opts, location)
  end

  defp colors(options, opts) do
    case Keyword.fetch(opts, :color) do
      {:ok, enabled} -> Keyword.put(options, :colors, enabled: enabled)
      :error -> options
    end
  end

  defp formatters(options, opts) do
    case Keyword.get_values(opts, :formatter) do
      [] -> options
      names -> Keyword.put(options, :formatters, Enum.map(names, &Module.concat([&1])))
    end
  end

  # Times say something if nothing else runs.
  defp traced(options) do
    if options[:slowest] || options[:slowest_modules],
      do: Keyword.put_new(options, :trace, true),
      else: options
  end

  defp filters(options, opts, location) do
    only = ExUnit.Filters.parse(Keyword.get_values(opts, :only))
    name = for pattern <- Keyword.get_values(opts, :name_pattern), do: {:test, pattern}
    include = ExUnit.Filters.parse(Keyword.get_values(opts, :include)) ++ only ++ name
    exclude = ExUnit.Filters.parse(Keyword.get_values(opts, :exclude))
    exclude = if only != [] or name != [], do: [:test | exclude], else: exclude

    options
    |> put_filters(:include, include)
    |> put_filters(:exclude, exclude)
    |> Keyword.merge(location)
  end

  defp put_filters(options, _, []), do: options
  defp put_filters(options, key, filters), do: Keyword.put(options, key, filters)

  # Options of the command come before those of the helpers; filters are added to theirs.
  defp start_exunit(opts, options, helpers) do
    Application.ensure_loaded(:ex_unit)
    if opts[:trace] || options[:trace], do: ExUnit.configure(trace: true)
    ExUnit.configure(autorun: false)
    {:ok, _} = Application.ensure_all_started(:ex_unit)
    shell = Mix.shell()
    Enum.each(helpers, &require_helper/1)
    Mix.shell(shell)
    ExUnit.configure(merge_filters(options))
    ExUnit.configure(autorun: false)
  end

  defp require_helper(file) do
    if File.regular?(file) do
      Code.require_file(file)
    else
      Mix.raise("Cannot run tests because test helper file #{inspect(file)} does not exist")
    end
  end

  # A place says all there is to say.
  defp merge_filters(options) do
    configured = Application.get_all_env(:ex_unit)

    {include, exclude} =
      if Enum.any?(options[:include] || [], &match?({:location, _}, &1)) do
        {options[:include], options[:exclude]}
      else
        ExUnit.Filters.normalize(
          options[:include] || configured[:include],
          (options[:exclude] || []) ++ (configured[:exclude] || [])
        )
      end

    Keyword.merge(options, include: include, exclude: exclude)
  end

  ## The end

  defp conclude(:noop, opts, _, paths) do
    cond do
      opts[:stale] ->
        Mix.shell().info("No stale tests")

      opts[:failed] || paths == [] ->
        Mix.shell().info("There are no tests to run")

      true ->
        fail(
          "Paths given to \"mix test\" did not match any directory/file: " <>
            Enum.join(paths, ", "),
          1
        )
    end
  end

  defp conclude({:ok, result, warnings?}, opts, options, _) do
    cond do
      result.failures > 0 and opts[:raise] ->
        Mix.raise("\"mix test\" failed")

      result.failures > 0 ->
        status = options[:exit_status] || Application.fetch_env!(:ex_unit, :exit_status)
        exit_at_end(status)

      warnings? and opts[:warnings_as_errors] ->
        fail(
          "\nERROR! Test suite aborted after successful execution due to warnings while using the " <>
            "--warnings-as-errors option",
          1
        )

      result.excluded == result.total and Keyword.has_key?(opts, :only) ->
        fail("The --only option was given to \"mix test\" but no test was executed", 1)

      true ->
        :ok
    end
  end

  defp fail(message, status) do
    Mix.shell().error(message)
    exit_at_end(status)
  end

  # What others have to do at the end comes first.
  defp exit_at_end(status), do: System.at_exit(fn _ -> exit({:shutdown, status}) end)
end
