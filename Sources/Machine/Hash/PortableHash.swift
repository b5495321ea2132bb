// `:erlang.phash2`: the hash that programs see, bit for bit OTP's. Maps and tables use InternalHash.swift instead.
//
// It folds 32-bit words with Bob Jenkins' mix of three words (lookup2, 1996), in pre-order; maps fold the exclusive or of
// their pairs' hashes, so that order says nothing.

private let golden: UInt32 = 0x9E37_79B9

@inline(__always)
private func mix(_ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32) {
    a = a &- b &- c ^ c >> 13
    b = b &- c &- a ^ a << 8
    c = c &- a &- b ^ b >> 13
    a = a &- b &- c ^ c >> 12
    b = b &- c &- a ^ a << 16
    c = c &- a &- b ^ b >> 5
    a = a &- b &- c ^ c >> 3
    b = b &- c &- a ^ a << 10
    c = c &- a &- b ^ b >> 15
}

/// Folds two words, which each kind of term salts with a multiple of the golden ratio of its own.
@inline(__always)
private func fold(_ hash: inout UInt32, _ first: UInt32, _ second: UInt32, _ salt: UInt32) {
    var a = salt &+ first
    var b = salt &+ second
    mix(&a, &b, &hash)
}

/// The salt of a kind of term.
private enum Salt {
    static let integer = golden
    static let emptyList = golden &* 2
    static let atom = golden &* 3
    static let bytes = golden &* 4
    static let pid = golden &* 5
    static let port = golden &* 6
    static let reference = golden &* 7
    static let tuple = golden &* 9
    static let negative = golden &* 10
    static let positive = golden &* 11
    static let float = golden &* 12
    static let binary = golden &* 13
    static let function = golden &* 14
    static let bits = golden &* 15
    static let map = golden &* 16
    static let mapTail = golden &* 19
}

private func blockHash(_ bytes: BytePointer, _ count: Int, _ initial: UInt32) -> UInt32 {
    var a = golden
    var b = golden
    var c = initial
    var at = UnsafeRawPointer(bytes)
    var left = count
    while left >= 12 {
        a &+= at.loadUnaligned(as: UInt32.self).littleEndian
        b &+= at.loadUnaligned(fromByteOffset: 4, as: UInt32.self).littleEndian
        c &+= at.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian
        mix(&a, &b, &c)
        at += 12
        left -= 12
    }
    c &+= UInt32(truncatingIfNeeded: count)
    for index in 0..<left {
        let byte = UInt32(at.load(fromByteOffset: index, as: UInt8.self))
        if index < 4 {
            a &+= byte << UInt32(index * 8)
        } else if index < 8 {
            b &+= byte << UInt32((index - 4) * 8)
        } else {
            c &+= byte << UInt32((index - 7) * 8)
        }
    }
    mix(&a, &b, &c)
    return c
}

/// The hash of an atom: hashpjw of its text, two-byte characters that are Latin-1 as one byte.
private func atomHash(_ atom: Term, _ atoms: Atoms) -> UInt32 {
    let text = atoms._withUnsafeGuaranteedRef { $0.text(atom) }
    var hash: UInt32 = 0
    var index = 0
    while index < text.count {
        var byte = text.start[index]
        index += 1
        if index < text.count, byte & 0xFE == 0xC2, text.start[index] & 0xC0 == 0x80 {
            byte = byte << 6 | text.start[index] & 0x3F
            index += 1
        }
        hash = hash << 4 &+ UInt32(byte)
        let high = hash & 0xF000_0000
        if high != 0 { hash = hash ^ high >> 24 ^ high }
    }
    return hash
}

/// An integer of at most 64 bits.
private func foldInteger(_ hash: inout UInt32, _ value: Int) {
    if value >= -(1 << 27), value < 1 << 27 {
        if value < 0 { fold(&hash, UInt32(truncatingIfNeeded: -value), 0, Salt.integer) }
        fold(&hash, UInt32(truncatingIfNeeded: value), 0, Salt.integer)
        return
    }
    let magnitude = UInt64(value.magnitude)
    fold(&hash, UInt32(truncatingIfNeeded: magnitude), UInt32(truncatingIfNeeded: magnitude >> 32), value < 0 ? Salt.negative : Salt.positive)
}

// What lies on the stack besides terms: words with the tag of headers, which no term on it has.
private let mapTail: UInt64 = 0x06
private let mapPair: UInt64 = 0x0E

/// The 32 bits of `phash2` before the range is applied.
func portableHash(_ term: Term, _ atoms: Atoms) -> UInt32 {
    if term.isAtom { return atomHash(term, atoms) }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 128) { lent in
        var stack = WorkStack(lent)
        defer { stack.free() }
        return walkPortableHash(term, atoms, &stack)
    }
}

