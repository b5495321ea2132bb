// Core as text, for snapshots and for people who look into the compiler. Nothing reads it back.
import Bytecode
import Expander

/// The core of a module's functions, one after the other.
public func printCore(_ module: ModuleDefinition, options: CompilerOptions = CompilerOptions()) -> String {
    let lowering = Lowering(module: module, options: options)
    return module.functions.map { CorePrinter.print(lowering.lower($0)) }.joined(separator: "\n")
}

struct CorePrinter {
    private var text = ""
    private var indentation = 0

    static func print(_ function: CoreFunction) -> String {
        var printer = CorePrinter()
        printer.function(function)
        return printer.text
    }

    // MARK: Lines

    private mutating func line(_ content: String) {
        text += String(repeating: "  ", count: indentation) + content + "\n"
    }

    private mutating func indented(_ body: (inout CorePrinter) -> Void) {
        indentation += 1
        body(&self)
        indentation -= 1
    }

    private mutating func function(_ function: CoreFunction) {
        let free = function.free.isEmpty ? "" : " free " + function.free.map(Self.name).joined(separator: " ")
        line("\(function.exported ? "export " : "")\(function.name)/\(function.arity)\(free)")
        indented { $0.clauses(function.clauses) }
    }

    private mutating func clauses(_ clauses: [CoreClause]) {
        for clause in clauses {
            let guards = clause.guards.map { Self.inline($0) }.joined(separator: " when ")
            line(clause.patterns.map(Self.pattern).joined(separator: ", ") + (guards.isEmpty ? "" : " when " + guards) + " ->")
            indented { $0.expression(clause.body) }
        }
    }

    /// An expression on lines of its own.
    private mutating func expression(_ core: Core) {
        switch core {
        case .sequence(let steps): for step in steps { expression(step) }
        case .match(let pattern, let value, _) where !Self.isInline(value):
            line(Self.pattern(pattern) + " =")
            indented { $0.expression(value) }
        case .select(let choice):
            line("case " + choice.subjects.map { Self.inline($0) }.joined(separator: ", "))
            indented { $0.clauses(choice.clauses) }
        case .truth(let truth):
            line("if " + Self.inline(truth.subject))
            indented { $0.branch("then", truth.truthyVariable, truth.truthy) }
            indented { $0.branch("else", truth.falsyVariable, truth.falsy) }
        case .cond(let conditions, _):
            line("cond")
            indented { printer in
                for (condition, body) in conditions {
                    printer.line(Self.inline(condition) + " ->")
                    printer.indented { $0.expression(body) }
                }
            }
        case .with(let with): self.with(with)
        case .receive(let receive):
            line("receive")
            indented { $0.clauses(receive.clauses) }
            if let timeout = receive.timeout {
                line("after " + Self.inline(timeout))
                indented { $0.expression(receive.after) }
            }
        case .attempt(let attempt): self.attempt(attempt)
        case .function(let function, _):
            line("fun")
            indented { $0.function(function) }
        case .callLifted(let function, _, _) where !function.clauses.isEmpty && !shown.contains(ObjectIdentifier(function)):
            shown.insert(ObjectIdentifier(function))
            line(Self.inline(core))
            indented { $0.function(function) }
        default: line(Self.inline(core))
        }
    }

    /// Loops whose clauses have been printed.
    private var shown: Set<ObjectIdentifier> = []

    private mutating func branch(_ word: String, _ variable: Variable?, _ body: Core) {
        line(word + (variable.map { " " + Self.name($0) } ?? ""))
        indented { $0.expression(body) }
    }

    private mutating func with(_ with: CoreWith) {
        line("with")
        indented { printer in
            for step in with.steps {
                switch step {
                case .expression(let core): printer.expression(core)
                case .generator(let pattern, let guards, let core, _):
                    let conditions = guards.map { Self.inline($0) }.joined(separator: " when ")
                    printer.line(Self.pattern(pattern) + (conditions.isEmpty ? "" : " when " + conditions) + " <-")
                    printer.indented { $0.expression(core) }
                }
            }
        }
        line("do")
        indented { $0.expression(with.body) }
        if !with.otherwise.isEmpty {
            line("else")
            indented { $0.clauses(with.otherwise) }
        }
    }

    private mutating func attempt(_ attempt: CoreTry) {
        line("try")
        indented { $0.expression(attempt.body) }
        for rescue in attempt.rescues {
            line("rescue \(rescue.variable.map(Self.name) ?? "_") in [\(rescue.modules.joined(separator: ", "))]")
            indented { $0.expression(rescue.body) }
        }
        if !attempt.catches.isEmpty {
            line("catch, trace \(Self.name(attempt.trace))")
            indented { $0.clauses(attempt.catches) }
        }
        if let otherwise = attempt.otherwise {
            line("else")
            indented { $0.clauses(otherwise) }
        }
        if let after = attempt.after {
            line("after")
            indented { $0.expression(after) }
        }
        if let function = attempt.afterFunction {
            line("after")
            indented { $0.function(function) }
        }
    }

    // MARK: Within a line

    private static func name(_ variable: Variable) -> String { "v\(variable)" }

