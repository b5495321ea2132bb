// A Swift stack on a thread of its own that takes turns with a VM process (DESIGN.md 2): the job asks, the process answers.
// Threads are made on demand, with a large stack, and reused.
import Glibc
import Synchronization

/// One side runs at a time: the job between a reply and its next request, the process otherwise.
final class JobThread<Request, Reply>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var request: Request?
    private var reply: Reply?
    private let hasRequest = Atomic<Bool>(false)
    private let hasReply = Atomic<Bool>(false)
    /// Called on the job's thread when a request is there; set by the side that waits without blocking.
    private var whenAsked: (() -> Void)?

    init() {
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
    }

    // MARK: The job's side

    /// Hands a request to the process and waits for its reply.
    func ask(_ question: Request) -> Reply {
        put(question)
        JobThreads.look { hasReply.load(ordering: .relaxed) }
        pthread_mutex_lock(mutex)
        while reply == nil { pthread_cond_wait(condition, mutex) }
        let answer = reply.unsafelyUnwrapped
        reply = nil
        hasReply.store(false, ordering: .relaxed)
        pthread_mutex_unlock(mutex)
        return answer
    }

    /// Hands over the last request, the job's result.
    func finish(_ result: Request) { put(result) }

    private func put(_ question: Request) {
        pthread_mutex_lock(mutex)
        request = question
        hasRequest.store(true, ordering: .relaxed)
        let notify = whenAsked
        whenAsked = nil
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
        notify?()
    }

    // MARK: The process's side

    /// Answers the job's request: the job goes on.
    func answer(_ value: Reply) {
        pthread_mutex_lock(mutex)
        reply = value
        hasReply.store(true, ordering: .relaxed)
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }

    /// The job's next request, if it is there. Else somebody is called once, on another thread, as soon as it is: who was named
    /// first, if this is asked again. `isNew` says whether that is who is named now.
    func takeRequest(orWhenAsked: @escaping () -> Void) -> (request: Request?, isNew: Bool) {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard let question = request else {
            if whenAsked != nil { return (nil, false) }
            whenAsked = orWhenAsked
            return (nil, true)
        }
        clearRequest()
        return (question, false)
    }

    /// The job's next request, if it comes within that time.
    func waitForRequest(nanoseconds: Int) -> Request? {
        JobThreads.look { hasRequest.load(ordering: .relaxed) }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        if request == nil {
            var until = timespec()
            clock_gettime(CLOCK_REALTIME, &until)
            let total = Int(until.tv_nsec) + nanoseconds
            until.tv_sec += total / 1_000_000_000
            until.tv_nsec = total % 1_000_000_000
            while request == nil, pthread_cond_timedwait(condition, mutex, &until) == 0 {}
        }
        defer { clearRequest() }
        return request
    }

    /// The job's next request; waits for it.
    func waitForRequest() -> Request {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while request == nil { pthread_cond_wait(condition, mutex) }
        let question = request.unsafelyUnwrapped
        clearRequest()
        return question
    }

    private func clearRequest() {
        request = nil
        hasRequest.store(false, ordering: .relaxed)
    }
}

/// Threads with a large stack that wait for work.
final class JobThreads: @unchecked Sendable {
    /// Deep trees are walked by recursion: 64 MB, reserved, used as far as needed.
    private static let stackBytes = 64 << 20
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [() -> Void] = []
    private var idle = 0

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition.initialize(to: pthread_cond_t())
        pthread_cond_init(condition, nil)
    }

    /// Runs a body on a thread of its own.
    func run(_ body: @escaping () -> Void) {
        pthread_mutex_lock(mutex)
        waiting.append(body)
        let needsThread = idle < waiting.count
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
        if needsThread { startThread() }
    }

    private func startThread() {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, JobThreads.stackBytes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        // VM code and jobs never see signals: only the executable handles them.
        var all = sigset_t(), before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        var thread = pthread_t()
        let status = pthread_create(&thread, &attributes, { raw in
            Unmanaged<JobThreads>.fromOpaque(raw!).takeRetainedValue().work()
            return nil
        }, Unmanaged.passRetained(self).toOpaque())
        pthread_sigmask(SIG_SETMASK, &before, nil)
        pthread_attr_destroy(&attributes)
        precondition(status == 0, "no thread for a compile job: \(String(cString: strerror(status)))")
    }

    /// Looks a while for what another thread is about to do, before the caller sleeps: most turns are short.
    static func look(_ isThere: () -> Bool) {
        for _ in 0..<patience where !isThere() { sched_yield() }
    }

    private static let patience = 40

    private func work() {
        pthread_mutex_lock(mutex)
        while true {
            while waiting.isEmpty {
                idle += 1
                pthread_cond_wait(condition, mutex)
                idle -= 1
            }
            let body = waiting.removeFirst()
            pthread_mutex_unlock(mutex)
            body()
            pthread_mutex_lock(mutex)
        }
    }
}
