// Warnings about calls whose value nobody wants: those without an effect, and those whose only effect is to fail. It looks at
// expanded expressions, not at Core, since what is left of a form there has no place in the source.
import Expander
import Syntax

/// What is known of the functions of the machine.
enum ResultKind {
    /// Does nothing but give a value.
    case harmless
    /// Gives a value, or fails.
    case pure

    static func of(_ module: String, _ name: String, _ arity: Int) -> ResultKind? {
        let key = "\(name)/\(arity)"
        switch module {
        case "erlang": return harmlessCalls.contains(key) ? .harmless : pureCalls.contains(key) ? .pure : nil
        case "math": return arity == 0 || arity == 1 || name == "pow" || name == "atan2" || name == "fmod" ? .pure : nil
        case "lists": return key == "append/2" || key == "subtract/2" ? .pure : nil
        case "maps": return key == "get/2" || key == "is_key/2" || key == "new/0" ? .pure : nil
        default: return nil
        }
    }

    private static let harmlessCalls: Set<String> = [
        "/=/2", "</2", "=/=/2", "=:=/2", "=</2", "==/2", ">/2", ">=/2", "date/0", "get/0", "get/1", "group_leader/0", "is_atom/1", "is_binary/1",
        "is_bitstring/1", "is_boolean/1", "is_float/1", "is_function/1", "is_integer/1", "is_list/1", "is_map/1", "is_number/1", "is_pid/1",
        "is_port/1", "is_reference/1", "is_tuple/1", "make_ref/0", "max/2", "min/2", "node/0", "nodes/0", "processes/0", "registered/0", "self/0",
        "term_to_binary/1", "time/0",
    ]

    private static let pureCalls: Set<String> = [
        "*/2", "+/1", "+/2", "++/2", "-/1", "-/2", "--/2", "//2", "abs/1", "and/2", "atom_to_binary/1", "atom_to_binary/2", "atom_to_list/1", "band/2",
        "binary_part/2", "binary_part/3", "binary_to_atom/1", "binary_to_float/1", "binary_to_integer/1", "binary_to_list/1", "binary_to_list/3",
        "bit_size/1", "bnot/1", "bor/2", "bsl/2", "bsr/2", "bxor/2", "byte_size/1", "ceil/1", "div/2", "element/2", "float/1", "float_to_binary/1",
        "float_to_list/1", "floor/1", "hd/1", "integer_to_binary/1", "integer_to_list/1", "is_function/2", "is_map_key/2", "is_record/2", "length/1",
        "list_to_atom/1", "list_to_binary/1", "list_to_float/1", "list_to_integer/1", "list_to_integer/2", "list_to_pid/1", "list_to_tuple/1",
        "map_get/2", "map_size/1", "not/1", "or/2", "pid_to_list/1", "rem/2", "round/1", "setelement/3", "size/1", "split_binary/2", "tl/1",
        "trunc/1", "tuple_size/1", "tuple_to_list/1", "xor/2",
    ]

    /// What is told of twice: as what `:maps` calls, and as what is called there.
    static let twice: [String: [(module: String, name: String)]] = {
        let get = [("erlang", "map_get"), ("maps", "get")], isKey = [("erlang", "is_map_key"), ("maps", "is_key")]
        return ["Elixir.Map.fetch!/2": get, "maps.get/2": get, "Elixir.Map.has_key?/2": isKey, "maps.is_key/2": isKey]
    }()

    /// The operators as the language spells them, where it calls them operators.
    static let operators: [String: String] = [
        "/=": "!=", "=/=": "!==", "=:=": "===", "=<": "<=", "<": "<", "==": "==", ">": ">", ">=": ">=", "*": "*", "+": "+", "++": "++", "-": "-",
        "--": "--", "/": "/", "and": "and", "or": "or", "xor": "xor", "not": "not", "band": "band", "bnot": "bnot", "bor": "bor", "bsl": "bsl",
        "bsr": "bsr", "bxor": "bxor", "div": "div", "rem": "rem",
    ]
}

