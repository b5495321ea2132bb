// Guards narrow the variables in them: each conjunct holds behind it, and what a disjunction says is what all of its sides say.
import Syntax

extension FunctionChecker {
    /// Guards in alternatives: `when a when b`.
    func check(guards: [Quoted], meta: Meta) {
        isGuard = true
        defer { isGuard = false }
        if guards.count == 1 {
            checkGuard(guards[0], meta)
        } else {
            alternatives(guards, told: nil) { checkGuard($0, meta) }
        }
    }

    private func checkGuard(_ expression: Quoted, _ meta: Meta) {
        if let (first, rest) = expression.sides(of: "when") { return alternatives([first, rest], told: nil) { checkGuard($0, meta) } }
        let failedBefore = hasFailed
        let result = condition(expression)
        if result.isDisjoint(with: .atom("true")), !result.isEmpty, hasFailed == failedBefore {
            tell(.guardNeverSucceeds(expression, GradualType(result)), expression.callMeta)
        }
    }

    /// Runs each alternative on its own; a variable is afterwards what any of them made of it.
    private func alternatives(_ sides: [Quoted], told: Quoted?, _ run: (Quoted) -> Void) {
        let before = variables
        var results: [[Int: Variable]] = []
        for side in sides {
            variables = before
            run(side)
            results.append(variables)
        }
        variables = before
        for (version, variable) in before {
            let types = results.compactMap { $0[version]?.type }
            let union = types.dropFirst().reduce(types[0]) { $0.union($1) }
            guard union != variable.type, !union.isEmpty else { continue }
            variables[version]?.type = variable.type.isDynamic ? union.asDynamic : union
            if let told { variables[version]?.traces.append(Trace(type: GradualType(union.upper), expression: told, meta: told.callMeta)) }
        }
    }

    /// A guard that is to be true: narrows what it speaks of.
    /// - Returns: the atoms that it may give; none when that is not known to be a boolean.
    func condition(_ expression: Quoted) -> SetType {
        guard let (name, arguments) = expression.machineCall else {
            let type = of(expression, expected: .atom("true"), reason: expression)
            require(expression, .atom("true"))
            return type.upper.isTerm ? .none : type.upper
        }
        switch (name, arguments.count) {
        case ("andalso", 2), ("and", 2):
            let left = condition(arguments[0])
            if left.isDisjoint(with: .atom("true")), !left.isEmpty { return .atom("false") }
            return condition(arguments[1])
        case ("orelse", 2), ("or", 2):
            let sides = flattened(expression)
            var result = SetType.none
            alternatives(sides, told: expression) { side in
                let type = condition(side)
                result = result.union(type.isEmpty ? .boolean : type)
            }
            return result
        case ("not", 1): return negated(arguments[0], expression)
        case ("=:=", 2), ("==", 2): return equality(arguments[0], arguments[1], expression, isExact: name == "=:=")
        case ("=/=", 2), ("/=", 2): return inequality(arguments[0], arguments[1], expression)
        case (">", 2), (">=", 2), ("<", 2), ("=<", 2): return ordering(name, arguments, expression)
        case ("is_function", 2):
            _ = of(arguments[1], expected: .integer, reason: expression)
            guard case .integer(let arity) = arguments[1], arity >= 0, arity < 256 else { return test(arguments[0], .function, expression) }
            return test(arguments[0], .function(arity: arity), expression)
        case ("is_map_key", 2):
            if case .atom(let key) = arguments[0] { return test(arguments[1], .map([MapField(key: key, type: .term)], rest: .open), expression, expected: .map) }
            _ = of(arguments[0])
            return test(arguments[1], .map, expression)
        default:
            if arguments.count == 1, let kind = SetType.tests[name] { return test(arguments[0], kind, expression) }
            let type = of(expression, expected: .atom("true"), reason: expression)
            require(expression, .atom("true"))
            return type.upper.isTerm ? .none : type.upper
        }
    }

    private func flattened(_ expression: Quoted) -> [Quoted] {
        guard let (name, arguments) = expression.erlangCall, name == "orelse" || name == "or", arguments.count == 2 else { return [expression] }
        return flattened(arguments[0]) + flattened(arguments[1])
    }

    /// `is_…(subject)`: false when the subject is nothing of the kind.
    private func test(_ subject: Quoted, _ kind: SetType, _ expression: Quoted, expected: SetType? = nil) -> SetType {
        let type = of(subject, expected: expected ?? .term, reason: expression)
        if type.isEmpty { return .none }
        let possible = type.upper.intersection(kind)
        if possible.isEmpty { return .atom("false") }
        _ = of(subject, expected: kind, reason: expression)
        require(subject, kind)
        return type.upper.isSubset(of: kind) ? .atom("true") : .boolean
    }

    /// Narrows the variable that a part is taken of: `elem(x, 0)` is an atom only where `x` is a tuple that starts with one.
    private func require(_ expression: Quoted, _ kind: SetType, reason: Quoted? = nil) {
        switch expression.part {
        case .element(let place, let tuple):
            require(tuple, .tuple(Array(repeating: .term, count: place - 1) + [kind], isOpen: true), reason: expression)
        case .value(let key, let map):
            require(map, .map([MapField(key: key, type: kind)], rest: .open), reason: expression)
        case nil:
            if let reason { _ = of(expression, expected: kind, reason: reason) }
        }
    }

