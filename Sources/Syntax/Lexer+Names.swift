// Names: identifiers, reserved words, aliases, keywords and plain atoms. Which characters beyond ASCII a name may hold is
// UnicodeNames.swift's.

extension Lexer {
    /// A name that begins with a letter of ASCII or an underscore.
    mutating func lexName() throws(SyntaxStop) {
        let start = position
        var end = position
        while end < source.count, Byte.isWord(source.bytes[end]) { end &+= 1 }
        if source[end] >= 0x80 {
            try lexUnicodeName()
            return
        }
        if Byte.isUpper(source.bytes[start]) {
            try lexAlias(from: start, to: end)
        } else {
            if source[end] == 0x40 {
                try lexNameWithAtSign(from: start, at: end)
                return
            }
            if source[end] == 0x3F || source[end] == 0x21 { end += 1 }
            position = end
            let name = internName(from: start, to: end)
            try lexIdentifier(name, from: start)
        }
    }

    @inline(__always)
    mutating func internName(from start: Int, to end: Int) -> UInt32 {
        names.intern(UnsafeBufferPointer(rebasing: source.bytes[start ..< end]))
    }

    /// What a name with its punctuation turns out to be; the position is behind it.
    mutating func lexIdentifier(_ name: UInt32, from start: Int) throws(SyntaxStop) {
        if position - start > 255, names.names[Int(name)].unicodeScalars.count > 255 {
            throw stop(.tooLongName(names.names[Int(name)]), at: start)
        }
        if source[position] == 0x3A, try lexKeyword(name, from: start) { return }
        let afterDot = tokens.last?.kind == .dot
        if name < 19 {
            // A reserved word, unless a dot makes it a name.
            if let reserved = NameTable.Reserved(rawValue: name), try lexReserved(reserved, from: start, afterDot: afterDot) {
                return
            }
        }
        if let allowed = options.existingAtomsOnly, !allowed(names.names[Int(name)]) {
            throw stop(.unknownAtom(names.names[Int(name)]), at: start)
        }
        addIdentifier(name, from: start)
        warnAboutAmbiguousPunctuation(name, from: start)
    }

    /// Adds a name as the kind that the character behind it makes it.
    @inline(__always)
    mutating func addIdentifier(_ name: UInt32, from start: Int, flags: Token.Flags = []) {
        switch source[position] {
        case 0x28: add(.parenthesisIdentifier, from: start, payload: name, flags: flags)
        case 0x5B: add(.bracketIdentifier, from: start, payload: name, flags: flags)
        default: add(.identifier, from: start, payload: name, flags: flags)
        }
    }

    /// `a!=b` and `a?=b` read as a name and a match.
    private mutating func warnAboutAmbiguousPunctuation(_ name: UInt32, from start: Int) {
        guard source[position] == 0x3D, position > start else { return }
        let mark = source[position - 1]
        guard mark == 0x3F || mark == 0x21 else { return }
        let shown = mark == 0x3F ? "?" : "!"
        let whole = names.names[Int(name)]
        let stem = String(whole.dropLast())
        warn("found identifier \"\(whole)\", ending with \"\(shown)\", followed by =. It is unclear if you mean \"\(stem) \(shown)=\" "
            + "or \"\(whole) =\". Please add a space before or after \(shown) to remove the ambiguity",
            line: line, column: column(start))
    }

    /// `name:` before a blank is a keyword; before anything else but a second colon it is an error.
    private mutating func lexKeyword(_ name: UInt32, from start: Int) throws(SyntaxStop) -> Bool {
        let next = source[position + 1]
        if next == 0x3A || position + 1 >= source.count { return false }
        guard Byte.isSpace(next) else { throw stop(.spaceAfterKeyword(names.names[Int(name)] + ":"), at: start) }
        position += 1
        try checkAtom(name, from: start)
        add(.keyword, from: start, payload: name)
        return true
    }

