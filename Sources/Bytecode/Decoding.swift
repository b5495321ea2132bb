// Reading the on-disk form of a code module; Encoding.swift describes it.

/// The code module in these bytes.
public func decode(_ bytes: UnsafeRawBufferPointer) throws -> CodeModule {
    let file = try ModuleFile(bytes)
    var module = CodeModule(name: "")
    for section in file.sections {
        var reader = ByteReader(section.bytes)
        switch section.kind {
        case .name: module.name = try reader.text()
        case .atoms: module.atoms = try reader.texts()
        case .literals: module.literals = try reader.array { try $0.literal(depth: 0) }
        case .imports:
            module.imports = try reader.array { ImportEntry(try $0.text(), try $0.text(), try $0.count()) }
        case .functions:
            module.functions = try reader.array {
                FunctionEntry(name: try $0.count(), arity: try $0.count(), start: try $0.count(), end: try $0.count(), exported: try $0.byte() != 0)
            }
        case .funs: module.funs = try reader.array { FunEntryInfo(function: try $0.count(), arity: try $0.count(), free: try $0.count()) }
        case .words: module.words = try reader.words(section.bytes.count / 8)
        case .relocations:
            var last = 0
            module.relocations = try reader.array { reader in
                last = try reader.added(last)
                guard let kind = RelocationKind(rawValue: try reader.byte()) else { throw DecodingFailure.malformed("relocation") }
                return Relocation(word: last, kind: kind, index: try reader.count())
            }
        case .handlers:
            module.handlers = try reader.array { reader in
                let start = try reader.count(), end = try reader.count(), target = try reader.count()
                guard let kind = HandlerEntry.Kind(rawValue: try reader.byte()) else { throw DecodingFailure.malformed("handler") }
                return HandlerEntry(start: start, end: end, target: target, kind: kind, slot: try reader.count())
            }
        case .lines:
            var last = LineEntry(word: 0, line: 0, file: 0)
            module.lines = try reader.array { reader in
                last = LineEntry(word: try reader.added(last.word), line: try reader.added(last.line), file: try reader.added(last.file))
                return last
            }
        case .files: module.files = try reader.texts()
        case .bitmaps: module.bitmaps = try reader.array { try $0.words(try $0.count()) }
        case .attributes: module.attributes = try reader.literal(depth: 0)
        case .compileInfo: module.compileInfo = try reader.literal(depth: 0)
        case .chunk: module.chunks.append((name: try reader.text(), bytes: reader.rest()))
        }
    }
    return module
}

/// The directory of a code module, for readers that want one section only.
public struct ModuleFile {
    struct Section {
        var kind: SectionKind
        var bytes: UnsafeRawBufferPointer
    }

    let sections: [Section]

    /// Checks the directory, not the sections. The bytes must outlive the value.
    public init(_ bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count >= ModuleFormat.headerBytes, bytes.prefix(8).elementsEqual(ModuleFormat.magic) else { throw DecodingFailure.noModule }
        func fixed(_ offset: Int) -> Int { Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))) }
        guard fixed(8) == ModuleFormat.version else { throw DecodingFailure.version(fixed(8)) }
        let count = fixed(12)
        guard count <= (bytes.count - ModuleFormat.headerBytes) / ModuleFormat.entryBytes else { throw DecodingFailure.truncated }
        var result: [Section] = []
        for index in 0 ..< count {
            let entry = ModuleFormat.headerBytes + index * ModuleFormat.entryBytes
            guard let kind = SectionKind(rawValue: UInt32(fixed(entry))) else { throw DecodingFailure.malformed("section") }
            let offset = fixed(entry + 4), length = fixed(entry + 8)
            guard offset <= bytes.count, length <= bytes.count - offset else { throw DecodingFailure.truncated }
            result.append(Section(kind: kind, bytes: UnsafeRawBufferPointer(rebasing: bytes[offset ..< offset + length])))
        }
        sections = result
    }

    /// The bytes of a named chunk, without reading anything else.
    public func chunk(_ name: String) throws -> [UInt8]? {
        for section in sections where section.kind == .chunk {
            var reader = ByteReader(section.bytes)
            if try reader.text() == name { return reader.rest() }
        }
        return nil
    }

    /// The module's name.
    public func name() throws -> String {
        guard let section = sections.first(where: { $0.kind == .name }) else { throw DecodingFailure.malformed("name") }
        var reader = ByteReader(section.bytes)
        return try reader.text()
    }
}

