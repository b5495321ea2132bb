// Lowering of `for`: each generator becomes a local function that walks its list or bitstring with an accumulator; other
// enumerables go through Enum.reduce, whose function enters the same loop with a list of one element.
import Bytecode
import Expander
import Syntax

extension Lowering {
    /// How the values of a comprehension are collected.
    private enum Collector {
        /// In front of the accumulator, a list.
        case list
        /// Behind the accumulator, a bitstring.
        case bits
        /// By a collector function of Collectable.
        case function(Variable)
        /// Clauses over the accumulator.
        case reduce([Quoted])
        /// Not at all: nobody looks at the result.
        case none
    }

    func lowerComprehension(_ node: Node, _ arguments: [Quoted]) -> Core {
        guard let options = arguments.last, let body = Lowering.keyword(options, "do"), arguments.count > 1 else { return malformed(node) }
        let place = position(node.meta)
        let generators = Array(arguments.dropLast())
        if let initial = Lowering.keyword(options, "reduce") {
            let start = lower(initial)
            guard case .list(let clauses) = body else { return malformed(node) }
            let loop = Loop(generators: generators, collector: .reduce(clauses), body: body, unique: false, place: place)
            return bindingAccumulator(start, place) { lowerGenerators(loop, 0, $0) }
        }
        let unique = Lowering.keyword(options, "uniq") == .atom("true")
        let into = Lowering.keyword(options, "into").map(lower)
        switch into {
        case nil, .literal(.emptyList)?:
            return collectList(generators, body, unique, place)
        case .literal(.map(let pairs))? where pairs.isEmpty:
            return .callRemote(module: "maps", name: "from_list", [collectList(generators, body, unique, place)], place)
        case .literal(.bitstring(let bytes, let bits))? where bytes.isEmpty && bits == 0:
            let loop = Loop(generators: generators, collector: .bits, body: body, unique: unique, place: place)
            let start = Core.literal(.bitstring([], bits: 0))
            return finish(unique, bindingAccumulator(startValue(start, unique), place) { lowerGenerators(loop, 0, $0) }, place) { $0 }
        case let target?:
            return collectInto(target, generators, body, unique, place)
        }
    }

    /// A comprehension whose result is not used: its list is not made. Nil for what is none, or collects by other means.
    func lowerForEffect(_ quoted: Quoted) -> Core? {
        guard case .node(let node) = quoted, case .atom("for") = node.form, case .list(let arguments) = node.args, arguments.count > 1,
              let options = arguments.last, let body = Lowering.keyword(options, "do") else { return nil }
        for key in ["into", "reduce", "uniq"] where Lowering.keyword(options, key) != nil { return nil }
        let loop = Loop(generators: Array(arguments.dropLast()), collector: .none, body: body, unique: false, place: position(node.meta))
        return lowerGenerators(loop, 0, .literal(.emptyList))
    }

    private struct Loop {
        var generators: [Quoted]
        var collector: Collector
        var body: Quoted
        var unique: Bool
        var place: Position
    }

    // MARK: Accumulators

    /// With `uniq: true` the accumulator is `{collected, seen}`.
    private func startValue(_ value: Core, _ unique: Bool) -> Core {
        unique ? makeTuple([value, .literal(.map([]))]) : value
    }

    private func bindingAccumulator(_ start: Core, _ place: Position, _ body: (Core) -> Core) -> Core {
        if case .literal = start { return body(start) }
        let name = freshVariable()
        let rest = body(read(name))
        return .sequence([.match(.bind(name), start, place), rest])
    }

    private func finish(_ unique: Bool, _ result: Core, _ place: Position, _ body: (Core) -> Core) -> Core {
        if !unique { return body(result) }
        let name = freshVariable()
        let rest = body(read(name))
        return .sequence([.match(.tuple([.bind(name), .any]), result, place), rest])
    }

    private func collectList(_ generators: [Quoted], _ body: Quoted, _ unique: Bool, _ place: Position) -> Core {
        let loop = Loop(generators: generators, collector: .list, body: body, unique: unique, place: place)
        let collected = bindingAccumulator(startValue(.literal(.emptyList), unique), place) { lowerGenerators(loop, 0, $0) }
        return finish(unique, collected, place) { .callRemote(module: "lists", name: "reverse", [$0], place) }
    }

