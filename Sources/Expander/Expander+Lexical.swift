// alias, require, import and `__aliases__`: what changes the lexical environment.
import Syntax

extension Expander {
    // MARK: __aliases__

    func expandAliases(_ meta: Meta, _ parts: [Quoted], _ env: inout Env) throws -> Quoted {
        switch try resolveAlias(meta, parts, &env) {
        case .atom(let module):
            try trace(.aliasReference(module), meta, env)
            return .atom(module)
        case .parts(let parts):
            guard let first = parts.first else { throw error(.invalidAliasHead(""), meta, env) }
            let head = try outsideOfMatch(&env) { try expand(first, &$0) }
            guard case .atom(let base) = head else {
                throw error(.invalidAliasHead(text(.call("__aliases__", meta, parts))), meta, env)
            }
            return .atom(Self.concatenate([base] + (try names(parts.dropFirst(), meta, env))))
        }
    }

    private enum ResolvedAlias {
        case atom(String)
        case parts([Quoted])
    }

    private func names(_ parts: some Sequence<Quoted>, _ meta: Meta, _ env: Env) throws -> [String] {
        try parts.map { part in
            guard case .atom(let name) = part else {
                throw error(.invalidAliasHead(text(.call("__aliases__", meta, Array(parts)))), meta, env)
            }
            return name
        }
    }

    /// What an alias stands for, hygiene included.
    private func resolveAlias(_ meta: Meta, _ parts: [Quoted], _ env: inout Env) throws -> ResolvedAlias {
        guard let first = parts.first else { return .parts(parts) }
        guard case .atom(let head) = first else { return .parts(parts) }
        if head == "Elixir" { return .atom(Self.concatenate(try names(parts, meta, env))) }
        let rest = try names(parts.dropFirst(), meta, env)
        switch meta["alias"] {
        case .atom(let alias)? where alias != "false":
            return .atom(alias)
        case .atom("false")?:
            let counter = meta["counter"]
            if let entry = env.macroAliases.first(where: { $0.alias == "Elixir." + head && $0.counter == counter }) {
                return .atom(rest.isEmpty ? entry.module : Self.concatenate([entry.module] + rest))
            }
            return .atom(Self.concatenate([head] + rest))
        default: break
        }
        let alias = "Elixir." + head
        if let entry = env.aliases.first(where: { $0.alias == alias }) {
            noteAliasUsed(alias, env)
            try trace(.aliasExpansion(alias: alias, module: entry.module), meta, env)
            return .atom(rest.isEmpty ? entry.module : Self.concatenate([entry.module] + rest))
        }
        return .atom(Self.concatenate([head] + rest))
    }

    /// What `quote` writes into the `alias:` metadata: the module, or false.
    func aliasAnnotation(_ meta: Meta, _ parts: [Quoted], _ env: Env) -> Quoted {
        var names: [String] = []
        for part in parts {
            guard case .atom(let name) = part else { return .atom("false") }
            names.append(name)
        }
        if case .atom(let alias)? = meta["alias"], alias != "false" { return .atom(alias) }
        if meta["alias"] == .atom("false") { return .atom("false") }
        let alias = "Elixir." + names[0]
        guard let entry = env.aliases.first(where: { $0.alias == alias }) else { return .atom("false") }
        noteAliasUsed(alias, env)
        return .atom(names.count == 1 ? entry.module : Self.concatenate([entry.module] + names.dropFirst()))
    }

    /// `Module.concat`: `Elixir.` and the parts, each without its own `Elixir.`.
    public static func concatenate(_ parts: [String]) -> String {
        var result = "Elixir"
        for (index, part) in parts.enumerated() {
            if part == "Elixir" && index == 0 || part == "nil" { continue }
            result += "." + (part.hasPrefix("Elixir.") ? String(part.dropFirst(7)) : part)
        }
        return result
    }

    // MARK: Directives

