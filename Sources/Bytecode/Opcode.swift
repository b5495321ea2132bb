// The instruction table: every opcode with its meaning in register notation, its operands and its flags. Encoder,
// verifier and disassembler loop over `Opcode.rows`; the interpreter is an exhaustive switch over `Opcode`.
//
// An instruction is one word `op:8 | aux:8 | a:16 | b:16 | c:16` (low byte first), followed by the extra words of its row.
//
// Slots. Slot i of a frame lies at `fp - 8·i`; operands hold `8·i`. Arguments arrive in slots 0…arity-1; slot -1 holds the
// return address. A call names `k`, the slot that becomes the callee's slot 0: outgoing arguments stand in k, k+1, …,
// the return address goes to slot k-1 (which must be free), the result comes back in slot k.
//
// Labels are signed distances in words from the instruction's first word: `L16` in c, `L32` in b and c together.
// A test falls through when it holds and jumps when it does not.
//
// A safepoint word follows each instruction that may collect or call: `delta:12 | flags:4 | bitmap:48`. delta is k (the
// slots between this frame and the callee's), 0 for instructions that do not call; bit i of the bitmap says that slot i
// holds a live term. Flag 1 (extended): the upper 48 bits are an index into `CodeModule.bitmaps`.
//
// Raising. An instruction that may raise consults `CodeModule.handlers` by its address: a guard range makes it jump
// silently, a try range enters the handler with class, reason and stack trace in three slots.

/// What an operand field or extra word holds.
public enum OperandKind: UInt8, Sendable {
    case none
    /// A slot that is read, or written.
    case source, destination
    /// The first of `aux` (or b) consecutive slots: k of a call.
    case window
    /// A signed 16-bit number, or an unsigned one.
    case immediate, count
    case label16, label32
    /// A signed 32-bit number in b and c.
    case immediate32
    /// An extra word: a term (immediate, or relocated atom or literal).
    case constant
    /// An extra word: a relocated address of an export entry, a fun entry, a native, an inline cache.
    case export, funEntry, nativeEntry, cache
    case safepoint
    /// An extra word: four 16-bit slots each, as many as the count operand says.
    case slots
    /// An extra word: a signed 64-bit label, relative to the instruction's first word.
    case labelWord
    /// Extra words whose layout the row's comment gives.
    case table
}

/// The row of an opcode.
public struct OpcodeRow: Sendable {
    public let opcode: Opcode
    /// One line in register notation.
    public let meaning: String
    public let aux: OperandKind
    public let a: OperandKind
    public let b: OperandKind
    public let c: OperandKind
    /// The extra words, in order.
    public let extra: [OperandKind]
    public let flags: OpcodeFlags

    init(_ opcode: Opcode, _ meaning: String, aux: OperandKind = .none, a: OperandKind = .none, b: OperandKind = .none,
         c: OperandKind = .none, extra: [OperandKind] = [], _ flags: OpcodeFlags = []) {
        self.opcode = opcode
        self.meaning = meaning
        self.aux = aux
        self.a = a
        self.b = b
        self.c = c
        self.extra = extra
        self.flags = flags
    }
}

public struct OpcodeFlags: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// May raise: consults the handler table.
    public static let raises = OpcodeFlags(rawValue: 1)
    /// Control never reaches the next instruction.
    public static let ends = OpcodeFlags(rawValue: 2)
    /// Costs a reduction.
    public static let reduction = OpcodeFlags(rawValue: 4)
    /// Only the machine makes it; the verifier refuses it in a file.
    public static let internalOnly = OpcodeFlags(rawValue: 8)
    /// Takes words that a `heap` instruction has reserved: the number is in the row's meaning.
    public static let allocates = OpcodeFlags(rawValue: 16)
}

/// An operation of the machine.
public enum Opcode: UInt8, CaseIterable, Sendable {
    // Frames and control
    case enter, jump, `return`, call, tailCall, callExport, tailCallExport, callFun, tailCallFun, callNative
    // Moves
    case move, loadConstant, loadSmall, loadImmediate, swap
    // Arithmetic
    case add, subtract, multiply, addImmediate, divide, integerDivide, remainder, negate
    case bitAnd, bitOr, bitXor, bitNot, shiftLeft, shiftRight
    // Comparisons as values
    case equal, notEqual, exactEqual, exactNotEqual, less, greaterOrEqual, not
    // Comparisons as tests
    case testLess, testGreaterOrEqual, testEqual, testNotEqual, testExactEqual, testExactNotEqual
    case testLessImmediate, testGreaterOrEqualImmediate, testGreaterImmediate, testLessOrEqualImmediate
    case testEqualImmediate, testNotEqualImmediate
    case testIs, testIsNot, testExactConstant, testNotExactConstant
    // Type tests
    case testSmallOrBig, testFloat, testNumber, testAtom, testBoolean, testBinary, testBitstring, testList, testCons
    case testEmptyList, testTuple, testMap, testFun, testFunArity, testPid, testPort, testReference
    case testTupleSize, testTaggedTuple, testTruthy, testFalsy, testTrue, testFalse
    // Switches
    case switchTerm, switchDense, switchTupleSize
    // Data
    case heap, cons, tuple2, makeTuple, head, tail, uncons, element, elementTwo
    case makeFun, mapLiteral, mapNew, mapPut, mapUpdate, mapUpdateConstant, mapGetConstant, mapGet
    // Binaries
    case bitsBegin, bitsInteger, bitsByte, bitsIntegerVariable, bitsFloat, bitsFloatVariable, bitsBinary, bitsBinaryVariable
    case bitsRest, bitsUTF, bitsSkip, bitsSkipVariable, bitsSkipUTF, bitsLiteral, bitsTestEnd, bitsTestUnit, bitsBuild
    // Exceptions
    case raise, reraise
    // Processes
    case receiveMark, receivePeek, receiveTake, receiveNext, receiveWait, receiveWaitTimeout, selfPid
    // Made by the machine only
    case nativeStub, undefinedStub, applyStub, processExit, stackMark, compileResume, enterStress, heapStress, callNativeSeeded, breakpoint, halt
}
