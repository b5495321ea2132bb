// Finding byte patterns in bytes: the first, and of those that start there the longest. Not regular expressions.
import Glibc

/// Patterns that have been looked at once: what `:binary.compile_pattern/1` gives.
final class CompiledPattern: MagicObject, @unchecked Sendable {
    /// Not empty, none of them empty, longest first.
    let patterns: [[UInt8]]
    /// Bytes that some pattern starts with.
    private let starts: [Bool]

    init(_ patterns: [[UInt8]]) {
        self.patterns = patterns.sorted { $0.count > $1.count }
        var starts = [Bool](repeating: false, count: 256)
        for pattern in patterns { starts[Int(pattern[0])] = true }
        self.starts = starts
        super.init()
    }

    /// A binary or a list of binaries, none of them empty; nil: something else.
    convenience init?(_ term: Term) {
        var patterns: [[UInt8]] = []
        func add(_ binary: Term) -> Bool {
            guard binary.isBinary, binary.bitSize > 0, let bytes = FlatBytes(binary) else { return false }
            patterns.append(Array(bytes.buffer))
            bytes.free()
            return true
        }
        if term.isCons {
            var rest = term
            while rest.isCons {
                guard add(rest.head) else { return nil }
                rest = rest.tail
            }
            guard rest.isEmptyList else { return nil }
        } else if !add(term) {
            return nil
        }
        self.init(patterns)
    }

    /// The first occurrence within `from ..< to`.
    func find(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int) -> (start: Int, count: Int)? {
        if patterns.count == 1 {
            let pattern = patterns[0]
            return pattern.withUnsafeBufferPointer { pattern in
                let start = pattern.baseAddress.unsafelyUnwrapped
                var position = from
                // Behind the last place where the pattern still fits.
                let end = to - pattern.count + 1
                while position < end {
                    guard let found = memchr(bytes + position, Int32(start[0]), end - position) else { return nil }
                    position = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
                    if memcmp(bytes + position, start, pattern.count) == 0 { return (position, pattern.count) }
                    position += 1
                }
                return nil
            }
        }
        return starts.withUnsafeBufferPointer { starts in
            var position = from
            while position < to {
                if starts[Int(bytes[position])] {
                    for pattern in patterns where pattern.count <= to - position {
                        let isHere = pattern.withUnsafeBufferPointer { memcmp(bytes + position, $0.baseAddress.unsafelyUnwrapped, $0.count) == 0 }
                        if isHere { return (position, pattern.count) }
                    }
                }
                position += 1
            }
            return nil
        }
    }
}
