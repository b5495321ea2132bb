// Operators: the longest spelling wins; an operator before `/`, after a dot or before a colon is a name.

extension Lexer {
    /// The operator at an offset and its length, by its first bytes.
    func operatorSpelled(at offset: Int) -> (operation: Operator, length: Int)? {
        let first = source[offset], second = source[offset + 1], third = source[offset + 2]
        switch first {
        case 0x2B:
            if second == 0x2B { return third == 0x2B ? (.concatenateTriple, 3) : (.concatenateLists, 2) }
            return (.plus, 1)
        case 0x2D:
            if second == 0x2D { return third == 0x2D ? (.subtractTriple, 3) : (.subtractLists, 2) }
            return second == 0x3E ? (.arrow, 2) : (.minus, 1)
        case 0x2A: return second == 0x2A ? (.power, 2) : (.multiply, 1)
        case 0x2F: return second == 0x2F ? (.step, 2) : (.divide, 1)
        case 0x3D:
            switch second {
            case 0x3D: return third == 0x3D ? (.identical, 3) : (.equal, 2)
            case 0x7E: return (.similar, 2)
            case 0x3E: return (.pair, 2)
            default: return (.match, 1)
            }
        case 0x21:
            if second == 0x3D { return third == 0x3D ? (.notIdentical, 3) : (.notEqual, 2) }
            return (.bang, 1)
        case 0x3C:
            switch second {
            case 0x3C:
                if third == 0x3C { return (.shiftLeft, 3) }
                return third == 0x7E ? (.arrowLeftTilde, 3) : nil
            case 0x7E: return third == 0x3E ? (.tildeBoth, 3) : (.tildeLeft, 2)
            case 0x7C: return third == 0x3E ? (.pipeBoth, 3) : (.less, 1)
            case 0x3D: return (.lessOrEqual, 2)
            case 0x3E: return (.concatenateBinaries, 2)
            case 0x2D: return (.leftArrow, 2)
            default: return (.less, 1)
            }
        case 0x3E:
            if second == 0x3E { return third == 0x3E ? (.shiftRight, 3) : nil }
            return second == 0x3D ? (.greaterOrEqual, 2) : (.greater, 1)
        case 0x26:
            if second == 0x26 { return third == 0x26 ? (.andBits, 3) : (.and, 2) }
            return (.capture, 1)
        case 0x7C:
            if second == 0x7C { return third == 0x7C ? (.orBits, 3) : (.or, 2) }
            return second == 0x3E ? (.pipeline, 2) : (.pipe, 1)
        case 0x5E: return second == 0x5E && third == 0x5E ? (.exclusiveOr, 3) : (.pin, 1)
        case 0x5C: return second == 0x5C ? (.defaultArgument, 2) : nil
        case 0x40: return (.attribute, 1)
        case 0x7E:
            if second == 0x7E, third == 0x7E { return (.tilde, 3) }
            if second == 0x3E { return third == 0x3E ? (.arrowRightTilde, 3) : (.tildeRight, 2) }
            return nil
        case 0x2E:
            guard second == 0x2E else { return nil }
            return third == 0x2E ? (.ellipsis, 3) : (.range, 2)
        default: return nil
        }
    }

    mutating func lexOperator() throws(SyntaxStop) {
        let start = position
        if tokens.last?.kind == .dot, lexOperatorName() { return }
        guard let (operation, length) = operatorSpelled(at: start) else {
            // `<<` and `>>` are brackets.
            let opens = source[start] == 0x3C
            if opens, matches("<<>>", at: start), lexOperatorKeyword(from: start, length: 4, "<<>>") { return }
            position = start + 2
            if opens {
                open(.bits, at: start)
                add(.openBits, from: start)
            } else {
                try close(.bits, .closeBits, from: start)
            }
            return
        }
        if source[start + length] == 0x3A, lexOperatorKeyword(from: start, length: length, operation.spelling) { return }
        position = start + length
        // `&<|>/2` names an operator.
        let isNamed = tokens.last?.isOperator(.capture) == true
        switch operation {
        case .exclusiveOr where isNamed, .pipeBoth where isNamed, .tilde where isNamed: break
        case .capture where Byte.isDigit(source[position]):
            add(.captureInteger, from: start)
            return
        case .exclusiveOr:
            warn("^^^ is deprecated. It is typically used as xor but it has the wrong precedence, use Bitwise.bxor/2 instead",
                 line: line, column: column(start))
        case .pipeBoth:
            warn("<|> is deprecated. Use another pipe-like operator", line: line, column: column(start))
        case .tilde:
            warn("~~~ is deprecated. Use Bitwise.bnot/1 instead for clarity", line: line, column: column(start))
        case .andBits where source[position] == 0x26, .orBits where source[position] == 0x7C:
            let next = operation == .andBits ? "&" : "|"
            warn("found \"\(operation.spelling)\" followed by \"\(next)\", please use a space between \"\(operation.spelling)\" and "
                + "the next \"\(next)\"", line: line, column: column(start))
        default: break
        }
        addOperator(operation, from: start)
    }

