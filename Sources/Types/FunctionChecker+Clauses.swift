// Clauses: what each of them still sees, and those that nothing reaches.
import Syntax

extension FunctionChecker {
    /// A clause `patterns when guard -> body`.
    struct ClauseParts {
        var patterns: [Quoted]
        var guards: [Quoted]
        var body: Quoted
        var meta: Meta
        var isGenerated: Bool { meta["generated"] != nil }

        init?(_ quoted: Quoted) {
            guard let (head, body) = quoted.sides(of: "->"), case .list(var patterns) = head else { return nil }
            guards = []
            if patterns.count == 1, let head = patterns[0].node, head.form == .atom("when"), case .list(let parts) = head.args {
                patterns = Array(parts.dropLast())
                guards = [parts[parts.count - 1]]
            }
            self.patterns = patterns
            self.body = body
            meta = quoted.callMeta
        }
    }

    func clauses(_ quoted: Quoted?) -> [ClauseParts] {
        guard case .list(let list)? = quoted else { return [] }
        return list.compactMap(ClauseParts.init)
    }

    /// Clauses with one pattern: each sees what those before it have left.
    func branches(_ clauses: [ClauseParts], _ type: GradualType, _ subject: Quoted?, isTold: Bool = true) -> GradualType {
        var rest = type
        var earlier = MatchedClauses()
        var result = GradualType.none
        var taken = GradualType.none
        var isDivided = false
        for clause in clauses {
            guard clause.patterns.count == 1 else { continue }
            let pattern = clause.patterns[0]
            let expected = patternType(pattern)
            let seen = rest.intersection(expected.type)
            let isTold = isTold && !clause.isGenerated && !type.isEmpty
            result = result.union(branch {
                if let subject, !type.upper.isSubset(of: seen.upper) { settle(subject, seen) }
                switch verdict(clause, type, earlier) {
                case .impossible:
                    if isTold { tellImpossible(clause, subject, type) }
                    return of(clause.body)
                case .redundant:
                    if isTold { tellRedundant(clause, subject, type, isExhausted: rest.isEmpty, earlier) }
                    return of(clause.body)
                case .possible(let found):
                    head([pattern], clause.guards, given: [seen.isEmpty ? type.intersection(expected.type) : seen], meta: clause.meta)
                    if takesAll([pattern], clause.guards) {
                        earlier.add([found])
                        if !rest.upper.isSubset(of: found) { isDivided = true }
                        rest = rest.subtracting(found)
                    }
                    return of(clause.body)
                }
            })
            taken = taken.union(seen)
        }
        if let subject, isDivided || taken.upper != type.upper { settle(subject, taken) }
        return result
    }

    /// What is left for a clause.
    private enum Verdict {
        case impossible
        case redundant
        /// What it would take if it were the first one.
        case possible(SetType)
    }

    /// Unless it is possible, the clause's variables are bound to what its own patterns and guards make of them.
    private func verdict(_ clause: ClauseParts, _ type: GradualType, _ earlier: MatchedClauses) -> Verdict {
        let saved = variables
        let own = ownTypes(clause.patterns, clause.guards, clause.meta)[0]
        let found = own.intersection(type.upper)
        if found.isEmpty, !type.isEmpty, !own.isEmpty { return .impossible }
        if earlier.cover([found]) { return .redundant }
        variables = saved
        return .possible(found)
    }

    private func tellRedundant(_ clause: ClauseParts, _ subject: Quoted?, _ type: GradualType, isExhausted: Bool, _ earlier: MatchedClauses) {
        if let subject, isLiteral(subject) || (isExhausted && type != .dynamic && module.isUnpromised(subject)) { return }
        guard isExhausted, let subject else { return tellRedundant(clause, earlier) }
        tell(.alreadyMatched(clause, subject, type), clause.meta)
        noteFailure()
    }

    private func tellImpossible(_ clause: ClauseParts, _ subject: Quoted?, _ type: GradualType) {
        let place = (clause.guards.isEmpty ? clause.patterns[0].node?.meta : nil) ?? Meta(line: clause.meta.line)
        if let subject {
            if isLiteral(subject) { return }
            tell(.neverMatches(clause, subject, type), place)
        } else {
            tell(.neverExpected(clause, type), place)
        }
        noteFailure()
    }

    /// The head of a clause, without what earlier ones take.
    func narrowed(_ clause: ClauseParts, by earlier: inout MatchedClauses) -> [SetType] {
        let saved = variables
        let own = ownTypes(clause.patterns, clause.guards, clause.meta)
        if earlier.cover(own) {
            if !clause.isGenerated { tellRedundant(clause, earlier) }
            return own
        }
        variables = saved
        return headBehind(&earlier, clause.patterns, clause.guards, clause.meta, takes: own, possible: clause.patterns.map { _ in .term })
    }

    /// Tells of a clause that earlier ones leave nothing.
    func compare(_ clause: ClauseParts, _ types: [SetType], with earlier: inout MatchedClauses) {
        if !earlier.cover(types) {
            if takesAll(clause.patterns, clause.guards) { earlier.add(types) }
        } else if !clause.isGenerated {
            tellRedundant(clause, earlier)
        }
    }

    /// Once: an argument may be looked at several times.
    private func tellRedundant(_ clause: ClauseParts, _ earlier: MatchedClauses) {
        if isTelling, !hasFailed, !toldRedundant.insert([clause.meta.line, clause.meta.column, earlier.arguments.count]).inserted { return }
        tell(.redundant(clause, earlier.arguments), clause.meta)
    }
}
