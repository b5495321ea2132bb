// `:atomics` and `:counters`: arrays of 64-bit integers that processes change together.
import Bytecode
import Glibc
import Synchronization

/// An array of atomic integers.
final class AtomicArray: MagicObject, @unchecked Sendable {
    let cells: UnsafeMutablePointer<Atomic<Int>>
    let count: Int
    let isSigned: Bool
    /// Of `:counters`, and with which option.
    let counterOption: KnownAtom?

    init(count: Int, isSigned: Bool, counterOption: KnownAtom?) {
        self.count = count
        self.isSigned = isSigned
        self.counterOption = counterOption
        cells = .allocate(capacity: count)
        for index in 0..<count { (cells + index).initialize(to: Atomic(0)) }
        super.init()
    }

    deinit { cells.deallocate() }

    func term(_ p: ProcessPointer, _ value: Int) -> Term { isSigned ? p.integer(value) : p.integer(unsigned: UInt(bitPattern: value)) }

    /// The 64 bits of an integer in the array's range.
    func value(_ term: Term) -> Int? {
        if term.isSmall { return isSigned || term.small >= 0 ? term.small : nil }
        guard term.isBigInteger, term.header.size == 1 else { return nil }
        let limb = term.boxedAddress[1]
        if term.isNegativeInteger { return isSigned && limb <= 1 << 63 ? 0 &- Int(truncatingIfNeeded: limb) : nil }
        return isSigned ? Int(exactly: limb) : Int(truncatingIfNeeded: limb)
    }

    /// What may be added: any 64 bits, signed or not.
    func increment(_ term: Term) -> Int? {
        if term.isSmall { return term.small }
        guard term.isBigInteger, term.header.size == 1 else { return nil }
        let limb = Int(truncatingIfNeeded: term.boxedAddress[1])
        return term.isNegativeInteger ? 0 &- limb : limb
    }
}

