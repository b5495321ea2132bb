// The match compiler's steps along bitstrings. A cursor is a slot with the position in a bitstring, moved on in place by each
// segment; clauses that start with the same segments share them, and one that must go back keeps a copy of the position.
import Bytecode

extension Matcher {
    // MARK: The beginning

    mutating func stepBits(_ part: Int, _ task: inout MatchTask) {
        let (taken, rest) = splitting(task) { Matcher.pattern(of: $0, at: part) != nil }
        let failure = continuing(rest, task)
        let operand = loadInSlot(part, &task)
        let cursor = cursors.count
        var inside: [Row] = [], others: [Row] = []
        var start: Variable?
        for row in taken {
            guard let pattern = Matcher.pattern(of: row, at: part) else {
                inside.append(row)
                others.append(row)
                continue
            }
            switch pattern {
            case .bits(let bits):
                start = start ?? bits.start
                inside.append(entering(bits, row, part, cursor))
            case .literal(.bitstring(let bytes, let bits)) where bits % 8 == 0:
                // A constant is one segment, so that it shares what the others test.
                let segment = PatternSegment(kind: .literal, value: .any, size: .bits(bits), flags: [], bytes: bytes)
                inside.append(entering(BitsPattern(segments: bytes.isEmpty ? [] : [segment]), row, part, cursor))
            default: others.append(row)
            }
        }
        let next = others.isEmpty ? failure : builder.newBlock()
        if let start, let first = taken.first(where: { $0.bindings.contains { $0.variable == start } }),
           let binding = first.bindings.first(where: { $0.variable == start }) {
            // A loop that goes on where it was; it has seen that this is a bitstring.
            cursors.append(copy(load(binding.part, &task)))
        } else {
            var instruction = Instruction(.bitsBegin, position)
            instruction.arguments = [operand]
            let value = builder.newValue()
            instruction.result = Int32(value)
            builder.test(instruction, failure: next)
            cursors.append(.value(value))
        }
        tasks.append(MatchTask(block: builder.current, rows: inside[...], loaded: task.loaded, maps: task.maps, failure: failure))
        if !others.isEmpty {
            tasks.append(MatchTask(block: next, rows: others[...], loaded: task.loaded, maps: task.maps, failure: failure))
        }
    }

    private mutating func entering(_ bits: BitsPattern, _ row: Row, _ part: Int, _ cursor: Int) -> Row {
        var result = row
        let index = Matcher.patternIndex(of: row, at: part)!
        result.columns[index].content = .cursor(cursor, bits.segments[...], end: bits.end)
        return result
    }

    private func copy(_ position: Operand) -> Operand {
        var instruction = Instruction(.move, self.position)
        instruction.arguments = [builder.inSlot(position)]
        return builder.define(instruction)
    }

    // MARK: Segments

    private static func cursorIndex(of row: Row, _ cursor: Int) -> Int? {
        row.columns.firstIndex { column in
            if case .cursor(cursor, _, _) = column.content { return true }
            return false
        }
    }

    private static func segments(of row: Row, _ cursor: Int) -> (segments: ArraySlice<PatternSegment>, end: Variable?)? {
        guard let index = cursorIndex(of: row, cursor), case .cursor(_, let segments, let end) = row.columns[index].content else { return nil }
        return (segments, end)
    }

    mutating func stepCursor(_ column: Column, _ task: inout MatchTask) {
        guard case .cursor(let cursor, _, _) = column.content else { return }
        explodeLiterals(cursor, &task)
        let (head, end) = Matcher.segments(of: task.rows.first!, cursor)!
        // The rows that take the same step, and those that do not look at this cursor, up to the first that takes another.
        let isComputed = if case .computed? = head.first?.size { true } else { false }
        var count = 0
        var skipped = 0
        for row in task.rows {
            if let (other, otherEnd) = Matcher.segments(of: row, cursor) {
                if count > 0, isComputed || !Matcher.isSameStep(head.first, end, other.first, otherEnd) { break }
            } else {
                if rowCount >= rowLimit { break }
                skipped += 1
            }
            count += 1
        }
        let taken = task.rows.prefix(count), rest = task.rows.dropFirst(count)
        let failure = continuing(rest, task)
        var next = failure
        if skipped > 0 {
            next = builder.newBlock()
            let others = taken.filter { Matcher.cursorIndex(of: $0, cursor) == nil }
            tasks.append(MatchTask(block: next, rows: others[...], loaded: task.loaded, maps: task.maps, failure: failure))
        }
        var step = CursorStep(part: column.part, cursor: cursor, taken: Array(taken), failure: failure, next: next)
        guard let segment = head.first else { return finishSegments(step, end, &task) }
        // Behind this step, a row that ends here cannot match any more; any other row that starts from the same position needs
        // it unmoved.
        let later = Matcher.consumes(segment) ? rest.filter { Matcher.segments(of: $0, cursor).map { !$0.segments.isEmpty || $0.end != nil } ?? true } : Array(rest)
        if later.count != rest.count { step.failure = continuing(later[...], task) }
        var moving = cursors[cursor]
        var group = cursor
        if later.contains(where: { Matcher.cursorIndex(of: $0, cursor) != nil }) {
            moving = copy(moving)
            cursors.append(moving)
            group = cursors.count - 1
        }
        take(segment, step, position: moving, newCursor: group, &task)
    }

