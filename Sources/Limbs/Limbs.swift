// Arithmetic of natural numbers as little-endian limbs in raw memory: GMP's mpn functions under plain names. It knows
// no signs, no terms and no allocation; operands need not be normalised unless a comment says so.
import CHost

public typealias LimbPointer = UnsafeMutablePointer<UInt64>

@inlinable @inline(__always)
func gmp(_ limbs: LimbPointer) -> UnsafeMutablePointer<UInt> {
    UnsafeMutableRawPointer(limbs).assumingMemoryBound(to: UInt.self)
}

/// The functions on limbs. Sizes are counts of limbs.
public enum Limbs {
    /// The number of limbs without leading zeros.
    @inlinable @inline(__always)
    public static func normalized(_ limbs: LimbPointer, _ size: Int) -> Int {
        var size = size
        while size > 0, limbs[size &- 1] == 0 { size &-= 1 }
        return size
    }

    /// -1, 0 or 1. Both normalised.
    @inlinable @inline(__always)
    public static func compare(_ a: LimbPointer, _ aSize: Int, _ b: LimbPointer, _ bSize: Int) -> Int {
        if aSize != bSize { return aSize < bSize ? -1 : 1 }
        var index = aSize
        while index > 0 {
            index &-= 1
            if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
        }
        return 0
    }

    /// result(aSize) ← a + b, with aSize >= bSize > 0; returns the carry. The result may be a.
    @inlinable
    public static func add(_ result: LimbPointer, _ a: LimbPointer, _ aSize: Int, _ b: LimbPointer, _ bSize: Int) -> UInt64 {
        var carry = UInt64(__gmpn_add_n(gmp(result), gmp(a), gmp(b), bSize))
        var index = bSize
        while index < aSize {
            let (sum, overflow) = a[index].addingReportingOverflow(carry)
            result[index] = sum
            carry = overflow ? 1 : 0
            index &+= 1
        }
        return carry
    }

    /// result(aSize) ← a - b, with a >= b and bSize > 0.
    @inlinable
    public static func subtract(_ result: LimbPointer, _ a: LimbPointer, _ aSize: Int, _ b: LimbPointer, _ bSize: Int) {
        var borrow = UInt64(__gmpn_sub_n(gmp(result), gmp(a), gmp(b), bSize))
        var index = bSize
        while index < aSize {
            let (difference, overflow) = a[index].subtractingReportingOverflow(borrow)
            result[index] = difference
            borrow = overflow ? 1 : 0
            index &+= 1
        }
    }

    /// result(aSize + bSize) ← a · b, with aSize >= bSize > 0; the result overlaps neither.
    @inlinable @inline(__always)
    public static func multiply(_ result: LimbPointer, _ a: LimbPointer, _ aSize: Int, _ b: LimbPointer, _ bSize: Int) {
        _ = __gmpn_mul(gmp(result), gmp(a), aSize, gmp(b), bSize)
    }

    /// result(2 · size) ← a².
    @inlinable @inline(__always)
    public static func square(_ result: LimbPointer, _ a: LimbPointer, _ size: Int) {
        __gmpn_sqr(gmp(result), gmp(a), size)
    }

    /// result(size) ← a · factor; returns the highest limb. The result may be a.
    @inlinable @inline(__always)
    public static func multiply(_ result: LimbPointer, _ a: LimbPointer, _ size: Int, by factor: UInt64) -> UInt64 {
        UInt64(__gmpn_mul_1(gmp(result), gmp(a), size, UInt(factor)))
    }

    /// quotient(aSize - bSize + 1), remainder(bSize) ← a divided by b, whose highest limb is not zero; aSize >= bSize.
    /// Nothing overlaps.
    @inlinable @inline(__always)
    public static func divide(_ quotient: LimbPointer, _ remainder: LimbPointer, _ a: LimbPointer, _ aSize: Int, _ b: LimbPointer,
                              _ bSize: Int) {
        __gmpn_tdiv_qr(gmp(quotient), gmp(remainder), 0, gmp(a), aSize, gmp(b), bSize)
    }

    /// quotient(size) ← a divided by a limb; returns the remainder. The quotient may be a.
    @inlinable @inline(__always)
    public static func divide(_ quotient: LimbPointer, _ a: LimbPointer, _ size: Int, by divisor: UInt64) -> UInt64 {
        UInt64(__gmpn_divrem_1(gmp(quotient), 0, gmp(a), size, UInt(divisor)))
    }

    /// result(size) ← a shifted left by 1…63 bits; returns the bits shifted out. The result may be a or lie above it.
    @inlinable @inline(__always)
    public static func shiftLeft(_ result: LimbPointer, _ a: LimbPointer, _ size: Int, _ bits: Int) -> UInt64 {
        UInt64(__gmpn_lshift(gmp(result), gmp(a), size, UInt32(bits)))
    }

    /// result(size) ← a shifted right by 1…63 bits. The result may be a or lie below it.
    @inlinable @inline(__always)
    public static func shiftRight(_ result: LimbPointer, _ a: LimbPointer, _ size: Int, _ bits: Int) {
        _ = __gmpn_rshift(gmp(result), gmp(a), size, UInt32(bits))
    }

    /// result ← greatest common divisor; returns its size. a and b are destroyed, aSize >= bSize, b's highest limb is not
    /// zero and b is odd.
    @inlinable @inline(__always)
    public static func greatestCommonDivisor(_ result: LimbPointer, _ a: LimbPointer, _ aSize: Int, _ b: LimbPointer,
                                             _ bSize: Int) -> Int {
        __gmpn_gcd(gmp(result), gmp(a), aSize, gmp(b), bSize)
    }

    /// Digit values (not characters) of a number, most significant first; returns how many. The limbs are destroyed, the
    /// highest is not zero. The room must fit one digit more than the number has.
    @inlinable @inline(__always)
    public static func digits(_ room: UnsafeMutablePointer<UInt8>, base: Int, _ limbs: LimbPointer, _ size: Int) -> Int {
        Int(__gmpn_get_str(room, Int32(base), gmp(limbs), size))
    }

    /// result ← the number with these digit values, most significant first; returns its size (not normalised).
    @inlinable @inline(__always)
    public static func parse(_ result: LimbPointer, _ digits: UnsafePointer<UInt8>, _ count: Int, base: Int) -> Int {
        __gmpn_set_str(gmp(result), digits, count, Int32(base))
    }
}
