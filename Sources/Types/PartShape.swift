// What tuples and maps have in common: unions of types whose parts are compared one by one.

/// One type of values with parts: its values have each part of the type of that part.
protocol PartType: Equatable {
    /// Nil when no value is of both types.
    func intersection(_ other: Self) -> Self?
    func isSubset(of other: Self) -> Bool
    /// The values that are not of the other type, part by part: the first part differs, or it is the same and the second differs, and
    /// so on, so that the pieces are disjoint. Nil where that cannot be written as such types.
    func subtracting(_ other: Self) -> [Self]?
    /// Both as one, where they differ in one part only.
    func merged(with other: Self) -> Self?
    static var any: Self { get }
}

/// The values of a type without those of some others, which stay only where the difference cannot be written as types.
struct PartShape<Kind: PartType>: Equatable {
    var type: Kind
    var without: [Kind] = []

    init(_ type: Kind, without: [Kind] = []) {
        self.type = type
        self.without = without
    }

    var isAny: Bool { type == Kind.any && without.isEmpty }

    private static func make(_ type: Kind, _ without: [Kind]) -> [PartShape] {
        var shapes = [PartShape(type)]
        for other in without { shapes = shapes.flatMap { $0.subtracting(other) } }
        return shapes
    }

    func isSubset(of other: PartShape) -> Bool {
        type.isSubset(of: other.type) && other.without.allSatisfy { excluded in
            without.contains { excluded.isSubset(of: $0) } || type.intersection(excluded) == nil
        }
    }

    func subtracting(_ other: Kind) -> [PartShape] {
        guard type.intersection(other) != nil else { return [self] }
        if type.isSubset(of: other) { return [] }
        guard let pieces = type.subtracting(other) else {
            return [PartShape(type, without: without.contains(other) ? without : without + [other])]
        }
        return pieces.flatMap { PartShape.make($0, without) }
    }

    static func union(_ left: [PartShape], _ right: [PartShape]) -> [PartShape] {
        var result = left
        for shape in right { add(shape, to: &result) }
        // Beyond this many shapes nobody learns anything from them, and sets of sets would grow without bound.
        return result.count > 24 ? [PartShape(.any)] : result
    }

    private static func add(_ shape: PartShape, to result: inout [PartShape]) {
        if result.contains(where: shape.isSubset) { return }
        result.removeAll { $0.isSubset(of: shape) }
        for index in result.indices where shape.without.isEmpty && result[index].without.isEmpty {
            if let merged = result[index].type.merged(with: shape.type) {
                result.remove(at: index)
                return add(PartShape(merged), to: &result)
            }
        }
        result.append(shape)
    }

    static func intersection(_ left: [PartShape], _ right: [PartShape]) -> [PartShape] {
        var result: [PartShape] = []
        for a in left {
            for b in right {
                guard let type = a.type.intersection(b.type) else { continue }
                for shape in make(type, a.without + b.without) { add(shape, to: &result) }
            }
        }
        return result
    }

    static func difference(_ left: [PartShape], _ right: [PartShape]) -> [PartShape] {
        var result = left
        for other in right {
            if result.isEmpty { return [] }
            // What the other one leaves out is not taken away.
            let kept = other.without.flatMap { excluded in
                result.flatMap { shape in shape.type.intersection(excluded).map { make($0, shape.without) } ?? [] }
            }
            result = result.flatMap { $0.subtracting(other.type) }
            for shape in kept { add(shape, to: &result) }
            if result.count > 64 { return left }
        }
        return result
    }
}

typealias TupleShape = PartShape<TupleType>
typealias MapShape = PartShape<MapType>
