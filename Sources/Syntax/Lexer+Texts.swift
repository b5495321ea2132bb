// Texts between delimiters: strings, charlists, heredocs, quoted atoms, keywords and calls, and the bodies of sigils. An
// interpolation suspends a text and lets the main loop read tokens until its brace closes.

/// A text whose end has not been reached.
struct OpenText {
    var shape: TextShape
    /// The index of its `textStart` token.
    var startToken: Int
    /// Where its construct begins, and where its delimiter does.
    var line: Int
    var column: Int
    var start: Int
    var delimiterColumn: Int
    /// The byte that closes it; three of them for a heredoc.
    var closing: UInt8
    var isHeredoc: Bool
    /// Whether `#{` interpolates, and whether escapes become characters.
    var interpolates: Bool
    var unescapes: Bool
    /// How the language calls the construct.
    var construct: String
    var afterDot = false
    var fragments: [TextFragment] = []
    var interpolations = 0
    /// The last interpolation's start.
    var interpolationLine = 0
    var interpolationColumn = 0
}

/// A stretch of a text as it stands in the source.
struct TextFragment {
    var start: Int
    var end: Int
    var line: Int
    /// `Lexer.origin` at its start.
    var origin: Int
    var startsLine: Bool
    /// Its token.
    var token: Int
}

extension Lexer {
    // MARK: Openings

    /// `"…"`, `'…'`, and heredocs of both.
    mutating func lexQuoted() throws(SyntaxStop) {
        let start = position
        let delimiter = source[start]
        let afterDot = tokens.last?.kind == .dot
        let isHeredoc = !afterDot && source[start + 1] == delimiter && source[start + 2] == delimiter
        let binary = delimiter == 0x22
        let mark = binary ? "\"" : "'"
        var shape = TextShape(kind: binary ? .binary : .charlist, delimiter: mark)
        if isHeredoc {
            shape.kind = binary ? .binaryHeredoc : .charlistHeredoc
            shape.delimiter = mark + mark + mark
        }
        position = start + (isHeredoc ? 3 : 1)
        var text = OpenText(shape: shape, startToken: tokens.count, line: line, column: column(start), start: start,
                            delimiterColumn: column(start), closing: delimiter, isHeredoc: isHeredoc, interpolates: true,
                            unescapes: options.unescape, construct: isHeredoc ? "heredoc" : afterDot ? "function name" : "string")
        text.afterDot = afterDot
        try openText(text)
    }

    /// `:"…"`; the position is behind the quote.
    mutating func openQuotedAtom(from start: Int, delimiter: UInt8) throws(SyntaxStop) {
        let mark = delimiter == 0x22 ? "\"" : "'"
        try openText(OpenText(shape: TextShape(kind: .atom, delimiter: mark), startToken: tokens.count, line: line,
                              column: column(start), start: start, delimiterColumn: column(start + 1), closing: delimiter,
                              isHeredoc: false, interpolates: true, unescapes: options.unescape, construct: "atom"))
    }

    /// Begins a text whose delimiter has been read.
    mutating func openText(_ text: OpenText) throws(SyntaxStop) {
        var text = text
        if text.isHeredoc {
            let behind = position
            while Byte.isBlank(source[position]) { position += 1 }
            if source[position] == Byte.carriageReturn, source[position + 1] == Byte.newline { position += 1 }
            guard source[position] == Byte.newline else {
                throw stop(.heredocStart(text.shape.delimiter), at: behind)
            }
        }
        if openTexts.count >= options.maximumDepth { throw stop(.tooDeep, at: position) }
        add(.textStart, from: text.start)
        if text.isHeredoc {
            position += 1
            line += 1
            origin = position
        }
        try lexText(&text, startsLine: text.isHeredoc)
    }

    // MARK: Bodies

    /// Goes on with the text that an interpolation interrupted.
    mutating func lexTextAfterInterpolation() throws(SyntaxStop) {
        guard var text = openTexts.popLast() else { return }
        try lexText(&text, startsLine: false)
    }

