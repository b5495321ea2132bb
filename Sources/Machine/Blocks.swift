// Blocks of words for heaps and stacks. Small ones will come from pools; all go through these two functions.
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
}
