// The flow builder, part two: expressions, by the way their value is wanted, and the making of data.
import Bytecode

extension FlowBuilder {
    /// Evaluates an expression and hands its value over.
    func build(_ core: Core, _ destination: Destination) {
        switch core {
        case .sequence(let steps):
            for step in steps.dropLast() { effect(step) }
            build(steps[steps.count - 1], destination)
        case .select(let choice): select(choice, destination)
        case .truth(let truth): build(truth, destination)
        case .cond(let clauses, let position): build(cond: clauses, position, destination)
        case .with(let with): build(with, destination)
        case .receive(let receive): build(receive, destination)
        case .attempt(let attempt): build(attempt, destination)
        case .boolean, .operation:
            if case .condition(let condition) = destination { return branch(core, condition) }
            if case .boolean(let isAnd, let left, let right, let position) = core { return build(isAnd: isAnd, left, right, position, destination) }
            deliver(value(core), destination)
        case .callLocal, .callRemote, .callFun, .callLifted:
            if case .tail = destination, region < 0, call(core, isTail: true) == nil { return }
            deliver(call(core, isTail: false)!, destination)
        default: deliver(value(core), destination)
        }
    }

    /// Evaluates for the effects only.
    func effect(_ core: Core) {
        switch core {
        case .literal, .variable: return
        case .select, .truth, .cond, .with, .receive:
            let block = newBlock()
            build(core, .effect(block))
            current = block
        default: _ = value(core)
        }
    }

    func value(_ core: Core) -> Operand {
        switch core {
        case .literal(let literal): return constant(literal)
        case .variable(let variable): return read(variable)
        case .sequence(let steps):
            for step in steps.dropLast() { effect(step) }
            return value(steps[steps.count - 1])
        case .match(let pattern, let expression, let position):
            let operand = value(expression)
            assign(pattern, operand, position)
            return operand
        case .operation(let operation, let arguments, let position): return value(operation, arguments, position)
        case .tuple(let elements):
            return makeTuple(elements.map(value), function.position)
        case .list(let elements, let tail):
            let values = elements.map(value)
            return makeList(values, tail: value(tail), function.position)
        case .map(let pairs, let position): return makeMap(pairs, position)
        case .updateMap(let map, let pairs, let position): return updateMap(map, pairs, position)
        case .field(let target, let name, let position): return field(value(target), name, position)
        case .bitstring(let segments, let position): return makeBits(segments, position)
        case .callLocal, .callRemote, .callFun, .callLifted: return call(core, isTail: false)!
        case .function(let function, let position): return makeFun(function, position)
        case .captureLocal(let name, let arity, let position): return capture(name, arity, position)
        case .raise(let kind, let subject, let position):
            raise(kind, value(subject), position)
            return atom("nil")
        case .select, .truth, .boolean, .cond, .with, .receive, .attempt:
            return joining { build(core, $0) }
        }
    }

    /// Raises; the rest of the block is unreachable.
    func raise(_ kind: ErrorKind, _ subject: Operand, _ position: Position) {
        if let guardFailure { return jump(guardFailure) }
        var instruction = Instruction(.raise, position)
        instruction.immediates = [Int(kind.rawValue)]
        instruction.arguments = [inSlot(subject)]
        finish(instruction, [])
    }

    // MARK: Data

    func makeTuple(_ elements: [Operand], _ position: Position) -> Operand {
        if elements.allSatisfy(\.isConstant) { return constant(.tuple(elements.map { literal(of: $0)! })) }
        var instruction = Instruction(elements.count == 2 ? .tuple2 : .makeTuple, position)
        instruction.arguments = elements.map(inSlot)
        if elements.count != 2 { instruction.immediates = [elements.count] }
        return define(instruction)
    }

    func makeList(_ elements: [Operand], tail: Operand, _ position: Position) -> Operand {
        var rest = elements[...]
        var result = tail
        // A constant end is one constant.
        if let end = literal(of: tail) {
            let split = elements.lastIndex { !$0.isConstant }.map { $0 + 1 } ?? 0
            let last = elements[split...].map { literal(of: $0)! }
            rest = elements[..<split]
            if !last.isEmpty {
                if case .list(let more, let deepest) = end { result = constant(.list(last + more, tail: deepest)) } else { result = constant(.list(last, tail: end)) }
            }
        }
        for element in rest.reversed() {
            var instruction = Instruction(.cons, position)
            instruction.arguments = [inSlot(element), inSlot(result)]
            result = define(instruction)
        }
        return result
    }

    private func makeMap(_ pairs: [CorePair], _ position: Position) -> Operand {
        if pairs.isEmpty { return constant(.map([])) }
        var operands: [(key: Operand, value: Operand)] = []
        for pair in pairs {
            let key = value(pair.key)
            operands.append((key, value(pair.value)))
        }
        if let result = makeLiteralMap(operands, position) { return result }
        var result: Operand?
        var start = 0
        while start < operands.count {
            let end = min(start + 64, operands.count)
            let slots = operands[start ..< end].flatMap { [inSlot($0.key), inSlot($0.value)] }
            var instruction = Instruction(result == nil ? .mapNew : .mapPut, position)
            instruction.arguments = (result.map { [$0] } ?? []) + slots
            instruction.immediates = [end - start]
            result = define(instruction)
            start = end
        }
        return result!
    }

