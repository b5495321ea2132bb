// The emitter of one function, part three: the words of instructions whose operands have their slots.
import Bytecode

extension FunctionEmitter {
    // MARK: Words

    mutating func append(_ opcode: Opcode, aux: Int = 0, a: Int = 0, b: Int = 0, c: Int = 0) {
        words.append(UInt64(opcode.rawValue) | UInt64(aux & 0xFF) << 8 | UInt64(a & 0xFFFF) << 16 | UInt64(b & 0xFFFF) << 32 | UInt64(c & 0xFFFF) << 48)
    }

    mutating func append(_ opcode: Opcode, aux: Int = 0, a: Int = 0, bc: Int) {
        words.append(UInt64(opcode.rawValue) | UInt64(aux & 0xFF) << 8 | UInt64(a & 0xFFFF) << 16 | UInt64(UInt32(truncatingIfNeeded: bc)) << 32)
    }

    /// A word that holds a term.
    mutating func appendConstant(_ index: Int) {
        switch unit.constants[index] {
        case .integer(let value) where unit.constants[index].isImmediate:
            words.append(UInt64(bitPattern: Int64(value) << 3))
        case .emptyList: words.append(7)
        case .atom(let text): appendRelocated(.atom, unit.atom(text))
        default: appendRelocated(.literal, index)
        }
    }

    mutating func appendRelocated(_ kind: RelocationKind, _ index: Int) {
        relocations.append(Relocation(word: words.count, kind: kind, index: index))
        words.append(0)
    }

    mutating func appendSafepoint(delta: Int, _ live: SlotSet) {
        var bits = live.words
        while bits.count > 1, bits.last == 0 { bits.removeLast() }
        if bits.count == 1, bits[0] >> 48 == 0 {
            words.append(UInt64(delta) | bits[0] << 16)
        } else {
            bitmaps.append((words.count, bits))
            words.append(UInt64(delta) | 1 << 12)
        }
    }

    mutating func appendSlots(_ slots: ArraySlice<Int>) {
        var word: UInt64 = 0
        var count = 0
        for slot in slots {
            word |= UInt64(slot * 8) << UInt64(count * 16)
            count += 1
            if count == 4 {
                words.append(word)
                word = 0
                count = 0
            }
        }
        if count > 0 { words.append(word) }
    }

    mutating func label(_ field: LabelUse.Field, word: Int, base: Int, _ target: Int) {
        labels[block].append(LabelUse(word: word, base: base, field: field, target: target))
    }

    mutating func emitEnter() {
        framePatches.append((words.count, .enter))
        append(.enter, aux: flow.parameterCount, a: 0)
    }

    // MARK: Calls

    mutating func encodeCall(_ instruction: Instruction, window: Int, callee: Int, across: SlotSet) {
        let count = instruction.immediates[0]
        switch instruction.opcode {
        case .call:
            calls.append((words.count, Int(instruction.reference)))
            append(.call, a: window * 8)
        case .callFun: append(.callFun, aux: count, a: window * 8, b: callee * 8)
        case .callNative:
            append(.callNative, aux: count, a: window * 8)
            appendRelocated(.native, Int(instruction.reference))
        default:
            append(.callExport, aux: count, a: window * 8)
            appendRelocated(.export, Int(instruction.reference))
        }
        appendSafepoint(delta: window, across)
    }

    mutating func encodeTailCall(_ instruction: Instruction, callee: Int) {
        let count = instruction.immediates[0]
        switch instruction.opcode {
        case .tailCall:
            calls.append((words.count, Int(instruction.reference)))
            append(.tailCall, aux: count)
        case .tailCallFun: append(.tailCallFun, aux: count, b: callee * 8)
        default:
            append(.tailCallExport, aux: count)
            appendRelocated(.export, Int(instruction.reference))
        }
    }

    // MARK: The rest

