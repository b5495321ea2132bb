// What `process_info` tells: each item is computed by the process itself, on its own heap.
import Bytecode
import Synchronization

extension UnsafeMutablePointer where Pointee == Process {
    /// The items of `process_info/1`, in OTP's order.
    private static var defaultItems: [KnownAtom] {
        [.current_function, .initial_call, .status, .message_queue_len, .links, .dictionary, .trap_exit, .error_handler, .priority,
         .group_leader, .total_heap_size, .heap_size, .stack_size, .reductions, .garbage_collection, .suspending]
    }

    /// The answer to an item, to a list of items, or (for `all`) the default ones. `.none` if an item is unknown.
    func information(_ request: Term) -> Term {
        if request == KnownAtom.all {
            var pairs = Self.defaultItems.map { pair(Term($0)) }
            if currentName != 0 { pairs.insert(pair(Term(.registered_name)), at: 0) }
            return list(pairs)
        }
        if request.isList {
            var pairs: [Term] = []
            var rest = request
            while rest.isCons {
                let answer = pair(rest.head)
                if answer == Term.none { return .none }
                pairs.append(answer)
                rest = rest.tail
            }
            return rest.isEmptyList ? list(pairs) : .none
        }
        if request == KnownAtom.registered_name, currentName == 0 { return .emptyList }
        return pair(request)
    }

    /// Is that an item, or a list of items, that `process_info` knows?
    static func isInformationItem(_ request: Term, _ machine: Machine) -> Bool {
        if request.isCons {
            var rest = request
            while rest.isCons {
                if !isInformationItem(rest.head, machine) || rest.head.isList { return false }
                rest = rest.tail
            }
            return rest.isEmptyList
        }
        if request.isEmptyList { return true }
        if request.isTuple { return request.tupleSize == 2 && request.element(0) == KnownAtom.dictionary }
        return request.isAtom && itemNames.contains(machine.atoms.string(request))
    }

    private static var itemNames: Set<String> {
        ["async_dist", "backtrace", "binary", "catchlevel", "current_function", "current_location", "current_stacktrace", "dictionary",
         "error_handler", "garbage_collection", "garbage_collection_info", "group_leader", "heap_size", "initial_call", "label", "last_calls",
         "links", "max_heap_size", "memory", "message_queue_data", "message_queue_len", "messages", "min_bin_vheap_size", "min_heap_size",
         "monitored_by", "monitors", "fullsweep_after", "parent", "priority", "priority_messages", "reductions", "registered_name",
         "sequential_trace_token", "stack_size", "status", "suspending", "total_heap_size", "trace", "tracer", "trap_exit"]
    }

    private var currentName: UInt64 {
        let name = pointee.registeredName.load(ordering: .acquiring)
        return name == Registry.ended ? 0 : name
    }

    private func pair(_ item: Term) -> Term {
        if item.isTuple {
            let found = mapGet(pointee.dictionary, item.element(1))
            return tuple(item, found == Term.none ? Term(.undefined) : found)
        }
        let value = value(of: item)
        return value == Term.none ? .none : tuple(item, value)
    }

