// Builds the tree from tokens by recursive descent: the state that all chapters of the grammar share, metadata and
// failures. Each function is headed by its production of grammar.ebnf.

/// What a function of the parser yields: a tree and what the surrounding grammar must know of it.
struct Expression {
    enum Shape: UInt8 {
        /// It may stand anywhere.
        case matched
        /// It ends with a `do` block, or an operand of it does.
        case block
        /// A call without parentheses of several arguments, or one that ends with such a call.
        case ambiguous
        /// `(a, b)` or `(a: b)`, the arguments of a clause.
        case clauseArguments
    }

    var tree: Quoted
    var depth: Int
    var shape: Shape = .matched
    /// Whether brackets behind it access it.
    var isAccessible = false
    /// Whether it may stand alone in a map.
    var isSimple = false
    /// Whether it is a call of one argument without parentheses.
    var isOpenCall = false
    /// Whether it is the empty parentheses `()`.
    var isEmptyParentheses = false
}

/// The parser.
struct Parser {
    /// What the surroundings allow a call to take.
    struct Mode {
        /// A `do` block; not inside the arguments of a call without parentheses, where it is that call's.
        var blocks = true
        /// Whether it is the name of a struct, where a brace is no argument and a comma ends a call without parentheses.
        var inStructName = false
    }

    let source: Source
    let options: ParseOptions
    let tokens: ContiguousArray<Token>
    let names: NameTable
    let texts: ContiguousArray<TextShape>
    var index = 0
    var current: Token
    var mode = Mode()
    var nesting = 0
    var warnings: [SyntaxWarning]
    var failure: SyntaxFailure?
    /// The parenthesis that closed the parentheses read last.
    var lastClosing: Token
    /// The metadata of the line that was asked for last, shared by the nodes of that line.
    private var lineMeta = Meta()
    private var lineOfMeta: UInt32 = .max
    /// Where the stack was when parsing began.
    private let stackBase: Int

    init(_ source: Source, _ options: ParseOptions, _ lexer: Lexer) {
        self.source = source
        self.options = options
        tokens = lexer.tokens
        names = lexer.names
        texts = lexer.texts
        warnings = lexer.warnings
        current = lexer.tokens[0]
        lastClosing = current
        stackBase = withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { Int(bitPattern: $0.baseAddress) }
    }

    // MARK: Tokens

    /// Goes to the next token and answers the one left behind.
    @inline(__always)
    @discardableResult
    mutating func advance() -> Token {
        let token = current
        if token.kind != .endOfFile {
            index &+= 1
            current = tokens[index]
        }
        return token
    }

    /// Passes newlines, if there are any, and answers their number.
    @inline(__always)
    @discardableResult
    mutating func skipEndOfLine() -> Int {
        current.kind == .endOfLine ? Int(advance().newlines) : 0
    }

    /// Takes a token of the kind.
    @inline(__always)
    @discardableResult
    mutating func expect(_ kind: Token.Kind) throws(SyntaxStop) -> Token {
        guard current.kind == kind else { throw stopAtCurrent() }
        return advance()
    }

    /// Takes the token that closes a bracket; a newline may precede it.
    mutating func expectClosing(_ kind: Token.Kind) throws(SyntaxStop) -> Token {
        skipEndOfLine()
        return try expect(kind)
    }

    /// Whether the token, or the one after a newline, closes a bracket.
    func isAtClosing(_ kind: Token.Kind) -> Bool {
        current.kind == kind || (current.kind == .endOfLine && tokens[index + 1].kind == kind)
    }

    // MARK: Metadata

    /// The metadata of a token's place.
    @inline(__always)
    mutating func meta(_ token: Token) -> Meta {
        if options.columns { return Meta(line: Int(token.line), column: Int(token.column)) }
        if token.line != lineOfMeta {
            lineOfMeta = token.line
            lineMeta = Meta(line: Int(token.line))
        }
        return lineMeta
    }

    /// Metadata with entries in front.
    mutating func meta(_ entries: [Meta.Entry], _ token: Token) -> Meta {
        entries.isEmpty ? meta(token) : Meta(entries + meta(token).entries)
    }

    /// The place of a token as a value in metadata.
    mutating func place(_ token: Token) -> Quoted { Parser.keywords(meta(token)) }

    static func keywords(_ meta: Meta) -> Quoted {
        .list(meta.entries.map { .tuple([.atom($0.key), $0.value]) })
    }

    /// `newlines:` and `closing:` of a bracket, where token metadata is asked for.
    mutating func bracketEntries(newlines: Int, closing: Token) -> [Meta.Entry] {
        guard options.tokenMetadata else { return [] }
        var entries: [Meta.Entry] = []
        if newlines > 0 { entries.append(Meta.Entry(key: "newlines", value: .integer(newlines))) }
        entries.append(Meta.Entry(key: "closing", value: place(closing)))
        return entries
    }

    func newlineEntries(_ newlines: Int) -> [Meta.Entry] {
        options.tokenMetadata && newlines > 0 ? [Meta.Entry(key: "newlines", value: .integer(newlines))] : []
    }

    /// `delimiter:` of a name in quotes.
    func delimiterEntries(_ token: Token) -> [Meta.Entry] {
        guard options.tokenMetadata, !token.flags.isDisjoint(with: .quoted) else { return [] }
        return [Meta.Entry(key: "delimiter", value: .string(token.flags.contains(.singleQuoted) ? "'" : "\""))]
    }

