// Quoted trees ⇄ machine terms, at macro calls only. Long lists are walked, not recursed; depth is bounded by the parser
// for trees from source, and by `maximumDepth` for what macros return.
import Machine
import Syntax

/// Why a term is no quoted tree that can be taken over.
struct QuotedTooDeep: Error {}

enum QuotedTerms {
    /// How deep a tree may be: each level takes a few hundred bytes of the stack.
    static let maximumDepth = 20_000

    // MARK: Term → Quoted

    /// The term as a tree. Values without a syntax (pids, maps, funs …) become `.term(i)`, i being their index in `roots`.
    static func quoted(_ term: Term, _ machine: Machine, roots: inout [Term]) throws -> Quoted {
        try read(term, machine, &roots, 0)
    }

    private static func read(_ term: Term, _ machine: Machine, _ roots: inout [Term], _ depth: Int) throws -> Quoted {
        guard depth < maximumDepth else { throw QuotedTooDeep() }
        if term.isSmall { return .integer(term.small) }
        if term.isAtom { return .atom(machine.atoms.string(term)) }
        if term.isEmptyList { return .list([]) }
        if term.isCons { return try readList(term, machine, &roots, depth) }
        if term.isFloat { return .float(term.float) }
        if term.isBoxed {
            switch term.header.kind {
            case .tuple: return try readTuple(term, machine, &roots, depth)
            case .bigInteger: return readBigInteger(term)
            case .heapBinary, .subBinary:
                if let bytes = binaryBytes(term) { return .binary(bytes) }
            default: break
            }
        }
        roots.append(term)
        return .term(roots.count - 1)
    }

    private static func readList(_ term: Term, _ machine: Machine, _ roots: inout [Term], _ depth: Int) throws -> Quoted {
        var elements: [Quoted] = []
        var rest = term
        while rest.isCons {
            elements.append(try read(rest.head, machine, &roots, depth + 1))
            rest = rest.tail
        }
        if rest.isEmptyList { return .list(elements) }
        return .improperList(elements, tail: try read(rest, machine, &roots, depth + 1))
    }

    private static func readTuple(_ term: Term, _ machine: Machine, _ roots: inout [Term], _ depth: Int) throws -> Quoted {
        let size = term.tupleSize
        if size == 3, let meta = try readMeta(term.element(1), machine, &roots, depth) {
            let third = term.element(2)
            if third.isAtom {
                return .node(Node(try read(term.element(0), machine, &roots, depth + 1), meta, .context(machine.atoms.string(third))))
            }
            if third.isList, case .list(let arguments) = try read(third, machine, &roots, depth + 1) {
                return .node(Node(try read(term.element(0), machine, &roots, depth + 1), meta, .list(arguments)))
            }
        }
        return .tuple(try (0..<size).map { try read(term.element($0), machine, &roots, depth + 1) })
    }

    /// A keyword list as metadata; nil for anything else.
    private static func readMeta(_ term: Term, _ machine: Machine, _ roots: inout [Term], _ depth: Int) throws -> Meta? {
        guard isKeyword(term) else { return nil }
        var entries: [Meta.Entry] = []
        var rest = term
        while rest.isCons {
            let pair = rest.head
            entries.append(Meta.Entry(key: machine.atoms.string(pair.element(0)), value: try read(pair.element(1), machine, &roots, depth + 1)))
            rest = rest.tail
        }
        return Meta(entries)
    }

    private static func isKeyword(_ term: Term) -> Bool {
        var rest = term
        while rest.isCons {
            let pair = rest.head
            guard pair.isTuple, pair.tupleSize == 2, pair.element(0).isAtom else { return false }
            rest = rest.tail
        }
        return rest.isEmptyList
    }

    private static func readBigInteger(_ term: Term) -> Quoted {
        let header = term.header
        let limbs = (0..<header.size).map { term.boxedAddress[$0 + 1] }
        let isNegative = header.extra == 1
        if limbs.count == 1, limbs[0] <= UInt64(Int64.max) { return .integer(isNegative ? -Int(limbs[0]) : Int(limbs[0])) }
        return .bigInteger(BigLiteral(negative: isNegative, limbs: limbs))
    }

    /// The bytes of a binary; nil for a bitstring that is none.
    static func binaryBytes(_ term: Term) -> [UInt8]? { term.binaryBytes }

    // MARK: Quoted → Term

    /// The tree as a term of p's heap. `roots(i)` is the value of `.term(i)`.
    static func term(_ quoted: Quoted, _ p: ProcessPointer, roots: (Int) -> Term) -> Term {
        switch quoted {
        case .atom(let text): return p.machine.atoms.term(text)
        case .integer(let value): return p.integer(value)
        case .bigInteger(let literal): return bigInteger(literal, p)
        case .float(let value): return p.float(value)
        case .binary(let bytes): return bytes.withUnsafeBufferPointer { p.binary($0) }
        case .list(let elements): return list(elements, .emptyList, p, roots)
        case .improperList(let elements, let tail): return list(elements, term(tail, p, roots: roots), p, roots)
        case .tuple(let elements): return p.tuple(elements.map { term($0, p, roots: roots) })
        case .term(let index): return roots(index)
        case .node(let node):
            let form = term(node.form, p, roots: roots)
            let meta = metaTerm(node.meta, p, roots)
            let third: Term
            switch node.args {
            case .context(let context): third = p.machine.atoms.term(context)
            case .list(let arguments): third = list(arguments, .emptyList, p, roots)
            }
            return p.tuple(form, meta, third)
        }
    }

    private static func list(_ elements: [Quoted], _ tail: Term, _ p: ProcessPointer, _ roots: (Int) -> Term) -> Term {
        var result = tail
        for element in elements.reversed() { result = p.cons(term(element, p, roots: roots), result) }
        return result
    }

    private static func metaTerm(_ meta: Meta, _ p: ProcessPointer, _ roots: (Int) -> Term) -> Term {
        var result = Term.emptyList
        for entry in meta.entries.reversed() {
            result = p.cons(p.tuple(p.machine.atoms.term(entry.key), term(entry.value, p, roots: roots)), result)
        }
        return result
    }

    private static func bigInteger(_ literal: BigLiteral, _ p: ProcessPointer) -> Term {
        let cell = p.allocate(literal.limbs.count + 1)
        cell[0] = Header(.bigInteger, size: literal.limbs.count, extra: literal.negative ? 1 : 0).bits
        for (index, limb) in literal.limbs.enumerated() { cell[index + 1] = limb }
        return Term(boxed: cell)
    }
}
