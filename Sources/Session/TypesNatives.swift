// `:prim_types`: what types say of modules (see Sources/Types). The contracts:
//
//     pack(name)               → binary of the definitions of a module that has been closed, for `warnings/2`
//     warnings(name, packed)   → [{rank, {file, line, column, span}, {name, arity}, parts}], in the order in which they are told;
//                                parts are as Sources/Types/Failure.swift says
//
// What is found out of a module's functions goes into its file when it is closed (`chunk`), and is read there for its callers.
import Bytecode
import Expander
import Machine
import Syntax
import Types

enum TypesNatives {
    static let rows: [Native] = [
        Native("prim_types", "pack", 1, .ordinary, "The definitions of a module that has been closed, as bytes.") { p, a in
            let p = ProcessPointer(p), name = NativeArguments(a)[0]
            guard name.isAtom, let builder = Session.of(p).compiler.builder(of: p.machine.atoms.string(name)) else { return p.badArgument().bits }
            return p.binary(DefinitionBytes.bytes(builder.completed.map(\.definition))).bits
        },
        Native("prim_types", "warnings", 2, .control, "What types say against a module's code.") { p, a in
            warnings(ProcessPointer(p), NativeArguments(a)).bits
        },
    ]

    private static func warnings(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
        guard a[0].isAtom, let bytes = QuotedTerms.binaryBytes(a[1]) else { return p.badArgument() }
        let session = Session.of(p)
        let name = p.machine.atoms.string(a[0])
        let cache = session.scriptCache.flatMap { $0.hasModule(name) ? $0 : nil }
        let key = cache.map { _ in ScriptCache.key(ofCheck: bytes) }
        if let key, cache?.find(key, session.typesDigest) != nil { return .emptyList }
        guard let definitions = DefinitionBytes.definitions(bytes) else { return p.badArgument() }
        return JobSteps.start(p, JobRoots()) { _ in
            let asked = AskedTypes(session)
            let checker = ModuleChecker(name: name, definitions: definitions, modules: asked.types,
                                        isFunction: { session.hasFunction($0, $1.name, $1.arity) }, isLibrary: { session.image?.contains($0) == true })
            let warnings = checker.check()
            if let key, warnings.isEmpty { cache?.keep(key, asked.needs, []) }
            return .done(.quoted(.list(warnings.map { warning in
                let place = Quoted.tuple([.string(warning.file), .integer(warning.line), .integer(warning.column), .integer(warning.span)])
                return .tuple([.integer(warning.rank), place, .tuple([.atom(warning.function.name), .integer(warning.function.arity)]), .list(warning.parts)])
            })))
        }
    }

    /// What is found out of a module's functions, as it is kept in its file.
    static func chunk(of definition: ModuleDefinition, _ asked: AskedTypes) -> [UInt8] {
        let session = asked.session
        let checker = ModuleChecker(name: definition.name, definitions: definition.functions, modules: asked.types)
        let types = checker.types(fields: StructField.fields(in: definition.functions))
        session.compiler.remember(types: types, of: definition.name)
        return TypesChunk.bytes(types)
    }
}

/// What is known of other modules, and which of them were asked about.
final class AskedTypes {
    let session: Session
    private var names: Set<String> = []

    init(_ session: Session) { self.session = session }

    func types(of name: String) -> ModuleTypes? {
        names.insert(name)
        return session.types(of: name)
    }

    var needs: [ScriptCache.Need] { names.sorted().map { ScriptCache.Need(module: $0, types: session.typesDigest($0)) } }
}

extension Session {
    /// What is known of a module: from its compilation, else from its file.
    func types(of name: String) -> ModuleTypes? {
        if let known = compiler.types(of: name) { return known }
        guard let bytes = chunk(TypesChunk.name, of: machine.atoms.term(name)), let types = TypesChunk.types(bytes) else { return nil }
        if image?.contains(name) == true { compiler.remember(types: types, of: name) }
        return types
    }
}

/// Definitions as bytes: what a process keeps of a module until it is checked.
enum DefinitionBytes {
    /// Variables have versions; which expansion of a macro they stem from is of no more interest.
    static let unneeded = "counter"

    static func bytes(_ definitions: [FunctionDefinition]) -> [UInt8] {
        var writer = TreeWriter(placeholder: .call("__term__", Meta(), []), omitted: unneeded)
        write(definitions, &writer)
        return writer.bytes
    }

    static func write(_ definitions: [FunctionDefinition], _ writer: inout TreeWriter) {
        writer.count(definitions.count)
        for definition in definitions {
            writer.text(definition.kind.rawValue)
            writer.text(definition.name)
            writer.count(definition.arity)
            writer.text(definition.file)
            writer.count(definition.clauses.count)
            for clause in definition.clauses {
                writer.write(.node(Node(.atom("->"), clause.meta, .list([.list(clause.patterns), .list(clause.guards), clause.body]))))
            }
        }
    }

    static func definitions(_ bytes: [UInt8]) -> [FunctionDefinition]? {
        var reader = TreeReader(bytes)
        guard let count = reader.count() else { return nil }
        var definitions: [FunctionDefinition] = []
        for _ in 0 ..< count {
            guard let kind = reader.text().flatMap(DefinitionKind.init), let name = reader.text(), let arity = reader.count(), let file = reader.text(),
                  let clauseCount = reader.count() else { return nil }
            var clauses: [Clause] = []
            for _ in 0 ..< clauseCount {
                guard let node = reader.read()?.node, case .list(let parts) = node.args, parts.count == 3, case .list(let patterns) = parts[0],
                      case .list(let guards) = parts[1] else { return nil }
                clauses.append(Clause(meta: node.meta, patterns: patterns, guards: guards, body: parts[2]))
            }
            definitions.append(FunctionDefinition(kind: kind, name: name, arity: arity, meta: clauses.first?.meta ?? Meta(), file: file, clauses: clauses))
        }
        return definitions
    }
}
