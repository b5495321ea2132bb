// `:erlang`: atoms, integers and floats as text, and back.
import Bytecode
import Glibc

enum ConversionNatives {
    static let rows: [Native] = [
        Native("erlang", "atom_to_binary", 1, .ordinary, "The text of an atom, in UTF-8.") { p, a in
            atomToBinary(ProcessPointer(p), NativeArguments(a)[0], Term(.utf8)).bits
        },
        Native("erlang", "atom_to_binary", 2, .ordinary, "The text of an atom in an encoding.") { p, a in
            let a = NativeArguments(a)
            return atomToBinary(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "atom_to_list", 1, .ordinary, "The text of an atom as a list of code points.") { p, a in
            let atom = NativeArguments(a)[0]
            let p = ProcessPointer(p)
            guard atom.isAtom else { return p.badArgument().bits }
            let text = p.machine.atoms.text(atom)
            return p.codePoints(text.bytes).bits
        },
        Native("erlang", "binary_to_atom", 1, .ordinary, "The atom with a text in UTF-8.") { p, a in
            binaryToAtom(ProcessPointer(p), NativeArguments(a)[0], Term(.utf8), existing: false).bits
        },
        Native("erlang", "binary_to_atom", 2, .ordinary, "The atom with a text in an encoding.") { p, a in
            let a = NativeArguments(a)
            return binaryToAtom(ProcessPointer(p), a[0], a[1], existing: false).bits
        },
        Native("erlang", "binary_to_existing_atom", 1, .ordinary, "The atom with a text, if there is one already.") { p, a in
            binaryToAtom(ProcessPointer(p), NativeArguments(a)[0], Term(.utf8), existing: true).bits
        },
        Native("erlang", "binary_to_existing_atom", 2, .ordinary, "The atom with a text in an encoding, if there is one already.") { p, a in
            let a = NativeArguments(a)
            return binaryToAtom(ProcessPointer(p), a[0], a[1], existing: true).bits
        },
        Native("erlang", "list_to_atom", 1, .ordinary, "The atom with a text given as code points.") { p, a in
            listToAtom(ProcessPointer(p), NativeArguments(a)[0], existing: false).bits
        },
        Native("erlang", "list_to_existing_atom", 1, .ordinary, "The atom with a text given as code points, if there is one already.") { p, a in
            listToAtom(ProcessPointer(p), NativeArguments(a)[0], existing: true).bits
        },
        Native("erlang", "integer_to_binary", 1, .ordinary, "The decimal digits of an integer.") { p, a in
            integerToText(ProcessPointer(p), NativeArguments(a)[0], Term(small: 10), list: false).bits
        },
        Native("erlang", "integer_to_binary", 2, .ordinary, "The digits of an integer in a base.") { p, a in
            let a = NativeArguments(a)
            return integerToText(ProcessPointer(p), a[0], a[1], list: false).bits
        },
        Native("erlang", "integer_to_list", 1, .ordinary, "The decimal digits of an integer as a list.") { p, a in
            integerToText(ProcessPointer(p), NativeArguments(a)[0], Term(small: 10), list: true).bits
        },
        Native("erlang", "integer_to_list", 2, .ordinary, "The digits of an integer in a base as a list.") { p, a in
            let a = NativeArguments(a)
            return integerToText(ProcessPointer(p), a[0], a[1], list: true).bits
        },
        Native("erlang", "binary_to_integer", 1, .ordinary, "The integer that a text is.") { p, a in
            textToInteger(ProcessPointer(p), NativeArguments(a)[0], Term(small: 10), list: false).bits
        },
        Native("erlang", "binary_to_integer", 2, .ordinary, "The integer that a text is in a base.") { p, a in
            let a = NativeArguments(a)
            return textToInteger(ProcessPointer(p), a[0], a[1], list: false).bits
        },
        Native("erlang", "list_to_integer", 1, .ordinary, "The integer that a list of characters is.") { p, a in
            textToInteger(ProcessPointer(p), NativeArguments(a)[0], Term(small: 10), list: true).bits
        },
        Native("erlang", "list_to_integer", 2, .ordinary, "The integer that a list of characters is in a base.") { p, a in
            let a = NativeArguments(a)
            return textToInteger(ProcessPointer(p), a[0], a[1], list: true).bits
        },
        Native("erlang", "float_to_binary", 1, .ordinary, "A float in scientific notation with 20 digits.") { p, a in
            floatToText(ProcessPointer(p), NativeArguments(a)[0], .emptyList, list: false).bits
        },
        Native("erlang", "float_to_binary", 2, .ordinary, "A float in the form that options give.") { p, a in
            let a = NativeArguments(a)
            return floatToText(ProcessPointer(p), a[0], a[1], list: false).bits
        },
        Native("erlang", "float_to_list", 1, .ordinary, "A float in scientific notation with 20 digits, as a list.") { p, a in
            floatToText(ProcessPointer(p), NativeArguments(a)[0], .emptyList, list: true).bits
        },
        Native("erlang", "float_to_list", 2, .ordinary, "A float in the form that options give, as a list.") { p, a in
            let a = NativeArguments(a)
            return floatToText(ProcessPointer(p), a[0], a[1], list: true).bits
        },
        Native("erlang", "binary_to_float", 1, .ordinary, "The float that a text is.") { p, a in
            textToFloat(ProcessPointer(p), NativeArguments(a)[0], list: false).bits
        },
        Native("erlang", "list_to_float", 1, .ordinary, "The float that a list of characters is.") { p, a in
            textToFloat(ProcessPointer(p), NativeArguments(a)[0], list: true).bits
        },
    ]
}

extension UnsafeMutablePointer where Pointee == Process {
    /// A list of bytes, before `tail`.
    func charlist(_ bytes: UnsafePointer<UInt8>, _ count: Int, tail: Term = .emptyList) -> Term {
        if count == 0 { return tail }
        let cells = allocate(2 * count)
        for index in 0..<count {
            cells[2 * index] = Term(small: Int(bytes[index])).bits
            cells[2 * index + 1] = Term(cons: cells + 2 * index + 2).bits
        }
        cells[2 * count - 1] = tail.bits
        return Term(cons: cells)
    }

