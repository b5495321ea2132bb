// Lists, tuples, bitstrings, maps, structs and the keywords in them.

extension Parser {
    /// Whether the current token begins a keyword pair.
    var isAtKeyword: Bool { current.kind == .keyword || isAtInterpolatedKeyword }

    var isAtInterpolatedKeyword: Bool {
        current.kind == .textStart && texts[Int(current.payload)].kind == .keyword
    }

    /// list = '[', [end of line], [container arguments], [end of line], ']';
    @inline(never)
    mutating func parseList() throws(SyntaxStop) -> Expression {
        let opening = advance()
        let outer = mode
        mode = Mode()
        let newlines = skipEndOfLine()
        var elements = Container()
        if !isAtClosing(.closeBracket) { elements = try parseContainerArguments(.closeBracket, splicing: true) }
        let closing = try expectClosing(.closeBracket)
        mode = outer
        let entries = bracketEntries(newlines: newlines, closing: closing)
        let tree = try literal(.list(elements.elements), opening, entries)
        return Expression(tree: tree, depth: elements.depth + 1)
    }

    /// tuple = '{', [end of line], [container arguments], [end of line], '}';
    @inline(never)
    mutating func parseTuple() throws(SyntaxStop) -> Expression {
        let opening = advance()
        let outer = mode
        mode = Mode()
        let newlines = skipEndOfLine()
        var elements = Container()
        if isAtKeyword {
            _ = try parseKeywords()
            _ = try expectClosing(.closeBrace)
            throw stop(.keywordsInTuple, at: opening)
        }
        if !isAtClosing(.closeBrace) { elements = try parseContainerArguments(.closeBrace) }
        let closing = try expectClosing(.closeBrace)
        mode = outer
        let entries = bracketEntries(newlines: newlines, closing: closing)
        let tree = elements.elements.count == 2 ? try literal(.tuple(elements.elements), opening, entries)
            : node(Form.tuple, meta(entries, opening), elements.elements)
        return Expression(tree: tree, depth: elements.depth + 1)
    }

    /// bitstring = '<<', [end of line], [container arguments], [end of line], '>>';
    @inline(never)
    mutating func parseBitstring() throws(SyntaxStop) -> Expression {
        let opening = advance()
        let outer = mode
        mode = Mode()
        let newlines = skipEndOfLine()
        var elements = Container()
        if isAtKeyword {
            _ = try parseKeywords()
            _ = try expectClosing(.closeBits)
            throw stop(.keywordsInBitstring, at: opening)
        }
        if !isAtClosing(.closeBits) { elements = try parseContainerArguments(.closeBits) }
        let closing = try expectClosing(.closeBits)
        mode = outer
        return Expression(tree: node(Form.bits, meta(bracketEntries(newlines: newlines, closing: closing), opening),
                                     elements.elements), depth: elements.depth + 1)
    }

    /// container arguments = container expression, {',', container expression}, [',', [keywords]] | keywords;
    ///
    /// Keywords at the end become the last elements where they splice, else one list.
    @inline(never)
    mutating func parseContainerArguments(_ closing: Token.Kind, splicing: Bool = false) throws(SyntaxStop) -> Container {
        var arguments = Container()
        while true {
            if isAtKeyword {
                let keywords = try parseKeywords()
                if splicing, case .list(let pairs) = keywords.tree {
                    arguments.elements.append(contentsOf: pairs)
                    arguments.depth = max(arguments.depth, keywords.depth)
                } else {
                    arguments.append(keywords)
                }
                return arguments
            }
            arguments.append(try parseContainerExpression())
            guard current.kind == .comma else { return arguments }
            advance()
            if isAtClosing(closing) { return arguments }
        }
    }

    /// container expression = expression;
    mutating func parseContainerExpression() throws(SyntaxStop) -> Expression {
        let expression = try parseExpression()
        if expression.shape == .ambiguous { throw stop(.commaInContainer, at: expression.tree) }
        return expression
    }

