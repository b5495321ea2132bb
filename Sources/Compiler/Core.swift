// The core language: what is left of an expanded module after lowering, and what the flow builder turns into blocks. No
// surface form, macro, alias or variable name remains here; patterns are trees of their own and meet the match compiler.
import Bytecode

/// A variable: a number that is unique within one definition, its closures included.
typealias Variable = Int

/// Where an expression stands: the line and the index of its file in `CodeModule.files`.
struct Position: Equatable {
    var line: Int32
    var file: Int32
    init(line: Int, file: Int) {
        self.line = Int32(clamping: line)
        self.file = Int32(clamping: file)
    }
}

/// An expression. Evaluation goes from left to right; a match binds its variables for everything evaluated after it.
indirect enum Core {
    case literal(Literal)
    case variable(Variable)
    /// The value of the last one; never empty.
    case sequence([Core])
    /// `pattern = expression`; the value is the expression's.
    case match(Pattern, Core, Position)
    /// What the machine has instructions for.
    case operation(Operation, [Core], Position)
    case tuple([Core])
    case list([Core], tail: Core)
    /// Later keys win.
    case map([CorePair], Position)
    /// `%{map | key => value}`
    case updateMap(Core, [CorePair], Position)
    /// `expression.name` without parentheses.
    case field(Core, String, Position)
    case bitstring([CoreSegment], Position)
    case callLocal(name: String, [Core], Position)
    case callRemote(module: String, name: String, [Core], Position)
    case callFun(Core, [Core], Position)
    /// A call of a generated function, which also gets its free variables.
    case callLifted(CoreFunction, [Core], Position)
    /// Clauses over several subjects at once; `raise` is the error when none matches.
    case select(CoreCase)
    /// Two ways on whether the subject is `false` or `nil`.
    case truth(CoreTruth)
    /// `andalso`, `orelse`.
    case boolean(isAnd: Bool, Core, Core, Position)
    case cond([(condition: Core, body: Core)], Position)
    case with(CoreWith)
    case receive(CoreReceive)
    case attempt(CoreTry)
    /// `fn`
    case function(CoreFunction, Position)
    /// `&name/arity`
    case captureLocal(name: String, arity: Int, Position)
    case raise(ErrorKind, Core, Position)
}

/// What the machine has instructions for, and conditions may test.
enum Operation: String {
    case add, subtract, multiply, divide, integerDivide, remainder, negate
    case bitAnd, bitOr, bitXor, bitNot, shiftLeft, shiftRight
    case equal, notEqual, exactEqual, exactNotEqual, less, lessOrEqual, greater, greaterOrEqual, not
    case isInteger, isFloat, isNumber, isAtom, isBoolean, isBinary, isBitstring, isList, isTuple, isMap, isFunction
    case isPid, isPort, isReference, isFunctionArity
    case head, tail, selfPid, isMapKey, mapGet
}

extension Operation {
    /// Of numbers.
    var isCommutative: Bool {
        switch self {
        case .add, .multiply, .bitAnd, .bitOr, .bitXor: true
        default: false
        }
    }
}

struct CorePair {
    var key: Core
    var value: Core
}

/// A segment of a bitstring that is built.
struct CoreSegment {
    var kind: SegmentKind
    var value: Core
    /// nil: the kind's own.
    var size: Core?
    var unit: Int
    var flags: BitFlags
    /// How many segments of the source a literal stands for.
    var count = 1
}

struct CoreClause {
    var patterns: [Pattern]
    /// Alternatives; empty for none.
    var guards: [Core]
    var body: Core
    var position: Position
    /// Where warnings point; 0 for clauses that macros made: the line as a whole.
    var column = 0
    /// Nobody has written it: nothing is told of it.
    var isGenerated = false
}

struct CoreCase {
    var subjects: [Core]
    var clauses: [CoreClause]
    var failure: ErrorKind
    var position: Position
}

struct CoreTruth {
    var subject: Core
    /// The variable that holds the subject in that branch, if it needs it.
    var falsyVariable: Variable?
    var falsy: Core
    var truthyVariable: Variable?
    var truthy: Core
}

enum CoreWithStep {
    case generator(Pattern, guards: [Core], Core, Position)
    case expression(Core)
}

