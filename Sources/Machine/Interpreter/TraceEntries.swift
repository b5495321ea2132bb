// Entries of stack traces, `{module, function, arity, location}`, by the address of the instruction: each is made once, as a literal,
// so that an exception costs no more than a list of them. Code that goes away (ReclaimableCode.swift) has none here.
import Bytecode

final class TraceEntries: @unchecked Sendable {
    private let lock = SpinLock()
    private var entries: [WordPointer: Term] = [:]

    func entry(at address: WordPointer, _ module: LoadedModule, function index: Int, _ machine: Machine) -> Term {
        lock.lock()
        let known = entries[address]
        lock.unlock()
        if let known { return known }
        let function = module.code.functions[index]
        var location = Literal.emptyList
        if let line = module.line(at: address - module.words), line.line > 0 {
            let file = module.code.files[line.file].unicodeScalars.map { Literal.integer(Int($0.value)) }
            location = .list([
                .tuple([.atom("file"), file.isEmpty ? .emptyList : .list(file, tail: .emptyList)]), .tuple([.atom("line"), .integer(line.line)]),
            ], tail: .emptyList)
        }
        let names = [module.name, module.functionNames[index]].map { Literal.atom(machine.atoms.string($0)) }
        let made = machine.literalTerm(.tuple(names + [.integer(function.arity), location]))
        lock.lock()
        defer { lock.unlock() }
        if let other = entries[address] { return other }
        entries[address] = made
        return made
    }
}
