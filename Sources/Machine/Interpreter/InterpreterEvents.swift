// What the loop does not do inline: running out of room or reductions, calls of funs that do not fit, native stubs, and the
// bridge from an event to an exception. The registers are in the process while these run.
import Bytecode

/// Deals with an event. Returns whether the process stops, with the reason in `result`; else the loop goes on at p's pc.
func handle(_ event: LoopEvent, _ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    switch event {
    case .arithmetic: return finishArithmetic(p, &result)
    case .raised: return unwind(p, .none, &result)
    case .entry: return atEntry(p, &result)
    case .noRoom: return makeRoom(p, &result)
    case .funCall: return finishFunCall(p, &result)
    case .nativeStub: return runNativeStub(p, &result)
    case .callNativeSignal:
        let entry = UnsafeMutablePointer<NativeEntry>(bitPattern: UInt(p.pointee.pc[1])).unsafelyUnwrapped
        p.pointee.nativeResult = .none
        return unwind(p, .native(entry.pointee.export, FramePointer(p.pointee.fp) - fieldA(p.pointee.pc.pointee)), &result)
    case .collectAfterResult:
        let word = p.pointee.pc.pointee
        guard collect(p, need: 0, live: .safepoint(p.pointee.pc[2])) else { return ended(p, &result) }
        setSlot(FramePointer(p.pointee.fp), fieldA(word), takeResult(p).bits)
        p.pointee.pc += 3
        return false
    case .slow: return runSlowInstruction(p, &result)
    case .stop: return true
    }
}

/// The process ends because a collection found its heap beyond the limit.
func ended(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    // A budget that is spent has given its reason.
    if !p.pointee.isExiting {
        p.pointee.exceptionClass = Term(.exit)
        p.pointee.exceptionReason = Term(.killed)
    }
    result = .exited
    return true
}

/// The result that was kept in the process during a collection.
func takeResult(_ p: ProcessPointer) -> Term {
    let result = p.pointee.nativeResult
    p.pointee.nativeResult = .none
    return result
}

/// The number of arguments that are live at a function's entry.
func entryArity(_ p: ProcessPointer, _ pc: WordPointer) -> Int {
    switch opcode(pc.pointee) {
    case .enter, .enterStress, .nativeStub, .undefinedStub, .applyStub: return fieldAux(pc.pointee)
    case .breakpoint where pc != p.machine.traceReturnAddress: return p.machine.breakpoints.find(pc)?.arity ?? 0
    default:
        guard let module = p.machine.code.module(containing: pc), let function = module.function(at: pc - module.words) else { return 0 }
        return module.code.functions[function].arity
    }
}

private func atEntry(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let arity = entryArity(p, p.pointee.pc)
    if p.pointee.collectWanted {
        p.pointee.reductions += p.pointee.reductionsSetAside
        p.pointee.reductionsSetAside = 0
        guard collect(p, need: 0, live: .arguments(arity)) else { return ended(p, &result) }
        if p.pointee.reductions > 0 { return false }
    }
    p.pointee.liveArguments = arity
    p.pointee.sp = p.pointee.fp - arity
    result = .yielded
    return true
}

/// Makes the process reach a safepoint soon: the next call sees no reductions left.
@inline(__always)
func hurryToSafepoint(_ p: ProcessPointer) {
    if p.pointee.reductionsSetAside == 0, p.pointee.reductions > 0 {
        p.pointee.reductionsSetAside = p.pointee.reductions
        p.pointee.reductions = 0
    }
}

private func makeRoom(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let word = p.pointee.pc.pointee
    let roomy: Bool
    switch opcode(word) {
    case .enter, .enterStress: roomy = collect(p, need: fieldA(word) / 8 + 1, live: .arguments(fieldAux(word)))
    default: roomy = collect(p, need: signedBC(word) / 8 + 1, live: .safepoint(p.pointee.pc[1]))
    }
    return roomy ? false : ended(p, &result)
}

