// Sequences: the program, the bodies of `do` blocks, functions and parentheses, and the clauses they may consist of.

/// What stands between the delimiters of a block: expressions, or clauses.
struct StatementSequence {
    var expressions: [Quoted] = []
    var isClauses = false
    var depth = 0
    /// The arguments in parentheses it consists of, if they turned out to belong to a clause outside.
    var clauseArguments: Container?
    var isEmpty: Bool { expressions.isEmpty }
}

extension Parser {
    /// program = expression sequence;
    mutating func parseProgram() throws(SyntaxStop) -> Quoted {
        let tree = try parseExpressionSequence(.endOfFile)
        guard current.kind == .endOfFile else { throw stopAtCurrent() }
        return tree.tree
    }

    /// expression sequence = [end of expression], [expression, {end of expression, expression}, [end of expression]];
    mutating func parseExpressionSequence(_ end: Token.Kind) throws(SyntaxStop) -> Expression {
        skipEndOfExpression()
        var expressions: [Quoted] = []
        var depth = 0
        while current.kind != end {
            let expression = try parseExpression()
            expressions.append(expression.tree)
            depth = max(depth, expression.depth)
            guard isAtEndOfExpression else {
                if current.kind == end { break }
                throw stopAtCurrent()
            }
            annotateEnd(&expressions)
            skipEndOfExpression()
        }
        if expressions.isEmpty {
            // The language does not say where nothing is.
            let meta = options.columns ? Meta(line: 1, column: 1) : Meta(line: 1)
            return Expression(tree: node(Form.block, meta, []), depth: 1)
        }
        if expressions.count == 1, !isSplice(expressions[0]) { return Expression(tree: expressions[0], depth: depth) }
        return Expression(tree: node(Form.block, Meta(), expressions), depth: depth + 1)
    }

    // MARK: Ends of expressions

    /// end of expression = end of line, [';'] | ';';
    var isAtEndOfExpression: Bool { current.kind == .endOfLine || current.kind == .semicolon }

    mutating func skipEndOfExpression() {
        if current.kind == .endOfLine { advance() }
        if current.kind == .semicolon { advance() }
    }

    /// Notes on the last expression where it ends.
    private mutating func annotateEnd(_ expressions: inout [Quoted]) {
        guard options.tokenMetadata, let last = expressions.indices.last else { return }
        let token = current
        let value = Quoted.list([.tuple([.atom("newlines"), .integer(Int(token.newlines))])]
            + meta(token).entries.map { .tuple([.atom($0.key), $0.value]) })
        if case .tuple(let parts) = expressions[last], parts.count == 3, case .atom("$literal") = parts[0] {
            // The encoder is called later: what ends the literal is added to what it returns.
            expressions[last] = .tuple([.atom("$ended"), value, expressions[last]])
        } else {
            annotate(&expressions[last], "end_of_expression", value)
        }
    }

    /// `unquote_splicing(x)` alone stays in a block, so that it can become several expressions.
    private func isSplice(_ tree: Quoted) -> Bool {
        guard case .node(let node) = tree, case .list(let arguments) = node.args, arguments.count == 1,
              case .atom("unquote_splicing") = node.form else { return false }
        return true
    }

    // MARK: Clauses

    /// sequence = [end of expression], [statement, {end of expression, statement}, [end of expression]];
    ///
    /// Reads up to whatever cannot continue it. A statement is an expression or a clause; expressions behind a clause belong
    /// to its body.
    @inline(never)
    mutating func parseSequence() throws(SyntaxStop) -> StatementSequence {
        skipEndOfExpression()
        var sequence = StatementSequence()
        var open: OpenClause?
        var misplaced: Token?
        while !isAtSequenceEnd {
            let statement = try parseStatement()
            sequence.depth = max(sequence.depth, statement.depth)
            switch statement.kind {
            case .expression(let tree):
                if open != nil { open?.body.append(tree) } else { sequence.expressions.append(tree) }
            case .clause(let clause):
                if let finished = open {
                    sequence.expressions.append(finish(finished))
                } else if !sequence.expressions.isEmpty {
                    misplaced = clause.arrow
                }
                sequence.isClauses = true
                open = clause
            case .arguments(let arguments):
                sequence.clauseArguments = arguments
                return sequence
            }
            guard isAtEndOfExpression else { break }
            if open != nil { annotateEnd(&open!.body) } else { annotateEnd(&sequence.expressions) }
            skipEndOfExpression()
        }
        if let misplaced, isAtSequenceEnd { throw stop(.clauseExpectedFirst, at: misplaced, alwaysHasColumn: false) }
        if let finished = open { sequence.expressions.append(finish(finished)) }
        return sequence
    }

