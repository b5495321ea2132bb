// Literals: numbers, characters, atoms, strings and sigils with what is interpolated in them.

extension Parser {
    /// number = integer | float | character;
    @inline(never)
    mutating func parseNumber() throws(SyntaxStop) -> Expression {
        let token = advance()
        let value: Quoted
        switch token.kind {
        case .integer: value = NumberLiteral.integer(source.bytes[Int(token.start) ..< Int(token.end)])
        case .float:
            guard let float = NumberLiteral.float(source.bytes[Int(token.start) ..< Int(token.end)]) else {
                throw stop(.invalidFloat(source.text(Int(token.start), Int(token.end))), at: token)
            }
            value = .float(float)
        default: value = .integer(Int(token.payload))
        }
        let tree = encodesLiterals ? try literal(value, token, [Meta.Entry(key: "token", value: .string(sourceText(token)))]) : value
        return Expression(tree: tree, depth: 1)
    }

    private func sourceText(_ token: Token) -> String { source.text(Int(token.start), Int(token.end)) }

    /// atom = atom literal;
    @inline(never)
    mutating func parseAtom() throws(SyntaxStop) -> Expression {
        let token = advance()
        var entries = delimiterEntries(token)
        if encodesLiterals, token.flags.isEmpty, isReservedAtom(token) {
            entries.append(Meta.Entry(key: "format", value: .atom("atom")))
        }
        return Expression(tree: try atomLiteral(token, entries), depth: 1)
    }

    /// Whether it is `true`, `false` or `nil`, which need no colon.
    private func isReservedAtom(_ token: Token) -> Bool {
        let name = NameTable.Reserved(rawValue: token.payload)
        return name == .true || name == .false || name == .nil
    }

    /// text = delimiter, parts, delimiter, [modifiers];
    @inline(never)
    mutating func parseText() throws(SyntaxStop) -> Expression {
        let token = advance()
        let shape = texts[Int(token.payload)]
        if token.kind == .text { return try wholeText(token, shape) }
        let (parts, depth) = try parseParts(asBinary: shape.kind != .charlist && shape.kind != .charlistHeredoc)
        let tree: Quoted
        switch shape.kind {
        case .binary, .binaryHeredoc: tree = node(Form.bits, meta(textEntries(shape), token), parts)
        case .charlist, .charlistHeredoc:
            let callee = node(Form.dot, meta(token), [.atom("Elixir.List"), .atom("to_charlist")])
            tree = node(callee, meta(textEntries(shape), token), [.list(parts)])
        case .atom, .keyword:
            let conversion = options.existingAtomsOnly == nil ? "binary_to_atom" : "binary_to_existing_atom"
            let callee = node(Form.dot, meta(token), [Form.erlang, .atom(conversion)])
            var entries = textEntries(shape)
            if shape.kind == .keyword, options.tokenMetadata { entries.append(Meta.Entry(key: "format", value: .atom("keyword"))) }
            tree = node(callee, meta(entries, token), [node(Form.bits, meta(token), parts), Form.utf8])
        case .sigil: tree = sigil(token, shape, parts)
        }
        return Expression(tree: tree, depth: try checked(depth + 6, token))
    }

    /// `delimiter:` and `indentation:` of a text.
    private func textEntries(_ shape: TextShape) -> [Meta.Entry] {
        guard options.tokenMetadata else { return [] }
        return allTextEntries(shape)
    }

    private func allTextEntries(_ shape: TextShape) -> [Meta.Entry] {
        var entries = [Meta.Entry(key: "delimiter", value: .string(shape.delimiter))]
        if shape.indentation >= 0 { entries.append(Meta.Entry(key: "indentation", value: .integer(shape.indentation))) }
        return entries
    }

    private mutating func wholeText(_ token: Token, _ shape: TextShape) throws(SyntaxStop) -> Expression {
        switch shape.kind {
        case .charlist, .charlistHeredoc:
            let scalars = String(decoding: shape.content, as: UTF8.self).unicodeScalars.map { Quoted.integer(Int($0.value)) }
            return Expression(tree: try literal(.list(scalars), token, encodesLiterals ? allTextEntries(shape) : []), depth: 2)
        case .sigil: return Expression(tree: sigil(token, shape, [.binary(shape.content)]), depth: 4)
        default: return Expression(tree: try literal(.binary(shape.content), token, encodesLiterals ? allTextEntries(shape) : []), depth: 1)
        }
    }

    private mutating func sigil(_ token: Token, _ shape: TextShape, _ parts: [Quoted]) -> Quoted {
        var entries: [Meta.Entry] = []
        if shape.indentation >= 0 { entries.append(Meta.Entry(key: "indentation", value: .integer(shape.indentation))) }
        let body = node(Form.bits, meta(entries, token), parts)
        let modifiers = shape.modifiers.map { Quoted.integer(Int($0)) }
        return node(.atom(shape.sigil), meta([Meta.Entry(key: "delimiter", value: .string(shape.delimiter))], token),
                    [body, .list(modifiers)])
    }

