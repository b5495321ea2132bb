// The flow builder, part three: operations and conditions. A comparison that decides a branch is one test instruction; only
// where its value is wanted it becomes a value.
import Bytecode

extension FlowBuilder {
    // MARK: Operations as values

    func value(_ operation: Operation, _ arguments: [Core], _ position: Position) -> Operand {
        switch operation {
        case .equal, .notEqual, .exactEqual, .exactNotEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            let left = value(arguments[0]), right = value(arguments[1])
            var instruction: Instruction
            switch operation {
            case .less, .greater: instruction = Instruction(.less, position)
            case .lessOrEqual, .greaterOrEqual: instruction = Instruction(.greaterOrEqual, position)
            case .equal: instruction = Instruction(.equal, position)
            case .notEqual: instruction = Instruction(.notEqual, position)
            case .exactEqual: instruction = Instruction(.exactEqual, position)
            default: instruction = Instruction(.exactNotEqual, position)
            }
            let isSwapped = operation == .greater || operation == .lessOrEqual
            instruction.arguments = isSwapped ? [inSlot(right), inSlot(left)] : [inSlot(left), inSlot(right)]
            return define(instruction)
        case .not:
            if arguments[0].isBooleanValued { return joining { build(.operation(operation, arguments, position), condition(delivering: $0)) } }
            var instruction = Instruction(.not, position)
            instruction.arguments = [inSlot(value(arguments[0]))]
            return define(instruction)
        case .selfPid: return define(Instruction(.selfPid, position))
        case .head, .tail: return part(operation, value(arguments[0]), position)
        case .mapGet: return mapGet(arguments, position)
        case .isFunctionArity:
            let function = value(arguments[0]), arity = value(arguments[1])
            return joining { build(isFunction: function, arity: arity, position, condition(delivering: $0)) }
        case _ where operation.isBoolean:
            return joining { build(.operation(operation, arguments, position), condition(delivering: $0)) }
        default: return arithmetic(operation, arguments.map(value), position)
        }
    }

    /// A condition that hands `true` or `false` over.
    private func condition(delivering destination: Destination) -> Destination {
        let yes = newBlock(), no = newBlock()
        let before = current
        current = yes
        deliver(atom("true"), destination)
        current = no
        deliver(atom("false"), destination)
        current = before
        return .condition(Condition(whenTrue: yes, whenFalse: no, other: .strict))
    }

    private func arithmetic(_ operation: Operation, _ given: [Operand], _ position: Position) -> Operand {
        var operands = given
        // `1 + x` is compiled as `x + 1`, and its errors say so; what is evaluated stays as it is written.
        if operation.isCommutative, unit.keeper == nil, operands[0].isConstant, !operands[1].isConstant {
            switch literal(of: operands[0])! {
            case .integer, .bigInteger: operands.swapAt(0, 1)
            default: break
            }
        }
        // The immediate's sign tells `x - 1` from `x + 1` in an error, so only the forms that are written that way have one.
        if operands.count == 2, !operands[0].isConstant, case .integer(let right)? = literal(of: operands[1]), right >= 0, right <= 32767 {
            if operation == .add { return addImmediate(operands[0], right, position) }
            if operation == .subtract, right > 0 { return addImmediate(operands[0], -right, position) }
        }
        let opcode: Opcode
        switch operation {
        case .add: opcode = .add
        case .subtract: opcode = .subtract
        case .multiply: opcode = .multiply
        case .divide: opcode = .divide
        case .integerDivide: opcode = .integerDivide
        case .remainder: opcode = .remainder
        case .negate: opcode = .negate
        case .bitAnd: opcode = .bitAnd
        case .bitOr: opcode = .bitOr
        case .bitXor: opcode = .bitXor
        case .bitNot: opcode = .bitNot
        case .shiftLeft: opcode = .shiftLeft
        default: opcode = .shiftRight
        }
        var instruction = Instruction(opcode, position)
        instruction.arguments = operands.map(inSlot)
        return define(instruction)
    }

    private func addImmediate(_ operand: Operand, _ immediate: Int, _ position: Position) -> Operand {
        var instruction = Instruction(.addImmediate, position)
        instruction.arguments = [operand]
        instruction.immediates = [immediate]
        return define(instruction)
    }

