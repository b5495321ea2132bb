// `:ets`: making tables, putting objects in, looking them up, taking them out. Walks and match specifications are in
// EtsWalkNatives.swift and EtsMatchNatives.swift; folds and what is built on walks is written in the language.
import Bytecode

enum EtsNatives {
    static let rows: [Native] = [
        Native("ets", "new", 2, .ordinary, "Makes a table.") { p, a in make(ProcessPointer(p), NativeArguments(a)).bits },
        Native("ets", "insert", 2, .ordinary, "Puts an object or a list of objects into a table.") { p, a in
            insert(ProcessPointer(p), NativeArguments(a), onlyNew: false).bits
        },
        Native("ets", "insert_new", 2, .ordinary, "Puts objects into a table if none of their keys is there.") { p, a in
            insert(ProcessPointer(p), NativeArguments(a), onlyNew: true).bits
        },
        Native("ets", "lookup", 2, .ordinary, "The objects with a key.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .read) { objects(p, $0, a[1], $1) }.bits
        },
        Native("ets", "member", 2, .ordinary, "Is there an object with that key?") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .read) { .boolean($0.find(a[1], $1) != nil) }.bits
        },
        Native("ets", "lookup_element", 3, .ordinary, "An element of the objects with a key.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .read) { element(p, $0, a[1], $1, a[2], otherwise: nil) }.bits
        },
        Native("ets", "lookup_element", 4, .ordinary, "An element of the objects with a key, or a default.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .read) { element(p, $0, a[1], $1, a[2], otherwise: a[3]) }.bits
        },
        Native("ets", "take", 2, .ordinary, "Removes the objects with a key and gives them.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .write) {
                let found = objects(p, $0, a[1], $1)
                $0.remove(key: a[1], $1)
                return found
            }.bits
        },
        Native("ets", "delete", 1, .ordinary, "Deletes a table.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withTable(p, a[0], .write) {
                p.machine.tables.remove($0, p.machine.schedulers)
                $0.markDeleted()
                return Term(.true)
            }.bits
        },
        Native("ets", "delete", 2, .ordinary, "Removes the objects with a key.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .write) {
                $0.remove(key: a[1], $1)
                return Term(.true)
            }.bits
        },
        Native("ets", "delete_object", 2, .ordinary, "Removes the objects that are exactly that one.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withTable(p, a[0], .write) { table in
                guard isObject(a[1], table) else { return p.badArgument() }
                var object = table.find(a[1].element(table.keyIndex))
                while let current = object {
                    object = table.following(current)
                    if exactlyEqual(current.pointee.tuple, a[1]) { table.remove(current) }
                }
                return Term(.true)
            }.bits
        },
        Native("ets", "delete_all_objects", 1, .ordinary, "Empties a table.") { p, a in
            withTable(ProcessPointer(p), NativeArguments(a)[0], .write) {
                $0.removeAll()
                return Term(.true)
            }.bits
        },
        Native("ets", "update_element", 3, .ordinary, "Replaces elements of the object with a key.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .write) { updateElements(p, $0, a[1], $1, a[2], initial: nil) }.bits
        },
        Native("ets", "update_element", 4, .ordinary, "Replaces elements of the object with a key, or of a new one.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .write) { updateElements(p, $0, a[1], $1, a[2], initial: a[3]) }.bits
        },
        Native("ets", "update_counter", 3, .ordinary, "Adds to elements of the object with a key.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .write) { updateCounters(p, $0, a[1], $1, a[2], initial: nil) }.bits
        },
        Native("ets", "update_counter", 4, .ordinary, "Adds to elements of the object with a key, or of a new one.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withKey(p, a[0], a[1], .write) { updateCounters(p, $0, a[1], $1, a[2], initial: a[3]) }.bits
        },
        Native("ets", "whereis", 1, .ordinary, "The reference of a named table, or :undefined.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isAtom else { return p.badArgument().bits }
            guard let table = findTable(p, a[0]) else { return Term(.undefined).bits }
            return table._withUnsafeGuaranteedRef { p.magicReference($0, number: $0.number) }.bits
        },
        Native("ets", "rename", 2, .ordinary, "Gives a table another name.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isAtom else { return p.badArgument().bits }
            return withTable(p, a[0], .write) { table in
                guard p.machine.tables.rename(table, to: a[1], p.machine.schedulers) else { return tableFailure(p, .already_exists) }
                return table.isNamed ? a[1] : a[0]
            }.bits
        },
        Native("ets", "setopts", 2, .ordinary, "Changes the heir of a table.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return withTable(p, a[0], .owner) { setOptions(p, $0, a[1]) }.bits
        },
        Native("ets", "give_away", 3, .ordinary, "Gives a table to another process, which gets a message.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isPid else { return p.badArgument().bits }
            return withTable(p, a[0], .owner) { table in
                guard a[1].isLocalPid, table.owner.bits != a[1].bits, p.pointee.core.find(a[1].bits) != nil, p.reaches(a[1]) else { return p.badArgument() }
                let from = table.owner
                p.machine.tables.changeOwner(table, to: a[1])
                p.machine.tables.sendTransfer(p, table, from: from, data: a[2])
                return Term(.true)
            }.bits
        },
        Native("ets", "all", 0, .ordinary, "All tables.") { p, _ in
            let p = ProcessPointer(p)
            let tables = p.machine.tables
            return p.list(tables.all.filter { !p.isLimited || p.domain.mayReach($0.domain) }.map { tables.identifier(p, $0) }).bits
        },
        Native("ets", "info", 1, .ordinary, "What there is to know of a table, or :undefined.") { p, a in
            let p = ProcessPointer(p)
            guard let table = findTable(p, NativeArguments(a)[0])?.takeUnretainedValue() else { return Term(.undefined).bits }
            table.lockForReading()
            defer { table.unlock() }
            if table.isDeleted { return Term(.undefined).bits }
            return p.list(informationItems.map { p.tuple(p.machine.atoms.term($0), information(p, table, $0).unsafelyUnwrapped) }).bits
        },
        Native("ets", "info", 2, .ordinary, "One item of what there is to know of a table, or :undefined.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[1].isAtom else { return p.badArgument().bits }
            guard let table = findTable(p, a[0])?.takeUnretainedValue() else { return Term(.undefined).bits }
            table.lockForReading()
            defer { table.unlock() }
            if table.isDeleted { return Term(.undefined).bits }
            return (information(p, table, p.machine.atoms.string(a[1])) ?? p.badArgument()).bits
        },
    ]

    /// A process has ended: its tables go to their heirs, or away.
    static func ownerEnded(_ p: ProcessPointer) { p.machine.tables.ownerEnds(p) }
}

