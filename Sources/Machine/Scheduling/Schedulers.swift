// The schedulers of a machine and what they share: waking, stealing, stopping, defaults of new processes.
import Glibc
import Synchronization

public final class Schedulers: @unchecked Sendable {
    /// Set by `attach`, before anything runs.
    private(set) unowned(unsafe) var machine: Machine!
    /// What hot paths touch, in raw memory.
    let core: CorePointer
    public let chooser: Chooser
    let epochs = Epochs()
    let uniqueIntegers = UniqueIntegers()
    /// Monotonic time at the start, and how far the system time was ahead of it, in nanoseconds.
    let startTime: Int
    let timeOffset: Int
    /// What `statistics` said last, and the last `now`.
    let lastWallClock = LastValue()
    let lastRuntime = LastValue()
    let lastReductions = LastValue()
    let uniqueTime = LastValue()
    public private(set) var all: [Scheduler] = []
    /// What lets a process run for a time slice in place of the interpreter: tests.
    var standIn: ((ProcessPointer, Scheduler) -> RunResult)?

    /// Called for each process that ends, before anybody hears of it: tables, ports and jobs that it owns.
    public var exitHooks: [(ProcessPointer) -> Void] = []
    var defaultFullSweepAfter = 65_535
    var defaultMaximumHeap = MaximumHeap()
    /// How new processes are traced, if they are.
    var newTracing: Tracing?
    /// Most entries of a stack trace.
    var backtraceDepth = 8
    /// The process whose end is the machine's.
    public var mainProcess = Term.none
    /// The pools that work outside of the schedulers.
    let ioPool: WorkerPool
    let processorPool: WorkerPool
    /// Work outside of processes that will make one runnable: compile jobs, reads of the poller.
    private let outside = Atomic<Int>(0)

    private var status: Int32 = 0
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let stopped = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// Where the next process that no scheduler made runnable goes.
    private let nextOutside = Atomic<Int>(0)

    /// `threads` 0: one for each core. A seeded machine has one.
    init(threads: Int, chooser: Chooser, table: ProcessTable, literals: LiteralArea) {
        self.chooser = chooser
        startTime = chooser.monotonicTime()
        timeOffset = chooser.systemTime() - startTime
        let cores = Swift.max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        ioPool = WorkerPool(limit: 64, stackBytes: 512 << 10, isInline: chooser.isSeeded)
        processorPool = WorkerPool(limit: cores, stackBytes: 8 << 20, isInline: chooser.isSeeded)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        stopped.initialize(to: pthread_cond_t())
        pthread_cond_init(stopped, nil)
        let count = chooser.isSeeded ? 1 : threads > 0 ? threads : cores
        core = .allocate(capacity: 1)
        core.initialize(to: MachineCore(table: table, literals: literals, schedulers: count, group: self))
        core.pointee.idle.store(count, ordering: .relaxed)
        all = (0..<count).map { Scheduler(index: $0, group: self) }
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(stopped)
        mutex.deallocate()
        stopped.deallocate()
        all = []
        core.pointee.schedulers.deallocate()
        core.deallocate()
    }

    func attach(_ machine: Machine) {
        self.machine = machine
        core.pointee.tables = Unmanaged.passUnretained(machine.data.tables)
    }

    /// The scheduler of the calling thread, if it is one of this machine's.
    var current: Scheduler? { core.currentScheduler.map { all[$0.pointee.index] } }

    /// Frees memory that has just been unlinked from a shared structure, once no scheduler can be looking at it.
    func retire(_ address: UnsafeMutableRawPointer, free: @escaping (UnsafeMutableRawPointer) -> Void) {
        if let scheduler = current { epochs.retire(address, by: scheduler.epoch, free: free) } else { epochs.retire(address, free: free) }
    }

    // MARK: Work

    /// As `makeRunnable`, on a thread that is no scheduler's.
    func makeRunnableFromOutside(_ process: ProcessPointer) {
        let number = nextOutside.wrappingAdd(1, ordering: .relaxed).oldValue
        let scheduler = all[Int(UInt(bitPattern: number) % UInt(all.count))]
        _ = scheduler.own.pointee.queue.push(process)
        if core.pointee.hasStarted.load(ordering: .acquiring), !scheduler.wake() { core.wakeIdle() }
    }

    /// Wakes one scheduler that is parked, or starts one.
    @inline(never)
    func wakeSome() {
        for scheduler in all where scheduler.wake() { return }
    }

    /// Whoever will make a waiting process runnable from another thread calls these before and after: a seeded run lets
    /// time stand meanwhile.
    public func outsideWorkBegins() { outside.add(1, ordering: .sequentiallyConsistent) }
    public func outsideWorkEnds() {
        // The process may have run and waited again already: its scheduler is parked, and time goes on only now.
        if outside.subtract(1, ordering: .sequentiallyConsistent).newValue == 0, chooser.isSeeded { _ = all[0].wakeIfParked() }
    }
    var hasOutsideWork: Bool { outside.load(ordering: .sequentiallyConsistent) > 0 }

    // MARK: Start and stop

    /// Starts the first scheduler; the others start when there is work for them.
    public func start() {
        core.pointee.hasStarted.store(true, ordering: .releasing)
        for scheduler in all where scheduler.index == 0 || scheduler.own.pointee.queue.count > 0 { scheduler.start() }
    }

    /// Asks all schedulers to stop after their current slice. The first status counts.
    public func halt(status: Int32) {
        pthread_mutex_lock(mutex)
        if !core.pointee.isStopping.load(ordering: .relaxed) {
            self.status = status
            core.pointee.isStopping.store(true, ordering: .sequentiallyConsistent)
            pthread_cond_broadcast(stopped)
        }
        pthread_mutex_unlock(mutex)
        for scheduler in all { _ = scheduler.wakeIfParked() }
    }

    /// Waits until somebody has called `halt`, and gives the status.
    public func waitForHalt() -> Int32 {
        pthread_mutex_lock(mutex)
        while !core.pointee.isStopping.load(ordering: .relaxed) { pthread_cond_wait(stopped, mutex) }
        let status = self.status
        pthread_mutex_unlock(mutex)
        return status
    }

    /// After `halt`: waits for the threads and frees all processes, so that the machine can be freed.
    public func join() {
        for scheduler in all { scheduler.join() }
        ioPool.stop()
        processorPool.stop()
        machine.processTable.forEach { process, _ in process.abandon() }
    }

    /// The main process has ended: so does the machine.
    func mainEnded(normally: Bool) { halt(status: normally ? 0 : 1) }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// Uses up the rest of the time slice.
    func bumpReductions(_ count: Int) {
        pointee.reductions = Swift.max(0, pointee.reductions - count)
    }
}