    /// Reads until the text ends or an interpolation begins.
    private mutating func lexText(_ text: inout OpenText, startsLine: Bool) throws(SyntaxStop) {
        var fragment = TextFragment(start: position, end: position, line: line, origin: origin, startsLine: startsLine, token: 0)
        var atLineStart = startsLine
        let closing = text.closing
        while true {
            if atLineStart, text.isHeredoc, let blanks = heredocEnd(closing) {
                fragment.end = position
                position += blanks + 3
                try finishText(&text, fragment, indentation: blanks)
                return
            }
            atLineStart = false
            // The plain stretch.
            while position < source.count {
                let byte = source.bytes[position]
                if byte == closing || byte == 0x5C || byte == 0x23 || byte == Byte.newline || byte >= 0x80 { break }
                position &+= 1
            }
            guard position < source.count else {
                throw stopForOpenText(text)
            }
            let byte = source.bytes[position]
            if byte == Byte.newline {
                passNewline()
                atLineStart = true
            } else if byte == closing, !text.isHeredoc {
                fragment.end = position
                position += 1
                try finishText(&text, fragment, indentation: -1)
                return
            } else if byte == 0x5C {
                position += 1
                if source[position] == Byte.newline {
                    passNewline()
                    atLineStart = true
                } else if position < source.count, source[position] < 0x80 {
                    position += 1
                }
            } else if byte == 0x23, text.interpolates, source[position + 1] == 0x7B {
                fragment.end = position
                try beginInterpolation(&text, fragment)
                return
            } else if byte >= 0x80 {
                try passCharacters(since: fragment.start)
            } else {
                position += 1
            }
        }
    }

    private mutating func passNewline() {
        position += 1
        line += 1
        origin = position
    }

    /// Passes characters beyond ASCII; columns count what a reader sees as one character.
    private mutating func passCharacters(since start: Int) throws(SyntaxStop) {
        let first = position
        while position < source.count, source.bytes[position] >= 0x80 {
            let (value, length) = source.scalar(at: position)
            if isBidirectional(value) {
                throw stop(.bidirectionalInText(escapedCodePoint(value)), at: first)
            }
            position += length
        }
        let joins = first > start && source[first - 1] >= Byte.space
        let seen = source.text(joins ? first - 1 : first, position).count - (joins ? 1 : 0)
        origin += position - first - seen
    }

    /// The number of blanks before the closing of a heredoc, if the line at the position is that.
    private func heredocEnd(_ closing: UInt8) -> Int? {
        var end = position
        while Byte.isBlank(source[end]) { end += 1 }
        if source[end] == closing, source[end + 1] == closing, source[end + 2] == closing { return end - position }
        return nil
    }

    private mutating func beginInterpolation(_ text: inout OpenText, _ fragment: TextFragment) throws(SyntaxStop) {
        addFragment(&text, fragment)
        text.interpolations += 1
        text.interpolationLine = line
        text.interpolationColumn = column(position)
        let start = position
        position += 2
        add(.interpolationStart, from: start)
        openDelimiters.append(OpenDelimiter(kind: .interpolation, line: line, column: column(start), indentation: 0))
        openTexts.append(text)
    }

    private mutating func addFragment(_ text: inout OpenText, _ fragment: TextFragment) {
        guard fragment.end > fragment.start else { return }
        var fragment = fragment
        fragment.token = tokens.count
        text.fragments.append(fragment)
        tokens.append(Token(kind: .fragment, line: UInt32(truncatingIfNeeded: fragment.line), column: 0,
                            start: UInt32(fragment.start), end: UInt32(fragment.end)))
    }

    // MARK: Ends

