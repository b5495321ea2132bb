// From a stretch of source to the bytes it stands for: the indentation of heredocs and escapes. It does not look for ends.

extension Lexer {
    /// The bytes of a fragment.
    mutating func content(of fragment: TextFragment, in text: OpenText) throws(SyntaxStop) -> [UInt8] {
        let strips = text.isHeredoc && (text.shape.indentation > 0 || fragment.startsLine)
        let range = fragment.start ..< fragment.end
        if !strips, !source.bytes[range].contains(0x5C) { return Array(source.bytes[range]) }
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var line = fragment.line
        var origin = fragment.origin
        var offset = range.lowerBound
        if fragment.startsLine { offset = stripIndentation(from: offset, to: range.upperBound, line: line, origin: origin, text) }
        while offset < range.upperBound {
            let byte = source.bytes[offset]
            if byte == Byte.newline {
                result.append(byte)
                offset += 1
                line += 1
                origin = offset
                if text.isHeredoc {
                    offset = stripIndentation(from: offset, to: range.upperBound, line: line, origin: origin, text)
                }
            } else if byte == 0x5C, offset + 1 < range.upperBound {
                let escaped = source.bytes[offset + 1]
                if text.unescapes {
                    offset = try unescape(at: offset, to: range.upperBound, text, into: &result)
                } else if text.shape.kind == .sigil || escaped == text.closing {
                    offset = unescapeDelimiter(at: offset, line: line, column: offset - origin + 1, text, into: &result)
                } else {
                    result.append(byte)
                    result.append(escaped)
                    offset += 2
                }
                if escaped == Byte.newline {
                    line += 1
                    origin = offset
                    if text.isHeredoc {
                        offset = stripIndentation(from: offset, to: range.upperBound, line: line, origin: origin, text)
                    }
                }
            } else {
                if byte >= 0xC0 { origin += source.scalar(at: offset).length - 1 }
                result.append(byte)
                offset += 1
            }
        }
        return result
    }

    /// The offset behind the blanks of a heredoc's line that its closing says are indentation.
    private mutating func stripIndentation(from start: Int, to end: Int, line: Int, origin: Int, _ text: OpenText) -> Int {
        var offset = start
        let limit = start + text.shape.indentation
        while offset < limit, offset < end, Byte.isBlank(source[offset]) { offset += 1 }
        if offset < limit, offset < end, source[offset] != Byte.newline,
           !(source[offset] == Byte.carriageReturn && source[offset + 1] == Byte.newline) {
            warnAboutOutdent(text.shape.delimiter, line: line, column: text.column)
        }
        return offset
    }

    private mutating func warnAboutOutdent(_ delimiter: String, line: Int, column: Int) {
        warn("outdented heredoc line. The contents inside the heredoc should be indented at the same level as the closing "
            + "\(delimiter). The following is forbidden:\n\n    def text do\n      \(delimiter)\n    contents\n"
            + "      \(delimiter)\n    end\n\nInstead make sure the contents are indented as much as the heredoc closing:\n\n"
            + "    def text do\n      \(delimiter)\n      contents\n      \(delimiter)\n    end\n\n"
            + "The current heredoc line is indented too little", line: line, column: column)
    }

    /// In a sigil only the closing delimiter is escaped, for the lexer's sake.
    private mutating func unescapeDelimiter(at offset: Int, line: Int, column: Int, _ text: OpenText,
                                            into result: inout [UInt8]) -> Int {
        let escaped = source[offset + 1]
        if text.isHeredoc {
            if escaped == text.closing, source[offset + 2] == escaped, source[offset + 3] == escaped {
                result.append(contentsOf: [escaped, escaped, escaped])
                return offset + 4
            }
        } else if escaped == text.closing {
            if text.shape.kind == .sigil, !text.interpolates {
                let mark = UnicodeScalar(escaped)
                warn("using \\\(mark) to escape the closing of an uppercase sigil is deprecated, please use another delimiter or a "
                    + "lowercase sigil instead", line: line, column: column)
            }
            result.append(escaped)
            return offset + 2
        }
        result.append(0x5C)
        result.append(escaped)
        return offset + 2
    }

    /// Resolves one escape and answers the offset behind it.
    private mutating func unescape(at offset: Int, to end: Int, _ text: OpenText,
                                   into result: inout [UInt8]) throws(SyntaxStop) -> Int {
        let escaped = source[offset + 1]
        switch escaped {
        case 0x61: result.append(7)
        case 0x62: result.append(8)
        case 0x64: result.append(127)
        case 0x65: result.append(27)
        case 0x66: result.append(12)
        case 0x6E: result.append(10)
        case 0x72: result.append(13)
        case 0x73: result.append(32)
        case 0x74: result.append(9)
        case 0x76: result.append(11)
        case 0x30: result.append(0)
        case 0x0A: break
        case 0x0D where offset + 2 < end && source[offset + 2] == Byte.newline: return offset + 3
        case 0x78:
            guard offset + 3 < end, let high = Byte.hexadecimal(source[offset + 2]),
                  let low = Byte.hexadecimal(source[offset + 3]) else {
                throw stopInText(.invalidHexadecimalEscape, text)
            }
            result.append(UInt8(high << 4 | low))
            return offset + 4
        case 0x75: return try unescapeCodePoint(at: offset, to: end, text, into: &result)
        default: result.append(escaped)
        }
        return offset + 2
    }

    private mutating func unescapeCodePoint(at offset: Int, to end: Int, _ text: OpenText,
                                            into result: inout [UInt8]) throws(SyntaxStop) -> Int {
        var digits = offset + 2
        let braced = digits < end && source[digits] == 0x7B
        if braced { digits += 1 }
        var value: UInt32 = 0
        var last = digits
        let limit = braced ? 6 : 4
        while last < end, last - digits < limit, let digit = Byte.hexadecimal(source[last]) {
            value = value << 4 | digit
            last += 1
        }
        let complete = braced ? last > digits && last < end && source[last] == 0x7D : last - digits == 4
        guard complete else { throw stopInText(.invalidUnicodeEscape, text) }
        guard let scalar = Unicode.Scalar(value) else {
            throw stopInText(.invalidCodePoint(source.text(digits, last)), text)
        }
        result.append(contentsOf: String(scalar).utf8)
        return braced ? last + 1 : last
    }

    /// A failure in a text is placed at its beginning.
    private mutating func stopInText(_ reason: SyntaxReason, _ text: OpenText) -> SyntaxStop {
        let isPlain = !text.isHeredoc && !text.afterDot && text.shape.kind != .atom
        failure = SyntaxFailure(.syntaxError, reason, line: text.line, column: text.column + (isPlain ? 1 : 0))
        return SyntaxStop()
    }
}
