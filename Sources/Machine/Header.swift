// The header word of boxed objects and the picture of each kind's body. Nothing here allocates.
//
//     63          40 39           8 7     3 2  0
//     [ extra : 24 ][ body words : 32 ][ kind : 5 ][110]
//
//     kind          body                                          extra
//     tuple         elements                                      shape id, for an interned key tuple, else 0
//     float         double
//     bigInteger    limbs, little-endian, the last not zero       1 for negative
//     smallMap      key tuple (a tuple in term order), values     -
//     largeMap      count (small), root (hashNode)                -
//     hashNode      bitmap (small), children: hashNode, or cons [key | value], or hashNode of collisions
//     fun           FunEntry address, free variables              -
//     exportFun     ExportEntry address                           -
//     heapBinary    bytes, padded with zeros                      unused bytes of the last word (0…7)
//     subBinary     base (heapBinary or buffer), bit offset (small), bit size (small)
//     buffer        address of a BinaryBuffer (counted)           -
//     reference     number; owner pid or 0 (alias)                -
//     magic         number; address of a counted MagicObject      -
//     externalPid   number, serial; address of a counted NodeEntry
//     externalReference  like externalPid
//
// Words that are addresses are 8-byte aligned and so read as small integers: the collector scans the bodies of all kinds
// but float, bigInteger, heapBinary, references and external pids word by word.

/// What a boxed object is.
@frozen
public enum BoxedKind: UInt8, Sendable {
    case tuple, float, bigInteger, smallMap, largeMap, hashNode, fun, exportFun, heapBinary, subBinary, buffer
    case reference, magic, externalPid, externalReference
    /// Marks the head of a cons that the collector has moved; its tail is the new address.
    case movedCons = 31
}

/// The first word of a boxed object.
@frozen
public struct Header: Equatable {
    public var bits: UInt64
    @inlinable @inline(__always) public init(bits: UInt64) { self.bits = bits }
    @inlinable @inline(__always) public init(_ kind: BoxedKind, size: Int, extra: Int = 0) {
        bits = UInt64(truncatingIfNeeded: extra) << 40 | UInt64(truncatingIfNeeded: size) << 8 | UInt64(kind.rawValue) << 3 | 6
    }
    @inlinable @inline(__always) public var kind: BoxedKind {
        unsafeBitCast(UInt8(truncatingIfNeeded: bits >> 3) & 31, to: BoxedKind.self)
    }
    /// The number of words after the header.
    @inlinable @inline(__always) public var size: Int { Int(truncatingIfNeeded: bits >> 8 & 0xFFFF_FFFF) }
    @inlinable @inline(__always) public var extra: Int { Int(truncatingIfNeeded: bits >> 40) }
    @inlinable @inline(__always) public var isHeader: Bool { bits & 7 == 6 }

    /// Do the words of the body hold no terms?
    @inlinable @inline(__always) public var hasRawBody: Bool {
        let bit: UInt32 = 1 << UInt32(kind.rawValue)
        let raw: UInt32 = 1 << UInt32(BoxedKind.float.rawValue) | 1 << UInt32(BoxedKind.bigInteger.rawValue)
            | 1 << UInt32(BoxedKind.heapBinary.rawValue) | 1 << UInt32(BoxedKind.reference.rawValue)
            | 1 << UInt32(BoxedKind.magic.rawValue) | 1 << UInt32(BoxedKind.buffer.rawValue)
            | 1 << UInt32(BoxedKind.externalPid.rawValue) | 1 << UInt32(BoxedKind.externalReference.rawValue)
        return raw & bit != 0
    }
}
