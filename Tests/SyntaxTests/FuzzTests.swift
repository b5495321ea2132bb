// Broken and random input: whatever the bytes are, there is a tree or one error, and the error can be shown.

import Foundation
import Syntax
import Testing

@Suite struct FuzzTests {
    private let corpus: [[UInt8]]
    private let pieces = [
        "(", ")", "[", "]", "{", "}", "<<", ">>", "do", "end", "fn", "->", ",", ";", "\n", "\"", "'", "\"\"\"", "#{", "|", "=>", "%",
        "%{", "&", "&1", "@", ".", "..", "...", "//", "not", "in", "when", "::", "=", "+", " -", "a", "Foo", "a: ", "1", "~s(", "~S\"\"\"",
        "?a", ":a", ":\"", "else", "\\\\", "\\", "<-", "!", "#c\n", "é", "nil", "f(", "f.(", "a[", "if x do\n", "0x", "1.", "\u{0}", "\u{202A}",
    ].map { Array($0.utf8) }

    init() throws {
        corpus = try (fixture("devious.exs").split(separator: "\n") + fixture("failures.txt").split(separator: "\n")).map { Array($0.utf8) }
    }

    /// Parses in all the ways that build different trees.
    private func parseEveryWay(_ bytes: [UInt8]) {
        for options in [ParseOptions(), withTokens] {
            let result = parse(bytes, options: options)
            #expect((result.tree == nil) != (result.error == nil))
            if let error = result.error {
                #expect(!error.rendered.isEmpty)
                #expect(error.line >= 1)
            }
            if let tree = result.tree { _ = QuotedInspect.text(tree) }
        }
    }

    @Test(arguments: 1 ... 4) func randomBytes(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0 ..< 300 {
            let count = Int.random(in: 1 ... 60, using: &random)
            parseEveryWay((0 ..< count).map { _ in UInt8.random(in: 0 ... 255, using: &random) })
            parseEveryWay((0 ..< count).map { _ in UInt8.random(in: 9 ... 126, using: &random) })
        }
    }

    @Test(arguments: 1 ... 4) func randomPieces(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0 ..< 500 {
            let count = Int.random(in: 1 ... 12, using: &random)
            parseEveryWay((0 ..< count).flatMap { _ in pieces.randomElement(using: &random) ?? [] })
        }
    }

    @Test(arguments: 1 ... 4) func mutatedLines(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0 ..< 500 {
            var bytes: [UInt8] = []
            for _ in 0 ..< Int.random(in: 1 ... 4, using: &random) {
                bytes += corpus.randomElement(using: &random) ?? []
                bytes.append(0x0A)
            }
            for _ in 0 ..< Int.random(in: 1 ... 3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0 ..< bytes.count, using: &random)
                switch Int.random(in: 0 ..< 4, using: &random) {
                case 0: bytes.removeSubrange(place...)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
                default: bytes[place] = UInt8.random(in: 0 ... 255, using: &random)
                }
            }
            parseEveryWay(bytes)
        }
    }

    /// As long as `VIAL_FUZZ_SECONDS` says (`make fuzz`): the three above with seeds of their own, one after the other.
    @Test func newSeedsForAsLongAsAsked() {
        guard let seconds = ProcessInfo.processInfo.environment["VIAL_FUZZ_SECONDS"].flatMap(Double.init) else { return }
        let end = Date(timeIntervalSinceNow: seconds)
        var seed: UInt64 = 1000
        while Date() < end {
            randomBytes(seed: seed)
            randomPieces(seed: seed)
            mutatedLines(seed: seed)
            seed += 1
        }
        print("seeds 1000 to \(seed - 1)")
    }

    @Test func everyPrefixOfTheRecordedFile() throws {
        let bytes = Array(try fixture("devious.exs").utf8)
        for end in stride(from: 0, to: bytes.count, by: 97) { parseEveryWay(Array(bytes[..<end])) }
    }

    @Test func hugeTokens() {
        for (open, piece, close) in [("", "a", ""), ("\"", "é", "\""), ("#", "x", ""), ("", "1", ""), ("", "\n", ""), (":\"", "b", "\""), ("~s(", "\\", "")] {
            let text = open + String(repeating: piece, count: 20_000) + close
            let result = parse(Array(text.utf8))
            #expect((result.tree == nil) != (result.error == nil))
        }
    }
}
