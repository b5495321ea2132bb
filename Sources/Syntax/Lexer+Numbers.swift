// Numbers and characters: their extent only, their value is the parser's.

extension Lexer {
    /// Digits of the longest number: an integer of more has more than the 4,194,304 bits that OTP allows.
    static let longestNumber = 1_262_611

    mutating func lexNumber() throws(SyntaxStop) {
        let start = position
        try lexNumber(from: start)
        if position - start > Lexer.longestNumber { throw stop(.tooLongNumber, at: start) }
    }

    private mutating func lexNumber(from start: Int) throws(SyntaxStop) {
        if source[start] == 0x30, let end = prefixedNumberEnd(from: start) {
            position = end
            // No letter is refused behind such a number: what follows is a token of its own.
            add(.integer, from: start)
            return
        }
        var end = digitsEnd(from: start)
        var kind = Token.Kind.integer
        if source[end] == 0x2E, Byte.isDigit(source[end + 1]) {
            kind = .float
            end = digitsEnd(from: end + 1)
            if source[end] | 0x20 == 0x65 {
                var exponent = end + 1
                if source[exponent] == 0x2B || source[exponent] == 0x2D { exponent += 1 }
                if Byte.isDigit(source[exponent]) { end = digitsEnd(from: exponent) }
            }
        }
        let next = source[end]
        if Byte.isLower(next | 0x20) || next == 0x5F {
            throw stop(.characterAfterNumber(character: source.text(end, end + 1), number: source.text(start, end)), at: start)
        }
        position = end
        add(kind, from: start)
    }

    /// The end of digits, where single underscores may stand between two of them.
    private func digitsEnd(from start: Int) -> Int {
        var end = start
        while true {
            if Byte.isDigit(source[end]) {
                end &+= 1
            } else if source[end] == 0x5F, Byte.isDigit(source[end + 1]), end > start {
                end &+= 2
            } else {
                return end
            }
        }
    }

    /// The end of `0x…`, `0o…`, `0b…`; nil where no digit follows the letter.
    private func prefixedNumberEnd(from start: Int) -> Int? {
        let radix: UInt32
        switch source[start + 1] {
        case 0x78: radix = 16
        case 0x6F: radix = 8
        case 0x62: radix = 2
        default: return nil
        }
        func isDigit(_ offset: Int) -> Bool { Byte.hexadecimal(source[offset]).map { $0 < radix } ?? false }
        var end = start + 2
        guard isDigit(end) else { return nil }
        while true {
            if isDigit(end) {
                end += 1
            } else if source[end] == 0x5F, isDigit(end + 1) {
                end += 2
            } else {
                return end
            }
        }
    }

    /// `?c`.
    mutating func lexCharacter() throws(SyntaxStop) {
        let start = position
        guard start + 1 < source.count else { throw stopForUnexpectedCharacter() }
        if source[start + 1] == 0x5C, start + 2 < source.count {
            let (value, length) = source.scalar(at: start + 2)
            let code: UInt32
            switch value {
            case 0x61: code = 7
            case 0x62: code = 8
            case 0x64: code = 127
            case 0x65: code = 27
            case 0x66: code = 12
            case 0x6E: code = 10
            case 0x72: code = 13
            case 0x73: code = 32
            case 0x74: code = 9
            case 0x76: code = 11
            case 0x30: code = 0
            default: code = value
            }
            position = start + 2 + length
            warnAboutCharacter(value, escaped: true, code: code, from: start)
            add(.character, from: start, payload: code)
            origin += length - 1
            if value == 0x0A {
                line += 1
                origin = position
            }
            return
        }
        let (value, length) = source.scalar(at: start + 1)
        position = start + 1 + length
        warnAboutCharacter(value, escaped: false, code: value, from: start)
        add(.character, from: start, payload: value)
        origin += length - 1
        if value == 0x0A {
            line += 1
            origin = position
        }
    }

    private mutating func warnAboutCharacter(_ value: UInt32, escaped: Bool, code: UInt32, from start: Int) {
        let invisible: (name: String, letter: String)?
        switch value {
        case 0: invisible = ("null", "0")
        case 7: invisible = ("alert", "a")
        case 8: invisible = ("backspace", "b")
        case 9: invisible = ("tab", "t")
        case 10: invisible = ("newline", "n")
        case 11: invisible = ("vertical tab", "v")
        case 12: invisible = ("form feed", "f")
        case 13: invisible = ("carriage return", "r")
        case 27: invisible = ("escape", "e")
        case 32: invisible = ("space", "s")
        case 127: invisible = ("delete", "d")
        default: invisible = nil
        }
        if let invisible {
            warn("found ?\(escaped ? "\\" : "") followed by code point 0x\(String(value, radix: 16, uppercase: true)) "
                + "(\(invisible.name)), please use ?\\\(invisible.letter) instead", line: line, column: column(start))
        } else if escaped, code == value, (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) {
            let shown = source.text(position - source.scalar(at: start + 2).length, position)
            warn("unknown escape sequence ?\\\(shown), use ?\(shown) instead", line: line, column: column(start))
        }
    }
}
