// What the data layer keeps for a machine beside atoms, literals and code. Machine.swift names it once.
import Synchronization

/// The state of maps and tables of one machine.
public final class DataState: @unchecked Sendable {
    public let shapes: ShapeTable
    /// 24 bits that salt the internal hash.
    let hashSalt: Int
    let nodes = NodeTable()
    let persistentTerms = PersistentTerms()
    let tables = TableRegistry()
    let regexes = RegexCache()
    let ports = PortTable()
    let input = InputLines()
    let output: StandardOutput
    let host: HostState
    /// Numbers of domains, whose names of tables they tell apart.
    let domainsMade = Atomic<UInt32>(0)
    /// Atoms of match patterns and of tables.
    let tableAtoms: TableAtoms

    init(literals: LiteralArea, atoms: AtomTable, options: MachineOptions) {
        shapes = ShapeTable(literals: literals, atoms: atoms)
        tableAtoms = TableAtoms(atoms)
        output = StandardOutput(atoms)
        host = HostState(environment: options.environment, workingDirectory: options.workingDirectory)
        hashSalt = Int((options.seed.map { mixHash($0, 0x5A17) } ?? UInt64.random(in: .min ... .max)) & 0xFF_FFFF)
    }
}

/// Atoms whose texts are no Swift names.
struct TableAtoms {
    /// `_`, `$_`, `$$`
    let anything: Term
    let object: Term
    let bindings: Term
    let endOfTable: Term

    init(_ atoms: AtomTable) {
        anything = atoms.term("_")
        object = atoms.term("$_")
        bindings = atoms.term("$$")
        endOfTable = atoms.term("$end_of_table")
    }
}

extension Machine {
    public var shapes: ShapeTable { data.shapes }
    var hashSalt: Int { data.hashSalt }
    var tables: TableRegistry { data.tables }
}
