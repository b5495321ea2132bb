// A machine: the VM-wide objects. There are no globals: two machines in one OS process share nothing but read-only image
// memory (DESIGN.md 4.9). Each part keeps its state in an object of its own; this class only names them.
import Bytecode

/// What a machine is started with.
public struct MachineOptions {
    /// Scheduler threads; 0: one for each core.
    public var schedulers = 0
    /// Collect (and verify the heap) at every n-th safepoint; 0: only when needed.
    public var collectorStress = 0
    /// Run on one thread with virtual time and seeded choices.
    public var seed: UInt64?
    /// The machine's own environment and working directory; the host's are never changed.
    public var environment: [String: String] = [:]
    public var workingDirectory = "/"
    public init() {}
}

public final class Machine {
    public let options: MachineOptions
    public let atoms = AtomTable()
    public let literals = LiteralArea()
    public let code: CodeTable
    public let data: DataState
    /// The directory that relative paths start from at this moment: processes change it (`File.cd!`), the host's own stays.
    public var workingDirectory: String { data.host.workingDirectory }
    public let chooser: Chooser
    let traceEntries = TraceEntries()
    public let processTable = ProcessTable()
    public let schedulers: Schedulers
    /// The domain that allows everything.
    public let rootDomain = Domain()
    /// Where a process's first function returns to: an instruction that ends the process, with a safepoint before it.
    public let processExitAddress: WordPointer
    /// Where the marked frame of a deep stack returns to (StackMark.swift), with a safepoint that leads nowhere before it.
    let stackMarkAddress: WordPointer
    /// Where a traced call returns to (Breakpoints.swift), with the safepoint of its frame before it: two slots, the first live.
    let traceReturnAddress: WordPointer
    let breakpoints = Breakpoints()
    /// What has put this machine to use: natives of a higher target find their own state there.
    public weak var embedder: AnyObject?
    /// Reservoir of the collector's safepoint counter under stress.
    var stressCountdown = 0

    public init(options: MachineOptions) {
        self.options = options
        code = CodeTable()
        let ends = literals.allocate(6)
        ends[0] = 0
        ends[1] = UInt64(Opcode.processExit.rawValue)
        ends[2] = 0
        ends[3] = UInt64(Opcode.stackMark.rawValue)
        ends[4] = 2 | 1 << 16
        ends[5] = UInt64(Opcode.breakpoint.rawValue)
        processExitAddress = ends + 1
        traceReturnAddress = ends + 5
        stackMarkAddress = ends + 3
        data = DataState(literals: literals, atoms: atoms, options: options)
        chooser = Chooser(seed: options.seed)
        schedulers = Schedulers(threads: options.schedulers, chooser: chooser, table: processTable, literals: literals)
        code.attach(self)
        schedulers.attach(self)
        schedulers.exitHooks.append { EtsNatives.ownerEnded($0) }
        schedulers.exitHooks.append { [data] in data.ports.ownerEnds($0.pointee.pid) }
    }
}
