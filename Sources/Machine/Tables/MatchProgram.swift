// Match specifications: heads (MatchPattern.swift), guards and bodies. Expressions become programs for a small stack
// machine; its functions are the machine's own guard natives.
import Bytecode

/// One step of a guard or body.
private enum MatchStep {
    case push(Term)
    case variable(Int)
    /// `$_`, `$$`
    case object
    case bindings
    case tuple(Int)
    /// So many elements and a tail.
    case list(Int)
    case map(Int)
    case call(NativeBody, Int)
    /// The calling process.
    case me
    /// Leave out the next steps if the value on top is that boolean, else take it off.
    case skipIf(Bool, Int)
    /// Is what is on top a boolean? Otherwise the guard fails.
    case requireBoolean
    case action(TraceAction)
}

/// What a match specification of traced calls can ask for.
private enum TraceAction: String {
    case return_trace, exception_trace, message, silent, caller, caller_line
}

/// What it has asked for.
struct TraceOutcome {
    var tellsReturn = false
    var tellsException = false
    /// `true`: nothing more; `false`: the call is not told.
    var message = Term(.true)
    var silent: Bool?
}

private struct MatchClause {
    let head: MatchPattern
    let guards: [[MatchStep]]
    let body: [[MatchStep]]
    /// The key that objects must have, or `.none`.
    let key: Term
}

final class MatchProgram {
    private var clauses: [MatchClause] = []
    private let anything: Term
    /// The process at work: a program of a breakpoint serves one after the other.
    private var p: ProcessPointer
    private let keyIndex: Int
    // Scratch of one match.
    private var bindings: [Term] = []
    private var terms: [Term] = []
    private var values: MatchValues
    /// Are its heads lists of arguments, and may its bodies hold actions?
    private let isTrace: Bool
    private var outcome = TraceOutcome()

    /// The key that all matching objects have, or `.none`.
    var onlyKey: Term { clauses.count == 1 ? clauses[0].key : .none }

    /// nil: not a match specification.
    init?(_ p: ProcessPointer, _ specification: Term, keyIndex: Int, isTrace: Bool = false) {
        self.p = p
        self.isTrace = isTrace
        self.keyIndex = keyIndex
        anything = p.machine.data.tableAtoms.anything
        values = MatchValues()
        var rest = specification
        guard rest.isCons else { return nil }
        while rest.isCons {
            let clause = rest.head
            guard clause.isTuple, clause.tupleSize == 3, let compiled = compile(clause) else { return nil }
            clauses.append(compiled)
            rest = rest.tail
        }
        guard rest.isEmptyList else { return nil }
    }

    deinit { values.free() }

    /// The value of the first clause that matches, `.none` if none does. Its parts lie in the process's heap.
    func run(_ object: Term) -> Term {
        for clause in clauses {
            if bindings.count < clause.head.variables.numbers.count {
                bindings = [Term](repeating: .emptyList, count: clause.head.variables.numbers.count)
            }
            guard clause.head.matches(object, &bindings, &terms) else { continue }
            guard passes(clause, object) else { continue }
            var result = Term(.true)
            for steps in clause.body {
                guard let value = evaluate(steps, clause, object, copies: true) else {
                    result = p.machine.atoms.term("EXIT")
                    continue
                }
                result = value
            }
            return result
        }
        return .none
    }

    /// Matches the arguments of a call. False: it is not to be told.
    func trace(_ arguments: Term, of process: ProcessPointer, _ outcome: inout TraceOutcome) -> Bool {
        p = process
        self.outcome = outcome
        let result = run(arguments)
        outcome = self.outcome
        outcome.message = p.copyIn(outcome.message)
        return result != Term.none
    }

    private func passes(_ clause: MatchClause, _ object: Term) -> Bool {
        for steps in clause.guards {
            guard let value = evaluate(steps, clause, object, copies: false), value == KnownAtom.true else { return false }
        }
        return true
    }

    // MARK: Evaluating

