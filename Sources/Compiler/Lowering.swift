// Lowering, part one: from expanded quoted expressions to the core language. This file holds the state of the lowering of
// one module and the dispatch over expressions; the families of forms are in the files beside it. Nothing here knows of
// blocks, slots or instructions.
import Bytecode
import Expander
import Syntax

/// Lowers the functions of one module.
final class Lowering {
    let module: ModuleDefinition
    let options: CompilerOptions
    var files: [String] = []
    var problems: [CompilerProblem] = []

    /// The definition that is being lowered.
    var definition: FunctionDefinition?
    var file = 0
    /// Expanded versions of variables (and, without versions, their names) to dense numbers of the definition.
    private var variables: [VariableKey: Variable] = [:]
    var variableCount = 0
    /// How often each variable is read.
    var uses: [Int] = []
    var generatedCount = 0
    /// The variable with the keeper of a reclaimable module.
    private(set) var keeper: Variable?
    /// The variables that hold the stack traces of the rescue and catch clauses around.
    var traces: [Variable] = []
    private var depth = 0

    private struct VariableKey: Hashable {
        var version: Int
        var name: String
        var context: String
    }

    /// Deeper expressions are refused: the passes recurse.
    static let depthLimit = 12_000

    init(module: ModuleDefinition, options: CompilerOptions) {
        self.module = module
        self.options = options
    }

    // MARK: Definitions

    func lower(_ definition: FunctionDefinition) -> CoreFunction {
        self.definition = definition
        file = fileIndex(definition.file)
        variables.removeAll(keepingCapacity: true)
        variableCount = 0
        uses.removeAll(keepingCapacity: true)
        generatedCount = 0
        keeper = module.isReclaimable ? freshVariable() : nil
        for clause in definition.clauses { warnOfUnusedResults(clause.body) }
        let clauses = definition.clauses.map { clause in
            CoreClause(patterns: clause.patterns.map(lowerPattern), guards: clause.guards.map(lowerGuard),
                       body: lower(clause.body), position: position(clause.meta), column: Lowering.column(clause.meta),
                       isGenerated: clause.meta["generated"] != nil)
        }
        let (name, arity) = definition.nameAsWritten
        warnOfUnreachable(clauses, function: "\(name)/\(arity)")
        let function = CoreFunction(name: definition.name, arity: definition.arity, exported: definition.kind.isPublic,
                                    clauses: clauses, position: position(definition.meta))
        FreeVariables.annotate(function, keeper: keeper)
        return function
    }

    /// `module_info(:attributes)`: constants only.
    func attributes() -> Literal {
        definition = nil
        var pairs: [Literal] = []
        for (name, value) in module.attributes {
            if case .literal(let literal) = lower(value) { pairs.append(.tuple([.atom(name), literal])) }
        }
        return pairs.isEmpty ? .emptyList : .list(pairs, tail: .emptyList)
    }

    func fileIndex(_ path: String) -> Int {
        let name = options.shownFile(path)
        if let index = files.lastIndex(of: name) { return index }
        files.append(name)
        return files.count - 1
    }

    func position(_ meta: Meta) -> Position {
        if case .tuple(let pair)? = meta["keep"], pair.count == 2, case .binary(let name) = pair[0], case .integer(let line) = pair[1] {
            return Position(line: line, file: fileIndex(String(decoding: name, as: UTF8.self)))
        }
        return Position(line: meta.line, file: file)
    }

    func report(_ reason: CompilerProblem.Reason, _ meta: Meta) {
        problems.append(CompilerProblem(reason: reason, file: definition?.file ?? module.file, line: meta.line,
                                        function: definition.map { ($0.name, $0.arity) }))
    }

    // MARK: Variables

    func freshVariable() -> Variable {
        variableCount += 1
        uses.append(0)
        return variableCount - 1
    }

    func variable(name: String, meta: Meta, context: String) -> Variable {
        var key = VariableKey(version: -1, name: "", context: "")
        if case .integer(let version)? = meta["version"] {
            key.version = version
        } else {
            key.name = name
            key.context = context
        }
        if let known = variables[key] { return known }
        let fresh = freshVariable()
        variables[key] = fresh
        return fresh
    }

    func read(_ variable: Variable) -> Core {
        uses[variable] += 1
        return .variable(variable)
    }

    func generatedName(_ kind: String) -> String {
        defer { generatedCount += 1 }
        return "-\(definition?.name ?? "")/\(definition?.arity ?? 0)-\(kind)-\(generatedCount)-"
    }