    private func collectInto(_ target: Core, _ generators: [Quoted], _ body: Quoted, _ unique: Bool, _ place: Position) -> Core {
        let start = freshVariable(), function = freshVariable()
        let opening = Core.match(.tuple([.bind(start), .bind(function)]),
                                 .callRemote(module: "Elixir.Collectable", name: "into", [target], place), place)
        let loop = Loop(generators: generators, collector: .function(function), body: body, unique: unique, place: place)
        let walk = bindingAccumulator(startValue(read(start), unique), place) { lowerGenerators(loop, 0, $0) }
        let kind = freshVariable(), reason = freshVariable(), trace = freshVariable(), result = freshVariable()
        // Whatever stops the walk tells the collector to halt, and goes on.
        let halt = Core.sequence([
            .callFun(read(function), [read(start), .literal(.atom("halt"))], place),
            .callRemote(module: "erlang", name: "raise", [read(kind), read(reason), read(trace)], place),
        ])
        let done = finish(unique, read(result), place) { .callFun(self.read(function), [$0, .literal(.atom("done"))], place) }
        let attempt = CoreTry(body: walk, rescues: [],
                              catches: [CoreClause(patterns: [.bind(kind), .bind(reason)], guards: [], body: halt, position: place)],
                              otherwise: [CoreClause(patterns: [.bind(result)], guards: [], body: done, position: place)],
                              after: nil, afterFunction: nil, trace: trace, position: place)
        return .sequence([opening, .attempt(attempt)])
    }

    /// The accumulator after the innermost body.
    private func collect(_ loop: Loop, _ accumulator: Core) -> Core {
        if case .reduce(let clauses) = loop.collector {
            let subject = accumulator
            return makeCase(subject, clauses.compactMap(lowerClause), loop.place)
        }
        let value = lower(loop.body)
        guard loop.unique else { return add(value, to: accumulator, loop) }
        let name = freshVariable(), collected = freshVariable(), seen = freshVariable()
        let present = Core.operation(.isMapKey, [read(name), read(seen)], loop.place)
        let added = Core.tuple([
            add(read(name), to: read(collected), loop),
            .callRemote(module: "maps", name: "put", [read(name), .literal(.atom("true")), read(seen)], loop.place),
        ])
        return .sequence([
            .match(.bind(name), value, loop.place),
            .match(.tuple([.bind(collected), .bind(seen)]), accumulator, loop.place),
            .truth(CoreTruth(subject: present, falsyVariable: nil, falsy: added, truthyVariable: nil, truthy: accumulator)),
        ])
    }

    private func add(_ value: Core, to accumulator: Core, _ loop: Loop) -> Core {
        switch loop.collector {
        case .list: return .list([value], tail: accumulator)
        case .bits:
            return .bitstring([
                CoreSegment(kind: .binary, value: accumulator, size: nil, unit: 1, flags: []),
                CoreSegment(kind: .binary, value: value, size: nil, unit: 1, flags: []),
            ], loop.place)
        case .function(let function):
            return .callFun(read(function), [accumulator, .tuple([.literal(.atom("cont")), value])], loop.place)
        case .none: return .sequence([value, accumulator])
        case .reduce: return value
        }
    }

    // MARK: Generators and filters

    private func lowerGenerators(_ loop: Loop, _ index: Int, _ accumulator: Core) -> Core {
        guard index < loop.generators.count else { return collect(loop, accumulator) }
        let step = loop.generators[index]
        if case .node(let node) = step, case .list(let arguments) = node.args {
            if case .atom("<-") = node.form, arguments.count == 2 {
                return lowerListGenerator(loop, index, accumulator, node, arguments[0], arguments[1])
            }
            if case .atom("<<>>") = node.form, case .node(let arrow)? = arguments.last, case .atom("<-") = arrow.form,
               case .list(let pair) = arrow.args, pair.count == 2 {
                return lowerBitsGenerator(loop, index, accumulator, node, arguments.dropLast() + [pair[0]], pair[1])
            }
        }
        let condition = lower(step)
        return .truth(CoreTruth(subject: condition, falsyVariable: nil, falsy: accumulator, truthyVariable: nil,
                                truthy: lowerGenerators(loop, index + 1, accumulator)))
    }

