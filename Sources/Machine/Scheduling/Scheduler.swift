// One scheduler: a thread that picks a runnable process, handles its signals, lets it run for a time slice and puts it where
// it belongs next. What schedulers share is in Schedulers.swift.
import Glibc
import Synchronization

public final class Scheduler: @unchecked Sendable {
    public let index: Int
    unowned(unsafe) let group: Schedulers
    let core: CorePointer
    /// Its queue, which others push to and steal from.
    let own: SchedulerCorePointer
    let timers = TimerHeap()
    /// What this scheduler has announced (Epochs.swift).
    let epoch: EpochParticipant
    private let announced: UnsafeMutablePointer<Atomic<UInt64>>
    private let currentEpoch: UnsafeMutablePointer<Atomic<UInt64>>
    private let earliestTimer: UnsafeMutablePointer<Atomic<Int>>
    private let isSeeded: Bool
    /// What the process that has just gone away is to do on the CPU pool.
    var awayWork: (() -> Void)?
    /// Reductions done here so far.
    let reductionsDone = Atomic<Int>(0)
    /// What `stealLone` saw last.
    private let seenSlices: UnsafeMutablePointer<Int>

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// 0: no thread yet, 1: running, 2: parked, 3: woken while parked.
    private let parking = Atomic<Int>(Parking.unstarted)
    private var thread = pthread_t()

    private enum Parking {
        static let unstarted = 0, running = 1, parked = 2, woken = 3
    }

