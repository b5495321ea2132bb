// A compiled module: what the emitter makes, the verifier checks, the image holds and the loader links. It is not yet
// code of a machine: atoms are texts, literals are trees, and the words hold indices where relocations say so.

/// A constant of a module.
public indirect enum Literal: Equatable, Hashable, Sendable {
    case integer(Int)
    case bigInteger(negative: Bool, limbs: [UInt64])
    case float(Double)
    case atom(String)
    /// Bytes and the number of valid bits (a multiple of 8 for binaries).
    case bitstring([UInt8], bits: Int)
    /// Elements and a tail (`.emptyList` for proper lists).
    case list([Literal], tail: Literal)
    case emptyList
    case tuple([Literal])
    case map([Pair])
    /// `&Module.function/arity`.
    case external(module: String, function: String, arity: Int)
    /// The key tuple of a map literal or struct: atoms or other keys in term order, interned in the shape table.
    case keyTuple([Literal])
    /// A value of the compile job's root slot (DESIGN.md 2); never in a file.
    case root(Int)

    public struct Pair: Equatable, Hashable, Sendable {
        public var key: Literal
        public var value: Literal
        public init(_ key: Literal, _ value: Literal) {
            self.key = key
            self.value = value
        }
    }
}

/// What a relocated word refers to.
public enum RelocationKind: UInt8, CaseIterable, Sendable {
    /// index into atoms; the word becomes the atom's term.
    case atom
    /// index into literals; the word becomes the literal's term.
    case literal
    /// index into imports; the word becomes the export entry's address.
    case export
    /// index into imports; the word becomes the native entry's address.
    case native
    /// index into funs; the word becomes the fun entry's address.
    case fun
    /// The word becomes the address of a fresh inline cache.
    case cache
}

public struct Relocation: Equatable, Sendable {
    public var word: UInt32
    public var kind: RelocationKind
    public var index: UInt32
    public init(word: Int, kind: RelocationKind, index: Int) {
        self.word = UInt32(word)
        self.kind = kind
        self.index = UInt32(index)
    }
}

/// A function of a module. Its code starts with an `enter` (or a leaf's first instruction) at `start`.
public struct FunctionEntry: Equatable, Sendable {
    /// index into atoms
    public var name: Int
    public var arity: Int
    public var start: Int
    public var end: Int
    public var exported: Bool
    public init(name: Int, arity: Int, start: Int, end: Int, exported: Bool) {
        self.name = name
        self.arity = arity
        self.start = start
        self.end = end
        self.exported = exported
    }
}

/// A closure of a module: `function` takes `arity` arguments and then the `free` variables.
public struct FunEntryInfo: Equatable, Sendable {
    public var function: Int
    public var arity: Int
    public var free: Int
    public init(function: Int, arity: Int, free: Int) {
        self.function = function
        self.arity = arity
        self.free = free
    }
}

/// Instructions `start ..< end` are covered by the handler at `target`. Inner ranges come before outer ones.
public struct HandlerEntry: Equatable, Sendable {
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// Jump to target, no exception is made.
        case `guard`
        /// Class and reason into slot, slot + 1; slot + 2 becomes [] (nobody looks at the trace).
        case tryWithoutTrace
        /// Also the stack trace, as a list.
        case tryWithTrace
    }
    public var start: Int
    public var end: Int
    public var target: Int
    public var kind: Kind
    public var slot: Int
    public init(start: Int, end: Int, target: Int, kind: Kind, slot: Int) {
        self.start = start
        self.end = end
        self.target = target
        self.kind = kind
        self.slot = slot
    }
}

/// From this word on, code stems from this line (of the file with that index).
public struct LineEntry: Equatable, Sendable {
    public var word: Int
    public var line: Int
    public var file: Int
    public init(word: Int, line: Int, file: Int) {
        self.word = word
        self.line = line
        self.file = file
    }
}

public struct ImportEntry: Equatable, Hashable, Sendable {
    public var module: String
    public var function: String
    public var arity: Int
    public init(_ module: String, _ function: String, _ arity: Int) {
        self.module = module
        self.function = function
        self.arity = arity
    }
}

/// A compiled module.
public struct CodeModule: Sendable {
    public var name: String
    public var atoms: [String] = []
    public var literals: [Literal] = []
    public var imports: [ImportEntry] = []
    /// In the order of their code.
    public var functions: [FunctionEntry] = []
    public var funs: [FunEntryInfo] = []
    public var words: [UInt64] = []
    public var relocations: [Relocation] = []
    public var handlers: [HandlerEntry] = []
    public var lines: [LineEntry] = []
    public var files: [String] = []
    /// Live-slot bitmaps of frames with more than 48 slots.
    public var bitmaps: [[UInt64]] = []
    /// `module_info(:attributes)`, `module_info(:compile)`: literals.
    public var attributes: Literal = .emptyList
    public var compileInfo: Literal = .emptyList
    /// The constants in the keeper of a reclaimable module; nil for others. Never in a file.
    public var owned: [Literal]?
    /// Further named chunks (docs, definitions, types): bytes in external term format, read on demand.
    public var chunks: [(name: String, bytes: [UInt8])] = []

    public init(name: String) { self.name = name }
}
