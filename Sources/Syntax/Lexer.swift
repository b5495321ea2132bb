// Cuts a text into tokens: the main loop, newlines, comments and what all parts of the lexer share. Delimiters, names,
// numbers, operators and texts are in files of their own.

/// The lexer. It works on bytes, keeps open brackets and open texts on stacks of its own and so never recurses.
struct Lexer {
    let source: Source
    let options: ParseOptions
    var position = 0
    var line: Int
    /// The offset that would be column 1 of the line if all characters took one byte.
    var origin: Int

    var tokens: ContiguousArray<Token> = []
    var names = NameTable()
    var texts: ContiguousArray<TextShape> = []
    var openDelimiters: ContiguousArray<OpenDelimiter> = []
    var openTexts: ContiguousArray<OpenText> = []
    /// The blanks before the first token of the current line.
    var indentation = 0
    /// What the layout says of `do` and `fn` that do not pair.
    var layout = LayoutSuspicions()
    var warnings: [SyntaxWarning] = []
    var comments: [Comment] = []
    var failure: SyntaxFailure?

    init(_ source: Source, _ options: ParseOptions) {
        self.source = source
        self.options = options
        line = options.line
        origin = 1 - options.column
        tokens.reserveCapacity(min(source.count / 5 + 16, 1 << 22))
    }

    /// The column of an offset in the current line.
    @inline(__always)
    func column(_ offset: Int) -> Int { offset &- origin &+ 1 }

    /// Ends lexing with a reason, at an offset of the current line.
    mutating func stop(_ reason: SyntaxReason, at offset: Int) -> SyntaxStop {
        failure = SyntaxFailure(.syntaxError, reason, line: line, column: column(offset))
        return SyntaxStop()
    }

    mutating func warn(_ message: String, line: Int, column: Int) {
        guard options.emitWarnings else { return }
        warnings.append(SyntaxWarning(line: line, column: column, message: message))
    }

    // MARK: Tokens

    @inline(__always)
    mutating func add(_ kind: Token.Kind, from start: Int, payload: UInt32 = 0, flags: Token.Flags = []) {
        tokens.append(Token(kind: kind, flags: flags, line: UInt32(truncatingIfNeeded: line),
                            column: UInt32(truncatingIfNeeded: column(start)), start: UInt32(truncatingIfNeeded: start),
                            end: UInt32(truncatingIfNeeded: position), payload: payload))
    }

    /// Takes back the newline before a token that continues the line; its count goes to that token.
    mutating func takeEndOfLine() -> UInt32 {
        guard let last = tokens.last, last.kind == .endOfLine else { return 0 }
        tokens.removeLast()
        return last.newlines
    }

    /// Adds a token that a newline may precede.
    mutating func addContinuing(_ kind: Token.Kind, from start: Int, payload: UInt32 = 0) {
        let newlines = takeEndOfLine()
        add(kind, from: start, payload: payload)
        tokens[tokens.count - 1].newlines = newlines
    }

    // MARK: The main loop

    /// Cuts the whole text.
    mutating func lex() throws(SyntaxStop) {
        if source.count >= 1 << 31 { throw stop(.tooLarge, at: 0) }
        if let invalid = source.firstInvalidOffset() { throw stopForInvalidBytes(at: invalid) }
        while position < source.count { try lexToken() }
        if let open = openDelimiters.last {
            if open.kind == .interpolation, let text = openTexts.last { throw stopForOpenText(text) }
            throw stopForOpenDelimiter(open)
        }
        let last = tokens.last
        tokens.append(Token(kind: .endOfFile, line: last?.line ?? UInt32(truncatingIfNeeded: options.line),
                            column: last?.column ?? UInt32(truncatingIfNeeded: options.column),
                            start: UInt32(source.count), end: UInt32(source.count)))
    }

    /// Reads one token, or the blanks or the comment before it.
    @inline(__always)
    private mutating func lexToken() throws(SyntaxStop) {
        let byte = source.bytes[position]
        if Byte.isLower(byte) || byte == 0x5F {
            try lexName()
            return
        }
        switch byte {
        case 0x20, 0x09: lexBlanks()
        case 0x0A: lexNewline()
        case 0x0D where source[position + 1] == Byte.newline:
            let start = position
            position += 1
            lexNewline(from: start)
        case 0x23: try lexComment()
        case 0x41 ... 0x5A: try lexName()
        case 0x30 ... 0x39: try lexNumber()
        case 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D: try lexBracket(byte)
        case 0x2C:
            position += 1
            add(.comma, from: position - 1)
        case 0x3B: try lexSemicolon()
        case 0x22, 0x27: try lexQuoted()
        case 0x3A: try lexColon()
        case 0x3F: try lexCharacter()
        case 0x7E: try lexTilde()
        case 0x25: try lexPercent()
        case 0x2E: try lexDot()
        case 0x5C where source[position + 1] != 0x5C: try lexLineContinuation()
        case 0x21, 0x26, 0x2A, 0x2B, 0x2D, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x5C, 0x5E, 0x7C: try lexOperator()
        case 0x80...: try lexUnicodeName()
        default: throw stopForUnexpectedCharacter()
        }
    }

    /// Skips blanks; a name followed by a sign that touches its operand is a call.
    private mutating func lexBlanks() {
        while Byte.isBlank(source[position]) { position &+= 1 }
        let sign = source[position]
        guard sign == 0x2B || sign == 0x2D, let last = tokens.last, last.kind == .identifier,
              Int(last.end) < position else { return }
        let next = source[position + 1]
        if Byte.isSpace(next) || next == sign || next == 0x2F || next == 0x3E || next == 0 { return }
        if next == 0x5C, source[position + 2] != 0x5C { return }
        if next == 0x3A, Byte.isSpace(source[position + 2]) { return }
        if lineContinued(since: Int(last.end)) { return }
        tokens[tokens.count - 1].kind = .operatorIdentifier
    }

