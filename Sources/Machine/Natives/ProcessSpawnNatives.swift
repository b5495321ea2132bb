// Natives of `:erlang` that make processes.
import Bytecode

extension SpawnEntry {
    /// Any fun: one that wants arguments fails in its process. Nil: it is no fun.
    init?(anyFun fun: Term, _ p: ProcessPointer) {
        guard fun.isBoxed, fun.header.kind == .fun || fun.header.kind == .exportFun else { return nil }
        guard funArity(fun) != 0 else {
            self.init(fun: fun)
            return
        }
        let apply = (Term(.erlang), Term(.apply), 2)
        self.init(code: p.machine.code.export(apply.0, apply.1, apply.2).pointee.code, arguments: [fun, .emptyList], initialCall: apply)
    }

    /// A fun without arguments; nil: it is none.
    init?(fun: Term) {
        guard fun.isBoxed else { return nil }
        let apply = (Term(.erlang), Term(.apply), 2)
        switch fun.header.kind {
        case .fun:
            let entry = UnsafeMutablePointer<FunEntry>(bitPattern: UInt(fun.boxedAddress[1])).unsafelyUnwrapped
            guard entry.pointee.arity == 0 else { return nil }
            self.init(code: entry.pointee.code, arguments: (0..<entry.pointee.free).map { fun.body($0 + 1) }, initialCall: apply, shownArguments: [fun, .emptyList])
        case .exportFun:
            let entry = UnsafeMutablePointer<ExportEntry>(bitPattern: UInt(fun.boxedAddress[1])).unsafelyUnwrapped
            guard entry.pointee.arity == 0 else { return nil }
            self.init(code: entry.pointee.code, arguments: [], initialCall: (entry.pointee.module, entry.pointee.function, 0))
        default:
            return nil
        }
    }

    /// A function and its arguments; nil: badarg.
    init?(_ module: Term, _ function: Term, _ arguments: Term, _ p: ProcessPointer) {
        guard module.isAtom, function.isAtom else { return nil }
        var terms: [Term] = []
        var rest = arguments
        while rest.isCons {
            terms.append(rest.head)
            rest = rest.tail
        }
        guard rest.isEmptyList, terms.count <= 255 else { return nil }
        let export = p.machine.code.export(module, function, terms.count)
        self.init(code: export.pointee.code, arguments: terms, initialCall: (module, function, terms.count))
    }
}

/// Spawns; the result is the pid, or `{pid, reference}` with the option monitor.
private func spawn(_ p: ProcessPointer, _ entry: SpawnEntry?, _ options: SpawnOptions?) -> Term {
    guard let entry, let options else { return p.badArgument() }
    guard let child = p.spawn(entry, options) else {
        return p.domain.isLimited ? p.raise(.exit, p.tuple(Term(.budget), p.machine.atoms.term("children"))) : p.raiseError(.system_limit)
    }
    guard options.monitor else { return child.pid }
    return p.tuple(child.pid, p.reference(child.monitor, owner: options.monitorAlias == .none ? 0 : p.pointee.pid.bits))
}

private func options(link: Bool = false, monitor: Bool = false) -> SpawnOptions {
    var options = SpawnOptions()
    options.link = link
    options.monitor = monitor
    return options
}

/// Another node than this one does not answer: its processes end with noconnection at once.
private func isHere(_ node: Term) -> Bool { node == KnownAtom.nonode }

/// `spawn_request`: spawns, and tells the outcome by a message.
private func spawnRequest(_ p: ProcessPointer, _ entry: SpawnEntry?, _ list: Term) -> Term {
    var tag = Term(.spawn_reply)
    var tellsSuccess = true
    var tellsError = true
    var others: [Term] = []
    var rest = list
    while rest.isCons {
        let option = rest.head
        if option.isTuple, option.tupleSize == 2, option.element(0) == KnownAtom.reply_tag {
            tag = option.element(1)
        } else if option.isTuple, option.tupleSize == 2, option.element(0) == KnownAtom.reply {
            let value = option.element(1)
            guard value == KnownAtom.yes || value == KnownAtom.no || value == KnownAtom.error_only || value == KnownAtom.success_only else { return p.badArgument() }
            tellsSuccess = value == KnownAtom.yes || value == KnownAtom.success_only
            tellsError = value == KnownAtom.yes || value == KnownAtom.error_only
        } else {
            others.append(option)
        }
        rest = rest.tail
    }
    guard rest.isEmptyList, let entry else { return p.badArgument() }
    guard let options = SpawnOptions(p.list(others), p) else {
        let reference = p.makeReference()
        if tellsError { p.machine.send(p.tuple(tag, reference, Term(.error), Term(.badopt)), to: p.pointee.pid) }
        return reference
    }
    let child = p.spawn(entry, options)
    let reference = child != nil && options.monitor
        ? p.reference(child!.monitor, owner: options.monitorAlias == .none ? 0 : p.pointee.pid.bits) : p.makeReference()
    if let child {
        if tellsSuccess { p.machine.send(p.tuple(tag, reference, Term(.ok), child.pid), to: p.pointee.pid) }
    } else if tellsError {
        p.machine.send(p.tuple(tag, reference, Term(.error), Term(.system_limit)), to: p.pointee.pid)
    }
    return reference
}

