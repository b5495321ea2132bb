// Natives of `:erlang` for timers that send messages.
import Bytecode

/// The options of the timer natives.
private struct TimerOptions {
    var isAbsolute = false
    var isAsynchronous = false
    var tells = true

    /// Only names in `allowed`, with booleans; nil: badarg.
    init?(_ options: Term, _ allowed: KnownAtom...) {
        var rest = options
        while rest.isCons {
            let option = rest.head
            rest = rest.tail
            guard option.isTuple, option.tupleSize == 2, option.element(1).isBoolean,
                  let name = allowed.first(where: { option.element(0) == $0 }) else { return nil }
            let value = option.element(1) == KnownAtom.true
            switch name {
            case .abs: isAbsolute = value
            case .async: isAsynchronous = value
            default: tells = value
            }
        }
        guard rest.isEmptyList else { return nil }
    }
}

/// Sets a timer and gives its reference. `wraps`: the message becomes `{timeout, Reference, Message}`.
private func setTimer(_ p: ProcessPointer, _ time: Term, _ destination: Term, _ message: Term, _ options: TimerOptions?, wraps: Bool) -> Term {
    guard let options, time.isSmall, destination.isLocalPid || destination.isAtom else { return p.badArgument() }
    let machine = p.machine
    let now = machine.chooser.monotonicTime()
    let (nanoseconds, overflow) = time.small.multipliedReportingOverflow(by: 1_000_000)
    guard !overflow, options.isAbsolute || time.small >= 0 else { return p.badArgument() }
    let (deadline, tooLate) = options.isAbsolute ? (nanoseconds, false) : now.addingReportingOverflow(nanoseconds)
    guard !tooLate else { return p.badArgument() }

    let reference = p.makeReference()
    let number = reference.body(0).bits
    var destination = destination
    if p.isLimited {
        // Names of the domain mean something in it alone, and nobody asks again when the time is over.
        if destination.isAtom { destination = p.domain.names.find(destination) }
        guard destination != Term.none, p.maySend(to: destination), p.reaches(destination) || isPlainData(message) else { return reference }
    }
    let signal = Signal.copying(message, .message, target: destination.isAtom ? 0 : destination.bits, extraWords: wraps ? 4 + 3 : 0, p.pointee.core)
    if wraps { signal.pointee.term = signal.tuple(Term(.timeout), signal.reference(number, owner: 0), signal.pointee.term) }
    signal.pointee.from = p.pointee.pid
    let timer = TimerPointer.allocate(capacity: 1)
    timer.initialize(to: MachineTimer(deadline: deadline, number: number, signal: signal, destination: destination, owner: p.pointee.pid))
    let heap = machine.schedulers.all[machine.schedulers.timerHeapIndex].timers
    heap.insert(timer)
    heap.sweep { p.pointee.core.isAlive($0) }
    return reference
}

/// Milliseconds until a deadline, rounded up: 0 means that it is over.
private func millisecondsLeft(_ deadline: Int, _ machine: Machine) -> Int {
    let left = deadline - machine.chooser.monotonicTime()
    return left <= 0 ? 0 : (left + 999_999) / 1_000_000
}

/// Takes a timer out, in whose heap ever it is, and gives the milliseconds that were left, or false.
private func cancelTimer(_ p: ProcessPointer, _ reference: Term) -> Term {
    let schedulers = p.machine.schedulers
    let number = reference.body(0).bits
    let own = schedulers.timerHeapIndex
    for offset in 0..<schedulers.all.count {
        guard let timer = schedulers.all[(own + offset) % schedulers.all.count].timers.remove(number: number) else { continue }
        defer {
            timer.pointee.signal?.discard()
            timer.deallocate()
        }
        // A timer for a process that has ended is none any more.
        let destination = timer.pointee.destination
        if destination.isLocalPid, !p.pointee.core.isAlive(destination.bits) { return Term(.false) }
        return Term(small: millisecondsLeft(timer.pointee.deadline, p.machine))
    }
    return Term(.false)
}

private func readTimer(_ p: ProcessPointer, _ reference: Term) -> Term {
    for scheduler in p.machine.schedulers.all {
        guard let (deadline, destination) = scheduler.timers.find(number: reference.body(0).bits) else { continue }
        if destination.isLocalPid, !p.pointee.core.isAlive(destination.bits) { return Term(.false) }
        return Term(small: millisecondsLeft(deadline, p.machine))
    }
    return Term(.false)
}

/// Calls `body` for a timer's reference, and gives or sends its result as the options say.
private func withTimer(_ p: ProcessPointer, _ reference: Term, _ options: TimerOptions?, _ tag: KnownAtom, _ body: (ProcessPointer, Term) -> Term) -> Term {
    guard let options, reference.isBoxed(.reference) else { return p.badArgument() }
    let result = body(p, reference)
    if options.isAsynchronous {
        if options.tells { p.machine.send(p.tuple(Term(tag), reference, result), to: p.pointee.pid) }
        return Term(.ok)
    }
    return options.tells ? result : Term(.ok)
}

enum ProcessTimerNatives {
    static let rows: [Native] = [
        Native("erlang", "send_after", 3, .ordinary, "Sends a message after some milliseconds.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return setTimer(p, a[0], a[1], a[2], TimerOptions(.emptyList), wraps: false).bits
        },
        Native("erlang", "send_after", 4, .ordinary, "Sends a message after some milliseconds, or with abs at a time.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return setTimer(p, a[0], a[1], a[2], TimerOptions(a[3], .abs), wraps: false).bits
        },
        Native("erlang", "start_timer", 3, .ordinary, "Sends {timeout, Reference, Message} after some milliseconds.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return setTimer(p, a[0], a[1], a[2], TimerOptions(.emptyList), wraps: true).bits
        },
        Native("erlang", "start_timer", 4, .ordinary, "Sends {timeout, Reference, Message} after some milliseconds, or with abs at a time.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return setTimer(p, a[0], a[1], a[2], TimerOptions(a[3], .abs), wraps: true).bits
        },
        Native("erlang", "cancel_timer", 1, .ordinary, "Cancels a timer and gives the milliseconds that were left, or false.") { p, a in
            withTimer(ProcessPointer(p), NativeArguments(a)[0], TimerOptions(.emptyList), .cancel_timer, cancelTimer).bits
        },
        Native("erlang", "cancel_timer", 2, .ordinary, "Cancels a timer, with the options async and info.") { p, a in
            withTimer(ProcessPointer(p), NativeArguments(a)[0], TimerOptions(NativeArguments(a)[1], .async, .info), .cancel_timer, cancelTimer).bits
        },
        Native("erlang", "read_timer", 1, .ordinary, "The milliseconds that are left of a timer, or false.") { p, a in
            withTimer(ProcessPointer(p), NativeArguments(a)[0], TimerOptions(.emptyList), .read_timer, readTimer).bits
        },
        Native("erlang", "read_timer", 2, .ordinary, "The milliseconds that are left of a timer, with the option async.") { p, a in
            withTimer(ProcessPointer(p), NativeArguments(a)[0], TimerOptions(NativeArguments(a)[1], .async), .read_timer, readTimer).bits
        },
    ]
}
