// The counted memory behind binaries of more than 64 bytes, and the other counted objects that terms refer to. Views of
// the bytes are in BitView.swift.
//
//     address →  [references][used bits][capacity in bytes][-]  bytes …
//
// Several terms, of several processes, share a buffer. Bits below `used` never change; who moves `used` from u to v by
// compare-and-swap owns the bits u ..< v and may write them before anybody else sees a term that covers them.
import Glibc
import Synchronization

public struct BinaryBuffer: ~Copyable {
    let references: Atomic<Int>
    /// Bits that are taken.
    let used: Atomic<Int>
    let capacity: Int
    let reserved: Int

    /// Binaries up to that size lie on the heap.
    static let heapLimit = 64
    static let headerBytes = 32

    /// A buffer with one reference whose first `used` bits belong to the caller.
    static func make(capacity: Int, used: Int) -> UnsafeMutablePointer<BinaryBuffer> {
        guard let memory = malloc(headerBytes + max(capacity, 8)) else { fatalError("out of memory: a binary of \(capacity) bytes") }
        let buffer = memory.assumingMemoryBound(to: BinaryBuffer.self)
        buffer.initialize(to: BinaryBuffer(references: Atomic(1), used: Atomic(used), capacity: capacity, reserved: 0))
        return buffer
    }
}

extension UnsafeMutablePointer where Pointee == BinaryBuffer {
    @inline(__always) var bytes: UnsafeMutablePointer<UInt8> {
        (UnsafeMutableRawPointer(self) + BinaryBuffer.headerBytes).assumingMemoryBound(to: UInt8.self)
    }

    @inline(__always) func retain() { pointee.references.wrappingAdd(1, ordering: .relaxed) }

    @inline(__always)
    func release() {
        if pointee.references.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0 { free(self) }
    }

    /// Takes the bits `from ..< to` for the caller, if nobody has and there is room.
    @inline(__always)
    func extend(from: Int, to: Int) -> Bool {
        guard to <= pointee.capacity * 8, pointee.used.load(ordering: .relaxed) == from else { return false }
        return pointee.used.compareExchange(expected: from, desired: to, ordering: .acquiringAndReleasing).exchanged
    }
}

/// An object of the host that a `magic` reference names: a table, a compiled pattern, an open file. Each term holds one count.
open class MagicObject: @unchecked Sendable {
    public init() {}
    /// Bytes outside of heaps that it keeps.
    open var externalBytes: Int { 0 }
    /// What to do when nothing refers to the object any more is its `deinit`.
}

/// Counts of what boxed terms refer to. Magic objects and node entries are Swift objects, retained once for each term.
public enum Counted {
    /// Does the kind hold a counted reference?
    @inline(__always)
    public static func isCounted(_ kind: BoxedKind) -> Bool {
        switch kind {
        case .buffer, .magic, .externalPid, .externalReference: true
        default: false
        }
    }

    /// One more term refers to the object of the term at `header`.
    public static func retain(_ header: WordPointer) {
        switch Header(bits: header[0]).kind {
        case .buffer: buffer(header).retain()
        case .magic: _ = object(header[2]).retain()
        case .externalPid, .externalReference: _ = object(header[3]).retain()
        default: break
        }
    }

    /// One term less refers to it.
    public static func release(_ header: WordPointer) {
        switch Header(bits: header[0]).kind {
        case .buffer: buffer(header).release()
        case .magic: object(header[2]).release()
        case .externalPid, .externalReference: object(header[3]).release()
        default: break
        }
    }

    /// Bytes outside of heaps that the term at `header` keeps.
    public static func externalBytes(_ header: WordPointer) -> Int {
        switch Header(bits: header[0]).kind {
        case .buffer: buffer(header).pointee.capacity
        case .magic: Unmanaged<MagicObject>.fromOpaque(UnsafeRawPointer(bitPattern: UInt(header[2])).unsafelyUnwrapped)._withUnsafeGuaranteedRef(\.externalBytes)
        default: 0
        }
    }

    @inline(__always)
    static func buffer(_ header: WordPointer) -> UnsafeMutablePointer<BinaryBuffer> {
        UnsafeMutablePointer(bitPattern: UInt(header[1])).unsafelyUnwrapped
    }

    private static func object(_ address: UInt64) -> Unmanaged<AnyObject> {
        Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: UInt(address)).unsafelyUnwrapped)
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// A `buffer` term that takes over one reference of the buffer.
    func bufferTerm(_ buffer: UnsafeMutablePointer<BinaryBuffer>) -> Term {
        let cell = allocate(2)
        cell[0] = Header(.buffer, size: 1).bits
        cell[1] = UInt64(UInt(bitPattern: buffer))
        noteCounted(cell)
        pointee.virtualHeap += buffer.pointee.capacity
        // A limited domain's account is looked at before more is done with so much.
        if isLimited, pointee.virtualHeap > pointee.virtualHeapLimit { pointee.collectWanted = true }
        return Term(boxed: cell)
    }

    /// A reference that names an object; takes a count of it.
    public func magicReference(_ object: MagicObject, number: UInt64) -> Term {
        let cell = allocate(3)
        cell[0] = Header(.magic, size: 2).bits
        cell[1] = number
        cell[2] = UInt64(UInt(bitPattern: Unmanaged.passRetained(object).toOpaque()))
        noteCounted(cell)
        pointee.virtualHeap += object.externalBytes
        return Term(boxed: cell)
    }
}

extension Term {
    /// The table of a magic reference, if that is what this is; not counted: the reference holds it.
    @inline(__always)
    var magicTable: Unmanaged<Table>? {
        let address = UnsafeRawPointer(bitPattern: UInt(body(1).bits)).unsafelyUnwrapped
        // Tables have no subclasses: the class says it, without a cast that asks the runtime.
        guard Unmanaged<MagicObject>.fromOpaque(address)._withUnsafeGuaranteedRef({ type(of: $0) == Table.self }) else { return nil }
        return .fromOpaque(address)
    }

    /// The object of a magic reference, if that is what this is and the object is of the type.
    public func magicObject<Object: MagicObject>(_ type: Object.Type) -> Object? {
        guard isBoxed(.magic) else { return nil }
        let address = UnsafeRawPointer(bitPattern: UInt(body(1).bits)).unsafelyUnwrapped
        return Unmanaged<MagicObject>.fromOpaque(address).takeUnretainedValue() as? Object
    }
}
