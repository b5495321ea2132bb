// The atoms that the parser puts into trees again and again, each built once. Those of operators are Parser+Operators.swift's.

/// Atoms by what they stand for.
enum Form {
    static let dot = Quoted.atom(".")
    static let block = Quoted.atom("__block__")
    static let map = Quoted.atom("%{}")
    static let tuple = Quoted.atom("{}")
    static let bits = Quoted.atom("<<>>")
    static let arrow = Quoted.atom("->")
    static let aliases = Quoted.atom("__aliases__")
    static let function = Quoted.atom("fn")
    static let structure = Quoted.atom("%")
    static let yes = Quoted.atom("true")
    static let kernel = Quoted.atom("Elixir.Kernel")
    static let toString = Quoted.atom("to_string")
    static let access = Quoted.atom("Elixir.Access")
    static let get = Quoted.atom("get")
    static let erlang = Quoted.atom("erlang")
    static let utf8 = Quoted.atom("utf8")
    static let binary = Quoted.atom("binary")
    static let doKey = Quoted.atom("do")
}