    private mutating func finishText(_ text: inout OpenText, _ last: TextFragment, indentation: Int) throws(SyntaxStop) {
        addFragment(&text, last)
        text.shape.indentation = indentation
        var contents: [[UInt8]] = []
        for fragment in text.fragments { contents.append(try content(of: fragment, in: text)) }
        try checkEncoding(contents, of: text)
        if text.shape.kind == .sigil { lexModifiers(&text) }
        text.shape.endLine = line
        text.shape.endColumn = column(position)
        let isKeyword = isQuotedKeyword(text)
        if isKeyword {
            text.shape.kind = .keyword
            position += 1
        }
        if text.interpolations == 0 {
            tokens.removeLast(tokens.count - text.startToken)
            try addWholeText(text, contents.first ?? [])
            return
        }
        if text.afterDot { throw stop(.interpolationInCall(text.shape.delimiter), at: text) }
        tokens[text.startToken].payload = UInt32(texts.count)
        texts.append(text.shape)
        for (fragment, bytes) in zip(text.fragments, contents) {
            tokens[fragment.token].payload = UInt32(texts.count)
            var shape = TextShape(kind: .binary, delimiter: "")
            shape.content = bytes
            texts.append(shape)
        }
        add(.textEnd, from: position)
        warnAboutSingleQuotes(text)
    }

    /// Escapes may have made bytes that are no UTF-8, of which neither an atom nor a charlist can be made.
    private mutating func checkEncoding(_ contents: [[UInt8]], of text: OpenText) throws(SyntaxStop) {
        let isCharlist = text.shape.kind == .charlistHeredoc || (text.shape.kind == .charlist && !text.afterDot && !isQuotedKeyword(text))
        let isAtom = text.shape.kind == .atom || text.afterDot || isQuotedKeyword(text)
        guard isCharlist || isAtom else { return }
        for content in contents {
            let invalid = content.withUnsafeBufferPointer { Source(bytes: $0).firstInvalidOffset() }
            guard let invalid else { continue }
            let description = encodingFault(in: content[invalid...])
            throw stop(isCharlist ? .invalidEncodingInCharlist(description) : .invalidEncodingInAtom(description), at: text)
        }
    }

    private func encodingFault(in bytes: ArraySlice<UInt8>) -> String {
        let length = switch bytes.first ?? 0 {
        case 0xC2 ... 0xDF: 2
        case 0xE0 ... 0xEF: 3
        case 0xF0 ... 0xF4: 4
        default: 0
        }
        let isIncomplete = bytes.count < length && bytes.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
        let shown = bytes.map { String($0) }.joined(separator: ", ")
        return "\(isIncomplete ? "incomplete" : "invalid") encoding starting at <<\(shown)>>"
    }

    private mutating func stop(_ reason: SyntaxReason, at text: OpenText) -> SyntaxStop {
        failure = SyntaxFailure(.syntaxError, reason, line: text.line, column: text.column)
        return SyntaxStop()
    }

    private func isQuotedKeyword(_ text: OpenText) -> Bool {
        guard source[position] == 0x3A, Byte.isSpace(source[position + 1]) else { return false }
        return (text.shape.kind == .binary || text.shape.kind == .charlist) && !text.afterDot
    }

    /// Adds the one token of a text that interpolates nothing.
    private mutating func addWholeText(_ text: OpenText, _ bytes: [UInt8]) throws(SyntaxStop) {
        let flag: Token.Flags = text.closing == 0x27 ? .singleQuoted : .doubleQuoted
        var token = Token(kind: .text, flags: flag, line: UInt32(truncatingIfNeeded: text.line),
                          column: UInt32(truncatingIfNeeded: text.column), start: UInt32(text.start), end: UInt32(position))
        guard text.afterDot || text.shape.kind == .atom || text.shape.kind == .keyword else {
            token.payload = UInt32(texts.count)
            texts.append(text.shape)
            texts[texts.count - 1].content = bytes
            tokens.append(token)
            warnAboutSingleQuotes(text)
            return
        }
        token.payload = bytes.withUnsafeBufferPointer { names.intern($0) }
        let name = names.names[Int(token.payload)]
        if bytes.count > 255, name.unicodeScalars.count > 255 { throw stop(.tooLongName(name), at: text) }
        if let allowed = options.existingAtomsOnly, !allowed(name) { throw stop(.unknownAtom(name), at: text) }
        if text.afterDot {
            switch source[position] {
            case 0x28: token.kind = .parenthesisIdentifier
            case 0x5B: token.kind = .bracketIdentifier
            default: token.kind = .identifier
            }
        } else {
            token.kind = text.shape.kind == .atom ? .atom : .keyword
        }
        tokens.append(token)
        if text.shape.kind == .keyword { warnAboutQuotes(text, name) }
        warnAboutSingleQuotes(text)
        if text.shape.kind != .keyword { warnAboutQuotes(text, name) }
    }

