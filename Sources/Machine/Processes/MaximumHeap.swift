// The option `max_heap_size`: how large a process's heap may grow, and what happens then.
import Bytecode

/// The value of `max_heap_size`.
struct MaximumHeap {
    /// Words; 0 for no limit.
    var words = 0
    var kills = true
    var reports = true
    var countsSharedBinaries = false
}

extension UnsafeMutablePointer where Pointee == Process {
    func setMaximumHeap(_ maximum: MaximumHeap) {
        pointee.maximumHeapWords = maximum.words
        pointee.flags &= ~(ProcessFlags.maximumHeapSpares | ProcessFlags.maximumHeapIsSilent | ProcessFlags.maximumHeapCountsBinaries)
        if !maximum.kills { pointee.flags |= ProcessFlags.maximumHeapSpares }
        if !maximum.reports { pointee.flags |= ProcessFlags.maximumHeapIsSilent }
        if maximum.countsSharedBinaries { pointee.flags |= ProcessFlags.maximumHeapCountsBinaries }
    }

    var maximumHeap: MaximumHeap {
        MaximumHeap(words: pointee.maximumHeapWords, kills: pointee.flags & ProcessFlags.maximumHeapSpares == 0,
                    reports: pointee.flags & ProcessFlags.maximumHeapIsSilent == 0,
                    countsSharedBinaries: pointee.flags & ProcessFlags.maximumHeapCountsBinaries != 0)
    }

    /// The collector asks this when it has found that many words in use by a process with a limit. True: the process is to
    /// be killed, and the interpreter returns `.exited` at once.
    public func exceedsMaximumHeap(words: Int) -> Bool {
        guard pointee.maximumHeapWords > 0, words > pointee.maximumHeapWords, !pointee.isExiting else { return false }
        if pointee.flags & ProcessFlags.maximumHeapIsSilent == 0 { reportMaximumHeap(words: words) }
        guard pointee.flags & ProcessFlags.maximumHeapSpares == 0 else { return false }
        die(Term(.killed))
        return true
    }
}
