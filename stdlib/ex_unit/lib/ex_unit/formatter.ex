# How tests and their failures are put into words: texts for formatters, which decide where they go and in which colours.

defmodule ExUnit.Formatter do
  @moduledoc """
  Formatters, and what helps to write one.

  A formatter is a `GenServer` that is told by casts what happens in a suite:

    * `{:suite_started, options}` – the run begins
    * `{:suite_finished, times_us}` – the run has ended; `times_us` has the microseconds of the run, of its asynchronous part and of
      loading as `run`, `async` and `load`, the last two `nil` if not known
    * `{:module_started, test_module}`, `{:module_finished, test_module}` – an `ExUnit.TestModule`
    * `{:test_started, test}`, `{:test_finished, test}` – an `ExUnit.Test`
    * `{:sigquit, [test | test_module]}` – the machine is about to stop while these are running
    * `:max_failures_reached` – the run ends early

  It must ignore casts that it does not know. Its `init/1` is given the options of `ExUnit.configure/1`, and the seed. What a test
  prints belongs to the test: a formatter is the leader of its own group.

      defmodule Dots do
        use GenServer

        def init(_options), do: {:ok, 0}

        def handle_cast({:test_finished, %ExUnit.Test{state: nil}}, count) do
          IO.write(".")
          {:noreply, count + 1}
        end

        def handle_cast(_event, count), do: {:noreply, count}
      end

  Formatters are named in `ExUnit.configure(formatters: [Dots])` or by `--formatter Dots`.
  """

  alias ExUnit.Formatter.Code

  @type id :: term
  @type test :: ExUnit.Test.t()
  @type times_us :: %{
          run: pos_integer,
          async: pos_integer | nil,
          load: pos_integer | nil
        }

  @typedoc """
  What a formatter is asked to decorate in a text.
  """
  @type formatter_callback_info_key ::
          :extra_info
          | :error_info
          | :test_module_info
          | :test_info
          | :location_info
          | :parameters_info
          | :stacktrace_info
          | :blame_diff

  @typedoc """
  What a formatter is asked about differences; `:diff_enabled?` wants a boolean, the others a document of `Inspect.Algebra`.
  """
  @type formatter_callback_diff_key ::
          :diff_delete
          | :diff_delete_whitespace
          | :diff_insert
          | :diff_insert_whitespace

  @typedoc """
  The function that decorates the parts of a text.
  """
  @type formatter_callback ::
          (:diff_enabled?, boolean -> boolean)
          | (formatter_callback_diff_key, Inspect.Algebra.t() -> Inspect.Algebra.t())
          | (formatter_callback_info_key, String.t() -> String.t())

  @typedoc """
  The columns to be used.
  """
  @type width :: non_neg_integer | :infinity

  @padding "     "

  ## Suites

  @doc """
  How long a run took.

  ## Examples

      iex> format_times(%{run: 10_000, async: nil, load: nil})
      "Finished in 0.01 seconds (0.00s async, 0.01s sync)"
      iex> format_times(%{run: 10_000_000, async: 4_000_000, load: 200_000})
      "Finished in 10.2 seconds (0.2s on load, 4.0s async, 6.0s sync)"

  """
  @spec format_times(times_us) :: String.t()
  def format_times(%{run: run, async: async, load: load}) do
    run = centiseconds(run)
    async = if async, do: centiseconds(async), else: 0
    load = load && centiseconds(load)
    on_load = if load, do: "#{seconds(load)}s on load, ", else: ""

    "Finished in #{seconds(run + (load || 0))} seconds " <>
      "(#{on_load}#{seconds(async)}s async, #{seconds(run - async)}s sync)"
  end

  defp centiseconds(us), do: div(us, 10_000)

  defp seconds(centiseconds) when centiseconds < 10, do: "0.0#{centiseconds}"

  defp seconds(centiseconds) do
    tenths = div(centiseconds, 10)
    "#{div(tenths, 10)}.#{rem(tenths, 10)}"
  end

  @doc """
  Which tags are included or excluded.

  ## Examples

      iex> format_filters([run: true, slow: false], :include)
      "Including tags: [run: true, slow: false]"
      iex> format_filters([:unit], :exclude)
      "Excluding tags: [:unit]"

  """
  @spec format_filters(keyword, :exclude | :include) :: String.t()
  def format_filters(filters, kind) do
    case kind do
      :include -> "Including tags: #{inspect(filters)}"
      :exclude -> "Excluding tags: #{inspect(filters)}"
    end
  end

  ## Failures

  @doc """
  A failed test: its name and place, and each of its failures.

  ## Examples

      iex> failure = {:error, %RuntimeError{message: "oops"}, []}
      iex> test = %ExUnit.Test{description: "test it", module: MyTest, tags: %{file: "my_test.exs", line: 1}}
      iex> format_test_failure(test, [failure], 1, 80, fn _key, value -> value end)
      "  1) test it (MyTest)\\n     my_test.exs:1\\n     ** (RuntimeError) oops\\n"

  """
  @spec format_test_failure(
          test,
          [ExUnit.failed()],
          non_neg_integer,
          width,
          formatter_callback
        ) :: String.t()
  def format_test_failure(%ExUnit.Test{} = test, failures, counter, width, formatter) do
    %ExUnit.Test{description: description, module: module, tags: tags, name: name} = test
    location = "#{Path.relative_to_cwd(tags.file)}:#{tags.line}"

    formatter.(:test_info, numbered(counter, "#{description} (#{inspect(module)})")) <>
      "\n" <>
      parameters(test.parameters, formatter) <>
      @padding <>
      formatter.(:location_info, location) <>
      "\n" <>
      failures(failures, {module, name}, width, formatter)
  end

  @doc """
  A module whose `setup_all` has failed, as `format_test_failure/5`.
  """
  @spec format_test_all_failure(
          ExUnit.TestModule.t(),
          [ExUnit.failed()],
          non_neg_integer,
          width,
          formatter_callback
        ) :: String.t()
  def format_test_all_failure(
        %ExUnit.TestModule{} = test_module,
        failures,
        counter,
        width,
        formatter
      ) do
    formatter.(:test_module_info, numbered(counter, "#{inspect(test_module.name)}: ")) <>
      "failure on setup_all callback, all tests have been invalidated\n" <>
      parameters(test_module.parameters, formatter) <>
      failures(failures, {test_module.name, nil}, width, formatter)
  end

  defp numbered(counter, text), do: String.pad_leading("#{counter})", 4) <> " " <> text

  defp parameters(parameters, _) when parameters == %{}, do: ""

  defp parameters(parameters, formatter) do
    case formatter.(:parameters_info, parameters) do
      text when is_binary(text) -> @padding <> text <> "\n"
      parameters -> @padding <> "Parameters: " <> inspect(parameters, limit: :infinity) <> "\n"
    end
  end

  defp failures(failures, test, width, formatter) do
    several? = match?([_, _ | _], failures)

    for {{kind, reason, stacktrace}, number} <- Enum.with_index(failures, 1), into: "" do
      {text, stacktrace} = failure(kind, reason, stacktrace, test, width, formatter)
      header = if several?, do: "\n     Failure ##{number}\n", else: ""
      header <> text <> stacktrace(stacktrace, test, formatter)
    end
  end

  defp failure(:error, %ExUnit.AssertionError{} = error, stacktrace, test, width, formatter) do
    error =
      if meaningful?(error.expr) do
        error
      else
        %{error | expr: {:source, Code.source(test, stacktrace)}}
      end

    {assertion(error, @padding, width, formatter), stacktrace}
  end

  defp failure(:error, %FunctionClauseError{} = error, stacktrace, test, _width, formatter) do
    {error, stacktrace} = Exception.blame(:error, error, stacktrace)
    banner = "** (FunctionClauseError) " <> FunctionClauseError.banner(error)

    blamed =
      FunctionClauseError.blamed(
        error,
        &inspect/1,
        &formatter.(:blame_diff, &1)
      )

    {@padding <>
       formatter.(:error_info, banner) <>
       "\n\n" <>
       @padding <>
       (blamed |> String.trim_leading("\n") |> pad_nonempty_lines(@padding)) <>
       "\n" <> source(test, stacktrace, formatter), stacktrace}
  end

  defp failure(kind, reason, stacktrace, test, _width, formatter) do
    {reason, stacktrace} = Exception.blame(kind, reason, stacktrace)
    banner = Exception.format_banner(kind, reason, stacktrace)
    text = formatter.(:error_info, indent(banner)) <> "\n" <> source(test, stacktrace, formatter)
    {@padding <> empty_lines(text), stacktrace}
  end

  defp source(test, stacktrace, formatter) do
    case Code.source(test, stacktrace) do
      nil -> ""
      source -> @padding <> formatter.(:extra_info, "code: ") <> source <> "\n"
    end
  end

  defp indent(text), do: String.replace(text, "\n", "\n" <> @padding)

  defp empty_lines(text), do: String.replace(text, ~r/(?<=\n)     (?=\n)/, "")

  defp stacktrace([], _, _), do: ""

  defp stacktrace(stacktrace, test, formatter) do
    entries =
      for entry <- stacktrace, text = stacktrace_entry(entry, test), into: "" do
        "       " <> formatter.(:stacktrace_info, text) <> "\n"
      end

    @padding <> formatter.(:extra_info, "stacktrace:") <> "\n" <> entries
  end

  defp stacktrace_entry({module, name, 1, location}, {module, name}) do
    if location[:file], do: "#{location[:file]}:#{location[:line]}: (test)"
  end

  defp stacktrace_entry(entry, _), do: Exception.format_stacktrace_entry(entry)

  ## Assertions

  @doc """
  A failed assertion as plain text.
  """
  @doc since: "1.16.0"
  @spec format_assertion_error(ExUnit.AssertionError.t()) :: String.t()
  def format_assertion_error(%ExUnit.AssertionError{} = error) do
    assertion(error, "", :infinity, fn
      :diff_enabled?, _ -> false
      _, text -> text
    end)
  end

  defp assertion(error, padding, width, formatter) do
    two_sided? = meaningful?(error.right)
    label_width = if two_sided?, do: 7, else: 6

    [
      message: message(error.message, formatter),
      doctest: doctest(error.doctest),
      code: error |> code() |> pad_lines(label_width),
      arguments: arguments(error.args, width)
    ]
    |> Kernel.++(sides(error, String.length(@padding) + label_width, width, formatter))
    |> Enum.filter(fn {_label, text} -> text != nil end)
    |> Enum.map_join(fn {label, text} ->
      padding <> label(label, label_width, formatter) <> text <> "\n"
    end)
  end

  defp label(:message, _, _), do: ""

  defp label(label, _, formatter) when label in [:doctest, :arguments, :mailbox],
    do: formatter.(:extra_info, "#{label}:")

  defp label(label, width, formatter),
    do: formatter.(:extra_info, String.pad_trailing("#{label}:", width))

  defp meaningful?(value), do: value != ExUnit.AssertionError.no_value()

  defp message(message, formatter) do
    if meaningful?(message), do: formatter.(:error_info, pad_nonempty_lines(message, @padding))
  end

  defp doctest(doctest) do
    if meaningful?(doctest), do: pad_nonempty_lines(doctest, @padding <> "  ")
  end

  # The code of a doctest is text already.
  defp code(%{expr: {:source, source}}), do: source

  defp code(%{expr: code, doctest: doctest}) do
    cond do
      is_binary(code) and meaningful?(doctest) -> code
      meaningful?(code) -> code_text(code)
      true -> nil
    end
  end

  # What is asserted begins a line of its own, so to speak: its lines do not stand below the end of `assert`.
  defp code_text({name, _, [argument]})
       when name in [
              :assert,
              :refute,
              :assert_receive,
              :assert_received,
              :refute_receive,
              :refute_received
            ] do
    "#{name} " <> Macro.to_string(argument)
  end

  defp code_text(code), do: Macro.to_string(code)

  defp pad_lines(nil, _), do: nil

  defp pad_lines(text, label_width) do
    String.replace(text, "\n", "\n" <> @padding <> String.duplicate(" ", label_width))
  end

  defp pad_nonempty_lines(text, padding) do
    text |> String.replace("\n", "\n" <> padding) |> String.replace(~r/^ +$/m, "")
  end

  defp arguments(arguments, width) do
    if meaningful?(arguments) and arguments != [] do
      arguments
      |> Enum.with_index(1)
      |> Enum.map_join(fn {argument, number} ->
        "\n\n         # #{number}\n         " <> inspect_multiline(argument, 9, width)
      end)
      |> Kernel.<>("\n")
    end
  end

  defp sides(%{context: {:mailbox, _, []}}, _, _, _), do: []

  defp sides(%{context: {:mailbox, pins, mailbox}, left: pattern}, _, width, formatter) do
    padding = @padding <> "  "

    messages =
      for message <- mailbox do
        # A message is compared with the pattern as in a match; `pattern: ` and `value:   ` are 9 wide.
        error = %ExUnit.AssertionError{left: pattern, right: message, context: {:match, pins}}
        sides = format_assertion_diff(error, String.length(padding) + 9, width, formatter)

        padding <>
          formatter.(:extra_info, "pattern: ") <>
          sides[:left] <>
          "\n" <> padding <> formatter.(:extra_info, "value:   ") <> sides[:right]
      end

    [mailbox: "\n" <> Enum.join(messages, "\n\n")]
  end

  defp sides(error, padding_size, width, formatter) do
    format_assertion_diff(error, padding_size, width, formatter)
  end

  @doc """
  The two sides of a failed assertion, with what differs decorated if the formatter wants so.

  The result is a keyword list with texts for `:left` and `:right`, without those that the error says nothing of. Lines but the first are
  padded by `padding_size`.
  """
  @doc since: "1.16.0"
  @spec format_assertion_diff(
          ExUnit.AssertionError.t(),
          non_neg_integer,
          width,
          formatter_callback
        ) :: keyword
  def format_assertion_diff(error, padding_size, width, formatter)

  def format_assertion_diff(%ExUnit.AssertionError{context: {:mailbox, _, _}}, _, _, _), do: []

  def format_assertion_diff(
        %ExUnit.AssertionError{left: left, right: right, context: context},
        padding_size,
        width,
        formatter
      ) do
    sides = Enum.filter([left: left, right: right], fn {_, side} -> meaningful?(side) end)

    with [left: left, right: right] <- sides,
         true <- formatter.(:diff_enabled?, false),
         {left, right} <- ExUnit.Diff.compare(left, right, context) do
      [
        left: side(left, padding_size, width, formatter),
        right: side(right, padding_size, width, formatter)
      ]
    else
      _ -> for {key, side} <- sides, do: {key, plain(key, side, context, padding_size, width)}
    end
  end

  defp plain(:left, pattern, {:match, _}, padding_size, _) do
    pattern
    |> ExUnit.Diff.written()
    |> Macro.to_string()
    |> String.replace("\n", "\n" <> String.duplicate(" ", padding_size))
  end

  defp plain(_, value, _, padding_size, width), do: inspect_multiline(value, padding_size, width)

  defp side(side, padding_size, width, formatter) do
    side
    |> ExUnit.Diff.to_algebra(fn kind, document -> formatter.(kind, document) end)
    |> laid_out(padding_size, width)
  end

  defp inspect_multiline(value, padding_size, width) do
    options = %Inspect.Opts{limit: :infinity, printable_limit: :infinity}

    value
    |> Inspect.Algebra.to_doc(options)
    |> Inspect.Algebra.group()
    |> laid_out(padding_size, width)
  end

  defp laid_out(document, padding_size, width) do
    width = if width == :infinity, do: width, else: width - padding_size

    document
    |> Inspect.Algebra.nest(padding_size)
    |> Inspect.Algebra.format(width)
    |> IO.iodata_to_binary()
  end
end
