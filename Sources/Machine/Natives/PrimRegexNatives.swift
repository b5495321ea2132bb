// `:prim_regex`: regular expressions of PCRE2 for `:re` (stdlib/otp/lib/re.ex), which knows options and captures.
import Bytecode
import CHost
import Glibc

enum PrimRegexNatives {
    static let rows: [Native] = [
        Native("prim_regex", "compile", 2, .ordinary, "{:ok, groups, [{name, group}]} of a pattern, or {:error, message, offset}.") { p, a in
            compile(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_regex", "run", 5, .ordinary, "[{start, length}] of all groups of a match, :nomatch, :badutf or {:error, reason}.") { p, a in
            run(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_regex", "version", 0, .ordinary, "The version of PCRE2.") { p, _ in
            var text = [UInt8](repeating: 0, count: 64)
            let count = pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), &text)
            return ProcessPointer(p).binary(Array(text.prefix(max(Int(count) - 1, 0)))).bits
        },
    ]
}

private func pattern(_ p: ProcessPointer, _ source: Term, _ flags: Term) -> Result<CompiledRegex, RegexFailure>? {
    guard source.isBinary, flags.isSmall, let text = FlatBytes(source) else { return nil }
    defer { text.free() }
    return p.machine.data.regexes.pattern(text.buffer, flags: flags.small)
}

private func compile(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard let result = pattern(p, a[0], a[1]) else { return p.badArgument() }
    switch result {
    case .failure(let failure):
        return p.tuple([Term(.error), p.binary(failure.message), Term(small: failure.offset)])
    case .success(let regex):
        let names = regex.names.map { p.tuple(p.binary($0.name), Term(small: $0.group)) }
        return p.tuple([Term(.ok), Term(small: regex.captures), p.list(names)])
    }
}

private func run(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard let result = pattern(p, a[0], a[1]), case .success(let regex) = result, a[2].isBinary, a[3].isSmall, a[3].small >= 0,
          a[3].small <= a[2].bitSize >> 3, a[4].isSmall, let subject = FlatBytes(a[2]) else { return p.badArgument() }
    defer { subject.free() }
    let flags = a[4].small
    var options: UInt32 = 0
    let table: [(Int, UInt32)] = [(1, PCRE2_ANCHORED), (2, PCRE2_NOTBOL), (4, PCRE2_NOTEOL), (8, PCRE2_NOTEMPTY), (16, PCRE2_NOTEMPTY_ATSTART)]
    for (bit, option) in table where flags & bit != 0 { options |= option }
    if regex.isUnicode {
        guard p.machine.data.regexes.isValid(a[2], subject.buffer) else { return Term(.badutf) }
        // Nor may the offset lie within a character.
        if a[3].small < subject.count, subject.start[a[3].small] & 0xC0 == 0x80 { return Term(.badutf) }
        options |= PCRE2_NO_UTF_CHECK
    }
    let data = pcre2_match_data_create_from_pattern_8(regex.code, nil)
    defer { pcre2_match_data_free_8(data) }
    var count = pcre2_match_8(regex.code, subject.start, subject.count, a[3].small, options, data, nil)
    if count == PCRE2_ERROR_JIT_STACKLIMIT {
        count = pcre2_match_8(regex.code, subject.start, subject.count, a[3].small, options | PCRE2_NO_JIT, data, nil)
    }
    if count == PCRE2_ERROR_NOMATCH || count == PCRE2_ERROR_PARTIAL { return Term(.nomatch) }
    if count == PCRE2_ERROR_MATCHLIMIT { return p.tuple(Term(.error), Term(.match_limit)) }
    if count < 0 { return p.tuple(Term(.error), Term(count == PCRE2_ERROR_DEPTHLIMIT ? .match_limit_recursion : .match_limit)) }
    let vector = pcre2_get_ovector_pointer_8(data).unsafelyUnwrapped
    var groups = Term.emptyList
    for group in stride(from: regex.captures, through: 0, by: -1) {
        let start = vector[2 * group]
        let isSet = group < Int(count) && start != ~0
        // `\K` in a lookahead may put the start behind the end.
        let length = isSet ? max(Int(bitPattern: UInt(vector[2 * group + 1])) - Int(bitPattern: UInt(start)), 0) : 0
        groups = p.cons(p.tuple(Term(small: isSet ? Int(bitPattern: UInt(start)) : -1), Term(small: length)), groups)
    }
    return groups
}
