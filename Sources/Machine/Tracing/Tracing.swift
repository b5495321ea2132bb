// Tracing of processes: which events of a process are told to which tracer, and how they are told. Calls are met by breakpoints
// (Breakpoints.swift). A process that is not traced pays for one bit of its flags, tested together with another.
import Bytecode

/// What is traced of a process.
struct TraceFlags: OptionSet {
    let rawValue: Int
    static let sends = TraceFlags(rawValue: 1)
    static let receives = TraceFlags(rawValue: 2)
    static let processes = TraceFlags(rawValue: 4)
    static let calls = TraceFlags(rawValue: 8)
    /// Calls are told with their arity in place of their arguments.
    static let arity = TraceFlags(rawValue: 16)
    static let timestamp = TraceFlags(rawValue: 32)
    static let monotonicTimestamp = TraceFlags(rawValue: 64)
    static let strictMonotonicTimestamp = TraceFlags(rawValue: 128)
    /// Children inherit the flags; only the first child does.
    static let onSpawn = TraceFlags(rawValue: 256)
    static let onFirstSpawn = TraceFlags(rawValue: 512)
    /// Calls are not told until a match specification says so.
    static let silent = TraceFlags(rawValue: 1024)

    static let stamps: TraceFlags = [.timestamp, .monotonicTimestamp, .strictMonotonicTimestamp]
}

/// How a process is traced, and by whom.
struct Tracing {
    var flags: TraceFlags
    /// Bits of the tracer's pid.
    var tracer: UInt64
}

extension UnsafeMutablePointer where Pointee == Process {
    @inline(__always) var isTraced: Bool { pointee.flags & ProcessFlags.traced != 0 }

    /// Is that told of this process? One whose tracer has ended is traced no longer.
    func traces(_ flag: TraceFlags) -> Bool {
        guard let tracing = pointee.tracing, tracing.pointee.flags.contains(flag) else { return false }
        if pointee.core.isAlive(tracing.pointee.tracer) { return true }
        endTracing()
        return false
    }

    /// Switches flags on or off. False: somebody else traces the process.
    func changeTracing(_ flags: TraceFlags, isOn: Bool, tracer: UInt64) -> Bool {
        if let tracing = pointee.tracing, tracing.pointee.tracer != tracer, pointee.core.isAlive(tracing.pointee.tracer) {
            if isOn { return false }
        } else if isOn, pointee.tracing == nil {
            pointee.tracing = .allocate(capacity: 1)
            pointee.tracing?.initialize(to: Tracing(flags: [], tracer: tracer))
        }
        guard let tracing = pointee.tracing else { return true }
        if isOn {
            tracing.pointee.tracer = tracer
            tracing.pointee.flags.formUnion(flags)
            pointee.flags |= ProcessFlags.traced
        } else {
            tracing.pointee.flags.subtract(flags)
            if tracing.pointee.flags.subtracting(.stamps).isEmpty { endTracing() }
        }
        return true
    }

    func endTracing() {
        pointee.tracing?.deallocate()
        pointee.tracing = nil
        pointee.flags &= ~ProcessFlags.traced
    }

    /// A child inherits what its parent, or the machine for all new processes, says.
    func inheritTracing(to child: ProcessPointer, _ entry: SpawnEntry, isLinked: Bool) {
        let group = machine.schedulers
        if let tracing = pointee.tracing, tracing.pointee.flags.contains(.onSpawn) || tracing.pointee.flags.contains(.onFirstSpawn) {
            var flags = tracing.pointee.flags
            if flags.contains(.onFirstSpawn) { flags.subtract([.onSpawn, .onFirstSpawn]) }
            _ = child.changeTracing(flags, isOn: true, tracer: tracing.pointee.tracer)
        } else if let new = group.newTracing {
            _ = child.changeTracing(new.flags, isOn: true, tracer: new.tracer)
        }
        guard isTraced || child.isTraced else { return }
        let call = tuple(entry.initialCall.0, entry.initialCall.1, list(entry.shownArguments ?? entry.arguments))
        if isTraced {
            tell(.processes, "spawn", child.pointee.pid, call)
            if isLinked { tell(.processes, "link", child.pointee.pid) }
        }
        guard child.isTraced, child.pointee.tracing.unsafelyUnwrapped.pointee.flags.contains(.processes) else { return }
        tell(of: child, [atom("spawned"), pointee.pid, call])
        if isLinked { tell(of: child, [atom("getting_linked"), pointee.pid]) }
    }

    private func atom(_ name: String) -> Term { machine.atoms.term(name) }

    // MARK: Events

    /// Tells the tracer `{trace, Pid, Event…}` if that is traced. The parts are terms of this process.
    func tell(_ flag: TraceFlags, _ name: String, _ parts: Term...) {
        if traces(flag) { tell(of: self, [atom(name)] + parts) }
    }

    /// Tells of a process that this one is, or has just made; the words are this one's.
    func tell(of process: ProcessPointer, _ event: [Term]) {
        guard let tracing = process.pointee.tracing else { return }
        let flags = tracing.pointee.flags
        let isStamped = !flags.isDisjoint(with: .stamps)
        var parts = [atom(isStamped ? "trace_ts" : "trace"), process.pointee.pid] + event
        if isStamped { parts.append(stamp(flags)) }
        let signal = Signal.copying(tuple(parts), .message, target: tracing.pointee.tracer, pointee.core)
        signal.pointee.from = process.pointee.pid
        // What the tracer is told is no event of its own.
        signal.pointee.option = Signal.isTrace
        if !pointee.core.deliver(signal) { signal.discard() }
    }

    private func stamp(_ flags: TraceFlags) -> Term {
        let chooser = machine.chooser
        if flags.contains(.timestamp) {
            let now = chooser.systemTime() / 1000
            return tuple(Term(small: now / 1_000_000_000_000), Term(small: now / 1_000_000 % 1_000_000), Term(small: now % 1_000_000))
        }
        let now = integer(chooser.monotonicTime())
        return flags.contains(.strictMonotonicTimestamp) ? tuple(now, integer(machine.schedulers.uniqueIntegers.next())) : now
    }

    @inline(never)
    func tellOfMessage(_ signal: SignalPointer) {
        if signal.pointee.option != Signal.isTrace { tell(.receives, "receive", copyIn(signal.pointee.term)) }
    }

    @inline(never)
    func tellOfSend(_ message: Term, to destination: Term, exists: Bool) {
        tell(.sends, exists ? "send" : "send_to_non_existing_process", message, destination)
    }
}

extension Signal {
    /// The `option` of a message to a tracer.
    static let isTrace: UInt8 = 254
}
