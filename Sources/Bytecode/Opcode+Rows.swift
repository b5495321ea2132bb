// The rows of the instruction table, in the order of `Opcode`.

extension Opcode {
    public var row: OpcodeRow { Opcode.rows[Int(rawValue)] }

    /// One row for each opcode; row i belongs to the opcode with raw value i.
    public static let rows: [OpcodeRow] = frameRows + moveRows + arithmeticRows + testRows + dataRows + bitRows + otherRows

    private static let frameRows: [OpcodeRow] = [
        OpcodeRow(.enter, "reserve a frame of a slots; aux arguments are live", aux: .count, a: .count),
        OpcodeRow(.jump, "goto L", b: .label32, .ends),
        OpcodeRow(.return, "slot 0 ← a; goto return address", a: .source, .ends),
        OpcodeRow(.call, "slot k ← L(k, …)", a: .window, b: .label32, extra: [.safepoint], .reduction),
        OpcodeRow(.tailCall, "goto L with aux arguments in slots 0…", aux: .count, b: .label32, [.reduction, .ends]),
        OpcodeRow(.callExport, "slot k ← export(k, …), aux arguments", aux: .count, a: .window, extra: [.export, .safepoint], .reduction),
        OpcodeRow(.tailCallExport, "goto export with aux arguments in slots 0…", aux: .count, extra: [.export], [.reduction, .ends]),
        OpcodeRow(.callFun, "slot k ← b.(k, …), aux arguments", aux: .count, a: .window, b: .source, extra: [.safepoint], [.reduction, .raises]),
        OpcodeRow(.tailCallFun, "goto b with aux arguments in slots 0…; b is none of these slots", aux: .count, b: .source, [.reduction, .ends, .raises]),
        OpcodeRow(.callNative, "slot k ← native(k, …), aux arguments; guard and ordinary natives only", aux: .count, a: .window, extra: [.nativeEntry, .safepoint], [.reduction, .raises]),
    ]

    private static let moveRows: [OpcodeRow] = [
        OpcodeRow(.move, "a ← b", a: .destination, b: .source),
        OpcodeRow(.loadConstant, "a ← constant", a: .destination, extra: [.constant]),
        OpcodeRow(.loadSmall, "a ← the integer bc", a: .destination, b: .immediate32),
        OpcodeRow(.loadImmediate, "a ← the term whose bits are bc: [], or an atom of KnownAtom", a: .destination, b: .immediate32),
        OpcodeRow(.swap, "a, b ← b, a", a: .source, b: .source),
    ]

    private static let arithmeticRows: [OpcodeRow] = [
        binary(.add, "a ← b + c"), binary(.subtract, "a ← b - c"), binary(.multiply, "a ← b * c"),
        OpcodeRow(.addImmediate, "a ← b + immediate c", aux: .count, a: .destination, b: .source, c: .immediate, .raises),
        binary(.divide, "a ← b / c"), binary(.integerDivide, "a ← div(b, c)"), binary(.remainder, "a ← rem(b, c)"),
        OpcodeRow(.negate, "a ← -b", aux: .count, a: .destination, b: .source, .raises),
        binary(.bitAnd, "a ← band(b, c)"), binary(.bitOr, "a ← bor(b, c)"), binary(.bitXor, "a ← bxor(b, c)"),
        OpcodeRow(.bitNot, "a ← bnot(b)", aux: .count, a: .destination, b: .source, .raises),
        binary(.shiftLeft, "a ← bsl(b, c)"), binary(.shiftRight, "a ← bsr(b, c)"),
        comparison(.equal, "a ← b == c"), comparison(.notEqual, "a ← b != c"), comparison(.exactEqual, "a ← b === c"),
        comparison(.exactNotEqual, "a ← b !== c"), comparison(.less, "a ← b < c"), comparison(.greaterOrEqual, "a ← b >= c"),
        OpcodeRow(.not, "a ← not b; raises badarg unless b is a boolean", a: .destination, b: .source, .raises),
    ]

    /// Arithmetic with two operands; aux is the frame's size in slots, 255 for more (room for a float below the frame).
    private static func binary(_ opcode: Opcode, _ meaning: String) -> OpcodeRow {
        OpcodeRow(opcode, meaning, aux: .count, a: .destination, b: .source, c: .source, .raises)
    }

    private static func comparison(_ opcode: Opcode, _ meaning: String) -> OpcodeRow {
        OpcodeRow(opcode, meaning, a: .destination, b: .source, c: .source)
    }

    private static func test(_ opcode: Opcode, _ meaning: String) -> OpcodeRow {
        OpcodeRow(opcode, meaning, a: .source, b: .label32)
    }

