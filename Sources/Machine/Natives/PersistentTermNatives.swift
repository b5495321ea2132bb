// `:persistent_term`: terms that every process reads without a copy. They are literals of the machine, so a value that is
// replaced stays in memory; programs put few of them (OTP reference).
import Bytecode
import Glibc

/// The persistent terms of one machine.
final class PersistentTerms: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var entries: [UInt64: [(key: Term, value: Term)]] = [:]

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func get(_ key: Term, _ salt: Int) -> Term? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return entries[hashTerm(key, salt: UInt64(salt))]?.first { exactlyEqual($0.key, key) }?.value
    }

    /// Puts literals. False: the key was there and `onlyNew` was asked for.
    func put(_ key: Term, _ value: Term, _ salt: Int, onlyNew: Bool = false) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let hash = hashTerm(key, salt: UInt64(salt))
        if let index = entries[hash]?.firstIndex(where: { exactlyEqual($0.key, key) }) {
            if onlyNew { return false }
            entries[hash]![index].value = value
        } else {
            entries[hash, default: []].append((key, value))
        }
        return true
    }

    func erase(_ key: Term, _ salt: Int) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let hash = hashTerm(key, salt: UInt64(salt))
        guard let index = entries[hash]?.firstIndex(where: { exactlyEqual($0.key, key) }) else { return false }
        entries[hash]!.remove(at: index)
        return true
    }

    var all: [(key: Term, value: Term)] {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return entries.values.flatMap { $0 }
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// The persistent terms that the process sees and changes: those of its domain.
    fileprivate var terms: PersistentTerms {
        var domain: Domain? = self.domain
        while let current = domain {
            if let terms = current.terms { return terms }
            domain = current.parent
        }
        return machine.data.persistentTerms
    }

    fileprivate func persistentTerm(_ key: Term) -> Term? {
        if let own = terms.get(key, machine.hashSalt) { return own }
        // What the library keeps for everybody: arguments, options of the compiler, ports of schemes.
        guard isLimited, key.isTuple, key.tupleSize > 0, key.element(0).isAtom,
              ["Elixir.System", "Elixir.Code", "Elixir.Inspect.Opts", "Elixir.URI"].contains(machine.atoms.string(key.element(0))) else { return nil }
        return machine.data.persistentTerms.get(key, machine.hashSalt)
    }

    /// Puts copies. False: there is another value, and `onlyNew` was asked for.
    fileprivate func putPersistentTerm(_ key: Term, _ value: Term, onlyNew: Bool = false) -> Bool {
        // An entry has words of its own.
        if isLimited { chargeShared(words: 8 + copySize(key, pointee.core) + copySize(value, pointee.core)) }
        return terms.put(machine.copyToLiterals(key), machine.copyToLiterals(value), machine.hashSalt, onlyNew: onlyNew)
    }
}

enum PersistentTermNatives {
    static let rows: [Native] = [
        Native("persistent_term", "get", 1, .ordinary, "The value of a key; raises badarg without one.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return (p.persistentTerm(a[0]) ?? p.badArgument()).bits
        },
        Native("persistent_term", "get", 2, .ordinary, "The value of a key, or a default.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return (p.persistentTerm(a[0]) ?? a[1]).bits
        },
        Native("persistent_term", "get", 0, .ordinary, "All keys with their values.") { p, a in
            let p = ProcessPointer(p)
            return p.list(p.terms.all.map { p.tuple($0.key, $0.value) }).bits
        },
        Native("persistent_term", "put", 2, .ordinary, "Puts the value of a key.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            if let old = p.terms.get(a[0], p.machine.hashSalt), exactlyEqual(old, a[1]) { return Term(.ok).bits }
            _ = p.putPersistentTerm(a[0], a[1])
            return Term(.ok).bits
        },
        Native("persistent_term", "put_new", 2, .ordinary, "Puts the value of a key that has none; raises badarg if it has another.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            if let old = p.terms.get(a[0], p.machine.hashSalt) { return (exactlyEqual(old, a[1]) ? Term(.ok) : p.badArgument()).bits }
            return (p.putPersistentTerm(a[0], a[1], onlyNew: true) ? Term(.ok) : p.badArgument()).bits
        },
        Native("persistent_term", "erase", 1, .ordinary, "Removes a key: was there one?") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            return Term.boolean(p.terms.erase(a[0], p.machine.hashSalt)).bits
        },
    ]
}
