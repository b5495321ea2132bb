// The machine's own hash of terms, salted: for maps and tables. Programs never see it, nor does it depend on addresses;
// the hash that programs see is PortableHash.swift.

/// Folds a word into a hash: the two halves of a 128-bit product.
@inline(__always)
func mixHash(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
}

@inline(__always)
private func finishHash(_ hash: UInt64) -> UInt64 {
    let product = (hash ^ hash >> 32 ^ 0x2545_F491_4F6C_DD1D).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
}

/// The hash of a term; terms that are `===` have the same.
@inline(__always)
func hashTerm(_ term: Term, salt: UInt64) -> UInt64 {
    if term.tag == 0 || term.tag >= 4 { return finishHash(mixHash(salt, term.bits)) }
    return hashSlow(term, salt)
}

@inline(never)
private func hashSlow(_ term: Term, _ salt: UInt64) -> UInt64 {
    if term.isBoxed, case let kind = term.header.kind, kind == .heapBinary || kind == .subBinary {
        return finishHash(hashBits(BitView(term), salt))
    }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { lent in
        var stack = WorkStack(lent)
        defer { stack.free() }
        return finishHash(walkHash(term, salt, &stack))
    }
}

private func hashBits(_ view: BitView, _ hash: UInt64) -> UInt64 {
    var hash = mixHash(hash, UInt64(view.bitSize) << 8 | 9)
    var done = 0
    if view.bitOffset & 7 == 0 {
        let raw = UnsafeRawPointer(view.start)
        while view.bitSize &- done >= 64 {
            hash = mixHash(hash, raw.loadUnaligned(fromByteOffset: done >> 3, as: UInt64.self).bigEndian)
            done &+= 64
        }
    }
    while done < view.bitSize {
        let step = min(64, view.bitSize &- done)
        hash = mixHash(hash, view.bits(done, step))
        done &+= step
    }
    return hash
}

/// Folds the words of a walk in pre-order. Runs of terms still to be walked lie on the stack as (address, count).
private func walkHash(_ term: Term, _ salt: UInt64, _ stack: inout WorkStack) -> UInt64 {
    var hash = salt
    var current = term
    while true {
        switch current.tag {
        case 1:
            hash = mixHash(hash, 0x11)
            stack.push(UInt64(UInt(bitPattern: current.consAddress + 1)), 1)
            current = current.head
            continue
        case 3: hash = mixHash(hash &+ 0x13, current.float.bitPattern)
        case 2:
            let header = current.header
            let body = current.boxedAddress + 1
            switch header.kind {
            case .tuple:
                hash = mixHash(hash, UInt64(header.size) << 8 | 1)
                if header.size > 0 { stack.push(UInt64(UInt(bitPattern: body)), UInt64(header.size)) }
            case .smallMap:
                let keys = current.body(0)
                hash = mixHash(hash, UInt64(header.size) << 8 | 2)
                if header.size > 1 {
                    stack.push(UInt64(UInt(bitPattern: body + 1)), UInt64(header.size - 1))
                    stack.push(UInt64(UInt(bitPattern: keys.boxedAddress + 1)), UInt64(keys.tupleSize))
                }
            case .largeMap:
                hash = mixHash(hash, body[0] << 8 | 3)
                stack.push(UInt64(UInt(bitPattern: body + 1)), 1)
            case .hashNode:
                // The order of colliding pairs says nothing, so they count by number only.
                hash = mixHash(hash, body[0] ^ UInt64(header.extra) << 60)
                if header.extra != HashNode.collision { stack.push(UInt64(UInt(bitPattern: body + 1)), UInt64(header.size - 1)) }
            case .bigInteger:
                hash = mixHash(hash, UInt64(header.extra) << 32 | UInt64(header.size) << 8 | 4)
                for index in 0..<header.size { hash = mixHash(hash, body[index]) }
            case .heapBinary, .subBinary: hash = hashBits(BitView(current), hash)
            case .fun:
                let entry = current.funEntry
                hash = mixHash(hash, UInt64(bitPattern: Int64(entry.pointee.index)) << 8 | 5)
                hash = mixHash(mixHash(hash, entry.pointee.module.bits), UInt64(bitPattern: Int64(entry.pointee.unique)))
                if header.size > 1 { stack.push(UInt64(UInt(bitPattern: body + 1)), UInt64(header.size - 1)) }
            case .exportFun:
                let entry = current.exportEntry
                hash = mixHash(mixHash(hash, entry.pointee.module.bits), entry.pointee.function.bits)
                hash = mixHash(hash, UInt64(entry.pointee.arity) << 8 | 6)
            case .externalPid, .externalReference:
                hash = mixHash(mixHash(hash, body[0]), body[1] << 8 | 7)
            default:
                hash = mixHash(hash &+ 8, body[0])
            }
        default: hash = mixHash(hash, current.bits)
        }
        if stack.isEmpty { return hash }
        let left = stack.pop()
        let address = stack.pop()
        if left > 1 { stack.push(address &+ 8, left &- 1) }
        current = Term(bits: WordPointer(bitPattern: UInt(address)).unsafelyUnwrapped.pointee)
    }
}
