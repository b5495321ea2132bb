// The flow builder, part one: its state, blocks and instructions, and the ways a value can be wanted. Expressions, conditions
// and matches are in the files beside it.
import Bytecode

/// Where the value of an expression goes.
enum Destination {
    /// Returned: calls are tail calls.
    case tail
    /// Handed to a block with one parameter.
    case join(Int)
    /// Nobody looks.
    case effect(Int)
    /// Jumps to one of two blocks.
    case condition(Condition)
}

/// The targets of a condition, and what to do with values that are no booleans.
struct Condition {
    enum Other {
        /// Everything but `false` and `nil` counts as true (`if`).
        case truthy
        /// Everything but `true` counts as false (guards).
        case strict
    }
    var whenTrue: Int
    var whenFalse: Int
    var other: Other
}

/// Builds the flow graph of one function.
final class FlowBuilder {
    let unit: ModuleUnit
    let function: CoreFunction
    var flow: Flow
    /// The operand of each variable, nil where it is not bound.
    var environment: [Operand?]
    var current: Int
    var region = -1
    /// Where a guard that raises goes; nil outside of guards.
    var guardFailure: Int?
    var uses: [Int]

    init(_ function: CoreFunction, unit: ModuleUnit, variableCount: Int, uses: [Int]) {
        self.function = function
        self.unit = unit
        self.uses = uses
        flow = Flow(name: function.name, arity: function.arity, parameterCount: function.parameterCount, position: function.position)
        environment = Array(repeating: nil, count: variableCount)
        current = 0
    }

    func build() -> Flow {
        current = newBlock()
        let arguments = (0 ..< flow.parameterCount).map { _ in newValue() }
        flow.blocks[current].parameters = arguments.map { Int32($0) }
        for (index, variable) in function.free.enumerated() {
            if function.packsFree {
                var element = Instruction(.element, function.position)
                element.arguments = [.value(arguments[function.arity])]
                element.immediates = [index]
                environment[variable] = define(element)
            } else {
                environment[variable] = .value(arguments[function.arity + index])
            }
        }
        var subjects = arguments.prefix(function.arity).map(Operand.value)
        if let keeper = unit.keeper, environment[keeper] == nil {
            // The function of a reclaimable module itself: the keeper comes in front of its argument.
            var head = Instruction(.head, function.position), tail = Instruction(.tail, function.position)
            head.arguments = [subjects[0]]
            tail.arguments = [subjects[0]]
            environment[keeper] = define(head)
            subjects[0] = define(tail)
        }
        let failure = newBlock(cold: true)
        match(subjects: subjects, clauses: function.clauses, failure: failure, .tail)
        current = failure
        var raise = Instruction(.raise, function.position)
        raise.immediates = [Int(ErrorKind.functionClause.rawValue)]
        // The arguments must still be in their slots. Field a is not read; it names slot 0 or the first argument.
        raise.arguments = arguments.prefix(function.arity).map(Operand.value)
        finish(raise, [])
        return flow
    }

    // MARK: Blocks and values

    func newBlock(cold: Bool = false) -> Int {
        flow.blocks.append(Block(region: region, isCold: cold))
        return flow.blocks.count - 1
    }

    func newBlock(region: Int, cold: Bool = false) -> Int {
        flow.blocks.append(Block(region: region, isCold: cold))
        return flow.blocks.count - 1
    }

    func newValue() -> Int {
        flow.valueCount += 1
        return flow.valueCount - 1
    }

    /// A block that starts with one value.
    func newJoin() -> (block: Int, value: Operand) {
        let block = newBlock()
        let value = newValue()
        flow.blocks[block].parameters = [Int32(value)]
        return (block, .value(value))
    }

    // MARK: Instructions

    func append(_ instruction: Instruction) { flow.blocks[current].instructions.append(instruction) }

    /// Appends with a fresh result.
    func define(_ instruction: Instruction) -> Operand {
        var instruction = instruction
        let value = newValue()
        instruction.result = Int32(value)
        append(instruction)
        return .value(value)
    }

    /// Ends the block. What follows until another block becomes current is unreachable.
    func finish(_ instruction: Instruction, _ successors: [Int]) {
        var instruction = instruction
        if successors.isEmpty, let keeper = unit.keeper { instruction.keeps = environment[keeper] }
        flow.blocks[current].instructions.append(instruction)
        flow.blocks[current].successors = successors
        flow.blocks[current].isFinished = true
        current = newBlock(cold: true)
    }

    func jump(_ target: Int, _ arguments: [Operand] = []) {
        var instruction = Instruction(.jump, function.position)
        instruction.arguments = arguments.map(lasting)
        finish(instruction, [target])
    }

    /// A branch on a test; goes on in the block where it holds.
    func test(_ instruction: Instruction, failure: Int) {
        let success = newBlock()
        finish(instruction, [success, failure])
        current = success
    }

    func test(_ opcode: Opcode, _ value: Operand, failure: Int, _ position: Position) {
        var instruction = Instruction(opcode, position)
        instruction.arguments = [inSlot(value)]
        test(instruction, failure: failure)
    }

    /// The value itself, constants loaded.
    func inSlot(_ operand: Operand) -> Operand {
        let operand = lasting(operand)
        if !operand.isConstant { return operand }
        var load = Instruction(.loadConstant, function.position)
        load.constant = Int32(operand.constant)
        return define(load)
    }

    /// The value itself; constants of a reclaimable module that are no immediate terms, from its keeper.
    func lasting(_ operand: Operand) -> Operand {
        guard operand.isConstant, let keeper = unit.keeper, !unit.constants[operand.constant].isImmediate, let tuple = environment[keeper] else {
            return operand
        }
        var element = Instruction(.element, function.position)
        element.arguments = [tuple]
        element.immediates = [min(unit.placeInKeeper(operand.constant), Instruction.maximumElement)]
        return define(element)
    }

    func constant(_ literal: Literal) -> Operand { .constant(unit.constant(literal)) }
    func atom(_ name: String) -> Operand { constant(.atom(name)) }

    func literal(of operand: Operand) -> Literal? { operand.isConstant ? unit.constants[operand.constant] : nil }

    func read(_ variable: Variable) -> Operand {
        if variable < environment.count, let operand = environment[variable] { return operand }
        unit.report(.unboundVariable, function.position, function)
        return atom("nil")
    }

    func bind(_ variable: Variable, _ operand: Operand) { environment[variable] = operand }

    // MARK: Handing over values

    /// Brings a value to where it is wanted.
    func deliver(_ operand: Operand, _ destination: Destination) {
        switch destination {
        case .tail:
            var instruction = Instruction(.return, function.position)
            instruction.arguments = [lasting(operand)]
            finish(instruction, [])
        case .join(let block): jump(block, [operand])
        case .effect(let block): jump(block)
        case .condition(let condition): branch(on: operand, condition)
        }
    }

    /// Evaluates with branches where control may join again; `body` gets the destination of the branches.
    func joining(_ body: (Destination) -> Void) -> Operand {
        let (block, value) = newJoin()
        body(.join(block))
        current = block
        return value
    }
}