    private func value(of item: Term) -> Term {
        guard item.isAtom else { return .none }
        switch machine.atoms.string(item) {
        case "async_dist": return .boolean(pointee.flags & ProcessFlags.asynchronousDistribution != 0)
        case "backtrace": return backtrace()
        case "binary": return binaries()
        case "catchlevel": return Term(small: 0)
        case "current_function": return currentFunction()
        case "current_location": return currentLocation()
        case "current_stacktrace": return currentTrace(self)
        case "dictionary": return dictionaryList()
        case "error_handler": return pointee.errorHandler
        case "fullsweep_after": return Term(small: pointee.fullSweepAfter)
        case "garbage_collection": return collectionSettings()
        case "garbage_collection_info": return collectionSizes()
        case "group_leader": return pointee.groupLeader
        case "heap_size": return Term(small: pointee.blockEnd - pointee.blockStart)
        case "initial_call": return tuple(pointee.initialCall.0, pointee.initialCall.1, Term(small: pointee.initialCall.2))
        case "label": return processLabel()
        case "last_calls": return Term(.false)
        case "links": return list(pids(of: pointee.relations?.pointee.links) { $0.unlinking == 0 })
        case "max_heap_size": return maximumHeapMap()
        case "memory": return integer(memoryBytes())
        case "message_queue_data": return Term(pointee.flags & ProcessFlags.messagesOffHeap != 0 ? .off_heap : .on_heap)
        case "message_queue_len": return Term(small: pointee.messageCount)
        case "messages": return messages()
        case "min_bin_vheap_size": return Term(small: 46_422)
        case "min_heap_size": return Term(small: pointee.minimumHeapWords)
        case "monitored_by": return list(watchers())
        case "monitors": return list(monitored())
        case "parent": return pointee.parent
        case "priority": return Term(ProcessPriority(rawValue: pointee.priority).unsafelyUnwrapped.atom)
        case "priority_messages": return .boolean(pointee.flags & ProcessFlags.priorityMessages != 0)
        case "reductions": return integer(reductions())
        case "registered_name": return currentName == 0 ? .emptyList : Term(bits: currentName)
        case "sequential_trace_token": return .emptyList
        case "stack_size": return Term(small: pointee.blockEnd - pointee.sp)
        case "status": return Term(status())
        case "suspending": return suspendingList()
        case "total_heap_size": return Term(small: pointee.blockEnd - pointee.blockStart + (pointee.oldEnd - pointee.oldStart) + pointee.fragmentWords)
        case "trace": return Term(small: pointee.tracing?.pointee.flags.rawValue ?? 0)
        case "tracer": return pointee.tracing.map { Term(bits: $0.pointee.tracer) } ?? .emptyList
        case "trap_exit": return .boolean(pointee.trapsExits)
        default: return .none
        }
    }

    // MARK: Items

    /// What the process does, seen by whoever asked for it.
    private func status() -> KnownAtom {
        if pointee.state.load(ordering: .relaxed) == ProcessState.running.rawValue { return .running }
        if isSuspended { return .suspended }
        let isStopped = pointee.liveArguments < 0 || pointee.nativeState != Term.none
        return isStopped && pointee.receivePosition.pointee == nil ? .waiting : .runnable
    }

    /// What the process has done; of the slice that it is in, what it has used so far.
    private func reductions() -> Int {
        let isRunning = pointee.state.load(ordering: .relaxed) == ProcessState.running.rawValue
        return pointee.reductionsDone - (isRunning ? pointee.reductions + pointee.reductionsSetAside : 0)
    }

    private func currentFunction() -> Term {
        if pointee.nativeState == KnownAtom.hibernate { return tuple(Term(.erlang), Term(.hibernate), Term(small: 3)) }
        let trace = currentTrace(self)
        guard trace.isCons else { return Term(.undefined) }
        let entry = trace.head
        let arity = entry.element(2).isSmall ? entry.element(2) : Term(small: 0)
        return tuple(entry.element(0), entry.element(1), arity)
    }

    /// What `:proc_lib.set_label/1` has put into the dictionary.
    private func processLabel() -> Term {
        let label = mapGet(pointee.dictionary, machine.atoms.term("$process_label"))
        return label == Term.none ? Term(.undefined) : label
    }

    private func currentLocation() -> Term {
        let trace = currentTrace(self)
        return trace.isCons ? trace.head : Term(.undefined)
    }

    /// The stack as text, one line for each frame.
    private func backtrace() -> Term {
        let atoms = machine.atoms
        var text = ""
        var rest = currentTrace(self)
        while rest.isCons {
            let entry = rest.head
            text += "\(atoms.string(entry.element(0))):\(atoms.string(entry.element(1)))/\(entry.element(2).isSmall ? entry.element(2).small : 0)\n"
            rest = rest.tail
        }
        return binary(Array(text.utf8))
    }

    private func binaries() -> Term {
        var seen: [UInt: (Int, Int)] = [:]
        var order: [UInt] = []
        for counted in [pointee.youngCounted, pointee.oldCounted] {
            for index in 0..<Int(counted.count) {
                let header = counted.items.unsafelyUnwrapped[index]
                guard Header(bits: header[0]).kind == .buffer else { continue }
                let buffer = Counted.buffer(header)
                if seen.updateValue((buffer.pointee.capacity, buffer.pointee.references.load(ordering: .relaxed)), forKey: UInt(bitPattern: buffer)) == nil {
                    order.append(UInt(bitPattern: buffer))
                }
            }
        }
        // Nothing that a program can see derives from an address: a number in order of age stands for it.
        return list(order.enumerated().map { number, key in
            tuple(Term(small: number), Term(small: seen[key]!.0), Term(small: seen[key]!.1))
        })
    }

