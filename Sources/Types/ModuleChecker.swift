// The types of a module: what its functions take and give, found out from their code, and where the code can only fail.
//
// A function's arguments may be anything that its patterns, guards and operations allow. What is found out of a function is used where
// it is called: in its own module and, kept with the compiled module, in others. Functions that call each other in a circle
// take the results of the one that is being looked at as `dynamic()`.
import Expander
import Syntax

/// Something that can only fail, or has no sense.
public struct TypeWarning {
    /// What decides the order: `Rank`, then the place.
    public var rank: Int
    public var line: Int
    /// 0 when the whole line is meant.
    public var column: Int
    /// How many characters are underlined.
    public var span: Int
    public var function: FunctionKey
    public var file: String
    /// The text, in the parts that Module.Checker.Types in the library puts together.
    public var parts: [Quoted]
}

public final class ModuleChecker {
    let name: String
    private let definitions: [FunctionKey: FunctionDefinition]
    private let order: [FunctionKey]
    private let modules: (String) -> ModuleTypes?
    private let isFunction: (String, FunctionKey) -> Bool
    private let isLibrary: (String) -> Bool
    private var signatures: [FunctionKey: Signature] = [:]
    private var open: Set<FunctionKey> = []
    private var otherModules: [String: ModuleTypes?] = [:]
    var warnings: [TypeWarning] = []
    /// What the clauses of each function take, and which of them calls reach.
    private var takes: [FunctionKey: [(arguments: [SetType], isAll: Bool)]] = [:]
    private var reached: [FunctionKey: Set<Int>] = [:]

    /// - Parameters:
    ///   - modules: what is known of another module; nil when there is none, or nothing is known.
    ///   - isFunction: whether a module that is loaded has a function.
    ///   - isLibrary: whether a module is the library's: what is found out of its code is not promised to anybody.
    public init(name: String, definitions: [FunctionDefinition], modules: @escaping (String) -> ModuleTypes?,
                isFunction: @escaping (String, FunctionKey) -> Bool = { _, _ in false }, isLibrary: @escaping (String) -> Bool = { _ in false }) {
        self.name = name
        self.modules = modules
        self.isFunction = isFunction
        self.isLibrary = isLibrary
        var table: [FunctionKey: FunctionDefinition] = [:]
        order = definitions.map { FunctionKey($0.name, $0.arity) }
        for definition in definitions { table[FunctionKey(definition.name, definition.arity)] = definition }
        self.definitions = table
    }

    /// The signatures of the functions that other modules may call.
    public func types(fields: [StructField]?) -> ModuleTypes {
        var found: [FunctionKey: Signature] = [:]
        for key in order {
            guard let definition = definitions[key], definition.kind == .def, let signature = signature(of: key), signature.saysSomething else { continue }
            found[key] = signature
        }
        return ModuleTypes(fields: fields, signatures: found)
    }

    /// Looks for what can only fail; in the order in which it is told.
    public func check() -> [TypeWarning] {
        warnings = []
        for key in order {
            guard let definition = definitions[key] else { continue }
            _ = FunctionChecker(self, definition, isTelling: true).signature()
        }
        for key in order {
            guard let definition = definitions[key], definition.kind == .defp, let reached = reached[key] else { continue }
            FunctionChecker(self, definition, isTelling: true).tellUnreached(reached)
        }
        return warnings.enumerated().sorted { ($0.element.rank, $0.element.line, $0.element.column, $0.offset) < ($1.element.rank, $1.element.line, $1.element.column, $1.offset) }
            .map(\.element)
    }

    /// The protocol that the module implements, and for what.
    private(set) lazy var implementation: (protocol: String, target: String)? = {
        guard let definition = definitions[FunctionKey("__impl__", 1)] else { return nil }
        func answer(_ question: String) -> String? {
            for clause in definition.clauses where clause.patterns == [.atom(question)] {
                if case .atom(let name) = clause.body { return name }
            }
            return nil
        }
        guard let `protocol` = answer("protocol"), let target = answer("for") else { return nil }
        return (`protocol`, target)
    }()

    /// The values that a function of an implementation is called with first; nil for all others.
    func implemented(by key: FunctionKey) -> SetType? {
        guard key.arity > 0, key.name != "__impl__", let (name, target) = implementation, isFunction(name, key) else { return nil }
        if let kind = SetType.implementable[target] { return kind }
        if target == "Elixir.Any" { return nil }
        let head = MapField(key: "__struct__", type: .atom(target))
        guard let fields = fields(of: target) else { return .map([head], rest: .open) }
        return .map([head] + fields.map { MapField(key: $0, type: .term) }, rest: .closed)
    }

