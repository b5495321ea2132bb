// Terms as bytes in the external term format, byte for byte as OTP writes them. Iterative; reading is in
// ExternalDecoder.swift.
import Bytecode
import Glibc

struct ExternalOptions {
    /// 0: floats as text; 1: Latin-1 atoms where they fit; 2: all atoms in UTF-8.
    var minorVersion = 2
    /// Large maps in key order, not in hash order.
    var deterministic = false
}

/// What is still to be written lies on the stack as (word, word): the second says how to read the first.
private enum Pending {
    /// address; count · 8: a run of terms
    static let run: UInt64 = 0
    /// a term: the rest of a list
    static let list: UInt64 = 1
    /// a small map; index · 8: its pairs from there on
    static let pairs: UInt64 = 2
    /// a hash node; index · 8: its children from there on
    static let children: UInt64 = 3
    /// an offset in the output: the place for the bytes written from there on (the size of a fun)
    static let size: UInt64 = 4
}

struct ExternalEncoder {
    var sink = ByteSink()
    private let options: ExternalOptions
    private let atoms: Atoms

    init(_ machine: Machine, _ options: ExternalOptions) {
        self.options = options
        atoms = Unmanaged.passUnretained(machine.atoms)
    }

    /// Appends a term, without the version byte.
    mutating func write(_ term: Term) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 256) { lent in
            var stack = WorkStack(lent)
            defer { stack.free() }
            var current = term
            while true {
                put(current, &stack)
                guard let following = next(&stack) else { return }
                current = following
            }
        }
    }

    /// The next term to be written.
    private mutating func next(_ stack: inout WorkStack) -> Term? {
        while !stack.isEmpty {
            let state = stack.pop()
            let word = stack.pop()
            let index = Int(state >> 3)
            switch state & 7 {
            case Pending.run:
                let address = WordPointer(bitPattern: UInt(word)).unsafelyUnwrapped
                if index > 1 { stack.push(word &+ 8, state &- 8) }
                return Term(bits: address.pointee)
            case Pending.list:
                let list = Term(bits: word)
                if !list.isCons { return list }
                stack.push(list.tail.bits, Pending.list)
                return list.head
            case Pending.pairs:
                let map = Term(bits: word)
                if index >= mapSize(map) { continue }
                stack.push(word, state &+ 8)
                stack.push(UInt64(UInt(bitPattern: map.boxedAddress + 2 + index)), 8 | Pending.run)
                return map.body(0).element(index)
            case Pending.size:
                let start = Int(word)
                let size = UInt32(truncatingIfNeeded: sink.count - start)
                UnsafeMutableRawPointer(sink.bytes + start).storeBytes(of: size.bigEndian, as: UInt32.self)
            default:
                let node = Term(bits: word)
                if index >= node.header.size { continue }
                stack.push(word, state &+ 8)
                let child = node.body(index)
                if child.isCons {
                    stack.push(UInt64(UInt(bitPattern: child.consAddress + 1)), 8 | Pending.run)
                    return child.head
                }
                stack.push(child.bits, 8 | Pending.children)
            }
        }
        return nil
    }

    private mutating func tag(_ tag: ExternalTag) { sink.put(tag.rawValue) }

    /// Writes a term but for its parts, which go to the stack.
    private mutating func put(_ term: Term, _ stack: inout WorkStack) {
        switch term.tag {
        case 0: put(small: term.small)
        case 4: put(atom: term)
        case 7: tag(.emptyList)
        case 3: put(float: term.float)
        case 5: put(pid: term)
        case 1: put(list: term, &stack)
        default: put(boxed: term, &stack)
        }
    }

    private mutating func put(small value: Int) {
        if value >= 0, value < 256 {
            tag(.smallInteger)
            sink.put(UInt8(value))
        } else if value >= Int(Int32.min), value <= Int(Int32.max) {
            tag(.integer)
            sink.put32(value)
        } else {
            var magnitude = UInt64(value.magnitude)
            put(limbs: &magnitude, 1, isNegative: value < 0)
        }
    }

    private mutating func put(limbs: UnsafePointer<UInt64>, _ size: Int, isNegative: Bool) {
        let count = size * 8 - limbs[size - 1].leadingZeroBitCount / 8
        if count < 256 {
            tag(.smallBig)
            sink.put(UInt8(count))
        } else {
            tag(.largeBig)
            sink.put32(count)
        }
        sink.put(isNegative ? 1 : 0)
        // Limbs are little-endian, and so is the machine.
        memcpy(sink.extend(count), limbs, count)
    }

    private mutating func put(float value: Double) {
        if options.minorVersion > 0 {
            tag(.float)
            sink.put64(value.bitPattern)
            return
        }
        tag(.oldFloat)
        let at = sink.extend(floatTextCapacity)
        at.update(repeating: 0, count: 31)
        let count = writeFloat(value, .scientific(20), at) ?? 0
        at[count] = 0
        sink.drop(floatTextCapacity - 31)
    }

    private mutating func put(atom: Term) {
        let text = atoms._withUnsafeGuaranteedRef { $0.text(atom) }
        if options.minorVersion < 2 {
            var isLatin1 = true
            var count = 0
            for byte in text.bytes {
                if byte & 0xC0 != 0x80 { count += 1 }
                if byte > 0xC3 { isLatin1 = false }
            }
            if isLatin1 {
                tag(.atom)
                sink.put16(count)
                let base = BytePointer(mutating: text.start)
                var position = 0
                for _ in 0..<count {
                    let scalar = decodeUTF8(base, position, text.count * 8 - position)
                    position += scalar.size
                    sink.put(UInt8(truncatingIfNeeded: scalar.value))
                }
                return
            }
        }
        if text.count < 256 {
            tag(.smallAtomUTF8)
            sink.put(UInt8(text.count))
        } else {
            tag(.atomUTF8)
            sink.put16(text.count)
        }
        sink.put(text.start, text.count)
    }

    private mutating func put(pid: Term) {
        if pid.isLocalPid {
            tag(.pid)
            put(atom: Term(.nonode))
            sink.put32(pid.pidIndex)
            sink.put32(Int(pid.pidGeneration))
        } else {
            tag(.v4Port)
            put(atom: Term(.nonode))
            sink.put64(UInt64(pid.pidGeneration) << 28 | UInt64(pid.pidIndex))
        }
        sink.put32(0)
    }

    private mutating func put(list: Term, _ stack: inout WorkStack) {
        var count = 0
        var areBytes = true
        var rest = list
        while rest.isCons {
            if areBytes, !rest.head.isSmall || rest.head.bits >= 256 << 3 { areBytes = false }
            count += 1
            rest = rest.tail
        }
        if areBytes, rest.isEmptyList, count <= 0xFFFF {
            tag(.string)
            sink.put16(count)
            let at = sink.extend(count)
            rest = list
            for index in 0..<count {
                at[index] = UInt8(truncatingIfNeeded: rest.head.small)
                rest = rest.tail
            }
            return
        }
        tag(.list)
        sink.put32(count)
        stack.push(list.bits, Pending.list)
    }

    private mutating func put(boxed term: Term, _ stack: inout WorkStack) {
        let header = term.header
        switch header.kind {
        case .tuple:
            if header.size < 256 {
                tag(.smallTuple)
                sink.put(UInt8(header.size))
            } else {
                tag(.largeTuple)
                sink.put32(header.size)
            }
            if header.size > 0 { stack.push(UInt64(UInt(bitPattern: term.boxedAddress + 1)), UInt64(header.size) << 3) }
        case .bigInteger: put(limbs: term.boxedAddress + 1, header.size, isNegative: header.extra & 1 != 0)
        case .smallMap:
            tag(.map)
            sink.put32(mapSize(term))
            stack.push(term.bits, Pending.pairs)
        case .largeMap:
            tag(.map)
            sink.put32(mapSize(term))
            if options.deterministic {
                let leaves = sortedPairs(term, atoms)
                defer { leaves.deallocate() }
                for index in stride(from: mapSize(term) - 1, through: 0, by: -1) {
                    stack.push(UInt64(UInt(bitPattern: leaves[index])), 16 | Pending.run)
                }
            } else {
                stack.push(term.body(1).bits, 8 | Pending.children)
            }
        case .heapBinary, .subBinary: put(bits: BitView(term))
        case .exportFun:
            let entry = term.exportEntry.pointee
            tag(.export)
            put(atom: entry.module)
            put(atom: entry.function)
            put(small: entry.arity)
        case .fun: put(fun: term, &stack)
        case .reference, .magic:
            let number = term.body(0).bits
            tag(.reference)
            sink.put16(3)
            put(atom: Term(.nonode))
            sink.put32(0)
            sink.put32(Int(number & 0x3FFFF))
            sink.put32(Int(number >> 18 & 0xFFFF_FFFF))
            sink.put32(Int(number >> 50))
        case .externalPid, .externalReference: put(external: term)
        default: tag(.emptyList)
        }
    }

    private mutating func put(bits view: BitView) {
        let count = (view.bitSize + 7) >> 3
        let rest = view.bitSize & 7
        if rest == 0 {
            tag(.binary)
            sink.put32(count)
        } else {
            tag(.bitBinary)
            sink.put32(count)
            sink.put(UInt8(rest))
        }
        let at = sink.extend(count)
        if rest > 0 { at[count - 1] = 0 }
        copyBits(at, 0, view.base, view.bitOffset, view.bitSize)
    }

    private mutating func put(fun term: Term, _ stack: inout WorkStack) {
        let entry = term.funEntry.pointee
        let free = term.header.size - 1
        tag(.fun)
        let start = sink.count
        sink.put32(0)
        sink.put(UInt8(entry.arity))
        sink.put64(0)
        sink.put64(UInt64(truncatingIfNeeded: entry.unique))
        sink.put32(entry.index)
        sink.put32(free)
        put(atom: entry.module)
        put(small: entry.index)
        put(small: entry.unique)
        put(pid: Term(pidIndex: 0, generation: 0))
        stack.push(UInt64(start), Pending.size)
        if free > 0 { stack.push(UInt64(UInt(bitPattern: term.boxedAddress + 2)), UInt64(free) << 3) }
    }

    private mutating func put(external term: Term) {
        let node = Unmanaged<NodeEntry>.fromOpaque(UnsafeRawPointer(bitPattern: UInt(term.body(2).bits)).unsafelyUnwrapped)
        let (name, creation) = node._withUnsafeGuaranteedRef { ($0.name, $0.creation) }
        let number = term.body(0).bits
        let serial = term.body(1).bits
        if term.header.kind == .externalPid {
            tag(.pid)
            put(atom: name)
            sink.put32(Int(number))
            sink.put32(Int(serial))
            sink.put32(Int(creation))
            return
        }
        let words = Int(serial >> 32)
        tag(.reference)
        sink.put16(words)
        put(atom: name)
        sink.put32(Int(creation))
        sink.put32(Int(number & 0xFFFF_FFFF))
        if words > 1 { sink.put32(Int(number >> 32)) }
        if words > 2 { sink.put32(Int(serial & 0xFFFF_FFFF)) }
    }
}
