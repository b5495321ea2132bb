// What is said when a process ends by an error that nobody caught: a log event for the process registered as `logger_proxy`, as
// OTP's emulator sends it. The first event starts that process; a machine without a library says it on standard error.
import Bytecode
import Glibc

extension UnsafeMutablePointer where Pointee == Process {
    /// The process ends with `{Reason, Trace}` in `exceptionReason`. Processes whose first function catches everything
    /// (tasks, servers) report for themselves and never come here.
    func reportCrash() {
        report("Error in process ~p with exit value:~n~p~n", [pointee.pid, pointee.exceptionReason])
    }

    /// The heap of the process has grown beyond `max_heap_size`.
    func reportMaximumHeap(words: Int) {
        let text = pointee.flags & ProcessFlags.maximumHeapSpares == 0 ? "Process:          ~p~n     Context:          maximum heap size reached~n     Max Heap Size:    ~p~n     Total Heap Size:  ~p~n     Kill:             true~n"
            : "Process:          ~p~n     Context:          maximum heap size reached~n     Max Heap Size:    ~p~n     Total Heap Size:  ~p~n     Kill:             false~n"
        report(text, [pointee.pid, Term(small: pointee.maximumHeapWords), Term(small: words)])
    }

    /// `{log, error, Format, Arguments, Metadata}` to the logger's proxy.
    private func report(_ format: String, _ arguments: [Term]) {
        let machine = self.machine
        let atoms = machine.atoms
        let proxyModule = atoms.term("logger_proxy")
        // The heap may be full: all of this goes to a fragment.
        pointee.sp = pointee.hp
        // A confined process reports within its domain: to print its terms may call its own code.
        let proxy = domain.names.find(proxyModule)
        let canStart = machine.code.findInImage != nil && pointee.initialCall.0 != proxyModule
        guard proxy != Term.none || canStart else {
            var line = "Error in process <0.\(pointee.pid.pidIndex).\(pointee.pid.pidGeneration)>"
            if pointee.exceptionReason.isTuple, pointee.exceptionReason.tupleSize == 2 { line += " with exit value: \(plainText(pointee.exceptionReason.element(0), atoms))" }
            line += "\n"
            _ = Array(line.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
            return
        }
        let text = list(format.unicodeScalars.map { Term(small: Int($0.value)) })
        var metadata = machine.shapes.emptyMap
        var origin = machine.shapes.emptyMap
        origin = mapPut(self, origin, Term(.tag), Term(.error))
        origin = mapPut(self, origin, atoms.term("emulator"), Term(.true))
        metadata = mapPut(self, metadata, Term(.error_logger), origin)
        metadata = mapPut(self, metadata, Term(.pid), pointee.pid)
        metadata = mapPut(self, metadata, atoms.term("gl"), pointee.groupLeader)
        metadata = mapPut(self, metadata, atoms.term("time"), integer(machine.chooser.systemTime() / 1000))
        let event = tuple(Term(.log), Term(.error), text, list(arguments), metadata)
        if proxy != Term.none {
            machine.send(event, to: proxy)
        } else {
            machine.startLogger(proxyModule, event, domain)
        }
    }
}

extension Machine {
    /// Starts the process that logs for the machine. It has its name before it runs: who waits for it to finish can find it.
    fileprivate func startLogger(_ module: Term, _ event: Term, _ domain: Domain) {
        guard domain.mayHaveChild() else { return }
        var options = SpawnOptions()
        options.domain = domain
        let start = atoms.term("start")
        let entry = SpawnEntry(code: code.export(module, start, 1).pointee.code, arguments: [event], initialCall: (module, start, 1))
        guard let process = makeProcess(entry, options, parent: nil) else { return domain.childEnded() }
        _ = domain.names.register(module, process, process.pointee.pid)
        schedulers.core.makeRunnable(process)
    }
}

/// A term in a few words, for when there is nothing that could print it properly: numbers, atoms, tuples of them.
private func plainText(_ term: Term, _ atoms: AtomTable, depth: Int = 0) -> String {
    if term.isSmall { return String(term.small) }
    if term.isAtom { return ":" + atoms.string(term) }
    if term.isTuple, depth < 4 {
        return "{" + (0..<term.tupleSize).map { plainText(term.element($0), atoms, depth: depth + 1) }.joined(separator: ", ") + "}"
    }
    if term.isMap, let name = Optional(mapGet(term, Term(.__struct__))), name.isAtom { return "%" + atoms.string(name) + "{...}" }
    return "..."
}
