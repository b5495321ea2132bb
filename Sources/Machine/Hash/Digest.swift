// Message digests in pieces: MD5, SHA-1, SHA-2 (FIPS 180-4) and SHA-3 (FIPS 202); and HMAC over them (RFC 2104).
import Glibc

enum DigestAlgorithm: String, CaseIterable {
    case md5, sha, sha224, sha256, sha384, sha512, sha3_224, sha3_256, sha3_384, sha3_512

    /// Bytes of the digest.
    var size: Int {
        switch self {
        case .md5: 16
        case .sha: 20
        case .sha224, .sha3_224: 28
        case .sha256, .sha3_256: 32
        case .sha384, .sha3_384: 48
        case .sha512, .sha3_512: 64
        }
    }

    /// Bytes that are folded in at a time.
    var blockSize: Int {
        switch self {
        case .md5, .sha, .sha224, .sha256: 64
        case .sha384, .sha512: 128
        case .sha3_224, .sha3_256, .sha3_384, .sha3_512: 200 - 2 * size
        }
    }

    fileprivate var initial: [UInt64] {
        switch self {
        case .md5: []
        case .sha: [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        case .sha224: [0xC105_9ED8, 0x367C_D507, 0x3070_DD17, 0xF70E_5939, 0xFFC0_0B31, 0x6858_1511, 0x64F9_8FA7, 0xBEFA_4FA4]
        case .sha256: DigestConstants.squareRoots.map { $0 >> 32 }
        case .sha384:
            [0xCBBB_9D5D_C105_9ED8, 0x629A_292A_367C_D507, 0x9159_015A_3070_DD17, 0x152F_ECD8_F70E_5939, 0x6733_2667_FFC0_0B31,
             0x8EB4_4A87_6858_1511, 0xDB0C_2E0D_64F9_8FA7, 0x47B5_481D_BEFA_4FA4]
        case .sha512: DigestConstants.squareRoots
        case .sha3_224, .sha3_256, .sha3_384, .sha3_512: [UInt64](repeating: 0, count: 25)
        }
    }
}

/// The "nothing up my sleeve" numbers: fractions of roots of the first primes, to 64 bits.
private enum DigestConstants {
    static let primes: [UInt64] = {
        var found: [UInt64] = []
        var candidate: UInt64 = 2
        while found.count < 80 {
            if !found.contains(where: { candidate % $0 == 0 }) { found.append(candidate) }
            candidate += 1
        }
        return found
    }()

    /// The fraction of the square roots of the first eight primes.
    static let squareRoots: [UInt64] = primes.prefix(8).map { squareRootFraction($0) }
    /// The fraction of the cube roots of the first eighty.
    static let cubeRoots: [UInt64] = primes.map { cubeRootFraction($0) }

    /// floor(√n · 2^64) mod 2^64: the largest r, bit by bit, with (w + r / 2^64)² ≤ n.
    private static func squareRootFraction(_ n: UInt64) -> UInt64 {
        var whole: UInt64 = 1
        while (whole + 1) * (whole + 1) <= n { whole += 1 }
        var fraction: UInt64 = 0
        for bit in (0..<64).reversed() {
            let trial = fraction | 1 << UInt64(bit)
            // (w·2^64 + r)² = w²·2^128 + 2wr·2^64 + r²
            let cross = (2 * whole).multipliedFullWidth(by: trial)
            let square = trial.multipliedFullWidth(by: trial)
            let (low, carry) = cross.low.addingReportingOverflow(square.high)
            let high = cross.high + (carry ? 1 : 0)
            let room = n - whole * whole
            if high < room || (high == room && low == 0 && square.low == 0) { fraction = trial }
        }
        return fraction
    }

