// Lowering of calls: operators of `:erlang` become operations, the rest remote, local and anonymous calls, captures and
// functions.
import Bytecode
import Expander
import Syntax

extension Operation {
    /// The operations by arity and name of `:erlang` function.
    static let byName: [[String: Operation]] = [
        ["self": .selfPid],
        ["-": .negate, "bnot": .bitNot, "not": .not, "is_integer": .isInteger, "is_float": .isFloat, "is_number": .isNumber,
         "is_atom": .isAtom, "is_boolean": .isBoolean, "is_binary": .isBinary, "is_bitstring": .isBitstring, "is_list": .isList,
         "is_tuple": .isTuple, "is_map": .isMap, "is_function": .isFunction, "is_pid": .isPid, "is_port": .isPort,
         "is_reference": .isReference, "hd": .head, "tl": .tail],
        ["+": .add, "-": .subtract, "*": .multiply, "/": .divide, "div": .integerDivide, "rem": .remainder, "band": .bitAnd,
         "bor": .bitOr, "bxor": .bitXor, "bsl": .shiftLeft, "bsr": .shiftRight, "==": .equal, "/=": .notEqual, "=:=": .exactEqual,
         "=/=": .exactNotEqual, "<": .less, "=<": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
         "is_function": .isFunctionArity, "is_map_key": .isMapKey, "map_get": .mapGet],
    ]

    /// The function that it stands for.
    var functionName: String { Operation.names[self]! }

    private static let names: [Operation: String] = {
        var result: [Operation: String] = [:]
        for table in byName { for (name, operation) in table { result[operation] = name } }
        return result
    }()

    /// Yields true or false, if anything.
    var isBoolean: Bool {
        switch self {
        case .equal, .notEqual, .exactEqual, .exactNotEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .not, .isInteger,
             .isFloat, .isNumber, .isAtom, .isBoolean, .isBinary, .isBitstring, .isList, .isTuple, .isMap, .isFunction, .isPid,
             .isPort, .isReference, .isFunctionArity, .isMapKey: true
        default: false
        }
    }
}

extension Lowering {
    func lowerDotCall(_ node: Node, _ parts: [Quoted], _ arguments: [Quoted]) -> Core {
        let place = position(node.meta)
        if parts.count == 1 {
            let function = lower(parts[0])
            if case .literal(let literal) = function, Lowering.isNoFunction(literal), node.meta["generated"] != .atom("true") {
                problems.append(CompilerProblem(reason: .badCall, file: definition?.file ?? module.file, line: node.meta.line, column: node.meta.column))
            }
            return .callFun(function, arguments.map(lower), place)
        }
        guard parts.count == 2, case .atom(let name) = parts[1] else { return malformed(node) }
        let isField = arguments.isEmpty && node.meta["no_parens"] == .atom("true")
        if case .atom(let module) = parts[0], !(isField && ["nil", "true", "false"].contains(module)) {
            if let call = Inlining.rewritten(module, name, arguments, node.meta) {
                return remote(call.module, call.name, call.arguments.map(lower), place)
            }
            return remote(module, name, arguments.map(lower), place)
        }
        let target = lower(parts[0])
        if isField { return .field(target, name, place) }
        if arguments.isEmpty { return callOrField(target, name, place) }
        // Evaluate the module before the arguments, as written.
        return .callRemote(module: "erlang", name: "apply",
                           [target, .literal(.atom(name)), makeList(arguments.map(lower), tail: .literal(.emptyList))], place)
    }

    /// `target.name()`: a call, or with a warning the field of a map.
    private func callOrField(_ target: Core, _ name: String, _ place: Position) -> Core {
        let subject = freshVariable()
        let field = CoreClause(patterns: [.map([PatternPair(key: .literal(.atom(name)), value: .any)])], guards: [],
                               body: .callRemote(module: "prim_compile", name: "field_with_parentheses",
                                                 [read(subject), .literal(.atom(name))], place), position: place)
        let call = CoreClause(patterns: [.any], guards: [],
                              body: .callRemote(module: "erlang", name: "apply", [read(subject), .literal(.atom(name)), .literal(.emptyList)], place),
                              position: place)
        return .sequence([.match(.bind(subject), target, place),
                          .select(CoreCase(subjects: [read(subject)], clauses: [field, call], failure: .value, position: place))])
    }

    /// A literal that surely cannot be called. (An atom's fate is decided when it is called.)
    private static func isNoFunction(_ literal: Literal) -> Bool {
        switch literal {
        case .atom, .external, .root: false
        default: true
        }
    }

    func lowerErlang(_ name: String, _ arguments: [Core], _ place: Position) -> Core {
        if arguments.count < Operation.byName.count, let operation = Operation.byName[arguments.count][name] {
            return fold(operation, arguments, place)
        }
        switch (name, arguments.count) {
        case ("+", 1):
            if case .literal(.integer) = arguments[0] { return arguments[0] }
            if case .literal(.float) = arguments[0] { return arguments[0] }
            if case .literal(.bigInteger) = arguments[0] { return arguments[0] }
        case ("andalso", 2): return .boolean(isAnd: true, arguments[0], arguments[1], place)
        case ("orelse", 2): return .boolean(isAnd: false, arguments[0], arguments[1], place)
        case ("++", 2):
            if case .list(let elements, .literal(.emptyList)) = arguments[0] { return makeList(elements, tail: arguments[1]) }
            if case .literal(.list(let elements, .emptyList)) = arguments[0] {
                return makeList(elements.map(Core.literal), tail: arguments[1])
            }
        case ("apply", 3):
            if case .literal(.atom(let module)) = arguments[0], case .literal(.atom(let function)) = arguments[1] {
                if case .list(let elements, .literal(.emptyList)) = arguments[2] { return remote(module, function, elements, place) }
                if case .literal(.emptyList) = arguments[2] { return remote(module, function, [], place) }
            }
        case ("apply", 2):
            if case .list(let elements, .literal(.emptyList)) = arguments[1] { return .callFun(arguments[0], elements, place) }
            if case .literal(.emptyList) = arguments[1] { return .callFun(arguments[0], [], place) }
        default: break
        }
        return .callRemote(module: "erlang", name: name, arguments, place)
    }