    private func directiveOptions(_ form: String, _ quoted: Quoted?, allowed: [String], _ meta: Meta, _ env: inout Env) throws
        -> [(key: String, value: Quoted)] {
        guard let quoted else { return [] }
        let expanded: Quoted
        if case .list(let items) = quoted {
            // `as:` must stay unexpanded where it names the alias to be made.
            expanded = .list(try items.map { item in
                if case .tuple(let pair) = item, pair.count == 2, case .atom(let key) = pair[0] {
                    if key == "as", case .node(let node) = pair[1], node.form == .atom("__aliases__"), case .list(let parts) = node.args {
                        var names: [String] = []
                        for case .atom(let name) in parts { names.append(name) }
                        return .tuple([pair[0], .atom(Self.concatenate(names))])
                    }
                    return .tuple([pair[0], try expand(pair[1], &env)])
                }
                return try expand(item, &env)
            })
        } else {
            expanded = try expand(quoted, &env)
        }
        guard let pairs = Self.keywordPairs(expanded) else { throw error(.optionsNoKeyword(form, text(expanded)), meta, env) }
        for (key, _) in pairs where !allowed.contains(key) { throw error(.unsupportedOption(form, key), meta, env) }
        return pairs
    }

    private func multiAlias(_ quoted: Quoted) -> (base: Quoted, parts: [Quoted])? {
        guard case .node(let node) = quoted, case .node(let dot) = node.form, dot.form == .atom("."), case .list(let sides) = dot.args,
              sides.count == 2, sides[1] == .atom("{}"), case .list(let parts) = node.args else { return nil }
        return (sides[0], parts)
    }

    private func expandMulti(_ form: String, _ meta: Meta, _ base: Quoted, _ parts: [Quoted], _ options: [Quoted], _ env: inout Env) throws
        -> Quoted {
        if case .list(let items)? = options.first, items.contains(where: { $0.isPair("as") }) { throw error(.asWithMultiAlias, meta, env) }
        let expandedBase = try expand(base, &env)
        guard case .atom(let module) = expandedBase else { throw error(.invalidAliasHead(text(base)), meta, env) }
        var results: [Quoted] = []
        for part in parts {
            let target: Quoted
            switch part {
            case .node(let node):
                guard node.form == .atom("__aliases__"), case .list(let names) = node.args else {
                    throw error(.expectedAlias(form, text(part)), meta, env)
                }
                var texts: [String] = []
                for case .atom(let name) in names { texts.append(name) }
                target = .atom(Self.concatenate([module] + texts))
            case .atom(let name) where name != "nil":
                target = .atom(Self.concatenate([module, name]))
            default: throw error(.expectedAlias(form, text(part)), meta, env)
            }
            results.append(try expandNodeAgain(.node(Node(.atom(form), meta, .list([target] + options))), &env))
        }
        return .node(Node(.atom("{}"), meta, .list(results)))
    }

    private func expandNodeAgain(_ quoted: Quoted, _ env: inout Env) throws -> Quoted { try expand(quoted, &env) }

    private func directiveTarget(_ form: String, _ quoted: Quoted, _ meta: Meta, _ env: inout Env) throws -> String {
        // The alias itself must not count as a use of itself.
        isDirectiveTarget = true
        defer { isDirectiveTarget = false }
        let expanded = try expand(quoted, &env)
        guard case .atom(let module) = expanded else { throw error(.expectedAlias(form, text(expanded)), meta, env) }
        return module
    }

    // MARK: alias

    func expandAlias(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        try forbidInMatch("alias", meta, env)
        if let multi = multiAlias(arguments[0]) {
            return try expandMulti("alias", meta, multi.base, multi.parts, Array(arguments.dropFirst()), &env)
        }
        let module = try directiveTarget("alias", arguments[0], meta, &env)
        let options = try directiveOptions("alias", arguments.count > 1 ? arguments[1] : nil, allowed: ["as", "warn"], meta, &env)
        try addAlias("alias", module, options, isExplicit: true, meta, &env)
        return .atom(module)
    }

