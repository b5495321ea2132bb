defmodule A do
  @moduledoc false
  @moduledoc "a"
  @doc "x"
  @doc false
  def a, do: 1
  @doc false
  @doc "y"
  def b, do: 1
  @doc false
  @doc false
  def c, do: 1
  @doc nil
  @doc "a"
  def d, do: 1
  @moduledoc nil
  @moduledoc "b"
  @typedoc false
  @typedoc "a"
  @type t :: 1
  @doc "a"
  @doc since: "1"
  @doc nil
  def e, do: 1
  def c1, do: (&^^^/2)
  def c2, do: &~~~/1
  def c3, do: & <|> /2
end
