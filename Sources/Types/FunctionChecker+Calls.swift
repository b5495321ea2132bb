// Calls: of functions by name, of functions as values, of fields.
import Expander
import Syntax

extension FunctionChecker {
    // MARK: Functions of this module

    func local(_ name: String, _ arguments: [Quoted], _ expression: Quoted, _ node: Node) -> GradualType {
        let key = FunctionKey(name, arguments.count)
        // A function is looked at once: of its calls of itself nothing is known yet.
        guard key != self.key, let signature = module.signature(of: key) else {
            if key == self.key { module.noteUse(of: key, nil) }
            for argument in arguments { _ = of(argument) }
            return .dynamic
        }
        return apply(signature, arguments, expression, noting: isTelling ? key : nil) { .incompatible(name: "\(name)/\(arguments.count)", rank: .local, $0) }
    }

    // MARK: Functions of other modules

    func remote(_ target: Quoted, _ name: String, _ arguments: [Quoted], _ expression: Quoted, _ node: Node, _ expected: SetType, _ reason: Quoted?)
        -> GradualType {
        if case .atom(let module) = target {
            return remote(module, name, arguments, expression, node, expected, reason)
        }
        if arguments.isEmpty, node.meta["no_parens"] != nil { return field(name, of: target, expression, node, expected, reason) }
        let type = of(target, expected: .atom, reason: expression)
        if !type.isEmpty, !type.isCompatible(with: .atom) {
            fail(.notAModule(expression, target, name, type), node.meta)
        }
        for argument in arguments { _ = of(argument) }
        guard !type.upper.atoms.isComplement, !type.upper.atoms.isEmpty, !type.isDynamic else { return .dynamic }
        return type.upper.atoms.names.reduce(GradualType.none) { result, module in
            let signature = self.module.signature(of: module, FunctionKey(name, arguments.count))
            return result.union(signature.map { $0.clauses.reduce(GradualType.none) { $0.union($1.result) }.asDynamic } ?? .dynamic)
        }
    }

    private func remote(_ module: String, _ name: String, _ arguments: [Quoted], _ expression: Quoted, _ node: Node, _ expected: SetType, _ reason: Quoted?)
        -> GradualType {
        if module == "erlang", let type = operation(name, arguments, expression, node, expected, reason) { return type }
        if let type = mapOperation(module, name, arguments, expression, node) { return type }
        if let type = tupleOperation(module, name, arguments, expression, node, expected, reason) { return type }
        let key = FunctionKey(name, arguments.count)
        guard let signature = self.module.signature(of: module, key) else {
            for argument in arguments { _ = of(argument) }
            return .dynamic
        }
        return apply(signature, arguments, expression) {
            .incompatible(name: Renaming.title(module, name, arguments.count), rank: .place, $0)
        }
    }

    /// Calls a function: its arguments are narrowed to what it takes, and it fails when no clause takes them.
    func apply(_ signature: Signature, _ arguments: [Quoted], _ expression: Quoted, noting key: FunctionKey? = nil, _ failure: (BadCall) -> Failure) -> GradualType {
        let domain = signature.domain(arguments.count)
        let types = zip(arguments, domain).map { of($0, expected: $1, reason: expression) }
        if types.contains(where: \.isEmpty) {
            if let key { module.noteUse(of: key, nil) }
            return .dynamic
        }
        if let key { module.noteUse(of: key, types) }
        var fitting = signature.clauses.filter { clause in zip(types, clause.arguments).allSatisfy { $0.isCompatible(with: $1) } }
        if fitting.isEmpty { fitting = together(signature.clauses, types) }
        guard !fitting.isEmpty else {
            var bad = zip(types, domain).map { !$0.isCompatible(with: $1) }
            if !bad.contains(true) { bad = bad.map { _ in true } }
            fail(failure(BadCall(expression: expression, given: types, bad: bad, expected: signature.clauses.map(\.arguments))), expression.callMeta)
            return .dynamic
        }
        let result = fitting.reduce(GradualType.none) { $0.union($1.result) }
        return signature.isInferred || types.contains { $0.isDynamic } ? result.asDynamic : result
    }

    /// Clauses that take an argument's type between them, as `not` takes a boolean.
    private func together(_ clauses: [SignatureClause], _ types: [GradualType]) -> [SignatureClause] {
        let touched = clauses.filter { clause in zip(types, clause.arguments).allSatisfy { !$0.upper.isDisjoint(with: $1) } }
        let areTaken = types.indices.allSatisfy { place in
            types[place].isCompatible(with: touched.reduce(SetType.none) { $0.union($1.arguments[place]) })
        }
        return areTaken ? touched : []
    }

