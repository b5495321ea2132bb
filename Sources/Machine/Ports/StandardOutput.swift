// Bytes for standard output that their writers need not wait for: they are kept until the time slice ends, so that many lines take
// one call of the host. Not for terminals. Whoever asks the host for something that could be seen before them (standard error, a
// program, the end) has them written first.
import Bytecode
import Glibc
import Synchronization

final class StandardOutput: @unchecked Sendable {
    /// Bytes that are kept at most.
    private static let capacity = 1 << 16
    /// A pipe that is ready takes that many without making its writer wait (POSIX: PIPE_BUF).
    static let atomicBytes = 4096

    /// Is standard output none of a terminal?
    let isBuffered: Bool
    /// Is anything kept?
    let isDirty = Atomic<Bool>(false)
    private let isFile: Bool
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let idle = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var kept = UnsafeMutablePointer<UInt8>.allocate(capacity: StandardOutput.capacity)
    private var spare = UnsafeMutablePointer<UInt8>.allocate(capacity: StandardOutput.capacity)
    private var count = 0
    /// Is somebody between the lock and the host? They look for more before they leave.
    private var isWriting = false
    /// The error that bytes were lost to, until a writer has been told; 0: none.
    private var failure: Int32 = 0
    /// The server behind standard output (stdlib/otp/lib/user.ex).
    private let server = Atomic<UInt64>(Term.none.bits)
    /// `:standard_io`, the group leader of whoever writes.
    let standardIO: Term

    init(_ atoms: AtomTable) {
        standardIO = atoms.term("standard_io")
        isBuffered = isatty(STDOUT_FILENO) == 0
        var status = stat()
        isFile = fstat(STDOUT_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        idle.initialize(to: pthread_cond_t())
        pthread_cond_init(idle, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(idle)
        mutex.deallocate()
        idle.deallocate()
        kept.deallocate()
        spare.deallocate()
    }

    /// The server whose requests to write may be taken here, or none.
    func serve(_ server: Term) { self.server.store(isBuffered ? server.bits : Term.none.bits, ordering: .relaxed) }

    func isServed(by server: Term) -> Bool { server.bits == self.server.load(ordering: .relaxed) && server != .none }

    /// Keeps bytes. False: there is no room now, or earlier ones were lost.
    func keep(_ bytes: UnsafePointer<UInt8>, _ size: Int, lineBreak: Bool = false) -> Bool {
        let total = size + (lineBreak ? 1 : 0)
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard failure == 0, total <= Self.capacity - count else { return false }
        memcpy(kept + count, bytes, size)
        if lineBreak { kept[count + size] = 10 }
        count += total
        if !isDirty.load(ordering: .relaxed) { isDirty.store(true, ordering: .relaxed) }
        return true
    }

    /// Writes what is kept. What the host does not take at once, a thread of the I/O pool writes.
    @inline(never)
    func flush(_ schedulers: Schedulers) {
        pthread_mutex_lock(mutex)
        if isWriting || count == 0 {
            pthread_mutex_unlock(mutex)
            return
        }
        isWriting = true
        while count > 0 {
            let size = takeKept()
            pthread_mutex_unlock(mutex)
            let (done, error) = isFile ? (size, writeWaiting(spare, size)) : writeReady(spare, size)
            if done < size, error == 0 {
                schedulers.outsideWorkBegins()
                schedulers.ioPool.submit { [self] in
                    finishWriting(from: done, size, schedulers)
                    schedulers.outsideWorkEnds()
                }
                return
            }
            pthread_mutex_lock(mutex)
            if error != 0 { lose(error, schedulers) }
        }
        endWriting()
    }

    /// Writes what is kept and then those bytes, however long the host makes one wait. The error, or 0.
    func writeThrough(_ bytes: [UInt8], _ schedulers: Schedulers) -> Int32 {
        pthread_mutex_lock(mutex)
        while isWriting { pthread_cond_wait(idle, mutex) }
        isWriting = true
        let size = takeKept()
        var error = failure
        failure = 0
        pthread_mutex_unlock(mutex)
        if error == 0 { error = writeWaiting(spare, size) }
        if error == 0 { error = bytes.withUnsafeBufferPointer { writeWaiting($0.baseAddress, $0.count) } }
        if error == EPIPE { schedulers.halt(status: Self.brokenPipeStatus) }
        finishWriting(from: 0, 0, schedulers)
        return error
    }

    /// At the end: everything is written. The error that bytes were lost to, or 0.
    func finish(_ schedulers: Schedulers) -> Int32 {
        guard isBuffered else { return 0 }
        pthread_mutex_lock(mutex)
        let isClosed = failure == EPIPE
        pthread_mutex_unlock(mutex)
        return isClosed ? EPIPE : writeThrough([], schedulers)
    }

    /// Nobody reads standard output any more: the machine ends without a word, with the status of a program that SIGPIPE has killed.
    static let brokenPipeStatus: Int32 = 128 + SIGPIPE

    // MARK: With the lock

    /// What is kept becomes `spare`; gives its size.
    private func takeKept() -> Int {
        let size = count
        swap(&kept, &spare)
        count = 0
        isDirty.store(false, ordering: .relaxed)
        return size
    }

    private func lose(_ error: Int32, _ schedulers: Schedulers) {
        failure = error
        if error == EPIPE { schedulers.halt(status: Self.brokenPipeStatus) }
    }

    private func endWriting() {
        isWriting = false
        pthread_cond_broadcast(idle)
        pthread_mutex_unlock(mutex)
    }

    // MARK: Without it

    /// Writes the rest of `spare`, and what has been kept since.
    private func finishWriting(from start: Int, _ size: Int, _ schedulers: Schedulers) {
        var start = start, size = size
        while true {
            let error = writeWaiting(spare + start, size - start)
            pthread_mutex_lock(mutex)
            if error != 0 { lose(error, schedulers) }
            if count == 0 || failure != 0 { return endWriting() }
            start = 0
            size = takeKept()
            pthread_mutex_unlock(mutex)
        }
    }

    /// Writes as long as the host takes bytes at once, in pieces that end with a line where they can; gives how many it took, and
    /// the error that it met, or 0.
    private func writeReady(_ bytes: UnsafeMutablePointer<UInt8>, _ size: Int) -> (Int, Int32) {
        var done = 0
        while done < size {
            var poll = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
            guard Glibc.poll(&poll, 1, 0) == 1, poll.revents & Int16(POLLOUT | POLLERR) != 0 else { break }
            var piece = min(size - done, Self.atomicBytes)
            if piece < size - done, let line = UnsafeBufferPointer(start: bytes + done, count: piece).lastIndex(of: 10) { piece = line + 1 }
            let written = Glibc.write(STDOUT_FILENO, bytes + done, piece)
            if written < 0 { return (done, errno == EAGAIN || errno == EINTR ? 0 : errno) }
            done += written
        }
        return (done, 0)
    }

    /// Writes all. The error, or 0.
    private func writeWaiting(_ bytes: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
        guard let bytes else { return 0 }
        return PrimIONatives.writeAll(STDOUT_FILENO, bytes, size)
    }
}

extension Machine {
    /// After `halt`: writes what is kept for standard output. What went wrong with it, unless it is that nobody reads it.
    public func finishOutput() -> String? {
        let error = data.output.finish(schedulers)
        return error == 0 || error == EPIPE ? nil : String(cString: strerror(error))
    }
}
