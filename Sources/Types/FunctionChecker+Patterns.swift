// Patterns: the values that may match, and what the variables in them are then.
import Expander
import Syntax

extension FunctionChecker {
    /// The head of a clause: binds the variables of its patterns and narrows them by its guards.
    /// - Returns: what each argument is when the clause is taken.
    @discardableResult
    func head(_ patterns: [Quoted], _ guards: [Quoted], given: [GradualType], meta: Meta, origin: Quoted? = nil) -> [SetType] {
        let before = Set(variables.keys)
        for (pattern, type) in zip(patterns, given) {
            isHead = origin == nil
            assign(pattern, type.intersection(patternType(pattern).type), origin: origin ?? pattern)
        }
        isHead = false
        if !guards.isEmpty { check(guards: guards, meta: meta) }
        // The place of a variable is told with what its guards made of it.
        for (version, variable) in variables where !before.contains(version) && variable.traces.first?.isOrigin == true {
            variables[version]?.traces[0].type = variable.type
        }
        return zip(patterns, given).map { pattern, type in type.upper.intersection(patternType(pattern).type).intersection(refined(pattern)) }
    }

    /// What may match a pattern: no other value does. Precise when each such value does, whatever the guards say.
    func patternType(_ pattern: Quoted) -> (type: SetType, isPrecise: Bool) {
        switch pattern {
        case .atom(let name): return (.atom(name), true)
        case .integer, .bigInteger: return (.integer, false)
        case .float: return (.float, false)
        case .binary: return (.binary, false)
        case .term: return (.term, false)
        case .list(let elements): return listPattern(elements)
        case .improperList(let elements, let tail): return listPattern(elements + [tail])
        case .tuple(let elements): return tuplePattern(elements)
        case .node(let node):
            guard case .list(let arguments) = node.args else { return (.term, true) }
            switch node.form {
            case .atom("{}"): return tuplePattern(arguments)
            case .atom("="):
                let left = patternType(arguments[0]), right = patternType(arguments[1])
                return (left.type.intersection(right.type), left.isPrecise && right.isPrecise)
            case .atom("^"): return (of(arguments[0]).upper, false)
            case .atom("%{}"): return mapPattern(arguments, struct: nil)
            case .atom("%"):
                var pairs: [Quoted] = []
                if let map = arguments[1].node, case .list(let list) = map.args { pairs = list }
                return mapPattern(pairs, struct: arguments[0])
            case .atom("<<>>"): return (bitstringPattern(arguments), arguments.count == 1 && isRest(arguments[0]))
            default: return (.term, false)
            }
        }
    }

    private func tuplePattern(_ elements: [Quoted]) -> (type: SetType, isPrecise: Bool) {
        let parts = elements.map(patternType)
        return (.tuple(parts.map(\.type)), parts.allSatisfy(\.isPrecise))
    }

    private func listPattern(_ elements: [Quoted]) -> (type: SetType, isPrecise: Bool) {
        guard !elements.isEmpty else { return (.emptyList, true) }
        let (elements, end) = elements.elementsAndTail
        let parts = elements.map(patternType)
        let element = parts.reduce(SetType.none) { $0.union($1.type) }
        guard let rest = end.map(patternType) else { return (.cons(element, .emptyList), false) }
        let isAny = { (part: (type: SetType, isPrecise: Bool)) in part.isPrecise && part.type.isTerm }
        return (.cons(element, rest.type), parts.count == 1 && isAny(parts[0]) && isAny(rest))
    }

    private func mapPattern(_ pairs: [Quoted], struct name: Quoted?) -> (type: SetType, isPrecise: Bool) {
        var fields: [MapField] = []
        var isPrecise = true
        for pair in pairs {
            guard let (key, pattern) = pair.field else {
                isPrecise = false
                continue
            }
            let value = patternType(pattern)
            isPrecise = isPrecise && value.isPrecise
            fields.append(MapField(key: key, type: value.type))
        }
        guard let name = name ?? fields.first(where: { $0.key == "__struct__" })?.type.singleAtom.map(Quoted.atom) else { return (.map(fields, rest: .open), isPrecise) }
        fields.removeAll { $0.key == "__struct__" }
        guard case .atom(let module) = name else {
            return (.map(fields + [MapField(key: "__struct__", type: .atom)], rest: .open), isPrecise && isVariable(name))
        }
        fields.append(MapField(key: "__struct__", type: .atom(module)))
        guard let known = self.module.fields(of: module) else { return (.map(fields, rest: .open), isPrecise) }
        // All structs of the module have these fields and no others.
        for field in known where !fields.contains(where: { $0.key == field }) { fields.append(MapField(key: field, type: .term)) }
        return (.map(fields, rest: .closed), isPrecise)
    }

    /// A variable for all that there is.
    private func isRest(_ quoted: Quoted) -> Bool {
        let segment = Segment(quoted)
        return (segment.type == "binary" || segment.type == "bitstring") && segment.size == nil && segment.value.map(isVariable) == true
    }

    private func bitstringPattern(_ segments: [Quoted]) -> SetType {
        segments.allSatisfy { Segment($0).isWhole } ? .binary : .bitstring
    }