private func walkPortableHash(_ term: Term, _ atoms: Atoms, _ stack: inout WorkStack) -> UInt32 {
    var hash: UInt32 = 0
    var pairs: UInt32 = 0
    var current = term
    while true {
        switch current.tag {
        case 0: foldInteger(&hash, current.small)
        case 4:
            let value = atomHash(current, atoms)
            if hash == 0 { hash = value } else { fold(&hash, value, 0, Salt.atom) }
        case 7: if hash == 0 { hash = 3_468_870_702 } else { fold(&hash, 2, 0, Salt.emptyList) }
        case 5: fold(&hash, UInt32(current.pidIndex), 0, current.isLocalPid ? Salt.pid : Salt.port)
        case 3: foldFloat(&hash, current.float)
        case 1:
            if foldList(&hash, &current, &stack) { continue }
        default:
            let header = current.header
            switch header.kind {
            case .tuple:
                fold(&hash, UInt32(header.size), 0, Salt.tuple)
                for index in stride(from: header.size - 1, through: 0, by: -1) { stack.push(current.element(index).bits) }
            case .smallMap, .largeMap:
                let count = mapSize(current)
                fold(&hash, UInt32(truncatingIfNeeded: count), 0, Salt.map)
                if count > 0 {
                    stack.push(UInt64(pairs), UInt64(hash), mapTail)
                    hash = 0
                    pairs = 0
                    pushPairs(current, &stack)
                }
            case .bigInteger: foldBig(&hash, current)
            case .heapBinary, .subBinary: foldBits(&hash, BitView(current))
            case .exportFun:
                let entry = current.exportEntry.pointee
                fold(&hash, UInt32(entry.arity), atomHash(entry.module, atoms), Salt.integer)
                fold(&hash, atomHash(entry.function, atoms), 0, Salt.function)
            case .fun:
                let entry = current.funEntry.pointee
                fold(&hash, UInt32(header.size - 1), atomHash(entry.module, atoms), Salt.integer)
                fold(&hash, UInt32(truncatingIfNeeded: entry.index), UInt32(truncatingIfNeeded: entry.unique), Salt.integer)
                for index in stride(from: header.size - 1, through: 1, by: -1) { stack.push(current.body(index).bits) }
            case .externalPid: fold(&hash, UInt32(truncatingIfNeeded: current.body(0).bits), 0, Salt.pid)
            default: fold(&hash, UInt32(truncatingIfNeeded: current.body(0).bits), 0, Salt.reference)
            }
        }
        next: while true {
            if stack.isEmpty { return hash }
            let word = stack.pop()
            if word == mapTail {
                hash = UInt32(stack.pop())
                fold(&hash, pairs, 0, Salt.mapTail)
                pairs = UInt32(stack.pop())
            } else if word == mapPair {
                pairs ^= hash
                hash = 0
            } else {
                current = Term(bits: word)
                break next
            }
        }
    }
}

/// Runs of bytes at the start of a list are folded four at a time. True: `current` is what comes next.
private func foldList(_ hash: inout UInt32, _ current: inout Term, _ stack: inout WorkStack) -> Bool {
    var count = 0
    var word: UInt32 = 0
    var rest = current
    while rest.isCons, rest.head.isSmall, rest.head.bits < 256 << 3 {
        word = word << 8 &+ UInt32(rest.head.small)
        if count == 3 {
            fold(&hash, word, 0, Salt.bytes)
            count = 0
            word = 0
        } else {
            count += 1
        }
        rest = rest.tail
    }
    if count > 0 { fold(&hash, word, 0, Salt.bytes) }
    if rest.isCons {
        stack.push(rest.tail.bits)
        current = rest.head
    } else {
        current = rest
    }
    return true
}

private func pushPairs(_ map: Term, _ stack: inout WorkStack) {
    if map.header.kind == .smallMap {
        for index in 0..<mapSize(map) {
            stack.push(mapPair, map.body(index + 1).bits, map.body(0).element(index).bits)
        }
        return
    }
    var walk = LeafWalk(map)
    while let leaf = walk.next() { stack.push(mapPair, leaf[1], leaf[0]) }
}

private func foldFloat(_ hash: inout UInt32, _ value: Double) {
    let bits = value == 0 ? 0 : value.bitPattern
    fold(&hash, UInt32(truncatingIfNeeded: bits >> 32), UInt32(truncatingIfNeeded: bits), Salt.float)
}

private func foldBig(_ hash: inout UInt32, _ term: Term) {
    let header = term.header
    let limbs = term.boxedAddress + 1
    let salt = header.extra & 1 != 0 ? Salt.negative : Salt.positive
    for index in 0..<header.size {
        fold(&hash, UInt32(truncatingIfNeeded: limbs[index]), UInt32(truncatingIfNeeded: limbs[index] >> 32), salt)
    }
}

private func foldBits(_ hash: inout UInt32, _ view: BitView) {
    let initial = Salt.binary &+ hash
    if view.bitSize == 0 {
        hash = initial
        return
    }
    let count = view.bitSize >> 3
    if view.bitOffset & 7 == 0 {
        hash = blockHash(view.start, count, initial)
    } else {
        let copy = BytePointer.allocate(capacity: count + 1)
        defer { copy.deallocate() }
        copyBits(copy, 0, view.base, view.bitOffset, count * 8)
        hash = blockHash(copy, count, initial)
    }
    let rest = view.bitSize & 7
    if rest > 0 { fold(&hash, UInt32(rest), UInt32(view.bits(count * 8, rest)), Salt.bits) }
}
