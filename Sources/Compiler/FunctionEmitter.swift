// The emitter of one function, part one: gives every value a slot while it walks the blocks, and writes the words of each
// block. Values keep their slot for life; it is chosen so that they are born where they are wanted: in the window of the call
// that takes them, in the slot of the loop's next round, in the slot of the block they are handed to. Calls and moves are in
// FunctionEmitter+Calls.swift, the words in FunctionEmitter+Encoding.swift.
import Bytecode

/// Where a value would best be born.
enum Wish {
    case none
    /// As an argument of that call.
    case window(call: Int32, argument: Int)
    case slot(Int)
    case parameter(Int32)
}

/// A label in the words of a block, to be filled in when the blocks have their places.
struct LabelUse {
    enum Field {
        /// 16 bits in field c.
        case short
        /// 32 bits in fields b and c, or in the upper half of an extra word.
        case upper
        /// A whole word.
        case whole
    }
    var word: Int
    /// The first word of the instruction.
    var base: Int
    var field: Field
    var target: Int
}

struct FunctionEmitter {
    let module: ModuleEmitter
    let unit: ModuleUnit
    let flow: Flow
    let order: [Int]
    let liveness: Liveness
    /// Branches with 16-bit labels are followed by two jumps.
    let usesLongBranches: Bool

    /// A collection leaves a nursery below the slots that are live; the rest of a frame must fit there.
    static let slotLimit = 1800

    // Slots
    var slots: [Int32]
    var wishes: [Wish]
    var occupied = SlotSet()
    /// Those of them that must survive a call.
    private var lasting = SlotSet()
    var frame: Int
    /// The window of the call that leaves the least room.
    var lowestWindow = Int.max
    /// The frame's size as an earlier run has found it, where that is more than the callees leave room for; else 0.
    let checkedFrame: Int
    private let useCounts: [Int]
    /// Values that must survive a call.
    private var crossesCall: [Bool]

    // Words
    var words: [UInt64] = []
    var relocations: [Relocation] = []
    var labels: [[LabelUse]]
    var blockStart: [Int]
    var blockEnd: [Int]
    var lines: [(word: Int, position: Position)] = []
    /// Words that hold the frame's size, and how.
    var framePatches: [(word: Int, kind: FramePatch)] = []
    /// Words that call a function of the module.
    var calls: [(word: Int, function: Int)] = []
    var bitmaps: [(word: Int, bits: [UInt64])] = []

    enum FramePatch {
        case enter, heap
        /// aux: the frame and the reserve
        case auxiliary
    }

    /// The frame of an earlier run was no larger than the arguments, which the caller has room for.
    let isLeaf: Bool

    // The block and instruction at hand
    var block = 0
    var reservedWords = 0
    var tooLarge = false

    init(module: ModuleEmitter, flow: Flow, order: [Int], usesLongBranches: Bool, checkedFrame: Int, isLeaf: Bool) {
        self.module = module
        unit = module.unit
        self.flow = flow
        self.order = order
        self.usesLongBranches = usesLongBranches
        self.checkedFrame = checkedFrame
        self.isLeaf = isLeaf
        liveness = Liveness(flow, order: order)
        slots = Array(repeating: -1, count: flow.valueCount)
        wishes = Array(repeating: .none, count: flow.valueCount)
        frame = max(flow.parameterCount, 1)
        labels = Array(repeating: [], count: flow.blocks.count)
        blockStart = Array(repeating: 0, count: flow.blocks.count)
        blockEnd = Array(repeating: 0, count: flow.blocks.count)
        var counts = [Int](repeating: 0, count: flow.valueCount)
        for block in order { for instruction in flow.blocks[block].instructions { instruction.countUses(&counts) } }
        useCounts = counts
        crossesCall = Array(repeating: false, count: flow.valueCount)
        for call in liveness.calls { for value in call.liveAcross { crossesCall[Int(value)] = true } }
    }

    // MARK: The walk

    mutating func run() {
        collectWishes()
        for (index, parameter) in flow.blocks[0].parameters.enumerated() { slots[Int(parameter)] = Int32(index) }
        for current in order {
            block = current
            emitBlock()
        }
    }

