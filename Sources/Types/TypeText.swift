// Types as quoted expressions, as they are shown in warnings: `dynamic({:ok, term()})`.
import Syntax

enum TypeText {
    /// `dynamic(…)` stands around what is dynamic.
    static func quoted(_ type: GradualType, structs: @escaping (String) -> [String]? = { _ in nil }, allFields: Bool = false) -> Quoted {
        let text = TypeWriter(structs: structs, allFields: allFields)
        guard type.isDynamic else { return text.quoted(type.fixed) }
        if type.upper.isTerm && type.fixed.isEmpty { return call("dynamic") }
        let dynamic = Quoted.call("dynamic", Meta(), [text.quoted(type.fixed.isEmpty ? type.upper : type.upper.subtracting(type.fixed))])
        if type.fixed.isEmpty { return dynamic }
        return .call("or", Meta(), [dynamic, text.quoted(type.fixed)])
    }

    static func quoted(_ type: SetType, structs: @escaping (String) -> [String]? = { _ in nil }) -> Quoted {
        TypeWriter(structs: structs).quoted(type)
    }

    static func call(_ name: String, _ arguments: [Quoted] = []) -> Quoted { .call(name, Meta(), arguments) }
}

private struct TypeWriter {
    /// The fields of a struct in the order of its definition.
    let structs: (String) -> [String]?
    /// Whether structs whose fields may have anything are shown with them.
    var allFields = false

    func quoted(_ type: SetType) -> Quoted {
        if type.isEmpty { return TypeText.call("none") }
        if type.isTerm { return TypeText.call("term") }
        // What lacks little is said by what it lacks.
        let present = members(type)
        if present.count > 6 {
            let missing = members(SetType.term.subtracting(type)).map { Quoted.call("not", Meta(), [$0]) }
            if missing.count < present.count, let first = missing.first { return missing.dropFirst().reduce(first) { .call("and", Meta(), [$0, $1]) } }
        }
        return union(present)
    }

    private func union(_ members: [Quoted]) -> Quoted {
        guard var result = members.first else { return TypeText.call("none") }
        for member in members.dropFirst() { result = .call("or", Meta(), [result, member]) }
        return result
    }

    private func except(_ base: Quoted, _ members: [Quoted]) -> Quoted {
        members.isEmpty ? base : .call("and", Meta(), [base, .call("not", Meta(), members)])
    }

    /// The members of a union: atoms first, then the others by their names.
    private func members(_ type: SetType) -> [Quoted] {
        var atoms: [Quoted] = []
        var named: [(String, Quoted)] = []
        func add(_ name: String, _ quoted: Quoted) { named.append((name, quoted)) }

        if type.atoms.isComplement {
            add("atom", except(TypeText.call("atom"), type.atoms.names.reversed().map { .atom($0) }))
        } else {
            let names = type.atoms.names
            let isBoolean = names.contains("true") && names.contains("false")
            atoms = names.filter { !isBoolean || ($0 != "true" && $0 != "false") }.map { .atom($0) }
            if isBoolean { add("boolean", TypeText.call("boolean")) }
        }
        if type.basic.contains([.binary, .bits]) {
            add("bitstring", TypeText.call("bitstring"))
        } else if type.basic.contains(.binary) {
            add("binary", TypeText.call("binary"))
        } else if type.basic.contains(.bits) {
            add("bitstring", except(TypeText.call("bitstring"), [TypeText.call("binary")]))
        }
        if type.basic.contains(.float) { add("float", TypeText.call("float")) }
        if type.basic.contains(.integer) { add("integer", TypeText.call("integer")) }
        if type.basic.contains(.pid) { add("pid", TypeText.call("pid")) }
        if type.basic.contains(.port) { add("port", TypeText.call("port")) }
        if type.basic.contains(.reference) { add("reference", TypeText.call("reference")) }
        for shape in type.functions { add("fun", function(shape)) }
        var hasEmptyList = type.basic.contains(.emptyList)
        for shape in type.lists {
            let (name, quoted) = list(shape, withEmpty: &hasEmptyList)
            add(name, quoted)
        }
        if hasEmptyList { add("empty_list", TypeText.call("empty_list")) }
        for shape in type.maps { add("map", map(shape)) }
        for shape in type.tuples { add("tuple", tuple(shape)) }
        return atoms + named.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    }