    /// Takes at least one bit.
    private static func consumes(_ segment: PatternSegment) -> Bool {
        switch segment.size {
        case .bits(let count): count > 0
        case .codePoint: true
        case .computed, .rest: false
        }
    }

    private struct CursorStep {
        var part: Int
        var cursor: Int
        var taken: [Row]
        /// After the taken rows, and after those of them that take this step.
        var failure: Int
        var next: Int
    }

    private static func isSameStep(_ left: PatternSegment?, _ leftEnd: Variable?, _ right: PatternSegment?, _ rightEnd: Variable?) -> Bool {
        guard let left, let right else { return left == nil && right == nil && leftEnd == nil && rightEnd == nil }
        guard left.kind == right.kind, left.flags == right.flags, left.bytes == right.bytes else { return false }
        switch (left.size, right.size) {
        case (.bits(let first), .bits(let second)): return first == second
        case (.rest(let first), .rest(let second)): return first == second
        case (.codePoint, .codePoint): return true
        default: return false
        }
    }

    /// Where rows start with different constants, or constants and bytes, their first bytes become segments of their own:
    /// one byte is read, and its value decides.
    private func explodeLiterals(_ cursor: Int, _ task: inout MatchTask) {
        guard let (first, _) = Matcher.segments(of: task.rows.first!, cursor), let head = first.first else { return }
        func isByte(_ segment: PatternSegment) -> Bool {
            if segment.kind == .integer, segment.flags.isEmpty, case .bits(8) = segment.size { return true }
            return false
        }
        guard head.kind == .literal || isByte(head) else { return }
        var differs = false
        for row in task.rows.dropFirst() {
            guard let (segments, _) = Matcher.segments(of: row, cursor) else { continue }
            guard let other = segments.first, other.kind == .literal || isByte(other) else { break }
            if other.kind != head.kind || other.bytes != head.bytes {
                differs = true
                break
            }
        }
        guard differs else { return }
        task.rows = task.rows.map { row -> Row in
            guard let index = Matcher.cursorIndex(of: row, cursor), case .cursor(_, let segments, let end) = row.columns[index].content,
                  let literal = segments.first, literal.kind == .literal else { return row }
            let byte = PatternSegment(kind: .integer, value: .literal(.integer(Int(literal.bytes[0]))), size: .bits(8), flags: [])
            var replaced = [byte]
            if literal.bytes.count > 1 {
                let bytes = Array(literal.bytes.dropFirst())
                replaced.append(PatternSegment(kind: .literal, value: .any, size: .bits(bytes.count * 8), flags: [], bytes: bytes))
            }
            var result = row
            result.columns[index].content = .cursor(cursor, ArraySlice(replaced + segments.dropFirst()), end: end)
            return result
        }[...]
    }

    /// No segment is left: the bitstring must end here, unless the pattern keeps the position.
    private mutating func finishSegments(_ step: CursorStep, _ end: Variable?, _ task: inout MatchTask) {
        if end == nil {
            var instruction = Instruction(.bitsTestEnd, position)
            instruction.arguments = [load(step.part, &task), cursors[step.cursor]]
            builder.test(instruction, failure: step.next)
        }
        var rows: [Row] = []
        let place = definedPart()
        for row in step.taken {
            var row = row
            if let index = Matcher.cursorIndex(of: row, step.cursor) {
                if case .cursor(_, _, let variable?) = row.columns[index].content { row.bindings.append((variable, place)) }
                row.columns.remove(at: index)
            }
            rows.append(row)
        }
        var loaded = task.loaded
        loaded[place] = cursors[step.cursor]
        tasks.append(MatchTask(block: builder.current, rows: rows[...], loaded: loaded, maps: task.maps, failure: step.failure))
    }

