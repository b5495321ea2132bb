// A compile job: the expander on a stack of its own, taking turns with the process that started it (DESIGN.md 2). It holds no
// terms: values inside trees are `.term(i)`, indices of the roots that the process keeps for it.
import Bytecode
import Compiler
import Expander
import Machine
import Syntax
import Types

/// A value that the job hands to the process.
indirect enum JobValue {
    case quoted(Quoted)
    case env(Env)
    case tuple([JobValue])
    case list([JobValue])
    case map([(String, JobValue)])
    /// The keeper of code that goes with its last user, made anew: it keeps the code from then on.
    case keeper(ReclaimableCode, constants: [Literal])

    static func atom(_ text: String) -> JobValue { .quoted(.atom(text)) }
}

/// What a job asks of its process.
enum JobRequest {
    /// Call this and answer with its value.
    case call(module: String, function: String, arguments: [JobValue], form: ResultForm)
    /// Link this module.
    case load(CodeModule)
    /// Link this reclaimable module.
    case loadReclaimable(CodeModule)
    /// Keep the values of these roots for good.
    case keep([Int])
    /// The job has ended with a value.
    case done(JobValue)
    /// The job has ended; go on with this call in its place.
    case tail(module: String, function: String, arguments: [JobValue])
    /// The job has ended with an exception.
    case raise(exceptionClass: String, reason: JobValue, stack: JobValue)
}

/// What the process answers.
enum JobReply {
    case value(Quoted)
    case raised(MachineException)
    case loadFailed(String)
    case loaded
    case loadedReclaimable(ReclaimableCode)
    /// The lasting indices of the roots.
    case kept([Int])
    case cancelled
}

/// A module that could not be linked.
struct LoadFailed: Error {
    var reason: String
}

/// A compilation that ended with reported errors.
struct CompilationFailed: Error {
    var file: String
    var line: Int
    var description: String
    var frames: [ExpansionFrame] = []
}

final class CompileJob: @unchecked Sendable {
    let session: Session
    /// The process that started it.
    let owner: Term
    let thread = JobThread<JobRequest, JobReply>()
    /// How the value of the pending call becomes a tree.
    var pendingForm = ResultForm.quoted
    private var isCancelled = false
    /// Is there a process that answers questions?
    private var isRunning = false

    var state: CompilerState { session.compiler }

    init(session: Session, owner: Term) {
        self.session = session
        self.owner = owner
    }

    /// Starts the job's thread.
    func start(_ body: @escaping (CompileJob) throws -> JobRequest) {
        isRunning = true
        session.jobs.run { [self] in
            let result: JobRequest
            do {
                result = try body(self)
            } catch is CompileCancelled {
                return
            } catch {
                result = failure(error)
            }
            thread.finish(result)
        }
    }

    func cancel() {
        isCancelled = true
        thread.answer(.cancelled)
    }

    // MARK: Failures

    /// The request that ends a job which threw.
    private func failure(_ error: Error) -> JobRequest {
        switch error {
        case let exception as MachineException:
            if exception.frames.isEmpty {
                return .raise(exceptionClass: exception.exceptionClass, reason: .quoted(exception.reason), stack: .quoted(exception.stack))
            }
            return .tail(module: "prim_compile", function: "raise_expanding", arguments: [
                .atom(exception.exceptionClass), .quoted(exception.reason), .quoted(exception.stack), stack(exception.frames),
            ])
        case let failed as CompilationFailed: return compileError(failed)
        case let failed as LoadFailed:
            return compileError(CompilationFailed(file: "nofile", line: 0, description: failed.reason))
        case is QuotedTooDeep:
            return .raise(exceptionClass: "error", reason: .atom("system_limit"), stack: .list([]))
        default:
            return compileError(CompilationFailed(file: "nofile", line: 0, description: "\(error)"))
        }
    }