    /// The value of an expression, nil if it fails. With `copies`, what stems from the object is copied into the heap.
    private func evaluate(_ steps: [MatchStep], _ clause: MatchClause, _ object: Term, copies: Bool) -> Term? {
        values.reset()
        var index = 0
        while index < steps.count {
            switch steps[index] {
            case .push(let term): values.push(term)
            case .variable(let slot): values.push(copies ? p.copyIn(bindings[slot]) : bindings[slot])
            case .object: values.push(copies ? p.copyIn(object) : object)
            case .bindings:
                values.push(p.list(clause.head.variables.sorted.map { copies ? p.copyIn(bindings[$0]) : bindings[$0] }))
            case .tuple(let size):
                if size == 0 {
                    values.push(p.machine.shapes.emptyTuple)
                    break
                }
                let cell = p.allocate(size + 1)
                cell[0] = Header(.tuple, size: size).bits
                for place in stride(from: size, to: 0, by: -1) { cell[place] = values.pop().bits }
                values.push(Term(boxed: cell))
            case .list(let count):
                var list = values.pop()
                for _ in 0..<count { list = p.cons(values.pop(), list) }
                values.push(list)
            case .map(let count):
                var map = p.emptyMap
                var pairs: [(Term, Term)] = []
                for _ in 0..<count {
                    let value = values.pop()
                    pairs.append((values.pop(), value))
                }
                for (key, value) in pairs { map = p.put(map, key, value) }
                values.push(map)
            case .call(let body, let arity):
                let result = Term(bits: body(UnsafeMutableRawPointer(p), values.arguments(arity)))
                if result.isNativeSignal { return nil }
                values.drop(arity)
                values.push(result)
            case .me: values.push(p.pointee.pid)
            case .skipIf(let value, let count):
                guard values.top.isBoolean else { return nil }
                if values.top == Term.boolean(value) { index += count } else { values.drop(1) }
            case .action(let action): perform(action)
            case .requireBoolean: guard values.top.isBoolean else { return nil }
            }
            index += 1
        }
        return values.pop()
    }

    private func perform(_ action: TraceAction) {
        switch action {
        case .return_trace: outcome.tellsReturn = true
        case .exception_trace:
            outcome.tellsReturn = true
            outcome.tellsException = true
        case .message: outcome.message = values.pop()
        case .silent: outcome.silent = values.pop() == KnownAtom.true
        case .caller: return values.push(callerOf(p, withLine: false))
        case .caller_line: return values.push(callerOf(p, withLine: true))
        }
        values.push(Term(.true))
    }

    // MARK: Compiling

    private func compile(_ clause: Term) -> MatchClause? {
        let pattern = clause.element(0)
        guard (isTrace ? pattern.isList : pattern.isTuple) || pattern == anything || matchVariable(pattern, p.machine) != nil else { return nil }
        let head = MatchPattern(pattern, p.machine)
        guard let guards = expressions(clause.element(1), head.variables), let body = expressions(clause.element(2), head.variables),
              isTrace || !body.isEmpty else { return nil }
        var key = Term.none
        if !isTrace, pattern.isTuple, pattern.tupleSize > keyIndex, MatchPattern.isConstant(pattern.element(keyIndex), p.machine) {
            key = pattern.element(keyIndex)
        }
        return MatchClause(head: head, guards: guards, body: body, key: key)
    }

    private func expressions(_ list: Term, _ variables: MatchVariables) -> [[MatchStep]]? {
        var all: [[MatchStep]] = []
        var rest = list
        while rest.isCons {
            guard let steps = expression(rest.head, variables) else { return nil }
            all.append(steps)
            rest = rest.tail
        }
        return rest.isEmptyList ? all : nil
    }

    private enum Pending {
        case expression(Term)
        case step(MatchStep)
        /// Around an operand of `andalso` or `orelse`, which is left out if what is on top is that boolean.
        case startOfSkip(Bool)
        case endOfSkip
    }

    private func expression(_ term: Term, _ variables: MatchVariables) -> [MatchStep]? {
        var steps: [MatchStep] = []
        var pending: [Pending] = [.expression(term)]
        var skips: [Int] = []
        while let next = pending.popLast() {
            switch next {
            case .step(let step): steps.append(step)
            case .startOfSkip(let value):
                skips.append(steps.count)
                steps.append(.skipIf(value, 0))
            case .endOfSkip:
                guard let start = skips.popLast(), case .skipIf(let value, _) = steps[start] else { return nil }
                steps.append(.requireBoolean)
                steps[start] = .skipIf(value, steps.count - start - 1)
            case .expression(let term):
                guard read(term, variables, &steps, &pending) else { return nil }
            }
        }
        return steps
    }

