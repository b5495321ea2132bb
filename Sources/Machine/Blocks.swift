// Blocks of words for heaps and stacks. All go through these functions.
import Glibc

enum Blocks {
    /// Words of a new process's block, heap and stack together.
    static let initialWords = 96

    static func allocate(_ words: Int) -> WordPointer {
        guard let memory = malloc(words * 8) else { fatalError("out of memory: \(words) words") }
        return memory.assumingMemoryBound(to: UInt64.self)
    }

    static func free(_ block: WordPointer, _ words: Int) {
        Glibc.free(block)
    }

    /// Gives the end of a block back, as far as that leaves it where it is.
    static func shrink(_ block: WordPointer, from words: Int, to smaller: Int) -> WordPointer {
        guard words - smaller > 1024, words - smaller > smaller / 4 else { return block }
        guard let same = realloc(block, smaller * 8) else { return block }
        precondition(same == UnsafeMutableRawPointer(block), "a shrunk block moved")
        return block
    }
}
