// Decoding UTF-8 from raw bytes, with ill-formed bytes told apart from those that end too soon.

/// Walks UTF-8.
struct UTF8Cursor {
    let bytes: UnsafePointer<UInt8>
    let count: Int
    var position = 0

    enum Step {
        case scalar(UInt32)
        /// The byte at the position begins no well-formed sequence.
        case illFormed
        /// The bytes end inside a sequence that is well-formed so far.
        case incomplete
        case end
    }

    init(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        self.bytes = bytes
        self.count = count
    }

    /// The next code point, the position moved behind it; for ill-formed and incomplete ones it stays.
    @inline(__always)
    mutating func next() -> Step {
        guard position < count else { return .end }
        let first = bytes[position]
        if first < 0x80 {
            position &+= 1
            return .scalar(UInt32(first))
        }
        return nextLong(first)
    }

    private mutating func nextLong(_ first: UInt8) -> Step {
        let length: Int
        var value: UInt32
        switch first {
        case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
        default: return .illFormed
        }
        for index in 1..<length {
            guard position + index < count else { return .incomplete }
            let byte = bytes[position + index]
            var low: UInt8 = 0x80, high: UInt8 = 0xBF
            if index == 1 {
                // Overlong forms, surrogates and what lies beyond U+10FFFF (Unicode standard, table 3-7).
                switch first {
                case 0xE0: low = 0xA0
                case 0xED: high = 0x9F
                case 0xF0: low = 0x90
                case 0xF4: high = 0x8F
                default: break
                }
            }
            guard byte >= low, byte <= high else { return .illFormed }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        position += length
        return .scalar(value)
    }
}

/// Appends a code point in UTF-8.
@inline(__always)
func appendUTF8(_ scalar: UInt32, to bytes: inout [UInt8]) {
    if scalar < 0x80 {
        bytes.append(UInt8(scalar))
    } else if scalar < 0x800 {
        bytes.append(UInt8(0xC0 | scalar >> 6))
        bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
        bytes.append(UInt8(0xE0 | scalar >> 12))
        bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else {
        bytes.append(UInt8(0xF0 | scalar >> 18))
        bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
        bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
}

/// The bytes of a binary in one piece: in place where it starts at a byte, else a copy.
func withBytes<Result>(of term: Term, _ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
    let view = BitView(term)
    if view.bitOffset & 7 == 0 { return body(view.base + view.bitOffset / 8, view.bitSize / 8) }
    return PrimIONatives.bytes(of: term).withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped, $0.count) }
}
