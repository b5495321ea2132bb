// The tree of the language: what the parser yields, macros rewrite and the expander walks. Not machine terms (those are
// Machine's `Term`); `Session/QuotedTerms.swift` converts between the two at macro calls.

/// A quoted expression, with exactly the shapes of Elixir's AST.
///
///     literal           → .atom .integer .bigInteger .float .binary .list .tuple
///     {form, meta, args}→ .node        form is .atom(name) for local calls and variables, any expression for remote calls
///
/// A 3-tuple whose second element is a keyword-like list of metadata and whose third is an atom or a list is always a
/// `.node`; every other tuple is a `.tuple`.
public indirect enum Quoted: Equatable {
    case atom(String)
    case integer(Int)
    /// An integer beyond 64 bits.
    case bigInteger(BigLiteral)
    case float(Double)
    /// A binary: the bytes of a string literal, not necessarily UTF-8.
    case binary([UInt8])
    case list([Quoted])
    /// A list with a tail that is no list; only macros make these.
    case improperList([Quoted], tail: Quoted)
    /// A tuple that is not a node: two-element literals, and what macros return.
    case tuple([Quoted])
    /// `{form, meta, args}`.
    case node(Node)
    /// A machine value without a syntax (pid, map, function, …) that a macro put into a tree: an index of a root slot
    /// of the compile job's frame (DESIGN.md 2).
    case term(Int)
}

/// The sign and magnitude of an integer literal beyond 64 bits.
public struct BigLiteral: Equatable, Hashable {
    public var negative: Bool
    /// Little-endian 64-bit limbs, the last one not zero.
    public var limbs: [UInt64]
    public init(negative: Bool, limbs: [UInt64]) {
        self.negative = negative
        self.limbs = limbs
    }
}

/// `{form, meta, args}` of a quoted expression.
public struct Node: Equatable {
    public var form: Quoted
    public var meta: Meta
    public var args: Arguments

    public init(_ form: Quoted, _ meta: Meta, _ args: Arguments) {
        self.form = form
        self.meta = meta
        self.args = args
    }
}

/// The third element of a node.
public enum Arguments: Equatable {
    /// A call's arguments.
    case list([Quoted])
    /// A variable's context: `nil` (spelled "nil") in source text, a module's name ("Elixir.Kernel") where a macro made it.
    case context(String)
}

/// The metadata of a node: an ordered keyword list, as Elixir prints it.
public struct Meta: Equatable {
    public struct Entry: Equatable {
        public var key: String
        public var value: Quoted
        public init(key: String, value: Quoted) {
            self.key = key
            self.value = value
        }
    }

    public var entries: [Entry]

    public init(_ entries: [Entry] = []) { self.entries = entries }
    public init(line: Int) { entries = line > 0 ? [Entry(key: "line", value: .integer(line))] : [] }
    public init(line: Int, column: Int) {
        entries = [Entry(key: "line", value: .integer(line)), Entry(key: "column", value: .integer(column))]
    }

    /// The value of the first entry with this key.
    public subscript(_ key: String) -> Quoted? {
        for entry in entries where entry.key == key { return entry.value }
        return nil
    }

    /// The line, 0 where there is none.
    public var line: Int {
        if case .integer(let line)? = self["line"] { return line }
        return 0
    }

    /// The column, 0 where there is none.
    public var column: Int {
        if case .integer(let column)? = self["column"] { return column }
        return 0
    }

    /// Replaces the first entry of that key where it stands, else appends (`Keyword.put`-like `keystore`).
    public mutating func store(_ key: String, _ value: Quoted) {
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].value = value
        } else {
            entries.append(Entry(key: key, value: value))
        }
    }

    /// Puts an entry in front.
    public mutating func prepend(_ key: String, _ value: Quoted) {
        entries.insert(Entry(key: key, value: value), at: 0)
    }

    public mutating func remove(_ key: String) { entries.removeAll { $0.key == key } }
}

extension Quoted {
    /// A call `name(args…)`.
    public static func call(_ name: String, _ meta: Meta, _ args: [Quoted]) -> Quoted {
        .node(Node(.atom(name), meta, .list(args)))
    }

    /// A variable of a context.
    public static func variable(_ name: String, _ meta: Meta, _ context: String = "nil") -> Quoted {
        .node(Node(.atom(name), meta, .context(context)))
    }

    /// `target.name(args…)`.
    public static func remoteCall(_ target: Quoted, _ name: String, _ meta: Meta, _ args: [Quoted]) -> Quoted {
        .node(Node(.node(Node(.atom("."), meta, .list([target, .atom(name)]))), meta, .list(args)))
    }

    /// `:erlang.name(args…)`, as expanded operators are.
    public static func erlang(_ name: String, _ meta: Meta, _ args: [Quoted]) -> Quoted {
        remoteCall(.atom("erlang"), name, meta, args)
    }

    /// A block; a single expression stays as it is.
    public static func block(_ meta: Meta, _ expressions: [Quoted]) -> Quoted {
        expressions.count == 1 ? expressions[0] : .call("__block__", meta, expressions)
    }

    public static func string(_ text: String) -> Quoted { .binary(Array(text.utf8)) }
    public static let nilAtom = Quoted.atom("nil")

    /// The node, if this is one.
    public var node: Node? {
        if case .node(let node) = self { return node }
        return nil
    }
}
