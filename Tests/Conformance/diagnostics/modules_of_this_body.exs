# What is defined in the same body may come into being later than the code that calls it; what is defined nowhere may not.
defmodule Outer do
  def run do
    defmodule Inner do
      def known, do: 1
    end

    Inner.known()
    Inner.unknown()
    &Inner.captured/1
  end

  def other, do: Outer.Inner.known()
end
