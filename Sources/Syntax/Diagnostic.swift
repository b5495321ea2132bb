// What is said of a text: an error or a warning, where it is and what may help. Not how it looks: that is
// DiagnosticRenderer's alone.

/// An error or a warning about source text.
public struct Diagnostic {
    public enum Severity: String, Sendable { case error, warning }

    /// A place with a word beside its mark.
    public struct Label: Sendable {
        public var line: Int
        public var column: Int
        public var text: String
        public init(line: Int, column: Int, text: String) {
            self.line = line
            self.column = column
            self.text = text
        }
    }

    public var severity: Severity
    public var message: String
    /// The file as it is to be shown; empty where there is none.
    public var file: String
    /// Where it is: the line from 1, 0 where it is not known; without a column the whole line is meant.
    public var line: Int
    public var column: Int?
    /// The column behind the marked span.
    public var endColumn: Int?
    /// Where in the program that is, `Mod.fun/1` or `Mod (module)`.
    public var context: String?
    /// More about it, in paragraphs below the message.
    public var details: String?
    /// What to do about it.
    public var hint: String?
    /// Two places with labels, the first of something opened and the second of where its end was expected; they take the
    /// place of the mark.
    public var labels: (opening: Label, closing: Label)?
    /// The lines of a stack trace, for what happened at run time.
    public var stacktrace: String?

    public init(_ severity: Severity, _ message: String, file: String = "", line: Int = 0, column: Int? = nil,
                endColumn: Int? = nil, context: String? = nil) {
        self.severity = severity
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.endColumn = endColumn
        self.context = context
    }

    /// A warning of the parser.
    public init(_ warning: SyntaxWarning, file: String) {
        self.init(.warning, warning.message, file: file, line: warning.line, column: warning.lineOnly ? nil : warning.column)
    }
}

extension SyntaxFailure {
    /// The failure as a diagnostic. The end of a text that breaks off is the end of its last line that is not empty.
    public var diagnostic: Diagnostic {
        var diagnostic = Diagnostic(.error, message, file: file, line: line, column: hasColumn ? column : nil)
        diagnostic.hint = hint
        guard let expected = expectedDelimiter, let end = shownEnd else { return diagnostic }
        let isQuote = expected.hasPrefix("\"") || expected.hasPrefix("'")
        let shown = isQuote ? expected : "\"\(expected)\""
        let wording = kind == .mismatchedDelimiter ? "mismatched" : "missing"
        diagnostic.labels = (Diagnostic.Label(line: line, column: column, text: "unclosed delimiter"),
                             Diagnostic.Label(line: end.line, column: end.column,
                                              text: "\(wording) closing delimiter (expected \(shown))"))
        diagnostic.line = end.line
        diagnostic.column = end.column
        return diagnostic
    }

    /// Whether the place is known to the column: what the parser finds is only where the tree has columns.
    public var hasColumn: Bool { alwaysHasColumn || columns }

    private var shownEnd: (line: Int, column: Int)? {
        guard let endLine, let endColumn else { return nil }
        if kind == .mismatchedDelimiter { return (endLine, endColumn) }
        var lines = snippet.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return (line + lines.count - 1, (lines.last?.count ?? 0) + 1)
    }

    /// The name of the exception that the language raises.
    public var exceptionName: String {
        switch kind {
        case .syntaxError: "SyntaxError"
        case .tokenMissing: "TokenMissingError"
        case .mismatchedDelimiter: "MismatchedDelimiterError"
        case .unicodeConversion: "UnicodeConversionError"
        }
    }

    /// The message of that exception, with the source and its marks.
    public var exceptionMessage: String {
        if kind == .unicodeConversion { return message }
        let shown = diagnostic
        let opening = switch kind {
        case .tokenMissing: "token missing on"
        case .mismatchedDelimiter: "mismatched delimiter found on"
        default: "invalid syntax found on"
        }
        guard let column = shown.column else {
            let text = "error: \(message)".split(separator: "\n", omittingEmptySubsequences: false).map { "   " + $0 }
            return "\(opening) \(file):\(line):\n\(text.joined(separator: "\n"))\n   └─ \(file):\(line)"
        }
        let lines = snippet.split(separator: "\n", omittingEmptySubsequences: false)
        let first = line
        let renderer = DiagnosticRenderer { number in
            number >= first && number - first < lines.count ? String(lines[number - first]) : nil
        }
        return "\(opening) \(file):\(shown.line):\(column):\n" + renderer.render(shown)
    }

    /// The failure as it is reported when nothing rescues it, without a stack trace.
    public var rendered: String { "** (\(exceptionName)) \(exceptionMessage)" }
}
