// Maps, binaries, and the operations whose results depend on more than the types of their arguments.
import Expander
import Syntax

extension FunctionChecker {
    // MARK: Maps

    func map(_ arguments: [Quoted], _ node: Node, _ expression: Quoted) -> GradualType {
        if arguments.count == 1, let (target, changes) = arguments[0].sides(of: "|"), case .list(let pairs) = changes {
            return mapUpdate(target, pairs, node, expression)
        }
        return combinedPairs(arguments, onto: MapType(fields: [], rest: .closed))
    }

    private func combinedPairs(_ pairs: [Quoted], onto base: MapType) -> GradualType {
        var upper = base, fixed = base
        var isDynamic = false, hasNone = false
        for pair in pairs {
            guard let (written, given) = pair.pair else { continue }
            let value = of(given)
            hasNone = hasNone || value.isEmpty
            isDynamic = isDynamic || value.isDynamic
            let key = of(written)
            isDynamic = isDynamic || key.isDynamic
            if let name = key.upper.singleAtom {
                upper.set(MapField(key: name, type: value.upper))
                fixed.set(MapField(key: name, type: value.fixed))
                continue
            }
            var kinds: [KeyKind: SetType] = [:]
            for kind in KeyKind.kinds(of: key.upper) { kinds[kind] = value.upper }
            upper.rest = upper.rest.union(.kinds(kinds))
            fixed.rest = upper.rest
        }
        if hasNone { return .dynamic(.map) }
        let type = SetType.map(upper.fields, rest: upper.rest)
        return isDynamic ? GradualType(fixed: .map(fixed.fields, rest: fixed.rest), upper: type) : GradualType(type)
    }

    private func mapUpdate(_ target: Quoted, _ pairs: [Quoted], _ node: Node, _ expression: Quoted) -> GradualType {
        var keys: [(name: String, type: GradualType)] = []
        var isPlain = true
        for pair in pairs {
            guard let (key, given) = pair.pair else { continue }
            let value = of(given)
            if case .atom(let name) = key {
                keys.append((name, value.isEmpty ? .dynamic : value))
            } else {
                isPlain = false
                _ = of(key)
            }
        }
        let before = of(target)
        if before.isEmpty { return .dynamic(.map) }
        if case .atom(let name)? = node.meta["struct"] {
            let wanted = SetType.map([MapField(key: "__struct__", type: .atom(name))], rest: .open)
            guard before.upper.isSubset(of: wanted) || module.isUnpromised(target) else {
                var place = node.meta
                if case .integer(let column)? = node.meta["struct_column"] { place.store("column", .integer(column)) }
                fail(.structToUpdate(expression, target, name, before), place)
                return .dynamic(wanted)
            }
        }
        guard before.isCompatible(with: .map) else {
            fail(.noMapToUpdate(expression, before), node.meta)
            return .dynamic(.map)
        }
        for (name, _) in keys where before.upper.value(of: name).type.isEmpty {
            fail(.noKeyToUpdate(expression, name, before), node.meta)
            return .dynamic(.map)
        }
        let wanted = SetType.map(keys.map { MapField(key: $0.name, type: .term) }, rest: .open)
        let after = of(target, expected: wanted, reason: expression)
        guard isPlain else { return .dynamic(.map) }
        let isDynamic = after.isDynamic || keys.contains { $0.type.isDynamic }
        let upper = after.upper.updated(keys.map { ($0.name, $0.type.upper) })
        return isDynamic ? .dynamic(upper) : GradualType(upper)
    }

    // MARK: Binaries

    func bitstring(_ segments: [Quoted], _ expression: Quoted) -> GradualType {
        var isWhole = true
        var isDynamic = false
        for (index, quoted) in segments.enumerated() {
            let segment = Segment(quoted)
            if let size = segment.size, !isLiteral(size) { _ = of(size, expected: .integer, reason: size) }
            if !segment.isWhole { isWhole = false }
            guard let value = segment.value, !isLiteral(value) else { continue }
            let shown = Segment.shown(quoted, index, segments)
            let type = of(value, expected: segment.constructionType, reason: shown)
            if type.isEmpty { continue }
            isDynamic = isDynamic || type.isDynamic
            if !type.isCompatible(with: segment.constructionType) {
                fail(.badSegment(shown, type, segment.constructionType), quoted.node?.meta ?? Meta())
            }
        }
        return GradualType(isWhole ? .binary : .bitstring)
    }

    // MARK: Operations

