// The emitter of a module: runs the emitter of each function, lays out the blocks, resolves labels and calls, and collects
// the tables of the code module.
import Bytecode

final class ModuleEmitter {
    let unit: ModuleUnit
    private var words: [UInt64] = []
    private var relocations: [Relocation] = []
    private var handlers: [HandlerEntry] = []
    private var lines: [LineEntry] = []
    private var bitmaps: [[UInt64]] = []
    private var functions: [FunctionEntry?] = []
    /// Words that call a function, which may not have been emitted yet.
    private var calls: [(word: Int, function: Int)] = []

    init(unit: ModuleUnit) { self.unit = unit }

    func emit(_ function: CoreFunction, variableCount: Int, uses: [Int]) {
        let builder = FlowBuilder(function, unit: unit, variableCount: variableCount, uses: uses)
        var flow = builder.build()
        flow.simplify()
        let order = flow.order()
        flow.invertTests(order) { unit.constant($0) }
        // A second run knows how large the frame is and which labels are far.
        var frame = 0
        var isLong = false, isLeaf = false
        var emitter: FunctionEmitter
        while true {
            emitter = FunctionEmitter(module: self, flow: flow, order: order, usesLongBranches: isLong, checkedFrame: frame, isLeaf: isLeaf)
            emitter.run()
            if emitter.lowestWindow != Int.max, emitter.frame > emitter.lowestWindow + StackRoom.reserve, frame == 0 {
                frame = emitter.frame
            } else if !isLeaf, emitter.frame <= max(flow.parameterCount, 1) {
                isLeaf = true
            } else if !isLong, emitter.hasFarLabels(Layout(emitter)) {
                isLong = true
            } else {
                break
            }
        }
        if emitter.tooLarge {
            unit.report(.frameTooLarge, function.position, function)
            return
        }
        append(emitter, function)
    }

    // MARK: Layout

    /// Where each block's words go.
    struct Layout {
        var order: [Int]
        var start: [Int]
        /// Whether the block ends with a jump to its first successor.
        var jumps: [Bool]
        var end: Int

        init(_ emitter: FunctionEmitter) {
            let blocks = emitter.flow.blocks
            // Blocks that have become empty, because all that they would move is in place, are passed over.
            let filled = emitter.order.filter { $0 == 0 || emitter.blockStart[$0] != emitter.blockEnd[$0] || emitter.fallThrough($0) == nil }
            order = filled.filter { !blocks[$0].isCold || $0 == 0 } + filled.filter { blocks[$0].isCold && $0 != 0 }
            start = Array(repeating: 0, count: blocks.count)
            jumps = Array(repeating: false, count: blocks.count)
            var place = 0
            for (index, block) in order.enumerated() {
                start[block] = place
                place += emitter.blockEnd[block] - emitter.blockStart[block]
                let next = index + 1 < order.count ? order[index + 1] : -1
                if let target = emitter.fallThrough(block), target != next {
                    jumps[block] = true
                    place += 1
                }
            }
            end = place
        }
    }

    private func append(_ emitter: FunctionEmitter, _ function: CoreFunction) {
        let layout = Layout(emitter)
        let base = words.count
        var code = emitter.words
        emitter.applyFrame(&code)
        for block in layout.order {
            words.append(contentsOf: code[emitter.blockStart[block] ..< emitter.blockEnd[block]])
            if layout.jumps[block], let target = emitter.fallThrough(block) {
                let here = words.count - base
                words.append(UInt64(Opcode.jump.rawValue) | UInt64(UInt32(truncatingIfNeeded: layout.start[target] - here)) << 32)
            }
        }
        func moved(_ word: Int, in block: Int) -> Int { word - emitter.blockStart[block] + layout.start[block] + base }
        for block in layout.order {
            for use in emitter.labels[block] {
                let distance = layout.start[emitter.landing(use.target)] + base - moved(use.base, in: block)
                let place = moved(use.word, in: block)
                switch use.field {
                case .short: words[place] |= UInt64(UInt16(truncatingIfNeeded: distance)) << 48
                case .upper: words[place] |= UInt64(UInt32(truncatingIfNeeded: distance)) << 32
                case .whole: words[place] = UInt64(bitPattern: Int64(distance))
                }
            }
        }
        appendTables(emitter, layout, base, moved)
        if functions.count <= function.index! { functions.append(contentsOf: Array(repeating: nil, count: function.index! + 1 - functions.count)) }
        functions[function.index!] = FunctionEntry(name: unit.atom(function.name), arity: emitter.flow.parameterCount, start: base,
                                                   end: words.count, exported: function.exported)
    }

