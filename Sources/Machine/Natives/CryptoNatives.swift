// `:crypto`: digests, authentication codes, AES, random bytes. Public keys and other ciphers are not there.
import Bytecode
import Glibc

/// A digest that has begun; what continues it is a new one.
private final class DigestState: MagicObject, @unchecked Sendable {
    let digest: Digest?
    let code: MessageAuthenticator?
    init(digest: Digest? = nil, code: MessageAuthenticator? = nil) {
        self.digest = digest
        self.code = code
        super.init()
    }
}

enum CryptoNatives {
    static let rows: [Native] = [
        Native("crypto", "hash", 2, .ordinary, "The digest of iodata.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let algorithm = algorithm(p, a[0]), let data = FlatBytes(a[1]) else { return p.badArgument().bits }
            defer { data.free() }
            var digest = Digest(algorithm)
            digest.update(data.buffer)
            return p.binary(digest.finish()).bits
        },
        Native("crypto", "hash_init", 1, .ordinary, "The state of a digest that begins.") { p, a in
            let p = ProcessPointer(p)
            guard let algorithm = algorithm(p, NativeArguments(a)[0]) else { return p.badArgument().bits }
            return state(p, DigestState(digest: Digest(algorithm))).bits
        },
        Native("crypto", "hash_update", 2, .ordinary, "The state of a digest after more iodata.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard var digest = a[0].magicObject(DigestState.self)?.digest, let data = FlatBytes(a[1]) else { return p.badArgument().bits }
            defer { data.free() }
            digest.update(data.buffer)
            return state(p, DigestState(digest: digest)).bits
        },
        Native("crypto", "hash_final", 1, .ordinary, "The digest of a state.") { p, a in
            let p = ProcessPointer(p)
            guard var digest = NativeArguments(a)[0].magicObject(DigestState.self)?.digest else { return p.badArgument().bits }
            return p.binary(digest.finish()).bits
        },
        Native("crypto", "hash_equals", 2, .ordinary, "Are two binaries of the same size equal? In time that does not depend on where they differ.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard a[0].isBinary, a[1].isBinary, a[0].bitSize == a[1].bitSize else { return p.badArgument().bits }
            let first = BitView(a[0]), second = BitView(a[1])
            var difference: UInt8 = 0
            for index in 0..<first.byteCount { difference |= first.byte(index) ^ second.byte(index) }
            return Term.boolean(difference == 0).bits
        },
        Native("crypto", "hash_info", 1, .ordinary, "Size and block size of a digest.") { p, a in
            let p = ProcessPointer(p)
            guard let algorithm = algorithm(p, NativeArguments(a)[0]) else { return p.badArgument().bits }
            return p.put(p.put(p.put(p.emptyMap, Term(.size), Term(small: algorithm.size)), p.machine.atoms.term("block_size"), Term(small: algorithm.blockSize)),
                         Term(.type), Term(.undefined)).bits
        },
        Native("crypto", "mac", 4, .ordinary, "The authentication code of iodata: :hmac, a digest, a key, data.") { p, a in
            let a = NativeArguments(a)
            return authenticate(ProcessPointer(p), a, size: nil).bits
        },
        Native("crypto", "macN", 5, .ordinary, "The first bytes of an authentication code.") { p, a in
            let a = NativeArguments(a)
            return authenticate(ProcessPointer(p), a, size: a[4]).bits
        },
        Native("crypto", "mac_init", 3, .ordinary, "The state of an authentication code that begins.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let code = authenticator(p, a[0], a[1], a[2]) else { return p.badArgument().bits }
            return state(p, DigestState(code: code)).bits
        },
        Native("crypto", "mac_update", 2, .ordinary, "The state of an authentication code after more iodata.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard var code = a[0].magicObject(DigestState.self)?.code, let data = FlatBytes(a[1]) else { return p.badArgument().bits }
            defer { data.free() }
            code.update(data.buffer)
            return state(p, DigestState(code: code)).bits
        },
        Native("crypto", "mac_final", 1, .ordinary, "The authentication code of a state.") { p, a in
            let p = ProcessPointer(p)
            guard var code = NativeArguments(a)[0].magicObject(DigestState.self)?.code else { return p.badArgument().bits }
            return p.binary(code.finish()).bits
        },
        Native("crypto", "pbkdf2_hmac", 5, .ordinary, "A key made of a password: digest, password, salt, iterations, size.") { p, a in
            deriveKey(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("crypto", "strong_rand_bytes", 1, .ordinary, "So many bytes that nobody can foresee.") { p, a in
            let p = ProcessPointer(p)
            let count = NativeArguments(a)[0]
            guard count.isSmall, count.small >= 0, count.small < 1 << 32 else { return p.badArgument().bits }
            var bytes = BytePointer.placeholder
            let result = p.newBinary(count.small, &bytes)
            var generator = ChosenNumbers(p)
            for index in 0..<count.small { bytes[index] = UInt8(truncatingIfNeeded: generator.next()) }
            return result.bits
        },
        Native("crypto", "exor", 2, .ordinary, "Exclusive or of iodata of the same size.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let first = FlatBytes(a[0]), let second = FlatBytes(a[1]), first.count == second.count else { return p.badArgument().bits }
            defer {
                first.free()
                second.free()
            }
            var bytes = BytePointer.placeholder
            let result = p.newBinary(first.count, &bytes)
            for index in 0..<first.count { bytes[index] = first.start[index] ^ second.start[index] }
            return result.bits
        },
        Native("crypto", "crypto_one_time", 4, .ordinary, "Data encrypted or decrypted with a cipher without a vector.") { p, a in
            let a = NativeArguments(a)
            return cipher(ProcessPointer(p), a[0], a[1], nil, a[2], a[3]).bits
        },
        Native("crypto", "crypto_one_time", 5, .ordinary, "Data encrypted or decrypted with a cipher, a key and a vector.") { p, a in
            let a = NativeArguments(a)
            return cipher(ProcessPointer(p), a[0], a[1], a[2], a[3], a[4]).bits
        },
        Native("crypto", "crypto_one_time_aead", 6, .ordinary, "{cipher text, tag} of data with additional data.") { p, a in
            let a = NativeArguments(a)
            return seal(ProcessPointer(p), a, tagSize: Term(small: 16)).bits
        },
        Native("crypto", "crypto_one_time_aead", 7, .ordinary, "As of six arguments with a tag size, or data decrypted with a tag, or :error.") { p, a in
            let a = NativeArguments(a)
            return (a[6] == KnownAtom.true ? seal(ProcessPointer(p), a, tagSize: a[5]) : unseal(ProcessPointer(p), a)).bits
        },
        Native("crypto", "supports", 1, .ordinary, "What there is of :hashs, :ciphers, :macs …") { p, a in
            let p = ProcessPointer(p)
            guard let names = supported(p, NativeArguments(a)[0]) else { return p.badArgument().bits }
            return p.list(names.map { p.machine.atoms.term($0) }).bits
        },
        Native("crypto", "start", 0, .ordinary, "Nothing has to be started.") { _, _ in Term(.ok).bits },
        Native("crypto", "stop", 0, .ordinary, "Nothing has to be stopped.") { _, _ in Term(.ok).bits },
    ]
}

/// Random bytes from the machine's chooser.
private struct ChosenNumbers {
    private let p: ProcessPointer
    private var word: UInt64 = 0
    private var left = 0

    init(_ p: ProcessPointer) { self.p = p }

    mutating func next() -> UInt64 {
        if left == 0 {
            word = p.machine.chooser.randomWord()
            left = 8
        }
        left -= 1
        defer { word >>= 8 }
        return word & 0xFF
    }
}

private func algorithm(_ p: ProcessPointer, _ term: Term) -> DigestAlgorithm? {
    term.isAtom ? DigestAlgorithm(rawValue: p.machine.atoms.string(term)) : nil
}

private func state(_ p: ProcessPointer, _ state: DigestState) -> Term { p.magicReference(state, number: p.nextReferenceNumber()) }

private func array(_ term: Term) -> [UInt8]? {
    guard let bytes = FlatBytes(term) else { return nil }
    defer { bytes.free() }
    return Array(bytes.buffer)
}

private func authenticator(_ p: ProcessPointer, _ kind: Term, _ digest: Term, _ key: Term) -> MessageAuthenticator? {
    guard kind == KnownAtom.hmac, let algorithm = algorithm(p, digest), let key = array(key) else { return nil }
    return MessageAuthenticator(algorithm, key: key)
}

private func authenticate(_ p: ProcessPointer, _ a: NativeArguments, size: Term?) -> Term {
    guard var code = authenticator(p, a[0], a[1], a[2]), let data = FlatBytes(a[3]) else { return p.badArgument() }
    defer { data.free() }
    code.update(data.buffer)
    let bytes = code.finish()
    guard let size else { return p.binary(bytes) }
    guard size.isSmall, size.small > 0, size.small <= bytes.count else { return p.badArgument() }
    return p.binary(Array(bytes.prefix(size.small)))
}

private func deriveKey(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard let algorithm = algorithm(p, a[0]), let password = array(a[1]), let salt = array(a[2]), a[3].isSmall, a[3].small > 0,
          a[4].isSmall, a[4].small > 0, a[4].small < 1 << 24 else { return p.badArgument() }
    let keyed = MessageAuthenticator(algorithm, key: password)
    var key: [UInt8] = []
    var block: UInt32 = 1
    while key.count < a[4].small {
        var code = keyed
        code.update(salt)
        code.update(bigEndianBytes(UInt64(block), 4))
        var last = code.finish()
        var sum = last
        for _ in 1..<a[3].small {
            code = keyed
            code.update(last)
            last = code.finish()
            for index in sum.indices { sum[index] ^= last[index] }
        }
        key += sum
        block += 1
    }
    return p.binary(Array(key.prefix(a[4].small)))
}

// MARK: Ciphers

private let cipherModes = ["ecb", "cbc", "ctr"]

/// `aes_128_cbc` as key size and mode; nil: no such cipher.
private func parse(_ p: ProcessPointer, _ term: Term) -> (keySize: Int, mode: String)? {
    guard term.isAtom else { return nil }
    let parts = p.machine.atoms.string(term).split(separator: "_")
    guard parts.count == 3, parts[0] == "aes", let bits = Int(parts[1]), [128, 192, 256].contains(bits) else { return nil }
    return (bits / 8, String(parts[2]))
}

/// true or false, or options with `encrypt` and `padding`.
private func options(_ p: ProcessPointer, _ term: Term) -> (encrypts: Bool, pads: Bool)? {
    if term.isBoolean { return (term == KnownAtom.true, false) }
    var result = (encrypts: true, pads: false)
    var rest = term
    while rest.isCons {
        let option = rest.head
        guard option.isTuple, option.tupleSize == 2, option.element(0).isAtom, option.element(1).isAtom else { return nil }
        switch (p.machine.atoms.string(option.element(0)), p.machine.atoms.string(option.element(1))) {
        case ("encrypt", "true"): result.encrypts = true
        case ("encrypt", "false"): result.encrypts = false
        case ("padding", "pkcs_padding"): result.pads = true
        case ("padding", "none"), ("padding", "undefined"): result.pads = false
        default: return nil
        }
        rest = rest.tail
    }
    return rest.isEmptyList ? result : nil
}

private func cipher(_ p: ProcessPointer, _ name: Term, _ key: Term, _ vector: Term?, _ data: Term, _ flags: Term) -> Term {
    guard let (keySize, mode) = parse(p, name), cipherModes.contains(mode), let key = array(key), key.count == keySize, let aes = AES(key: key),
          var data = array(data), let (encrypts, pads) = options(p, flags) else { return p.badArgument() }
    var start: [UInt8] = []
    if mode != "ecb" {
        guard let vector, let bytes = array(vector), bytes.count == 16 else { return p.badArgument() }
        start = bytes
    }
    if mode == "ctr" { return p.binary(aes.counter(data, start: start)) }
    if encrypts, pads { data += [UInt8](repeating: UInt8(16 - data.count % 16), count: 16 - data.count % 16) }
    // Without padding, what is left over of the last block is dropped in silence, as in OTP.
    data.removeLast(data.count % 16)
    var result = mode == "ecb" ? aes.electronicCodebook(data, encrypts: encrypts) : aes.blockChaining(data, vector: start, encrypts: encrypts)
    if !encrypts, pads {
        guard let last = result.last, last >= 1, last <= 16, result.suffix(Int(last)).allSatisfy({ $0 == last }) else { return p.raiseError(.error) }
        result.removeLast(Int(last))
    }
    return p.binary(result)
}

private func gcm(_ p: ProcessPointer, _ a: NativeArguments) -> (aes: AES, nonce: [UInt8], data: [UInt8], additional: [UInt8])? {
    guard let (keySize, mode) = parse(p, a[0]), mode == "gcm", let key = array(a[1]), key.count == keySize, let aes = AES(key: key),
          let nonce = array(a[2]), !nonce.isEmpty, let data = array(a[3]), let additional = array(a[4]) else { return nil }
    return (aes, nonce, data, additional)
}

private func seal(_ p: ProcessPointer, _ a: NativeArguments, tagSize: Term) -> Term {
    guard tagSize.isSmall, tagSize.small >= 1, tagSize.small <= 16, let (aes, nonce, data, additional) = gcm(p, a) else { return p.badArgument() }
    let (output, tag) = aes.authenticated(data, nonce: nonce, additional: additional, encrypts: true)
    return p.tuple(p.binary(output), p.binary(Array(tag.prefix(tagSize.small))))
}

private func unseal(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard let (aes, nonce, data, additional) = gcm(p, a), let tag = array(a[5]), !tag.isEmpty, tag.count <= 16 else { return p.badArgument() }
    let (output, expected) = aes.authenticated(data, nonce: nonce, additional: additional, encrypts: false)
    let difference = zip(tag, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
    return difference == 0 ? p.binary(output) : Term(.error)
}

private func supported(_ p: ProcessPointer, _ kind: Term) -> [String]? {
    guard kind.isAtom else { return nil }
    switch p.machine.atoms.string(kind) {
    case "hashs": return DigestAlgorithm.allCases.map { $0.rawValue }
    case "ciphers": return [128, 192, 256].flatMap { bits in (cipherModes + ["gcm"]).map { "aes_\(bits)_\($0)" } }
    case "macs": return ["hmac"]
    case "public_keys", "curves", "rsa_opts", "kems": return []
    default: return nil
    }
}
