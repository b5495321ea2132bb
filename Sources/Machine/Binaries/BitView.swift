// A look at the bits of a bitstring, wherever they lie: address, bit offset, bit size. It owns nothing and is valid until
// the next collection. Making bitstrings is in Bitstrings.swift.
import Glibc

public typealias BytePointer = UnsafeMutablePointer<UInt8>

/// The bits of a heap binary or of a part of a buffer.
public struct BitView {
    /// The byte that bit offset 0 starts.
    public var base: BytePointer
    /// Bits before the first one.
    public var bitOffset: Int
    /// How many bits.
    public var bitSize: Int

    @inline(__always)
    public init(base: BytePointer, bitOffset: Int, bitSize: Int) {
        self.base = base
        self.bitOffset = bitOffset
        self.bitSize = bitSize
    }

    /// Only for bitstrings.
    @inline(__always)
    public init(_ term: Term) {
        let header = term.header
        if header.kind == .heapBinary {
            base = UnsafeMutableRawPointer(term.boxedAddress + 1).assumingMemoryBound(to: UInt8.self)
            bitOffset = 0
            bitSize = header.size * 64 - header.extra * 8
        } else {
            base = BitView.baseBytes(term.body(0))
            bitOffset = term.body(1).small
            bitSize = term.body(2).small
        }
    }

    /// The bytes of a heap binary or of a buffer term.
    @inline(__always)
    static func baseBytes(_ base: Term) -> BytePointer {
        if base.header.kind == .heapBinary {
            return UnsafeMutableRawPointer(base.boxedAddress + 1).assumingMemoryBound(to: UInt8.self)
        }
        return Counted.buffer(base.boxedAddress).bytes
    }

    /// Whole bytes that start at a byte of memory?
    @inline(__always) public var isAligned: Bool { (bitOffset | bitSize) & 7 == 0 }
    @inline(__always) public var byteCount: Int { bitSize >> 3 }
    /// The first byte. Only if the offset is whole bytes.
    @inline(__always) public var start: BytePointer { base + bitOffset >> 3 }

    /// The part `from ..< from + count`.
    @inline(__always)
    public func part(_ from: Int, _ count: Int) -> BitView { BitView(base: base, bitOffset: bitOffset &+ from, bitSize: count) }

    /// The byte at a position counted in bytes.
    @inline(__always)
    public func byte(_ index: Int) -> UInt8 {
        let at = bitOffset &+ index &* 8
        let shift = at & 7
        let first = base + at >> 3
        if shift == 0 { return first[0] }
        return first[0] << UInt8(shift) | first[1] >> UInt8(8 - shift)
    }

    /// At most 64 bits from a position on, as an unsigned number, most significant first.
    @inline(__always)
    public func bits(_ from: Int, _ count: Int) -> UInt64 { readBits(base, bitOffset &+ from, count) }

    func hasSameBits(as other: BitView) -> Bool { bitSize == other.bitSize && compareBits(self, other, bitSize) == 0 }

    /// The order of bitstrings: bit by bit, then the shorter first.
    func compare(_ other: BitView) -> Int {
        let order = compareBits(self, other, min(bitSize, other.bitSize))
        return order != 0 ? order : bitSize - other.bitSize
    }
}

/// At most 64 bits as an unsigned number, most significant first. Reads no byte that holds none of them.
@inline(__always)
func readBits(_ bytes: BytePointer, _ offset: Int, _ count: Int) -> UInt64 {
    if count == 0 { return 0 }
    var first = bytes + offset >> 3
    let skipped = offset & 7
    var left = skipped &+ count &- 8
    var value = UInt64(first[0]) & (0xFF >> UInt64(skipped))
    if left <= 0 { return value >> UInt64(-left) }
    while left >= 8 {
        first += 1
        value = value << 8 | UInt64(first[0])
        left &-= 8
    }
    if left > 0 { value = value << UInt64(left) | UInt64(first[1]) >> UInt64(8 &- left) }
    return value
}

