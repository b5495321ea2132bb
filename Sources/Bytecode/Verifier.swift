// Checks a code module before it is linked: afterwards the loop trusts every word. It checks form (operands in range, labels
// on instructions, relocations where words want them), not whether values make sense; it never traps on any words.

/// What is wrong with a module.
public struct VerifierError: Error, Equatable, CustomStringConvertible {
    public enum Reason: Equatable, Sendable {
        case functionRange, noInstruction, internalOpcode, slot, label, safepoint, relocation, missingRelocation, count, handler
        case line, allocation, segment, errorKind, fallsOffEnd, name
    }
    public var word: Int
    public var reason: Reason
    public var description: String { "word \(word): \(reason)" }
}

/// Everything that is wrong with a module; empty when it can be linked.
public func verify(_ module: CodeModule) -> [VerifierError] {
    var verifier = Verifier(module)
    verifier.run()
    return verifier.errors
}

private struct Verifier {
    let module: CodeModule
    var errors: [VerifierError] = []
    /// 1 at the first word of each instruction.
    private var starts: [UInt8]
    /// The kind of the relocation at each word, 255 for none.
    private var relocated: [UInt8]
    private var functionStarts: Set<Int> = []

    private static let limit = 32

    init(_ module: CodeModule) {
        self.module = module
        starts = Array(repeating: 0, count: module.words.count)
        relocated = Array(repeating: 255, count: module.words.count)
    }

    private mutating func report(_ word: Int, _ reason: VerifierError.Reason) {
        if errors.count < Verifier.limit { errors.append(VerifierError(word: word, reason: reason)) }
    }

    mutating func run() {
        checkRelocations()
        var last = 0
        for function in module.functions {
            guard function.start >= 0, function.start <= function.end, function.end <= module.words.count, function.arity >= 0, function.arity < 4096,
                  module.atoms.indices.contains(function.name) else {
                report(function.start, .functionRange)
                continue
            }
            functionStarts.insert(function.start)
            markStarts(function)
        }
        for function in module.functions {
            if function.start < last { report(function.start, .functionRange) }
            last = function.end
        }
        guard errors.isEmpty else { return }
        for function in module.functions { checkFunction(function) }
        checkTables()
    }

    private mutating func checkRelocations() {
        for relocation in module.relocations {
            let word = Int(relocation.word)
            guard word < module.words.count, relocated[word] == 255 else {
                report(word, .relocation)
                continue
            }
            let count = switch relocation.kind {
            case .atom: module.atoms.count
            case .literal: module.literals.count
            case .export, .native: module.imports.count
            case .fun: module.funs.count
            case .cache: Int(UInt32.max)
            }
            if Int(relocation.index) >= count { report(word, .relocation) }
            relocated[word] = relocation.kind.rawValue
        }
        for fun in module.funs {
            guard module.functions.indices.contains(fun.function), fun.arity >= 0, fun.arity <= 255, fun.free >= 0,
                  fun.arity + fun.free == module.functions[fun.function].arity else {
                report(0, .functionRange)
                continue
            }
        }
    }

    private mutating func markStarts(_ function: FunctionEntry) {
        var index = function.start
        while index < function.end {
            guard let length = instructionLength(module.words, at: index, end: function.end) else { return report(index, .noInstruction) }
            starts[index] = 1
            index += length
        }
    }

    // MARK: Instructions

