// What the expander hands to the compiler: a module as a set of functions whose bodies hold special forms, remote and local
// calls and literals only. The grammar of expanded expressions is at the end of this file.
import Syntax

/// How a function was defined.
public enum DefinitionKind: String, Sendable {
    case def, defp, defmacro, defmacrop
    public var isMacro: Bool { self == .defmacro || self == .defmacrop }
    public var isPublic: Bool { self == .def || self == .defmacro }
}

/// One clause of a function: `patterns when guards[0] when guards[1] … -> body`, all expanded.
public struct Clause {
    public var meta: Meta
    public var patterns: [Quoted]
    /// Alternatives: the clause is taken when one of them is true; empty for none.
    public var guards: [Quoted]
    public var body: Quoted
    public init(meta: Meta, patterns: [Quoted], guards: [Quoted], body: Quoted) {
        self.meta = meta
        self.patterns = patterns
        self.guards = guards
        self.body = body
    }
}

/// A function with all its clauses.
public struct FunctionDefinition {
    public var kind: DefinitionKind
    /// The name in the code: "MACRO-name" for macros, whose first argument is the caller's environment.
    public var name: String
    public var arity: Int
    public var meta: Meta
    public var file: String
    public var clauses: [Clause]
    public init(kind: DefinitionKind, name: String, arity: Int, meta: Meta, file: String, clauses: [Clause]) {
        self.kind = kind
        self.name = name
        self.arity = arity
        self.meta = meta
        self.file = file
        self.clauses = clauses
    }

    /// Macros without their prefix and their first argument.
    public var nameAsWritten: (name: String, arity: Int) {
        guard kind == .defmacro || kind == .defmacrop, name.hasPrefix("MACRO-") else { return (name, arity) }
        return (String(name.dropFirst(6)), arity - 1)
    }
}

/// A module ready to be compiled. A script or an evaluated expression is one with a single exported function.
public struct ModuleDefinition {
    public var name: String
    public var file: String
    public var line: Int
    public var functions: [FunctionDefinition]
    /// Expanded quoted literals for `module_info(:attributes)`.
    public var attributes: [(name: String, value: Quoted)] = []
    /// `@compile` options that the compiler knows: `{:inline, [name: arity]}`.
    public var inlined: [(name: String, arity: Int)] = []
    /// Code that goes with its last user: one function, whose argument is a list with the module's keeper in front (Compile.swift).
    public var isReclaimable = false
    public init(name: String, file: String, line: Int, functions: [FunctionDefinition]) {
        self.name = name
        self.file = file
        self.line = line
        self.functions = functions
    }
}

// Expanded expressions.
//
//   literal      .atom .integer .bigInteger .float .binary; .list of expressions, whose last may be {:|, _, [head, tail]};
//                .tuple of two; {:{}, _, elements} for other sizes; .term(i) for a machine value (a root of the job)
//   variable     {name, meta, context} with `version: n` in meta; the version alone identifies it within its function.
//                `_` has no version. {:__STACKTRACE__, _, context} inside rescue and catch.
//   match        {:=, _, [pattern, expression]}            (in patterns: both sides are patterns)
//   block        {:__block__, _, expressions}              value of the last; empty: nil
//   tests        {:case, _, [e, [do: clauses]]}  {:cond, _, [[do: clauses]]}  {:receive, _, [[do: clauses, after: [clause]]]}
//                {:with, _, [steps…, [do: e, else: clauses]]}, steps: {:<-, _, [pattern (maybe when), e]} or expressions
//                {:for, _, [generators and filters…, [into: e, uniq: bool, reduce: e, do: e or clauses]]}, generators
//                {:<-, _, [pattern (maybe when), e]} and {:<<>>, _, [segments…, {:<-, _, [segment, e]}]}
//                {:try, _, [[do: e, rescue: clauses, catch: clauses, else: clauses, after: e]]}; a rescue clause's head is
//                {:in, _, [variable or _, [module atoms]]} or a variable or _ (any error); a catch clause's head has two
//                patterns: class and value (the expander fills in :throw)
//   clause       {:->, meta, [[patterns… or {:when, _, [patterns…, guard]}], body]}; guards: expressions, alternatives as
//                nested {:when, _, [guard, guard or when]}
//   function     {:fn, _, clauses}
//   capture      {:&, _, [{:/, _, [{{:., _, [module, name]}, _, []}, arity]}]}  {:&, _, [{:/, _, [{name, _, context}, arity]}]}
//   map          {:%{}, _, [{k, v}…]}  {:%{}, _, [{:|, _, [map, [{k, v}…]]}]}   structs are maps already in expressions;
//                in patterns also {:%, _, [atom | variable | pin | _, {:%{}, _, pairs}]}
//   bitstring    {:<<>>, _, [{:"::", _, [value, spec]}…]}, spec the keyword list [type: integer|float|binary|bitstring|utf8|
//                utf16|utf32, size: e | :default, unit: n, sign: signed|unsigned, endian: big|little|native], all five present
//   calls        {{:., _, [module, name]}, meta, args}     remote; module is an expression; operators are :erlang's
//                {{:., _, [e, name]}, [no_parens: true …], []}   map.field, or a call of a module without parentheses
//                {{:., _, [fun]}, _, args}                  anonymous
//                {name, _, args}                            local
//                :erlang.andalso/orelse (two arguments) are control flow, with :badbool errors naming and/or
//   pin          {:^, _, [variable]} in patterns
