// `def` and its kin: takes the quoted head and body of one clause, expands it and adds it to the module.
import Syntax

extension Expander {
    /// Adds one clause. `body` is nil for a head alone, else the keyword list of the do-block.
    public func store(_ kind: DefinitionKind, _ call: Quoted, _ body: Quoted?, _ outer: Env) throws -> FunctionKey {
        guard let builder else { throw error(.outsideModule(kind.rawValue), Meta(), outer) }
        var env = outer
        env.variables = [:]
        env.context = nil
        let (head, guards) = Self.splitGuards(call)
        guard case .node(let node) = head, case .atom(let name) = node.form, !["__aliases__", "{}", "%{}", "<<>>", "__block__", "."].contains(name)
                || node.args == .list([]) || builder.name == "Elixir.Kernel.SpecialForms" else {
            throw error(.invalidDefinition(kind.rawValue, text(head)), lineMeta(call, env), env)
        }
        var arguments: [Quoted] = []
        if case .list(let list) = node.args { arguments = list }
        var body = body
        var guardExpressions = guards
        var meta = node.meta
        // `quote location: :keep` names the place of the quote.
        if case .tuple(let keep)? = meta["keep"], keep.count == 2, case .binary(let file) = keep[0], case .integer = keep[1] {
            env.file = String(decoding: file, as: UTF8.self)
            meta.remove("line")
            meta.prepend("line", keep[1])
            arguments = arguments.map(Self.keepLines)
            guardExpressions = guardExpressions.map(Self.keepLines)
            body = body.map(Self.keepLines)
        }
        if meta["line"] == nil { meta.prepend("line", .integer(env.line)) }
        // What macros and fragments make may stand in any order.
        let isWritten = meta["fragments"] == nil && meta["context"] == nil
        meta.remove("fragments")
        env.line = meta.line
        let key = FunctionKey(name, arguments.count)
        try checkReserved(kind, key, meta, env)

        let (plain, defaults) = Self.splitDefaults(arguments)
        env.function = key
        try checkAgainstStored(kind, key, defaults.count, body == nil, isWritten, meta, env, builder)
        if body == nil, !guardExpressions.isEmpty { try log(.guardsInHead, meta, env) }
        if body == nil {
            for argument in plain {
                guard case .node(let variable) = argument, case .atom = variable.form, case .context = variable.args else {
                    try log(.onlyVariablesInHead, meta, env)
                    break
                }
            }
        }

        var clause: Clause?
        if let body { clause = try expandDefinitionClause(kind, plain, guardExpressions, body, meta, env) }
        let defaultClauses = try expandDefaults(kind, key, arguments, meta, env)
        if hasErrors { builder.hasErrors = true }
        builder.record(localCalls)
        builder.note(usedImports)

        if builder.definition(key) == nil {
            builder.put(key, FunctionDefinition(kind: kind, name: name, arity: key.arity, meta: meta, file: env.file, clauses: []))
        }
        if let clause { builder.append(clause, to: key) } else { builder.heads[key] = meta }
        if !defaults.isEmpty { builder.defaults[key] = defaults.count }
        for (defaultKey, defaultClause) in defaultClauses {
            // Beside clauses of that arity the defaults are one more of them.
            if builder.definition(defaultKey) != nil, builder.defaultOwner[defaultKey] == nil {
                builder.append(defaultClause, to: defaultKey)
                continue
            }
            builder.put(defaultKey, FunctionDefinition(kind: kind, name: name, arity: defaultKey.arity, meta: meta, file: env.file,
                                                       clauses: [defaultClause]))
            builder.defaultOwner[defaultKey] = key
        }
        if isWritten {
            builder.lastWritten = key
            builder.written.insert(key)
        } else {
            builder.written.remove(key)
        }
        return key
    }

    private func lineMeta(_ call: Quoted, _ env: Env) -> Meta {
        if case .node(let node) = call, node.meta.line > 0 { return Meta(line: node.meta.line) }
        return Meta(line: env.line)
    }

