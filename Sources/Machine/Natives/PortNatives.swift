// `:erlang`: ports, the programs of the host that processes talk to. The ports themselves are in Ports/.
import Bytecode
import Glibc

enum PortNatives {
    static let rows: [Native] = [
        Native("erlang", "open_port", 2, .ordinary, authority: .subprocesses, "Starts a program and gives the port to it.") { p, a in
            open(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("erlang", "port_command", 2, .blocking, authority: .subprocesses, "Sends iodata to a program.") { p, a in command(ProcessPointer(p), NativeArguments(a)).bits },
        Native("erlang", "port_command", 3, .blocking, authority: .subprocesses, "Sends iodata to a program, with options.") { p, a in
            command(ProcessPointer(p), NativeArguments(a)).bits
        },
        Native("erlang", "port_close", 1, .ordinary, authority: .subprocesses, "Closes a port.") { p, a in
            let p = ProcessPointer(p)
            guard let port = p.machine.data.ports.find(NativeArguments(a)[0]) else { return p.badArgument().bits }
            return (port.finish(reason: .normal) ? Term(.true) : p.badArgument()).bits
        },
        Native("erlang", "port_connect", 2, .ordinary, authority: .subprocesses, "Makes another process the one that hears of a port.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            guard let port = p.machine.data.ports.find(a[0]), a[1].isLocalPid, port.connect(to: a[1]) else { return p.badArgument().bits }
            return Term(.true).bits
        },
        Native("erlang", "port_info", 1, .ordinary, authority: .subprocesses, "What there is to know of a port, or :undefined.") { p, a in
            let p = ProcessPointer(p)
            let term = NativeArguments(a)[0]
            guard term.isLocalPort else { return p.badArgument().bits }
            guard let port = p.machine.data.ports.find(term) else { return Term(.undefined).bits }
            return p.list([.name, .links, .id, .connected, .input, .output, .os_pid].map { information(p, port, $0) }).bits
        },
        Native("erlang", "port_info", 2, .ordinary, authority: .subprocesses, "One item of what there is to know of a port, or :undefined.") { p, a in
            let p = ProcessPointer(p), a = NativeArguments(a)
            let items: [KnownAtom] = [.name, .links, .id, .connected, .input, .output, .os_pid, .monitors, .monitored_by, .registered_name,
                                      .memory, .queue_size, .parallelism, .locking]
            guard a[0].isLocalPort, let item = items.first(where: { a[1] == $0 }) else { return p.badArgument().bits }
            guard let port = p.machine.data.ports.find(a[0]) else { return Term(.undefined).bits }
            return information(p, port, item).bits
        },
        Native("erlang", "ports", 0, .ordinary, authority: .subprocesses, "All ports.") { p, _ in
            let p = ProcessPointer(p)
            return p.list(p.machine.data.ports.all.map { $0.term }).bits
        },
    ]
}

private func open(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    guard a[0].isTuple, a[0].tupleSize == 2, a[0].element(0).isAtom, let name = p.hostText(a[0].element(1)), !name.isEmpty else { return p.badArgument() }
    var child = ChildDescription()
    let host = p.machine.data.host
    child.directory = Array(host.workingDirectory.utf8)
    var environment = Dictionary(uniqueKeysWithValues: host.variables.map { ($0.name, $0.value) })
    var options = PortOptions()
    var arguments: [[UInt8]]?
    var firstArgument: [UInt8]?
    var rest = a[1]
    while rest.isCons {
        let option = rest.head
        if option.isAtom {
            switch option {
            case Term(.stream): options.framing = .stream
            case Term(.binary): options.isBinary = true
            case Term(.exit_status): options.tellsStatus = true
            case Term(.eof): options.tellsEnd = true
            case Term(.use_stdio): child.leavesStandardStreams = false
            case Term(.nouse_stdio): child.leavesStandardStreams = true
            case Term(.stderr_to_stdout): child.mergesErrors = true
            case Term(.in): child.writes = false
            case Term(.out): child.reads = false
            case Term(.hide), Term(.overlapped_io): break
            default: return p.badArgument()
            }
        } else {
            guard option.isTuple, option.tupleSize == 2, option.element(0).isAtom else { return p.badArgument() }
            let value = option.element(1)
            switch option.element(0) {
            case Term(.line):
                guard value.isSmall, value.small > 0 else { return p.badArgument() }
                options.framing = .line(value.small)
            case Term(.packet):
                guard value.isSmall, [1, 2, 4].contains(value.small) else { return p.badArgument() }
                options.framing = .packet(value.small)
            case Term(.cd):
                guard let directory = p.hostPath(value) else { return p.badArgument() }
                child.directory = directory
            case Term(.env): guard change(&environment, value, p) else { return p.badArgument() }
            case Term(.args):
                guard let texts = texts(value, p) else { return p.badArgument() }
                arguments = texts
            case Term(.arg0):
                guard let text = p.hostText(value) else { return p.badArgument() }
                firstArgument = text
            case Term(.parallelism): guard value.isBoolean else { return p.badArgument() }
            case Term(.busy_limits_port), Term(.busy_limits_msgq): break
            default: return p.badArgument()
            }
        }
        rest = rest.tail
    }
    guard rest.isEmptyList else { return p.badArgument() }
    switch a[0].element(0) {
    case Term(.spawn):
        guard arguments == nil, firstArgument == nil else { return p.badArgument() }
        child.path = Array("/bin/sh".utf8)
        child.arguments = [Array("/bin/sh".utf8), Array("-c".utf8), Array("exec ".utf8) + name]
    case Term(.spawn_executable):
        child.path = host.absolute(name)
        var status = stat()
        if withCPath(child.path, { stat($0, &status) }) < 0 { return p.raise(.error, p.machine.atoms.term(errorName(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG, withCPath(child.path, { access($0, X_OK) }) == 0 else { return p.raise(.error, p.machine.atoms.term("eacces")) }
        child.arguments = [firstArgument ?? name] + (arguments ?? [])
    default: return p.badArgument()
    }
    child.environment = environment.sorted { $0.key < $1.key }.map { Array("\($0.key)=\($0.value)".utf8) }
    p.machine.data.output.flush(p.machine.schedulers)
    guard let started = ChildProcess.start(child) else { return p.raise(.error, p.machine.atoms.term(errorName(errno))) }
    let term = p.machine.data.ports.nextTerm()
    guard let port = Port(term: term, name: name, child: started, options: options, owner: p.pointee.pid, machine: p.machine) else {
        return p.raise(.error, p.machine.atoms.term(errorName(errno)))
    }
    p.machine.data.ports.add(port)
    p.pointee.madeRelations.pointee.links.insert(term.bits, Link())
    port.start()
    return term
}

/// `[{name, value | false}]`
private func change(_ environment: inout [String: String], _ changes: Term, _ p: ProcessPointer) -> Bool {
    var rest = changes
    while rest.isCons {
        let pair = rest.head
        guard pair.isTuple, pair.tupleSize == 2, let name = p.hostText(pair.element(0)) else { return false }
        let key = String(decoding: name, as: UTF8.self)
        if pair.element(1) == KnownAtom.false {
            environment[key] = nil
        } else {
            guard let value = p.hostText(pair.element(1)) else { return false }
            environment[key] = String(decoding: value, as: UTF8.self)
        }
        rest = rest.tail
    }
    return rest.isEmptyList
}

private func texts(_ list: Term, _ p: ProcessPointer) -> [[UInt8]]? {
    var texts: [[UInt8]] = []
    var rest = list
    while rest.isCons {
        guard let text = p.hostText(rest.head) else { return nil }
        texts.append(text)
        rest = rest.tail
    }
    return rest.isEmptyList ? texts : nil
}

/// Bytes that may wait for a program before who sends more of them has to wait.
private let highWater = 1 << 20

private func command(_ p: ProcessPointer, _ a: NativeArguments) -> Term {
    if p.pointee.nativeState == Term.none {
        guard let port = p.machine.data.ports.find(a[0]), let data = FlatBytes(a[1]) else { return p.badArgument() }
        let accepted = port.write(Array(data.buffer))
        data.free()
        guard accepted else { return p.badArgument() }
        if port.queued < highWater { return Term(.true) }
    }
    let port = p.machine.data.ports.find(a[0])
    return p.runBlocking {
        {
            while let port, port.isOpen, port.queued >= highWater { usleep(1000) }
            return .atom(.true)
        }
    }
}

private func information(_ p: ProcessPointer, _ port: Port, _ item: KnownAtom) -> Term {
    let value: Term
    switch item {
    case .name: value = port.name.withUnsafeBufferPointer { isValidUTF8($0) ? p.codePoints($0) : p.charlist($0.baseAddress.unsafelyUnwrapped, $0.count) }
    case .links: value = p.list([port.connected])
    case .id: value = Term(small: port.term.pidIndex)
    case .connected: value = port.connected
    case .input: value = Term(small: port.counts.input)
    case .output: value = Term(small: port.counts.output)
    case .os_pid: value = Term(small: Int(port.child.pid))
    case .registered_name: return .emptyList
    case .memory: value = Term(small: port.queued + 1024)
    case .queue_size: value = Term(small: port.queued)
    case .parallelism, .locking: value = Term(.false)
    default: value = .emptyList
    }
    return p.tuple(Term(item), value)
}
