// `:prim_code`: from text to quoted trees, and questions about names. The contracts:
//
//     string_to_quoted(binary, options)  → {:ok, quoted} | {:ok, quoted, comments} | {:error, {metadata, message, token}}
//     string_to_quoted!(binary, options) → quoted; raises SyntaxError, TokenMissingError, MismatchedDelimiterError
//     identifier(binary)                 → :alias | :identifier | :other_atom | :none
//     unescape(binary)                   → the text with its escapes resolved
//     operator(name, :unary | :binary)   → {:left | :right, strength} | false
//
// Literals are wrapped as `{:"$literal", meta, value}` where the option `literal_encoder` is given, static atoms as
// `{:"$atom", meta, text}` for `static_atoms_encoder`: the language calls the encoders. A literal that is a statement comes as
// `{:"$ended", ending, literal}`, its `end_of_expression` being added to what the encoder returns.
import Bytecode
import Expander
import Machine
import Syntax

enum ParseNatives {
    static let rows: [Native] = [
        Native("prim_code", "string_to_quoted", 2, .control, "Parses a text.") { p, a in
            stringToQuoted(ProcessPointer(p), NativeArguments(a), raises: false).bits
        },
        Native("prim_code", "string_to_quoted!", 2, .control, "Parses a text; raises what is wrong with it.") { p, a in
            stringToQuoted(ProcessPointer(p), NativeArguments(a), raises: true).bits
        },
        Native("prim_code", "identifier", 1, .ordinary, "What kind of name a text is.") { p, a in
            identifier(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "unescape", 1, .ordinary, "Resolves the escapes of a text.") { p, a in
            unescape(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_code", "operator", 2, .ordinary, "Associativity and strength of an operator.") { p, a in
            operatorRow(ProcessPointer(p), NativeArguments(a)).bits
        },
    ]

    private static func options(_ p: ProcessPointer, _ list: Term) -> ParseOptions {
        let atoms = p.machine.atoms
        var options = ParseOptions()
        for entry in p.elements(list).reversed() where entry.isTuple && entry.tupleSize == 2 && entry.element(0).isAtom {
            let value = entry.element(1)
            let flag = value == KnownAtom.true
            switch atoms.string(entry.element(0)) {
            case "file": if let bytes = QuotedTerms.binaryBytes(value) { options.file = String(decoding: bytes, as: UTF8.self) }
            case "line": if value.isSmall { options.line = value.small }
            case "column": if value.isSmall { options.column = value.small }
            case "columns": options.columns = flag
            case "token_metadata": options.tokenMetadata = flag
            case "unescape": options.unescape = flag
            case "emit_warnings", "warnings": options.emitWarnings = flag
            case "comments": options.preserveComments = flag
            case "existing_atoms_only":
                if flag {
                    options.existingAtomsOnly = { text in
                        var text = text
                        return text.withUTF8 { atoms.existing($0) != nil }
                    }
                }
            case "literal_encoder" where value != KnownAtom.nil && value != KnownAtom.false:
                options.literalEncoder = { literal, meta in .success(.tuple([.atom("$literal"), Self.list(meta), literal])) }
            case "static_atoms_encoder" where value != KnownAtom.nil && value != KnownAtom.false:
                options.staticAtomsEncoder = { text, meta in .success(.tuple([.atom("$atom"), Self.list(meta), .string(text)])) }
            default: break
            }
        }
        return options
    }

    private static func list(_ meta: Meta) -> Quoted { .list(meta.entries.map { .tuple([.atom($0.key), $0.value]) }) }

    private static func stringToQuoted(_ p: ProcessPointer, _ a: NativeArguments, raises: Bool) -> Term {
        guard let bytes = QuotedTerms.binaryBytes(a[0]) else { return p.badArgument() }
        let options = options(p, a[1])
        let result = Session.of(p).parseOnOwnStack(bytes, options)
        let term: (Quoted) -> Term = { QuotedTerms.term($0, p) { _ in .none } }
        let value: Term
        if let failure = result.error {
            if raises { return p.raise(.error, exception(failure, p)) }
            value = p.tuple(Term(.error), term(failure.quoted))
        } else {
            let tree = term(result.tree ?? .call("__block__", Meta(), []))
            if raises {
                value = tree
            } else if options.preserveComments {
                value = p.tuple(Term(.ok), tree, p.list(result.comments.map { comment($0, p) }))
            } else {
                value = p.tuple(Term(.ok), tree)
            }
        }
        if result.warnings.isEmpty { return value }
        // Warnings are told first; then the result.
        let atoms = p.machine.atoms
        let session = Session.of(p)
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let reports: [Term] = result.warnings.map { warning in
            let report = Report(.warning, warning.message, file: options.file, line: warning.line, column: warning.lineOnly ? 0 : warning.column)
            let index = warning.line - options.line
            let source = lines.indices.contains(index) && options.file != "nofile" ? String(decoding: lines[index], as: UTF8.self) : nil
            let text = DiagnosticText.render(report, source: source, file: session.shown(report.file))
            let position = warning.lineOnly ? Term(small: warning.line) : p.tuple(Term(small: warning.line), Term(small: warning.column))
            let file = p.binary(options.file)
            let diagnostic = p.map([
                (atoms.term("severity"), atoms.term("warning")), (atoms.term("message"), p.binary(warning.message)), (atoms.term("file"), file),
                (atoms.term("source"), file), (atoms.term("position"), position), (atoms.term("span"), Term(.nil)),
                (atoms.term("stacktrace"), .emptyList),
            ])
            return p.tuple(diagnostic, p.binary(text))
        }
        p.pointee.trapExport = p.machine.code.export(atoms.term("prim_compile"), atoms.term("report_all"), 2)
        p.pointee.trapArguments = (p.list(reports), value, .none, .none)
        p.pointee.trapArity = 2
        return .trap
    }

    private static func comment(_ comment: Comment, _ p: ProcessPointer) -> Term {
        let atoms = p.machine.atoms
        return p.map([
            (atoms.term("line"), Term(small: comment.line)), (atoms.term("column"), Term(small: comment.column)),
            (atoms.term("previous_eol_count"), Term(small: comment.previousNewlines)), (atoms.term("next_eol_count"), Term(small: comment.nextNewlines)),
            (atoms.term("text"), p.binary(comment.text)),
        ])
    }

    /// The exception that the language raises for a text.
    static func exception(_ failure: SyntaxFailure, _ p: ProcessPointer) -> Term {
        let atoms = p.machine.atoms
        func number(_ value: Int?) -> Term { value.map { Term(small: $0) } ?? Term(.nil) }
        func atom(_ value: String?) -> Term { value.map { atoms.term($0) } ?? Term(.nil) }
        var fields: [(String, Term)] = [
            ("__exception__", Term(.true)), ("file", p.binary(failure.file)), ("line", Term(small: failure.line)),
            ("column", failure.hasColumn ? Term(small: failure.column) : Term(.nil)), ("description", p.binary(failure.message)),
            ("snippet", failure.hasColumn ? p.binary(failure.snippet) : Term(.nil)),
        ]
        switch failure.kind {
        case .syntaxError: fields.append(("__struct__", atoms.term("Elixir.SyntaxError")))
        case .tokenMissing:
            fields += [
                ("__struct__", atoms.term("Elixir.TokenMissingError")), ("end_line", number(failure.endLine)), ("end_column", number(failure.endColumn)),
                ("opening_delimiter", atom(failure.openingDelimiter)), ("expected_delimiter", atom(failure.expectedDelimiter)),
            ]
        case .mismatchedDelimiter:
            fields += [
                ("__struct__", atoms.term("Elixir.MismatchedDelimiterError")), ("end_line", number(failure.endLine)),
                ("end_column", number(failure.endColumn)), ("opening_delimiter", atom(failure.openingDelimiter)),
                ("closing_delimiter", atom(failure.closingDelimiter)), ("expected_delimiter", atom(failure.expectedDelimiter)),
            ]
        case .unicodeConversion:
            return p.map([
                (atoms.term("__struct__"), atoms.term("Elixir.UnicodeConversionError")), (Term(.__exception__), Term(.true)),
                (atoms.term("message"), p.binary(failure.message)), (atoms.term("encoded"), p.binary("")),
            ])
        }
        return p.map(fields.map { (atoms.term($0.0), $0.1) })
    }

    // MARK: Names and operators

    private static func identifier(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let bytes = QuotedTerms.binaryBytes(a[0]) else { return p.badArgument() }
        let atoms = p.machine.atoms
        var options = ParseOptions()
        options.emitWarnings = false
        let text = String(decoding: bytes, as: UTF8.self)
        guard let first = bytes.first, !bytes.contains(where: { $0 <= 0x20 || $0 == 0x23 }) else { return atoms.term("none") }
        if (0x41...0x5A).contains(first), bytes.allSatisfy({ isWord($0) }) { return atoms.term("alias") }
        if case .node(let node)? = parse(bytes, options: options).tree, node.form == .atom(text), case .context = node.args { return atoms.term("identifier") }
        if let last = bytes.last, last == 0x3F || last == 0x21,
           case .node(let node)? = parse(bytes + Array("()".utf8), options: options).tree, node.form == .atom(text), node.args == .list([]) {
            return atoms.term("identifier")
        }
        if first == 0x5F || first >= 0x80 || isWord(first), case .atom(let name)? = parse([0x3A] + bytes, options: options).tree, name == text {
            return atoms.term("other_atom")
        }
        return atoms.term("none")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func unescape(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard let bytes = QuotedTerms.binaryBytes(a[0]) else { return p.badArgument() }
        guard bytes.contains(0x5C) else { return a[0] }
        // The lexer knows escapes: the text becomes a string literal.
        var source: [UInt8] = [0x22]
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x5C, index + 1 < bytes.count {
                source += [byte, bytes[index + 1]]
                index += 2
                continue
            }
            if byte == 0x22 || (byte == 0x23 && index + 1 < bytes.count && bytes[index + 1] == 0x7B) { source.append(0x5C) }
            source.append(byte)
            index += 1
        }
        source.append(0x22)
        var options = ParseOptions()
        options.emitWarnings = false
        let result = parse(source, options: options)
        if case .binary(let text)? = result.tree { return p.binary(text) }
        let message = result.error?.message ?? "invalid escape"
        return p.raise(.error, p.map([
            (p.machine.atoms.term("__struct__"), p.machine.atoms.term("Elixir.ArgumentError")), (Term(.__exception__), Term(.true)),
            (p.machine.atoms.term("message"), p.binary(message)),
        ]))
    }

    private static func operatorRow(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isAtom, a[1].isAtom else { return p.badArgument() }
        let name = p.machine.atoms.string(a[0])
        let isUnary = p.machine.atoms.string(a[1]) == "unary"
        for row in Operator.table where row.spelling.description == name {
            let strength = isUnary ? row.prefix : row.binary
            if strength == 0 { continue }
            let side = isUnary || row.associativity == .right ? "right" : "left"
            return p.tuple(p.machine.atoms.term(side), Term(small: Int(strength)))
        }
        return Term(.false)
    }
}
