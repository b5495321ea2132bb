// `:prim_unicode`: what the library needs of the Unicode tables (17.0, Swift's own). A byte that is not part of
// well-formed UTF-8 is a grapheme of its own and is passed on unchanged.
import Bytecode
@_spi(_Unicode) import Swift

enum PrimUnicodeNatives {
    static let rows: [Native] = [
        Native("prim_unicode", "next_grapheme", 1, .ordinary, "Bytes of the first grapheme cluster, 0 for none.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isBinary(a[0]) else { return p.badArgument().bits }
            return Term(small: withBytes(of: a[0]) { nextGrapheme($0, $1, from: 0) }).bits
        },
        Native("prim_unicode", "advance", 2, .ordinary, "{bytes of the first graphemes, how many there are of them}.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isBinary(a[0]), a[1].isSmall, a[1].small >= 0 else { return p.badArgument().bits }
            let (size, count) = withBytes(of: a[0]) { advance($0, $1, a[1].small) }
            p.bumpReductions(size / 16)
            return p.tuple(Term(small: size), Term(small: count)).bits
        },
        Native("prim_unicode", "length", 1, .ordinary, "How many graphemes a binary has.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard isBinary(a[0]) else { return p.badArgument().bits }
            let (size, count) = withBytes(of: a[0]) { advance($0, $1, Int.max) }
            p.bumpReductions(size / 16)
            return Term(small: count).bits
        },
        Native("prim_unicode", "upcase", 2, .ordinary, "All code points in upper case.") { p, a in mapped(p, a, .upper) },
        Native("prim_unicode", "downcase", 2, .ordinary, "All code points in lower case.") { p, a in mapped(p, a, .lower) },
        Native("prim_unicode", "titlecase_once", 2, .ordinary, "{first code point in title case, the rest}.") { p, a in titlecaseOnce(p, a) },
        Native("prim_unicode", "normalize", 2, .ordinary, "A binary in one of the four normalization forms.") { p, a in normalize(p, a) },
        Native("prim_unicode", "category", 1, .ordinary, "The general category of a code point, as its place in the list that `:unicode` has.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isSmall, 0...0x10FFFF ~= a[0].small else { return p.badArgument().bits }
            guard let scalar = Unicode.Scalar(UInt32(a[0].small)) else { return Term(small: 28).bits }
            return Term(small: categoryIndex(scalar)).bits
        },
        Native("prim_unicode", "identifier", 1, .ordinary, "2 for a code point that can begin an identifier, 1 for one that can stand in it, 0 for others.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isSmall, 0...0x10FFFF ~= a[0].small else { return p.badArgument().bits }
            guard let properties = Unicode.Scalar(UInt32(a[0].small))?.properties else { return Term(small: 0).bits }
            return Term(small: properties.isIDStart ? 2 : properties.isIDContinue ? 1 : 0).bits
        },
    ]

    // MARK: Categories

