// What the clauses so far take for certain, and so what is left for nobody: clauses that are redundant.
import Expander
import Syntax

/// The arguments that earlier clauses take whatever else they are.
struct MatchedClauses {
    private(set) var arguments: [[SetType]] = []
    /// What each argument is where no earlier clause was taken; empty for anything.
    private(set) var rest: [SetType] = []

    /// Whether every value of these types is taken by now. One after the other, because unions of many shapes are not exact.
    func cover(_ types: [SetType]) -> Bool {
        var rest = SetType.tuple(types)
        if rest.isEmpty || types.isEmpty { return false }
        for earlier in arguments {
            rest = rest.subtracting(.tuple(earlier))
            if rest.isEmpty { return true }
        }
        return false
    }

    /// - Parameter given: what the arguments may be at all. Where a clause asks of one argument alone, the clauses behind it do not
    ///   get what it takes.
    mutating func add(_ types: [SetType], given: [SetType]? = nil) {
        if types.contains(where: \.isEmpty) { return }
        arguments.append(types)
        guard let given else { return }
        if rest.isEmpty { rest = given }
        let asked = types.indices.filter { !given[$0].isSubset(of: types[$0]) }
        if asked.count == 1, let place = asked.first { rest[place] = rest[place].subtracting(types[place]) }
    }
}

extension FunctionChecker {
    /// Whether a clause takes all values of the types that its head was found to have: its patterns ask for nothing but types, each variable
    /// stands once, and its guards ask for types of variables that patterns bind.
    func takesAll(_ patterns: [Quoted], _ guards: [Quoted]) -> Bool {
        guard patterns.allSatisfy({ patternType($0).isPrecise }) else { return false }
        var seen: Set<Int> = []
        for version in patterns.flatMap(versions) where !seen.insert(version).inserted { return false }
        if guards.isEmpty { return true }
        let bound = Set(patterns.flatMap(refinedVersions))
        return guards.allSatisfy { isDecided($0, bound) } && (guards.count == 1 || subject(ofAll: guards, bound) != nil)
    }

    /// Whether what guards say is said of each argument for itself.
    func narrowsOthers(_ patterns: [Quoted], _ guards: [Quoted]) -> Bool {
        guards.isEmpty || (patterns.allSatisfy(isVariable) && guards.count < 2 && !guards.contains { $0.sides(of: "when") != nil || isAlternative($0) })
    }

    private func isAlternative(_ expression: Quoted) -> Bool {
        guard let (name, arguments) = expression.machineCall else { return false }
        if name == "orelse" || name == "or" { return !isCertain(arguments[0]) }
        return name == "andalso" || name == "and" ? arguments.contains(where: isAlternative) : false
    }

    /// What the arguments are by a clause's own patterns and guards, and nothing is told of them.
    func ownTypes(_ patterns: [Quoted], _ guards: [Quoted], _ meta: Meta) -> [SetType] {
        let hadFailed = hasFailed
        hasFailed = true
        defer { hasFailed = hadFailed }
        return head(patterns, guards, given: patterns.map { _ in .dynamic }, meta: meta)
    }

    /// The head of a clause to which earlier ones leave something. What it takes for certain, the clauses behind it do not get.
    func headBehind(_ earlier: inout MatchedClauses, _ patterns: [Quoted], _ guards: [Quoted], _ meta: Meta, takes types: [SetType], possible: [SetType]) -> [SetType] {
        let given = earlier.rest.count == possible.count ? earlier.rest : possible
        if takesAll(patterns, guards) { earlier.add(types, given: narrowsOthers(patterns, guards) ? possible : nil) }
        return head(patterns, guards, given: given.map { GradualType.dynamic($0) }, meta: meta)
    }

    /// Whether variables are bound within a pattern, or anything may stand there.
    func hasVariables(_ pattern: Quoted) -> Bool {
        switch pattern {
        case .list(let elements), .tuple(let elements): return elements.contains(where: hasVariables)
        case .improperList(let elements, let tail): return elements.contains(where: hasVariables) || hasVariables(tail)
        case .node(let node):
            guard case .list(let arguments) = node.args else { return true }
            if node.form == .atom("<<>>") || node.form == .atom("^") { return false }
            return arguments.contains(where: hasVariables)
        default: return false
        }
    }

    private func versions(_ pattern: Quoted) -> [Int] {
        switch pattern {
        case .list(let elements), .tuple(let elements): return elements.flatMap(versions)
        case .improperList(let elements, let tail): return elements.flatMap(versions) + versions(tail)
        case .node(let node):
            guard case .list(let arguments) = node.args else { return version(node).map { [$0] } ?? [] }
            return node.form == .atom("^") ? [] : arguments.flatMap(versions)
        default: return []
        }
    }

