// Natives of `:erlang` for sending, links, monitors, aliases and names. Spawning is in ProcessSpawnNatives.swift, questions
// to processes in ProcessInfoNatives.swift, timers and clocks in ProcessTimerNatives.swift.
import Bytecode
import Synchronization

/// Where a message goes.
private enum Destination {
    case process(Term)
    case alias(number: UInt64, owner: UInt64)
    case port(Term)
    /// A pid, reference or name that is nobody: the message is dropped.
    case nobody
    case invalid

    init(_ term: Term, _ p: ProcessPointer) {
        if term.isLocalPid {
            self = .process(term)
        } else if term.isAtom {
            let pid = p.domain.names.find(term)
            self = pid == Term.none ? .invalid : .process(pid)
        } else if term.isBoxed(.reference) {
            self = term.body(1).bits == 0 ? .nobody : .alias(number: term.body(0).bits, owner: term.body(1).bits)
        } else if term.isTuple, term.tupleSize == 2, term.element(0).isAtom, term.element(1).isAtom {
            let pid = term.element(1) == KnownAtom.nonode ? p.domain.names.find(term.element(0)) : .none
            self = pid == Term.none ? .nobody : .process(pid)
        } else if term.isLocalPort {
            self = .port(term)
        } else {
            self = term.isBoxed(.magic) || term.isBoxed(.externalPid) || term.isBoxed(.externalReference) ? .nobody : .invalid
        }
    }
}

/// Sends a copy of a message. False: the destination is no valid one.
@inline(__always)
private func send(_ p: ProcessPointer, _ destination: Term, _ message: Term) -> Bool {
    if destination.isLocalPid {
        p.pointee.core.send(message, to: destination, from: p)
        return true
    }
    switch Destination(destination, p) {
    case .process(let pid): p.pointee.core.send(message, to: pid, from: p)
    case .alias(let number, let owner): p.pointee.core.send(message, toAlias: number, of: owner, from: p)
    case .port(let port): p.machine.data.ports.receive(message, by: port)
    case .nobody: break
    case .invalid: return false
    }
    return true
}

/// Is the list made of these atoms (or, for `priority` of OTP 28, of any of them)?
private func isListOf(_ list: Term, _ atoms: KnownAtom...) -> Bool {
    var rest = list
    while rest.isCons {
        guard atoms.contains(where: { rest.head == $0 }) else { return false }
        rest = rest.tail
    }
    return rest.isEmptyList
}

/// What a signal to itself must do before the native returns: it has taken effect.
@inline(__always)
private func finishSelfSignal(_ p: ProcessPointer, _ result: Term) -> Term {
    p.handleSignals()
    return p.pointee.isExiting ? .wait : result
}

private func exitSignal(_ p: ProcessPointer, _ target: Term, _ reason: Term) -> Term {
    guard target.isLocalPid else {
        return target.isLocalPort || target.isBoxed(.externalPid) ? Term(.true) : p.badArgument()
    }
    guard p.reaches(target) else { return Term(.true) }
    p.pointee.core.sendExit(from: p.pointee.pid, to: target, reason: reason)
    return target == p.pointee.pid ? finishSelfSignal(p, Term(.true)) : Term(.true)
}

private func link(_ p: ProcessPointer, _ target: Term) -> Term {
    guard target.isLocalPid else {
        return target.isLocalPort || target.isBoxed(.externalPid) ? p.raiseError(.noproc) : p.badArgument()
    }
    if target == p.pointee.pid || (p.reaches(target) && p.link(to: target)) {
        if p.isTraced { p.tell(.processes, "link", target) }
        return Term(.true)
    }
    if !p.pointee.trapsExits { return p.raiseError(.noproc) }
    // The exit signal of the link that could not be.
    p.pointee.madeRelations.pointee.links.insert(target.bits, Link())
    p.pointee.core.sendLinkExit(from: target, to: p.pointee.pid, reason: Term(.noproc))
    return Term(.true)
}

