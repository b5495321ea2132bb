// Integers to floats and back, exactly rounded, and exact comparison between the two. No text.
import Limbs

extension IntegerOperand {
    /// The nearest double, ties to even; nil if it is beyond the largest one.
    func double() -> Double? {
        if size == 0 { return 0 }
        if size == 1 {
            let value = Double(limbs[0])
            return isNegative ? -value : value
        }
        let width = bitWidth
        if width > 1024 { return nil }
        // The upper 64 bits, the lowest of them sticky, round correctly in one step.
        let top = size - 1
        let shift = limbs[top].leadingZeroBitCount
        var upper = shift == 0 ? limbs[top] : limbs[top] << UInt64(shift) | limbs[top - 1] >> UInt64(64 - shift)
        var sticky = shift == 0 ? limbs[top - 1] != 0 : limbs[top - 1] << UInt64(shift) != 0
        var index = top - 2
        while !sticky, index >= 0 {
            sticky = limbs[index] != 0
            index -= 1
        }
        if sticky { upper |= 1 }
        let value = Double(sign: .plus, exponent: width - 64, significand: Double(upper))
        if value.isInfinite { return nil }
        return isNegative ? -value : value
    }
}

/// The number as a double; nil for an integer that is too large. Only for numbers.
func doubleValue(_ number: Term) -> Double? {
    if number.isSmall { return Double(number.small) }
    if number.isFloat { return number.float }
    var scratch: UInt64 = 0
    return IntegerOperand(number, scratch: &scratch).double()
}

extension UnsafeMutablePointer where Pointee == Process {
    /// The integer that equals a float without fraction.
    func integer(exactly value: Double) -> Term {
        if value.magnitude < 0x1p60 { return Term(small: Int(value)) }
        let exponent = Int(value.exponent)
        let significand = UInt64(1) << 52 | value.significandBitPattern
        let shift = exponent - 52
        let size = shift / 64 + 2
        let cell = allocate(size + 1)
        (cell + 1).update(repeating: 0, count: size)
        let bits = UInt64(shift % 64)
        cell[1 + shift / 64] = significand << bits
        if bits > 0 { cell[2 + shift / 64] = significand >> (64 - bits) }
        return finishInteger(cell, allocated: size + 1, size: size, isNegative: value < 0)
    }
}

/// Compares an integer with a float by their mathematical values: -1, 0 or 1.
func compareExactly(integer: Term, float: Double) -> Int {
    if integer.isSmall {
        let value = integer.small
        if value.magnitude <= 1 << 53 {
            let converted = Double(value)
            return converted < float ? -1 : converted > float ? 1 : 0
        }
        if float >= 0x1p62 { return -1 }
        if float <= -0x1p62 { return 1 }
        let whole = float.rounded(.towardZero)
        let other = Int(whole)
        if value != other { return value < other ? -1 : 1 }
        return whole < float ? -1 : whole > float ? 1 : 0
    }
    var scratch: UInt64 = 0
    let operand = IntegerOperand(integer, scratch: &scratch)
    let sign = operand.isNegative ? -1 : 1
    if float == 0 || (float < 0) != operand.isNegative { return sign }
    let exponent = Int(float.exponent)
    let width = operand.bitWidth
    if width != exponent + 1 { return width < exponent + 1 ? -sign : sign }
    // Same power of two: compare the upper 64 bits, then see whether anything is left below.
    let top = operand.size - 1
    let shift = operand.limbs[top].leadingZeroBitCount
    var upper = operand.limbs[top] << UInt64(shift)
    var below: UInt64 = 0
    if top > 0 {
        if shift > 0 { upper |= operand.limbs[top - 1] >> UInt64(64 - shift) }
        below = operand.limbs[top - 1] << UInt64(shift)
        var index = top - 2
        while below == 0, index >= 0 {
            below = operand.limbs[index]
            index -= 1
        }
    }
    let significand = (UInt64(1) << 52 | float.significandBitPattern) << 11
    if upper != significand { return upper < significand ? -sign : sign }
    return below == 0 ? 0 : sign
}

/// Compares two integers: -1, 0 or 1.
func compareIntegers(_ a: Term, _ b: Term) -> Int {
    if a.isSmall, b.isSmall { return a.small < b.small ? -1 : a.small > b.small ? 1 : 0 }
    var first: UInt64 = 0
    var second: UInt64 = 0
    let x = IntegerOperand(a, scratch: &first)
    let y = IntegerOperand(b, scratch: &second)
    if x.isNegative != y.isNegative { return x.isNegative ? -1 : 1 }
    let order = Limbs.compare(x.limbs, x.size, y.limbs, y.size)
    return x.isNegative ? -order : order
}

/// Compares two numbers by value; floats and integers exactly: -1, 0 or 1.
func compareNumbers(_ a: Term, _ b: Term) -> Int {
    if a.isFloat {
        if b.isFloat {
            let x = a.float
            let y = b.float
            return x < y ? -1 : x > y ? 1 : 0
        }
        return -compareExactly(integer: b, float: a.float)
    }
    if b.isFloat { return compareExactly(integer: a, float: b.float) }
    return compareIntegers(a, b)
}
