// Paths as terms and as the host's bytes, and the names of the host's errors.
import Glibc

extension UnsafeMutablePointer where Pointee == Process {
    /// The absolute path that a binary or charlist names; nil: it is no text, or holds a zero byte.
    func hostPath(_ term: Term) -> [UInt8]? { hostText(term).map { machine.data.host.absolute($0) } }

    /// The bytes of a binary or of a list of characters and such lists; nil: neither, or with a zero byte.
    func hostText(_ term: Term) -> [UInt8]? {
        var bytes: [UInt8] = []
        if term.isBinary {
            guard let text = FlatBytes(term) else { return nil }
            bytes = Array(text.buffer)
            text.free()
        } else if term.isList {
            var pending = [term]
            while let next = pending.popLast() {
                if next.isCons {
                    pending.append(next.tail)
                    pending.append(next.head)
                } else if next.isSmall, next.small >= 0, isScalar(UInt64(next.small)) {
                    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) {
                        let count = writeUTF8(UInt32(next.small), $0.baseAddress.unsafelyUnwrapped)
                        bytes.append(contentsOf: $0[0..<count])
                    }
                } else if next.isBinary, let text = FlatBytes(next) {
                    bytes.append(contentsOf: text.buffer)
                    text.free()
                } else if !next.isEmptyList {
                    return nil
                }
            }
        } else if term.isAtom {
            bytes = Array(machine.atoms.text(term).bytes)
        } else {
            return nil
        }
        return bytes.contains(0) ? nil : bytes
    }
}

/// Calls back with a path as C has it.
func withCPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    var terminated = path
    terminated.append(0)
    return terminated.withUnsafeBytes { body($0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: CChar.self)) }
}

/// The POSIX name of an error in lower case, as OTP's atoms have it.
func errorName(_ number: Int32) -> String {
    let names: [(Int32, String)] = [
        (EPERM, "eperm"), (ENOENT, "enoent"), (ESRCH, "esrch"), (EINTR, "eintr"), (EIO, "eio"), (ENXIO, "enxio"), (E2BIG, "e2big"),
        (ENOEXEC, "enoexec"), (EBADF, "ebadf"), (ECHILD, "echild"), (EAGAIN, "eagain"), (ENOMEM, "enomem"), (EACCES, "eacces"),
        (EFAULT, "efault"), (EBUSY, "ebusy"), (EEXIST, "eexist"), (EXDEV, "exdev"), (ENODEV, "enodev"), (ENOTDIR, "enotdir"),
        (EISDIR, "eisdir"), (EINVAL, "einval"), (ENFILE, "enfile"), (EMFILE, "emfile"), (ENOTTY, "enotty"), (ETXTBSY, "etxtbsy"),
        (EFBIG, "efbig"), (ENOSPC, "enospc"), (ESPIPE, "espipe"), (EROFS, "erofs"), (EMLINK, "emlink"), (EPIPE, "epipe"),
        (ENAMETOOLONG, "enametoolong"), (ENOTEMPTY, "enotempty"), (ELOOP, "eloop"), (EDQUOT, "edquot"), (ENOTSUP, "enotsup"),
        (EOVERFLOW, "eoverflow"), (ENOSYS, "enosys"), (EDEADLK, "edeadlk"), (ENOLCK, "enolck"), (ESTALE, "estale"),
    ]
    return names.first { $0.0 == number }?.1 ?? "unknown"
}

extension HostValue {
    static var ok: HostValue { .atom(.ok) }
    static func ok(_ value: HostValue) -> HostValue { .tuple([.atom(.ok), value]) }
    /// `{:error, reason}` of the error that C has left behind.
    static var hostError: HostValue { .error(errorName(errno)) }
    static func error(_ name: String) -> HostValue { .tuple([.atom(.error), .name(name)]) }
    /// `:ok`, or the error where C says -1.
    static func outcome(_ result: Int32) -> HostValue { result < 0 ? .hostError : .ok }
}
