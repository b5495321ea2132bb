// What the interpreter and natives call for maps of either form. The forms themselves are in SmallMap.swift and HashNode.swift.
import Bytecode

extension Term {
    @inline(__always) public var isMap: Bool {
        guard isBoxed else { return false }
        let kind = header.kind
        return kind == .smallMap || kind == .largeMap
    }
}

/// How many keys a map has. Only for maps.
@inline(__always)
public func mapSize(_ map: Term) -> Int {
    let header = map.header
    return header.kind == .smallMap ? header.size &- 1 : map.body(0).small
}

/// The value of a key, `.none` if there is none or the term is no map.
@inline(__always)
public func mapGet(_ map: Term, _ key: Term) -> Term {
    guard map.isBoxed else { return .none }
    let header = map.header
    if header.kind == .smallMap {
        let slot = shapeSlot(of: map.body(0), key: key)
        return slot < 0 ? .none : map.body(slot &+ 1)
    }
    guard header.kind == .largeMap else { return .none }
    return lookUp(map.body(1), key, mapHash(key, salt: header.extra))
}

/// The map with the key's value put; `.raised` (badmap) if it is none.
public func mapPut(_ p: ProcessPointer, _ map: Term, _ key: Term, _ value: Term) -> Term {
    guard map.isMap else { return p.raiseError(.badmap, map) }
    return p.put(map, key, value)
}

/// As `mapPut`, but the key must be there: badkey.
public func mapUpdateExact(_ p: ProcessPointer, _ map: Term, _ key: Term, _ value: Term) -> Term {
    guard map.isMap else { return p.raiseError(.badmap, map) }
    if map.header.kind == .smallMap {
        let slot = shapeSlot(of: map.body(0), key: key)
        if slot >= 0 { return p.replaceInSmallMap(map, slot, value) }
    } else if mapGet(map, key) != Term.none {
        return p.put(map, key, value)
    }
    return p.raiseError(.badkey, key)
}

/// A copy of a small map with the value in a slot that `shapeSlot` has given replaced.
@inline(__always)
public func mapReplaceSlot(_ p: ProcessPointer, _ map: Term, _ slot: Int, _ value: Term) -> Term { p.replaceInSmallMap(map, slot, value) }

/// The map with pairs put in order: `pairs` holds key, value, key, value …; `.raised` (badmap) if the base is no map.
public func mapFromPairs(_ p: ProcessPointer, base: Term, _ pairs: WordPointer, _ count: Int) -> Term {
    guard base.isMap else { return p.raiseError(.badmap, base) }
    return p.mapFromPairs(base, pairs, count)
}

/// A map of values beside an interned key tuple.
public func mapLiteral(_ p: ProcessPointer, keys: Term, _ values: WordPointer) -> Term {
    let count = keys.tupleSize
    let cell = p.allocate(count + 2)
    cell[0] = Header(.smallMap, size: count + 1).bits
    cell[1] = keys.bits
    (cell + 2).update(from: values, count: count)
    return Term(boxed: cell)
}

extension UnsafeMutablePointer where Pointee == Process {
    var emptyMap: Term { machine.shapes.emptyMap }

    /// Only for maps.
    func put(_ map: Term, _ key: Term, _ value: Term) -> Term {
        let header = map.header
        if header.kind == .smallMap {
            let slot = shapeSlot(of: map.body(0), key: key)
            if slot >= 0 { return replaceInSmallMap(map, slot, value) }
            if header.size <= maximumSmallMap { return insertIntoSmallMap(map, key, value) }
            return growSmallMap(map, key, value)
        }
        var change = TrieChange(key: key, value: value, hash: mapHash(key, salt: header.extra), salt: header.extra)
        let root = insert(map.body(1), HashNode.topShift, &change)
        if root.bits == map.body(1).bits { return map }
        return largeMap(count: map.body(0).small + (change.changedCount ? 1 : 0), root: root, salt: header.extra)
    }

