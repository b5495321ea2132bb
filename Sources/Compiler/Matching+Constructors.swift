// The match compiler's splits on what a term is: atoms, numbers, lists, tuples, maps.
import Bytecode

/// What a test tells apart.
private enum Constructor: Hashable {
    case cons
    case tuple(Int)
    /// A tuple whose first element is that atom, tested together.
    case tagged(Int, String)
    case constant(Literal)
}

private struct Group {
    var constructor: Constructor
    var literal: Literal?
    var rows: [Row] = []
}

extension Matcher {
    /// At least so many immediate constants are looked up in a table.
    private static let switchThreshold = 4

    mutating func stepConstructors(_ part: Int, _ task: inout MatchTask) {
        let (taken, rest) = splitting(task) { Matcher.pattern(of: $0, at: part) != nil }
        let failure = continuing(rest, task)
        let usesTags = Matcher.usesTags(taken, part)
        var groups: [Group] = []
        var places: [Constructor: Int] = [:]
        for row in taken {
            guard let pattern = Matcher.pattern(of: row, at: part), let constructor = constructor(pattern, usesTags), placed(constructor, pattern, places, groups) == nil else { continue }
            var group = Group(constructor: constructor)
            if case .literal(let literal) = pattern { group.literal = literal }
            if places[constructor] == nil { places[constructor] = groups.count }
            groups.append(group)
        }
        var others: [Row] = []
        for row in taken {
            guard let pattern = Matcher.pattern(of: row, at: part) else {
                for index in groups.indices { groups[index].rows.append(row) }
                others.append(row)
                continue
            }
            if let constructor = constructor(pattern, usesTags), let place = placed(constructor, pattern, places, groups) {
                groups[place].rows.append(specialised(row, part, pattern, constructor))
                continue
            }
            // A bitstring's segments may match a constant binary as well.
            if case .bits = pattern {
                for index in groups.indices {
                    if case .bitstring? = groups[index].literal { groups[index].rows.append(row) }
                }
            }
            others.append(row)
        }
        emit(groups, others: others[...], part, failure, &task)
    }

    static func pattern(of row: Row, at part: Int) -> Pattern? {
        for column in row.columns where column.part == part {
            if case .pattern(let pattern) = column.content { return pattern }
        }
        return nil
    }

    static func patternIndex(of row: Row, at part: Int) -> Int? {
        row.columns.firstIndex { column in
            if case .pattern = column.content { return column.part == part }
            return false
        }
    }

    private func constructor(_ pattern: Pattern, _ usesTags: Bool) -> Constructor? {
        switch pattern {
        case .cons: return .cons
        case .tuple(let elements):
            if usesTags, case .literal(.atom(let tag))? = elements.first { return .tagged(elements.count, tag) }
            return .tuple(elements.count)
        case .literal(let literal): return .constant(literal)
        default: return nil
        }
    }

    /// The group of a constructor; 0.0 and -0.0 are equal keys but two groups.
    private func placed(_ constructor: Constructor, _ pattern: Pattern, _ places: [Constructor: Int], _ groups: [Group]) -> Int? {
        guard let place = places[constructor] else { return nil }
        guard case .literal(let literal) = pattern, case .float = literal else { return place }
        return groups.firstIndex { $0.literal.map { $0.isSame(as: literal) } ?? false }
    }

    /// Whether all tuples at this part begin with one of a few atoms, so that one instruction tests size and tag.
    private static func usesTags(_ rows: ArraySlice<Row>, _ part: Int) -> Bool {
        var tags: Set<Constructor> = []
        for row in rows {
            guard case .tuple(let elements)? = pattern(of: row, at: part) else { continue }
            guard case .literal(.atom(let tag))? = elements.first, elements.count <= 255 else { return false }
            tags.insert(.tagged(elements.count, tag))
            if tags.count > 3 { return false }
        }
        return !tags.isEmpty
    }

    private mutating func specialised(_ row: Row, _ part: Int, _ pattern: Pattern, _ constructor: Constructor) -> Row {
        var result = row
        let index = Matcher.patternIndex(of: row, at: part)!
        var columns: [Column] = []
        switch pattern {
        case .cons(let head, let tail):
            columns = [Column(part: self.part(.head(part)), content: .pattern(head)), Column(part: self.part(.tail(part)), content: .pattern(tail))]
        case .tuple(let elements):
            for (position, element) in elements.enumerated() {
                if position == 0, case .tagged = constructor { continue }
                columns.append(Column(part: self.part(.element(part, position)), content: .pattern(element)))
            }
        default: break
        }
        result.columns.replaceSubrange(index ... index, with: columns)
        return simplified(result)
    }

    // MARK: Emission

