// Functions: of any arity, or of one arity with what they give for what they are given.

/// `(a, b -> c)`.
struct Arrow: Equatable {
    var arguments: [GradualType]
    var result: GradualType
}

/// Functions for which all these arrows hold. Without arrows: of an arity, nothing else being known.
struct FunctionShape: Equatable {
    /// Nil for every arity.
    var arity: Int?
    var arrows: [Arrow]

    static let any = FunctionShape(arity: nil, arrows: [])
    var isAny: Bool { arity == nil }

    func isSubset(of other: FunctionShape) -> Bool {
        if other.isAny { return true }
        guard arity == other.arity else { return false }
        return other.arrows.allSatisfy { wanted in
            arrows.contains { arrow in
                arrow.result.upper.isSubset(of: wanted.result.upper)
                    && zip(wanted.arguments, arrow.arguments).allSatisfy { $0.upper.isSubset(of: $1.upper) }
            }
        }
    }

    static func union(_ left: [FunctionShape], _ right: [FunctionShape]) -> [FunctionShape] {
        var result = left
        for shape in right where !result.contains(where: shape.isSubset) {
            result.removeAll { $0.isSubset(of: shape) }
            result.append(shape)
        }
        return result.count > 16 ? [.any] : result
    }

    static func intersection(_ left: [FunctionShape], _ right: [FunctionShape]) -> [FunctionShape] {
        var result: [FunctionShape] = []
        for a in left {
            for b in right {
                if a.isAny {
                    result = union(result, [b])
                } else if b.isAny {
                    result = union(result, [a])
                } else if a.arity == b.arity {
                    let both = FunctionShape(arity: a.arity, arrows: a.arrows + b.arrows.filter { !a.arrows.contains($0) })
                    result = union(result, [both])
                }
            }
        }
        return result
    }

    /// What cannot be said as a shape stays whole, so that a difference is never too small.
    static func difference(_ left: [FunctionShape], _ right: [FunctionShape]) -> [FunctionShape] {
        left.filter { shape in !right.contains(where: shape.isSubset) }
    }
}
