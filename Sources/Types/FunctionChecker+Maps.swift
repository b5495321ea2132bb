// The functions of `Map` that take a key (and those of `:maps` that Elixir knows): their results are those of the map at hand, and a
// key that the map cannot have is told of with what the call then always does.
import Syntax

/// Where a function has its map and its key, and what becomes of a key that is not there.
private struct MapFunction {
    enum Absence {
        /// Fails.
        case raises
        case error
        case `nil`
        /// Gives the third argument, or what it gives.
        case argument, call
        case popNil, popArgument
        case nothing
        /// That is what the function is for.
        case allowed
    }

    var absence: Absence
    /// Of the map among the arguments; the key of a function of `:maps` is the first one.
    var place = 0

    static let all: [String: MapFunction] = [
        "Map.fetch/2": MapFunction(absence: .error), "Map.fetch!/2": MapFunction(absence: .raises), "Map.get/2": MapFunction(absence: .nil),
        "Map.get/3": MapFunction(absence: .argument), "Map.get_lazy/3": MapFunction(absence: .call), "Map.pop/2": MapFunction(absence: .popNil),
        "Map.pop/3": MapFunction(absence: .popArgument), "Map.pop!/2": MapFunction(absence: .raises), "Map.update!/3": MapFunction(absence: .raises),
        "Map.replace/3": MapFunction(absence: .nothing), "Map.replace!/3": MapFunction(absence: .raises), "Map.put/3": MapFunction(absence: .allowed),
        "Map.put_new/3": MapFunction(absence: .allowed), "Map.update/4": MapFunction(absence: .allowed), "Map.delete/2": MapFunction(absence: .allowed),
        "Map.has_key?/2": MapFunction(absence: .allowed), ":maps.get/2": MapFunction(absence: .raises, place: 1),
        ":maps.find/2": MapFunction(absence: .error, place: 1), ":maps.take/2": MapFunction(absence: .error, place: 1),
        ":maps.remove/2": MapFunction(absence: .allowed, place: 1), ":maps.is_key/2": MapFunction(absence: .allowed, place: 1),
        ":maps.put/3": MapFunction(absence: .allowed, place: 2), ":maps.update/3": MapFunction(absence: .raises, place: 2),
    ]
}

extension FunctionChecker {
    /// Nil for other functions, and where the map is none.
    func mapOperation(_ module: String, _ name: String, _ arguments: [Quoted], _ expression: Quoted, _ node: Node) -> GradualType? {
        if arguments.count == 1, Renaming.written(module, name, 1).module == "Elixir.Map" { return wholeMap(name, arguments[0], expression) }
        guard module == "Elixir.Map" || module == "maps", arguments.count >= 2 else { return nil }
        let title = Renaming.title(module, name, arguments.count)
        guard let function = MapFunction.all[title] else { return nil }
        let place = function.place
        let type = of(arguments[place], expected: .map, reason: expression)
        guard !type.isEmpty, type.isCompatible(with: .map) else { return nil }
        let keyPlace = place == 0 ? 1 : 0
        let key = of(arguments[keyPlace])
        let rest = arguments.indices.filter { $0 != place && $0 != keyPlace }.map { of(arguments[$0]) }
        if key.isEmpty || rest.contains(where: \.isEmpty) { return .dynamic }
        let entry = MapEntry(map: type.upper.intersection(.map), key: key.upper)
        if entry.value.isEmpty, let outcome = outcome(function.absence, type, rest) {
            fail(.missingKey(expression, key, title, type, outcome), node.meta)
            return .dynamic
        }
        if function.absence == .raises, let name = entry.name {
            _ = of(arguments[place], expected: .map([MapField(key: name, type: .term)], rest: .open), reason: expression)
        }
        let isDynamic = type.isDynamic || key.isDynamic || rest.contains { $0.isDynamic }
        let result = result(name, arguments.count, entry, rest, isErlang: module == "maps")
        return isDynamic || result.isDynamic ? .dynamic(result.upper) : result
    }

    private func result(_ name: String, _ arity: Int, _ entry: MapEntry, _ rest: [GradualType], isErlang: Bool) -> GradualType {
        let value = entry.value, third = rest.first ?? .none
        switch (name, arity) {
        case ("fetch", _), ("find", _):
            let found = value.isEmpty ? SetType.none : .tuple([.atom("ok"), value])
            return GradualType(entry.mayBeAbsent ? found.union(.atom("error")) : found)
        case ("fetch!", _): return GradualType(value)
        case ("get", 2) where isErlang: return GradualType(value)
        case ("get", 2): return GradualType(value.union(.atom("nil")))
        case ("get", 3): return third.union(GradualType(value))
        case ("get_lazy", _): return third.resultOfCall.union(GradualType(value))
        case ("pop", 2): return GradualType(.tuple([value.union(.atom("nil")), entry.removed]))
        case ("pop", 3): return GradualType(.tuple([value.union(third.upper), entry.removed]))
        case ("pop!", _): return GradualType(.tuple([value, entry.removed]))
        case ("take", _):
            let found = value.isEmpty ? SetType.none : .tuple([value, entry.removed])
            return GradualType(entry.mayBeAbsent ? found.union(.atom("error")) : found)
        case ("remove", _): return GradualType(entry.removed)
        case ("put", _), ("replace!", _), ("update", 3): return GradualType(entry.set(third.upper))
        case ("replace", _): return GradualType(entry.set(third.upper, keepsAbsence: true))
        case ("put_new", _): return GradualType(entry.set(entry.mayBeAbsent ? value.union(third.upper) : value))
        case ("update", _): return .dynamic(entry.set(rest[1].resultOfCall.upper.union(entry.mayBeAbsent ? third.upper : .none)))
        case ("update!", _): return .dynamic(entry.set(third.resultOfCall.upper))
        case ("delete", _): return GradualType(entry.removed)
        default: return GradualType(.boolean)
        }
    }

