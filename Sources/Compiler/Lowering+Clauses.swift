// Lowering of what chooses: case, cond, receive, with and try.
import Bytecode
import Expander
import Syntax

extension Lowering {
    func clauses(_ quoted: Quoted?) -> [CoreClause] {
        guard case .list(let list)? = quoted else { return [] }
        return list.compactMap(lowerClause)
    }

    func lowerCase(_ node: Node, _ arguments: [Quoted]) -> Core {
        let subject = lower(arguments[0])
        let clauses = clauses(Lowering.keyword(arguments[1], "do"))
        return makeCase(subject, clauses, position(node.meta))
    }

    func makeCase(_ subject: Core, _ clauses: [CoreClause], _ place: Position) -> Core {
        if let truth = truth(subject, clauses) { return .truth(truth) }
        if case .tuple(let elements) = subject, clauses.allSatisfy({ Lowering.spreads($0.patterns, over: elements.count) }) {
            let spread = clauses.map { clause -> CoreClause in
                var clause = clause
                if case .tuple(let patterns)? = clause.patterns.first {
                    // Of what is known nothing has to be asked.
                    clause.patterns = zip(patterns, elements).map { pattern, element in
                        guard case .literal(let wanted) = pattern, case .literal(let given) = element, wanted.isSame(as: given) else { return pattern }
                        return .any
                    }
                } else {
                    clause.patterns = elements.map { _ in .any }
                }
                return clause
            }
            warnOfUnreachable(spread, function: nil)
            return .select(CoreCase(subjects: elements, clauses: spread, failure: .caseClause, position: place))
        }
        if case .literal = subject {} else { warnOfUnreachable(clauses, function: nil) }
        return .select(CoreCase(subjects: [subject], clauses: clauses, failure: .caseClause, position: place))
    }

    /// Whether a clause over a tuple can match its elements one by one.
    private static func spreads(_ patterns: [Pattern], over count: Int) -> Bool {
        guard patterns.count == 1 else { return false }
        switch patterns[0] {
        case .any: return true
        case .tuple(let elements): return elements.count == count
        default: return false
        }
    }

    /// `case e do x when x in [false, nil] -> a; y -> b end`: what `if`, `&&`, `||` and `!` become.
    private func truth(_ subject: Core, _ clauses: [CoreClause]) -> CoreTruth? {
        guard clauses.count == 2, clauses[0].patterns.count == 1, clauses[1].patterns.count == 1, clauses[1].guards.isEmpty,
              clauses[0].guards.count == 1, case .bind(let variable) = clauses[0].patterns[0],
              Lowering.isFalsyTest(clauses[0].guards[0], of: variable) else { return nil }
        var truthyVariable: Variable?
        switch clauses[1].patterns[0] {
        case .any: break
        case .bind(let name): truthyVariable = uses[name] > 0 ? name : nil
        default: return nil
        }
        // The guard itself reads the variable twice.
        return CoreTruth(subject: subject, falsyVariable: uses[variable] > 2 ? variable : nil, falsy: clauses[0].body,
                         truthyVariable: truthyVariable, truthy: clauses[1].body)
    }

    private static func isFalsyTest(_ core: Core, of variable: Variable) -> Bool {
        guard case .boolean(false, let left, let right, _) = core else { return false }
        return (isComparison(left, variable, "false") && isComparison(right, variable, "nil"))
            || (isComparison(left, variable, "nil") && isComparison(right, variable, "false"))
    }

    private static func isComparison(_ core: Core, _ variable: Variable, _ atom: String) -> Bool {
        guard case .operation(.exactEqual, let sides, _) = core, sides.count == 2 else { return false }
        switch (sides[0], sides[1]) {
        case (.variable(variable), .literal(.atom(atom))), (.literal(.atom(atom)), .variable(variable)): return true
        default: return false
        }
    }

    func lowerCond(_ node: Node, _ arguments: [Quoted]) -> Core {
        var result: [(condition: Core, body: Core)] = []
        guard case .list(let list)? = Lowering.keyword(arguments[0], "do") else { return malformed(node) }
        for clause in list {
            guard case .node(let arrow) = clause, case .atom("->") = arrow.form, case .list(let parts) = arrow.args, parts.count == 2,
                  case .list(let heads) = parts[0], heads.count == 1 else { return malformed(node) }
            let condition = lower(heads[0])
            result.append((condition, lower(parts[1])))
        }
        return .cond(result, position(node.meta))
    }

    func lowerReceive(_ node: Node, _ arguments: [Quoted]) -> Core {
        let clauses = clauses(Lowering.keyword(arguments[0], "do"))
        warnOfUnreachable(clauses, function: nil)
        var timeout: Core?
        var after = Core.literal(.atom("nil"))
        if case .list(let list)? = Lowering.keyword(arguments[0], "after") {
            guard list.count == 1, case .node(let arrow) = list[0], case .list(let parts) = arrow.args, parts.count == 2,
                  case .list(let heads) = parts[0], heads.count == 1 else { return malformed(node) }
            timeout = lower(heads[0])
            after = lower(parts[1])
        }
        return .receive(CoreReceive(clauses: clauses, timeout: timeout, after: after, position: position(node.meta)))
    }

