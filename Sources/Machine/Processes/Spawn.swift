// Making a process: a slot, a small block, the first frame. The parent does it all; then the process is runnable.
import Bytecode
import Synchronization

/// What `spawn_opt` can say.
struct SpawnOptions {
    var link = false
    var monitor = false
    var monitorAlias = AliasMode.none
    var monitorTag = Term.none
    var priority: ProcessPriority = .normal
    var fullSweepAfter: Int?
    var minimumHeapWords: Int?
    var maximumHeap: MaximumHeap?
    var messagesOffHeap = false
    var domain: Domain?
    init() {}
}

/// The four classes in which runnable processes wait.
public enum ProcessPriority: UInt8, Sendable, CaseIterable {
    case max, high, normal, low

    var atom: KnownAtom {
        switch self {
        case .max: .max
        case .high: .high
        case .normal: .normal
        case .low: .low
        }
    }

    init?(_ term: Term) {
        guard let found = ProcessPriority.allCases.first(where: { term == $0.atom }) else { return nil }
        self = found
    }
}

/// Where a new process starts: code, and the arguments in its first slots (terms of the parent, or literals).
struct SpawnEntry {
    let code: WordPointer
    let arguments: [Term]
    /// `initial_call`: module, function, arity.
    let initialCall: (Term, Term, Int)
    /// What tracing shows as arguments, if not these.
    var shownArguments: [Term]?
}

extension Machine {
    /// Makes a process that nobody is the parent of: a machine's first. Nil when there are too many processes.
    public func spawnFirst(_ module: Term, _ function: Term, _ arguments: [Term]) -> Term? {
        let export = code.export(module, function, arguments.count)
        let entry = SpawnEntry(code: export.pointee.code, arguments: arguments, initialCall: (module, function, arguments.count))
        guard let process = makeProcess(entry, SpawnOptions(), parent: nil) else { return nil }
        let pid = process.pointee.pid
        schedulers.core.makeRunnable(process)
        return pid
    }

