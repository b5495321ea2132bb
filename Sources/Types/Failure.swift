// What can be wrong, and the words for it. A text is a list of parts: strings, and what the library shows as code (see
// stdlib/elixir/lib/module/checker/types.ex):
//
//     "…"                      text
//     {:plain, "…"}            the whole text, with the place right behind it
//     {:code, quoted}          an expression or a type on lines of its own
//     {:head, patterns}        the head of a clause
//     {:definition, {kind, call, guards}}  the head of a function's clause
//     {:arguments, types}, {:listed, [types]}  types of arguments on one line, and of several clauses
//     {:sentence, "…", quoted, "…"}  a sentence with code in it
//     {:given, [{quoted, bad?}]}  types of arguments; those that do not fit are marked
//     {:clauses, [[quoted]]}   types of arguments that fit
//     {:traces, name, context, [{type, expression, line, column}]}  where a variable has its type from
import Expander
import Syntax

/// A call that no clause takes.
struct BadCall {
    var expression: Quoted
    var given: [GradualType]
    var bad: [Bool]
    var expected: [[SetType]]
}

/// The order in which the warnings of a module are told: by the kind of the place first.
enum Rank: Int {
    case place, field, local, junction, block
}

enum Failure {
    case incompatible(name: String, rank: Rank, BadCall)
    case notAModule(Quoted, Quoted, String, GradualType)
    case notAFunction(Quoted, Int, GradualType)
    case wrongArity(Quoted, Int, Int, GradualType)
    case badArguments(Quoted, [GradualType], [Bool], GradualType)
    case noMap(Quoted, Quoted, String, GradualType)
    case unknownKey(Quoted, String, GradualType, isRescued: Bool)
    case noMapToUpdate(Quoted, GradualType)
    case structToUpdate(Quoted, Quoted, String, GradualType)
    case noKeyToUpdate(Quoted, String, GradualType)
    case missingKey(Quoted, GradualType, String, GradualType, MapOutcome)
    case badIndex(Quoted, String, Int, GradualType)
    case badMatch(Quoted, GradualType)
    case neverMatches(FunctionChecker.ClauseParts, Quoted, GradualType)
    case neverExpected(FunctionChecker.ClauseParts, GradualType)
    case alreadyMatched(FunctionChecker.ClauseParts, Quoted, GradualType)
    case redundant(FunctionChecker.ClauseParts, [[SetType]])
    case neverReached(FunctionKey)
    case redundantDefinition(Clause, [GradualType], [[SetType]])
    case guardNeverSucceeds(Quoted, GradualType)
    case badSegment(Quoted, GradualType, SetType)
    case badGenerator(Quoted, GradualType)
    case neverEqual(Quoted, GradualType, GradualType, operator: String)
    case structComparison(Quoted, GradualType, GradualType, operator: String)
    case neverBoolean(Quoted, GradualType)
    case alwaysTruthy(Quoted, GradualType)
    case alwaysNegated(Quoted, Quoted, GradualType, value: Bool)
    case neverExecuted(Quoted, GradualType)
    case alwaysExecuted(Quoted, GradualType)
    case condAlwaysMatches(Quoted, GradualType)
    case condNeverMatches(Quoted, GradualType)
    case alwaysBoolean(Quoted, GradualType)
    case patternNeverMatches(Quoted, Int, SetType?, implementing: String?)
}

extension FunctionChecker {
    /// Tells a failure, the first one of a clause.
    func fail(_ failure: Failure, _ meta: Meta, span: Int = 1, rank: Rank? = nil) {
        tell(failure, meta, span: span, rank: rank)
        hasFailed = true
    }

    func tell(_ failure: Failure, _ meta: Meta, span: Int = 1, rank: Rank? = nil, order: Int = 0) {
        // What macros made without a place is nobody's to mend.
        guard isTelling, !hasFailed, meta["generated"] == nil, meta.line > 0 || meta["keep"] != nil else { return }
        let (parts, defaultRank) = FailureText(self).parts(failure)
        let kept = Self.kept(meta)
        module.warnings.append(TypeWarning(rank: (rank ?? defaultRank).rawValue * 1000 + min(order, 999), line: kept?.line ?? meta.line, column: kept == nil ? meta.column : 0,
                                           span: span, function: key, file: kept?.file ?? definition.file, parts: parts))
    }

