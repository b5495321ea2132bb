// Forms with clauses: fn, case, cond, receive, try.
import Syntax

/// A clause `head -> body` taken apart.
struct ArrowClause {
    var meta: Meta
    var head: [Quoted]
    var body: Quoted
}

extension Expander {
    /// The clauses of a `do` value, or nil when it holds something else.
    static func arrowClauses(_ quoted: Quoted) -> [ArrowClause]? {
        guard case .list(let items) = quoted, !items.isEmpty else { return nil }
        var result: [ArrowClause] = []
        for item in items {
            guard case .node(let node) = item, node.form == .atom("->"), case .list(let parts) = node.args, parts.count == 2,
                  case .list(let head) = parts[0] else { return nil }
            result.append(ArrowClause(meta: node.meta, head: head, body: parts[1]))
        }
        return result
    }

    /// The pairs of a keyword list, or nil.
    static func keywordPairs(_ quoted: Quoted) -> [(key: String, value: Quoted)]? {
        guard case .list(let items) = quoted else { return nil }
        var result: [(String, Quoted)] = []
        for item in items {
            guard case .tuple(let pair) = item, pair.count == 2, case .atom(let key) = pair[0] else { return nil }
            result.append((key, pair[1]))
        }
        return result
    }

    static func keyword(_ pairs: [(key: String, value: Quoted)]) -> Quoted {
        .list(pairs.map { .tuple([.atom($0.key), $0.value]) })
    }

    func expandClause(_ clause: ArrowClause, _ env: Env) throws -> Quoted {
        try scoped(env) { env in
            let head = try expandHead(clause.head, &env)
            let body = try expand(clause.body, &env)
            return .node(Node(.atom("->"), clause.meta, .list([.list(head), body])))
        }
    }

    // MARK: fn

    func expandFn(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        try forbidInMatch("fn", meta, env)
        guard let clauses = Self.arrowClauses(.list(arguments)) else { throw error(.badClauses("fn"), meta, env) }
        functionDepth += 1
        defer { functionDepth -= 1 }
        var arity: Int?
        var result: [Quoted] = []
        for clause in clauses {
            for case .node(let node) in clause.head where node.form == .atom("\\\\") { throw error(.defaultsInFn, meta, env) }
            let expanded = try expandClause(clause, env)
            let count = Self.headArity(clause.head)
            if let arity, arity != count { throw error(.clausesWithDifferentArities("fn"), meta, env) }
            arity = count
            result.append(expanded)
        }
        return .node(Node(.atom("fn"), meta, .list(result)))
    }

    static func headArity(_ head: [Quoted]) -> Int {
        if head.count == 1, case .node(let node) = head[0], node.form == .atom("when"), case .list(let parts) = node.args, parts.count >= 2 {
            return parts.count - 1
        }
        return head.count
    }

    // MARK: case

    func expandCase(_ meta: Meta, _ subject: Quoted, _ options: Quoted, _ env: inout Env) throws -> Quoted {
        try forbidInMatch("case", meta, env)
        guard let pairs = Self.keywordPairs(options) else { throw error(.missingOption("case", "do"), meta, env) }
        try checkOptions("case", pairs, allowed: ["do"], required: "do", meta, env)
        let value = try expand(subject, &env)
        let clauses = try expandClauses("case", "do", pairs[0].value, meta, env, arity: 1)
        return .node(Node(.atom("case"), meta, .list([value, Self.keyword([("do", clauses)])])))
    }

    private func expandClauses(_ form: String, _ key: String, _ value: Quoted, _ meta: Meta, _ env: Env, arity: Int) throws -> Quoted {
        guard let clauses = Self.arrowClauses(value) else { throw error(.badClausesOf(form, key), meta, env) }
        return .list(try clauses.map { clause in
            if Self.headArity(clause.head) != arity { throw error(.wrongClauseArity(form, key, arity), clause.meta, env) }
            return try expandClause(clause, env)
        })
    }

    func checkOptions(_ form: String, _ pairs: [(key: String, value: Quoted)], allowed: [String], required: String?, _ meta: Meta,
                      _ env: Env) throws {
        var seen: Set<String> = []
        for (key, _) in pairs {
            if !allowed.contains(key) { throw error(.unexpectedOption(form, key), meta, env) }
            if !seen.insert(key).inserted { throw error(.duplicatedClauses(form, key), meta, env) }
        }
        if let required, !seen.contains(required) { throw error(.missingOption(form, required), meta, env) }
    }

