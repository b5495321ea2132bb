// Calls: what a name means here (special form, local, imported, remote), macro expansion with its hygiene, and which calls
// patterns and guards allow.
import Syntax

/// What a call by a bare name means.
enum Resolution {
    case function(String)
    case macro(String)
    case localMacro(FunctionDefinition)
    case local
}

extension Expander {
    // MARK: Bare names

    func expandLocalOrImported(_ name: String, _ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        if isBare, let expanded = try expandBareForm(name, meta, arguments, &env) { return expanded }
        switch try resolve(name, arguments.count, meta, env) {
        case .function(let module):
            noteImport(module, FunctionKey(name, arguments.count), meta, env)
            return try expandRemote(.atom(module), meta, name, meta, arguments, &env, isImported: true)
        case .macro(let module):
            noteImport(module, FunctionKey(name, arguments.count), meta, env)
            try trace(.importedMacro(module, name, arguments.count), meta, env)
            let expanded = try expandDefinition(module, name, meta, arguments, env)
                ?? callMacro(module, name, meta, withKeptBlock(module, name, arguments, env), &env)
            return try finishMacro { try expand(expanded, &env) }
        case .localMacro(let definition):
            let expanded = try callLocalMacro(definition, name, meta, arguments, &env)
            return try finishMacro { try expand(expanded, &env) }
        case .local:
            return try expandLocalCall(name, meta, arguments, &env)
        }
    }

    /// What the name means for that many arguments.
    func resolve(_ name: String, _ arity: Int, _ meta: Meta, _ env: Env) throws -> Resolution {
        if case .list(let imports)? = meta["imports"], meta["context"] != nil {
            for case .tuple(let pair) in imports where pair.count == 2 && pair[0] == .integer(arity) {
                guard case .atom(let module) = pair[1] else { continue }
                if module != env.module || builder == nil {
                    return try isMacro(module, name, arity, env) ? .macro(module) : .function(module)
                }
            }
        }
        let functions = env.functions.filter { $0.contains(name, arity) }
        let macros = env.macros.filter { $0.contains(name, arity) }
        var local: FunctionDefinition?
        if let builder, env.function != nil, let definition = builder.definition(FunctionKey(name, arity)), definition.kind.isMacro {
            local = definition
        }
        if functions.count + macros.count > 1 {
            let modules = (macros + functions).map { Printing.module($0.module) }
            throw error(.ambiguousImport(FunctionKey(name, arity), modules), meta, env)
        }
        if let imported = functions.first ?? macros.first {
            if let local {
                if imported.module != env.module {
                    if builder?.toleratesConflicts == true { return .localMacro(local) }
                    throw error(.importConflict(Printing.module(imported.module), FunctionKey(name, arity)), meta, env)
                }
                return .localMacro(local)
            }
            if let builder, env.function != nil, builder.toleratesConflicts, builder.definition(FunctionKey(name, arity)) != nil {
                return .local
            }
            return macros.isEmpty ? .function(imported.module) : .macro(imported.module)
        }
        return local.map { .localMacro($0) } ?? .local
    }

    private func isMacro(_ module: String, _ name: String, _ arity: Int, _ env: Env) throws -> Bool {
        if let table = env.macros.first(where: { $0.module == module }), table.contains(name, arity) { return true }
        return try compileTime.macros(of: module)?.contains(name, arity) ?? false
    }

    private func expandLocalCall(_ name: String, _ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        let key = FunctionKey(name, arguments.count)
        if env.module == nil || env.function == nil { throw error(.undefinedFunction(key), meta, env) }
        let isMatch = env.isMatch
        if isMatch || env.isGuard {
            let call = text(.call(name, meta, arguments))
            try log(isMatch ? .localInMatch(key, call) : .localInGuard(key, call), meta, env)
            return .node(Node(.atom(name), meta, .list(try expandArguments(arguments, &env))))
        }
        localCalls.append(LocalCall(key: key, caller: env.function, meta: meta, file: env.file, isCapture: false))
        try trace(.localFunction(name, arguments.count), meta, env)
        return .node(Node(.atom(name), meta, .list(try expandArguments(arguments, &env))))
    }

    // MARK: Macros

    func callMacro(_ module: String, _ name: String, _ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        directives(env)?.useRequire(module)
        if let text = try compileTime.deprecation(module, FunctionKey(name, arguments.count)) {
            let call = name == "__using__" ? "use \(Printing.module(module))" : "\(Printing.module(module)).\(FunctionKey(name, arguments.count))"
            warn(.deprecated(call, text), meta, env)
        }
        return try expanding(module, name, meta, arguments, env) { caller in
            try compileTime.call(module, "MACRO-" + name, [.env(caller)] + arguments.map { .quoted($0) }, .quoted)
        }
    }

