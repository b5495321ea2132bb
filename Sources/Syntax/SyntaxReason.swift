// The reasons why a text is no program, each with its sentence beside it. Nothing else words a syntax error.

/// A reason, with what its sentence names.
public enum SyntaxReason {
    // Characters and names
    case unexpectedCharacter(String)
    case unexpectedCharacterInName(explanation: String)
    case mixedScripts(explanation: String, name: String)
    case invalidNameCharacter(shown: String, codePoint: UInt32, name: String)
    case invalidAliasCharacter(shown: String, codePoint: UInt32, name: String)
    case reservedName(String)
    case escapeAtEnd
    case invalidBytes(String)
    case bidirectionalInComment(String)
    case bidirectionalInText(String)
    case lineBreakInComment(String)
    case tooLongName(String)
    case tooDeep
    case tooLarge
    case tooLongNumber
    case unknownAtom(String)
    case encoderRefused(String, token: String)

    // Numbers
    case characterAfterNumber(character: String, number: String)
    case invalidFloat(String)

    // Texts
    case heredocStart(String)
    case invalidHexadecimalEscape
    case invalidUnicodeEscape
    case invalidCodePoint(String)
    case invalidSigilName(String)
    case invalidSigilDelimiter(String)
    case missingTextTerminator(terminator: String, construct: String, line: Int)
    case missingInterpolationTerminator(construct: String, line: Int)
    case interpolationInCall(String)
    case invalidEncodingInAtom(String)
    case invalidEncodingInCharlist(String)

    // Delimiters
    case missingTerminator(String)
    case unexpectedClosing(String)
    case unexpectedReservedWord(String, hint: String)
    case mismatchedClosing(String)
    case mismatchedEnd
    case parenthesisAfterAlias(String)
    case doAfterComma
    case doAfterFn
    case doKeyword
    case mapExpected(String)
    case spaceAfterPercent
    case spaceAfterKeyword(String)
    case aliasAfterAtom

    // Grammar
    /// The token as the error tuple holds it, and as a reader is told of it.
    case unexpectedToken(String, shown: String)
    case unexpectedEndOfLine
    case incomplete
    case commaInContainer
    case commaInNestedCall
    case parenthesesAfterSpace
    case expressionAfterKeywordsInCall
    case expressionAfterKeywords
    case keywordsInTuple
    case keywordsInBitstring
    case tooManyAccessArguments
    case clauseExpectedFirst
    case functionWithoutClauses
    case misplacedStep

    private static let doAdvice = ". In case you wanted to write a \"do\" expression, you must either use do-blocks or separate the "
        + "keyword argument with comma. For example, you should either write:\n\n    if some_condition? do\n      :this\n    else\n"
        + "      :that\n    end\n\nor the equivalent construct:\n\n    if(some_condition?, do: :this, else: :that)\n\nwhere "
        + "\"some_condition?\" is the first argument and the second argument is a keyword list.\n\nYou may see this error if you "
        + "forget a trailing comma before the \"do\" in a \"do\" block"

