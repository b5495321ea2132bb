// The expander: walks a tree with its lexical environment and rewrites it to the grammar at the end of Definitions.swift. This
// file holds its state and the walk; each family of special forms has a file of its own.
import Syntax

/// Expands the expressions of one unit: a clause of a function, the body of a module, a file, an evaluated expression.
public final class Expander {
    public let compileTime: CompileTime
    /// The module whose functions are being defined, when there is one.
    public let builder: ModuleBuilder?
    /// Before Kernel exists: `def`, `defmodule` and `@` are the expander's own.
    public let isBare: Bool

    /// The variables of the unit by version.
    var variables: [VariableRecord] = []
    var match: MatchState?
    /// Whether `__CALLER__` and `__STACKTRACE__` have a meaning here.
    var callerAllowed = false
    var stacktraceAllowed = false
    /// The versions written by earlier arguments of the innermost call whose arguments do not see each other.
    var writes: [(key: VariableKey, version: Int)]?
    /// Modules and macros being expanded, for `expanding macro:` lines.
    public internal(set) var expansionTrace: [ExpansionFrame] = []
    /// How many `fn` are around what is being expanded: their bodies may run when the code around them is gone.
    var functionDepth = 0
    /// Whether an error has been reported that keeps the unit from being compiled.
    public internal(set) var hasErrors = false
    /// `fn` and comprehension bodies etc. nested in a definition: the depth of the tree being expanded.
    var depth = 0
    /// Local functions that the unit calls.
    public internal(set) var localCalls: [LocalCall] = []
    /// Numbers the captures of the unit, so that their parameters differ.
    var captureDepth = 0
    /// Functions and macros called by their imported names.
    var usedImports: [(key: FunctionKey, module: String)] = []
    /// Whether what is expanded is the module that an `alias`, `import` or `require` names.
    var isDirectiveTarget = false

    public init(compileTime: CompileTime, builder: ModuleBuilder?, isBare: Bool) {
        self.compileTime = compileTime
        self.builder = builder
        self.isBare = isBare
    }

    /// The deepest nesting that is expanded; beyond it a program is refused instead of overflowing the job's stack.
    static let depthLimit = 20_000

    // MARK: The walk

    /// Expands one expression. The environment afterwards holds what the expression defined.
    public func expand(_ quoted: Quoted, _ env: inout Env) throws -> Quoted {
        switch quoted {
        case .atom, .integer, .bigInteger, .float, .binary:
            return quoted
        case .node(let node):
            depth += 1
            defer { depth -= 1 }
            if depth > Self.depthLimit { throw error(.nestedTooDeeply, node.meta, env) }
            return try expandNode(node, &env)
        case .list(let elements):
            return try expandList(elements, &env)
        case .tuple(let elements):
            guard elements.count == 2 else { throw invalidQuoted(text(quoted), env) }
            return .tuple(try expandArguments(elements, &env))
        case .improperList(let elements, let tail):
            let all = try expandArguments(elements + [tail], &env)
            return .list(all.dropLast(2) + [.call("|", Meta(), [all[all.count - 2], all[all.count - 1]])])
        case .term(let root):
            guard compileTime.isValidInSource(root: root) else { throw invalidQuoted(compileTime.inspect(root: root), env) }
            if let function = env.function {
                let value = compileTime.inspect(root: root)
                if value.hasPrefix("#PID") { warn(.processInFunction(value, function), Meta(), env) }
            }
            return quoted
        }
    }

    /// The elements of a list; in patterns `a ++ b` has become a list before.
    private func expandList(_ elements: [Quoted], _ env: inout Env) throws -> Quoted {
        guard let last = elements.last else { return .list([]) }
        guard case .node(let bar) = last, bar.form == .atom("|"), case .list(let parts) = bar.args, parts.count == 2 else {
            return .list(try expandArguments(elements, &env))
        }
        let all = try expandArguments(elements.dropLast() + parts, &env)
        let front = all[..<(all.count - 2)]
        return .list(front + [.node(Node(.atom("|"), bar.meta, .list([all[all.count - 2], all[all.count - 1]])))])
    }

