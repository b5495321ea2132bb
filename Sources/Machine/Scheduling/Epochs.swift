// Reclamation of what other threads may still be looking at: memory that was unlinked from a shared structure is freed two
// epochs later. A scheduler announces the epoch when it picks a process; other threads announce it around their visits.
import Synchronization

/// A thread's announcement, and what it has unlinked.
public final class EpochParticipant: @unchecked Sendable {
    /// The epoch in which the thread entered; 0 while it looks at nothing.
    let announced: UnsafeMutablePointer<Atomic<UInt64>>
    fileprivate var retired: [(epoch: UInt64, address: UnsafeMutableRawPointer, free: (UnsafeMutableRawPointer) -> Void)] = []

    fileprivate init() {
        announced = .allocate(capacity: 1)
        announced.initialize(to: Atomic(0))
    }

    deinit { announced.deallocate() }

    /// From now on, what is unlinked stays readable.
    public func enter(_ epochs: Epochs) { announced.pointee.store(epochs.current.pointee.load(ordering: .relaxed), ordering: .sequentiallyConsistent) }

    /// This thread holds no address of a shared structure any more.
    public func leave() { announced.pointee.store(0, ordering: .releasing) }
}

public final class Epochs: @unchecked Sendable {
    let current: UnsafeMutablePointer<Atomic<UInt64>>
    private let lock = SpinLock()
    private var participants: [EpochParticipant] = []
    /// What was unlinked by threads that have gone, or have no participant of their own.
    private let orphans = EpochParticipant()

    init() {
        current = .allocate(capacity: 1)
        current.initialize(to: Atomic(1))
    }

    deinit {
        current.deallocate()
        for participant in participants + [orphans] {
            for item in participant.retired { item.free(item.address) }
        }
    }

    /// A place to announce for a thread of this machine.
    public func join() -> EpochParticipant {
        let participant = EpochParticipant()
        lock.lock()
        participants.append(participant)
        lock.unlock()
        return participant
    }

    /// The thread goes.
    public func leave(_ participant: EpochParticipant) {
        lock.lock()
        participants.removeAll { $0 === participant }
        orphans.retired += participant.retired
        participant.retired = []
        lock.unlock()
    }

    /// Frees memory that has just been unlinked, once nobody can be looking at it. `participant` is the calling thread's.
    public func retire(_ address: UnsafeMutableRawPointer, by participant: EpochParticipant, free: @escaping (UnsafeMutableRawPointer) -> Void) {
        participant.retired.append((current.pointee.load(ordering: .sequentiallyConsistent), address, free))
        if participant.retired.count & 63 == 0 { reclaim(participant) }
    }

    /// As `retire`, from a thread without a participant.
    public func retire(_ address: UnsafeMutableRawPointer, free: @escaping (UnsafeMutableRawPointer) -> Void) {
        lock.lock()
        orphans.retired.append((current.pointee.load(ordering: .sequentiallyConsistent), address, free))
        lock.unlock()
    }

    /// Moves the epoch on if everybody has seen it, and frees what is old enough.
    func reclaim(_ participant: EpochParticipant) {
        guard !participant.retired.isEmpty || !orphans.retired.isEmpty else { return }
        guard lock.tryLock() else { return }
        defer { lock.unlock() }
        let epoch = current.pointee.load(ordering: .sequentiallyConsistent)
        let everybodyIsHere = participants.allSatisfy {
            let announced = $0.announced.pointee.load(ordering: .sequentiallyConsistent)
            return announced == 0 || announced == epoch
        }
        if everybodyIsHere { current.pointee.store(epoch + 1, ordering: .sequentiallyConsistent) }
        free(participant, before: current.pointee.load(ordering: .relaxed))
        free(orphans, before: current.pointee.load(ordering: .relaxed))
    }

    private func free(_ participant: EpochParticipant, before epoch: UInt64) {
        participant.retired.removeAll { item in
            guard item.epoch + 2 <= epoch else { return false }
            item.free(item.address)
            return true
        }
    }
}
