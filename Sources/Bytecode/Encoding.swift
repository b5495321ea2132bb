// The on-disk form of a code module: a directory of sections, so that a reader of a mapped image finds the one it wants
// without reading the others. Words lie raw and aligned; everything else is compact. Decoding checks every number and never
// traps; whether the words make sense is the verifier's question.
//
//     magic "VIALCODE" | version : 32 | sections : 32 | section × [kind : 32 | offset : 32 | length : 32] | bodies, 8-aligned
//
// All fixed-width numbers are little-endian; other numbers are LEB128, signed ones zigzag.

/// Why bytes are no code module.
public enum DecodingFailure: Error, Equatable, CustomStringConvertible {
    case noModule
    case version(Int)
    case truncated
    case malformed(String)
    /// A constant that belongs to a compile job.
    case rootLiteral

    public var description: String {
        switch self {
        case .noModule: "these bytes are no code module"
        case .version(let version): "the code module has version \(version), not \(ModuleFormat.version)"
        case .truncated: "the code module ends early"
        case .malformed(let part): "the code module has a malformed \(part)"
        case .rootLiteral: "the code module refers to values of the process that compiled it"
        }
    }
}

enum ModuleFormat {
    static let magic = Array("VIALCODE".utf8)
    static let version = 1
    static let headerBytes = 16
    static let entryBytes = 12
    /// Deeper constants are refused.
    static let depthLimit = 20_000
}

/// A section of the file; chunks repeat.
enum SectionKind: UInt32, CaseIterable {
    case name = 1, atoms, literals, imports, functions, funs, words, relocations, handlers, lines, files, bitmaps, attributes
    case compileInfo, chunk
}

/// The bytes of a code module.
public func encode(_ module: CodeModule) -> [UInt8] {
    var sections: [(SectionKind, [UInt8])] = []
    func section(_ kind: SectionKind, _ fill: (inout ByteWriter) -> Void) {
        var writer = ByteWriter()
        fill(&writer)
        sections.append((kind, writer.bytes))
    }
    section(.name) { $0.text(module.name) }
    section(.atoms) { $0.texts(module.atoms) }
    section(.literals) { writer in
        writer.count(module.literals.count)
        for literal in module.literals { writer.literal(literal) }
    }
    section(.imports) { writer in
        writer.count(module.imports.count)
        for entry in module.imports {
            writer.text(entry.module)
            writer.text(entry.function)
            writer.count(entry.arity)
        }
    }
    section(.functions) { writer in
        writer.count(module.functions.count)
        for entry in module.functions {
            writer.count(entry.name)
            writer.count(entry.arity)
            writer.count(entry.start)
            writer.count(entry.end)
            writer.byte(entry.exported ? 1 : 0)
        }
    }
    section(.funs) { writer in
        writer.count(module.funs.count)
        for entry in module.funs {
            writer.count(entry.function)
            writer.count(entry.arity)
            writer.count(entry.free)
        }
    }
    section(.words) { $0.words(module.words) }
    section(.relocations) { writer in
        writer.count(module.relocations.count)
        var last = 0
        for entry in module.relocations {
            writer.signed(Int(entry.word) - last)
            last = Int(entry.word)
            writer.byte(entry.kind.rawValue)
            writer.count(Int(entry.index))
        }
    }
    section(.handlers) { writer in
        writer.count(module.handlers.count)
        for entry in module.handlers {
            writer.count(entry.start)
            writer.count(entry.end)
            writer.count(entry.target)
            writer.byte(entry.kind.rawValue)
            writer.count(entry.slot)
        }
    }
    section(.lines) { writer in
        writer.count(module.lines.count)
        var last = LineEntry(word: 0, line: 0, file: 0)
        for entry in module.lines {
            writer.signed(entry.word - last.word)
            writer.signed(entry.line - last.line)
            writer.signed(entry.file - last.file)
            last = entry
        }
    }
    section(.files) { $0.texts(module.files) }
    section(.bitmaps) { writer in
        writer.count(module.bitmaps.count)
        for bitmap in module.bitmaps {
            writer.count(bitmap.count)
            writer.words(bitmap)
        }
    }
    section(.attributes) { $0.literal(module.attributes) }
    section(.compileInfo) { $0.literal(module.compileInfo) }
    for chunk in module.chunks {
        section(.chunk) { writer in
            writer.text(chunk.name)
            writer.bytes += chunk.bytes
        }
    }
    return assemble(sections)
}