/// Reads the pieces of a section, checking its end.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private var left: Int { bytes.count - position }

    mutating func byte() throws -> UInt8 {
        guard left > 0 else { throw DecodingFailure.truncated }
        position += 1
        return bytes[position - 1]
    }

    mutating func unsigned() throws -> UInt64 {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw DecodingFailure.malformed("number") }
            result |= UInt64(next & 0x7F) << shift
            if next & 0x80 == 0 { return result }
            shift += 7
            guard shift < 70 else { throw DecodingFailure.malformed("number") }
        }
    }

    /// A number that fits an index.
    mutating func count() throws -> Int {
        let value = try unsigned()
        guard value <= UInt64(UInt32.max) else { throw DecodingFailure.malformed("number") }
        return Int(value)
    }

    mutating func signed() throws -> Int {
        let value = try unsigned()
        return Int(bitPattern: UInt(value >> 1)) ^ -Int(value & 1)
    }

    /// The sum of a number and a signed one, as an index.
    mutating func added(_ base: Int) throws -> Int {
        let (sum, overflow) = base.addingReportingOverflow(try signed())
        guard !overflow, sum >= 0, sum <= Int(UInt32.max) else { throw DecodingFailure.malformed("number") }
        return sum
    }

    mutating func text() throws -> String {
        let length = try count()
        guard length <= left else { throw DecodingFailure.truncated }
        defer { position += length }
        return String(decoding: bytes[position ..< position + length], as: UTF8.self)
    }

    mutating func texts() throws -> [String] { try array { try $0.text() } }

    /// As many elements as the number in front says; each takes at least one byte.
    mutating func array<Element>(_ element: (inout ByteReader) throws -> Element) throws -> [Element] {
        let count = try count()
        guard count <= left else { throw DecodingFailure.truncated }
        var result: [Element] = []
        result.reserveCapacity(count)
        for _ in 0 ..< count { result.append(try element(&self)) }
        return result
    }

    mutating func words(_ count: Int) throws -> [UInt64] {
        guard count <= left / 8 else { throw DecodingFailure.truncated }
        defer { position += count * 8 }
        let source = UnsafeRawBufferPointer(rebasing: bytes[position ..< position + count * 8])
        return [UInt64](unsafeUninitializedCapacity: count) { buffer, initialized in
            if count > 0 { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source) }
            initialized = count
        }
    }

    func rest() -> [UInt8] { Array(bytes[position...]) }

    mutating func literal(depth: Int) throws -> Literal {
        guard depth < ModuleFormat.depthLimit else { throw DecodingFailure.malformed("literal") }
        switch try byte() {
        case LiteralTag.integer: return .integer(try signed())
        case LiteralTag.positiveBig: return .bigInteger(negative: false, limbs: try words(try count()))
        case LiteralTag.negativeBig: return .bigInteger(negative: true, limbs: try words(try count()))
        case LiteralTag.float: return .float(Double(bitPattern: try words(1)[0]))
        case LiteralTag.atom: return .atom(try text())
        case LiteralTag.bitstring:
            let bits = try count(), length = try count()
            guard length <= left, (bits + 7) / 8 == length else { throw DecodingFailure.malformed("bitstring") }
            defer { position += length }
            return .bitstring(Array(bytes[position ..< position + length]), bits: bits)
        case LiteralTag.list:
            let elements = try array { try $0.literal(depth: depth + 1) }
            guard !elements.isEmpty else { throw DecodingFailure.malformed("list") }
            return .list(elements, tail: try literal(depth: depth + 1))
        case LiteralTag.emptyList: return .emptyList
        case LiteralTag.tuple: return .tuple(try array { try $0.literal(depth: depth + 1) })
        case LiteralTag.map:
            return .map(try array { Literal.Pair(try $0.literal(depth: depth + 1), try $0.literal(depth: depth + 1)) })
        case LiteralTag.external: return .external(module: try text(), function: try text(), arity: try count())
        case LiteralTag.keyTuple: return .keyTuple(try array { try $0.literal(depth: depth + 1) })
        case LiteralTag.root: throw DecodingFailure.rootLiteral
        default: throw DecodingFailure.malformed("literal")
        }
    }
}
