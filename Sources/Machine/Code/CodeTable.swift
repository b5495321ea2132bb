// What code calls by name: export entries, fun entries, native entries, and the table of linked modules. Entries are made
// once and live as long as the machine; `ExportEntry.code` is the only word that loading patches (DESIGN.md 4.6).
import Bytecode
import Glibc
import Synchronization

/// Where calls of module:function/arity go. `code` always points to instructions: the function's, or the stub's.
public struct ExportEntry {
    public var code: WordPointer
    public let module: Term
    public let function: Term
    public let arity: Int
    public var native: UnsafeMutablePointer<NativeEntry>?
    /// An instruction of its own: `nativeStub` or `undefinedStub`, with its words.
    public var stub: (UInt64, UInt64, UInt64)
    /// Is there a function (code of a loaded module, or a native)?
    public var isDefined: Bool
    /// Is `code` a loaded module's?
    public var isLinked: Bool
}

/// A native as the interpreter calls it.
public struct NativeEntry {
    public let body: NativeBody
    public let kind: NativeKind
    public let authority: Authority
    public let arity: Int
    public let export: UnsafeMutablePointer<ExportEntry>
}

/// What a fun's code is: shared by all funs made at one place.
public struct FunEntry {
    /// The lifted function: arguments, then free variables.
    public var code: WordPointer
    public let module: Term
    public let function: Term
    public let arity: Int
    public let free: Int
    public let index: Int
    public let unique: Int
}

/// A linked module.
public final class LoadedModule: @unchecked Sendable {
    public let name: Term
    public let code: CodeModule
    public let words: WordPointer
    public let count: Int
    /// Names of the functions, as atoms.
    let functionNames: [Term]
    /// Addresses of the fun entries by index.
    var funs: [UnsafeMutablePointer<FunEntry>] = []
    /// The module of whose code this is a copy for tracing (Breakpoints.swift).
    var original: LoadedModule?
    /// What holds words, literals and caches of a reclaimable module; nil: they stay for good.
    let storage: CodeStorage?
    /// A reclaimable module that stays nevertheless.
    fileprivate var isKept = false

    init(name: Term, code: CodeModule, words: WordPointer, functionNames: [Term], storage: CodeStorage? = nil) {
        self.name = name
        self.code = code
        self.words = words
        self.count = code.words.count
        self.functionNames = functionNames
        self.storage = storage
    }

    deinit {
        if storage != nil { for entry in funs { entry.deallocate() } }
    }

    /// The index of the function whose code holds that word. O(log functions).
    func function(at word: Int) -> Int? {
        var low = 0, high = code.functions.count
        while low < high {
            let middle = (low + high) / 2
            if code.functions[middle].start <= word { low = middle + 1 } else { high = middle }
        }
        guard low > 0, word < code.functions[low - 1].end else { return nil }
        return low - 1
    }

    /// The line of an instruction, nil where none is known. O(log lines).
    func line(at word: Int) -> LineEntry? {
        var low = 0, high = code.lines.count
        while low < high {
            let middle = (low + high) / 2
            if code.lines[middle].word <= word { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? code.lines[low - 1] : nil
    }
}

/// A key of the export table.
struct ExportKey: Hashable {
    let module: UInt32
    let function: UInt32
    let arity: Int
}

public final class CodeTable: @unchecked Sendable {
    private unowned var machine: Machine!
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    /// Held while a module of the image is linked.
    private let imageMutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var exports: [ExportKey: UnsafeMutablePointer<ExportEntry>] = [:]
    private var modules: [UInt32: LoadedModule] = [:]
    private var oldModules: [UInt32: LoadedModule] = [:]
    /// All code that may be on a stack, sorted by address; replaced as a whole.
    private(set) var ranges: [(start: UInt, end: UInt, module: LoadedModule)] = []
    private var funCounter = 0
    /// Entries that were asked for last, by a hash of their names: calls of modules in variables look here first. An entry says
    /// itself whose it is, and stays, so that a place is one word without a lock.
    private let recent = UnsafeMutablePointer<Atomic<UInt>>.allocate(capacity: CodeTable.recentPlaces)
    private static let recentPlaces = 1024
    /// Finds a module that is not linked yet (the boot image); nil: there is none.
    public var findInImage: ((String) -> CodeModule?)?

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        imageMutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(imageMutex, nil)
        for index in 0..<CodeTable.recentPlaces { (recent + index).initialize(to: Atomic(0)) }
    }

    deinit {
        for entry in exports.values {
            entry.pointee.native?.deallocate()
            entry.deallocate()
        }
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        pthread_mutex_destroy(imageMutex)
        imageMutex.deallocate()
        recent.deallocate()
    }

    func attach(_ machine: Machine) { self.machine = machine }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Runs `body` while nobody else links a module of the image.
    func alone<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(imageMutex)
        defer { pthread_mutex_unlock(imageMutex) }
        return body()
    }

