// What `:erlang.system_monitor` watches: heaps that are large after a collection, and collections that take long. One process is
// told. Nobody asks for it mostly, so a collection looks at one word.
import Bytecode
import Synchronization

struct SystemMonitor: ~Copyable {
    /// Who is told; 0: nobody.
    let pid = Atomic<UInt64>(0)
    /// Words of a heap, and milliseconds of a collection, from which on that is done; `Int.max`: never.
    let largeHeap = Atomic<Int>(Int.max)
    let longCollection = Atomic<Int>(Int.max)

    @inline(__always) var isOn: Bool { pid.load(ordering: .relaxed) != 0 }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// A collection has ended that began at that monotonic time.
    @inline(never)
    func tellSystemMonitor(collectionFrom started: Int) {
        let core = pointee.core
        let words = (pointee.blockEnd - pointee.blockStart) + (pointee.oldEnd - pointee.oldStart)
        let milliseconds = (machine.schedulers.chooser.monotonicTime() - started) / 1_000_000
        if milliseconds >= core.pointee.monitor.longCollection.load(ordering: .relaxed) {
            tellSystemMonitor("long_gc", first: [("timeout", milliseconds)])
        }
        if words >= core.pointee.monitor.largeHeap.load(ordering: .relaxed) { tellSystemMonitor("large_heap", first: []) }
    }

    /// `{monitor, Pid, What, [{Item, Number}]}`
    private func tellSystemMonitor(_ what: String, first: [(String, Int)]) {
        let core = pointee.core, atoms = machine.atoms
        let items = first + [
            ("old_heap_block_size", pointee.oldEnd - pointee.oldStart), ("heap_block_size", pointee.blockEnd - pointee.blockStart),
            ("mbuf_size", 0), ("stack_size", pointee.blockEnd - pointee.sp),
            ("old_heap_size", pointee.oldTop - pointee.oldStart), ("heap_size", pointee.hp - pointee.heapStart),
        ]
        let target = core.pointee.monitor.pid.load(ordering: .relaxed)
        let signal = Signal.allocate(.message, target: target, words: items.count * 5 + 5)
        var list = Term.emptyList
        for (name, number) in items.reversed() {
            let pair = signal.tuple(atoms.term(name), Term(small: number))
            let cell = signal.take(2)
            cell[0] = pair.bits
            cell[1] = list.bits
            list = Term(cons: cell)
        }
        signal.pointee.term = signal.tuple(atoms.term("monitor"), pointee.pid, atoms.term(what), list)
        signal.pointee.from = pointee.pid
        if !core.deliver(signal) { signal.discard() }
    }
}
