// Bytes of standard input that its server has read and nobody has asked for yet. Whoever wants a line takes it from here, past the
// server's mailbox; what is not a whole line of valid text is the server's business (stdlib/otp/lib/user.ex).
import Glibc

final class InputLines: @unchecked Sendable {
    private let lock = SpinLock()
    /// The server that the bytes belong to.
    private var owner = Term.none
    private var bytes: [UInt8] = []
    private var start = 0

    func keep(_ bytes: [UInt8], of server: Term) {
        lock.lock()
        defer { lock.unlock() }
        owner = server
        self.bytes = bytes
        start = 0
    }

    /// All that is left, which the server has from now on.
    func takeAll(of server: Term, _ term: (UnsafeBufferPointer<UInt8>) -> Term) -> Term {
        lock.lock()
        defer { lock.unlock() }
        guard owner == server else { return term(UnsafeBufferPointer(start: nil, count: 0)) }
        let result = bytes.withUnsafeBufferPointer { term(UnsafeBufferPointer(rebasing: $0[start...])) }
        bytes = []
        start = 0
        return result
    }

    /// The next line with its end; nil: there is none, or it is no text.
    func takeLine(of server: Term, _ term: (UnsafeBufferPointer<UInt8>) -> Term) -> Term? {
        lock.lock()
        defer { lock.unlock() }
        guard owner == server, start < bytes.count else { return nil }
        return bytes.withUnsafeBufferPointer { all -> Term? in
            let first = all.baseAddress.unsafelyUnwrapped + start
            guard let found = memchr(first, 10, all.count - start) else { return nil }
            let line = UnsafeBufferPointer(start: first, count: found - UnsafeMutableRawPointer(mutating: first) + 1)
            guard isASCII(line) || isValidUTF8(line) else { return nil }
            start += line.count
            return term(line)
        }
    }
}

/// Has no byte its highest bit set?
func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let base = UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped)
    var bits: UInt64 = 0
    var index = 0
    while index + 8 <= text.count {
        bits |= base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        index += 8
    }
    while index < text.count {
        bits |= UInt64(text[index])
        index += 1
    }
    return bits & 0x8080_8080_8080_8080 == 0
}
