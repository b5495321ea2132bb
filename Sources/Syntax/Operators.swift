// The operators of the language: the one table that lexer, parser and printer derive from. How they are cut from the
// text is in Lexer+Operators.swift, how they nest in Parser+Operators.swift.

/// An operator; the raw value is its row in `Operator.table`.
public enum Operator: UInt8, CaseIterable, Sendable {
    case leftArrow, defaultArgument
    case when
    case typed
    case pipe
    case pair
    case capture, ellipsis
    case match
    case orWord, or, orBits
    case andWord, and, andBits
    case equal, notEqual, similar, identical, notIdentical
    case less, greater, lessOrEqual, greaterOrEqual
    case pipeline, shiftLeft, shiftRight, arrowLeftTilde, arrowRightTilde, tildeLeft, tildeRight, tildeBoth
    case pipeBoth
    case inWord, notIn
    case exclusiveOr
    case step
    case concatenateLists, subtractLists, concatenateTriple, subtractTriple, range, concatenateBinaries
    case plus, minus
    case multiply, divide
    case power
    case not, bang, pin, tilde
    case attribute
    case arrow
}

/// How an operator groups with its equals.
public enum Associativity: UInt8, Sendable { case left, right }

/// What there is to know of an operator.
public struct OperatorRow: Sendable {
    /// As written.
    public let spelling: StaticString
    /// Binding strength between two operands; 0 where it cannot stand there.
    public let binary: UInt8
    public let associativity: Associativity
    /// Binding strength in front of an operand; 0 where it cannot stand there.
    public let prefix: UInt8
    /// Whether it may begin a line that continues the one before.
    public let continuesLine: Bool

    init(_ spelling: StaticString, binary: UInt8 = 0, _ associativity: Associativity = .left, prefix: UInt8 = 0,
         continuesLine: Bool = true) {
        self.spelling = spelling
        self.binary = binary
        self.associativity = associativity
        self.prefix = prefix
        self.continuesLine = continuesLine
    }
}

extension Operator {
    /// Strengths that are not written between two operands: a pair inside a map, and the dot.
    static let pipeStrength: UInt8 = 4
    static let weakest: UInt8 = 1

    /// One row an operator, weakest first, in the order of the cases.
    public static let table: [OperatorRow] = [
        OperatorRow("<-", binary: 1), OperatorRow("\\\\", binary: 1),
        OperatorRow("when", binary: 2, .right),
        OperatorRow("::", binary: 3, .right),
        OperatorRow("|", binary: 4, .right),
        OperatorRow("=>"),
        OperatorRow("&", prefix: 6, continuesLine: false), OperatorRow("...", prefix: 6, continuesLine: false),
        OperatorRow("=", binary: 7, .right),
        OperatorRow("or", binary: 8), OperatorRow("||", binary: 8), OperatorRow("|||", binary: 8),
        OperatorRow("and", binary: 9), OperatorRow("&&", binary: 9), OperatorRow("&&&", binary: 9),
        OperatorRow("==", binary: 10), OperatorRow("!=", binary: 10), OperatorRow("=~", binary: 10),
        OperatorRow("===", binary: 10), OperatorRow("!==", binary: 10),
        OperatorRow("<", binary: 11), OperatorRow(">", binary: 11), OperatorRow("<=", binary: 11),
        OperatorRow(">=", binary: 11),
        OperatorRow("|>", binary: 12), OperatorRow("<<<", binary: 12), OperatorRow(">>>", binary: 12),
        OperatorRow("<<~", binary: 12), OperatorRow("~>>", binary: 12), OperatorRow("<~", binary: 12),
        OperatorRow("~>", binary: 12), OperatorRow("<~>", binary: 12),
        OperatorRow("<|>", binary: 12),
        OperatorRow("in", binary: 13), OperatorRow("not in", binary: 13),
        OperatorRow("^^^", binary: 14),
        OperatorRow("//", binary: 15, .right, prefix: 20),
        OperatorRow("++", binary: 16, .right), OperatorRow("--", binary: 16, .right),
        OperatorRow("+++", binary: 16, .right), OperatorRow("---", binary: 16, .right),
        OperatorRow("..", binary: 16, .right), OperatorRow("<>", binary: 16, .right),
        OperatorRow("+", binary: 17, prefix: 20, continuesLine: false),
        OperatorRow("-", binary: 17, prefix: 20, continuesLine: false),
        OperatorRow("*", binary: 18), OperatorRow("/", binary: 18),
        OperatorRow("**", binary: 19),
        OperatorRow("not", prefix: 20, continuesLine: false), OperatorRow("!", prefix: 20, continuesLine: false),
        OperatorRow("^", prefix: 20, continuesLine: false), OperatorRow("~~~", prefix: 20, continuesLine: false),
        OperatorRow("@", prefix: 22, continuesLine: false),
        OperatorRow("->"),
    ]

    /// The operator's row.
    public var row: OperatorRow { Operator.table[Int(rawValue)] }

    /// The operator as written.
    public var spelling: String { row.spelling.description }
}
