// Brackets, `do` and `fn` with their ends: the stack that pairs them, and what is said when they do not pair.

/// Something opened and not yet closed.
struct OpenDelimiter {
    enum Kind { case parenthesis, bracket, brace, bits, fn, `do`, interpolation }
    var kind: Kind
    var line: Int
    var column: Int
    /// The blanks at the start of its line.
    var indentation: Int

    var opening: String {
        switch kind {
        case .parenthesis: "("
        case .bracket: "["
        case .brace, .interpolation: "{"
        case .bits: "<<"
        case .fn: "fn"
        case .do: "do"
        }
    }

    var closing: String {
        switch kind {
        case .parenthesis: ")"
        case .bracket: "]"
        case .brace, .interpolation: "}"
        case .bits: ">>"
        case .fn, .do: "end"
        }
    }
}

/// What indentation tells of blocks whose ends went missing, for the hints of errors.
struct LayoutSuspicions {
    /// The line of the last `do`, and of the last `fn`, inside of which another began no deeper.
    var unclosedDo: Int?
    var unclosedFn: Int?
    /// The line of the last `end` that stood deeper than its `do`.
    var surplusEnd: Int?
}

extension Lexer {
    mutating func open(_ kind: OpenDelimiter.Kind, at start: Int) {
        if kind == .do || kind == .fn, let outer = openDelimiters.last, outer.kind == kind, indentation <= outer.indentation {
            if kind == .do { layout.unclosedDo = outer.line } else { layout.unclosedFn = outer.line }
        }
        openDelimiters.append(OpenDelimiter(kind: kind, line: line, column: column(start), indentation: indentation))
    }

    mutating func lexBracket(_ byte: UInt8) throws(SyntaxStop) {
        let start = position
        position += 1
        switch byte {
        case 0x28:
            if let last = tokens.last, last.kind == .alias {
                throw stop(.parenthesisAfterAlias(names.names[Int(last.payload)]), at: start)
            }
            if let last = tokens.last, last.kind == .dot { tokens[tokens.count - 1].kind = .dotCall }
            open(.parenthesis, at: start)
            add(.openParenthesis, from: start)
        case 0x5B:
            open(.bracket, at: start)
            add(.openBracket, from: start)
        case 0x7B:
            if let last = tokens.last, last.kind == .percent, Int(last.end) < start { throw stop(.spaceAfterPercent, at: start) }
            if lexOperatorKeyword(from: start, length: 2, "{}") { return }
            let isMap = tokens.last.map { $0.kind == .percentBrace && Int($0.end) == start } ?? false
            open(.brace, at: isMap ? start - 1 : start)
            add(.openBrace, from: start)
        case 0x29: try close(.parenthesis, .closeParenthesis, from: start)
        case 0x5D: try close(.bracket, .closeBracket, from: start)
        default:
            if openDelimiters.last?.kind == .interpolation {
                openDelimiters.removeLast()
                add(.interpolationEnd, from: start)
                try lexTextAfterInterpolation()
                return
            }
            try close(.brace, .closeBrace, from: start)
        }
    }

    mutating func close(_ kind: OpenDelimiter.Kind, _ token: Token.Kind, from start: Int) throws(SyntaxStop) {
        let closing = OpenDelimiter(kind: kind, line: 0, column: 0, indentation: 0).closing
        guard let open = openDelimiters.last, open.kind != .interpolation else {
            throw stopForUnexpectedClosing(closing, at: start)
        }
        guard open.kind == kind else { throw stopForMismatch(open, closing, at: start) }
        openDelimiters.removeLast()
        add(token, from: start)
    }

    mutating func lexEnd(from start: Int) throws(SyntaxStop) {
        guard let open = openDelimiters.last, open.kind != .interpolation else {
            throw stopForUnexpectedClosing("end", at: start)
        }
        guard open.kind == .do || open.kind == .fn else { throw stopForMismatch(open, "end", at: start) }
        openDelimiters.removeLast()
        if open.kind == .do, indentation > open.indentation { layout.surplusEnd = line }
        add(.end, from: start)
    }

    private mutating func stopForUnexpectedClosing(_ closing: String, at start: Int) -> SyntaxStop {
        if closing == "end" {
            let hint = layout.surplusEnd.map {
                "\nhint: the \"end\" on line \($0) may not have a matching \"do\" defined before it (based on indentation)"
            } ?? ""
            return stop(.unexpectedReservedWord("end", hint: hint), at: start)
        }
        return stop(.unexpectedClosing(closing), at: start)
    }

    private mutating func stopForMismatch(_ open: OpenDelimiter, _ closing: String, at start: Int) -> SyntaxStop {
        let reason: SyntaxReason = closing == "end" ? .mismatchedEnd : .mismatchedClosing(closing)
        var failure = SyntaxFailure(.mismatchedDelimiter, reason, line: open.line, column: open.column)
        failure.endLine = line
        failure.endColumn = column(start)
        failure.openingDelimiter = open.opening
        failure.closingDelimiter = closing
        failure.expectedDelimiter = open.closing
        self.failure = failure
        return SyntaxStop()
    }

    mutating func stopForOpenDelimiter(_ open: OpenDelimiter) -> SyntaxStop {
        let suspect = open.kind == .do ? layout.unclosedDo : open.kind == .fn ? layout.unclosedFn : nil
        let hint = suspect.map {
            "\nhint: it looks like the \"\(open.opening)\" on line \($0) does not have a matching \"end\""
        } ?? ""
        var failure = SyntaxFailure(.tokenMissing, .missingTerminator(open.closing + hint), line: open.line, column: open.column)
        failure.openingDelimiter = open.opening
        failure.expectedDelimiter = open.closing
        failure.endLine = line
        failure.endColumn = column(position)
        self.failure = failure
        return SyntaxStop()
    }

    /// `%{`, or `%` before the name of a struct.
    mutating func lexPercent() throws(SyntaxStop) {
        let start = position
        position += 1
        switch source[position] {
        case 0x7B:
            if lexOperatorKeyword(from: start, length: 3, "%{}") { return }
            add(.percentBrace, from: start)
        case 0x28, 0x5B:
            throw stop(.mapExpected(source.text(start, position + 1)), at: start)
        default:
            if lexOperatorKeyword(from: start, length: 1, "%") { return }
            add(.percent, from: start)
        }
    }
}