    private func compileError(_ failed: CompilationFailed) -> JobRequest {
        .tail(module: "prim_compile", function: "raise_compile_error", arguments: [
            .quoted(.string(failed.file)), failed.line > 0 ? .quoted(.integer(failed.line)) : .atom("nil"), .quoted(.string(failed.description)),
            stack(failed.frames),
        ])
    }

    /// The stack trace of an expansion, the innermost macro first: each macro, and below it where it was called.
    private func stack(_ frames: [ExpansionFrame]) -> JobValue {
        func characters(_ text: String) -> JobValue { .quoted(.list(text.unicodeScalars.map { .integer(Int($0.value)) })) }
        return .list(frames.reversed().flatMap { frame -> [JobValue] in
            let macro = JobValue.tuple([
                .atom(frame.module), .atom(frame.name), .quoted(.integer(frame.arity)), .list([.tuple([.atom("file"), characters(frame.kind.rawValue)])]),
            ])
            let place = JobValue.list([
                .tuple([.atom("file"), characters(session.shown(frame.file))]), .tuple([.atom("line"), .quoted(.integer(frame.line))]),
            ])
            let caller: JobValue
            if let module = frame.callerModule {
                let function = frame.callerFunction ?? FunctionKey("__MODULE__", 0)
                caller = .tuple([.atom(module), .atom(function.name), .quoted(.integer(function.arity)), place])
            } else {
                caller = .tuple([.atom("elixir_compiler"), .atom("__FILE__"), .quoted(.integer(1)), place])
            }
            return [macro, caller]
        })
    }

    /// Runs a part of the compilation of a module or a file; an error that stops it is reported, like those that do not.
    func reporting<Result>(module: String?, function: FunctionKey?, file: String, frames: () -> [ExpansionFrame], _ body: () throws -> Result) throws
        -> Result {
        do {
            return try body()
        } catch let error as ExpandError {
            let isFile = error.reason.isFileError || module == nil
            report(Report(.error, error.reason.sentence, file: error.file, line: error.line, column: error.meta.column,
                          length: error.markLength, module: error.reason.isFileError ? nil : module,
                          function: error.reason.isFileError ? nil : error.function ?? function))
            throw Self.logged(file: file, module: isFile ? nil : module, frames: frames())
        } catch var exception as MachineException {
            exception.frames = frames()
            throw exception
        }
    }

    /// What is raised when errors have been reported.
    static func logged(file: String, module: String?, frames: [ExpansionFrame] = []) -> CompilationFailed {
        let what = module.map { "module \(Printing.module($0))" } ?? "file"
        return CompilationFailed(file: file, line: 0, description: "cannot compile \(what) (errors have been logged)", frames: frames)
    }

    // MARK: Asking

    private func ask(_ request: JobRequest) throws -> JobReply {
        if isCancelled { throw CompileCancelled() }
        let reply = thread.ask(request)
        if case .cancelled = reply { throw CompileCancelled() }
        return reply
    }

    /// Calls a function of the machine.
    func callMachine(_ module: String, _ function: String, _ arguments: [JobValue], _ form: ResultForm) throws -> Quoted {
        switch try ask(.call(module: module, function: function, arguments: arguments, form: form)) {
        case .value(let value): return value
        case .raised(let exception): throw exception
        case .loadFailed(let reason): throw LoadFailed(reason: reason)
        case .loaded, .loadedReclaimable, .kept: return .nilAtom
        case .cancelled: throw CompileCancelled()
        }
    }

    /// Compiles the code of a file or an expression and links the result.
    func compileAndLoad(_ definition: ModuleDefinition) throws { try load(compiled(definition).code) }

    /// Compiles a module and links the result, whose file gets these parts.
    func compileAndLoadModule(_ definition: ModuleDefinition, chunks: [(name: String, bytes: [UInt8])]) throws -> CodeModule {
        var code = try typedCode(definition)
        code.chunks = chunks + code.chunks
        code.compileInfo = Self.compileInfo(file: definition.file)
        try load(code)
        return code
    }

