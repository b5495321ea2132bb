// The module that is being compiled: its constants, imports, functions and closures, shared by the builders and emitters of
// its functions.
import Bytecode

final class ModuleUnit {
    let name: String
    let options: CompilerOptions
    private(set) var constants: [Literal] = []
    private var constantIndex: [Literal: Int] = [:]
    private(set) var imports: [ImportEntry] = []
    private var importIndex: [ImportEntry: Int] = [:]
    private(set) var functionCount = 0
    private var functionIndex: [String: [Int: Int]] = [:]
    private(set) var funs: [FunEntryInfo] = []
    private var captures: [Int: Int] = [:]
    private(set) var atoms: [String] = []
    private var atomIndex: [String: Int] = [:]
    var problems: [CompilerProblem] = []
    /// The variable with the keeper, if the module is reclaimable, and the constants that lie in it.
    var keeper: Variable?
    private(set) var owned: [Literal] = []
    private var ownedIndex: [Int: Int] = [:]
    /// Lifted functions that are still to be built.
    var pending: [CoreFunction] = []

    init(name: String, options: CompilerOptions) {
        self.name = name
        self.options = options
    }

    func constant(_ literal: Literal) -> Int {
        if !literal.isSmall {
            // Large constants (the quoted bodies of modules) hardly ever occur twice; hashing them would cost more.
            constants.append(literal)
            return constants.count - 1
        }
        if let known = constantIndex[literal] {
            // 0.0 equals -0.0 but is not the same.
            if !literal.holdsNegativeZero, !constants[known].holdsNegativeZero { return known }
            if literal.isSame(as: constants[known]), case .float = literal { return known }
            constants.append(literal)
            return constants.count - 1
        }
        constants.append(literal)
        constantIndex[literal] = constants.count - 1
        return constants.count - 1
    }

    /// The place in the keeper of a constant that code hands out as a value.
    func placeInKeeper(_ constant: Int) -> Int {
        if let known = ownedIndex[constant] { return known }
        owned.append(constants[constant])
        ownedIndex[constant] = owned.count
        return owned.count
    }

    func `import`(_ module: String, _ function: String, _ arity: Int) -> Int {
        let entry = ImportEntry(module, function, arity)
        if let known = importIndex[entry] { return known }
        imports.append(entry)
        importIndex[entry] = imports.count - 1
        return imports.count - 1
    }

    func atom(_ text: String) -> Int {
        if let known = atomIndex[text] { return known }
        atoms.append(text)
        atomIndex[text] = atoms.count - 1
        return atoms.count - 1
    }

    // MARK: Functions

    /// Definitions come first, in the module's order; generated functions follow.
    func declare(name: String, arity: Int) {
        functionIndex[name, default: [:]][arity] = functionCount
        functionCount += 1
    }

    /// The index of a definition of this module.
    func function(_ name: String, _ arity: Int) -> Int? { functionIndex[name]?[arity] }

    /// The index of a generated function, which is built later.
    func lifted(_ function: CoreFunction) -> Int {
        if let index = function.index { return index }
        function.index = functionCount
        functionCount += 1
        pending.append(function)
        return function.index!
    }

    func binding(_ module: String, _ name: String, _ arity: Int) -> NativeBinding? { options.nativeKind(module, name, arity) }

    func fun(of function: CoreFunction) -> Int {
        if let index = function.funIndex { return index }
        funs.append(FunEntryInfo(function: lifted(function), arity: function.arity, free: function.parameterCount - function.arity))
        function.funIndex = funs.count - 1
        return funs.count - 1
    }

    func fun(capturing function: Int, arity: Int) -> Int {
        if let known = captures[function] { return known }
        funs.append(FunEntryInfo(function: function, arity: arity, free: 0))
        captures[function] = funs.count - 1
        return funs.count - 1
    }

    func report(_ reason: CompilerProblem.Reason, _ position: Position, _ function: CoreFunction) {
        problems.append(CompilerProblem(reason: reason, file: "", line: Int(position.line), function: (function.name, function.arity)))
    }
}
