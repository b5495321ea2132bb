// A lock for a few instructions: tables' free lists, run queues, timer heaps. Whoever waits long yields the core.
import Glibc
import Synchronization

struct SpinLock: ~Copyable {
    private let taken = Atomic<Bool>(false)

    @inline(__always)
    borrowing func lock() {
        if taken.exchange(true, ordering: .acquiring) { wait() }
    }

    @inline(__always)
    borrowing func tryLock() -> Bool { !taken.exchange(true, ordering: .acquiring) }

    @inline(__always)
    borrowing func unlock() { taken.store(false, ordering: .releasing) }

    @inline(never)
    private borrowing func wait() {
        var rounds = 0
        repeat {
            while taken.load(ordering: .relaxed) {
                rounds += 1
                if rounds > 64 { sched_yield() }
            }
        } while taken.exchange(true, ordering: .acquiring)
    }
}