    /// keywords = keyword pair, {',', keyword pair}, [','];
    @inline(never)
    mutating func parseKeywords() throws(SyntaxStop) -> Expression {
        var pairs = Container()
        while true {
            try parseKeywordPair(&pairs, inOpenCall: false)
            guard current.kind == .comma else { break }
            let comma = advance()
            if isAtClosing(.closeBracket) || isAtClosing(.closeBrace) || isAtClosing(.closeBits) { break }
            if !isAtKeyword {
                _ = try parseExpression()
                throw stop(.expressionAfterKeywords, at: comma)
            }
        }
        return Expression(tree: .list(pairs.elements), depth: pairs.depth + 1)
    }

    /// keyword pair = keyword key, [end of line], container expression;
    @inline(never)
    mutating func parseKeywordPair(_ pairs: inout Container, inOpenCall: Bool) throws(SyntaxStop) {
        let token = current
        let key = try parseKeywordKey()
        skipEndOfLine()
        var value: Expression
        if inOpenCall {
            value = try parseExpression()
            if value.shape == .ambiguous { warnAboutNestedKeyword(token, value.tree) }
        } else {
            value = try parseContainerExpression()
        }
        pairs.elements.append(.tuple([key.tree, value.tree]))
        pairs.depth = max(pairs.depth, value.depth + 1, key.depth + 1)
    }

    /// keyword key = keyword | text, ':';
    private mutating func parseKeywordKey() throws(SyntaxStop) -> Expression {
        if current.kind == .textStart { return try parseText() }
        let token = advance()
        if options.literalEncoder == nil, options.staticAtomsEncoder == nil { return Expression(tree: atom(token), depth: 1) }
        let entries = delimiterEntries(token) + [Meta.Entry(key: "format", value: .atom("keyword"))]
        return Expression(tree: try literal(try staticAtom(token), token, entries), depth: 1)
    }

    private mutating func warnAboutNestedKeyword(_ token: Token, _ value: Quoted) {
        guard options.emitWarnings else { return }
        let shown = token.kind == .keyword ? name(token) : "..."
        warnings.append(SyntaxWarning(line: value.node?.meta.line ?? Int(token.line), column: Int(token.column), message:
            "missing parentheses for expression following \"\(shown):\" keyword. Parentheses are required to solve ambiguity "
            + "inside keywords.\n\nThis error happens when you have function calls without parentheses inside keywords. For "
            + "example:\n\n    function(arg, one: nested_call a, b, c)\n    function(arg, one: if expr, do: :this, else: :that)\n\n"
            + "In the examples above, we don't know if the arguments \"b\" and \"c\" apply to the function \"function\" or "
            + "\"nested_call\". Or if the keywords \"do\" and \"else\" apply to the function \"function\" or \"if\". You can solve "
            + "this by explicitly adding parentheses:\n\n    function(arg, one: if(expr, do: :this, else: :that))\n"
            + "    function(arg, one: nested_call(a, b, c))\n\nAmbiguity found at:", lineOnly: true))
    }

    // MARK: Maps

    /// map = '%', map body;
    @inline(never)
    mutating func parseMap() throws(SyntaxStop) -> Expression {
        let percent = advance()
        return try parseMapBody(percent)
    }

    /// struct = '%', struct name, [end of line], map body;
    @inline(never)
    mutating func parseStruct() throws(SyntaxStop) -> Expression {
        let percent = advance()
        let name = try parseStructName()
        skipEndOfLine()
        guard current.kind == .openBrace else { throw stopAtCurrent() }
        let body = try parseMapBody(current)
        return Expression(tree: node(Form.structure, meta(percent), [name.tree, body.tree]), depth: max(name.depth, body.depth) + 1)
    }

    /// struct name = expression;
    ///
    /// Prefix operators and a primary; the rest of an expression is read so that what is wrong is found where it is.
    private mutating func parseStructName() throws(SyntaxStop) -> Expression {
        let outer = mode
        mode = Mode(blocks: false, inStructName: true)
        let name = try parseExpression()
        mode = outer
        guard name.isSimple else { throw stopAtCurrent() }
        return name
    }

