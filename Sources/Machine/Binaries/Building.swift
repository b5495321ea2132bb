// `bitsBuild`: a bitstring from segments. It measures and checks all segments first, then writes them; a first segment that
// is a whole bitstring is extended in place where its buffer has room (BinaryBuffer.swift).
import Bytecode

/// Bits of the largest bitstring that is built: 64 GB.
private let maximumBits = 1 << 39

/// A segment word, see `bitsBuild` in Opcode+Rows.swift.
private struct Segment {
    let kind: SegmentKind
    let flags: BitFlags
    let unit: Int
    let sizeKind: SegmentSize
    let value: Term
    let sizeField: Int

    @inline(__always)
    init(_ table: WordPointer, _ fp: FramePointer) {
        let word = table[0]
        kind = unsafeBitCast(UInt8(truncatingIfNeeded: word), to: SegmentKind.self)
        flags = BitFlags(rawValue: UInt8(truncatingIfNeeded: word >> 8))
        unit = Int(word >> 16 & 0xFF)
        sizeKind = unsafeBitCast(UInt8(truncatingIfNeeded: word >> 24), to: SegmentSize.self)
        value = kind == .literal ? Term(bits: table[1]) : slotTerm(fp, Int(word >> 32 & 0xFFFF))
        sizeField = Int(word >> 48)
    }

    @inline(__always) var words: Int { kind == .literal ? 2 : 1 }
    var little: Bool { flags.contains(.little) }

    var typeName: KnownAtom {
        switch kind {
        case .integer: .integer
        case .float: .float
        case .binary, .literal: .binary
        case .utf8: .utf8
        case .utf16: .utf16
        case .utf32: .utf32
        }
    }

    /// The term that gives the size, where one does.
    func sizeTerm(_ fp: FramePointer) -> Term {
        sizeKind == .slot ? slotTerm(fp, sizeField) : Term(small: sizeField)
    }
}

/// The size of a segment, or why it cannot be built.
private enum Measure {
    case bits(Int)
    case failure(reason: KnownAtom, what: KnownAtom, value: Term)
}

/// The bitstring of `count` segments whose words start at `table`, and how many words they take; `.raised` with the cause
/// in `exceptionInfo`.
func buildBits(_ p: ProcessPointer, _ table: WordPointer, _ count: Int, _ fp: FramePointer) -> (Term, Int) {
    var at = table
    var total = 0
    var firstBits = 0
    for index in 0..<count {
        let segment = Segment(at, fp)
        switch measure(segment, fp) {
        case .bits(let bits):
            total += bits
            if index == 0 { firstBits = bits }
            if total > maximumBits {
                return (failed(p, number(of: index, table, fp), segment, .system_limit, .size, segment.sizeTerm(fp)), at - table)
            }
        case .failure:
            let (at, index) = segmentToBlame(at, index, count, fp)
            let segment = Segment(at, fp)
            guard case .failure(let reason, let what, let value) = measure(segment, fp) else { fatalError("a segment that is in order is blamed") }
            return (failed(p, number(of: index, table, fp), segment, reason, what, value), at - table)
        }
        at += segment.words
    }
    let words = at - table
    var bytes = BytePointer.placeholder
    var position = 0
    var result: Term
    at = table
    let first = count > 0 ? Segment(table, fp) : nil
    if let first, first.kind == .binary, first.sizeKind == .natural, total > firstBits, total > BinaryBuffer.heapLimit * 8 {
        result = extend(p, first.value, total, &bytes, &position)
        at += 1
    } else {
        result = p.newBitstring(bits: total, &bytes)
    }
    while at < table + words {
        let segment = Segment(at, fp)
        at += segment.words
        position += write(segment, fp, bytes, position)
    }
    return (result, words)
}

/// A bitstring of `total` bits that starts with those of another; `position` becomes the end of these in `bytes`.
private func extend(_ p: ProcessPointer, _ term: Term, _ total: Int, _ bytes: inout BytePointer, _ position: inout Int) -> Term {
    let view = BitView(term)
    if term.header.kind == .subBinary, term.body(0).header.kind == .buffer {
        let buffer = Counted.buffer(term.body(0).boxedAddress)
        let end = view.bitOffset + view.bitSize
        if buffer.extend(from: end, to: view.bitOffset + total) {
            bytes = buffer.bytes
            position = end
            return p.view(of: term.body(0), offset: view.bitOffset, bits: total)
        }
    }
    let result = p.newBufferBinary(bits: total, capacity: max(256, (total + 7) / 8 * 2), &bytes)
    copyBits(bytes, 0, view.base, view.bitOffset, view.bitSize)
    position = view.bitSize
    return result
}

/// Which of several segments that cannot be built is told of: the first whose size cannot be known, as on the BEAM, which finds out all
/// sizes before it looks at values; else the first of all, which is at `index`.
private func segmentToBlame(_ first: WordPointer, _ index: Int, _ count: Int, _ fp: FramePointer) -> (WordPointer, Int) {
    var at = first
    for index in index..<count {
        let segment = Segment(at, fp)
        if case .failure(_, let what, _) = measure(segment, fp) {
            switch segment.kind {
            case .utf8, .utf32: return (at, index)
            // What the bitstring begins with is appended to: that is seen last.
            case .binary where what == .type && segment.sizeKind == .natural && index > 0: return (at, index)
            default: if what == .size { return (at, index) }
            }
        }
        at += segment.words
    }
    return (first, index)
}

