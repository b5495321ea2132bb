// The map instructions of the interpreter: cached lookups by constant keys, updates, construction from slots.
import Bytecode

public func isMap(_ term: Term) -> Bool { term.isMap }
public func emptyMap(_ p: ProcessPointer) -> Term { p.emptyMap }

/// The value of a constant key, `.none` if it is not there or the term is no map. The cache word `shape id << 32 | slot`
/// remembers where maps of an interned shape have it.
@inline(__always)
func mapGetCaching(_ map: Term, _ key: Term, _ cache: WordPointer) -> Term {
    guard map.isBoxed, map.header.kind == .smallMap else { return mapGet(map, key) }
    let keys = map.body(0)
    let shape = UInt64(keys.header.extra)
    let cached = cache.pointee
    if shape != 0, cached >> 32 == shape { return map.body(Int(truncatingIfNeeded: cached & 0xFFFF_FFFF) &+ 1) }
    return mapGetMissing(map, key, cache, shape)
}

@inline(never)
private func mapGetMissing(_ map: Term, _ key: Term, _ cache: WordPointer, _ shape: UInt64) -> Term {
    let slot = shapeSlot(of: map.body(0), key: key)
    if slot < 0 { return .none }
    if shape != 0 { cache.pointee = shape << 32 | UInt64(slot) }
    return map.body(slot + 1)
}

/// A map of `pairs` pairs in packed slots key, value, key, value …; later ones win.
func mapFromSlots(_ p: ProcessPointer, _ fp: FramePointer, slots: WordPointer, pairs: Int) -> Term {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: max(2 * pairs, 1)) { words in
        for index in 0..<(2 * pairs) { words[index] = slot(fp, packedSlot(slots, index)) }
        return p.mapFromPairs(p.emptyMap, words.baseAddress.unsafelyUnwrapped, pairs)
    }
}

/// A map with `count` existing constant keys updated from packed slots; the cache is of the first key's slot.
func mapUpdateConstants(_ p: ProcessPointer, _ map: Term, keys: WordPointer, count: Int, slots: WordPointer, _ fp: FramePointer,
                        cache: WordPointer) -> Term {
    guard map.isMap else { return p.raiseError(.badmap, map) }
    guard map.header.kind == .smallMap else {
        var result = map
        for index in 0..<count {
            result = mapUpdateExact(p, result, Term(bits: keys[index]), slotTerm(fp, packedSlot(slots, index)))
            if result == Term.raised { return result }
        }
        return result
    }
    let tuple = map.body(0)
    let size = map.header.size
    let from = map.boxedAddress
    let cell = p.allocate(size + 1)
    cell.update(from: from, count: size + 1)
    let shape = UInt64(tuple.header.extra)
    for index in 0..<count {
        let slot: Int
        if index == 0, shape != 0, cache.pointee >> 32 == shape {
            slot = Int(cache.pointee & 0xFFFF_FFFF)
        } else {
            slot = shapeSlot(of: tuple, key: Term(bits: keys[index]))
            if slot < 0 { return p.raiseError(.badkey, Term(bits: keys[index])) }
            if index == 0, shape != 0 { cache.pointee = shape << 32 | UInt64(slot) }
        }
        cell[slot + 2] = slotTerm(fp, packedSlot(slots, index)).bits
    }
    return Term(boxed: cell)
}
