# What two sides of a failed assertion have in common. The sides are trees of nodes (`ExUnit.Diff.Node`) in which what differs is
# marked; `ExUnit.Diff.Value` compares values, `ExUnit.Diff.Pattern` a pattern with a value.

defmodule ExUnit.Diff do
  @moduledoc false

  alias ExUnit.Diff.{Node, Pattern, Value}

  # A comparison takes quadratic time where all differs.
  @timeout 1500

  @doc """
  The nodes of both sides, or `:error` if they cannot be told, or not in reasonable time.

  The context is that of an `ExUnit.AssertionError`: `:==`, `:===` or `{:match, pins}`.
  """
  @spec compare(term, term, term) :: {Node.t(), Node.t()} | :error
  def compare(left, right, context) do
    parent = self()
    reference = make_ref()

    {pid, monitor} =
      spawn_monitor(fn -> send(parent, {reference, compute(left, right, context)}) end)

    receive do
      {^reference, result} ->
        Process.demonitor(monitor, [:flush])
        result

      {:DOWN, ^monitor, :process, ^pid, _} ->
        :error
    after
      @timeout ->
        Process.demonitor(monitor, [:flush])
        Process.exit(pid, :kill)
        :error
    end
  end

  defp compute(pattern, value, {:match, pins}) do
    {_, left, right} = Pattern.compare(pattern, value, Map.new(pins))
    {left, right}
  catch
    :unknown -> :error
  end

  defp compute(left, right, operator) do
    {_, left, right} = Value.compare(left, right, operator)
    {left, right}
  end

  @doc "The document of a side; `decorate` gets the kind of a mark and the document below it."
  @spec to_algebra(Node.t(), (atom, Inspect.Algebra.t() -> Inspect.Algebra.t())) ::
          Inspect.Algebra.t()
  def to_algebra(node, decorate), do: ExUnit.Diff.Document.to_algebra(node, decorate)

  @doc "A pattern as it was written, before its macros were expanded."
  @spec written(Macro.t()) :: Macro.t()
  def written(pattern) do
    Macro.prewalk(pattern, fn
      {_, meta, _} = node when is_list(meta) -> Keyword.get(meta, :original, node)
      node -> node
    end)
  end
end
