// The instruction loop. pc, fp, hp and the reductions are locals; whatever is rare leaves the inner loop with an event,
// which InterpreterEvents.swift handles, and comes back. Nothing in the inner loop retains, checks bounds or allocates
// other than by moving hp.
import Bytecode

/// Why the interpreter has come back from a process.
public enum RunResult: Sendable {
    /// The reductions are used up.
    case yielded
    /// The process is parked and may already run elsewhere.
    case waiting
    /// Normal return (`exceptionClass` is `none`), an exception that nobody caught, or a pending kill.
    case exited
    /// The process is in the hands of a pool, which will make it runnable.
    case away
}

/// What makes the loop leave its fast path.
enum LoopEvent: UInt8 {
    /// Arithmetic beyond small integers.
    case arithmetic
    /// An exception is in the process; pc is the instruction that raised.
    case raised
    /// Reductions are used up (or a collection is wanted) at the entry of the function at pc.
    case entry
    /// `enter` or `heap` found no room.
    case noRoom
    /// `callFun`/`tailCallFun` of what is no fun of that arity, or without room for its free variables.
    case funCall
    /// `nativeStub`, and what a native stub's body may answer.
    case nativeStub
    case callNativeSignal
    /// `callNative` and data instructions that allocated in a fragment: the result is in `nativeResult`.
    case collectAfterResult
    /// Anything else that is rare: decided by the opcode at pc.
    case slow
    case stop
}