    /// What a call with a key that is not there always does; nil where nothing is wrong with that.
    private func outcome(_ absence: MapFunction.Absence, _ map: GradualType, _ rest: [GradualType]) -> MapOutcome? {
        switch absence {
        case .raises: .raises
        case .error: .returns(GradualType(.atom("error")))
        case .nil: .returns(GradualType(.atom("nil")))
        case .argument: .returns(rest[0])
        case .call: .returns(rest[0].resultOfCall)
        case .popNil: .returns(combined([GradualType(.atom("nil")), map]) { .tuple($0) })
        case .popArgument: .returns(combined([rest[0], map]) { .tuple($0) })
        case .nothing: .nothing
        case .allowed: nil
        }
    }

    /// `keys`, `values`, `to_list`, `from_struct`.
    private func wholeMap(_ name: String, _ argument: Quoted, _ expression: Quoted) -> GradualType? {
        guard ["keys", "values", "to_list", "from_struct"].contains(name) else { return nil }
        if name == "from_struct", case .atom = argument { return nil }
        let type = of(argument, expected: .map, reason: expression)
        guard !type.isEmpty, type.isCompatible(with: .map) else { return nil }
        let upper = type.upper.intersection(.map)
        let result: SetType
        if name == "from_struct" {
            result = MapEntry(map: upper, key: .atom("__struct__")).removed
        } else {
            result = upper.maps.reduce(SetType.none) { result, shape in
                let (key, value, isInhabited) = shape.type.entries
                let element: SetType = name == "keys" ? key : name == "values" ? value : .tuple([key, value])
                if element.isEmpty || key.isEmpty { return result.union(.emptyList) }
                return result.union(isInhabited ? .nonEmptyList(of: element, tail: .emptyList) : .list(of: element))
            }
        }
        return type.isDynamic ? .dynamic(result) : GradualType(result)
    }
}

/// What a call with a key that a map does not have always does.
enum MapOutcome {
    case raises, nothing
    case returns(GradualType)
}

/// A key of a map: an atom that is known, or whatever the key's type has.
private struct MapEntry {
    var map: SetType
    var key: SetType
    /// The key, where it is one atom.
    var name: String?
    var value = SetType.none
    var mayBeAbsent = true

    init(map: SetType, key: SetType) {
        self.map = map
        self.key = key
        name = key.singleAtom
        if let name {
            let field = map.value(of: name)
            value = field.type
            mayBeAbsent = field.isOptional || field.type.isEmpty
            return
        }
        let kinds = KeyKind.kinds(of: key)
        for shape in map.maps {
            for kind in kinds { value = value.union(shape.type.rest[kind]) }
            if key.isTerm || kinds.contains(.atom) {
                for field in shape.type.fields where key.isTerm || key.atoms.contains(field.key) { value = value.union(field.type) }
            }
        }
    }

    /// The map without the key.
    var removed: SetType { name.map(map.removing) ?? .map }

    func set(_ type: SetType, keepsAbsence: Bool = false) -> SetType {
        guard let name else { return .map }
        return map.maps.reduce(SetType.none) { result, shape in
            var fields = shape.type
            let known = fields[name]
            fields.set(MapField(key: name, type: type, isOptional: keepsAbsence && known.isOptional))
            return result.union(.map(fields.fields, rest: fields.rest))
        }
    }
}

extension MapType {
    /// The types of its keys and values, and whether it has any.
    fileprivate var entries: (key: SetType, value: SetType, isInhabited: Bool) {
        if rest == .open { return (.term, .term, fields.contains { !$0.isOptional }) }
        var key = SetType.none, value = SetType.none
        for field in fields where !field.type.isEmpty {
            key = key.union(.atom(field.key))
            value = value.union(field.type)
        }
        for kind in KeyKind.allCases where !rest[kind].isEmpty {
            key = key.union(kind.keys)
            value = value.union(rest[kind])
        }
        return (key, value, fields.contains { !$0.isOptional })
    }
}

extension GradualType {
    /// What a function gives that is called with anything.
    fileprivate var resultOfCall: GradualType {
        let shapes = upper.functions
        guard !isDynamic, !shapes.isEmpty, shapes.allSatisfy({ !$0.arrows.isEmpty }) else { return .dynamic }
        return shapes.reduce(GradualType.none) { result, shape in shape.arrows.reduce(result) { $0.union($1.result) } }
    }
}
