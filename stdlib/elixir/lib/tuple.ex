# Functions for tuples; `elem/2`, `put_elem/3` and `tuple_size/1` are in kernel.ex.

defmodule Tuple do
  @moduledoc """
  Functions for tuples.

  A tuple holds a fixed number of elements side by side: reading one takes constant time,
  any change copies the whole. Tuples are for a known number of values, taken apart by
  patterns; collections that grow are lists or maps.

      iex> {:ok, value} = {:ok, 3}
      iex> value
      3
  """

  @doc """
  Returns a tuple of `size` times `data`.

      iex> Tuple.duplicate(:hello, 3)
      {:hello, :hello, :hello}
  """
  @spec duplicate(term, non_neg_integer) :: tuple
  def duplicate(data, size) when is_integer(size) and size >= 0 do
    :erlang.make_tuple(size, data)
  end

  @doc """
  Inserts an element so that it stands at `index` afterwards.

  Raises `ArgumentError` outside the bounds.

      iex> Tuple.insert_at({:bar, :baz}, 0, :foo)
      {:foo, :bar, :baz}
      iex> Tuple.insert_at({:foo}, 1, :bar)
      {:foo, :bar}
  """
  @spec insert_at(tuple, non_neg_integer, term) :: tuple
  def insert_at(tuple, index, value) when is_integer(index) and index >= 0 do
    :erlang.insert_element(index + 1, tuple, value)
  end

  @doc """
  Deletes the element at `index`.

  Raises `ArgumentError` outside the bounds.

      iex> Tuple.delete_at({:foo, :bar, :baz}, 0)
      {:bar, :baz}
  """
  @spec delete_at(tuple, non_neg_integer) :: tuple
  def delete_at(tuple, index) when is_integer(index) and index >= 0 do
    :erlang.delete_element(index + 1, tuple)
  end

  @doc """
  Adds up the elements.

      iex> Tuple.sum({255, 1.5})
      256.5
      iex> Tuple.sum({})
      0
  """
  @doc since: "1.12.0"
  @spec sum(tuple) :: number
  def sum(tuple), do: sum(tuple, 0, tuple_size(tuple), 0)

  defp sum(_tuple, size, size, acc), do: acc
  defp sum(tuple, index, size, acc), do: sum(tuple, index + 1, size, elem(tuple, index) + acc)

  @doc """
  Multiplies the elements.

      iex> Tuple.product({255, 2})
      510
      iex> Tuple.product({})
      1
  """
  @doc since: "1.12.0"
  @spec product(tuple) :: number
  def product(tuple), do: product(tuple, 0, tuple_size(tuple), 1)

  defp product(_tuple, size, size, acc), do: acc

  defp product(tuple, index, size, acc) do
    product(tuple, index + 1, size, elem(tuple, index) * acc)
  end

  @doc """
  Converts a tuple to a list.

      iex> Tuple.to_list({:foo, :bar})
      [:foo, :bar]
  """
  @spec to_list(tuple) :: list
  def to_list(tuple), do: :erlang.tuple_to_list(tuple)

  @doc false
  @deprecated "Use insert_at instead"
  def append(tuple, value), do: :erlang.append_element(tuple, value)
end
