// The timers of one scheduler: a heap with four children to a node, ordered by deadline and then by age. A timer knows its
// place, so it can be taken out. No timer fires early; equal deadlines fire in the order in which they were set.
import Bytecode
import Synchronization

/// A timer: a receive's timeout, or a message to be sent.
public struct MachineTimer {
    /// When it is over, on the chooser's monotonic clock, in nanoseconds.
    let deadline: Int
    /// Number of the reference (or, for a receive, of the timeout).
    let number: UInt64
    /// Age among the timers of its heap.
    fileprivate(set) var sequence: UInt64 = 0
    /// Place in the heap; -1: it has fired or was taken out.
    fileprivate(set) var position = -1
    /// The signal to send, if this is not a receive's timeout; its target is 0 when `destination` is a name.
    let signal: SignalPointer?
    /// The name to send to, or the pid.
    let destination: Term
    /// The process whose receive is timed, or that has set the timer.
    let owner: Term
}

typealias TimerPointer = UnsafeMutablePointer<MachineTimer>

final class TimerHeap: @unchecked Sendable {
    private struct Entry {
        let deadline: Int
        let sequence: UInt64
        let timer: TimerPointer

        @inline(__always)
        func isBefore(_ other: Entry) -> Bool {
            deadline != other.deadline ? deadline < other.deadline : sequence < other.sequence
        }
    }

    private let lock = SpinLock()
    private var entries: UnsafeMutablePointer<Entry>
    private var count = 0
    private var capacity = 64
    private var sequence: UInt64 = 0
    /// Message timers by the number of their reference.
    private var numbered: [UInt64: TimerPointer] = [:]
    /// So many timers make a sweep worth its while.
    private var sweepSize = 1024
    /// The earliest deadline, `Int.max` if there is none. For any thread.
    let earliest: UnsafeMutablePointer<Atomic<Int>>

    init() {
        entries = .allocate(capacity: capacity)
        earliest = .allocate(capacity: 1)
        earliest.initialize(to: Atomic(Int.max))
    }

    deinit {
        for index in 0..<count {
            entries[index].timer.pointee.signal?.discard()
            if entries[index].timer.pointee.signal != nil { entries[index].timer.deallocate() }
        }
        entries.deallocate()
        earliest.deallocate()
    }

    var nextDeadline: Int { earliest.pointee.load(ordering: .relaxed) }

    var size: Int { count }

    func insert(_ timer: TimerPointer) {
        lock.lock()
        sequence &+= 1
        timer.pointee.sequence = sequence
        if count == capacity { grow() }
        count += 1
        siftUp(count - 1, Entry(deadline: timer.pointee.deadline, sequence: sequence, timer: timer))
        if timer.pointee.signal != nil { numbered[timer.pointee.number] = timer }
        publish()
        lock.unlock()
    }

    /// Drops the timers of processes that have ended, whenever there are twice as many as the last sweep has left: so they take
    /// no more room than those of the living, and no process needs a list of its timers.
    func sweep(_ isAlive: (UInt64) -> Bool) {
        lock.lock()
        guard count >= sweepSize else { return lock.unlock() }
        var ended: [TimerPointer] = []
        var kept = 0
        for index in 0..<count {
            let entry = entries[index], timer = entry.timer
            if timer.pointee.signal != nil, timer.pointee.destination.isLocalPid, !isAlive(timer.pointee.destination.bits) {
                timer.pointee.position = -1
                numbered[timer.pointee.number] = nil
                ended.append(timer)
            } else {
                put(kept, entry)
                kept += 1
            }
        }
        count = kept
        if !ended.isEmpty, count > 1 {
            for index in stride(from: (count - 2) >> 2, through: 0, by: -1) { siftDown(index, entries[index]) }
        }
        sweepSize = Swift.max(1024, count * 2)
        publish()
        lock.unlock()
        for timer in ended {
            timer.pointee.signal?.discard()
            timer.deallocate()
        }
    }

    /// Takes a receive's timer out if it has not fired.
    func remove(_ timer: TimerPointer) {
        lock.lock()
        if timer.pointee.position >= 0 { removeLocked(timer) }
        lock.unlock()
    }

    /// Takes a message timer out. The caller frees it.
    func remove(number: UInt64) -> TimerPointer? {
        lock.lock()
        defer { lock.unlock() }
        guard let timer = numbered[number] else { return nil }
        removeLocked(timer)
        return timer
    }

    /// Deadline and destination of a message timer.
    func find(number: UInt64) -> (deadline: Int, destination: Term)? {
        lock.lock()
        defer { lock.unlock() }
        guard let timer = numbered[number] else { return nil }
        return (timer.pointee.deadline, timer.pointee.destination)
    }

    /// Fires all timers up to that time.
    func fire(until now: Int, _ machine: Machine) {
        while true {
            lock.lock()
            guard count > 0, entries[0].deadline <= now else {
                lock.unlock()
                return
            }
            let timer = entries[0].timer
            // A receive's timer belongs to its process, which may free it as soon as the lock is open.
            let number = timer.pointee.number, owner = timer.pointee.owner, signal = timer.pointee.signal
            removeLocked(timer)
            lock.unlock()
            if let signal {
                sendMessage(signal, timer.pointee.destination, machine)
                timer.deallocate()
            } else {
                let timeout = Signal.allocate(.timeout, target: owner.bits, words: 0)
                timeout.pointee.number = number
                if !machine.schedulers.core.deliver(timeout) { timeout.discard() }
            }
        }
    }

    private func sendMessage(_ signal: SignalPointer, _ destination: Term, _ machine: Machine) {
        if destination.isAtom {
            let pid = machine.rootDomain.names.find(destination)
            if pid == Term.none { return signal.discard() }
            signal.pointee.target = pid.bits
        }
        if !machine.schedulers.core.deliver(signal) { signal.discard() }
    }

    // MARK: The heap

    private func removeLocked(_ timer: TimerPointer) {
        let hole = timer.pointee.position
        timer.pointee.position = -1
        if timer.pointee.signal != nil { numbered[timer.pointee.number] = nil }
        count -= 1
        if hole != count {
            let moved = entries[count]
            if hole > 0, moved.isBefore(entries[(hole - 1) >> 2]) { siftUp(hole, moved) } else { siftDown(hole, moved) }
        }
        publish()
    }

    @inline(__always) private func publish() {
        earliest.pointee.store(count > 0 ? entries[0].deadline : Int.max, ordering: .relaxed)
    }

    @inline(__always) private func put(_ index: Int, _ entry: Entry) {
        (entries + index).initialize(to: entry)
        entry.timer.pointee.position = index
    }

    private func siftUp(_ start: Int, _ entry: Entry) {
        var index = start
        while index > 0 {
            let parent = (index - 1) >> 2
            if !entry.isBefore(entries[parent]) { break }
            put(index, entries[parent])
            index = parent
        }
        put(index, entry)
    }

    private func siftDown(_ start: Int, _ entry: Entry) {
        var index = start
        while true {
            let first = index * 4 + 1
            if first >= count { break }
            var best = first
            for child in (first + 1)..<Swift.max(first + 1, Swift.min(first + 4, count)) where entries[child].isBefore(entries[best]) { best = child }
            if !entries[best].isBefore(entry) { break }
            put(index, entries[best])
            index = best
        }
        put(index, entry)
    }

    private func grow() {
        let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: entries, count: count)
        entries.deallocate()
        entries = larger
        capacity *= 2
    }
}