    /// Arguments that do not see each other's variables; all are seen afterwards.
    func expandArguments(_ arguments: [Quoted], _ env: inout Env) throws -> [Quoted] {
        if env.isMatch {
            return try arguments.map { try expand($0, &env) }
        }
        if arguments.count == 1 { return [try expand(arguments[0], &env)] }
        var result: [Quoted] = []
        result.reserveCapacity(arguments.count)
        let outer = writes
        writes = []
        let visible = env.variables
        for argument in arguments {
            if case .node = argument {
                let before = writes!.count
                result.append(try expand(argument, &env))
                if writes!.count != before { env.variables = visible }
            } else {
                result.append(try expand(argument, &env))
                if !writes!.isEmpty { env.variables = visible }
            }
        }
        let written = writes!
        writes = outer
        for (key, version) in written { env.variables[key] = version }
        if writes != nil { writes! += written }
        return result
    }

    private func expandNode(_ node: Node, _ env: inout Env) throws -> Quoted {
        switch (node.form, node.args) {
        case (.atom(let name), .context(let context)):
            return try expandVariableOrPseudo(name, node.meta, context, &env)
        case (.atom(let name), .list(let arguments)):
            if let form = SpecialForm.table[name], form.accepts(arguments.count) {
                return try expandSpecial(form, name, node, arguments, &env)
            }
            return try expandLocalOrImported(name, node.meta, arguments, &env)
        case (.node(let dot), .list(let arguments)):
            if dot.form == .atom("."), case .list(let parts) = dot.args {
                if parts.count == 2, case .atom(let name) = parts[1] {
                    return try expandRemote(parts[0], dot.meta, name, node.meta, arguments, &env)
                }
                if parts.count == 1 { return try expandAnonymousCall(parts[0], dot.meta, node.meta, arguments, &env) }
            }
            throw error(.invalidCall(text(.node(node))), node.meta, env)
        case (.term, .list(let arguments)), (.list, .list(let arguments)), (.integer, .list(let arguments)):
            _ = arguments
            throw error(.invalidCall(text(.node(node))), node.meta, env)
        default:
            throw error(.invalidCall(text(.node(node))), node.meta, env)
        }
    }

    private func expandSpecial(_ form: SpecialForm, _ name: String, _ node: Node, _ arguments: [Quoted], _ env: inout Env) throws
        -> Quoted {
        let meta = node.meta
        switch form {
        case .match: return try expandMatchOperator(meta, arguments[0], arguments[1], &env)
        case .block: return try expandBlock(meta, arguments, &env)
        case .tuple: return .node(Node(.atom("{}"), meta, .list(try expandArguments(arguments, &env))))
        case .map: return try expandMap(meta, arguments, &env)
        case .structure: return try expandStruct(meta, arguments[0], arguments[1], &env)
        case .bitstring: return try expandBitstring(meta, arguments, &env)
        case .arrow: throw error(.unhandledArrow, meta, env)
        case .typeOperator: throw error(.unhandledTypeOperator, meta, env)
        case .cons: throw error(.unhandledConsOperator, meta, env)
        case .aliases: return try expandAliases(meta, arguments, &env)
        case .alias: return try expandAlias(meta, arguments, &env)
        case .require: return try expandRequire(meta, arguments, &env)
        case .import: return try expandImport(meta, arguments, &env)
        case .moduleName: return .atom(env.module ?? "nil")
        case .quote: return try expandQuote(meta, arguments, &env)
        case .unquote: throw error(.unquoteOutsideQuote(name), meta, env)
        case .capture: return try expandCapture(meta, arguments[0], &env)
        case .fn: return try expandFn(meta, arguments, &env)
        case .cond: return try expandCond(meta, arguments[0], &env)
        case .case: return try expandCase(meta, arguments[0], arguments[1], &env)
        case .receive: return try expandReceive(meta, arguments[0], &env)
        case .try: return try expandTry(meta, arguments[0], &env)
        case .for: return try expandFor(meta, arguments, &env)
        case .with: return try expandWith(meta, arguments, &env)
        case .super: return try expandSuper(meta, arguments, &env)
        case .pin: return try expandPin(meta, arguments[0], &env)
        case .dot: throw error(.invalidCall(text(.node(node))), meta, env)
        case .pseudo: return try expandVariableOrPseudo(name, meta, "nil", &env)
        }
    }

    // MARK: Blocks

    func expandBlock(_ meta: Meta, _ expressions: [Quoted], _ env: inout Env) throws -> Quoted {
        if expressions.isEmpty {
            if env.isMatch || env.isGuard { return .nilAtom }
            return .node(Node(.atom("__block__"), meta, .list([])))
        }
        if expressions.count == 1 { return try expand(expressions[0], &env) }
        var result: [Quoted] = []
        result.reserveCapacity(expressions.count)
        for (index, expression) in expressions.enumerated() {
            let expanded = try expand(expression, &env)
            if index + 1 < expressions.count, let warning = uselessExpression(expression, expanded) {
                warn(warning, expression.node?.meta ?? meta, env)
            }
            result.append(expanded)
        }
        if env.isMatch { throw error(.blockInMatch(text(.call("__block__", meta, expressions))), meta, env) }
        return .node(Node(.atom("__block__"), meta, .list(result)))
    }