    private mutating func checkFunction(_ function: FunctionEntry) {
        var index = function.start
        // The caller's window has room for the arguments, and for the result.
        var frame = max(function.arity, 1)
        var reserved = 0
        var ends = function.start == function.end
        while index < function.end {
            let word = module.words[index]
            let opcode = unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Opcode.self)
            let row = opcode.row
            guard let length = instructionLength(module.words, at: index, end: function.end) else { return report(index, .noInstruction) }
            if row.flags.contains(.internalOnly) { return report(index, .internalOpcode) }
            let aux = Int(word >> 8 & 0xFF), a = Int(word >> 16 & 0xFFFF), b = Int(word >> 32 & 0xFFFF), c = Int(word >> 48)
            if opcode == .enter {
                guard a % 8 == 0, a / 8 >= function.arity, aux == min(function.arity, 255), index == function.start else { return report(index, .slot) }
                frame = a / 8
            } else {
                if !isSlot(row.a, a, frame) || !isSlot(row.b, b, frame) || !isSlot(row.c, c, frame) { report(index, .slot) }
            }
            if row.b == .label32 { checkLabel(index, index + Int(Int64(bitPattern: word) >> 32), opcode, function) }
            if row.c == .label16 { checkLabel(index, index + Int(Int64(bitPattern: word) >> 48), opcode, function) }
            checkExtra(index, length, row, function, frame)
            checkWindow(index, opcode, aux, a, frame)
            track(index, opcode, b, &reserved, Int(Int64(bitPattern: word) >> 32), frame)
            if opcode == .raise, aux >= ErrorKind.allCases.count { report(index, .errorKind) }
            ends = row.flags.contains(.ends)
            index += length
        }
        if !ends { report(function.end, .fallsOffEnd) }
    }

    private func isSlot(_ kind: OperandKind, _ offset: Int, _ frame: Int) -> Bool {
        switch kind {
        case .source, .destination: offset % 8 == 0 && (offset / 8 < frame || offset == 0)
        case .window: offset % 8 == 0
        default: true
        }
    }

    private mutating func checkLabel(_ index: Int, _ target: Int, _ opcode: Opcode, _ function: FunctionEntry) {
        let isCall = opcode == .call || opcode == .tailCall
        if isCall ? !functionStarts.contains(target) : !isInside(target, function) { report(index, .label) }
    }

    private func isInside(_ target: Int, _ function: FunctionEntry) -> Bool {
        target >= function.start && target < function.end && starts[target] == 1
    }

    /// The arguments of a call lie inside the frame, and a return address has a place.
    private mutating func checkWindow(_ index: Int, _ opcode: Opcode, _ aux: Int, _ a: Int, _ frame: Int) {
        switch opcode {
        case .callExport, .callFun: if a < 8 || a / 8 + max(aux, 1) > frame { report(index, .slot) }
        case .callNative: if a / 8 + max(aux, 1) > frame { report(index, .slot) }
        case .call: if a < 8 || a / 8 + 1 > frame { report(index, .slot) }
        case .tailCallExport, .tailCallFun, .tailCall: if aux > frame { report(index, .slot) }
        default: break
        }
    }

    /// Instructions that allocate must find the words that a `heap` before them has reserved.
    private mutating func track(_ index: Int, _ opcode: Opcode, _ b: Int, _ reserved: inout Int, _ signed: Int, _ frame: Int) {
        switch opcode {
        case .heap: reserved = signed / 8 - frame - StackRoom.reserve
        case .cons: reserved -= 2
        case .tuple2: reserved -= 3
        case .makeTuple: reserved -= 1 + b
        case .makeFun, .mapLiteral: reserved -= 2 + b
        case .move, .loadConstant, .loadSmall, .loadImmediate, .swap, .equal, .notEqual, .exactEqual, .exactNotEqual, .less, .greaterOrEqual,
             .not, .head, .tail, .uncons, .element, .elementTwo, .selfPid: return
        default: reserved = 0
        }
        if reserved < 0 {
            report(index, .allocation)
            reserved = 0
        }
    }

    private mutating func checkExtra(_ index: Int, _ length: Int, _ row: OpcodeRow, _ function: FunctionEntry, _ frame: Int) {
        var place = index + 1
        let end = index + length
        for kind in row.extra {
            guard place < end || kind == .slots || kind == .table else { return report(index, .count) }
            switch kind {
            case .constant: checkConstant(place, isImmediate: row.opcode == .testIs || row.opcode == .testIsNot)
            case .export: need(.export, place)
            case .nativeEntry: need(.native, place)
            case .funEntry: need(.fun, place)
            case .cache: need(.cache, place)
            case .safepoint: checkSafepoint(place, index, row.opcode, frame)
            case .labelWord:
                if !isInside(index &+ Int(truncatingIfNeeded: Int64(bitPattern: module.words[place])), function) { report(place, .label) }
            case .slots:
                for word in place ..< end { checkSlots(word, frame) }
                return
            case .table:
                checkTable(place, end, index, row.opcode, function, frame)
                if !row.opcode.hasSizeWord { return }
            default: break
            }
            place += 1
        }
    }

    private mutating func need(_ kind: RelocationKind, _ word: Int) {
        if relocated[word] != kind.rawValue { report(word, .missingRelocation) }
    }

    private mutating func checkConstant(_ word: Int, isImmediate: Bool) {
        switch relocated[word] {
        case RelocationKind.atom.rawValue: break
        case RelocationKind.literal.rawValue: if isImmediate { report(word, .relocation) }
        case 255:
            let tag = module.words[word] & 7
            if tag != 0, module.words[word] != 7 { report(word, .missingRelocation) }
        default: report(word, .relocation)
        }
    }

    private mutating func checkSlots(_ word: Int, _ frame: Int) {
        for position in 0 ..< 4 {
            let offset = Int(module.words[word] >> UInt64(position * 16) & 0xFFFF)
            if offset % 8 != 0 || (offset / 8 >= frame && offset != 0) { report(word, .slot) }
        }
    }

    private mutating func checkSafepoint(_ place: Int, _ index: Int, _ opcode: Opcode, _ frame: Int) {
        let word = module.words[place]
        let delta = Int(word & 0xFFF)
        let window = Int(module.words[index] >> 16 & 0xFFFF) / 8
        let isCall = opcode == .call || opcode == .callExport || opcode == .callFun || opcode == .callNative
        if isCall ? delta != window : delta != 0 { report(place, .safepoint) }
        switch word >> 12 & 0xF {
        case 0:
            let bits = word >> 16
            if bits != 0, 64 - bits.leadingZeroBitCount > frame { report(place, .safepoint) }
        case 1:
            let number = Int(word >> 16)
            guard module.bitmaps.indices.contains(number) else { return report(place, .safepoint) }
            for (position, bits) in module.bitmaps[number].enumerated() where bits != 0 {
                if position * 64 + 64 - bits.leadingZeroBitCount > frame { report(place, .safepoint) }
            }
        default: report(place, .safepoint)
        }
    }

    private mutating func checkTable(_ place: Int, _ end: Int, _ index: Int, _ opcode: Opcode, _ function: FunctionEntry, _ frame: Int) {
        func label(_ word: Int) -> Bool { isInside(index &+ Int(truncatingIfNeeded: Int64(bitPattern: module.words[word])), function) }
        switch opcode {
        case .switchTerm:
            for pair in stride(from: place, to: end, by: 2) {
                checkConstant(pair, isImmediate: true)
                if !label(pair + 1) { report(pair + 1, .label) }
            }
        case .switchDense, .switchTupleSize:
            for word in place ..< end where !label(word) { report(word, .label) }
        case .mapUpdateConstant:
            let count = Int(module.words[index] >> 48)
            for word in place ..< place + count { checkConstant(word, isImmediate: false) }
            for word in place + count ..< end { checkSlots(word, frame) }
        case .bitsBuild: checkSegments(place, end, frame)
        default:
            let word = module.words[place]
            if !isInside(index + Int(Int64(bitPattern: word) >> 32), function) { report(place, .label) }
            switch opcode {
            case .bitsIntegerVariable, .bitsFloatVariable, .bitsBinaryVariable, .bitsSkipVariable:
                let offset = Int(word & 0xFFFF)
                if offset % 8 != 0 || offset / 8 >= frame { report(place, .slot) }
            default: break
            }
        }
    }

    private mutating func checkSegments(_ start: Int, _ end: Int, _ frame: Int) {
        var place = start
        while place < end {
            let word = module.words[place]
            guard let kind = SegmentKind(rawValue: UInt8(truncatingIfNeeded: word)), let size = SegmentSize(rawValue: UInt8(truncatingIfNeeded: word >> 24)) else {
                return report(place, .segment)
            }
            let value = Int(word >> 32 & 0xFFFF), count = Int(word >> 48)
            if kind != .literal, value % 8 != 0 || value / 8 >= frame { report(place, .slot) }
            if size == .slot, count % 8 != 0 || count / 8 >= frame { report(place, .slot) }
            if kind == .literal {
                checkConstant(place + 1, isImmediate: false)
                place += 1
            }
            place += 1
        }
    }

    // MARK: Tables

    /// The last function that starts no later.
    private func function(containing word: Int) -> FunctionEntry? {
        var low = 0, high = module.functions.count
        while low < high {
            let middle = (low + high) / 2
            if module.functions[middle].start <= word { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? module.functions[low - 1] : nil
    }

    private mutating func checkTables() {
        let count = module.words.count
        for handler in module.handlers {
            guard handler.start >= 0, handler.start < handler.end, handler.end <= count, handler.target >= 0, handler.target < count,
                  starts[handler.start] == 1, starts[handler.target] == 1,
                  let function = function(containing: handler.start), handler.end <= function.end,
                  handler.target >= function.start, handler.target < function.end, handler.slot >= 0, handler.slot < 4096 else {
                report(handler.start, .handler)
                continue
            }
        }
        var last = -1
        for line in module.lines {
            if line.word < last || line.word > count || line.file < 0 || (line.file >= module.files.count && line.file != 0) { report(line.word, .line) }
            last = line.word
        }
    }
}