    /// The code points of well-formed UTF-8 as a list.
    func codePoints(_ text: UnsafeBufferPointer<UInt8>) -> Term {
        var count = 0
        for byte in text where byte & 0xC0 != 0x80 { count += 1 }
        if count == 0 { return .emptyList }
        let cells = allocate(2 * count)
        let base = BytePointer(mutating: text.baseAddress.unsafelyUnwrapped)
        var position = 0
        for index in 0..<count {
            let scalar = decodeUTF8(base, position, text.count * 8 - position)
            position += scalar.size
            cells[2 * index] = Term(small: Int(scalar.value)).bits
            cells[2 * index + 1] = Term(cons: cells + 2 * index + 2).bits
        }
        cells[2 * count - 1] = Term.emptyList.bits
        return Term(cons: cells)
    }

    /// The atom with a text in UTF-8, which is well-formed; `system_limit` if it is too long, `badarg` if it should exist and does not.
    func atom(_ text: UnsafeBufferPointer<UInt8>, existing: Bool) -> Term {
        var length = 0
        for byte in text where byte & 0xC0 != 0x80 { length += 1 }
        guard length <= AtomTable.maximumLength else { return existing ? badArgument() : raiseError(.system_limit) }
        if existing {
            guard let index = machine.atoms.existing(text) else { return badArgument() }
            return Term(atomIndex: index)
        }
        return machine.atoms.term(text)
    }
}

private func atomToBinary(_ p: ProcessPointer, _ atom: Term, _ encoding: Term) -> Term {
    guard atom.isAtom, encoding == KnownAtom.utf8 || encoding == KnownAtom.unicode || encoding == KnownAtom.latin1 else { return p.badArgument() }
    let text = p.machine.atoms.text(atom)
    if encoding != KnownAtom.latin1 || text.count == text.length { return p.binary(text.start, text.count) }
    var bytes = BytePointer.placeholder
    let result = p.newBinary(text.length, &bytes)
    let base = BytePointer(mutating: text.start)
    var position = 0
    for index in 0..<text.length {
        let scalar = decodeUTF8(base, position, text.count * 8 - position)
        guard scalar.value < 256 else { return p.badArgument() }
        position += scalar.size
        bytes[index] = UInt8(scalar.value)
    }
    return result
}

/// Is this well-formed UTF-8?
func isValidUTF8(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress else { return true }
    let base = BytePointer(mutating: start)
    var position = 0
    let end = text.count * 8
    while position < end {
        let scalar = decodeUTF8(base, position, end - position)
        if scalar.size == 0 { return false }
        position += scalar.size
    }
    return true
}

private func binaryToAtom(_ p: ProcessPointer, _ term: Term, _ encoding: Term, existing: Bool) -> Term {
    guard term.isBinary, let text = FlatBytes(term) else { return p.badArgument() }
    defer { text.free() }
    if encoding == KnownAtom.latin1 {
        guard text.count <= AtomTable.maximumLength else { return existing ? p.badArgument() : p.raiseError(.system_limit) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * text.count + 1) { encoded in
            var count = 0
            for byte in text.buffer { count += writeUTF8(UInt32(byte), encoded.baseAddress.unsafelyUnwrapped + count) }
            return p.atom(UnsafeBufferPointer(start: encoded.baseAddress, count: count), existing: existing)
        }
    }
    guard encoding == KnownAtom.utf8 || encoding == KnownAtom.unicode, isValidUTF8(text.buffer) else { return p.badArgument() }
    return p.atom(text.buffer, existing: existing)
}

private func listToAtom(_ p: ProcessPointer, _ list: Term, existing: Bool) -> Term {
    let length = properLength(list)
    guard length >= 0 else { return p.badArgument() }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4 * length + 1) { encoded in
        var count = 0
        var rest = list
        while rest.isCons {
            guard rest.head.isSmall, rest.head.small >= 0, isScalar(UInt64(rest.head.small)) else { return p.badArgument() }
            count += writeUTF8(UInt32(rest.head.small), encoded.baseAddress.unsafelyUnwrapped + count)
            rest = rest.tail
        }
        return p.atom(UnsafeBufferPointer(start: encoded.baseAddress, count: count), existing: existing)
    }
}

