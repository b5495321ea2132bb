// A slow reference for what the compiler promises: on every path, each slot that an instruction reads or a safepoint names
// holds a term, frames are large enough for all slots and windows, and what allocates has reserved the words.
import Bytecode

struct CodeChecker {
    let code: CodeModule
    private var found: [String] = []

    init(_ code: CodeModule) { self.code = code }

    func complaints() -> [String] {
        var copy = self
        for function in code.functions { copy.check(function) }
        return copy.found
    }

    /// What is known at an instruction: the slots that surely hold terms, the words reserved.
    private struct State: Equatable {
        var defined: Set<Int>
        var reserved: Int

        mutating func meet(_ other: State) -> Bool {
            let both = defined.intersection(other.defined)
            let words = min(reserved, other.reserved)
            let changed = both != defined || words != reserved
            defined = both
            reserved = words
            return changed
        }
    }

    /// One instruction, decoded.
    private struct Step {
        var opcode: Opcode
        var reads: [Int] = []
        var writes: [Int] = []
        /// Slots that become rubbish: a call's window and what lies above.
        var clobbersFrom: Int?
        var safepoint: [Int]?
        var targets: [Int] = []
        var length: Int
        var allocates = 0
        var reserves: Int?
    }

    private mutating func check(_ function: FunctionEntry) {
        var frame = max(function.arity, 1)
        var states: [Int: State] = [function.start: State(defined: Set(0 ..< function.arity), reserved: 0)]
        var pending = [function.start]
        func name() -> String { "\(code.atoms[function.name])/\(function.arity)" }
        var complained: Set<Int> = []
        while let index = pending.popLast() {
            guard index >= function.start, index < function.end, var state = states[index] else {
                found.append("\(name()): control leaves the function at \(index)")
                continue
            }
            guard let step = decode(index, function) else {
                found.append("\(name()): no instruction at \(index)")
                continue
            }
            let word = code.words[index]
            if step.opcode == .enter { frame = Int(word >> 16 & 0xFFFF) / 8 }
            func complain(_ text: String) {
                if complained.insert(index).inserted { found.append("\(name()) + \(index - function.start): \(step.opcode): \(text)") }
            }
            for slot in step.reads where !state.defined.contains(slot) { complain("reads slot \(slot), which may hold nothing") }
            for slot in step.reads + step.writes where slot >= frame { complain("slot \(slot) is outside of the frame of \(frame)") }
            if let live = step.safepoint {
                for slot in live where !state.defined.contains(slot) { complain("names slot \(slot) as live, which may hold nothing") }
                if let from = step.clobbersFrom { for slot in live where slot >= from { complain("names slot \(slot) as live across a call at \(from)") } }
            }
            // Exceptions are seen before the instruction writes.
            if step.opcode.row.flags.contains(.raises) || step.opcode == .call || step.opcode == .callExport {
                if let handler = code.handlers.first(where: { index >= $0.start && index < $0.end }) {
                    var entered = state
                    if let from = step.clobbersFrom { entered.defined = entered.defined.filter { $0 < from - (step.opcode == .callNative ? 0 : 1) } }
                    entered.reserved = 0
                    if handler.kind != .guard { entered.defined.formUnion([handler.slot, handler.slot + 1, handler.slot + 2]) }
                    if handler.kind != .guard, handler.slot + 2 >= frame { complain("handler slots outside of the frame") }
                    flow(entered, handler.target, &states, &pending)
                }
            }
            if let reserves = step.reserves { state.reserved = reserves - frame - StackRoom.reserve } else if !step.opcode.leavesReservation { state.reserved = 0 }
            if step.allocates > 0 {
                if state.reserved < step.allocates { complain("takes \(step.allocates) words, \(state.reserved) are reserved") }
                state.reserved -= step.allocates
            }
            let before = state
            if let from = step.clobbersFrom { state.defined = state.defined.filter { $0 < from - (step.opcode == .callNative ? 0 : 1) } }
            state.defined.formUnion(step.writes)
            for target in step.targets {
                // What an instruction yields, it yields where it goes on.
                flow(before, target, &states, &pending)
            }
            if !step.opcode.row.flags.contains(.ends) { flow(state, index + step.length, &states, &pending) }
        }
    }

    private func flow(_ state: State, _ target: Int, _ states: inout [Int: State], _ pending: inout [Int]) {
        if states[target] == nil {
            states[target] = state
            pending.append(target)
        } else if states[target]!.meet(state) {
            pending.append(target)
        }
    }

