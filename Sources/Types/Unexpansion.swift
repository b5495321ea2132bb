// Expanded code as somebody would have written it, for warnings: `:erlang.+(x, 1)` is `x + 1`, a `case` on nil and false is an `if`.
import Expander
import Syntax

struct Unexpansion {
    let module: ModuleChecker
    /// Whether `x in [a, b]` is shown as such.
    var showsMembership = true

    init(_ module: ModuleChecker, showsMembership: Bool = true) {
        self.module = module
        self.showsMembership = showsMembership
    }

    func shown(_ quoted: Quoted) -> Quoted {
        switch quoted {
        case .list(let elements): return .list(elements.map(shown))
        case .improperList(let elements, let tail): return .improperList(elements.map(shown), tail: shown(tail))
        case .tuple(let elements): return .tuple(elements.map(shown))
        case .term: return .variable("...", Meta())
        case .node(let node): return shown(node)
        default: return quoted
        }
    }

    private func shown(_ node: Node) -> Quoted {
        guard case .list(let arguments) = node.args else { return .node(Node(node.form, Meta(), node.args)) }
        if let call = Quoted.node(node).remoteCall, case .atom(let module) = call.target { return remote(module, call.name, arguments, node.meta) }
        if case .node(let form) = node.form, form.form == .atom("."), case .list(let parts) = form.args {
            var meta = Meta()
            if node.meta["no_parens"] != nil { meta.store("no_parens", .atom("true")) }
            return .node(Node(.node(Node(form.form, Meta(), .list(parts.map(shown)))), meta, .list(arguments.map(shown))))
        }
        switch node.form {
        case .atom("case"):
            if let condition = condition(node, arguments) { return condition }
            return .call("case", Meta(), [shown(arguments[0]), Unexpansion.omittedBody])
        case .atom(let name) where ["cond", "receive", "try"].contains(name): return .call(name, Meta(), [Unexpansion.omittedBody])
        case .atom("%{}") where node.meta["struct"] != nil && arguments.count == 1 && arguments[0].sides(of: "|") != nil:
            return .call("%", Meta(), [node.meta["struct"] ?? .nilAtom, .call("%{}", Meta(), arguments.map(shown))])
        case .atom("%{}"):
            if let record = structure(arguments) { return record }
        case .atom("%"):
            if case .atom(let name) = arguments[0], let map = arguments[1].node, case .list(let pairs) = map.args { return structure(name, pairs) }
        case .atom("::"):
            if arguments.count == 2, case .list(let options) = arguments[1] { return segment(arguments[0], options) }
        case .atom("fn"):
            if let capture = capture(arguments) { return capture }
        default: break
        }
        var meta = Meta()
        if let op = node.meta["no_parens"] { meta.store("no_parens", op) }
        return .node(Node(shown(node.form), meta, .list(arguments.map(shown))))
    }

    private func remote(_ module: String, _ name: String, _ arguments: [Quoted], _ meta: Meta) -> Quoted {
        if showsMembership, module == "erlang", name == "orelse", let membership = membership(arguments) { return membership }
        if module == "erlang", name == "andalso" || name == "orelse", arguments.count == 2 {
            return .call(name == "andalso" ? "and" : "or", Meta(), arguments.map(shown))
        }
        if module == "erlang", name == "is_map_key", arguments.count == 2 { return .call(name, Meta(), arguments.reversed().map(shown)) }
        if module == "lists", name == "member", arguments.count == 2 { return .call("in", Meta(), arguments.map(shown)) }
        if module == "Elixir.String.Chars", name == "to_string" { return .call("to_string", Meta(), arguments.map(shown)) }
        let (writtenModule, writtenName) = Renaming.written(module, name, arguments.count)
        if writtenModule == "Elixir.Kernel" { return .call(writtenName, Meta(), arguments.map(shown)) }
        var plain = Meta()
        if arguments.isEmpty, meta["no_parens"] != nil { plain.store("no_parens", .atom("true")) }
        return .remoteCall(.atom(writtenModule), writtenName, plain, arguments.map(shown))
    }

    /// `x =:= a orelse x =:= b` is `x in [a, b]`.
    private func membership(_ arguments: [Quoted]) -> Quoted? {
        var values: [Quoted] = []
        var subject: Quoted?
        func collect(_ quoted: Quoted) -> Bool {
            guard let (name, sides) = quoted.erlangCall, sides.count == 2 else { return false }
            if name == "orelse" { return collect(sides[0]) && collect(sides[1]) }
            guard name == "=:=", quoted.callMeta.column == 0 else { return false }
            if let subject, subject != sides[0] { return false }
            subject = sides[0]
            values.append(sides[1])
            return true
        }
        guard arguments.allSatisfy(collect), let subject else { return nil }
        return .call("in", Meta(), [shown(subject), .list(values.map(shown))])
    }

    private static let omittedBody = Quoted.list([.tuple([.atom("do"), .variable("...", Meta())])])

