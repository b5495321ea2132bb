// The emitter of one function, part two: calls, jumps with arguments, returns, and the moves that they need.
import Bytecode

extension FunctionEmitter {
    /// The window of a call: above all that must survive it, and where most arguments already are.
    private func chooseWindow(_ arguments: [Operand], lowest: Int, wished: Int?) -> Int {
        func cost(_ window: Int) -> Int {
            var moves = 0
            for (index, argument) in arguments.enumerated() where !argument.isConstant && slot(argument) != window + index { moves += 1 }
            if let wished, wished != window { moves += 1 }
            return moves
        }
        var best = lowest
        var bestCost = cost(lowest)
        if bestCost == 0 { return best }
        func consider(_ window: Int) {
            guard window > lowest, window < lowest + 24, window != best else { return }
            let price = cost(window)
            if price < bestCost || (price == bestCost && window < best) {
                best = window
                bestCost = price
            }
        }
        for (index, argument) in arguments.prefix(8).enumerated() where !argument.isConstant { consider(slot(argument) - index) }
        if let wished { consider(wished) }
        return best
    }

    mutating func emitCall(_ instruction: Instruction, _ dying: [Int32], site: Int) {
        let isNative = instruction.opcode == .callNative
        let isFun = instruction.opcode == .callFun
        let arguments = isFun ? Array(instruction.arguments.dropFirst()) : instruction.arguments
        free(dying)
        let across = occupied
        let lowest = across.highest + (isNative ? 1 : 2)
        let wished = isUnused(instruction.result) ? nil : wishedSlot(instruction.result, depth: 0)
        let window = chooseWindow(arguments, lowest: lowest, wished: wished)
        reach(window + max(arguments.count, 1) - 1)
        var moves = MoveList()
        for (index, argument) in arguments.enumerated() { moves.add(argument, self, to: window + index) }
        var callee = 0
        if isFun {
            callee = slotOfCallee(instruction.arguments[0], window - 1 ..< window + arguments.count, &moves)
        }
        perform(moves)
        encodeCall(instruction, window: window, callee: callee, across: across)
        assign(instruction.result, window)
        if !isUnused(instruction.result) { occupy(instruction.result) }
        reservedWords = 0
        checkRoom(window: window)
    }

    /// A fun's slot must not be one that its arguments go to.
    private mutating func slotOfCallee(_ fun: Operand, _ taken: Range<Int>, _ moves: inout MoveList) -> Int {
        let current = slot(fun)
        if !taken.contains(current) { return current }
        var target = max(taken.upperBound, 0)
        while occupied.contains(target) || moves.reads(target) { target += 1 }
        reach(target)
        moves.add(fun, self, to: target)
        return target
    }

    mutating func emitTailCall(_ instruction: Instruction) {
        let isFun = instruction.opcode == .tailCallFun
        let arguments = isFun ? Array(instruction.arguments.dropFirst()) : instruction.arguments
        if !arguments.isEmpty { reach(arguments.count - 1) }
        var moves = MoveList()
        for (index, argument) in arguments.enumerated() { moves.add(argument, self, to: index) }
        var callee = 0
        if isFun {
            occupied.removeAll()
            callee = slotOfCallee(instruction.arguments[0], 0 ..< arguments.count, &moves)
        }
        perform(moves)
        encodeTailCall(instruction, callee: callee)
    }

    mutating func emitReturn(_ instruction: Instruction) {
        let operand = instruction.arguments[0]
        var source = 0
        if operand.isConstant { loadConstant(operand.constant, into: 0) } else { source = slot(operand) }
        append(.return, a: source * 8)
    }

    /// Hands values to the parameters of a block; the jump itself is laid out later. Parameters without a slot get the
    /// slots of these values, where they may.
    mutating func emitJump(_ instruction: Instruction, _ dying: [Int32]) {
        let target = flow.blocks[block].successors[0]
        let parameters = flow.blocks[target].parameters
        if parameters.isEmpty { return }
        var taken = SlotSet()
        for value in liveness.liveIn[target] { taken.insert(slot(value)) }
        for parameter in parameters where slots[Int(parameter)] >= 0 { taken.insert(slot(parameter)) }
        for (index, parameter) in parameters.enumerated() where slots[Int(parameter)] < 0 {
            let argument = instruction.arguments[index]
            var chosen = argument.isConstant ? -1 : slot(argument)
            if chosen < 0 || taken.contains(chosen) { chosen = wishedSlot(parameter, depth: 0) ?? -1 }
            if chosen < 0 || chosen >= FunctionEmitter.slotLimit || taken.contains(chosen) { chosen = taken.lowestFree }
            assign(parameter, chosen)
            taken.insert(chosen)
        }
        var moves = MoveList()
        for (index, parameter) in parameters.enumerated() where liveness.liveParameters[target][index] {
            moves.add(instruction.arguments[index], self, to: slot(parameter))
        }
        perform(moves)
    }

    // MARK: Moves

    mutating func move(_ source: Int, to target: Int) {
        if source != target { append(.move, a: target * 8, b: source * 8) }
    }

    mutating func loadConstant(_ index: Int, into slot: Int) {
        let literal = unit.constants[index]
        reach(slot)
        switch literal {
        case .integer(let value) where Int32(exactly: value) != nil:
            append(.loadSmall, a: slot * 8, bc: value)
        case .emptyList: append(.loadImmediate, a: slot * 8, bc: 7)
        case .atom(let text) where KnownAtom.byText[text] != nil:
            append(.loadImmediate, a: slot * 8, bc: Int(KnownAtom.byText[text]!.rawValue) << 3 | 4)
        default:
            append(.loadConstant, a: slot * 8)
            appendConstant(index)
        }
    }

    /// Makes all moves of a list as if at once.
    mutating func perform(_ list: MoveList) {
        var pending = list.moves.filter { $0.source != $0.target }
        while !pending.isEmpty {
            if let index = pending.firstIndex(where: { move in !pending.contains { $0.source == move.target && $0.target != move.target } }) {
                let next = pending.remove(at: index)
                move(next.source, to: next.target)
                continue
            }
            // Only cycles are left.
            let first = pending.removeFirst()
            append(.swap, a: first.target * 8, b: first.source * 8)
            for index in pending.indices {
                if pending[index].source == first.target { pending[index].source = first.source } else if pending[index].source == first.source { pending[index].source = first.target }
            }
            pending.removeAll { $0.source == $0.target }
        }
        for load in list.loads { loadConstant(load.constant, into: load.target) }
    }
}

/// Moves that happen at once, and the constants that follow them.
struct MoveList {
    var moves: [(source: Int, target: Int)] = []
    var loads: [(constant: Int, target: Int)] = []

    mutating func add(_ operand: Operand, _ emitter: FunctionEmitter, to target: Int) {
        if operand.isConstant {
            loads.append((operand.constant, target))
        } else {
            moves.append((emitter.slot(operand), target))
        }
    }

    func reads(_ slot: Int) -> Bool { moves.contains { $0.source == slot } }
}

extension KnownAtom {
    static let byText: [String: KnownAtom] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.text, $0) })
}
