// Maps and structs: `%{}`, `%{m | …}`, `%Name{}`.
import Syntax

extension Expander {
    func expandMap(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        if arguments.count == 1, case .node(let update) = arguments[0], update.form == .atom("|"), case .list(let parts) = update.args, parts.count == 2 {
            if env.isMatch || env.isGuard { throw error(.updateInContext(text(.call("%{}", meta, arguments)), isGuard: env.isGuard), meta, env) }
            guard case .list(let pairs) = parts[1] else { throw error(.notKeyValue(text(parts[1])), meta, env) }
            let all = try expandArguments([parts[0], .list(pairs)], &env)
            guard case .list(let expandedPairs) = all[1] else { throw error(.notKeyValue(text(parts[1])), meta, env) }
            try checkPairs(meta, expandedPairs, pairs, env)
            return .node(Node(.atom("%{}"), meta, .list([.node(Node(.atom("|"), update.meta, .list([all[0], .list(expandedPairs)])))])))
        }
        let pairs = try expandPairs(arguments, &env)
        try checkPairs(meta, pairs, arguments, env)
        return .node(Node(.atom("%{}"), meta, .list(pairs)))
    }

    /// Keys in patterns bind nothing: they are literals, pins, or variables of outside.
    private func expandPairs(_ pairs: [Quoted], _ env: inout Env) throws -> [Quoted] {
        try expandArguments(pairs, &env)
    }

    private func checkPairs(_ meta: Meta, _ expanded: [Quoted], _ source: [Quoted], _ env: Env) throws {
        var seen: [Quoted] = []
        for (index, pair) in expanded.enumerated() {
            guard case .tuple(let sides) = pair, sides.count == 2 else {
                throw error(.notKeyValue(text(index < source.count ? source[index] : pair)), meta, env)
            }
            if env.isMatch { try checkPatternKey(sides[0], env, meta) }
            if Self.isSimpleLiteral(sides[0]) {
                if seen.contains(sides[0]) {
                    if env.isMatch { throw error(.duplicateKey(text(sides[0])), meta, env) }
                    warn(.duplicateKey(text(sides[0])), meta, bare(env))
                }
                if seen.count < 64 { seen.append(sides[0]) }
            }
        }
    }

    private static func isSimpleLiteral(_ quoted: Quoted) -> Bool {
        switch quoted {
        case .atom, .integer, .binary, .float: true
        default: false
        }
    }

    private func checkPatternKey(_ key: Quoted, _ env: Env, _ meta: Meta) throws {
        switch key {
        case .node(let node):
            if case .atom(let name) = node.form {
                if case .context = node.args {
                    throw error(.variableAsKey(name), meta, env)
                }
                switch name {
                case "^", "<<>>": return
                case "{}", "%{}", "|":
                    if case .list(let parts) = node.args {
                        for part in parts {
                            if case .tuple(let sides) = part { for side in sides { try checkPatternKey(side, env, meta) } } else {
                                try checkPatternKey(part, env, meta)
                            }
                        }
                    }
                case "::": return
                default: return
                }
            }
        case .list(let elements), .tuple(let elements): for element in elements { try checkPatternKey(element, env, meta) }
        default: return
        }
    }

    // MARK: Structs

