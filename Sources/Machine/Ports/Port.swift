// A port: a program of the host as processes see it. One thread reads its output and tells the connected process; its input
// waits in a queue that a job of the I/O pool writes.
import Bytecode
import Glibc

/// How output becomes messages.
enum PortFraming {
    case stream
    /// Lines of at most so many bytes.
    case line(Int)
    /// A length of so many bytes before each message.
    case packet(Int)
}

struct PortOptions {
    var framing = PortFraming.stream
    var isBinary = false
    var tellsStatus = false
    var tellsEnd = false
}

final class Port: @unchecked Sendable {
    let term: Term
    let name: [UInt8]
    let child: ChildProcess
    let options: PortOptions
    private let machine: Machine
    private let lock = SpinLock()
    // What follows changes under the lock.
    private var owner: Term
    private var isClosed = false
    private var queue: [UInt8] = []
    private var isWriting = false
    private var received = 0
    private var sent = 0
    /// Who monitors the port: reference number and pid.
    private var watchers: [(number: UInt64, pid: Term)] = []
    /// A byte here wakes the reader up, to see that the port has been closed.
    private let wake: (read: Int32, write: Int32)

    init?(term: Term, name: [UInt8], child: ChildProcess, options: PortOptions, owner: Term, machine: Machine) {
        guard let wake = ChildProcess.makePipe() else { return nil }
        self.wake = wake
        self.term = term
        self.name = name
        self.child = child
        self.options = options
        self.owner = owner
        self.machine = machine
        if child.input >= 0 { _ = fcntl(child.input, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        close(wake.read)
        close(wake.write)
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body()
    }

    var connected: Term { locked { owner } }
    var isOpen: Bool { locked { !isClosed } }
    var counts: (input: Int, output: Int) { locked { (received, sent) } }
    var queued: Int { locked { queue.count } }

    /// Will tell a process of the port's end. False: the port is closed.
    func watch(_ number: UInt64, by pid: Term) -> Bool {
        locked {
            if isClosed { return false }
            watchers.append((number, pid))
            return true
        }
    }

    /// False: the port is closed.
    func connect(to pid: Term) -> Bool {
        locked {
            if isClosed { return false }
            owner = pid
            return true
        }
    }

    // MARK: Reading

    /// Starts the thread that reads.
    func start() {
        machine.schedulers.outsideWorkBegins()
        let thread = startThread(Unmanaged.passRetained(self).toOpaque(), stackBytes: 1 << 18) { raw in
            Unmanaged<Port>.fromOpaque(raw!).takeRetainedValue().read()
            return nil
        }
        pthread_detach(thread)
    }

    private func read() {
        var pending: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        var sawEnd = child.output < 0
        while !sawEnd {
            var waiting = [pollfd(fd: child.output, events: Int16(POLLIN), revents: 0), pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0)]
            if poll(&waiting, 2, -1) < 0, errno == EINTR { continue }
            if !isOpen { break }
            let count = Glibc.read(child.output, &room, room.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            if count <= 0 {
                sawEnd = true
                break
            }
            locked { received += count }
            pending.append(contentsOf: room[0..<count])
            deliver(&pending)
        }
        if sawEnd, isOpen {
            if case .line = options.framing, !pending.isEmpty { tell(.noeol, pending[...]) }
            if options.tellsEnd { send { message in message.tuple([self.term, Term(.eof)]) } }
        }
        if child.output >= 0 { close(child.output) }
        var status: Int32 = 0
        while waitpid(child.pid, &status, 0) < 0, errno == EINTR {}
        if isOpen, options.tellsStatus {
            let code = status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(status & 0x7F)
            send { message in message.tuple([self.term, message.tuple([Term(.exit_status), Term(small: code)])]) }
        }
        // With `eof`, the port stays until somebody closes it.
        if !options.tellsEnd { finish(reason: .normal) }
        machine.schedulers.outsideWorkEnds()
    }

    /// Tells what is complete of the bytes that have come, and leaves the rest.
    private func deliver(_ pending: inout [UInt8]) {
        switch options.framing {
        case .stream:
            tell(nil, pending[...])
            pending.removeAll(keepingCapacity: true)
        case .line(let limit):
            var start = 0
            while start < pending.count {
                let end = pending[start...].firstIndex(of: UInt8(ascii: "\n"))
                if let end, end - start <= limit {
                    tell(.eol, pending[start..<end])
                    start = end + 1
                } else if pending.count - start >= limit {
                    tell(.noeol, pending[start..<(start + limit)])
                    start += limit
                } else {
                    break
                }
            }
            pending.removeFirst(start)
        case .packet(let width):
            var start = 0
            while pending.count - start >= width {
                var size = 0
                for byte in pending[start..<(start + width)] { size = size << 8 | Int(byte) }
                guard pending.count - start - width >= size else { break }
                tell(nil, pending[(start + width)..<(start + width + size)])
                start += width + size
            }
            pending.removeFirst(start)
        }
    }

    /// `{port, {:data, bytes}}`, or with `{:eol | :noeol, bytes}`.
    private func tell(_ ending: KnownAtom?, _ bytes: ArraySlice<UInt8>) {
        send { message in
            var data = message.bytes(bytes, asBinary: self.options.isBinary)
            if let ending { data = message.tuple([Term(ending), data]) }
            return message.tuple([self.term, message.tuple([Term(.data), data])])
        }
    }

    /// Sends to the connected process.
    func send(_ make: (inout PortMessage) -> Term) {
        var message = PortMessage()
        let term = make(&message)
        machine.send(term, to: connected)
        message.free()
    }

    // MARK: Writing

    /// Queues bytes for the program. False: the port is closed.
    func write(_ bytes: [UInt8]) -> Bool {
        var framed = bytes
        if case .packet(let width) = options.framing { framed = bigEndianBytes(UInt64(bytes.count), width) + bytes }
        let (accepted, starts) = locked { () -> (Bool, Bool) in
            if isClosed || child.input < 0 { return (false, false) }
            sent += bytes.count
            queue += framed
            if isWriting || queue.isEmpty { return (true, false) }
            isWriting = true
            return (true, true)
        }
        if starts { machine.schedulers.ioPool.submit { self.drain() } }
        return accepted
    }

    /// Writes until the queue is empty; closes the pipe if the port has been closed meanwhile.
    private func drain() {
        while true {
            let chunk = locked { () -> [UInt8]? in
                if queue.isEmpty {
                    isWriting = false
                    if isClosed { close(child.input) }
                    return nil
                }
                defer { queue = [] }
                return queue
            }
            guard let chunk else { return }
            var done = 0
            while done < chunk.count {
                let count = chunk.withUnsafeBytes { Glibc.write(child.input, $0.baseAddress.unsafelyUnwrapped + done, chunk.count - done) }
                if count >= 0 {
                    done += count
                } else if errno == EAGAIN {
                    var waiting = pollfd(fd: child.input, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&waiting, 1, -1)
                } else if errno != EINTR {
                    locked { queue = [] }
                    break
                }
            }
        }
    }

    // MARK: Ending

    /// Closes the port once; what is queued is still written. False: it was closed before.
    @discardableResult
    func finish(reason: KnownAtom) -> Bool {
        let wasOpen = locked { () -> Bool in
            if isClosed { return false }
            isClosed = true
            if !isWriting, child.input >= 0 { close(child.input) }
            return true
        }
        guard wasOpen else { return false }
        var byte: UInt8 = 0
        _ = Glibc.write(wake.write, &byte, 1)
        machine.data.ports.remove(self)
        machine.schedulers.core.sendLinkExit(from: term, to: connected, reason: Term(reason))
        // A watcher that no longer watches drops the signal.
        for watcher in locked({ watchers }) { machine.schedulers.core.sendDown(number: watcher.number, to: watcher.pid, reason: Term(reason)) }
        return true
    }
}

/// The open ports of a machine.
final class PortTable: @unchecked Sendable {
    private let lock = SpinLock()
    private var ports: [UInt64: Port] = [:]
    private var lastIndex = 2

    private func locked<Result>(_ body: () -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body()
    }

    /// The term of a new port.
    func nextTerm() -> Term {
        locked {
            lastIndex += 1
            return Term(pidIndex: lastIndex & 0xFFF_FFFF, generation: UInt32(truncatingIfNeeded: lastIndex >> 28), isPort: true)
        }
    }

    func add(_ port: Port) { locked { ports[port.term.bits] = port } }
    func remove(_ port: Port) { locked { ports[port.term.bits] = nil } }
    func find(_ term: Term) -> Port? { term.isLocalPort ? locked { ports[term.bits] } : nil }
    var all: [Port] { locked { Array(ports.values) }.sorted { $0.term.bits < $1.term.bits } }

    /// Closes a process's ports at its end.
    func ownerEnds(_ pid: Term) {
        for port in all where port.connected == pid { port.finish(reason: .normal) }
    }

    /// A message to a port: `{pid, {:command, data}}`, `{pid, :close}` or `{pid, {:connect, pid}}` of the connected process.
    func receive(_ message: Term, by target: Term) {
        guard let port = find(target), message.isTuple, message.tupleSize == 2, message.element(0) == port.connected else { return }
        let request = message.element(1)
        if request == KnownAtom.close {
            port.send { $0.tuple([port.term, Term(.closed)]) }
            port.finish(reason: .normal)
        } else if request.isTuple, request.tupleSize == 2, request.element(0) == KnownAtom.command, let data = FlatBytes(request.element(1)) {
            _ = port.write(Array(data.buffer))
            data.free()
        } else if request.isTuple, request.tupleSize == 2, request.element(0) == KnownAtom.connect, request.element(1).isLocalPid {
            port.send { $0.tuple([port.term, Term(.connected)]) }
            _ = port.connect(to: request.element(1))
        }
    }
}