    private mutating func emitBlock() {
        let code = flow.blocks[block]
        if code.region >= 0 { placeHandler(code.region) }
        occupied.removeAll()
        lasting.removeAll()
        for value in liveness.liveIn[block] { occupy(value) }
        for (index, parameter) in code.parameters.enumerated() {
            if slots[Int(parameter)] < 0 { assign(parameter, occupied.lowestFree) }
            if liveness.liveParameters[block][index] { occupy(parameter) }
        }
        blockStart[block] = words.count
        reservedWords = 0
        if block == 0, !isLeaf { emitEnter() }
        if isHandler(block) { checkRoom(window: 0) }
        for index in code.instructions.indices { emit(code.instructions[index], index) }
        blockEnd[block] = words.count
    }

    private func isHandler(_ block: Int) -> Bool {
        flow.blocks[block].parameters.count == 3 && flow.regions.contains { $0.handler == block && $0.kind != .guard }
    }

    /// The three slots of a handler lie side by side, clear of what is live there.
    private mutating func placeHandler(_ region: Int) {
        let handler = flow.regions[region].handler
        let parameters = flow.blocks[handler].parameters
        guard flow.regions[region].kind != .guard, parameters.count == 3, slots[Int(parameters[0])] < 0 else { return }
        var taken = SlotSet()
        for value in liveness.liveIn[handler] { taken.insert(slot(value)) }
        let base = taken.lowestFree(count: 3)
        for (offset, parameter) in parameters.enumerated() { assign(parameter, base + offset) }
    }

    // MARK: Slots

    func slot(_ value: Int32) -> Int { Int(slots[Int(value)]) }
    func slot(_ operand: Operand) -> Int { Int(slots[operand.value]) }

    mutating func assign(_ value: Int32, _ slot: Int) {
        slots[Int(value)] = Int32(slot)
        reach(slot)
    }

    /// The frame holds this slot.
    mutating func reach(_ slot: Int) {
        if slot >= frame { frame = slot + 1 }
        if slot > FunctionEmitter.slotLimit { tooLarge = true }
    }

    /// Chooses a slot for a new value: where it is wished for, if that is free, else the lowest free one.
    mutating func place(_ value: Int32) {
        let free = occupied.lowestFree
        if let wished = wishedSlot(value, depth: 0), wished < FunctionEmitter.slotLimit, !occupied.contains(wished),
           // A value in the way of calls would push their windows up.
           !crossesCall[Int(value)] || wished <= max(free, lasting.highest) {
            assign(value, wished)
        } else {
            assign(value, free)
        }
        occupy(value)
    }

    mutating func occupy(_ value: Int32) {
        occupied.insert(slot(value))
        if crossesCall[Int(value)] { lasting.insert(slot(value)) }
    }

    mutating func vacate(_ value: Int32) {
        occupied.remove(slot(value))
        lasting.remove(slot(value))
    }

    /// The two results of an instruction: the one with a wish first.
    private mutating func place(_ first: Int32, _ second: Int32) {
        if case .none = wishes[Int(first)] {
            place(second)
            place(first)
        } else {
            place(first)
            place(second)
        }
    }

    func wishedSlot(_ value: Int32, depth: Int) -> Int? {
        switch wishes[Int(value)] {
        case .none: return nil
        case .slot(let slot): return slot
        case .parameter(let parameter):
            if slots[Int(parameter)] >= 0 { return slot(parameter) }
            return depth < 4 ? wishedSlot(parameter, depth: depth + 1) : nil
        case .window(let call, let argument): return expectedWindow(Int(call)) + argument
        }
    }

    /// The window that a later call will have, as far as can be known: above all that must survive it.
    func expectedWindow(_ call: Int) -> Int {
        let site = liveness.calls[call]
        var highest = -1
        var unplaced = 0
        for value in site.liveAcross {
            if slots[Int(value)] >= 0 { highest = max(highest, slot(value)) } else { unplaced += 1 }
        }
        if unplaced > 0 {
            // They will fill gaps first.
            let gaps = highest + 1 - (site.liveAcross.count - unplaced)
            highest += max(0, unplaced - gaps)
        }
        return highest + (site.isNative ? 1 : 2)
    }

