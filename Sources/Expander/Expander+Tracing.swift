// What the expander tells of what it sees: to the tracers of an environment, as `Code` documents their events, and to the
// directives of the file, which know how a file refers to modules. It changes nothing.
import Syntax

/// Something that happened while code was expanded.
enum TraceEvent {
    case remoteFunction(String, String, Int)
    case importedFunction(String, String, Int)
    case remoteMacro(String, String, Int)
    case importedMacro(String, String, Int)
    case localFunction(String, Int)
    case localMacro(String, Int)
    case aliasReference(String)
    case aliasExpansion(alias: String, module: String)
    case structExpansion(String, keys: [String])
    case alias(String, alias: String, options: [Quoted])
    case require(String, options: [Quoted])
    case `import`(String, options: [Quoted])

    /// `{name, meta, …}` without the metadata.
    fileprivate var parts: (name: String, rest: [Quoted]) {
        switch self {
        case .remoteFunction(let module, let name, let arity): ("remote_function", [.atom(module), .atom(name), .integer(arity)])
        case .importedFunction(let module, let name, let arity): ("imported_function", [.atom(module), .atom(name), .integer(arity)])
        case .remoteMacro(let module, let name, let arity): ("remote_macro", [.atom(module), .atom(name), .integer(arity)])
        case .importedMacro(let module, let name, let arity): ("imported_macro", [.atom(module), .atom(name), .integer(arity)])
        case .localFunction(let name, let arity): ("local_function", [.atom(name), .integer(arity)])
        case .localMacro(let name, let arity): ("local_macro", [.atom(name), .integer(arity)])
        case .aliasReference(let module): ("alias_reference", [.atom(module)])
        case .aliasExpansion(let alias, let module): ("alias_expansion", [.atom(alias), .atom(module)])
        case .structExpansion(let module, let keys): ("struct_expansion", [.atom(module), .list(keys.map { .atom($0) })])
        case .alias(let module, let alias, let options): ("alias", [.atom(module), .atom(alias), .list(options)])
        case .require(let module, let options): ("require", [.atom(module), .list(options)])
        case .import(let module, let options): ("import", [.atom(module), .list(options)])
        }
    }

    /// The module that is referred to, and how much of it matters.
    fileprivate func reference(inBody: Bool) -> (module: String, kind: Directives.Reference)? {
        switch self {
        case .remoteFunction(let module, _, _), .importedFunction(let module, _, _): (module, inBody ? .compile : .runtime)
        case .remoteMacro(let module, _, _), .importedMacro(let module, _, _): (module, .compile)
        case .structExpansion(let module, _), .require(let module, _), .import(let module, _): (module, .exports)
        case .localFunction, .localMacro, .aliasReference, .aliasExpansion, .alias: nil
        }
    }

    /// The module that code outside of functions names or calls: it runs while the file compiles and so needs the `require`.
    fileprivate var usedInBody: String? {
        switch self {
        case .remoteFunction(let module, _, _), .aliasReference(let module), .structExpansion(let module, _): module
        default: nil
        }
    }
}

extension Expander {
    /// Tells of an event; costs next to nothing where nobody listens.
    func trace(_ event: TraceEvent, _ meta: Meta, _ env: Env) throws {
        if let reference = event.reference(inBody: env.function == nil) { directives(env)?.refer(reference.module, reference.kind) }
        if env.function == nil, !isDirectiveTarget, let module = event.usedInBody { directives(env)?.useRequire(module) }
        if env.tracers.isEmpty { return }
        let (name, rest) = event.parts
        let entries = meta.entries.map { Quoted.tuple([.atom($0.key), $0.value]) }
        try compileTime.trace(.tuple([.atom(name), .list(entries)] + rest), env)
    }
}
