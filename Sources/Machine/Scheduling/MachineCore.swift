// What sending, receiving and scheduling touch of a machine, in raw memory: no reference is counted on the way of a message.
// Everything else of a machine is in its classes.
import Glibc
import Synchronization

struct MachineCore: ~Copyable {
    /// The process table's chunks (ProcessTable.swift).
    let chunks: UnsafeMutablePointer<Atomic<UInt>>
    let chunkCount: Int
    /// The range of literals, which messages do not copy.
    let literalStart: UInt
    let literalSize: UInt
    /// How many schedulers are parked or have no thread yet.
    let idle = Atomic<Int>(0)
    /// Before `Schedulers.start`, runnable processes only queue.
    let hasStarted = Atomic<Bool>(false)
    let isStopping = Atomic<Bool>(false)
    /// The next block of reference numbers.
    let referenceNumbers = Atomic<UInt64>(1 << ReceiveMarks.blockBits)
    let schedulers: UnsafeMutablePointer<SchedulerCore>
    let schedulerCount: Int
    var group: Unmanaged<Schedulers>
    let monitor = SystemMonitor()
    /// Set by `attach`, as the schedulers' machine is.
    var tables: Unmanaged<TableRegistry>!

    init(table: ProcessTable, literals: LiteralArea, schedulers: Int, group: Schedulers) {
        chunks = table.chunks
        chunkCount = table.chunkCapacity
        literalStart = literals.start
        literalSize = literals.size
        self.schedulers = .allocate(capacity: schedulers)
        schedulerCount = schedulers
        self.group = Unmanaged.passUnretained(group)
    }
}

/// What others touch of a scheduler.
struct SchedulerCore: ~Copyable {
    let machine: CorePointer
    let index: Int
    let queue = RunQueue()
    /// Time slices begun so far.
    let slices = Atomic<Int>(0)
    /// Keeps what one core writes off the lines of the cache that another one works with.
    private let distance: InlineArray<16, UInt64> = .init(repeating: 0)
}

typealias CorePointer = UnsafeMutablePointer<MachineCore>
typealias SchedulerCorePointer = UnsafeMutablePointer<SchedulerCore>

/// The scheduler of the calling thread, of whatever machine: the address of its core.
private let currentSchedulerKey: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
}()

func setCurrentScheduler(_ scheduler: SchedulerCorePointer) { pthread_setspecific(currentSchedulerKey, scheduler) }

extension UnsafeMutablePointer where Pointee == MachineCore {
    /// The scheduler of the calling thread, if it is one of this machine's.
    @inline(__always)
    var currentScheduler: SchedulerCorePointer? {
        guard let raw = pthread_getspecific(currentSchedulerKey) else { return nil }
        let scheduler = raw.assumingMemoryBound(to: SchedulerCore.self)
        return scheduler.pointee.machine == self ? scheduler : nil
    }

    /// The process with that pid, unless it has ended. It may end at any time: what the caller does with it must go
    /// through the inbox.
    @inline(__always)
    func find(_ pid: UInt64) -> ProcessPointer? {
        let index = Term(bits: pid).pidIndex
        let number = index >> ProcessTable.chunkBits
        guard number < pointee.chunkCount else { return nil }
        guard let chunk = ProcessPointer(bitPattern: pointee.chunks[number].load(ordering: .acquiring)) else { return nil }
        let process = chunk + (index & (ProcessTable.chunkSize - 1))
        return process.pointee.identity.load(ordering: .acquiring) == pid ? process : nil
    }

    /// Is that a process that has not begun to end?
    func isAlive(_ pid: UInt64) -> Bool {
        guard let process = find(pid) else { return false }
        return process.pointee.inbox.load(ordering: .acquiring) != InboxHead.closed
    }

    /// Sends a signal to the process in its `target`. False: there is no such process, and the signal is the caller's.
    @inline(__always)
    func deliver(_ signal: SignalPointer) -> Bool {
        guard let process = find(signal.pointee.target) else { return false }
        return process.push(signal)
    }

    /// Puts a process that nobody runs into a queue, and sees that somebody looks at it.
    func makeRunnable(_ process: ProcessPointer) {
        process.pointee.state.store(ProcessState.runnable.rawValue, ordering: .relaxed)
        if let scheduler = currentScheduler {
            // One waiting process is the owner's next; more are worth waking another core.
            if scheduler.pointee.queue.push(process) > 1 { wakeIdle() }
        } else {
            pointee.group._withUnsafeGuaranteedRef { $0.makeRunnableFromOutside(process) }
        }
    }

    /// Wakes one idle scheduler, if there is one.
    @inline(__always)
    func wakeIdle() {
        if pointee.idle.load(ordering: .sequentiallyConsistent) > 0 { pointee.group._withUnsafeGuaranteedRef { $0.wakeSome() } }
    }

    /// Is there a process that another scheduler may take at once?
    var hasSurplus: Bool {
        for index in 0..<pointee.schedulerCount where pointee.schedulers[index].queue.hasSurplus { return true }
        return false
    }

    /// Takes a process from the queue of another scheduler that can spare one.
    func steal(for thief: Int) -> ProcessPointer? {
        let count = pointee.schedulerCount
        var victim = thief
        for _ in 1..<Swift.max(count, 1) {
            victim = victim + 1 == count ? 0 : victim + 1
            if pointee.schedulers[victim].queue.hasSurplus, let process = pointee.schedulers[victim].queue.steal() { return process }
        }
        return nil
    }

    /// Takes a process that waits alone while its owner does something else for long: `seen` holds how many slices each
    /// scheduler had begun at the last look.
    func stealLone(for thief: Int, _ seen: UnsafeMutablePointer<Int>) -> ProcessPointer? {
        for victim in 0..<pointee.schedulerCount where victim != thief {
            let scheduler = pointee.schedulers + victim
            let slices = scheduler.pointee.slices.load(ordering: .relaxed)
            if seen[victim] == slices, scheduler.pointee.queue.count > 0, let process = scheduler.pointee.queue.steal(evenAlone: true) { return process }
            seen[victim] = slices
        }
        return nil
    }
}