    /// parts = {text character | interpolation};
    ///
    /// The fragments and interpolations of a text up to its end.
    private mutating func parseParts(asBinary: Bool) throws(SyntaxStop) -> ([Quoted], Int) {
        var parts: [Quoted] = []
        var depth = 1
        while true {
            switch current.kind {
            case .fragment:
                parts.append(.binary(texts[Int(advance().payload)].content))
            case .interpolationStart:
                let interpolation = try parseInterpolation(asBinary: asBinary)
                parts.append(interpolation.tree)
                depth = max(depth, interpolation.depth)
            default:
                try expect(.textEnd)
                return (parts, depth)
            }
        }
    }

    /// interpolation = '#{', expression sequence, '}';
    @inline(never)
    private mutating func parseInterpolation(asBinary: Bool) throws(SyntaxStop) -> Expression {
        let opening = advance()
        let outer = mode
        mode = Mode()
        let body = try parseExpressionSequence(.interpolationEnd)
        mode = outer
        let closing = try expect(.interpolationEnd)
        var entries = [Meta.Entry(key: "from_interpolation", value: Form.yes)]
        if options.tokenMetadata { entries.append(Meta.Entry(key: "closing", value: place(closing))) }
        let callee = node(Form.dot, meta(opening), [Form.kernel, Form.toString])
        let call = node(callee, meta(entries, opening), [body.tree])
        guard asBinary else { return Expression(tree: call, depth: body.depth + 2) }
        let type = Quoted.node(Node(Form.binary, meta(opening), .context("nil")))
        return Expression(tree: node(.atom("::"), meta(opening), [call, type]), depth: body.depth + 3)
    }
}

/// The values of numbers as written.
enum NumberLiteral {
    /// An integer in any base; underscores are passed over.
    static func integer(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Quoted {
        var radix = 10
        var digits = text
        if text.count > 2, text.first == 0x30 {
            switch text[text.startIndex + 1] {
            case 0x78: radix = 16
            case 0x6F: radix = 8
            case 0x62: radix = 2
            default: break
            }
            if radix != 10 { digits = text.dropFirst(2) }
        }
        var small = 0
        var overflows = false
        for byte in digits {
            guard let digit = Byte.hexadecimal(byte) else { continue }
            let (product, overflow) = small.multipliedReportingOverflow(by: radix)
            let (sum, carry) = product.addingReportingOverflow(Int(digit))
            if overflow || carry {
                overflows = true
                break
            }
            small = sum
        }
        return overflows ? .bigInteger(BigLiteral(negative: false, limbs: limbs(digits, radix: radix))) : .integer(small)
    }

    /// Little-endian limbs of a number of many digits. Powers of two shift; decimal digits are taken nineteen at a time.
    private static func limbs(_ text: Slice<UnsafeBufferPointer<UInt8>>, radix: Int) -> [UInt64] {
        let digits = text.compactMap { Byte.hexadecimal($0).map { UInt64($0) } }
        return radix == 10 ? decimalLimbs(digits[...]) : shiftedLimbs(digits, bits: radix == 16 ? 4 : radix == 8 ? 3 : 1)
    }

    private static func shiftedLimbs(_ digits: [UInt64], bits: Int) -> [UInt64] {
        var limbs = [UInt64](repeating: 0, count: digits.count * bits / 64 + 1)
        var position = 0
        for digit in digits.reversed() {
            let limb = position >> 6, shift = UInt64(position & 63)
            limbs[limb] |= digit << shift
            if shift + UInt64(bits) > 64, limb + 1 < limbs.count { limbs[limb + 1] |= digit >> (64 - shift) }
            position += bits
        }
        return trimmed(limbs)
    }

    private static func decimalLimbs(_ digits: ArraySlice<UInt64>) -> [UInt64] {
        var limbs: [UInt64] = []
        var index = digits.startIndex
        while index < digits.endIndex {
            let end = min(index + 19, digits.endIndex)
            var chunk: UInt64 = 0
            var scale: UInt64 = 1
            for digit in digits[index ..< end] {
                chunk = chunk &* 10 &+ digit
                scale = scale &* 10
            }
            var carry = chunk
            for limb in limbs.indices {
                let (high, low) = limbs[limb].multipliedFullWidth(by: scale)
                let (sum, overflow) = low.addingReportingOverflow(carry)
                limbs[limb] = sum
                carry = high &+ (overflow ? 1 : 0)
            }
            if carry > 0 { limbs.append(carry) }
            index = end
        }
        return limbs
    }

    private static func trimmed(_ limbs: [UInt64]) -> [UInt64] {
        var limbs = limbs
        while limbs.last == 0 { limbs.removeLast() }
        return limbs
    }

    /// A float; nil if it is beyond the range of doubles.
    static func float(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
        let digits = String(decoding: text.filter { $0 != 0x5F }, as: UTF8.self)
        guard let value = Double(digits), value.isFinite else { return nil }
        return value
    }
}