    /// A full small map and one more pair, as a large map.
    private func growSmallMap(_ map: Term, _ key: Term, _ value: Term) -> Term {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * maximumSmallMap + 2) { lent in
            let pairs = lent.baseAddress.unsafelyUnwrapped
            let count = copyMapPairs(map, to: pairs)
            pairs[2 * count] = key.bits
            pairs[2 * count + 1] = value.bits
            return largeMap(pairs, count + 1)
        }
    }

    /// The map without a key. Only for maps.
    func remove(_ map: Term, _ key: Term) -> Term {
        let header = map.header
        if header.kind == .smallMap {
            let slot = shapeSlot(of: map.body(0), key: key)
            return slot < 0 ? map : removeFromSmallMap(map, slot)
        }
        var change = TrieChange(key: key, value: .none, hash: mapHash(key, salt: header.extra), salt: header.extra)
        let root = remove(map.body(1), HashNode.topShift, &change)
        if !change.changedCount { return map }
        let new = largeMap(count: map.body(0).small - 1, root: root, salt: header.extra)
        if map.body(0).small - 1 > maximumSmallMap { return new }
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * maximumSmallMap) { lent in
            let pairs = lent.baseAddress.unsafelyUnwrapped
            let count = copyMapPairs(new, to: pairs)
            return smallMap(distinct: pairs, count)
        }
    }

    /// The map with pairs (key, value, key, value …) put in order. Only for maps.
    func mapFromPairs(_ base: Term, _ pairs: WordPointer, _ count: Int) -> Term {
        if count == 0 { return base }
        let size = mapSize(base)
        if size == 0, count <= maximumSmallMap { return smallMapFromPairs(pairs, count) }
        if count < 8 || (size > maximumSmallMap && count < size / 8) {
            var map = base
            for index in 0..<count { map = put(map, Term(bits: pairs[2 * index]), Term(bits: pairs[2 * index + 1])) }
            return map
        }
        let all = WordPointer.allocate(capacity: 2 * (size + count))
        defer { all.deallocate() }
        let taken = copyMapPairs(base, to: all)
        (all + 2 * taken).update(from: pairs, count: 2 * count)
        return largeMap(all, size + count)
    }

    /// At most 32 pairs, of which later ones win.
    private func smallMapFromPairs(_ pairs: WordPointer, _ count: Int) -> Term {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * count) { lent in
            let distinct = lent.baseAddress.unsafelyUnwrapped
            var taken = 0
            search: for index in 0..<count {
                let key = Term(bits: pairs[2 * index])
                for earlier in 0..<taken where exactlyEqual(Term(bits: distinct[2 * earlier]), key) {
                    distinct[2 * earlier + 1] = pairs[2 * index + 1]
                    continue search
                }
                distinct[2 * taken] = key.bits
                distinct[2 * taken + 1] = pairs[2 * index + 1]
                taken += 1
            }
            return smallMap(distinct: distinct, taken)
        }
    }
}

/// Copies the pairs of a map as key, value …: small ones in key order, large ones in hash order. Returns how many.
@discardableResult
func copyMapPairs(_ map: Term, to pairs: WordPointer) -> Int {
    let header = map.header
    if header.kind == .smallMap {
        let keys = map.body(0).boxedAddress + 1
        let values = map.boxedAddress + 2
        for index in 0..<(header.size - 1) {
            pairs[2 * index] = keys[index]
            pairs[2 * index + 1] = values[index]
        }
        return header.size - 1
    }
    var walk = LeafWalk(map)
    var index = 0
    while let leaf = walk.next() {
        pairs[2 * index] = leaf[0]
        pairs[2 * index + 1] = leaf[1]
        index += 1
    }
    return index
}

/// The leaves of a large map in key order: pointers to key, value. The caller frees it.
func sortedPairs(_ map: Term, _ atoms: Atoms) -> UnsafeMutablePointer<WordPointer> {
    let count = mapSize(map)
    let leaves = UnsafeMutablePointer<WordPointer>.allocate(capacity: count)
    var walk = LeafWalk(map)
    var index = 0
    while let leaf = walk.next() {
        leaves[index] = leaf
        index += 1
    }
    var buffer = UnsafeMutableBufferPointer(start: leaves, count: count)
    buffer.sort {
        orderOfKeys(Term(bits: $0.pointee), Term(bits: $1.pointee), atoms) < 0
    }
    return leaves
}
