// A domain: what its processes may do, what they may use up together, and the names, tables and persistent terms that they see
// (DESIGN.md 4.8). Children inherit their parent's domain; it is only ever narrowed. The root domain allows everything.
import Bytecode
import Synchronization

/// What processes of a domain may use up together, those of domains within it included.
public struct Budgets {
    public var reductions = Int.max
    /// Processes that live at the same time.
    public var children = Int.max
    /// Words of heaps, of binaries that these refer to, of tables and persistent terms.
    public var heapWords = Int.max
    /// Messages that wait in the mailbox of one process.
    public var messages = Int.max
    public init() {}
}

public final class Domain: @unchecked Sendable {
    public let parent: Domain?
    public let authority: Authority
    /// Where files may be read and written, if not everywhere.
    let paths: PathScopes
    public let budgets: Budgets
    /// Must a process of this domain be accounted for? One test on the way of everybody else.
    let isLimited: Bool
    /// The names that its processes register and see.
    public let names: Registry
    /// Which names of tables are one and the same; 0 those of the root domain.
    let namespace: UInt32
    /// The persistent terms that its processes put; nil for the machine's.
    let terms: PersistentTerms?
    /// Processes outside that its processes may send data to, and monitor.
    private let brokers: Set<UInt64>
    private let reductionsSpent = Atomic<Int>(0)
    private let living = Atomic<Int>(0)
    private let heapUsed = Atomic<Int>(0)
    /// Modules that its processes have defined.
    private let modulesLock = SpinLock()
    private var modules: Set<UInt32> = []

    /// The domain of a machine's first process.
    init() {
        parent = nil
        authority = .everything
        paths = PathScopes()
        budgets = Budgets()
        isLimited = false
        names = Registry()
        namespace = 0
        terms = nil
        brokers = []
    }

    /// A domain within another one, with no more authority than it, and with names of its own.
    init(within parent: Domain, authority: Authority, paths: PathScopes, budgets: Budgets, brokers: Set<UInt64>, namespace: UInt32) {
        self.parent = parent
        self.authority = authority.intersection(parent.authority)
        self.paths = paths.within(parent.paths)
        self.budgets = budgets
        isLimited = true
        names = Registry()
        self.namespace = namespace
        terms = PersistentTerms()
        self.brokers = brokers
    }

    /// May its processes see and signal those of the other one? Its own and those within it.
    @inline(__always)
    func mayReach(_ other: Domain) -> Bool {
        if self === other { return true }
        var domain = other.parent
        while let current = domain {
            if current === self { return true }
            domain = current.parent
        }
        return false
    }

    /// Was the process granted when the domain was made?
    func isBroker(_ pid: Term) -> Bool { brokers.contains(pid.bits) }

    // MARK: Accounts

    /// Counts a child that is about to be made. False: the account is spent.
    func mayHaveChild() -> Bool {
        guard isLimited else { return true }
        if living.wrappingAdd(1, ordering: .relaxed).newValue > budgets.children {
            living.wrappingSubtract(1, ordering: .relaxed)
            return false
        }
        if let parent, !parent.mayHaveChild() {
            living.wrappingSubtract(1, ordering: .relaxed)
            return false
        }
        return true
    }

    func childEnded() {
        guard isLimited else { return }
        living.wrappingSubtract(1, ordering: .relaxed)
        parent?.childEnded()
    }

    /// Charges reductions; a process that overdraws the account ends with `{budget, reductions}`.
    func spend(reductions: Int, _ process: ProcessPointer) {
        guard isLimited else { return }
        if reductionsSpent.wrappingAdd(reductions, ordering: .relaxed).newValue > budgets.reductions { process.die(ofBudget: "reductions") }
        parent?.spend(reductions: reductions, process)
    }

    /// Charges words, or gives them back. False: the account is overdrawn.
    func charge(words: Int) -> Bool {
        guard isLimited else { return true }
        let isCovered = heapUsed.wrappingAdd(words, ordering: .relaxed).newValue <= budgets.heapWords
        let isCoveredAbove = parent?.charge(words: words) ?? true
        return isCovered && isCoveredAbove
    }

