// Tuples: those of one size, or of at least a size, element by element.

/// `{a, b}`, or `{a, b, ...}` when open.
struct TupleType: Equatable {
    var elements: [SetType]
    var isOpen: Bool

    init(elements: [SetType], isOpen: Bool = false) {
        self.elements = elements
        self.isOpen = isOpen
    }

    /// The element's type; what lies beyond an open tuple's is unknown.
    subscript(_ index: Int) -> SetType { index < elements.count ? elements[index] : .term }

    func intersection(_ other: TupleType) -> TupleType? {
        if elements.count < other.elements.count ? !isOpen : (elements.count > other.elements.count && !other.isOpen) { return nil }
        var result: [SetType] = []
        for index in 0 ..< max(elements.count, other.elements.count) {
            let element = self[index].intersection(other[index])
            if element.isEmpty { return nil }
            result.append(element)
        }
        return TupleType(elements: result, isOpen: isOpen && other.isOpen)
    }

    func isSubset(of other: TupleType) -> Bool {
        guard elements.count >= other.elements.count, other.isOpen || (!isOpen && elements.count == other.elements.count) else { return false }
        return zip(elements, other.elements).allSatisfy { $0.isSubset(of: $1) }
    }
}

/// The tuples of a type without those of some others. The others stay only where the difference cannot be written as tuples, that is
/// where they have more elements than the (open) type says.
struct TupleShape: Equatable {
    var type: TupleType
    var without: [TupleType] = []

    init(_ type: TupleType, without: [TupleType] = []) {
        self.type = type
        self.without = without
    }

    var isAny: Bool { type.isOpen && type.elements.isEmpty && without.isEmpty }

    /// Nil when nothing is left.
    private static func make(_ type: TupleType, _ without: [TupleType]) -> [TupleShape] {
        var shapes = [TupleShape(type)]
        for other in without { shapes = shapes.flatMap { $0.subtracting(other) } }
        return shapes
    }

    func isSubset(of other: TupleShape) -> Bool {
        type.isSubset(of: other.type) && other.without.allSatisfy { excluded in
            without.contains { excluded.isSubset(of: $0) } || type.intersection(excluded) == nil
        }
    }

    /// The pieces are disjoint: the first element differs, or it is the same and the second differs, and so on.
    func subtracting(_ other: TupleType) -> [TupleShape] {
        guard type.intersection(other) != nil else { return [self] }
        if type.isSubset(of: other) { return [] }
        if type.elements.count < other.elements.count || (type.isOpen && !other.isOpen) {
            return [TupleShape(type, without: without.contains(other) ? without : without + [other])]
        }
        var pieces: [TupleShape] = []
        var elements = type.elements
        for index in other.elements.indices {
            let rest = elements[index].subtracting(other.elements[index])
            if !rest.isEmpty {
                var piece = elements
                piece[index] = rest
                pieces += TupleShape.make(TupleType(elements: piece, isOpen: type.isOpen), without)
            }
            elements[index] = elements[index].intersection(other.elements[index])
        }
        return pieces
    }

    /// Tuples that differ in one element are one tuple with a union in that place.
    private func merged(with other: TupleShape) -> TupleShape? {
        guard without.isEmpty, other.without.isEmpty, type.isOpen == other.type.isOpen, type.elements.count == other.type.elements.count else { return nil }
        var different: Int?
        for index in type.elements.indices where type.elements[index] != other.type.elements[index] {
            if different != nil { return nil }
            different = index
        }
        guard let different else { return self }
        var result = self
        result.type.elements[different] = type.elements[different].union(other.type.elements[different])
        return result
    }

    static func union(_ left: [TupleShape], _ right: [TupleShape]) -> [TupleShape] {
        var result = left
        for shape in right { add(shape, to: &result) }
        // Beyond this many shapes nobody learns anything from them, and sets of sets would grow without bound.
        return result.count > 24 ? [TupleShape(TupleType(elements: [], isOpen: true))] : result
    }

    private static func add(_ shape: TupleShape, to result: inout [TupleShape]) {
        if result.contains(where: shape.isSubset) { return }
        result.removeAll { $0.isSubset(of: shape) }
        for index in result.indices {
            if let merged = result[index].merged(with: shape) {
                result.remove(at: index)
                return add(merged, to: &result)
            }
        }
        result.append(shape)
    }

    static func intersection(_ left: [TupleShape], _ right: [TupleShape]) -> [TupleShape] {
        var result: [TupleShape] = []
        for a in left {
            for b in right {
                guard let type = a.type.intersection(b.type) else { continue }
                for shape in make(type, a.without + b.without) { add(shape, to: &result) }
            }
        }
        return result
    }

    static func difference(_ left: [TupleShape], _ right: [TupleShape]) -> [TupleShape] {
        var result = left
        for other in right {
            if result.isEmpty { return [] }
            let pieces = result.flatMap { $0.subtracting(other.type) }
            // What the other one leaves out is not taken away.
            let kept = other.without.flatMap { excluded in
                result.flatMap { shape in shape.type.intersection(excluded).map { make($0, shape.without) } ?? [] }
            }
            result = pieces
            for shape in kept { add(shape, to: &result) }
            if result.count > 64 { return left }
        }
        return result
    }
}