    /// A map with constant keys, as an instance of an interned key tuple; nil if it is none or has too many keys.
    private func makeLiteralMap(_ operands: [(key: Operand, value: Operand)], _ position: Position) -> Operand? {
        var entries: [(key: Literal, value: Operand)] = []
        var places: [Literal: Int] = [:]
        for (keyOperand, value) in operands {
            guard let key = literal(of: keyOperand), key.isPlainKey else { return nil }
            // Interned key tuples stay: code that goes makes none of its own, but of atoms, which stay as well.
            if unit.keeper != nil { guard case .atom = key else { return nil } }
            if let place = places[key] {
                entries[place].value = value
            } else {
                places[key] = entries.count
                entries.append((key, value))
            }
        }
        guard entries.count <= 32 else { return nil }
        entries.sort { $0.key.precedes($1.key) }
        var instruction = Instruction(.mapLiteral, position)
        instruction.constant = Int32(unit.constant(.keyTuple(entries.map(\.key))))
        instruction.immediates = [entries.count]
        instruction.arguments = entries.map { inSlot($0.value) }
        return define(instruction)
    }

    private func updateMap(_ map: Core, _ pairs: [CorePair], _ position: Position) -> Operand {
        let base = value(map)
        if pairs.isEmpty {
            // Only the check that it is a map remains.
            let bad = newBlock(cold: true)
            test(.testMap, base, failure: bad, position)
            let next = current
            current = bad
            raise(.value, makeTuple([atom("badmap"), base], position), position)
            current = next
            return base
        }
        var keys: [Operand] = [], values: [Operand] = []
        for pair in pairs {
            keys.append(value(pair.key))
            values.append(value(pair.value))
        }
        var result = base
        var start = 0
        while start < keys.count {
            let end = min(start + 64, keys.count)
            let range = start ..< end
            var instruction: Instruction
            if keys[range].allSatisfy(\.isConstant) {
                instruction = Instruction(.mapUpdateConstant, position)
                instruction.constants = keys[range].map { Int32($0.constant) }
                instruction.arguments = [inSlot(result)] + values[range].map(inSlot)
            } else {
                instruction = Instruction(.mapUpdate, position)
                instruction.arguments = [inSlot(result)] + range.flatMap { [inSlot(keys[$0]), inSlot(values[$0])] }
            }
            instruction.immediates = [end - start]
            result = define(instruction)
            start = end
        }
        return result
    }

    private func makeBits(_ segments: [CoreSegment], _ position: Position) -> Operand {
        var result: Operand?
        var start = 0
        while start < segments.count {
            let end = min(start + 64, segments.count)
            var instruction = Instruction(.bitsBuild, position)
            if let result {
                instruction.segments.append(FlowSegment(kind: .binary, flags: [], unit: 1, value: result, size: .natural))
            }
            for segment in segments[start ..< end] { instruction.segments.append(makeSegment(segment)) }
            instruction.immediates = [instruction.segments.count]
            instruction.arguments = instruction.segments.flatMap { segment -> [Operand] in
                var operands: [Operand] = segment.value.map { [$0] } ?? []
                if case .value(let size) = segment.size { operands.append(size) }
                return operands
            }
            result = define(instruction)
            start = end
        }
        return result!
    }

    private func makeSegment(_ segment: CoreSegment) -> FlowSegment {
        if segment.kind == .literal {
            return FlowSegment(kind: .literal, flags: [], unit: 8, value: nil, constant: value(segment.value).constant, count: segment.count, size: .natural)
        }
        let operand = inSlot(value(segment.value))
        var size = FlowSegment.Size.natural
        if let core = segment.size {
            let count = value(core)
            if case .integer(let number)? = literal(of: count), number >= 0, number < 1 << 16 {
                size = .constant(number)
            } else {
                size = .value(inSlot(count))
            }
        }
        return FlowSegment(kind: segment.kind, flags: segment.flags, unit: segment.unit, value: operand, size: size)
    }

    // MARK: Fields

    private func field(_ target: Operand, _ name: String, _ position: Position) -> Operand {
        let map = inSlot(target)
        let slow = newBlock(cold: true)
        let found = getConstant(map, .atom(name), failure: slow, position)
        if let guardFailure {
            let next = current
            current = slow
            jump(guardFailure)
            current = next
            return found
        }
        let (join, result) = newJoin()
        jump(join, [found])
        current = slow
        let noAtom = newBlock(cold: true), noMap = newBlock(cold: true), noKey = newBlock(cold: true)
        test(.testAtom, map, failure: noAtom, position)
        for special in ["nil", "true", "false"] {
            let next = newBlock(cold: true)
            compare(.exactEqual, map, atom(special), Condition(whenTrue: noMap, whenFalse: next, other: .strict), position)
            current = next
        }
        let module = callExport("prim_compile", "call_without_parentheses", [map, atom(name)], position)
        jump(join, [module])
        current = noAtom
        test(.testMap, map, failure: noMap, position)
        jump(noKey)
        current = noKey
        raise(.value, makeTuple([atom("badkey"), atom(name), map], position), position)
        current = noMap
        raise(.value, makeTuple([atom("badmap"), map], position), position)
        current = join
        return result
    }