    private func decode(_ index: Int, _ function: FunctionEntry) -> Step? {
        let word = code.words[index]
        guard let length = instructionLength(code.words, at: index, end: function.end) else { return nil }
        let opcode = Opcode.rows[Int(word & 0xFF)].opcode
        let row = opcode.row
        var step = Step(opcode: opcode, length: length)
        let aux = Int(word >> 8 & 0xFF), a = Int(word >> 16 & 0xFFFF), b = Int(word >> 32 & 0xFFFF), c = Int(word >> 48)
        for (kind, value) in [(row.a, a), (row.b, b), (row.c, c)] {
            if kind == .source { step.reads.append(value / 8) }
            if kind == .destination { step.writes.append(value / 8) }
        }
        let long = Int(Int64(bitPattern: word) >> 32), short = Int(Int64(bitPattern: word) >> 48)
        if row.b == .label32, opcode != .call, opcode != .tailCall { step.targets.append(index + long) }
        if row.c == .label16 { step.targets.append(index + short) }
        func packed(_ start: Int, _ count: Int) -> [Int] {
            (0 ..< count).map { Int(code.words[start + $0 / 4] >> UInt64($0 % 4 * 16) & 0xFFFF) / 8 }
        }
        func label(_ word: Int) -> Int { index + Int(Int64(bitPattern: code.words[word])) }
        func sizeLabel(_ word: Int) -> Int { index + Int(Int64(bitPattern: code.words[word]) >> 32) }
        switch opcode {
        case .call:
            let arity = code.functions.first { $0.start == index + long }?.arity ?? 0
            step.reads += (0 ..< arity).map { a / 8 + $0 }
        case .callExport, .callFun, .callNative: step.reads += (0 ..< aux).map { a / 8 + $0 }
        case .tailCall, .tailCallExport, .tailCallFun:
            step.reads += 0 ..< aux
            if opcode == .tailCall, code.functions.first(where: { $0.start == index + long })?.arity != aux { return nil }
        case .swap: step.writes += [a / 8, b / 8]
        case .heap: step.reserves = long / 8
        case .cons: step.allocates = 2
        case .tuple2: step.allocates = 3
        case .makeTuple:
            step.allocates = 1 + b
            step.reads += packed(index + 1, b)
        case .makeFun, .mapLiteral:
            step.allocates = 2 + b
            step.reads += packed(index + 2, b)
        case .mapNew: step.reads += packed(index + 2, b * 2)
        case .mapPut, .mapUpdate: step.reads += packed(index + 2, c * 2)
        case .mapUpdateConstant: step.reads += packed(index + 3 + c, c)
        case .mapGet: step.targets.append(label(index + 1))
        case .switchTerm: step.targets += [label(index + 1)] + (0 ..< b).map { label(index + 3 + $0 * 2) }
        case .switchDense: step.targets += [label(index + 1)] + (0 ..< b).map { label(index + 3 + $0) }
        case .switchTupleSize: step.targets += [label(index + 1)] + (0 ..< b).map { label(index + 2 + $0) }
        case .bitsLiteral: step.targets.append(sizeLabel(index + 2))
        case .bitsInteger, .bitsByte, .bitsFloat, .bitsBinary, .bitsUTF, .bitsSkip, .bitsSkipUTF, .bitsTestEnd, .bitsTestUnit:
            step.targets.append(sizeLabel(index + 1))
        case .bitsIntegerVariable, .bitsFloatVariable, .bitsBinaryVariable, .bitsSkipVariable:
            step.targets.append(sizeLabel(index + 1))
            step.reads.append(Int(code.words[index + 1] & 0xFFFF) / 8)
        case .bitsBuild: step.reads += segmentReads(index + 2, b)
        case .raise:
            let kind = ErrorKind(rawValue: UInt8(aux))
            step.reads = kind == .functionClause ? Array(0 ..< function.arity) : kind == .condClause ? [] : step.reads
        default: break
        }
        if opcode == .call || opcode == .callExport || opcode == .callFun || opcode == .callNative {
            step.clobbersFrom = a / 8
            step.writes = [a / 8]
        }
        if let place = row.extra.firstIndex(of: .safepoint) {
            let at = opcode == .bitsBinary || opcode == .bitsBinaryVariable ? index + 2 : index + 1 + place
            step.safepoint = live(code.words[at])
        }
        return step
    }

    private func segmentReads(_ start: Int, _ count: Int) -> [Int] {
        var result: [Int] = []
        var place = start
        for _ in 0 ..< count {
            let word = code.words[place]
            let isLiteral = word & 0xFF == UInt64(SegmentKind.literal.rawValue)
            if !isLiteral { result.append(Int(word >> 32 & 0xFFFF) / 8) }
            if word >> 24 & 0xFF == UInt64(SegmentSize.slot.rawValue) { result.append(Int(word >> 48) / 8) }
            place += isLiteral ? 2 : 1
        }
        return result
    }

    private func live(_ safepoint: UInt64) -> [Int] {
        if safepoint >> 12 & 1 == 1 {
            return code.bitmaps[Int(safepoint >> 16)].enumerated().flatMap { index, bits in (0 ..< 64).filter { bits >> UInt64($0) & 1 == 1 }.map { index * 64 + $0 } }
        }
        return (0 ..< 48).filter { safepoint >> UInt64(16 + $0) & 1 == 1 }
    }
}

private extension Opcode {
    /// Does not touch what `heap` has reserved.
    var leavesReservation: Bool {
        switch self {
        case .move, .loadConstant, .loadSmall, .loadImmediate, .swap, .equal, .notEqual, .exactEqual, .exactNotEqual, .less, .greaterOrEqual,
             .not, .cons, .tuple2, .makeTuple, .head, .tail, .uncons, .element, .elementTwo, .makeFun, .mapLiteral, .selfPid: true
        default: false
        }
    }
}