private func assemble(_ sections: [(SectionKind, [UInt8])]) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes = ModuleFormat.magic
    writer.fixed(UInt32(ModuleFormat.version))
    writer.fixed(UInt32(sections.count))
    var offset = ModuleFormat.headerBytes + sections.count * ModuleFormat.entryBytes
    for (kind, bytes) in sections {
        offset = (offset + 7) & ~7
        writer.fixed(kind.rawValue)
        writer.fixed(UInt32(offset))
        writer.fixed(UInt32(bytes.count))
        offset += bytes.count
    }
    for (_, bytes) in sections {
        while writer.bytes.count % 8 != 0 { writer.bytes.append(0) }
        writer.bytes += bytes
    }
    return writer.bytes
}

/// Writes the pieces of a section.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func fixed(_ value: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
    }

    mutating func unsigned(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func count(_ value: Int) { unsigned(UInt64(bitPattern: Int64(value))) }
    mutating func signed(_ value: Int) { unsigned(UInt64(bitPattern: Int64(value << 1 ^ value >> 63))) }

    mutating func text(_ value: String) {
        count(value.utf8.count)
        bytes.append(contentsOf: value.utf8)
    }

    mutating func texts(_ values: [String]) {
        count(values.count)
        for value in values { text(value) }
    }

    mutating func words(_ values: [UInt64]) {
        bytes.reserveCapacity(bytes.count + values.count * 8)
        for value in values { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
    }

    mutating func literal(_ literal: Literal) {
        switch literal {
        case .integer(let value):
            byte(LiteralTag.integer)
            signed(value)
        case .bigInteger(let negative, let limbs):
            byte(negative ? LiteralTag.negativeBig : LiteralTag.positiveBig)
            count(limbs.count)
            words(limbs)
        case .float(let value):
            byte(LiteralTag.float)
            words([value.bitPattern])
        case .atom(let value):
            byte(LiteralTag.atom)
            text(value)
        case .bitstring(let value, let bits):
            byte(LiteralTag.bitstring)
            count(bits)
            count(value.count)
            bytes += value
        case .list(let elements, let tail):
            byte(LiteralTag.list)
            self.elements(elements)
            self.literal(tail)
        case .emptyList: byte(LiteralTag.emptyList)
        case .tuple(let elements):
            byte(LiteralTag.tuple)
            self.elements(elements)
        case .map(let pairs):
            byte(LiteralTag.map)
            count(pairs.count)
            for pair in pairs {
                self.literal(pair.key)
                self.literal(pair.value)
            }
        case .external(let module, let function, let arity):
            byte(LiteralTag.external)
            text(module)
            text(function)
            count(arity)
        case .keyTuple(let keys):
            byte(LiteralTag.keyTuple)
            elements(keys)
        case .root(let index):
            byte(LiteralTag.root)
            count(index)
        }
    }

    private mutating func elements(_ literals: [Literal]) {
        count(literals.count)
        for literal in literals { self.literal(literal) }
    }
}

enum LiteralTag {
    static let integer: UInt8 = 0
    static let positiveBig: UInt8 = 1
    static let negativeBig: UInt8 = 2
    static let float: UInt8 = 3
    static let atom: UInt8 = 4
    static let bitstring: UInt8 = 5
    static let list: UInt8 = 6
    static let emptyList: UInt8 = 7
    static let tuple: UInt8 = 8
    static let map: UInt8 = 9
    static let external: UInt8 = 10
    static let keyTuple: UInt8 = 11
    static let root: UInt8 = 12
}