    /// The code of a module with its types as its only part; that of a script's module is taken from the cache where it can be.
    private func typedCode(_ definition: ModuleDefinition) throws -> CodeModule {
        if state.isBare { return try compiled(definition).code }
        let cache = session.cache(of: definition)
        cache?.note(module: definition.name)
        let key = cache.flatMap { _ in ScriptCache.key(of: definition, directory: session.machine.workingDirectory) }
        if let key, let bytes = cache?.find(key, session.typesDigest), let code = try? bytes.withUnsafeBytes({ try decode($0) }), verify(code).isEmpty,
           let types = code.chunks.first.flatMap({ TypesChunk.types($0.bytes) }) {
            state.remember(types: types, of: definition.name)
            return code
        }
        let asked = AskedTypes(session)
        let types = TypesNatives.chunk(of: definition, asked)
        var (code, isClean) = try compiled(definition)
        code.chunks = [(TypesChunk.name, types)]
        if let key, isClean { cache?.keep(key, asked.needs, encode(code)) }
        return code
    }

    /// Compiles and links code that goes with its last user; what comes in front of its function's argument, if anything does.
    func compileAndLoadReclaimable(_ definition: ModuleDefinition) throws -> JobValue? {
        let code = try compiled(definition).code
        guard let constants = code.owned else {
            try load(code)
            return nil
        }
        switch try ask(.loadReclaimable(code)) {
        case .loadedReclaimable(let reclaimable): return .keeper(reclaimable, constants: constants)
        case .loadFailed(let reason): throw LoadFailed(reason: reason)
        default: throw CompileCancelled()
        }
    }

    private func compiled(_ definition: ModuleDefinition) throws -> (code: CodeModule, isClean: Bool) {
        let (code, problems) = compile(definition, options: session.compilerOptions)
        var failed = false
        for problem in problems {
            let function = problem.function.map { FunctionKey($0.0, $0.1) }
            let isError = problem.reason.isError
            report(Report(isError ? .error : .warning, problem.reason.text, file: problem.file, line: problem.line, column: problem.column,
                          module: isError ? definition.name : nil, function: isError ? function : nil))
            failed = failed || problem.reason.isError
        }
        if failed { throw Self.logged(file: definition.file, module: definition.name) }
        return (code, problems.isEmpty)
    }

    /// What `module_info(:compile)` tells: OTP's compiler version, options, and the source.
    private static func compileInfo(file: String) -> Literal {
        func characters(_ text: String) -> Literal { .list(text.unicodeScalars.map { .integer(Int($0.value)) }, tail: .emptyList) }
        return .list([.tuple([.atom("version"), characters("10.0.6")]), .tuple([.atom("options"), .emptyList]),
                      .tuple([.atom("source"), characters(file)])], tail: .emptyList)
    }

    func load(_ code: CodeModule) throws {
        if case .loadFailed(let reason) = try ask(.load(code)) { throw LoadFailed(reason: reason) }
    }

    func expander(for builder: ModuleBuilder?) -> Expander {
        Expander(compileTime: self, builder: builder, isBare: state.isBare)
    }
}

// MARK: The expander's questions

extension CompileJob: CompileTime {
    private func values(_ arguments: [CallArgument]) -> [JobValue] {
        arguments.map { argument in
            switch argument {
            case .quoted(let quoted): .quoted(quoted)
            case .env(let env): .env(env)
            }
        }
    }

    func call(_ module: String, _ function: String, _ arguments: [CallArgument], _ form: ResultForm) throws -> Quoted {
        try callMachine(module, function, values(arguments), form)
    }