private func monitor(_ p: ProcessPointer, _ type: Term, _ item: Term, _ options: MonitorOptions) -> Term {
    var target: UInt64 = 0
    var name = Term.none
    if type == KnownAtom.process {
        if item.isLocalPid {
            target = item.bits
        } else if item.isAtom {
            name = item
        } else if item.isTuple, item.tupleSize == 2, item.element(0).isAtom, item.element(1) == KnownAtom.nonode {
            name = item.element(0)
        } else {
            return p.badArgument()
        }
        if name != Term.none {
            let pid = p.domain.names.find(name)
            target = pid == Term.none ? 0 : pid.bits
        }
    } else if type == KnownAtom.time_offset {
        // The offset of this machine's clocks never changes, so nothing is ever sent.
        guard item.isAtom, p.machine.atoms.string(item) == "clock_service" else { return p.badArgument() }
        return p.makeReference()
    } else if type == KnownAtom.port {
        guard item.isLocalPort || item.isAtom else { return p.badArgument() }
        target = 0
        name = item.isAtom ? item : .none
    } else {
        return p.badArgument()
    }
    if target == p.pointee.pid.bits {
        // A process is never told of its own end.
        let number = p.nextReferenceNumber()
        if options.aliasMode != .none { p.pointee.madeRelations.pointee.aliases.insert(number, options.aliasMode) }
        return p.reference(number, owner: options.aliasMode == .none ? 0 : p.pointee.pid.bits)
    }
    if target != 0, !p.maySend(to: Term(bits: target)) { target = 0 }
    if name == Term.none, let port = p.machine.data.ports.find(item) { return monitor(p, port, options) }
    let tag: SignalPointer? = options.tag == Term.none ? nil : Signal.copying(options.tag, .wake, target: p.pointee.pid.bits, p.pointee.core)
    let object = name == Term.none ? item : name
    let number = p.monitor(target: target, object: object, isNamed: name != Term.none, aliasMode: options.aliasMode, tag: tag)
    return p.reference(number, owner: options.aliasMode == .none ? 0 : p.pointee.pid.bits)
}

/// Watches an open port.
private func monitor(_ p: ProcessPointer, _ port: Port, _ options: MonitorOptions) -> Term {
    let number = p.nextReferenceNumber()
    let tag: SignalPointer? = options.tag == Term.none ? nil : Signal.copying(options.tag, .wake, target: p.pointee.pid.bits, p.pointee.core)
    let relations = p.pointee.madeRelations
    relations.pointee.monitors.insert(number, Monitor(target: port.term.bits, object: port.term, isNamed: false, aliasMode: options.aliasMode, tag: tag))
    if options.aliasMode != .none { relations.pointee.aliases.insert(number, options.aliasMode) }
    if !port.watch(number, by: p.pointee.pid) { p.pointee.core.sendDown(number: number, to: p.pointee.pid, reason: Term(.noproc)) }
    return p.reference(number, owner: options.aliasMode == .none ? 0 : p.pointee.pid.bits)
}

private func demonitor(_ p: ProcessPointer, _ reference: Term, flush: Bool, info: Bool) -> Term {
    guard reference.isBoxed(.reference) || reference.isBoxed(.magic) || reference.isBoxed(.externalReference) else { return p.badArgument() }
    let number = reference.body(0).bits
    let found = p.demonitor(number)
    if flush, !found {
        p.handleSignals()
        _ = p.flushDown(number)
        if p.pointee.isExiting { return .wait }
    }
    return .boolean(found || !info)
}

private func unalias(_ p: ProcessPointer, _ reference: Term) -> Term {
    guard reference.isBoxed(.reference) || reference.isBoxed(.magic) else { return p.badArgument() }
    guard let relations = p.pointee.relations, relations.pointee.aliases.remove(reference.body(0).bits) != nil else { return Term(.false) }
    return Term(.true)
}

private func alias(_ p: ProcessPointer, _ mode: AliasMode) -> Term {
    let number = p.nextReferenceNumber()
    p.pointee.madeRelations.pointee.aliases.insert(number, mode)
    return p.reference(number, owner: p.pointee.pid.bits)
}

private func register(_ p: ProcessPointer, _ name: Term, _ pid: Term) -> Term {
    guard name.isAtom, name != KnownAtom.undefined, pid.isLocalPid, let process = p.pointee.core.find(pid.bits), p.reaches(pid),
          p.domain.names.register(name, process, pid) else { return p.badArgument() }
    if p.isTraced, pid == p.pointee.pid { p.tell(.processes, "register", name) }
    return Term(.true)
}

