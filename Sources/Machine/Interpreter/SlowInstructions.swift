// Instructions whose work lies outside the loop: arithmetic beyond small integers, maps and binaries of unknown size,
// raising, and waiting.
import Bytecode

/// Sets sp for an instruction whose aux is the frame's size in slots; 255: everything goes to fragments.
@inline(__always)
private func limitAllocation(_ p: ProcessPointer, _ frameSlots: Int) {
    p.pointee.sp = frameSlots == 255 ? p.pointee.hp : p.pointee.fp - frameSlots
}

/// The arithmetic instruction at pc, for any operands.
func finishArithmetic(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let word = p.pointee.pc.pointee
    let fp = FramePointer(p.pointee.fp)
    limitAllocation(p, fieldAux(word))
    let left = slotTerm(fp, fieldB(word))
    let right = opcode(word) == .addImmediate ? Term(small: signedC(word)) : slotTerm(fp, fieldC(word))
    let value: Term
    let name: StaticString
    switch opcode(word) {
    case .add, .addImmediate: (value, name) = (addSlow(p, left, right), "+")
    case .subtract: (value, name) = (subtractSlow(p, left, right), "-")
    case .multiply: (value, name) = (multiplySlow(p, left, right), "*")
    case .divide: (value, name) = (divideSlow(p, left, right), "/")
    case .integerDivide: (value, name) = (integerDivideSlow(p, left, right), "div")
    case .remainder: (value, name) = (remainderSlow(p, left, right), "rem")
    case .bitAnd: (value, name) = (bitAndSlow(p, left, right), "band")
    case .bitOr: (value, name) = (bitOrSlow(p, left, right), "bor")
    case .bitXor: (value, name) = (bitXorSlow(p, left, right), "bxor")
    case .shiftLeft: (value, name) = (shiftLeftSlow(p, left, right), "bsl")
    case .shiftRight: (value, name) = (shiftRightSlow(p, left, right), "bsr")
    case .negate: (value, name) = (negateSlow(p, left), "-")
    default: (value, name) = (bitNotSlow(p, left), "bnot")
    }
    if value == Term.raised {
        let isUnary = opcode(word) == .negate || opcode(word) == .bitNot
        if opcode(word) == .addImmediate, signedC(word) < 0 { return unwind(p, .operation("-", left, Term(small: -signedC(word))), &result) }
        return unwind(p, .operation(name, left, isUnary ? nil : right), &result)
    }
    setSlot(fp, fieldA(word), value.bits)
    p.pointee.pc += 1
    if p.pointee.collectWanted { hurryToSafepoint(p) }
    return false
}

/// Raises an error with a reason that has just been made.
func raise(_ p: ProcessPointer, _ reason: Term, _ result: inout RunResult) -> Bool {
    _ = p.raise(.error, reason)
    return unwind(p, .none, &result)
}

/// Stores the result of a data instruction, or raises; collects at its safepoint if natives overflowed.
private func finishData(_ p: ProcessPointer, _ value: Term, words: Int, safepoint: UInt64, _ result: inout RunResult) -> Bool {
    if value == Term.raised { return unwind(p, .none, &result) }
    var value = value
    let word = p.pointee.pc.pointee
    if p.pointee.collectWanted {
        p.pointee.nativeResult = value
        guard collect(p, need: 0, live: Live(safepoint: safepoint, window: 0, count: 0, extent: fieldA(word))) else { return ended(p, &result) }
        value = takeResult(p)
    }
    setSlot(FramePointer(p.pointee.fp), fieldA(word), value.bits)
    p.pointee.pc += words
    return false
}