// MARK: Access

/// `badarg` with the cause that the error's text is made of.
func tableFailure(_ p: ProcessPointer, _ cause: KnownAtom) -> Term {
    let raised = p.badArgument()
    p.pointee.exceptionInfo = Term(cause)
    return raised
}

/// The table that a term names. It lives until the process's time slice ends at least: the reference in the process's heap or the
/// registry holds it, and that frees nothing in the same epoch.
func findTable(_ p: ProcessPointer, _ term: Term) -> Unmanaged<Table>? {
    let core = p.pointee.core
    if term.isAtom {
        let namespace = p.pointee.domain._withUnsafeGuaranteedRef { $0.namespace }
        return core.pointee.tables._withUnsafeGuaranteedRef { $0.find(name: term, in: namespace, core.pointee.group) }
    }
    var table: Unmanaged<Table>?
    if term.isBoxed(.magic) {
        table = term.magicTable
    } else if term.isBoxed(.reference) {
        table = p.machine.tables.find(number: term.body(0).bits)
    }
    if p.isLimited, let found = table, !found._withUnsafeGuaranteedRef({ p.domain.mayReach($0.domain) }) { return nil }
    return table
}

/// There is no table of that name.
@inline(never)
private func noTable(_ p: ProcessPointer, _ term: Term) -> Term { term.isAtom || term.isReference ? tableFailure(p, .id) : p.badArgument() }

/// Why the process may not use a locked table so, or nil.
@inline(__always)
private func refusal(_ p: ProcessPointer, _ table: Table, _ use: TableUse) -> KnownAtom? {
    if table.isDeleted { return .id }
    if table.owner.bits == p.pointee.pid.bits { return nil }
    return switch use {
    case .read: table.protection != .private ? nil : .access
    case .write: table.protection == .public ? nil : .access
    case .owner: .access
    }
}

/// Calls back with the table, locked; raises if there is none or the process may not use it so.
@inline(__always)
func withTable(_ p: ProcessPointer, _ term: Term, _ use: TableUse, _ body: (Table) -> Term) -> Term {
    guard let found = findTable(p, term) else { return noTable(p, term) }
    return found._withUnsafeGuaranteedRef { table in
        if use == .read { table.lockForReading() } else { table.lockForWriting() }
        defer { table.unlock() }
        if let cause = refusal(p, table, use) { return tableFailure(p, cause) }
        guard p.isLimited, use != .read else { return body(table) }
        let words = table.words
        let result = body(table)
        p.chargeShared(words: table.words - words)
        return result
    }
}

