// Types as sets of values, with union, intersection and difference: "set-theoretic types" (G. Castagna, "Programming with union,
// intersection, and negation types", 2022), of which Elixir's checker is made. Atoms are types of their own; numbers and binaries
// are not. What has parts is kept as a union of shapes (Tuples, Maps, Lists, Functions); an empty shape is never kept, so that a
// set is empty when nothing is left in it.

/// The kinds of values without parts, and the empty list.
struct BasicKinds: OptionSet, Hashable {
    let rawValue: UInt16
    static let integer = BasicKinds(rawValue: 1)
    static let float = BasicKinds(rawValue: 2)
    static let binary = BasicKinds(rawValue: 4)
    /// Bitstrings that are not binaries.
    static let bits = BasicKinds(rawValue: 8)
    static let emptyList = BasicKinds(rawValue: 16)
    static let pid = BasicKinds(rawValue: 32)
    static let port = BasicKinds(rawValue: 64)
    static let reference = BasicKinds(rawValue: 128)
    static let all = BasicKinds(rawValue: 255)
}

/// A set of values.
struct SetType: Equatable {
    var basic: BasicKinds = []
    var atoms = AtomSet.none
    /// What has parts; nil for nothing.
    var compound: Compound?

    init(_ basic: BasicKinds = [], atoms: AtomSet = .none, compound: Compound? = nil) {
        self.basic = basic
        self.atoms = atoms
        self.compound = compound
    }

    static let none = SetType()
    static let term = SetType(.all, atoms: .all, compound: .all)
    static let integer = SetType(.integer)
    static let float = SetType(.float)
    static let number = SetType([.integer, .float])
    static let binary = SetType(.binary)
    static let bitstring = SetType([.binary, .bits])
    static let emptyList = SetType(.emptyList)
    static let pid = SetType(.pid)
    static let port = SetType(.port)
    static let reference = SetType(.reference)
    static let atom = SetType(atoms: .all)
    static let boolean = SetType(atoms: AtomSet(["false", "true"]))
    static let tuple = SetType(compound: Compound(tuples: [TupleShape(.any)]))
    static let map = SetType(compound: Compound(maps: [MapShape(.any)]))
    static let nonEmptyImproper = SetType(compound: Compound(lists: [ListShape(element: .term, tail: .term)]))
    static let list = SetType.list(of: .term)
    static let function = SetType(compound: Compound(functions: [.any]))

    static func atom(_ name: String) -> SetType { SetType(atoms: AtomSet([name])) }
    static func atoms(_ names: [String]) -> SetType { SetType(atoms: AtomSet(names)) }
    /// A list, empty or proper.
    static func list(of element: SetType) -> SetType { nonEmptyList(of: element).union(.emptyList) }
    /// A list with at least one element and this end; none when the element is.
    static func nonEmptyList(of element: SetType, tail: SetType = .emptyList) -> SetType {
        if element.isEmpty || tail.isEmpty { return .none }
        return SetType(compound: Compound(lists: [ListShape(element: element, tail: tail)]))
    }
    static func tuple(_ elements: [SetType], isOpen: Bool = false) -> SetType {
        if elements.contains(where: \.isEmpty) { return .none }
        return SetType(compound: Compound(tuples: [TupleShape(TupleType(elements: elements, isOpen: isOpen))]))
    }
    static func map(_ fields: [MapField], rest: MapRest) -> SetType {
        let map = MapType(fields: fields, rest: rest)
        return map.isEmpty ? .none : SetType(compound: Compound(maps: [MapShape(map)]))
    }
    /// Functions of an arity, whatever they take and give.
    static func function(arity: Int) -> SetType {
        SetType(compound: Compound(functions: [FunctionShape(arity: arity, arrows: [])]))
    }
    static func function(_ arrows: [Arrow]) -> SetType {
        SetType(compound: Compound(functions: [FunctionShape(arity: arrows[0].arguments.count, arrows: arrows)]))
    }

    var isEmpty: Bool { basic.isEmpty && atoms.isEmpty && compound == nil }
    var isTerm: Bool { basic == .all && atoms == .all && (compound?.isAll ?? false) }

    static func == (left: SetType, right: SetType) -> Bool {
        guard left.basic == right.basic, left.atoms == right.atoms else { return false }
        switch (left.compound, right.compound) {
        case (nil, nil): return true
        case (let a?, let b?): return a === b || a == b
        default: return false
        }
    }

    func union(_ other: SetType) -> SetType {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return SetType(basic.union(other.basic), atoms: atoms.union(other.atoms), compound: Compound.union(compound, other.compound))
    }

    func intersection(_ other: SetType) -> SetType {
        if isTerm { return other }
        if other.isTerm { return self }
        return SetType(basic.intersection(other.basic), atoms: atoms.intersection(other.atoms),
                       compound: Compound.intersection(compound, other.compound))
    }

    func subtracting(_ other: SetType) -> SetType {
        if isEmpty || other.isEmpty { return self }
        if other.isTerm { return .none }
        return SetType(basic.subtracting(other.basic), atoms: atoms.subtracting(other.atoms),
                       compound: Compound.difference(compound, other.compound))
    }

    func isSubset(of other: SetType) -> Bool {
        if isEmpty || other.isTerm { return true }
        guard basic.isSubset(of: other.basic), atoms.subtracting(other.atoms).isEmpty else { return false }
        return Compound.difference(compound, other.compound) == nil
    }

    func isDisjoint(with other: SetType) -> Bool {
        if !basic.isDisjoint(with: other.basic) || !atoms.intersection(other.atoms).isEmpty { return false }
        return Compound.intersection(compound, other.compound) == nil
    }