    init(index: Int, group: Schedulers) {
        self.index = index
        self.group = group
        core = group.core
        own = group.core.pointee.schedulers + index
        own.initialize(to: SchedulerCore(machine: group.core, index: index))
        epoch = group.epochs.join()
        announced = epoch.announced
        currentEpoch = group.epochs.current
        earliestTimer = timers.earliest
        isSeeded = group.chooser.isSeeded
        seenSlices = .allocate(capacity: core.pointee.schedulerCount)
        seenSlices.initialize(repeating: -1, count: core.pointee.schedulerCount)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        condition.initialize(to: pthread_cond_t())
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        own.deinitialize(count: 1)
        seenSlices.deallocate()
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    // MARK: The thread

    /// Starts the thread unless it has been started.
    func start() {
        guard parking.compareExchange(expected: Parking.unstarted, desired: Parking.running, ordering: .acquiringAndReleasing).exchanged else { return }
        core.pointee.idle.subtract(1, ordering: .sequentiallyConsistent)
        thread = startThread(Unmanaged.passRetained(self).toOpaque()) { raw in
            let scheduler = Unmanaged<Scheduler>.fromOpaque(raw!).takeRetainedValue()
            setCurrentScheduler(scheduler.own)
            scheduler.loop()
            return nil
        }
    }

    /// Waits for the thread's end.
    func join() {
        if parking.load(ordering: .acquiring) != Parking.unstarted { pthread_join(thread, nil) }
    }

    private func loop() {
        let output = group.machine.data.output
        while !core.pointee.isStopping.load(ordering: .relaxed) {
            if earliestTimer.pointee.load(ordering: .relaxed) != Int.max { fireTimers() }
            let skipped = isSeeded ? group.chooser.skipCount() : 0
            guard let process = own.pointee.queue.pop(skipping: skipped) ?? core.steal(for: index) else {
                idle()
                continue
            }
            if own.pointee.queue.count > 0 { core.wakeIdle() }
            announced.pointee.store(currentEpoch.pointee.load(ordering: .relaxed), ordering: .sequentiallyConsistent)
            runSlice(process)
            if output.isDirty.load(ordering: .relaxed) { output.flush(group) }
            announced.pointee.store(0, ordering: .releasing)
        }
    }

    /// One time slice of a process.
    private func runSlice(_ process: ProcessPointer) {
        if process.pointee.flags & ProcessFlags.closed == 0, process.hasSignals { process.handleSignals() }
        if process.pointee.isExiting { return exitSlice(process) }
        if process.isSuspended { return parkSuspended(process) }
        process.pointee.state.store(ProcessState.running.rawValue, ordering: .relaxed)
        own.pointee.slices.store(own.pointee.slices.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
        let budget = isSeeded ? group.chooser.reductions() : Chooser.reductionBudget
        process.pointee.reductions = budget
        process.pointee.reductionsSetAside = 0
        process.pointee.reductionsDone &+= budget
        switch run(process) {
        case .yielded:
            account(process, budget)
            process.pointee.state.store(ProcessState.runnable.rawValue, ordering: .relaxed)
            // Under a seed the chooser alone says who is next.
            _ = own.pointee.queue.push(process, afterSlice: !isSeeded)
        case .waiting:
            // It may run elsewhere already: nobody knows how much it has done.
            if isSeeded { group.chooser.advance(reductions: 0) }
        case .exited:
            account(process, budget)
            process.pointee.flags |= ProcessFlags.exiting
            exitSlice(process)
        case .away:
            account(process, budget)
            sendAway(process)
        }
    }

    @inline(__always)
    private func run(_ process: ProcessPointer) -> RunResult {
        if let run = group.standIn { return run(process, self) }
        return runProcess(process, scheduler: self)
    }

    private func account(_ process: ProcessPointer, _ budget: Int) {
        let left = process.pointee.reductions + process.pointee.reductionsSetAside
        let done = budget - left
        process.pointee.reductionsDone &-= left
        reductionsDone.store(reductionsDone.load(ordering: .relaxed) &+ done, ordering: .relaxed)
        if isSeeded { group.chooser.advance(reductions: done) }
        if process.pointee.flags & ProcessFlags.limited != 0 { process.domain.spend(reductions: done, process) }
    }

    private func exitSlice(_ process: ProcessPointer) {
        if !process.continueExit() { _ = own.pointee.queue.push(process, afterSlice: !isSeeded) }
    }

    /// Hands a process to the CPU pool; it comes back runnable.
    private func sendAway(_ process: ProcessPointer) {
        guard let work = awayWork else { fatalError("a process is away without work") }
        awayWork = nil
        let group = self.group
        group.outsideWorkBegins()
        group.processorPool.submit {
            work()
            process.pointee.core.makeRunnable(process)
            group.outsideWorkEnds()
        }
    }

    private func parkSuspended(_ process: ProcessPointer) {
        if !process.park(as: .suspended) { _ = own.pointee.queue.push(process) }
    }

    // MARK: Timers and idleness

    private func fireTimers() {
        let now = group.chooser.monotonicTime()
        if timers.nextDeadline <= now { timers.fire(until: now, group.machine) }
    }

    /// Nothing to run: waits for work or for the next timer.
    private func idle() {
        group.epochs.reclaim(epoch)
        if isSeeded {
            let next = timers.nextDeadline
            if next != Int.max, !group.hasOutsideWork {
                group.chooser.jump(to: next)
                return
            }
        } else {
            for _ in 0..<Scheduler.patience {
                if own.pointee.queue.count > 0 || core.hasSurplus { return }
                sched_yield()
            }
            if let process = core.stealLone(for: index, seenSlices) {
                _ = own.pointee.queue.push(process)
                return
            }
        }
        park()
    }

    /// Looks for work before a scheduler parks.
    private static let patience = 20
    /// Nanoseconds that a parked scheduler sleeps while another one runs, in case that one is long in a native while
    /// somebody waits behind it.
    private static let watch = 2_000_000

    private func park() {
        pthread_mutex_lock(mutex)
        let parked = core.pointee.idle.add(1, ordering: .sequentiallyConsistent).newValue
        parking.store(Parking.parked, ordering: .sequentiallyConsistent)
        // Whoever pushed before this line is seen here; whoever pushes after it sees that we are idle.
        if own.pointee.queue.count == 0, !core.hasSurplus, !core.pointee.isStopping.load(ordering: .sequentiallyConsistent) {
            while parking.load(ordering: .relaxed) == Parking.parked {
                var next = timers.nextDeadline
                if isSeeded {
                    // Virtual time does not pass while we sleep: it stands until outside work ends, or jumps at once.
                    if next != Int.max, !group.hasOutsideWork { break }
                    next = Int.max
                }
                if parked < core.pointee.schedulerCount { next = Swift.min(next, Chooser.read(CLOCK_MONOTONIC) + Scheduler.watch) }
                if next == Int.max {
                    pthread_cond_wait(condition, mutex)
                } else {
                    var time = timespec(tv_sec: next / 1_000_000_000, tv_nsec: next % 1_000_000_000)
                    if pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT { break }
                }
            }
        }
        if parking.exchange(Parking.running, ordering: .sequentiallyConsistent) == Parking.parked {
            core.pointee.idle.subtract(1, ordering: .sequentiallyConsistent)
        }
        pthread_mutex_unlock(mutex)
    }

    /// Wakes or starts the thread if it is idle. False: it is busy.
    func wake() -> Bool {
        if parking.load(ordering: .sequentiallyConsistent) == Parking.unstarted {
            start()
            return true
        }
        return wakeIfParked()
    }

    /// Wakes the thread if it is parked.
    func wakeIfParked() -> Bool {
        guard parking.compareExchange(expected: Parking.parked, desired: Parking.woken, ordering: .sequentiallyConsistent).exchanged else { return false }
        core.pointee.idle.subtract(1, ordering: .sequentiallyConsistent)
        pthread_mutex_lock(mutex)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
        return true
    }
}

/// Starts a thread that takes no asynchronous signals of the host.
func startThread(_ argument: UnsafeMutableRawPointer?, stackBytes: Int = 0,
                 _ body: @escaping @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?) -> pthread_t {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    // What a thread does to itself (a bad access, an illegal instruction) must stay deadly.
    for synchronous in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP] { sigdelset(&all, synchronous) }
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    if stackBytes > 0 { pthread_attr_setstacksize(&attributes, stackBytes) }
    var thread = pthread_t()
    let result = pthread_create(&thread, &attributes, body, argument)
    precondition(result == 0, "no thread: error \(result)")
    return thread
}
