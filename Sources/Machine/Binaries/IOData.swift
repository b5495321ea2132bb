// Walking iodata: nested, possibly improper lists of bytes and bitstrings. Two passes, one to measure and check, one to
// write; both keep the rests of lists on a stack of their own.

/// The bits of iodata; nil where it is none. With `bits`, bitstrings of any size are allowed.
func iodataSize(_ term: Term, bits allowsBits: Bool = false) -> Int? {
    if !term.isCons {
        if term.isEmptyList { return 0 }
        return (allowsBits ? term.isBitstring : term.isBinary) ? term.bitSize : nil
    }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { lent -> Int? in
        var stack = WorkStack(lent)
        defer { stack.free() }
        var total = 0
        var current = term
        while true {
            while current.isCons {
                let head = current.head
                if head.isSmall {
                    guard head.bits < 256 << 3 else { return nil }
                    total &+= 8
                } else if head.isCons {
                    if !current.tail.isEmptyList { stack.push(current.tail.bits) }
                    current = head
                    continue
                } else if !head.isEmptyList {
                    guard allowsBits ? head.isBitstring : head.isBinary else { return nil }
                    total &+= head.bitSize
                }
                current = current.tail
            }
            if !current.isEmptyList {
                guard allowsBits ? current.isBitstring : current.isBinary else { return nil }
                total &+= current.bitSize
            }
            if stack.isEmpty { return total }
            current = Term(bits: stack.pop())
        }
    }
}

/// Writes iodata that `iodataSize` has measured, from bit 0 of `bytes` on.
func writeIOData(_ term: Term, _ bytes: BytePointer) {
    var position = 0
    @inline(__always)
    func put(_ bitstring: Term) {
        let view = BitView(bitstring)
        copyBits(bytes, position, view.base, view.bitOffset, view.bitSize)
        position &+= view.bitSize
    }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { lent in
        var stack = WorkStack(lent)
        defer { stack.free() }
        var current = term
        while true {
            while current.isCons {
                let head = current.head
                if head.isSmall {
                    if position & 7 == 0 {
                        bytes[position >> 3] = UInt8(truncatingIfNeeded: head.small)
                    } else {
                        writeBits(bytes, position, 8, UInt64(head.small))
                    }
                    position &+= 8
                } else if head.isCons {
                    if !current.tail.isEmptyList { stack.push(current.tail.bits) }
                    current = head
                    continue
                } else if !head.isEmptyList {
                    put(head)
                }
                current = current.tail
            }
            if !current.isEmptyList { put(current) }
            if stack.isEmpty { return }
            current = Term(bits: stack.pop())
        }
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// Iodata as one bitstring, `.none` where it is none.
    func bitstring(fromIOData term: Term, bits allowsBits: Bool = false) -> Term {
        guard let bits = iodataSize(term, bits: allowsBits) else { return .none }
        if term.isBoxed { return term }
        var bytes = BytePointer.placeholder
        let result = newBitstring(bits: bits, &bytes)
        writeIOData(term, bytes)
        return result
    }
}

extension UnsafeMutablePointer where Pointee == UInt8 {
    /// What an `inout` pointer holds before it is set.
    static var placeholder: BytePointer { BytePointer(bitPattern: 8).unsafelyUnwrapped }
}

/// The bytes of a binary or iodata for the time of a call: in place where they lie together, else in memory of their own.
struct FlatBytes {
    let start: UnsafePointer<UInt8>
    let count: Int
    private let owned: BytePointer?

    /// nil: no iodata.
    init?(_ term: Term) {
        if term.isBitstring {
            guard term.isBinary else { return nil }
            let view = BitView(term)
            count = view.byteCount
            if view.bitOffset & 7 == 0 {
                start = UnsafePointer(view.start)
                owned = nil
            } else {
                let copy = BytePointer.allocate(capacity: max(count, 1))
                copyBits(copy, 0, view.base, view.bitOffset, view.bitSize)
                start = UnsafePointer(copy)
                owned = copy
            }
            return
        }
        guard term.isList, let bits = iodataSize(term) else { return nil }
        count = bits >> 3
        let copy = BytePointer.allocate(capacity: max(count, 1))
        writeIOData(term, copy)
        start = UnsafePointer(copy)
        owned = copy
    }

    var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    func free() { owned?.deallocate() }
}
