# Test modules: what `use ExUnit.Case` brings, `test` and `describe`, and the tags that they collect.

defmodule ExUnit.Case do
  @moduledoc """
  Modules of tests.

      defmodule StackTest do
        use ExUnit.Case, async: true

        setup do
          {:ok, stack: []}
        end

        test "push", %{stack: stack} do
          assert [1 | stack] == [1]
        end

        describe "pop" do
          @tag :slow
          test "of an empty stack" do
            assert_raise ArgumentError, fn -> hd([]) end
          end
        end
      end

  `use` imports `ExUnit.Assertions`, `ExUnit.Callbacks`, `ExUnit.DocTest` and the macros of this module.

  ## Options of `use`

    * `:async` – whether the module runs at the same time as others
    * `:group` – a name; asynchronous modules of one group run one after another
    * `:parameterize` – a list of maps; the module runs once for each, which is merged into the context
    * `:register` – `false` keeps the module out of the suite

  ## The context

  A test's second argument matches the context: a map with the test's tags, what the setups have returned, and

    * `:module`, `:describe`, `:test`, `:describe_line`, `:line`, `:file` – where the test is
    * `:async`, `:test_type`, `:test_group`, `:test_pid`, `:registered`

  ## Tags

  `@tag :slow` or `@tag slow: true, os: :linux` tags the next test, `@describetag` all tests of a `describe`, `@moduletag` all of a
  module; the closest wins. These mean something to the library:

    * `:skip` – the test is not run; a text says why
    * `:timeout` – the milliseconds that the test may take, or `:infinity`
    * `:capture_log` – logs are captured, and shown if the test fails
    * `:tmp_dir` – a fresh directory for the test, whose path is in the context; a text is a path below it

  Tests are chosen by tags: `ExUnit.configure(exclude: [slow: true], include: [os: :linux])`, or `--exclude slow --include os:linux`.
  """

  @type env :: module | Macro.Env.t()
  @type register_attribute_opts :: [accumulate: boolean, persist: boolean]

  @reserved [
    :module,
    :file,
    :line,
    :test,
    :async,
    :registered,
    :describe,
    :describe_line,
    :test_type,
    :test_group
  ]

  @doc false
  defmacro __using__(options) do
    quote do
      unless ExUnit.Case.__register__(__MODULE__, unquote(options)) do
        raise "cannot use ExUnit.Case without starting the ExUnit application, " <>
                "please call ExUnit.start() or explicitly start the :ex_unit app"
      end

      import ExUnit.Callbacks
      import ExUnit.Assertions
      import ExUnit.Case, only: [describe: 2, test: 1, test: 2, test: 3]
      import ExUnit.DocTest
    end
  end

  @accumulated [
    :tag,
    :describetag,
    :moduletag,
    :ex_unit_tests,
    :ex_unit_registered_test_attributes,
    :ex_unit_registered_describe_attributes,
    :ex_unit_registered_module_attributes
  ]

  @doc false
  def __register__(module, options) do
    unless Keyword.keyword?(options) do
      raise ArgumentError,
            ~s(the argument passed to "use ExUnit.Case" must be a list of options, got: ) <>
              inspect(options)
    end

    unless Module.has_attribute?(module, :ex_unit_tests) do
      Enum.each(@accumulated, &Module.register_attribute(module, &1, accumulate: true))

      attributes = [
        before_compile: ExUnit.Case,
        after_compile: ExUnit.Case,
        ex_unit_module: [],
        ex_unit_describe: nil,
        ex_unit_setup: [],
        ex_unit_setup_all: [],
        ex_unit_used_describes: %{}
      ]

      Enum.each(attributes, fn {name, value} -> Module.put_attribute(module, name, value) end)
    end

    validate_option(options, :async, &is_boolean/1, "a boolean")
    validate_option(options, :parameterize, &list_of_maps?/1, "a list of maps")
    known = Module.get_attribute(module, :ex_unit_module)
    Module.put_attribute(module, :ex_unit_module, Keyword.merge(known, options))
    Process.whereis(ExUnit.Server) != nil
  end

  defp validate_option(options, name, valid?, expected) do
    with {:ok, value} <- Keyword.fetch(options, name),
         false <- valid?.(value) do
      raise ArgumentError, "#{inspect(name)} must be #{expected}, got: #{inspect(value)}"
    end
  end

  defp list_of_maps?(list), do: is_list(list) and Enum.all?(list, &is_map/1)

  @doc """
  Defines a test, whose context matches `context`.

      test "sums", %{numbers: numbers} do
        assert Enum.sum(numbers) == 6
      end

  """
  defmacro test(message, context \\ quote(do: _), contents) do
    contents =
      case contents do
        [do: block] ->
          quote(
            do:
              (
                unquote(block)
                :ok
              )
          )

        _ ->
          quote(
            do:
              (
                try(unquote(contents))
                :ok
              )
          )
      end

    %{module: module, file: file, line: line} = __CALLER__

    quote bind_quoted: [
            context: Macro.escape(context, unquote: true),
            contents: Macro.escape(contents, unquote: true),
            message: message,
            module: module,
            file: file,
            line: line
          ] do
      name = ExUnit.Case.register_test(module, file, line, :test, message, [])
      def unquote(name)(unquote(context)), do: unquote(contents)
    end
  end

  @doc """
  Defines a test that is not yet written: it fails, and is tagged with `:not_implemented`.

      test "is fast"

  """
  defmacro test(message) do
    %{module: module, file: file, line: line} = __CALLER__

    quote bind_quoted: [message: message, module: module, file: file, line: line] do
      name = ExUnit.Case.register_test(module, file, line, :test, message, [:not_implemented])
      def unquote(name)(_), do: ExUnit.Assertions.flunk("Not implemented")
    end
  end

  @doc """
  Groups tests under a name: setups and `@describetag`s in it are for these tests alone.

  Groups do not nest; named setups (`setup [:user, :account]`) serve in place of that.
  """
  @doc since: "1.3.0"
  defmacro describe(message, do: block) do
    quote do
      ExUnit.Callbacks.__describe__(__MODULE__, __ENV__.line, unquote(message))

      try do
        unquote(block)
      after
        ExUnit.Callbacks.__describe_end__(__ENV__)
      end
    end
  end

  @doc """
  Makes `@name` an attribute of tests: what it holds when a test is defined is in the context under `:registered`, and it starts anew
  for the next test.
  """
  @doc since: "1.3.0"
  @spec register_attribute(env, atom, register_attribute_opts) :: :ok
  def register_attribute(env, name, options \\ []) when is_atom(name) and is_list(options) do
    register_attribute(env, name, :ex_unit_registered_test_attributes, options)
  end

  @doc """
  As `register_attribute/3`, for an attribute that starts anew with each `describe`.
  """
  @doc since: "1.10.0"
  @spec register_describe_attribute(env, atom, register_attribute_opts) :: :ok
  def register_describe_attribute(env, name, options \\ [])
      when is_atom(name) and is_list(options) do
    register_attribute(env, name, :ex_unit_registered_describe_attributes, options)
  end

  @doc """
  As `register_attribute/3`, for an attribute that all tests of the module share.
  """
  @doc since: "1.10.0"
  @spec register_module_attribute(env, atom, register_attribute_opts) :: :ok
  def register_module_attribute(env, name, options \\ [])
      when is_atom(name) and is_list(options) do
    register_attribute(env, name, :ex_unit_registered_module_attributes, options)
  end

  defp register_attribute(%{module: module}, name, registry, options) do
    register_attribute(module, name, registry, options)
  end

  defp register_attribute(module, name, registry, options) when is_atom(module) do
    for kind <- [:test, :describe, :module],
        other = :"ex_unit_registered_#{kind}_attributes",
        name in (Module.get_attribute(module, other) || []) do
      raise ArgumentError, "cannot register attribute #{inspect(name)} multiple times"
    end

    Module.register_attribute(module, name, options)
    Module.put_attribute(module, registry, name)
  end

  @doc """
  Registers a test and returns the name of the function that the caller must define, with the context as its argument.

  For libraries that bring tests of another type: `test_type` is the first word of the name and the key of counts in reports.
  """
  @doc since: "1.11.0"
  @spec register_test(module, String.t(), pos_integer, atom, String.t(), [atom | keyword]) :: atom
  def register_test(module, file, line, test_type, name, tags) do
    unless Module.has_attribute?(module, :ex_unit_tests) do
      raise "cannot define #{test_type}. Please make sure you have invoked \"use ExUnit.Case\" in the current module"
    end

    registered =
      for kind <- [:module, :describe, :test], reduce: %{} do
        registered -> Map.merge(registered, registered_attributes(module, kind))
      end

    {describe, describe_line, describe_tags} = describe_context(module)

    tags =
      Enum.reverse(Module.get_attribute(module, :moduletag)) ++
        Enum.reverse(describe_tags) ++
        Enum.reverse(Module.delete_attribute(module, :tag)) ++ [tags]

    {name, description} = names(test_type, describe, name)

    if Module.defines?(module, {name, 1}) do
      raise ArgumentError, ~s("#{name}" is already defined in #{inspect(module)})
    end

    test = %ExUnit.Test{
      name: name,
      description: description,
      case: module,
      module: module,
      tags:
        tags
        |> normalize_tags()
        |> Map.merge(%{
          line: line,
          file: file,
          registered: registered,
          test_type: test_type,
          describe: describe,
          describe_line: describe_line
        })
    }

    Module.put_attribute(module, :ex_unit_tests, test)

    for name <- Module.get_attribute(module, :ex_unit_registered_test_attributes) do
      Module.delete_attribute(module, name)
    end

    name
  end

  @doc """
  Registers a test at the place of an environment, see `register_test/6`.
  """
  @doc deprecated: "Use register_test/6 instead"
  @spec register_test(Macro.Env.t(), atom, String.t(), [atom | keyword]) :: atom
  def register_test(%{module: module, file: file, line: line}, test_type, name, tags) do
    register_test(module, file, line, test_type, name, tags)
  end

  defp registered_attributes(module, kind) do
    names = Module.get_attribute(module, :"ex_unit_registered_#{kind}_attributes")
    Map.new(names, &{&1, Module.get_attribute(module, &1)})
  end

  defp describe_context(module) do
    case Module.get_attribute(module, :ex_unit_describe) do
      {line, describe, _counter} -> {describe, line, Module.get_attribute(module, :describetag)}
      nil -> {nil, nil, check_describetag(module)}
    end
  end

  defp check_describetag(module) do
    if Module.get_attribute(module, :describetag) != [] do
      raise "@describetag must be set inside describe/2 blocks"
    end

    []
  end

  # An atom holds at most 255 bytes here; a longer name ends with a digest. The description has it all.
  @name_bytes 246

  defp names(test_type, describe, name) do
    description =
      if describe, do: "#{test_type} #{describe} #{name}", else: "#{test_type} #{name}"

    if byte_size(description) <= @name_bytes + 9 do
      {String.to_atom(description), description}
    else
      digest = description |> :erlang.md5() |> Base.encode64() |> binary_part(0, 4)
      {String.to_atom(truncate(description, @name_bytes) <> "... " <> digest), description}
    end
  end

  defp truncate(text, size) do
    prefix = binary_part(text, 0, size)
    if String.valid?(prefix), do: prefix, else: truncate(text, size - 1)
  end

  defp normalize_tags(tags) do
    for tags <- tags, {key, value} <- tag_pairs(tags), into: %{} do
      if key in @reserved do
        raise "cannot set tag #{inspect(key)} because it is reserved by ExUnit"
      end

      {key, value}
    end
  end

  defp tag_pairs(tag) when is_atom(tag), do: [{tag, true}]

  defp tag_pairs(tags) do
    cond do
      Keyword.keyword?(tags) ->
        tags

      is_list(tags) and Enum.all?(tags, &is_atom/1) ->
        Enum.map(tags, &{&1, true})

      true ->
        raise "an invalid value for a tag was used. Expected an atom or a keyword list, got: #{inspect(tags)}"
    end
  end

  @doc """
  The test that was registered last in a module, or `nil`.
  """
  @doc since: "1.15.0"
  @spec get_last_registered_test(env) :: ExUnit.Test.t() | nil
  def get_last_registered_test(%{module: module}), do: get_last_registered_test(module)

  def get_last_registered_test(module) when is_atom(module) do
    module |> Module.get_attribute(:ex_unit_tests) |> List.first()
  end

  @doc false
  defmacro __before_compile__(env) do
    module = env.module
    options = Module.get_attribute(module, :ex_unit_module)
    tests = module |> Module.get_attribute(:ex_unit_tests) |> Enum.reverse()

    test_module = %ExUnit.TestModule{
      file: env.file,
      name: module,
      setup_all?: Module.get_attribute(module, :ex_unit_setup_all) != [],
      tags: module |> Module.get_attribute(:moduletag) |> Enum.reverse() |> normalize_tags(),
      tests: tests
    }

    config = %{
      async: Keyword.get(options, :async, false),
      group: options[:group],
      parameterize: options[:parameterize],
      register: Keyword.get(options, :register, true)
    }

    quote line: env.line do
      def __ex_unit__, do: unquote(Macro.escape(test_module))
      def __ex_unit__(:config), do: unquote(Macro.escape(config))
      unquote(ExUnit.Callbacks.__dispatch__(env))
    end
  end

  @doc false
  def __after_compile__(%{module: module}, _) do
    config = module.__ex_unit__(:config)

    if config.register and ExUnit.Server.add_module(module, config) == :already_running do
      raise "cannot add module named #{inspect(module)} to the suite after the suite starts"
    end
  end
end
