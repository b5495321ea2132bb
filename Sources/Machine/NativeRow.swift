// The native tables: one row says everything about a function that is written in Swift. Bodies live in Natives/, one file
// per Erlang module; the rows of a file are one static array (fewer than 100 each, see DESIGN.md "Measured facts").
import Bytecode

/// What the machine may assume of a native (DESIGN.md 4.5).
public enum NativeKind: UInt8, Sendable {
    /// Bounded work, no side effects, allowed in guards.
    case `guard`
    /// Bounded work.
    case ordinary
    /// Works in slices: may return `.yield` with its state in `Process.nativeState`, and is called again.
    case resumable
    /// May return `.trap`, `.wait`, or change the process's own frames (receive-like, spawn, apply, exit …).
    case control
    /// Its host work runs on the I/O pool while the process waits.
    case blocking
    /// Heap work on the CPU pool.
    case away
}

/// What a process must be allowed to do before a native runs.
public struct Authority: OptionSet, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let readFiles = Authority(rawValue: 1)
    public static let writeFiles = Authority(rawValue: 2)
    public static let network = Authority(rawValue: 4)
    public static let environment = Authority(rawValue: 8)
    public static let subprocesses = Authority(rawValue: 16)
    public static let codeLoading = Authority(rawValue: 32)
    public static let standardStreams = Authority(rawValue: 64)
    public static let machineControl = Authority(rawValue: 128)
    public static let halt = Authority(rawValue: 256)
    public static let everything = Authority(rawValue: 0xFFFF)
}

/// The arguments of a native: argument i lies at `base - 8·i`, as slots do.
@frozen
public struct NativeArguments {
    public let base: UnsafeMutableRawPointer
    @inlinable @inline(__always) public init(_ base: UnsafeMutableRawPointer) { self.base = base }
    @inlinable @inline(__always) public subscript(_ index: Int) -> Term {
        Term(bits: (base - index &* 8).load(as: UInt64.self))
    }
}

/// The body of a native: `(process, slot 0 of the arguments) → bits of a term`. A C function, so that a call costs no
/// retain. Open it with `{ p, a in name(ProcessPointer(p), NativeArguments(a)).bits }`.
public typealias NativeBody = @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> UInt64

/// One row of a native table.
public struct Native {
    public let module: String
    public let name: String
    public let arity: Int
    public let kind: NativeKind
    public let authority: Authority
    /// One sentence.
    public let doc: String
    public let body: NativeBody

    public init(_ module: String, _ name: String, _ arity: Int, _ kind: NativeKind, authority: Authority = [], _ doc: String,
                _ body: NativeBody) {
        self.module = module
        self.name = name
        self.arity = arity
        self.kind = kind
        self.authority = authority
        self.doc = doc
        self.body = body
    }
}