    private static func test2(_ opcode: Opcode, _ meaning: String) -> OpcodeRow {
        OpcodeRow(opcode, meaning, a: .source, b: .source, c: .label16)
    }

    private static func testImmediate(_ opcode: Opcode, _ meaning: String) -> OpcodeRow {
        OpcodeRow(opcode, meaning, a: .source, b: .immediate, c: .label16)
    }

    private static let testRows: [OpcodeRow] = [
        test2(.testLess, "unless a < b goto L"), test2(.testGreaterOrEqual, "unless a >= b goto L"),
        test2(.testEqual, "unless a == b goto L"), test2(.testNotEqual, "unless a != b goto L"),
        test2(.testExactEqual, "unless a === b goto L"), test2(.testExactNotEqual, "unless a !== b goto L"),
        testImmediate(.testLessImmediate, "unless a < immediate b goto L"),
        testImmediate(.testGreaterOrEqualImmediate, "unless a >= immediate b goto L"),
        testImmediate(.testGreaterImmediate, "unless a > immediate b goto L"),
        testImmediate(.testLessOrEqualImmediate, "unless a <= immediate b goto L"),
        testImmediate(.testEqualImmediate, "unless a == immediate b goto L"),
        testImmediate(.testNotEqualImmediate, "unless a != immediate b goto L"),
        OpcodeRow(.testIs, "unless a is the immediate constant goto L", a: .source, b: .label32, extra: [.constant]),
        OpcodeRow(.testIsNot, "unless a is not the immediate constant goto L", a: .source, b: .label32, extra: [.constant]),
        OpcodeRow(.testExactConstant, "unless a === constant goto L", a: .source, b: .label32, extra: [.constant]),
        OpcodeRow(.testNotExactConstant, "unless a !== constant goto L", a: .source, b: .label32, extra: [.constant]),
        test(.testSmallOrBig, "unless a is an integer goto L"), test(.testFloat, "unless a is a float goto L"),
        test(.testNumber, "unless a is a number goto L"), test(.testAtom, "unless a is an atom goto L"),
        test(.testBoolean, "unless a is a boolean goto L"), test(.testBinary, "unless a is a binary goto L"),
        test(.testBitstring, "unless a is a bitstring goto L"), test(.testList, "unless a is a list goto L"),
        test(.testCons, "unless a is a list with a head goto L"), test(.testEmptyList, "unless a is [] goto L"),
        test(.testTuple, "unless a is a tuple goto L"), test(.testMap, "unless a is a map goto L"),
        test(.testFun, "unless a is a function goto L"),
        OpcodeRow(.testFunArity, "unless a is a function of arity aux goto L", aux: .count, a: .source, b: .label32),
        test(.testPid, "unless a is a pid goto L"), test(.testPort, "unless a is a port goto L"),
        test(.testReference, "unless a is a reference goto L"),
        OpcodeRow(.testTupleSize, "unless a is a tuple of b elements goto L", a: .source, b: .count, c: .label16),
        OpcodeRow(.testTaggedTuple, "unless a is a tuple of aux elements whose first is the constant goto L", aux: .count, a: .source, b: .label32, extra: [.constant]),
        test(.testTruthy, "unless a is neither false nor nil goto L"), test(.testFalsy, "unless a is false or nil goto L"),
        test(.testTrue, "unless a is true goto L"), test(.testFalse, "unless a is false goto L"),
        // Then b pairs [immediate term][label word]. The loader sorts the pairs by the term's bits.
        OpcodeRow(.switchTerm, "goto the label beside a among b immediate terms, else the default", a: .source, b: .count, extra: [.labelWord, .table], .ends),
        // Then [label word] × b, for base, base + 1, …
        OpcodeRow(.switchDense, "goto the label at a - base among b, else the default", a: .source, b: .count, extra: [.labelWord, .constant, .table], .ends),
        // Then [label word] × b, for sizes 0, 1, …; the default also for what is no tuple.
        OpcodeRow(.switchTupleSize, "goto the label at the size of tuple a among b, else the default", a: .source, b: .count, extra: [.labelWord, .table], .ends),
    ]