    // MARK: Functions as values

    func functionCall(_ target: Quoted, _ arguments: [Quoted], _ expression: Quoted, _ meta: Meta) -> GradualType {
        let types = arguments.map { of($0) }
        let function = of(target, expected: .function(arity: arguments.count), reason: expression)
        if function.isEmpty { return .dynamic }
        let shapes = function.upper.functions
        guard function.isCompatible(with: .function) else {
            fail(.notAFunction(expression, arguments.count, function), meta)
            return .dynamic
        }
        let fitting = shapes.filter { $0.isAny || $0.arity == arguments.count }
        guard !fitting.isEmpty, function.isDynamic || fitting.count == shapes.count else {
            fail(.wrongArity(expression, arguments.count, shapes.compactMap(\.arity).first ?? 0, function), meta)
            return .dynamic
        }
        guard fitting.count == 1, let shape = fitting.first, !shape.arrows.isEmpty, !types.contains(where: \.isEmpty) else { return .dynamic }
        var result = GradualType.none
        var isFound = false
        for arrow in shape.arrows where zip(types, arrow.arguments).allSatisfy({ $0.isCompatible(with: $1.upper) }) {
            isFound = true
            result = result.union(arrow.result)
        }
        guard isFound else {
            let bad = types.enumerated().map { index, type in !shape.arrows.contains { type.isCompatible(with: $0.arguments[index].upper) } }
            fail(.badArguments(expression, types, bad.contains(true) ? bad : bad.map { _ in true }, function), meta)
            return .dynamic
        }
        return function.isDynamic || types.contains { $0.isDynamic } ? result.asDynamic : result
    }

    // MARK: Fields

    /// `map.name`.
    func field(_ name: String, of target: Quoted, _ expression: Quoted, _ node: Node, _ expected: SetType, _ reason: Quoted?) -> GradualType {
        let wanted = SetType.map([MapField(key: name, type: reason == nil ? .term : expected)], rest: .open)
        let wasPeeking = isPeeking
        isPeeking = true
        let before = of(target)
        isPeeking = wasPeeking
        if before.isEmpty { return .dynamic }
        // A module may stand before the point, too; but not if nothing else can.
        let atoms = before.upper.atoms.subtracting(AtomSet(["false", "nil", "true"]))
        if before.upper.maps.isEmpty, !atoms.isEmpty, !before.upper.isSubset(of: .atom) { return .dynamic }
        guard before.isCompatible(with: .map) || (before.isDynamic && before.fixed.isEmpty && !before.upper.isDisjoint(with: .map)) else {
            fail(.noMap(expression, target, name, before), node.meta)
            return .dynamic
        }
        let found = before.upper.value(of: name)
        if found.type.isEmpty || (isRescued(target) && name != "__struct__" && name != "__exception__") {
            fail(.unknownKey(expression, name, before, isRescued: isRescued(target)), node.meta, span: name.count)
            return .dynamic
        }
        let after = of(target, expected: wanted, reason: reason ?? expression)
        let value = after.upper.value(of: name).type
        return after.isDynamic ? .dynamic(value) : GradualType(value)
    }

    private func isRescued(_ target: Quoted) -> Bool {
        guard let node = target.node, let version = version(node), let trace = variables[version]?.traces.first else { return false }
        return trace.expression.node?.form == .atom("rescue")
    }

    // MARK: Captures

    func capture(_ quoted: Quoted) -> GradualType {
        guard let (function, size) = quoted.sides(of: "/"), case .integer(let arity) = size, (0 ... 255).contains(arity), let called = function.node else {
            return GradualType(.function)
        }
        var signature: Signature?
        if case .atom(let name) = called.form {
            module.noteUse(of: FunctionKey(name, arity), nil)
            signature = module.signature(of: FunctionKey(name, arity))
        } else if let call = function.remoteCall {
            guard case .atom(let module) = call.target else {
                _ = of(call.target, expected: .atom, reason: quoted)
                return .dynamic(.function(arity: arity))
            }
            signature = self.module.signature(of: module, FunctionKey(call.name, arity))
        }
        guard let signature, !signature.clauses.isEmpty else {
            return .dynamic(.function([Arrow(arguments: Array(repeating: .term, count: arity), result: .dynamic)]))
        }
        let arrows = signature.clauses.map { Arrow(arguments: $0.arguments.map { GradualType($0) }, result: $0.result) }
        return signature.isInferred ? .dynamic(.function(arrows)) : GradualType(.function(arrows))
    }
}
