// The flow builder, part four: what branches on values and what handles messages and exceptions.
import Bytecode

extension FlowBuilder {
    func select(_ choice: CoreCase, _ destination: Destination) {
        if let (yes, no) = choice.booleanBranches {
            let whenTrue = newBlock(), whenFalse = newBlock()
            branch(choice.subjects[0], Condition(whenTrue: whenTrue, whenFalse: whenFalse, other: .strict))
            current = whenTrue
            build(yes, destination)
            current = whenFalse
            return build(no, destination)
        }
        let subjects = choice.subjects.map(value)
        let failure = newBlock(cold: true)
        match(subjects: subjects, clauses: choice.clauses, failure: failure, destination)
        current = failure
        raise(choice.failure, subjects.count == 1 ? subjects[0] : makeTuple(subjects, choice.position), choice.position)
    }

    func build(_ truth: CoreTruth, _ destination: Destination) {
        let yes = newBlock(), no = newBlock()
        let condition = Condition(whenTrue: yes, whenFalse: no, other: .truthy)
        if truth.falsyVariable != nil || truth.truthyVariable != nil {
            let operand = value(truth.subject)
            if let variable = truth.falsyVariable { bind(variable, operand) }
            if let variable = truth.truthyVariable { bind(variable, operand) }
            branch(on: operand, condition)
        } else {
            branch(truth.subject, condition)
        }
        current = yes
        build(truth.truthy, destination)
        current = no
        build(truth.falsy, destination)
    }

    func build(cond clauses: [(condition: Core, body: Core)], _ position: Position, _ destination: Destination) {
        for clause in clauses {
            let yes = newBlock(), no = newBlock()
            branch(clause.condition, Condition(whenTrue: yes, whenFalse: no, other: .truthy))
            current = yes
            build(clause.body, destination)
            current = no
        }
        raise(.condClause, atom("nil"), position)
    }

    func build(_ with: CoreWith, _ destination: Destination) {
        let (otherwise, rejected) = newJoin()
        for step in with.steps {
            switch step {
            case .expression(let core): effect(core)
            case .generator(let pattern, let guards, let core, let position):
                let operand = value(core)
                let failure = newBlock()
                match(pattern, guards: guards, operand, failure: failure, position)
                let next = current
                current = failure
                jump(otherwise, [operand])
                current = next
            }
        }
        build(with.body, destination)
        current = otherwise
        if with.otherwise.isEmpty { return deliver(rejected, destination) }
        let failure = newBlock(cold: true)
        match(subjects: [rejected], clauses: with.otherwise, failure: failure, destination)
        current = failure
        raise(.value, makeTuple([atom("else_clause"), rejected], with.position), with.position)
    }

    func build(_ receive: CoreReceive, _ destination: Destination) {
        var timeout = receive.timeout.map(value)
        if let operand = timeout {
            timeout = literal(of: operand) == .atom("infinity") ? nil : inSlot(operand)
        }
        for variable in receive.pinned {
            var mark = Instruction(.receiveMark, receive.position)
            mark.arguments = [inSlot(read(variable))]
            append(mark)
        }
        let peek = newBlock(), message = newBlock(), empty = newBlock(), next = newBlock()
        jump(peek)
        current = peek
        var look = Instruction(.receivePeek, receive.position)
        let value = newValue()
        look.result = Int32(value)
        finish(look, [message, empty])
        current = message
        match(subjects: [.value(value)], clauses: receive.clauses, failure: next, destination) {
            self.append(Instruction(.receiveTake, receive.position))
        }
        current = next
        finish(Instruction(.receiveNext, receive.position), [peek])
        current = empty
        guard let timeout else { return finish(Instruction(.receiveWait, receive.position), [peek]) }
        let over = newBlock()
        var wait = Instruction(.receiveWaitTimeout, receive.position)
        wait.arguments = [timeout]
        finish(wait, [over, peek])
        current = over
        build(receive.after, destination)
    }

    // MARK: try

    func build(_ attempt: CoreTry, _ destination: Destination) {
        guard attempt.after != nil || attempt.afterFunction != nil else { return buildProtected(attempt, destination) }
        let (join, result) = newJoin()
        let handler = newHandler()
        protected(by: handler.block) { buildProtected(attempt, .join(join)) }
        current = handler.block
        runAfter(attempt)
        reraise(handler, attempt.position)
        current = join
        runAfter(attempt)
        deliver(result, destination)
    }

    private struct Handler {
        var block: Int
        var kind: Operand
        var reason: Operand
        var trace: Operand
    }

