// A small table in raw memory from a 64-bit key (a pid, a reference number) to a value: entries in a row, and an index
// beside them once they are many. Not ordered: removing moves the last entry into the gap.

struct RelationTable<Value> {
    /// More entries than this get an index.
    private static var linearLimit: Int { 12 }

    private(set) var keys: UnsafeMutablePointer<UInt64>?
    private(set) var values: UnsafeMutablePointer<Value>?
    private(set) var count = 0
    private var capacity = 0
    /// Open addressing: position + 1, 0 for empty. nil while the table is small.
    private var buckets: UnsafeMutablePointer<UInt32>?
    private var bucketMask = 0

    @inline(__always) private func bucket(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & bucketMask
    }

    private func position(_ key: UInt64) -> Int? {
        guard let keys else { return nil }
        guard let buckets else {
            for index in 0..<count where keys[index] == key { return index }
            return nil
        }
        var slot = bucket(key)
        while buckets[slot] != 0 {
            let index = Int(buckets[slot]) - 1
            if keys[index] == key { return index }
            slot = (slot + 1) & bucketMask
        }
        return nil
    }

    func contains(_ key: UInt64) -> Bool { position(key) != nil }

    /// The value of a key, in place.
    func find(_ key: UInt64) -> UnsafeMutablePointer<Value>? {
        guard let index = position(key) else { return nil }
        return values.unsafelyUnwrapped + index
    }

    /// Puts a value under a key, over the one that is there.
    mutating func insert(_ key: UInt64, _ value: Value) {
        if let existing = find(key) {
            existing.pointee = value
            return
        }
        if count == capacity { grow() }
        (keys.unsafelyUnwrapped + count).initialize(to: key)
        (values.unsafelyUnwrapped + count).initialize(to: value)
        count += 1
        if buckets != nil {
            if count * 2 > bucketMask { makeIndex() } else { index(key, count - 1) }
        } else if count > Self.linearLimit {
            makeIndex()
        }
    }

    mutating func remove(_ key: UInt64) -> Value? {
        guard let index = position(key) else { return nil }
        let keys = keys.unsafelyUnwrapped, values = values.unsafelyUnwrapped
        let value = values[index]
        if buckets != nil { unindex(key) }
        let last = count - 1
        if index != last {
            if buckets != nil { unindex(keys[last]) }
            keys[index] = keys[last]
            values[index] = values[last]
            if buckets != nil { self.index(keys[index], index) }
        }
        count = last
        return value
    }

    /// Takes some entry out: the last one.
    mutating func removeLast() -> (key: UInt64, value: Value)? {
        guard count > 0 else { return nil }
        let key = keys.unsafelyUnwrapped[count - 1]
        let value = values.unsafelyUnwrapped[count - 1]
        if buckets != nil { unindex(key) }
        count -= 1
        return (key, value)
    }

    mutating func free() {
        keys?.deallocate()
        values?.deallocate()
        buckets?.deallocate()
        self = RelationTable()
    }

    private mutating func grow() {
        let larger = max(2, capacity * 2)
        let newKeys = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
        let newValues = UnsafeMutablePointer<Value>.allocate(capacity: larger)
        if let keys, let values {
            newKeys.update(from: keys, count: count)
            newValues.moveInitialize(from: values, count: count)
            keys.deallocate()
            values.deallocate()
        }
        keys = newKeys
        values = newValues
        capacity = larger
    }

    private mutating func makeIndex() {
        buckets?.deallocate()
        bucketMask = max(32, capacity * 4) - 1
        // The mask must be one less than a power of two.
        bucketMask = (1 << (Int.bitWidth - bucketMask.leadingZeroBitCount)) - 1
        let fresh = UnsafeMutablePointer<UInt32>.allocate(capacity: bucketMask + 1)
        fresh.initialize(repeating: 0, count: bucketMask + 1)
        buckets = fresh
        for position in 0..<count { index(keys.unsafelyUnwrapped[position], position) }
    }

    private func index(_ key: UInt64, _ position: Int) {
        let buckets = buckets.unsafelyUnwrapped
        var slot = bucket(key)
        while buckets[slot] != 0 { slot = (slot + 1) & bucketMask }
        buckets[slot] = UInt32(position + 1)
    }

    /// Takes a key's bucket out and moves back those that it had pushed on.
    private func unindex(_ key: UInt64) {
        let buckets = buckets.unsafelyUnwrapped, keys = keys.unsafelyUnwrapped
        var slot = bucket(key)
        while keys[Int(buckets[slot]) - 1] != key { slot = (slot + 1) & bucketMask }
        var hole = slot
        var probe = (slot + 1) & bucketMask
        while buckets[probe] != 0 {
            let home = bucket(keys[Int(buckets[probe]) - 1])
            if (probe &- home) & bucketMask >= (probe &- hole) & bucketMask {
                buckets[hole] = buckets[probe]
                hole = probe
            }
            probe = (probe + 1) & bucketMask
        }
        buckets[hole] = 0
    }
}
