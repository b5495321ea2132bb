// `bitsBuild` where every segment is whole bytes: bytes, texts, a binary that grows. That is what programs build most; the rest, and
// whatever fails, is the business of Building.swift.
import Bytecode
import Glibc

/// The binary, and in `words` how many words the segments take; nil: this is another kind. O(bytes of all segments but the first,
/// where that grows in place).
@inline(never)
func buildBytes(_ p: ProcessPointer, _ table: WordPointer, _ count: Int, _ fp: FramePointer, _ words: inout Int) -> Term? {
    var at = table
    var total = 0
    for _ in 0..<count {
        let word = at[0]
        switch unsafeBitCast(UInt8(truncatingIfNeeded: word), to: SegmentKind.self) {
        case .integer:
            guard isByte(word), slotTerm(fp, Int(word >> 32 & 0xFFFF)).isSmall else { return nil }
            total += 1
            at += 1
        case .binary:
            let value = slotTerm(fp, Int(word >> 32 & 0xFFFF))
            guard UInt8(truncatingIfNeeded: word >> 24) == SegmentSize.natural.rawValue, value.isBitstring else { return nil }
            let view = BitView(value)
            guard view.isAligned, 8 % max(word >> 16 & 0xFF, 1) == 0 else { return nil }
            total += view.byteCount
            at += 1
        case .literal:
            let view = BitView(Term(bits: at[1]))
            guard view.isAligned else { return nil }
            total += view.byteCount
            at += 2
        default: return nil
        }
        if total > 1 << 32 { return nil }
    }
    words = at - table
    at = table
    var remaining = count
    var bytes = BytePointer.placeholder
    let result: Term
    if total > BinaryBuffer.heapLimit, count > 1, table[0] & 0xFF == SegmentKind.binary.rawValue,
       case let first = slotTerm(fp, Int(table[0] >> 32 & 0xFFFF)), first.bitSize < total * 8 {
        result = grow(p, first, total, &bytes)
        at += 1
        remaining -= 1
    } else {
        result = p.newBitstring(bits: total * 8, &bytes)
    }
    while remaining > 0 {
        remaining -= 1
        let word = at[0]
        switch unsafeBitCast(UInt8(truncatingIfNeeded: word), to: SegmentKind.self) {
        case .integer:
            bytes.pointee = UInt8(truncatingIfNeeded: slotTerm(fp, Int(word >> 32 & 0xFFFF)).small)
            bytes += 1
            at += 1
        case .literal:
            let view = BitView(Term(bits: at[1]))
            memcpy(bytes, view.start, view.byteCount)
            bytes += view.byteCount
            at += 2
        default:
            let view = BitView(slotTerm(fp, Int(word >> 32 & 0xFFFF)))
            memcpy(bytes, view.start, view.byteCount)
            bytes += view.byteCount
            at += 1
        }
    }
    return result
}

/// Is the segment an integer of 8 bits?
@inline(__always)
private func isByte(_ word: UInt64) -> Bool {
    let size = UInt8(truncatingIfNeeded: word >> 24)
    return size == SegmentSize.natural.rawValue || size == SegmentSize.constant.rawValue && (word >> 48) * (word >> 16 & 0xFF) == 8
}

/// A binary of `total` bytes that starts with those of another: in the same buffer where that has room and is used up to there.
/// `bytes` becomes where they go on.
@inline(__always)
private func grow(_ p: ProcessPointer, _ term: Term, _ total: Int, _ bytes: inout BytePointer) -> Term {
    let view = BitView(term)
    if term.header.kind == .subBinary, term.body(0).header.kind == .buffer {
        let buffer = Counted.buffer(term.body(0).boxedAddress)
        if buffer.extend(from: view.bitOffset + view.bitSize, to: view.bitOffset + total * 8) {
            bytes = buffer.bytes + (view.bitOffset + view.bitSize) >> 3
            return p.view(of: term.body(0), offset: view.bitOffset, bits: total * 8)
        }
    }
    let result = p.newBufferBinary(bits: total * 8, capacity: max(256, total * 2), &bytes)
    memcpy(bytes, view.start, view.byteCount)
    bytes += view.byteCount
    return result
}
