// `:prim_io` and `:prim_tty`: bytes in and out of descriptors. The servers of the standard streams are
// written in the language (stdlib/otp/lib/user.ex).
import Bytecode
import Glibc

enum PrimIONatives {
    static let rows: [Native] = [
        Native("prim_io", "write", 2, .blocking, authority: .standardStreams, "Writes all bytes of a binary: :ok or {:error, reason}.") { p, a in
            write(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_io", "put", 2, .ordinary, "Keeps text for the server of standard output, to be written soon: :ok, or :none if it must be asked.") { p, a in
            put(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_io", "serve_output", 1, .ordinary, authority: .standardStreams, "Tells which server stands behind standard output, if any: a pid or :none.") { p, a in
            let p = ProcessPointer(p), server = NativeArguments(a)[0]
            p.machine.data.output.serve(server == KnownAtom.none ? .none : server)
            return Term(.ok).bits
        },
        Native("prim_io", "read", 2, .blocking, authority: .standardStreams, "Reads up to so many bytes: a binary, :eof or {:error, reason}.") { p, a in
            read(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_io", "keep_input", 1, .ordinary, authority: .standardStreams, "Gives bytes that were read to whoever takes lines from the calling server.") { p, a in
            let p = ProcessPointer(p), bytes = NativeArguments(a)[0]
            guard isBinary(bytes) else { return p.badArgument().bits }
            p.machine.data.input.keep(PrimIONatives.bytes(of: bytes), of: p.pointee.pid)
            return Term(.ok).bits
        },
        Native("prim_io", "take_input", 0, .ordinary, authority: .standardStreams, "Takes back what is left of the bytes given.") { p, _ in
            let p = ProcessPointer(p)
            return p.machine.data.input.takeAll(of: p.pointee.pid) { p.binary($0) }.bits
        },
        Native("prim_io", "take_line", 1, .ordinary, "The next line that a server has been given the bytes of, or :none.") { p, a in
            let p = ProcessPointer(p), server = NativeArguments(a)[0]
            if p.isLimited { return Term(KnownAtom.none).bits }
            return (p.machine.data.input.takeLine(of: server) { p.binary($0) } ?? Term(KnownAtom.none)).bits
        },
        Native("prim_io", "window_size", 1, .ordinary, "{columns, rows} of a terminal, or :error.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            var size = winsize()
            guard a[0].isSmall, ioctl(Int32(truncatingIfNeeded: a[0].small), UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return Term(.error).bits }
            return p.tuple(Term(small: Int(size.ws_col)), Term(small: Int(size.ws_row))).bits
        },
        Native("prim_tty", "isatty", 1, .ordinary, "Is a descriptor (0, 1, 2, or :stdin …) a terminal?") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            let descriptor: Int32
            if a[0].isSmall { descriptor = Int32(truncatingIfNeeded: a[0].small) } else if a[0].isAtom {
                switch p.machine.atoms.string(a[0]) {
                case "stdin": descriptor = 0
                case "stdout": descriptor = 1
                case "stderr": descriptor = 2
                default: return p.badArgument().bits
                }
            } else { return p.badArgument().bits }
            return Term.boolean(isatty(descriptor) == 1).bits
        },
    ]

    private static func write(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isSmall, isBinary(a[1]) else { return p.badArgument() }
        let descriptor = Int32(truncatingIfNeeded: a[0].small)
        let output = p.machine.data.output
        let keeps = descriptor == STDOUT_FILENO && output.isBuffered
        if p.pointee.nativeState == Term.none {
            let view = BitView(a[1])
            let count = view.bitSize / 8
            if count == 0 { return Term(.ok) }
            if descriptor == STDERR_FILENO {
                output.flush(p.machine.schedulers)
                if p.pointee.core.pointee.isStopping.load(ordering: .relaxed) { return .wait }
            }
            if count <= StandardOutput.atomicBytes, view.bitOffset & 7 == 0 {
                let bytes = view.base + view.bitOffset / 8
                if keeps {
                    if keep(bytes, count, lineBreak: false, p) { return Term(.ok) }
                } else {
                    var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    if Glibc.poll(&poll, 1, 0) == 1, poll.revents & Int16(POLLOUT) != 0 {
                        let written = Glibc.write(descriptor, bytes, count)
                        if written == count { return Term(.ok) }
                        if written < 0, errno == EPIPE, descriptor == STDOUT_FILENO {
                            p.machine.schedulers.halt(status: StandardOutput.brokenPipeStatus)
                            return .wait
                        }
                        if written < 0, errno != EAGAIN, errno != EINTR { return p.tuple(Term(.error), p.machine.atoms.term(name(ofError: errno))) }
                        if written > 0 { return later(p, descriptor, Array(UnsafeBufferPointer(start: bytes + written, count: count - written))) }
                    }
                }
            }
        }
        return later(p, descriptor, bytes(of: a[1]))
    }

    /// Text for the server behind standard output, which would do no more than hand it on: a binary, or one and a line break. `:none`:
    /// the text or the server is another.
    private static func put(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        let output = p.machine.data.output
        let server = a[0] == output.standardIO ? p.pointee.groupLeader : a[0]
        guard output.isServed(by: server), !p.isLimited else { return Term(KnownAtom.none) }
        var text = a[1]
        let lineBreak = text.isCons && text.tail.isCons && text.tail.tail.isEmptyList && text.tail.head == Term(small: 10)
        if lineBreak { text = text.head }
        guard isBinary(text) else { return Term(KnownAtom.none) }
        let view = BitView(text)
        let count = view.bitSize / 8
        guard count <= StandardOutput.atomicBytes, view.bitOffset & 7 == 0 else { return Term(KnownAtom.none) }
        let bytes = UnsafeBufferPointer(start: view.base + view.bitOffset / 8, count: count)
        guard isASCII(bytes) || isValidUTF8(bytes), keep(bytes.baseAddress.unsafelyUnwrapped, count, lineBreak: lineBreak, p) else {
            return Term(KnownAtom.none)
        }
        return Term(.ok)
    }

    /// Keeps bytes for standard output, after what is there where there is too much of it.
    private static func keep(_ bytes: UnsafePointer<UInt8>, _ count: Int, lineBreak: Bool, _ p: ProcessPointer) -> Bool {
        let output = p.machine.data.output
        if output.keep(bytes, count, lineBreak: lineBreak) { return true }
        output.flush(p.machine.schedulers)
        return output.keep(bytes, count, lineBreak: lineBreak)
    }

    private static func later(_ p: ProcessPointer, _ descriptor: Int32, _ bytes: @autoclosure () -> [UInt8]) -> Term {
        p.runBlocking {
            let bytes = bytes(), schedulers = p.machine.schedulers, output = p.machine.data.output
            return {
                let error: Int32
                if descriptor == STDOUT_FILENO, output.isBuffered {
                    error = output.writeThrough(bytes, schedulers)
                } else {
                    error = bytes.withUnsafeBufferPointer { writeAll(descriptor, $0.baseAddress.unsafelyUnwrapped, $0.count) }
                    if error == EPIPE, descriptor == STDOUT_FILENO { schedulers.halt(status: StandardOutput.brokenPipeStatus) }
                }
                return error == 0 ? .atom(.ok) : .tuple([.atom(.error), .name(name(ofError: error))])
            }
        }
    }

    /// Writes all bytes, however long the host makes one wait. The error, or 0.
    static func writeAll(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
        var done = 0
        while done < count {
            let written = Glibc.write(descriptor, bytes + done, count - done)
            if written >= 0 {
                done += written
            } else if errno == EAGAIN {
                var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = Glibc.poll(&poll, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }

    private static func read(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isSmall, a[1].isSmall, a[1].small > 0, a[1].small <= 1 << 30 else { return p.badArgument() }
        let descriptor = Int32(truncatingIfNeeded: a[0].small), count = a[1].small
        return p.runBlocking {
            return {
                var buffer = [UInt8](repeating: 0, count: count)
                while true {
                    let got = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress!, count) }
                    if got > 0 {
                        buffer.removeLast(count - got)
                        return .bytes(buffer)
                    }
                    if got == 0 { return .name("eof") }
                    if errno == EAGAIN {
                        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                        _ = Glibc.poll(&poll, 1, -1)
                    } else if errno != EINTR {
                        return .tuple([.atom(.error), .name(name(ofError: errno))])
                    }
                }
            }
        }
    }

    /// The bytes of a binary at any bit offset.
    static func bytes(of term: Term) -> [UInt8] {
        let view = BitView(term)
        return [UInt8](unsafeUninitializedCapacity: view.bitSize / 8) { buffer, count in
            count = view.bitSize / 8
            if count > 0 { copyBits(buffer.baseAddress.unsafelyUnwrapped, 0, view.base, view.bitOffset, view.bitSize) }
        }
    }

    /// The POSIX name of an error, as OTP's atoms have it.
    static func name(ofError number: Int32) -> String {
        switch number {
        case EPIPE: "epipe"
        case EIO: "eio"
        case EBADF: "ebadf"
        case EISDIR: "eisdir"
        case ENOSPC: "enospc"
        case EINVAL: "einval"
        default: "eio"
        }
    }
}
