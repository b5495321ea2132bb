// `:zlib`: compressing and its opposite, at once or in streams. The work is zlib's.
import Bytecode
import CHost

/// A stream of zlib, used by one process at a time: its owner.
private final class ZlibStream: MagicObject, @unchecked Sendable {
    enum Mode { case none, deflate, inflate }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    var mode = Mode.none
    var isOpen = true
    var owner: Term
    /// Has the input ended as it should?
    var isAtEnd = false
    /// Input that a call has left over.
    var waiting: [UInt8] = []

    init(owner: Term) {
        self.owner = owner
        stream.initialize(to: z_stream())
        super.init()
    }

    deinit {
        end()
        stream.deallocate()
    }

    /// Ends compressing or decompressing; zlib's answer.
    @discardableResult
    func end() -> Int32 {
        defer { mode = .none }
        waiting = []
        switch mode {
        case .none: return Z_OK
        case .deflate: return deflateEnd(stream)
        case .inflate: return inflateEnd(stream)
        }
    }

    /// Feeds input until it is used up or the stream ends; gives the output and zlib's answer. With a limit, the output may
    /// be shorter and input may wait.
    func run(_ input: [UInt8], flush: Int32, limit: Int = .max) -> (output: [UInt8], answer: Int32) {
        var output: [UInt8] = []
        var input = waiting + input
        var answer = Z_OK
        let step = 1 << 14
        var used = 0
        input.withUnsafeMutableBufferPointer { buffer in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: step) { room in
                var empty: UInt8 = 0
                withUnsafeMutablePointer(to: &empty) { none in
                    stream.pointee.next_in = buffer.baseAddress ?? none
                    stream.pointee.avail_in = UInt32(buffer.count)
                    repeat {
                        stream.pointee.next_out = room.baseAddress
                        stream.pointee.avail_out = UInt32(step)
                        answer = mode == .deflate ? CHost.deflate(stream, flush) : CHost.inflate(stream, Z_SYNC_FLUSH)
                        let made = step - Int(stream.pointee.avail_out)
                        output.append(contentsOf: room[0..<made])
                    } while answer == Z_OK && stream.pointee.avail_out == 0 && output.count < limit
                    used = buffer.count - Int(stream.pointee.avail_in)
                }
            }
        }
        waiting = answer == Z_OK && mode == .inflate ? Array(input[used...]) : []
        if answer == Z_STREAM_END { isAtEnd = true }
        // Nothing more to do is no failure.
        if answer == Z_BUF_ERROR { answer = Z_OK }
        return (output, answer)
    }
}