    /// Binds the variables of a pattern that a value of this type has matched.
    /// - Parameter origin: the expression that is told as the variables' source where they stand alone.
    func assign(_ pattern: Quoted, _ type: GradualType, origin: Quoted) {
        switch pattern {
        case .list(let elements): assignList(elements, type, origin)
        case .improperList(let elements, let tail): assignList(elements + [tail], type, origin)
        case .tuple(let elements): assignTuple(elements, type, origin)
        case .node(let node):
            guard case .list(let arguments) = node.args else {
                if let version = version(node) { assign(version, node, type, pattern, origin) }
                return
            }
            switch node.form {
            case .atom("{}"): assignTuple(arguments, type, origin)
            case .atom("="):
                // A variable beside a pattern is told with it: `%{} = m`.
                assign(arguments[0], type, origin: isVariable(arguments[0]) ? pattern : origin)
                assign(arguments[1], type, origin: isVariable(arguments[1]) ? pattern : origin)
            case .atom("%{}"): assignMap(arguments, type, origin)
            case .atom("%"):
                if let map = arguments[1].node, case .list(let pairs) = map.args { assignMap(pairs, type, origin) }
                assign(arguments[0], GradualType(.atom), origin: origin)
            case .atom("<<>>"): for (index, segment) in arguments.enumerated() { assignSegment(segment, index, arguments) }
            default: break
            }
        default: break
        }
    }

    func isVariable(_ quoted: Quoted) -> Bool {
        guard let node = quoted.node, case .context = node.args else { return false }
        return true
    }

    private func assign(_ version: Int, _ node: Node, _ type: GradualType, _ pattern: Quoted, _ origin: Quoted) {
        if var known = variables[version] {
            known.type = known.type.intersection(type)
            variables[version] = known
            return
        }
        guard case .atom(let name) = node.form else { return }
        define(version, name, type, expression: origin, meta: origin.node?.meta ?? Meta(), isOrigin: true)
        // Of what a pattern takes apart the whole is told, and in a head always.
        variables[version]?.traces[0].isAlwaysTold = isHead && !isVariable(origin)
    }

    private func assignTuple(_ elements: [Quoted], _ type: GradualType, _ origin: Quoted) {
        for (index, element) in elements.enumerated() {
            assign(element, type.mapped { $0.element(index, size: elements.count) }, origin: origin)
        }
    }

    private func assignList(_ elements: [Quoted], _ type: GradualType, _ origin: Quoted) {
        let (elements, tail) = elements.elementsAndTail
        let element = type.mapped(\.listElement)
        for part in elements { assign(part, element, origin: origin) }
        if let tail { assign(tail, type.mapped(\.listRest), origin: origin) }
    }

    private func assignMap(_ pairs: [Quoted], _ type: GradualType, _ origin: Quoted) {
        for pair in pairs {
            guard let (key, pattern) = pair.pair else { continue }
            var value = GradualType.dynamic
            if case .atom(let name) = key { value = type.mapped { $0.value(of: name).type } }
            assign(pattern, value.intersection(patternType(pattern).type), origin: origin)
        }
    }

    private func assignSegment(_ segment: Quoted, _ index: Int, _ segments: [Quoted]) {
        guard let node = segment.node, case .list(let sides) = node.args, sides.count == 2 else { return }
        let parts = Segment(segment)
        if let size = parts.size { _ = of(size, expected: .integer, reason: size) }
        if let variable = sides[0].node, let version = version(variable), variables[version] == nil, case .atom(let name) = variable.form {
            define(version, name, GradualType(parts.patternType), expression: Segment.shown(segment, index, segments), meta: node.meta, isOrigin: true)
        }
    }

    /// What a pattern's values are now that its variables may have been refined.
    func refined(_ pattern: Quoted) -> SetType {
        switch pattern {
        case .tuple(let elements): return .tuple(elements.map(refined))
        case .node(let node):
            guard case .list(let arguments) = node.args else {
                guard let version = version(node), let variable = variables[version] else { return .term }
                return variable.type.upper
            }
            switch node.form {
            case .atom("{}"): return .tuple(arguments.map(refined))
            case .atom("="): return refined(arguments[0]).intersection(refined(arguments[1]))
            case .atom("%{}"):
                return patternType(pattern).type.intersection(refinedFields(arguments))
            case .atom("%"):
                guard let map = arguments[1].node, case .list(let pairs) = map.args else { return patternType(pattern).type }
                return patternType(pattern).type.intersection(refinedFields(pairs))
            default: return patternType(pattern).type
            }
        default: return patternType(pattern).type
        }
    }

    private func refinedFields(_ pairs: [Quoted]) -> SetType {
        .map(pairs.compactMap(\.field).map { MapField(key: $0.key, type: refined($0.value)) }, rest: .open)
    }
}

extension GradualType {
    /// The part of each value that a function takes out of sets.
    func mapped(_ part: (SetType) -> SetType) -> GradualType {
        isDynamic ? GradualType(fixed: fixed.isEmpty ? .none : part(fixed), upper: part(upper)) : GradualType(part(fixed))
    }
}

extension SetType {
    /// The element of tuples, of those of this size if it is given.
    func element(_ index: Int, size: Int? = nil) -> SetType {
        var result = SetType.none
        for shape in tuples {
            let count = shape.type.elements.count
            if let size, count > size || (count < size && !shape.type.isOpen) { continue }
            if index < count || shape.type.isOpen { result = result.union(shape.type[index]) }
        }
        return result
    }

    /// The elements of lists that are not empty.
    var listElement: SetType { lists.reduce(.none) { $0.union($1.elementType) } }

    /// What stands behind the first element.
    var listRest: SetType {
        lists.reduce(.none) { $0.union($1.tailType).union(SetType(compound: Compound(lists: [$1]))) }
    }

    /// The value of a key of maps.
    func value(of key: String) -> MapField {
        var field = MapField(key: key, type: .none)
        for shape in maps {
            let found = shape.type[key]
            field.type = field.type.union(found.type)
            field.isOptional = field.isOptional || found.isOptional
        }
        return field
    }
}
