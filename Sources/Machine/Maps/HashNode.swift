// Maps of more than 32 keys: a trie over 60 bits of the internal hash, 4 at each level from the top. Nodes are never
// visible to programs; the entry points for all maps are in Map.swift.
//
//     largeMap   [header: extra = salt][count][root]
//     hashNode   [header][bitmap of 16][child …]     child: hashNode, or a leaf: cons [key | value]
//     hashNode   [header: extra = 1][-][leaf …]      pairs whose hashes are all the same (below the last level)
//
// The form is canonical: a node below the root has at least two leaves beneath it. Equal maps have equal tries, up to the
// order of leaves in collision nodes. The salt is the machine's, so all maps of a machine agree.

enum HashNode {
    static let collision = 1
    static let levelBits = 4
    /// The shift of the root's level, and the one that no longer exists.
    static let topShift = 56
    static let bottomShift = -4
}

/// The hash of a key in a map with that salt.
@inline(__always)
func mapHash(_ key: Term, salt: Int) -> UInt64 { hashTerm(key, salt: UInt64(salt)) >> 4 }

/// What an insertion or a removal has found out.
struct TrieChange {
    let key: Term
    let value: Term
    let hash: UInt64
    let salt: Int
    /// Did the number of keys change?
    var changedCount = false
}

