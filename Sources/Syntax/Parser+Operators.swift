// Operators and how tightly they bind: precedence climbing over Operators.swift's table.

extension Parser {
    /// expression = operand, operations;
    ///
    /// Reads operators that bind at least as tightly as the minimum.
    mutating func parseExpression(_ minimum: UInt8 = Operator.weakest, startsStatement: Bool = false) throws(SyntaxStop)
        -> Expression {
        try enter()
        var left = try parseOperand(startsStatement: startsStatement)
        if current.kind == .operator { try parseOperations(&left, minimum) }
        leave()
        return left
    }

    /// operations = {binary operator, [end of line], (expression | keyword arguments)};
    @inline(never)
    mutating func parseOperations(_ left: inout Expression, _ minimum: UInt8) throws(SyntaxStop) {
        while current.kind == .operator, left.shape == .matched || left.shape == .block {
            let operation = current.operator
            let row = operation.row
            if row.binary == 0 || row.binary < minimum { return }
            if operation == .when, left.isEmptyParentheses { return }
            let token = advance()
            var newlines = Int(token.newlines)
            let behind = skipEndOfLine()
            if behind > 0 { newlines = behind }
            if operation == .when, isAtKeyword {
                let keywords = try parseKeywordArguments()
                left = Expression(tree: node(atom(operation), meta(newlineEntries(newlines), token), [left.tree, keywords.tree]),
                                  depth: max(left.depth, keywords.depth) + 1, shape: .ambiguous)
                return
            }
            let right = try parseExpression(row.associativity == .left ? row.binary + 1 : row.binary)
            left = try binary(operation, token, newlines, left, right)
        }
    }

    func atom(_ operation: Operator) -> Quoted { Parser.operatorAtoms[Int(operation.rawValue)] }

    private static let operatorAtoms: [Quoted] = Operator.allCases.map { .atom($0.spelling) }

    @inline(never)
    private mutating func binary(_ operation: Operator, _ token: Token, _ newlines: Int, _ left: Expression,
                                 _ right: Expression) throws(SyntaxStop) -> Expression {
        var shape = right.shape
        if shape == .matched { shape = left.shape }
        let depth = try checked(max(left.depth, right.depth) + 1, token)
        let tree: Quoted
        switch operation {
        case .step:
            guard case .node(var range) = left.tree, range.form == .atom(".."), case .list(var bounds) = range.args,
                  bounds.count == 2 else {
                throw stop(.misplacedStep, at: token)
            }
            bounds.append(right.tree)
            range.form = .atom("..//")
            range.args = .list(bounds)
            tree = .node(range)
        case .notIn:
            var inner = token
            inner.column = token.column + (token.end - token.start) - 2
            tree = node(.atom("not"), meta(newlineEntries(newlines), token),
                        [node(.atom("in"), meta(inner), [left.tree, right.tree])])
        case .inWord:
            if case .node(let negation) = left.tree, case .list(let operands) = negation.args, operands.count == 1,
               negation.form == .atom("not") || negation.form == .atom("!"), case .atom(let name) = negation.form {
                let shown = name == "not" ? "not expr1 in expr2" : "!expr1 in expr2"
                warn("\"\(shown)\" is deprecated, use \"expr1 not in expr2\" instead", at: token)
                tree = node(negation.form, negation.meta,
                            [node(.atom("in"), meta(newlineEntries(newlines), token), [operands[0], right.tree])])
            } else {
                tree = node(atom(operation), meta(newlineEntries(newlines), token), [left.tree, right.tree])
            }
        default:
            if operation.row.binary == Operator.pipeline.row.binary, right.isOpenCall || right.shape == .ambiguous {
                warnAboutPipe(operation, token, right)
            }
            tree = node(atom(operation), newlines > 0 ? meta(newlineEntries(newlines), token) : meta(token),
                        [left.tree, right.tree])
        }
        return Expression(tree: tree, depth: depth, shape: shape)
    }

    /// A call without parentheses behind an arrow takes the rest of the line.
    private mutating func warnAboutPipe(_ operation: Operator, _ token: Token, _ right: Expression) {
        guard options.emitWarnings, case .node(let call) = right.tree, case .list(let arguments) = call.args,
              !arguments.isEmpty else { return }
        let spelling = operation.spelling
        warn("parentheses are required when piping into a function call. For example:\n\n"
            + "    foo 1 \(spelling) bar 2 \(spelling) baz 3\n\nis ambiguous and should be written as\n\n"
            + "    foo(1) \(spelling) bar(2) \(spelling) baz(3)\n\nAmbiguous pipe found at:", at: token)
    }

