// The functions that are other functions: the expander writes the machine's own call in place of the library's. One table; stack
// traces and error texts name the target.
import Syntax

public enum Inlining {
    /// What a call becomes.
    struct Target {
        var module: String
        var name: String
        var change: Change

        var keepsArguments: Bool {
            if case .none = change { return true }
            return false
        }

        func arity(_ count: Int) -> Int {
            switch change {
            case .appendAtom, .prependAtom: count + 1
            default: count
            }
        }

        func rewrite(_ arguments: [Quoted], _ meta: Meta) -> [Quoted] {
            switch change {
            case .none: arguments
            case .swap: [arguments[1], arguments[0]]
            case .moveFirstToLast: Array(arguments.dropFirst()) + [arguments[0]]
            case .indexFirst: [Target.increment(arguments[1], meta), arguments[0]] + arguments.dropFirst(2)
            case .appendAtom(let atom): arguments + [.atom(atom)]
            case .prependAtom(let atom): [.atom(atom)] + arguments
            }
        }

        /// A zero-based index as the one-based one of the machine.
        private static func increment(_ index: Quoted, _ meta: Meta) -> Quoted {
            if case .integer(let value) = index, value < Int.max { return .integer(value + 1) }
            return .erlang("+", meta, [index, .integer(1)])
        }
    }

    /// How the arguments change.
    enum Change {
        case none
        case swap
        case moveFirstToLast
        /// The second argument is a zero-based index and goes first, one-based.
        case indexFirst
        case appendAtom(String)
        case prependAtom(String)
    }

    private struct Row {
        var module: String
        var entries: [Entry]
        init(_ module: String, _ entries: [Entry]) {
            self.module = module
            self.entries = entries
        }
    }

    private struct Entry {
        var key: FunctionKey
        var target: String
        init(_ name: String, _ arity: Int, _ target: String? = nil) {
            key = FunctionKey(name, arity)
            self.target = target ?? name
        }
    }

