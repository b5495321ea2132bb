// Integers, floats and code points as bits of bitstrings, at any offset. No allocation but the terms read.
import Limbs

/// Writes the lowest `count` bits of an integer's two's complement.
func writeInteger(_ term: Term, _ bytes: BytePointer, _ offset: Int, _ count: Int, little: Bool) {
    if count == 0 { return }
    if !little || count <= 8, count <= 64, term.isSmall {
        writeBits(bytes, offset, count, UInt64(bitPattern: Int64(term.small)))
        return
    }
    var scratch: UInt64 = 0
    let operand = IntegerOperand(term, scratch: &scratch)
    var borrow: UInt64 = 1
    var limb: UInt64 = 0
    let whole = count >> 3
    for index in 0..<whole {
        if index & 7 == 0 { limb = operand.twosComplementLimb(index >> 3, borrow: &borrow) }
        let at = little ? offset &+ index &* 8 : offset &+ count &- 8 &- index &* 8
        writeBits(bytes, at, 8, limb)
        limb >>= 8
    }
    let rest = count & 7
    if rest > 0 {
        if whole & 7 == 0 { limb = operand.twosComplementLimb(whole >> 3, borrow: &borrow) }
        writeBits(bytes, little ? offset &+ whole &* 8 : offset, rest, limb)
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// The integer that `count` bits of a bitstring hold, which has them.
    @inline(__always)
    public func readInteger(_ bytes: BytePointer, _ offset: Int, _ count: Int, signed: Bool, little: Bool) -> Term {
        if count <= 60, !little || count <= 8 {
            let value = readBits(bytes, offset, count)
            if signed, count > 0 {
                let shift = UInt64(64 &- count)
                return Term(small: Int(Int64(bitPattern: value << shift) >> Int64(shift)))
            }
            return Term(small: Int(value))
        }
        return readLongInteger(bytes, offset, count, signed: signed, little: little)
    }

    @inline(never)
    func readLongInteger(_ bytes: BytePointer, _ offset: Int, _ count: Int, signed: Bool, little: Bool) -> Term {
        let size = (count + 63) >> 6
        let cell = allocate(size + 1)
        (cell + 1).update(repeating: 0, count: size)
        let whole = count >> 3
        let rest = count & 7
        if little {
            for index in 0..<whole {
                cell[1 + index >> 3] |= readBits(bytes, offset + index * 8, 8) << UInt64((index & 7) * 8)
            }
            if rest > 0 { cell[1 + whole >> 3] |= readBits(bytes, offset + whole * 8, rest) << UInt64((whole & 7) * 8) }
        } else {
            var left = count
            var index = 1
            while left > 0 {
                let step = min(left, 64)
                left -= step
                cell[index] = readBits(bytes, offset + left, step)
                index += 1
            }
        }
        let top = (count - 1) & 63
        let isNegative = signed && cell[size] >> UInt64(top) & 1 == 1
        if isNegative {
            // Magnitude: two's complement of count bits.
            if top < 63 { cell[size] |= ~0 << UInt64(top + 1) }
            var carry = true
            for index in 1...size {
                let (value, overflow) = (~cell[index]).addingReportingOverflow(carry ? 1 : 0)
                cell[index] = value
                carry = overflow
            }
        }
        let used = Limbs.normalized(cell + 1, size)
        if used > maximumLimbs {
            cell[0] = Header(.bigInteger, size: used, extra: isNegative ? 1 : 0).bits
            trim(cell, allocated: size + 1, used: used + 1)
            return Term(boxed: cell)
        }
        return finishInteger(cell, allocated: size + 1, size: used, isNegative: isNegative)
    }

    /// The float that 16, 32 or 64 bits hold; nil if they are none (infinity, not a number).
    func readDouble(_ bytes: BytePointer, _ offset: Int, _ count: Int, little: Bool) -> Double? {
        var raw = readBits(bytes, offset, count)
        if little { raw = raw.byteSwapped >> UInt64(64 - count) }
        let value: Double = switch count {
        case 64: Double(bitPattern: raw)
        case 32: Double(Float(bitPattern: UInt32(raw)))
        default: doubleOfHalf(UInt16(raw))
        }
        return value.isFinite ? value : nil
    }
}

/// Writes a float in 16, 32 or 64 bits; what is too large becomes infinite.
func writeDouble(_ value: Double, _ bytes: BytePointer, _ offset: Int, _ count: Int, little: Bool) {
    var raw: UInt64 = switch count {
    case 64: value.bitPattern
    case 32: UInt64(Float(value).bitPattern)
    default: UInt64(halfBits(value))
    }
    if little { raw = raw.byteSwapped >> UInt64(64 - count) }
    writeBits(bytes, offset, count, raw)
}

/// The value of a half-precision float.
func doubleOfHalf(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    let magnitude: Double
    switch exponent {
    case 0: magnitude = fraction * 0x1p-24
    case 31: magnitude = bits & 1023 == 0 ? .infinity : .nan
    default: magnitude = Double(sign: .plus, exponent: exponent - 25, significand: fraction + 1024)
    }
    return bits >> 15 == 1 ? -magnitude : magnitude
}

/// The nearest half-precision float, ties to even.
func halfBits(_ value: Double) -> UInt16 {
    let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
    let magnitude = value.magnitude
    if magnitude >= 65520 { return sign | 0x7C00 }
    if magnitude < 0x1p-14 { return sign | UInt16((magnitude * 0x1p24).rounded(.toNearestOrEven)) }
    let exponent = Int(magnitude.exponent)
    let fraction = Int((magnitude * Double(sign: .plus, exponent: 10 - exponent, significand: 1)).rounded(.toNearestOrEven))
    return sign | UInt16((exponent + 14) << 10 + fraction)
}

/// A code point and how many bits it took; `size` 0: none.
struct DecodedScalar {
    var value: UInt32
    var size: Int
    static let invalid = DecodedScalar(value: 0, size: 0)
}

/// Decodes the UTF-8 sequence at the start of `left` bits at an offset.
@inline(__always)
func decodeUTF8(_ bytes: BytePointer, _ offset: Int, _ left: Int) -> DecodedScalar {
    guard left >= 8 else { return .invalid }
    let first = readBits(bytes, offset, 8)
    if first < 0x80 { return DecodedScalar(value: UInt32(first), size: 8) }
    return decodeLongUTF8(bytes, offset, left, first)
}

func decodeLongUTF8(_ bytes: BytePointer, _ offset: Int, _ left: Int, _ first: UInt64) -> DecodedScalar {
    let count: Int
    var value: UInt64
    switch first {
    case 0xC2...0xDF: (count, value) = (2, first & 0x1F)
    case 0xE0...0xEF: (count, value) = (3, first & 0x0F)
    case 0xF0...0xF4: (count, value) = (4, first & 0x07)
    default: return .invalid
    }
    guard left >= count * 8 else { return .invalid }
    for index in 1..<count {
        let byte = readBits(bytes, offset + index * 8, 8)
        guard byte & 0xC0 == 0x80 else { return .invalid }
        value = value << 6 | byte & 0x3F
    }
    if count == 3 ? value < 0x800 : count == 4 && value < 0x10000 { return .invalid }
    guard isScalar(value) else { return .invalid }
    return DecodedScalar(value: UInt32(value), size: count * 8)
}

/// A code point that may be encoded: no surrogate, within Unicode.
@inline(__always) func isScalar(_ value: UInt64) -> Bool { value < 0xD800 || (value > 0xDFFF && value <= 0x10FFFF) }

func decodeUTF16(_ bytes: BytePointer, _ offset: Int, _ left: Int, little: Bool) -> DecodedScalar {
    guard left >= 16 else { return .invalid }
    func unit(_ at: Int) -> UInt32 {
        let raw = UInt16(readBits(bytes, offset + at, 16))
        return UInt32(little ? raw.byteSwapped : raw)
    }
    let first = unit(0)
    if first < 0xD800 || first > 0xDFFF { return DecodedScalar(value: first, size: 16) }
    guard first < 0xDC00, left >= 32 else { return .invalid }
    let second = unit(16)
    guard second >= 0xDC00, second <= 0xDFFF else { return .invalid }
    return DecodedScalar(value: 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF, size: 32)
}

func decodeUTF32(_ bytes: BytePointer, _ offset: Int, _ left: Int, little: Bool) -> DecodedScalar {
    guard left >= 32 else { return .invalid }
    let raw = UInt32(readBits(bytes, offset, 32))
    let value = little ? raw.byteSwapped : raw
    return isScalar(UInt64(value)) ? DecodedScalar(value: value, size: 32) : .invalid
}

/// Bytes of a code point in UTF-8.
@inline(__always)
func utf8Width(_ value: UInt32) -> Int { value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4 }

/// Writes a code point in UTF-8; returns the bytes written.
@inline(__always)
@discardableResult
func writeUTF8(_ value: UInt32, _ at: BytePointer) -> Int {
    if value < 0x80 {
        at[0] = UInt8(value)
        return 1
    }
    if value < 0x800 {
        at[0] = UInt8(0xC0 | value >> 6)
        at[1] = UInt8(0x80 | value & 0x3F)
        return 2
    }
    if value < 0x10000 {
        at[0] = UInt8(0xE0 | value >> 12)
        at[1] = UInt8(0x80 | value >> 6 & 0x3F)
        at[2] = UInt8(0x80 | value & 0x3F)
        return 3
    }
    at[0] = UInt8(0xF0 | value >> 18)
    at[1] = UInt8(0x80 | value >> 12 & 0x3F)
    at[2] = UInt8(0x80 | value >> 6 & 0x3F)
    at[3] = UInt8(0x80 | value & 0x3F)
    return 4
}