    func callLocal(_ definition: FunctionDefinition, of builder: ModuleBuilder, _ arguments: [CallArgument], _ form: ResultForm) throws -> Quoted {
        let key = FunctionKey(definition.name, definition.arity)
        let unit = builder.unit(of: key)
        let name = definition.kind.isMacro ? "MACRO-" + definition.name : definition.name
        let hidden: String
        if let known = state.localUnit(builder.name, key, signature: unit.signature) {
            hidden = known
        } else {
            hidden = state.hiddenName()
            var functions = unit.functions
            if let index = functions.firstIndex(where: { $0.name == name && $0.arity == arguments.count }) { functions[index].kind = .def }
            try compileAndLoad(ModuleDefinition(name: hidden, file: builder.file, line: builder.line, functions: functions))
            state.remember(localUnit: hidden, of: builder.name, key, signature: unit.signature)
        }
        return try callMachine(hidden, name, values(arguments), form)
    }

    func ensureCompiled(_ module: String) throws -> Bool {
        if loadedModule(module) != nil || !session.machine.code.nativeExports(of: session.machine.atoms.term(module)).isEmpty { return true }
        if state.isBare { return false }
        return try callMachine("prim_compile", "ensure_compiled", [.atom(module)], .quoted) == .atom("true")
    }

    private func loadedModule(_ module: String) -> LoadedModule? {
        session.loaded(session.machine.atoms.term(module))
    }

    func macros(of module: String) throws -> ImportTable? {
        guard let loaded = loadedModule(module) else { return nil }
        return state.exports(of: loaded, session.machine).macros
    }

    func functions(of module: String) throws -> ImportTable {
        if let loaded = loadedModule(module) { return state.exports(of: loaded, session.machine).functions }
        let natives = session.machine.code.nativeExports(of: session.machine.atoms.term(module)).map { FunctionKey($0.name, $0.arity) }
        return ImportTable(module: module, entries: natives.sorted(by: Printing.keyOrder))
    }

    func uniqueCounter() -> Int { state.uniqueCounter() }

    func report(_ report: Report) {
        let text = DiagnosticText.render(report, source: session.sourceLine(file: report.file, line: report.line), file: session.shown(report.file))
        if !session.hasFunction("prim_compile", "report", 2) {
            session.complainPlainly(text)
            return
        }
        func atom(_ text: String?) -> JobValue { .atom(text ?? "nil") }
        let position: JobValue = report.column > 0 ? .tuple([.quoted(.integer(report.line)), .quoted(.integer(report.column))]) : .quoted(.integer(report.line))
        let span: JobValue = report.column > 0 && report.length > 0
            ? .tuple([.quoted(.integer(report.line)), .quoted(.integer(report.column + report.length))]) : .atom("nil")
        var stack: [JobValue] = []
        if let module = report.module {
            let function = report.function ?? FunctionKey("__MODULE__", 0)
            let place: JobValue = .list([.tuple([.atom("file"), .quoted(.string(report.file))]), .tuple([.atom("line"), .quoted(.integer(report.line))])])
            stack = [.tuple([.atom(module), .atom(function.name), .quoted(.integer(function.arity)), place])]
        }
        let diagnostic: JobValue = .map([
            ("severity", .atom(report.severity.rawValue)), ("message", .quoted(.string(report.message))), ("file", .quoted(.string(report.file))),
            ("source", .quoted(.string(report.file))), ("position", position), ("span", span), ("stacktrace", .list(stack)),
        ])
        _ = try? callMachine("prim_compile", "report", [diagnostic, .quoted(.string(text))], .quoted)
    }

    func trace(_ event: Quoted, _ env: Env) throws {
        guard !env.tracers.isEmpty else { return }
        for tracer in env.tracers {
            guard case .atom(let module) = tracer, module != "elixir_lexical" else { continue }
            _ = try callMachine(module, "trace", [.quoted(event), .env(env)], .quoted)
        }
    }

    func isValidInSource(root: Int) -> Bool {
        (try? callMachine("prim_compile", "valid_in_source", [.quoted(.term(root))], .quoted)) == .atom("true")
    }

    func inspect(root: Int) -> String {
        guard case .binary(let bytes)? = try? callMachine("prim_compile", "inspect", [.quoted(.term(root))], .quoted) else { return "#Term<>" }
        return String(decoding: bytes, as: UTF8.self)
    }

