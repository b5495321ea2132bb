// A module while its body runs: the definitions so far, what overrides what, who calls whom. It expands nothing itself.
import Syntax

/// The state of a module being defined.
public final class ModuleBuilder {
    public let name: String
    public let file: String
    public let line: Int
    /// Whether an error was reported that keeps the module from being completed.
    public var hasErrors = false
    /// The definitions that went into the code, once it is complete.
    public internal(set) var completed: [(key: FunctionKey, definition: FunctionDefinition)] = []
    /// The directives that end with the module, where no file around it watches them.
    public var ownDirectives: Int?
    /// Kernel defines what it also imports.
    public var toleratesConflicts = false

    private var order: [FunctionKey] = []
    private var definitions: [FunctionKey: FunctionDefinition] = [:]
    var defaults: [FunctionKey: Int] = [:]
    /// Clauses that only fill in defaults: the function that declares them.
    var defaultOwner: [FunctionKey: FunctionKey] = [:]
    /// Heads without a body.
    var heads: [FunctionKey: Meta] = [:]
    /// Functions that stand under a private name because their override calls `super`.
    private var overridables: [FunctionKey: Overridable] = [:]
    /// The last definition that stands in the source as it is, and those whose last clause does.
    var lastWritten: FunctionKey?
    var written: Set<FunctionKey> = []
    public private(set) var localCalls: [LocalCall] = []
    var usedImports: [FunctionKey: String] = [:]
    private var counter = 0
    private var environments: [Env] = []
    private var trees: [Quoted] = []
    /// Changes whenever a definition does.
    public private(set) var generation = 0

    /// A definition that may be overridden.
    public struct Overridable {
        public var count: Int
        public var definition: FunctionDefinition
        var isStored: Bool
    }

    public init(name: String, file: String, line: Int) {
        self.name = name
        self.file = file
        self.line = line
    }

    func nextCounter() -> Int {
        counter += 1
        return counter
    }

    // MARK: Environments and trees by number

    /// Keeps an environment; the number stands for it in the module's code.
    public func keep(_ env: Env) -> Int {
        environments.append(env)
        return environments.count - 1
    }

    /// The environment kept under a number.
    public func environment(_ index: Int) -> Env? { environments.indices.contains(index) ? environments[index] : nil }

    /// Keeps a body; the number stands for it in the module's code.
    func keep(_ tree: Quoted) -> Int {
        trees.append(tree)
        return trees.count - 1
    }

    /// The body kept under a number.
    public func tree(_ index: Int) -> Quoted? { trees.indices.contains(index) ? trees[index] : nil }

    // MARK: Definitions

    public func definition(_ key: FunctionKey) -> FunctionDefinition? { definitions[key] }

    /// The functions and macros in the order of their first clauses.
    public var keys: [FunctionKey] { order }

    func put(_ key: FunctionKey, _ definition: FunctionDefinition) {
        if definitions[key] == nil { order.append(key) }
        definitions[key] = definition
        generation += 1
    }

    func append(_ clause: Clause, to key: FunctionKey) {
        definitions[key]?.clauses.append(clause)
        generation += 1
    }

    func note(_ imports: [(key: FunctionKey, module: String)]) {
        for (key, module) in imports { usedImports[key] = module }
    }

    func record(_ calls: [LocalCall]) { localCalls += calls }

    /// Forgets a definition; false when there is none.
    public func delete(_ key: FunctionKey) -> Bool {
        guard definitions.removeValue(forKey: key) != nil else { return false }
        order.removeAll { $0 == key }
        defaults[key] = nil
        heads[key] = nil
        defaultOwner[key] = nil
        localCalls.removeAll { $0.caller == key }
        if lastWritten == key { lastWritten = nil }
        generation += 1
        return true
    }

    // MARK: Overriding

    /// Lets later clauses replace a definition; false when there is none.
    public func makeOverridable(_ key: FunctionKey) -> Bool {
        guard let definition = definitions[key] else { return overridables[key] != nil }
        let calls = localCalls.filter { $0.caller == key }
        let count = (overridables[key]?.count ?? 0) + 1
        _ = delete(key)
        // What the overridden function calls stays called.
        let hidden = FunctionKey(Self.hiddenName(key, count), key.arity)
        localCalls += calls.map { call in
            var call = call
            call.caller = hidden
            return call
        }
        overridables[key] = Overridable(count: count, definition: definition, isStored: false)
        return true
    }

    public var overridableKeys: [FunctionKey] { overridables.keys.sorted(by: Printing.keyOrder) }

    private static func hiddenName(_ key: FunctionKey, _ count: Int) -> String { "\(key.name) (overridable \(count))" }

    /// The name that `super` calls in a function; stores the overridden definition under it.
    func superName(of key: FunctionKey) -> (name: String, isMacro: Bool)? {
        guard var overridable = overridables[key] else { return nil }
        let name = Self.hiddenName(key, overridable.count)
        let isMacro = overridable.definition.kind.isMacro
        if !overridable.isStored {
            var definition = overridable.definition
            definition.kind = isMacro ? .defmacrop : .defp
            put(FunctionKey(name, key.arity), definition)
            overridable.isStored = true
            overridables[key] = overridable
        }
        return (name, isMacro)
    }

    /// Brings back what may be overridden and was not.
    public func restoreOverridables() {
        for (key, overridable) in overridables.sorted(by: { Printing.keyOrder($0.key, $1.key) }) where definitions[key] == nil {
            put(key, overridable.definition)
            let hidden = FunctionKey(Self.hiddenName(key, overridable.count), key.arity)
            localCalls += localCalls.filter { $0.caller == hidden }.map { call in
                var call = call
                call.caller = key
                return call
            }
        }
    }

    // MARK: Parts of the module that can run before it is complete

    /// A function with all it calls, from the definitions so far, and a signature that changes when any of them does.
    public func unit(of key: FunctionKey) -> (functions: [FunctionDefinition], signature: [String]) {
        var calls: [FunctionKey: [FunctionKey]] = [:]
        for call in localCalls {
            if let caller = call.caller { calls[caller, default: []].append(call.key) }
        }
        var seen: Set<FunctionKey> = [key]
        var pending = [key]
        var found: [FunctionKey] = []
        while let next = pending.popLast() {
            found.append(next)
            for callee in calls[next] ?? [] where seen.insert(callee).inserted { pending.append(callee) }
        }
        found.sort(by: Printing.keyOrder)
        var functions: [FunctionDefinition] = []
        var signature: [String] = []
        for key in found {
            if let definition = definitions[key] {
                functions.append(Self.compiled(key, definition))
                signature.append("\(key.name)/\(key.arity)#\(definition.clauses.count)")
            } else {
                // Called but not defined yet.
                let body = Quoted.erlang("error", Meta(), [.atom("undef")])
                let patterns: [Quoted] = (0 ..< key.arity).map { _ in .variable("_", Meta()) }
                functions.append(FunctionDefinition(kind: .defp, name: key.name, arity: key.arity, meta: Meta(), file: file,
                                                    clauses: [Clause(meta: Meta(), patterns: patterns, guards: [], body: body)]))
                signature.append("\(key.name)/\(key.arity)#undefined")
            }
        }
        return (functions, signature)
    }

    /// A definition under its name in the code.
    static func compiled(_ key: FunctionKey, _ definition: FunctionDefinition) -> FunctionDefinition {
        var result = definition
        result.name = definition.kind.isMacro ? "MACRO-" + key.name : key.name
        result.arity = definition.kind.isMacro ? key.arity + 1 : key.arity
        return result
    }
}
