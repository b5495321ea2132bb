// A growing run of bytes outside of heaps, for writers that do not know their size beforehand.
import Glibc

struct ByteSink {
    private(set) var bytes: BytePointer
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 256) {
        self.capacity = capacity
        bytes = .allocate(capacity: capacity)
    }

    func free() { bytes.deallocate() }

    /// Makes room for that many bytes and counts them as written; the caller fills them.
    @inline(__always)
    mutating func extend(_ size: Int) -> BytePointer {
        if count &+ size > capacity { grow(size) }
        let start = bytes + count
        count &+= size
        return start
    }

    @inline(never)
    private mutating func grow(_ size: Int) {
        capacity = max(capacity * 2, count + size)
        let new = BytePointer.allocate(capacity: capacity)
        memcpy(new, bytes, count)
        bytes.deallocate()
        bytes = new
    }

    @inline(__always) mutating func put(_ byte: UInt8) { extend(1)[0] = byte }

    mutating func put16(_ value: Int) {
        let at = extend(2)
        at[0] = UInt8(truncatingIfNeeded: value >> 8)
        at[1] = UInt8(truncatingIfNeeded: value)
    }

    mutating func put32(_ value: Int) {
        UnsafeMutableRawPointer(extend(4)).storeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian, as: UInt32.self)
    }

    mutating func put64(_ value: UInt64) {
        UnsafeMutableRawPointer(extend(8)).storeBytes(of: value.bigEndian, as: UInt64.self)
    }

    mutating func put(_ source: UnsafePointer<UInt8>, _ size: Int) { memcpy(extend(size), source, size) }

    /// Takes bytes off the end.
    mutating func drop(_ size: Int) { count -= size }
}
