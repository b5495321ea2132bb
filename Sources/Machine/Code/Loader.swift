// Links a module: copies its words into machine memory, makes its atoms and literals terms of this machine, and patches the
// words that the relocations name. Nothing executes from the module's own arrays.
import Bytecode

/// Why a module could not be loaded.
public struct LoadError: Error, CustomStringConvertible {
    public let description: String
}

extension Machine {
    /// Links a module and makes it current; its exports and funs point to the new code. The previous version becomes old.
    public func load(_ code: CodeModule, roots: @escaping (Int) -> Term = { _ in .none }) throws {
        let module = try link(code, roots: roots)
        self.code.publish(module)
    }

    /// Links a reclaimable module. It is there as long as the object, which its keeper names; `whenGone` hears of its end.
    public func loadReclaimable(_ code: CodeModule, roots: @escaping (Int) -> Term, whenGone: @escaping () -> Void) throws -> ReclaimableCode {
        let module = try link(code, roots: roots, CodeStorage(literals))
        self.code.publish(module)
        return ReclaimableCode(module, self.code, whenGone: whenGone)
    }

    /// Sees that a module of the boot image is linked, on first use. Returns whether the module is there now: whoever comes
    /// second, while another process links it, waits and finds it.
    public func loadFromImage(_ module: Term) -> Bool {
        if code.loaded(module) != nil { return true }
        guard let find = code.findInImage else { return false }
        return code.alone {
            if code.loaded(module) != nil { return true }
            guard let found = find(atoms.string(module)) else { return false }
            do {
                try load(found)
                return true
            } catch { return false }
        }
    }

    private func link(_ code: CodeModule, roots: @escaping (Int) -> Term, _ storage: CodeStorage? = nil) throws -> LoadedModule {
        let allocate = { [literals] in storage?.allocate($0) ?? literals.allocate($0) }
        let words = allocate(code.words.count)
        code.words.withUnsafeBufferPointer { words.update(from: $0.baseAddress!, count: $0.count) }
        let name = atoms.term(code.name)
        let atomTerms = code.atoms.map { atoms.term($0) }
        let builder = LiteralBuilder(machine: self, roots: roots, allocate: allocate)
        // Those of a reclaimable module that are handed out lie in its keeper; code names only those that it compares with.
        let named = storage == nil ? nil : Set(code.relocations.lazy.filter { $0.kind == .literal }.map { Int($0.index) })
        let literalTerms = code.literals.enumerated().map { index, literal in named?.contains(index) == false ? Term.none : builder.build(literal) }
        let module = LoadedModule(name: name, code: code, words: words, functionNames: code.functions.map { atomTerms[$0.name] }, storage: storage)
        module.funs = code.funs.enumerated().map { index, fun in
            let function = code.functions[fun.function]
            let entry = UnsafeMutablePointer<FunEntry>.allocate(capacity: 1)
            entry.initialize(to: FunEntry(code: words + function.start, module: name, function: atomTerms[function.name], arity: fun.arity,
                                          free: fun.free, index: index, unique: self.code.nextFunUnique()))
            return entry
        }
        let caches = code.relocations.reduce(0) { $0 + ($1.kind == .cache ? 1 : 0) }
        var cache = allocate(caches)
        for relocation in code.relocations {
            let index = Int(relocation.index)
            let place = words + Int(relocation.word)
            switch relocation.kind {
            case .atom: place.pointee = atomTerms[index].bits
            case .literal: place.pointee = literalTerms[index].bits
            case .export:
                let name = code.imports[index]
                place.pointee = UInt64(UInt(bitPattern: self.code.export(atoms.term(name.module), atoms.term(name.function), name.arity)))
            case .native:
                let name = code.imports[index]
                let export = self.code.export(atoms.term(name.module), atoms.term(name.function), name.arity)
                guard let native = export.pointee.native else {
                    throw LoadError(description: "module \(code.name) needs the native \(name.module):\(name.function)/\(name.arity), which this machine does not have")
                }
                place.pointee = UInt64(UInt(bitPattern: native))
            case .fun: place.pointee = UInt64(UInt(bitPattern: module.funs[index]))
            case .cache:
                cache.pointee = 0
                place.pointee = UInt64(UInt(bitPattern: cache))
                cache += 1
            }
        }
        prepare(words, count: code.words.count)
        return module
    }

    /// Sorts the tables of term switches by the terms' bits (known only now) and puts in the opcodes of stress and of seeds.
    private func prepare(_ words: WordPointer, count: Int) {
        var index = 0
        while index < count {
            let word = words[index]
            switch opcode(word) {
            case .switchTerm: sortPairs(words + index + 2, count: fieldB(word))
            case .enter where options.collectorStress > 0: words[index] = word & ~0xFF | UInt64(Opcode.enterStress.rawValue)
            case .heap where options.collectorStress > 0: words[index] = word & ~0xFF | UInt64(Opcode.heapStress.rawValue)
            case .callNative where options.seed != nil:
                let native = UnsafeMutablePointer<NativeEntry>(bitPattern: UInt(words[index + 1])).unsafelyUnwrapped
                if native.pointee.kind != .guard { words[index] = word & ~0xFF | UInt64(Opcode.callNativeSeeded.rawValue) }
            default: break
            }
            index += instructionLength(words + index)
        }
    }

    private func sortPairs(_ pairs: WordPointer, count: Int) {
        var all: [(UInt64, UInt64)] = (0..<count).map { (pairs[$0 * 2], pairs[$0 * 2 + 1]) }
        all.sort { $0.0 < $1.0 }
        for (index, pair) in all.enumerated() {
            pairs[index * 2] = pair.0
            pairs[index * 2 + 1] = pair.1
        }
    }
}

/// The words of the instruction at an address: its own and the extra ones of its row.
func instructionLength(_ pc: WordPointer) -> Int {
    let word = pc.pointee
    switch opcode(word) {
    case .call, .callFun, .loadConstant, .testIs, .testIsNot, .testExactConstant, .testNotExactConstant, .testTaggedTuple, .heap, .heapStress,
         .mapGet, .tailCallExport, .bitsInteger, .bitsByte, .bitsIntegerVariable, .bitsFloat, .bitsFloatVariable, .bitsRest, .bitsUTF, .bitsSkip,
         .bitsSkipVariable, .bitsSkipUTF, .bitsTestEnd, .bitsTestUnit, .receiveWait, .receiveWaitTimeout: return 2
    case .callExport, .callNative, .callNativeSeeded, .mapGetConstant, .bitsBinary, .bitsBinaryVariable, .bitsLiteral: return 3
    case .switchTerm: return 2 + fieldB(word) * 2
    case .switchDense: return 3 + fieldB(word)
    case .switchTupleSize: return 2 + fieldB(word)
    case .makeTuple: return 1 + packedWords(fieldB(word))
    case .makeFun, .mapLiteral: return 2 + packedWords(fieldB(word))
    case .mapNew: return 2 + packedWords(fieldB(word) * 2)
    case .mapPut, .mapUpdate: return 2 + packedWords(fieldC(word) * 2)
    case .mapUpdateConstant: return 3 + fieldC(word) + packedWords(fieldC(word))
    case .bitsBuild:
        var length = 2
        for _ in 0..<fieldB(word) { length += pc[length] & 0xFF == UInt64(SegmentKind.literal.rawValue) ? 2 : 1 }
        return length
    default: return 1
    }
}
