// Equality of terms: `===` and `==`, iteratively. Ordering is in Ordering.swift.
import Glibc

/// `a === b`.
@inline(__always)
public func exactlyEqual(_ a: Term, _ b: Term) -> Bool {
    if a.bits == b.bits { return true }
    if a.tag != b.tag || a.isImmediate { return false }
    return equalSlow(a, b, exact: true)
}

/// `a == b`: as `===`, but 1 == 1.0.
@inline(__always)
public func equal(_ a: Term, _ b: Term) -> Bool {
    if a.bits == b.bits { return true }
    if a.isSmall && b.isSmall || a.tag >= 4 || b.tag >= 4 { return false }
    return equalSlow(a, b, exact: false)
}

/// What two terms of which at least one is a pointer say about equality without a look at their parts.
private enum Verdict { case equal, different, parts }

@inline(never)
func equalSlow(_ a: Term, _ b: Term, exact: Bool) -> Bool {
    switch verdict(a, b, exact: exact) {
    case .equal: return true
    case .different: return false
    case .parts:
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 96) { lent in
            var stack = WorkStack(lent)
            defer { stack.free() }
            return walkEqual(a, b, exact: exact, &stack)
        }
    }
}

/// Looks at terms that differ as words.
private func verdict(_ a: Term, _ b: Term, exact: Bool) -> Verdict {
    if a.tag != b.tag {
        if exact { return .different }
        return a.isNumber && b.isNumber && compareNumbers(a, b) == 0 ? .equal : .different
    }
    switch a.tag {
    case 1: return .parts
    case 3:
        if exact { return a.float.bitPattern == b.float.bitPattern ? .equal : .different }
        return a.float == b.float ? .equal : .different
    case 2: break
    default: return .different
    }
    let x = a.header
    let y = b.header
    switch x.kind {
    case .tuple:
        if y.kind != .tuple || x.size != y.size { return .different }
        return x.size == 0 ? .equal : .parts
    case .smallMap:
        if y.kind != .smallMap || x.size != y.size { return .different }
        return .parts
    case .largeMap:
        if y.kind != .largeMap || a.body(0).bits != b.body(0).bits { return .different }
        return .parts
    case .fun:
        if y.kind != .fun || a.body(0).bits != b.body(0).bits { return .different }
        return x.size == 1 ? .equal : .parts
    case .exportFun:
        return y.kind == .exportFun && a.body(0).bits == b.body(0).bits ? .equal : .different
    case .bigInteger:
        return x.bits == y.bits && memcmp(a.boxedAddress + 1, b.boxedAddress + 1, x.size * 8) == 0 ? .equal : .different
    case .heapBinary, .subBinary:
        if y.kind != .heapBinary && y.kind != .subBinary { return .different }
        return BitView(a).hasSameBits(as: BitView(b)) ? .equal : .different
    case .reference, .magic:
        return (y.kind == .reference || y.kind == .magic) && a.body(0).bits == b.body(0).bits ? .equal : .different
    case .externalPid, .externalReference:
        return x.kind == y.kind && memcmp(a.boxedAddress + 1, b.boxedAddress + 1, x.size * 8) == 0 ? .equal : .different
    case .hashNode:
        return y.kind == .hashNode ? .parts : .different
    case .float, .buffer, .movedCons:
        return .different
    }
}

