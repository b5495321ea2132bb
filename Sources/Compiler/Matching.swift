// The match compiler: the patterns of all clauses become one decision tree of tests, directly as blocks of the flow graph. A
// test that has been made is shared by all clauses that need it; what no test has looked at yet is not loaded. Bitstring
// segments are in Matching+Bits.swift.
import Bytecode

/// Where a part of the subject comes from.
enum Origin: Hashable {
    case subject(Int)
    case head(Int)
    case tail(Int)
    case element(Int, Int)
    /// Defined by a test that yields it.
    case defined(Int)
}

/// A column of a row: a pattern that a part must match, or a bitstring's segments from a position on.
struct Column {
    enum Content {
        case pattern(Pattern)
        /// The cursor's number, and the segments that are left.
        case cursor(Int, ArraySlice<PatternSegment>, end: Variable?)
    }
    /// The part, by its number; of a cursor, the bitstring.
    var part: Int
    var content: Content
}

/// A test that needs variables, so that it comes when all else has matched.
enum Deferred {
    case equal(Int, Core)
    case same(Int, Int)
    case key(Int, Core, Pattern)
    case atom(Int)
}

/// A clause on its way through the tree.
struct Row {
    var clause: Int
    var columns: [Column]
    var bindings: [(variable: Variable, part: Int)] = []
    var deferred: [Deferred] = []
}

/// What is left to decide in a block.
struct MatchTask {
    var block: Int
    var rows: ArraySlice<Row>
    /// The parts that are in values here.
    var loaded: [Int: Operand]
    /// Parts that are known to be maps here.
    var maps: Set<Int>
    /// Where control goes when no row matches.
    var failure: Int
}

/// Compiles one match.
struct Matcher {
    let builder: FlowBuilder
    let position: Position
    var origins: [Origin] = []
    private var numbers: [Origin: Int] = [:]
    /// Positions of cursors.
    var cursors: [Operand] = []
    var tasks: [MatchTask] = []
    var leaves: [[(block: Int, values: [(Variable, Operand)])]]
    private let guards: [[Core]]
    private var definedCount = 0
    /// Rows made so far; beyond the limit, rows are no longer copied into several branches.
    var rowCount = 0
    let rowLimit: Int

    init(_ builder: FlowBuilder, guards: [[Core]], position: Position) {
        self.builder = builder
        self.guards = guards
        self.position = position
        leaves = Array(repeating: [], count: guards.count)
        rowLimit = guards.count * 8 + 256
    }

    // MARK: Parts

    mutating func part(_ origin: Origin) -> Int {
        if let known = numbers[origin] { return known }
        origins.append(origin)
        numbers[origin] = origins.count - 1
        return origins.count - 1
    }

    mutating func definedPart() -> Int {
        definedCount += 1
        return part(.defined(definedCount))
    }

    /// The part's value, loaded now if it has not been.
    func load(_ part: Int, _ task: inout MatchTask) -> Operand {
        if let operand = task.loaded[part] { return operand }
        var instruction: Instruction
        let parent: Int
        switch origins[part] {
        case .subject, .defined: return builder.atom("nil")
        case .head(let list):
            instruction = Instruction(.head, position)
            parent = list
        case .tail(let list):
            instruction = Instruction(.tail, position)
            parent = list
        case .element(let tuple, let index):
            instruction = Instruction(.element, position)
            instruction.immediates = [index]
            parent = tuple
        }
        let source = load(parent, &task)
        instruction.arguments = [source]
        let operand = builder.define(instruction)
        task.loaded[part] = operand
        return operand
    }

    /// The part's value in a slot.
    func loadInSlot(_ part: Int, _ task: inout MatchTask) -> Operand {
        let operand = load(part, &task)
        if !operand.isConstant { return operand }
        let loaded = builder.inSlot(operand)
        task.loaded[part] = loaded
        return loaded
    }

    // MARK: Rows

    /// Takes apart what needs no test.
    mutating func simplified(_ row: Row) -> Row {
        var result = row
        result.columns = []
        for column in row.columns { simplify(column, into: &result) }
        return result
    }

