// Lowering of bitstrings: what is built, with neighbouring constants merged, and what is matched.
import Bytecode
import Expander
import Syntax

/// The options of a segment, as the expander leaves them.
private struct SegmentSpecification {
    var type = "integer"
    var size: Quoted?
    var unit = 1
    var flags = BitFlags()

    init(_ quoted: Quoted) {
        if case .atom(let type)? = Lowering.keyword(quoted, "type") { self.type = type }
        if let size = Lowering.keyword(quoted, "size"), size != .atom("default"), size != .atom("nil") { self.size = size }
        if case .integer(let unit)? = Lowering.keyword(quoted, "unit") {
            self.unit = unit
        } else {
            unit = type == "binary" ? 8 : 1
        }
        if Lowering.keyword(quoted, "sign") == .atom("signed") { flags.insert(.signed) }
        // Every machine that we run on is little-endian.
        if let endian = Lowering.keyword(quoted, "endian"), endian == .atom("little") || endian == .atom("native") { flags.insert(.little) }
    }

    var kind: SegmentKind {
        switch type {
        case "float": .float
        case "binary", "bitstring", "bytes", "bits": .binary
        case "utf8": .utf8
        case "utf16": .utf16
        case "utf32": .utf32
        default: .integer
        }
    }
}

extension Lowering {
    private static func segment(_ quoted: Quoted) -> (value: Quoted, SegmentSpecification)? {
        guard case .node(let node) = quoted, case .atom("::") = node.form, case .list(let pair) = node.args, pair.count == 2 else { return nil }
        return (pair[0], SegmentSpecification(pair[1]))
    }

    // MARK: Building

    func lowerBitstring(_ node: Node, _ arguments: [Quoted]) -> Core {
        var segments: [CoreSegment] = []
        var constant: [UInt8] = []
        var merged = 0
        func flush() {
            defer { merged = 0 }
            if constant.isEmpty { return }
            let literal = Core.literal(.bitstring(constant, bits: constant.count * 8))
            segments.append(CoreSegment(kind: .literal, value: literal, size: nil, unit: 8, flags: [], count: merged))
            constant = []
        }
        for argument in arguments {
            guard let (value, specification) = Lowering.segment(argument) else {
                _ = malformed(node)
                continue
            }
            let lowered = lower(value)
            let size = specification.size.map(lower)
            if Lowering.neverFits(lowered, specification.kind, size) {
                problems.append(CompilerProblem(reason: .badSegment, file: definition?.file ?? module.file, line: node.meta.line, column: node.meta.column,
                                                function: definition.map { ($0.name, $0.arity) }))
                return .callRemote(module: "erlang", name: "error", [.literal(.atom("badarg"))], position(node.meta))
            }
            if let bytes = constantBytes(lowered, specification, size) {
                constant += bytes
                merged += 1
                continue
            }
            flush()
            segments.append(CoreSegment(kind: specification.kind, value: lowered, size: size, unit: specification.unit, flags: specification.flags))
        }
        flush()
        if segments.isEmpty { return .literal(.bitstring([], bits: 0)) }
        if segments.count == 1, segments[0].kind == .literal { return segments[0].value }
        return .bitstring(segments, position(node.meta))
    }

    /// Is the value or the size a constant of another kind?
    private static func neverFits(_ value: Core, _ kind: SegmentKind, _ size: Core?) -> Bool {
        if case .literal(let literal)? = size, !isInteger(literal) { return true }
        guard case .literal(let literal) = value else { return false }
        return switch (literal, kind) {
        case (.root, _), (.bitstring, .binary), (.bitstring, .utf8), (.bitstring, .utf16), (.bitstring, .utf32), (.bitstring, .literal): false
        case (.float, .float): false
        default: !isInteger(literal)
        }
    }

    private static func isInteger(_ literal: Literal) -> Bool {
        switch literal {
        case .integer, .bigInteger: true
        default: false
        }
    }

