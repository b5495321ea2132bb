// `<<>>`: segments, their types and sizes, and what must agree.
import Syntax

/// The options of a segment as they are read from left to right.
private struct SegmentOptions {
    var type: String?
    var size: Quoted?
    var unit: Int?
    var sign: String?
    var endian: String?
}

extension Expander {
    func expandBitstring(_ meta: Meta, _ segments: [Quoted], isGenerator: Bool = false, _ env: inout Env) throws -> Quoted {
        if segments.isEmpty { return .node(Node(.atom("<<>>"), meta, .list([]))) }
        var result: [Quoted] = []
        result.reserveCapacity(segments.count)
        let outer = writes
        let visible = env.variables
        if !env.isMatch { writes = [] }
        for (index, segment) in segments.enumerated() {
            if !env.isMatch, let written = writes, !written.isEmpty { env.variables = visible }
            try expandSegment(segment, meta, isLast: index == segments.count - 1 && !isGenerator, &env, &result)
        }
        if !env.isMatch {
            let written = writes!
            writes = outer
            for (key, version) in written { env.variables[key] = version }
            if writes != nil { writes! += written }
        }
        return .node(Node(.atom("<<>>"), meta, .list(result)))
    }

    private func expandSegment(_ segment: Quoted, _ meta: Meta, isLast: Bool, _ env: inout Env, _ result: inout [Quoted]) throws {
        var value = segment
        var specification: Quoted?
        var segmentMeta = meta
        if case .node(let node) = segment, node.form == .atom("::"), case .list(let sides) = node.args, sides.count == 2 {
            value = sides[0]
            specification = sides[1]
            segmentMeta = node.meta
        }
        if env.isMatch, case .node(let node) = value, node.form == .atom("="), case .list(let sides) = node.args, sides.count == 2 {
            try log(.matchInSegment(text(value)), node.meta, env)
        }
        let before = env.variables
        let expanded = try expand(value, &env)
        var options = SegmentOptions()
        if let specification {
            // In a pattern a size sees what the segments before it have bound, not its own.
            let after = env.variables
            if env.isMatch { env.variables = before }
            try readSpecification(specification, segmentMeta, &options, &env)
            if env.isMatch { env.variables = after }
        }
        let type = try agreedType(expanded, options, segmentMeta, env)

        // A nested bitstring in a pattern or a constant one without options is spliced.
        if case .node(let node) = expanded, node.form == .atom("<<>>"), case .list(let nested) = node.args, options.size == nil, options.unit == nil,
           type == "bitstring" || (type == "binary" && options.type == "binary"), specification == nil || env.isMatch {
            result += nested
            return
        }
        let size = try agreedSize(options, type, expanded, isLast: isLast, segmentMeta, env)
        let keys: [(key: String, value: Quoted)] = [
            ("type", .atom(type)), ("size", size.size), ("unit", .integer(size.unit)), ("sign", .atom(options.sign ?? "unsigned")),
            ("endian", .atom(options.endian ?? "big")),
        ]
        result.append(.node(Node(.atom("::"), segmentMeta, .list([expanded, Self.keyword(keys)]))))
    }

    // MARK: The right side of `::`

    private func readSpecification(_ specification: Quoted, _ meta: Meta, _ options: inout SegmentOptions, _ env: inout Env) throws {
        guard case .node(let node) = specification else {
            guard case .integer = specification else { return try log(.unknownSegmentOption(text(specification)), meta, env) }
            options.size = specification
            return
        }
        switch (node.form, node.args) {
        case (.atom("-"), .list(let sides)) where sides.count == 2:
            try readSpecification(sides[0], meta, &options, &env)
            try readSpecification(sides[1], meta, &options, &env)
        case (.atom("*"), .list(let sides)) where sides.count == 2:
            // size * unit; `_ * unit` leaves the size open
            if case .node(let size) = sides[0], size.form == .atom("_"), case .context = size.args {
            } else if case .node(let size) = sides[0], size.form == .atom("size"), case .list(let arguments) = size.args, arguments.count == 1 {
                try readSpecification(sides[0], meta, &options, &env)
            } else {
                options.size = try expandSize(sides[0], &env)
            }
            try readUnit(sides[1], meta, &options, &env)
        case (.atom(let name), .context):
            if try readOption(name, [], meta, &options, &env) { return }
            warn(.specifierAsCall(name), meta, env)
            try readUnknown(.call(name, node.meta, []), named: name, meta, &options, &env)
        case (.atom(let name), .list(let arguments)):
            if try readOption(name, arguments, meta, &options, &env) { return }
            try readUnknown(specification, named: nil, meta, &options, &env)
        default:
            try readUnknown(specification, named: nil, meta, &options, &env)
        }
    }

