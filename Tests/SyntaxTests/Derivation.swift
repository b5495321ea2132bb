// Derives random sentences from the grammar, keeping to the conditions at its head that no production can say.

/// One derivation.
struct Derivation {
    /// What the surroundings allow, after the numbers of grammar.ebnf's head.
    private struct Surroundings {
        /// 2: a `do` block may be taken.
        var blocks = true
        /// 3: an open call may be; where a comma may follow it would take what is behind that.
        var open = true
    }

    private let grammar: Grammar
    private var random: Seeded
    private var budget = 120
    private var surroundings = Surroundings()
    private var output: [String] = []

    init(_ grammar: Grammar, seed: UInt64) {
        self.grammar = grammar
        random = Seeded(seed)
    }

    mutating func sentence() -> String {
        derive("program")
        return output.joined()
    }

    private mutating func chance(_ parts: Int) -> Bool { Int.random(in: 0 ..< parts, using: &random) == 0 }

    private mutating func derive(_ name: String) {
        budget -= 1
        if let text = token(name) {
            output.append(text)
            return
        }
        let outer = surroundings
        switch name {
        case "expression sequence", "sequence": surroundings = Surroundings()
        case "list", "tuple", "bitstring", "map body", "parentheses arguments", "access":
            surroundings = Surroundings(open: false)
        case "clause arguments", "keyword arguments":
            surroundings = Surroundings(blocks: false, open: false)
        default: break
        }
        deriveProduction(name)
        surroundings = outer
    }

    private mutating func deriveProduction(_ name: String) {
        switch name {
        case "operations":
            // Keywords behind `when` only.
            if budget > 0, chance(3) {
                output.append(["+", "-", "*", "<>", "|>", "=", "==", "and", "||", "in", "not in", "|", "::", "when", "<-", "\\\\", "++", "**"]
                    .map { " \($0) " }.randomElement(using: &random) ?? " + ")
                derive("expression")
            }
        case "operand":
            switch budget > 0 ? Int.random(in: 0 ..< 12, using: &random) : 12 {
            case 0: output.append(["- ", "! ", "not ", "^ ", "& "].randomElement(using: &random) ?? "- "); derive("prefixed")
            case 1: derive("attribute")
            case 2: derive("ellipsis")
            default: derive("primary")
            }
        case "attribute":
            output.append("@")
            derive("primary")
        case "ellipsis":
            output.append("... ")
            derive("prefixed")
        case "primary": derivePrimary()
        case "call": deriveCall()
        case "struct":
            output.append("%")
            derive("struct name")
            derive("map body")
        case "struct name": output.append(["Foo", "foo", "_", "^foo", "@foo", "Foo.Bar"].randomElement(using: &random) ?? "Foo")
        case "open call": deriveOpenCall()
        case "clause":
            // Without a body the next line would be it.
            output.append(chance(3) ? " ->\n" : " -> ")
            derive("expression")
        case "clause arguments":
            while budget > 0, chance(3) {
                output.append(", ")
                derive("expression")
            }
            if budget > 0, chance(4) {
                output.append(", ")
                derive("keyword pair")
            }
        case "map body":
            output.append("{")
            if budget > 0, chance(2) { derive("map update") } else if chance(2) { derive("keywords") }
            output.append("}")
        case "access":
            output.append("[")
            derive(chance(3) ? "keywords" : "container expression")
            output.append("]")
        case "keyword pair":
            derive("keyword key")
            derive("container expression")
        case "keyword key": output.append(["a: ", "\"b\": ", "\"#{c}\": ", "do: ", "+: ", "É: "].randomElement(using: &random) ?? "a: ")
        case "map": output.append("%"); derive("map body")
        case "map update":
            if chance(3) {
                derive("primary")
                output.append(" | ")
            }
            derive(chance(2) ? "map entries" : "keywords")
        case "map entry":
            derive("expression")
            output.append(" => ")
            derive("expression")
        case "statement":
            if budget > 0, chance(3) { deriveClause() } else { derive("expression") }
        case "function":
            output.append("fn ")
            surroundings = Surroundings()
            deriveClause(mayLackArguments: true)
            if chance(3) {
                output.append("; ")
                derive("statement")
            }
            output.append(" end")
        case "section":
            // `do block` says which keyword it is.
            derive("sequence")
        case "do block":
            output.append(" do ")
            derive("section")
            while chance(3) {
                output.append([" else ", " after ", " rescue ", " catch "].randomElement(using: &random) ?? " else ")
                derive("section")
            }
            output.append(" end")
        case "text": deriveText()
        case "number": output.append(["1", "0x1F", "2.5", "1_000", "?a", "?\\n", "1.0e3"].randomElement(using: &random) ?? "1")
        default:
            if let production = grammar.productions[name] { derive(production.expression) }
        }
    }