    /// The atom of a token's name.
    @inline(__always)
    func atom(_ token: Token) -> Quoted { names.atoms[Int(token.payload)] }

    func name(_ token: Token) -> String { names.names[Int(token.payload)] }

    // MARK: Nodes

    @inline(__always)
    func node(_ form: Quoted, _ meta: Meta, _ arguments: [Quoted]) -> Quoted {
        .node(Node(form, meta, .list(arguments)))
    }

    /// Puts an entry in front of a node's metadata; other trees have none.
    func annotate(_ tree: inout Quoted, _ key: String, _ value: Quoted) {
        guard case .node(var node) = tree else { return }
        node.meta.prepend(key, value)
        tree = .node(node)
    }

    /// Whether literals are handed to an encoder, which wants to know more of them than the tree holds.
    var encodesLiterals: Bool { options.literalEncoder != nil }

    /// A literal, or what the encoder puts in its place.
    mutating func literal(_ value: Quoted, _ token: Token, _ entries: [Meta.Entry] = []) throws(SyntaxStop) -> Quoted {
        guard encodesLiterals else { return value }
        // Without metadata of tokens only the form of keys is told.
        return try encoded(value, token, options.tokenMetadata ? entries : entries.filter { $0.key == "format" })
    }

    @inline(never)
    private mutating func encoded(_ value: Quoted, _ token: Token, _ entries: [Meta.Entry]) throws(SyntaxStop) -> Quoted {
        guard let encoder = options.literalEncoder else { return value }
        switch encoder(value, meta(entries, token)) {
        case .success(let tree): return tree
        case .failure(let refusal):
            throw stop(.encoderRefused(refusal.message, token: "literal"), at: token)
        }
    }

    /// An atom that stands in the text, or what the encoders put in its place.
    mutating func atomLiteral(_ token: Token, _ entries: [Meta.Entry] = []) throws(SyntaxStop) -> Quoted {
        if options.staticAtomsEncoder == nil, options.literalEncoder == nil { return atom(token) }
        return try literal(try staticAtom(token), token, entries)
    }

    /// The atom of a name, or what the encoder of atoms puts in its place.
    mutating func staticAtom(_ token: Token) throws(SyntaxStop) -> Quoted {
        guard let encoder = options.staticAtomsEncoder else { return atom(token) }
        switch encoder(name(token), Meta(line: Int(token.line), column: Int(token.column))) {
        case .success(let tree): return tree
        case .failure(let refusal): throw stop(.encoderRefused(refusal.message, token: name(token)), at: token)
        }
    }

    // MARK: Depth

    /// Counts one level of nesting in.
    @inline(__always)
    mutating func enter() throws(SyntaxStop) {
        nesting &+= 1
        if nesting > options.maximumDepth || usesTooMuchStack { throw stop(.tooDeep, at: current) }
    }

    /// Whether the functions of the parser have taken more of the stack than they may.
    @inline(__always)
    private var usesTooMuchStack: Bool {
        withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { place in
            stackBase - Int(bitPattern: place.baseAddress) > Parser.stackLimit
        }
    }

    /// Half of what a main thread has.
    private static let stackLimit = 4 << 20

    @inline(__always)
    mutating func leave() { nesting &-= 1 }

    /// Refuses a tree that has grown too deep though the text is not nested: chains of operators and of dots.
    @inline(__always)
    mutating func checked(_ depth: Int, _ token: Token) throws(SyntaxStop) -> Int {
        if depth > options.maximumDepth { throw stop(.tooDeep, at: token) }
        return depth
    }

    // MARK: Failures

    /// The failure that the current token cannot stand here.
    @inline(never)
    mutating func stopAtCurrent() -> SyntaxStop { stopAt(current, index) }

    mutating func stopAt(_ token: Token, _ index: Int) -> SyntaxStop {
        if token.kind == .endOfFile || token.kind == .interpolationEnd {
            let last = index > 0 ? tokens[index - 1] : token
            let place = token.kind == .endOfFile ? token : last
            failure = SyntaxFailure(.tokenMissing, .incomplete, line: Int(place.line), column: Int(place.column))
            return SyntaxStop()
        }
        if token.kind == .endOfLine { return stop(.unexpectedEndOfLine, at: token) }
        return stop(.unexpectedToken(display(token, at: index), shown: displayForReader(token, at: index)), at: token)
    }

    @inline(never)
    mutating func stop(_ reason: SyntaxReason, at token: Token, alwaysHasColumn: Bool = true) -> SyntaxStop {
        var failure = SyntaxFailure(.syntaxError, reason, line: Int(token.line), column: Int(token.column))
        failure.alwaysHasColumn = alwaysHasColumn
        self.failure = failure
        return SyntaxStop()
    }

    /// A failure at a node that has been built: its column is known only where columns were asked for.
    @inline(never)
    mutating func stop(_ reason: SyntaxReason, at tree: Quoted) -> SyntaxStop {
        let meta = tree.node?.meta ?? Meta()
        var failure = SyntaxFailure(.syntaxError, reason, line: meta.line, column: meta.column)
        failure.alwaysHasColumn = false
        self.failure = failure
        return SyntaxStop()
    }

    mutating func warn(_ message: String, at token: Token) {
        warnings.append(SyntaxWarning(line: Int(token.line), column: Int(token.column), message: message))
    }
}
