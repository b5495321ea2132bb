# Erlang's `persistent_term` but for what is native: terms that all processes read without copying them.

defmodule :persistent_term do
  @moduledoc """
  Terms for all processes, which reading does not copy. Made for what is read often and written seldom.
  """

  @doc """
  How many terms there are, and about how many bytes they take.

      iex> :persistent_term.put({:doc, :info}, 1)
      iex> :persistent_term.info().count > 0
      true

  """
  @spec info() :: %{count: non_neg_integer, memory: non_neg_integer}
  def info do
    terms = :persistent_term.get()
    memory = :lists.sum(for pair <- terms, do: :erlang.external_size(pair))
    %{count: length(terms), memory: memory}
  end
end
