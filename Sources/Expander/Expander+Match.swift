// `=`, patterns and guards: how the context of an expression changes, and what may stand in each.
import Syntax

extension Expander {
    func expandMatchOperator(_ meta: Meta, _ left: Quoted, _ right: Quoted, _ env: inout Env) throws -> Quoted {
        if env.isGuard { throw error(.invalidInContext("=", "guard"), meta, env) }
        if env.isMatch {
            return .node(Node(.atom("="), meta, .list([try expand(left, &env), try expand(right, &env)])))
        }
        let value = try expand(right, &env)
        let pattern = try expandPattern([left], &env, pinsAllowed: true)[0]
        return .node(Node(.atom("="), meta, .list([pattern, value])))
    }

    /// Expands patterns that belong together; the environment afterwards has their variables.
    func expandPattern(_ patterns: [Quoted], _ env: inout Env, pinsAllowed: Bool) throws -> [Quoted] {
        try withinPattern(&env, pinsAllowed: pinsAllowed) { env in try patterns.map { try expand($0, &env) } }
    }

    /// Runs `body` as the expansion of one pattern.
    func withinPattern<Result>(_ env: inout Env, pinsAllowed: Bool, _ body: (inout Env) throws -> Result) rethrows -> Result {
        let outerMatch = match
        let outerContext = env.context
        match = MatchState(outside: env.variables, firstVersion: variables.count, pinsAllowed: pinsAllowed)
        env.context = .match
        defer {
            match = outerMatch
            env.context = outerContext
        }
        return try body(&env)
    }

    /// Expands a guard.
    func expandGuard(_ guardExpression: Quoted, _ env: inout Env) throws -> Quoted {
        let outer = env.context
        env.context = .guarded
        defer { env.context = outer }
        if case .node(let node) = guardExpression, node.form == .atom("when"), case .list(let sides) = node.args, sides.count == 2 {
            let left = try expandGuard(sides[0], &env)
            let right = try expandGuard(sides[1], &env)
            return .node(Node(.atom("when"), node.meta, .list([left, right])))
        }
        return try expand(guardExpression, &env)
    }

    /// The head of a clause: patterns, the last perhaps with a guard.
    func expandHead(_ head: [Quoted], _ env: inout Env, pinsAllowed: Bool = true) throws -> [Quoted] {
        guard head.count == 1, case .node(let node) = head[0], node.form == .atom("when"), case .list(let parts) = node.args, parts.count >= 2 else {
            return try expandPattern(head, &env, pinsAllowed: pinsAllowed)
        }
        let patterns = try expandPattern(Array(parts.dropLast()), &env, pinsAllowed: pinsAllowed)
        let guardExpression = try expandGuard(parts[parts.count - 1], &env)
        return [.node(Node(.atom("when"), node.meta, .list(patterns + [guardExpression])))]
    }

    /// Runs `body` outside of patterns and guards, with the environment's variables kept.
    func outsideOfMatch<Result>(_ env: inout Env, _ body: (inout Env) throws -> Result) rethrows -> Result {
        let outerContext = env.context
        let outerMatch = match
        env.context = nil
        match = nil
        defer {
            env.context = outerContext
            match = outerMatch
        }
        return try body(&env)
    }

    func forbidInMatch(_ name: String, _ meta: Meta, _ env: Env) throws {
        if env.isMatch { throw error(.invalidInContext(name, "match"), meta, env) }
        if env.isGuard { throw error(.invalidInContext(name, "guard"), meta, env) }
    }
}