    // MARK: Expressions

    func lower(_ quoted: Quoted) -> Core {
        switch quoted {
        case .atom(let name): return .literal(.atom(name))
        case .integer(let value): return .literal(.integer(value))
        case .bigInteger(let big): return .literal(.bigInteger(negative: big.negative, limbs: big.limbs))
        case .float(let value): return .literal(.float(value))
        case .binary(let bytes): return .literal(.bitstring(bytes, bits: bytes.count * 8))
        case .term(let index): return .literal(.root(index))
        case .tuple(let elements): return descend { makeTuple(elements.map(lower)) }
        case .list(let elements): return descend { lowerList(elements) }
        case .improperList(let elements, let tail): return descend { makeList(elements.map(lower), tail: lower(tail)) }
        case .node(let node): return descend { lower(node) }
        }
    }

    private func descend(_ body: () -> Core) -> Core {
        depth += 1
        defer { depth -= 1 }
        if depth > Lowering.depthLimit {
            if depth == Lowering.depthLimit + 1 { report(.tooDeep, Meta()) }
            return .literal(.atom("nil"))
        }
        return body()
    }

    private func lowerList(_ elements: [Quoted]) -> Core {
        guard let (last, head, tail) = Lowering.splitTail(elements) else { return makeList(elements.map(lower), tail: .literal(.emptyList)) }
        _ = last
        return makeList(elements.dropLast().map(lower) + [lower(head)], tail: lower(tail))
    }

    /// The head and tail of `{:|, _, [head, tail]}` at a list's end.
    static func splitTail(_ elements: [Quoted]) -> (Meta, Quoted, Quoted)? {
        guard case .node(let node)? = elements.last, case .atom("|") = node.form, case .list(let pair) = node.args, pair.count == 2 else { return nil }
        return (node.meta, pair[0], pair[1])
    }

    private func lower(_ node: Node) -> Core {
        switch node.args {
        case .context(let context):
            guard case .atom(let name) = node.form else { return malformed(node) }
            if name == "__STACKTRACE__" { return traces.last.map(read) ?? .literal(.emptyList) }
            return read(variable(name: name, meta: node.meta, context: context))
        case .list(let arguments):
            if case .atom(let name) = node.form { return lowerNamed(name, node, arguments) }
            if case .node(let dot) = node.form, case .atom(".") = dot.form, case .list(let parts) = dot.args {
                return lowerDotCall(node, parts, arguments)
            }
            return .callFun(lower(node.form), arguments.map(lower), position(node.meta))
        }
    }

    func malformed(_ node: Node) -> Core {
        report(.malformed(formName(node)), node.meta)
        return .literal(.atom("nil"))
    }

    private func formName(_ node: Node) -> String {
        if case .atom(let name) = node.form { return name }
        return "call"
    }

    private func lowerNamed(_ name: String, _ node: Node, _ arguments: [Quoted]) -> Core {
        let place = position(node.meta)
        switch name {
        case "=" where arguments.count == 2:
            let value = lower(arguments[1])
            return .match(lowerPattern(arguments[0]), value, place)
        case "__block__":
            if arguments.isEmpty { return .literal(.atom("nil")) }
            if arguments.count == 1 { return lower(arguments[0]) }
            let steps = arguments.dropLast().map { lowerForEffect($0) ?? lower($0) }
            return .sequence(steps + [lower(arguments[arguments.count - 1])])
        case "{}": return makeTuple(arguments.map(lower))
        case "%{}": return lowerMap(node, arguments)
        case "<<>>": return lowerBitstring(node, arguments)
        case "case" where arguments.count == 2: return lowerCase(node, arguments)
        case "cond" where arguments.count == 1: return lowerCond(node, arguments)
        case "receive" where arguments.count == 1: return lowerReceive(node, arguments)
        case "with": return lowerWith(node, arguments)
        case "for": return lowerComprehension(node, arguments)
        case "try" where arguments.count == 1: return lowerTry(node, arguments)
        case "fn": return lowerFunction(node, arguments)
        case "&" where arguments.count == 1: return lowerCapture(node, arguments[0])
        case "^" where arguments.count == 1: return lower(arguments[0]) // Within the key of a map pattern.
        case "^", "->", "<-", "::", "|", "when", "%": return malformed(node)
        default: return .callLocal(name: name, arguments.map(lower), place)
        }
    }

    // MARK: Data

