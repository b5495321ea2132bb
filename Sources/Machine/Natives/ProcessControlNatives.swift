// Natives of `:erlang` that steer the calling process or the machine: the process dictionary, yielding, hibernating,
// halting, system flags.
import Bytecode
import Glibc

private func put(_ p: ProcessPointer, _ key: Term, _ value: Term) -> Term {
    let old = mapGet(p.pointee.dictionary, key)
    p.pointee.dictionary = p.put(p.pointee.dictionary, key, value)
    return old == Term.none ? Term(.undefined) : old
}

private func keys(_ p: ProcessPointer, where isWanted: (Term) -> Bool) -> Term {
    var keys: [Term] = []
    var rest = p.dictionaryList()
    while rest.isCons {
        if isWanted(rest.head.element(1)) { keys.append(rest.head.element(0)) }
        rest = rest.tail
    }
    return p.list(keys)
}

/// Throws the stack away and waits for a message; then calls a function at the bottom of the stack.
private func hibernate(_ p: ProcessPointer, _ module: Term, _ function: Term, _ arguments: Term) -> Term {
    guard module.isAtom, function.isAtom else { return p.badArgument() }
    var count = 0
    var rest = arguments
    while rest.isCons {
        count += 1
        rest = rest.tail
    }
    guard rest.isEmptyList, count <= 255 else { return p.badArgument() }
    p.handleSignals()
    if p.pointee.isExiting { return .wait }
    if p.pointee.messageCount == 0 {
        if p.pointee.nativeState != KnownAtom.hibernate { p.wantCollection(Term(.major)) }
        p.pointee.nativeState = Term(.hibernate)
        return .wait
    }
    p.pointee.nativeState = .none
    p.unwindToBottom()
    p.pointee.trapExport = p.machine.code.export(Term(.erlang), Term(.apply), 3)
    p.pointee.trapArguments = (module, function, arguments, .none)
    p.pointee.trapArity = 3
    return .trap
}