    /// Turns one expression into steps, its operands into pending ones. False: it is invalid.
    private func read(_ term: Term, _ variables: MatchVariables, _ steps: inout [MatchStep], _ pending: inout [Pending]) -> Bool {
        let atoms = p.machine.data.tableAtoms
        if term.isAtom {
            if term == atoms.object {
                steps.append(.object)
            } else if term == atoms.bindings {
                steps.append(.bindings)
            } else if let number = matchVariable(term, p.machine) {
                guard let slot = variables.existing(number) else { return false }
                steps.append(.variable(slot))
            } else {
                steps.append(.push(term))
            }
            return true
        }
        if term.isCons {
            var count = 0
            var rest = term
            var elements: [Term] = []
            while rest.isCons {
                elements.append(rest.head)
                count += 1
                rest = rest.tail
            }
            pending.append(.step(.list(count)))
            pending.append(.expression(rest))
            for element in elements.reversed() { pending.append(.expression(element)) }
            return true
        }
        if term.isMap, mapSize(term) > 0 {
            let pairs = WordPointer.allocate(capacity: 2 * mapSize(term))
            defer { pairs.deallocate() }
            let count = copyMapPairs(term, to: pairs)
            pending.append(.step(.map(count)))
            for index in stride(from: 2 * count - 1, through: 0, by: -1) { pending.append(.expression(Term(bits: pairs[index]))) }
            return true
        }
        guard term.isTuple else {
            steps.append(.push(term))
            return true
        }
        guard term.tupleSize > 0 else { return false }
        return readCall(term, &steps, &pending)
    }

    private func readCall(_ term: Term, _ steps: inout [MatchStep], _ pending: inout [Pending]) -> Bool {
        let function = term.element(0)
        let arity = term.tupleSize - 1
        if arity == 0, function.isTuple {
            pending.append(.step(.tuple(function.tupleSize)))
            for index in stride(from: function.tupleSize - 1, through: 0, by: -1) { pending.append(.expression(function.element(index))) }
            return true
        }
        guard function.isAtom else { return false }
        if isTrace, let action = TraceAction(rawValue: p.machine.atoms.string(function)) {
            guard arity == (action == .message || action == .silent ? 1 : 0) else { return false }
            pending.append(.step(.action(action)))
            if arity == 1 { pending.append(.expression(term.element(1))) }
            return true
        }
        switch function {
        case Term(.const):
            guard arity == 1 else { return false }
            steps.append(.push(term.element(1)))
            return true
        case Term(.andalso), Term(.orelse):
            guard arity > 0 else { return false }
            let stops = function == KnownAtom.orelse
            // The first operand, then each other one behind a jump over it.
            for index in stride(from: arity, to: 1, by: -1) {
                pending.append(.endOfSkip)
                pending.append(.expression(term.element(index)))
                pending.append(.startOfSkip(stops))
            }
            pending.append(.step(.requireBoolean))
            pending.append(.expression(term.element(1)))
            return true
        case Term(.and), Term(.or):
            guard arity > 0, let body = native(function, 2) else { return false }
            for index in stride(from: arity, to: 1, by: -1) {
                pending.append(.step(.call(body, 2)))
                pending.append(.expression(term.element(index)))
            }
            pending.append(.step(.requireBoolean))
            pending.append(.expression(term.element(1)))
            return true
        case Term(KnownAtom.`self`):
            guard arity == 0 else { return false }
            steps.append(.me)
            return true
        case Term(.is_record):
            // Its operands are no expressions but the first.
            guard arity == 3 || arity == 2 && term.element(2).isAtom, let body = native(function, arity) else { return false }
            pending.append(.step(.call(body, arity)))
            for index in stride(from: arity, to: 1, by: -1) { pending.append(.step(.push(term.element(index)))) }
            pending.append(.expression(term.element(1)))
            return true
        default:
            guard let body = native(function, arity) else { return false }
            pending.append(.step(.call(body, arity)))
            for index in stride(from: arity, to: 0, by: -1) { pending.append(.expression(term.element(index))) }
            return true
        }
    }

    /// A function that may stand in a guard.
    private func native(_ function: Term, _ arity: Int) -> NativeBody? {
        guard let entry = p.machine.code.existingExport(Term(.erlang), function, arity)?.pointee.native, entry.pointee.kind == .guard else { return nil }
        return entry.pointee.body
    }
}

/// The stack of values. It grows down, as arguments of natives lie.
private struct MatchValues {
    private var base: WordPointer
    private var capacity = 64
    private var count = 0

    init() { base = .allocate(capacity: capacity) }

    func free() { base.deallocate() }

    mutating func reset() { count = 0 }

    mutating func push(_ term: Term) {
        if count == capacity {
            let new = WordPointer.allocate(capacity: capacity * 2)
            (new + capacity).update(from: base, count: capacity)
            base.deallocate()
            base = new
            capacity *= 2
        }
        count += 1
        base[capacity - count] = term.bits
    }

    mutating func pop() -> Term {
        count -= 1
        return Term(bits: base[capacity - count - 1])
    }

    var top: Term { Term(bits: base[capacity - count]) }
    mutating func drop(_ number: Int) { count -= number }

    /// Slot 0 of the upper values as arguments.
    func arguments(_ arity: Int) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer(base + (capacity - count + arity - 1)) }
}