    /// The entry of module:function/arity, made undefined if new.
    public func export(_ module: Term, _ function: Term, _ arity: Int) -> UnsafeMutablePointer<ExportEntry> {
        let mixed = (module.bits &* 31 &+ function.bits &* 7 &+ UInt64(UInt(bitPattern: arity))) &* 0x9E37_79B9_7F4A_7C15
        let place = recent + Int(mixed >> 54)
        if let found = UnsafeMutablePointer<ExportEntry>(bitPattern: place.pointee.load(ordering: .acquiring)),
           found.pointee.module == module, found.pointee.function == function, found.pointee.arity == arity { return found }
        let entry = locked { exportLocked(module, function, arity) }
        place.pointee.store(UInt(bitPattern: entry), ordering: .releasing)
        return entry
    }

    /// The entry, if anything has named it so far.
    public func existingExport(_ module: Term, _ function: Term, _ arity: Int) -> UnsafeMutablePointer<ExportEntry>? {
        locked { exports[ExportKey(module: module.atomIndex, function: function.atomIndex, arity: arity)] }
    }

    private func exportLocked(_ module: Term, _ function: Term, _ arity: Int) -> UnsafeMutablePointer<ExportEntry> {
        let key = ExportKey(module: module.atomIndex, function: function.atomIndex, arity: arity)
        if let entry = exports[key] { return entry }
        let entry = UnsafeMutablePointer<ExportEntry>.allocate(capacity: 1)
        let raw = UnsafeMutableRawPointer(entry)
        entry.initialize(to: ExportEntry(
            code: raw.assumingMemoryBound(to: UInt64.self), module: module, function: function, arity: arity, native: nil,
            stub: (UInt64(Opcode.undefinedStub.rawValue) | UInt64(arity & 255) << 8, UInt64(UInt(bitPattern: entry)), 0),
            isDefined: false, isLinked: false))
        entry.pointee.code = CodeTable.stubAddress(entry)
        exports[key] = entry
        return entry
    }

    static func stubAddress(_ entry: UnsafeMutablePointer<ExportEntry>) -> WordPointer {
        let offset = MemoryLayout<ExportEntry>.offset(of: \ExportEntry.stub).unsafelyUnwrapped
        return (UnsafeMutableRawPointer(entry) + offset).assumingMemoryBound(to: UInt64.self)
    }

    /// Puts a native behind its name.
    public func install(_ native: Native) {
        locked {
            let entry = exportLocked(machine.atoms.term(native.module), machine.atoms.term(native.name), native.arity)
            let nativeEntry = UnsafeMutablePointer<NativeEntry>.allocate(capacity: 1)
            nativeEntry.initialize(to: NativeEntry(body: native.body, kind: native.kind, authority: native.authority, arity: native.arity, export: entry))
            entry.pointee.native = nativeEntry
            let isApply = native.module == "erlang" && native.name == "apply"
            let opcode: Opcode = isApply ? .applyStub : .nativeStub
            entry.pointee.stub = (UInt64(opcode.rawValue) | UInt64(native.arity) << 8, UInt64(UInt(bitPattern: nativeEntry)), 0)
            entry.pointee.code = CodeTable.stubAddress(entry)
            entry.pointee.isDefined = true
        }
    }

    /// Names and arities of a module's natives.
    public func nativeExports(of module: Term) -> [(name: String, arity: Int)] {
        locked {
            exports.values.filter { $0.pointee.module == module && $0.pointee.native != nil }
                .map { (machine.atoms.string($0.pointee.function), $0.pointee.arity) }
        }
    }

