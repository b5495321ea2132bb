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
                guard callerAllowed else { throw error(.callerNotAllowed, meta, env) }
                return callerVariable(meta, env)
            case "__STACKTRACE__":
                if env.isMatch { throw error(.invalidInContext("__STACKTRACE__", "match"), meta, env) }
                guard stacktraceAllowed else { throw error(.stacktraceNotAllowed, meta, env) }
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
            use(version, name, meta, env)
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
            return versioned(name, meta, version, context)
        }
        if name == "_" { throw error(.unboundUnderscore, meta, env) }
        // A macro may give a variable the leave to be a call.
        if meta["if_undefined"] == .atom("apply") { return try expandLocalOrImported(name, meta, [], &env) }
        if meta["if_undefined"] == .atom("warn") {
            warn(.variableAsCall(name), meta, env)
            return try expandLocalOrImported(name, meta, [], &env)
        }
        log(.undefinedVariable(name, contextText(key.context), env.isGuard || match?.readsOnly == true ? nil : suggestion(for: key, env)), meta, env)
        return .node(Node(.atom(name), meta, .context(context)))
    }

    private func contextText(_ context: VariableContext) -> String? {
        switch context {
        case .context("nil"): return nil
        case .context(let module): return Printing.atom(module)
        case .counter(let counter): return "\(counter)"
        case .moduleCounter(let module, _): return Printing.atom(module)
        }
    }

    private func suggestion(for key: VariableKey, _ env: Env) -> String? {
        var best: (name: String, distance: Double)?
        for candidate in env.variables.keys where candidate.context == key.context && candidate.name.utf8.first != 0x5F {
            let distance = Jaro.distance(key.name, candidate.name)
            if distance > 0.77, distance > (best?.distance ?? 0) || (distance == best?.distance && candidate.name < best!.name) {
                best = (candidate.name, distance)
            }
        }
        return best?.name
    }

    private func use(_ version: Int, _ name: String, _ meta: Meta, _ env: Env) {
        if variables.indices.contains(version) {
            variables[version].isUsed = true
            let record = variables[version]
            if name.utf8.first == 0x5F, name.utf8.count > 1, !name.hasPrefix("__"), record.key.context == .context("nil"),
               record.meta["generated"] != .atom("true"), meta["generated"] != .atom("true") {
                warn(.underscoredVariable(name), meta, env)
            }
        }
    }

    // MARK: Pins

    func expandPin(_ meta: Meta, _ argument: Quoted, _ env: inout Env) throws -> Quoted {
        if let state = match, state.readsOnly {
            // The size of a segment: pinned or not, a variable is read.
            guard case .node(let node) = argument, case .atom(let name) = node.form, case .context(let context) = node.args else {
                throw error(.invalidPin(Printing.expression(argument)), meta, env)
            }
            guard let version = state.outside[variableKey(name, node.meta, context)] else {
                log(.undefinedPin(name), node.meta, env)
                return .node(Node(.atom("_"), meta, .context(context)))
            }
            use(version, name, node.meta, env)
            return versioned(name, node.meta, version, context)
        }
        guard env.isMatch, let state = match else {
            throw error(.pinOutsideMatch(Printing.expression(.call("^", meta, [argument]))), meta, env)
        }
        guard case .node(let node) = argument, case .atom(let name) = node.form, case .context(let context) = node.args else {
            throw error(.invalidPin(Printing.expression(argument)), meta, env)
        }
        let key = variableKey(name, node.meta, context)
        guard state.pinsAllowed, let version = state.outside[key] else {
            log(.undefinedPin(name), node.meta, env)
            return .node(Node(.atom("_"), meta, .context(context)))
        }
        use(version, name, node.meta, env)
        return .node(Node(.atom("^"), meta, .list([versioned(name, node.meta, version, context)])))
    }

    // MARK: Scopes

    /// Reports the variables of a scope that ends and that nobody used.
    func closeScope(from mark: Int, _ env: Env) {
        guard mark < variables.count else { return }
        for version in mark ..< variables.count where variables[version].isWatched && !variables[version].isUsed {
            let record = variables[version]
            variables[version].isWatched = false
            warn(.unusedVariable(record.key.name, overrides: record.overrides), record.meta, env)
        }
    }
}

/// Likeness of names for suggestions.
enum Jaro {
    /// The Jaro distance, 1 for equal texts.
    static func distance(_ left: String, _ right: String) -> Double {
        let a = Array(left.unicodeScalars)
        let b = Array(right.unicodeScalars)
        if a == b { return 1 }
        if a.isEmpty || b.isEmpty { return 0 }
        let window = max(max(a.count, b.count) / 2 - 1, 0)
        var usedA = [Bool](repeating: false, count: a.count)
        var usedB = [Bool](repeating: false, count: b.count)
        var matches = 0
        for i in a.indices {
            let low = max(0, i - window)
            let high = min(b.count - 1, i + window)
            if low > high { continue }
            for j in low ... high where !usedB[j] && a[i] == b[j] {
                usedA[i] = true
                usedB[j] = true
                matches += 1
                break
            }
        }
        if matches == 0 { return 0 }
        var transpositions = 0
        var j = 0
        for i in a.indices where usedA[i] {
            while !usedB[j] { j += 1 }
            if a[i] != b[j] { transpositions += 1 }
            j += 1
        }
        let m = Double(matches)
        return (m / Double(a.count) + m / Double(b.count) + (m - Double(transpositions / 2)) / m) / 3
    }
}