    /// Plain renamings to functions of :erlang.
    private static let renamings: [Row] = [
        Row("Elixir.Kernel", [
            Entry("!=", 2, "/="), Entry("!==", 2, "=/="), Entry("*", 2), Entry("+", 1), Entry("+", 2), Entry("++", 2),
            Entry("-", 1), Entry("-", 2), Entry("--", 2), Entry("/", 2), Entry("<", 2), Entry("<=", 2, "=<"), Entry("==", 2),
            Entry("===", 2, "=:="), Entry(">", 2), Entry(">=", 2), Entry("abs", 1), Entry("apply", 2), Entry("apply", 3),
            Entry("binary_part", 3), Entry("bit_size", 1), Entry("byte_size", 1), Entry("ceil", 1), Entry("div", 2),
            Entry("exit", 1), Entry("floor", 1), Entry("function_exported?", 3, "function_exported"), Entry("hd", 1),
            Entry("is_atom", 1), Entry("is_binary", 1), Entry("is_bitstring", 1), Entry("is_boolean", 1), Entry("is_float", 1),
            Entry("is_function", 1), Entry("is_function", 2), Entry("is_integer", 1), Entry("is_list", 1), Entry("is_map", 1),
            Entry("is_number", 1), Entry("is_pid", 1), Entry("is_port", 1), Entry("is_reference", 1), Entry("is_tuple", 1),
            Entry("length", 1), Entry("make_ref", 0), Entry("map_size", 1), Entry("max", 2), Entry("min", 2), Entry("node", 0),
            Entry("node", 1), Entry("not", 1), Entry("rem", 2), Entry("round", 1), Entry("self", 0), Entry("send", 2),
            Entry("spawn", 1), Entry("spawn", 3), Entry("spawn_link", 1), Entry("spawn_link", 3), Entry("spawn_monitor", 1),
            Entry("spawn_monitor", 3), Entry("throw", 1), Entry("tl", 1), Entry("trunc", 1), Entry("tuple_size", 1),
        ]),
        Row("Elixir.Atom", [
            Entry("to_charlist", 1, "atom_to_list"), Entry("to_string", 1, "atom_to_binary"),
        ]),
        Row("Elixir.Bitwise", [
            Entry("bnot", 1), Entry("band", 2), Entry("bor", 2), Entry("bxor", 2), Entry("bsl", 2), Entry("bsr", 2),
            Entry("~~~", 1, "bnot"), Entry("&&&", 2, "band"), Entry("|||", 2, "bor"), Entry("^^^", 2, "bxor"),
            Entry("<<<", 2, "bsl"), Entry(">>>", 2, "bsr"),
        ]),
        Row("Elixir.Function", [
            Entry("capture", 3, "make_fun"), Entry("info", 1, "fun_info"), Entry("info", 2, "fun_info"),
        ]),
        Row("Elixir.Integer", [
            Entry("to_charlist", 1, "integer_to_list"), Entry("to_charlist", 2, "integer_to_list"),
            Entry("to_string", 1, "integer_to_binary"), Entry("to_string", 2, "integer_to_binary"),
        ]),
        Row("Elixir.IO", [
            Entry("iodata_length", 1, "iolist_size"), Entry("iodata_to_binary", 1, "iolist_to_binary"),
        ]),
        Row("Elixir.List", [
            Entry("to_atom", 1, "list_to_atom"), Entry("to_existing_atom", 1, "list_to_existing_atom"),
            Entry("to_float", 1, "list_to_float"), Entry("to_integer", 1, "list_to_integer"),
            Entry("to_integer", 2, "list_to_integer"), Entry("to_tuple", 1, "list_to_tuple"),
        ]),
        Row("Elixir.Node", [
            Entry("list", 0, "nodes"), Entry("list", 1, "nodes"), Entry("spawn", 2), Entry("spawn", 3, "spawn_opt"), Entry("spawn", 4),
            Entry("spawn", 5, "spawn_opt"), Entry("spawn_link", 2), Entry("spawn_link", 4), Entry("spawn_monitor", 2),
            Entry("spawn_monitor", 4),
        ]),
        Row("Elixir.Port", [
            Entry("open", 2, "open_port"), Entry("close", 1, "port_close"), Entry("command", 2, "port_command"),
            Entry("command", 3, "port_command"), Entry("list", 0, "ports"), Entry("connect", 2, "port_connect"), Entry("demonitor", 1), Entry("demonitor", 2),
        ]),
        Row("Elixir.System", [
            Entry("monotonic_time", 0), Entry("system_time", 0), Entry("time_offset", 0), Entry("unique_integer", 0), Entry("unique_integer", 1),
        ]),
        Row("Elixir.Process", [
            Entry("alive?", 1, "is_process_alive"), Entry("cancel_timer", 1), Entry("cancel_timer", 2), Entry("demonitor", 1), Entry("demonitor", 2),
            Entry("exit", 2), Entry("flag", 2, "process_flag"), Entry("flag", 3, "process_flag"), Entry("link", 1),
            Entry("unlink", 1), Entry("list", 0, "processes"), Entry("read_timer", 1),
            Entry("get", 0), Entry("get_keys", 0), Entry("get_keys", 1), Entry("group_leader", 0),
            Entry("registered", 0), Entry("spawn", 2, "spawn_opt"), Entry("spawn", 4, "spawn_opt"), Entry("alias", 0), Entry("alias", 1), Entry("unalias", 1), Entry("unregister", 1), Entry("send", 3),
            Entry("hibernate", 3),
        ]),
        Row("Elixir.String", [
            Entry("to_atom", 1, "binary_to_atom"), Entry("to_existing_atom", 1, "binary_to_existing_atom"),
            Entry("to_float", 1, "binary_to_float"), Entry("to_integer", 1, "binary_to_integer"),
            Entry("to_integer", 2, "binary_to_integer"),
        ]),
        Row("Elixir.Tuple", [
            Entry("to_list", 1, "tuple_to_list"),
        ]),
    ]