    private mutating func emit(_ groups: [Group], others: ArraySlice<Row>, _ part: Int, _ failure: Int, _ task: inout MatchTask) {
        let operand = loadInSlot(part, &task)
        var immediates: [Group] = [], sizes: [Group] = []
        for group in groups {
            if let literal = group.literal, literal.isImmediate { immediates.append(group) }
            if case .tuple(let size) = group.constructor, size <= 64 { sizes.append(group) }
        }
        // Lists mostly go on: ask for a cell first.
        var groups = groups
        if let cons = groups.firstIndex(where: { $0.constructor == .cons }), let empty = groups.firstIndex(where: { $0.literal == .emptyList }), empty < cons {
            groups.insert(groups.remove(at: cons), at: empty)
        }
        let switchesImmediates = immediates.count >= Matcher.switchThreshold
        let switchesSizes = sizes.count >= 3
        var didImmediates = false, didSizes = false
        for group in groups {
            if switchesImmediates, let literal = group.literal, literal.isImmediate {
                if didImmediates { continue }
                didImmediates = true
                switchOn(operand, immediates, task, failure)
                continue
            }
            if switchesSizes, case .tuple(let size) = group.constructor, size <= 64 {
                if didSizes { continue }
                didSizes = true
                switchOnSize(operand, sizes, task, failure)
                continue
            }
            let success = builder.newBlock(), next = builder.newBlock()
            branch(operand, group, success, next)
            enter(group, part, success, task, failure)
            builder.current = next
        }
        tasks.append(MatchTask(block: builder.current, rows: others, loaded: task.loaded, maps: task.maps, failure: failure))
    }

    /// Goes on in a group's block.
    private mutating func enter(_ group: Group, _ part: Int?, _ block: Int, _ task: MatchTask, _ failure: Int) {
        var inner = MatchTask(block: block, rows: group.rows[...], loaded: task.loaded, maps: task.maps, failure: failure)
        if let part {
            let outer = builder.current
            builder.current = block
            preload(group, part, &inner)
            builder.current = outer
        }
        tasks.append(inner)
    }

    private func branch(_ operand: Operand, _ group: Group, _ success: Int, _ failure: Int) {
        var instruction: Instruction
        switch group.constructor {
        case .cons: instruction = Instruction(.testCons, position)
        case .tuple(let size):
            instruction = Instruction(.testTupleSize, position)
            instruction.immediates = [size]
        case .tagged(let size, let tag):
            instruction = Instruction(.testTaggedTuple, position)
            instruction.immediates = [size]
            instruction.constant = Int32(builder.unit.constant(.atom(tag)))
        case .constant:
            return builder.branch(operand, isExactly: builder.constant(group.literal!), success, failure, position)
        }
        instruction.arguments = [operand]
        builder.finish(instruction, [success, failure])
    }

    /// Loads both halves of a cons, or neighbouring elements of a tuple, where the first row surely needs them.
    private mutating func preload(_ group: Group, _ part: Int, _ task: inout MatchTask) {
        guard let row = group.rows.first, let tuple = task.loaded[part], !tuple.isConstant else { return }
        func isNeeded(_ part: Int) -> Bool {
            row.bindings.contains { $0.part == part && builder.uses[$0.variable] > 0 } || row.columns.contains { $0.part == part }
        }
        switch group.constructor {
        case .cons:
            let head = self.part(.head(part)), tail = self.part(.tail(part))
            guard isNeeded(head), isNeeded(tail) else { return }
            pair(Instruction(.uncons, position), tuple, head, tail, &task)
        case .tuple(let size), .tagged(let size, _):
            // Elements that are only bound: when an earlier one must still be tested, they can wait.
            guard row.columns.isEmpty, size < 256 else { return }
            var index = 0
            while index + 1 < size {
                let first = self.part(.element(part, index)), second = self.part(.element(part, index + 1))
                if isNeeded(first), isNeeded(second) {
                    var instruction = Instruction(.elementTwo, position)
                    instruction.immediates = [index]
                    pair(instruction, tuple, first, second, &task)
                    index += 1
                }
                index += 1
            }
        case .constant: break
        }
    }

    private func pair(_ template: Instruction, _ source: Operand, _ first: Int, _ second: Int, _ task: inout MatchTask) {
        var instruction = template
        instruction.arguments = [source]
        let left = builder.newValue(), right = builder.newValue()
        instruction.result = Int32(left)
        instruction.secondResult = Int32(right)
        builder.append(instruction)
        task.loaded[first] = .value(left)
        task.loaded[second] = .value(right)
    }

