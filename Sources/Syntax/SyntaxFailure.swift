// A text that is no program: where, why, and in which words. The reasons are in SyntaxReason.swift; how a failure is drawn
// is DiagnosticRenderer's.

/// Why and where a text could not be parsed.
public struct SyntaxFailure: Error {
    /// The exception that the language raises for it.
    public enum Kind: Sendable {
        case syntaxError, tokenMissing, mismatchedDelimiter
        /// The bytes are no UTF-8.
        case unicodeConversion
    }

    public var kind: Kind
    public var reason: SyntaxReason
    public var file: String
    public var line: Int
    public var column: Int
    /// Whether the position is known to the column even where columns were not asked for.
    public var alwaysHasColumn = true
    public var endLine: Int?
    public var endColumn: Int?
    public var openingDelimiter: String?
    public var closingDelimiter: String?
    public var expectedDelimiter: String?
    /// The lines of source the position is in.
    public var snippet: String = ""
    /// What may be wrong instead, where the layout tells more than the token.
    public var hint: String?
    /// Whether columns were asked for.
    public var columns = false

    init(_ kind: Kind, _ reason: SyntaxReason, line: Int, column: Int) {
        self.kind = kind
        self.reason = reason
        self.file = ""
        self.line = line
        self.column = column
    }

    /// What stands before the token in the message.
    public var messagePrefix: String { reason.sentence.prefix }
    /// What stands after it; nil where the language gives a plain string.
    public var messageSuffix: String? { reason.sentence.suffix }
    /// The token, as the language prints it.
    public var token: String { reason.sentence.token }

    /// The message in one string, as a reader is told it.
    public var message: String { reason.message }

    /// The keyword list of `{:error, {metadata, message, token}}`.
    public var metadata: Meta {
        var entries: [Meta.Entry] = []
        func add(_ key: String, _ value: Int?) { if let value { entries.append(Meta.Entry(key: key, value: .integer(value))) } }
        func add(_ key: String, _ value: String?) { if let value { entries.append(Meta.Entry(key: key, value: .atom(value))) } }
        switch kind {
        case .tokenMissing where openingDelimiter != nil:
            add("opening_delimiter", openingDelimiter)
            add("expected_delimiter", expectedDelimiter)
            add("line", line)
            add("column", column)
            add("end_line", endLine)
            add("end_column", endColumn)
        case .mismatchedDelimiter:
            add("line", line)
            add("column", column)
            add("end_line", endLine)
            add("end_column", endColumn)
            add("error_type", "mismatched_delimiter")
            add("opening_delimiter", openingDelimiter)
            add("closing_delimiter", closingDelimiter)
            add("expected_delimiter", expectedDelimiter)
        default:
            add("line", line)
            if alwaysHasColumn || columns { add("column", column) }
        }
        return Meta(entries)
    }

    /// `{metadata, message, token}`, as `Code.string_to_quoted/2` returns it beside `:error`.
    public var quoted: Quoted {
        let text: Quoted
        if let suffix = messageSuffix {
            text = .tuple([.string(messagePrefix), .string(suffix)])
        } else {
            text = .string(messagePrefix)
        }
        return .tuple([.list(metadata.entries.map { .tuple([.atom($0.key), $0.value]) }), text, .string(token)])
    }
}

/// Something worth a word that does not keep a text from being a program.
public struct SyntaxWarning {
    public var line: Int
    public var column: Int
    public var message: String
    /// Whether the language names the line only.
    public var lineOnly = false
}

/// A comment, as the formatter needs it.
public struct Comment: Equatable {
    public var line: Int
    public var column: Int
    /// Newlines before it and after it.
    public var previousNewlines: Int
    public var nextNewlines: Int
    public var text: String

    public init(line: Int, column: Int, previousNewlines: Int, nextNewlines: Int, text: String) {
        self.line = line
        self.column = column
        self.previousNewlines = previousNewlines
        self.nextNewlines = nextNewlines
        self.text = text
    }
}
