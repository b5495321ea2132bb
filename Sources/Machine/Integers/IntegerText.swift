// Integers as digits in any base from 2 to 36, and back. Floats are in FloatText.swift.
import Glibc
import Limbs

/// Room for the text of an integer in a base, sign included.
func integerTextCapacity(_ term: Term, base: Int) -> Int {
    if term.isSmall { return 64 }
    let bits = term.header.size * 64
    // Digits for the largest power of two not above the base.
    let perDigit = 63 - UInt64(base).leadingZeroBitCount
    return bits / perDigit + 4
}

/// Writes an integer in a base, letters in upper case, into `integerTextCapacity` bytes; returns how many.
func writeInteger(_ term: Term, base: Int, _ text: BytePointer) -> Int {
    if term.isSmall {
        var magnitude = term.small.magnitude
        var count = 0
        repeat {
            text[count] = digitCharacter(UInt8(magnitude % UInt(base)))
            magnitude /= UInt(base)
            count += 1
        } while magnitude != 0
        if term.small < 0 {
            text[count] = UInt8(ascii: "-")
            count += 1
        }
        var low = 0
        var high = count - 1
        while low < high {
            (text[low], text[high]) = (text[high], text[low])
            low += 1
            high -= 1
        }
        return count
    }
    let header = term.header
    let isNegative = header.extra & 1 != 0
    let limbs = LimbPointer.allocate(capacity: header.size)
    defer { limbs.deallocate() }
    limbs.update(from: term.boxedAddress + 1, count: header.size)
    let start = text + (isNegative ? 1 : 0)
    if isNegative { text[0] = UInt8(ascii: "-") }
    var count = Limbs.digits(start, base: base, limbs, header.size)
    var zeros = 0
    while zeros < count - 1, start[zeros] == 0 { zeros += 1 }
    if zeros > 0 { memmove(start, start + zeros, count - zeros) }
    count -= zeros
    for index in 0..<count { start[index] = digitCharacter(start[index]) }
    return count + (isNegative ? 1 : 0)
}

@inline(__always)
private func digitCharacter(_ digit: UInt8) -> UInt8 { digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "A") }

/// The value of a digit, letters in either case; 255 for what is none.
@inline(__always)
func digitValue(_ character: UInt8) -> UInt8 {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A") + 10
    default: 255
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// The integer that a text is in a base, with an optional sign; `.none` if it is none.
    func parseInteger(_ text: UnsafePointer<UInt8>, _ count: Int, base: Int) -> Term {
        var index = 0
        var isNegative = false
        if count > 0, text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
            isNegative = text[0] == UInt8(ascii: "-")
            index = 1
        }
        if index == count { return .none }
        while index < count - 1, text[index] == UInt8(ascii: "0") { index += 1 }
        let digits = count - index
        // 60 bits hold what one addition and multiplication below cannot overflow.
        if digits <= 11 || (base <= 10 && digits <= 18) {
            var value = 0
            while index < count {
                let digit = digitValue(text[index])
                if digit >= base { return .none }
                value = value * base + Int(digit)
                index += 1
            }
            return integer(isNegative ? -value : value)
        }
        let values = BytePointer.allocate(capacity: digits)
        defer { values.deallocate() }
        for offset in 0..<digits {
            let digit = digitValue(text[index + offset])
            if digit >= base { return .none }
            values[offset] = digit
        }
        let size = (digits * (64 - UInt64(base - 1).leadingZeroBitCount) + 63) / 64 + 1
        if size > maximumLimbs * 2 { return raiseError(.system_limit) }
        let cell = allocate(size + 1)
        let used = Limbs.parse(cell + 1, values, digits, base: base)
        return finishInteger(cell, allocated: size + 1, size: used, isNegative: isNegative)
    }

    /// The text of an integer as a binary.
    func integerText(_ term: Term, base: Int) -> Term {
        let capacity = integerTextCapacity(term, base: base)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { text in
            let start = text.baseAddress.unsafelyUnwrapped
            return binary(start, writeInteger(term, base: base, start))
        }
    }
}