    /// The place that `location: :keep` has noted.
    private static func kept(_ meta: Meta) -> (file: String, line: Int)? {
        guard let (file, line) = meta["keep"]?.pair, case .binary(let file) = file, case .integer(let line) = line else { return nil }
        return (String(decoding: file, as: UTF8.self), line)
    }
}

private struct FailureText {
    let checker: FunctionChecker

    init(_ checker: FunctionChecker) { self.checker = checker }

    private func text(_ text: String) -> Quoted { .string(text) }
    private func code(_ quoted: Quoted) -> Quoted { .tuple([.atom("code"), Unexpansion(checker.module).shown(quoted)]) }
    private func type(_ type: GradualType) -> Quoted { .tuple([.atom("code"), quoted(type)]) }
    private func quoted(_ type: GradualType) -> Quoted { TypeText.quoted(type, structs: checker.module.fields) }
    private func given(_ types: [GradualType], _ bad: [Bool]) -> Quoted {
        .tuple([.atom("given"), .list(zip(types, bad).map { .tuple([quoted($0), .atom($1 ? "true" : "false")]) })])
    }

    private func always(_ outcome: MapOutcome) -> Quoted {
        let lead = "therefore this function will always "
        return switch outcome {
        case .raises: text(lead + "raise")
        case .nothing: text(lead + "do nothing")
        case .returns(let type): .tuple([.atom("sentence"), .string(lead + "return "), quoted(type), .string("")])
        }
    }

    private func clauses(_ clauses: [[SetType]]) -> Quoted {
        .tuple([.atom("clauses"), .list(clauses.map { .list($0.map { TypeText.quoted($0, structs: checker.module.fields) }) })])
    }

    private var matched: Quoted { text("previous clauses have already matched on the following types:") }

    private func clauses(listed clauses: [[SetType]]) -> Quoted {
        .tuple([.atom("listed"), .list(clauses.map { .list($0.map { TypeText.quoted($0, structs: checker.module.fields) }) })])
    }

    private func guardTraces(_ clause: FunctionChecker.ClauseParts) -> [Quoted] { clause.guards.isEmpty ? [] : headTraces(clause) }

    /// Without where a variable stands when its guard says more.
    private func ownTraces(_ pattern: Quoted) -> [Quoted] {
        for (version, variable) in checker.variables where variable.traces.count > 1 && variable.traces[0].isOrigin { checker.variables[version]?.traces.removeFirst() }
        return traces(pattern)
    }

    private func headTraces(_ clause: FunctionChecker.ClauseParts) -> [Quoted] {
        traces(.list(clause.patterns + clause.guards))
    }

    /// Where the variables of an expression have their types from, each once.
    private func traces(_ expressions: Quoted...) -> [Quoted] {
        var seen: Set<Int> = []
        var result: [(String, Quoted)] = []
        func visit(_ quoted: Quoted) {
            switch quoted {
            case .list(let list), .tuple(let list): list.forEach(visit)
            case .improperList(let list, let tail): (list + [tail]).forEach(visit)
            case .node(let node):
                guard case .list(let arguments) = node.args else {
                    if let version = checker.version(node), seen.insert(version).inserted, let variable = checker.variables[version] {
                        if let traces = traces(of: variable, node, reported: expressions[0]) { result.append((variable.name, traces)) }
                    }
                    return
                }
                if node.form == .atom("fn") { return }
                if case .node = node.form { visit(node.form) }
                arguments.forEach(visit)
            default: break
            }
        }
        expressions.forEach(visit)
        return result.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    }

