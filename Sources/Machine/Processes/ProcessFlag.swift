// The flags of a process: `process_flag/2,3`, and the options that `spawn_opt` shares with them.
import Bytecode

extension UnsafeMutablePointer where Pointee == Process {
    /// Sets a flag and gives its old value; `.none` if there is no such flag or value.
    func changeFlag(_ flag: Term, _ value: Term) -> Term {
        guard flag.isAtom else { return .none }
        switch machine.atoms.string(flag) {
        case "trap_exit":
            guard value.isBoolean else { return .none }
            let old = Term.boolean(pointee.trapsExits)
            pointee.trapsExits = value == KnownAtom.true
            return old
        case "priority":
            guard let priority = ProcessPriority(value) else { return .none }
            let old = ProcessPriority(rawValue: pointee.priority).unsafelyUnwrapped.atom
            pointee.priority = priority.rawValue
            return Term(old)
        case "min_heap_size":
            guard value.isSmall, value.small >= 0 else { return .none }
            let old = Term(small: pointee.minimumHeapWords)
            pointee.minimumHeapWords = Swift.max(value.small, 233)
            return old
        case "min_bin_vheap_size":
            guard value.isSmall, value.small >= 0 else { return .none }
            return Term(small: 46_422)
        case "max_heap_size":
            guard let maximum = MaximumHeap(value, base: maximumHeap, machine) else { return .none }
            let old = maximumHeapMap()
            setMaximumHeap(maximum)
            return old
        case "fullsweep_after":
            guard value.isSmall, value.small >= 0 else { return .none }
            let old = Term(small: pointee.fullSweepAfter)
            pointee.fullSweepAfter = value.small
            return old
        case "message_queue_data":
            guard value == KnownAtom.off_heap || value == KnownAtom.on_heap else { return .none }
            let old = Term(pointee.flags & ProcessFlags.messagesOffHeap != 0 ? .off_heap : .on_heap)
            setFlag(ProcessFlags.messagesOffHeap, value == KnownAtom.off_heap)
            return old
        case "error_handler":
            guard value.isAtom else { return .none }
            let old = pointee.errorHandler
            pointee.errorHandler = value
            return old
        case "save_calls":
            return value.isSmall && value.small >= 0 && value.small <= 10_000 ? Term(small: 0) : .none
        case "sensitive":
            return changeBoolean(ProcessFlags.sensitive, value)
        case "async_dist":
            return changeBoolean(ProcessFlags.asynchronousDistribution, value)
        case "monitor_nodes":
            return value.isBoolean ? Term(.ok) : .none
        default:
            return .none
        }
    }

    private func changeBoolean(_ bit: UInt32, _ value: Term) -> Term {
        guard value.isBoolean else { return .none }
        let old = Term.boolean(pointee.flags & bit != 0)
        setFlag(bit, value == KnownAtom.true)
        return old
    }

    private func setFlag(_ bit: UInt32, _ isSet: Bool) {
        if isSet { pointee.flags |= bit } else { pointee.flags &= ~bit }
    }
}

extension MaximumHeap {
    /// A size, or a map with `size` and perhaps `kill`, `error_logger`, `include_shared_binaries`.
    init?(_ term: Term, base: MaximumHeap, _ machine: Machine) {
        self = base
        if term.isSmall {
            guard MaximumHeap.isValid(term.small) else { return nil }
            words = term.small
            return
        }
        guard term.isMap else { return nil }
        let size = mapGet(term, Term(.size))
        guard size.isSmall, MaximumHeap.isValid(size.small) else { return nil }
        words = size.small
        for (key, place) in [(KnownAtom.kill, \MaximumHeap.kills), (.error_logger, \.reports), (.include_shared_binaries, \.countsSharedBinaries)] {
            let value = mapGet(term, Term(key))
            if value == Term.none { continue }
            guard value.isBoolean else { return nil }
            self[keyPath: place] = value == KnownAtom.true
        }
    }

    private static func isValid(_ words: Int) -> Bool { words == 0 || words >= 233 }
}

extension SpawnOptions {
    /// Reads the options of `spawn_opt` and `spawn_request`; nil: badarg.
    init?(_ options: Term, _ p: ProcessPointer) {
        self.init()
        let machine = p.machine
        var rest = options
        while rest.isCons {
            let option = rest.head
            rest = rest.tail
            if option == KnownAtom.link {
                link = true
            } else if option == KnownAtom.monitor {
                monitor = true
            } else if option.isTuple, option.tupleSize == 2, option.element(0).isAtom {
                guard read(option.element(0), option.element(1), p, machine) else { return nil }
            } else {
                return nil
            }
        }
        guard rest.isEmptyList else { return nil }
    }

    private mutating func read(_ name: Term, _ value: Term, _ p: ProcessPointer, _ machine: Machine) -> Bool {
        switch machine.atoms.string(name) {
        case "monitor":
            guard let options = MonitorOptions(value) else { return false }
            monitor = true
            monitorAlias = options.aliasMode
            monitorTag = options.tag
        case "domain":
            guard let found = Domain(value, within: p.domain, p) else { return false }
            domain = found
        case "priority":
            guard let found = ProcessPriority(value) else { return false }
            priority = found
        case "fullsweep_after":
            guard value.isSmall, value.small >= 0 else { return false }
            fullSweepAfter = value.small
        case "min_heap_size":
            guard value.isSmall, value.small >= 0 else { return false }
            minimumHeapWords = Swift.max(value.small, 233)
        case "min_bin_vheap_size":
            return value.isSmall && value.small >= 0
        case "max_heap_size":
            guard let maximum = MaximumHeap(value, base: machine.schedulers.defaultMaximumHeap, machine) else { return false }
            maximumHeap = maximum
        case "message_queue_data":
            guard value == KnownAtom.off_heap || value == KnownAtom.on_heap else { return false }
            messagesOffHeap = value == KnownAtom.off_heap
        case "async_dist":
            return value.isBoolean
        case "scheduler":
            return value.isSmall && value.small >= 0
        default:
            return false
        }
        return true
    }
}

/// The options of `monitor/3` and of `{monitor, Options}`.
struct MonitorOptions {
    var aliasMode = AliasMode.none
    var tag = Term.none

    init?(_ options: Term) {
        var rest = options
        while rest.isCons {
            let option = rest.head
            rest = rest.tail
            guard option.isTuple, option.tupleSize == 2 else { return nil }
            if option.element(0) == KnownAtom.tag {
                tag = option.element(1)
            } else if option.element(0) == KnownAtom.alias {
                switch option.element(1) {
                case let mode where mode == KnownAtom.explicit_unalias: aliasMode = .explicit
                case let mode where mode == KnownAtom.demonitor: aliasMode = .demonitor
                case let mode where mode == KnownAtom.reply_demonitor: aliasMode = .replyDemonitor
                default: return nil
                }
            } else {
                return nil
            }
        }
        guard rest.isEmptyList else { return nil }
    }
}
