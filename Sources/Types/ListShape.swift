// Lists that are not empty: the type of their elements and of what stands at their end.

/// `non_empty_list(element, tail)` without some others. A tail is never a list that is not empty: its elements count as elements.
struct ListShape: Equatable {
    var element: SetType
    var tail: SetType
    var without: [Excluded] = []
    /// All of them; the type `term()` is not finished where this shape is made.
    private(set) var isAny = false

    struct Excluded: Equatable {
        var element: SetType
        var tail: SetType
    }

    init(element: SetType, tail: SetType, without: [Excluded] = []) {
        self.element = element
        self.tail = tail
        self.without = without
        isAny = without.isEmpty && element.isTerm && tail.isTerm
    }

    init(isAny placeholder: SetType) {
        element = placeholder
        tail = placeholder
        isAny = true
    }

    /// What the elements are.
    var elementType: SetType { isAny ? .term : element }
    var tailType: SetType { isAny ? .term : tail }

    static func == (left: ListShape, right: ListShape) -> Bool {
        if left.isAny || right.isAny { return left.isAny == right.isAny }
        return left.element == right.element && left.tail == right.tail && left.without == right.without
    }

    func isSubset(of other: ListShape) -> Bool {
        if other.isAny { return true }
        if isAny { return false }
        return element.isSubset(of: other.element) && tail.isSubset(of: other.tail) && other.without.allSatisfy { excluded in
            without.contains { excluded.element.isSubset(of: $0.element) && excluded.tail.isSubset(of: $0.tail) }
                || element.isDisjoint(with: excluded.element) || tail.isDisjoint(with: excluded.tail)
        }
    }

    static func union(_ left: [ListShape], _ right: [ListShape]) -> [ListShape] {
        var result = left
        for shape in right { add(shape, to: &result) }
        return result.count > 24 ? [ListShape(element: .term, tail: .term)] : result
    }

    private static func add(_ shape: ListShape, to result: inout [ListShape]) {
        if result.contains(where: shape.isSubset) { return }
        result.removeAll { $0.isSubset(of: shape) }
        result.append(shape)
    }

    private static func make(_ element: SetType, _ tail: SetType, _ without: [Excluded]) -> [ListShape] {
        if element.isEmpty || tail.isEmpty { return [] }
        var shapes = [ListShape(element: element, tail: tail)]
        for other in without { shapes = shapes.flatMap { $0.subtracting(other) } }
        return shapes
    }

    private func subtracting(_ other: Excluded) -> [ListShape] {
        if elementType.isDisjoint(with: other.element) || tailType.isDisjoint(with: other.tail) { return [self] }
        if elementType.isSubset(of: other.element) {
            let rest = tailType.subtracting(other.tail)
            return rest.isEmpty ? [] : ListShape.make(elementType, rest, without)
        }
        return [ListShape(element: elementType, tail: tailType, without: without.contains(other) ? without : without + [other])]
    }

    static func intersection(_ left: [ListShape], _ right: [ListShape]) -> [ListShape] {
        var result: [ListShape] = []
        for a in left {
            for b in right {
                if a.isAny {
                    add(b, to: &result)
                } else if b.isAny {
                    add(a, to: &result)
                } else {
                    for shape in make(a.element.intersection(b.element), a.tail.intersection(b.tail), a.without + b.without) { add(shape, to: &result) }
                }
            }
        }
        return result
    }

    static func difference(_ left: [ListShape], _ right: [ListShape]) -> [ListShape] {
        var result = left
        for other in right {
            if other.isAny { return [] }
            let kept = other.without.flatMap { excluded in
                result.flatMap { make($0.elementType.intersection(excluded.element), $0.tailType.intersection(excluded.tail), $0.without) }
            }
            result = result.flatMap { $0.subtracting(Excluded(element: other.element, tail: other.tail)) }
            for shape in kept { add(shape, to: &result) }
        }
        return result
    }
}
