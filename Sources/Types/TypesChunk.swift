// What is known of a module, as bytes in its file.
//
//     count fields [text name, flag, tree?]…   count functions [text name, count arity, flag inferred, count clauses [types…, gradual]…]…
//
// A set is a byte that says which parts follow, then those parts; counts are in LEB128. What cannot be read is taken for nothing.
import Expander
import Syntax

public enum TypesChunk {
    public static let name = "Type"

    public static func bytes(_ types: ModuleTypes) -> [UInt8] {
        var writer = TypeBytesWriter()
        writer.count(types.fields.map { $0.count + 1 } ?? 0)
        for field in types.fields ?? [] {
            writer.text(field.name)
            writer.literal(field.value)
        }
        writer.count(types.signatures.count)
        for (key, signature) in types.signatures.sorted(by: { ($0.key.name, $0.key.arity) < ($1.key.name, $1.key.arity) }) {
            writer.text(key.name)
            writer.count(key.arity)
            writer.count(signature.clauses.count)
            for clause in signature.clauses {
                clause.arguments.forEach { writer.set($0) }
                writer.gradual(clause.result)
            }
        }
        return writer.bytes
    }

    public static func types(_ bytes: [UInt8]) -> ModuleTypes? {
        var reader = TypeBytesReader(bytes: bytes)
        do {
            let count = try reader.count()
            var fields: [StructField]?
            if count > 0 {
                fields = []
                for _ in 1 ..< count { fields!.append(StructField(name: try reader.text(), value: try reader.literal())) }
            }
            var signatures: [FunctionKey: Signature] = [:]
            for _ in 0 ..< (try reader.count()) {
                let key = FunctionKey(try reader.text(), try reader.arity())
                var clauses: [SignatureClause] = []
                for _ in 0 ..< (try reader.count()) {
                    let arguments = try (0 ..< key.arity).map { _ in try reader.set() }
                    clauses.append(SignatureClause(arguments: arguments, result: try reader.gradual()))
                }
                signatures[key] = Signature(clauses: clauses, isInferred: true)
            }
            return ModuleTypes(fields: fields, signatures: signatures)
        } catch { return nil }
    }
}

private struct TypeBytesWriter {
    var bytes: [UInt8] = []

    mutating func count(_ value: Int) {
        var rest = UInt64(value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func text(_ text: String) {
        let utf8 = Array(text.utf8)
        count(utf8.count)
        bytes += utf8
    }

    /// Atoms, small integers, strings and the empty list; other defaults are not worth showing.
    mutating func literal(_ quoted: Quoted?) {
        switch quoted {
        case .atom(let name)?:
            bytes.append(1)
            text(name)
        case .integer(let value)? where value >= 0:
            bytes.append(2)
            count(value)
        case .binary(let content)?:
            bytes.append(3)
            count(content.count)
            bytes += content
        case .list(let elements)? where elements.isEmpty: bytes.append(4)
        default: bytes.append(0)
        }
    }

    mutating func gradual(_ type: GradualType) {
        bytes.append(type.isDynamic ? (type.fixed.isEmpty ? 1 : 2) : 0)
        set(type.upper)
        if type.isDynamic, !type.fixed.isEmpty { set(type.fixed) }
    }

    mutating func set(_ type: SetType) {
        if type.isTerm { return bytes.append(0x80) }
        let hasAtoms = !type.atoms.isEmpty, isAllAtoms = type.atoms == .all
        bytes.append((type.basic.isEmpty ? 0 : 1) | (hasAtoms ? (isAllAtoms ? 4 : 2) : 0) | (type.compound == nil ? 0 : 8))
        if !type.basic.isEmpty { count(Int(type.basic.rawValue)) }
        if hasAtoms, !isAllAtoms {
            bytes.append(type.atoms.isComplement ? 1 : 0)
            count(type.atoms.names.count)
            type.atoms.names.forEach { text($0) }
        }
        guard let compound = type.compound else { return }
        count(compound.tuples.count)
        for shape in compound.tuples {
            tuple(shape.type)
            count(shape.without.count)
            shape.without.forEach { tuple($0) }
        }
        count(compound.maps.count)
        for shape in compound.maps {
            map(shape.type)
            count(shape.without.count)
            shape.without.forEach { map($0) }
        }
        count(compound.lists.count)
        for shape in compound.lists {
            set(shape.elementType)
            set(shape.tailType)
            count(shape.without.count)
            for excluded in shape.without {
                set(excluded.element)
                set(excluded.tail)
            }
        }
        count(compound.functions.count)
        for shape in compound.functions {
            count(shape.arity.map { $0 + 1 } ?? 0)
            count(shape.arrows.count)
            for arrow in shape.arrows {
                arrow.arguments.forEach { gradual($0) }
                gradual(arrow.result)
            }
        }
    }

    private mutating func tuple(_ type: TupleType) {
        bytes.append(type.isOpen ? 1 : 0)
        count(type.elements.count)
        type.elements.forEach { set($0) }
    }

    private mutating func map(_ type: MapType) {
        count(type.fields.count)
        for field in type.fields {
            text(field.key)
            bytes.append(field.isOptional ? 1 : 0)
            set(field.type)
        }
        switch type.rest {
        case .closed: bytes.append(0)
        case .open: bytes.append(1)
        case .kinds(let kinds):
            bytes.append(2)
            count(kinds.count)
            for kind in KeyKind.allCases {
                guard let value = kinds[kind] else { continue }
                count(kind.rawValue)
                set(value)
            }
        }
    }
}

private struct TypeBytesReader {
    struct Unreadable: Error {}

    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func byte() throws -> UInt8 {
        guard position < bytes.count else { throw Unreadable() }
        position += 1
        return bytes[position - 1]
    }

    /// No count is larger than what is left to read, so that a damaged one allocates nothing.
    mutating func count() throws -> Int {
        let value = try number()
        guard value <= bytes.count else { throw Unreadable() }
        return value
    }

    mutating func arity() throws -> Int {
        let value = try number()
        guard value <= 256 else { throw Unreadable() }
        return value
    }

    private mutating func number() throws -> Int {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return Int(value) }
        }
        throw Unreadable()
    }