    /// `map[constant]`, going on where the key is there.
    func getConstant(_ map: Operand, _ key: Literal, failure: Int, _ position: Position) -> Operand {
        var instruction = Instruction(.mapGetConstant, position)
        instruction.arguments = [map]
        instruction.constant = Int32(unit.constant(key))
        let value = newValue()
        instruction.result = Int32(value)
        test(instruction, failure: failure)
        return .value(value)
    }

    func get(_ map: Operand, _ key: Operand, failure: Int, _ position: Position) -> Operand {
        if let literal = literal(of: key) { return getConstant(map, literal, failure: failure, position) }
        var instruction = Instruction(.mapGet, position)
        instruction.arguments = [map, key]
        let value = newValue()
        instruction.result = Int32(value)
        test(instruction, failure: failure)
        return .value(value)
    }

    // MARK: Calls

    /// A call. As a tail call it ends the block and yields nil.
    private func call(_ core: Core, isTail: Bool) -> Operand? {
        switch core {
        case .callLocal(let name, let arguments, let position):
            let values = arguments.map(value)
            guard let index = unit.function(name, values.count) else { return callExport(unit.name, name, values, position, isTail: isTail) }
            return callFunction(index, values, position, isTail: isTail)
        case .callLifted(let lifted, let arguments, let position):
            let values = arguments.map(value)
            return callFunction(unit.lifted(lifted), values + freeVariables(of: lifted), position, isTail: isTail)
        case .callRemote(let module, let name, let arguments, let position):
            return callExport(module, name, arguments.map(value), position, isTail: isTail)
        case .callFun(let callee, let arguments, let position):
            let function = value(callee)
            let values = arguments.map(value)
            var instruction = Instruction(isTail ? .tailCallFun : .callFun, position)
            instruction.immediates = [values.count]
            instruction.arguments = [inSlot(function)] + values.map(lasting)
            return finishCall(instruction, isTail)
        default: return value(core)
        }
    }

    private func finishCall(_ instruction: Instruction, _ isTail: Bool) -> Operand? {
        if !isTail { return define(instruction) }
        finish(instruction, [])
        return nil
    }

    private func callFunction(_ index: Int, _ arguments: [Operand], _ position: Position, isTail: Bool) -> Operand? {
        var instruction = Instruction(isTail ? .tailCall : .call, position)
        instruction.reference = Int32(index)
        instruction.arguments = arguments.map(lasting)
        instruction.immediates = [arguments.count]
        return finishCall(instruction, isTail)
    }

    func callAfter(_ lifted: CoreFunction, _ position: Position) {
        _ = callFunction(unit.lifted(lifted), freeVariables(of: lifted), position, isTail: false)
    }

    func callExport(_ module: String, _ name: String, _ arguments: [Operand], _ position: Position) -> Operand {
        callExport(module, name, arguments, position, isTail: false)!
    }

    /// A call of another module's function; natives that only compute are called directly.
    private func callExport(_ module: String, _ name: String, _ arguments: [Operand], _ position: Position, isTail: Bool) -> Operand? {
        let binding = unit.binding(module, name, arguments.count)
        if binding != nil && isTail { // The native returns: no frame to save, and stack traces show its caller.
            deliver(callExport(module, name, arguments, position, isTail: false)!, .tail)
            return nil
        }
        let isDirect = binding == .guard || binding == .ordinary
        var instruction = Instruction(isDirect ? .callNative : isTail ? .tailCallExport : .callExport, position)
        instruction.reference = Int32(unit.import(module, name, arguments.count))
        instruction.needsFrame = binding != nil
        instruction.arguments = arguments.map(lasting)
        instruction.immediates = [arguments.count]
        return finishCall(instruction, isTail)
    }

    // MARK: Functions

    /// What a generated function gets behind its arguments.
    private func freeVariables(of lifted: CoreFunction) -> [Operand] {
        let values = lifted.free.map(read)
        return lifted.packsFree ? [makeTuple(values, lifted.position)] : values
    }

    private func makeFun(_ lifted: CoreFunction, _ position: Position) -> Operand {
        var instruction = Instruction(.makeFun, position)
        instruction.reference = Int32(unit.fun(of: lifted))
        instruction.arguments = freeVariables(of: lifted).map(inSlot)
        instruction.immediates = [instruction.arguments.count]
        return define(instruction)
    }

    private func capture(_ name: String, _ arity: Int, _ position: Position) -> Operand {
        guard let index = unit.function(name, arity) else { return constant(.external(module: unit.name, function: name, arity: arity)) }
        var instruction = Instruction(.makeFun, position)
        instruction.reference = Int32(unit.fun(capturing: index, arity: arity))
        instruction.immediates = [0]
        return define(instruction)
    }
}
