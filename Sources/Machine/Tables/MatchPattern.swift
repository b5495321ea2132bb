// Patterns of match specifications: terms in which `:_` matches anything and `:"$1"` binds. A pattern becomes a list of
// steps in pre-order, so that matching needs no recursion. What happens after a match is in MatchProgram.swift.
import Bytecode

/// Bindings by number: `$0` may come after `$1`, so names are kept sorted.
struct MatchVariables {
    private(set) var numbers: [Int] = []

    /// The slot of a variable, made if new; the atom is known to be one.
    mutating func slot(_ number: Int) -> Int {
        if let slot = numbers.firstIndex(of: number) { return slot }
        numbers.append(number)
        return numbers.count - 1
    }

    func existing(_ number: Int) -> Int? { numbers.firstIndex(of: number) }

    /// Slots in the order of their numbers: what `$$` lists.
    var sorted: [Int] { numbers.indices.sorted { numbers[$0] < numbers[$1] } }
}

/// The number of a variable like `:"$12"`, nil if the atom is none.
func matchVariable(_ atom: Term, _ machine: Machine) -> Int? {
    guard atom.isAtom else { return nil }
    let text = machine.atoms.text(atom)
    guard text.count >= 2, text.count <= 9, text.start[0] == UInt8(ascii: "$") else { return nil }
    var number = 0
    for index in 1..<text.count {
        guard digitValue(text.start[index]) < 10 else { return nil }
        number = number * 10 + Int(digitValue(text.start[index]))
    }
    return number
}

struct MatchPattern {
    private enum Step {
        case anything
        case bind(Int)
        /// Equal to what the variable is bound to.
        case same(Int)
        case equal(Term)
        case tuple(Int)
        case cons
        /// A map that has these keys; their values follow.
        case map([Term])
    }

    private var steps: [Step] = []
    /// How many variables there are when all heads have been read.
    private(set) var variables = MatchVariables()

    init(_ pattern: Term, _ machine: Machine) {
        var pending = [pattern]
        var bound: Set<Int> = []
        while let term = pending.popLast() {
            if term == machine.data.tableAtoms.anything {
                steps.append(.anything)
            } else if let number = matchVariable(term, machine) {
                let slot = variables.slot(number)
                steps.append(bound.insert(slot).inserted ? .bind(slot) : .same(slot))
            } else if term.isTuple {
                steps.append(.tuple(term.tupleSize))
                for index in stride(from: term.tupleSize - 1, through: 0, by: -1) { pending.append(term.element(index)) }
            } else if term.isCons {
                steps.append(.cons)
                pending.append(term.tail)
                pending.append(term.head)
            } else if term.isMap, mapSize(term) > 0 {
                let pairs = WordPointer.allocate(capacity: 2 * mapSize(term))
                defer { pairs.deallocate() }
                let count = copyMapPairs(term, to: pairs)
                steps.append(.map((0..<count).map { Term(bits: pairs[2 * $0]) }))
                for index in stride(from: count - 1, through: 0, by: -1) { pending.append(Term(bits: pairs[2 * index + 1])) }
            } else {
                steps.append(.equal(term))
            }
        }
    }

    /// Does a term match? Bindings go to the slots, which are as many as there are variables.
    func matches(_ term: Term, _ bindings: inout [Term], _ stack: inout [Term]) -> Bool {
        stack.removeAll(keepingCapacity: true)
        stack.append(term)
        for step in steps {
            let term = stack.removeLast()
            switch step {
            case .anything: break
            case .bind(let slot): bindings[slot] = term
            case .same(let slot): if !exactlyEqual(bindings[slot], term) { return false }
            case .equal(let expected): if !exactlyEqual(expected, term) { return false }
            case .tuple(let size):
                guard term.isTuple, term.tupleSize == size else { return false }
                for index in stride(from: size - 1, through: 0, by: -1) { stack.append(term.element(index)) }
            case .cons:
                guard term.isCons else { return false }
                stack.append(term.tail)
                stack.append(term.head)
            case .map(let keys):
                guard term.isMap else { return false }
                for key in keys.reversed() {
                    let value = mapGet(term, key)
                    if value == Term.none { return false }
                    stack.append(value)
                }
            }
        }
        return true
    }

    /// Is a term free of variables, so that it matches one term only?
    static func isConstant(_ pattern: Term, _ machine: Machine) -> Bool {
        var pending = [pattern]
        while let term = pending.popLast() {
            if term.isAtom {
                if term == machine.data.tableAtoms.anything || matchVariable(term, machine) != nil { return false }
            } else if term.isTuple {
                for index in 0..<term.tupleSize { pending.append(term.element(index)) }
            } else if term.isCons {
                pending.append(term.tail)
                pending.append(term.head)
            } else if term.isMap, mapSize(term) > 0 {
                // A map in a pattern matches all that have its keys.
                return false
            }
        }
        return true
    }
}
