// The loop of the language: the expander asks for macros, structs and module facts while it expands. Session answers; no
// machine value passes here, only trees whose `.term(i)` name root slots of the job.
import Syntax

/// An exception that VM code raised below a question of the expander: indices of roots, ready to be raised again.
public struct MachineException: Error {
    public var exceptionClass: String
    public var reason: Quoted
    public var stack: Quoted
    /// The macros that were being expanded, the innermost last.
    public var frames: [ExpansionFrame] = []
    public init(exceptionClass: String, reason: Quoted, stack: Quoted) {
        self.exceptionClass = exceptionClass
        self.reason = reason
        self.stack = stack
    }
}

/// The process that compiled has ended: unwind.
public struct CompileCancelled: Error {
    public init() {}
}

/// How the result of a call becomes a tree.
public enum ResultForm: Sendable {
    /// As the quoted expression that it is.
    case quoted
    /// As an expression that evaluates to it.
    case escaped
}

/// An argument of a call from the expander.
public enum CallArgument {
    /// A value that is itself a quoted expression or a literal.
    case quoted(Quoted)
    case env(Env)
}

/// What the expander needs of the world at compile time.
public protocol CompileTime: AnyObject {
    /// Calls a function of a loaded module.
    func call(_ module: String, _ function: String, _ arguments: [CallArgument], _ form: ResultForm) throws -> Quoted

    /// Calls a function or macro of a module that is still being defined: the function and what it calls are compiled from the
    /// definitions so far.
    func callLocal(_ definition: FunctionDefinition, of builder: ModuleBuilder, _ arguments: [CallArgument], _ form: ResultForm)
        throws -> Quoted

    /// Loads the module, waiting for one that is just being compiled; false when there is none.
    func ensureCompiled(_ module: String) throws -> Bool

    /// The macros of a loaded module, in atom order; nil when it is no module of the language.
    func macros(of module: String) throws -> ImportTable?

    /// The functions of a loaded module, in atom order.
    func functions(of module: String) throws -> ImportTable

    /// A number unique to an expansion outside of modules.
    func uniqueCounter() -> Int

    /// A report that does not stop the expansion: a warning, or an error that is logged.
    func report(_ report: Report)

    /// Do the environment's tracers want events? Then `trace` is called with `event` as a quoted value.
    func trace(_ event: Quoted, _ env: Env) throws

    /// What kind of machine value a root is.
    func isValidInSource(root: Int) -> Bool
    /// The value of a root as `inspect` prints it.
    func inspect(root: Int) -> String

    /// Why a macro of a loaded module should not be used, if its author says so.
    func deprecation(_ module: String, _ key: FunctionKey) throws -> String?

    /// What watches the directives of a file, by the number that its environments carry.
    func directives(_ number: Int) -> Directives?

    /// Keeps a tree for as long as the file of these directives runs, and gives its number; nil where no file runs.
    func keep(tree: Quoted, ofFile number: Int) -> Int?

    /// Keeps an environment likewise.
    func keep(environment: Env, ofFile number: Int) -> Int?

    /// The path of a file as messages show it.
    func shown(_ file: String) -> String

    /// A tree in source form.
    func text(of quoted: Quoted) -> String

    /// The tree with its machine values kept for as long as the machine lives: roots of a job end with it.
    func durable(_ quoted: Quoted) throws -> Quoted

    /// The builder of a module that is being defined in this machine by this process, if there is one.
    func builder(of module: String) -> ModuleBuilder?
}

/// Something the compiler says about a program.
public struct Report {
    public enum Severity: String, Sendable { case warning, error }
    public var severity: Severity
    public var message: String
    public var file: String
    public var line: Int
    /// 0 for none.
    public var column: Int
    /// The columns that the mark covers; 0 for one.
    public var length: Int
    public var module: String?
    public var function: FunctionKey?
    /// It is about a file's top level, which is said in words.
    public var isOfFile = false
    public init(_ severity: Severity, _ message: String, file: String, line: Int, column: Int = 0, length: Int = 0,
                module: String? = nil, function: FunctionKey? = nil) {
        self.severity = severity
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.length = length
        self.module = module
        self.function = function
    }
}
