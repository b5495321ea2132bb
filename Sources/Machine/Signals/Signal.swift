// A signal: what one process tells another. It is one piece of memory that begins with a fragment, so that a message's
// words, its mailbox entry and the area that its receiver adopts are the same allocation. How signals travel is in
// Inbox.swift, what they do in SignalHandling.swift.
//
//     [next | start | top | size, tag | counted][kind, option | target | from | number | term][words…]
//      \--------------- Fragment -------------/
import Bytecode

/// What a signal asks of its target.
public enum SignalKind: UInt8, Sendable {
    /// `term` is the message.
    case message
    /// A message sent to the alias `number`.
    case aliasMessage
    /// `exit/2`: `term` is the reason.
    case exit
    /// A linked process has ended with the reason `term`.
    case linkExit
    /// `from` wants to be linked.
    case link
    /// `from` has unlinked; `number` is to be acknowledged.
    case unlink
    case unlinkAcknowledge
    /// `from` monitors the target with the reference `number`; `term` is the name it used, or `Term.none`.
    case monitor
    case demonitor
    /// The process that was monitored with the reference `number` has ended with the reason `term`.
    case down
    /// The receive timeout with the number `number` is over.
    case timeout
    /// `from` asks the question `option` with the argument `term` and waits for an answer with that `number`.
    case question
    /// The answer to the question `number`.
    case answer
    /// `from` undoes a suspension, without waiting.
    case resume
    /// Ends a `blocking` or `away` native's wait: nothing but the wake-up.
    case wake
}

/// What a question asks: the `option` of a signal of kind `question`.
public enum QuestionKind: UInt8, Sendable {
    /// `process_info` of the item or list of items in `term`.
    case information
    case isAlive
    case suspend
    /// Make the pid in `term` the group leader.
    case groupLeader
    /// Collect garbage; `term` is `major` or `minor`.
    case collect
    /// Does the process run old code of the module in `term`?
    case checkCode
    /// Set the flag of the pair in `term` (`process_flag/3`).
    case flag
    /// Switch trace flags: `{isOn, flags, tracer}` in `term`.
    case trace
}

public typealias MessageLink = UnsafeMutablePointer<UnsafeMutablePointer<Signal>?>
public typealias SignalPointer = UnsafeMutablePointer<Signal>

public struct Signal {
    /// Owns the words of `term`; `fragment.next` links signals in an inbox and in a mailbox.
    public var fragment: Fragment
    public var kind: SignalKind
    /// A `QuestionKind`, or `holdsHostValue` of an answer.
    public var option: UInt8
    /// Bits of the pid of the target, generation and all.
    public var target: UInt64
    public var from: Term
    public var number: UInt64
    public var term: Term

    /// A signal with room for that many words.
    public static func allocate(_ kind: SignalKind, target: UInt64, words: Int) -> SignalPointer {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<Signal>.stride + words &* 8, alignment: 8)
        let signal = raw.assumingMemoryBound(to: Signal.self)
        let start = (raw + MemoryLayout<Signal>.stride).assumingMemoryBound(to: UInt64.self)
        signal.initialize(to: Signal(
            fragment: Fragment(start: start, size: words),
            kind: kind, option: 0, target: target, from: .none, number: 0, term: .none))
        return signal
    }

    /// A signal whose term is a copy of a term, with room for further words.
    @inline(__always)
    static func copying(_ term: Term, _ kind: SignalKind, target: UInt64, extraWords: Int = 0, _ core: CorePointer) -> SignalPointer {
        let size = term.isImmediate ? 0 : copySize(term, core)
        let signal = allocate(kind, target: target, words: size + extraWords)
        signal.pointee.term = size == 0 ? term : copy(term, to: &signal.pointee.fragment.top, &signal.pointee.fragment.counted, core)
        return signal
    }
}

/// The first element of a message that is a tuple, where it is an atom: what most receives look at first.
enum MessageTag {
    static let unknown: UInt32 = 0
    /// Not a tuple that begins with an atom. No atom has this for its low bits.
    static let other: UInt32 = 1

    @inline(__always)
    static func of(_ message: Term) -> UInt32 {
        guard message.isBoxed, message.header.kind == .tuple, message.header.size > 0 else { return other }
        return message.body(0).isAtom ? UInt32(truncatingIfNeeded: message.body(0).bits) : other
    }
}

extension CountedList {
    /// Gives up one count of everything in the list: its area is freed without a collection.
    mutating func releaseAll() {
        for index in 0..<Int(count) { Counted.release(items.unsafelyUnwrapped[index]) }
        count = 0
    }
}

extension UnsafeMutablePointer where Pointee == Signal {
    /// The signal as the fragment that it begins with.
    @inline(__always) public var asFragment: UnsafeMutablePointer<Fragment> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: Fragment.self)
    }

    @inline(__always) public var next: SignalPointer? {
        get { UnsafeMutableRawPointer(pointee.fragment.next)?.assumingMemoryBound(to: Signal.self) }
        nonmutating set { pointee.fragment.next = UnsafeMutableRawPointer(newValue)?.assumingMemoryBound(to: Fragment.self) }
    }

    /// The address of `next`, as a link of a mailbox.
    @inline(__always) var nextLink: MessageLink { UnsafeMutableRawPointer(self).assumingMemoryBound(to: SignalPointer?.self) }

    /// Words of memory that it takes.
    @inline(__always) var words: Int { pointee.fragment.end - pointee.fragment.start + MemoryLayout<Signal>.stride / 8 }

    @inline(__always) public var holdsWords: Bool { pointee.fragment.top != pointee.fragment.start }

    /// Frees the signal and what its words refer to: for signals that nobody takes.
    public func discard() {
        pointee.fragment.counted.releaseAll()
        if pointee.kind == .answer, pointee.option == Signal.holdsHostValue { releaseHostValue(self) }
        Fragment.free(asFragment)
    }

    /// Room in the words that the signal was made with.
    @inline(__always) func take(_ words: Int) -> WordPointer {
        let start = pointee.fragment.top
        pointee.fragment.top = start + words
        assert(pointee.fragment.top <= pointee.fragment.end)
        return start
    }

    /// A tuple within the signal's own words.
    func tuple(_ elements: Term...) -> Term {
        let cell = take(elements.count + 1)
        cell[0] = Header(.tuple, size: elements.count).bits
        for index in elements.indices { cell[index + 1] = elements[index].bits }
        return Term(boxed: cell)
    }

    /// A reference within the signal's own words.
    func reference(_ number: UInt64, owner: UInt64) -> Term {
        let cell = take(3)
        cell[0] = Header(.reference, size: 2).bits
        cell[1] = number
        cell[2] = owner
        return Term(boxed: cell)
    }
}
