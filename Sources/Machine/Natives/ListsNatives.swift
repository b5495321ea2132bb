// `:lists`: what walks lists a million times over. All else of the module is written in the language.
import Bytecode

enum ListsNatives {
    static let rows: [Native] = [
        Native("lists", "reverse", 1, .ordinary, "The elements in the opposite order.") { p, a in
            reverse(ProcessPointer(p), NativeArguments(a)[0], .emptyList).bits
        },
        Native("lists", "reverse", 2, .ordinary, "The elements in the opposite order, before a tail.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return (properLength(a[0]) < 0 ? p.badArgument() : reverse(p, a[0], a[1])).bits
        },
        Native("lists", "member", 2, .ordinary, "Is a term an element of the list?") { p, a in
            let a = NativeArguments(a)
            return member(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("lists", "keyfind", 3, .ordinary, "The first tuple whose n-th element equals a key, or false.") { p, a in
            let p = ProcessPointer(p)
            let found = keyFind(p, NativeArguments(a))
            return (found == Term.none ? Term(.false) : found).bits
        },
        Native("lists", "keymember", 3, .ordinary, "Is there a tuple whose n-th element equals a key?") { p, a in
            let found = keyFind(ProcessPointer(p), NativeArguments(a))
            return (found == Term.raised ? found : Term.boolean(found != Term.none)).bits
        },
        Native("lists", "keysearch", 3, .ordinary, "{:value, tuple} of the first tuple whose n-th element equals a key, or false.") { p, a in
            let p = ProcessPointer(p)
            let found = keyFind(p, NativeArguments(a))
            if found == Term.raised { return found.bits }
            return (found == Term.none ? Term(.false) : p.tuple(Term(.value), found)).bits
        },
        Native("lists", "sort", 1, .ordinary, "The elements in order; equal ones stay as they were.") { p, a in
            sort(ProcessPointer(p), NativeArguments(a)[0], key: nil, unique: false).bits
        },
        Native("lists", "usort", 1, .ordinary, "The elements in order, of equal ones the first.") { p, a in
            sort(ProcessPointer(p), NativeArguments(a)[0], key: nil, unique: true).bits
        },
        Native("lists", "keysort", 2, .ordinary, "Tuples in the order of their n-th elements; equal ones stay as they were.") { p, a in
            let a = NativeArguments(a)
            return keySort(ProcessPointer(p), a[0], a[1], unique: false).bits
        },
        Native("lists", "ukeysort", 2, .ordinary, "Tuples in the order of their n-th elements, of equal ones the first.") { p, a in
            let a = NativeArguments(a)
            return keySort(ProcessPointer(p), a[0], a[1], unique: true).bits
        },
    ]
}

private func reverse(_ p: ProcessPointer, _ list: Term, _ tail: Term) -> Term {
    let count = properLength(list)
    guard count >= 0 else {
        // Two elements are taken off before the tail is looked at.
        return list.isCons && list.tail.isCons ? p.badArgument() : p.raiseError(.function_clause)
    }
    if count == 0 { return tail }
    let cells = p.allocate(2 * count)
    var result = tail
    var rest = list
    var cell = cells
    while rest.isCons {
        cell[0] = rest.head.bits
        cell[1] = result.bits
        result = Term(cons: cell)
        cell += 2
        rest = rest.tail
    }
    return result
}

private func member(_ p: ProcessPointer, _ element: Term, _ list: Term) -> Term {
    var rest = list
    if element.isImmediate {
        while rest.isCons {
            if rest.head.bits == element.bits { return Term(.true) }
            rest = rest.tail
        }
    } else {
        while rest.isCons {
            if exactlyEqual(rest.head, element) { return Term(.true) }
            rest = rest.tail
        }
    }
    return rest.isEmptyList ? Term(.false) : p.badArgument()
}

/// The first tuple, `.none` or `.raised`.
private func keyFind(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard a[1].isSmall, a[1].small >= 1 else { return p.badArgument() }
    let place = a[1].small - 1
    var rest = a[2]
    while rest.isCons {
        let tuple = rest.head
        if tuple.isTuple, tuple.tupleSize > place, equal(tuple.element(place), a[0]) { return tuple }
        rest = rest.tail
    }
    return rest.isEmptyList ? .none : p.badArgument()
}

private func keySort(_ p: ProcessPointer, _ place: Term, _ list: Term, unique: Bool) -> Term {
    guard place.isSmall, place.small >= 1 else { return p.raiseError(.function_clause) }
    // What is in order by itself is not looked at.
    guard list.isCons, list.tail.isCons else { return properLength(list) < 0 ? p.raiseError(.case_clause, list) : list }
    var rest = list
    while rest.isCons {
        guard rest.head.isTuple, rest.head.tupleSize >= place.small else { return p.badArgument() }
        rest = rest.tail
    }
    return sort(p, list, key: place.small - 1, unique: unique)
}

/// Merge sort from the bottom up; lists that are in order already take one pass.
private func sort(_ p: ProcessPointer, _ list: Term, key: Int?, unique: Bool) -> Term {
    let count = properLength(list)
    guard count >= 0 else { return p.raiseError(.function_clause) }
    if count < 2 { return list }
    let items = WordPointer.allocate(capacity: 2 * count)
    defer { items.deallocate() }
    var rest = list
    for index in 0..<count {
        items[index] = rest.head.bits
        rest = rest.tail
    }
    let sorter = Sorter(p: p, key: key ?? -1)
    if sorter.isStrictlySorted(items, count) { return list }
    let sorted = sorter.sort(items, items + count, count)
    if !unique { return p.list(from: sorted, count: count) }
    var kept = 1
    for index in 1..<count where sorter.order(sorted[kept - 1], sorted[index]) != 0 {
        sorted[kept] = sorted[index]
        kept += 1
    }
    return p.list(from: sorted, count: kept)
}

private struct Sorter {
    let p: ProcessPointer
    /// The element of tuples that decides, -1: the terms themselves.
    let key: Int

    @inline(__always)
    func order(_ a: UInt64, _ b: UInt64) -> Int {
        key < 0 ? p.compare(Term(bits: a), Term(bits: b)) : p.compare(Term(bits: a).element(key), Term(bits: b).element(key))
    }

    func isStrictlySorted(_ items: WordPointer, _ count: Int) -> Bool {
        for index in 1..<count where order(items[index - 1], items[index]) >= 0 { return false }
        return true
    }

    /// Sorts in place or into the spare room; returns where the result is.
    func sort(_ items: WordPointer, _ spare: WordPointer, _ count: Int) -> WordPointer {
        // Short runs by insertion.
        let run = 8
        var start = 0
        while start < count {
            let end = min(start + run, count)
            var index = start + 1
            while index < end {
                let item = items[index]
                var place = index
                while place > start, order(items[place - 1], item) > 0 {
                    items[place] = items[place - 1]
                    place -= 1
                }
                items[place] = item
                index += 1
            }
            start = end
        }
        var from = items
        var to = spare
        var width = run
        while width < count {
            var left = 0
            while left < count {
                let middle = min(left + width, count)
                let end = min(left + 2 * width, count)
                merge(from, to, left, middle, end)
                left = end
            }
            swap(&from, &to)
            width *= 2
        }
        return from
    }

    @inline(__always)
    private func merge(_ from: WordPointer, _ to: WordPointer, _ left: Int, _ middle: Int, _ end: Int) {
        if middle == end || order(from[middle - 1], from[middle]) <= 0 {
            (to + left).update(from: from + left, count: end - left)
            return
        }
        var first = left
        var second = middle
        var place = left
        while first < middle, second < end {
            if order(from[first], from[second]) <= 0 {
                to[place] = from[first]
                first += 1
            } else {
                to[place] = from[second]
                second += 1
            }
            place += 1
        }
        (to + place).update(from: from + first, count: middle - first)
        (to + place + middle - first).update(from: from + second, count: end - second)
    }
}