struct CoreWith {
    var steps: [CoreWithStep]
    var body: Core
    /// Empty: the value that did not match is the result.
    var otherwise: [CoreClause]
    var position: Position
}

struct CoreReceive {
    var clauses: [CoreClause]
    /// nil: wait for ever.
    var timeout: Core?
    var after: Core
    var position: Position
}

extension CoreReceive {
    /// The pinned variables that every clause needs: no message without their values can match.
    var pinned: [Variable] {
        guard let first = clauses.first else { return [] }
        return clauses.dropFirst().reduce(first.patterns[0].pinned) { $0.intersection($1.patterns[0].pinned) }.sorted()
    }
}

/// `rescue variable in modules -> body`; no modules: any error.
struct CoreRescue {
    var variable: Variable?
    var modules: [String]
    var body: Core
    var position: Position
}

struct CoreTry {
    var body: Core
    var rescues: [CoreRescue]
    /// Clauses over class and value.
    var catches: [CoreClause]
    /// nil: none.
    var otherwise: [CoreClause]?
    var after: Core?
    /// The same as a function of no arguments, when `after` is too large to stand twice.
    var afterFunction: CoreFunction?
    /// What `__STACKTRACE__` means in rescues and catches.
    var trace: Variable
    var position: Position
}

/// A function: a definition, a closure, or a loop that lowering has made of a comprehension.
final class CoreFunction {
    let name: String
    let arity: Int
    let exported: Bool
    var clauses: [CoreClause]
    let position: Position
    /// Variables of the functions around it, which follow the arguments.
    var free: [Variable] = []
    var isAnnotated = false
    /// Its index in `CodeModule.functions`, once it has one.
    var index: Int?
    /// Its index in `CodeModule.funs`, once it has one.
    var funIndex: Int?

    /// Many free variables travel as one tuple: instructions count at most 255 arguments.
    var packsFree: Bool { arity + free.count > 240 }
    /// Arguments, and free variables or their tuple.
    var parameterCount: Int { arity + (packsFree ? 1 : free.count) }

    init(name: String, arity: Int, exported: Bool, clauses: [CoreClause], position: Position) {
        self.name = name
        self.arity = arity
        self.exported = exported
        self.clauses = clauses
        self.position = position
    }
}

/// A pattern. A variable that occurs twice in the patterns of one clause stands for equal values.
indirect enum Pattern {
    case any
    case bind(Variable)
    case both(Pattern, Pattern)
    /// An atom, number, bitstring or `[]`.
    case literal(Literal)
    case cons(Pattern, Pattern)
    case tuple([Pattern])
    case map([PatternPair])
    case bits(BitsPattern)
    /// Equal (`===`) to an expression without effects.
    case equal(Core)
    /// A variable that must be an atom: the module of `%module{}`.
    case atom(Pattern)
}

extension Pattern {
    /// The variables whose values are part of each term that matches.
    var pinned: Set<Variable> {
        switch self {
        case .equal(.variable(let variable)): [variable]
        case .both(let left, let right), .cons(let left, let right): left.pinned.union(right.pinned)
        case .tuple(let elements): elements.reduce(into: []) { $0.formUnion($1.pinned) }
        case .map(let pairs): pairs.reduce(into: []) { $0.formUnion($1.value.pinned) }
        case .any, .bind, .literal, .bits, .equal, .atom: []
        }
    }
}

struct PatternPair {
    var key: Core
    var value: Pattern
}

/// The segments of a bitstring pattern. Loops over bitstrings start at a position instead of at the beginning, and keep the end.
struct BitsPattern {
    var segments: [PatternSegment]
    /// The variable that holds the position to start at.
    var start: Variable?
    /// The variable that gets the position behind the last segment; the rest is not matched then.
    var end: Variable?
}

struct PatternSegment {
    enum Size {
        case bits(Int)
        case computed(Core, unit: Int)
        /// All that is left, which must be a multiple of unit bits.
        case rest(unit: Int)
        case codePoint
    }
    var kind: SegmentKind
    var value: Pattern
    var size: Size
    var flags: BitFlags
    /// The bytes of a `literal`.
    var bytes: [UInt8] = []
}