    /// What has no effect before the end of a block.
    private func uselessExpression(_ source: Quoted, _ expanded: Quoted) -> ExpandWarning? {
        switch source {
        case .binary(let bytes): return .uselessLiteral(Printing.quoted(String(decoding: bytes, as: UTF8.self)))
        case .integer, .float, .bigInteger: return .uselessLiteral(text(source))
        case .node(let node):
            if case .atom(let name) = node.form, case .context = node.args, case .node(let result) = expanded, case .context = result.args {
                return node.meta["generated"] == .atom("true") ? nil : .uselessVariable(name)
            }
            if node.form == .atom("@"), case .list(let names) = node.args, names.count == 1, case .node(let name) = names[0],
               case .atom(let attribute) = name.form, case .context = name.args {
                return node.meta["generated"] == .atom("true") ? nil : .uselessAttribute(attribute)
            }
            return nil
        default: return nil
        }
    }

    // MARK: Variables from outside

    /// Gives the unit variables that hold values from outside: its parameters, in order.
    public func bind(_ keys: [VariableKey], _ env: inout Env) -> [Quoted] {
        keys.map { key in
            let version = defineVariable(key, Meta(), &env)
            variables[version].isWatched = false
            let context: String
            if case .context(let name) = key.context { context = name } else { context = "nil" }
            return versioned(key.name, Meta(), version, context)
        }
    }

    /// Takes over the versions of an environment that another unit has made.
    public func adopt(_ env: Env) {
        for (key, version) in env.variables.sorted(by: { $0.value < $1.value }) {
            while variables.count <= version {
                variables.append(VariableRecord(key: key, meta: Meta(), isWatched: false, isUsed: true, overrides: false))
            }
        }
    }

    /// Expands where the environment says: in a guard or outside of one.
    public func expandInContext(_ quoted: Quoted, _ env: inout Env) throws -> Quoted {
        if env.isGuard { return try expandGuard(quoted, &env) }
        if env.isMatch {
            env.context = nil
            return try expandPattern([quoted], &env, pinsAllowed: true)[0]
        }
        return try expand(quoted, &env)
    }

    /// A version that no variable of the unit has.
    public func freshVersion() -> Int {
        variables.append(VariableRecord(key: VariableKey("result", .context("Elixir.Kernel")), meta: Meta(), isWatched: false, isUsed: true,
                                        overrides: false))
        return variables.count - 1
    }

    /// Ends a unit that is no function: reports what nobody used, hands the module its calls. True: no errors.
    public func finishUnit(_ env: Env, warnsUnused: Bool) -> Bool {
        if warnsUnused { closeScope(from: 0, env, isNested: false) }
        builder?.record(localCalls)
        return !hasErrors
    }

    /// The variables of an environment, by version: keys and the expressions that read them.
    public static func readers(of env: Env) -> [(key: VariableKey, expression: Quoted)] {
        env.variables.sorted { $0.value < $1.value }.map { key, version in
            var meta = Meta()
            meta.store("version", .integer(version))
            let context: String
            if case .context(let name) = key.context { context = name } else { context = "nil" }
            return (key, .variable(key.name, meta, context))
        }
    }

    /// Macro expansion without the expansion of what is inside: the tree, and whether it changed.
    public func expandOnce(_ quoted: Quoted, _ env: inout Env) throws -> (Quoted, Bool) {
        guard case .node(let node) = quoted else { return (quoted, false) }
        switch (node.form, node.args) {
        case (.atom("__aliases__"), .list), (.atom("__MODULE__"), .context), (.atom("__DIR__"), .context), (.atom("__ENV__"), .context):
            if case .list(let parts) = node.args, node.form == .atom("__aliases__"), case .node? = parts.first {
                let head = try expandOnce(parts[0], &env)
                guard case .atom = head.0 else { return (quoted, false) }
            }
            return (try expand(quoted, &env), true)
        default:
            guard let expanded = try expandMacroOnce(quoted, &env) else { return (quoted, false) }
            return (expanded, true)
        }
    }

    // MARK: Reports

