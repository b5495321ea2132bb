// How many words an instruction takes: the one place that derives it from the rows and the few layouts of their own.

extension Opcode {
    /// The words of each opcode's fixed part: its own and the extra words of fixed length.
    static let fixedLengths: [UInt8] = Opcode.rows.map { row in
        UInt8(1 + row.extra.reduce(0) { count, kind in
            switch kind {
            case .slots: count
            case .table: count + (row.opcode.hasSizeWord ? 1 : 0)
            default: count + 1
            }
        })
    }

    /// The table of these is one word with a size and a label.
    var hasSizeWord: Bool {
        switch self {
        case .bitsInteger, .bitsByte, .bitsIntegerVariable, .bitsFloat, .bitsFloatVariable, .bitsBinary, .bitsBinaryVariable, .bitsUTF,
             .bitsSkip, .bitsSkipVariable, .bitsSkipUTF, .bitsLiteral, .bitsTestEnd, .bitsTestUnit: true
        default: false
        }
    }
}

/// The length of the instruction at an index, or nil when the word is no opcode or it reaches beyond the end.
public func instructionLength(_ words: [UInt64], at index: Int, end: Int) -> Int? {
    let word = words[index]
    guard Int(word & 0xFF) < Opcode.rows.count else { return nil }
    let opcode = unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Opcode.self)
    let b = Int(word >> 32 & 0xFFFF), c = Int(word >> 48)
    var length = Int(Opcode.fixedLengths[Int(opcode.rawValue)])
    switch opcode {
    case .makeTuple, .makeFun, .mapLiteral: length += (b + 3) / 4
    case .mapNew: length += (b * 2 + 3) / 4
    case .mapPut, .mapUpdate: length += (c * 2 + 3) / 4
    case .mapUpdateConstant: length += c + (c + 3) / 4
    case .switchTerm: length += b * 2
    case .switchDense, .switchTupleSize: length += b
    case .bitsBuild:
        for _ in 0 ..< b {
            guard index + length < end else { return nil }
            length += words[index + length] & 0xFF == UInt64(SegmentKind.literal.rawValue) ? 2 : 1
        }
    default: break
    }
    return index + length <= end ? length : nil
}
