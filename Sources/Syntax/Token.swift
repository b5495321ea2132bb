// The tokens that the lexer hands to the parser, 28 bytes each, and the table of names they refer to.

/// A token: what it is, where it stands and the number its kind gives a meaning to.
struct Token {
    enum Kind: UInt8 {
        case endOfFile
        /// One newline or many; `newlines` counts them.
        case endOfLine
        /// `;`, with the newlines that follow it.
        case semicolon
        case comma
        case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace, openBits, closeBits
        /// `%` before the name of a struct, and before a brace.
        case percent, percentBrace
        /// `.` before a name, and before a parenthesis.
        case dot, dotCall
        case fn, `do`, end
        /// `after`, `else`, `rescue`, `catch`: `payload` is a name.
        case blockKeyword
        /// A name that no parenthesis, bracket or `do` follows at once: `payload` is a name in all six kinds.
        case identifier
        case parenthesisIdentifier, bracketIdentifier, doIdentifier
        /// A name followed by blanks and a sign that touches its operand: `a -1`.
        case operatorIdentifier
        /// `name:` as a keyword; in quotes too.
        case keyword
        case alias
        /// `:name`, `true`, `false`, `nil`.
        case atom
        case reservedAtom
        case integer, float
        /// `?c`: `payload` is the code point.
        case character
        /// A text without interpolation: `payload` indexes the texts, `shape` says of what kind.
        case text
        /// A text with interpolations: fragments and `interpolationStart … interpolationEnd`, up to `textEnd`.
        case textStart, fragment, interpolationStart, interpolationEnd, textEnd
        /// `payload` is the raw value of an `Operator`.
        case `operator`
        /// `&` directly before a number.
        case captureInteger
    }

    /// Where a token is more than its kind says.
    struct Flags: OptionSet {
        let rawValue: UInt8
        /// A name written in double or in single quotes.
        static let doubleQuoted = Flags(rawValue: 1)
        static let singleQuoted = Flags(rawValue: 2)
        /// Whether a text holds no interpolation but is of a kind that could.
        static let quoted: Flags = [.doubleQuoted, .singleQuoted]
    }

    var kind: Kind
    var flags: Flags = []
    var newlines: UInt32 = 0
    var line: UInt32
    var column: UInt32
    /// The byte range of the token.
    var start: UInt32
    var end: UInt32
    var payload: UInt32 = 0

    @inline(__always)
    var `operator`: Operator { Operator(rawValue: UInt8(truncatingIfNeeded: payload)) ?? .match }

    @inline(__always)
    func isOperator(_ other: Operator) -> Bool { kind == .operator && payload == UInt32(other.rawValue) }
}

/// The text literals that are not only names: what surrounds them and what they become.
struct TextShape {
    enum Kind { case binary, charlist, binaryHeredoc, charlistHeredoc, atom, keyword, sigil }
    var kind: Kind
    /// As it stands in the metadata.
    var delimiter: String
    /// The blanks stripped from each line of a heredoc, -1 elsewhere.
    var indentation = -1
    /// A sigil's name and modifiers.
    var sigil = ""
    var modifiers: [UInt8] = []
    /// The bytes between the delimiters, if nothing is interpolated.
    var content: [UInt8] = []
    /// Where the literal ends, modifiers included.
    var endLine = 0
    var endColumn = 0
}

/// The names of a text, each once: as bytes to find them, as string, and as the tree node they become.
struct NameTable {
    /// The names the lexer and the parser know, interned first so that their index says which.
    enum Reserved: UInt32, CaseIterable {
        case `do`, end, fn, after, `else`, rescue, `catch`, when, and, or, not, `in`, `true`, `false`, `nil`
        case __aliases__, __block__, unquote_splicing, __cursor__
    }

    private(set) var names: ContiguousArray<String> = []
    private(set) var atoms: ContiguousArray<Quoted> = []
    private var hashes: ContiguousArray<UInt32> = []
    /// Open addressing: index + 1, 0 for a free slot.
    private var slots: ContiguousArray<UInt32>

    /// The table of the reserved names, which every table begins as.
    private static let reserved = NameTable(of: Reserved.allCases)

    init() { self = NameTable.reserved }

    private init(of reserved: [Reserved]) {
        slots = ContiguousArray(repeating: 0, count: 1024)
        for name in reserved { _ = intern("\(name)") }
    }

    mutating func intern(_ name: String) -> UInt32 {
        var name = name
        return name.withUTF8 { intern($0) }
    }

    mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        var slot = Int(hash ^ hash >> 15) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot] - 1)
            if hashes[index] == hash, matches(index, bytes) { return UInt32(index) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let name = String(decoding: bytes, as: UTF8.self)
        names.append(name)
        atoms.append(.atom(name))
        hashes.append(hash)
        slots[slot] = UInt32(names.count)
        if names.count * 2 > slots.count { grow() }
        return UInt32(names.count - 1)
    }

    private func matches(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let utf8 = names[index].utf8
        if utf8.count != bytes.count { return false }
        return utf8.withContiguousStorageIfAvailable { stored in
            for offset in 0 ..< bytes.count where stored[offset] != bytes[offset] { return false }
            return true
        } ?? utf8.elementsEqual(bytes)
    }

    private mutating func grow() {
        slots = ContiguousArray(repeating: 0, count: slots.count * 4)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(hash ^ hash >> 15) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }
}
