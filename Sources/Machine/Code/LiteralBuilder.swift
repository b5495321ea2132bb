// Makes terms of a module's literals in the literal area. Bounded depth: the parser bounds trees.
import Bytecode

extension Machine {
    /// A literal as a term of the literal area, for good: arguments of a machine's first process.
    public func literalTerm(_ literal: Literal) -> Term { LiteralBuilder(machine: self, roots: { _ in .none }, allocate: literals.allocate).build(literal) }
}

struct LiteralBuilder {
    let machine: Machine
    let roots: (Int) -> Term
    /// Room for what is made. Maps, key tuples and roots always lie in the literal area for good.
    let allocate: (Int) -> WordPointer

    func build(_ literal: Literal) -> Term {
        switch literal {
        case .integer(let value):
            return Term.fitsSmall(value) ? Term(small: value) : bigInteger(negative: value < 0, limbs: [UInt64(value.magnitude)])
        case .bigInteger(let negative, let limbs): return bigInteger(negative: negative, limbs: limbs)
        case .float(let value):
            let cell = allocate(2)
            cell[0] = Header(.float, size: 1).bits
            cell[1] = value.bitPattern
            return Term(float: cell)
        case .atom(let text): return machine.atoms.term(text)
        case .bitstring(let bytes, let bits): return bitstring(bytes, bits)
        case .emptyList: return .emptyList
        case .list(let elements, let tail):
            var result = build(tail)
            for element in elements.reversed() {
                let head = build(element)
                let cell = allocate(2)
                cell[0] = head.bits
                cell[1] = result.bits
                result = Term(cons: cell)
            }
            return result
        case .tuple(let elements):
            let terms = elements.map(build)
            let cell = allocate(terms.count + 1)
            cell[0] = Header(.tuple, size: terms.count).bits
            for (index, term) in terms.enumerated() { cell[index + 1] = term.bits }
            return Term(boxed: cell)
        case .keyTuple(let keys): return machine.shapes.intern(keys.map(build).sorted { orderOfKeys($0, $1, Unmanaged.passUnretained(machine.atoms)) < 0 })
        case .map(let pairs):
            return machine.literalMap(pairs.map { (build($0.key), build($0.value)) })
        case .external(let module, let function, let arity):
            let entry = machine.code.export(machine.atoms.term(module), machine.atoms.term(function), arity)
            let cell = allocate(2)
            cell[0] = Header(.exportFun, size: 1).bits
            cell[1] = UInt64(UInt(bitPattern: entry))
            return Term(boxed: cell)
        case .root(let index): return machine.copyToLiterals(roots(index))
        }
    }

    private func bigInteger(negative: Bool, limbs: [UInt64]) -> Term {
        let cell = allocate(limbs.count + 1)
        cell[0] = Header(.bigInteger, size: limbs.count, extra: negative ? 1 : 0).bits
        for (index, limb) in limbs.enumerated() { cell[index + 1] = limb }
        return Term(boxed: cell)
    }

    /// Of any size: literal binaries need no counted buffer.
    private func bitstring(_ bytes: [UInt8], _ bits: Int) -> Term {
        let words = (bytes.count + 7) / 8
        let cell = allocate(words + 1)
        cell[0] = Header(.heapBinary, size: words, extra: words * 8 - bytes.count).bits
        if words > 0 { cell[words] = 0 }
        let target = UnsafeMutableRawPointer(cell + 1).assumingMemoryBound(to: UInt8.self)
        for (index, byte) in bytes.enumerated() { target[index] = byte }
        let binary = Term(boxed: cell)
        guard bits != bytes.count * 8 else { return binary }
        let view = allocate(4)
        view[0] = Header(.subBinary, size: 3).bits
        view[1] = binary.bits
        view[2] = Term(small: 0).bits
        view[3] = Term(small: bits).bits
        return Term(boxed: view)
    }
}
