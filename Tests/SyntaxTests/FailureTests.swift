// Failures: the recorded ones with their tuples and messages, and those that only Vial gives.

import Syntax
import Testing

@Suite struct FailureTests {
    @Test func brokenTextsFailAsRecorded() throws {
        let texts = try fixture("failures.txt").split(separator: "\n----\n", omittingEmptySubsequences: false)
        let recorded = try fixture("failures.recorded").split(separator: "\n")
        #expect(recorded.count > 500)
        // The splitting of strings by strings leaves no part out.
        #expect(texts.count == recorded.count)
        for (text, expected) in zip(texts, recorded) {
            guard let error = parse(Array(text.utf8), options: withTokens).error else {
                Issue.record("accepted: \(text)")
                continue
            }
            let both = Quoted.tuple([error.quoted, .string(error.rendered)])
            #expect(QuotedInspect.text(both) == String(expected), "\(text)")
        }
    }

    @Test func nestingIsBounded() {
        let texts = [
            String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000),
            String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000),
            "a" + String(repeating: "+a", count: 5000), "a" + String(repeating: "<>a", count: 5000),
            "a" + String(repeating: ".a", count: 5000), "a" + String(repeating: "[1]", count: 5000),
            String(repeating: "!", count: 5000) + "a", String(repeating: "@", count: 5000) + "a",
            String(repeating: "f ", count: 5000) + "a", String(repeating: "f(", count: 5000) + String(repeating: ")", count: 5000),
            String(repeating: "a do ", count: 5000) + String(repeating: " end", count: 5000),
            String(repeating: "fn -> ", count: 5000) + String(repeating: " end", count: 5000),
            String(repeating: "%{a: ", count: 5000) + String(repeating: "}", count: 5000),
            String(repeating: "\"#{", count: 5000) + String(repeating: "}\"", count: 5000),
        ]
        for text in texts {
            #expect(parse(Array(text.utf8)).error?.message == "the code is nested too deeply", "\(text.prefix(20))")
        }
    }

    @Test func bytesThatAreNoTextFail() {
        let error = parse([0x66, 0x6F, 0x6F, 0x20, 0xFF, 0x0A]).error
        #expect(error?.rendered == "** (UnicodeConversionError) invalid encoding starting at <<255, 10>>")
        check("a \u{0}", "error: {[line: 1, column: 3], \"unexpected token: \", \"null byte (column 3, code point U+0000)\"}")
    }
}
