// Which aliases, imports and requires of a module were used: the source of the "unused …" warnings.
import Syntax

/// The lexical directives of one module body, and those of the bodies around it.
public final class Directives {
    public enum Kind: Hashable {
        case alias(String)
        /// The module and, for `only: […]`, what was named.
        case `import`(String, [FunctionKey])
        case require(String)
    }

    private struct Entry {
        var kind: Kind
        var meta: Meta
        var file: String
        var warns: Bool
        var isUsed: Bool
        var usedFunctions: Set<FunctionKey>
    }

    private let parent: Directives?
    private var entries: [Entry] = []

    public init(parent: Directives?) { self.parent = parent }

    func declare(_ kind: Kind, meta: Meta, warns: Bool, file: String) {
        entries.append(Entry(kind: kind, meta: meta, file: file, warns: warns, isUsed: false, usedFunctions: []))
    }

    func useAlias(_ alias: String) {
        if let index = entries.lastIndex(where: { $0.kind == .alias(alias) }) { entries[index].isUsed = true } else { parent?.useAlias(alias) }
    }

    /// A function or macro of an imported module has been called by its bare name.
    func useImport(_ module: String, _ key: FunctionKey) {
        var found = false
        for index in entries.indices {
            if case .import(module, _) = entries[index].kind {
                entries[index].isUsed = true
                entries[index].usedFunctions.insert(key)
                found = true
            }
        }
        if !found { parent?.useImport(module, key) }
    }

    /// A macro of a required module has been called.
    func useRequire(_ module: String) {
        var found = false
        for index in entries.indices where entries[index].kind == .require(module) {
            entries[index].isUsed = true
            found = true
        }
        if !found { parent?.useRequire(module) }
    }

    /// The warnings about what nobody used, with where it stands.
    public func unused() -> [(warning: ExpandWarning, meta: Meta, file: String)] {
        var result: [(ExpandWarning, Meta, String)] = []
        for entry in entries where entry.warns {
            switch entry.kind {
            case .alias(let alias) where !entry.isUsed: result.append((.unusedAlias(Printing.atom(alias)), entry.meta, entry.file))
            default: break
            }
        }
        for entry in entries where entry.warns {
            guard case .import(let module, let named) = entry.kind else { continue }
            if !entry.isUsed {
                result.append((.unusedImport(Printing.module(module)), entry.meta, entry.file))
            } else {
                for key in named where !entry.usedFunctions.contains(key) {
                    result.append((.unusedImportFunction(Printing.module(module), key), entry.meta, entry.file))
                }
            }
        }
        for entry in entries where entry.warns && !entry.isUsed {
            if case .require(let module) = entry.kind { result.append((.unusedRequire(Printing.module(module)), entry.meta, entry.file)) }
        }
        return result
    }
}

extension Expander {
    func directives(_ env: Env) -> Directives? { (builder ?? env.module.flatMap { compileTime.builder(of: $0) })?.directives }
    func noteAliasUsed(_ alias: String, _ env: Env) { directives(env)?.useAlias(alias) }
}
