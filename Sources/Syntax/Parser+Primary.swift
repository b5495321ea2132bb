// Primaries, the operands that no operator takes apart, and what may be suffixed to them: dots, calls and brackets.

extension Parser {
    /// primary = (call | alias | atom | number | text | parentheses | list | tuple | bitstring | map | struct |
    ///     function | capture argument), suffixes;
    mutating func parsePrimary(startsStatement: Bool = false, suffixes: Bool = true) throws(SyntaxStop) -> Expression {
        var primary: Expression
        // A name without parentheses is accessed only by brackets that touch it.
        var isAccessible = true
        switch current.kind {
        case .identifier, .parenthesisIdentifier, .bracketIdentifier, .doIdentifier, .operatorIdentifier:
            let token = advance()
            primary = try parseCall(.local(token), token)
            if primary.shape != .matched || primary.isOpenCall { return primary }
            isAccessible = primary.isAccessible
        case .alias: primary = try parseAlias(suffixes: suffixes)
        case .atom: primary = try parseAtom()
        case .reservedAtom:
            let token = advance()
            primary = Expression(tree: try literal(atom(token), token), depth: 1)
        case .integer, .float, .character: primary = try parseNumber()
        case .text, .textStart: primary = try parseText()
        case .openParenthesis:
            primary = try parseParentheses(startsStatement: startsStatement)
            if primary.shape == .clauseArguments { return primary }
        case .openBracket: primary = try parseList()
        case .openBrace: primary = try parseTuple()
        case .openBits: primary = try parseBitstring()
        case .percentBrace: primary = try parseMap()
        case .percent: primary = try parseStruct()
        case .fn: primary = try parseFunction()
        case .captureInteger: primary = try parseCaptureArgument()
        default: throw stopAtCurrent()
        }
        primary.isAccessible = isAccessible
        primary.isSimple = true
        return suffixes ? try parseSuffixes(primary) : primary
    }

    /// suffixes = {dot suffix | call suffix | access};
    mutating func parseSuffixes(_ primary: Expression) throws(SyntaxStop) -> Expression {
        var left = primary
        while true {
            switch current.kind {
            case .dot: try parseDotSuffix(&left)
            case .dotCall: try parseCallSuffix(&left)
            case .openBracket where left.isAccessible: try parseAccess(&left)
            case .keyword where left.isAccessible:
                throw stop(current.payload == NameTable.Reserved.do.rawValue ? .doKeyword
                    : .unexpectedToken(quoted(name(current) + ":"), shown: quoted(name(current) + ":")), at: current)
            default: return left
            }
            if left.shape != .matched || left.isOpenCall { return left }
        }
    }

    /// dot suffix = '.', (call | alias suffix | '{', [end of line], [container arguments], [end of line], '}');
    @inline(never)
    private mutating func parseDotSuffix(_ left: inout Expression) throws(SyntaxStop) {
        let dot = advance()
        let depth = try checked(left.depth + 2, dot)
        switch current.kind {
        case .identifier, .parenthesisIdentifier, .bracketIdentifier, .doIdentifier, .operatorIdentifier:
            let token = advance()
            let callee = node(Form.dot, meta(dot), [left.tree, try staticAtom(token)])
            var call = try parseCall(.remote(callee), token)
            call.depth = max(call.depth, depth)
            call.isSimple = call.shape == .matched && !call.isOpenCall
            left = call
        case .alias:
            if case .atom = left.tree { throw stop(.aliasAfterAtom, at: current) }
            try parseAliasSuffix(&left, dot)
        case .openBrace:
            advance()
            let outer = mode
            mode = Mode()
            let newlines = skipEndOfLine()
            var arguments = Container()
            if !isAtClosing(.closeBrace) {
                if isAtKeyword { throw stopAtCurrent() }
                arguments = try parseContainerArguments(.closeBrace)
            }
            let closing = try expectClosing(.closeBrace)
            mode = outer
            let callee = node(Form.dot, meta(dot), [left.tree, Form.tuple])
            left = Expression(tree: node(callee, meta(bracketEntries(newlines: newlines, closing: closing), dot), arguments.elements),
                              depth: max(depth, arguments.depth + 1), isAccessible: true, isSimple: true)
        default: throw stopAtCurrent()
        }
    }