func runSlowInstruction(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let pc = p.pointee.pc
    let word = pc.pointee
    let fp = FramePointer(p.pointee.fp)
    switch opcode(word) {
    case .mapNew:
        limitAllocation(p, fieldAux(word))
        let value = mapFromSlots(p, fp, slots: pc + 2, pairs: fieldB(word))
        return finishData(p, value, words: 2 + packedWords(fieldB(word) * 2), safepoint: pc[1], &result)
    case .mapPut, .mapUpdate:
        limitAllocation(p, fieldAux(word))
        var map = slotTerm(fp, fieldB(word))
        let count = fieldC(word)
        if !isMap(map) {
            map = p.raiseError(.badmap, map)
        } else {
            for index in 0..<count {
                let key = slotTerm(fp, packedSlot(pc + 2, index * 2)), value = slotTerm(fp, packedSlot(pc + 2, index * 2 + 1))
                if opcode(word) == .mapPut {
                    map = mapPut(p, map, key, value)
                } else {
                    map = mapUpdateExact(p, map, key, value)
                    if map == Term.raised { break }
                }
            }
        }
        return finishData(p, map, words: 2 + packedWords(count * 2), safepoint: pc[1], &result)
    case .mapUpdateConstant:
        limitAllocation(p, fieldAux(word))
        let count = fieldC(word)
        let value = mapUpdateConstants(p, slotTerm(fp, fieldB(word)), keys: pc + 3, count: count, slots: pc + 3 + count, fp, cache: address(pc[1]))
        return finishData(p, value, words: 3 + count + packedWords(count), safepoint: pc[2], &result)
    case .bitsBinary, .bitsBinaryVariable:
        limitAllocation(p, fieldAux(word))
        let value = matchBinary(p, pc, fp)
        if value == Term.none {
            p.pointee.pc += signedBC(pc[1])
            return false
        }
        return finishData(p, value, words: 3, safepoint: pc[2], &result)
    case .bitsRest:
        limitAllocation(p, fieldAux(word))
        let view = BitView(slotTerm(fp, fieldB(word)))
        let position = Int(slot(fp, fieldC(word)) >> 3)
        let value = subBitstring(p, slotTerm(fp, fieldB(word)), position, view.bitSize - position)
        return finishData(p, value, words: 2, safepoint: pc[1], &result)
    case .bitsBuild:
        limitAllocation(p, fieldAux(word))
        p.pointee.exceptionInfo = .none
        let (value, words) = buildBits(p, pc + 2, fieldB(word), fp)
        return finishData(p, value, words: 2 + words, safepoint: pc[1], &result)
    case .raise:
        return runRaise(p, word, fp, &result)
    case .reraise:
        p.pointee.exceptionClass = slotTerm(fp, fieldA(word))
        p.pointee.exceptionReason = slotTerm(fp, fieldB(word))
        p.pointee.exceptionTrace = slotTerm(fp, fieldC(word))
        p.pointee.exceptionInfo = .none
        return unwind(p, .none, &result)
    case .receiveWait:
        return waitForMessage(p, timeout: nil, words: 2, &result)
    case .receiveWaitTimeout:
        return waitForMessage(p, timeout: slotTerm(fp, fieldA(word)), words: 2, &result)
    case .breakpoint: return runBreakpoint(p, &result)
    case .undefinedStub: return runUndefined(p, &result)
    case .applyStub: return runApply(p, &result)
    case .processExit:
        p.pointee.exceptionClass = .none
        p.pointee.exceptionReason = Term(.normal)
        result = .exited
        return true
    case .stackMark:
        p.returnThroughStackMark()
        return false
    case .enterStress:
        if countStress(p) {
            guard collect(p, need: fieldA(word) / 8 + 1, live: .arguments(fieldAux(word))) else { return ended(p, &result) }
        } else if FramePointer(p.pointee.fp) - fieldA(word) < UnsafeMutableRawPointer(p.pointee.hp) {
            guard collect(p, need: fieldA(word) / 8 + 1, live: .arguments(fieldAux(word))) else { return ended(p, &result) }
        }
        p.pointee.pc += 1
        return false
    case .heapStress:
        if countStress(p) || UnsafeMutableRawPointer(p.pointee.hp) + signedBC(word) > fp {
            guard collect(p, need: signedBC(word) / 8 + 1, live: .safepoint(pc[1])) else { return ended(p, &result) }
        }
        p.pointee.pc += 2
        return false
    case .callNativeSeeded: return callNativeSeeded(p, &result)
    default:
        fatalError("opcode \(opcode(word)) in the loop")
    }
}