    /// Has the account of words been overdrawn?
    var isOverdrawn: Bool {
        isLimited && (heapUsed.load(ordering: .relaxed) > budgets.heapWords || parent?.isOverdrawn == true)
    }

    /// May that many messages wait in one mailbox?
    func mayKeep(messages: Int) -> Bool {
        messages <= budgets.messages && (parent?.mayKeep(messages: messages) ?? true)
    }

    // MARK: Code

    /// May a module of that name be defined? In a limited domain only if nobody else has one: code is everybody's.
    public func mayDefine(_ module: Term, isKnown: Bool) -> Bool {
        guard isLimited else { return true }
        guard authority.contains(.codeLoading) else { return false }
        modulesLock.lock()
        defer { modulesLock.unlock() }
        if modules.contains(module.atomIndex) { return true }
        if isKnown { return false }
        modules.insert(module.atomIndex)
        return true
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    @inline(__always) public var domain: Domain { pointee.domain._withUnsafeGuaranteedRef { $0 } }
    @inline(__always) var isLimited: Bool { pointee.flags & ProcessFlags.limited != 0 }

    /// May this process see that one? Beyond its reach nobody exists.
    @inline(__always)
    func reaches(_ pid: Term) -> Bool {
        guard isLimited, let other = pointee.core.find(pid.bits) else { return true }
        return domain.mayReach(other.domain)
    }

    /// May this process send to that one? To brokers, too.
    @inline(__always)
    func maySend(to pid: Term) -> Bool { reaches(pid) || domain.isBroker(pid) }

    /// Charges what the process uses now, against what it was charged last. False: it is to end.
    @inline(never)
    func charge(words: Int) -> Bool {
        let grown = words + pointee.mailboxWords - pointee.chargedWords
        pointee.chargedWords += grown
        if domain.charge(words: grown) || grown <= 0 { return true }
        die(ofBudget: "heap")
        return false
    }

    /// Charges for a message that has arrived. Its words are the heap's when it has been taken, until the next collection.
    @inline(never)
    func charge(message: SignalPointer) {
        let words = message.words
        pointee.mailboxWords += words
        pointee.chargedWords += words
        if !domain.charge(words: words) { die(ofBudget: "heap") }
    }

    /// Charges what stays when the process has ended: tables and persistent terms.
    func chargeShared(words: Int) {
        if !domain.charge(words: words), words > 0 { die(ofBudget: "heap") }
    }

    /// An account of the domain is overdrawn: the process ends with `{budget, Name}`.
    func die(ofBudget name: String) {
        // There may be no room left between heap and stack: the reason goes to a fragment.
        let sp = pointee.sp
        pointee.sp = pointee.hp
        die(tuple(Term(.budget), machine.atoms.term(name)))
        pointee.sp = sp
    }
}

/// May the process call a native that needs authority, with these arguments? The one place where that is decided.
@inline(never)
func domainAllows(_ process: ProcessPointer, _ native: UnsafeMutablePointer<NativeEntry>, _ arguments: NativeArguments) -> Bool {
    let domain = process.domain
    guard domain.isLimited else { return true }
    let wanted = wantedAuthority(process, native, arguments)
    guard domain.authority.isSuperset(of: wanted) else { return false }
    return domain.paths.areEverywhere || domain.paths.allow(wanted, process, native, arguments)
}

/// Opening a file wants what its mode says; everything else what its row says.
private func wantedAuthority(_ process: ProcessPointer, _ native: UnsafeMutablePointer<NativeEntry>, _ arguments: NativeArguments) -> Authority {
    let both: Authority = [.readFiles, .writeFiles]
    guard native.pointee.authority == both, native.pointee.arity == 2, arguments[1].isSmall else { return native.pointee.authority }
    let mode = arguments[1].small
    var wanted: Authority = []
    if mode & (2 | 4 | 8) != 0 { wanted.insert(.writeFiles) }
    if mode & 1 != 0 || wanted.isEmpty { wanted.insert(.readFiles) }
    return wanted
}
