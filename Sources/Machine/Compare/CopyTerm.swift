// Copying terms between areas: messages, tables, literals. Iterative and unaware of sharing; literals are not copied.
import Bytecode

/// The words that `copy` of a term takes.
public func copySize(_ term: Term, _ machine: Machine) -> Int { copySize(term, machine.schedulers.core) }

func copySize(_ term: Term, _ core: CorePointer) -> Int {
    if term.isImmediate { return 0 }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 128) { lent in
        var stack = WorkStack(lent)
        defer { stack.free() }
        return walkSize(term, core.pointee.literalStart, core.pointee.literalSize, &stack)
    }
}

/// Runs of terms still to be measured lie on the stack as (address, count).
private func walkSize(_ term: Term, _ literalStart: UInt, _ literalSize: UInt, _ stack: inout WorkStack) -> Int {
    var words = 0
    var current = term
    while true {
        let address = UInt(current.bits & ~7)
        if !current.isImmediate, address &- literalStart >= literalSize {
            switch current.tag {
            case 1:
                words += 2
                let tail = current.tail
                if !tail.isImmediate { stack.push(UInt64(UInt(bitPattern: current.consAddress + 1)), 1) }
                current = current.head
                continue
            case 3: words += 2
            default:
                let header = current.header
                if header.kind == .subBinary, isCopiedPart(current, literalStart, literalSize) {
                    words += 1 + (current.body(2).small + 63) / 64
                } else {
                    words += header.size + 1
                    if !header.hasRawBody, header.size > 0 {
                        stack.push(UInt64(UInt(bitPattern: current.boxedAddress + 1)), UInt64(header.size))
                    }
                }
            }
        }
        while true {
            if stack.isEmpty { return words }
            let left = stack.pop()
            let address = stack.pop()
            if left > 1 { stack.push(address &+ 8, left &- 1) }
            current = Term(bits: WordPointer(bitPattern: UInt(address)).unsafelyUnwrapped.pointee)
            if !current.isImmediate { break }
        }
    }
}

/// Is this view copied as a binary of its own? So if it is small, or all of its base would have to be copied.
@inline(__always)
private func isCopiedPart(_ view: Term, _ literalStart: UInt, _ literalSize: UInt) -> Bool {
    view.body(2).small & 7 == 0 && view.body(2).small <= BinaryBuffer.heapLimit * 8
        && UInt(bitPattern: view.body(0).boxedAddress) &- literalStart >= literalSize
}

/// Copies a term to `top`, where `copySize` words are free, and moves `top`; counted objects go to the area's list.
public func copy(_ term: Term, to top: inout WordPointer, _ counted: inout CountedList, _ machine: Machine) -> Term {
    copy(term, to: &top, &counted, machine.schedulers.core)
}

func copy(_ term: Term, to top: inout WordPointer, _ counted: inout CountedList, _ core: CorePointer) -> Term {
    if term.isImmediate { return term }
    let literalStart = core.pointee.literalStart
    let literalSize = core.pointee.literalSize
    var scan = top
    let result = copyObject(term, &top, &counted, literalStart, literalSize)
    // As a copying collector does: the copies themselves are the list of what is still to be copied.
    while scan < top {
        let word = Term(bits: scan.pointee)
        if word.tag == 6 {
            let header = Header(bits: word.bits)
            scan += header.hasRawBody ? header.size + 1 : 1
            continue
        }
        if !word.isImmediate { scan.pointee = copyObject(word, &top, &counted, literalStart, literalSize).bits }
        scan += 1
    }
    return result
}

/// Copies one object; its parts still lie where they were.
@inline(__always)
private func copyObject(_ term: Term, _ top: inout WordPointer, _ counted: inout CountedList, _ literalStart: UInt, _ literalSize: UInt) -> Term {
    if UInt(term.bits & ~7) &- literalStart < literalSize { return term }
    let cell = top
    switch term.tag {
    case 1:
        let from = term.consAddress
        cell[0] = from[0]
        cell[1] = from[1]
        top = cell + 2
        return Term(cons: cell)
    case 3:
        let from = term.floatAddress
        cell[0] = from[0]
        cell[1] = from[1]
        top = cell + 2
        return Term(float: cell)
    default:
        let header = term.header
        if header.kind == .subBinary, isCopiedPart(term, literalStart, literalSize) {
            let view = BitView(term)
            let words = (view.bitSize + 63) / 64
            cell[0] = Header(.heapBinary, size: words, extra: words * 8 - view.byteCount).bits
            if words > 0 { cell[words] = 0 }
            copyBits(UnsafeMutableRawPointer(cell + 1).assumingMemoryBound(to: UInt8.self), 0, view.base, view.bitOffset, view.bitSize)
            top = cell + (words + 1)
            return Term(boxed: cell)
        }
        cell.update(from: term.boxedAddress, count: header.size + 1)
        top = cell + (header.size + 1)
        if Counted.isCounted(header.kind) {
            Counted.retain(cell)
            counted.append(cell)
        }
        return Term(boxed: cell)
    }
}

extension Machine {
    /// The term as a literal: it is never freed.
    public func copyToLiterals(_ term: Term) -> Term {
        if term.isImmediate { return term }
        var top = literals.allocate(copySize(term, self))
        var counted = CountedList()
        // The counts are held for good, as the words are.
        defer { counted.free() }
        return copy(term, to: &top, &counted, self)
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// A copy of a term of another area, in this process's heap.
    public func copyIn(_ term: Term) -> Term {
        if term.isImmediate { return term }
        let core = pointee.core
        let size = copySize(term, core)
        if size == 0 { return term }
        var top = allocate(size)
        let before = pointee.youngCounted.count
        let result = copy(term, to: &top, &pointee.youngCounted, core)
        for index in Int(before)..<Int(pointee.youngCounted.count) {
            pointee.virtualHeap += Counted.externalBytes(pointee.youngCounted.items.unsafelyUnwrapped[index])
        }
        return result
    }
}
