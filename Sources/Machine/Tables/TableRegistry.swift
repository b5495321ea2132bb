// The tables of a machine: by name, by number, by owner. It holds them until they are deleted or their owner ends.
import Bytecode
import Glibc
import Synchronization

/// A name and what it means; never changed.
private struct NameEntry {
    let key: UInt64
    let table: Unmanaged<Table>

    @inline(__always)
    static func at(_ place: UnsafeMutablePointer<Atomic<UInt>>) -> UnsafeMutablePointer<NameEntry>? {
        UnsafeMutablePointer(bitPattern: place.pointee.load(ordering: .acquiring))
    }
}

final class TableRegistry: @unchecked Sendable {
    /// By the name's atom, and the names that it belongs to: each domain has its own.
    private var named: [UInt64: Table] = [:]
    private var numbered: [UInt64: Table] = [:]
    private var owned: [UInt64: Set<UInt64>] = [:]
    /// Tables that a process has fixed at some time.
    private var fixedBy: [UInt64: Set<UInt64>] = [:]
    /// Names that were asked for last, by a hash of their keys: found without a lock. An entry stays readable until its epoch is over.
    private let recent = UnsafeMutablePointer<Atomic<UInt>>.allocate(capacity: TableRegistry.recentPlaces)
    private static let recentPlaces = 256
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        for index in 0..<TableRegistry.recentPlaces { (recent + index).initialize(to: Atomic(0)) }
    }

    deinit {
        for index in 0..<TableRegistry.recentPlaces { NameEntry.at(recent + index)?.deallocate() }
        recent.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// False: the name is taken.
    func add(_ table: Table) -> Bool {
        locked {
            if table.isNamed {
                let key = key(table.name, table.domain)
                if named[key] != nil { return false }
                named[key] = table
            }
            numbered[table.number] = table
            owned[table.owner.bits, default: []].insert(table.number)
            return true
        }
    }

    /// Others may have found it a moment ago: it is freed when they have gone.
    func remove(_ table: Table, _ schedulers: Schedulers) {
        let retained = Unmanaged.passRetained(table)
        locked {
            if table.isNamed { forget(key(table.name, table.domain), schedulers) }
            numbered[table.number] = nil
            owned[table.owner.bits]?.remove(table.number)
            if owned[table.owner.bits]?.isEmpty == true { owned[table.owner.bits] = nil }
        }
        schedulers.retire(retained.toOpaque()) { Unmanaged<Table>.fromOpaque($0).release() }
    }

    /// False: the name is taken.
    func rename(_ table: Table, to name: Term, _ schedulers: Schedulers) -> Bool {
        locked {
            if table.isNamed {
                if named[key(name, table.domain)] != nil { return false }
                forget(key(table.name, table.domain), schedulers)
                named[key(name, table.domain)] = table
            }
            table.name = name
            return true
        }
    }

    func changeOwner(_ table: Table, to owner: Term) {
        locked {
            owned[table.owner.bits]?.remove(table.number)
            table.owner = owner
            owned[owner.bits, default: []].insert(table.number)
        }
    }

    private func key(_ name: Term, _ domain: Domain) -> UInt64 { key(name, domain.namespace) }
    private func key(_ name: Term, _ namespace: UInt32) -> UInt64 { UInt64(namespace) << 32 | UInt64(name.atomIndex) }

    private func place(_ key: UInt64) -> UnsafeMutablePointer<Atomic<UInt>> { recent + Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56) }

    /// The name means no table any more. Under the mutex, as all that fills places.
    private func forget(_ key: UInt64, _ schedulers: Schedulers) {
        named[key] = nil
        let place = place(key)
        guard let entry = NameEntry.at(place), entry.pointee.key == key else { return }
        place.pointee.store(0, ordering: .releasing)
        schedulers.retire(entry) { $0.deallocate() }
    }

    func find(name: Term, in namespace: UInt32, _ schedulers: Unmanaged<Schedulers>) -> Unmanaged<Table>? {
        let key = key(name, namespace), place = place(key)
        if let entry = NameEntry.at(place), entry.pointee.key == key { return entry.pointee.table }
        return locked {
            guard let table = named[key].map({ Unmanaged.passUnretained($0) }) else { return nil }
            if let old = NameEntry.at(place) { schedulers._withUnsafeGuaranteedRef { $0.retire(old) { $0.deallocate() } } }
            let entry = UnsafeMutablePointer<NameEntry>.allocate(capacity: 1)
            entry.initialize(to: NameEntry(key: key, table: table))
            place.pointee.store(UInt(bitPattern: entry), ordering: .releasing)
            return table
        }
    }

    func find(number: UInt64) -> Unmanaged<Table>? { locked { numbered[number].map { Unmanaged.passUnretained($0) } } }

    var all: [Table] { locked { Array(numbered.values) }.sorted { $0.number < $1.number } }

    func tables(of owner: Term) -> [Table] {
        locked { (owned[owner.bits] ?? []).sorted().compactMap { numbered[$0] } }
    }

    func noteFixation(_ table: Table, by pid: Term) { locked { _ = fixedBy[pid.bits, default: []].insert(table.number) } }

    private func releaseFixations(of pid: Term) {
        let tables = locked { (fixedBy.removeValue(forKey: pid.bits) ?? []).compactMap { numbered[$0] } }
        for table in tables {
            table.lockForWriting()
            defer { table.unlock() }
            if table.fixations.removeValue(forKey: pid.bits) != nil { table.hashed?.fixations = table.fixations.count }
        }
    }

    /// Deletes a process's tables at its end, or hands them on to their heirs.
    func ownerEnds(_ p: ProcessPointer) {
        releaseFixations(of: p.pointee.pid)
        for table in tables(of: p.pointee.pid) {
            table.lockForWriting()
            defer { table.unlock() }
            if table.isDeleted { continue }
            if table.heir != Term.none, table.heir.bits != p.pointee.pid.bits, p.pointee.core.find(table.heir.bits) != nil, p.reaches(table.heir) {
                let from = table.owner
                changeOwner(table, to: table.heir)
                sendTransfer(p, table, from: from, data: table.heirData?.pointee.tuple.element(0) ?? .emptyList)
            } else {
                remove(table, p.machine.schedulers)
                if p.isLimited { p.chargeShared(words: -table.words) }
                table.markDeleted()
            }
        }
    }

    /// `{:"ETS-TRANSFER", table, from, data}` to the new owner.
    func sendTransfer(_ p: ProcessPointer, _ table: Table, from: Term, data: Term) {
        let message = p.tuple([p.machine.atoms.term("ETS-TRANSFER"), identifier(p, table), from, data])
        p.machine.send(message, to: table.owner)
    }

    /// What programs call a table by.
    func identifier(_ p: ProcessPointer, _ table: Table) -> Term {
        table.isNamed ? table.name : p.magicReference(table, number: table.number)
    }
}
