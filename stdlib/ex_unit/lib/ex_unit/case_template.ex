# Templates of test modules: what several modules share, to be `use`d in place of `ExUnit.Case`.

defmodule ExUnit.CaseTemplate do
  @moduledoc """
  Templates of test modules.

      defmodule MyCase do
        use ExUnit.CaseTemplate

        using options do
          quote do
            import MyCase
            @database unquote(options[:database])
          end
        end

        setup context do
          [started_by: context.module]
        end

        def helper, do: :ok
      end

      defmodule MyTest do
        use MyCase, async: true, database: :test

        test "has the template's setup", %{started_by: module} do
          assert module == __MODULE__
        end
      end

  The options of `use` are those of `ExUnit.Case` and those that `using/2` asks for. A template has `setup` and `setup_all`, but no tests.
  """

  @doc false
  defmacro __using__(_) do
    quote do
      ExUnit.Case.__register__(__MODULE__, register: false)
      import ExUnit.Callbacks
      import ExUnit.Assertions
      import ExUnit.CaseTemplate

      defmacro __using__(options) do
        {:__block__, [],
         [ExUnit.CaseTemplate.__proxy__(__MODULE__, options), __using_block__(options)]}
      end

      @before_compile ExUnit.CaseTemplate
    end
  end

  @doc false
  def __proxy__(module, options) do
    quote do
      use ExUnit.Case, unquote(options)

      setup_all context do
        unquote(module).__ex_unit__(:setup_all, context)
      end

      setup context do
        unquote(module).__ex_unit__(:setup, context)
      end
    end
  end

  @doc """
  Defines what is put into modules that use the template.
  """
  defmacro using(variable \\ quote(do: _), do: block) do
    quote do
      @doc false
      def __using_block__(unquote(variable)), do: unquote(block)
    end
  end

  @doc false
  defmacro __before_compile__(%{module: module}) do
    unless Module.defines?(module, {:__using_block__, 1}) do
      quote do
        @doc false
        def __using_block__(_), do: nil
      end
    end
  end
end
