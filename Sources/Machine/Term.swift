// A term: one 64-bit word that says what a value is and where it lies. The layouts of boxed objects are in Header.swift;
// nothing here allocates.
//
//     …value…000  small integer, 61 bits          …index…100  atom
//     address 001  cons → [head][tail]             …pid…   101  local pid or port
//     address 010  boxed → [header][body…]         …      110  header word (only inside a heap), moved-cons marker
//     address 011  float → [header][double]        …      111  other immediates: [], and the signals of natives
//
// A local pid is `generation:32 | index:28 | port:1 | 101`.
import Bytecode

/// A value of the machine.
@frozen
public struct Term: Equatable {
    public var bits: UInt64

    @inlinable @inline(__always) public init(bits: UInt64) { self.bits = bits }

    public static let tagMask: UInt64 = 7

    @inlinable @inline(__always) public var tag: UInt64 { bits & 7 }

    // MARK: Small integers

    /// The largest and smallest integers that need no heap.
    public static let smallMaximum = (1 << 60) - 1
    public static let smallMinimum = -(1 << 60)

    @inlinable @inline(__always) public init(small value: Int) { bits = UInt64(bitPattern: Int64(value)) << 3 }
    @inlinable @inline(__always) public var isSmall: Bool { bits & 7 == 0 }
    @inlinable @inline(__always) public var small: Int { Int(Int64(bitPattern: bits) >> 3) }
    @inlinable @inline(__always) public static func fitsSmall(_ value: Int) -> Bool {
        value >= -(1 << 60) && value < (1 << 60)
    }

    // MARK: Atoms

    @inlinable @inline(__always) public init(atomIndex: UInt32) { bits = UInt64(atomIndex) << 3 | 4 }
    @inlinable @inline(__always) public init(_ atom: KnownAtom) { bits = UInt64(atom.rawValue) << 3 | 4 }
    @inlinable @inline(__always) public var isAtom: Bool { bits & 7 == 4 }
    @inlinable @inline(__always) public var atomIndex: UInt32 { UInt32(truncatingIfNeeded: bits >> 3) }
    @inlinable @inline(__always) public static func == (term: Term, atom: KnownAtom) -> Bool {
        term.bits == UInt64(atom.rawValue) << 3 | 4
    }
    @inlinable @inline(__always) public static func != (term: Term, atom: KnownAtom) -> Bool { !(term == atom) }
    @inlinable @inline(__always) public static func boolean(_ value: Bool) -> Term { Term(value ? KnownAtom.true : .false) }
    @inlinable @inline(__always) public var isBoolean: Bool { self == KnownAtom.true || self == KnownAtom.false }

    // MARK: Lists

    /// `[]`.
    @inlinable @inline(__always) public static var emptyList: Term { Term(bits: 7) }
    @inlinable @inline(__always) public var isEmptyList: Bool { bits == 7 }
    @inlinable @inline(__always) public var isCons: Bool { bits & 7 == 1 }
    @inlinable @inline(__always) public var isList: Bool { isCons || isEmptyList }
    @inlinable @inline(__always) public init(cons address: UnsafeMutablePointer<UInt64>) {
        bits = UInt64(UInt(bitPattern: address)) | 1
    }
    @inlinable @inline(__always) public var consAddress: UnsafeMutablePointer<UInt64> {
        UnsafeMutablePointer(bitPattern: UInt(bits &- 1)).unsafelyUnwrapped
    }
    @inlinable @inline(__always) public var head: Term { Term(bits: consAddress[0]) }
    @inlinable @inline(__always) public var tail: Term { Term(bits: consAddress[1]) }

    // MARK: Boxed objects

    @inlinable @inline(__always) public var isBoxed: Bool { bits & 7 == 2 }
    @inlinable @inline(__always) public init(boxed address: UnsafeMutablePointer<UInt64>) {
        bits = UInt64(UInt(bitPattern: address)) | 2
    }
    /// The address of a boxed object's header.
    @inlinable @inline(__always) public var boxedAddress: UnsafeMutablePointer<UInt64> {
        UnsafeMutablePointer(bitPattern: UInt(bits &- 2)).unsafelyUnwrapped
    }
    @inlinable @inline(__always) public var header: Header { Header(bits: boxedAddress[0]) }
    /// Is this a boxed object of that kind?
    @inlinable @inline(__always) public func isBoxed(_ kind: BoxedKind) -> Bool { isBoxed && header.kind == kind }
    /// The i-th word of a boxed object's body, as a term.
    @inlinable @inline(__always) public func body(_ index: Int) -> Term { Term(bits: boxedAddress[index &+ 1]) }

    @inlinable @inline(__always) public var isTuple: Bool { isBoxed(.tuple) }
    /// The size of a tuple. Only for tuples.
    @inlinable @inline(__always) public var tupleSize: Int { header.size }
    /// The element at a zero-based index. Only for tuples, unchecked.
    @inlinable @inline(__always) public func element(_ index: Int) -> Term { Term(bits: boxedAddress[index &+ 1]) }

    // MARK: Floats

    @inlinable @inline(__always) public var isFloat: Bool { bits & 7 == 3 }
    @inlinable @inline(__always) public init(float address: UnsafeMutablePointer<UInt64>) {
        bits = UInt64(UInt(bitPattern: address)) | 3
    }
    @inlinable @inline(__always) public var floatAddress: UnsafeMutablePointer<UInt64> {
        UnsafeMutablePointer(bitPattern: UInt(bits &- 3)).unsafelyUnwrapped
    }
    @inlinable @inline(__always) public var float: Double { Double(bitPattern: floatAddress[1]) }

    // MARK: Pids

    @inlinable @inline(__always) public init(pidIndex index: Int, generation: UInt32, isPort: Bool = false) {
        bits = UInt64(generation) << 32 | UInt64(index) << 4 | (isPort ? 8 : 0) | 5
    }
    @inlinable @inline(__always) public var isLocalPid: Bool { bits & 15 == 5 }
    @inlinable @inline(__always) public var isLocalPort: Bool { bits & 15 == 13 }
    @inlinable @inline(__always) public var pidIndex: Int { Int(bits >> 4 & 0xFFF_FFFF) }
    @inlinable @inline(__always) public var pidGeneration: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }

    // MARK: What a native may return instead of a value

    /// An exception has been stored in the process.
    @inlinable @inline(__always) public static var raised: Term { Term(bits: 0x0F) }
    /// A resumable native has more to do: its state is in the process (`Process.nativeState`).
    @inlinable @inline(__always) public static var yield: Term { Term(bits: 0x17) }
    /// VM code is to be tail-called: the target and its arguments are in the process (`Process.trap…`).
    @inlinable @inline(__always) public static var trap: Term { Term(bits: 0x1F) }
    /// The process waits: it will run the same native again when a signal arrives.
    @inlinable @inline(__always) public static var wait: Term { Term(bits: 0x27) }
    /// Marks an empty place in tables; never visible to programs.
    @inlinable @inline(__always) public static var none: Term { Term(bits: 0x2F) }
    @inlinable @inline(__always) public var isNativeSignal: Bool { bits & 7 == 7 && bits != 7 }

    /// No pointer: the word alone is the value.
    @inlinable @inline(__always) public var isImmediate: Bool {
        let tag = bits & 7
        return tag == 0 || tag >= 4
    }
}