    /// Refuses an atom that is not known where only known ones are wanted.
    mutating func checkAtom(_ name: UInt32, from start: Int) throws(SyntaxStop) {
        if let allowed = options.existingAtomsOnly, !allowed(names.names[Int(name)]) {
            throw stop(.unknownAtom(names.names[Int(name)]), at: start)
        }
    }

    /// The token of a reserved word; false where the word is a name after all.
    private mutating func lexReserved(_ word: NameTable.Reserved, from start: Int, afterDot: Bool) throws(SyntaxStop) -> Bool {
        switch word {
        case .__aliases__, .__block__: throw stop(.reservedName("\(word)"), at: start)
        case .unquote_splicing, .__cursor__: return false
        default: if afterDot { return false }
        }
        switch word {
        case .do:
            if source[position] == 0x3A, position + 1 == source.count { throw stopForUnexpectedCharacter() }
            if tokens.last?.kind == .fn { throw stop(.doAfterFn, at: start) }
            if tokens.last?.kind == .comma || tokens.last?.kind == .semicolon { throw stop(.doAfterComma, at: start) }
            if let last = tokens.last, last.kind == .identifier { tokens[tokens.count - 1].kind = .doIdentifier }
            open(.do, at: start)
            addContinuing(.do, from: start)
        case .fn:
            open(.fn, at: start)
            add(.fn, from: start)
        case .end: try lexEnd(from: start)
        case .after, .else, .rescue, .catch: add(.blockKeyword, from: start, payload: word.rawValue)
        case .true, .false, .nil: add(.reservedAtom, from: start, payload: word.rawValue)
        case .when: addWordOperator(.when, from: start)
        case .and: addWordOperator(.andWord, from: start)
        case .or: addWordOperator(.orWord, from: start)
        case .not: addWordOperator(.not, from: start)
        case .in:
            if let last = tokens.last, last.isOperator(.not), !isFollowedBySlash() {
                tokens[tokens.count - 1].payload = UInt32(Operator.notIn.rawValue)
                tokens[tokens.count - 1].end = UInt32(truncatingIfNeeded: position)
                let whole = tokens.removeLast()
                let newlines = takeEndOfLine()
                tokens.append(whole)
                tokens[tokens.count - 1].newlines = newlines
            } else {
                addWordOperator(.inWord, from: start)
            }
        default: return false
        }
        return true
    }

    private mutating func addWordOperator(_ operation: Operator, from start: Int) {
        if isFollowedBySlash() {
            add(.identifier, from: start, payload: names.intern(operation.spelling))
        } else if operation.row.continuesLine {
            addContinuing(.operator, from: start, payload: UInt32(operation.rawValue))
        } else {
            add(.operator, from: start, payload: UInt32(operation.rawValue))
        }
    }

    /// The end of a name that at signs are part of.
    func endOfNameWithAtSigns(_ offset: Int) -> Int {
        var end = offset
        while Byte.isWord(source[end]) || source[end] == 0x40 || source[end] >= 0x80 { end += 1 }
        return source[end] == 0x3F || source[end] == 0x21 ? end + 1 : end
    }

    /// The keyword that a name with at signs is, if a colon follows.
    mutating func lexKeywordWithAtSign(from start: Int, to end: Int) throws(SyntaxStop) -> Bool {
        guard source[end] == 0x3A else { return false }
        let before = position
        position = end
        let text = source.text(start, end)
        if try lexKeyword(names.intern(NameCharacters.normalized(Array(text.unicodeScalars))), from: start) {
            origin += text.utf8.count - text.unicodeScalars.count
            return true
        }
        position = before
        return false
    }

    // MARK: Aliases

