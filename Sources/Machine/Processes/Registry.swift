// Registered names: from an atom to a pid, by the atom's index, so that a send to a name takes no lock.
import Bytecode
import Glibc
import Synchronization

public final class Registry: @unchecked Sendable {
    private static let chunkBits = 10
    private static let chunkSize = 1 << chunkBits
    private static let chunkCount = 1 << 13
    /// `Process.registeredName` of a process that can have no name any more.
    static let ended: UInt64 = 1

    /// Chunks of pid bits by atom index; 0: not registered. Made when a name in them is first registered.
    private let chunks: UnsafeMutablePointer<Atomic<UInt>>

    init() {
        guard let memory = calloc(Registry.chunkCount, MemoryLayout<UInt>.stride) else { fatalError("out of memory: the registry") }
        chunks = memory.assumingMemoryBound(to: Atomic<UInt>.self)
    }

    deinit {
        for index in 0..<Registry.chunkCount { free(UnsafeMutableRawPointer(bitPattern: chunks[index].load(ordering: .relaxed))) }
        free(chunks)
    }

    @inline(__always)
    private func entry(_ name: Term) -> UnsafeMutablePointer<Atomic<UInt64>>? {
        let index = Int(name.atomIndex)
        guard index >> Registry.chunkBits < Registry.chunkCount else { return nil }
        let chunk = chunks[index >> Registry.chunkBits].load(ordering: .acquiring)
        guard let base = UnsafeMutablePointer<Atomic<UInt64>>(bitPattern: chunk) else { return nil }
        return base + (index & (Registry.chunkSize - 1))
    }

    private func madeEntry(_ name: Term) -> UnsafeMutablePointer<Atomic<UInt64>> {
        if let entry = entry(name) { return entry }
        let number = Int(name.atomIndex) >> Registry.chunkBits
        precondition(number < Registry.chunkCount, "too many atoms for the registry")
        guard let memory = calloc(Registry.chunkSize, MemoryLayout<UInt64>.stride) else { fatalError("out of memory: the registry") }
        let fresh = UInt(bitPattern: memory)
        let isOurs = chunks[number].compareExchange(expected: 0, desired: fresh, ordering: .acquiringAndReleasing).exchanged
        if !isOurs { free(memory) }
        return entry(name).unsafelyUnwrapped
    }

    /// The pid (or port) that is registered under a name, or `Term.none`.
    @inline(__always)
    public func find(_ name: Term) -> Term {
        guard let entry = entry(name) else { return .none }
        let pid = entry.pointee.load(ordering: .acquiring)
        return pid == 0 ? .none : Term(bits: pid)
    }

    /// Registers a process. False: the name is taken, or the process has a name, or has ended.
    func register(_ name: Term, _ process: ProcessPointer, _ pid: Term) -> Bool {
        guard process.pointee.registeredName.compareExchange(expected: 0, desired: name.bits, ordering: .acquiringAndReleasing).exchanged else { return false }
        let entry = madeEntry(name)
        guard entry.pointee.compareExchange(expected: 0, desired: pid.bits, ordering: .acquiringAndReleasing).exchanged else {
            _ = process.pointee.registeredName.compareExchange(expected: name.bits, desired: 0, ordering: .acquiringAndReleasing)
            return false
        }
        // The process may have ended in between and taken its name away before it was here.
        if process.pointee.identity.load(ordering: .acquiring) == pid.bits, process.pointee.registeredName.load(ordering: .acquiring) == name.bits {
            return true
        }
        _ = entry.pointee.compareExchange(expected: pid.bits, desired: 0, ordering: .acquiringAndReleasing)
        return false
    }

    /// Takes a name away. False: nobody has it.
    func unregister(_ name: Term, in core: CorePointer) -> Bool {
        guard let entry = entry(name) else { return false }
        let pid = entry.pointee.exchange(0, ordering: .acquiringAndReleasing)
        guard pid != 0 else { return false }
        if let process = core.find(pid) {
            _ = process.pointee.registeredName.compareExchange(expected: name.bits, desired: 0, ordering: .acquiringAndReleasing)
        }
        return true
    }

    /// Takes the name of a process that ends away.
    func release(_ name: Term, of pid: Term) {
        guard let entry = entry(name) else { return }
        _ = entry.pointee.compareExchange(expected: pid.bits, desired: 0, ordering: .acquiringAndReleasing)
    }

    /// All names in use.
    var names: [Term] {
        var result: [Term] = []
        for number in 0..<Registry.chunkCount {
            guard let base = UnsafeMutablePointer<Atomic<UInt64>>(bitPattern: chunks[number].load(ordering: .acquiring)) else { continue }
            for index in 0..<Registry.chunkSize where base[index].load(ordering: .relaxed) != 0 {
                result.append(Term(atomIndex: UInt32(number << Registry.chunkBits + index)))
            }
        }
        return result
    }
}