    /// The bytes of a constant segment of whole bytes.
    private func constantBytes(_ value: Core, _ specification: SegmentSpecification, _ size: Core?) -> [UInt8]? {
        var bits: Int?
        if let size {
            guard case .literal(.integer(let count)) = size, count >= 0, count <= 1 << 16 else { return nil }
            bits = count * specification.unit
        }
        switch (value, specification.kind) {
        case (.literal(.bitstring(let bytes, let length)), .binary):
            guard length % 8 == 0 else { return nil }
            guard let bits else { return bytes }
            guard bits % 8 == 0, bits / 8 <= bytes.count else { return nil }
            return Array(bytes[..<(bits / 8)])
        case (.literal(.bitstring(let bytes, _)), .utf8) where size == nil: return bytes
        case (.literal(.bitstring(let bytes, _)), .utf16) where size == nil:
            return wideBytes(bytes, width: 2, little: specification.flags.contains(.little))
        case (.literal(.bitstring(let bytes, _)), .utf32) where size == nil:
            return wideBytes(bytes, width: 4, little: specification.flags.contains(.little))
        case (.literal(.integer(let number)), .integer):
            let count = bits ?? 8
            guard count % 8 == 0, count <= 1 << 12 else { return nil }
            var bytes: [UInt8] = []
            for index in 0 ..< count / 8 {
                bytes.append(UInt8(truncatingIfNeeded: index * 8 >= 64 ? (number < 0 ? -1 : 0) : number >> (index * 8)))
            }
            return specification.flags.contains(.little) ? bytes : bytes.reversed()
        case (.literal(.integer(let number)), .utf8):
            guard let scalar = Unicode.Scalar(UInt32(exactly: number) ?? 0xD800) else { return nil }
            return Array(String(Character(scalar)).utf8)
        default: return nil
        }
    }

    /// A string literal as UTF-16 or UTF-32; nil when it is no UTF-8.
    private func wideBytes(_ bytes: [UInt8], width: Int, little: Bool) -> [UInt8]? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var result: [UInt8] = []
        func append(_ unit: UInt32) {
            for index in 0 ..< width {
                let shift = (little ? index : width - 1 - index) * 8
                result.append(UInt8(truncatingIfNeeded: unit >> UInt32(shift)))
            }
        }
        if width == 2 {
            for unit in text.utf16 { append(UInt32(unit)) }
        } else {
            for scalar in text.unicodeScalars { append(scalar.value) }
        }
        return result
    }

    // MARK: Matching

    func lowerBitsPattern(_ arguments: [Quoted], _ node: Node) -> Pattern {
        let segments = lowerSegmentPatterns(arguments, node)
        if segments.isEmpty { return .literal(.bitstring([], bits: 0)) }
        // A constant binary is compared as a term.
        if segments.count == 1, segments[0].kind == .literal { return .literal(.bitstring(segments[0].bytes, bits: segments[0].bytes.count * 8)) }
        return .bits(BitsPattern(segments: segments, start: nil, end: nil))
    }

    func lowerSegmentPatterns(_ arguments: [Quoted], _ node: Node) -> [PatternSegment] {
        var result: [PatternSegment] = []
        for argument in arguments {
            guard let (value, specification) = Lowering.segment(argument) else {
                _ = malformed(node)
                continue
            }
            if case .binary = value, let bytes = constantBytes(lower(value), specification, nil), specification.size == nil {
                if bytes.isEmpty { continue }
                if result.last?.kind == .literal {
                    result[result.count - 1].bytes += bytes
                } else {
                    result.append(PatternSegment(kind: .literal, value: .any, size: .bits(bytes.count * 8), flags: [], bytes: bytes))
                }
                continue
            }
            result.append(PatternSegment(kind: specification.kind, value: lowerSegmentValue(value, specification),
                                         size: patternSize(specification), flags: specification.flags))
        }
        return result
    }

    /// An integer in a float segment means the float.
    private func lowerSegmentValue(_ value: Quoted, _ specification: SegmentSpecification) -> Pattern {
        let pattern = lowerPattern(value)
        if specification.kind == .float, case .literal(.integer(let number)) = pattern { return .literal(.float(Double(number))) }
        return pattern
    }

    private func patternSize(_ specification: SegmentSpecification) -> PatternSegment.Size {
        let kind = specification.kind
        switch kind {
        case .utf8, .utf16, .utf32: return .codePoint
        default: break
        }
        guard let size = specification.size else {
            switch kind {
            case .float: return .bits(64)
            case .binary: return .rest(unit: specification.unit)
            default: return .bits(8)
            }
        }
        let lowered = lower(size)
        if case .literal(.integer(let count)) = lowered, count >= 0 {
            let (bits, overflow) = count.multipliedReportingOverflow(by: specification.unit)
            if !overflow, bits < 1 << 31 { return .bits(bits) }
        }
        return .computed(lowered, unit: specification.unit)
    }
}
