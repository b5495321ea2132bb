// Which aliases, imports and requires of a file were used: the source of the "unused …" warnings. One object watches a whole
// file, whatever modules it defines; an environment names it by number (`Env.lexicalTracker`).
import Syntax

/// The lexical directives of a file.
public final class Directives {
    public enum Kind: Hashable {
        case alias(String)
        /// The module and, for `only: […]`, what was named.
        case `import`(String, [FunctionKey])
        case require(String)
    }

    private struct Entry {
        var meta: Meta
        var file: String
        var warns: Bool
        var isUsed = false
        /// For `require …, as: alias`: the alias.
        var alias: String?
        /// For imports of named functions: those, and which of them were called.
        var named: [FunctionKey] = []
        var called: Set<FunctionKey> = []
    }

    /// How much of another module what a file is compiled to depends on.
    public enum Reference: Int, Comparable, Sendable {
        /// Its functions are called when the program runs.
        case runtime
        /// Which functions, macros and fields it has.
        case exports
        /// All of it: its code runs while the file compiles.
        case compile

        public static func < (left: Reference, right: Reference) -> Bool { left.rawValue < right.rawValue }
    }

    /// The modules that the file refers to, each with all the ways in which it does.
    public private(set) var references: [String: Set<Reference>] = [:]
    private var aliases: [String: Entry] = [:]
    private var imports: [String: Entry] = [:]
    private var requires: [String: Entry] = [:]

    public init() {}

    func declare(_ kind: Kind, meta: Meta, warns: Bool, file: String) {
        let entry = Entry(meta: meta, file: file, warns: warns)
        switch kind {
        // The same alias in another module of the file counts as one.
        case .alias(let alias): if aliases[alias]?.isUsed != true { aliases[alias] = entry }
        case .require(let module): if requires[module]?.isUsed != true { requires[module] = entry }
        // An import replaces what an earlier one of the module brought.
        case .import(let module, let named):
            imports[module] = entry
            imports[module]?.named = named
        }
    }

    /// Makes an alias part of the `require` of its module that has just been declared; false if there is none.
    func join(_ alias: String, to module: String) -> Bool {
        guard requires[module] != nil else { return false }
        requires[module]?.alias = alias
        return true
    }

    func refer(_ module: String, _ kind: Reference) { references[module, default: []].insert(kind) }

    func useAlias(_ alias: String) { aliases[alias]?.isUsed = true }

    /// A function or macro of an imported module has been called by its bare name.
    func useImport(_ module: String, _ key: FunctionKey) {
        imports[module]?.isUsed = true
        imports[module]?.called.insert(key)
    }

    /// A macro of a required module has been called.
    func useRequire(_ module: String) { requires[module]?.isUsed = true }

    /// The warnings about what nobody used, with where it stands.
    public func unused() -> [(warning: ExpandWarning, meta: Meta, file: String)] {
        var result: [(ExpandWarning, Meta, String)] = []
        func sorted(_ entries: [String: Entry]) -> [(key: String, value: Entry)] {
            entries.filter(\.value.warns).sorted { Printing.atomOrder($0.key, $1.key) }
        }
        for (alias, entry) in sorted(aliases) where !entry.isUsed { result.append((.unusedAlias(Printing.atom(alias)), entry.meta, entry.file)) }
        for (module, entry) in sorted(imports) {
            if !entry.isUsed {
                result.append((.unusedImport(Printing.module(module)), entry.meta, entry.file))
                continue
            }
            for key in entry.named.sorted(by: Printing.keyOrder) where !entry.called.contains(key) {
                result.append((.unusedImportFunction(Printing.module(module), key), entry.meta, entry.file))
            }
        }
        for (module, entry) in sorted(requires) where !entry.isUsed {
            let aliasIsUsed = entry.alias.map { aliases[$0]?.isUsed == true }
            result.append((.unusedRequire(Printing.module(module), aliasIsUsed: aliasIsUsed), entry.meta, entry.file))
        }
        return result
    }
}

extension Expander {
    /// What watches the directives of the environment's file, if anything does.
    func directives(_ env: Env) -> Directives? {
        guard case .integer(let number) = env.lexicalTracker else { return nil }
        return compileTime.directives(number)
    }

    func noteAliasUsed(_ alias: String, _ env: Env) { directives(env)?.useAlias(alias) }
}
