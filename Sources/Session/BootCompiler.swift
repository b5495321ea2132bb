// Compiles the library from its sources without an image: first the compiler's own driver, whose modules need no macros and
// whose bodies need not run, then the files of boot.order in a process.
import Bytecode
import Compiler
import Expander
import Glibc
import Machine
import Syntax

/// Why the library could not be compiled.
public struct BootFailure: Error, CustomStringConvertible {
    public var description: String
}

extension Session {
    /// The file with the compiler's driver, below the library's folder.
    private static let driver = "elixir/lib/prim_compile.ex"

    /// Compiles the library in that folder as its boot.order says. Returns the modules, to be put into an image.
    public func compileLibrary(folder: String) throws -> [CodeModule] {
        compiler.startCapturing()
        compiler.isBare = true
        try compileDriver(folder + "/" + Session.driver)
        let order = try Session.bootOrder(folder)
        // boot(files): [{path, bare?}]
        let entries = order.map { Literal.tuple([.bitstring(Array($0.path.utf8), bits: $0.path.utf8.count * 8), .atom($0.isBare ? "true" : "false")]) }
        let list = machine.literalTerm(entries.isEmpty ? .emptyList : .list(entries, tail: .emptyList))
        guard let pid = machine.spawnFirst(machine.atoms.term("prim_compile"), machine.atoms.term("boot"), [list]) else {
            throw BootFailure(description: "no process to compile the library in")
        }
        machine.schedulers.mainProcess = pid
        machine.schedulers.start()
        let status = waitForEnd()
        guard status == 0 else { throw BootFailure(description: "compiling the library failed") }
        return compiler.capturedModules
    }

    /// The files that boot, in order: lines of boot.order; `[bare]` and `[full]` begin a section, `#` a comment.
    static func bootOrder(_ folder: String) throws -> [(path: String, isBare: Bool)] {
        guard let bytes = contents(of: folder + "/boot.order") else { throw BootFailure(description: "\(folder)/boot.order cannot be read") }
        var isBare = false
        var result: [(String, Bool)] = []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let text = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0].filter { $0 != " " && $0 != "\t" && $0 != "\r" }
            switch text {
            case "": continue
            case "[bare]", "bare", "bare:": isBare = true
            case "[full]", "full", "full:": isBare = false
            default: result.append((folder + "/" + text, isBare))
            }
        }
        return result
    }

    // MARK: The driver

    /// Compiles modules that consist of plain functions only, without running anything.
    private func compileDriver(_ path: String) throws {
        guard let text = Session.contents(of: path) else { throw BootFailure(description: "\(path) cannot be read") }
        var options = ParseOptions()
        options.file = path
        options.columns = true
        let parsed = parse(text, options: options)
        guard let tree = parsed.tree else {
            throw BootFailure(description: "\(path):\(parsed.error?.line ?? 0): \(parsed.error?.message ?? "")")
        }
        let questions = DriverCompileTime(session: self)
        for expression in Self.expressions(of: tree) {
            guard case .node(let node) = expression, node.form == .atom("defmodule"), case .list(let arguments) = node.args, arguments.count == 2,
                  case .atom(let name) = arguments[0], let pairs = Self.pairs(arguments[1]), let body = pairs["do"] else {
                throw BootFailure(description: "\(path):\(expression.node?.meta.line ?? 0): only modules with atoms as names belong here")
            }
            try compileDriverModule(name, body, node.meta.line, path, questions)
        }
    }

    private func compileDriverModule(_ name: String, _ body: Quoted, _ line: Int, _ path: String, _ questions: DriverCompileTime) throws {
        let builder = ModuleBuilder(name: name, file: libraryPath(path), line: line)
        var env = Env(module: name, file: libraryPath(path), line: line)
        env.contextModules = [name]
        do {
            for expression in Self.expressions(of: body) {
                guard case .node(let node) = expression, case .atom(let form) = node.form, case .list(let arguments) = node.args else { continue }
                if form == "@" { continue }
                guard let kind = DefinitionKind(rawValue: form) else {
                    throw BootFailure(description: "\(path):\(node.meta.line): only functions belong here")
                }
                let expander = Expander(compileTime: questions, builder: builder, isBare: true)
                _ = try expander.store(kind, arguments[0], arguments.count > 1 ? arguments[1] : nil, env)
            }
        } catch let error as ExpandError {
            throw BootFailure(description: "\(path):\(error.line): \(error.reason.sentence)")
        }
        guard let definition = builder.complete(ModuleFacts(), compileTime: questions) else { throw BootFailure(description: "\(path): \(name) has errors") }
        let (code, problems) = compile(definition, options: compilerOptions)
        for problem in problems where problem.reason.isError { throw BootFailure(description: "\(path):\(problem.line): \(problem.reason.text)") }
        try machine.load(code)
        compiler.capture(code)
    }

    private static func expressions(of tree: Quoted) -> [Quoted] {
        if case .node(let node) = tree, node.form == .atom("__block__"), case .list(let expressions) = node.args { return expressions }
        return [tree]
    }

    private static func pairs(_ quoted: Quoted) -> [String: Quoted]? {
        guard case .list(let items) = quoted else { return nil }
        var result: [String: Quoted] = [:]
        for item in items {
            if case .tuple(let pair) = item, pair.count == 2, case .atom(let key) = pair[0] { result[key] = pair[1] }
        }
        return result
    }
}

