// `:ets`: going through tables, key by key or as a whole.
import Bytecode

enum EtsWalkNatives {
    static let rows: [Native] = [
        Native("ets", "tab2list", 1, .ordinary, "All objects of a table.") { p, a in
            let p = ProcessPointer(p)
            return withTable(p, NativeArguments(a)[0], .read) { table in
                var all: [Term] = []
                all.reserveCapacity(table.count)
                table.forEach {
                    all.append(p.copyIn($0.pointee.tuple))
                    return true
                }
                return p.list(all)
            }.bits
        },
        Native("ets", "first", 1, .ordinary, "The first key, or :\"$end_of_table\".") { p, a in
            step(ProcessPointer(p), NativeArguments(a), .first, withObjects: false).bits
        },
        Native("ets", "last", 1, .ordinary, "The last key, or :\"$end_of_table\".") { p, a in
            step(ProcessPointer(p), NativeArguments(a), .last, withObjects: false).bits
        },
        Native("ets", "next", 2, .ordinary, "The key after another, or :\"$end_of_table\".") { p, a in
            step(ProcessPointer(p), NativeArguments(a), .next, withObjects: false).bits
        },
        Native("ets", "prev", 2, .ordinary, "The key before another, or :\"$end_of_table\".") { p, a in
            step(ProcessPointer(p), NativeArguments(a), .previous, withObjects: false).bits
        },
        Native("ets", "first_lookup", 1, .ordinary, "{key, objects} of the first key, or :\"$end_of_table\".") { p, a in
            step(ProcessPointer(p), NativeArguments(a), .first, withObjects: true).bits
        },
        Native("ets", "last_lookup", 1, .ordinary, "{key, objects} of the last key, or :\"$end_of_table\".") { p, a in
            step(ProcessPointer(p), NativeArguments(a), .last, withObjects: true).bits
        },
        Native("ets", "next_lookup", 2, .ordinary, "{key, objects} of the key after another, or :\"$end_of_table\".") { p, a in
            step(ProcessPointer(p), NativeArguments(a), .next, withObjects: true).bits
        },
        Native("ets", "prev_lookup", 2, .ordinary, "{key, objects} of the key before another, or :\"$end_of_table\".") { p, a in
            step(ProcessPointer(p), NativeArguments(a), .previous, withObjects: true).bits
        },
        Native("ets", "slot", 2, .ordinary, "The objects in a slot of the table, or :\"$end_of_table\".") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withTable(p, a[0], .read) { slot(p, $0, a[1]) }.bits
        },
        Native("ets", "safe_fixtable", 2, .ordinary, "Keeps places in the table valid until it is released as often.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isBoolean else { return p.badArgument().bits }
            return fix(p, a[0], isFixed: a[1] == KnownAtom.true).bits
        },
    ]
}

private enum Step { case first, last, next, previous }

private func step(_ p: ProcessPointer, _ a: NativeArguments, _ step: Step, withObjects: Bool) -> Term {
    withTable(p, a[0], .read) { table in
        var object: ObjectPointer?
        if let sorted = table.sorted {
            switch step {
            case .first: object = sorted.object(sorted.first)
            case .last: object = sorted.previous(sorted.end).flatMap { sorted.object($0) }
            case .next:
                let (place, found) = sorted.place(a[1])
                object = sorted.object(found ? sorted.next(place) : place)
            case .previous: object = sorted.previous(sorted.place(a[1]).place).flatMap { sorted.object($0) }
            }
        } else if step == .first || step == .last {
            // Where there is no order, the last is as good as the first.
            object = table.hashed.unsafelyUnwrapped.first()
        } else {
            guard let next = table.hashed.unsafelyUnwrapped.next(after: a[1]) else { return p.badArgument() }
            object = next
        }
        guard let object else { return p.machine.data.tableAtoms.endOfTable }
        let key = p.copyIn(table.key(object))
        return withObjects ? p.tuple(key, objects(p, table, key, table.hash(key))) : key
    }
}

private func slot(_ p: ProcessPointer, _ table: Table, _ index: Term) -> Term {
    guard index.isSmall, index.small >= 0 else { return p.badArgument() }
    var found: [Term] = []
    if let hashed = table.hashed {
        if index.small == hashed.bucketCount { return p.machine.data.tableAtoms.endOfTable }
        guard index.small < hashed.bucketCount else { return p.badArgument() }
        hashed.forEach(from: index.small) {
            guard hashed.bucket($0.pointee.hash) == index.small else { return false }
            found.append(p.copyIn($0.pointee.tuple))
            return true
        }
        return p.list(found)
    }
    if index.small == table.count { return p.machine.data.tableAtoms.endOfTable }
    guard index.small < table.count else { return p.badArgument() }
    var left = index.small
    table.forEach {
        if left == 0 { found.append(p.copyIn($0.pointee.tuple)) }
        left -= 1
        return left >= 0
    }
    return p.list(found)
}

private func fix(_ p: ProcessPointer, _ name: Term, isFixed: Bool) -> Term {
    guard let table = findTable(p, name)?.takeUnretainedValue() else { return name.isAtom || name.isReference ? tableFailure(p, .id) : p.badArgument() }
    table.lockForWriting()
    defer { table.unlock() }
    if table.isDeleted { return tableFailure(p, .id) }
    if table.protection == .private, table.owner.bits != p.pointee.pid.bits { return tableFailure(p, .access) }
    let pid = p.pointee.pid.bits
    if isFixed {
        table.fixations[pid, default: 0] += 1
        p.machine.tables.noteFixation(table, by: p.pointee.pid)
    } else if let count = table.fixations[pid] {
        table.fixations[pid] = count > 1 ? count - 1 : nil
    }
    table.hashed?.fixations = table.fixations.count
    return Term(.true)
}
