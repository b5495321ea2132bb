// A stack of words for walks over terms: natives never recurse on the depth of a term. Not a container for anything else.

/// Starts in memory that the caller lends (usually of its own frame) and moves to the C heap when that is full.
struct WorkStack {
    var base: WordPointer
    var count = 0
    private var capacity: Int
    private var isOwned = false

    @inline(__always)
    init(_ lent: UnsafeMutableBufferPointer<UInt64>) {
        base = lent.baseAddress.unsafelyUnwrapped
        capacity = lent.count
    }

    @inline(__always) var isEmpty: Bool { count == 0 }

    @inline(__always)
    mutating func push(_ word: UInt64) {
        if count == capacity { grow() }
        base[count] = word
        count &+= 1
    }

    @inline(__always)
    mutating func push(_ first: UInt64, _ second: UInt64) {
        if count &+ 2 > capacity { grow() }
        base[count] = first
        base[count &+ 1] = second
        count &+= 2
    }

    @inline(__always)
    mutating func push(_ first: UInt64, _ second: UInt64, _ third: UInt64) {
        if count &+ 3 > capacity { grow() }
        base[count] = first
        base[count &+ 1] = second
        base[count &+ 2] = third
        count &+= 3
    }

    /// The word on top, taken off. Only when there is one.
    @inline(__always)
    mutating func pop() -> UInt64 {
        count &-= 1
        return base[count]
    }

    @inline(never)
    private mutating func grow() {
        let larger = capacity * 2
        let new = WordPointer.allocate(capacity: larger)
        new.update(from: base, count: count)
        if isOwned { base.deallocate() }
        base = new
        capacity = larger
        isOwned = true
    }

    /// To be called once at the end.
    @inline(__always)
    func free() { if isOwned { base.deallocate() } }
}
