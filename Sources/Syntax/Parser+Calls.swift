// Calls: with and without parentheses, their arguments, keywords at the end and `do` blocks.

/// What is called.
enum Callee {
    case local(Token)
    /// A dot node: the name of a remote call, or a value that is called.
    case remote(Quoted)
}

/// Arguments as they are collected.
struct Container {
    var elements: [Quoted] = []
    var depth = 0

    mutating func append(_ expression: Expression) {
        elements.append(expression.tree)
        if expression.depth > depth { depth = expression.depth }
    }
}

extension Parser {
    /// call = name, [parentheses call | open call | block call];
    @inline(never)
    mutating func parseCall(_ callee: Callee, _ token: Token) throws(SyntaxStop) -> Expression {
        switch token.kind {
        case .parenthesisIdentifier: return try parseParenthesesCall(callee, token)
        case .bracketIdentifier:
            var variable = try nameAlone(callee, token)
            variable.isAccessible = true
            return variable
        case .doIdentifier:
            guard mode.blocks, current.kind == .do else { return try nameAlone(callee, token) }
            return try parseBlockCall(callee, token, [], Container())
        case .operatorIdentifier:
            return try parseOpenCall(callee, token)
        default:
            if startsArgument || isAtKeyword {
                return try parseOpenCall(callee, token)
            }
            return try nameAlone(callee, token)
        }
    }

    /// A variable, or a remote call without arguments.
    private mutating func nameAlone(_ callee: Callee, _ token: Token) throws(SyntaxStop) -> Expression {
        switch callee {
        case .local: return Expression(tree: .node(Node(try staticAtom(token), meta(token), .context("nil"))), depth: 1)
        case .remote(let dot):
            let entries = [Meta.Entry(key: "no_parens", value: Form.yes)] + delimiterEntries(token)
            return Expression(tree: node(dot, meta(entries, token), []), depth: 2)
        }
    }

    private mutating func call(_ callee: Callee, _ token: Token, _ entries: [Meta.Entry], _ arguments: Container) throws(SyntaxStop)
        -> Expression {
        let form: Quoted
        switch callee {
        case .local: form = try staticAtom(token)
        case .remote(let dot): form = dot
        }
        let all = token.flags.isEmpty ? entries : entries + delimiterEntries(token)
        return Expression(tree: node(form, meta(all, token), arguments.elements), depth: arguments.depth + 1)
    }

    /// parentheses call = parentheses arguments, [parentheses arguments], [block call];
    @inline(never)
    mutating func parseParenthesesCall(_ callee: Callee, _ token: Token) throws(SyntaxStop) -> Expression {
        var (arguments, entries) = try parseParenthesesArguments()
        var callee = callee
        if current.kind == .openParenthesis {
            let first = try call(callee, token, entries, arguments)
            callee = .remote(first.tree)
            (arguments, entries) = try parseParenthesesArguments()
            arguments.depth = max(arguments.depth, first.depth)
        }
        if mode.blocks, current.kind == .do { return try parseBlockCall(callee, token, entries, arguments) }
        var result = try call(callee, token, entries, arguments)
        result.isAccessible = true
        result.isSimple = true
        return result
    }

    /// parentheses arguments = '(', [end of line], [call arguments], [end of line], ')';
    @inline(never)
    private mutating func parseParenthesesArguments() throws(SyntaxStop) -> (Container, [Meta.Entry]) {
        let outer = mode
        mode = Mode()
        try expect(.openParenthesis)
        let newlines = skipEndOfLine()
        var arguments = Container()
        if !isAtClosing(.closeParenthesis) { arguments = try parseCallArguments() }
        let closing = try expectClosing(.closeParenthesis)
        mode = outer
        return (arguments, bracketEntries(newlines: newlines, closing: closing))
    }

