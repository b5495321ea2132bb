// `:prim_trace`: what `:erlang.trace/3` and its relatives are made of (stdlib/otp/lib/erl_trace.ex).
import Bytecode

private func flags(_ term: Term) -> TraceFlags? { term.isSmall ? TraceFlags(rawValue: term.small) : nil }

private func set(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard a[0].isLocalPid, a[1].isBoolean, let flags = flags(a[2]), a[3].isLocalPid else { return p.badArgument() }
    if a[0] == p.pointee.pid { return .boolean(p.changeTracing(flags, isOn: a[1] == KnownAtom.true, tracer: a[3].bits)) }
    guard p.reaches(a[0]) else { return Term(.noproc) }
    return p.ask(.trace, p.tuple(a[1], a[2], a[3]), of: a[0])
}

private func setNew(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard a[0].isBoolean, let flags = flags(a[1]), a[2].isLocalPid else { return p.badArgument() }
    let group = p.machine.schedulers
    var new = group.newTracing ?? Tracing(flags: [], tracer: a[2].bits)
    if a[0] == KnownAtom.true {
        new.flags.formUnion(flags)
        new.tracer = a[2].bits
    } else {
        new.flags.subtract(flags)
    }
    group.newTracing = new.flags.isEmpty ? nil : new
    return Term(.true)
}

/// The functions of linked modules that `{module, function, arity}` with wildcards names.
private func functions(_ p: ProcessPointer, _ a: NativeArguments) -> [(LoadedModule, Int)]? {
    let anything = p.machine.data.tableAtoms.anything
    guard a[0].isAtom, a[1].isAtom, a[2].isSmall || a[2] == anything else { return nil }
    var modules: [LoadedModule] = []
    if a[0] == anything { modules = p.machine.code.loadedModules } else {
        _ = p.machine.loadFromImage(a[0])
        if let module = p.machine.code.loaded(a[0]), module.storage == nil { modules = [module] }
    }
    var found: [(LoadedModule, Int)] = []
    for module in modules {
        for (index, function) in module.code.functions.enumerated() {
            guard a[1] == anything || a[1] == module.functionNames[index] else { continue }
            if a[2] == anything || a[2].small == function.arity { found.append((module, index)) }
        }
    }
    return found
}

private func setPattern(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard let found = functions(p, a), a[4].isBoolean else { return p.badArgument() }
    let isOn = a[3] != KnownAtom.false, isGlobal = a[4] == KnownAtom.true
    var specification: Term?
    if a[3].isList {
        guard a[3].isEmptyList || MatchProgram(p, a[3], keyIndex: 0, isTrace: true) != nil else { return p.badArgument() }
        specification = a[3]
    } else if !a[3].isBoolean { return p.badArgument() }
    var count = 0
    for (module, index) in found {
        let function = module.code.functions[index]
        if isGlobal, !function.exported { continue }
        count += 1
        p.machine.breakpoints.set(index, of: module, isGlobal: isGlobal, isOn: isOn, specification, p)
    }
    return Term(small: count)
}

enum TraceNatives {
    static let rows: [Native] = [
        Native("prim_trace", "set", 4, .control, authority: .machineControl, "Switches trace flags of a process on or off: true, false if another traces it, or noproc.") { p, a in
            set(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_trace", "set_new", 3, .ordinary, authority: .machineControl, "Switches the trace flags that new processes start with.") { p, a in
            setNew(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_trace", "new", 0, .ordinary, "{flags, tracer} that new processes start with.") { p, _ in
            let p = ProcessPointer(p)
            guard let new = p.machine.schedulers.newTracing else { return p.tuple(Term(small: 0), .emptyList).bits }
            return p.tuple(Term(small: new.flags.rawValue), Term(bits: new.tracer)).bits
        },
        Native("prim_trace", "pattern", 5, .control, authority: .machineControl, "Switches breakpoints of functions on or off and counts them.") { p, a in
            setPattern(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_trace", "set_system_monitor", 3, .ordinary, authority: .machineControl, "Says who is told of heaps of so many words and collections of so many milliseconds.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isLocalPid || a[0] == KnownAtom.undefined else { return p.badArgument().bits }
            let core = p.pointee.core
            core.pointee.monitor.largeHeap.store(a[1].isSmall ? a[1].small : Int.max, ordering: .relaxed)
            core.pointee.monitor.longCollection.store(a[2].isSmall ? a[2].small : Int.max, ordering: .relaxed)
            core.pointee.monitor.pid.store(a[0].isLocalPid ? a[0].bits : 0, ordering: .releasing)
            return Term(.ok).bits
        },
        Native("prim_trace", "function", 3, .control, "{local | global, specification} of a function, false if it is not traced, undefined if there is none.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let found = functions(p, a) else { return p.badArgument().bits }
            guard let (module, index) = found.first else { return Term(.undefined).bits }
            guard let state = p.machine.breakpoints.state(index, of: module, p) else { return Term(.false).bits }
            return p.tuple(p.machine.atoms.term(state.isGlobal ? "global" : "local"), state.specification ?? .emptyList).bits
        },
    ]
}
