// grammar.ebnf and the parser say the same: by names, by the heads of functions, and by sentences derived from the one and
// read by the other.

import Foundation
import Syntax
import Testing

@Suite struct GrammarTests {
    private let grammar: Grammar

    init() throws {
        grammar = try Grammar(String(contentsOf: repository.appendingPathComponent("grammar.ebnf"), encoding: .utf8))
    }

    @Test func everyProductionIsAFunctionAndBack() throws {
        let functions = try parserFunctions()
        #expect(Set(functions.keys) == Set(grammar.phrases))
        for (name, head) in functions {
            #expect(head == grammar.productions[name]?.text, "the head of the function for \(name)")
        }
    }

    @Test func everyNameIsDefined() {
        for (name, production) in grammar.productions {
            for used in production.expression.names {
                #expect(grammar.productions[used] != nil, "\(used), in \(name)")
            }
        }
    }

    @Test(arguments: 1 ... 20) func derivedSentencesAreRead(seed: UInt64) {
        for round in 0 ..< 100 {
            var derivation = Derivation(grammar, seed: seed &* 1000 &+ UInt64(round))
            let sentence = derivation.sentence()
            let error = parse(Array(sentence.utf8)).error
            guard let error else { continue }
            switch error.reason {
            case .functionWithoutClauses, .clauseExpectedFirst, .keywordsInTuple, .keywordsInBitstring: break
            default: Issue.record("\(error.message)\n\(sentence)")
            }
        }
    }

    /// The functions of the parser by the names of their productions, with the productions at their heads.
    private func parserFunctions() throws -> [String: String] {
        var functions: [String: String] = [:]
        let folder = repository.appendingPathComponent("Sources/Syntax")
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasPrefix("Parser") {
            let lines = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8).components(separatedBy: "\n")
            for (index, line) in lines.enumerated() {
                guard let start = line.range(of: "func parse"), let open = line.range(of: "(") else { continue }
                let name = line[start.upperBound ..< open.lowerBound]
                let words = name.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
                functions[words.trimmingCharacters(in: .whitespaces)] = head(lines, above: index)
            }
        }
        return functions
    }

    /// The production in the comment above a line.
    private func head(_ lines: [String], above index: Int) -> String {
        var comment: [String] = []
        var next = index - 1
        while next >= 0 {
            let line = lines[next].trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("///") { comment.insert(line.dropFirst(3).trimmingCharacters(in: .whitespaces), at: 0) }
            else if line != "@inline(never)" { break }
            next -= 1
        }
        let text = comment.joined(separator: " ")
        return text.range(of: ";( |$)", options: .regularExpression).map { String(text[..<$0.lowerBound]) + ";" } ?? ""
    }
}
