// Branches: what each makes of the variables within it, and conditions that decide nothing.
import Syntax

extension FunctionChecker {
    func match(_ pattern: Quoted, _ value: Quoted, _ expression: Quoted, _ meta: Meta) -> GradualType {
        let expected = patternType(pattern)
        let isPlain = isVariable(pattern)
        let type = of(value, expected: expected.type, reason: isPlain ? nil : expression)
        let matched = type.intersection(expected.type)
        if matched.isEmpty, !type.isEmpty, !expected.type.isEmpty {
            fail(.badMatch(expression, type), meta)
            assign(pattern, .dynamic(expected.type), origin: expression)
            return .dynamic
        }
        assign(pattern, type.isEmpty ? .dynamic : matched, origin: expression)
        return type.isEmpty ? .dynamic : matched
    }

    func caseOf(_ arguments: [Quoted], _ node: Node, _ expression: Quoted) -> GradualType {
        let subject = arguments[0]
        let clauses = clauses(arguments.count > 1 ? arguments[1].option("do") : nil)
        let type = of(subject)
        if let form = TruthinessForm(node), clauses.count == 2 { return truthiness(subject, type, clauses, node, expression, form) }
        let result = branches(clauses, type, subject, isTold: node.meta["generated"] == nil)
        return type.isDynamic ? result.asDynamic : result
    }

    /// What nil and false decide, and what the other values.
    private func truthiness(_ subject: Quoted, _ type: GradualType, _ clauses: [ClauseParts], _ node: Node, _ expression: Quoted,
                            _ form: TruthinessForm) -> GradualType {
        let falsy = SetType.atoms(["false", "nil"])
        if node.meta["generated"] == nil, !isLiteral(subject), !module.isUnpromised(subject), !type.isEmpty, !isBooleanCall(subject), subject.node.flatMap(TruthinessForm.init)?.isNegation != true {
            let isHolding = type.upper.isDisjoint(with: falsy)
            if isHolding || type.upper.isSubset(of: falsy) {
                let failure: Failure = switch form {
                case .or: isHolding ? .neverExecuted(subject, type) : .alwaysExecuted(subject, type)
                case .not: .alwaysNegated(expression, subject, type, value: !isHolding)
                case .notNot: .alwaysNegated(.call("!", Meta(), [.call("!", Meta(), [subject])]), subject, type, value: isHolding)
                case .if, .unless, .and: .alwaysTruthy(subject, type)
                }
                // What is a boolean by itself is asked without a variable.
                let isPlain = form != .and && form != .or && isTest(subject)
                tell(failure, Meta(line: node.meta.line), rank: isPlain ? .place : .block, order: isPlain ? 0 : clauses[0].patterns[0].node.flatMap(version) ?? 0)
                noteFailure()
            }
        }
        defer { settle(subject, type) }
        var result = GradualType.none
        for (index, clause) in clauses.enumerated() {
            let rest = index == 0 ? type.intersection(falsy) : type.subtracting(falsy)
            if rest.isEmpty { continue }
            result = result.union(branch {
                assign(clause.patterns[0], rest, origin: clause.patterns[0])
                settle(subject, rest)
                assume(subject, index == 1)
                return of(clause.body)
            })
        }
        return type.isDynamic ? result.asDynamic : result
    }

    /// After its clauses a variable is what any of them takes.
    func settle(_ subject: Quoted, _ type: GradualType) {
        guard !isPeeking, let node = subject.node, let version = version(node), let known = variables[version], known.type.isDynamic else { return }
        let left = known.type.upper.isSubset(of: type.upper) ? known.type : known.type.intersection(type.upper)
        if left.isEmpty || (left == known.type && known.traces.first?.isOrigin != true) { return }
        let trace = Trace(type: left, expression: subject, meta: node.meta, isOfClauses: true)
        variables[version]?.type = left
        variables[version]?.traces = known.traces.count == 1 && known.traces[0].isOrigin ? [trace] : known.traces + [trace]
    }

