// Sigils: their names, delimiters and modifiers. Their bodies are read like any other text.

extension Lexer {
    /// `~name` and its delimiter.
    mutating func lexSigil() throws(SyntaxStop) {
        let start = position
        var end = start + 1
        let first = source[end]
        guard Byte.isLower(first | 0x20) else { throw stopForUnexpectedCharacter() }
        let isLower = Byte.isLower(first)
        while isLower ? Byte.isLower(source[end]) : Byte.isWord(source[end]) && source[end] != 0x5F { end += 1 }
        let name = source.text(start + 1, end)
        let valid = isLower ? end == start + 2
            : source.bytes[(start + 1) ..< end].allSatisfy { !Byte.isLower($0) }
        guard valid else {
            throw stop(.invalidSigilName(source.text(start, source.count)), at: start)
        }
        let delimiter = source[end]
        let closing: UInt8
        switch delimiter {
        case 0x28: closing = 0x29
        case 0x5B: closing = 0x5D
        case 0x7B: closing = 0x7D
        case 0x3C: closing = 0x3E
        case 0x2F, 0x7C, 0x22, 0x27: closing = delimiter
        default:
            if end >= source.count {
                position = end
                return
            }
            let (value, length) = source.scalar(at: end)
            throw stop(.invalidSigilDelimiter("\"\(source.text(end, end + length))\" (column \(column(end)), code point "
                + "U+\(hexadecimal(value, width: 4))). The available delimiters are: //, ||, \"\", '', (), [], {}, <>"), at: start)
        }
        let isHeredoc = (delimiter == 0x22 || delimiter == 0x27) && source[end + 1] == delimiter && source[end + 2] == delimiter
        let mark = String(UnicodeScalar(delimiter))
        var shape = TextShape(kind: .sigil, delimiter: isHeredoc ? mark + mark + mark : mark)
        shape.sigil = "sigil_" + name
        position = end + (isHeredoc ? 3 : 1)
        try openText(OpenText(shape: shape, startToken: tokens.count, line: line, column: column(start), start: start,
                              delimiterColumn: column(end), closing: closing, isHeredoc: isHeredoc,
                              interpolates: isLower, unescapes: false,
                              construct: isHeredoc ? "heredoc" : "sigil ~\(name)\(mark)"))
    }

    /// Letters and digits behind the closing delimiter.
    mutating func lexModifiers(_ text: inout OpenText) {
        let start = position
        while Byte.isWord(source[position]), source[position] != 0x5F { position += 1 }
        text.shape.modifiers = Array(source.bytes[start ..< position])
    }
}
