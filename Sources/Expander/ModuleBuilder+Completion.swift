// The end of a module: what must hold of its definitions, what nobody uses, and the functions the language adds.
import Syntax

/// What the language has found out about a module when its body has run.
public struct ModuleFacts {
    /// Persisted attributes: expanded literals.
    public var attributes: [(name: String, value: Quoted)] = []
    /// The expression of `__info__(:struct)`.
    public var structInfo: Quoted = .nilAtom
    /// The expression of `__info__(:deprecated)`.
    public var deprecated: Quoted = .list([])
    public var inlined: [(name: String, arity: Int)] = []
    /// The function that runs when the module is loaded: used and exported, private or not.
    public var onLoad: FunctionKey?
    public init() {}
}

extension ModuleBuilder {
    /// Checks the module and makes what the compiler gets; nil when it has errors.
    public func complete(_ facts: ModuleFacts, compileTime: CompileTime) -> ModuleDefinition? {
        if hasErrors { return nil }
        restoreOverridables()
        for (key, meta) in heads.sorted(by: { $0.value.line < $1.value.line }) {
            guard let definition = definition(key), definition.clauses.isEmpty else { continue }
            fail(.bodilessWithoutImplementation(definition.kind.rawValue, key), meta, definition.file, nil, compileTime)
        }
        if hasErrors { return nil }
        checkLocalCalls(compileTime)
        checkImports(compileTime)
        let unused = findUnused(onLoad: facts.onLoad, compileTime)
        if hasErrors { return nil }

        var functions: [FunctionDefinition] = [info(facts)] + moduleInfo()
        for key in keys where !unused.contains(key) {
            guard let definition = definition(key) else { continue }
            var function = Self.compiled(key, definition)
            if key == facts.onLoad { function.kind = .def }
            functions.append(function)
            completed.append((key, definition))
        }
        var module = ModuleDefinition(name: name, file: file, line: line, functions: functions)
        module.attributes = facts.attributes
        module.inlined = facts.inlined
        return module
    }

    private func fail(_ reason: ExpandReason, _ meta: Meta, _ file: String, _ function: FunctionKey?, _ compileTime: CompileTime) {
        hasErrors = true
        compileTime.report(Report(.error, reason.sentence, file: file, line: meta.line, column: meta.column, length: reason.markLength, module: name,
                                  function: function))
    }

    private func tell(_ warning: ExpandWarning, _ meta: Meta, _ file: String, _ compileTime: CompileTime) {
        compileTime.report(Report(.warning, warning.sentence, file: file, line: meta.line, column: meta.column, length: warning.markLength,
                                  module: name, function: nil))
    }

    // MARK: Local calls

    private func checkLocalCalls(_ compileTime: CompileTime) {
        var told: Set<String> = []
        for call in localCalls {
            guard call.caller.map({ definition($0) != nil }) ?? true else { continue }
            if let callee = definition(call.key) {
                guard callee.kind.isMacro, !call.isMacroUse else { continue }
                if told.insert("\(call.key)@\(call.meta.line)").inserted {
                    fail(.macroBeforeDefinition(call.key), call.meta, call.file, call.caller, compileTime)
                }
                continue
            }
            guard told.insert("\(call.key)@\(call.meta.line):\(call.meta.column)").inserted else { continue }
            fail(.undefinedLocal(call.key, Printing.module(name)), call.meta, call.file, call.caller, compileTime)
        }
    }

    private func checkImports(_ compileTime: CompileTime) {
        if toleratesConflicts { return }
        for key in keys {
            guard let module = usedImports[key], module != name, let definition = definition(key) else { continue }
            fail(.importConflict(Printing.module(module), key), definition.meta, definition.file, nil, compileTime)
        }
    }

    // MARK: Unused private functions

