// `<<>>`: segments, their types and sizes, and what must agree.
import Syntax

/// The options of a segment as they are read from left to right.
private struct SegmentOptions {
    var type: String?
    var size: Quoted?
    var unit: Quoted?
    var sign: String?
    var endian: String?
}

extension Expander {
    func expandBitstring(_ meta: Meta, _ segments: [Quoted], _ env: inout Env) throws -> Quoted {
        if segments.isEmpty { return .node(Node(.atom("<<>>"), meta, .list([]))) }
        var result: [Quoted] = []
        result.reserveCapacity(segments.count)
        let outer = writes
        let visible = env.variables
        if !env.isMatch { writes = [] }
        for (index, segment) in segments.enumerated() {
            if !env.isMatch, let written = writes, !written.isEmpty { env.variables = visible }
            try expandSegment(segment, meta, isLast: index == segments.count - 1, &env, &result)
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
        let expanded: Quoted
        if env.isMatch, case .node(let node) = value, node.form == .atom("="), case .list(let sides) = node.args, sides.count == 2 {
            _ = sides
            throw error(.matchInSegment(Printing.expression(value)), node.meta, env)
        }
        expanded = try expand(value, &env)
        var options = SegmentOptions()
        if let specification { try readSpecification(specification, segmentMeta, &options, &env) }
        let inferred = try inferredType(expanded, options, value, segmentMeta, &env)

        // A nested bitstring in a pattern or a constant one without options is spliced.
        if case .node(let node) = expanded, node.form == .atom("<<>>"), case .list(let nested) = node.args, options.size == nil, options.unit == nil,
           inferred == "bitstring" || (inferred == "binary" && options.type == "binary"), specification == nil || env.isMatch {
            result += nested
            return
        }
        let size = try checkedOptions(&options, inferred, expanded, isLast: isLast, segmentMeta, env)
        let unit = size.unit
        let keys: [(key: String, value: Quoted)] = [
            ("type", .atom(inferred)), ("size", size.size), ("unit", .integer(unit)), ("sign", .atom(options.sign ?? "unsigned")),
            ("endian", .atom(options.endian ?? "big")),
        ]
        result.append(.node(Node(.atom("::"), segmentMeta, .list([expanded, Self.keyword(keys)]))))
    }

    private func inferredType(_ expanded: Quoted, _ options: SegmentOptions, _ source: Quoted, _ meta: Meta, _ env: inout Env) throws
        -> String {
        if let type = options.type {
            switch (expanded, type) {
            case (.binary, "integer"), (.binary, "float"):
                if options.size != nil || type == "float" { throw error(.conflictingSegmentType("binary", type), meta, env) }
                return "binary"
            case (.binary, "bitstring"): return "binary"
            default: return type
            }
        }
        switch expanded {
        case .binary: return "binary"
        case .float: return "float"
        case .integer: return "integer"
        case .atom, .list, .tuple:
            throw error(.invalidSegmentLiteral(Printing.expression(source)), meta, env)
        case .node(let node):
            switch node.form {
            case .atom("<<>>"): return "bitstring"
            case .atom("{}"), .atom("%{}"), .atom("%"), .atom("fn"), .atom("&"):
                throw error(.invalidSegmentLiteral(Printing.expression(source)), meta, env)
            default: return "integer"
            }
        default: return "integer"
        }
    }

    // MARK: The right side of `::`

    private func readSpecification(_ specification: Quoted, _ meta: Meta, _ options: inout SegmentOptions, _ env: inout Env) throws {
        switch specification {
        case .integer: try set(\.size, specification, "size", &options, meta, env)
        case .node(let node):
            switch (node.form, node.args) {
            case (.atom("-"), .list(let sides)) where sides.count == 2:
                try readSpecification(sides[0], meta, &options, &env)
                try readSpecification(sides[1], meta, &options, &env)
                return
            case (.atom("*"), .list(let sides)) where sides.count == 2:
                // size * unit; `_ * unit` leaves the size open
                if case .node(let size) = sides[0], size.form == .atom("_"), case .context = size.args {} else {
                    if case .node(let size) = sides[0], case .atom(let name) = size.form, case .list(let arguments) = size.args,
                       arguments.count == 1, name == "size" {
                        try readSpecification(sides[0], meta, &options, &env)
                    } else {
                        try set(\.size, try expandSize(sides[0], meta, &env), "size", &options, meta, env)
                    }
                }
                try set(\.unit, sides[1], "unit", &options, meta, env)
                return
            case (.atom(let name), .context(let context)):
                // A variable of that name is a size; else the name is an option or a macro.
                if isSegmentOption(name) { return try readOption(name, [], node.meta, &options, &env) }
                if env.variables[variableKey(name, node.meta, context)] != nil {
                    return try set(\.size, try expandSize(specification, meta, &env), "size", &options, meta, env)
                }
                return try readOption(name, [], node.meta, &options, &env)
            case (.atom(let name), .list(let arguments)):
                return try readOption(name, arguments, node.meta, &options, &env)
            default:
                if let expanded = try outsideOfMatch(&env, { try expandMacroOnce(specification, &$0) }) {
                    return try readSpecification(expanded, meta, &options, &env)
                }
                throw error(.unknownSegmentOption(Printing.expression(specification)), meta, env)
            }
        default:
            throw error(.unknownSegmentOption(Printing.expression(specification)), meta, env)
        }
    }

    private func isSegmentOption(_ name: String) -> Bool {
        switch name {
        case "integer", "float", "binary", "bytes", "bits", "bitstring", "utf8", "utf16", "utf32", "signed", "unsigned", "big", "little",
             "native": true
        default: false
        }
    }

    private func readOption(_ name: String, _ arguments: [Quoted], _ meta: Meta, _ options: inout SegmentOptions, _ env: inout Env) throws {
        switch (name, arguments.count) {
        case ("integer", 0), ("float", 0), ("binary", 0), ("bitstring", 0), ("utf8", 0), ("utf16", 0), ("utf32", 0):
            try setText(\.type, name, "type", &options, meta, env)
        case ("bytes", 0): try setText(\.type, "binary", "type", &options, meta, env)
        case ("bits", 0): try setText(\.type, "bitstring", "type", &options, meta, env)
        case ("signed", 0), ("unsigned", 0): try setText(\.sign, name, "sign", &options, meta, env)
        case ("big", 0), ("little", 0), ("native", 0): try setText(\.endian, name, "endianness", &options, meta, env)
        case ("size", 1): try set(\.size, try expandSize(arguments[0], meta, &env), "size", &options, meta, env)
        case ("unit", 1):
            guard case .integer(let unit) = arguments[0], (1 ... 256).contains(unit) else {
                throw error(.badUnit(Printing.expression(arguments[0])), meta, env)
            }
            try set(\.unit, arguments[0], "unit", &options, meta, env)
        default:
            let call = Quoted.call(name, meta, arguments)
            if let expanded = try outsideOfMatch(&env, { try expandMacroOnce(call, &$0) }) {
                return try readSpecification(expanded, meta, &options, &env)
            }
            if arguments.isEmpty {
                throw error(.undefinedSegmentOption(name), meta, env)
            }
            throw error(.unknownSegmentOption(Printing.expression(call)), meta, env)
        }
    }

    private func set(_ path: WritableKeyPath<SegmentOptions, Quoted?>, _ value: Quoted, _ name: String, _ options: inout SegmentOptions,
                     _ meta: Meta, _ env: Env) throws {
        if let old = options[keyPath: path], old != value { throw error(.conflictingSegment(name), meta, env) }
        options[keyPath: path] = value
    }

    private func setText(_ path: WritableKeyPath<SegmentOptions, String?>, _ value: String, _ name: String, _ options: inout SegmentOptions,
                         _ meta: Meta, _ env: Env) throws {
        if let old = options[keyPath: path], old != value { throw error(.conflictingSegment(name), meta, env) }
        options[keyPath: path] = value
    }

    /// A size: in patterns a guard expression over variables bound before and earlier in the pattern.
    private func expandSize(_ size: Quoted, _ meta: Meta, _ env: inout Env) throws -> Quoted {
        let expanded: Quoted
        if env.isMatch {
            let outer = match
            match?.readsOnly = true
            env.context = .guarded
            defer {
                match = outer
                env.context = .match
            }
            expanded = try expand(size, &env)
        } else {
            expanded = try expand(size, &env)
        }
        switch expanded {
        case .integer(let value) where value >= 0: return expanded
        case .node: return expanded
        default: throw error(.badSize(Printing.expression(size)), meta, env)
        }
    }

    // MARK: What must agree

    private func checkedOptions(_ options: inout SegmentOptions, _ type: String, _ value: Quoted, isLast: Bool, _ meta: Meta, _ env: Env) throws
        -> (size: Quoted, unit: Int) {
        var unit: Int?
        if case .integer(let value)? = options.unit { unit = value }
        switch type {
        case "utf8", "utf16", "utf32":
            if options.size != nil || unit != nil { throw error(.sizeOnUnicode, meta, env) }
            if options.sign != nil { throw error(.signOnSegment(options.sign!, type), meta, env) }
            return (.atom("default"), 1)
        case "integer":
            if unit != nil, options.size == nil { throw error(.unitWithoutSize(type), meta, env) }
            return (options.size ?? .integer(8), unit ?? 1)
        case "float":
            if options.sign != nil { throw error(.signOnSegment(options.sign!, type), meta, env) }
            if unit != nil, options.size == nil { throw error(.unitWithoutSize(type), meta, env) }
            if case .integer(let size)? = options.size, ![16, 32, 64].contains(size * (unit ?? 1)) {
                throw error(.badFloatSize(size * (unit ?? 1)), meta, env)
            }
            return (options.size ?? .integer(64), unit ?? 1)
        default:
            if options.sign != nil { throw error(.signOnSegment(options.sign!, type), meta, env) }
            if options.endian != nil { throw error(.endianOnSegment(options.endian!, type), meta, env) }
            if options.size == nil, env.isMatch, !isLast, case .binary = value {} else if options.size == nil, env.isMatch, !isLast {
                throw error(.unsizedInTheMiddle, meta, env)
            }
            if unit != nil, options.size == nil, !isLast, env.isMatch { throw error(.unitWithoutSize(type), meta, env) }
            return (options.size ?? .atom("default"), unit ?? (type == "binary" ? 8 : 1))
        }
    }
}
