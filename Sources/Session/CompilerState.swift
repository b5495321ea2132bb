// What the compiler of one machine knows between its jobs: open modules, import tables, running jobs, and the modules made so
// far where an image is being built.
import Bytecode
import Expander
import Glibc
import Machine
import Syntax
import Types

final class CompilerState: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var builders: [String: ModuleBuilder] = [:]
    private var jobs: [Int: CompileJob] = [:]
    private var nextJob = 0
    private var nextHidden = 0
    /// Hidden names whose code is gone.
    private var freeNames: [String] = []
    private var counter = 0
    private var watched: [Int: Directives] = [:]
    private var nextWatched = 0
    /// What the code of files that are running refers to, by the number of the file's directives: bodies of modules and the
    /// environments around them.
    private var kept: [Int: (trees: [Quoted], environments: [Env])] = [:]
    /// Exports by module version.
    private var exports: [ObjectIdentifier: (module: LoadedModule, functions: ImportTable, macros: ImportTable?)] = [:]
    /// Why functions and macros should not be used, by module version; those of a module that tells no more stay.
    private var deprecated: [ObjectIdentifier: [FunctionKey: String]] = [:]
    /// Import tables as immortal terms, and back.
    private var importTerms: [ObjectIdentifier: (table: ImportTable, term: Term)] = [:]
    private var importTables: [UInt64: ImportTable] = [:]
    /// Values inside definitions of open modules: literals, named by `.term(-1 - i)`.
    private var durables: [Term] = []
    /// Macros of open modules that have been compiled, by module and function.
    private var localUnits: [String: (signature: [String], module: String)] = [:]
    /// Folders with module files, the files that modules were loaded from, and the modules that were compiled in memory.
    private var path: [String] = []
    private var origins: [String: String] = [:]
    private var compiledHere: Set<String> = []
    /// The section `bare` of the boot order is being compiled.
    var isBare = false
    /// What is known of the functions of modules that were compiled here, and of those whose files do not change.
    private var moduleTypes: [String: ModuleTypes] = [:]
    /// Compiled modules by name, while an image is made.
    private var captured: [String: CodeModule]?
    private var capturedOrder: [String] = []

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    // MARK: Open modules

    func builder(of module: String) -> ModuleBuilder? { locked { builders[module] } }
    func types(of module: String) -> ModuleTypes? { locked { moduleTypes[module] } }
    func remember(types: ModuleTypes, of module: String) { locked { moduleTypes[module] = types } }

    /// Opens a module; false when it is open already.
    func open(_ builder: ModuleBuilder) -> Bool {
        locked {
            if builders[builder.name] != nil { return false }
            builders[builder.name] = builder
            return true
        }
    }

    func close(_ module: String) {
        locked {
            builders[module] = nil
            for key in localUnits.keys where key.hasPrefix(module + " ") { localUnits[key] = nil }
        }
    }

    // MARK: Directives of files

    /// The number of a new file's directives.
    func watchDirectives() -> Int {
        locked {
            nextWatched += 1
            watched[nextWatched] = Directives()
            kept[nextWatched] = ([], [])
            return nextWatched
        }
    }

    func directives(_ number: Int) -> Directives? { locked { watched[number] } }

    /// Ends a file: what its directives have seen.
    func endDirectives(_ number: Int) -> Directives? {
        locked {
            kept[number] = nil
            return watched.removeValue(forKey: number)
        }
    }

    /// Ends the directives of a file that goes on to run.
    func discardDirectives(_ number: Int) { locked { watched[number] = nil } }

    // MARK: What code of running files refers to

    func keep(tree: Quoted, ofFile number: Int) -> Int? {
        locked {
            guard let count = kept[number]?.trees.count else { return nil }
            kept[number]!.trees.append(tree)
            return count
        }
    }

    func keep(environment: Env, ofFile number: Int) -> Int? {
        locked {
            guard let count = kept[number]?.environments.count else { return nil }
            kept[number]!.environments.append(environment)
            return count
        }
    }

    func tree(_ index: Int, ofFile number: Int) -> Quoted? {
        locked { kept[number].flatMap { $0.trees.indices.contains(index) ? $0.trees[index] : nil } }
    }

    func environment(_ index: Int, ofFile number: Int) -> Env? {
        locked { kept[number].flatMap { $0.environments.indices.contains(index) ? $0.environments[index] : nil } }
    }

    /// While an image is made, files tell their end by the next one's beginning.
    func discardKept() { locked { kept = [:] } }

    // MARK: Jobs

    func add(_ job: CompileJob) -> Int {
        locked {
            nextJob += 1
            jobs[nextJob] = job
            return nextJob
        }
    }

    func job(_ number: Int) -> CompileJob? { locked { jobs[number] } }
    func remove(job number: Int) { locked { jobs[number] = nil } }

    /// Ends the jobs of a process that has ended.
    func cancelJobs(of pid: Term) {
        let cancelled = locked { jobs.values.filter { $0.owner == pid } }
        for job in cancelled { job.cancel() }
    }

    /// A name for code that nobody calls by name: a file, an evaluated expression, the body of a module.
    func hiddenName() -> String {
        locked {
            if let name = freeNames.popLast() { return name }
            let name = "elixir_compiler_\(nextHidden)"
            nextHidden += 1
            return name
        }
    }

    func giveBack(hiddenName name: String) { locked { freeNames.append(name) } }

    func uniqueCounter() -> Int {
        locked {
            counter += 1
            return counter
        }
    }

    // MARK: Exports

    /// What a loaded module exports, as imports want it.
    func exports(of module: LoadedModule, _ machine: Machine) -> (functions: ImportTable, macros: ImportTable?) {
        if let found = locked({ exports[ObjectIdentifier(module)] }) { return (found.functions, found.macros) }
        var functions: [FunctionKey] = []
        var macros: [FunctionKey] = []
        var isOfLanguage = false
        for function in module.code.functions where function.exported {
            let name = module.code.atoms[function.name]
            if name == "__info__", function.arity == 1 {
                isOfLanguage = true
                continue
            }
            if name == "module_info" || name == "behaviour_info" { continue }
            if name.hasPrefix("MACRO-") {
                macros.append(FunctionKey(String(name.dropFirst(6)), function.arity - 1))
            } else {
                functions.append(FunctionKey(name, function.arity))
            }
        }
        for (name, arity) in machine.code.nativeExports(of: module.name) where !functions.contains(FunctionKey(name, arity)) {
            functions.append(FunctionKey(name, arity))
        }
        let name = machine.atoms.string(module.name)
        let functionTable = ImportTable(module: name, entries: functions.sorted(by: Printing.keyOrder))
        let macroTable = isOfLanguage ? ImportTable(module: name, entries: macros.sorted(by: Printing.keyOrder)) : nil
        locked { exports[ObjectIdentifier(module)] = (module, functionTable, macroTable) }
        return (functionTable, macroTable)
    }

    func deprecations(of module: LoadedModule) -> [FunctionKey: String]? { locked { deprecated[ObjectIdentifier(module)] } }
    func remember(deprecations texts: [FunctionKey: String], of module: LoadedModule) { locked { deprecated[ObjectIdentifier(module)] = texts } }

    // MARK: Import tables as terms

    /// `{Module, [name: arity]}` as a literal of the machine.
    func term(of table: ImportTable, _ machine: Machine) -> Term {
        if let found = locked({ importTerms[ObjectIdentifier(table)] }) { return found.term }
        let entries = table.entries.map { Literal.tuple([.atom($0.name), .integer($0.arity)]) }
        let term = machine.literalTerm(.tuple([.atom(table.module), entries.isEmpty ? .emptyList : .list(entries, tail: .emptyList)]))
        locked {
            importTerms[ObjectIdentifier(table)] = (table, term)
            importTables[term.bits] = table
        }
        return term
    }

    func knownTable(_ term: Term) -> ImportTable? { locked { importTables[term.bits] } }

    // MARK: Values that outlive their job

    /// The index that names a literal in trees from now on.
    func keep(durable literal: Term) -> Int {
        locked {
            durables.append(literal)
            return -durables.count
        }
    }

    func durable(_ index: Int) -> Term { locked { durables[-1 - index] } }

    // MARK: Where modules come from

    var codePath: [String] {
        get { locked { path } }
        set { locked { path = newValue } }
    }

    func origin(of module: String) -> String? { locked { origins[module] } }
    func setOrigin(_ file: String?, of module: String) { locked { origins[module] = file } }
    func isCompiledHere(_ module: String) -> Bool { locked { compiledHere.contains(module) } }
    func noteCompiled(_ module: String) { locked { _ = compiledHere.insert(module) } }

    // MARK: Compiled parts of open modules

    func localUnit(_ module: String, _ key: FunctionKey, signature: [String]) -> String? {
        locked {
            guard let found = localUnits["\(module) \(key)"], found.signature == signature else { return nil }
            return found.module
        }
    }

    func remember(localUnit hidden: String, of module: String, _ key: FunctionKey, signature: [String]) {
        locked { localUnits["\(module) \(key)"] = (signature, hidden) }
    }

    // MARK: Making an image

    func startCapturing() { locked { captured = [:] } }

    var isCapturing: Bool { locked { captured != nil } }

    func capture(_ code: CodeModule) {
        locked {
            guard captured != nil else { return }
            if captured?[code.name] == nil { capturedOrder.append(code.name) }
            captured?[code.name] = code
        }
    }

    /// The modules compiled since `startCapturing`, the last version of each.
    var capturedModules: [CodeModule] { locked { capturedOrder.compactMap { captured?[$0] } } }
}
