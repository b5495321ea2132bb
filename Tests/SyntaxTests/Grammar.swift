// Reads EBNF as grammar.ebnf uses it.

/// The productions of a grammar.
struct Grammar {
    indirect enum Expression {
        case terminal(String)
        case name(String)
        case special
        case sequence([Expression])
        case choice([Expression])
        case optional(Expression)
        case repeated(Expression)

        var names: [String] {
            switch self {
            case .terminal, .special: []
            case .name(let name): [name]
            case .sequence(let parts), .choice(let parts): parts.flatMap(\.names)
            case .optional(let inner), .repeated(let inner): inner.names
            }
        }
    }

    struct Production {
        /// As written, with single blanks.
        var text: String
        var expression: Expression
    }

    private(set) var productions: [String: Production] = [:]
    /// The names of the first part, in order.
    private(set) var phrases: [String] = []

    init(_ text: String) {
        var reader = GrammarReader(text)
        var inPhrases = false
        while let token = reader.next() {
            switch token {
            case .comment(let comment):
                if comment.contains("Part 1") { inPhrases = true }
                if comment.contains("Part 2") { inPhrases = false }
            case .word(let name):
                let start = reader.startOfToken
                reader.expect("=")
                let expression = reader.choice()
                reader.expect(";")
                let words = reader.text(from: start).split { $0 == " " || $0 == "\n" }
                productions[name] = Production(text: words.joined(separator: " "), expression: expression)
                if inPhrases { phrases.append(name) }
            default: preconditionFailure("a production expected, found \(token)")
            }
        }
    }
}

/// The tokens of EBNF and the expressions they make.
private struct GrammarReader {
    enum Token: Equatable {
        case word(String), terminal(String), sign(Swift.Character), special, comment(String)
    }

    private let characters: [Swift.Character]
    private var position = 0
    private(set) var startOfToken = 0

    init(_ text: String) { characters = Array(text) }

    func text(from start: Int) -> String { String(characters[start ..< position]) }

    mutating func next() -> Token? {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        guard position < characters.count else { return nil }
        startOfToken = position
        let first = characters[position]
        if first == "(", position + 1 < characters.count, characters[position + 1] == "*" {
            var depth = 0
            let start = position
            repeat {
                if characters[position] == "(", characters[position + 1] == "*" { depth += 1 }
                if characters[position] == "*", characters[position + 1] == ")" { depth -= 1 }
                position += 1
            } while depth > 0
            position += 1
            return .comment(String(characters[start ..< position]))
        }
        if first == "'" || first == "\"" || first == "?" {
            let start = position + 1
            position = start
            // A terminal may hold its quote doubled only where three of them stand.
            while characters[position] != first || (first == "'" && characters[position + 1] == "'") { position += 1 }
            let inner = String(characters[start ..< position])
            position += 1
            return first == "?" ? .special : .terminal(inner)
        }
        if first.isLetter {
            let start = position
            while characters[position].isLetter || characters[position] == " " || characters[position] == "\n" { position += 1 }
            let words = String(characters[start ..< position]).split { $0 == " " || $0 == "\n" }
            return .word(words.joined(separator: " "))
        }
        position += 1
        return .sign(first)
    }

    mutating func peek() -> Token? {
        let (position, start) = (position, startOfToken)
        defer { (self.position, startOfToken) = (position, start) }
        return next()
    }

    mutating func expect(_ sign: Swift.Character) {
        let token = next()
        precondition(token == .sign(sign), "\(sign) expected, found \(String(describing: token)) at \(position)")
    }

    mutating func choice() -> Grammar.Expression {
        var parts = [sequence()]
        while peek() == .sign("|") {
            _ = next()
            parts.append(sequence())
        }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() -> Grammar.Expression {
        var parts = [primary()]
        while peek() == .sign(",") {
            _ = next()
            parts.append(primary())
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func primary() -> Grammar.Expression {
        switch next() {
        case .word(let name)?: return .name(name)
        case .terminal(let text)?: return .terminal(text)
        case .special?: return .special
        case .sign("[")?:
            let inner = choice()
            expect("]")
            return .optional(inner)
        case .sign("{")?:
            let inner = choice()
            expect("}")
            return .repeated(inner)
        case .sign("(")?:
            let inner = choice()
            expect(")")
            return inner
        case let token: preconditionFailure("an expression expected, found \(String(describing: token)) at \(position)")
        }
    }
}