    /// An instruction with the slots of its arguments, its results placed, and the slots that were live before it.
    mutating func encode(_ instruction: Instruction, _ sources: [Int], _ live: SlotSet) {
        let opcode = instruction.opcode
        let result = instruction.result >= 0 ? slot(instruction.result) * 8 : 0
        let base = words.count
        let failure = flow.blocks[block].successors.count == 2 ? flow.blocks[block].successors[1] : -1
        func source(_ index: Int) -> Int { sources[index] * 8 }
        func immediate(_ index: Int) -> Int { instruction.immediates[index] }
        switch opcode {
        case .add, .subtract, .multiply, .divide, .integerDivide, .remainder, .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight:
            framePatches.append((base, .auxiliary))
            append(opcode, a: result, b: source(0), c: source(1))
        case .addImmediate:
            framePatches.append((base, .auxiliary))
            append(opcode, a: result, b: source(0), c: immediate(0))
        case .negate, .bitNot:
            framePatches.append((base, .auxiliary))
            append(opcode, a: result, b: source(0))
        case .equal, .notEqual, .exactEqual, .exactNotEqual, .less, .greaterOrEqual, .cons, .tuple2:
            append(opcode, a: result, b: source(0), c: source(1))
        case .not, .head, .tail: append(opcode, a: result, b: source(0))
        case .selfPid: append(opcode, a: result)
        case .uncons: append(opcode, a: result, b: slot(instruction.secondResult) * 8, c: source(0))
        case .element: append(opcode, a: result, b: source(0), c: immediate(0))
        case .elementTwo: append(opcode, aux: immediate(0), a: result, b: slot(instruction.secondResult) * 8, c: source(0))
        case .makeTuple:
            append(opcode, a: result, b: sources.count)
            appendSlots(sources[...])
        case .makeFun:
            append(opcode, a: result, b: sources.count)
            appendRelocated(.fun, Int(instruction.reference))
            appendSlots(sources[...])
        case .mapLiteral:
            append(opcode, a: result, b: sources.count)
            appendRelocated(.literal, Int(instruction.constant))
            appendSlots(sources[...])
        case .mapNew:
            framePatches.append((base, .auxiliary))
            append(opcode, a: result, b: immediate(0))
            appendSafepoint(delta: 0, live)
            appendSlots(sources[...])
        case .mapPut, .mapUpdate:
            framePatches.append((base, .auxiliary))
            append(opcode, a: result, b: source(0), c: immediate(0))
            appendSafepoint(delta: 0, live)
            appendSlots(sources[1...])
        case .mapUpdateConstant:
            framePatches.append((base, .auxiliary))
            append(opcode, a: result, b: source(0), c: immediate(0))
            appendRelocated(.cache, 0)
            appendSafepoint(delta: 0, live)
            for key in instruction.constants { appendConstant(Int(key)) }
            appendSlots(sources[1...])
        case .mapGetConstant:
            label(.short, word: base, base: base, failure)
            append(opcode, a: result, b: source(0))
            appendConstant(Int(instruction.constant))
            appendRelocated(.cache, 0)
        case .mapGet:
            append(opcode, a: result, b: source(0), c: source(1))
            label(.whole, word: words.count, base: base, failure)
            words.append(0)
        case .bitsRest:
            framePatches.append((base, .auxiliary))
            append(opcode, a: result, b: source(0), c: source(1))
            appendSafepoint(delta: 0, live)
        case .bitsBuild: encodeBitsBuild(instruction, result, live)
        case .raise: append(opcode, aux: immediate(0), a: ErrorKind(rawValue: UInt8(immediate(0))) == .functionClause ? 0 : source(0))
        case .reraise: append(opcode, a: source(0), b: source(1), c: source(2))
        case .receiveTake: append(opcode)
        case .receiveMark: append(opcode, a: source(0))
        case .receivePeek:
            label(.upper, word: base, base: base, failure)
            append(opcode, a: result)
        case .receiveNext:
            label(.upper, word: base, base: base, flow.blocks[block].successors[0])
            append(opcode)
        case .receiveWait:
            label(.upper, word: base, base: base, flow.blocks[block].successors[0])
            append(opcode)
            appendSafepoint(delta: 0, occupied)
        case .receiveWaitTimeout:
            label(.upper, word: base, base: base, failure)
            append(opcode, a: source(0))
            // The timeout itself is read again when the process wakes.
            appendSafepoint(delta: 0, live)
        case .switchTerm, .switchDense, .switchTupleSize: encodeSwitch(instruction, source(0))
        case .bitsBegin:
            label(.short, word: base, base: base, failure)
            append(opcode, a: result, b: source(0))
        default:
            if opcode.isTest { encodeTest(instruction, sources, failure) } else { encodeBits(instruction, sources, result, failure, live) }
        }
        if usesLongBranches, labels[block].last.map({ $0.base == base && $0.field == .short }) == true { extendBranch(base) }
    }