private func halt(_ p: ProcessPointer, _ status: Term, _ options: Term) -> Term {
    var rest = options
    while rest.isCons {
        guard rest.head.isTuple, rest.head.tupleSize == 2 else { return p.badArgument() }
        rest = rest.tail
    }
    guard rest.isEmptyList else { return p.badArgument() }
    if status.isSmall {
        guard status.small >= 0 else { return p.badArgument() }
        p.machine.schedulers.halt(status: Int32(truncatingIfNeeded: status.small & 0xFF))
    } else if status.isAtom, p.machine.atoms.string(status) == "abort" {
        abort()
    } else {
        // A slogan: a list of characters.
        var text = ""
        var characters = status
        while characters.isCons {
            guard characters.head.isSmall, let scalar = Unicode.Scalar(UInt32(clamping: characters.head.small)) else { return p.badArgument() }
            text.unicodeScalars.append(scalar)
            characters = characters.tail
        }
        guard characters.isEmptyList else { return p.badArgument() }
        text += "\n"
        _ = Array(text.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
        p.machine.schedulers.halt(status: 1)
    }
    // The scheduler stops before it would call this again.
    return .wait
}

private func systemFlag(_ p: ProcessPointer, _ flag: Term, _ value: Term) -> Term {
    guard flag.isAtom else { return p.badArgument() }
    let schedulers = p.machine.schedulers
    switch p.machine.atoms.string(flag) {
    case "fullsweep_after":
        guard value.isSmall, value.small >= 0 else { return p.badArgument() }
        let old = schedulers.defaultFullSweepAfter
        schedulers.defaultFullSweepAfter = value.small
        return Term(small: old)
    case "min_heap_size", "min_bin_vheap_size":
        guard value.isSmall, value.small >= 0 else { return p.badArgument() }
        return Term(small: p.machine.atoms.string(flag) == "min_heap_size" ? 233 : 46_422)
    case "max_heap_size":
        guard let maximum = MaximumHeap(value, base: schedulers.defaultMaximumHeap, p.machine) else { return p.badArgument() }
        let old = p.maximumHeapMap(of: schedulers.defaultMaximumHeap)
        schedulers.defaultMaximumHeap = maximum
        return old
    case "schedulers_online":
        guard value.isSmall, value.small >= 1, value.small <= schedulers.all.count else { return p.badArgument() }
        return Term(small: schedulers.all.count)
    case "backtrace_depth":
        guard value.isSmall, value.small >= 0 else { return p.badArgument() }
        let old = schedulers.backtraceDepth
        schedulers.backtraceDepth = value.small
        return Term(small: old)
    default:
        return p.badArgument()
    }
}

enum ProcessControlNatives {
    static let rows: [Native] = [
        Native("erlang", "get", 0, .ordinary, "The process dictionary as a list of pairs.") { p, _ in ProcessPointer(p).dictionaryList().bits },
        Native("erlang", "get", 1, .ordinary, "The value of a key of the process dictionary, or undefined.") { p, a in
            let value = mapGet(ProcessPointer(p).pointee.dictionary, NativeArguments(a)[0])
            return (value == Term.none ? Term(.undefined) : value).bits
        },
        Native("erlang", "put", 2, .ordinary, "Puts a value under a key of the process dictionary and gives the old one.") { p, a in
            put(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
        Native("erlang", "erase", 0, .ordinary, "Empties the process dictionary and gives its pairs.") { p, _ in
            let p = ProcessPointer(p)
            let pairs = p.dictionaryList()
            p.pointee.dictionary = p.machine.shapes.emptyMap
            return pairs.bits
        },
        Native("erlang", "erase", 1, .ordinary, "Deletes a key of the process dictionary and gives its value.") { p, a in
            let p = ProcessPointer(p), key = NativeArguments(a)[0]
            let old = mapGet(p.pointee.dictionary, key)
            if old == Term.none { return Term(.undefined).bits }
            p.pointee.dictionary = p.remove(p.pointee.dictionary, key)
            return old.bits
        },
        Native("erlang", "get_keys", 0, .ordinary, "The keys of the process dictionary.") { p, _ in
            keys(ProcessPointer(p)) { _ in true }.bits
        },
        Native("erlang", "get_keys", 1, .ordinary, "The keys of the process dictionary with that value.") { p, a in
            let value = NativeArguments(a)[0]
            return keys(ProcessPointer(p)) { exactlyEqual($0, value) }.bits
        },
        Native("erlang", "yield", 0, .control, "Lets other processes run.") { p, _ in
            let p = ProcessPointer(p)
            if p.pointee.nativeState == KnownAtom.true {
                p.pointee.nativeState = .none
                return Term(.true).bits
            }
            p.pointee.nativeState = Term(.true)
            return Term.yield.bits
        },
        Native("erlang", "bump_reductions", 1, .ordinary, "Uses up reductions of the time slice.") { p, a in
            let p = ProcessPointer(p), count = NativeArguments(a)[0]
            guard count.isSmall, count.small >= 1 else { return p.badArgument().bits }
            p.bumpReductions(count.small)
            return Term(.true).bits
        },
        Native("erlang", "hibernate", 0, .control, "Waits for a message with as little memory as possible.") { p, _ in
            let p = ProcessPointer(p)
            p.handleSignals()
            if p.pointee.isExiting { return Term.wait.bits }
            if p.pointee.messageCount > 0 {
                p.pointee.nativeState = .none
                return Term(.ok).bits
            }
            // Not the state of hibernate/3: the function that waits is the one that goes on.
            if p.pointee.nativeState != KnownAtom.waiting { p.wantCollection(Term(.major)) }
            p.pointee.nativeState = Term(.waiting)
            return Term.wait.bits
        },
        Native("erlang", "hibernate", 3, .control, "Throws the stack away, waits for a message, and calls a function.") { p, a in
            hibernate(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1], NativeArguments(a)[2]).bits
        },
        Native("erlang", "halt", 0, .control, authority: .halt, "Ends the machine with the status 0.") { p, _ in
            halt(ProcessPointer(p), Term(small: 0), .emptyList).bits
        },
        Native("erlang", "halt", 1, .control, authority: .halt, "Ends the machine with a status or a slogan.") { p, a in
            halt(ProcessPointer(p), NativeArguments(a)[0], .emptyList).bits
        },
        Native("erlang", "halt", 2, .control, authority: .halt, "Ends the machine with a status or a slogan, and options.") { p, a in
            halt(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
        Native("erlang", "system_flag", 2, .ordinary, authority: .machineControl, "Sets a flag of the machine and gives its old value.") { p, a in
            systemFlag(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
    ]
}
