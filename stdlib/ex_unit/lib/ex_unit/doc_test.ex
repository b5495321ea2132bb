# Tests of the examples in documentation.

defmodule ExUnit.DocTest.Error do
  @moduledoc """
  Raised when the examples of documentation cannot be read.
  """

  @type t :: %__MODULE__{message: String.t()}

  defexception [:message]

  @impl true
  def message(%{message: message}), do: message
end

defmodule ExUnit.DocTest do
  @moduledoc """
  Tests of the examples in documentation.

      defmodule Numbers do
        @doc \"\"\"
        Doubles a number.

            iex> Numbers.double(2)
            4

            iex> half = Numbers.double(1)
            iex> half +
            ...>   1
            3

            iex> Numbers.double("2")
            ** (ArithmeticError) bad argument in arithmetic expression: "2" * 2
        \"\"\"
        def double(number), do: number * 2
      end

      defmodule NumbersTest do
        use ExUnit.Case
        doctest Numbers
      end

  Expressions follow prompts (`iex>`, `iex(1)>`, continued by `...>`), what they return stands in the lines below. Expressions without an
  empty line between them are one test and share their variables. An exception is written as it is printed; a message of which only the
  beginning is known ends in `...`. What begins with `#Name<` is compared with what `inspect/1` shows.
  """

  alias ExUnit.DocTest.Extractor

  @doc """
  Defines a test for each example of a module.

  ## Options

    * `:only`, `:except` – a list of functions `{name, arity}`, and `:moduledoc`
    * `:import` – whether the module's functions are imported into the tests
    * `:tags` – tags of the tests

  """
  defmacro doctest(module, options \\ []) do
    %{module: case_module, file: file, line: line} = __CALLER__

    # A module that is named is needed while the tests are compiled.
    required =
      if is_atom(Macro.expand(module, __CALLER__)), do: quote(do: require(unquote(module)))

    tests =
      quote bind_quoted: [
              module: module,
              options: options,
              case_module: case_module,
              file: file,
              line: line
            ] do
        for {name, body, tags, source} <- ExUnit.DocTest.__doctests__(module, options) do
          name = ExUnit.Case.register_test(case_module, file, line, :doctest, name, tags)
          @file "(for doctest at) " <> source
          def unquote(name)(_), do: unquote(body)
        end
      end

    {:__block__, [], [required, tests]}
  end

  @doc """
  Defines a test for each example of a file, such as a README.
  """
  @doc since: "1.15.0"
  defmacro doctest_file(path, options \\ []) do
    %{module: case_module, file: file, line: line} = __CALLER__

    quote bind_quoted: [
            path: path,
            options: options,
            case_module: case_module,
            file: file,
            line: line
          ] do
      @external_resource path

      for {name, body, tags, source} <-
            ExUnit.DocTest.__doctest_file__(path, case_module, options) do
        name = ExUnit.Case.register_test(case_module, file, line, :doctest, name, tags)
        @file "(for doctest at) " <> source
        def unquote(name)(_), do: unquote(body)
      end
    end
  end

  @doc false
  def __doctests__(module, options) do
    tags = [doctest: module] ++ given_tags(options)
    import = if Keyword.get(options, :import, false), do: module
    documentation = documentation(module)
    file = module |> source() |> Path.relative_to_cwd()

    tests =
      for {subject, line, text} <- documentation |> documented() |> filter(module, options, file),
          test <- Extractor.extract(text, line, file),
          do: {subject, test}

    for {{subject, test}, number} <- Enum.with_index(tests, 1) do
      {name(module, subject, number), body(test, module, file, import), tags(test) ++ tags, file}
    end
  end

  @doc false
  def __doctest_file__(path, case_module, options) do
    tags = [doctest: path] ++ given_tags(options)
    file = Path.relative_to_cwd(path)
    tests = Extractor.extract(File.read!(path), 2, file)

    for {test, number} <- Enum.with_index(tests, 1) do
      {"#{file} (#{number})", body(test, case_module, file, nil), tags(test) ++ tags, file}
    end
  end

  defp given_tags(options) do
    for tag <- Keyword.get(options, :tags, []), do: if(is_atom(tag), do: {tag, true}, else: tag)
  end

  defp tags(test), do: [doctest_line: test.line, doctest_data: %{end_line: test.end_line}]

  defp name(module, :moduledoc, number), do: "module #{inspect(module)} (#{number})"
  defp name(module, {name, arity}, number), do: "#{inspect(module)}.#{name}/#{arity} (#{number})"

  defp source(module),
    do: module.module_info(:compile) |> Keyword.get(:source, ~c"nofile") |> List.to_string()

  ## Documentation

  defp documentation(module) do
    Code.ensure_loaded(module)

    case Code.fetch_docs(module) do
      {:docs_v1, _, _, _, _, _, _} = documentation ->
        documentation

      {:error, reason} ->
        raise ExUnit.DocTest.Error,
          message:
            "#{Path.relative_to_cwd(source(module))}: could not retrieve the documentation for module " <>
              "#{inspect(module)}. #{explain(reason)}"
    end
  end

  defp documented({:docs_v1, annotation, _, _, moduledoc, _, docs}) do
    moduledocs =
      for {"en", text} <- [english(moduledoc)],
          do: {:moduledoc, line(annotation) + 1, text}

    functions =
      for {{kind, name, arity}, annotation, _, doc, _} when kind in [:function, :macro] <- docs,
          {"en", text} <- [english(doc)],
          do: {{name, arity}, line(annotation) + 1, text}

    moduledocs ++ Enum.sort_by(functions, &elem(&1, 1))
  end

  # An annotation is a line, a line with a column, or a list with a `:location`.
  defp line(line) when is_integer(line), do: line
  defp line({line, _column}), do: line

  defp line(annotation) when is_list(annotation),
    do: annotation |> Keyword.get(:location, 0) |> line()

  defp english(%{"en" => text}), do: {"en", text}
  defp english(_), do: :none

  defp explain(:module_not_found), do: "The BEAM file of the module cannot be accessed"
  defp explain(:chunk_not_found), do: "The module was not compiled with docs"

  defp explain({:invalid_chunk, _}), do: "The documentation chunk in the module is invalid"

  defp filter(documented, module, options, file) do
    except = Keyword.get(options, :except, [])

    case Keyword.fetch(options, :only) do
      {:ok, only} ->
        check_defined(only, module, file)
        Enum.filter(documented, fn {subject, _, _} -> subject in only end)

      :error ->
        Enum.reject(documented, fn {subject, _, _} -> subject in except end)
    end
  end

  defp check_defined(only, module, file) do
    undefined =
      for {name, arity} <- only,
          not function_exported?(module, name, arity) and not macro_exported?(module, name, arity),
          do: "    #{inspect(module)}.#{name}/#{arity}\n"

    if undefined != [] do
      raise ExUnit.DocTest.Error,
        message: "#{file}: undefined or private function given to doctest:\n\n#{undefined}\n"
    end
  end

  ## Tests

  defp body(test, module, file, import) do
    imports = if import, do: [quote(do: import(unquote(import)))], else: []
    steps = Enum.map(test.expressions, &step(&1, module, file))
    {:__block__, [], imports ++ steps ++ [:ok]}
  end

  # Where a failure of the expression is told to be.
  defp place(module, file, line),
    do: {module, :__MODULE__, 0, [file: String.to_charlist(file), line: line]}

  defp step(expression, module, file) do
    %{code: code, line: line, expected_line: expected_line, formatted: formatted} = expression

    with {:ok, quoted} <- parse(code, file, line),
         {:ok, expected} <- parse_expected(expression.expected, file, expected_line) do
      check(expected, quoted, formatted, Macro.escape(place(module, file, line)))
    else
      {:error, error, line, text} ->
        message =
          "Doctest did not compile, got: (#{inspect(error.__struct__)}) " <>
            explained(error, text)

        quote do
          ExUnit.DocTest.__fail__(
            unquote(message),
            unquote(formatted),
            unquote(Macro.escape(place(module, file, line)))
          )
        end
    end
  end

  defp explained(error, text) do
    if text =~ ~r/#[A-Z][\w.]*</ do
      Exception.message(error) <>
        "\nIf you are planning to assert on the result of an iex> expression which contains a value inspected as " <>
        "#Name<...>, please make sure the inspected value is placed at the beginning of the expression, otherwise " <>
        "Elixir will treat it as a comment due to the leading sign #."
    else
      Exception.message(error)
    end
  end

  defp parse(text, file, line) do
    {:ok, Code.string_to_quoted!(text, file: file, line: line)}
  rescue
    error -> {:error, error, line, text}
  end

  defp parse_expected({:value, text}, file, line) do
    with {:ok, quoted} <- parse(text, file, line), do: {:ok, {:value, quoted, text}}
  end

  defp parse_expected(expected, _, _), do: {:ok, expected}

  defp check(:none, quoted, _, _), do: quoted

  defp check({:value, expected, text}, quoted, formatted, place) do
    quote do
      value = unquote(quoted)
      expected = unquote(expected)

      ExUnit.DocTest.__check__(
        value === expected,
        value,
        expected,
        unquote(shown(quoted) <> " === " <> text),
        unquote(formatted),
        unquote(place)
      )
    end
  end

  defp check({:inspect, text}, quoted, formatted, place) do
    quote do
      value = inspect(unquote(quoted))

      ExUnit.DocTest.__check__(
        value == unquote(text),
        value,
        unquote(text),
        unquote("inspect(" <> shown(quoted) <> ") === " <> inspect(text)),
        unquote(formatted),
        unquote(place)
      )
    end
  end

  defp check({:error, module, message}, quoted, formatted, place) do
    quote do
      ExUnit.DocTest.__error__(
        fn -> unquote(quoted) end,
        unquote(Module.concat([module])),
        unquote(message),
        unquote(formatted),
        unquote(place)
      )
    end
  end

  # Of several expressions, the last one is compared.
  defp shown({:__block__, _, [_ | _] = expressions}), do: expressions |> List.last() |> shown()
  defp shown(quoted), do: Macro.to_string(quoted)

  @doc false
  def __check__(true, _, _, _, _, _), do: :ok

  def __check__(false, value, expected, code, formatted, place) do
    fail(
      [
        message: "Doctest failed",
        doctest: "\n" <> formatted,
        expr: code,
        left: value,
        right: expected
      ],
      place
    )
  end

  @doc false
  def __error__(function, module, message, formatted, place) do
    function.()
  rescue
    error ->
      actual = Exception.message(error)

      cond do
        error.__struct__ != module ->
          __fail__(
            "Doctest failed: expected exception #{inspect(module)} but got #{inspect(error.__struct__)} with message #{inspect(actual)}",
            formatted,
            place
          )

        not message?(actual, message) ->
          __fail__(
            "Doctest failed: wrong message for #{inspect(module)}\nexpected:\n  #{inspect(message)}\nactual:\n  #{inspect(actual)}",
            formatted,
            place
          )

        true ->
          :ok
      end
  else
    _ ->
      __fail__(
        "Doctest failed: expected exception #{inspect(module)} but nothing was raised",
        formatted,
        place
      )
  end

  # An ellipsis stands for the rest.
  defp message?(actual, expected) do
    actual == expected or
      (String.ends_with?(expected, "...") and
         String.starts_with?(actual, binary_part(expected, 0, byte_size(expected) - 3)))
  end

  @doc false
  def __fail__(message, formatted, place),
    do: fail([message: message, doctest: "\n" <> formatted], place)

  defp fail(fields, place), do: reraise(ExUnit.AssertionError.exception(fields), [place])
end