    /// floor(∛n · 2^64) mod 2^64.
    private static func cubeRootFraction(_ n: UInt64) -> UInt64 {
        var whole: UInt64 = 1
        while (whole + 1) * (whole + 1) * (whole + 1) <= n { whole += 1 }
        var fraction: UInt64 = 0
        for bit in (0..<64).reversed() {
            let trial = fraction | 1 << UInt64(bit)
            if cubeFits(whole, trial, n) { fraction = trial }
        }
        return fraction
    }

    /// (w·2^64 + r)³ ≤ n·2^192, computed in limbs.
    private static func cubeFits(_ whole: UInt64, _ fraction: UInt64, _ n: UInt64) -> Bool {
        let base: [UInt64] = [fraction, whole]
        let cube = product(product(base, base), base)
        // Compare with n·2^192.
        let high = cube.dropFirst(3)
        var top: UInt64 = 0
        for (index, limb) in high.enumerated() {
            if index == 0 { top = limb } else if limb != 0 { return false }
        }
        return top < n || (top == n && cube.prefix(3).allSatisfy { $0 == 0 })
    }

    private static func product(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
        var result = [UInt64](repeating: 0, count: a.count + b.count)
        for (i, x) in a.enumerated() {
            var carry: UInt64 = 0
            for (j, y) in b.enumerated() {
                let wide = x.multipliedFullWidth(by: y)
                let (first, overflow1) = wide.low.addingReportingOverflow(result[i + j])
                let (second, overflow2) = first.addingReportingOverflow(carry)
                result[i + j] = second
                carry = wide.high + (overflow1 ? 1 : 0) + (overflow2 ? 1 : 0)
            }
            result[i + b.count] = carry
        }
        return result
    }
}

struct Digest {
    let algorithm: DigestAlgorithm
    private var md5 = MD5()
    private var state: [UInt64]
    private var block: [UInt8] = []
    private var length = 0

    init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        state = algorithm.initial
    }

    mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return }
        if algorithm == .md5 { return md5.update(start, bytes.count) }
        length += bytes.count
        let size = algorithm.blockSize
        var position = 0
        if !block.isEmpty {
            position = min(size - block.count, bytes.count)
            block.append(contentsOf: bytes[0..<position])
            if block.count < size { return }
            block.withUnsafeBufferPointer { fold($0.baseAddress.unsafelyUnwrapped) }
            block.removeAll(keepingCapacity: true)
        }
        while bytes.count - position >= size {
            fold(start + position)
            position += size
        }
        block.append(contentsOf: bytes[position...])
    }

    mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { update($0) } }

    /// The digest; the value is then used up.
    mutating func finish() -> [UInt8] {
        switch algorithm {
        case .md5:
            return [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
                md5.finish(buffer.baseAddress.unsafelyUnwrapped)
                count = 16
            }
        case .sha3_224, .sha3_256, .sha3_384, .sha3_512:
            var padding = [UInt8](repeating: 0, count: algorithm.blockSize - block.count)
            padding[0] = 0x06
            padding[padding.count - 1] |= 0x80
            update(padding)
            var bytes: [UInt8] = []
            for lane in state { bytes += bigEndianBytes(lane.byteSwapped, 8) }
            return Array(bytes.prefix(algorithm.size))
        default:
            let isWide = algorithm.blockSize == 128
            let bits = UInt64(length) * 8
            let tail = isWide ? 16 : 8
            var padding: [UInt8] = [0x80]
            while (length + padding.count + tail) % algorithm.blockSize != 0 { padding.append(0) }
            if isWide { padding.append(contentsOf: [UInt8](repeating: 0, count: 8)) }
            padding += bigEndianBytes(bits, 8)
            update(padding)
            var bytes: [UInt8] = []
            for word in state { bytes += bigEndianBytes(word, isWide ? 8 : 4) }
            return Array(bytes.prefix(algorithm.size))
        }
    }

    private mutating func fold(_ bytes: UnsafePointer<UInt8>) {
        switch algorithm {
        case .md5: break
        case .sha: foldSHA1(bytes)
        case .sha224, .sha256: fold256(bytes)
        case .sha384, .sha512: fold512(bytes)
        case .sha3_224, .sha3_256, .sha3_384, .sha3_512: foldKeccak(bytes)
        }
    }

    private mutating func foldSHA1(_ bytes: UnsafePointer<UInt8>) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { w in
            let raw = UnsafeRawPointer(bytes)
            for index in 0..<16 { w[index] = raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self).bigEndian }
            for index in 16..<80 {
                let value = w[index - 3] ^ w[index - 8] ^ w[index - 14] ^ w[index - 16]
                w[index] = value << 1 | value >> 31
            }
            var (a, b, c, d, e) = (UInt32(state[0]), UInt32(state[1]), UInt32(state[2]), UInt32(state[3]), UInt32(state[4]))
            for index in 0..<80 {
                var next: UInt32 = (a << 5 | a >> 27) &+ e &+ w[index]
                switch index / 20 {
                case 0: next &+= (b & c | ~b & d) &+ 0x5A82_7999
                case 1: next &+= (b ^ c ^ d) &+ 0x6ED9_EBA1
                case 2: next &+= (b & c | b & d | c & d) &+ 0x8F1B_BCDC
                default: next &+= (b ^ c ^ d) &+ 0xCA62_C1D6
                }
                (e, d, c, b, a) = (d, c, b << 30 | b >> 2, a, next)
            }
            for (index, value) in [a, b, c, d, e].enumerated() { state[index] = UInt64(UInt32(state[index]) &+ value) }
        }
    }

    private mutating func fold256(_ bytes: UnsafePointer<UInt8>) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 72) { w in
            @inline(__always) func rotated(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 &- n) }
            let raw = UnsafeRawPointer(bytes)
            for index in 0..<16 { w[index] = raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self).bigEndian }
            for index in 16..<64 {
                let x = w[index - 15], y = w[index - 2]
                let s0 = rotated(x, 7) ^ rotated(x, 18) ^ x >> 3
                let s1 = rotated(y, 17) ^ rotated(y, 19) ^ y >> 10
                w[index] = w[index - 16] &+ s0 &+ w[index - 7] &+ s1
            }
            // The eight working words stand behind the schedule.
            let v = w.baseAddress.unsafelyUnwrapped + 64
            for index in 0..<8 { v[index] = UInt32(truncatingIfNeeded: state[index]) }
            let constants = DigestConstants.cubeRoots
            for index in 0..<64 {
                let e = v[4], a = v[0]
                let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
                let choice: UInt32 = e & v[5] ^ ~e & v[6]
                var t1: UInt32 = v[7] &+ s1 &+ choice
                t1 = t1 &+ UInt32(truncatingIfNeeded: constants[index] >> 32) &+ w[index]
                let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
                let majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2])
                for place in stride(from: 7, to: 0, by: -1) { v[place] = v[place - 1] }
                v[4] = v[4] &+ t1
                v[0] = t1 &+ s0 &+ majority
            }
            for index in 0..<8 { state[index] = UInt64(UInt32(truncatingIfNeeded: state[index]) &+ v[index]) }
        }
    }

    private mutating func fold512(_ bytes: UnsafePointer<UInt8>) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 88) { w in
            @inline(__always) func rotated(_ x: UInt64, _ n: UInt64) -> UInt64 { x >> n | x << (64 &- n) }
            let raw = UnsafeRawPointer(bytes)
            for index in 0..<16 { w[index] = raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).bigEndian }
            for index in 16..<80 {
                let x = w[index - 15], y = w[index - 2]
                let s0 = rotated(x, 1) ^ rotated(x, 8) ^ x >> 7
                let s1 = rotated(y, 19) ^ rotated(y, 61) ^ y >> 6
                w[index] = w[index - 16] &+ s0 &+ w[index - 7] &+ s1
            }
            let v = w.baseAddress.unsafelyUnwrapped + 80
            for index in 0..<8 { v[index] = state[index] }
            let constants = DigestConstants.cubeRoots
            for index in 0..<80 {
                let e = v[4], a = v[0]
                let s1 = rotated(e, 14) ^ rotated(e, 18) ^ rotated(e, 41)
                let choice: UInt64 = e & v[5] ^ ~e & v[6]
                var t1: UInt64 = v[7] &+ s1 &+ choice
                t1 = t1 &+ constants[index] &+ w[index]
                let s0 = rotated(a, 28) ^ rotated(a, 34) ^ rotated(a, 39)
                let majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2])
                for place in stride(from: 7, to: 0, by: -1) { v[place] = v[place - 1] }
                v[4] = v[4] &+ t1
                v[0] = t1 &+ s0 &+ majority
            }
            for index in 0..<8 { state[index] = state[index] &+ v[index] }
        }
    }

    /// Exclusive or of a block into the state, then the 24 rounds of Keccak-f[1600].
    private mutating func foldKeccak(_ bytes: UnsafePointer<UInt8>) {
        let raw = UnsafeRawPointer(bytes)
        for index in 0..<(algorithm.blockSize / 8) {
            state[index] ^= raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).littleEndian
        }
        @inline(__always) func rotated(_ x: UInt64, _ n: Int) -> UInt64 { n == 0 ? x : x << UInt64(n) | x >> UInt64(64 - n) }
        // The bits of the round constants come from a shift register (FIPS 202, 3.2.5).
        var register: UInt8 = 1
        var columns = [UInt64](repeating: 0, count: 5)
        for _ in 0..<24 {
            for x in 0..<5 { columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20] }
            for x in 0..<5 {
                let mixed = columns[(x + 4) % 5] ^ rotated(columns[(x + 1) % 5], 1)
                for y in stride(from: x, to: 25, by: 5) { state[y] ^= mixed }
            }
            var (x, y) = (1, 0)
            var current = state[1]
            for step in 0..<24 {
                (x, y) = (y, (2 * x + 3 * y) % 5)
                let place = x + 5 * y
                (current, state[place]) = (state[place], rotated(current, (step + 1) * (step + 2) / 2 % 64))
            }
            for row in stride(from: 0, to: 25, by: 5) {
                for x in 0..<5 { columns[x] = state[row + x] }
                for x in 0..<5 { state[row + x] = columns[x] ^ ~columns[(x + 1) % 5] & columns[(x + 2) % 5] }
            }
            for bit in 0..<7 {
                if register & 1 == 1 { state[0] ^= 1 << UInt64((1 << bit) - 1) }
                let carry = register >> 7
                register = register << 1
                if carry == 1 { register ^= 0x71 }
            }
        }
    }
}

/// The lowest bytes of a word, the highest of them first.
func bigEndianBytes(_ word: UInt64, _ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    for index in 0..<count { bytes[count - 1 - index] = UInt8(truncatingIfNeeded: word >> UInt64(8 * index)) }
    return bytes
}

/// A keyed digest.
struct MessageAuthenticator {
    private var inner: Digest
    private var outer: Digest

    init(_ algorithm: DigestAlgorithm, key: [UInt8]) {
        var key = key
        if key.count > algorithm.blockSize {
            var digest = Digest(algorithm)
            digest.update(key)
            key = digest.finish()
        }
        key += [UInt8](repeating: 0, count: algorithm.blockSize - key.count)
        inner = Digest(algorithm)
        inner.update(key.map { $0 ^ 0x36 })
        outer = Digest(algorithm)
        outer.update(key.map { $0 ^ 0x5C })
    }

    mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) { inner.update(bytes) }
    mutating func update(_ bytes: [UInt8]) { inner.update(bytes) }

    /// The code; the value is then used up.
    mutating func finish() -> [UInt8] {
        outer.update(inner.finish())
        return outer.finish()
    }
}
