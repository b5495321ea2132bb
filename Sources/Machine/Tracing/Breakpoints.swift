// Breakpoints: where traced functions are met. The first word of a function (or, for calls from outside of its module only, the
// stub of its export) becomes the instruction `breakpoint`; after it, the function goes on in a copy of its module's code that has
// no breakpoints. Calls in the copy lead to the original, so each of them is met again.
//
//     original:  f: breakpoint …      g: breakpoint …
//     copy:      f: enter …  call g ──────┘             metadata are the original's: a copy is a loaded module of its own
//
// A call whose return is traced gets a frame between itself and its caller, which the return passes through:
//
//     … caller | slot 0: {module, function, arity, tells exceptions}   slot 1: → traceReturn | callee …
import Bytecode
import Glibc

final class Breakpoint {
    let module: Term
    let function: Term
    let arity: Int
    /// The word that `breakpoint` stands in for, and where the function goes on.
    let original: UInt64
    let continuation: WordPointer
    /// The match specification as `{Specification}`, nil: calls are told as they are.
    var specification: ObjectPointer?
    var program: MatchProgram?
    var isActive = false

    init(module: Term, function: Term, arity: Int, original: UInt64, continuation: WordPointer) {
        self.module = module
        self.function = function
        self.arity = arity
        self.original = original
        self.continuation = continuation
    }
}

/// All breakpoints of a machine, by address. They stay when they are switched off: some scheduler may be about to look.
final class Breakpoints: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var all: [UInt: Breakpoint] = [:]
    private var copies: [UInt: LoadedModule] = [:]

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        for breakpoint in all.values {
            breakpoint.program = nil
            if let object = breakpoint.specification { TableObject.free(object) }
        }
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    func find(_ address: WordPointer) -> Breakpoint? { locked { all[UInt(bitPattern: address)] } }

    /// The breakpoint and a copy of its specification's tuple on the process's heap, if it is on.
    func active(_ address: WordPointer, _ p: ProcessPointer) -> (breakpoint: Breakpoint, specification: Term?)? {
        locked {
            guard let found = all[UInt(bitPattern: address)], found.isActive else { return nil }
            return (found, found.specification.map { p.copyIn($0.pointee.tuple.element(0)) })
        }
    }

    /// Matches the arguments of a call; nil: the breakpoint is off, or the call is not to be told.
    func match(_ breakpoint: Breakpoint, _ arguments: Term, of p: ProcessPointer) -> TraceOutcome? {
        locked {
            guard breakpoint.isActive else { return nil }
            var outcome = TraceOutcome()
            if let program = breakpoint.program, !program.trace(arguments, of: p, &outcome) { return nil }
            return outcome
        }
    }

    /// Switches the breakpoint of a function on or off.
    func set(_ function: Int, of module: LoadedModule, isGlobal: Bool, isOn: Bool, _ specification: Term?, _ p: ProcessPointer) {
        let entry = module.code.functions[function]
        let name = module.functionNames[function]
        let start = module.words + entry.start
        let export = p.machine.code.existingExport(module.name, name, entry.arity)
        let stub = export.map { CodeTable.stubAddress($0) }
        let object = specification.map { TableObject.make(p.tuple([$0]), p.pointee.core) }
        locked {
            // Local and global ones replace each other.
            switchOff(start)
            if let stub {
                switchOff(stub)
                if export!.pointee.isLinked { export!.pointee.code = start }
            }
            guard isOn else { return }
            let place: WordPointer
            if isGlobal {
                guard let export, export.pointee.isLinked, let stub else { return }
                place = stub
                if all[UInt(bitPattern: place)] == nil || all[UInt(bitPattern: place)]!.continuation != start {
                    all[UInt(bitPattern: place)] = Breakpoint(module: module.name, function: name, arity: entry.arity, original: place.pointee, continuation: start)
                }
            } else {
                place = start
                if all[UInt(bitPattern: place)] == nil {
                    let copy = copyLocked(module, p.machine)
                    all[UInt(bitPattern: place)] = Breakpoint(
                        module: module.name, function: name, arity: entry.arity, original: place.pointee, continuation: copy.words + entry.start)
                }
            }
            let breakpoint = all[UInt(bitPattern: place)]!
            breakpoint.specification = object
            if let list = object?.pointee.tuple.element(0), !list.isEmptyList {
                breakpoint.program = MatchProgram(p, list, keyIndex: 0, isTrace: true)
            }
            breakpoint.isActive = true
            place.pointee = breakpoint.original & ~0xFF | UInt64(Opcode.breakpoint.rawValue)
            if isGlobal { export!.pointee.code = place }
        }
    }

    private func switchOff(_ place: WordPointer) {
        guard let breakpoint = all[UInt(bitPattern: place)], breakpoint.isActive else { return }
        breakpoint.isActive = false
        place.pointee = breakpoint.original
        if let object = breakpoint.specification { TableObject.free(object) }
        breakpoint.specification = nil
        breakpoint.program = nil
    }

    /// Whether and how a function is traced: nil, or is it only for calls from outside, and the specification.
    func state(_ function: Int, of module: LoadedModule, _ p: ProcessPointer) -> (isGlobal: Bool, specification: Term?)? {
        let entry = module.code.functions[function]
        if let found = active(module.words + entry.start, p) { return (false, found.specification) }
        guard let export = p.machine.code.existingExport(module.name, module.functionNames[function], entry.arity),
              let found = active(CodeTable.stubAddress(export), p) else { return nil }
        return (true, found.specification)
    }

    /// The module's code without breakpoints, with calls that lead to the original.
    private func copyLocked(_ module: LoadedModule, _ machine: Machine) -> LoadedModule {
        if let made = copies[UInt(bitPattern: module.words)] { return made }
        let words = machine.literals.allocate(module.count)
        words.update(from: module.words, count: module.count)
        let distance = module.words - words
        var index = 0
        while index < module.count {
            if let breakpoint = all[UInt(bitPattern: module.words + index)] { words[index] = breakpoint.original }
            let word = words[index]
            if opcode(word) == .call || opcode(word) == .tailCall {
                guard let offset = Int32(exactly: signedBC(word) + distance) else { fatalError("code is too far apart") }
                words[index] = word & 0xFFFF_FFFF | UInt64(UInt32(bitPattern: offset)) << 32
            }
            index += instructionLength(words + index)
        }
        let copy = LoadedModule(name: module.name, code: module.code, words: words, functionNames: module.functionNames)
        copy.original = module
        copy.funs = module.funs
        machine.code.add(copy)
        copies[UInt(bitPattern: module.words)] = copy
        return copy
    }
}