    private static func isInline(_ core: Core) -> Bool {
        switch core {
        case .sequence, .select, .truth, .cond, .with, .receive, .attempt, .function: false
        case .match(_, let value, _): isInline(value)
        default: true
        }
    }

    private static func list(_ cores: [Core]) -> String { cores.map { inline($0) }.joined(separator: ", ") }
    private static func pairs(_ pairs: [CorePair]) -> String { pairs.map { inline($0.key) + " => " + inline($0.value) }.joined(separator: ", ") }

    /// An expression in one line; what branches is printed on its own lines behind brackets.
    private static func inline(_ core: Core) -> String {
        switch core {
        case .literal(let value): return literal(value)
        case .variable(let variable): return name(variable)
        case .match(let left, let right, _): return pattern(left) + " = " + inline(right)
        case .operation(let operation, let arguments, _): return operation.rawValue + "(" + list(arguments) + ")"
        case .tuple(let elements): return "{" + list(elements) + "}"
        case .list(let elements, let tail): return "[" + list(elements) + " | " + inline(tail) + "]"
        case .map(let entries, _): return "%{" + pairs(entries) + "}"
        case .updateMap(let map, let entries, _): return "%{" + inline(map) + " | " + pairs(entries) + "}"
        case .field(let target, let field, _): return inline(target) + "." + field
        case .bitstring(let segments, _):
            return "<<" + segments.map { inline($0.value) + "::\($0.kind)" + ($0.size.map { "(" + inline($0) + ")" } ?? "") }.joined(separator: ", ") + ">>"
        case .callLocal(let function, let arguments, _): return function + "(" + list(arguments) + ")"
        case .callRemote(let module, let function, let arguments, _): return module + ":" + function + "(" + list(arguments) + ")"
        case .callFun(let function, let arguments, _): return inline(function) + ".(" + list(arguments) + ")"
        case .callLifted(let function, let arguments, _): return function.name + "(" + list(arguments) + ")"
        case .boolean(let isAnd, let left, let right, _): return "(" + inline(left) + (isAnd ? " andalso " : " orelse ") + inline(right) + ")"
        case .captureLocal(let function, let arity, _): return "&\(function)/\(arity)"
        case .raise(let kind, let value, _): return "raise \(kind) " + inline(value)
        default:
            var printer = CorePrinter()
            printer.expression(core)
            return "(" + printer.text.split(separator: "\n").map { $0.trimmingSpaces }.joined(separator: "; ") + ")"
        }
    }

    private static func literal(_ literal: Literal) -> String {
        switch literal {
        case .integer(let value): return "\(value)"
        case .bigInteger(let negative, let limbs): return (negative ? "-" : "") + "big" + limbs.map { String($0, radix: 16) }.joined(separator: "_")
        case .float(let value): return "\(value)"
        case .atom(let value): return ":" + value
        case .bitstring(let bytes, let bits): return bits % 8 == 0 ? "\"\(String(decoding: bytes, as: UTF8.self))\"" : "bits(\(bits))"
        case .list(let elements, let tail): return "[" + elements.map(Self.literal).joined(separator: ", ") + (tail == .emptyList ? "]" : " | " + Self.literal(tail) + "]")
        case .emptyList: return "[]"
        case .tuple(let elements): return "{" + elements.map(Self.literal).joined(separator: ", ") + "}"
        case .map(let pairs): return "%{" + pairs.map { Self.literal($0.key) + " => " + Self.literal($0.value) }.joined(separator: ", ") + "}"
        case .external(let module, let function, let arity): return "&\(module):\(function)/\(arity)"
        case .keyTuple(let keys): return "keys{" + keys.map(Self.literal).joined(separator: ", ") + "}"
        case .root(let index): return "root\(index)"
        }
    }

    private static func pattern(_ pattern: Pattern) -> String {
        switch pattern {
        case .any: return "_"
        case .bind(let variable): return name(variable)
        case .both(let left, let right): return Self.pattern(left) + " = " + Self.pattern(right)
        case .literal(let value): return literal(value)
        case .cons(let head, let tail): return "[" + Self.pattern(head) + " | " + Self.pattern(tail) + "]"
        case .tuple(let elements): return "{" + elements.map(Self.pattern).joined(separator: ", ") + "}"
        case .map(let entries): return "%{" + entries.map { inline($0.key) + " => " + Self.pattern($0.value) }.joined(separator: ", ") + "}"
        case .bits(let bits): return "<<" + bits.segments.map(segment).joined(separator: ", ") + ">>"
        case .equal(let core): return "^" + inline(core)
        case .atom(let inner): return "atom(" + Self.pattern(inner) + ")"
        }
    }

    private static func segment(_ segment: PatternSegment) -> String {
        if segment.kind == .literal { return "\"\(String(decoding: segment.bytes, as: UTF8.self))\"" }
        let size = switch segment.size {
        case .bits(let count): "\(count)"
        case .computed(let core, let unit): inline(core) + "*\(unit)"
        case .rest(let unit): "rest*\(unit)"
        case .codePoint: "one"
        }
        return pattern(segment.value) + "::\(segment.kind)(\(size))"
    }
}

private extension Substring {
    var trimmingSpaces: Substring { drop { $0 == " " } }
}
