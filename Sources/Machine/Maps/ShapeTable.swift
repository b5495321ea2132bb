// The machine's shapes: key tuples of structs and of map literals, interned for good in the literal area with their number
// in the header, so that a map's shape is one compare. It knows no values.
import Glibc

public final class ShapeTable: @unchecked Sendable {
    private let literals: LiteralArea
    private let atoms: AtomTable
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var buckets: [UInt64: [Term]] = [:]
    private var count = 0
    private static let maximumShapes = (1 << 24) - 1

    /// `{}`, and the map without keys.
    public let emptyTuple: Term
    public let emptyMap: Term

    init(literals: LiteralArea, atoms: AtomTable) {
        self.literals = literals
        self.atoms = atoms
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        let tuple = literals.allocate(2)
        tuple[0] = Header(.tuple, size: 0).bits
        tuple[1] = Term.emptyList.bits
        emptyTuple = Term(boxed: tuple)
        let map = literals.allocate(2)
        map[0] = Header(.smallMap, size: 1).bits
        map[1] = emptyTuple.bits
        emptyMap = Term(boxed: map)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// The key tuple with these keys, which are literals in key order.
    public func intern(_ keys: [Term]) -> Term {
        if keys.isEmpty { return emptyTuple }
        var hash = UInt64(keys.count)
        for key in keys { hash = mixHash(hash, hashTerm(key, salt: 0)) }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        search: for candidate in buckets[hash] ?? [] where candidate.tupleSize == keys.count {
            for index in keys.indices where !exactlyEqual(candidate.element(index), keys[index]) { continue search }
            return candidate
        }
        let tuple = literals.allocate(keys.count + 1)
        // Beyond what the header can number, a key tuple is an ordinary one.
        if count < ShapeTable.maximumShapes { count += 1 }
        tuple[0] = Header(.tuple, size: keys.count, extra: count < ShapeTable.maximumShapes ? count : 0).bits
        for index in keys.indices { tuple[index + 1] = keys[index].bits }
        buckets[hash, default: []].append(Term(boxed: tuple))
        return Term(boxed: tuple)
    }

    /// Sorts keys into the order of key tuples.
    public func sortKeys(_ keys: [Term]) -> [Term] {
        let atoms = Unmanaged.passUnretained(atoms)
        return keys.sorted { orderOfKeys($0, $1, atoms) < 0 }
    }
}

/// The place of a key in a key tuple, -1 if it is not there.
@inline(__always)
public func shapeSlot(of keys: Term, key: Term) -> Int {
    let body = keys.boxedAddress + 1
    let count = keys.tupleSize
    if key.isImmediate {
        var index = 0
        while index < count {
            if body[index] == key.bits { return index }
            index &+= 1
        }
        return -1
    }
    return slowShapeSlot(keys, key)
}

@inline(never)
private func slowShapeSlot(_ keys: Term, _ key: Term) -> Int {
    for index in 0..<keys.tupleSize where exactlyEqual(keys.element(index), key) { return index }
    return -1
}
