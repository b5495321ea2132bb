// `:prim_io` and `:prim_tty`: bytes in and out of descriptors, without buffers. The servers of the standard streams are
// written in the language (stdlib/otp/lib/user.ex).
import Bytecode
import Glibc

enum PrimIONatives {
    static let rows: [Native] = [
        Native("prim_io", "write", 2, .blocking, authority: .standardStreams, "Writes all bytes of a binary: :ok or {:error, reason}.") { p, a in
            write(ProcessPointer(p), NativeArguments(a)).bits
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

    /// Nobody reads standard output any more: the machine ends without a word, with the status of a program that SIGPIPE has killed.
    private static let brokenPipeStatus: Int32 = 128 + SIGPIPE

    /// Most bytes that are written without leaving the scheduler: a pipe that is ready takes them at once (POSIX: PIPE_BUF).
    private static let atomicBytes = 4096

    private static func write(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isSmall, isBinary(a[1]) else { return p.badArgument() }
        let descriptor = Int32(truncatingIfNeeded: a[0].small)
        if p.pointee.nativeState == Term.none {
            let view = BitView(a[1])
            let count = view.bitSize / 8
            if count == 0 { return Term(.ok) }
            if count <= atomicBytes, view.bitOffset & 7 == 0 {
                var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if Glibc.poll(&poll, 1, 0) == 1, poll.revents & Int16(POLLOUT) != 0 {
                    let written = Glibc.write(descriptor, view.base + view.bitOffset / 8, count)
                    if written == count { return Term(.ok) }
                    if written < 0, errno == EPIPE, descriptor == STDOUT_FILENO {
                        p.machine.schedulers.halt(status: brokenPipeStatus)
                        return .wait
                    }
                    if written < 0, errno != EAGAIN, errno != EINTR { return p.tuple(Term(.error), p.machine.atoms.term(name(ofError: errno))) }
                    if written > 0 { return later(p, descriptor, Array(UnsafeBufferPointer(start: view.base + view.bitOffset / 8 + written, count: count - written))) }
                }
            }
        }
        return later(p, descriptor, bytes(of: a[1]))
    }

    private static func later(_ p: ProcessPointer, _ descriptor: Int32, _ bytes: @autoclosure () -> [UInt8]) -> Term {
        p.runBlocking {
            let bytes = bytes(), schedulers = p.machine.schedulers
            return { writeAll(descriptor, bytes, schedulers) }
        }
    }

    private static func writeAll(_ descriptor: Int32, _ bytes: [UInt8], _ schedulers: Schedulers) -> HostValue {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done) }
            if count >= 0 {
                done += count
            } else if errno == EAGAIN {
                var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = Glibc.poll(&poll, 1, -1)
            } else if errno != EINTR {
                if errno == EPIPE, descriptor == STDOUT_FILENO { schedulers.halt(status: brokenPipeStatus) }
                return .tuple([.atom(.error), .name(name(ofError: errno))])
            }
        }
        return .atom(.ok)
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