    /// operand = prefix operator, [end of line], prefixed | attribute | ellipsis | '..' | primary;
    mutating func parseOperand(startsStatement: Bool = false) throws(SyntaxStop) -> Expression {
        guard current.kind == .operator else { return try parsePrimary(startsStatement: startsStatement) }
        let operation = current.operator
        switch operation {
        case .attribute: return try parseAttribute()
        case .ellipsis: return try parseEllipsis()
        case .range:
            let token = advance()
            return try parseSuffixes(Expression(tree: node(atom(operation), meta(token), []), depth: 2, isSimple: true))
        default: break
        }
        let row = operation.row
        if row.prefix == 0 { throw stopAtCurrent() }
        let token = advance()
        skipEndOfLine()
        return try prefix(operation, token, try parsePrefixed(row.prefix))
    }

    /// prefixed = expression;
    ///
    /// What a prefix operator applies to. One that ends with a block goes on to the end of the expression.
    private mutating func parsePrefixed(_ strength: UInt8) throws(SyntaxStop) -> Expression {
        var operand = try parseExpression(strength)
        if operand.shape == .block { try parseOperations(&operand, Operator.weakest) }
        return operand
    }

    @inline(never)
    private mutating func prefix(_ operation: Operator, _ token: Token, _ operand: Expression) throws(SyntaxStop) -> Expression {
        let depth = try checked(operand.depth + 1, token)
        if operation == .step {
            // `//2`, captured: the name `/`, divided.
            var inner = token
            inner.column += 1
            let name = Quoted.node(Node(.atom("/"), meta(token), .context("nil")))
            return Expression(tree: node(.atom("/"), meta(inner), [name, operand.tree]), depth: depth, shape: operand.shape)
        }
        return Expression(tree: node(atom(operation), meta(token), [operand.tree]), depth: depth, shape: operand.shape,
                          isSimple: operation != .capture && operand.isSimple)
    }

    /// attribute = '@', [end of line], (primary | prefixed);
    ///
    /// `@` binds tighter than the dot: `@a.b` is `(@a).b`. A value that ends with a block goes on to the end of the expression.
    @inline(never)
    private mutating func parseAttribute() throws(SyntaxStop) -> Expression {
        let token = advance()
        skipEndOfLine()
        if current.kind == .operator { return try prefix(.attribute, token, try parsePrefixed(Operator.attribute.row.prefix)) }
        try enter()
        var operand = try parsePrimary(suffixes: false)
        leave()
        if operand.shape == .block { try parseOperations(&operand, Operator.weakest) }
        var attribute = try prefix(.attribute, token, operand)
        if operand.shape != .matched || operand.isOpenCall { return attribute }
        attribute.isAccessible = operand.isAccessible
        return try parseSuffixes(attribute)
    }

    /// ellipsis = '...', [prefixed];
    @inline(never)
    private mutating func parseEllipsis() throws(SyntaxStop) -> Expression {
        let token = advance()
        if startsArgument || current.isOperator(.plus) || current.isOperator(.minus) {
            return try prefix(.ellipsis, token, try parsePrefixed(Operator.ellipsis.row.prefix))
        }
        return try parseSuffixes(Expression(tree: node(atom(.ellipsis), meta(token), []), depth: 2, isSimple: true))
    }

    /// Whether the current token can only begin an operand, and so the arguments of a call without parentheses.
    var startsArgument: Bool { startsOperand && !(mode.inStructName && current.kind == .openBrace) }

    private var startsOperand: Bool {
        switch current.kind {
        case .identifier, .parenthesisIdentifier, .bracketIdentifier, .doIdentifier, .operatorIdentifier, .alias, .atom,
             .reservedAtom, .integer, .float, .character, .text, .textStart, .openParenthesis, .openBracket, .openBrace,
             .openBits, .percent, .percentBrace, .fn, .captureInteger:
            return true
        case .operator:
            let row = current.operator.row
            return row.prefix > 0 && row.binary == 0
        default: return false
        }
    }
}
