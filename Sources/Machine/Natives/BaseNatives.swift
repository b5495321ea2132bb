// `:prim_base`: bytes as digits of 4, 5 or 6 bits, and back. Padding and errors are told of in the language (stdlib/elixir/lib/base.ex).
import Bytecode

enum BaseNatives {
    static let rows: [Native] = [
        Native("prim_base", "digits", 3, .ordinary, "The digits of a binary, each of so many bits, in an alphabet; the last is filled with zero bits.") { p, a in
            digits(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("prim_base", "bytes", 3, .ordinary, "The whole bytes that digits are, by a table of 256 values; or the first byte that is no digit (255).") { p, a in
            bytes(ProcessPointer(p), NativeArguments(a)).bits
        },
    ]

    private static func digits(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isBinary, a[1].isSmall, 4...6 ~= a[1].small, a[2].isBinary, let data = FlatBytes(a[0]) else { return p.badArgument() }
        defer { data.free() }
        guard let alphabet = FlatBytes(a[2]) else { return p.badArgument() }
        defer { alphabet.free() }
        let width = a[1].small
        guard alphabet.count >= 1 << width else { return p.badArgument() }
        var out = BytePointer.placeholder
        let result = p.newBinary((data.count * 8 + width - 1) / width, &out)
        var kept: UInt64 = 0
        var bits = 0
        for index in 0..<data.count {
            kept = kept << 8 | UInt64(data.start[index])
            bits += 8
            while bits >= width {
                bits -= width
                out.pointee = alphabet.start[Int(truncatingIfNeeded: kept >> UInt64(bits)) & (1 << width - 1)]
                out += 1
            }
        }
        if bits > 0 { out.pointee = alphabet.start[Int(truncatingIfNeeded: kept << UInt64(width - bits)) & (1 << width - 1)] }
        return result
    }

    private static func bytes(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isBinary, a[1].isSmall, 4...6 ~= a[1].small, a[2].isBinary, let text = FlatBytes(a[0]) else { return p.badArgument() }
        defer { text.free() }
        guard let values = FlatBytes(a[2]) else { return p.badArgument() }
        defer { values.free() }
        guard values.count == 256 else { return p.badArgument() }
        let width = a[1].small
        for index in 0..<text.count where values.start[Int(text.start[index])] == 255 { return Term(small: Int(text.start[index])) }
        var out = BytePointer.placeholder
        let result = p.newBinary(text.count * width / 8, &out)
        var kept: UInt64 = 0
        var bits = 0
        for index in 0..<text.count {
            kept = kept << UInt64(width) | UInt64(values.start[Int(text.start[index])])
            bits += width
            if bits >= 8 {
                bits -= 8
                out.pointee = UInt8(truncatingIfNeeded: kept >> UInt64(bits))
                out += 1
            }
        }
        return result
    }
}
