// A table of `:ets`: who it belongs to, its lock, its storage. The storages are in files of their own, the functions that
// programs call in Natives/Ets….
import Bytecode

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
    /// Not counted on the way of an operation: processes of all cores would write to the one count.
    private let hashedStorage: Unmanaged<HashedStorage>?
    var hashed: HashedStorage? { hashedStorage?.takeUnretainedValue() }
    let sorted: SortedStorage?
    /// How often each process has fixed the table.
    var fixations: [UInt64: Int] = [:]

    private let lock: TableLock

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
        hashedStorage = options.kind == .orderedSet ? nil : Unmanaged.passRetained(HashedStorage(keyIndex: options.keyPosition - 1))
        sorted = options.kind == .orderedSet
            ? SortedStorage(keyIndex: options.keyPosition - 1, atoms: Unmanaged.passUnretained(machine.atoms)) : nil
        let isConcurrent = options.kind != .orderedSet && (options.readConcurrency != KnownAtom.false || options.writeConcurrency != KnownAtom.false)
        lock = TableLock(stripes: isConcurrent ? TableLock.concurrentStripes : 1)
        super.init()
    }

    deinit {
        if let heirData { TableObject.free(heirData) }
        hashedStorage?.release()
    }

    func lockForReading() { lock.lockForReading() }
    func lockForWriting() { lock.lockForWriting() }
    func unlock() { lock.unlock() }

    // For what touches objects with one key alone; `hash` is that of the key.
    @inline(__always) func lockForReading(_ hash: UInt64) { lock.lockForReading(hash: hash) }
    @inline(__always) func lockForWriting(_ hash: UInt64) { lock.lockForWriting(hash: hash) }
    @inline(__always) func unlock(_ hash: UInt64) { lock.unlock(hash: hash) }

    /// What the key is found by in storages that hash.
    @inline(__always) func hash(_ key: Term) -> UInt64 { hashedStorage?._withUnsafeGuaranteedRef { $0.hash(key) } ?? 0 }

    var count: Int { hashed?.count ?? sorted.unsafelyUnwrapped.count }
    /// Words of the objects.
    var words: Int { hashed?.words ?? sorted.unsafelyUnwrapped.words }

    /// The key of an object's tuple.
    func key(_ object: ObjectPointer) -> Term { object.pointee.tuple.element(keyIndex) }

    /// The first object with a key.
    func find(_ key: Term) -> ObjectPointer? { find(key, hash(key)) }

    @inline(__always)
    func find(_ key: Term, _ hash: UInt64) -> ObjectPointer? {
        if let hashedStorage { return hashedStorage._withUnsafeGuaranteedRef { $0.find(key, hash) } }
        return sorted.unsafelyUnwrapped.find(key)
    }

    /// The next object with the same key.
    func following(_ object: ObjectPointer) -> ObjectPointer? {
        kind == .bag || kind == .duplicateBag ? hashed.unsafelyUnwrapped.following(object) : nil
    }

    /// Puts an object in, which the table then owns. All of the table is locked.
    func insert(_ object: ObjectPointer) {
        insert(object, hash(key(object)))
        if let hashed, hashed.needsGrowth { hashed.grow() }
    }

    /// Puts an object in, which the table then owns; the key's stripe is locked. Afterwards `needsGrowth` is asked.
    func insert(_ object: ObjectPointer, _ hash: UInt64) {
        if let hashedStorage {
            hashedStorage._withUnsafeGuaranteedRef { insert(object, hash, in: $0) }
        } else {
            sorted.unsafelyUnwrapped.insert(object)
        }
    }

    @inline(__always)
    private func insert(_ object: ObjectPointer, _ hash: UInt64, in storage: HashedStorage) {
        switch kind {
        case .set:
            if let old = storage.find(key(object), hash) { storage.replace(old, with: object) } else { storage.append(object, hash) }
        case .bag:
            var same = storage.find(key(object), hash)
            while let current = same {
                if exactlyEqual(current.pointee.tuple, object.pointee.tuple) {
                    TableObject.free(object)
                    return
                }
                same = storage.following(current)
            }
            storage.append(object, hash)
        default: storage.append(object, hash)
        }
    }

    /// Asked while the stripe of what was inserted is locked.
    @inline(__always) var needsGrowth: Bool { hashedStorage?._withUnsafeGuaranteedRef { $0.needsGrowth } ?? false }

    /// Nothing is locked.
    @inline(never)
    func grow() {
        lockForWriting()
        if let hashed, !isDeleted, hashed.needsGrowth { hashed.grow() }
        unlock()
    }

    /// Removes all objects with a key.
    func remove(key: Term, _ hash: UInt64) {
        guard let hashed else {
            let (place, found) = sorted.unsafelyUnwrapped.place(key)
            if found { sorted.unsafelyUnwrapped.remove(place) }
            return
        }
        var object = hashed.find(key, hash)
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