/// Runs a process until its reductions are used up, it waits, or it ends.
func runProcess(_ p: ProcessPointer, scheduler: Scheduler) -> RunResult {
    var pc = p.pointee.pc
    var fp = FramePointer(p.pointee.fp)
    var hp = p.pointee.hp
    var reductions = p.pointee.reductions
    var result = RunResult.yielded

    while true {
        var event = LoopEvent.stop
        loop: while true {
            let word = pc.pointee
            switch opcode(word) {
            // MARK: Frames and control
            case .enter:
                if fp - fieldA(word) >= UnsafeMutableRawPointer(hp) {
                    pc += 1
                    continue loop
                }
                event = .noRoom
                break loop
            case .jump:
                pc += signedBC(word)
                continue loop
            case .return:
                setSlot(fp, 0, slot(fp, fieldA(word)))
                pc = address(slot(fp, -8))
                fp += safepointDelta(pc[-1])
                continue loop
            case .call:
                fp -= fieldA(word)
                setSlot(fp, -8, UInt64(UInt(bitPattern: pc + 2)))
                pc += signedBC(word)
                reductions &-= 1
                if reductions > 0 { continue loop }
                event = .entry
                break loop
            case .tailCall:
                pc += signedBC(word)
                reductions &-= 1
                if reductions > 0 { continue loop }
                event = .entry
                break loop
            case .callExport:
                fp -= fieldA(word)
                setSlot(fp, -8, UInt64(UInt(bitPattern: pc + 3)))
                pc = address(address(pc[1])[0])
                reductions &-= 1
                if reductions > 0 { continue loop }
                event = .entry
                break loop
            case .tailCallExport:
                pc = address(address(pc[1])[0])
                reductions &-= 1
                if reductions > 0 { continue loop }
                event = .entry
                break loop
            case .callFun, .tailCallFun:
                let fun = slotTerm(fp, fieldB(word))
                if fun.isBoxed, fun.header.kind == .fun {
                    let entry = UnsafeMutablePointer<FunEntry>(bitPattern: UInt(fun.boxedAddress[1])).unsafelyUnwrapped
                    let arity = fieldAux(word)
                    if entry.pointee.arity == arity {
                        let free = entry.pointee.free
                        let isCall = opcode(word) == .callFun
                        let frame = isCall ? fp - fieldA(word) : fp
                        if frame - (arity &+ free) &* 8 >= UnsafeMutableRawPointer(hp) {
                            let values = fun.boxedAddress + 2
                            var index = 0
                            while index < free {
                                setSlot(frame, (arity &+ index) &* 8, values[index])
                                index &+= 1
                            }
                            if isCall { setSlot(frame, -8, UInt64(UInt(bitPattern: pc + 2))) }
                            fp = frame
                            pc = entry.pointee.code
                            reductions &-= 1
                            if reductions > 0 { continue loop }
                            event = .entry
                            break loop
                        }
                    }
                }
                event = .funCall
                break loop
            case .callNative:
                let entry = UnsafeMutablePointer<NativeEntry>(bitPattern: UInt(pc[1])).unsafelyUnwrapped
                let arguments = fp - fieldA(word)
                p.pointee.hp = hp
                p.pointee.fp = fp.assumingMemoryBound(to: UInt64.self)
                p.pointee.sp = (arguments - (fieldAux(word) &+ StackRoom.reserve) &* 8).assumingMemoryBound(to: UInt64.self)
                let value = entry.pointee.body(p, arguments)
                hp = p.pointee.hp
                reductions &-= 1
                if value & 7 == 7 && value != 7 {
                    event = .callNativeSignal
                    p.pointee.nativeResult = Term(bits: value)
                    break loop
                }
                if p.pointee.collectWanted {
                    p.pointee.nativeResult = Term(bits: value)
                    event = .collectAfterResult
                    break loop
                }
                setSlot(fp, fieldA(word), value)
                pc += 3
                continue loop

            // MARK: Moves
            case .move:
                setSlot(fp, fieldA(word), slot(fp, fieldB(word)))
                pc += 1
                continue loop
            case .loadConstant:
                setSlot(fp, fieldA(word), pc[1])
                pc += 2
                continue loop
            case .loadSmall:
                setSlot(fp, fieldA(word), UInt64(bitPattern: Int64(signedBC(word))) << 3)
                pc += 1
                continue loop
            case .loadImmediate:
                setSlot(fp, fieldA(word), UInt64(bitPattern: Int64(signedBC(word))))
                pc += 1
                continue loop
            case .swap:
                let first = slot(fp, fieldA(word))
                setSlot(fp, fieldA(word), slot(fp, fieldB(word)))
                setSlot(fp, fieldB(word), first)
                pc += 1
                continue loop

            // MARK: Arithmetic
            case .add:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0 {
                    let (sum, overflow) = Int64(bitPattern: left).addingReportingOverflow(Int64(bitPattern: right))
                    if !overflow {
                        setSlot(fp, fieldA(word), UInt64(bitPattern: sum))
                        pc += 1
                        continue loop
                    }
                } else if left & 7 == 3, right & 7 == 3, fp - UnsafeMutableRawPointer(hp) >= fieldAux(word) &* 8 &+ 16, fieldAux(word) != 255 {
                    let value = Term(bits: left).float + Term(bits: right).float
                    if value.isFinite {
                        hp[0] = Header(.float, size: 1).bits
                        hp[1] = value.bitPattern
                        setSlot(fp, fieldA(word), Term(float: hp).bits)
                        hp += 2
                        pc += 1
                        continue loop
                    }
                }
                event = .arithmetic
                break loop
            case .subtract:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0 {
                    let (difference, overflow) = Int64(bitPattern: left).subtractingReportingOverflow(Int64(bitPattern: right))
                    if !overflow {
                        setSlot(fp, fieldA(word), UInt64(bitPattern: difference))
                        pc += 1
                        continue loop
                    }
                } else if left & 7 == 3, right & 7 == 3, fp - UnsafeMutableRawPointer(hp) >= fieldAux(word) &* 8 &+ 16, fieldAux(word) != 255 {
                    let value = Term(bits: left).float - Term(bits: right).float
                    if value.isFinite {
                        hp[0] = Header(.float, size: 1).bits
                        hp[1] = value.bitPattern
                        setSlot(fp, fieldA(word), Term(float: hp).bits)
                        hp += 2
                        pc += 1
                        continue loop
                    }
                }
                event = .arithmetic
                break loop
            case .multiply:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0 {
                    let (product, overflow) = (Int64(bitPattern: left) >> 3).multipliedReportingOverflow(by: Int64(bitPattern: right))
                    if !overflow {
                        setSlot(fp, fieldA(word), UInt64(bitPattern: product))
                        pc += 1
                        continue loop
                    }
                } else if left & 7 == 3, right & 7 == 3, fp - UnsafeMutableRawPointer(hp) >= fieldAux(word) &* 8 &+ 16, fieldAux(word) != 255 {
                    let value = Term(bits: left).float * Term(bits: right).float
                    if value.isFinite {
                        hp[0] = Header(.float, size: 1).bits
                        hp[1] = value.bitPattern
                        setSlot(fp, fieldA(word), Term(float: hp).bits)
                        hp += 2
                        pc += 1
                        continue loop
                    }
                }
                event = .arithmetic
                break loop
            case .addImmediate:
                let left = slot(fp, fieldB(word))
                if left & 7 == 0 {
                    let (sum, overflow) = Int64(bitPattern: left).addingReportingOverflow(Int64(signedC(word)) << 3)
                    if !overflow {
                        setSlot(fp, fieldA(word), UInt64(bitPattern: sum))
                        pc += 1
                        continue loop
                    }
                }
                event = .arithmetic
                break loop
            case .divide:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if left & 7 == 3, right & 7 == 3, fp - UnsafeMutableRawPointer(hp) >= fieldAux(word) &* 8 &+ 16, fieldAux(word) != 255 {
                    let value = Term(bits: left).float / Term(bits: right).float
                    if value.isFinite {
                        hp[0] = Header(.float, size: 1).bits
                        hp[1] = value.bitPattern
                        setSlot(fp, fieldA(word), Term(float: hp).bits)
                        hp += 2
                        pc += 1
                        continue loop
                    }
                }
                event = .arithmetic
                break loop
            case .integerDivide:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0, right != 0, right != UInt64(bitPattern: -8) {
                    let quotient = (Int64(bitPattern: left) >> 3) / (Int64(bitPattern: right) >> 3)
                    setSlot(fp, fieldA(word), UInt64(bitPattern: quotient << 3))
                    pc += 1
                    continue loop
                }
                event = .arithmetic
                break loop
            case .remainder:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0, right != 0, right != UInt64(bitPattern: -8) {
                    setSlot(fp, fieldA(word), UInt64(bitPattern: Int64(bitPattern: left) % Int64(bitPattern: right)))
                    pc += 1
                    continue loop
                }
                event = .arithmetic
                break loop
            case .bitAnd:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0 {
                    setSlot(fp, fieldA(word), left & right)
                    pc += 1
                    continue loop
                }
                event = .arithmetic
                break loop
            case .bitOr:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0 {
                    setSlot(fp, fieldA(word), left | right)
                    pc += 1
                    continue loop
                }
                event = .arithmetic
                break loop
            case .bitXor:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0 {
                    setSlot(fp, fieldA(word), left ^ right)
                    pc += 1
                    continue loop
                }
                event = .arithmetic
                break loop
            case .shiftRight:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0, Int64(bitPattern: right) >= 0 {
                    let distance = min(right >> 3, 63)
                    setSlot(fp, fieldA(word), UInt64(bitPattern: Int64(bitPattern: left) >> Int64(distance)) & ~7)
                    pc += 1
                    continue loop
                }
                event = .arithmetic
                break loop
            case .shiftLeft:
                let left = slot(fp, fieldB(word)), right = slot(fp, fieldC(word))
                if (left | right) & 7 == 0, Int64(bitPattern: right) >= 0, right >> 3 < 60 {
                    let shifted = Int64(bitPattern: left) << Int64(right >> 3)
                    if shifted >> Int64(right >> 3) == Int64(bitPattern: left) {
                        setSlot(fp, fieldA(word), UInt64(bitPattern: shifted))
                        pc += 1
                        continue loop
                    }
                }
                event = .arithmetic
                break loop
            case .negate, .bitNot:
                event = .arithmetic
                break loop

            // MARK: Comparisons as values
            case .equal:
                setSlot(fp, fieldA(word), Term.boolean(looselyEqual(slot(fp, fieldB(word)), slot(fp, fieldC(word)))).bits)
                pc += 1
                continue loop
            case .notEqual:
                setSlot(fp, fieldA(word), Term.boolean(!looselyEqual(slot(fp, fieldB(word)), slot(fp, fieldC(word)))).bits)
                pc += 1
                continue loop
            case .exactEqual:
                setSlot(fp, fieldA(word), Term.boolean(identical(slot(fp, fieldB(word)), slot(fp, fieldC(word)))).bits)
                pc += 1
                continue loop
            case .exactNotEqual:
                setSlot(fp, fieldA(word), Term.boolean(!identical(slot(fp, fieldB(word)), slot(fp, fieldC(word)))).bits)
                pc += 1
                continue loop
            case .less:
                setSlot(fp, fieldA(word), Term.boolean(isLess(p, slot(fp, fieldB(word)), slot(fp, fieldC(word)))).bits)
                pc += 1
                continue loop
            case .greaterOrEqual:
                setSlot(fp, fieldA(word), Term.boolean(!isLess(p, slot(fp, fieldB(word)), slot(fp, fieldC(word)))).bits)
                pc += 1
                continue loop
            case .not:
                let value = slot(fp, fieldB(word))
                if value | 8 == Term(.true).bits {
                    setSlot(fp, fieldA(word), value ^ 8)
                    pc += 1
                    continue loop
                }
                _ = p.badArgument()
                event = .raised
                break loop

            // MARK: Comparisons as tests
            case .testLess:
                pc += isLess(p, slot(fp, fieldA(word)), slot(fp, fieldB(word))) ? 1 : signedC(word)
                continue loop
            case .testGreaterOrEqual:
                pc += isLess(p, slot(fp, fieldA(word)), slot(fp, fieldB(word))) ? signedC(word) : 1
                continue loop
            case .testEqual:
                pc += looselyEqual(slot(fp, fieldA(word)), slot(fp, fieldB(word))) ? 1 : signedC(word)
                continue loop
            case .testNotEqual:
                pc += looselyEqual(slot(fp, fieldA(word)), slot(fp, fieldB(word))) ? signedC(word) : 1
                continue loop
            case .testExactEqual:
                pc += identical(slot(fp, fieldA(word)), slot(fp, fieldB(word))) ? 1 : signedC(word)
                continue loop
            case .testExactNotEqual:
                pc += identical(slot(fp, fieldA(word)), slot(fp, fieldB(word))) ? signedC(word) : 1
                continue loop
            case .testLessImmediate:
                pc += isLess(p, slot(fp, fieldA(word)), UInt64(bitPattern: Int64(signedB(word))) << 3) ? 1 : signedC(word)
                continue loop
            case .testGreaterOrEqualImmediate:
                pc += isLess(p, slot(fp, fieldA(word)), UInt64(bitPattern: Int64(signedB(word))) << 3) ? signedC(word) : 1
                continue loop
            case .testGreaterImmediate:
                pc += isLess(p, UInt64(bitPattern: Int64(signedB(word))) << 3, slot(fp, fieldA(word))) ? 1 : signedC(word)
                continue loop
            case .testLessOrEqualImmediate:
                pc += isLess(p, UInt64(bitPattern: Int64(signedB(word))) << 3, slot(fp, fieldA(word))) ? signedC(word) : 1
                continue loop
            case .testEqualImmediate:
                pc += looselyEqual(slot(fp, fieldA(word)), UInt64(bitPattern: Int64(signedB(word))) << 3) ? 1 : signedC(word)
                continue loop
            case .testNotEqualImmediate:
                pc += looselyEqual(slot(fp, fieldA(word)), UInt64(bitPattern: Int64(signedB(word))) << 3) ? signedC(word) : 1
                continue loop
            case .testIs:
                pc += slot(fp, fieldA(word)) == pc[1] ? 2 : signedBC(word)
                continue loop
            case .testIsNot:
                pc += slot(fp, fieldA(word)) == pc[1] ? signedBC(word) : 2
                continue loop
            case .testExactConstant:
                pc += identical(slot(fp, fieldA(word)), pc[1]) ? 2 : signedBC(word)
                continue loop
            case .testNotExactConstant:
                pc += identical(slot(fp, fieldA(word)), pc[1]) ? signedBC(word) : 2
                continue loop

            // MARK: Type tests
            case .testSmallOrBig:
                let value = slot(fp, fieldA(word))
                pc += value & 7 == 0 || Term(bits: value).isBoxed(.bigInteger) ? 1 : signedBC(word)
                continue loop
            case .testFloat:
                pc += slot(fp, fieldA(word)) & 7 == 3 ? 1 : signedBC(word)
                continue loop
            case .testNumber:
                let value = slot(fp, fieldA(word))
                pc += value & 7 == 0 || value & 7 == 3 || Term(bits: value).isBoxed(.bigInteger) ? 1 : signedBC(word)
                continue loop
            case .testAtom:
                pc += slot(fp, fieldA(word)) & 7 == 4 ? 1 : signedBC(word)
                continue loop
            case .testBoolean:
                pc += slot(fp, fieldA(word)) | 8 == Term(.true).bits ? 1 : signedBC(word)
                continue loop
            case .testBinary:
                pc += isBinary(slotTerm(fp, fieldA(word))) ? 1 : signedBC(word)
                continue loop
            case .testBitstring:
                let value = slotTerm(fp, fieldA(word))
                pc += value.isBoxed && (value.header.kind == .heapBinary || value.header.kind == .subBinary) ? 1 : signedBC(word)
                continue loop
            case .testList:
                let value = slot(fp, fieldA(word))
                pc += value & 7 == 1 || value == 7 ? 1 : signedBC(word)
                continue loop
            case .testCons:
                pc += slot(fp, fieldA(word)) & 7 == 1 ? 1 : signedBC(word)
                continue loop
            case .testEmptyList:
                pc += slot(fp, fieldA(word)) == 7 ? 1 : signedBC(word)
                continue loop
            case .testTuple:
                pc += slotTerm(fp, fieldA(word)).isBoxed(.tuple) ? 1 : signedBC(word)
                continue loop
            case .testMap:
                let value = slotTerm(fp, fieldA(word))
                pc += value.isBoxed && (value.header.kind == .smallMap || value.header.kind == .largeMap) ? 1 : signedBC(word)
                continue loop
            case .testFun:
                let value = slotTerm(fp, fieldA(word))
                pc += value.isBoxed && (value.header.kind == .fun || value.header.kind == .exportFun) ? 1 : signedBC(word)
                continue loop
            case .testFunArity:
                pc += funArity(slotTerm(fp, fieldA(word))) == fieldAux(word) ? 1 : signedBC(word)
                continue loop
            case .testPid:
                let value = slotTerm(fp, fieldA(word))
                pc += value.isLocalPid || value.isBoxed(.externalPid) ? 1 : signedBC(word)
                continue loop
            case .testPort:
                pc += slotTerm(fp, fieldA(word)).isLocalPort ? 1 : signedBC(word)
                continue loop
            case .testReference:
                let value = slotTerm(fp, fieldA(word))
                pc += value.isBoxed && (value.header.kind == .reference || value.header.kind == .magic || value.header.kind == .externalReference) ? 1 : signedBC(word)
                continue loop
            case .testTupleSize:
                let value = slotTerm(fp, fieldA(word))
                pc += value.isBoxed && value.header.bits & 0xFF_FFFF_FFFF == Header(.tuple, size: fieldB(word)).bits ? 1 : signedC(word)
                continue loop
            case .testTaggedTuple:
                let value = slotTerm(fp, fieldA(word))
                pc += value.isBoxed && value.header.bits & 0xFF_FFFF_FFFF == Header(.tuple, size: fieldAux(word)).bits && value.boxedAddress[1] == pc[1] ? 2 : signedBC(word)
                continue loop
            case .testTruthy:
                let value = slot(fp, fieldA(word))
                pc += value != Term(.false).bits && value != Term(.nil).bits ? 1 : signedBC(word)
                continue loop
            case .testFalsy:
                let value = slot(fp, fieldA(word))
                pc += value == Term(.false).bits || value == Term(.nil).bits ? 1 : signedBC(word)
                continue loop
            case .testTrue:
                pc += slot(fp, fieldA(word)) == Term(.true).bits ? 1 : signedBC(word)
                continue loop
            case .testFalse:
                pc += slot(fp, fieldA(word)) == Term(.false).bits ? 1 : signedBC(word)
                continue loop

            // MARK: Switches
            case .switchTerm:
                let value = slot(fp, fieldA(word))
                var low = 0, high = fieldB(word)
                let pairs = pc + 2
                while low < high {
                    let middle = (low &+ high) &>> 1
                    if pairs[middle &* 2] < value { low = middle &+ 1 } else { high = middle }
                }
                if low < fieldB(word), pairs[low &* 2] == value {
                    pc += Int(Int64(bitPattern: pairs[low &* 2 &+ 1]))
                } else {
                    pc += Int(Int64(bitPattern: pc[1]))
                }
                continue loop
            case .switchDense:
                let value = slot(fp, fieldA(word))
                let index = (value &- pc[2]) &>> 3
                if value & 7 == 0, index < UInt64(fieldB(word)) {
                    pc += Int(Int64(bitPattern: pc[3 &+ Int(index)]))
                } else {
                    pc += Int(Int64(bitPattern: pc[1]))
                }
                continue loop
            case .switchTupleSize:
                let value = slotTerm(fp, fieldA(word))
                if value.isTuple, value.tupleSize < fieldB(word) {
                    pc += Int(Int64(bitPattern: pc[2 &+ value.tupleSize]))
                } else {
                    pc += Int(Int64(bitPattern: pc[1]))
                }
                continue loop

            // MARK: Data
            case .heap:
                if UnsafeMutableRawPointer(hp) + signedBC(word) <= fp {
                    pc += 2
                    continue loop
                }
                event = .noRoom
                break loop
            case .cons:
                hp[0] = slot(fp, fieldB(word))
                hp[1] = slot(fp, fieldC(word))
                setSlot(fp, fieldA(word), Term(cons: hp).bits)
                hp += 2
                pc += 1
                continue loop
            case .tuple2:
                hp[0] = Header(.tuple, size: 2).bits
                hp[1] = slot(fp, fieldB(word))
                hp[2] = slot(fp, fieldC(word))
                setSlot(fp, fieldA(word), Term(boxed: hp).bits)
                hp += 3
                pc += 1
                continue loop
            case .makeTuple:
                let count = fieldB(word)
                hp[0] = Header(.tuple, size: count).bits
                var index = 0
                while index < count {
                    hp[index &+ 1] = slot(fp, packedSlot(pc + 1, index))
                    index &+= 1
                }
                setSlot(fp, fieldA(word), Term(boxed: hp).bits)
                hp += count &+ 1
                pc += 1 &+ packedWords(count)
                continue loop
            case .head:
                setSlot(fp, fieldA(word), slotTerm(fp, fieldB(word)).head.bits)
                pc += 1
                continue loop
            case .tail:
                setSlot(fp, fieldA(word), slotTerm(fp, fieldB(word)).tail.bits)
                pc += 1
                continue loop
            case .uncons:
                let cell = slotTerm(fp, fieldC(word)).consAddress
                let head = cell[0], tail = cell[1]
                setSlot(fp, fieldA(word), head)
                setSlot(fp, fieldB(word), tail)
                pc += 1
                continue loop
            case .element:
                setSlot(fp, fieldA(word), slotTerm(fp, fieldB(word)).boxedAddress[fieldC(word) &+ 1])
                pc += 1
                continue loop
            case .elementTwo:
                let tuple = slotTerm(fp, fieldC(word)).boxedAddress + fieldAux(word)
                let first = tuple[1], second = tuple[2]
                setSlot(fp, fieldA(word), first)
                setSlot(fp, fieldB(word), second)
                pc += 1
                continue loop
            case .makeFun:
                let count = fieldB(word)
                hp[0] = Header(.fun, size: count &+ 1).bits
                hp[1] = pc[1]
                var index = 0
                while index < count {
                    hp[index &+ 2] = slot(fp, packedSlot(pc + 2, index))
                    index &+= 1
                }
                setSlot(fp, fieldA(word), Term(boxed: hp).bits)
                hp += count &+ 2
                pc += 2 &+ packedWords(count)
                continue loop
            case .mapLiteral:
                let count = fieldB(word)
                hp[0] = Header(.smallMap, size: count &+ 1).bits
                hp[1] = pc[1]
                var index = 0
                while index < count {
                    hp[index &+ 2] = slot(fp, packedSlot(pc + 2, index))
                    index &+= 1
                }
                setSlot(fp, fieldA(word), Term(boxed: hp).bits)
                hp += count &+ 2
                pc += 2 &+ packedWords(count)
                continue loop
            case .mapGetConstant:
                let map = slotTerm(fp, fieldB(word))
                if map.isBoxed, map.header.kind == .smallMap {
                    let shape = UInt64(map.body(0).header.extra)
                    let cached = address(pc[2]).pointee
                    if cached >> 32 == shape, shape != 0 {
                        setSlot(fp, fieldA(word), map.boxedAddress[2 &+ Int(truncatingIfNeeded: cached & 0xFFFF_FFFF)])
                        pc += 3
                        continue loop
                    }
                }
                let value = mapGetCaching(map, Term(bits: pc[1]), address(pc[2]))
                if value == Term.none {
                    pc += signedC(word)
                } else {
                    setSlot(fp, fieldA(word), value.bits)
                    pc += 3
                }
                continue loop
            case .mapGet:
                let map = slotTerm(fp, fieldB(word))
                let value = isMap(map) ? mapGet(map, slotTerm(fp, fieldC(word))) : .none
                if value == Term.none {
                    pc += Int(Int64(bitPattern: pc[1]))
                } else {
                    setSlot(fp, fieldA(word), value.bits)
                    pc += 2
                }
                continue loop

            // MARK: Binaries
            case .bitsBegin:
                let value = slotTerm(fp, fieldB(word))
                if value.isBoxed, value.header.kind == .heapBinary || value.header.kind == .subBinary {
                    setSlot(fp, fieldA(word), 0)
                    pc += 1
                } else {
                    pc += signedC(word)
                }
                continue loop
            case .bitsByte:
                let view = BitView(slotTerm(fp, fieldB(word)))
                let position = Int(slot(fp, fieldC(word)) &>> 3)
                if position &+ 8 <= view.bitSize {
                    let bit = view.bitOffset &+ position
                    let byte: UInt64
                    if bit & 7 == 0 {
                        byte = UInt64(view.base[bit &>> 3])
                    } else {
                        byte = (UInt64(view.base[bit &>> 3]) << UInt64(bit & 7) | UInt64(view.base[bit &>> 3 &+ 1]) >> UInt64(8 &- bit & 7)) & 0xFF
                    }
                    setSlot(fp, fieldC(word), UInt64(position &+ 8) << 3)
                    setSlot(fp, fieldA(word), byte << 3)
                    pc += 2
                } else {
                    pc += signedBC(pc[1])
                }
                continue loop
            case .bitsTestEnd:
                let view = BitView(slotTerm(fp, fieldB(word)))
                pc += Int(slot(fp, fieldC(word)) &>> 3) == view.bitSize ? 2 : signedBC(pc[1])
                continue loop
            case .bitsTestUnit:
                let unit = Int(pc[1] & 0xFFFF_FFFF)
                let left = slotTerm(fp, fieldB(word)).bitSize &- Int(slot(fp, fieldC(word)) &>> 3)
                pc += (unit == 8 ? left & 7 : left % max(unit, 1)) == 0 ? 2 : signedBC(pc[1])
                continue loop
            case .bitsRest:
                // What is left is a view, however small it is: walks over a binary take one rest after the other.
                let term = slotTerm(fp, fieldB(word))
                let position = Int(slot(fp, fieldC(word)) &>> 3)
                if fp - UnsafeMutableRawPointer(hp) >= fieldAux(word) &* 8 &+ 32, fieldAux(word) != 255, position > 0 {
                    let isWhole = term.header.kind == .heapBinary
                    hp[0] = Header(.subBinary, size: 3).bits
                    hp[1] = isWhole ? term.bits : term.body(0).bits
                    hp[2] = Term(small: isWhole ? position : term.body(1).small &+ position).bits
                    hp[3] = Term(small: term.bitSize &- position).bits
                    setSlot(fp, fieldA(word), Term(boxed: hp).bits)
                    hp += 4
                    pc += 2
                    continue loop
                }
                event = .slow
                break loop
            case .bitsInteger:
                let size = Int(pc[1] & 0xFFFF_FFFF)
                let view = BitView(slotTerm(fp, fieldB(word)))
                let position = Int(slot(fp, fieldC(word)) &>> 3)
                let bit = view.bitOffset &+ position
                if fieldAux(word) == 0, (bit | size) & 7 == 0, size <= 56, position &+ size <= view.bitSize {
                    var value: UInt64 = 0
                    var byte = view.base + bit &>> 3
                    let end = byte + size &>> 3
                    while byte < end {
                        value = value << 8 | UInt64(byte.pointee)
                        byte += 1
                    }
                    setSlot(fp, fieldC(word), UInt64(position &+ size) << 3)
                    setSlot(fp, fieldA(word), value << 3)
                    pc += 2
                    continue loop
                }
                p.pointee.hp = hp
                p.pointee.sp = hp
                pc += matchBits(p, pc, fp)
                hp = p.pointee.hp
                continue loop
            case .bitsIntegerVariable, .bitsFloat, .bitsFloatVariable, .bitsUTF, .bitsSkip,
                 .bitsSkipVariable, .bitsSkipUTF, .bitsLiteral:
                p.pointee.hp = hp
                p.pointee.sp = hp
                pc += matchBits(p, pc, fp)
                hp = p.pointee.hp
                continue loop

            case .bitsBuild:
                if p.pointee.collectWanted {
                    event = .slow
                    break loop
                }
                p.pointee.hp = hp
                p.pointee.sp = fieldAux(word) == 255 ? hp : (fp - fieldAux(word) &* 8).assumingMemoryBound(to: UInt64.self)
                var words = 0
                if let value = buildBytes(p, pc + 2, fieldB(word), fp, &words) {
                    hp = p.pointee.hp
                    setSlot(fp, fieldA(word), value.bits)
                    pc += 2 &+ words
                    continue loop
                }
                event = .slow
                break loop

            // MARK: Processes
            case .receiveMark:
                if p.pointee.receiveMarkCount > 0 { p.skipOlderMessages(than: slotTerm(fp, fieldA(word))) }
                pc += 1
                continue loop
            case .receivePeek:
                if let message = p.pointee.receivePosition.pointee {
                    setSlot(fp, fieldA(word), message.pointee.term.bits)
                    pc += 1
                    continue loop
                }
                // Fetching signals may answer questions about the stack.
                p.pointee.hp = hp
                p.pointee.sp = hp
                p.pointee.pc = pc
                p.pointee.fp = fp.assumingMemoryBound(to: UInt64.self)
                let message = p.fetchAndPeek()
                hp = p.pointee.hp
                if message == Term.none {
                    pc += signedBC(word)
                } else {
                    setSlot(fp, fieldA(word), message.bits)
                    pc += 1
                }
                continue loop
            case .receiveTake:
                p.takeMessage()
                pc += 1
                if p.pointee.collectWanted, p.pointee.reductionsSetAside == 0, reductions > 0 {
                    // The adopted messages have become many: the next call collects.
                    p.pointee.reductionsSetAside = reductions
                    reductions = 0
                }
                continue loop
            case .receiveNext:
                // And the peek that follows, if there is a message. Where a tuple with an atom at its front is wanted and nothing
                // else, the messages that have another are passed over.
                p.nextMessage()
                let next = pc
                pc += signedBC(word)
                let test = pc[1]
                if opcode(test) == .testTaggedTuple, pc + 1 + signedBC(test) == next {
                    p.skipMessages(notTagged: UInt32(truncatingIfNeeded: pc[2]))
                }
                if let message = p.pointee.receivePosition.pointee {
                    setSlot(fp, fieldA(pc.pointee), message.pointee.term.bits)
                    pc += 1
                }
                continue loop
            case .selfPid:
                setSlot(fp, fieldA(word), p.pointee.pid.bits)
                pc += 1
                continue loop

            case .nativeStub:
                event = .nativeStub
                break loop
            case .mapNew, .mapPut, .mapUpdate, .mapUpdateConstant, .bitsBinary, .bitsBinaryVariable,
                 .raise, .reraise, .receiveWait, .receiveWaitTimeout, .undefinedStub, .applyStub, .processExit, .stackMark, .compileResume,
                 .enterStress, .heapStress, .callNativeSeeded, .breakpoint, .halt:
                event = .slow
                break loop
            }
        }

        p.pointee.pc = pc
        p.pointee.fp = fp.assumingMemoryBound(to: UInt64.self)
        p.pointee.hp = hp
        p.pointee.reductions = reductions
        if handle(event, p, &result) { return result }
        pc = p.pointee.pc
        fp = FramePointer(p.pointee.fp)
        hp = p.pointee.hp
        reductions = p.pointee.reductions
    }
}

