// A domain: what its processes may do, what they may use up together, and the names that they see (DESIGN.md 4.8). Children
// inherit their parent's domain; it is only ever narrowed. The root domain allows everything.
import Bytecode
import Synchronization

/// What processes of a domain may use up together.
public struct Budgets {
    public var reductions = Int.max
    public var children = Int.max
    /// Words that a process's heap may reach.
    public var heapWords = Int.max
    public init() {}
}

public final class Domain: @unchecked Sendable {
    public let parent: Domain?
    public let authority: Authority
    public let budgets: Budgets
    /// Must a process of this domain be accounted for? One test on the way of everybody else.
    let isLimited: Bool
    /// The names that its processes register and see.
    public let names: Registry
    private let reductionsSpent = Atomic<Int>(0)
    private let living = Atomic<Int>(0)

    /// The domain of a machine's first process.
    init() {
        parent = nil
        authority = .everything
        budgets = Budgets()
        isLimited = false
        names = Registry()
    }

    /// A domain within another one, with no more authority than it.
    public init(within parent: Domain, authority: Authority, budgets: Budgets, ownNames: Bool) {
        self.parent = parent
        self.authority = authority.intersection(parent.authority)
        self.budgets = budgets
        isLimited = true
        names = ownNames ? Registry() : parent.names
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
        if reductionsSpent.wrappingAdd(reductions, ordering: .relaxed).newValue > budgets.reductions {
            process.die(process.tuple(Term(.budget), Term(.reductions)))
        }
        parent?.spend(reductions: reductions, process)
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    @inline(__always) var domain: Domain { pointee.domain._withUnsafeGuaranteedRef { $0 } }

    /// May this process see that one? Beyond its reach nobody exists.
    @inline(__always)
    func reaches(_ pid: Term) -> Bool {
        guard pointee.flags & ProcessFlags.limited != 0, let other = pointee.core.find(pid.bits) else { return true }
        return domain.mayReach(other.domain)
    }
}

/// May the process call a native that needs authority? The one place where that is decided.
@inline(__always)
func domainAllows(_ process: ProcessPointer, _ native: UnsafeMutablePointer<NativeEntry>) -> Bool {
    native.pointee.authority.rawValue & ~process.domain.authority.rawValue == 0
}