    private func findUnused(onLoad: FunctionKey?, _ compileTime: CompileTime) -> Set<FunctionKey> {
        var calls: [FunctionKey: [FunctionKey]] = [:]
        var reached: Set<FunctionKey> = []
        var pending: [FunctionKey] = []
        func reach(_ key: FunctionKey) {
            if reached.insert(key).inserted { pending.append(key) }
        }
        for call in localCalls {
            if let caller = call.caller { calls[caller, default: []].append(call.key) } else { reach(call.key) }
        }
        if let onLoad { reach(onLoad) }
        for key in keys where definition(key)?.kind.isPublic == true { reach(key) }
        while let key = pending.popLast() {
            for callee in calls[key] ?? [] { reach(callee) }
            if let owner = defaultOwner[key] { reach(owner) }
        }
        var unused: Set<FunctionKey> = []
        for key in keys.reversed() {
            guard let definition = definition(key), !definition.kind.isPublic, !key.name.contains(" (overridable ") else { continue }
            if defaultOwner[key] != nil {
                if !reached.contains(key) { unused.insert(key) }
                continue
            }
            guard reached.contains(key) else {
                unused.insert(key)
                if definition.meta["generated"] != .atom("true"), definition.meta["context"] == nil {
                    tell(.unusedPrivate(definition.kind == .defp ? "function" : "macro", key), definition.meta, definition.file, compileTime)
                }
                continue
            }
            guard let count = defaults[key], count > 0, definition.meta["context"] == nil else { continue }
            // Defaults are filled in from the right: the shorter arities that nobody calls.
            let arities = (key.arity - count ..< key.arity).filter { reached.contains(FunctionKey(key.name, $0)) }
            if arities.isEmpty {
                tell(.unusedDefaults(key), definition.meta, definition.file, compileTime)
            } else if let lowest = arities.min(), lowest > key.arity - count {
                tell(.unusedSomeDefaults(key, lowest - (key.arity - count)), definition.meta, definition.file, compileTime)
            }
        }
        return unused
    }

    // MARK: module_info and __info__/1

    private func moduleInfo() -> [FunctionDefinition] {
        let item = Quoted.variable("item", { var meta = Meta(); meta.store("version", .integer(0)); return meta }())
        let all = Clause(meta: Meta(), patterns: [], guards: [], body: .erlang("get_module_info", Meta(), [.atom(name)]))
        let one = Clause(meta: Meta(), patterns: [item], guards: [], body: .erlang("get_module_info", Meta(), [.atom(name), item]))
        return [(0, all), (1, one)].map { arity, clause in
            FunctionDefinition(kind: .def, name: "module_info", arity: arity, meta: Meta(), file: file, clauses: [clause])
        }
    }

    private func info(_ facts: ModuleFacts) -> FunctionDefinition {
        // What a behaviour says of itself is no function of the module.
        let functions = keys.filter { definition($0)?.kind == .def && $0 != FunctionKey("behaviour_info", 1) }.sorted(by: Printing.keyOrder)
        let macros = keys.filter { definition($0)?.kind == .defmacro }.sorted(by: Printing.keyOrder)
        func list(_ keys: [FunctionKey]) -> Quoted { .list(keys.map { .tuple([.atom($0.name), .integer($0.arity)]) }) }
        func machine(_ what: String) -> Quoted { .erlang("get_module_info", Meta(), [.atom(name), .atom(what)]) }
        let answers: [(String, Quoted)] = [
            ("module", .atom(name)), ("functions", list(functions)), ("macros", list(macros)), ("struct", facts.structInfo),
            ("exports_md5", machine("md5")), ("attributes", machine("attributes")), ("compile", machine("compile")), ("md5", machine("md5")),
            ("deprecated", facts.deprecated),
        ]
        let clauses = answers.map { Clause(meta: Meta(line: 0), patterns: [.atom($0.0)], guards: [], body: $0.1) }
        return FunctionDefinition(kind: .def, name: "__info__", arity: 1, meta: Meta(line: 0), file: file, clauses: clauses)
    }
}