/// As `withTable`, for what touches objects with one key alone: calls back with the table and the key's hash, locked as far as the
/// key's objects need it.
@inline(__always)
func withKey(_ p: ProcessPointer, _ term: Term, _ key: Term, _ use: TableUse, _ body: (Table, UInt64) -> Term) -> Term {
    // What a limited domain is charged for is what nobody else changes meanwhile.
    if p.isLimited, use != .read { return withTable(p, term, use) { body($0, $0.hash(key)) } }
    guard let found = findTable(p, term) else { return noTable(p, term) }
    return found._withUnsafeGuaranteedRef { table in
        let hash = table.hash(key)
        if use == .read { table.lockForReading(hash) } else { table.lockForWriting(hash) }
        var grows = false
        let result: Term
        if let cause = refusal(p, table, use) { result = tableFailure(p, cause) } else {
            result = body(table, hash)
            grows = use == .write && table.needsGrowth
        }
        table.unlock(hash)
        if grows { table.grow() }
        return result
    }
}

@inline(__always)
func isObject(_ term: Term, _ table: Table) -> Bool { term.isTuple && term.tupleSize > table.keyIndex }

// MARK: Making

private func make(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard a[0].isAtom else { return p.badArgument() }
    var options = TableOptions()
    var rest = a[1]
    while rest.isCons {
        guard read(rest.head, into: &options) else { return p.badArgument() }
        rest = rest.tail
    }
    guard rest.isEmptyList else { return p.badArgument() }
    if options.heirData != Term.none { options.heirData = p.tuple([options.heirData]) }
    let table = Table(name: a[0], options: options, number: p.nextReferenceNumber(), owner: p.pointee.pid, domain: p.domain, machine: p.machine)
    guard p.machine.tables.add(table) else { return tableFailure(p, .already_exists) }
    return p.machine.tables.identifier(p, table)
}

private func read(_ option: Term, into options: inout TableOptions) -> Bool {
    if option.isAtom {
        switch option {
        case Term(.set): options.kind = .set
        case Term(.ordered_set): options.kind = .orderedSet
        case Term(.bag): options.kind = .bag
        case Term(.duplicate_bag): options.kind = .duplicateBag
        case Term(.public): options.protection = .public
        case Term(.protected): options.protection = .protected
        case Term(.private): options.protection = .private
        case Term(.named_table): options.isNamed = true
        case Term(.compressed): options.isCompressed = true
        default: return false
        }
        return true
    }
    guard option.isTuple else { return false }
    if option.tupleSize == 3, option.element(0) == KnownAtom.heir, option.element(1).isLocalPid {
        options.heir = option.element(1)
        options.heirData = option.element(2)
        return true
    }
    guard option.tupleSize == 2 else { return false }
    let value = option.element(1)
    switch option.element(0) {
    case Term(.keypos):
        guard value.isSmall, value.small > 0 else { return false }
        options.keyPosition = value.small
    case Term(.heir): return value == KnownAtom.none
    case Term(.read_concurrency):
        guard value.isBoolean else { return false }
        options.readConcurrency = value
    case Term(.write_concurrency):
        guard value.isBoolean || value == KnownAtom.auto else { return false }
        options.writeConcurrency = value
    case Term(.decentralized_counters):
        guard value.isBoolean else { return false }
        options.decentralizedCounters = value == KnownAtom.true
    default: return false
    }
    return true
}

private func setOptions(_ p: ProcessPointer, _ table: Table, _ options: Term) -> Term {
    var rest = options.isCons || options.isEmptyList ? options : p.cons(options, .emptyList)
    while rest.isCons {
        let option = rest.head
        guard option.isTuple, option.tupleSize >= 2 else { return p.badArgument() }
        if option.tupleSize == 3, option.element(0) == KnownAtom.heir, option.element(1).isLocalPid {
            if let old = table.heirData { TableObject.free(old) }
            table.heir = option.element(1)
            table.heirData = TableObject.make(p.tuple([option.element(2)]), p.pointee.core)
        } else if option.tupleSize == 2, option.element(0) == KnownAtom.heir, option.element(1) == KnownAtom.none {
            table.heir = .none
        } else if option.tupleSize == 2, option.element(0) == KnownAtom.protection {
            switch option.element(1) {
            case Term(.public): table.protection = .public
            case Term(.protected): table.protection = .protected
            case Term(.private): table.protection = .private
            default: return p.badArgument()
            }
        } else {
            return p.badArgument()
        }
        rest = rest.tail
    }
    return rest.isEmptyList ? Term(.true) : p.badArgument()
}

