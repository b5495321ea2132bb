// A table of `:ets`: who it belongs to, its lock, its storage. The storages are in files of their own, the functions that
// programs call in Natives/Ets….
import Bytecode
import Glibc

enum TableKind { case set, orderedSet, bag, duplicateBag }
enum TableProtection { case `public`, protected, `private` }

/// How an operation uses a table.
enum TableUse { case read, write, owner }

final class Table: MagicObject, @unchecked Sendable {
    let kind: TableKind
    let keyIndex: Int
    /// The number of the reference that names the table.
    let number: UInt64
    let isNamed: Bool
    let options: TableOptions
    /// The domain of the process that made it: who may not reach that finds no table.
    let domain: Domain
    // What follows changes under the lock.
    var name: Term
    var protection: TableProtection
    var owner: Term
    /// The pid that inherits the table, or `.none`; data that goes with it.
    var heir: Term
    var heirData: ObjectPointer?
    private(set) var isDeleted = false
    let hashed: HashedStorage?
    let sorted: SortedStorage?
    /// How often each process has fixed the table.
    var fixations: [UInt64: Int] = [:]

    private let lock = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)

    init(name: Term, options: TableOptions, number: UInt64, owner: Term, domain: Domain, machine: Machine) {
        self.domain = domain
        self.name = name
        self.options = options
        kind = options.kind
        keyIndex = options.keyPosition - 1
        isNamed = options.isNamed
        protection = options.protection
        heir = options.heir
        heirData = options.heirData == Term.none ? nil : TableObject.make(options.heirData, machine.schedulers.core)
        self.number = number
        self.owner = owner
        hashed = options.kind == .orderedSet ? nil : HashedStorage(keyIndex: options.keyPosition - 1)
        sorted = options.kind == .orderedSet
            ? SortedStorage(keyIndex: options.keyPosition - 1, atoms: Unmanaged.passUnretained(machine.atoms)) : nil
        lock.initialize(to: pthread_rwlock_t())
        pthread_rwlock_init(lock, nil)
        super.init()
    }

    deinit {
        if let heirData { TableObject.free(heirData) }
        pthread_rwlock_destroy(lock)
        lock.deallocate()
    }

    func lockForReading() { pthread_rwlock_rdlock(lock) }
    func lockForWriting() { pthread_rwlock_wrlock(lock) }
    func unlock() { pthread_rwlock_unlock(lock) }

    var count: Int { hashed?.count ?? sorted.unsafelyUnwrapped.count }
    /// Words of the objects.
    var words: Int { hashed?.words ?? sorted.unsafelyUnwrapped.words }

    /// The key of an object's tuple.
    func key(_ object: ObjectPointer) -> Term { object.pointee.tuple.element(keyIndex) }

    /// The first object with a key.
    func find(_ key: Term) -> ObjectPointer? {
        if let hashed { return hashed.find(key) }
        return sorted.unsafelyUnwrapped.find(key)
    }

    /// The next object with the same key.
    func following(_ object: ObjectPointer) -> ObjectPointer? {
        kind == .bag || kind == .duplicateBag ? hashed.unsafelyUnwrapped.following(object) : nil
    }

    /// Puts an object in, which the table then owns.
    func insert(_ object: ObjectPointer) {
        guard let hashed else {
            sorted.unsafelyUnwrapped.insert(object)
            return
        }
        switch kind {
        case .set:
            if let old = hashed.find(key(object)) { hashed.replace(old, with: object) } else { hashed.append(object) }
        case .bag:
            var same = hashed.find(key(object))
            while let current = same {
                if exactlyEqual(current.pointee.tuple, object.pointee.tuple) {
                    TableObject.free(object)
                    return
                }
                same = hashed.following(current)
            }
            hashed.append(object)
        default: hashed.append(object)
        }
    }

    /// Removes all objects with a key.
    func remove(key: Term) {
        guard let hashed else {
            let (place, found) = sorted.unsafelyUnwrapped.place(key)
            if found { sorted.unsafelyUnwrapped.remove(place) }
            return
        }
        var object = hashed.find(key)
        while let current = object {
            object = hashed.following(current)
            hashed.remove(current)
        }
    }

    /// Removes an object that has been found.
    func remove(_ object: ObjectPointer) {
        if let hashed {
            hashed.remove(object)
        } else {
            sorted.unsafelyUnwrapped.remove(sorted.unsafelyUnwrapped.place(key(object)).place)
        }
    }

    func removeAll() {
        hashed?.removeAll()
        sorted?.removeAll()
    }

    func forEach(_ body: (ObjectPointer) -> Bool) {
        hashed?.forEach(body)
        sorted?.forEach(body)
    }

    /// Marks the table as gone and frees its objects. Under the lock, once.
    func markDeleted() {
        isDeleted = true
        fixations = [:]
        hashed?.fixations = 0
        removeAll()
    }
}

/// What `:ets.new` was given.
struct TableOptions {
    var kind = TableKind.set
    var protection = TableProtection.protected
    var keyPosition = 1
    var isNamed = false
    var heir = Term.none
    var heirData = Term.none
    var readConcurrency = Term(.false)
    var writeConcurrency = Term(.false)
    var decentralizedCounters = false
    var isCompressed = false
}
