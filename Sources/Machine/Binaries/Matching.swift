// The matching instructions of bitstrings beyond the interpreter's own fast paths. A position is bits from the start of
// the bitstring; it stands in a slot as a small integer and moves only when the instruction holds.
import Bytecode

/// The size in bits that a variable size word `[size slot : 16 | unit : 16 | L : 32]` gives; nil: no match.
@inline(__always)
private func variableSize(_ fp: FramePointer, _ sizeWord: UInt64) -> Int? {
    let size = slotTerm(fp, Int(sizeWord & 0xFFFF))
    guard size.isSmall, size.small >= 0 else { return nil }
    let (bits, overflow) = size.small.multipliedReportingOverflow(by: Int(sizeWord >> 16 & 0xFFFF))
    return overflow ? nil : bits
}

/// The instruction at pc: one that matches and makes at most a number. Gives the words to move pc by.
func matchBits(_ p: ProcessPointer, _ pc: WordPointer, _ fp: FramePointer) -> Int {
    let word = pc.pointee
    let view = BitView(slotTerm(fp, fieldB(word)))
    let position = Int(slot(fp, fieldC(word)) >> 3)
    let left = view.bitSize - position
    let at = view.bitOffset + position
    let flags = BitFlags(rawValue: UInt8(truncatingIfNeeded: fieldAux(word)))
    let little = flags.contains(.little)
    var value = Term.none
    var size: Int
    var words = 2
    switch opcode(word) {
    case .bitsInteger:
        size = Int(pc[1] & 0xFFFF_FFFF)
        if size > left { return signedBC(pc[1]) }
        value = p.readInteger(view.base, at, size, signed: flags.contains(.signed), little: little)
    case .bitsIntegerVariable:
        guard let bits = variableSize(fp, pc[1]), bits <= left else { return signedBC(pc[1]) }
        size = bits
        value = p.readInteger(view.base, at, size, signed: flags.contains(.signed), little: little)
    case .bitsFloat, .bitsFloatVariable:
        size = Int(pc[1] & 0xFFFF_FFFF)
        if opcode(word) == .bitsFloatVariable {
            guard let bits = variableSize(fp, pc[1]) else { return signedBC(pc[1]) }
            size = bits
        }
        guard size == 64 || size == 32 || size == 16, size <= left,
              let number = p.readDouble(view.base, at, size, little: little) else { return signedBC(pc[1]) }
        value = p.float(number)
    case .bitsUTF, .bitsSkipUTF:
        let scalar = switch pc[1] & 0xFFFF_FFFF {
        case 8: decodeUTF8(view.base, at, left)
        case 16: decodeUTF16(view.base, at, left, little: little)
        default: decodeUTF32(view.base, at, left, little: little)
        }
        if scalar.size == 0 { return signedBC(pc[1]) }
        size = scalar.size
        if opcode(word) == .bitsUTF { value = Term(small: Int(scalar.value)) }
    case .bitsSkip:
        size = Int(pc[1] & 0xFFFF_FFFF)
        if size > left { return signedBC(pc[1]) }
    case .bitsSkipVariable:
        guard let bits = variableSize(fp, pc[1]), bits <= left else { return signedBC(pc[1]) }
        size = bits
    case .bitsLiteral:
        let literal = BitView(Term(bits: pc[1]))
        size = literal.bitSize
        if size > left || compareBits(literal, view.part(position, size), size) != 0 { return signedBC(pc[2]) }
        words = 3
    default:
        fatalError("no matching instruction")
    }
    setSlot(fp, fieldC(word), UInt64(position + size) << 3)
    if value != Term.none { setSlot(fp, fieldA(word), value.bits) }
    return words
}

/// `bitsBinary` and `bitsBinaryVariable` at pc: the part, its position moved; `.none`: no match.
func matchBinary(_ p: ProcessPointer, _ pc: WordPointer, _ fp: FramePointer) -> Term {
    let word = pc.pointee
    let term = slotTerm(fp, fieldB(word))
    let position = Int(slot(fp, fieldC(word)) >> 3)
    var size = Int(pc[1] & 0xFFFF_FFFF)
    if opcode(word) == .bitsBinaryVariable {
        guard let bits = variableSize(fp, pc[1]) else { return .none }
        size = bits
    }
    if size > term.bitSize - position { return .none }
    setSlot(fp, fieldC(word), UInt64(position + size) << 3)
    return p.part(of: term, position, size)
}

/// Bits `from ..< from + size` of a bitstring, which has them.
public func subBitstring(_ p: ProcessPointer, _ term: Term, _ from: Int, _ size: Int) -> Term { p.part(of: term, from, size) }

public func isBinary(_ term: Term) -> Bool { term.isBinary }
