// Forms that only the compiler's own macros use (`:prim_code.escape/1` and kin), `__ENV__` as an expression, and the few
// definitions that exist before Kernel does.
import Syntax

extension Expander {
    /// `:prim_code.name(…)` where it is a form of the expander; nil for ordinary functions.
    func expandCompilerForm(_ name: String, _ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted? {
        switch (name, arguments.count) {
        case ("escape", 1): return try escapeWithUnquote(arguments[0], &env)
        case ("keep", 1): return Self.hasUnquotes(arguments[0]) ? try escapeWithUnquote(arguments[0], &env) : try kept(arguments[0], env)
        case ("keep_literal", 1): return try kept(arguments[0], env)
        // Only the code of an open module asks for the key; what is outside of definitions may be the code of a file.
        case ("env_key", 0): return environmentKey(meta, env)
        case ("outer_env", 0): return env.function == nil && functionDepth == 0 ? environmentKey(meta, env) : quotedEnv(Self.placed(env, meta))
        case ("fragments?", 2): return .atom(arguments.contains(where: Self.hasUnquotes) ? "true" : "false")
        default: return nil
        }
    }

    private static func placed(_ env: Env, _ meta: Meta) -> Env {
        var here = env
        if meta.line > 0 { here.line = meta.line }
        return here
    }

    /// What stands for the environment in the code around a definition.
    private func environmentKey(_ meta: Meta, _ env: Env) -> Quoted {
        let here = Self.placed(env, meta)
        if let builder = builder ?? env.module.flatMap({ compileTime.builder(of: $0) }) {
            return .call("{}", meta, [.atom("$env"), .atom(builder.name), .integer(builder.keep(here))])
        }
        if case .integer(let file) = env.lexicalTracker, let index = compileTime.keep(environment: here, ofFile: file) {
            return .call("{}", meta, [.atom("$env"), .integer(file), .integer(index)])
        }
        return quotedEnv(here)
    }

    /// What stands for the body of a definition in the code around it. The tree itself would become a literal there, be built
    /// as a term, and be read again: so the open module or the file keeps it, for as long as that code can run.
    private func kept(_ tree: Quoted, _ env: Env) throws -> Quoted {
        if Self.isKey(tree) { return tree }
        return try key(keeping: tree, env) ?? Escape.escape(tree)
    }

    private func key(keeping tree: Quoted, _ env: Env) throws -> Quoted? {
        guard env.function == nil, functionDepth == 0, Self.isWorthKeeping(tree) else { return nil }
        func key(_ owner: Quoted, _ index: Int) -> Quoted { .call("{}", Meta(), [.atom("$tree"), owner, .integer(index)]) }
        if let builder = builder ?? env.module.flatMap({ compileTime.builder(of: $0) }) {
            return key(.atom(builder.name), builder.keep(try compileTime.durable(tree)))
        }
        guard case .integer(let file) = env.lexicalTracker, let index = compileTime.keep(tree: try compileTime.durable(tree), ofFile: file) else {
            return nil
        }
        return key(.integer(file), index)
    }

    private static func isKey(_ tree: Quoted) -> Bool {
        guard case .node(let node) = tree, node.form == .atom("{}"), case .list(let parts) = node.args else { return false }
        return parts.count == 3 && parts[0] == .atom("$tree")
    }

    /// The arguments of `Kernel.defmodule/2` with a key in the place of its block: the macro only hands it on. Arguments of
    /// other macros, and those that the macro must see, are as they were.
    func withKeptBlock(_ module: String, _ name: String, _ arguments: [Quoted], _ env: Env) throws -> [Quoted] {
        guard module == "Elixir.Kernel", name == "defmodule", arguments.count == 2, case .list(let options) = arguments[1], options.count == 1,
              case .tuple(let pair) = options[0], pair.count == 2, pair[0] == .atom("do"), let key = try key(keeping: pair[1], env) else {
            return arguments
        }
        return [arguments[0], .list([.tuple([pair[0], key])])]
    }

    private static func isWorthKeeping(_ tree: Quoted) -> Bool {
        switch tree {
        case .node, .list, .tuple: true
        default: false
        }
    }

    /// What `Kernel.def/2` and its kin expand to, without a call of the macro: its arguments are whole bodies. nil where the
    /// macro has something to complain about.
    func expandDefinition(_ module: String, _ name: String, _ meta: Meta, _ arguments: [Quoted], _ env: Env) throws -> Quoted? {
        guard module == "Elixir.Kernel", DefinitionKind(rawValue: name) != nil, (1...2).contains(arguments.count), env.function == nil,
              env.context == nil, let module = env.module, builder ?? compileTime.builder(of: module) != nil else { return nil }
        try beginMacro("Elixir.Kernel", name, meta, arguments.count, env)
        func form(_ name: String, _ arguments: [Quoted]) -> Quoted { .remoteCall(.atom("prim_code"), name, meta, arguments) }
        let body = arguments.count == 2 ? arguments[1] : .nilAtom
        return .remoteCall(.atom("Elixir.Kernel.Definition"), "store", meta, [
            .atom(name), form("escape", [arguments[0]]), form("keep", [body]), .atom(module), form("env_key", []),
            form("fragments?", [arguments[0], body]),
        ])
    }

    /// The expression of a tree in which only `unquote` fragments are evaluated.
    func escapeWithUnquote(_ quoted: Quoted, _ env: inout Env) throws -> Quoted {
        guard Self.hasUnquotes(quoted) else { return Escape.escape(quoted) }
        var options = QuoteOptions(context: .nilAtom)
        options.isHygienic = false
        options.keepsMeta = true
        let template = try Quoter(expander: self, env: env, options: options).quote(quoted)
        return try expandTemplate(template, &env)
    }

    static func hasUnquotes(_ quoted: Quoted) -> Bool {
        switch quoted {
        case .node(let node):
            if case .atom(let name) = node.form, case .list(let arguments) = node.args {
                if arguments.count == 1, name == "unquote" || name == "unquote_splicing" { return true }
                if name == "quote", arguments.count <= 2 {
                    return arguments.count == 2 && hasUnquotes(arguments[0])
                }
            }
            if node.form == .atom("."), case .list(let parts) = node.args, parts.count == 2, parts[1] == .atom("unquote") { return true }
            if hasUnquotes(node.form) { return true }
            if case .list(let arguments) = node.args { return arguments.contains(where: hasUnquotes) }
            return false
        case .list(let elements), .tuple(let elements): return elements.contains(where: hasUnquotes)
        case .improperList(let elements, let tail): return elements.contains(where: hasUnquotes) || hasUnquotes(tail)
        default: return false
        }
    }

    /// The environment as the expression of a `%Macro.Env{}`.
    func quotedEnv(_ env: Env) -> Quoted { Self.expression(of: env) }

    /// The environment as the expression of a `%Macro.Env{}`.
    public static func expression(of env: Env) -> Quoted {
        func atom(_ text: String?) -> Quoted { .atom(text ?? "nil") }
        func pairs(_ keys: [FunctionKey]) -> Quoted { .list(keys.map { .tuple([.atom($0.name), .integer($0.arity)]) }) }
        func imports(_ tables: [ImportTable]) -> Quoted { .list(tables.map { .tuple([.atom($0.module), pairs($0.entries)]) }) }
        let context: String? = switch env.context {
        case nil: nil
        case .match: "match"
        case .guarded: "guard"
        }
        let variables: [Quoted] = env.variables.sorted { $0.value < $1.value }.map { key, version in
            .tuple([.tuple([.atom(key.name), Self.quoted(key.context)]), .integer(version)])
        }
        let fields: [(String, Quoted)] = [
            ("__struct__", .atom("Elixir.Macro.Env")),
            ("aliases", .list(env.aliases.map { .tuple([.atom($0.alias), .atom($0.module)]) })),
            ("context", atom(context)),
            ("context_modules", .list(env.contextModules.map { .atom($0) })),
            ("file", .string(env.file)),
            ("function", env.function.map { .tuple([.atom($0.name), .integer($0.arity)]) } ?? .nilAtom),
            ("functions", imports(env.functions)),
            // What a function does with its environment comes too late to be a use of the file's directives.
            ("lexical_tracker", env.function == nil ? env.lexicalTracker : .nilAtom),
            ("line", .integer(env.line)),
            ("macro_aliases", .list(env.macroAliases.map { .tuple([.atom($0.alias), .tuple([$0.counter, .atom($0.module)])]) })),
            ("macros", imports(env.macros)),
            ("module", atom(env.module)),
            ("requires", .list(env.requires.map { .atom($0) })),
            ("tracers", .list(env.tracers)),
            ("versioned_vars", .node(Node(.atom("%{}"), Meta(), .list(variables)))),
        ]
        return .node(Node(.atom("%{}"), Meta(), .list(fields.map { .tuple([.atom($0.0), $0.1]) })))
    }

    /// The context of a variable as the key of `versioned_vars` has it.
    public static func quoted(_ context: VariableContext) -> Quoted {
        switch context {
        case .context(let name): .atom(name)
        case .counter(let counter): .integer(counter)
        case .moduleCounter(let module, let counter): .tuple([.atom(module), .integer(counter)])
        }
    }

    // MARK: Before Kernel exists

    /// `def`, `defmodule` and `@` while the section `bare` compiles; nil for other names.
    func expandBareForm(_ name: String, _ meta: Meta, _ arguments: [Quoted], _ env: inout Env) throws -> Quoted? {
        switch (name, arguments.count) {
        case ("def", 1), ("def", 2), ("defp", 1), ("defp", 2), ("defmacro", 1), ("defmacro", 2), ("defmacrop", 1), ("defmacrop", 2):
            guard let builder, env.function == nil else { throw error(.outsideModule("\(name)/\(arguments.count)"), meta, env) }
            var here = env
            if meta.line > 0 { here.line = meta.line }
            let key = Quoted.call("{}", meta, [.atom("$env"), .atom(builder.name), .integer(builder.keep(here))])
            let call = try escapeWithUnquote(arguments[0], &env)
            let body = arguments.count == 2 ? try escapeWithUnquote(arguments[1], &env) : .nilAtom
            return .remoteCall(.atom("prim_module"), "store", meta, [.atom(name), call, body, key])
        case ("defmodule", 2):
            guard let pairs = Self.keywordPairs(arguments[1]), let body = pairs.first(where: { $0.key == "do" })?.value else {
                throw error(.missingOption("defmodule", "do"), meta, env)
            }
            var moduleName = try expand(arguments[0], &env)
            guard case .atom(let module) = moduleName else { throw error(.invalidModuleName(text(moduleName)), meta, env) }
            // A nested module is named after the outer one and aliased in it.
            if case .node(let node) = arguments[0], node.form == .atom("__aliases__"), case .list(let parts) = node.args, let outer = env.module,
               case .atom(let head)? = parts.first, head != "Elixir" {
                let full = Self.concatenate([outer, module])
                env.aliases.removeAll { $0.alias == "Elixir." + head }
                env.aliases.insert(("Elixir." + head, Self.concatenate([outer, head])), at: 0)
                moduleName = .atom(full)
            }
            if case .atom(let module) = moduleName, !env.contextModules.contains(module) { env.contextModules.insert(module, at: 0) }
            var here = env
            if meta.line > 0 { here.line = meta.line }
            return .remoteCall(.atom("prim_compile"), "define", meta, [moduleName, Escape.escape(body), quotedEnv(here)])
        case ("@", 1):
            guard case .node(let node) = arguments[0], case .list(let values) = node.args, values.count == 1 else { return nil }
            return .nilAtom
        default: return nil
        }
    }
}