    private mutating func take() throws -> [UInt8] {
        let length = try count()
        guard position + length <= bytes.count else { throw Unreadable() }
        position += length
        return Array(bytes[position - length ..< position])
    }

    mutating func text() throws -> String { String(decoding: try take(), as: UTF8.self) }

    mutating func literal() throws -> Quoted? {
        switch try byte() {
        case 1: return .atom(try text())
        case 2: return .integer(try number())
        case 3: return .binary(try take())
        case 4: return .list([])
        default: return nil
        }
    }

    mutating func gradual() throws -> GradualType {
        let kind = try byte()
        let upper = try set()
        return switch kind {
        case 0: GradualType(upper)
        case 1: .dynamic(upper)
        default: GradualType(fixed: try set(), upper: upper)
        }
    }

    mutating func set() throws -> SetType {
        depth += 1
        defer { depth -= 1 }
        guard depth < 200 else { throw Unreadable() }
        let parts = try byte()
        if parts == 0x80 { return .term }
        var result = SetType()
        if parts & 1 != 0 { result.basic = BasicKinds(rawValue: UInt16(truncatingIfNeeded: try number())).intersection(.all) }
        if parts & 4 != 0 { result.atoms = .all }
        if parts & 2 != 0 {
            let isComplement = try byte() == 1
            result.atoms = AtomSet(try repeated { try $0.text() }, isComplement: isComplement)
        }
        guard parts & 8 != 0 else { return result }
        let tuples = try repeated { reader in TupleShape(try reader.tuple(), without: try reader.repeated { try $0.tuple() }) }
        let maps = try repeated { reader in MapShape(try reader.map(), without: try reader.repeated { try $0.map() }) }
        let lists = try repeated { reader in
            ListShape(element: try reader.set(), tail: try reader.set(),
                      without: try reader.repeated { ListShape.Excluded(element: try $0.set(), tail: try $0.set()) })
        }
        let functions = try repeated { reader -> FunctionShape in
            let arity = try reader.arity()
            let arrows = try reader.repeated { reader in
                Arrow(arguments: try (1 ..< max(arity, 1)).map { _ in try reader.gradual() }, result: try reader.gradual())
            }
            return FunctionShape(arity: arity == 0 ? nil : arity - 1, arrows: arrows)
        }
        result.compound = Compound(tuples: tuples, maps: maps, lists: lists, functions: functions)
        return result
    }

    private mutating func repeated<Value>(_ read: (inout TypeBytesReader) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        for _ in 0 ..< (try count()) { values.append(try read(&self)) }
        return values
    }

    private mutating func tuple() throws -> TupleType {
        let isOpen = try byte() == 1
        return TupleType(elements: try repeated { try $0.set() }, isOpen: isOpen)
    }

    private mutating func map() throws -> MapType {
        let fields = try repeated { reader in
            let key = try reader.text()
            let isOptional = try reader.byte() == 1
            return MapField(key: key, type: try reader.set(), isOptional: isOptional)
        }
        switch try byte() {
        case 0: return MapType(fields: fields, rest: .closed)
        case 1: return MapType(fields: fields, rest: .open)
        default:
            var kinds: [KeyKind: SetType] = [:]
            for _ in 0 ..< (try count()) {
                guard let kind = KeyKind(rawValue: try number()) else { throw Unreadable() }
                kinds[kind] = try set()
            }
            return MapType(fields: fields, rest: .kinds(kinds))
        }
    }
}
