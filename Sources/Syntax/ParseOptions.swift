// What a caller may ask of the parser and what it gets; the options are those of `Code.string_to_quoted/2`.

/// How a text is to be parsed.
public struct ParseOptions {
    /// Puts something of the caller's in place of a literal; a refusal becomes the error's message.
    public typealias LiteralEncoder = (Quoted, Meta) -> Result<Quoted, EncodingRefusal>
    /// Puts something of the caller's in place of an atom that stands in the text.
    public typealias AtomEncoder = (String, Meta) -> Result<Quoted, EncodingRefusal>

    public var file = "nofile"
    /// Where the text begins.
    public var line = 1
    public var column = 1
    /// Whether metadata holds columns.
    public var columns = false
    /// Whether metadata holds what only a formatter needs: `do:`, `end:`, `closing:`, `newlines:`, …
    public var tokenMetadata = false
    public var literalEncoder: LiteralEncoder?
    public var staticAtomsEncoder: AtomEncoder?
    /// Tells whether an atom exists; where set, other atoms are errors.
    public var existingAtomsOnly: ((String) -> Bool)?
    /// Whether escapes in texts are resolved.
    public var unescape = true
    public var emitWarnings = true
    /// Whether comments are collected.
    public var preserveComments = false
    /// The deepest nesting, of brackets as well as of operators; beyond it the text is refused, so that neither the parser
    /// nor any later walk over the tree can exhaust a stack.
    public var maximumDepth = 2000

    public init() {}
}

/// Why an encoder did not accept a literal or an atom.
public struct EncodingRefusal: Error {
    public var message: String
    public init(_ message: String) { self.message = message }
}

/// A tree or an error, and what was noticed on the way.
public struct ParseResult {
    public var tree: Quoted?
    public var error: SyntaxFailure?
    public var warnings: [SyntaxWarning]
    public var comments: [Comment]
}

/// Parses a text.
public func parse(_ bytes: [UInt8], options: ParseOptions = ParseOptions()) -> ParseResult {
    bytes.withUnsafeBufferPointer { parse($0, options: options) }
}

/// Parses a text; the buffer is not kept.
public func parse(_ bytes: UnsafeBufferPointer<UInt8>, options: ParseOptions = ParseOptions()) -> ParseResult {
    let source = Source(bytes: bytes)
    var lexer = Lexer(source, options)
    var tree: Quoted?
    var failure: SyntaxFailure?
    var warnings: [SyntaxWarning] = []
    do throws(SyntaxStop) {
        try lexer.lex()
        var parser = Parser(source, options, lexer)
        do throws(SyntaxStop) {
            tree = try parser.parseProgram()
        } catch {
            failure = parser.failure
            parser.warnings = lexer.warnings
        }
        warnings = parser.warnings
    } catch {
        failure = lexer.failure
    }
    if failure != nil {
        failure?.file = options.file
        failure?.columns = options.columns
        failure?.takeSnippet(from: source, firstLine: options.line)
    }
    return ParseResult(tree: tree, error: failure, warnings: options.emitWarnings ? warnings : [], comments: lexer.comments)
}

/// Parsing ended with a failure, which whoever threw this holds.
struct SyntaxStop: Error {}

extension SyntaxFailure {
    /// Keeps the lines of source from the position to its end.
    mutating func takeSnippet(from source: Source, firstLine: Int) {
        let first = max(1, line - firstLine + 1)
        let last = max(first, (endLine ?? line) - firstLine + 1)
        snippet = source.lines(first ... last)
    }
}