    private func newHandler() -> Handler {
        let block = newBlock()
        let values = [newValue(), newValue(), newValue()]
        flow.blocks[block].parameters = values.map { Int32($0) }
        return Handler(block: block, kind: .value(values[0]), reason: .value(values[1]), trace: .value(values[2]))
    }

    /// Builds in a new region; control must have left it at the end.
    private func protected(by handler: Int, _ body: () -> Void) {
        let outer = region
        flow.regions.append(Region(handler: handler, kind: .tryWithTrace))
        region = flow.regions.count - 1
        let start = newBlock()
        jump(start)
        current = start
        body()
        region = outer
    }

    private func runAfter(_ attempt: CoreTry) {
        if let after = attempt.after { effect(after) }
        if let function = attempt.afterFunction { callAfter(function, attempt.position) }
    }

    private func reraise(_ handler: Handler, _ position: Position) {
        var instruction = Instruction(.reraise, position)
        instruction.arguments = [handler.kind, handler.reason, handler.trace]
        finish(instruction, [])
    }

    /// The body with its rescue, catch and else clauses.
    private func buildProtected(_ attempt: CoreTry, _ destination: Destination) {
        let (done, result) = newJoin()
        if attempt.rescues.isEmpty && attempt.catches.isEmpty {
            build(attempt.body, .join(done))
        } else {
            let handler = newHandler()
            protected(by: handler.block) { build(attempt.body, .join(done)) }
            current = handler.block
            bind(attempt.trace, handler.trace)
            let unhandled = newBlock(cold: true)
            build(rescues: attempt.rescues, handler, destination)
            match(subjects: [handler.kind, handler.reason], clauses: attempt.catches, failure: unhandled, destination)
            current = unhandled
            reraise(handler, attempt.position)
        }
        current = done
        guard let otherwise = attempt.otherwise else { return deliver(result, destination) }
        let failure = newBlock(cold: true)
        match(subjects: [result], clauses: otherwise, failure: failure, destination)
        current = failure
        raise(.tryClause, result, attempt.position)
    }

    /// The rescue clauses; goes on where none of them applies.
    private func build(rescues: [CoreRescue], _ handler: Handler, _ destination: Destination) {
        guard let position = rescues.first?.position else { return }
        let unhandled = newBlock(), isError = newBlock()
        compare(.exactEqual, handler.kind, atom("error"), Condition(whenTrue: isError, whenFalse: unhandled, other: .strict), position)
        current = isError
        let exception = normalized(handler, position)
        var module: Operand?
        for rescue in rescues {
            let next = newBlock()
            if !rescue.modules.isEmpty {
                if module == nil { module = getConstant(exception, .atom("__struct__"), failure: unhandled, position) }
                let found = newBlock()
                for name in rescue.modules {
                    let other = newBlock()
                    compare(.exactEqual, module!, atom(name), Condition(whenTrue: found, whenFalse: other, other: .strict), rescue.position)
                    current = other
                }
                jump(next)
                current = found
            }
            if let variable = rescue.variable { bind(variable, exception) }
            build(rescue.body, destination)
            current = next
        }
        jump(unhandled)
        current = unhandled
    }

    /// The exception struct of an error: the reason itself, or what Exception makes of it.
    private func normalized(_ handler: Handler, _ position: Position) -> Operand {
        let (join, exception) = newJoin()
        let other = newBlock(), isException = newBlock()
        let mark = getConstant(handler.reason, .atom("__exception__"), failure: other, position)
        branch(mark, isExactly: atom("true"), isException, other, position)
        current = isException
        jump(join, [handler.reason])
        current = other
        jump(join, [callExport("Elixir.Exception", "normalize", [atom("error"), handler.reason, handler.trace], position)])
        current = join
        return exception
    }
}

extension CoreCase {
    /// The bodies for true and false, where that is all the case is about.
    var booleanBranches: (Core, Core)? {
        guard subjects.count == 1, clauses.count == 2, subjects[0].isBooleanValued, clauses.allSatisfy({ $0.guards.isEmpty }),
              case .literal(.atom(let first)) = clauses[0].patterns[0] else { return nil }
        switch (first, clauses[1].patterns[0]) {
        case ("true", .literal(.atom("false"))), ("true", .any): return (clauses[0].body, clauses[1].body)
        case ("false", .literal(.atom("true"))), ("false", .any): return (clauses[1].body, clauses[0].body)
        default: return nil
        }
    }
}