    private func addAlias(_ form: String, _ module: String, _ options: [(key: String, value: Quoted)], isExplicit: Bool, _ meta: Meta,
                          _ env: inout Env) throws {
        let alias: String
        if let given = options.first(where: { $0.key == "as" })?.value {
            guard case .atom(let atom) = given, atom.hasPrefix("Elixir.") else { throw error(.invalidAs(text(given)), meta, env) }
            if atom.dropFirst(7).contains(".") { throw error(.nestedAs(text(given)), meta, env) }
            alias = atom
        } else {
            guard isExplicit else { return }
            guard module.hasPrefix("Elixir."), let last = module.split(separator: ".").last else {
                throw error(.aliasNotInferred(Printing.atom(module)), meta, env)
            }
            alias = "Elixir." + last
        }
        let counter = meta["counter"]
        if let counter {
            env.macroAliases.removeAll { $0.alias == alias && $0.counter == counter }
            env.macroAliases.insert((alias, counter, module), at: 0)
        }
        env.aliases.removeAll { $0.alias == alias }
        if alias != module { env.aliases.insert((alias, module), at: 0) }
        try trace(.alias(module, alias: alias, options: options.map { .tuple([.atom($0.key), $0.value]) }), meta, env)
        var warns = meta["context"] == nil
        if let option = options.first(where: { $0.key == "warn" }) { warns = option.value == .atom("true") }
        // The alias of a `require` is part of what is said of that.
        if form == "require", directives(env)?.join(alias, to: module) == true { warns = false }
        if alias != module { directives(env)?.declare(.alias(alias), meta: meta, warns: warns, file: env.file) }
    }

    // MARK: require

    func expandRequire(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        try forbidInMatch("require", meta, env)
        if let multi = multiAlias(arguments[0]) {
            return try expandMulti("require", meta, multi.base, multi.parts, Array(arguments.dropFirst()), &env)
        }
        let module = try directiveTarget("require", arguments[0], meta, &env)
        let options = try directiveOptions("require", arguments.count > 1 ? arguments[1] : nil, allowed: ["as", "warn"], meta, &env)
        // What `defmodule` expands to only makes the name known.
        if case .atom(let defined)? = meta["defined"] {
            env.contextModules.removeAll { $0 == defined }
            env.contextModules.insert(defined, at: 0)
            try addAlias("require", module, options, isExplicit: false, meta, &env)
            return .atom(module)
        }
        try ensureLoaded(module, meta, env)
        let isNew = !env.requires(module)
        env.require(module)
        var warns = meta["context"] == nil
        if let option = options.first(where: { $0.key == "warn" }) { warns = option.value == .atom("true") }
        if isNew {
            directives(env)?.declare(.require(module), meta: meta, warns: warns, file: env.file)
        }
        try addAlias("require", module, options, isExplicit: false, meta, &env)
        try trace(.require(module, options: options.map { .tuple([.atom($0.key), $0.value]) }), meta, env)
        return .atom(module)
    }

    func ensureLoaded(_ module: String, _ meta: Meta, _ env: Env) throws {
        if try compileTime.ensureCompiled(module) { return }
        let name = Printing.module(module)
        if compileTime.builder(of: module) != nil, module == env.module { throw error(.moduleBeingDefined(name), meta, env) }
        throw error(env.contextModules.contains(module) ? .moduleDefinedInContext(name) : .moduleNotFound(name), meta, env)
    }

    // MARK: import

