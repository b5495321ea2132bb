// The machine's literals and shapes: terms that are never copied and never collected while code refers to them. One
// reserved range of addresses, so that "is this a literal?" is one comparison.
import Glibc

public final class LiteralArea: @unchecked Sendable {
    /// Reserved addresses; memory is used only as far as literals fill it.
    private static let reserved = 16 << 30

    public let start: UInt
    public let size: UInt
    private var top: UInt
    /// Blocks that were given back, by their size.
    private var free: [Int: [WordPointer]] = [:]
    private var freeWords = 0
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    public init() {
        let address = mmap(nil, LiteralArea.reserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        precondition(address != MAP_FAILED && address != nil, "no address space for literals")
        start = UInt(bitPattern: address)
        size = UInt(LiteralArea.reserved)
        top = start
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(bitPattern: start), Int(size))
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Does the address lie in this area?
    @inline(__always) public func contains(_ address: UInt) -> Bool { address &- start < size }
    @inline(__always) public func contains(_ address: WordPointer) -> Bool { contains(UInt(bitPattern: address)) }

    /// Room for that many words, for good.
    public func allocate(_ words: Int) -> WordPointer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let address = top
        top += UInt(words) * 8
        precondition(top - start <= size, "the literal area is full")
        return WordPointer(bitPattern: address).unsafelyUnwrapped
    }

    /// A block of at least so many words, to be given back, and how many it has.
    func allocateBlock(_ words: Int) -> (block: WordPointer, words: Int) {
        // Sizes grow by a quarter, so that blocks that were given back fit others.
        var size = 32
        while size < words { size += max(32, size / 128 * 32) }
        pthread_mutex_lock(mutex)
        if let block = free[size]?.popLast() {
            freeWords -= size
            pthread_mutex_unlock(mutex)
            return (block, size)
        }
        pthread_mutex_unlock(mutex)
        return (allocate(size), size)
    }

    /// Takes a block of `allocateBlock` back: nothing refers to it any more.
    func giveBack(_ block: WordPointer, words: Int) {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        free[words, default: []].append(block)
        freeWords += words
    }

    /// Words in use.
    public var usedWords: Int { Int(top - start) / 8 - freeWords }
}
