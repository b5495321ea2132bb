// What is promised of functions whose code says nothing: the operators and the machine's own functions, as the OTP reference describes them.
import Expander
import Syntax

extension Signature {
    /// The signature of a function that has one whatever its code is.
    static func promised(_ module: String, _ key: FunctionKey) -> Signature? {
        if let rewritten = table[module]?[key] { return rewritten }
        return nil
    }

    private static let table: [String: [FunctionKey: Signature]] = {
        var table: [String: [FunctionKey: Signature]] = [:]
        for (module, rows) in [("erlang", machine), ("maps", maps), ("Elixir.Kernel", kernel), ("Elixir.Map", library), ("Elixir.Tuple", tuples)] {
            for (name, arity, text) in rows {
                table[module, default: [:]][FunctionKey(name, arity)] = Signature(clauses: TypeParser.signature(text), isInferred: false)
            }
        }
        return table
    }()

    private static let arithmetic = "(integer(), integer() -> integer()) | (integer(), float() -> float()) | (float(), integer() -> float()) | (float(), float() -> float())"
    private static let sign = "(integer() -> integer()) | (float() -> float())"
    private static let bits = "(integer(), integer() -> integer())"
    private static let rounding = "(float() or integer() -> integer())"
    private static let booleans = "(true, true -> boolean()) | (true, false -> boolean()) | (false, true -> boolean()) | (false, false -> boolean())"

    private static let machine: [(String, Int, String)] = [
        ("+", 2, arithmetic), ("-", 2, arithmetic), ("*", 2, arithmetic), ("+", 1, sign), ("-", 1, sign), ("abs", 1, sign),
        ("/", 2, "(float() or integer(), float() or integer() -> float())"), ("div", 2, bits), ("rem", 2, bits),
        ("band", 2, bits), ("bor", 2, bits), ("bxor", 2, bits), ("bsl", 2, bits), ("bsr", 2, bits), ("bnot", 1, "(integer() -> integer())"),
        ("ceil", 1, rounding), ("floor", 1, rounding), ("round", 1, rounding), ("trunc", 1, rounding),
        ("++", 2, "(empty_list(), term() -> term()) | (non_empty_list(term()), term() -> term())"), ("--", 2, "(list(term()), list(term()) -> list(term()))"),
        ("and", 2, booleans), ("or", 2, booleans), ("not", 1, "(true -> false) | (false -> true)"),
        ("apply", 2, "(fun(), list(term()) -> term())"), ("apply", 3, "(atom(), atom(), list(term()) -> term())"),
        ("atom_to_binary", 1, "(atom() -> binary())"), ("atom_to_list", 1, "(atom() -> list(integer()))"),
        ("binary_part", 3, "(binary(), integer(), integer() -> binary())"),
        ("binary_to_atom", 1, "(binary() -> atom())"), ("binary_to_existing_atom", 1, "(binary() -> atom())"),
        ("binary_to_float", 1, "(binary() -> float())"), ("binary_to_integer", 1, "(binary() -> integer())"),
        ("binary_to_integer", 2, "(binary(), integer() -> integer())"), ("bit_size", 1, "(bitstring() -> integer())"),
        ("byte_size", 1, "(bitstring() -> integer())"), ("delete_element", 2, "(integer(), {...} -> {...})"),
        ("element", 2, "(integer(), {...} -> term())"), ("function_exported", 3, "(atom(), atom(), integer() -> boolean())"),
        ("hd", 1, "(non_empty_list(term(), term()) -> term())"), ("tl", 1, "(non_empty_list(term(), term()) -> term())"),
        ("insert_element", 3, "(integer(), {...}, term() -> {...})"), ("integer_to_binary", 1, "(integer() -> binary())"),
        ("integer_to_binary", 2, "(integer(), integer() -> binary())"), ("integer_to_list", 1, "(integer() -> non_empty_list(integer()))"),
        ("integer_to_list", 2, "(integer(), integer() -> non_empty_list(integer()))"), ("is_function", 2, "(term(), integer() -> boolean())"),
        ("is_map_key", 2, "(term(), map() -> boolean())"), ("length", 1, "(list(term()) -> integer())"),
        ("list_to_atom", 1, "(list(integer()) -> atom())"), ("list_to_existing_atom", 1, "(list(integer()) -> atom())"),
        ("list_to_float", 1, "(non_empty_list(integer()) -> float())"), ("list_to_integer", 1, "(non_empty_list(integer()) -> integer())"),
        ("list_to_integer", 2, "(non_empty_list(integer()), integer() -> integer())"), ("list_to_tuple", 1, "(list(term()) -> {...})"),
        ("make_ref", 0, "(-> reference())"), ("make_tuple", 2, "(integer(), term() -> {...})"), ("map_get", 2, "(term(), map() -> term())"),
        ("map_size", 1, "(map() -> integer())"), ("node", 0, "(-> atom())"), ("node", 1, "(pid() or port() or reference() -> atom())"),
        ("self", 0, "(-> pid())"), ("send", 2, "(atom() or pid() or port() or reference() or {atom(), atom()}, term() -> dynamic())"),
        ("setelement", 3, "(integer(), {...}, term() -> {...})"), ("spawn", 1, "((-> term()) -> pid())"),
        ("spawn", 3, "(atom(), atom(), list(term()) -> pid())"), ("spawn_link", 1, "((-> term()) -> pid())"),
        ("spawn_link", 3, "(atom(), atom(), list(term()) -> pid())"), ("spawn_monitor", 1, "((-> term()) -> {pid(), reference()})"),
        ("spawn_monitor", 3, "(atom(), atom(), list(term()) -> {pid(), reference()})"), ("tuple_size", 1, "({...} -> integer())"),
        ("tuple_to_list", 1, "({...} -> list(term()))"),
    ]

