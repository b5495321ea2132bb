// One machine with a compiler: what the executable, the tests and an embedding program start. The natives of this target
// find it through `Machine.embedder`.
import Bytecode
import Glibc
import Machine

/// How a machine is started from the environment: `VIAL_SEED`, `VIAL_GC_STRESS`, `VIAL_SCHEDULERS`.
public enum SessionFailure: Error, CustomStringConvertible {
    case badSetting(name: String, value: String)

    public var description: String {
        switch self {
        case .badSetting(let name, let value): "\(name) must be a number, and is \"\(value)\""
        }
    }
}

public final class Session: @unchecked Sendable {
    public let machine: Machine
    let image: BootImage?
    let jobs = JobThreads()
    let compiler = CompilerState()
    /// What is kept of the script that runs.
    var scriptCache: ScriptCache?

    /// Boots a machine. Without an image only natives and what is loaded explicitly exist. `natives`: those of the embedding program.
    public init(options: MachineOptions, image: BootImage?, natives: [[Native]] = []) {
        machine = Machine(options: options)
        self.image = image
        machine.embedder = self
        machine.schedulers.exitHooks.append { [compiler] in compiler.cancelJobs(of: $0.pointee.pid) }
        for table in allNativeTables + sessionNativeTables + natives {
            for native in table { machine.code.install(native) }
        }
        if let image {
            machine.code.findInImage = { [weak self] name in
                do {
                    return try image.withModule(name) { try decode($0) } ?? self?.moduleOnPath(name)
                } catch {
                    Session.complain("\(error is ImageFailure ? error : ImageFailure.module(name: name, reason: "\(error)"))")
                    exit(1)
                }
            }
        }
    }

    /// The session that a process's machine belongs to.
    static func of(_ p: ProcessPointer) -> Session {
        guard let session = p.machine.embedder as? Session else { fatalError("a machine without a session") }
        return session
    }

    /// Calls `module.function(arguments, name)`, the arguments being texts in one list, in the machine's main process, and waits
    /// until the machine stops. Returns the exit status.
    public func run(_ module: String, _ function: String, _ arguments: [String], name: String) -> Int32 {
        let texts = arguments.map { Literal.bitstring(Array($0.utf8), bits: $0.utf8.count * 8) }
        let list = machine.literalTerm(texts.isEmpty ? .emptyList : .list(texts, tail: .emptyList))
        let command = machine.literalTerm(.bitstring(Array(name.utf8), bits: name.utf8.count * 8))
        guard let pid = machine.spawnFirst(machine.atoms.term(module), machine.atoms.term(function), [list, command]) else { return 1 }
        machine.schedulers.mainProcess = pid
        machine.schedulers.start()
        return waitForEnd()
    }

    /// Waits until the machine stops and all that was printed is written. Returns the exit status.
    func waitForEnd() -> Int32 {
        let status = machine.schedulers.waitForHalt()
        guard let problem = machine.finishOutput() else { return status }
        Session.complain("standard output: \(problem)")
        return max(status, 1)
    }

    /// The options that the environment asks for. Throws `SessionFailure`.
    public static func optionsFromEnvironment() throws -> MachineOptions {
        var options = MachineOptions()
        options.schedulers = try number("VIAL_SCHEDULERS") ?? 0
        options.collectorStress = try number("VIAL_GC_STRESS") ?? 0
        options.seed = try number("VIAL_SEED").map { UInt64($0) }
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let equals = pair.firstIndex(of: "=") { options.environment[String(pair[..<equals])] = String(pair[pair.index(after: equals)...]) }
            entry += 1
        }
        if let directory = getcwd(nil, 0) {
            options.workingDirectory = String(cString: directory)
            free(directory)
        }
        return options
    }

    private static func number(_ name: String) throws -> Int? {
        guard let text = getenv(name) else { return nil }
        let value = String(cString: text)
        if value.isEmpty { return nil }
        guard let number = Int(value), number >= 0 else { throw SessionFailure.badSetting(name: name, value: value) }
        return number
    }

    /// One line on standard error.
    public static func complain(_ text: String) {
        let line = "vial: " + text + "\n"
        _ = line.utf8.withContiguousStorageIfAvailable { write(2, $0.baseAddress, $0.count) }
    }
}