    /// Makes a process and leaves it to the caller to make it runnable.
    func makeProcess(_ entry: SpawnEntry, _ options: SpawnOptions, parent: ProcessPointer?) -> ProcessPointer? {
        guard let process = processTable.takeSlot() else { return nil }
        // Sizes first: the block must hold arguments, the return address, and the words of the arguments.
        var words = 0
        for argument in entry.arguments where !argument.isImmediate { words += copySize(argument, schedulers.core) }
        let needed = words + entry.arguments.count + 1 + 16
        let minimum = options.minimumHeapWords ?? 0
        let blockWords = Swift.max(Blocks.initialWords, needed, minimum)
        let block = Blocks.allocate(blockWords)
        let end = block + blockWords

        let pid = Term(pidIndex: process.pointee.slotIndex, generation: process.pointee.generation)
        process.resetRegisters(block: block, end: end)
        process.resetIdentity(pid, machine: self, parent: parent, options: options)
        process.pointee.initialCall = entry.initialCall

        // The first frame: slot -1 returns to `processExit`.
        let frame = end - 2
        frame[1] = UInt64(UInt(bitPattern: processExitAddress))
        process.pointee.fp = frame
        process.pointee.sp = frame + 1 - entry.arguments.count
        process.pointee.pc = entry.code
        process.pointee.liveArguments = entry.arguments.count
        var top = process.pointee.hp
        for (index, argument) in entry.arguments.enumerated() {
            let own = argument.isImmediate ? argument : copy(argument, to: &top, &process.pointee.youngCounted, schedulers.core)
            frame[-index] = own.bits
        }
        process.pointee.hp = top
        process.pointee.inbox.store(InboxHead.empty, ordering: .relaxed)
        process.pointee.state.store(ProcessState.runnable.rawValue, ordering: .relaxed)
        process.pointee.identity.store(pid.bits, ordering: .releasing)
        return process
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// Spawns a child. Gives the child's pid and, with the option `monitor`, the number of the reference; nil: too many
    /// processes, or the domain's budget is spent.
    func spawn(_ entry: SpawnEntry, _ options: SpawnOptions) -> (pid: Term, monitor: UInt64)? {
        let machine = self.machine
        let childDomain = options.domain ?? domain
        if !childDomain.mayHaveChild() { return nil }
        guard let child = machine.makeProcess(entry, options, parent: self) else {
            childDomain.childEnded()
            return nil
        }
        let pid = child.pointee.pid
        var number: UInt64 = 0
        if options.link {
            pointee.madeRelations.pointee.links.insert(pid.bits, Link())
            child.pointee.madeRelations.pointee.links.insert(pointee.pid.bits, Link())
        }
        if options.monitor {
            number = nextReferenceNumber()
            let relations = pointee.madeRelations
            let tag: SignalPointer? = options.monitorTag == Term.none
                ? nil : Signal.copying(options.monitorTag, .wake, target: pointee.pid.bits, pointee.core)
            relations.pointee.monitors.insert(number, Monitor(target: pid.bits, object: pid, isNamed: false, aliasMode: options.monitorAlias, tag: tag))
            if options.monitorAlias != .none { relations.pointee.aliases.insert(number, options.monitorAlias) }
            child.pointee.madeRelations.pointee.monitoredBy.insert(number, Watcher(pid: pointee.pid.bits))
        }
        // A child that the account has no words for ends before it begins.
        if child.isLimited, child.domain.isOverdrawn { child.die(ofBudget: "heap") }
        if isTraced || machine.schedulers.newTracing != nil { inheritTracing(to: child, entry, isLinked: options.link) }
        pointee.core.makeRunnable(child)
        return (pid, number)
    }

    fileprivate func resetRegisters(block: WordPointer, end: WordPointer) {
        pointee.hp = block
        pointee.blockStart = block
        pointee.heapStart = block
        pointee.markOffset = 0
        pointee.markedReturn = nil
        pointee.blockEnd = end
        pointee.heapWords.store(end - block, ordering: .relaxed)
        pointee.highWater = block
        pointee.oldStart = block
        pointee.oldTop = block
        pointee.oldEnd = block
        pointee.liveSafepoint = 0
        pointee.reductions = 0
        pointee.reductionsSetAside = 0
        pointee.reductionsDone = 0
        pointee.fragments = nil
        pointee.fragmentWords = 0
        pointee.fragmentWordsLimit = 1024
        pointee.collectWanted = false
        pointee.fragmentTop = block
        pointee.fragmentLimit = block
        pointee.youngCounted = CountedList()
        pointee.oldCounted = CountedList()
        pointee.virtualHeap = 0
        pointee.virtualHeapLimit = 46_422 * 8
        pointee.minorCollections = 0
        pointee.exceptionClass = .none
        pointee.exceptionReason = .none
        pointee.exceptionTrace = .none
        pointee.exceptionInfo = .none
        pointee.nativeState = .none
        pointee.nativeResult = .none
        pointee.trapExport = nil
        pointee.trapArguments = (.none, .none, .none, .none)
        pointee.trapArity = 0
        pointee.messagesFirst = nil
        pointee.messagesEnd = mailboxStart
        pointee.receivePosition = mailboxStart
        pointee.messageCount = 0
        pointee.receiveMarks = nil
        pointee.receiveMarkCount = 0
        pointee.tracing = nil
        pointee.nextInQueue = nil
        pointee.timer = nil
        pointee.referenceCounter = 0
    }

    fileprivate func resetIdentity(_ pid: Term, machine: Machine, parent: ProcessPointer?, options: SpawnOptions) {
        pointee.pid = pid
        pointee.machineReference = Unmanaged.passUnretained(machine)
        pointee.core = machine.schedulers.core
        pointee.dictionary = machine.shapes.emptyMap
        pointee.errorHandler = Term(.error_handler)
        pointee.groupLeader = parent?.pointee.groupLeader ?? pid
        pointee.registeredName.store(0, ordering: .relaxed)
        pointee.label = Term(.undefined)
        pointee.parent = parent?.pointee.pid ?? Term(.undefined)
        pointee.relations = nil
        pointee.trapsExits = false
        pointee.priority = options.priority.rawValue
        pointee.flags = options.messagesOffHeap ? ProcessFlags.messagesOffHeap : 0
        pointee.domain = Unmanaged.passUnretained(options.domain ?? parent?.domain ?? machine.rootDomain)
        pointee.chargedWords = 0
        pointee.mailboxWords = 0
        if domain.isLimited {
            // A limited domain lives as long as its processes; the root as long as the machine.
            _ = pointee.domain.retain()
            pointee.flags |= ProcessFlags.limited
            pointee.chargedWords = pointee.heapWords.load(ordering: .relaxed)
            _ = domain.charge(words: pointee.chargedWords)
        }
        pointee.fullSweepAfter = options.fullSweepAfter ?? machine.schedulers.defaultFullSweepAfter
        pointee.minimumHeapWords = options.minimumHeapWords ?? 233
        setMaximumHeap(options.maximumHeap ?? machine.schedulers.defaultMaximumHeap)
    }
}