    func builder(of module: String) -> ModuleBuilder? { state.builder(of: module) }

    func directives(_ number: Int) -> Directives? { state.directives(number) }

    func keep(tree: Quoted, ofFile number: Int) -> Int? { state.keep(tree: tree, ofFile: number) }
    func keep(environment: Env, ofFile number: Int) -> Int? { state.keep(environment: environment, ofFile: number) }

    func deprecation(_ module: String, _ key: FunctionKey) throws -> String? {
        if state.isBare || state.isCapturing { return nil }
        guard let loaded = loadedModule(module) else { return nil }
        if let known = state.deprecations(of: loaded) { return known[key] }
        var texts: [FunctionKey: String] = [:]
        if case .list(let entries) = try callMachine(module, "__info__", [.atom("deprecated")], .quoted) {
            for case .tuple(let entry) in entries where entry.count == 2 {
                guard case .tuple(let pair) = entry[0], pair.count == 2, case .atom(let name) = pair[0], case .integer(let arity) = pair[1],
                      case .binary(let bytes) = entry[1] else { continue }
                texts[FunctionKey(name, arity)] = String(decoding: bytes, as: UTF8.self)
            }
        }
        state.remember(deprecations: texts, of: loaded)
        return texts[key]
    }

    /// Reports what nobody used of a file's directives, and forgets them.
    func endDirectives(_ number: Int) {
        for (warning, meta, file) in state.endDirectives(number)?.unused() ?? [] {
            report(Report(.warning, warning.sentence, file: file, line: meta.line, column: meta.column, length: warning.markLength))
        }
    }

    func shown(_ file: String) -> String { session.shown(file) }

    func text(of quoted: Quoted) -> String {
        guard isRunning, !state.isBare, case .binary(let bytes)? = try? callMachine("Elixir.Macro", "to_string", [.quoted(quoted)], .quoted) else {
            return Printing.expression(quoted)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func durable(_ quoted: Quoted) throws -> Quoted {
        var roots: Set<Int> = []
        Self.collectRoots(quoted, &roots)
        if roots.isEmpty { return quoted }
        let order = roots.sorted()
        guard case .kept(let indices) = try ask(.keep(order)) else { throw CompileCancelled() }
        return Self.replaceRoots(quoted, Dictionary(uniqueKeysWithValues: zip(order, indices)))
    }

    private static func collectRoots(_ quoted: Quoted, _ roots: inout Set<Int>) {
        switch quoted {
        case .term(let index): if index >= 0 { roots.insert(index) }
        case .list(let elements), .tuple(let elements): for element in elements { collectRoots(element, &roots) }
        case .improperList(let elements, let tail):
            for element in elements { collectRoots(element, &roots) }
            collectRoots(tail, &roots)
        case .node(let node):
            if case .node = node.form { collectRoots(node.form, &roots) }
            if case .term = node.form { collectRoots(node.form, &roots) }
            if case .list(let arguments) = node.args { for argument in arguments { collectRoots(argument, &roots) } }
        default: break
        }
    }

    private static func replaceRoots(_ quoted: Quoted, _ indices: [Int: Int]) -> Quoted {
        switch quoted {
        case .term(let index): return .term(indices[index] ?? index)
        case .list(let elements): return .list(elements.map { replaceRoots($0, indices) })
        case .tuple(let elements): return .tuple(elements.map { replaceRoots($0, indices) })
        case .improperList(let elements, let tail): return .improperList(elements.map { replaceRoots($0, indices) }, tail: replaceRoots(tail, indices))
        case .node(let node):
            var args = node.args
            if case .list(let arguments) = node.args { args = .list(arguments.map { replaceRoots($0, indices) }) }
            return .node(Node(replaceRoots(node.form, indices), node.meta, args))
        default: return quoted
        }
    }
}