    /// Those that also move arguments or go to other modules.
    private static let others: [(String, String, Int, Target)] = [
        ("Elixir.Kernel", "elem", 2, Target(module: "erlang", name: "element", change: .indexFirst)),
        ("Elixir.Kernel", "put_elem", 3, Target(module: "erlang", name: "setelement", change: .indexFirst)),
        ("Elixir.Kernel", "is_map_key", 2, Target(module: "erlang", name: "is_map_key", change: .swap)),
        ("Elixir.Process", "monitor", 1, Target(module: "erlang", name: "monitor", change: .prependAtom("process"))),
        ("Elixir.Process", "monitor", 2, Target(module: "erlang", name: "monitor", change: .prependAtom("process"))),
        ("Elixir.Port", "monitor", 1, Target(module: "erlang", name: "monitor", change: .prependAtom("port"))),
        ("Elixir.Process", "group_leader", 2, Target(module: "erlang", name: "group_leader", change: .swap)),
        ("Elixir.Tuple", "duplicate", 2, Target(module: "erlang", name: "make_tuple", change: .swap)),
        ("Elixir.Tuple", "delete_at", 2, Target(module: "erlang", name: "delete_element", change: .indexFirst)),
        ("Elixir.Tuple", "insert_at", 3, Target(module: "erlang", name: "insert_element", change: .indexFirst)),
        ("Elixir.String", "duplicate", 2, Target(module: "binary", name: "copy", change: .none)),
        ("Elixir.System", "os_time", 0, Target(module: "os", name: "system_time", change: .none)),
        ("Elixir.Map", "from_keys", 2, Target(module: "maps", name: "from_keys", change: .none)),
        ("Elixir.Map", "intersect", 2, Target(module: "maps", name: "intersect", change: .none)),
        ("Elixir.Map", "keys", 1, Target(module: "maps", name: "keys", change: .none)),
        ("Elixir.Map", "values", 1, Target(module: "maps", name: "values", change: .none)),
        ("Elixir.Map", "merge", 2, Target(module: "maps", name: "merge", change: .none)),
        ("Elixir.Map", "to_list", 1, Target(module: "maps", name: "to_list", change: .none)),
        ("Elixir.Map", "delete", 2, Target(module: "maps", name: "remove", change: .swap)),
        ("Elixir.Map", "fetch", 2, Target(module: "maps", name: "find", change: .swap)),
        ("Elixir.Map", "fetch!", 2, Target(module: "erlang", name: "map_get", change: .swap)),
        ("Elixir.Map", "has_key?", 2, Target(module: "erlang", name: "is_map_key", change: .swap)),
        ("Elixir.Map", "put", 3, Target(module: "maps", name: "put", change: .moveFirstToLast)),
        ("Elixir.Map", "replace!", 3, Target(module: "maps", name: "update", change: .moveFirstToLast)),
    ]

    /// Module → function → what it is.
    static let table: [String: [FunctionKey: Target]] = {
        var table: [String: [FunctionKey: Target]] = [:]
        for row in renamings {
            for entry in row.entries { table[row.module, default: [:]][entry.key] = Target(module: "erlang", name: entry.target, change: .none) }
        }
        for (module, name, arity, target) in others { table[module, default: [:]][FunctionKey(name, arity)] = target }
        return table
    }()

    /// The machine's call in place of one whose arguments move. Such calls stay as they are written until they are lowered, so
    /// that what is said of them names them.
    public static func rewritten(_ module: String, _ name: String, _ arguments: [Quoted], _ meta: Meta) -> (module: String, name: String, arguments: [Quoted])? {
        guard let target = table[module]?[FunctionKey(name, arguments.count)], !target.keepsArguments else { return nil }
        return (target.module, target.name, target.rewrite(arguments, meta))
    }

    /// The function of the library whose calls become this one of :erlang, with the same arguments.
    public static func written(_ name: String, _ arity: Int) -> (module: String, name: String)? { writtenTable[FunctionKey(name, arity)] }

    private static let writtenTable: [FunctionKey: (module: String, name: String)] = {
        var table: [FunctionKey: (module: String, name: String)] = [:]
        for row in renamings {
            for entry in row.entries where table[FunctionKey(entry.target, entry.key.arity)] == nil {
                table[FunctionKey(entry.target, entry.key.arity)] = (row.module, entry.key.name)
            }
        }
        return table
    }()

    /// The functions of Kernel that are calls of :erlang: what Kernel's import brings before there is a Kernel.
    static let kernelTable = ImportTable(module: "Elixir.Kernel", entries: table["Elixir.Kernel", default: [:]].keys.sorted(by: Printing.keyOrder))

    /// What guards may call.
    static let guardFunctions: Set<FunctionKey> = {
        let rows: [(Int, [String])] = [
            (0, ["node", "self"]),
            (1, ["+", "-", "abs", "bit_size", "bnot", "byte_size", "ceil", "float", "floor", "hd", "is_atom", "is_binary", "is_bitstring",
                 "is_boolean", "is_float", "is_function", "is_integer", "is_list", "is_map", "is_number", "is_pid", "is_port",
                 "is_reference", "is_tuple", "length", "map_size", "node", "not", "round", "size", "tl", "trunc", "tuple_size"]),
            (2, ["+", "-", "*", "/", "div", "rem", "band", "bor", "bxor", "bsl", "bsr", "==", "/=", "=:=", "=/=", "<", ">", "=<", ">=", "and",
                 "or", "xor", "andalso", "orelse", "binary_part", "element", "is_function", "is_map_key", "is_record", "map_get", "max",
                 "min"]),
            (3, ["binary_part", "is_record"]),
        ]
        var result: Set<FunctionKey> = []
        for (arity, names) in rows { for name in names { result.insert(FunctionKey(name, arity)) } }
        return result
    }()
}

extension Expander {
    /// The functions of Kernel that the expander itself knows.
    public static var kernelTable: ImportTable { Inlining.kernelTable }
}