    private var isAtSequenceEnd: Bool {
        switch current.kind {
        case .end, .blockKeyword, .closeParenthesis, .endOfFile, .interpolationEnd: true
        default: false
        }
    }

    private mutating func finish(_ clause: OpenClause) -> Quoted {
        node(Form.arrow, clause.meta, [.list(clause.arguments), block(clause.body, Meta())])
    }

    /// A block of expressions; one alone is itself.
    private func block(_ expressions: [Quoted], _ meta: @autoclosure () -> Meta) -> Quoted {
        if expressions.count == 1, !isSplice(expressions[0]) { return expressions[0] }
        return node(Form.block, meta(), expressions)
    }

    /// A clause whose body may go on.
    private struct OpenClause {
        var arguments: [Quoted]
        var arrow: Token
        var meta: Meta
        var body: [Quoted]
    }

    private struct Statement {
        enum Kind {
            case expression(Quoted)
            case clause(OpenClause)
            case arguments(Container)
        }

        var kind: Kind
        var depth: Int
    }

    /// statement = expression, [clause arguments, clause] | keyword arguments, clause | clause | parentheses,
    ///     parentheses clause;
    @inline(never)
    private mutating func parseStatement() throws(SyntaxStop) -> Statement {
        if current.isOperator(.arrow) { return try parseClause([], 1, []) }
        let opening = current
        var arguments = Container()
        if isAtKeyword {
            arguments.append(try parseKeywordArguments())
        } else {
            let first = try parseExpression(startsStatement: opening.kind == .openParenthesis)
            if first.shape == .clauseArguments || first.isEmptyParentheses,
               current.isOperator(.arrow) || current.isOperator(.when) {
                return try parseParenthesesClause(first, opening)
            }
            if first.shape == .clauseArguments { throw stopAtCurrent() }
            if current.kind != .comma {
                guard current.isOperator(.arrow), first.shape != .block else {
                    return Statement(kind: .expression(first.tree), depth: first.depth)
                }
                return try parseClause([first.tree], first.depth, [])
            }
            if first.shape != .matched { throw stopAtCurrent() }
            arguments.append(first)
            try parseClauseArguments(&arguments)
        }
        if current.isOperator(.arrow) { return try parseClause(arguments.elements, arguments.depth, []) }
        guard isAtClosing(.closeParenthesis) else { throw stopAtCurrent() }
        return Statement(kind: .arguments(arguments), depth: arguments.depth)
    }

    /// clause arguments = {',', (expression | keyword arguments)};
    @inline(never)
    private mutating func parseClauseArguments(_ arguments: inout Container) throws(SyntaxStop) {
        let outer = mode
        mode.blocks = false
        while current.kind == .comma {
            advance()
            if isAtKeyword {
                arguments.append(try parseKeywordArguments())
                break
            }
            let argument = try parseExpression()
            if argument.shape == .ambiguous { throw stop(.commaInNestedCall, at: argument.tree) }
            arguments.append(argument)
        }
        mode = outer
    }

