// The block cipher AES (FIPS 197) and its modes ECB, CBC, CTR and GCM (SP 800-38A, -38D). Bytes in, bytes out. Its tables
// are looked up by secret bytes: it does not hide its timing from who shares the host.

struct AES {
    private let schedule: [UInt32]
    private let rounds: Int

    /// The substitution, made as it is defined: the inverse in GF(2^8), then an affine map.
    private static let forward: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 256)
        var p: UInt8 = 1
        var q: UInt8 = 1
        repeat {
            p ^= doubled(p)
            q ^= q << 1
            q ^= q << 2
            q ^= q << 4
            if q & 0x80 != 0 { q ^= 0x09 }
            var mixed: UInt8 = q ^ 0x63
            for n: UInt8 in 1...4 { mixed ^= q << n | q >> (8 &- n) }
            table[Int(p)] = mixed
        } while p != 1
        table[0] = 0x63
        return table
    }()

    private static let backward: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 256)
        for index in 0..<256 { table[Int(forward[index])] = UInt8(index) }
        return table
    }()

    /// nil unless the key has 16, 24 or 32 bytes.
    init?(key: [UInt8]) {
        guard [16, 24, 32].contains(key.count) else { return nil }
        let words = key.count / 4
        rounds = words + 6
        var schedule = [UInt32](repeating: 0, count: words)
        for (index, byte) in key.enumerated() { schedule[index / 4] = schedule[index / 4] << 8 | UInt32(byte) }
        func substituted(_ word: UInt32) -> UInt32 {
            var result: UInt32 = 0
            for shift: UInt32 in [0, 8, 16, 24] {
                let byte = Int(word >> shift & 0xFF)
                result |= UInt32(AES.forward[byte]) << shift
            }
            return result
        }
        var constant: UInt8 = 1
        for index in words..<(4 * (rounds + 1)) {
            var word = schedule[index - 1]
            if index % words == 0 {
                word = substituted(word << 8 | word >> 24) ^ UInt32(constant) << 24
                constant = AES.doubled(constant)
            } else if words > 6, index % words == 4 {
                word = substituted(word)
            }
            schedule.append(schedule[index - words] ^ word)
        }
        self.schedule = schedule
    }

    @inline(__always)
    private static func doubled(_ x: UInt8) -> UInt8 {
        let shifted = x << 1
        return x & 0x80 != 0 ? shifted ^ 0x1B : shifted
    }

    private func addKey(_ block: inout [UInt8], _ round: Int) {
        for column in 0..<4 {
            let word = schedule[4 * round + column]
            for row in 0..<4 { block[4 * column + row] ^= UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * row)) }
        }
    }

    func encrypt(_ block: inout [UInt8]) {
        addKey(&block, 0)
        var next = block
        for round in 1...rounds {
            for index in 0..<16 { next[index] = AES.forward[Int(block[(index + 4 * (index % 4)) % 16])] }
            if round < rounds {
                for column in stride(from: 0, to: 16, by: 4) {
                    let (a, b, c, d) = (next[column], next[column + 1], next[column + 2], next[column + 3])
                    let all = a ^ b ^ c ^ d
                    next[column] = a ^ all ^ AES.doubled(a ^ b)
                    next[column + 1] = b ^ all ^ AES.doubled(b ^ c)
                    next[column + 2] = c ^ all ^ AES.doubled(c ^ d)
                    next[column + 3] = d ^ all ^ AES.doubled(d ^ a)
                }
            }
            block = next
            addKey(&block, round)
        }
    }

    func decrypt(_ block: inout [UInt8]) {
        addKey(&block, rounds)
        var next = block
        for round in (0..<rounds).reversed() {
            for index in 0..<16 { next[(index + 4 * (index % 4)) % 16] = AES.backward[Int(block[index])] }
            block = next
            addKey(&block, round)
            if round > 0 {
                for column in stride(from: 0, to: 16, by: 4) {
                    // Multiplying by 5·x² + 4 and then as forwards is multiplying by the inverse.
                    let u = AES.doubled(AES.doubled(block[column] ^ block[column + 2]))
                    let v = AES.doubled(AES.doubled(block[column + 1] ^ block[column + 3]))
                    let (a, b, c, d) = (block[column] ^ u, block[column + 1] ^ v, block[column + 2] ^ u, block[column + 3] ^ v)
                    let all = a ^ b ^ c ^ d
                    block[column] = a ^ all ^ AES.doubled(a ^ b)
                    block[column + 1] = b ^ all ^ AES.doubled(b ^ c)
                    block[column + 2] = c ^ all ^ AES.doubled(c ^ d)
                    block[column + 3] = d ^ all ^ AES.doubled(d ^ a)
                }
            }
        }
    }

    // MARK: Modes

    /// Whole blocks, each by itself.
    func electronicCodebook(_ data: [UInt8], encrypts: Bool) -> [UInt8] {
        var result: [UInt8] = []
        for start in stride(from: 0, to: data.count, by: 16) {
            var block = Array(data[start..<(start + 16)])
            if encrypts { encrypt(&block) } else { decrypt(&block) }
            result += block
        }
        return result
    }

    /// Whole blocks, each mixed with the one before.
    func blockChaining(_ data: [UInt8], vector: [UInt8], encrypts: Bool) -> [UInt8] {
        var result: [UInt8] = []
        var previous = vector
        for start in stride(from: 0, to: data.count, by: 16) {
            let input = Array(data[start..<(start + 16)])
            var block = encrypts ? zip(input, previous).map { $0 ^ $1 } : input
            if encrypts { encrypt(&block) } else { decrypt(&block) }
            if !encrypts { block = zip(block, previous).map { $0 ^ $1 } }
            previous = encrypts ? block : input
            result += block
        }
        return result
    }

    /// Any number of bytes; `width` bytes at the end of the counter count.
    func counter(_ data: [UInt8], start: [UInt8], width: Int = 16) -> [UInt8] {
        var result = data
        var counter = start
        for start in stride(from: 0, to: data.count, by: 16) {
            var block = counter
            encrypt(&block)
            for index in start..<min(start + 16, data.count) { result[index] ^= block[index - start] }
            var place = 15
            while place >= 16 - width {
                counter[place] &+= 1
                if counter[place] != 0 { break }
                place -= 1
            }
        }
        return result
    }

    /// Counter mode with a tag over additional data and cipher text. Encrypting and decrypting are the same but for `input`'s role.
    func authenticated(_ input: [UInt8], nonce: [UInt8], additional: [UInt8], encrypts: Bool) -> (output: [UInt8], tag: [UInt8]) {
        var key = [UInt8](repeating: 0, count: 16)
        encrypt(&key)
        let hash = GaloisHash(key: key)
        var first: [UInt8]
        if nonce.count == 12 {
            first = nonce + [0, 0, 0, 1]
        } else {
            first = hash.digest([], nonce, lengths: (0, nonce.count))
        }
        var start = first
        var place = 15
        while place >= 12 {
            start[place] &+= 1
            if start[place] != 0 { break }
            place -= 1
        }
        let output = counter(input, start: start, width: 4)
        let cipher = encrypts ? output : input
        let digest = hash.digest(additional, cipher, lengths: (additional.count, cipher.count))
        encrypt(&first)
        return (output, zip(digest, first).map { $0 ^ $1 })
    }
}

