// Floats as text in the forms of `:erlang.float_to_binary/2`, and back. The digits are Swift's shortest ones, the forms OTP's.
import Glibc

/// The forms that `float_to_binary` and `float_to_list` know.
enum FloatForm {
    /// The fewest digits that read back as the same float.
    case short
    /// So many digits after the point; compact: without zeros at the end.
    case decimals(Int, compact: Bool)
    /// One digit, so many after the point, an exponent.
    case scientific(Int)
}

/// Bytes that any form needs.
let floatTextCapacity = 1024

/// Writes a float; returns how many bytes, or nil if the form makes it too long (over 255 bytes).
func writeFloat(_ value: Double, _ form: FloatForm, _ text: BytePointer) -> Int? {
    switch form {
    case .short: return writeShortest(value, text)
    case .scientific(let digits): return printed("%.*e", value, digits, text)
    case .decimals(let digits, let compact):
        guard var count = writeDecimals(value, digits, text) else { return nil }
        if compact, digits > 0 {
            while text[count - 1] == UInt8(ascii: "0") { count -= 1 }
            if text[count - 1] == UInt8(ascii: ".") { count += 1 }
        }
        return count
    }
}

/// What C's printf writes.
private func printed(_ format: String, _ value: Double, _ digits: Int, _ text: BytePointer) -> Int? {
    let count = withVaList([Int32(digits), value]) {
        vsnprintf(UnsafeMutableRawPointer(text).assumingMemoryBound(to: CChar.self), floatTextCapacity, format, $0)
    }
    return count <= 255 ? Int(count) : nil
}

/// As OTP does it: the fraction is scaled and rounded by itself, half away from zero; beyond 18 digits, or 2^63, exactly.
private func writeDecimals(_ value: Double, _ digits: Int, _ text: BytePointer) -> Int? {
    let magnitude = value.magnitude
    guard digits <= 18, magnitude < 0x1p63 else { return printed("%.*f", value, digits, text) }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    var whole = UInt64(magnitude)
    let scaled = (magnitude - Double(whole)) * scale
    var fraction = UInt64(scaled)
    if scaled - Double(fraction) >= 0.5 { fraction += 1 }
    if Double(fraction) >= scale {
        whole += 1
        fraction = 0
    }
    var count = 0
    if value.sign == .minus {
        text[0] = UInt8(ascii: "-")
        count = 1
    }
    count += writeDigits(whole, text + count, width: 1)
    if digits > 0 {
        text[count] = UInt8(ascii: ".")
        count += 1 + writeDigits(fraction, text + count + 1, width: digits)
    }
    return count
}

/// Writes a number in at least `width` digits.
private func writeDigits(_ value: UInt64, _ text: BytePointer, width: Int) -> Int {
    var count = 1
    var rest = value / 10
    while rest > 0 {
        rest /= 10
        count += 1
    }
    count = max(count, width)
    var value = value
    for index in stride(from: count - 1, through: 0, by: -1) {
        text[index] = UInt8(ascii: "0") + UInt8(value % 10)
        value /= 10
    }
    return count
}

/// The shorter of both notations, decimals if they are equally long, but an exponent from 2^53 on.
private func writeShortest(_ value: Double, _ text: BytePointer) -> Int {
    var count = 0
    if value.sign == .minus {
        text[0] = UInt8(ascii: "-")
        count = 1
    }
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    return withUnsafeMutableBytes(of: &digits) { raw in
        let digits = raw.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
        let (length, exponent) = shortestDigits(value.magnitude, digits)
        // d.ddde±x against ddd.ddd, 0.000ddd or ddd000.0
        let exponentDigits = (exponent < 0 ? 1 : 0) + (exponent.magnitude >= 100 ? 3 : exponent.magnitude >= 10 ? 2 : 1)
        let scientificLength = 1 + 1 + max(length - 1, 1) + 1 + exponentDigits
        let decimalLength = exponent >= 0 ? max(length + 1, exponent + 3) : length + 1 - exponent
        func put(_ character: UInt8) {
            text[count] = character
            count += 1
        }
        let zero = UInt8(ascii: "0")
        if decimalLength <= scientificLength, value.magnitude < 0x1p53 {
            if exponent < 0 {
                put(zero)
                put(UInt8(ascii: "."))
                for _ in 1..<(-exponent) { put(zero) }
                for index in 0..<length { put(digits[index]) }
                return count
            }
            for index in 0...max(exponent, length - 1) {
                if index == exponent + 1 { put(UInt8(ascii: ".")) }
                put(index < length ? digits[index] : zero)
            }
            if length <= exponent + 1 {
                put(UInt8(ascii: "."))
                put(zero)
            }
            return count
        }
        put(digits[0])
        put(UInt8(ascii: "."))
        if length == 1 { put(zero) }
        for index in 1..<max(length, 1) { put(digits[index]) }
        put(UInt8(ascii: "e"))
        if exponent < 0 { put(UInt8(ascii: "-")) }
        count += writeDigits(UInt64(exponent.magnitude), text + count, width: 1)
        return count
    }
}

/// The fewest digits (characters, without zeros around) that mean this float and no other, and the power of ten of the first.
private func shortestDigits(_ magnitude: Double, _ digits: BytePointer) -> (length: Int, exponent: Int) {
    if magnitude == 0 {
        digits[0] = UInt8(ascii: "0")
        return (1, 0)
    }
    var length = 0
    var point: Int?
    var exponent = 0
    var isExponent = false
    var isNegative = false
    var leadingZeros = 0
    var description = magnitude.description
    description.withUTF8 { characters in
        for character in characters {
            switch character {
            case UInt8(ascii: "."): point = length + leadingZeros
            case UInt8(ascii: "e"): isExponent = true
            case UInt8(ascii: "+"): break
            case UInt8(ascii: "-"): isNegative = true
            default:
                if isExponent {
                    exponent = exponent * 10 + Int(character - UInt8(ascii: "0"))
                } else if length == 0, character == UInt8(ascii: "0") {
                    leadingZeros += 1
                } else {
                    digits[length] = character
                    length += 1
                }
            }
        }
    }
    let power = (point ?? length + leadingZeros) - leadingZeros - 1 + (isNegative ? -exponent : exponent)
    while length > 1, digits[length - 1] == UInt8(ascii: "0") { length -= 1 }
    return (length, power)
}

/// The float that a text is: `[+-]digits.digits[e[+-]digits]`; nil if it is none or too large.
func parseFloat(_ text: UnsafePointer<UInt8>, _ count: Int) -> Double? {
    var index = 0
    func isDigit() -> Bool { index < count && text[index] >= UInt8(ascii: "0") && text[index] <= UInt8(ascii: "9") }
    func skipDigits() -> Bool {
        guard isDigit() else { return false }
        while isDigit() { index += 1 }
        return true
    }
    func skipSign() { if index < count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index += 1 } }
    skipSign()
    guard skipDigits(), index < count, text[index] == UInt8(ascii: ".") else { return nil }
    index += 1
    guard skipDigits() else { return nil }
    if index < count {
        guard text[index] | 32 == UInt8(ascii: "e") else { return nil }
        index += 1
        skipSign()
        guard skipDigits() else { return nil }
    }
    guard index == count else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { copy in
        let start = copy.baseAddress.unsafelyUnwrapped
        memcpy(start, text, count)
        start[count] = 0
        let value = strtod(start, nil)
        return value.isFinite ? value : nil
    }
}
