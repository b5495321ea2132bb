// One expression through the expander, and its result in one line: variables as name#version, calls with their targets.
import Expander
import Syntax
import XCTest

/// A world whose macros are Swift functions: `M.twice(x)` and so on.
final class MacroWorld: CompileTime {
    /// name/arity of `Elixir.M` → what the macro makes of its arguments.
    static let macros: [String: ([Quoted]) -> Quoted] = [
        "twice/1": { arguments in
            // quote do: (v = unquote(x); v + v)
            let v = Quoted.variable("v", Meta(), "Elixir.M")
            return .call("__block__", Meta(), [.call("=", Meta(), [v, arguments[0]]), .erlang("+", Meta(), [v, v])])
        },
        "id/1": { $0[0] },
        "is_one/1": { .erlang("==", Meta(), [$0[0], .integer(1)]) },
    ]
    var reports: [Report] = []
    private var counter = 0

    func call(_ module: String, _ function: String, _ arguments: [CallArgument], _ form: ResultForm) throws -> Quoted {
        let quoted: [Quoted] = arguments.compactMap { if case .quoted(let value) = $0 { value } else { nil } }
        if module == "Elixir.S", function == "__struct__" {
            return .call("%{}", Meta(), [.tuple([.atom("__struct__"), .atom("Elixir.S")]), .tuple([.atom("a"), .integer(1)]), .tuple([.atom("b"), .nilAtom])])
        }
        // Nothing compiles beside this: structs in patterns are checked at once.
        if module == "prim_compile", function == "check_struct_later" { return .atom("false") }
        guard module == "Elixir.M", let macro = Self.macros["\(function.dropFirst(6))/\(quoted.count)"] else { throw Unknown(name: function) }
        return macro(quoted)
    }

    struct Unknown: Error { var name: String }

    func callLocal(_ definition: FunctionDefinition, of builder: ModuleBuilder, _ arguments: [CallArgument], _ form: ResultForm) throws -> Quoted { .nilAtom }
    func ensureCompiled(_ module: String) throws -> Bool { ["Elixir.M", "Elixir.S", "Elixir.F"].contains(module) }
    func macros(of module: String) throws -> ImportTable? {
        switch module {
        case "Elixir.M": ImportTable(module: module, entries: [FunctionKey("id", 1), FunctionKey("is_one", 1), FunctionKey("twice", 1)])
        case "Elixir.S", "Elixir.F": ImportTable(module: module, entries: [])
        default: nil
        }
    }
    func functions(of module: String) throws -> ImportTable {
        switch module {
        case "Elixir.F": ImportTable(module: module, entries: [FunctionKey("f", 1), FunctionKey("g", 0), FunctionKey("id", 1)])
        case "Elixir.S": ImportTable(module: module, entries: [FunctionKey("__struct__", 0), FunctionKey("__struct__", 1)])
        default: ImportTable(module: module, entries: [])
        }
    }
    func uniqueCounter() -> Int {
        counter += 1
        return counter
    }
    func report(_ report: Report) { reports.append(report) }
    func trace(_ event: Quoted, _ env: Env) throws {}
    func isValidInSource(root: Int) -> Bool { false }
    func inspect(root: Int) -> String { "#Root<\(root)>" }
    func directives(_ number: Int) -> Directives? { nil }
    func keep(tree: Quoted, ofFile number: Int) -> Int? { nil }
    func keep(environment: Env, ofFile number: Int) -> Int? { nil }
    func deprecation(_ module: String, _ key: FunctionKey) throws -> String? { nil }
    func shown(_ file: String) -> String { file }
    func text(of quoted: Quoted) -> String { QuotedInspect.text(quoted) }
    func builder(of module: String) -> ModuleBuilder? { nil }
    func durable(_ quoted: Quoted) throws -> Quoted { quoted }
}

/// A tree in one line.
func shown(_ quoted: Quoted) -> String {
    switch quoted {
    case .list(let elements): "[" + elements.map(shown).joined(separator: ", ") + "]"
    case .tuple(let elements): "{" + elements.map(shown).joined(separator: ", ") + "}"
    case .node(let node):
        switch (node.form, node.args) {
        case (.atom(let name), .context):
            if case .integer(let version)? = node.meta["version"] { "\(name)#\(version)" } else { name }
        case (.atom(let name), .list(let arguments)): "\(name)(" + arguments.map(shown).joined(separator: ", ") + ")"
        case (.node(let dot), .list(let arguments)):
            if case .list(let parts) = dot.args {
                parts.map(shown).joined(separator: ".") + "(" + arguments.map(shown).joined(separator: ", ") + ")"
            } else { "?" }
        case (let form, .list(let arguments)): "\(shown(form))(" + arguments.map(shown).joined(separator: ", ") + ")"
        case (let form, .context): shown(form)
        }
    default: Printing.expression(quoted)
    }
}

/// Expands a text and compares: the tree, or `error: …`, followed by the warnings, one a line.
func check(_ source: String, _ expected: String, file: StaticString = #filePath, line: UInt = #line) {
    let parsed = parse(Array(source.utf8))
    guard let tree = parsed.tree else { return XCTFail("no tree: \(parsed.error?.message ?? "")", file: file, line: line) }
    let world = MacroWorld()
    let expander = Expander(compileTime: world, builder: nil, isBare: false)
    var env = Env(file: "test.exs")
    env.functions = [Expander.kernelTable]
    env.requires = ["Elixir.Kernel", "Elixir.M"]
    var lines: [String]
    do {
        lines = [shown(try expander.expand(tree, &env))]
    } catch let error as ExpandError {
        lines = ["error: " + error.reason.sentence]
    } catch {
        lines = ["error: \(error)"]
    }
    _ = expander.finishUnit(env, warnsUnused: false)
    lines += world.reports.map { "\($0.severity.rawValue): \($0.message)" }
    XCTAssertEqual(lines.joined(separator: "\n"), expected, file: file, line: line)
}
