// Code as text: a loop over the rows of the instruction table. For people and snapshots, not for machines.

/// The functions of a module with their instructions, a line each.
public func disassemble(_ module: CodeModule) -> String {
    Disassembler(module).text()
}

private struct Disassembler {
    let module: CodeModule
    private let relocations: [Int: Relocation]
    private var result = ""

    init(_ module: CodeModule) {
        self.module = module
        relocations = Dictionary(module.relocations.map { (Int($0.word), $0) }, uniquingKeysWith: { first, _ in first })
    }

    func text() -> String {
        var copy = self
        copy.result = "module \(module.name)\n"
        for (index, function) in module.functions.enumerated() { copy.function(index, function) }
        return copy.result
    }

    private func name(_ function: FunctionEntry) -> String {
        (module.atoms.indices.contains(function.name) ? module.atoms[function.name] : "?") + "/\(function.arity)"
    }

    private mutating func function(_ number: Int, _ entry: FunctionEntry) {
        result += "\n\(entry.exported ? "export " : "")\(name(entry))\n"
        guard entry.start >= 0, entry.end <= module.words.count, entry.start <= entry.end else { return }
        var index = entry.start
        var line = 0
        while index < entry.end {
            guard let length = instructionLength(module.words, at: index, end: entry.end) else {
                result += "  \(index): word \(module.words[index])\n"
                index += 1
                continue
            }
            if let place = module.lines.last(where: { $0.word <= index }), place.line != line {
                line = place.line
                result += "  ; line \(line)\n"
            }
            for handler in module.handlers where handler.start == index { result += "  ; \(handler.kind) → \(handler.target), slot \(handler.slot)\n" }
            instruction(index, length, entry.start)
            for handler in module.handlers where handler.end == index + length { result += "  ; end of \(handler.kind)\n" }
            index += length
        }
    }

    private mutating func instruction(_ index: Int, _ length: Int, _ start: Int) {
        let word = module.words[index]
        let opcode = unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Opcode.self)
        let row = opcode.row
        var parts: [String] = []
        func field(_ kind: OperandKind, _ raw: Int) {
            switch kind {
            case .none, .label32, .immediate32, .label16: break
            case .source, .window: parts.append("s\(raw / 8)")
            case .destination: parts.append("→s\(raw / 8)")
            case .immediate: parts.append("\(Int16(truncatingIfNeeded: raw))")
            case .count: parts.append("#\(raw)")
            default: parts.append("\(raw)")
            }
        }
        field(row.a, Int(word >> 16 & 0xFFFF))
        field(row.b, Int(word >> 32 & 0xFFFF))
        field(row.c, Int(word >> 48))
        let signed = Int(Int64(bitPattern: word) >> 32)
        if row.b == .label32 {
            if opcode == .call || opcode == .tailCall, let target = module.functions.first(where: { $0.start == index + signed }) {
                parts.append(name(target))
            } else {
                parts.append("L\(index + signed - start)")
            }
        }
        if row.b == .immediate32 { parts.append(opcode == .heap ? "\(signed / 8)" : "\(signed)") }
        if row.c == .label16 { parts.append("L\(index + Int(Int64(bitPattern: word) >> 48) - start)") }
        if row.aux != .none { parts.append("aux \(word >> 8 & 0xFF)") }
        var extra = index + 1
        for kind in row.extra {
            if extra >= index + length { break }
            parts.append(self.extra(kind, extra, index, length, start, row))
            extra += kind == .slots || kind == .table ? index + length - extra : 1
        }
        result += "  \(index - start): \(opcode) \(parts.joined(separator: ", "))\n"
    }

    private func extra(_ kind: OperandKind, _ place: Int, _ index: Int, _ length: Int, _ start: Int, _ row: OpcodeRow) -> String {
        let word = module.words[place]
        switch kind {
        case .constant, .export, .nativeEntry, .funEntry, .cache: return constant(place)
        case .safepoint:
            let delta = word & 0xFFF
            if word >> 12 & 1 == 1 { return "{k \(delta), bitmap \(word >> 16)}" }
            let live = (0 ..< 48).filter { word >> UInt64(16 + $0) & 1 == 1 }.map { "s\($0)" }
            return "{k \(delta), live \(live.joined(separator: " "))}"
        case .labelWord: return "L\(index + Int(truncatingIfNeeded: Int64(bitPattern: word)) - start)"
        case .slots:
            let slots = (place ..< index + length).flatMap { word in (0 ..< 4).map { module.words[word] >> UInt64($0 * 16) & 0xFFFF } }
            return "[" + slots.map { "s\($0 / 8)" }.joined(separator: " ") + "]"
        case .table:
            if row.opcode.hasSizeWord {
                return "size \(word & 0xFFFF_FFFF) L\(index + Int(Int64(bitPattern: word) >> 32) - start)"
            }
            return "[" + (place ..< index + length).map { relocations[$0] == nil ? "\(Int64(bitPattern: module.words[$0]))" : constant($0) }.joined(separator: " ") + "]"
        default: return "\(word)"
        }
    }

    private func constant(_ place: Int) -> String {
        guard let relocation = relocations[place] else {
            let word = module.words[place]
            return word == 7 ? "[]" : "\(Int64(bitPattern: word) >> 3)"
        }
        let index = Int(relocation.index)
        switch relocation.kind {
        case .atom: return module.atoms.indices.contains(index) ? ":" + module.atoms[index] : "?"
        case .literal: return module.literals.indices.contains(index) ? "\(module.literals[index])" : "?"
        case .export, .native:
            guard module.imports.indices.contains(index) else { return "?" }
            let entry = module.imports[index]
            return "\(entry.module):\(entry.function)/\(entry.arity)"
        case .fun:
            guard module.funs.indices.contains(index), module.functions.indices.contains(module.funs[index].function) else { return "?" }
            return "fun " + name(module.functions[module.funs[index].function])
        case .cache: return "cache"
        }
    }
}
