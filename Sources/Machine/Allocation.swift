// How natives make terms. They never collect: what does not fit between hp and sp goes to a fragment, and the interpreter
// collects afterwards. The interpreter's own instructions allocate inline after a `heap` instruction.
import Bytecode

extension UnsafeMutablePointer where Pointee == Process {
    /// Room for that many words. The caller fills all of them before anything else can look.
    @inline(__always)
    public func allocate(_ words: Int) -> WordPointer {
        let start = pointee.hp
        let end = start + words
        if end <= pointee.sp {
            pointee.hp = end
            return start
        }
        return allocateInFragment(words)
    }

    @inline(never)
    func allocateInFragment(_ words: Int) -> WordPointer {
        if pointee.fragmentLimit - pointee.fragmentTop < words {
            let fragment = Fragment.allocate(words: max(words, 120, min(pointee.fragmentWords, 1 << 15)))
            fragment.pointee.next = pointee.fragments
            if let current = pointee.fragments, pointee.fragmentTop >= current.pointee.start, pointee.fragmentTop <= current.pointee.end {
                current.pointee.top = pointee.fragmentTop
            }
            pointee.fragments = fragment
            pointee.fragmentTop = fragment.pointee.start
            pointee.fragmentLimit = fragment.pointee.end
            pointee.fragmentWords += fragment.pointee.end - fragment.pointee.start
            if pointee.fragmentWords >= pointee.fragmentWordsLimit { pointee.collectWanted = true }
        }
        let start = pointee.fragmentTop
        pointee.fragmentTop = start + words
        return start
    }

    /// Registers a boxed term that holds a counted reference, just made by `allocate`.
    @inline(__always)
    public func noteCounted(_ header: WordPointer) { pointee.youngCounted.append(header) }

    @inline(__always)
    public func cons(_ head: Term, _ tail: Term) -> Term {
        let cell = allocate(2)
        cell[0] = head.bits
        cell[1] = tail.bits
        return Term(cons: cell)
    }

    public func float(_ value: Double) -> Term {
        let cell = allocate(2)
        cell[0] = Header(.float, size: 1).bits
        cell[1] = value.bitPattern
        return Term(float: cell)
    }

    /// The integer, as a small one or a bignum of one limb.
    @inline(__always)
    public func integer(_ value: Int) -> Term {
        Term.fitsSmall(value) ? Term(small: value) : bigInteger(magnitude: value.magnitude, negative: value < 0)
    }

    public func integer(unsigned value: UInt) -> Term {
        value <= UInt(Term.smallMaximum) ? Term(small: Int(value)) : bigInteger(magnitude: value, negative: false)
    }

    func bigInteger(magnitude: UInt, negative: Bool) -> Term {
        let cell = allocate(2)
        cell[0] = Header(.bigInteger, size: 1, extra: negative ? 1 : 0).bits
        cell[1] = UInt64(magnitude)
        return Term(boxed: cell)
    }

    public func tuple(_ first: Term, _ second: Term, _ third: Term, _ rest: Term...) -> Term { tuple([first, second, third] + rest) }

    public func tuple(_ elements: [Term]) -> Term {
        let cell = allocate(elements.count + 1)
        cell[0] = Header(.tuple, size: elements.count).bits
        for index in elements.indices { cell[index + 1] = elements[index].bits }
        return Term(boxed: cell)
    }

    public func tuple(_ first: Term, _ second: Term) -> Term {
        let cell = allocate(3)
        cell[0] = Header(.tuple, size: 2).bits
        cell[1] = first.bits
        cell[2] = second.bits
        return Term(boxed: cell)
    }

    /// A proper list of the elements before `tail`.
    public func list(_ elements: [Term], tail: Term = .emptyList) -> Term {
        var result = tail
        for element in elements.reversed() { result = cons(element, result) }
        return result
    }

    // MARK: Raising. Each returns `.raised`, to be returned by the native.

    public func raise(_ class: KnownAtom, _ reason: Term) -> Term {
        pointee.exceptionClass = Term(`class`)
        pointee.exceptionReason = reason
        pointee.exceptionTrace = .none
        pointee.exceptionInfo = .none
        return .raised
    }

    public func raiseError(_ reason: KnownAtom) -> Term { raise(.error, Term(reason)) }
    public func badArgument() -> Term { raiseError(.badarg) }
    public func badArithmetic() -> Term { raiseError(.badarith) }
    public func raiseError(_ tag: KnownAtom, _ value: Term) -> Term { raise(.error, tuple(Term(tag), value)) }
}