enum ZlibNatives {
    static let rows: [Native] = [
        Native("zlib", "compress", 1, .ordinary, "Iodata compressed, with zlib's header.") { p, a in
            compress(ProcessPointer(p), NativeArguments(a)[0], windowBits: 15).bits
        },
        Native("zlib", "gzip", 1, .ordinary, "Iodata compressed, with gzip's header.") { p, a in
            compress(ProcessPointer(p), NativeArguments(a)[0], windowBits: 31).bits
        },
        Native("zlib", "zip", 1, .ordinary, "Iodata compressed, without a header.") { p, a in
            compress(ProcessPointer(p), NativeArguments(a)[0], windowBits: -15).bits
        },
        Native("zlib", "uncompress", 1, .ordinary, "What was compressed with zlib's header.") { p, a in
            uncompress(ProcessPointer(p), NativeArguments(a)[0], windowBits: 15).bits
        },
        Native("zlib", "gunzip", 1, .ordinary, "What was compressed with gzip's header.") { p, a in
            uncompress(ProcessPointer(p), NativeArguments(a)[0], windowBits: 31).bits
        },
        Native("zlib", "unzip", 1, .ordinary, "What was compressed without a header.") { p, a in
            uncompress(ProcessPointer(p), NativeArguments(a)[0], windowBits: -15).bits
        },
        Native("zlib", "open", 0, .ordinary, "A stream.") { p, _ in
            let p = ProcessPointer(p)
            return p.magicReference(ZlibStream(owner: p.pointee.pid), number: p.nextReferenceNumber()).bits
        },
        Native("zlib", "close", 1, .ordinary, "Closes a stream.") { p, a in
            onStream(ProcessPointer(p), NativeArguments(a)[0], nil) {
                $0.end()
                $0.isOpen = false
                return Term(.ok)
            }.bits
        },
        Native("zlib", "set_controlling_process", 2, .ordinary, "Gives a stream to another process.") { p, a in
            let a = NativeArguments(a)
            return onStream(ProcessPointer(p), a[0], nil) {
                $0.owner = a[1]
                return Term(.ok)
            }.bits
        },
        Native("zlib", "deflateInit", 1, .ordinary, "Begins to compress.") { p, a in
            beginDeflate(ProcessPointer(p), NativeArguments(a)[0], level: Z_DEFAULT_COMPRESSION).bits
        },
        Native("zlib", "deflateInit", 2, .ordinary, "Begins to compress, at a level.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let level = level(p, a[1]) else { return p.badArgument().bits }
            return beginDeflate(p, a[0], level: level).bits
        },
        Native("zlib", "deflateInit", 6, .ordinary, "Begins to compress: level, method, window bits, memory level, strategy.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let level = level(p, a[1]), a[3].isSmall, a[4].isSmall, (1...9).contains(a[4].small), let strategy = strategy(p, a[5]),
                  (8...15).contains(abs(a[3].small)) || (24...31).contains(a[3].small) else { return p.badArgument().bits }
            return beginDeflate(p, a[0], level: level, windowBits: Int32(a[3].small), memoryLevel: Int32(a[4].small), strategy: strategy).bits
        },
        Native("zlib", "deflate", 2, .ordinary, "Compresses iodata; a list of what is ready.") { p, a in
            let a = NativeArguments(a)
            return deflateSome(ProcessPointer(p), a[0], a[1], Term(.none)).bits
        },
        Native("zlib", "deflate", 3, .ordinary, "Compresses iodata; a list of what is ready: flush is :none, :sync, :full or :finish.") { p, a in
            let a = NativeArguments(a)
            return deflateSome(ProcessPointer(p), a[0], a[1], a[2]).bits
        },
        Native("zlib", "deflateParams", 3, .ordinary, "Changes level and strategy.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let level = level(p, a[1]), let strategy = strategy(p, a[2]) else { return p.badArgument().bits }
            return onStream(p, a[0], .deflate) { answer(p, deflateParams($0.stream, level, strategy)) }.bits
        },
        Native("zlib", "deflateReset", 1, .ordinary, "Begins anew to compress.") { p, a in
            let p = ProcessPointer(p)
            return onStream(p, NativeArguments(a)[0], .deflate) { answer(p, deflateReset($0.stream)) }.bits
        },
        Native("zlib", "deflateEnd", 1, .ordinary, "Ends compressing.") { p, a in
            let p = ProcessPointer(p)
            return onStream(p, NativeArguments(a)[0], .deflate) { answer(p, $0.end()) }.bits
        },
        Native("zlib", "deflateSetDictionary", 2, .ordinary, "Gives a dictionary; its Adler-32 checksum.") { p, a in
            setDictionary(ProcessPointer(p), NativeArguments(a), .deflate).bits
        },
        Native("zlib", "inflateInit", 1, .ordinary, "Begins to decompress.") { p, a in
            beginInflate(ProcessPointer(p), NativeArguments(a)[0], windowBits: Term(small: 15)).bits
        },
        Native("zlib", "inflateInit", 2, .ordinary, "Begins to decompress, with window bits.") { p, a in
            let a = NativeArguments(a)
            return beginInflate(ProcessPointer(p), a[0], windowBits: a[1]).bits
        },
        Native("zlib", "inflate", 2, .ordinary, "Decompresses iodata; a list of what is ready.") { p, a in
            let a = NativeArguments(a)
            return inflateSome(ProcessPointer(p), a[0], a[1], .emptyList).bits
        },
        Native("zlib", "inflate", 3, .ordinary, "Decompresses iodata; a list of what is ready, or {:need_dictionary, checksum, output}.") { p, a in
            let a = NativeArguments(a)
            return inflateSome(ProcessPointer(p), a[0], a[1], a[2]).bits
        },
        Native("zlib", "safeInflate", 2, .ordinary, "Decompresses some: {:continue | :finished, output}.") { p, a in
            let a = NativeArguments(a)
            return inflateSafely(ProcessPointer(p), a[0], a[1]).bits
        },
        Native("zlib", "inflateReset", 1, .ordinary, "Begins anew to decompress.") { p, a in
            let p = ProcessPointer(p)
            return onStream(p, NativeArguments(a)[0], .inflate) {
                $0.waiting = []
                $0.isAtEnd = false
                return answer(p, inflateReset($0.stream))
            }.bits
        },
        Native("zlib", "inflateEnd", 1, .ordinary, "Ends decompressing.") { p, a in
            let p = ProcessPointer(p)
            return onStream(p, NativeArguments(a)[0], .inflate) {
                let isAtEnd = $0.isAtEnd
                $0.end()
                return isAtEnd ? Term(.ok) : p.raiseError(.data_error)
            }.bits
        },
        Native("zlib", "inflateSetDictionary", 2, .ordinary, "Gives the dictionary that was asked for.") { p, a in
            setDictionary(ProcessPointer(p), NativeArguments(a), .inflate).bits
        },
    ]
}