    func expandStruct(_ meta: Meta, _ left: Quoted, _ right: Quoted, _ env: inout Env) throws -> Quoted {
        guard case .node(let mapNode) = right, mapNode.form == .atom("%{}"), case .list(let pairs) = mapNode.args else {
            throw error(.structWithoutMap(text(right)), meta, env)
        }
        let name = try expandStructName(left, meta, &env)
        if env.isMatch {
            if pairs.count == 1, case .node(let update) = pairs[0], update.form == .atom("|") {
                throw error(.updateInContext(text(right), isGuard: false), mapNode.meta, env)
            }
            guard case .node(let map) = try expandMap(mapNode.meta, pairs, &env), case .list(let expanded) = map.args else { return .nilAtom }
            if case .atom(let module) = name {
                let keys = try structKeys(expanded, meta, env)
                if try isCheckedLater(module, keys, meta, env) {
                    env.require(module)
                    try trace(.structExpansion(module, keys: keys), meta, env)
                } else {
                    let fields = try loadStruct(module, keys, meta, &env, isPattern: true)
                    checkKnown(keys, fields, module, meta, env)
                }
            }
            return .node(Node(.atom("%"), meta, .list([name, .node(map)])))
        }
        guard case .atom(let module) = name else { throw error(.invalidStructName(text(left)), meta, env) }
        if pairs.count == 1, case .node(let update) = pairs[0], update.form == .atom("|"), case .list(let parts) = update.args, parts.count == 2,
           case .list(let updates) = parts[1] {
            let all = try expandArguments([parts[0], .list(updates)], &env)
            guard case .list(let expanded) = all[1] else { return .nilAtom }
            let keys = try structKeys(expanded, meta, env)
            let fields = try loadStruct(module, keys, meta, &env, isPattern: true)
            checkKnown(keys, fields, module, meta, env)
            var updateMeta = mapNode.meta
            updateMeta.store("struct", .atom(module))
            // Where the percent sign stands, for whom types have to say something.
            if meta.column > 0 { updateMeta.store("struct_column", .integer(meta.column)) }
            if let generated = meta["generated"] { updateMeta.store("generated", generated) }
            return .node(Node(.atom("%{}"), updateMeta, .list([.node(Node(.atom("|"), update.meta, .list([all[0], .list(expanded)])))])))
        }
        var expanded = try expandPairs(pairs, &env)
        try checkPairs(mapNode.meta, expanded, pairs, env)
        if expanded.contains(where: { $0.isPair("__struct__") }) {
            warn(.structKeyIgnored, meta, env)
            expanded.removeAll { $0.isPair("__struct__") }
        }
        let keys = try structKeys(expanded, meta, env)
        let fields = try loadStruct(module, keys, given: expanded, meta, &env, isPattern: false)
        let given = Set(keys)
        var all: [Quoted] = fields.filter { pair in
            if case .tuple(let sides) = pair, case .atom(let key) = sides[0] { return !given.contains(key) }
            return true
        }
        all += expanded
        return .node(Node(.atom("%{}"), mapNode.meta, .list(all)))
    }

    private func expandStructName(_ left: Quoted, _ meta: Meta, _ env: inout Env) throws -> Quoted {
        if env.isMatch {
            let name = try expand(left, &env)
            switch name {
            case .atom: return name
            case .node(let node):
                if case .context = node.args { return name }
                if node.form == .atom("^") { return name }
                throw error(.invalidStructNameInMatch(text(left)), meta, env)
            default: throw error(.invalidStructNameInMatch(text(left)), meta, env)
            }
        }
        let name = try expand(left, &env)
        guard case .atom = name else {
            throw error(.invalidStructName(text(left)), meta, env)
        }
        return name
    }

    /// The keys that a struct is given, as far as they are atoms.
    private func structKeys(_ pairs: [Quoted], _ meta: Meta, _ env: Env) throws -> [String] {
        var keys: [String] = []
        for pair in pairs {
            guard case .tuple(let sides) = pair, sides.count == 2 else { throw error(.notKeyValue(text(pair)), meta, env) }
            if case .atom(let key) = sides[0] { keys.append(key) } else { try log(.structKeyNoAtom(text(sides[0])), meta, env) }
        }
        return keys
    }

    /// Tells of keys that a struct does not have, in patterns and updates.
    private func checkKnown(_ keys: [String], _ fields: [Quoted], _ module: String, _ meta: Meta, _ env: Env) {
        for key in keys where !fields.contains(where: { $0.isPair(key) }) {
            compileTime.report(report(.error, ExpandReason.unknownStructKey(key, Printing.module(module)).sentence, meta, env, length: 0))
        }
    }

