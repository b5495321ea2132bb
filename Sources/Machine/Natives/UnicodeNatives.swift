// `:unicode`: conversions between encodings of character data. Character data is a binary or a nested list of code points and
// binaries; it is walked with a stack of its own.
import Bytecode

enum UnicodeNatives {
    static let rows: [Native] = [
        Native("unicode", "characters_to_binary", 1, .ordinary, "Character data as UTF-8.") { p, a in
            convert(ProcessPointer(p), NativeArguments(a)[0], from: .utf8, to: .utf8).bits
        },
        Native("unicode", "characters_to_binary", 2, .ordinary, "Character data of an encoding as UTF-8.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let source = encoding(p, a[1]) else { return p.badArgument().bits }
            return convert(p, a[0], from: source, to: .utf8).bits
        },
        Native("unicode", "characters_to_binary", 3, .ordinary, "Character data of an encoding as a binary of another.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let source = encoding(p, a[1]), let target = encoding(p, a[2]) else { return p.badArgument().bits }
            return convert(p, a[0], from: source, to: target).bits
        },
        Native("unicode", "characters_to_list", 1, .ordinary, "Character data as a list of code points.") { p, a in
            convert(ProcessPointer(p), NativeArguments(a)[0], from: .utf8, to: nil).bits
        },
        Native("unicode", "characters_to_list", 2, .ordinary, "Character data of an encoding as a list of code points.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let source = encoding(p, a[1]) else { return p.badArgument().bits }
            return convert(p, a[0], from: source, to: nil).bits
        },
    ]

    private enum Encoding: Equatable {
        case latin1, utf8
        case utf16(little: Bool)
        case utf32(little: Bool)
    }

    private static func encoding(_ p: ProcessPointer, _ term: Term) -> Encoding? {
        if term.isAtom {
            if term == KnownAtom.latin1 { return .latin1 }
            if term == KnownAtom.unicode || term == KnownAtom.utf8 { return .utf8 }
            if term == KnownAtom.utf16 { return .utf16(little: false) }
            if term == KnownAtom.utf32 { return .utf32(little: false) }
            return nil
        }
        guard term.isTuple, term.tupleSize == 2, term.element(1) == KnownAtom.little || term.element(1) == KnownAtom.big else { return nil }
        let little = term.element(1) == KnownAtom.little
        if term.element(0) == KnownAtom.utf16 { return .utf16(little: little) }
        if term.element(0) == KnownAtom.utf32 { return .utf32(little: little) }
        return nil
    }

    /// What is being made: bytes of an encoding, or code points.
    private struct Output {
        let encoding: Encoding?
        var bytes: [UInt8] = []
        var scalars: [UInt32] = []

        /// False: the encoding has no such code point.
        mutating func append(_ scalar: UInt32) -> Bool {
            switch encoding {
            case nil: scalars.append(scalar)
            case .utf8: appendUTF8(scalar, to: &bytes)
            case .latin1:
                guard scalar < 256 else { return false }
                bytes.append(UInt8(scalar))
            case .utf16(let little):
                if scalar < 0x10000 { append16(UInt16(scalar), little) } else {
                    append16(UInt16(0xD800 + (scalar - 0x10000) >> 10), little)
                    append16(UInt16(0xDC00 + (scalar - 0x10000) & 0x3FF), little)
                }
            case .utf32(let little):
                let shifts: [UInt32] = little ? [0, 8, 16, 24] : [24, 16, 8, 0]
                for shift in shifts { bytes.append(UInt8(truncatingIfNeeded: scalar >> shift)) }
            }
            return true
        }

        private mutating func append16(_ unit: UInt16, _ little: Bool) {
            bytes.append(UInt8(truncatingIfNeeded: little ? unit : unit >> 8))
            bytes.append(UInt8(truncatingIfNeeded: little ? unit >> 8 : unit))
        }

        func term(_ p: ProcessPointer) -> Term {
            encoding == nil ? p.list(scalars.map { Term(small: Int($0)) }) : p.binary(bytes)
        }
    }

    private enum Outcome {
        case done
        /// Bytes of the binary that were used before the ill-formed ones.
        case illFormed(Int)
        case incomplete(Int)
    }

