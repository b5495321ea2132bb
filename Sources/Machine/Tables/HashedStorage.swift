// The objects of sets and bags: buckets of chains. Objects with the same key stand together, in the order they came. No
// locks here; the table's are taken. A bucket belongs to one stripe of them, so what all buckets share is atomic; their number and
// the fixations change while all stripes are held.
import Glibc
import Synchronization

final class HashedStorage {
    private(set) var buckets: UnsafeMutablePointer<ObjectPointer?>
    private(set) var bucketCount: Int
    private let counter = Atomic<Int>(0)
    private let wordCounter = Atomic<Int>(0)
    /// Walks that want their places kept.
    var fixations = 0 {
        didSet { if fixations == 0, hasDeleted.load(ordering: .relaxed) { sweep() } }
    }
    private let hasDeleted = Atomic<Bool>(false)
    private let keyIndex: Int

    init(keyIndex: Int) {
        self.keyIndex = keyIndex
        bucketCount = TableLock.concurrentStripes
        buckets = .allocate(capacity: bucketCount)
        buckets.initialize(repeating: nil, count: bucketCount)
    }

    deinit {
        removeAll()
        buckets.deallocate()
    }

    /// Objects that are not deleted.
    var count: Int { counter.load(ordering: .relaxed) }
    var words: Int { wordCounter.load(ordering: .relaxed) }

    @inline(__always) func hash(_ key: Term) -> UInt64 { hashTerm(key, salt: 0x7AB21) }
    @inline(__always) func key(_ object: ObjectPointer) -> Term { object.pointee.tuple.element(keyIndex) }
    @inline(__always) func bucket(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (bucketCount &- 1) }

    @inline(__always)
    private func has(_ object: ObjectPointer, _ key: Term, _ hash: UInt64) -> Bool {
        object.pointee.hash == hash && exactlyEqual(self.key(object), key)
    }

    /// The first object with the key, deleted ones skipped.
    func find(_ key: Term) -> ObjectPointer? { find(key, hash(key)) }

    func find(_ key: Term, _ hash: UInt64) -> ObjectPointer? {
        var object = buckets[bucket(hash)]
        while let current = object {
            if !current.pointee.isDeleted, has(current, key, hash) { return current }
            object = current.pointee.next
        }
        return nil
    }

    /// The next one with the same key.
    func following(_ object: ObjectPointer) -> ObjectPointer? {
        var next = object.pointee.next
        while let current = next {
            guard has(current, key(object), object.pointee.hash) else { return nil }
            if !current.pointee.isDeleted { return current }
            next = current.pointee.next
        }
        return nil
    }

    /// Hangs up an object behind those with its key.
    func append(_ object: ObjectPointer, _ hash: UInt64) {
        let key = key(object)
        object.pointee.hash = hash
        var link = buckets + bucket(hash)
        while let current = link.pointee, !has(current, key, hash) { link = HashedStorage.nextLink(current) }
        while let current = link.pointee, has(current, key, hash) { link = HashedStorage.nextLink(current) }
        object.pointee.next = link.pointee
        link.pointee = object
        counter.wrappingAdd(1, ordering: .relaxed)
        wordCounter.wrappingAdd(object.pointee.words, ordering: .relaxed)
    }

    private static func nextLink(_ object: ObjectPointer) -> UnsafeMutablePointer<ObjectPointer?> {
        UnsafeMutableRawPointer(object).assumingMemoryBound(to: ObjectPointer?.self)
    }

    /// Are the chains too long? Asked under any lock; `grow` needs all of them.
    @inline(__always) var needsGrowth: Bool { count > bucketCount * 2 && fixations == 0 }

    func grow() {
        let old = buckets
        let oldCount = bucketCount
        bucketCount *= 4
        buckets = .allocate(capacity: bucketCount)
        buckets.initialize(repeating: nil, count: bucketCount)
        for index in 0..<oldCount {
            // From the end, so that chains keep their order.
            var reversed: ObjectPointer?
            var object = old[index]
            while let current = object {
                object = current.pointee.next
                current.pointee.next = reversed
                reversed = current
            }
            while let current = reversed {
                reversed = current.pointee.next
                let place = bucket(current.pointee.hash)
                current.pointee.next = buckets[place]
                buckets[place] = current
            }
        }
        old.deallocate()
    }

    /// Puts an object in the place of one with the same key, which is freed.
    func replace(_ old: ObjectPointer, with object: ObjectPointer) {
        object.pointee.hash = old.pointee.hash
        var link = buckets + bucket(old.pointee.hash)
        while let current = link.pointee, current != old { link = HashedStorage.nextLink(current) }
        object.pointee.next = old.pointee.next
        link.pointee = object
        if object.pointee.words != old.pointee.words { wordCounter.wrappingAdd(object.pointee.words - old.pointee.words, ordering: .relaxed) }
        TableObject.free(old)
    }

    func remove(_ object: ObjectPointer) {
        counter.wrappingSubtract(1, ordering: .relaxed)
        wordCounter.wrappingSubtract(object.pointee.words, ordering: .relaxed)
        if fixations > 0 {
            object.pointee.isDeleted = true
            hasDeleted.store(true, ordering: .relaxed)
            return
        }
        var link = buckets + bucket(object.pointee.hash)
        while let current = link.pointee, current != object { link = HashedStorage.nextLink(current) }
        link.pointee = object.pointee.next
        TableObject.free(object)
    }

    func removeAll() {
        if fixations > 0 {
            forEach { remove($0); return true }
            return
        }
        for index in 0..<bucketCount {
            var object = buckets[index]
            while let current = object {
                object = current.pointee.next
                TableObject.free(current)
            }
            buckets[index] = nil
        }
        counter.store(0, ordering: .relaxed)
        wordCounter.store(0, ordering: .relaxed)
    }

    private func sweep() {
        hasDeleted.store(false, ordering: .relaxed)
        for index in 0..<bucketCount {
            var link = buckets + index
            while let current = link.pointee {
                if current.pointee.isDeleted {
                    link.pointee = current.pointee.next
                    TableObject.free(current)
                } else {
                    link = HashedStorage.nextLink(current)
                }
            }
        }
    }

    // MARK: Walks

    /// The first object in a bucket from there on.
    func first(from bucket: Int = 0) -> ObjectPointer? {
        var index = bucket
        while index < bucketCount {
            var object = buckets[index]
            while let current = object {
                if !current.pointee.isDeleted { return current }
                object = current.pointee.next
            }
            index += 1
        }
        return nil
    }

    func next(_ object: ObjectPointer) -> ObjectPointer? {
        var next = object.pointee.next
        while let current = next {
            if !current.pointee.isDeleted { return current }
            next = current.pointee.next
        }
        return first(from: bucket(object.pointee.hash) + 1)
    }

    /// The first object of another key behind a key; nil in nil: the key is not there.
    func next(after key: Term) -> ObjectPointer?? {
        let hash = hash(key)
        var object = buckets[bucket(hash)]
        while let current = object {
            if has(current, key, hash) {
                var last = current
                while let next = last.pointee.next, has(next, key, hash) { last = next }
                return .some(next(last))
            }
            object = current.pointee.next
        }
        return nil
    }

    /// Calls back with each object until false; the object may be removed.
    func forEach(from bucket: Int = 0, _ body: (ObjectPointer) -> Bool) {
        for index in bucket..<max(bucketCount, bucket) {
            var object = buckets[index]
            while let current = object {
                object = current.pointee.next
                if !current.pointee.isDeleted, !body(current) { return }
            }
        }
    }
}
