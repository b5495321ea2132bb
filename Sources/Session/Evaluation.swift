// Expressions, files and module bodies as code: each becomes a module with one function of the values from outside.
import Compiler
import Expander
import Machine
import Syntax

extension CompileJob {
    /// What kind of code an expression becomes: it decides the function's name, which stack traces show.
    enum EvaluationKind { case file, expression, moduleBody }

    /// Compiles an expression. The request goes on with a call of it by `:prim_compile`.
    func evaluation(_ quoted: Quoted, binding: [(key: VariableKey, root: Int)], env outer: Env, kind: EvaluationKind) throws -> JobRequest {
        let builder = kind == .moduleBody || outer.module != nil ? outer.module.flatMap { state.builder(of: $0) } : nil
        let expander = expander(for: builder)
        var env = outer
        env.variables = [:]
        // A file has directives of its own to watch.
        var watched: Int?
        if kind == .file, env.lexicalTracker == .nilAtom {
            watched = state.watchDirectives()
            env.lexicalTracker = .integer(watched!)
        }
        let parameters = expander.bind(binding.map(\.key), &env)
        let module = outer.module
        var body = try reporting(module: module, function: outer.function, file: outer.file, frames: { expander.expansionTrace }) {
            try expander.expand(quoted, &env)
        }
        guard expander.finishUnit(env, warnsUnused: kind != .expression) else { throw Self.logged(file: outer.file, module: module) }
        if state.isCapturing, let number = watched {
            state.discardDirectives(number)
            watched = nil
        }

        var names: [VariableKey] = []
        if kind == .expression {
            let readers = Expander.readers(of: env)
            names = readers.map(\.key)
            body = Self.withValues(body, readers.map(\.expression), version: expander.freshVersion())
        } else {
            // Within a tuple the last expression is no tail call: stack traces show the file.
            body = .call("{}", Meta(), [body])
        }
        let hidden = state.hiddenName()
        let function = kind == .moduleBody ? "__MODULE__" : "__FILE__"
        let line = quoted.node?.meta.line ?? outer.line
        let clause = Clause(meta: Meta(line: line), patterns: [.list(parameters)], guards: [], body: body)
        let definition = FunctionDefinition(kind: .def, name: function, arity: 1, meta: Meta(line: line), file: outer.file, clauses: [clause])
        var functions = [definition]
        if kind != .expression, !state.isCapturing {
            // Where functions made here come from, for those who show them.
            let path = Clause(meta: Meta(), patterns: [], guards: [], body: .string(session.shown(outer.file)))
            functions.append(FunctionDefinition(kind: .def, name: "__RELATIVE__", arity: 0, meta: Meta(), file: outer.file, clauses: [path]))
        }
        var code = ModuleDefinition(name: hidden, file: outer.file, line: line, functions: functions)
        // Programs evaluate without end; files and bodies of modules stay.
        code.isReclaimable = kind == .expression && !state.isCapturing
        var inputs: [JobValue] = []
        if code.isReclaimable {
            if let keeper = try compileAndLoadReclaimable(code) { inputs = [keeper] }
        } else {
            try compileAndLoad(code)
        }

        env.variables = [:]
        if kind == .expression {
            for (index, key) in names.enumerated() { env.variables[key] = index }
        }
        let values = JobValue.list(inputs + binding.map { .quoted(.term($0.root)) })
        let keys = JobValue.list(names.map { .tuple([.atom($0.name), .quoted(Expander.quoted($0.context))]) })
        switch kind {
        case .expression:
            return .tail(module: "prim_compile", function: "evaluate", arguments: [.atom(hidden), .atom(function), values, keys, .env(env)])
        case .file where watched != nil:
            env.lexicalTracker = .nilAtom
            return .tail(module: "prim_compile", function: "evaluate_file",
                         arguments: [.atom(hidden), .atom(function), values, .env(env), .quoted(.integer(watched!))])
        case .file, .moduleBody:
            return .tail(module: "prim_compile", function: "evaluate_body", arguments: [.atom(hidden), .atom(function), values, .env(env)])
        }
    }

    /// The body, followed by the values of variables: `{value, [values…]}`.
    private static func withValues(_ body: Quoted, _ values: [Quoted], version: Int) -> Quoted {
        var meta = Meta()
        meta.store("generated", .atom("true"))
        meta.store("version", .integer(version))
        let result = Quoted.variable("result", meta, "Elixir.Kernel")
        var expressions = [body]
        if case .node(let node) = body, node.form == .atom("__block__"), case .list(let list) = node.args, !list.isEmpty { expressions = list }
        let last = expressions.removeLast()
        expressions.append(.node(Node(.atom("="), Meta(), .list([result, last]))))
        expressions.append(.tuple([result, .list(values)]))
        return .call("__block__", Meta(), expressions)
    }
}