// MARK: The instruction

/// Slots of the frame that a traced return passes through.
private let returnFrameSlots = 2

/// `breakpoint`: tells of a call, if the process is traced, and goes on behind it; or tells of a return.
func runBreakpoint(_ p: ProcessPointer, _ result: inout RunResult) -> Bool {
    let machine = p.machine
    let pc = p.pointee.pc
    if pc == machine.traceReturnAddress {
        finishTracedReturn(p)
        return false
    }
    guard let breakpoint = machine.breakpoints.find(pc) else { return false }
    guard p.isTraced, breakpoint.isActive, p.traces(.calls) else {
        p.pointee.pc = breakpoint.continuation
        return false
    }
    let arity = breakpoint.arity
    let room = (arity + returnFrameSlots + StackRoom.reserve) * 8
    if FramePointer(p.pointee.fp) - room < UnsafeMutableRawPointer(p.pointee.hp) {
        guard collect(p, need: room / 8 + 1, live: .arguments(arity)) else { return ended(p, &result) }
    }
    let fp = FramePointer(p.pointee.fp)
    p.pointee.sp = p.pointee.hp
    p.pointee.pc = breakpoint.continuation
    let arguments = p.list((0..<arity).map { slotTerm(fp, $0 * 8) })
    guard let outcome = machine.breakpoints.match(breakpoint, arguments, of: p) else { return false }
    if let silent = outcome.silent, let tracing = p.pointee.tracing {
        if silent { tracing.pointee.flags.insert(.silent) } else { tracing.pointee.flags.remove(.silent) }
    }
    guard let tracing = p.pointee.tracing, !tracing.pointee.flags.contains(.silent) else { return false }
    if outcome.message != KnownAtom.false {
        let last = tracing.pointee.flags.contains(.arity) ? Term(small: arity) : arguments
        var event = [machine.atoms.term("call"), p.tuple(breakpoint.module, breakpoint.function, last)]
        if outcome.message != KnownAtom.true { event.append(outcome.message) }
        p.tell(of: p, event)
    }
    if outcome.tellsReturn {
        let information = p.tuple(breakpoint.module, breakpoint.function, Term(small: arity), .boolean(outcome.tellsException))
        for index in stride(from: arity - 1, through: 0, by: -1) { setSlot(fp, (index + returnFrameSlots) * 8, slot(fp, index * 8)) }
        setSlot(fp, 0, information.bits)
        setSlot(fp, returnFrameSlots * 8 - 8, UInt64(UInt(bitPattern: machine.traceReturnAddress)))
        p.pointee.fp -= returnFrameSlots
    }
    return false
}

private func finishTracedReturn(_ p: ProcessPointer) {
    let fp = FramePointer(p.pointee.fp)
    p.pointee.sp = p.pointee.hp
    let value = slotTerm(fp, returnFrameSlots * 8), information = slotTerm(fp, 0)
    if p.isTraced {
        let function = p.tuple(information.element(0), information.element(1), information.element(2))
        p.tell(.calls, "return_from", function, value)
    }
    returnFromFrame(p, value)
}

/// An exception passes through the frame of a traced return.
func tellOfException(_ p: ProcessPointer, _ frame: FramePointer) {
    let information = slotTerm(frame, 0)
    guard p.isTraced, information.element(3) == KnownAtom.true else { return }
    let function = p.tuple(information.element(0), information.element(1), information.element(2))
    p.tell(.calls, "exception_from", function, p.tuple(p.pointee.exceptionClass, p.pointee.exceptionReason))
}

/// The function that has called the one at hand, as `{module, function, arity}`, perhaps with `{file, line}`; or undefined.
func callerOf(_ p: ProcessPointer, withLine: Bool) -> Term {
    var walk = FrameWalk(p)
    while walk.next() {
        let address = walk.returnAddress - 1
        guard let module = p.machine.code.module(containing: address), let index = module.function(at: address - module.words) else { continue }
        var parts = [module.name, module.functionNames[index], Term(small: module.code.functions[index].arity)]
        if withLine {
            let line = module.line(at: address - module.words)
            let file = line.map { p.list(module.code.files[$0.file].unicodeScalars.map { Term(small: Int($0.value)) }) }
            parts.append(line == nil ? Term(.undefined) : p.tuple(file!, Term(small: line!.line)))
        }
        return p.tuple(parts)
    }
    return Term(.undefined)
}