    /// Quotes that could be left out.
    private mutating func warnAboutQuotes(_ text: OpenText, _ name: String) {
        guard options.emitWarnings else { return }
        guard isPlainName(name) else { return }
        let message: String
        if text.afterDot {
            message = "found quoted call \"\(name)\" but the quotes are not required. Calls made exclusively of Unicode letters, "
                + "numbers, and underscores and not beginning with a number do not require quotes"
        } else if text.shape.kind == .atom {
            message = "found quoted atom \"\(name)\" but the quotes are not required. Atoms made exclusively of ASCII letters, "
                + "numbers, underscores, beginning with a letter or underscore, and optionally ending with ! or ? do not "
                + "require quotes"
        } else {
            message = "found quoted keyword \"\(name)\" but the quotes are not required. Note that keywords are always atoms, even "
                + "when quoted. Similar to atoms, keywords made exclusively of ASCII letters, numbers, and underscores and not "
                + "beginning with a number do not require quotes"
        }
        warn(message, line: text.line, column: text.column)
    }

    private func isPlainName(_ name: String) -> Bool {
        var bytes = Array(name.utf8)
        if bytes.last == 0x3F || bytes.last == 0x21 { bytes.removeLast() }
        guard let first = bytes.first, Byte.isLower(first) || first == 0x5F else { return false }
        return bytes.allSatisfy(Byte.isWord)
    }

    private mutating func warnAboutSingleQuotes(_ text: OpenText) {
        guard text.closing == 0x27 else { return }
        if text.afterDot || text.shape.kind == .atom || text.shape.kind == .keyword {
            let construct = text.afterDot ? "calls" : text.shape.kind == .atom ? "atoms" : "keywords"
            warn("single quotes around \(construct) are deprecated. Use double quotes instead", line: text.line, column: text.column)
        } else if text.shape.kind == .charlist {
            warn("using single-quoted strings to represent charlists is deprecated.\n"
                + "Use ~c\"\" if you indeed want a charlist or use \"\" instead.\n"
                + "You may run \"mix format --migrate\" to change all single-quoted\n"
                + "strings to use the ~c sigil and fix this warning.", line: text.line, column: text.column)
        } else if text.shape.kind == .charlistHeredoc {
            warn("single-quoted string represent charlists. Use ~c''' if you indeed want a charlist or use \"\"\" instead",
                 line: text.line, column: text.column)
        }
    }

    mutating func stopForOpenText(_ text: OpenText) -> SyntaxStop {
        let closing = text.isHeredoc ? String(repeating: String(UnicodeScalar(text.closing)), count: 3)
            : String(UnicodeScalar(text.closing))
        let inInterpolation = openDelimiters.last.map { _ in openTexts.last?.startToken == text.startToken } ?? false
        let reason: SyntaxReason = inInterpolation
            ? .missingInterpolationTerminator(construct: text.construct, line: text.line)
            : .missingTextTerminator(terminator: closing, construct: text.construct, line: text.line)
        var failure = SyntaxFailure(.tokenMissing, reason, line: text.line, column: text.delimiterColumn)
        failure.openingDelimiter = text.shape.delimiter
        failure.expectedDelimiter = closing
        failure.endLine = inInterpolation ? text.interpolationLine : line
        failure.endColumn = inInterpolation ? text.interpolationColumn : column(position)
        self.failure = failure
        return SyntaxStop()
    }
}