    // aux of instructions that have a safepoint and make data of unknown size (mapNew … , bitsBinary … , bitsBuild) is the
    // frame's size in slots, 255 for more, as for arithmetic: what does not fit below the frame goes to a fragment.
    private static let dataRows: [OpcodeRow] = [
        OpcodeRow(.heap, "reserve words: bc is 8·(slots of the frame + words)", b: .immediate32, extra: [.safepoint]),
        OpcodeRow(.cons, "a ← [b | c]; 2 words", a: .destination, b: .source, c: .source, .allocates),
        OpcodeRow(.tuple2, "a ← {b, c}; 3 words", a: .destination, b: .source, c: .source, .allocates),
        OpcodeRow(.makeTuple, "a ← {slots…}, b elements; 1 + b words", a: .destination, b: .count, extra: [.slots], .allocates),
        OpcodeRow(.head, "a ← hd(b), b known to be a cons", a: .destination, b: .source),
        OpcodeRow(.tail, "a ← tl(b), b known to be a cons", a: .destination, b: .source),
        OpcodeRow(.uncons, "a, b ← hd(c), tl(c), c known to be a cons", a: .destination, b: .destination, c: .source),
        OpcodeRow(.element, "a ← element c (from 0) of the tuple b, known to be that large", a: .destination, b: .source, c: .count),
        OpcodeRow(.elementTwo, "a, b ← elements aux, aux + 1 of the tuple c, known to be that large", aux: .count, a: .destination, b: .destination, c: .source),
        OpcodeRow(.makeFun, "a ← the fun of the entry over b free variables; 2 + b words", a: .destination, b: .count, extra: [.funEntry, .slots], .allocates),
        OpcodeRow(.mapLiteral, "a ← the map of the interned key tuple and b values; 2 + b words", a: .destination, b: .count, extra: [.constant, .slots], .allocates),
        OpcodeRow(.mapNew, "a ← a map of b pairs; later keys win; slots are key, value, key, value …", aux: .count, a: .destination, b: .count, extra: [.safepoint, .slots]),
        OpcodeRow(.mapPut, "a ← b with c pairs put; slots are key, value …; raises badmap", aux: .count, a: .destination, b: .source, c: .count, extra: [.safepoint, .slots], .raises),
        OpcodeRow(.mapUpdate, "a ← b with c existing keys updated; slots are key, value …; raises badkey, badmap", aux: .count, a: .destination, b: .source, c: .count, extra: [.safepoint, .slots], .raises),
        // Extra: cache, safepoint, c constants (keys), then packed slots (values).
        OpcodeRow(.mapUpdateConstant, "a ← b with c existing constant keys updated; raises badkey, badmap", aux: .count, a: .destination, b: .source, c: .count, extra: [.cache, .safepoint, .table], .raises),
        OpcodeRow(.mapGetConstant, "a ← b[constant]; unless b is a map with that key goto L", a: .destination, b: .source, c: .label16, extra: [.constant, .cache]),
        OpcodeRow(.mapGet, "a ← b[c]; unless b is a map with that key goto the label word", a: .destination, b: .source, c: .source, extra: [.labelWord]),
    ]

    // Matching keeps its position as a small integer (bits from the start of the bitstring) in a slot of its own: c of these
    // rows. Nothing is written to the heap, and going back is a move. An instruction that fails leaves the position as it was.
    // aux is a set of BitFlags. A size word is `[size in bits : 32 | L : 32]`; a variable size word is `[size slot : 16 |
    // unit : 16 | L : 32]`, labels relative to the instruction's first word.
    private static let bitRows: [OpcodeRow] = [
        OpcodeRow(.bitsBegin, "a ← 0; unless b is a bitstring goto L", a: .destination, b: .source, c: .label16),
        OpcodeRow(.bitsInteger, "a ← integer of the size word's bits of b at c", aux: .count, a: .destination, b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsByte, "a ← byte of b at c; size word without a size", a: .destination, b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsIntegerVariable, "a ← integer of b at c, variable size word", aux: .count, a: .destination, b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsFloat, "a ← float of 16, 32 or 64 bits of b at c, size word", aux: .count, a: .destination, b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsFloatVariable, "a ← float of b at c, variable size word", aux: .count, a: .destination, b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsBinary, "a ← bitstring of the size word's bits of b at c", aux: .count, a: .destination, b: .source, c: .source, extra: [.table, .safepoint]),
        OpcodeRow(.bitsBinaryVariable, "a ← bitstring of b at c, variable size word", aux: .count, a: .destination, b: .source, c: .source, extra: [.table, .safepoint]),
        OpcodeRow(.bitsRest, "a ← all of b from c on; the position stays", aux: .count, a: .destination, b: .source, c: .source, extra: [.safepoint]),
        OpcodeRow(.bitsUTF, "a ← code point of b at c; size word holds 8, 16 or 32", aux: .count, a: .destination, b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsSkip, "skip the size word's bits of b at c", b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsSkipVariable, "skip a variable number of bits of b at c", b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsSkipUTF, "skip a code point of b at c; size word holds 8, 16 or 32", aux: .count, b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsLiteral, "skip the constant bitstring in b at c; the size word's label unless it is there", b: .source, c: .source, extra: [.constant, .table]),
        OpcodeRow(.bitsTestEnd, "unless c is the end of b goto the size word's label", b: .source, c: .source, extra: [.table]),
        OpcodeRow(.bitsTestUnit, "unless what is left of b at c is a multiple of the size word's bits goto its label", b: .source, c: .source, extra: [.table]),
        // b segments follow the safepoint, each [kind:8 | flags:8 | unit:8 | size kind:8 | value slot:16 | size slot or
        // constant:16], and one more word [constant] where kind is `literal`, whose 16-bit field is the number of segments of the
        // source that it stands for. See SegmentKind, SegmentSize, BitFlags.
        OpcodeRow(.bitsBuild, "a ← <<segments…>>, b segments", aux: .count, a: .destination, b: .count, extra: [.safepoint, .table], .raises),
    ]