    func expandImport(_ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted {
        try forbidInMatch("import", meta, env)
        if let multi = multiAlias(arguments[0]) {
            return try expandMulti("import", meta, multi.base, multi.parts, Array(arguments.dropFirst()), &env)
        }
        let module = try directiveTarget("import", arguments[0], meta, &env)
        let options = try directiveOptions("import", arguments.count > 1 ? arguments[1] : nil, allowed: ["only", "except", "warn"], meta, &env)
        try ensureLoaded(module, meta, env)
        let selection = try ImportSelection(self, options, meta, env)
        let functions = try compileTime.functions(of: module)
        let macros = try compileTime.macros(of: module)
        if case .only(.macros) = selection.kind, macros == nil { throw error(.noMacros(Printing.module(module)), meta, env) }

        if case .only(.list(let keys)) = selection.kind {
            for key in keys where !functions.contains(key.name, key.arity) && !(macros?.contains(key.name, key.arity) ?? false) {
                warn(.undefinedImport(Printing.module(module), key), meta, env)
            }
        }
        if selection.wantsFunctions { try merge(functions, selection, module, \.functions, meta, &env) } else { env.functions.removeAll { $0.module == module } }
        if selection.wantsMacros {
            try merge(macros ?? ImportTable(module: module, entries: []), selection, module, \.macros, meta, &env)
        } else {
            env.macros.removeAll { $0.module == module }
        }
        env.require(module)
        let bringsNothing = !env.functions.contains { $0.module == module } && !env.macros.contains { $0.module == module }
        var warns = meta["context"] == nil && !bringsNothing
        if let option = options.first(where: { $0.key == "warn" }) { warns = option.value == .atom("true") }
        var named: [FunctionKey] = []
        if case .only(.list(let keys)) = selection.kind { named = keys }
        directives(env)?.declare(.import(module, named), meta: meta, warns: warns, file: env.file)
        try trace(.import(module, options: options.map { .tuple([.atom($0.key), $0.value]) }), meta, env)
        return .atom(module)
    }

    private func merge(_ exports: ImportTable, _ selection: ImportSelection, _ module: String, _ path: WritableKeyPath<Env, [ImportTable]>,
                       _ meta: Meta, _ env: inout Env) throws {
        var entries: [FunctionKey]
        switch selection.kind {
        case .only(.list(let keys)): entries = exports.entries.filter { keys.contains($0) }
        case .only(.sigils): entries = exports.entries.filter { Self.isSigil($0) }
        case .only(.functions), .only(.macros), .everything: entries = exports.entries.filter { !$0.name.hasPrefix("_") }
        }
        if !selection.except.isEmpty {
            if case .everything = selection.kind, let old = env[keyPath: path].first(where: { $0.module == module }) { entries = old.entries }
            entries.removeAll { selection.except.contains($0) }
        }
        for entry in entries where SpecialForm.isSpecial(entry.name, entry.arity) && module != "Elixir.Kernel.SpecialForms" {
            throw error(.specialFormImport(FunctionKey("\(Printing.module(module)).\(entry.name)", entry.arity)), meta, env)
        }
        env[keyPath: path].removeAll { $0.module == module }
        if entries.isEmpty { return }
        let table = entries.count == exports.entries.count ? exports : ImportTable(module: module, entries: entries)
        env[keyPath: path].insert(table, at: 0)
    }

    private static func isSigil(_ key: FunctionKey) -> Bool {
        guard key.arity == 2, key.name.hasPrefix("sigil_"), key.name.utf8.count > 6 else { return false }
        let letters = key.name.dropFirst(6)
        return letters.utf8.count == 1 || letters.unicodeScalars.allSatisfy { $0.properties.isUppercase || $0.properties.numericType != nil }
    }
}

/// The options of an import.
struct ImportSelection {
    enum Only { case functions, macros, sigils, list([FunctionKey]) }
    enum Kind { case everything, only(Only) }
    var kind = Kind.everything
    var except: [FunctionKey] = []

    var wantsFunctions: Bool {
        if case .only(.macros) = kind { return false }
        return true
    }
    var wantsMacros: Bool {
        if case .only(.functions) = kind { return false }
        return true
    }

    init(_ expander: Expander, _ options: [(key: String, value: Quoted)], _ meta: Meta, _ env: Env) throws {
        func keys(_ option: String, _ value: Quoted) throws -> [FunctionKey] {
            guard let pairs = Expander.keywordPairs(value) else {
                throw expander.error(.invalidImportOption(option, expander.text(value)), meta, env)
            }
            return try pairs.map { pair in
                guard case .integer(let arity) = pair.value else {
                    throw expander.error(.invalidImportOption(option, expander.text(value)), meta, env)
                }
                return FunctionKey(pair.key, arity)
            }
        }
        let exceptValue = options.first { $0.key == "except" }?.value
        if let only = options.first(where: { $0.key == "only" })?.value {
            switch only {
            case .atom("functions"): kind = .only(.functions)
            case .atom("macros"): kind = .only(.macros)
            case .atom("sigils"): kind = .only(.sigils)
            default:
                kind = .only(.list(try keys("only", only)))
                if exceptValue != nil { throw expander.error(.importBothOptions, meta, env) }
            }
        }
        if let exceptValue { except = try keys("except", exceptValue) }
    }
}
