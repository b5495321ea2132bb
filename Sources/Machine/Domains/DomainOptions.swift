// The option `domain` of `spawn_opt`: the child starts a domain of its own within its parent's.
//
//     {domain, {Authorities, Readable, Writable, Budgets, Brokers}}
//
// Authorities are names (read, write, network, environment, run, code, streams, machine, halt); Readable and Writable lists of
// paths, or all; Budgets a list of {heap | reductions | mailbox | children, Number}; Brokers pids outside that the child may send to.
import Bytecode
import Synchronization

extension Domain {
    /// Reads the option; nil: badarg.
    convenience init?(_ term: Term, within parent: Domain, _ p: ProcessPointer) {
        guard term.isTuple, term.tupleSize == 5 else { return nil }
        let atoms = p.machine.atoms
        var authority: Authority = []
        let isRead = forEach(term.element(0)) { name in
            guard name.isAtom, let one = Authority(name: atoms.string(name)) else { return false }
            authority.insert(one)
            return true
        }
        guard isRead else { return nil }
        var paths = PathScopes()
        for (index, place) in [(1, \PathScopes.readable), (2, \PathScopes.writable)] {
            let list = term.element(index)
            if list.isAtom { continue }
            var found: [[UInt8]] = []
            let isRead = forEach(list) { path in
                guard let path = p.hostPath(path) else { return false }
                if let real = realPath(path) { found.append(real) }
                return true
            }
            guard isRead else { return nil }
            paths[keyPath: place] = found
        }
        var budgets = Budgets()
        let areRead = forEach(term.element(3)) { budget in
            guard budget.isTuple, budget.tupleSize == 2, budget.element(0).isAtom, budget.element(1).isSmall, budget.element(1).small >= 0 else { return false }
            let number = budget.element(1).small
            switch atoms.string(budget.element(0)) {
            case "heap": budgets.heapWords = number
            case "reductions": budgets.reductions = number
            case "mailbox": budgets.messages = number
            case "children": budgets.children = number
            default: return false
            }
            return true
        }
        guard areRead else { return nil }
        var brokers: Set<UInt64> = []
        let areGranted = forEach(term.element(4)) { pid in
            // Nobody grants what is beyond its own reach.
            guard pid.isLocalPid, p.maySend(to: pid) else { return false }
            brokers.insert(pid.bits)
            return true
        }
        guard areGranted else { return nil }
        let namespace = p.machine.data.domainsMade.wrappingAdd(1, ordering: .relaxed).newValue
        self.init(within: parent, authority: authority, paths: paths, budgets: budgets, brokers: brokers, namespace: namespace)
    }
}

extension Authority {
    static let names: KeyValuePairs<String, Authority> = [
        "read": .readFiles, "write": .writeFiles, "network": .network, "environment": .environment, "run": .subprocesses,
        "code": .codeLoading, "streams": .standardStreams, "machine": .machineControl, "halt": .halt,
    ]

    init?(name: String) {
        guard let found = Authority.names.first(where: { $0.key == name }) else { return nil }
        self = found.value
    }
}

/// Calls back with each element; false: it is no list, or an element was refused.
private func forEach(_ list: Term, _ body: (Term) -> Bool) -> Bool {
    var rest = list
    while rest.isCons {
        guard body(rest.head) else { return false }
        rest = rest.tail
    }
    return rest.isEmptyList
}

/// Is a term made of numbers, atoms, binaries, pids, references, tuples and lists? Nothing else crosses to a wider domain: funs are
/// code, and maps may be structs, which others' protocols call code for.
func isPlainData(_ term: Term) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { lent in
        var stack = WorkStack(lent)
        defer { stack.free() }
        stack.push(term.bits)
        while !stack.isEmpty {
            var next = Term(bits: stack.pop())
            while next.isCons {
                stack.push(next.head.bits)
                next = next.tail
            }
            if next.isTuple {
                for index in 0..<next.tupleSize { stack.push(next.element(index).bits) }
            } else if next.isMap || (next.isBoxed && (next.header.kind == .fun || next.header.kind == .exportFun)) {
                return false
            }
        }
        return true
    }
}
