# The exceptions of the test library: what a failed assertion, several failures at once, and a test that takes too long raise.

defmodule ExUnit.AssertionError do
  @moduledoc """
  Raised by a failed assertion.

  `left` and `right` are the two sides of a comparison or match, `expr` the code of the assertion, `args` the arguments of a call, and
  `context` how the two sides were compared. Fields that say nothing hold `no_value/0`.
  """

  @no_value :ex_unit_no_meaningful_value

  @type t :: %__MODULE__{
          left: any,
          right: any,
          message: any,
          expr: any,
          args: any,
          doctest: any,
          context: any
        }

  defexception left: @no_value,
               right: @no_value,
               message: @no_value,
               expr: @no_value,
               args: @no_value,
               doctest: @no_value,
               context: :==

  @doc """
  The value of the fields that have nothing to say.

  ## Examples

      iex> ExUnit.AssertionError.no_value()
      :ex_unit_no_meaningful_value

  """
  @spec no_value :: atom
  def no_value, do: @no_value

  @impl true
  def message(exception), do: "\n\n" <> ExUnit.Formatter.format_assertion_error(exception)
end

defmodule ExUnit.MultiError do
  @moduledoc """
  Raised by code that has several failures to report; each is shown as if it were raised alone.

  `errors` is a list of `{kind, reason, stacktrace}`.
  """

  @type t :: %__MODULE__{errors: [{Exception.kind(), any, Exception.stacktrace()}]}

  defexception errors: []

  @impl true
  def message(%{errors: errors}) do
    "got the following errors:\n\n" <>
      Enum.map_join(errors, "\n\n", fn {kind, reason, stack} ->
        Exception.format_banner(kind, reason, stack)
      end)
  end
end

defmodule ExUnit.TimeoutError do
  @moduledoc """
  The failure of a test, or of an `on_exit` callback, that takes longer than its timeout.
  """

  @type t :: %__MODULE__{timeout: timeout, type: String.t()}

  defexception [:timeout, :type]

  @impl true
  def message(%{timeout: timeout, type: type}) do
    """
    #{type} timed out after #{timeout}ms. You can change the timeout:

      1. per test by setting "@tag timeout: x" (accepts :infinity)
      2. per test module by setting "@moduletag timeout: x" (accepts :infinity)
      3. globally via "ExUnit.start(timeout: x)" configuration
      4. by running "mix test --timeout x" which sets timeout
      5. or by running "mix test --trace" which sets timeout to infinity
         (useful when using IEx.pry/0)

    where "x" is the timeout given as integer in milliseconds (defaults to 60_000).
    """
  end
end
