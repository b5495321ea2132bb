// Names with characters beyond ASCII: which characters they may hold, after UTS 39, and their normal form.

@_spi(_Unicode) import Swift

/// A name read from the source.
struct ScannedName {
    var name: UInt32
    /// The offset behind it.
    var end: Int
    /// Its length in code points, which is what columns count in names.
    var scalars: Int
    var isAlias: Bool
}

extension Lexer {
    /// A name that holds characters beyond ASCII.
    mutating func lexUnicodeName() throws(SyntaxStop) {
        let start = position
        let whole = endOfNameWithAtSigns(start)
        if source.bytes[start ..< whole].contains(0x40), try lexKeywordWithAtSign(from: start, to: whole) { return }
        var scanned = try scanUnicodeName(inAtom: false, from: start)
        if scanned == nil, let atom = try scanUnicodeName(inAtom: true, from: start), source[atom.end] == 0x3A,
           Byte.isSpace(source[atom.end + 1]) {
            scanned = atom
        }
        guard let scanned else { throw stopForUnexpectedCharacter() }
        position = scanned.end
        try lexIdentifier(scanned.name, from: start)
        origin += scanned.end - start - scanned.scalars
    }

    /// Reads a name at the position; nil if none begins there.
    mutating func scanUnicodeName(inAtom: Bool, from start: Int) throws(SyntaxStop) -> ScannedName? {
        let first = position
        var end = position
        var scalars: [Unicode.Scalar] = []
        while end < source.count {
            let (value, length) = source.scalar(at: end)
            guard let scalar = Unicode.Scalar(value) else { break }
            let allowed = scalars.isEmpty ? (inAtom ? NameCharacters.startsAtom(scalar) : NameCharacters.starts(scalar))
                : NameCharacters.continues(scalar) || (inAtom && value == 0x40)
            if !allowed { break }
            scalars.append(scalar)
            end += length
        }
        guard !scalars.isEmpty else { return nil }
        if !NameCharacters.keepsScripts(scalars) {
            if source[end] == 0x3F || source[end] == 0x21 { scalars.append(Unicode.Scalar(source[end])) }
            throw stopForMixture(scalars, from: start)
        }
        if source[first] >= 0x41, source[first] <= 0x5A, !inAtom {
            if source[end] == 0x3F || source[end] == 0x21 { end += 1 }
            throw stopForAliasCharacter(named: source.text(first, end), at: first, from: start)
        }
        if source[end] == 0x40, !inAtom {
            var last = end
            while Byte.isWord(source[last]) || source[last] == 0x40 || source[last] >= 0x80 { last += 1 }
            throw stop(.invalidNameCharacter(shown: "@", codePoint: 0x40, name: source.text(first, last)), at: start)
        }
        if source[end] == 0x3F || source[end] == 0x21 {
            scalars.append(Unicode.Scalar(source[end]))
            end += 1
        }
        let name = names.intern(NameCharacters.normalized(scalars))
        return ScannedName(name: name, end: end, scalars: scalars.count, isAlias: false)
    }
}

extension Lexer {
    private mutating func stopForMixture(_ scalars: [Unicode.Scalar], from start: Int) -> SyntaxStop {
        let (explanation, isLookalike) = NameCharacters.mixtureExplanation(scalars)
        let place = start + (isLookalike ? scalars.count - 1 : 0)
        return stop(.mixedScripts(explanation: explanation, name: NameCharacters.string(scalars)), at: place)
    }
}

/// The characters of names.
enum NameCharacters {
    /// What a character may do in a name.
    enum Role: UInt8 { case none, starts, capital, continues }

