// Maps: the fields whose keys are known atoms, and what other keys of each kind may have.

/// The kinds of keys that are told apart where a key is no known atom, in the order in which they are shown.
enum KeyKind: Int, CaseIterable {
    case atom, binary, bits, float, function, integer, list, map, pid, port, reference, tuple

    /// All keys of this kind.
    var keys: SetType {
        switch self {
        case .atom: .atom
        case .binary: .binary
        case .bits: SetType(.bits)
        case .float: .float
        case .function: .function
        case .integer: .integer
        case .list: .list.union(.nonEmptyImproper)
        case .map: .map
        case .pid: .pid
        case .port: .port
        case .reference: .reference
        case .tuple: .tuple
        }
    }

    /// The kinds of which a type has keys.
    static func kinds(of type: SetType) -> [KeyKind] {
        if type.isTerm { return allCases }
        var kinds: [KeyKind] = []
        if !type.atoms.isEmpty { kinds.append(.atom) }
        if type.basic.contains(.binary) { kinds.append(.binary) }
        if type.basic.contains(.bits) { kinds.append(.bits) }
        if type.basic.contains(.float) { kinds.append(.float) }
        if !type.functions.isEmpty { kinds.append(.function) }
        if type.basic.contains(.integer) { kinds.append(.integer) }
        if type.basic.contains(.emptyList) || !type.lists.isEmpty { kinds.append(.list) }
        if !type.maps.isEmpty { kinds.append(.map) }
        if type.basic.contains(.pid) { kinds.append(.pid) }
        if type.basic.contains(.port) { kinds.append(.port) }
        if type.basic.contains(.reference) { kinds.append(.reference) }
        if !type.tuples.isEmpty { kinds.append(.tuple) }
        return kinds
    }
}

/// A key that may be missing when it is optional. With an empty type: it is missing.
struct MapField: Equatable {
    var key: String
    var type: SetType
    var isOptional = false

    var isImpossible: Bool { type.isEmpty && !isOptional }
}

/// What keys may have that are no fields.
enum MapRest: Equatable {
    case closed, open
    case kinds([KeyKind: SetType])

    subscript(_ kind: KeyKind) -> SetType {
        switch self {
        case .closed: .none
        case .open: .term
        case .kinds(let types): types[kind] ?? .none
        }
    }

    private static func combined(_ left: MapRest, _ right: MapRest, _ combine: (SetType, SetType) -> SetType) -> MapRest {
        var types: [KeyKind: SetType] = [:]
        for kind in KeyKind.allCases {
            let type = combine(left[kind], right[kind])
            if !type.isEmpty { types[kind] = type }
        }
        return types.isEmpty ? .closed : (types.count == KeyKind.allCases.count && types.values.allSatisfy(\.isTerm) ? .open : .kinds(types))
    }

    func intersection(_ other: MapRest) -> MapRest {
        switch (self, other) {
        case (.open, _): other
        case (_, .open): self
        case (.closed, _), (_, .closed): .closed
        default: MapRest.combined(self, other) { $0.intersection($1) }
        }
    }

    func union(_ other: MapRest) -> MapRest {
        switch (self, other) {
        case (.closed, _): other
        case (_, .closed): self
        case (.open, _), (_, .open): .open
        default: MapRest.combined(self, other) { $0.union($1) }
        }
    }

    func isSubset(of other: MapRest) -> Bool {
        if self == .closed || other == .open { return true }
        return KeyKind.allCases.allSatisfy { self[$0].isSubset(of: other[$0]) }
    }
}

/// Maps with these fields and that rest.
struct MapType: PartType {
    static let any = MapType(fields: [], rest: .open)

    /// Sorted by key.
    var fields: [MapField]
    var rest: MapRest

    init(fields: [MapField], rest: MapRest) {
        self.fields = fields.count < 2 ? fields : fields.sorted { $0.key < $1.key }
        self.rest = rest
    }

    var isEmpty: Bool { fields.contains(where: \.isImpossible) }

    subscript(_ key: String) -> MapField {
        fields.first { $0.key == key } ?? MapField(key: key, type: rest[.atom], isOptional: true)
    }

    mutating func set(_ field: MapField) {
        if let index = fields.firstIndex(where: { $0.key >= field.key }) {
            if fields[index].key == field.key { fields[index] = field } else { fields.insert(field, at: index) }
        } else {
            fields.append(field)
        }
    }

    private func keys(with other: MapType) -> [String] {
        if fields.count == other.fields.count, zip(fields, other.fields).allSatisfy({ $0.key == $1.key }) { return fields.map(\.key) }
        return Set(fields.map(\.key) + other.fields.map(\.key)).sorted()
    }

    /// Nil when no map is of both types.
    func intersection(_ other: MapType) -> MapType? {
        let rest = rest.intersection(other.rest)
        var result: [MapField] = []
        for key in keys(with: other) {
            let a = self[key], b = other[key]
            let field = MapField(key: key, type: a.type.intersection(b.type), isOptional: a.isOptional && b.isOptional)
            if field.isImpossible { return nil }
            if field.type.isEmpty, rest[.atom].isEmpty { continue }
            result.append(field)
        }
        return MapType(fields: result, rest: rest)
    }

    func isSubset(of other: MapType) -> Bool {
        guard rest.isSubset(of: other.rest) else { return false }
        return keys(with: other).allSatisfy { key in
            let a = self[key], b = other[key]
            return (!a.isOptional || b.isOptional) && a.type.isSubset(of: b.type)
        }
    }

    /// Field by field, as tuples are; nil where the difference cannot be written so.
    func subtracting(_ other: MapType) -> [MapType]? {
        guard rest.isSubset(of: other.rest) else { return nil }
        var pieces: [MapType] = []
        var common = self
        for key in keys(with: other) {
            let a = common[key], b = other[key]
            let left = MapField(key: key, type: a.type.subtracting(b.type), isOptional: a.isOptional && !b.isOptional)
            if !left.isImpossible {
                var piece = common
                piece.set(left)
                pieces.append(piece)
            }
            common.set(MapField(key: key, type: a.type.intersection(b.type), isOptional: a.isOptional && b.isOptional))
        }
        return pieces
    }

    func merged(with other: MapType) -> MapType? {
        guard rest == other.rest, fields.count == other.fields.count else { return nil }
        let different = fields.indices.filter { fields[$0] != other.fields[$0] }
        guard different.count == 1, let index = different.first, fields[index].key == other.fields[index].key,
              fields[index].isOptional == other.fields[index].isOptional else { return nil }
        var result = self
        result.fields[index].type = fields[index].type.union(other.fields[index].type)
        return result
    }
}
