// `:erlang`: binaries and bitstrings, cut, joined, as lists. Searching is in BinaryNatives.swift.
import Bytecode

enum BitstringNatives {
    static let rows: [Native] = [
        Native("erlang", "iolist_to_binary", 1, .ordinary, "Iodata as one binary.") { p, a in
            joined(ProcessPointer(p), NativeArguments(a)[0], bits: false).bits
        },
        Native("erlang", "list_to_binary", 1, .ordinary, "An iolist as one binary.") { p, a in
            let term = NativeArguments(a)[0]
            return (term.isList ? joined(ProcessPointer(p), term, bits: false) : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "list_to_bitstring", 1, .ordinary, "A list of bytes, bitstrings and such lists as one bitstring.") { p, a in
            let term = NativeArguments(a)[0]
            return (term.isList ? joined(ProcessPointer(p), term, bits: true) : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "iolist_size", 1, .ordinary, "The bytes of iodata.") { p, a in
            (iodataSize(NativeArguments(a)[0]).map { Term(small: $0 >> 3) } ?? ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "iolist_to_iovec", 1, .ordinary, "Iodata as a list of binaries.") { p, a in
            let p = ProcessPointer(p)
            let binary = joined(p, NativeArguments(a)[0], bits: false)
            if binary == Term.raised { return binary.bits }
            return (binary.bitSize == 0 ? .emptyList : p.cons(binary, .emptyList)).bits
        },
        Native("erlang", "binary_to_list", 1, .ordinary, "The bytes of a binary as a list.") { p, a in
            let binary = NativeArguments(a)[0]
            guard binary.isBinary else { return ProcessPointer(p).badArgument().bits }
            return bytes(ProcessPointer(p), BitView(binary), tail: .emptyList).bits
        },
        Native("erlang", "binary_to_list", 3, .ordinary, "Bytes of a binary, from one position to another (from 1), as a list.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isBinary, a[1].isSmall, a[2].isSmall, a[1].small >= 1, a[2].small <= a[0].bitSize >> 3,
                  a[1].small <= a[2].small else { return p.badArgument().bits }
            return bytes(p, BitView(a[0]).part((a[1].small - 1) * 8, (a[2].small - a[1].small + 1) * 8), tail: .emptyList).bits
        },
        Native("erlang", "bitstring_to_list", 1, .ordinary, "The bytes of a bitstring as a list, what is left over as a bitstring.") { p, a in
            let p = ProcessPointer(p)
            let term = NativeArguments(a)[0]
            guard term.isBitstring else { return p.badArgument().bits }
            let view = BitView(term)
            let rest = view.bitSize & 7
            let whole = view.bitSize - rest
            let tail = rest == 0 ? Term.emptyList : p.cons(p.part(of: term, whole, rest), .emptyList)
            return bytes(p, BitView(term).part(0, whole), tail: tail).bits
        },
        Native("erlang", "binary_part", 2, .guard, "The part of a binary that {start, length} gives.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isTuple, a[1].tupleSize == 2 else { return p.badArgument().bits }
            return part(p, a[0], a[1].element(0), a[1].element(1)).bits
        },
        Native("erlang", "binary_part", 3, .guard, "The part of a binary from a position on, backwards if the length is negative.") { p, a in
            let a = NativeArguments(a)
            return part(ProcessPointer(p), a[0], a[1], a[2]).bits
        },
        Native("erlang", "split_binary", 2, .ordinary, "A binary in two, the first of that many bytes.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isBitstring, a[1].isSmall, a[1].small >= 0, a[1].small <= a[0].bitSize >> 3 else { return p.badArgument().bits }
            let first = a[1].small * 8
            return p.tuple(p.part(of: a[0], 0, first), p.part(of: a[0], first, a[0].bitSize - first)).bits
        },
    ]
}

private func joined(_ p: ProcessPointer, _ term: Term, bits: Bool) -> Term {
    let result = p.bitstring(fromIOData: term, bits: bits)
    return result == Term.none ? p.badArgument() : result
}

/// Whole bytes as a list.
func bytes(_ p: ProcessPointer, _ view: BitView, tail: Term) -> Term {
    let count = view.byteCount
    if count == 0 { return tail }
    if view.bitOffset & 7 == 0 { return p.charlist(UnsafePointer(view.start), count, tail: tail) }
    let cells = p.allocate(2 * count)
    for index in 0..<count {
        cells[2 * index] = Term(small: Int(view.byte(index))).bits
        cells[2 * index + 1] = Term(cons: cells + 2 * index + 2).bits
    }
    cells[2 * count - 1] = tail.bits
    return Term(cons: cells)
}

/// Start and length of a part as (start, length), nil if the binary has no such part.
func partRange(_ binary: Term, _ start: Term, _ length: Term) -> (start: Int, count: Int)? {
    guard binary.isBinary, start.isSmall, length.isSmall, start.small >= 0 else { return nil }
    let size = binary.bitSize >> 3
    var from = start.small
    var count = length.small
    if count < 0 {
        from += count
        count = -count
    }
    guard from >= 0, start.small <= size, count <= size - from else { return nil }
    return (from, count)
}

func part(_ p: ProcessPointer, _ binary: Term, _ start: Term, _ length: Term) -> Term {
    guard let range = partRange(binary, start, length) else { return p.badArgument() }
    return p.part(of: binary, range.start * 8, range.count * 8)
}