    private mutating func simplify(_ column: Column, into row: inout Row) {
        guard case .pattern(let pattern) = column.content else { return row.columns.append(column) }
        switch pattern {
        case .any: break
        case .bind(let variable):
            if let earlier = row.bindings.first(where: { $0.variable == variable }) {
                row.deferred.append(.same(earlier.part, column.part))
            } else {
                row.bindings.append((variable, column.part))
            }
        case .both(let left, let right):
            simplify(Column(part: column.part, content: .pattern(left)), into: &row)
            simplify(Column(part: column.part, content: .pattern(right)), into: &row)
        case .equal(let core): row.deferred.append(.equal(column.part, core))
        case .atom(let inner):
            row.deferred.append(.atom(column.part))
            simplify(Column(part: column.part, content: .pattern(inner)), into: &row)
        default: row.columns.append(column)
        }
    }

    // MARK: The tree

    mutating func run() {
        while let task = tasks.popLast() {
            rowCount += task.rows.count
            builder.current = task.block
            step(task)
        }
    }

    private mutating func step(_ initial: MatchTask) {
        var task = initial
        guard let row = task.rows.first else { return builder.jump(task.failure) }
        if row.columns.isEmpty { return settle(row, &task) }
        let column = chooseColumn(task.rows)
        switch column.content {
        case .cursor: stepCursor(column, &task)
        case .pattern(.bits): stepBits(column.part, &task)
        case .pattern(.map(let pairs)): stepMap(column.part, pairs, &task)
        case .pattern: stepConstructors(column.part, &task)
        }
    }

    /// The column of the first row that most of the following rows test too. A bitstring is followed further only when what
    /// has been read of it so far is tested.
    private func chooseColumn(_ rows: ArraySlice<Row>) -> Column {
        let columns = rows.first!.columns
        var best = columns[0], bestCount = -1
        if columns.count == 1 { return best }
        for column in columns {
            if case .cursor = column.content { break }
            var count = 0
            for row in rows.prefix(24) where row.columns.contains(where: { $0.part == column.part }) { count += 1 }
            if count > bestCount {
                best = column
                bestCount = count
            }
        }
        return best
    }

    /// Nothing is left to test in the first row but what was deferred, and its guards.
    private mutating func settle(_ row: Row, _ task: inout MatchTask) {
        let rest = task.rows.dropFirst()
        if !row.deferred.isEmpty {
            var row = row
            let test = row.deferred.removeFirst()
            let failure = continuing(rest, task)
            perform(test, &row, failure, &task)
            tasks.append(MatchTask(block: builder.current, rows: [simplified(row)], loaded: task.loaded, maps: task.maps, failure: failure))
            return
        }
        var values: [(Variable, Operand)] = []
        for binding in row.bindings where builder.uses[binding.variable] > 0 {
            values.append((binding.variable, load(binding.part, &task)))
        }
        let conditions = guards[row.clause]
        if !conditions.isEmpty {
            let failure = continuing(rest, task)
            for (variable, operand) in values { builder.bind(variable, operand) }
            let success = builder.newBlock()
            builder.branch(guards: conditions, whenTrue: success, whenFalse: failure)
            builder.current = success
        }
        leaves[row.clause].append((builder.current, values))
    }

    /// A block that goes on with other rows.
    mutating func continuing(_ rows: ArraySlice<Row>, _ task: MatchTask) -> Int {
        if rows.isEmpty { return task.failure }
        let block = builder.newBlock()
        tasks.append(MatchTask(block: block, rows: rows, loaded: task.loaded, maps: task.maps, failure: task.failure))
        return block
    }

    private mutating func perform(_ test: Deferred, _ row: inout Row, _ failure: Int, _ task: inout MatchTask) {
        let success: Int
        switch test {
        case .equal(let part, let core):
            let operand = load(part, &task)
            success = builder.newBlock()
            let expected = builder.value(core)
            builder.compare(.exactEqual, operand, expected, Condition(whenTrue: success, whenFalse: failure, other: .strict), position)
        case .same(let first, let second):
            let left = load(first, &task), right = load(second, &task)
            success = builder.newBlock()
            builder.compare(.exactEqual, left, right, Condition(whenTrue: success, whenFalse: failure, other: .strict), position)
        case .atom(let part):
            builder.test(.testAtom, loadInSlot(part, &task), failure: failure, position)
            return
        case .key(let map, let core, let pattern):
            let operand = loadInSlot(map, &task)
            let key = builder.guardedValue(core, failure: failure)
            let found = builder.get(operand, key, failure: failure, position)
            let part = definedPart()
            task.loaded[part] = found
            row.columns.append(Column(part: part, content: .pattern(pattern)))
            return
        }
        builder.current = success
    }