    /// Whether it is one kind of values without parts: to be of this type, or perhaps of it, is the same.
    var isIndivisible: Bool { compound == nil && atoms.isEmpty && !basic.isEmpty && basic.rawValue & (basic.rawValue - 1) == 0 }

    /// The atom, if this is one.
    var singleAtom: String? { basic.isEmpty && compound == nil ? atoms.single : nil }

    var tuples: [TupleShape] { compound?.tuples ?? [] }
    var maps: [MapShape] { compound?.maps ?? [] }
    var lists: [ListShape] { compound?.lists ?? [] }
    var functions: [FunctionShape] { compound?.functions ?? [] }
}

/// A finite set of atoms, or all atoms but those of one.
struct AtomSet: Equatable {
    /// Sorted.
    var names: [String]
    var isComplement = false

    init(_ names: [String], isComplement: Bool = false) {
        self.names = names.count < 2 ? names : Array(Set(names)).sorted()
        self.isComplement = isComplement
    }
    private init(sorted names: [String], isComplement: Bool) {
        self.names = names
        self.isComplement = isComplement
    }

    static let none = AtomSet(sorted: [], isComplement: false)
    static let all = AtomSet(sorted: [], isComplement: true)

    var isEmpty: Bool { names.isEmpty && !isComplement }
    var single: String? { names.count == 1 && !isComplement ? names[0] : nil }

    func contains(_ name: String) -> Bool { names.contains(name) != isComplement }

    func union(_ other: AtomSet) -> AtomSet {
        if isEmpty { return other }
        if other.isEmpty { return self }
        switch (isComplement, other.isComplement) {
        case (false, false): return AtomSet(names + other.names)
        case (false, true): return AtomSet(sorted: other.names.filter { !names.contains($0) }, isComplement: true)
        case (true, false): return AtomSet(sorted: names.filter { !other.names.contains($0) }, isComplement: true)
        case (true, true): return AtomSet(sorted: names.filter(other.names.contains), isComplement: true)
        }
    }

    func intersection(_ other: AtomSet) -> AtomSet {
        switch (isComplement, other.isComplement) {
        case (false, false): return AtomSet(sorted: names.filter(other.names.contains), isComplement: false)
        case (false, true): return AtomSet(sorted: names.filter { !other.names.contains($0) }, isComplement: false)
        case (true, false): return AtomSet(sorted: other.names.filter { !names.contains($0) }, isComplement: false)
        case (true, true): return AtomSet(names + other.names, isComplement: true)
        }
    }

    func subtracting(_ other: AtomSet) -> AtomSet {
        other.isEmpty ? self : intersection(AtomSet(sorted: other.names, isComplement: !other.isComplement))
    }
}

/// The unions of shapes of a set. Never empty: where nothing is left there is none.
final class Compound: Equatable {
    let tuples: [TupleShape]
    let maps: [MapShape]
    let lists: [ListShape]
    let functions: [FunctionShape]

    init(tuples: [TupleShape] = [], maps: [MapShape] = [], lists: [ListShape] = [], functions: [FunctionShape] = []) {
        self.tuples = tuples
        self.maps = maps
        self.lists = lists
        self.functions = functions
    }

    /// Made apart from `SetType.term`, which needs it.
    static let all: Compound = {
        let anything = SetType(.all, atoms: .all, compound: nil)
        let lists = [ListShape(isAny: anything)]
        return Compound(tuples: [TupleShape(.any)], maps: [MapShape(.any)],
                        lists: lists, functions: [.any])
    }()

    var isAll: Bool {
        self === Compound.all || (tuples.contains(where: \.isAny) && maps.contains(where: \.isAny) && lists.contains(where: \.isAny)
            && functions.contains(where: \.isAny))
    }

    private static func make(_ tuples: [TupleShape], _ maps: [MapShape], _ lists: [ListShape], _ functions: [FunctionShape]) -> Compound? {
        if tuples.isEmpty && maps.isEmpty && lists.isEmpty && functions.isEmpty { return nil }
        return Compound(tuples: tuples, maps: maps, lists: lists, functions: functions)
    }

    static func == (left: Compound, right: Compound) -> Bool {
        left === right || (left.tuples == right.tuples && left.maps == right.maps && left.lists == right.lists && left.functions == right.functions)
    }

    static func union(_ left: Compound?, _ right: Compound?) -> Compound? {
        guard let left else { return right }
        guard let right, right !== left else { return left }
        if left === all || right === all { return all }
        return make(TupleShape.union(left.tuples, right.tuples), MapShape.union(left.maps, right.maps),
                    ListShape.union(left.lists, right.lists), FunctionShape.union(left.functions, right.functions))
    }

    static func intersection(_ left: Compound?, _ right: Compound?) -> Compound? {
        guard let left, let right else { return nil }
        if left === right || right.isAll { return left }
        if left.isAll { return right }
        return make(TupleShape.intersection(left.tuples, right.tuples), MapShape.intersection(left.maps, right.maps),
                    ListShape.intersection(left.lists, right.lists), FunctionShape.intersection(left.functions, right.functions))
    }

    static func difference(_ left: Compound?, _ right: Compound?) -> Compound? {
        guard let left else { return nil }
        guard let right else { return left }
        if left === right || right.isAll { return nil }
        return make(TupleShape.difference(left.tuples, right.tuples), MapShape.difference(left.maps, right.maps),
                    ListShape.difference(left.lists, right.lists), FunctionShape.difference(left.functions, right.functions))
    }
}
