// `:maps`, and the functions of `:erlang` on maps. The work is in Maps/.
import Bytecode

enum MapsNatives {
    static let rows: [Native] = [
        Native("erlang", "is_map_key", 2, .guard, "Has a map that key?") { p, a in
            let a = NativeArguments(a)
            guard a[1].isMap else { return ProcessPointer(p).raiseError(.badmap, a[1]).bits }
            return Term.boolean(mapGet(a[1], a[0]) != Term.none).bits
        },
        Native("erlang", "map_get", 2, .guard, "The value of a key that the map has.") { p, a in
            let a = NativeArguments(a)
            return get(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("maps", "get", 2, .ordinary, "The value of a key that the map has.") { p, a in
            let a = NativeArguments(a)
            return get(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("maps", "get", 3, .ordinary, "The value of a key, or a default.") { p, a in
            let a = NativeArguments(a)
            guard a[1].isMap else { return ProcessPointer(p).raiseError(.badmap, a[1]).bits }
            let value = mapGet(a[1], a[0])
            return (value == Term.none ? a[2] : value).bits
        },
        Native("maps", "find", 2, .ordinary, "{:ok, value} of a key, or :error.") { p, a in
            let a = NativeArguments(a)
            let p = ProcessPointer(p)
            guard a[1].isMap else { return p.raiseError(.badmap, a[1]).bits }
            let value = mapGet(a[1], a[0])
            return (value == Term.none ? Term(.error) : p.tuple(Term(.ok), value)).bits
        },
        Native("maps", "is_key", 2, .ordinary, "Has the map that key?") { p, a in
            let a = NativeArguments(a)
            guard a[1].isMap else { return ProcessPointer(p).raiseError(.badmap, a[1]).bits }
            return Term.boolean(mapGet(a[1], a[0]) != Term.none).bits
        },
        Native("maps", "put", 3, .ordinary, "The map with a key's value put.") { p, a in
            let a = NativeArguments(a)
            return mapPut(ProcessPointer(p), a[2], a[0], a[1]).bits
        },
        Native("maps", "update", 3, .ordinary, "The map with the value of a key that it has replaced.") { p, a in
            let a = NativeArguments(a)
            return mapUpdateExact(ProcessPointer(p), a[2], a[0], a[1]).bits
        },
        Native("maps", "remove", 2, .ordinary, "The map without a key.") { p, a in
            let a = NativeArguments(a)
            guard a[1].isMap else { return ProcessPointer(p).raiseError(.badmap, a[1]).bits }
            return ProcessPointer(p).remove(a[1], a[0]).bits
        },
        Native("maps", "take", 2, .ordinary, "{value, map without the key}, or :error.") { p, a in
            let a = NativeArguments(a)
            let p = ProcessPointer(p)
            guard a[1].isMap else { return p.raiseError(.badmap, a[1]).bits }
            let value = mapGet(a[1], a[0])
            return (value == Term.none ? Term(.error) : p.tuple(value, p.remove(a[1], a[0]))).bits
        },
        Native("maps", "keys", 1, .ordinary, "The keys of a map.") { p, a in pairs(ProcessPointer(p), NativeArguments(a)[0], .keys).bits },
        Native("maps", "values", 1, .ordinary, "The values of a map.") { p, a in pairs(ProcessPointer(p), NativeArguments(a)[0], .values).bits },
        Native("maps", "to_list", 1, .ordinary, "The {key, value} pairs of a map.") { p, a in
            let term = NativeArguments(a)[0]
            return (term.isMap ? pairs(ProcessPointer(p), term, .pairs) : listOfIterator(ProcessPointer(p), term)).bits
        },
        Native("maps", "from_list", 1, .ordinary, "A map of {key, value} pairs, of which later ones win.") { p, a in
            fromList(ProcessPointer(p), NativeArguments(a)[0], value: nil).bits
        },
        Native("maps", "from_keys", 2, .ordinary, "A map of keys that all have the same value.") { p, a in
            let a = NativeArguments(a)
            return fromList(ProcessPointer(p), a[0], value: a[1]).bits
        },
        Native("maps", "merge", 2, .ordinary, "The pairs of two maps, of which the second's win.") { p, a in
            let a = NativeArguments(a)
            return merge(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("maps", "iterator", 1, .ordinary, "An iterator over the pairs of a map.") { p, a in
            let map = NativeArguments(a)[0]
            let p = ProcessPointer(p)
            return (map.isMap ? p.cons(Term(small: 0), map) : p.raiseError(.badmap, map)).bits
        },
        Native("maps", "next", 1, .ordinary, "{key, value, iterator} of an iterator, or :none.") { p, a in
            next(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
    ]
}

private func get(_ p: ProcessPointer, _ key: Term, _ map: Term) -> Term {
    guard map.isMap else { return p.raiseError(.badmap, map) }
    let value = mapGet(map, key)
    return value == Term.none ? p.raiseError(.badkey, key) : value
}

private enum MapParts { case keys, values, pairs }

private func pairs(_ p: ProcessPointer, _ map: Term, _ parts: MapParts) -> Term {
    guard map.isMap else { return p.raiseError(.badmap, map) }
    let count = mapSize(map)
    if count == 0 { return .emptyList }
    let isSmall = map.header.kind == .smallMap
    if isSmall, parts == .keys { return p.list(from: map.body(0).boxedAddress + 1, count: count) }
    if isSmall, parts == .values { return p.list(from: map.boxedAddress + 2, count: count) }
    let width = parts == .pairs ? 5 : 2
    let cells = p.allocate(width * count)
    var cell = cells
    func put(_ key: UInt64, _ value: UInt64) {
        if parts == .pairs {
            cell[2] = Header(.tuple, size: 2).bits
            cell[3] = key
            cell[4] = value
            cell[0] = Term(boxed: cell + 2).bits
        } else {
            cell[0] = parts == .keys ? key : value
        }
        cell[1] = Term(cons: cell + width).bits
        cell += width
    }
    if isSmall {
        let keys = map.body(0).boxedAddress + 1
        let values = map.boxedAddress + 2
        for index in 0..<count { put(keys[index], values[index]) }
    } else {
        var walk = LeafWalk(map)
        while let leaf = walk.next() { put(leaf[0], leaf[1]) }
    }
    (cell - width)[1] = Term.emptyList.bits
    return Term(cons: cells)
}

private func fromList(_ p: ProcessPointer, _ list: Term, value: Term?) -> Term {
    let count = properLength(list)
    guard count >= 0 else { return p.badArgument() }
    if count == 0 { return p.emptyMap }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * count) { words in
        var rest = list
        for index in 0..<count {
            if let value {
                words[2 * index] = rest.head.bits
                words[2 * index + 1] = value.bits
            } else {
                let pair = rest.head
                guard pair.isTuple, pair.tupleSize == 2 else { return p.badArgument() }
                words[2 * index] = pair.element(0).bits
                words[2 * index + 1] = pair.element(1).bits
            }
            rest = rest.tail
        }
        return p.mapFromPairs(p.emptyMap, words.baseAddress.unsafelyUnwrapped, count)
    }
}

private func merge(_ p: ProcessPointer, _ first: Term, _ second: Term) -> Term {
    guard first.isMap else { return p.raiseError(.badmap, first) }
    guard second.isMap else { return p.raiseError(.badmap, second) }
    let count = mapSize(second)
    if count == 0 { return first }
    if mapSize(first) == 0 { return second }
    if first.header.kind == .smallMap, second.header.kind == .smallMap, first.body(0).bits == second.body(0).bits { return second }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * count) { words in
        let start = words.baseAddress.unsafelyUnwrapped
        copyMapPairs(second, to: start)
        return p.mapFromPairs(first, start, count)
    }
}

// An iterator is `[place | map]`. The place is an index into a small map, or in a large one the lowest hash that may come
// next, or `[hash | index]` within pairs of the same hash. What `next` returns may itself be asked again.

private func next(_ p: ProcessPointer, _ iterator: Term) -> Term {
    if iterator == KnownAtom.none || (iterator.isTuple && iterator.tupleSize == 3) { return iterator }
    guard iterator.isCons, iterator.tail.isMap else { return p.badArgument() }
    let map = iterator.tail
    let place = iterator.head
    if map.header.kind == .smallMap {
        guard place.isSmall, place.small >= 0 else { return p.badArgument() }
        let index = place.small
        if index >= mapSize(map) { return Term(.none) }
        return p.tuple([map.body(0).element(index), map.body(index + 1), p.cons(Term(small: index + 1), map)])
    }
    let hash = place.isCons ? place.head : place
    let skipped = place.isCons ? place.tail : Term(small: 0)
    // Behind the last hash of all, the place is no small integer.
    if hash.isBigInteger { return Term(.none) }
    guard hash.isSmall, hash.small >= 0, skipped.isSmall, skipped.small >= 0 else { return p.badArgument() }
    let salt = map.header.extra
    guard let found = successor(map.body(1), HashNode.topShift, UInt64(hash.small), skipping: skipped.small,
                                                       isExact: true, salt: salt) else { return Term(.none) }
    let key = Term(bits: found.leaf[0])
    let own = Int(mapHash(key, salt: salt))
    let following = found.left > 0
        ? p.cons(Term(small: own), Term(small: found.index + 1))
        : p.integer(own + 1)
    return p.tuple([key, Term(bits: found.leaf[1]), p.cons(following, map)])
}

private struct FoundLeaf {
    let leaf: WordPointer
    /// Place among pairs of the same hash, and how many of those come after.
    let index: Int
    let left: Int
}

/// The first leaf whose hash is not below `hash`; of pairs with just that hash, `skipping` come first. With `isExact`, all
/// digits above agree with those of the hash. Recursion is bounded by the 15 levels.
private func successor(_ node: Term, _ shift: Int, _ hash: UInt64, skipping: Int, isExact: Bool, salt: Int) -> FoundLeaf? {
    if shift == HashNode.bottomShift {
        let count = node.header.size - 1
        let index = isExact ? skipping : 0
        return index < count ? FoundLeaf(leaf: node.body(index + 1).consAddress, index: index, left: count - index - 1) : nil
    }
    let bitmap = node.body(0).small
    let digit = isExact ? Int(hash >> UInt64(shift) & 15) : 0
    var index = 1 + (bitmap & (1 << digit - 1)).nonzeroBitCount
    var isFirst = isExact && bitmap & 1 << digit != 0
    while index < node.header.size {
        let child = node.body(index)
        if child.isCons {
            if !isFirst || mapHash(child.head, salt: salt) >= hash { return FoundLeaf(leaf: child.consAddress, index: 0, left: 0) }
        } else if let found = successor(child, shift - HashNode.levelBits, hash, skipping: skipping, isExact: isFirst, salt: salt) {
            return found
        }
        isFirst = false
        index += 1
    }
    return nil
}

private func listOfIterator(_ p: ProcessPointer, _ iterator: Term) -> Term {
    guard iterator.isTuple || iterator.isCons || iterator == KnownAtom.none else { return p.raiseError(.badmap, iterator) }
    var items: [Term] = []
    var current = next(p, iterator)
    while current != KnownAtom.none {
        guard current != Term.raised, current.isTuple, current.tupleSize == 3 else { return p.raiseError(.badmap, iterator) }
        items.append(p.tuple(current.element(0), current.element(1)))
        current = next(p, current.element(2))
    }
    return p.list(items)
}