    static func splitGuards(_ call: Quoted) -> (Quoted, [Quoted]) {
        guard case .node(let node) = call, node.form == .atom("when"), case .list(let sides) = node.args, sides.count == 2 else { return (call, []) }
        var guards: [Quoted] = []
        var rest = sides[1]
        while case .node(let inner) = rest, inner.form == .atom("when"), case .list(let parts) = inner.args, parts.count == 2 {
            guards.append(parts[0])
            rest = parts[1]
        }
        return (sides[0], guards + [rest])
    }

    private static func keepLines(_ quoted: Quoted) -> Quoted {
        switch quoted {
        case .node(let node):
            var meta = node.meta
            if case .tuple(let keep)? = meta["keep"], keep.count == 2 {
                meta.remove("line")
                meta.prepend("line", keep[1])
            }
            var args = node.args
            if case .list(let list) = node.args { args = .list(list.map(keepLines)) }
            return .node(Node(keepLines(node.form), meta, args))
        case .list(let list): return .list(list.map(keepLines))
        case .tuple(let list): return .tuple(list.map(keepLines))
        default: return quoted
        }
    }

    private func checkReserved(_ kind: DefinitionKind, _ key: FunctionKey, _ meta: Meta, _ env: Env) throws {
        switch (key.name, key.arity) {
        case ("__info__", 1): throw error(.definedByLanguage(kind.rawValue, key, "Elixir"), meta, env)
        case ("module_info", 0), ("module_info", 1): throw error(.definedByLanguage(kind.rawValue, key, "Erlang"), meta, env)
        default: break
        }
    }

    private func checkAgainstStored(_ kind: DefinitionKind, _ key: FunctionKey, _ defaults: Int, _ isHead: Bool, _ isWritten: Bool,
                                    _ meta: Meta, _ env: Env, _ builder: ModuleBuilder) throws {
        if let owner = builder.defaultOwner[key] {
            throw error(.defaultsConflict(kind.rawValue, key, kind.rawValue, owner), meta, env)
        }
        for given in 0..<defaults {
            let shorter = FunctionKey(key.name, key.arity - defaults + given)
            guard builder.definition(shorter) != nil, builder.defaults[shorter] ?? 0 > 0 else { continue }
            var inside = env
            inside.function = key
            throw error(.defaultsOver(kind.rawValue, key, shorter), meta, inside)
        }
        guard let stored = builder.definition(key) else { return }
        if stored.kind != kind {
            throw error(.alreadyDefinedAs(kind.rawValue, key, stored.kind.rawValue, compileTime.shown(stored.file), stored.meta.line), meta, env)
        }
        let storedDefaults = builder.defaults[key] ?? 0
        if defaults > 0, storedDefaults > 0 { throw error(.defaultsTwice(kind.rawValue, key, stored.meta.line), meta, env) }
        if isHead {
            if !stored.clauses.isEmpty, meta["context"] == nil { warn(.lateHead(kind.rawValue, key), meta, bare(env)) }
            return
        }
        if storedDefaults > 0, !stored.clauses.isEmpty, builder.heads[key] == nil {
            warn(.mixedDefaultsAndClauses(kind.rawValue, key, stored.meta.line), meta, bare(env))
        } else if defaults > 0, !stored.clauses.isEmpty {
            warn(.mixedDefaultsAndClauses(kind.rawValue, key, stored.meta.line), meta, bare(env))
        }
        if isWritten, builder.written.contains(key), let last = builder.lastWritten, last != key, !stored.clauses.isEmpty, stored.file == env.file {
            warn(.ungroupedClauses(kind.rawValue, key, compileTime.shown(env.file), stored.meta.line), meta, bare(env))
        }
    }

    /// The environment for reports that name no function and no module.
    func bare(_ env: Env) -> Env {
        var env = env
        env.module = nil
        env.function = nil
        return env
    }

    // MARK: The clause