private func compress(_ p: ProcessPointer, _ data: Term, windowBits: Int32) -> Term {
    guard let data = FlatBytes(data) else { return p.badArgument() }
    defer { data.free() }
    let stream = ZlibStream(owner: p.pointee.pid)
    guard begin(stream, Z_DEFAULT_COMPRESSION, windowBits, 8, Z_DEFAULT_STRATEGY) == Z_OK else { return p.raiseError(.system_limit) }
    return p.binary(stream.run(Array(data.buffer), flush: Z_FINISH).output)
}

private func uncompress(_ p: ProcessPointer, _ data: Term, windowBits: Int32) -> Term {
    guard let data = FlatBytes(data) else { return p.badArgument() }
    defer { data.free() }
    let stream = ZlibStream(owner: p.pointee.pid)
    stream.mode = .inflate
    guard inflateInit2_(stream.stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return p.raiseError(.system_limit) }
    let (output, _) = stream.run(Array(data.buffer), flush: Z_SYNC_FLUSH)
    return stream.isAtEnd ? p.binary(output) : p.raiseError(.data_error)
}

private func begin(_ stream: ZlibStream, _ level: Int32, _ windowBits: Int32, _ memoryLevel: Int32, _ strategy: Int32) -> Int32 {
    stream.mode = .deflate
    stream.isAtEnd = false
    return deflateInit2_(stream.stream, level, Z_DEFLATED, windowBits, memoryLevel, strategy, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
}

/// Calls back with an open stream of the calling process in a mode; `.none` mode: in none yet; nil: in any.
private func onStream(_ p: ProcessPointer, _ term: Term, _ mode: ZlibStream.Mode?, _ body: (ZlibStream) -> Term) -> Term {
    guard let stream = term.magicObject(ZlibStream.self) else { return p.badArgument() }
    guard stream.owner.bits == p.pointee.pid.bits else { return p.raiseError(.not_on_controlling_process) }
    guard stream.isOpen else { return p.raiseError(.not_initialized) }
    if let mode, stream.mode != mode { return p.raiseError(mode == .none ? .already_initialized : .not_initialized) }
    return body(stream)
}

private func answer(_ p: ProcessPointer, _ code: Int32) -> Term {
    switch code {
    case Z_OK, Z_STREAM_END: Term(.ok)
    case Z_STREAM_ERROR: p.raiseError(.stream_error)
    case Z_MEM_ERROR: p.raiseError(.system_limit)
    default: p.raiseError(.data_error)
    }
}

private func level(_ p: ProcessPointer, _ term: Term) -> Int32? {
    if term.isSmall { return (0...9).contains(term.small) ? Int32(term.small) : nil }
    guard term.isAtom else { return nil }
    switch p.machine.atoms.string(term) {
    case "none": return 0
    case "best_speed": return 1
    case "best_compression": return 9
    case "default": return Z_DEFAULT_COMPRESSION
    default: return nil
    }
}

private func strategy(_ p: ProcessPointer, _ term: Term) -> Int32? {
    guard term.isAtom else { return nil }
    switch p.machine.atoms.string(term) {
    case "default": return Z_DEFAULT_STRATEGY
    case "filtered": return Z_FILTERED
    case "huffman_only": return Z_HUFFMAN_ONLY
    case "rle": return Z_RLE
    default: return nil
    }
}

private func beginDeflate(_ p: ProcessPointer, _ term: Term, level: Int32, windowBits: Int32 = 15, memoryLevel: Int32 = 8,
                          strategy: Int32 = Z_DEFAULT_STRATEGY) -> Term {
    onStream(p, term, ZlibStream.Mode.none) { answer(p, begin($0, level, windowBits, memoryLevel, strategy)) }
}

/// `[output]`, or `[]` of none.
private func outputList(_ p: ProcessPointer, _ output: [UInt8]) -> Term { output.isEmpty ? .emptyList : p.list([p.binary(output)]) }

private func deflateSome(_ p: ProcessPointer, _ term: Term, _ data: Term, _ flush: Term) -> Term {
    let mode: Int32
    switch flush.isAtom ? p.machine.atoms.string(flush) : "" {
    case "none": mode = Z_NO_FLUSH
    case "sync": mode = Z_SYNC_FLUSH
    case "full": mode = Z_FULL_FLUSH
    case "finish": mode = Z_FINISH
    default: return p.badArgument()
    }
    guard let data = FlatBytes(data) else { return p.badArgument() }
    defer { data.free() }
    return onStream(p, term, .deflate) { stream in
        let (output, code) = stream.run(Array(data.buffer), flush: mode)
        return code == Z_OK || code == Z_STREAM_END ? outputList(p, output) : answer(p, code)
    }
}

private func beginInflate(_ p: ProcessPointer, _ term: Term, windowBits: Term) -> Term {
    guard windowBits.isSmall, (8...15).contains(abs(windowBits.small)) || (24...47).contains(windowBits.small) else { return p.badArgument() }
    return onStream(p, term, ZlibStream.Mode.none) { stream in
        stream.mode = .inflate
        stream.isAtEnd = false
        return answer(p, inflateInit2_(stream.stream, Int32(windowBits.small), ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)))
    }
}