    /// `hd` and `tl`; in a body the native raises.
    private func part(_ operation: Operation, _ list: Operand, _ position: Position) -> Operand {
        let operand = inSlot(list)
        let failure = guardFailure ?? newBlock(cold: true)
        test(.testCons, operand, failure: failure, position)
        if guardFailure == nil { raising(operation, [operand], in: failure, position) }
        var instruction = Instruction(operation == .head ? .head : .tail, position)
        instruction.arguments = [operand]
        return define(instruction)
    }

    /// Lets the function of `:erlang` raise its error, with itself in the stack trace.
    private func raising(_ operation: Operation, _ arguments: [Operand], in block: Int, _ position: Position) {
        let next = current
        current = block
        let result = callExport("erlang", operation.functionName, arguments, position)
        // It has raised; the rest only closes the block.
        raise(.argument, result, position)
        current = next
    }

    private func mapGet(_ arguments: [Core], _ position: Position) -> Operand {
        let key = value(arguments[0]), map = inSlot(value(arguments[1]))
        let failure = guardFailure ?? newBlock(cold: true)
        let result = get(map, key, failure: failure, position)
        if guardFailure == nil { raising(.mapGet, [key, map], in: failure, position) }
        return result
    }

    // MARK: Conditions

    /// Branches on an expression.
    func branch(_ core: Core, _ condition: Condition) {
        switch core {
        case .operation(let operation, let arguments, let position): branch(operation, arguments, core, condition, position)
        case .boolean(let isAnd, let left, let right, let position):
            if !isAnd, let (variable, constants) = core.alternatives, constants.count >= 4, !read(variable).isConstant {
                return lookUp(read(variable), among: constants, condition, position)
            }
            let rest = newBlock()
            if isAnd {
                branch(boolean: left, whenTrue: rest, whenFalse: condition.whenFalse, .badBooleanAnd, position)
            } else {
                branch(boolean: left, whenTrue: condition.whenTrue, whenFalse: rest, .badBooleanOr, position)
            }
            current = rest
            branch(right, condition)
        case .literal, .variable: branch(on: value(core), condition)
        default: build(core, .condition(condition))
        }
    }

    /// `x in [constants…]`: one table instead of a chain of tests.
    private func lookUp(_ operand: Operand, among constants: [Literal], _ condition: Condition, _ position: Position) {
        var instruction = Instruction(.switchTerm, position)
        instruction.arguments = [operand]
        var seen: Set<Literal> = []
        for literal in constants where seen.insert(literal).inserted { instruction.constants.append(Int32(unit.constant(literal))) }
        instruction.immediates = [instruction.constants.count]
        finish(instruction, [condition.whenFalse] + Array(repeating: condition.whenTrue, count: instruction.constants.count))
    }

    /// Branches on a value that must be a boolean.
    private func branch(boolean core: Core, whenTrue: Int, whenFalse: Int, _ error: ErrorKind, _ position: Position) {
        if core.isBooleanValued { return branch(core, Condition(whenTrue: whenTrue, whenFalse: whenFalse, other: .strict)) }
        let operand = inSlot(value(core))
        let maybeFalse = newBlock(), bad = newBlock(cold: true)
        var first = Instruction(.testTrue, position)
        first.arguments = [operand]
        finish(first, [whenTrue, maybeFalse])
        current = maybeFalse
        var second = Instruction(.testFalse, position)
        second.arguments = [operand]
        finish(second, [whenFalse, bad])
        current = bad
        raise(error, operand, position)
    }

    func branch(on operand: Operand, _ condition: Condition) {
        if let literal = literal(of: operand) {
            let holds: Bool
            switch condition.other {
            case .truthy: holds = literal != .atom("false") && literal != .atom("nil")
            case .strict: holds = literal == .atom("true")
            }
            return jump(holds ? condition.whenTrue : condition.whenFalse)
        }
        var instruction: Instruction
        switch condition.other {
        case .truthy: instruction = Instruction(.testTruthy, function.position)
        case .strict: instruction = Instruction(.testTrue, function.position)
        }
        instruction.arguments = [operand]
        finish(instruction, [condition.whenTrue, condition.whenFalse])
    }