    func callLocalMacro(_ definition: FunctionDefinition, _ name: String, _ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        guard let builder else { return .nilAtom }
        localCalls.append(LocalCall(key: FunctionKey(name, arguments.count), caller: env.function, meta: meta, file: env.file, isCapture: false,
                                    isMacroUse: true))
        try trace(.localMacro(name, arguments.count), meta, env)
        return try expanding(builder.name, name, meta, arguments, env) { caller in
            try compileTime.callLocal(definition, of: builder, [.env(caller)] + arguments.map { .quoted($0) }, .quoted)
        }
    }

    private func expanding(_ module: String, _ name: String, _ meta: Meta, _ arguments: [Quoted], _ env: Env, _ call: (Env) throws -> Quoted) throws
        -> Quoted {
        var caller = env
        if meta.line > 0 { caller.line = meta.line }
        try beginMacro(module, name, meta, arguments.count, env)
        let tree = try call(caller)
        let counter: Quoted
        if let builder { counter = .tuple([.atom(builder.name), .integer(builder.nextCounter())]) } else { counter = .integer(compileTime.uniqueCounter()) }
        return Hygiene(receiver: module, counter: counter, line: meta.line, isGenerated: meta["generated"] == .atom("true")).apply(to: tree)
    }

    /// Puts a macro on the trace.
    func beginMacro(_ module: String, _ name: String, _ meta: Meta, _ arity: Int, _ env: Env) throws {
        expansionTrace.append(ExpansionFrame(module: module, name: name, arity: arity, file: env.file, line: meta.line > 0 ? meta.line : env.line,
                                             callerModule: env.module, callerFunction: env.function))
        if expansionTrace.count > 2_000 { throw error(.nestedTooDeeply, meta, env) }
    }

    /// Expands what a macro returned; an error below keeps the macro on the trace.
    func finishMacro(_ body: () throws -> Quoted) throws -> Quoted {
        let result = try body()
        expansionTrace.removeLast()
        return result
    }

    /// One step of macro expansion; nil when the expression is no macro call.
    func expandMacroOnce(_ quoted: Quoted, _ env: inout Env) throws -> Quoted? {
        guard case .node(let node) = quoted, case .list(let arguments) = node.args else { return nil }
        switch node.form {
        case .atom(let name):
            if SpecialForm.isSpecial(name, arguments.count) { return nil }
            switch try resolve(name, arguments.count, node.meta, env) {
            case .macro(let module):
                noteImport(module, FunctionKey(name, arguments.count), node.meta, env)
                try trace(.importedMacro(module, name, arguments.count), node.meta, env)
                let result = try callMacro(module, name, node.meta, arguments, &env)
                expansionTrace.removeLast()
                return result
            case .localMacro(let definition):
                let result = try callLocalMacro(definition, name, node.meta, arguments, &env)
                expansionTrace.removeLast()
                return result
            default: return nil
            }
        case .node(let dot):
            guard dot.form == .atom("."), case .list(let parts) = dot.args, parts.count == 2, case .atom(let name) = parts[1] else { return nil }
            let target: Quoted
            if case .node(let receiver) = parts[0], receiver.form != .atom("__aliases__"), receiver.form != .atom("__MODULE__") { return nil }
            target = try expand(parts[0], &env)
            guard case .atom(let module) = target, try isRequiredMacro(module, name, arguments.count, node.meta, env) else { return nil }
            try trace(.remoteMacro(module, name, arguments.count), node.meta, env)
            let result = try callMacro(module, name, node.meta, arguments, &env)
            expansionTrace.removeLast()
            return result
        default: return nil
        }
    }

    private func isRequiredMacro(_ module: String, _ name: String, _ arity: Int, _ meta: Meta, _ env: Env) throws -> Bool {
        guard module != env.module || builder == nil else { return false }
        guard env.requires(module) || meta["required"] == .atom("true") else { return false }
        return try compileTime.macros(of: module)?.contains(name, arity) ?? false
    }

    func noteImport(_ module: String, _ key: FunctionKey, _ meta: Meta, _ env: Env) {
        directives(env)?.useImport(module, key)
        // A name that a quote has imported stands beside a function of that name here.
        if env.function != nil, meta["imports"] == nil || meta["context"] == nil { usedImports.append((key, module)) }
    }

    // MARK: Remote calls