private func integerToText(_ p: ProcessPointer, _ value: Term, _ base: Term, list: Bool) -> Term {
    guard value.isInteger, base.isSmall, base.small >= 2, base.small <= 36 else { return p.badArgument() }
    if !list { return p.integerText(value, base: base.small) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: integerTextCapacity(value, base: base.small)) { text in
        let start = text.baseAddress.unsafelyUnwrapped
        return p.charlist(start, writeInteger(value, base: base.small, start))
    }
}

/// The bytes of a binary, or of a list of characters below 256; nil: neither.
private func characters(_ term: Term, list: Bool) -> FlatBytes? {
    guard list ? term.isList : term.isBinary else { return nil }
    if list {
        var rest = term
        while rest.isCons {
            guard rest.head.isSmall else { return nil }
            rest = rest.tail
        }
        guard rest.isEmptyList else { return nil }
    }
    return FlatBytes(term)
}

private func textToInteger(_ p: ProcessPointer, _ term: Term, _ base: Term, list: Bool) -> Term {
    guard base.isSmall, base.small >= 2, base.small <= 36, let text = characters(term, list: list) else { return p.badArgument() }
    defer { text.free() }
    let result = p.parseInteger(text.start, text.count, base: base.small)
    return result == Term.none ? p.badArgument() : result
}

private func textToFloat(_ p: ProcessPointer, _ term: Term, list: Bool) -> Term {
    guard let text = characters(term, list: list) else { return p.badArgument() }
    defer { text.free() }
    guard let value = parseFloat(text.start, text.count) else { return p.badArgument() }
    return p.float(value)
}

/// The form that options give, the last of them first; nil: one is invalid.
private func floatForm(_ options: Term) -> FloatForm? {
    var form = FloatForm.scientific(20)
    var compact = false
    var rest = options
    while rest.isCons {
        let option = rest.head
        if option == KnownAtom.compact {
            compact = true
        } else if option == KnownAtom.short {
            form = .short
        } else {
            guard option.isTuple, option.tupleSize == 2, option.element(1).isSmall, option.element(1).small >= 0 else { return nil }
            let digits = option.element(1).small
            if option.element(0) == KnownAtom.decimals, digits <= 253 {
                form = .decimals(digits, compact: false)
            } else if option.element(0) == KnownAtom.scientific, digits <= 249 {
                form = .scientific(digits)
            } else {
                return nil
            }
        }
        rest = rest.tail
    }
    guard rest.isEmptyList else { return nil }
    if compact, case .decimals(let digits, _) = form { form = .decimals(digits, compact: true) }
    return form
}

private func floatToText(_ p: ProcessPointer, _ value: Term, _ options: Term, list: Bool) -> Term {
    guard value.isFloat, let form = floatForm(options) else { return p.badArgument() }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: floatTextCapacity) { text in
        let start = text.baseAddress.unsafelyUnwrapped
        guard let count = writeFloat(value.float, form, start) else { return p.badArgument() }
        return list ? p.charlist(start, count) : p.binary(start, count)
    }
}