    private func traces(of variable: Variable, _ node: Node, reported: Quoted) -> Quoted? {
        var told = variable.traces
        if told.count > 1, let first = told.first, first.isOrigin, !first.isAlwaysTold, first.type == .dynamic, told[1].expression != reported { told.removeFirst() }
        if told.first?.isOfClauses == true { told.removeAll { $0.expression == reported } }
        guard !told.isEmpty else { return nil }
        let context: Quoted = if case .context(let name) = node.args, name != "nil" { .atom(name) } else { .nilAtom }
        let entries = told.map { trace -> Quoted in
            let expression = trace.expression.node?.form == .atom("rescue") ? trace.expression : Unexpansion(checker.module).shown(trace.expression)
            return .tuple([quoted(trace.type), expression, .integer(trace.meta.line), .integer(trace.meta.column)])
        }
        return .tuple([.atom("traces"), .string(variable.name), context, .list(entries)])
    }

    private static let operators = ["/=": "!=", "=:=": "===", "=/=": "!==", "=<": "<="]

    func parts(_ failure: Failure) -> ([Quoted], Rank) {
        switch failure {
        case .incompatible(let name, let rank, let call):
            return ([text("incompatible types given to \(name):"), code(call.expression), text("given types:"), given(call.given, call.bad),
                     text("but expected one of:"), clauses(call.expected)] + traces(call.expression), rank)
        case .notAModule(let expression, let target, let name, let given):
            return ([text("expected a module (an atom) when invoking \(name)/\(arity(expression)) in expression:"), code(expression), text("but got type:"), type(given)]
                + traces(target)
                + [text("hint: \"var.field\" (without parentheses) means \"var\" is a map() while \"var.fun()\" (with parentheses) means \"var\" is an atom()")], .place)
        case .notAFunction(let expression, let arity, let given):
            return ([text("expected a \(arity)-arity function on function call:"), code(expression), text("but got type:"), type(given)] + traces(expression), .place)
        case .wrongArity(let expression, let wanted, let actual, let given):
            return ([text("expected a \(wanted)-arity function on function call:"), code(expression), text("but got function with arity \(actual):"), type(given)]
                + traces(expression), .place)
        case .badArguments(let expression, let types, let bad, let function):
            return ([text("incompatible types given on function call:"), code(expression), text("given types:"), given(types, bad),
                     text("but function has type:"), type(function)] + argumentTraces(expression), .place)
        case .noMap(let expression, let target, let name, _):
            return ([text("expected a map or struct when accessing .\(name) in expression:"), code(expression)] + traces(target)
                + [text("hint: \"var.field\" (without parentheses) means \"var\" is a map() while \"var.fun()\" (with parentheses) means \"var\" is an atom()")], .field)
        case .unknownKey(let expression, let name, let given, let isRescued):
            var parts = [text("unknown key .\(name) in expression:"), code(expression), text("the given type does not have the given key:"),
                         .tuple([.atom("code"), TypeText.quoted(given, structs: checker.module.fields, allFields: true)])] + traces(expression)
            if isRescued {
                parts.append(text("hint: when you rescue without specifying exception names, the variable is assigned a type of a struct but all of its fields are unknown. "
                        + "If you are trying to access an exception's :message key, either specify the exception names or use `Exception.message/1`."))
            }
            return (parts, .field)
        case .structToUpdate(let expression, let target, let name, let given):
            let module = name.hasPrefix("Elixir.") ? String(name.dropFirst(7)) : ":\(name)"
            let shown = Unexpansion(checker.module).shown(target)
            let advice: Quoted = if checker.isVariable(target), case .atom(let variable)? = target.node?.form {
                text("when defining the variable \"\(variable)\", you must also pattern match on \"%\(module){}\"")
            } else {
                .tuple([.atom("sentence"), .string("you must assign \""), shown, .string("\" to variable and pattern match on \"%\(module){}\"")])
            }
            return ([text("a struct for \(module) is expected on struct update:"), code(expression), text("but got type:"), type(given)] + traces(expression) + [advice],
                    .place)
        case .noMapToUpdate(let expression, let given):
            return ([text("expected a map within map update syntax:"), code(expression), text("but got type:"), type(given)] + traces(expression), .place)
        case .noKeyToUpdate(let expression, let name, let given):
            return ([text("expected a map with key \(Self.atom(name)) in map update syntax:"), code(expression), text("but got type:"), type(given)]
                + traces(expression), .place)
        case .missingKey(let expression, let key, let title, let given, let outcome):
            return ([text("incompatible types given to \(title):"), code(expression), text("the map:"), type(given), text("does not have all required keys:"),
                     type(key), always(outcome)] + traces(expression), .place)
        case .badIndex(let expression, let title, let size, let given):
            return ([text("expected a tuple with at least \(size) \(size == 1 ? "element" : "elements") in \(title):"), code(expression),
                     text("the given type does not have the given index:"), type(given)] + traces(expression), .place)
        case .badMatch(let expression, let given):
            let told = traces((expression.sides(of: "=") ?? expression.sides(of: "<-"))?.1 ?? expression)
            return ([text("the following pattern will never match:"), code(expression), text("because the right-hand side has type:"), type(given)] + told, .place)
        case .neverMatches(let clause, let subject, let given):
            return ([text("the following clause will never match:"), head(clause), text("because it attempts to match on the result of:"), code(subject),
                     text("which has type:"), type(given)] + guardTraces(clause), .place)
        case .alreadyMatched(let clause, let subject, let given):
            return ([text("the following clause cannot match because the previous clauses already matched all possible values:"), head(clause),
                     text("it attempts to match on the result of:"), code(subject), text("which has the already matched type:"), type(given)]
                + headTraces(clause), .place)
        case .neverExpected(let clause, let given):
            return ([text("the following clause will never match:"), head(clause), text("it is expected to match on type:"), type(given)], .place)
        case .redundant(let clause, let earlier):
            return ([text("the following clause is redundant:"), head(clause), matched, clauses(listed: earlier)] + headTraces(clause), .place)
        case .neverReached(let key):
            return ([.tuple([.atom("plain"), .string("this clause of defp \(key.name)/\(key.arity) is never used (or it will always fail/warn when invoked)")])], .place)
        case .redundantDefinition(let clause, let given, let earlier):
            return ([text("the following clause is redundant:"), definitionHead(clause), text("it has type:"),
                     .tuple([.atom("arguments"), .list(given.map(quoted))]), matched, clauses(listed: earlier)], .place)
        case .guardNeverSucceeds(let expression, let result):
            return ([text("this guard will never succeed:"), code(expression), text("because it returns type:"), type(result)] + traces(expression), .place)
        case .badSegment(let expression, let given, let expected):
            return ([text("incompatible types in binary construction:"), code(expression), text("got type:"), type(given), text("but expected type:"),
                     type(GradualType(expected))] + traces(expression), .place)
        case .badGenerator(let expression, let given):
            return ([text("expected the right side of <- in a binary generator to be a binary (or bitstring):"), code(expression), text("but got type:"), type(given)]
                + traces(expression), .place)
        case .neverEqual(let expression, let left, let right, let name):
            return ([text("comparison between distinct types found:"), code(expression), text("given types:"), comparison(left, right, name)] + traces(expression)
                + [text("While Elixir can compare across all types, you are comparing across types which are always disjoint, and the result is either always "
                        + "true or always false")], .place)
        case .structComparison(let expression, let left, let right, let name):
            return ([text("comparison with structs found:"), code(expression), text("given types:"), comparison(left, right, name)] + traces(expression)
                + [text("Comparison operators (>, <, >=, <=, min, and max) perform structural and not semantic comparison. Comparing with a struct won't give "
                        + "meaningful results. Structs that can be compared typically define a compare/2 function within their modules that can be used for "
                        + "semantic comparison.")], .place)
        case .neverBoolean(let expression, let given):
            return ([text("the following conditional expression will always fail:"), code(expression), text("because it evaluates to:"), type(given)]
                + traces(expression), .junction)
        case .alwaysTruthy(let expression, let given):
            return ([text("the following conditional expression:"), code(expression), text("will always evaluate to:"), type(given)] + traces(expression), .block)
        case .alwaysNegated(let expression, let subject, let given, let value):
            return ([text("the following conditional expression:"), code(expression),
                     text("will always evaluate to \(value) because its inner expression has type:"), type(given)] + traces(subject), .block)
        case .neverExecuted(let expression, let given):
            return ([text("the right-hand side of || will never be executed:"), code(.call("||", Meta(), [expression, .variable("...", Meta())])),
                     text("because the left-hand side always evaluates to:"), type(given)] + traces(expression), .block)
        case .alwaysExecuted(let expression, let given):
            return ([text("the right-hand side of || will always execute:"), code(expression), text("because the left-hand side always evaluates to:"),
                     type(given)] + traces(expression), .block)
        case .condNeverMatches(let expression, let given):
            return ([text("this clause in cond will never match:"), code(expression), text("since it has type:"), type(given)] + traces(expression), .place)
        case .alwaysBoolean(let expression, let given):
            let word = given.upper == .atom("true") ? "always" : "never"
            return ([text("the following conditional expression will \(word) succeed:"), code(expression), text("because it evaluates to:"), type(given)]
                + traces(expression), .place)
        case .patternNeverMatches(let pattern, let place, let expected, let target):
            var parts = [text("the \(Self.ordinal(place + 1)) pattern in clause will never match:"), code(pattern)]
            if let expected { parts += [text("because it is expected to receive type:"), type(.dynamic(expected))] }
            parts += ownTraces(pattern)
            if let target, let expected {
                parts.append(.tuple([.atom("sentence"), .string("hint: defimpl for \(target.dropFirst(7)) requires its callbacks to match exclusively on "),
                                     quoted(GradualType(expected)), .string("")]))
            }
            return (parts, .place)
        case .condAlwaysMatches(let expression, let given):
            return ([text("this clause in cond will always match:"), code(expression), text("since it has type:"), type(given)] + traces(expression), .place)
        }
    }

