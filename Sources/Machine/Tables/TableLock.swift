// The lock of a table: for readers and writers, and in stripes where a program asks for concurrency. An operation on one key takes
// the stripe of the key's hash, one on the whole table takes all of them in their order. Sections are short, so waiting is first
// done awake, then by giving the core away, and only then asleep.
//
//     a stripe:  0 free | n readers | `isWritten` | `writerWaits` besides: no further reader comes in
import Glibc
import Synchronization

struct TableLock: ~Copyable {
    /// How many stripes a table has that many processes shall use at once.
    static let concurrentStripes = 16
    private static let isWritten: UInt32 = 1 << 31
    private static let writerWaits: UInt32 = 1 << 30
    /// Stripes do not share a line of the cache, nor the line that is fetched with it.
    private static let stride = 128

    let stripeCount: Int
    private let memory: UnsafeMutableRawPointer
    /// How many threads sleep.
    private let sleepers = Atomic<Int>(0)
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(stripes: Int) {
        stripeCount = stripes
        memory = .allocate(byteCount: stripes * TableLock.stride, alignment: stripes > 1 ? TableLock.stride : 8)
        for index in 0..<stripes {
            (memory + index * TableLock.stride).bindMemory(to: Atomic<UInt32>.self, capacity: 1).initialize(to: Atomic(0))
        }
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition.initialize(to: pthread_cond_t())
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
        memory.deallocate()
    }

    // MARK: One stripe, or all

    @inline(__always)
    borrowing func lockForReading(hash: UInt64) { lock(stripe(hash), isWriter: false) }

    @inline(__always)
    borrowing func lockForWriting(hash: UInt64) { lock(stripe(hash), isWriter: true) }

    @inline(__always)
    borrowing func unlock(hash: UInt64) { unlock(stripe(hash)) }

    borrowing func lockForReading() { for index in 0..<stripeCount { lock(stripe(UInt64(index)), isWriter: false) } }
    borrowing func lockForWriting() { for index in 0..<stripeCount { lock(stripe(UInt64(index)), isWriter: true) } }
    borrowing func unlock() { for index in 0..<stripeCount { unlock(stripe(UInt64(index))) } }

    @inline(__always)
    private borrowing func stripe(_ hash: UInt64) -> UnsafeMutablePointer<Atomic<UInt32>> {
        (memory + Int(truncatingIfNeeded: hash) & (stripeCount &- 1) &* TableLock.stride).assumingMemoryBound(to: Atomic<UInt32>.self)
    }

    // MARK: A stripe

    @inline(__always)
    private borrowing func lock(_ stripe: UnsafeMutablePointer<Atomic<UInt32>>, isWriter: Bool) {
        if !(isWriter ? TableLock.tryToWrite(stripe) : TableLock.tryToRead(stripe)) { wait(stripe, isWriter) }
    }

    @inline(__always)
    private static func tryToRead(_ stripe: UnsafeMutablePointer<Atomic<UInt32>>) -> Bool {
        var state = stripe.pointee.load(ordering: .relaxed)
        while state < writerWaits {
            let (exchanged, original) = stripe.pointee.weakCompareExchange(
                expected: state, desired: state &+ 1, successOrdering: .acquiring, failureOrdering: .relaxed)
            if exchanged { return true }
            state = original
        }
        return false
    }

    @inline(__always)
    private static func tryToWrite(_ stripe: UnsafeMutablePointer<Atomic<UInt32>>) -> Bool {
        var state = stripe.pointee.load(ordering: .relaxed)
        while state & ~writerWaits == 0 {
            let (exchanged, original) = stripe.pointee.weakCompareExchange(
                expected: state, desired: isWritten, successOrdering: .acquiring, failureOrdering: .relaxed)
            if exchanged { return true }
            state = original
        }
        return false
    }

    /// As `tryToWrite`; keeps further readers out if it fails.
    private static func tryToWriteNext(_ stripe: UnsafeMutablePointer<Atomic<UInt32>>) -> Bool {
        if tryToWrite(stripe) { return true }
        stripe.pointee.bitwiseOr(writerWaits, ordering: .sequentiallyConsistent)
        return tryToWrite(stripe)
    }

    @inline(__always)
    private borrowing func unlock(_ stripe: UnsafeMutablePointer<Atomic<UInt32>>) {
        // Whoever holds it for writing is alone; another writer may have announced itself meanwhile.
        if stripe.pointee.load(ordering: .relaxed) & TableLock.isWritten != 0 {
            stripe.pointee.bitwiseAnd(TableLock.writerWaits, ordering: .sequentiallyConsistent)
        } else {
            stripe.pointee.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        }
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wakeSleepers() }
    }

    // MARK: Waiting

    @inline(never)
    private borrowing func wait(_ stripe: UnsafeMutablePointer<Atomic<UInt32>>, _ isWriter: Bool) {
        for round in 0..<100 {
            if isWriter ? TableLock.tryToWriteNext(stripe) : TableLock.tryToRead(stripe) { return }
            if round >= 80 { sched_yield() }
        }
        pthread_mutex_lock(mutex)
        sleepers.add(1, ordering: .sequentiallyConsistent)
        // Whoever unlocks before this sees that somebody sleeps; what was unlocked before that is seen here.
        while !(isWriter ? TableLock.tryToWriteNext(stripe) : TableLock.tryToRead(stripe)) { pthread_cond_wait(condition, mutex) }
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
        pthread_mutex_unlock(mutex)
    }

    @inline(never)
    private borrowing func wakeSleepers() {
        pthread_mutex_lock(mutex)
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }
}