    /// The variables whose types `refined` puts back into the pattern's.
    private func refinedVersions(_ pattern: Quoted) -> [Int] {
        switch pattern {
        case .tuple(let elements): return elements.flatMap(refinedVersions)
        case .node(let node):
            guard case .list(let arguments) = node.args else { return version(node).map { [$0] } ?? [] }
            switch node.form {
            case .atom("{}"), .atom("="): return arguments.flatMap(refinedVersions)
            case .atom("%{}"): return arguments.compactMap(\.field).flatMap { refinedVersions($0.value) }
            case .atom("%"): return refinedVersions(arguments[1])
            default: return []
            }
        default: return []
        }
    }

    /// Whether a guard holds for all values of the types that it leaves its variables.
    private func isDecided(_ guardExpression: Quoted, _ bound: Set<Int>) -> Bool {
        if let (first, rest) = guardExpression.sides(of: "when") {
            return isDecided(first, bound) && isDecided(rest, bound) && subject(ofAll: [first, rest], bound) != nil
        }
        guard let (name, arguments) = guardExpression.machineCall else { return root(guardExpression, bound) != nil }
        switch (name, arguments.count) {
        case ("andalso", 2), ("and", 2): return arguments.allSatisfy { isDecided($0, bound) }
        case ("orelse", 2), ("or", 2):
            if isCertain(arguments[0]) { return true }
            return arguments.allSatisfy { isDecided($0, bound) } && subject(ofAll: arguments, bound) != nil
        case ("not", 1):
            guard let (inner, values) = arguments[0].machineCall else { return false }
            if inner == "orelse" || inner == "or" { return values.allSatisfy { isAtomTest($0, bound) } && subject(ofAll: values, bound) != nil }
            if values.count == 1, SetType.tests[inner] != nil { return isVariable(values[0]) && root(values[0], bound) != nil }
            return isAtomTest(arguments[0], bound)
        case ("==", 2), ("=:=", 2):
            if let (function, inner) = arguments[0].machineCall, function == "tuple_size", inner.count == 1, case .integer = arguments[1] { return root(inner[0], bound) != nil }
            return isPlain(arguments[1]) ? root(arguments[0], bound) != nil : isPlain(arguments[0]) && root(arguments[1], bound) != nil
        case ("/=", 2), ("=/=", 2): return isPlain(arguments[1]) && isVariable(arguments[0]) && root(arguments[0], bound) != nil
        case ("is_function", 2):
            if case .integer = arguments[1] { return root(arguments[0], bound) != nil }
            return false
        case ("is_map_key", 2):
            if case .atom = arguments[0] { return root(arguments[1], bound) != nil }
            return false
        default:
            if arguments.count == 1, SetType.tests[name] != nil { return root(arguments[0], bound) != nil }
            return root(guardExpression, bound) != nil
        }
    }

    /// Atoms and the empty list are types of their own.
    private func isPlain(_ quoted: Quoted) -> Bool {
        if case .atom = quoted { return true }
        return quoted == .list([])
    }

    private func isAtomTest(_ expression: Quoted, _ bound: Set<Int>) -> Bool {
        guard let (name, arguments) = expression.machineCall, name == "==" || name == "=:=", arguments.count == 2, case .atom = arguments[1] else { return false }
        return isVariable(arguments[0]) && root(arguments[0], bound) != nil
    }

    /// `is_atom(Some.Module)`, as macros make it.
    private func isCertain(_ expression: Quoted) -> Bool {
        guard let (name, arguments) = expression.machineCall, name == "is_atom", arguments.count == 1, case .atom = arguments[0] else { return false }
        return true
    }

    /// The one variable that all of them ask about.
    private func subject(ofAll expressions: [Quoted], _ bound: Set<Int>) -> Int? {
        let found = Set(expressions.flatMap { asked($0) })
        return found.count == 1 && bound.contains(found.first!) ? found.first : nil
    }

    private func asked(_ expression: Quoted) -> [Int] {
        guard let node = expression.node else { return [] }
        guard case .list(let arguments) = node.args else { return version(node).map { [$0] } ?? [] }
        return arguments.flatMap(asked)
    }

    /// The variable that an expression takes apart, or is.
    private func root(_ expression: Quoted, _ bound: Set<Int>) -> Int? {
        if let part = expression.part { return root(part.whole, bound) }
        guard let node = expression.node, let version = version(node), bound.contains(version) else { return nil }
        return version
    }
}

extension Clause {
    /// Whether it was made for arguments that have defaults: its variables are nobody's.
    var isForDefaults: Bool {
        patterns.contains { pattern in
            guard let node = pattern.node, case .context = node.args else { return false }
            return node.meta["generated"] != nil
        }
    }
}
