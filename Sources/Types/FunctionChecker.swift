// One function: its clauses one after the other. Patterns and guards give the variables types, expressions refine those of variables
// whose type is dynamic, and a place that can only fail is told once for each clause.
import Expander
import Syntax

/// What is known of a variable, and from where.
struct Variable {
    var name: String
    var type: GradualType
    var traces: [Trace]
}

/// An expression that gave a variable its type.
struct Trace {
    var type: GradualType
    var expression: Quoted
    var meta: Meta
    /// The variable's own place in a head: not worth telling when nothing is known there and something later.
    var isOrigin = false
    var isAlwaysTold = false
    /// What the clauses of a `case` on the variable have left of it.
    var isOfClauses = false
}

final class FunctionChecker {
    let module: ModuleChecker
    let definition: FunctionDefinition
    let isTelling: Bool
    var variables: [Int: Variable] = [:]
    /// After the first failure of a clause nothing else is told of it.
    var hasFailed = false
    private(set) var branchFailed = false
    /// The places of clauses that were told to be redundant.
    var toldRedundant: Set<[Int]> = []
    var isGuard = false
    var isHead = false
    /// Types are only looked at: no variable is narrowed.
    var isPeeking = false
    private var depth = 0

    init(_ module: ModuleChecker, _ definition: FunctionDefinition, isTelling: Bool) {
        self.module = module
        self.definition = definition
        self.isTelling = isTelling
    }

    var key: FunctionKey { FunctionKey(definition.name, definition.arity) }

    func signature() -> Signature {
        var clauses: [SignatureClause] = []
        var earlier = MatchedClauses()
        var takes: [(arguments: [SetType], isAll: Bool)] = []
        let implemented = definition.kind == .def ? module.implemented(by: key) : nil
        for clause in definition.clauses {
            variables = [:]
            hasFailed = false
            let types = narrowed(clause, by: &earlier, implemented)
            let result = of(clause.body)
            let arguments = zip(clause.patterns, types).map { $1.intersection(refined($0)) }
            takes.append((arguments, takesAll(clause.patterns, clause.guards)))
            // A clause of which nothing can be (`when false`) is none.
            if arguments.contains(where: \.isEmpty) { continue }
            Signature.add(SignatureClause(arguments: arguments, result: result.asDynamic), to: &clauses)
        }
        module.noteClauses(of: key, takes)
        if clauses.isEmpty {
            clauses = [SignatureClause(arguments: Array(repeating: .term, count: definition.arity), result: .dynamic)]
        }
        return Signature(clauses: clauses, isInferred: true)
    }

    /// Tells of the clauses that no call reaches.
    func tellUnreached(_ reached: Set<Int>) {
        for (index, clause) in definition.clauses.enumerated() where !reached.contains(index) {
            tell(.neverReached(key), place(of: clause))
        }
    }

    /// The head of a clause, without what earlier ones take.
    private func narrowed(_ clause: Clause, by earlier: inout MatchedClauses, _ implemented: SetType?) -> [SetType] {
        var possible = clause.patterns.map { _ in SetType.term }
        if let implemented { possible[0] = implemented }
        let own = ownTypes(clause.patterns, clause.guards, clause.meta)
        if tellImpossible(clause, own, implemented) { return own }
        let types = zip(own, possible).map { $0.intersection($1) }
        if earlier.cover(types) {
            if isTelling, !clause.isForDefaults { tellRedundant(clause, types, earlier) }
            variables = [:]
            return head(clause.patterns, clause.guards, given: possible.map { GradualType.dynamic($0) }, meta: clause.meta)
        }
        variables = [:]
        return headBehind(&earlier, clause.patterns, clause.guards, clause.meta, takes: types, possible: possible)
    }

    /// Tells of a pattern that nothing matches, or nothing that the protocol's function is called with.
    private func tellImpossible(_ clause: Clause, _ own: [SetType], _ implemented: SetType?) -> Bool {
        for (place, pattern) in clause.patterns.enumerated() where patternType(pattern).type.isEmpty {
            fail(.patternNeverMatches(pattern, place, nil, implementing: nil), pattern.node?.meta ?? Meta(line: clause.meta.line))
            return true
        }
        guard let implemented, let first = own.first, !first.isEmpty, first.isDisjoint(with: implemented), let target = module.implementation?.target else { return false }
        fail(.patternNeverMatches(clause.patterns[0], 0, implemented, implementing: target), clause.patterns[0].node?.meta ?? Meta(line: clause.meta.line))
        return true
    }