    /// call suffix = '.', parentheses call;
    @inline(never)
    private mutating func parseCallSuffix(_ left: inout Expression) throws(SyntaxStop) {
        let dot = advance()
        let depth = try checked(left.depth + 2, dot)
        let callee = node(Form.dot, meta(dot), [left.tree])
        var call = try parseParenthesesCall(.remote(callee), dot)
        call.depth = max(call.depth, depth)
        left = call
    }

    /// access = '[', [end of line], (container expression, [','] | keywords), [end of line], ']';
    @inline(never)
    private mutating func parseAccess(_ left: inout Expression) throws(SyntaxStop) {
        let opening = advance()
        let depth = try checked(left.depth + 1, opening)
        let outer = mode
        mode = Mode()
        let newlines = skipEndOfLine()
        var argument: Expression
        if isAtKeyword {
            argument = try parseKeywords()
        } else {
            argument = try parseContainerExpression()
            if current.kind == .comma {
                let comma = advance()
                if !isAtClosing(.closeBracket) {
                    if isAtKeyword { throw stopAtCurrent() }
                    _ = try parseContainerExpression()
                    throw stop(.tooManyAccessArguments, at: comma)
                }
            }
        }
        let closing = try expectClosing(.closeBracket)
        mode = outer
        let entries = [Meta.Entry(key: "from_brackets", value: Form.yes)] + bracketEntries(newlines: newlines, closing: closing)
        let meta = meta(entries, opening)
        let get = node(Form.dot, meta, [Form.access, Form.get])
        argument.depth += 1
        left = Expression(tree: node(get, meta, [left.tree, argument.tree]), depth: max(depth, argument.depth), isAccessible: true,
                          isSimple: true)
    }

    /// alias = alias name, {'.', alias name};
    @inline(never)
    private mutating func parseAlias(suffixes: Bool) throws(SyntaxStop) -> Expression {
        let token = advance()
        var last = token
        var segments = [try staticAtom(token)]
        while suffixes, current.kind == .dot, tokens[index + 1].kind == .alias {
            advance()
            last = advance()
            segments.append(try staticAtom(last))
        }
        return Expression(tree: node(Form.aliases, meta(lastEntries(last), token), segments), depth: 2)
    }

    /// alias suffix = alias name, {'.', alias name};
    ///
    /// An alias behind any other expression, which becomes its first segment unless it is an alias itself.
    @inline(never)
    private mutating func parseAliasSuffix(_ left: inout Expression, _ dot: Token) throws(SyntaxStop) {
        let token = advance()
        var last = token
        var added = [try staticAtom(token)]
        while current.kind == .dot, tokens[index + 1].kind == .alias {
            advance()
            last = advance()
            added.append(try staticAtom(last))
        }
        if case .node(var node) = left.tree, node.form == .atom("__aliases__"), case .list(let segments) = node.args {
            if options.tokenMetadata { node.meta.store("last", place(last)) }
            node.args = .list(segments + added)
            left.tree = .node(node)
        } else {
            left.tree = node(Form.aliases, meta(lastEntries(last), dot), [left.tree] + added)
            left.depth += 1
        }
        left.isAccessible = true
        left.isSimple = true
    }

    private mutating func lastEntries(_ token: Token) -> [Meta.Entry] {
        options.tokenMetadata ? [Meta.Entry(key: "last", value: place(token))] : []
    }

    /// capture argument = '&', integer;
    @inline(never)
    private mutating func parseCaptureArgument() throws(SyntaxStop) -> Expression {
        let token = advance()
        guard current.kind == .integer else { throw stopAtCurrent() }
        let number = advance()
        let value = NumberLiteral.integer(source.bytes[Int(number.start) ..< Int(number.end)])
        return Expression(tree: node(atom(.capture), meta(token), [value]), depth: 2)
    }
}