    /// Whether an expression's value is only known from the library's code, which may change.
    func isUnpromised(_ expression: Quoted) -> Bool {
        if let call = expression.remoteCall, case .atom(let module) = call.target, module != "erlang" {
            return isLibrary(module) && Signature.promised(module, FunctionKey(call.name, call.arguments.count)) == nil
        }
        guard let node = expression.node, case .list(let arguments) = node.args, let last = arguments.last else { return false }
        return node.form == .atom("__block__") && isUnpromised(last)
    }

    func isDefined(_ key: FunctionKey) -> Bool { definitions[key] != nil }

    /// What is found out of a function of this module; nil while it is being looked at.
    func signature(of key: FunctionKey) -> Signature? {
        if let known = signatures[key] { return known }
        guard let definition = definitions[key], !open.contains(key), open.count < 200 else {
            noteUse(of: key, nil)
            return nil
        }
        open.insert(key)
        let signature = FunctionChecker(self, definition, isTelling: false).signature()
        open.remove(key)
        signatures[key] = signature
        return signature
    }

    func noteClauses(of key: FunctionKey, _ clauses: [(arguments: [SetType], isAll: Bool)]) { takes[key] = clauses }

    /// A function is called with arguments of these types, or with nobody knows what.
    func noteUse(of key: FunctionKey, _ types: [GradualType]?) {
        guard definitions[key]?.kind == .defp else { return }
        guard let types, let clauses = takes[key], !types.isEmpty else {
            reached[key, default: []].formUnion(definitions[key]?.clauses.indices ?? 0 ..< 0)
            return
        }
        for (index, clause) in clauses.enumerated() where !zip(types, clause.arguments).contains(where: { $0.upper.isDisjoint(with: $1) }) {
            reached[key, default: []].insert(index)
            // What is known of nothing may go anywhere.
            if clause.isAll, types.contains(where: { !$0.isDynamic }), zip(types, clause.arguments).allSatisfy({ $0.upper.isSubset(of: $1) }) { return }
        }
    }

    func module(_ name: String) -> ModuleTypes? {
        if let known = otherModules[name] { return known }
        let found = modules(name)
        otherModules[name] = found
        return found
    }

    func signature(of name: String, _ key: FunctionKey) -> Signature? {
        if let promised = Signature.promised(name, key) { return promised }
        if name == self.name, let definition = definitions[key], definition.kind == .def { return signature(of: key) }
        // Of modules without Elixir's prefix only what is promised is known, as their functions take more than our code of them says.
        return name.hasPrefix("Elixir.") ? module(name)?.signatures[key] : nil
    }

    /// The fields of a struct; of the module's own, too.
    func fields(of name: String) -> [String]? { structFields(of: name)?.map(\.name) }

    private func structFields(of name: String) -> [StructField]? {
        guard name == self.name else { return module(name)?.fields }
        return StructField.fields(in: Array(definitions.values.filter { $0.name == "__struct__" && $0.arity == 0 }))
    }

    /// The literal defaults of a struct.
    func defaults(of name: String) -> [String: Quoted] {
        var result: [String: Quoted] = [:]
        for field in structFields(of: name) ?? [] { result[field.name] = field.value }
        return result
    }
}

extension SetType {
    /// Maps without the key `:__struct__`.
    static let nonStructMap = SetType.map([MapField(key: "__struct__", type: .none, isOptional: true)],
                                          rest: .kinds(Dictionary(uniqueKeysWithValues: KeyKind.allCases.map { ($0, .term) })))

    /// What protocols are implemented for that are no structs.
    static let implementable: [String: SetType] = [
        "Elixir.Atom": .atom, "Elixir.BitString": .bitstring, "Elixir.Float": .float, "Elixir.Function": .function, "Elixir.Integer": .integer,
        "Elixir.List": SetType.emptyList.union(.nonEmptyImproper), "Elixir.Map": .nonStructMap,
        "Elixir.PID": .pid, "Elixir.Port": .port, "Elixir.Reference": .reference, "Elixir.Tuple": .tuple,
    ]
}

extension Signature {
    /// Whether a caller learns anything from it.
    var saysSomething: Bool {
        clauses.contains { $0.result != .dynamic } || domain(clauses.first?.arguments.count ?? 0).contains { !$0.isTerm }
    }
}