/// Runs of words still to be compared lie on the stack as (address, address, count · 2 + exact).
private func walkEqual(_ a: Term, _ b: Term, exact: Bool, _ stack: inout WorkStack) -> Bool {
    var x = a
    var y = b
    var exact = exact
    while true {
        // x and y differ as words and have parts of the same size.
        if x.isCons {
            let h1 = x.head, h2 = y.head
            let t1 = x.tail, t2 = y.tail
            var pending = false
            if t1.bits != t2.bits {
                switch verdict(t1, t2, exact: exact) {
                case .equal: break
                case .different: return false
                case .parts: pending = true
                }
            }
            if h1.bits != h2.bits {
                switch verdict(h1, h2, exact: exact) {
                case .equal: break
                case .different: return false
                case .parts:
                    if pending { stack.push(UInt64(UInt(bitPattern: x.consAddress + 1)), UInt64(UInt(bitPattern: y.consAddress + 1)), exact ? 3 : 2) }
                    x = h1
                    y = h2
                    continue
                }
            }
            if pending {
                x = t1
                y = t2
                continue
            }
        } else {
            let header = x.header
            let from = x.boxedAddress + 1
            let to = y.boxedAddress + 1
            switch header.kind {
            case .smallMap:
                let keys1 = x.body(0), keys2 = y.body(0)
                stack.push(UInt64(UInt(bitPattern: from + 1)), UInt64(UInt(bitPattern: to + 1)), UInt64(header.size - 1) << 1 | (exact ? 1 : 0))
                if keys1.bits != keys2.bits {
                    if keys1.tupleSize != keys2.tupleSize { return false }
                    stack.push(UInt64(UInt(bitPattern: keys1.boxedAddress + 1)), UInt64(UInt(bitPattern: keys2.boxedAddress + 1)),
                               UInt64(keys1.tupleSize) << 1 | 1)
                }
            case .largeMap:
                stack.push(UInt64(UInt(bitPattern: from + 1)), UInt64(UInt(bitPattern: to + 1)), exact ? 3 : 2)
            case .hashNode:
                if header.bits != y.header.bits || from[0] != to[0] { return false }
                if header.extra == HashNode.collision {
                    if !sameCollisions(x, y, exact: exact) { return false }
                } else if !pushNodeParts(x, y, header.size, exact: exact, &stack) { return false }
            default:
                stack.push(UInt64(UInt(bitPattern: from)), UInt64(UInt(bitPattern: to)), UInt64(header.size) << 1 | (exact ? 1 : 0))
            }
        }
        // Take runs off the stack until a pair with parts turns up.
        findNext: while true {
            if stack.isEmpty { return true }
            let word = stack.pop()
            exact = word & 1 == 1
            var second = WordPointer(bitPattern: UInt(stack.pop())).unsafelyUnwrapped
            var first = WordPointer(bitPattern: UInt(stack.pop())).unsafelyUnwrapped
            var left = Int(word >> 1)
            while left > 0 {
                let u = Term(bits: first.pointee)
                let v = Term(bits: second.pointee)
                first += 1
                second += 1
                left -= 1
                if u.bits == v.bits { continue }
                switch verdict(u, v, exact: exact) {
                case .equal: continue
                case .different: return false
                case .parts:
                    if left > 0 {
                        stack.push(UInt64(UInt(bitPattern: first)), UInt64(UInt(bitPattern: second)), UInt64(left) << 1 | (exact ? 1 : 0))
                    }
                    x = u
                    y = v
                    break findNext
                }
            }
        }
    }
}

/// The children of two hash nodes with equal bitmaps: leaves as two runs, since keys are always compared exactly.
private func pushNodeParts(_ x: Term, _ y: Term, _ size: Int, exact: Bool, _ stack: inout WorkStack) -> Bool {
    var index = 1
    while index < size {
        let u = x.body(index), v = y.body(index)
        index += 1
        if u.bits == v.bits { continue }
        if u.tag != v.tag { return false }
        if u.isCons {
            stack.push(UInt64(UInt(bitPattern: u.consAddress + 1)), UInt64(UInt(bitPattern: v.consAddress + 1)), exact ? 3 : 2)
            stack.push(UInt64(UInt(bitPattern: u.consAddress)), UInt64(UInt(bitPattern: v.consAddress)), 3)
        } else {
            stack.push(UInt64(UInt(bitPattern: x.boxedAddress + 1 + index - 1)), UInt64(UInt(bitPattern: y.boxedAddress + 1 + index - 1)), exact ? 3 : 2)
        }
    }
    return true
}

/// Do two nodes of colliding keys hold the same pairs, in any order?
private func sameCollisions(_ x: Term, _ y: Term, exact: Bool) -> Bool {
    let size = x.header.size
    for index in 1..<size {
        let pair = x.body(index)
        var found = false
        for other in 1..<size where exactlyEqual(pair.head, y.body(other).head) {
            found = exact ? exactlyEqual(pair.tail, y.body(other).tail) : equal(pair.tail, y.body(other).tail)
            break
        }
        if !found { return false }
    }
    return true
}
