# Erlang's `math`: functions on floats. All of it is the machine's own; what stands here says what it does.

defmodule :math do
  @moduledoc """
  Functions of mathematics on numbers, with floats as results.

  An argument outside of what a function is defined for, and a result that is too large for a float, raise
  `ArithmeticError`:

      iex> :math.sqrt(-1)
      ** (ArithmeticError) bad argument in arithmetic expression
  """

  ## What the machine itself has

  @doc """
  Sine of an angle in radians.

      iex> :math.sin(0)
      0.0
  """
  @spec sin(number) :: float
  def sin(angle)

  @doc """
  Cosine.

      iex> :math.cos(0)
      1.0
  """
  @spec cos(number) :: float
  def cos(angle)

  @doc """
  Tangent.

      iex> :math.tan(0)
      0.0
  """
  @spec tan(number) :: float
  def tan(angle)

  @doc """
  Arc sine.

      iex> :math.asin(0)
      0.0
  """
  @spec asin(number) :: float
  def asin(number)

  @doc """
  Arc cosine.

      iex> :math.acos(1)
      0.0
  """
  @spec acos(number) :: float
  def acos(number)

  @doc """
  Arc tangent.

      iex> :math.atan(0)
      0.0
  """
  @spec atan(number) :: float
  def atan(number)

  @doc """
  Hyperbolic sine.

      iex> :math.sinh(0)
      0.0
  """
  @spec sinh(number) :: float
  def sinh(number)

  @doc """
  Hyperbolic cosine.

      iex> :math.cosh(0)
      1.0
  """
  @spec cosh(number) :: float
  def cosh(number)

  @doc """
  Hyperbolic tangent.

      iex> :math.tanh(0)
      0.0
  """
  @spec tanh(number) :: float
  def tanh(number)

  @doc """
  Inverse hyperbolic sine.

      iex> :math.asinh(0)
      0.0
  """
  @spec asinh(number) :: float
  def asinh(number)

  @doc """
  Inverse hyperbolic cosine.

      iex> :math.acosh(1)
      0.0
  """
  @spec acosh(number) :: float
  def acosh(number)

  @doc """
  Inverse hyperbolic tangent.

      iex> :math.atanh(0)
      0.0
  """
  @spec atanh(number) :: float
  def atanh(number)

  @doc """
  e to the power of a number.

      iex> :math.exp(0)
      1.0
  """
  @spec exp(number) :: float
  def exp(number)

  @doc """
  Natural logarithm.

      iex> :math.log(1)
      0.0
  """
  @spec log(number) :: float
  def log(number)

  @doc """
  Decimal logarithm.

      iex> :math.log10(1000)
      3.0
  """
  @spec log10(number) :: float
  def log10(number)

  @doc """
  Binary logarithm.

      iex> :math.log2(2 ** 100)
      100.0
  """
  @spec log2(number) :: float
  def log2(number)

  @doc """
  Square root.

      iex> :math.sqrt(16)
      4.0
  """
  @spec sqrt(number) :: float
  def sqrt(number)

  @doc """
  Error function.

      iex> :math.erf(0)
      0.0
  """
  @spec erf(number) :: float
  def erf(number)

  @doc """
  Complementary error function.

      iex> :math.erfc(0)
      1.0
  """
  @spec erfc(number) :: float
  def erfc(number)

  @doc """
  The smallest whole float not below.

      iex> :math.ceil(1.2)
      2.0
  """
  @spec ceil(number) :: float
  def ceil(number)

  @doc """
  The largest whole float not above.

      iex> :math.floor(-1.2)
      -2.0
  """
  @spec floor(number) :: float
  def floor(number)

  @doc """
  A number to the power of another.

      iex> :math.pow(2, 10)
      1024.0
  """
  @spec pow(number, number) :: float
  def pow(base, exponent)

  @doc """
  Arc tangent of a quotient, in all quadrants.

      iex> :math.atan2(0, 1)
      0.0
  """
  @spec atan2(number, number) :: float
  def atan2(y, x)

  @doc """
  Remainder of a division of floats.

      iex> :math.fmod(-7, 3)
      -1.0
  """
  @spec fmod(number, number) :: float
  def fmod(dividend, divisor)

  @doc """
  The number pi.

      iex> :math.pi()
      3.141592653589793
  """
  @spec pi() :: float
  def pi()

  @doc """
  Twice pi.

      iex> :math.tau() == 2 * :math.pi()
      true
  """
  @spec tau() :: float
  def tau()
end