// MARK: Objects

private func insert(_ p: ProcessPointer, _ a: NativeArguments, onlyNew: Bool) -> Term {
    let core = p.pointee.core
    if a[1].isTuple, let found = findTable(p, a[0]) {
        let keyIndex = found._withUnsafeGuaranteedRef { $0.keyIndex }
        guard keyIndex < a[1].tupleSize else { return withTable(p, a[0], .write) { _ in p.badArgument() } }
        // Copied before anybody has to wait for it.
        var object: ObjectPointer? = TableObject.make(a[1], core)
        let result = withKey(p, a[0], a[1].element(keyIndex), .write) { table, hash in
            if onlyNew, table.find(a[1].element(keyIndex), hash) != nil { return Term(.false) }
            table.insert(object.take().unsafelyUnwrapped, hash)
            return Term(.true)
        }
        if let object { TableObject.free(object) }
        return result
    }
    return withTable(p, a[0], .write) { table in
        var rest = a[1]
        while rest.isCons, isObject(rest.head, table) { rest = rest.tail }
        guard rest.isEmptyList else { return p.badArgument() }
        rest = a[1]
        while onlyNew, rest.isCons {
            if table.find(rest.head.element(table.keyIndex)) != nil { return Term(.false) }
            rest = rest.tail
        }
        rest = a[1]
        while rest.isCons {
            table.insert(TableObject.make(rest.head, core))
            rest = rest.tail
        }
        return Term(.true)
    }
}

/// Copies of the objects with a key, in the order they came.
func objects(_ p: ProcessPointer, _ table: Table, _ key: Term, _ hash: UInt64) -> Term {
    guard let first = table.find(key, hash) else { return .emptyList }
    guard table.kind == .bag || table.kind == .duplicateBag else { return p.cons(p.copyIn(first.pointee.tuple), .emptyList) }
    var found: [Term] = []
    var object: ObjectPointer? = first
    while let current = object {
        found.append(p.copyIn(current.pointee.tuple))
        object = table.following(current)
    }
    return p.list(found)
}

private func element(_ p: ProcessPointer, _ table: Table, _ key: Term, _ hash: UInt64, _ position: Term, otherwise: Term?) -> Term {
    guard position.isSmall, position.small > 0 else { return p.badArgument() }
    guard let first = table.find(key, hash) else { return otherwise ?? tableFailure(p, .badkey) }
    var found: [Term] = []
    var object: ObjectPointer? = first
    while let current = object {
        guard position.small <= current.pointee.tuple.tupleSize else { return p.badArgument() }
        let value = p.copyIn(current.pointee.tuple.element(position.small - 1))
        if table.kind == .set || table.kind == .orderedSet { return value }
        found.append(value)
        object = table.following(current)
    }
    return p.list(found)
}

/// The object to be updated: a copy of the one in the table, or of the initial one with the key put in.
private func updatable(_ p: ProcessPointer, _ table: Table, _ key: Term, _ hash: UInt64, _ initial: Term?) -> Term? {
    if let object = table.find(key, hash) { return copyTuple(p, object.pointee.tuple) }
    guard let initial, isObject(initial, table) else { return nil }
    let tuple = copyTuple(p, initial)
    tuple.boxedAddress[table.keyIndex + 1] = key.bits
    return tuple
}

private func copyTuple(_ p: ProcessPointer, _ tuple: Term) -> Term {
    let size = tuple.tupleSize
    let cell = p.allocate(size + 1)
    cell[0] = Header(.tuple, size: size).bits
    for index in 0..<size { cell[index + 1] = p.copyIn(tuple.element(index)).bits }
    return Term(boxed: cell)
}

private func updateElements(_ p: ProcessPointer, _ table: Table, _ key: Term, _ hash: UInt64, _ changes: Term, initial: Term?) -> Term {
    guard table.kind == .set || table.kind == .orderedSet else { return tableFailure(p, .table_type) }
    if let initial, !isObject(initial, table) { return p.badArgument() }
    var list = changes.isTuple ? p.cons(changes, .emptyList) : changes
    guard let tuple = updatable(p, table, key, hash, initial) else { return properLength(list) >= 0 ? Term(.false) : p.badArgument() }
    while list.isCons {
        let change = list.head
        guard change.isTuple, change.tupleSize == 2, change.element(0).isSmall, change.element(0).small > 0 else { return p.badArgument() }
        let position = change.element(0).small
        if position == table.keyIndex + 1 { return tableFailure(p, .keypos) }
        guard position <= tuple.tupleSize else { return tableFailure(p, .position) }
        tuple.boxedAddress[position] = change.element(1).bits
        list = list.tail
    }
    guard list.isEmptyList else { return p.badArgument() }
    table.insert(TableObject.make(tuple, p.pointee.core), hash)
    return Term(.true)
}

