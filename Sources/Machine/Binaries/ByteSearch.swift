// Finding byte patterns in bytes: the first, and of those that start there the longest. Not regular expressions.
import Glibc

/// Where a pattern, not empty, occurs first within `from ..< to`. Eight places are tried at once: at which of them stand the
/// pattern's first byte and, as far behind as it is long, its last one?
func findBytes(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int, _ pattern: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    // Behind the last place where the pattern still fits.
    let end = to - count + 1
    guard from < end else { return nil }
    if count == 1 { return memchr(bytes + from, Int32(pattern[0]), end - from).map { UnsafeRawPointer($0) - UnsafeRawPointer(bytes) } }
    let ones: UInt64 = 0x0101_0101_0101_0101, highs: UInt64 = 0x8080_8080_8080_8080
    let first = ones &* UInt64(pattern[0]), last = ones &* UInt64(pattern[count - 1])
    let raw = UnsafeRawPointer(bytes)
    var position = from
    while position + 8 <= end {
        let differences = (raw.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian ^ first)
            | (raw.loadUnaligned(fromByteOffset: position + count - 1, as: UInt64.self).littleEndian ^ last)
        // The highest bit of each byte that is 0, and of some above such a one.
        var candidates = (differences &- ones) & ~differences & highs
        while candidates != 0 {
            let place = position + candidates.trailingZeroBitCount >> 3
            if memcmp(bytes + place, pattern, count) == 0 { return place }
            candidates &= candidates &- 1
        }
        position += 8
    }
    while position < end {
        if bytes[position] == pattern[0], memcmp(bytes + position, pattern, count) == 0 { return position }
        position += 1
    }
    return nil
}

/// What a call of a native looks for: one pattern as it is, or some that were looked at once.
enum SearchedBytes {
    case one(FlatBytes)
    case several(CompiledPattern)

    func find(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int) -> (start: Int, count: Int)? {
        switch self {
        case .one(let pattern): findBytes(bytes, from: from, to: to, pattern.start, pattern.count).map { ($0, pattern.count) }
        case .several(let patterns): patterns.find(bytes, from: from, to: to)
        }
    }

    func free() { if case .one(let pattern) = self { pattern.free() } }
}

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
            return pattern.withUnsafeBufferPointer { findBytes(bytes, from: from, to: to, $0.baseAddress.unsafelyUnwrapped, $0.count) }
                .map { ($0, pattern.count) }
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
