// The schedulers of a machine and what they share: waking, stealing, stopping, defaults of new processes.
import Glibc
import Synchronization

public final class Schedulers: @unchecked Sendable {
    private(set) unowned var machine: Machine!
    public let chooser: Chooser
    let epochs = Epochs()
    let referenceNumbers = ReferenceNumbers()
    let uniqueIntegers = UniqueIntegers()
    /// System time minus monotonic time, in nanoseconds, as it was at the start.
    let timeOffset: Int
    public private(set) var all: [Scheduler] = []
    /// How many schedulers are parked or have no thread yet.
    let idle = Atomic<Int>(0)
    /// Lets a process run for a time slice: the interpreter.
    var run: (ProcessPointer, Scheduler) -> RunResult

    /// Called for each process that ends, before anybody hears of it: tables, ports and jobs that it owns.
    public var exitHooks: [(ProcessPointer) -> Void] = []
    var defaultFullSweepAfter = 65_535
    var defaultMaximumHeap = MaximumHeap()
    /// The process whose end is the machine's.
    public var mainProcess = Term.none
    /// The pools that work outside of the schedulers.
    let ioPool: WorkerPool
    let processorPool: WorkerPool
    /// Work outside of processes that will make one runnable: compile jobs, reads of the poller.
    private let outside = Atomic<Int>(0)

    private let stopping = Atomic<Bool>(false)
    private var status: Int32 = 0
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let stopped = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// Where the next process that no scheduler made runnable goes.
    private let nextOutside = Atomic<Int>(0)
    /// Before `start`, runnable processes only queue.
    private let hasStarted = Atomic<Bool>(false)

    /// The scheduler of the calling thread, of whatever machine.
    static let currentKey: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// `threads` 0: one for each core. A seeded machine has one.
    init(threads: Int, chooser: Chooser, run: @escaping (ProcessPointer, Scheduler) -> RunResult) {
        self.chooser = chooser
        self.run = run
        timeOffset = chooser.systemTime() - chooser.monotonicTime()
        let cores = Swift.max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        ioPool = WorkerPool(limit: 64, stackBytes: 512 << 10, isInline: chooser.isSeeded)
        processorPool = WorkerPool(limit: cores, stackBytes: 8 << 20, isInline: chooser.isSeeded)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        stopped.initialize(to: pthread_cond_t())
        pthread_cond_init(stopped, nil)
        let count = chooser.isSeeded ? 1 : threads > 0 ? threads : cores
        idle.store(count, ordering: .relaxed)
        all = (0..<count).map { Scheduler(index: $0, group: self) }
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(stopped)
        mutex.deallocate()
        stopped.deallocate()
    }

    func attach(_ machine: Machine) { self.machine = machine }

    /// The scheduler of the calling thread, if it is one of this machine's.
    @inline(__always)
    var current: Scheduler? {
        guard let raw = pthread_getspecific(Schedulers.currentKey) else { return nil }
        let scheduler = Unmanaged<Scheduler>.fromOpaque(raw).takeUnretainedValue()
        return scheduler.group === self ? scheduler : nil
    }

    // MARK: Work

    /// Puts a process that nobody runs into a queue, and sees that somebody looks at it.
    func makeRunnable(_ process: ProcessPointer) {
        process.pointee.state.store(ProcessState.runnable.rawValue, ordering: .relaxed)
        if let scheduler = current {
            // One waiting process is the owner's next; more are worth waking another core.
            if scheduler.queue.push(process) > 1 { wakeIdle() }
            return
        }
        let number = nextOutside.wrappingAdd(1, ordering: .relaxed).oldValue
        let scheduler = all[Int(UInt(bitPattern: number) % UInt(all.count))]
        _ = scheduler.queue.push(process)
        if hasStarted.load(ordering: .acquiring), !scheduler.wake() { wakeIdle() }
    }

    /// Wakes one idle scheduler, if there is one.
    @inline(__always)
    func wakeIdle() {
        if idle.load(ordering: .sequentiallyConsistent) > 0 { wakeSome() }
    }

    @inline(never)
    private func wakeSome() {
        for scheduler in all where scheduler.wake() { return }
    }

    var hasStealableWork: Bool {
        for scheduler in all where scheduler.queue.count > 0 { return true }
        return false
    }

    func steal(for thief: Scheduler) -> ProcessPointer? {
        guard all.count > 1 else { return nil }
        for offset in 1..<all.count {
            if let process = all[(thief.index + offset) % all.count].queue.steal() { return process }
        }
        return nil
    }

    /// Whoever will make a waiting process runnable from another thread calls these before and after: a seeded run lets
    /// time stand meanwhile.
    public func outsideWorkBegins() { outside.add(1, ordering: .sequentiallyConsistent) }
    public func outsideWorkEnds() { outside.subtract(1, ordering: .sequentiallyConsistent) }
    var hasOutsideWork: Bool { outside.load(ordering: .sequentiallyConsistent) > 0 }

    // MARK: Start and stop

    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Starts the first scheduler; the others start when there is work for them.
    public func start() {
        hasStarted.store(true, ordering: .releasing)
        all[0].start()
        if hasStealableWork { wakeIdle() }
    }

    /// Asks all schedulers to stop after their current slice. The first status counts.
    public func halt(status: Int32) {
        pthread_mutex_lock(mutex)
        if !stopping.load(ordering: .relaxed) {
            self.status = status
            stopping.store(true, ordering: .sequentiallyConsistent)
            pthread_cond_broadcast(stopped)
        }
        pthread_mutex_unlock(mutex)
        for scheduler in all { _ = scheduler.wakeIfParked() }
    }

    /// Waits until somebody has called `halt`, and gives the status.
    public func waitForHalt() -> Int32 {
        pthread_mutex_lock(mutex)
        while !stopping.load(ordering: .relaxed) { pthread_cond_wait(stopped, mutex) }
        let status = self.status
        pthread_mutex_unlock(mutex)
        return status
    }

    /// After `halt`: waits for the threads, so that the machine can be freed.
    public func join() {
        for scheduler in all { scheduler.join() }
        ioPool.stop()
        processorPool.stop()
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