    private func remote(_ module: String, _ function: String, _ arguments: [Core], _ place: Position) -> Core {
        if module == "erlang" { return lowerErlang(function, arguments, place) }
        if module == "maps", function == "get", arguments.count == 2 { return lowerErlang("map_get", arguments, place) }
        return .callRemote(module: module, name: function, arguments, place)
    }

    /// Operations on constants whose result is certain.
    private func fold(_ operation: Operation, _ arguments: [Core], _ place: Position) -> Core {
        switch (operation, arguments.count) {
        case (.negate, 1):
            switch arguments[0] {
            case .literal(.integer(let value)) where value != Int.min: return .literal(.integer(-value))
            case .literal(.float(let value)): return .literal(.float(-value))
            case .literal(.bigInteger(let negative, let limbs)):
                if !negative, limbs == [1 << 63] { return .literal(.integer(Int.min)) }
                return .literal(.bigInteger(negative: !negative, limbs: limbs))
            default: break
            }
        case (_, 2):
            guard case .literal(.integer(let left)) = arguments[0], case .literal(.integer(let right)) = arguments[1] else { break }
            let (value, overflow): (Int, Bool)
            switch operation {
            case .add: (value, overflow) = left.addingReportingOverflow(right)
            case .subtract: (value, overflow) = left.subtractingReportingOverflow(right)
            case .multiply: (value, overflow) = left.multipliedReportingOverflow(by: right)
            case .bitAnd: (value, overflow) = (left & right, false)
            case .bitOr: (value, overflow) = (left | right, false)
            case .bitXor: (value, overflow) = (left ^ right, false)
            case .shiftLeft where right >= 0 && right < 50 && left.magnitude < 1 << 12: (value, overflow) = (left << right, false)
            case .shiftRight where right >= 0: (value, overflow) = (left >> min(right, 63), false)
            case .integerDivide where right != 0: (value, overflow) = left.dividedReportingOverflow(by: right)
            case .remainder where right != 0: (value, overflow) = left.remainderReportingOverflow(dividingBy: right)
            default: (value, overflow) = (0, true)
            }
            if !overflow { return .literal(.integer(value)) }
        default: break
        }
        return .operation(operation, arguments, place)
    }

    // MARK: Functions

    func lowerFunction(_ node: Node, _ arguments: [Quoted]) -> Core {
        let clauses = arguments.compactMap { lowerClause($0) }
        let arity = clauses.first?.patterns.count ?? 0
        guard clauses.allSatisfy({ $0.patterns.count == arity }) else { return malformed(node) }
        let place = position(node.meta)
        warnOfUnreachable(clauses, function: nil)
        let function = CoreFunction(name: generatedName("fun"), arity: arity, exported: false, clauses: clauses, position: place)
        return .function(function, place)
    }

    /// `patterns when guards -> body`.
    func lowerClause(_ quoted: Quoted) -> CoreClause? {
        guard case .node(let arrow) = quoted, case .atom("->") = arrow.form, case .list(let parts) = arrow.args, parts.count == 2,
              case .list(var heads) = parts[0] else { return nil }
        var guards: [Quoted] = []
        if heads.count == 1, case .node(let when) = heads[0], case .atom("when") = when.form, case .list(let inner) = when.args, !inner.isEmpty {
            guards = Lowering.alternatives(inner[inner.count - 1])
            heads = Array(inner.dropLast())
        }
        let patterns = heads.map(lowerPattern)
        let loweredGuards = guards.map(lowerGuard)
        return CoreClause(patterns: patterns, guards: loweredGuards, body: lower(parts[1]), position: position(arrow.meta),
                          column: Lowering.column(arrow.meta), isGenerated: arrow.meta["generated"] != nil)
    }

    /// The guards of `a when b when c`.
    static func alternatives(_ quoted: Quoted) -> [Quoted] {
        var result: [Quoted] = []
        var rest = quoted
        while case .node(let when) = rest, case .atom("when") = when.form, case .list(let pair) = when.args, pair.count == 2 {
            result.append(pair[0])
            rest = pair[1]
        }
        result.append(rest)
        return result
    }

    func lowerGuard(_ quoted: Quoted) -> Core { lower(quoted) }

    func lowerCapture(_ node: Node, _ argument: Quoted) -> Core {
        guard case .node(let slash) = argument, case .atom("/") = slash.form, case .list(let pair) = slash.args, pair.count == 2,
              case .integer(let arity) = pair[1], arity >= 0, case .node(let target) = pair[0] else { return malformed(node) }
        let place = position(node.meta)
        if case .node(let dot) = target.form, case .atom(".") = dot.form, case .list(let parts) = dot.args, parts.count == 2 {
            if case .atom(let module) = parts[0], case .atom(let name) = parts[1] {
                return .literal(.external(module: module, function: name, arity: arity))
            }
            return .callRemote(module: "erlang", name: "make_fun", [lower(parts[0]), lower(parts[1]), .literal(.integer(arity))], place)
        }
        guard case .atom(let name) = target.form else { return malformed(node) }
        return .captureLocal(name: name, arity: arity, place)
    }
}
