// `:erlang`: joining and subtracting lists.
import Bytecode

enum ListOperatorNatives {
    static let rows: [Native] = [
        Native("erlang", "++", 2, .ordinary, "The elements of a list before another term.") { p, a in
            let a = NativeArguments(a)
            return append(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "--", 2, .ordinary, "A list without the first occurrence of each element of another.") { p, a in
            let a = NativeArguments(a)
            return subtract(ProcessPointer(p), a[0], a[1]).bits
        },
    ]
}

func append(_ p: ProcessPointer, _ first: Term, _ second: Term) -> Term {
    if first.isEmptyList { return second }
    let count = properLength(first)
    guard count > 0 else { return p.badArgument() }
    let cells = p.allocate(2 * count)
    var rest = first
    for index in 0..<count {
        cells[2 * index] = rest.head.bits
        cells[2 * index + 1] = Term(cons: cells + 2 * index + 2).bits
        rest = rest.tail
    }
    cells[2 * count - 1] = second.bits
    return Term(cons: cells)
}

/// Elements still to be dropped, counted by exact equality: `--` takes time in proportion to both lists.
private struct Multiset {
    private let slots: UnsafeMutablePointer<(term: Term, left: Int)>
    private let mask: Int
    private(set) var total = 0

    init(_ list: Term, _ count: Int) {
        var capacity = 16
        while capacity < 2 * count { capacity *= 2 }
        mask = capacity - 1
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: (.none, 0), count: capacity)
        var rest = list
        while rest.isCons {
            let slot = find(rest.head)
            slots[slot].term = rest.head
            slots[slot].left += 1
            total += 1
            rest = rest.tail
        }
    }

    private func find(_ term: Term) -> Int {
        var slot = Int(truncatingIfNeeded: hashTerm(term, salt: 0)) & mask
        while slots[slot].term != Term.none, !exactlyEqual(slots[slot].term, term) { slot = (slot + 1) & mask }
        return slot
    }

    /// Takes one occurrence, if any is left.
    mutating func take(_ term: Term) -> Bool {
        let slot = find(term)
        guard slots[slot].left > 0 else { return false }
        slots[slot].left -= 1
        total -= 1
        return true
    }

    func free() { slots.deallocate() }
}

private func subtract(_ p: ProcessPointer, _ first: Term, _ second: Term) -> Term {
    let length = properLength(first)
    let count = properLength(second)
    guard length >= 0, count >= 0 else { return p.badArgument() }
    if length == 0 || count == 0 { return first }
    var dropped = Multiset(second, count)
    defer { dropped.free() }
    // Where the last element to be dropped stands: the rest is shared.
    let kept = WordPointer.allocate(capacity: length)
    defer { kept.deallocate() }
    var keptCount = 0
    var keptAtLastDrop = 0
    var restAtLastDrop = first
    var rest = first
    while rest.isCons, dropped.total > 0 {
        if dropped.take(rest.head) {
            keptAtLastDrop = keptCount
            restAtLastDrop = rest.tail
        } else {
            kept[keptCount] = rest.head.bits
            keptCount += 1
        }
        rest = rest.tail
    }
    return p.list(from: kept, count: keptAtLastDrop, tail: restAtLastDrop)
}