    /// Narrows the variables of a condition to what they are when it holds, or when it does not. Nothing is told of it again.
    func assume(_ condition: Quoted, _ holds: Bool) {
        let failed = hasFailed
        hasFailed = true
        defer { hasFailed = failed }
        if let (name, arguments) = condition.erlangCall {
            switch (name, arguments.count, holds) {
            case ("not", 1, _): assume(arguments[0], !holds)
            case ("andalso", 2, true), ("orelse", 2, false): arguments.forEach { assume($0, holds) }
            case ("andalso", 2, false): break
            case ("==", 2, false), ("=:=", 2, false): exclude(arguments[0], arguments[1], condition)
            case ("/=", 2, true), ("=/=", 2, true): exclude(arguments[0], arguments[1], condition)
            case ("/=", 2, false), ("=/=", 2, false): break
            case (_, _, true): _ = self.condition(condition)
            case (_, 1, false):
                if let kind = SetType.tests[name] { narrow(arguments[0], removing: kind, reason: condition) }
            default: break
            }
            return
        }
        guard let node = condition.node else { return }
        if let version = version(node) {
            let falsy = SetType.atoms(["false", "nil"])
            refine(version, to: holds ? SetType.term.subtracting(falsy) : falsy, reason: holds ? nil : condition)
            return
        }
        guard node.form == .atom("case"), case .list(let arguments) = node.args, arguments.count == 2 else { return }
        let clauses = clauses(arguments[1].option("do"))
        guard let form = TruthinessForm(node), clauses.count == 2 else { return }
        if form.isNegation { return assume(arguments[0], holds == (form == .notNot)) }
        if form == .and, holds {
            assume(arguments[0], true)
            _ = of(clauses[1].body)
            assume(clauses[1].body, true)
        }
    }

    /// `subject != value`.
    private func exclude(_ subject: Quoted, _ value: Quoted, _ reason: Quoted) {
        if case .atom(let name) = value { narrow(subject, removing: .atom(name), reason: reason) }
        if value == .list([]) { narrow(subject, removing: .emptyList, reason: reason) }
    }

    private func isTest(_ quoted: Quoted) -> Bool {
        guard let (name, arguments) = quoted.erlangCall else { return false }
        return SetType.tests[name] != nil && arguments.count == 1
    }

    /// `x and y` is asked by its own form.
    private func isBooleanCall(_ quoted: Quoted) -> Bool {
        guard let (name, _) = quoted.erlangCall else { return false }
        return ["andalso", "orelse", "not", "==", "/=", "=:=", "=/=", "<", ">", "=<", ">="].contains(name)
    }

    func cond(_ arguments: [Quoted], _ node: Node) -> GradualType {
        let clauses = clauses(arguments[0].option("do"))
        var result = GradualType.none
        var isDecided = false
        for (index, clause) in clauses.enumerated() {
            guard let test = clause.patterns.first else { continue }
            result = result.union(branch {
                for earlier in clauses[..<index] { earlier.patterns.first.map { assume($0, false) } }
                let type = of(test)
                assume(test, true)
                let falsy = SetType.atoms(["false", "nil"])
                let isLast = index == clauses.count - 1
                if !isLiteral(test), !module.isUnpromised(test), !type.isEmpty, type.upper.isSubset(of: falsy) { tell(.condNeverMatches(test, type), clause.meta) }
                if !isDecided, !module.isUnpromised(test), !(isLiteral(test) && isLast), !isBooleanCall(test), !type.isEmpty, type.upper.isDisjoint(with: falsy) {
                    tell(.condAlwaysMatches(test, type), clause.meta)
                    isDecided = true
                }
                return of(clause.body)
            })
        }
        return result
    }

