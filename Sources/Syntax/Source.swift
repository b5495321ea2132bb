// A text to be parsed: its bytes and how positions in it are counted. It knows nothing of tokens.

/// The bytes of one source text.
struct Source {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The byte at an offset, 0 beyond the end.
    @inline(__always)
    subscript(_ offset: Int) -> UInt8 {
        offset < bytes.count ? bytes[offset] : 0
    }

    @inline(__always)
    var count: Int { bytes.count }

    /// The text between two offsets.
    func text(_ start: Int, _ end: Int) -> String {
        let low = max(0, min(start, count))
        return String(decoding: bytes[low ..< max(low, min(end, count))], as: UTF8.self)
    }

    /// The scalar that starts at an offset and the number of its bytes. The text must have been validated.
    func scalar(at offset: Int) -> (value: UInt32, length: Int) {
        let first = UInt32(self[offset])
        func continuation(_ index: Int) -> UInt32 { UInt32(self[offset + index]) & 0x3F }
        if first < 0x80 { return (first, 1) }
        if first < 0xE0 { return ((first & 0x1F) << 6 | continuation(1), 2) }
        if first < 0xF0 { return ((first & 0x0F) << 12 | continuation(1) << 6 | continuation(2), 3) }
        return ((first & 0x07) << 18 | continuation(1) << 12 | continuation(2) << 6 | continuation(3), 4)
    }

    /// The offset of the first byte that is not well-formed UTF-8, if there is one.
    func firstInvalidOffset() -> Int? {
        var offset = 0
        let end = count
        guard let base = bytes.baseAddress else { return nil }
        let raw = UnsafeRawPointer(base)
        while offset < end {
            if offset &+ 8 <= end, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                offset &+= 8
                continue
            }
            let first = base[offset]
            if first < 0x80 {
                offset &+= 1
                continue
            }
            let length: Int
            switch first {
            case 0xC2 ... 0xDF: length = 2
            case 0xE0 ... 0xEF: length = 3
            case 0xF0 ... 0xF4: length = 4
            default: return offset
            }
            if offset &+ length > end { return offset }
            let second = base[offset &+ 1]
            switch first {
            case 0xE0: if second < 0xA0 || second > 0xBF { return offset }
            case 0xED: if second < 0x80 || second > 0x9F { return offset }
            case 0xF0: if second < 0x90 || second > 0xBF { return offset }
            case 0xF4: if second < 0x80 || second > 0x8F { return offset }
            default: if second & 0xC0 != 0x80 { return offset }
            }
            for index in 2 ..< max(2, length) where base[offset &+ index] & 0xC0 != 0x80 { return offset }
            offset &+= length
        }
        return nil
    }

    /// Some lines, counted from 1, without the end of the last.
    func lines(_ range: ClosedRange<Int>) -> String {
        var start = 0
        var current = 1
        while current < range.lowerBound {
            guard let newline = self.newline(from: start) else { return "" }
            start = newline + 1
            current += 1
        }
        var end = newline(from: start) ?? count
        while current < range.upperBound, end < count {
            end = newline(from: end + 1) ?? count
            current += 1
        }
        return text(start, end)
    }

    private func newline(from start: Int) -> Int? {
        var offset = start
        while offset < count {
            if bytes[offset] == Byte.newline { return offset }
            offset += 1
        }
        return nil
    }
}

/// Bytes by name.
enum Byte {
    static let newline: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let tab: UInt8 = 0x09
    static let space: UInt8 = 0x20

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always)
    static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

    @inline(__always)
    static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

    /// A character that may continue an identifier, of ASCII.
    @inline(__always)
    static func isWord(_ byte: UInt8) -> Bool { isLower(byte | 0x20) || isDigit(byte) || byte == 0x5F }

    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// What separates tokens: blanks and the ends of lines.
    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || byte == newline || byte == carriageReturn }

    /// The value of a hexadecimal digit, nil for other characters.
    static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30 ... 0x39: UInt32(byte - 0x30)
        case 0x41 ... 0x46: UInt32(byte - 0x41 + 10)
        case 0x61 ... 0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }
}