    private static func categoryIndex(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter: 0
        case .lowercaseLetter: 1
        case .titlecaseLetter: 2
        case .modifierLetter: 3
        case .otherLetter: 4
        case .nonspacingMark: 5
        case .spacingMark: 6
        case .enclosingMark: 7
        case .decimalNumber: 8
        case .letterNumber: 9
        case .otherNumber: 10
        case .connectorPunctuation: 11
        case .dashPunctuation: 12
        case .openPunctuation: 13
        case .closePunctuation: 14
        case .initialPunctuation: 15
        case .finalPunctuation: 16
        case .otherPunctuation: 17
        case .mathSymbol: 18
        case .currencySymbol: 19
        case .modifierSymbol: 20
        case .otherSymbol: 21
        case .spaceSeparator: 22
        case .lineSeparator: 23
        case .paragraphSeparator: 24
        case .control: 25
        case .format: 26
        case .privateUse: 27
        case .surrogate: 28
        case .unassigned: 29
        @unknown default: 29
        }
    }

    // MARK: Graphemes

    /// Bytes of the grapheme that begins at a position.
    private static func nextGrapheme(_ bytes: UnsafePointer<UInt8>, _ count: Int, from start: Int) -> Int {
        guard start < count else { return 0 }
        // Two ASCII bytes belong together only in CR LF.
        let first = bytes[start]
        if first < 0x80 {
            if start + 1 >= count { return 1 }
            let second = bytes[start + 1]
            if second < 0x80 { return first == 13 && second == 10 ? 2 : 1 }
        }
        var cursor = UTF8Cursor(bytes, count)
        cursor.position = start
        guard case .scalar(let value) = cursor.next(), let scalar = Unicode.Scalar(value) else { return 1 }
        var recognizer = Unicode._CharacterRecognizer()
        _ = recognizer.hasBreak(before: scalar)
        while true {
            let end = cursor.position
            guard case .scalar(let value) = cursor.next(), let next = Unicode.Scalar(value), !recognizer.hasBreak(before: next) else { return end - start }
        }
    }

    private static func advance(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ wanted: Int) -> (size: Int, count: Int) {
        var position = 0, graphemes = 0
        while graphemes < wanted, position < count {
            position += nextGrapheme(bytes, count, from: position)
            graphemes += 1
        }
        return (position, graphemes)
    }

    // MARK: Case

    private enum Mapping { case upper, lower }

    private static func mapped(_ p: UnsafeMutableRawPointer, _ a: UnsafeMutableRawPointer, _ mapping: Mapping) -> UInt64 {
        let p = ProcessPointer(p), a = NativeArguments(a)
        guard isBinary(a[0]), a[1].isAtom else { return p.badArgument().bits }
        let mode = p.machine.atoms.string(a[1])
        let result = withBytes(of: a[0]) { map($0, $1, mapping, isTurkic: mode == "turkic", isGreek: mode == "greek") }
        p.bumpReductions(result.count / 16)
        return p.binary(result).bits
    }

    private static func map(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ mapping: Mapping, isTurkic: Bool, isGreek: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var cursor = UTF8Cursor(bytes, count)
        while true {
            let start = cursor.position
            switch cursor.next() {
            case .end: return result
            case .illFormed, .incomplete:
                result.append(bytes[cursor.position])
                cursor.position += 1
            case .scalar(let value):
                if value < 0x80, !isTurkic || (value | 0x20) != 0x69 {
                    let byte = UInt8(value)
                    switch mapping {
                    case .upper: result.append(byte >= 0x61 && byte <= 0x7A ? byte - 32 : byte)
                    case .lower: result.append(byte >= 0x41 && byte <= 0x5A ? byte + 32 : byte)
                    }
                    continue
                }
                guard let scalar = Unicode.Scalar(value) else { continue }
                if isTurkic {
                    switch (mapping, value) {
                    case (.upper, 0x69): appendUTF8(0x130, to: &result); continue
                    case (.upper, 0x49): result.append(0x49); continue
                    case (.lower, 0x49): appendUTF8(0x131, to: &result); continue
                    case (.lower, 0x130), (.lower, 0x69): result.append(0x69); continue
                    default: break
                    }
                }
                if isGreek, mapping == .lower, value == 0x3A3 {
                    appendUTF8(isFinalSigma(bytes, count, start, cursor.position) ? 0x3C2 : 0x3C3, to: &result)
                    continue
                }
                let properties = scalar.properties
                result += Array((mapping == .upper ? properties.uppercaseMapping : properties.lowercaseMapping).utf8)
            }
        }
    }

    /// A capital sigma ends a word: a cased letter before it, none right after it (Unicode standard, table 3-17).
    private static func isFinalSigma(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ start: Int, _ end: Int) -> Bool {
        func isCased(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isCased }
        var before = start, hasBefore = false
        while before > 0 {
            before -= 1
            while before > 0, bytes[before] & 0xC0 == 0x80 { before -= 1 }
            var cursor = UTF8Cursor(bytes, count)
            cursor.position = before
            guard case .scalar(let value) = cursor.next(), let scalar = Unicode.Scalar(value) else { break }
            if scalar.properties.isCaseIgnorable { continue }
            hasBefore = isCased(scalar)
            break
        }
        var cursor = UTF8Cursor(bytes, count)
        cursor.position = end
        while case .scalar(let value) = cursor.next(), let scalar = Unicode.Scalar(value) {
            if scalar.properties.isCaseIgnorable { continue }
            return hasBefore && !isCased(scalar)
        }
        return hasBefore
    }

    private static func titlecaseOnce(_ p: UnsafeMutableRawPointer, _ a: UnsafeMutableRawPointer) -> UInt64 {
        let p = ProcessPointer(p), a = NativeArguments(a)
        guard isBinary(a[0]), a[1].isAtom else { return p.badArgument().bits }
        let isTurkic = p.machine.atoms.string(a[1]) == "turkic"
        let (first, size) = withBytes(of: a[0]) { bytes, count -> ([UInt8], Int) in
            var cursor = UTF8Cursor(bytes, count)
            guard case .scalar(let value) = cursor.next(), let scalar = Unicode.Scalar(value) else { return (count > 0 ? [bytes[0]] : [], min(count, 1)) }
            if isTurkic, value == 0x69 { return (Array("\u{130}".utf8), cursor.position) }
            return (Array(scalar.properties.titlecaseMapping.utf8), cursor.position)
        }
        let rest = subBitstring(p, a[0], size * 8, BitView(a[0]).bitSize - size * 8)
        return p.tuple(p.binary(first), rest).bits
    }

    // MARK: Normalization

    private static func normalize(_ p: UnsafeMutableRawPointer, _ a: UnsafeMutableRawPointer) -> UInt64 {
        let p = ProcessPointer(p), a = NativeArguments(a)
        guard isBinary(a[0]), a[1].isAtom else { return p.badArgument().bits }
        let form = p.machine.atoms.string(a[1])
        guard ["nfc", "nfd", "nfkc", "nfkd"].contains(form) else { return p.badArgument().bits }
        let result = withBytes(of: a[0]) { bytes, count -> [UInt8] in
            var result: [UInt8] = []
            result.reserveCapacity(count)
            var run = String.UnicodeScalarView()
            func flush() {
                if run.isEmpty { return }
                result += normalized(String(run), form)
                run = String.UnicodeScalarView()
            }
            var cursor = UTF8Cursor(bytes, count)
            while true {
                switch cursor.next() {
                case .end:
                    flush()
                    return result
                case .scalar(let value):
                    if let scalar = Unicode.Scalar(value) { run.append(scalar) }
                case .illFormed, .incomplete:
                    flush()
                    result.append(bytes[cursor.position])
                    cursor.position += 1
                }
            }
        }
        p.bumpReductions(result.count / 4)
        return p.binary(result).bits
    }

    private static func normalized(_ text: String, _ form: String) -> [UInt8] {
        var result: [UInt8] = []
        let source = form == "nfkc" || form == "nfkd" ? CompatibilityDecompositions.decompose(text) : text
        if form == "nfc" || form == "nfkc" {
            for scalar in source._nfc { appendUTF8(scalar.value, to: &result) }
        } else {
            for scalar in source._nfd { appendUTF8(scalar.value, to: &result) }
        }
        return result
    }
}
