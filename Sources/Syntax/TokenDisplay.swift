// How tokens read in errors: the way Erlang prints terms, which is what the language's messages show.

extension Parser {
    /// A token as it is named behind "syntax error before:".
    func display(_ token: Token, at index: Int) -> String {
        switch token.kind {
        case .endOfFile, .interpolationEnd, .interpolationStart, .fragment, .textEnd: ""
        case .endOfLine: "eol"
        case .semicolon: "';'"
        case .comma: "','"
        case .openParenthesis: "'('"
        case .closeParenthesis: "')'"
        case .openBracket: "'['"
        case .closeBracket: "']'"
        case .openBrace: "'{'"
        case .closeBrace: "'}'"
        case .openBits: "'<<'"
        case .closeBits: "'>>'"
        case .percent: "'%'"
        case .percentBrace: "'%{}'"
        case .dot, .dotCall: "'.'"
        case .fn: "fn"
        case .do: "do"
        case .end: "'end'"
        case .captureInteger: "'&'"
        case .operator where token.operator == .notIn:
            "{in_op,{\(token.line),\(token.column),\(token.newlines > 0 ? String(token.newlines) : "nil")},'not in',{\(token.line),\(token.column + token.end - token.start - 2),nil}}"
        case .operator: quoted(token.operator.spelling)
        case .integer, .float: "\"\(source.text(Int(token.start), Int(token.end)))\""
        case .character: "$" + erlangCharacter(token)
        case .text: displayText(token)
        case .textStart: displayParts(token, at: index)
        default: quoted(name(token))
        }
    }

    /// A token as a message names it.
    func displayForReader(_ token: Token, at index: Int) -> String {
        switch token.kind {
        case .end: return "end"
        case .blockKeyword, .operator:
            let shown = display(token, at: index)
            return name(of: token).map { ["and", "or", "not", "when", "in", "after", "rescue", "catch"].contains($0) ? $0 : shown } ?? shown
        case .character: return "?" + erlangCharacter(token)
        case .text, .textStart:
            let shape = texts[Int(token.payload)]
            if shape.kind == .binaryHeredoc || shape.kind == .charlistHeredoc { return display(token, at: index) }
            let start = token.kind == .text ? shape.content
                : tokens[index + 1].kind == .fragment ? texts[Int(tokens[index + 1].payload)].content : []
            let content = String(decoding: start, as: UTF8.self)
            return shape.kind == .sigil ? "sigil ~\(shape.sigil.dropFirst(6)) starting with content '\(content)'" : "\"\(content)\""
        default: return display(token, at: index)
        }
    }

    private func name(of token: Token) -> String? { token.kind == .operator ? token.operator.spelling : name(token) }

    /// An atom as Erlang writes it.
    func quoted(_ name: String) -> String {
        let bytes = Array(name.utf8)
        let plain = bytes.first.map { Byte.isLower($0) || $0 >= 0x80 } ?? false
        if plain, bytes.allSatisfy({ Byte.isWord($0) || $0 == 0x40 || $0 >= 0x80 }), !Parser.reservedInErlang.contains(name),
           name.unicodeScalars.first.map({ $0.value < 0x80 || $0.properties.isLowercase }) == true {
            return name
        }
        var text = "'"
        for scalar in name.unicodeScalars {
            switch scalar {
            case "'": text += "\\'"
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "'"
    }

    private static let reservedInErlang: Set<String> = [
        "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case", "catch", "cond", "div", "else",
        "end", "fun", "if", "let", "maybe", "not", "of", "or", "orelse", "receive", "rem", "try", "when", "xor",
    ]

    private func erlangCharacter(_ token: Token) -> String {
        switch token.payload {
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0B: "\\v"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        case 0x1B: "\\e"
        case 0x20: "\\s"
        case 0x5C: "\\\\"
        case 0x7F: "\\d"
        default: Unicode.Scalar(token.payload).map { String($0) } ?? ""
        }
    }

    /// A binary as Erlang writes it.
    private func binary(_ bytes: [UInt8]) -> String {
        if bytes.isEmpty { return "<<>>" }
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy({
            ($0.value >= 0x20 && $0.value != 0x7F && !(0x80 ... 0x9F ~= $0.value)) || "\u{8}\t\n\u{B}\u{C}\r\u{1B}".unicodeScalars.contains($0)
        }) else {
            return "<<" + bytes.map { String($0) }.joined(separator: ",") + ">>"
        }
        var shown = "<<\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": shown += "\\\""
            case "\\": shown += "\\\\"
            case "\u{8}": shown += "\\b"
            case "\t": shown += "\\t"
            case "\n": shown += "\\n"
            case "\u{B}": shown += "\\v"
            case "\u{C}": shown += "\\f"
            case "\r": shown += "\\r"
            case "\u{1B}": shown += "\\e"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown + (isASCII ? "\">>" : "\"/utf8>>")
    }

    private func displayText(_ token: Token) -> String {
        let shape = texts[Int(token.payload)]
        return displayText(token, shape, shape.content.isEmpty && shape.kind != .sigil ? "[<<>>]" : "[\(binary(shape.content))]")
    }

    private func displayText(_ token: Token, _ shape: TextShape, _ parts: String) -> String {
        switch shape.kind {
        case .binaryHeredoc: "{bin_heredoc,{\(token.line),\(token.column),nil},\(shape.indentation),\(parts)}"
        case .charlistHeredoc: "{list_heredoc,{\(token.line),\(token.column),nil},\(shape.indentation),\(parts)}"
        case .sigil:
            "{sigil,{\(token.line),\(token.column),{\(shape.endLine),\(shape.endColumn)}},\(shape.sigil),\(parts),"
                + (shape.modifiers.isEmpty ? "[]" : "\"\(String(decoding: shape.modifiers, as: UTF8.self))\"")
                + ",\(shape.indentation >= 0 ? String(shape.indentation) : "nil"),\(binary(Array(shape.delimiter.utf8)))}"
        default: parts
        }
    }

    /// A text with interpolations; the tokens in these are shown by their source.
    private func displayParts(_ token: Token, at index: Int) -> String {
        var parts: [String] = []
        var next = index + 1
        var depth = 0
        while next < tokens.count {
            let token = tokens[next]
            switch token.kind {
            case .textStart: depth += 1
            case .textEnd where depth == 0: return displayText(tokens[index], texts[Int(tokens[index].payload)],
                                                               "[" + parts.joined(separator: ",") + "]")
            case .textEnd: depth -= 1
            case .fragment where depth == 0: parts.append(binary(texts[Int(token.payload)].content))
            case .interpolationStart where depth == 0: parts.append("\"\(source.text(Int(token.start), Int(token.end)))…}\"")
            default: break
            }
            next += 1
        }
        return ""
    }
}
