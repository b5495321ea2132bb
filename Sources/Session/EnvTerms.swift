// Env ⇄ `%Macro.Env{}`, without loss. Import tables are literals of the machine, so that neither direction walks them.
import Bytecode
import Expander
import Machine
import Syntax

struct EnvTerms {
    let session: Session
    let p: ProcessPointer

    private var machine: Machine { session.machine }
    private func atom(_ text: String) -> Term { machine.atoms.term(text) }
    private func atom(_ text: String?) -> Term { text.map { machine.atoms.term($0) } ?? Term(.nil) }

    // MARK: Env → term

    func term(_ env: Env, roots: (Int) -> Term) -> Term {
        func value(_ quoted: Quoted) -> Term { QuotedTerms.term(quoted, p, roots: roots) }
        let context: String? = switch env.context {
        case nil: nil
        case .match: "match"
        case .guarded: "guard"
        }
        var variables: [(Term, Term)] = []
        for (key, version) in env.variables {
            let name = p.tuple(atom(key.name), value(Expander.quoted(key.context)))
            variables.append((name, Term(small: version)))
        }
        let fields: [(String, Term)] = [
            ("__struct__", atom("Elixir.Macro.Env")),
            ("aliases", p.list(env.aliases.map { p.tuple(atom($0.alias), atom($0.module)) })),
            ("context", atom(context)),
            ("context_modules", p.list(env.contextModules.map { atom($0) })),
            ("file", p.binary(env.file)),
            ("function", env.function.map { p.tuple(atom($0.name), Term(small: $0.arity)) } ?? Term(.nil)),
            ("functions", p.list(env.functions.map { session.compiler.term(of: $0, machine) })),
            ("lexical_tracker", value(env.lexicalTracker)),
            ("line", Term(small: env.line)),
            ("macro_aliases", p.list(env.macroAliases.map { p.tuple(atom($0.alias), p.tuple(value($0.counter), atom($0.module))) })),
            ("macros", p.list(env.macros.map { session.compiler.term(of: $0, machine) })),
            ("module", atom(env.module)),
            ("requires", p.list(env.requires.map { atom($0) })),
            ("tracers", p.list(env.tracers.map(value))),
            ("versioned_vars", p.map(variables)),
        ]
        return p.map(fields.map { (atom($0.0), $0.1) })
    }

    // MARK: Term → Env

    /// The environment of a `%Macro.Env{}`, or of the number of one that an open module or a file keeps. nil: the term is neither.
    func env(_ term: Term, roots: inout [Term]) throws -> Env? {
        if term.isTuple, term.tupleSize == 3, term.element(0) == atom("$env"), term.element(2).isSmall {
            let owner = term.element(1), index = term.element(2).small
            if owner.isSmall { return session.compiler.environment(index, ofFile: owner.small) }
            return owner.isAtom ? session.compiler.builder(of: machine.atoms.string(owner))?.environment(index) : nil
        }
        guard term.isMap, mapGet(term, atom("__struct__")) == atom("Elixir.Macro.Env") else { return nil }
        func field(_ name: String) -> Term { mapGet(term, atom(name)) }
        func text(_ value: Term) -> String? { value == Term(.nil) || !value.isAtom ? nil : machine.atoms.string(value) }
        func quoted(_ value: Term) throws -> Quoted { try QuotedTerms.quoted(value, machine, roots: &roots) }

        var env = Env(module: text(field("module")), file: QuotedTerms.binaryBytes(field("file")).map { String(decoding: $0, as: UTF8.self) } ?? "nofile",
                      line: field("line").isSmall ? field("line").small : 0)
        let function = field("function")
        if function.isTuple, function.tupleSize == 2, function.element(0).isAtom, function.element(1).isSmall {
            env.function = FunctionKey(machine.atoms.string(function.element(0)), function.element(1).small)
        }
        switch text(field("context")) {
        case "match"?: env.context = .match
        case "guard"?: env.context = .guarded
        default: env.context = nil
        }
        env.contextModules = elements(field("context_modules")).compactMap(text)
        env.requires = elements(field("requires")).compactMap(text)
        env.aliases = elements(field("aliases")).compactMap { pair in
            guard pair.isTuple, pair.tupleSize == 2, let alias = text(pair.element(0)), let module = text(pair.element(1)) else { return nil }
            return (alias, module)
        }
        for entry in elements(field("macro_aliases")) {
            guard entry.isTuple, entry.tupleSize == 2, let alias = text(entry.element(0)), entry.element(1).isTuple, entry.element(1).tupleSize == 2,
                  let module = text(entry.element(1).element(1)) else { continue }
            env.macroAliases.append((alias, try quoted(entry.element(1).element(0)), module))
        }
        env.functions = elements(field("functions")).compactMap(importTable)
        env.macros = elements(field("macros")).compactMap(importTable)
        env.lexicalTracker = try quoted(field("lexical_tracker"))
        env.tracers = try elements(field("tracers")).map(quoted)
        for (key, version) in p.pairs(field("versioned_vars")) {
            guard key.isTuple, key.tupleSize == 2, let name = text(key.element(0)), version.isSmall else { continue }
            env.variables[VariableKey(name, context(key.element(1)))] = version.small
        }
        return env
    }

