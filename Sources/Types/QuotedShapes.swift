// What the checker asks of quoted expressions all the time.
import Expander
import Syntax

extension Quoted {
    /// The two elements of `{a, b}`.
    var pair: (Quoted, Quoted)? {
        guard case .tuple(let elements) = self, elements.count == 2 else { return nil }
        return (elements[0], elements[1])
    }

    /// The key and the value of `{key, value}` with an atom as its key.
    var field: (key: String, value: Quoted)? {
        guard let (key, value) = pair, case .atom(let name) = key else { return nil }
        return (name, value)
    }

    /// The two arguments of a call of this name: of an operator, mostly.
    func sides(of name: String) -> (Quoted, Quoted)? {
        guard let node, node.form == .atom(name), case .list(let arguments) = node.args, arguments.count == 2 else { return nil }
        return (arguments[0], arguments[1])
    }

    /// `target.name(arguments)`.
    var remoteCall: (target: Quoted, name: String, arguments: [Quoted])? {
        guard let node, case .list(let arguments) = node.args, let (target, name) = node.form.sides(of: "."), case .atom(let name) = name else { return nil }
        return (target, name, arguments)
    }

    /// The name and arguments of a call of `:erlang`, which operators and tests are.
    var erlangCall: (name: String, arguments: [Quoted])? {
        guard let call = remoteCall, call.target == .atom("erlang") else { return nil }
        return (call.name, call.arguments)
    }

    /// A call of the machine's own, also where it was written with the name and the order of arguments that Elixir gives it.
    var machineCall: (name: String, arguments: [Quoted])? {
        guard let call = remoteCall, case .atom(let module) = call.target else { return nil }
        if module == "erlang" { return (call.name, call.arguments) }
        guard let inlined = Inlining.rewritten(module, call.name, call.arguments, Meta()), inlined.module == "erlang" else { return nil }
        return (inlined.name, inlined.arguments)
    }

    /// What a part is taken of: `elem(x, 0)`, `x.name`.
    enum Part {
        case element(Int, of: Quoted)
        case value(String, of: Quoted)

        var whole: Quoted {
            switch self {
            case .element(_, let whole), .value(_, let whole): whole
            }
        }
    }

    var part: Part? {
        if let (name, arguments) = machineCall, arguments.count == 2 {
            switch (name, arguments[0]) {
            case ("element", .integer(let place)) where (1 ... 64).contains(place): return .element(place, of: arguments[1])
            case ("map_get", .atom(let key)): return .value(key, of: arguments[1])
            default: return nil
            }
        }
        guard let call = remoteCall, call.arguments.isEmpty, case .node = call.target, node?.meta["no_parens"] != nil else { return nil }
        return .value(call.name, of: call.target)
    }

    /// A pattern and its guard.
    var guarded: (pattern: Quoted, guards: [Quoted]) {
        guard let (pattern, test) = sides(of: "when") else { return (self, []) }
        return (pattern, [test])
    }

    /// The value of a key in a keyword list.
    func option(_ name: String) -> Quoted? {
        guard case .list(let pairs) = self else { return nil }
        return pairs.lazy.compactMap(\.field).first { $0.key == name }?.value
    }
}

extension Array where Element == Quoted {
    /// The elements of a list, and its tail where it has one: `[a, b | c]`.
    var elementsAndTail: (elements: [Quoted], tail: Quoted?) {
        guard let (last, tail) = last?.sides(of: "|") else { return (self, nil) }
        return (dropLast() + [last], tail)
    }
}
