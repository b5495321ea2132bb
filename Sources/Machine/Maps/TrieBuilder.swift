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
        let items = UnsafeMutablePointer<HashedPair>.allocate(capacity: 2 * count)
        defer { items.deallocate() }
        for index in 0..<count {
            let key = Term(bits: pairs[2 * index])
            items[index] = HashedPair(hash: mapHash(key, salt: salt), key: key, value: Term(bits: pairs[2 * index + 1]))
        }
        let builder = TrieBuilder(p: self)
        let kept = builder.partition(items, items + count, count, HashNode.topShift)
        if kept <= maximumSmallMap {
            let few = WordPointer.allocate(capacity: 2 * max(kept, 1))
            defer { few.deallocate() }
            for index in 0..<kept {
                few[2 * index] = items[index].key.bits
                few[2 * index + 1] = items[index].value.bits
            }
            return smallMap(distinct: few, kept)
        }
        let root = builder.node(items, kept, HashNode.topShift)
        return largeMap(count: kept, root: root, salt: salt)
    }
}

private struct TrieBuilder {
    let p: ProcessPointer

    /// Sorts pairs by hash (stable) and drops all but the last of equal keys; returns how many are left. `spare` is room for
    /// as many. Recursion is bounded by the 15 levels.
    func partition(_ items: UnsafeMutablePointer<HashedPair>, _ spare: UnsafeMutablePointer<HashedPair>, _ count: Int, _ shift: Int) -> Int {
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

    /// The node of sorted, distinct pairs. Recursion is bounded by the 15 levels.
    func node(_ items: UnsafeMutablePointer<HashedPair>, _ count: Int, _ shift: Int) -> Term {
        if shift == HashNode.bottomShift {
            let cell = p.allocate(count + 2)
            cell[0] = Header(.hashNode, size: count + 1, extra: HashNode.collision).bits
            cell[1] = Term(small: 0).bits
            for index in 0..<count { cell[2 + index] = p.cons(items[index].key, items[index].value).bits }
            return Term(boxed: cell)
        }
        var bitmap = 0
        for index in 0..<count { bitmap |= 1 << Int(items[index].hash >> UInt64(shift) & 15) }
        let children = bitmap.nonzeroBitCount
        let cell = p.allocate(children + 2)
        cell[0] = Header(.hashNode, size: children + 1).bits
        cell[1] = Term(small: bitmap).bits
        var start = 0
        for child in 0..<children {
            let digit = items[start].hash >> UInt64(shift) & 15
            var end = start + 1
            while end < count, items[end].hash >> UInt64(shift) & 15 == digit { end += 1 }
            cell[2 + child] = end - start == 1
                ? p.cons(items[start].key, items[start].value).bits
                : node(items + start, end - start, shift - HashNode.levelBits).bits
            start = end
        }
        return Term(boxed: cell)
    }
}
