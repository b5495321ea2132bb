// The heads of a module's functions, kept in its file: what `Exception.blame/3` shows of the clauses that did not match.
//
//     functions: [text name, count arity, text kind, count length, bytes of the clauses]…
//     clauses as a tree: tag byte, then texts, numbers, or counted children
import Bytecode
import Expander
import Syntax

enum HeadsChunk {
    static let name = "Head"

    /// The chunk of a module's definitions.
    static func make(_ functions: [FunctionDefinition]) -> [UInt8] {
        var writer = TreeWriter()
        for function in functions where function.name != "__info__" && function.name != "module_info" {
            let isMacro = function.kind.isMacro
            let clauses: [Quoted] = function.clauses.map { clause in
                let patterns = isMacro ? Array(clause.patterns.dropFirst()) : clause.patterns
                return .tuple([
                    .list(clause.meta.line > 0 ? [.tuple([.atom("line"), .integer(clause.meta.line)])] : []),
                    .list(patterns.map(withoutPositions)), .list(clause.guards.map(withoutPositions)), .nilAtom,
                ])
            }
            var tree = TreeWriter()
            tree.write(.tuple([.atom(function.kind.rawValue), .list(clauses)]))
            writer.text(isMacro ? String(function.name.dropFirst(6)) : function.name)
            writer.count(isMacro ? function.arity - 1 : function.arity)
            writer.count(tree.bytes.count)
            writer.bytes += tree.bytes
        }
        return writer.bytes
    }

    /// `{kind, clauses}` of a function.
    static func find(_ key: FunctionKey, in bytes: [UInt8]) -> Quoted? {
        var reader = TreeReader(bytes)
        while !reader.isAtEnd {
            guard let name = reader.text(), let arity = reader.count(), let length = reader.count() else { return nil }
            if name == key.name, arity == key.arity { return reader.read() }
            reader.skip(length)
        }
        return nil
    }

    /// Positions and versions are of no use where a head is shown.
    private static func withoutPositions(_ quoted: Quoted) -> Quoted {
        switch quoted {
        case .node(let node):
            let meta = Meta(node.meta.entries.filter { $0.key == "no_parens" })
            var args = node.args
            if case .list(let list) = node.args { args = .list(list.map(withoutPositions)) }
            return .node(Node(withoutPositions(node.form), meta, args))
        case .list(let list): return .list(list.map(withoutPositions))
        case .tuple(let list): return .tuple(list.map(withoutPositions))
        case .term: return .nilAtom
        default: return quoted
        }
    }
}

/// Writes trees as bytes.
struct TreeWriter {
    var bytes: [UInt8] = []
    /// What is written for values without a syntax.
    private let placeholder: Quoted
    /// Have there been such values?
    private(set) var hasTerms = false

    /// The key of metadata that is left out.
    private let omitted: String?

    init(placeholder: Quoted = .nilAtom, omitted: String? = nil) {
        self.placeholder = placeholder
        self.omitted = omitted
    }

    mutating func count(_ value: Int) {
        var rest = UInt64(bitPattern: Int64(value))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func text(_ text: String) {
        count(text.utf8.count)
        bytes += Array(text.utf8)
    }

    private mutating func children(_ tag: UInt8, _ elements: [Quoted]) {
        bytes.append(tag)
        count(elements.count)
        for element in elements { write(element) }
    }

    mutating func write(_ quoted: Quoted) {
        switch quoted {
        case .atom(let atom):
            bytes.append(0)
            text(atom)
        case .integer(let value):
            bytes.append(1)
            count(value)
        case .float(let value):
            bytes.append(2)
            count(Int(bitPattern: UInt(value.bitPattern)))
        case .binary(let content):
            bytes.append(3)
            count(content.count)
            bytes += content
        case .list(let elements): children(4, elements)
        case .tuple(let elements): children(5, elements)
        case .improperList(let elements, let tail): children(6, elements + [tail])
        case .bigInteger(let big):
            bytes.append(big.negative ? 8 : 7)
            count(big.limbs.count)
            for limb in big.limbs { count(Int(bitPattern: UInt(limb))) }
        case .term:
            hasTerms = true
            write(placeholder)
        case .node(let node):
            let isCall: Bool
            if case .list = node.args { isCall = true } else { isCall = false }
            bytes.append(isCall ? 9 : 10)
            write(node.form)
            children(4, node.meta.entries.compactMap { [omitted] in $0.key == omitted ? nil : .tuple([.atom($0.key), $0.value]) })
            switch node.args {
            case .list(let arguments): children(4, arguments)
            case .context(let context): text(context)
            }
        }
    }
}

/// Reads what `TreeWriter` wrote; nil where the bytes are damaged.
struct TreeReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }
    mutating func skip(_ count: Int) { position = min(bytes.count, position + max(0, count)) }

    private mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        position += 1
        return bytes[position - 1]
    }

    mutating func count() -> Int? {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while let next = byte() {
            guard shift < 64 else { return nil }
            result |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return Int(Int64(bitPattern: result)) }
            shift += 7
        }
        return nil
    }

    private mutating func content() -> [UInt8]? {
        guard let length = count(), length >= 0, length <= bytes.count - position else { return nil }
        defer { position += length }
        return Array(bytes[position..<position + length])
    }

    mutating func text() -> String? { content().map { String(decoding: $0, as: UTF8.self) } }

    private mutating func children(_ depth: Int) -> [Quoted]? {
        guard let count = count(), count >= 0, count <= bytes.count - position else { return nil }
        var result: [Quoted] = []
        for _ in 0..<count {
            guard let child = read(depth + 1) else { return nil }
            result.append(child)
        }
        return result
    }

    mutating func read(_ depth: Int = 0) -> Quoted? {
        guard depth < 20_000, let tag = byte() else { return nil }
        switch tag {
        case 0: return text().map { .atom($0) }
        case 1: return count().map { .integer($0) }
        case 2: return count().map { .float(Double(bitPattern: UInt64(UInt(bitPattern: $0)))) }
        case 3: return content().map { .binary($0) }
        case 4: return children(depth).map { .list($0) }
        case 5: return children(depth).map { .tuple($0) }
        case 6:
            guard let all = children(depth), let tail = all.last else { return nil }
            return .improperList(Array(all.dropLast()), tail: tail)
        case 7, 8:
            guard let length = count(), length > 0, length <= bytes.count - position else { return nil }
            var limbs: [UInt64] = []
            for _ in 0..<length {
                guard let limb = count() else { return nil }
                limbs.append(UInt64(UInt(bitPattern: limb)))
            }
            return .bigInteger(BigLiteral(negative: tag == 8, limbs: limbs))
        case 9, 10:
            guard let form = read(depth + 1), case .list(let entries)? = read(depth + 1) else { return nil }
            let meta = Meta(entries.compactMap { entry in
                if case .tuple(let pair) = entry, pair.count == 2, case .atom(let key) = pair[0] { return Meta.Entry(key: key, value: pair[1]) }
                return nil
            })
            if tag == 10 { return text().map { .node(Node(form, meta, .context($0))) } }
            guard case .list(let arguments)? = read(depth + 1) else { return nil }
            return .node(Node(form, meta, .list(arguments)))
        default: return nil
        }
    }
}
