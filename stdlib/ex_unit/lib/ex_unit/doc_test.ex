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

    quote bind_quoted: [
            module: module,
            options: options,
            case_module: case_module,
            file: file,
            line: line
          ] do
      for {name, body, tags} <- ExUnit.DocTest.__doctests__(module, options) do
        name = ExUnit.Case.register_test(case_module, file, line, :doctest, name, tags)
        def unquote(name)(_), do: unquote(body)
      end
    end
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

      for {name, body, tags} <- ExUnit.DocTest.__doctest_file__(path, options) do
        name = ExUnit.Case.register_test(case_module, file, line, :doctest, name, tags)
        def unquote(name)(_), do: unquote(body)
      end
    end
  end

  @doc false
  def __doctests__(module, options) do
    tags = [doctest: module] ++ Keyword.get(options, :tags, [])
    import = if Keyword.get(options, :import, false), do: module
    file = file(module)

    module
    |> documented()
    |> filter(options)
    |> Enum.flat_map(fn {subject, line, text} ->
      for test <- Extractor.extract(text, line, file), do: {subject, test}
    end)
    |> numbered(fn subject, number -> name(module, subject, number) end, file, import, tags)
  end

  @doc false
  def __doctest_file__(path, options) do
    tags = [doctest: path] ++ Keyword.get(options, :tags, [])
    tests = for test <- Extractor.extract(File.read!(path), 1, path), do: {:file, test}

    numbered(
      tests,
      fn _, number -> "#{Path.relative_to_cwd(path)} (#{number})" end,
      Path.expand(path),
      nil,
      tags
    )
  end

  defp numbered(tests, name, file, import, tags) do
    for {{subject, test}, number} <- Enum.with_index(tests, 1) do
      [{_, _, line, _} | _] = test
      {name.(subject, number), body(test, file, import), [doctest_line: line] ++ tags}
    end
  end

  defp name(module, :moduledoc, number), do: "module #{inspect(module)} (#{number})"

  defp name(module, {name, arity}, number) do
    "#{Exception.format_mfa(module, name, arity)} (#{number})"
  end

  defp file(module),
    do: module.module_info(:compile) |> Keyword.get(:source, ~c"nofile") |> List.to_string()

  ## Documentation

  defp documented(module) do
    case Code.fetch_docs(module) do
      {:docs_v1, annotation, _, _, moduledoc, _, docs} ->
        moduledocs =
          for {"en", text} <- [english(moduledoc)],
              do: {:moduledoc, line(annotation) + 1, text}

        functions =
          for {{kind, name, arity}, annotation, _, doc, _} when kind in [:function, :macro] <-
                docs,
              {"en", text} <- [english(doc)],
              do: {{name, arity}, line(annotation) + 1, text}

        moduledocs ++ Enum.sort_by(functions, &elem(&1, 1))

      {:error, reason} ->
        raise ExUnit.DocTest.Error,
          message:
            "could not retrieve the documentation for module #{inspect(module)}. #{explain(reason)}"
    end
  end

  # An annotation is a line, a line with a column, or a list with a `:location`.
  defp line(line) when is_integer(line), do: line
  defp line({line, _column}), do: line
  defp line(annotation) when is_list(annotation), do: annotation |> Keyword.get(:location, 0) |> line()

  defp english(%{"en" => text}), do: {"en", text}
  defp english(_), do: :none

  defp explain(:module_not_found), do: "The BEAM file of the module cannot be accessed"
  defp explain(:chunk_not_found), do: "The module was not compiled with documentation"
  defp explain({:invalid_chunk, _}), do: "The documentation chunk in the module is invalid"

  defp filter(documented, options) do
    only = Keyword.get(options, :only, [])
    except = Keyword.get(options, :except, [])

    Enum.filter(documented, fn {subject, _, _} ->
      (only == [] or subject in only) and subject not in except
    end)
  end

  ## Tests

  defp body(expressions, file, import) do
    imports = if import, do: [quote(do: import(unquote(import)))], else: []
    steps = Enum.map(expressions, &step(&1, file))
    {:__block__, [], imports ++ steps ++ [:ok]}
  end

  defp step({code, expected, line, formatted}, file) do
    quoted = parse(code, file, line)
    location = [line: line, file: file]
    check(expected, quoted, code, formatted, location)
  end

  defp parse(code, file, line) do
    Code.string_to_quoted!(code, file: file, line: line)
  end

  defp check(:none, quoted, _, _, _), do: quoted

  defp check({:value, text}, quoted, code, formatted, location) do
    expected = parse(text, location[:file], location[:line])

    quote do
      value = unquote(quoted)
      expected = unquote(expected)

      ExUnit.DocTest.__check__(
        value === expected,
        value,
        expected,
        unquote(code <> " === " <> text),
        unquote(formatted)
      )
    end
  end

  defp check({:inspect, text}, quoted, code, formatted, _) do
    quote do
      value = inspect(unquote(quoted))

      ExUnit.DocTest.__check__(
        value == unquote(text),
        value,
        unquote(text),
        unquote("inspect(" <> code <> ") === " <> inspect(text)),
        unquote(formatted)
      )
    end
  end

  defp check({:error, module, message}, quoted, _, formatted, _) do
    quote do
      ExUnit.DocTest.__error__(
        fn -> unquote(quoted) end,
        unquote(Module.concat([module])),
        unquote(message),
        unquote(formatted)
      )
    end
  end

  @doc false
  def __check__(true, _, _, _, _), do: :ok

  def __check__(false, value, expected, code, formatted) do
    raise ExUnit.AssertionError,
      doctest: "\n" <> formatted,
      expr: code,
      left: value,
      right: expected,
      message: "Doctest failed"
  end

  @doc false
  def __error__(function, module, message, formatted) do
    function.()
  rescue
    error ->
      cond do
        error.__struct__ != module ->
          failed(
            "expected exception #{inspect(module)} but got #{inspect(error.__struct__)} with message #{inspect(Exception.message(error))}",
            formatted
          )

        not message?(Exception.message(error), message) ->
          failed(
            "expected exception #{inspect(module)} with message #{inspect(message)} but got message #{inspect(Exception.message(error))}",
            formatted
          )

        true ->
          :ok
      end
  else
    _ -> failed("expected exception #{inspect(module)} but nothing was raised", formatted)
  end

  defp message?(actual, "..."), do: is_binary(actual)

  defp message?(actual, expected) do
    cond do
      actual == expected ->
        true

      String.ends_with?(expected, "...") ->
        String.starts_with?(
          actual,
          String.trim_trailing(expected, "...") |> String.trim_trailing()
        )

      true ->
        String.trim_trailing(actual) == String.trim_trailing(expected)
    end
  end

  defp failed(reason, formatted) do
    raise ExUnit.AssertionError, message: "Doctest failed: " <> reason, doctest: "\n" <> formatted
  end
end
