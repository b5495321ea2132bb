// The slots of a frame that are in use, as a set of small numbers.

struct SlotSet {
    private(set) var words: [UInt64] = [0]

    mutating func removeAll() { for index in words.indices { words[index] = 0 } }

    @inline(__always)
    func contains(_ slot: Int) -> Bool { slot >> 6 < words.count && words[slot >> 6] >> UInt64(slot & 63) & 1 != 0 }

    mutating func insert(_ slot: Int) {
        while slot >> 6 >= words.count { words.append(0) }
        words[slot >> 6] |= 1 << UInt64(slot & 63)
    }

    mutating func remove(_ slot: Int) {
        if slot >> 6 < words.count { words[slot >> 6] &= ~(1 << UInt64(slot & 63)) }
    }

    /// The lowest slot that is not in it.
    var lowestFree: Int { lowestFree(from: 0) }

    func lowestFree(from start: Int) -> Int {
        var slot = start
        while contains(slot) { slot += 1 }
        return slot
    }

    /// The first of that many neighbouring free slots.
    func lowestFree(count: Int) -> Int {
        var start = 0, length = 0
        var slot = 0
        while true {
            if contains(slot) {
                start = slot + 1
                length = 0
            } else {
                length += 1
                if length == count { return start }
            }
            slot += 1
        }
    }

    /// The highest slot in it, -1 for none.
    var highest: Int {
        for index in words.indices.reversed() where words[index] != 0 { return index * 64 + 63 - words[index].leadingZeroBitCount }
        return -1
    }
}
