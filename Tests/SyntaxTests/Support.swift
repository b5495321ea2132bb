// What the tests of Syntax share: one `check` and the recorded files beside them.

import Foundation
import Syntax
import Testing

/// Parses a text and compares what `inspect` would print of its tree, or of its error, with what is expected.
func check(_ input: String, _ expected: String, _ options: ParseOptions = ParseOptions(),
           sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(shown(parse(Array(input.utf8), options: options)) == expected, "\(input)", sourceLocation: sourceLocation)
}

func shown(_ result: ParseResult) -> String {
    if let error = result.error { return "error: " + QuotedInspect.text(error.quoted) }
    return result.tree.map { QuotedInspect.text($0) } ?? "nothing"
}

/// Options with columns and token metadata.
var withTokens: ParseOptions {
    var options = ParseOptions()
    options.columns = true
    options.tokenMetadata = true
    return options
}

/// A file of the folder Fixtures.
func fixture(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
}

/// The root of the repository.
let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Random numbers that a seed repeats.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