    /// `if`, `&&`, `||` and `!`; the others are shown as the `case` that they are.
    private func condition(_ node: Node, _ arguments: [Quoted]) -> Quoted? {
        guard let form = TruthinessForm(node), arguments.count == 2, case .list(let list)? = arguments[1].option("do") else { return nil }
        let clauses = list.compactMap(FunctionChecker.ClauseParts.init)
        guard clauses.count == 2 else { return nil }
        let subject = shown(arguments[0]), falsy = clauses[0].body, truthy = clauses[1].body
        switch form {
        case .or: return .call("||", Meta(), [subject, shown(falsy)])
        case .and: return .call("&&", Meta(), [subject, shown(truthy)])
        case .not: return .call("!", Meta(), [subject])
        case .if: return .call("if", Meta(), [subject, .list([.tuple([.atom("do"), shown(truthy)]), .tuple([.atom("else"), shown(falsy)])])])
        case .unless, .notNot: return nil
        }
    }

    private func structure(_ pairs: [Quoted]) -> Quoted? {
        guard let index = pairs.firstIndex(where: { $0.field?.key == "__struct__" }), case .atom(let name)? = pairs[index].field?.value else { return nil }
        var given = pairs
        given.remove(at: index)
        return structure(name, given)
    }

    /// Fields that have their default values are left out.
    private func structure(_ name: String, _ given: [Quoted]) -> Quoted {
        let defaults = module.defaults(of: name)
        let told = given.filter { pair in
            guard let (key, value) = pair.field, let usual = defaults[key] else { return true }
            return value != usual
        }
        let entries = (told.count < given.count ? [Quoted.variable("...", Meta())] : []) + told.map(shown)
        return .call("%", Meta(), [.atom(name), .call("%{}", Meta(), entries)])
    }

    /// `x::integer-size(8)`; what is the default is not written.
    private func segment(_ value: Quoted, _ options: [Quoted]) -> Quoted {
        let table = Dictionary(options.compactMap(\.field).map { ($0.key, $0.value) }) { $1 }
        if case .binary = value, table["type"] == .atom("binary"), table["size"] == .atom("default") { return value }
        guard case .atom(let type)? = table["type"] else { return shown(value) }
        var spec = Quoted.variable(type, Meta())
        func add(_ more: Quoted) { spec = .call("-", Meta(), [spec, more]) }
        if table["sign"] == .atom("signed") { add(.variable("signed", Meta())) }
        if case .atom(let endian)? = table["endian"], endian != "big" { add(.variable(endian, Meta())) }
        if let size = table["size"], size != .atom("default"), !(type == "integer" && size == .integer(8)), !(type == "float" && size == .integer(64)) { add(.call("size", Meta(), [shown(size)])) }
        return .call("::", Meta(), [shown(value), spec])
    }

    /// `&(&1 + 1)`.
    private func capture(_ clauses: [Quoted]) -> Quoted? {
        guard clauses.count == 1, let clause = FunctionChecker.ClauseParts(clauses[0]), clause.guards.isEmpty, !clause.patterns.isEmpty,
              clause.patterns.allSatisfy({ $0.node?.form == .atom("capture") }) else { return nil }
        var numbers: [Quoted: Int] = [:]
        for (index, pattern) in clause.patterns.enumerated() {
            if let version = pattern.node?.meta["version"] { numbers[version] = index + 1 }
        }
        func replaced(_ quoted: Quoted) -> Quoted {
            switch quoted {
            case .list(let list): return .list(list.map(replaced))
            case .tuple(let list): return .tuple(list.map(replaced))
            case .node(let node):
                if let version = node.meta["version"], let number = numbers[version] { return .call("&", Meta(), [.integer(number)]) }
                guard case .list(let arguments) = node.args else { return quoted }
                return .node(Node(replaced(node.form), node.meta, .list(arguments.map(replaced))))
            default: return quoted
            }
        }
        return .call("&", Meta(), [shown(replaced(clause.body))])
    }
}

extension Quoted: Hashable {
    /// By what is cheap to look at; versions and names of variables are.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .integer(let value): hasher.combine(value)
        case .atom(let name): hasher.combine(name)
        default: hasher.combine(0)
        }
    }
}

/// The functions of the language that are functions of the machine, the other way round.
enum Renaming {
    static func written(_ module: String, _ name: String, _ arity: Int) -> (module: String, name: String) {
        if module == "maps", ["keys/1", "values/1", "to_list/1", "from_keys/2"].contains("\(name)/\(arity)") { return ("Elixir.Map", name) }
        guard module == "erlang", let found = Inlining.written(name, arity) else { return (module, name) }
        return found
    }

    /// `Kernel.+/2`, as it stands in a text.
    static func title(_ module: String, _ name: String, _ arity: Int) -> String {
        let (module, name) = written(module, name, arity)
        return "\(module.hasPrefix("Elixir.") ? String(module.dropFirst(7)) : ":\(module)").\(name)/\(arity)"
    }
}