    private func branch(_ operation: Operation, _ arguments: [Core], _ core: Core, _ condition: Condition, _ position: Position) {
        switch operation {
        case .equal, .notEqual, .exactEqual, .exactNotEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            let left = value(arguments[0]), right = value(arguments[1])
            compare(operation, left, right, condition, position)
        case .not where arguments[0].isBooleanValued:
            branch(arguments[0], Condition(whenTrue: condition.whenFalse, whenFalse: condition.whenTrue, other: .strict))
        case .isMapKey:
            let key = value(arguments[0]), map = inSlot(value(arguments[1]))
            let noMap = guardFailure ?? newBlock(cold: true)
            test(.testMap, map, failure: noMap, position)
            if guardFailure == nil { raising(.isMapKey, [key, map], in: noMap, position) }
            _ = get(map, key, failure: condition.whenFalse, position)
            jump(condition.whenTrue)
        case .isFunctionArity:
            build(isFunction: value(arguments[0]), arity: value(arguments[1]), position, .condition(condition))
        default:
            guard let opcode = operation.typeTest else { return branch(on: value(operation, arguments, position), condition) }
            var instruction = Instruction(opcode, position)
            instruction.arguments = [inSlot(value(arguments[0]))]
            finish(instruction, [condition.whenTrue, condition.whenFalse])
        }
    }

    private func build(isFunction operand: Operand, arity: Operand, _ position: Position, _ destination: Destination) {
        if case .integer(let count)? = literal(of: arity), count >= 0, count <= 255, case .condition(let condition) = destination {
            var instruction = Instruction(.testFunArity, position)
            instruction.arguments = [inSlot(operand)]
            instruction.immediates = [count]
            return finish(instruction, [condition.whenTrue, condition.whenFalse])
        }
        deliver(callExport("erlang", "is_function", [operand, arity], position), destination)
    }

    /// Branches on a comparison.
    func compare(_ operation: Operation, _ left: Operand, _ right: Operand, _ condition: Condition, _ position: Position) {
        switch operation {
        case .exactEqual: return compareExactly(left, right, condition, position)
        case .exactNotEqual: return compareExactly(left, right, condition.flipped, position)
        case .equal, .notEqual:
            let target = operation == .equal ? condition : condition.flipped
            if left.isConstant != right.isConstant {
                let variable = left.isConstant ? right : left
                let literal = literal(of: left.isConstant ? left : right)!
                switch literal {
                case .atom, .emptyList, .bitstring: return compareExactly(left, right, target, position)
                case .integer(let number) where Int16(exactly: number) != nil:
                    return finishTest(.testEqualImmediate, [variable], number, target, position)
                default: break
                }
            }
            return finishTest(.testEqual, [inSlot(left), inSlot(right)], nil, target, position)
        default: break
        }
        // Orders.
        if case .integer(let number)? = literal(of: right), Int16(exactly: number) != nil, !left.isConstant {
            let opcode: Opcode = switch operation {
            case .less: .testLessImmediate
            case .lessOrEqual: .testLessOrEqualImmediate
            case .greater: .testGreaterImmediate
            default: .testGreaterOrEqualImmediate
            }
            return finishTest(opcode, [left], number, condition, position)
        }
        if case .integer(let number)? = literal(of: left), Int16(exactly: number) != nil, !right.isConstant {
            let opcode: Opcode = switch operation {
            case .less: .testGreaterImmediate
            case .lessOrEqual: .testGreaterOrEqualImmediate
            case .greater: .testLessImmediate
            default: .testLessOrEqualImmediate
            }
            return finishTest(opcode, [right], number, condition, position)
        }
        let first = inSlot(left), second = inSlot(right)
        switch operation {
        case .less: finishTest(.testLess, [first, second], nil, condition, position)
        case .greaterOrEqual: finishTest(.testGreaterOrEqual, [first, second], nil, condition, position)
        case .greater: finishTest(.testLess, [second, first], nil, condition, position)
        default: finishTest(.testGreaterOrEqual, [second, first], nil, condition, position)
        }
    }

    private func finishTest(_ opcode: Opcode, _ operands: [Operand], _ immediate: Int?, _ condition: Condition, _ position: Position) {
        var instruction = Instruction(opcode, position)
        instruction.arguments = operands
        if let immediate { instruction.immediates = [immediate] }
        finish(instruction, [condition.whenTrue, condition.whenFalse])
    }

