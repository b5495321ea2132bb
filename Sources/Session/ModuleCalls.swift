// The calls of other modules in the expanded code of a module that is being defined: what the checks at the end of a file ask about.
import Expander
import Machine
import Syntax

/// A call or capture of a function by its module and name.
struct ModuleCall {
    var module: String
    var name: String
    var arity: Int
    var meta: Meta

    /// The calls in guards and bodies of a definition, in the order of its code.
    static func calls(in definition: FunctionDefinition) -> [ModuleCall] {
        var found: [ModuleCall] = []
        for clause in definition.clauses {
            for guardian in clause.guards { collect(guardian, &found) }
            collect(clause.body, &found)
        }
        return found
    }

    private static func collect(_ quoted: Quoted, _ found: inout [ModuleCall]) {
        switch quoted {
        case .node(let node):
            if let capture = captured(node) { return found.append(capture) }
            guard case .list(let arguments) = node.args else { return collect(node.form, &found) }
            if case .node(let callee) = node.form, let (module, name) = target(callee) {
                found.append(ModuleCall(module: module, name: name, arity: arguments.count, meta: node.meta))
            } else {
                collect(node.form, &found)
            }
            for argument in arguments { collect(argument, &found) }
        case .list(let elements), .tuple(let elements):
            for element in elements { collect(element, &found) }
        case .improperList(let elements, let tail):
            for element in elements { collect(element, &found) }
            collect(tail, &found)
        case .atom, .integer, .bigInteger, .float, .binary, .term:
            return
        }
    }

    /// The module and name of `module.name` where both are atoms.
    private static func target(_ callee: Node) -> (String, String)? {
        guard callee.form == .atom("."), case .list(let parts) = callee.args, parts.count == 2, case .atom(let module) = parts[0],
              case .atom(let name) = parts[1] else { return nil }
        return (module, name)
    }

    /// `&Module.name/arity`.
    private static func captured(_ node: Node) -> ModuleCall? {
        guard node.form == .atom("&"), case .list(let operand) = node.args, operand.count == 1, case .node(let slash) = operand[0],
              slash.form == .atom("/"), case .list(let sides) = slash.args, sides.count == 2, case .node(let call) = sides[0], case .list(let none) = call.args,
              none.isEmpty, case .node(let callee) = call.form, let (module, name) = target(callee), case .integer(let arity) = sides[1] else { return nil }
        return ModuleCall(module: module, name: name, arity: arity, meta: call.meta)
    }
}

extension ModuleNatives {
    /// `[{{name, arity}, [{{module, name, arity}, file | nil, line | {line, column}, local?, without parentheses?}]}]` of an open
    /// module, but for generated calls, those of `:erlang` and those of the module's own public functions.
    static func calls(_ builder: ModuleBuilder, _ p: ProcessPointer) -> Term {
        let own = Set(builder.keys.filter { builder.definition($0)?.kind == .def } + builder.overridableKeys)
        return p.list(builder.keys.compactMap { key in
            guard let definition = builder.definition(key) else { return nil }
            let calls = ModuleCall.calls(in: definition).filter { call in
                call.module != "erlang" && call.meta["generated"] != .atom("true")
                    && !(call.module == builder.name && own.contains(FunctionKey(call.name, call.arity)))
            }
            return calls.isEmpty ? nil : p.tuple(term(key, p), p.list(calls.map { term($0, p) }))
        })
    }

    private static func term(_ call: ModuleCall, _ p: ProcessPointer) -> Term {
        let atoms = p.machine.atoms
        var line = call.meta.line
        var kept = Term(.nil)
        if case .tuple(let place)? = call.meta["keep"], place.count == 2, case .binary(let file) = place[0], case .integer(let keptLine) = place[1] {
            line = keptLine
            kept = p.binary(file)
        }
        let position = call.meta.column > 0 ? p.tuple(Term(small: line), Term(small: call.meta.column)) : Term(small: line)
        return p.tuple(
            p.tuple(atoms.term(call.module), atoms.term(call.name), Term(small: call.arity)), kept, position,
            Term.boolean(call.meta["context_module"] == .atom("true")), Term.boolean(call.meta["no_parens"] == .atom("true"))
        )
    }
}
