// Prints a tree as `inspect/2` does, on one line and without limits: for tests, snapshots and messages.

/// Prints trees.
public enum QuotedInspect {
    /// The tree as Elixir inspects it.
    public static func text(_ tree: Quoted) -> String {
        var output = ""
        write(tree, to: &output)
        return output
    }

    static func write(_ tree: Quoted, to output: inout String) {
        switch tree {
        case .atom(let name): output += atom(name)
        case .integer(let value): output += String(value)
        case .bigInteger(let literal): output += decimal(literal)
        case .float(let value): output += float(value)
        case .binary(let bytes): output += binary(bytes)
        case .list(let elements): writeList(elements, to: &output)
        case .improperList(let elements, let tail):
            output += "["
            writeElements(elements, to: &output)
            output += " | "
            write(tail, to: &output)
            output += "]"
        case .tuple(let elements):
            output += "{"
            writeElements(elements, to: &output)
            output += "}"
        case .node(let node):
            output += "{"
            write(node.form, to: &output)
            output += ", "
            writeMeta(node.meta, to: &output)
            output += ", "
            switch node.args {
            case .list(let arguments): writeList(arguments, to: &output)
            case .context(let name): output += atom(name)
            }
            output += "}"
        case .term(let index): output += "#Term<\(index)>"
        }
    }

    private static func writeElements(_ elements: [Quoted], to output: inout String) {
        for (index, element) in elements.enumerated() {
            if index > 0 { output += ", " }
            write(element, to: &output)
        }
    }

    private static func writeMeta(_ meta: Meta, to output: inout String) {
        output += "["
        for (index, entry) in meta.entries.enumerated() {
            if index > 0 { output += ", " }
            output += keyword(entry.key)
            write(entry.value, to: &output)
        }
        output += "]"
    }

    private static func writeList(_ elements: [Quoted], to output: inout String) {
        if let text = charlist(elements) {
            output += text
            return
        }
        output += "["
        let pairs = elements.isEmpty ? [] : keywordPairs(elements)
        if pairs.isEmpty {
            writeElements(elements, to: &output)
        } else {
            for (index, pair) in pairs.enumerated() {
                if index > 0 { output += ", " }
                output += keyword(pair.0)
                write(pair.1, to: &output)
            }
        }
        output += "]"
    }

    /// The pairs of a keyword list; none if it is no such list.
    private static func keywordPairs(_ elements: [Quoted]) -> [(String, Quoted)] {
        var pairs: [(String, Quoted)] = []
        for element in elements {
            guard case .tuple(let pair) = element, pair.count == 2, case .atom(let key) = pair[0],
                  !key.hasPrefix("Elixir.") else { return [] }
            pairs.append((key, pair[1]))
        }
        return pairs
    }

    // MARK: Atoms

    /// An atom with its colon.
    public static func atom(_ name: String) -> String {
        switch name {
        case "nil", "true", "false": return name
        case "Elixir": return "Elixir"
        default: break
        }
        if name.hasPrefix("Elixir."), isAlias(name.dropFirst(7)) {
            let rest = String(name.dropFirst(7))
            return rest.hasPrefix("Elixir.") || rest == "Elixir" ? name : rest
        }
        return needsNoQuotes(name) ? ":" + name : ":\"" + escaped(name, quote: "\"") + "\""
    }

    /// An atom as a keyword.
    static func keyword(_ name: String) -> String {
        let plain = needsNoQuotes(name) || name == "nil" || name == "true" || name == "false"
        return plain ? name + ": " : "\"" + escaped(name, quote: "\"") + "\": "
    }

    private static func isAlias(_ name: Substring) -> Bool {
        !name.isEmpty && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { segment in
            guard let first = segment.utf8.first, Byte.isUpper(first) else { return false }
            return segment.utf8.allSatisfy { Byte.isWord($0) }
        }
    }

    private static let symbolic: Set<String> = {
        var names: Set<String> = ["<<>>", "%{}", "{}", "%", "..//", "...", "..", "."]
        for operation in Operator.allCases {
            switch operation {
            case .notIn, .pair, .step, .typed, .exclusiveOr, .tilde, .pipeBoth: break
            default: names.insert(operation.spelling)
            }
        }
        return names
    }()

    private static func needsNoQuotes(_ name: String) -> Bool {
        if symbolic.contains(name) { return true }
        var scalars = Array(name.unicodeScalars)
        if scalars.last == "?" || scalars.last == "!" { scalars.removeLast() }
        guard let first = scalars.first, NameCharacters.startsAtom(first) else { return false }
        return scalars.allSatisfy { NameCharacters.continues($0) || $0 == "@" }
    }