    func makeTuple(_ elements: [Core]) -> Core {
        if let literals = Lowering.literals(elements) { return .literal(.tuple(literals)) }
        if elements.count > Lowering.directElements {
            return .callRemote(module: "erlang", name: "list_to_tuple", [makeList(elements, tail: .literal(.emptyList))], Position(line: 0, file: file))
        }
        return .tuple(elements)
    }

    /// More elements than these are collected in a list first, so that they do not fill the frame.
    static let directElements = 200

    func makeList(_ elements: [Core], tail: Core) -> Core {
        if elements.isEmpty { return tail }
        if case .literal(let end) = tail, let literals = Lowering.literals(elements) {
            if case .list(let more, let last) = end { return .literal(.list(literals + more, tail: last)) }
            return .literal(.list(literals, tail: end))
        }
        if elements.count > Lowering.directElements { return makeLongList(elements, tail: tail) }
        return .list(elements, tail: tail)
    }

    /// Collects the elements in reverse, chunk by chunk: the frame holds one chunk at most.
    private func makeLongList(_ elements: [Core], tail: Core) -> Core {
        var steps: [Core] = []
        var collected = Core.literal(.emptyList)
        var start = 0
        while start < elements.count {
            let end = min(start + 64, elements.count)
            let next = freshVariable()
            let names = (start ..< end).map { _ in freshVariable() }
            for (offset, name) in names.enumerated() {
                steps.append(.match(.bind(name), elements[start + offset], Position(line: 0, file: file)))
            }
            steps.append(.match(.bind(next), .list(names.reversed().map(read), tail: collected), Position(line: 0, file: file)))
            collected = read(next)
            start = end
        }
        let end = freshVariable()
        steps.append(.match(.bind(end), tail, Position(line: 0, file: file)))
        steps.append(.callRemote(module: "lists", name: "reverse", [collected, read(end)], Position(line: 0, file: file)))
        return .sequence(steps)
    }

    static func literals(_ elements: [Core]) -> [Literal]? {
        var result: [Literal] = []
        result.reserveCapacity(elements.count)
        for element in elements {
            guard case .literal(let literal) = element else { return nil }
            result.append(literal)
        }
        return result
    }

    private func lowerMap(_ node: Node, _ arguments: [Quoted]) -> Core {
        let place = position(node.meta)
        if arguments.count == 1, case .node(let bar) = arguments[0], case .atom("|") = bar.form, case .list(let parts) = bar.args, parts.count == 2 {
            let base = lower(parts[0])
            let pairs: [Quoted]
            if case .list(let list) = parts[1] { pairs = list } else { pairs = [] }
            return .updateMap(base, lowerPairs(pairs, node), place)
        }
        let pairs = lowerPairs(arguments, node)
        if let keys = Lowering.literals(pairs.map(\.key)), let values = Lowering.literals(pairs.map(\.value)), keys.allSatisfy(\.isPlainKey) {
            var result: [Literal.Pair] = []
            var places: [Literal: Int] = [:]
            for (key, value) in zip(keys, values) {
                if let place = places[key] {
                    result[place].value = value
                } else {
                    places[key] = result.count
                    result.append(Literal.Pair(key, value))
                }
            }
            result.sort { $0.key.precedes($1.key) }
            return .literal(.map(result))
        }
        return .map(pairs, place)
    }

    private func lowerPairs(_ pairs: [Quoted], _ node: Node) -> [CorePair] {
        var result: [CorePair] = []
        result.reserveCapacity(pairs.count)
        for pair in pairs {
            guard let (key, value) = Lowering.pair(pair) else {
                _ = malformed(node)
                continue
            }
            let loweredKey = lower(key)
            result.append(CorePair(key: loweredKey, value: lower(value)))
        }
        return result
    }

    /// The halves of a two-element tuple in either of its shapes.
    static func pair(_ quoted: Quoted) -> (Quoted, Quoted)? {
        switch quoted {
        case .tuple(let pair) where pair.count == 2: return (pair[0], pair[1])
        case .node(let node):
            if case .atom("{}") = node.form, case .list(let pair) = node.args, pair.count == 2 { return (pair[0], pair[1]) }
            return nil
        default: return nil
        }
    }

    /// The value of a key in a keyword list.
    static func keyword(_ quoted: Quoted, _ key: String) -> Quoted? {
        guard case .list(let pairs) = quoted else { return nil }
        for item in pairs {
            if let (name, value) = pair(item), case .atom(key) = name { return value }
        }
        return nil
    }
}