/// A call of something that is no fun of that arity made in code, or that found no room for its free variables.
private func finishFunCall(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let word = p.pointee.pc.pointee
    let fp = FramePointer(p.pointee.fp)
    let isCall = opcode(word) == .callFun
    let arity = fieldAux(word)
    let fun = slotTerm(fp, fieldB(word))
    let window = isCall ? fieldA(word) : 0
    guard funArity(fun) >= 0 else {
        let reason = p.tuple(Term(.badfun), fun)
        return raise(p, reason, &result)
    }
    guard funArity(fun) == arity else {
        var arguments = Term.emptyList
        for index in stride(from: arity - 1, through: 0, by: -1) { arguments = p.cons(slotTerm(fp, window + index * 8), arguments) }
        let reason = p.tuple(Term(.badarity), p.tuple(fun, arguments))
        return raise(p, reason, &result)
    }
    if fun.header.kind == .exportFun {
        let entry = UnsafeMutablePointer<ExportEntry>(bitPattern: UInt(fun.boxedAddress[1])).unsafelyUnwrapped
        if isCall {
            setSlot(fp, window - 8, UInt64(UInt(bitPattern: p.pointee.pc + 2)))
            p.pointee.fp -= window / 8
        }
        p.pointee.pc = entry.pointee.code
        p.pointee.reductions -= 1
        return p.pointee.reductions > 0 ? false : atEntry(p, &result)
    }
    let entry = UnsafeMutablePointer<FunEntry>(bitPattern: UInt(fun.boxedAddress[1])).unsafelyUnwrapped
    let need = window / 8 + arity + entry.pointee.free + 2
    p.pointee.nativeResult = fun
    let live = isCall ? Live(safepoint: p.pointee.pc[1], window: window, count: arity, extent: fieldB(word)) : Live(safepoint: 0, window: 0, count: arity, extent: fieldB(word))
    guard collect(p, need: max(need, fieldB(word) / 8 + 2), live: live) else { return ended(p, &result) }
    setSlot(FramePointer(p.pointee.fp), fieldB(word), takeResult(p).bits)
    return false
}

// MARK: Native stubs

private func runNativeStub(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let entry = UnsafeMutablePointer<NativeEntry>(bitPattern: UInt(p.pointee.pc[1])).unsafelyUnwrapped
    let fp = FramePointer(p.pointee.fp)
    let arity = entry.pointee.arity
    p.pointee.sp = (fp - (arity + StackRoom.reserve) * 8).assumingMemoryBound(to: UInt64.self)
    p.pointee.liveArguments = arity
    if !entry.pointee.authority.isEmpty, !domainAllows(p, entry, NativeArguments(fp)) {
        // Files have an error for it, which programs know.
        if p.machine.atoms.string(entry.pointee.export.pointee.module) == "prim_file" {
            return finishNative(p, p.tuple(Term(.error), p.machine.atoms.term("eacces")), &result)
        }
        _ = p.raise(.error, p.tuple(Term(.denied), entry.pointee.export.pointee.module, entry.pointee.export.pointee.function))
        return unwind(p, .native(entry.pointee.export, fp), &result)
    }
    let value = Term(bits: entry.pointee.body(p, fp))
    guard value.isNativeSignal else {
        return finishNative(p, value, &result)
    }
    switch value {
    case .yield:
        result = .yielded
        return true
    case .wait:
        if p.pointee.state.load(ordering: .relaxed) == ProcessState.away.rawValue {
            result = .away
            return true
        }
        result = .waiting
        return p.waitInNative()
    case .trap:
        return enterTrap(p, &result)
    default:
        return unwind(p, .native(entry.pointee.export, FramePointer(p.pointee.fp)), &result)
    }
}

/// Returns a native's value from its stub's frame to the caller.
private func finishNative(_ p: ProcessPointer, _ value: Term, _ result: inout RunResult) -> Bool {
    var value = value
    p.pointee.nativeState = .none
    if p.pointee.collectWanted {
        p.pointee.nativeResult = value
        guard collect(p, need: 2, live: .arguments(0)) else { return ended(p, &result) }
        value = takeResult(p)
    }
    returnFromFrame(p, value)
    return false
}

/// What the instruction `return` does, for a value.
func returnFromFrame(_ p: ProcessPointer, _ value: Term) {
    let fp = FramePointer(p.pointee.fp)
    setSlot(fp, 0, value.bits)
    let returnAddress = address(slot(fp, -8))
    p.pointee.pc = returnAddress
    p.pointee.fp = (fp + safepointDelta(safepoint(of: returnAddress))).assumingMemoryBound(to: UInt64.self)
}

/// Tail-calls what a native asked for.
private func enterTrap(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let arity = p.pointee.trapArity
    if p.pointee.fp - (arity + 1) < p.pointee.hp {
        // The trap's arguments are roots of the process.
        guard collect(p, need: arity + 2, live: .arguments(0)) else { return ended(p, &result) }
    }
    let fp = FramePointer(p.pointee.fp)
    let arguments = p.pointee.trapArguments
    if arity > 0 { setSlot(fp, 0, arguments.0.bits) }
    if arity > 1 { setSlot(fp, 8, arguments.1.bits) }
    if arity > 2 { setSlot(fp, 16, arguments.2.bits) }
    if arity > 3 { setSlot(fp, 24, arguments.3.bits) }
    p.pointee.trapArguments = (.none, .none, .none, .none)
    p.pointee.nativeState = .none
    p.pointee.pc = p.pointee.trapExport.unsafelyUnwrapped.pointee.code
    p.pointee.reductions -= 1
    return p.pointee.reductions > 0 ? false : atEntry(p, &result)
}

