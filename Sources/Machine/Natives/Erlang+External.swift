// `:erlang`: the external term format, portable hashes and checksums. The formats are in External/ and Hash/.
import Bytecode
import CHost
import Glibc

enum ExternalNatives {
    static let rows: [Native] = [
        Native("erlang", "term_to_binary", 1, .ordinary, "A term in the external format.") { p, a in
            encode(ProcessPointer(p), NativeArguments(a)[0], .emptyList, .binary).bits
        },
        Native("erlang", "term_to_binary", 2, .ordinary, "A term in the external format, with options.") { p, a in
            let a = NativeArguments(a)
            return encode(ProcessPointer(p), a[0], a[1], .binary).bits
        },
        Native("erlang", "term_to_iovec", 1, .ordinary, "A term in the external format, as a list of binaries.") { p, a in
            encode(ProcessPointer(p), NativeArguments(a)[0], .emptyList, .list).bits
        },
        Native("erlang", "term_to_iovec", 2, .ordinary, "A term in the external format, as a list of binaries, with options.") { p, a in
            let a = NativeArguments(a)
            return encode(ProcessPointer(p), a[0], a[1], .list).bits
        },
        Native("erlang", "external_size", 1, .ordinary, "The bytes of a term in the external format.") { p, a in
            encode(ProcessPointer(p), NativeArguments(a)[0], .emptyList, .size).bits
        },
        Native("erlang", "external_size", 2, .ordinary, "The bytes of a term in the external format, with options.") { p, a in
            let a = NativeArguments(a)
            return encode(ProcessPointer(p), a[0], a[1], .size).bits
        },
        Native("erlang", "binary_to_term", 1, .ordinary, "The term that bytes in the external format are.") { p, a in
            decode(ProcessPointer(p), NativeArguments(a)[0], .emptyList).bits
        },
        Native("erlang", "binary_to_term", 2, .ordinary, "The term that bytes in the external format are, with options.") { p, a in
            let a = NativeArguments(a)
            return decode(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("erlang", "phash2", 1, .ordinary, "A portable hash below 2^27.") { p, a in
            let p = ProcessPointer(p)
            return Term(small: Int(portableHash(NativeArguments(a)[0], p.atoms) & (1 << 27 - 1))).bits
        },
        Native("erlang", "phash2", 2, .ordinary, "A portable hash below a range of at most 2^32.") { p, a in
            let a = NativeArguments(a)
            let p = ProcessPointer(p)
            guard a[1].isSmall, a[1].small >= 1, a[1].small <= 1 << 32 else { return p.badArgument().bits }
            return Term(small: Int(portableHash(a[0], p.atoms)) % a[1].small).bits
        },
        Native("erlang", "md5", 1, .ordinary, "The MD5 digest of iodata.") { p, a in
            let p = ProcessPointer(p)
            guard let data = FlatBytes(NativeArguments(a)[0]) else { return p.badArgument().bits }
            defer { data.free() }
            var digest = MD5()
            digest.update(data.start, data.count)
            var bytes = BytePointer.placeholder
            let result = p.newBinary(16, &bytes)
            digest.finish(bytes)
            return result.bits
        },
        Native("erlang", "md5_init", 0, .ordinary, "The state of a digest that begins.") { p, _ in
            digestState(ProcessPointer(p), MD5()).bits
        },
        Native("erlang", "md5_update", 2, .ordinary, "The state of a digest after more iodata.") { p, a in
            let a = NativeArguments(a)
            let p = ProcessPointer(p)
            guard var digest = digest(a[0]), let data = FlatBytes(a[1]) else { return p.badArgument().bits }
            defer { data.free() }
            digest.update(data.start, data.count)
            return digestState(p, digest).bits
        },
        Native("erlang", "md5_final", 1, .ordinary, "The digest of a state.") { p, a in
            let p = ProcessPointer(p)
            guard var digest = digest(NativeArguments(a)[0]) else { return p.badArgument().bits }
            var bytes = BytePointer.placeholder
            let result = p.newBinary(16, &bytes)
            digest.finish(bytes)
            return result.bits
        },
        Native("erlang", "crc32", 1, .ordinary, "The CRC-32 checksum of iodata.") { p, a in
            checksum(ProcessPointer(p), Term(small: 0), NativeArguments(a)[0], crc32_z).bits
        },
        Native("erlang", "crc32", 2, .ordinary, "A CRC-32 checksum continued over iodata.") { p, a in
            let a = NativeArguments(a)
            return checksum(ProcessPointer(p), a[0], a[1], crc32_z).bits
        },
        Native("erlang", "crc32_combine", 3, .ordinary, "The CRC-32 checksum of two pieces from theirs and the second's size.") { p, a in
            combine(ProcessPointer(p), NativeArguments(a), crc32_combine).bits
        },
        Native("erlang", "adler32", 1, .ordinary, "The Adler-32 checksum of iodata.") { p, a in
            checksum(ProcessPointer(p), Term(small: 1), NativeArguments(a)[0], adler32_z).bits
        },
        Native("erlang", "adler32", 2, .ordinary, "An Adler-32 checksum continued over iodata.") { p, a in
            let a = NativeArguments(a)
            return checksum(ProcessPointer(p), a[0], a[1], adler32_z).bits
        },
        Native("erlang", "adler32_combine", 3, .ordinary, "The Adler-32 checksum of two pieces from theirs and the second's size.") { p, a in
            combine(ProcessPointer(p), NativeArguments(a)) { $2 == 0 ? $0 : adler32_combine($0, $1, $2) }.bits
        },
    ]
}

private func digestState(_ p: ProcessPointer, _ digest: MD5) -> Term {
    var digest = digest
    return withUnsafeBytes(of: &digest) { p.binary($0.bindMemory(to: UInt8.self)) }
}

private func digest(_ state: Term) -> MD5? {
    guard state.isBinary, state.bitSize == MemoryLayout<MD5>.size * 8 else { return nil }
    var digest = MD5()
    let view = BitView(state)
    withUnsafeMutableBytes(of: &digest) {
        copyBits($0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self), 0, view.base, view.bitOffset, view.bitSize)
    }
    return digest
}

private func checksum(_ p: ProcessPointer, _ initial: Term, _ data: Term, _ sum: (UInt, UnsafePointer<UInt8>?, Int) -> UInt) -> Term {
    guard initial.isSmall, initial.small >= 0, initial.small < 1 << 32, let bytes = FlatBytes(data) else { return p.badArgument() }
    defer { bytes.free() }
    return Term(small: Int(sum(UInt(initial.small), bytes.start, bytes.count)))
}

private func combine(_ p: ProcessPointer, _ a: NativeArguments, _ sum: (UInt, UInt, Int) -> UInt) -> Term {
    for index in 0..<3 where !a[index].isSmall || a[index].small < 0 || (index < 2 && a[index].small >= 1 << 32) { return p.badArgument() }
    return Term(small: Int(sum(UInt(a[0].small), UInt(a[1].small), a[2].small)))
}

private enum ExternalResult { case binary, list, size }

private func encode(_ p: ProcessPointer, _ term: Term, _ options: Term, _ result: ExternalResult) -> Term {
    var external = ExternalOptions()
    var level: Int32 = 0
    var rest = options
    while rest.isCons {
        let option = rest.head
        if option == KnownAtom.compressed, result != .size {
            level = Z_DEFAULT_COMPRESSION
        } else if option == KnownAtom.deterministic {
            external.deterministic = true
        } else if option == KnownAtom.local, result != .size {
            // References and pids of this node need no other form than they have.
        } else if option.isTuple, option.tupleSize == 2, option.element(1).isSmall {
            let value = option.element(1).small
            if option.element(0) == KnownAtom.minor_version, value >= 0, value <= 2 {
                external.minorVersion = value
            } else if option.element(0) == KnownAtom.compressed, result != .size, value >= 0, value <= 9 {
                level = Int32(value)
            } else {
                return p.badArgument()
            }
        } else {
            return p.badArgument()
        }
        rest = rest.tail
    }
    guard rest.isEmptyList else { return p.badArgument() }
    var encoder = ExternalEncoder(p.machine, external)
    defer { encoder.sink.free() }
    encoder.sink.put(ExternalTag.version)
    encoder.write(term)
    let bytes = encoder.sink.bytes
    let count = encoder.sink.count
    if result == .size { return Term(small: count) }
    let binary = (level != 0 ? compressed(p, bytes, count, level) : nil) ?? p.binary(bytes, count)
    return result == .list ? p.cons(binary, .emptyList) : binary
}

/// The bytes behind a header that says how many they are; nil if that would not make them fewer.
private func compressed(_ p: ProcessPointer, _ bytes: BytePointer, _ count: Int, _ level: Int32) -> Term? {
    guard count > 6, count < 1 << 32 else { return nil }
    var size = compressBound(UInt(count - 1))
    let room = BytePointer.allocate(capacity: Int(size) + 6)
    defer { room.deallocate() }
    guard compress2(room + 6, &size, bytes + 1, UInt(count - 1), level) == Z_OK, Int(size) + 5 < count else { return nil }
    room[0] = ExternalTag.version
    room[1] = ExternalTag.compressed.rawValue
    writeBits(room, 16, 32, UInt64(count - 1))
    return p.binary(room, Int(size) + 6)
}

private func decode(_ p: ProcessPointer, _ binary: Term, _ options: Term) -> Term {
    var isSafe = false
    var wantsUsed = false
    var rest = options
    while rest.isCons {
        if rest.head == KnownAtom.safe {
            isSafe = true
        } else if rest.head == KnownAtom.used {
            wantsUsed = true
        } else {
            return p.badArgument()
        }
        rest = rest.tail
    }
    guard rest.isEmptyList, binary.isBinary, let data = FlatBytes(binary) else { return p.badArgument() }
    defer { data.free() }
    guard data.count >= 2, data.start[0] == ExternalTag.version else { return p.badArgument() }
    var used = 0
    let term: Term
    if data.start[1] == ExternalTag.compressed.rawValue {
        guard let inflated = inflate(data) else { return p.badArgument() }
        defer { inflated.bytes.deallocate() }
        var decoder = ExternalDecoder(p, inflated.bytes, from: 0, end: inflated.count, safe: isSafe)
        term = decoder.read()
        guard decoder.position == inflated.count else { return p.badArgument() }
        used = 6 + inflated.used
    } else {
        var decoder = ExternalDecoder(p, data.start, from: 1, end: data.count, safe: isSafe)
        term = decoder.read()
        used = decoder.position
    }
    if term == Term.none { return p.badArgument() }
    return wantsUsed ? p.tuple(term, Term(small: used)) : term
}

private func inflate(_ data: FlatBytes) -> (bytes: BytePointer, count: Int, used: Int)? {
    guard data.count > 6 else { return nil }
    let count = Int(readBits(BytePointer(mutating: data.start), 16, 32))
    // zlib makes at most 1,032 bytes of one.
    guard count / 1032 <= data.count else { return nil }
    let room = BytePointer.allocate(capacity: max(count, 1))
    var size = UInt(count)
    var used = UInt(data.count - 6)
    guard uncompress2(room, &size, data.start + 6, &used) == Z_OK, Int(size) == count else {
        room.deallocate()
        return nil
    }
    return (room, count, Int(used))
}
