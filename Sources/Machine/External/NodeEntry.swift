// Other nodes, as pids and references of theirs name them. There is no distribution: such terms come from decoding only.
import Glibc

/// A node, counted by each term that names it.
public final class NodeEntry: @unchecked Sendable {
    /// The node's name, an atom.
    public let name: Term
    /// Which of the node's lives.
    public let creation: UInt32

    init(name: Term, creation: UInt32) {
        self.name = name
        self.creation = creation
    }
}

/// The nodes that a machine has heard of. Entries are unique, so that terms compare them by address.
final class NodeTable: @unchecked Sendable {
    private var entries: [UInt64: NodeEntry] = [:]
    private let lock = SpinLock()

    /// The entry of a node, made if new; it lives as long as the machine.
    func entry(_ name: Term, creation: UInt32) -> NodeEntry {
        lock.lock()
        defer { lock.unlock() }
        let key = UInt64(name.atomIndex) << 32 | UInt64(creation)
        if let entry = entries[key] { return entry }
        let entry = NodeEntry(name: name, creation: creation)
        entries[key] = entry
        return entry
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// A pid or reference of another node.
    func external(_ kind: BoxedKind, _ number: UInt64, _ serial: UInt64, _ node: NodeEntry) -> Term {
        let cell = allocate(4)
        cell[0] = Header(kind, size: 3).bits
        cell[1] = number
        cell[2] = serial
        cell[3] = UInt64(UInt(bitPattern: Unmanaged.passRetained(node).toOpaque()))
        noteCounted(cell)
        return Term(boxed: cell)
    }
}
