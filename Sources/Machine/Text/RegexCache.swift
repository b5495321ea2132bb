// The compiled regular expressions of a machine: PCRE2 patterns with their JIT code, found by source and flags. What a
// match gives is the natives' business (PrimRegexNatives.swift).
import CHost
import Glibc

/// A pattern that has been compiled; many threads may match with it at a time.
final class CompiledRegex: @unchecked Sendable {
    let code: OpaquePointer
    /// Groups, the whole match not counted.
    let captures: Int
    let isUnicode: Bool

    fileprivate init(_ code: OpaquePointer, isUnicode: Bool) {
        self.code = code
        self.isUnicode = isUnicode
        var count: UInt32 = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        captures = Int(count)
    }

    deinit { pcre2_code_free_8(code) }

    /// Names and numbers of groups, in the order of names.
    var names: [(name: UnsafeBufferPointer<UInt8>, group: Int)] {
        var count: UInt32 = 0
        var entrySize: UInt32 = 0
        var table: UnsafePointer<UInt8>?
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
        guard let table else { return [] }
        return (0..<Int(count)).map {
            let entry = table + $0 * Int(entrySize)
            let name = entry + 2
            return (UnsafeBufferPointer(start: name, count: strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))),
                    Int(entry[0]) << 8 | Int(entry[1]))
        }
    }
}

/// Why a pattern does not compile.
struct RegexFailure: Error {
    let message: [UInt8]
    let offset: Int
}

final class RegexCache: @unchecked Sendable {
    private struct Key: Hashable {
        let source: [UInt8]
        let flags: Int
    }

    /// So many are kept; then all are forgotten at once.
    private static let capacity = 1024

    private var patterns: [Key: CompiledRegex] = [:]
    /// What was asked for last at each place, which a pattern has by its length and flags: compared, not hashed.
    private var recent: [(key: Key, regex: CompiledRegex)?] = Array(repeating: nil, count: 64)
    private let lock = SpinLock()
    /// The part of a buffer that was last found to be UTF-8: matching goes through a long text step by step, and would look
    /// at all of it each time. The reference keeps the address from being another buffer's.
    private var validBuffer: UnsafeMutablePointer<BinaryBuffer>?
    private var validRange = 0..<0

    deinit { validBuffer?.release() }

    /// The pattern with that source and flags (bits as `:re` numbers them).
    func pattern(_ source: UnsafeBufferPointer<UInt8>, flags: Int) -> Result<CompiledRegex, RegexFailure> {
        let place = (source.count ^ flags &* 7) & 63
        lock.lock()
        if let (key, regex) = recent[place], key.flags == flags, key.source.count == source.count,
           source.isEmpty || memcmp(key.source, source.baseAddress.unsafelyUnwrapped, source.count) == 0 {
            lock.unlock()
            return .success(regex)
        }
        lock.unlock()
        let key = Key(source: Array(source), flags: flags)
        lock.lock()
        let known = patterns[key]
        if let known { recent[place] = (key, known) }
        lock.unlock()
        if let known { return .success(known) }
        switch RegexCache.compile(key.source, flags) {
        case .failure(let failure): return .failure(failure)
        case .success(let regex):
            lock.lock()
            defer { lock.unlock() }
            if patterns.count >= RegexCache.capacity { patterns.removeAll() }
            patterns[key] = regex
            return .success(regex)
        }
    }

    private static func compile(_ source: [UInt8], _ flags: Int) -> Result<CompiledRegex, RegexFailure> {
        let context = pcre2_compile_context_create_8(nil)
        defer { pcre2_compile_context_free_8(context) }
        let newlines = [PCRE2_NEWLINE_LF, PCRE2_NEWLINE_CR, PCRE2_NEWLINE_CRLF, PCRE2_NEWLINE_LF, PCRE2_NEWLINE_ANY,
                        PCRE2_NEWLINE_ANYCRLF, PCRE2_NEWLINE_NUL]
        pcre2_set_newline_8(context, UInt32(newlines[min(flags >> 16 & 7, newlines.count - 1)]))
        if flags & 16384 != 0 { pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_ANYCRLF)) }
        if flags & 32768 != 0 { pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_UNICODE)) }
        let table: [(Int, UInt32)] = [
            (1, PCRE2_CASELESS), (2, PCRE2_MULTILINE), (4, PCRE2_DOTALL), (8, PCRE2_EXTENDED), (16, PCRE2_FIRSTLINE), (32, PCRE2_UNGREEDY),
            (64, PCRE2_UTF), (128, PCRE2_UCP), (256, PCRE2_ANCHORED), (512, PCRE2_DOLLAR_ENDONLY), (1024, PCRE2_NO_AUTO_CAPTURE),
            (2048, PCRE2_DUPNAMES), (4096, PCRE2_NEVER_UTF), (8192, PCRE2_NO_START_OPTIMIZE),
        ]
        var options: UInt32 = 0
        for (bit, option) in table where flags & bit != 0 { options |= option }
        var error: Int32 = 0
        var offset = 0
        let code = source.withUnsafeBufferPointer { bytes in
            // An empty array has no address.
            withUnsafePointer(to: UInt8(0)) { pcre2_compile_8(bytes.baseAddress ?? $0, bytes.count, options, &error, &offset, context) }
        }
        guard let code else {
            var message = [UInt8](repeating: 0, count: 256)
            let count = pcre2_get_error_message_8(error, &message, message.count)
            return .failure(RegexFailure(message: Array(message.prefix(max(Int(count), 0))), offset: offset))
        }
        // Where there is no JIT, the interpreter of PCRE2 matches.
        pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
        return .success(CompiledRegex(code, isUnicode: flags & 64 != 0))
    }

    /// Is the text, of whole bytes, well-formed UTF-8?
    func isValid(_ subject: Term, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 1024, subject.header.kind == .subBinary, subject.body(0).header.kind == .buffer,
              subject.body(1).small & 7 == 0 else { return isValidUTF8(text) }
        let buffer = Counted.buffer(subject.body(0).boxedAddress)
        let range = subject.body(1).small..<(subject.body(1).small + subject.bitSize)
        lock.lock()
        let isKnown = validBuffer == buffer && validRange.lowerBound <= range.lowerBound && validRange.upperBound == range.upperBound
            && (validRange.lowerBound == range.lowerBound || text[0] & 0xC0 != 0x80)
        lock.unlock()
        if isKnown { return true }
        guard isValidUTF8(text) else { return false }
        buffer.retain()
        lock.lock()
        let old = validBuffer
        validBuffer = buffer
        validRange = range
        lock.unlock()
        old?.release()
        return true
    }
}