    /// The rows that take part in a split: all, or, once too many copies have been made, those before the first that does
    /// not test the part.
    func splitting(_ task: MatchTask, isTested: (Row) -> Bool) -> (taken: ArraySlice<Row>, rest: ArraySlice<Row>) {
        let rows = task.rows
        let tested = rows.count { isTested($0) }
        if rowCount < rowLimit, tested * (rows.count - tested) < rowLimit * 4 { return (rows, []) }
        let end = rows.firstIndex { !isTested($0) } ?? rows.endIndex
        return (rows[..<end], rows[end...])
    }
}

extension FlowBuilder {
    /// Matches subjects against clauses and builds the bodies.
    func match(subjects: [Operand], clauses: [CoreClause], failure: Int, _ destination: Destination, beforeBody: () -> Void = {}) {
        let place = clauses.first?.position ?? function.position
        var matcher = Matcher(self, guards: clauses.map(\.guards), position: place)
        let start = current
        var task = MatchTask(block: start, rows: [], loaded: [:], maps: [], failure: failure)
        var rows: [Row] = []
        for (index, clause) in clauses.enumerated() {
            var row = Row(clause: index, columns: [])
            for (column, pattern) in clause.patterns.enumerated() where column < subjects.count {
                let part = matcher.part(.subject(column))
                task.loaded[part] = subjects[column]
                row.columns.append(Column(part: part, content: .pattern(pattern)))
            }
            rows.append(matcher.simplified(row))
        }
        task.rows = rows[...]
        matcher.tasks.append(task)
        matcher.run()
        for (index, clause) in clauses.enumerated() {
            let leaves = matcher.leaves[index]
            if leaves.isEmpty { continue }
            enter(leaves)
            beforeBody()
            build(clause.body, destination)
        }
    }

    /// Makes the leaves of a clause one block, with its variables bound.
    private func enter(_ leaves: [(block: Int, values: [(Variable, Operand)])]) {
        if leaves.count == 1 {
            current = leaves[0].block
            for (variable, operand) in leaves[0].values { bind(variable, operand) }
            return
        }
        let body = newBlock()
        // A variable that has the same value on all ways needs no parameter.
        var passed: [Variable] = []
        for (variable, operand) in leaves[0].values {
            if leaves.allSatisfy({ leaf in leaf.values.contains { $0.0 == variable && $0.1 == operand } }) {
                bind(variable, operand)
            } else {
                passed.append(variable)
            }
        }
        for leaf in leaves {
            current = leaf.block
            jump(body, passed.map { variable in leaf.values.first { $0.0 == variable }?.1 ?? atom("nil") })
        }
        for variable in passed {
            let value = newValue()
            flow.blocks[body].parameters.append(Int32(value))
            bind(variable, .value(value))
        }
        current = body
    }

    /// Matches one pattern and goes on where it matches.
    func match(_ pattern: Pattern, guards: [Core], _ operand: Operand, failure: Int, _ position: Position) {
        var matcher = Matcher(self, guards: [guards], position: position)
        let part = matcher.part(.subject(0))
        let row = matcher.simplified(Row(clause: 0, columns: [Column(part: part, content: .pattern(pattern))]))
        matcher.tasks.append(MatchTask(block: current, rows: [row], loaded: [part: operand], maps: [], failure: failure))
        matcher.run()
        if matcher.leaves[0].isEmpty {
            current = newBlock(cold: true)
        } else {
            enter(matcher.leaves[0])
        }
    }

    /// `pattern = value`
    func assign(_ pattern: Pattern, _ operand: Operand, _ position: Position) {
        switch pattern {
        case .any: return
        case .bind(let variable): return bind(variable, operand)
        default: break
        }
        let failure = newBlock(cold: true)
        match(pattern, guards: [], operand, failure: failure, position)
        let next = current
        current = failure
        raise(.badMatch, operand, position)
        current = next
    }
}
