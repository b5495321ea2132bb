// Tuples: those of one size, or of at least a size, element by element.

/// `{a, b}`, or `{a, b, ...}` when open.
struct TupleType: PartType {
    static let any = TupleType(elements: [], isOpen: true)

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

    /// Nil where the other has more elements than this type says.
    func subtracting(_ other: TupleType) -> [TupleType]? {
        if elements.count < other.elements.count || (isOpen && !other.isOpen) { return nil }
        var pieces: [TupleType] = []
        var common = self
        for index in other.elements.indices {
            let rest = common.elements[index].subtracting(other.elements[index])
            if !rest.isEmpty {
                var piece = common
                piece.elements[index] = rest
                pieces.append(piece)
            }
            common.elements[index] = common.elements[index].intersection(other.elements[index])
        }
        return pieces
    }

    func merged(with other: TupleType) -> TupleType? {
        guard isOpen == other.isOpen, elements.count == other.elements.count else { return nil }
        let different = elements.indices.filter { elements[$0] != other.elements[$0] }
        guard different.count == 1, let index = different.first else { return nil }
        var result = self
        result.elements[index] = elements[index].union(other.elements[index])
        return result
    }
}
