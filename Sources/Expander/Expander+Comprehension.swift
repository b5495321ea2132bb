// `for` and `with`: generators, filters, options, and the arrows between them.
import Syntax

extension Expander {
    // MARK: for

    func expandFor(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        try forbidInMatch("for", meta, env)
        let (steps, options) = Self.splitOptions(arguments)
        guard let pairs = options, pairs.contains(where: { $0.key == "do" }) else { throw error(.missingOption("for", "do"), meta, env) }
        for (key, _) in pairs where !["do", "into", "uniq", "reduce"].contains(key) { throw error(.unsupportedOption("for", key), meta, env) }
        try checkOptions("for", pairs, allowed: ["do", "into", "uniq", "reduce"], required: "do", meta, env)
        let reduces = pairs.contains { $0.key == "reduce" }
        if reduces, pairs.contains(where: { $0.key == "into" || $0.key == "uniq" }) { throw error(.reduceWithOthers, meta, env) }

        // Options are expanded outside of the comprehension, first.
        var expandedOptions: [(key: String, value: Quoted)] = []
        for (key, value) in pairs where key != "do" {
            let expanded = try expand(value, &env)
            if key == "uniq" {
                guard expanded == .atom("true") || expanded == .atom("false") else {
                    throw error(.uniqNoBoolean(text(value)), meta, env)
                }
            }
            expandedOptions.append((key, expanded))
        }
        let body = pairs.first { $0.key == "do" }!.value

        return try scoped(env) { env in
            let expandedSteps = try steps.map { try expandForStep($0, &env) }
            guard let first = steps.first, Self.isGenerator(first) else { throw error(.forWithoutGenerator, meta, env) }
            let expandedBody: Quoted
            if reduces {
                guard let clauses = Self.arrowClauses(body) else { throw error(.reduceWithoutClauses, meta, env) }
                expandedBody = .list(try clauses.map { clause in
                    guard Self.headArity(clause.head) == 1 else { throw error(.reduceClauseArity, meta, env) }
                    return try expandClause(clause, env)
                })
            } else {
                if Self.arrowClauses(body) != nil { throw error(.clausesWithoutReduce, meta, env) }
                expandedBody = try scoped(env) { try expand(body, &$0) }
            }
            let all = expandedOptions + [("do", expandedBody)]
            return .node(Node(.atom("for"), meta, .list(expandedSteps + [Self.keyword(all)])))
        }
    }

    static func splitOptions(_ arguments: [Quoted]) -> ([Quoted], [(key: String, value: Quoted)]?) {
        guard let last = arguments.last, let pairs = keywordPairs(last) else { return (arguments, nil) }
        // Keywords before a do-block are an argument of their own.
        var steps = Array(arguments.dropLast())
        if pairs.allSatisfy({ $0.key == "do" || $0.key == "else" }), let before = steps.last, let more = keywordPairs(before), !more.isEmpty {
            steps.removeLast()
            return (steps, more + pairs)
        }
        return (steps, pairs)
    }

    private static func isGenerator(_ quoted: Quoted) -> Bool {
        guard case .node(let node) = quoted, case .list(let arguments) = node.args else { return false }
        if node.form == .atom("<-") { return arguments.count == 2 }
        return bitstringGenerator(node) != nil
    }

    /// `<<segments… <- source>>` as segments, the last segment, and the source.
    private static func bitstringGenerator(_ node: Node) -> (segments: [Quoted], arrow: Meta, source: Quoted)? {
        guard node.form == .atom("<<>>"), case .list(let segments) = node.args, let last = segments.last, case .node(let arrow) = last,
              arrow.form == .atom("<-"), case .list(let sides) = arrow.args, sides.count == 2 else { return nil }
        return (segments.dropLast() + [sides[0]], arrow.meta, sides[1])
    }

    private func expandForStep(_ step: Quoted, _ env: inout Env) throws -> Quoted {
        guard case .node(let node) = step, case .list(let arguments) = node.args else { return try expand(step, &env) }
        if node.form == .atom("<-"), arguments.count == 2 {
            let source = try expand(arguments[1], &env)
            let pattern = try expandHead([arguments[0]], &env)[0]
            return .node(Node(.atom("<-"), node.meta, .list([pattern, source])))
        }
        if let generator = Self.bitstringGenerator(node) {
            let source = try expand(generator.source, &env)
            let pattern = try withinPattern(&env, pinsAllowed: true) {
                try expandBitstring(node.meta, generator.segments, isGenerator: true, &$0)
            }
            guard case .node(let bits) = pattern, case .list(let segments) = bits.args, let last = segments.last else {
                // A constant pattern: keep its shape.
                throw error(.forWithoutGenerator, node.meta, env)
            }
            let arrow = Quoted.node(Node(.atom("<-"), generator.arrow, .list([last, source])))
            return .node(Node(.atom("<<>>"), node.meta, .list(segments.dropLast() + [arrow])))
        }
        return try expand(step, &env)
    }

    // MARK: with

    private static func isIrrefutable(_ pattern: Quoted) -> Bool {
        if case .node(let node) = pattern, case .context = node.args { return true }
        return false
    }

    func expandWith(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        try forbidInMatch("with", meta, env)
        let (steps, options) = Self.splitOptions(arguments)
        guard let pairs = options, pairs.contains(where: { $0.key == "do" }) else { throw error(.missingOption("with", "do"), meta, env) }
        try checkOptions("with", pairs, allowed: ["do", "else"], required: "do", meta, env)
        let body = pairs.first { $0.key == "do" }!.value
        var result: [(key: String, value: Quoted)] = []
        // A step fails where its pattern is no plain variable.
        var mayFail = false
        let expandedSteps: [Quoted] = try scoped(env) { env in
            let expandedSteps: [Quoted] = try steps.map { step in
                guard case .node(let node) = step, node.form == .atom("<-"), case .list(let sides) = node.args, sides.count == 2 else {
                    return try expand(step, &env)
                }
                if !Self.isIrrefutable(sides[0]) { mayFail = true }
                let value = try expand(sides[1], &env)
                let pattern = try expandHead([sides[0]], &env)[0]
                return .node(Node(.atom("<-"), node.meta, .list([pattern, value])))
            }
            result.append(("do", try expand(body, &env)))
            return expandedSteps
        }
        if let otherwise = pairs.first(where: { $0.key == "else" }) {
            if !mayFail { warn(.elseNeverMatches, meta, bare(env)) }
            guard let clauses = Self.arrowClauses(otherwise.value) else { throw error(.badClausesOf("with", "else"), meta, env) }
            result.append(("else", .list(try clauses.map { clause in
                if Self.headArity(clause.head) != 1 { throw error(.wrongClauseArity("with", "else", 1), clause.meta, env) }
                return try expandClause(clause, env)
            })))
        }
        return .node(Node(.atom("with"), meta, .list(expandedSteps + [Self.keyword(result)])))
    }
}