    private func lowerListGenerator(_ loop: Loop, _ index: Int, _ accumulator: Core, _ node: Node, _ head: Quoted, _ source: Quoted) -> Core {
        let place = position(node.meta)
        let enumerable = lower(source)
        let tail = freshVariable(), skippedTail = freshVariable(), walked = freshVariable(), ended = freshVariable()
        let function = CoreFunction(name: generatedName("for"), arity: 2, exported: false, clauses: [], position: place)
        let (pattern, guards) = lowerGuarded(head)
        let next = Core.callLifted(function, [read(tail), lowerGenerators(loop, index + 1, read(walked))], place)
        function.clauses = [CoreClause(patterns: [.cons(pattern, .bind(tail)), .bind(walked)], guards: guards, body: next, position: place)]
        if !pattern.isIrrefutable || !guards.isEmpty {
            let skipped = freshVariable()
            function.clauses.append(CoreClause(patterns: [.cons(.any, .bind(skippedTail)), .bind(skipped)], guards: [],
                                               body: .callLifted(function, [read(skippedTail), read(skipped)], place), position: place))
        }
        function.clauses.append(CoreClause(patterns: [.literal(.emptyList), .bind(ended)], guards: [], body: read(ended), position: place))

        if case .literal(.list) = enumerable { return .callLifted(function, [enumerable, accumulator], place) }
        if case .literal(.emptyList) = enumerable { return accumulator }
        if case .list(_, .literal(.emptyList)) = enumerable { return .callLifted(function, [enumerable, accumulator], place) }
        let value = freshVariable(), element = freshVariable(), reduced = freshVariable()
        let single = CoreFunction(name: generatedName("fun"), arity: 2, exported: false, clauses: [
            CoreClause(patterns: [.bind(element), .bind(reduced)], guards: [],
                       body: .callLifted(function, [.list([read(element)], tail: .literal(.emptyList)), read(reduced)], place), position: place),
        ], position: place)
        let general = Core.callRemote(module: "Elixir.Enum", name: "reduce", [read(value), accumulator, .function(single, place)], place)
        let isList = Core.operation(.isList, [read(value)], place)
        return .sequence([
            .match(.bind(value), enumerable, place),
            .truth(CoreTruth(subject: isList, falsyVariable: nil, falsy: general, truthyVariable: nil,
                             truthy: .callLifted(function, [read(value), accumulator], place))),
        ])
    }

    private func lowerBitsGenerator(_ loop: Loop, _ index: Int, _ accumulator: Core, _ node: Node, _ segments: [Quoted], _ source: Quoted) -> Core {
        let place = position(node.meta)
        let bits = lower(source)
        let pattern = lowerSegmentPatterns(segments, node)
        let function = CoreFunction(name: generatedName("for"), arity: 3, exported: false, clauses: [], position: place)
        func clause(_ segments: [PatternSegment], _ body: (Core) -> Core) -> CoreClause {
            let subject = freshVariable(), start = freshVariable(), end = freshVariable(), walked = freshVariable()
            let bits = Pattern.bits(BitsPattern(segments: segments, start: start, end: end))
            uses[start] += 1
            let accumulator = body(read(walked))
            return CoreClause(patterns: [.both(.bind(subject), bits), .bind(start), .bind(walked)], guards: [],
                              body: .callLifted(function, [read(subject), read(end), accumulator], place), position: place)
        }
        function.clauses.append(clause(pattern) { lowerGenerators(loop, index + 1, $0) })
        // Where the bits are there but the values differ, the loop goes on behind them.
        if pattern.contains(where: { !$0.value.isIrrefutable || $0.kind == .literal }) {
            let shape = pattern.map { segment -> PatternSegment in
                var segment = segment
                if segment.kind == .literal {
                    segment = PatternSegment(kind: .binary, value: .any, size: .bits(segment.bytes.count * 8), flags: [])
                } else if !segment.value.isIrrefutable {
                    segment.value = .any
                }
                return segment
            }
            function.clauses.append(clause(shape) { $0 })
        }
        let ended = freshVariable()
        function.clauses.append(CoreClause(patterns: [.any, .any, .bind(ended)], guards: [], body: read(ended), position: place))

        let value = freshVariable()
        let isBits = Core.operation(.isBitstring, [read(value)], place)
        let error = Core.raise(.value, .tuple([.literal(.atom("bad_generator")), read(value)]), place)
        return .sequence([
            .match(.bind(value), bits, place),
            .truth(CoreTruth(subject: isBits, falsyVariable: nil, falsy: error, truthyVariable: nil,
                             truthy: .callLifted(function, [read(value), .literal(.integer(0)), accumulator], place))),
        ])
    }
}

extension Pattern {
    /// Matches every value.
    var isIrrefutable: Bool {
        switch self {
        case .any, .bind: true
        case .both(let left, let right): left.isIrrefutable && right.isIrrefutable
        default: false
        }
    }
}