    private static let maps: [(String, Int, String)] = [
        ("keys", 1, "(map() -> list(term()))"), ("values", 1, "(map() -> list(term()))"), ("to_list", 1, "(map() -> list({term(), term()}))"),
        ("from_keys", 2, "(list(term()), term() -> map())"), ("put", 3, "(term(), term(), map() -> map())"), ("remove", 2, "(term(), map() -> map())"),
        ("is_key", 2, "(term(), map() -> boolean())"), ("get", 2, "(term(), map() -> term())"), ("find", 2, "(term(), map() -> dynamic(:error or {:ok, term()}))"),
        ("take", 2, "(term(), map() -> dynamic(:error or {term(), map()}))"), ("update", 3, "(term(), term(), map() -> map())"),
    ]

    private static let kernel: [(String, Int, String)] = [
        ("elem", 2, "({...}, integer() -> term())"), ("put_elem", 3, "({...}, integer(), term() -> {...})"), ("is_map_key", 2, "(map(), term() -> boolean())"),
    ]

    private static let library: [(String, Int, String)] = [
        ("delete", 2, "(map(), term() -> map())"), ("fetch", 2, "(map(), term() -> dynamic(:error or {:ok, term()}))"), ("fetch!", 2, "(map(), term() -> term())"),
        ("has_key?", 2, "(map(), term() -> boolean())"), ("put", 3, "(map(), term(), term() -> map())"), ("replace!", 3, "(map(), term(), term() -> map())"),
        ("keys", 1, "(map() -> list(term()))"), ("values", 1, "(map() -> list(term()))"), ("to_list", 1, "(map() -> list({term(), term()}))"),
        ("from_keys", 2, "(list(term()), term() -> map())"),
        ("get", 2, "(map(), term() -> dynamic())"), ("get", 3, "(map(), term(), term() -> dynamic())"),
    ]

    private static let tuples: [(String, Int, String)] = [
        ("delete_at", 2, "({...}, integer() -> {...})"), ("insert_at", 3, "({...}, integer(), term() -> {...})"), ("duplicate", 2, "(term(), integer() -> {...})"),
    ]
}