/// Answers for modules that ask nothing: the driver has no macros.
private final class DriverCompileTime: CompileTime {
    let session: Session
    init(session: Session) { self.session = session }

    func call(_ module: String, _ function: String, _ arguments: [CallArgument], _ form: ResultForm) throws -> Quoted {
        throw BootFailure(description: "the driver must not call \(module).\(function) while it is compiled")
    }

    func callLocal(_ definition: FunctionDefinition, of builder: ModuleBuilder, _ arguments: [CallArgument], _ form: ResultForm) throws -> Quoted {
        throw BootFailure(description: "the driver must not have macros (\(definition.name))")
    }

    func ensureCompiled(_ module: String) throws -> Bool { false }
    func macros(of module: String) throws -> ImportTable? { nil }
    func functions(of module: String) throws -> ImportTable { ImportTable(module: module, entries: []) }
    func uniqueCounter() -> Int { session.compiler.uniqueCounter() }
    func report(_ report: Report) { session.complainPlainly(DiagnosticText.render(report, source: nil)) }
    func trace(_ event: Quoted, _ env: Env) throws {}
    func isValidInSource(root: Int) -> Bool { false }
    func inspect(root: Int) -> String { "" }
    func builder(of module: String) -> ModuleBuilder? { nil }
    func directives(_ number: Int) -> Directives? { nil }
    func keep(tree: Quoted, ofFile number: Int) -> Int? { nil }
    func keep(environment: Env, ofFile number: Int) -> Int? { nil }
    func deprecation(_ module: String, _ key: FunctionKey) throws -> String? { nil }
    func shown(_ file: String) -> String { file }
    func text(of quoted: Quoted) -> String { Printing.expression(quoted) }
    func durable(_ quoted: Quoted) throws -> Quoted { quoted }
}

extension Session {
    /// Compiles the library and writes the executable with its image to `target`.
    public func writeImage(library: String, behind executable: String, to target: String) throws {
        let modules = try compileLibrary(folder: library)
        let image = BootImage.build(modules.map { ($0.name, encode($0)) }, key: Session.libraryKey(library))
        try BootImage.write(image, behind: executable, to: target)
    }

    /// A hash of the library's sources: an image of other sources has another key.
    static func libraryKey(_ folder: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ bytes: [UInt8]) { for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
        guard let order = try? bootOrder(folder) else { return hash }
        for entry in order {
            mix(Array(entry.path.utf8))
            mix(contents(of: entry.path) ?? [])
        }
        return hash
    }
}