    func function(_ arguments: [Quoted]) -> GradualType {
        var arrows: [Arrow] = []
        var earlier = MatchedClauses()
        for clause in arguments.compactMap(ClauseParts.init) {
            let (arguments, result) = branch {
                let types = narrowed(clause, by: &earlier)
                let result = of(clause.body)
                return (zip(clause.patterns, types).map { $1.intersection(refined($0)) }, result)
            }
            if arguments.contains(where: \.isEmpty) { continue }
            arrows.append(Arrow(arguments: arguments.map { GradualType($0) }, result: result.asDynamic))
        }
        guard let arity = arrows.first?.arguments.count, arrows.allSatisfy({ $0.arguments.count == arity }) else { return GradualType(.function) }
        return GradualType(.function(FunctionChecker.merged(arrows)))
    }

    /// Arrows with the same result are one.
    private static func merged(_ arrows: [Arrow]) -> [Arrow] {
        var result: [Arrow] = []
        for arrow in arrows {
            if arrow.arguments.count == 1, let index = result.firstIndex(where: { $0.result == arrow.result }) {
                result[index].arguments[0] = result[index].arguments[0].union(arrow.arguments[0])
            } else {
                result.append(arrow)
            }
        }
        guard result.count > 8 else { return result }
        let arity = arrows[0].arguments.count
        let arguments = (0 ..< arity).map { place in arrows.reduce(GradualType.none) { $0.union($1.arguments[place]) } }
        return [Arrow(arguments: arguments, result: arrows.reduce(GradualType.none) { $0.union($1.result) }.asDynamic)]
    }

    func with(_ arguments: [Quoted], _ node: Node) -> GradualType {
        guard let options = arguments.last else { return .dynamic }
        var failing = GradualType.none
        let result = branch { () -> GradualType in
            for step in arguments.dropLast() {
                guard let (left, value) = step.sides(of: "<-") else {
                    _ = of(step)
                    continue
                }
                let (pattern, guards) = left.guarded
                let expected = patternType(pattern)
                let type = of(value)
                if isVariable(value), !isVariable(pattern) { _ = of(value, expected: expected.type, reason: value) }
                let matched = type.intersection(expected.type)
                if matched.isEmpty, !type.isEmpty, !expected.type.isEmpty {
                    fail(.badMatch(step, type), Meta(line: node.meta.line))
                }
                head([pattern], guards, given: [matched.isEmpty ? .dynamic(expected.type) : matched], meta: step.callMeta, origin: step)
                failing = failing.union(expected.isPrecise && guards.isEmpty ? type.subtracting(expected.type) : type)
            }
            return options.option("do").map { of($0) } ?? .dynamic
        }
        let otherwise = clauses(options.option("else"))
        guard !otherwise.isEmpty else { return result.union(failing).asDynamic }
        return result.union(branches(otherwise, failing.isEmpty ? .dynamic : failing, nil, isTold: !branchFailed)).asDynamic
    }

    func comprehension(_ arguments: [Quoted], _ node: Node) -> GradualType {
        guard let options = arguments.last else { return .dynamic }
        return branch {
            for step in arguments.dropLast() { generator(step) }
            let into = options.option("into").map { of($0) }
            if let start = options.option("reduce") {
                let first = of(start)
                let result = branches(clauses(options.option("do")), .dynamic, nil)
                return first.union(result).asDynamic
            }
            let body = options.option("do").map { of($0) } ?? .dynamic
            guard let into else { return .dynamic(.list(of: body.upper)) }
            if into.upper == .emptyList { return .dynamic(.list(of: body.upper)) }
            if into.upper.isSubset(of: .bitstring) { return into }
            if !into.upper.maps.isEmpty, into.upper.isSubset(of: .map) { return .dynamic(.map) }
            return .dynamic
        }
    }