enum CounterNatives {
    static let rows: [Native] = [
        Native("atomics", "new", 2, .ordinary, "An array of atomic integers.") { p, a in newAtomics(ProcessPointer(p), NativeArguments(a)).bits },
        Native("atomics", "put", 3, .ordinary, "Sets an integer.") { p, a in
            change(ProcessPointer(p), NativeArguments(a), counter: false) { cell, value in
                cell.store(value, ordering: .sequentiallyConsistent)
                return nil
            }.bits
        },
        Native("atomics", "get", 2, .ordinary, "An integer.") { p, a in get(ProcessPointer(p), NativeArguments(a), counter: false).bits },
        Native("atomics", "add", 3, .ordinary, "Adds to an integer.") { p, a in
            add(ProcessPointer(p), NativeArguments(a), sign: 1, counter: false, returnsValue: false).bits
        },
        Native("atomics", "sub", 3, .ordinary, "Subtracts from an integer.") { p, a in
            add(ProcessPointer(p), NativeArguments(a), sign: -1, counter: false, returnsValue: false).bits
        },
        Native("atomics", "add_get", 3, .ordinary, "Adds to an integer and gives the sum.") { p, a in
            add(ProcessPointer(p), NativeArguments(a), sign: 1, counter: false, returnsValue: true).bits
        },
        Native("atomics", "sub_get", 3, .ordinary, "Subtracts from an integer and gives the difference.") { p, a in
            add(ProcessPointer(p), NativeArguments(a), sign: -1, counter: false, returnsValue: true).bits
        },
        Native("atomics", "exchange", 3, .ordinary, "Sets an integer and gives the old one.") { p, a in
            change(ProcessPointer(p), NativeArguments(a), counter: false) { $0.exchange($1, ordering: .sequentiallyConsistent) }.bits
        },
        Native("atomics", "compare_exchange", 4, .ordinary, "Sets an integer if it is the expected one: :ok, or what it is.") { p, a in
            compareExchange(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("atomics", "info", 1, .ordinary, "Size and range of an array.") { p, a in
            let p = ProcessPointer(p)
            guard let array = array(NativeArguments(a)[0], counter: false) else { return p.badArgument().bits }
            return p.map((.size, Term(small: array.count)), (.memory, Term(small: array.count * 8 + 40)),
                         (.min, array.isSigned ? p.integer(.min) : Term(small: 0)),
                         (.max, array.isSigned ? p.integer(.max) : p.integer(unsigned: .max))).bits
        },
        Native("counters", "new", 2, .ordinary, "An array of counters.") { p, a in newCounters(ProcessPointer(p), NativeArguments(a)).bits },
        Native("counters", "get", 2, .ordinary, "A counter's value.") { p, a in get(ProcessPointer(p), NativeArguments(a), counter: true).bits },
        Native("counters", "put", 3, .ordinary, "Sets a counter.") { p, a in
            change(ProcessPointer(p), NativeArguments(a), counter: true) { cell, value in
                cell.store(value, ordering: .sequentiallyConsistent)
                return nil
            }.bits
        },
        Native("counters", "add", 3, .ordinary, "Adds to a counter.") { p, a in
            add(ProcessPointer(p), NativeArguments(a), sign: 1, counter: true, returnsValue: false).bits
        },
        Native("counters", "sub", 3, .ordinary, "Subtracts from a counter.") { p, a in
            add(ProcessPointer(p), NativeArguments(a), sign: -1, counter: true, returnsValue: false).bits
        },
        Native("counters", "info", 1, .ordinary, "The size of an array of counters.") { p, a in
            let p = ProcessPointer(p)
            guard let array = array(NativeArguments(a)[0], counter: true) else { return p.badArgument().bits }
            return p.map((.size, Term(small: array.count)), (.memory, Term(small: array.count * 8 + 40))).bits
        },
    ]
}

/// The array that a reference is, or `{:atomics | :write_concurrency, reference}` of counters.
private func array(_ term: Term, counter: Bool) -> AtomicArray? {
    var reference = term
    if counter {
        guard term.isTuple, term.tupleSize == 2, term.element(0) == KnownAtom.atomics || term.element(0) == KnownAtom.write_concurrency else { return nil }
        reference = term.element(1)
    }
    guard let array = reference.magicObject(AtomicArray.self), (array.counterOption != nil) == counter else { return nil }
    return array
}

private func cell(_ a: NativeArguments, counter: Bool) -> (AtomicArray, UnsafeMutablePointer<Atomic<Int>>)? {
    guard let array = array(a[0], counter: counter), a[1].isSmall, a[1].small >= 1, a[1].small <= array.count else { return nil }
    return (array, array.cells + (a[1].small - 1))
}

private func newAtomics(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard a[0].isSmall, a[0].small >= 1, a[0].small < 1 << 32 else { return p.badArgument() }
    var isSigned = true
    var rest = a[1]
    while rest.isCons {
        let option = rest.head
        guard option.isTuple, option.tupleSize == 2, option.element(0) == KnownAtom.signed, option.element(1).isBoolean else { return p.badArgument() }
        isSigned = option.element(1) == KnownAtom.true
        rest = rest.tail
    }
    guard rest.isEmptyList else { return p.badArgument() }
    return p.magicReference(AtomicArray(count: a[0].small, isSigned: isSigned, counterOption: nil), number: p.nextReferenceNumber())
}

private func newCounters(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard a[0].isSmall, a[0].small >= 1, a[0].small < 1 << 32 else { return p.badArgument() }
    var option = KnownAtom.atomics
    var rest = a[1]
    while rest.isCons {
        guard rest.head == KnownAtom.atomics || rest.head == KnownAtom.write_concurrency else { return p.badArgument() }
        option = rest.head == KnownAtom.atomics ? .atomics : .write_concurrency
        rest = rest.tail
    }
    guard rest.isEmptyList else { return p.badArgument() }
    let array = AtomicArray(count: a[0].small, isSigned: true, counterOption: option)
    return p.tuple(Term(option), p.magicReference(array, number: p.nextReferenceNumber()))
}

private func get(_ p: ProcessPointer, _ a: NativeArguments, counter: Bool) -> Term {
    guard let (array, cell) = cell(a, counter: counter) else { return p.badArgument() }
    return array.term(p, cell.pointee.load(ordering: .sequentiallyConsistent))
}

private func change(_ p: ProcessPointer, _ a: NativeArguments, counter: Bool, _ body: (borrowing Atomic<Int>, Int) -> Int?) -> Term {
    guard let (array, cell) = cell(a, counter: counter), let value = array.value(a[2]) else { return p.badArgument() }
    return body(cell.pointee, value).map { array.term(p, $0) } ?? Term(.ok)
}

private func add(_ p: ProcessPointer, _ a: NativeArguments, sign: Int, counter: Bool, returnsValue: Bool) -> Term {
    guard let (array, cell) = cell(a, counter: counter), let increment = array.increment(a[2]) else { return p.badArgument() }
    let result = cell.pointee.wrappingAdd(increment &* sign, ordering: .sequentiallyConsistent).newValue
    return returnsValue ? array.term(p, result) : Term(.ok)
}

private func compareExchange(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard let (array, cell) = cell(a, counter: false), let expected = array.value(a[2]), let desired = array.value(a[3]) else { return p.badArgument() }
    let (exchanged, original) = cell.pointee.compareExchange(expected: expected, desired: desired, ordering: .sequentiallyConsistent)
    return exchanged ? Term(.ok) : array.term(p, original)
}