    private func tellRedundant(_ clause: Clause, _ types: [SetType], _ earlier: MatchedClauses) {
        let given = zip(clause.patterns, types).map { hasVariables($0) ? GradualType.dynamic($1) : GradualType($1) }
        let arity = definition.nameAsWritten.arity
        tell(.redundantDefinition(clause, given.suffix(arity), earlier.arguments.map { $0.suffix(arity) }), place(of: clause))
    }

    /// A clause is told where it is defined, even if its parts keep the places where they were written.
    private func place(of clause: Clause) -> Meta {
        var meta = clause.meta
        if meta["keep"] != nil { meta = meta["generated"] == nil ? Meta(line: meta.line) : clause.meta }
        return meta
    }

    // MARK: Expressions

    /// The type of an expression's value. Variables in it may be refined so that the value is of `expected`; `reason` is the
    /// expression that expects it.
    func of(_ expression: Quoted, expected: SetType = .term, reason: Quoted? = nil) -> GradualType {
        switch expression {
        case .atom(let name): return GradualType(.atom(name))
        case .integer, .bigInteger: return GradualType(.integer)
        case .float: return GradualType(.float)
        case .binary: return GradualType(.binary)
        case .list(let elements): return list(elements)
        case .improperList(let elements, let tail): return list(elements + [tail])
        case .tuple(let elements): return tuple(elements)
        case .term: return .dynamic
        case .node(let node):
            depth += 1
            defer { depth -= 1 }
            if depth > 4000 { return .dynamic }
            return of(node, expression, expected, reason)
        }
    }

    func list(_ elements: [Quoted]) -> GradualType {
        guard !elements.isEmpty else { return GradualType(.emptyList) }
        let (elements, end) = elements.elementsAndTail
        let element = elements.reduce(GradualType.none) { $0.union(of($1)) }
        let tail = end.map { of($0) } ?? GradualType(.emptyList)
        return combined([element, tail]) { SetType.cons($0[0], $0[1]) }
    }

    func tuple(_ elements: [Quoted]) -> GradualType {
        let types = elements.map { of($0) }
        return combined(types) { .tuple($0) }
    }

    /// A type with parts: dynamic when a part is.
    func combined(_ parts: [GradualType], _ make: ([SetType]) -> SetType) -> GradualType {
        let upper = make(parts.map(\.upper))
        return parts.contains { $0.isDynamic } ? GradualType(fixed: make(parts.map(\.fixed)), upper: upper) : GradualType(upper)
    }

    /// One of several ways to go on: what it learns of variables from outside is forgotten, and the others are told of, too.
    func branch<Value>(_ body: () -> Value) -> Value {
        let saved = variables, hadFailed = hasFailed
        defer {
            variables = saved
            branchFailed = branchFailed || hasFailed
            hasFailed = hadFailed
        }
        return body()
    }

    /// An expression with branches: nothing is told of what comes behind it when one of them fails.
    private func branching(_ body: () -> GradualType) -> GradualType {
        let outer = branchFailed
        branchFailed = false
        let type = body()
        hasFailed = hasFailed || branchFailed
        branchFailed = outer
        return type
    }

    // MARK: Variables

    func version(_ node: Node) -> Int? {
        if case .context = node.args, case .integer(let version)? = node.meta["version"] { return version }
        return nil
    }

    /// Narrows a variable to what is expected of it, if it can be that; otherwise the caller will find out.
    func refine(_ version: Int, to expected: SetType, reason: Quoted?) {
        guard !isPeeking, var variable = variables[version], !expected.isTerm, isGuard || variable.type.isDynamic else { return }
        let narrowed = variable.type.intersection(expected)
        if narrowed == variable.type || (narrowed.isEmpty && !isGuard) { return }
        variable.type = narrowed
        if let reason {
            // What an expression says twice is told once.
            if variable.traces.count > 1, variable.traces.last?.expression == reason { variable.traces.removeLast() }
            variable.traces.append(Trace(type: isGuard ? GradualType(narrowed.upper) : narrowed, expression: reason, meta: reason.node?.meta ?? Meta()))
        }
        variables[version] = variable
    }

