// Source text to code, without a machine: the parser, the expander in its bare mode (no macros), the compiler.
import Bytecode
import Compiler
import Expander
import Syntax
import XCTest

/// The world of modules without macros.
private final class NoMacros: CompileTime {
    private var counter = 0
    func call(_ module: String, _ function: String, _ arguments: [CallArgument], _ form: ResultForm) throws -> Quoted { .nilAtom }
    func callLocal(_ definition: FunctionDefinition, of builder: ModuleBuilder, _ arguments: [CallArgument], _ form: ResultForm) throws -> Quoted { .nilAtom }
    func ensureCompiled(_ module: String) throws -> Bool { false }
    func macros(of module: String) throws -> ImportTable? { nil }
    func functions(of module: String) throws -> ImportTable { ImportTable(module: module, entries: []) }
    func uniqueCounter() -> Int {
        counter += 1
        return counter
    }
    func report(_ report: Report) {}
    func trace(_ event: Quoted, _ env: Env) throws {}
    func isValidInSource(root: Int) -> Bool { false }
    func inspect(root: Int) -> String { "" }
    func directives(_ number: Int) -> Directives? { nil }
    func keep(tree: Quoted, ofFile number: Int) -> Int? { nil }
    func keep(environment: Env, ofFile number: Int) -> Int? { nil }
    func deprecation(_ module: String, _ key: FunctionKey) throws -> String? { nil }
    func shown(_ file: String) -> String { file }
    func text(of quoted: Quoted) -> String { QuotedInspect.text(quoted) }
    func builder(of module: String) -> ModuleBuilder? { nil }
    func durable(_ quoted: Quoted) throws -> Quoted { quoted }
}

struct HarnessFailure: Error, CustomStringConvertible {
    var description: String
}

/// The definitions of a module's body.
func expandModule(_ body: String, name: String = "m") throws -> ModuleDefinition {
    var options = ParseOptions()
    options.file = "m.ex"
    let parsed = parse(Array(body.utf8), options: options)
    guard let tree = parsed.tree else { throw HarnessFailure(description: "\(parsed.error?.line ?? 0): \(parsed.error?.message ?? "")") }
    var expressions = [tree]
    if case .node(let node) = tree, node.form == .atom("__block__"), case .list(let list) = node.args { expressions = list }
    let builder = ModuleBuilder(name: name, file: "m.ex", line: 1)
    var env = Env(module: name, file: "m.ex")
    env.contextModules = [name]
    let questions = NoMacros()
    for expression in expressions {
        guard case .node(let node) = expression, case .atom(let form) = node.form, case .list(let arguments) = node.args,
              let kind = DefinitionKind(rawValue: form) else { throw HarnessFailure(description: "only definitions: \(expression)") }
        do {
            let expander = Expander(compileTime: questions, builder: builder, isBare: true)
            _ = try expander.store(kind, arguments[0], arguments.count > 1 ? arguments[1] : nil, env)
        } catch let error as ExpandError {
            throw HarnessFailure(description: "\(error.line): \(error.reason.sentence)")
        }
    }
    guard let definition = builder.complete(ModuleFacts(), compileTime: questions) else { throw HarnessFailure(description: "the module has errors") }
    return definition
}

/// Natives that are called directly in these tests.
let testOptions = CompilerOptions { module, name, arity in
    guard module == "erlang" else { return nil }
    switch (name, arity) {
    case ("hd", 1), ("tl", 1), ("element", 2), ("length", 1), ("map_size", 1), ("tuple_size", 1), ("byte_size", 1), ("is_map_key", 2),
         ("map_get", 2), ("is_function", 2), ("abs", 1), ("round", 1): return .guard
    case ("list_to_tuple", 1), ("setelement", 3): return .ordinary
    default: return nil
    }
}

/// Compiles a module's body, checks the code in every way there is, and returns it.
@discardableResult
func check(_ body: String, file: StaticString = #filePath, line: UInt = #line) -> CodeModule {
    do {
        return check(try expandModule(body), file: file, line: line)
    } catch {
        XCTFail("\(error)", file: file, line: line)
        return CodeModule(name: "m")
    }
}

@discardableResult
func check(_ definition: ModuleDefinition, file: StaticString = #filePath, line: UInt = #line) -> CodeModule {
    let (code, problems) = compile(definition, options: testOptions)
    for problem in problems { XCTFail("line \(problem.line): \(problem.reason.text)", file: file, line: line) }
    for error in verify(code) { XCTFail("verifier: \(error)\n\(disassemble(code))", file: file, line: line) }
    for complaint in CodeChecker(code).complaints() { XCTFail("checker: \(complaint)\n\(disassemble(code))", file: file, line: line) }
    let bytes = encode(code)
    do {
        let again = try bytes.withUnsafeBytes { try decode($0) }
        XCTAssertEqual(encode(again), bytes, file: file, line: line)
        XCTAssertEqual(again.words, code.words, file: file, line: line)
        XCTAssertEqual(again.literals, code.literals, file: file, line: line)
    } catch { XCTFail("decoding: \(error)", file: file, line: line) }
    return code
}

/// The instructions of a function, by name.
func instructions(_ code: CodeModule, _ name: String) -> [Opcode] {
    guard let function = code.functions.first(where: { code.atoms[$0.name] == name }) else { return [] }
    var result: [Opcode] = []
    var index = function.start
    while index < function.end, let length = instructionLength(code.words, at: index, end: function.end) {
        result.append(Opcode.rows[Int(code.words[index] & 0xFF)].opcode)
        index += length
    }
    return result
}
