// The order of terms: number < atom < reference < fun < port < pid < tuple < map < [] < list < bitstring. Iterative; the
// order of map keys differs from it in that integers come before floats.
import Glibc

/// Compares atoms by their texts: all that comparison needs of a machine.
public typealias Atoms = Unmanaged<AtomTable>

extension UnsafeMutablePointer where Pointee == Process {
    @inline(__always) public var atoms: Atoms { pointee.machineReference._withUnsafeGuaranteedRef { Unmanaged.passUnretained($0.atoms) } }

    /// Negative, 0 or positive: the order of two terms, where 1 and 1.0 are equal.
    @inline(__always)
    public func compare(_ a: Term, _ b: Term) -> Int {
        if a.isSmall, b.isSmall { return a.small < b.small ? -1 : a.small > b.small ? 1 : 0 }
        return compareSlow(a, b, atoms, exact: false)
    }

    /// The order of map keys, in which only terms that are `===` are equal.
    @inline(__always)
    public func compareKeys(_ a: Term, _ b: Term) -> Int { orderOfKeys(a, b, atoms) }
}

/// The order of map keys: as `compare`, but total, with integers before floats.
@inline(__always)
func orderOfKeys(_ a: Term, _ b: Term, _ atoms: Atoms) -> Int {
    if a.bits == b.bits { return 0 }
    if a.isSmall, b.isSmall { return a.small < b.small ? -1 : 1 }
    if a.isAtom, b.isAtom { return compareAtoms(a, b, atoms) }
    return compareSlow(a, b, atoms, exact: true)
}

/// The place of a term's type in the order.
@inline(__always)
private func rank(_ term: Term) -> Int {
    switch term.tag {
    case 0, 3: return 0
    case 4: return 1
    case 1: return 9
    case 5: return term.isLocalPid ? 5 : 4
    case 2:
        switch term.header.kind {
        case .bigInteger, .float: return 0
        case .reference, .magic, .externalReference: return 2
        case .fun, .exportFun: return 3
        case .externalPid: return 5
        case .tuple: return 6
        case .smallMap, .largeMap: return 7
        default: return 10
        }
    default: return 8
    }
}

func compareAtoms(_ a: Term, _ b: Term, _ atoms: Atoms) -> Int {
    if a.bits == b.bits { return 0 }
    return atoms._withUnsafeGuaranteedRef { table in
        let x = table.text(a.atomIndex)
        let y = table.text(b.atomIndex)
        let order = memcmp(x.start, y.start, min(x.count, y.count))
        return order != 0 ? Int(order) : x.count - y.count
    }
}

@inline(never)
func compareSlow(_ a: Term, _ b: Term, _ atoms: Atoms, exact: Bool) -> Int {
    if a.bits == b.bits { return 0 }
    let order = compareLeaf(a, b, atoms, exact: exact)
    if order != hasParts { return order }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 96) { lent in
        var stack = WorkStack(lent)
        defer { stack.free() }
        return walkCompare(a, b, atoms, exact: exact, &stack)
    }
}

/// What `compareLeaf` says of terms whose parts decide.
private let hasParts = Int.min

/// The order of two terms as far as it needs no look at their parts.
private func compareLeaf(_ a: Term, _ b: Term, _ atoms: Atoms, exact: Bool) -> Int {
    let x = rank(a)
    let y = rank(b)
    if x != y { return x - y }
    switch x {
    case 0:
        if exact {
            if a.isFloat != b.isFloat { return a.isFloat ? 1 : -1 }
            if a.isFloat, a.float == b.float {
                // -0.0 and 0.0 are different keys.
                return a.float.bitPattern == b.float.bitPattern ? 0 : a.float.sign == .minus ? -1 : 1
            }
        }
        return compareNumbers(a, b)
    case 1: return compareAtoms(a, b, atoms)
    case 2, 5: return compareIdentities(a, b, atoms)
    case 4: return a.bits < b.bits ? -1 : a.bits > b.bits ? 1 : 0
    case 3: return compareFuns(a, b, atoms)
    case 6:
        let order = a.tupleSize - b.tupleSize
        return order != 0 ? order : a.tupleSize == 0 ? 0 : hasParts
    case 7:
        let order = mapSize(a) - mapSize(b)
        return order != 0 ? order : hasParts
    case 8: return 0
    case 9: return hasParts
    default: return BitView(a).compare(BitView(b))
    }
}

/// Pids, or references: by node, then by number.
private func compareIdentities(_ a: Term, _ b: Term, _ atoms: Atoms) -> Int {
    let x = Identity(a)
    let y = Identity(b)
    if let n = x.node, let m = y.node {
        if n != m { return UInt(bitPattern: n) < UInt(bitPattern: m) ? -1 : 1 }
    } else if x.node != nil || y.node != nil {
        return x.node == nil ? -1 : 1
    }
    if x.high != y.high { return x.high < y.high ? -1 : 1 }
    return x.low < y.low ? -1 : x.low > y.low ? 1 : 0
}

/// The numbers that order pids and references; the node is nil for this one.
private struct Identity {
    var node: UnsafeMutableRawPointer?
    var high: UInt64
    var low: UInt64

    init(_ term: Term) {
        if !term.isBoxed {
            (node, high, low) = (nil, UInt64(term.pidGeneration), UInt64(term.pidIndex))
            return
        }
        switch term.header.kind {
        case .externalPid, .externalReference:
            (node, high, low) = (UnsafeMutableRawPointer(bitPattern: UInt(term.body(2).bits)), term.body(1).bits, term.body(0).bits)
        default:
            (node, high, low) = (nil, 0, term.body(0).bits)
        }
    }
}

