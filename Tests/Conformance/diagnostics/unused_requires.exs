# A required module is used where its macros are called, or where it is named while the file is compiled; the alias is part of it.
defmodule A do
  require Integer
  def parse(text), do: Integer.parse(text)
end

defmodule B do
  require Enum
  Enum.map([], & &1)
end

defmodule C do
  require String, as: S
  def run(text), do: S.upcase(text)
end

defmodule D do
  require Keyword, as: K
  def run, do: Keyword.new()
end

defmodule E do
  require Map, as: M
  M.new()
end

defmodule F do
  require List, as: L
  List.first([])
end

defmodule G do
  require Tuple
  import Tuple
end

defmodule H do
  def run(x) do
    require Bitwise
    Bitwise.bor(x, 1)
  end

  require Logger, as: Log
  def log, do: Logger.debug("x")
end