    /// A clause with its arguments; without any its arrow would continue a line before it.
    private mutating func deriveClause(mayLackArguments: Bool = false) {
        let outer = surroundings
        surroundings = Surroundings(blocks: false, open: false)
        switch Int.random(in: mayLackArguments ? 0 ..< 4 : 1 ..< 4, using: &random) {
        case 0: break
        case 1:
            output.append("(a, b) ")
            if chance(2) {
                output.append("when ")
                derive("expression")
            }
        case 2:
            derive("expression")
            derive("clause arguments")
        default: derive("expression")
        }
        surroundings = Surroundings()
        derive("clause")
        surroundings = outer
    }

    private mutating func derivePrimary() {
        let kinds = ["call", "alias", "atom", "number", "text", "parentheses", "list", "tuple", "bitstring", "map", "struct", "function",
                     "capture argument"]
        let suffixes = budget > 0 && chance(4) ? Int.random(in: 1 ... 2, using: &random) : 0
        let outer = surroundings
        if suffixes > 0 { surroundings.blocks = false; surroundings.open = false }
        let kind = budget > 0 ? kinds.randomElement(using: &random) ?? "atom" : "atom"
        if kind == "atom", suffixes > 0 { output.append("a") } else { derive(kind) }
        for index in 0 ..< suffixes {
            // A parenthesis behind an alias, a bracket behind a name, and an alias behind an atom mean other things.
            switch Int.random(in: 0 ..< 4, using: &random) {
            case 0 where kind != "alias" && kind != "call" && index == 0: derive("access")
            case 1:
                output.append(".")
                derive("parentheses call")
            case 2: output.append(".{a, b}")
            default:
                output.append(".")
                surroundings.open = index == suffixes - 1 && outer.open
                derive("call")
            }
        }
        surroundings = outer
    }

    private mutating func deriveCall() {
        derive("name")
        switch budget > 0 ? Int.random(in: 0 ..< 5, using: &random) : 4 {
        case 0, 1: derive("parentheses call")
        case 2 where surroundings.open:
            output.append(" ")
            derive("open call")
        case 3 where surroundings.blocks: derive("block call")
        default: break
        }
    }

    /// Arguments without parentheses, and the block that may follow them.
    private mutating func deriveOpenCall() {
        let outer = surroundings
        surroundings = Surroundings(blocks: false)
        if budget > 0, chance(5) {
            derive("keyword arguments")
        } else {
            let isSole = chance(2)
            surroundings.open = isSole
            derive("expression")
            if !isSole {
                output.append(", ")
                derive(chance(3) ? "keyword arguments" : "expression")
            }
        }
        surroundings = outer
        if surroundings.blocks, chance(4) { derive("block call") }
    }

    private mutating func deriveText() {
        let (open, close) = [("\"", "\""), ("~s(", ")"), ("~w[", "]a"), (":\"", "\""), ("\"\"\"\n", "\n\"\"\"")].randomElement(using: &random) ?? ("\"", "\"")
        output.append(open)
        for _ in 0 ..< Int.random(in: 0 ... 2, using: &random) {
            output.append(["a", " ", "\\n", "é", "\\x41"].randomElement(using: &random) ?? "a")
            if budget > 0, chance(3) {
                output.append("#{")
                derive("expression sequence")
                output.append("}")
            }
        }
        output.append(close)
    }

    /// The text of a token.
    private mutating func token(_ name: String) -> String? {
        switch name {
        case "name": ["a", "foo", "bar?", "baz!", "_x", "é", "__MODULE__"].randomElement(using: &random)
        case "alias name": ["Foo", "Bar", "A1"].randomElement(using: &random)
        case "atom literal": [":a", ":foo?", ":+", "nil", "true", ":\"a b\"", ":É", ":<<>>"].randomElement(using: &random)
        case "integer": ["1", "2"].randomElement(using: &random)
        case "end of line": chance(3) ? "\n" : " "
        case "end of expression": ["\n", ";", "\n\n", " ; ", "\n # c\n"].randomElement(using: &random)
        default: nil
        }
    }

    private mutating func derive(_ expression: Grammar.Expression) {
        switch expression {
        case .terminal(let text): output.append(text == "," ? ", " : text == "->" || text == "<<" || text == ">>" ? " \(text) " : text)
        case .name(let name): derive(name)
        case .special: break
        case .sequence(let parts): parts.forEach { derive($0) }
        case .choice(let parts): derive(budget > 0 ? parts.randomElement(using: &random) ?? parts[0] : parts[0])
        case .optional(let inner):
            if case .name("block call") = inner, !surroundings.blocks { return }
            if budget > 0, chance(2) { derive(inner) }
        case .repeated(let inner):
            while budget > 0, chance(3) { derive(inner) }
        }
    }
}
