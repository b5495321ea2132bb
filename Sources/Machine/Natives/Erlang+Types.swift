// `:erlang`: tests of types, sizes, and what lists and tuples are made of.
import Bytecode

enum TypeNatives {
    static let rows: [Native] = [
        Native("erlang", "is_integer", 1, .guard, "Is this an integer?") { _, a in Term.boolean(NativeArguments(a)[0].isInteger).bits },
        Native("erlang", "is_float", 1, .guard, "Is this a float?") { _, a in Term.boolean(NativeArguments(a)[0].isFloat).bits },
        Native("erlang", "is_number", 1, .guard, "Is this a number?") { _, a in Term.boolean(NativeArguments(a)[0].isNumber).bits },
        Native("erlang", "is_atom", 1, .guard, "Is this an atom?") { _, a in Term.boolean(NativeArguments(a)[0].isAtom).bits },
        Native("erlang", "is_boolean", 1, .guard, "Is this true or false?") { _, a in Term.boolean(NativeArguments(a)[0].isBoolean).bits },
        Native("erlang", "is_binary", 1, .guard, "Is this a bitstring of whole bytes?") { _, a in Term.boolean(NativeArguments(a)[0].isBinary).bits },
        Native("erlang", "is_bitstring", 1, .guard, "Is this a bitstring?") { _, a in Term.boolean(NativeArguments(a)[0].isBitstring).bits },
        Native("erlang", "is_list", 1, .guard, "Is this [] or a cons cell?") { _, a in Term.boolean(NativeArguments(a)[0].isList).bits },
        Native("erlang", "is_tuple", 1, .guard, "Is this a tuple?") { _, a in Term.boolean(NativeArguments(a)[0].isTuple).bits },
        Native("erlang", "is_map", 1, .guard, "Is this a map?") { _, a in Term.boolean(NativeArguments(a)[0].isMap).bits },
        Native("erlang", "is_pid", 1, .guard, "Is this a process identifier?") { _, a in Term.boolean(NativeArguments(a)[0].isPid).bits },
        Native("erlang", "is_port", 1, .guard, "Is this a port identifier?") { _, a in Term.boolean(NativeArguments(a)[0].isLocalPort).bits },
        Native("erlang", "is_reference", 1, .guard, "Is this a reference?") { _, a in Term.boolean(NativeArguments(a)[0].isReference).bits },
        Native("erlang", "is_function", 1, .guard, "Is this a function?") { _, a in Term.boolean(NativeArguments(a)[0].isFun).bits },
        Native("erlang", "is_function", 2, .guard, "Is this a function of that arity?") { p, a in
            let a = NativeArguments(a)
            guard a[1].isInteger, !a[1].isNegativeInteger else { return ProcessPointer(p).badArgument().bits }
            return Term.boolean(a[0].isFun && a[1].isSmall && a[0].funArity == a[1].small).bits
        },
        Native("erlang", "is_integer", 3, .guard, "Is this an integer between two?") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isInteger, a[2].isInteger else { return p.badArgument().bits }
            return Term.boolean(a[0].isInteger && p.compare(a[0], a[1]) >= 0 && p.compare(a[0], a[2]) <= 0).bits
        },
        Native("erlang", "is_record", 2, .guard, "Is this a tuple whose first element is that atom?") { p, a in
            let a = NativeArguments(a)
            guard a[1].isAtom else { return ProcessPointer(p).badArgument().bits }
            return Term.boolean(a[0].isTuple && a[0].tupleSize > 0 && a[0].element(0).bits == a[1].bits).bits
        },
        Native("erlang", "is_record", 3, .guard, "Is this a tuple of that size whose first element is that atom?") { p, a in
            let a = NativeArguments(a)
            // As on the BEAM, an atom is a size that no tuple has.
            guard a[1].isAtom, a[2].isSmall || a[2].isAtom else { return ProcessPointer(p).badArgument().bits }
            return Term.boolean(a[2].isSmall && a[0].isTuple && a[0].tupleSize == a[2].small && a[2].small > 0
                && a[0].element(0).bits == a[1].bits).bits
        },
        Native("erlang", "hd", 1, .guard, "The head of a list.") { p, a in
            let list = NativeArguments(a)[0]
            return (list.isCons ? list.head : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "tl", 1, .guard, "The tail of a list.") { p, a in
            let list = NativeArguments(a)[0]
            return (list.isCons ? list.tail : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "length", 1, .guard, "The number of elements of a proper list.") { p, a in
            let count = properLength(NativeArguments(a)[0])
            return (count >= 0 ? Term(small: count) : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "tuple_size", 1, .guard, "The number of elements of a tuple.") { p, a in
            let tuple = NativeArguments(a)[0]
            return (tuple.isTuple ? Term(small: tuple.tupleSize) : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "map_size", 1, .guard, "The number of keys of a map.") { p, a in
            let map = NativeArguments(a)[0]
            return (map.isMap ? Term(small: mapSize(map)) : ProcessPointer(p).raiseError(.badmap, map)).bits
        },
        Native("erlang", "byte_size", 1, .guard, "The bytes that hold a bitstring.") { p, a in
            let term = NativeArguments(a)[0]
            return (term.isBitstring ? Term(small: (term.bitSize + 7) >> 3) : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "bit_size", 1, .guard, "The bits of a bitstring.") { p, a in
            let term = NativeArguments(a)[0]
            return (term.isBitstring ? Term(small: term.bitSize) : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "size", 1, .guard, "The size of a tuple or of a binary in bytes.") { p, a in
            let term = NativeArguments(a)[0]
            if term.isTuple { return Term(small: term.tupleSize).bits }
            return (term.isBitstring ? Term(small: term.bitSize >> 3) : ProcessPointer(p).badArgument()).bits
        },
        Native("erlang", "element", 2, .guard, "The n-th element of a tuple, from 1.") { p, a in
            let a = NativeArguments(a)
            guard a[0].isSmall, a[1].isTuple, a[0].small >= 1, a[0].small <= a[1].tupleSize else { return ProcessPointer(p).badArgument().bits }
            return a[1].element(a[0].small - 1).bits
        },
        Native("erlang", "setelement", 3, .ordinary, "A tuple with its n-th element, from 1, replaced.") { p, a in
            let a = NativeArguments(a)
            let p = ProcessPointer(p)
            guard a[0].isSmall, a[1].isTuple, a[0].small >= 1, a[0].small <= a[1].tupleSize else { return p.badArgument().bits }
            let size = a[1].tupleSize
            let cell = p.allocate(size + 1)
            cell.update(from: a[1].boxedAddress, count: size + 1)
            cell[0] = Header(.tuple, size: size).bits
            cell[a[0].small] = a[2].bits
            return Term(boxed: cell).bits
        },
        Native("erlang", "make_tuple", 2, .ordinary, "A tuple of equal elements.") { p, a in
            let a = NativeArguments(a)
            return makeTuple(ProcessPointer(p), a[0], a[1], .emptyList).bits
        },
        Native("erlang", "make_tuple", 3, .ordinary, "A tuple of equal elements but for those that {position, term} pairs give.") { p, a in
            let a = NativeArguments(a)
            return makeTuple(ProcessPointer(p), a[0], a[1], a[2]).bits
        },
        Native("erlang", "append_element", 2, .ordinary, "A tuple with one more element at the end.") { p, a in
            let a = NativeArguments(a)
            guard a[0].isTuple else { return ProcessPointer(p).badArgument().bits }
            return insertElement(ProcessPointer(p), a[0], at: a[0].tupleSize, a[1]).bits
        },
        Native("erlang", "insert_element", 3, .ordinary, "A tuple with one more element at a position from 1.") { p, a in
            let a = NativeArguments(a)
            guard a[0].isSmall, a[1].isTuple, a[0].small >= 1, a[0].small <= a[1].tupleSize + 1 else { return ProcessPointer(p).badArgument().bits }
            return insertElement(ProcessPointer(p), a[1], at: a[0].small - 1, a[2]).bits
        },
        Native("erlang", "delete_element", 2, .ordinary, "A tuple without the element at a position from 1.") { p, a in
            let a = NativeArguments(a)
            let p = ProcessPointer(p)
            guard a[0].isSmall, a[1].isTuple, a[0].small >= 1, a[0].small <= a[1].tupleSize else { return p.badArgument().bits }
            let size = a[1].tupleSize
            if size == 1 { return p.machine.shapes.emptyTuple.bits }
            let place = a[0].small - 1
            let cell = p.allocate(size)
            let from = a[1].boxedAddress + 1
            cell[0] = Header(.tuple, size: size - 1).bits
            (cell + 1).update(from: from, count: place)
            (cell + 1 + place).update(from: from + place + 1, count: size - place - 1)
            return Term(boxed: cell).bits
        },
        Native("erlang", "tuple_to_list", 1, .ordinary, "The elements of a tuple as a list.") { p, a in
            let tuple = NativeArguments(a)[0]
            guard tuple.isTuple else { return ProcessPointer(p).badArgument().bits }
            return ProcessPointer(p).list(from: tuple.boxedAddress + 1, count: tuple.tupleSize).bits
        },
        Native("erlang", "list_to_tuple", 1, .ordinary, "A tuple of the elements of a list.") { p, a in
            let list = NativeArguments(a)[0]
            let p = ProcessPointer(p)
            let count = properLength(list)
            guard count >= 0 else { return p.badArgument().bits }
            if count == 0 { return p.machine.shapes.emptyTuple.bits }
            guard count < 1 << 24 else { return p.raiseError(.system_limit).bits }
            let cell = p.allocate(count + 1)
            cell[0] = Header(.tuple, size: count).bits
            var rest = list
            for index in 1...count {
                cell[index] = rest.head.bits
                rest = rest.tail
            }
            return Term(boxed: cell).bits
        },
    ]
}

extension Term {
    @inline(__always) var isPid: Bool { isLocalPid || isBoxed(.externalPid) }
    @inline(__always) var isReference: Bool {
        guard isBoxed else { return false }
        let kind = header.kind
        return kind == .reference || kind == .magic || kind == .externalReference
    }
    /// The arity of a fun. Only for funs.
    var funArity: Int { header.kind == .fun ? funEntry.pointee.arity : exportEntry.pointee.arity }
}

/// The length of a proper list, -1 for what is none.
@inline(__always)
func properLength(_ list: Term) -> Int {
    var count = 0
    var rest = list
    while rest.isCons {
        count &+= 1
        rest = rest.tail
    }
    return rest.isEmptyList ? count : -1
}

extension UnsafeMutablePointer where Pointee == Process {
    /// A list of terms that stand in memory, before `tail`.
    func list(from words: WordPointer, count: Int, tail: Term = .emptyList) -> Term {
        if count == 0 { return tail }
        let cells = allocate(2 * count)
        for index in 0..<count {
            cells[2 * index] = words[index]
            cells[2 * index + 1] = Term(cons: cells + 2 * index + 2).bits
        }
        cells[2 * count - 1] = tail.bits
        return Term(cons: cells)
    }
}

private func makeTuple(_ p: ProcessPointer, _ size: Term, _ initial: Term, _ pairs: Term) -> Term {
    guard size.isSmall, size.small >= 0, size.small < 1 << 24 else { return p.badArgument() }
    let count = size.small
    guard properLength(pairs) >= 0 else { return p.badArgument() }
    if count == 0 { return pairs.isEmptyList ? p.machine.shapes.emptyTuple : p.badArgument() }
    let cell = p.allocate(count + 1)
    cell[0] = Header(.tuple, size: count).bits
    for index in 1...count { cell[index] = initial.bits }
    var rest = pairs
    while rest.isCons {
        let pair = rest.head
        guard pair.isTuple, pair.tupleSize == 2, pair.element(0).isSmall, pair.element(0).small >= 1,
              pair.element(0).small <= count else { return p.badArgument() }
        cell[pair.element(0).small] = pair.element(1).bits
        rest = rest.tail
    }
    return Term(boxed: cell)
}

private func insertElement(_ p: ProcessPointer, _ tuple: Term, at place: Int, _ value: Term) -> Term {
    let size = tuple.tupleSize
    let cell = p.allocate(size + 2)
    let from = tuple.boxedAddress + 1
    cell[0] = Header(.tuple, size: size + 1).bits
    (cell + 1).update(from: from, count: place)
    cell[place + 1] = value.bits
    (cell + place + 2).update(from: from + place, count: size - place)
    return Term(boxed: cell)
}