    // MARK: Texts

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x07 ... 0x0D, 0x1B, 0x7F: true
        case 0x20 ... 0x7E: true
        case 0xA0 ... 0xD7FF, 0xE000 ... 0xFFFD, 0x10000 ... 0x10FFFF: true
        default: false
        }
    }

    static func binary(_ bytes: [UInt8]) -> String {
        guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy(isPrintable) else { return "<<" + bytes.map { String($0) }.joined(separator: ", ") + ">>" }
        return "\"" + escaped(text, quote: "\"") + "\""
    }

    private static func charlist(_ elements: [Quoted]) -> String? {
        if elements.isEmpty { return nil }
        var text = ""
        for element in elements {
            guard case .integer(let value) = element, value >= 0, value < 0x7F, let scalar = Unicode.Scalar(UInt32(value)),
                  isPrintable(scalar) else { return nil }
            text.unicodeScalars.append(scalar)
        }
        return "~c\"" + escaped(text, quote: "\"") + "\""
    }

    private static func escaped(_ text: String, quote: Unicode.Scalar) -> String {
        var result = ""
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar.value {
            case quote.value: result += "\\" + String(quote)
            case 0x5C: result += "\\\\"
            case 0x23 where index + 1 < scalars.count && scalars[index + 1] == "{": result += "\\#"
            case 0x00: result += "\\0"
            case 0x07: result += "\\a"
            case 0x08: result += "\\b"
            case 0x09: result += "\\t"
            case 0x0A: result += "\\n"
            case 0x0B: result += "\\v"
            case 0x0C: result += "\\f"
            case 0x0D: result += "\\r"
            case 0x1B: result += "\\e"
            case 0x7F: result += "\\d"
            default:
                if isPrintable(scalar), !isInvisible(scalar) {
                    result.unicodeScalars.append(scalar)
                } else if scalar.value < 0x100, scalar.value != 0xA0 {
                    result += "\\x" + hexadecimal(scalar.value, width: 2)
                } else if scalar.value < 0x10000 {
                    result += "\\u" + hexadecimal(scalar.value, width: 4)
                } else {
                    result += "\\x{" + String(scalar.value, radix: 16, uppercase: true) + "}"
                }
            }
        }
        return result
    }

    /// Characters that a reader could not see or that would change what is around them.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA0, 0x34F, 0x61C, 0x2000 ... 0x200F, 0x2028 ... 0x202E, 0x205F ... 0x2064, 0x2066 ... 0x2069, 0xFEFF,
             0xFFF9 ... 0xFFFC: true
        default: false
        }
    }

    // MARK: Numbers

    /// The shortest decimal that reads back as the float, with an exponent from 1.0e16 on and where that is shorter.
    public static func float(_ value: Double) -> String {
        if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
        let sign = value < 0 ? "-" : ""
        // The description holds the shortest digits; only its layout differs.
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        let text = Array("\(value.magnitude)".utf8)
        for (index, byte) in text.enumerated() {
            if byte | 0x20 == 0x65 {
                exponent = Int(String(decoding: text[(index + 1)...].drop { $0 == 0x2B }, as: UTF8.self)) ?? 0
                break
            }
            if byte == 0x2E { point = digits.count } else { digits.append(byte) }
        }
        exponent += (point ?? digits.count) - 1
        let leading = digits.prefix { $0 == 0x30 }.count
        digits.removeFirst(leading)
        exponent -= leading
        while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
        func string(_ bytes: ArraySlice<UInt8>) -> String { bytes.isEmpty ? "0" : String(decoding: bytes, as: UTF8.self) }
        let scientific = "\(string(digits[..<1])).\(string(digits[1...]))e\(exponent)"
        if exponent >= 16 { return sign + scientific }
        if exponent >= 0 {
            if digits.count <= exponent + 1 { digits += [UInt8](repeating: 0x30, count: exponent + 1 - digits.count) }
            return sign + "\(string(digits[...exponent])).\(string(digits[(exponent + 1)...]))"
        }
        let plain = "0." + String(repeating: "0", count: -exponent - 1) + string(digits[...])
        return sign + (plain.utf8.count <= scientific.utf8.count ? plain : scientific)
    }

    private static func decimal(_ literal: BigLiteral) -> String {
        var limbs = literal.limbs
        var chunks: [UInt64] = []
        let scale: UInt64 = 10_000_000_000_000_000_000
        while !limbs.isEmpty {
            var remainder: UInt64 = 0
            for index in limbs.indices.reversed() {
                let (quotient, rest) = scale.dividingFullWidth((remainder, limbs[index]))
                limbs[index] = quotient
                remainder = rest
            }
            while limbs.last == 0 { limbs.removeLast() }
            chunks.append(remainder)
        }
        var text = literal.negative ? "-" : ""
        for (index, chunk) in chunks.reversed().enumerated() {
            let digits = String(chunk)
            text += index == 0 ? digits : String(repeating: "0", count: 19 - digits.utf8.count) + digits
        }
        return text
    }
}