    func define(_ version: Int, _ name: String, _ type: GradualType, expression: Quoted, meta: Meta, isOrigin: Bool) {
        variables[version] = Variable(name: name, type: type, traces: [Trace(type: type, expression: expression, meta: meta, isOrigin: isOrigin)])
    }

    /// Something was told of a branch that does not keep the others from being looked at.
    func noteFailure() { branchFailed = true }

    // MARK: Nodes

    private func of(_ node: Node, _ expression: Quoted, _ expected: SetType, _ reason: Quoted?) -> GradualType {
        guard case .list(let arguments) = node.args else { return variable(node, expected, reason) }
        switch node.form {
        case .atom(let name): return special(name, node, arguments, expression, expected, reason)
        case .node(let form) where form.form == .atom("."):
            guard case .list(let parts) = form.args else { return .dynamic }
            if parts.count == 1 { return functionCall(parts[0], arguments, expression, node.meta) }
            guard parts.count == 2, case .atom(let name) = parts[1] else { return .dynamic }
            return remote(parts[0], name, arguments, expression, node, expected, reason)
        default:
            for argument in arguments { _ = of(argument) }
            return .dynamic
        }
    }

    private func variable(_ node: Node, _ expected: SetType, _ reason: Quoted?) -> GradualType {
        guard let version = version(node) else {
            return node.form == .atom("__STACKTRACE__") ? GradualType(.list) : .dynamic
        }
        if let reason { refine(version, to: expected, reason: reason) }
        return variables[version]?.type ?? .dynamic
    }

    private func special(_ name: String, _ node: Node, _ arguments: [Quoted], _ expression: Quoted, _ expected: SetType, _ reason: Quoted?) -> GradualType {
        switch name {
        case "__block__":
            guard let last = arguments.last else { return GradualType(.atom("nil")) }
            for statement in arguments.dropLast() { _ = of(statement) }
            return of(last, expected: expected, reason: reason)
        case "=": return match(arguments[0], arguments[1], expression, node.meta)
        case "{}": return tuple(arguments)
        case "%{}": return map(arguments, node, expression)
        case "<<>>": return bitstring(arguments, expression)
        case "fn": return branching { function(arguments) }
        case "&": return capture(arguments[0])
        case "case": return branching { caseOf(arguments, node, expression) }
        case "cond": return branching { cond(arguments, node) }
        case "with": return branching { with(arguments, node) }
        case "for": return branching { comprehension(arguments, node) }
        case "try": return branching { tryOf(arguments) }
        case "receive": return branching { receive(arguments) }
        case "^": return of(arguments[0])
        case "__term__": return .dynamic
        default: return local(name, arguments, expression, node)
        }
    }
}

extension SetType {
    /// `[head | tail]`: the elements of a tail that is a list are elements.
    static func cons(_ head: SetType, _ tail: SetType) -> SetType {
        var element = head
        var end = SetType(tail.basic, atoms: tail.atoms, compound: tail.compound.flatMap { compound in
            compound.tuples.isEmpty && compound.maps.isEmpty && compound.functions.isEmpty ? nil
                : Compound(tuples: compound.tuples, maps: compound.maps, functions: compound.functions)
        })
        for shape in tail.lists {
            element = element.union(shape.elementType)
            end = end.union(shape.tailType)
        }
        return .nonEmptyList(of: element, tail: end)
    }
}

extension Signature {
    /// Equal clauses are one, and there are never many.
    static func add(_ clause: SignatureClause, to clauses: inout [SignatureClause]) {
        for index in clauses.indices where clauses[index].arguments == clause.arguments {
            clauses[index].result = clauses[index].result.union(clause.result)
            return
        }
        clauses.append(clause)
        guard clauses.count > 16 else { return }
        var all = clauses[0]
        for other in clauses.dropFirst() {
            all = SignatureClause(arguments: zip(all.arguments, other.arguments).map { $0.union($1) }, result: all.result.union(other.result))
        }
        clauses = [all]
    }
}