enum ProcessSpawnNatives {
    static let rows: [Native] = [
        Native("erlang", "spawn", 1, .ordinary, "Spawns a process that calls a fun.") { p, a in
            spawn(ProcessPointer(p), SpawnEntry(anyFun: NativeArguments(a)[0], ProcessPointer(p)), options()).bits
        },
        Native("erlang", "spawn", 2, .ordinary, "Spawns a process on a node that calls a fun.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, isHere(a[0]) ? SpawnEntry(anyFun: a[1], p) : nil, options()).bits
        },
        Native("erlang", "spawn", 3, .ordinary, "Spawns a process that calls a function.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, SpawnEntry(a[0], a[1], a[2], p), options()).bits
        },
        Native("erlang", "spawn", 4, .ordinary, "Spawns a process on a node that calls a function.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, isHere(a[0]) ? SpawnEntry(a[1], a[2], a[3], p) : nil, options()).bits
        },
        Native("erlang", "spawn_link", 1, .ordinary, "Spawns a linked process that calls a fun.") { p, a in
            spawn(ProcessPointer(p), SpawnEntry(fun: NativeArguments(a)[0]), options(link: true)).bits
        },
        Native("erlang", "spawn_link", 2, .ordinary, "Spawns a linked process on a node that calls a fun.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, isHere(a[0]) ? SpawnEntry(fun: a[1]) : nil, options(link: true)).bits
        },
        Native("erlang", "spawn_link", 3, .ordinary, "Spawns a linked process that calls a function.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, SpawnEntry(a[0], a[1], a[2], p), options(link: true)).bits
        },
        Native("erlang", "spawn_link", 4, .ordinary, "Spawns a linked process on a node that calls a function.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, isHere(a[0]) ? SpawnEntry(a[1], a[2], a[3], p) : nil, options(link: true)).bits
        },
        Native("erlang", "spawn_monitor", 1, .ordinary, "Spawns a monitored process that calls a fun.") { p, a in
            spawn(ProcessPointer(p), SpawnEntry(fun: NativeArguments(a)[0]), options(monitor: true)).bits
        },
        Native("erlang", "spawn_monitor", 2, .ordinary, "Spawns a monitored process on a node that calls a fun.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, isHere(a[0]) ? SpawnEntry(fun: a[1]) : nil, options(monitor: true)).bits
        },
        Native("erlang", "spawn_monitor", 3, .ordinary, "Spawns a monitored process that calls a function.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, SpawnEntry(a[0], a[1], a[2], p), options(monitor: true)).bits
        },
        Native("erlang", "spawn_monitor", 4, .ordinary, "Spawns a monitored process on a node that calls a function.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, isHere(a[0]) ? SpawnEntry(a[1], a[2], a[3], p) : nil, options(monitor: true)).bits
        },
        Native("erlang", "spawn_opt", 2, .ordinary, "Spawns a process that calls a fun, with options.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, SpawnEntry(anyFun: a[0], p), SpawnOptions(a[1], p)).bits
        },
        Native("erlang", "spawn_opt", 3, .ordinary, "Spawns a process on a node that calls a fun, with options.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, isHere(a[0]) ? SpawnEntry(anyFun: a[1], p) : nil, SpawnOptions(a[2], p)).bits
        },
        Native("erlang", "spawn_opt", 4, .ordinary, "Spawns a process that calls a function, with options.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, SpawnEntry(a[0], a[1], a[2], p), SpawnOptions(a[3], p)).bits
        },
        Native("erlang", "spawn_opt", 5, .ordinary, "Spawns a process on a node that calls a function, with options.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawn(p, isHere(a[0]) ? SpawnEntry(a[1], a[2], a[3], p) : nil, SpawnOptions(a[4], p)).bits
        },
        Native("erlang", "spawn_request", 1, .ordinary, "Spawns a process that calls a fun; a message tells its pid.") { p, a in
            spawnRequest(ProcessPointer(p), SpawnEntry(fun: NativeArguments(a)[0]), .emptyList).bits
        },
        Native("erlang", "spawn_request", 2, .ordinary, "Spawns a process that calls a fun, with options; a message tells its pid.") { p, a in
            spawnRequest(ProcessPointer(p), SpawnEntry(fun: NativeArguments(a)[0]), NativeArguments(a)[1]).bits
        },
        Native("erlang", "spawn_request", 3, .ordinary, "Spawns a process that calls a function; a message tells its pid.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawnRequest(p, SpawnEntry(a[0], a[1], a[2], p), .emptyList).bits
        },
        Native("erlang", "spawn_request", 4, .ordinary, "Spawns a process that calls a function, with options; a message tells its pid.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawnRequest(p, SpawnEntry(a[0], a[1], a[2], p), a[3]).bits
        },
        Native("erlang", "spawn_request", 5, .ordinary, "Spawns a process on a node that calls a function, with options; a message tells its pid.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return spawnRequest(p, isHere(a[0]) ? SpawnEntry(a[1], a[2], a[3], p) : nil, a[4]).bits
        },
        Native("erlang", "spawn_request_abandon", 1, .ordinary, "Gives a request up; false, since it has been served when it returns.") { p, a in
            let reference = NativeArguments(a)[0]
            return (reference.isBoxed(.reference) ? Term(.false) : ProcessPointer(p).badArgument()).bits
        },
    ]
}