    /// Calls of `:erlang` that types alone do not describe; nil for the others.
    func operation(_ name: String, _ arguments: [Quoted], _ expression: Quoted, _ node: Node, _ expected: SetType, _ reason: Quoted?) -> GradualType? {
        switch (name, arguments.count) {
        case ("andalso", 2), ("orelse", 2): return junction(name, arguments, node)
        case ("==", 2), ("/=", 2), ("=:=", 2), ("=/=", 2), ("<", 2), (">", 2), ("=<", 2), (">=", 2): return comparison(name, arguments, expression, node)
        case ("min", 2), ("max", 2):
            _ = comparison(name, arguments, expression, node)
            return of(arguments[0]).union(of(arguments[1]))
        case ("error", 1 ... 3), ("throw", 1), ("exit", 1), ("raise", 3):
            for argument in arguments { _ = of(argument) }
            return GradualType.none
        case ("++", 2): return concatenation(arguments, expression)
        case ("hd", 1), ("tl", 1):
            let type = of(arguments[0], expected: .nonEmptyImproper, reason: expression)
            guard !type.isEmpty, type.isCompatible(with: .nonEmptyImproper) else { return nil }
            let lists = type.upper.intersection(.nonEmptyImproper)
            let part = name == "hd" ? lists.listElement : lists.listRest
            return type.isDynamic ? .dynamic(part) : GradualType(part)
        default:
            if isGuard { return nil }
            if let kind = SetType.tests[name], arguments.count == 1 {
                let type = of(arguments[0])
                if type.isEmpty { return GradualType(.boolean) }
                let answer: SetType = type.upper.isDisjoint(with: kind) ? .atom("false") : type.upper.isSubset(of: kind) ? .atom("true") : .boolean
                return type.isDynamic ? .dynamic(answer) : GradualType(answer)
            }
            return nil
        }
    }

    private func junction(_ name: String, _ arguments: [Quoted], _ node: Node) -> GradualType {
        let isAnd = name == "andalso"
        let left = isGuard ? of(arguments[0]) : of(arguments[0], expected: .boolean, reason: arguments[0])
        if !left.isEmpty, !isGuard, !left.isCompatible(with: .boolean), !left.isDynamic || left.upper.isDisjoint(with: .boolean) {
            // The two sides of the form are asked one after the other.
            tell(.neverBoolean(arguments[0], left), Meta(line: node.meta.line))
            fail(.neverBoolean(arguments[0], left), Meta(line: node.meta.line))
            return .dynamic
        }
        if !isGuard, node.meta["generated"] == nil, !isLiteral(arguments[0]), !module.isUnpromised(arguments[0]), !left.isEmpty, left.upper.isSubset(of: .atom("true")) || left.upper.isSubset(of: .atom("false")) {
            fail(.alwaysBoolean(arguments[0], left), Meta(line: node.meta.line))
        }
        let right: GradualType = branch {
            assume(arguments[0], isAnd)
            return of(arguments[1])
        }
        return right.union(GradualType(.atom(isAnd ? "false" : "true"))).asDynamic
    }

    private func comparison(_ name: String, _ arguments: [Quoted], _ expression: Quoted, _ node: Node) -> GradualType {
        let left = of(arguments[0]), right = of(arguments[1])
        let result = left.isDynamic || right.isDynamic ? GradualType.dynamic(.boolean) : GradualType(.boolean)
        if left.isEmpty || right.isEmpty || isGuard || hasFailed || (isLiteral(arguments[0]) && isLiteral(arguments[1])) { return result }
        let isExact = name == "=:=" || name == "=/="
        func wide(_ type: SetType) -> SetType { isExact ? type : type.withAllNumbers }
        if wide(left.upper).isDisjoint(with: wide(right.upper)) {
            fail(.neverEqual(expression, left, right, operator: name), node.meta)
        } else if ["<", ">", "=<", ">=", "min", "max"].contains(name), left.upper.isStruct && right.upper.isStruct {
            fail(.structComparison(expression, left, right, operator: name), node.meta)
        }
        return result
    }

    private func concatenation(_ arguments: [Quoted], _ expression: Quoted) -> GradualType? {
        let proper = SetType.list
        let left = of(arguments[0], expected: proper, reason: expression)
        let right = of(arguments[1])
        if left.isEmpty || right.isEmpty { return .dynamic }
        guard left.isCompatible(with: proper) else { return nil }
        let start = left.upper.intersection(proper)
        var upper = start.basic.contains(.emptyList) ? right.upper : .none
        if !start.lists.isEmpty { upper = upper.union(.cons(start.listElement, right.upper)) }
        return left.isDynamic || right.isDynamic ? .dynamic(upper) : GradualType(upper)
    }

    /// `elem`, `put_elem` and their kin with a literal index; nil for the others.
    func tupleOperation(_ module: String, _ name: String, _ arguments: [Quoted], _ expression: Quoted, _ node: Node, _ expected: SetType, _ reason: Quoted?)
        -> GradualType? {
        let isKernel = module == "Elixir.Kernel" && ((name == "elem" && arguments.count == 2) || (name == "put_elem" && arguments.count == 3))
        let isTuple = module == "Elixir.Tuple" && ((name == "delete_at" && arguments.count == 2) || (name == "insert_at" && arguments.count == 3))
        guard isKernel || isTuple, case .integer(let index) = arguments[1], (0 ..< 255).contains(index) else { return nil }
        let size = name == "insert_at" ? index : index + 1
        let value = arguments.count > 2 ? of(arguments[2]) : .none
        let type = of(arguments[0], expected: .tuple, reason: expression)
        guard !type.isEmpty, type.isCompatible(with: .tuple) else { return nil }
        var wanted = Array(repeating: SetType.term, count: size)
        if name == "elem", reason != nil { wanted[index] = expected.isEmpty ? .term : expected }
        let open = SetType.tuple(Array(repeating: .term, count: size), isOpen: true)
        if type.upper.isDisjoint(with: open) {
            let title = "\(isKernel ? "Kernel" : "Tuple").\(name)/\(arguments.count)"
            fail(.badIndex(expression, title, size, type), node.meta)
            return .dynamic
        }
        let after = of(arguments[0], expected: .tuple(wanted, isOpen: true), reason: expression)
        let upper = after.upper.intersection(open)
        let result: SetType
        switch name {
        case "elem": result = upper.element(index)
        case "put_elem": result = upper.mappingTuples { $0[index] = value.upper }
        case "delete_at": result = upper.mappingTuples { $0.remove(at: index) }
        default: result = upper.mappingTuples { $0.insert(value.upper, at: index) }
        }
        return after.isDynamic || value.isDynamic ? .dynamic(result) : GradualType(result)
    }
}

