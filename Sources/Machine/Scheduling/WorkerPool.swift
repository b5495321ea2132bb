// Threads for what must not hold up a scheduler: host calls that block (the I/O pool) and long heap work (the CPU pool).
// Threads start on demand and end after a while without work.
import Glibc
import Synchronization

public final class WorkerPool: @unchecked Sendable {
    /// Seconds after which an idle thread ends.
    private static let patience = 5

    /// Most threads.
    let limit: Int
    private let stackBytes: Int
    /// Jobs run at once on the caller's thread: a seeded machine's, where each is one action.
    private let isInline: Bool
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let ended = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [() -> Void] = []
    private var firstJob = 0
    private var threads = 0
    private var idle = 0
    private var isStopping = false

    init(limit: Int, stackBytes: Int, isInline: Bool) {
        self.limit = limit
        self.stackBytes = stackBytes
        self.isInline = isInline
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition.initialize(to: pthread_cond_t())
        pthread_cond_init(condition, nil)
        ended.initialize(to: pthread_cond_t())
        pthread_cond_init(ended, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        pthread_cond_destroy(ended)
        mutex.deallocate()
        condition.deallocate()
        ended.deallocate()
    }

    /// Runs a job on a thread of the pool, in the order of submission.
    public func submit(_ job: @escaping () -> Void) {
        if isInline { return job() }
        pthread_mutex_lock(mutex)
        jobs.append(job)
        if idle >= jobs.count - firstJob {
            pthread_cond_signal(condition)
        } else if threads < limit {
            threads += 1
            let thread = startThread(Unmanaged.passRetained(self).toOpaque(), stackBytes: stackBytes) { raw in
                Unmanaged<WorkerPool>.fromOpaque(raw!).takeRetainedValue().work()
                return nil
            }
            pthread_detach(thread)
        }
        pthread_mutex_unlock(mutex)
    }

    private func work() {
        pthread_mutex_lock(mutex)
        while true {
            if firstJob < jobs.count {
                let job = jobs[firstJob]
                firstJob += 1
                if firstJob == jobs.count {
                    jobs.removeAll(keepingCapacity: true)
                    firstJob = 0
                }
                pthread_mutex_unlock(mutex)
                job()
                pthread_mutex_lock(mutex)
                continue
            }
            if isStopping { break }
            idle += 1
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            time.tv_sec += WorkerPool.patience
            let result = pthread_cond_timedwait(condition, mutex, &time)
            idle -= 1
            if result == ETIMEDOUT, firstJob == jobs.count { break }
        }
        threads -= 1
        if threads == 0 { pthread_cond_broadcast(ended) }
        pthread_mutex_unlock(mutex)
    }

    /// Lets the threads end and waits for those that are idle; a job that still blocks in the host is left alone.
    func stop() {
        pthread_mutex_lock(mutex)
        isStopping = true
        jobs.removeAll()
        firstJob = 0
        pthread_cond_broadcast(condition)
        while threads > 0, idle > 0 { pthread_cond_wait(ended, mutex) }
        pthread_mutex_unlock(mutex)
    }
}
