// The runnable processes of one scheduler, a list for each priority. Any thread may push; the owner pops, idle ones steal.
import Synchronization

final class RunQueue: @unchecked Sendable {
    private struct List {
        var first: ProcessPointer?
        var last: ProcessPointer?

        mutating func append(_ process: ProcessPointer) {
            process.pointee.nextInQueue = nil
            if let last { last.pointee.nextInQueue = process } else { first = process }
            last = process
        }

        mutating func removeFirst() -> ProcessPointer? {
            guard let process = first else { return nil }
            first = process.pointee.nextInQueue
            if first == nil { last = nil }
            return process
        }

        /// The process after `skipped` others, or the last one.
        mutating func remove(after skipped: Int) -> ProcessPointer? {
            guard skipped > 0, let head = first, head.pointee.nextInQueue != nil else { return removeFirst() }
            var before = head
            var left = skipped - 1
            while left > 0, let next = before.pointee.nextInQueue, next.pointee.nextInQueue != nil {
                before = next
                left -= 1
            }
            let process = before.pointee.nextInQueue.unsafelyUnwrapped
            before.pointee.nextInQueue = process.pointee.nextInQueue
            if last == process { last = before }
            return process
        }
    }

    /// Of nine processes picked from normal and low, one is low if there is one (OTP's weights).
    private static let lowWeight = 8

    private let lock = SpinLock()
    private let length = Atomic<Int>(0)
    private var max = List()
    private var high = List()
    private var normal = List()
    private var low = List()
    private var normalInARow = 0

    /// How many processes wait; a guess for other threads.
    @inline(__always) var count: Int { length.load(ordering: .sequentiallyConsistent) }

    /// Appends a process and gives the new length.
    @inline(__always)
    func push(_ process: ProcessPointer) -> Int {
        lock.lock()
        switch process.pointee.priority {
        case ProcessPriority.normal.rawValue: normal.append(process)
        case ProcessPriority.high.rawValue: high.append(process)
        case ProcessPriority.low.rawValue: low.append(process)
        default: max.append(process)
        }
        let new = length.load(ordering: .relaxed) &+ 1
        length.store(new, ordering: .sequentiallyConsistent)
        lock.unlock()
        return new
    }

    /// The next process by priority, `skipping` so many of its class.
    @inline(__always)
    func pop(skipping: Int = 0) -> ProcessPointer? {
        if length.load(ordering: .relaxed) == 0 { return nil }
        lock.lock()
        defer { lock.unlock() }
        return popLocked(skipping)
    }

    /// A process for another scheduler, or nil if the queue is empty or in use.
    func steal() -> ProcessPointer? {
        guard length.load(ordering: .relaxed) > 0, lock.tryLock() else { return nil }
        defer { lock.unlock() }
        return popLocked(0)
    }

    @inline(__always)
    private func popLocked(_ skipping: Int) -> ProcessPointer? {
        guard let process = choose(skipping) else { return nil }
        length.store(length.load(ordering: .relaxed) &- 1, ordering: .sequentiallyConsistent)
        return process
    }

    private func choose(_ skipping: Int) -> ProcessPointer? {
        if max.first != nil { return max.remove(after: skipping) }
        if high.first != nil { return high.remove(after: skipping) }
        if low.first != nil, normal.first == nil || normalInARow >= RunQueue.lowWeight {
            normalInARow = 0
            return low.remove(after: skipping)
        }
        normalInARow &+= 1
        return normal.remove(after: skipping)
    }
}
