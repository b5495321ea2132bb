// Reads types as they are shown: what Signatures+Table.swift is written in. A text that is none is an error of that file, and stops.

struct TypeParser {
    private var tokens: [Substring]
    private var position = 0

    /// `(a, b -> c)`, alternatives behind `|`.
    static func signature(_ text: String) -> [SignatureClause] {
        var parser = TypeParser(text)
        var clauses = [parser.clause()]
        while parser.accept("|") { clauses.append(parser.clause()) }
        parser.end(text)
        return clauses
    }

    private init(_ text: String) {
        tokens = []
        var rest = Substring(text)
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if rest.hasPrefix("->") || rest.hasPrefix("=>") {
                take(2, &rest)
            } else if rest.hasPrefix("...") {
                take(3, &rest)
            } else if first.isLetter || first == "_" || first == ":" {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" || $0 == "." || $0 == "?" || $0 == "!" }
                take(word.count, &rest)
            } else {
                take(1, &rest)
            }
        }
    }

    private mutating func take(_ count: Int, _ rest: inout Substring) {
        tokens.append(rest.prefix(count))
        rest = rest.dropFirst(count)
    }

    private var next: Substring? { position < tokens.count ? tokens[position] : nil }

    private mutating func accept(_ token: String) -> Bool {
        guard next == token[...] else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ token: String) {
        precondition(accept(token), "expected \(token) at \(position) of \(tokens.joined(separator: " "))")
    }

    private func end(_ text: String) { precondition(next == nil, "not a type: \(text)") }

    private mutating func clause() -> SignatureClause {
        expect("(")
        var arguments: [SetType] = []
        if next != "->" {
            repeat { arguments.append(union().upper) } while accept(",")
        }
        expect("->")
        let result = union()
        expect(")")
        return SignatureClause(arguments: arguments, result: result)
    }

    private mutating func union() -> GradualType {
        var result = conjunction()
        while accept("or") { result = result.union(conjunction()) }
        return result
    }

    private mutating func conjunction() -> GradualType {
        var result = primary()
        while accept("and") { result = accept("not") ? result.subtracting(primary().upper) : result.intersection(primary()) }
        return result
    }

    private mutating func list(until close: String) -> (types: [GradualType], isOpen: Bool) {
        var types: [GradualType] = []
        var isOpen = false
        while !accept(close) {
            if accept("...") { isOpen = true } else { types.append(union()) }
            _ = accept(",")
        }
        return (types, isOpen)
    }

    private mutating func primary() -> GradualType {
        guard let token = next else { fatalError("a type is missing in \(tokens.joined(separator: " "))") }
        position += 1
        switch token {
        case "not": return GradualType(SetType.term.subtracting(primary().upper))
        case "{":
            let (elements, isOpen) = list(until: "}")
            return GradualType(.tuple(elements.map(\.upper), isOpen: isOpen))
        case "(":
            let start = position
            var arguments: [GradualType] = []
            if next != "->" {
                repeat { arguments.append(union()) } while accept(",")
            }
            if accept("->") {
                let result = union()
                expect(")")
                return GradualType(.function([Arrow(arguments: arguments, result: result)]))
            }
            position = start
            let inner = union()
            expect(")")
            return inner
        case "%":
            expect("{")
            var fields: [MapField] = []
            var isOpen = false
            while !accept("}") {
                if accept("...") {
                    isOpen = true
                } else {
                    // A key is the word `name:`.
                    guard let key = next, key.hasSuffix(":") else { fatalError("a key is missing in \(tokens.joined(separator: " "))") }
                    position += 1
                    let isOptional = accept("if_set")
                    fields.append(MapField(key: String(key.dropLast()), type: union().upper, isOptional: isOptional))
                }
                _ = accept(",")
            }
            return GradualType(.map(fields, rest: isOpen ? .open : .closed))
        default:
            if token.hasPrefix(":") { return GradualType(.atom(String(token.dropFirst()))) }
            if token == "nil" || token == "true" || token == "false" { return GradualType(.atom(String(token))) }
            if token.first!.isUppercase { return GradualType(.atom("Elixir." + token)) }
            expect("(")
            let (arguments, _) = list(until: ")")
            return TypeParser.named(token, arguments)
        }
    }

    private static func named(_ name: Substring, _ arguments: [GradualType]) -> GradualType {
        let first = arguments.first?.upper ?? .term
        switch name {
        case "term", "any": return .term
        case "none": return .none
        case "dynamic": return .dynamic(first)
        case "atom": return GradualType(.atom)
        case "boolean": return GradualType(.boolean)
        case "integer": return GradualType(.integer)
        case "float": return GradualType(.float)
        case "number": return GradualType(.number)
        case "binary": return GradualType(.binary)
        case "bitstring": return GradualType(.bitstring)
        case "pid": return GradualType(.pid)
        case "port": return GradualType(.port)
        case "reference": return GradualType(.reference)
        case "tuple": return GradualType(.tuple)
        case "map": return GradualType(.map)
        case "empty_map": return GradualType(.map([], rest: .closed))
        case "fun": return GradualType(.function)
        case "empty_list": return GradualType(.emptyList)
        case "list": return GradualType(.list(of: first))
        case "non_empty_list": return GradualType(.nonEmptyList(of: first, tail: arguments.count > 1 ? arguments[1].upper : .emptyList))
        default: fatalError("no type is called \(name)")
        }
    }
}