    static func starts(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return Byte.isLower(UInt8(scalar.value) | 0x20) || scalar == "_" }
        return role(scalar.value) == .starts
    }

    /// Whether an atom may start with it: a capital may, as it may not be taken for an alias.
    static func startsAtom(_ scalar: Unicode.Scalar) -> Bool {
        starts(scalar) || (scalar.value >= 0x80 && role(scalar.value) == .capital)
    }

    static func continues(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return Byte.isWord(UInt8(scalar.value)) }
        return role(scalar.value) != .none
    }

    private struct Range {
        var first: UInt32
        var last: UInt32
        var role: Role
        var scripts = 0
    }

    /// The ranges in order, read from the table when the first name needs them.
    private static let ranges: [Range] = {
        var ranges: [Range] = []
        var next: UInt32 = 0x80
        var number: UInt32 = 0
        var readsScripts = false
        var pending = Range(first: 0, last: 0, role: .none)
        UnicodeNameTable.entries.withUTF8Buffer { bytes in
            for byte in bytes {
                switch byte {
                case 0x73, 0x75, 0x6B:
                    pending = Range(first: next + number, last: 0, role: byte == 0x73 ? .starts : byte == 0x75 ? .capital : .continues)
                    number = 0
                case 0x2E:
                    pending.last = pending.first + number
                    readsScripts = true
                    number = 0
                case 0x2C:
                    if readsScripts { pending.scripts = Int(number) } else { pending.last = pending.first + number }
                    readsScripts = false
                    next = pending.last + 1
                    number = 0
                    ranges.append(pending)
                default: if let digit = Byte.hexadecimal(byte) { number = number << 4 | digit }
                }
            }
        }
        return ranges
    }()

    private static func range(of value: UInt32) -> Range? {
        var low = 0, high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].last < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].first <= value ? ranges[low] : nil
    }

    static func role(_ value: UInt32) -> Role { range(of: value)?.role ?? .none }

    // MARK: Scripts

    /// The scripts of a character, as they are shown; empty where it belongs to all.
    static func scripts(_ scalar: Unicode.Scalar) -> String {
        if scalar.value < 0x80 { return Byte.isLower(UInt8(scalar.value) | 0x20) ? "Latin" : "" }
        return range(of: scalar.value).map { UnicodeNameTable.scripts[$0.scripts] } ?? ""
    }

    /// Whether the characters between any two underscores have a script in common.
    static func keepsScripts(_ scalars: [Unicode.Scalar]) -> Bool {
        var common: Set<Substring>?
        for scalar in scalars {
            if scalar == "_" {
                common = nil
                continue
            }
            let shown = scripts(scalar)
            if shown.isEmpty { continue }
            let own = Set(shown.split(separator: ","))
            let left = common?.intersection(own) ?? own
            if left.isEmpty { return false }
            common = left
        }
        return true
    }

    /// Characters that look like letters of ASCII, by their values.
    private static let lookalikes: [UInt32: [Unicode.Scalar]] = {
        var table: [UInt32: [Unicode.Scalar]] = [:]
        let text = UnicodeNameTable.lookalikes.description.filter { !$0.isWhitespace }
        for entry in text.split(separator: ",") {
            let parts = entry.split { $0 == "=" || $0 == "+" }.compactMap { UInt32($0, radix: 16) }
            if let key = parts.first { table[key] = parts.dropFirst().compactMap { Unicode.Scalar($0) } }
        }
        return table
    }()

    /// Why a name of several scripts is refused, and what it may have been meant to be.
    static func mixtureExplanation(_ scalars: [Unicode.Scalar]) -> (text: String, isLookalike: Bool) {
        var text = "\n\nMixed-script identifiers are not supported for security reasons. '\(string(scalars))' is made of the following "
            + "scripts:\n\n"
        for scalar in scalars {
            let shown = scripts(scalar)
            text += "  \\u\(hexadecimal(scalar.value, width: 4, strict: false)) \(string([scalar]))\(shown.isEmpty ? "" : " {\(shown)}")\n"
        }
        text += "\nCharacters in identifiers from different scripts must be separated by underscore (_).\n"
        let simple = scalars.flatMap { lookalikes[$0.value] ?? [$0] }
        let isLookalike = simple != scalars && keepsScripts(simple)
        if isLookalike {
            text += "Codepoint failed identifier tokenization, but a simpler form was found.\n\nGot:\n\n    \(codePoints(scalars))\n\n"
                + "Hint: You could write the above in a similar way that is accepted by Elixir:\n\n    \(codePoints(simple))\n"
        }
        return (text + "\nSee https://hexdocs.pm/elixir/unicode-syntax.html for more information.", isLookalike)
    }

    /// A string of scalars as they are, not composed with what precedes them.
    static func string(_ scalars: [Unicode.Scalar]) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    private static func codePoints(_ scalars: [Unicode.Scalar]) -> String {
        let points = scalars.map { "0x" + hexadecimal($0.value, width: 5, strict: false) }
        return "\"\(string(scalars))\" (code points \(points.joined(separator: " ")))"
    }

    /// The name in canonical composition. The micro sign, which keyboards have, is the Greek letter.
    static func normalized(_ scalars: [Unicode.Scalar]) -> String {
        var text = ""
        for scalar in scalars { text.unicodeScalars.append(scalar.value == 0xB5 ? "\u{3BC}" : scalar) }
        var composed = ""
        for scalar in text._nfc { composed.unicodeScalars.append(scalar) }
        return composed
    }
}
