// Natives of `:erlang` that ask or change a process, the calling one or another: information, flags, suspension, group
// leader, collection. What concerns another process is a question that it answers (Questions.swift).
import Bytecode
import Synchronization

/// Asks another process; a caller that waits is called again. `noproc` as answer becomes badarg.
private func ask(_ p: ProcessPointer, _ kind: QuestionKind, _ argument: Term, of pid: Term) -> Term {
    let answer = p.ask(kind, argument, of: pid)
    return answer == KnownAtom.noproc ? p.badArgument() : answer
}

private func processInfo(_ p: ProcessPointer, _ pid: Term, _ item: Term) -> Term {
    guard pid.isLocalPid, item == KnownAtom.all || ProcessPointer.isInformationItem(item, p.machine) else { return p.badArgument() }
    if pid == p.pointee.pid {
        p.handleSignals()
        return p.pointee.isExiting ? .wait : p.information(item)
    }
    guard p.reaches(pid) else { return Term(.undefined) }
    return p.ask(.information, item, of: pid)
}

private func isAlive(_ p: ProcessPointer, _ pid: Term) -> Term {
    guard pid.isLocalPid else { return p.badArgument() }
    if pid == p.pointee.pid { return Term(.true) }
    if p.pointee.nativeState == Term.none, !p.pointee.core.isAlive(pid.bits) || !p.reaches(pid) { return Term(.false) }
    return p.ask(.isAlive, Term(.undefined), of: pid)
}

/// `unless_suspending`, and `asynchronous` with or without a term: the reply comes when the process is suspended, either way.
private func isSuspendOptions(_ list: Term) -> Bool {
    var rest = list
    while rest.isCons {
        let option = rest.head.isTuple && rest.head.tupleSize == 2 ? rest.head.element(0) : rest.head
        guard option == KnownAtom.unless_suspending || option == KnownAtom.asynchronous else { return false }
        rest = rest.tail
    }
    return rest.isEmptyList
}

private func suspend(_ p: ProcessPointer, _ pid: Term, _ list: Term) -> Term {
    guard pid.isLocalPid, pid != p.pointee.pid, isSuspendOptions(list) else { return p.badArgument() }
    let once = contains(list, .unless_suspending)
    let suspensions = p.pointee.relations?.pointee.suspending.find(pid.bits)?.pointee ?? 0
    if p.pointee.nativeState == Term.none {
        if suspensions > 0 {
            if once { return Term(.false) }
            p.pointee.madeRelations.pointee.suspending.insert(pid.bits, suspensions + 1)
            return Term(.true)
        }
        guard p.reaches(pid) else { return p.badArgument() }
    }
    let answer = p.ask(.suspend, Term(.undefined), of: pid)
    if answer == KnownAtom.noproc { return p.badArgument() }
    if answer == KnownAtom.true { p.pointee.madeRelations.pointee.suspending.insert(pid.bits, 1) }
    return answer
}

private func resume(_ p: ProcessPointer, _ pid: Term) -> Term {
    guard pid.isLocalPid, let relations = p.pointee.relations, let count = relations.pointee.suspending.find(pid.bits) else { return p.badArgument() }
    count.pointee -= 1
    if count.pointee == 0 {
        _ = relations.pointee.suspending.remove(pid.bits)
        guard p.pointee.core.sendPlain(.resume, to: pid, from: p.pointee.pid) else { return p.badArgument() }
    }
    return Term(.true)
}

private func setGroupLeader(_ p: ProcessPointer, _ leader: Term, _ pid: Term) -> Term {
    guard leader.isLocalPid, pid.isLocalPid else { return p.badArgument() }
    if pid == p.pointee.pid {
        p.pointee.groupLeader = leader
        return Term(.true)
    }
    guard p.reaches(pid) else { return p.badArgument() }
    return ask(p, .groupLeader, leader, of: pid)
}

/// Asks for a collection at the next safepoint: on the way out of the native, for the caller.
private func collectGarbage(_ p: ProcessPointer, _ pid: Term, _ list: Term) -> Term {
    guard pid.isLocalPid else { return p.badArgument() }
    var kind = Term(.major)
    var asynchronous = Term.none
    var rest = list
    while rest.isCons {
        let option = rest.head
        guard option.isTuple, option.tupleSize == 2 else { return p.badArgument() }
        if option.element(0) == KnownAtom.type {
            guard option.element(1) == KnownAtom.major || option.element(1) == KnownAtom.minor else { return p.badArgument() }
            kind = option.element(1)
        } else if option.element(0) == KnownAtom.async {
            asynchronous = option.element(1)
        } else {
            return p.badArgument()
        }
        rest = rest.tail
    }
    guard rest.isEmptyList else { return p.badArgument() }
    var result: Term
    if pid == p.pointee.pid {
        p.wantCollection(kind)
        result = Term(.true)
    } else {
        guard p.reaches(pid) else { return Term(.false) }
        result = p.ask(.collect, kind, of: pid)
    }
    if asynchronous == Term.none || result == Term.wait { return result }
    p.machine.send(p.tuple(Term(.garbage_collect), asynchronous, result), to: p.pointee.pid)
    result = Term(.async)
    return result
}