/// Which segment of the source the one at `index` is, from 1: a literal may stand for many.
private func number(of index: Int, _ table: WordPointer, _ fp: FramePointer) -> Int {
    var at = table
    var number = 1
    for _ in 0..<index {
        let segment = Segment(at, fp)
        number += segment.kind == .literal ? segment.sizeField : 1
        at += segment.words
    }
    return number
}

private func failed(_ p: ProcessPointer, _ number: Int, _ segment: Segment, _ reason: KnownAtom, _ what: KnownAtom, _ value: Term) -> Term {
    let cause = p.tuple([Term(small: number), Term(segment.typeName), Term(what), value])
    let information = p.map((.cause, cause), (.function, Term(.format_bs_fail)), (.module, Term(.erl_erts_errors)))
    let raised = p.raiseError(reason)
    p.pointee.exceptionInfo = information
    return raised
}

/// Checks a segment and gives its size.
private func measure(_ segment: Segment, _ fp: FramePointer) -> Measure {
    var size = -1
    if segment.sizeKind == .slot || segment.sizeKind == .constant {
        let term = segment.sizeTerm(fp)
        guard term.isInteger, !term.isNegativeInteger else { return .failure(reason: .badarg, what: .size, value: term) }
        guard term.isSmall, term.small <= maximumBits / max(segment.unit, 1) else {
            return .failure(reason: .system_limit, what: .size, value: term)
        }
        size = term.small * segment.unit
    }
    let value = segment.value
    switch segment.kind {
    case .integer:
        guard value.isInteger else { return .failure(reason: .badarg, what: .type, value: value) }
        return .bits(size < 0 ? 8 : size)
    case .float:
        if size < 0 { size = 64 }
        guard size == 16 || size == 32 || size == 64 else {
            return .failure(reason: .badarg, what: .invalid, value: Term(small: size))
        }
        guard value.isNumber else { return .failure(reason: .badarg, what: .type, value: value) }
        guard doubleValue(value) != nil else { return .failure(reason: .badarg, what: .no_float, value: value) }
        return .bits(size)
    case .binary:
        guard value.isBitstring else { return .failure(reason: .badarg, what: .type, value: value) }
        let bits = value.bitSize
        if size < 0 {
            guard bits % max(segment.unit, 1) == 0 else { return .failure(reason: .badarg, what: .unit, value: value) }
            return .bits(bits)
        }
        return size <= bits ? .bits(size) : .failure(reason: .badarg, what: .short, value: value)
    case .literal: return .bits(value.bitSize)
    case .utf8, .utf16, .utf32:
        guard value.isSmall, value.small >= 0, isScalar(UInt64(value.small)) else {
            return .failure(reason: .badarg, what: .type, value: value)
        }
        let scalar = UInt32(value.small)
        return .bits(segment.kind == .utf8 ? utf8Width(scalar) * 8 : segment.kind == .utf32 || scalar > 0xFFFF ? 32 : 16)
    }
}

/// Writes a segment that has been checked; returns its bits.
private func write(_ segment: Segment, _ fp: FramePointer, _ bytes: BytePointer, _ position: Int) -> Int {
    let value = segment.value
    let size = segment.sizeKind == .natural ? -1 : segment.sizeTerm(fp).small * segment.unit
    switch segment.kind {
    case .integer:
        let bits = size < 0 ? 8 : size
        if bits == 8, position & 7 == 0, value.isSmall {
            bytes[position >> 3] = UInt8(truncatingIfNeeded: value.small)
        } else {
            writeInteger(value, bytes, position, bits, little: segment.little)
        }
        return bits
    case .float:
        let bits = size < 0 ? 64 : size
        writeDouble(doubleValue(value).unsafelyUnwrapped, bytes, position, bits, little: segment.little)
        return bits
    case .binary, .literal:
        let view = BitView(value)
        let bits = size < 0 || segment.kind == .literal ? view.bitSize : size
        copyBits(bytes, position, view.base, view.bitOffset, bits)
        return bits
    case .utf8, .utf16, .utf32: return writeScalar(UInt32(value.small), segment.kind, segment.little, bytes, position)
    }
}

private func writeScalar(_ scalar: UInt32, _ kind: SegmentKind, _ little: Bool, _ bytes: BytePointer, _ position: Int) -> Int {
    switch kind {
    case .utf8:
        var encoded: UInt32 = 0
        let count = withUnsafeMutableBytes(of: &encoded) { raw in
            let start = raw.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
            let count = writeUTF8(scalar, start)
            copyBits(bytes, position, start, 0, count * 8)
            return count
        }
        return count * 8
    case .utf16:
        func unit(_ value: UInt32, _ at: Int) {
            let value = UInt16(value)
            writeBits(bytes, at, 16, UInt64(little ? value.byteSwapped : value))
        }
        if scalar <= 0xFFFF {
            unit(scalar, position)
            return 16
        }
        unit(0xD800 + (scalar - 0x10000) >> 10, position)
        unit(0xDC00 + (scalar - 0x10000) & 0x3FF, position + 16)
        return 32
    default:
        writeBits(bytes, position, 32, UInt64(little ? scalar.byteSwapped : scalar))
        return 32
    }
}