    private static func isScalar(_ value: Int) -> Bool { value >= 0 && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF) }

    private static func convert(_ p: ProcessPointer, _ data: Term, from source: Encoding, to target: Encoding?) -> Term {
        guard data.isList || isBinary(data) else { return p.badArgument() }
        if source == .utf8, target == .utf8, isBinary(data) {
            // Well-formed already: the same binary.
            let whole = withBytes(of: data) { bytes, count -> Bool in
                var cursor = UTF8Cursor(bytes, count)
                while case .scalar = cursor.next() {}
                return cursor.position == count
            }
            if whole { return data }
        }
        var output = Output(encoding: target)
        var rests: [Term] = []
        var current = data
        func fail(_ rest: Term, checksRest: Bool = true) -> Term {
            var remaining = rest
            if data.isList {
                remaining = p.cons(rest, rests.popLast() ?? .emptyList)
                while let next = rests.popLast() { remaining = p.cons(remaining, next) }
                // What is no character data at all is told from what cannot be converted, wherever it stands.
                guard !checksRest || isCharacterData(remaining) else { return p.badArgument() }
            }
            return p.tuple(Term(.error), output.term(p), remaining)
        }
        /// A character that does not go on in the next binary is at fault: its bytes, and what comes behind them.
        func failSplit(_ start: Term) -> Term {
            var behind = rests.popLast() ?? .emptyList
            while let next = rests.popLast() { behind = behind.isEmptyList ? next : p.cons(behind, next) }
            guard isCharacterData(behind) else { return p.badArgument() }
            return p.tuple(Term(.error), output.term(p), behind.isEmptyList ? start : p.list([start, behind]))
        }
        // The bytes of a character that `current` goes on with, and what came behind them.
        var begun: (start: Term, rests: [Term])?
        elements: while true {
            if current.isCons {
                guard current.tail.isList || isBinary(current.tail) else { return p.badArgument() }
                rests.append(current.tail)
                current = current.head
                continue
            }
            if current.isSmall, !isWide(current) {
                guard isScalar(current.small), source != .latin1 || current.small < 256, output.append(UInt32(current.small)) else {
                    return data.isList ? fail(current) : p.badArgument()
                }
            } else if isBinary(current) {
                let whole = current
                switch withBytes(of: whole, { decode($0, $1, source, &output) }) {
                case .done: break
                case .illFormed(let used):
                    guard used == 0, let begun else { return fail(rest(p, whole, used)) }
                    // All bytes that were missing are there, and are the wrong ones: they are left as they were.
                    guard BitView(whole).byteCount >= withBytes(of: begun.start, { length(of: $0, $1, source) }) else { return failSplit(whole) }
                    rests = begun.rests
                    return failSplit(begun.start)
                case .incomplete(let used):
                    let start = rest(p, whole, used)
                    begun = (start, rests)
                    while let next = rests.popLast() {
                        if next.isCons {
                            guard next.tail.isList || isBinary(next.tail) else { return p.badArgument() }
                            if next.head.isInteger {
                                rests.append(next)
                                return failSplit(start)
                            }
                            rests.append(next.tail)
                            rests.append(next.head)
                        } else if isBinary(next) {
                            guard next.bitSize > 0 else { continue }
                            current = join(p, start, next)
                            continue elements
                        } else if !next.isEmptyList {
                            return p.badArgument()
                        }
                    }
                    return p.tuple(p.machine.atoms.term("incomplete"), output.term(p), start)
                }
            } else if current.isInteger, data.isList {
                // No code point at all: what comes behind it is not looked at.
                return fail(current, checksRest: false)
            } else if !current.isEmptyList {
                return p.badArgument()
            }
            guard let next = rests.popLast() else { break }
            current = next
            begun = nil
        }
        p.bumpReductions((output.bytes.count + output.scalars.count) / 16)
        return output.term(p)
    }

    private static func isCharacterData(_ data: Term) -> Bool {
        var rests: [Term] = []
        var current = data
        while true {
            if current.isCons {
                guard current.tail.isList || isBinary(current.tail) else { return false }
                rests.append(current.tail)
                current = current.head
                continue
            }
            // Behind a number that is too wide for a code point nobody looks.
            if current.isInteger, isWide(current) { return true }
            guard current.isSmall || current.isEmptyList || isBinary(current) else { return false }
            guard let next = rests.popLast() else { return true }
            current = next
        }
    }

    /// Whether an integer is no small one on the BEAM, where these have 60 bits.
    private static func isWide(_ integer: Term) -> Bool {
        !integer.isSmall || integer.small < -(1 << 59) || integer.small >= 1 << 59
    }

    /// How many bytes a character has that begins with these.
    private static func length(of bytes: UnsafePointer<UInt8>, _ count: Int, _ source: Encoding) -> Int {
        switch source {
        case .latin1: 1
        case .utf8: bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2
        case .utf16: count < 2 ? 2 : 4
        case .utf32: 4
        }
    }

    private static func join(_ p: ProcessPointer, _ left: Term, _ right: Term) -> Term {
        var bytes: [UInt8] = []
        for part in [left, right] {
            withBytes(of: part) { bytes.append(contentsOf: UnsafeBufferPointer(start: $0, count: $1)) }
        }
        return p.binary(bytes)
    }

    private static func rest(_ p: ProcessPointer, _ binary: Term, _ used: Int) -> Term {
        subBitstring(p, binary, used * 8, BitView(binary).bitSize - used * 8)
    }

    private static func decode(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ source: Encoding, _ output: inout Output) -> Outcome {
        switch source {
        case .latin1:
            for index in 0..<count where !output.append(UInt32(bytes[index])) { return .illFormed(index) }
            return .done
        case .utf8:
            var cursor = UTF8Cursor(bytes, count)
            while true {
                let start = cursor.position
                switch cursor.next() {
                case .end: return .done
                case .scalar(let scalar): if !output.append(scalar) { return .illFormed(start) }
                case .illFormed: return .illFormed(start)
                case .incomplete: return .incomplete(start)
                }
            }
        case .utf16(let little):
            func unit(_ index: Int) -> UInt32 { little ? UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 : UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1]) }
            var index = 0
            while index < count {
                guard index + 1 < count else { return .incomplete(index) }
                var scalar = unit(index)
                var size = 2
                if scalar >= 0xD800, scalar < 0xDC00 {
                    guard index + 3 < count else { return .incomplete(index) }
                    let low = unit(index + 2)
                    guard low >= 0xDC00, low < 0xE000 else { return .illFormed(index) }
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    size = 4
                } else if scalar >= 0xDC00, scalar < 0xE000 { return .illFormed(index) }
                guard output.append(scalar) else { return .illFormed(index) }
                index += size
            }
            return .done
        case .utf32(let little):
            var index = 0
            while index < count {
                guard index + 3 < count else { return .incomplete(index) }
                var scalar: UInt32 = 0
                for byte in 0..<4 { scalar |= UInt32(bytes[index + byte]) << UInt32(little ? byte * 8 : 24 - byte * 8) }
                guard isScalar(Int(scalar)), output.append(scalar) else { return .illFormed(index) }
                index += 4
            }
            return .done
        }
    }
}