    /// call arguments = expression, {',', expression}, [',', call keywords] | call keywords;
    @inline(never)
    private mutating func parseCallArguments() throws(SyntaxStop) -> Container {
        var arguments = Container()
        while true {
            if isAtKeyword {
                arguments.append(try parseCallKeywords())
                return arguments
            }
            let argument = try parseExpression()
            if argument.shape == .ambiguous, !arguments.elements.isEmpty || current.kind == .comma {
                throw stop(.commaInNestedCall, at: argument.tree)
            }
            arguments.append(argument)
            guard current.kind == .comma else { return arguments }
            advance()
        }
    }

    /// call keywords = keyword pair, {',', keyword pair}, [','];
    @inline(never)
    private mutating func parseCallKeywords() throws(SyntaxStop) -> Expression {
        var pairs = Container()
        while true {
            try parseKeywordPair(&pairs, inOpenCall: false)
            guard current.kind == .comma else { break }
            let comma = advance()
            if isAtClosing(.closeParenthesis) {
                warn("trailing commas are not allowed inside function/macro call arguments", at: comma)
                break
            }
            if !isAtKeyword {
                _ = try parseExpression()
                throw stop(.expressionAfterKeywordsInCall, at: comma)
            }
        }
        return Expression(tree: .list(pairs.elements), depth: pairs.depth + 1)
    }

    /// open call = arguments, [block call];
    ///
    /// A call without parentheses; the token is its name.
    @inline(never)
    private mutating func parseOpenCall(_ callee: Callee, _ token: Token) throws(SyntaxStop) -> Expression {
        let outer = mode
        mode.blocks = false
        let (arguments, ambiguous) = try parseArguments()
        mode = outer
        if mode.blocks, current.kind == .do { return try parseBlockCall(callee, token, [], arguments) }
        var entries: [Meta.Entry] = []
        if token.kind == .operatorIdentifier, arguments.elements.count == 1, case .local = callee {
            entries = [Meta.Entry(key: "ambiguous_op", value: .nilAtom)]
        }
        var result = try call(callee, token, entries, arguments)
        if ambiguous || arguments.elements.count > 1 { result.shape = .ambiguous } else { result.isOpenCall = true }
        return result
    }

    /// arguments = expression, {',', expression}, [',', keyword arguments] | keyword arguments;
    ///
    /// Only the sole argument may itself be a call of several arguments without parentheses.
    @inline(never)
    private mutating func parseArguments() throws(SyntaxStop) -> (Container, ambiguous: Bool) {
        var arguments = Container()
        while true {
            if isAtKeyword {
                arguments.append(try parseKeywordArguments())
                return (arguments, false)
            }
            let opening = current
            let isFirst = arguments.elements.isEmpty
            let argument = try parseExpression(startsStatement: isFirst && opening.kind == .openParenthesis)
            if argument.shape == .clauseArguments { throw stop(.parenthesesAfterSpace, at: opening) }
            arguments.append(argument)
            if argument.shape == .ambiguous {
                if !isFirst { throw stop(.commaInNestedCall, at: argument.tree) }
                return (arguments, true)
            }
            guard current.kind == .comma, !mode.inStructName else { return (arguments, false) }
            advance()
        }
    }

    /// keyword arguments = keyword pair, {',', keyword pair};
    @inline(never)
    mutating func parseKeywordArguments() throws(SyntaxStop) -> Expression {
        let outer = mode
        mode.blocks = false
        var pairs = Container()
        while true {
            try parseKeywordPair(&pairs, inOpenCall: true)
            guard current.kind == .comma else { break }
            let comma = advance()
            if !isAtKeyword {
                _ = try parseExpression()
                throw stop(.expressionAfterKeywordsInCall, at: comma)
            }
        }
        mode = outer
        return Expression(tree: .list(pairs.elements), depth: pairs.depth + 1)
    }

    /// block call = do block;
    @inline(never)
    private mutating func parseBlockCall(_ callee: Callee, _ token: Token, _ entries: [Meta.Entry],
                                         _ arguments: Container) throws(SyntaxStop) -> Expression {
        var arguments = arguments
        let (block, blockEntries) = try parseDoBlock()
        arguments.append(block)
        var result = try call(callee, token, blockEntries + entries, arguments)
        result.shape = .block
        return result
    }
}
