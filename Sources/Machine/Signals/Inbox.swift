// How signals reach a process: one lock-free stack for each process, pushed by anybody, emptied by its owner alone. The
// head also says whether the owner is parked, so that exactly one sender wakes it, and whether it has ended.
//
//     0 ──push──► signal → signal → 0          `fetch` takes all and turns the order around
//     parked ──push──► signal → 0, and the pusher makes the process runnable
//     closed                                   the process has ended: every push fails
import Synchronization

/// What the head of an inbox can be besides the address of the newest signal.
enum InboxHead {
    static let empty: UInt = 0
    static let closed: UInt = 1
    static let parked: UInt = 2
}

extension UnsafeMutablePointer where Pointee == Process {
    /// Puts a signal into the inbox. False: the process has ended, and the signal is still the caller's.
    @inline(__always)
    func push(_ signal: SignalPointer) -> Bool {
        var head = pointee.inbox.load(ordering: .relaxed)
        while head != InboxHead.closed {
            signal.next = head == InboxHead.parked ? nil : SignalPointer(bitPattern: head)
            let (exchanged, original) = pointee.inbox.weakCompareExchange(
                expected: head, desired: UInt(bitPattern: signal), successOrdering: .acquiringAndReleasing, failureOrdering: .relaxed)
            if exchanged {
                if head == InboxHead.parked { pointee.core.makeRunnable(self) }
                return true
            }
            head = original
        }
        return false
    }

    /// Takes all signals, oldest first.
    @inline(__always)
    func takeInbox(leaving head: UInt = InboxHead.empty) -> SignalPointer? {
        let old = pointee.inbox.exchange(head, ordering: .acquiringAndReleasing)
        var newest = old == InboxHead.parked ? nil : SignalPointer(bitPattern: old)
        var oldest: SignalPointer? = nil
        while let signal = newest {
            newest = signal.next
            signal.next = oldest
            oldest = signal
        }
        return oldest
    }

    @inline(__always) var hasSignals: Bool { pointee.inbox.load(ordering: .relaxed) != InboxHead.empty }

    /// Gives the process up until a signal arrives. True: it is parked and may already run elsewhere, so the caller must
    /// not touch it again. False: there are signals. All registers have been stored.
    func park(as state: ProcessState) -> Bool {
        pointee.state.store(state.rawValue, ordering: .relaxed)
        if pointee.inbox.compareExchange(
            expected: InboxHead.empty, desired: InboxHead.parked, successOrdering: .releasing, failureOrdering: .relaxed).exchanged {
            return true
        }
        pointee.state.store(ProcessState.running.rawValue, ordering: .relaxed)
        return false
    }
}