    /// All natives, by module, name and arity.
    var natives: [UnsafeMutablePointer<NativeEntry>] {
        func key(_ entry: UnsafeMutablePointer<NativeEntry>) -> (String, String, Int) {
            let export = entry.pointee.export.pointee
            return (machine.atoms.string(export.module), machine.atoms.string(export.function), export.arity)
        }
        return locked { exports.values.compactMap(\.pointee.native) }.sorted { key($0) < key($1) }
    }

    /// The current version of a module, if it is linked.
    public func loaded(_ name: Term) -> LoadedModule? { locked { modules[name.atomIndex] } }

    /// Those that stay until somebody takes them away.
    public var loadedModules: [LoadedModule] { locked { modules.values.filter { $0.storage == nil } } }

    /// The module whose code holds an address. O(log modules).
    func module(containing address: WordPointer) -> LoadedModule? {
        let address = UInt(bitPattern: address)
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        var low = 0, high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].start <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0, address < ranges[low - 1].end else { return nil }
        return ranges[low - 1].module
    }

    /// A number for a new fun entry's `unique`.
    func nextFunUnique() -> Int {
        locked {
            funCounter += 1
            return funCounter
        }
    }

    /// Makes a linked module the current one: its exports point to its code, those it no longer has become undefined.
    func publish(_ module: LoadedModule) {
        locked {
            let old = modules[module.name.atomIndex]
            if let old {
                unlinkExports(of: old)
                oldModules[module.name.atomIndex] = old
            }
            for (index, function) in module.code.functions.enumerated() where function.exported {
                let entry = exportLocked(module.name, module.functionNames[index], function.arity)
                if entry.pointee.native != nil { continue }
                entry.pointee.code = module.words + function.start
                entry.pointee.isDefined = true
                entry.pointee.isLinked = true
            }
            modules[module.name.atomIndex] = module
            addLocked(module)
        }
    }

    /// Makes a copy of a module's code known to whoever looks at stacks.
    func add(_ copy: LoadedModule) { locked { addLocked(copy) } }

    private func addLocked(_ module: LoadedModule) {
        let start = UInt(bitPattern: module.words)
        let range = (start: start, end: start + UInt(module.count) * 8, module: module)
        let position = ranges.firstIndex { $0.start > start } ?? ranges.count
        ranges.insert(range, at: position)
    }

    /// Takes a module's current version away (`:code.delete`): calls of it become undefined.
    public func remove(_ name: Term) -> Bool {
        locked {
            guard let module = modules.removeValue(forKey: name.atomIndex) else { return false }
            unlinkExports(of: module)
            oldModules[name.atomIndex] = module
            return true
        }
    }

    /// Keeps a reclaimable module for good; false: it is gone already.
    func keep(_ module: LoadedModule) -> Bool {
        locked {
            guard modules[module.name.atomIndex] === module else { return false }
            module.isKept = true
            return true
        }
    }

    /// Forgets a reclaimable module, whose code nobody can run any more. False: it is kept.
    func forget(_ module: LoadedModule) -> Bool {
        locked {
            if module.isKept { return false }
            if modules[module.name.atomIndex] === module {
                modules[module.name.atomIndex] = nil
                unlinkExports(of: module)
            }
            ranges.removeAll { $0.module === module }
            return true
        }
    }

    func hasOldCode(_ name: Term) -> Bool { locked { oldModules[name.atomIndex] != nil } }

    /// The old version of a module counts no more. Its code stays where it is: whoever still runs it may go on. False: there is none.
    func forgetOldCode(_ name: Term) -> Bool { locked { oldModules.removeValue(forKey: name.atomIndex) != nil } }

    private func unlinkExports(of module: LoadedModule) {
        for (index, function) in module.code.functions.enumerated() where function.exported {
            let entry = exportLocked(module.name, module.functionNames[index], function.arity)
            if entry.pointee.isLinked { unlink(entry) }
        }
    }

    private func unlink(_ entry: UnsafeMutablePointer<ExportEntry>) {
        entry.pointee.isLinked = false
        entry.pointee.isDefined = entry.pointee.native != nil
        entry.pointee.code = CodeTable.stubAddress(entry)
    }
}