enum ProcessNatives {
    static let rows: [Native] = [
        Native("erlang", "self", 0, .guard, "The pid of the calling process.") { p, _ in ProcessPointer(p).pointee.pid.bits },
        Native("erlang", "make_ref", 0, .ordinary, "A unique reference.") { p, _ in ProcessPointer(p).makeReference().bits },
        Native("erlang", "!", 2, .ordinary, "Sends a message and returns it.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return (send(p, a[0], a[1]) ? a[1] : p.badArgument()).bits
        },
        Native("erlang", "send", 2, .ordinary, "Sends a message and returns it.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return (send(p, a[0], a[1]) ? a[1] : p.badArgument()).bits
        },
        Native("erlang", "send", 3, .ordinary, "Sends a message with options and returns ok.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isListOf(a[2], .nosuspend, .noconnect, .priority), send(p, a[0], a[1]) else { return p.badArgument().bits }
            return Term(.ok).bits
        },
        Native("erlang", "send_nosuspend", 2, .ordinary, "Sends a message without ever being suspended.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return (send(p, a[0], a[1]) ? Term(.true) : p.badArgument()).bits
        },
        Native("erlang", "send_nosuspend", 3, .ordinary, "Sends a message without ever being suspended.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isListOf(a[2], .noconnect), send(p, a[0], a[1]) else { return p.badArgument().bits }
            return Term(.true).bits
        },
        Native("erlang", "exit", 1, .ordinary, "Raises an exception of the class exit.") { p, a in
            ProcessPointer(p).raise(.exit, NativeArguments(a)[0]).bits
        },
        Native("erlang", "exit", 2, .control, "Sends an exit signal to a process.") { p, a in
            exitSignal(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
        Native("erlang", "exit", 3, .control, "Sends an exit signal to a process, with options.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isListOf(a[2], .priority) else { return p.badArgument().bits }
            return exitSignal(p, a[0], a[1]).bits
        },
        Native("erlang", "exit_signal", 2, .control, "Sends an exit signal to a process.") { p, a in
            exitSignal(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
        Native("erlang", "exit_signal", 3, .control, "Sends an exit signal to a process, with options.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isListOf(a[2], .priority) else { return p.badArgument().bits }
            return exitSignal(p, a[0], a[1]).bits
        },
        Native("erlang", "link", 1, .control, "Links the calling process to another one.") { p, a in
            link(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("erlang", "link", 2, .control, "Links the calling process to another one, with options.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isListOf(a[1], .priority) else { return p.badArgument().bits }
            return link(p, a[0]).bits
        },
        Native("erlang", "unlink", 1, .control, "Removes the link to a process: its exit has no effect from then on.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isLocalPid || a[0].isLocalPort || a[0].isBoxed(.externalPid) else { return p.badArgument().bits }
            p.unlink(from: a[0])
            if p.isTraced { p.tell(.processes, "unlink", a[0]) }
            return Term(.true).bits
        },
        Native("erlang", "monitor", 2, .control, "Watches a process; its end is told by a message.") { p, a in
            monitor(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1], MonitorOptions(.emptyList).unsafelyUnwrapped).bits
        },
        Native("erlang", "monitor", 3, .control, "Watches a process, with the options alias and tag.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let options = MonitorOptions(a[2]) else { return p.badArgument().bits }
            return monitor(p, a[0], a[1], options).bits
        },
        Native("erlang", "demonitor", 1, .control, "Ends a monitor.") { p, a in
            demonitor(ProcessPointer(p), NativeArguments(a)[0], flush: false, info: false).bits
        },
        Native("erlang", "demonitor", 2, .control, "Ends a monitor, with the options flush and info.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isListOf(a[1], .flush, .info) else { return p.badArgument().bits }
            return demonitor(p, a[0], flush: contains(a[1], .flush), info: contains(a[1], .info)).bits
        },
        Native("erlang", "alias", 0, .ordinary, "A reference to which messages for the calling process can be sent.") { p, _ in
            alias(ProcessPointer(p), .explicit).bits
        },
        Native("erlang", "alias", 1, .ordinary, "An alias that lasts until `unalias/1`, or with reply until the first message.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isListOf(a[0], .explicit_unalias, .reply, .priority) else { return p.badArgument().bits }
            return alias(p, contains(a[0], .reply) ? .reply : .explicit).bits
        },
        Native("erlang", "unalias", 1, .ordinary, "Ends an alias of the calling process.") { p, a in
            unalias(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("erlang", "register", 2, .ordinary, "Gives a process a name.") { p, a in
            register(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
        Native("erlang", "unregister", 1, .ordinary, "Takes a name away.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            let owner = p.isTraced && a[0].isAtom ? p.domain.names.find(a[0]) : .none
            guard a[0].isAtom, p.domain.names.unregister(a[0], in: p.pointee.core) else { return p.badArgument().bits }
            if owner == p.pointee.pid { p.tell(.processes, "unregister", a[0]) }
            return Term(.true).bits
        },
        Native("erlang", "whereis", 1, .ordinary, "The pid with that name, or undefined.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isAtom else { return p.badArgument().bits }
            let pid = p.domain.names.find(a[0])
            return (pid == Term.none ? Term(.undefined) : pid).bits
        },
        Native("erlang", "registered", 0, .ordinary, "All names in use.") { p, _ in
            ProcessPointer(p).list(ProcessPointer(p).domain.names.names).bits
        },
    ]
}

/// Is the atom in the list?
func contains(_ list: Term, _ atom: KnownAtom) -> Bool {
    var rest = list
    while rest.isCons {
        if rest.head == atom { return true }
        rest = rest.tail
    }
    return false
}
