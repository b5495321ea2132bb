// Maps of at most 32 keys: a key tuple in key order beside the values. The entry points for all maps are in Map.swift.
import Bytecode

/// The most keys a small map has.
let maximumSmallMap = 32

extension UnsafeMutablePointer where Pointee == Process {
    @inline(__always)
    func replaceInSmallMap(_ map: Term, _ slot: Int, _ value: Term) -> Term {
        let size = map.header.size
        let from = map.boxedAddress
        if from[slot + 2] == value.bits { return map }
        let cell = allocate(size + 1)
        cell.update(from: from, count: size + 1)
        cell[slot + 2] = value.bits
        return Term(boxed: cell)
    }

    /// A small map with one more key, which it does not have; it has room.
    func insertIntoSmallMap(_ map: Term, _ key: Term, _ value: Term) -> Term {
        let keys = map.body(0)
        let count = keys.tupleSize
        let order = atoms
        // Keys often arrive in order: look from the end.
        var place = count
        while place > 0, orderOfKeys(key, keys.element(place - 1), order) < 0 { place -= 1 }
        let tuple = allocate(2 * count + 5)
        let cell = tuple + (count + 2)
        tuple[0] = Header(.tuple, size: count + 1).bits
        cell[0] = Header(.smallMap, size: count + 2).bits
        cell[1] = Term(boxed: tuple).bits
        let oldKeys = keys.boxedAddress + 1
        let oldValues = map.boxedAddress + 2
        (tuple + 1).update(from: oldKeys, count: place)
        (cell + 2).update(from: oldValues, count: place)
        tuple[place + 1] = key.bits
        cell[place + 2] = value.bits
        (tuple + place + 2).update(from: oldKeys + place, count: count - place)
        (cell + place + 3).update(from: oldValues + place, count: count - place)
        return Term(boxed: cell)
    }

    func removeFromSmallMap(_ map: Term, _ slot: Int) -> Term {
        let keys = map.body(0)
        let count = keys.tupleSize
        if count == 1 { return machine.shapes.emptyMap }
        let tuple = allocate(2 * count + 1)
        let cell = tuple + count
        tuple[0] = Header(.tuple, size: count - 1).bits
        cell[0] = Header(.smallMap, size: count).bits
        cell[1] = Term(boxed: tuple).bits
        let oldKeys = keys.boxedAddress + 1
        let oldValues = map.boxedAddress + 2
        (tuple + 1).update(from: oldKeys, count: slot)
        (cell + 2).update(from: oldValues, count: slot)
        (tuple + slot + 1).update(from: oldKeys + slot + 1, count: count - slot - 1)
        (cell + slot + 2).update(from: oldValues + slot + 1, count: count - slot - 1)
        return Term(boxed: cell)
    }

    /// A map of at most 32 pairs (key, value, key, value …) whose keys all differ, in any order.
    func smallMap(distinct pairs: WordPointer, _ count: Int) -> Term {
        if count == 0 { return machine.shapes.emptyMap }
        let order = atoms
        let tuple = allocate(2 * count + 3)
        let cell = tuple + (count + 1)
        tuple[0] = Header(.tuple, size: count).bits
        cell[0] = Header(.smallMap, size: count + 1).bits
        cell[1] = Term(boxed: tuple).bits
        for index in 0..<count {
            let key = pairs[2 * index]
            var place = index
            while place > 0, orderOfKeys(Term(bits: key), Term(bits: tuple[place]), order) < 0 {
                tuple[place + 1] = tuple[place]
                cell[place + 2] = cell[place + 1]
                place -= 1
            }
            tuple[place + 1] = key
            cell[place + 2] = pairs[2 * index + 1]
        }
        return Term(boxed: cell)
    }

    /// A map whose keys are known atoms, in any order.
    func map(_ pairs: (KnownAtom, Term)...) -> Term {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * pairs.count) { words in
            for (index, pair) in pairs.enumerated() {
                words[2 * index] = Term(pair.0).bits
                words[2 * index + 1] = pair.1.bits
            }
            return mapFromPairs(machine.shapes.emptyMap, words.baseAddress.unsafelyUnwrapped, pairs.count)
        }
    }
}
