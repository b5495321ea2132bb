// The variables that closures and loops take from the functions around them.

/// Fills in `CoreFunction.free` for all functions inside of one.
struct FreeVariables {
    private var reads: Set<Variable> = []
    private var bound: Set<Variable> = []
    private let function: CoreFunction
    /// The variable that all functions inside take along.
    private let keeper: Variable?

    private init(_ function: CoreFunction, keeper: Variable?) {
        self.function = function
        self.keeper = keeper
    }

    /// A definition has no free variables itself; what is inside gets its own.
    static func annotate(_ definition: CoreFunction, keeper: Variable?) {
        var walk = FreeVariables(definition, keeper: keeper)
        if let keeper { walk.bound.insert(keeper) }
        walk.annotate()
    }

    private mutating func annotate() {
        for clause in function.clauses { visit(clause) }
        function.free = reads.subtracting(bound).sorted()
        // Last, so that stack traces can leave it out.
        if let keeper, let place = function.free.firstIndex(of: keeper) {
            function.free.remove(at: place)
            function.free.append(keeper)
        }
        function.isAnnotated = true
    }

    private mutating func visit(nested: CoreFunction) {
        if nested === function { return }
        if !nested.isAnnotated {
            var walk = FreeVariables(nested, keeper: keeper)
            if let keeper { walk.reads.insert(keeper) }
            walk.annotate()
        }
        reads.formUnion(nested.free)
    }

    private mutating func visit(_ clause: CoreClause) {
        for pattern in clause.patterns { visit(pattern) }
        for guardExpression in clause.guards { visit(guardExpression) }
        visit(clause.body)
    }

    private mutating func visit(_ pattern: Pattern) {
        switch pattern {
        case .any, .literal: break
        case .bind(let variable): bound.insert(variable)
        case .both(let left, let right), .cons(let left, let right):
            visit(left)
            visit(right)
        case .tuple(let elements): for element in elements { visit(element) }
        case .map(let pairs):
            for pair in pairs {
                visit(pair.key)
                visit(pair.value)
            }
        case .equal(let core): visit(core)
        case .atom(let inner): visit(inner)
        case .bits(let bits):
            if let start = bits.start { reads.insert(start) }
            for segment in bits.segments {
                visit(segment.value)
                if case .computed(let size, _) = segment.size { visit(size) }
            }
            if let end = bits.end { bound.insert(end) }
        }
    }

    private mutating func visit(_ list: [Core]) { for item in list { visit(item) } }

    private mutating func visit(_ core: Core) {
        switch core {
        case .literal, .captureLocal: break
        case .variable(let variable): reads.insert(variable)
        case .sequence(let list), .tuple(let list), .operation(_, let list, _), .callLocal(_, let list, _), .callRemote(_, _, let list, _): visit(list)
        case .match(let pattern, let value, _):
            visit(value)
            visit(pattern)
        case .list(let elements, let tail):
            visit(elements)
            visit(tail)
        case .map(let pairs, _):
            for pair in pairs {
                visit(pair.key)
                visit(pair.value)
            }
        case .updateMap(let map, let pairs, _):
            visit(map)
            for pair in pairs {
                visit(pair.key)
                visit(pair.value)
            }
        case .field(let value, _, _), .raise(_, let value, _): visit(value)
        case .bitstring(let segments, _):
            for segment in segments {
                visit(segment.value)
                if let size = segment.size { visit(size) }
            }
        case .callFun(let function, let arguments, _):
            visit(function)
            visit(arguments)
        case .callLifted(let function, let arguments, _):
            visit(arguments)
            visit(nested: function)
        case .function(let function, _): visit(nested: function)
        case .select(let choice):
            visit(choice.subjects)
            for clause in choice.clauses { visit(clause) }
        case .truth(let truth):
            visit(truth.subject)
            if let variable = truth.falsyVariable { bound.insert(variable) }
            if let variable = truth.truthyVariable { bound.insert(variable) }
            visit(truth.falsy)
            visit(truth.truthy)
        case .boolean(_, let left, let right, _):
            visit(left)
            visit(right)
        case .cond(let clauses, _):
            for clause in clauses {
                visit(clause.condition)
                visit(clause.body)
            }
        case .with(let with): visit(with)
        case .receive(let receive):
            for clause in receive.clauses { visit(clause) }
            if let timeout = receive.timeout { visit(timeout) }
            visit(receive.after)
        case .attempt(let attempt): visit(attempt)
        }
    }

    private mutating func visit(_ with: CoreWith) {
        for step in with.steps {
            switch step {
            case .generator(let pattern, let guards, let value, _):
                visit(value)
                visit(pattern)
                visit(guards)
            case .expression(let value): visit(value)
            }
        }
        visit(with.body)
        for clause in with.otherwise { visit(clause) }
    }

    private mutating func visit(_ attempt: CoreTry) {
        bound.insert(attempt.trace)
        visit(attempt.body)
        for rescue in attempt.rescues {
            if let variable = rescue.variable { bound.insert(variable) }
            visit(rescue.body)
        }
        for clause in attempt.catches + (attempt.otherwise ?? []) { visit(clause) }
        if let after = attempt.after { visit(after) }
        if let after = attempt.afterFunction { visit(nested: after) }
    }
}
