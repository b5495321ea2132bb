// The machine's atoms: text ⇄ index. Texts live in chunks that never move, so a lookup by index takes no lock.
import Bytecode
import Glibc
import Synchronization

public final class AtomTable: @unchecked Sendable {
    /// The text of an atom: UTF-8 bytes that live as long as the machine.
    public struct Text {
        public let start: UnsafePointer<UInt8>
        public let count: Int
        /// Characters, at most 255.
        public let length: Int
        public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
    }

    /// Most characters of an atom (OTP reference: 255).
    public static let maximumLength = 255
    private static let chunkBits = 12
    private static let maximumChunks = 1 << 10

    private let chunks = UnsafeMutablePointer<UnsafeMutablePointer<Text>?>.allocate(capacity: AtomTable.maximumChunks)
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let published = Atomic<Int>(0)
    /// Open addressing: index + 1, 0 for empty.
    private var buckets: UnsafeMutablePointer<UInt32>
    private var bucketMask: Int

    public init() {
        chunks.initialize(repeating: nil, count: AtomTable.maximumChunks)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        bucketMask = (1 << 14) - 1
        buckets = .allocate(capacity: bucketMask + 1)
        buckets.initialize(repeating: 0, count: bucketMask + 1)
        for atom in KnownAtom.allCases {
            let index = intern(atom.text)
            precondition(index == atom.rawValue, "known atom twice: \(atom.text)")
        }
        _ = intern("")
    }

    deinit {
        for index in 0..<published.load(ordering: .relaxed) { UnsafeMutablePointer(mutating: text(UInt32(index)).start).deallocate() }
        for chunk in 0..<AtomTable.maximumChunks { chunks[chunk]?.deallocate() }
        chunks.deallocate()
        buckets.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// How many atoms there are.
    public var count: Int { published.load(ordering: .acquiring) }

    /// The text of the atom with that index.
    public func text(_ index: UInt32) -> Text {
        chunks[Int(index) >> AtomTable.chunkBits].unsafelyUnwrapped[Int(index) & (1 << AtomTable.chunkBits - 1)]
    }

    public func text(_ atom: Term) -> Text { text(atom.atomIndex) }

    public func string(_ atom: Term) -> String { String(decoding: text(atom.atomIndex).bytes, as: UTF8.self) }

    public func intern(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { intern($0) }
    }

    public func term(_ text: String) -> Term { Term(atomIndex: intern(text)) }
    public func term(_ bytes: UnsafeBufferPointer<UInt8>) -> Term { Term(atomIndex: intern(bytes)) }

    /// The index of the atom with that text, made if new. O(length). The caller has checked the length.
    public func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let hash = AtomTable.hash(bytes)
        if let found = find(bytes, hash) { return found }
        let index = published.load(ordering: .relaxed)
        let chunk = index >> AtomTable.chunkBits
        if chunks[chunk] == nil { chunks[chunk] = .allocate(capacity: 1 << AtomTable.chunkBits) }
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        if let base = bytes.baseAddress { copy.update(from: base, count: bytes.count) }
        var length = 0
        for byte in bytes where byte & 0xC0 != 0x80 { length += 1 }
        (chunks[chunk].unsafelyUnwrapped + (index & (1 << AtomTable.chunkBits - 1))).initialize(to: Text(start: copy, count: bytes.count, length: length))
        published.store(index + 1, ordering: .releasing)
        if (index + 1) * 2 > bucketMask { growBuckets() }
        insert(UInt32(index), hash)
        return UInt32(index)
    }

    /// The index of an atom that exists already.
    public func existing(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return find(bytes, AtomTable.hash(bytes))
    }

    private func find(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: Int) -> UInt32? {
        var slot = hash & bucketMask
        while buckets[slot] != 0 {
            let candidate = text(buckets[slot] - 1)
            if candidate.count == bytes.count, bytes.count == 0 || memcmp(candidate.start, bytes.baseAddress!, bytes.count) == 0 {
                return buckets[slot] - 1
            }
            slot = (slot + 1) & bucketMask
        }
        return nil
    }

    private func insert(_ index: UInt32, _ hash: Int) {
        var slot = hash & bucketMask
        while buckets[slot] != 0 { slot = (slot + 1) & bucketMask }
        buckets[slot] = index + 1
    }

    private func growBuckets() {
        buckets.deallocate()
        bucketMask = bucketMask * 2 + 1
        buckets = .allocate(capacity: bucketMask + 1)
        buckets.initialize(repeating: 0, count: bucketMask + 1)
        for index in 0..<(published.load(ordering: .relaxed) - 1) {
            insert(UInt32(index), AtomTable.hash(text(UInt32(index)).bytes))
        }
    }

    /// FNV-1a, folded.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 29)
    }
}
