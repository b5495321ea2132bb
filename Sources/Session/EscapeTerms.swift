// A machine value as the expression that evaluates to it (`Macro.escape/1`): maps become map expressions, tuples `{:{}, …}`.
import Machine
import Syntax

enum EscapeTerms {
    /// The expression of a value. Values without a syntax (pids, funs) become `.term(i)`.
    static func expression(_ term: Term, _ p: ProcessPointer, roots: inout [Term], depth: Int = 0) throws -> Quoted {
        guard depth < QuotedTerms.maximumDepth else { throw QuotedTooDeep() }
        let machine = p.machine
        if term.isCons {
            var elements: [Quoted] = []
            var rest = term
            while rest.isCons {
                elements.append(try expression(rest.head, p, roots: &roots, depth: depth + 1))
                rest = rest.tail
            }
            if rest.isEmptyList { return .list(elements) }
            let tail = try expression(rest, p, roots: &roots, depth: depth + 1)
            let last = elements.removeLast()
            return .list(elements + [.call("|", Meta(), [last, tail])])
        }
        if term.isTuple {
            let elements = try (0..<term.tupleSize).map { try expression(term.element($0), p, roots: &roots, depth: depth + 1) }
            return elements.count == 2 ? .tuple(elements) : .call("{}", Meta(), elements)
        }
        if term.isMap {
            var pairs: [Quoted] = []
            for (key, value) in p.pairs(term) {
                let left = try expression(key, p, roots: &roots, depth: depth + 1)
                pairs.append(.tuple([left, try expression(value, p, roots: &roots, depth: depth + 1)]))
            }
            return .call("%{}", Meta(), pairs)
        }
        if term.isBitstring, !term.isBinary {
            let view = BitView(term)
            let whole = view.bitSize / 8
            let rest = view.bitSize % 8
            var bytes: [UInt8] = []
            for index in 0..<whole { bytes.append(UInt8(truncatingIfNeeded: view.bits(index * 8, 8))) }
            let last = Int(view.bits(whole * 8, rest))
            let sized = Quoted.call("::", Meta(), [.integer(last), .call("size", Meta(), [.integer(rest)])])
            return .call("<<>>", Meta(), bytes.isEmpty ? [sized] : [.binary(bytes), sized])
        }
        if term.isBoxed(.exportFun) {
            let entry = UnsafeMutablePointer<ExportEntry>(bitPattern: UInt(term.boxedAddress[1])).unsafelyUnwrapped
            let call = Quoted.remoteCall(.atom(machine.atoms.string(entry.pointee.module)), machine.atoms.string(entry.pointee.function), Meta(), [])
            return .call("&", Meta(), [.call("/", Meta(), [call, .integer(entry.pointee.arity)])])
        }
        return try QuotedTerms.quoted(term, machine, roots: &roots)
    }
}