    private func tuple(_ shape: TupleShape) -> Quoted {
        except(tuple(shape.type), shape.without.map(tuple))
    }

    private func tuple(_ type: TupleType) -> Quoted {
        var elements = type.elements.map(quoted)
        if type.isOpen { elements.append(.variable("...", Meta())) }
        return elements.count == 2 ? .tuple(elements) : .call("{}", Meta(), elements)
    }

    private func list(_ shape: ListShape, withEmpty hasEmpty: inout Bool) -> (String, Quoted) {
        let element = shape.elementType, tail = shape.tailType
        func excluded(_ base: Quoted) -> Quoted {
            except(base, shape.without.map { nonEmpty($0.element, $0.tail) })
        }
        if hasEmpty, tail == .emptyList {
            hasEmpty = false
            return ("list", excluded(TypeText.call("list", [quoted(element)])))
        }
        return ("non_empty_list", excluded(nonEmpty(element, tail)))
    }

    private func nonEmpty(_ element: SetType, _ tail: SetType) -> Quoted {
        TypeText.call("non_empty_list", tail == .emptyList ? [quoted(element)] : [quoted(element), quoted(tail)])
    }

    private func map(_ shape: MapShape) -> Quoted {
        except(map(shape.type), shape.without.map(map))
    }

    private func map(_ type: MapType) -> Quoted {
        if type.fields.isEmpty {
            if type.rest == .open { return TypeText.call("map") }
            if type.rest == .closed { return TypeText.call("empty_map") }
        }
        var type = type
        if case .kinds(let types) = type.rest, types.count == KeyKind.allCases.count, types.values.allSatisfy(\.isTerm) {
            if type.fields.count == 1, type.fields[0].key == "__struct__", type.fields[0].type.isEmpty { return TypeText.call("non_struct_map") }
            type.rest = .open
        }
        if let name = type["__struct__"].type.singleAtom, !type["__struct__"].isOptional, type.rest == .closed {
            let given = type.fields.filter { $0.key != "__struct__" }
            let alias = Quoted.atom(name)
            let shown = allFields ? given : given.filter { !$0.type.isTerm && $0.key != "__exception__" }
            let order = structs(name) ?? []
            let sorted = shown.enumerated().sorted { a, b in
                (order.firstIndex(of: a.element.key) ?? order.count + a.offset) < (order.firstIndex(of: b.element.key) ?? order.count + b.offset)
            }.map(\.element)
            return .call("%", Meta(), [alias, .call("%{}", Meta(), sorted.map(field))])
        }
        var entries: [Quoted] = []
        switch type.rest {
        case .open: entries.append(.variable("...", Meta()))
        case .closed: break
        case .kinds(let types):
            // Keys that are binaries or bitstrings are told apart, and so shown.
            for kind in KeyKind.allCases {
                guard let value = types[kind] else { continue }
                let name = switch kind {
                case .bits: "bitstring"
                case .function: "fun"
                default: "\(kind)"
                }
                let key = kind == .list ? TypeText.call("list", [TypeText.call("term")]) : TypeText.call(name)
                entries.append(.tuple([key, quoted(value)]))
            }
        }
        return .call("%{}", Meta(), entries + type.fields.map(field))
    }

    private func field(_ field: MapField) -> Quoted {
        if field.type.isEmpty { return .tuple([.atom(field.key), TypeText.call("not_set")]) }
        let type = quoted(field.type)
        return .tuple([.atom(field.key), field.isOptional ? TypeText.call("if_set", [type]) : type])
    }

    private func function(_ shape: FunctionShape) -> Quoted {
        guard let arity = shape.arity else { return TypeText.call("fun") }
        let arrows = shape.arrows.isEmpty ? [Arrow(arguments: Array(repeating: .none, count: arity), result: .term)] : shape.arrows
        let shown = arrows.map { arrow -> Quoted in
            .list([.call("->", Meta(), [.list(arrow.arguments.map { TypeText.quoted($0, structs: structs) }), TypeText.quoted(arrow.result, structs: structs)])])
        }
        return shown.dropFirst().reduce(shown[0]) { .call("and", Meta(), [$0, $1]) }
    }
}