private func checkCode(_ p: ProcessPointer, _ pid: Term, _ module: Term, _ list: Term) -> Term {
    guard pid.isLocalPid, module.isAtom else { return p.badArgument() }
    var asynchronous = Term.none
    var rest = list
    while rest.isCons {
        let option = rest.head
        guard option.isTuple, option.tupleSize == 2 else { return p.badArgument() }
        if option.element(0) == KnownAtom.async {
            asynchronous = option.element(1)
        } else if option.element(0) != KnownAtom.allow_gc {
            return p.badArgument()
        }
        rest = rest.tail
    }
    let result = pid == p.pointee.pid ? .boolean(p.runsOldCode(of: module)) : p.ask(.checkCode, module, of: pid)
    if asynchronous == Term.none || result == Term.wait { return result }
    p.machine.send(p.tuple(Term(.check_process_code), asynchronous, result), to: p.pointee.pid)
    return Term(.async)
}

private func processList(_ p: ProcessPointer) -> Term {
    var pids: [Term] = []
    let domain = p.domain
    p.machine.processTable.forEach { process, pid in
        guard process.pointee.inbox.load(ordering: .acquiring) != InboxHead.closed else { return }
        if !domain.isLimited || domain.mayReach(process.domain) { pids.append(pid) }
    }
    return p.list(pids)
}

enum ProcessInfoNatives {
    static let rows: [Native] = [
        Native("erlang", "process_info", 1, .control, "What there is to know of a process, as a list of pairs, or undefined.") { p, a in
            processInfo(ProcessPointer(p), NativeArguments(a)[0], Term(.all)).bits
        },
        Native("erlang", "process_info", 2, .control, "An item, or a list of items, of what there is to know of a process.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1] != KnownAtom.all else { return p.badArgument().bits }
            return processInfo(p, a[0], a[1]).bits
        },
        Native("erlang", "processes", 0, .ordinary, "The pids of all processes.") { p, _ in processList(ProcessPointer(p)).bits },
        Native("erlang", "is_process_alive", 1, .control, "Is the process there, and not ending?") { p, a in
            isAlive(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("erlang", "process_flag", 2, .control, "Sets a flag of the calling process and gives its old value.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            // A process that stops trapping exits has seen those that have arrived.
            p.handleSignals()
            if p.pointee.isExiting { return Term.wait.bits }
            let old = p.changeFlag(a[0], a[1])
            return (old == Term.none ? p.badArgument() : old).bits
        },
        Native("erlang", "process_flag", 3, .control, "Sets the flag save_calls or sensitive of a process.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isLocalPid, a[1].isAtom, ["save_calls", "sensitive"].contains(p.machine.atoms.string(a[1])) else { return p.badArgument().bits }
            if a[0] == p.pointee.pid {
                let old = p.changeFlag(a[1], a[2])
                return (old == Term.none ? p.badArgument() : old).bits
            }
            return ask(p, .flag, p.tuple(a[1], a[2]), of: a[0]).bits
        },
        Native("erlang", "suspend_process", 1, .control, "Suspends a process.") { p, a in
            suspend(ProcessPointer(p), NativeArguments(a)[0], .emptyList).bits
        },
        Native("erlang", "suspend_process", 2, .control, "Suspends a process, with options.") { p, a in
            suspend(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
        Native("erlang", "resume_process", 1, .control, "Ends a suspension by the calling process.") { p, a in
            resume(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("erlang", "group_leader", 0, .ordinary, "The group leader of the calling process.") { p, _ in
            ProcessPointer(p).pointee.groupLeader.bits
        },
        Native("erlang", "group_leader", 2, .control, "Makes a process the group leader of another one.") { p, a in
            setGroupLeader(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
        Native("erlang", "garbage_collect", 0, .control, "Collects the garbage of the calling process.") { p, _ in
            let p = ProcessPointer(p)
            return collectGarbage(p, p.pointee.pid, .emptyList).bits
        },
        Native("erlang", "garbage_collect", 1, .control, "Collects the garbage of a process.") { p, a in
            collectGarbage(ProcessPointer(p), NativeArguments(a)[0], .emptyList).bits
        },
        Native("erlang", "garbage_collect", 2, .control, "Collects the garbage of a process, with the options type and async.") { p, a in
            collectGarbage(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
        Native("erlang", "check_process_code", 2, .control, "Does a process run old code of a module?") { p, a in
            checkCode(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1], .emptyList).bits
        },
        Native("erlang", "check_process_code", 3, .control, "Does a process run old code of a module? With the options async and allow_gc.") { p, a in
            checkCode(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1], NativeArguments(a)[2]).bits
        },
    ]
}
