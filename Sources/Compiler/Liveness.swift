// Which values are live where. Sets are kept per block as lists, found from the uses backwards, so that their size is what
// it must be and not blocks times values.
import Bytecode

/// A call, and what must survive it.
struct CallSite {
    var liveAcross: [Int32]
    var isNative: Bool
}

struct Liveness {
    /// The values that are live at a block's start, parameters excluded.
    private(set) var liveIn: [[Int32]]
    /// Per block and instruction: the values whose last use it is.
    private(set) var deaths: [[[Int32]]]
    /// Per block: the parameters that are used.
    private(set) var liveParameters: [[Bool]]
    private(set) var calls: [CallSite] = []
    /// Per block and instruction: the index into `calls`, or -1.
    private(set) var callIndex: [[Int32]]

    init(_ flow: Flow, order: [Int]) {
        liveIn = Array(repeating: [], count: flow.blocks.count)
        deaths = Array(repeating: [], count: flow.blocks.count)
        liveParameters = Array(repeating: [], count: flow.blocks.count)
        callIndex = Array(repeating: [], count: flow.blocks.count)
        findLiveIn(flow, order)
        scanBlocks(flow, order)
    }

    private mutating func findLiveIn(_ flow: Flow, _ order: [Int]) {
        var predecessors = [[Int32]](repeating: [], count: flow.blocks.count)
        var definedIn = [Int32](repeating: -1, count: flow.valueCount)
        var handlerPredecessors: [Int: [Int32]] = [:]
        for block in order {
            for follower in flow.blocks[block].successors { predecessors[follower].append(Int32(block)) }
            let region = flow.blocks[block].region
            if region >= 0 { handlerPredecessors[flow.regions[region].handler, default: []].append(Int32(block)) }
            for parameter in flow.blocks[block].parameters { definedIn[Int(parameter)] = Int32(block) }
            for instruction in flow.blocks[block].instructions {
                if instruction.result >= 0 { definedIn[Int(instruction.result)] = Int32(block) }
                if instruction.secondResult >= 0 { definedIn[Int(instruction.secondResult)] = Int32(block) }
            }
        }
        for (handler, blocks) in handlerPredecessors { predecessors[handler] += blocks }
        // Uses of each value outside of the block that defines it.
        var useBlocks = [[Int32]](repeating: [], count: flow.valueCount)
        for block in order {
            func note(_ value: Int) {
                if definedIn[value] != Int32(block), useBlocks[value].last != Int32(block) { useBlocks[value].append(Int32(block)) }
            }
            for instruction in flow.blocks[block].instructions {
                for argument in instruction.arguments where !argument.isConstant { note(argument.value) }
                if let keeps = instruction.keeps { note(keeps.value) }
            }
        }
        var mark = [Int32](repeating: -1, count: flow.blocks.count)
        var pending: [Int32] = []
        for value in useBlocks.indices where !useBlocks[value].isEmpty {
            pending.append(contentsOf: useBlocks[value])
            while let block = pending.popLast() {
                let index = Int(block)
                if mark[index] == Int32(value) || definedIn[value] == block { continue }
                mark[index] = Int32(value)
                liveIn[index].append(Int32(value))
                pending.append(contentsOf: predecessors[index])
            }
        }
    }

    private mutating func scanBlocks(_ flow: Flow, _ order: [Int]) {
        var place = [Int32](repeating: -1, count: flow.valueCount)
        var live: [Int32] = []
        func add(_ value: Int32) {
            if place[Int(value)] >= 0 { return }
            place[Int(value)] = Int32(live.count)
            live.append(value)
        }
        func remove(_ value: Int32) {
            let index = place[Int(value)]
            if index < 0 { return }
            let last = live.removeLast()
            if last != value {
                live[Int(index)] = last
                place[Int(last)] = index
            }
            place[Int(value)] = -1
        }
        for block in order {
            for follower in flow.blocks[block].successors { for value in liveIn[follower] { add(value) } }
            let region = flow.blocks[block].region
            if region >= 0 { for value in liveIn[flow.regions[region].handler] { add(value) } }
            let instructions = flow.blocks[block].instructions
            var dying = [[Int32]](repeating: [], count: instructions.count)
            var numbers = [Int32](repeating: -1, count: instructions.count)
            for index in instructions.indices.reversed() {
                let instruction = instructions[index]
                if instruction.result >= 0 { remove(instruction.result) }
                if instruction.secondResult >= 0 { remove(instruction.secondResult) }
                switch instruction.opcode {
                case .call, .callExport, .callFun, .callNative:
                    numbers[index] = Int32(calls.count)
                    calls.append(CallSite(liveAcross: live, isNative: instruction.opcode == .callNative))
                default: break
                }
                func use(_ value: Int32) {
                    if place[Int(value)] >= 0 { return }
                    dying[index].append(value)
                    add(value)
                }
                for argument in instruction.arguments where !argument.isConstant { use(argument.raw) }
                if let keeps = instruction.keeps { use(keeps.raw) }
            }
            deaths[block] = dying
            callIndex[block] = numbers
            liveParameters[block] = flow.blocks[block].parameters.map { place[Int($0)] >= 0 }
            for value in live { place[Int(value)] = -1 }
            live.removeAll(keepingCapacity: true)
        }
    }
}