/// The polynomial hash of GCM over GF(2^128).
private struct GaloisHash {
    private let high: UInt64
    private let low: UInt64

    init(key: [UInt8]) {
        high = GaloisHash.word(key, 0)
        low = GaloisHash.word(key, 8)
    }

    private static func word(_ bytes: [UInt8], _ from: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in from..<(from + 8) { word = word << 8 | UInt64(bytes[index]) }
        return word
    }

    func digest(_ first: [UInt8], _ second: [UInt8], lengths: (Int, Int)) -> [UInt8] {
        var sum: (UInt64, UInt64) = (0, 0)
        func fold(_ x: UInt64, _ y: UInt64) { sum = multiply(sum.0 ^ x, sum.1 ^ y) }
        for part in [first, second] {
            for start in stride(from: 0, to: part.count, by: 16) {
                let block = Array(part[start..<min(start + 16, part.count)])
                let padded = block + [UInt8](repeating: 0, count: 16 - block.count)
                fold(GaloisHash.word(padded, 0), GaloisHash.word(padded, 8))
            }
        }
        fold(UInt64(lengths.0) * 8, UInt64(lengths.1) * 8)
        var bytes: [UInt8] = []
        for word in [sum.0, sum.1] { bytes += bigEndianBytes(word, 8) }
        return bytes
    }

    private func multiply(_ x: UInt64, _ y: UInt64) -> (UInt64, UInt64) {
        var result: (UInt64, UInt64) = (0, 0)
        var power = (high, low)
        for bit in 0..<128 {
            let word = bit < 64 ? x : y
            let isSet = word >> UInt64(63 - bit % 64) & 1 == 1
            if isSet { result = (result.0 ^ power.0, result.1 ^ power.1) }
            let carry = power.1 & 1
            power.1 = power.1 >> 1 | power.0 << 63
            power.0 >>= 1
            if carry == 1 { power.0 ^= 0xE100_0000_0000_0000 }
        }
        return result
    }
}
