// Builds a map from many pairs at once, without garbage: the pairs are spread by hash level by level and each node is made
// once. One-by-one insertion is in HashNode.swift.

/// A pair on its way into a trie.
private struct HashedPair {
    var hash: UInt64
    var key: Term
    var value: Term
}

extension UnsafeMutablePointer where Pointee == Process {
    /// A map of pairs (key, value, key, value …), of which later ones win: large unless few keys are left.
    func largeMap(_ pairs: WordPointer, _ count: Int) -> Term {
        let salt = machine.hashSalt
        var builder = TrieBuilder(pairs, count, salt: salt)
        defer { builder.free() }
        if builder.count <= maximumSmallMap {
            let few = builder.distinctPairs()
            defer { few.deallocate() }
            return smallMap(distinct: few, builder.count)
        }
        return builder.build(at: allocate(builder.words), salt: salt)
    }
}

extension Machine {
    /// A map of literals, itself a literal; later pairs win.
    func literalMap(_ pairs: [(Term, Term)]) -> Term {
        if pairs.isEmpty { return shapes.emptyMap }
        let words = WordPointer.allocate(capacity: 2 * pairs.count)
        defer { words.deallocate() }
        for (index, pair) in pairs.enumerated() {
            words[2 * index] = pair.0.bits
            words[2 * index + 1] = pair.1.bits
        }
        var builder = TrieBuilder(words, pairs.count, salt: hashSalt)
        defer { builder.free() }
        let count = builder.count
        if count > maximumSmallMap { return builder.build(at: literals.allocate(builder.words), salt: hashSalt) }
        let few = builder.distinctPairs()
        defer { few.deallocate() }
        let keys = shapes.intern(shapes.sortKeys((0..<count).map { Term(bits: few[2 * $0]) }))
        let cell = literals.allocate(count + 2)
        cell[0] = Header(.smallMap, size: count + 1).bits
        cell[1] = keys.bits
        for index in 0..<count { cell[2 + shapeSlot(of: keys, key: Term(bits: few[2 * index]))] = few[2 * index + 1] }
        return Term(boxed: cell)
    }
}

struct TrieBuilder {
    private let items: UnsafeMutablePointer<HashedPair>
    /// Keys that differ.
    private(set) var count: Int
    private var top: WordPointer

    init(_ pairs: WordPointer, _ count: Int, salt: Int) {
        items = .allocate(capacity: 2 * count)
        for index in 0..<count {
            let key = Term(bits: pairs[2 * index])
            items[index] = HashedPair(hash: mapHash(key, salt: salt), key: key, value: Term(bits: pairs[2 * index + 1]))
        }
        top = pairs
        self.count = 0
        self.count = partition(items, items + count, count, HashNode.topShift)
    }

    func free() { items.deallocate() }

    /// key, value, key, value … in hash order; the caller frees it.
    func distinctPairs() -> WordPointer {
        let pairs = WordPointer.allocate(capacity: 2 * max(count, 1))
        for index in 0..<count {
            pairs[2 * index] = items[index].key.bits
            pairs[2 * index + 1] = items[index].value.bits
        }
        return pairs
    }

    /// Words that `build` fills.
    var words: Int { 3 + words(items, count, HashNode.topShift) }

    /// The large map, in `words` words.
    mutating func build(at room: WordPointer, salt: Int) -> Term {
        room[0] = Header(.largeMap, size: 2, extra: salt).bits
        room[1] = Term(small: count).bits
        top = room + 3
        room[2] = node(items, count, HashNode.topShift).bits
        return Term(boxed: room)
    }

