// A view of an integer term as sign and limbs, whether small or big. It allocates nothing and does not own the limbs.
import Limbs

/// Sign and magnitude of an integer. The limbs of a small integer lie in a word that the caller lends.
struct IntegerOperand {
    let limbs: LimbPointer
    /// 0 for zero.
    let size: Int
    let isNegative: Bool

    /// Only for integers.
    @inline(__always)
    init(_ term: Term, scratch: LimbPointer) {
        if term.isSmall {
            let value = term.small
            scratch.pointee = UInt64(value.magnitude)
            limbs = scratch
            size = value == 0 ? 0 : 1
            isNegative = value < 0
        } else {
            let header = term.header
            limbs = term.boxedAddress + 1
            size = header.size
            isNegative = header.extra & 1 != 0
        }
    }

    init(limbs: LimbPointer, size: Int, isNegative: Bool) {
        self.limbs = limbs
        self.size = size
        self.isNegative = isNegative
    }

    /// The number of bits of the magnitude.
    var bitWidth: Int { size == 0 ? 0 : size * 64 - limbs[size - 1].leadingZeroBitCount }

    /// Bits `from ..< from + 64` of the two's complement of infinite width. `carry` is for callers that walk upwards.
    func twosComplementLimb(_ index: Int, borrow: inout UInt64) -> UInt64 {
        let limb = index < size ? limbs[index] : 0
        guard isNegative else { return limb }
        // -m = ~(m - 1)
        let (value, overflow) = limb.subtractingReportingOverflow(borrow)
        borrow = overflow ? 1 : 0
        return ~value
    }
}

extension Term {
    @inline(__always) var isBigInteger: Bool { isBoxed(.bigInteger) }
    @inline(__always) var isInteger: Bool { isSmall || isBoxed(.bigInteger) }
    @inline(__always) var isNumber: Bool { isSmall || isFloat || isBoxed(.bigInteger) }
    /// Is this integer below zero?
    @inline(__always) var isNegativeInteger: Bool { isSmall ? small < 0 : header.extra & 1 != 0 }
}

/// The largest integers: results of more limbs are a `system_limit`, as in OTP.
let maximumLimbs = 65535

extension UnsafeMutablePointer where Pointee == Process {
    /// Gives back the end of the latest allocation, of which only `used` words are needed.
    @inline(__always)
    func trim(_ start: WordPointer, allocated: Int, used: Int) {
        if pointee.hp == start + allocated {
            pointee.hp = start + used
        } else if pointee.fragmentTop == start + allocated {
            pointee.fragmentTop = start + used
        } else if used < allocated {
            // Keep the area walkable: what is left reads as an opaque object.
            start[used] = Header(.bigInteger, size: allocated - used - 1).bits
        }
    }

    /// Makes an integer of limbs that lie at `cell + 1` of the latest allocation (of `allocated` words), not normalised.
    func finishInteger(_ cell: WordPointer, allocated: Int, size: Int, isNegative: Bool) -> Term {
        let size = Limbs.normalized(cell + 1, size)
        if size <= 1 {
            let limb = size == 0 ? 0 : cell[1]
            if limb <= UInt64(Term.smallMaximum) || (isNegative && limb == 1 << 60) {
                trim(cell, allocated: allocated, used: 0)
                return Term(small: isNegative ? 0 &- Int(limb) : Int(limb))
            }
        }
        if size > maximumLimbs {
            trim(cell, allocated: allocated, used: 0)
            return raiseError(.system_limit)
        }
        cell[0] = Header(.bigInteger, size: size, extra: isNegative ? 1 : 0).bits
        trim(cell, allocated: allocated, used: size + 1)
        return Term(boxed: cell)
    }

    /// An integer of any limbs, copied.
    func integer(limbs: LimbPointer, size: Int, isNegative: Bool) -> Term {
        let size = Limbs.normalized(limbs, size)
        let cell = allocate(size + 1)
        (cell + 1).update(from: limbs, count: size)
        return finishInteger(cell, allocated: size + 1, size: size, isNegative: isNegative)
    }
}