    private mutating func take(_ segment: PatternSegment, _ step: CursorStep, position moving: Operand, newCursor: Int, _ task: inout MatchTask) {
        let isNeeded = step.taken.contains { row in
            guard let (segments, _) = Matcher.segments(of: row, step.cursor), let value = segments.first?.value else { return false }
            switch value {
            case .any: return false
            case .bind(let variable): return builder.uses[variable] > 0 || row.bindings.contains { $0.variable == variable }
            default: return true
            }
        }
        var size: Operand?
        if case .computed(let core, _) = segment.size {
            for binding in step.taken[0].bindings { builder.bind(binding.variable, load(binding.part, &task)) }
            size = builder.inSlot(builder.guardedValue(core, failure: step.next))
        }
        let bits = load(step.part, &task)
        let value = emit(segment, bits, moving, size, isNeeded: isNeeded, failure: step.next)
        let place = definedPart()
        if let value { task.loaded[place] = value }
        var rows: [Row] = []
        for row in step.taken {
            guard let index = Matcher.cursorIndex(of: row, step.cursor), case .cursor(_, let segments, let end) = row.columns[index].content else {
                rows.append(row)
                continue
            }
            var row = row
            var columns: [Column] = []
            if isNeeded { columns.append(Column(part: place, content: .pattern(segments.first!.value))) }
            // What takes all that is left is at the end.
            if case .rest = segment.size {} else {
                columns.append(Column(part: step.part, content: .cursor(newCursor, segments.dropFirst(), end: end)))
            }
            row.columns.replaceSubrange(index ... index, with: columns)
            rows.append(simplified(row))
        }
        tasks.append(MatchTask(block: builder.current, rows: rows[...], loaded: task.loaded, maps: task.maps, failure: step.failure))
    }

    /// The test of one segment; yields its value if it is needed.
    private func emit(_ segment: PatternSegment, _ bits: Operand, _ moving: Operand, _ size: Operand?, isNeeded: Bool, failure: Int) -> Operand? {
        var unit = 1
        var constant: Int?
        switch segment.size {
        case .bits(let count): constant = count
        case .computed(_, let factor): unit = factor
        case .rest(let factor): return emitRest(bits, moving, unit: factor, isNeeded: isNeeded, failure: failure)
        case .codePoint: constant = segment.kind == .utf8 ? 8 : segment.kind == .utf16 ? 16 : 32
        }
        var instruction: Instruction
        switch segment.kind {
        case .literal:
            instruction = Instruction(.bitsLiteral, position)
            instruction.arguments = [bits, moving]
            instruction.constant = Int32(builder.unit.constant(.bitstring(segment.bytes, bits: segment.bytes.count * 8)))
            builder.test(instruction, failure: failure)
            return nil
        case .utf8, .utf16, .utf32: instruction = Instruction(isNeeded ? .bitsUTF : .bitsSkipUTF, position)
        case .float:
            instruction = Instruction(constant != nil ? .bitsFloat : .bitsFloatVariable, position)
        case .integer where isNeeded:
            let isByte = constant == 8 && !segment.flags.contains(.signed)
            instruction = Instruction(isByte ? .bitsByte : constant != nil ? .bitsInteger : .bitsIntegerVariable, position)
        case .binary where isNeeded: instruction = Instruction(constant != nil ? .bitsBinary : .bitsBinaryVariable, position)
        case .integer, .binary: instruction = Instruction(constant != nil ? .bitsSkip : .bitsSkipVariable, position)
        }
        instruction.arguments = [bits, moving] + (size.map { [$0] } ?? [])
        // Flags, and the size word's number: bits, or the unit of a variable size.
        instruction.immediates = [Int(segment.flags.rawValue), constant ?? unit]
        // Floats are checked for being numbers, so that they have no skipping form.
        guard isNeeded || segment.kind == .float else {
            builder.test(instruction, failure: failure)
            return nil
        }
        let value = builder.newValue()
        instruction.result = Int32(value)
        builder.test(instruction, failure: failure)
        return .value(value)
    }

    private func emitRest(_ bits: Operand, _ moving: Operand, unit: Int, isNeeded: Bool, failure: Int) -> Operand? {
        if unit > 1 {
            var test = Instruction(.bitsTestUnit, position)
            test.arguments = [bits, moving]
            test.immediates = [0, unit]
            builder.test(test, failure: failure)
        }
        guard isNeeded else { return nil }
        var instruction = Instruction(.bitsRest, position)
        instruction.arguments = [bits, moving]
        return builder.define(instruction)
    }
}
