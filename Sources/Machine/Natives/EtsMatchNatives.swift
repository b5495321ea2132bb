// `:ets`: what goes through a table with a match specification. The specifications are in Tables/MatchProgram.swift.
import Bytecode

enum EtsMatchNatives {
    static let rows: [Native] = [
        Native("ets", "select", 2, .ordinary, "What a match specification makes of the objects.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return select(p, a[0], a[1], limit: nil).bits
        },
        Native("ets", "select", 3, .ordinary, "What a match specification makes of the objects, some at a time.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return select(p, a[0], a[1], limit: a[2]).bits
        },
        Native("ets", "select", 1, .ordinary, "More of what a selection has begun.") { p, a in resume(ProcessPointer(p), NativeArguments(a)[0]).bits },
        Native("ets", "select_reverse", 2, .ordinary, "As select, from the end.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return select(p, a[0], a[1], limit: nil, isReverse: true).bits
        },
        Native("ets", "select_reverse", 3, .ordinary, "As select, from the end, some at a time.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return select(p, a[0], a[1], limit: a[2], isReverse: true).bits
        },
        Native("ets", "select_reverse", 1, .ordinary, "More of what a selection has begun.") { p, a in
            resume(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("ets", "match", 2, .ordinary, "The bindings of a pattern in all objects that match.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return select(p, a[0], specification(p, a[1], .bindings), limit: nil).bits
        },
        Native("ets", "match", 3, .ordinary, "The bindings of a pattern in objects that match, some at a time.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return select(p, a[0], specification(p, a[1], .bindings), limit: a[2]).bits
        },
        Native("ets", "match", 1, .ordinary, "More of what a match has begun.") { p, a in resume(ProcessPointer(p), NativeArguments(a)[0]).bits },
        Native("ets", "match_object", 2, .ordinary, "The objects that match a pattern.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return select(p, a[0], specification(p, a[1], .object), limit: nil).bits
        },
        Native("ets", "match_object", 3, .ordinary, "The objects that match a pattern, some at a time.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return select(p, a[0], specification(p, a[1], .object), limit: a[2]).bits
        },
        Native("ets", "match_object", 1, .ordinary, "More of what a match has begun.") { p, a in
            resume(ProcessPointer(p), NativeArguments(a)[0]).bits
        },
        Native("ets", "match_delete", 2, .ordinary, "Removes the objects that match a pattern.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            let removed = removeSelected(p, a[0], specification(p, a[1], .truth))
            return (removed == Term.raised ? removed : Term(.true)).bits
        },
        Native("ets", "select_delete", 2, .ordinary, "Removes the objects of which a match specification makes true, and counts them.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return removeSelected(p, a[0], a[1]).bits
        },
        Native("ets", "select_count", 2, .ordinary, "Counts the objects of which a match specification makes true.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withTable(p, a[0], .read) { table in
                guard let program = MatchProgram(p, a[1], keyIndex: table.keyIndex) else { return p.badArgument() }
                var count = 0
                visit(table, program) {
                    if program.run($0.pointee.tuple) == KnownAtom.true { count += 1 }
                    return true
                }
                return Term(small: count)
            }.bits
        },
        Native("ets", "select_replace", 2, .ordinary, "Replaces objects by what a match specification makes of them, and counts them.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withTable(p, a[0], .write) { replaceSelected(p, $0, a[1]) }.bits
        },
        Native("ets", "match_spec_compile", 1, .ordinary, "A match specification for match_spec_run/2.") { p, a in
            let p = ProcessPointer(p)
            let specification = NativeArguments(a)[0]
            guard MatchProgram(p, specification, keyIndex: 0) != nil else { return p.badArgument().bits }
            let compiled = CompiledSpecification(TableObject.make(p.tuple([specification]), p.pointee.core))
            return p.magicReference(compiled, number: p.nextReferenceNumber()).bits
        },
        Native("ets", "is_compiled_ms", 1, .ordinary, "Is this what match_spec_compile/1 makes?") { _, a in
            Term.boolean(NativeArguments(a)[0].magicObject(CompiledSpecification.self) != nil).bits
        },
        Native("ets", "match_spec_run", 2, .ordinary, "What a compiled match specification makes of a list of tuples.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let compiled = a[1].magicObject(CompiledSpecification.self), properLength(a[0]) >= 0,
                  let program = MatchProgram(p, compiled.object.pointee.tuple.element(0), keyIndex: 0) else { return p.badArgument().bits }
            var results: [Term] = []
            var rest = a[0]
            while rest.isCons {
                let result = program.run(rest.head)
                if result != Term.none { results.append(result) }
                rest = rest.tail
            }
            return p.list(results).bits
        },
        Native("ets", "test_ms", 2, .ordinary, "{:ok, what a match specification makes of a tuple or false}, or {:error, reasons}.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isTuple else { return p.badArgument().bits }
            guard let program = MatchProgram(p, a[1], keyIndex: 0) else {
                var text = "The match specification is invalid."
                return p.tuple(Term(.error), p.list([p.tuple(Term(.error), text.withUTF8 { p.codePoints($0) })])).bits
            }
            let result = program.run(a[0])
            return p.tuple(Term(.ok), result == Term.none ? Term(.false) : result).bits
        },
    ]
}

/// A match specification that has been checked.
private final class CompiledSpecification: MagicObject, @unchecked Sendable {
    let object: ObjectPointer
    init(_ object: ObjectPointer) {
        self.object = object
        super.init()
    }
    deinit { TableObject.free(object) }
}

private enum PatternResult { case bindings, object, truth }

/// `[{pattern, [], [result]}]`
private func specification(_ p: ProcessPointer, _ pattern: Term, _ result: PatternResult) -> Term {
    let atoms = p.machine.data.tableAtoms
    let body = switch result {
    case .bindings: atoms.bindings
    case .object: atoms.object
    case .truth: Term(.true)
    }
    return p.list([p.tuple([pattern, .emptyList, p.list([body])])])
}

/// Calls back with the objects that may match until false: those with the only key, or all.
private func visit(_ table: Table, _ program: MatchProgram, _ body: (ObjectPointer) -> Bool) {
    if program.onlyKey == Term.none { return table.forEach(body) }
    var object = table.find(program.onlyKey)
    while let current = object {
        object = table.following(current)
        if !body(current) { return }
    }
}

// MARK: Selecting

// A continuation is `{table, specification, limit, place, results that wait, from the end?}`. The place is a bucket, or the key
// of the last object in an ordered set.

private func select(_ p: ProcessPointer, _ name: Term, _ specification: Term, limit: Term?, isReverse: Bool = false) -> Term {
    if let limit, !limit.isSmall || limit.small < 1 { return p.badArgument() }
    return withTable(p, name, .read) { table in
        guard let program = MatchProgram(p, specification, keyIndex: table.keyIndex) else { return p.badArgument() }
        var results: [Term] = []
        if let limit {
            let place = select(p, table, program, limit: limit.small, from: nil, isReverse, &results)
            return chunk(p, name, specification, limit.small, place, results, isReverse)
        }
        visit(table, program) {
            let result = program.run($0.pointee.tuple)
            if result != Term.none { results.append(result) }
            return true
        }
        if isReverse { results.reverse() }
        return p.list(results)
    }
}

private func resume(_ p: ProcessPointer, _ continuation: Term) -> Term {
    if continuation == p.machine.data.tableAtoms.endOfTable { return continuation }
    guard continuation.isTuple, continuation.tupleSize == 6, continuation.element(2).isSmall, continuation.element(5).isBoolean,
          properLength(continuation.element(4)) >= 0 else { return p.badArgument() }
    let limit = continuation.element(2).small
    let isReverse = continuation.element(5) == KnownAtom.true
    var results: [Term] = []
    var rest = continuation.element(4)
    while rest.isCons {
        results.append(rest.head)
        rest = rest.tail
    }
    return withTable(p, continuation.element(0), .read) { table in
        guard let program = MatchProgram(p, continuation.element(1), keyIndex: table.keyIndex) else { return p.badArgument() }
        var place: Term? = continuation.element(3)
        if place == p.machine.data.tableAtoms.endOfTable { place = nil }
        if results.count < limit, let from = place {
            place = select(p, table, program, limit: limit, from: from, isReverse, &results)
        }
        return chunk(p, continuation.element(0), continuation.element(1), limit, place, results, isReverse)
    }
}

/// Adds results until there are as many as the limit; gives the place to go on from, nil at the end.
private func select(_ p: ProcessPointer, _ table: Table, _ program: MatchProgram, limit: Int, from place: Term?, _ isReverse: Bool,
                    _ results: inout [Term]) -> Term? {
    func add(_ object: ObjectPointer) {
        let result = program.run(object.pointee.tuple)
        if result != Term.none { results.append(result) }
    }
    if let hashed = table.hashed {
        // Whole buckets: more than the limit waits in the continuation.
        var bucket = 0
        if let place, place.isSmall, place.small >= 0 { bucket = place.small }
        while bucket < hashed.bucketCount {
            if results.count >= limit { return Term(small: bucket) }
            hashed.forEach(from: bucket) {
                guard hashed.bucket($0.pointee.hash) == bucket else { return false }
                add($0)
                return true
            }
            bucket += 1
        }
        return nil
    }
    let sorted = table.sorted.unsafelyUnwrapped
    var last: Term?
    var isFull = false
    func take(_ object: ObjectPointer) -> Bool {
        if results.count >= limit {
            isFull = true
            return false
        }
        add(object)
        last = table.key(object)
        return true
    }
    if isReverse {
        sorted.forEachBackwards(before: place.map { sorted.place($0).place } ?? sorted.end, take)
    } else if let place {
        let (found, isThere) = sorted.place(place)
        sorted.forEach(from: isThere ? sorted.next(found) : found, take)
    } else {
        sorted.forEach(take)
    }
    return isFull ? last.map { p.copyIn($0) } ?? place : nil
}

/// `{results, continuation}`, or the end.
private func chunk(_ p: ProcessPointer, _ name: Term, _ specification: Term, _ limit: Int, _ place: Term?, _ results: [Term],
                   _ isReverse: Bool) -> Term {
    let end = p.machine.data.tableAtoms.endOfTable
    if results.isEmpty { return end }
    let now = p.list(Array(results.prefix(limit)))
    let waiting = results.dropFirst(limit)
    if waiting.isEmpty, place == nil { return p.tuple(now, end) }
    return p.tuple(now, p.tuple([name, specification, Term(small: limit), place ?? end, p.list(Array(waiting)), .boolean(isReverse)]))
}

// MARK: Changing

private func removeSelected(_ p: ProcessPointer, _ name: Term, _ specification: Term) -> Term {
    withTable(p, name, .write) { table in
        guard let program = MatchProgram(p, specification, keyIndex: table.keyIndex) else { return p.badArgument() }
        var selected: [ObjectPointer] = []
        visit(table, program) {
            if program.run($0.pointee.tuple) == KnownAtom.true { selected.append($0) }
            return true
        }
        for object in selected { table.remove(object) }
        return Term(small: selected.count)
    }
}

private func replaceSelected(_ p: ProcessPointer, _ table: Table, _ specification: Term) -> Term {
    guard table.kind != .bag, let program = MatchProgram(p, specification, keyIndex: table.keyIndex) else { return p.badArgument() }
    var selected: [(ObjectPointer, Term)] = []
    var isValid = true
    visit(table, program) { object in
        let result = program.run(object.pointee.tuple)
        if result == Term.none { return true }
        // The key may not change.
        isValid = isObject(result, table) && exactlyEqual(result.element(table.keyIndex), table.key(object))
        selected.append((object, result))
        return isValid
    }
    guard isValid else { return p.badArgument() }
    for (object, tuple) in selected {
        let new = TableObject.make(tuple, p.pointee.core)
        if table.kind == .duplicateBag { table.hashed.unsafelyUnwrapped.replace(object, with: new) } else { table.insert(new) }
    }
    return Term(small: selected.count)
}
