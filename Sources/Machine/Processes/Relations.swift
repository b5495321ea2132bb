// What ties a process to others: links, monitors in both directions, aliases, suspensions, and the answers it waits for.
// Only the process itself touches its relations; others send signals.
import Bytecode

/// How long the alias of a monitor's reference lives.
enum AliasMode: UInt8 {
    case none
    /// Until `unalias/1`.
    case explicit
    /// Until the monitor ends.
    case demonitor
    /// Until the monitor ends or the first message arrives.
    case replyDemonitor
    /// Until the first message arrives (`alias([reply])`).
    case reply
}

/// A link seen from one of its ends.
struct Link {
    /// Not 0: unlinked here, and the other end has not acknowledged that number yet.
    var unlinking: UInt64 = 0
}

/// A monitor seen from the process that watches.
struct Monitor {
    let target: UInt64
    /// What was monitored: the pid, or the registered name (`isNamed`), or a port.
    let object: Term
    let isNamed: Bool
    let aliasMode: AliasMode
    /// The tag to use instead of `'DOWN'`.
    let tag: SignalPointer?
}

/// A monitor seen from the process that is watched.
struct Watcher {
    let pid: UInt64
}

public struct Relations {
    var links = RelationTable<Link>()
    var monitors = RelationTable<Monitor>()
    var monitoredBy = RelationTable<Watcher>()
    var aliases = RelationTable<AliasMode>()
    /// By whom this process is suspended, and how often.
    var suspendedBy = RelationTable<Int>()
    /// Whom this process has suspended, and how often.
    var suspending = RelationTable<Int>()
    /// Answers that have arrived and were not looked at yet.
    var answers: SignalPointer?
    var unlinkCounter: UInt64 = 0

    mutating func free() {
        links.free()
        while let (_, monitor) = monitors.removeLast() { monitor.tag?.discard() }
        monitors.free()
        monitoredBy.free()
        aliases.free()
        suspendedBy.free()
        suspending.free()
        while let answer = answers {
            answers = answer.next
            answer.discard()
        }
    }
}

/// Bits of `Process.flags` that the process layer owns.
enum ProcessFlags {
    /// The process is to end: class and reason are in its exception fields.
    static let exiting: UInt32 = 1 << 16
    /// The receive timeout is over.
    static let timedOut: UInt32 = 1 << 17
    /// Its inbox is closed: it is about to release what ties it to others.
    static let closed: UInt32 = 1 << 18
    /// Messages are to be kept off the heap; only shown by `process_info`.
    static let messagesOffHeap: UInt32 = 1 << 19
    /// max_heap_size: kill, report the kill.
    static let maximumHeapSpares: UInt32 = 1 << 21
    static let maximumHeapIsSilent: UInt32 = 1 << 22
    static let maximumHeapCountsBinaries: UInt32 = 1 << 23
    /// Flags that change nothing but what `process_flag` and `process_info` tell.
    static let sensitive: UInt32 = 1 << 26
    /// The next collection is to be a major one: `garbage_collect` has been asked for.
    static let wantsMajor: UInt32 = 1 << 27
    /// A native's result waits in `nativeResult` for the process's next turn (`callNativeSeeded`).
    static let hasResult: UInt32 = 1 << 29
    /// Its domain is not the root: what it does is checked and accounted.
    static let limited: UInt32 = 1 << 28
    /// Some of what it does is told to a tracer.
    static let traced: UInt32 = 1 << 29
    static let priorityMessages: UInt32 = 1 << 24
    static let asynchronousDistribution: UInt32 = 1 << 25
}

extension Process {
    @inline(__always) var isExiting: Bool { flags & ProcessFlags.exiting != 0 }

