// Types of which a part is known to the program only when it runs: "gradual" types (Castagna, Duboc, Valim, "The design
// principles of the Elixir type system", 2023).

/// `fixed or dynamic(upper)`: values are of the fixed type, or of some type within the upper one. Nothing is dynamic when both are equal.
struct GradualType: Equatable {
    var fixed: SetType
    /// Has all of `fixed`.
    var upper: SetType
    private(set) var isDynamic: Bool

    init(_ fixed: SetType) {
        self.fixed = fixed
        upper = fixed
        isDynamic = false
    }

    /// A type that cannot be divided is what it is, dynamic or not.
    init(fixed: SetType, upper: SetType) {
        let upper = upper.union(fixed)
        isDynamic = !upper.isIndivisible && upper != fixed
        self.fixed = isDynamic ? fixed : upper
        self.upper = upper
    }

    /// Every type within `upper`.
    static func dynamic(_ upper: SetType) -> GradualType { GradualType(fixed: .none, upper: upper) }
    static let dynamic = GradualType.dynamic(.term)
    static let none = GradualType(.none)
    static let term = GradualType(.term)

    var isEmpty: Bool { upper.isEmpty }

    /// The same set, dynamic throughout.
    var asDynamic: GradualType { .dynamic(upper) }

    func union(_ other: GradualType) -> GradualType {
        if !isDynamic && !other.isDynamic { return GradualType(fixed.union(other.fixed)) }
        return GradualType(fixed: fixed.union(other.fixed), upper: upper.union(other.upper))
    }

    func intersection(_ other: GradualType) -> GradualType {
        if !isDynamic && !other.isDynamic { return GradualType(fixed.intersection(other.fixed)) }
        return GradualType(fixed: fixed.intersection(other.fixed), upper: upper.intersection(other.upper))
    }

    func intersection(_ other: SetType) -> GradualType { intersection(GradualType(other)) }

    func subtracting(_ other: SetType) -> GradualType {
        if !isDynamic { return GradualType(fixed.subtracting(other)) }
        return GradualType(fixed: fixed.subtracting(other), upper: upper.subtracting(other))
    }

    /// Whether a value may be given where `expected` is wanted: its fixed part always fits, and if there is none, the dynamic part may.
    func isCompatible(with expected: SetType) -> Bool {
        if expected.isTerm { return true }
        if !isDynamic || !fixed.isEmpty { return fixed.isSubset(of: expected) }
        return upper.isEmpty || !upper.isDisjoint(with: expected)
    }
}