extension SetType {
    /// Maps with these keys set.
    func updated(_ keys: [(String, SetType)]) -> SetType {
        maps.reduce(.none) { result, shape in
            var type = shape.type
            for (key, value) in keys { type.set(MapField(key: key, type: value)) }
            return result.union(.map(type.fields, rest: type.rest))
        }
    }

    func removing(_ key: String) -> SetType {
        maps.reduce(.none) { result, shape in
            var type = shape.type
            if type.rest[.atom].isEmpty {
                type.fields.removeAll { $0.key == key }
            } else {
                type.set(MapField(key: key, type: .none, isOptional: true))
            }
            return result.union(.map(type.fields, rest: type.rest))
        }
    }

    func mappingTuples(_ change: (inout [SetType]) -> Void) -> SetType {
        tuples.reduce(.none) { result, shape in
            var elements = shape.type.elements
            change(&elements)
            return result.union(.tuple(elements, isOpen: shape.type.isOpen))
        }
    }

    /// Numbers that are equal may be of either kind, also within tuples and lists.
    var withAllNumbers: SetType {
        if isTerm { return self }
        var result = self
        if !basic.isDisjoint(with: [.integer, .float]) { result.basic.formUnion([.integer, .float]) }
        guard let compound, !(compound.tuples.isEmpty && compound.lists.isEmpty) else { return result }
        let tuples = compound.tuples.map { shape in
            TupleShape(TupleType(elements: shape.type.elements.map(\.withAllNumbers), isOpen: shape.type.isOpen), without: shape.without)
        }
        let lists = compound.lists.map { $0.isAny ? $0 : ListShape(element: $0.element.withAllNumbers, tail: $0.tail, without: $0.without) }
        result.compound = Compound(tuples: tuples, maps: compound.maps, lists: lists, functions: compound.functions)
        return result
    }

    /// Whether there is nothing but structs in it.
    var isStruct: Bool {
        !maps.isEmpty && basic.isEmpty && atoms.isEmpty && tuples.isEmpty && lists.isEmpty && functions.isEmpty
            && maps.allSatisfy { $0.type["__struct__"].type.singleAtom != nil && !$0.type["__struct__"].isOptional }
    }
}

/// A segment of a bitstring, as the expander writes it: `value :: [type: …, size: …, unit: …, sign: …, endian: …]`.
struct Segment {
    var value: Quoted?
    var type = "integer"
    /// Nil for the default of the type.
    var size: Quoted?
    var unit = 1

    init(_ quoted: Quoted) {
        guard let (given, options) = quoted.sides(of: "::"), case .list(let pairs) = options else { return }
        value = given
        for pair in pairs {
            guard let (key, option) = pair.field else { continue }
            switch (key, option) {
            case ("type", .atom(let name)): type = name
            case ("size", .atom("default")): break
            case ("size", let given): size = given
            case ("unit", .integer(let given)): unit = given
            default: break
            }
        }
    }

    /// Whether it is a number of whole bytes in any case.
    var isWhole: Bool {
        switch type {
        case "binary", "utf8", "utf16", "utf32": return true
        case "bitstring": return false
        default:
            guard let size else { return true }
            guard case .integer(let count) = size else { return unit % 8 == 0 }
            return (count * unit) % 8 == 0
        }
    }

    /// What a match gives.
    var patternType: SetType {
        switch type {
        case "float": .float
        case "binary": .binary
        case "bitstring": .bitstring
        default: .integer
        }
    }

    /// What may stand in a construction.
    var constructionType: SetType {
        switch type {
        case "float": .number
        case "binary": .binary
        case "bitstring": .bitstring
        default: .integer
        }
    }

    /// The segment alone, with `...` for the others.
    static func shown(_ segment: Quoted, _ index: Int, _ segments: [Quoted]) -> Quoted {
        let dots = Quoted.variable("...", Meta())
        var shown: [Quoted] = []
        if index > 0 { shown.append(dots) }
        shown.append(segment)
        if index < segments.count - 1 { shown.append(dots) }
        return .call("<<>>", segment.node?.meta ?? Meta(), shown)
    }
}
