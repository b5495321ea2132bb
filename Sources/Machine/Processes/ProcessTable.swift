// All process slots of a machine. Slots live in chunks that never move and are never given back, so that a stale pid can be
// looked up safely: `identity` says whether the slot is still that process.
import Bytecode
import Glibc
import Synchronization

public final class ProcessTable: @unchecked Sendable {
    static let chunkBits = 8
    static let chunkSize = 1 << chunkBits
    /// A pid has 28 bits of index.
    static let maximumIndex = 1 << 28

    /// Addresses of chunks; mostly untouched zero pages.
    let chunks: UnsafeMutablePointer<Atomic<UInt>>
    let chunkCapacity: Int
    private let lock = SpinLock()
    /// Slots below have been in use at some time.
    private let published = Atomic<Int>(0)
    private var freeList: ProcessPointer?
    /// Counts processes. Pids compare by it, so that they sort by age, as programs with maps of pids expect.
    private var nextGeneration: UInt32 = 0
    private let living = Atomic<Int>(0)
    /// Most processes at one time (`+P`).
    public let limit: Int

    public init(limit: Int = 1 << 20) {
        self.limit = min(limit, ProcessTable.maximumIndex)
        chunkCapacity = (self.limit + ProcessTable.chunkSize) >> ProcessTable.chunkBits
        guard let memory = calloc(chunkCapacity, MemoryLayout<UInt>.stride) else { fatalError("out of memory: the process table") }
        chunks = memory.assumingMemoryBound(to: Atomic<UInt>.self)
    }

    deinit {
        for index in 0..<chunkCapacity {
            let chunk = chunks[index].load(ordering: .relaxed)
            if chunk == 0 { break }
            free(UnsafeMutableRawPointer(bitPattern: chunk))
        }
        free(chunks)
    }

    /// How many processes there are, exiting ones included.
    public var count: Int { living.load(ordering: .relaxed) }

    /// Slots that have ever been used.
    var highest: Int { published.load(ordering: .acquiring) }

    @inline(__always)
    private func slot(_ index: Int) -> ProcessPointer {
        let chunk = chunks[index >> ProcessTable.chunkBits].load(ordering: .acquiring)
        return ProcessPointer(bitPattern: chunk).unsafelyUnwrapped + (index & (ProcessTable.chunkSize - 1))
    }

    /// A slot for a new process, nil when there are too many. Its generation is set; `identity` is not yet.
    func takeSlot() -> ProcessPointer? {
        lock.lock()
        defer { lock.unlock() }
        guard living.load(ordering: .relaxed) < limit else { return nil }
        living.add(1, ordering: .relaxed)
        let process = freeList ?? addSlot()
        freeList = process.pointee.nextInQueue
        process.pointee.generation = nextGeneration
        nextGeneration &+= 1
        return process
    }

    /// Gives a slot back. Its `identity` is 0 and nothing of it is in use.
    func giveBack(_ process: ProcessPointer) {
        lock.lock()
        process.pointee.nextInQueue = freeList
        freeList = process
        living.subtract(1, ordering: .relaxed)
        lock.unlock()
    }

    private func addSlot() -> ProcessPointer {
        let index = published.load(ordering: .relaxed)
        if index & (ProcessTable.chunkSize - 1) == 0 { addChunk(index >> ProcessTable.chunkBits) }
        published.store(index + 1, ordering: .releasing)
        return slot(index)
    }

    private func addChunk(_ number: Int) {
        let bytes = MemoryLayout<Process>.stride * ProcessTable.chunkSize
        var memory: UnsafeMutableRawPointer?
        guard posix_memalign(&memory, 64, bytes) == 0, let memory else { fatalError("out of memory: a chunk of processes") }
        memset(memory, 0, bytes)
        let first = memory.assumingMemoryBound(to: Process.self)
        for index in 0..<ProcessTable.chunkSize { first[index].slotIndex = number << ProcessTable.chunkBits + index }
        chunks[number].store(UInt(bitPattern: memory), ordering: .releasing)
    }

    /// The first process at or behind an index, nil if there is none.
    func next(from start: Int) -> (pid: Term, index: Int)? {
        for index in start..<Swift.max(start, highest) {
            let process = slot(index)
            let identity = process.pointee.identity.load(ordering: .acquiring)
            if identity != 0, process.pointee.inbox.load(ordering: .acquiring) != InboxHead.closed { return (Term(bits: identity), index) }
        }
        return nil
    }

    /// Calls `body` with each process that is there; others may come and go meanwhile.
    func forEach(_ body: (ProcessPointer, Term) -> Void) {
        for index in 0..<highest {
            let process = slot(index)
            let identity = process.pointee.identity.load(ordering: .acquiring)
            if identity != 0 { body(process, Term(bits: identity)) }
        }
    }
}
