# Which variables of an asserted pattern are told of as unused: neither those that the pattern uses itself nor those used later.
ExUnit.start(autorun: false)
import ExUnit.CaptureIO

warnings =
  capture_io(:stderr, fn ->
    Code.eval_string("""
    defmodule Unused do
      import ExUnit.Assertions
      def twice(v), do: assert {x, x} = v
      def once(v), do: assert {:ok, y} = v
      def nested(v), do: assert {a, b} = c = v
      def size(v), do: assert <<n, rest::binary-size(n)>> = v
      def matches(v), do: assert match?({d, e} when d > 1, v)
      def refuted(v), do: refute match?({f, f, g}, v)
      def received, do: assert_receive({h, h, i}, 0)
      def guarded, do: assert_receive({j, k} when j > 0, 0)

      def limited(limit) do
        assert_receive {l, m} when l > limit, 0
        m
      end
    end
    """)
  end)

~r/variable "(\w+)" is unused/ |> Regex.scan(warnings, capture: :all_but_first) |> List.flatten() |> IO.inspect()