    /// Sorts pairs by hash (stable) and drops all but the last of equal keys; returns how many are left. `spare` is room for
    /// as many. Recursion is bounded by the 15 levels.
    private func partition(_ items: UnsafeMutablePointer<HashedPair>, _ spare: UnsafeMutablePointer<HashedPair>, _ count: Int, _ shift: Int) -> Int {
        if count <= 1 { return count }
        if count <= 16 || shift == HashNode.bottomShift { return sortFew(items, count) }
        var starts = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        return withUnsafeMutableBytes(of: &starts) { raw in
            let starts = raw.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Int.self)
            for index in 0..<count { starts[Int(items[index].hash >> UInt64(shift) & 15) + 1] += 1 }
            for digit in 1...16 { starts[digit] += starts[digit - 1] }
            if starts[Int(items[0].hash >> UInt64(shift) & 15) + 1] - starts[Int(items[0].hash >> UInt64(shift) & 15)] == count,
               allSame(items, count) {
                return sortFew(items, count)
            }
            var kept = 0
            var next = starts[0]
            // Counting sort through `spare`; starts[d] moves to the end of digit d.
            for index in 0..<count {
                let digit = Int(items[index].hash >> UInt64(shift) & 15)
                spare[starts[digit]] = items[index]
                starts[digit] += 1
            }
            items.update(from: spare, count: count)
            for digit in 0..<16 {
                let end = starts[digit]
                let left = partition(items + next, spare, end - next, shift - HashNode.levelBits)
                if kept != next { (items + kept).update(from: items + next, count: left) }
                kept += left
                next = end
            }
            return kept
        }
    }

    private func allSame(_ items: UnsafeMutablePointer<HashedPair>, _ count: Int) -> Bool {
        for index in 1..<count where items[index].hash != items[0].hash { return false }
        return true
    }

    /// Insertion into a sorted, distinct prefix; equal keys are found among equal hashes.
    private func sortFew(_ items: UnsafeMutablePointer<HashedPair>, _ count: Int) -> Int {
        var kept = 0
        next: for index in 0..<count {
            let item = items[index]
            var place = kept
            while place > 0, items[place - 1].hash >= item.hash {
                if items[place - 1].hash == item.hash, exactlyEqual(items[place - 1].key, item.key) {
                    items[place - 1].value = item.value
                    continue next
                }
                if items[place - 1].hash == item.hash {
                    // Others with the same hash stay before; look on for an equal key.
                    var other = place - 1
                    while other > 0, items[other - 1].hash == item.hash {
                        other -= 1
                        if exactlyEqual(items[other].key, item.key) {
                            items[other].value = item.value
                            continue next
                        }
                    }
                    break
                }
                place -= 1
            }
            var move = kept
            while move > place {
                items[move] = items[move - 1]
                move -= 1
            }
            items[place] = item
            kept += 1
        }
        return kept
    }

    /// The end of the run of pairs from `start` on with the same digit.
    private func runEnd(_ items: UnsafeMutablePointer<HashedPair>, _ start: Int, _ count: Int, _ shift: Int) -> Int {
        let digit = items[start].hash >> UInt64(shift) & 15
        var end = start + 1
        while end < count, items[end].hash >> UInt64(shift) & 15 == digit { end += 1 }
        return end
    }

    /// Words of the node of sorted, distinct pairs. Recursion is bounded by the 15 levels.
    private func words(_ items: UnsafeMutablePointer<HashedPair>, _ count: Int, _ shift: Int) -> Int {
        if shift == HashNode.bottomShift { return 2 + 3 * count }
        var words = 2
        var start = 0
        while start < count {
            let end = runEnd(items, start, count, shift)
            words += 1 + (end - start == 1 ? 2 : self.words(items + start, end - start, shift - HashNode.levelBits))
            start = end
        }
        return words
    }

    private mutating func take(_ words: Int) -> WordPointer {
        let cell = top
        top += words
        return cell
    }

    private mutating func leaf(_ pair: HashedPair) -> UInt64 {
        let cell = take(2)
        cell[0] = pair.key.bits
        cell[1] = pair.value.bits
        return Term(cons: cell).bits
    }

    /// The node of sorted, distinct pairs. Recursion is bounded by the 15 levels.
    private mutating func node(_ items: UnsafeMutablePointer<HashedPair>, _ count: Int, _ shift: Int) -> Term {
        if shift == HashNode.bottomShift {
            let cell = take(count + 2)
            cell[0] = Header(.hashNode, size: count + 1, extra: HashNode.collision).bits
            cell[1] = Term(small: 0).bits
            for index in 0..<count { cell[2 + index] = leaf(items[index]) }
            return Term(boxed: cell)
        }
        var bitmap = 0
        for index in 0..<count { bitmap |= 1 << Int(items[index].hash >> UInt64(shift) & 15) }
        let cell = take(bitmap.nonzeroBitCount + 2)
        cell[0] = Header(.hashNode, size: bitmap.nonzeroBitCount + 1).bits
        cell[1] = Term(small: bitmap).bits
        var start = 0
        var child = 2
        while start < count {
            let end = runEnd(items, start, count, shift)
            cell[child] = end - start == 1
                ? leaf(items[start])
                : node(items + start, end - start, shift - HashNode.levelBits).bits
            child += 1
            start = end
        }
        return Term(boxed: cell)
    }
}