    private func generator(_ step: Quoted) {
        if let (left, values) = step.sides(of: "<-") {
            _ = of(values)
            let (pattern, guards) = left.guarded
            head([pattern], guards, given: [.dynamic], meta: step.callMeta)
        } else if let node = step.node, node.form == .atom("<<>>"), case .list(let segments) = node.args, let last = segments.last, let (segment, value) = last.sides(of: "<-") {
            let type = of(value, expected: .bitstring, reason: step)
            if !type.isEmpty, !type.isCompatible(with: .bitstring) { fail(.badGenerator(value, type), last.callMeta) }
            let pattern = Quoted.call("<<>>", node.meta, segments.dropLast() + [segment])
            assign(pattern, .dynamic(.bitstring), origin: pattern)
        } else {
            _ = of(step)
        }
    }

    func tryOf(_ arguments: [Quoted]) -> GradualType {
        guard let options = arguments.first else { return .dynamic }
        var result = options.option("do").map { body in branch { of(body) } } ?? .none
        let otherwise = clauses(options.option("else"))
        if !otherwise.isEmpty { result = branches(otherwise, result, nil) }
        for clause in clauses(options.option("rescue")) {
            result = result.union(branch {
                bindRescued(clause)
                return of(clause.body)
            })
        }
        var caught = MatchedClauses()
        for clause in clauses(options.option("catch")) {
            result = result.union(branch {
                let kinds = SetType.atoms(["error", "exit", "throw"])
                let given = clause.patterns.count == 2 ? [GradualType.dynamic(kinds), .dynamic] : clause.patterns.map { _ in .dynamic }
                let types = head(clause.patterns, clause.guards, given: given, meta: clause.meta)
                compare(clause, types, with: &caught)
                return of(clause.body)
            })
        }
        if let after = options.option("after") { _ = branch { of(after) } }
        return result
    }

    private func bindRescued(_ clause: ClauseParts) {
        guard let head = clause.patterns.first?.node else { return }
        var variable = head
        var type = SetType.map([MapField(key: "__exception__", type: .term), MapField(key: "__struct__", type: .atom)], rest: .open)
        var shown = Quoted.call("rescue", Meta(), [clause.patterns[0]])
        var meta = Meta(line: 0)
        if head.form == .atom("in"), case .list(let sides) = head.args, sides.count == 2, let named = sides[0].node, case .list(let modules) = sides[1] {
            variable = named
            meta = head.meta
            shown = clause.patterns[0]
            let known = modules.compactMap { module -> SetType? in
                guard case .atom(let name) = module, let fields = self.module.fields(of: name) else { return nil }
                let all = fields.filter { $0 != "__exception__" }.map { MapField(key: $0, type: .term) }
                return .map(all + [MapField(key: "__struct__", type: .atom(name)), MapField(key: "__exception__", type: .atom("true"))], rest: .closed)
            }
            if known.count == modules.count, !known.isEmpty { type = known.dropFirst().reduce(known[0]) { $0.union($1) } }
        }
        guard let version = version(variable), case .atom(let name) = variable.form else { return }
        define(version, name, .dynamic(type), expression: shown, meta: meta, isOrigin: true)
    }

    func receive(_ arguments: [Quoted]) -> GradualType {
        guard let options = arguments.first else { return .dynamic }
        var result = branches(clauses(options.option("do")), .dynamic, nil)
        for clause in clauses(options.option("after")) {
            if let time = clause.patterns.first { _ = of(time) }
            result = result.union(branch { of(clause.body) })
        }
        return result.asDynamic
    }
}

/// What was written for a `case` on nil and false, as Kernel's macros note it in the metadata.
enum TruthinessForm: String {
    case `if`, unless, and = "&&", or = "||", not = "!", notNot = "!!"

    var isNegation: Bool { self == .not || self == .notNot }

    init?(_ node: Node) {
        guard node.form == .atom("case"), let (kind, name) = node.meta["type_check"]?.pair, kind == .atom("case"), case .atom(let text) = name else { return nil }
        self.init(rawValue: text)
    }
}
