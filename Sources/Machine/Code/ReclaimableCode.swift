// Code that goes with its last user: that of evaluated expressions. The compiler (Compile.swift) sees that everything which can run it
// holds the module's *keeper*: each frame in it, and each fun, wherever that lies.
//
//     keeper:  {magic reference of ReclaimableCode, constant, constant, …}
//
// So the counts of magic references tell when the last frame and the last fun are gone, and no collection has to look for code.
import Bytecode
import Synchronization

/// What holds the words of a reclaimable module. They lie in the literal area: the collector leaves them alone.
final class CodeStorage: @unchecked Sendable {
    private let area: LiteralArea
    private var blocks: [(start: WordPointer, words: Int)] = []
    private var top: WordPointer?
    private var left = 0
    private(set) var words = 0

    init(_ area: LiteralArea) { self.area = area }

    deinit { for block in blocks { area.giveBack(block.start, words: block.words) } }

    func allocate(_ count: Int) -> WordPointer {
        if left < count || top == nil {
            let (block, size) = area.allocateBlock(count)
            blocks.append((block, size))
            words += size
            top = block
            left = size
        }
        let result = top.unsafelyUnwrapped
        top = result + count
        left -= count
        return result
    }
}

/// What a keeper names. Its end is the code's.
public final class ReclaimableCode: MagicObject, @unchecked Sendable {
    private let module: LoadedModule
    private let table: CodeTable
    private let whenGone: () -> Void
    private let isGone = Atomic(false)

    init(_ module: LoadedModule, _ table: CodeTable, whenGone: @escaping () -> Void) {
        self.module = module
        self.table = table
        self.whenGone = whenGone
    }

    deinit { giveBack() }

    /// Roughly: the words, and what the machine knows of the module.
    override public var externalBytes: Int { module.storage.map { $0.words * 8 + 2048 } ?? 0 }

    /// Called behind the end of the module's function: where it makes no funs, nobody is left.
    public func endOfCall() {
        if module.funs.isEmpty { giveBack() }
    }

    private func giveBack() {
        if isGone.exchange(true, ordering: .acquiringAndReleasing) { return }
        if table.forget(module) { whenGone() }
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// The keeper of a reclaimable module.
    public func keeper(of code: ReclaimableCode, constants: [Literal], roots: @escaping (Int) -> Term) -> Term {
        tuple([magicReference(code, number: nextReferenceNumber())] + constants.map { term(of: $0, roots: roots) })
    }

    /// A literal as an ordinary term. Bounded depth: the parser bounds trees.
    private func term(of literal: Literal, roots: @escaping (Int) -> Term) -> Term {
        switch literal {
        case .list(let elements, let tail): return list(elements.map { term(of: $0, roots: roots) }, tail: term(of: tail, roots: roots))
        case .tuple(let elements): return elements.isEmpty ? machine.shapes.emptyTuple : tuple(elements.map { term(of: $0, roots: roots) })
        case .map(let pairs):
            let words = WordPointer.allocate(capacity: max(1, 2 * pairs.count))
            defer { words.deallocate() }
            for (index, pair) in pairs.enumerated() {
                words[2 * index] = term(of: pair.key, roots: roots).bits
                words[2 * index + 1] = term(of: pair.value, roots: roots).bits
            }
            return mapFromPairs(machine.shapes.emptyMap, words, pairs.count)
        case .bitstring(let bytes, let bits) where bits == bytes.count * 8 && bytes.count > BinaryBuffer.heapLimit: return binary(bytes)
        case .root(let index): return roots(index)
        case .keyTuple: return machine.literalTerm(literal)
        default: return LiteralBuilder(machine: machine, roots: roots, allocate: allocate).build(literal)
        }
    }
}
