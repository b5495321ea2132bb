// Making bitstrings: from bytes, as parts of others, from several pieces. Segment construction is in Building.swift.
import Glibc

extension UnsafeMutablePointer where Pointee == Process {
    /// A binary of that many bytes for the caller to fill at once.
    @inline(__always)
    public func newBinary(_ count: Int, _ bytes: inout BytePointer) -> Term {
        count <= BinaryBuffer.heapLimit ? newHeapBinary(count, &bytes) : newBufferBinary(bits: count * 8, capacity: count, &bytes)
    }

    @inline(__always)
    func newHeapBinary(_ count: Int, _ bytes: inout BytePointer) -> Term {
        let words = (count + 7) >> 3
        let cell = allocate(words + 1)
        cell[0] = Header(.heapBinary, size: words, extra: words * 8 - count).bits
        if words > 0 { cell[words] = 0 }
        bytes = UnsafeMutableRawPointer(cell + 1).assumingMemoryBound(to: UInt8.self)
        return Term(boxed: cell)
    }

    /// A view of a new buffer.
    func newBufferBinary(bits: Int, capacity: Int, _ bytes: inout BytePointer) -> Term {
        let buffer = BinaryBuffer.make(capacity: capacity, used: bits)
        bytes = buffer.bytes
        return view(of: bufferTerm(buffer), offset: 0, bits: bits)
    }

    /// A `subBinary` term. Base is a heap binary or a buffer.
    @inline(__always)
    func view(of base: Term, offset: Int, bits: Int) -> Term {
        let cell = allocate(4)
        cell[0] = Header(.subBinary, size: 3).bits
        cell[1] = base.bits
        cell[2] = Term(small: offset).bits
        cell[3] = Term(small: bits).bits
        return Term(boxed: cell)
    }

    /// A bitstring of that many bits; its bytes are zero where the caller does not write.
    func newBitstring(bits: Int, _ bytes: inout BytePointer) -> Term {
        if bits & 7 == 0 { return newBinary(bits >> 3, &bytes) }
        let count = (bits + 7) >> 3
        if count > BinaryBuffer.heapLimit {
            let term = newBufferBinary(bits: bits, capacity: count, &bytes)
            bytes[count - 1] = 0
            return term
        }
        let base = newHeapBinary(count, &bytes)
        bytes[count - 1] = 0
        return view(of: base, offset: 0, bits: bits)
    }

    /// A binary with these bytes.
    public func binary(_ source: UnsafePointer<UInt8>, _ count: Int) -> Term {
        var bytes = BytePointer(mutating: source)
        let term = newBinary(count, &bytes)
        memcpy(bytes, source, count)
        return term
    }

    public func binary(_ source: UnsafeBufferPointer<UInt8>) -> Term {
        guard let base = source.baseAddress else {
            var bytes = BytePointer.placeholder
            return newHeapBinary(0, &bytes)
        }
        return binary(base, source.count)
    }

    public func binary(_ source: [UInt8]) -> Term { source.withUnsafeBufferPointer { binary($0) } }

    public func binary(_ text: String) -> Term {
        var text = text
        return text.withUTF8 { binary($0) }
    }

    /// A bitstring with a copy of these bits.
    public func bitstring(_ view: BitView) -> Term {
        var bytes = view.base
        let term = newBitstring(bits: view.bitSize, &bytes)
        copyBits(bytes, 0, view.base, view.bitOffset, view.bitSize)
        return term
    }

    /// Bits `from ..< from + count` of a bitstring, which has them. What is no larger than a view is copied.
    public func part(of term: Term, _ from: Int, _ count: Int) -> Term {
        let header = term.header
        if header.kind == .heapBinary {
            if count == header.size * 64 - header.extra * 8 { return term }
            if count & 7 == 0, count <= 192 { return bitstring(BitView(term).part(from, count)) }
            return view(of: term, offset: from, bits: count)
        }
        if count == term.body(2).small { return term }
        if count & 7 == 0, count <= 192 { return bitstring(BitView(term).part(from, count)) }
        return view(of: term.body(0), offset: term.body(1).small + from, bits: count)
    }
}