    private func expandDefinitionClause(_ kind: DefinitionKind, _ arguments: [Quoted], _ guards: [Quoted], _ body: Quoted, _ meta: Meta, _ outer: Env)
        throws -> Clause {
        guard let pairs = Self.keywordPairs(body), pairs.contains(where: { $0.key == "do" }) else {
            throw error(.missingDoInDefinition(kind.rawValue), meta, outer)
        }
        return try scoped(outer, isNested: false) { env in
            var caller: Quoted?
            if kind.isMacro {
                let version = defineVariable(VariableKey("__CALLER__", .context("nil")), Meta(line: meta.line), &env)
                caller = versioned("__CALLER__", Meta(line: meta.line), version, "nil")
            }
            var patterns = try expandPattern(arguments, &env, pinsAllowed: false)
            if let caller { patterns.insert(caller, at: 0) }
            let expandedGuards = try guards.map { try expandGuard($0, &env) }
            callerAllowed = kind.isMacro
            let expandedBody: Quoted
            if pairs.count == 1 {
                expandedBody = try expand(pairs[0].value, &env)
            } else {
                var pairs = pairs
                if Self.catchesFirst(pairs) {
                    warn(.catchBeforeRescue(kind.rawValue), meta, bare(env))
                    pairs = pairs.filter { $0.key != "catch" } + pairs.filter { $0.key == "catch" }
                }
                expandedBody = try expand(.call("try", meta, [.list(pairs.map { .tuple([.atom($0.key), $0.value]) })]), &env)
            }
            return Clause(meta: meta, patterns: try patterns.map(compileTime.durable), guards: try expandedGuards.map(compileTime.durable),
                          body: try compileTime.durable(expandedBody))
        }
    }

    // MARK: Defaults

    private static func splitDefaults(_ arguments: [Quoted]) -> (plain: [Quoted], defaults: [Int]) {
        var plain: [Quoted] = []
        var defaults: [Int] = []
        for (index, argument) in arguments.enumerated() {
            if case .node(let node) = argument, node.form == .atom("\\\\"), case .list(let sides) = node.args, sides.count == 2 {
                plain.append(sides[0])
                defaults.append(index)
            } else {
                plain.append(argument)
            }
        }
        return (plain, defaults)
    }

    /// One clause for each shorter arity: it calls the full one with the defaults that are missing from the right.
    private func expandDefaults(_ kind: DefinitionKind, _ key: FunctionKey, _ arguments: [Quoted], _ meta: Meta, _ outer: Env) throws
        -> [(FunctionKey, Clause)] {
        let (_, defaults) = Self.splitDefaults(arguments)
        var result: [(FunctionKey, Clause)] = []
        for given in 0 ..< defaults.count {
            let shorter = FunctionKey(key.name, key.arity - defaults.count + given)
            let isFilled = Set(defaults[given...])
            var env = outer
            env.function = shorter
            let clause: Clause = try scoped(env) { env in
                var patterns: [Quoted] = []
                var call: [Quoted] = []
                if kind.isMacro {
                    let version = defineVariable(VariableKey("__CALLER__", .context("nil")), Meta(line: meta.line), &env)
                    let caller = versioned("__CALLER__", Meta(line: meta.line), version, "nil")
                    patterns.append(caller)
                    call.append(caller)
                }
                callerAllowed = kind.isMacro
                for (index, argument) in arguments.enumerated() {
                    if isFilled.contains(index), case .node(let node) = argument, case .list(let sides) = node.args {
                        var visible = env
                        visible.variables = visible.variables.filter { $0.key.name == "__CALLER__" }
                        call.append(try expand(sides[1], &visible))
                    } else {
                        var variableMeta = Meta(line: meta.line)
                        variableMeta.store("generated", .atom("true"))
                        let version = defineVariable(VariableKey("x\(index)", .context("Elixir")), variableMeta, &env)
                        let variable = versioned("x\(index)", variableMeta, version, "Elixir")
                        patterns.append(variable)
                        call.append(variable)
                    }
                }
                localCalls.append(LocalCall(key: key, caller: shorter, meta: meta, file: env.file, isCapture: false, isMacroUse: true))
                let name = kind.isMacro ? "MACRO-" + key.name : key.name
                return Clause(meta: meta, patterns: patterns, guards: [],
                              body: try compileTime.durable(.node(Node(.atom(name), meta, .list(call)))))
            }
            result.append((shorter, clause))
        }
        return result
    }
}