extension Lowering {
    /// Walks an expression whose value is wanted.
    func warnOfUnusedResults(_ quoted: Quoted) {
        switch quoted {
        case .list(let elements), .tuple(let elements): for element in elements { warnOfUnusedResults(element) }
        case .improperList(let elements, let tail):
            for element in elements { warnOfUnusedResults(element) }
            warnOfUnusedResults(tail)
        case .node(let node):
            guard case .list(let arguments) = node.args else { return }
            switch node.form {
            case .atom("__block__"):
                for expression in arguments.dropLast() { warnOfIgnored(expression) }
                if let last = arguments.last { warnOfUnusedResults(last) }
            case .atom("->"), .atom("="), .atom("<-"):
                if arguments.count == 2 { warnOfUnusedResults(arguments[1]) }
            default:
                if case .node(let dot) = node.form, case .list(let parts) = dot.args { for part in parts { warnOfUnusedResults(part) } }
                for argument in arguments { warnOfUnusedResults(argument) }
            }
        default: break
        }
    }

    /// Walks an expression whose value nobody wants.
    private func warnOfIgnored(_ quoted: Quoted) {
        guard case .node(let node) = quoted, case .list(let arguments) = node.args else { return warnOfUnusedResults(quoted) }
        switch node.form {
        case .atom("__block__"): for expression in arguments { warnOfIgnored(expression) }
        case .atom("case"), .atom("cond"), .atom("receive"), .atom("with"):
            for argument in arguments.dropLast() { warnOfUnusedResults(argument) }
            guard case .list(let sections)? = arguments.last else { return }
            for section in sections { if let (_, value) = Lowering.pair(section) { warnOfIgnoredClauses(value) } }
        case .node(let dot):
            guard dot.form == .atom("."), case .list(let parts) = dot.args, parts.count == 2, case .atom(var module) = parts[0],
                  case .atom(var name) = parts[1] else { return warnOfUnusedResults(quoted) }
            let written = "\(module).\(name)/\(arguments.count)"
            if let call = Inlining.rewritten(module, name, arguments, node.meta) { (module, name) = (call.module, call.name) }
            if module == "erlang", name == "andalso" || name == "orelse", arguments.count == 2 {
                warnOfUnusedResults(arguments[0])
                return warnOfIgnored(arguments[1])
            }
            guard let kind = ResultKind.of(module, name, arguments.count) else { return warnOfUnusedResults(quoted) }
            if node.meta["generated"] != .atom("true") { 
                for function in ResultKind.twice[written] ?? [(module, name)] { warnOfResult(kind, function, arguments.count, node.meta) }
            }
            for argument in arguments { if kind == .harmless { warnOfIgnored(argument) } else { warnOfUnusedResults(argument) } }
        case .atom("&"):
            // Of another module's function; the others are not told of.
            guard arguments.count == 1, case .node(let slash) = arguments[0], case .list(let sides) = slash.args, case .node(let call)? = sides.first,
                  case .node = call.form else { return }
            problems.append(CompilerProblem(reason: .ignoredResult("fun construction"), file: definition?.file ?? module.file, line: node.meta.line, column: node.meta.column))
        default: warnOfUnusedResults(quoted)
        }
    }

    private func warnOfIgnoredClauses(_ value: Quoted) {
        guard case .list(let clauses) = value, case .node(let first)? = clauses.first, first.form == .atom("->") else { return warnOfIgnored(value) }
        for case .node(let clause) in clauses {
            if case .list(let parts) = clause.args, parts.count == 2 { warnOfIgnored(parts[1]) }
        }
    }

    private func warnOfResult(_ kind: ResultKind, _ function: (module: String, name: String), _ arity: Int, _ meta: Meta) {
        let (module, name) = function
        let symbol = module == "erlang" ? ResultKind.operators[name] : nil
        let shown = module == "erlang" ? "\(name)/\(arity)" : "\(module):\(name)/\(arity)"
        let reason: CompilerProblem.Reason = switch kind {
        case .harmless: .noEffect(symbol.map { "use of operator \($0)" } ?? "the call to \(shown)")
        case .pure: .ignoredResult(symbol.map { "evaluating operator '\($0)'/\(arity)" } ?? "calling \(shown)")
        }
        problems.append(CompilerProblem(reason: reason, file: definition?.file ?? self.module.file, line: meta.line, column: meta.column))
    }
}