    func lowerWith(_ node: Node, _ arguments: [Quoted]) -> Core {
        guard let options = arguments.last, let body = Lowering.keyword(options, "do") else { return malformed(node) }
        var steps: [CoreWithStep] = []
        for argument in arguments.dropLast() {
            if case .node(let arrow) = argument, case .atom("<-") = arrow.form, case .list(let pair) = arrow.args, pair.count == 2 {
                let value = lower(pair[1])
                let (pattern, guards) = lowerGuarded(pair[0])
                steps.append(.generator(pattern, guards: guards, value, position(arrow.meta)))
            } else {
                steps.append(.expression(lower(argument)))
            }
        }
        let loweredBody = lower(body)
        let otherwise = clauses(Lowering.keyword(options, "else"))
        warnOfUnreachable(otherwise, function: nil)
        return .with(CoreWith(steps: steps, body: loweredBody, otherwise: otherwise, position: position(node.meta)))
    }

    /// `pattern` or `pattern when guard`, left of an arrow `<-`.
    func lowerGuarded(_ quoted: Quoted) -> (Pattern, [Core]) {
        if case .node(let when) = quoted, case .atom("when") = when.form, case .list(let parts) = when.args, parts.count == 2 {
            let pattern = lowerPattern(parts[0])
            return (pattern, Lowering.alternatives(parts[1]).map(lowerGuard))
        }
        return (lowerPattern(quoted), [])
    }

    // MARK: try

    func lowerTry(_ node: Node, _ arguments: [Quoted]) -> Core {
        let options = arguments[0]
        let place = position(node.meta)
        let body = lower(Lowering.keyword(options, "do") ?? .atom("nil"))
        var rescues: [CoreRescue] = []
        let trace = freshVariable()
        traces.append(trace)
        if case .list(let list)? = Lowering.keyword(options, "rescue") {
            for clause in list {
                if let rescue = lowerRescue(clause) { rescues.append(rescue) } else { _ = malformed(node) }
            }
            warnOfUnreachable(rescues: rescues, list)
        }
        let catches = clauses(Lowering.keyword(options, "catch")).map { clause -> CoreClause in
            var clause = clause
            if clause.patterns.count == 1 { clause.patterns.insert(.literal(.atom("throw")), at: 0) }
            return clause
        }
        warnOfUnreachable(catches, function: nil)
        traces.removeLast()
        let otherwise = Lowering.keyword(options, "else").map { clauses($0) }
        warnOfUnreachable(otherwise ?? [], function: nil)
        var after: Core?
        var afterFunction: CoreFunction?
        if let quotedAfter = Lowering.keyword(options, "after") {
            let lowered = lower(quotedAfter)
            if Lowering.isSmall(lowered) {
                after = lowered
            } else {
                afterFunction = CoreFunction(name: generatedName("after"), arity: 0, exported: false,
                                             clauses: [CoreClause(patterns: [], guards: [], body: lowered, position: place)], position: place)
            }
        }
        if rescues.isEmpty, catches.isEmpty, otherwise == nil, after == nil, afterFunction == nil { return body }
        return .attempt(CoreTry(body: body, rescues: rescues, catches: catches, otherwise: otherwise, after: after,
                                afterFunction: afterFunction, trace: trace, position: place))
    }

    /// Small enough to stand twice in the code: calls of simple arguments.
    private static func isSmall(_ core: Core) -> Bool {
        func isSimple(_ core: Core) -> Bool {
            switch core {
            case .literal, .variable: return true
            case .tuple(let elements): return elements.allSatisfy(isSimple)
            default: return false
            }
        }
        switch core {
        case .sequence(let steps): return steps.count <= 3 && steps.allSatisfy(isSmall)
        case .callLocal(_, let arguments, _), .callRemote(_, _, let arguments, _): return arguments.allSatisfy(isSimple)
        case .callFun(let function, let arguments, _): return isSimple(function) && arguments.allSatisfy(isSimple)
        default: return isSimple(core)
        }
    }

    private func lowerRescue(_ quoted: Quoted) -> CoreRescue? {
        guard case .node(let arrow) = quoted, case .atom("->") = arrow.form, case .list(let parts) = arrow.args, parts.count == 2,
              case .list(let heads) = parts[0], heads.count == 1 else { return nil }
        var target = heads[0]
        var modules: [String] = []
        if case .node(let node) = heads[0], case .atom("in") = node.form, case .list(let pair) = node.args, pair.count == 2 {
            target = pair[0]
            switch pair[1] {
            case .list(let names):
                for name in names {
                    guard case .atom(let module) = name else { return nil }
                    modules.append(module)
                }
            case .atom(let module): modules = [module]
            case .node(let any):
                if case .atom("_") = any.form { break }
                return nil
            default: return nil
            }
        } else if case .list(let names) = heads[0] {
            target = .node(Node(.atom("_"), Meta(), .context("nil")))
            for name in names {
                guard case .atom(let module) = name else { return nil }
                modules.append(module)
            }
        }
        var variable: Variable?
        switch lowerPattern(target) {
        case .bind(let name): variable = name
        case .literal(.atom(let module)) where modules.isEmpty: modules = [module]
        default: break
        }
        return CoreRescue(variable: variable, modules: modules, body: lower(parts[1]), position: position(arrow.meta))
    }
}