    private mutating func encodeTest(_ instruction: Instruction, _ sources: [Int], _ failure: Int) {
        let base = words.count
        let row = instruction.opcode.row
        switch instruction.opcode {
        case .testTupleSize: append(instruction.opcode, a: sources[0] * 8, b: instruction.immediates[0])
        case .testTaggedTuple, .testFunArity: append(instruction.opcode, aux: instruction.immediates[0], a: sources[0] * 8)
        default:
            let second = row.b == .source ? sources[1] * 8 : row.b == .immediate ? instruction.immediates[0] : 0
            append(instruction.opcode, a: sources[0] * 8, b: second)
        }
        label(row.c == .label16 ? .short : .upper, word: base, base: base, failure)
        if row.extra.first == .constant { appendConstant(Int(instruction.constant)) }
    }

    /// A 16-bit label that does not reach: the test jumps over a long jump, to another one.
    private mutating func extendBranch(_ base: Int) {
        let use = labels[block].removeLast()
        let success = flow.blocks[block].successors[0]
        words[base] = words[base] & 0x0000_FFFF_FFFF_FFFF | UInt64(UInt16(words.count + 1 - base)) << 48
        label(.upper, word: words.count, base: words.count, success)
        append(.jump)
        label(.upper, word: words.count, base: words.count, use.target)
        append(.jump)
    }

    private mutating func encodeSwitch(_ instruction: Instruction, _ source: Int) {
        let base = words.count
        let successors = flow.blocks[block].successors
        append(instruction.opcode, a: source, b: instruction.immediates[0])
        label(.whole, word: words.count, base: base, successors[0])
        words.append(0)
        if instruction.opcode == .switchDense { appendConstant(Int(instruction.constant)) }
        for (index, target) in successors.dropFirst().enumerated() {
            if instruction.opcode == .switchTerm { appendConstant(Int(instruction.constants[index])) }
            label(.whole, word: words.count, base: base, target)
            words.append(0)
        }
    }

    private mutating func encodeBits(_ instruction: Instruction, _ sources: [Int], _ result: Int, _ failure: Int, _ live: SlotSet) {
        let base = words.count
        let opcode = instruction.opcode
        let takesFrame = opcode == .bitsBinary || opcode == .bitsBinaryVariable
        if takesFrame { framePatches.append((base, .auxiliary)) }
        append(opcode, aux: takesFrame || instruction.immediates.isEmpty ? 0 : instruction.immediates[0], a: result, b: sources[0] * 8, c: sources[1] * 8)
        if opcode == .bitsLiteral { appendConstant(Int(instruction.constant)) }
        label(.upper, word: words.count, base: base, failure)
        switch opcode {
        case .bitsIntegerVariable, .bitsFloatVariable, .bitsBinaryVariable, .bitsSkipVariable:
            words.append(UInt64(sources[2] * 8) | UInt64(instruction.immediates[1] & 0xFFFF) << 16)
        case .bitsLiteral, .bitsTestEnd: words.append(0)
        default: words.append(UInt64(UInt32(instruction.immediates[1])))
        }
        if takesFrame { appendSafepoint(delta: 0, live) }
    }

    private mutating func encodeBitsBuild(_ instruction: Instruction, _ result: Int, _ live: SlotSet) {
        framePatches.append((words.count, .auxiliary))
        append(.bitsBuild, a: result, b: instruction.segments.count)
        appendSafepoint(delta: 0, live)
        for segment in instruction.segments {
            var word = UInt64(segment.kind.rawValue) | UInt64(segment.flags.rawValue) << 8 | UInt64(segment.unit & 0xFF) << 16
            if let value = segment.value { word |= UInt64(slot(value) * 8) << 32 }
            if segment.kind == .literal { word |= UInt64(min(segment.count, 0xFFFF)) << 48 }
            switch segment.size {
            case .natural: word |= UInt64(SegmentSize.natural.rawValue) << 24
            case .constant(let count): word |= UInt64(SegmentSize.constant.rawValue) << 24 | UInt64(count) << 48
            case .value(let operand): word |= UInt64(SegmentSize.slot.rawValue) << 24 | UInt64(slot(operand) * 8) << 48
            }
            words.append(word)
            if segment.kind == .literal { appendConstant(segment.constant) }
        }
    }
}