    private static let otherRows: [OpcodeRow] = [
        OpcodeRow(.raise, "raise error aux (ErrorKind) with the value a", aux: .count, a: .source, [.raises, .ends]),
        OpcodeRow(.reraise, "raise again class a, reason b, trace c", a: .source, b: .source, c: .source, [.raises, .ends]),
        OpcodeRow(.receiveMark, "position ← the first message that may hold a, if a is a reference that this process has made", a: .source),
        OpcodeRow(.receivePeek, "a ← the message at the mailbox's position; none: goto L", a: .destination, b: .label32),
        OpcodeRow(.receiveTake, "remove the message at the position; position ← start; cancel the timeout"),
        OpcodeRow(.receiveNext, "advance the position; goto L (the peek)", b: .label32, .ends),
        OpcodeRow(.receiveWait, "wait for a message; goto L (the peek)", b: .label32, extra: [.safepoint], .ends),
        OpcodeRow(.receiveWaitTimeout, "wait at most a milliseconds from the first such wait; message: goto L; time over: next, position ← start", a: .source, b: .label32, extra: [.safepoint], .raises),
        OpcodeRow(.selfPid, "a ← self()", a: .destination),
        OpcodeRow(.nativeStub, "slot 0 ← native(0, …), aux arguments; return", aux: .count, extra: [.nativeEntry, .safepoint], [.internalOnly, .ends]),
        OpcodeRow(.undefinedStub, "call the error handler for the export in the next word", extra: [.export], [.internalOnly, .ends]),
        OpcodeRow(.applyStub, "apply(module, function, arguments)", aux: .count, .internalOnly),
        OpcodeRow(.processExit, "the process ends normally", .internalOnly),
        OpcodeRow(.stackMark, "return to where the marked frame was called from, and mark a frame further down", .internalOnly),
        OpcodeRow(.compileResume, "hand slot 0 to the compile job", .internalOnly),
        OpcodeRow(.enterStress, "enter, counting a safepoint", aux: .count, a: .count, .internalOnly),
        OpcodeRow(.heapStress, "heap, counting a safepoint", b: .immediate32, extra: [.safepoint], .internalOnly),
        OpcodeRow(.callNativeSeeded, "callNative, after which the process may lose its turn", aux: .count, a: .window, extra: [.nativeEntry, .safepoint], .internalOnly),
        OpcodeRow(.breakpoint, "traced or patched instruction", .internalOnly),
        OpcodeRow(.halt, "never reached", .internalOnly),
    ]
}

/// The options of a bit segment, in aux or in a segment word.
public struct BitFlags: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let signed = BitFlags(rawValue: 1)
    public static let little = BitFlags(rawValue: 2)
}

/// What a segment of `bitsBuild` holds.
public enum SegmentKind: UInt8, CaseIterable, Sendable {
    case integer, float
    /// A binary (unit 8: whole bytes) or bitstring (unit 1), whole unless it has a size.
    case binary
    case utf8, utf16, utf32
    /// A constant binary; the word after the segment word is its term.
    case literal
}

/// Where the size of a segment stands.
public enum SegmentSize: UInt8, CaseIterable, Sendable {
    /// The kind's own: 8 (integer), 64 (float), whole (binary).
    case natural
    /// The 16-bit field, times unit.
    case constant
    /// The slot of the 16-bit field, times unit.
    case slot
}

/// The errors that `raise` makes of a value: `{badmatch, V}` and so on. `functionClause` takes the function's arguments
/// from slots 0…arity-1 instead; `badBoolean…` make `{badbool, and | or | not, V}`; `argument` makes `badarg`.
public enum ErrorKind: UInt8, CaseIterable, Sendable {
    case badMatch, caseClause, condClause, withClause, tryClause, functionClause, badBooleanAnd, badBooleanOr
    case argument, value
}