    private mutating func collectWishes() {
        for current in order {
            let code = flow.blocks[current]
            for (index, instruction) in code.instructions.enumerated() {
                switch instruction.opcode {
                case .call, .callExport, .callNative:
                    let number = liveness.callIndex[current][index]
                    for (place, argument) in instruction.arguments.enumerated() where !argument.isConstant {
                        wishes[argument.value] = .window(call: number, argument: place)
                    }
                case .callFun:
                    let number = liveness.callIndex[current][index]
                    for (place, argument) in instruction.arguments.dropFirst().enumerated() where !argument.isConstant {
                        wishes[argument.value] = .window(call: number, argument: place)
                    }
                case .tailCall, .tailCallExport:
                    for (place, argument) in instruction.arguments.enumerated() where !argument.isConstant { wishes[argument.value] = .slot(place) }
                case .tailCallFun:
                    for (place, argument) in instruction.arguments.dropFirst().enumerated() where !argument.isConstant { wishes[argument.value] = .slot(place) }
                case .jump:
                    let parameters = flow.blocks[code.successors[0]].parameters
                    for (place, argument) in instruction.arguments.enumerated() where !argument.isConstant {
                        wishes[argument.value] = .parameter(parameters[place])
                    }
                default: break
                }
            }
        }
    }

    // MARK: Instructions

    private mutating func emit(_ instruction: Instruction, _ index: Int) {
        let dying = liveness.deaths[block][index]
        if instruction.opcode.mayRaise || instruction.opcode.isCall { lines.append((words.count, instruction.position)) }
        switch instruction.opcode {
        case .call, .callExport, .callFun, .callNative: return emitCall(instruction, dying, site: Int(liveness.callIndex[block][index]))
        case .tailCall, .tailCallExport, .tailCallFun: return emitTailCall(instruction)
        case .jump: return emitJump(instruction, dying)
        case .return: return emitReturn(instruction)
        case .loadConstant:
            free(dying)
            place(instruction.result)
            loadConstant(Int(instruction.constant), into: slot(instruction.result))
            return
        case .move:
            let source = slot(instruction.arguments[0])
            free(dying)
            // A copy that may take its source's place is no move.
            if !dying.isEmpty {
                assign(instruction.result, source)
                occupy(instruction.result)
                return
            }
            place(instruction.result)
            move(source, to: slot(instruction.result))
            return
        default: break
        }
        if instruction.heapWords > 0 { reserve(index, instruction.position) }
        let mask = occupied
        let sources = instruction.arguments.map { $0.isConstant ? 0 : slot($0) }
        free(dying)
        if instruction.secondResult >= 0 { place(instruction.result, instruction.secondResult) } else if instruction.result >= 0 { place(instruction.result) }
        encode(instruction, sources, mask)
        if !instruction.opcode.keepsReservation { reservedWords = 0 }
        freeUnused(instruction, index)
    }

    mutating func free(_ values: [Int32]) { for value in values { vacate(value) } }

    /// Results that nobody reads hold their slot for the one instruction only.
    private mutating func freeUnused(_ instruction: Instruction, _ index: Int) {
        for result in [instruction.result, instruction.secondResult] where result >= 0 && isUnused(result) { vacate(result) }
    }

    func isUnused(_ value: Int32) -> Bool { useCounts[Int(value)] == 0 }

    /// Reserves heap for this instruction and what follows it without anything in between that could use the room.
    private mutating func reserve(_ index: Int, _ position: Position) {
        let code = flow.blocks[block].instructions
        if code[index].heapWords <= reservedWords {
            reservedWords -= code[index].heapWords
            return
        }
        var total = 0
        for next in code[index...] {
            if !next.opcode.keepsReservation { break }
            total += next.heapWords
        }
        framePatches.append((words.count, .heap))
        words.append(UInt64(Opcode.heap.rawValue) | UInt64(UInt32(total * 8)) << 32)
        appendSafepoint(delta: 0, occupied)
        reservedWords = total - code[index].heapWords
    }

    /// Behind a call, or at a handler: the callee left room only up to its window and the reserve. A frame that reaches
    /// further looks for room again, before it uses it.
    mutating func checkRoom(window: Int) {
        lowestWindow = min(lowestWindow, window)
        if checkedFrame <= window + StackRoom.reserve { return }
        framePatches.append((words.count, .heap))
        words.append(UInt64(Opcode.heap.rawValue))
        appendSafepoint(delta: 0, occupied)
        reservedWords = 0
    }
}

extension Opcode {
    var isCall: Bool {
        switch self {
        case .call, .callExport, .callFun, .callNative, .tailCall, .tailCallExport, .tailCallFun: true
        default: false
        }
    }
}

extension Instruction {
    /// The words that it takes from the heap's reservation.
    var heapWords: Int {
        switch opcode {
        case .cons: 2
        case .tuple2: 3
        case .makeTuple: 1 + immediates[0]
        case .makeFun, .mapLiteral: 2 + immediates[0]
        default: 0
        }
    }
}