private func updateCounters(_ p: ProcessPointer, _ table: Table, _ key: Term, _ hash: UInt64, _ changes: Term, initial: Term?) -> Term {
    guard table.kind == .set || table.kind == .orderedSet else { return tableFailure(p, .table_type) }
    if let initial, !isObject(initial, table) { return p.badArgument() }
    guard let tuple = updatable(p, table, key, hash, initial) else { return tableFailure(p, .badkey) }
    if changes.isList {
        var results: [Term] = []
        var list = changes
        while list.isCons {
            let result = updateCounter(p, table, tuple, list.head)
            if result == Term.raised { return result }
            results.append(result)
            list = list.tail
        }
        guard list.isEmptyList else { return p.badArgument() }
        table.insert(TableObject.make(tuple, p.pointee.core), hash)
        return p.list(results)
    }
    let result = updateCounter(p, table, tuple, changes)
    if result != Term.raised { table.insert(TableObject.make(tuple, p.pointee.core), hash) }
    return result
}

/// One change of a tuple that nobody else sees yet: an increment, `{position, increment}`, or that with a threshold and a
/// value to start again from.
private func updateCounter(_ p: ProcessPointer, _ table: Table, _ tuple: Term, _ change: Term) -> Term {
    var position = table.keyIndex + 2
    var increment = change
    var threshold = Term.none
    var restart = Term.none
    if change.isTuple {
        guard change.tupleSize == 2 || change.tupleSize == 4, change.element(0).isSmall, change.element(0).small > 0 else { return p.badArgument() }
        position = change.element(0).small
        increment = change.element(1)
        if change.tupleSize == 4 {
            threshold = change.element(2)
            restart = change.element(3)
            guard threshold.isInteger, restart.isInteger else { return p.badArgument() }
        }
    }
    guard increment.isInteger else { return p.badArgument() }
    if position == table.keyIndex + 1 { return tableFailure(p, .keypos) }
    guard position <= tuple.tupleSize else { return tableFailure(p, .position) }
    let old = tuple.element(position - 1)
    guard old.isInteger else { return tableFailure(p, .not_an_integer) }
    var value = addSlow(p, old, increment)
    if value == Term.raised { return value }
    if threshold != Term.none {
        let order = compareIntegers(value, threshold)
        if increment.isNegativeInteger ? order < 0 : order > 0 { value = restart }
    }
    tuple.boxedAddress[position] = value.bits
    return value
}

// MARK: Information

private let informationItems = ["id", "decentralized_counters", "read_concurrency", "write_concurrency", "compressed", "memory", "owner",
                                "heir", "name", "size", "node", "named_table", "type", "keypos", "protection"]

private func information(_ p: ProcessPointer, _ table: Table, _ item: String) -> Term? {
    switch item {
    case "id": p.magicReference(table, number: table.number)
    case "decentralized_counters": .boolean(table.options.decentralizedCounters)
    case "read_concurrency": table.options.readConcurrency
    case "write_concurrency": table.options.writeConcurrency
    case "compressed": .boolean(table.options.isCompressed)
    case "memory": Term(small: table.words + 64 + 8 * table.count)
    case "owner": table.owner
    case "heir": table.heir == Term.none ? Term(.none) : table.heir
    case "name": table.name
    case "size": Term(small: table.count)
    case "node": Term(.nonode)
    case "named_table": .boolean(table.isNamed)
    case "keypos": Term(small: table.keyIndex + 1)
    case "fixed": .boolean(!table.fixations.isEmpty)
    case "safe_fixed_monotonic_time", "safe_fixed":
        table.fixations.isEmpty ? Term(.false) : p.tuple([
            p.integer(0), p.list(table.fixations.sorted { $0.key < $1.key }.map { p.tuple(Term(bits: $0.key), Term(small: $0.value)) }),
        ])
    case "type":
        switch table.kind {
        case .set: Term(.set)
        case .orderedSet: Term(.ordered_set)
        case .bag: Term(.bag)
        case .duplicateBag: Term(.duplicate_bag)
        }
    case "protection":
        switch table.protection {
        case .public: Term(.public)
        case .protected: Term(.protected)
        case .private: Term(.private)
        }
    default: nil
    }
}