/// The value of a key, or `.none`.
func lookUp(_ root: Term, _ key: Term, _ hash: UInt64) -> Term {
    var node = root
    var shift = HashNode.topShift
    while true {
        let body = node.boxedAddress + 1
        if shift == HashNode.bottomShift {
            for index in 1..<node.header.size where exactlyEqual(Term(bits: body[index]).head, key) { return Term(bits: body[index]).tail }
            return .none
        }
        let bitmap = Term(bits: body[0]).small
        let bit = 1 << Int(hash >> UInt64(shift) & 15)
        if bitmap & bit == 0 { return .none }
        let child = Term(bits: body[1 &+ (bitmap & (bit &- 1)).nonzeroBitCount])
        if child.isCons { return exactlyEqual(child.head, key) ? child.tail : .none }
        node = child
        shift &-= HashNode.levelBits
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    private func copyNode(_ node: Term, replacing index: Int, _ child: Term) -> Term {
        let size = node.header.size
        let cell = allocate(size + 1)
        cell.update(from: node.boxedAddress, count: size + 1)
        cell[index + 1] = child.bits
        return Term(boxed: cell)
    }

    /// A copy with a child put in before body index `index`.
    private func copyNode(_ node: Term, bitmap: Int, inserting index: Int, _ child: Term) -> Term {
        let size = node.header.size
        let from = node.boxedAddress
        let cell = allocate(size + 2)
        cell[0] = Header(.hashNode, size: size + 1, extra: node.header.extra).bits
        cell.advanced(by: 1).update(from: from + 1, count: index)
        cell[1] = Term(small: bitmap).bits
        cell[index + 1] = child.bits
        cell.advanced(by: index + 2).update(from: from + index + 1, count: size - index)
        return Term(boxed: cell)
    }

    private func copyNode(_ node: Term, bitmap: Int, removing index: Int) -> Term {
        let size = node.header.size
        let from = node.boxedAddress
        let cell = allocate(size)
        cell[0] = Header(.hashNode, size: size - 1, extra: node.header.extra).bits
        cell.advanced(by: 1).update(from: from + 1, count: index)
        cell[1] = Term(small: bitmap).bits
        cell.advanced(by: index + 1).update(from: from + index + 2, count: size - index - 1)
        return Term(boxed: cell)
    }

    /// The node that holds two leaves with these hashes.
    private func join(_ first: Term, _ firstHash: UInt64, _ second: Term, _ secondHash: UInt64, _ shift: Int) -> Term {
        if shift == HashNode.bottomShift {
            let cell = allocate(4)
            cell[0] = Header(.hashNode, size: 3, extra: HashNode.collision).bits
            cell[1] = Term(small: 0).bits
            cell[2] = first.bits
            cell[3] = second.bits
            return Term(boxed: cell)
        }
        let x = Int(firstHash >> UInt64(shift) & 15)
        let y = Int(secondHash >> UInt64(shift) & 15)
        if x == y {
            let below = join(first, firstHash, second, secondHash, shift - HashNode.levelBits)
            let cell = allocate(3)
            cell[0] = Header(.hashNode, size: 2).bits
            cell[1] = Term(small: 1 << x).bits
            cell[2] = below.bits
            return Term(boxed: cell)
        }
        let cell = allocate(4)
        cell[0] = Header(.hashNode, size: 3).bits
        cell[1] = Term(small: 1 << x | 1 << y).bits
        cell[2] = x < y ? first.bits : second.bits
        cell[3] = x < y ? second.bits : first.bits
        return Term(boxed: cell)
    }

    /// The node with the pair put in. Recursion is bounded by the 15 levels.
    func insert(_ node: Term, _ shift: Int, _ change: inout TrieChange) -> Term {
        let body = node.boxedAddress + 1
        if shift == HashNode.bottomShift {
            let size = node.header.size
            for index in 1..<size {
                let leaf = Term(bits: body[index])
                guard exactlyEqual(leaf.head, change.key) else { continue }
                if leaf.tail.bits == change.value.bits { return node }
                return copyNode(node, replacing: index, cons(leaf.head, change.value))
            }
            change.changedCount = true
            return copyNode(node, bitmap: 0, inserting: size, cons(change.key, change.value))
        }
        let bitmap = Term(bits: body[0]).small
        let bit = 1 << Int(change.hash >> UInt64(shift) & 15)
        let index = 1 + (bitmap & (bit - 1)).nonzeroBitCount
        if bitmap & bit == 0 {
            change.changedCount = true
            return copyNode(node, bitmap: bitmap | bit, inserting: index, cons(change.key, change.value))
        }
        let child = Term(bits: body[index])
        if child.isCons {
            if exactlyEqual(child.head, change.key) {
                if child.tail.bits == change.value.bits { return node }
                return copyNode(node, replacing: index, cons(child.head, change.value))
            }
            change.changedCount = true
            let leaf = cons(change.key, change.value)
            let below = join(child, mapHash(child.head, salt: change.salt), leaf, change.hash, shift - HashNode.levelBits)
            return copyNode(node, replacing: index, below)
        }
        let new = insert(child, shift - HashNode.levelBits, &change)
        return new.bits == child.bits ? node : copyNode(node, replacing: index, new)
    }

    /// The node without the key; a leaf if only one is left (below the root). Recursion is bounded by the 15 levels.
    func remove(_ node: Term, _ shift: Int, _ change: inout TrieChange) -> Term {
        let body = node.boxedAddress + 1
        let size = node.header.size
        if shift == HashNode.bottomShift {
            for index in 1..<size where exactlyEqual(Term(bits: body[index]).head, change.key) {
                change.changedCount = true
                if size == 3 { return Term(bits: body[3 - index]) }
                return copyNode(node, bitmap: 0, removing: index)
            }
            return node
        }
        let bitmap = Term(bits: body[0]).small
        let bit = 1 << Int(change.hash >> UInt64(shift) & 15)
        if bitmap & bit == 0 { return node }
        let index = 1 + (bitmap & (bit - 1)).nonzeroBitCount
        let child = Term(bits: body[index])
        if child.isCons {
            if !exactlyEqual(child.head, change.key) { return node }
            change.changedCount = true
            if shift != HashNode.topShift, size == 3, Term(bits: body[3 - index]).isCons { return Term(bits: body[3 - index]) }
            return copyNode(node, bitmap: bitmap & ~bit, removing: index)
        }
        let new = remove(child, shift - HashNode.levelBits, &change)
        if new.bits == child.bits { return node }
        if new.isCons, size == 2, shift != HashNode.topShift { return new }
        return copyNode(node, replacing: index, new)
    }

    func largeMap(count: Int, root: Term, salt: Int) -> Term {
        let cell = allocate(3)
        cell[0] = Header(.largeMap, size: 2, extra: salt).bits
        cell[1] = Term(small: count).bits
        cell[2] = root.bits
        return Term(boxed: cell)
    }
}

/// Walks the leaves of a trie in hash order. The stack is of the 16 levels and the collision node at most.
struct LeafWalk {
    private var nodes: (WordPointer, WordPointer, WordPointer, WordPointer, WordPointer, WordPointer, WordPointer, WordPointer,
                        WordPointer, WordPointer, WordPointer, WordPointer, WordPointer, WordPointer, WordPointer, WordPointer)
    private var lefts: (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32)
    private var depth = 0

    /// Only for large maps.
    init(_ map: Term) {
        let root = map.body(1).boxedAddress
        nodes = (root, root, root, root, root, root, root, root, root, root, root, root, root, root, root, root)
        lefts = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        push(root)
    }

    private mutating func push(_ node: WordPointer) {
        withUnsafeMutableBytes(of: &nodes) { $0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: WordPointer.self)[depth] = node + 2 }
        withUnsafeMutableBytes(of: &lefts) {
            $0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Int32.self)[depth] = Int32(Header(bits: node[0]).size - 1)
        }
        depth += 1
    }

    /// The next leaf's cons cell, nil at the end.
    mutating func next() -> WordPointer? {
        while depth > 0 {
            let level = depth - 1
            let left = withUnsafeMutableBytes(of: &lefts) { $0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Int32.self)[level] }
            if left == 0 {
                depth = level
                continue
            }
            let child = withUnsafeMutableBytes(of: &nodes) { raw in
                let slots = raw.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: WordPointer.self)
                let child = Term(bits: slots[level].pointee)
                slots[level] += 1
                return child
            }
            withUnsafeMutableBytes(of: &lefts) { $0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Int32.self)[level] = left - 1 }
            if child.isCons { return child.consAddress }
            push(child.boxedAddress)
        }
        return nil
    }
}