    /// Adds an operator that ends at the position, or its name where it is captured: `&+/2`.
    mutating func addOperator(_ operation: Operator, from start: Int) {
        if operation != .pair, isFollowedBySlash(), operation != .capture || !isFollowedBySlash(twice: true) {
            add(.identifier, from: start, payload: names.intern(operation.spelling))
        } else if operation.row.continuesLine {
            addContinuing(.operator, from: start, payload: UInt32(operation.rawValue))
        } else {
            add(.operator, from: start, payload: UInt32(operation.rawValue))
        }
    }

    /// Whether only blanks part the position from a slash, or from two of them.
    func isFollowedBySlash(twice: Bool = false) -> Bool {
        var offset = position
        while Byte.isBlank(source[offset]) { offset &+= 1 }
        return source[offset] == 0x2F && (!twice || source[offset + 1] == 0x2F)
    }

    /// An operator after a dot is the name of a function.
    private mutating func lexOperatorName() -> Bool {
        let start = position
        var length: Int
        if let (operation, spelled) = operatorSpelled(at: start) {
            switch operation {
            case .arrow, .pair, .step: length = 1
            case .range, .ellipsis: return false
            default: length = spelled
            }
        } else {
            length = source[start] == 0x3C || source[start] == 0x3E ? 1 : 0
        }
        if length == 0 { return false }
        position = start + length
        addIdentifier(internName(from: start, to: position), from: start)
        return true
    }

    /// `+: ` and the like: an operator as a keyword.
    mutating func lexOperatorKeyword(from start: Int, length: Int, _ spelling: String) -> Bool {
        guard source[start + length] == 0x3A, Byte.isSpace(source[start + length + 1]), matches(spelling, at: start) else {
            return false
        }
        if spelling == "=>" || spelling == "::" { return false }
        position = start + length + 1
        add(.keyword, from: start, payload: names.intern(spelling))
        return true
    }

    func matches(_ text: String, at offset: Int) -> Bool {
        var offset = offset
        for byte in text.utf8 {
            if source[offset] != byte { return false }
            offset += 1
        }
        return true
    }

    /// How many bytes at an offset make an atom of symbols, 0 if they make none.
    func symbolicAtomLength(at offset: Int) -> Int {
        for special in ["<<>>", "..//", "%{}"] where matches(special, at: offset) { return special.utf8.count }
        if let (operation, length) = operatorSpelled(at: offset) {
            switch operation {
            case .pair, .step: return 1
            default: return length
            }
        }
        switch source[offset] {
        case 0x3C, 0x3E, 0x25, 0x2E: return 1
        case 0x7B: return source[offset + 1] == 0x7D ? 2 : 0
        default: return 0
        }
    }

    /// `.`, `..`, `...`.
    mutating func lexDot() throws(SyntaxStop) {
        let start = position
        if let (operation, length) = operatorSpelled(at: start) {
            if operation == .range, matches("..//", at: start) {
                if lexOperatorKeyword(from: start, length: 4, "..//") { return }
                throw stopForUnexpectedCharacter()
            }
            if lexOperatorKeyword(from: start, length: length, operation.spelling) { return }
            position = start + length
            addOperator(operation, from: start)
            return
        }
        if lexOperatorKeyword(from: start, length: 1, ".") { return }
        position = start + 1
        addContinuing(.dot, from: start)
    }

    /// An operator of tildes, or a sigil.
    mutating func lexTilde() throws(SyntaxStop) {
        if operatorSpelled(at: position) != nil {
            try lexOperator()
        } else {
            try lexSigil()
        }
    }
}