/// Funs: by module, index, unique number and number of free variables; captured exports come after closures.
private func compareFuns(_ a: Term, _ b: Term, _ atoms: Atoms) -> Int {
    let isExport = a.header.kind == .exportFun
    if isExport != (b.header.kind == .exportFun) { return isExport ? 1 : -1 }
    if isExport {
        let x = a.exportEntry.pointee
        let y = b.exportEntry.pointee
        var order = compareAtoms(x.module, y.module, atoms)
        if order == 0 { order = compareAtoms(x.function, y.function, atoms) }
        return order != 0 ? order : x.arity - y.arity
    }
    let x = a.funEntry.pointee
    let y = b.funEntry.pointee
    var order = compareAtoms(x.module, y.module, atoms)
    if order == 0 { order = x.index - y.index }
    if order == 0 { order = x.unique - y.unique }
    if order == 0 { order = a.header.size - b.header.size }
    return order != 0 ? order : a.header.size == 1 ? 0 : hasParts
}

extension Term {
    /// The entry of a closure. Only for those.
    @inline(__always) var funEntry: UnsafeMutablePointer<FunEntry> {
        UnsafeMutablePointer(bitPattern: UInt(body(0).bits)).unsafelyUnwrapped
    }
    /// The entry of a captured export. Only for those.
    @inline(__always) var exportEntry: UnsafeMutablePointer<ExportEntry> {
        UnsafeMutablePointer(bitPattern: UInt(body(0).bits)).unsafelyUnwrapped
    }
    @inline(__always) var isFun: Bool { isBoxed && (header.kind == .fun || header.kind == .exportFun) }
}

/// Runs of words still to be compared lie on the stack as (address, address, count · 2 + exact).
private func walkCompare(_ a: Term, _ b: Term, _ atoms: Atoms, exact: Bool, _ stack: inout WorkStack) -> Int {
    var x = a
    var y = b
    var exact = exact
    while true {
        // x and y have parts, and as many of them.
        if x.isCons {
            let h1 = x.head, h2 = y.head
            if h1.bits != h2.bits {
                let order = compareLeaf(h1, h2, atoms, exact: exact)
                if order == hasParts {
                    stack.push(UInt64(UInt(bitPattern: x.consAddress + 1)), UInt64(UInt(bitPattern: y.consAddress + 1)), exact ? 3 : 2)
                    x = h1
                    y = h2
                    continue
                }
                if order != 0 { return order }
            }
            let t1 = x.tail, t2 = y.tail
            if t1.bits != t2.bits {
                let order = compareLeaf(t1, t2, atoms, exact: exact)
                if order == hasParts {
                    x = t1
                    y = t2
                    continue
                }
                if order != 0 { return order }
            }
        } else {
            let header = x.header
            let from = x.boxedAddress + 1
            let to = y.boxedAddress + 1
            switch header.kind {
            case .tuple:
                stack.push(UInt64(UInt(bitPattern: from)), UInt64(UInt(bitPattern: to)), UInt64(header.size) << 1 | (exact ? 1 : 0))
            case .fun:
                stack.push(UInt64(UInt(bitPattern: from + 1)), UInt64(UInt(bitPattern: to + 1)), UInt64(header.size - 1) << 1 | (exact ? 1 : 0))
            case .smallMap:
                let keys1 = x.body(0), keys2 = y.body(0)
                stack.push(UInt64(UInt(bitPattern: from + 1)), UInt64(UInt(bitPattern: to + 1)), UInt64(header.size - 1) << 1 | (exact ? 1 : 0))
                if keys1.bits != keys2.bits {
                    stack.push(UInt64(UInt(bitPattern: keys1.boxedAddress + 1)), UInt64(UInt(bitPattern: keys2.boxedAddress + 1)),
                               UInt64(keys1.tupleSize) << 1 | 1)
                }
            default:
                let order = compareLargeMaps(x, y, atoms, exact: exact)
                if order != 0 { return order }
            }
        }
        findNext: while true {
            if stack.isEmpty { return 0 }
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
                let order = compareLeaf(u, v, atoms, exact: exact)
                if order == hasParts {
                    if left > 0 {
                        stack.push(UInt64(UInt(bitPattern: first)), UInt64(UInt(bitPattern: second)), UInt64(left) << 1 | (exact ? 1 : 0))
                    }
                    x = u
                    y = v
                    break findNext
                }
                if order != 0 { return order }
            }
        }
    }
}

/// Two large maps of the same size: by their keys in key order, then by the values in that order. The recursion into
/// `compareSlow` is bounded by how deep large maps nest as keys and values of large maps.
private func compareLargeMaps(_ a: Term, _ b: Term, _ atoms: Atoms, exact: Bool) -> Int {
    let count = mapSize(a)
    let first = sortedPairs(a, atoms)
    let second = sortedPairs(b, atoms)
    defer {
        first.deallocate()
        second.deallocate()
    }
    for index in 0..<count {
        let order = orderOfKeys(Term(bits: first[index].pointee), Term(bits: second[index].pointee), atoms)
        if order != 0 { return order }
    }
    for index in 0..<count {
        let order = compareSlow(Term(bits: first[index][1]), Term(bits: second[index][1]), atoms, exact: exact)
        if order != 0 { return order }
    }
    return 0
}
