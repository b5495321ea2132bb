// Variables: versions, patterns' first and repeated occurrences, pins, the pseudo variables, and who was never used.
import Syntax

/// One version of a variable.
struct VariableRecord {
    var key: VariableKey
    var meta: Meta
    /// Counts towards the unused ones until it is used.
    var isWatched: Bool
    var isUsed: Bool
    /// The version it replaces in the same scope, when both belong to source text.
    var overrides: Bool
}

/// The state of a pattern being expanded.
struct MatchState {
    /// The variables before the pattern: what pins see.
    var outside: [VariableKey: Int]
    /// Versions from here on belong to this pattern.
    var firstVersion: Int
    /// Pins are refused where nothing can be outside (heads of functions).
    var pinsAllowed: Bool
    /// Inside the size of a bitstring segment: variables are read, not bound.
    var readsOnly = false
}

extension Expander {
    func variableKey(_ name: String, _ meta: Meta, _ context: String) -> VariableKey {
        VariableKey(name, Self.variableContext(meta, context))
    }

    static func variableContext(_ meta: Meta, _ context: String) -> VariableContext {
        switch meta["counter"] {
        case .integer(let counter)?: return .counter(counter)
        case .tuple(let parts)?:
            if parts.count == 2, case .atom(let module) = parts[0], case .integer(let counter) = parts[1] { return .moduleCounter(module, counter) }
            return .context(context)
        default: return .context(context)
        }
    }

    func expandVariableOrPseudo(_ name: String, _ meta: Meta, _ context: String, _ env: inout Env) throws -> Quoted {
        if name.utf8.first == 0x5F, name.utf8.count > 1 {
            switch name {
            case "__MODULE__": return .atom(env.module ?? "nil")
            case "__DIR__": return .string(Self.directory(of: env.file))
            case "__ENV__":
                if env.isMatch { throw error(.invalidInContext("__ENV__", "match"), meta, env) }
                var here = env
                if meta.line > 0 { here.line = meta.line }
                return quotedEnv(here)
            case "__CALLER__":
                if env.isMatch { throw error(.invalidInContext("__CALLER__", "match"), meta, env) }
                guard callerAllowed else {
                    try log(.callerNotAllowed, meta, env)
                    return .nilAtom
                }
                return callerVariable(meta, env)
            case "__STACKTRACE__":
                if env.isMatch { throw error(.invalidInContext("__STACKTRACE__", "match"), meta, env) }
                guard stacktraceAllowed else {
                    try log(.stacktraceNotAllowed, meta, env)
                    return .nilAtom
                }
                return .variable("__STACKTRACE__", meta, context)
            default: break
            }
        }
        if let state = match, env.isMatch {
            return state.readsOnly ? try readVariable(name, meta, context, &env) : bindVariable(name, meta, context, state, &env)
        }
        return try readVariable(name, meta, context, &env)
    }

    /// `__CALLER__`, the first parameter of a macro.
    func callerVariable(_ meta: Meta, _ env: Env) -> Quoted {
        let key = VariableKey("__CALLER__", .context("nil"))
        guard let version = env.variables[key] else { return .variable("__CALLER__", meta, "nil") }
        return versioned("__CALLER__", meta, version, "nil")
    }

