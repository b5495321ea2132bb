// What the checker asks of quoted expressions all the time.
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