    func expandRemote(_ target: Quoted, _ dotMeta: Meta, _ name: String, _ meta: Meta, _ arguments: [Quoted], _ env: inout Env,
                      isImported: Bool = false) throws -> Quoted {
        let receiver: Quoted
        if case .atom = target { receiver = target } else { receiver = try expand(target, &env) }
        if case .atom(let module) = receiver {
            if module == "prim_code", let form = try expandCompilerForm(name, meta, arguments, &env) { return form }
            if let inlined = Inlining.table[module]?[FunctionKey(name, arguments.count)] {
                return try expandInlined(inlined, (module, name), dotMeta, meta, arguments, &env)
            }
            if !isImported, try isRequiredMacro(module, name, arguments.count, meta, env) {
                try trace(.remoteMacro(module, name, arguments.count), meta, env)
                let expanded = try callMacro(module, name, meta, arguments, &env)
                return try finishMacro { try expand(expanded, &env) }
            }
        }
        if case .atom("erlang") = receiver { return try expandErlang(name, dotMeta, meta, arguments, &env) }
        let isField = arguments.isEmpty && meta["no_parens"] == .atom("true")
        let expanded = try expandArguments(arguments, &env)
        if env.isMatch { throw error(.remoteInMatch("\(text(receiver)).\(name)/\(arguments.count)"), meta, env) }
        if env.isGuard {
            if case .atom(let module) = receiver {
                throw error(.remoteInGuard("\(Printing.module(module)).\(name)/\(arguments.count)"), meta, env)
            }
            if !isField {
                try log(.fieldCallInGuard(text(.node(Node(.node(Node(.atom("."), dotMeta, .list([target, .atom(name)]))), meta, .list(arguments))))), meta, env)
            }
        }
        switch receiver {
        case .integer, .float, .bigInteger, .binary, .list, .tuple:
            throw error(.invalidCall(text(.node(Node(.node(Node(.atom("."), dotMeta, .list([target, .atom(name)]))), meta, .list(arguments))))), meta, env)
        default: break
        }
        var meta = meta
        if case .atom(let module) = receiver {
            try trace(isImported ? .importedFunction(module, name, arguments.count) : .remoteFunction(module, name, arguments.count), meta, env)
            meta = inContext(module, meta, env)
            try warnOfDeprecation(module, FunctionKey(name, arguments.count), meta, env)
        }
        return .node(Node(.node(Node(.atom("."), dotMeta, .list([receiver, .atom(name)]))), meta, .list(expanded)))
    }

    /// Calls within functions are looked at when their module is closed; no one looks at the others afterwards.
    func warnOfDeprecation(_ module: String, _ key: FunctionKey, _ meta: Meta, _ env: Env) throws {
        guard env.function == nil, module != env.module, module.hasPrefix("Elixir."), let text = try compileTime.deprecation(module, key) else { return }
        warn(.deprecated("\(Printing.module(module)).\(key)", text), meta, env)
    }

    /// Marks what calls a module that is defined around it or in the same body: that module need not be there yet.
    func inContext(_ module: String, _ meta: Meta, _ env: Env) -> Meta {
        guard env.contextModules.contains(module) else { return meta }
        var meta = meta
        meta.prepend("context_module", .atom("true"))
        return meta
    }

    private func expandInlined(_ inlined: Inlining.Target, _ source: (module: String, name: String), _ dotMeta: Meta, _ meta: Meta,
                               _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        // `++` in a pattern must see its list before the arguments are expanded as one.
        if inlined.name == "++", env.isMatch { return try expandAppendPattern(meta, arguments, &env) }
        let expanded = try expandArguments(arguments, &env)
        let target = inlined.keepsArguments ? (inlined.module, inlined.name) : source
        if env.isMatch {
            try checkContext(target.0, target.1, arguments.count, meta, arguments, env)
        } else if env.isGuard {
            try checkContext(inlined.module, inlined.name, inlined.arity(arguments.count), meta, arguments, env)
        }
        if inlined.module == "erlang", expanded.count == 1, let folded = Self.foldSign(inlined.name, expanded[0]) { return folded }
        return .node(Node(.node(Node(.atom("."), dotMeta, .list([.atom(target.0), .atom(target.1)]))), meta, .list(expanded)))
    }

    private func expandErlang(_ name: String, _ dotMeta: Meta, _ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        if name == "++", arguments.count == 2, env.isMatch { return try expandAppendPattern(meta, arguments, &env) }
        let expanded = try expandArguments(arguments, &env)
        if env.isMatch || env.isGuard { try checkContext("erlang", name, arguments.count, meta, arguments, env) }
        if expanded.count == 1, let folded = Self.foldSign(name, expanded[0]) { return folded }
        return .node(Node(.node(Node(.atom("."), dotMeta, .list([.atom("erlang"), .atom(name)]))), meta, .list(expanded)))
    }