    /// The words: before the token, after it (nil where there are none) and the token itself.
    public var sentence: (prefix: String, suffix: String?, token: String) {
        switch self {
        case .unexpectedCharacter(let shown): ("unexpected token: ", nil, shown)
        case .unexpectedCharacterInName(let explanation): ("unexpected token: ", nil, explanation)
        case .mixedScripts(let explanation, let name): ("invalid mixed-script identifier found: ", explanation, name)
        case .invalidNameCharacter(let shown, let codePoint, let name):
            ("invalid character \"\(shown)\" (code point U+\(hexadecimal(codePoint, width: 4))) in identifier: ", nil, name)
        case .invalidAliasCharacter(let shown, let codePoint, let name):
            ("invalid character \"\(shown)\" (code point U+\(hexadecimal(codePoint, width: 4))) in alias"
                + (codePoint == 0x40 ? ": " : " (only ASCII characters, without punctuation, are allowed): "), nil, name)
        case .reservedName(let name): ("reserved token: ", nil, name)
        case .escapeAtEnd: ("invalid escape \\ at end of file", nil, "")
        case .invalidBytes(let bytes): ("invalid encoding starting at \(bytes)", nil, "")
        case .bidirectionalInComment(let shown): ("invalid bidirectional formatting character in comment: ", nil, shown)
        case .bidirectionalInText(let shown):
            ("invalid bidirectional formatting character in string: ",
             ". If you want to use such character, use it in its escaped \(shown) form instead", shown)
        case .lineBreakInComment(let shown): ("invalid line break character in comment: ", nil, shown)
        case .tooLongName(let name): ("atom length must be less than system limit: ", nil, name)
        case .tooDeep: ("the code is nested too deeply", nil, "")
        case .tooLarge: ("the source is larger than 2 GB", nil, "")
        case .tooLongNumber: ("the number has more than \(Lexer.longestNumber) digits: such integers are beyond the system's limit", nil, "")
        case .unknownAtom(let name): ("unsafe atom does not exist: ", nil, name)
        case .encoderRefused(let message, let token): ("\(message): ", nil, token)

        case .characterAfterNumber(let character, let number):
            ("invalid character \"\(character)\" after number \(number). If you intended to write a number, make sure to separate "
                + "the number from the character (using comma, space, etc). If you meant to write a function name or a variable, "
                + "note that identifiers in Elixir cannot start with numbers. Unexpected token: ", nil, character)
        case .invalidFloat(let text): ("invalid float number ", nil, text)

        case .heredocStart(let delimiter):
            ("heredoc allows only whitespace characters followed by a new line after opening ", nil, delimiter)
        case .invalidHexadecimalEscape:
            ("invalid hex escape character, expected \\xHH where H is a hexadecimal digit. Syntax error after: ", nil, "\\x")
        case .invalidUnicodeEscape:
            ("invalid Unicode escape character, expected \\uHHHH or \\u{H*} where H is a hexadecimal digit. Syntax error after: ",
             nil, "\\u")
        case .invalidCodePoint(let digits): ("invalid or reserved Unicode code point \\u{\(digits)}. Syntax error after: ", nil, "\\u")
        case .invalidSigilName(let text):
            ("invalid sigil name, it should be either a one-letter lowercase letter or an uppercase letter optionally followed by "
                + "uppercase letters and digits, got: ", nil, text)
        case .invalidSigilDelimiter(let text): ("invalid sigil delimiter: ", nil, text)
        case .missingTextTerminator(let terminator, let construct, let line):
            ("missing terminator: \(terminator) (for \(construct) starting at line \(line))", nil, "")
        case .missingInterpolationTerminator(let construct, let line):
            ("missing interpolation terminator: \"}\" (for \(construct) starting at line \(line))", nil, "")
        case .interpolationInCall(let delimiter):
            ("interpolation is not allowed when calling function/macro. Found interpolation in a call starting with: ", nil, delimiter)

        case .invalidEncodingInAtom(let fault): ("invalid encoding in atom: ", nil, fault)
        case .invalidEncodingInCharlist(let fault): (fault, nil, "'")
        case .missingTerminator(let terminator): ("missing terminator: \(terminator)", nil, "")
        case .unexpectedClosing(let token), .mismatchedClosing(let token): ("unexpected token: ", nil, token)
        case .mismatchedEnd: ("unexpected reserved word: ", nil, "end")
        case .unexpectedReservedWord(let word, let hint): ("unexpected reserved word: ", hint, word)
        case .doAfterComma: ("unexpected reserved word: ", SyntaxReason.doAdvice, "do")
        case .doAfterFn:
            ("unexpected reserved word: ", ". Anonymous functions are written as:\n\n    fn pattern -> expression end\n\nPlease "
                + "remove the \"do\" keyword", "do")
        case .doKeyword: ("unexpected keyword: ", SyntaxReason.doAdvice, "do:")
        case .parenthesisAfterAlias(let alias):
            ("unexpected ( after alias \(alias). Function names and identifiers in Elixir start with lowercase characters or "
                + "underscore. For example:\n\n    hello_world()\n    _starting_with_underscore()\n    numb3rs_are_allowed()\n"
                + "    may_finish_with_question_mark?()\n    may_finish_with_exclamation_mark!()\n\nUnexpected token: ", nil, "(")
        case .mapExpected(let text): ("expected %{ to define a map, got: ", nil, text)
        case .spaceAfterPercent:
            ("unexpected space between % and {\n\nIf you want to define a map, write %{...}, with no spaces.\n"
                + "If you want to define a struct, write %StructName{...}.\n\nSyntax error before: ", nil, "{")
        case .spaceAfterKeyword(let text): ("keyword argument must be followed by space after: ", nil, text)
        case .aliasAfterAtom:
            ("atom cannot be followed by an alias. If the '.' was meant to be part of the atom's name, the atom name must be "
                + "quoted. Syntax error before: ", nil, "'.'")

        case .unexpectedToken(let token, _): ("syntax error before: ", nil, token)
        case .unexpectedEndOfLine: ("syntax error before: ", nil, "eol")
        case .incomplete: ("syntax error before: ", nil, "")
        case .commaInContainer:
            ("unexpected comma. Parentheses are required to solve ambiguity inside containers.\n\n"
                + "This error may happen when you forget a comma in a list or other container:\n\n    [a, b c, d]\n\n"
                + "Or when you have ambiguous calls:\n\n    [function a, b, c]\n\n"
                + "In the example above, we don't know if the values \"b\" and \"c\" belongs to the list or the function "
                + "\"function\". You can solve this by explicitly adding parentheses:\n\n    [one, function(a, b, c)]\n\n"
                + "Elixir cannot compile otherwise. Syntax error before: ", nil, "','")
        case .commaInNestedCall:
            ("unexpected comma. Parentheses are required to solve ambiguity in nested calls.\n\n"
                + "This error happens when you have nested function calls without parentheses. For example:\n\n"
                + "    parent_call a, nested_call b, c, d\n\n"
                + "In the example above, we don't know if the parameters \"c\" and \"d\" apply to the function \"parent_call\" or "
                + "\"nested_call\". You can solve this by explicitly adding parentheses:\n\n"
                + "    parent_call a, nested_call(b, c, d)\n\n"
                + "Or by adding commas (in case a nested call is not intended):\n\n    parent_call a, nested_call, b, c, d\n\n"
                + "Elixir cannot compile otherwise. Syntax error before: ", nil, "','")
        case .parenthesesAfterSpace:
            ("unexpected parentheses. If you are making a function call, do not insert spaces between the function name and the "
                + "opening parentheses. Syntax error before: ", nil, "'('")
        case .expressionAfterKeywordsInCall:
            ("unexpected expression after keyword list. Keyword lists must always come as the last argument. Therefore, this is "
                + "not allowed:\n\n    function_call(1, some: :option, 2)\n\nInstead, wrap the keyword in brackets:\n\n"
                + "    function_call(1, [some: :option], 2)\n\nSyntax error after: ", nil, "','")
        case .expressionAfterKeywords:
            ("unexpected expression after keyword list. Keyword lists must always come last in lists and maps. Therefore, this "
                + "is not allowed:\n\n    [some: :value, :another]\n    %{some: :value, another => value}\n\n"
                + "Instead, reorder it to be the last entry:\n\n    [:another, some: :value]\n"
                + "    %{another => value, some: :value}\n\nSyntax error after: ", nil, "','")
        case .keywordsInTuple:
            ("unexpected keyword list inside tuple. Did you mean to write a map (using %{...}) or a list (using [...]) instead? "
                + "Syntax error after: ", nil, "'{'")
        case .keywordsInBitstring:
            ("unexpected keyword list inside bitstring. Did you mean to write a map (using %{...}) or a list (using [...]) "
                + "instead? Syntax error after: ", nil, "'<<'")
        case .tooManyAccessArguments:
            ("too many arguments when accessing a value. The value[key] notation in Elixir expects either a single argument or a "
                + "keyword list. The following examples are allowed:\n\n    value[one]\n    value[one: 1, two: 2]\n"
                + "    value[[one, two, three]]\n\nThese are invalid:\n\n    value[1, 2, 3]\n    value[one, two, three]\n\n"
                + "Syntax error after: ", nil, "','")
        case .clauseExpectedFirst:
            ("unexpected operator ->. If you want to define multiple clauses, the first expression must use ->. Syntax error "
                + "before: ", nil, "'->'")
        case .functionWithoutClauses:
            ("expected anonymous functions to be defined with -> inside: ", nil, "'fn'")
        case .misplacedStep:
            ("the range step operator (//) must immediately follow the range definition operator (..), for example: 1..9//2. If "
                + "you wanted to define a default argument, use (\\\\) instead. Syntax error before: ", nil, "'//'")
        }
    }
}