    private func negated(_ inner: Quoted, _ expression: Quoted) -> SetType {
        guard let (name, arguments) = inner.erlangCall else { return .none }
        if arguments.count == 1, let kind = SetType.tests[name] {
            let type = of(arguments[0])
            if type.isEmpty { return .none }
            if type.upper.isSubset(of: kind) { return .atom("false") }
            narrow(arguments[0], removing: kind, reason: inner)
            return .boolean
        }
        if (name == "orelse" || name == "or") && arguments.count == 2 {
            // Neither the one nor the other.
            let names = flattened(inner).compactMap(atomTest)
            if names.count == flattened(inner).count, let subject = names.first?.subject {
                narrow(subject, removing: .atoms(names.map(\.name)), reason: inner)
            }
            return .boolean
        }
        if name == "=:=" || name == "==", let test = atomTest(inner) {
            narrow(test.subject, removing: .atom(test.name), reason: inner)
            return .boolean
        }
        _ = of(inner)
        return .boolean
    }

    private func atomTest(_ expression: Quoted) -> (subject: Quoted, name: String)? {
        guard let (name, arguments) = expression.erlangCall, name == "=:=" || name == "==", arguments.count == 2, case .atom(let atom) = arguments[1] else { return nil }
        return (arguments[0], atom)
    }

    func narrow(_ subject: Quoted, removing kind: SetType, reason: Quoted) {
        guard let node = subject.node, let version = version(node) else { return }
        refine(version, to: SetType.term.subtracting(kind), reason: reason)
    }

    private func equality(_ left: Quoted, _ right: Quoted, _ expression: Quoted, isExact: Bool) -> SetType {
        // `tuple_size(x) == 2` says more than that both are integers.
        if let (name, arguments) = left.erlangCall, name == "tuple_size", arguments.count == 1, case .integer(let size) = right, (0 ... 64).contains(size) {
            return test(arguments[0], .tuple(Array(repeating: .term, count: size)), expression, expected: .tuple)
        }
        if let (name, arguments) = left.erlangCall, name == "map_size", arguments.count == 1, case .integer(0) = right {
            return test(arguments[0], .map([], rest: .closed), expression, expected: .map)
        }
        if let (name, arguments) = left.erlangCall, name == "length", arguments.count == 1, case .integer(0) = right {
            return test(arguments[0], .emptyList, expression, expected: .list)
        }
        let a = of(left), b = of(right)
        let wide = { (type: SetType) in isExact ? type : type.withAllNumbers }
        if isLiteral(right) {
            _ = of(left, expected: wide(b.upper), reason: expression)
            require(left, wide(b.upper))
        }
        if isLiteral(left) {
            _ = of(right, expected: wide(a.upper), reason: expression)
            require(right, wide(a.upper))
        }
        if a.isEmpty || b.isEmpty { return .none }
        return wide(a.upper).isDisjoint(with: wide(b.upper)) ? .atom("false") : .boolean
    }

    private func inequality(_ left: Quoted, _ right: Quoted, _ expression: Quoted) -> SetType {
        _ = of(left)
        _ = of(right)
        if case .atom(let name) = right { narrow(left, removing: .atom(name), reason: expression) }
        if case .list(let elements) = right, elements.isEmpty { narrow(left, removing: .emptyList, reason: expression) }
        return .boolean
    }

    private func ordering(_ name: String, _ arguments: [Quoted], _ expression: Quoted) -> SetType {
        let isMore = (name == ">" && arguments[1].isInteger { $0 >= 0 }) || (name == ">=" && arguments[1].isInteger { $0 >= 1 })
        if isMore, let (function, inner) = arguments[0].erlangCall, inner.count == 1 {
            if function == "length" { return test(inner[0], .nonEmptyList(of: .term), expression, expected: .list) }
            if function == "map_size" { return test(inner[0], SetType.map.subtracting(.map([], rest: .closed)), expression, expected: .map) }
        }
        _ = of(arguments[0])
        _ = of(arguments[1])
        return .boolean
    }

    func isLiteral(_ quoted: Quoted) -> Bool {
        switch quoted {
        case .atom, .integer, .bigInteger, .float, .binary: return true
        case .list(let elements), .tuple(let elements): return elements.allSatisfy(isLiteral)
        case .node(let node):
            guard case .list(let arguments) = node.args else { return false }
            if node.form == .atom("{}") || node.form == .atom("%{}") { return arguments.allSatisfy(isLiteral) }
            return false
        default: return false
        }
    }
}

extension SetType {
    /// The guards with one argument that ask what kind of value it is.
    static let tests: [String: SetType] = [
        "is_atom": .atom, "is_binary": .binary, "is_bitstring": .bitstring, "is_boolean": .boolean, "is_float": .float, "is_function": .function,
        "is_integer": .integer, "is_list": SetType.emptyList.union(.nonEmptyImproper), "is_map": .map, "is_number": .number, "is_pid": .pid,
        "is_port": .port, "is_reference": .reference, "is_tuple": .tuple,
    ]
}

extension Quoted {
    /// The place of a call: that of its name.
    var callMeta: Meta { node?.meta ?? Meta() }

    func isInteger(_ test: (Int) -> Bool) -> Bool {
        if case .integer(let value) = self { return test(value) }
        return false
    }
}
