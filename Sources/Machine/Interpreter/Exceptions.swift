// Raising: finds the handler of an exception by the safepoints of the stack, and makes stack traces. A `try` costs nothing
// until here.
import Bytecode

/// What stands at the head of a stack trace, before the frames.
enum TraceHead {
    /// Nothing: the function at pc raised.
    case none
    /// A native, with its arguments from that slot down.
    case native(UnsafeMutablePointer<ExportEntry>, FramePointer)
    /// An arithmetic instruction, as the function of `:erlang` that it is.
    case operation(StaticString, Term, Term?)
    /// The function at pc, with the arguments in its slots.
    case functionClause
    /// A function that does not exist, with its arguments.
    case undefined(UnsafeMutablePointer<ExportEntry>, FramePointer)
}

/// Continues at the handler of the exception in p. Returns whether there is none: the process ends.
func unwind(_ p: ProcessPointer, _ head: TraceHead, _ result: inout RunResult) -> Bool {
    let code = p.machine.code
    let raisingPC = p.pointee.pc
    let traceReturn = p.machine.traceReturnAddress
    var at = raisingPC
    var walk = FrameWalk(p)
    var isRaisingFrame = true
    var found: (module: LoadedModule, handler: HandlerEntry)?
    while true {
        if let module = code.module(containing: at), let handler = module.handler(at: at - module.words, guards: isRaisingFrame) {
            if handler.kind == .guard {
                p.pointee.pc = module.words + handler.target
                return false
            }
            found = (module, handler)
            break
        }
        if !walk.next() { break }
        at = walk.returnAddress - 1
        if walk.returnAddress == traceReturn {
            p.pointee.sp = p.pointee.hp
            tellOfException(p, walk.frame)
        }
        isRaisingFrame = false
    }
    p.pointee.sp = p.pointee.hp
    var trace = p.pointee.exceptionTrace
    if trace == Term.none, found == nil || found!.handler.kind == .tryWithTrace {
        trace = buildTrace(p, head, entries: max(1, p.machine.schedulers.backtraceDepth))
    }
    p.pointee.exceptionInfo = .none
    p.pointee.nativeState = .none
    guard let (module, handler) = found else {
        p.pointee.exceptionTrace = trace
        result = .exited
        return true
    }
    let frame = walk.frame
    setSlot(frame, handler.slot * 8, p.pointee.exceptionClass.bits)
    setSlot(frame, handler.slot * 8 + 8, p.pointee.exceptionReason.bits)
    setSlot(frame, handler.slot * 8 + 16, (trace == Term.none ? .emptyList : trace).bits)
    p.pointee.exceptionClass = .none
    p.pointee.exceptionReason = .none
    p.pointee.exceptionTrace = .none
    p.pointee.fp = frame.assumingMemoryBound(to: UInt64.self)
    p.pointee.pc = module.words + handler.target
    if let marked = p.markedFrame, frame > marked { p.moveStackMarkDown() }
    if p.pointee.collectWanted { hurryToSafepoint(p) }
    return false
}

extension LoadedModule {
    /// The innermost handler of an instruction. O(handlers of the module): exceptions are rare.
    func handler(at word: Int, guards: Bool) -> HandlerEntry? {
        for handler in code.handlers where handler.start <= word && word < handler.end {
            if handler.kind == .guard, !guards { continue }
            return handler
        }
        return nil
    }
}

/// The current stack of a process as a trace, for `process_info(current_stacktrace)`.
func currentTrace(_ p: ProcessPointer) -> Term {
    buildTrace(p, .none, entries: p.machine.schedulers.backtraceDepth)
}

