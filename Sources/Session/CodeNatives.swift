// `:prim_code`: expanding, evaluating and compiling quoted code. Parsing is in ParseNatives.swift. The contracts:
//
//     job_step(job, message, roots)            one step of a compile job (JobSteps.swift)
//     eval_quoted(quoted, binding, env, options) → {value, binding, env}; binding: [{name | {name, context}, value}]
//     end_of_evaluation(values)                → :ok, once the code of an expression has been called with these values
//     compile_file_quoted(quoted, env)         → {value, env}
//     expand_once(quoted, env)                 → {quoted, expanded?}
//     expand(quoted, env)                      → quoted
//     expand_all(quoted, env)                  → the expanded tree
//     escape_term(term, unquote?)              → the expression of the term
//     env(key)                                 → the %Macro.Env{} behind `{:"$env", …}`
//     default_env(file, line)                  → what a file starts with
//     env_define(:alias | :require | :import, meta, module, options, env) → {:ok, env} | {:error, message}
//     end_directives(number, report?)          → :ok
//     tree(body)                               → the quoted body behind `{:"$tree", …}`; other terms as they are
//     references(number)                       → {compile, exports, runtime}: modules that a file's code refers to
//     booting?()                               → boolean
//     report(severity, message, file, position, stacktrace) → :ok; warn/4 with the severity :warning
//     compile_boot_file(path, bare?)           → :ok
import Bytecode
import Expander
import Machine
import Syntax