    func context(_ term: Term) -> VariableContext {
        if term.isSmall { return .counter(term.small) }
        if term.isTuple, term.tupleSize == 2, term.element(0).isAtom, term.element(1).isSmall {
            return .moduleCounter(machine.atoms.string(term.element(0)), term.element(1).small)
        }
        return .context(term.isAtom ? machine.atoms.string(term) : "nil")
    }

    private func importTable(_ term: Term) -> ImportTable? {
        if let known = session.compiler.knownTable(term) { return known }
        guard term.isTuple, term.tupleSize == 2, term.element(0).isAtom else { return nil }
        let entries: [FunctionKey] = elements(term.element(1)).compactMap { pair in
            guard pair.isTuple, pair.tupleSize == 2, pair.element(0).isAtom, pair.element(1).isSmall else { return nil }
            return FunctionKey(machine.atoms.string(pair.element(0)), pair.element(1).small)
        }
        let name = machine.atoms.string(term.element(0))
        // A table that is equal to a loaded module's exports is that one.
        if let module = machine.code.loaded(term.element(0)) {
            let exports = session.compiler.exports(of: module, machine)
            if exports.functions.entries == entries { return exports.functions }
            if let macros = exports.macros, macros.entries == entries { return macros }
        }
        return ImportTable(module: name, entries: entries)
    }

    private func elements(_ list: Term) -> [Term] {
        var result: [Term] = []
        var rest = list
        while rest.isCons {
            result.append(rest.head)
            rest = rest.tail
        }
        return result
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// A map of pairs; later ones win.
    func map(_ pairs: [(Term, Term)]) -> Term {
        var words: [UInt64] = []
        words.reserveCapacity(pairs.count * 2)
        for (key, value) in pairs {
            words.append(key.bits)
            words.append(value.bits)
        }
        let base = emptyMap(self)
        return words.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return base }
            return mapFromPairs(self, base: base, start, pairs.count)
        }
    }

    /// The pairs of a map: of a small one in term order.
    func pairs(_ map: Term) -> [(Term, Term)] {
        guard map.isMap else { return [] }
        if map.header.kind == .smallMap {
            let keys = map.body(0)
            return (0..<keys.tupleSize).map { (keys.element($0), map.body($0 + 1)) }
        }
        var result: [(Term, Term)] = []
        var pending = [map.body(1)]
        while let node = pending.popLast() {
            if node.isCons {
                result.append((node.head, node.tail))
            } else {
                for index in 1..<node.header.size { pending.append(node.body(index)) }
            }
        }
        return result
    }

    /// The elements of a list, up to its tail.
    func elements(_ list: Term) -> [Term] {
        var result: [Term] = []
        var rest = list
        while rest.isCons {
            result.append(rest.head)
            rest = rest.tail
        }
        return result
    }
}