    /// map body = '{', [end of line], [map update | container arguments], [end of line], '}';
    @inline(never)
    private mutating func parseMapBody(_ start: Token) throws(SyntaxStop) -> Expression {
        try expect(.openBrace)
        let outer = mode
        mode = Mode()
        let newlines = skipEndOfLine()
        var entries = Container()
        if !isAtClosing(.closeBrace) {
            if isAtKeyword {
                entries = try parseContainerArguments(.closeBrace, splicing: true)
            } else {
                entries = try parseMapUpdate()
            }
        }
        let closing = try expectClosing(.closeBrace)
        mode = outer
        return Expression(tree: node(Form.map, meta(bracketEntries(newlines: newlines, closing: closing), start),
                                     entries.elements), depth: entries.depth + 1)
    }

    /// map update = [expression, '|', [end of line]], (map entries | keywords);
    ///
    /// The first `|` updates if a keyword or a whole entry is behind it; else it belongs to the first key.
    @inline(never)
    private mutating func parseMapUpdate() throws(SyntaxStop) -> Container {
        var first = try parseExpression(Operator.pipeStrength + 1)
        if current.isOperator(.pipe), first.shape != .ambiguous {
            let token = advance()
            var newlines = Int(token.newlines)
            let behind = skipEndOfLine()
            if behind > 0 { newlines = behind }
            if isAtKeyword {
                return try update(first, token, newlines, try parseContainerArguments(.closeBrace, splicing: true))
            }
            let right = try parseExpression(Operator.pipeStrength)
            let endsEntry = current.kind == .comma || isAtClosing(.closeBrace)
            if current.isOperator(.pair) || (right.isSimple && endsEntry) {
                return try update(first, token, newlines, try parseMapEntries(right))
            }
            first = Expression(tree: node(atom(.pipe), meta(newlineEntries(newlines), token), [first.tree, right.tree]),
                               depth: try checked(max(first.depth, right.depth) + 1, token),
                               shape: right.shape == .matched ? first.shape : right.shape)
        }
        try parseOperations(&first, Operator.weakest)
        return try parseMapEntries(first)
    }

    private mutating func update(_ base: Expression, _ token: Token, _ newlines: Int, _ entries: Container) throws(SyntaxStop)
        -> Container {
        var result = Container()
        result.elements = [node(atom(.pipe), meta(newlineEntries(newlines), token), [base.tree, .list(entries.elements)])]
        result.depth = max(base.depth, entries.depth + 1) + 1
        return result
    }

    /// map entries = map entry, {',', map entry}, [',', [keywords]];
    ///
    /// The first key has been read.
    @inline(never)
    private mutating func parseMapEntries(_ first: Expression) throws(SyntaxStop) -> Container {
        var entries = Container()
        var key = first
        while true {
            entries.append(try parseMapEntry(key))
            guard current.kind == .comma else { return entries }
            advance()
            if isAtClosing(.closeBrace) { return entries }
            if isAtKeyword {
                let keywords = try parseContainerArguments(.closeBrace, splicing: true)
                entries.elements.append(contentsOf: keywords.elements)
                entries.depth = max(entries.depth, keywords.depth)
                return entries
            }
            key = try parseExpression()
        }
    }

    /// map entry = expression, ['=>', [end of line], expression];
    @inline(never)
    private mutating func parseMapEntry(_ key: Expression) throws(SyntaxStop) -> Expression {
        if key.shape == .ambiguous { throw stopAtCurrent() }
        guard current.isOperator(.pair) else {
            if !key.isSimple { throw stopAtCurrent() }
            return key
        }
        let token = advance()
        skipEndOfLine()
        let value = try parseExpression()
        if value.shape == .ambiguous { throw stopAtCurrent() }
        var tree = key.tree
        if options.tokenMetadata { annotate(&tree, "assoc", place(token)) }
        return Expression(tree: .tuple([tree, value.tree]), depth: max(key.depth, value.depth) + 1)
    }
}
