defmodule LettersTest do
  use ExUnit.Case
  test "counts", do: assert(Letters.count("two words") == 8)
end
