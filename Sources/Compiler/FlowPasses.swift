// Passes over a flow graph between building and emission: what cannot be reached goes, jumps to jumps are threaded, straight
// runs become one block, results that nobody uses are not computed.
import Bytecode

extension Flow {
    mutating func simplify() {
        narrowRegions()
        threadJumps()
        mergeBlocks()
        returnCalls()
        removeUnused()
        spreadColdness()
    }

    /// A call whose result is what is returned is a tail call, whatever variables it went through.
    private mutating func returnCalls() {
        for index in blocks.indices where blocks[index].region < 0 {
            let instructions = blocks[index].instructions
            guard instructions.count >= 2, instructions[instructions.count - 1].opcode == .return else { continue }
            let end = instructions[instructions.count - 1]
            var call = instructions[instructions.count - 2]
            guard let opcode = call.opcode.tailCall, !call.needsFrame, end.arguments == [.value(Int(call.result))] else { continue }
            call.opcode = opcode
            call.result = -1
            call.keeps = end.keeps
            blocks[index].instructions.removeLast(2)
            blocks[index].instructions.append(call)
        }
    }

    /// Tests whose failure is laid out next are turned round where there is an opposite, so that they fall through.
    mutating func invertTests(_ order: [Int], constant: (Literal) -> Int) {
        for (place, block) in order.enumerated() where place + 1 < order.count {
            let last = blocks[block].instructions.count - 1
            guard last >= 0, blocks[block].successors.count == 2, blocks[block].successors[1] == order[place + 1],
                  let opposite = blocks[block].instructions[last].opcode.opposite else { continue }
            switch blocks[block].instructions[last].opcode {
            case .testTrue: blocks[block].instructions[last].constant = Int32(constant(.atom("true")))
            case .testFalse: blocks[block].instructions[last].constant = Int32(constant(.atom("false")))
            case .testEmptyList: blocks[block].instructions[last].constant = Int32(constant(.emptyList))
            default: break
            }
            blocks[block].instructions[last].opcode = opposite
            blocks[block].successors.swapAt(0, 1)
        }
    }

    /// What only cold blocks lead to is cold.
    private mutating func spreadColdness() {
        let order = order()
        var isWarm = [Bool](repeating: false, count: blocks.count)
        isWarm[0] = true
        // One round is enough but for the backward edges of receive, whose targets are reached forwards as well.
        for block in order where isWarm[block] && !blocks[block].isCold {
            for follower in blocks[block].successors { isWarm[follower] = true }
        }
        for block in order where !isWarm[block] { blocks[block].isCold = true }
    }

