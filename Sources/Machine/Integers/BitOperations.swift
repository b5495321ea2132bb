// band, bor, bxor, bnot, bsl and bsr of integers of any size, as if in two's complement of infinite width.
import Bytecode
import Limbs

private enum BitOperation { case and, or, xor }

/// `band(a, b)`
public func bitAndSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term {
    if a.isSmall, b.isSmall { return Term(bits: a.bits & b.bits) }
    return combine(p, a, b, .and)
}

/// `bor(a, b)`
public func bitOrSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term {
    if a.isSmall, b.isSmall { return Term(bits: a.bits | b.bits) }
    return combine(p, a, b, .or)
}

/// `bxor(a, b)`
public func bitXorSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term {
    if a.isSmall, b.isSmall { return Term(bits: a.bits ^ b.bits) }
    return combine(p, a, b, .xor)
}

private func combine(_ p: ProcessPointer, _ a: Term, _ b: Term, _ operation: BitOperation) -> Term {
    guard a.isInteger, b.isInteger else { return p.badArithmetic() }
    var first: UInt64 = 0
    var second: UInt64 = 0
    let x = IntegerOperand(a, scratch: &first)
    let y = IntegerOperand(b, scratch: &second)
    let size = max(x.size, y.size) + 1
    let cell = p.allocate(size + 1)
    var firstBorrow: UInt64 = 1
    var secondBorrow: UInt64 = 1
    for index in 0..<size {
        let u = x.twosComplementLimb(index, borrow: &firstBorrow)
        let v = y.twosComplementLimb(index, borrow: &secondBorrow)
        cell[index + 1] = switch operation {
        case .and: u & v
        case .or: u | v
        case .xor: u ^ v
        }
    }
    let isNegative = cell[size] >> 63 == 1
    if isNegative { negate(cell + 1, size) }
    return p.finishInteger(cell, allocated: size + 1, size: size, isNegative: isNegative)
}

/// Two's complement in place.
private func negate(_ limbs: LimbPointer, _ size: Int) {
    var carry: UInt64 = 1
    for index in 0..<size {
        let (value, overflow) = (~limbs[index]).addingReportingOverflow(carry)
        limbs[index] = value
        carry = overflow ? 1 : 0
    }
}

/// `bnot(a)`
public func bitNotSlow(_ p: ProcessPointer, _ a: Term) -> Term {
    if a.isSmall { return Term(small: ~a.small) }
    guard a.isBigInteger else { return p.badArithmetic() }
    // -a - 1
    let header = a.header
    let cell = p.allocate(header.size + 2)
    let limbs = a.boxedAddress + 1
    var one: UInt64 = 1
    if header.extra & 1 == 0 {
        cell[header.size + 1] = Limbs.add(cell + 1, limbs, header.size, &one, 1)
        return p.finishInteger(cell, allocated: header.size + 2, size: header.size + 1, isNegative: true)
    }
    Limbs.subtract(cell + 1, limbs, header.size, &one, 1)
    return p.finishInteger(cell, allocated: header.size + 2, size: header.size, isNegative: false)
}

/// `bsl(a, b)`
public func shiftLeftSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term {
    guard a.isInteger, b.isInteger else { return p.badArithmetic() }
    return shift(p, a, b, left: true)
}

/// `bsr(a, b)`, towards minus infinity.
public func shiftRightSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term {
    guard a.isInteger, b.isInteger else { return p.badArithmetic() }
    return shift(p, a, b, left: false)
}

private func shift(_ p: ProcessPointer, _ a: Term, _ b: Term, left: Bool) -> Term {
    if b.bits == 0 || a.bits == 0 { return a }
    let isLeft = left != b.isNegativeInteger
    if !b.isSmall {
        if isLeft { return p.raiseError(.system_limit) }
        return Term(small: a.isNegativeInteger ? -1 : 0)
    }
    let distance = Int(b.small.magnitude)
    return isLeft ? shiftLeft(p, a, distance) : shiftRight(p, a, distance)
}

private func shiftLeft(_ p: ProcessPointer, _ a: Term, _ distance: Int) -> Term {
    var scratch: UInt64 = 0
    let x = IntegerOperand(a, scratch: &scratch)
    guard distance < maximumLimbs * 64, (x.bitWidth + distance + 63) / 64 <= maximumLimbs else { return p.raiseError(.system_limit) }
    let whole = distance / 64
    let bits = distance % 64
    let size = x.size + whole + 1
    let cell = p.allocate(size + 1)
    (cell + 1).update(repeating: 0, count: whole)
    if bits == 0 {
        (cell + 1 + whole).update(from: x.limbs, count: x.size)
        cell[size] = 0
    } else {
        cell[size] = Limbs.shiftLeft(cell + 1 + whole, x.limbs, x.size, bits)
    }
    return p.finishInteger(cell, allocated: size + 1, size: size, isNegative: x.isNegative)
}

private func shiftRight(_ p: ProcessPointer, _ a: Term, _ distance: Int) -> Term {
    if a.isSmall { return Term(small: distance > 63 ? (a.small < 0 ? -1 : 0) : a.small >> distance) }
    var scratch: UInt64 = 0
    let x = IntegerOperand(a, scratch: &scratch)
    let whole = distance / 64
    if whole >= x.size { return Term(small: x.isNegative ? -1 : 0) }
    let bits = distance % 64
    let size = x.size - whole
    let cell = p.allocate(size + 2)
    if bits == 0 {
        (cell + 1).update(from: x.limbs + whole, count: size)
    } else {
        Limbs.shiftRight(cell + 1, x.limbs + whole, size, bits)
    }
    cell[size + 1] = 0
    if x.isNegative {
        // Towards minus infinity: one more, if any bit fell off.
        var lost = bits > 0 && x.limbs[whole] << UInt64(64 - bits) != 0
        var index = 0
        while !lost, index < whole {
            lost = x.limbs[index] != 0
            index += 1
        }
        var one: UInt64 = 1
        if lost { cell[size + 1] = Limbs.add(cell + 1, cell + 1, size, &one, 1) }
    }
    return p.finishInteger(cell, allocated: size + 2, size: size + 1, isNegative: x.isNegative)
}
