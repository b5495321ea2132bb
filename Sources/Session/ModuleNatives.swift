// `:prim_module`: modules that are being defined. What the language builds on them is in kernel/*.ex; the contracts:
//
//     open_builder(name, env)            → env of the body | {:error, file, line} (it is open already)
//     close_builder(name)                → true
//     open?(name)                        → boolean
//     loaded?(name)                      → boolean
//     eval_body(name, quoted, binding, env) → {value, env}; binding: [{name, context, value}]
//     store(kind, call, body, env)       → {name, arity}; also with a fifth argument, ignored options
//     close(name, env, facts)            → binary of the module, which is loaded then
//     definitions(name)                  → [{{name, arity}, kind}]
//     definition(name, {name, arity})    → nil | {kind, meta, [{meta, arguments, guards, body}]}
//     places(name)                       → [{{name, arity}, kind, line, context}], context as in the metadata of the definition
//     calls(name)                        → what ModuleCalls.swift says
//     delete_definition(name, {n, a})    → boolean
//     make_overridable(name, [{n, a}])   → :ok | {:error, {n, a}}
//     overridables(name)                 → [{n, a}]
//     restore_overridables(name)         → :ok; brings back what was not overridden
//     table_names(name)                  → {set, bag}: names of the attribute tables
import Bytecode
import Expander
import Machine
import Syntax
import Types

