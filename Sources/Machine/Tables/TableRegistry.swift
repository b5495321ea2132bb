// The tables of a machine: by name, by number, by owner. It holds them until they are deleted or their owner ends.
import Bytecode
import Glibc

final class TableRegistry: @unchecked Sendable {
    /// By the name's atom, and the names that it belongs to: each domain has its own.
    private var named: [UInt64: Table] = [:]
    private var numbered: [UInt64: Table] = [:]
    private var owned: [UInt64: Set<UInt64>] = [:]
    /// Tables that a process has fixed at some time.
    private var fixedBy: [UInt64: Set<UInt64>] = [:]
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
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

    func remove(_ table: Table) {
        locked {
            if table.isNamed { named[key(table.name, table.domain)] = nil }
            numbered[table.number] = nil
            owned[table.owner.bits]?.remove(table.number)
            if owned[table.owner.bits]?.isEmpty == true { owned[table.owner.bits] = nil }
        }
    }

    /// False: the name is taken.
    func rename(_ table: Table, to name: Term) -> Bool {
        locked {
            if table.isNamed {
                if named[key(name, table.domain)] != nil { return false }
                named[key(table.name, table.domain)] = nil
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

    private func key(_ name: Term, _ domain: Domain) -> UInt64 { UInt64(domain.namespace) << 32 | UInt64(name.atomIndex) }

    func find(name: Term, in domain: Domain) -> Table? { locked { named[key(name, domain)] } }
    func find(number: UInt64) -> Table? { locked { numbered[number] } }

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
                remove(table)
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
