// Arithmetic of the language beyond two small integers: the slow paths of the interpreter's instructions, also behind the
// natives of the same names. Bit operations are in BitOperations.swift.
import Bytecode
import Limbs

/// A float, or `badarith` where it is not finite.
@inline(__always)
private func finite(_ p: ProcessPointer, _ value: Double) -> Term { value.isFinite ? p.float(value) : p.badArithmetic() }

/// The two operands as doubles if one is a float; nil: not so, or one is no number or too large.
private func doubles(_ a: Term, _ b: Term) -> (Double, Double)? {
    guard a.isFloat || b.isFloat, a.isNumber, b.isNumber, let x = doubleValue(a), let y = doubleValue(b) else { return nil }
    return (x, y)
}

/// `a + b`
public func addSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term {
    if a.isSmall, b.isSmall { return p.integer(a.small + b.small) }
    if a.isInteger, b.isInteger { return addIntegers(p, a, b, negated: false) }
    guard let (x, y) = doubles(a, b) else { return p.badArithmetic() }
    return finite(p, x + y)
}

/// `a - b`
public func subtractSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term {
    if a.isSmall, b.isSmall { return p.integer(a.small - b.small) }
    if a.isInteger, b.isInteger { return addIntegers(p, a, b, negated: true) }
    guard let (x, y) = doubles(a, b) else { return p.badArithmetic() }
    return finite(p, x - y)
}

/// `a + b`, or `a - b` if negated. Only for integers.
private func addIntegers(_ p: ProcessPointer, _ a: Term, _ b: Term, negated: Bool) -> Term {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var x = IntegerOperand(a, scratch: &first)
    let other = IntegerOperand(b, scratch: &second)
    var y = IntegerOperand(limbs: other.limbs, size: other.size, isNegative: other.isNegative != negated)
    if y.size == 0 { return a }
    if x.size < y.size { swap(&x, &y) }
    if x.isNegative == y.isNegative {
        let cell = p.allocate(x.size + 2)
        cell[x.size + 1] = y.size == 0 ? 0 : Limbs.add(cell + 1, x.limbs, x.size, y.limbs, y.size)
        if y.size == 0 { (cell + 1).update(from: x.limbs, count: x.size) }
        return p.finishInteger(cell, allocated: x.size + 2, size: x.size + 1, isNegative: x.isNegative)
    }
    if Limbs.compare(x.limbs, x.size, y.limbs, y.size) < 0 { swap(&x, &y) }
    let cell = p.allocate(x.size + 1)
    if y.size == 0 {
        (cell + 1).update(from: x.limbs, count: x.size)
    } else {
        Limbs.subtract(cell + 1, x.limbs, x.size, y.limbs, y.size)
    }
    return p.finishInteger(cell, allocated: x.size + 1, size: x.size, isNegative: x.isNegative)
}

/// `a * b`
public func multiplySlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term {
    if a.isSmall, b.isSmall {
        let (product, overflow) = a.small.multipliedReportingOverflow(by: b.small)
        if !overflow { return p.integer(product) }
    }
    if a.isInteger, b.isInteger {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var x = IntegerOperand(a, scratch: &first)
        var y = IntegerOperand(b, scratch: &second)
        if x.size < y.size { swap(&x, &y) }
        if y.size == 0 { return Term(small: 0) }
        let size = x.size + y.size
        if size > maximumLimbs + 1 { return p.raiseError(.system_limit) }
        let cell = p.allocate(size + 1)
        if y.size == 1 {
            cell[size] = Limbs.multiply(cell + 1, x.limbs, x.size, by: y.limbs[0])
        } else if x.limbs == y.limbs {
            Limbs.square(cell + 1, x.limbs, x.size)
        } else {
            Limbs.multiply(cell + 1, x.limbs, x.size, y.limbs, y.size)
        }
        return p.finishInteger(cell, allocated: size + 1, size: size, isNegative: x.isNegative != y.isNegative)
    }
    guard let (x, y) = doubles(a, b) else { return p.badArithmetic() }
    return finite(p, x * y)
}

/// `a / b`, always a float.
public func divideSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term {
    guard a.isNumber, b.isNumber, let x = doubleValue(a), let y = doubleValue(b), y != 0 else { return p.badArithmetic() }
    return finite(p, x / y)
}

/// `div(a, b)`, towards zero.
public func integerDivideSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term { divideIntegers(p, a, b, wantsQuotient: true) }

/// `rem(a, b)`, with the sign of a.
public func remainderSlow(_ p: ProcessPointer, _ a: Term, _ b: Term) -> Term { divideIntegers(p, a, b, wantsQuotient: false) }

private func divideIntegers(_ p: ProcessPointer, _ a: Term, _ b: Term, wantsQuotient: Bool) -> Term {
    guard a.isInteger, b.isInteger, b.bits != 0 else { return p.badArithmetic() }
    if a.isSmall, b.isSmall { return p.integer(wantsQuotient ? a.small / b.small : a.small % b.small) }
    var first: UInt64 = 0
    var second: UInt64 = 0
    let x = IntegerOperand(a, scratch: &first)
    let y = IntegerOperand(b, scratch: &second)
    let isNegative = wantsQuotient ? x.isNegative != y.isNegative : x.isNegative
    if x.size < y.size { return wantsQuotient ? Term(small: 0) : a }
    if y.size == 1 {
        let cell = p.allocate(x.size + 1)
        let remainder = Limbs.divide(cell + 1, x.limbs, x.size, by: y.limbs[0])
        if wantsQuotient { return p.finishInteger(cell, allocated: x.size + 1, size: x.size, isNegative: isNegative) }
        cell[1] = remainder
        return p.finishInteger(cell, allocated: x.size + 1, size: 1, isNegative: isNegative)
    }
    let quotientSize = x.size - y.size + 1
    // The part that is wanted comes first, so that the other one can be given back.
    let (keptSize, droppedSize) = wantsQuotient ? (quotientSize, y.size) : (y.size, quotientSize)
    let total = keptSize + droppedSize + 1
    let cell = p.allocate(total)
    let kept = cell + 1
    let dropped = kept + keptSize
    Limbs.divide(wantsQuotient ? kept : dropped, wantsQuotient ? dropped : kept, x.limbs, x.size, y.limbs, y.size)
    return p.finishInteger(cell, allocated: total, size: keptSize, isNegative: isNegative)
}

/// `-a`
public func negateSlow(_ p: ProcessPointer, _ a: Term) -> Term {
    if a.isSmall { return p.integer(-a.small) }
    if a.isFloat { return p.float(-a.float) }
    guard a.isBigInteger else { return p.badArithmetic() }
    let header = a.header
    let cell = p.allocate(header.size + 1)
    (cell + 1).update(from: a.boxedAddress + 1, count: header.size)
    return p.finishInteger(cell, allocated: header.size + 1, size: header.size, isNegative: header.extra & 1 == 0)
}