    /// The relations, made if this is the first one.
    var madeRelations: UnsafeMutablePointer<Relations> {
        mutating get {
            if let relations { return relations }
            let fresh = UnsafeMutablePointer<Relations>.allocate(capacity: 1)
            fresh.initialize(to: Relations())
            relations = fresh
            return fresh
        }
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    // MARK: Links

    /// Links this process to another one. False: there is no such process.
    func link(to pid: Term) -> Bool {
        let relations = pointee.madeRelations
        if let existing = relations.pointee.links.find(pid.bits), existing.pointee.unlinking == 0 { return true }
        relations.pointee.links.insert(pid.bits, Link())
        if pointee.core.sendPlain(.link, to: pid, from: pointee.pid) { return true }
        _ = relations.pointee.links.remove(pid.bits)
        return false
    }

    /// Ends the link to another process; its exit has no effect from now on.
    func unlink(from pid: Term) {
        guard let relations = pointee.relations, let link = relations.pointee.links.find(pid.bits), link.pointee.unlinking == 0 else { return }
        relations.pointee.unlinkCounter += 1
        let number = relations.pointee.unlinkCounter
        if pointee.core.sendPlain(.unlink, to: pid, from: pointee.pid, number: number) {
            link.pointee.unlinking = number
        } else {
            _ = relations.pointee.links.remove(pid.bits)
        }
    }

    /// The other process has linked to this one. It will also unlink if it was told so in the meantime.
    func addLinkFromOther(_ pid: Term) {
        let relations = pointee.madeRelations
        if relations.pointee.links.contains(pid.bits) { return }
        relations.pointee.links.insert(pid.bits, Link())
    }

    func removeLinkForOther(_ signal: SignalPointer) {
        if let relations = pointee.relations, let link = relations.pointee.links.find(signal.pointee.from.bits), link.pointee.unlinking == 0 {
            _ = relations.pointee.links.remove(signal.pointee.from.bits)
        }
        pointee.core.acknowledgeUnlink(signal)
    }

    func acknowledgeUnlink(_ pid: Term, _ number: UInt64) {
        guard let relations = pointee.relations, let link = relations.pointee.links.find(pid.bits), link.pointee.unlinking == number else { return }
        _ = relations.pointee.links.remove(pid.bits)
    }

    /// The process at the other end has exited. True: the link was in effect.
    func removeLink(_ pid: Term) -> Bool {
        guard let relations = pointee.relations, let link = relations.pointee.links.remove(pid.bits) else { return false }
        return link.unlinking == 0
    }

    // MARK: Monitors

    /// Watches a process (or what a name stood for, `target` 0: nobody) and gives the reference's number.
    func monitor(target: UInt64, object: Term, isNamed: Bool = false, aliasMode: AliasMode = .none, tag: SignalPointer? = nil) -> UInt64 {
        let relations = pointee.madeRelations
        let number = nextReferenceNumber()
        relations.pointee.monitors.insert(number, Monitor(target: target, object: object, isNamed: isNamed, aliasMode: aliasMode, tag: tag))
        if aliasMode != .none { relations.pointee.aliases.insert(number, aliasMode) }
        let pid = Term(bits: target)
        if target == 0 || !pointee.core.sendPlain(.monitor, to: pid, from: pointee.pid, number: number) {
            pointee.core.sendDown(number: number, to: pointee.pid, reason: Term(.noproc))
        }
        return number
    }

    /// Ends a monitor. False: there was none (any more).
    func demonitor(_ number: UInt64) -> Bool {
        guard let relations = pointee.relations, let monitor = relations.pointee.monitors.remove(number) else { return false }
        monitor.tag?.discard()
        if monitor.aliasMode == .demonitor || monitor.aliasMode == .replyDemonitor { _ = relations.pointee.aliases.remove(number) }
        if monitor.target != 0 { _ = pointee.core.sendPlain(.demonitor, to: Term(bits: monitor.target), from: pointee.pid, number: number) }
        return true
    }

    /// Removes the first message that is the end of the monitor with that reference: `{_, Reference, _, _, _}`. False:
    /// there is none.
    func flushDown(_ number: UInt64) -> Bool {
        pointee.receivePosition = mailboxStart
        var link = firstLink(mayHold: number)
        while let message = link.pointee {
            let term = message.pointee.term
            if term.isTuple, term.tupleSize == 5, term.element(1).isBoxed(.reference), term.element(1).boxedAddress[1] == number {
                unlinkMessage(at: link)
                message.discard()
                return true
            }
            link = message.nextLink
        }
        return false
    }

    // MARK: Aliases

    /// Does a message to that alias still count? Ends the alias if it is for one reply.
    func useAlias(_ number: UInt64) -> Bool {
        guard let relations = pointee.relations, let mode = relations.pointee.aliases.find(number)?.pointee else { return false }
        switch mode {
        case .reply:
            _ = relations.pointee.aliases.remove(number)
        case .replyDemonitor:
            _ = relations.pointee.aliases.remove(number)
            _ = demonitor(number)
        case .none, .explicit, .demonitor:
            break
        }
        return true
    }

    /// A number for a new reference.
    @inline(__always)
    public func nextReferenceNumber() -> UInt64 {
        var number = pointee.referenceCounter
        let block: UInt64 = 1 << ReceiveMarks.blockBits
        // Numbers are taken from the machine in blocks.
        if number & (block - 1) == 0 { number = pointee.core.pointee.referenceNumbers.wrappingAdd(block, ordering: .relaxed).oldValue }
        pointee.referenceCounter = number &+ 1
        if pointee.messagesFirst != nil { addReceiveMark(number) }
        return number
    }

    /// A new unique reference.
    @inline(__always)
    public func makeReference() -> Term { reference(nextReferenceNumber(), owner: 0) }

    /// A reference term on the heap; `owner` is the pid of the alias's process or 0.
    public func reference(_ number: UInt64, owner: UInt64) -> Term {
        let cell = allocate(3)
        cell[0] = Header(.reference, size: 2).bits
        cell[1] = number
        cell[2] = owner
        return Term(boxed: cell)
    }
}
