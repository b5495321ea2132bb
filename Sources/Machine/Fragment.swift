// Areas outside a process's block, and the list of counted objects that every area owns (DESIGN.md 4.2).

/// An area of terms outside a process's block: an adopted message, or what a native allocated beyond the free words.
public struct Fragment {
    public var next: UnsafeMutablePointer<Fragment>?
    public var start: WordPointer
    public var top: WordPointer
    /// Words that it has room for, in all.
    var size: UInt32
    /// What a message begins with (Signal.swift): beside `next`, so that a search of the mailbox touches nothing else.
    var messageTag: UInt32
    public var counted: CountedList

    public var end: WordPointer { @inline(__always) get { start + Int(size) } }

    @inline(__always)
    init(start: WordPointer, size: Int) {
        next = nil
        self.start = start
        top = start
        self.size = UInt32(size)
        messageTag = 0
        counted = CountedList()
    }

    /// A fragment with room for that many words, in one piece with them.
    public static func allocate(words: Int) -> UnsafeMutablePointer<Fragment> {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<Fragment>.stride + words * 8, alignment: 8)
        let fragment = raw.bindMemory(to: Fragment.self, capacity: 1)
        let start = (raw + MemoryLayout<Fragment>.stride).bindMemory(to: UInt64.self, capacity: words)
        fragment.initialize(to: Fragment(start: start, size: words))
        return fragment
    }

    /// Frees header and words; the counted objects must have been released or handed on before. A message's fragment is
    /// the message's signal itself (Signal.swift), so this frees both.
    public static func free(_ fragment: UnsafeMutablePointer<Fragment>) {
        fragment.pointee.counted.free()
        UnsafeMutableRawPointer(fragment).deallocate()
    }
}

/// The boxed terms of an area that hold a counted reference (buffer, magic, externalPid, externalReference): addresses of
/// their headers. Sweeping this list after a collection is the only way counts drop.
public struct CountedList {
    public var items: UnsafeMutablePointer<WordPointer>?
    public var count: Int32 = 0
    public var capacity: Int32 = 0

    public init() {}

    @inline(__always)
    public mutating func append(_ header: WordPointer) {
        if count == capacity { grow() }
        items.unsafelyUnwrapped[Int(count)] = header
        count &+= 1
    }

    @inline(never)
    mutating func grow() {
        let larger = max(4, Int(capacity) * 2)
        let new = UnsafeMutablePointer<WordPointer>.allocate(capacity: larger)
        if let old = items {
            new.update(from: old, count: Int(count))
            old.deallocate()
        }
        items = new
        capacity = Int32(larger)
    }

    /// Frees the list itself, not what it refers to.
    public mutating func free() {
        items?.deallocate()
        items = nil
        count = 0
        capacity = 0
    }
}