    private func pids<Value>(of table: RelationTable<Value>?, where isShown: (Value) -> Bool) -> [Term] {
        guard let table else { return [] }
        return (0..<table.count).filter { isShown(table.values.unsafelyUnwrapped[$0]) }.map { Term(bits: table.keys.unsafelyUnwrapped[$0]) }
    }

    private func watchers() -> [Term] {
        guard let table = pointee.relations?.pointee.monitoredBy else { return [] }
        return (0..<table.count).map { Term(bits: table.values.unsafelyUnwrapped[$0].pid) }
    }

    private func monitored() -> [Term] {
        guard let table = pointee.relations?.pointee.monitors else { return [] }
        return (0..<table.count).map { index in
            let monitor = table.values.unsafelyUnwrapped[index]
            let object = monitor.isNamed ? tuple(monitor.object, Term(.nonode)) : monitor.object
            return tuple(Term(monitor.object.isLocalPort ? .port : .process), object)
        }
    }

    private func suspendingList() -> Term {
        guard let table = pointee.relations?.pointee.suspending else { return .emptyList }
        return list((0..<table.count).map { index in
            tuple(Term(bits: table.keys.unsafelyUnwrapped[index]), Term(small: table.values.unsafelyUnwrapped[index]), Term(small: 0))
        })
    }

    private func messages() -> Term {
        var terms: [Term] = []
        var message = pointee.messagesFirst
        while let current = message {
            // A copy: the message's own words move with it when it is taken.
            terms.append(copyIn(current.pointee.term))
            message = current.next
        }
        return list(terms)
    }

    private func memoryBytes() -> Int {
        var words = pointee.blockEnd - pointee.blockStart + (pointee.oldEnd - pointee.oldStart) + pointee.fragmentWords
        var message = pointee.messagesFirst
        while let current = message {
            words += current.words
            message = current.next
        }
        return words * 8 + MemoryLayout<Process>.stride
    }

    private func collectionSettings() -> Term {
        list([
            tuple(Term(.max_heap_size), maximumHeapMap()),
            tuple(Term(.min_bin_vheap_size), Term(small: 46_422)),
            tuple(Term(.min_heap_size), Term(small: pointee.minimumHeapWords)),
            tuple(Term(.fullsweep_after), Term(small: pointee.fullSweepAfter)),
            tuple(Term(.minor_gcs), Term(small: pointee.minorCollections)),
        ])
    }

    private func collectionSizes() -> Term {
        let atoms = machine.atoms
        func item(_ name: String, _ value: Int) -> Term { tuple(atoms.term(name), integer(value)) }
        return list([
            item("old_heap_block_size", pointee.oldEnd - pointee.oldStart),
            item("heap_block_size", pointee.blockEnd - pointee.blockStart),
            item("mbuf_size", pointee.fragmentWords),
            item("recent_size", pointee.hp - pointee.highWater),
            item("stack_size", pointee.blockEnd - pointee.sp),
            item("old_heap_size", pointee.oldTop - pointee.oldStart),
            item("heap_size", pointee.hp - pointee.heapStart),
            item("bin_vheap_size", pointee.virtualHeap / 8),
            item("bin_vheap_block_size", pointee.virtualHeapLimit / 8),
            item("bin_old_vheap_size", 0),
            item("bin_old_vheap_block_size", 46_422),
        ])
    }

    /// `%{size: …, kill: …, error_logger: …, include_shared_binaries: …}`.
    func maximumHeapMap() -> Term { maximumHeapMap(of: maximumHeap) }

    func maximumHeapMap(of maximum: MaximumHeap) -> Term {
        var map = machine.shapes.emptyMap
        map = mapPut(self, map, Term(.error_logger), .boolean(maximum.reports))
        map = mapPut(self, map, Term(.include_shared_binaries), .boolean(maximum.countsSharedBinaries))
        map = mapPut(self, map, Term(.kill), .boolean(maximum.kills))
        return mapPut(self, map, Term(.size), Term(small: maximum.words))
    }

    /// The process dictionary as a list of pairs.
    func dictionaryList() -> Term {
        let count = mapSize(pointee.dictionary)
        let pairs = WordPointer.allocate(capacity: Swift.max(count * 2, 1))
        defer { pairs.deallocate() }
        copyMapPairs(pointee.dictionary, to: pairs)
        return list((0..<count).map { tuple(Term(bits: pairs[2 * $0]), Term(bits: pairs[2 * $0 + 1])) })
    }
}