    // MARK: cond

    func expandCond(_ meta: Meta, _ options: Quoted, _ env: inout Env) throws -> Quoted {
        try forbidInMatch("cond", meta, env)
        guard let pairs = Self.keywordPairs(options) else { throw error(.missingOption("cond", "do"), meta, env) }
        try checkOptions("cond", pairs, allowed: ["do"], required: "do", meta, env)
        guard let clauses = Self.arrowClauses(pairs[0].value) else { throw error(.badClausesOf("cond", "do"), meta, env) }
        let expanded: [Quoted] = try clauses.map { clause in
            guard clause.head.count == 1 else { throw error(.wrongClauseArity("cond", "do", 1), meta, env) }
            if case .node(let node) = clause.head[0], case .atom("_") = node.form, case .context = node.args {
                throw error(.underscoreInCond, clause.meta, env)
            }
            return try scoped(env) { env in
                let condition = try expand(clause.head[0], &env)
                let body = try expand(clause.body, &env)
                return .node(Node(.atom("->"), clause.meta, .list([.list([condition]), body])))
            }
        }
        return .node(Node(.atom("cond"), meta, .list([Self.keyword([("do", .list(expanded))])])))
    }

    // MARK: receive

    func expandReceive(_ meta: Meta, _ options: Quoted, _ env: inout Env) throws -> Quoted {
        try forbidInMatch("receive", meta, env)
        guard let pairs = Self.keywordPairs(options), !pairs.isEmpty else { throw error(.missingOption("receive", "do or after"), meta, env) }
        try checkOptions("receive", pairs, allowed: ["do", "after"], required: nil, meta, env)
        var result: [(key: String, value: Quoted)] = []
        for (key, value) in pairs {
            if key == "do" {
                if case .node(let node) = value, node.form == .atom("__block__"), node.args == .list([]) { continue }
                result.append(("do", try expandClauses("receive", "do", value, meta, env, arity: 1)))
            } else {
                guard let clauses = Self.arrowClauses(value), clauses.count == 1 else { throw error(.multipleAfterClauses, meta, env) }
                guard clauses[0].head.count == 1 else { throw error(.wrongClauseArity("receive", "after", 1), meta, env) }
                let clause = try scoped(env) { env in
                    let time = try expand(clauses[0].head[0], &env)
                    let body = try expand(clauses[0].body, &env)
                    return Quoted.node(Node(.atom("->"), clauses[0].meta, .list([.list([time]), body])))
                }
                result.append(("after", .list([clause])))
            }
        }
        return .node(Node(.atom("receive"), meta, .list([Self.keyword(result)])))
    }

    // MARK: try

    func expandTry(_ meta: Meta, _ options: Quoted, _ env: inout Env) throws -> Quoted {
        try forbidInMatch("try", meta, env)
        guard let pairs = Self.keywordPairs(options) else { throw error(.missingOption("try", "do"), meta, env) }
        try checkOptions("try", pairs, allowed: ["do", "rescue", "catch", "else", "after"], required: "do", meta, env)
        if pairs.count == 1 { throw error(.tryWithoutClauses, meta, env) }
        if pairs.count == 2, pairs.contains(where: { $0.key == "else" }) { warn(.elseAlone, meta, bare(env)) }
        if Self.catchesFirst(pairs) { warn(.catchBeforeRescue("try"), meta, bare(env)) }
        var result: [(key: String, value: Quoted)] = []
        for (key, value) in pairs {
            switch key {
            case "do", "after":
                result.append((key, try scoped(env) { try expand(value, &$0) }))
            case "else":
                result.append((key, try expandClauses("try", "else", value, meta, env, arity: 1)))
            case "rescue":
                guard let clauses = Self.arrowClauses(value) else { throw error(.badClausesOf("try", "rescue"), meta, env) }
                result.append((key, .list(try clauses.map { try expandRescueClause($0, env) })))
            default:
                guard let clauses = Self.arrowClauses(value) else { throw error(.badClausesOf("try", "catch"), meta, env) }
                result.append((key, .list(try clauses.map { try expandCatchClause($0, env) })))
            }
        }
        return .node(Node(.atom("try"), meta, .list([Self.keyword(result)])))
    }

    static func catchesFirst(_ pairs: [(key: String, value: Quoted)]) -> Bool {
        guard let first = pairs.firstIndex(where: { $0.key == "catch" }) else { return false }
        return pairs[first...].contains { $0.key == "rescue" }
    }