    private mutating func lexAlias(from start: Int, to end: Int) throws(SyntaxStop) {
        if source[end] == 0x40, try lexKeywordWithAtSign(from: start, to: endOfNameWithAtSigns(end)) { return }
        if source[end] == 0x3F || source[end] == 0x21 || source[end] == 0x40 {
            var last = end + 1
            while source[end] == 0x40, Byte.isWord(source[last]) || source[last] == 0x40 || source[last] >= 0x80 { last += 1 }
            throw stopForAliasCharacter(named: source.text(start, last), at: start, from: start)
        }
        position = end
        let name = internName(from: start, to: end)
        if end - start > 255 { throw stop(.tooLongName(names.names[Int(name)]), at: start) }
        if source[end] == 0x3A, try lexKeyword(name, from: start) { return }
        try checkAtom(name, from: start)
        add(.alias, from: start, payload: name)
    }

    /// Of a name that is no alias the first character is shown that is no letter; the name begins at the offset.
    mutating func stopForAliasCharacter(named name: String, at offset: Int, from start: Int) -> SyntaxStop {
        var shown = offset
        while Byte.isLower(source[shown] | 0x20) || source[shown] == 0x5F { shown += 1 }
        if name.utf8.contains(0x40), let sign = name.utf8.firstIndex(of: 0x40) {
            shown = offset + name.utf8.distance(from: name.startIndex, to: sign)
        }
        let (value, length) = source.scalar(at: shown)
        return stop(.invalidAliasCharacter(shown: source.text(shown, shown + length), codePoint: value, name: name), at: start)
    }

    /// A name that holds an at sign can only be a keyword.
    private mutating func lexNameWithAtSign(from start: Int, at offset: Int) throws(SyntaxStop) {
        let end = endOfNameWithAtSigns(offset)
        if try lexKeywordWithAtSign(from: start, to: end) { return }
        throw stop(.invalidNameCharacter(shown: "@", codePoint: 0x40, name: source.text(start, end)), at: start)
    }

    // MARK: Atoms

    /// `:name`, `:"name"`, `:+` or the operator `::`.
    mutating func lexColon() throws(SyntaxStop) {
        let start = position
        let next = source[start + 1]
        if next == 0x22 || next == 0x27 {
            position = start + 2
            try openQuotedAtom(from: start, delimiter: next)
            return
        }
        if Byte.isLower(next | 0x20) || next == 0x5F || next >= 0x80 {
            try lexAtom(from: start)
            return
        }
        if next == 0x3A {
            if tokens.last?.kind == .dot {
                position = start + 2
                addIdentifier(names.intern("::"), from: start)
                return
            }
            if source[start + 2] == 0x3A {
                position = start + 3
                warn("atom ::: must be written between quotes, as in :\"::\", to avoid ambiguity", line: line, column: column(start))
                add(.atom, from: start, payload: names.intern("::"))
            } else {
                position = start + 2
                addOperator(.typed, from: start)
            }
            return
        }
        let length = symbolicAtomLength(at: start + 1)
        if length == 0 { throw stopForUnexpectedCharacter() }
        position = start + 1 + length
        let name = internName(from: start + 1, to: position)
        try checkAtom(name, from: start)
        add(.atom, from: start, payload: name)
    }

    private mutating func lexAtom(from start: Int) throws(SyntaxStop) {
        var end = start + 1
        while Byte.isWord(source[end]) || source[end] == 0x40 { end += 1 }
        if source[end] >= 0x80 {
            position = start + 1
            let scanned = try scanUnicodeName(inAtom: true, from: start)
            guard let scanned else {
                position = start
                throw stopForUnexpectedCharacter()
            }
            position = scanned.end
            try checkAtom(scanned.name, from: start)
            add(.atom, from: start, payload: scanned.name)
            origin += scanned.end - (start + 1) - scanned.scalars
            return
        }
        if source[end] == 0x3F || source[end] == 0x21 { end += 1 }
        position = end
        let name = internName(from: start + 1, to: end)
        if end - start > 256 { throw stop(.tooLongName(names.names[Int(name)]), at: start) }
        try checkAtom(name, from: start)
        add(.atom, from: start, payload: name)
    }
}