    /// Is a struct in a pattern one that another file may define, which compiles together with this one? Nobody waits for it.
    private func isCheckedLater(_ module: String, _ keys: [String], _ meta: Meta, _ env: Env) throws -> Bool {
        if isInContext(module, env) { return false }
        let function: Quoted = env.function.map { .tuple([.atom($0.name), .integer($0.arity)]) } ?? .nilAtom
        let place: [Quoted] = [.string(env.file), .integer(meta.line > 0 ? meta.line : env.line), .integer(meta.column),
                               env.module.map { .atom($0) } ?? .nilAtom, function]
        let use: [Quoted] = [.atom(module), .list(keys.map { .atom($0) }), .list(place)]
        return try compileTime.call("prim_compile", "check_struct_later", use.map { .quoted($0) }, .quoted) == .atom("true")
    }

    /// Is a module being defined here, or has it been in this context? Others may be open in another file.
    private func isInContext(_ module: String, _ env: Env) -> Bool { env.module == module || env.contextModules.contains(module) }

    /// The fields of a struct with their defaults, as pairs of expressions, `__struct__` included.
    private func loadStruct(_ module: String, _ keys: [String], given: [Quoted] = [], _ meta: Meta, _ env: inout Env, isPattern: Bool) throws -> [Quoted] {
        let pairs = try structPairs(module, given, meta, env, isPattern: isPattern)
        env.require(module)
        try trace(.structExpansion(module, keys: keys), meta, env)
        return pairs
    }

    private func structPairs(_ module: String, _ given: [Quoted], _ meta: Meta, _ env: Env, isPattern: Bool) throws -> [Quoted] {
        let nils = Quoted.list(given.map { pair in
            guard case .tuple(let sides) = pair else { return pair }
            return .tuple([sides[0], .nilAtom])
        })
        let result: Quoted
        if compileTime.builder(of: module) != nil, isInContext(module, env) {
            guard try compileTime.call("prim_module", "has_struct", [.quoted(.atom(module))], .quoted) == .atom("true") else {
                throw error(.undefinedStruct(Printing.module(module)), meta, env)
            }
            result = try expandingStruct(module, isPattern ? 0 : 1, meta, env) {
                try compileTime.call("Elixir.Kernel.StructDefinition", "build",
                                     [.quoted(.atom(module)), .quoted(nils), .quoted(.atom(isPattern ? "true" : "false"))], .escaped)
            }
        } else {
            guard try compileTime.ensureCompiled(module) else {
                let isOpen = env.module == module || env.contextModules.contains(module)
                throw error(isOpen ? .structNotDefinedYet(Printing.module(module)) : .undefinedStruct(Printing.module(module)), meta, env)
            }
            guard try compileTime.functions(of: module).contains("__struct__", 1) else { throw error(.undefinedStruct(Printing.module(module)), meta, env) }
            result = try expandingStruct(module, isPattern ? 0 : 1, meta, env) {
                try compileTime.call(module, "__struct__", isPattern ? [] : [.quoted(nils)], .escaped)
            }
        }
        guard case .node(let map) = result, map.form == .atom("%{}"), case .list(let pairs) = map.args else {
            throw error(.undefinedStruct(Printing.module(module)), meta, env)
        }
        return pairs
    }

    /// Runs a call of `__struct__`, which the stack trace of an error shows.
    private func expandingStruct<Result>(_ module: String, _ arity: Int, _ meta: Meta, _ env: Env, _ body: () throws -> Result) throws -> Result {
        let line = meta.line > 0 ? meta.line : env.line
        expansionTrace.append(ExpansionFrame(kind: .structure, module: module, name: "__struct__", arity: arity, file: env.file, line: line,
                                             callerModule: env.module, callerFunction: env.function))
        let result = try body()
        expansionTrace.removeLast()
        return result
    }
}

extension Quoted {
    /// A pair whose left side is that atom.
    func isPair(_ key: String) -> Bool {
        if case .tuple(let sides) = self, sides.count == 2, sides[0] == .atom(key) { return true }
        return false
    }
}
