// The MD5 digest (RFC 1321), in pieces. Not for secrets.
import Glibc

/// The 16 bytes of the MD5 digest.
public func md5(_ bytes: [UInt8]) -> [UInt8] {
    var digest = MD5()
    bytes.withUnsafeBufferPointer { if let start = $0.baseAddress { digest.update(start, $0.count) } }
    return [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
        digest.finish(buffer.baseAddress.unsafelyUnwrapped)
        count = 16
    }
}

struct MD5 {
    private var state: (UInt32, UInt32, UInt32, UInt32) = (0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476)
    private var length: UInt64 = 0
    /// Bytes of a block that is not full yet: `length % 64` of them.
    private var block: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)

    private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
    /// floor(2^32 · |sin(i + 1)|)
    private static let sines: [UInt32] = (1...64).map { UInt32(abs(sin(Double($0))) * 0x1p32) }

    mutating func update(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        var at = bytes
        var left = count
        while left > 0 {
            let filled = Int(length % 64)
            let step = min(64 - filled, left)
            withUnsafeMutableBytes(of: &block) { _ = memcpy($0.baseAddress.unsafelyUnwrapped + filled, at, step) }
            length += UInt64(step)
            at += step
            left -= step
            if filled + step == 64 { digestBlock() }
        }
    }

    private mutating func digestBlock() {
        var words: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = block
        var (a, b, c, d) = state
        withUnsafeBytes(of: &words) { raw in
            for index in 0..<64 {
                let round = index / 16
                let mixed: UInt32
                let word: Int
                switch round {
                case 0: (mixed, word) = (b & c | ~b & d, index)
                case 1: (mixed, word) = (d & b | ~d & c, (5 * index + 1) % 16)
                case 2: (mixed, word) = (b ^ c ^ d, (3 * index + 5) % 16)
                default: (mixed, word) = (c ^ (b | ~d), (7 * index) % 16)
                }
                let sum = a &+ mixed &+ MD5.sines[index] &+ raw.load(fromByteOffset: word * 4, as: UInt32.self)
                let shift = MD5.shifts[round * 4 + index % 4]
                (a, d, c, b) = (d, c, b, b &+ (sum << shift | sum >> (32 - shift)))
            }
        }
        state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d)
    }

    /// Writes the 16 bytes of the digest; the value is then used up.
    mutating func finish(_ digest: BytePointer) {
        let bits = length &* 8
        var padding: UInt8 = 0x80
        repeat {
            update(&padding, 1)
            padding = 0
        } while length % 64 != 56
        var size = bits.littleEndian
        withUnsafeBytes(of: &size) { update($0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self), 8) }
        withUnsafeBytes(of: &state) { _ = memcpy(digest, $0.baseAddress.unsafelyUnwrapped, 16) }
    }
}