    /// Whether something other than blanks lies between an offset and the position.
    private func lineContinued(since offset: Int) -> Bool {
        var index = offset
        while index < position {
            if !Byte.isBlank(source[index]) { return true }
            index += 1
        }
        return false
    }

    private mutating func lexNewline(from start: Int? = nil) {
        let start = start ?? position
        position += 1
        switch tokens.last?.kind {
        case .endOfLine?, .semicolon?, .comma?: tokens[tokens.count - 1].newlines &+= 1
        case .dot?: break
        default:
            add(.endOfLine, from: start)
            tokens[tokens.count - 1].newlines = 1
        }
        line += 1
        origin = position
        if tokens.last?.kind == .dot { return }
        var offset = position
        while Byte.isBlank(source[offset]) { offset &+= 1 }
        indentation = offset - position
    }

    private mutating func lexSemicolon() throws(SyntaxStop) {
        if tokens.last?.kind == .semicolon { throw stopForUnexpectedCharacter() }
        position += 1
        add(.semicolon, from: position - 1)
    }

    /// `\` at the end of a line joins it with the next.
    private mutating func lexLineContinuation() throws(SyntaxStop) {
        let start = position
        var end = position + 1
        if source[end] == Byte.carriageReturn, source[end + 1] == Byte.newline { end += 1 }
        guard source[end] == Byte.newline else {
            if end >= source.count { throw stopForEscapeAtEnd(at: start) }
            throw stopForUnexpectedCharacter()
        }
        position = end + 1
        if position >= source.count { throw stopForEscapeAtEnd(at: start) }
        line += 1
        origin = position
    }

    private mutating func stopForEscapeAtEnd(at start: Int) -> SyntaxStop {
        failure = SyntaxFailure(.tokenMissing, .escapeAtEnd, line: line, column: column(start))
        return SyntaxStop()
    }

    private mutating func lexComment() throws(SyntaxStop) {
        let start = position
        while position < source.count {
            let byte = source.bytes[position]
            if byte == Byte.newline { break }
            if byte == Byte.carriageReturn, source[position + 1] == Byte.newline { break }
            if byte >= 0x80 {
                let (value, length) = source.scalar(at: position)
                if isBidirectional(value) { throw stop(.bidirectionalInComment(escapedCodePoint(value)), at: start) }
                if value == 0x85 || value == 0x2028 || value == 0x2029 {
                    throw stop(.lineBreakInComment(escapedCodePoint(value)), at: start)
                }
                position += length
            } else {
                if byte == 0x0B || byte == 0x0C || byte == Byte.carriageReturn {
                    throw stop(.lineBreakInComment(escapedCodePoint(UInt32(byte))), at: start)
                }
                position &+= 1
            }
        }
        if options.preserveComments { keepComment(from: start) }
        // What is counted are the newlines behind the last comment.
        switch tokens.last?.kind {
        case .endOfLine?, .semicolon?, .comma?: tokens[tokens.count - 1].newlines = 0
        default: break
        }
        // The end of the line counts as standing where the comment does.
        origin += position - start
        if tokens.last?.kind == .dot { origin = position }
    }

    private mutating func keepComment(from start: Int) {
        let previous = switch tokens.last?.kind {
        case nil, .interpolationStart?: 1
        case .endOfLine?, .semicolon?, .comma?: tokens.last.map { Int($0.newlines) } ?? 0
        default: 0
        }
        var next = 0
        var offset = position
        while offset < source.count {
            if source[offset] == Byte.newline {
                next += 1
            } else if !Byte.isSpace(source[offset]) {
                break
            }
            offset += 1
        }
        comments.append(Comment(line: line, column: column(start), previousNewlines: previous, nextNewlines: next,
                                text: source.text(start, position)))
    }

    /// Characters that change the direction of what follows and so can hide what a text says.
    func isBidirectional(_ value: UInt32) -> Bool { 0x202A ... 0x202E ~= value || 0x2066 ... 0x2069 ~= value }

    /// A code point as an escape in a text.
    func escapedCodePoint(_ value: UInt32) -> String { "\\u" + hexadecimal(value, width: 4) }

    // MARK: Failures

    mutating func stopForUnexpectedCharacter() -> SyntaxStop {
        let (value, length) = source.scalar(at: position)
        let place = "(column \(column(position)), code point U+\(hexadecimal(value, width: 4)))"
        let shown: String
        switch value {
        case 0x00: shown = "null byte"
        case 0x0B: shown = "vertical tab"
        case 0x0C: shown = "form feed"
        case 0x0D: shown = "carriage return"
        default: shown = "\"\(source.text(position, position + length))\""
        }
        return stop(.unexpectedCharacter("\(shown) \(place)"), at: position)
    }

    private mutating func stopForInvalidBytes(at offset: Int) -> SyntaxStop {
        for index in 0 ..< offset where source[index] == Byte.newline {
            line += 1
            origin = index + 1
        }
        let shown = source.bytes[offset ..< min(source.count, offset + 100)].map { String($0) }.joined(separator: ", ")
        failure = SyntaxFailure(.unicodeConversion, .invalidBytes("<<\(shown)>>"), line: line, column: column(offset))
        return SyntaxStop()
    }
}
