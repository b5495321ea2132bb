// Natives of `:erlang` that tell of the machine as a whole: its nodes (this one), sizes, statistics and settings.
import Bytecode
import Glibc
import Synchronization

private func charlist(_ p: ProcessPointer, _ text: String) -> Term {
    p.list(text.utf8.map { Term(small: Int($0)) })
}

/// What `system_info` says of an item; `.none`: there is no such item.
private func systemInfo(_ p: ProcessPointer, _ item: Term) -> Term {
    let machine = p.machine
    let atoms = machine.atoms
    func atom(_ text: String) -> Term { atoms.term(text) }
    if item.isTuple, item.tupleSize == 2, item.element(0).isAtom, atoms.string(item.element(0)) == "wordsize" { return Term(small: 8) }
    guard item.isAtom else { return .none }
    let schedulers = machine.schedulers
    switch atoms.string(item) {
    case "schedulers", "schedulers_online", "dirty_cpu_schedulers", "dirty_cpu_schedulers_online": return Term(small: schedulers.all.count)
    case "dirty_io_schedulers": return Term(small: schedulers.ioPool.limit)
    case "thread_pool_size": return Term(small: 0)
    case "logical_processors", "logical_processors_available", "logical_processors_online":
        return Term(small: machine.chooser.isSeeded ? 1 : Swift.max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    case "process_count": return Term(small: machine.processTable.count)
    case "process_limit": return Term(small: machine.processTable.limit)
    case "port_count": return Term(small: 0)
    case "port_limit": return Term(small: 65_536)
    case "atom_count": return Term(small: atoms.count)
    case "atom_limit": return Term(small: 1 << 22)
    case "ets_limit": return Term(small: 8192)
    case "otp_release": return charlist(p, "29")
    case "version": return charlist(p, "17.0")
    case "machine": return charlist(p, "Vial")
    case "system_version": return charlist(p, "Vial [64-bit] [smp:\(schedulers.all.count):\(schedulers.all.count)]\n")
    case "system_architecture": return charlist(p, systemArchitecture)
    case "wordsize": return Term(small: 8)
    case "build_type": return atom("opt")
    case "emu_flavor": return atom("emu")
    case "emu_type": return atom("opt")
    case "smp_support", "threads", "kernel_poll", "time_correction": return Term(.true)
    case "debug_compiled", "dynamic_trace_probes": return Term(.false)
    case "async_dist": return Term(.false)
    case "endian": return Term(.little)
    case "heap_type": return Term(.private)
    case "message_queue_data": return Term(.on_heap)
    case "multi_scheduling": return atom("enabled")
    case "multi_scheduling_blockers", "dist_ctrl": return .emptyList
    case "scheduler_id": return Term(small: (schedulers.current?.index ?? 0) + 1)
    case "scheduler_bind_type": return atom("unbound")
    case "scheduler_bindings": return p.tuple(schedulers.all.map { _ in atom("unbound") })
    case "cpu_topology": return Term(.undefined)
    case "creation": return Term(small: 0)
    case "compat_rel": return Term(small: 29)
    case "nif_version": return charlist(p, "2.18")
    case "driver_version": return charlist(p, "3.3")
    case "start_time": return p.integer(schedulers.startTime)
    case "end_time": return p.integer(Int.max)
    case "time_offset": return atom("final")
    case "time_warp_mode": return atom("no_time_warp")
    case "tolerant_timeofday": return atom("enabled")
    case "os_monotonic_time_source": return timeSource(p, "CLOCK_MONOTONIC", machine.chooser.monotonicTime())
    case "os_system_time_source": return timeSource(p, "CLOCK_REALTIME", machine.chooser.systemTime())
    case "fullsweep_after": return p.tuple(item, Term(small: schedulers.defaultFullSweepAfter))
    case "min_heap_size": return p.tuple(item, Term(small: 233))
    case "min_bin_vheap_size": return p.tuple(item, Term(small: 46_422))
    case "max_heap_size": return p.tuple(item, p.maximumHeapMap(of: schedulers.defaultMaximumHeap))
    case "garbage_collection":
        return p.list([
            p.tuple(Term(.max_heap_size), Term(small: schedulers.defaultMaximumHeap.words)), p.tuple(Term(.min_bin_vheap_size), Term(small: 46_422)),
            p.tuple(Term(.min_heap_size), Term(small: 233)), p.tuple(Term(.fullsweep_after), Term(small: schedulers.defaultFullSweepAfter)),
        ])
    default: return .none
    }
}

private var systemArchitecture: String {
    #if arch(arm64)
    let processor = "aarch64"
    #else
    let processor = "x86_64"
    #endif
    #if os(macOS)
    return processor + "-apple-darwin"
    #else
    return processor + "-pc-linux-gnu"
    #endif
}

private func timeSource(_ p: ProcessPointer, _ clock: String, _ time: Int) -> Term {
    let atoms = p.machine.atoms
    func item(_ name: String, _ value: Term) -> Term { p.tuple(atoms.term(name), value) }
    return p.list([
        item("function", atoms.term("clock_gettime")), item("clock_id", atoms.term(clock)), item("resolution", Term(small: 1_000_000_000)),
        item("extended", Term(.no)), item("parallel", Term(.yes)), item("time", p.integer(time)),
    ])
}

/// What `statistics` says of an item; `.none`: there is no such item.
private func statistics(_ p: ProcessPointer, _ item: Term) -> Term {
    guard item.isAtom else { return .none }
    let schedulers = p.machine.schedulers
    let waiting = schedulers.all.map { $0.own.pointee.queue.count }
    switch p.machine.atoms.string(item) {
    case "wall_clock":
        let now = (p.machine.chooser.monotonicTime() - schedulers.startTime) / 1_000_000
        return p.tuple(Term(small: now), Term(small: schedulers.lastWallClock.advance(to: now)))
    case "runtime":
        let now = runtimeMilliseconds(p)
        return p.tuple(Term(small: now), Term(small: schedulers.lastRuntime.advance(to: now)))
    case "reductions", "exact_reductions":
        let total = schedulers.all.reduce(0) { $0 + $1.reductionsDone.load(ordering: .relaxed) }
        return p.tuple(p.integer(total), p.integer(schedulers.lastReductions.advance(to: total)))
    case "context_switches": return p.tuple(Term(small: schedulers.all.reduce(0) { $0 + $1.own.pointee.slices.load(ordering: .relaxed) }), Term(small: 0))
    case "run_queue": return Term(small: waiting.reduce(0, +))
    case "run_queue_lengths", "run_queue_lengths_all": return p.list(waiting.map { Term(small: $0) })
    case "total_run_queue_lengths", "total_run_queue_lengths_all": return Term(small: waiting.reduce(0, +))
    case "active_tasks", "active_tasks_all": return p.list(schedulers.all.map { Term(small: $0.own.pointee.queue.count + ($0 === schedulers.current ? 1 : 0)) })
    case "total_active_tasks", "total_active_tasks_all": return Term(small: waiting.reduce(1, +))
    case "scheduler_wall_time", "scheduler_wall_time_all", "microstate_accounting": return Term(.undefined)
    default: return .none
    }
}

/// Milliseconds of processor time; a seeded run's is its virtual time.
private func runtimeMilliseconds(_ p: ProcessPointer) -> Int {
    let chooser = p.machine.chooser
    if chooser.isSeeded { return chooser.monotonicTime() / 1_000_000 }
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

/// Bytes in use by kind, as the items of `memory` in OTP's order. Shared binaries are not counted one by one: what the
/// host gave and nothing else accounts for is theirs, within the system's part.
private func memory(_ p: ProcessPointer) -> [(name: String, bytes: Int)] {
    let machine = p.machine
    var processes = 0
    machine.processTable.forEach { process, _ in processes += process.pointee.heapWords.load(ordering: .relaxed) * 8 + MemoryLayout<Process>.stride }
    let atoms = machine.atoms.count * (MemoryLayout<AtomTable.Text>.stride + 16)
    let code = machine.literals.usedWords * 8 + machine.code.loadedModules.reduce(0) { $0 + $1.count * 8 }
    let tables = machine.tables.all.reduce(0) { $0 + $1.words * 8 }
    let known = processes + atoms + code + tables
    let total = Swift.max(residentBytes(), known)
    return [
        ("total", total), ("processes", processes), ("processes_used", processes), ("system", total - processes), ("atom", atoms),
        ("atom_used", atoms), ("binary", total - known), ("code", code), ("ets", tables),
    ]
}

/// Bytes of memory that the host has given.
private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 128)
    guard fgets(&text, 128, file) != nil else { return 0 }
    let pages = String(cString: text).split(separator: " ")
    return pages.count > 1 ? (Int(pages[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
}

/// `memory(Item)` and `memory([Item…])`.
private func memory(_ p: ProcessPointer, _ request: Term) -> Term {
    let items = memory(p)
    let atoms = p.machine.atoms
    func bytes(_ item: Term) -> Int? { item.isAtom ? items.first { $0.name == atoms.string(item) }?.bytes : nil }
    if request.isAtom { return bytes(request).map { p.integer($0) } ?? p.badArgument() }
    var pairs: [Term] = []
    var rest = request
    while rest.isCons {
        guard let found = bytes(rest.head) else { return p.badArgument() }
        pairs.append(p.tuple(rest.head, p.integer(found)))
        rest = rest.tail
    }
    return rest.isEmptyList ? p.list(pairs) : p.badArgument()
}

/// `nodes(Kind)` is the list of this node where the kind includes it.
private func nodes(_ p: ProcessPointer, _ kinds: Term) -> Term {
    var includesThis = false
    var rest = kinds.isAtom ? p.list([kinds]) : kinds
    while rest.isCons {
        guard rest.head.isAtom else { return p.badArgument() }
        switch p.machine.atoms.string(rest.head) {
        case "this", "known": includesThis = true
        case "visible", "hidden", "connected": break
        default: return p.badArgument()
        }
        rest = rest.tail
    }
    guard rest.isEmptyList else { return p.badArgument() }
    return includesThis ? p.list([Term(.nonode)]) : .emptyList
}

enum ProcessSystemNatives {
    static let rows: [Native] = [
        Native("erlang", "node", 0, .guard, "The name of this node.") { _, _ in Term(.nonode).bits },
        Native("erlang", "node", 1, .guard, "The node of a pid, port or reference.") { p, a in
            let p = ProcessPointer(p), term = NativeArguments(a)[0]
            if term.isBoxed(.externalPid) || term.isBoxed(.externalReference) {
                let address = UnsafeRawPointer(bitPattern: UInt(term.body(2).bits)).unsafelyUnwrapped
                return Unmanaged<NodeEntry>.fromOpaque(address).takeUnretainedValue().name.bits
            }
            guard term.isLocalPid || term.isLocalPort || term.isBoxed(.reference) || term.isBoxed(.magic) else { return p.badArgument().bits }
            return Term(.nonode).bits
        },
        Native("erlang", "nodes", 0, .ordinary, "The other nodes: none.") { _, _ in Term.emptyList.bits },
        Native("erlang", "nodes", 1, .ordinary, "The nodes of some kinds.") { p, a in nodes(ProcessPointer(p), NativeArguments(a)[0]).bits },
        Native("erlang", "is_alive", 0, .ordinary, "Is this node part of a network? It never is.") { _, _ in Term(.false).bits },
        Native("erlang", "get_cookie", 0, .ordinary, "The cookie of this node: none.") { p, _ in ProcessPointer(p).machine.atoms.term("nocookie").bits },
        Native("erlang", "monitor_node", 2, .ordinary, "Watches a node; one that does not answer is down at once.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isAtom, a[1].isBoolean else { return p.badArgument().bits }
            if a[1] == KnownAtom.true, a[0] != KnownAtom.nonode { p.machine.send(p.tuple(Term(.nodedown), a[0]), to: p.pointee.pid) }
            return Term(.true).bits
        },
        Native("erlang", "disconnect_node", 1, .ordinary, "Ends the connection to a node: there is none.") { p, a in
            (NativeArguments(a)[0].isAtom ? Term(.ignored) : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "system_info", 1, .ordinary, "What there is to know of the machine.") { p, a in
            let p = ProcessPointer(p)
            let answer = systemInfo(p, NativeArguments(a)[0])
            return (answer == Term.none ? p.badArgument() : answer).bits
        },
        Native("erlang", "memory", 0, .ordinary, "Bytes of memory in use, by kind.") { p, _ in
            let p = ProcessPointer(p)
            return p.list(memory(p).map { p.tuple(p.machine.atoms.term($0.name), p.integer($0.bytes)) }).bits
        },
        Native("erlang", "memory", 1, .ordinary, "Bytes of memory in use of a kind, or of a list of kinds.") { p, a in
            memory(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("erlang", "statistics", 1, .ordinary, "Counts and times of the machine.") { p, a in
            let p = ProcessPointer(p)
            let answer = statistics(p, NativeArguments(a)[0])
            return (answer == Term.none ? p.badArgument() : answer).bits
        },
        Native("erlang", "processes_iterator", 0, .ordinary, "An iterator over the pids of all processes.") { _, _ in Term(small: 0).bits },
        Native("erlang", "processes_next", 1, .ordinary, "The next pid and the iterator behind it, or none.") { p, a in
            let p = ProcessPointer(p), iterator = NativeArguments(a)[0]
            guard iterator.isSmall, iterator.small >= 0 else { return p.badArgument().bits }
            guard let (pid, index) = p.machine.processTable.next(from: iterator.small) else { return Term(.none as KnownAtom).bits }
            return p.tuple(pid, Term(small: index + 1)).bits
        },
        Native("erlang", "now", 0, .ordinary, "A unique time as megaseconds, seconds and microseconds.") { p, _ in
            let p = ProcessPointer(p)
            let time = p.machine.schedulers.uniqueTime.next(p.machine.chooser.systemTime() / 1000)
            return p.tuple(Term(small: time / 1_000_000_000_000), Term(small: time / 1_000_000 % 1_000_000), Term(small: time % 1_000_000)).bits
        },
    ]
}