    /// parentheses clause = ['when', [end of line], expression], clause;
    ///
    /// Arguments in parentheses of their own, `(a, b) when c -> …`.
    @inline(never)
    private mutating func parseParenthesesClause(_ first: Expression, _ opening: Token) throws(SyntaxStop) -> Statement {
        var arguments: [Quoted] = []
        if case .list(let elements) = first.tree, first.shape == .clauseArguments { arguments = elements }
        var depth = first.depth
        var entries: [Meta.Entry] = []
        if options.tokenMetadata {
            entries.append(Meta.Entry(key: "parens", value: Parser.keywords(parenthesesMeta(opening))))
        }
        if current.isOperator(.when) {
            let token = advance()
            skipEndOfLine()
            let guardExpression = try parseExpression()
            depth = max(depth, guardExpression.depth)
            arguments = [node(atom(.when), meta(token), arguments + [guardExpression.tree])]
        }
        guard current.isOperator(.arrow) else { throw stopAtCurrent() }
        return try parseClause(arguments, depth, entries)
    }

    /// clause = '->', [end of line], [expression];
    ///
    /// The arrow and the first expression of a clause's body.
    @inline(never)
    private mutating func parseClause(_ arguments: [Quoted], _ depth: Int, _ entries: [Meta.Entry]) throws(SyntaxStop) -> Statement {
        let arrow = advance()
        var newlines = Int(arrow.newlines)
        let behind = skipEndOfLine()
        if behind > 0 { newlines = behind }
        var clause = OpenClause(arguments: unwrapGuard(arguments), arrow: arrow,
                                meta: meta(entries + newlineEntries(newlines), arrow), body: [])
        if isAtSequenceEnd || isAtEndOfExpression {
            warn("an expression is always required on the right side of ->. Please provide a value after ->", at: arrow)
            clause.body = [try literal(.nilAtom, arrow)]
            return Statement(kind: .clause(clause), depth: depth + 2)
        }
        let body = try parseExpression()
        clause.body = [body.tree]
        return Statement(kind: .clause(clause), depth: max(depth + 2, body.depth + 2))
    }

    /// The guard of the last argument is the guard of them all.
    private func unwrapGuard(_ arguments: [Quoted]) -> [Quoted] {
        guard arguments.count > 1, case .node(var last)? = arguments.last, case .atom("when") = last.form,
              case .list(let operands) = last.args, operands.count == 2 else { return arguments }
        last.args = .list(arguments.dropLast() + operands)
        return [.node(last)]
    }

    // MARK: Blocks

    /// do block = section, {section}, 'end';
    @inline(never)
    mutating func parseDoBlock() throws(SyntaxStop) -> (Expression, [Meta.Entry]) {
        let opening = advance()
        let outer = mode
        mode = Mode()
        var sections = Container()
        try parseSection(opening, isFirst: true, &sections)
        while current.kind == .blockKeyword {
            let keyword = advance()
            try parseSection(keyword, isFirst: false, &sections)
        }
        let end = try expect(.end)
        mode = outer
        var entries: [Meta.Entry] = []
        if options.tokenMetadata {
            entries = [Meta.Entry(key: "do", value: place(opening)), Meta.Entry(key: "end", value: place(end))]
        }
        return (Expression(tree: .list(sections.elements), depth: sections.depth + 1), entries)
    }

    /// section = ('do' | block keyword), sequence;
    @inline(never)
    private mutating func parseSection(_ keyword: Token, isFirst: Bool, _ sections: inout Container) throws(SyntaxStop) {
        let sequence = try parseSequence()
        if sequence.clauseArguments != nil { throw stopAtCurrent() }
        var body: Quoted
        if sequence.isClauses {
            body = .list(sequence.expressions)
        } else {
            body = block(sequence.expressions, isFirst ? meta(keyword) : Meta())
            if isFirst, options.tokenMetadata, sequence.expressions.count == 1, !isSplice(sequence.expressions[0]) {
                annotate(&body, "parens", place(keyword))
            }
        }
        let key: Quoted = keyword.kind == .do ? Form.doKey : atom(keyword)
        sections.elements.append(.tuple([try literal(key, keyword), body]))
        sections.depth = max(sections.depth, sequence.depth + 2)
    }