    /// Branches on `===`.
    private func compareExactly(_ left: Operand, _ right: Operand, _ condition: Condition, _ position: Position) {
        if left.isConstant != right.isConstant {
            let variable = left.isConstant ? right : left
            return branch(variable, isExactly: left.isConstant ? left : right, condition.whenTrue, condition.whenFalse, position)
        }
        if let first = literal(of: left), let second = literal(of: right), first.isImmediate, second.isImmediate {
            return jump(first == second ? condition.whenTrue : condition.whenFalse)
        }
        finishTest(.testExactEqual, [inSlot(left), inSlot(right)], nil, condition, position)
    }

    /// Branches on whether a value is a constant.
    func branch(_ operand: Operand, isExactly constant: Operand, _ whenTrue: Int, _ whenFalse: Int, _ position: Position) {
        var instruction: Instruction
        let literal = literal(of: constant)!
        switch literal {
        case .atom("true"): instruction = Instruction(.testTrue, position)
        case .atom("false"): instruction = Instruction(.testFalse, position)
        case .emptyList: instruction = Instruction(.testEmptyList, position)
        case _ where unit.keeper != nil && literal.isComposite:
            return finishTest(.testExactEqual, [operand, inSlot(constant)], nil,
                              Condition(whenTrue: whenTrue, whenFalse: whenFalse, other: .strict), position)
        default:
            instruction = Instruction(literal.isImmediate ? .testIs : .testExactConstant, position)
            instruction.constant = Int32(constant.constant)
        }
        instruction.arguments = [operand]
        finish(instruction, [whenTrue, whenFalse])
    }

    // MARK: andalso, orelse

    /// Not as a condition: the right side is the value, whatever it is.
    func build(isAnd: Bool, _ left: Core, _ right: Core, _ position: Position, _ destination: Destination) {
        let rest = newBlock(), decided = newBlock()
        if isAnd {
            branch(boolean: left, whenTrue: rest, whenFalse: decided, .badBooleanAnd, position)
        } else {
            branch(boolean: left, whenTrue: decided, whenFalse: rest, .badBooleanOr, position)
        }
        current = decided
        deliver(atom(isAnd ? "false" : "true"), destination)
        current = rest
        build(right, destination)
    }
}

extension Condition {
    /// The other way round; only for tests that yield booleans.
    var flipped: Condition { Condition(whenTrue: whenFalse, whenFalse: whenTrue, other: .strict) }
}

extension Operation {
    /// The test of a type.
    var typeTest: Opcode? {
        switch self {
        case .isInteger: .testSmallOrBig
        case .isFloat: .testFloat
        case .isNumber: .testNumber
        case .isAtom: .testAtom
        case .isBoolean: .testBoolean
        case .isBinary: .testBinary
        case .isBitstring: .testBitstring
        case .isList: .testList
        case .isTuple: .testTuple
        case .isMap: .testMap
        case .isFunction: .testFun
        case .isPid: .testPid
        case .isPort: .testPort
        case .isReference: .testReference
        default: nil
        }
    }
}

extension Core {
    /// The variable and the immediate constants of `x === a orelse x === b orelse …`.
    var alternatives: (Variable, [Literal])? {
        var pending = [self]
        var variable: Variable?
        var constants: [Literal] = []
        while let next = pending.popLast() {
            switch next {
            case .boolean(false, let left, let right, _):
                pending.append(right)
                pending.append(left)
            case .operation(.exactEqual, let sides, _):
                guard sides.count == 2, case .variable(let name) = sides[0], case .literal(let literal) = sides[1], literal.isImmediate,
                      variable == nil || variable == name else { return nil }
                variable = name
                constants.append(literal)
            default: return nil
            }
        }
        return variable.map { ($0, constants) }
    }

    /// Yields true or false, if anything.
    var isBooleanValued: Bool {
        switch self {
        case .literal(.atom(let name)): name == "true" || name == "false"
        case .operation(let operation, _, _): operation.isBoolean
        case .boolean(_, _, let right, _): right.isBooleanValued
        case .truth(let truth): truth.falsy.isBooleanValued && truth.truthy.isBooleanValued
        case .sequence(let steps): steps[steps.count - 1].isBooleanValued
        default: false
        }
    }
}
