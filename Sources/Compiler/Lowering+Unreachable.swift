// Warnings about clauses that no value can reach, because an earlier clause without guards matches all that they match. What
// only types could tell is not looked for.
import Bytecode
import Expander
import Syntax

extension Lowering {
    /// The column that a warning about a clause points at, 0 for what macros made.
    static func column(_ meta: Meta) -> Int { meta["context"] == nil ? meta.column : 0 }

    /// Beyond so many clauses only catch-alls are compared with later clauses.
    private static let comparedClauses = 64

    func warnOfUnreachable(_ clauses: [CoreClause], function: String?) {
        guard clauses.count > 1 else { return }
        var catchAll: CoreClause?
        for (index, clause) in clauses.enumerated() {
            if let catchAll {
                if !clause.isGenerated { warn(.clauseAfterCatchAll(function: function, line: Int(catchAll.position.line)), clause) }
                continue
            }
            if !clause.isGenerated, clauses.count <= Lowering.comparedClauses,
               let earlier = clauses[Lowering.run(clauses, before: index)].first(where: { Lowering.covers($0, clause) }) {
                // The name is only said of catch-alls.
                warn(.clauseTwice(function: nil, line: Int(earlier.position.line)), clause)
            }
            if clause.guards.isEmpty, clause.patterns.allSatisfy(\.isIrrefutable), Lowering.hasDistinctVariables(clause) { catchAll = clause }
        }
    }

    /// What stands behind a `rescue` of everything.
    func warnOfUnreachable(rescues: [CoreRescue], _ quoted: [Quoted]) {
        guard rescues.count == quoted.count, let first = rescues.firstIndex(where: \.modules.isEmpty) else { return }
        for clause in quoted[(first + 1)...] {
            guard case .node(let arrow) = clause, arrow.meta["generated"] == nil else { continue }
            warn(.clauseTwice(function: nil, line: Int(rescues[first].position.line)), line: arrow.meta.line, column: Lowering.column(arrow.meta))
        }
    }

    /// The clauses before one that are tested together with it: a clause that takes anything first starts others.
    private static func run(_ clauses: [CoreClause], before index: Int) -> Range<Int> {
        guard let first = clauses[index].patterns.first, !first.isIrrefutable else { return 0 ..< index }
        let start = clauses[..<index].lastIndex { $0.patterns.first?.isIrrefutable == true }
        return (start.map { $0 + 1 } ?? 0) ..< index
    }

    private func warn(_ reason: CompilerProblem.Reason, _ clause: CoreClause) {
        warn(reason, line: Int(clause.position.line), column: clause.column)
    }

    private func warn(_ reason: CompilerProblem.Reason, line: Int, column: Int) {
        // What has no line was written by nobody.
        if line == 0 { return }
        let problem = CompilerProblem(reason: reason, file: definition?.file ?? module.file, line: line, column: column)
        // What one macro makes several times is told once.
        if problems.contains(where: { $0.reason == reason && $0.line == problem.line && $0.column == problem.column }) { return }
        problems.append(problem)
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
        var comparison = Comparison()
        return zip(earlier.patterns, later.patterns).allSatisfy { comparison.covers($0, $1) }
    }
}

/// Whether a pattern matches whatever another one matches, as far as it is found when both are tested part by part from the left: false
/// when in doubt.
private struct Comparison {
    /// A part was left to whatever it is that the other pattern asks for: the two go separate ways from here on.
    private var isApart = false

    mutating func covers(_ wide: Pattern, _ narrow: Pattern) -> Bool {
        switch (wide, narrow) {
        case (.any, _), (.bind, _):
            if !narrow.isIrrefutable { isApart = true }
            return true
        case (_, .both(let left, let right)): return covers(wide, left) || covers(wide, right)
        case (.both(let left, let right), _): return covers(left, narrow) && covers(right, narrow)
        default: break
        }
        if isApart { return false }
        switch (wide, narrow) {
        case (.literal(let left), .literal(let right)): return left.isSame(as: right)
        case (.cons(let head, let tail), .cons(let otherHead, let otherTail)): return covers(head, otherHead) && covers(tail, otherTail)
        case (.tuple(let left), .tuple(let right)):
            guard left.count == right.count else { return false }
            for (part, other) in zip(left, right) where !covers(part, other) { return false }
            return true
        case (.map(let left), .map(let right)):
            if left.isEmpty, right.first?.value.isIrrefutable == true { return false }
            for pair in left {
                guard case .literal(let key) = pair.key,
                      let other = right.first(where: { if case .literal(let found) = $0.key { found.isSame(as: key) } else { false } }),
                      pair.value.isIrrefutable == other.value.isIrrefutable, covers(pair.value, other.value) else { return false }
            }
            return true
        default: return false
        }
    }
}