/// The stack trace of an exception raised at pc: a list of `{module, function, arity or arguments, location}`. Frames that follow
/// each other and return to the same place, as those of a recursion do, count as one.
private func buildTrace(_ p: ProcessPointer, _ head: TraceHead, entries limit: Int) -> Term {
    let machine = p.machine
    var entries: [Term] = []
    var at = p.pointee.pc
    var walk = FrameWalk(p)
    var info = p.pointee.exceptionInfo
    var argumentsOfFirst: FramePointer?
    var givenArguments: Term?

    switch head {
    case .none: break
    case .functionClause: argumentsOfFirst = walk.frame
    case .native(let export, let base) where isRaiser(export.pointee):
        // `error`, `exit` and `throw` raise where they are called: they have no entry of their own.
        let arity = export.pointee.arity
        if arity >= 2, slotTerm(base, 8).isList { givenArguments = slotTerm(base, 8) }
        if arity == 3 { info = errorInformation(inOptions: slotTerm(base, 16)) }
    case .native(let export, let base):
        let entry = export.pointee
        let arguments = argumentList(p, base, entry.arity)
        let reason = p.pointee.exceptionReason
        // What was denied has nothing wrong in its arguments.
        let isDenied = reason.isTuple && reason.tupleSize > 0 && reason.element(0) == Term(.denied)
        let hasInfo = !isDenied && (entry.module == KnownAtom.erlang || !machine.atoms.string(entry.module).hasPrefix("prim_"))
        let details = hasInfo ? errorInfo(p, module: entry.module == KnownAtom.erlang ? "erl_erts_errors" : "erl_stdlib_errors", cause: info) : Term.emptyList
        entries.append(p.tuple(entry.module, entry.function, arguments, details))
        info = .none
        if leavesNoCaller(p, entry), walk.next() { at = walk.returnAddress - 1 }
    case .operation(let name, _, _) where name.description == "/" && machine.code.module(containing: at)?.storage == nil:
        // Compiled code divides without a call that could be shown.
        break
    case .operation(let name, let left, let right):
        let arguments = right.map { p.list([left, $0]) } ?? p.list([left])
        entries.append(p.tuple(Term(.erlang), machine.atoms.term(name.description), arguments, errorInfo(p, module: "erl_erts_errors", cause: .none)))
    case .undefined(let export, let base):
        entries.append(p.tuple(export.pointee.module, export.pointee.function, argumentList(p, base, export.pointee.arity), .emptyList))
    }

    /// Goes to the next frame that returns to another place.
    func next() -> Bool {
        let last = at
        repeat {
            guard walk.next() else { return false }
            at = walk.returnAddress - 1
        } while at == last
        return true
    }

    entries.reserveCapacity(limit)
    while entries.count < limit {
        if let module = machine.code.module(containing: at), let index = module.function(at: at - module.words) {
            if module.storage == nil, argumentsOfFirst == nil, givenArguments == nil, info == Term.none {
                entries.append(machine.traceEntries.entry(at: at, module, function: index, machine))
                guard next() else { break }
                continue
            }
            let function = module.code.functions[index]
            // A function made in evaluated code has its own arguments only: nobody knows of its keeper.
            let isInterpreted = module.storage != nil && !function.exported
            let count = isInterpreted ? module.code.funs.first { $0.function == index }?.arity ?? function.arity - 1 : function.arity
            let arity = givenArguments ?? argumentsOfFirst.map { argumentList(p, $0, count) } ?? Term(small: count)
            let isFirst = argumentsOfFirst != nil
            argumentsOfFirst = nil
            givenArguments = nil
            var location: [Term] = []
            if let line = module.line(at: at - module.words), line.line > 0 {
                let file = charlist(p, module.code.files[line.file])
                location = [p.tuple(Term(.file), file), p.tuple(Term(.line), Term(small: line.line))]
            }
            if info != Term.none {
                location.append(p.tuple(Term(.error_info), info))
                info = .none
            }
            if isFirst, isInterpreted {
                // Where no clause matches, it has the name that Erlang's evaluator gives it.
                entries.append(p.tuple(machine.atoms.term("erl_eval"), machine.atoms.term("-inside-an-interpreted-fun-"), arity, .emptyList))
            } else {
                entries.append(p.tuple(module.name, module.functionNames[index], arity, p.list(location)))
            }
        }
        guard next() else { break }
    }
    return p.list(entries)
}

/// Is this one of the natives that do nothing but raise?
private func isRaiser(_ entry: ExportEntry) -> Bool {
    entry.module == KnownAtom.erlang
        && (entry.function == KnownAtom.error || entry.function == KnownAtom.throw || (entry.function == KnownAtom.exit && entry.arity == 1))
}

/// Is this a direct call in last position of a native that is an ordinary function elsewhere (PlainFunctions.swift)? Its
/// frame has taken the caller's place there.
private func leavesNoCaller(_ p: ProcessPointer, _ entry: ExportEntry) -> Bool {
    let pc = p.pointee.pc
    guard opcode(pc.pointee) == .callNative, opcode(pc[3]) == .return, fieldA(pc.pointee) == fieldA(pc[3]) else { return false }
    let atoms = p.machine.atoms
    return PlainFunctions.names.contains("\(atoms.string(entry.module)).\(atoms.string(entry.function))/\(entry.arity)")
}

/// The `error_info` among the options of `error/3`, or `.none`.
private func errorInformation(inOptions options: Term) -> Term {
    var rest = options
    while rest.isCons {
        let option = rest.head
        if option.isTuple, option.tupleSize == 2, option.element(0) == KnownAtom.error_info { return option.element(1) }
        rest = rest.tail
    }
    return .none
}

private func argumentList(_ p: ProcessPointer, _ base: FramePointer, _ arity: Int) -> Term {
    var list = Term.emptyList
    for index in stride(from: arity - 1, through: 0, by: -1) { list = p.cons(slotTerm(base, index * 8), list) }
    return list
}

private func charlist(_ p: ProcessPointer, _ text: String) -> Term {
    p.list(text.unicodeScalars.map { Term(small: Int($0.value)) })
}

/// `[error_info: %{module: …}]`, with the native's own cause where it gave one.
private func errorInfo(_ p: ProcessPointer, module: String, cause: Term) -> Term {
    var map = mapPut(p, emptyMap(p), Term(.module), p.machine.atoms.term(module))
    if cause != Term.none { map = isMap(cause) ? cause : mapPut(p, map, Term(.cause), cause) }
    return p.list([p.tuple(Term(.error_info), map)])
}