    private func appendTables(_ emitter: FunctionEmitter, _ layout: Layout, _ base: Int, _ moved: (Int, Int) -> Int) {
        // The words were written block by block, in the order of the walk: so are their tables.
        var blockOf: [(start: Int, block: Int)] = emitter.order.map { (emitter.blockStart[$0], $0) }
        blockOf.removeAll { emitter.blockStart[$0.block] == emitter.blockEnd[$0.block] }
        func relocate(_ indices: [Int]) -> [Int] {
            var result: [Int] = []
            result.reserveCapacity(indices.count)
            var current = 0
            for index in indices {
                while current + 1 < blockOf.count, blockOf[current + 1].start <= index { current += 1 }
                result.append(moved(index, blockOf[current].block))
            }
            return result
        }
        for (relocation, word) in zip(emitter.relocations, relocate(emitter.relocations.map { Int($0.word) })) {
            relocations.append(Relocation(word: word, kind: relocation.kind, index: Int(relocation.index)))
        }
        for (call, word) in zip(emitter.calls, relocate(emitter.calls.map(\.word))) { calls.append((word, call.function)) }
        for (bitmap, word) in zip(emitter.bitmaps, relocate(emitter.bitmaps.map(\.word))) {
            words[word] |= UInt64(bitmaps.count) << 16
            bitmaps.append(bitmap.bits)
        }
        var places: [LineEntry] = []
        for (line, word) in zip(emitter.lines, relocate(emitter.lines.map(\.word))) {
            places.append(LineEntry(word: word, line: Int(line.position.line), file: Int(line.position.file)))
        }
        places.sort { $0.word < $1.word }
        let start = LineEntry(word: base, line: Int(emitter.flow.position.line), file: Int(emitter.flow.position.file))
        lines.append(start)
        for entry in places where entry.line != lines[lines.count - 1].line || entry.file != lines[lines.count - 1].file { lines.append(entry) }
        appendHandlers(emitter, layout, base)
    }

    private func appendHandlers(_ emitter: FunctionEmitter, _ layout: Layout, _ base: Int) {
        for block in layout.order {
            let number = emitter.flow.blocks[block].region
            if number < 0 { continue }
            let region = emitter.flow.regions[number]
            let start = layout.start[block] + base
            let end = start + emitter.blockEnd[block] - emitter.blockStart[block]
            let target = layout.start[emitter.landing(region.handler)] + base
            let slot = region.kind == .guard ? 0 : emitter.slot(emitter.flow.blocks[region.handler].parameters[0])
            if let last = handlers.last, last.target == target, last.kind == region.kind, last.end == start {
                handlers[handlers.count - 1].end = end
            } else if start < end {
                handlers.append(HandlerEntry(start: start, end: end, target: target, kind: region.kind, slot: slot))
            }
        }
    }

    // MARK: The module

    func finish(files: [String]) -> CodeModule {
        var module = CodeModule(name: unit.name)
        for call in calls {
            guard call.function < functions.count, let target = functions[call.function] else { continue }
            words[call.word] |= UInt64(UInt32(truncatingIfNeeded: target.start - call.word)) << 32
        }
        // A function that could not be compiled leaves an entry without code, and its problem.
        let entries = functions.map { $0 ?? FunctionEntry(name: unit.atom("nil"), arity: 0, start: 0, end: 0, exported: false) }
        // Generated functions stand behind the definition that they are part of, not at the end.
        let order = entries.indices.sorted { (entries[$0].start, $0) < (entries[$1].start, $1) }
        var place = [Int](repeating: 0, count: entries.count)
        for (position, index) in order.enumerated() { place[index] = position }
        module.functions = order.map { entries[$0] }
        module.atoms = unit.atoms
        module.literals = unit.constants
        module.imports = unit.imports
        module.funs = unit.funs.map { FunEntryInfo(function: place[$0.function], arity: $0.arity, free: $0.free) }
        module.words = words
        module.relocations = relocations
        module.handlers = handlers
        module.lines = lines
        module.files = files
        module.bitmaps = bitmaps
        return module
    }
}

extension FunctionEmitter {
    /// Where control goes without a jump of its own, if it does.
    func fallThrough(_ block: Int) -> Int? {
        guard let last = flow.blocks[block].instructions.last else { return nil }
        if last.opcode == .jump { return landing(flow.blocks[block].successors[0]) }
        let row = last.opcode.row
        if row.flags.contains(.ends) { return nil }
        if usesLongBranches, row.c == .label16 { return nil }
        return flow.blocks[block].successors.first.map(landing)
    }

    /// The first block with words on the way from a block on.
    func landing(_ block: Int) -> Int {
        var current = block
        var steps = 0
        while current != 0, blockStart[current] == blockEnd[current], steps < flow.blocks.count,
              let last = flow.blocks[current].instructions.last, last.opcode == .jump {
            current = flow.blocks[current].successors[0]
            steps += 1
        }
        return current
    }

    func hasFarLabels(_ layout: ModuleEmitter.Layout) -> Bool {
        if layout.end < 32_000 { return false }
        for block in order {
            for use in labels[block] where use.field == .short {
                let distance = layout.start[landing(use.target)] - (use.base - blockStart[block] + layout.start[block])
                if Int16(exactly: distance) == nil { return true }
            }
        }
        return false
    }

    /// Fills in what depends on the frame's size.
    func applyFrame(_ code: inout [UInt64]) {
        let withReserve = frame + StackRoom.reserve
        for patch in framePatches {
            switch patch.kind {
            case .enter: code[patch.word] |= UInt64(frame * 8) << 16
            case .heap: code[patch.word] += UInt64(withReserve * 8) << 32
            case .auxiliary: code[patch.word] |= UInt64(min(withReserve, 255)) << 8
            }
        }
    }
}
