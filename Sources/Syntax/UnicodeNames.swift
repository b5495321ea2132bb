// Names with characters beyond ASCII: which characters they may hold, after UTS 39, and their normal form.

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
        guard let scanned = try scanUnicodeName(inAtom: false, from: start) else { throw stopForUnexpectedCharacter() }
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
            let allowed = scalars.isEmpty ? NameCharacters.starts(scalar)
                : NameCharacters.continues(scalar) || (inAtom && value == 0x40)
            if !allowed { break }
            scalars.append(scalar)
            end += length
        }
        guard !scalars.isEmpty else { return nil }
        if source[first] >= 0x41, source[first] <= 0x5A, !inAtom {
            let offender = source.bytes[first ..< end].firstIndex { $0 >= 0x80 } ?? first
            throw stopForAliasCharacter(at: offender, name: source.text(first, end), from: start)
        }
        if source[end] == 0x40, !inAtom {
            var last = end
            while Character.isWord(source[last]) || source[last] == 0x40 || source[last] >= 0x80 { last += 1 }
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

/// The characters of names.
enum NameCharacters {
    static func starts(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return Character.isLower(UInt8(scalar.value) | 0x20) || scalar == "_" }
        return scalar.properties.isXIDStart && !isCompatibility(scalar)
    }

    static func continues(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return Character.isWord(UInt8(scalar.value)) }
        return scalar.properties.isXIDContinue && !isCompatibility(scalar)
    }

    private static func isCompatibility(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.changesWhenNFKCCaseFolded && !properties.changesWhenCaseFolded && scalar.value != 0xB5
    }

    /// The name in canonical composition.
    static func normalized(_ scalars: [Unicode.Scalar]) -> String {
        var text = ""
        for scalar in scalars { text.unicodeScalars.append(scalar.value == 0xB5 ? "\u{3BC}" : scalar) }
        return text
    }
}