    /// The blocks that control can reach, in reverse postorder: each after the blocks that dominate it.
    func order() -> [Int] {
        var state = [UInt8](repeating: 0, count: blocks.count)
        var result: [Int] = []
        var stack: [(block: Int, next: Int)] = [(0, 0)]
        state[0] = 1
        while let (block, next) = stack.last {
            let followers = blocks[block].successors
            // The handler comes last in the code, so it is visited first; what falls through is visited last.
            let handler = blocks[block].region >= 0 ? regions[blocks[block].region].handler : -1
            let count = followers.count + (handler >= 0 ? 1 : 0)
            if next == count {
                result.append(block)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let follower: Int
            if handler >= 0 {
                follower = next == 0 ? handler : followers[followers.count - next]
            } else {
                follower = followers[followers.count - 1 - next]
            }
            if state[follower] == 0 {
                state[follower] = 1
                stack.append((follower, 0))
            }
        }
        result.reverse()
        return result
    }

    /// Blocks without an instruction that raises need no handler.
    private mutating func narrowRegions() {
        for index in blocks.indices where blocks[index].region >= 0 {
            if !blocks[index].instructions.contains(where: { $0.opcode.mayRaise }) { blocks[index].region = -1 }
        }
    }

    /// Jumps to blocks that only jump go to the end of the chain.
    private mutating func threadJumps() {
        var targets = Array(blocks.indices)
        for index in blocks.indices {
            let block = blocks[index]
            if block.instructions.count == 1, block.instructions[0].opcode == .jump, block.parameters.isEmpty,
               block.instructions[0].arguments.isEmpty, block.successors[0] != index {
                targets[index] = block.successors[0]
            }
        }
        func end(of block: Int) -> Int {
            var current = block
            var steps = 0
            while targets[current] != current, steps < blocks.count {
                current = targets[current]
                steps += 1
            }
            return current
        }
        for index in blocks.indices {
            for place in blocks[index].successors.indices {
                let target = end(of: blocks[index].successors[place])
                // A branch must not hand arguments over.
                blocks[index].successors[place] = target
            }
        }
        for index in regions.indices where regions[index].kind == .guard { regions[index].handler = end(of: regions[index].handler) }
    }

    /// A block with one predecessor, which jumps there, continues it.
    private mutating func mergeBlocks() {
        let order = order()
        var predecessors = [Int](repeating: 0, count: blocks.count)
        predecessors[0] = 1
        for index in order {
            for follower in blocks[index].successors { predecessors[follower] += 1 }
            if blocks[index].region >= 0 { predecessors[regions[blocks[index].region].handler] += 2 }
        }
        var replaced = [Int32](repeating: -1, count: valueCount)
        var gone = [Bool](repeating: false, count: blocks.count)
        for index in order where !gone[index] {
            while let last = blocks[index].instructions.last, last.opcode == .jump {
                let target = blocks[index].successors[0]
                guard predecessors[target] == 1, target != index else { break }
                guard blocks[target].region == blocks[index].region || blocks[target].region < 0 || !raises(index) && !raises(target) else { break }
                if blocks[target].region < 0, blocks[index].region >= 0, raises(target) { break }
                blocks[index].instructions.removeLast()
                for (parameter, argument) in zip(blocks[target].parameters, last.arguments) {
                    if argument.isConstant {
                        var load = Instruction(.loadConstant, last.position)
                        load.constant = Int32(argument.constant)
                        load.result = parameter
                        blocks[index].instructions.append(load)
                    } else {
                        replaced[Int(parameter)] = argument.raw
                    }
                }
                blocks[index].instructions += blocks[target].instructions
                blocks[index].successors = blocks[target].successors
                blocks[index].isCold = blocks[index].isCold || blocks[target].isCold
                blocks[target].instructions = []
                blocks[target].successors = []
                gone[target] = true
            }
        }
        func resolve(_ operand: Operand) -> Operand {
            var current = operand
            while !current.isConstant, replaced[current.value] != -1 { current = Operand(raw: replaced[current.value]) }
            return current
        }
        for index in order where !gone[index] {
            for place in blocks[index].instructions.indices { blocks[index].instructions[place].substitute(resolve) }
        }
    }

    private func raises(_ block: Int) -> Bool { blocks[block].instructions.contains { $0.opcode.mayRaise } }

    /// Drops pure instructions without a use, and parameters that nobody reads.
    private mutating func removeUnused() {
        let order = order()
        var uses = [Int](repeating: 0, count: valueCount)
        var jumps = [[Int]](repeating: [], count: blocks.count)
        var isHandler = [Bool](repeating: false, count: blocks.count)
        for region in regions { isHandler[region.handler] = true }
        for index in order {
            for instruction in blocks[index].instructions { instruction.countUses(&uses) }
            if let last = blocks[index].instructions.last, last.opcode == .jump { jumps[blocks[index].successors[0]].append(index) }
        }
        var changed = true
        while changed {
            changed = false
            for index in order.reversed() {
                for place in blocks[index].instructions.indices.reversed() {
                    let instruction = blocks[index].instructions[place]
                    guard instruction.opcode.isPure else { continue }
                    let first = instruction.result >= 0 && uses[Int(instruction.result)] > 0
                    let second = instruction.secondResult >= 0 && uses[Int(instruction.secondResult)] > 0
                    if first && (second || instruction.secondResult < 0) { continue }
                    if !first && !second {
                        instruction.countUses(&uses, by: -1)
                        blocks[index].instructions.remove(at: place)
                        changed = true
                    } else {
                        blocks[index].instructions[place] = instruction.keeping(first: first)
                    }
                }
                if index == 0 || isHandler[index] || blocks[index].parameters.isEmpty { continue }
                for place in blocks[index].parameters.indices.reversed() where uses[Int(blocks[index].parameters[place])] == 0 {
                    blocks[index].parameters.remove(at: place)
                    for source in jumps[index] {
                        let last = blocks[source].instructions.count - 1
                        let argument = blocks[source].instructions[last].arguments.remove(at: place)
                        if !argument.isConstant { uses[argument.value] -= 1 }
                    }
                    changed = true
                }
            }
        }
        for index in regions.indices where regions[index].kind == .tryWithTrace {
            let parameters = blocks[regions[index].handler].parameters
            if parameters.count == 3, uses[Int(parameters[2])] == 0 { regions[index].kind = .tryWithoutTrace }
        }
    }
}

extension Opcode {
    /// The test that holds when this one does not.
    var opposite: Opcode? {
        switch self {
        case .testLess: .testGreaterOrEqual
        case .testGreaterOrEqual: .testLess
        case .testEqual: .testNotEqual
        case .testNotEqual: .testEqual
        case .testExactEqual: .testExactNotEqual
        case .testExactNotEqual: .testExactEqual
        case .testLessImmediate: .testGreaterOrEqualImmediate
        case .testGreaterOrEqualImmediate: .testLessImmediate
        case .testGreaterImmediate: .testLessOrEqualImmediate
        case .testLessOrEqualImmediate: .testGreaterImmediate
        case .testEqualImmediate: .testNotEqualImmediate
        case .testNotEqualImmediate: .testEqualImmediate
        case .testIs, .testTrue, .testFalse, .testEmptyList: .testIsNot
        case .testIsNot: .testIs
        case .testExactConstant: .testNotExactConstant
        case .testNotExactConstant: .testExactConstant
        case .testTruthy: .testFalsy
        case .testFalsy: .testTruthy
        default: nil
        }
    }

    /// Looks for a handler when it fails.
    var mayRaise: Bool {
        switch self {
        // What is called may raise, and passes by here.
        case .call, .callExport: true
        default: row.flags.contains(.raises)
        }
    }
}

extension Instruction {
    mutating func substitute(_ resolve: (Operand) -> Operand) {
        for index in arguments.indices { arguments[index] = resolve(arguments[index]) }
        keeps = keeps.map(resolve)
        for index in segments.indices {
            if let value = segments[index].value { segments[index].value = resolve(value) }
            if case .value(let size) = segments[index].size { segments[index].size = .value(resolve(size)) }
        }
    }

    func countUses(_ uses: inout [Int], by amount: Int = 1) {
        for argument in arguments where !argument.isConstant { uses[argument.value] += amount }
        if let keeps { uses[keeps.value] += amount }
    }

    /// `uncons` or `elementTwo` of which only one result is used.
    func keeping(first: Bool) -> Instruction {
        var result = self
        result.result = first ? self.result : secondResult
        result.secondResult = -1
        if opcode == .uncons {
            result.opcode = first ? .head : .tail
        } else {
            result.opcode = .element
            result.immediates = [immediates[0] + (first ? 0 : 1)]
        }
        return result
    }
}
