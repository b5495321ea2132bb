// The flow graph of one function: basic blocks of machine operations over values, each defined once. The flow builder makes
// it of core, the slot allocator gives every value a slot, the emitter turns it into words. Positions of bitstring matching
// are the one exception to "defined once": instructions that match move them on in place.
import Bytecode

/// A value or a constant.
struct Operand: Equatable {
    /// Not negative: a value; negative: the complement of an index into the module's constants.
    var raw: Int32
    static func value(_ index: Int) -> Operand { Operand(raw: Int32(index)) }
    static func constant(_ index: Int) -> Operand { Operand(raw: ~Int32(index)) }
    var isConstant: Bool { raw < 0 }
    var value: Int { Int(raw) }
    var constant: Int { Int(~raw) }
}

/// A segment of `bitsBuild`, its values among the instruction's arguments.
struct FlowSegment {
    var kind: SegmentKind
    var flags: BitFlags
    var unit: Int
    /// nil for literals, whose constant is `constant`.
    var value: Operand?
    var constant = -1
    /// How many segments of the source it stands for.
    var count = 1
    enum Size {
        case natural
        case constant(Int)
        case value(Operand)
    }
    var size: Size
}

/// One machine operation. Its operands fill the fields of the opcode's row in order.
struct Instruction {
    var opcode: Opcode
    /// The values that it defines, -1 for none.
    var result: Int32 = -1
    var secondResult: Int32 = -1
    var arguments: [Operand] = []
    /// Immediates and counts, in the order of the row's fields.
    var immediates: [Int] = []
    /// A constant of the module in an extra word, -1 for none.
    var constant: Int32 = -1
    /// An index of an import, function or fun.
    var reference: Int32 = -1
    /// The constants of a switch, or the keys of a map update.
    var constants: [Int32] = []
    var segments: [FlowSegment] = []
    /// A value that must be live up to here.
    var keeps: Operand?
    /// A call of a native, which returns: stack traces show its caller.
    var needsFrame = false
    var position: Position

    /// `element` can name so many.
    static let maximumElement = 60_000

    init(_ opcode: Opcode, _ position: Position) {
        self.opcode = opcode
        self.position = position
    }
}

/// What raising instructions of a block do.
struct Region {
    var handler: Int
    var kind: HandlerEntry.Kind
}

struct Block {
    var parameters: [Int32] = []
    /// The last one of a finished block is its terminator.
    var instructions: [Instruction] = []
    /// In the order of the terminator's row: what falls through first.
    var successors: [Int] = []
    /// The arguments of a jump's target.
    var region: Int = -1
    var isFinished = false
    /// Rarely reached: laid out at the function's end.
    var isCold = false
}

/// A function as a graph; block 0 is its entry, whose parameters are the arguments.
struct Flow {
    var name: String
    var arity: Int
    /// Arguments and free variables.
    var parameterCount: Int
    var blocks: [Block] = []
    var regions: [Region] = []
    var valueCount = 0
    var position: Position
}

extension Opcode {
    /// Ends its block, by jumping or by branching.
    var isTerminator: Bool {
        switch self {
        case .jump, .return, .tailCall, .tailCallExport, .tailCallFun, .switchTerm, .switchDense, .switchTupleSize, .raise, .reraise,
             .receivePeek, .receiveNext, .receiveWait, .receiveWaitTimeout, .mapGetConstant, .mapGet, .bitsBegin, .bitsInteger, .bitsByte,
             .bitsIntegerVariable, .bitsFloat, .bitsFloatVariable, .bitsBinary, .bitsBinaryVariable, .bitsUTF, .bitsSkip,
             .bitsSkipVariable, .bitsSkipUTF, .bitsLiteral, .bitsTestEnd, .bitsTestUnit: true
        default: isTest
        }
    }

    /// The same call as the last thing that its function does.
    var tailCall: Opcode? {
        switch self {
        case .call: .tailCall
        case .callExport: .tailCallExport
        case .callFun: .tailCallFun
        default: nil
        }
    }

    /// A plain test: no result, falls through when it holds.
    var isTest: Bool { rawValue >= Opcode.testLess.rawValue && rawValue <= Opcode.testFalse.rawValue }

    /// Without effects: can go when nobody uses its result.
    var isPure: Bool {
        switch self {
        case .move, .loadConstant, .loadSmall, .loadImmediate, .equal, .notEqual, .exactEqual, .exactNotEqual, .less, .greaterOrEqual,
             .cons, .tuple2, .makeTuple, .head, .tail, .uncons, .element, .elementTwo, .makeFun, .mapLiteral, .mapNew, .bitsRest,
             .selfPid: true
        default: false
        }
    }

    /// Takes what a `heap` instruction reserved, or cannot touch it.
    var keepsReservation: Bool {
        switch self {
        case .move, .loadConstant, .loadSmall, .loadImmediate, .swap, .equal, .notEqual, .exactEqual, .exactNotEqual, .less,
             .greaterOrEqual, .not, .cons, .tuple2, .makeTuple, .head, .tail, .uncons, .element, .elementTwo, .makeFun, .mapLiteral,
             .selfPid: true
        default: false
        }
    }
}