    /// `-1` and `+1` are literals.
    private static func foldSign(_ name: String, _ value: Quoted) -> Quoted? {
        switch (name, value) {
        case ("+", .integer), ("+", .float), ("+", .bigInteger): return value
        case ("-", .integer(let number)):
            if number == .min { return .bigInteger(BigLiteral(negative: false, limbs: [1 << 63])) }
            return .integer(-number)
        case ("-", .float(let number)): return .float(-number)
        case ("-", .bigInteger(var big)):
            if !big.negative, big.limbs == [1 << 63] { return .integer(.min) }
            big.negative.toggle()
            return .bigInteger(big)
        default: return nil
        }
    }

    private func expandAppendPattern(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        let left = try expand(arguments[0], &env)
        let right = try expand(arguments[1], &env)
        guard case .list(let elements) = left, !elements.contains(where: { $0.node?.form == .atom("|") }) else {
            throw error(.appendInMatch(text(arguments[0])), meta, env)
        }
        guard let last = elements.last else { return right }
        if case .list(let more) = right { return .list(elements + more) }
        return .list(elements.dropLast() + [.call("|", meta, [last, right])])
    }

    /// Patterns allow signs of numbers; guards allow the guard functions.
    private func checkContext(_ module: String, _ name: String, _ arity: Int, _ meta: Meta, _ arguments: [Quoted], _ env: Env) throws {
        if env.isMatch {
            if module == "erlang", arity == 1, name == "-" || name == "+" {
                switch arguments[0] {
                case .integer, .float, .bigInteger: return
                default: break
                }
            }
            throw error(.remoteInMatch("\(Printing.module(module)).\(name)/\(arity)"), meta, env)
        }
        guard module == "erlang", Inlining.guardFunctions.contains(FunctionKey(name, arity)) else {
            throw error(.remoteInGuard(":\(module).\(name)/\(arity)"), meta, env)
        }
    }

    // MARK: Anonymous calls

    func expandAnonymousCall(_ target: Quoted, _ dotMeta: Meta, _ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        try forbidInMatch("anonymous call", meta, env)
        let all = try expandArguments([target] + arguments, &env)
        return .node(Node(.node(Node(.atom("."), dotMeta, .list([all[0]]))), meta, .list(Array(all.dropFirst()))))
    }

    // MARK: super

    func expandSuper(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        try forbidInMatch("super", meta, env)
        guard env.module != nil, let builder else { throw error(.superOutsideModule, meta, env) }
        guard let function = env.function else { throw error(.superOutsideFunction, meta, env) }
        guard function.arity == arguments.count else { throw error(.superWrongArity, meta, env) }
        guard let name = builder.superName(of: function) else {
            throw error(.noSuper(function, Printing.module(builder.name), builder.overridableKeys), meta, env)
        }
        localCalls.append(LocalCall(key: FunctionKey(name.name, function.arity), caller: function, meta: meta, file: env.file, isCapture: false,
                                    isMacroUse: name.isMacro))
        let expanded = try expandArguments(arguments, &env)
        // The overridden macro is a private function that also takes the caller.
        if name.isMacro { return .node(Node(.atom("MACRO-" + name.name), meta, .list([callerVariable(meta, env)] + expanded))) }
        return .node(Node(.atom(name.name), meta, .list(expanded)))
    }
}

/// Marks what a macro returned: its variables belong to this expansion, lines that it did not set are the caller's.
struct Hygiene {
    var receiver: String
    var counter: Quoted
    var line: Int
    /// Is the call of the macro generated? Then is what it makes.
    var isGenerated = false

    func apply(to quoted: Quoted) -> Quoted {
        switch quoted {
        case .node(let node):
            var meta = node.meta
            switch (node.form, node.args) {
            case (.atom(let name), .context(let context)):
                if context == receiver, name != "_", meta["counter"] == nil { meta.prepend("counter", counter) }
            case (.atom("alias"), .list(let list)), (.atom("import"), .list(let list)), (.atom("require"), .list(let list)),
                 (.atom("__aliases__"), .list(let list)):
                if !list.isEmpty, !meta.entries.isEmpty, meta["counter"] == nil { meta.prepend("counter", counter) }
            default: break
            }
            if meta["line"] == nil {
                if isGenerated, meta["generated"] == nil { meta.prepend("generated", .atom("true")) }
                if line > 0 { meta.prepend("line", .integer(line)) }
            }
            let form: Quoted
            if case .node = node.form { form = apply(to: node.form) } else { form = node.form }
            if case .list(let arguments) = node.args {
                return .node(Node(form, meta, .list(arguments.map(apply))))
            }
            return .node(Node(form, meta, node.args))
        case .list(let elements): return elements.isEmpty ? quoted : .list(elements.map(apply))
        case .tuple(let elements): return elements.count == 2 ? .tuple(elements.map(apply)) : quoted
        case .improperList(let elements, let tail): return .improperList(elements.map(apply), tail: apply(to: tail))
        default: return quoted
        }
    }
}
