// Bytes in the external term format as terms. Input of any kind gives a term or a failure, and never recurses: places
// that wait for a term lie on a stack. Writing is in ExternalEncoder.swift.
import Bytecode
import Glibc

/// A place that waits lies on the stack as (address, count · 2 + wide); wide places are two words apart, as heads of lists
/// are. Below the places of a map's pairs lies (address of the pairs, count, place, `mapMark`).
private let mapMark = ~UInt64(0)

struct ExternalDecoder {
    private let p: ProcessPointer
    private let bytes: UnsafePointer<UInt8>
    private let end: Int
    private(set) var position: Int
    /// Refuse what would make new atoms.
    private let isSafe: Bool

    init(_ p: ProcessPointer, _ bytes: UnsafePointer<UInt8>, from position: Int, end: Int, safe: Bool) {
        self.p = p
        self.bytes = bytes
        self.position = position
        self.end = end
        isSafe = safe
    }

    /// The term at the position, `.none` if the bytes are invalid.
    mutating func read() -> Term {
        var result: UInt64 = Term.emptyList.bits
        let valid = withUnsafeMutablePointer(to: &result) { place in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 192) { lent in
                var stack = WorkStack(lent)
                defer { stack.free() }
                stack.push(UInt64(UInt(bitPattern: place)), 2)
                while !stack.isEmpty {
                    if !step(&stack) { return false }
                }
                return true
            }
        }
        return valid ? Term(bits: result) : .none
    }

    /// Fills one place, or finishes a map.
    private mutating func step(_ stack: inout WorkStack) -> Bool {
        let state = stack.pop()
        if state == mapMark {
            let place = WordPointer(bitPattern: UInt(stack.pop())).unsafelyUnwrapped
            let count = Int(stack.pop())
            let pairs = WordPointer(bitPattern: UInt(stack.pop())).unsafelyUnwrapped
            let map = p.mapFromPairs(p.emptyMap, pairs, count)
            place.pointee = map.bits
            return mapSize(map) == count
        }
        let address = stack.pop()
        let wide = state & 1
        if state >= 4 { stack.push(address &+ 8 &+ wide &* 8, state &- 2) }
        let place = WordPointer(bitPattern: UInt(address)).unsafelyUnwrapped
        return fill(place, &stack)
    }

    // MARK: Bytes

    @inline(__always) private var left: Int { end &- position }

    @inline(__always)
    private mutating func byte() -> Int {
        guard position < end else { return -1 }
        position &+= 1
        return Int(bytes[position &- 1])
    }

    /// A big-endian number of that many bytes, -1 if they are not there.
    private mutating func number(_ size: Int) -> Int {
        guard left >= size else { return -1 }
        var value = 0
        for _ in 0..<size {
            value = value << 8 | Int(bytes[position])
            position += 1
        }
        return value
    }

    // MARK: Terms

    private mutating func fill(_ place: WordPointer, _ stack: inout WorkStack) -> Bool {
        guard let tag = ExternalTag(rawValue: UInt8(truncatingIfNeeded: max(byte(), 0))) else { return false }
        func put(_ term: Term?) -> Bool {
            guard let term, term != Term.none else { return false }
            place.pointee = term.bits
            return true
        }
        switch tag {
        case .smallInteger:
            let value = byte()
            return value >= 0 && put(Term(small: value))
        case .integer:
            guard left >= 4 else { return false }
            return put(Term(small: Int(Int32(truncatingIfNeeded: number(4)))))
        case .emptyList: return put(.emptyList)
        case .atom, .smallAtom, .atomUTF8, .smallAtomUTF8:
            position -= 1
            return put(atom())
        case .float:
            guard left >= 8 else { return false }
            let value = Double(bitPattern: UInt64(bitPattern: Int64(number(8))))
            return value.isFinite && put(p.float(value))
        case .oldFloat:
            guard left >= 31 else { return false }
            var count = 0
            while count < 31, bytes[position + count] != 0 { count += 1 }
            let value = parseFloat(bytes + position, count)
            position += 31
            return put(value.map { p.float($0) })
        case .smallBig, .largeBig: return put(bigInteger(size: tag == .smallBig ? byte() : number(4)))
        case .string:
            let count = number(2)
            guard count >= 0, left >= count else { return false }
            position += count
            return put(p.charlist(bytes + position - count, count))
        case .binary:
            let count = number(4)
            guard count >= 0, left >= count else { return false }
            position += count
            return put(p.binary(bytes + position - count, count))
        case .bitBinary: return put(bitBinary())
        case .list: return list(place, &stack)
        case .smallTuple, .largeTuple:
            let count = tag == .smallTuple ? byte() : number(4)
            guard count >= 0, left >= count else { return false }
            if count == 0 { return put(p.machine.shapes.emptyTuple) }
            let cell = p.allocate(count + 1)
            cell[0] = Header(.tuple, size: count).bits
            // Places hold terms at any time, whatever happens before they are filled.
            (cell + 1).update(repeating: Term.emptyList.bits, count: count)
            stack.push(UInt64(UInt(bitPattern: cell + 1)), UInt64(count) << 1)
            return put(Term(boxed: cell))
        case .map: return map(place, &stack)
        case .export: return put(export())
        case .fun: return fun(place, &stack)
        case .pid, .oldPid, .port, .v4Port, .oldPort: return put(pid(tag))
        case .reference, .oldNewerReference, .oldReference: return put(reference(tag))
        case .compressed: return false
        }
    }

    private mutating func atom() -> Term? {
        let tag = ExternalTag(rawValue: UInt8(truncatingIfNeeded: max(byte(), 0)))
        let isUTF8 = tag == .atomUTF8 || tag == .smallAtomUTF8
        let count: Int
        switch tag {
        case .atom, .atomUTF8: count = number(2)
        case .smallAtom, .smallAtomUTF8: count = byte()
        default: return nil
        }
        guard count >= 0, left >= count else { return nil }
        let start = bytes + position
        position += count
        if isUTF8 {
            let text = UnsafeBufferPointer(start: start, count: count)
            var length = 0
            for byte in text where byte & 0xC0 != 0x80 { length += 1 }
            guard length <= AtomTable.maximumLength, isValidUTF8(text) else { return nil }
            return intern(text)
        }
        guard count <= AtomTable.maximumLength else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * count + 1) { encoded in
            var size = 0
            for index in 0..<count { size += writeUTF8(UInt32(start[index]), encoded.baseAddress.unsafelyUnwrapped + size) }
            return intern(UnsafeBufferPointer(start: encoded.baseAddress, count: size))
        }
    }

    private func intern(_ text: UnsafeBufferPointer<UInt8>) -> Term? {
        if isSafe { return p.machine.atoms.existing(text).map { Term(atomIndex: $0) } }
        return p.machine.atoms.term(text)
    }

    private mutating func bigInteger(size: Int) -> Term? {
        guard size >= 0, left > size, size <= maximumLimbs * 8 else { return nil }
        let isNegative = byte() != 0
        let limbs = (size + 7) / 8
        let cell = p.allocate(limbs + 1)
        (cell + 1).update(repeating: 0, count: limbs)
        memcpy(cell + 1, bytes + position, size)
        position += size
        return p.finishInteger(cell, allocated: limbs + 1, size: limbs, isNegative: isNegative)
    }

    private mutating func bitBinary() -> Term? {
        let count = number(4)
        let rest = byte()
        guard count > 0 || (count == 0 && rest == 0), rest >= 0, rest <= 8, left >= count, count == 0 || rest > 0 else { return nil }
        let start = BytePointer(mutating: bytes + position)
        position += count
        return p.bitstring(BitView(base: start, bitOffset: 0, bitSize: count == 0 ? 0 : (count - 1) * 8 + rest))
    }

    private mutating func list(_ place: WordPointer, _ stack: inout WorkStack) -> Bool {
        let count = number(4)
        guard count >= 0, left >= count else { return false }
        if count == 0 {
            stack.push(UInt64(UInt(bitPattern: place)), 2)
            return true
        }
        let cells = p.allocate(2 * count)
        for index in 0..<count {
            cells[2 * index] = Term.emptyList.bits
            cells[2 * index + 1] = Term(cons: cells + 2 * index + 2).bits
        }
        cells[2 * count - 1] = Term.emptyList.bits
        stack.push(UInt64(UInt(bitPattern: cells + 2 * count - 1)), 2)
        stack.push(UInt64(UInt(bitPattern: cells)), UInt64(count) << 1 | 1)
        place.pointee = Term(cons: cells).bits
        return true
    }

    private mutating func map(_ place: WordPointer, _ stack: inout WorkStack) -> Bool {
        let count = number(4)
        guard count >= 0, left >= 2 * count else { return false }
        if count == 0 {
            place.pointee = p.emptyMap.bits
            return true
        }
        // The pairs wait in a tuple that nothing refers to afterwards.
        let cell = p.allocate(2 * count + 1)
        cell[0] = Header(.tuple, size: 2 * count).bits
        (cell + 1).update(repeating: Term.emptyList.bits, count: 2 * count)
        stack.push(UInt64(UInt(bitPattern: cell + 1)), UInt64(count))
        stack.push(UInt64(UInt(bitPattern: place)), mapMark)
        stack.push(UInt64(UInt(bitPattern: cell + 1)), UInt64(2 * count) << 1)
        return true
    }

    private mutating func export() -> Term? {
        guard let module = atom(), let function = atom(), byte() == Int(ExternalTag.smallInteger.rawValue) else { return nil }
        let arity = byte()
        guard arity >= 0 else { return nil }
        return p.exportFun(module, function, arity)
    }

    private mutating func fun(_ place: WordPointer, _ stack: inout WorkStack) -> Bool {
        guard number(4) >= 0, left >= 29 else { return false }
        let arity = byte()
        position += 8
        let unique = number(8)
        let index = number(4)
        let free = number(4)
        guard left >= free, let module = atom() else { return false }
        // The old index and unique number, and the pid of the maker.
        guard skipInteger(), skipInteger(), byte() == Int(ExternalTag.pid.rawValue), pid(.pid) != nil else { return false }
        guard let module = p.machine.code.loaded(module), let entry = module.funs.first(where: { $0.pointee.index == index }),
              entry.pointee.unique == unique, entry.pointee.arity == arity, entry.pointee.free == free else { return false }
        // What is decoded does not count as a user of reclaimable code: from now on that stays.
        if module.storage != nil, !p.machine.code.keep(module) { return false }
        let cell = p.allocate(free + 2)
        cell[0] = Header(.fun, size: free + 1).bits
        cell[1] = UInt64(UInt(bitPattern: entry))
        (cell + 2).update(repeating: Term.emptyList.bits, count: free)
        if free > 0 { stack.push(UInt64(UInt(bitPattern: cell + 2)), UInt64(free) << 1) }
        place.pointee = Term(boxed: cell).bits
        return true
    }

    private mutating func skipInteger() -> Bool {
        switch ExternalTag(rawValue: UInt8(truncatingIfNeeded: max(byte(), 0))) {
        case .smallInteger: return byte() >= 0
        case .integer: return left >= 4 && { position += 4; return true }()
        case .smallBig:
            let size = byte()
            guard size >= 0, left > size else { return false }
            position += size + 1
            return true
        default: return false
        }
    }

    private mutating func pid(_ tag: ExternalTag) -> Term? {
        guard let node = atom() else { return nil }
        let isPort = tag == .port || tag == .v4Port || tag == .oldPort
        let id = number(tag == .v4Port ? 8 : 4)
        let serial = isPort ? 0 : number(4)
        let isOld = tag == .oldPid || tag == .oldPort
        let creation = isOld ? byte() : number(4)
        guard left >= 0, creation >= 0, serial >= 0 else { return nil }
        if node == KnownAtom.nonode, creation == 0 || isOld {
            return isPort
                ? Term(pidIndex: id & 0xFFF_FFFF, generation: UInt32(truncatingIfNeeded: id >> 28), isPort: true)
                : Term(pidIndex: id & 0xFFF_FFFF, generation: UInt32(truncatingIfNeeded: serial))
        }
        // Ports of other nodes have no term of their own; a program can do nothing with one but compare it.
        return p.external(.externalPid, UInt64(bitPattern: Int64(id)), UInt64(serial) | (isPort ? 1 << 63 : 0),
                          p.machine.data.nodes.entry(node, creation: UInt32(creation)))
    }

    private mutating func reference(_ tag: ExternalTag) -> Term? {
        let words = tag == .oldReference ? 1 : number(2)
        guard words >= 1, words <= 5, let node = atom() else { return nil }
        var creation = 0
        if tag == .reference { creation = number(4) }
        if tag == .oldNewerReference { creation = byte() }
        guard creation >= 0, left >= 4 * words else { return nil }
        var numbers = (UInt64(0), UInt64(0), UInt64(0))
        for index in 0..<words {
            let word = UInt64(number(4))
            switch index {
            case 0: numbers.0 = word
            case 1: numbers.1 = word
            case 2: numbers.2 = word
            default: break
            }
        }
        if tag == .oldReference { creation = byte() }
        if node == KnownAtom.nonode, creation == 0 {
            return p.reference(numbers.0 & 0x3FFFF | numbers.1 << 18 | numbers.2 << 50, owner: 0)
        }
        return p.external(.externalReference, numbers.0 | numbers.1 << 32, numbers.2 | UInt64(min(words, 3)) << 32,
                          p.machine.data.nodes.entry(node, creation: UInt32(truncatingIfNeeded: creation)))
    }
}

extension UnsafeMutablePointer where Pointee == Process {
    /// `&Module.function/arity`.
    func exportFun(_ module: Term, _ function: Term, _ arity: Int) -> Term {
        let cell = allocate(2)
        cell[0] = Header(.exportFun, size: 1).bits
        cell[1] = UInt64(UInt(bitPattern: machine.code.export(module, function, arity)))
        return Term(boxed: cell)
    }
}