    /// A macro may stand for options.
    private func readUnknown(_ call: Quoted, named name: String?, _ meta: Meta, _ options: inout SegmentOptions, _ env: inout Env) throws {
        if let expanded = try outsideOfMatch(&env, { try expandMacroOnce(call, &$0) }) {
            return try readSpecification(expanded, meta, &options, &env)
        }
        try log(.unknownSegmentOption(name ?? text(call)), meta, env)
    }

    /// False when the name is none of an option.
    private func readOption(_ name: String, _ arguments: [Quoted], _ meta: Meta, _ options: inout SegmentOptions, _ env: inout Env) throws -> Bool {
        switch (name, arguments.count) {
        case ("integer", 0), ("float", 0), ("binary", 0), ("bitstring", 0), ("utf8", 0), ("utf16", 0), ("utf32", 0):
            try set(\.type, name, "type", &options, meta, env)
        case ("bytes", 0): try set(\.type, "binary", "type", &options, meta, env)
        case ("bits", 0): try set(\.type, "bitstring", "type", &options, meta, env)
        case ("signed", 0), ("unsigned", 0): try set(\.sign, name, "sign", &options, meta, env)
        case ("big", 0), ("little", 0), ("native", 0): try set(\.endian, name, "endianness", &options, meta, env)
        case ("size", 1): options.size = try expandSize(arguments[0], &env)
        case ("unit", 1): try readUnit(arguments[0], meta, &options, &env)
        default: return false
        }
        return true
    }

    private func readUnit(_ unit: Quoted, _ meta: Meta, _ options: inout SegmentOptions, _ env: inout Env) throws {
        guard case .integer(let value) = try expand(unit, &env) else { return try log(.badUnit(text(unit)), meta, env) }
        options.unit = value
    }

    private func set(_ path: WritableKeyPath<SegmentOptions, String?>, _ value: String, _ name: String, _ options: inout SegmentOptions,
                     _ meta: Meta, _ env: Env) throws {
        if let old = options[keyPath: path], old != value { try log(.conflictingSegment(name, value, old), meta, env) }
        options[keyPath: path] = value
    }

    /// A size: in patterns a guard expression over variables bound before and earlier in the pattern.
    private func expandSize(_ size: Quoted, _ env: inout Env) throws -> Quoted {
        guard env.isMatch else { return try expand(size, &env) }
        let outer = match
        match?.readsOnly = true
        env.context = .guarded
        defer {
            match = outer
            env.context = .match
        }
        return try expand(size, &env)
    }

    // MARK: What must agree

    /// The type of a segment: what is written, unless it contradicts the literal.
    private func agreedType(_ value: Quoted, _ options: SegmentOptions, _ meta: Meta, _ env: Env) throws -> String {
        let own: String
        switch value {
        case .binary: own = "binary"
        case .float: own = "float"
        case .integer, .bigInteger: own = "integer"
        case .node(let node) where node.form == .atom("<<>>"): own = "bitstring"
        default: return options.type ?? "integer"
        }
        guard let type = options.type, type != own else { return own }
        switch (own, type) {
        case ("integer", "float"), ("integer", "utf8"), ("integer", "utf16"), ("integer", "utf32"), ("binary", "bitstring"),
             ("binary", "utf8"), ("binary", "utf16"), ("binary", "utf32"), ("bitstring", "binary"): return own == "binary" && type == "bitstring" ? own : type
        case ("bitstring", _): return type
        default:
            try log(.conflictingSegment("type", type, own), meta, env)
            return own
        }
    }

    private func agreedSize(_ options: SegmentOptions, _ type: String, _ value: Quoted, isLast: Bool, _ meta: Meta, _ env: Env) throws
        -> (size: Quoted, unit: Int) {
        let isUnicode = type == "utf8" || type == "utf16" || type == "utf32"
        if options.sign != nil, type != "integer", type != "float" {
            try log(.signOnOtherType, meta, env)
        } else if isUnicode, options.size != nil || options.unit != nil {
            try log(.sizeOnUnicode, meta, env)
        } else if case .binary = value, options.size != nil || options.unit != nil {
            try log(.sizeOnLiteral, meta, env)
        } else if type == "integer" || type == "float" {
            if options.unit != nil, options.size == nil {
                try log(.unitWithoutSize, meta, env)
            } else if type == "float", case .integer(let size)? = options.size, ![16, 32, 64].contains(size * (options.unit ?? 1)) {
                try log(.badFloatSize(size * (options.unit ?? 1)), meta, env)
            }
        }
        switch type {
        case "utf8", "utf16", "utf32": return (.atom("default"), 1)
        case "integer": return (options.size ?? .integer(8), options.unit ?? 1)
        case "float": return (options.size ?? .integer(64), options.unit ?? 1)
        default:
            if options.size == nil, env.isMatch, !isLast {
                if case .binary = value {} else { try log(.unsizedInTheMiddle, meta, env) }
            }
            return (options.size ?? .atom("default"), options.unit ?? (type == "binary" ? 8 : 1))
        }
    }
}