    /// What is no expression has no line.
    private func invalidQuoted(_ shown: String, _ env: Env) -> ExpandError {
        ExpandError(reason: .invalidQuoted(shown), file: env.file, meta: Meta(), line: 0, function: env.function)
    }

    /// A tree in source form, for the texts of errors.
    func text(_ quoted: Quoted) -> String { compileTime.text(of: quoted) }

    func error(_ reason: ExpandReason, _ meta: Meta, _ env: Env) -> ExpandError {
        ExpandError(reason: reason, file: env.file, meta: meta, line: meta.line > 0 ? meta.line : env.line, function: env.function)
    }

    /// Reports an error inside a function and lets the expansion go on, so that one run tells of several; elsewhere it throws.
    func log(_ reason: ExpandReason, _ meta: Meta, _ env: Env) throws {
        if env.function == nil { throw error(reason, meta, env) }
        hasErrors = true
        builder?.hasErrors = true
        compileTime.report(report(.error, reason.sentence, meta, env, length: reason.markLength))
    }

    func warn(_ warning: ExpandWarning, _ meta: Meta, _ env: Env) {
        if meta["generated"] == .atom("true") { return }
        compileTime.report(report(.warning, warning.sentence, meta, env, length: warning.markLength))
    }

    func report(_ severity: Report.Severity, _ message: String, _ meta: Meta, _ env: Env, length: Int) -> Report {
        Report(severity, message, file: env.file, line: meta.line, column: meta.column, length: length, module: env.module,
               function: env.function)
    }

    /// Runs a part of the unit whose variables, aliases and imports end with it.
    func scoped<Result>(_ env: Env, isNested: Bool = true, _ body: (inout Env) throws -> Result) throws -> Result {
        var inner = env
        let mark = variables.count
        let outer = writes
        writes = nil
        defer { writes = outer }
        let result = try body(&inner)
        closeScope(from: mark, inner, isNested: isNested)
        return result
    }
}

/// A macro being expanded, for the stack trace of an error.
public struct ExpansionFrame {
    public enum Kind: String, Sendable {
        case macro = "expanding macro"
        case structure = "expanding struct"
    }

    public var kind = Kind.macro
    public var module: String
    public var name: String
    public var arity: Int
    public var file: String
    public var line: Int
    /// Where it was called.
    public var callerModule: String?
    public var callerFunction: FunctionKey?
}

/// A call of a function of the module being defined.
public struct LocalCall {
    public var key: FunctionKey
    public var caller: FunctionKey?
    public var meta: Meta
    public var file: String
    public var isCapture: Bool
    /// The macro was known and has been expanded.
    public var isMacroUse = false
}

/// The special forms by name.
enum SpecialForm {
    case match, block, tuple, map, structure, bitstring, arrow, typeOperator, cons, aliases, alias, require, `import`, moduleName, quote
    case unquote, capture, fn, cond, `case`, receive, `try`, `for`, with, `super`, pin, dot, pseudo

    static let table: [String: SpecialForm] = [
        "=": .match, "__block__": .block, "{}": .tuple, "%{}": .map, "%": .structure, "<<>>": .bitstring, "->": .arrow,
        "::": .typeOperator, "|": .cons, "__aliases__": .aliases, "alias": .alias, "require": .require, "import": .import,
        "quote": .quote, "unquote": .unquote, "unquote_splicing": .unquote, "&": .capture, "fn": .fn, "cond": .cond, "case": .case,
        "receive": .receive, "try": .try, "for": .for, "with": .with, "super": .super, "^": .pin, ".": .dot,
        "__MODULE__": .pseudo, "__ENV__": .pseudo, "__CALLER__": .pseudo, "__DIR__": .pseudo, "__STACKTRACE__": .pseudo,
    ]

    /// Does the form take that many arguments? Otherwise the name is an ordinary call.
    func accepts(_ count: Int) -> Bool {
        switch self {
        case .match, .structure, .typeOperator, .case: count == 2
        case .arrow: count == 2
        case .cons: count == 2
        case .alias, .require, .import, .quote: count == 1 || count == 2
        case .unquote, .capture, .cond, .receive, .try, .pin: count == 1
        case .pseudo, .moduleName: count == 0
        case .for, .with: count > 0
        case .block, .tuple, .map, .bitstring, .aliases, .fn, .super, .dot: true
        }
    }

    /// Names and arities that no module may define or that an import cannot bring.
    static func isSpecial(_ name: String, _ arity: Int) -> Bool {
        guard let form = table[name] else { return false }
        return form.accepts(arity)
    }
}