    private func withStacktrace<Result>(_ body: () throws -> Result) rethrows -> Result {
        let outer = stacktraceAllowed
        stacktraceAllowed = true
        defer { stacktraceAllowed = outer }
        return try body()
    }

    private func expandCatchClause(_ clause: ArrowClause, _ env: Env) throws -> Quoted {
        var clause = clause
        switch Self.headArity(clause.head) {
        case 1:
            // A single pattern catches throws.
            if case .node(let node) = clause.head[0], node.form == .atom("when"), case .list(let parts) = node.args {
                clause.head = [.node(Node(node.form, node.meta, .list([.atom("throw")] + parts)))]
            } else {
                clause.head = [.atom("throw")] + clause.head
            }
        case 2: break
        default: throw error(.wrongClauseArityRange("try", "catch"), clause.meta, env)
        }
        return try scoped(env) { env in
            let head = try expandHead(clause.head, &env)
            let body = try withStacktrace { try expand(clause.body, &env) }
            return .node(Node(.atom("->"), clause.meta, .list([.list(head), body])))
        }
    }

    private func expandRescueClause(_ clause: ArrowClause, _ env: Env) throws -> Quoted {
        guard clause.head.count == 1 else { throw error(.wrongClauseArity("try", "rescue", 1), clause.meta, env) }
        return try scoped(env) { env in
            let head = try expandRescueHead(clause.head[0], clause.meta, &env)
            let body = try withStacktrace { try expand(clause.body, &env) }
            return .node(Node(.atom("->"), clause.meta, .list([.list([head]), body])))
        }
    }

    /// `var`, `_`, `Module`, `[Modules]`, `var in …`, `_ in _`, or a macro that gives one of these.
    private func expandRescueHead(_ head: Quoted, _ meta: Meta, _ env: inout Env) throws -> Quoted {
        func variable(_ quoted: Quoted) -> Node? {
            guard case .node(let node) = quoted, case .atom(let name) = node.form, case .context = node.args, !name.hasPrefix("__") || name == "__" else {
                return nil
            }
            return node
        }
        func normalized(_ subject: Quoted, _ modules: [Quoted], _ inMeta: Meta) -> Quoted {
            .node(Node(.atom("in"), inMeta, .list([subject, .list(modules)])))
        }
        if variable(head) != nil { return try expandPattern([head], &env, pinsAllowed: true)[0] }
        if case .node(let node) = head, node.form == .atom("in"), case .list(let sides) = node.args, sides.count == 2, variable(sides[0]) != nil {
            let list = try outsideOfMatch(&env) { try expandRescueModules(sides[1], of: head, meta, &$0) }
            let subject = try expandPattern([sides[0]], &env, pinsAllowed: true)[0]
            guard let list else { return subject }
            return normalized(subject, list, node.meta)
        }
        if let modules = try modulesOnly(head, &env) {
            return normalized(.variable("_", meta), modules, meta)
        }
        if let expanded = try expandMacroOnce(head, &env) { return try expandRescueHead(expanded, meta, &env) }
        _ = try outsideOfMatch(&env) { try expand(head, &$0) }
        throw error(.invalidRescueClause(text(head)), meta, env)
    }

    private func modulesOnly(_ quoted: Quoted, _ env: inout Env) throws -> [Quoted]? {
        switch quoted {
        case .atom: return [quoted]
        case .node(let node) where node.form == .atom("__aliases__") || node.form == .atom("__MODULE__"):
            let expanded = try expand(quoted, &env)
            if case .atom = expanded { return [expanded] }
            return nil
        case .list(let elements):
            var result: [Quoted] = []
            for element in elements {
                guard let modules = try modulesOnly(element, &env) else { return nil }
                result += modules
            }
            return result
        default: return nil
        }
    }

    /// The modules of `x in modules`; nil for `x in _`.
    private func expandRescueModules(_ quoted: Quoted, of head: Quoted, _ meta: Meta, _ env: inout Env) throws -> [Quoted]? {
        if case .node(let node) = quoted, node.form == .atom("_"), case .context = node.args { return nil }
        if let modules = try modulesOnly(quoted, &env) { return modules }
        let expanded = try expand(quoted, &env)
        if let modules = try modulesOnly(expanded, &env) { return modules }
        throw error(.invalidRescueClause(text(head)), meta, env)
    }
}
