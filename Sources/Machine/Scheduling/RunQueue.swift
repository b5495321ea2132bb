// The runnable processes of one scheduler, a list for each priority, and one more for those of normal priority that have used up
// a time slice: who has just been woken goes before them, so that whoever computes does not delay whoever answers. Any thread may
// push; the owner pops, idle ones steal.
import Synchronization

struct RunQueue: ~Copyable {
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
    /// Of so many woken processes and one, one has used up its slice if there is one.
    private static let wokenWeight = 32
    private static let spent = 4

    private let lock = SpinLock()
    private let length = Atomic<Int>(0)
    private let spentLength = Atomic<Int>(0)
    private let lists: UnsafeMutablePointer<List>
    /// How many normal ones have been picked while a low one waited.
    private let normalInARow: UnsafeMutablePointer<Int>
    /// How many woken ones have been picked while one that has used up its slice waited.
    private let wokenInARow: UnsafeMutablePointer<Int>

    init() {
        lists = .allocate(capacity: 5)
        lists.initialize(repeating: List(), count: 5)
        normalInARow = .allocate(capacity: 1)
        normalInARow.initialize(to: 0)
        wokenInARow = .allocate(capacity: 1)
        wokenInARow.initialize(to: 0)
    }

    deinit {
        lists.deallocate()
        normalInARow.deallocate()
        wokenInARow.deallocate()
    }

    /// How many processes wait; a guess for other threads.
    @inline(__always) var count: Int { length.load(ordering: .sequentiallyConsistent) }

    /// May another scheduler take one? Who has been woken and waits alone is its owner's next: taking it would drive partners that talk to
    /// each other apart. Who has used up a slice talks to nobody.
    @inline(__always) var hasSurplus: Bool { count > 1 || spentLength.load(ordering: .relaxed) > 0 }

    /// Appends a process and gives the new length. `afterSlice`: it has used up a time slice.
    @inline(__always)
    borrowing func push(_ process: ProcessPointer, afterSlice: Bool = false) -> Int {
        lock.lock()
        let isSpent = afterSlice && process.pointee.priority == ProcessPriority.normal.rawValue
        lists[isSpent ? RunQueue.spent : Int(process.pointee.priority)].append(process)
        if isSpent { spentLength.store(spentLength.load(ordering: .relaxed) &+ 1, ordering: .relaxed) }
        let new = length.load(ordering: .relaxed) &+ 1
        length.store(new, ordering: .sequentiallyConsistent)
        lock.unlock()
        return new
    }

    /// The next process by priority, `skipping` so many of its class.
    @inline(__always)
    borrowing func pop(skipping: Int = 0) -> ProcessPointer? {
        if length.load(ordering: .relaxed) == 0 { return nil }
        lock.lock()
        defer { lock.unlock() }
        return popLocked(skipping)
    }

    /// A process for another scheduler, or nil if there is none to take or the queue is in use. `evenAlone`: also one that has been woken
    /// and waits alone.
    borrowing func steal(evenAlone: Bool = false) -> ProcessPointer? {
        guard length.load(ordering: .relaxed) > 0, lock.tryLock() else { return nil }
        defer { lock.unlock() }
        // Who has been woken stays with who has woken it, if there is somebody else to take.
        if lists[0].first == nil, lists[1].first == nil, let process = removeSpent() {
            length.store(length.load(ordering: .relaxed) &- 1, ordering: .sequentiallyConsistent)
            return process
        }
        return evenAlone || length.load(ordering: .relaxed) > 1 ? popLocked(0) : nil
    }

    private borrowing func removeSpent() -> ProcessPointer? {
        guard let process = lists[RunQueue.spent].removeFirst() else { return nil }
        spentLength.store(spentLength.load(ordering: .relaxed) &- 1, ordering: .relaxed)
        return process
    }

    @inline(__always)
    private borrowing func popLocked(_ skipping: Int) -> ProcessPointer? {
        guard let process = choose(skipping) else { return nil }
        length.store(length.load(ordering: .relaxed) &- 1, ordering: .sequentiallyConsistent)
        return process
    }

    private borrowing func choose(_ skipping: Int) -> ProcessPointer? {
        let max = lists, high = lists + 1, normal = lists + 2, low = lists + 3, spent = lists + RunQueue.spent
        if max.pointee.first != nil { return max.pointee.remove(after: skipping) }
        if high.pointee.first != nil { return high.pointee.remove(after: skipping) }
        if low.pointee.first != nil {
            if normal.pointee.first == nil && spent.pointee.first == nil || normalInARow.pointee >= RunQueue.lowWeight {
                normalInARow.pointee = 0
                return low.pointee.remove(after: skipping)
            }
            normalInARow.pointee &+= 1
        }
        guard spent.pointee.first != nil else { return normal.pointee.remove(after: skipping) }
        if normal.pointee.first != nil, wokenInARow.pointee < RunQueue.wokenWeight {
            wokenInARow.pointee &+= 1
            return normal.pointee.remove(after: skipping)
        }
        wokenInARow.pointee = 0
        return removeSpent()
    }
}