// MARK: Fast paths shared by tests and values

/// `===` on words.
@inline(__always)
func identical(_ left: UInt64, _ right: UInt64) -> Bool {
    if left == right { return true }
    // Different words are equal only if both point to heap objects.
    if Term(bits: left).isImmediate || Term(bits: right).isImmediate || (left ^ right) & 7 != 0 { return false }
    return exactlyEqual(Term(bits: left), Term(bits: right))
}

/// `==` on words.
@inline(__always)
func looselyEqual(_ left: UInt64, _ right: UInt64) -> Bool {
    if left == right { return true }
    if Term(bits: left).isImmediate && Term(bits: right).isImmediate { return false }
    return equal(Term(bits: left), Term(bits: right))
}

/// `<` on words.
@inline(__always)
func isLess(_ p: ProcessPointer, _ left: UInt64, _ right: UInt64) -> Bool {
    if (left | right) & 7 == 0 { return Int64(bitPattern: left) < Int64(bitPattern: right) }
    return orderSlow(p, left, right) < 0
}

@inline(never)
func orderSlow(_ p: ProcessPointer, _ left: UInt64, _ right: UInt64) -> Int {
    if left & 7 == 3, right & 7 == 3 {
        let first = Term(bits: left).float, second = Term(bits: right).float
        return first < second ? -1 : first == second ? 0 : 1
    }
    return p.compare(Term(bits: left), Term(bits: right))
}

/// The arity of a fun, -1 for what is none.
@inline(__always)
func funArity(_ term: Term) -> Int {
    guard term.isBoxed else { return -1 }
    switch term.header.kind {
    case .fun: return UnsafeMutablePointer<FunEntry>(bitPattern: UInt(term.boxedAddress[1])).unsafelyUnwrapped.pointee.arity
    case .exportFun: return UnsafeMutablePointer<ExportEntry>(bitPattern: UInt(term.boxedAddress[1])).unsafelyUnwrapped.pointee.arity
    default: return -1
    }
}