    private func comparison(_ left: GradualType, _ right: GradualType, _ name: String) -> Quoted {
        .tuple([.atom("code"), .call(Self.operators[name] ?? name, Meta(), [quoted(left), quoted(right)])])
    }

    private func arity(_ expression: Quoted) -> Int {
        if let node = expression.node, case .list(let arguments) = node.args { return arguments.count }
        return 0
    }

    /// The function itself is told by its type.
    private func argumentTraces(_ expression: Quoted) -> [Quoted] {
        guard let node = expression.node, case .list(let arguments) = node.args else { return [] }
        return traces(.list(arguments))
    }

    /// `def name(pattern) when guard`.
    private func definitionHead(_ clause: Clause) -> Quoted {
        let definition = checker.definition
        let (name, arity) = definition.nameAsWritten
        let writer = Unexpansion(checker.module, showsMembership: false)
        let patterns = clause.patterns.suffix(arity).map(writer.shown)
        let head = Quoted.call(name, Meta(), patterns)
        return .tuple([.atom("definition"), .tuple([.atom("\(definition.kind)"), head, .list(clause.guards.map(writer.shown))])])
    }

    /// `pattern when guard ->`.
    private func head(_ clause: FunctionChecker.ClauseParts) -> Quoted {
        let writer = Unexpansion(checker.module)
        let head = clause.patterns.map(writer.shown)
        let guards = clause.guards.map(writer.shown)
        return .tuple([.atom("head"), .list(guards.isEmpty ? head : [.call("when", Meta(), head + guards)])])
    }

    private static func ordinal(_ number: Int) -> String {
        let ending = (11 ... 13).contains(number % 100) ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
        return "\(number)\(ending)"
    }

    private static func atom(_ name: String) -> String {
        name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "?" || $0 == "!" } ? ":\(name)" : ":\"\(name)\""
    }
}
