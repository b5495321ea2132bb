// Warnings about clauses that no value can reach, because an earlier clause without guards matches all that they match. What
// only types could tell is not looked for.
import Bytecode
import Expander
import Syntax

extension Lowering {
    /// The column that a warning about a clause points at, 0 for what macros made.
    static func column(_ meta: Meta) -> Int { meta["generated"] == nil && meta["context"] == nil ? meta.column : 0 }

    /// Beyond so many clauses only catch-alls are compared with later clauses.
    private static let comparedClauses = 64

    func warnOfUnreachable(_ clauses: [CoreClause], function: String?) {
        guard clauses.count > 1 else { return }
        var catchAll: CoreClause?
        for (index, clause) in clauses.enumerated() {
            if let catchAll {
                if clause.column > 0 { warn(.clauseAfterCatchAll(function: function, line: Int(catchAll.position.line)), clause) }
                continue
            }
            if clause.column > 0, clauses.count <= Lowering.comparedClauses,
               let earlier = clauses[..<index].first(where: { Lowering.covers($0, clause) }) {
                // The name is only said of catch-alls.
                warn(.clauseTwice(function: nil, line: Int(earlier.position.line)), clause)
            }
            if clause.guards.isEmpty, clause.patterns.allSatisfy(\.isIrrefutable), Lowering.hasDistinctVariables(clause) { catchAll = clause }
        }
    }

    private func warn(_ reason: CompilerProblem.Reason, _ clause: CoreClause) {
        problems.append(CompilerProblem(reason: reason, file: definition?.file ?? module.file, line: Int(clause.position.line), column: clause.column,
                                        function: nil))
    }

    private static func hasDistinctVariables(_ clause: CoreClause) -> Bool {
        var seen: Set<Variable> = []
        var pending = clause.patterns
        while let next = pending.popLast() {
            switch next {
            case .bind(let variable): if !seen.insert(variable).inserted { return false }
            case .both(let left, let right): pending += [left, right]
            case .cons(let left, let right): pending += [left, right]
            case .tuple(let elements): pending += elements
            case .map(let pairs): pending += pairs.map(\.value)
            default: break
            }
        }
        return true
    }

    private static func covers(_ earlier: CoreClause, _ later: CoreClause) -> Bool {
        guard earlier.guards.isEmpty, earlier.patterns.count == later.patterns.count, hasDistinctVariables(earlier) else { return false }
        return zip(earlier.patterns, later.patterns).allSatisfy(covers)
    }

    /// Whether a pattern matches whatever another one matches; false when in doubt.
    private static func covers(_ wide: Pattern, _ narrow: Pattern) -> Bool {
        switch (wide, narrow) {
        case (.any, _), (.bind, _): true
        case (_, .both(let left, let right)): covers(wide, left) || covers(wide, right)
        case (.both(let left, let right), _): covers(left, narrow) && covers(right, narrow)
        case (.literal(let left), .literal(let right)): left.isSame(as: right)
        case (.cons(let head, let tail), .cons(let otherHead, let otherTail)): covers(head, otherHead) && covers(tail, otherTail)
        case (.tuple(let left), .tuple(let right)): left.count == right.count && zip(left, right).allSatisfy(covers)
        case (.map(let left), .map(let right)):
            left.allSatisfy { pair in
                guard case .literal(let key) = pair.key else { return false }
                return right.contains { other in
                    guard case .literal(let otherKey) = other.key else { return false }
                    return key.isSame(as: otherKey) && covers(pair.value, other.value)
                }
            }
        default: false
        }
    }
}
