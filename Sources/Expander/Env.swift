// The lexical environment of an expression: what `%Macro.Env{}` holds, as a value. It knows nothing of how expressions expand;
// `Session/EnvTerms.swift` converts it to a term and back.
import Syntax

/// Tells variables of the same name apart: source text, a macro's module, or one expansion of a macro.
public enum VariableContext: Hashable, Sendable {
    /// `nil` for source text, else the module of the quote.
    case context(String)
    /// One expansion outside of modules.
    case counter(Int)
    /// One expansion inside a module.
    case moduleCounter(String, Int)
}

/// A variable's name and context.
public struct VariableKey: Hashable, Sendable {
    public var name: String
    public var context: VariableContext
    public init(_ name: String, _ context: VariableContext) {
        self.name = name
        self.context = context
    }
}

/// A function's or macro's name and arity.
public struct FunctionKey: Hashable, Sendable, CustomStringConvertible {
    public var name: String
    public var arity: Int
    public init(_ name: String, _ arity: Int) {
        self.name = name
        self.arity = arity
    }
    /// `name/arity`, quoted where the syntax needs it.
    public var description: String { "\(Printing.functionName(name))/\(arity)" }
}

/// What an `import` brought from one module: functions or macros, in order.
public final class ImportTable {
    public let module: String
    public let entries: [FunctionKey]
    private let byName: [String: [Int]]

    public init(module: String, entries: [FunctionKey]) {
        self.module = module
        self.entries = entries
        var byName: [String: [Int]] = [:]
        for entry in entries { byName[entry.name, default: []].append(entry.arity) }
        self.byName = byName
    }

    public func contains(_ name: String, _ arity: Int) -> Bool { byName[name]?.contains(arity) ?? false }
    /// The arities under which a name is imported.
    public func arities(of name: String) -> [Int] { byName[name] ?? [] }
}

/// Where an expression stands.
public enum ExpressionContext: Sendable { case match, guarded }

/// The lexical environment.
public struct Env {
    public var module: String?
    public var function: FunctionKey?
    public var file: String
    public var line: Int
    public var context: ExpressionContext?
    /// Modules defined in this environment, innermost first.
    public var contextModules: [String] = []
    /// `alias` → module, newest first.
    public var aliases: [(alias: String, module: String)] = []
    /// Aliases made by macros: the counter of the expansion and the module.
    public var macroAliases: [(alias: String, counter: Quoted, module: String)] = []
    /// In atom order.
    public var requires: [String] = []
    public var functions: [ImportTable] = []
    public var macros: [ImportTable] = []
    /// The variables in scope and their versions.
    public var variables: [VariableKey: Int] = [:]
    /// The number of the file's `Directives`, or nil where nothing watches them.
    public var lexicalTracker: Quoted = .nilAtom
    public var tracers: [Quoted] = []

    public init(module: String? = nil, file: String, line: Int = 1) {
        self.module = module
        self.file = file
        self.line = line
    }

    /// The context that macros of this environment give their variables.
    public var quoteContext: String { module ?? "Elixir" }

    /// Is the expression a pattern?
    public var isMatch: Bool { context == .match }
    /// Is the expression a guard?
    public var isGuard: Bool { context == .guarded }

    /// Adds to `requires`, keeping its order.
    public mutating func require(_ module: String) {
        var low = 0
        var high = requires.count
        while low < high {
            let middle = (low + high) / 2
            if Printing.atomOrder(requires[middle], module) { low = middle + 1 } else { high = middle }
        }
        if low < requires.count, requires[low] == module { return }
        requires.insert(module, at: low)
    }

    public func requires(_ module: String) -> Bool { requires.contains(module) }
}
