// Lowering of patterns: from expanded quoted patterns to `Pattern`. How they are tested is the match compiler's business.
import Bytecode
import Expander
import Syntax

extension Lowering {
    func lowerPattern(_ quoted: Quoted) -> Pattern {
        switch quoted {
        case .atom, .integer, .bigInteger, .float, .term:
            if case .literal(let literal) = lower(quoted) { return .literal(literal) }
            return .any
        case .binary(let bytes): return .literal(.bitstring(bytes, bits: bytes.count * 8))
        case .tuple(let elements): return .tuple(elements.map(lowerPattern))
        case .list(let elements):
            if let (_, head, tail) = Lowering.splitTail(elements) {
                return makeConsPattern(elements.dropLast().map(lowerPattern) + [lowerPattern(head)], tail: lowerPattern(tail))
            }
            return makeConsPattern(elements.map(lowerPattern), tail: .literal(.emptyList))
        case .improperList(let elements, let tail): return makeConsPattern(elements.map(lowerPattern), tail: lowerPattern(tail))
        case .node(let node): return lowerPattern(node)
        }
    }

    private func makeConsPattern(_ elements: [Pattern], tail: Pattern) -> Pattern {
        // A long constant list is compared as one term instead of cell by cell.
        if elements.count > Lowering.directElements, let literal = Lowering.literal(of: elements, tail: tail) { return .equal(.literal(literal)) }
        var result = tail
        for element in elements.reversed() { result = .cons(element, result) }
        return result
    }

    private static func literal(of elements: [Pattern], tail: Pattern) -> Literal? {
        guard case .literal(let end) = tail else { return nil }
        var literals: [Literal] = []
        for element in elements {
            guard case .literal(let literal) = element else { return nil }
            literals.append(literal)
        }
        if case .list(let more, let last) = end { return .list(literals + more, tail: last) }
        return .list(literals, tail: end)
    }

    private func lowerPattern(_ node: Node) -> Pattern {
        guard case .list(let arguments) = node.args else {
            guard case .context(let context) = node.args, case .atom(let name) = node.form else { return malformedPattern(node) }
            if name == "_" { return .any }
            return .bind(variable(name: name, meta: node.meta, context: context))
        }
        if case .node(let dot) = node.form, case .atom(".") = dot.form, case .list(let parts) = dot.args, parts.count == 2,
           case .atom("erlang") = parts[0], case .atom(let name) = parts[1] {
            return lowerOperatorPattern(name, node, arguments)
        }
        guard case .atom(let name) = node.form else { return malformedPattern(node) }
        switch name {
        case "=" where arguments.count == 2: return .both(lowerPattern(arguments[0]), lowerPattern(arguments[1]))
        case "{}": return .tuple(arguments.map(lowerPattern))
        case "%{}": return .map(lowerPairPatterns(arguments, node))
        case "%" where arguments.count == 2: return lowerStructPattern(node, arguments[0], arguments[1])
        case "^" where arguments.count == 1: return .equal(lower(arguments[0]))
        case "<<>>": return lowerBitsPattern(arguments, node)
        case "__block__" where arguments.count == 1: return lowerPattern(arguments[0])
        default: return malformedPattern(node)
        }
    }

    private func malformedPattern(_ node: Node) -> Pattern {
        _ = malformed(node)
        return .any
    }

    /// Signed numbers and `prefix ++ tail`.
    private func lowerOperatorPattern(_ name: String, _ node: Node, _ arguments: [Quoted]) -> Pattern {
        if name == "++", arguments.count == 2, case .list(let elements) = arguments[0] {
            return makeConsPattern(elements.map(lowerPattern), tail: lowerPattern(arguments[1]))
        }
        if arguments.count == 1 || arguments.count == 2, case .literal(let literal) = lowerErlang(name, arguments.map(lower), position(node.meta)) {
            return .literal(literal)
        }
        return malformedPattern(node)
    }

    private func lowerPairPatterns(_ pairs: [Quoted], _ node: Node) -> [PatternPair] {
        var result: [PatternPair] = []
        for pair in pairs {
            guard let (key, value) = Lowering.pair(pair) else {
                _ = malformed(node)
                continue
            }
            result.append(PatternPair(key: lower(key), value: lowerPattern(value)))
        }
        return result
    }

    private func lowerStructPattern(_ node: Node, _ name: Quoted, _ map: Quoted) -> Pattern {
        var pairs: [PatternPair] = []
        if case .node(let inner) = map, case .list(let arguments) = inner.args { pairs = lowerPairPatterns(arguments, inner) }
        let module: Pattern
        switch lowerPattern(name) {
        case .literal(let literal): module = .literal(literal)
        case .equal(let pinned): module = .atom(.equal(pinned))
        case let other: module = .atom(other)
        }
        return .map([PatternPair(key: .literal(.atom("__struct__")), value: module)] + pairs)
    }
}