/// Writes at most 64 bits, most significant first; other bits of the bytes stay.
@inline(__always)
func writeBits(_ bytes: BytePointer, _ offset: Int, _ count: Int, _ value: UInt64) {
    var at = bytes + offset >> 3
    var left = count
    let skipped = offset & 7
    if skipped != 0 {
        let room = 8 &- skipped
        if left < room {
            let mask = UInt8(truncatingIfNeeded: (1 << left) &- 1) << UInt8(room &- left)
            at[0] = at[0] & ~mask | UInt8(truncatingIfNeeded: value << UInt64(room &- left)) & mask
            return
        }
        left &-= room
        let mask = UInt8(0xFF) >> UInt8(skipped)
        at[0] = at[0] & ~mask | UInt8(truncatingIfNeeded: value >> UInt64(left)) & mask
        at += 1
    }
    while left >= 8 {
        left &-= 8
        at[0] = UInt8(truncatingIfNeeded: value >> UInt64(left))
        at += 1
    }
    if left > 0 {
        let mask = UInt8(0xFF) >> UInt8(left)
        at[0] = at[0] & mask | UInt8(truncatingIfNeeded: value << UInt64(8 &- left)) & ~mask
    }
}

/// Copies bits between places that do not overlap; other bits of the target's bytes stay.
func copyBits(_ target: BytePointer, _ targetOffset: Int, _ source: BytePointer, _ sourceOffset: Int, _ count: Int) {
    if (targetOffset | sourceOffset) & 7 == 0 {
        let whole = count >> 3
        memcpy(target + targetOffset >> 3, source + sourceOffset >> 3, whole)
        let rest = count & 7
        if rest > 0 { writeBits(target, targetOffset &+ whole &* 8, rest, readBits(source, sourceOffset &+ whole &* 8, rest)) }
        return
    }
    var done = min(count, (8 &- targetOffset & 7) & 7)
    if done > 0 { writeBits(target, targetOffset, done, readBits(source, sourceOffset, done)) }
    while count &- done >= 56 {
        writeBits(target, targetOffset &+ done, 56, readBits(source, sourceOffset &+ done, 56))
        done &+= 56
    }
    if count > done { writeBits(target, targetOffset &+ done, count &- done, readBits(source, sourceOffset &+ done, count &- done)) }
}

/// Compares the first `count` bits of two views: -1, 0 or 1.
func compareBits(_ a: BitView, _ b: BitView, _ count: Int) -> Int {
    var done = 0
    if (a.bitOffset | b.bitOffset) & 7 == 0 {
        let order = memcmp(a.start, b.start, count >> 3)
        if order != 0 { return order < 0 ? -1 : 1 }
        done = count & ~7
    }
    while done < count {
        let step = min(count &- done, 56)
        let x = a.bits(done, step)
        let y = b.bits(done, step)
        if x != y { return x < y ? -1 : 1 }
        done &+= step
    }
    return 0
}

extension Term {
    @inline(__always) public var isBitstring: Bool {
        guard isBoxed else { return false }
        let kind = header.kind
        return kind == .heapBinary || kind == .subBinary
    }
    /// A bitstring of whole bytes?
    @inline(__always) public var isBinary: Bool {
        guard isBoxed else { return false }
        let header = header
        return header.kind == .heapBinary || (header.kind == .subBinary && body(2).small & 7 == 0)
    }
    /// Bits of a bitstring. Only for those.
    @inline(__always) public var bitSize: Int {
        let header = header
        return header.kind == .heapBinary ? header.size * 64 - header.extra * 8 : body(2).small
    }
}

extension Term {
    /// A copy of a binary's bytes, nil if it is none. O(n).
    public var binaryBytes: [UInt8]? {
        guard isBinary else { return nil }
        let view = BitView(self)
        return [UInt8](unsafeUninitializedCapacity: view.bitSize / 8) { buffer, count in
            count = view.bitSize / 8
            if count > 0 { copyBits(buffer.baseAddress.unsafelyUnwrapped, 0, view.base, view.bitOffset, view.bitSize) }
        }
    }
}