enum ModuleNatives {
    static let rows: [Native] = [
        Native("prim_module", "open_builder", 2, .ordinary, authority: .codeLoading, "Opens a module; the environment of its body.") { p, a in
            openBuilder(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "close_builder", 1, .ordinary, "Forgets an open module.") { p, a in
            let p = ProcessPointer(p), name = NativeArguments(a)[0]
            guard name.isAtom else { return p.badArgument().bits }
            let compiler = Session.of(p).compiler
            if let number = compiler.builder(of: p.machine.atoms.string(name))?.ownDirectives { _ = compiler.endDirectives(number) }
            compiler.close(p.machine.atoms.string(name))
            return Term(.true).bits
        },
        Native("prim_module", "open?", 1, .ordinary, "Whether a module is being defined.") { p, a in
            Term.boolean(builder(ProcessPointer(p), NativeArguments(a)[0]) != nil).bits
        },
        Native("prim_module", "loaded?", 1, .ordinary, "Whether there is a module of that name, loaded or in the image.") { p, a in
            let p = ProcessPointer(p), name = NativeArguments(a)[0]
            guard name.isAtom else { return p.badArgument().bits }
            let session = Session.of(p)
            return Term.boolean(session.isKnown(name) || session.moduleOnPath(p.machine.atoms.string(name)) != nil).bits
        },
        Native("prim_module", "eval_body", 4, .control, "Runs an expression in the context of an open module.") { p, a in
            evaluateBody(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "store", 4, .control, "Adds a clause to an open module.") { p, a in
            store(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "store", 5, .control, "Adds a clause to an open module; the last argument is not looked at.") { p, a in
            store(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "close", 3, .control, "Checks, compiles and loads an open module; the binary.") { p, a in
            close(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "definitions", 1, .ordinary, "The definitions of an open module, in order.") { p, a in
            definitions(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "definition", 2, .ordinary, "A definition of an open module with its expanded clauses.") { p, a in
            definition(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "places", 1, .ordinary, "The definitions of an open module, where they stand and who wrote them.") { p, a in
            places(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "calls", 1, .ordinary, "The calls of other modules in an open module.") { p, a in
            let p = ProcessPointer(p)
            guard let builder = builder(p, NativeArguments(a)[0]) else { return p.badArgument().bits }
            return calls(builder, p).bits
        },
        Native("prim_module", "delete_definition", 2, .ordinary, "Takes a definition out of an open module.") { p, a in
            deleteDefinition(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "make_overridable", 2, .ordinary, "Lets later clauses replace definitions.") { p, a in
            makeOverridable(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "overridables", 1, .ordinary, "The overridable definitions of an open module.") { p, a in
            overridables(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_module", "restore_overridables", 1, .ordinary, "Brings back what may be overridden and was not.") { p, a in
            let p = ProcessPointer(p)
            guard let builder = builder(p, NativeArguments(a)[0]) else { return p.badArgument().bits }
            builder.restoreOverridables()
            return Term(.ok).bits
        },
        Native("prim_module", "table_names", 1, .ordinary, "The names of a module's attribute tables.") { p, a in
            tableNames(ProcessPointer(p), NativeArguments(a)).bits
        },
    ]

    private static func builder(_ p: ProcessPointer, _ name: Term) -> ModuleBuilder? {
        guard name.isAtom else { return nil }
        return Session.of(p).compiler.builder(of: p.machine.atoms.string(name))
    }

    private static func key(_ p: ProcessPointer, _ term: Term) -> FunctionKey? {
        guard term.isTuple, term.tupleSize == 2, term.element(0).isAtom, term.element(1).isSmall else { return nil }
        return FunctionKey(p.machine.atoms.string(term.element(0)), term.element(1).small)
    }

    static func term(_ key: FunctionKey, _ p: ProcessPointer) -> Term {
        p.tuple(p.machine.atoms.term(key.name), Term(small: key.arity))
    }

    // MARK: Open and run

    private static func openBuilder(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        var roots = JobRoots()
        guard a[0].isAtom, var env = try? roots.env(a[1], session, p) else { return p.badArgument() }
        let name = p.machine.atoms.string(a[0])
        guard p.domain.mayDefine(a[0], isKnown: session.isKnown(a[0])) else {
            return p.raise(.error, p.tuple(Term(.denied), p.machine.atoms.term("defmodule"), a[0]))
        }
        let builder = ModuleBuilder(name: name, file: env.file, line: env.line)
        guard session.compiler.open(builder) else {
            let open = session.compiler.builder(of: name)
            return p.tuple(Term(.error), p.binary(open?.file ?? ""), Term(small: open?.line ?? 0))
        }
        // Where no file is watched, as in an evaluated expression, the module is.
        if env.lexicalTracker == .nilAtom, !session.compiler.isCapturing {
            builder.ownDirectives = session.compiler.watchDirectives()
            env.lexicalTracker = .integer(builder.ownDirectives!)
        }
        env.module = name
        env.function = nil
        env.context = nil
        env.contextModules = [name] + env.contextModules.filter { $0 != name }
        env.variables = [:]
        if name == "Elixir.Kernel" {
            builder.toleratesConflicts = true
            env.functions.removeAll { $0.module == name }
            env.macros = env.macros.filter { $0.module != name }
            if !session.compiler.isBare { env.macros.insert(kernelDefiners, at: 0) }
        }
        return EnvTerms(session: session, p: p).term(env) { roots.value($0, session.compiler) }
    }

    /// What Kernel itself may use of the Kernel that compiled before it.
    private static let kernelDefiners = ImportTable(module: "Elixir.Kernel", entries: [
        FunctionKey("@", 1), FunctionKey("def", 1), FunctionKey("def", 2), FunctionKey("defmacro", 1), FunctionKey("defmacro", 2),
        FunctionKey("defmacrop", 1), FunctionKey("defmacrop", 2), FunctionKey("defmodule", 2), FunctionKey("defp", 1), FunctionKey("defp", 2),
    ])

    private static func evaluateBody(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        var roots = JobRoots()
        do {
            guard let env = try roots.env(a[3], session, p) else { return p.badArgument() }
            let quoted = try roots.body(a[1], p)
            var binding: [(key: VariableKey, root: Int)] = []
            let terms = EnvTerms(session: session, p: p)
            for entry in p.elements(a[2]) {
                guard entry.isTuple, entry.tupleSize == 3, entry.element(0).isAtom else { return p.badArgument() }
                binding.append((VariableKey(p.machine.atoms.string(entry.element(0)), terms.context(entry.element(1))), roots.add(entry.element(2))))
            }
            return JobSteps.start(p, roots) { try $0.evaluation(quoted, binding: binding, env: env, kind: .moduleBody) }
        } catch { return p.raiseError(.system_limit) }
    }

    // MARK: Definitions

    private static func store(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        var roots = JobRoots()
        do {
            guard a[0].isAtom, let kind = DefinitionKind(rawValue: p.machine.atoms.string(a[0])), let env = try roots.env(a[3], session, p) else {
                return p.badArgument()
            }
            let call = try roots.quoted(a[1], p.machine)
            let body = a[2] == KnownAtom.nil ? nil : try roots.body(a[2], p)
            return JobSteps.start(p, roots) { job in
                guard let module = env.module, let builder = job.state.builder(of: module) else {
                    throw CompilationFailed(file: env.file, line: env.line, description: "cannot invoke \(kind.rawValue) outside module")
                }
                let expander = job.expander(for: builder)
                let key = try job.reporting(module: module, function: nil, file: env.file, frames: { expander.expansionTrace }) {
                    try expander.store(kind, call, body, env)
                }
                return .done(.tuple([.atom(key.name), .quoted(.integer(key.arity))]))
            }
        } catch { return p.raiseError(.system_limit) }
    }

    private static func definitions(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let builder = builder(p, a[0]) else { return p.badArgument() }
        return p.list(builder.keys.compactMap { key in
            builder.definition(key).map { p.tuple(term(key, p), p.machine.atoms.term($0.kind.rawValue)) }
        })
    }

    private static func places(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let builder = builder(p, a[0]) else { return p.badArgument() }
        let atoms = p.machine.atoms
        return p.list(builder.keys.compactMap { key in
            builder.definition(key).map { definition in
                var context = Term(.nil)
                if case .atom(let module)? = definition.meta["context"] { context = atoms.term(module) }
                return p.tuple(term(key, p), atoms.term(definition.kind.rawValue), Term(small: definition.meta.line), context)
            }
        })
    }

    private static func definition(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let builder = builder(p, a[0]), let key = key(p, a[1]) else { return p.badArgument() }
        guard let definition = builder.definition(key) else { return Term(.nil) }
        return term(definition, p)
    }

    private static func term(_ definition: FunctionDefinition, _ p: ProcessPointer) -> Term {
        let state = Session.of(p).compiler
        func term(_ quoted: Quoted) -> Term { QuotedTerms.term(quoted, p) { state.durable($0) } }
        func meta(_ meta: Meta) -> Term { term(.list(meta.entries.map { .tuple([.atom($0.key), $0.value]) })) }
        let clauses = definition.clauses.map { clause in
            let patterns = definition.kind.isMacro ? Array(clause.patterns.dropFirst()) : clause.patterns
            return p.tuple(meta(clause.meta), p.list(patterns.map(term)), p.list(clause.guards.map(term)), term(clause.body))
        }
        return p.tuple(p.machine.atoms.term(definition.kind.rawValue), meta(definition.meta), p.list(clauses))
    }

    private static func deleteDefinition(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let builder = builder(p, a[0]), let key = key(p, a[1]) else { return p.badArgument() }
        return Term.boolean(builder.delete(key))
    }

    private static func makeOverridable(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let builder = builder(p, a[0]) else { return p.badArgument() }
        for entry in p.elements(a[1]) {
            guard let key = key(p, entry) else { return p.badArgument() }
            guard builder.makeOverridable(key) else { return p.tuple(Term(.error), entry) }
        }
        return Term(.ok)
    }

    private static func overridables(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let builder = builder(p, a[0]) else { return p.badArgument() }
        return p.list(builder.overridableKeys.map { term($0, p) })
    }

    private static func tableNames(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isAtom else { return p.badArgument() }
        let name = p.machine.atoms.string(a[0])
        return p.tuple(p.machine.atoms.term("$attributes " + name), p.machine.atoms.term("$attribute lists " + name))
    }

    // MARK: The end

    private static func close(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let atoms = p.machine.atoms
        var roots = JobRoots()
        do {
            guard let builder = builder(p, a[0]), a[2].isMap else { return p.badArgument() }
            func field(_ name: String) -> Term { mapGet(a[2], atoms.term(name)) }
            var facts = ModuleFacts()
            for entry in p.elements(field("attributes")) where entry.isTuple && entry.tupleSize == 2 && entry.element(0).isAtom {
                facts.attributes.append((atoms.string(entry.element(0)), try roots.expression(entry.element(1), p)))
            }
            if field("struct") != Term.none { facts.structInfo = try roots.expression(field("struct"), p) }
            if field("deprecated") != Term.none { facts.deprecated = try roots.expression(field("deprecated"), p) }
            facts.onLoad = key(p, field("on_load"))
            facts.inlined = p.elements(field("inline")).compactMap { key(p, $0) }.map { ($0.name, $0.arity) }
            var chunks: [(name: String, bytes: [UInt8])] = []
            for entry in p.elements(field("chunks")) where entry.isTuple && entry.tupleSize == 2 {
                guard let name = chunkName(entry.element(0), p), let bytes = QuotedTerms.binaryBytes(entry.element(1)) else { return p.badArgument() }
                chunks.append((name, bytes))
            }
            return JobSteps.start(p, roots) { job in
                guard let definition = builder.complete(facts, compileTime: job) else { throw CompileJob.logged(file: builder.file, module: builder.name) }
                let code = try job.compileAndLoadModule(definition, chunks: chunks + [(HeadsChunk.name, HeadsChunk.make(definition.functions))])
                job.state.capture(code)
                job.state.noteCompiled(code.name)
                if let number = builder.ownDirectives { job.endDirectives(number) }
                return .done(.quoted(.binary(job.state.isBare ? [] : encode(code))))
            }
        } catch { return p.raiseError(.system_limit) }
    }

    private static func chunkName(_ term: Term, _ p: ProcessPointer) -> String? {
        if term.isAtom { return p.machine.atoms.string(term) }
        if let bytes = QuotedTerms.binaryBytes(term) { return String(decoding: bytes, as: UTF8.self) }
        let characters = p.elements(term)
        guard characters.allSatisfy({ $0.isSmall && (0..<128).contains($0.small) }) else { return nil }
        return String(decoding: characters.map { UInt8($0.small) }, as: UTF8.self)
    }
}
