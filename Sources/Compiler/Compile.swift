// The compiler's entry: a module of expanded definitions in, a code module out.
import Bytecode
import Expander
import Syntax

/// How a native may be called.
public enum NativeBinding: Sendable {
    /// Without effects; allowed in guards.
    case `guard`
    /// Bounded work that returns at once.
    case ordinary
    /// Called like a function, since it may wait; it never goes on in other code, so its caller's frame may stay below it.
    case waiting
}

/// What the compiler must be told about the machine that will run the code.
public struct CompilerOptions {
    /// How a native may be called, by module, name and arity; nil for all other functions.
    public var nativeKind: (String, String, Int) -> NativeBinding?
    /// The path of a file as stack traces show it.
    public var shownFile: (String) -> String

    public init(nativeKind: @escaping (String, String, Int) -> NativeBinding? = { _, _, _ in nil },
                shownFile: @escaping (String) -> String = { $0 }) {
        self.nativeKind = nativeKind
        self.shownFile = shownFile
    }
}

/// Something that a module cannot be compiled with, or that its author should know.
public struct CompilerProblem: Sendable {
    public enum Reason: Sendable, Equatable {
        /// A form that the expander does not produce.
        case malformed(String)
        case tooDeep
        case unboundVariable
        /// A function needs more slots than an instruction can name.
        case frameTooLarge
        /// A clause that no value reaches, because of the one at that line; of a function, or without a name.
        case clauseAfterCatchAll(function: String?, line: Int)
        case clauseTwice(function: String?, line: Int)
        /// A call for nothing, in words.
        case noEffect(String)
        /// A value that nobody wants, in words.
        case ignoredResult(String)
        /// A segment that no value of its kind fits.
        case badSegment
        /// A literal that is called as a function.
        case badCall

        public var isError: Bool {
            switch self {
            case .malformed, .tooDeep, .unboundVariable, .frameTooLarge: true
            default: false
            }
        }

        public var text: String {
            switch self {
            case .malformed(let form): "the form \(form) cannot be compiled"
            case .tooDeep: "the expression is nested too deeply"
            case .unboundVariable: "a variable is used where it is not bound"
            case .frameTooLarge: "the function has too many values at the same time"
            case .clauseAfterCatchAll(let function, let line):
                "this clause\(function.map { " for " + $0 } ?? "") cannot match because a previous clause at line \(line) always matches"
            case .clauseTwice(let function, let line):
                "this clause\(function.map { " for " + $0 } ?? "") cannot match because a previous clause at line \(line) matches the same pattern as this clause"
            case .noEffect(let call): "\(call) has no effect"
            case .ignoredResult(let call): "the result of \(call) is ignored (suppress the warning by assigning the expression to the _ variable)"
            case .badSegment: "binary construction will fail because of a type mismatch"
            case .badCall: "invalid function call"
            }
        }
    }

    public var reason: Reason
    public var file: String
    public var line: Int
    /// 0 for none.
    public var column = 0
    /// Name and arity of the function it is in.
    public var function: (String, Int)?
}

/// Compiles a module. Problems that are errors leave the module unusable.
///
/// The code of a reclaimable module is given back when nobody can run it any more. Its *keeper* is a tuple of a counted handle and of all
/// constants that are handed out as values: what the code makes refers to nothing of the module but through it. The keeper
/// comes in front of the function's argument, stays live until each function's end, and is a free variable of all closures.
public func compile(_ module: ModuleDefinition, options: CompilerOptions = CompilerOptions()) -> (CodeModule, [CompilerProblem]) {
    let lowering = Lowering(module: module, options: options)
    let unit = ModuleUnit(name: module.name, options: options)
    let emitter = ModuleEmitter(unit: unit)
    for definition in module.functions { unit.declare(name: definition.name, arity: definition.arity) }
    for (index, definition) in module.functions.enumerated() {
        let function = lowering.lower(definition)
        function.index = index
        unit.keeper = lowering.keeper
        unit.pending = [function]
        while let next = unit.pending.popLast() {
            emitter.emit(next, variableCount: lowering.variableCount, uses: lowering.uses)
            // Loops call themselves: a cycle of references.
            next.clauses = []
        }
    }
    if unit.owned.count > Instruction.maximumElement {
        var plain = module
        plain.isReclaimable = false
        return compile(plain, options: options)
    }
    var result = emitter.finish(files: lowering.files)
    if module.isReclaimable { result.owned = unit.owned }
    result.attributes = lowering.attributes()
    return (result, inOrder(lowering.problems + unit.problems))
}

/// Problems in the order of their lines; those of constructions first, from the last function to the first.
private func inOrder(_ problems: [CompilerProblem]) -> [CompilerProblem] {
    if problems.count < 2 { return problems }
    let constructions = problems.enumerated().filter { $0.element.reason == .badSegment }.sorted { left, right in
        let (a, b) = (left.element.function ?? ("", 0), right.element.function ?? ("", 0))
        return a == b ? left.offset > right.offset : a > b
    }
    let others = problems.enumerated().filter { $0.element.reason != .badSegment }.sorted { left, right in
        let (a, b) = ((left.element.line, left.element.column), (right.element.line, right.element.column))
        return a == b ? left.offset < right.offset : a < b
    }
    return constructions.map(\.element) + others.map(\.element)
}
