// How diagnostics look, as Elixir 1.20 draws them.

import Syntax
import Testing

@Suite struct DiagnosticTests {
    private let renderer = DiagnosticRenderer { ["defmodule A do", "  def f(x) do", "    undefined(x, 1)", "  end"][$0 - 1] }

    @Test func aSpanIsMarked() {
        let diagnostic = Diagnostic(.error, "undefined function undefined/2", file: "a.ex", line: 3, column: 5, endColumn: 14,
                                    context: "A.f/1")
        #expect(renderer.render(diagnostic) == """
                error: undefined function undefined/2
                │
              3 │     undefined(x, 1)
                │     ^^^^^^^^^
                │
                └─ a.ex:3:5: A.f/1
            """)
    }

    @Test func withoutAColumnTheLineIsMarked() {
        let diagnostic = Diagnostic(.warning, "first\n\nsecond", file: "a.ex", line: 2, context: "A (module)")
        #expect(renderer.render(diagnostic) == """
                warning: first

                second
                │
              2 │   def f(x) do
                │   ~~~~~~~~~~~
                │
                └─ a.ex:2: A (module)
            """)
    }

    @Test func withoutSourceOnlyThePlaceIsNamed() {
        let renderer = DiagnosticRenderer()
        #expect(renderer.render(Diagnostic(.warning, "odd", file: "nofile", line: 1, column: 4)) == "warning: odd\n└─ nofile:1:4")
        var traced = Diagnostic(.warning, "odd")
        traced.stacktrace = "  a.exs:1: (file)"
        #expect(renderer.render(traced) == "warning: odd\n  a.exs:1: (file)")
        #expect(renderer.render(Diagnostic(.error, "odd")) == "error: odd")
    }

    @Test func detailsAndHintsFollowTheMessage() {
        var diagnostic = Diagnostic(.error, "odd", file: "a.ex", line: 1, column: 1)
        diagnostic.details = "more"
        diagnostic.hint = "do less"
        #expect(renderer.render(diagnostic) == """
                error: odd

                more

                hint: do less
                │
              1 │ defmodule A do
                │ ^
                │
                └─ a.ex:1:1
            """)
    }
}
