// The process: one struct in raw memory with its heap, its registers, its mailbox and its relations. What changes it from
// outside goes through its inbox (Signal.swift); the collector is in Collector.swift, the scheduler in Scheduler.swift.
//
//     block:  blockStart … heapStart … hp →        free        ← sp … stack … blockEnd
//     old:    oldStart … oldTop … oldEnd          (outside of the block, never moved by a minor collection)
import Bytecode
import Synchronization

public typealias ProcessPointer = UnsafeMutablePointer<Process>
public typealias WordPointer = UnsafeMutablePointer<UInt64>

extension UnsafeMutablePointer where Pointee == Process {
    @inlinable @inline(__always) public init(_ raw: UnsafeMutableRawPointer) {
        self = raw.assumingMemoryBound(to: Process.self)
    }
}

/// What a process is doing; stored in `Process.state`.
public enum ProcessState: UInt32, Sendable {
    case free, runnable, running, waiting, exiting, suspended, away
}

public struct Process: ~Copyable {
    // MARK: Registers, valid while the process does not run or is inside a native

    /// Next free heap word.
    public var hp: WordPointer
    /// Lowest stack word in use: the stack grows down towards hp.
    public var sp: WordPointer
    /// Slot 0 of the current frame.
    public var fp: WordPointer
    /// The instruction to continue at.
    public var pc: WordPointer
    /// How many argument slots are live at pc, for a process that stopped at a function's entry; -1: `liveSafepoint` says it.
    public var liveArguments: Int
    /// The safepoint word that describes the frame of a process that stopped inside a function.
    public var liveSafepoint: UInt64
    /// Reductions left of this time slice.
    public var reductions: Int
    /// Reductions of earlier slices.
    public var reductionsDone: Int

    // MARK: Heap

    public var blockStart: WordPointer
    /// Behind blockStart only where a collection has left a large stack in its place.
    public var heapStart: WordPointer
    public var blockEnd: WordPointer
    /// The frame with the mark (StackMark.swift), in words below blockEnd; 0: none. And where it returns to.
    var markOffset: Int
    var markedReturn: WordPointer?
    /// Words below have survived a minor collection.
    public var highWater: WordPointer
    public var oldStart: WordPointer
    public var oldTop: WordPointer
    public var oldEnd: WordPointer
    /// Areas outside the block that the process owns: adopted messages, what natives could not fit.
    public var fragments: UnsafeMutablePointer<Fragment>?
    public var fragmentWords: Int
    /// When fragmentWords or virtualHeap reach their limits, a collection is wanted at the next safepoint.
    public var fragmentWordsLimit: Int
    public var collectWanted: Bool
    /// Reductions that were set aside to make the process reach a safepoint for that collection.
    public var reductionsSetAside: Int
    /// The fragment that allocations currently fill.
    public var fragmentTop: WordPointer
    public var fragmentLimit: WordPointer
    /// Counted objects (buffers, magic references, external nodes) referred to from the young heap and from the old one.
    public var youngCounted: CountedList
    public var oldCounted: CountedList
    /// Bytes of buffers that the process refers to, since the last collection and the limit that forces one.
    public var virtualHeap: Int
    public var virtualHeapLimit: Int
    public var minorCollections: Int
    public var fullSweepAfter: Int
    public var minimumHeapWords: Int
    /// 0 for none; a process whose heap grows beyond it is killed.
    public var maximumHeapWords: Int
    /// Words that its domain has been charged for, and those of waiting messages, if the domain is limited.
    var chargedWords: Int
    var mailboxWords: Int

    // MARK: Exceptions and natives

    /// Class (`error`, `exit`, `throw`), reason, and trace (`Term.none`: to be made from the stack) of the exception being raised.
    public var exceptionClass: Term
    public var exceptionReason: Term
    public var exceptionTrace: Term
    /// `error_info` of the exception's first stack entry, or `Term.none`.
    public var exceptionInfo: Term
    /// The state of a resumable native between slices, or `Term.none`.
    public var nativeState: Term
    /// A result that must survive a collection before it reaches its slot, or `Term.none`.
    public var nativeResult: Term
    /// Target of `.trap`: an export entry; its arguments replace the native's from slot 0 on.
    public var trapExport: UnsafeMutablePointer<ExportEntry>?
    public var trapArguments: (Term, Term, Term, Term)
    public var trapArity: Int

    // MARK: Identity and relations

    public var pid: Term
    public var machineReference: Unmanaged<Machine>
    var core: UnsafeMutablePointer<MachineCore>
    public var dictionary: Term
    public var groupLeader: Term
    /// Bits of the atom under which the process is registered; 0: none. Set by whoever registers it.
    public let registeredName: Atomic<UInt64>
    public var label: Term
    /// The module that is told of calls of functions that do not exist.
    public var errorHandler: Term
    public var parent: Term
    public var initialCall: (Term, Term, Int)
    public var domain: Unmanaged<Domain>
    /// Links, monitors, aliases, suspensions, answers; nil until the first one.
    public var relations: UnsafeMutablePointer<Relations>?
    public var trapsExits: Bool
    public var priority: UInt8
    public var flags: UInt32
    /// nil: nobody traces the process.
    var tracing: UnsafeMutablePointer<Tracing>?

    // MARK: Mailbox and scheduling

    /// Signals from others, newest first; a lock-free stack, `closed` when the process has ended.
    public let inbox: Atomic<UInt>
    public var messagesFirst: UnsafeMutablePointer<Signal>?
    /// The link that the next message is put into: `messagesFirst` or the last message's `next`.
    public var messagesEnd: MessageLink
    /// The link to the message that `receivePeek` looks at next; `messagesFirst` itself at the start.
    public var receivePosition: MessageLink
    public var messageCount: Int
    /// Where the mailbox ended when references were made (ReceiveMarks.swift); nil until one is made while there are messages.
    var receiveMarks: UnsafeMutablePointer<ReceiveMark>?
    var receiveMarkCount: Int
    public let state: Atomic<UInt32>
    /// Words of the block and of the old segment, as they were after the last collection. For any thread.
    public let heapWords: Atomic<Int>
    public var nextInQueue: ProcessPointer?
    /// Bits of the pid while the slot is a process, else 0: what other threads ask before they touch the inbox.
    public let identity: Atomic<UInt64>
    /// How many processes there had been before this one.
    public var generation: UInt32
    public var slotIndex: Int
    /// The pending timeout of the current receive.
    public var timer: UnsafeMutablePointer<MachineTimer>?
    /// The scheduler in whose heap `timer` lies.
    public var timerHeap: UInt32
    /// The next reference number; numbers are taken from the machine in blocks.
    public var referenceCounter: UInt64
}

extension UnsafeMutablePointer where Pointee == Process {
    @inlinable @inline(__always) public var machine: Machine { pointee.machineReference._withUnsafeGuaranteedRef { $0 } }
}