extension SyntaxReason {
    /// The words as a reader is told them; they say more than the tuple where the token would not mean much to him.
    public var message: String {
        switch self {
        case .incomplete: return "syntax error: expression is incomplete"
        case .unexpectedEndOfLine:
            return "unexpectedly reached end of line. The current expression is invalid or incomplete"
        case .unexpectedToken(_, let shown):
            if SyntaxReason.reservedWords.contains(shown) {
                return "syntax error before: \(shown). \"\(shown)\" is a reserved word in Elixir and therefore its usage is limited. "
                    + "For instance, it can't be used as a variable or be defined nor invoked as a regular function"
            }
            return "syntax error before: \(shown)"
        default:
            let (prefix, suffix, token) = sentence
            return prefix + token + (suffix ?? "")
        }
    }

    private static let reservedWords: Set<String> = [
        "true", "false", "nil", "when", "and", "or", "not", "in", "fn", "catch", "rescue", "after", "end",
    ]
}

/// A number in upper-case hexadecimal digits. A number of more digits than the width shows as asterisks where `strict`,
/// as the language prints code points beyond U+FFFF in names.
func hexadecimal(_ value: UInt32, width: Int, strict: Bool = true) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    if digits.utf8.count > width { return strict ? String(repeating: "*", count: width) : digits }
    return String(repeating: "0", count: width - digits.utf8.count) + digits
}
