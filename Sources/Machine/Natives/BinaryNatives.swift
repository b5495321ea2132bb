// `:binary`: searching, splitting and taking apart binaries. Replacing is written in the language on `matches/3`.
import Bytecode
import Glibc

enum BinaryNatives {
    static let rows: [Native] = [
        Native("binary", "compile_pattern", 1, .ordinary, "Patterns made ready for many searches.") { p, a in
            let p = ProcessPointer(p)
            guard let pattern = CompiledPattern(NativeArguments(a)[0]) else { return p.badArgument().bits }
            let reference = p.magicReference(pattern, number: p.nextReferenceNumber())
            return p.tuple(Term(pattern.patterns.count == 1 ? .bm : .ac), reference).bits
        },
        Native("binary", "match", 2, .ordinary, "{start, length} of the first occurrence, or :nomatch.") { p, a in
            let a = NativeArguments(a)
            return match(ProcessPointer(p), a[0], a[1], .emptyList, all: false).bits
        },
        Native("binary", "match", 3, .ordinary, "{start, length} of the first occurrence within a scope, or :nomatch.") { p, a in
            let a = NativeArguments(a)
            return match(ProcessPointer(p), a[0], a[1], a[2], all: false).bits
        },
        Native("binary", "matches", 2, .ordinary, "{start, length} of all occurrences.") { p, a in
            let a = NativeArguments(a)
            return match(ProcessPointer(p), a[0], a[1], .emptyList, all: true).bits
        },
        Native("binary", "matches", 3, .ordinary, "{start, length} of all occurrences within a scope.") { p, a in
            let a = NativeArguments(a)
            return match(ProcessPointer(p), a[0], a[1], a[2], all: true).bits
        },
        Native("binary", "split", 2, .ordinary, "A binary in two at the first occurrence.") { p, a in
            let a = NativeArguments(a)
            return split(ProcessPointer(p), a[0], a[1], .emptyList).bits
        },
        Native("binary", "split", 3, .ordinary, "A binary in parts between occurrences.") { p, a in
            let a = NativeArguments(a)
            return split(ProcessPointer(p), a[0], a[1], a[2]).bits
        },
        Native("binary", "part", 2, .ordinary, "The part that {start, length} gives.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isTuple, a[1].tupleSize == 2 else { return p.badArgument().bits }
            return part(p, a[0], a[1].element(0), a[1].element(1)).bits
        },
        Native("binary", "part", 3, .ordinary, "The part from a position on, backwards if the length is negative.") { p, a in
            let a = NativeArguments(a)
            return part(ProcessPointer(p), a[0], a[1], a[2]).bits
        },
        Native("binary", "at", 2, .ordinary, "The byte at a position from 0.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isBinary, a[1].isSmall, a[1].small >= 0, a[1].small < a[0].bitSize >> 3 else { return p.badArgument().bits }
            return Term(small: Int(BitView(a[0]).byte(a[1].small))).bits
        },
        Native("binary", "first", 1, .ordinary, "The first byte.") { p, a in
            let binary = NativeArguments(a)[0]
            guard binary.isBinary, binary.bitSize > 0 else { return ProcessPointer(p).badArgument().bits }
            return Term(small: Int(BitView(binary).byte(0))).bits
        },
        Native("binary", "last", 1, .ordinary, "The last byte.") { p, a in
            let binary = NativeArguments(a)[0]
            guard binary.isBinary, binary.bitSize > 0 else { return ProcessPointer(p).badArgument().bits }
            return Term(small: Int(BitView(binary).byte(binary.bitSize >> 3 - 1))).bits
        },
        Native("binary", "bin_to_list", 1, .ordinary, "The bytes as a list.") { p, a in
            let binary = NativeArguments(a)[0]
            guard binary.isBinary else { return ProcessPointer(p).badArgument().bits }
            return bytes(ProcessPointer(p), BitView(binary), tail: .emptyList).bits
        },
        Native("binary", "bin_to_list", 2, .ordinary, "The bytes that {start, length} gives as a list.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isTuple, a[1].tupleSize == 2 else { return p.badArgument().bits }
            return list(p, a[0], a[1].element(0), a[1].element(1)).bits
        },
        Native("binary", "bin_to_list", 3, .ordinary, "The bytes from a position on as a list.") { p, a in
            let a = NativeArguments(a)
            return list(ProcessPointer(p), a[0], a[1], a[2]).bits
        },
        Native("binary", "list_to_bin", 1, .ordinary, "An iolist as one binary.") { p, a in
            let p = ProcessPointer(p)
            let term = NativeArguments(a)[0]
            let result = term.isList ? p.bitstring(fromIOData: term) : Term.none
            return (result == Term.none ? p.badArgument() : result).bits
        },
        Native("binary", "copy", 1, .ordinary, "The same bytes in memory of their own.") { p, a in
            let binary = NativeArguments(a)[0]
            guard binary.isBinary else { return ProcessPointer(p).badArgument().bits }
            return ProcessPointer(p).bitstring(BitView(binary)).bits
        },
        Native("binary", "copy", 2, .ordinary, "The bytes that many times.") { p, a in
            let a = NativeArguments(a)
            return copies(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("binary", "decode_unsigned", 1, .ordinary, "The number that bytes are, the highest first.") { p, a in
            decodeUnsigned(ProcessPointer(p), NativeArguments(a)[0], Term(.big)).bits
        },
        Native("binary", "decode_unsigned", 2, .ordinary, "The number that bytes are, in an order.") { p, a in
            let a = NativeArguments(a)
            return decodeUnsigned(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("binary", "encode_unsigned", 1, .ordinary, "A number in as few bytes as it needs, the highest first.") { p, a in
            encodeUnsigned(ProcessPointer(p), NativeArguments(a)[0], Term(.big)).bits
        },
        Native("binary", "encode_unsigned", 2, .ordinary, "A number in as few bytes as it needs, in an order.") { p, a in
            let a = NativeArguments(a)
            return encodeUnsigned(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("binary", "encode_hex", 1, .ordinary, "Bytes as hexadecimal digits in upper case.") { p, a in
            encodeHex(ProcessPointer(p), NativeArguments(a)[0], Term(.uppercase)).bits
        },
        Native("binary", "encode_hex", 2, .ordinary, "Bytes as hexadecimal digits in a case.") { p, a in
            let a = NativeArguments(a)
            return encodeHex(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("binary", "decode_hex", 1, .ordinary, "The bytes that hexadecimal digits are.") { p, a in
            decodeHex(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("binary", "longest_common_prefix", 1, .ordinary, "How many bytes all of several binaries begin with.") { p, a in
            commonLength(ProcessPointer(p), NativeArguments(a)[0], fromEnd: false).bits
        },
        Native("binary", "longest_common_suffix", 1, .ordinary, "How many bytes all of several binaries end with.") { p, a in
            commonLength(ProcessPointer(p), NativeArguments(a)[0], fromEnd: true).bits
        },
        Native("binary", "referenced_byte_size", 1, .ordinary, "The bytes that a binary keeps in memory.") { p, a in
            let binary = NativeArguments(a)[0]
            guard binary.isBinary else { return ProcessPointer(p).badArgument().bits }
            if binary.header.kind == .subBinary {
                let base = binary.body(0)
                return Term(small: base.header.kind == .buffer ? Counted.externalBytes(base.boxedAddress) : base.bitSize >> 3).bits
            }
            return Term(small: binary.bitSize >> 3).bits
        },
    ]
}

private func searched(_ term: Term) -> SearchedBytes? {
    if term.isBinary, term.bitSize > 0 { return FlatBytes(term).map { .one($0) } }
    if term.isTuple, term.tupleSize == 2, term.element(0) == KnownAtom.bm || term.element(0) == KnownAtom.ac {
        return term.element(1).magicObject(CompiledPattern.self).map { .several($0) }
    }
    return CompiledPattern(term).map { .several($0) }
}

private struct SearchOptions {
    var from = 0
    var to: Int
    var isGlobal = false
    var trimsEnd = false
    var trimsAll = false

    /// nil: one is invalid.
    init?(_ options: Term, size: Int, forSplit: Bool) {
        to = size
        var rest = options
        while rest.isCons {
            let option = rest.head
            if forSplit, option == KnownAtom.global {
                isGlobal = true
            } else if forSplit, option == KnownAtom.trim {
                trimsEnd = true
            } else if forSplit, option == KnownAtom.trim_all {
                trimsAll = true
            } else if option.isTuple, option.tupleSize == 2, option.element(0) == KnownAtom.scope {
                let scope = option.element(1)
                guard scope.isTuple, scope.tupleSize == 2, scope.element(0).isSmall, scope.element(1).isSmall else { return nil }
                var start = scope.element(0).small
                var count = scope.element(1).small
                if count < 0 {
                    start += count
                    count = -count
                }
                guard start >= 0, start <= size, count <= size - start else { return nil }
                from = start
                to = start + count
            } else {
                return nil
            }
            rest = rest.tail
        }
        guard rest.isEmptyList else { return nil }
    }
}

private func match(_ p: ProcessPointer, _ subject: Term, _ pattern: Term, _ options: Term, all: Bool) -> Term {
    guard subject.isBinary, let options = SearchOptions(options, size: subject.bitSize >> 3, forSplit: false), let pattern = searched(pattern)
    else { return p.badArgument() }
    defer { pattern.free() }
    guard let bytes = FlatBytes(subject) else { return p.badArgument() }
    defer { bytes.free() }
    var found: [Term] = []
    var position = options.from
    while let (start, count) = pattern.find(bytes.start, from: position, to: options.to) {
        let range = p.tuple(Term(small: start), Term(small: count))
        if !all { return range }
        found.append(range)
        position = start + count
    }
    return all ? p.list(found) : Term(.nomatch)
}

private func split(_ p: ProcessPointer, _ subject: Term, _ pattern: Term, _ options: Term) -> Term {
    guard subject.isBinary, let options = SearchOptions(options, size: subject.bitSize >> 3, forSplit: true), let pattern = searched(pattern)
    else { return p.badArgument() }
    defer { pattern.free() }
    guard let bytes = FlatBytes(subject) else { return p.badArgument() }
    defer { bytes.free() }
    var parts: [Term] = []
    var partStart = 0
    func add(_ end: Int) {
        if options.trimsAll, end == partStart { return }
        parts.append(p.part(of: subject, partStart * 8, (end - partStart) * 8))
    }
    var position = options.from
    while let (start, count) = pattern.find(bytes.start, from: position, to: options.to) {
        add(start)
        partStart = start + count
        position = partStart
        if !options.isGlobal { break }
    }
    add(bytes.count)
    if options.trimsEnd || options.trimsAll {
        while let last = parts.last, last.bitSize == 0 { parts.removeLast() }
    }
    return p.list(parts)
}

private func list(_ p: ProcessPointer, _ binary: Term, _ start: Term, _ length: Term) -> Term {
    guard let range = partRange(binary, start, length) else { return p.badArgument() }
    return bytes(p, BitView(binary).part(range.start * 8, range.count * 8), tail: .emptyList)
}

private func copies(_ p: ProcessPointer, _ binary: Term, _ times: Term) -> Term {
    guard binary.isBinary, times.isSmall, times.small >= 0 else { return p.badArgument() }
    let view = BitView(binary)
    let size = view.byteCount
    guard size == 0 || times.small < 1 << 36 / size else { return p.raiseError(.system_limit) }
    var bytes = BytePointer.placeholder
    let result = p.newBinary(size * times.small, &bytes)
    if times.small == 0 || size == 0 { return result }
    copyBits(bytes, 0, view.base, view.bitOffset, view.bitSize)
    var done = size
    let total = size * times.small
    while done < total {
        let step = min(done, total - done)
        memcpy(bytes + done, bytes, step)
        done += step
    }
    return result
}

private func decodeUnsigned(_ p: ProcessPointer, _ binary: Term, _ order: Term) -> Term {
    guard binary.isBinary, order == KnownAtom.big || order == KnownAtom.little else { return p.badArgument() }
    let view = BitView(binary)
    return p.readInteger(view.base, view.bitOffset, view.bitSize, signed: false, little: order == KnownAtom.little)
}

private func encodeUnsigned(_ p: ProcessPointer, _ number: Term, _ order: Term) -> Term {
    guard number.isInteger, !number.isNegativeInteger, order == KnownAtom.big || order == KnownAtom.little else { return p.badArgument() }
    var scratch: UInt64 = 0
    let count = max((IntegerOperand(number, scratch: &scratch).bitWidth + 7) / 8, 1)
    var bytes = BytePointer.placeholder
    let result = p.newBinary(count, &bytes)
    writeInteger(number, bytes, 0, count * 8, little: order == KnownAtom.little)
    return result
}

private func encodeHex(_ p: ProcessPointer, _ binary: Term, _ letters: Term) -> Term {
    guard binary.isBinary, letters == KnownAtom.uppercase || letters == KnownAtom.lowercase else { return p.badArgument() }
    let view = BitView(binary)
    let ten = (letters == KnownAtom.uppercase ? UInt8(ascii: "A") : UInt8(ascii: "a")) - 10
    func digit(_ value: UInt8) -> UInt8 { value + (value < 10 ? UInt8(ascii: "0") : ten) }
    var bytes = BytePointer.placeholder
    let result = p.newBinary(view.byteCount * 2, &bytes)
    for index in 0..<view.byteCount {
        let byte = view.byte(index)
        bytes[2 * index] = digit(byte >> 4)
        bytes[2 * index + 1] = digit(byte & 15)
    }
    return result
}

private func decodeHex(_ p: ProcessPointer, _ text: Term) -> Term {
    // As on the BEAM: an even number of bytes, the last of them not whole, is no match.
    if text.isBitstring, text.bitSize & 7 != 0, text.bitSize & 15 > 8 { return p.raiseError(.badmatch, text) }
    guard text.isBinary, text.bitSize & 15 == 0 else { return p.badArgument() }
    let view = BitView(text)
    for index in 0..<view.byteCount where digitValue(view.byte(index)) > 15 { return p.badArgument() }
    var bytes = BytePointer.placeholder
    let result = p.newBinary(view.byteCount / 2, &bytes)
    for index in 0..<(view.byteCount / 2) { bytes[index] = digitValue(view.byte(2 * index)) << 4 | digitValue(view.byte(2 * index + 1)) }
    return result
}

private func commonLength(_ p: ProcessPointer, _ binaries: Term, fromEnd: Bool) -> Term {
    guard binaries.isCons, properLength(binaries) > 0, binaries.head.isBinary else { return p.badArgument() }
    let first = BitView(binaries.head)
    var common = first.byteCount
    var rest = binaries.tail
    while rest.isCons {
        guard rest.head.isBinary else { return p.badArgument() }
        let view = BitView(rest.head)
        let limit = min(common, view.byteCount)
        common = 0
        while common < limit {
            let place = (fromEnd ? first.byteCount - 1 - common : common, fromEnd ? view.byteCount - 1 - common : common)
            if first.byte(place.0) != view.byte(place.1) { break }
            common += 1
        }
        rest = rest.tail
    }
    return Term(small: common)
}
