// The order of constants in maps, for the keys that the compiler itself sorts. Other keys are left to the machine.
import Bytecode

extension Literal {
    /// Keys whose order and equality the compiler knows for sure.
    var isPlainKey: Bool {
        switch self {
        case .atom, .integer: return true
        case .bitstring(_, let bits): return bits % 8 == 0
        default: return false
        }
    }

    private var rank: Int {
        switch self {
        case .integer: 0
        case .atom: 1
        default: 2
        }
    }

    /// Whether this plain key comes before the other in term order.
    func precedes(_ other: Literal) -> Bool {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): return left < right
        case (.atom(let left), .atom(let right)): return left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.bitstring(let left, _), .bitstring(let right, _)): return left.lexicographicallyPrecedes(right)
        default: return rank < other.rank
        }
    }

    /// No heap is needed for it: small integers, atoms, `[]`.
    var isImmediate: Bool {
        switch self {
        case .integer(let value): return value >= -(1 << 60) && value < 1 << 60
        case .atom, .emptyList: return true
        default: return false
        }
    }

    /// Made of other terms, or naming one.
    var isComposite: Bool {
        switch self {
        case .list, .tuple, .map, .external, .root: true
        default: false
        }
    }

    /// The same term: unlike `==`, tells 0.0 from -0.0.
    func isSame(as other: Literal) -> Bool {
        if case .float(let left) = self, case .float(let right) = other { return left.bitPattern == right.bitPattern }
        return self == other
    }

    /// Has only a few parts, so that comparing it is cheap.
    var isSmall: Bool {
        var budget = 40
        func spend(_ literal: Literal) -> Bool {
            budget -= 1
            if budget < 0 { return false }
            switch literal {
            case .list(let elements, let tail): return elements.count <= budget && elements.allSatisfy(spend) && spend(tail)
            case .tuple(let elements), .keyTuple(let elements): return elements.count <= budget && elements.allSatisfy(spend)
            case .map(let pairs): return pairs.count <= budget && pairs.allSatisfy { spend($0.key) && spend($0.value) }
            case .bitstring(let bytes, _): return bytes.count < 512
            default: return true
            }
        }
        return spend(self)
    }

    /// Whether a negative zero is in it: such constants must not be merged with others that are `==`.
    var holdsNegativeZero: Bool {
        var pending = [self]
        while let next = pending.popLast() {
            switch next {
            case .float(let value): if value == 0, value.sign == .minus { return true }
            case .list(let elements, let tail):
                pending.append(contentsOf: elements.filter { !$0.isImmediate })
                pending.append(tail)
            case .tuple(let elements), .keyTuple(let elements): pending.append(contentsOf: elements.filter { !$0.isImmediate })
            case .map(let pairs):
                for pair in pairs {
                    pending.append(pair.key)
                    pending.append(pair.value)
                }
            default: break
            }
        }
        return false
    }
}