/// `apply(fun, arguments)` and `apply(module, function, arguments)`: spreads the list over the slots and goes there.
func runApply(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let fp = FramePointer(p.pointee.fp)
    let isFun = fieldAux(p.pointee.pc.pointee) == 2
    // Only errors name it.
    var export: UnsafeMutablePointer<ExportEntry> { p.machine.code.export(Term(.erlang), Term(.apply), isFun ? 2 : 3) }
    p.pointee.sp = (fp - (3 + StackRoom.reserve) * 8).assumingMemoryBound(to: UInt64.self)
    let list = slotTerm(fp, isFun ? 8 : 16)
    var count = 0
    var rest = list
    while rest.isCons {
        count += 1
        rest = rest.tail
    }
    guard rest.isEmptyList, count <= 255, isFun || slotTerm(fp, 8).isAtom else {
        _ = p.badArgument()
        return unwind(p, .native(export, fp), &result)
    }
    let target: WordPointer
    var values: WordPointer?
    var free = 0
    if isFun {
        let fun = slotTerm(fp, 0)
        guard funArity(fun) >= 0 else { return raise(p, p.tuple(Term(.badfun), fun), &result) }
        guard funArity(fun) == count else { return raise(p, p.tuple(Term(.badarity), p.tuple(fun, list)), &result) }
        if fun.header.kind == .exportFun {
            target = UnsafeMutablePointer<ExportEntry>(bitPattern: UInt(fun.boxedAddress[1])).unsafelyUnwrapped.pointee.code
        } else {
            let entry = UnsafeMutablePointer<FunEntry>(bitPattern: UInt(fun.boxedAddress[1])).unsafelyUnwrapped
            target = entry.pointee.code
            free = entry.pointee.free
            values = fun.boxedAddress + 2
        }
    } else {
        guard slotTerm(fp, 0).isAtom else {
            _ = p.badArgument()
            return unwind(p, .native(export, fp), &result)
        }
        target = p.machine.code.export(slotTerm(fp, 0), slotTerm(fp, 8), count).pointee.code
    }
    if p.pointee.fp - (count + free + 1) < p.pointee.hp {
        guard collect(p, need: count + free + 4, live: .arguments(isFun ? 2 : 3)) else { return ended(p, &result) }
        return false
    }
    var index = 0
    rest = list
    while rest.isCons {
        setSlot(fp, index * 8, rest.head.bits)
        rest = rest.tail
        index += 1
    }
    for position in 0..<free { setSlot(fp, (count + position) * 8, values.unsafelyUnwrapped[position]) }
    p.pointee.pc = target
    p.pointee.reductions -= 1
    return p.pointee.reductions > 0 ? false : atEntry(p, &result)
}

/// A call of a function that did not exist when it was called: finds its module, or raises undef. The process may have lost
/// its turn before it came here, and another one may have loaded the module meanwhile.
func runUndefined(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let entry = UnsafeMutablePointer<ExportEntry>(bitPattern: UInt(p.pointee.pc[1])).unsafelyUnwrapped
    if !entry.pointee.isDefined { _ = p.machine.loadFromImage(entry.pointee.module) }
    if entry.pointee.isDefined {
        p.pointee.pc = entry.pointee.code
        return false
    }
    if let trap = undefinedTrap(p, entry, &result) { return trap }
    _ = p.raiseError(.undef)
    return unwind(p, .undefined(entry, FramePointer(p.pointee.fp)), &result)
}

/// Calls the error handler of the language, where a module has one that is defined (`$handle_undefined_function`, or a
/// process's own `error_handler`). nil: there is none.
private func undefinedTrap(_ p: ProcessPointer, _ entry: UnsafeMutablePointer<ExportEntry>, _ result: inout RunResult) -> Bool? {
    let handlerName = p.machine.atoms.term("$handle_undefined_function")
    let ownHandler = p.machine.code.existingExport(entry.pointee.module, handlerName, 2).flatMap { $0.pointee.isDefined ? $0 : nil }
    let processHandler = p.pointee.errorHandler
    guard ownHandler != nil || (processHandler != Term(.error_handler) && processHandler != entry.pointee.module) else { return nil }
    let fp = FramePointer(p.pointee.fp)
    p.pointee.sp = p.pointee.fp - (entry.pointee.arity + StackRoom.reserve)
    var arguments = Term.emptyList
    for index in stride(from: entry.pointee.arity - 1, through: 0, by: -1) { arguments = p.cons(slotTerm(fp, index * 8), arguments) }
    if let ownHandler {
        p.pointee.trapExport = ownHandler
        p.pointee.trapArguments = (entry.pointee.function, arguments, .none, .none)
        p.pointee.trapArity = 2
    } else {
        p.pointee.trapExport = p.machine.code.export(processHandler, p.machine.atoms.term("undefined_function"), 3)
        p.pointee.trapArguments = (entry.pointee.module, entry.pointee.function, arguments, .none)
        p.pointee.trapArity = 3
    }
    return enterTrap(p, &result)
}
