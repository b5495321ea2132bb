// Atoms, aliases and calls as the language prints them inside error texts. The full printer of expressions is
// `Macro.to_string/1`, written in the language.
import Syntax

/// Texts of names for messages.
public enum Printing {
    /// Does the atom name a module of the language?
    public static func isAlias(_ atom: String) -> Bool {
        guard atom.hasPrefix("Elixir.") else { return false }
        return atom.dropFirst(7).split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.unicodeScalars.first, first.value < 128, first.properties.isUppercase else { return false }
            return part.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" }
        }
    }

    static let operators: Set<String> = [
        "+", "-", "*", "/", "++", "--", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "=~", "&&", "||", "!", "<>", "|>", "<<<", ">>>",
        "<<~", "~>>", "<~", "~>", "<~>", "+++", "---", "**", "..", "..//", "&&&", "|||", "^^^", "~~~", "@", "|", "::", "=", "&", "^", ".",
        "<-", "\\\\", "->", "%{}", "{}", "<<>>", "%", "...", "<|>", "=>",
    ]

    /// An atom, as `inspect` prints it.
    public static func atom(_ atom: String) -> String {
        switch atom {
        case "nil", "true", "false": return atom
        case "Elixir": return "Elixir"
        default: break
        }
        if isAlias(atom) { return String(atom.dropFirst(7)) }
        if isIdentifier(atom) || operators.contains(atom) { return ":" + atom }
        return ":" + quoted(atom)
    }

    /// A module, as messages name it.
    public static func module(_ module: String) -> String { atom(module) }

    /// A function's name without a colon.
    public static func functionName(_ name: String) -> String {
        isIdentifier(name) || operators.contains(name) ? name : quoted(name)
    }

    static func isIdentifier(_ text: String) -> Bool {
        var scalars = Substring(text).unicodeScalars
        guard let first = scalars.first, first == "_" || first.properties.isAlphabetic else { return false }
        if let last = scalars.last, last == "?" || last == "!" { scalars.removeLast() }
        return scalars.allSatisfy { $0 == "_" || $0 == "@" || $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "#": result += "#"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The order of atoms: by the bytes of their texts.
    public static func atomOrder(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// `&function_exported?/3` order: by name, then arity.
    public static func keyOrder(_ left: FunctionKey, _ right: FunctionKey) -> Bool {
        left.name == right.name ? left.arity < right.arity : atomOrder(left.name, right.name)
    }

    /// A sentence's list: `a`, `a and b`, `a, b and c`.
    static func enumeration(_ items: [String]) -> String {
        guard items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + items[items.count - 1]
    }

    static let binaryOperators: Set<String> = [
        "+", "-", "*", "/", "++", "--", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "=~", "&&", "||", "<>", "|>", "<<<", ">>>", "<<~",
        "~>>", "<~", "~>", "<~>", "+++", "---", "**", "..", "&&&", "|||", "^^^", "|", "::", "=", "<-", "\\\\", "and", "or", "in", "when",
    ]

    /// An expression in source form, good enough for one line of an error text.
    public static func expression(_ quoted: Quoted) -> String {
        switch quoted {
        case .atom(let atom): return Printing.atom(atom)
        case .integer(let value): return String(value)
        case .bigInteger(let big): return big.negative ? "-<big>" : "<big>"
        case .float(let value): return "\(value)"
        case .binary(let bytes): return Printing.quoted(String(decoding: bytes, as: UTF8.self))
        case .list(let elements): return "[" + elementsText(elements) + "]"
        case .improperList(let elements, let tail): return "[" + elementsText(elements) + " | " + expression(tail) + "]"
        case .tuple(let elements): return "{" + elementsText(elements) + "}"
        case .term: return "#Term<>"
        case .node(let node): return Printing.node(node)
        }
    }

    private static func elementsText(_ elements: [Quoted]) -> String {
        var keywordFrom = elements.count
        while keywordFrom > 0, case .tuple(let pair) = elements[keywordFrom - 1], pair.count == 2, case .atom = pair[0] { keywordFrom -= 1 }
        var parts = elements[..<keywordFrom].map(expression)
        for case .tuple(let pair) in elements[keywordFrom...] {
            guard case .atom(let key) = pair[0] else { continue }
            let name = isAlias(key) ? quoted(key) : functionName(key)
            parts.append("\(name): \(expression(pair[1]))")
        }
        return parts.joined(separator: ", ")
    }

    private static func operand(_ quoted: Quoted) -> String {
        if case .node(let node) = quoted, case .atom(let name) = node.form, case .list(let args) = node.args, args.count == 2,
           binaryOperators.contains(name) {
            return "(" + expression(quoted) + ")"
        }
        return expression(quoted)
    }

    private static func node(_ node: Node) -> String {
        switch (node.form, node.args) {
        case (.atom(let name), .context): return name
        case (.atom("__aliases__"), .list(let parts)):
            return parts.map { part in
                if case .atom(let atom) = part { return atom == "Elixir" ? "Elixir" : atom }
                return expression(part)
            }.joined(separator: ".")
        case (.atom("{}"), .list(let elements)): return "{" + elementsText(elements) + "}"
        case (.atom("%{}"), .list(let pairs)): return "%{" + mapText(pairs) + "}"
        case (.atom("%"), .list(let parts)) where parts.count == 2:
            let map = expression(parts[1])
            return "%" + expression(parts[0]) + map.dropFirst()
        case (.atom("<<>>"), .list(let elements)): return "<<" + elementsText(elements) + ">>"
        case (.atom("__block__"), .list(let expressions)):
            if expressions.count == 1 { return expression(expressions[0]) }
            return "(" + expressions.map(expression).joined(separator: "; ") + ")"
        case (.atom("&"), .list(let arguments)) where arguments.count == 1:
            if case .integer = arguments[0] { return "&" + expression(arguments[0]) }
            if case .node(let inner) = arguments[0], inner.form == .atom("/"), case .list(let sides) = inner.args, sides.count == 2,
               case .node = sides[0] {
                return "&" + captureTarget(sides[0]) + "/" + expression(sides[1])
            }
            return "&(" + expression(arguments[0]) + ")"
        case (.atom("fn"), .list(let clauses)):
            return "fn " + clauses.map(clause).joined(separator: "; ") + " end"
        case (.atom("->"), .list): return clause(.node(node))
        case (.atom(let name), .list(let sides)) where sides.count == 2 && binaryOperators.contains(name):
            return operand(sides[0]) + " \(name) " + operand(sides[1])
        case (.atom("not"), .list(let sides)) where sides.count == 1: return "not " + operand(sides[0])
        case (.atom(let name), .list(let sides)) where sides.count == 1 && ["+", "-", "!", "^", "@", "~~~"].contains(name):
            return name + operand(sides[0])
        case (.atom(let name), .list(let arguments)):
            return functionName(name) + "(" + elementsText(arguments) + ")"
        case (.node(let dot), .list(let arguments)) where dot.form == .atom("."):
            guard case .list(let parts) = dot.args else { return "" }
            if parts.count == 1 { return expression(parts[0]) + ".(" + elementsText(arguments) + ")" }
            let target = captureTarget(.node(node))
            return node.meta["no_parens"] == .atom("true") ? target : target + "(" + elementsText(arguments) + ")"
        case (let form, .list(let arguments)): return expression(form) + "(" + elementsText(arguments) + ")"
        case (let form, .context): return expression(form)
        }
    }

    private static func captureTarget(_ quoted: Quoted) -> String {
        guard case .node(let node) = quoted else { return expression(quoted) }
        if case .node(let dot) = node.form, dot.form == .atom("."), case .list(let parts) = dot.args, parts.count == 2,
           case .atom(let name) = parts[1] {
            return operand(parts[0]) + "." + functionName(name)
        }
        return expression(quoted)
    }

    private static func clause(_ quoted: Quoted) -> String {
        guard case .node(let node) = quoted, case .list(let parts) = node.args, parts.count == 2, case .list(let head) = parts[0] else {
            return expression(quoted)
        }
        let left = head.isEmpty ? "" : elementsText(head) + " "
        return left + "-> " + expression(parts[1])
    }

    private static func mapText(_ pairs: [Quoted]) -> String {
        if pairs.count == 1, case .node(let update) = pairs[0], update.form == .atom("|"), case .list(let parts) = update.args,
           case .list(let updates) = parts[1] {
            return expression(parts[0]) + " | " + mapText(updates)
        }
        let isKeyword = pairs.allSatisfy { if case .tuple(let pair) = $0, pair.count == 2, case .atom = pair[0] { true } else { false } }
        if isKeyword { return elementsText(pairs) }
        return pairs.map { pair in
            if case .tuple(let sides) = pair, sides.count == 2 { return expression(sides[0]) + " => " + expression(sides[1]) }
            return expression(pair)
        }.joined(separator: ", ")
    }
}
