# Operations on the bits of integers, as functions and as operators.

defmodule Bitwise do
  @moduledoc """
  Operations on the bits of integers.

      iex> import Bitwise
      iex> 0b1100 ||| 0b0011
      15
      iex> bsl(1, 4)
      16

  Integers have endlessly many bits in two's complement: `-1` is all ones. All functions are
  allowed in guards and raise `ArithmeticError` for anything but integers.
  """

  @doc guard: true
  @doc """
  Inverts all bits.

      iex> bnot(2)
      -3
  """
  @spec bnot(integer) :: integer
  def bnot(expr), do: :erlang.bnot(expr)

  @doc guard: true
  @doc """
  Keeps the bits that are set in both.

      iex> band(9, 3)
      1
  """
  @spec band(integer, integer) :: integer
  def band(left, right), do: :erlang.band(left, right)

  @doc guard: true
  @doc """
  Keeps the bits that are set in both, as an operator.

      iex> 9 &&& 3
      1
  """
  @spec integer &&& integer :: integer
  def left &&& right, do: :erlang.band(left, right)

  @doc guard: true
  @doc """
  Sets the bits that are set in either.

      iex> bor(9, 3)
      11
  """
  @spec bor(integer, integer) :: integer
  def bor(left, right), do: :erlang.bor(left, right)

  @doc guard: true
  @doc """
  Sets the bits that are set in either, as an operator.

      iex> 9 ||| 3
      11
  """
  @spec integer ||| integer :: integer
  def left ||| right, do: :erlang.bor(left, right)

  @doc guard: true
  @doc """
  Sets the bits that are set in one of both.

      iex> bxor(9, 3)
      10
  """
  @spec bxor(integer, integer) :: integer
  def bxor(left, right), do: :erlang.bxor(left, right)

  @doc guard: true
  @doc """
  Shifts to the left; a negative number shifts to the right.

      iex> bsl(1, 2)
      4
      iex> bsl(1, -2)
      0
  """
  @spec bsl(integer, integer) :: integer
  def bsl(left, right), do: :erlang.bsl(left, right)

  @doc guard: true
  @doc """
  Shifts to the left, as an operator.

      iex> 1 <<< 2
      4
      iex> -1 <<< 2
      -4
  """
  @spec integer <<< integer :: integer
  def left <<< right, do: :erlang.bsl(left, right)

  @doc guard: true
  @doc """
  Shifts to the right and keeps the sign; a negative number shifts to the left.

      iex> bsr(4, 2)
      1
      iex> bsr(-1, 2)
      -1
  """
  @spec bsr(integer, integer) :: integer
  def bsr(left, right), do: :erlang.bsr(left, right)

  @doc guard: true
  @doc """
  Shifts to the right and keeps the sign, as an operator.

      iex> 4 >>> 2
      1
      iex> -8 >>> 2
      -2
  """
  @spec integer >>> integer :: integer
  def left >>> right, do: :erlang.bsr(left, right)

  @doc false
  @deprecated "import Bitwise instead"
  defmacro __using__(_options) do
    quote do: import(Bitwise)
  end

  @doc false
  def unquote(:"^^^")(left, right), do: :erlang.bxor(left, right)

  @doc false
  def unquote(:"~~~")(expr), do: :erlang.bnot(expr)
end