    static func directory(of file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    // MARK: Binding

    private func bindVariable(_ name: String, _ meta: Meta, _ context: String, _ state: MatchState, _ env: inout Env) -> Quoted {
        if name == "_" { return .node(Node(.atom("_"), meta, .context(context))) }
        let key = variableKey(name, meta, context)
        if let version = env.variables[key], version >= state.firstVersion {
            repeatInPattern(version, name, meta, env)
            return versioned(name, meta, version, context)
        }
        let version = defineVariable(key, meta, &env)
        return versioned(name, meta, version, context)
    }

    /// A new version of a variable.
    func defineVariable(_ key: VariableKey, _ meta: Meta, _ env: inout Env) -> Int {
        let version = variables.count
        let isSource = key.context == .context("nil")
        let isWatched = isSource && key.name.utf8.first != 0x5F && meta["generated"] != .atom("true")
        variables.append(VariableRecord(key: key, meta: meta, isWatched: isWatched, isUsed: false,
                                        overrides: env.variables[key] != nil))
        env.variables[key] = version
        writes?.append((key, version))
        return version
    }

    func versioned(_ name: String, _ meta: Meta, _ version: Int, _ context: String) -> Quoted {
        var meta = meta
        meta.store("version", .integer(version))
        return .node(Node(.atom(name), meta, .context(context)))
    }

    // MARK: Reading

    private func readVariable(_ name: String, _ meta: Meta, _ context: String, _ env: inout Env) throws -> Quoted {
        let key = variableKey(name, meta, context)
        if let version = env.variables[key] {
            use(version, name, meta, env)
            // In the size of a segment only what the pattern binds is read without a pin.
            if let state = match, state.readsOnly, version < state.firstVersion { warn(.unpinnedInSize(name), meta, env) }
            return versioned(name, meta, version, context)
        }
        if name == "_" {
            try log(.unboundUnderscore, meta, env)
            return .nilAtom
        }
        // A macro may give a variable the leave to be a call.
        if meta["if_undefined"] == .atom("apply") { return try expandLocalOrImported(name, meta, [], &env) }
        if meta["if_undefined"] == .atom("warn") {
            warn(.variableAsCall(name), meta, env)
            return try expandLocalOrImported(name, meta, [], &env)
        }
        try log(.undefinedVariable(name, contextText(context)), meta, env)
        return .node(Node(.atom(name), meta, .context(context)))
    }

    private func contextText(_ context: String) -> String? { context == "nil" ? nil : Printing.atom(context) }

    private func use(_ version: Int, _ name: String, _ meta: Meta, _ env: Env) {
        guard variables.indices.contains(version) else { return }
        variables[version].isUsed = true
        if isMarkedUnused(version, name, meta) { warn(.underscoredVariable(name), meta, env) }
    }

    /// A variable that occurs again in its pattern.
    private func repeatInPattern(_ version: Int, _ name: String, _ meta: Meta, _ env: Env) {
        guard variables.indices.contains(version) else { return }
        variables[version].isUsed = true
        if isMarkedUnused(version, name, meta) { warn(.underscoredTwice(name), meta, env) }
    }

    /// Is it a variable of source text whose name says that nobody uses it?
    private func isMarkedUnused(_ version: Int, _ name: String, _ meta: Meta) -> Bool {
        let record = variables[version]
        return name.utf8.first == 0x5F && name.utf8.count > 1 && !name.hasPrefix("__") && record.key.context == .context("nil")
            && record.meta["generated"] != .atom("true") && meta["generated"] != .atom("true")
    }

    // MARK: Pins

    func expandPin(_ meta: Meta, _ argument: Quoted, _ env: inout Env) throws -> Quoted {
        if let state = match, state.readsOnly {
            // The size of a segment: pinned or not, a variable is read.
            guard case .node(let node) = argument, case .atom(let name) = node.form, case .context(let context) = node.args else {
                try log(.invalidPin(text(argument)), meta, env)
                return .nilAtom
            }
            guard let version = state.outside[variableKey(name, node.meta, context)] else {
                try log(.undefinedPin(name), node.meta, env)
                return .node(Node(.atom("_"), meta, .context(context)))
            }
            use(version, name, node.meta, env)
            return versioned(name, node.meta, version, context)
        }
        guard env.isMatch, let state = match else {
            try log(.pinOutsideMatch(text(.call("^", meta, [argument]))), meta, env)
            return .nilAtom
        }
        guard case .node(let node) = argument, case .atom(let name) = node.form, case .context(let context) = node.args else {
            try log(.invalidPin(text(argument)), meta, env)
            return .nilAtom
        }
        let key = variableKey(name, node.meta, context)
        guard state.pinsAllowed, let version = state.outside[key] else {
            try log(.undefinedPin(name), node.meta, env)
            return .node(Node(.atom("_"), meta, .context(context)))
        }
        use(version, name, node.meta, env)
        return .node(Node(.atom("^"), meta, .list([versioned(name, node.meta, version, context)])))
    }

    // MARK: Scopes

    /// Reports the variables of a scope that ends and that nobody used, in the order of their names.
    func closeScope(from mark: Int, _ env: Env, isNested: Bool) {
        guard mark < variables.count else { return }
        let unused = (mark ..< variables.count).filter { variables[$0].isWatched && !variables[$0].isUsed }
        for version in unused.sorted(by: { (variables[$0].key.name, $0) < (variables[$1].key.name, $1) }) {
            let record = variables[version]
            variables[version].isWatched = false
            warn(.unusedVariable(record.key.name, overrides: record.overrides, isNested: isNested), record.meta, env)
        }
    }
}