private func inflateSome(_ p: ProcessPointer, _ term: Term, _ data: Term, _ options: Term) -> Term {
    guard let data = FlatBytes(data), properLength(options) >= 0 else { return p.badArgument() }
    defer { data.free() }
    var raisesForDictionary = true
    var rest = options
    while rest.isCons {
        guard rest.head.isTuple, rest.head.tupleSize == 2, rest.head.element(1).isBoolean else { return p.badArgument() }
        raisesForDictionary = rest.head.element(1) == KnownAtom.true
        rest = rest.tail
    }
    return onStream(p, term, .inflate) { stream in
        let (output, code) = stream.run(Array(data.buffer), flush: Z_SYNC_FLUSH)
        switch code {
        case Z_OK, Z_STREAM_END: return outputList(p, output)
        case Z_NEED_DICT:
            let sum = Term(small: Int(stream.stream.pointee.adler))
            if raisesForDictionary { return p.raiseError(.need_dictionary, sum) }
            return p.tuple([Term(.need_dictionary), sum, outputList(p, output)])
        default: return answer(p, code)
        }
    }
}

private func inflateSafely(_ p: ProcessPointer, _ term: Term, _ data: Term) -> Term {
    guard let data = FlatBytes(data) else { return p.badArgument() }
    defer { data.free() }
    return onStream(p, term, .inflate) { stream in
        let (output, code) = stream.run(Array(data.buffer), flush: Z_SYNC_FLUSH, limit: 8192)
        switch code {
        case Z_OK, Z_STREAM_END:
            let isFinished = stream.isAtEnd || stream.waiting.isEmpty && stream.stream.pointee.avail_out > 0
            return p.tuple(isFinished ? Term(.finished) : Term(.continue), outputList(p, output))
        case Z_NEED_DICT:
            return p.tuple([Term(.need_dictionary), Term(small: Int(stream.stream.pointee.adler)), outputList(p, output)])
        default: return answer(p, code)
        }
    }
}

private func setDictionary(_ p: ProcessPointer, _ a: NativeArguments, _ mode: ZlibStream.Mode) -> Term {
    guard let dictionary = FlatBytes(a[1]) else { return p.badArgument() }
    defer { dictionary.free() }
    return onStream(p, a[0], mode) { stream in
        let code = mode == .deflate ? deflateSetDictionary(stream.stream, dictionary.start, UInt32(dictionary.count))
            : inflateSetDictionary(stream.stream, dictionary.start, UInt32(dictionary.count))
        guard code == Z_OK else { return answer(p, code) }
        return mode == .deflate ? Term(small: Int(stream.stream.pointee.adler)) : Term(.ok)
    }
}