    private mutating func switchOn(_ operand: Operand, _ groups: [Group], _ task: MatchTask, _ failure: Int) {
        var integers: [Int] = []
        for group in groups { if case .integer(let value)? = group.literal { integers.append(value) } }
        let next = builder.newBlock()
        var instruction: Instruction
        var targets = [next]
        var entered: [(Group, Int)] = []
        if integers.count == groups.count, let low = integers.min(), let high = integers.max(), high - low < integers.count * 3 + 8 {
            instruction = Instruction(.switchDense, position)
            instruction.constant = Int32(builder.unit.constant(.integer(low)))
            instruction.immediates = [high - low + 1]
            targets += Array(repeating: next, count: high - low + 1)
            for (group, value) in zip(groups, integers) {
                let block = builder.newBlock()
                targets[value - low + 1] = block
                entered.append((group, block))
            }
        } else {
            instruction = Instruction(.switchTerm, position)
            instruction.immediates = [groups.count]
            for group in groups {
                let block = builder.newBlock()
                targets.append(block)
                instruction.constants.append(Int32(builder.unit.constant(group.literal!)))
                entered.append((group, block))
            }
        }
        instruction.arguments = [operand]
        builder.finish(instruction, targets)
        for (group, block) in entered { enter(group, nil, block, task, failure) }
        builder.current = next
    }

    private mutating func switchOnSize(_ operand: Operand, _ groups: [Group], _ task: MatchTask, _ failure: Int) {
        let next = builder.newBlock()
        var largest = 0
        for group in groups { if case .tuple(let size) = group.constructor { largest = max(largest, size) } }
        var targets = Array(repeating: next, count: largest + 2)
        var entered: [(Group, Int)] = []
        for group in groups {
            guard case .tuple(let size) = group.constructor else { continue }
            let block = builder.newBlock()
            targets[size + 1] = block
            entered.append((group, block))
        }
        var instruction = Instruction(.switchTupleSize, position)
        instruction.arguments = [operand]
        instruction.immediates = [largest + 1]
        builder.finish(instruction, targets)
        for (group, block) in entered { enter(group, nil, block, task, failure) }
        builder.current = next
    }

    // MARK: Maps

    mutating func stepMap(_ part: Int, _ pairs: [PatternPair], _ task: inout MatchTask) {
        let (taken, rest) = splitting(task) { Matcher.pattern(of: $0, at: part) != nil }
        let failure = continuing(rest, task)
        let operand = loadInSlot(part, &task)
        var constantKey: Literal?
        for pair in pairs {
            if case .literal(let literal) = pair.key {
                constantKey = literal
                break
            }
        }
        var matching: [Row] = [], others: [Row] = []
        let found = definedPart()
        for row in taken {
            guard let pattern = Matcher.pattern(of: row, at: part) else {
                matching.append(row)
                others.append(row)
                continue
            }
            guard case .map(let rowPairs) = pattern else {
                others.append(row)
                continue
            }
            if let constantKey {
                if let index = rowPairs.firstIndex(where: { Matcher.isKey($0.key, constantKey) }) {
                    matching.append(without(index, of: rowPairs, row, part, found))
                } else {
                    matching.append(row)
                    others.append(row)
                }
            } else if rowPairs.contains(where: { pair in if case .literal = pair.key { true } else { false } }) {
                matching.append(row)
            } else {
                matching.append(withoutVariableKeys(rowPairs, row, part))
            }
        }
        let next = others.isEmpty ? failure : builder.newBlock()
        var inner = task
        if let constantKey {
            inner.loaded[found] = builder.getConstant(operand, constantKey, failure: next, position)
        } else if !task.maps.contains(part) {
            builder.test(.testMap, operand, failure: next, position)
        }
        inner.maps.insert(part)
        tasks.append(MatchTask(block: builder.current, rows: matching[...], loaded: inner.loaded, maps: inner.maps, failure: failure))
        if !others.isEmpty {
            // Without the key it may still be a map.
            tasks.append(MatchTask(block: next, rows: others[...], loaded: task.loaded, maps: task.maps, failure: failure))
        }
    }

    private static func isKey(_ key: Core, _ literal: Literal) -> Bool {
        if case .literal(let other) = key { return literal.isSame(as: other) }
        return false
    }

    /// The row with a pair of its map pattern replaced by a column for the value.
    private mutating func without(_ index: Int, of pairs: [PatternPair], _ row: Row, _ part: Int, _ found: Int) -> Row {
        var remaining = pairs
        let pair = remaining.remove(at: index)
        var result = row
        let column = Matcher.patternIndex(of: row, at: part)!
        // The key's presence has shown that it is a map, so that an empty rest needs no test.
        var columns = [Column(part: found, content: .pattern(pair.value))]
        if !remaining.isEmpty { columns.append(Column(part: part, content: .pattern(.map(remaining)))) }
        result.columns.replaceSubrange(column ... column, with: columns)
        return simplified(result)
    }

    /// Keys that are expressions are looked up when all else has matched.
    private mutating func withoutVariableKeys(_ pairs: [PatternPair], _ row: Row, _ part: Int) -> Row {
        var result = row
        result.columns.remove(at: Matcher.patternIndex(of: row, at: part)!)
        for pair in pairs { result.deferred.append(.key(part, pair.key, pair.value)) }
        return result
    }
}