    /// function = 'fn', sequence, 'end';
    @inline(never)
    mutating func parseFunction() throws(SyntaxStop) -> Expression {
        let opening = advance()
        let outer = mode
        mode = Mode()
        let newlines = current.kind == .endOfLine ? Int(current.newlines) : 0
        let sequence = try parseSequence()
        if sequence.isEmpty || sequence.clauseArguments != nil { throw stopAtCurrent() }
        let end = try expect(.end)
        mode = outer
        guard sequence.isClauses else { throw stop(.functionWithoutClauses, at: opening) }
        return Expression(tree: node(Form.function, meta(bracketEntries(newlines: newlines, closing: end), opening),
                                     sequence.expressions), depth: sequence.depth + 1)
    }

    /// parentheses = '(', sequence, ')';
    @inline(never)
    mutating func parseParentheses(startsStatement: Bool) throws(SyntaxStop) -> Expression {
        let opening = advance()
        let outer = mode
        mode = Mode()
        let isBare = isAtClosing(.closeParenthesis)
        let sequence = try parseSequence()
        mode = outer
        if let arguments = sequence.clauseArguments {
            guard startsStatement, sequence.isEmpty else { throw stopAtClosing(.closeParenthesis) }
            lastClosing = try expectClosing(.closeParenthesis)
            return Expression(tree: .list(arguments.elements), depth: arguments.depth + 1, shape: .clauseArguments)
        }
        let closing = try expectClosing(.closeParenthesis)
        lastClosing = closing
        var entries: [Meta.Entry] = []
        if options.tokenMetadata { entries = [Meta.Entry(key: "closing", value: place(closing))] }
        if sequence.isClauses {
            return Expression(tree: try literal(.list(sequence.expressions), opening, entries), depth: sequence.depth + 1)
        }
        if sequence.isEmpty {
            guard isBare else { return Expression(tree: node(Form.block, meta(entries, opening), []), depth: 1) }
            var empty = Meta()
            if options.tokenMetadata {
                empty = Meta([Meta.Entry(key: "parens", value: Parser.keywords(meta(entries, opening)))])
            }
            if !(startsStatement && (current.isOperator(.arrow) || current.isOperator(.when))) { warnAboutEmptyParentheses(opening) }
            return Expression(tree: node(Form.block, empty, []), depth: 1, isEmptyParentheses: startsStatement)
        }
        if sequence.expressions.count > 1 || isSplice(sequence.expressions[0]) {
            return Expression(tree: node(Form.block, meta(entries, opening), sequence.expressions), depth: sequence.depth + 1)
        }
        var tree = sequence.expressions[0]
        if isNegation(tree) {
            return Expression(tree: node(Form.block, Meta(), [tree]), depth: sequence.depth + 1)
        }
        if options.tokenMetadata { annotate(&tree, "parens", Parser.keywords(meta(entries, opening))) }
        return Expression(tree: tree, depth: sequence.depth)
    }

    /// `not x` and `!x` in parentheses stay in a block, so that an operator outside does not read as negated.
    private func isNegation(_ tree: Quoted) -> Bool {
        guard case .node(let node) = tree, case .list(let operands) = node.args, operands.count == 1 else { return false }
        return node.form == .atom("not") || node.form == .atom("!")
    }

    private mutating func parenthesesMeta(_ opening: Token) -> Meta {
        meta([Meta.Entry(key: "closing", value: place(lastClosing))], opening)
    }

    private mutating func stopAtClosing(_ kind: Token.Kind) -> SyntaxStop {
        if current.kind == .endOfLine, tokens[index + 1].kind == kind { advance() }
        return stopAtCurrent()
    }

    private mutating func warnAboutEmptyParentheses(_ opening: Token) {
        warn("invalid expression (). If you want to invoke or define a function, make sure there are no spaces between the function "
            + "name and its arguments. If you wanted to pass an empty block or code, pass a value instead, such as a nil or an "
            + "atom", at: opening)
    }
}
