// What is known of a function's arguments and results.
import Expander
import Syntax

/// One way to call a function.
struct SignatureClause: Equatable {
    var arguments: [SetType]
    var result: GradualType
}

/// What a function takes and gives.
struct Signature {
    var clauses: [SignatureClause]
    /// Found out from the function's code: its results are dynamic. Otherwise it is promised, whatever the code becomes.
    var isInferred: Bool

    /// What each argument may be in some clause.
    func domain(_ arity: Int) -> [SetType] {
        var domain = Array(repeating: SetType.none, count: arity)
        for clause in clauses {
            for index in 0 ..< arity { domain[index] = domain[index].union(clause.arguments[index]) }
        }
        return domain
    }
}

/// A field of a struct, with its default where that is a literal.
public struct StructField {
    public var name: String
    public var value: Quoted?
    public init(name: String, value: Quoted?) {
        self.name = name
        self.value = value
    }
}

extension StructField {
    /// The fields of a struct, from the map that `__struct__/0` gives.
    public static func fields(in functions: [FunctionDefinition]) -> [StructField]? {
        guard let function = functions.first(where: { $0.name == "__struct__" && $0.arity == 0 }),
              let body = function.clauses.first?.body.node, body.form == .atom("%{}"), case .list(let pairs) = body.args else { return nil }
        return pairs.compactMap(\.field).filter { $0.key != "__struct__" }.map { StructField(name: $0.key, value: $0.value) }
    }
}

/// What is known of a module besides its code.
public struct ModuleTypes {
    /// The fields of its struct, in order.
    public var fields: [StructField]?
    var signatures: [FunctionKey: Signature]
}