enum CodeNatives {
    static let rows: [Native] = [
        Native("prim_code", "job_step", 3, .control, "One step of a compile job.") { p, a in
            JobSteps.step(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "eval_quoted", 4, .control, "Evaluates an expression.") { p, a in
            evaluate(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "end_of_evaluation", 1, .ordinary, "Gives back an evaluated expression's code, if that left nobody who runs it.") { p, a in
            let values = NativeArguments(a)[0]
            if values.isCons, values.head.isTuple, values.head.tupleSize > 0 { values.head.element(0).magicObject(ReclaimableCode.self)?.endOfCall() }
            return Term(.ok).bits
        },
        Native("prim_code", "compile_file_quoted", 2, .control, "Runs the expression of a file.") { p, a in
            compileFile(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "expand_once", 2, .control, "One step of macro expansion.") { p, a in
            expandOnce(ProcessPointer(p), NativeArguments(a), all: false).bits
        },
        Native("prim_code", "expand", 2, .control, "Macro expansion of the outermost call, as far as it goes.") { p, a in
            expandOnce(ProcessPointer(p), NativeArguments(a), all: true).bits
        },
        Native("prim_code", "expand_all", 2, .control, "The expanded tree.") { p, a in
            expandAll(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "escape_term", 2, .ordinary, "The expression that evaluates to a term.") { p, a in
            escapeTerm(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "env", 1, .ordinary, "The environment that an open module keeps under a key.") { p, a in
            environment(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "default_env", 2, .ordinary, "The environment that a file starts with.") { p, a in
            defaultEnvironment(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "env_define", 5, .control, "An environment with one more alias, require or import.") { p, a in
            defineInEnvironment(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "tree", 1, .ordinary, "The tree of a body that an open module or a file keeps; other terms are themselves.") { p, a in
            let p = ProcessPointer(p), term = NativeArguments(a)[0]
            guard let tree = KeptTrees.tree(term, p) else { return term.bits }
            return QuotedTerms.term(tree, p) { Session.of(p).compiler.durable($0) }.bits
        },
        Native("prim_code", "end_directives", 2, .control, "Ends the file of these directives; reports what nobody used, if wanted.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isSmall else { return p.badArgument().bits }
            let number = a[0].small
            if a[1] != KnownAtom.true {
                _ = Session.of(p).compiler.endDirectives(number)
                return Term(.ok).bits
            }
            return JobSteps.start(p, JobRoots()) { job in
                job.endDirectives(number)
                return .done(.atom("ok"))
            }.bits
        },
        Native("prim_code", "references", 1, .ordinary, "The modules that a file refers to, by the number of its directives.") { p, a in
            references(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "booting?", 0, .ordinary, "Whether the library is being compiled.") { p, _ in
            Term.boolean(Session.of(ProcessPointer(p)).compiler.isCapturing).bits
        },
        Native("prim_code", "warn", 4, .control, "Reports a warning as the compiler does.") { p, a in
            let a = NativeArguments(a)
            return report(ProcessPointer(p), .warning, a[0], a[1], a[2], a[3]).bits
        },
        Native("prim_code", "report", 5, .control, "Reports a warning or an error as the compiler does.") { p, a in
            let a = NativeArguments(a), p = ProcessPointer(p)
            let isError = a[0] == Term(.error)
            return report(p, isError ? .error : .warning, a[1], a[2], a[3], a[4]).bits
        },
        Native("prim_code", "write_error", 1, .ordinary, authority: .standardStreams, "Writes a text to standard error.") { p, a in
            let p = ProcessPointer(p)
            guard let bytes = QuotedTerms.binaryBytes(NativeArguments(a)[0]) else { return p.badArgument().bits }
            Session.of(p).complainPlainly(String(decoding: bytes, as: UTF8.self))
            return Term(.ok).bits
        },
        Native("prim_code", "display", 1, .ordinary, authority: .standardStreams, "Writes a term to standard error, before anything else can.") { p, a in
            let p = ProcessPointer(p)
            var roots: [Term] = []
            guard let tree = try? EscapeTerms.expression(NativeArguments(a)[0], p, roots: &roots) else { return Term(.false).bits }
            Session.of(p).complainPlainly(Printing.expression(tree) + "\n")
            return Term(.true).bits
        },
        Native("prim_code", "compile_boot_file", 2, .control, authority: .codeLoading, "Compiles a file of the library.") { p, a in
            compileBootFile(ProcessPointer(p), NativeArguments(a)).bits
        },
    ]

    // MARK: Evaluation

    private static func evaluate(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        var roots = JobRoots()
        do {
            guard let env = try roots.env(a[2], session, p) else { return p.badArgument() }
            let quoted = try roots.quoted(a[0], p.machine)
            let terms = EnvTerms(session: session, p: p)
            var binding: [(key: VariableKey, root: Int)] = []
            for entry in p.elements(a[1]) {
                guard entry.isTuple, entry.tupleSize == 2 else { return p.badArgument() }
                let name = entry.element(0)
                let key: VariableKey
                if name.isAtom {
                    key = VariableKey(p.machine.atoms.string(name), .context("nil"))
                } else if name.isTuple, name.tupleSize == 2, name.element(0).isAtom {
                    key = VariableKey(p.machine.atoms.string(name.element(0)), terms.context(name.element(1)))
                } else {
                    return p.badArgument()
                }
                binding.removeAll { $0.key == key }
                binding.append((key, roots.add(entry.element(1))))
            }
            return JobSteps.start(p, roots) { try $0.evaluation(quoted, binding: binding, env: env, kind: .expression) }
        } catch { return p.raiseError(.system_limit) }
    }

    private static func compileFile(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        var roots = JobRoots()
        do {
            guard let env = try roots.env(a[1], session, p) else { return p.badArgument() }
            let quoted = try roots.quoted(a[0], p.machine)
            return JobSteps.start(p, roots) { try $0.evaluation(quoted, binding: [], env: env, kind: .file) }
        } catch { return p.raiseError(.system_limit) }
    }

    private static func compileBootFile(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        guard let bytes = QuotedTerms.binaryBytes(a[0]) else { return p.badArgument() }
        let path = String(decoding: bytes, as: UTF8.self)
        session.compiler.isBare = a[1] == KnownAtom.true
        session.compiler.discardKept()
        let shown = session.libraryPath(path)
        let env = session.defaultEnv(file: shown, line: 1)
        return JobSteps.start(p, JobRoots()) { job in
            guard let text = Session.contents(of: path) else { throw CompilationFailed(file: path, line: 0, description: "the file cannot be read") }
            var options = ParseOptions()
            options.file = shown
            options.columns = true
            let parsed = parse(text, options: options)
            if let failure = parsed.error {
                throw CompilationFailed(file: path, line: failure.line, description: failure.message)
            }
            return try job.evaluation(parsed.tree ?? .nilAtom, binding: [], env: env, kind: .file)
        }
    }

    // MARK: Expansion

    private static func expandOnce(_ p: ProcessPointer, _ a: NativeArguments, all: Bool) -> Term {
        let session = Session.of(p)
        var roots = JobRoots()
        do {
            guard let env = try roots.env(a[1], session, p) else { return p.badArgument() }
            let quoted = try roots.quoted(a[0], p.machine)
            return JobSteps.start(p, roots) { job in
                let builder = env.module.flatMap { job.state.builder(of: $0) }
                let expander = job.expander(for: builder)
                expander.adopt(env)
                var env = env
                let result = try job.reporting(module: env.module, function: env.function, file: env.file, frames: { expander.expansionTrace }) {
                    var (tree, changed) = try expander.expandOnce(quoted, &env)
                    var any = changed
                    while all, changed {
                        (tree, changed) = try expander.expandOnce(tree, &env)
                        any = any || changed
                    }
                    return (tree, any)
                }
                _ = expander.finishUnit(env, warnsUnused: false)
                if all { return .done(.quoted(result.0)) }
                return .done(.tuple([.quoted(result.0), .atom(result.1 ? "true" : "false")]))
            }
        } catch { return p.raiseError(.system_limit) }
    }

    private static func expandAll(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        var roots = JobRoots()
        do {
            guard let env = try roots.env(a[1], session, p) else { return p.badArgument() }
            let quoted = try roots.quoted(a[0], p.machine)
            return JobSteps.start(p, roots) { job in
                let builder = env.module.flatMap { job.state.builder(of: $0) }
                let expander = job.expander(for: builder)
                expander.adopt(env)
                var inner = env
                let tree = try job.reporting(module: env.module, function: env.function, file: env.file, frames: { expander.expansionTrace }) {
                    try expander.expandInContext(quoted, &inner)
                }
                guard expander.finishUnit(inner, warnsUnused: false) else { throw CompileJob.logged(file: env.file, module: env.module) }
                return .done(.quoted(tree))
            }
        } catch { return p.raiseError(.system_limit) }
    }

    private static func escapeTerm(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        var roots = JobRoots()
        do {
            let tree: Quoted
            if a[1] == KnownAtom.true {
                let quoted = try roots.quoted(a[0], p.machine)
                let job = CompileJob(session: session, owner: p.pointee.pid)
                tree = try Expander(compileTime: job, builder: nil, isBare: false).escapeKeepingUnquotes(quoted, Env(file: "nofile"))
            } else {
                tree = try roots.expression(a[0], p)
            }
            return QuotedTerms.term(tree, p) { roots.value($0, session.compiler) }
        } catch { return p.raiseError(.system_limit) }
    }

    // MARK: Environments and warnings

    private static func environment(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        if a[0].isMap { return a[0] }
        var roots = JobRoots()
        guard let env = try? roots.env(a[0], session, p) else { return p.badArgument() }
        return EnvTerms(session: session, p: p).term(env) { roots.value($0, session.compiler) }
    }

    private static func defaultEnvironment(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        guard let file = QuotedTerms.binaryBytes(a[0]), a[1].isSmall else { return p.badArgument() }
        let env = session.defaultEnv(file: String(decoding: file, as: UTF8.self), line: a[1].small)
        return EnvTerms(session: session, p: p).term(env) { session.compiler.durable($0) }
    }

    private static func defineInEnvironment(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let session = Session.of(p)
        var roots = JobRoots()
        do {
            guard a[0].isAtom, let env = try roots.env(a[4], session, p), case .list(let entries) = try roots.quoted(a[1], p.machine) else {
                return p.badArgument()
            }
            let form = p.machine.atoms.string(a[0])
            let meta = Meta(entries.compactMap { entry in
                if case .tuple(let pair) = entry, pair.count == 2, case .atom(let key) = pair[0] { return Meta.Entry(key: key, value: pair[1]) }
                return nil
            })
            let module = try roots.quoted(a[2], p.machine)
            let options = try roots.quoted(a[3], p.machine)
            return JobSteps.start(p, roots) { job in
                let expander = job.expander(for: env.module.flatMap { job.state.builder(of: $0) })
                expander.adopt(env)
                var env = env
                do {
                    _ = try expander.expand(.node(Node(.atom(form), meta, .list([module, options]))), &env)
                    return .done(.tuple([.atom("ok"), .env(env)]))
                } catch let error as ExpandError {
                    return .done(.tuple([.atom("error"), .quoted(.string(error.reason.sentence))]))
                }
            }
        } catch { return p.raiseError(.system_limit) }
    }

    private static func references(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isSmall else { return p.badArgument() }
        let found = Session.of(p).compiler.directives(a[0].small)?.references ?? [:]
        func modules(_ kind: Directives.Reference) -> Term {
            p.list(found.filter { $0.value.contains(kind) }.keys.sorted().map { p.machine.atoms.term($0) })
        }
        return p.tuple(modules(.compile), modules(.exports), modules(.runtime))
    }

    private static func report(_ p: ProcessPointer, _ severity: Report.Severity, _ message: Term, _ file: Term, _ place: Term, _ stack: Term)
        -> Term {
        let session = Session.of(p)
        guard let text = QuotedTerms.binaryBytes(message) else { return p.badArgument() }
        let path = QuotedTerms.binaryBytes(file).map { String(decoding: $0, as: UTF8.self) }
        var report = Report(severity, String(decoding: text, as: UTF8.self), file: path ?? "nofile", line: 0)
        if place.isSmall { report.line = place.small }
        if place.isTuple, place.tupleSize == 2, place.element(0).isSmall, place.element(1).isSmall {
            report.line = place.element(0).small
            report.column = place.element(1).small
        }
        if let first = p.elements(stack).first, first.isTuple, first.tupleSize == 4, first.element(0).isAtom, first.element(1).isAtom {
            let name = p.machine.atoms.string(first.element(1))
            if name == "__FILE__" {
                report.isOfFile = true
            } else {
                report.module = p.machine.atoms.string(first.element(0))
                if name != "__MODULE__", first.element(2).isSmall { report.function = FunctionKey(name, first.element(2).small) }
            }
        }
        let shown: String
        if path == nil {
            shown = "\(severity.rawValue): \(report.message)\n\n"
        } else {
            shown = DiagnosticText.render(report, source: session.sourceLine(file: report.file, line: report.line), file: session.shown(report.file))
        }
        let atoms = p.machine.atoms
        let diagnostic = p.map([
            (atoms.term("severity"), atoms.term(severity.rawValue)), (atoms.term("message"), message), (atoms.term("file"), file),
            (atoms.term("source"), file), (atoms.term("position"), place == KnownAtom.nil ? Term(small: 0) : place), (atoms.term("span"), Term(.nil)),
            (atoms.term("stacktrace"), stack),
        ])
        p.pointee.trapExport = p.machine.code.export(atoms.term("prim_compile"), atoms.term("report"), 2)
        p.pointee.trapArguments = (diagnostic, p.binary(shown), .none, .none)
        p.pointee.trapArity = 2
        return .trap
    }
}
