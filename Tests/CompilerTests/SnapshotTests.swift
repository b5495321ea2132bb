// One program through every phase, in one file that a person can review: Fixtures/phases.txt. Where a change of a phase is
// meant, `VIAL_RECORD=1 swift test --filter Snapshot` writes the file anew, and its difference is part of the change.
import Bytecode
import Compiler
import Expander
import Foundation
@testable import Syntax
import XCTest

final class SnapshotTests: XCTestCase {
    private let program = """
    def area({:circle, r}) when :erlang.>(r, 0), do: :erlang.*(3.14, :erlang.*(r, r))
    def area({:square, a}), do: :erlang.*(a, a)
    def total(shapes), do: total(shapes, 0)
    def total([shape | shapes], sum), do: total(shapes, :erlang.+(sum, area(shape)))
    def total([], sum), do: sum
    def words(<<n, word::binary-size(n), rest::binary>>), do: [word | words(rest)]
    def words(""), do: []
    def labels(list, prefix) do
      for {key, value} <- list, do: fn -> {prefix, key, value} end
    end

    """

    func testEveryPhase() throws {
        let bytes = Array(program.utf8)
        var text = "== Source\n" + program
        let tokens = try bytes.withUnsafeBufferPointer { buffer in
            var lexer = Lexer(Source(bytes: buffer), ParseOptions())
            try lexer.lex()
            return lexer.tokens
        }
        text += "\n== Tokens (line:column kind)\n"
        text += tokens.map { "\($0.line):\($0.column) \($0.kind)" }.joined(separator: "\n")
        text += "\n\n== Quoted\n"
        text += QuotedInspect.text(try XCTUnwrap(parse(bytes, options: ParseOptions()).tree))
        let definition = try expandModule(program)
        text += "\n\n== Core\n" + printCore(definition, options: testOptions)
        let (code, problems) = compile(definition, options: testOptions)
        XCTAssert(problems.isEmpty)
        XCTAssertEqual(verify(code), [])
        text += "\n== Bytecode\n" + disassemble(code)
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/phases.txt")
        if ProcessInfo.processInfo.environment["VIAL_RECORD"] != nil { try text.write(to: file, atomically: true, encoding: .utf8) }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        for (number, pair) in zip(text.split(separator: "\n", omittingEmptySubsequences: false),
                                  recorded.split(separator: "\n", omittingEmptySubsequences: false)).enumerated() where pair.0 != pair.1 {
            return XCTFail("Fixtures/phases.txt:\(number + 1) records \"\(pair.1)\", now \"\(pair.0)\"")
        }
        XCTAssertEqual(text.count, recorded.count)
    }
}
