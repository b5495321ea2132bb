// What the data layer keeps for a machine beside atoms, literals and code. Machine.swift names it once.

/// The state of maps and tables of one machine.
public final class DataState: @unchecked Sendable {
    public let shapes: ShapeTable
    /// 24 bits that salt the internal hash.
    let hashSalt: Int
    let nodes = NodeTable()

    init(literals: LiteralArea, atoms: AtomTable, seed: UInt64?) {
        shapes = ShapeTable(literals: literals, atoms: atoms)
        hashSalt = Int((seed.map { mixHash($0, 0x5A17) } ?? UInt64.random(in: .min ... .max)) & 0xFF_FFFF)
    }
}

extension Machine {
    public var shapes: ShapeTable { data.shapes }
    var hashSalt: Int { data.hashSalt }
}