/// `callNative` of a seeded run: what others do may come between a native's work and the next instruction. A process that
/// loses its turn here keeps the result, and comes back to the same instruction for it.
private func callNativeSeeded(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let pc = p.pointee.pc
    let word = pc.pointee
    if p.pointee.flags & ProcessFlags.hasResult != 0 {
        p.pointee.flags &= ~ProcessFlags.hasResult
    } else {
        let entry = UnsafeMutablePointer<NativeEntry>(bitPattern: UInt(pc[1])).unsafelyUnwrapped
        let arguments = FramePointer(p.pointee.fp) - fieldA(word)
        p.pointee.sp = (arguments - (fieldAux(word) &+ StackRoom.reserve) &* 8).assumingMemoryBound(to: UInt64.self)
        let value = Term(bits: entry.pointee.body(p, arguments))
        if value.isNativeSignal { return unwind(p, .native(entry.pointee.export, arguments), &result) }
        p.pointee.nativeResult = value
        p.pointee.reductions -= 1
        if p.pointee.collectWanted {
            p.pointee.reductions += p.pointee.reductionsSetAside
            p.pointee.reductionsSetAside = 0
            guard collect(p, need: 0, live: .safepoint(pc[2])) else { return ended(p, &result) }
        }
        if p.pointee.reductions <= 0 {
            p.pointee.flags |= ProcessFlags.hasResult
            p.pointee.liveArguments = -1
            p.pointee.liveSafepoint = pc[2]
            p.pointee.sp = p.pointee.hp
            result = .yielded
            return true
        }
    }
    setSlot(FramePointer(p.pointee.fp), fieldA(word), takeResult(p).bits)
    p.pointee.pc += 3
    return false
}

/// Counts a safepoint under stress; is it one to collect at?
private func countStress(_ p: ProcessPointer) -> Bool {
    let machine = p.machine
    machine.stressCountdown -= 1
    if machine.stressCountdown > 0 { return false }
    machine.stressCountdown = machine.options.collectorStress
    return true
}

private func runRaise(_ p: ProcessPointer, _ word: UInt64, _ fp: FramePointer, _ result: inout RunResult) -> Bool {
    p.pointee.sp = p.pointee.hp
    let value = slotTerm(fp, fieldA(word))
    switch unsafeBitCast(UInt8(fieldAux(word)), to: ErrorKind.self) {
    case .badMatch: return raise(p, p.tuple(Term(.badmatch), value), &result)
    case .caseClause: return raise(p, p.tuple(Term(.case_clause), value), &result)
    case .condClause: return raise(p, Term(.cond_clause), &result)
    case .withClause: return raise(p, p.tuple(Term(.with_clause), value), &result)
    case .tryClause: return raise(p, p.tuple(Term(.try_clause), value), &result)
    case .badBooleanAnd: return raise(p, p.tuple(Term(.badbool), Term(.and), value), &result)
    case .badBooleanOr: return raise(p, p.tuple(Term(.badbool), Term(.or), value), &result)
    case .argument: return raise(p, Term(.badarg), &result)
    case .value: return raise(p, value, &result)
    case .functionClause:
        _ = p.raiseError(.function_clause)
        return unwind(p, .functionClause, &result)
    }
}

/// `receiveWait` and `receiveWaitTimeout`: the label is the peek, where the process goes on when a signal has come.
private func waitForMessage(_ p: ProcessPointer, timeout: Term?, words: Int, _ result: inout RunResult) -> Bool {
    let pc = p.pointee.pc
    p.pointee.liveArguments = -1
    p.pointee.liveSafepoint = pc[1]
    p.pointee.sp = p.pointee.hp
    p.pointee.pc = pc + signedBC(pc.pointee)
    guard let timeout else {
        result = .waiting
        return p.prepareToWait()
    }
    switch p.waitForMessage(timeout: timeout) {
    case .parked:
        result = .waiting
        return true
    case .signalled: return false
    case .timedOut:
        p.pointee.pc = pc + words
        return false
    case .invalid:
        p.pointee.pc = pc
        _ = p.raiseError(.timeout_value)
        return unwind(p, .none, &result)
    }
}
